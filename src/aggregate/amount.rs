//! Amounts: numbers that are added without loss.
//!
//! In: numbers as people report them, with the scale of their unit. Out: whole
//! millionths. Sums of them do not depend on their order or on the unit in
//! which each was written, as sums of floating-point numbers would; and an
//! absurd number ends at the largest one instead of overflowing.

use std::iter::Sum;
use std::ops::{Add, Sub};

/// An amount in millionths of its unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(pub i128);

/// How many parts a unit has.
const PARTS: i128 = 1_000_000;

/// How many decimals a number has at most, in a unit that is worth 10^20.
const MOST_DECIMALS: usize = 26;

impl Amount {
    /// A number of so many units.
    pub fn of(number: f64, worth: u64) -> Amount {
        // Exact for what people write: up to fifteen digits, six of them decimals.
        let parts = (number * PARTS as f64).round() as i128;
        Amount(parts.saturating_mul(i128::from(worth)))
    }

    /// The number of units of so much worth.
    pub fn number(self, worth: u64) -> f64 {
        self.0 as f64 / PARTS as f64 / worth.max(1) as f64
    }

    /// How many decimals it has when written in units of so much worth.
    pub fn decimals(self, worth: u64) -> usize {
        let whole = PARTS.saturating_mul(i128::from(worth.max(1)));
        let (mut rest, mut decimals) = (self.0 % whole, 0);
        while rest != 0 && decimals < 6 {
            rest = rest.saturating_mul(10) % whole;
            decimals += 1;
        }
        decimals
    }

    /// Its digits in units of so much worth, halves rounded away from nothing.
    pub fn digits(self, worth: u64, decimals: usize) -> String {
        let tens = 10_i128.pow(decimals.min(6) as u32);
        let whole = PARTS.saturating_mul(i128::from(worth.max(1)));
        let rounded = (self.0.unsigned_abs() as i128).saturating_mul(tens).saturating_add(whole / 2) / whole;
        let sign = if self.0 < 0 && rounded != 0 { "-" } else { "" };
        match decimals {
            0 => format!("{sign}{rounded}"),
            _ => format!("{sign}{}.{:0decimals$}", rounded / tens, rounded % tens, decimals = decimals.min(6)),
        }
    }

    /// Every digit in units of so much worth, without loss.
    pub fn exact(self, worth: u64) -> String {
        let whole = PARTS.saturating_mul(i128::from(worth.max(1))).unsigned_abs();
        let amount = self.0.unsigned_abs();
        let mut digits = if self.0 < 0 { "-".to_owned() } else { String::new() };
        digits.push_str(&(amount / whole).to_string());
        let mut rest = amount % whole;
        if rest > 0 {
            digits.push('.');
        }
        // Units are powers of ten: it ends.
        for _ in 0..MOST_DECIMALS {
            if rest == 0 {
                break;
            }
            rest *= 10;
            digits.push_str(&(rest / whole).to_string());
            rest %= whole;
        }
        digits
    }

    /// What lies in the middle between two.
    pub fn middle(self, other: Amount) -> Amount {
        Amount(self.0.saturating_add(other.0) / 2)
    }

    /// The middle one of amounts in their order, between the two middle ones if
    /// there are as many on both sides; none of none.
    pub fn median(sorted: &[Amount]) -> Option<Amount> {
        let upper = *sorted.get(sorted.len() / 2)?;
        match sorted.len() % 2 {
            0 => sorted.get(sorted.len() / 2 - 1).map(|lower| lower.middle(upper)),
            _ => Some(upper),
        }
    }
}

impl Add for Amount {
    type Output = Amount;

    fn add(self, other: Amount) -> Amount {
        Amount(self.0.saturating_add(other.0))
    }
}

impl Sub for Amount {
    type Output = Amount;

    fn sub(self, other: Amount) -> Amount {
        Amount(self.0.saturating_sub(other.0))
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Amount>>(amounts: I) -> Amount {
        amounts.fold(Amount::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::Amount;

    #[test]
    fn amounts_are_exact_and_never_overflow() {
        let tenths: Amount = (0..10).map(|_| Amount::of(0.1, 1)).sum();
        assert_eq!(tenths, Amount::of(1.0, 1));
        assert_eq!(Amount::of(1.84, 10_000), Amount::of(18_400.0, 1));
        assert_eq!((Amount::of(62.39, 1).decimals(1), Amount::of(80.0, 10_000).decimals(10_000)), (2, 0));
        let vast = Amount::of(f64::MAX, u64::MAX);
        assert_eq!(vast + vast, Amount(i128::MAX));
        assert_eq!(Amount::of(f64::NAN, 1), Amount(0));
        assert!(!vast.digits(1, 6).is_empty() && !Amount(i128::MIN).digits(1, 0).is_empty());
    }

    #[test]
    fn exact_digits_lose_nothing() {
        for (number, worth, digits) in [
            (12_345_678.0, 10_000, "1234.5678"),
            (3.0, 100_000_000, "0.00000003"),
            (-0.5, 1, "-0.5"),
            (80.0, 1, "80"),
            (0.0, 10_000, "0"),
        ] {
            assert_eq!(Amount::of(number, 1).exact(worth), digits);
        }
        assert!(!Amount(i128::MIN).exact(u64::MAX).is_empty());
    }

    #[test]
    fn digits_are_those_that_people_would_round_to() {
        assert_eq!(Amount::of(91.55, 1).digits(1, 1), "91.6");
        assert_eq!(Amount::of(-0.5, 1).digits(1, 0), "-1");
        assert_eq!(Amount::of(-0.01, 1).digits(1, 1), "0.0");
        assert_eq!(Amount::of(184_032.0, 1).digits(10_000, 1), "18.4");
    }

    #[test]
    fn the_median_of_an_even_number_lies_between_two() {
        let amounts = |numbers: &[f64]| numbers.iter().map(|&number| Amount::of(number, 1)).collect::<Vec<_>>();
        assert_eq!(Amount::median(&amounts(&[1.0, 2.0, 9.0])), Some(Amount::of(2.0, 1)));
        assert_eq!(Amount::median(&amounts(&[1.0, 2.0])), Some(Amount::of(1.5, 1)));
        assert_eq!(Amount::median(&[]), None);
    }
}
