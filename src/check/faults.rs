//! Faulty wording that a list has (`lexicon/sentence-faults.tsv`), words with gaps
//! between them.
//!
//! In: a text. Out: the places at which a row of the wanted classes stands. A gap
//! `…` is a few characters without a mark, `……` may have one comma in it; `^` is
//! the beginning of a sentence, before which only a time may stand, `$` the end of
//! a clause. What a match means is the rule's to say.

use std::ops::Range;

use crate::check::terms::search::Index;
use crate::language::lexicon::{self, List, Row};
use crate::language::token::{Class, tokens};
use crate::text::han::is_han;

/// The longest gap in characters, and the longest that has a comma in it.
const GAP: usize = 14;
const WIDE: usize = 36;
/// How long the words for a time may be before the beginning of a sentence.
const TIME: usize = 10;

/// How words for a time end that stand before a sentence: 今年以来，2024年，.
static TIMES: List = List::new(&lexicon::SENTENCE_FAULTS, "time-end");

/// Rows of the list, to be searched for.
pub struct Faults {
    index: Index<Fault>,
}

struct Fault {
    row: Row,
    /// The words after the first, each with whether a comma may stand before it.
    rest: Vec<(bool, &'static str)>,
    begins: bool,
    ends: bool,
}

impl Faults {
    /// Takes in rows.
    pub fn new(rows: impl Iterator<Item = Row>) -> Faults {
        let fault = |row: Row| {
            let word = row.word();
            let (begins, ends) = (word.starts_with('^'), word.ends_with('$'));
            let mut words = word.trim_start_matches('^').trim_end_matches('$').split('…');
            let first = words.next().unwrap_or_default().to_owned();
            let (mut rest, mut wide) = (Vec::new(), false);
            for word in words {
                if word.is_empty() {
                    wide = true;
                } else {
                    rest.push((std::mem::take(&mut wide), word));
                }
            }
            (first, Fault { row, rest, begins, ends })
        };
        Faults { index: Index::new(rows.map(fault).collect()) }
    }

    /// The places in a text and their rows, the first and longest of those that overlap.
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, Row)> {
        let mut found = Vec::new();
        self.index.search(text, |at, fault| found.extend(fault.at(text, at).map(|range| (range, fault.row))));
        apart(&mut found, |(range, _)| range);
        found
    }
}

/// Keeps the first and longest of what overlaps, in the order of the text.
pub fn apart<T>(found: &mut Vec<T>, at: impl Fn(&T) -> &Range<usize>) {
    found.sort_by_key(|one| (at(one).start, std::cmp::Reverse(at(one).end)));
    let mut end = 0;
    found.retain(|one| {
        let is_first = at(one).start >= end;
        end = end.max(at(one).end);
        is_first
    });
}

/// Whether a place ends within a noun: 合计共|青团员, 全部所有|权.
pub fn cuts_noun(text: &str, at: &Range<usize>) -> bool {
    tokens(text).iter().any(|word| {
        let is_noun = matches!(
            word.class,
            Class::Noun | Class::Proper | Class::Organization | Class::Person | Class::Place | Class::Short
        );
        is_noun && word.range.start < at.end && at.end < word.range.end
    })
}

impl Fault {
    /// Where it ends that begins at a place, if it does.
    fn at(&self, text: &str, start: usize) -> Option<Range<usize>> {
        if self.begins && !begins_sentence(&text[..start]) {
            return None;
        }
        let first = self.row.word().trim_start_matches('^').split(['…', '$']).next().unwrap_or_default();
        let mut end = start + first.len();
        for (wide, word) in &self.rest {
            end += after_gap(&text[end..], *wide, word)?;
        }
        // 加强高水平、高标准的建设: a row goes on behind its mark.
        let stays = !self.ends || !text[end..].starts_with(|c: char| is_han(c) || c == '、');
        let excused = self.row.parts("except").any(|word| text[start..end].contains(word));
        (stays && !excused).then_some(start..end)
    }
}

/// Where the next word of a fault ends, a gap before it.
fn after_gap(text: &str, wide: bool, word: &str) -> Option<usize> {
    let most = if wide { WIDE } else { GAP };
    let mut commas = 0;
    for (at, character) in text.char_indices().take(most) {
        if text[at..].starts_with(word) {
            return Some(at + word.len());
        }
        match character {
            '，' if wide && commas == 0 => commas += 1,
            '、' | '“' | '”' | '《' | '》' => {}
            _ if character.is_alphanumeric() || character == '%' => {}
            _ => return None,
        }
    }
    None
}

/// Whether a sentence begins after a text, or only a time stands before it.
fn begins_sentence(before: &str) -> bool {
    let is_end = |c: char| matches!(c, '。' | '！' | '？' | '；' | '\n');
    let own = before.rsplit(is_end).next().unwrap_or_default().trim();
    own.is_empty()
        || own
            .strip_suffix('，')
            .is_some_and(|time| time.chars().count() <= TIME && !time.contains('，') && TIMES.ends(time).is_some())
}

#[cfg(test)]
mod tests {
    use super::Faults;
    use crate::language::lexicon;

    #[test]
    fn gaps_stay_within_their_clause() {
        let faults = Faults::new(lexicon::SENTENCE_FAULTS.rows().filter(|row| !row.get("yes").is_empty()));
        let found = |text: &str| -> String {
            faults.find(text).into_iter().map(|(range, _)| text[range].to_owned()).collect::<Vec<_>>().join("|")
        };
        for (text, expected) in [
            ("今年以来，通过学习，使大家受到教育。", "通过学习，使"),
            ("支部通过学习，使大家受到教育。", ""),
            ("新党员缺乏经验不足。", "缺乏经验不足"),
            ("缺乏经验。准备不足。", ""),
            ("提高培训规模，提高规模化水平。", "提高培训规模"),
            ("支部把项目作为抓手，把项目为抓手。", "把项目为抓手"),
            ("", ""),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
