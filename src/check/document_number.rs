//! N14: the number of an official document in the wrong form.

use std::ops::Range;

use crate::check::passages::passages_with;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7114",
        name: "document-number",
        severity: Severity::Warning,
        message: Words {
            zh: "发文字号“{text}”的写法不合规定",
            en: "“{text}” is not how the number of a document is written",
        },
        help: Words { zh: "改为“{right}”", en: "write “{right}”" },
    },
    group: Group::Numbers,
    about: Words {
        zh: "发文字号由机关代字、年份、顺序号组成：年份标全称，用六角括号〔〕括起来；顺序号前不加“第”字，不编虚位（1 不编为 01），后面加“号”字，如“某院发〔2024〕5号”（GB/T 9704—2012，7.2.5）。标出用方括号、圆括号、【】的，年份写两位的，有“第”字的，编虚位的。引文里的、法院案号（年份后面是汉字）、没有机关代字的不看。",
        en: "The number of an official document is made of the issuing body's characters, the full year in tortoise-shell brackets, and the serial number, without 第 and leading noughts, before 号: 某院发〔2024〕5号 (GB/T 9704-2012, 7.2.5). Other brackets, years of two digits, 第 and leading noughts are marked. Quotations, case numbers of courts (Han characters after the year), and numbers without a body are left alone.",
    },
    wrong: "按照某院发[2024]05号文件办理。\n",
    right: "按照某院发〔2024〕5号文件办理，案号（2024）某01民初5号，见[2024]。\n",
    fix: Fix::Unsafe,
    find,
};

/// Brackets that a year may stand in, the right ones first.
const BRACKETS: [(char, char); 8] =
    [('〔', '〕'), ('[', ']'), ('［', '］'), ('【', '】'), ('（', '）'), ('(', ')'), ('〖', '〗'), ('{', '}')];

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |text: &str| text.contains('号') && text.contains(BRACKETS.map(|(open, _)| open));
    for block in passages_with(subject, |signs| signs.has(Sign::Digit) && signs.has(Sign::Han), may) {
        for (at, right) in wrong_numbers(&block.text) {
            if !block.is_foreign(&at) {
                let finding = Diagnostic::new(&CHECK.rule, subject.span(&block, at.clone()));
                findings.push(finding.with("text", &block.text[at]).with("right", &*right).suggest(right));
            }
        }
    }
}

fn wrong_numbers(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices(BRACKETS.map(|(open, _)| open)) {
        let Some((open, close)) = mark.chars().next().and_then(|mark| BRACKETS.iter().find(|(open, _)| *open == mark))
        else {
            continue;
        };
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &text[at + open.len_utf8()..];
        let year = &rest[..digits(rest)];
        let rest = &rest[year.len()..];
        let rest = rest.strip_prefix('年').unwrap_or(rest);
        let Some(rest) = rest.strip_prefix(*close) else { continue };
        let rest = rest.trim_start_matches(' ');
        let serial = rest.strip_prefix('第').unwrap_or(rest);
        let number = &serial[..digits(serial)];
        let Some(after) = serial[number.len()..].strip_prefix('号') else { continue };
        let plain = number.trim_start_matches('0');
        let century = match year.len() {
            4 if year.starts_with("19") || year.starts_with("20") => "",
            2 => "20",
            _ => continue,
        };
        // Without the characters of a body it is something else.
        if plain.is_empty() || !text[..at].ends_with(is_han) {
            continue;
        }
        let right = format!("〔{century}{year}〕{plain}号");
        let range = at..text.len() - after.len();
        if text[range.clone()] != right {
            found.push((range, right));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::wrong_numbers;

    #[test]
    fn numbers_of_documents_have_one_form() {
        for (text, expected) in [
            ("某院发[2024]5号", "[2024]5号→〔2024〕5号"),
            ("某院发（2024）第5号", "（2024）第5号→〔2024〕5号"),
            ("某院发〔2024〕05号，某院函〔24〕6号", "〔2024〕05号→〔2024〕5号|〔24〕6号→〔2024〕6号"),
            ("某院发〔2024〕5号，（2024）某01民初5号，见[2024]，〔2024〕5号", ""),
            ("〔", ""),
        ] {
            let found: Vec<String> =
                wrong_numbers(text).into_iter().map(|(at, right)| format!("{}→{right}", &text[at])).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
