//! Dates within running text: 2021年12月5日, 3月至5月, 二〇二一年上半年, 2021-12-05.
//!
//! In: a text. Out: each date with its range, its kind and what it says of year,
//! month and day, whether such a day exists or not. A span under one roof
//! (2019—2021年, 3月5日至7日) is one date with two parts. [`relatives`] finds the
//! words that need to know the day of writing (今年, 同期); they are no dates, and
//! neither are durations (5年, 三天, 术后3月), which the words around tell apart.

mod context;
mod read;

use std::ops::Range;

use crate::language::lexicon::{self, List};
use crate::language::numeral;
use crate::text::width::fold_char;

/// What stands before a year of two digits.
static SINCE: List = List::new(&lexicon::TIME_WORDS, "since");
/// Words for a time that is known from the day of writing alone.
static RELATIVE: List = List::new(&lexicon::TIME_WORDS, "relative");
/// Such words that also end other words, so that a mark stands before them.
static BOUNDED: List = List::new(&lexicon::TIME_WORDS, "relative-bounded");
/// Words that only begin like one of them.
static NOT_RELATIVE: List = List::new(&lexicon::TIME_WORDS, "not-relative");

/// The finest thing that a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 2021年, 2021年底
    Year,
    /// 2020—2021学年
    SchoolYear,
    /// 上半年 is 1, 下半年 2.
    Half(u8),
    /// 三季度 is 3; of several, the last.
    Quarter(u8),
    /// 3月, 3月上旬
    Month,
    /// 3月5日, 5日
    Day,
    /// 今年, 同期
    Relative,
}

/// One end of a date, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Where it stands.
    pub range: Range<usize>,
    /// Its year, if it names one of four digits.
    pub year: Option<i32>,
    /// What stands for the month.
    pub month: Option<u64>,
    /// What stands for the day.
    pub day: Option<u64>,
}

/// A date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is, by its finest part.
    pub kind: Kind,
    /// The date, or the first of a span or list.
    pub from: Part,
    /// The last of a span or list: only what it says itself.
    pub until: Option<Part>,
    /// Whether the two are of a list: 5、6日.
    pub is_list: bool,
}

impl Date {
    /// Its parts in their order.
    pub fn parts(&self) -> impl DoubleEndedIterator<Item = &Part> {
        std::iter::once(&self.from).chain(&self.until)
    }

    /// Whether it is a span that ends before it begins. A later part without a
    /// year or month is of those of the first; another month may be of the next year.
    pub fn is_reversed(&self) -> bool {
        let from = &self.from;
        let Some(until) = self.until.as_ref().filter(|_| !self.is_list) else { return false };
        match (from.year, until.year) {
            (Some(first), Some(last))
                if (from.month.is_some(), from.day.is_some()) == (until.month.is_some(), until.day.is_some()) =>
            {
                (last, until.month, until.day) < (first, from.month, from.day)
            }
            (_, Some(_)) => false,
            (_, None) => {
                until.month.is_none_or(|month| from.month == Some(month))
                    && until.day.is_some_and(|day| day > 0 && Some(day) < from.day)
            }
        }
    }
}

/// The dates of a text in their order.
pub fn dates(text: &str) -> Vec<Date> {
    let mut found = Vec::new();
    let (mut at, mut duration) = (0, 0);
    while let Some(start) = text[at..].find(read::may_begin).map(|next| at + next) {
        match read::date(text, start, duration) {
            Ok(date) => {
                at = date.range.end;
                found.push(date);
            }
            Err(other) => (at, duration) = (other.next, other.duration.unwrap_or(duration)),
        }
    }
    found
}

/// The words for times that need to know the day of writing, in their order.
pub fn relatives(text: &str) -> Vec<Date> {
    let known = dates(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let rest = &text[at..];
        let begins = || text[..at].chars().next_back().is_none_or(|before| !crate::text::han::is_han(before));
        let word = RELATIVE.begins(rest).or_else(|| BOUNDED.begins(rest).filter(|_| begins()));
        let word = word.filter(|_| NOT_RELATIVE.begins(rest).is_none());
        let length = word.map_or(character.len_utf8(), str::len);
        let range = at..at + length;
        if word.is_some() && !known.iter().any(|date| date.range.start < range.end && range.start < date.range.end) {
            let from = Part { range: range.clone(), ..Part::default() };
            found.push(Date { range, kind: Kind::Relative, from, until: None, is_list: false });
        }
        at += length;
    }
    found
}

/// The parts of dates that name a month.
pub fn moments(text: &str) -> Vec<Part> {
    let mut parts =
        dates(text).into_iter().flat_map(|date| [Some(date.from), date.until]).flatten().collect::<Vec<_>>();
    parts.retain(|part| part.month.is_some());
    parts
}

/// The years of four digits in dates that have a 年, and where their digits stand.
pub fn years(text: &str) -> Vec<(Range<usize>, i32)> {
    if !text.contains('年') {
        return Vec::new();
    }
    let mut years = Vec::new();
    for date in dates(text).iter().filter(|date| text[date.range.clone()].contains('年')) {
        for (part, year) in date.parts().filter_map(|part| Some((part, part.year?))) {
            let length = text[part.range.start..].chars().take(4).map(char::len_utf8).sum::<usize>();
            years.push((part.range.start..part.range.start + length, year));
        }
    }
    years
}

/// Finds the numeral that begins at a place, white space skipped: its value
/// and where it ends. 三四 and 五六 are no numbers.
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

/// Grammar of dates: numerals that stand in them.
fn is_numeral(character: char) -> bool {
    character == '十' || character != '两' && numeral::digit(character).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Kind, dates, moments, relatives, years};
    use crate::language::lexicon;

    #[test]
    fn dates_say_what_they_are() {
        for (text, range, kind, from, until) in [
            ("于2021年2月30日召开", "2021年2月30日", Kind::Day, (Some(2021), Some(2), Some(30)), None),
            ("二〇二一年十二月五日", "二〇二一年十二月五日", Kind::Day, (Some(2021), Some(12), Some(5)), None),
            ("2 月 3 号到", "2 月 3 号", Kind::Day, (None, Some(2), Some(3)), None),
            ("３月至５月", "３月至５月", Kind::Month, (None, Some(3), None), Some((None, Some(5), None))),
            ("12月7—16日", "12月7—16日", Kind::Day, (None, Some(12), Some(7)), Some((None, None, Some(16)))),
            ("2019—2021年", "2019—2021年", Kind::Year, (Some(2019), None, None), Some((Some(2021), None, None))),
            ("见2021-13-05。", "2021-13-05", Kind::Day, (Some(2021), Some(13), Some(5)), None),
            ("2023年上半年", "2023年上半年", Kind::Half(1), (Some(2023), None, None), None),
            ("第三季度", "第三季度", Kind::Quarter(3), (None, None, None), None),
            (
                "2023—2024学年",
                "2023—2024学年",
                Kind::SchoolYear,
                (Some(2023), None, None),
                Some((Some(2024), None, None)),
            ),
        ] {
            let found = dates(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let said = |part: &super::Part| (part.year, part.month, part.day);
            assert_eq!((&text[found[0].range.clone()], found[0].kind), (range, kind), "{text}");
            assert_eq!((said(&found[0].from), found[0].until.as_ref().map(said)), (from, until), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in [
            "j.issn.1234-5678.2021.01.001",
            "ISBN 2021-12-05-1",
            "百年、十年、100周年、12021年、21年",
            "3个月，三四月间",
        ] {
            assert!(dates(text).is_empty(), "{text}: {:?}", dates(text));
        }
    }

    #[test]
    fn months_and_years_are_views() {
        let text = "2021年、二〇二〇年度、 2019 年3月至5月";
        assert_eq!(years(text).into_iter().map(|(_, year)| year).collect::<Vec<_>>(), [2021, 2020, 2019]);
        assert_eq!(moments(text).into_iter().map(|part| part.month).collect::<Vec<_>>(), [Some(3), Some(5)]);
    }

    #[test]
    fn relative_words_are_no_dates() {
        let text = "今年3月，目前年龄最大的同年级学生；日前，与去年同期持平";
        let found: Vec<&str> = relatives(text).into_iter().map(|date| &text[date.range]).collect();
        assert_eq!(found, ["今年", "目前", "日前", "去年", "同期"]);
    }

    #[test]
    fn rows_do_what_their_class_says() {
        let mut wrong = Vec::new();
        for row in lexicon::TIME_WORDS.rows() {
            let word = row.word();
            let (text, is_right): (String, fn(&str) -> bool) = match row.get("class") {
                "relative" => (format!("支部{word}开会"), |text| !relatives(text).is_empty()),
                "relative-bounded" => (format!("支部，{word}开会"), |text| !relatives(text).is_empty()),
                "not-relative" => (word.to_owned(), |text| relatives(text).is_empty()),
                "duration-before" => (format!("{word}3月"), |text| dates(text).is_empty()),
                "duration-after" | "duration-after-day" => (format!("5日{word}"), |text| dates(text).is_empty()),
                "date-after" => (format!("5月{word}"), |text| dates(text).len() == 1),
                "not-tail" => (format!("2021年{word}"), |text| text[dates(text)[0].range.clone()].ends_with('年')),
                "year-tail" => (format!("2021年{word}。"), |text| dates(text)[0].range.end == text.len() - 3),
                "month-tail" => (format!("3月{word}。"), |text| dates(text)[0].range.end == text.len() - 3),
                "day-after" => (format!("5号{word}"), |text| dates(text).len() == 1),
                "day-before" => (format!("{word}5号"), |text| dates(text).len() == 1),
                "ages-before" => (format!("{word}1200年"), |text| dates(text).is_empty()),
                "ages-after" => (format!("1200年{word}"), |text| dates(text).is_empty()),
                _ => continue,
            };
            if !is_right(&text) {
                wrong.push(text);
            }
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
