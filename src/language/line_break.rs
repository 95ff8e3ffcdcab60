//! Whether a sentence goes on after a break: the end of a line, an empty line.
//!
//! In: the text before and the text after. Out: whether the first is open, whether
//! the second may be its rest, and whether that is proven.

use crate::language::enumerator::is_numeral;
use crate::language::lexicon::{self, List, Map};
use crate::text::han::is_han;

/// How a paragraph begins that begins anew.
static STARTS: List = List::new(&lexicon::LINE_BREAKS, "start");
/// What makes an ordinal of the numeral before it: 一是, 二要.
static AFTER_NUMERAL: List = List::new(&lexicon::LINE_BREAKS, "after-numeral");
/// Answers of one character.
static ANSWERS: List = List::new(&lexicon::LINE_BREAKS, "answer");
/// What makes a word of 的 at the end: 目的.
static BEFORE_DE: List = List::new(&lexicon::LINE_BREAKS, "before-de");
/// Characters that begin no word, and what follows them where they do.
static NO_HEADS: List = List::new(&lexicon::LINE_BREAKS, "no-head");
static BESIDE_NO_HEAD: Map = Map::new(&lexicon::LINE_BREAKS, "with");

/// How long a broken paragraph is at least, in characters.
const SHORTEST: usize = 20;

/// Whether a paragraph is a sentence without an end.
pub fn is_open(text: &str) -> bool {
    let Some(last) = text.chars().next_back() else { return false };
    (is_han(last) || is_comma(last))
        && text.char_indices().nth(SHORTEST).is_some()
        && (text.ends_with(is_comma) || text.contains(['，', '。', ',', '；']))
        // An enumeration that closes with 等 is whole: a word of grammar, as 的 and 是 below.
        && !text.ends_with('等')
}

fn is_comma(character: char) -> bool {
    matches!(character, '，' | '、' | ',')
}

/// Whether a paragraph may be the rest of a sentence.
pub fn goes_on(text: &str) -> bool {
    let mut characters = text.chars();
    let (Some(first), second) = (characters.next(), characters.next()) else { return false };
    let goes_on = |c: char| is_numeral(c) || matches!(c, '、' | '，' | '.' | '．') || AFTER_NUMERAL.has_char(c);
    let is_ordinal = is_numeral(first) && second.is_some_and(goes_on) || STARTS.begins(text).is_some();
    is_han(first) && !is_ordinal && text.contains(['，', '。', ',', '；', '！', '？'])
}

/// Whether there is more than a missing full stop to show that a sentence goes on.
///
/// `is_word` says whether three characters stand together elsewhere.
pub fn is_proven(before: &str, after: &str, is_word: &dyn Fn(&str) -> bool) -> bool {
    if before.ends_with(is_comma) || ends_no_sentence(before) {
        return true;
    }
    let mut next = after.chars();
    let (Some(first), Some(second)) = (next.next(), next.next()) else { return false };
    // Nothing begins with one character and a pause (落、事事有回音), but an answer.
    let is_rest = matches!(second, '、' | '，') && !ANSWERS.has_char(first);
    if is_rest || begins_no_word(first, second) {
        return true;
    }
    // What was one word before the break is written in one elsewhere.
    let mut back = before.char_indices().rev();
    let (Some((last, _)), Some((last_but_one, _))) = (back.next(), back.next()) else { return false };
    let left = format!("{}{first}", &before[last_but_one..]);
    let right = format!("{}{first}{second}", &before[last..]);
    let is_written = |word: &str| word.chars().all(is_han) && is_word(word);
    is_written(&left) || is_written(&right)
}

/// Whether a sentence cannot end so: with 的, except where that is part of a
/// word or 是…的.
fn ends_no_sentence(text: &str) -> bool {
    text.strip_suffix('的').is_some_and(|rest| {
        let sentence = rest.rfind(['。', '，', '；']).map_or(rest, |at| &rest[at..]);
        BEFORE_DE.ends(rest).is_none() && !sentence.contains('是')
    })
}

/// Whether a character, with the next, is not the beginning of a word.
fn begins_no_word(first: char, second: char) -> bool {
    let mut buffer = [0; 4];
    let head = first.encode_utf8(&mut buffer);
    is_han(second) && NO_HEADS.has(head) && !BESIDE_NO_HEAD.get(head).unwrap_or_default().contains(second)
}
