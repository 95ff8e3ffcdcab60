//! Grams: the pairs of neighbouring characters of a report, hashed.
//!
//! In: the texts of a report. Out: for each gram its shard and fingerprint in
//! one number, and its class. Nothing else of the text is kept.

use crate::search::fold::{self, BREAK};

/// How many bits of a hash tell the lists of one shard apart.
pub const FINGERPRINT: u32 = 18;

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

/// The top `bits` bits of a hash.
pub fn top(hash: u32, bits: u32) -> u32 {
    if bits == 0 { 0 } else { hash >> (32 - bits) }
}

/// Gathers the grams of one report after another.
pub struct Reader {
    /// How many bits the number of a shard has.
    bits: u32,
    folded: Vec<u32>,
    /// Every occurrence: the key, then whether it is one character, then the weight.
    found: Vec<u64>,
    length: usize,
    traditional: bool,
}

impl Reader {
    /// For an index of 2^`bits` shards.
    pub fn new(bits: u32) -> Reader {
        Reader { bits, folded: Vec::new(), found: Vec::new(), length: 0, traditional: false }
    }

    /// Takes in a text.
    pub fn text(&mut self, text: &str, weight: Weight) {
        self.folded.clear();
        self.traditional |= fold::append(text, &mut self.folded);
        self.length += self.folded.len();
        let bits = self.bits;
        let mut add = |hash: u32, single: u64| {
            let hash = finish(hash);
            let key = u64::from(top(hash, bits)) << FINGERPRINT | u64::from(hash & ((1 << FINGERPRINT) - 1));
            self.found.push(key << 3 | single << 2 | weight as u64);
        };
        for (at, &first) in self.folded.iter().enumerate() {
            if first == BREAK {
                continue;
            }
            let one = step(SEED, first);
            add(one, 1);
            let Some(&second) = self.folded.get(at + 1).filter(|&&second| second != BREAK) else { continue };
            let two = step(one, second);
            add(two, 0);
            if let Some(&third) = self.folded.get(at + 2)
                && third != BREAK
                && [first, second, third].iter().all(|&character| character < 128)
            {
                add(step(two, third), 0);
            }
        }
    }

    /// The grams of the report; the next begins.
    pub fn finish(&mut self) -> Grams {
        let often = (3 * self.length.clamp(1250, 7500) / 2500).max(2);
        self.found.sort_unstable();
        let mut grams = Grams::default();
        for same in self.found.chunk_by(|a, b| a >> 3 == b >> 3) {
            // The greatest weight stands last among those of one kind.
            let weight = same.iter().map(|occurrence| occurrence & 3).max().unwrap_or(0);
            let single = same.iter().all(|occurrence| occurrence & 4 != 0);
            let class = match weight {
                2 => 2,
                _ if single => 0,
                1 => 1,
                _ => u8::from(same.len() >= often),
            };
            grams.keys.push((same[0] >> 3) as u32);
            grams.classes.push(class);
        }
        grams.keys.shrink_to_fit();
        grams.classes.shrink_to_fit();
        self.found.clear();
        (self.length, self.traditional) = (0, false);
        grams
    }
}

#[cfg(test)]
mod tests {
    use super::{FINGERPRINT, Reader, Weight, hash, top};

    #[test]
    fn a_report_is_its_grams() {
        let mut reader = Reader::new(14);
        reader.text("党支部。", Weight::Title);
        reader.text("支部ab1", Weight::Body);
        let grams = reader.finish();
        let class = |gram: &str| {
            let hash = hash(&gram.chars().map(|character| character as u32).collect::<Vec<_>>());
            let key = top(hash, 14) << FINGERPRINT | hash & ((1 << FINGERPRINT) - 1);
            grams.keys.binary_search(&key).ok().map(|at| grams.classes[at])
        };
        assert_eq!(["党", "支部", "部a", "ab1", "ab", "1"].map(class), [2, 2, 0, 0, 0, 0].map(Some));
        assert_eq!(["部支", "支部a", "b1a"].map(class), [None; 3]);
        assert_eq!(grams.keys.len(), 6 + 2 + 1 + 2 + 1);
    }
}
