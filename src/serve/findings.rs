//! Findings for the preview: the words of the terminal, as data.
//!
//! In: findings and the files they are about. Out: JSON that `preview.js`
//! shows. Every string in it is the author's or may quote the author, and is
//! put into the page as text only. Files are read again, since nobody keeps
//! their text; findings come sorted by file, so each is read about once.

use serde::Serialize;

use crate::diag::position::{Extent, floor};
use crate::diag::terminal::mended;
use crate::diag::texts::Texts as Reader;
use crate::diag::{Diagnostic, Language};
use crate::disk::Folder;
use crate::pipeline::Texts;
use crate::serve::editor::Editor;
use crate::source::{Files, Span};

/// How many findings are sent; the panel shows fewer, and a page that has
/// this many needs no more of them.
const MOST: usize = 1000;

/// How many lines of a finding that spans many are shown.
const LINES: usize = 6;

#[derive(Serialize)]
struct Answer {
    version: u64,
    blocked: bool,
    /// How many there are in all.
    total: usize,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct Finding {
    severity: &'static str,
    code: &'static str,
    name: &'static str,
    message: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    help: String,
    #[serde(flatten)]
    place: Location,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<Label>,
    /// The line as it should be.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<String>,
}

#[derive(Serialize)]
struct Label {
    message: &'static str,
    #[serde(flatten)]
    place: Location,
}

/// A place in a file, with the lines it is on.
#[derive(Serialize)]
struct Location {
    file: String,
    /// From one; 1 for a file that has no text to show.
    line: usize,
    /// In characters, from one.
    column: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lines: Vec<SourceLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    editor: Option<String>,
}

#[derive(Serialize)]
struct SourceLine {
    number: usize,
    text: String,
    /// What is meant, as ranges of UTF-16 code units, which is how a script
    /// counts.
    marks: Vec<(usize, usize)>,
}

/// The findings as JSON: errors first where there are more than are sent.
pub fn json(
    findings: &[Diagnostic],
    folder: &Folder,
    version: u64,
    blocked: bool,
    language: Language,
    editor: &Editor,
) -> Vec<u8> {
    let mut sent: Vec<&Diagnostic> = findings.iter().collect();
    if sent.len() > MOST {
        sent.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        sent.truncate(MOST);
    }
    let files = Texts(folder);
    let mut places = Places { folder, reader: Reader::new(&files), editor };
    let findings_sent = sent.into_iter().map(|finding| Finding {
        severity: finding.severity.name(),
        code: finding.rule.code,
        name: finding.rule.name,
        message: finding.message(language),
        help: finding.help(language),
        place: places.of(&finding.span),
        labels: finding
            .labels
            .iter()
            .map(|label| Label { message: label.words.in_language(language), place: places.of(&label.span) })
            .collect(),
        suggestion: places.mended(finding),
    });
    let answer = Answer { version, blocked, total: findings.len(), findings: findings_sent.collect() };
    // Numbers, strings and lists always have a JSON form.
    serde_json::to_vec(&answer).unwrap_or_default()
}

/// Works out places.
struct Places<'a> {
    folder: &'a Folder,
    reader: Reader<'a>,
    editor: &'a Editor,
}

impl Places<'_> {
    fn mended(&mut self, finding: &Diagnostic) -> Option<String> {
        mended(finding, self.reader.text(&finding.span.file)?)
    }

    fn of(&mut self, span: &Span) -> Location {
        let Extent { line, column, .. } = self.reader.extent(span);
        let text = self.reader.text(&span.file);
        // What lies in the program cannot be opened.
        let editor = match self.folder.holds(&span.file) {
            true => self.editor.link(&self.folder.real(&span.file), line, column),
            false => None,
        };
        let lines = text.map_or_else(Vec::new, |text| lines(text, span.range(), line));
        Location { file: span.file.to_string(), line, column, lines, editor }
    }
}

/// The lines that a range of bytes is on; `first` is the number of the first.
fn lines(text: &str, range: std::ops::Range<usize>, first: usize) -> Vec<SourceLine> {
    if text.is_empty() {
        return Vec::new();
    }
    let (start, end) = (floor(text, range.start), floor(text, range.end.max(range.start)));
    let mut at = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let mut lines = Vec::new();
    for number in first..first + LINES {
        let rest = &text[at..];
        let length = rest.find('\n').unwrap_or(rest.len());
        let line = rest[..length].trim_end_matches('\r');
        let units = |offset: usize| line[..floor(line, offset.clamp(at, at + line.len()) - at)].encode_utf16().count();
        let mark = (units(start), units(end));
        let marks = if mark.0 < mark.1 { vec![mark] } else { Vec::new() };
        lines.push(SourceLine { number, text: line.to_owned(), marks });
        at += length + 1;
        if at >= end || at > text.len() {
            break;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_place_is_shown_by_its_lines_with_marks_that_a_script_can_use() {
        let text = "甲\r\n年𠮷度: 二零\n丙";
        let shown = |part: &str| {
            let start = text.find(part).unwrap();
            let first = text[..start].matches('\n').count() + 1;
            let lines = lines(text, start..start + part.len(), first);
            lines.into_iter().map(|line| (line.number, line.text, line.marks)).collect::<Vec<_>>()
        };
        assert_eq!(shown("二零"), [(2, "年𠮷度: 二零".to_owned(), vec![(6, 8)])]);
        let two = [(1, "甲".to_owned(), vec![(0, 1)]), (2, "年𠮷度: 二零".to_owned(), vec![(0, 1)])];
        assert_eq!(shown("甲\r\n年"), two);
        assert_eq!(lines("", 0..0, 1).len(), 0);
        assert_eq!(lines("a\n", 9..12, 2).len(), 1);
    }
}
