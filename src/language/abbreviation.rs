//! Names for short: 江城一中 for 江城市第一中学, 职校工会 for 职业技术学校工会.
//!
//! In: two names. Out: whether one may be what the other is called for short.
//! Nothing says that it is: who asks must know that no other name may be meant.

use crate::language::enumerator::is_numeral;
use crate::language::lexicon::{self, List, Map};
use crate::language::organization::MARKS;

/// 妇女联合会 is called 妇联.
static CALLED: Map = Map::new(&lexicon::ORGANIZATION_SHORTS, "short");
static IN_FULL: List = List::new(&lexicon::ORGANIZATION_SHORTS, "");

/// How many characters a name for short has at least.
const SHORTEST: usize = 3;

/// How many last characters both have.
const ENDING: usize = 2;

/// A name with its parts as they are called: 县妇联 for 县妇女联合会.
pub fn as_called(name: &str) -> String {
    let mut called = name.to_owned();
    for long in IN_FULL.iter() {
        if let Some(short) = CALLED.get(long).filter(|_| called.contains(long)) {
            called = called.replace(long, short);
        }
    }
    called
}

/// Whether a name may be another for short: its characters stand in the other in
/// the same order, both end alike, and both have the same numerals.
///
/// 县医院 is none for 县中医院: what begins with the mark of a place must also
/// take a word apart, as 县一中 does 第一中学.
pub fn is_short_for(short: &str, full: &str) -> bool {
    is_called_short_for(&as_called(short), &as_called(full))
}

/// The same of two names that are [`as_called`] already.
pub fn is_called_short_for(short: &str, full: &str) -> bool {
    if short.chars().next_back() != full.chars().next_back() || short.len() >= full.len() {
        return false;
    }
    let (short_chars, full_chars): (Vec<char>, Vec<char>) = (short.chars().collect(), full.chars().collect());
    if short_chars.len() < SHORTEST || short_chars.len() >= full_chars.len() {
        return false;
    }
    if short_chars[short_chars.len() - ENDING..] != full_chars[full_chars.len() - ENDING..] {
        return false;
    }
    let numerals = |name: &[char]| name.iter().copied().filter(|c| is_numeral(*c)).collect::<Vec<char>>();
    if numerals(&short_chars) != numerals(&full_chars) {
        return false;
    }
    let mut at = Vec::with_capacity(short_chars.len());
    for &character in &short_chars {
        let from = at.last().map_or(0, |last| last + 1);
        let Some(found) = full_chars[from..].iter().position(|other| *other == character) else { return false };
        at.push(from + found);
    }
    // Between its first and its last two characters, how many leave something out behind them.
    let gaps = at.windows(2).filter(|pair| pair[1] - pair[0] > 1).count();
    let begins_with_mark = MARKS.begins(short).is_some();
    gaps > usize::from(begins_with_mark)
}

#[cfg(test)]
mod tests {
    use super::is_short_for;

    #[test]
    fn characters_in_order_with_one_ending() {
        for (short, full) in [
            ("职校工会", "江城县职业技术学校工会"),
            ("实小工会", "江城县实验小学工会"),
            ("县一中工会", "江城县第一中学工会委员会"),
            ("一中工会", "江城县第一中学工会"),
            ("幼教工会", "江城县幼教联合工会"),
            ("护理学会", "江城市护理和助产学会"),
        ] {
            assert!(is_short_for(short, full), "{short} {full}");
        }
        for (short, full) in [
            ("县医院", "江城县中医院"),
            ("市总工会", "江城市教育总工会"),
            ("二中工会", "江城县第一中学工会"),
            ("内科支部", "江城医院内科第一支部"),
            ("学会", "江城市护理学会"),
            ("护理学会", "护理学会"),
            ("护理协会", "江城市护理学会"),
        ] {
            assert!(!is_short_for(short, full), "{short} {full}");
        }
    }
}
