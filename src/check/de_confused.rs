//! T10: 的, 地 and 得 in each other's place.

use std::ops::Range;

use crate::check::passages::{context, passages_with, replace};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::language::words::begun_before;
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7610",
        name: "de-confused",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”中的“{wrong}”应为“{right}”", en: "“{wrong}” in “{text}” should be “{right}”"
        },
        help: Words { zh: "改为“{right}”：{why}", en: "write “{right}”: {why}" },
    },
    group: Group::Expressions,
    about: Words {
        zh: "的、地、得混用，只报看前后的词就能断定的：状语后面是动词和“了、着、到”等的用“地”（认真的落实了→认真地落实了）；补语前用“得”（变的更好→变得更好，做的很扎实。→做得很扎实。）；定语后面是名词、名词又在句末的用“的”（显著地成效。→显著的成效。）。“认真的学习态度”“积极的工作”这类两可的、“做的好事”、引文、书名、代码里的不看。状语、动词、名词的清单见词表 de-words.tsv。",
        en: "的, 地 and 得 in each other's place, where the words around decide: 地 before a verb with 了, 着, 到 and the like (认真的落实了→认真地落实了); 得 before a complement (变的更好→变得更好, 做的很扎实。→做得很扎实。); 的 before a noun that ends its clause (显著地成效。→显著的成效。). What may be either (认真的学习态度, 积极的工作, 做的好事), quotations, titles and code are left alone. The words are in de-words.tsv.",
    },
    wrong: "支部认真的落实了各项制度。\n",
    right: "支部认真地落实了各项制度，以认真的学习态度，做的好事不少，取得显著的成效，做得很扎实。\n",
    fix: Fix::Unsafe,
    find,
};

const ADVERBIAL: Words =
    Words { zh: "后面是动词，前面说怎样做", en: "a verb follows, of which it says how" };
const COMPLEMENT: Words = Words { zh: "后面说做到什么程度", en: "what follows says to what degree" };
const ATTRIBUTE: Words = Words { zh: "后面是名词", en: "a noun follows" };

/// After an attribute, after an adverbial, before a complement.
const DE: char = '的';
const DI: char = '地';
const DEI: char = '得';
const ALL: [char; 3] = [DE, DI, DEI];

/// Adverbials that also describe nouns, and those that do nothing else.
static MANNERS: List = List::new(&lexicon::DE_WORDS, "manner");
static ADVERBS: List = List::new(&lexicon::DE_WORDS, "adverb");
/// Verbs, and what shows behind one that it is used as a verb.
static VERBS: List = List::new(&lexicon::DE_WORDS, "verb");
static VERB_TAILS: List = List::new(&lexicon::DE_WORDS, "verb-tail");
/// Verbs that take an object wherever they stand as verbs.
static TAKING: List = List::new(&lexicon::DE_WORDS, "taking");
/// Verbs of saying, which take no object at once: 高兴地说，.
static SAYING: List = List::new(&lexicon::DE_WORDS, "saying");
/// What shows that a verb and its object describe a noun.
static NOUN_MARKS: List = List::new(&lexicon::DE_WORDS, "noun-mark");
/// What shows that a verb is used as a noun.
static NOUN_TAILS: List = List::new(&lexicon::DE_WORDS, "noun-tail");
/// Verbs of which a complement tells, words of degree, and complements.
static DEEDS: List = List::new(&lexicon::DE_WORDS, "deed");
static DEGREES: List = List::new(&lexicon::DE_WORDS, "degree");
static STATES: List = List::new(&lexicon::DE_WORDS, "state");
/// Those that without a word of degree are nouns: 研究的深入.
static DEGREE_STATES: List = List::new(&lexicon::DE_WORDS, "state-degree");
/// Complements that need no word of degree: 有声有色.
static IDIOMS: List = List::new(&lexicon::DE_WORDS, "idiom");
/// Verbs that end in 得: 变得, 显得; and what follows them then.
static ALWAYS: List = List::new(&lexicon::DE_WORDS, "always");
static ALWAYS_AFTER: List = List::new(&lexicon::DE_WORDS, "always-after");
static ALWAYS_NOT: List = List::new(&lexicon::DE_WORDS, "always-not");
/// Attributes, and nouns that are nothing else.
static QUALITIES: List = List::new(&lexicon::DE_WORDS, "quality");
static NOUN_ENDS: List = List::new(&lexicon::DE_WORDS, "noun-end");
static QUALITY_NOT: List = List::new(&lexicon::DE_WORDS, "quality-not");
static NOUNS: List = List::new(&lexicon::DE_WORDS, "noun");

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |text: &str| text.contains(ALL);
    for block in passages_with(subject, |signs| signs.has(Sign::Han), may) {
        for (at, character) in block.text.match_indices(ALL) {
            let range = at..at + character.len();
            let Some((right, why)) = right(&block.text, &range) else { continue };
            if character.starts_with(right) || block.is_foreign(&range) || subject.terms.is_right(&block.text, &range) {
                continue;
            }
            let edit = replace(subject, &block, range.clone(), right.to_string());
            let finding = Diagnostic::new(&CHECK.rule, edit.span)
                .with("text", context(&block.text, &range))
                .with("wrong", character)
                .with("right", right.to_string())
                .with("why", why);
            findings.push(finding.suggest(right.to_string()));
        }
    }
}

/// Which of the three must stand at a place, if its neighbours decide.
fn right(text: &str, at: &Range<usize>) -> Option<(char, Words)> {
    let (before, after) = (&text[..at.start], &text[at.end..]);
    // 变的更好, but not 改变的更多 and 采取的积极措施.
    if let Some(verb) = ALWAYS.ends(before)
        && ALWAYS_AFTER.begins(after).is_some()
        && ALWAYS_NOT.ends(before).is_none()
        && !begun_before(text, at.start - verb.len(), at.start)
    {
        return Some((DEI, COMPLEMENT));
    }
    let manner = MANNERS.ends(before);
    let adverb = ADVERBS.ends(before);
    if manner.is_some() && SAYING.strip_prefix(after).is_some_and(ends_or_goes_on) {
        return Some((DI, ADVERBIAL));
    }
    if (manner.is_some() || adverb.is_some())
        && let Some(verb) = VERBS.begins(after)
    {
        let rest = &after[verb.len()..];
        let noun_tail = NOUN_TAILS.begins(rest).map_or(0, str::len);
        let is_noun = noun_tail > 0;
        // What a verb does it to: two characters or more, that name no noun with it.
        let has_object = rest.chars().take(3).filter(|c| is_han(*c)).count() == 3 && !is_noun;
        let is_complement = text[at.clone()].starts_with(DEI);
        // 最有效的提高排名的方法: with its object it is an attribute itself.
        let clause = rest.split(|c| !is_han(c)).next().unwrap_or_default();
        let is_attribute = NOUN_MARKS.is_in(clause);
        let is_taken = adverb.is_some() && rest.starts_with(is_han) && !is_noun && !is_attribute;
        let transitive = has_object && verb.chars().count() > 1 && TAKING.has(verb) && !is_attribute;
        // 整改|成效 is no 整改成.
        let is_tailed = VERB_TAILS.begins(rest).is_some_and(|tail| tail.len() > noun_tail) && !is_attribute;
        if is_tailed || is_taken || transitive || is_complement && verb.chars().count() > 1 {
            return Some((DI, ADVERBIAL));
        }
    }
    // 预想的大, 以来的最高: the end of another word is no deed.
    let is_deed = |verb: &&str| !begun_before(text, at.start - verb.len(), at.start);
    if DEEDS.ends(before).filter(is_deed).is_some() {
        let degree = DEGREES.strip_prefix(after);
        let state = degree.or(Some(after)).and_then(|rest| STATES.strip_prefix(rest));
        let state = state.or_else(|| DEGREE_STATES.strip_prefix(degree?));
        let tail = state.or_else(|| IDIOMS.strip_prefix(after));
        if tail.is_some_and(|tail| ends(tail.strip_prefix('了').unwrap_or(tail))) {
            return Some((DEI, COMPLEMENT));
        }
    }
    let noun = NOUNS.strip_prefix(after).is_some_and(|rest| ends(rest) || NOUN_ENDS.begins(rest).is_some());
    // 取得成绩, 赢得好评: the character is the end of a verb.
    let is_own = !begun_before(text, at.start, at.end) && QUALITY_NOT.begins(&text[at.start..]).is_none();
    // 很好地生活和工作
    let is_verb = VERBS.begins(after).is_some();
    (noun && is_own && !is_verb && (QUALITIES.ends(before).is_some() || DEEDS.ends(before).is_some()))
        .then_some((DE, ATTRIBUTE))
}

/// Whether a verb of saying is told there: 说，, 流下了.
fn ends_or_goes_on(text: &str) -> bool {
    ends(text) || VERB_TAILS.begins(text).is_some()
}

/// Whether a clause ends where a text begins.
fn ends(text: &str) -> bool {
    !text.starts_with(|next: char| is_han(next) || next.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::{ALL, DE, right};

    #[test]
    fn neighbours_decide() {
        for (text, expected) in [
            ("认真的落实了制度", "地"),
            ("认真得落实了制度", "地"),
            ("不断的提高服务水平", "地"),
            ("认真的学习态度", ""),
            ("不断的努力和学习", ""),
            ("他高兴的说，", "地"),
            ("高兴的说法", ""),
            ("扎扎实实的整改成效", ""),
            ("随着研究的深入，", ""),
            ("深入的交流与探讨", ""),
            ("环境变的更好", "得"),
            ("工作做的很扎实。", "得"),
            ("活动搞地有声有色，", "得"),
            ("做的很好看的展板", ""),
            ("困难比预想的大。", ""),
            ("创2020年以来的最高。", ""),
            ("赢得发展的主动、竞争的主动", ""),
            ("取得了显著地成效。", "的"),
            ("显著地提高了", "地"),
            ("采取的积极措施", ""),
            ("合作共赢的新路", ""),
            ("不合理的服务业收费", ""),
            ("建设用地规划", ""),
            ("目的明确", ""),
        ] {
            let at = text.find(ALL).unwrap();
            let at = if text.starts_with("取得") { text.find('地').unwrap() } else { at };
            let found = right(text, &(at..at + DE.len_utf8())).map_or(String::new(), |(right, _)| right.to_string());
            assert_eq!(found, expected, "{text}");
        }
    }
}
