//! What the parts of a document are.
//!
//! In: a mended document. Out: the article in it, or the several: title,
//! subtitle, by-line, details, abstract, keywords, headings with levels,
//! signature.

use crate::import::Remark;
use crate::import::document::{Block, Paragraph, Picture, Place};

/// A report as it was found in a document.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Its title; none if the document has none.
    pub title: Option<Found>,
    /// Its subtitle, without a dash.
    pub subtitle: Option<Found>,
    /// Persons and units that stand below the title or are labelled as authors.
    pub authors: Vec<Found>,
    /// Those labelled as editors.
    pub editors: Vec<Found>,
    /// What is labelled as the source.
    pub source: Option<Found>,
    /// The date that the page or the by-line gives, as written.
    pub published: Option<Found>,
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
    /// Whether there is no doubt what they are: they were labelled or styled.
    pub certain: bool,
}
