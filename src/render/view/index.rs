//! `names`: people, posts and honours in the order of pinyin.

use serde::Serialize;

use super::card::{CutView, Link};
use super::home::Way;

/// `names`
#[derive(Clone, Debug, Serialize)]
pub struct NamesView {
    /// The alphabet: each letter leads to its section here or to its own page.
    /// `count` is 0 and `href` none where there is nothing.
    pub letters: Vec<CutView>,
    /// Further pages of the same letter, when it was cut by number.
    pub cuts: Vec<CutView>,
    /// The sections of this page.
    pub sections: Vec<LetterSection>,
    /// Whether the index was cut and this is its first page, without sections.
    pub overview: bool,
    /// How many entries on this page.
    pub count: usize,
    /// How many people in all.
    pub people: usize,
    /// How many posts in all.
    pub roles: usize,
    /// How many honours in all.
    pub honours: usize,
    /// The people whom most reports name, on the first page.
    pub most: Vec<Way>,
    /// The letters with the first and the last name of each, on the first page of an
    /// index that was cut.
    pub initials: Vec<Way>,
}

/// The entries under a letter.
#[derive(Clone, Debug, Serialize)]
pub struct LetterSection {
    /// `A` … `Z`, or `#`.
    pub letter: String,
    /// Its anchor: the small letter, or `other`.
    pub id: String,
    /// Its entries.
    pub entries: Vec<NameEntry>,
}

/// One entry.
#[derive(Clone, Debug, Serialize)]
pub struct NameEntry {
    /// Its anchor.
    pub id: String,
    /// The name.
    pub name: String,
    /// The page of a person whom several reports name; none of others.
    pub href: Option<String>,
    /// `person`, `role` or `honour`.
    pub kind: &'static str,
    /// The posts of a person, the latest first: 书记、主任; may be empty.
    pub roles: String,
    /// Where it is found: what to say, and the page.
    pub mentions: Vec<Link>,
}
