//! The names of the registry, ready to be looked for in texts.
//!
//! In: a publication. Out: every way in which its organisations may be called:
//! present and past names, short names and aliases, alone and after any of
//! their parent's. At each place of a text the longest name counts. Looking a
//! text up takes time by its length, however many names there are.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::language::lexicon::{self, List};
use crate::language::numeral;
use crate::model::{OrganizationId, Publication};

/// Names and what they may mean.
pub struct Names {
    by_name: HashMap<String, Vec<OrganizationId>>,
    /// How long names are, in characters, that begin with a character; the
    /// longest first.
    lengths: HashMap<char, Vec<usize>>,
}

/// A name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention<'n> {
    /// Where.
    pub range: Range<usize>,
    /// What it may mean.
    pub meanings: &'n [OrganizationId],
    /// Whether the name by itself says little: 党委, 第一党支部.
    pub is_general: bool,
}

/// No organisation is looked for under more names than this with its parent's.
const MOST: usize = 48;

impl Names {
    /// The names of all organisations.
    pub fn of(publication: &Publication) -> Names {
        let mut names = Names { by_name: HashMap::new(), lengths: HashMap::new() };
        let mut spoken: Vec<BTreeSet<String>> = Vec::with_capacity(publication.organizations.len());
        for (index, organization) in publication.organizations.iter().enumerate() {
            let mut own: BTreeSet<String> = BTreeSet::new();
            for name in &organization.names {
                own.insert(name.name.clone());
                own.extend(name.short.clone());
            }
            own.extend(organization.aliases.iter().cloned());
            own.extend(organization.full.clone());
            own.insert(publication.full_name(OrganizationId::at(index), None));
            let mut all = own.clone();
            // Parents stand before their children. 甲医院第一党支部 leaves out the
            // committee between them.
            let mut parent = organization.parent;
            while let Some(id) = parent {
                let above = spoken.get(id.index()).into_iter().flatten().filter(|name| !is_general(name));
                for above in above {
                    for name in organization.names.iter().map(|name| &name.name).chain(&organization.aliases) {
                        if all.len() < MOST && !name.starts_with(above.as_str()) {
                            all.insert(format!("{above}{name}"));
                        }
                    }
                }
                parent = publication[id].parent.filter(|_| is_general(publication[id].name()));
            }
            for name in &all {
                names.call(name, OrganizationId::at(index));
            }
            spoken.push(all);
        }
        for lengths in names.lengths.values_mut() {
            lengths.sort_unstable_by(|left, right| right.cmp(left));
        }
        names
    }

    fn call(&mut self, name: &str, id: OrganizationId) {
        let length = name.chars().count();
        let Some(first) = name.chars().next().filter(|_| length >= 2) else { return };
        let lengths = self.lengths.entry(first).or_default();
        if !lengths.contains(&length) {
            lengths.push(length);
        }
        let meanings = self.by_name.entry(name.to_owned()).or_default();
        if !meanings.contains(&id) {
            meanings.push(id);
        }
    }

    /// What a whole text may mean.
    pub fn meanings(&self, name: &str) -> &[OrganizationId] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The names in a text, the longest at each place, none within another.
    pub fn mentions<'n>(&'n self, text: &str) -> Vec<Mention<'n>> {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut mentions = Vec::new();
        let mut at = 0;
        while at + 1 < places.len() {
            match self.at(text, &places, at) {
                Some((length, meanings)) => {
                    let range = places[at]..places[at + length];
                    let is_general = is_general(&text[range.clone()]);
                    mentions.push(Mention { range, meanings, is_general });
                    at += length;
                }
                None => at += 1,
            }
        }
        mentions
    }

    fn at(&self, text: &str, places: &[usize], at: usize) -> Option<(usize, &[OrganizationId])> {
        let first = text[places[at]..].chars().next()?;
        self.lengths.get(&first)?.iter().find_map(|&length| {
            let end = *places.get(at + length)?;
            Some((length, self.by_name.get(&text[places[at]..end])?.as_slice()))
        })
    }
}

/// What is left of no name of a part of any organisation.
static GENERAL: List = List::new(&lexicon::UNIT_SUFFIXES, "general");
/// What a numeral of a name may have besides digits: 第, 十, 百.
static ORDINALS: List = List::new(&lexicon::UNIT_SUFFIXES, "ordinal");

/// Whether a name could be that of a part of any organisation: 党委, 第一党支部.
pub fn is_general(name: &str) -> bool {
    let mut rest = name.to_owned();
    for part in GENERAL.iter() {
        rest = rest.replace(part, "");
    }
    rest.chars().all(|character| {
        let mut bytes = [0; 4];
        let character = character.encode_utf8(&mut bytes);
        numeral::parse(character).is_some() || ORDINALS.has(character)
    })
}
