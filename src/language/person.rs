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
use crate::language::numeral::is_han_numeral;
use crate::language::organization::COUNTRIES;
use crate::language::place;
use crate::language::surname;
use crate::language::token::{self, Class, Token};
use crate::language::words;
use crate::text::han::is_han;

mod line;
mod shape;

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
/// What places end with: 陶波湖.
static PLACE_ENDS: List = List::new(&lexicon::PERSON_CONTEXT, "place-end");
/// What ends a row of places, and what follows it where it does not: 等村|民.
static PLACE_ROWS: List = List::new(&lexicon::REGION_WORDS, "row");
static PLACE_ROWS_NOT: List = List::new(&lexicon::REGION_WORDS, "row-not");
/// 洪武 in 明洪武二年.
static ERAS: List = List::new(&lexicon::PROSE_AMOUNTS, "era");
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

/// From this weight on it is possible though nothing around it is a name.
const ALONE: i32 = 32;
/// From this weight on it is possible though it has two characters only.
const SHORT: i32 = 36;
/// How far before a name its title may begin, in characters.
const TITLE: usize = 30;

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

/// Whether a name may stand where `wanted` says, as far as characters tell. A cheap question
/// before [`persons`], which needs the words of the text.
pub fn may_stand(text: &str, mut wanted: impl FnMut(Range<usize>) -> bool) -> bool {
    // Of foreign names the words say where they begin.
    text.contains(POINTS) || places(text).any(|(range, _)| wanted(range))
}

/// Where characters stand that may be a name, and whether its surname is one of two.
fn places(text: &str) -> impl Iterator<Item = (Range<usize>, bool)> {
    text.char_indices().filter(|(_, c)| is_han(*c)).flat_map(move |(at, character)| {
        let rest = &text[at..];
        let compound = surname::compound(rest).is_some();
        let lengths: &[usize] = match compound {
            true => &[3, 4, 2],
            false if surname::is_single(character) || surname::is_rare(character) => &[2, 3],
            false => &[],
        };
        lengths.iter().filter_map(move |&length| Some((at..at + end_of(rest, length)?, compound)))
    })
}

struct Finder<'t> {
    text: &'t str,
    tokens: &'t [Token],
    known: &'t Known<'t>,
}

impl Finder<'_> {
    fn candidates(&self) -> Vec<Candidate> {
        places(self.text).filter_map(|(range, compound)| self.weigh(range, compound)).collect()
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
        if given.is_empty() || self.is_no_name(text, given) || is_cut_off(before, text, after) {
            return None;
        }
        let own = self.shape(&range, given, compound);
        let (evidence, office, told) = self.context(before, after, &range);
        // 《轩辕剑》, 3米多深
        let by_itself = matches!(evidence, Evidence::Dictionary | Evidence::Told | Evidence::Listed);
        if by_itself && (is_in_title(before) || before.ends_with(char::is_numeric)) {
            return None;
        }
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
        // 王者荣耀, 功夫熊猫
        let beside = matches!(evidence, Evidence::AfterOffice | Evidence::BeforeTitle | Evidence::Listed);
        if beside && text.chars().count() == 2 && weight < SHORT && ACTS.begins(after).is_none() {
            weight = weight.min(POSSIBLE - 1);
        }
        // What nothing around shows to be a name is one only if it stands elsewhere as one.
        let is_place = evidence == Evidence::Told && PLACE_ENDS.ends(text).is_some();
        if is_place || evidence == Evidence::Dictionary && self.is_doubtful(&range, given, weight) {
            weight = weight.min(POSSIBLE - 1);
        }
        Some(Candidate { name: name(evidence, office), weight, own })
    }

    /// Whether a text is surely no name, whatever stands around it.
    fn is_no_name(&self, text: &str, given: &str) -> bool {
        !text.chars().all(is_han)
            || given.chars().any(|c| NEVER.has_char(c))
            || given.chars().count() < 2 && RARELY.has(given)
            || ACTS.has(given) && given.chars().count() > 1
            || ERAS.has(given)
            || NOT_PERSONS.begins(text).is_some()
            || self.known.no_names.iter().any(|word| text.starts_with(word))
            || [&OFFICES, &TITLES, &ADDRESS, &ROLES].iter().any(|list| list.has(given) || list.has(text))
    }

    /// Whether a text may as well be something else: part of a foreign name (雷吉纳), a
    /// place (陶波湖), words that run on (欧冠中), a short word (周中).
    fn is_doubtful(&self, range: &Range<usize>, given: &str, weight: i32) -> bool {
        let text = &self.text[range.clone()];
        let before = self.text[..range.start].chars().next_back();
        let after = self.text[range.end..].chars().next();
        let sounds = |text: &str| text.chars().all(|c| SOUNDS.has_char(c));
        let is_sound = |side: Option<char>| side.is_some_and(|c| SOUNDS.has_char(c));
        let is_foreign = sounds(text)
            || sounds(given) && (is_sound(before) || is_sound(after))
            || [before, after].into_iter().flatten().any(|c| POINTS.contains(&c));
        let runs_on = before.is_some_and(is_han) && text.starts_with(surname::may_be_verb);
        let is_short = text.chars().count() == 2 && weight < CERTAIN;
        // 江之清
        is_foreign || runs_on || is_short || PLACE_ENDS.ends(text).is_some() || given.starts_with('之')
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
            let evidence = candidate.name.evidence;
            let by_itself = matches!(evidence, Evidence::Dictionary | Evidence::Listed | Evidence::Told);
            if by_itself && candidate.weight >= POSSIBLE && self.is_among_places(&candidate.name) {
                candidate.weight = 0;
            }
        }
    }

    /// Whether a row tells of places: 王庄、李楼等村, 马兰、胡集6个乡镇, 石漫滩、宋家场、昭平台; or a
    /// clause of where somebody is from: 王集人.
    fn is_among_places(&self, name: &Name) -> bool {
        let range = &name.range;
        let is_mark = |c: char| !is_han(c) && !c.is_alphanumeric() && c != '、';
        let start = self.text[..range.start]
            .rfind(is_mark)
            .map_or(0, |at| at + self.text[at..].chars().next().map_or(0, char::len_utf8));
        let end = self.text[range.end..].find(is_mark).map_or(self.text.len(), |at| range.end + at);
        let items: Vec<&str> = self.text[start..end].split('、').collect();
        let ends = |item: &&&str| PLACE_ENDS.ends(item).is_some() || place::is_place(item);
        if let [item] = items[..] {
            let is_from = |place: &str| place.len() <= range.len() && range.start == start;
            return name.evidence != Evidence::Told && item.strip_suffix('人').is_some_and(is_from);
        }
        let last = items.last().copied().unwrap_or_default();
        let is_counted = PLACE_ROWS.iter().any(|word| {
            last.find(word).is_some_and(|at| {
                let is_number = |c: char| c.is_ascii_digit() || is_han_numeral(c) || c == '等';
                let head = last[..at].trim_end_matches(is_number);
                let is_verb = |token: &Token| matches!(token.class, Class::Verb | Class::Function);
                (2..=3).contains(&head.chars().count())
                    && !self.token_before(end - last.len() + head.len()).is_some_and(is_verb)
                    && PLACE_ROWS_NOT.begins(&last[at + word.len()..]).is_none()
            })
        });
        is_counted || items.len() > 2 && items.iter().filter(ends).count() * 2 >= items.len()
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
            let start = at - without_words(&self.text[start..at]).len();
            let mut end = self.foreign_end(at + point.len());
            while let Some(point) = self.text[end..].chars().next().filter(|c| POINTS.contains(c)) {
                let next = self.foreign_end(end + point.len_utf8());
                if next == end + point.len_utf8() {
                    break;
                }
                end = next;
            }
            let is_part = |part: &str| (1..=8).contains(&part.chars().count()) && !words::is_word(part);
            let sounds = self.text[start..end].chars().filter(|c| SOUNDS.has_char(*c)).count();
            let is_foreign = sounds * 3 >= self.text[start..end].chars().count();
            // 扬·斯马茨|大街
            let is_place = self.token_at(end).is_some_and(|next| {
                let word = &self.text[next.range.clone()];
                matches!(next.class, Class::Noun | Class::Place) && PLACE_ENDS.ends(word).is_some() && !ACTS.has(word)
            });
            let is_named = !is_place && !is_in_title(&self.text[..start]);
            if is_foreign && is_named && self.text[start..end].split(POINTS).all(is_part) {
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
        // 沙|基卜·哈利勒
        let first = self.token_before(start).filter(|token| {
            let word = &self.text[token.range.clone()];
            let is_one = word.chars().count() == 1 && is_sound(word) && !AFTER.has(word);
            start < at && is_one && matches!(token.class, Class::Person | Class::Noun | Class::Unknown)
        });
        first.map_or(start, |token| token.range.start)
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
        let mut weak = Vec::new();
        for candidate in order {
            if is_free(&names, &candidate.name.range) {
                let name = Name { certain: candidate.weight >= CERTAIN, ..candidate.name.clone() };
                if self.is_weak(&name, candidate.weight) {
                    weak.push(name.range.start);
                }
                names.insert(name.range.start, name);
            }
        }
        weak.retain(|start| {
            let range = &names[start].range;
            let touches = |other: &Name| other.range.end == range.start || other.range.start == range.end;
            !names.range(..=range.end).rev().take(3).any(|(_, other)| touches(other))
        });
        names.retain(|start, _| !weak.contains(start));
        names
    }

    /// Whether only its characters speak for a name that no dictionary has: it is one beside
    /// others alone.
    fn is_weak(&self, name: &Name, weight: i32) -> bool {
        name.evidence == Evidence::Dictionary && weight < ALONE && !token::is_known(&self.text[name.range.clone()])
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

/// The first part of a foreign name without the words that lead to it: 由|史蒂夫.
fn without_words(part: &str) -> &str {
    let sounds = part.rsplit(|c| !SOUNDS.has_char(c)).next().unwrap_or(part);
    let lead = &part[..part.len() - sounds.len()];
    let is_lead = token::tokens(lead).iter().all(|token| is_ordinary(&lead[token.range.clone()]));
    if is_lead && sounds.chars().count() > 1 { sounds } else { part }
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

/// Whether a text stands between the marks of a title: 《轩辕剑外传》.
fn is_in_title(before: &str) -> bool {
    before.chars().rev().take(TITLE).find(|c| matches!(c, '《' | '》' | '\n')) == Some('《')
}

/// Whether a name goes on behind a point or a hyphen: 安东尼|·爱德华兹, 艾尔-|霍福德.
fn is_cut_off(before: &str, name: &str, after: &str) -> bool {
    let sounds = |name: Option<char>, other: Option<char>| {
        [name, other].into_iter().all(|c| c.is_some_and(|c| SOUNDS.has_char(c)))
    };
    let goes_on = |mark: Option<char>, name: Option<char>, other: Option<char>| {
        mark.is_some_and(|mark| POINTS.contains(&mark)) && other.is_some_and(is_han)
            || mark.is_some_and(|mark| matches!(mark, '-' | '－')) && sounds(name, other)
    };
    let (mut left, mut right) = (before.chars().rev(), after.chars());
    goes_on(left.next(), name.chars().next(), left.next()) || goes_on(right.next(), name.chars().last(), right.next())
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
