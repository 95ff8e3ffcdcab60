//! Lines of a block that are paragraphs.
//!
//! In: the inlines of a block, with its breaks. Out: the inlines of each
//! paragraph in it. Two breaks in a row part paragraphs, and so does one after
//! a sentence's end, before an indent or a number, or around a short line
//! without a mark; within a long line that goes on, a break is kept.

use crate::import::document::{Form, Inline};
use crate::language::enumerator;

/// A line of no more letters, without a mark at its end, is a line of its own.
const SHORT: usize = 30;

/// Cuts a block into paragraphs; breaks at either end go. Without `may_split`
/// only two breaks in a row cut, and nothing does if `kept`.
pub fn lines(content: Vec<Inline>, may_split: bool, kept: bool) -> Vec<Vec<Inline>> {
    let content = if kept { content } else { loosened(content) };
    if kept || !content.contains(&Inline::Break) {
        return vec![trimmed(content)];
    }
    let mut lines: Vec<Vec<Inline>> = vec![Vec::new()];
    for inline in content {
        match (inline, lines.last_mut()) {
            (Inline::Break, _) => lines.push(Vec::new()),
            (inline, Some(line)) => line.push(inline),
            (_, None) => {}
        }
    }
    let mut paragraphs: Vec<Vec<Inline>> = Vec::new();
    let mut apart = true;
    let mut before = String::new();
    for line in lines {
        let text = text(&line);
        let has_picture = line.iter().any(|inline| matches!(inline, Inline::Picture { .. }));
        if text.trim().is_empty() && !has_picture {
            apart = true;
            continue;
        }
        let parts = apart || has_picture || (may_split && is_apart(&before, &text));
        match paragraphs.last_mut().filter(|_| !parts) {
            Some(paragraph) => {
                paragraph.push(Inline::Break);
                paragraph.extend(line);
            }
            None => paragraphs.push(line),
        }
        (apart, before) = (has_picture && may_split, text);
    }
    paragraphs.into_iter().map(trimmed).collect()
}

/// Links that hold breaks, cut there.
fn loosened(content: Vec<Inline>) -> Vec<Inline> {
    let mut loose = Vec::with_capacity(content.len());
    for inline in content {
        match inline {
            Inline::Link { target, content } if content.contains(&Inline::Break) => {
                for part in content.split(|inline| *inline == Inline::Break) {
                    if !loose.is_empty() && !std::ptr::eq(part.as_ptr(), content.as_ptr()) {
                        loose.push(Inline::Break);
                    }
                    if !part.is_empty() {
                        loose.push(Inline::Link { target: target.clone(), content: part.to_vec() });
                    }
                }
            }
            inline => loose.push(inline),
        }
    }
    loose
}

fn trimmed(mut content: Vec<Inline>) -> Vec<Inline> {
    while content.last() == Some(&Inline::Break) {
        content.pop();
    }
    let start = content.iter().position(|inline| *inline != Inline::Break).unwrap_or(content.len());
    content.drain(..start);
    content
}

/// Whether two lines are two paragraphs.
fn is_apart(before: &str, after: &str) -> bool {
    let ends = |c: char| "。！？；：!?;:…”’」』）)】".contains(c);
    let before_end = before.trim_end();
    before_end.ends_with(ends)
        || blanks(after) >= 2
        || enumerator::leading(after).is_some_and(|mark| !mark.is_doubtful)
        || (before_end.chars().count() <= SHORT && !before_end.ends_with(['，', '、', ',', '（', '“']))
}

/// How many blanks a line begins with; a full-width one counts two.
fn blanks(text: &str) -> usize {
    text.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\u{3000}' || c == '\u{2003}' { 2 } else { 1 }).sum()
}

/// Whether the words begin with an indent of blanks.
pub fn is_indented(content: &[Inline]) -> bool {
    blanks(&text(content)) >= 2
}

/// Whether all letters are bold.
pub fn is_all_bold(content: &[Inline]) -> bool {
    let mut some = false;
    let is_bold = |inline: &Inline, some: &mut bool| match inline {
        Inline::Text { text, form: Form { bold, .. } } if text.chars().any(char::is_alphanumeric) => {
            *some = true;
            *bold
        }
        _ => true,
    };
    let all = content.iter().all(|inline| match inline {
        Inline::Link { content, .. } => content.iter().all(|inline| is_bold(inline, &mut some)),
        inline => is_bold(inline, &mut some),
    });
    all && some
}

/// A mark as Word writes it before a paragraph; its bullets are letters of
/// symbol fonts.
pub fn label(written: &str) -> String {
    let label = written.trim_matches(|c: char| c.is_whitespace());
    match label {
        "·" | "l" | "n" | "u" | "o" | "§" | "Ø" | "ü" | "v" | "q" | "¨" | "\u{f06c}" | "\u{f0b7}" | "\u{f0d8}"
        | "\u{f06e}" => "•".to_owned(),
        label => label.to_owned(),
    }
}

fn text(content: &[Inline]) -> String {
    let mut words = String::new();
    for inline in content {
        match inline {
            Inline::Text { text, .. } => words.push_str(text),
            Inline::Link { content, .. } => words.push_str(&text(content)),
            _ => {}
        }
    }
    words
}
