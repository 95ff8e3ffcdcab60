//! F04: a figure or honour in the abstract that the report does not have.

use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject, place};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::label;
use crate::language::lexicon::{self, List};
use crate::language::numeral;
use crate::language::numeral::is_han_numeral;
use crate::parse::front::keys::REPORT;
use crate::parse::markdown::Block;
use crate::source::Span;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7304",
        name: "abstract-elsewhere",
        severity: Severity::Warning,
        message: Words {
            zh: "摘要里的“{text}”正文没有写到",
            en: "“{text}” stands in the abstract but not in the report",
        },
        help: Words {
            zh: "核对摘要和正文哪一处写错或漏写", en: "see whether abstract or report is wrong or lacks it"
        },
    },
    group: Group::Completeness,
    about: Words {
        zh: "摘要里的事实应出自正文（GB/T 6447）。标出两种：三位以上的数字或带小数的数字，正文、表格、成效和指标里都没有，也不是其中两个数的和或差；“荣获”“获评”“被评为”“被授予”后面的荣誉，其名称末六个字正文和荣誉里都没有。年份、“余”“多”“近”“约”的概数和书名号里的不算。前置信息的摘要和正文开头“摘要”一段都查，各报第一处。",
        en: "What an abstract says should come from the report (GB/T 6447). Two things are marked: a figure of three digits or more, or with decimals, found neither in the text, tables, achievements nor metrics, nor as sum or difference of two figures there; an honour after 荣获, 获评, 被评为 or 被授予 whose last six characters stand neither in the text nor among the honours. Not years, round figures with 余, 多, 近 or 约, nor titles. The first of each is reported.",
    },
    wrong: "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\nabstract: 全年服务群众6200人。\n---\n\n全年服务群众6000人。\n",
    right: "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\nabstract: 2021年净增党员121名，服务6000余人，被评为市级文明服务窗口。\n---\n\n党员由374名增至495名，服务6012人，获市级文明服务窗口称号。\n",
    fix: Fix::None,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(draft) = subject.draft() else { return };
    let in_body = subject.blocks.iter().take(8).position(is_abstract);
    let in_front = draft.summary.as_deref();
    if in_body.is_none() && in_front.is_none() {
        return;
    }
    let others = || subject.blocks.iter().enumerate().filter(|(place, _)| Some(*place) != in_body).map(|(_, b)| b);
    let says = |words: &str| {
        others().any(|block| block.text.contains(words))
            || draft.title.value.contains(words)
            || draft.honours.iter().any(|honour| honour.name.value.contains(words))
            || draft.achievements.iter().any(|achievement| achievement.text.value.contains(words))
    };
    let mut check = |text: &str, span: &dyn Fn(Range<usize>) -> Option<Span>| {
        let wanted = figures(text);
        if !wanted.is_empty() {
            let mut known: Vec<String> = Vec::new();
            for block in others() {
                known.extend(all_figures(&block.text));
            }
            let front = place::front(subject);
            // What stands in the front matter beside the abstract counts too.
            known.extend(all_figures(&front.replace(text, "")));
            let lost = wanted.into_iter().find(|range| !is_known(&text[range.clone()], &known));
            if let Some(range) = lost
                && let Some(span) = span(range.clone())
            {
                findings.push(Diagnostic::new(&CHECK.rule, span).with("text", &text[range]));
            }
        }
        if let Some(range) = honours(text).into_iter().find(|range| !says(last_six(&text[range.clone()])))
            && let Some(span) = span(range.clone())
        {
            findings.push(Diagnostic::new(&CHECK.rule, span).with("text", &text[range]));
        }
    };
    if let Some(text) = in_front {
        check(text, &|range| {
            let whole = place::written(subject, REPORT.spellings(REPORT.index("abstract")?), text)?;
            let start = whole.range().start;
            let is_verbatim = subject.text.get(whole.range()) == Some(text);
            Some(if is_verbatim { Span::new(subject.path, start + range.start..start + range.end) } else { whole })
        });
    } else if let Some(block) = in_body.and_then(|place| subject.blocks.get(place)) {
        check(&block.text, &|range| (!block.is_foreign(&range)).then(|| subject.span(block, range)));
    }
}

fn is_abstract(block: &Block) -> bool {
    let head = block.text.trim_start_matches(['[', '［', '【', '〔', ' ', '\u{3000}']);
    label::SUMMARIES
        .strip_prefix(head)
        .is_some_and(|rest| rest.starts_with([']', '］', '】', '〕', ':', '：', ' ', '\u{3000}']))
}

/// What makes a figure beside it a round one, or none.
static BEFORE: List = List::new(&lexicon::ABSTRACTS, "beside-before");
static AFTER: List = List::new(&lexicon::ABSTRACTS, "beside-after");
/// Words before the name of an honour, and what is not of the name.
static AWARDS: List = List::new(&lexicon::ABSTRACTS, "award");
static LEADS: List = List::new(&lexicon::ABSTRACTS, "lead");
static TAILS: List = List::new(&lexicon::ABSTRACTS, "tail");

/// Runs of digits with a point among them.
fn digits(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes.get(at..)?.iter().position(u8::is_ascii_digit)?;
        let mut end = start;
        while bytes.get(end).is_some_and(u8::is_ascii_digit)
            || (bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit))
        {
            end += 1;
        }
        at = end;
        Some(start..end)
    })
}

/// The exact figures of an abstract that are long enough to be told apart.
fn figures(text: &str) -> Vec<Range<usize>> {
    digits(text)
        .filter(|range| {
            let before = text[..range.start].chars().next_back();
            let after = text[range.end..].chars().next();
            let figure = &text[range.clone()];
            // Four digits and 年 are a year.
            let is_long = figure.len() >= 3 && (figure.contains('.') || figure.len() != 4 || after != Some('年'));
            let is_round = before.is_some_and(|c| BEFORE.has_char(c) || c.is_ascii_alphanumeric())
                || after.is_some_and(|c| AFTER.has_char(c) || "—－–-/、".contains(c) || c.is_ascii_alphanumeric());
            is_long && !is_round
        })
        .collect()
}

fn all_figures(text: &str) -> Vec<String> {
    let mut found: Vec<String> = digits(text).map(|range| text[range].to_owned()).collect();
    let mut numeral = String::new();
    for character in text.chars().chain(std::iter::once('\n')) {
        if is_han_numeral(character) {
            numeral.push(character);
        } else if !numeral.is_empty() {
            found.extend(
                numeral::parse(&numeral).filter(|_| numeral.chars().count() > 2).map(|value| value.to_string()),
            );
            numeral.clear();
        }
    }
    found
}

/// Whether a figure is among the known ones, or the sum or difference of two
/// that are not small beside it: a small one makes of any figure its neighbour.
fn is_known(figure: &str, known: &[String]) -> bool {
    if known.iter().any(|other| other == figure) {
        return true;
    }
    let Ok(value) = figure.parse::<f64>() else { return true };
    let mut values: Vec<f64> = known.iter().take(300).filter_map(|other| other.parse().ok()).collect();
    values.retain(|other| *other * 10.0 >= value);
    values.sort_by(f64::total_cmp);
    values.dedup();
    values.iter().any(|a| values.iter().any(|b| (a + b - value).abs() < 1e-6 || (a - b - value).abs() < 1e-6))
}

/// The honours that an abstract names.
fn honours(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for word in AWARDS.iter() {
        for (at, _) in text.match_indices(word) {
            let start = at + word.len();
            let end = text[start..].find(['。', '，', ',', '；', ';', '！', '\n']).map_or(text.len(), |n| start + n);
            let mut next = start;
            // 和 joins names as 、 does.
            for part in text[start..end].split_inclusive(['、', '和']) {
                let from = next;
                let name = part.trim_end_matches(|c| matches!(c, '、' | '”' | '》') || TAILS.has_char(c));
                // 市级“文明单位”称号: the name is what is quoted.
                let (from, name) = match name.find('“') {
                    Some(open) if open > 0 => (from + open, &name[open..]),
                    _ => (from, name),
                };
                let lead = name.len() - name.trim_start_matches(|c| matches!(c, '“' | '《') || LEADS.has_char(c)).len();
                let least = if name.starts_with('“') { 4 } else { 6 };
                if name[lead..].chars().count() >= least
                    && name.chars().all(|c| !"“”《》".contains(c) || name.starts_with(c))
                {
                    found.push(from + lead..from + name.len());
                }
                next += part.len();
            }
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

fn last_six(name: &str) -> &str {
    let start = name.char_indices().rev().nth(5).map_or(0, |(at, _)| at);
    &name[start..]
}
