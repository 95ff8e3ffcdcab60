//! The texts that findings are about.
//!
//! In: files. Out: the text of the one that was asked for last, lines and columns
//! in it, and the words around a place: findings come sorted by file. The lines of a file are
//! counted once, however many findings it has.

use std::cell::Cell;

use crate::diag::position::{Extent, floor};
use crate::source::{Files, Span, VPath};

/// How many characters on each side of its place a finding is known by.
const AROUND: usize = 12;
/// How many of the place itself.
const LONGEST: usize = 40;

/// Someone who can read documents, and knows them as their readers do.
pub trait Guide {
    /// Where a span stands: the third paragraph below a heading, a row of a table.
    fn place(&self, span: &Span) -> Option<String>;
    /// What a document is called.
    fn title(&self, file: &VPath) -> Option<String>;
}

/// Nobody.
impl Guide for () {
    fn place(&self, _: &Span) -> Option<String> {
        None
    }

    fn title(&self, _: &VPath) -> Option<String> {
        None
    }
}

/// The texts of files, the last one kept.
pub struct Texts<'a> {
    files: &'a dyn Files,
    last: Option<(VPath, Option<Text>)>,
}

struct Text {
    text: String,
    /// Where each line begins.
    lines: Vec<usize>,
    /// The last place that was asked for as a start, and as an end, with its
    /// column: a line may be all of a text and have a finding at every word.
    reached: [Cell<(usize, usize)>; 2],
}

impl<'a> Texts<'a> {
    /// Texts of these files.
    pub fn new(files: &'a dyn Files) -> Texts<'a> {
        Texts { files, last: None }
    }

    /// The text of a file, if it can be read and is UTF-8.
    pub fn text(&mut self, path: &VPath) -> Option<&str> {
        self.held(path).map(|held| held.text.as_str())
    }

    /// Where a span begins and ends; the first place of a file that nobody can
    /// show.
    pub fn extent(&mut self, span: &Span) -> Extent {
        let range = span.range();
        let at = |held: Option<&Text>, offset, kind| held.map_or((1, 1), |held| held.position(offset, kind));
        let held = self.held(&span.file);
        let (line, column) = at(held, range.start, 0);
        let (end_line, end_column) = at(held, range.end.max(range.start), 1);
        Extent { line, column, end_line, end_column }
    }

    /// The words that a finding is known by wherever its line has moved to: those
    /// of its place in its first line, and a few around.
    pub fn around(&mut self, span: &Span) -> String {
        let Some(text) = self.text(&span.file) else { return String::new() };
        let range = span.range();
        if range.is_empty() {
            return String::new();
        }
        let start = floor(text, range.start);
        let end = floor(text, range.end).max(start);
        let (before, place, after) = (&text[..start], &text[start..end], &text[end..]);
        let before = before.rsplit('\n').next().unwrap_or_default();
        let line = place.split('\n').next().unwrap_or_default();
        // What follows a place of several lines is not its neighbour.
        let after = if line.len() < place.len() { "" } else { after.split('\n').next().unwrap_or_default() };
        let head = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
        let words: String =
            before[head..].chars().chain(line.chars().take(LONGEST)).chain(after.chars().take(AROUND)).collect();
        let words: String = words.chars().map(|c| if c.is_control() || c == '\u{feff}' { ' ' } else { c }).collect();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn held(&mut self, path: &VPath) -> Option<&Text> {
        if self.last.as_ref().is_none_or(|(last, _)| last != path) {
            let text = self.files.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            self.last = Some((path.clone(), text.map(Text::new)));
        }
        self.last.as_ref().and_then(|(_, held)| held.as_ref())
    }
}

impl Text {
    fn new(text: String) -> Text {
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(breaks).collect();
        Text { text, lines, reached: Default::default() }
    }

    /// As `position::position`. `kind` says which of the places reached before
    /// may be the beginning of the way.
    fn position(&self, offset: usize, kind: usize) -> (usize, usize) {
        let offset = floor(&self.text, offset);
        let line = self.lines.partition_point(|&start| start <= offset);
        let start = self.lines[line - 1];
        let (from, column) = Some(self.reached[kind].get())
            .filter(|(reached, column)| (start..=offset).contains(reached) && *column > 0)
            .unwrap_or((start, 1));
        let further = self.text[from..offset].chars().filter(|&character| character != '\u{feff}').count();
        self.reached[kind].set((offset, column + further));
        (line, column + further)
    }
}

#[cfg(test)]
mod tests {
    use super::Text;
    use crate::diag::position::position;

    #[test]
    fn places_are_those_that_counting_from_the_start_gives() {
        let text = "\u{feff}---\r\n年度: 二零\n\n🎉，\n";
        let held = Text::new(text.to_owned());
        for offset in 0..text.len() + 2 {
            assert_eq!(held.position(offset, 0), position(text, offset), "{offset}");
        }
        for offset in (0..text.len()).rev() {
            assert_eq!(held.position(offset, 0), position(text, offset), "{offset}");
        }
        assert_eq!(Text::new(String::new()).position(9, 1), (1, 1));
    }
}
