//! The words with which honours are told: the verbs, the ends of their names,
//! and how a list of names is cut.

use std::ops::Range;

use crate::import::facts::honours::phrase::is_opening;
use crate::language::amount::{Nature, amounts};
use crate::language::lexicon::{self, List};
use crate::language::{enumerator, numeral};

/// Verbs that begin honours and have no other use.
static VERBS: List = List::new(&lexicon::HONOUR_WORDS, "verb");
/// Verbs that begin other things too.
static WEAK_VERBS: List = List::new(&lexicon::HONOUR_WORDS, "verb-weak");
/// Verbs that make something of somebody: 命名甲为“乙”.
static MAKING_VERBS: List = List::new(&lexicon::HONOUR_WORDS, "verb-making");
/// Verbs before which it is said to whom: 给甲记功, 向甲颁发“乙”.
static GIVING_VERBS: List = List::new(&lexicon::HONOUR_WORDS, "verb-giving");
/// What merit is called after 记.
static MERITS: List = List::new(&lexicon::HONOUR_WORDS, "merit");
/// What stands before an honour that somebody is made.
static AS: List = List::new(&lexicon::HONOUR_CONTEXT, "as");
/// What stands before the one who gets it.
static TO: List = List::new(&lexicon::HONOUR_CONTEXT, "recipient-mark");
/// What ends as a verb begins, or goes on from one, and is another word.
static NOT_VERBS: List = List::new(&lexicon::HONOUR_WORDS, "not-verb");
/// How names of honours end.
static ENDS: List = List::new(&lexicon::HONOUR_WORDS, "end");
/// What only names of honours have.
static PARTS: List = List::new(&lexicon::HONOUR_WORDS, "part");
/// In what one may be placed: 团体|第一名.
static PLACED: List = List::new(&lexicon::HONOUR_WORDS, "placed");
/// What an honour for a place in an order is named: 金奖.
pub static GRADES: List = List::new(&lexicon::HONOUR_WORDS, "grade");
/// How prizes of contests begin: 最佳.
static OF_CONTESTS: List = List::new(&lexicon::HONOUR_WORDS, "of-contest");
/// How names of prizes and of the commended end.
static PRIZE_ENDS: List = List::new(&lexicon::HONOUR_WORDS, "prize");
/// What such names have.
static PRIZE_PARTS: List = List::new(&lexicon::HONOUR_WORDS, "prize-part");
/// What parts names, and stands within them: 优秀党员和先进集体, 共享和谐奖.
pub static JOINTS: List = List::new(&lexicon::HONOUR_WORDS, "joint");
/// What stands before who gave it.
static BY: List = List::new(&lexicon::HONOUR_CONTEXT, "by");
/// What those are counted by who got an honour.
static COUNTED: List = List::new(&lexicon::HONOUR_WORDS, "counted");

/// The verb in a clause with which honours begin, and where.
pub fn verb(words: &str) -> Option<(usize, &'static str, bool)> {
    let mut best: Option<(usize, &'static str, bool)> = None;
    let lists = [(&VERBS, true), (&WEAK_VERBS, false), (&MAKING_VERBS, false), (&GIVING_VERBS, false)];
    for (verb, strong) in lists.into_iter().flat_map(|(list, strong)| list.iter().map(move |verb| (*verb, strong))) {
        let mut from = 0;
        while let Some(at) = words[from..].find(verb).map(|found| from + found) {
            from = at + verb.len();
            let end = words[at..].chars().take(3).map(char::len_utf8).sum::<usize>() + at;
            let begin = words[..at].char_indices().next_back().map_or(0, |(before, _)| before);
            let is_other = NOT_VERBS.is_in(&words[begin..end]);
            if is_other || !is_whole(verb, &words[..at], &words[from..]) {
                continue;
            }
            // Of 被评为 and 评为 at one end, the one that begins first.
            let better = best.is_none_or(|(known, other, _)| at < known || at == known && verb.len() > other.len());
            if better {
                best = Some((at, verb, strong));
            }
            break;
        }
    }
    best
}

/// Whether a verb that needs more has it: 命名…为“…”, 给…记集体三等功.
fn is_whole(verb: &str, before: &str, after: &str) -> bool {
    if MAKING_VERBS.has(verb) {
        return AS.iter().any(|word| after.split_once(word).is_some_and(|(_, name)| name.starts_with(is_opening)));
    }
    !GIVING_VERBS.has(verb)
        || (MERITS.begins(after).is_some() || after.contains(is_opening)) && (TO.is_in(before) || BY.is_in(before))
}

/// Names of honours in a list, each with its place in the list.
pub fn list(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0);
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for (at, character) in text.char_indices() {
        match character {
            // “甲”“乙”: two names without a mark between.
            '“' if depth <= 0 && text[..at].ends_with('”') && at > start => {
                cuts.push((at, 0));
                parts.push(start..at);
                start = at;
                depth += 1;
                continue;
            }
            '"' if depth > 0 => depth -= 1,
            '“' | '《' | '（' | '"' => depth += 1,
            '”' | '》' | '）' => depth -= 1,
            '、' if depth <= 0 => cuts.push((at, '、'.len_utf8())),
            _ if depth <= 0 && JOINTS.has(&text[at..at + character.len_utf8()]) => {
                let before = text[start..at].trim_end_matches('以');
                let counted = COUNTED.ends(before).is_some();
                if is_award(without_count(before).trim_matches(['“', '”'])) || before.ends_with('”') || counted {
                    let head = text[start..at].len() - before.len();
                    cuts.push((at - head, head + character.len_utf8()));
                }
            }
            _ => {}
        }
        if let Some(&(cut, length)) = cuts.last()
            && cut + length > start
            && cut + length == at + character.len_utf8()
        {
            parts.push(start..cut);
            start = cut + length;
        }
    }
    parts.push(start..text.len());
    parts
        .into_iter()
        .filter(|part| !text[part.clone()].trim().is_empty())
        .map(|part| (&text[part.clone()], part))
        .collect()
}

/// A name without a count after it: 优秀共产党员5名.
pub fn without_count(name: &str) -> &str {
    let name = name.trim_end();
    match amounts(name).last() {
        Some(last) if last.range.end == name.len() && last.nature == Nature::Count => {
            name[..last.range.start].trim_end()
        }
        _ => name,
    }
}

/// Whether words are the name of an honour by their end.
pub fn is_award(name: &str) -> bool {
    ENDS.ends(name).is_some() || PARTS.is_in(name)
}

/// Whether words are no more than the end of a name: 集体, 示范点, but not 先进集体.
pub fn is_bare(name: &str) -> bool {
    ENDS.has(name) && name.chars().count() < 4
}

/// Whether words name a prize or a title of the commended.
pub fn is_prize(name: &str) -> bool {
    PRIZE_ENDS.ends(name).is_some() || is_place(name) || PRIZE_PARTS.is_in(name)
}

/// 第一名, 第3名, 男子团体第一名, 团体总分第一
pub fn is_place(name: &str) -> bool {
    let place = name.find(numeral::ORDINAL).map(|at| name.split_at(at));
    let is_number = |c: char| enumerator::is_numeral(c) || c.is_ascii_digit();
    place.is_some_and(|(of, place)| {
        let number = place.trim_start_matches(numeral::ORDINAL);
        let rest = number.trim_start_matches(is_number);
        PLACED.trim_start(of).is_empty()
            && rest.len() < number.len()
            && number.chars().count() <= 4
            && (rest == "名" || rest.is_empty() && !of.is_empty())
    })
}

/// 金奖, 男子单打冠军: what says nothing without the contest.
pub fn is_grade(name: &str) -> bool {
    GRADES.ends(name).is_some_and(|grade| PLACED.trim_start(&name[..name.len() - grade.len()]).is_empty())
}

/// Whether a prize says little without the contest it was won in, though it is one by
/// itself: 最佳人气奖, 优秀组织奖.
pub fn is_of_contest(name: &str) -> bool {
    OF_CONTESTS.begins(name).is_some() && PRIZE_ENDS.ends(name).is_some() && name.chars().count() <= 8
}
