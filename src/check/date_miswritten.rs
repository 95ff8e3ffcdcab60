//! D07: a date whose year, month or day is not written as the standards have it.

use std::ops::Range;

use crate::check::passages::passages_with;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::date::{DAY, MONTH, YEAR};
use crate::language::lexicon::{self, List};
use crate::language::numeral::{self, ZERO as SAID_ZERO, is_counting, is_han_digit};
use crate::language::reference::is_reference;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7207",
        name: "date-miswritten",
        severity: Severity::Warning,
        message: Words { zh: "日期里的“{text}”{fault}", en: "“{text}” in a date {fault}" },
        help: Words { zh: "改为“{right}”", en: "write “{right}”" },
    },
    group: Group::Dates,
    about: Words {
        zh: "用汉字写年份，“0”写作“〇”，不写“零”、字母 O 或阿拉伯数字 0：二〇二四年（GB/T 15835—2011，5.2.1）；年份写全四位，“2024年5月”不写作“24年5月”“二四年五月”（同上，5.1.3）；月、日不编虚位：5月8日不写作05月08日（GB/T 9704—2012，7.3.5.4）；一个日期里不混用汉字和阿拉伯数字：不写2024年五月。年份两位的只认以0开头的、后面跟着月份或者“年底”“年初”“年末”“年度”的，“10年后”“第24年”是时长，不算。引文、书名、参考文献、代码里的不看。",
        en: "A year in Han digits has 〇 for 0, no 零, letter O or Arabic 0: 二〇二四年 (GB/T 15835-2011, 5.2.1); and years have their four digits: 2024年5月, not 24年5月 (5.1.3). Months and days have no leading nought: 5月8日, not 05月08日 (GB/T 9704-2012, 7.3.5.4); and one date is not in Han and Arabic digits at once: not 2024年五月. Years of two digits are marked with a leading nought and before a month, 年底, 年初, 年末 or 年度: 10年后 and 第24年 are lengths of time. Quotations, titles, references and code are left alone.",
    },
    wrong: "该制度自二零二四年起施行。\n",
    right: "该制度自二〇二四年起施行，2024年5月修订，10年后失效，第24年，一百零二年。\n",
    fix: Fix::Unsafe,
    find,
};

const ZERO: Words = Words { zh: "里的“0”应写作“〇”", en: "writes 0 otherwise than 〇" };
const MIXED: Words = Words { zh: "与年份的数字不是一种", en: "has other digits than its year" };
const NOUGHT: Words = Words { zh: "不用在前面补“0”", en: "has a leading nought" };
const SHORT: Words = Words { zh: "没有写全四位", en: "has not all of its four digits" };

/// What is written in place of 〇.
const ZEROS: [char; 7] = [SAID_ZERO, 'O', 'o', 'Ｏ', '0', '０', '○'];
/// What follows a year of two digits that is no length of time.
static TAILS: List = List::new(&lexicon::TIME_WORDS, "short-year-tail");

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for block in
        passages_with(subject, |signs| signs.has(Sign::Year), |text| text.contains(YEAR) && !is_reference(text))
    {
        for (at, right, fault) in wrong_years(&block.text) {
            if block.is_foreign(&at) {
                continue;
            }
            let finding = Diagnostic::new(&CHECK.rule, subject.span(&block, at.clone()))
                .with("text", &block.text[at])
                .with("fault", fault)
                .with("right", &*right);
            findings.push(finding.suggest(right));
        }
    }
}

fn wrong_years(text: &str) -> Vec<(Range<usize>, String, Words)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(YEAR) {
        let head = &text[..at];
        let is_digit = |c: char| is_han_digit(c) || ZEROS.contains(&c);
        let start = head.trim_end_matches(is_digit).len();
        let number = &head[start..];
        let digits: Vec<char> = number.chars().collect();
        let values: Vec<Option<u64>> = digits.iter().map(|digit| numeral::digit(*digit)).collect();
        let is_century = matches!(values[..], [Some(1), Some(8 | 9), _, _] | [Some(2), _, _, _]);
        let in_han = digits.iter().any(|digit| is_han_digit(*digit));
        if is_century && in_han && digits.iter().any(|digit| ZEROS.contains(digit)) {
            let right = digits.iter().map(|digit| if ZEROS.contains(digit) { '〇' } else { *digit }).collect();
            found.push((start..at, right, ZERO));
        } else {
            found.extend(short(text, at));
        }
        let year_is_han = digits.len() == 4 && digits.iter().all(|digit| is_han_digit(*digit));
        let year_is_arabic =
            digits.is_empty() && head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len() == 4;
        if year_is_han || year_is_arabic {
            parts(text, at + YEAR.len_utf8(), year_is_han, &mut found);
        }
    }
    found
}

/// Month and day behind a year: 05月08日, 五月 after 2024年.
fn parts(text: &str, start: usize, in_han: bool, found: &mut Vec<(Range<usize>, String, Words)>) {
    let mut at = start;
    for mark in [MONTH, DAY] {
        let rest = &text[at..];
        let is_numeral = |c: char| c.is_ascii_digit() || is_counting(c);
        let length = rest.find(|c| !is_numeral(c)).unwrap_or(0);
        let number = &rest[..length];
        if length == 0 || !rest[length..].starts_with(mark) {
            return;
        }
        let range = at..at + length;
        at += length + mark.len_utf8();
        let is_han = number.contains(is_counting);
        let value = if is_han { numeral::parse(number) } else { number.parse().ok() };
        let Some(value) = value.and_then(|value| u32::try_from(value).ok()).filter(|value| (1..=31).contains(value))
        else {
            return;
        };
        if is_han != in_han {
            let right = if in_han { numeral::ordinal(value) } else { value.to_string() };
            found.push((range, right, MIXED));
        } else if number.starts_with('0') {
            found.push((range, value.to_string(), NOUGHT));
        }
    }
}

/// 24年5月, 24年底
fn short(text: &str, at: usize) -> Option<(Range<usize>, String, Words)> {
    let head = &text[..at];
    let length = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let before = head[..head.len() - length].chars().next_back();
    let is_part = before.is_some_and(|c| c.is_ascii_alphanumeric() || "第.近满约逾超—–-~～至到余数/".contains(c));
    if length != 2 || is_part {
        return None;
    }
    let tail = &text[at..];
    let after = &tail[YEAR.len_utf8()..];
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let month = matches!(digits, 1 | 2)
        && after[digits..].starts_with(MONTH)
        && after[..digits].parse().is_ok_and(|month: u32| (1..=12).contains(&month));
    let is_nought = head[head.len() - length..].starts_with('0');
    if !month && !is_nought && TAILS.begins(tail).is_none() {
        return None;
    }
    let value: u32 = head[head.len() - length..].parse().ok()?;
    let century = match value {
        0..50 => 20,
        70..100 => 19,
        _ => return None,
    };
    Some((at - length..at, format!("{century}{value:02}"), SHORT))
}

#[cfg(test)]
mod tests {
    use super::wrong_years;

    #[test]
    fn years_have_four_digits_and_their_own_nought() {
        for (text, expected) in [
            ("自二零二四年起", "二零二四→二〇二四"),
            ("二O二四年，一九九0年", "二O二四→二〇二四|一九九0→一九九〇"),
            ("24年5月，23年底", "24→2024|23→2023"),
            ("2024年05月08日", "05→5|08→8"),
            ("2024年五月，二〇二四年5月", "五→5|5→五"),
            ("09年换届", "09→2009"),
            ("二〇二四年，2024年5月，10年后，第24年5月，近10年度，一百零二年", ""),
            ("年", ""),
        ] {
            let found: Vec<String> =
                wrong_years(text).into_iter().map(|(at, right, _)| format!("{}→{right}", &text[at])).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
