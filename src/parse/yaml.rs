//! YAML as a tree in which every value knows its place.
//!
//! In: the bytes of a file. Out: one tree of texts, lists and mappings, each
//! node with the bytes it was read from and with the author's own spelling:
//! `2020`, `0755` and `no` are texts until the reader of a field makes more of
//! them. One pass gives both the values and the places that findings point at.
//!
//! `decode` tells text from other encodings, `cut` finds the front matter,
//! `tree` builds the tree from the events of the YAML parser, `lint` explains
//! in the author's words what the parser could not read, `lenient` reads what was
//! evidently meant, and `reason` is what is left to say when `lint` knows
//! nothing. A healthy file never meets the last three. `write` makes YAML, and `edit` changes it at one place. What a key means is not known here, only, through a function
//! given, whether it is one.

mod cut;
mod decode;
pub mod edit;
mod lenient;
mod lint;
mod reason;
mod tree;
pub mod write;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use crate::diag::{Diagnostic, Severity};
use crate::source::{Spanned, VPath};

pub use cut::{Cut, cut};
pub use decode::{converted, decode};
pub use write::Value;

/// How deep lists and mappings may stand in each other.
pub const DEPTH: usize = 32;

/// How many nodes one file may have, references followed.
pub const NODES: usize = 200_000;

/// A value with its place in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    /// Where it stands in the file, in bytes.
    pub at: Range<u32>,
    /// What it is.
    pub kind: NodeKind<'a>,
}

/// A name before a colon.
pub type Key<'a> = Spanned<Cow<'a, str>>;

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind<'a> {
    /// A text. Nothing at all, as after `标题:`, is a plain empty text.
    Scalar {
        /// The text, escapes resolved and lines folded.
        text: Cow<'a, str>,
        /// Whether it stood without quotes.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node<'a>>),
    /// Names with their values, in the order written, each name once but for
    /// digits without a value.
    Mapping(Vec<(Key<'a>, Node<'a>)>),
}

impl Node<'_> {
    /// Whether nothing was written: no text, `~` or `null`.
    pub fn is_empty(&self) -> bool {
        match &self.kind {
            NodeKind::Scalar { text, plain: true } => matches!(&**text, "" | "~" | "null" | "Null" | "NULL"),
            NodeKind::Scalar { text, plain: false } => text.is_empty(),
            NodeKind::Sequence(_) | NodeKind::Mapping(_) => false,
        }
    }
}

/// A tree that was read.
#[derive(Clone, Debug)]
pub struct Tree<'a> {
    /// The root; an empty text where the file says nothing.
    pub root: Node<'a>,
    /// Whether some line was reported and could not be used, so that what is
    /// missing may only have been misspelt.
    pub damaged: bool,
}

/// Reads the YAML that stands in one part of a file.
///
/// `known` says whether a text is a key that some file of a publication may
/// have. No tree comes back when the parser could not read the part to its
/// end; then at least one finding says why.
pub fn read<'a>(
    path: &VPath,
    text: &'a str,
    part: Range<usize>,
    known: fn(&str) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Tree<'a>> {
    let yaml = text.get(part.clone())?;
    let mut found = Vec::new();
    let (root, damaged) = attempt(path, yaml, part.start, known, &mut found);
    if !found.iter().any(lenient::is_slip) {
        diagnostics.append(&mut found);
        return root.map(|root| Tree { root, damaged });
    }
    let mut meant = lenient::read(path, yaml, part.start, known);
    let damaged = meant.findings.iter().any(|finding| finding.severity == Severity::Error);
    diagnostics.append(&mut meant.findings);
    meant.root.map(|root| Tree { root, damaged })
}

/// Reads a piece as it stands; also whether some line of it could not be used.
/// Without a tree there is at least one finding.
fn attempt<'a>(
    path: &VPath,
    yaml: &'a str,
    base: usize,
    known: fn(&str) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Option<Node<'a>>, bool) {
    let lint = lint::Lint { path, text: yaml, base, known };
    match tree::build(path, yaml, base, diagnostics) {
        Ok((root, false)) => (Some(root), false),
        Ok((root, true)) => {
            let before = diagnostics.len();
            lint.suspicions(diagnostics);
            let damaged = diagnostics[before..].iter().any(|finding| finding.severity == Severity::Error);
            (Some(root), damaged)
        }
        Err(stop) => {
            lint.errors(&stop, diagnostics);
            (None, true)
        }
    }
}
