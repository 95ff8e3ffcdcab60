//! The words that stand after a number and say what it counts: `counters.tsv`.

use std::sync::LazyLock;

use crate::language::amount::{Kind, Nature};
use crate::language::lexicon::{self, List, Map};

/// A row of the file.
struct Counter {
    first: char,
    word: &'static str,
    /// The characters that must not follow it.
    not: &'static str,
    nature: Nature,
    kind: Kind,
    /// Whether it counts only where all of a text is read for its amounts.
    in_prose: bool,
}

/// By first character, since most words that are asked about are no counters at
/// all; a longer one stands before one that it begins with.
static COUNTERS: LazyLock<Vec<Counter>> = LazyLock::new(|| {
    let read = |row: lexicon::Row| {
        let nature = match row.get("makes") {
            "time" => Nature::Time,
            "ordinal" => Nature::Ordinal,
            "code" => Nature::Code,
            _ => Nature::Count,
        };
        let kind = match row.get("class") {
            "time" => Kind::Duration,
            "money" => Kind::Money,
            "measure" => Kind::Measure,
            "share" => Kind::Share,
            _ => Kind::Count,
        };
        let first = row.word().chars().next().unwrap_or(' ');
        Counter { first, word: row.word(), not: row.get("not"), nature, kind, in_prose: !row.get("only").is_empty() }
    };
    let mut counters: Vec<Counter> = lexicon::COUNTERS.rows().map(read).collect();
    counters.sort_by_key(|counter| (counter.first, std::cmp::Reverse(counter.word.len())));
    counters
});

/// What is said after 三点, where 点 is no time.
static POINTS: List = List::new(&lexicon::NUMBER_WORDS, "point");

/// The counter that stands for those that count the same, by counter.
static KIN: Map = Map::new(&lexicon::COUNTERS, "kin");

/// The counter that a text begins with, and what it makes of a number.
pub fn counter(text: &str) -> Option<(&str, Nature)> {
    find(text, false).map(|(word, nature, _)| (word, nature))
}

/// The counter that a text begins with, what it makes of a number, and the kind of
/// amount; `prose` asks for counters of many meanings too.
pub fn find(text: &str, prose: bool) -> Option<(&str, Nature, Kind)> {
    let first = text.chars().next()?;
    let begin = COUNTERS.partition_point(|known| known.first < first);
    let alike = COUNTERS.get(begin..)?.iter().take_while(|known| known.first == first);
    let found = alike.filter(|known| prose || !known.in_prose).find(|known| {
        text.strip_prefix(known.word).is_some_and(|rest| {
            // A unit in letters ends with them.
            let is_latin = known.word.ends_with(|last: char| last.is_ascii_alphabetic());
            let goes_on = |next: char| known.not.contains(next) || is_latin && next.is_ascii_alphanumeric();
            !rest.chars().next().is_some_and(goes_on)
        })
    })?;
    // 三点建议
    let is_point = found.first == '点' && POINTS.begins(&text[found.word.len()..]).is_some();
    let nature = if is_point { Nature::Count } else { found.nature };
    Some((text.get(..found.word.len())?, nature, found.kind))
}

/// The counter of many meanings that a text begins with: 分 of 95分. Whoever asks
/// knows that a number stands before it.
pub fn unit_of_many_meanings(text: &str) -> Option<&str> {
    find(text, true).filter(|(_, nature, _)| *nature == Nature::Count).map(|(word, ..)| word)
}

/// The kind of what a counter counts.
pub fn kind(counter: &str) -> Kind {
    find(counter, true).map_or(Kind::Count, |(_, _, kind)| kind)
}

/// The counter that stands for all that count the same: 人 for 名 and 位.
pub fn kin(counter: &str) -> &str {
    KIN.get(counter).filter(|kin| !kin.is_empty()).unwrap_or(counter)
}
