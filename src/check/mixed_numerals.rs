//! N12: one number in Arabic and Han digits.

use std::ops::Range;

use crate::check::passages::passages_with;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::language::numeral::{self, BOTH, SCALES, SMALL_UNITS, ZERO, is_han_numeral};
use crate::language::reference::is_reference;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7112",
        name: "mixed-numerals",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”一个数里混用了阿拉伯数字和汉字数字",
            en: "“{text}” has Arabic and Han digits in one number",
        },
        help: Words { zh: "改为“{right}”，或全用汉字", en: "write “{right}”, or all in Han digits" },
    },
    group: Group::Numbers,
    about: Words {
        zh: "除“万”“亿”外，一个数不能同时用阿拉伯数字和汉字数字：4000或四千，不写4千；108或一百零八，不写1百零8（GB/T 15835—2011，5.1.2）。“5千克”“3千米”“2千瓦”等单位里的“千”不算；年份见 date-miswritten，“10几”见 approximation-miswritten。引文、书名、参考文献、代码里的不看。",
        en: "But for 万 and 亿 a number is not written in Arabic and Han digits at once: 4000 or 四千, not 4千; 108 or 一百零八, not 1百零8 (GB/T 15835-2011, 5.1.2). 千 in units (5千克, 3千米, 2千瓦) is left alone; for years see date-miswritten, for 10几 approximation-miswritten. Quotations, titles, references and code are left alone.",
    },
    wrong: "全年服务群众3千5百人。\n",
    right: "全年服务群众3500人次、三千五百户，捐赠5千克，全长3千米，投资3.5亿元、4500万元。\n",
    fix: Fix::Unsafe,
    find,
};

/// Units that begin with 千 or 百.
static UNITS: List = List::new(&lexicon::NUMBER_WORDS, "scaled-unit");

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |text: &str| text.contains(SMALL_UNITS) && !is_reference(text);
    for block in passages_with(subject, |signs| signs.has(Sign::Digit) && signs.has(Sign::Numeral), may) {
        for (at, right) in mixed(&block.text) {
            if !block.is_foreign(&at) {
                let finding = Diagnostic::new(&CHECK.rule, subject.span(&block, at.clone()));
                findings.push(finding.with("text", &block.text[at]).with("right", &*right).suggest(right));
            }
        }
    }
}

/// Numbers in both, and what they are.
fn mixed(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    let is_part = |c: char| c.is_ascii_digit() || is_han_numeral(c) && c != BOTH;
    while let Some(start) = text[at..].find(is_part).map(|next| at + next) {
        let mut end = start + text[start..].find(|c| !is_part(c)).unwrap_or(text.len() - start);
        at = end;
        let before = text[..start].chars().next_back();
        if before.is_some_and(|c| c.is_ascii_alphabetic() || ".,第-—".contains(c)) {
            continue;
        }
        // 5千克, 3百分点: the last is no numeral.
        let last = text[start..end].chars().next_back().unwrap_or_default();
        if UNITS.begins(&text[end - last.len_utf8()..]).is_some() {
            end -= last.len_utf8();
        }
        let number = &text[start..end];
        let first = number.chars().next().unwrap_or_default();
        let has_small = number.contains(SMALL_UNITS);
        if has_small
            && number.contains(|c: char| c.is_ascii_digit())
            && (first.is_ascii_digit() || is_tail(number))
            && let Some(value) = value(number)
        {
            found.push((start..end, value));
        }
    }
    found
}

/// Whether digits go on a Han number: 一百08.
fn is_tail(number: &str) -> bool {
    let head = number.trim_end_matches(|c: char| c.is_ascii_digit());
    head.len() < number.len()
        && !head.contains(|c: char| c.is_ascii_digit())
        && (head.ends_with(SMALL_UNITS) || head.ends_with(ZERO))
}

/// What a mixed number comes to, read digit by digit in Han; none where it is none.
fn value(number: &str) -> Option<String> {
    let mut han = String::new();
    let mut digits = String::new();
    let flush = |digits: &mut String, han: &mut String| -> Option<()> {
        if !digits.is_empty() {
            let value: u32 = digits.parse().ok()?;
            if digits.starts_with('0') && value > 0 {
                han.push(ZERO);
            }
            han.push_str(&numeral::ordinal(value));
            digits.clear();
        }
        Some(())
    };
    for character in number.chars() {
        if character.is_ascii_digit() {
            digits.push(character);
        } else {
            flush(&mut digits, &mut han)?;
            han.push(character);
        }
    }
    flush(&mut digits, &mut han)?;
    let value = numeral::parse(&han)?;
    let myriads = value.is_multiple_of(10_000).then(|| format!("{}{}", value / 10_000, SCALES[0]));
    Some(myriads.filter(|_| value > 0).unwrap_or_else(|| value.to_string()))
}

#[cfg(test)]
mod tests {
    use super::mixed;

    #[test]
    fn one_number_has_one_kind_of_digits() {
        for (text, expected) in [
            ("3千5百人，4千元", "3千5百→3500|4千→4000"),
            ("1百零8人，一百08号", "1百零8→108|一百08→108"),
            ("3千万元", "3千万→3000万"),
            ("5千克，3千米，3.5亿元，4500万元，2024年三月，第3千人", ""),
        ] {
            let found: Vec<String> =
                mixed(text).into_iter().map(|(at, right)| format!("{}→{right}", &text[at])).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
