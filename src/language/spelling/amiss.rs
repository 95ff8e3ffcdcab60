//! Characters that are missing.
//!
//! In: a text. Out: places where a word has lost a character. Two things show it: a
//! clause ends with a character that begins words and ends none (提供支，), or a set
//! phrase of four characters stands there with three (未雨绸). How much more usual the words become with the right one is
//! measured as everywhere in spelling.

use std::ops::Range;

use super::path::Paths;
use super::tables::{TABLES, Tables};
use super::{Run, each_run};
use crate::language::lexicon::{self, List};
use crate::language::numeral::is_han_numeral;
use crate::language::token::{Class, class_of};

/// What is wrong at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amiss {
    /// Where it stands: the word without its character.
    pub range: Range<usize>,
    /// The kind of fault.
    pub fault: Fault,
}

/// The kinds of faults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A word that is not told to its end.
    Unfinished,
    /// A word that lost a character, as it should be.
    Lost(String),
}

/// Words that something must follow, of more than one character: 进行, 重要.
static OPEN: List = List::new(&lexicon::SENTENCE_FAULTS, "unfinished");
/// Characters that end what they stand behind: 者, 性, 社.
static TAILS: List = List::new(&lexicon::SENTENCE_FAULTS, "unfinished-not");

/// How seldom a character ends a word that begins many, and stands alone, in half bits
/// of its uses.
const ENDS: i16 = -4;
const ALONE: i16 = -6;
/// Marks before which a clause is told to its end.
const STOPS: [char; 5] = ['，', '。', '；', '！', '？'];
/// How many characters before it are read.
const NEAR: usize = 10;
/// How many characters a word has that is looked for with one lost.
const LONG: usize = 4;
/// How much more usual the words must become with a lost character.
const LOST: i16 = 18;
const SURELY_LOST: i16 = 20;
/// How usual a pair at a border of that word must be: where it is lost, and where it surely is.
const BORDER: i16 = 8;
const SURE_BORDER: i16 = 4;
const RATHER: i16 = 4;
/// How rare a pair is that hardly anyone wrote.
const RAREST: i16 = -5;
/// How usual a word is that is no phrase, and how much more usual the words must become
/// with its lost character: within it, and at its end.
const USUAL: i16 = 8;
const GAP: i16 = 18;
const GAP_AT_END: i16 = 24;

/// What is amiss in a text, in its order.
pub fn amiss(text: &str) -> Vec<Amiss> {
    let mut found = Vec::new();
    each_run(text, |run| {
        let characters: Vec<char> = run.iter().map(|(_, character)| *character).collect();
        let run = Reader { tables: &TABLES, text, run, characters: &characters };
        let ends = run.run.last().map_or(0, |(range, _)| range.end);
        if text[ends..].starts_with(STOPS) {
            found.extend(run.unfinished(characters.len()));
        }
        let mut paths = None;
        for at in 0..characters.len() {
            found.extend(run.lost(at, &mut paths));
        }
    });
    found.sort_by_key(|amiss| amiss.range.start);
    found
}

struct Reader<'a> {
    tables: &'a Tables,
    text: &'a str,
    run: &'a Run,
    characters: &'a [char],
}

impl Reader<'_> {
    fn range(&self, places: Range<usize>) -> Range<usize> {
        let place = |at: usize| self.run.get(at).map_or(0..0, |(range, _)| range.clone());
        place(places.start).start..place(places.end - 1).end
    }

    /// Whether it ends with a character that ends no word; `end` is where.
    fn unfinished(&self, end: usize) -> Option<Amiss> {
        let last = *self.characters.get(end.checked_sub(1)?)?;
        if is_han_numeral(last) || TAILS.has_char(last) {
            return None;
        }
        let uses = self.tables.uses(last);
        let alone = self.tables.word(&[last]).unwrap_or(0);
        let start = self.run.get(end - 1)?.0.start;
        let is_open = || OPEN.ends(&self.text[..start]).is_some();
        if alone - uses > ALONE || self.tables.ends(last) - uses > ENDS && !is_open() {
            return None;
        }
        let near = self.characters.get(end.saturating_sub(NEAR)..end)?;
        let paths = Paths::new(self.tables, near);
        let before = paths.word(near.len().checked_sub(2)?);
        let is_alone = paths.word(near.len() - 1).len() == 1 && before.len() >= 2;
        is_alone.then(|| Amiss { range: self.range(end - 1 - before.len()..end), fault: Fault::Unfinished })
    }

    /// The likeliest words of the run, once something asks.
    fn paths<'p>(&self, paths: &'p mut Option<Paths>) -> &'p Paths {
        paths.get_or_insert_with(|| Paths::new(self.tables, self.characters))
    }

    /// Whether the words that places are in are cut by none of their borders, and one of
    /// them is a single character.
    fn is_parted(paths: &Paths, places: &Range<usize>) -> bool {
        let words = || places.clone().map(|at| paths.word(at));
        words().all(|word| places.start <= word.start && word.end <= places.end) && words().any(|word| word.len() == 1)
    }

    /// Whether three characters are a word of four without one.
    fn lost(&self, start: usize, paths: &mut Option<Paths>) -> Option<Amiss> {
        let places = start..start + LONG - 1;
        let written = self.characters.get(places.clone())?;
        let (right, gap) = self.tables.without_one(written)?;
        // All of a run may be a name.
        let is_whole = places.len() == self.characters.len();
        let between = gap.checked_sub(1).and_then(|before| written.get(before..=gap));
        if is_whole || between.is_some_and(|pair| self.tables.pair(pair) > RATHER) {
            return None;
        }
        let level = self.tables.word(&right.chars().collect::<Vec<_>>())?;
        let paths = self.paths(paths);
        let gain = paths.through(&places, Tables::cost(level)) - paths.total();
        let border = self.pair_at(places.start).max(self.pair_at(places.end));
        // 未雨绸，
        let stops = gap == LONG - 1
            && places.end == self.characters.len()
            && self.text[self.range(places.clone()).end..].starts_with(STOPS);
        let is_lost = gain >= LOST && border >= BORDER || gain >= SURELY_LOST && (border >= SURE_BORDER || stops);
        // 理工学, 部务会议: other words are short forms, too, unless what meets where the character was
        // hardly ever does, 公共|务, 党风廉|建设.
        let is_within = gap > 0 && gap < LONG - 1;
        let met = match gap {
            _ if is_within => between.map(|pair| self.tables.pair(pair)),
            0 => Some(self.pair_at(places.start)),
            _ => Some(self.pair_at(places.end)),
        };
        let least = if is_within { GAP } else { GAP_AT_END };
        let is_gap = met == Some(RAREST) && level >= USUAL && gain >= least;
        (is_lost && Self::is_parted(paths, &places) && (is_gap || class_of(&right) == Some(Class::Phrase)))
            .then(|| Amiss { range: self.range(places), fault: Fault::Lost(right) })
    }

    /// How usual the pair is that meets at a place; nobody knows beside a mark.
    fn pair_at(&self, place: usize) -> i16 {
        let pair = place.checked_sub(1).and_then(|before| self.characters.get(before..=place));
        pair.map_or(i16::MIN, |pair| self.tables.pair(pair))
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, amiss};

    #[test]
    fn what_is_missing_or_needless_is_found() {
        let found = |text: &str| {
            let told = |fault: Fault| match fault {
                Fault::Unfinished => String::new(),
                Fault::Lost(word) => word,
            };
            amiss(text)
                .into_iter()
                .map(|amiss| format!("{}→{}", &text[amiss.range], told(amiss.fault)))
                .collect::<Vec<_>>()
        };
        for (text, expected) in [
            ("为会员提供支，效果很好。", "提供支→"),
            ("深入社区进行调，取得良好效。", "进行调→|良好效→"),
            ("提高积极性，完成后进行推广。", ""),
            ("做到未雨绸，防患于未然。", "未雨绸→未雨绸缪"),
            ("深入推进党风廉政建设，开展调研和调查。", ""),
            ("", ""),
            ("的", ""),
        ] {
            assert_eq!(found(text).join("|"), expected, "{text}");
        }
    }
}
