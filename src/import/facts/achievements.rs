//! Achievements: three to five statements in the report's own words.
//!
//! In: passages and the places of figures and honours in them. Out: clauses
//! that tell of something done, that can be read by themselves and are short,
//! spread over the sections of the report, in its order.

use std::ops::Range;

use crate::import::facts::reading::{Kind, Passage, cut};
use crate::import::facts::topics::Terms;
use crate::import::facts::{Achievement, Proposed};
use crate::language::amount::{Nature, amounts};
use crate::language::enumerator;
use crate::language::lexicon::{self, List};

/// The most of them.
const MOST: usize = 5;
/// No statement is longer, in characters.
const LONGEST: usize = 60;
/// No person writes a longer sentence, in bytes.
const LONG: usize = crate::import::facts::reading::LONGEST;
/// A shorter one says too little.
const SHORTEST: usize = 10;

/// Beginnings that look back, so that the words cannot stand alone.
static BACK: List = List::new(&lexicon::ACHIEVEMENT_WORDS, "back");

/// Verbs of things done.
static DEEDS: List = List::new(&lexicon::ACHIEVEMENT_WORDS, "deed");

/// Words of what is hoped for.
static HOPES: List = List::new(&lexicon::ACHIEVEMENT_WORDS, "hope");

/// Words of what is lacking.
static LACKS: List = List::new(&lexicon::ACHIEVEMENT_WORDS, "lack");

/// A passage with the places of what was found in it.
struct Candidate {
    passage: usize,
    range: Range<usize>,
    score: i64,
    has_fact: bool,
    /// Whether it begins a sentence or with a verb, is not cut off, and tells of something done.
    is_whole: bool,
}

/// The statements with their topics, in the order of the text.
pub fn propose(
    passages: &[Passage],
    facts: &[(usize, Range<usize>, bool)],
    terms: &Terms<'_>,
) -> Vec<Proposed<Achievement>> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut at = 0;
    for (place, passage) in passages.iter().enumerate() {
        while facts.get(at).is_some_and(|(known, ..)| *known < place) {
            at += 1;
        }
        let length = facts[at..].iter().take_while(|(known, ..)| *known == place).count();
        if passage.kind != Kind::Heading && !passage.hopes {
            let mut facts = &facts[at..at + length];
            for sentence in passage.sentences.iter().filter(|sentence| sentence.len() <= LONG) {
                let first = facts.partition_point(|(_, part, _)| part.start < sentence.start);
                let last = facts.partition_point(|(_, part, _)| part.start < sentence.end);
                let within = &facts[first..last];
                facts = &facts[last..];
                let facts = within;
                candidates.extend(best(passage, place, sentence, facts));
            }
        }
        at += length;
    }
    candidates.sort_by(|left, right| {
        right
            .score
            .cmp(&left.score)
            .then(left.passage.cmp(&right.passage))
            .then(left.range.start.cmp(&right.range.start))
    });
    let mut taken: Vec<Candidate> = Vec::new();
    // One of each section first, then the best of the rest.
    let mut rest = Vec::new();
    for candidate in candidates {
        let section = passages[candidate.passage].section;
        let told = taken.iter().any(|known| passages[known.passage].section == section);
        if taken.len() < MOST && !told && candidate.has_fact {
            taken.push(candidate);
        } else {
            rest.push(candidate);
        }
    }
    for candidate in rest {
        let wanted = if candidate.has_fact { MOST } else { 3 };
        if taken.len() < wanted {
            taken.push(candidate);
        }
    }
    taken.sort_by_key(|candidate| (candidate.passage, candidate.range.start));
    taken
        .into_iter()
        .map(|candidate| {
            let passage = &passages[candidate.passage];
            let text = passage.text[candidate.range].trim().trim_end_matches('.').to_owned();
            let topics = terms.of_statement(&text);
            let evidence = text.clone();
            let value = Achievement { text, topics };
            Proposed { value, evidence, place: passage.place, certain: candidate.has_fact && candidate.is_whole }
        })
        .collect()
}

/// The best statement within a sentence: a run of whole clauses.
fn best(
    passage: &Passage,
    place: usize,
    sentence: &Range<usize>,
    facts: &[(usize, Range<usize>, bool)],
) -> Option<Candidate> {
    let text = passage.text.as_str();
    let words = &text[sentence.clone()];
    if words.contains(['？', '?']) || words.starts_with('“') {
        return None;
    }
    let clauses = passage.clauses(sentence);
    let mut found: Option<Candidate> = None;
    for first in 0..clauses.len() {
        let head = &text[clauses[first].range.start..];
        // A number of the line is none of the statement's, and an amount begins none.
        let mark = enumerator::leading(head).map_or(0, |mark| mark.end);
        let bare = head[mark..].trim_start_matches(|c: char| !c.is_alphanumeric() && !"“‘《（(【".contains(c));
        let begin = text.len() - bare.len();
        let is_amount = amounts(cut(bare, 12))
            .first()
            .is_some_and(|amount| amount.range.start == 0 && amount.nature == Nature::Count);
        if is_amount || begin >= clauses[first].range.end {
            continue;
        }
        let head = bare;
        let within = matches!(clauses[first].opens, '（' | '(' | '）' | ')');
        if within || head.starts_with(['“', '、']) || BACK.begins(head).is_some() {
            continue;
        }
        for last in &clauses[first..clauses.len().min(first + 6)] {
            let range = begin..last.range.end;
            let range = match text[range.end..].strip_prefix(['）', ')']) {
                Some(rest) => range.start..text.len() - rest.len(),
                None => range,
            };
            let words = &text[range.clone()];
            let count = words.chars().count();
            if count > LONGEST {
                break;
            }
            let open = words.matches(['（', '(']).count() != words.matches(['）', ')']).count()
                || words.matches('"').count() % 2 == 1
                || words.matches('“').count() != words.matches('”').count()
                || words.matches('《').count() != words.matches('》').count();
            if count < SHORTEST || open || last.closes == '：' || last.closes == '（' || passage.is_foreign(&range) {
                continue;
            }
            let score = score(words, &range, first, facts);
            let has_fact = score.1;
            if !has_fact && (count < 15 || !DEEDS.is_in(words)) {
                continue;
            }
            // The longer of two that say as much says more clearly who.
            if found.as_ref().is_none_or(|known| score.0 > known.score) && (score.0 > 0) {
                let is_deed = DEEDS.is_in(words) && !HOPES.is_in(words) && !LACKS.is_in(words);
                let begins = first == 0 || DEEDS.begins(words).is_some();
                let is_whole = is_deed && begins && !matches!(last.closes, '（' | '(' | '）' | ')' | '、');
                found = Some(Candidate { passage: place, range, score: score.0, has_fact, is_whole });
            }
        }
    }
    found
}

fn score(words: &str, range: &Range<usize>, first: usize, facts: &[(usize, Range<usize>, bool)]) -> (i64, bool) {
    let within = |part: &Range<usize>| range.start <= part.start && part.end <= range.end;
    let (mut score, mut has_fact) = (0, false);
    let mut figures = 0;
    for (.., is_honour) in facts.iter().filter(|(_, part, _)| within(part)) {
        if *is_honour {
            score += 5;
            has_fact = true;
        } else if figures < 3 {
            figures += 1;
            score += 4;
            has_fact = true;
        }
    }
    if DEEDS.is_in(words) {
        score += 3;
    }
    if first == 0 {
        score += 2;
    }
    if HOPES.is_in(words) || LACKS.is_in(words) {
        score -= 5;
    }
    // The last clause has a reason to be there only if it tells something.
    score -= i64::try_from(words.chars().count() / 20).unwrap_or(0);
    (score, has_fact)
}
