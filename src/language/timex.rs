//! Dates within running text: 2021年12月5日, 12月5日, 二〇二一年十二月, 2021-12-05.
//!
//! [`moments`] finds whatever has the form of a date with a month, whether it
//! exists or not; [`years`] finds years. Words such as 今年 are no dates here.

use std::ops::Range;

use crate::language::numeral;
use crate::text::width::fold_char;

/// Something in the form of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Where it stands.
    pub range: Range<usize>,
    /// Its year, if it names one of four digits.
    pub year: Option<i32>,
    /// What stands for the month.
    pub month: u64,
    /// What stands for the day, if anything does.
    pub day: Option<u64>,
}

/// Finds dates with a month, in their order.
pub fn moments(text: &str) -> Vec<Moment> {
    let mut found: Vec<Moment> = Vec::new();
    for (at, _) in text.match_indices('月') {
        if let Some(moment) = around(text, at)
            && found.last().is_none_or(|last| last.range.end <= moment.range.start)
        {
            found.push(moment);
        }
    }
    if text.contains(['-', '/', '.']) {
        found.extend(separated(text));
        found.sort_by_key(|moment| moment.range.start);
    }
    found
}

/// Finds years of four digits before 年, Han ones too: 2021 in 2021年.
pub fn years(text: &str) -> Vec<(Range<usize>, i32)> {
    let mut years = Vec::new();
    for (at, _) in text.match_indices('年') {
        if let Some((year, start)) = year_before(text, at) {
            years.push((start..at, year));
        }
    }
    years
}

/// Finds the numeral that ends at a place, white space skipped: its value and
/// where it begins. 三四 and 五六 are no numbers.
pub fn numeral_before(text: &str, at: usize) -> Option<(u64, usize)> {
    let head = text.get(..at)?.trim_end_matches(' ');
    let start = head.char_indices().rev().take_while(|(_, c)| is_numeral(*c)).last()?.0;
    Some((value(&head[start..])?, start))
}

/// Finds the numeral that begins at a place, white space skipped: its value
/// and where it ends.
pub fn numeral_after(text: &str, at: usize) -> Option<(u64, usize)> {
    let rest = text.get(at..)?;
    let start = at + rest.len() - rest.trim_start_matches(' ').len();
    let rest = &text[start..];
    let length = rest.find(|c| !is_numeral(c)).unwrap_or(rest.len());
    Some((value(&rest[..length])?, start + length))
}

fn value(numeral: &str) -> Option<u64> {
    // Most are plain digits.
    if numeral.bytes().all(|byte| byte.is_ascii_digit()) {
        return if numeral.len() <= 8 { numeral.parse().ok() } else { None };
    }
    let count = numeral.chars().count();
    let is_arabic = numeral.chars().all(|c| fold_char(c).is_ascii_digit());
    if count == 0 || count > 8 || (!is_arabic && count > 1 && !numeral.contains('十')) {
        return None;
    }
    // 10十 is nothing.
    if !is_arabic && numeral.chars().any(|c| fold_char(c).is_ascii_digit()) {
        return None;
    }
    numeral::parse(numeral)
}

fn is_numeral(character: char) -> bool {
    fold_char(character).is_ascii_digit()
        || matches!(character, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

fn year_before(text: &str, at: usize) -> Option<(i32, usize)> {
    let head = text.get(..at)?.trim_end_matches(' ');
    let start = head.char_indices().rev().take_while(|(_, c)| is_numeral(*c)).last()?.0;
    let digits = &head[start..];
    // Most are plain digits.
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let year = if digits.len() == 4 { digits.parse().ok() } else { None };
        return Some((year.filter(|year| (1000..=9999).contains(year))?, start));
    }
    if digits.chars().count() != 4 || digits.contains('十') {
        return None;
    }
    let year = i32::try_from(numeral::parse(digits)?).ok()?;
    (1000..=9999).contains(&year).then_some((year, start))
}

/// The date whose 月 stands at a place.
fn around(text: &str, at: usize) -> Option<Moment> {
    let (month, mut start) = numeral_before(text, at)?;
    let mut year = None;
    let head = text[..start].trim_end_matches(' ');
    if head.ends_with('年')
        && let Some((found, from)) = year_before(text, head.len() - '年'.len_utf8())
    {
        (year, start) = (Some(found), from);
    }
    let mut end = at + '月'.len_utf8();
    let mut day = None;
    if let Some((number, after)) = numeral_after(text, end) {
        let rest = text[after..].trim_start_matches(' ');
        if let Some(unit) = rest.chars().next().filter(|c| matches!(c, '日' | '号')) {
            day = Some(number);
            end = text.len() - rest.len() + unit.len_utf8();
        }
    }
    Some(Moment { range: start..end, year, month, day })
}

/// Dates such as 2021-12-05, 2021/12/5, 2021.12.5.
fn separated(text: &str) -> Vec<Moment> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let length = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let start = at;
        at += length(at);
        let free = start == 0 || !is_part(bytes[start - 1]);
        if at - start != 4 || !free || at >= bytes.len() || !matches!(bytes[at], b'-' | b'/' | b'.') {
            continue;
        }
        let separator = bytes[at];
        let month_end = at + 1 + length(at + 1);
        if !(1..=2).contains(&(month_end - at - 1)) || bytes.get(month_end) != Some(&separator) {
            continue;
        }
        let day_end = month_end + 1 + length(month_end + 1);
        if !(1..=2).contains(&(day_end - month_end - 1)) || bytes.get(day_end).is_some_and(|byte| is_part(*byte)) {
            continue;
        }
        let number = |range: Range<usize>| text[range].parse::<u64>().ok();
        let (year, month, day) = (number(start..at), number(at + 1..month_end), number(month_end + 1..day_end));
        if let (Some(year), Some(month), Some(day)) = (year, month, day)
            && let Ok(year @ 1900..=2099) = i32::try_from(year)
        {
            found.push(Moment { range: start..day_end, year: Some(year), month, day: Some(day) });
        }
        at = day_end;
    }
    found
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/' | b'.' | b'_' | b'(' | b')')
}

#[cfg(test)]
mod tests {
    use super::{moments, years};

    #[test]
    fn dates_are_found_whether_they_exist_or_not() {
        for (text, expected) in [
            ("于2021年2月30日召开", vec![("2021年2月30日", Some(2021), 2, Some(30))]),
            ("2 月 3 号到", vec![("2 月 3 号", None, 2, Some(3))]),
            ("二〇二一年十二月五日", vec![("二〇二一年十二月五日", Some(2021), 12, Some(5))]),
            ("３月至５月", vec![("３月", None, 3, None), ("５月", None, 5, None)]),
            ("3个月，每月5日，三四月间", vec![]),
            ("见2021-13-05。", vec![("2021-13-05", Some(2021), 13, Some(5))]),
            ("j.issn.1234-5678.2021.01.001", vec![]),
            ("ISBN 2021-12-05-1", vec![]),
        ] {
            let found: Vec<_> =
                moments(text).into_iter().map(|m| (text[m.range].to_owned(), m.year, m.month, m.day)).collect();
            let expected: Vec<_> = expected.into_iter().map(|(t, y, m, d)| (t.to_owned(), y, m, d)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn years_are_found() {
        let found = |text: &str| years(text).into_iter().map(|(_, year)| year).collect::<Vec<_>>();
        assert_eq!(found("2021年、二〇二〇年度、 2019 年"), [2021, 2020, 2019]);
        assert!(found("百年、十年、100周年、12021年、21年").is_empty());
    }
}
