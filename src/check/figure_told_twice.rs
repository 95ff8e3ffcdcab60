//! N16: one figure that a report tells twice, with two values.

use std::ops::Range;

use crate::check::figures::{Clause, Sentence, is_definite, sentences_that};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::amount::{Amount, Nature, ONE};
use crate::language::lexicon::{self, List};
use crate::parse::markdown::{Block, Kind};
use crate::text::han::is_han;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7116",
        name: "figure-told-twice",
        severity: Severity::Warning,
        message: Words {
            zh: "“{name}”前面写的是{first}，这里写的是{second}",
            en: "“{name}” is {first} before, and {second} here",
        },
        help: Words {
            zh: "核对是不是同一个数，改成一致", en: "check whether it is one figure, and make both agree"
        },
    },
    group: Group::Numbers,
    about: Words {
        zh: "同一个数前后写了两次，值不一样：“全年发展党员25名……共发展党员23名”。只比数前（或数后）的词完全相同、量词相同、两处都写着“全年”“共”“累计”“现有”一类总数词的，或者是比率；所在的分句里有“其中”“上年”“计划”“各”、季度、月份、分项、别的组织，或者两处写着不同时间的，不比。约数、表格、引文、书名里的不算。",
        en: "A figure that is told twice with two values: 全年发展党员25名 … 共发展党员23名. Only where the words before (or behind) the number and its counter are the same, and both say that they are totals (全年, 共, 累计, 现有), or are rates. Clauses with 其中, 上年, 计划, 各, a quarter or month, a part, another body, or another time are not compared. Approximate numbers, tables, quotations and titles are left alone.",
    },
    wrong: "全年发展党员25名，培训骨干12名。\n\n一年来，支部共发展党员23名。\n",
    right: "全年发展党员25名，其中女党员12名。上年发展党员23名，上半年发展党员11名，计划发展党员30名。\n\n支部共发展党员25名。\n",
    fix: Fix::None,
    find,
};

/// What says that a figure is a total, and what else may lead to it.
static TOTAL: List = List::new(&lexicon::SUM_WORDS, "told-total");
static LEADS: List = List::new(&lexicon::SUM_WORDS, "told-lead");
/// What makes a sentence tell of a part, a plan or another time.
static OTHER: List = List::new(&lexicon::SUM_WORDS, "told-other");
/// What rates are called by: they are of the whole.
const RATE: char = '率';
/// The shortest name that is compared, in characters.
const SHORTEST: usize = 2;
const LONGEST: usize = 12;

/// A figure with its name.
struct Told<'a> {
    block: &'a Block,
    at: Range<usize>,
    name: &'a str,
    value: u64,
    kin: String,
    said: &'a str,
    is_total: bool,
}

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |text: &str| TOTAL.is_in(text) || text.contains(RATE);
    let is_prose = |kind| matches!(kind, Kind::Paragraph | Kind::Item | Kind::Heading(_));
    let mut told: Vec<Told<'_>> = Vec::new();
    for block in subject.blocks.iter().filter(|block| is_prose(block.kind)) {
        for sentence in sentences_that(block, may, 1) {
            for clause in &sentence.clauses {
                told.extend(figure(block, &sentence, clause));
            }
        }
        // No report that anyone wrote has more.
        if told.len() > 2000 {
            return;
        }
    }
    let mut said: Vec<&str> = Vec::new();
    for (at, later) in told.iter().enumerate() {
        let same = |first: &&Told<'_>| first.name == later.name && first.kin == later.kin;
        let mut before = told[..at].iter().filter(same);
        let Some(first) = before.next() else { continue };
        let others = told.iter().filter(|other| same(other)).count();
        // Three and more are told of many things.
        if others > 3
            || first.value == later.value
            || !(first.is_total && later.is_total || later.name.ends_with(RATE))
            || said.contains(&later.name)
        {
            continue;
        }
        said.push(later.name);
        findings.push(
            Diagnostic::new(&CHECK.rule, subject.span(later.block, later.at.clone()))
                .with("name", later.name)
                .with("first", first.said)
                .with("second", later.said)
                .label(subject.span(first.block, first.at.clone()), Words { zh: "前面在这里", en: "told here before" }),
        );
    }
}

/// Whether a time is a part of the year: 3月, 15日.
fn is_period(amount: &Amount<'_>) -> bool {
    amount.nature == Nature::Time && amount.value < 1000 * ONE
}

/// The figure of a clause with one number, and what it is called.
fn figure<'a>(block: &'a Block, sentence: &Sentence<'a>, clause: &Clause) -> Option<Told<'a>> {
    let counted: Vec<&Amount<'a>> = sentence.amounts[clause.amounts.clone()]
        .iter()
        .filter(|amount| !matches!(amount.nature, Nature::Time | Nature::Ordinal))
        .collect();
    let [amount] = counted[..] else { return None };
    let begin = sentence.clauses.first()?.range.start;
    let words = sentence.text.get(begin..clause.range.end)?;
    let near = sentence.words(clause);
    let is_percent = amount.nature == Nature::Share && amount.low == amount.high;
    if !(is_definite(amount) && !amount.counter.is_empty() || is_percent)
        || OTHER.is_in(near)
        || sentence.amounts[clause.amounts.clone()].iter().any(is_period)
        || block.is_foreign(&amount.range)
    {
        return None;
    }
    let before = sentence.before(clause, amount);
    let after = sentence.after(clause, amount).trim_end_matches(['。', '！', '；']);
    let is_total = TOTAL.is_in(before) || TOTAL.is_in(words.get(..clause.range.start - begin).unwrap_or_default());
    // 2024年共发展党员25名
    let year = sentence.amounts[clause.amounts.clone()].iter().filter(|other| other.nature == Nature::Time).next_back();
    let before =
        year.map_or(before, |year| sentence.text.get(year.range.end..amount.range.start).unwrap_or_default().trim());
    let bare = LEADS.trim_start(before);
    let tail = LEADS.trim_end(bare);
    let is_name = |name: &str| (SHORTEST..=LONGEST).contains(&name.chars().count()) && name.chars().all(is_han);
    // 共发展党员25名, 共有25名党员
    let name = if after.is_empty() && is_name(tail) && tail.chars().count() > SHORTEST {
        tail
    } else if tail.is_empty() && is_name(after) {
        after
    } else if after.is_empty() && is_name(tail) && is_total {
        tail
    } else {
        return None;
    };
    Some(Told {
        block,
        at: amount.range.clone(),
        name,
        value: amount.value,
        kin: amount.kin().to_owned(),
        said: sentence.text.get(amount.range.clone())?,
        is_total,
    })
}
