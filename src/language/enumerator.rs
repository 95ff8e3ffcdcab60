//! Marks of numbering: 一、 （一） 1. （1） ① 第一， 一是, and 壹、 Ⅰ、 1） beside them.
//!
//! [`leading`] reads the mark with which a heading or a sentence begins,
//! [`of_heading`] also those that only a heading can mean so: A. 01丨 一　. They
//! know the shapes only; which of them follow each other is the caller's.

use crate::language::lexicon::{self, List, Map};
use crate::language::numeral;
use crate::text::han::is_han;
use crate::text::width::fold_char;

/// What is counted: after one of these with a blank before it a number is no mark.
static COUNTED: List = List::new(&lexicon::NUMBERING, "counted");
/// The ten stems, which count headings as letters do: 甲、学习培训.
static STEMS: List = List::new(&lexicon::NUMBERING, "stem");
static STEM_NUMBERS: Map = Map::new(&lexicon::NUMBERING, "number");

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
    /// 壹、
    Formal,
    /// Ⅰ、
    Roman,
    /// A.
    Letter,
    /// 1）
    HalfBracket,
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
        Shape::Formal => numeral::formal(number),
        Shape::Roman => of_row(0x215F, 12, number),
        Shape::Letter => of_row(0x40, 26, number),
        Shape::HalfBracket => format!("{number}）"),
        Shape::Ordinal => format!("{}{}", numeral::ORDINAL, numeral::ordinal(number)),
        Shape::Said => format!("{}是", numeral::ordinal(number)),
    }
}

/// The sign of a number in a row of them; the number where the row has none.
fn of_row(zero: u32, length: u32, number: u32) -> String {
    let sign = (1..=length).contains(&number).then(|| char::from_u32(zero + number)).flatten();
    sign.map_or_else(|| number.to_string(), String::from)
}

/// Reads the mark that a text begins with.
pub fn leading(text: &str) -> Option<Mark> {
    let start = text.len() - text.trim_start().len();
    let rest = text.get(start..)?;
    let first = rest.chars().next()?;
    let after = start + first.len_utf8();
    if let Some((shape, number)) = sign(first) {
        let point = text
            .get(after..)?
            .chars()
            .next()
            .filter(|c| is_point(*c))
            .filter(|_| shape != Shape::Circled && shape != Shape::Arabic);
        let end = after + point.map_or(0, char::len_utf8);
        return Some(Mark { shape, number, start, delimiter: after, end, is_doubtful: false });
    }
    match first {
        '（' | '(' => in_brackets(text, start, after),
        numeral::ORDINAL => counted(text, start, after, Shape::Ordinal),
        // 其一，is said as 一是 is.
        '\u{5176}' => counted(text, start, after, Shape::Said),
        _ => plain(text, start).or_else(|| signed(text, start)),
    }
}

/// 第一， and 其一，.
fn counted(text: &str, start: usize, after: usize, shape: Shape) -> Option<Mark> {
    let (number, is_han, end) = number(text, after)?;
    let delimiter = text.get(end..)?.chars().next().filter(|c| matches!(c, '，' | ',' | '、' | '：' | ':'))?;
    let past = end + delimiter.len_utf8();
    let delimiter = if shape == Shape::Said { past } else { end };
    let mark = Mark { shape, number, start, delimiter, end: past, is_doubtful: false };
    (is_han || shape == Shape::Ordinal).then_some(mark)
}

/// Reads the mark of a line that is known to be a heading. There a number with a
/// blank or a bar after it is one whatever follows (2 项目建设, 4 2025年打算,
/// 一　学习, 01丨学习, PART 1 学习), and letters and stems count too (A. 甲、).
pub fn of_heading(text: &str) -> Option<Mark> {
    if let Some(mark) = leading(text) {
        return Some(Mark { is_doubtful: false, ..mark });
    }
    let start = text.len() - text.trim_start().len();
    if let Some((number, end)) = english(text, start) {
        let is_doubtful = false;
        return Some(Mark { shape: Shape::Arabic, number, start, delimiter: end, end, is_doubtful });
    }
    if let Some((number, end)) = stem_in_brackets(text, start) {
        return Some(Mark { shape: Shape::Letter, number, start, delimiter: end, end, is_doubtful: false });
    }
    let (shape, number, delimiter) = figure(text, start)?;
    let next = text.get(delimiter..)?.chars().next()?;
    let end = match next {
        '、' | '.' | '．' if !matches!(shape, Shape::Arabic | Shape::Decimal) => delimiter + next.len_utf8(),
        '|' | '｜' | '\u{4e28}' | '/' | '／' | '·' | '-' | '—' if is_apart(text, delimiter + next.len_utf8()) => {
            delimiter + next.len_utf8()
        }
        _ if next.is_whitespace() => match after_bar(text, delimiter) {
            Some(past) => past,
            None if shape != Shape::Letter => delimiter,
            None => return None,
        },
        _ => return None,
    };
    Some(Mark { shape, number, start, delimiter, end, is_doubtful: false })
}

/// Whether words follow a bar after a number: 01丨学习, and not 1/3.
fn is_apart(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.trim_start().chars().next()).is_some_and(|c| is_han(c) || "“《".contains(c))
}

/// Where a bar after blanks ends: 01 | 学习.
fn after_bar(text: &str, at: usize) -> Option<usize> {
    let bar = after_blanks(text, at);
    let sign = text.get(bar..)?.chars().next().filter(|c| matches!(c, '|' | '｜' | '\u{4e28}' | '/' | '／'))?;
    is_apart(text, bar + sign.len_utf8()).then_some(bar + sign.len_utf8())
}

/// The figure of a heading, whatever stands after it: its shape, its number and
/// where it ends.
fn figure(text: &str, start: usize) -> Option<(Shape, u32, usize)> {
    let rest = text.get(start..)?;
    let letters = rest.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(rest.len());
    if letters > 0 {
        let word = &rest[..letters];
        let roman = ROMANS.iter().zip(1..).find(|(known, _)| **known == word);
        return match (roman, word.as_bytes()) {
            (Some((_, number)), _) => Some((Shape::Roman, number, start + letters)),
            (None, [letter @ b'A'..=b'H']) => Some((Shape::Letter, u32::from(letter - b'A') + 1, start + 1)),
            _ => None,
        };
    }
    if let [letter @ b'a'..=b'h', b'.', ..] = rest.as_bytes()
        && rest[2..].starts_with(is_han)
    {
        return Some((Shape::Letter, u32::from(letter - b'a') + 1, start + 1));
    }
    if let Some(found) = rare(text, start).or_else(|| stem(text, start)) {
        return Some(found);
    }
    let (number, is_han, end) = number(text, start)?;
    Some((if is_han { Shape::Han } else { Shape::Arabic }, number, end))
}

/// Words before a number, and numbers, that Chinese pages borrow: PART ONE, NO.1.
const PARTS: [&str; 4] = ["PART", "CHAPTER", "SECTION", "NO"];
const NUMBERS: [&str; 10] = ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN"];

/// PART ONE and NO.1 with words after them: the number, and where it ends.
fn english(text: &str, start: usize) -> Option<(u32, usize)> {
    let (number, end) = english_number(text, start)?;
    let rest = text.get(end..)?;
    let words =
        rest.trim_start_matches([' ', '\u{3000}', '\u{a0}', '\t', '.', '、', '：', ':', '|', '｜', '\u{4e28}', '/']);
    (words.len() < rest.len() && !words.is_empty()).then_some((number, text.len() - words.len()))
}

/// A number after PART and the like, and where it ends.
fn english_number(text: &str, start: usize) -> Option<(u32, usize)> {
    let rest = text.get(start..)?;
    let word = PARTS.iter().find(|word| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)))?;
    let after = rest.get(word.len()..)?;
    let name = after.trim_start_matches(['.', ' ', '\u{a0}']);
    let at = text.len() - name.len();
    let letters = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
    if let Some((number, _)) = (1..).zip(NUMBERS).find(|(_, known)| name[..letters].eq_ignore_ascii_case(known)) {
        return (name.len() < after.len()).then_some((number, at + letters));
    }
    number(text, at).filter(|(_, is_han, _)| !is_han).map(|(number, _, end)| (number, end))
}

/// Whether a line is nothing but a number above a heading: 01, 一, PART ONE.
pub fn is_alone(line: &str) -> bool {
    let line = line.trim().trim_end_matches(['.', '、', '/', '|', '｜', '\u{4e28}', '．']);
    let figure = figure(line, 0).filter(|(shape, ..)| *shape != Shape::Letter).map(|(_, number, end)| (number, end));
    let sign = line.chars().next().and_then(|first| Some((sign(first)?.1, first.len_utf8())));
    let found = english_number(line, 0).or(figure).or(sign);
    found.is_some_and(|(number, end)| number > 0 && end == line.len())
}

/// Roman numbers in letters.
const ROMANS: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];

/// 壹 and Ⅰ: the shape, the number and where it ends.
fn rare(text: &str, start: usize) -> Option<(Shape, u32, usize)> {
    let rest = text.get(start..)?;
    let first = rest.chars().next()?;
    if let code @ 0x2160..=0x216B = u32::from(first) {
        return Some((Shape::Roman, code - 0x2160 + 1, start + first.len_utf8()));
    }
    let length = rest.find(|c| !numeral::is_formal(c)).unwrap_or(rest.len());
    let word = rest.get(..length).filter(|word| (1..=2).contains(&word.chars().count()))?;
    let number = u32::try_from(numeral::parse(word)?).ok().filter(|number| (1..=20).contains(number))?;
    Some((Shape::Formal, number, start + length))
}

/// 甲、 with its number and where it ends; 甲、乙双方 names parties.
fn stem(text: &str, start: usize) -> Option<(Shape, u32, usize)> {
    let stem = STEMS.begins(text.get(start..)?)?;
    let end = start + stem.len();
    let rest = text.get(end..)?.strip_prefix(is_point)?.trim_start();
    let number = STEM_NUMBERS.get(stem)?.parse().ok()?;
    (!rest.is_empty() && STEMS.begins(rest).is_none()).then_some((Shape::Letter, number, end))
}

/// （甲） with its number and where it ends.
fn stem_in_brackets(text: &str, start: usize) -> Option<(u32, usize)> {
    let inner = text.get(start..)?.strip_prefix(['（', '('])?;
    let stem = STEMS.begins(inner)?;
    let rest = inner.get(stem.len()..)?.strip_prefix(['）', ')'])?;
    let number = STEM_NUMBERS.get(stem)?.parse().ok()?;
    (!rest.trim().is_empty()).then_some((number, text.len() - rest.len()))
}

/// 壹、 and Ⅰ.
fn signed(text: &str, start: usize) -> Option<Mark> {
    let (shape, number, delimiter) = rare(text, start)?;
    let point = text.get(delimiter..)?.chars().next().filter(|c| is_point(*c))?;
    let end = delimiter + point.len_utf8();
    let is_doubtful = rare(text, end).is_some_and(|(_, next, _)| next == number + 1);
    Some(Mark { shape, number, start, delimiter, end, is_doubtful })
}

fn is_point(character: char) -> bool {
    matches!(character, '、' | '.' | '．')
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

/// The mark before a year of four digits with words after it, which only a heading can
/// mean so: 1.2025年打算, 五.2025年打算.
pub fn before_year(text: &str) -> Option<Mark> {
    let start = text.len() - text.trim_start().len();
    let (number, is_han, delimiter) = number(text, start)?;
    let end = delimiter + text.get(delimiter..)?.chars().next().filter(|c| matches!(c, '.' | '．'))?.len_utf8();
    let rest = text.get(end..)?;
    let digits = rest.chars().take_while(|c| fold_char(*c).is_ascii_digit()).count();
    let is_year = digits == 4 && rest.chars().nth(digits).is_some_and(crate::text::han::is_han);
    let shape = if is_han { Shape::Han } else { Shape::Arabic };
    is_year.then_some(Mark { shape, number, start, delimiter, end, is_doubtful: false })
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
            // 1.2、学习, but 1.5、2.3 are amounts.
            '、' if shape != Shape::Decimal || next.is_some_and(crate::text::han::is_han) => return mark(past),
            '）' | ')' if shape == Shape::Arabic => {
                shape = Shape::HalfBracket;
                return Some(Mark { shape, number: value, start, delimiter: past, end: past, is_doubtful: false });
            }
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
                // 1.2 HIS系统
                let mut letters = text.get(past..)?.trim_start().chars().take(2);
                let is_short = shape == Shape::Decimal && letters.all(|c| c.is_ascii_uppercase());
                let is_word = crate::text::han::is_han(word) || matches!(word, '“' | '《') || is_short;
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
    if count == 0 || count > if is_han { 3 } else { 2 } || (is_han && count > 1 && !numeral.contains(numeral::TEN)) {
        return None;
    }
    let value = u32::try_from(numeral::parse(numeral)?).ok()?;
    Some((value, is_han, at + length))
}

/// Whether a character is one of the Han numerals that ordinals are made of.
pub fn is_numeral(character: char) -> bool {
    numeral::is_counting(character)
}

/// The shape and number of a sign that is a mark by itself: ① ❶ ㈠ ⑴ ⒈.
fn sign(character: char) -> Option<(Shape, u32)> {
    const ROWS: [(u32, u32, u32, Shape); 11] = [
        (0x2460, 0x2473, 1, Shape::Circled),
        (0x3251, 0x325F, 21, Shape::Circled),
        (0x32B1, 0x32BF, 36, Shape::Circled),
        (0x2776, 0x277F, 1, Shape::Circled),
        (0x2780, 0x2789, 1, Shape::Circled),
        (0x278A, 0x2793, 1, Shape::Circled),
        (0x24EB, 0x24F4, 11, Shape::Circled),
        (0x3280, 0x3289, 1, Shape::Circled),
        (0x3220, 0x3229, 1, Shape::HanInBrackets),
        (0x2474, 0x2487, 1, Shape::ArabicInBrackets),
        (0x2488, 0x249B, 1, Shape::Arabic),
    ];
    let code = u32::from(character);
    let row = ROWS.iter().find(|(first, last, ..)| (*first..=*last).contains(&code));
    row.map(|(first, _, one, shape)| (*shape, code - first + one))
}

#[cfg(test)]
mod tests {
    use super::{Shape, before_year, leading, of_heading};

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
            ("1.1.2、会议", Shape::Decimal, 2, "1.1.2", "、"),
            ("（10）学习", Shape::ArabicInBrackets, 10, "（10）", ""),
            ("③每次", Shape::Circled, 3, "③", ""),
            ("❷每次", Shape::Circled, 2, "❷", ""),
            ("㈢学习", Shape::HanInBrackets, 3, "㈢", ""),
            ("⑵学习", Shape::ArabicInBrackets, 2, "⑵", ""),
            ("⒈学习", Shape::Arabic, 1, "⒈", ""),
            ("2）学习", Shape::HalfBracket, 2, "2）", ""),
            ("贰、学习", Shape::Formal, 2, "贰", "、"),
            ("Ⅱ、学习", Shape::Roman, 2, "Ⅱ", "、"),
            ("其二，学习", Shape::Said, 2, "其二，", ""),
            ("第二，学习", Shape::Ordinal, 2, "第二", "，"),
            ("三是学习", Shape::Said, 3, "三是", ""),
        ] {
            let mark = leading(text).unwrap_or_else(|| panic!("{text}"));
            let found = (mark.shape, mark.number, mark.bare(text), &text[mark.delimiter..mark.end]);
            assert_eq!(found, (shape, number, bare, delimiter), "{text}");
        }
    }

    #[test]
    fn a_year_may_follow_a_mark() {
        let mark = before_year("2.2025年打算").unwrap();
        assert_eq!((mark.shape, mark.number, mark.end), (Shape::Arabic, 2, 2));
        assert_eq!(before_year("五.2025年打算").unwrap().shape, Shape::Han);
        assert_eq!(before_year("2.2025"), None);
    }

    #[test]
    fn headings_have_more_marks() {
        for (text, shape, number, words) in [
            ("A. 学习", Shape::Letter, 1, " 学习"),
            ("III. 学习", Shape::Roman, 3, " 学习"),
            ("Ⅳ 学习", Shape::Roman, 4, " 学习"),
            ("乙、学习", Shape::Letter, 2, "学习"),
            ("（丙）学习", Shape::Letter, 3, "学习"),
            ("叁　学习", Shape::Formal, 3, "　学习"),
            ("三　学习", Shape::Han, 3, "　学习"),
            ("01丨学习", Shape::Arabic, 1, "学习"),
            ("02 | 学习", Shape::Arabic, 2, " 学习"),
            ("3 个支部", Shape::Arabic, 3, " 个支部"),
            ("PART TWO 学习", Shape::Arabic, 2, "学习"),
            ("No.3 | 学习", Shape::Arabic, 3, "学习"),
        ] {
            let mark = of_heading(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((mark.shape, mark.number, &text[mark.end..]), (shape, number, words), "{text}");
        }
        for text in [
            "AI 培训",
            "A 级单位",
            "1/3的支部",
            "陆某某工作室",
            "3-5月",
            "Notes 学习",
            "PART ONE",
            "甲、乙双方",
            "丙级资质",
        ] {
            assert_eq!(of_heading(text), None, "{text}");
        }
        for (line, is_alone) in [
            ("01", true),
            ("PART ONE", true),
            ("Part.3", true),
            ("二", true),
            ("Ⅱ", true),
            ("A", false),
            ("1.5", false),
        ] {
            assert_eq!(super::is_alone(line), is_alone, "{line}");
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
            "其三个支部",
            "壹基金",
            "１",
        ] {
            assert_eq!(leading(text), None, "{text}");
        }
    }
}
