//! What the parts of a document are.
//!
//! In: a mended document. Out: the article in it, or the several: title,
//! subtitle, by-line, details, abstract, keywords, headings with levels,
//! signature. First the document is cut into articles ([`several`]). What each
//! line of an article is, is one decision over all of them ([`model`]), by what
//! can be seen of them ([`shapes`]); [`parts`] takes out what is not text, and in
//! what is left [`headings`] finds the headings and [`levels`] their levels.
//!
//! Words are never changed here: what is not understood stays in the text.

pub mod certainty;
mod form;
mod headings;
mod levels;
pub mod line;
pub mod model;
mod parts;
pub mod reasons;
pub mod role;
mod run_in;
mod sense;
mod several;
pub mod shapes;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::diag::Words;
use crate::import::document::{Block, Document, Paragraph, Picture, Place, Properties};
use crate::import::structure::model::Model;
pub use crate::import::structure::parts::{CONTENTS, Grounds, may_be_text};
pub use crate::import::structure::several::first_place;
use crate::import::structure::shapes::Around;
use crate::import::{ENTRIES, Remark, RemarkKind, kind};
use crate::language::byline::{self as names, Byline};
use crate::language::label::{Field, Labelled};

/// A report as it was found in a document.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Where its first line stands.
    pub start: Place,
    /// Its title; none if the document has none.
    pub title: Option<Found>,
    /// What else the title may be if it is not certain, the likeliest first.
    pub other_titles: Vec<String>,
    /// What the title rests on.
    pub grounds: Grounds,
    /// Its subtitle, without a dash.
    pub subtitle: Option<Found>,
    /// Persons that stand below the title or sign, and who is labelled as author,
    /// which may be a unit.
    pub authors: Vec<Found>,
    /// The units of those, and those that stand there alone.
    pub units: Vec<Found>,
    /// Those labelled as editors.
    pub editors: Vec<Found>,
    /// What is labelled as the source.
    pub source: Option<Found>,
    /// The date that the page or the by-line gives, as written.
    pub published: Option<Found>,
    /// The day that a page or newspaper shows beside the text, as written.
    pub issued: Option<Found>,
    /// The date of the signature, as written.
    pub signed: Option<Found>,
    /// The unit of the signature.
    pub signer: Option<Found>,
    /// The abstract.
    pub summary: Option<Found>,
    /// The keywords, each.
    pub keywords: Vec<Found>,
    /// The DOI.
    pub doi: Option<Found>,
    /// Other labelled details (审核, 供稿, 中图分类号), with their labels.
    pub details: Vec<(String, Found)>,
    /// The text: everything above taken out, headings with levels from 1,
    /// their numbers in their words, lists as items.
    pub blocks: Vec<Block>,
    /// Notes, by index.
    pub notes: Vec<Vec<Paragraph>>,
    /// Pictures, by index.
    pub pictures: Vec<Picture>,
    /// The name of the document's file.
    pub name: String,
    /// What the file says of itself.
    pub properties: Properties,
    /// What was done to the document.
    pub remarks: Vec<Remark>,
}

/// Words that were found in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub place: Place,
    /// Whether there is no doubt what they are: they were labelled or styled, or
    /// stand where nothing else can.
    pub certain: bool,
}

/// How long a value of the front matter may be, in bytes; what is longer was
/// taken for something it is not.
const LONGEST: usize = 16 * 1024;
const TOO_LONG: Words = Words {
    zh: "太长，不像题目、摘要一类，放回正文开头",
    en: "too long for a title, an abstract or the like; put back at the head of the text",
};

impl Article {
    /// Puts values that are too long for a front matter back into the text.
    fn unload(&mut self) {
        let mut long = Vec::new();
        let mut take = |found: &mut Option<Found>| long.extend(found.take_if(|found| found.text.len() > LONGEST));
        for found in [&mut self.title, &mut self.subtitle, &mut self.source, &mut self.summary, &mut self.doi] {
            take(found);
        }
        for all in [&mut self.authors, &mut self.units, &mut self.editors, &mut self.keywords] {
            long.extend(all.extract_if(.., |found| found.text.len() > LONGEST));
        }
        for found in long.into_iter().rev() {
            let start: String = found.text.chars().take(20).collect();
            self.remarks.push(Remark::new(RemarkKind::Doubt, TOO_LONG, found.place, &start, ""));
            self.blocks.insert(0, Block::Paragraph(Paragraph::of_text(&found.text, found.place)));
        }
    }
}

/// Finds the articles of a document, one at least.
pub fn articles(document: Document) -> Vec<Article> {
    joined(document, &BTreeSet::new(), Model::learnt())
}

/// The same, where a person has said that some of them, counted from 0 as they are found,
/// belong to the one before; by any model.
pub fn joined(mut document: Document, joined: &BTreeSet<usize>, model: &Model) -> Vec<Article> {
    form::unfold(&mut document);
    let parts = several::cut(document, joined, model).into_iter();
    let mut articles: Vec<Article> = parts.map(|part| article(part, model)).collect();
    articles.iter_mut().for_each(Article::unload);
    articles
}

const BLANK: Words = Words { zh: "删去没有内容的说明项", en: "a label without a value is left out" };

/// What one document, which holds one article, says.
fn article(mut document: Document, model: &Model) -> Article {
    let mut article = Article { start: several::first_place(&document.blocks), ..Article::default() };
    let mut blocks = std::mem::take(&mut document.blocks);
    blocks.retain(|block| !matches!(block, Block::Paragraph(paragraph) if paragraph.is_empty()));
    article.remarks = std::mem::take(&mut document.remarks);
    let is_page = !kind::is_of_office(&document.name);
    let (blocks, roles) = parts::take(blocks, is_page, Around::of(&document), model, &mut article);
    article.blocks = headings::find(blocks, &roles, &mut article.remarks);
    Article {
        notes: document.notes,
        pictures: document.pictures,
        name: document.name,
        properties: document.properties,
        ..article
    }
}

impl Article {
    /// Files what a labelled line says. Persons and dates that were said before
    /// are not said again.
    fn file(&mut self, item: Labelled, place: Place) {
        let found = |text: &str| Found { text: text.to_owned(), place, certain: true };
        let first = |slot: &mut Option<Found>, details: &mut Vec<(String, Found)>| {
            if slot.is_none() {
                *slot = Some(found(&item.value));
            } else if slot.as_ref().is_some_and(|known| known.text != item.value) {
                details.push((item.label.clone(), found(&item.value)));
            }
        };
        if item.value.is_empty() || item.field == Field::Counter {
            let words = format!("{}：{}", item.label, item.value);
            self.remarks.push(Remark::new(RemarkKind::Dropped, BLANK, place, &words, ""));
            return;
        }
        let several = |list: &mut Vec<Found>, texts: Vec<String>| {
            for text in texts {
                // What stands behind so many is left out of the front matter.
                if !list.iter().take(ENTRIES).any(|known| known.text == text) {
                    list.push(found(&text));
                }
            }
        };
        // 作者：王五　转贴自：本站
        let other = item.value.get(names::foreign_label(&item.value)..).unwrap_or_default().trim();
        if matches!(item.field, Field::Author | Field::Editor) && other.contains(char::is_alphanumeric) {
            self.details.push((item.label.clone(), found(other)));
        }
        // 作者 王五 / 2021-07-02
        if item.field == Field::Author
            && let Some((_, date)) = names::dated_byline(&item.value)
        {
            self.published.get_or_insert(found(&date));
        }
        // What no name is of is kept beside those that are: 作者：王五，系市医院办公室主任.
        if matches!(item.field, Field::Author | Field::Editor) && !names::names_all(&item.value) {
            self.details.push((item.label.clone(), found(&item.value)));
        }
        match item.field {
            // 作者：办公室
            Field::Author => match names::people(&item.value) {
                Byline { persons, units } if persons.is_empty() => several(&mut self.authors, units),
                Byline { persons, units } => {
                    several(&mut self.authors, persons);
                    several(&mut self.units, units);
                }
            },
            Field::Editor => {
                let Byline { persons, units } = names::people(&item.value);
                several(&mut self.editors, [persons, units].concat());
            }
            Field::Keywords => several(&mut self.keywords, names::keywords(&item.value)),
            Field::Source => first(&mut self.source, &mut self.details),
            // 时间：每周五 is no date; 年 is a mark of dates.
            Field::Published if !item.value.contains(|c: char| c.is_ascii_digit() || c == '年') => {
                self.details.push((item.label.clone(), found(&item.value)));
            }
            Field::Published => first(&mut self.published, &mut self.details),
            Field::Summary => first(&mut self.summary, &mut self.details),
            Field::Doi => first(&mut self.doi, &mut self.details),
            Field::Contribution | Field::Plain(_) | Field::Detail | Field::Counter => {
                self.details.push((item.label.clone(), found(&item.value)))
            }
        }
    }
}
