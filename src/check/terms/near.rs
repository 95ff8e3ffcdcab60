//! Expressions that are one character away from a fixed one.
//!
//! In: expressions of four characters or more. Out: places in a text where all
//! but one character of one of them stands. A window with one character changed
//! has one half unchanged, so the halves are searched for and the rest is
//! compared: one pass over the text.
//!
//! Of four or five characters, whose neighbours are often expressions too
//! (疫情防治 beside 疫情防控), the changed one must sound the same, as a Pinyin
//! keyboard offers it, or look much the same. From six on any will do; of six and
//! seven one that makes no word with what is beside it: 以|师生|为中心.

use std::collections::HashSet;
use std::ops::Range;

use crate::language::lexicon::{self, List};
use crate::language::numeral::is_han_numeral;
use crate::language::pinyin::{Reading, syllables};
use crate::language::words::is_word;
use crate::text::han::is_han;

/// The shortest expression that is looked for.
const SHORTEST: usize = 4;
/// The shortest of which any character may be another.
const LONG: usize = 6;

/// The shortest of which it may make another word.
const LONGER: usize = 8;

/// Characters that are mistaken for each other by their shape.
static ALIKE: List = List::new(&lexicon::LOOK_ALIKES, "");

/// Characters that join two things: 和, 与.
static JOINTS: List = List::new(&lexicon::FIGURE_WORDS, "joint");

/// Characters between words, that other words have, too: 的, 是.
static PARTICLES: List = List::new(&lexicon::SET_PHRASES, "particle");

/// Fixed expressions.
pub struct Expressions {
    texts: Vec<String>,
    /// From which on they are idioms.
    idioms: usize,
    known: HashSet<String>,
}

/// A half of an expression, by which places are found.
pub struct Half {
    /// Of which.
    expression: usize,
    /// The bytes of the other half, and whether it stands before this one.
    is_second: bool,
}

/// A place that is one character away from an expression.
pub struct Near<'t> {
    /// Where.
    pub at: Range<usize>,
    /// The expression.
    pub right: &'t str,
    /// Whether that is an idiom, which names in quotation marks play upon: “全民悦读”.
    pub is_idiom: bool,
}

impl Expressions {
    /// Takes expressions and idioms in, and gives the halves to search for; shorter
    /// ones only count as known.
    pub fn new<'e>(
        expressions: impl Iterator<Item = &'e str>,
        idioms: impl Iterator<Item = &'e str>,
    ) -> (Expressions, Vec<(String, Half)>) {
        let mut halves = Vec::new();
        let mut texts: Vec<String> = Vec::new();
        let mut known = HashSet::new();
        let mut first_idiom = None;
        let all = expressions.map(|text| (text, false)).chain(idioms.map(|text| (text, true)));
        for (text, is_idiom) in all {
            if is_idiom {
                first_idiom.get_or_insert(texts.len());
            }
            let length = text.chars().count();
            if !known.insert(text.to_owned()) || length < SHORTEST {
                continue;
            }
            let middle = text.char_indices().nth(length / 2).map_or(text.len(), |(at, _)| at);
            let expression = texts.len();
            halves.push((text[..middle].to_owned(), Half { expression, is_second: false }));
            halves.push((text[middle..].to_owned(), Half { expression, is_second: true }));
            texts.push(text.to_owned());
        }
        let idioms = first_idiom.unwrap_or(texts.len());
        (Expressions { texts, idioms, known }, halves)
    }

    /// The place of a text that is one character away from the expression of a
    /// half that stands at an offset.
    pub fn around<'t>(&'t self, text: &str, at: usize, half: &Half) -> Option<Near<'t>> {
        let fixed = self.texts.get(half.expression)?;
        let length = fixed.chars().count();
        let start = if half.is_second {
            // As many characters back as the first half has.
            text[..at].char_indices().rev().nth((length / 2).saturating_sub(1))?.0
        } else {
            at
        };
        let mut changed = None;
        let mut written = text[start..].char_indices();
        let mut place = 0;
        for (index, expected) in fixed.chars().enumerate() {
            match written.next() {
                Some((_, character)) if character == expected => {}
                Some((_, character)) if changed.is_none() && is_han(character) => {
                    changed = Some((expected, character));
                    place = index;
                }
                _ => return None,
            }
        }
        let end = start + written.next().map_or(text.len() - start, |(at, _)| at);
        let (expected, character) = changed?;
        let is_alike = is_alike(expected, character);
        let from = text[start..].char_indices().nth(place).map_or(end, |(at, _)| start + at);
        let to = from + character.len_utf8();
        // 两柱二心活动: of two numbers one is wrong, though 二心 is a word.
        let are_numerals = is_han_numeral(expected) && is_han_numeral(character);
        // 统筹发展与安全, 文明乡风|建设行动: the other character is one that means the same, or
        // makes a word of its own.
        let is_other = JOINTS.has_char(expected) && JOINTS.has_char(character)
            || !is_alike && (PARTICLES.has_char(character) || length < LONGER && !are_numerals && makes_word(text, from..to))
            // 社会主义|法治国家
            || place == 0 && ends_word(&text[..to]);
        // 社会主义现代化强省, 行|政权力在阳光下运行: at either end it is rather another word.
        let is_within = place > 0 && place + 1 < length;
        let is_near = is_han(expected)
            && !is_other
            && (length >= LONG && is_within || is_alike)
            && !self.is_known_around(text, from..to);
        is_near.then_some(Near { at: start..end, right: fixed, is_idiom: half.expression >= self.idioms })
    }

    /// Whether a character is in an expression as it stands there: 身体力行|节约.
    fn is_known_around(&self, text: &str, at: Range<usize>) -> bool {
        let mut starts = text[..at.end].char_indices().rev().take(LONGER).map(|(start, _)| start);
        let ends = || text[at.start..].char_indices().take(LONGER).map(|(start, c)| at.start + start + c.len_utf8());
        starts.any(|start| ends().any(|end| self.known.contains(&text[start..end])))
    }
}

/// Whether a character makes a word with that before or behind it.
fn makes_word(text: &str, at: Range<usize>) -> bool {
    let before = text[..at.start].chars().next_back().map_or(0, char::len_utf8);
    let after = text[at.end..].chars().next().map_or(0, char::len_utf8);
    is_word(&text[at.start - before..at.end]) || is_word(&text[at.start..at.end + after])
}

/// Whether a text ends with a long word: 社会主义.
fn ends_word(text: &str) -> bool {
    let starts: Vec<usize> = text.char_indices().rev().take(LONG - 1).map(|(start, _)| start).collect();
    starts.iter().skip(2).any(|start| is_word(&text[*start..]))
}

/// Whether a character is easily typed or read for another.
fn is_alike(one: char, other: char) -> bool {
    if ALIKE.iter().any(|set| set.contains(one) && set.contains(other)) {
        return true;
    }
    let sound = |character: char| syllables(character.encode_utf8(&mut [0; 4]), Reading::Text);
    sound(one) == sound(other)
}

#[cfg(test)]
mod tests {
    use super::Expressions;
    use crate::check::terms::search::Index;

    fn found(fixed: &[&str], text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let (expressions, halves) = Expressions::new(fixed.iter().copied(), [].into_iter());
        Index::new(halves).search(text, |at, half| {
            found.extend(expressions.around(text, at, half).map(|near| format!("{}→{}", &text[near.at], near.right)));
        });
        found
    }

    #[test]
    fn one_character_is_mistaken() {
        let fixed = ["疫情防控", "战斗堡垒", "全心全意为人民服务", "会议"];
        for (text, expected) in [
            ("关键词疫情防空", "疫情防空→疫情防控"),
            ("役情防控", "役情防控→疫情防控"),
            ("战斗保垒", "战斗保垒→战斗堡垒"),
            ("全心全意为人名服务", "全心全意为人名服务→全心全意为人民服务"),
            ("全心全力为人民服务", "全心全力为人民服务→全心全意为人民服务"),
            ("全心的意为人民服务", ""),
            ("疫情防治、疫情防护、疫情防控", ""),
            ("全心与全意为人民服务", ""),
            ("疫情防", ""),
            ("情防控", ""),
            ("疫情，防控", ""),
            ("会义", ""),
            ("", ""),
        ] {
            assert_eq!(found(&fixed, text).join("|"), expected, "{text}");
        }
        assert_eq!(found(&["雷厉风行", "雷励风行"], "雷励风行"), [""; 0], "both are listed");
    }
}
