//! Import: documents become reports.
//!
//! In: the name and the bytes of a document as it came (Word, plain text, a
//! saved web page, Markdown), and the publication that it is to join. Out: the
//! text of a report, its pictures, and what an editor should know of how they
//! came about. The steps, each a function of values:
//!
//! ```text
//! bytes ─▶ Document ─▶ Document ─▶ Article(s) ─▶ Facts ─▶ Markdown
//!   docx html plain      mend        structure     facts     write
//! ```
//!
//! Nothing is lost and nothing is silent: a step that changes or drops words
//! leaves a [`Remark`], and what is not certain is a proposal with the words it
//! was found in ([`facts::Proposed`]), never a fact.

pub mod account;
pub mod archive;
pub mod batch;
pub mod document;
pub mod docx;
pub mod facts;
pub mod html;
pub mod kind;
pub mod markdown;
pub mod mend;
pub mod merge;
pub mod plain;
pub mod register;
pub mod review;
pub mod settle;
pub mod structure;
pub mod wrap;
pub mod write;

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};

use crate::diag::Words;
use crate::import::account::Piece;
use crate::import::document::{Document, Place};
use crate::import::facts::{Facts, Metric, Proposed};
use crate::import::kind::Kind;
use crate::import::structure::Article;
use crate::import::structure::model::Model;
use crate::import::structure::reasons::Reason;
use crate::language::date::{PartialDate, Years};
use crate::model::{self, Publication};
use crate::parse::front;

/// Something that an editor should know of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What kind of thing.
    pub kind: RemarkKind,
    /// What happened, as a clause without a full stop: 删去汉字之间的空格.
    pub what: Words,
    /// Where in the document, if at one place.
    pub place: Option<Place>,
    /// The words concerned as they stood, short; empty if there is nothing to
    /// quote.
    pub before: String,
    /// What they became; empty if they were dropped or left as they are.
    pub after: String,
    /// Why, the strongest reason first, where lines were weighed.
    pub reasons: Vec<Reason>,
}

/// Kinds of remarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemarkKind {
    /// Wording was mended: a space, a line break, a mark.
    Mended,
    /// Something was left out: a breadcrumb, a comment, a second title.
    Dropped,
    /// Something Markdown or huibian cannot hold as it was: a merged cell, an
    /// equation. Its words are kept.
    Simplified,
    /// A person has to look.
    Doubt,
}

/// Why a document could not be read. The words name what is wrong with the
/// file and what to do, in the writer's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, as a clause: 文件不完整，可能没有下载完.
    pub what: Words,
    /// What to do; empty if there is nothing.
    pub help: Words,
}

impl Remark {
    /// A remark on a document as a whole.
    pub fn of_all(kind: RemarkKind, what: Words) -> Remark {
        Remark { kind, what, place: None, before: String::new(), after: String::new(), reasons: Vec::new() }
    }

    /// A remark on words at a place.
    pub fn new(kind: RemarkKind, what: Words, place: Place, before: &str, after: &str) -> Remark {
        Remark {
            kind,
            what,
            place: Some(place),
            before: before.to_owned(),
            after: after.to_owned(),
            reasons: Vec::new(),
        }
    }
}

/// A report to be, as it was found in a document.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What the document said, as it was read, as far as it belongs here.
    pub pieces: Vec<Piece>,
    /// Its text, and what was done to it.
    pub article: Article,
    /// What its front matter may say.
    pub facts: Facts,
}

/// How many characters a document may have: two thousand pages. All that is
/// done to it takes time in proportion.
pub const LONGEST: usize = 2_000_000;

/// How many paragraphs and cells.
pub const PARAGRAPHS: usize = 100_000;

/// How many honours, metrics and so on a report may propose, each: a front
/// matter has a limit, and nobody looks through more.
pub const ENTRIES: usize = 300;

const MANY: Words = Words {
    zh: "读出的荣誉、指标等太多，每样只留前 300 项；全文不受影响",
    en: "too many honours, metrics or the like were found; the first 300 of each are kept, the text is whole",
};

/// How many files beside a document are asked for.
const COMPANIONS: usize = 5_000;

/// Reads a document of any kind that needs no other program. `companion`
/// gives the files beside it that it refers to, by their path from its folder.
pub fn read(name: &str, bytes: &[u8], companion: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Document, Refusal> {
    let asked = Cell::new(0);
    let companion = |path: &str| {
        asked.set(asked.get() + 1);
        (asked.get() <= COMPANIONS).then(|| companion(path)).flatten()
    };
    let document = read_any(name, bytes, &companion)?;
    let (paragraphs, bytes) = document.extent();
    // Most characters of Chinese have three bytes.
    if paragraphs > PARAGRAPHS || bytes > LONGEST * 3 {
        return Err(Refusal {
            what: Words {
                zh: "文字太多（超过 200 万字或 10 万段），不像一篇总结",
                en: "there is too much text for a report (more than two million characters or 100,000 paragraphs)",
            },
            help: Words { zh: "分成几个文件再导入", en: "split it and import the parts" },
        });
    }
    Ok(document)
}

fn read_any(name: &str, bytes: &[u8], companion: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Document, Refusal> {
    let kind = kind::of(name, bytes);
    match kind {
        Kind::Docx => docx::read(name, bytes),
        Kind::Html | Kind::Mhtml => html::read_with(name, bytes, companion),
        Kind::Text => {
            let (text, remarks) = plain::text(bytes)?;
            if plain::is_markdown(&text) {
                return markdown_of(name, &text, remarks, companion);
            }
            if plain::wiki::is_wiki(&text) {
                return wiki(name, &text, remarks, companion);
            }
            plain::document(name, &text, remarks)
        }
        Kind::Markdown => {
            let (text, remarks) = plain::decode(bytes)?;
            markdown_of(name, &text, remarks, companion)
        }
        kind => match kind::refusal(kind) {
            Some(refusal) => Err(refusal),
            None => plain::read(name, bytes),
        },
    }
}

const WIKI: Words = Words { zh: "按维基源代码读", en: "read as the source of a wiki page" };

/// Reads the source of a wiki page.
fn wiki(
    name: &str,
    text: &str,
    mut remarks: Vec<Remark>,
    companion: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<Document, Refusal> {
    let (markdown, origins) = plain::wiki::markdown(text);
    remarks.push(Remark::new(RemarkKind::Simplified, WIKI, Place::Document, "", ""));
    let mut document = markdown_of(name, &markdown, remarks, companion)?;
    document.place_lines(&|line| {
        let at = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
        origins.get(at).copied().unwrap_or(line)
    });
    Ok(document)
}

/// Reads Markdown whose bytes were decoded.
fn markdown_of(
    name: &str,
    text: &str,
    remarks: Vec<Remark>,
    companion: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<Document, Refusal> {
    let mut document = markdown::read_with(name, text, companion)?;
    document.remarks.splice(0..0, remarks);
    Ok(document)
}

/// The reports in a document: mended, taken apart and understood. None if there
/// are no words in it.
pub fn candidates(document: Document, publication: &Publication) -> Vec<Candidate> {
    joined(document, &BTreeSet::new(), publication)
}

/// The same, where a person has said that some of them, counted from 0 as they are found,
/// belong to the one before.
pub fn joined(mut document: Document, joined: &BTreeSet<usize>, publication: &Publication) -> Vec<Candidate> {
    let address = std::mem::take(&mut document.properties.address);
    let pieces = account::pieces(&document);
    mend::mend(&mut document);
    let mut articles = structure::joined(document, joined, Model::learnt());
    articles.retain(|article| article.title.is_some() || !article.blocks.is_empty());
    let shares = shares(pieces, &articles);
    let candidate = |(mut article, pieces): (Article, Vec<Piece>)| {
        let mut facts = facts::propose(&article, publication);
        if facts.shorten(ENTRIES) {
            article.remarks.push(Remark::of_all(RemarkKind::Doubt, MANY));
        }
        // What the front matter would not take is for a person to look at.
        facts.doi.iter_mut().for_each(|doi| doi.certain &= front::is_doi(&doi.value));
        facts.date.iter_mut().for_each(|date| date.certain &= front::is_year(date.value.year));
        let are_years = |years: Years| front::is_year(years.first) && front::is_year(years.last);
        facts.years.iter_mut().for_each(|years| years.certain &= are_years(years.value));
        let is_date = |date: Option<PartialDate>| date.is_none_or(|date| front::is_year(date.year));
        facts.honours.iter_mut().for_each(|honour| honour.certain &= is_date(honour.value.date));
        // What a running text counts is an organisation's figure if a registry has it; else a
        // person says so: 身份证40多张 is counted, but is no figure of a year.
        let is_figure = |metric: &Metric| {
            let is_its = |known: &model::Metric| known.kind.is_some() && known.name == metric.name;
            metric.is_tabled || publication.metrics.iter().any(is_its)
        };
        let is_sound = |metric: &Metric| is_date(metric.as_of) && is_figure(metric);
        facts.metrics.iter_mut().for_each(|metric| metric.certain &= is_sound(&metric.value));
        let is_plain = address.chars().all(|c| c.is_ascii_graphic() || c.is_alphanumeric());
        if front::is_address(&address) && is_plain {
            let proposed =
                Proposed { value: address.clone(), evidence: String::new(), place: Place::Document, certain: true };
            facts.address.get_or_insert(proposed);
        }
        Candidate { pieces, article, facts }
    };
    articles.into_iter().zip(shares).map(candidate).collect()
}

/// Which of a document's pieces belong to each of its articles: those from its
/// first line to the next one's, and its notes.
fn shares(pieces: Vec<Piece>, articles: &[Article]) -> Vec<Vec<Piece>> {
    let mut shares = vec![Vec::new(); articles.len()];
    let notes: HashMap<Place, usize> = (0..)
        .zip(articles)
        .flat_map(|(at, article)| article.notes.iter().flatten().map(move |note| (note.place, at)))
        .collect();
    for piece in pieces {
        let before = || articles.iter().rposition(|article| article.start <= piece.place).unwrap_or(0);
        let at = match piece.place {
            Place::Note(_) => notes.get(&piece.place).copied().unwrap_or(0),
            _ => before(),
        };
        if let Some(share) = shares.get_mut(at) {
            share.push(piece);
        }
    }
    shares
}
