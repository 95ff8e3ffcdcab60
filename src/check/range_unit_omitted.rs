//! N10: a range of numbers whose first end has lost its unit.

use std::ops::Range;

use crate::check::passages::{passages_with, replace};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::numeral::SCALES;
use crate::language::reference::is_reference;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7110",
        name: "range-unit-omitted",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”前一个数省略了“{unit}”，会看成两种数",
            en: "the first number of “{text}” lacks its “{unit}”, and may be read as another",
        },
        help: Words { zh: "改为“{right}”", en: "write “{right}”" },
    },
    group: Group::Numbers,
    about: Words {
        zh: "数值范围的两端都要有“%”和“万”“亿”：15%～30%，不写成15～30%；9亿～16亿，不写成9～16亿（GB/T 15835—2011，5.1.4）。其他单位相同时可以省略前一个（400～429页），不报。“至”“到”隔开的也算；年份、编号、引文、书名、代码里的不看。",
        en: "Both ends of a range have their %, 万 and 亿: 15%～30% and not 15～30%; 9亿～16亿 and not 9～16亿 (GB/T 15835-2011, 5.1.4). Other units may be left out at the first end (400～429页). Ranges with 至 and 到 count too; years, codes, quotations, titles and code are left alone.",
    },
    wrong: "产量提高15～30%。\n",
    right: "产量提高15%～30%，投资9亿～16亿元，见400～429页，2021—2023年，编号A5-8。\n",
    fix: Fix::Unsafe,
    find,
};

/// What must stand at both ends.
const UNITS: [&str; 5] = ["%", "％", "‰", "万", "亿"];
const JOINERS: [&str; 9] = ["～", "~", "—", "–", "－", "-", "至", "到", "∼"];

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |text: &str| UNITS.iter().any(|unit| text.contains(unit)) && !is_reference(text);
    let signs = |signs: crate::text::signs::Signs| signs.has(Sign::Digit);
    for block in passages_with(subject, signs, may) {
        for (at, first_end, unit) in ranges(&block.text) {
            if block.is_foreign(&at) {
                continue;
            }
            let text = &block.text[at.clone()];
            let right = format!("{}{unit}{}", &block.text[at.start..first_end], &block.text[first_end..at.end]);
            let edit = replace(subject, &block, at.clone(), &*right);
            let finding = Diagnostic::new(&CHECK.rule, edit.span).with("text", text);
            findings.push(finding.with("unit", unit).with("right", &*right).suggest(right));
        }
    }
}

/// Ranges, each with the end of its first number and the unit that it lacks.
fn ranges(text: &str) -> Vec<(Range<usize>, usize, &'static str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|next| at + next) {
        let first = number(&text[start..]);
        at = start + first;
        let before = text[..start].chars().next_back();
        if before.is_some_and(|c| c.is_ascii_alphanumeric() || "-.—–/~～第:：".contains(c)) {
            continue;
        }
        let rest = &text[at..];
        let Some(joiner) = JOINERS.iter().find(|joiner| rest.starts_with(**joiner)) else { continue };
        let second_start = at + joiner.len();
        let second = number(&text[second_start..]);
        let second_end = second_start + second;
        let after = &text[second_end..];
        let Some(unit) = UNITS.iter().find(|unit| after.starts_with(**unit)) else { continue };
        let value = |range: Range<usize>| text[range].parse::<f64>().ok();
        let (Some(low), Some(high)) = (value(start..at), value(second_start..second_end)) else { continue };
        // 2021至3万: the first is no end of the range.
        if second > 0 && low < high && !(unit.starts_with(SCALES) && low >= 1000.0) {
            found.push((start..second_end + unit.len(), at, *unit));
        }
        at = second_end;
    }
    found
}

/// How long the number is that a text begins with: digits, perhaps with decimals.
fn number(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    match text[whole..].strip_prefix('.').map(digits) {
        Some(decimals @ 1..) if whole > 0 => whole + 1 + decimals,
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn both_ends_have_their_unit() {
        for (text, expected) in [
            ("提高15～30%", "15～30%"),
            ("投资9-16亿元，1.5至2.5万", "9-16亿|1.5至2.5万"),
            ("15%～30%，9亿～16亿，400～429页", ""),
            ("2021—2023年，A5-8%，3-5-8%", ""),
            ("从2021到3万", ""),
            ("5～", ""),
        ] {
            let found: Vec<&str> = ranges(text).into_iter().map(|(at, ..)| &text[at]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
