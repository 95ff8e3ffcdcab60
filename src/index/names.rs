//! The index of names: people, posts and honours in the order of pinyin.
//!
//! In: the publication. Out: an entry a name, each with where it is found.
//! Two people of one name share an entry: nothing in the reports tells them
//! apart, and their branches stand beside each mention.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;
use std::sync::Arc;

use crate::index::Item;
use crate::language::collate::Collation;
use crate::language::pinyin::{self, Reading};
use crate::model::{Publication, ReportId};

/// What kind of name an entry is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// 人物
    Person,
    /// 职务
    Role,
    /// 荣誉
    Honour,
}

/// An entry of the index of names.
#[derive(Clone, Debug)]
pub struct NameEntry {
    /// The name.
    pub name: Arc<str>,
    /// What it is.
    pub kind: NameKind,
    /// `A` to `Z`, or `#` for a name without a letter.
    pub letter: char,
    /// The first syllable, such as `zhang`; the letter for a Latin name.
    pub syllable: String,
    /// Its anchor, unique in the index.
    pub anchor: String,
    /// Where it is found, the newest report first: a place among the report's
    /// people for people and posts, among its honours for honours.
    pub mentions: Vec<Item>,
}

/// The index of names.
#[derive(Clone, Debug)]
pub struct NameIndex {
    entries: Vec<NameEntry>,
    /// Where each name stands, by kind.
    places: [HashMap<Arc<str>, usize>; 3],
}

impl NameIndex {
    /// Gathers the names.
    pub fn gather(publication: &Publication, collation: &Collation) -> NameIndex {
        let entries = entries(publication, collation);
        let mut places = [HashMap::new(), HashMap::new(), HashMap::new()];
        for (at, entry) in entries.iter().enumerate() {
            places[entry.kind as usize].insert(entry.name.clone(), at);
        }
        NameIndex { entries, places }
    }

    /// Where a name stands.
    pub fn place_of(&self, kind: NameKind, name: &str) -> Option<usize> {
        self.places[kind as usize].get(name).copied()
    }
}

impl Deref for NameIndex {
    type Target = [NameEntry];

    fn deref(&self) -> &[NameEntry] {
        &self.entries
    }
}

fn entries(publication: &Publication, collation: &Collation) -> Vec<NameEntry> {
    let mut found: HashMap<(NameKind, &str), Vec<Item>> = HashMap::new();
    for (index, report) in publication.reports.iter().enumerate() {
        let item = |place: usize| Item { report: ReportId::at(index), place: place as u32 };
        for (place, person) in report.people.iter().enumerate() {
            found.entry((NameKind::Person, &person.name)).or_default().push(item(place));
            if !person.role.is_empty() {
                found.entry((NameKind::Role, &person.role)).or_default().push(item(place));
            }
        }
        for (place, honour) in report.honours.iter().enumerate() {
            found.entry((NameKind::Honour, &honour.name)).or_default().push(item(place));
        }
    }
    let mut sorted: Vec<_> = found
        .into_iter()
        .map(|((kind, name), mut mentions)| {
            mentions.reverse();
            (collation.key(name, reading(kind)), kind, name, mentions)
        })
        .collect();
    sorted.sort_by(|a, b| (&a.0, a.1, a.2).cmp(&(&b.0, b.1, b.2)));
    let mut taken = HashSet::new();
    sorted
        .into_iter()
        .map(|(key, kind, name, mentions)| {
            let letter = key.letter().unwrap_or('#');
            NameEntry {
                syllable: syllable(name, kind, letter),
                anchor: anchor(name, kind, &mut taken),
                name: name.into(),
                kind,
                letter,
                mentions,
            }
        })
        .collect()
}

fn reading(kind: NameKind) -> Reading<'static> {
    match kind {
        NameKind::Person => Reading::Person,
        NameKind::Role | NameKind::Honour => Reading::Text,
    }
}

fn syllable(name: &str, kind: NameKind, letter: char) -> String {
    let first = pinyin::syllables(name, reading(kind)).into_iter().next().unwrap_or_default();
    let plain = !first.is_empty() && first.len() <= 6 && first.bytes().all(|byte| byte.is_ascii_lowercase());
    if plain && first.starts_with(letter.to_ascii_lowercase()) {
        first
    } else if letter == '#' {
        "other".to_owned()
    } else {
        letter.to_ascii_lowercase().to_string()
    }
}

/// An anchor made from the name's reading; of names read alike all but the
/// first get a number.
fn anchor(name: &str, kind: NameKind, taken: &mut HashSet<String>) -> String {
    let prefix = match kind {
        NameKind::Person => 'p',
        NameKind::Role => 'r',
        NameKind::Honour => 'h',
    };
    let mut slug = pinyin::slug(name, reading(kind));
    slug.truncate(60);
    let base = format!("{prefix}-{slug}");
    let mut anchor = base.clone();
    let mut number = 1;
    while !taken.insert(anchor.clone()) {
        number += 1;
        anchor = format!("{base}-{number}");
    }
    anchor
}
