//! Where the name of an organisation begins.
//!
//! In: a text, its words, and what the name ends with. Out: the place of its first
//! character: back over the words that names are made of, then forward again over
//! what only leads to the name.

use crate::language::enumerator::is_numeral;
use crate::language::organization::find::{Ending, Finder, ORDINAL, is_headed};
use crate::language::organization::{
    AGENCIES, APPOSITIONS, COMMITTEES, COUNTED, COUNTRIES, DOUBLES, FORMS, HEADS, HOLDERS, HOME, INNER, JOINED, JOINS,
    KINDS, MARKS, MEMBERS, MOST, PARTS, SITES, SOCIETIES, STRONG, TERMS, TOWNS, TRADERS, WHOLE, WITHIN, is_body,
    is_generic,
};
use crate::language::person::{OFFICES, ROLES, TITLES};
use crate::language::place;
use crate::language::token::{self, Class};
use crate::text::han::is_han;

/// How many words a name by its legal form goes back over.
const REACH: usize = 6;

impl Finder<'_> {
    /// Where the name begins whose last part begins at a place within or before a word.
    pub fn begin(&self, ending: &Ending<'_>, index: usize, suffix: usize, in_brackets: bool) -> usize {
        // 保障局 may be one word after 人力资源和社会….
        let phrase =
            |at: usize| INNER.ends(&self.text[..at]).filter(|words| words.chars().count() > 4).map_or(0, str::len);
        let mut start = suffix.min(self.tokens[index].range.start).min(suffix - phrase(suffix));
        let mut at = self.index_after(start);
        // 区人|社局, 市卫|计委, 虞山镇|党委
        let is_torn = |word: &str, head: &str| HEADS.has(head) || head.chars().count() > 1 && !token::is_known(word);
        if let Some(token) = self.tokens.get(at).filter(|token| token.range.start < start)
            && (is_torn(&self.text[token.range.clone()], &self.text[token.range.start..start])
                || COMMITTEES.has(ending.suffix))
        {
            start = token.range.start;
        }
        let mut is_joined = false;
        // Words before it that names are made of.
        // The words of a long row would be gone through once for each.
        while index - at.min(index) < MOST {
            // 发展和改革|委员会
            if phrase(start) > 0 {
                start -= phrase(start);
                at = self.index_after(start);
            } else if let Some(body) = self.body_before(at) {
                at = body;
                start = self.tokens[at].range.start;
            } else if at > 0 && self.is_part(at - 1, suffix) {
                at -= 1;
                start = self.tokens[at].range.start;
            } else if let Some(first) = self.joined(at, ending).filter(|_| !is_joined) {
                (at, is_joined) = (first, true);
                start = self.tokens[at].range.start;
            } else {
                break;
            }
        }
        // 鼎盛置业（江城）有限公司
        if in_brackets && at > 1 && matches!(self.word(at - 1), "）" | ")") {
            let open = (0..at - 1).rev().take(4).find(|&open| matches!(self.word(open), "（" | "("));
            if let Some(open) = open.filter(|&open| open > 0 && open + 1 < at - 1 && self.is_part(open - 1, suffix)) {
                return self.begin(ending, open - 1, self.tokens[open - 1].range.start, false);
            }
        }
        let is_site = SITES.has(ending.suffix);
        if (FORMS.has(ending.suffix) || is_site)
            && let Some(place) = self.reach(at, is_site)
        {
            return self.tokens[place].range.start;
        }
        if SOCIETIES.has(ending.suffix)
            && let Some(home) = self.home(at)
        {
            return self.tokens[home].range.start;
        }
        let start = self.trimmed(at, index, start, FORMS.has(ending.suffix) || TRADERS.has(ending.suffix));
        // 一|五二|医院
        let digits = self.text[start..].starts_with(is_numeral);
        let start = if digits { self.text[..start].trim_end_matches(is_numeral).len() } else { self.of_town(start) };
        self.double(start).unwrap_or(start)
    }

    /// Where a name begins before whose first word, 镇, the town's name stands in pieces: 石|寮|镇.
    fn of_town(&self, start: usize) -> usize {
        let first = self.index_after(start);
        if !TOWNS.has(self.word(first)) {
            return start;
        }
        let is_piece = |&index: &usize| {
            let word = self.word(index);
            word.chars().count() == 1
                && word.starts_with(is_han)
                && !PARTS.contains(word)
                && !matches!(self.class(index), Class::Function | Class::Pronoun | Class::Number | Class::Counter)
        };
        let name = (first.saturating_sub(2)..first).rev().take_while(is_piece).last();
        name.map_or(start, |name| self.tokens[name].range.start)
    }

    /// Where a name begins whose first word is one of two: 赫里奥特—瓦特大学, 圭亚那—中国友好协会.
    fn double(&self, start: usize) -> Option<usize> {
        let mark = self.index_after(start).checked_sub(1).filter(|&mark| DOUBLES.has(self.word(mark)))?;
        let mut first = mark;
        while let Some(before) = first.checked_sub(1)
            && self.word(before).chars().all(is_han)
            && !PARTS.contains(self.word(before))
            && (!token::is_known(self.word(before)) || matches!(self.class(before), Class::Place | Class::Person))
        {
            first = before;
        }
        (first < mark).then(|| self.tokens[first].range.start)
    }

    /// The body of several words that ends where a name would begin: 研究生|会.
    fn body_before(&self, at: usize) -> Option<usize> {
        let end = at.checked_sub(1).map(|before| self.tokens[before].range.end)?;
        let lists = [&STRONG, &WHOLE].into_iter().filter_map(|list| list.ends(&self.text[..end]));
        let body = lists.filter(|body| body.chars().count() > 2).max_by_key(|body| body.len())?;
        let first = self.index_after(end - body.len());
        (self.tokens.get(first)?.range.start == end - body.len()).then_some(first)
    }

    /// The country before the name of a society, whatever words are between:
    /// 中国|机械|通用|零部件|工业|协会.
    fn home(&self, first: usize) -> Option<usize> {
        let is_loose = |index: &usize| {
            let word = self.word(*index);
            word.chars().all(is_han)
                && (!PARTS.contains(word) || WITHIN.contains(word))
                && !is_body(word)
                && !matches!(self.class(*index), Class::Function | Class::Pronoun | Class::Time)
                && !word.chars().all(is_numeral)
        };
        let mut before = (first.saturating_sub(REACH)..first).rev().take_while(is_loose);
        before.find(|&index| HOME.has(self.word(index)))
    }

    /// The place before a name that is said to be one by its legal form, whatever
    /// words it has (大连|洁净|易|超净|技术|有限公司), or by what it is, with roads and
    /// numbers (东城区|东四|七条|小学). Right before a province no county is meant.
    fn reach(&self, first: usize, is_site: bool) -> Option<usize> {
        let is_counted = |word: &str| word.chars().count() > 1 && COUNTED.ends(word).is_some();
        let is_number = |index: usize| {
            is_site && self.class(index) == Class::Number && !(index + 1 == first && is_counted(self.word(index)))
        };
        let is_class = |index: usize| match self.class(index) {
            Class::Function | Class::Pronoun => JOINS.has(self.word(index)),
            // 湖南|一六九|化工|有限责任公司
            Class::Number => is_number(index) || !is_site && self.word(index).chars().all(is_numeral),
            Class::Time => is_number(index + 1),
            Class::Verb => !is_site,
            _ => true,
        };
        let is_loose = |index: usize| {
            let word = self.word(index);
            word.chars().all(is_han)
                && (!PARTS.contains(word) || WITHIN.contains(word))
                && !is_body(word)
                && ![&OFFICES, &TITLES, &ROLES].iter().any(|list| list.has(word))
                && is_class(index)
        };
        let before = (first.saturating_sub(REACH)..first).rev().take_while(|&index| is_loose(index));
        let is_region = |index: usize| {
            let word = self.word(index);
            word.chars().count() > 1 && (!is_site && place::is_place(word) || MARKS.ends(word).is_some())
        };
        let place = before.filter(|&index| is_region(index)).last()?;
        let is_province = |index: usize| place::is_province(self.word(index));
        Some(if place + 1 < first && is_province(place + 1) && !is_province(place) { place + 1 } else { place })
    }

    /// Where the first of two things begins that a name joins: 省|海洋|与|渔业厅. Right
    /// before it stands whose they are, and neither is a name by itself.
    fn joined(&self, second: usize, ending: &Ending<'_>) -> Option<usize> {
        let join = second.checked_sub(1).filter(|&join| JOINS.has(self.word(join)))?;
        let is_thing = |index: usize| {
            let word = self.word(index);
            self.is_part(index, ending.at)
                && !is_body(word)
                && !HEADS.has(word)
                && !place::is_place(word)
                && MARKS.ends(word).is_none()
                && matches!(
                    self.class(index),
                    Class::Noun | Class::Verb | Class::Nominal | Class::Adjective | Class::Phrase | Class::Place
                )
                && ![&OFFICES, &TITLES, &ROLES, &MEMBERS].iter().any(|list| list.has(word))
        };
        let last = self.word(ending.index);
        if WHOLE.has(last) || HEADS.begins(last).is_some_and(|head| head.len() < last.len()) {
            return None;
        }
        // 红十字志愿服务队|和|县红十字会
        if STRONG.ends(&self.text[..self.tokens[join].range.start]).is_some() {
            return None;
        }
        let is_two = self.tokens[ending.index].range.start < ending.at || last.chars().count() > 2;
        let length = ending.index - second + usize::from(is_two);
        let is_second = (1..=JOINED).contains(&length) && (second..ending.index).all(is_thing);
        let run = (join.saturating_sub(JOINED)..join).rev().take_while(|&index| is_thing(index)).count();
        let first = join - run;
        let owner = first.checked_sub(1)?;
        let word = self.word(owner);
        let is_owner =
            HEADS.has(word) || place::length(word) == word.len() || MARKS.ends(word).is_some() || is_body(word);
        // 学校|城关二小|及|成员|学校, but 某大学|材料科学|与|工程|学院
        let is_whose = !KINDS.has(ending.suffix) || is_body(word) && word.chars().count() > 3;
        (is_second && run > 0 && is_owner && is_whose).then_some(first)
    }

    /// A beginning without what leads to a name: the place before which nothing says
    /// whose it is (全体职工|江城市…), without words of time and set phrases.
    fn trimmed(&self, first: usize, last: usize, start: usize, is_company: bool) -> usize {
        let is_place = |at: usize| {
            self.class(at) == Class::Place && token::is_known(self.word(at))
                || place::length(&self.text[self.tokens[at].range.start..]) > 0
                || HEADS.has(self.word(at))
                || COUNTRIES.begins(self.word(at)).is_some()
                || self.is_country(at)
        };
        let is_own = |at: usize| {
            let word = self.word(at);
            is_body(word) && !is_generic(word)
                || matches!(
                    self.class(at),
                    Class::Organization | Class::Proper | Class::Place | Class::Person | Class::Foreign
                )
                || !token::is_known(word) && self.class(at) != Class::Number && self.class(at) != Class::Verb
        };
        let mut at = first;
        // 省委|省政府, 大股东|江城矿业集团
        let opens = |at: usize| {
            let before = self.word(at - 1);
            let head = self.word(at);
            COMMITTEES.has(before) && (HEADS.has(head) || is_headed(head))
                || HOLDERS.has(before) && is_company
                || APPOSITIONS.ends(before).is_some()
                    && (is_place(at)
                        || !token::is_known(head)
                        || matches!(self.class(at), Class::Proper | Class::Person | Class::Organization))
        };
        let first = (first + 1..=last).rev().find(|&at| opens(at)).unwrap_or(first);
        // 新闻联播|中|全国政协: the whole name of a body, unless it follows another's.
        let is_whole = |at: usize| {
            let (word, before) = (self.word(at), self.word(at - 1));
            let is_headed = HOME.begins(word).is_some() || HEADS.begins(word).is_some_and(|head| head.len() > 6);
            WHOLE.has(word) && is_headed && TERMS.ends(before).is_none() && !is_body(before) && !is_place(at - 1)
        };
        let first = (first + 1..=last).rev().find(|&at| is_whole(at)).unwrap_or(first);
        // 表彰先进|江城市总工会: a region with its mark begins a name, unless another does.
        let is_region = |at: usize| place::leading(&self.text[self.tokens[at].range.start..]).is_some() && is_place(at);
        let first = match (first..last).find(|&at| is_place(at) || is_body(self.word(at))) {
            Some(region) if is_region(region) => region,
            _ => first,
        };
        if first > at {
            at = first;
        }
        if let Some(found) = (first..last).find(|&at| is_place(at))
            && !(first..found).any(is_own)
        {
            at = found;
        }
        let leads_to = |at: usize| {
            let word = self.word(at);
            // 2008|年底|业主委员会
            if self.class(at) == Class::Number && !word.starts_with(ORDINAL) {
                return self.class(at + 1) == Class::Time;
            }
            let is_deed = matches!(self.class(at), Class::Time | Class::Phrase)
                || self.class(at) == Class::Verb && !WITHIN.contains(word);
            is_deed && token::is_known(word) && !is_body(word) && !place::is_place(word)
        };
        while at < last && leads_to(at) {
            at += 1;
        }
        // 公安局|协调|市场监管局
        let parts = |at: usize| {
            self.class(at) == Class::Verb
                && WITHIN.contains(self.word(at))
                && STRONG.ends(&self.text[..self.tokens[at].range.start]).is_some()
        };
        if AGENCIES.ends(self.word(last)).is_some()
            && let Some(verb) = (at + 1..last).rev().find(|&at| parts(at))
        {
            at = verb + 1;
        }
        // 充实|中央政府
        let word = self.word(last);
        let is_headed = HEADS.begins(word).is_some_and(|head| head.len() > 3 && is_body(&word[head.len()..]));
        // 救助|花旗集团
        let is_listed = self.class(last) == Class::Organization && token::is_known(word) && !is_generic(word);
        let is_named = is_headed || is_listed && (at..last).all(|at| token::is_known(self.word(at)));
        if is_named && !(at..last).any(|at| is_own(at) || is_place(at)) {
            at = last;
        }
        // 修武县|河南|某公司
        let is_county =
            |index: usize| place::leading(self.word(index)).is_some_and(|(_, end)| end == self.word(index).len());
        if is_company
            && let Some(province) = (at + 1..=last).find(|&index| place::is_province(self.word(index)))
            && (at..province).all(|index| is_county(index) && !place::is_province(self.word(index)))
        {
            at = province;
        }
        self.tokens.get(at).map_or(start, |token| token.range.start.max(start))
    }
}
