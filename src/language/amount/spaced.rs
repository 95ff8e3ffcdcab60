//! Numbers whose digits stand apart: 1 5 7 期.

use std::ops::Range;

use crate::language::amount::{Nature, counter};
use crate::language::lexicon::{self, List};

/// What goes on with a number besides counters: 万, 余.
static AFTER: List = List::new(&lexicon::NUMBER_TAILS, "");

/// A number with spaces inside.
pub struct Spaced {
    /// From its first digit to its last.
    pub range: Range<usize>,
    /// What is replaced: a space before the counter goes too, unless there is
    /// one before the number as well.
    pub cut: Range<usize>,
    /// Its digits together.
    pub number: String,
    /// Whether it may be a range that lost its dash.
    pub may_be_range: bool,
}

/// The numbers of a text that have spaces inside and a counter after them.
pub fn spaced(text: &str) -> Vec<Spaced> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(space) = bytes.get(at..).and_then(|rest| rest.iter().position(|&byte| byte == b' ')) {
        let space = at + space;
        at = space + 1;
        if space == 0 || !is_digit(space - 1) || !is_digit(space + 1) {
            continue;
        }
        let start = space - 1;
        let (mut end, mut number) = (space, String::from(char::from(bytes[start])));
        while bytes.get(end) == Some(&b' ') && is_digit(end + 1) {
            number.push(char::from(bytes[end + 1]));
            end += 2;
        }
        at = end;
        // A digit of a longer number, a decimal, a version.
        let before = text[..start].chars().next_back();
        let apart = before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-' | '/' | ':'));
        let beyond = text[..start].trim_end_matches(' ').ends_with(|c: char| c.is_ascii_digit());
        if apart || beyond || is_digit(end) {
            continue;
        }
        let rest = &text[end..];
        let after = rest.trim_start_matches(' ');
        let counted = after.starts_with(['%', '％'])
            || AFTER.begins(after).is_some()
            || counter(after).is_some_and(|(_, nature)| nature != Nature::Code);
        if !counted {
            continue;
        }
        let gap = if before == Some(' ') { 0 } else { rest.len() - after.len() };
        let may_be_range = number.len() == 2 && number.as_bytes()[0] < number.as_bytes()[1];
        found.push(Spaced { range: start..end, cut: start..end + gap, number, may_be_range });
    }
    found
}
