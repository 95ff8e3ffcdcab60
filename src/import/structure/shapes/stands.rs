//! What tells headings without numbers: a few words right above text, what they
//! say, what stands about them.
//!
//! In: a line and the one below it. Out: whether it stands so; the names of the
//! features that hold of its words.

use crate::import::structure::line::{Kind, Line};
use crate::import::structure::sense::{self, Sense};
use crate::import::structure::shapes::{LONGEST, is_of_text};
use crate::language::enumerator;
use crate::text::han::is_han;

/// Whether a line is a few words right above text, as headings without numbers are.
pub fn stands(line: &Line, next: Option<&Line>) -> bool {
    let count = line.text.chars().take(LONGEST).count();
    line.kind == Kind::Words
        && (2..=28).contains(&count)
        && line.text.contains(is_han)
        && !line.text.contains(['。', '；', '：', ':', '|'])
        && !line.text.ends_with(['，', '、', '！', '？'])
        && next.is_some_and(is_of_text)
}

/// Whether a blank follows a mark: 1 学习 and 1. 学习 count apart.
pub fn has_blank(text: &str, mark: &enumerator::Mark) -> bool {
    mark.delimiter == mark.end && text.get(mark.end..).is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// What a line says of its place if it is a heading.
pub fn sense(text: &str, shapes: &mut Vec<&'static str>) {
    let ornament = sense::ornament(text);
    if ornament > 0 {
        shapes.push("ornament");
    }
    let text = &text[ornament..];
    let words = &text[enumerator::of_heading(text).map_or(0, |mark| mark.end)..];
    if enumerator::is_alone(text) {
        shapes.push("number-alone");
    }
    if sense::hint(words).is_some() {
        shapes.push("has-hint");
    }
    match sense::of_line(text) {
        Sense::Around => shapes.push("sense=around"),
        Sense::Outer => shapes.push("sense=outer"),
        Sense::Any => {}
    }
}

/// The width at which the lines of a document were broken, if they were: many
/// have nearly the most characters that any has.
pub fn width(lines: &[Line]) -> Option<usize> {
    let lengths: Vec<usize> = lines.iter().map(|line| line.text.chars().take(LONGEST).count()).collect();
    let longest = lengths.iter().copied().max().filter(|longest| (16..60).contains(longest))?;
    let full = lengths.iter().filter(|length| **length + 3 > longest).count();
    (full * 4 > lengths.len() && full > 3).then_some(longest)
}
