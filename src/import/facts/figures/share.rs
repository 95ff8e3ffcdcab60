//! What a share is of: 占62%, 参学率达98%, 同比增长8%.

use crate::import::facts::figures::Told;
use crate::import::facts::figures::noun::{MOST, at_clause, count};
use crate::import::facts::figures::phrase::{noun_after, subject};
use crate::import::facts::reading::{cut, tail};
use crate::language::amount::Nature;
use crate::language::lexicon::{self, List};

/// Words of shares and rates.
static SHARES_OF: List = List::new(&lexicon::FIGURE_WORDS, "share-of");

static JOINTS: List = List::new(&lexicon::FIGURE_WORDS, "joint");

static DROP_AFTER: List = List::new(&lexicon::FIGURE_WORDS, "drop-after");

static WHICH_OF: List = List::new(&lexicon::FIGURE_WORDS, "which-of");

static WITHIN_SHARE: List = List::new(&lexicon::FIGURE_WORDS, "people");

static RATES: List = List::new(&lexicon::FIGURE_WORDS, "rate");

static RATE_MORE: List = List::new(&lexicon::FIGURE_WORDS, "rate-more");

static RATE_BASES: List = List::new(&lexicon::FIGURE_WORDS, "rate-base");

static RATES_UP: List = List::new(&lexicon::FIGURE_WORDS, "rate-up");

static RATES_DOWN: List = List::new(&lexicon::FIGURE_WORDS, "rate-down");

/// The verb of shares, and what names that are made here end with.
const TAKES: char = '占';
const SHARE: &str = "占比";
const UP: &str = "增幅";
const DOWN: &str = "降幅";
const GROWTH: &str = "增长";

/// What is put at the end of the names of shares and rates.
pub const MADE_ENDS: [&str; 4] = [SHARE, UP, DOWN, GROWTH];

/// What a share is of: 占62%, 参学率达98%, 覆盖率100%.
pub fn share(told: &Told<'_>, index: usize) -> Option<String> {
    let amount = &told.amounts[index];
    let at = told.clause_at(amount.range.start);
    let clause = &told.clauses[at];
    let all = told.words(clause.range.start..amount.range.start);
    if let Some(of) = SHARES_OF.rfind(all) {
        // 甲和乙分别占6%和5%: the shares in their order.
        let order = told.amounts[..index]
            .iter()
            .filter(|known| known.nature == Nature::Share && known.range.start > clause.range.start + of)
            .count();
        let head = if all[..of].trim().is_empty() {
            told.words(told.clauses[at.checked_sub(1)?].range.clone())
        } else {
            &all[..of]
        };
        let is_joint = |mark: char| JOINTS.iter().any(|word| word.starts_with(mark));
        let parts: Vec<&str> = head.split(is_joint).filter(|part| !part.is_empty()).collect();
        let part = parts.get(order).copied().or(parts.last().copied())?;
        let part = DROP_AFTER.trim_end(WHICH_OF.trim_start(part).trim());
        return Some(format!("{}{SHARE}", cut(part, MOST - 2)));
    }
    if let Some(of) = all.rfind(TAKES) {
        let before = all[..of].trim();
        let before = WITHIN_SHARE.trim_end(before);
        let who = subject_without_amount(told, clause.range.start, clause.range.start + of);
        let who = if who.is_empty() && before.is_empty() {
            // 党员80人，占62%
            let last = &told.clauses[at.checked_sub(1)?];
            let who = subject_without_amount(told, last.range.start, last.range.end);
            let share_before = told.amounts.iter().any(|known| {
                known.nature == Nature::Share
                    && last.range.start <= known.range.start
                    && known.range.end <= last.range.end
            });
            if share_before && at >= 2 { who_before(told, at) } else { who }
        } else {
            who
        };
        return (!who.is_empty()).then(|| format!("{}{SHARE}", tail(&who, MOST - 2)));
    }
    let before = told.before(index);
    for word in RATES.iter() {
        if let Some(at) = before.rfind(word)
            && RATE_MORE.trim_start(&before[at + word.len()..]).is_empty()
        {
            let name = subject(RATE_BASES.trim_end(&before[..at]));
            let name = if name.is_empty() { who_before(told, at_clause(told, index)) } else { name };
            let verb = match word {
                word if RATES_UP.is_in(word) => UP,
                word if RATES_DOWN.is_in(word) => DOWN,
                _ => GROWTH,
            };
            return (!name.is_empty()).then(|| format!("{}{verb}", tail(&name, MOST - 2)));
        }
    }
    let name = subject(before);
    if !name.is_empty() {
        return Some(name);
    }
    let after = told.after(index);
    let noun = noun_after(after.trim_start_matches('的'));
    if noun.chars().count() >= 2 { Some(format!("{}{SHARE}", cut(&noun, MOST - 2))) } else { None }
}

/// The subject of the last clauses before one that tells a count.
fn who_before(told: &Told<'_>, at: usize) -> String {
    told.clauses[..at]
        .iter()
        .rev()
        .take(3)
        .map(|clause| subject_without_amount(told, clause.range.start, clause.range.end))
        .find(|who| who.chars().count() >= 2)
        .unwrap_or_default()
}

/// What a part of a sentence tells of, its amount left out: 群众 in
/// 群众35人, 兼具两个身份 in 还有5人兼具两个身份.
fn subject_without_amount(told: &Told<'_>, start: usize, end: usize) -> String {
    let within = |range: &std::ops::Range<usize>| start <= range.start && range.end <= end;
    let index = told.amounts.iter().position(|known| within(&known.range) && known.nature == Nature::Count);
    match index {
        Some(index) => count(told, index).unwrap_or_default(),
        None => subject(told.words(start..end)),
    }
}
