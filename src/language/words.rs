//! Common words: which Han characters in a row are one.
//!
//! In: a text. Out: whether it is a word that dictionaries have, and where the
//! words at a place begin and end. The list (`lexicon/common-words.tsv`, whose
//! head says where it is from) has the common words only: what is not in it may be a
//! word all the same, so its silence proves nothing.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::language::lexicon;
use crate::text::han::is_han;

/// The longest word of the list, in characters.
const LONGEST: usize = 4;

/// What follows the first character of each word, by that character.
static COMMON: LazyLock<HashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let rows = lexicon::COMMON_WORDS.rows();
    let rests = |row: lexicon::Row| {
        let mut rests: Vec<&str> = row.get("rests").split(' ').collect();
        rests.sort_unstable();
        rests
    };
    rows.filter_map(|row| Some((row.word().chars().next()?, rests(row)))).collect()
});

/// Whether a whole text is a common word.
pub fn is_word(text: &str) -> bool {
    let mut characters = text.chars();
    let Some(rests) = characters.next().and_then(|first| COMMON.get(&first)) else { return false };
    let tail = characters.as_str();
    !tail.is_empty() && rests.binary_search(&tail).is_ok()
}

/// Whether a word that began before one place ends at another: 三部 in 有三部|作品.
pub fn begun_before(text: &str, place: usize, end: usize) -> bool {
    starts_before(text, end).any(|start| start < place && text.get(start..end).is_some_and(is_word))
}

/// Whether a word that begins at one place ends after another.
pub fn ended_after(text: &str, start: usize, place: usize) -> bool {
    ends_after(text, start).any(|end| end > place && text.get(start..end).is_some_and(is_word))
}

/// The word that a place stands within: 医疗 around the middle of 办医疗所.
pub fn across(text: &str, at: usize) -> Option<Range<usize>> {
    let starts: Vec<usize> = starts_before(text, at).take(LONGEST - 1).collect();
    let ends: Vec<usize> = ends_after(text, at).take(LONGEST - 1).collect();
    let ranges = starts.iter().flat_map(|&start| ends.iter().map(move |&end| start..end));
    ranges.filter(|range| text.get(range.clone()).is_some_and(is_word)).max_by_key(Range::len)
}

/// Whether a gap in a text tears one word apart: 医 疗扶贫. Where what stands on
/// either side is a word by itself (主任 务必, 李明 天津) it does not.
pub fn is_torn(text: &str, gap: &Range<usize>) -> bool {
    let (Some(before), Some(after)) = (text.get(..gap.start), text.get(gap.end..)) else { return false };
    let start = before.char_indices().rev().take(LONGEST).take_while(|(_, c)| is_han(*c)).last();
    let head = before.get(start.map_or(gap.start, |(at, _)| at)..).unwrap_or_default();
    let tail: String = after.chars().take(LONGEST).take_while(|c| is_han(*c)).collect();
    let joined = format!("{head}{tail}");
    across(&joined, head.len()).is_some() && !begun_before(head, head.len(), head.len()) && !ended_after(&tail, 0, 0)
}

/// The places up to [`LONGEST`] characters before one, the nearest first.
fn starts_before(text: &str, at: usize) -> impl Iterator<Item = usize> {
    text.get(..at).unwrap_or_default().char_indices().rev().take(LONGEST).map(|(start, _)| start)
}

/// The places up to [`LONGEST`] characters after one, the nearest first.
fn ends_after(text: &str, at: usize) -> impl Iterator<Item = usize> {
    let rest = text.get(at..).unwrap_or_default();
    rest.char_indices().take(LONGEST).map(move |(offset, last)| at + offset + last.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::{across, begun_before, ended_after, is_torn, is_word};

    #[test]
    fn words_are_known() {
        for word in ["医疗", "饺子", "先锋", "红十字会", "一把手"] {
            assert!(is_word(word), "{word}");
        }
        for other in ["", "医", "疗医", "包饺子", "ab", "，"] {
            assert!(!is_word(other), "{other}");
        }
    }

    #[test]
    fn a_gap_tears_a_word_or_parts_two() {
        for (text, expected) in [
            ("全年开展医 疗扶贫", true),
            ("发挥先  锋模范作用", true),
            ("主任 务必到会", false),
            ("作者李明 天津市", false),
            ("张三 李四", false),
            ("加强学习 支部组织", false),
            (" 疗", false),
            ("医 ", false),
        ] {
            let start = text.find(' ').unwrap();
            let end = text.rfind(' ').unwrap() + 1;
            let gap = start..end;
            assert_eq!(is_torn(text, &gap), expected, "{text}");
        }
    }

    #[test]
    fn words_around_a_place_are_found() {
        let at = |text: &str| (text.replace('|', ""), text.find('|').unwrap());
        let (text, place) = at("有三部|暑期读物");
        let (before, after) = (place - '部'.len_utf8(), place + '暑'.len_utf8());
        assert!(begun_before(&text, before, place) && ended_after(&text, place, after));
        assert!(across(&text, place).is_none() && !ended_after(&text, place, text.len()));
        let (text, place) = at("开展医|疗扶贫");
        assert_eq!(across(&text, place).map(|range| text[range].to_owned()).as_deref(), Some("医疗"));
        assert!(!begun_before("", 0, 0) && !ended_after("", 0, 0) && across("医疗", 9).is_none());
    }
}
