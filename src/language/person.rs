//! Persons: where a text names one.
//!
//! In: a text, its words, and whom the publication knows. Out: the spans of names,
//! each with the office or the form of address beside it, what shows it to be a
//! name, and whether that is enough. A surname is also an ordinary character (包,
//! 安, 解 are verbs), so each place where a name may stand is weighed: what stands
//! before and after it, how the words of the text run, and its neighbours in a row.
//! The weights were chosen on `tests/language/tuning/persons.txt`.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::language::Known;
use crate::language::lexicon::{self, List};
use crate::language::place;
use crate::language::surname;
use crate::language::token::{self, Class, Token};
use crate::language::words;
use crate::text::han::is_han;

mod line;
mod shape;

static COUNTRIES: List = List::new(&lexicon::COUNTRIES, "");

pub use line::{is_entry, is_only_name, is_whole, may_name, row, spread};

/// 主任张三, 张三主任.
pub static OFFICES: List = List::new(&lexicon::OFFICES, "office");
/// 记者张三, 张三教授.
pub static TITLES: List = List::new(&lexicon::OFFICES, "title");
/// 党员张三.
pub static ROLES: List = List::new(&lexicon::OFFICES, "role");
/// 困难党员张三.
pub static HARDSHIP: List = List::new(&lexicon::OFFICES, "hardship");
/// 张三同志.
pub static ADDRESS: List = List::new(&lexicon::OFFICES, "address");
/// 记录人：张三.
static LABELS: List = List::new(&lexicon::OFFICES, "label");
/// 张三介绍.
static ACTS: List = List::new(&lexicon::PERSON_CONTEXT, "act");
/// 张三当选为主任.
pub static APPOINTED: List = List::new(&lexicon::PERSON_CONTEXT, "appointed");
/// 张三家庭困难.
pub static GOES_ON: List = List::new(&lexicon::PERSON_CONTEXT, "goes-on");
/// 由张三.
static LED: List = List::new(&lexicon::PERSON_CONTEXT, "led");
/// 雷锋精神.
static NAMED_AFTER: List = List::new(&lexicon::PERSON_CONTEXT, "named-after");
/// 张三，男.
static TOLD: List = List::new(&lexicon::PERSON_CONTEXT, "told");
/// 岁 after the number of an age, 年 after that of a year of birth.
static AGE: List = List::new(&lexicon::PERSON_CONTEXT, "age");
/// 某 of 张某某.
pub(crate) static MASKS: List = List::new(&lexicon::PERSON_CONTEXT, "masked");
/// 张三和李四.
static JOINS: List = List::new(&lexicon::PERSON_CONTEXT, "join");
/// Characters by which foreign names are written: 尔, 斯.
static SOUNDS: List = List::new(&lexicon::PERSON_CONTEXT, "sound");
/// Characters that names do not have.
static NEVER: List = List::new(&lexicon::PERSON_CONTEXT, "never");
/// Characters that names have only at their end, and that seldom: 陈建党.
static RARELY: List = List::new(&lexicon::PERSON_CONTEXT, "rarely");
/// 张三等.
static ROW_ENDS: List = List::new(&lexicon::PERSON_CONTEXT, "row-end");
/// Single characters behind a name that are none of it: 张三后.
static AFTER: List = List::new(&lexicon::PERSON_CONTEXT, "after-name");
/// Characters that names seldom end with: 张三作|报告.
static SELDOM_LAST: List = List::new(&lexicon::PERSON_CONTEXT, "seldom-last");
/// 作曲家张三.
static ROLE_ENDS: List = List::new(&lexicon::PERSON_CONTEXT, "role-end");
/// Words that begin as names do.
static NOT_PERSONS: List = List::new(&lexicon::NOT_PERSONS, "");
/// Words that look like names, and are when something before them says so: 卫星, 卢旺达.
static NAME_LIKE: List = List::new(&lexicon::NAME_LIKE_WORDS, "");

/// What shows a name to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The publication knows the person.
    Registered,
    /// A label stands before it: 记录人：张三.
    Labelled,
    /// An office, a profession or the like stands before it: 主任张三.
    AfterOffice,
    /// An office or a form of address follows: 张三同志.
    BeforeTitle,
    /// It stands in a row with other names: 张三、李四.
    Listed,
    /// What is told is told of persons: 张三说, 张三，男.
    Told,
    /// It is written like a foreign name: 约翰·史密斯.
    Foreign,
    /// Part of it is hidden: 张某某.
    Masked,
    /// It stands elsewhere in the text as a name.
    Again,
    /// The dictionary takes it for one.
    Dictionary,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it stands.
    pub range: Range<usize>,
    /// The office or form of address right before or after it.
    pub office: Option<Range<usize>>,
    /// What shows it to be a name.
    pub evidence: Evidence,
    /// Whether that is enough; else it may be one.
    pub certain: bool,
}

/// Points between the parts of a name.
const POINTS: [char; 4] = ['·', '•', '‧', '・'];

/// From this weight on a name is certain.
const CERTAIN: i32 = 40;
/// From this weight on it is possible.
const POSSIBLE: i32 = 26;

/// A place where a name may stand.
#[derive(Clone)]
struct Candidate {
    name: Name,
    weight: i32,
    /// How much of the weight is that of the words by themselves.
    own: i32,
}

/// The names of persons in a text, in their order.
pub fn persons(text: &str, tokens: &[Token], known: &Known<'_>) -> Vec<Name> {
    let finder = Finder { text, tokens, known };
    let mut candidates = finder.candidates();
    finder.rows(&mut candidates);
    candidates.extend(finder.foreign());
    let mut names = finder.best(&candidates);
    finder.again(&mut names, &candidates);
    names.into_values().collect()
}

struct Finder<'t> {
    text: &'t str,
    tokens: &'t [Token],
    known: &'t Known<'t>,
}

impl Finder<'_> {
    fn candidates(&self) -> Vec<Candidate> {
        let mut found = Vec::new();
        for (at, character) in self.text.char_indices().filter(|(_, c)| is_han(*c)) {
            let rest = &self.text[at..];
            let compound = surname::compound(rest);
            if compound.is_none() && !surname::is_single(character) && !surname::is_rare(character) {
                continue;
            }
            let surname = compound.map_or(1, |_| 2);
            for length in (surname + 1..=surname + 2).chain(compound.is_some().then_some(2)) {
                let Some(end) = end_of(rest, length) else { continue };
                found.extend(self.weigh(at..at + end, compound.is_some()));
            }
        }
        found
    }

    /// What speaks for a name at a place.
    fn weigh(&self, range: Range<usize>, compound: bool) -> Option<Candidate> {
        let text = &self.text[range.clone()];
        let (before, after) = (&self.text[..range.start], &self.text[range.end..]);
        let name = |evidence, office| Name { range: range.clone(), office, evidence, certain: false };
        if self.known.persons.binary_search(&text).is_ok() && !self.known.no_names.contains(&text) {
            return Some(Candidate { name: name(Evidence::Registered, None), weight: 100, own: 100 });
        }
        let given = &text[end_of(text, if compound { 2 } else { 1 }).unwrap_or(text.len())..];
        if MASKS.begins(given).is_some() {
            let whole = MASKS.begins(after).is_none() && self.starts_word(range.start) && !is_ordinary(text);
            return whole.then(|| Candidate { name: name(Evidence::Masked, None), weight: 60, own: 0 });
        }
        if given.is_empty() || self.is_no_name(text, given) {
            return None;
        }
        let own = self.shape(&range, given, compound);
        let (evidence, office, told) = self.context(before, after, &range);
        // 明星家庭: a common word is a name only where something before it says so.
        let head = &text[..end_of(text, 2).unwrap_or(text.len())];
        let is_word =
            words::is_word(text) || [text, head].iter().any(|word| NAME_LIKE.has(word)) || COUNTRIES.has(text);
        if is_word && matches!(evidence, Evidence::Dictionary | Evidence::Told) {
            return None;
        }
        let mut weight = own + told;
        // 感谢老师|辛勤|培育
        if is_word && after.starts_with(is_han) && ADDRESS.ends(before).is_some() {
            weight -= 30;
        }
        if NAMED_AFTER.begins(after).is_some() && evidence != Evidence::Labelled {
            weight -= 25;
        }
        if self.stands_apart(&range, evidence) {
            weight = weight.max(POSSIBLE);
        }
        Some(Candidate { name: name(evidence, office), weight, own })
    }

    /// Whether a text is surely no name, whatever stands around it.
    fn is_no_name(&self, text: &str, given: &str) -> bool {
        !text.chars().all(is_han)
            || given.chars().any(|c| NEVER.has_char(c))
            || given.chars().count() < 2 && RARELY.has(given)
            || ACTS.has(given) && given.chars().count() > 1
            || NOT_PERSONS.begins(text).is_some()
            || self.known.no_names.iter().any(|word| text.starts_with(word))
            || [&OFFICES, &TITLES, &ADDRESS, &ROLES].iter().any(|list| list.has(given) || list.has(text))
    }

    /// Whether a name stands between an office and a mark, whatever the words were taken for.
    fn stands_apart(&self, range: &Range<usize>, evidence: Evidence) -> bool {
        let text = &self.text[range.clone()];
        let (before, after) = (&self.text[..range.start], &self.text[range.end..]);
        let led = [&OFFICES, &TITLES].iter().any(|list| list.ends(before).is_some());
        let is_made = APPOINTED.begins(after).is_some_and(|verb| verb.chars().count() > 1);
        let opens = led || !before.ends_with(is_han);
        let ends = !after.starts_with(is_han) || evidence == Evidence::BeforeTitle || is_made;
        let told = led || evidence == Evidence::BeforeTitle || is_appointed(after) || is_made;
        let head = &text[..end_of(text, 2).unwrap_or(text.len())];
        let is_plain = SELDOM_LAST.ends(text).is_none()
            && !text.starts_with(surname::may_be_verb)
            && (led || text.chars().count() > 2);
        opens && ends && told && is_plain && ![text, head].into_iter().any(words::is_word) && !place::is_place(text)
    }

    /// The word that begins at a place.
    fn token_at(&self, at: usize) -> Option<&Token> {
        let place = self.tokens.partition_point(|token| token.range.start < at);
        self.tokens.get(place).filter(|token| token.range.start == at)
    }

    /// The word that ends at a place.
    fn token_before(&self, at: usize) -> Option<&Token> {
        let place = self.tokens.partition_point(|token| token.range.end < at);
        self.tokens.get(place).filter(|token| token.range.end == at)
    }

    fn starts_word(&self, at: usize) -> bool {
        let place = self.tokens.partition_point(|token| token.range.start < at);
        self.tokens.get(place).is_none_or(|token| token.range.start == at)
    }

    /// What stands around a name, and how much it says.
    fn context(&self, before: &str, after: &str, range: &Range<usize>) -> (Evidence, Option<Range<usize>>, i32) {
        let (told, title, right) = self.behind(after, range.end);
        let (led, office, left) = self.ahead(before, after, range, told == Evidence::Told);
        let evidence = match (told, led) {
            (Evidence::BeforeTitle, Evidence::AfterOffice) | (_, Evidence::Dictionary) => told,
            _ => led,
        };
        (evidence, title.or(office), right + left)
    }

    /// What stands right of a name.
    fn behind(&self, after: &str, end: usize) -> (Evidence, Option<Range<usize>>, i32) {
        let behind = after.trim_start_matches([' ', '\u{3000}', '*']);
        let longest = |lists: [&List; 3], text: &str| {
            lists.iter().filter_map(|list| list.begins(text)).max_by_key(|word| word.len())
        };
        let title = longest([&ADDRESS, &OFFICES, &TITLES], behind).filter(|title| !is_longer(behind, title));
        if let Some(title) = title {
            let start = end + (after.len() - behind.len());
            let weight = if after.len() == behind.len() { 26 } else { 8 };
            return (Evidence::BeforeTitle, Some(start..start + title.len()), weight);
        }
        if is_described(after) || is_appointed(after) {
            return (Evidence::Told, None, 28);
        }
        if let Some(act) = longest([&ACTS, &GOES_ON, &APPOINTED], after) {
            return (Evidence::Told, None, if act.chars().count() > 1 { 16 } else { 8 });
        }
        let weight = match self.token_at(end).map(|token| token.class) {
            _ if !after.starts_with(is_han) => 5,
            Some(Class::Verb | Class::Nominal) => 8,
            Some(Class::Adverb | Class::Function) => 5,
            _ => 0,
        };
        (Evidence::Dictionary, None, weight)
    }

    /// What stands left of a name.
    fn ahead(
        &self,
        before: &str,
        after: &str,
        range: &Range<usize>,
        is_told: bool,
    ) -> (Evidence, Option<Range<usize>>, i32) {
        let near = before.trim_end_matches([' ', '\u{3000}', '\u{a0}', '*', '`', '—']);
        let gap = before.len() - near.len();
        let goes_on = after.starts_with(is_han);
        let nouns = [&OFFICES, &TITLES, &ROLES, &HARDSHIP];
        if let Some(noun) = nouns.iter().filter_map(|list| list.ends(near)).max_by_key(|word| word.len()) {
            let weight = match (HARDSHIP.has(noun), gap == 0, goes_on) {
                // 为困难老人解难: a verb may follow.
                (true, ..) if self.text[range.clone()].starts_with(surname::may_be_verb) => 8,
                (true, ..) => 18,
                (false, true, false) => 32,
                (false, true, true) => 26,
                (false, false, _) => 20,
            };
            return (Evidence::AfterOffice, Some(near.len() - noun.len()..near.len()), weight);
        }
        let label = near.strip_suffix(['：', ':', '/', '／']).map(|head| head.trim_end().trim_end_matches('*'));
        let labels = [&LABELS, &OFFICES, &TITLES, &ROLES];
        if label.is_some_and(|head| labels.iter().any(|list| list.ends(head).is_some())) {
            return (Evidence::Labelled, None, 30);
        }
        if LED.ends(before).is_some() {
            return (Evidence::Dictionary, None, if is_told { 14 } else { 10 });
        }
        let is_role = |token: &Token| matches!(token.class, Class::Noun | Class::Unknown) && token.range.len() > 3;
        if gap == 0 && ROLE_ENDS.ends(before).is_some() && self.token_before(range.start).is_some_and(is_role) {
            return (Evidence::AfterOffice, None, 14);
        }
        let weight = match before.chars().next_back() {
            _ if label.is_some() && !goes_on => 12,
            None | Some('。' | '；' | '，' | '\n') => 8,
            Some(last) if !is_han(last) => 5,
            _ => -4,
        };
        (Evidence::Dictionary, None, weight)
    }

    /// Names in a row speak for each other: 张三、李小四和王五.
    fn rows(&self, candidates: &mut [Candidate]) {
        let gap = |from: usize, to: usize| {
            let gap = self.text.get(from..to);
            gap.is_some_and(|gap| matches!(gap, "、" | " " | "\u{3000}" | "，" | "/" | "；") || JOINS.has(gap))
        };
        let mut order: Vec<usize> = (0..candidates.len()).filter(|&at| candidates[at].own > -25).collect();
        order.sort_by_key(|&at| candidates[at].name.range.start);
        let mut gains = vec![0; candidates.len()];
        for (place, &one) in order.iter().enumerate() {
            let end = candidates[one].name.range.end;
            for &other in order[place..].iter().take_while(|&&other| candidates[other].name.range.start <= end + 6) {
                let start = candidates[other].name.range.start;
                if start <= end || !gap(end, start) {
                    continue;
                }
                let pause = self.text[end..start].starts_with('、');
                let gain = |of: &Candidate| match of.weight {
                    30.. => 24,
                    12.. if pause => 16,
                    5.. if pause => 10,
                    _ => 0,
                };
                gains[one] = gains[one].max(gain(&candidates[other]));
                gains[other] = gains[other].max(gain(&candidates[one]));
            }
        }
        for (candidate, gain) in candidates.iter_mut().zip(gains) {
            candidate.weight += gain;
            if gain > 0 && candidate.name.evidence == Evidence::Dictionary {
                candidate.name.evidence = Evidence::Listed;
            }
        }
    }

    /// Names with points: 约翰·史密斯, 买买提·艾合买提.
    fn foreign(&self) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut last = 0;
        for (at, point) in self.text.match_indices(POINTS).filter(|(at, _)| *at > 0) {
            if at < last {
                continue;
            }
            let start = self.foreign_start(at);
            let mut end = self.foreign_end(at + point.len());
            while let Some(point) = self.text[end..].chars().next().filter(|c| POINTS.contains(c)) {
                let next = self.foreign_end(end + point.len_utf8());
                if next == end + point.len_utf8() {
                    break;
                }
                end = next;
            }
            let is_part = |part: &str| (1..=8).contains(&part.chars().count()) && !words::is_word(part);
            if self.text[start..end].split(POINTS).all(is_part) {
                let name = Name { range: start..end, office: None, evidence: Evidence::Foreign, certain: false };
                found.push(Candidate { name, weight: 45, own: 45 });
                last = end;
            }
        }
        found
    }

    /// Where a name begins whose first part ends at a place: with words that are none.
    fn foreign_start(&self, at: usize) -> usize {
        let mut start = at;
        let place = self.tokens.partition_point(|token| token.range.end <= at);
        for token in self.tokens[..place].iter().rev() {
            let word = &self.text[token.range.clone()];
            let is_end = token.range.end != start || !word.chars().all(is_han);
            let is_whole = token.class == Class::Person && word.chars().count() > 1;
            if is_end || start < at && is_ordinary(word) && token.class != Class::Person && !is_sound(word) {
                break;
            }
            start = token.range.start;
            if is_whole && !is_sound(word) {
                break;
            }
        }
        start
    }

    /// Where a part of a name ends that begins at a place.
    fn foreign_end(&self, from: usize) -> usize {
        let mut end = from;
        let place = self.tokens.partition_point(|token| token.range.start < from);
        for token in self.tokens[place..].iter().take(4) {
            let word = &self.text[token.range.clone()];
            let is_other =
                || is_ordinary(word) && !is_sound(word) || NEVER.has(word) || LED.has(word) || ACTS.has(word);
            if token.range.start != end || !word.chars().all(is_han) || end > from && is_other() {
                break;
            }
            end = token.range.end;
        }
        for list in [&ADDRESS, &ACTS] {
            end -= list.ends(&self.text[from..end]).map_or(0, str::len);
        }
        end
    }

    /// The heaviest candidates, none within another.
    fn best(&self, candidates: &[Candidate]) -> BTreeMap<usize, Name> {
        let mut order: Vec<&Candidate> = candidates.iter().filter(|candidate| candidate.weight >= POSSIBLE).collect();
        order.sort_by_key(|candidate| (std::cmp::Reverse(candidate.weight), candidate.name.range.start));
        let mut names = BTreeMap::new();
        for candidate in order {
            if is_free(&names, &candidate.name.range) {
                let name = Name { certain: candidate.weight >= CERTAIN, ..candidate.name.clone() };
                names.insert(name.range.start, name);
            }
        }
        names
    }

    /// Names that stand in the text a second time, without what showed them to be
    /// names the first time.
    fn again(&self, names: &mut BTreeMap<usize, Name>, candidates: &[Candidate]) {
        let sure = names.values().filter(|name| name.certain && name.evidence != Evidence::Masked);
        let sure: HashSet<&str> = sure.map(|name| &self.text[name.range.clone()]).collect();
        for candidate in candidates.iter().filter(|candidate| candidate.weight > -5) {
            let range = &candidate.name.range;
            if sure.contains(&self.text[range.clone()]) && is_free(names, range) {
                let name = Name { evidence: Evidence::Again, certain: true, ..candidate.name.clone() };
                names.insert(range.start, name);
            }
        }
    }
}

/// Whether no name stands where a range does.
fn is_free(names: &BTreeMap<usize, Name>, range: &Range<usize>) -> bool {
    names.range(..range.end).next_back().is_none_or(|(_, name)| name.range.end <= range.start)
}

/// Where a text's first characters end, if it has that many.
fn end_of(text: &str, count: usize) -> Option<usize> {
    let (at, last) = text.char_indices().nth(count - 1)?;
    Some(at + last.len_utf8())
}

/// Whether a text ends with what names do not end with.
fn ends_seldom(text: &str) -> bool {
    SELDOM_LAST.ends(text).or_else(|| NEVER.ends(text)).is_some()
}

/// Whether a word is written with characters that foreign names are written with.
fn is_sound(word: &str) -> bool {
    word.chars().all(|c| SOUNDS.has(c.encode_utf8(&mut [0; 4])))
}

/// Whether the dictionaries have a word that is no name.
fn is_ordinary(word: &str) -> bool {
    words::is_word(word) || token::class_of(word).is_some_and(|class| class != Class::Person)
}

/// Whether an office at the head of a text is the beginning of another word: 主任办公会.
fn is_longer(text: &str, office: &str) -> bool {
    let rest = &text[office.len()..];
    words::ended_after(text, 0, office.len()) && !rest.is_empty() && !ADDRESS.has(office)
}

/// Whether the sex or age of a person follows: ，男，78岁 and （1956年.
fn is_described(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(['，', ',', '（', '(']) else { return false };
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    TOLD.begins(rest).is_some() || digits.len() < rest.len() && AGE.begins(digits).is_some()
}

/// Whether an office follows after brackets: （甲医院，副院长）当选为.
fn is_appointed(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(['（', '(']) else { return false };
    let near = &rest[..end_of(rest, IN_BRACKETS).unwrap_or(rest.len())];
    near.find(['）', ')']).is_some_and(|at| {
        let behind = &near[at..];
        APPOINTED.begins(behind.trim_start_matches(['）', ')'])).is_some()
    })
}

/// How much may stand in brackets after a name, in characters.
const IN_BRACKETS: usize = 120;
