//! The words that views bring along: dates, counts and comparisons as phrases.
//!
//! In: values. Out: phrases in the page's language. Interface words that stand
//! by themselves are the theme's phrases; here is what depends on a value.

use crate::diag::Language;
use crate::language::date::{PartialDate, Years};
use crate::parse::{MetricKind, Precision, Quantity};
use crate::render::amounts::rounded;
use crate::render::view::card::DateView;
use crate::text::han;

/// The phrases of one language.
#[derive(Clone, Copy, Debug)]
pub struct Say(pub Language);

impl Say {
    /// One of two texts.
    pub fn pick<'a>(&self, chinese: &'a str, english: &'a str) -> &'a str {
        match self.0 {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }

    fn chinese(&self) -> bool {
        self.0 == Language::Chinese
    }

    /// The language's tag for `lang` attributes.
    pub fn tag(&self) -> &'static str {
        match self.0 {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }

    /// A date for machines and readers.
    pub fn date(&self, date: PartialDate) -> DateView {
        DateView { iso: date.iso(), text: if self.chinese() { date.chinese() } else { date.english() } }
    }

    /// A day without its year: `1月24日`, `24 January`; 年内 where only the year is known.
    pub fn day(&self, date: Option<PartialDate>) -> String {
        let Some((date, month)) = date.and_then(|date| Some((date, date.month?))) else {
            return self.pick("年内", "In the year").to_owned();
        };
        match (self.0, date.day) {
            (Language::Chinese, Some(day)) => format!("{month}月{day}日"),
            (Language::Chinese, None) => format!("{month}月"),
            (Language::English, _) => {
                date.english().trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').to_owned()
            }
        }
    }

    /// A month in short: `1月`, `Jan`.
    pub fn month(&self, month: usize) -> String {
        const ENGLISH: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        match self.0 {
            Language::Chinese => format!("{month}月"),
            Language::English => month.checked_sub(1).and_then(|at| ENGLISH.get(at)).map_or("", |name| name).to_owned(),
        }
    }

    /// A year or span: `2021`, `2019—2021`.
    pub fn years(&self, years: Years) -> String {
        self.span(years.first, years.last)
    }

    /// A span of years, one year if both are the same.
    pub fn span(&self, first: i32, last: i32) -> String {
        match (first == last, self.0) {
            (true, _) => first.to_string(),
            (false, Language::Chinese) => format!("{first}—{last}"),
            (false, Language::English) => format!("{first}–{last}"),
        }
    }

    /// From and until when a post was held; the report's year without dates.
    pub fn held(&self, from: Option<PartialDate>, to: Option<PartialDate>, year: i32) -> String {
        let dash = self.pick("—", "–");
        match (from, to) {
            (None, None) => year.to_string(),
            (Some(from), None) => format!("{}{dash}", from.year),
            (None, Some(to)) => format!("{dash}{}", to.year),
            (Some(from), Some(to)) if from.year == to.year => from.year.to_string(),
            (Some(from), Some(to)) => format!("{}{dash}{}", from.year, to.year),
        }
    }

    /// Digits with what says how exact they are, and what follows them:
    /// (`80`, `余万元`), (`约300`, `人`).
    pub fn quantity(&self, value: &Quantity, unit: &str) -> (String, String) {
        let (before, after) = match value.precision {
            Precision::Exact => ("", ""),
            Precision::Over => ("", self.pick("余", "+")),
            Precision::Many => ("", self.pick("多", "+")),
            Precision::Nearly => (self.pick("近", "nearly "), ""),
            Precision::About => (self.pick("约", "about "), ""),
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
        let text = self.whole_quantity(before, "");
        let last = match self.0 {
            Language::Chinese => format!("上年{text}"),
            Language::English => format!("{text} the year before"),
        };
        let inexact = before.precision != Precision::Exact || now.precision != Precision::Exact;
        if inexact || before.scale != now.scale {
            return last;
        }
        let decimals = decimals(&before.digits).max(decimals(&now.digits));
        let difference = now.number - before.number;
        let amount = rounded(difference.abs(), decimals);
        if amount.parse::<f64>() == Ok(0.0) {
            return format!("{last}{}", self.pick("，持平", ", unchanged"));
        }
        let up = difference > 0.0;
        let moved = match (self.0, rate) {
            (Language::Chinese, false) => format!("{}{amount}", if up { "增" } else { "减" }),
            (Language::Chinese, true) => format!("{}{amount}个百分点", if up { "升" } else { "降" }),
            (Language::English, false) => format!("{} {amount}", if up { "up" } else { "down" }),
            (Language::English, true) => format!("{} {amount} points", if up { "up" } else { "down" }),
        };
        let comma = self.pick("，", ", ");
        if rate || before.number <= 0.0 {
            return format!("{last}{comma}{moved}");
        }
        let percent = difference / before.number * 100.0;
        // Twice as much and more is said as how many times, as that of many is.
        if percent >= 100.0 {
            return format!(
                "{last}{comma}{moved}{comma}{}{}",
                rounded(now.number / before.number, 1),
                self.pick("倍", "×")
            );
        }
        let sign = if up { '+' } else { '−' };
        format!("{last}{comma}{moved}{comma}{sign}{}%", rounded(percent.abs(), 1))
    }

    /// What a share or part is taken of.
    pub fn base(&self, base: &Quantity, unit: &str) -> String {
        let text = self.whole_quantity(base, unit);
        match self.0 {
            Language::Chinese => format!("基数{text}"),
            Language::English => format!("of {text}"),
        }
    }

    /// What kind of number a metric is.
    pub fn kind(&self, kind: MetricKind) -> &'static str {
        match (kind, self.0) {
            (MetricKind::Stock, Language::Chinese) => "存量",
            (MetricKind::Flow, Language::Chinese) => "流量",
            (MetricKind::Rate, Language::Chinese) => "比率",
            (MetricKind::Stock, Language::English) => "stock",
            (MetricKind::Flow, Language::English) => "flow",
            (MetricKind::Rate, Language::English) => "rate",
        }
    }

    /// A length in characters as readers say it: `约1000字`.
    pub fn length(&self, characters: u32) -> String {
        let rounded = if characters < 100 { characters } else { (characters + 50) / 100 * 100 };
        match (self.0, characters < 100) {
            (Language::Chinese, true) => format!("{rounded}字"),
            (Language::Chinese, false) => format!("约{rounded}字"),
            (Language::English, _) => format!("about {rounded} characters"),
        }
    }

    /// How long reading takes.
    pub fn reading(&self, characters: u32) -> String {
        let minutes = han::minutes(characters as usize);
        match self.0 {
            Language::Chinese => format!("{minutes}分钟"),
            Language::English => format!("{minutes} min"),
        }
    }

    /// Puts names in a row: 、 between Chinese, commas between English ones.
    pub fn list(&self, names: &[String]) -> String {
        names.join(self.pick("、", ", "))
    }

    /// Puts phrases in a row.
    pub fn phrases(&self, phrases: &[&str]) -> String {
        let said: Vec<&str> = phrases.iter().copied().filter(|phrase| !phrase.is_empty()).collect();
        said.join(self.pick("，", ", "))
    }
}

fn decimals(digits: &str) -> usize {
    digits.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len())
}

#[cfg(test)]
mod tests {
    use super::Say;
    use crate::diag::Language;
    use crate::parse::{Precision, Quantity};

    fn quantity(digits: &str, precision: Precision) -> Quantity {
        Quantity { number: digits.parse().unwrap(), digits: digits.to_owned(), scale: String::new(), precision }
    }

    #[test]
    fn a_change_is_said_with_its_amount_and_share() {
        let (zh, en) = (Say(Language::Chinese), Say(Language::English));
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
        let zh = Say(Language::Chinese);
        let mut value = quantity("80", Precision::Over);
        value.scale = "万".to_owned();
        assert_eq!(zh.quantity(&value, "元"), ("80".to_owned(), "余万元".to_owned()));
        assert_eq!(zh.whole_quantity(&quantity("300", Precision::About), "人"), "约300人");
    }
}
