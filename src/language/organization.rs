//! Organisations: where a text names one.
//!
//! In: a text, its words, and the names that the publication knows. Out: the spans
//! of names, the longest of each, with whether they are certain. A name ends with
//! what it is (医院, 委员会) and goes back over the words that names are made of, to
//! a place or to what no name has in it. What is left without a name of its own
//! (各支部, 该公司, 三甲医院) is nobody's name. The bounds were chosen on
//! `tests/language/tuning/organizations.txt`.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::language::Known;
use crate::language::lexicon::{self, List};
use crate::language::person::{OFFICES, ROLES, TITLES};
use crate::language::place;
use crate::language::token::{self, Class, Token};
use crate::language::words;
use crate::text::han::is_han;

static STRONG: List = List::new(&lexicon::UNIT_SUFFIXES, "strong");
static WEAK: List = List::new(&lexicon::UNIT_SUFFIXES, "weak");
static MARKS: List = List::new(&lexicon::REGION_WORDS, "mark");
static HEADS: List = List::new(&lexicon::ORGANIZATION_WORDS, "head");
static GENERIC: List = List::new(&lexicon::ORGANIZATION_WORDS, "generic");
static INNER: List = List::new(&lexicon::ORGANIZATION_WORDS, "inner");
static BORDER: List = List::new(&lexicon::ORGANIZATION_WORDS, "border");
static WHOLE: List = List::new(&lexicon::ORGANIZATION_WORDS, "whole");
static DETERMINERS: List = List::new(&lexicon::ORGANIZATION_WORDS, "determiner");
static MEMBERS: List = List::new(&lexicon::ORGANIZATION_WORDS, "member");
static GOES_ON: List = List::new(&lexicon::ORGANIZATION_WORDS, "goes-on");
static COMMITTEES: List = List::new(&lexicon::ORGANIZATION_WORDS, "committee");
/// 外科 is a word of two characters, and so is 带队.
static SHORT: List = List::new(&lexicon::ORGANIZATION_WORDS, "short");
/// 第二届委员会.
static TERMS: List = List::new(&lexicon::ORGANIZATION_WORDS, "term");
static NONE: List = List::new(&lexicon::ORGANIZATION_WORDS, "no-organization");

/// What may stand within a name though it is a verb or the like.
static WITHIN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| INNER.iter().copied().collect());
/// What no name has in it.
static PARTS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| BORDER.iter().copied().collect());
/// What says nothing about whose an organisation is.
static ANY: LazyLock<HashSet<&'static str>> = LazyLock::new(|| GENERIC.iter().copied().collect());

/// How many words a name has at most.
const MOST: usize = 24;

/// The longest name, in characters.
const LONGEST: usize = 40;

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Where it stands.
    pub range: Range<usize>,
    /// Whether it is certain to be one; else it may be.
    pub certain: bool,
    /// Whether the publication knows it.
    pub is_registered: bool,
}

/// The names of organisations in a text, in their order, none within another.
pub fn organizations(text: &str, tokens: &[Token], known: &Known<'_>) -> Vec<Organization> {
    let tokens = &parted(text, tokens);
    let finder = Finder { text, tokens };
    let mut found: Vec<Organization> = named(text, known.organizations, true);
    found.extend(named(text, &WHOLE, false).into_iter().filter(|name| finder.is_whole(&name.range)));
    for index in 0..tokens.len() {
        found.extend(finder.ending_with(index));
    }
    found.retain(|name| !known.no_names.contains(&&text[name.range.clone()]));
    // The longest of each; of two that lie across each other, the longer one.
    found.sort_by_key(|name| (std::cmp::Reverse(name.range.len()), name.range.start));
    let mut names: BTreeMap<usize, Organization> = BTreeMap::new();
    for name in found {
        let near = names.range_mut(..name.range.end).next_back().map(|(_, other)| other);
        match near.filter(|other| other.range.end > name.range.start) {
            Some(other) => other.is_registered |= name.is_registered && name.range == other.range,
            None => drop(names.insert(name.range.start, name)),
        }
    }
    names.into_values().collect()
}

/// The names of a list in a text.
fn named(text: &str, names: &[&str], is_registered: bool) -> Vec<Organization> {
    let names = names.iter().filter(|name| name.chars().count() >= 2);
    let places = names.flat_map(|name| text.match_indices(name).map(|(at, name)| at..at + name.len()));
    places.map(|range| Organization { range, certain: true, is_registered }).collect()
}

/// The words of a text, those parted that the dictionary does not have and that
/// begin with the last part of a name: 协会|会员.
fn parted(text: &str, tokens: &[Token]) -> Vec<Token> {
    let part = |token: &Token| {
        let word = &text[token.range.clone()];
        let head = STRONG.begins(word).filter(|head| {
            head.len() < word.len()
                && head.len() > 3
                && (!token::is_known(word)
                    || [&OFFICES, &TITLES, &ROLES].iter().any(|list| list.has(&word[head.len()..])))
        });
        // 从县|农业局
        let lead =
            || BORDER.begins(word).filter(|lead| lead.len() == 3 && lead.len() < word.len() && !token::is_known(word));
        let head = head.or_else(lead);
        let middle = token.range.start + head.map_or(0, str::len);
        let head = head.map(|_| Token { range: token.range.start..middle, class: Class::Noun });
        head.into_iter().chain([Token { range: middle..token.range.end, class: token.class }])
    };
    tokens.iter().flat_map(part).collect()
}

struct Finder<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl<'t> Finder<'t> {
    fn word(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| &self.text[token.range.clone()])
    }

    /// Whether a range begins and ends with words.
    fn is_whole(&self, range: &Range<usize>) -> bool {
        let at = |place: usize| self.tokens.binary_search_by_key(&place, |token| token.range.start).is_ok();
        (at(range.start) || range.start == 0) && (at(range.end) || range.end == self.text.len())
    }

    /// The name that ends with a word.
    fn ending_with(&self, index: usize) -> Option<Organization> {
        let token = &self.tokens[index];
        let (word, end) = (self.word(index), token.range.end);
        let near = &self.text[self.tokens[index.saturating_sub(3)].range.start..end];
        let strong = STRONG.ends(near);
        let suffix = strong.or_else(|| WEAK.ends(near))?;
        let known = token::is_known(word);
        let is_verb = matches!(token.class, Class::Verb | Class::Adverb | Class::Time) && known;
        let other = NONE.ends(near).is_some_and(|other| other.len() > suffix.len());
        let torn = !known && words::across(self.text, end - suffix.len()).is_some_and(|word| word.end < end);
        let short = word.chars().count() == 2 && suffix.len() == 3 && words::is_word(word) && !SHORT.has(suffix);
        if other || torn || short || suffix.len() < word.len() && is_verb || self.goes_on(end) {
            return None;
        }
        let start = self.begin(index, end - suffix.len(), true);
        let name = self.text.get(start..end)?;
        let own = &name[..name.len().checked_sub(suffix.len())?];
        let count = name.chars().count();
        // 市委 and 团市委 have their place in their last part.
        let is_committee = strong.is_some_and(|suffix| COMMITTEES.has(suffix));
        if count > LONGEST || count < 3 && !is_committee || own.is_empty() && !is_committee {
            return None;
        }
        let placed = place::length(own) > 0 || self.leads(start, end - suffix.len());
        let whose = self.whose(start, end - suffix.len());
        let whose = whose || is_committee;
        let anybodys = DETERMINERS.begins(own).is_some()
            || DETERMINERS.ends(&self.text[..start]).is_some() && place::length(own) == 0;
        if anybodys || !placed && strong.is_none() && NONE.has(suffix) {
            return None;
        }
        let certain = match (strong.is_some(), placed, whose) {
            (_, _, false) if !placed => return None,
            (true, true, _) => whose || strong.is_some(),
            (true, false, _) => suffix.chars().count() > 1 && token.class != Class::Verb,
            (false, true, _) => whose || suffix.chars().count() > 1,
            (false, false, _) => return None,
        };
        (certain || whose).then_some(Organization { range: start..end, certain, is_registered: false })
    }

    /// Whether what ends here is the beginning of a longer word.
    fn goes_on(&self, end: usize) -> bool {
        let rest = &self.text[end..];
        GOES_ON.begins(rest).is_some()
    }

    /// Whether a name begins with what names begin with: 市, 中国.
    fn leads(&self, start: usize, end: usize) -> bool {
        let index = self.tokens.partition_point(|token| token.range.end <= start);
        let Some(token) = self.tokens.get(index).filter(|token| token.range.end <= end || token.range.start < end)
        else {
            return false;
        };
        let word = self.word(index);
        HEADS.has(word)
            || !ANY.contains(word) && token.class == Class::Place && token.range.end <= end
            // 白石|镇, where no list has the place.
            || !ANY.contains(word) && word.chars().count() > 1 && (MARKS.ends(word).is_some() || MARKS.has(self.word(index + 1)))
            // 市文|旅局
            || HEADS.begins(word).is_some_and(|head| head.len() <= 3 && (!token::is_known(word) || STRONG.ends(word).is_some()))
    }

    /// Where the name begins whose last part begins at a place within or before a word.
    fn begin(&self, index: usize, suffix: usize, in_brackets: bool) -> usize {
        // 保障局 may be one word after 人力资源和社会….
        let phrase =
            |at: usize| INNER.ends(&self.text[..at]).filter(|words| words.chars().count() > 4).map_or(0, str::len);
        let mut start = suffix.min(self.tokens[index].range.start).min(suffix - phrase(suffix));
        let mut at = self.tokens.partition_point(|token| token.range.end <= start);
        // Words before it that names are made of.
        // The words of a long row would be gone through once for each.
        while index - at.min(index) < MOST {
            // 发展和改革|委员会
            if phrase(start) > 0 {
                start -= phrase(start);
                at = self.tokens.partition_point(|token| token.range.end <= start);
            } else if at > 0 && self.is_part(at - 1, suffix) {
                at -= 1;
                start = self.tokens[at].range.start;
            } else {
                break;
            }
        }
        // 鼎盛置业（江城）有限公司
        if in_brackets && at > 1 && matches!(self.word(at - 1), "）" | ")") {
            let open = (0..at - 1).rev().take(4).find(|&open| matches!(self.word(open), "（" | "("));
            if let Some(open) = open.filter(|&open| open > 0 && open + 1 < at - 1 && self.is_part(open - 1, suffix)) {
                return self.begin(open - 1, self.tokens[open - 1].range.start, false);
            }
        }
        self.trimmed(at, index, start)
    }

    /// A beginning without what leads to a name: the last place before which no
    /// other name stands, or the first word that is not anybody's.
    fn trimmed(&self, first: usize, last: usize, start: usize) -> usize {
        let mut at = first;
        // Nouns before a place: 全体职工|江城市….
        let is_place = |at: usize| {
            self.tokens[at].class == Class::Place
                || place::length(&self.text[self.tokens[at].range.start..]) > 0
                || HEADS.has(self.word(at)) && self.word(at).chars().count() > 1
        };
        if let Some(found) = (first..last).find(|&at| is_place(at)) {
            let ends = |at: usize| STRONG.ends(self.word(at)).is_some() || self.tokens[at].class == Class::Organization;
            let before =
                (first..found).all(|at| !ends(at) && (ANY.contains(self.word(at)) || words::is_word(self.word(at))));
            if before {
                at = found;
            }
        }
        self.tokens.get(at).map_or(start, |token| token.range.start.max(start))
    }

    /// Whether a word may stand within a name, before its last part.
    fn is_part(&self, index: usize, suffix: usize) -> bool {
        let Some(token) = self.tokens.get(index) else { return false };
        let word = self.word(index);
        if !word.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())
            || PARTS.contains(word)
                && !(WITHIN.contains(word) && (token.range.end == suffix || STRONG.has(self.word(index + 1))))
        {
            return false;
        }
        if WITHIN.contains(word) {
            return true;
        }
        // 发送至|编辑部
        if !token::is_known(word)
            && BORDER.ends(word).is_some_and(|border| border.len() <= 3 && border.len() < word.len())
        {
            return false;
        }
        if [&OFFICES, &TITLES, &ROLES].iter().any(|list| list.has(word)) {
            return MEMBERS.has(word);
        }
        match token.class {
            Class::Place | Class::Organization | Class::Proper | Class::Noun | Class::Person | Class::Foreign => true,
            Class::Number => {
                // 第 is the mark of ordinal numbers.
                word.starts_with('第')
                    || word.len() < 5 && word.chars().all(|c| c.is_ascii_digit())
                    || self.word(index.wrapping_sub(1)) == "第"
            }
            Class::Phrase | Class::Unknown => word.chars().all(is_han),
            Class::Adjective => true,
            Class::Time => ANY.contains(word),
            Class::Verb => !words::is_word(word) && word.chars().count() > 1 && !token::is_known(word),
            _ => false,
        }
    }

    /// Whether what stands before the last part of a name says whose it is.
    fn whose(&self, start: usize, end: usize) -> bool {
        let mut at = self.tokens.partition_point(|token| token.range.end <= start);
        while let Some(token) = self.tokens.get(at).filter(|token| token.range.start < end) {
            let word = &self.text[token.range.start.max(start)..token.range.end.min(end)];
            let is_term = TERMS.ends(word).is_some();
            if !ANY.contains(word) && !is_term && !is_generic(word) {
                return true;
            }
            at += 1;
        }
        false
    }
}

/// Whether a word is put together of words that are anybody's.
fn is_generic(word: &str) -> bool {
    let mut rest = word;
    while !rest.is_empty() {
        match GENERIC.begins(rest).or_else(|| STRONG.begins(rest)) {
            Some(part) => rest = &rest[part.len()..],
            None => return false,
        }
    }
    true
}
