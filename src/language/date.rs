//! Dates as people write them: 2021-12-05, 2021年12月, 二〇二一年十二月五日.
//!
//! A [`PartialDate`] knows its year and perhaps its month and day, because
//! many reports are signed with a month only. [`Years`] is the span that a
//! report covers. Both are read from text; what does not fit is a typed error
//! with, where one reading alone makes sense, a suggestion.
//!
//! Words of messages are the caller's. Nothing here asks what day it is, so
//! 今年 and 近日 are no dates; ranges of days are none either.

mod years;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::language::numeral;
use crate::text::width::fold;

pub use crate::language::date::years::{Years, YearsError};

/// What stands after the number of a year.
pub const YEAR: char = '年';
/// What stands after the number of a month.
pub const MONTH: char = '月';
/// What stands after the number of a day.
pub const DAY: char = '日';

/// A date of which the day, or the month and the day, may be unknown.
///
/// Ordered by time; the less exact date comes before the dates within it.
/// [`PartialDate::new`] and [`PartialDate::parse`] give only dates that exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    /// The year, 1000 to 9999.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day, never without a month.
    pub day: Option<u8>,
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// It does not look like a date; the suggestion is what was likely meant.
    NotADate(Option<String>),
    /// The year has two digits (`21-12-05`).
    ShortYear(Option<String>),
    /// The digits run together (`20211205`); two readings make no suggestion.
    Unseparated(Option<String>),
    /// There is no such month.
    MonthOutOfRange {
        /// What stands for the month.
        month: u64,
    },
    /// The month has no such day.
    DayOutOfRange {
        /// The year that was read.
        year: i32,
        /// The month that was read.
        month: u8,
        /// What stands for the day.
        day: u64,
        /// The last day of that month.
        last: u8,
    },
}

impl DateError {
    /// Returns the text that was likely meant.
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            DateError::NotADate(suggestion) | DateError::ShortYear(suggestion) | DateError::Unseparated(suggestion) => {
                suggestion.as_deref()
            }
            DateError::MonthOutOfRange { .. } | DateError::DayOutOfRange { .. } => None,
        }
    }
}

impl PartialDate {
    /// Makes a date that exists, or says why it does not.
    pub fn new(year: i32, month: Option<u64>, day: Option<u64>) -> Result<PartialDate, DateError> {
        if !(1000..=9999).contains(&year) {
            return Err(DateError::NotADate(None));
        }
        let Some(month) = month else {
            let date = PartialDate { year, month: None, day: None };
            return if day.is_none() { Ok(date) } else { Err(DateError::NotADate(None)) };
        };
        let month = match u8::try_from(month) {
            Ok(month @ 1..=12) => month,
            _ => return Err(DateError::MonthOutOfRange { month }),
        };
        let Some(day) = day else {
            return Ok(PartialDate { year, month: Some(month), day: None });
        };
        let last = last_day(year, month);
        match u8::try_from(day) {
            Ok(day) if (1..=last).contains(&day) => Ok(PartialDate { year, month: Some(month), day: Some(day) }),
            _ => Err(DateError::DayOutOfRange { year, month, day, last }),
        }
    }

    /// Reads a date, partial or full.
    ///
    /// Accepts `2021`, `2021-12`, `2021-12-05`, the same with `.` or `/`,
    /// `2021年12月5日` (号 too) and parts of it, Han numerals and full-width
    /// digits. White space is allowed only around, and anywhere beside 年月日.
    pub fn parse(text: &str) -> Result<PartialDate, DateError> {
        let text = fold(text.trim());
        if text.contains(YEAR) {
            return parse_chinese(&text);
        }
        if let Some(separator) = ['-', '.', '/'].into_iter().find(|&separator| text.contains(separator)) {
            let parts: Option<Vec<u64>> = text.split(separator).map(plain_number).collect();
            if let Some(parts) = parts {
                let year_length = text.split(separator).next().map_or(0, str::len);
                return from_parts(&parts, year_length).ok_or_else(|| DateError::NotADate(begun_date(&text)))?;
            }
            return Err(DateError::NotADate(begun_date(&text)));
        }
        match year_number(&text) {
            Some(year) => PartialDate::new(year, None, None),
            None if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => Err(unseparated(&text)),
            None => Err(DateError::NotADate(begun_date(&text))),
        }
    }

    /// Writes the date for machines: `2021-12-05`, `2021-12` or `2021`.
    pub fn iso(&self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            (None, _) => format!("{:04}", self.year),
        }
    }

    /// Writes the date in Chinese: 2021年12月5日.
    pub fn chinese(&self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{}年{month}月{day}日", self.year),
            (Some(month), None) => format!("{}年{month}月", self.year),
            (None, _) => format!("{}年", self.year),
        }
    }
}

/// Writes the ISO form.
impl fmt::Display for PartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.iso())
    }
}

/// Returns the last day of a month.
pub fn last_day(year: i32, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

/// Reads four digits, Arabic or Han, as a year.
fn year_number(text: &str) -> Option<i32> {
    if text.chars().count() != 4 || text.chars().any(|character| character == numeral::BOTH) {
        return None;
    }
    let by_position = text.chars().all(|character| numeral::digit(character).is_some());
    let year = if by_position {
        numeral::parse(text)?
    } else {
        return None;
    };
    i32::try_from(year).ok().filter(|year| (1000..=9999).contains(year))
}

/// Reads one or more ASCII digits.
fn plain_number(text: &str) -> Option<u64> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// Gives a two-digit year its century: up to 49 is ours, from 50 the last.
fn long_year(short: u64) -> Option<i32> {
    let short = i32::try_from(short).ok().filter(|short| (0..100).contains(short))?;
    Some(if short < 50 { 2000 + short } else { 1900 + short })
}

/// Makes a date of numbers between separators; `year_length` is in digits.
///
/// Returns `None` where the numbers are too many or the first is no year.
fn from_parts(parts: &[u64], year_length: usize) -> Option<Result<PartialDate, DateError>> {
    let (year, month, day) = match *parts {
        [year, month] => (year, Some(month), None),
        [year, month, day] => (year, Some(month), Some(day)),
        _ => return None,
    };
    match year_length {
        2 => {
            let date = long_year(year).and_then(|year| PartialDate::new(year, month, day).ok());
            Some(Err(DateError::ShortYear(date.map(|date| date.iso()))))
        }
        4 => Some(PartialDate::new(i32::try_from(year).ok()?, month, day)),
        _ => None,
    }
}

/// Reads 2021年12月5日 and its Han form, or a part of it from the left.
fn parse_chinese(text: &str) -> Result<PartialDate, DateError> {
    let text: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let not_a_date = || DateError::NotADate(begun_date(&text));
    let (year, rest) = text.split_once(YEAR).ok_or_else(not_a_date)?;
    let (month, rest) = match rest.split_once(MONTH) {
        Some((month, rest)) => (Some(numeral::parse(month).ok_or_else(not_a_date)?), rest),
        None => (None, rest),
    };
    let day = match rest.strip_suffix([DAY, '号']) {
        Some(day) if month.is_some() => Some(numeral::parse(day).ok_or_else(not_a_date)?),
        None if rest.is_empty() => None,
        _ => return Err(not_a_date()),
    };
    if let Some(year) = year_number(year) {
        return PartialDate::new(year, month, day);
    }
    let short = numeral::parse(year).filter(|_| year.chars().count() == 2).and_then(long_year);
    match short {
        Some(year) => {
            let date = PartialDate::new(year, month, day).ok();
            Err(DateError::ShortYear(date.map(|date| date.iso())))
        }
        None => Err(DateError::NotADate(None)),
    }
}

/// Explains a run of digits that is not a year.
fn unseparated(digits: &str) -> DateError {
    let (year, rest) = match (digits.len(), digits.get(..4), digits.get(4..)) {
        (5..=8, Some(year), Some(rest)) => (year_number(year), rest),
        (2, _, _) => {
            let year = plain_number(digits).and_then(long_year);
            return DateError::ShortYear(year.map(|year| year.to_string()));
        }
        _ => return DateError::NotADate(None),
    };
    let Some(year) = year else {
        return DateError::NotADate(None);
    };
    // Six digits are a year and a month wherever that month exists.
    if let (2, Some(month)) = (rest.len(), plain_number(rest))
        && let Ok(date) = PartialDate::new(year, Some(month), None)
    {
        return DateError::Unseparated(Some(date.iso()));
    }
    // Every other way to cut the rest into a month and a day; one must be the
    // only one that exists, for 2021115 may be January or November.
    let mut readings: Vec<PartialDate> = [(1, 0), (1, 1), (1, 2), (2, 1), (2, 2)]
        .into_iter()
        .filter(|(month, day)| month + day == rest.len())
        .filter_map(|(month, day)| {
            let (first, second) = rest.split_at_checked(month)?;
            let day = if day == 0 { None } else { Some(plain_number(second)?) };
            PartialDate::new(year, Some(plain_number(first)?), day).ok()
        })
        .collect();
    match (readings.pop(), readings.is_empty()) {
        (Some(date), true) => DateError::Unseparated(Some(date.iso())),
        _ => DateError::Unseparated(None),
    }
}

/// Finds a date at the beginning of a text, for a suggestion.
///
/// Mends mixed separators, a missing 日 and a time of day after the date.
fn begun_date(text: &str) -> Option<String> {
    let mut numbers = text
        .split(|character: char| !character.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| (part.len(), plain_number(part)));
    let year = match numbers.next()? {
        (4, Some(year)) if text.starts_with(|first: char| first.is_ascii_digit()) => i32::try_from(year).ok()?,
        _ => return None,
    };
    let (month, day) = (numbers.next()?.1?, numbers.next()?.1?);
    PartialDate::new(year, Some(month), Some(day)).ok().map(|date| date.iso())
}

#[cfg(test)]
mod tests {
    use crate::language::date::{DateError, PartialDate};

    fn date(year: i32, month: impl Into<Option<u8>>, day: impl Into<Option<u8>>) -> PartialDate {
        PartialDate { year, month: month.into(), day: day.into() }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "2021-12-05",
            "2021.12.5",
            "2021/12/5",
            "2021年12月5日",
            " 2021 年 12 月 5 日 ",
            "2021年12月5号",
            "二〇二一年十二月五日",
            "二零二一年十二月五日",
            "２０２１年１２月５日",
            "２０２１-１２-０５",
        ] {
            assert_eq!(PartialDate::parse(text), Ok(date(2021, 12, 5)), "{text}");
        }
        for text in ["2021-12", "2021.12", "2021年12月", "二○二一年十二月"] {
            assert_eq!(PartialDate::parse(text), Ok(date(2021, 12, None)), "{text}");
        }
        for text in ["2021", "2021年", "二〇二一年", "２０２１", "二〇二一"] {
            assert_eq!(PartialDate::parse(text), Ok(date(2021, None, None)), "{text}");
        }
        assert_eq!(PartialDate::parse("2020-02-29"), Ok(date(2020, 2, 29)));
        assert_eq!(PartialDate::parse("二〇一八年一月二十八日"), Ok(date(2018, 1, 28)));
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let not = |suggestion: Option<&str>| DateError::NotADate(suggestion.map(str::to_owned));
        let run = |suggestion: Option<&str>| DateError::Unseparated(suggestion.map(str::to_owned));
        let short = |suggestion: Option<&str>| DateError::ShortYear(suggestion.map(str::to_owned));
        for (text, expected) in [
            ("", not(None)),
            ("近日", not(None)),
            ("3月27日", not(None)),
            ("0021-12-05", not(None)),
            ("2021-12-05-01", not(Some("2021-12-05"))),
            ("2021-12.5", not(Some("2021-12-05"))),
            ("2021-12-05T10:00", not(Some("2021-12-05"))),
            ("2021年12月5", not(Some("2021-12-05"))),
            ("2021年12月16—17日", not(Some("2021-12-16"))),
            ("2021年底", not(None)),
            ("05/12/2021", short(None)),
            ("20211205", run(Some("2021-12-05"))),
            ("202112", run(Some("2021-12"))),
            ("202193", run(Some("2021-09-03"))),
            ("202109", run(Some("2021-09"))),
            ("2021115", run(None)),
            ("2021931", run(None)),
            ("2021125", run(None)),
            ("2021930", run(Some("2021-09-30"))),
            ("20211399", run(None)),
            ("21-12-05", short(Some("2021-12-05"))),
            ("98年7月1日", short(Some("1998-07-01"))),
            ("二一年七月", short(Some("2021-07"))),
            ("21", short(Some("2021"))),
            ("123456789", not(None)),
            ("2021-13-01", DateError::MonthOutOfRange { month: 13 }),
            ("2021年0月", DateError::MonthOutOfRange { month: 0 }),
            ("2021-02-29", DateError::DayOutOfRange { year: 2021, month: 2, day: 29, last: 28 }),
            ("1900.2.29", DateError::DayOutOfRange { year: 1900, month: 2, day: 29, last: 28 }),
            ("2021年4月31日", DateError::DayOutOfRange { year: 2021, month: 4, day: 31, last: 30 }),
        ] {
            assert_eq!(PartialDate::parse(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn dates_are_written_in_two_ways() {
        let full = date(2021, 12, 5);
        assert_eq!((full.iso(), full.chinese()), ("2021-12-05".into(), "2021年12月5日".into()));
        let month = date(2021, 7, None);
        assert_eq!((month.iso(), month.chinese()), ("2021-07".into(), "2021年7月".into()));
        let year = date(2021, None, None);
        assert_eq!((year.to_string(), year.chinese()), ("2021".into(), "2021年".into()));
    }

    #[test]
    fn the_vaguer_date_comes_first() {
        let mut dates = [date(2021, 12, 5), date(2021, 12, None), date(2022, None, None), date(2021, None, None)];
        dates.sort_unstable();
        assert_eq!(dates.map(|date| date.iso()), ["2021", "2021-12", "2021-12-05", "2022"]);
    }
}
