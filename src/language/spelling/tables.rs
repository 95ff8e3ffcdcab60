//! The tables of words, pairs of characters, and characters that are alike.
//!
//! Everything is in half bits: twice the binary logarithm of a frequency, as the
//! tables have it, so that no number depends on the machine.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use pinyin::ToPinyinMulti;

use crate::language::numeral::is_han_numeral;

const WORDS: &str = include_str!("data/words.tsv");
const PAIRS: &str = include_str!("data/pairs.tsv");
const SHAPES: &str = include_str!("data/shapes.tsv");
const RECENT_WORDS: &str = include_str!("data/recent.tsv");
/// The rows of the model.
pub(super) const WEIGHTS: &str = include_str!("data/weights.tsv");

/// A pair that stands in a text no oftener than this is worth a look.
pub(super) const RARE: i16 = 8;
/// What a pair is that the tables do not have.
const NO_PAIR: i16 = -5;
/// What a character is that the tables do not have as a word.
const NO_WORD: i16 = -5;
/// How often a character must stand in a text to be proposed.
const USUAL: i16 = 6;
/// The frequency of level 0 in words, as a part of all.
const BASE: i16 = -46;

/// How usual a word of four characters must be to be known without one of them.
const WHOLE: i16 = 8;

/// How often a word of `recent.tsv` stands in a text.
const RECENT: i16 = 14;

/// The same sound.
pub(super) const SAME: u8 = 1;
/// Nearly the same sound.
pub(super) const NEAR: u8 = 2;
/// A like shape.
pub(super) const SHAPE: u8 = 4;
/// All but one or two strokes alike.
pub(super) const STROKES: u8 = 8;

/// Unpacked when they are first asked for.
pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);

/// All of them.
pub(super) struct Tables {
    words: Levels,
    pairs: Levels,
    characters: HashMap<char, Character>,
    /// Words of four characters, by each three of them.
    parts: HashMap<u64, (char, &'static str), BuildHasherDefault<Plain>>,
}

type Levels = HashMap<u64, u8, BuildHasherDefault<Plain>>;

#[derive(Default)]
struct Character {
    alone: i16,
    uses: i16,
    ends: i16,
    alike: Vec<(char, u8)>,
}

/// A hash of what is a hash already.
#[derive(Default)]
struct Plain(u64);

impl Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// Characters as one number.
fn key(characters: impl IntoIterator<Item = char>) -> u64 {
    let mixed = |key: u64, character| (key ^ u64::from(u32::from(character))).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let all = characters.into_iter().fold(0x51_7C_C1, |key, character| mixed(key, character).rotate_left(29));
    all ^ all >> 32
}

impl Tables {
    fn read() -> Tables {
        let mut tables = Tables {
            words: Levels::default(),
            pairs: Levels::default(),
            characters: HashMap::default(),
            parts: HashMap::default(),
        };
        let mut inner: HashMap<(char, char), u64> = HashMap::new();
        let mut ends: HashMap<char, u64> = HashMap::new();
        each_row(WORDS, |first, cells| {
            let level = |cell: Option<&&str>| cell.and_then(|cell| cell.chars().next()).map_or(0, digit);
            let (alone, uses) = (level(cells.first()), level(cells.get(1)));
            tables.characters.insert(first, Character { alone, uses, ..Character::default() });
            *ends.entry(first).or_default() += share(alone);
            let mut level = 0;
            for rest in cells.get(2).into_iter().flat_map(|cell| cell.split(' ')) {
                match rest.as_bytes() {
                    [one] => level = digit(char::from(*one)),
                    _ => {
                        tables.take(first, rest, level, &mut inner);
                        *ends.entry(rest.chars().next_back().unwrap_or(first)).or_default() += share(level);
                        if level >= WHOLE {
                            tables.take_parts(first, rest);
                        }
                    }
                }
            }
        });
        each_line(RECENT_WORDS, |line| {
            let mut rest = line.chars();
            let Some(first) = rest.next() else { return };
            let level = tables.words.get(&key(line.chars())).map_or(RECENT, |level| i16::from(*level).max(RECENT));
            tables.take(first, rest.as_str(), level, &mut inner);
        });
        for (character, about) in &mut tables.characters {
            about.ends = ends.get(character).map_or(0, |share| i16::from(level_of(*share)));
        }
        // Pairs are counted in other units: 3/10 of what words are.
        for ((one, other), share) in inner {
            tables.pairs.insert(key([one, other]), level_of(share * 3 / 20));
        }
        each_row(PAIRS, |first, cells| {
            for group in cells.first().into_iter().flat_map(|cell| cell.split(' ')) {
                let mut characters = group.chars();
                let level = characters.next().map_or(0, digit);
                for next in characters {
                    let known = tables.pairs.entry(key([first, next])).or_default();
                    *known = u8::try_from(level).unwrap_or(0).max(*known);
                }
            }
        });
        tables.find_alike();
        tables
    }

    fn take(&mut self, first: char, rest: &str, level: i16, inner: &mut HashMap<(char, char), u64>) {
        self.words.insert(key([first].into_iter().chain(rest.chars())), u8::try_from(level).unwrap_or(0));
        let mut before = first;
        for character in rest.chars() {
            *inner.entry((before, character)).or_default() += share(level);
            before = character;
        }
    }

    /// A word of four characters without each of them; of two words with the same three
    /// the more usual one stays.
    fn take_parts(&mut self, first: char, rest: &'static str) {
        let word: Vec<char> = [first].into_iter().chain(rest.chars()).collect();
        if word.len() != 4 || word.iter().any(|c| is_han_numeral(*c)) {
            return;
        }
        for gone in 0..word.len() {
            let part = key(word.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, c)| *c));
            let level = |(first, rest): &(char, &str)| self.words.get(&key([*first].into_iter().chain(rest.chars())));
            if self.parts.get(&part).is_none_or(|known| level(known) < level(&(first, rest))) {
                self.parts.insert(part, (first, rest));
            }
        }
    }

    fn find_alike(&mut self) {
        let usual = |character: &Character| character.uses >= USUAL;
        let mut by_sound: HashMap<String, Vec<(char, &'static str)>> = HashMap::new();
        let mut known: Vec<char> = self.characters.iter().filter(|(_, c)| usual(c)).map(|(c, _)| *c).collect();
        known.sort_unstable();
        for &character in &known {
            for sound in sounds(character) {
                by_sound.entry(nearly(sound)).or_default().push((character, sound));
            }
        }
        let mut shapes: HashMap<char, Vec<(char, u8)>> = HashMap::new();
        each_row(SHAPES, |first, cells| {
            let kinds = [SHAPE, STROKES];
            let of = |(cell, kind): (&&str, u8)| cell.chars().map(move |other| (other, kind)).collect::<Vec<_>>();
            shapes.insert(first, cells.iter().zip(kinds).flat_map(of).collect());
        });
        for (&character, about) in &mut self.characters {
            let mut alike = shapes.remove(&character).unwrap_or_default();
            for sound in sounds(character) {
                let others = by_sound.get(&nearly(sound)).into_iter().flatten();
                alike.extend(others.map(|(other, its)| (*other, if *its == sound { SAME | NEAR } else { NEAR })));
            }
            alike.retain(|(other, _)| *other != character && known.binary_search(other).is_ok());
            alike.sort_unstable();
            alike.dedup_by(|next, first| {
                let is_one = next.0 == first.0;
                if is_one {
                    first.1 |= next.1;
                }
                is_one
            });
            about.alike = alike;
        }
    }

    /// How often two characters stand in a row.
    pub(super) fn pair(&self, two: &[char]) -> i16 {
        self.pairs.get(&key(two.iter().copied())).map_or(NO_PAIR, |level| i16::from(*level))
    }

    /// How often a word stands in a text; none where it is no word. Any character
    /// may be one.
    pub(super) fn word(&self, characters: &[char]) -> Option<i16> {
        match characters {
            [one] => Some(self.characters.get(one).map_or(NO_WORD, |character| character.alone)),
            _ => self.words.get(&key(characters.iter().copied())).map(|level| i16::from(*level)),
        }
    }

    /// What a word of a level adds to a path.
    pub(super) fn cost(level: i16) -> i16 {
        level + BASE
    }

    /// How often a character ends a word, or is one.
    pub(super) fn ends(&self, character: char) -> i16 {
        self.characters.get(&character).map_or(NO_WORD, |character| character.ends)
    }

    /// The word of four characters that three are without one, and before which of them
    /// that stands.
    pub(super) fn without_one(&self, three: &[char]) -> Option<(String, usize)> {
        let (first, rest) = self.parts.get(&key(three.iter().copied()))?;
        let word: String = [*first].into_iter().chain(rest.chars()).collect();
        let gap = word.chars().zip(three).take_while(|(one, other)| one == *other).count();
        Some((word, gap))
    }

    /// How often a character stands in a text.
    pub(super) fn uses(&self, character: char) -> i16 {
        self.characters.get(&character).map_or(NO_WORD, |character| character.uses)
    }

    /// The characters that sound or look like one, with how.
    pub(super) fn alike(&self, character: char) -> &[(char, u8)] {
        self.characters.get(&character).map_or(&[], |character| &character.alike)
    }
}

fn each_row(table: &'static str, mut row: impl FnMut(char, &[&'static str])) {
    each_line(table, |line| {
        let mut cells = line.split('\t');
        if let Some(first) = cells.next().and_then(|cell| cell.chars().next()) {
            row(first, &cells.collect::<Vec<_>>());
        }
    });
}

fn each_line(table: &'static str, told: impl FnMut(&'static str)) {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).for_each(told);
}

fn digit(character: char) -> i16 {
    character.to_digit(36).and_then(|digit| i16::try_from(digit).ok()).unwrap_or(0)
}

/// A frequency from its level, in thousandths of level 0.
fn share(level: i16) -> u64 {
    let half = if level % 2 == 0 { 1000 } else { 1414 };
    half << (level / 2).clamp(0, 40)
}

/// The level of a frequency.
fn level_of(value: u64) -> u8 {
    (0..36).rev().find(|level| share(*level) <= value).and_then(|level| u8::try_from(level).ok()).unwrap_or(0)
}

/// The syllables that a character is read as, without tones.
fn sounds(character: char) -> impl Iterator<Item = &'static str> {
    character.to_pinyin_multi().into_iter().flatten().map(|reading| reading.plain())
}

/// What is easily heard or typed for one another: zh and z, n and l, in and ing.
fn nearly(sound: &str) -> String {
    let pairs = [("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h")];
    let head = pairs.iter().find_map(|(from, to)| Some(format!("{to}{}", sound.strip_prefix(from)?)));
    let head = head.unwrap_or_else(|| sound.to_owned());
    head.strip_suffix('g').filter(|rest| rest.ends_with('n')).map(str::to_owned).unwrap_or(head)
}

#[cfg(test)]
mod tests {
    use super::{SAME, STROKES, TABLES, level_of, share};

    #[test]
    fn words_and_pairs_have_levels() {
        let word = |text: &str| TABLES.word(&text.chars().collect::<Vec<_>>());
        assert!(word("工作") > word("精神") && word("精神") > word("蹒跚"));
        assert_eq!(word("作精"), None);
        assert!(TABLES.pair(&['精', '神']) > TABLES.pair(&['精', '深']));
        assert!((0..36).all(|level| level_of(share(level)) == u8::try_from(level).unwrap()));
    }

    #[test]
    fn characters_are_alike_by_sound_and_shape() {
        let kinds = |one: char, other: char| {
            TABLES.alike(one).iter().find(|(known, _)| *known == other).map_or(0, |(_, kinds)| *kinds)
        };
        // Tones do not count.
        let all = [kinds('深', '神') & SAME, kinds('署', '属') & SAME, kinds('己', '已') & STROKES, kinds('深', '属')];
        assert!(matches!(all, [SAME, SAME, STROKES, 0]), "{all:?}");
    }
}
