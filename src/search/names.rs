//! Names: people, posts, honours by their characters; all names by pinyin.
//!
//! In: the index of names, organisations, topics and titles. Out: what a page
//! offers while a reader types. A name lies with its first and its last
//! character, so that one that is one character off is still met; what is typed
//! in pinyin leads to phrases, which are then searched like any other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::OrganizationId;
use crate::render::World;
use crate::search::fold::{self, fold};
use crate::search::gram::{hash, top};
use crate::text::han::is_han;
use crate::text::pinyin::{self, Reading};

/// The longest phrase, in characters.
const LONGEST: usize = 8;

/// What lies in the shards of names and of pinyin.
pub struct Names {
    /// For each shard the names, as places in the index of names.
    names: Vec<Vec<usize>>,
    /// For each shard its syllables with their characters, and its phrases.
    pinyin: Vec<(String, String)>,
}

/// A name: itself, its kind, its entry and how often it is found.
pub type Name<'a> = (&'a str, u8, String, usize);

impl Names {
    /// Gathers what there is.
    pub fn gather(world: &World) -> Names {
        let search = &world.plan.search;
        let mut names = vec![Vec::new(); 1 << search.names];
        let mut folded = Vec::new();
        for (place, entry) in world.index.names.iter().enumerate() {
            folded.clear();
            fold::append(&entry.name, &mut folded);
            let ends = [folded.first(), folded.last()].into_iter().flatten();
            let shards: BTreeSet<u32> = ends.map(|&end| top(hash(&[end]), search.names)).collect();
            for shard in shards {
                names[shard as usize].push(place);
            }
        }
        Names { names, pinyin: Phrases::gather(world).shards(search.pinyin) }
    }

    /// The names in a shard.
    pub fn names<'a>(&self, world: &World<'a>, shard: u32) -> Vec<Name<'a>> {
        let name = |&place: &usize| {
            let entry = &world.index.names[place];
            let href = world.plan.names.href(world.index, place);
            (&*entry.name, entry.kind as u8, href, entry.mentions.len())
        };
        self.names.get(shard as usize).into_iter().flatten().map(name).collect()
    }

    /// The phrases in a shard, with how they are read.
    pub fn pinyin(&self, shard: u32) -> Option<&(String, String)> {
        self.pinyin.get(shard as usize)
    }
}

/// Phrases with how much they weigh, and how characters are read.
#[derive(Default)]
struct Phrases {
    weights: HashMap<String, u32>,
    readings: HashMap<char, BTreeSet<String>>,
}

impl Phrases {
    fn gather(world: &World) -> Phrases {
        let publication = world.publication;
        let mut phrases = Phrases::default();
        for report in &publication.reports {
            phrases.add(&report.title, Reading::Text, 1);
        }
        for (place, organization) in publication.organizations.iter().enumerate() {
            let given = organization.pinyin.as_deref().map_or(Reading::Text, Reading::Given);
            phrases.add(organization.name(), given, 3);
            phrases.add(&publication.full_name(OrganizationId::at(place), None), Reading::Text, 1);
            for name in &organization.names {
                phrases.add(&name.name, Reading::Text, 1);
                phrases.add(name.short.as_deref().unwrap_or_default(), Reading::Text, 2);
            }
        }
        for topic in publication.topic_order.iter().map(|&id| &publication[id]) {
            phrases.add(&topic.name, Reading::Text, 50);
        }
        for entry in world.index.names.iter() {
            let reading = if entry.kind == crate::index::Kind::Person { Reading::Person } else { Reading::Text };
            phrases.add(&entry.name, reading, entry.mentions.len() as u32);
        }
        phrases
    }

    /// Adds what begins at every character of a name.
    fn add(&mut self, name: &str, reading: Reading, weight: u32) {
        let name = fold(name);
        for (character, syllable) in pinyin::spelled(&name, reading) {
            let known = self.readings.entry(character);
            known.or_insert_with(|| pinyin::readings(character).into_iter().collect()).insert(syllable);
        }
        let characters: Vec<char> = name.chars().collect();
        for run in characters.chunk_by(|a, b| is_han(*a) && is_han(*b)) {
            for start in 0..run.len().saturating_sub(1) {
                let phrase: String = run[start..run.len().min(start + LONGEST)].iter().collect();
                let known = self.weights.entry(phrase).or_default();
                *known = known.saturating_add(weight);
            }
        }
    }

    /// Deals the phrases to 2^`bits` shards.
    fn shards(&self, bits: u32) -> Vec<(String, String)> {
        let mut shards: Vec<BTreeMap<&str, u32>> = vec![BTreeMap::new(); 1 << bits];
        for (phrase, &weight) in &self.weights {
            let mut characters = phrase.chars();
            let (Some(first), Some(second)) = (characters.next(), characters.next()) else { continue };
            for one in self.initials(first) {
                for two in self.initials(second) {
                    let shard = top(hash(&[u32::from(one), u32::from(two)]), bits);
                    shards[shard as usize].insert(phrase, weight);
                }
            }
        }
        shards.iter().map(|phrases| (self.read(phrases.keys()), write(phrases))).collect()
    }

    fn initials(&self, character: char) -> BTreeSet<u8> {
        self.readings.get(&character).into_iter().flatten().filter_map(|reading| reading.bytes().next()).collect()
    }

    /// The syllables of the characters of some phrases, each before its characters.
    fn read<'p>(&self, phrases: impl Iterator<Item = &'p &'p str>) -> String {
        let characters: BTreeSet<char> = phrases.flat_map(|phrase| phrase.chars()).collect();
        let mut syllables: BTreeMap<&str, String> = BTreeMap::new();
        for character in characters {
            for reading in self.readings.get(&character).into_iter().flatten() {
                syllables.entry(reading).or_default().push(character);
            }
        }
        syllables.into_iter().flat_map(|(syllable, characters)| [syllable.to_owned(), characters]).collect()
    }
}

/// Phrases in order, each without what it shares with the one before.
fn write(phrases: &BTreeMap<&str, u32>) -> String {
    let mut text = String::new();
    let mut before = "";
    for (&phrase, &weight) in phrases {
        let shared = phrase.chars().zip(before.chars()).take_while(|(a, b)| a == b).count();
        text.push_str(&shared.to_string());
        text.extend(phrase.chars().skip(shared));
        let step = (weight.max(1).ilog2() + 1).min(25);
        text.push(char::from(b'a' + step as u8));
        before = phrase;
    }
    text
}
