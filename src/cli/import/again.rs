//! A document that has changed since it was imported.
//!
//! In: the report that was made of it, with what an author has changed, and what
//! is read out of it now. Out: the report with both changes. What both have
//! changed stays the author's; then the new text is put beside it as a draft,
//! which no build publishes. So it is too where nobody knows what the author has
//! changed: what an import wrote is kept on this computer only.

use std::path::Path;

use crate::cli::Trouble;
use crate::cli::import::Import;
use crate::cli::shell::Shell;
use crate::diag::fault::Fault;
use crate::diag::{Language, Words};
use crate::disk::history::LARGEST_TEXT;
use crate::disk::{Dir, FileChange, Transaction, inputs};
use crate::import::Candidate;
use crate::import::batch::report::{self, Original, base};
use crate::source::{Digest, VPath};

const READ: Words = Words { zh: "读取", en: "read" };

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

/// Keeps what an import wrote of a document.
pub fn keep(transaction: &mut Transaction<'_>, digest: Digest, text: &str) {
    // Without it the next import makes a draft; that is a nuisance, no loss.
    drop(transaction.create(Path::new(&base(digest)), text.as_bytes()));
}

/// What an import wrote of a document.
fn written(dir: &Dir, digest: Digest) -> Option<String> {
    let bytes = dir.read(Path::new(&base(digest)), LARGEST_TEXT).ok()?;
    String::from_utf8(bytes).ok()
}

impl Import<'_> {
    /// Puts a document that has changed together with its report.
    pub(super) fn again(
        &mut self,
        (path, before): (VPath, Digest),
        candidate: &Candidate,
        original: &Original<'_>,
    ) -> Result<Again, Trouble> {
        let dir = self.folder.dir();
        let place = Path::new(path.as_str());
        let bytes = dir.read(place, LARGEST_TEXT).map_err(|error| Fault::system(READ, dir.join(place), error))?;
        let base = written(dir, before);
        let look = |path: &str| inputs::stands(dir, path);
        let merged = report::again(&path, (candidate, original), &bytes, (before, base.as_deref()), &look)?;
        let mut again = Again { path, text: merged.text, clashes: merged.clashes, draft: None };
        if !self.writes {
            return Ok(again);
        }
        let mut transaction = self.shell.begin(dir)?;
        for (path, bytes) in &merged.beside {
            transaction.create(Path::new(path), bytes)?;
        }
        let change = FileChange { path: Path::new(again.path.as_str()), before: &bytes, after: again.text.as_bytes() };
        transaction.change(&[change]).into_iter().collect::<Result<(), Fault>>()?;
        if again.clashes != Some(0) {
            again.draft = draft(&mut transaction, &again.path, &merged.made)?;
        }
        keep(&mut transaction, original.digest, &merged.made);
        transaction.finish()?;
        Ok(again)
    }
}

/// Puts a text beside a report as a draft that belongs to no document.
fn draft(transaction: &mut Transaction<'_>, path: &VPath, text: &str) -> Result<Option<VPath>, Trouble> {
    let text = report::draft(path, text);
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
