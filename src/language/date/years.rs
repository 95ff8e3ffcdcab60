//! The years that a report covers: 2021, 2019—2021, 2020—2021学年.
//!
//! Comes from the front matter's `year`, goes to indexes and titles. What
//! does not fit is a typed error with a suggestion; the words are the
//! caller's. Half years and quarters are not spans of years.

use serde::{Deserialize, Serialize};

use crate::language::date::{long_year, plain_number, year_number};
use crate::text::width::fold;

/// What people put between two years; the longer before its own part.
const BETWEEN: [&str; 9] = ["——", "--", "—", "–", "-", "－", "~", "～", "至"];

/// What may follow a year; the longer before its own part.
const SUFFIXES: [&str; 4] = ["学年度", "学年", "年度", "年"];

/// A span of whole years, first and last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Years {
    /// The first year.
    pub first: i32,
    /// The last year, the same as the first for one year.
    pub last: i32,
}

/// Why a text is not a span of years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum YearsError {
    /// It does not look like a year; the suggestion is what was likely meant.
    NotAYear(Option<String>),
    /// A year has two digits (`21`, `2019-21`).
    ShortYear(Option<String>),
    /// The last year is before the first.
    Reversed {
        /// The year written first.
        first: i32,
        /// The year written last.
        last: i32,
    },
}

impl YearsError {
    /// Returns the text that was likely meant.
    pub fn suggestion(&self) -> Option<String> {
        match self {
            YearsError::NotAYear(suggestion) | YearsError::ShortYear(suggestion) => suggestion.clone(),
            YearsError::Reversed { first, last } => Some(Years { first: *last, last: *first }.ascii()),
        }
    }
}

impl Years {
    /// Makes the span of one year.
    pub fn one(year: i32) -> Years {
        Years { first: year, last: year }
    }

    /// Reads `2021`, `2021年度`, `2019-2021`, `2019至2021年`, `2019—2021学年`, 二〇二一.
    pub fn parse(text: &str) -> Result<Years, YearsError> {
        let text: String = fold(text).chars().filter(|character| !character.is_whitespace()).collect();
        if let Some(year) = year(&text) {
            return Ok(Years::one(year));
        }
        let cut = BETWEEN.iter().find_map(|between| text.split_once(between));
        let Some((first, last)) = cut else {
            return Err(match short_year(&text) {
                Some(year) => YearsError::ShortYear(Some(year.to_string())),
                None => YearsError::NotAYear(begun_year(&text)),
            });
        };
        match (year(first), year(last)) {
            (Some(first), Some(last)) if first <= last => Ok(Years { first, last }),
            (Some(first), Some(last)) => Err(YearsError::Reversed { first, last }),
            (first_year, last_year) => {
                let first_long = first_year.or_else(|| short_year(first));
                let last_long = last_year.or_else(|| short_year(last));
                match (first_long, last_long) {
                    (Some(first), Some(last)) if first < last => {
                        Err(YearsError::ShortYear(Some(Years { first, last }.ascii())))
                    }
                    // 2021-12 is a month, not a span.
                    _ => Err(YearsError::NotAYear(first_year.map(|year| year.to_string()))),
                }
            }
        }
    }

    /// Tells whether a year lies in the span.
    pub fn contains(&self, year: i32) -> bool {
        (self.first..=self.last).contains(&year)
    }

    /// Writes the span for readers: `2021` or `2019—2021`.
    pub fn chinese(&self) -> String {
        if self.first == self.last { self.first.to_string() } else { format!("{}—{}", self.first, self.last) }
    }

    /// Writes the span for machines and file names: `2021` or `2019-2021`.
    pub fn ascii(&self) -> String {
        if self.first == self.last { self.first.to_string() } else { format!("{}-{}", self.first, self.last) }
    }
}

/// Takes 年, 年度 or 学年 from the end.
fn bare(text: &str) -> &str {
    SUFFIXES.iter().find_map(|suffix| text.strip_suffix(suffix)).unwrap_or(text)
}

fn year(text: &str) -> Option<i32> {
    year_number(bare(text))
}

fn short_year(text: &str) -> Option<i32> {
    let bare = bare(text);
    plain_number(bare).filter(|_| bare.len() == 2).and_then(long_year)
}

/// Finds a year at the beginning of a text, for a suggestion.
fn begun_year(text: &str) -> Option<String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..4).filter(|_| digits >= 4).and_then(year_number).map(|year| year.to_string())
}

#[cfg(test)]
mod tests {
    use crate::language::date::{Years, YearsError};

    #[test]
    fn years_are_read() {
        for text in ["2021", "2021年", "2021年度", " 2021 年 ", "２０２１", "二〇二一", "二〇二一年度"]
        {
            assert_eq!(Years::parse(text), Ok(Years::one(2021)), "{text}");
        }
        for text in [
            "2019-2021",
            "2019—2021",
            "2019–2021",
            "2019——2021",
            "2019至2021",
            "2019年至2021年",
            "2019～2021年度",
            "2019—2021学年",
            "2019 - 2021 学年度",
            "二〇一九至二〇二一年",
        ] {
            assert_eq!(Years::parse(text), Ok(Years { first: 2019, last: 2021 }), "{text}");
        }
    }

    #[test]
    fn errors_suggest_what_was_meant() {
        let short = |suggestion: &str| YearsError::ShortYear(Some(suggestion.to_owned()));
        let not = |suggestion: Option<&str>| YearsError::NotAYear(suggestion.map(str::to_owned));
        for (text, expected) in [
            ("21", short("2021")),
            ("21年", short("2021")),
            ("2019-21", short("2019-2021")),
            ("19-21", short("2019-2021")),
            ("2021-12", not(Some("2021"))),
            ("2021-12-05", not(Some("2021"))),
            ("20211205", not(Some("2021"))),
            ("2021年上半年", not(Some("2021"))),
            ("去年", not(None)),
            ("", not(None)),
            ("至", not(None)),
            ("0021", not(None)),
            ("2021-2019", YearsError::Reversed { first: 2021, last: 2019 }),
        ] {
            assert_eq!(Years::parse(text), Err(expected), "{text}");
        }
        let reversed = YearsError::Reversed { first: 2021, last: 2019 };
        assert_eq!(reversed.suggestion().as_deref(), Some("2019-2021"));
    }

    #[test]
    fn spans_are_written() {
        let span = Years { first: 2019, last: 2021 };
        assert_eq!((span.chinese(), span.ascii()), ("2019—2021".into(), "2019-2021".into()));
        assert_eq!(Years::one(2021).chinese(), "2021");
        assert!(span.contains(2020) && !span.contains(2022));
    }
}
