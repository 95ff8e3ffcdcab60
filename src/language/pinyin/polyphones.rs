//! Readings that a character has in some words only: 重 in 重庆, 单 as a surname.
//!
//! In: the characters of a text and a place in it. Out: the syllable there, if a
//! word around it is in `lexicon/polyphones.tsv`. That has only what differs from
//! the first reading of the `pinyin` crate, or holds another of its words off; a
//! test refuses idle rows.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::language::lexicon::{self, Row};

/// A word, and the syllable that a character has in it.
type Reading = (&'static str, &'static str);

/// For each character the words that say how it is read, in the order in which
/// they are asked.
static WORDS: LazyLock<HashMap<char, Vec<Reading>>> = LazyLock::new(|| {
    let mut words: HashMap<char, Vec<Reading>> = HashMap::new();
    for class in ["first", "word", "last"] {
        for row in lexicon::POLYPHONES.of(class) {
            for (character, syllable) in readings(row) {
                words.entry(character).or_default().push((row.word(), syllable));
            }
        }
    }
    // Of two as long the class decides, as the sort is stable.
    words.values_mut().for_each(|words| words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
    words
});

/// Surnames and their syllables, compound ones before the single.
static SURNAMES: LazyLock<Vec<(&'static str, Vec<&'static str>)>> = LazyLock::new(|| {
    let rows = lexicon::POLYPHONES.of("surname");
    let mut names: Vec<_> =
        rows.map(|row| (row.word(), readings(row).map(|(_, syllable)| syllable).collect())).collect();
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    names
});

/// What a row says: characters of its word with their syllables.
fn readings(row: Row) -> impl Iterator<Item = (char, &'static str)> {
    row.parts("readings").filter_map(|part| {
        let character = part.chars().next()?;
        Some((character, &part[character.len_utf8()..]))
    })
}

/// Returns the syllables of the surname with which a person's name begins.
///
/// Empty if the surname has its usual reading.
pub(super) fn surname(name: &[char]) -> &'static [&'static str] {
    SURNAMES.iter().find(|(surname, _)| stands_at(surname, name, 0)).map_or(&[], |(_, syllables)| syllables)
}

/// Returns the reading of the character at a place, if a word around it is known.
///
/// The longest word wins: 院长 holds off 长期 in 院长期间, but not 长沙 in 湖南省长沙市.
pub(super) fn word(text: &[char], at: usize) -> Option<&'static str> {
    let character = text.get(at)?;
    let mut words = WORDS.get(character)?.iter();
    let is_around = |word: &str| {
        let offsets = word.chars().enumerate().filter(|(_, other)| other == character).map(|(offset, _)| offset);
        offsets.filter_map(|offset| at.checked_sub(offset)).any(|start| stands_at(word, text, start))
    };
    words.find(|(word, _)| is_around(word)).map(|(_, syllable)| *syllable)
}

/// Tells whether a word stands at a place of a text.
fn stands_at(word: &str, text: &[char], start: usize) -> bool {
    let mut rest = text.iter().skip(start);
    word.chars().all(|character| rest.next() == Some(&character))
}

#[cfg(test)]
mod tests {
    use super::{SURNAMES, readings, surname, word};
    use crate::language::lexicon;
    use crate::language::pinyin::{commonest, tone};

    fn usual(character: char) -> String {
        commonest(character).unwrap().letters.into_owned()
    }

    #[test]
    fn no_surname_is_idle_or_impossible() {
        let mut idle = Vec::new();
        for (name, syllables) in SURNAMES.iter() {
            let characters: Vec<char> = name.chars().collect();
            assert_eq!(characters.len(), syllables.len(), "{name}");
            assert_eq!(surname(&characters), syllables, "{name} is hidden");
            let plain: Vec<String> = (0..characters.len())
                .map(|at| word(&characters, at).map_or_else(|| usual(characters[at]), str::to_owned))
                .collect();
            if plain == *syllables {
                idle.push(name);
            }
        }
        assert!(idle.is_empty(), "{idle:?}");
    }

    #[test]
    fn no_word_is_idle() {
        let rows = || lexicon::POLYPHONES.rows().filter(|row| row.get("class") != "surname");
        let all: Vec<(char, &str)> = rows().flat_map(readings).collect();
        let mut wrong = Vec::new();
        for row in rows() {
            let characters: Vec<char> = row.word().chars().collect();
            assert!(readings(row).next().is_some(), "{}", row.word());
            for (character, syllable) in readings(row) {
                // A word with the usual reading must hold off another of its character.
                let holds = |(other, reading): &(char, &str)| *other == character && *reading != syllable;
                let is_idle = usual(character) == syllable && !all.iter().any(holds);
                let at = characters.iter().position(|other| *other == character);
                if is_idle || at.and_then(|at| word(&characters, at)) != Some(syllable) {
                    wrong.push(format!("{} {character}{syllable}", row.word()));
                }
            }
        }
        assert!(wrong.is_empty(), "多余的，或被别的词挡住的：{wrong:?}");
    }

    #[test]
    fn every_reading_is_one_the_character_has() {
        let rows = lexicon::POLYPHONES.rows().filter(|row| row.get("class") != "surname");
        let odd: std::collections::BTreeSet<String> = rows
            .flat_map(readings)
            .filter(|&(character, syllable)| tone(character, syllable) == 5)
            .map(|(character, syllable)| format!("{character}{syllable}"))
            .collect();
        // Light tones, and place names that the crate's data lack.
        assert_eq!(
            odd.iter().map(String::as_str).collect::<Vec<_>>(),
            ["乐lao", "了le", "匙shi", "卜bo", "宕tan", "着zhe"]
        );
    }
}
