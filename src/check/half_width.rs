//! P01: half-width punctuation in Chinese text.

use std::ops::Range;

use crate::check::passages::{context, in_one_piece, is_reference, passages_with, replace};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::text::han::{is_han, is_wide};
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7701",
        name: "half-width-punctuation",
        severity: Severity::Warning,
        message: Words {
            zh: "中文里用了半角标点，共 {count} 处，第一处是“{mark}”，在“{text}”中",
            en: "there is half-width punctuation in Chinese text, {count} in all; the first is “{mark}” in “{text}”",
        },
        help: Words { zh: "改为全角，如“{wide}”", en: "use the full-width form, such as “{wide}”" },
    },
    group: Group::Punctuation,
    about: Words {
        zh: "汉字旁边的逗号、分号、冒号、叹号、问号和括号应当用全角（GB/T 15834 的标点各占一字）。括号成对判断：里面有汉字，或紧挨着汉字的，两个一起改。网址、DOI、时间（10:30）、比例（1:3）、千分位（1,080）、公式（f(x)）、参考文献条目、引文、书名和代码里的不算。一个文件只报一次，修改时全部改掉，标点后面多余的空格一并删去。",
        en: "Next to Chinese characters, commas, semicolons, colons, exclamation and question marks and brackets are full-width (in GB/T 15834 each takes a full square). Brackets are judged in pairs: those with Chinese in them or right beside them change together. Left alone: addresses, DOI, times (10:30), ratios (1:3), thousands (1,080), formulas (f(x)), entries of a list of references, quotations, titles and code. Reported once a file; a fix mends all and takes the spaces after the marks with it.",
    },
    wrong: "全年发展党员3名,培训12人次(其中骨干5人);上午10:30开会.\n",
    right: "上午10:30开会，男女比例1:3，捐款1,080元，按f(x)计算；详见https://a.cn/b?c=1,2。\n\n[1]李明. 论文[J]. 学报,2021,37(3):39-44.\n",
    fix: Fix::Safe,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |text: &str| text.bytes().any(is_half) && text.chars().any(is_han) && !is_reference(text);
    let blocks = passages_with(subject, |signs| signs.has(Sign::HalfMark) && signs.has(Sign::Han), may);
    let mut found = Vec::new();
    for block in &blocks {
        for mark in marks(&block.text) {
            if !block.is_foreign(&mark.at) {
                found.push((block, mark));
            }
        }
    }
    let Some((block, first)) = found.first() else { return };
    let finding = Diagnostic::new(&CHECK.rule, subject.span(block, first.at.clone()))
        .with("count", found.len())
        .with("mark", &block.text[first.at.clone()])
        .with("wide", first.wide)
        .with("text", context(&block.text, &first.at));
    let edits = found.iter().map(|(block, mark)| {
        let loose = Some(mark.loose.clone()).filter(|loose| {
            loose.len() > mark.at.len() && in_one_piece(subject, block, loose) && !block.is_foreign(loose)
        });
        replace(subject, block, loose.unwrap_or(mark.at.clone()), mark.wide)
    });
    let edits: Vec<_> = edits.collect();
    findings.push(finding.mend(edits));
}

fn is_half(byte: u8) -> bool {
    matches!(byte, b',' | b';' | b':' | b'!' | b'?' | b'(' | b')')
}

/// A half-width mark that should be wide.
pub(crate) struct Mark {
    /// Where it stands.
    pub(crate) at: Range<usize>,
    /// The mark with the spaces that a wide one does not need.
    pub(crate) loose: Range<usize>,
    /// What it should be.
    pub(crate) wide: &'static str,
}

impl Mark {
    fn new(text: &str, at: usize, wide: &'static str) -> Mark {
        let space = |c: &char| matches!(c, ' ' | '\t' | '\u{a0}');
        let mut loose = at..at + 1;
        if wide == "（" {
            let spaces: usize = text[..at].chars().rev().take_while(space).map(char::len_utf8).sum();
            let before = text[..at - spaces].chars().next_back();
            if before.is_some_and(is_chinese) {
                loose.start -= spaces;
            }
        } else {
            let spaces: usize = text[at + 1..].chars().take_while(space).map(char::len_utf8).sum();
            // At the end of a line two spaces are a line break.
            if !matches!(text[at + 1 + spaces..].chars().next(), None | Some('\n')) {
                loose.end += spaces;
            }
        }
        Mark { at: at..at + 1, loose, wide }
    }
}

/// Han, or a mark of Chinese text.
fn is_chinese(character: char) -> bool {
    is_han(character) || is_wide(character) && character != '\u{3000}' || matches!(character, '“' | '”' | '‘' | '’')
}

/// The half-width marks of Chinese text, in their order.
pub(crate) fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    // With each open bracket, how much Chinese stands before it.
    let mut open: Vec<(usize, char, usize)> = Vec::new();
    let mut chinese = 0_usize;
    let mut before = None;
    for (at, character) in text.char_indices() {
        match character {
            ',' | ';' | ':' | '!' | '?' => {
                let wide = match character {
                    ',' => "，",
                    ';' => "；",
                    ':' => "：",
                    '!' => "！",
                    _ => "？",
                };
                if stands_in_chinese(before, &text[at + 1..]) {
                    marks.push(Mark::new(text, at, wide));
                }
            }
            '(' | '（' => {
                open.push((at, character, chinese));
                chinese += usize::from(character == '（');
            }
            ')' | '）' => {
                chinese += usize::from(character == '）');
                if let Some((start, opening, before)) = open.pop()
                    && (opening == '(' || character == ')')
                    && (chinese > before || is_chinese_pair(text, start..at + 1))
                {
                    marks.extend((opening == '(').then(|| Mark::new(text, start, "（")));
                    marks.extend((character == ')').then(|| Mark::new(text, at, "）")));
                }
            }
            _ => chinese += usize::from(is_han(character)),
        }
        before = Some(character);
    }
    marks.sort_by_key(|mark| mark.at.start);
    marks
}

/// Whether a mark with this before and after it is one of a Chinese sentence.
fn stands_in_chinese(before: Option<char>, after: &str) -> bool {
    let next = after.chars().next();
    let word = after.trim_start_matches([' ', '\u{a0}']).chars().next();
    if next == Some('=') {
        return false;
    }
    // `https:，` names a mark, as does any before a wide one.
    let goes_on = |c: char| is_han(c) || matches!(c, '“' | '《' | '（' | '‘');
    before.is_some_and(is_chinese) || word.is_some_and(goes_on) && before.is_some_and(|c| !c.is_whitespace())
}

/// Whether brackets, the range with both, without Chinese inside, belong to
/// Chinese text.
fn is_chinese_pair(text: &str, pair: Range<usize>) -> bool {
    let before = text[..pair.start].trim_end_matches(' ').chars().next_back();
    let after = text[pair.end..].chars().next();
    // `37(3)`, `f(x)`
    if text[..pair.start].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    before.is_some_and(is_chinese) || after.is_some_and(is_chinese)
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn marks_of_chinese_sentences_are_found() {
        for (text, expected) in [
            ("甲,乙", ","),
            ("甲(乙)丙", "()"),
            ("甲（乙)", ")"),
            ("(一) 甲", "()"),
            ("甲62.39%,乙", ","),
            ("AI, 乙", ","),
            ("甲(PLT)", "()"),
            ("10:30,1:3 1,080", ""),
            ("f(x)的值", ""),
            ("a, b", ""),
            ("1)甲", ""),
            ("甲:\n", ":"),
            (" ,甲", ""),
            (")(", ""),
            ("缺少https:，只显示", ""),
            ("甲 != 乙", ""),
            ("", ""),
        ] {
            let found: String = marks(text).iter().map(|mark| &text[mark.at.clone()]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
