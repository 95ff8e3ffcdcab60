//! Grams: the pairs of neighbouring characters of a report, hashed.
//!
//! In: the texts of a report. Out: for each gram its shard and fingerprint in
//! one number, and its class. Nothing else of the text is kept.
//!
//! Pairs of Han characters tell reports apart; pairs of digits do not, since
//! every report has them all. So where digits and letters stand three and four
//! characters make a gram, and so does an end of a sentence with what stands
//! before and after it.

use crate::plan::search::Segment;
use crate::search::fold::{self, BREAK};

/// How many bits of a hash tell the lists of one shard apart.
pub const FINGERPRINT: u32 = 17;

/// How a text weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A text of the body.
    Body = 0,
    /// A heading, and what the front matter says.
    Strong = 1,
    /// Title and subtitle.
    Title = 2,
}

/// The grams of one report, by ascending key.
#[derive(Default)]
pub struct Grams {
    /// The shard above the fingerprint.
    pub keys: Vec<u32>,
    /// 0, 1 or 2.
    pub classes: Vec<u8>,
}

/// The hash of a gram.
pub fn hash(characters: &[u32]) -> u32 {
    finish(characters.iter().fold(SEED, |hash, &character| step(hash, character)))
}

const SEED: u32 = 0x811c_9dc5;

fn step(hash: u32, character: u32) -> u32 {
    let hash = (hash ^ character).wrapping_mul(0x0100_0193);
    hash ^ (hash >> 15)
}

fn finish(hash: u32) -> u32 {
    let mut hash = hash.max(1);
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// The shard of a gram above its fingerprint. Characters alone stand in shards
/// of their own, after the others: few ask for them, and their lists are long.
fn key(hash: u32, is_alone: bool, segment: &Segment) -> u32 {
    let shard = if is_alone { (1 << segment.bits) + top(hash, segment.bits_alone()) } else { top(hash, segment.bits) };
    shard << FINGERPRINT | hash & ((1 << FINGERPRINT) - 1)
}

/// The top `bits` bits of a hash.
pub fn top(hash: u32, bits: u32) -> u32 {
    if bits == 0 { 0 } else { hash >> (32 - bits) }
}

/// Gathers the grams of one report after another.
pub struct GramCollector<'a> {
    segment: &'a Segment,
    folded: Vec<u32>,
    /// Every occurrence: the key, then the weight.
    found: Vec<u64>,
}

impl<'a> GramCollector<'a> {
    /// For the index of a segment.
    pub fn new(segment: &'a Segment) -> GramCollector<'a> {
        GramCollector { segment, folded: Vec::new(), found: Vec::new() }
    }

    /// Takes in a text.
    pub fn text(&mut self, text: &str, weight: Weight) {
        self.folded.clear();
        fold::append(text, &mut self.folded);
        let segment = self.segment;
        let mut add = |hash: u32, is_alone: bool| {
            self.found.push(u64::from(key(finish(hash), is_alone, segment)) << 2 | weight as u64);
        };
        for (at, &first) in self.folded.iter().enumerate() {
            if first == BREAK {
                continue;
            }
            let after = |distance: usize| self.folded.get(at + distance).copied();
            let one = step(SEED, first);
            add(one, true);
            let Some(second) = after(1) else { break };
            let two = step(one, second);
            if second == BREAK {
                // A break is followed by a character, and not the last.
                after(2).into_iter().for_each(|third| add(step(two, third), false));
                continue;
            }
            add(two, false);
            let Some(third) = after(2).filter(|&third| third != BREAK) else { continue };
            let three = step(two, third);
            let ascii = [first, second, third].iter().filter(|&&character| character < 128).count();
            if ascii > 0 {
                add(three, false);
            }
            let Some(fourth) = after(3).filter(|&fourth| fourth != BREAK) else { continue };
            if ascii + usize::from(fourth < 128) >= 3 {
                add(step(three, fourth), false);
            }
        }
    }

    /// The grams of the report; the next begins.
    pub fn finish(&mut self) -> Grams {
        self.found.sort_unstable();
        let mut grams = Grams::default();
        for same in self.found.chunk_by(|a, b| a >> 2 == b >> 2) {
            let key = (same[0] >> 2) as u32;
            let is_alone = key >> FINGERPRINT >= 1 << self.segment.bits;
            // The greatest weight stands last.
            let class = match (same[same.len() - 1] & 3) as u8 {
                1 if is_alone => 0,
                class => class,
            };
            grams.keys.push(key);
            grams.classes.push(class);
        }
        grams.keys.shrink_to_fit();
        grams.classes.shrink_to_fit();
        self.found.clear();
        grams
    }
}

#[cfg(test)]
mod tests {
    use super::{GramCollector, Weight, hash, key};
    use crate::plan::search::Segment;

    #[test]
    fn a_report_is_its_grams() {
        let segment = Segment { reports: 0..1, bits: 14 };
        let mut reader = GramCollector::new(&segment);
        reader.text("党支部。", Weight::Title);
        reader.text("支部ab1。甲", Weight::Body);
        let grams = reader.finish();
        let class = |gram: &str| {
            let characters: Vec<u32> = gram.chars().map(u32::from).collect();
            let key = key(hash(&characters), characters.len() == 1, &segment);
            grams.keys.binary_search(&key).ok().map(|at| grams.classes[at])
        };
        assert_eq!(["党", "支部", "部a", "ab1", "ab", "1"].map(class), [2, 2, 0, 0, 0, 0].map(Some));
        assert_eq!(["支部a", "部ab", "部ab1", "1\n甲"].map(class), [Some(0); 4]);
        assert_eq!(["部支", "党支部", "支部ab", "b1a", "1甲", "部\n支", "1\n"].map(class), [None; 7]);
        let [ones, twos, threes, fours] = [3 + 4, 2 + 3, 3 + 1, 1];
        assert_eq!(grams.keys.len(), ones + twos + threes + fours);
    }
}
