//! Amounts in words: sums, middles and changes as readers see them.
//!
//! In: amounts of a measure. Out: digits and what follows them. Five digits and
//! more are grouped, four run on. Tables have every digit; a headline in
//! Chinese says hundreds of thousands in 万 and 亿. Whatever is rounded is
//! rounded by [`rounded`], and no line breaks within an amount.

use crate::aggregate::{Amount, Claim, ComparableChange, Measure};
use crate::render::view::metric::{AmountView, ChangeView};
use crate::render::words::Say;

impl Say<'_> {
    /// An amount with every digit that it is written with.
    pub fn amount(&self, amount: Amount, measure: &Measure) -> AmountView {
        let decimals = measure.decimals.min(2);
        let digits = match measure.adds {
            true => bare(amount.digits(measure.worth, decimals.max(1))),
            false => amount.digits(measure.worth, decimals),
        };
        self.with_unit(grouped(&digits), measure.written.clone())
    }

    /// An amount for a headline: 18.4万 for 184,032 where the language has 万.
    pub fn headline(&self, amount: Amount, measure: &Measure) -> AmountView {
        let number = amount.number(measure.worth);
        // What is written in 万 already has no second one.
        let scale = self.scale("value.scales", number, 100_000.0);
        match scale.filter(|_| measure.worth == 1 && measure.adds) {
            Some((scale, word)) => {
                self.with_unit(grouped(&trimmed(number / scale, 1)), format!("{word}{}", measure.unit))
            }
            None => self.amount(amount, measure),
        }
    }

    /// The largest scale that a value reaches, with its word: 亿 or M. A phrase names
    /// each with its power of ten, the largest first: `亿 8|万 4`.
    fn scale(&self, key: &str, value: f64, least: f64) -> Option<(f64, &str)> {
        let scales = self.word(key).split('|').filter_map(|scale| {
            let (word, tens) = scale.trim().split_once(' ')?;
            Some((10_f64.powi(tens.parse::<u8>().ok()?.into()), word))
        });
        scales.into_iter().find(|(scale, _)| value.abs() >= scale.max(least))
    }

    fn with_unit(&self, digits: String, unit: String) -> AmountView {
        // English has a space before a unit that is a word.
        let space = if unit.is_empty() || unit == "%" { "" } else { self.word("value.gap") };
        AmountView { text: unbroken(&format!("{digits}{space}{unit}")), digits, unit }
    }

    /// A value of an axis.
    pub fn tick(&self, value: f64) -> String {
        match self.scale("value.scales_axis", value, 0.0) {
            Some((scale, word)) => format!("{}{word}", grouped(&trimmed(value / scale, 2))),
            None => grouped(&trimmed(value, 2)),
        }
    }

    /// A value in so few characters that a tile holds them: `1.5万`, `15k`.
    pub fn short(&self, value: f64) -> String {
        let trim = |value: f64| trimmed(value, if value.abs() < 10.0 { 1 } else { 0 });
        match self.scale("value.scales_short", value, 0.0) {
            Some((scale, word)) => format!("{}{word}", trim(value / scale)),
            None => trim(value),
        }
    }

    /// What a value is said to be in a year.
    pub fn in_year(&self, year: i32, value: Option<&str>) -> String {
        let value = value.unwrap_or(self.word("value.not_reported"));
        self.phrase("value.in_year", &[("year", &year.to_string()), ("x", value)])
    }

    /// How many organisations, below a column.
    pub fn reporters(&self, number: usize) -> String {
        self.with("value.reporters", &number.to_string())
    }

    /// How many reports, below a column.
    pub fn pieces(&self, number: usize) -> String {
        self.with("value.pieces", &number.to_string())
    }

    /// A change among those that state both years.
    pub fn change_of(&self, change: &ComparableChange, measure: &Measure) -> ChangeView {
        let moved = change.after - change.before;
        let by = if measure.adds { change.percent() } else { Some(moved.number(measure.worth)) };
        let by = by.filter(|_| change.enough);
        let digits = by.map_or(String::new(), |by| match measure.adds {
            // Twice as much and more is said as how many times.
            true if by >= 100.0 => trimmed(change.after.number(1) / change.before.number(1), 1),
            true if by.abs() < 10.0 => trimmed(by.abs(), 1),
            true => trimmed(by.abs(), 0),
            false => trimmed(by.abs(), measure.decimals.clamp(1, 2)),
        });
        let course = match by {
            None => "",
            Some(_) if digits == "0" => "same",
            Some(by) if measure.adds && by >= 100.0 => "times",
            Some(by) if by > 0.0 => "up",
            Some(_) => "down",
        };
        let sign = match course {
            "up" => "+",
            "down" => "−",
            _ => "",
        };
        let short = match (course, measure.adds) {
            ("", _) => String::new(),
            ("same", _) => self.word("value.same").to_owned(),
            ("times", _) => self.with("value.times_short", &digits),
            (_, true) => format!("{sign}{digits}%"),
            (_, false) => format!("{sign}{digits}"),
        };
        ChangeView {
            pairs: change.pairs.len(),
            course,
            digits: grouped(&digits),
            short,
            share: measure.unit == "%",
            before: self.amount(change.before, measure),
            after: self.amount(change.after, measure),
            exact: change.claim == Claim::Exact,
            times: change.percent().filter(|_| measure.adds).map(|percent| 1.0 + percent / 100.0),
        }
    }
}

/// A number with so many decimals, halves rounded away from nothing, as people do
/// it; the standard formatting would make 42.5 even, 42.
pub fn rounded(number: f64, decimals: usize) -> String {
    let tens = 10_f64.powi(decimals.min(9) as i32);
    // What is a half but for the last bits of its fraction, is one.
    let parts = number.abs() * tens;
    let parts = (parts + (parts * 4.0 * f64::EPSILON).min(1e-6)).round();
    let sign = if number < 0.0 && parts > 0.0 { "-" } else { "" };
    format!("{sign}{:.decimals$}", parts / tens)
}

/// A part of a whole in hundredths: `43%`.
pub fn percent(part: usize, of: usize) -> String {
    rounded(part as f64 * 100.0 / of.max(1) as f64, 0) + "%"
}

/// An amount that no line breaks: Chinese may break between any two characters, so
/// word joiners (U+2060) stand between them; a space of English is a hard one.
pub fn unbroken(amount: &str) -> String {
    let mut text = String::with_capacity(amount.len() * 2);
    let mut before: Option<char> = None;
    for character in amount.chars() {
        let joins = |before: char| before != ' ' && character != ' ' && !(before.is_ascii() && character.is_ascii());
        if before.is_some_and(joins) {
            text.push('\u{2060}');
        }
        text.push(if character == ' ' { '\u{a0}' } else { character });
        before = Some(character);
    }
    text
}

/// A number with so many decimals, without zeros at their end.
fn trimmed(number: f64, decimals: usize) -> String {
    bare(rounded(number, decimals))
}

/// Digits without zeros at the end of their decimals, and nothing without a sign.
fn bare(digits: String) -> String {
    let bare = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { &digits };
    if bare == "-0" { "0".to_owned() } else { bare.to_owned() }
}

/// Digits with a comma before each three, if they are five or more, and a true
/// minus sign.
pub fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("−", digits));
    let (whole, rest) = digits.find('.').map_or((digits, ""), |at| digits.split_at(at));
    if whole.len() < 5 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("{sign}{whole}{rest}");
    }
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}")
}

#[cfg(test)]
mod tests {
    use super::{grouped, percent, rounded, trimmed};
    use crate::aggregate::{Amount, Claim, ComparableChange, Measure};
    use crate::diag::Language;
    use crate::model::MetricId;
    use crate::render::words::Say;
    use crate::render::words::tests::built_in;

    fn measure(written: &str, worth: u64, adds: bool, decimals: usize) -> Measure {
        let unit = crate::language::metric::worth(written).1.to_owned();
        Measure { metric: MetricId(0), unit, written: written.to_owned(), worth, decimals, adds, values: Vec::new() }
    }

    #[test]
    fn five_digits_are_grouped_and_headlines_are_short() {
        let (zh, en) = (built_in(Language::Chinese), built_in(Language::English));
        assert_eq!((grouped("1164").as_str(), grouped("-39499.5").as_str()), ("1164", "−39,499.5"));
        let members = measure("名", 1, true, 0);
        let said = |say: Say, number: f64, measure: &Measure| {
            let view = say.headline(Amount::of(number, measure.worth), measure);
            view.text
        };
        assert_eq!(said(zh, 184_032.0, &members), "18.4\u{2060}万\u{2060}名", "no line breaks in an amount");
        assert_eq!(said(zh, 47_148.0, &members), "47,148\u{2060}名");
        assert_eq!(said(en, 184_032.0, &members), "184,032\u{a0}名");
        assert_eq!(said(zh, 250_000_000.0, &members), "2.5\u{2060}亿\u{2060}名");
        assert_eq!(said(zh, 49_682.0, &measure("万元", 10_000, true, 1)), "49,682\u{2060}万\u{2060}元");
        assert_eq!(said(zh, 88.0, &measure("%", 1, false, 1)), "88.0%");
        assert_eq!((zh.tick(100_000.0).as_str(), en.tick(100_000.0).as_str()), ("10万", "100,000"));
        assert_eq!(trimmed(-0.0, 1), "0");
    }

    #[test]
    fn halves_are_rounded_away_from_nothing() {
        assert_eq!((percent(425, 1000), percent(5, 1000), percent(1, 0)), ("43%".into(), "1%".into(), "100%".into()));
        for (number, decimals, digits) in
            [(42.5, 0, "43"), (-42.5, 0, "-43"), (1.005, 2, "1.01"), (2.25, 1, "2.3"), (42.49, 0, "42"), (-0.4, 0, "0")]
        {
            assert_eq!(rounded(number, decimals), digits);
        }
    }

    #[test]
    fn a_change_is_a_share_points_or_how_many_times() {
        let zh = built_in(Language::Chinese);
        let of = |before: f64, after: f64, adds: bool, enough: bool| {
            let (before, after) = (Amount::of(before, 1), Amount::of(after, 1));
            let change = ComparableChange { pairs: Vec::new(), before, after, claim: Claim::Exact, enough };
            let view = zh.change_of(&change, &measure("人", 1, adds, 1));
            (view.course, view.digits, view.short)
        };
        let said = |course, digits: &str, short: &str| (course, digits.to_owned(), short.to_owned());
        assert_eq!(of(500.0, 515.5, true, true), said("up", "3.1", "+3.1%"));
        assert_eq!(of(100.0, 49.0, true, true), said("down", "51", "−51%"));
        assert_eq!(of(100.0, 260.0, true, true), said("times", "2.6", "2.6倍"));
        assert_eq!(of(86.3, 82.0, false, true), said("down", "4.3", "−4.3"));
        assert_eq!(of(7.0, 7.0, true, true), said("same", "0", "持平"));
        assert_eq!(of(0.0, 7.0, true, true), said("", "", ""));
        assert_eq!(of(1.0, 2.0, true, false), said("", "", ""));
    }
}
