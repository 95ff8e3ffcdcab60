//! What stands around a numeral with 年, 月 or 日, and says that it is a duration,
//! an age or a number: 近3月, 15日内, 5号楼, 3000年历史.

use super::{Date, Kind};
use crate::language::lexicon::{self, List};
use crate::language::timex::SINCE;

/// What stands right before a duration.
static BEFORE: List = List::new(&lexicon::TIME_WORDS, "duration-before");
/// What stands right after a duration.
static AFTER: List = List::new(&lexicon::TIME_WORDS, "duration-after");
/// What stands right after a few days.
static AFTER_DAYS: List = List::new(&lexicon::TIME_WORDS, "duration-after-day");
/// Words that begin as those after a duration do.
static AFTER_DATE: List = List::new(&lexicon::TIME_WORDS, "date-after");
/// What stands right before a stretch of centuries.
static BEFORE_AGES: List = List::new(&lexicon::TIME_WORDS, "ages-before");
/// What stands right after a stretch of centuries.
static AFTER_AGES: List = List::new(&lexicon::TIME_WORDS, "ages-after");
/// Words that begin as 初, 底, 末, 中 or 度 do, and are no end of a date.
static NOT_TAIL: List = List::new(&lexicon::TIME_WORDS, "not-tail");
/// What stands right after a day that is called 号 or written in Han numerals.
static AFTER_DAY: List = List::new(&lexicon::TIME_WORDS, "day-after");
/// What stands right before a day that is called 号 or written in Han numerals.
static BEFORE_DAY: List = List::new(&lexicon::TIME_WORDS, "day-before");

/// Whether a text begins with a word that only looks like the end of a date: 2021年初步.
pub fn is_tail(rest: &str) -> bool {
    NOT_TAIL.begins(rest).is_some()
}

/// Whether what has the form of a date is a duration.
pub fn is_duration(text: &str, date: &Date) -> bool {
    let (head, rest) = (text[..date.range.start].trim_end_matches(' '), &text[date.range.end..]);
    match date.kind {
        Kind::Year if date.from.month.is_none() => {
            let year = date.from.year.unwrap_or(2000);
            let is_odd = year % 100 == 0 || !(1840..=2100).contains(&year);
            is_odd && (BEFORE_AGES.ends(head).is_some() || AFTER_AGES.begins(rest).is_some())
        }
        Kind::Month | Kind::Day
            if date.from.year.is_none() && (date.from.month.is_none() || date.from.day.is_none()) =>
        {
            // 第3月, 2-3月 within other digits
            let dash = head.ends_with(['-', '—', '–', '~', '～'])
                && head.trim_end_matches(['-', '—', '–', '~', '～']).ends_with(|c: char| c.is_ascii_digit());
            let few = date.from.day.is_some_and(|day| day <= 10)
                && SINCE.ends(head).is_none()
                && AFTER_DAYS.begins(rest).is_some();
            let after = (few || AFTER.begins(rest).is_some()) && AFTER_DATE.begins(rest).is_none();
            dash || head.ends_with('第') || BEFORE.ends(head).is_some() || after
        }
        _ => false,
    }
}

/// Whether a day without a month is one: 5日 unless it exists on no calendar, 5号
/// and 五日 only where the words around say so.
pub fn stands_alone(text: &str, date: &Date) -> bool {
    let from = &date.from;
    let (Some(first), None) = (from.day, from.month) else { return true };
    let written = &text[date.range.clone()];
    let is_plain =
        written.ends_with('日') && written.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let head = text[..date.range.start].trim_end_matches(' ');
    let is_said = || BEFORE_DAY.ends(head).is_some() || AFTER_DAY.begins(&text[date.range.end..]).is_some();
    let last = date.until.as_ref().and_then(|until| until.day).unwrap_or(first);
    (1..=31).contains(&first) && (1..=31).contains(&last) && (is_plain || is_said())
}
