//! Plans and negations: what a text says is still to come, or did not happen.
//!
//! In: a text. Out: for each word that says so (力争, 将于, 尚未), where it stands
//! and how far it reaches: to the end of its clause. Words are data
//! (`lexicon/plan-words.tsv`).

use std::ops::Range;

use crate::language::lexicon::{self, List};
use crate::language::sentence::{clauses, sentences};

/// Words after which what is told is still to come.
static PLAN: List = List::new(&lexicon::PLAN_WORDS, "plan");
/// Words that often say so, and are others too.
static LOOSE: List = List::new(&lexicon::PLAN_WORDS, "loose");
/// Words that such a word is a part of, and that plan nothing.
static NOT_LOOSE: List = List::new(&lexicon::PLAN_WORDS, "not-loose");
/// Words by which a thing is hoped for or may be.
static HOPE: List = List::new(&lexicon::PLAN_WORDS, "hope");
/// Words that have one of those within them.
static NOT_HOPE: List = List::new(&lexicon::PLAN_WORDS, "not-hope");
/// Words after which what is told did not happen.
static NEGATION: List = List::new(&lexicon::PLAN_WORDS, "negation");
/// Words that begin as those do.
static NOT_NEGATION: List = List::new(&lexicon::PLAN_WORDS, "not-negation");
/// Words that deny the verb that follows.
static NOT: List = List::new(&lexicon::PLAN_WORDS, "not");
/// Words of headings below which nothing is told that has been done.
static SECTION: List = List::new(&lexicon::PLAN_WORDS, "section");

/// A plan or a negation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The word that says so.
    pub word: Range<usize>,
    /// What it is said of: from the word to the end of its clause.
    pub range: Range<usize>,
}

/// What is still to come, in its order.
pub fn plans(text: &str) -> Vec<Reach> {
    reach(text, |rest| PLAN.begins(rest))
}

/// What did not happen, in its order.
pub fn negations(text: &str) -> Vec<Reach> {
    reach(text, |rest| NEGATION.begins(rest).filter(|_| NOT_NEGATION.begins(rest).is_none()))
}

fn reach(text: &str, word: impl Fn(&str) -> Option<&'static str>) -> Vec<Reach> {
    let mut found = Vec::new();
    for clause in sentences(text).into_iter().flat_map(|sentence| clauses(text, sentence)) {
        let words = &text[clause.range.clone()];
        let first = words.char_indices().find_map(|(at, _)| Some((at, word(&words[at..])?.len())));
        if let Some((at, length)) = first {
            let start = clause.range.start + at;
            found.push(Reach { word: start..start + length, range: start..clause.range.end });
        }
    }
    found
}

/// Whether words before a verb say that it is planned.
pub fn is_planned(words: &str) -> bool {
    let is_loose = || match NOT_LOOSE.iter().find(|word| words.contains(**word)) {
        Some(word) => LOOSE.is_in(&words.replace(word, "")),
        None => LOOSE.is_in(words),
    };
    PLAN.is_in(words) || is_loose()
}

/// Whether words before a verb say that it is planned, hoped for or denied.
pub fn is_unreal(words: &str) -> bool {
    // 应急救护队荣获…: those are words of their own.
    let words = NOT_HOPE.iter().fold(words.to_owned(), |words, other| words.replace(other, ""));
    is_planned(&words) || HOPE.is_in(&words) || NOT.is_in(&words)
}

/// Whether what stands below a heading is planned or wanting: 下一步打算, 存在的问题.
pub fn is_planned_below(heading: &str) -> bool {
    SECTION.is_in(heading)
}

#[cfg(test)]
mod tests {
    use super::{is_planned_below, is_unreal, negations, plans};
    use crate::language::lexicon;

    #[test]
    fn a_plan_reaches_to_the_end_of_its_clause() {
        let text = "去年建成2个站点，下一步将于6月再建3个；未来可期，尚未验收。";
        let said =
            |found: Vec<super::Reach>| found.into_iter().map(|reach| text[reach.range].to_owned()).collect::<Vec<_>>();
        assert_eq!(said(plans(text)), ["下一步将于6月再建3个"]);
        assert_eq!(said(negations(text)), ["尚未验收"]);
    }

    #[test]
    fn rows_are_found_where_they_should_be() {
        for row in lexicon::PLAN_WORDS.rows().filter(|row| !row.get("yes").is_empty()) {
            let says = |text: &str| match row.get("class") {
                "plan" => !plans(text).is_empty(),
                "negation" => !negations(text).is_empty(),
                "section" => is_planned_below(text),
                _ => is_unreal(text),
            };
            assert!(says(row.get("yes")), "{}: {}", row.word(), row.get("yes"));
            assert!(!says(row.get("no")), "{}: {}", row.word(), row.get("no"));
        }
    }
}
