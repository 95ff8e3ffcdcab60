//! D06: an anniversary or a span of years that its years do not make.

use std::ops::Range;

use crate::check::passages::passages_with;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::amount::{Amount, ONE, amounts};
use crate::language::lexicon::{self, List};
use crate::language::timex;
use crate::language::token::{self, Class};
use crate::text::signs::{Sign, Signs};

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7206",
        name: "wrong-anniversary",
        severity: Severity::Warning,
        message: Words {
            zh: "{first}年到{last}年是{right}，这里写的是“{said}”",
            en: "from {first} to {last} it is {right}, but the text says “{said}”",
        },
        help: Words {
            zh: "核对年份和年数，改正写错的一个", en: "check the years and correct the one that is wrong"
        },
    },
    group: Group::Dates,
    about: Words {
        zh: "周年数和起讫年份验算。三种：众所周知的日子（建党1921年、新中国成立1949年、建军1927年等，见词表 anniversaries.tsv）的“N周年”，与同一句的年份、或报告总结的年份、成文那年及其下一年对照；同一句写明“1985年成立”“始建于1985年”又写“N周年”的；“2021年至2024年连续三年”“2021—2023年五年间”，年数既不等于首尾相减，也不等于首尾都算。说“即将”“迎接”的，许早一年；没有年份可对的、引文、书名里的不看。",
        en: "Anniversaries and spans of years are reckoned: the N周年 of well-known events (建党 1921, 新中国成立 1949, 建军 1927 and others in anniversaries.tsv) against a year of the sentence, else the year reported on, that of writing or the next; a founding year and an N周年 in one sentence; 2021年至2024年连续三年 and 2021—2023年五年间, where the number is neither the difference nor counts both ends. What is still to come (即将, 迎接) may be a year early. Without a year to compare with, and in quotations and titles, nothing is said.",
    },
    wrong: "2021年，支部组织庆祝建党101周年活动。\n",
    right: "2021年，支部组织庆祝建党100周年活动。医院1985年成立，2025年迎来40周年。2021—2023年三年间连续三年获奖。\n",
    fix: Fix::None,
    find,
};

/// What a year of foundation is followed or led by.
static FOUNDED: List = List::new(&lexicon::ANNIVERSARIES, "founded");
static FOUNDED_BEFORE: List = List::new(&lexicon::ANNIVERSARIES, "founded-before");
/// What is still to come.
static COMING: List = List::new(&lexicon::ANNIVERSARIES, "coming");
/// What follows the number of years of a span, or leads to it.
static SPAN_AFTER: List = List::new(&lexicon::ANNIVERSARIES, "span-after");
static SPAN_BEFORE: List = List::new(&lexicon::ANNIVERSARIES, "span-before");

/// Places of this country.
static HOME: List = List::new(&lexicon::REGIONS, "");

const JUBILEE: &str = "周年";
/// For how many years a round anniversary is spoken of, and what round is.
const LATER: i32 = 5;
const ROUND: i32 = 5;
/// How far before a number the name of its event may begin, in characters.
const NEAR: usize = 16;

/// What is wrong: the years and the place of the number.
struct Wrong {
    at: Range<usize>,
    first: i32,
    last: i32,
    right: String,
}

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let years = subject.report.map(|report| {
        let written = report.date.map_or(report.years.last, |date| date.year);
        (report.years.first, written.max(report.years.last))
    });
    let may = |text: &str| {
        text.contains(JUBILEE) || text.contains('年') && (SPAN_AFTER.is_in(text) || SPAN_BEFORE.is_in(text))
    };
    for block in passages_with(subject, |signs: Signs| signs.has(Sign::Year) && signs.has_number(), may) {
        for range in block.sentences().into_iter().filter(|range| may(&block.text[range.clone()])) {
            let sentence = &block.text[range.clone()];
            let wrong = jubilees(sentence, years).into_iter().chain(spans(sentence));
            for wrong in wrong {
                let at = range.start + wrong.at.start..range.start + wrong.at.end;
                if block.is_foreign(&at) {
                    continue;
                }
                findings.push(
                    Diagnostic::new(&CHECK.rule, subject.span(&block, at.clone()))
                        .with("first", wrong.first)
                        .with("last", wrong.last)
                        .with("right", wrong.right)
                        .with("said", &block.text[at]),
                );
            }
        }
    }
}

/// 建党101周年, 1985年成立……45周年
fn jubilees(sentence: &str, report: Option<(i32, i32)>) -> Vec<Wrong> {
    let told: Vec<(Range<usize>, i32)> = timex::years(sentence);
    let amounts = amounts(sentence);
    let jubilees = || amounts.iter().filter(|amount| amount.counter == JUBILEE);
    // 2019年建校100周年 was a hundred years after.
    let is_year_of = |amount: &Amount<'_>, year: &Range<usize>| {
        let between = sentence.get(year.end..amount.range.start);
        between.is_some_and(|between| FOUNDED.trim_end(between.trim_start_matches('年')).is_empty())
    };
    let mut found = Vec::new();
    for amount in jubilees() {
        let Some(number) = years_of(amount) else { continue };
        let before = &sentence[..amount.range.start];
        let near = before.char_indices().rev().nth(NEAR - 1).map_or(before, |(at, _)| &before[at..]);
        let near = near.rsplit(['，', '。', '；', '、', '：']).next().unwrap_or_default();
        let events = lexicon::ANNIVERSARIES.of("event");
        let event = events
            .filter(|row| {
                near.rfind(row.word()).is_some_and(|at| {
                    FOUNDED.trim_end(&near[at + row.word().len()..]).is_empty() && !is_of_other(&near[..at])
                })
            })
            .max_by_key(|row| row.word().len());
        let base = match event {
            Some(row) => row.get("year").parse().ok(),
            None => {
                let is_base = |at: &Range<usize>| {
                    is_founding(sentence, at) && !is_year_of(amount, at) && !names_other(near, &sentence[..at.start])
                };
                told.iter().find(|(at, _)| is_base(at)).map(|(_, year)| *year)
            }
        };
        let Some(base) = base else { continue };
        let is_of_other = |at: &Range<usize>| jubilees().any(|other| other != amount && is_year_of(other, at));
        let others = told.iter().filter(|(at, year)| *year != base && !is_of_other(at));
        let others: Vec<i32> = others.map(|(_, year)| *year).collect();
        let (first, last) = match (&others[..], report) {
            // What a report plans or looks back on is a year off at most.
            ([], Some((first, last))) => (first, last + 1),
            ([], None) => continue,
            (others, _) => (others.iter().copied().min().unwrap_or(base), others.iter().copied().max().unwrap_or(base)),
        };
        let last = if COMING.is_in(sentence) { last + 1 } else { last };
        // 建党100周年 is looked back on for years, where a text names none.
        let is_looked_back = others.is_empty() && number % ROUND == 0 && (1..=LATER).contains(&(first - base - number));
        if first <= base || (first..=last).contains(&(base + number)) || is_looked_back {
            continue;
        }
        let (at, right) = (amount.measured.clone(), format!("{}周年", first - base));
        found.push(Wrong { at, first: base, last: first, right });
    }
    found
}

/// Whether what leads to an event says of another country that it is its: 老挝|建国.
fn is_of_other(lead: &str) -> bool {
    let ends = lead.char_indices().rev().skip(1).take(3).map(|(at, _)| &lead[at..]);
    ends.into_iter().any(|end| token::class_of(end) == Some(Class::Place) && !HOME.has(end))
}

/// Whether what leads to an anniversary names another body than was founded in a year: 医院1921年建立，
/// 今年|学会|成立25周年.
fn names_other(lead: &str, founded: &str) -> bool {
    let Some(body) = FOUNDED.strip_suffix(lead) else { return false };
    token::tokens(body).last().is_some_and(|word| {
        let is_name = matches!(word.class, Class::Noun | Class::Proper | Class::Organization | Class::Short);
        is_name && word.range.end == body.len() && !founded.contains(&body[word.range.clone()])
    })
}

/// Whether a year is that of a foundation: 1985年成立, 始建于1985年.
fn is_founding(sentence: &str, year: &Range<usize>) -> bool {
    let after = sentence[year.end..].trim_start_matches('年');
    let clause = after.split(['，', '。', '；', '、']).next().unwrap_or_default();
    let own: String = clause.chars().take(8).collect();
    FOUNDED_BEFORE.ends(&sentence[..year.start]).is_some() || FOUNDED.is_in(&own)
}

/// The number of years that an amount says, if it is whole.
fn years_of(amount: &Amount<'_>) -> Option<i32> {
    let is_exact = amount.low == amount.high && amount.value.is_multiple_of(ONE);
    is_exact.then(|| i32::try_from(amount.value / ONE).ok()).flatten()
}

/// 2021年至2024年连续三年
fn spans(sentence: &str) -> Vec<Wrong> {
    let mut found = Vec::new();
    for date in timex::dates(sentence) {
        let Some(until) = date.until.as_ref().filter(|_| !date.is_list) else { continue };
        let (Some(first), Some(last)) = (date.from.year, until.year) else { continue };
        if first >= last || date.from.month.is_some() || until.month.is_some() {
            continue;
        }
        let after = sentence[date.range.end..].trim_start_matches(['，', '（', '）', '的', '这']);
        let start = sentence.len() - after.len();
        let led = SPAN_BEFORE.begins(after).map_or(0, str::len);
        let Some(amount) = amounts(&after[led..]).into_iter().next().filter(|amount| amount.range.start == 0) else {
            continue;
        };
        let tail = &after[led + amount.range.end..];
        let is_span = amount.counter == "年" && (led > 0 || SPAN_AFTER.begins(tail).is_some());
        let Some(number) = years_of(&amount).filter(|_| is_span) else { continue };
        let difference = last - first;
        let fits = number == difference + 1 || led == 0 && number == difference;
        if !fits && number < 100 {
            let at = start + led + amount.measured.start..start + led + amount.measured.end;
            found.push(Wrong { at, first, last, right: format!("{}年", difference + 1) });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{jubilees, spans};

    #[test]
    fn years_make_their_anniversaries() {
        for (text, expected) in [
            ("2021年庆祝建党101周年", "101周年"),
            ("庆祝中国共产党成立103周年", ""),
            ("庆祝中国共产党成立105周年", "105周年"),
            ("医院1985年成立，2025年是建院45周年", "45周年"),
            ("医院始建于1985年，2025年是建院40周年", ""),
            ("医院建立于1921年，2022年，学会成立25周年", ""),
            ("学会1985年成立，2025年，学会成立45周年", "45周年"),
            ("2021年至2024年连续三年获奖", "三年"),
            ("2021—2023年五年间，获奖三次", "五年"),
            ("2021—2023年三年间，2021年至2023年连续三年", ""),
        ] {
            let wrong = jubilees(text, Some((2024, 2024))).into_iter().chain(spans(text));
            let found: Vec<&str> = wrong.map(|wrong| &text[wrong.at]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
