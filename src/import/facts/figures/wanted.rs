//! Which amounts are figures of the report, and how surely.

use crate::import::facts::figures::{Told, changed};
use crate::import::facts::reading::{cut, tail};
use crate::language::amount::{Claim, Nature, ONE, is_in_word, unit_of_many_meanings};
use crate::language::enumerator;
use crate::language::lexicon::{self, List};

/// Whether an amount is a figure of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is not.
    None,
    /// It may be.
    Doubtful,
    /// It is.
    Sure,
}

/// Gives amounts the unit that stands after them where it is known here.
pub fn mend(told: &mut Told<'_>) {
    let text = told.passage.text.as_str();
    for amount in &mut told.amounts {
        if amount.nature != Nature::Count || !amount.counter.is_empty() {
            continue;
        }
        let end = amount.range.end;
        let rest = &text[end..];
        if let Some(unit) = unit_of_many_meanings(rest) {
            amount.counter = &text[end..end + unit.len()];
            amount.range.end = end + unit.len();
        }
    }
}

/// Nouns that are counted as facts even where the number is a small Han one;
/// 三个方面 and 两个维护 are not.
static THINGS: List = List::new(&lexicon::FIGURE_WORDS, "thing");

/// Counters that leave no doubt that something is counted.
static STRONG: List = List::new(&lexicon::FIGURE_WORDS, "strong");

/// Words before an amount by which it is wished for or laid down, not told.
static PLANS: List = List::new(&lexicon::FIGURE_WORDS, "plan");

/// Words that make a plan of the sentence that they begin.
static PLANNED: List = List::new(&lexicon::FIGURE_WORDS, "plan-sentence");

/// Words of a comparison, and what is compared with.
static COMPARES: List = List::new(&lexicon::FIGURE_WORDS, "compare");

static COMPARED: List = List::new(&lexicon::FIGURE_WORDS, "compared");

/// Words by which one of many is told: 最高, 单日.
static EXTREMES: List = List::new(&lexicon::FIGURE_WORDS, "extreme");

/// Words before an amount by which it says how often.
static OFTEN: List = List::new(&lexicon::FIGURE_WORDS, "often");

/// What makes 要 before an amount a plan.
static AT_LEAST: List = List::new(&lexicon::FIGURE_WORDS, "plan-at-least");

static WANTED: List = List::new(&lexicon::FIGURE_WORDS, "plan-may");
/// Words before and after a stretch of time.
static LAST: List = List::new(&lexicon::FIGURE_WORDS, "times-before");

static WITHIN: List = List::new(&lexicon::FIGURE_WORDS, "times-after");
/// Counters of small things, by what they count.
static HAN_NOT: List = List::new(&lexicon::FIGURE_WORDS, "han-not");

static AGES: List = List::new(&lexicon::FIGURE_WORDS, "age");

static LENGTHS: List = List::new(&lexicon::FIGURE_WORDS, "length");

static SMALL_UNITS: List = List::new(&lexicon::FIGURE_WORDS, "small-unit");

static POINTS: List = List::new(&lexicon::FIGURE_WORDS, "point");

static PEOPLE: List = List::new(&lexicon::FIGURE_WORDS, "people");
/// Words by which a length is told as a sum, and lengths that go on for ever.
static SUM_LEADS: List = List::new(&lexicon::FIGURE_WORDS, "sum-lead");

static ALWAYS: List = List::new(&lexicon::FIGURE_WORDS, "always");
/// What stands beside a small Han number that is a figure, or is none.
static SMALL_OFTEN: List = List::new(&lexicon::FIGURE_WORDS, "small-often");

static SMALL_NOT: List = List::new(&lexicon::FIGURE_WORDS, "small-not");

static SMALL_LED: List = List::new(&lexicon::FIGURE_WORDS, "small-led");

static SLOGANS: List = List::new(&lexicon::FIGURE_WORDS, "slogan");

static OF_WHOM: List = List::new(&lexicon::FIGURE_WORDS, "of-whom");

static POINT_THINGS: List = List::new(&lexicon::FIGURE_WORDS, "thing-point");

/// Whether an amount of a sentence is a figure of the report.
pub fn standing(told: &Told<'_>, index: usize) -> Standing {
    let amount = &told.amounts[index];
    if !matches!(amount.nature, Nature::Count | Nature::Share) || told.passage.is_foreign(&amount.range) {
        return Standing::None;
    }
    // 市红十字会, 五台山
    if is_in_word(&told.passage.text, &amount.numeral) {
        return Standing::None;
    }
    let clause = &told.clauses[told.clause_at(amount.range.start)];
    let before = told.words(clause.range.start.min(amount.range.start)..amount.range.start);
    let after = told.words(amount.range.end..clause.range.end.max(amount.range.end));
    if PLANS.is_in(before) || AT_LEAST.begins(after).is_some() && WANTED.is_in(before) {
        return Standing::None;
    }
    // 力争召开会议5次、走访20户: a plan at its beginning is one of the whole sentence.
    let opening = told.words(told.sentence.clone()).trim_start();
    let opening = enumerator::leading(opening).map_or(opening, |mark| opening[mark.end..].trim_start());
    if PLANNED.begins(opening).is_some() {
        return Standing::None;
    }
    if amount.nature == Nature::Count && changed(told, index).is_none() && is_compared(before) {
        return Standing::None;
    }
    if LAST.ends(before).is_some() || WITHIN.begins(after).is_some() {
        return Standing::None;
    }
    // 最高一笔5000元: of one among many.
    let is_extreme = EXTREMES.is_in(tail(before, 6));
    if is_extreme {
        return Standing::Doubtful;
    }
    let is_han = told.words(amount.numeral.clone()).chars().all(|c| !c.is_ascii_digit() && !('０'..='９').contains(&c));
    if amount.nature == Nature::Share {
        return match amount.claim {
            // 一半 and 三分之一 are said in passing, 约占50% is not.
            Claim::About if is_han => Standing::None,
            Claim::About => Standing::Doubtful,
            _ => Standing::Sure,
        };
    }
    let counter = amount.counter;
    if counter.is_empty() || HAN_NOT.has(counter) && is_han {
        return Standing::None;
    }
    if AGES.has(counter) {
        return Standing::None;
    }
    let value = amount.value / ONE;
    if LENGTHS.has(counter) {
        let told_as_sum = SUM_LEADS.is_in(tail(before, 6));
        let goes_on = ALWAYS.has(&format!("{value}{counter}"));
        if changed(told, index).is_some() {
            return Standing::Sure;
        }
        return match (told_as_sum && !goes_on, is_han || goes_on) {
            (true, false) => Standing::Sure,
            (false, false) if after.starts_with('的') => Standing::Doubtful,
            _ => Standing::None,
        };
    }
    let thing = THINGS.is_in(head_noun(after));
    // 至少一次
    if is_han && value <= 1 {
        return Standing::None;
    }
    if is_han && value <= 10 && amount.claim == Claim::Exact {
        return small(counter, value, before, after, thing);
    }
    // 七八位, 百名医务人员: about so many, said in passing.
    if is_han && matches!(amount.claim, Claim::Between | Claim::About) {
        return Standing::None;
    }
    let often = OFTEN.is_in(before);
    if often && value < 20 {
        return Standing::Doubtful;
    }
    if (SMALL_UNITS.has(counter) || POINTS.has(counter)) && value <= 10 && !thing {
        return Standing::Doubtful;
    }
    Standing::Sure
}

/// Whether an amount is held against that of another time: 比上年多5场, 比2021年的80人.
pub fn is_compared(before: &str) -> bool {
    let is_base = |rest: &str| {
        let year = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        COMPARED.begins(rest).is_some() || rest.len() == year.len() + 4 && year.starts_with('年')
    };
    COMPARES.iter().any(|word| before.match_indices(word).any(|(at, word)| is_base(&before[at + word.len()..])))
}

/// A small Han number: a figure only with a noun or a counter that makes it one.
fn small(counter: &str, value: u64, before: &str, after: &str, thing: bool) -> Standing {
    // 一名, 一次, 每月一次 and 每两月 say no figure.
    let often = OFTEN.is_in(before) || SMALL_OFTEN.ends(before).is_some();
    if value <= 1 || often || SMALL_NOT.begins(after).is_some() {
        return Standing::None;
    }
    let slogan = before.ends_with('“') && !thing || SLOGANS.begins(after).is_some();
    if slogan {
        return Standing::None;
    }
    // 两人接过来, 两篇可以对读: those of whom was told.
    let of_whom = OF_WHOM.begins(after).is_some();
    let is_led = SMALL_LED.ends(before).is_some();
    if of_whom || PEOPLE.has(counter) && !is_led {
        return Standing::None;
    }
    let is_fact = match counter {
        _ if SMALL_UNITS.has(counter) => false,
        _ if POINTS.has(counter) => POINT_THINGS.begins(after).is_some(),
        _ => thing || STRONG.has(counter),
    };
    if is_fact { Standing::Sure } else { Standing::None }
}

/// The first few words after an amount, in which its noun stands.
fn head_noun(after: &str) -> &str {
    cut(after.trim_start_matches('“').trim_start_matches('的'), 6)
}
