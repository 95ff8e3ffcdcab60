//! When: the years that an article reports on, and the day it was written.
//!
//! The year reported on is not the year printed on the page. What counts, in
//! this order: the years of the title; the signature, where one from January
//! to March closes the year before; the latest year that the text tells of as
//! past; the page's date. Anniversaries and epidemics date a text that names
//! no year. What rests on one of the weaker signs alone is uncertain.

use crate::import::document::Place;
use crate::import::facts::Proposed;
use crate::import::facts::reading::{Kind, Passage, cut, dense, tail};
use crate::import::structure::{Article, Found};
use crate::language::date::{PartialDate, Years};
use crate::language::lexicon::{self, List, Map};
use crate::language::{modality, timex};
use crate::text::width;

/// Anniversaries: what is counted from; the years are in their column.
static FOUNDED: List = List::new(&lexicon::YEAR_SIGNS, "founded");
/// What tells that a text is not older than a year.
static NOT_BEFORE: List = List::new(&lexicon::YEAR_SIGNS, "not-before");
/// What stands after the number of an anniversary.
static ANNIVERSARY: List = List::new(&lexicon::YEAR_SIGNS, "anniversary");
/// The hundredth.
static HUNDRED: List = List::new(&lexicon::YEAR_SIGNS, "hundred");
static YEARS: Map = Map::new(&lexicon::YEAR_SIGNS, "year");
/// What in a title stands after the year that is told of.
static TOLD: List = List::new(&lexicon::GENRE_WORDS, "told");

/// The year of a sign.
fn year_of(sign: &str) -> Option<i32> {
    YEARS.get(sign)?.parse().ok()
}

/// What the title of a summary has.
static SUMMARY: List = List::new(&lexicon::GENRE_WORDS, "summary-mark");
/// What a title has that is surely one of a summary.
static SUMMARIES: List = List::new(&lexicon::GENRE_WORDS, "summary");

/// When an article was written.
pub fn date(article: &Article) -> Option<Proposed<PartialDate>> {
    for found in [&article.signed, &article.published].into_iter().flatten() {
        if let Some((value, exact)) = day(&found.text) {
            let evidence = found.text.trim().to_owned();
            let certain = exact && found.certain && value.month.is_some();
            return Some(Proposed { value, evidence, place: found.place, certain });
        }
    }
    let (doi, value) = issue(article)?;
    Some(Proposed { value, evidence: doi.text.clone(), place: doi.place, certain: false })
}

/// When it was published, if the date is that of the signature.
pub fn published(article: &Article) -> Option<Proposed<PartialDate>> {
    day(&article.signed.as_ref()?.text)?;
    let found = article.published.as_ref()?;
    let (value, exact) = day(&found.text)?;
    let certain = exact && found.certain && value.month.is_some();
    Some(Proposed { value, evidence: found.text.trim().to_owned(), place: found.place, certain })
}

/// A date in a few words, and whether they are nothing else.
pub fn day(text: &str) -> Option<(PartialDate, bool)> {
    if let Ok(date) = PartialDate::parse(text) {
        return Some((date, true));
    }
    let text = width::fold(text);
    if let Some(found) = timex::moments(&text).into_iter().find(|found| found.year.is_some())
        && let Ok(date) = PartialDate::new(found.year?, found.month, found.day)
    {
        return Some((date, true));
    }
    match PartialDate::parse(&text) {
        Err(error) => Some((PartialDate::parse(error.suggestion()?).ok()?, false)),
        Ok(date) => Some((date, true)),
    }
}

/// The issue of a journal within a DOI: `j.issn.1234-5678.2021.12.879`.
fn issue(article: &Article) -> Option<(&Found, PartialDate)> {
    let doi = article.doi.as_ref()?;
    let parts: Vec<&str> = doi.text.trim().split('.').collect();
    parts.windows(2).find_map(|pair| {
        let year: i32 = pair[0].parse().ok().filter(|year| (1980..2100).contains(year) && pair[0].len() == 4)?;
        let month: u64 = pair[1].parse().ok().filter(|_| pair[1].len() <= 2)?;
        Some((doi, PartialDate::new(year, Some(month), None).ok()?))
    })
}

/// What the text says of years.
#[derive(Default)]
struct Said {
    /// The latest that is told of as past, its words and their place, and how
    /// often it is named.
    latest: Option<(i32, String, Place)>,
    /// How often years are named: the year and the times.
    counts: std::collections::BTreeMap<i32, usize>,
    /// An anniversary that fixes the year.
    anniversary: Option<(i32, String, Place)>,
    /// What the text cannot be older than.
    floor: Option<(i32, String, Place)>,
}

/// The years that an article reports on.
pub fn years(article: &Article, passages: &[Passage]) -> Option<Proposed<Years>> {
    let mut lines: Vec<&Found> = article.subtitle.iter().chain(&article.title).collect();
    // The subtitle says whose report it is; a title may be a slogan.
    lines.sort_by_key(|line| !SUMMARY.is_in(&line.text));
    for line in lines {
        if let Some((years, certain)) = titled(&line.text) {
            let evidence = line.text.trim().to_owned();
            return Some(Proposed { value: years, evidence, place: line.place, certain });
        }
    }
    let said = said(passages);
    let latest = said.latest.as_ref().map(|(year, ..)| *year);
    let is_summary = article.title.iter().chain(&article.subtitle).any(|line| SUMMARIES.is_in(&line.text));
    for (found, is_signature) in [(&article.signed, true), (&article.published, false)] {
        let Some(found) = found else { continue };
        let Some((date, _)) = day(&found.text) else { continue };
        let early = date.month.is_some_and(|month| month <= 3);
        let before = date.year - 1;
        let once = |year: i32| said.counts.get(&year).copied().unwrap_or(0);
        let (year, certain) = if early && is_summary {
            // A January report that tells of January itself is rare.
            if once(date.year) > once(before) { (date.year, false) } else { (before, once(before) > 0) }
        } else {
            match latest {
                Some(latest) if latest > date.year => (date.year, false),
                Some(latest) if latest == date.year => (date.year, true),
                Some(latest) if latest == before && early => (before, false),
                _ => (date.year, is_signature && !early),
            }
        };
        let evidence = found.text.trim().to_owned();
        return Some(Proposed { value: Years::one(year), evidence, place: found.place, certain });
    }
    let printed = issue(article).map(|(_, date)| date.year);
    let best = [&said.latest, &said.anniversary, &said.floor].into_iter().flatten().max_by_key(|(year, ..)| *year);
    match best {
        Some((year, evidence, place)) => {
            let fixed = said.anniversary.as_ref().is_some_and(|(fixed, ..)| fixed == year);
            let certain = printed == Some(*year) && (fixed || latest == Some(*year));
            Some(Proposed { value: Years::one(*year), evidence: evidence.clone(), place: *place, certain })
        }
        None => {
            let (doi, date) = issue(article)?;
            let value = Years::one(date.year);
            Some(Proposed { value, evidence: doi.text.clone(), place: doi.place, certain: false })
        }
    }
}

/// The years of a title: 2020年度, 2019—2021年, 2020—2021学年, 某院2021工作总结.
fn titled(title: &str) -> Option<(Years, bool)> {
    let text = width::fold(&dense(title)).into_owned();
    // Grammar: what a span of years is written with.
    let is_part =
        |character: char| character.is_ascii_digit() || "〇零○一二三四五六七八九—–-~～至－年度学".contains(character);
    let mut found: Vec<(Years, usize, bool)> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit() || "一二".contains(c)).map(|f| at + f) {
        let length = text[start..].find(|c: char| !is_part(c)).unwrap_or(text.len() - start);
        let run = &text[start..start + length];
        at = start + length.max(1);
        // The longest part of the run from its beginning that is a span of years.
        let ends: Vec<usize> = run.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        let years = ends.iter().rev().find_map(|&end| {
            let part = &run[..end];
            Some((Years::parse(part).ok()?, part.contains('年')))
        });
        if let Some((years, marked)) = years
            && (1950..2100).contains(&years.first)
            && (1950..2100).contains(&years.last)
        {
            found.push((years, start, marked));
        }
        if !text.is_char_boundary(at) {
            break;
        }
    }
    match found[..] {
        [] => None,
        [(years, _, marked)] => Some((years, marked || SUMMARIES.is_in(&text))),
        // 2020年工作总结和2021年工作计划
        _ => {
            let told = TOLD.iter().filter_map(|word| text.find(word)).min()?;
            let (years, ..) = found.iter().rfind(|(_, start, _)| *start < told).or(found.first())?;
            Some((*years, found.iter().filter(|(_, start, _)| *start < told).count() == 1))
        }
    }
}

fn said(passages: &[Passage]) -> Said {
    let mut said = Said::default();
    for passage in passages.iter().filter(|passage| passage.kind != Kind::Heading) {
        for sentence in &passage.sentences {
            let words = &passage.text[sentence.clone()];
            for (range, year) in timex::years(words) {
                let at = sentence.start + range.start..sentence.start + range.end;
                let ahead = modality::is_planned(cut(&words[range.end..], 16))
                    || modality::is_planned(tail(&words[..range.start], 3));
                if passage.is_foreign(&at) || passage.hopes || ahead || !(1950..2100).contains(&year) {
                    continue;
                }
                *said.counts.entry(year).or_default() += 1;
                if said.latest.as_ref().is_none_or(|(latest, ..)| *latest < year) {
                    said.latest = Some((year, passage.evidence(&at), passage.place));
                }
            }
        }
        for (word, first) in FOUNDED.iter().filter_map(|word| Some((*word, year_of(word)?))) {
            for (at, _) in passage.text.match_indices(word) {
                let end = at + word.len();
                let Some((number, after)) = timex::numeral_after(&passage.text, end).or_else(|| {
                    HUNDRED.begins(&passage.text[end..]).map(|word| (100, end + word.len() - '年'.len_utf8()))
                }) else {
                    continue;
                };
                let rest = passage.text[after..].trim_start();
                let year = i32::try_from(number).ok().and_then(|number| first.checked_add(number));
                if let Some(year) = year.filter(|year| (1990..2100).contains(year))
                    && ANNIVERSARY.begins(rest).is_some()
                    && said.anniversary.as_ref().is_none_or(|(known, ..)| *known < year)
                {
                    said.anniversary = Some((year, passage.evidence(&(at..end)), passage.place));
                }
            }
        }
        for (word, year) in NOT_BEFORE.iter().filter_map(|word| Some((*word, year_of(word)?))) {
            if said.floor.as_ref().is_none_or(|(known, ..)| *known < year)
                && let Some(at) = passage.text.find(word)
            {
                said.floor = Some((year, passage.evidence(&(at..at + word.len())), passage.place));
            }
        }
    }
    said
}
