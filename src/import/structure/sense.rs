//! What the words of a heading say of its place, and what stands about them that
//! is not the heading's own.
//!
//! In: a heading without its number. Out: whether it stands above others or is
//! of the first level wherever it stands; where ornaments and the hints of a
//! form about it begin and end.

use std::ops::Range;

use crate::language::enumerator;
use crate::language::lexicon::{self, List};

/// What the words of a heading say of its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sense {
    /// Nothing.
    #[default]
    Any,
    /// It stands above others: 主要工作.
    Around,
    /// It is of the first level, as what a report begins and ends with is:
    /// 基本情况, 存在问题.
    Outer,
}

/// What a heading is made of that stands above others: 完成情况.
static AROUND: List = List::new(&lexicon::SECTIONS, "around");
/// What one is made of that is of the first level: 问题.
static OUTER: List = List::new(&lexicon::SECTIONS, "outer");
/// What stands beside these: 存在, 主要.
static BESIDE: List = List::new(&lexicon::SECTIONS, "beside");
/// What the hints of a form say: 字以内.
static HINTS: List = List::new(&lexicon::SECTIONS, "hint");

/// The longest heading whose words are looked at, in characters.
const LONGEST: usize = 24;

/// What the words of a heading say. They say something if they are nothing but
/// words of the lists and years: 2021年上半年主要工作完成情况.
pub fn of(heading: &str) -> Sense {
    if heading.chars().count() > LONGEST {
        return Sense::Any;
    }
    let mut sense = Sense::Any;
    let mut rest = heading.trim_end_matches(['：', ':', '。', '．', '.']);
    while let Some(first) = rest.chars().next() {
        let of = |list: &List| list.begins(rest).map_or(0, str::len);
        let (outer, around, beside) = (of(&OUTER), of(&AROUND), of(&BESIDE));
        let longest = outer.max(around).max(beside);
        if outer == longest && outer > 0 {
            sense = Sense::Outer;
        } else if around == longest && around > 0 && sense == Sense::Any {
            sense = Sense::Around;
        }
        let is_filling = first.is_whitespace() || first.is_ascii_digit() || enumerator::is_numeral(first);
        match longest {
            0 if is_filling || matches!(first, '\u{3007}' | '○' | '０'..='９' | '、' | '“' | '”' | '—' | '-') =>
            {
                rest = &rest[first.len_utf8()..];
            }
            0 => return Sense::Any,
            _ => rest = &rest[longest..],
        }
    }
    sense
}

/// What a line says, whatever number it begins with and hint it ends with.
pub fn of_line(line: &str) -> Sense {
    let words = line.get(enumerator::of_heading(line).map_or(0, |mark| mark.end)..).unwrap_or_default();
    of(words[..hint(words).map_or(words.len(), |hint| hint.start)].trim())
}

/// The hint of a form at the end of a heading: （简要说明，200字以内）.
pub fn hint(heading: &str) -> Option<Range<usize>> {
    let end = heading.trim_end_matches(['：', ':', ' ']).len();
    let close = heading[..end].chars().next_back().filter(|c| matches!(c, '）' | ')' | '】' | ']'))?;
    let open = heading[..end].rfind(['（', '(', '【', '['])?;
    let inner = heading.get(open..end - close.len_utf8())?;
    let inner = inner.trim_start_matches(['（', '(', '【', '[']);
    (open > 0 && HINTS.is_in(inner)).then_some(open..heading.len())
}

/// How long the ornaments are that a heading begins with: ▍, ◆.
pub fn ornament(heading: &str) -> usize {
    let is_part = |c: char| is_ornament(c) || c.is_whitespace();
    let length = heading.find(|c: char| !is_part(c)).unwrap_or(0);
    if heading[..length].chars().any(is_ornament) { length } else { 0 }
}

/// Whether a character is an ornament: a block, a geometric shape, a dingbat, an
/// arrow that stands for nothing else.
pub fn is_ornament(character: char) -> bool {
    matches!(u32::from(character),
        0x2580..=0x25FF | 0x2600..=0x26FF | 0x2701..=0x2775 | 0x2794..=0x27BF
        | 0x2B12..=0x2B55 | 0xFE0F | 0x1F300..=0x1FAFF | 0xF020..=0xF0FF)
        || matches!(character, '\u{4e28}' | '｜' | '|' | '※' | '》' | '»' | '•' | '·')
}

/// 项目 of 项目一：社区课堂.
static NAMED: List = List::new(&lexicon::SECTIONS, "named");

/// What stands behind 项目一： or the like at the beginning of a line.
pub fn named_part(text: &str) -> Option<&str> {
    let rest = NAMED.begins(text).and_then(|name| text.get(name.len()..))?;
    let end = rest.find(|c: char| !enumerator::is_numeral(c) && !c.is_ascii_digit()).filter(|end| *end > 0)?;
    rest.get(end..)?.strip_prefix(['：', ':', '\u{3000}', ' ']).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::{Sense, hint, of, ornament};

    #[test]
    fn words_tell_places() {
        for (heading, sense) in [
            ("主要工作", Sense::Around),
            ("2021年工作完成情况", Sense::Around),
            ("二〇二一年上半年重点工作落实情况", Sense::Around),
            ("存在的主要问题与不足", Sense::Outer),
            ("2022年重点工作安排", Sense::Outer),
            ("下半年主要工作", Sense::Outer),
            ("基本情况：", Sense::Outer),
            ("聚焦组织建设，补齐短板", Sense::Any),
            ("护理工作", Sense::Any),
            ("解决群众的困难", Sense::Any),
            ("", Sense::Any),
        ] {
            assert_eq!(of(heading), sense, "{heading}");
        }
    }

    #[test]
    fn what_is_not_the_headings_own() {
        let left = |heading: &'static str| hint(heading).map_or(heading, |hint| &heading[..hint.start]);
        assert_eq!(left("存在问题（300字以内）"), "存在问题");
        assert_eq!(left("获奖情况（请附证书）："), "获奖情况");
        assert_eq!(left("党建工作（第一党支部）"), "党建工作（第一党支部）");
        assert_eq!(&"▍ 学习"[ornament("▍ 学习")..], "学习");
        assert_eq!(ornament("学习▍"), 0);
    }
}
