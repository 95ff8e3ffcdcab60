//! Expressions that are one character away from a fixed one.
//!
//! In: expressions of four characters or more. Out: places in a text where all
//! but one character of one of them stands. A window with one character changed
//! has one half unchanged, so the halves are searched for and the rest is
//! compared: one pass over the text.
//!
//! Of four or five characters, whose neighbours are often expressions too
//! (疫情防治 beside 疫情防控), the changed one must sound the same, as a Pinyin
//! keyboard offers it, or look much the same. From six on any will do.

use std::collections::HashSet;
use std::ops::Range;

use crate::language::lexicon::{self, List};
use crate::language::pinyin::{Reading, syllables};
use crate::text::han::is_han;

/// The shortest expression that is looked for.
const SHORTEST: usize = 4;
/// The shortest of which any character may be another.
const LONG: usize = 6;

/// Characters that are mistaken for each other by their shape.
static ALIKE: List = List::new(&lexicon::LOOK_ALIKES, "");

/// Fixed expressions.
pub struct Expressions {
    texts: Vec<String>,
    known: HashSet<String>,
}

/// A half of an expression, by which places are found.
pub struct Half {
    /// Of which.
    expression: usize,
    /// The bytes of the other half, and whether it stands before this one.
    is_second: bool,
}

impl Expressions {
    /// Takes expressions in, and gives the halves to search for; shorter ones
    /// only count as known.
    pub fn new<'e>(expressions: impl Iterator<Item = &'e str>) -> (Expressions, Vec<(String, Half)>) {
        let mut halves = Vec::new();
        let mut texts: Vec<String> = Vec::new();
        let mut known = HashSet::new();
        for text in expressions {
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
        (Expressions { texts, known }, halves)
    }

    /// The place of a text that is one character away from the expression of a
    /// half that stands at an offset, and the expression.
    pub fn around<'t>(&'t self, text: &str, at: usize, half: &Half) -> Option<(Range<usize>, &'t str)> {
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
        // 社会主义现代化强省, 行|政权力在阳光下运行: at either end it is rather another word.
        let is_within = place > 0 && place + 1 < length;
        let is_near = is_han(expected)
            && (length >= LONG && is_within || is_alike(expected, character))
            && !self.known.contains(&text[start..end]);
        is_near.then_some((start..end, fixed))
    }
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
        let (expressions, halves) = Expressions::new(fixed.iter().copied());
        Index::new(halves).search(text, |at, half| {
            found.extend(expressions.around(text, at, half).map(|(at, fixed)| format!("{}→{fixed}", &text[at])));
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
            ("疫情防治、疫情防护、疫情防控", ""),
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
