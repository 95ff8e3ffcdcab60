//! T14: a numbered meeting under a name that it does not bear, or in a year in which it
//! was not held.

use std::ops::Range;

use crate::check::passages::passages;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::language::numeral::{self, ORDINAL, is_han_numeral};
use crate::language::timex;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7614",
        name: "misnamed-meeting",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”应为“{right}”：{why}", en: "“{text}” should be “{right}”: {why}"
        },
        help: Words {
            zh: "核对会议的名称和召开的时间", en: "check the name of the meeting and when it was held"
        },
    },
    group: Group::Expressions,
    about: Words {
        zh: "有届次的会议，名称的写法和召开的年份。写法：党的全国代表大会论“次”，全国人大、全国政协论“届”；党的中央委员会开“中全会”，纪委和地方党委开“次全会”，人大、政协开“次会议”；“党的二十大三中全会”应写“党的二十届三中全会”。年份：直接说哪一年召开的（2021年召开的党的二十大、党的二十大于2021年召开），与公布的年份对照。名称和年份见词表 meeting-names.tsv；表里没有的会议、学习贯彻会议精神的年份，不看。引文、书名、代码里的不看。",
        en: "Numbered meetings: how they are named, and the year in which they were held. The party's congresses are counted by 次, those of the people and the consultative conference by 届; plenums of the central committee are 中全会, those of discipline commissions and local committees 次全会, sessions of congresses 次会议. A year is compared only where the text says that the meeting was held then (2021年召开的党的二十大). Names and years are in meeting-names.tsv; other meetings, and the years in which a meeting is studied, are left alone, as are quotations, titles and code.",
    },
    wrong: "认真学习党的二十大三中全会精神，全年集中学习12次。\n",
    right: "认真学习党的二十届三中全会精神。2022年召开的党的二十大擘画了蓝图，2023年学习党的二十大精神12次。\n",
    fix: Fix::Unsafe,
    find,
};

const NAME: Words = Words { zh: "这个会议通行的名称", en: "that is the name of the meeting" };
const YEAR: Words = Words { zh: "会议是那一年召开的", en: "the meeting was held that year" };

/// Words between a year and a meeting, behind them, and between a meeting and a year, that
/// say that it was held then.
static BEFORE: List = List::new(&lexicon::MEETING_NAMES, "held-before");
static AFTER: List = List::new(&lexicon::MEETING_NAMES, "held-after");
static AT: List = List::new(&lexicon::MEETING_NAMES, "held-at");
/// Texts with none of them have nothing to look at.
static SIGNS: List = List::new(&lexicon::MEETING_NAMES, "sign");

/// What stands for the numbers of a name in the list.
const NUMBERS: [&str; 2] = ["{n}", "{m}"];

/// What is wrong: where, what should stand there, and why.
type Wrong = (Range<usize>, String, Words);

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for block in passages(subject, |text| SIGNS.is_in(text)) {
        for (range, right, why) in wrong(&block.text) {
            if block.is_foreign(&range) || subject.terms.is_right(&block.text, &range) {
                continue;
            }
            let finding = Diagnostic::new(&CHECK.rule, subject.span(&block, range.clone()))
                .with("text", &block.text[range])
                .with("right", right.clone())
                .with("why", why);
            findings.push(finding.suggest(right));
        }
    }
}

/// What is wrong with the meetings of a text, in its order.
fn wrong(text: &str) -> Vec<Wrong> {
    let mut found = Vec::new();
    for row in lexicon::MEETING_NAMES.of("form") {
        found.extend(named(row.word(), text).map(|(range, numbers)| {
            let keys = NUMBERS.into_iter().filter(|key| row.word().contains(key));
            let right =
                keys.zip(numbers).fold(row.get("right").to_owned(), |right, (key, number)| right.replace(key, number));
            (range, right, NAME)
        }));
    }
    for row in lexicon::MEETING_NAMES.of("held") {
        for (name, numbers) in named(row.word(), text) {
            let values: Option<Vec<String>> =
                numbers.into_iter().map(|number| Some(value(number)?.to_string())).collect();
            let key = values.unwrap_or_default().join(".");
            let mut years = row.get("years").split(' ').filter_map(|year| year.split_once(':'));
            let year = years.find(|(known, _)| *known == key).and_then(|(_, year)| year.parse::<i32>().ok());
            if let Some((year, (range, _))) = year.zip(said(text, &name)).filter(|(year, (_, said))| year != said) {
                found.push((range, format!("{year}年"), YEAR));
            }
        }
    }
    found.sort_by_key(|(range, ..)| (range.start, std::cmp::Reverse(range.end)));
    found.dedup_by(|(next, ..), (before, ..)| next.start < before.end);
    found
}

/// Where a text has a name of the list, with its numbers as they are written.
fn named<'t>(name: &'static str, text: &'t str) -> impl Iterator<Item = (Range<usize>, Vec<&'t str>)> {
    let pieces: Vec<&str> = name.split(NUMBERS[0]).flat_map(|part| part.split(NUMBERS[1])).collect();
    let leads = usize::from(pieces.first().is_some_and(|piece| piece.is_empty()));
    let first = pieces.get(leads).copied().unwrap_or(name);
    text.match_indices(first).filter_map(move |(at, _)| {
        let mut numbers = Vec::new();
        let mut start = at;
        if leads > 0 {
            let head = text[..at].trim_end_matches(is_digit);
            numbers.push(&text[head.len()..at]);
            start = head.strip_suffix(ORDINAL).unwrap_or(head).len();
        }
        let mut end = at + first.len();
        for piece in pieces.iter().skip(leads + 1) {
            let rest = &text[end..];
            let rest = rest.strip_prefix(ORDINAL).unwrap_or(rest);
            let after = rest.trim_start_matches(is_digit);
            numbers.push(&rest[..rest.len() - after.len()]);
            end = text.len() - after.strip_prefix(piece)?.len();
        }
        numbers.iter().all(|number| !number.is_empty()).then_some((start..end, numbers))
    })
}

fn is_digit(character: char) -> bool {
    is_han_numeral(character) || character.is_ascii_digit()
}

fn value(number: &str) -> Option<u64> {
    number.parse().ok().or_else(|| numeral::parse(number))
}

/// The year in which a text says that a meeting was held, and where it says so.
fn said(text: &str, name: &Range<usize>) -> Option<(Range<usize>, i32)> {
    let (before, after) = (&text[..name.start], &text[name.end..]);
    let dates = timex::dates(text).into_iter().filter(|date| date.until.is_none());
    let mut told = dates.filter_map(|date| Some((date.range.clone(), date.from.year?)));
    told.find(|(range, _)| {
        if range.end <= name.start {
            let between = &before[range.end..];
            let is_next = between.is_empty() || between == "，";
            return BEFORE.has(between) || is_next && AFTER.begins(after).is_some();
        }
        range.start >= name.end
            && AT.has(&text[name.end..range.start])
            && AFTER.begins(text[range.end..].trim_start_matches('，')).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::{NUMBERS, wrong};
    use crate::language::lexicon::MEETING_NAMES;

    fn filled(template: &str) -> String {
        template.replace(NUMBERS[0], "二十").replace(NUMBERS[1], "三")
    }

    #[test]
    fn every_form_is_found_and_what_it_should_be_is_right() {
        for row in MEETING_NAMES.of("form") {
            let (text, right) = (format!("学习{}精神", filled(row.word())), filled(row.get("right")));
            let found = wrong(&text);
            assert!(matches!(&found[..], [(_, said, _)] if *said == right), "{text}: {found:?}");
            assert!(wrong(&format!("学习{right}精神")).is_empty(), "{right}");
        }
    }

    #[test]
    fn years_are_compared_where_a_meeting_was_held() {
        for (text, expected) in [
            ("2021年召开的党的二十大", "2021年→2022年"),
            ("2021年10月召开的党的二十大", "2021年10月→2022年"),
            ("党的二十届三中全会于2023年7月在北京召开", "2023年7月→2024年"),
            ("2024年，十四届全国人大三次会议召开", "2024年→2025年"),
            ("第十四届全国人民代表大会第三次会议于2025年3月召开", ""),
            ("2022年10月，党的二十大胜利召开", ""),
            ("2023年学习党的二十大精神，2024年，党的二十届三中全会召开", ""),
            ("党的十八大以来，省委十四届三次全会召开", ""),
            ("每年举行一次全国人民代表大会代表联组会", ""),
        ] {
            let found: Vec<String> =
                wrong(text).into_iter().map(|(at, right, _)| format!("{}→{right}", &text[at])).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
