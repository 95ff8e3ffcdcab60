//! Names: people, posts, honours by their characters; all names by pinyin.
//!
//! In: the index of names, organisations, topics and titles. Out: what a page
//! offers while a reader types. A name lies with its first and its last
//! character, so that one that is one character off is still met; what is typed
//! in pinyin leads to phrases, which are then searched like any other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::language::pinyin::{self, Reading};
use crate::model::{MetadataReads, MetricId, OrganizationId};
use crate::plan;
use crate::render::RenderContext;
use crate::search::fold::{self, fold};
use crate::search::gram::{hash, top};
use crate::text::han::is_han;

/// The longest phrase, in characters.
const LONGEST: usize = 8;

/// What lies in the shards of names and of pinyin.
pub struct NameShards {
    /// For each shard the names, as places in the index of names.
    names: Vec<Vec<usize>>,
    /// For each shard its syllables with their characters, its phrases, and the
    /// names that begin as they do.
    pinyin: Vec<(String, String, Vec<Whole>)>,
}

/// A name that pinyin leads to as a whole: itself, its kind, where it stands and
/// how much it weighs. Kinds are those of [`Name`] from 2 on; 0 is an
/// organisation and 1 a topic, which stand at places of the facets, 6 a metric.
pub type Whole = (String, u8, String, u32);

const ORGANIZATION: u8 = 0;
const TOPIC: u8 = 1;
const NAME: u8 = 2;
const METRIC: u8 = 6;

/// The most metrics that are named.
const METRICS: usize = 1000;

/// The metrics that reports state, most often stated first, with their pages.
pub fn metrics<'a>(world: &RenderContext<'a>) -> Vec<(&'a str, String)> {
    let all = (0..world.publication.metrics.len()).map(MetricId::at);
    let mut stated: Vec<(MetricId, usize)> = all
        .map(|id| (id, world.index.metrics.get(id.index()).map_or(0, Vec::len)))
        .filter(|(_, values)| *values > 0)
        .collect();
    stated.sort_by_key(|(id, values)| (std::cmp::Reverse(*values), *id));
    stated.truncate(METRICS);
    let line = |(id, _): (MetricId, usize)| (world.publication[id].name.as_str(), metric_href(world, id));
    stated.into_iter().map(line).collect()
}

/// The page of a metric, or its place in the list.
fn metric_href(world: &RenderContext, id: MetricId) -> String {
    world.metric_href(id).unwrap_or_else(|| {
        let cut = world.plan.metrics.cuts.iter().find(|cut| cut.range.contains(&id.index()));
        format!("{}#{}", plan::metrics_route(cut), world.publication[id].id)
    })
}

/// A name: itself, its kind, its entry and how often it is found.
pub type Name<'a> = (&'a str, u8, String, usize);

impl NameShards {
    /// Gathers what there is.
    pub fn gather(world: &RenderContext) -> NameShards {
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
        NameShards { names, pinyin: Phrases::gather(world).shards(search.pinyin) }
    }

    /// The names in a shard.
    pub fn names<'a>(&self, world: &RenderContext<'a>, shard: u32) -> Vec<Name<'a>> {
        let name = |&place: &usize| {
            let entry = &world.index.names[place];
            let href = world.plan.names.href(world.index, place);
            (&*entry.name, entry.kind as u8, href, entry.mentions.len())
        };
        self.names.get(shard as usize).into_iter().flatten().map(name).collect()
    }

    /// The phrases in a shard, with how they are read.
    pub fn pinyin(&self, shard: u32) -> Option<&(String, String, Vec<Whole>)> {
        self.pinyin.get(shard as usize)
    }
}

/// Phrases with how much they weigh, and how characters are read.
#[derive(Default)]
struct Phrases {
    weights: HashMap<String, u32>,
    readings: HashMap<char, BTreeSet<String>>,
    /// The names themselves, each under what it is folded to.
    wholes: Vec<(String, Whole)>,
    /// How often two characters stand side by side, and before them up to two
    /// different ones, or the beginning of a name.
    before: HashMap<[char; 2], (usize, Vec<Option<char>>)>,
}

impl Phrases {
    fn gather(world: &RenderContext) -> Phrases {
        let publication = world.publication;
        let mut phrases = Phrases::default();
        for report in &publication.reports {
            // Not noted in the world: all files of names are of one gathering.
            phrases.add(&report.metadata(&MetadataReads::default()).title, Reading::Text, 1);
        }
        for (place, organization) in publication.organizations.iter().enumerate() {
            let given = organization.pinyin.as_deref().map_or(Reading::Text, Reading::Given);
            phrases.add(organization.name(), given, 3);
            phrases.add(&publication.full_name(OrganizationId::at(place), None), Reading::Text, 1);
            phrases.whole(organization.name(), ORGANIZATION, place.to_string(), 3);
            for name in &organization.names {
                phrases.add(&name.name, Reading::Text, 1);
                phrases.add(name.short.as_deref().unwrap_or_default(), Reading::Text, 2);
            }
        }
        for (place, topic) in publication.topic_order.iter().map(|&id| &publication[id]).enumerate() {
            phrases.add(&topic.name, Reading::Text, 50);
            phrases.whole(&topic.name, TOPIC, place.to_string(), 50);
        }
        for (name, href) in metrics(world) {
            phrases.add(name, Reading::Text, 1);
            phrases.whole(name, METRIC, href, 1);
        }
        for (place, entry) in world.index.names.iter().enumerate() {
            let href = world.plan.names.href(world.index, place);
            phrases.whole(&entry.name, NAME + entry.kind as u8, href, entry.mentions.len() as u32);
            let reading = if entry.kind == crate::index::NameKind::Person { Reading::Person } else { Reading::Text };
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
                let (times, before) = self.before.entry([run[start], run[start + 1]]).or_default();
                *times += 1;
                let character = start.checked_sub(1).and_then(|at| run.get(at)).copied();
                if before.len() < 2 && !before.contains(&character) {
                    before.push(character);
                }
                let phrase: String = run[start..run.len().min(start + LONGEST)].iter().collect();
                let known = self.weights.entry(phrase).or_default();
                *known = known.saturating_add(weight);
            }
        }
    }

    /// Keeps a name to be met as a whole.
    fn whole(&mut self, name: &str, kind: u8, href: String, weight: u32) {
        self.wholes.push((fold(name), (name.to_owned(), kind, href, weight)));
    }

    /// Deals the phrases and names to 2^`bits` shards.
    ///
    /// A phrase from the middle of a word (古自 in 蒙古自治区) helps no one, and
    /// what is always preceded by one and the same character is taken for that,
    /// unless it stands but once.
    fn shards(&self, bits: u32) -> Vec<(String, String, Vec<Whole>)> {
        let mut shards: Vec<BTreeMap<&str, u32>> = vec![BTreeMap::new(); 1 << bits];
        for (phrase, &weight) in &self.weights {
            let Some(two) = first_two(phrase) else { continue };
            let within = self.before.get(&two).is_some_and(|before| before.0 > 1 && matches!(before.1[..], [Some(_)]));
            for shard in self.shards_of(two, bits).into_iter().filter(|_| !within) {
                shards[shard as usize].insert(phrase, weight);
            }
        }
        let mut wholes: Vec<Vec<&(String, Whole)>> = vec![Vec::new(); 1 << bits];
        for whole in &self.wholes {
            for shard in first_two(&whole.0).into_iter().flat_map(|two| self.shards_of(two, bits)) {
                wholes[shard as usize].push(whole);
            }
        }
        let shard = |(phrases, wholes): (&BTreeMap<&str, u32>, &Vec<&(String, Whole)>)| {
            let read = self.read(phrases.keys().copied().chain(wholes.iter().map(|(folded, _)| folded.as_str())));
            (read, write(phrases), wholes.iter().map(|(_, whole)| whole.clone()).collect())
        };
        shards.iter().zip(&wholes).map(shard).collect()
    }

    /// The shards of what begins with two characters, however they are read.
    fn shards_of(&self, [first, second]: [char; 2], bits: u32) -> BTreeSet<u32> {
        let seconds = self.initials(second);
        let pairs = self.initials(first).into_iter().flat_map(|one| seconds.iter().map(move |&two| (one, two)));
        pairs.map(|(one, two)| top(hash(&[u32::from(one), u32::from(two)]), bits)).collect()
    }

    fn initials(&self, character: char) -> BTreeSet<u8> {
        self.readings.get(&character).into_iter().flatten().filter_map(|reading| reading.bytes().next()).collect()
    }

    /// The syllables of the characters of some phrases, each before its characters.
    fn read<'p>(&self, phrases: impl Iterator<Item = &'p str>) -> String {
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

/// The two characters that a phrase begins with.
fn first_two(phrase: &str) -> Option<[char; 2]> {
    let mut characters = phrase.chars();
    Some([characters.next()?, characters.next()?])
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
