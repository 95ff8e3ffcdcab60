//! The grammar of dates: how a date goes on from the place where it may begin.
//!
//! In: a text and a place. Out: the date that begins there, or where to look on.
//! 年, 月, 日, 号, 季度 and 学年 are the grammar's own signs; words that change what
//! they mean are in `lexicon/time-words.tsv`.

use std::ops::Range;

use super::context::{is_duration, is_tail, stands_alone};
use super::{Date, Kind, Part, is_numeral, value};
use crate::language::date::{DAY, MONTH, YEAR};
use crate::language::lexicon::{self, List};
use crate::language::numeral;
use crate::language::timex::SINCE;

/// What parts numerals of one unit.
static JOINTS: List = List::new(&lexicon::TIME_WORDS, "list-mark");
/// What makes a numeral after it the end of a longer one.
static UNITS: List = List::new(&lexicon::TIME_WORDS, "number-before");
/// What a school or financial year is called.
static SCHOOL_YEARS: List = List::new(&lexicon::TIME_WORDS, "school-year");
/// What else stands after a year than 年.
static YEAR_UNITS: List = List::new(&lexicon::TIME_WORDS, "year-unit");
/// What makes a year a class or a decade.
static NOT_YEARS: List = List::new(&lexicon::TIME_WORDS, "not-year");
/// How a year goes on.
static YEAR_TAILS: List = List::new(&lexicon::TIME_WORDS, "year-tail");
/// How a month goes on.
static MONTH_TAILS: List = List::new(&lexicon::TIME_WORDS, "month-tail");
/// How a quarter goes on.
static QUARTER_TAILS: List = List::new(&lexicon::TIME_WORDS, "quarter-tail");
/// What makes a quarter one that is known from the day of writing alone.
static NOT_QUARTERS: List = List::new(&lexicon::TIME_WORDS, "quarter-before");
/// Of these, what is one only at the end of a clause.
static CLOSING: List = List::new(&lexicon::TIME_WORDS, "tail-at-end");
/// What a year stands after that is counted from an era.
static ERAS: List = List::new(&lexicon::TIME_WORDS, "era");
/// The first half of a year.
static FIRST_HALF: List = List::new(&lexicon::TIME_WORDS, "first-half");
/// The second, or both.
static SECOND_HALF: List = List::new(&lexicon::TIME_WORDS, "second-half");
/// What may follow a date of digits and points.
static AFTER_DIGITS: List = List::new(&lexicon::TIME_WORDS, "digits-after");
/// What may stand before one.
static BEFORE_DIGITS: List = List::new(&lexicon::TIME_WORDS, "digits-before");
/// What joins two ends of a span.
const DASHES: [char; 6] = ['—', '–', '－', '-', '~', '～'];

/// No list of dates is longer.
const MOST: usize = 12;

// Grammar, no lists: 年, 月, 日, 号 and 季度 are the units; 第, 前, 上, 下, 元 and 公
// begin the forms below; 至, 到 and 起至 join.

/// Whether a date may begin with a character: 第三季度, 前三季度, 上半年, 元月.
pub fn may_begin(character: char) -> bool {
    matches!(character, numeral::ORDINAL | '前' | '上' | '下' | '元' | '公') || is_numeral(character)
}

/// Numerals in a row.
struct Run<'t> {
    text: &'t str,
    range: Range<usize>,
}

impl<'t> Run<'t> {
    /// The numerals at a place, blanks before them skipped; 元 of 元月 counts as one.
    fn at(text: &'t str, at: usize) -> Option<Run<'t>> {
        let start = skip(text, at);
        let rest = &text[start..];
        let length = match rest.find(|c| !is_numeral(c)).unwrap_or(rest.len()) {
            0 if rest.starts_with("元月") => '元'.len_utf8(),
            0 => return None,
            length => length,
        };
        Some(Run { text: &rest[..length], range: start..start + length })
    }

    fn value(&self) -> Option<u64> {
        if self.text == "元" { Some(1) } else { value(self.text) }
    }

    fn count(&self) -> usize {
        self.text.chars().count()
    }

    /// The year of four digits.
    fn year(&self) -> Option<i32> {
        let is_year = self.count() == 4 && !self.text.contains(numeral::TEN);
        let year = i32::try_from(if is_year { numeral::parse(self.text)? } else { return None }).ok()?;
        (1000..=9999).contains(&year).then_some(year)
    }

    /// Whether it may be a year of two digits: 98, 〇八, 九八.
    fn is_short_year(&self) -> bool {
        let is_han = self.text.starts_with([numeral::ZERO, '〇', '九']) && !self.text.contains(numeral::TEN);
        self.count() == 2 && (self.text.bytes().all(|byte| byte.is_ascii_digit()) || is_han)
    }
}

/// Numerals that share one unit: the 2019 and 2021 of 2019—2021年.
struct Shared<'t> {
    first: Run<'t>,
    last: Option<Run<'t>>,
    is_list: bool,
}

impl<'t> Shared<'t> {
    fn at(text: &'t str, at: usize) -> Option<Shared<'t>> {
        let first = Run::at(text, at)?;
        // 5、6月 at the head of a line is item 5.
        let marks = |c: char| matches!(c, ' ' | '#' | '-' | '*' | '>');
        let head = text[..first.range.start].trim_end_matches(marks);
        let heads = head.is_empty() || head.ends_with('\n');
        let mut shared = Shared { first, last: None, is_list: false };
        for _ in 0..MOST {
            let end = shared.end();
            let rest = text[end..].trim_start_matches(' ');
            let after = match span_mark(text, end) {
                Some(after) if shared.last.is_none() => after,
                Some(_) => break,
                None if rest.starts_with('、') && heads && shared.last.is_none() && shared.first.count() < 3 => break,
                None if rest.starts_with('/') && shared.last.is_none() && shared.first.year().is_some() => end + 1,
                None => match JOINTS.begins(rest) {
                    Some(mark) if shared.last.is_none() || shared.is_list => text.len() - rest.len() + mark.len(),
                    _ => break,
                },
            };
            let Some(next) = Run::at(text, after) else { break };
            shared.is_list = span_mark(text, end).is_none() && !rest.starts_with('/');
            shared.last = Some(next);
        }
        Some(shared)
    }

    fn end(&self) -> usize {
        self.last.as_ref().unwrap_or(&self.first).range.end
    }

    /// The value of both, if each is one of a unit.
    fn values<T>(&self, value: impl Fn(&Run<'t>) -> Option<T>) -> Option<(T, Option<T>)> {
        let last = match &self.last {
            Some(last) => Some(value(last)?),
            None => None,
        };
        Some((value(&self.first)?, last))
    }
}

/// What was read so far.
struct Read {
    date: Date,
    end: usize,
}

/// What begins at a place instead of a date.
pub struct Other {
    /// Where to look for the next.
    pub next: usize,
    /// Where a duration ends: what it is listed with is one too.
    pub duration: Option<usize>,
}

/// The date that begins at a place; a duration ended at `last`.
pub fn date(text: &str, at: usize, last: usize) -> Result<Date, Other> {
    let next = Run::at(text, at).filter(|run| run.range.start == at).map_or(at + width(text, at), |run| run.range.end);
    if !may_go_on(text, at, next) {
        return Err(Other { next, duration: None });
    }
    // 一百二十日, 1.5月
    let before = text[..at].trim_end_matches(['.', ',', '/', '+']);
    let is_han = !text[at..].starts_with(|c: char| c.is_ascii_digit());
    if is_han && UNITS.ends(before).is_some() || before.len() < at && before.ends_with(|c: char| c.is_ascii_digit()) {
        return Err(Other { next, duration: None });
    }
    if let Some(date) = iso(text, at) {
        return Ok(date);
    }
    let Some(first) = era(text, at).or_else(|| element(text, at)) else {
        return Err(Other { next, duration: None });
    };
    let mut date = first.date;
    if date.until.is_none()
        && let Some(after) = span_mark(text, first.end)
        && let Some(second) = element(text, after)
        && second.date.from.range.start == after
        && second.date.until.is_none()
        && goes_with(&date, &second.date)
    {
        (date.range.end, date.kind) = (second.end, second.date.kind);
        date.until = Some(second.date.from);
    }
    // 术后3月、6月
    let listed = last > 0 && text.get(last..at).is_some_and(|mark| JOINTS.has(mark));
    if is_duration(text, &date) || listed && date.from.year.is_none() {
        return Err(Other { next, duration: Some(date.range.end) });
    }
    if stands_alone(text, &date) { Ok(date) } else { Err(Other { next, duration: None }) }
}

/// Whether what stands at a place may be a date by the sign after it: most
/// numerals of a text count something.
fn may_go_on(text: &str, at: usize, end: usize) -> bool {
    let (word, rest) = (&text[at..end], text[end..].trim_start_matches(' '));
    let Some(sign) = rest.chars().next() else { return false };
    if !word.starts_with(is_numeral) {
        let words = [&FIRST_HALF, &SECOND_HALF, &ERAS];
        // 元月
        return is_numeral(sign) || sign == MONTH || words.iter().any(|words| words.begins(&text[at..]).is_some());
    }
    match sign {
        '.' | '/' => word.len() == 4,
        sign => "年月日号季学财起至到".contains(sign) || DASHES.contains(&sign) || JOINTS.begins(rest).is_some(),
    }
}

/// Whether a second date is the end of a span from a first.
fn goes_with(first: &Date, second: &Date) -> bool {
    let finest = |kind: Kind| {
        matches!(kind, Kind::Half(_) | Kind::Quarter(_)).then_some(0).unwrap_or(match kind {
            Kind::Year | Kind::SchoolYear => 1,
            Kind::Month => 2,
            _ => 3,
        })
    };
    finest(first.kind) == finest(second.kind)
        || second.from.year.is_some() && first.from.year.is_some()
        || first.from.month.is_some() && second.from.month.is_some()
}

/// 公元前221年, 公元618年
fn era(text: &str, at: usize) -> Option<Read> {
    let word = ERAS.begins(&text[at..])?;
    let run = Run::at(text, at + word.len())?;
    let end = skip(text, run.range.end);
    text[end..].strip_prefix(YEAR)?;
    let end = end + YEAR.len_utf8();
    Some(read(Kind::Year, Part { range: at..end, year: run.year().filter(|_| word.len() < 9), ..Part::default() }, end))
}

/// A date without what a span goes on with.
fn element(text: &str, at: usize) -> Option<Read> {
    if let Some((kind, end)) = part_of_year(text, at) {
        let start = skip(text, at);
        return Some(read(kind, Part { range: start..end, ..Part::default() }, end));
    }
    let shared = Shared::at(text, at)?;
    let unit = skip(text, shared.end());
    let rest = &text[unit..];
    if is_year_unit(rest) {
        return year(text, &shared, unit);
    }
    let start = shared.first.range.start;
    if let Some(found) = month(text, start, None, shared) {
        return Some(found);
    }
    day(text, Part { range: start..start, ..Part::default() }, Shared::at(text, at)?)
}

fn read(kind: Kind, from: Part, end: usize) -> Read {
    Read { date: Date { range: from.range.start..end, kind, from, until: None, is_list: false }, end }
}

/// A year and what it goes on with: 2021年3月5日, 2021年上半年, 2021年底.
fn year(text: &str, shared: &Shared<'_>, unit: usize) -> Option<Read> {
    let start = shared.first.range.start;
    let rest = &text[unit..];
    let school = SCHOOL_YEARS.begins(rest);
    let word = school.or_else(|| {
        let is_unit =
            |unit: &&str| rest.starts_with(*unit) && !is_tail(rest.get(YEAR.len_utf8()..).unwrap_or_default());
        YEAR_UNITS.iter().copied().find(is_unit).or_else(|| rest.starts_with(YEAR).then(|| &rest[..YEAR.len_utf8()]))
    })?;
    if NOT_YEARS.begins(&rest[word.len()..]).is_some() {
        return None;
    }
    let end = unit + word.len();
    let kind = if school.is_some() { Kind::SchoolYear } else { Kind::Year };
    let (from, until) = match shared.values(Run::year) {
        Some(years) => years,
        // 2020—21学年
        None if kind == Kind::SchoolYear && shared.last.as_ref().is_some_and(|last| last.count() == 2) => {
            (shared.first.year()?, None)
        }
        None if shared.last.is_none() && shared.first.is_short_year() => {
            return short_year(text, start, end, &shared.first);
        }
        None => return None,
    };
    let from = Part { range: start..end, year: Some(from), ..Part::default() };
    if let (Some(last), Some(until)) = (&shared.last, until) {
        let mut found = read(kind, Part { range: shared.first.range.clone(), ..from }, end);
        let range = last.range.start..end;
        found.date.until = Some(Part { range, year: Some(until), ..Part::default() });
        found.date.is_list = shared.is_list;
        return Some(found);
    }
    Some(within_year(text, kind, from, end))
}

/// A year of two digits: 98年7月; alone it is one only where words say so.
fn short_year(text: &str, start: usize, end: usize, run: &Run<'_>) -> Option<Read> {
    let found = within_year(text, Kind::Year, Part { range: start..end, ..Part::default() }, end);
    let is_said = SINCE.ends(&text[..start]).is_some() && run.value().is_none_or(|value| value >= 70);
    (found.end > end || is_said || !run.text.is_ascii()).then_some(found)
}

/// What a year goes on with.
fn within_year(text: &str, kind: Kind, mut from: Part, end: usize) -> Read {
    let start = from.range.start;
    if let Some((kind, end)) = part_of_year(text, end) {
        from.range.end = end;
        return read(kind, from, end);
    }
    if let Some(found) = Shared::at(text, end).and_then(|shared| month(text, start, from.year, shared)) {
        return found;
    }
    let end = end + tail(&YEAR_TAILS, text, end);
    from.range.end = end;
    read(kind, from, end)
}

/// A month and what it goes on with: 3月5日, 3月上旬, 1—6月, 3月份.
fn month(text: &str, start: usize, year: Option<i32>, shared: Shared<'_>) -> Option<Read> {
    let unit = skip(text, shared.end());
    text[unit..].strip_prefix(MONTH)?;
    let small = |run: &Run<'_>| run.value().filter(|value| *value < 100);
    let (first, last) = shared.values(small)?;
    let mut end = unit + MONTH.len_utf8();
    let mut from = Part { range: start..end, year, month: Some(first), day: None };
    if let (Some(run), Some(last)) = (&shared.last, last) {
        end += tail(&MONTH_TAILS, text, end);
        from.range.end = shared.first.range.end;
        let mut found = read(Kind::Month, from, end);
        found.date.until = Some(Part { range: run.range.start..end, month: Some(last), ..Part::default() });
        found.date.is_list = shared.is_list;
        return Some(found);
    }
    if let Some(found) = Shared::at(text, end).and_then(|shared| day(text, from.clone(), shared)) {
        return Some(found);
    }
    // 八月十五 is lunar.
    let is_lunar = |run: Run<'_>| !run.text.starts_with(|c: char| c.is_ascii_digit());
    if year.is_none()
        && !text[start..].starts_with(|c: char| c.is_ascii_digit())
        && text[end..].starts_with(is_numeral)
        && Run::at(text, end).is_some_and(is_lunar)
    {
        return None;
    }
    end += tail(&MONTH_TAILS, text, end);
    from.range.end = end;
    Some(read(Kind::Month, from, end))
}

/// A day, after what stands before it: 5日, 5—7日, 5、6日.
fn day(text: &str, mut from: Part, shared: Shared<'_>) -> Option<Read> {
    let unit = skip(text, shared.end());
    let sign = text[unit..].chars().next().filter(|sign| matches!(*sign, DAY | '号'))?;
    let small = |run: &Run<'_>| run.value().filter(|value| *value < 100);
    let (first, last) = shared.values(small)?;
    let end = unit + sign.len_utf8();
    from.day = Some(first);
    from.range.end = if last.is_some() { shared.first.range.end } else { end };
    let mut found = read(Kind::Day, from, end);
    if let (Some(run), Some(last)) = (&shared.last, last) {
        found.date.until = Some(Part { range: run.range.start..end, day: Some(last), ..Part::default() });
        found.date.is_list = shared.is_list;
    }
    Some(found)
}

/// 上半年, 第三季度, 一、二季度, 前三季度
fn part_of_year(text: &str, at: usize) -> Option<(Kind, usize)> {
    let start = skip(text, at);
    let rest = &text[start..];
    for (words, half) in [(&FIRST_HALF, 1), (&SECOND_HALF, 2)] {
        if let Some(word) = words.begins(rest) {
            return Some((Kind::Half(half), start + word.len()));
        }
    }
    let head = if rest.starts_with([numeral::ORDINAL, '前']) { numeral::ORDINAL.len_utf8() } else { 0 };
    let shared = Shared::at(text, start + head)?;
    // 上一季度 is relative.
    if shared.first.range.start != start + head || NOT_QUARTERS.ends(&text[..start]).is_some() {
        return None;
    }
    let quarter = |run: &Run<'_>| run.value().filter(|value| (1..=4).contains(value));
    let (first, last) = shared.values(quarter)?;
    let rest = &text[skip(text, shared.end())..];
    let end = text.len() - rest.strip_prefix("季度")?.len();
    let end = end + tail(&QUARTER_TAILS, text, end);
    Some((Kind::Quarter(u8::try_from(last.unwrap_or(first)).ok()?), end))
}

/// 2021-12-05, 2021/12/5, 2021.12.5, 2021-12, 2021.12 and spans of them; 2019—2021.
fn iso(text: &str, at: usize) -> Option<Date> {
    let first = iso_date(text, at, true)?;
    let mut date = first.date;
    let before = text[..at].chars().next_back();
    let opens = |c: char| matches!(c, '(' | '[') && !text[..at - 1].ends_with(|c: char| c.is_ascii_alphanumeric());
    if before
        .is_some_and(|c| (c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.' | '_' | '(' | '[')) && !opens(c))
    {
        return None;
    }
    if let Some(after) = span_mark(text, first.end)
        && let Some(second) = iso_date(text, after, false)
    {
        (date.range.end, date.until) = (second.end, Some(second.date.from));
    }
    let mut rest = text[date.range.end..].chars();
    let (after, next) = (rest.next(), rest.next());
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let goes_on = match after {
        Some('T') => !next.is_some_and(|next| next.is_ascii_digit()),
        Some('.' | '-' | '/' | '_' | '(') => is_word(next) || after != Some('.'),
        Some(')' | ']') => is_word(next) || matches!(next, Some('.' | '-' | '/')),
        _ => is_word(after),
    };
    let full = date.from.day.is_some();
    (!goes_on && (full || !is_amount(text, &date))).then_some(date)
}

/// Whether 2021.3 or 2019—2021 is an amount or a version and no date.
fn is_amount(text: &str, date: &Date) -> bool {
    let head = text[..date.range.start].trim_end_matches(' ');
    let ends = text[date.range.end..]
        .chars()
        .next()
        .is_none_or(|c| !c.is_ascii_alphanumeric() && !crate::text::han::is_han(c) && !"%％℃‰".contains(c));
    let ends = ends || AFTER_DIGITS.begins(&text[date.range.end..]).is_some();
    let begins = head
        .chars()
        .next_back()
        .is_none_or(|c| !c.is_ascii_alphanumeric() && !crate::text::han::is_han(c) && !"¥￥$〔〕-".contains(c));
    !(ends && (begins || BEFORE_DIGITS.ends(head).is_some()))
}

/// One date of digits.
fn iso_date(text: &str, at: usize, is_first: bool) -> Option<Read> {
    let bytes = text.as_bytes();
    let digits =
        |from: usize| bytes.get(from..).map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_digit()).count());
    let number = |from: usize, length: usize| text.get(from..from + length)?.parse::<u64>().ok();
    let length = digits(at);
    let mut part = Part { range: at..at, ..Part::default() };
    if length != 4 {
        // 2021.3.5—3.7
        if is_first || !(1..=2).contains(&length) || bytes.get(at + length) != Some(&b'.') {
            return None;
        }
        let day = at + length + 1;
        let end = day + digits(day);
        (part.month, part.day, part.range.end) = (number(at, length), Some(number(day, end - day)?), end);
        return Some(read(Kind::Day, part, end));
    }
    part.year = i32::try_from(number(at, 4)?).ok().filter(|year| (1900..=2099).contains(year));
    part.year?;
    let mut end = at + 4;
    let separator = bytes.get(end).copied().filter(|mark| matches!(mark, b'-' | b'/' | b'.'));
    if let Some(mark) = separator {
        let month = digits(end + 1);
        let month_end = end + 1 + month;
        let is_month = |month: Option<u64>| month.is_some_and(|month| (1..=12).contains(&month));
        if (1..=2).contains(&month) {
            let day = if bytes.get(month_end) == Some(&mark) { digits(month_end + 1) } else { 0 };
            part.month = number(end + 1, month);
            if (1..=2).contains(&day) {
                (part.day, end) = (number(month_end + 1, day), month_end + 1 + day);
            } else if day == 0 && is_month(part.month) && (month == 2 || mark == b'.') {
                end = month_end;
            } else {
                return None;
            }
            part.range.end = end;
            return Some(read(if part.day.is_some() { Kind::Day } else { Kind::Month }, part, end));
        }
    }
    // 2019—2021 without 年
    part.range.end = end;
    if !is_first {
        return Some(read(Kind::Year, part, end));
    }
    let second = iso_date(text, span_mark(text, end)?, false)?;
    let is_span = second.date.kind == Kind::Year && second.date.from.year > part.year;
    let unit = is_year_unit(text[second.end..].trim_start_matches(' '));
    if !is_span || unit || !(1949..2060).contains(&part.year?) {
        return None;
    }
    let mut found = read(Kind::Year, part, second.end);
    found.date.until = Some(second.date.from);
    Some(found)
}

/// Where a span goes on after a dash, 至 or 到.
fn span_mark(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].trim_start_matches(' ');
    let rest = rest.strip_prefix("起").filter(|rest| rest.starts_with('至')).unwrap_or(rest);
    let after = match rest.strip_prefix(['至', '到']) {
        Some(after) => after,
        None => rest.trim_start_matches(DASHES),
    };
    (after.len() < rest.len()).then(|| skip(text, text.len() - after.len()))
}

/// Whether a text begins with what follows a year.
fn is_year_unit(rest: &str) -> bool {
    rest.starts_with(YEAR) || SCHOOL_YEARS.begins(rest).is_some()
}

/// How long the end of a date is that goes on at a place: 底 in 2021年底.
fn tail(tails: &List, text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let tail = tails.begins(rest).filter(|_| !is_tail(rest));
    tail.filter(|tail| !CLOSING.has(tail) || ends_clause(&rest[tail.len()..])).map_or(0, str::len)
}

/// Whether a clause ends at the beginning of a text.
fn ends_clause(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| "，。；、：）,;)\n ".contains(c))
}

/// Where blanks end.
fn skip(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches(' ').len()
}

fn width(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}
