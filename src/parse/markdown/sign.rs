//! 落款: the unit and the date that close a report.
//!
//! In: the script of a body. Out: which of its last paragraphs are the
//! signature, and its lines. It takes one to three short lines without any
//! punctuation, in up to three paragraphs at the very end (notes may follow),
//! the last of which is a date or ends with one. Whoever closes with a
//! sentence has no signature: nothing is guessed from position alone.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::language::date::PartialDate;
use crate::language::lexicon::{self, List};
use crate::language::numeral::is_han_numeral;
use crate::parse::markdown::script::Script;

/// The longest line of a signature, in characters.
const LONGEST: usize = 30;

/// A signature found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Signature {
    /// The events of its paragraphs, notes among them included.
    pub events: Range<usize>,
    /// Its lines, the last of which is the date.
    pub lines: Vec<String>,
}

/// Finds the signature of a body.
pub(super) fn find(script: &Script<'_>) -> Option<Signature> {
    let mut paragraphs =
        script.blocks.iter().rev().filter(|&&at| !matches!(script.tag(at), Some(Tag::FootnoteDefinition(_))));
    let &last = paragraphs.next()?;
    let mut lines = short_lines(script, last)?;
    let (unit, date) = dated(&lines.pop()?)?;
    let is_complete = unit.is_some();
    let mut start = last;
    if !lines.iter().chain(&unit).all(|line| is_name(line)) {
        return None;
    }
    lines.extend(unit);
    lines.push(date);
    while lines.len() < 3 && !is_complete {
        let Some(&before) = paragraphs.next() else { break };
        match short_lines(script, before) {
            Some(names) if names.len() + lines.len() <= 3 && names.iter().all(|name| is_name(name)) => {
                lines.splice(0..0, names);
                start = before;
            }
            _ => break,
        }
    }
    (lines.len() <= 3).then(|| Signature { events: start..script.closes[last] + 1, lines })
}

/// The lines of a paragraph of plain text, if each is short.
fn short_lines(script: &Script<'_>, at: usize) -> Option<Vec<String>> {
    let Some(Tag::Paragraph) = script.tag(at) else { return None };
    let mut lines = vec![String::new()];
    for event in &script.events[script.inside(at)] {
        match event {
            Event::Text(text) if text.len() <= LONGEST * 8 => lines.last_mut()?.push_str(text),
            Event::SoftBreak | Event::HardBreak if lines.len() < 3 => lines.push(String::new()),
            _ => return None,
        }
    }
    let lines: Vec<String> = lines.iter().map(|line| line.trim().to_owned()).collect();
    lines.iter().all(|line| !line.is_empty() && line.chars().count() <= LONGEST).then_some(lines)
}

/// What stands before a date within a sentence.
static BEFORE_DATE: List = List::new(&lexicon::SIGNERS, "before-date");
/// What annexes, figures and tables begin with.
static NO_STARTS: List = List::new(&lexicon::SIGNERS, "no-start");
/// 章 of 第二章
static PARTS: List = List::new(&lexicon::SIGNERS, "part");
/// Formulas that close a document.
static FORMULAS: List = List::new(&lexicon::SIGNERS, "formula");

/// Parts a line into what stands before a date, if anything, and the date.
///
/// On a line of its own a date must tell at least the month, or say 年.
fn dated(line: &str) -> Option<(Option<String>, String)> {
    // 年 is to a date what its marks are.
    let is_date = |text: &str| PartialDate::parse(text).is_ok_and(|date| date.month.is_some() || text.contains('年'));
    if is_date(line) {
        return Some((None, line.to_owned()));
    }
    // The date is the longest end of the line that reads as one, with a month.
    line.char_indices().skip(1).find_map(|(at, _)| {
        let (unit, date) = line.split_at(at);
        let is_month = || PartialDate::parse(date).is_ok_and(|date| date.month.is_some());
        let begins = date.starts_with(|first: char| first.is_numeric() || first == '○' || is_han_numeral(first));
        let parted = !unit.ends_with(|last: char| last.is_numeric() || BEFORE_DATE.has_char(last));
        (begins && parted && is_month()).then(|| (Some(unit.trim().to_owned()), date.to_owned()))
    })
}

/// Whether a line can be the name of a unit or a person.
fn is_name(line: &str) -> bool {
    let is_sentence = |character: char| "。，；：、！？…,;:!?*#".contains(character);
    let is_numbered =
        line.starts_with(|first: char| first.is_numeric() || matches!(first, '（' | '(') || NO_STARTS.has_char(first));
    // 第二党支部 is a unit, 第二章 is none.
    let is_part = line.starts_with('第') && PARTS.ends(line).is_some();
    let is_formula = FORMULAS.begins(line).is_some();
    !(line.contains(is_sentence) || is_numbered || is_part || is_formula)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::parse::markdown::emphasis::shield;
    use crate::parse::markdown::script::Script;

    fn lines(markdown: &str) -> Option<Vec<String>> {
        let shielded = shield(markdown, 100);
        find(&Script::read(&shielded)).map(|signature| signature.lines)
    }

    #[test]
    fn signatures_in_their_usual_forms() {
        for markdown in [
            "正文。\n\n血液病分会党小组\n\n2020年11月20日\n",
            "正文。\n\n血液病分会党小组\n2020年11月20日\n",
            "正文。\n\n　　　　血液病分会党小组  \n　　　　　2020年11月20日\n\n[^1]: 注\n",
            "正文。\n\n血液病分会党小组 2020年11月20日",
            "正文。\n\n血液病分会党小组2020年11月20日",
        ] {
            assert_eq!(lines(markdown).unwrap(), ["血液病分会党小组", "2020年11月20日"], "{markdown}");
        }
        assert_eq!(
            lines("正文。\n\n某院\n\n机关党支部\n\n二〇一八年一月八日").unwrap(),
            ["某院", "机关党支部", "二〇一八年一月八日"]
        );
        assert_eq!(lines("正文。\n\n2020-11").unwrap(), ["2020-11"]);
        assert_eq!(lines("正文。\n\n第二党支部\n2020年11月20日").unwrap(), ["第二党支部", "2020年11月20日"]);
    }

    #[test]
    fn what_is_a_sentence_or_a_figure_is_no_signature() {
        for markdown in [
            "正文。\n\n党员共2020",
            "截至2020年11月20日",
            "正文。\n\n2020",
            "# 2020年11月20日",
            "- 2020年11月20日",
            "全年工作，2020年12月",
            "某院**党委**\n2020年11月20日。",
            "",
        ] {
            assert_eq!(lines(markdown), None, "{markdown}");
        }
        assert_eq!(lines("特此报告\n\n2020年11月20日").unwrap(), ["2020年11月20日"]);
        assert_eq!(lines("## 一、总结\n\n2020年11月20日").unwrap(), ["2020年11月20日"]);
    }
}
