//! Notes and references: who is numbered how, and what goes wrong with them.
//!
//! In: the script of a body; then, as the writer meets them, the marks in the
//! text. Out: numbers in the order of first mention, the ids of every mark, at
//! the end the order in which notes are to be written, and findings. A note
//! whose label begins with `ref`, `文献` or `@` is a reference: `[1]` and not ①.

use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event, Tag};

use crate::diag::rules::markdown::{NOTE_TWICE, NOTE_UNDEFINED, NOTE_UNUSED};
use crate::diag::{Diagnostic, Words};
use crate::parse::front::choices::REFERENCE_NOTE;
use crate::parse::markdown::BodyContext;
use crate::parse::markdown::script::Script;

/// 注释 or 参考文献.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoteKind {
    /// A note, ①.
    Note,
    /// A reference, `[1]`.
    Reference,
}

impl NoteKind {
    fn of(label: &str) -> NoteKind {
        let is_reference = label.starts_with('@') || REFERENCE_NOTE.spellings().any(|prefix| label.starts_with(prefix));
        if is_reference { NoteKind::Reference } else { NoteKind::Note }
    }

    /// The mark of a number: circled as far as Unicode goes, then in brackets.
    pub fn mark(self, number: usize) -> String {
        let circled = match number {
            _ if self == NoteKind::Reference => None,
            1..=20 => Some(0x2460 + number - 1),
            21..=35 => Some(0x3251 + number - 21),
            36..=50 => Some(0x32B1 + number - 36),
            _ => None,
        };
        match circled.and_then(|code| char::from_u32(u32::try_from(code).ok()?)) {
            Some(circled) => circled.to_string(),
            None if self == NoteKind::Note => format!("({number})"),
            None => format!("[{number}]"),
        }
    }

    /// The id of the note of a number.
    pub fn id(self, number: usize) -> String {
        match self {
            NoteKind::Note => format!("n{number}"),
            NoteKind::Reference => format!("ref{number}"),
        }
    }
}

/// A note that was mentioned.
#[derive(Clone, Debug)]
pub(super) struct Cited {
    /// The start of its words in the script.
    pub definition: usize,
    /// Whether it is a note or a reference.
    pub kind: NoteKind,
    /// Its number among its kind.
    pub number: usize,
    /// The ids of its marks.
    pub marks: Vec<String>,
}

/// The notes of a body.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The definitions by label, the first of each.
    definitions: HashMap<String, usize>,
    /// Notes by label, as places in `cited`.
    numbers: HashMap<String, usize>,
    /// The notes mentioned so far, in order.
    pub cited: Vec<Cited>,
    counts: [usize; 2],
}

impl Notes {
    /// Reads the definitions.
    pub fn read(script: &Script<'_>, place: &BodyContext<'_>, findings: &mut Vec<Diagnostic>) -> Notes {
        let mut notes = Notes::default();
        for (at, event) in script.events.iter().enumerate() {
            let Event::Start(Tag::FootnoteDefinition(label)) = event else { continue };
            let first = *notes.definitions.entry(key(label)).or_insert(at);
            if first != at {
                findings.push(
                    Diagnostic::new(&NOTE_TWICE, place.span(label_span(script, at)))
                        .with("note", &**label)
                        .label(place.span(label_span(script, first)), Words { zh: "第一次", en: "the first one" }),
                );
            }
        }
        notes.find_undefined(script, place, findings);
        notes
    }

    /// Takes down a mention; `None` if there is no such note.
    pub fn cite(&mut self, label: &str) -> Option<&Cited> {
        let key = key(label);
        let definition = *self.definitions.get(&key)?;
        let index = *self.numbers.entry(key).or_insert_with_key(|key| {
            let kind = NoteKind::of(key);
            self.counts[kind as usize] += 1;
            self.cited.push(Cited { definition, kind, number: self.counts[kind as usize], marks: Vec::new() });
            self.cited.len() - 1
        });
        let cited = self.cited.get_mut(index)?;
        // The prototype gives marks of references no id.
        if cited.kind == NoteKind::Note {
            cited.marks.push(match cited.marks.len() {
                0 => format!("r{}", cited.number),
                others => format!("r{}-{}", cited.number, others + 1),
            });
        }
        Some(cited)
    }

    /// Tells of notes that were never mentioned.
    pub fn find_unused(&self, script: &Script<'_>, place: &BodyContext<'_>, findings: &mut Vec<Diagnostic>) {
        for (at, event) in script.events.iter().enumerate() {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event
                && !self.numbers.contains_key(&key(label))
                && self.definitions.get(&key(label)) == Some(&at)
            {
                let span = place.span(label_span(script, at));
                findings.push(Diagnostic::new(&NOTE_UNUSED, span).with("note", &**label));
            }
        }
    }

    /// Tells of marks without a note, which the parser leaves as text.
    fn find_undefined(&self, script: &Script<'_>, place: &BodyContext<'_>, findings: &mut Vec<Diagnostic>) {
        let mut index = 0;
        while let Some(event) = script.events.get(index) {
            match event {
                Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => index = script.closes[index],
                Event::Text(text) if text.contains("[^") => {
                    let span = script.spans[index].clone();
                    let is_escaped = script.source[..span.start].ends_with('\\');
                    for (at, label) in marks(&script.source[span.clone()]) {
                        let start = span.start + at;
                        let is_meant = at > 0 || !is_escaped;
                        if is_meant && !self.definitions.contains_key(&key(label)) {
                            findings.push(
                                Diagnostic::new(&NOTE_UNDEFINED, place.span(start..start + label.len() + 3))
                                    .with("note", &*place.shielded.strip(CowStr::Borrowed(label))),
                            );
                        }
                    }
                }
                _ => {}
            }
            index += 1;
        }
    }
}

/// Labels are the same in upper and lower case.
fn key(label: &str) -> String {
    label.to_lowercase()
}

/// The marks `[^label]` in a text, with their places.
fn marks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("[^").filter_map(|(at, _)| {
        let label = &text[at + 2..];
        // A label is short: a search to the end of the text would be
        // quadratic for `[^[^[^…`.
        let end = label.bytes().take(100).position(|byte| matches!(byte, b']' | b'[' | b'\n'))?;
        (label.as_bytes()[end] == b']' && !label[..end].trim().is_empty()).then(|| (at, &label[..end]))
    })
}

/// The span of `[^label]:` at the start of a definition.
fn label_span(script: &Script<'_>, at: usize) -> std::ops::Range<usize> {
    let span = script.spans[at].clone();
    let length = script.source[span.clone()].find("]:").map_or(span.len(), |end| end + 1);
    span.start..span.start + length
}

#[cfg(test)]
mod tests {
    use super::{NoteKind, marks};

    #[test]
    fn marks_go_on_after_fifty() {
        let marks: Vec<String> = [1, 20, 21, 35, 36, 50, 51].map(|number| NoteKind::Note.mark(number)).to_vec();
        assert_eq!(marks, ["①", "⑳", "㉑", "㉟", "㊱", "㊿", "(51)"]);
        assert_eq!(NoteKind::Reference.mark(1), "[1]");
        assert_eq!(
            ["ref-a", "文献1", "@wang2020", "1", "注"].map(NoteKind::of),
            [NoteKind::Reference, NoteKind::Reference, NoteKind::Reference, NoteKind::Note, NoteKind::Note]
        );
    }

    #[test]
    fn marks_are_found_in_text() {
        assert_eq!(marks("甲[^1]乙[^ ][^[^注]").collect::<Vec<_>>(), [(3, "1"), (16, "注")]);
    }
}
