//! The words around a number: the noun after it, what those counted do, what
//! the clause tells of before it.
//!
//! There is no parser of Chinese here. A noun ends where one of the verbs
//! begins that reports use, and begins after the words that lead to numbers.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::import::facts::figures::noun::MOST;
use crate::import::facts::reading::dense;
use crate::language::lexicon::{self, List};

/// Words before an amount that only lead to it, the longer first.
static LEADS: List = List::new(&lexicon::FIGURE_WORDS, "lead");

/// Words after which what is counted begins: 全年共发放 宣传单.
static STARTS: List = List::new(&lexicon::FIGURE_WORDS, "start");

/// Verbs at which a noun after an amount ends.
static VERBS: List = List::new(&lexicon::FIGURE_WORDS, "verb");

/// Words that begin like a verb and are none.
static NOUNS: List = List::new(&lexicon::FIGURE_WORDS, "noun");

/// What stands before a verb and says little.
static ADVERBS: List = List::new(&lexicon::FIGURE_WORDS, "adverb");

/// Words between parts of a list, and what is cut off a noun.
static JOINTS: List = List::new(&lexicon::FIGURE_WORDS, "joint");

static LONG_PARTS: List = List::new(&lexicon::FIGURE_WORDS, "long-part");

static TAIL_MARKS: List = List::new(&lexicon::FIGURE_WORDS, "tail-mark");

static LAST_MARKS: List = List::new(&lexicon::FIGURE_WORDS, "last-mark");

static DROP_BEFORE: List = List::new(&lexicon::FIGURE_WORDS, "drop-before");

/// What begins as one of those does and is another word: 对外.
static NOT_DROPPED: List = List::new(&lexicon::FIGURE_WORDS, "drop-before-not");

static AT: List = List::new(&lexicon::FIGURE_WORDS, "at");
/// What those counted do: the going, and what for.
static GOINGS: List = List::new(&lexicon::FIGURE_WORDS, "go");

static DEEDS: List = List::new(&lexicon::FIGURE_WORDS, "deed");

static LAST_DEEDS: List = List::new(&lexicon::FIGURE_WORDS, "deed-of-clause");

static FIRST_DEEDS: List = List::new(&lexicon::FIGURE_WORDS, "deed-of-name");

static AFTER_DEED: List = List::new(&lexicon::FIGURE_WORDS, "deed-after");

static NOT_AFTER_DEED: List = List::new(&lexicon::FIGURE_WORDS, "deed-after-not");
/// Words that end like a lead and are none: 国有.
static NO_LEADS: List = List::new(&lexicon::FIGURE_WORDS, "lead-not");
/// Nouns of bodies, and who is counted in them.
static BODIES: List = List::new(&lexicon::FIGURE_WORDS, "place-noun");

static MEMBERS: List = List::new(&lexicon::FIGURE_WORDS, "member");

/// What may stand before and after a start, which is then part of a word: 还 in
/// 而还. With digits, it is one only after a digit or those words: 年 in 2021年, 今年.
type Parts = (Vec<&'static str>, Vec<&'static str>, bool);

static NO_START: LazyLock<HashMap<&'static str, Parts>> = LazyLock::new(|| {
    let parts = |row: lexicon::Row| {
        (row.parts("before").collect(), row.parts("after").collect(), row.get("class") == "after-digit")
    };
    lexicon::FIGURE_STARTS.rows().map(|row| (row.word(), parts(row))).collect()
});

/// The noun with which words begin.
pub fn noun_after(after: &str) -> String {
    let after = after.trim_start();
    if JOINTS.begins(after).is_some() || ADVERBS.begins(after).is_some() {
        return String::new();
    }
    let end = after.find(['，', '。', '；', '：', '（', '(', '“', '！', '？']).unwrap_or(after.len());
    let quoted = after.starts_with('“');
    let phrase = if quoted { after.trim_start_matches('“') } else { &after[..end] };
    let phrase = if quoted { phrase.split('”').next().unwrap_or_default() } else { phrase };
    let mut stop = phrase.len();
    for (at, _) in phrase.char_indices() {
        let rest = &phrase[at..];
        if NOUNS.begins(rest).is_some() || AT.ends(&phrase[..at]).is_some() {
            continue;
        }
        let within = NOUNS.iter().any(|noun| {
            noun.char_indices()
                .skip(1)
                .any(|(inner, _)| at >= inner && phrase.get(at - inner..).is_some_and(|from| from.starts_with(noun)))
        });
        if !within && VERBS.begins(rest).is_some() {
            stop = at;
            break;
        }
    }
    let noun = phrase[..stop].trim();
    // A list goes on over 、; its first item is counted, or its common last.
    let noun = match noun.split_once('、') {
        Some((first, rest)) => {
            let last = JOINTS.rfind(rest).map_or(rest, |at| JOINTS.strip_prefix(&rest[at..]).unwrap_or_default());
            if stop == phrase.len() && first.chars().count() <= 3 && last.chars().count() > first.chars().count() {
                last
            } else {
                first
            }
        }
        None => noun,
    };
    let noun = LONG_PARTS.find(noun).map_or(noun, |at| &noun[..at]);
    let noun = TAIL_MARKS.trim_end(noun);
    dense(noun)
}

/// What those counted do: 参加志愿服务, 学习参观.
pub fn deed(words: &str) -> String {
    let end = words.find(['，', '。', '；', '：', '（', '(', '、']).unwrap_or(words.len());
    let mut words = words[..end].trim();
    while let Some(rest) = ADVERBS.strip_prefix(words) {
        words = rest.trim_start();
    }
    // 赴某某纪念馆学习参观: the going says less than what for.
    if GOINGS.begins(words).is_some()
        && let Some(at) = DEEDS.find(words)
    {
        words = &words[at..];
    }
    let words: String = words.replace('了', "").chars().filter(|c| !matches!(c, '“' | '”')).collect();
    dense(&words)
}

/// Words without the quotation marks around a name that they go on after:
/// “三公”支出, “每月一书”分享会.
fn named(words: &str) -> Option<String> {
    let (before, rest) = words.rsplit_once('“')?;
    let (name, after) = rest.split_once('”')?;
    let is_noun = after.chars().count() >= 2 && VERBS.begins(after).is_none() && FIRST_DEEDS.begins(after).is_none();
    (is_noun && name.chars().count() + after.chars().count() <= MOST).then(|| format!("{before}，{name}{after}"))
}

/// What a clause tells of before its number: 发放宣传单 in 去年共发放宣传单.
pub fn subject(before: &str) -> String {
    let mut words = before.trim();
    // A number that counts nothing here: 2020年的.
    loop {
        let leads = LEADS.iter().find_map(|word| {
            let rest = words.strip_suffix(word)?;
            // 共 in 中共, 有 in 国有.
            let part = NO_LEADS.ends(words).is_some_and(|part| part.len() > word.len());
            (!part).then_some(rest)
        });
        match leads {
            Some(rest) => words = rest.trim_end(),
            None => break,
        }
    }
    let unquoted;
    if let Some(name) = named(words) {
        unquoted = name;
        words = &unquoted;
    }
    // 人大建议、政协提案: what is counted together, if that is no long name.
    let words = words.trim_start_matches('、');
    let is_joint = words.chars().count() <= MOST;
    let mut start = 0;
    for word in STARTS.iter().filter(|word| !is_joint || **word != "、") {
        for (at, _) in words.match_indices(word) {
            let end = at + word.len();
            if BODIES.has(word) && words[end..].chars().count() == 2 && !MEMBERS.has(&words[end..]) {
                continue;
            }
            // 党委 is what is counted if nothing follows; 年 may be in 青年.
            let digit = words[..at].ends_with(|c: char| c.is_ascii_digit());
            let part = match NO_START.get(word) {
                Some((before, after, digits)) => {
                    !(*digits && digit)
                        && (*digits && before.is_empty()
                            || before.iter().any(|part| words[..at].ends_with(part)) != *digits
                            || after.iter().any(|part| words[end..].starts_with(part)))
                }
                None => false,
            };
            if !part && words[end..].chars().count() >= 2 && end > start {
                start = end;
            }
        }
    }
    let words = words[start..].trim();
    let words = ADVERBS.strip_prefix(words).unwrap_or(words);
    // 在职 is what is counted if nothing follows.
    let bare = if NOT_DROPPED.begins(words).is_some() { words } else { DROP_BEFORE.trim_start(words) };
    let words = if bare.chars().count() >= 2 { bare } else { words };
    let words = words.rsplit('的').next().filter(|last| last.chars().count() >= 2).unwrap_or(words);
    let words = LAST_DEEDS.strip_suffix(words).filter(|rest| rest.chars().count() >= 3).unwrap_or(words);
    let mut words = LAST_MARKS.trim_end(words.strip_suffix('”').unwrap_or(words));
    // 举办义诊 is counted as 义诊; 发放宣传单 says more than 宣传单.
    while let Some(rest) = FIRST_DEEDS.strip_prefix(words) {
        let rest = AFTER_DEED.trim_start(rest);
        if rest.chars().count() < 2 || NOT_AFTER_DEED.begins(rest).is_some() {
            break;
        }
        words = rest;
    }
    dense(words)
}
