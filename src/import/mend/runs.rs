//! The words of a paragraph as one text, and edits on it.
//!
//! In: the inlines of a paragraph. Out: their words in one ([`flat`]), in which
//! a mend finds what it wants, and the inlines after it ([`apply`]): every word
//! keeps its form and its link, notes and pictures stay where they were.

use std::ops::Range;

use crate::import::document::{Form, Inline};

/// What stands for a note or a picture among the words.
pub const OBJECT: char = '\u{fffc}';

/// A replacement of a range that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub at: Range<usize>,
    /// What stands there instead.
    pub text: String,
}

impl Edit {
    /// Takes a range out.
    pub fn delete(at: Range<usize>) -> Edit {
        Edit { at, text: String::new() }
    }
}

/// The words in one: a break is `\n`, a note or picture [`OBJECT`].
pub fn flat(content: &[Inline]) -> String {
    fn append(content: &[Inline], text: &mut String) {
        for inline in content {
            match inline {
                Inline::Text { text: words, .. } => text.push_str(words),
                Inline::Break => text.push('\n'),
                Inline::Link { content, .. } => append(content, text),
                Inline::Note(_) | Inline::Picture { .. } => text.push(OBJECT),
            }
        }
    }
    let mut text = String::new();
    append(content, &mut text);
    text
}

/// Makes edits, which are given in their order and do not overlap. A
/// replacement takes the form of the first character it replaces.
pub fn apply(content: &mut Vec<Inline>, edits: &[Edit]) {
    if !edits.is_empty() {
        walk(content, &mut 0, edits, &mut 0);
    }
}

fn walk(content: &mut Vec<Inline>, offset: &mut usize, edits: &[Edit], next: &mut usize) {
    for inline in std::mem::take(content) {
        let start = *offset;
        match inline {
            Inline::Text { text, form } => {
                let end = start + text.len();
                let text = edited(&text, start, edits, next);
                *offset = end;
                if !text.is_empty() {
                    content.push(Inline::Text { text, form });
                }
            }
            Inline::Break => {
                *offset = start + 1;
                let covering = edits.get(*next).filter(|edit| edit.at.contains(&start));
                if let Some(edit) = covering {
                    if edit.at.start == start && !edit.text.is_empty() {
                        content.push(Inline::Text { text: edit.text.clone(), form: Form::default() });
                    }
                    *next += usize::from(edit.at.end == start + 1);
                } else {
                    content.push(Inline::Break);
                }
            }
            Inline::Link { target, content: mut inner } => {
                walk(&mut inner, offset, edits, next);
                content.push(Inline::Link { target, content: inner });
            }
            object => {
                *offset = start + OBJECT.len_utf8();
                content.push(object);
                while edits.get(*next).is_some_and(|edit| edit.at.end <= *offset) {
                    *next += 1;
                }
            }
        }
    }
}

/// The words of a run that begins at `start`, edited.
fn edited(text: &str, start: usize, edits: &[Edit], next: &mut usize) -> String {
    let end = start + text.len();
    let mut result = String::with_capacity(text.len());
    let mut done = start;
    while let Some(edit) = edits.get(*next).filter(|edit| edit.at.start < end) {
        let from = edit.at.start.max(start);
        result.push_str(text.get(done - start..from - start).unwrap_or_default());
        if edit.at.start >= start {
            result.push_str(&edit.text);
        }
        done = edit.at.end.min(end);
        if edit.at.end > end {
            break;
        }
        *next += 1;
    }
    result.push_str(text.get(done - start..).unwrap_or_default());
    result
}

/// Cuts the inlines at an offset of the flat text and returns what follows.
pub fn split_off(content: &mut Vec<Inline>, at: usize) -> Vec<Inline> {
    let mut head = Vec::new();
    let mut tail = Vec::new();
    let mut offset = 0;
    for inline in std::mem::take(content) {
        let start = offset;
        offset += flat(std::slice::from_ref(&inline)).len();
        if offset <= at {
            head.push(inline);
        } else if start >= at {
            tail.push(inline);
        } else {
            match inline {
                Inline::Text { mut text, form } if text.is_char_boundary(at - start) => {
                    let rest = text.split_off(at - start);
                    head.push(Inline::Text { text, form });
                    tail.push(Inline::Text { text: rest, form });
                }
                Inline::Link { target, content: mut inner } => {
                    let rest = split_off(&mut inner, at - start);
                    head.push(Inline::Link { target: target.clone(), content: inner });
                    tail.push(Inline::Link { target, content: rest });
                }
                other => tail.push(other),
            }
        }
    }
    *content = head;
    tail
}

/// The words around an edit, as they stood and as they became.
pub fn around(text: &str, edit: &Edit) -> (String, String) {
    let words = |c: char| if c == '\n' { '⏎' } else { c };
    let head = text.get(..edit.at.start).unwrap_or_default();
    let tail = text.get(edit.at.end..).unwrap_or_default();
    let head: Vec<char> = head.chars().rev().take(4).map(words).collect();
    let head: String = head.into_iter().rev().collect();
    let tail: String = tail.chars().take(4).map(words).collect();
    let old: String = text.get(edit.at.clone()).unwrap_or_default().chars().take(12).map(words).collect();
    (format!("{head}{old}{tail}"), format!("{head}{}{tail}", edit.text))
}

#[cfg(test)]
mod tests {
    use super::{Edit, apply, flat, split_off};
    use crate::import::document::{Form, Inline};

    fn content() -> Vec<Inline> {
        let bold = Form { bold: true, ..Form::default() };
        let text = |text: &str, form| Inline::Text { text: text.to_owned(), form };
        vec![
            text("医 ", Form::default()),
            text(" 疗", bold),
            Inline::Break,
            Inline::Link { target: "a".into(), content: vec![text("扶 贫", bold)] },
            Inline::Note(0),
            text("。", Form::default()),
        ]
    }

    #[test]
    fn edits_cross_runs_and_keep_form_links_and_notes() {
        let mut runs = content();
        let text = flat(&runs);
        assert_eq!(text, "医  疗\n扶 贫\u{fffc}。");
        let at = |part: &str| text.find(part).map(|at| at..at + part.len()).unwrap();
        apply(&mut runs, &[Edit::delete(at("  ")), Edit::delete(at("\n")), Edit::delete(9..13)]);
        assert_eq!(flat(&runs), "医疗贫\u{fffc}。");
        assert!(matches!(&runs[2], Inline::Link { target, .. } if target == "a"));
        assert!(matches!(&runs[3], Inline::Note(0)));
        assert!(matches!(&runs[1], Inline::Text { text, form } if text == "疗" && form.bold));
    }

    #[test]
    fn a_paragraph_is_cut_anywhere() {
        let whole = flat(&content());
        for (at, _) in whole.char_indices() {
            let mut head = content();
            let tail = split_off(&mut head, at);
            assert_eq!(flat(&head) + &flat(&tail), whole, "{at}");
        }
    }
}
