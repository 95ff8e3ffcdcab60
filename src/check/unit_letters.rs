//! N13: the sign of a unit in the wrong letters.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::check::passages::passages_with;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7113",
        name: "unit-letters",
        severity: Severity::Warning,
        message: Words {
            zh: "单位符号“{unit}”大小写不对", en: "the letters of the unit “{unit}” are in the wrong case"
        },
        help: Words { zh: "改为“{right}”", en: "write “{right}”" },
    },
    group: Group::Numbers,
    about: Words {
        zh: "数字后面的单位符号，大小写有定规（GB 3100—1993，6.1；GB 3101—1993）：千米 km、千克 kg、毫升 mL、千瓦 kW、千瓦时 kW·h、兆帕 MPa、赫兹 Hz、分贝 dB，一般小写，来自人名的首字母大写。另有 pH。只看紧接在数字后面、后面不再有字母的；型号、引文、书名、代码里的不看。",
        en: "The letters of the sign of a unit after a number have their case (GB 3100-1993, 6.1; GB 3101-1993): km, kg, mL, kW, kW·h, MPa, Hz, dB; small, but for units named after persons. pH too. Only right after a number, with no letter behind; quotations, titles and code are left alone.",
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
    let may = |text: &str| text.contains(|c: char| c.is_ascii_alphabetic());
    for block in passages_with(subject, |signs| signs.has(Sign::Digit), may) {
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
        let end = start + rest.find(|c: char| !(c.is_ascii_alphabetic() || c == '·')).unwrap_or(rest.len());
        at = end;
        let head = text[..start].trim_end_matches(' ');
        let number = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let before = head[..head.len() - number].chars().next_back();
        let is_number = number > 0 && !before.is_some_and(|c| c.is_ascii_alphanumeric() || "-_/".contains(c));
        let goes_on = text[end..].starts_with(|c: char| c.is_ascii_digit() || "-_".contains(c));
        if let Some(right) = SIGNS.get(&text[start..end]).filter(|_| is_number && !goes_on) {
            found.push((start..end, *right));
        }
    }
    found
}
