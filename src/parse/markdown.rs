//! Markdown: the body of a report becomes HTML, outline and notes.
//!
//! In: the text of a file, the range of its body, and someone who knows the
//! other files (`Resolve`). Out: a `Body`, whose HTML goes into the page as it
//! is, and findings with the places they are about. Parsing never fails and
//! never panics: what cannot be used is shown as text with a finding.
//!
//! The Markdown is that of GitHub with definition lists, read as Chinese wants
//! it: emphasis beside full-width marks works, lines join without spaces,
//! typed indents vanish, a line that follows with an indent of two characters
//! is a paragraph of its own. Tables and figures take their captions from the
//! paragraph beside them, and the last lines become the signature. HTML is not
//! passed through, save that `<br>` breaks a line (a table cell has no other
//! way) and closed comments vanish in silence (they are remarks to oneself).
//!
//! The order of work: `emphasis` prepares the text, `script` reads it,
//! `headings`, `notes` and `sign` look through it, `writer` and its siblings
//! write. Page furniture (headings of notes, the table of contents, 摘要) is
//! the theme's.

mod address;
mod block;
pub mod caption;
mod emphasis;
mod excerpt;
mod files;
mod headings;
mod html;
mod inline;
pub mod model;
mod nesting;
mod notes;
pub mod paper;
mod passage;
mod permit;
mod picture;
pub mod plain;
mod prose;
mod script;
mod sign;
mod table;
mod twin;
mod writer;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::diag::rules::markdown::NESTING_TOO_DEEP;
use crate::diag::{Diagnostic, Language};
use crate::parse::Limits;
use crate::picture::Rendition;
use crate::source::{Span, VPath};

pub use excerpt::{Excerpt, excerpt};
pub use files::{Illustration, Referred, files};
pub use html::anchor;
pub use passage::{Part, Passage, passages};
pub use permit::{Permit, permits};
pub use prose::{Block, ProseKind, prose};
pub use twin::twin;

/// How references in a body are answered; the render stage and tests do it.
///
/// Asked only for files of the publication, with percent-encoding undone and
/// without `#` and what follows. A path may still be absolute or climb out of
/// the publication: to that the answer is `Missing`.
pub trait Resolve {
    /// Where a link leads.
    fn link(&self, path: &str) -> Target;
    /// What an image shows.
    fn image(&self, path: &str) -> Picture;
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page of this site.
    Internal {
        /// Its address, relative to the page being written and encoded.
        href: String,
    },
    /// A file to keep.
    Attachment {
        /// Its address, relative to the page being written and encoded.
        href: String,
        /// The name to save it under.
        download: String,
    },
    /// Nothing.
    Missing {
        /// The path that was probably meant, as the author should write it.
        nearest: Option<String>,
    },
    /// A report or page that is not part of the site: a draft, withdrawn, or
    /// with errors that keep it out.
    Unpublished,
    /// A file that is there, but of a kind or in a place that is not published.
    Excluded,
}

/// What an image shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// A picture.
    Found {
        /// Its address, relative to the page being written and encoded.
        src: String,
        /// Its width and height in pixels.
        size: Option<(u32, u32)>,
        /// Smaller ones to show in its place; the last is the one for programs
        /// that know no other.
        smaller: Vec<Smaller>,
    },
    /// Nothing.
    Missing {
        /// The path that was probably meant, as the author should write it.
        nearest: Option<String>,
    },
    /// A file, but none that browsers show.
    NotAnImage,
}

/// A smaller one of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Smaller {
    /// Its address, relative to the page being written and encoded.
    pub src: String,
    /// What it is.
    pub rendition: Rendition,
}

/// A body, ready for its page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The text, signature included, without notes and references.
    pub html: String,
    /// Its headings of the second level, with those of the third below them.
    pub outline: Vec<Heading>,
    /// 注释 in the order of their numbers.
    pub notes: Vec<Note>,
    /// 参考文献 in the order of their numbers.
    pub references: Vec<Note>,
}

/// A heading in the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 or 3: its level on the page.
    pub level: u8,
    /// Its id; `anchor` makes an `href` of it.
    pub id: String,
    /// Its words as HTML without links and notes, so that a link can hold it.
    pub html: String,
    /// Its words.
    pub text: String,
    /// The headings below it.
    pub children: Vec<Heading>,
}

/// 注释 A note, or 参考文献 a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its number, from 1.
    pub number: usize,
    /// How the text shows the number: ① or `[1]`.
    pub mark: String,
    /// Its id, `n1` or `ref1`.
    pub id: String,
    /// Its words; blocks only where it has several.
    pub html: String,
    /// The ids of its marks in the text; a reference has none.
    pub backlinks: Vec<String>,
}

/// Reads the body that stands at `range` in the text of a file.
///
/// A range that is none of the text's is read as empty.
pub fn body(
    path: &VPath,
    text: &str,
    range: Range<usize>,
    language: Language,
    limits: &Limits,
    resolve: &dyn Resolve,
) -> (Body, Vec<Diagnostic>) {
    let (body, _, findings) = read(path, text, range, language, limits, resolve, false);
    (body, findings)
}

/// The same with its words as `prose` has them, for a proofreader: the body is
/// parsed once for both.
pub fn body_and_prose(
    path: &VPath,
    text: &str,
    range: Range<usize>,
    language: Language,
    limits: &Limits,
    resolve: &dyn Resolve,
) -> (Body, Vec<Block>, Vec<Diagnostic>) {
    read(path, text, range, language, limits, resolve, true)
}

fn read(
    path: &VPath,
    text: &str,
    range: Range<usize>,
    language: Language,
    limits: &Limits,
    resolve: &dyn Resolve,
    with_prose: bool,
) -> (Body, Vec<Block>, Vec<Diagnostic>) {
    let start = range.start;
    let shielded = emphasis::shield(text.get(range).unwrap_or_default(), limits.nesting);
    let script = script::Script::read(&shielded);
    let blocks = if with_prose { prose::blocks(&script, &shielded, start) } else { Vec::new() };
    let (body, mut findings) =
        writer::write(&script, BodyContext { path, start, shielded: &shielded }, language, resolve);
    if let Some(deep) = shielded.deep {
        let span = Span::new(path, start + deep.at..start + deep.at + 1);
        let finding = Diagnostic::new(&NESTING_TOO_DEEP, span);
        findings.push(finding.with("count", deep.count).with("limit", limits.nesting));
        crate::diag::sort(&mut findings);
    }
    (body, blocks, findings)
}

/// Where the body that is being read stands.
#[derive(Clone, Copy)]
struct BodyContext<'a> {
    path: &'a VPath,
    start: usize,
    shielded: &'a emphasis::Shielded<'a>,
}

impl BodyContext<'_> {
    /// The span in the file of a range of the prepared text.
    fn span(&self, range: Range<usize>) -> Span {
        let place = |offset| self.start + self.shielded.source(offset);
        Span::new(self.path, place(range.start)..place(range.end))
    }
}
