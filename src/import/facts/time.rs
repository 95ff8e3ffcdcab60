//! When an article was written and published.
//!
//! In: an article. Out: its date, by the signature, else by the line below the
//! title or the page, else by a labelled detail. A date without a month is none:
//! it is the year reported on as likely as that of writing. When a text was
//! received or put on a server says nothing.

use crate::import::facts::Proposed;
use crate::import::facts::reading::dense;
use crate::import::structure::{Article, Found};
use crate::language::date::PartialDate;
use crate::language::lexicon::{self, List};
use crate::language::timex;
use crate::text::width;

/// Labels of the date of writing.
static LABELS: List = List::new(&lexicon::DETAIL_LABELS, "date");
/// Labels of days on which something else was done: 收稿日期, 上传时间.
static OTHERS: List = List::new(&lexicon::DETAIL_LABELS, "other-date");
/// Labels of what stands above a title.
static HEADS: List = List::new(&lexicon::DETAIL_LABELS, "head");

/// When an article was written.
pub fn date(article: &Article) -> Option<Proposed<PartialDate>> {
    let signed = [&article.signed, &article.published].into_iter().flatten().map(|found| (found, found.certain));
    // A label says what the day is.
    let told = signed.chain(labelled(article).map(|found| (found, true)));
    let mut told = told.filter_map(|(found, certain)| Some((day(&found.text)?, found, certain)));
    // 某办公室编　2021年12月5日 above the title, and any other line that has a day to it.
    let above =
        || details(article, &HEADS).find_map(|found| Some(((last_day(&found.text)?, true), found, found.certain)));
    let apart = || {
        let told = article.details.iter().filter(|(label, _)| !OTHERS.has(&dense(label)));
        told.into_iter().find_map(|(_, found)| Some(((last_day(&found.text)?, true), found, false)))
    };
    let found = told.find(|((value, _), ..)| value.month.is_some()).or_else(above).or_else(apart);
    if let Some(((value, exact), found, certain)) = found {
        let evidence = found.text.trim().to_owned();
        return Some(Proposed { value, evidence, place: found.place, certain: exact && certain });
    }
    let (doi, value) = issue(article)?;
    Some(Proposed { value, evidence: doi.text.clone(), place: doi.place, certain: false })
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
    match PartialDate::parse(&text) {
        Err(error) => Some((PartialDate::parse(error.suggestion()?).ok()?, false)),
        Ok(date) => Some((date, true)),
    }
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
