//! Front matter and registries become drafts.
//!
//! In: the path and the bytes of a file. Out: what it says, with the place of
//! every value that a later stage may point at, and everything wrong with it.
//! A value that cannot be read is reported and left out; only a file that
//! lacks what makes it what it is gives no draft.
//!
//! `keys` is the table of all keys, `record` reads a mapping by it, `value`
//! reads the values that a text can hold, `quantity` and `form` know numbers
//! and fixed forms; `report`, `site` and `registry` put the drafts together.
//! `review` reads what nobody has decided yet, and `edit` writes what was decided.
//! `outline` is what an editor shows of it all.
//! What a value refers to (whether an organisation exists) is not asked here.

mod baseline;
pub mod choices;
mod editorial;
pub mod edit;
mod form;
pub mod keys;
mod level;
pub mod outline;
mod list;
pub mod quantity;
mod record;
mod registry;
mod report;
mod review;
mod site;
mod status;
mod value;
mod waiver;

use std::ops::Range;

use crate::diag::Diagnostic;
use crate::parse::Parsed;
use crate::parse::front::keys::Table;
use crate::parse::front::record::{Record, RecordReader};
use crate::parse::yaml::{self, Node};
use crate::source::VPath;

pub use baseline::baseline;
pub use editorial::editorial;
pub use form::{is_address, is_doi};
pub use registry::{metrics, organizations, terms, topics};
pub use report::report;
pub use review::{open_points, takes};
pub use site::{access, page, site};
pub use status::{NO_BRANCH, NO_TITLE, is_placeholder};
pub use value::is_year;

/// Reads a file that has front matter; `draft` makes something of the record
/// and the range of the body.
fn with_front_matter<T>(
    path: &VPath,
    bytes: &[u8],
    table: &'static Table,
    draft: impl FnOnce(&mut RecordReader<'_>, &Record<'_>, Range<u32>) -> Option<T>,
) -> Parsed<T> {
    with_text(path, bytes, |text, parsed| {
        let cut = yaml::cut(path, text, keys::known, &mut parsed.diagnostics)?;
        let tree = yaml::read(path, text, cut.yaml, keys::known, &mut parsed.diagnostics)?;
        let mut reader = RecordReader::new(path, text, tree.damaged, std::mem::take(&mut parsed.diagnostics));
        let value = reader.record(&tree.root, table, place(&cut.opening)).and_then(|record| {
            parsed.allow = reader.waivers(&record);
            draft(&mut reader, &record, place(&cut.body))
        });
        parsed.diagnostics = reader.diagnostics;
        value
    })
}

/// What stands before a line of the document that a report was imported from, where it
/// stands nowhere else.
pub const LEFT_OUT: &str = "# 原文: ";

/// Where such lines stand in a text whose front matter ends at a place.
pub fn left_out(text: &str, end: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let lines = text.get(..end).unwrap_or_default().split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len()..at, line)
    });
    lines.filter(|(_, line)| line.starts_with(LEFT_OUT)).map(|(range, _)| range)
}

/// Where the body of a file stands, whatever its front matter says.
pub fn body_of(path: &VPath, text: &str) -> Range<usize> {
    yaml::cut(path, text, keys::known, &mut Vec::new()).map_or(0..text.len(), |cut| cut.body)
}

/// Reads a file that is YAML from its first line to its last.
fn with_yaml<T>(
    path: &VPath,
    bytes: &[u8],
    draft: impl FnOnce(&mut RecordReader<'_>, &Node<'_>, &mut Parsed<T>) -> Option<T>,
) -> Parsed<T> {
    with_text(path, bytes, |text, parsed| {
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let tree = yaml::read(path, text, start..text.len(), keys::known, &mut parsed.diagnostics)?;
        let mut reader = RecordReader::new(path, text, tree.damaged, std::mem::take(&mut parsed.diagnostics));
        let value = draft(&mut reader, &tree.root, parsed);
        parsed.diagnostics = reader.diagnostics;
        value
    })
}

fn with_text<T>(path: &VPath, bytes: &[u8], read: impl FnOnce(&str, &mut Parsed<T>) -> Option<T>) -> Parsed<T> {
    let mut parsed = Parsed { value: None, diagnostics: Vec::<Diagnostic>::new(), allow: Vec::new() };
    if let Some(text) = yaml::decode(path, bytes, &mut parsed.diagnostics) {
        parsed.value = read(text, &mut parsed);
    }
    parsed
}

fn place(range: &Range<usize>) -> Range<u32> {
    let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    clamp(range.start)..clamp(range.end)
}
