//! Where a report goes, and what goes with it.
//!
//! In: a report that was read out of a document, and what stands in the folders of
//! the publication. Out: its file under the first name that is free, with what lies
//! beside it: its pictures and the document, if that is kept. Of a document that has
//! changed since it was imported, the report with both changes, the author's and the
//! document's. What both have changed stays the author's; then there is the new text
//! as a draft, which no build publishes. So it is too where nobody knows what the
//! author has changed.

use std::collections::BTreeMap;

use crate::diag::Severity;
use crate::diag::fault::Fault;
use crate::import::Candidate;
use crate::import::merge::merge;
use crate::import::write::{Made, Origin, write};
use crate::model::reports::REPORTS;
use crate::model::slug::{self, file_name};
use crate::parse::front;
use crate::parse::front::edit::{self, Sheet};
use crate::parse::yaml::Value;
use crate::parse::yaml::edit::Extent;
use crate::source::{Digest, VPath};

/// The longest name of a document that is kept, in characters.
const LONGEST_NAME: usize = 80;
/// The same in bytes.
const LONGEST_BYTES: usize = 200;

/// What stands at a path of a publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Nothing.
    Nothing,
    /// A file with these bytes.
    File(Vec<u8>),
    /// A folder with these names in it.
    Folder(Vec<String>),
    /// Something else, or a file that cannot be read.
    Other,
}

/// Says what stands at a path.
pub type Look<'a> = &'a dyn Fn(&str) -> Result<Stands, Fault>;

/// A document as it was given.
#[derive(Clone, Copy, Debug)]
pub struct Original<'a> {
    /// The name of its file.
    pub name: &'a str,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its bytes, if they are kept.
    pub bytes: Option<&'a [u8]>,
    /// Whether it holds one report.
    pub is_one: bool,
}

/// Files beside a report: their paths and their bytes.
pub type Beside<'a> = Vec<(String, &'a [u8])>;

/// A report that has its place.
#[derive(Debug)]
pub struct Placed<'a> {
    /// Its file.
    pub path: VPath,
    /// Its text, and how it was written.
    pub made: Made,
    /// What lies beside it. It is to be written first: a report that is there is whole.
    pub beside: Beside<'a>,
}

/// A report whose document has changed.
#[derive(Debug)]
pub struct Again<'a> {
    /// Its text with the changes.
    pub text: String,
    /// At how many places an author and the document have changed the same; none
    /// if nobody knows what the author has changed.
    pub clashes: Option<usize>,
    /// What is read out of the document now.
    pub made: String,
    /// What lies beside it.
    pub beside: Beside<'a>,
}

/// Names for reports. It remembers how many were tried for each first one, so that
/// the thousandth report of a title does not try a thousand.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<String, usize>);

impl Names {
    /// A report under the next name that is free.
    pub fn place<'a>(
        &mut self,
        candidate: &'a Candidate,
        original: &Original<'a>,
        look: Look<'_>,
    ) -> Result<Placed<'a>, Fault> {
        let facts = &candidate.facts;
        let title = facts.title.as_ref().map(|title| title.value.as_str());
        let first = file_name(title.unwrap_or_else(|| stem(original.name)));
        let mut folder = REPORTS.to_owned();
        if let Some(years) = &facts.years {
            folder.push_str(&format!("/{}", years.value.ascii()));
        }
        loop {
            let number = self.0.entry(format!("{folder}/{first}")).or_default();
            *number += 1;
            let stem = if *number == 1 { first.clone() } else { format!("{first}-{number}") };
            // A year and a name are ASCII without slashes.
            let Some(path) = VPath::new(&format!("{folder}/{stem}.md")) else { continue };
            if look(path.as_str())? != Stands::Nothing {
                continue;
            }
            let (made, beside) = written(candidate, original, &folder, &stem);
            if is_free(&format!("{folder}/{stem}"), &beside, look)? {
                return Ok(Placed { path, made, beside });
            }
        }
    }
}

/// The text of a report, and its files, in a folder of this name.
fn written<'a>(candidate: &'a Candidate, original: &Original<'a>, folder: &str, stem: &str) -> (Made, Beside<'a>) {
    let kept = original.bytes.map(|bytes| (format!("{stem}/{}", kept_name(original.name)), bytes));
    let name = kept.as_ref().map_or(original.name, |(path, _)| path);
    let made = write(candidate, stem, Some(&Origin { name, digest: original.digest.to_string() }));
    let pictures = &candidate.article.pictures;
    let pictures = made.pictures.iter().map(|(name, picture)| (name.clone(), &*pictures[*picture].bytes));
    let beside = pictures.chain(kept).map(|(name, bytes)| (format!("{folder}/{name}"), bytes)).collect();
    (made, beside)
}

/// Whether files may be put beside a report into a folder: nothing is there,
/// or some of them, since an import was ended before the report came.
fn is_free(folder: &str, files: &Beside<'_>, look: Look<'_>) -> Result<bool, Fault> {
    let Stands::Folder(names) = look(folder)? else { return Ok(look(folder)? == Stands::Nothing) };
    for name in names {
        let path = format!("{folder}/{name}");
        let Some((_, bytes)) = files.iter().find(|(file, _)| *file == path) else { return Ok(false) };
        if !matches!(look(&path)?, Stands::File(there) if there == *bytes) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Puts a document that has changed together with its report. `current` is the
/// report now, `before` the digest that the document had, `base` what was made of
/// it then.
pub fn again<'a>(
    path: &VPath,
    (candidate, original): (&'a Candidate, &Original<'a>),
    current: &[u8],
    (before, base): (Digest, Option<&str>),
    look: Look<'_>,
) -> Result<Again<'a>, Fault> {
    let (made, beside) = beside(path, candidate, original, look)?;
    let kept = original.bytes.and_then(|_| beside.last());
    let folder = format!("{}/", path.folder());
    let file = kept.map_or(original.name, |(path, _)| path.strip_prefix(&folder).unwrap_or(path)).to_owned();
    // The line that tells of the document is no change of the text.
    let others = made.text.replace(&original.digest.to_string(), &before.to_string());
    let lossy = String::from_utf8_lossy(current);
    let merged = base.map(|base| merge(base, &lossy, &others));
    let is_sound = |text: &str| errors(path, text) <= errors(path, &lossy);
    let merged = merged.filter(|merged| is_sound(&merged.text) && std::str::from_utf8(current).is_ok());
    let clashes = merged.as_ref().map(|merged| merged.clashes);
    let text = merged.map_or_else(|| lossy.to_string(), |merged| merged.text);
    let source = [("file", file), ("digest", original.digest.to_string())];
    let source = Value::Record(source.map(|(key, value)| (key.to_owned(), Value::Text(value))).into());
    let text = edit::put(path, &text, "source", &[source]).unwrap_or(text);
    Ok(Again { text, clashes, made: made.text, beside })
}

/// The report as it is read now, and its files, in a folder where none of
/// them is another.
fn beside<'a>(
    path: &VPath,
    candidate: &'a Candidate,
    original: &Original<'a>,
    look: Look<'_>,
) -> Result<(Made, Beside<'a>), Fault> {
    let mut number = 1;
    loop {
        let stem = if number == 1 { path.stem().to_owned() } else { format!("{}-{number}", path.stem()) };
        let (made, beside) = written(candidate, original, path.folder(), &stem);
        let mut fits = true;
        for (path, bytes) in &beside {
            fits &= match look(path)? {
                Stands::Nothing => true,
                Stands::File(there) => there == *bytes,
                _ => false,
            };
        }
        if fits {
            return Ok((made, beside));
        }
        number += 1;
    }
}

/// Where it is kept, on this computer only, what an import made of a document:
/// without it nobody knows what an author has changed.
pub fn base(digest: Digest) -> String {
    format!(".huibian/{BASES}/{}", base_name(digest))
}

/// The folder of ours in which it is kept.
pub const BASES: &str = "imports";

/// Its name there.
pub fn base_name(digest: Digest) -> String {
    format!("{digest}.md")
}

/// How many errors a report has.
fn errors(path: &VPath, text: &str) -> usize {
    let found = front::report(path, text.as_bytes()).diagnostics;
    found.iter().filter(|finding| finding.severity == Severity::Error).count()
}

/// A new text as a draft beside a report: it belongs to no document.
pub fn draft(path: &VPath, text: &str) -> String {
    let status = Value::Text("draft".to_owned());
    let text = edit::put(path, text, "status", &[status]).unwrap_or_else(|| text.to_owned());
    let mut sheet = Sheet::new(path, &text, Extent::Front);
    match sheet.field("source", None) {
        Some(()) => sheet.text,
        None => text,
    }
}

/// Whether a file of a publication is a report.
pub fn is_report(path: &VPath) -> bool {
    path.below(REPORTS).is_some() && path.extension() == "md"
}

/// A file's name without extension.
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The name under which a document is kept: what came with it, without what
/// some systems do not take and what hides a file.
pub fn kept_name(name: &str) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let clean = |text: &str, longest: usize| -> String {
        // Marks that turn the direction of writing show another name than there is.
        let bad = |c: char| {
            c.is_control()
                || "<>:\"|?*/\\#%".contains(c)
                || ('\u{202a}'..='\u{202e}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c)
        };
        let clean = text.chars().map(|c| if bad(c) { '_' } else { c }).take(longest);
        let mut bytes = 0;
        // A file system counts bytes.
        clean
            .take_while(|c| {
                bytes += c.len_utf8();
                bytes <= LONGEST_BYTES
            })
            .collect()
    };
    let stem = clean(stem.trim_start_matches(['.', '~', '$', ' ']), LONGEST_NAME);
    let stem = match stem.trim() {
        "" => "document".to_owned(),
        stem if slug::is_device(stem.split('.').next().unwrap_or(stem)) => format!("document-{stem}"),
        stem => stem.to_owned(),
    };
    match clean(extension, 8).trim() {
        "" => stem,
        extension => format!("{stem}.{extension}"),
    }
}

/// The extension of a file's name, empty if it has none.
pub fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}
