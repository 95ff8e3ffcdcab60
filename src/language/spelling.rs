//! Spelling: characters that another, alike in sound or shape, should stand for.
//!
//! In: a text. Out: the characters in it that are probably wrong, with what should
//! stand there and how sure that is. Where two characters in a row are rare, each
//! character that sounds or looks like one of them is tried in its place; how much
//! more usual the words and pairs around it become is a row of whole numbers
//! ([`Trait`]), and a model of small trees ([`weigh`]) makes one of them, the odds.
//!
//! The tables (`spelling/data`, whose heads say where they are from) are unpacked
//! when something is first asked. They are counts of modern prose: what is right in a
//! publication and in no newspaper, its own names above all, only the caller knows.

mod amiss;
mod path;
mod tables;
mod weigh;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::language::numeral::is_han_numeral;
use crate::text::han::is_han;
pub use amiss::{Amiss, Fault, amiss};
use path::Paths;
use tables::{NEAR, RARE, SAME, SHAPE, STROKES, TABLES, Tables};

/// A character that is probably wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Where it stands.
    pub range: Range<usize>,
    /// What should stand there.
    pub right: char,
    /// The word around it, as it would be.
    pub word: String,
    /// How sure that is: the logarithm of the odds, in thousandths.
    pub odds: i32,
}

/// How many numbers describe a candidate.
pub const TRAITS: usize = 20;

/// What is known of a candidate: see `traits` for the order.
pub type Trait = [i16; TRAITS];

/// A character that may stand for another.
struct Candidate {
    right: char,
    word: Range<usize>,
    traits: Trait,
}

/// The least odds of a slip: chosen on the tuning halves and on prose, of which less
/// than one character in 10,000 may be marked wrongly.
pub const LEAST: i32 = 1600;

/// How much surer it must be where nothing before the character speaks for the other:
/// 该|电厂, 津|融, where only what follows makes a word with it.
const ALONE: i32 = 800;
/// How much less sure where the word is long: 团结一至.
const LONG: usize = 4;
const LESS: i32 = 600;

/// Runs in which nothing is wrong, by a hash of their characters: much of a
/// publication is said again and again. A place is overwritten by the next run
/// that falls on it.
static SOUND_RUNS: [AtomicU64; 1 << 15] = [const { AtomicU64::new(0) }; 1 << 15];

/// The characters of a text that are probably wrong, in their order.
pub fn slips(text: &str) -> Vec<Slip> {
    let mut found = Vec::new();
    each_run(text, |run| {
        let mut hasher = DefaultHasher::new();
        run.iter().for_each(|(_, character)| character.hash(&mut hasher));
        let hash = hasher.finish();
        let place = usize::try_from(hash % (1 << 15)).ok().and_then(|place| SOUND_RUNS.get(place));
        if place.is_some_and(|place| place.load(Ordering::Relaxed) == hash) {
            return;
        }
        let before = found.len();
        slips_in(run, LEAST, &mut found);
        if let Some(place) = place.filter(|_| found.len() == before) {
            place.store(hash, Ordering::Relaxed);
        }
    });
    found
}

/// Characters that were typed twice: of two alike in a row, that which is in no word
/// while the other is. Whether the first of them is: 质量|量, not 认真|组|组织.
pub fn repeats(text: &str) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    each_run(text, |run| {
        for (at, two) in run.windows(2).enumerate() {
            let [(first, one), (second, other)] = two else { continue };
            // Three in a row, and what words double (常常), are something else.
            let alone = at.checked_sub(1).and_then(|at| run.get(at)).is_none_or(|(_, c)| c != one)
                && run.get(at + 2).is_none_or(|(_, c)| c != one);
            if one != other || !alone {
                continue;
            }
            let tables: &Tables = &TABLES;
            let word = |characters: &[char]| tables.word(characters).is_some_and(|level| level >= KNOWN);
            // 人人|均为传承人
            if tables.pair(&[*one, *other]) > REPEATED || word(&[*one, *other]) || is_han_numeral(*one) {
                continue;
            }
            let before = at.checked_sub(1).and_then(|at| run.get(at)).map(|(_, c)| *c);
            let after = run.get(at + 2).map(|(_, c)| *c);
            let led = before.is_some_and(|before| word(&[before, *one]));
            let leads = after.is_some_and(|after| word(&[*one, after]));
            // 认认真真, and what stands by itself where the other is in a word: 只有有了.
            let twice = |one: Option<usize>, other: Option<usize>| {
                let at = |place: Option<usize>| place.and_then(|place| run.get(place)).map(|(_, c)| *c);
                at(one).is_some() && at(one) == at(other)
            };
            let rhythm = twice(Some(at + 2), Some(at + 3)) || at >= 2 && twice(Some(at - 1), Some(at - 2));
            // 学习|习总书记: behind a word the next may begin with its last character.
            let is_word = |two: &[char]| tables.pair(two) > RARE || tables.word(two).is_some();
            let natural = before.is_some_and(|before| is_word(&[before, *one]));
            // 质量|量|得到: the word is told, and what follows has no place for the second.
            let sides = [
                before.map_or(NO_WORD_BESIDE, |before| tables.pair(&[before, *one])),
                after.map_or(NO_WORD_BESIDE, |after| tables.pair(&[*one, after])),
            ];
            // 领导|导小组: one side is usual, the other is not, and without the second there is a word
            // on both sides of it, or two; 太湖|湖体 has none.
            let is_plain = || {
                let [left, right] = sides;
                before.is_some_and(|before| !is_han_numeral(before))
                    && left.abs_diff(right) >= APART
                    && left.min(right) <= BESIDE
                    && spared(run, at + 1) >= SURELY_SPARED
                    && is_spanned(run, at)
            };
            let is_over = || {
                let counted = before.is_none_or(is_han_numeral);
                !counted
                    && led
                    && after.is_none_or(|after| tables.pair(&[*one, after]) <= SELDOM)
                    && is_spare(run, at + 1)
            };
            if !rhythm && (leads && !led && !natural || is_over()) {
                found.push((first.start..second.end, led));
            } else if !rhythm && is_plain() {
                found.push((first.start..second.end, sides[0] > sides[1]));
            }
        }
    });
    found
}

/// How usual a doubled character is that nobody typed by mistake, and a word that
/// one of the two is in.
const REPEATED: i16 = 12;
const KNOWN: i16 = 14;
/// How rare a pair is that the second of two alike makes with what follows, and how much
/// more usual the words must become without it.
const SELDOM: i16 = 4;
const SPARED: i16 = 14;
/// How much more usual they must become where both sides have a pair; how usual the rarer
/// pair is at most, and how far apart the two are; what no pair is beside a mark.
const SURELY_SPARED: i16 = 26;
const BESIDE: i16 = 12;
const APART: u16 = 4;
const NO_WORD_BESIDE: i16 = -5;

/// Whether a character is in no word, and the others become more usual without it.
fn is_spare(run: &Run, at: usize) -> bool {
    let characters: Vec<char> = run.iter().map(|(_, character)| *character).collect();
    let paths = Paths::new(&TABLES, &characters);
    [at - 1, at].into_iter().any(|at| paths.word(at).len() == 1) && spared(run, at) >= SPARED
}

/// Whether a place is within a word, once the character behind it is gone, or between two.
fn is_spanned(run: &Run, at: usize) -> bool {
    let mut characters: Vec<char> = run.iter().map(|(_, character)| *character).collect();
    characters.remove(at + 1);
    let paths = Paths::new(&TABLES, &characters);
    let word = paths.word(at);
    word.start < at && (at + 1 < word.end || at + 1 < characters.len() && paths.word(at + 1).len() > 1)
}

/// How much more usual the words become without a character.
fn spared(run: &Run, at: usize) -> i16 {
    let mut characters: Vec<char> = run.iter().map(|(_, character)| *character).collect();
    let before = Paths::new(&TABLES, &characters).total();
    characters.remove(at);
    Paths::new(&TABLES, &characters).total() - before
}

/// The same with other odds than [`LEAST`], for measuring.
pub fn slips_of(text: &str, least: i32) -> Vec<Slip> {
    let mut found = Vec::new();
    each_run(text, |run| slips_in(run, least, &mut found));
    found
}

fn slips_in(run: &Run, least: i32, found: &mut Vec<Slip>) {
    of_run(run, &mut |run, at, candidate| {
        let odds = weigh::odds(&candidate.traits);
        let least = match candidate.word.len() {
            LONG.. => least - LESS,
            _ if candidate.traits[1] <= 0 => least + ALONE,
            _ => least,
        };
        // 第四师七十五团: a number that nobody wrote is made of any characters.
        let is_told = odds >= least && !is_han_numeral(candidate.right);
        let Some((range, _)) = run.get(at).filter(|_| is_told) else { return };
        let spelled = |(offset, (_, written)): (usize, &(Range<usize>, char))| {
            if candidate.word.start + offset == at { candidate.right } else { *written }
        };
        let word = run.get(candidate.word.clone()).unwrap_or_default().iter().enumerate().map(spelled).collect();
        let slip = Slip { range: range.clone(), right: candidate.right, word, odds };
        match found.last_mut() {
            Some(last) if last.range == slip.range => {
                if slip.odds > last.odds {
                    *last = slip;
                }
            }
            _ => found.push(slip),
        }
    });
}

/// Every candidate of a text with its place and traits, for training.
pub fn candidates(text: &str) -> Vec<(Range<usize>, char, Trait)> {
    let mut all = Vec::new();
    each_run(text, |run| {
        of_run(run, &mut |run, at, candidate| {
            all.extend(run.get(at).map(|(range, _)| (range.clone(), candidate.right, candidate.traits)));
        });
    });
    all
}

/// Whether two characters hardly ever stand side by side.
pub fn is_rare(pair: &str) -> bool {
    let two: Vec<char> = pair.chars().collect();
    two.len() == 2 && TABLES.pair(&two) <= RARE
}

/// Whether a character is easily typed or read for another.
pub fn are_alike(one: char, other: char) -> bool {
    TABLES.alike(one).iter().chain(TABLES.alike(other)).any(|(known, _)| *known == other || *known == one)
}

/// A run of Han characters, each with its place in the text.
type Run = [(Range<usize>, char)];

fn each_run(text: &str, mut told: impl FnMut(&Run)) {
    let mut run: Vec<(Range<usize>, char)> = Vec::new();
    let ends = text.char_indices().chain([(text.len(), '\n')]);
    for (at, character) in ends {
        if is_han(character) {
            run.push((at..at + character.len_utf8(), character));
        } else if !run.is_empty() {
            told(&run);
            run.clear();
        }
    }
}

fn of_run(run: &Run, told: &mut impl FnMut(&Run, usize, &Candidate)) {
    let tables: &Tables = &TABLES;
    let characters: Vec<char> = run.iter().map(|(_, character)| *character).collect();
    let pairs: Vec<i16> = characters.windows(2).map(|two| tables.pair(two)).collect();
    let mut paths: Option<Paths> = None;
    for (at, &written) in characters.iter().enumerate() {
        let around = Around { characters: &characters, pairs: &pairs, at };
        if !around.is_rare() {
            continue;
        }
        for &(right, kinds) in tables.alike(written) {
            let Some((left, after)) = around.gains(tables, right) else { continue };
            let paths = paths.get_or_insert_with(|| Paths::new(tables, &characters));
            let Some(other) = paths.with(tables, &characters, at, right) else { continue };
            let gain = other.cost - paths.total();
            if gain < LEAST_GAIN {
                continue;
            }
            let traits = around.traits(tables, (right, kinds), (left, after), paths, &other);
            told(run, at, &Candidate { right, word: other.word, traits });
        }
    }
}

/// How much more usual the words must become, in half bits.
const LEAST_GAIN: i16 = 3;
/// How much more usual one of the pairs must become.
const LEAST_PAIR: i16 = 3;
/// Stands for a pair where there is none: beside a mark.
const NO_PAIR: i16 = 9;

/// A character among its neighbours.
struct Around<'a> {
    characters: &'a [char],
    pairs: &'a [i16],
    at: usize,
}

impl Around<'_> {
    fn left(&self) -> Option<i16> {
        self.at.checked_sub(1).and_then(|at| self.pairs.get(at)).copied()
    }

    fn right(&self) -> Option<i16> {
        self.pairs.get(self.at).copied()
    }

    fn is_rare(&self) -> bool {
        self.left().is_some_and(|pair| pair <= RARE) || self.right().is_some_and(|pair| pair <= RARE)
    }

    /// What the pairs become with another character; none where neither gains.
    fn gains(&self, tables: &Tables, other: char) -> Option<(i16, i16)> {
        let before = self.at.checked_sub(1).and_then(|at| self.characters.get(at));
        let after = self.characters.get(self.at + 1);
        let left = before.map_or(NO_PAIR, |before| tables.pair(&[*before, other]));
        let right = after.map_or(NO_PAIR, |after| tables.pair(&[other, *after]));
        let gains = |new: i16, old: Option<i16>| old.is_some_and(|old| new - old >= LEAST_PAIR);
        (gains(left, self.left()) || gains(right, self.right())).then_some((left, right))
    }

    fn traits(
        &self,
        tables: &Tables,
        (right, kinds): (char, u8),
        (left, after): (i16, i16),
        paths: &Paths,
        other: &path::Other,
    ) -> Trait {
        let (old_left, old_right) = (self.left().unwrap_or(NO_PAIR), self.right().unwrap_or(NO_PAIR));
        let written = self.characters.get(self.at).copied().unwrap_or_default();
        let has = |kind: u8| i16::from(kinds & kind != 0);
        let old = paths.word(self.at);
        let length = |word: &Range<usize>| i16::try_from(word.len()).unwrap_or(0);
        [
            other.cost - paths.total(),
            left - old_left,
            after - old_right,
            old_left,
            old_right,
            left,
            after,
            tables.uses(written),
            tables.uses(right),
            length(&other.word),
            length(&old),
            other.level,
            paths.level(tables, self.characters, &old),
            has(SAME),
            has(NEAR),
            has(SHAPE),
            has(STROKES),
            left.min(after),
            old_left.max(old_right),
            (left - old_left).min(after - old_right),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::slips;

    #[test]
    fn a_character_that_sounds_alike_is_found() {
        let found = slips("医院圆满完成全年医寮保障任务，与两家单位签订合作协义。");
        assert_eq!(found.iter().map(|slip| slip.right).collect::<Vec<_>>(), ['疗', '议']);
    }

    #[test]
    fn any_text_may_come() {
        for text in ["", "a", "汉", "\u{20000}汉\u{20000}", "〇々〇", "字\n字"] {
            slips(text);
        }
    }
}
