//! D03: 今年, 3月27日 in a report on several years that nowhere says which is meant.

use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::language::reference::is_reference;
use crate::language::timex;
use crate::parse::markdown::ProseKind;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7203",
        name: "date-adrift",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”指哪一年，全文看不出来",
            en: "nothing in the text says of which year “{text}” is",
        },
        help: Words {
            zh: "把第一处日期的年份写全，或填上成文日期",
            en: "write the first date with its year, or give the date of writing",
        },
    },
    group: Group::Dates,
    about: Words {
        zh: "总结会被多年后的人读到。年度写的是几年（2019—2021），正文用了“今年”“去年”“近日”或不带年的月日，而标题、正文里没有与年度相近（前后一年）的年份，也没有成文日期时，标出第一处。年度只有一年的，“今年”就是那一年，不算。参考文献和 DOI 里的年份不作数。引号、书名号里的不算，“每年”“近年来”不算。一个文件报一次。",
        en: "Reports are read years later. Where the report is on several years (2019—2021) and the body says 今年, 去年, 近日 or a day without a year, while no year within one of those reported on stands in title or body and there is no date of writing, the first is marked. In a report on one year 今年 is that year. Years of references and in a DOI do not count. Not in quotations and titles; 每年 and 近年来 are fine. Once a file.",
    },
    wrong: "---\ntitle: 三年工作回顾\nbranch: 甲医院/第一党支部\nyear: 2019-2021\n---\n\n3月27日，支部在门诊大会议室过政治生日。\n",
    right: "今年3月27日，支部过政治生日；6月1日，又到社区义诊。近年来，每年七一都办竞答。\n",
    fix: Fix::None,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(draft) = subject.draft() else { return };
    if draft.date.is_some() {
        return;
    }
    let years = draft.year.value;
    // Of a report on one year 今年 is that year, and so is a day without one.
    if years.first == years.last {
        return;
    }
    let near = years.first - 1..=years.last + 1;
    let says = |text: &str| timex::years(text).iter().any(|(_, year)| near.contains(year));
    let mut spoken = [Some(&draft.title.value), draft.subtitle.as_ref()].into_iter().flatten();
    if spoken.any(|text| says(text)) || subject.blocks.iter().any(|block| says(&block.text)) {
        return;
    }
    for block in subject.blocks.iter().filter(|block| matches!(block.kind, ProseKind::Paragraph | ProseKind::Item)) {
        if let Some(range) = adrift(&block.text).into_iter().find(|range| !block.is_foreign(range)) {
            // A table or an ISO date may be the anchor.
            if subject.blocks.iter().any(|block| !is_apart(&block.text) && anchored(&block.text, &near)) {
                return;
            }
            let text = &block.text[range.clone()];
            findings.push(Diagnostic::new(&CHECK.rule, subject.span(block, range)).with("text", text));
            return;
        }
    }
}

/// Whether a block is apart from what the report tells: a reference, a DOI.
fn is_apart(text: &str) -> bool {
    is_reference(text) || text.contains("DOI") || text.contains("doi")
}

/// Words for a time that need to know the year.
static ADRIFT: List = List::new(&lexicon::TIME_WORDS, "adrift");
/// Those that also end other words: 目前年龄, 3日前, 五年前年会.
static BOUNDED: List = List::new(&lexicon::TIME_WORDS, "adrift-bounded");

/// Words for a time that need to know the year, ascending.
fn adrift(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = timex::moments(text)
        .into_iter()
        .filter(|moment| moment.year.is_none() && moment.day.is_some())
        .map(|moment| moment.range)
        .collect();
    let bounded = |at: &usize| text[..*at].chars().next_back().is_none_or(|before| "，。；：、\n ".contains(before));
    for (word, is_bounded) in ADRIFT.iter().map(|word| (word, false)).chain(BOUNDED.iter().map(|word| (word, true))) {
        let places = text.match_indices(word).map(|(at, _)| at).filter(|at| !is_bounded || bounded(at));
        found.extend(places.map(|at| at..at + word.len()));
    }
    found.sort_by_key(|range| range.start);
    found
}

/// Whether a text has a date such as 2021-12-05 or 2021.12 of a near year.
fn anchored(text: &str, near: &std::ops::RangeInclusive<i32>) -> bool {
    timex::moments(text).iter().any(|moment| moment.year.is_some_and(|year| near.contains(&year)))
        || near.clone().take(12).any(|year| {
            let year = year.to_string();
            text.match_indices(&year).any(|(at, _)| {
                let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                !is_digit(text[..at].chars().next_back()) && !is_digit(text[at + 4..].chars().next())
            })
        })
}
