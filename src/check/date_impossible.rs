//! D02: a date that does not exist, or whose parts are not kept apart.

use std::collections::HashSet;
use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::date::{PartialDate, last_day};
use crate::language::lexicon::{self, List};
use crate::language::timex::{self, Date, Part};
use crate::text::signs::{Sign, Signs};

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7202",
        name: "date-impossible",
        severity: Severity::Warning,
        message: Words { zh: "“{text}”{what}", en: "“{text}”: {what}" },
        help: Words {
            zh: "核对后写成“2021年12月5日”“12月7—16日”的样子",
            en: "check it and write it like 2021年12月5日 or 12月7—16日",
        },
    },
    group: Group::Dates,
    about: Words {
        zh: "标出三种日期：日历上没有的（13月、2月30日，没写年的2月29日不算；农历不算）；年月日连在一起的（2021125、20211205、2021年125日；前面是编号、账号，后面是量词的不算）；起讫颠倒的（12月16—7日、2021—2019年；12月28日—1月3日是跨年，不算）。引号、书名号里的不算。依据 GB/T 15835、GB/T 7408。同一处写法一个文件报一次。",
        en: "Three kinds of dates are marked: those not in the calendar (13月, 2月30日; not 2月29日 without a year, not lunar dates); those whose digits run together (2021125, 20211205, 2021年125日; not after 编号 or 账号, not before a counter); ranges that end before they begin (12月16—7日, 2021—2019年; 12月28日—1月3日 goes on into the next year). Not in quotations and titles. After GB/T 15835 and GB/T 7408. The same text is reported once a file.",
    },
    wrong: "培训班于2021年2月30日开班。\n",
    right: "2020年2月29日至3月2日值班，12月28日—1月3日休整；2月29日有会，农历二月三十日除外。登记编号20211399。\n",
    fix: Fix::None,
    find,
};

const NO_DAY: Words = Words { zh: "这一天日历上没有", en: "there is no such day" };
const NO_MONTH: Words = Words { zh: "没有这个月份", en: "there is no such month" };
const RUN_TOGETHER: Words = Words {
    zh: "像是年月日连在一起的日期",
    en: "this looks like a date whose year, month and day run together",
};
const REVERSED: Words = Words { zh: "起讫颠倒，止在起之前", en: "the range ends before it begins" };

/// What stands before the digits of a code.
static CODES: List = List::new(&lexicon::TIME_WORDS, "code-before");
/// What stands after digits that count or number.
static COUNTERS: List = List::new(&lexicon::TIME_WORDS, "counter-after");
/// What stands before a lunar date, which may exist on no calendar.
static LUNAR: List = List::new(&lexicon::TIME_WORDS, "lunar");

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut said: HashSet<&str> = HashSet::new();
    for block in subject.blocks.iter().filter(|block| may_be_wrong(block.signs)) {
        for (range, what) in wrong_dates(&block.text) {
            let text = &block.text[range.clone()];
            if !block.is_foreign(&range) && said.insert(text) {
                let span = subject.span(block, range);
                findings.push(Diagnostic::new(&CHECK.rule, span).with("text", text).with("what", what));
            }
        }
    }
}

/// Whether a text may have any: a month, years parted by a dash, or digits
/// that have parts or should.
fn may_be_wrong(signs: Signs) -> bool {
    let both = |one, other| signs.has(one) && signs.has(other);
    signs.has_any(&[Sign::Month, Sign::LongDigits])
        || both(Sign::Year, Sign::DashDigit)
        || both(Sign::YearDigit, Sign::DigitDay)
        || both(Sign::YearPoint, Sign::PointDigit)
}

/// Finds wrong dates, ascending.
fn wrong_dates(text: &str) -> Vec<(Range<usize>, Words)> {
    let mut found: Vec<(Range<usize>, Words)> = Vec::new();
    for date in timex::dates(text).iter().filter(|date| LUNAR.ends(&text[..date.range.start]).is_none()) {
        let faults = date.parts().filter_map(|part| Some((part.range.clone(), fault(part)?)));
        let known = found.len();
        found.extend(faults);
        if found.len() == known && date.is_reversed() && is_of_our_time(date) {
            found.push((date.range.clone(), REVERSED));
        }
    }
    found.extend(run_together(text).into_iter().map(|range| (range, RUN_TOGETHER)));
    found.sort_by_key(|(range, _)| range.start);
    found.dedup_by(|(later, _), (earlier, _)| later.start < earlier.end);
    found
}

/// Why a date does not exist. A month alone may be anything: 13月 without a
/// year or day is too little to judge by.
fn fault(part: &Part) -> Option<Words> {
    let month = part.month.filter(|_| part.year.is_some() || part.day.is_some())?;
    let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month));
    let Some(month) = month else { return Some(NO_MONTH) };
    // Without a year any February may have 29 days.
    let last = last_day(part.year.unwrap_or(2000), month);
    part.day.filter(|day| !(1..=u64::from(last)).contains(day)).map(|_| NO_DAY)
}

/// Whether a span is of years that reports tell of.
fn is_of_our_time(date: &Date) -> bool {
    date.parts().all(|part| part.year.is_none_or(|year| (1900..=2099).contains(&year)))
}

/// 2021125, 20211205, 2021年125日.
fn run_together(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + next;
        let end = start + bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at = end;
        let digits = &text[start..end];
        let (head, tail) = (&text[..start], &text[end..]);
        let follows = tail.chars().next();
        if matches!(digits.len(), 7 | 8) {
            if is_unseparated(digits) && is_alone(head, tail) {
                found.push(start..end);
            }
        } else if (matches!(digits.len(), 3 | 4) || digits.len() == 2 && digits > "31")
            && follows == Some('日')
            && head.ends_with('年')
        {
            let from = head.len() - '年'.len_utf8();
            let year = text[..from].bytes().rev().take_while(u8::is_ascii_digit).count();
            if year == 4 {
                found.push(from - year..end + '日'.len_utf8());
            }
        }
    }
    found
}

/// Whether some reading of seven or eight digits is a date of our time.
fn is_unseparated(digits: &str) -> bool {
    let number = |range: Range<usize>| digits.get(range)?.parse::<u64>().ok();
    let Some(year) = number(0..4).and_then(|year| i32::try_from(year).ok()) else { return false };
    let is_date = |month: Option<u64>, day: Option<u64>, length: usize| {
        let day_is_plain = !digits.get(4 + length..).is_some_and(|day| day.len() == 1 && day == "0");
        month.is_some() && day_is_plain && PartialDate::new(year, month, day).is_ok()
    };
    if !(1949..=2049).contains(&year) {
        return false;
    }
    match digits.len() {
        8 => is_date(number(4..6), number(6..8), 2),
        7 => is_date(number(4..5), number(5..7), 1) || is_date(number(4..6), number(6..7), 2),
        _ => false,
    }
}

/// Whether digits stand by themselves: no code, no amount, no name of a file.
fn is_alone(head: &str, tail: &str) -> bool {
    let before = head.chars().next_back();
    let after = tail.chars().next();
    let joins = |c: char| c.is_ascii_alphanumeric() || "-_/.#=+*:@".contains(c);
    !before.is_some_and(joins)
        && !after.is_some_and(|c| joins(c) || "%％".contains(c))
        && COUNTERS.begins(tail).is_none()
        && CODES.ends(head.trim_end()).is_none()
}

#[cfg(test)]
mod tests {
    use super::wrong_dates;

    #[test]
    fn wrong_dates_are_found_and_right_ones_left() {
        for (text, expected) in [
            ("2021年13月开会", vec!["2021年13月"]),
            ("4月31日和6月31号", vec!["4月31日", "6月31号"]),
            ("2021年2月29日", vec!["2021年2月29日"]),
            ("二〇二一年二月三十日", vec!["二〇二一年二月三十日"]),
            ("记于2021-02-30。", vec!["2021-02-30"]),
            ("时间：2021125，地点", vec!["2021125"]),
            ("20211205召开", vec!["20211205"]),
            ("2021年125日", vec!["2021年125日"]),
            ("12月16—7日", vec!["12月16—7日"]),
            ("12月16日至7日", vec!["12月16日至7日"]),
            ("2021年5月3日—2021年4月3日", vec!["2021年5月3日—2021年4月3日"]),
            ("5月20日至5月3日", vec!["5月20日至5月3日"]),
            ("2021—2019年", vec!["2021—2019年"]),
            ("12月7—16日，12月28日—1月3日，2021年12月28日至2022年1月3日", vec![]),
            ("2019—2021年，2019年至2021年，2021年3月—12月", vec![]),
            ("捐款2021125元，编号20211205，电话20211205-1", vec![]),
            ("2月29日，农历二月三十日，八月十五，三四月间，13月", vec![]),
            ("三个月31日，每月31日，2021年32名，10月1日，2022年", vec![]),
            ("图20211399，20219999", vec![]),
            ("5月3日至今，5月3日到3日", vec![]),
            ("月日年—至到号", vec![]),
        ] {
            let found: Vec<&str> = wrong_dates(text).into_iter().map(|(range, _)| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
