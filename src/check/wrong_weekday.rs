//! D04: a day of the week that does not belong to its date.

use std::ops::Range;

use crate::check::passages::passages_with;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::date::{PartialDate, last_day};
use crate::language::lexicon::{self, List};
use crate::language::timex;
use crate::text::signs::{Sign, Signs};

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7204",
        name: "wrong-weekday",
        severity: Severity::Warning,
        message: Words {
            zh: "{date}是星期{right}，这里写的是“{said}”",
            en: "{date} is a 星期{right}, but the text says “{said}”",
        },
        help: Words {
            zh: "核对日期和星期，改正写错的一个",
            en: "check date and weekday and correct the one that is wrong",
        },
    },
    group: Group::Dates,
    about: Words {
        zh: "日期后面写着星期几的（2024年5月1日（星期三）），按公历推算。没有写年份的，按报告总结的那一年算，前后一年也都不合才报；农历、引文、书名、代码里的不看。",
        en: "Where a weekday follows a date (2024年5月1日（星期三）) it is reckoned by the calendar. A date without a year is of the year reported on, and is marked only if it fits neither the year before nor after. Lunar dates, quotations, titles and code are left alone.",
    },
    wrong: "会议于2024年5月1日（星期四）召开。\n",
    right: "会议于2024年5月1日（星期三）召开，2024年5月4日周六休息。\n",
    fix: Fix::None,
    find,
};

/// What a weekday begins with.
static WEEK: List = List::new(&lexicon::TIME_WORDS, "week");
/// What may stand between a date and its weekday: 10月1日|是|星期二.
static LEADS: List = List::new(&lexicon::TIME_WORDS, "week-lead");
/// What makes a weekday one of several.
static JOINERS: List = List::new(&lexicon::TIME_WORDS, "week-not");
/// The days, Sunday first; Sunday has two names.
const DAYS: &str = "日一二三四五六";
const SUNDAY: char = '天';

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |text: &str| WEEK.is_in(text);
    let signs = |signs: Signs| signs.has(Sign::Month) && signs.has_number();
    for block in passages_with(subject, signs, may) {
        let mut year = None;
        for date in timex::dates(&block.text) {
            let part = date.until.as_ref().unwrap_or(&date.from);
            year = part.year.or(date.from.year).or(year);
            let month = part.month.or(date.from.month);
            let (Some(month), Some(day)) = (month.and_then(|month| u8::try_from(month).ok()), part.day) else {
                continue;
            };
            let Some((range, said)) = weekday(&block.text, date.range.end) else { continue };
            let of_report = subject.report.map(|report| report.years.last);
            let years = match (part.year.or(date.from.year), year.or(of_report)) {
                (Some(year), _) => year..=year,
                (None, Some(year)) => year - 1..=year + 1,
                (None, None) => continue,
            };
            let middle = years.start() + (years.end() - years.start()) / 2;
            let fits = |year: i32| weekday_of(year, month, day).is_none_or(|right| right == said);
            if years.clone().any(fits) || block.is_foreign(&range) {
                continue;
            }
            let Some(right) = weekday_of(middle, month, day).and_then(|right| DAYS.chars().nth(right)) else {
                continue;
            };
            let date = PartialDate { year: middle, month: Some(month), day: u8::try_from(day).ok() };
            findings.push(
                Diagnostic::new(&CHECK.rule, subject.span(&block, range.clone()))
                    .with("date", date.chinese())
                    .with("right", right.to_string())
                    .with("said", &block.text[range]),
            );
        }
    }
}

/// The weekday that is told right behind a date, and its number from Sunday.
fn weekday(text: &str, end: usize) -> Option<(Range<usize>, usize)> {
    let rest = &text[end..];
    let own = rest.trim_start_matches([' ', '（', '(', '，', ',']);
    let marks = rest.len() - own.len();
    let own = LEADS.strip_prefix(own).unwrap_or(own);
    let gap = rest.len() - own.len();
    let week = WEEK.begins(own).filter(|_| marks <= 4)?;
    let day = own[week.len()..].chars().next()?;
    let number = if day == SUNDAY { Some(0) } else { DAYS.chars().position(|known| known == day) }?;
    // 周一至周五 tells of more than one.
    let after = &own[week.len() + day.len_utf8()..];
    if JOINERS.begins(after).is_some() {
        return None;
    }
    Some((end + gap..end + gap + week.len() + day.len_utf8(), number))
}

/// The weekday of a date of our time, Sunday being 0 (Zeller's congruence).
fn weekday_of(year: i32, month: u8, day: u64) -> Option<usize> {
    let day =
        u8::try_from(day).ok().filter(|day| (1..=12).contains(&month) && (1..=last_day(year, month)).contains(day))?;
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let days = i32::from(day) + 13 * (i32::from(month) + 1) / 5 + year + year / 4 - year / 100 + year / 400;
    // Zeller counts from Saturday.
    usize::try_from((days + 6).rem_euclid(7)).ok()
}

#[cfg(test)]
mod tests {
    use super::weekday_of;

    #[test]
    fn weekdays_are_reckoned() {
        for (date, expected) in [((2024, 5, 1), 3), ((2000, 1, 1), 6), ((2024, 2, 29), 4), ((1949, 10, 1), 6)] {
            assert_eq!(weekday_of(date.0, date.1, date.2), Some(expected), "{date:?}");
        }
        assert_eq!(weekday_of(2023, 2, 29), None);
    }
}
