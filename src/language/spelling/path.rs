//! The likeliest words of a run of characters, and what one changed character does.

use std::ops::Range;

use super::tables::Tables;

/// The longest word, in characters.
const LONGEST: usize = 5;
/// What no path reaches.
const NOWHERE: i16 = i16::MIN / 2;

/// The likeliest way to part a run into words.
pub(super) struct Paths {
    /// The best cost of what stands before each place.
    before: Vec<i16>,
    /// The best cost of what stands after it.
    after: Vec<i16>,
    /// The word that each character is in.
    words: Vec<Range<usize>>,
}

/// The likeliest way with another character.
pub(super) struct Other {
    /// Its cost.
    pub(super) cost: i16,
    /// The word that the character is in.
    pub(super) word: Range<usize>,
    /// How often that stands in a text.
    pub(super) level: i16,
}

impl Paths {
    /// Those of a run.
    pub(super) fn new(tables: &Tables, run: &[char]) -> Paths {
        let length = run.len();
        let mut before = vec![NOWHERE; length + 1];
        let mut after = before.clone();
        let mut starts = vec![0; length + 1];
        if let (Some(first), Some(last)) = (before.first_mut(), after.last_mut()) {
            (*first, *last) = (0, 0);
        }
        for end in 1..=length {
            for start in end.saturating_sub(LONGEST)..end {
                let cost = cost(tables, run, start..end);
                let through = at(&before, start).saturating_add(cost);
                if through > at(&before, end) {
                    set(&mut before, end, through);
                    if let Some(place) = starts.get_mut(end) {
                        *place = start;
                    }
                }
            }
        }
        for start in (0..length).rev() {
            for end in start + 1..=(start + LONGEST).min(length) {
                let through = at(&after, end).saturating_add(cost(tables, run, start..end));
                if through > at(&after, start) {
                    set(&mut after, start, through);
                }
            }
        }
        let mut words = Vec::with_capacity(length);
        let mut end = length;
        while end > 0 {
            let start = starts.get(end).copied().unwrap_or(0).min(end - 1);
            words.extend((start..end).map(|_| start..end));
            end = start;
        }
        words.reverse();
        Paths { before, after, words }
    }

    /// The cost of the likeliest words.
    pub(super) fn total(&self) -> i16 {
        self.before.last().copied().unwrap_or(0)
    }

    /// The word that a character is in.
    pub(super) fn word(&self, place: usize) -> Range<usize> {
        self.words.get(place).cloned().unwrap_or(place..place + 1)
    }

    /// The cost of the likeliest words with one of a cost at some places.
    pub(super) fn through(&self, places: &Range<usize>, cost: i16) -> i16 {
        at(&self.before, places.start).saturating_add(cost).saturating_add(at(&self.after, places.end))
    }

    /// How often a word of the run stands in a text.
    pub(super) fn level(&self, tables: &Tables, run: &[char], word: &Range<usize>) -> i16 {
        run.get(word.clone()).and_then(|word| tables.word(word)).unwrap_or(0)
    }

    /// The likeliest words where another character stands at a place.
    pub(super) fn with(&self, tables: &Tables, run: &[char], place: usize, other: char) -> Option<Other> {
        let mut best: Option<Other> = None;
        let mut word = Vec::with_capacity(LONGEST);
        for start in (place + 1).saturating_sub(LONGEST)..=place {
            for end in place + 1..=(start + LONGEST).min(run.len()) {
                word.clear();
                word.extend_from_slice(run.get(start..end)?);
                *word.get_mut(place - start)? = other;
                let Some(level) = tables.word(&word) else { continue };
                let cost =
                    at(&self.before, start).saturating_add(Tables::cost(level)).saturating_add(at(&self.after, end));
                if best.as_ref().is_none_or(|best| cost > best.cost) {
                    best = Some(Other { cost, word: start..end, level });
                }
            }
        }
        best
    }
}

fn cost(tables: &Tables, run: &[char], word: Range<usize>) -> i16 {
    run.get(word).and_then(|word| tables.word(word)).map_or(NOWHERE, Tables::cost)
}

fn at(costs: &[i16], place: usize) -> i16 {
    costs.get(place).copied().unwrap_or(NOWHERE)
}

fn set(costs: &mut [i16], place: usize, cost: i16) {
    if let Some(known) = costs.get_mut(place) {
        *known = cost;
    }
}
