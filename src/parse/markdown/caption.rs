//! Captions: 表1 above a table, 图1 below a picture.
//!
//! In: a paragraph of a script. Out: whether it is a caption, and how its
//! number is shown. A sentence that merely begins with 表1 (“表1所示为……”) must
//! stay in the text, so a caption is one short line that ends in no mark.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::language::enumerator::is_numeral;
use crate::language::lexicon::{self, List};
use crate::parse::markdown::script::Script;
use crate::text::width::fold_char;

/// The longest caption, in characters.
const LONGEST: usize = 60;

/// What a caption is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// 表
    Table,
    /// 图
    Figure,
}

/// A caption found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Caption {
    /// Its events.
    pub events: Range<usize>,
    /// The event with its number.
    pub text: usize,
    /// The number as shown, with the gap after it.
    pub head: String,
    /// Where in that text the words after the number begin.
    pub rest: usize,
}

/// The caption that a whole paragraph is.
pub(super) fn paragraph(script: &Script<'_>, at: usize, of: Of) -> Option<Caption> {
    match script.tag(at) {
        Some(Tag::Paragraph) => line(script, script.inside(at), of),
        _ => None,
    }
}

/// The caption that a line of text is.
pub(super) fn line(script: &Script<'_>, events: Range<usize>, of: Of) -> Option<Caption> {
    let (text, words) = script.first_text(events.clone())?;
    let (head, rest) = number(words, of)?;
    let is_line =
        !script.events[events.clone()].iter().any(|event| matches!(event, Event::SoftBreak | Event::HardBreak));
    let whole = script.words(events.clone());
    let is_caption = is_line
        && whole.chars().count() <= LONGEST
        && !whole.contains('。')
        && !whole.trim_end().ends_with(['；', '：', '，', ';', ':', ',']);
    is_caption.then_some(Caption { events, text, head, rest })
}

/// The words of the caption of a picture that a line of a source is, without its
/// number.
pub fn of_figure(line: &str) -> Option<&str> {
    let (_, rest) = number(line, Of::Figure)?;
    let words = line.get(rest..)?.trim();
    (!words.is_empty() && words.chars().count() <= LONGEST).then_some(words)
}

/// Reads “表1” or “Table 1” at the start of a text.
fn number(text: &str, of: Of) -> Option<(String, usize)> {
    let words = text.trim_start();
    let indent = text.len() - words.len();
    let (chinese, english): (&List, &[&str]) = match of {
        Of::Table => (&TABLE, &["Table "]),
        Of::Figure => (&FIGURE, &["Figure ", "Fig. "]),
    };
    if english
        .iter()
        .any(|word| words.strip_prefix(word).is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit())))
    {
        return Some((String::new(), indent));
    }
    let chinese = chinese.begins(words)?;
    let after = words[chinese.len()..].trim_start();
    let rest = after.trim_start_matches(|c: char| {
        // 百 counts captions only: other numbers of the text end at 九十九.
        fold_char(c).is_ascii_digit() || is_numeral(c) || matches!(c, '百' | '-' | '－' | '.' | '．' | '–')
    });
    let number = after[..after.len() - rest.len()].trim_end_matches(['.', '．']);
    if !number.starts_with(|first: char| first.is_numeric() || is_numeral(first)) {
        return None;
    }
    let title = rest.trim_start_matches(|c: char| c.is_whitespace() || "：:、".contains(c));
    let is_fused = title.len() == rest.len() && after.len() == rest.len() + number.len();
    if is_fused && CONTINUATIONS.begins(title).is_some() {
        return None;
    }
    let gap = if title.is_empty() { "" } else { "\u{3000}" };
    Some((format!("{chinese}{number}{gap}"), text.len() - title.len()))
}

/// Words that make a sentence of what begins with 表1.
static CONTINUATIONS: List = List::new(&lexicon::CAPTIONS, "continuation");
/// What captions begin with.
static TABLE: List = List::new(&lexicon::CAPTIONS, "table");
static FIGURE: List = List::new(&lexicon::CAPTIONS, "figure");

#[cfg(test)]
mod tests {
    use super::{Of, number};

    #[test]
    fn captions_begin_with_a_number() {
        let check = |text: &str, expected: Option<&str>| {
            let shown = number(text, Of::Table).map(|(head, rest)| format!("{head}{}", &text[rest..]));
            assert_eq!(shown.as_deref(), expected, "{text}");
        };
        check("表1　组织生活的周期", Some("表1　组织生活的周期"));
        check("　　表 1-2：经费", Some("表1-2　经费"));
        check("表1.经费", Some("表1　经费"));
        check("表一 经费", Some("表一　经费"));
        check("表3组织生活", Some("表3　组织生活"));
        check("表2", Some("表2"));
        check("Table 1. Costs", Some("Table 1. Costs"));
        check("表1所示", None);
        check("表彰大会", None);
        check("图1 照片", None);
    }
}
