//! The words that views bring along: dates, counts and comparisons as phrases.
//!
//! In: values. Out: phrases in the page's language, all of them the theme's
//! (`phrases/`): here is what depends on a value.

use crate::diag::Language;
use crate::language::date::{PartialDate, Years};
use crate::parse::{MetricKind, Precision, Quantity};
use crate::render::amounts::rounded;
use crate::render::view::card::DateView;
use crate::text::han;
use crate::theme::Phrases;

/// The phrases of one language.
#[derive(Clone, Copy, Debug)]
pub struct Say<'a> {
    language: Language,
    phrases: &'a Phrases,
}

impl<'a> Say<'a> {
    /// The phrases of a theme in a language.
    pub fn new(language: Language, phrases: &'a Phrases) -> Say<'a> {
        Say { language, phrases }
    }

    /// A phrase with its arguments; empty if there is none, which a test of the theme rules out.
    pub fn phrase(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.phrases.say(key, arguments).unwrap_or_default()
    }

    /// A phrase that takes nothing.
    pub fn word(&self, key: &str) -> &'a str {
        self.phrases.text(key).unwrap_or_default()
    }

    /// A phrase with one argument, `x`.
    pub fn with(&self, key: &str, x: &str) -> String {
        self.phrase(key, &[("x", x)])
    }

    /// The title of something and what of it the page has.
    pub fn part(&self, title: &str, part: &str) -> String {
        self.phrase("title.part", &[("title", title), ("part", part)])
    }

    /// The language's tag for `lang` attributes.
    pub fn tag(&self) -> &'static str {
        self.language.tag()
    }

    /// A date for machines and readers.
    pub fn date(&self, date: PartialDate) -> DateView {
        let key = match (date.month, date.day) {
            (Some(_), Some(_)) => "date.day",
            (Some(_), None) => "date.month",
            (None, _) => "date.year",
        };
        DateView { iso: date.iso(), text: self.date_as(key, date) }
    }

    /// A day without its year: `1月24日`, `24 January`; 年内 where only the year is known.
    pub fn day(&self, date: Option<PartialDate>) -> String {
        match date.map(|date| (date, date.month, date.day)) {
            Some((date, Some(_), Some(_))) => self.date_as("date.day_of_year", date),
            Some((date, Some(_), None)) => self.date_as("date.month_of_year", date),
            _ => self.word("date.in_the_year").to_owned(),
        }
    }

    fn date_as(&self, key: &str, date: PartialDate) -> String {
        let month = usize::from(date.month.unwrap_or(0));
        let arguments = [
            ("y", date.year.to_string()),
            ("m", month.to_string()),
            ("month", self.month_of("date.months", month).to_owned()),
            ("d", date.day.unwrap_or(0).to_string()),
        ];
        self.phrase(key, &arguments.each_ref().map(|(name, value)| (*name, value.as_str())))
    }

    /// A month in short: `1月`, `Jan`.
    pub fn month(&self, month: usize) -> String {
        self.month_of("date.months_short", month).to_owned()
    }

    fn month_of(&self, key: &str, month: usize) -> &'a str {
        month.checked_sub(1).and_then(|at| self.word(key).split('|').nth(at)).unwrap_or_default()
    }

    /// A year or span: `2021`, `2019—2021`.
    pub fn years(&self, years: Years) -> String {
        self.span(years.first, years.last)
    }

    /// A span of years, one year if both are the same.
    pub fn span(&self, first: i32, last: i32) -> String {
        self.between(&first.to_string(), &last.to_string())
    }

    /// From one name to another; one name where they are the same.
    pub fn between(&self, from: &str, to: &str) -> String {
        if from == to { from.to_owned() } else { self.phrase("date.range", &[("from", from), ("to", to)]) }
    }

    /// From and until when a post was held; the report's year without dates.
    pub fn held(&self, from: Option<PartialDate>, to: Option<PartialDate>, year: i32) -> String {
        match (from, to) {
            (None, None) => year.to_string(),
            (Some(from), None) => self.phrase("date.since", &[("from", &from.year.to_string())]),
            (None, Some(to)) => self.phrase("date.until", &[("to", &to.year.to_string())]),
            (Some(from), Some(to)) => self.span(from.year, to.year),
        }
    }

    /// Digits with what says how exact they are, and what follows them:
    /// (`80`, `余万元`), (`约300`, `人`).
    pub fn quantity(&self, value: &Quantity, unit: &str) -> (String, String) {
        let (before, after) = match value.precision {
            Precision::Exact => ("", ""),
            Precision::Over => ("", self.word("value.over")),
            Precision::Many => ("", self.word("value.many")),
            Precision::Nearly => (self.word("value.nearly"), ""),
            Precision::About => (self.word("value.about"), ""),
        };
        (format!("{before}{}", value.digits), format!("{after}{}{unit}", value.scale))
    }

    /// A quantity in one piece.
    pub fn whole_quantity(&self, value: &Quantity, unit: &str) -> String {
        let (digits, rest) = self.quantity(value, unit);
        digits + &rest
    }

    /// How a value compares with that of the year before: `上年474，增21，+4.4%`.
    pub fn change(&self, before: &Quantity, now: &Quantity, rate: bool) -> String {
        let last = self.with("value.last", &self.whole_quantity(before, ""));
        let inexact = before.precision != Precision::Exact || now.precision != Precision::Exact;
        if inexact || before.scale != now.scale {
            return last;
        }
        let decimals = decimals(&before.digits).max(decimals(&now.digits));
        let difference = now.number - before.number;
        let amount = rounded(difference.abs(), decimals);
        if amount.parse::<f64>() == Ok(0.0) {
            return self.phrases(&[&last, self.word("value.same")]);
        }
        let up = difference > 0.0;
        let key = match (up, rate) {
            (true, false) => "value.up",
            (false, false) => "value.down",
            (true, true) => "value.points_up",
            (false, true) => "value.points_down",
        };
        let moved = self.with(key, &amount);
        if rate || before.number <= 0.0 {
            return self.phrases(&[&last, &moved]);
        }
        let percent = difference / before.number * 100.0;
        // Twice as much and more is said as how many times, as that of many is.
        let share = match percent >= 100.0 {
            true => self.with("value.times", &rounded(now.number / before.number, 1)),
            false => format!("{}{}%", if up { '+' } else { '−' }, rounded(percent.abs(), 1)),
        };
        self.phrases(&[&last, &moved, &share])
    }

    /// What a share or part is taken of.
    pub fn base(&self, base: &Quantity, unit: &str) -> String {
        self.with("value.base", &self.whole_quantity(base, unit))
    }

    /// What kind of number a metric is.
    pub fn kind(&self, kind: MetricKind) -> &'a str {
        self.word(match kind {
            MetricKind::Stock => "value.stock",
            MetricKind::Flow => "value.flow",
            MetricKind::Rate => "value.rate",
        })
    }

    /// A length in characters as readers say it: `约1000字`.
    pub fn length(&self, characters: u32) -> String {
        match characters < 100 {
            true => self.with("value.length", &characters.to_string()),
            false => self.with("value.length_about", &((characters + 50) / 100 * 100).to_string()),
        }
    }

    /// How long reading takes.
    pub fn reading(&self, characters: u32) -> String {
        self.with("value.minutes", &han::minutes(characters as usize).to_string())
    }

    /// Puts names in a row: 、 between Chinese, commas between English ones.
    pub fn list(&self, names: &[String]) -> String {
        names.join(self.word("list"))
    }

    /// Puts phrases in a row.
    pub fn phrases(&self, phrases: &[&str]) -> String {
        let said: Vec<&str> = phrases.iter().copied().filter(|phrase| !phrase.is_empty()).collect();
        said.join(self.word("comma"))
    }
}

fn decimals(digits: &str) -> usize {
    digits.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len())
}

#[cfg(test)]
pub mod tests {
    use crate::diag::Language;
    use crate::parse::{Precision, Quantity};
    use crate::render::words::Say;
    use crate::theme::Phrases;

    /// The phrases of the built-in theme, for tests.
    pub fn built_in(language: Language) -> Say<'static> {
        let name = format!("phrases/{}.yaml", language.tag());
        let (path, bytes) =
            crate::theme::built_in_files().into_iter().find(|(path, _)| path.as_str().ends_with(&name)).unwrap();
        let phrases = Phrases::read(&path, &bytes, &mut Vec::new());
        Say::new(language, Box::leak(Box::new(phrases)))
    }

    fn quantity(digits: &str, precision: Precision) -> Quantity {
        Quantity { number: digits.parse().unwrap(), digits: digits.to_owned(), scale: String::new(), precision }
    }

    #[test]
    fn a_change_is_said_with_its_amount_and_share() {
        let (zh, en) = (built_in(Language::Chinese), built_in(Language::English));
        let exact = |digits| quantity(digits, Precision::Exact);
        assert_eq!(zh.change(&exact("474"), &exact("495"), false), "上年474，增21，+4.4%");
        assert_eq!(en.change(&exact("495"), &exact("474"), false), "495 the year before, down 21, −4.2%");
        assert_eq!(zh.change(&exact("61.5"), &exact("62.39"), true), "上年61.5，升0.89个百分点");
        assert_eq!(zh.change(&exact("6"), &exact("6"), false), "上年6，持平");
        assert_eq!(zh.change(&exact("24"), &exact("508"), false), "上年24，增484，21.2倍");
        // Nothing is computed from a number that is not exact.
        assert_eq!(zh.change(&quantity("80", Precision::Over), &exact("95"), false), "上年80余");
        assert_eq!(zh.change(&exact("0"), &exact("3"), false), "上年0，增3");
    }

    #[test]
    fn a_rounded_number_keeps_its_word() {
        let zh = built_in(Language::Chinese);
        let mut value = quantity("80", Precision::Over);
        value.scale = "万".to_owned();
        assert_eq!(zh.quantity(&value, "元"), ("80".to_owned(), "余万元".to_owned()));
        assert_eq!(zh.whole_quantity(&quantity("300", Precision::About), "人"), "约300人");
    }
}
