//! References: entries of a list, and the heading of one.
//!
//! In: a text. Out: which of its lines are entries ([`references`]), whether it is
//! one, or heads a list.

use std::ops::Range;

use crate::language::lexicon::{self, List};

/// What lists of references are headed with.
static HEADS: List = List::new(&lexicon::SECTIONS, "references");

/// The lines of a text that are entries of a list of references.
pub fn references(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let lines = text.split('\n').map(|line| {
        let range = start..start + line.len();
        start = range.end + 1;
        range
    });
    lines.filter(|range| is_reference(&text[range.clone()])).collect()
}

/// Whether a text is an entry of a list of references, which has its own
/// punctuation (GB/T 7714).
pub fn is_reference(text: &str) -> bool {
    let text = text.trim_start();
    let numbered = text.strip_prefix(['[', '［']).is_some_and(|rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with([']', '］'])
            && rest.starts_with(|c: char| c.is_ascii_digit())
    });
    let typed = || {
        text.match_indices('[').any(|(at, _)| {
            let Some(length) = text.bytes().skip(at + 1).take(6).position(|byte| byte == b']') else { return false };
            let inside = &text[at + 1..at + 1 + length];
            let (kind, carrier) = inside.split_once('/').unwrap_or((inside, "OL"));
            matches!(kind, "J" | "M" | "C" | "D" | "N" | "P" | "S" | "R" | "Z" | "G" | "A" | "EB" | "DB" | "CP" | "CM")
                && matches!(carrier, "OL" | "CD" | "DK" | "MT")
        })
    };
    numbered || typed()
}

/// Whether a line begins as the heading of a list of references does.
pub fn begins_head(text: &str) -> bool {
    HEADS.begins(text).is_some()
}

/// Whether a line is the heading of a list of references.
pub fn is_head(text: &str) -> bool {
    let words: String = text.chars().filter(|c| !c.is_whitespace() && !"[]【】［］：:".contains(*c)).collect();
    HEADS.has(&words)
}

#[cfg(test)]
mod tests {
    use super::{is_head, is_reference, references};

    #[test]
    fn references_are_known_by_their_marks() {
        for text in ["[1]李明. 论文[J]. 学报,2021,37(3):39.", "1. 李明. 书名[M]. 北京", "[12] 某", "题名[EB/OL]."]
        {
            assert!(is_reference(text), "{text}");
        }
        for text in ["", "[摘要]近年来", "[J", "党员[1]说", "[]"] {
            assert!(!is_reference(text), "{text}");
        }
    }

    #[test]
    fn lines_that_are_references() {
        let text = "参考文献\n[1]甲. 题名[J].\n正文。\n[2]乙. 书名[M].";
        let found: Vec<&str> = references(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["[1]甲. 题名[J].", "[2]乙. 书名[M]."]);
    }

    #[test]
    fn a_list_has_its_heading() {
        assert!(is_head("【参考文献】") && is_head("参考文献：") && !is_head("参考文献共三种"));
    }
}
