//! A document that has changed since it was imported.
//!
//! In: the report that was made of it, with what an author has changed, and what
//! is read out of it now. Out: the report with both changes. What both have
//! changed stays the author's; then the new text is put beside it as a draft,
//! which no build publishes. So it is too where nobody knows what the author has
//! changed: what an import wrote is kept on this computer only.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::Trouble;
use crate::cli::import::Import;
use crate::cli::shell::Shell;
use crate::diag::fault::Fault;
use crate::diag::{Language, Severity, Words};
use crate::disk::history::LARGEST_TEXT;
use crate::disk::{Change, Dir, Transaction, inputs};
use crate::import::Candidate;
use crate::import::merge::merge;
use crate::import::write::{Made, Origin, write};
use crate::parse::front::keys::{self, REPORT, SOURCE};
use crate::parse::front::{self, edit};
use crate::parse::yaml::{self, Kind, Node, Value};
use crate::source::{Digest, Files, VPath};

/// What imports wrote, by the digest of the document.
const WRITTEN: &str = ".huibian/imports";

const READ: Words = Words { zh: "读取", en: "read" };

/// The reports of documents, by the names of their files.
pub type Earlier = BTreeMap<String, Vec<(VPath, Digest)>>;

/// A report that was read again.
pub struct Again {
    /// Its file.
    pub path: VPath,
    /// Its new text.
    pub text: String,
    /// At how many places an author and the document have changed the same; none
    /// if nobody knows what the author has changed.
    pub clashes: Option<usize>,
    /// Where the new text is, if not all of it is in the report.
    pub draft: Option<VPath>,
}

/// The reports of a publication that came from documents.
pub fn earlier(files: &dyn Files, below: &str) -> Earlier {
    let mut earlier = Earlier::new();
    for path in files.paths().iter().filter(|path| path.below(below).is_some() && path.extension() == "md") {
        let Ok(bytes) = files.read(path) else { continue };
        let Some((name, digest)) = std::str::from_utf8(&bytes).ok().and_then(|text| origin(path, text)) else {
            continue;
        };
        earlier.entry(name).or_default().push((path.clone(), digest));
    }
    earlier
}

/// The name and the digest of the document that a report came from.
fn origin(path: &VPath, text: &str) -> Option<(String, Digest)> {
    let cut = yaml::cut(path, text, keys::known, &mut Vec::new())?;
    let tree = yaml::read(path, text, cut.yaml, keys::known, &mut Vec::new())?;
    let Kind::Mapping(entries) = &tree.root.kind else { return None };
    let (_, source) = entries.iter().find(|(key, _)| REPORT.find(&key.value) == REPORT.index("source"))?;
    let Kind::Mapping(entries) = &source.kind else { return None };
    let part = |name: &str| {
        let is_it = |(key, _): &&(yaml::Key<'_>, Node<'_>)| SOURCE.find(&key.value) == SOURCE.index(name);
        match &entries.iter().find(is_it)?.1.kind {
            Kind::Scalar { text, .. } => Some(text.to_string()),
            _ => None,
        }
    };
    let file = part("file")?;
    let name = file.rsplit('/').next().unwrap_or(&file).to_owned();
    Some((name, Digest::parse(part("digest")?.trim())?))
}

/// Keeps what an import wrote of a document.
pub fn keep(transaction: &mut Transaction<'_>, digest: Digest, text: &str) {
    // Without it the next import makes a draft; that is a nuisance, no loss.
    drop(transaction.create(Path::new(&format!("{WRITTEN}/{digest}.md")), text.as_bytes()));
}

/// What an import wrote of a document.
fn written(dir: &Dir, digest: Digest) -> Option<String> {
    let bytes = dir.read(Path::new(&format!("{WRITTEN}/{digest}.md")), LARGEST_TEXT).ok()?;
    String::from_utf8(bytes).ok()
}

/// A document that has changed.
pub struct Changed<'a> {
    /// What is read out of it now.
    pub candidate: &'a Candidate,
    /// The name of its file.
    pub name: &'a str,
    /// Its bytes' digest now.
    pub digest: Digest,
    /// And when it was imported.
    pub before: Digest,
    /// Its bytes, if they are kept.
    pub bytes: Option<(String, &'a [u8])>,
}

impl Import<'_> {
    /// Puts a document that has changed together with its report.
    pub(super) fn again(&mut self, path: VPath, changed: &Changed<'_>) -> Result<Again, Trouble> {
        let dir = self.folder.dir();
        let place = Path::new(path.as_str());
        let reading = |error| Fault::system(READ, dir.join(place), error);
        let bytes = dir.read(place, LARGEST_TEXT).map_err(reading)?;
        let current = String::from_utf8_lossy(&bytes);
        let (made, beside) = self.beside(&path, changed);
        let kept = changed.bytes.as_ref().and_then(|(name, _)| beside.iter().find(|(path, _)| path.ends_with(name)));
        let folder = format!("{}/", path.folder());
        let file = kept.map_or(changed.name, |(path, _)| path.strip_prefix(&folder).unwrap_or(path)).to_owned();
        // The line that tells of the document is no change of the text.
        let others = made.text.replace(&changed.digest.to_string(), &changed.before.to_string());
        let merged = written(dir, changed.before).map(|base| merge(&base, &current, &others));
        let is_sound = |text: &str| errors(&path, text) <= errors(&path, &current);
        let merged = merged.filter(|merged| is_sound(&merged.text) && std::str::from_utf8(&bytes).is_ok());
        let clashes = merged.as_ref().map(|merged| merged.clashes);
        let text = merged.map_or_else(|| current.to_string(), |merged| merged.text);
        let source = [("file", file), ("digest", changed.digest.to_string())];
        let source = Value::Record(source.map(|(key, value)| (key.to_owned(), Value::Text(value))).into());
        let text = edit::put(&path, &text, "source", &[source]).unwrap_or(text);
        let mut again = Again { path, text, clashes, draft: None };
        if !self.writes {
            return Ok(again);
        }
        let mut transaction = self.shell.begin(dir)?;
        for (path, bytes) in &beside {
            transaction.create(Path::new(path), bytes)?;
        }
        let change = Change { path: Path::new(again.path.as_str()), before: &bytes, after: again.text.as_bytes() };
        transaction.change(&[change]).into_iter().collect::<Result<(), Fault>>()?;
        if clashes != Some(0) {
            again.draft = draft(&mut transaction, &again.path, &made.text)?;
        }
        keep(&mut transaction, changed.digest, &made.text);
        transaction.finish()?;
        Ok(again)
    }

    /// The report as it is read now, and its files, in a folder where none of
    /// them is another.
    fn beside<'c>(&self, path: &VPath, changed: &Changed<'c>) -> (Made, Vec<(String, &'c [u8])>) {
        let dir = self.folder.dir();
        let mut number = 1;
        loop {
            let stem = if number == 1 { path.stem().to_owned() } else { format!("{}-{number}", path.stem()) };
            let kept = changed.bytes.as_ref().map(|(name, bytes)| (format!("{stem}/{name}"), *bytes));
            let name = kept.as_ref().map_or(changed.name, |(name, _)| name);
            let made = write(changed.candidate, &stem, Some(&Origin { name, digest: changed.digest.to_string() }));
            let pictures = &changed.candidate.article.pictures;
            let pictures = made.pictures.iter().map(|(name, picture)| (name.clone(), &*pictures[*picture].bytes));
            let beside: Vec<(String, &[u8])> =
                pictures.chain(kept).map(|(name, bytes)| (format!("{}/{name}", path.folder()), bytes)).collect();
            let fits = |(path, bytes): &(String, &[u8])| match dir.kind(Path::new(path)) {
                Ok(None) => true,
                _ => dir.read(Path::new(path), inputs::LARGEST).is_ok_and(|there| there == *bytes),
            };
            if beside.iter().all(fits) {
                return (made, beside);
            }
            number += 1;
        }
    }
}

/// How many errors a report has.
fn errors(path: &VPath, text: &str) -> usize {
    let found = front::report(path, text.as_bytes()).diagnostics;
    found.iter().filter(|finding| finding.severity == Severity::Error).count()
}

/// Puts a text beside a report as a draft that belongs to no document.
fn draft(transaction: &mut Transaction<'_>, path: &VPath, text: &str) -> Result<Option<VPath>, Trouble> {
    let status = Value::Text("draft".to_owned());
    let text = edit::put(path, text, "status", &[status]).unwrap_or_else(|| text.to_owned());
    let text: String = text.split_inclusive('\n').filter(|line| !line.starts_with("source: ")).collect();
    for number in 2.. {
        let place = format!("{}/{}-{number}.md", path.folder(), path.stem());
        if transaction.create(Path::new(&place), text.as_bytes())? {
            return Ok(VPath::new(&place));
        }
    }
    Ok(None)
}

/// What came of it, in a line.
pub fn told(shown: &str, again: &Again, wrote: bool, shell: &Shell) -> String {
    let path = &again.path;
    let draft = again.draft.as_ref().map_or(String::new(), ToString::to_string);
    let said = match (again.clashes, wrote) {
        (Some(0), true) => Words {
            zh: "原件改过，改动已并入，作者改的都留着",
            en: "the document has changed; its changes were put in, those of the author stay",
        },
        (Some(_), true) => Words {
            zh: "原件改过；有 {count} 处作者也改过，留的是作者的，其余已并入。新稿另存为 {draft}（草稿，不发布），对照之后请删去",
            en: "the document has changed; where the author has changed the same ({count}), the author's words stay. The new text is in {draft}, a draft that is not published; compare and delete it",
        },
        (None, true) => Words {
            zh: "原件改过；看不出哪些是作者改的，没有动它。新稿另存为 {draft}（草稿，不发布），对照之后请删去",
            en: "the document has changed; what the author has changed is not known, so it was left alone. The new text is in {draft}, a draft that is not published; compare and delete it",
        },
        (Some(0), false) => {
            Words { zh: "原件改过，会并入改动", en: "the document has changed and would be put in" }
        }
        (_, false) => Words {
            zh: "原件改过，作者也改过同样的地方；会把新稿另存为草稿",
            en: "the document has changed, and the author has changed the same; the new text would become a draft",
        },
    };
    let count = again.clashes.unwrap_or(0).to_string();
    let said = shell.word(said).replace("{count}", &count).replace("{draft}", &draft);
    match shell.language {
        Language::Chinese => format!("{shown} → {path}：{said}"),
        Language::English => format!("{shown} → {path}: {said}"),
    }
}
