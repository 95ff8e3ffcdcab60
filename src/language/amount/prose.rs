//! The amounts in prose: what a reader would say is counted or measured.
//!
//! In: a text. Out: its amounts, dates and ordinals left out: 3.5亿元, 3—5天,
//! 百余人, 三年, 半个月, 20 GB, $5. A number that stands in a fixed word or a name
//! (三八红旗手, 五台山, “两个维护”) is none, nor is one without counter, unit or scale.
//!
//! A place is from 约, 近 or 逾 before the number to its unit and what belongs to the
//! unit: 3个多月, 两年半, 5000元/人. 左右 and 以上 are said in the claim.
//!
//! The characters that the code names (半, 一, 二, 两, 第, 届, 年, 月, 日, 分, 成 …) each
//! have a rule of their own here; all that is a list is in `prose-amounts.tsv`.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::language::amount::counter::{find, kind};
use crate::language::amount::{Amount, Claim, Kind, Nature, ONE, read};
use crate::language::date::{MONTH, YEAR};
use crate::language::lexicon::{self, List};
use crate::language::numeral::{self, HALF, is_han_numeral};
use crate::language::timex::dates;
use crate::text::han::is_han;

/// No year that is told is later: 5000年 are many years.
const YEARS: i32 = 2_200;
/// The longest word with a numeral in it, in characters.
const LONGEST: usize = 10;

static WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lexicon::NUMERAL_WORDS.rows().map(|row| row.word()).collect());

/// Words that belong to the number that they touch: 约30人.
static ADVERBS: List = List::new(&lexicon::PROSE_AMOUNTS, "adverb");
/// Signs of money, which stand before a number.
static MONEY: List = List::new(&lexicon::PROSE_AMOUNTS, "money-sign");
/// What goes on a unit as “and more”: 三年多.
static MORE: List = List::new(&lexicon::PROSE_AMOUNTS, "and-more");
/// What makes words with 多 before it: 3元多种.
static NOT_MORE: List = List::new(&lexicon::PROSE_AMOUNTS, "and-more-not");
/// What follows 日 where it is a time that passes: 十五日内.
static DAYS_AFTER: List = List::new(&lexicon::PROSE_AMOUNTS, "days-after");
/// What stands before it: 提前三十日.
static DAYS_BEFORE: List = List::new(&lexicon::PROSE_AMOUNTS, "days-before");
/// What follows 年 where it is a year: 21年底.
static YEAR_AFTER: List = List::new(&lexicon::PROSE_AMOUNTS, "year-after");
/// What stands before a year of an era: 公元前221年.
static ERA: List = List::new(&lexicon::PROSE_AMOUNTS, "era");
/// Counters before which 二 is a place in an order: 二期, 二班.
static SECOND: List = List::new(&lexicon::PROSE_AMOUNTS, "second");
/// What follows 期 where it is a stage: 三期工程.
static STAGE: List = List::new(&lexicon::PROSE_AMOUNTS, "stage");
/// Counters that 一 counts with, and what stands before it then: 仅一名.
static ONE_OF: List = List::new(&lexicon::PROSE_AMOUNTS, "one");
static ONE_AFTER: List = List::new(&lexicon::PROSE_AMOUNTS, "one-after");
/// What stands before 一 where it is some day: 这一天.
static SOME_BEFORE: List = List::new(&lexicon::PROSE_AMOUNTS, "some-before");
/// Counters that a Han numeral counts with only after certain words, or never.
static NO_HAN: List = List::new(&lexicon::PROSE_AMOUNTS, "digits-only");
static FOLD_AFTER: List = List::new(&lexicon::PROSE_AMOUNTS, "fold-after");
/// What stands before 分 where it is a minute of the clock: 8时30分.
static CLOCK: List = List::new(&lexicon::PROSE_AMOUNTS, "clock");
static NO_CLOCK: List = List::new(&lexicon::PROSE_AMOUNTS, "clock-not");
/// What follows 次 after 届 where it is a place in an order: 三届五次会议.
static SESSION: List = List::new(&lexicon::PROSE_AMOUNTS, "session");
/// Counters before which years may stand: 2022—2023学年.
static YEAR_UNIT: List = List::new(&lexicon::PROSE_AMOUNTS, "year-unit");
/// What follows 百, 千 or 万 where it is “very many”: 百年, 千里.
static MANY: List = List::new(&lexicon::PROSE_AMOUNTS, "many");
/// Counters of bodies that 两 means both of: 两国.
static BOTH: List = List::new(&lexicon::PROSE_AMOUNTS, "both");
/// What stands before 半 in other words: 上半年.
static HALF_NOT: List = List::new(&lexicon::PROSE_AMOUNTS, "half-not");
/// What does so before a unit of one character: 前半年, but 提前半小时.
static HALF_PART: List = List::new(&lexicon::PROSE_AMOUNTS, "half-part");
/// What follows 半 in other words: 半导体.
static HALF_AFTER_NOT: List = List::new(&lexicon::PROSE_AMOUNTS, "half-after-not");
/// Units that one more digit may follow: 一米八, 七成五.
static AND_PART: List = List::new(&lexicon::PROSE_AMOUNTS, "and-part");
/// What stands before a numeral in a word: 星期三.
static WORD_BEFORE: List = List::new(&lexicon::PROSE_AMOUNTS, "word-before");
/// What may stand under the line of a ratio: 元/人.
static PER: List = List::new(&lexicon::PROSE_AMOUNTS, "per");
/// Ordinals that are told as lengths: 100周年.
static TOLD: List = List::new(&lexicon::PROSE_AMOUNTS, "ordinal-told");

/// Whether the numeral at a place is part of a word that counts nothing: 红十字会,
/// 三八红旗手, 一把手.
pub fn is_in_word(text: &str, numeral: &Range<usize>) -> bool {
    let before = text.get(..numeral.start).unwrap_or_default();
    let starts = before.char_indices().rev().take(LONGEST - 1).map(|(start, _)| start);
    std::iter::once(numeral.start).chain(starts).any(|start| {
        let rest = text.get(start..).unwrap_or_default();
        let ends = rest.char_indices().take(LONGEST).map(|(offset, last)| start + offset + last.len_utf8());
        ends.filter(|end| *end >= numeral.end).any(|end| text.get(start..end).is_some_and(|word| WORDS.contains(word)))
    })
}

/// The amounts of a text, in their order.
pub fn in_prose(text: &str) -> Vec<Amount<'_>> {
    let is_year =
        |date: &Range<usize>| !text[date.clone()].trim_end_matches(YEAR).parse().is_ok_and(|year| YEARS <= year);
    let dates: Vec<Range<usize>> = dates(text).into_iter().map(|date| date.range).filter(is_year).collect();
    let mut found = Vec::new();
    let mut at = 0;
    let may_begin = |character| read::may_begin(character) || character == HALF;
    while let Some(start) = text[at..].find(may_begin).map(|found| at + found) {
        let (end, amount) = match half(text, start, at) {
            Some(amount) => (amount.measured.end, Some(amount)),
            None => read::number(text, start, at, true),
        };
        let floor = std::mem::replace(&mut at, end.max(start + 1));
        while !text.is_char_boundary(at) {
            at += 1;
        }
        let dated = |amount: &Amount<'_>| {
            dates.iter().any(|date| date.start < amount.measured.end && amount.measured.start < date.end)
        };
        if let Some(amount) = amount.filter(|amount| !dated(amount)).and_then(|amount| counted(text, floor, amount)) {
            at = at.max(amount.range.end);
            push(&mut found, amount);
        }
    }
    found
}

/// Adds an amount; 4小时12分 and 3元5角 are one.
fn push<'t>(found: &mut Vec<Amount<'t>>, amount: Amount<'t>) {
    // 分 is a minute beside hours and seconds.
    let of = |amount: &Amount<'_>, other: Kind| {
        if amount.counter == "分" && other == Kind::Duration { other } else { amount.kind() }
    };
    match found.last_mut() {
        Some(last)
            if last.range.end == amount.range.start
                && of(last, amount.kind()) == of(&amount, last.kind())
                && matches!(of(last, amount.kind()), Kind::Duration | Kind::Money)
                && last.counter != amount.counter =>
        {
            (last.range.end, last.measured.end) = (amount.range.end, amount.measured.end);
            last.high = last.high.saturating_add(ONE);
        }
        _ => found.push(amount),
    }
}

/// 半天, 半个月; 半 is a number only before a unit of time or measure.
fn half(text: &str, start: usize, floor: usize) -> Option<Amount<'_>> {
    let rest = text[start..].strip_prefix(HALF)?;
    let (counter, nature, kind) = find(rest, true)?;
    let length = matches!(kind, Kind::Duration | Kind::Measure);
    let is_unit = length && (nature == Nature::Count || counter == "年") && !counter.is_ascii();
    let before = &text[floor..start];
    let is_part = counter.chars().count() == 1 && HALF_PART.ends(before).is_some();
    if !is_unit || is_part || HALF_NOT.ends(before).is_some() {
        return None;
    }
    let numeral = start..start + HALF.len_utf8();
    let measured = start..numeral.end + counter.len();
    let counter = text.get(numeral.end..measured.end)?;
    let (value, claim, nature) = (ONE / 2, Claim::Exact, Nature::Count);
    let range = measured.clone();
    Some(Amount { range, measured, numeral, value, low: value, high: value, claim, places: 0, nature, counter })
}

/// A number as an amount, if it is one, with its place as a reader sees it.
fn counted<'t>(text: &'t str, floor: usize, mut amount: Amount<'t>) -> Option<Amount<'t>> {
    let (before, after) = (&text[floor..amount.numeral.start], &text[amount.measured.end..]);
    let numeral = &text[amount.numeral.clone()];
    let in_han = !numeral.starts_with(first_is_digit);
    let sign = MONEY.ends(before);
    match amount.nature {
        Nature::Share => {}
        Nature::Count if amount.counter.is_empty() => {
            let has_scale = numeral.ends_with(|last| numeral::unit(last).is_some_and(|unit| unit >= 10_000));
            // 突破3万, but 三亿 only where the word ends.
            let ends = !in_han || !after.starts_with(is_han) || AFTER_SCALE.begins(after).is_some();
            if sign.is_none() && !(has_scale && ends && !after.starts_with(|next: char| next.is_ascii_alphanumeric())) {
                return None;
            }
        }
        // 三届五次会议, 2022—2023学年
        Nature::Count if amount.counter == "次" && SESSION.begins(after).is_some() && nearly(text, &amount, '届') => {
            return None;
        }
        Nature::Count if YEAR_UNIT.has(amount.counter) && amount.value >= 1_000 * ONE => return None,
        // 8时30分
        Nature::Count if is_clock(&text[..amount.numeral.start], amount.counter) => return None,
        Nature::Count => {}
        Nature::Time if is_duration(text, before, after, &amount) => {}
        Nature::Ordinal if TOLD.has(amount.counter) && !before.trim_end().ends_with(numeral::ORDINAL) => {}
        _ => return None,
    }
    if in_han && !is_number(text, before, after, numeral, &amount) {
        return None;
    }
    if sign.is_some() {
        amount.measured.start -= sign.map_or(0, str::len);
    }
    amount.nature = if amount.nature == Nature::Share { Nature::Share } else { Nature::Count };
    amount.measured.end += tail(text, &amount);
    let head = &text[floor..amount.measured.start];
    let adverb = ADVERBS.ends(head).filter(|_| amount.range.start < amount.measured.start);
    amount.range = amount.measured.start - adverb.map_or(0, str::len)..amount.measured.end;
    Some(amount)
}

/// What may follow a number of 万 or 亿 without a counter.
static AFTER_SCALE: List = List::new(&lexicon::PROSE_AMOUNTS, "after-scale");

/// Whether a character stands within a dozen before an amount.
fn nearly(text: &str, amount: &Amount<'_>, character: char) -> bool {
    text[..amount.numeral.start].chars().rev().take(12).any(|before| before == character)
}

fn is_clock(before: &str, counter: &str) -> bool {
    CLOCK.ends(before).is_some_and(|_| counter == "分" && NO_CLOCK.ends(before).is_none())
}

fn first_is_digit(first: char) -> bool {
    matches!(first, '0'..='9' | '０'..='９')
}

/// Whether a number of years or days says how long, and not when.
fn is_duration(text: &str, before: &str, after: &str, amount: &Amount<'_>) -> bool {
    let high = amount.high.max(amount.value);
    match amount.counter {
        "年" => {
            let exact = matches!(amount.claim, Claim::Exact | Claim::Between | Claim::About);
            let is_year =
                exact && (1_000 * ONE..YEARS.unsigned_abs() as u64 * ONE).contains(&high.min(amount.value.max(ONE)));
            let numeral = &text[amount.numeral.clone()];
            // 21年12月
            let digits = after.find(|c| !(first_is_digit(c) || is_han_numeral(c))).unwrap_or(after.len());
            let is_date = digits > 0 && after[digits..].starts_with(MONTH);
            let of_era = ERA.ends(before.trim_end()).is_some();
            !is_year && !is_date && !of_era && YEAR_AFTER.begins(after).is_none() && !numeral.starts_with('0')
        }
        "日" => DAYS_AFTER.begins(after).is_some() || DAYS_BEFORE.ends(before).is_some(),
        _ => false,
    }
}

/// Whether a Han numeral is a number, and no part of a word.
fn is_number(text: &str, before: &str, after: &str, numeral: &str, amount: &Amount<'_>) -> bool {
    let counter = amount.counter;
    if is_in_word(text, &amount.numeral) || WORD_BEFORE.ends(before).is_some() {
        return false;
    }
    let is_unit = !matches!(kind(counter), Kind::Count) && !counter.is_empty();
    match numeral {
        _ if counter == "番" => return FOLD_AFTER.ends(before).is_some(),
        _ if NO_HAN.has(counter) => return false,
        "一" if is_unit => return SOME_BEFORE.ends(before).is_none(),
        "一" => {
            let is_last = !after.starts_with(is_han) && !after.starts_with(|next: char| next.is_ascii_alphanumeric());
            return ONE_OF.has(counter)
                && SOME_BEFORE.ends(before).is_none()
                && (is_last || ONE_AFTER.ends(before).is_some());
        }
        "二" if SECOND.has(counter) => return false,
        "两" if BOTH.has(counter) => return false,
        _ => {}
    }
    if counter == "期" && STAGE.begins(after).is_some() {
        return false;
    }
    // 百年, 千里
    let said = amount.range.start < amount.measured.start;
    let alone =
        numeral.chars().count() == 1 && numeral.starts_with(|unit| numeral::unit(unit).is_some_and(|unit| unit > 10));
    if alone && !said && MANY.has(counter) {
        return false;
    }
    // “三个代表”
    let quoted = before.ends_with(['“', '《', '「', '‘']);
    let small = amount.claim == Claim::Exact && amount.value <= 20 * ONE && counter.chars().count() <= 1;
    if quoted && small && kind(counter) == Kind::Count {
        let close = after.find(['”', '》', '」', '’', '，', '。']);
        return !close.is_some_and(|at| after[..at].chars().count() <= 8 && !after[at..].starts_with(['，', '。']));
    }
    true
}

/// How far the unit of an amount goes on: 半 in 两年半, 多 in 三年多, /人 in 元/人.
fn tail(text: &str, amount: &Amount<'_>) -> usize {
    let rest = &text[amount.measured.end..];
    let kind = kind(amount.counter);
    if amount.counter.is_empty() || kind == Kind::Count {
        return per(rest);
    }
    if AND_PART.has(amount.counter) && text[amount.numeral.clone()].ends_with(is_han_numeral) {
        let part = rest.chars().next().filter(|part| is_han_numeral(*part)).map_or(0, char::len_utf8);
        let goes_on = |next: &str| next.starts_with(is_han_numeral) || find(next, true).is_some();
        if part > 0 && !goes_on(&rest[part..]) {
            return part;
        }
    }
    if let Some(word) = MORE.begins(rest)
        && NOT_MORE.begins(&rest[word.len()..]).is_none()
    {
        return word.len();
    }
    if let Some(after) = rest.strip_prefix(HALF)
        && kind == Kind::Duration
        && HALF_AFTER_NOT.begins(after).is_none()
    {
        return rest.len() - after.len();
    }
    per(rest)
}

/// How long what stands under the line of a ratio is, with the line.
fn per(rest: &str) -> usize {
    let Some(under) = rest.strip_prefix(['/', '／']) else { return 0 };
    let line = rest.len() - under.len();
    let unit = find(under, true).filter(|(unit, ..)| !unit.is_empty()).map(|(unit, ..)| unit.len());
    PER.begins(under).map(str::len).max(unit).map_or(0, |length| line + length)
}

#[cfg(test)]
mod tests {
    use super::is_in_word;

    #[test]
    fn a_numeral_in_a_word_is_told_from_a_number() {
        for (text, numeral, expected) in [
            ("市红十字会捐款", "十", true),
            ("获三八红旗手称号", "三八", true),
            ("一把手亲自抓", "一", true),
            ("开展百日攻坚", "百", true),
            ("赴五台山参观", "五", true),
            ("派出五台车", "五", false),
            ("写了十字", "十", false),
            ("", "", false),
        ] {
            let start = text.find(numeral).unwrap();
            assert_eq!(is_in_word(text, &(start..start + numeral.len())), expected, "{text}");
        }
    }
}
