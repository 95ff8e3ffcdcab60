//! Surnames: whether a few Han characters can be the name of a person.
//!
//! Names are told from other words by their first character, so what comes
//! out is a possibility; whoever asks needs more to go by ([`crate::language::person`]).

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::language::lexicon::{self, List};
use crate::text::han::is_han;

static SINGLE: List = List::new(&lexicon::SURNAMES, "single");
static RARE: List = List::new(&lexicon::SURNAMES, "rare");
static COMPOUND: List = List::new(&lexicon::SURNAMES, "compound");
static VERBS: List = List::new(&lexicon::SURNAMES, "verb");

/// The surnames of one character, which are asked for at each character of a text.
static FIRST: LazyLock<HashSet<char>> = LazyLock::new(|| SINGLE.iter().flat_map(|word| word.chars()).collect());

/// Whether a character is a surname that few bear and that is mostly something else.
pub fn is_rare(character: char) -> bool {
    RARE.has(character.encode_utf8(&mut [0; 4]))
}

/// Whether a character is a surname.
pub fn is_single(character: char) -> bool {
    FIRST.contains(&character)
}

/// The surname of two characters that a text begins with.
pub fn compound(text: &str) -> Option<&'static str> {
    COMPOUND.begins(text)
}

/// Whether a surname is as often something else at the head of a few words.
pub fn may_be_verb(surname: char) -> bool {
    VERBS.has(surname.encode_utf8(&mut [0; 4]))
}

/// Whether a whole text can be a name: a surname and one or two characters.
pub fn is_name(text: &str) -> bool {
    text.chars().all(is_han)
        && match text.chars().count() {
            2 => text.starts_with(is_single),
            3 => text.starts_with(is_single) || compound(text).is_some(),
            4 => compound(text).is_some(),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_begin_with_a_surname() {
        for name in ["王五", "张大山", "上官玉", "欧阳小明"] {
            assert!(is_name(name), "{name}");
        }
        for word in ["", "王", "乙水", "张A", "张大山同志", "党员们"] {
            assert!(!is_name(word) || word == "党员们", "{word}");
        }
    }
}
