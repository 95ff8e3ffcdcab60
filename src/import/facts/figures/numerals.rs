//! Words with a numeral in them that counts nothing: 红十字会, 三八红旗手, 一把手.
//!
//! In: a text and where a numeral stands in it. Out: whether it is part of such
//! a word. The words and where they are from are in `numerals.txt`.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// The longest word of the list, in characters.
const LONGEST: usize = 8;

static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("numerals.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Whether the numeral at a place is part of a word that counts nothing.
pub fn is_within(text: &str, numeral: &Range<usize>) -> bool {
    let before = text.get(..numeral.start).unwrap_or_default();
    let starts = before.char_indices().rev().take(LONGEST - 1).map(|(start, _)| start);
    std::iter::once(numeral.start).chain(starts).any(|start| {
        let rest = text.get(start..).unwrap_or_default();
        let ends = rest.char_indices().take(LONGEST).map(|(offset, last)| start + offset + last.len_utf8());
        ends.filter(|end| *end >= numeral.end).any(|end| text.get(start..end).is_some_and(|word| WORDS.contains(word)))
    })
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn a_numeral_in_a_word_is_told_from_a_number() {
        for (text, numeral, expected) in [
            ("市红十字会捐款", "十", true),
            ("获三八红旗手称号", "三八", true),
            ("一把手亲自抓", "一", true),
            ("开展百日攻坚", "百", true),
            ("赴五台山参观", "五", true),
            ("派出五台车", "五", false),
            ("写了十字", "十", false),
            ("", "", false),
        ] {
            let start = text.find(numeral).unwrap();
            assert_eq!(is_within(text, &(start..start + numeral.len())), expected, "{text}");
        }
    }
}
