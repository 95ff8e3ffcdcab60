//! The passages that rules about wording and punctuation read.
//!
//! In: a subject. Out: its blocks, and the values of the front matter that are
//! sentences of the author's (title, achievements, honours), as blocks too;
//! and edits that leave the markup between two pieces of text alone.

use std::borrow::Cow;
use std::ops::Range;

use crate::check::Subject;
use crate::diag::Edit;
use crate::model::{Metadata, Report};
use crate::parse::markdown::{Block, ProseKind};
use crate::source::Spanned;
use crate::text::signs::Signs;

/// The passages for which `may` holds, a cheap question about their text: the
/// blocks of the body, then the front matter's.
pub fn passages<'s>(subject: &Subject<'s>, may: impl Fn(&str) -> bool) -> Vec<Cow<'s, Block>> {
    passages_with(subject, |_| true, may)
}

/// The same, of which those in the body also have certain signs; these are
/// asked first.
pub fn passages_with<'s>(
    subject: &Subject<'s>,
    signs: impl Fn(Signs) -> bool,
    may: impl Fn(&str) -> bool,
) -> Vec<Cow<'s, Block>> {
    let mut passages: Vec<Cow<'s, Block>> = Vec::new();
    let front = subject.report.zip(subject.metadata);
    let is_asked = front.is_none_or(|(report, metadata)| may_front(report, metadata, &may));
    if let Some(draft) = is_asked.then(|| subject.draft()).flatten() {
        let mut value = |kind, value: &Spanned<String>| {
            if let Some(start) = place(subject.text, value).filter(|_| may(&value.value)) {
                passages.push(Cow::Owned(Block::of_value(kind, &value.value, start)));
            }
        };
        value(ProseKind::Heading(1), &draft.title);
        for achievement in &draft.achievements {
            value(ProseKind::Cell, &achievement.text);
        }
        for honour in &draft.honours {
            value(ProseKind::Cell, &honour.name);
        }
    }
    let asked = subject.blocks.iter().filter(|block| block.kind != ProseKind::Quotation && signs(block.signs));
    let blocks = asked.filter(|block| may(&block.text));
    passages.extend(blocks.map(Cow::Borrowed));
    passages
}

/// Whether the values of a report may be asked for; their places are told by
/// its draft, which a build would have to read.
fn may_front(report: &Report, metadata: &Metadata, may: impl Fn(&str) -> bool) -> bool {
    may(&metadata.title)
        || report.achievements.iter().any(|achievement| may(&achievement.text))
        || report.honours.iter().any(|honour| may(&honour.name))
}

/// Where a value stands letter for letter, without its quotation marks; none
/// where YAML wrote it another way.
fn place(text: &str, value: &Spanned<String>) -> Option<usize> {
    let start = value.at.start as usize;
    let written = text.get(start..value.at.end as usize)?;
    if written == value.value {
        return Some(start);
    }
    let inner = written.strip_prefix(['"', '\''])?.strip_suffix(['"', '\''])?;
    (inner == value.value).then_some(start + 1)
}

/// An edit that puts `text` in place of a range. A mark that Markdown was kept
/// from reading by a backslash takes the backslash with it.
pub fn replace(subject: &Subject<'_>, block: &Block, range: Range<usize>, text: impl Into<String>) -> Edit {
    let escaped = block.text[range.clone()].starts_with(|first: char| first.is_ascii_punctuation());
    let mut span = subject.span(block, range);
    if escaped && subject.text.get(..span.start as usize).is_some_and(|before| before.ends_with('\\')) {
        span.start -= 1;
    }
    Edit { span, text: text.into() }
}

/// Whether a range stands in the file in one piece, without markup in it.
pub fn in_one_piece(subject: &Subject<'_>, block: &Block, range: &Range<usize>) -> bool {
    subject.span(block, range.clone()).range().len() == range.len()
}

/// A range with a few characters on both sides of it on its line, for a message.
pub fn context<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    let before = text[..range.start].rsplit('\n').next().unwrap_or_default();
    let after = text[range.end..].split('\n').next().unwrap_or_default();
    let start = before.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(4).map_or(after.len(), |(at, _)| at);
    text[range.start - before.len() + start..range.end + end].trim()
}

#[cfg(test)]
mod tests {
    use super::context;

    #[test]
    fn a_context_stays_on_its_line() {
        assert_eq!(context("甲\n乙丙丁戊己,庚辛壬癸子丑\n寅", &(16 + 3..16 + 4)), "丙丁戊己,庚辛壬癸");
        assert_eq!(context("，", &(0..3)), "，");
        assert_eq!(context("", &(0..0)), "");
    }
}
