//! Amounts in Chinese prose: 三千余人次, 80余万元, 近百名, 62.39%, 3—5名.
//!
//! In: a text. Out: every number in it, with the value it says, the bounds
//! within which that is true, how exact it claims to be, its counter, and its
//! place. Numbers that count nothing come too, with what they are instead, so
//! that a reader of the text knows what stands there: ordinals (第三届), dates
//! and times, and codes (versions, telephone numbers, 2.0版).
//!
//! A Han numeral is a number only with a counter after it: 一起, 十分 and 万一
//! are words. What an amount counts, and whether amounts agree, is the
//! caller's to say. Values are whole millionths, so nothing is rounded here;
//! a number with more decimals, or too great for that, is a code.

mod arabic;
mod counter;
mod han;
mod prose;
mod read;
pub mod spaced;

use std::ops::Range;

pub use counter::{counter, find as any_counter, kin, kind, unit_of_many_meanings};
pub use han::closes_with_one;
pub use prose::{in_prose, is_in_word};

/// One, in the unit that values are given in.
pub const ONE: u64 = 1_000_000;

/// A number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount<'a> {
    /// Where it stands, from 近 or 约 before it to its counter or 左右 after it.
    pub range: Range<usize>,
    /// Where its numeral and its counter stand, without the words around.
    pub measured: Range<usize>,
    /// Where its numeral stands alone.
    pub numeral: Range<usize>,
    /// What it says, in millionths; of a range the lower end.
    pub value: u64,
    /// The least it may mean, in millionths.
    pub low: u64,
    /// The most it may mean, in millionths; `u64::MAX` if it says no limit.
    pub high: u64,
    /// How exact it claims to be.
    pub claim: Claim,
    /// How many decimals are written.
    pub places: u32,
    /// What kind of number it is.
    pub nature: Nature,
    /// Its counter or unit as written, without 万 and 亿; empty if none.
    pub counter: &'a str,
}

/// How exact a number claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// As counted.
    Exact,
    /// Written in 万 or 亿, and true to its last digit.
    Rounded,
    /// 余, 多, 超过, 以上: more.
    Over,
    /// 近, 不足, 以下: less.
    Under,
    /// 约, 左右, 几, 数百, 百名: about.
    About,
    /// 3—5, 三五: between two.
    Between,
}

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// It counts or measures.
    Count,
    /// A share: 62.39%, 三分之一; its value is in percent.
    Share,
    /// A place in an order: 第三届.
    Ordinal,
    /// A date or a time.
    Time,
    /// Anything else that is written in digits.
    Code,
}

/// What kind of thing is counted or measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// People, things, events.
    Count,
    /// A part of a whole: 62.39%, 三分之一, 三成.
    Share,
    /// Money.
    Money,
    /// Length, weight, volume, power, data; times and percentage points.
    Measure,
    /// How long: 三年, 45分钟.
    Duration,
}

impl Amount<'_> {
    /// What kind of thing it counts, as its counter says.
    pub fn kind(&self) -> Kind {
        if self.nature == Nature::Share { Kind::Share } else { counter::kind(self.counter) }
    }

    /// Whether it counts something and claims to be as counted.
    pub fn is_exact_count(&self) -> bool {
        self.nature == Nature::Count && self.claim == Claim::Exact
    }

    /// The whole number that it counts to exactly, if it does.
    pub fn whole(&self) -> Option<u64> {
        (self.is_exact_count() && self.value.is_multiple_of(ONE)).then_some(self.value / ONE)
    }

    /// The counter that stands for all that count the same: 人 for 名 and 位.
    pub fn kin(&self) -> &str {
        kin(self.counter)
    }
}

/// A number of millionths as it is written, without needless noughts.
pub fn plain(value: u64) -> String {
    if value.is_multiple_of(ONE) {
        return (value / ONE).to_string();
    }
    format!("{}.{:06}", value / ONE, value % ONE).trim_end_matches('0').to_owned()
}

/// The numbers in a text, in their order, for whoever reckons with them: counters of
/// many meanings are left out, and what counts nothing is said to. What a reader
/// would call an amount is found by [`in_prose`].
pub fn amounts(text: &str) -> Vec<Amount<'_>> {
    let mut amounts = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(read::may_begin).map(|found| at + found) {
        let (end, amount) = read::number(text, start, at, false);
        at = end;
        amounts.extend(amount);
    }
    amounts
}

#[cfg(test)]
mod tests;
