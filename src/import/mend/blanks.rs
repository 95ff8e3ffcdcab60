//! Blanks around a paragraph, and characters that nobody sees.

use crate::diag::Words;
use crate::import::document::Paragraph;
use crate::import::mend::Log;
use crate::import::mend::runs::{Edit, flat};
use crate::text::han::is_invisible;

const INDENT: Words = Words {
    zh: "删去行首行末的空格，缩进由版式来做",
    en: "blanks around a paragraph are removed; the style sheet indents",
};
const UNSEEN: Words =
    Words { zh: "删去看不见的控制字符", en: "control characters that nobody sees are removed" };

/// Takes out the blanks at the beginning and the end of each line of a
/// paragraph, and characters that are never seen.
pub fn mend(paragraph: &mut Paragraph, log: &mut Log) {
    let text = flat(&paragraph.content);
    let unseen = |c: char| is_invisible(c) && !is_selector(c) || c.is_control() && !c.is_whitespace();
    if text.contains(unseen) {
        let edits: Vec<Edit> =
            text.match_indices(unseen).map(|(at, found)| Edit::delete(at..at + found.len())).collect();
        log.edit(paragraph, &text, &edits, UNSEEN);
    }
    let text = flat(&paragraph.content);
    let mut edits: Vec<Edit> = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let words = line.trim();
        let head = line.len() - line.trim_start().len();
        if head > 0 {
            edits.push(Edit::delete(start..start + head));
        }
        if !words.is_empty() && head + words.len() < line.len() {
            edits.push(Edit::delete(start + head + words.len()..start + line.len()));
        }
        paragraph.look.indented |= start == 0 && head > 0;
        start += line.len() + 1;
    }
    log.edit(paragraph, &text, &edits, INDENT);
}

/// Variation selectors choose a form of a character and belong to it.
fn is_selector(character: char) -> bool {
    matches!(u32::from(character), 0xFE00..=0xFE0F | 0xE0100..=0xE01EF)
}
