//! X03: a place that was left to be filled in.

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB8103",
        name: "placeholder",
        severity: Severity::Error,
        message: Words {
            zh: "“{text}”像是还没有填的空", en: "“{text}” looks like a blank still to be filled in"
        },
        help: Words { zh: "填上实际的内容，或删去", en: "fill it in or delete it" },
    },
    group: Group::Rubbish,
    about: Words {
        zh: "套用往年的稿子或模板时留下的空：XX、××、20xx年、“某某”前后的省略号不算。引文、书名、代码里的不算。",
        en: "Blanks left from a template or last year's text: XX, ××, 20xx年. Not in quotations, titles or code.",
    },
    wrong: "20xx年，XX支部发展党员3名。\n",
    right: "2021年，支部发展党员3名，用 MAXX 软件登记。\n",
    fix: Fix::None,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for block in subject.blocks.iter().filter(|block| block.signs.has(Sign::Cross)) {
        for blank in blanks(&block.text) {
            if !block.is_foreign(&blank) {
                let text = &block.text[blank.clone()];
                findings.push(Diagnostic::new(&CHECK.rule, subject.span(block, blank.clone())).with("text", text));
                return;
            }
        }
    }
}

/// Runs of two or more X or ×, alone or after digits.
fn blanks(text: &str) -> Vec<std::ops::Range<usize>> {
    let is_blank = |c: char| matches!(c, 'X' | 'x' | '×' | 'Ｘ' | 'ｘ');
    let mut blanks = Vec::new();
    let mut start = 0;
    while let Some(at) = text[start..].find(|c: char| is_blank(c) || c.is_ascii_alphanumeric()).map(|at| start + at) {
        let end = text[at..].find(|c: char| !is_blank(c) && !c.is_ascii_alphanumeric()).map_or(text.len(), |n| at + n);
        let word = &text[at..end];
        let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
        if letters.chars().count() >= 2 && letters.chars().all(is_blank) && word.len() - letters.len() <= 2 {
            blanks.push(at..end);
        }
        start = end;
    }
    blanks
}
