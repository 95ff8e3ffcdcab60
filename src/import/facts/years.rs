//! The years that an article reports on.
//!
//! In: an article and its passages. Out: the years for which most is said, and
//! whether that is enough. The year reported on is not the year printed on the
//! page: a summary of 2021 is read at a meeting in January 2022, signed there,
//! and plans 2022. So every sign (the title, the first sentence, the signature,
//! the page's date, the name of the file, what the text tells of as past) votes
//! for a year with the weight that `year-weights.tsv` gives it. The best year is
//! certain if it is far enough ahead of the next.

use std::collections::BTreeMap;

use crate::import::document::Place;
use crate::import::facts::Proposed;
use crate::import::facts::reading::{Kind, Passage, cut, dense, tail};
use crate::import::facts::time::{day, issue, labelled};
use crate::import::structure::{Article, Found};
use crate::language::date::{PartialDate, YEAR, Years};
use crate::language::lexicon::{self, File, List, Map};
use crate::language::modality;
use crate::language::timex::{self, Date};
use crate::text::width;

static WEIGHTS: File = File::new("year-weights", include_str!("year-weights.tsv"));
static WEIGHT: Map = Map::new(&WEIGHTS, "weight");

/// Anniversaries: what is counted from; the years are in their column.
static FOUNDED: List = List::new(&lexicon::YEAR_SIGNS, "founded");
/// What tells that a text is not older than a year.
static NOT_BEFORE: List = List::new(&lexicon::YEAR_SIGNS, "not-before");
/// What stands after the number of an anniversary.
static ANNIVERSARY: List = List::new(&lexicon::YEAR_SIGNS, "anniversary");
/// The hundredth.
static HUNDRED: List = List::new(&lexicon::YEAR_SIGNS, "hundred");
static YEARS: Map = Map::new(&lexicon::YEAR_SIGNS, "year");
/// What stands before a year that is compared with, or from which something is counted.
static OTHER: List = List::new(&lexicon::YEAR_SIGNS, "other-before");
/// What stands after such a year.
static SINCE: List = List::new(&lexicon::YEAR_SIGNS, "other-after");
/// 截至 before a year.
static AS_OF: List = List::new(&lexicon::YEAR_SIGNS, "as-of");
/// What a meeting that opens a year is called, after the year.
static MEETING: List = List::new(&lexicon::YEAR_SIGNS, "meeting");
/// 全年, in a text that sums a year up.
static WHOLE_YEAR: List = List::new(&lexicon::YEAR_SIGNS, "whole-year");
/// What has the year after that which it tells of.
static YEARBOOK: List = List::new(&lexicon::YEAR_SIGNS, "yearbook");
/// What a title has that tells of a term of office: 换届.
static TERMS: List = List::new(&lexicon::YEAR_SIGNS, "term");
/// Labels of the year reported on.
static LABELS: List = List::new(&lexicon::DETAIL_LABELS, "year");
/// What in a title stands after the year that is told of.
static TOLD: List = List::new(&lexicon::GENRE_WORDS, "told");
/// What a title has that is surely one of a summary.
static SUMMARIES: List = List::new(&lexicon::GENRE_WORDS, "summary");

/// How far ahead of the next the best year is, and how much is said for it, if
/// it is certain: so chosen that no more than 2 in 100 are wrong.
const AHEAD: i32 = 30;
const ENOUGH: i32 = 43;

/// How many other years are offered where the best is not certain.
const OTHERS: usize = 2;

/// How many paragraphs are the opening.
const OPENING: usize = 2;

/// What is said for each year.
#[derive(Default)]
struct Votes(BTreeMap<Years, BTreeMap<&'static str, (String, Place)>>);

impl Votes {
    /// A sign speaks for some years; the same sign counts once.
    fn add(&mut self, years: Years, sign: &'static str, evidence: &str, place: Place) {
        if is_plausible(years) {
            self.0.entry(years).or_default().entry(sign).or_insert_with(|| (evidence.trim().to_owned(), place));
        }
    }

    /// How much is said for some years.
    fn score(&self, years: Years) -> i32 {
        self.0.get(&years).map_or(0, |signs| signs.keys().map(|sign| weight(sign)).sum())
    }

    /// The years for which most is said.
    fn best(&self) -> Option<Proposed<Years>> {
        let rank = |years: &Years| (self.score(*years), *years);
        let best = *self.0.keys().max_by_key(|years| rank(years))?;
        // 2024 does not speak against 2023—2024.
        let is_rival = |years: &&Years| !(best.contains(years.first) && best.contains(years.last));
        let next = self.0.keys().filter(is_rival).map(|years| self.score(*years)).max().unwrap_or(0).max(0);
        let score = self.score(best);
        let (evidence, place) =
            self.0.get(&best)?.iter().max_by_key(|(sign, _)| weight(sign)).map(|(_, said)| said.clone())?;
        Some(Proposed { value: best, evidence, place, certain: score >= ENOUGH && score - next >= AHEAD })
            .filter(|_| score > 0)
    }
}

impl Votes {
    /// The other years for which something is said, the likeliest first.
    fn others(&self, best: Years) -> Vec<Years> {
        let mut others: Vec<Years> =
            self.0.keys().copied().filter(|years| *years != best && self.score(*years) > 0).collect();
        others.sort_by_key(|years| (-self.score(*years), *years));
        others.truncate(OTHERS);
        others
    }
}

/// Whether reports may be of such years: 会计2101班 is of none.
fn is_plausible(years: Years) -> bool {
    let is_year = |year: i32| (1950..2100).contains(&year);
    is_year(years.first) && is_year(years.last)
}

/// How much a sign says.
fn weight(sign: &str) -> i32 {
    WEIGHT.get(sign).and_then(|weight| weight.parse().ok()).unwrap_or(0)
}

/// The years that an article reports on, and which else they may be if they are
/// not certain.
pub fn propose(article: &Article, passages: &[Passage]) -> (Option<Proposed<Years>>, Vec<Years>) {
    let mut votes = Votes::default();
    titles(article, &mut votes);
    details(article, &mut votes);
    text(passages, &mut votes);
    events(passages, &mut votes);
    dates(article, passages, &mut votes);
    terms(article, &mut votes);
    let best = votes.best();
    let others = best.as_ref().filter(|best| !best.certain).map(|best| votes.others(best.value)).unwrap_or_default();
    (best, others)
}

/// Title and subtitle, and what else names the report.
fn titles(article: &Article, votes: &mut Votes) {
    for found in article.title.iter().chain(&article.subtitle) {
        let sign = if found.certain { "title" } else { "title-unsure" };
        titled(&found.text, sign, found.place, votes);
    }
    let name = article.name.rsplit_once('.').map_or(article.name.as_str(), |(stem, _)| stem);
    for (text, sign) in [(name, "file"), (&article.properties.title, "property")] {
        if crate::text::han::has_han(text) {
            titled(text, sign, Place::Document, votes);
        }
    }
}

/// The years of a line that names a report.
fn titled(line: &str, sign: &'static str, place: Place, votes: &mut Votes) {
    let text = width::fold(&dense(line)).into_owned();
    let found = spans(&text);
    let told = TOLD.iter().filter_map(|word| text.find(word)).min();
    let before: Vec<&Span> = found.iter().filter(|span| told.is_none_or(|told| span.start < told)).collect();
    // 2020年工作总结和2021年工作计划 tells of the first; a title that only has its
    // year after the word has it in brackets.
    let own = if before.is_empty() { found.first() } else { before.last().copied() };
    for span in &found {
        let rest = &text[span.end..];
        let is_own = own.is_some_and(|own| own.years == span.years);
        if YEARBOOK.begins(rest).is_some() || YEARBOOK.is_in(&text[..span.start]) {
            votes.add(Years::one(span.years.first - 1), "yearbook", line, place);
        } else if !is_own || before.len() > 1 && before.iter().any(|other| other.years != span.years) {
            votes.add(span.years, if is_own { "title-unsure" } else { "title-other" }, line, place);
        } else if MEETING.is_in(cut(rest, 8)) {
            votes.add(span.years, "title-meeting", line, place);
            votes.add(Years::one(span.years.first - 1), "before-meeting", line, place);
        } else {
            let is_bare = sign == "title" && !span.marked && !SUMMARIES.is_in(&text);
            votes.add(span.years, if is_bare { "title-bare" } else { sign }, line, place);
            // A plan is written before its year.
            if told.is_none() && modality::is_planned_below(&text[span.end..]) {
                votes.add(span.years, "title-plan", line, place);
            }
        }
    }
}

/// A year or span of years within a line.
pub struct Span {
    years: Years,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether it is written with 年.
    marked: bool,
}

/// The longest span, in characters: 二〇一九年度至二〇二一年度.
const LONGEST: usize = 16;

/// The years of a title: 2020年度, 2019—2021年, 2020—2021学年, 某院2021工作总结.
pub fn spans(text: &str) -> Vec<Span> {
    // Grammar: what a span of years is written with.
    let is_part =
        |character: char| character.is_ascii_digit() || "〇零○一二三四五六七八九—–-~～至－年度学".contains(character);
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit() || "一二".contains(c)).map(|f| at + f) {
        let length = text[start..].find(|c: char| !is_part(c)).unwrap_or(text.len() - start);
        let run = &text[start..start + length];
        at = start + length;
        // The longest part of the run from its beginning that is a span of years.
        let ends: Vec<usize> = run.char_indices().take(LONGEST).map(|(at, c)| at + c.len_utf8()).collect();
        found.extend(ends.iter().rev().find_map(|&end| {
            let part = &run[..end];
            let years = Years::parse(part).ok().filter(|years| is_plausible(*years))?;
            Some(Span { years, start, end: start + end, marked: part.contains(YEAR) })
        }));
    }
    found
}

/// Labelled details: 年度：2022, and the number of the document.
fn details(article: &Article, votes: &mut Votes) {
    let wide = article.details.iter().flat_map(|(label, found)| {
        // 填报单位：某某　　所属年度：2014
        let parts = found.text.split("\u{3000}\u{3000}").skip(1).filter_map(|part| part.split_once(['：', ':']));
        [(label.as_str(), found.text.as_str())]
            .into_iter()
            .chain(parts)
            .map(move |(label, text)| (label, text, found.place))
    });
    for (label, text, place) in wide {
        let label = dense(label);
        if LABELS.has(&label) {
            spans(&width::fold(&dense(text))).iter().for_each(|span| votes.add(span.years, "label", text, place));
        } else if let Some(year) = number(text) {
            votes.add(Years::one(year), "number", text, place);
            votes.add(Years::one(year - 1), "number-before", text, place);
        }
    }
}

/// The year of a document's number: 教发〔2023〕12号.
fn number(text: &str) -> Option<i32> {
    let (_, rest) = text.split_once(['〔', '［', '[', '（', '('])?;
    let (year, rest) = rest.split_once(['〕', '］', ']', '）', ')'])?;
    let year = width::fold(year).parse().ok()?;
    rest.contains('号').then_some(year)
}

/// What the text tells of as past, and what it plans.
fn text(passages: &[Passage], votes: &mut Votes) {
    let mut counts: BTreeMap<i32, (usize, String, Place)> = BTreeMap::new();
    let mut planned: BTreeMap<i32, (String, Place)> = BTreeMap::new();
    let mut body = 0;
    for passage in passages {
        if passage.kind == Kind::Heading {
            for span in spans(&width::fold(&dense(&passage.text))) {
                if passage.hopes || modality::is_planned(&passage.text) {
                    votes.add(Years::one(span.years.first - 1), "before-plan", &passage.text, passage.place);
                } else if span.years.last > span.years.first + 1 {
                    votes.add(span.years, "span", &passage.text, passage.place);
                }
            }
            continue;
        }
        // 各位代表： is no paragraph.
        body += usize::from(passage.kind == Kind::Body && passage.text.contains(['，', '。', '；']));
        for sentence in &passage.sentences {
            let words = &passage.text[sentence.clone()];
            if !words.contains(YEAR) {
                continue;
            }
            let dates = timex::dates(words);
            for (index, date) in dates.iter().enumerate().filter(|(_, date)| words[date.range.clone()].contains(YEAR)) {
                let at = sentence.start + date.range.start..sentence.start + date.range.end;
                let Some(years) = years_of(date).filter(|_| !passage.is_foreign(&at)) else { continue };
                let evidence = passage.evidence(&at);
                if passage.hopes || is_planned(words, date) {
                    planned.entry(years.first).or_insert((evidence, passage.place));
                    continue;
                }
                let (before, after) = (&words[..date.range.start], &words[date.range.end..]);
                if AS_OF.ends(before).is_some() {
                    votes.add(years, "as-of", &evidence, passage.place);
                }
                // 本届任期自2008年至2011年; 从2010年到2014年，….
                let opens = is_beginning(OTHER.trim_end(before)) && years.last > years.first + 1;
                if years.last > years.first && (opens || TERMS.is_in(words)) && body <= OPENING {
                    votes.add(years, "term-told", &evidence, passage.place);
                    continue;
                }
                // In January and February the year before is summed up.
                let is_early = date.from.month.is_some_and(|month| month <= 2);
                if OTHER.ends(before).is_some() || SINCE.begins(after).is_some() || is_early {
                    continue;
                }
                if years.last > years.first + 1 {
                    votes.add(years, "span", &evidence, passage.place);
                    continue;
                }
                if body <= OPENING {
                    votes.add(years, "opening", &evidence, passage.place);
                    // Of several sentences that begin with a year, the first counts.
                    let is_first = counts.is_empty();
                    if is_first && index == 0 && is_beginning(before) {
                        votes.add(years, "first", &evidence, passage.place);
                    }
                }
                if after.starts_with('度') || words[date.range.clone()].ends_with('度') {
                    votes.add(years, "yearly", &evidence, passage.place);
                }
                if years.first == years.last {
                    counts.entry(years.first).or_insert((0, evidence, passage.place)).0 += 1;
                }
            }
        }
    }
    let most = counts.values().map(|(count, ..)| *count).max().unwrap_or(0);
    for (year, (_, evidence, place)) in counts.iter().filter(|(_, (count, ..))| *count == most) {
        votes.add(Years::one(*year), "most", evidence, *place);
    }
    if let Some((year, (_, evidence, place))) = counts.last_key_value() {
        votes.add(Years::one(*year), "latest", evidence, *place);
    }
    for (year, (evidence, place)) in planned.iter().filter(|(year, _)| !counts.contains_key(year)) {
        votes.add(Years::one(*year), "planned", evidence, *place);
    }
}

/// Whether nothing but a run-in head stands before a date: 【概况】, ■概况　.
fn is_beginning(before: &str) -> bool {
    let is_head = before.ends_with(|c: char| c.is_whitespace() || c == '】') && before.chars().count() <= 16;
    before.trim().is_empty() || is_head && !before.contains(['，', '；', '。'])
}

/// The year of a date of the text, both of a school year, or a span of three and more.
fn years_of(date: &Date) -> Option<Years> {
    let first = date.from.year?;
    match date.until.as_ref().and_then(|until| until.year) {
        None => Some(Years::one(first)),
        Some(last) if date.kind == timex::Kind::SchoolYear && last == first + 1 => Some(Years { first, last }),
        Some(last) if !date.is_list && (first + 2..first + 10).contains(&last) => Some(Years { first, last }),
        Some(_) => None,
    }
}

/// A report on a term of office, 第三届理事会, is of no single year.
fn terms(article: &Article, votes: &mut Votes) {
    let Some(found) = article.title.iter().chain(&article.subtitle).find(|line| TERMS.is_in(&line.text)) else {
        return;
    };
    for years in votes.0.keys().copied().collect::<Vec<_>>() {
        let sign = if years.first == years.last { "term-year" } else { "term-span" };
        votes.add(years, sign, &found.text, found.place);
    }
}

/// Whether a date is one of a plan.
fn is_planned(words: &str, date: &Date) -> bool {
    // 2024年，我们将…; 听取2023年工作汇报，研究下一步工作 tells of what was.
    let after = words[date.range.end..].trim_start_matches('，');
    modality::is_planned(cut(after.split('，').next().unwrap_or_default(), 16))
        || modality::is_planned(tail(&words[..date.range.start], 3))
}

/// Anniversaries and events that date a text.
fn events(passages: &[Passage], votes: &mut Votes) {
    for passage in passages.iter().filter(|passage| passage.kind != Kind::Heading) {
        for (word, first) in FOUNDED.iter().filter_map(|word| Some((*word, year_of(word)?))) {
            for (at, _) in passage.text.match_indices(word) {
                if let Some(year) = anniversary(&passage.text, at + word.len(), first) {
                    let evidence = passage.evidence(&(at..at + word.len()));
                    votes.add(Years::one(year), "anniversary", &evidence, passage.place);
                }
            }
        }
    }
    let floor = NOT_BEFORE.iter().filter_map(|word| {
        let said = |passage: &Passage| {
            let at = passage.text.find(word)?;
            Some((passage.evidence(&(at..at + word.len())), passage.place))
        };
        Some((year_of(word)?, passages.iter().filter(|passage| passage.kind != Kind::Heading).find_map(said)?))
    });
    if let Some((year, (evidence, place))) = floor.max_by_key(|(year, _)| *year) {
        votes.add(Years::one(year), "floor", &evidence, place);
        for years in votes.0.keys().copied().filter(|years| years.last < year).collect::<Vec<_>>() {
            votes.add(years, "too-old", &evidence, place);
        }
    }
}

/// The year of a sign.
fn year_of(sign: &str) -> Option<i32> {
    YEARS.get(sign)?.parse().ok()
}

/// The year of an anniversary whose number stands at a place: 建党|100周年.
fn anniversary(text: &str, at: usize, first: i32) -> Option<i32> {
    let (number, after) = timex::numeral_after(text, at)
        .or_else(|| HUNDRED.begins(&text[at..]).map(|word| (100, at + word.len() - YEAR.len_utf8())))?;
    ANNIVERSARY.begins(text[after..].trim_start())?;
    let year = i32::try_from(number).ok().and_then(|number| first.checked_add(number))?;
    (1990..2100).contains(&year).then_some(year)
}

/// How the signs of a date are called, by what it is the date of.
type Signs = [&'static str; 6];
const SIGNED: Signs =
    ["signed-early", "signed-early-same", "signed-late", "signed-mid", "signed-mid-before", "signed-year"];
const PUBLISHED: Signs = [
    "published-early",
    "published-early-same",
    "published-late",
    "published-mid",
    "published-mid-before",
    "published-year",
];

/// The signature and the page's date: in the first months of a year the one
/// before it is summed up.
fn dates(article: &Article, passages: &[Passage], votes: &mut Votes) {
    let mut last: Option<(i32, &Found)> = None;
    let printed = issue(article);
    let signed = article.signed.iter().chain(labelled(article)).map(|found| (found, SIGNED));
    let found = signed.chain(article.published.iter().map(|found| (found, PUBLISHED)));
    let found = found.filter_map(|(found, signs)| Some((day(&found.text)?.0, found, signs)));
    // 全年 is told of at its end, or soon after it.
    let is_whole = passages.iter().any(|passage| !passage.hopes && WHOLE_YEAR.is_in(&passage.text));
    for (date, found, signs) in found.chain(printed.map(|(found, date)| (date, found, PUBLISHED))) {
        vote(date, found, signs, votes);
        let told = match date.month {
            Some(..=3) => Some(date.year - 1),
            Some(11..) => Some(date.year),
            _ => None,
        };
        if let Some(year) = told.filter(|_| is_whole) {
            votes.add(Years::one(year), "whole-year", &found.text, found.place);
        }
        last = last.filter(|(year, _)| *year >= date.year).or(Some((date.year, found)));
    }
    let Some((year, found)) = last else { return };
    for years in votes.0.keys().copied().filter(|years| years.last > year).collect::<Vec<_>>() {
        votes.add(years, "too-late", &found.text, found.place);
    }
}

/// What a date says of the years.
fn vote(date: PartialDate, found: &Found, signs: Signs, votes: &mut Votes) {
    let [early, early_same, late, mid, mid_before, year] = signs;
    let mut add = |year: i32, sign| votes.add(Years::one(year), sign, &found.text, found.place);
    match date.month {
        Some(..=3) => {
            add(date.year - 1, early);
            add(date.year, early_same);
        }
        Some(10..) => add(date.year, late),
        Some(_) => {
            add(date.year, mid);
            add(date.year - 1, mid_before);
        }
        None => add(date.year, year),
    }
}

#[cfg(test)]
mod tests {
    use super::{PUBLISHED, SIGNED, WEIGHT, WEIGHTS};

    #[test]
    fn every_sign_has_its_weight() {
        for sign in SIGNED.iter().chain(&PUBLISHED) {
            assert!(WEIGHT.get(sign).is_some(), "{sign}");
        }
        // The code names every row.
        let code = include_str!("years.rs");
        for row in WEIGHTS.rows() {
            assert!(code.contains(&format!("\"{}\"", row.word())), "{}", row.word());
        }
    }
}
