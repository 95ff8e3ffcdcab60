//! Marks of numbering: 一、 （一） 1. （1） ① 第一， 一是.
//!
//! [`leading`] reads the mark with which a heading or a sentence begins. It
//! knows the shapes only; which of them follow each other is the caller's.

use crate::language::lexicon::{self, List};
use crate::language::numeral;
use crate::text::width::fold_char;

/// What is counted: after one of these with a blank before it a number is no mark.
static COUNTED: List = List::new(&lexicon::NUMBERING, "counted");

/// The shape of a mark; the delimiter does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// 一、
    Han,
    /// （一）
    HanInBrackets,
    /// 1.
    Arabic,
    /// 1.1
    Decimal,
    /// （1）
    ArabicInBrackets,
    /// ①
    Circled,
    /// 第一，
    Ordinal,
    /// 一是
    Said,
}

/// A mark read from the beginning of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its shape.
    pub shape: Shape,
    /// Its number; of a decimal one the last.
    pub number: u32,
    /// Where it begins, after white space.
    pub start: usize,
    /// Where its delimiter begins, if it has one.
    pub delimiter: usize,
    /// Where it ends, with the delimiter but without white space.
    pub end: usize,
    /// Whether the next number follows at once, so that it may be no mark:
    /// 一、二级医院, 1、2号楼.
    pub is_doubtful: bool,
}

impl Mark {
    /// The mark without its delimiter: 一, （一）, 1, 第一.
    pub fn bare<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.delimiter).unwrap_or_default()
    }
}

/// Writes the mark of a shape for a number, without delimiter.
pub fn write(shape: Shape, number: u32) -> String {
    match shape {
        Shape::Han => numeral::ordinal(number),
        Shape::HanInBrackets => format!("（{}）", numeral::ordinal(number)),
        Shape::Arabic | Shape::Decimal => number.to_string(),
        Shape::ArabicInBrackets => format!("（{number}）"),
        Shape::Circled => numeral::circled(number),
        Shape::Ordinal => format!("第{}", numeral::ordinal(number)),
        Shape::Said => format!("{}是", numeral::ordinal(number)),
    }
}

/// Reads the mark that a text begins with.
pub fn leading(text: &str) -> Option<Mark> {
    let start = text.len() - text.trim_start().len();
    let rest = text.get(start..)?;
    let first = rest.chars().next()?;
    let after = start + first.len_utf8();
    if let Some(number) = circled(first) {
        return Some(Mark { shape: Shape::Circled, number, start, delimiter: after, end: after, is_doubtful: false });
    }
    match first {
        '（' | '(' => in_brackets(text, start, after),
        '第' => {
            let (number, _, end) = number(text, after)?;
            let delimiter = text.get(end..)?.chars().next().filter(|c| matches!(c, '，' | ',' | '、' | '：' | ':'))?;
            Some(Mark {
                shape: Shape::Ordinal,
                number,
                start,
                delimiter: end,
                end: end + delimiter.len_utf8(),
                is_doubtful: false,
            })
        }
        _ => plain(text, start),
    }
}

/// Reads the mark of a line that is known to be a heading: there a number with a
/// blank after it is one whatever follows (2 项目建设, 4 2025年打算), and Ⅰ too.
pub fn of_heading(text: &str) -> Option<Mark> {
    if let Some(mark) = leading(text) {
        return Some(Mark { is_doubtful: false, ..mark });
    }
    let start = text.len() - text.trim_start().len();
    let rest = text.get(start..)?;
    let first = rest.chars().next()?;
    let (number, delimiter) = match u32::from(first) {
        code @ 0x2160..=0x216B => (code - 0x2160 + 1, start + first.len_utf8()),
        _ => number(text, start).filter(|(_, is_han, _)| !is_han).map(|(number, _, end)| (number, end))?,
    };
    let shape = if first.is_ascii_digit() { Shape::Arabic } else { Shape::Han };
    let next = text.get(delimiter..)?.chars().next()?;
    let end = match next {
        '、' | '.' | '．' if shape == Shape::Han => delimiter + next.len_utf8(),
        _ if next.is_whitespace() => delimiter,
        _ => return None,
    };
    Some(Mark { shape, number, start, delimiter, end, is_doubtful: false })
}

/// Where what follows blanks begins.
fn after_blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start_matches([' ', '\u{3000}', '\u{a0}']).len()
}

fn in_brackets(text: &str, start: usize, after: usize) -> Option<Mark> {
    let (number, is_han, end) = number(text, after_blanks(text, after))?;
    let end = after_blanks(text, end);
    let mut rest = text.get(end..)?.chars();
    let close = rest.next().filter(|c| matches!(c, '）' | ')'))?;
    let delimiter = end + close.len_utf8();
    let shape = if is_han { Shape::HanInBrackets } else { Shape::ArabicInBrackets };
    let end = match rest.next() {
        Some(extra) if matches!(extra, '、' | '.' | '．') => delimiter + extra.len_utf8(),
        _ => delimiter,
    };
    Some(Mark { shape, number, start, delimiter, end, is_doubtful: false })
}

/// A numeral with 、 or . or white space after it, or 是.
fn plain(text: &str, start: usize) -> Option<Mark> {
    let (mut value, is_han, mut end) = number(text, start)?;
    let mut shape = if is_han { Shape::Han } else { Shape::Arabic };
    // 一 、
    let gap = after_blanks(text, end);
    if text.get(gap..)?.starts_with('、') {
        end = gap;
    }
    loop {
        let mut rest = text.get(end..)?.chars();
        let delimiter = rest.next()?;
        let next = rest.next();
        let past = end + delimiter.len_utf8();
        let is_doubtful = number(text, past).is_some_and(|(next, ..)| next == value.saturating_add(1));
        let mark = |past| Some(Mark { shape, number: value, start, delimiter: end, end: past, is_doubtful });
        match delimiter {
            '是' if is_han => {
                return Some(Mark {
                    shape: Shape::Said,
                    number: value,
                    start,
                    delimiter: past,
                    end: past,
                    is_doubtful: false,
                });
            }
            '、' if shape != Shape::Decimal => return mark(past),
            '.' | '．' => {
                if !next.is_some_and(|c| fold_char(c).is_ascii_digit()) {
                    return mark(past);
                }
                if is_han {
                    return None;
                }
                let (deeper, deeper_is_han, deeper_end) = number(text, past)?;
                if deeper_is_han {
                    return None;
                }
                (value, end, shape) = (deeper, deeper_end, Shape::Decimal);
            }
            ' ' | '\u{3000}' | '\u{a0}' | '\t' if !is_han => {
                let word = text.get(past..)?.trim_start().chars().next()?;
                let is_counted = COUNTED.has_char(word);
                let is_word = crate::text::han::is_han(word) || matches!(word, '“' | '《');
                // 3 个支部 counts; what a wide gap or a decimal number precedes does not.
                let is_counted = is_counted && delimiter != '\u{3000}' && shape == Shape::Arabic;
                return if is_word && !is_counted { mark(end) } else { None };
            }
            _ => return None,
        }
    }
}

/// Reads one or two digits, or a Han numeral up to 九十九: its value, whether
/// it is Han, and where it ends.
fn number(text: &str, at: usize) -> Option<(u32, bool, usize)> {
    let rest = text.get(at..)?;
    let is_digit = |c: char| fold_char(c).is_ascii_digit();
    let digits = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
    let (length, is_han) = match digits {
        0 => (rest.find(|c| !is_numeral(c)).unwrap_or(rest.len()), true),
        _ => (digits, false),
    };
    let numeral = &rest[..length];
    let count = numeral.chars().count();
    // 一二 and 二〇 are no ordinals.
    if count == 0 || count > if is_han { 3 } else { 2 } || (is_han && count > 1 && !numeral.contains('十')) {
        return None;
    }
    let value = u32::try_from(numeral::parse(numeral)?).ok()?;
    Some((value, is_han, at + length))
}

/// Whether a character is one of the Han numerals that ordinals are made of.
pub fn is_numeral(character: char) -> bool {
    // The numerals are what a mark is made of, as 第 and 是 are of 第一 and 一是.
    matches!(character, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

fn circled(character: char) -> Option<u32> {
    let code = u32::from(character);
    match code {
        0x2460..=0x2473 => Some(code - 0x2460 + 1),
        0x3251..=0x325F => Some(code - 0x3251 + 21),
        0x32B1..=0x32BF => Some(code - 0x32B1 + 36),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Shape, leading};

    #[test]
    fn marks_are_read() {
        for (text, shape, number, bare, delimiter) in [
            ("一、学习", Shape::Han, 1, "一", "、"),
            ("十二.学习", Shape::Han, 12, "十二", "."),
            ("　（三）学习", Shape::HanInBrackets, 3, "（三）", ""),
            ("(二)、学习", Shape::HanInBrackets, 2, "(二)", "、"),
            ("（ 四 ）学习", Shape::HanInBrackets, 4, "（ 四 ）", ""),
            ("1.与业务", Shape::Arabic, 1, "1", "."),
            ("1　监督", Shape::Arabic, 1, "1", ""),
            ("12、学习", Shape::Arabic, 12, "12", "、"),
            ("1.2　会议", Shape::Decimal, 2, "1.2", ""),
            ("（10）学习", Shape::ArabicInBrackets, 10, "（10）", ""),
            ("③每次", Shape::Circled, 3, "③", ""),
            ("第二，学习", Shape::Ordinal, 2, "第二", "，"),
            ("三是学习", Shape::Said, 3, "三是", ""),
        ] {
            let mark = leading(text).unwrap_or_else(|| panic!("{text}"));
            let found = (mark.shape, mark.number, mark.bare(text), &text[mark.delimiter..mark.end]);
            assert_eq!(found, (shape, number, bare, delimiter), "{text}");
        }
    }

    #[test]
    fn a_mark_before_the_next_number_is_doubtful() {
        for (text, is_doubtful) in
            [("一、二级医院", true), ("1、2号楼", true), ("一、八十一个专科分会", false), ("二、五个党小组", false)]
        {
            assert_eq!(leading(text).map(|mark| mark.is_doubtful), Some(is_doubtful), "{text}");
        }
    }

    #[test]
    fn words_are_no_marks() {
        for text in [
            "",
            "一",
            "一二、三",
            "三八节",
            "第一党支部",
            "2.0版",
            "3.15活动",
            "1 个支部",
            "2021年",
            "（见表）",
            "（一",
            "二〇二一年",
            "十",
            "123.",
            "（2021）",
            "一定是",
            "１",
        ] {
            assert_eq!(leading(text), None, "{text}");
        }
    }
}
