//! The figures of a sentence, clause by clause: what the rules on numbers
//! reason with.
//!
//! In: a sentence of a block. Out: its clauses, each with the mark after it,
//! and the amounts in each. Offsets are those of the block's text. What the
//! figures mean is each rule's to say.

use std::ops::Range;

pub use crate::language::amount::plain;
use crate::language::amount::{Amount, Claim, Nature, ONE, amounts};
use crate::language::lexicon::{self, List};
use crate::language::numeral;
use crate::language::sentence;
use crate::parse::markdown::Block;

/// What tells of some of those counted before.
pub static WHICH: List = List::new(&lexicon::FIGURE_WORDS, "which");
/// What makes the number after it a total: 共有, 总数.
pub static TOTALS: List = List::new(&lexicon::SUM_WORDS, "total");
/// Counters of ages and periods, which count no part of anything.
pub static AGES: List = List::new(&lexicon::SUM_WORDS, "age");
/// Words of other times and other bodies.
pub static ELSEWHERE: List = List::new(&lexicon::SUM_WORDS, "elsewhere");

/// A sentence with its figures.
pub struct Sentence<'a> {
    /// The block's text.
    pub text: &'a str,
    /// Its amounts.
    pub amounts: Vec<Amount<'a>>,
    /// Its clauses; none is empty.
    pub clauses: Vec<Clause>,
}

/// What stands between two marks.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Where it stands, white space around it left out.
    pub range: Range<usize>,
    /// The mark before it; a blank at the beginning.
    pub opens: char,
    /// The mark after it; a blank if there is none.
    pub closes: char,
    /// Its amounts, as a range of the sentence's.
    pub amounts: Range<usize>,
}

impl<'a> Sentence<'a> {
    /// Reads a sentence.
    pub fn read(block: &'a Block, range: Range<usize>) -> Sentence<'a> {
        let amounts = within(block, &range);
        Sentence::of(block, range, amounts)
    }

    /// A sentence whose amounts are known.
    fn of(block: &'a Block, range: Range<usize>, amounts: Vec<Amount<'a>>) -> Sentence<'a> {
        let text = block.text.as_str();
        let clauses = clauses(text, range, &amounts);
        Sentence { text, amounts, clauses }
    }

    /// The words of a clause before an amount in it.
    pub fn before(&self, clause: &Clause, amount: &Amount<'_>) -> &'a str {
        self.text.get(clause.range.start..amount.range.start).unwrap_or_default().trim()
    }

    /// The words of a clause after an amount in it.
    pub fn after(&self, clause: &Clause, amount: &Amount<'_>) -> &'a str {
        self.text.get(amount.range.end..clause.range.end).unwrap_or_default().trim()
    }

    /// The words of a clause.
    pub fn words(&self, clause: &Clause) -> &'a str {
        &self.text[clause.range.clone()]
    }

    /// What an amount says, as written.
    pub fn said(&self, amount: &Amount<'_>) -> &'a str {
        &self.text[amount.range.clone()]
    }

    /// Where the part of the sentence begins that an amount stands in: after
    /// the last mark that is stronger than a comma.
    pub fn part_of(&self, amount: &Amount<'_>) -> Option<usize> {
        let at = self.clauses.iter().position(|clause| clause.range.end >= amount.range.end)?;
        let strong = |clause: &Clause| !matches!(clause.opens, '，' | ',' | '、' | '（' | '(' | '）' | ')');
        let first = self.clauses[..=at].iter().rposition(strong).unwrap_or(0);
        Some(self.clauses[first].range.start)
    }

    /// The half of the last decimal that an amount is written with, in millionths: what
    /// rounding may have taken from it. Whole numbers, also of 万, were not rounded.
    pub fn slack(&self, amount: &Amount<'_>) -> u64 {
        if amount.places == 0 && amount.nature == Nature::Count {
            return 0;
        }
        let scales = self.text[amount.numeral.clone()].chars().rev().map_while(numeral::unit);
        let scale = scales.fold(ONE, u64::saturating_mul);
        scale / 10_u64.saturating_pow(amount.places).max(1) / 2
    }

    /// How far a sum of amounts may be from what it should be: parts of which each was
    /// rounded miss by a digit where there are many, or by what the coarsest hides.
    pub fn slack_of_sum<'s>(&self, parts: impl Iterator<Item = &'s Amount<'s>>, whole: &Amount<'_>) -> u64 {
        let (mut coarsest, mut finest, mut count) = (self.slack(whole), self.slack(whole), 0);
        for part in parts {
            let slack = self.slack(part);
            (coarsest, finest, count) = (coarsest.max(slack), finest.min(slack), count + 1);
        }
        let many = if count >= 4 { coarsest * 2 } else { 0 };
        if finest < coarsest { many.max(coarsest) } else { many }
    }

    /// The clause that an amount stands in.
    pub fn clause_of(&self, amount: usize) -> Option<usize> {
        self.clauses.iter().position(|clause| clause.amounts.contains(&amount))
    }
}

/// No sentence that anyone wrote has more numbers; rules that compare them with
/// each other would take long over one that a program made.
const MOST: usize = 64;

/// The sentences of a block in which one of the words stands, and at least so
/// many numbers that count or are shares.
pub fn sentences_with<'a>(block: &'a Block, words: &List, least: usize) -> Vec<Sentence<'a>> {
    sentences_that(block, |text| words.is_in(text), least)
}

/// The sentences of a block whose words `may` be of use, with at least so many
/// numbers that count or are shares. To read numbers takes longest, so `may` is
/// asked first, of the whole block and then of each sentence.
pub fn sentences_that<'a>(block: &'a Block, may: impl Fn(&str) -> bool, least: usize) -> Vec<Sentence<'a>> {
    if !block.signs.has_number() || !may(&block.text) {
        return Vec::new();
    }
    let counting = |amounts: &[Amount<'_>]| {
        amounts.iter().filter(|amount| matches!(amount.nature, Nature::Count | Nature::Share)).count() >= least
    };
    let wanted = block.sentences().into_iter().filter(|range| may(&block.text[range.clone()]));
    let read = wanted.map(|range| (within(block, &range), range));
    read.filter(|(amounts, _)| amounts.len() <= MOST && counting(amounts))
        .map(|(amounts, range)| Sentence::of(block, range, amounts))
        .collect()
}

/// The amounts in a part of a block that nothing is counted across.
fn within<'a>(block: &'a Block, range: &Range<usize>) -> Vec<Amount<'a>> {
    let mut amounts = amounts(&block.text[range.clone()]);
    for amount in &mut amounts {
        let shift = |part: &Range<usize>| part.start + range.start..part.end + range.start;
        (amount.range, amount.numeral) = (shift(&amount.range), shift(&amount.numeral));
        amount.measured = shift(&amount.measured);
    }
    amounts
}

/// The clauses, those that enumerate cut too, and which amounts each has.
fn clauses(text: &str, range: Range<usize>, amounts: &[Amount<'_>]) -> Vec<Clause> {
    let mut amount = 0;
    let with_amounts = |clause: sentence::Clause| {
        let first = amount;
        while amounts.get(amount).is_some_and(|known| known.range.start < clause.range.end) {
            amount += 1;
        }
        Clause { range: clause.range, opens: clause.opens, closes: clause.closes, amounts: first..amount }
    };
    sentence::items(text, range).into_iter().map(with_amounts).collect()
}

/// Whether an amount counts as much as it says, in a given kind of counter.
pub fn counts(amount: &Amount<'_>, kin: &str) -> bool {
    is_definite(amount) && amount.kin() == kin
}

/// Whether an amount is a share that is said exactly.
pub fn is_exact_share(amount: &Amount<'_>) -> bool {
    amount.nature == Nature::Share && amount.claim == Claim::Exact
}

/// Whether an amount counts or measures and says how much: also 3.5万, which is
/// true to its last digit.
pub fn is_definite(amount: &Amount<'_>) -> bool {
    amount.nature == Nature::Count && matches!(amount.claim, Claim::Exact | Claim::Rounded)
}
