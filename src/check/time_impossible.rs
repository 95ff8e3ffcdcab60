//! D05: a time of day that no clock shows.

use std::ops::Range;

use crate::check::passages::passages_with;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::date::DAY;
use crate::language::lexicon::{self, List, Row};
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7205",
        name: "time-impossible",
        severity: Severity::Warning,
        message: Words { zh: "时间“{text}”{fault}", en: "“{text}”: {fault}" },
        help: Words { zh: "核对后改正", en: "check and correct it" },
    },
    group: Group::Dates,
    about: Words {
        zh: "钟点：一天到24时为止，一小时到59分为止（25时、8时75分、日期后面的8:60）；“上午”“下午”“凌晨”“晚上”与后面的钟点矛盾（上午15时、下午10:30之前写成下午8:00至7:30这样倒过来的）。比分、比例、章节号这类前面没有日期或时段的“3:75”不算；引文、书名、代码里的不看。",
        en: "Times of day: a day ends at 24时, an hour at 59分 (25时, 8时75分, 8:60 after a date); 上午, 下午, 凌晨 and 晚上 against the hour behind them (上午15时) or a span that runs backwards under one of them. Scores, ratios and numbers of chapters are left alone: a 3:75 without a date or part of the day before it; quotations, titles and code too.",
    },
    wrong: "会议于5月8日上午9时75分开始。\n",
    right: "会议于5月8日上午9时45分开始，下午2:30至5:00讨论，比分3:75，24时截止，学习25学时。\n",
    fix: Fix::None,
    find,
};

const NO_HOUR: Words = Words { zh: "没有这个钟点", en: "no clock shows this hour" };
const NO_MINUTE: Words = Words { zh: "分钟超过了59", en: "an hour has no such minute" };
const OTHER_PART: Words = Words { zh: "与前面的时段不合", en: "the hour is not in that part of the day" };
const BACKWARDS: Words = Words { zh: "起讫颠倒，止在起之前", en: "the span ends before it begins" };

/// Parts of the day, with their hours.
static PARTS: List = List::new(&lexicon::DAY_PARTS, "part");
/// What stands before a time written with a colon.
static LEADS: List = List::new(&lexicon::DAY_PARTS, "lead");
/// What follows 时 where it is no hour of the clock.
static NO_CLOCK: List = List::new(&lexicon::DAY_PARTS, "hour-not");
/// What joins the ends of a span.
static JOINERS: List = List::new(&lexicon::NUMBER_WORDS, "joiner");
/// What stands after the number of an hour, and after that of a minute.
const HOURS: [char; 2] = ['时', '点'];
const MINUTE: char = '分';

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |text: &str| text.contains(HOURS) || text.contains([':', '：']);
    for block in passages_with(subject, |signs| signs.has(Sign::Digit), may) {
        for (at, fault) in wrong_times(&block.text) {
            if !block.is_foreign(&at) {
                let finding = Diagnostic::new(&CHECK.rule, subject.span(&block, at.clone()));
                findings.push(finding.with("text", &block.text[at]).with("fault", fault));
            }
        }
    }
}

/// A time as it is written.
struct Time {
    at: Range<usize>,
    hour: u32,
    minute: Option<u32>,
    /// Whether the words around make sure that it is one.
    is_sure: bool,
}

fn wrong_times(text: &str) -> Vec<(Range<usize>, Words)> {
    let mut found = Vec::new();
    let mut last: Option<(Time, Option<Row>)> = None;
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|next| at + next) {
        let Some(time) = time(text, start) else {
            at = start + text[start..].bytes().take_while(u8::is_ascii_digit).count();
            continue;
        };
        at = time.at.end;
        let part = part(&text[..start]);
        let joined = last.as_ref().filter(|(last, _)| {
            let between = &text[last.at.end..time.at.start];
            JOINERS.has(between.trim())
        });
        let is_sure = time.is_sure || part.is_some() || joined.is_some_and(|(last, _)| last.is_sure);
        let fault = if !is_sure {
            None
        } else if time.hour > 24 || time.hour == 24 && time.minute.is_some_and(|minute| minute > 0) {
            Some(NO_HOUR)
        } else if time.minute.is_some_and(|minute| minute > 59) {
            Some(NO_MINUTE)
        } else if part.is_some_and(|part| !within(&part, time.hour)) {
            Some(OTHER_PART)
        } else if let Some((first, Some(part))) = joined
            && (time.hour, time.minute) < (first.hour, first.minute)
            && within(part, time.hour)
            && first.hour < 12
        {
            Some(BACKWARDS)
        } else {
            None
        };
        found.extend(fault.map(|fault| (time.at.clone(), fault)));
        last = Some((Time { is_sure, ..time }, part));
    }
    found
}

/// The part of the day that a text ends with.
fn part(before: &str) -> Option<Row> {
    let word = PARTS.ends(before.trim_end())?;
    lexicon::DAY_PARTS.of("part").find(|row| row.word() == word)
}

/// Whether an hour may be said of a part of the day.
fn within(part: &Row, hour: u32) -> bool {
    part.parts("hours").any(|span| {
        let (first, last) = span.split_once('-').unwrap_or((span, span));
        let bound = |text: &str| text.parse::<u32>().unwrap_or_default();
        (bound(first)..=bound(last)).contains(&hour)
    })
}

/// 9时75分, 9点, 9:30
fn time(text: &str, start: usize) -> Option<Time> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |text: &str| text.parse::<u32>().ok();
    let (head, rest) = (&text[..start], &text[start..]);
    let length = digits(rest);
    let before = head.chars().next_back();
    if length > 2 || before.is_some_and(|c| c.is_ascii_alphanumeric() || ".:：/-第".contains(c)) {
        return None;
    }
    let hour = number(&rest[..length])?;
    let mark = rest[length..].chars().next()?;
    let after = &rest[length + mark.len_utf8()..];
    let minutes = digits(after);
    match mark {
        mark if HOURS.contains(&mark) => {
            if NO_CLOCK.begins(&rest[length..]).is_some() {
                return None;
            }
            let minute = number(&after[..minutes]).filter(|_| minutes == 2 && after[minutes..].starts_with(MINUTE));
            let dated = head.ends_with(DAY) || LEADS.ends(head.trim_end()).is_some();
            let is_sure = minute.is_some() || mark == HOURS[0] && dated;
            let end = start + length + mark.len_utf8() + if minute.is_some() { minutes + MINUTE.len_utf8() } else { 0 };
            (minutes == 0 || minute.is_some()).then_some(Time { at: start..end, hour, minute, is_sure })
        }
        ':' | '：' if minutes == 2 => {
            let goes_on = after[minutes..].starts_with([':', '：', '.', '%', '％']);
            let end = start + length + mark.len_utf8() + minutes;
            let is_sure = head.trim_end().ends_with(DAY) || LEADS.ends(head.trim_end()).is_some();
            let minute = number(&after[..minutes]);
            (!goes_on).then_some(Time { at: start..end, hour, minute, is_sure })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::wrong_times;

    #[test]
    fn times_are_those_of_a_clock() {
        for (text, expected) in [
            ("5月8日上午9时75分", "9时75分"),
            ("5月8日25:30开会", "25:30"),
            ("上午15时至16时，下午2:30至5:00，晚上8点", "15时"),
            ("上午9:30至8:30", "8:30"),
            ("比分3:75，24时截止，25学时，第25时段，8:30", ""),
            ("晚上8:00至次日6:00", ""),
            ("9:", ""),
        ] {
            let found: Vec<&str> = wrong_times(text).into_iter().map(|(at, _)| &text[at]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
