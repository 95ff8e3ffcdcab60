//! P02: figures and letters in both widths.

use std::ops::Range;

use crate::check::passages::{context, passages_with, replace};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::text::signs::Sign;
use crate::text::width::fold_char;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7702",
        name: "mixed-width",
        severity: Severity::Warning,
        message: Words {
            zh: "数字和字母有全角也有半角，全角的共 {count} 处，第一处“{wide}”在“{text}”中",
            en: "figures and letters are in both widths; full-width ones stand in {count} places, the first is “{wide}” in “{text}”",
        },
        help: Words { zh: "改为半角“{narrow}”", en: "write the half-width “{narrow}”" },
    },
    group: Group::Punctuation,
    about: Words {
        zh: "同一篇里数字、字母宽窄不一：多半用半角（2021年、CT），却有几处全角（２０２１年、ＣＴ、６２．３９％）。改为半角（GB/T 15835 的阿拉伯数字）。全篇都用全角数字的不算；汉字旁边的半角标点由 half-width-punctuation 管，引文、书名和代码里的不算。一个文件只报一次，修改时全部改掉。",
        en: "Figures and letters of both widths in one text: most are half-width (2021年, CT), a few full-width (２０２１年, ＣＴ, ６２．３９％). They become half-width, as the Arabic figures of GB/T 15835 are. A text whose figures are all full-width is left alone, as are quotations, titles and code; half-width punctuation beside Chinese is the matter of half-width-punctuation. Reported once a file; a fix mends all.",
    },
    wrong: "2021年发展党员３名，培训12人次。\n",
    right: "2021年发展党员3名，上午10:30开会：12人参加，占6%。书名是《２０２１年鉴》。\n",
    fix: Fix::Safe,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let blocks = passages_with(subject, |signs| signs.has(Sign::WideLatin), |text| text.contains(is_wide));
    if blocks.is_empty() || !subject.blocks.iter().any(|block| block.text.bytes().any(|b| b.is_ascii_digit())) {
        return;
    }
    let mut found = Vec::new();
    for block in &blocks {
        found.extend(runs(&block.text).filter(|run| !block.is_foreign(run)).map(|run| (block, run)));
    }
    let Some((block, first)) = found.first() else { return };
    let finding = Diagnostic::new(&CHECK.rule, subject.span(block, first.clone()))
        .with("count", found.len())
        .with("wide", &block.text[first.clone()])
        .with("narrow", narrow(&block.text[first.clone()]))
        .with("text", context(&block.text, first));
    let edits: Vec<_> = found
        .iter()
        .map(|(block, run)| replace(subject, block, run.clone(), narrow(&block.text[run.clone()])))
        .collect();
    findings.push(finding.mend(edits));
}

/// Whether a character is a full-width digit or letter.
fn is_wide(character: char) -> bool {
    fold_char(character) != character
}

/// Runs of full-width digits and letters, with the points and per cent signs
/// that go with them.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut end = 0;
    std::iter::from_fn(move || {
        let start = end + text[end..].find(is_wide)?;
        end = start + text[start..].find(|c| !is_wide(c) && c != '．').unwrap_or(text.len() - start);
        let bare = text[start..end].trim_end_matches('．').len();
        end = start + bare;
        if text[..end].ends_with(|c: char| fold_char(c).is_ascii_digit()) && text[end..].starts_with('％') {
            end += '％'.len_utf8();
        }
        Some(start..end)
    })
}

fn narrow(run: &str) -> String {
    run.chars()
        .map(|c| match c {
            '．' => '.',
            '％' => '%',
            other => fold_char(other),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{narrow, runs};

    #[test]
    fn wide_figures_and_letters_are_found() {
        for (text, expected) in [
            ("２０２１年占６２．３９％", "2021|62.39%"),
            ("ＣＴ检查", "CT"),
            ("２021年", "2"),
            ("第１．党员", "1"),
            ("2021，CT：", ""),
            ("", ""),
        ] {
            let found: Vec<String> = runs(text).map(|run| narrow(&text[run])).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
