//! Straight quotation marks in Chinese text.

use std::ops::Range;

use crate::text::han::{is_han, is_wide};

/// The straight quotation marks of a text that are no inch marks and not
/// foreign, as those in code or a quotation are.
pub fn quotes(text: &str, is_foreign: impl Fn(&Range<usize>) -> bool) -> Vec<Range<usize>> {
    let marks = text.match_indices(['"', '＂']).map(|(at, mark)| at..at + mark.len());
    let mut open = false;
    let mut quotes = Vec::new();
    for mark in marks.filter(|mark| !is_foreign(mark)) {
        // After a digit it is an inch mark, unless a quotation is open.
        let is_inch = !open && text[..mark.start].ends_with(|c: char| c.is_ascii_digit());
        if !is_inch {
            open = !open;
            quotes.push(mark);
        }
    }
    quotes
}

/// The marks in pairs, those of Chinese text only; none if they do not pair.
pub fn pairs(text: &str, quotes: &[Range<usize>]) -> Option<Vec<(Range<usize>, Range<usize>)>> {
    if !quotes.len().is_multiple_of(2) {
        return None;
    }
    let mut pairs = Vec::new();
    for pair in quotes.chunks_exact(2) {
        let [open, close] = pair else { continue };
        let inside = &text[open.end..close.start];
        let blank = |c: char| c.is_whitespace();
        if inside.is_empty() || inside.starts_with(blank) || inside.ends_with(blank) {
            return None;
        }
        if inside.chars().any(is_han) || beside_chinese(text, open) || beside_chinese(text, close) {
            pairs.push((open.clone(), close.clone()));
        }
    }
    Some(pairs)
}

/// Whether Chinese stands right beside a range.
pub fn beside_chinese(text: &str, at: &Range<usize>) -> bool {
    let is_chinese = |c: char| is_han(c) || is_wide(c);
    text[..at.start].ends_with(is_chinese) || text[at.end..].starts_with(is_chinese)
}
