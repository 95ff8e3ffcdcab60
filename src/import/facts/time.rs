//! When an article was written and published.
//!
//! In: an article. Out: its date, by the signature, else by the line below the
//! title or the page, else by a labelled detail, else by the day that a forum or a
//! newspaper shows, or the head of a piece of news (本报讯). A day of the signature without a year is of the year reported on, or of
//! the one after if that has just begun. A date without a month is none: it is the year reported on as
//! likely as that of writing. When a text was put on a server says nothing; when a
//! journal received it is only proposed.

use crate::import::document::{Block, Place};
use crate::import::facts::Proposed;
use crate::import::facts::reading::dense;
use crate::import::structure::{Article, Found};
use crate::language::byline;
use crate::language::date::{PartialDate, Years};
use crate::language::lexicon::{self, List};
use crate::language::timex;
use crate::text::width;

/// Labels of the date of writing.
static LABELS: List = List::new(&lexicon::DETAIL_LABELS, "date");
/// Labels of days on which something else was done: 收稿日期, 上传时间.
static OTHERS: List = List::new(&lexicon::DETAIL_LABELS, "other-date");
/// Labels of the day on which a journal got it: not after that it was written.
static RECEIVED: List = List::new(&lexicon::DETAIL_LABELS, "received");
/// 发件人.
static SENDERS: List = List::new(&lexicon::DETAIL_LABELS, "sender");
/// Labels of what stands above a title.
static HEADS: List = List::new(&lexicon::DETAIL_LABELS, "head");

/// When an article was written that reports on some years.
pub fn date(article: &Article, years: Option<&Proposed<Years>>) -> Option<Proposed<PartialDate>> {
    let wired = wired(article);
    let by_wire = || {
        let found = wired.as_ref()?;
        let (value, certain) = day(&found.text)?;
        Some(Proposed { value, evidence: found.text.clone(), place: found.place, certain })
    };
    let unsigned = || without_year(article.signed.as_ref().or(wired.as_ref())?, years?);
    dated(article).or_else(by_wire).or_else(unsigned)
}

/// The day in the head of a piece of news, where the text begins so.
fn wired(article: &Article) -> Option<Found> {
    let paragraphs = article.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) if !paragraph.is_empty() => Some(paragraph),
        _ => None,
    });
    paragraphs.take(WIRED).find_map(|paragraph| {
        let text = paragraph.text();
        let day = byline::wire_day(text.trim())?.to_owned();
        Some(Found { text: day, place: paragraph.place, certain: true })
    })
}

/// Among how many first paragraphs one begins as news does.
const WIRED: usize = 3;

/// 12月30日 below a report on 2022, and 1月5日, which is of the next year.
fn without_year(signed: &Found, years: &Proposed<Years>) -> Option<Proposed<PartialDate>> {
    let text = width::fold(signed.text.trim());
    let [part] = timex::moments(&text).try_into().ok()?;
    let (month, last) = (part.month?, years.value.last);
    let year = if month <= 2 { last + 1 } else { last };
    let value = PartialDate::new(year, Some(month), part.day).ok()?;
    let certain = years.certain && signed.certain && (month <= 2 || month >= 10) && part.day.is_some();
    Some(Proposed { value, evidence: signed.text.trim().to_owned(), place: signed.place, certain })
}

/// When an article was written as it says itself.
fn dated(article: &Article) -> Option<Proposed<PartialDate>> {
    // Of several letters the one right above the title brings the report.
    let is_letter = article.details.iter().any(|(label, _)| SENDERS.has(&dense(label)));
    let title = article.title.as_ref().map_or(Place::Document, |title| title.place);
    let letters = article.published.iter().chain(labelled(article)).filter(|found| is_letter && found.place <= title);
    let signed = article.signed.iter().map(|found| (found, found.certain));
    let told = signed.chain(letters.max_by_key(|found| found.place).map(|found| (found, true)));
    let told = told.chain(article.published.iter().map(|found| (found, found.certain)));
    // A label says what the day is.
    let told = told.chain(labelled(article).map(|found| (found, true)));
    let mut told = told.filter_map(|(found, certain)| Some((day(&found.text)?, found, certain)));
    // 某办公室编　2021年12月5日 above the title, and any other line that has a day to it.
    let above =
        || details(article, &HEADS).find_map(|found| Some(((last_day(&found.text)?, true), found, found.certain)));
    let apart = || {
        let told = article.details.iter().filter(|(label, _)| !OTHERS.has(&dense(label)));
        told.into_iter().find_map(|(_, found)| Some(((last_day(&found.text)?, true), found, false)))
    };
    let issued = || article.issued.as_ref().and_then(|found| Some((day(&found.text)?, found, found.certain)));
    let found = told.find(|((value, _), ..)| value.month.is_some());
    let found = found.or_else(issued).or_else(above).or_else(apart);
    if let Some(((value, exact), found, certain)) = found {
        let evidence = found.text.trim().to_owned();
        return Some(Proposed { value, evidence, place: found.place, certain: exact && certain });
    }
    let received = || details(article, &RECEIVED).find_map(|found| Some((found, day(&found.text)?.0)));
    let (found, value) = issue(article).or_else(received)?;
    Some(Proposed { value, evidence: found.text.clone(), place: found.place, certain: false })
}

/// What is labelled as the date of writing.
pub fn labelled(article: &Article) -> impl Iterator<Item = &Found> {
    details(article, &LABELS)
}

/// The details with a label of a list.
fn details<'a>(article: &'a Article, labels: &'static List) -> impl Iterator<Item = &'a Found> {
    article.details.iter().filter(|(label, _)| labels.has(&dense(label))).map(|(_, found)| found)
}

/// The day with which a line ends.
fn last_day(text: &str) -> Option<PartialDate> {
    let text = width::fold(text.trim());
    let last = timex::moments(&text).pop().filter(|part| part.range.end == text.len())?;
    PartialDate::new(last.year?, last.month, last.day).ok().filter(|date| date.day.is_some())
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
    if let Some(date) = mailed(&text) {
        return Some((date, true));
    }
    match PartialDate::parse(&text) {
        Err(error) => Some((PartialDate::parse(error.suggestion()?).ok()?, false)),
        Ok(date) => Some((date, true)),
    }
}

/// How letters name the months.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day in the head of a letter: Mon, 15 Jan 2024 10:21:00 +0800.
fn mailed(text: &str) -> Option<PartialDate> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    words.windows(3).find_map(|words| {
        let month = MONTHS.iter().zip(1..).find(|(name, _)| words[1].eq_ignore_ascii_case(name))?.1;
        let year = words[2].parse().ok().filter(|_| words[2].len() == 4)?;
        PartialDate::new(year, Some(month), Some(words[0].parse().ok()?)).ok()
    })
}

/// The issue of a journal within a DOI: `j.issn.1234-5678.2021.12.879`.
pub fn issue(article: &Article) -> Option<(&Found, PartialDate)> {
    let doi = article.doi.as_ref()?;
    let parts: Vec<&str> = doi.text.trim().split('.').collect();
    parts.windows(2).find_map(|pair| {
        let year: i32 = pair[0].parse().ok().filter(|year| (1980..2100).contains(year) && pair[0].len() == 4)?;
        let month: u64 = pair[1].parse().ok().filter(|_| pair[1].len() <= 2)?;
        Some((doi, PartialDate::new(year, Some(month), None).ok()?))
    })
}
