//! The name of an organisation that ends with a word: what it ends with, where it
//! begins, and whether it is one.
//!
//! In: a text and its words. Out: a name for each word that can end one.

use std::ops::Range;

use crate::language::enumerator::is_numeral;
use crate::language::lexicon::List;
use crate::language::organization::{
    AGENCIES, ANY, APART, BELONGS, BOARDS, BORDER, BRANCHES, COMMITTEES, COMMON, COUNTED, COUNTRIES, COUNTRY_SHORTS,
    DAY_ENDS, DEPARTMENTS, DETERMINERS, Evidence, FORMS, GOES_ON, HEADS, HOME, JOINS, KIND_ENDS, KINDS, LONGEST,
    MANNERS, MARKS, MEETINGS, MEMBERS, NONE, NUMBERED, OWNED, Organization, PART, PARTS, PARTY, PROSE, QUANTIFIERS,
    ROADS, SEATS, SETTLED, SHORT, SITES, SPOTS, STRONG, TERMS, TRADERS, TRADES, WEAK, WHOLE, WITHIN, is_body,
    is_generic,
};
use crate::language::person::{OFFICES, ROLES, TITLES};
use crate::language::place;
use crate::language::token::{self, Class, Token};
use crate::language::words;
use crate::text::han::is_han;

/// How many words a branch has at most behind its owner's name: 东四|支行.
const BRANCH: usize = 3;

/// The mark of ordinal numbers, as a full stop is in others.
pub const ORDINAL: char = '第';

/// Whether a word is a name that begins with what names begin with: 省政府 in 省委省政府.
pub(super) fn is_headed(word: &str) -> bool {
    HEADS.begins(word).is_some_and(|head| STRONG.has(&word[head.len()..]))
}

/// The words of a text, those parted that the dictionary does not have and that
/// begin with the last part of a name: 协会|会员.
pub(super) fn parted(text: &str, tokens: &[Token], in_prose: bool) -> Vec<Token> {
    let part = |token: &Token| {
        let word = &text[token.range.clone()];
        let dated = text[..token.range.start].ends_with(char::is_numeric);
        let head = STRONG.begins(word).filter(|head| {
            head.len() < word.len()
                && head.len() > 3
                && (!token::is_known(word)
                    || [&OFFICES, &TITLES, &ROLES].iter().any(|list| list.has(&word[head.len()..]))
                    || COMMITTEES.has(head) && is_headed(&word[head.len()..]))
        });
        // 从县|农业局
        let lead = || {
            BORDER
                .begins(word)
                .filter(|lead| in_prose && lead.len() == 3 && lead.len() < word.len() && !token::is_known(word))
        };
        // 16日|省妇联, where the dictionary has 日省.
        let day = || DAY_ENDS.begins(word).filter(|day| dated && day.len() < word.len() && day.len() == 3);
        // 社会工作部|副部长, where the dictionary has 部长.
        let deputy = || {
            let after = &text[token.range.end - word.chars().next_back().map_or(0, char::len_utf8)..];
            let is_office = word.chars().count() == 2 && OFFICES.begins(after).is_some_and(|office| office.len() > 6);
            is_office.then(|| WEAK.begins(word)).flatten().filter(|head| head.len() == 3)
        };
        // 旅游|部|党组|成员, 市场监管|局|局长
        let last = || {
            let head = WEAK.begins(word).or_else(|| STRONG.begins(word)).filter(|head| head.len() == 3)?;
            let rest = &word[head.len()..];
            let is_two = !token::is_known(word) && STRONG.has(rest) || rest.ends_with(head) || OFFICES.has(rest);
            (rest.len() > 3 && is_two && (STRONG.has(rest) || OFFICES.has(rest))).then_some(head)
        };
        let head = head.or_else(lead).or_else(day).or_else(deputy).or_else(last);
        let middle = token.range.start + head.map_or(0, str::len);
        let class = head.and_then(|head| token::class_of(&word[head.len()..])).unwrap_or(token.class);
        let rest = Token { range: middle..token.range.end, class };
        let head = head.map(|_| Token { range: token.range.start..middle, class: Class::Noun });
        head.into_iter().chain([rest])
    };
    tokens.iter().flat_map(part).collect()
}

/// What a name ends with.
pub(super) struct Ending<'t> {
    /// The word that has it, by its place among the words.
    pub index: usize,
    pub suffix: &'t str,
    is_strong: bool,
    /// Where it begins.
    pub at: usize,
    end: usize,
}

/// Looks for names in a text.
pub(super) struct Finder<'t> {
    pub text: &'t str,
    pub tokens: &'t [Token],
    /// What else names end with in this publication.
    pub units: &'t [&'t str],
}

impl<'t> Finder<'t> {
    pub fn word(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| &self.text[token.range.clone()])
    }

    pub fn class(&self, index: usize) -> Class {
        self.tokens.get(index).map_or(Class::Unknown, |token| token.class)
    }

    /// The first word that ends after a place.
    pub fn index_after(&self, place: usize) -> usize {
        self.tokens.partition_point(|token| token.range.end <= place)
    }

    /// Whether a range begins and ends with words.
    pub fn is_whole(&self, range: &Range<usize>) -> bool {
        let at = |place: usize| self.tokens.binary_search_by_key(&place, |token| token.range.start).is_ok();
        (at(range.start) || range.start == 0) && (at(range.end) || range.end == self.text.len())
    }

    /// A name with the country before it, if each has one of that name: 英国|央行.
    pub fn of_country(&self, name: &Range<usize>) -> Range<usize> {
        let first = self.index_after(name.start);
        let before = first.checked_sub(1).filter(|&before| COUNTRIES.has(self.word(before)) || self.is_country(before));
        let is_own = HEADS.begins(&self.text[name.clone()]).is_some();
        before.filter(|_| !is_own).map_or(name.start, |before| self.tokens[before].range.start)..name.end
    }

    /// Whether a word is short for a country: 英|央行, but not 10|日|央行.
    pub fn is_country(&self, index: usize) -> bool {
        self.class(index) == Class::Short && COUNTRY_SHORTS.has(self.word(index))
    }

    /// Whether the last character of a name is the first of another word: 国土资源部|门.
    pub fn goes_on(&self, end: usize) -> bool {
        let last = self.text[..end].chars().next_back().map_or(end, |c| end - c.len_utf8());
        let next = self.word(self.index_after(end));
        next.chars().count() == 1
            && words::is_word(&self.text[last..end + next.len()])
            && OFFICES.begins(&self.text[end..]).is_none()
    }

    /// Whether a word names a thing, right behind a place: 腾讯|微博, but 腾讯|总裁.
    pub fn is_thing(&self, index: usize, at: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.range.start == at)
            && [&OFFICES, &TITLES, &ROLES, &STRONG].iter().all(|list| list.begins(self.word(index)).is_none())
            && matches!(
                self.class(index),
                Class::Noun | Class::Nominal | Class::Adjective | Class::Foreign | Class::Short | Class::Number
            )
    }

    /// Names with those of their branches: 甲银行|江城分行, 甲银行|东四|支行. A branch of
    /// what was not understood is no name.
    pub fn with_branches(&self, names: impl Iterator<Item = Organization>) -> Vec<Organization> {
        let is_region = |place: &str| place::is_place(place) || COUNTRIES.has(place);
        let mut all: Vec<Organization> = Vec::new();
        for name in names {
            let Range { start, end } = name.range;
            let own = &self.text[start..end];
            let is_branch = name.evidence == Evidence::Placed
                && BRANCHES.ends(own).is_some_and(|branch| is_region(&own[..own.len() - branch.len()]));
            let last = all.last().map_or(0, |last| last.range.end);
            let start = if is_branch { self.owner(start, last) } else { Some(start) };
            match (start, all.last_mut()) {
                (Some(start), Some(owner)) if is_branch && start == last => owner.range.end = end,
                (Some(start), _) if start >= last => {
                    let range = start..self.branch(end).unwrap_or(end);
                    all.push(Organization { range, ..name });
                }
                _ => {}
            }
        }
        all
    }

    /// Where the name of a branch ends that begins at a place, right behind its owner's.
    fn branch(&self, from: usize) -> Option<usize> {
        let first = self.index_after(from);
        let is_part = |&index: &usize| {
            self.word(index).chars().all(is_han) && !matches!(self.class(index), Class::Function | Class::Pronoun)
        };
        let place = (first..self.tokens.len()).take(BRANCH).take_while(is_part);
        let is_branch = |word: &str| BRANCHES.has(word) && !KINDS.has(word) && !FORMS.has(word);
        let branch = place.skip(1).find(|&index| is_branch(self.word(index)))?;
        (self.tokens[first].range.start == from).then(|| self.tokens[branch].range.end)
    }

    /// Where the name begins of whom a branch is that begins at a place, not before `least`;
    /// the place itself if nobody's name is before it.
    fn owner(&self, branch: usize, least: usize) -> Option<usize> {
        let mut start = branch;
        let mut index = self.index_after(branch);
        while let Some(before) = index.checked_sub(1)
            && self.tokens[before].range.start >= least
            && self.word(before).chars().all(is_han)
            && (matches!(self.class(before), Class::Organization | Class::Short | Class::Proper | Class::Unknown)
                || [&TRADES, &HEADS].iter().any(|list| list.has(self.word(before))))
        {
            (start, index) = (self.tokens[before].range.start, before);
        }
        let is_cut = || {
            index.checked_sub(1).is_some_and(|before| {
                matches!(self.class(before), Class::Noun | Class::Person | Class::Foreign | Class::Nominal)
            })
        };
        (start < branch || start == least || !is_cut()).then_some(start)
    }

    /// The name that ends with a word.
    pub fn ending_with(&self, index: usize) -> Option<Organization> {
        let ending = self.ending(index)?;
        let start = self.begin(&ending, ending.index, ending.at, true);
        let (evidence, certain) = self.evidence(start, &ending)?;
        Some(Organization { range: start..ending.end, evidence, certain })
    }

    /// What a word ends with that names end with.
    fn ending(&self, index: usize) -> Option<Ending<'t>> {
        let (word, end) = (self.word(index), self.tokens[index].range.end);
        let near = &self.text[self.tokens[index.saturating_sub(3)].range.start..end];
        let own = self.units.iter().copied().find(|unit| near.ends_with(unit));
        let longest = [&STRONG, &PROSE].into_iter().filter_map(|list| list.ends(near)).max_by_key(|word| word.len());
        let strong = own.or(longest);
        let other = || [&WEAK, &PART].into_iter().filter_map(|list| list.ends(near)).max_by_key(|word| word.len());
        let suffix = strong.or_else(other)?;
        let at = end - suffix.len();
        let known = token::is_known(word);
        let is_longer = suffix.len() < word.len();
        // 莫斯科
        let is_place = is_longer && known && self.class(index) == Class::Place;
        let other = NONE.ends(near).is_some_and(|other| other.len() > suffix.len());
        let torn = !known && words::across(self.text, at).is_some_and(|word| word.end < end);
        let short = word.chars().count() == 2 && suffix.len() == 3 && words::is_word(word) && !SHORT.has(suffix);
        // 陷入僵局, 入院
        let is_deed = known
            && matches!(self.class(index), Class::Verb | Class::Nominal | Class::Adverb | Class::Time | Class::Phrase);
        // 三单元|502|室, 所|取得
        let counted = suffix.len() == 3
            && !is_longer
            && self.class(index.wrapping_sub(1)) == Class::Number
            && !self.word(index.wrapping_sub(1)).starts_with(ORDINAL);
        let before = index.wrapping_sub(1);
        let is_particle = suffix.len() == 3
            && !is_longer
            && self.class(index) == Class::Function
            && (self.class(index + 1) == Class::Verb
                || !WITHIN.contains(self.word(before)) && self.class(before) != Class::Nominal);
        // 服务中心|办|了
        let is_told = suffix.len() == 3
            && !is_longer
            && self.class(index) == Class::Verb
            && self.class(index + 1) == Class::Function;
        if other
            || torn
            || is_told
            || short
            || suffix.len() == 3 && self.goes_on(end)
            || is_place && suffix.len() == 3
            || counted
            || is_particle
            // 文化|活动中心
            || is_longer && is_deed && !(self.class(index) == Class::Phrase && suffix.len() > 3)
            || GOES_ON.begins(&self.text[end..]).is_some()
            || SEATS.begins(&self.text[at..]).is_some()
            // 四所
            || suffix.len() == 3 && is_longer && word.starts_with(is_numeral) && COUNTED.has(suffix)
            // 某公司|处
            || suffix.len() == 3 && SPOTS.has(suffix) && index > 0 && STRONG.ends(&self.text[..at]).is_some()
        {
            return None;
        }
        Some(Ending { index, suffix, is_strong: strong.is_some(), at, end })
    }

    /// What shows the words from a place to an ending to be the name of an organisation,
    /// and whether they are certain to be.
    fn evidence(&self, start: usize, ending: &Ending<'_>) -> Option<(Evidence, bool)> {
        let Ending { suffix, is_strong, at, end, .. } = *ending;
        let name = self.text.get(start..end)?;
        let own = name.get(..at.checked_sub(start)?)?;
        let count = name.chars().count();
        // 市委 and 团市委 have their place in their last part.
        let is_committee = is_strong && COMMITTEES.has(suffix);
        if self.is_agency(start, ending) {
            return Some((Evidence::Office, true));
        }
        if count > LONGEST || !is_committee && (count < 3 || own.is_empty()) || self.is_anybodys(start, own, at) {
            return None;
        }
        if MEETINGS.has(suffix)
            && self.tokens[self.index_after(start)..=ending.index]
                .iter()
                .any(|token| TERMS.ends(&self.text[token.range.clone()]).is_some())
        {
            return None;
        }
        let within = self.has_body(start, at);
        let placed = within || place::length(own) > 0 || self.leads(start, at);
        let whose = is_committee || self.whose(start, at);
        if !is_committee && self.is_kind(start, ending) || within && APART.has(suffix) {
            return None;
        }
        // 薪酬委员会, 化工有限责任公司: what is before it was not understood, or is no name.
        let is_bare = BOARDS.has(suffix) && !self.has_proper(start, ending)
            || (FORMS.has(suffix) || TRADERS.has(suffix)) && self.is_trade(start, at);
        if !placed && is_bare {
            return None;
        }
        let long = suffix.chars().count() > 1;
        // 中央歌剧芭蕾舞剧院 is a name in the dictionary.
        let index = ending.index;
        let is_listed = self.class(index) == Class::Organization && token::is_known(self.word(index));
        let is_strong = is_strong && (placed || is_listed || !NONE.has(suffix));
        let is_department = DEPARTMENTS.ends(name).is_some() && BOARDS.ends(own).is_none();
        if is_department && within || SETTLED.has(suffix) && !self.acts(start, ending.index) {
            return None;
        }
        // 电子竞技俱乐部, “学雷锋”爱心小分队
        let is_quoted = self.text[..start].ends_with('”');
        let is_owned = || [&OWNED, &PARTY, &FORMS, &TRADERS].iter().any(|list| list.ends(name).is_some());
        if !placed && !is_listed && (is_quoted || !is_committee && !is_owned() && !self.has_proper(start, ending)) {
            return None;
        }
        let evidence = match (within, placed) {
            (true, _) => Evidence::Within,
            (_, true) => Evidence::Placed,
            _ => Evidence::Named,
        };
        let certain = match (is_strong, placed, whose) {
            (true, true, _) => Some(true),
            (true, false, true) => Some(long && self.class(ending.index) != Class::Verb),
            (false, true, _) if WEAK.ends(name).is_none() => (within && whose).then_some(true),
            // 外经贸部 is one word of the dictionary, and a body in it.
            (false, false, true) if self.class(ending.index) == Class::Organization => {
                (!long && count > 3 && start == self.tokens[ending.index].range.start).then_some(false)
            }
            (false, true, _) if self.is_at_place(ending) => None,
            (false, true, _) => (whose || long).then_some(true),
            _ => None,
        };
        Some((evidence, certain?))
    }

    /// Whether a name says who does something, or whose office follows: 龙柏街道召开,
    /// not 在龙柏街道, 龙柏街道居民.
    fn acts(&self, start: usize, last: usize) -> bool {
        let opens = !self.text[..start].ends_with(is_han);
        let is_deed = matches!(self.class(last + 1), Class::Verb | Class::Nominal | Class::Adverb);
        let is_led = |list: &&List| list.begins(self.word(last + 1)).is_some();
        [&OFFICES, &TITLES].iter().any(is_led) || opens && is_deed
    }

    /// 教育局|副局长: one word, and an office in it.
    fn is_agency(&self, start: usize, ending: &Ending<'_>) -> bool {
        let word = self.word(ending.index);
        let is_first = self.tokens[ending.index].range.start == start || ending.at == start;
        is_first
            && word.chars().count() > 2
            && AGENCIES.ends(word).is_some()
            && token::is_known(word)
            && OFFICES.begins(&self.text[ending.end..]).is_some_and(|office| office.chars().count() > 1)
            && DETERMINERS.ends(&self.text[..start]).or_else(|| QUANTIFIERS.ends(&self.text[..start])).is_none()
    }

    /// Whether what stands before the last part of a name, or before the name, says
    /// that many are meant, or one that was named: 各支部, 该公司.
    fn is_anybodys(&self, start: usize, own: &str, at: usize) -> bool {
        let first = self.index_after(start);
        let own_words = first..self.index_after(at).max(first);
        // 76|支|代表队
        let is_number = |index: usize| self.class(index) == Class::Number && !self.word(index).starts_with(ORDINAL);
        let is_counter = |index: usize| self.word(index).chars().count() == 1 && !HEADS.has(self.word(index));
        let is_counted = is_counter(first) && first.checked_sub(1).is_some_and(is_number)
            || is_number(first) && is_counter(first + 1);
        // 贵|公司, but 贵阳|医院
        let is_name = |index: usize, word: &str| {
            let first = self.word(index);
            first.len() > word.len()
                && (matches!(self.class(index), Class::Place | Class::Proper | Class::Person)
                    || place::length(first) > 0)
        };
        // 3家农商行
        let rest = own.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_counted = is_counted || rest.len() < own.len() && COUNTED.begins(rest).is_some();
        // 市、区妇联
        let is_second = first.checked_sub(2).is_some_and(|other| {
            let join = self.word(other + 1);
            (join == "、" || JOINS.has(join))
                && MARKS.has(self.word(other))
                && MARKS.begins(&self.text[start..]).is_some()
        });
        is_counted
            || is_second
            || DETERMINERS.begins(own).is_some_and(|word| !is_name(first, word))
            || QUANTIFIERS.ends(&self.text[..start]).is_some() && place::length(own) == 0
            || DETERMINERS.ends(&self.text[..start]).is_some_and(|word| {
                // 为此|阿里巴巴集团
                self.is_whole(&(start - word.len()..start))
            }) && place::length(own) == 0
            || own_words.into_iter().any(|index| QUANTIFIERS.has(self.word(index)))
    }

    /// Whether a name has that of another organisation before its last part.
    fn has_body(&self, start: usize, at: usize) -> bool {
        let words = self.index_after(start)..self.index_after(at);
        words.into_iter().any(|index| {
            let word = self.word(index);
            let end = self.tokens[index].range.end;
            end <= at
                && end - start > word.len().min(9)
                && !is_generic(&self.text[start..end])
                && (STRONG.ends(&self.text[start..end]).is_some_and(|suffix| !NONE.has(suffix))
                    || WHOLE.has(&self.text[start..end]))
                || self.class(index) == Class::Organization
                    && end <= at
                    && (STRONG.ends(word).is_some() || word.chars().count() > 4)
                || WHOLE.has(word)
        })
    }

    /// 虹桥|站, 天山路|处: a point of a place.
    fn is_at_place(&self, ending: &Ending<'_>) -> bool {
        let before = ending.index.wrapping_sub(1);
        ending.suffix.len() == 3
            && self.word(ending.index) == ending.suffix
            && (self.class(before) == Class::Place || place::is_place(self.word(before)))
            && !before.checked_sub(1).is_some_and(|owner| is_body(self.word(owner)))
    }

    /// Whether a name says of what kind an organisation is and not which it is:
    /// 游戏公司, 英国大学, 商学院.
    fn is_kind(&self, start: usize, ending: &Ending<'_>) -> bool {
        let first = self.index_after(start);
        let class = self.class(first);
        // One word of the dictionary.
        let is_word = first == ending.index
            && token::is_known(self.word(first))
            && HEADS.begins(self.word(first)).is_none()
            && !(ending.is_strong && ending.suffix.len() == 3)
            && matches!(
                class,
                Class::Noun | Class::Verb | Class::Nominal | Class::Adjective | Class::Phrase | Class::Adverb
            );
        // 获评“五四红旗团委”
        let is_quoted = self.text[ending.end..].starts_with('”');
        // 美国|物理|学会, 中国|企业|管理|协会
        let heads = HOME.has(self.word(first)) || COUNTRIES.has(self.word(first));
        let is_common = COMMON.has(ending.suffix)
            && !(heads && (first + 2 < ending.index || self.whose(self.tokens[first].range.end, ending.at)));
        let own = first..ending.index;
        // 中国|医院, 全国|委员会
        let is_countrys = (SITES.has(ending.suffix) || KINDS.has(ending.suffix) && !APART.has(ending.suffix))
            && own.len() == 1
            && self.tokens[ending.index].range.start == ending.at
            && (COUNTRIES.has(self.word(first)) || HOME.has(self.word(first)));
        // 教育部|直属|师范大学
        let belongs = KINDS.has(ending.suffix) && own.into_iter().skip(1).any(|index| BELONGS.has(self.word(index)));
        // 电子科技大学 is in the dictionary.
        let is_listed = first == ending.index && class == Class::Organization && token::is_known(self.word(first));
        let is_kind = is_quoted || is_common || KINDS.has(ending.suffix) && !is_listed;
        is_word || is_countrys || belongs || is_kind && !self.has_proper(start, ending)
    }

    /// Whether all words of a part of a text say what is traded or made: 汽车|销售.
    fn is_trade(&self, start: usize, end: usize) -> bool {
        let tokens = &self.tokens[self.index_after(start)..];
        let mut words = tokens.iter().take_while(|token| token.range.start < end);
        words.all(|token| {
            let word = &self.text[token.range.start.max(start)..token.range.end.min(end)];
            TRADES.has(word) || ANY.contains(word)
        })
    }

    /// Whether a name has a word before its last part that names a thing of its own.
    fn has_proper(&self, start: usize, ending: &Ending<'_>) -> bool {
        let first = self.index_after(start);
        // 中国|作家|协会
        HOME.has(self.word(first)) && self.whose(self.tokens[first].range.end, ending.at)
            || (first..=ending.index).any(|index| self.is_proper(index, ending))
    }

    /// Whether a word before the last part of a name is one that names a thing of its own.
    fn is_proper(&self, index: usize, ending: &Ending<'_>) -> bool {
        let Some(range) = self.tokens.get(index).map(|token| token.range.start..token.range.end.min(ending.at)) else {
            return false;
        };
        let word = self.text.get(range).unwrap_or_default();
        // 中国银行 is in the dictionary, 德国银行 is none.
        if WHOLE.has(word) || self.class(index) == Class::Organization && COUNTRIES.has(word) {
            return true;
        }
        if word.is_empty() || COUNTRIES.has(word) || ANY.contains(word) || is_generic(word) {
            return false;
        }
        HEADS.has(word)
            || COMMITTEES.has(word)
            || place::is_place(word)
            || STRONG.ends(word).is_some()
            || word.chars().count() > 2 && MARKS.ends(word).is_some()
            || matches!(self.class(index), Class::Place | Class::Proper | Class::Organization)
            // 安抚|银行
            || self.class(index) == Class::Person && !words::is_word(word)
            // P公司
            || self.class(index) == Class::Foreign && word.len() > 1
            || !token::is_known(word)
                && !WITHIN.contains(word)
                && word.chars().count() > 1
                && !word.starts_with(is_numeral)
                && KIND_ENDS.ends(word).is_none()
    }

    /// Whether a name begins with what names begin with: 市, 中国.
    fn leads(&self, start: usize, end: usize) -> bool {
        let index = self.index_after(start);
        let Some(token) = self.tokens.get(index).filter(|token| token.range.end <= end || token.range.start < end)
        else {
            return false;
        };
        let word = self.word(index);
        if COUNTRIES.begins(word).is_some_and(|country| country.len() < word.len()) {
            return true;
        }
        let is_marked = || MARKS.ends(word).is_some() || MARKS.has(self.word(index + 1));
        HEADS.has(word)
            || !ANY.contains(word) && token.class == Class::Place && token.range.end <= end
            // 白石|镇, where no list has the place.
            || !ANY.contains(word) && word.chars().count() > 1 && is_marked()
            // 市文|旅局
            || HEADS.begins(word).is_some_and(|head| {
                head.len() <= 3 && (!token::is_known(word) || STRONG.ends(word).is_some())
            })
    }

    /// Whether a word may stand within a name, before its last part.
    pub fn is_part(&self, index: usize, suffix: usize) -> bool {
        let Some(token) = self.tokens.get(index) else { return false };
        let (word, next) = (self.word(index), self.word(index + 1));
        if !word.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())
            || PARTS.contains(word)
                && !(WITHIN.contains(word)
                    && (token.range.end == suffix || STRONG.has(next) || WEAK.has(next) || WITHIN.contains(next)))
        {
            return false;
        }
        if WITHIN.contains(word) || place::is_place(word) || STRONG.has(word) || HEADS.has(word) {
            return true;
        }
        // 热烈祝贺
        if word.chars().count() == 4 && MANNERS.begins(word).is_some() {
            return false;
        }
        // 发送至|编辑部
        if !token::is_known(word)
            && BORDER
                .ends(word)
                .is_some_and(|border| border.len() < word.len() && (border.len() <= 3 || word.len() == 12))
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
                word.starts_with(ORDINAL)
                    || word.len() < 5
                        && word.chars().all(|c| c.is_ascii_digit())
                        && self.class(index + 1) != Class::Counter
                    || self.word(index.wrapping_sub(1)).strip_prefix(ORDINAL) == Some("")
                    || word.chars().all(is_numeral) && self.class(index + 1) == Class::Number
                    || word.chars().all(is_numeral)
                        && index > 0
                        && (NUMBERED.has(next) && self.class(index - 1) != Class::Unknown
                            || STRONG.has(next) && is_body(self.word(index - 1)))
                    // 中铁|十二局|集团, 四平路|街道
                    || is_body(word)
                    || word.chars().count() > 2 && ROADS.ends(word).is_some()
            }
            // 大力加强
            Class::Phrase => word.chars().all(is_han) && BORDER.ends(word).is_none_or(|border| border.len() < 6),
            // 四所
            Class::Short | Class::Unknown => {
                word.chars().all(is_han) && !(word.starts_with(is_numeral) && COUNTED.ends(word).is_some())
            }
            Class::Adjective => true,
            Class::Time => ANY.contains(word),
            Class::Nominal => word.chars().count() > 1 || WITHIN.contains(word),
            // The class of a word that the dictionary does not have was guessed.
            _ => !words::is_word(word) && word.chars().count() > 1 && !token::is_known(word),
        }
    }

    /// Whether what stands before the last part of a name says whose it is.
    fn whose(&self, start: usize, end: usize) -> bool {
        let mut at = self.index_after(start);
        while let Some(token) = self.tokens.get(at).filter(|token| token.range.start < end) {
            let word = &self.text[token.range.start.max(start)..token.range.end.min(end)];
            let is_term = TERMS.ends(word).is_some();
            // 四|一一|医院
            let is_numbered = word.chars().count() > 1 && word.chars().all(is_numeral);
            let is_kind = !token::is_known(word) && word.chars().count() > 2 && KIND_ENDS.ends(word).is_some();
            if is_numbered || !ANY.contains(word) && !is_term && !is_generic(word) && !is_kind {
                return true;
            }
            at += 1;
        }
        false
    }
}
