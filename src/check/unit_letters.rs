//! N13: the sign of a unit in the wrong letters.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::check::passages::passages_with;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon;
use crate::language::numeral::is_han_numeral;
use crate::text::signs::Signs;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7113",
        name: "unit-letters",
        severity: Severity::Warning,
        message: Words {
            zh: "单位“{unit}”的写法不合标准",
            en: "the unit “{unit}” is not written as the standard has it",
        },
        help: Words { zh: "改为“{right}”", en: "write “{right}”" },
    },
    group: Group::Numbers,
    about: Words {
        zh: "数字后面的单位符号，大小写有定规（GB 3100—1993，6.1；GB 3101—1993）：千米 km、千克 kg、毫升 mL、千瓦 kW、千瓦时 kW·h、兆帕 MPa、赫兹 Hz、分贝 dB，一般小写，来自人名的首字母大写。平方、立方写在右上角（m²、m³）。废除了的单位名称（公分、公尺、公升），改用法定的（厘米、米、升）。只看紧接在数字后面、后面不再有字母的；型号、引文、书名、代码里的不看。",
        en: "The letters of the sign of a unit after a number have their case (GB 3100-1993, 6.1; GB 3101-1993): km, kg, mL, kW, kW·h, MPa, Hz, dB; small, but for units named after persons; powers as m² and m³; and names that are no longer units (公分, 公尺, 公升). Only right after a number, with no letter behind; quotations, titles and code are left alone.",
    },
    wrong: "巡诊行程1200Km。\n",
    right: "巡诊行程1200 km，捐赠药品35 kg，装机500 kW，用电300 kW·h，血样5 mL，型号KM-5。\n",
    fix: Fix::Unsafe,
    find,
};

/// Wrong signs and right ones.
static SIGNS: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| lexicon::UNIT_LETTERS.rows().map(|row| (row.word(), row.get("right"))).collect());

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for block in passages_with(subject, Signs::has_number, |_| true) {
        for (at, right) in wrong_signs(&block.text) {
            if !block.is_foreign(&at) {
                let finding = Diagnostic::new(&CHECK.rule, subject.span(&block, at.clone()));
                findings.push(finding.with("unit", &block.text[at]).with("right", right).suggest(right));
            }
        }
    }
}

fn wrong_signs(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_alphabetic()).map(|next| at + next) {
        let rest = &text[start..];
        let mut end = start + rest.find(|c: char| !(c.is_ascii_alphabetic() || c == '·')).unwrap_or(rest.len());
        let head = text[..start].trim_end_matches(' ');
        let number = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let before = head[..head.len() - number].chars().next_back();
        let is_number = number > 0 && !before.is_some_and(|c| c.is_ascii_alphanumeric() || "-_/".contains(c));
        // 20m2
        let power =
            text[end..].starts_with(['2', '3']) && POWERS.contains(&text[start..end].to_ascii_lowercase().as_str());
        if power {
            end += 1;
        }
        at = end;
        let goes_on = text[end..].starts_with(|c: char| c.is_ascii_digit() || "-_".contains(c));
        if let Some(right) = SIGNS.get(&text[start..end]).filter(|_| is_number && !goes_on) {
            found.push((start..end, *right));
        }
    }
    found.extend(old_names(text));
    found
}

/// What a power may stand behind.
const POWERS: [&str; 4] = ["m", "km", "cm", "mm"];

/// 5公分: names of units that are no longer used.
fn old_names(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    for row in lexicon::UNIT_LETTERS.rows().filter(|row| !row.word().is_ascii() && !row.word().contains('·')) {
        for (at, word) in text.match_indices(row.word()) {
            if text[..at].ends_with(|c: char| c.is_ascii_digit() || is_han_numeral(c)) {
                found.push((at..at + word.len(), row.get("right")));
            }
        }
    }
    found
}
