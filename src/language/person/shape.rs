//! What the words of a text say of a name: whether it begins and ends with words,
//! and which they are.
//!
//! In: a place in a text with its words. Out: a weight, above nothing for a name.

use std::ops::Range;

use crate::language::person::{
    ACTS, ADDRESS, AFTER, Finder, HARDSHIP, JOINS, LABELS, LED, OFFICES, RARELY, ROLES, ROW_ENDS, SELDOM_LAST, TITLES,
    end_of, ends_seldom, is_ordinary,
};
use crate::language::token::{self, Class, Token};
use crate::language::{place, surname, words};
use crate::text::han::is_han;

/// A place where a name may stand, and the words there.
struct Place<'t> {
    text: &'t str,
    range: Range<usize>,
    /// The name.
    name: &'t str,
    /// Without the surname.
    given: &'t str,
    /// Whether the surname has two characters.
    compound: bool,
    /// Whether it has three characters or more.
    three: bool,
    /// The words that it has a part of.
    words: &'t [Token],
    /// Whether what stands before it leads to names.
    led: bool,
    /// Whether it stands between an office and a mark.
    alone: bool,
}

impl Finder<'_> {
    /// What the words of the text say of a name.
    pub(super) fn shape(&self, range: &Range<usize>, given: &str, compound: bool) -> i32 {
        let before = &self.text[..range.start];
        let ends = |lists: &[&super::List], text: &str| lists.iter().any(|list| list.ends(text).is_some());
        let near = before.trim_end_matches(['：', ':', ' ']);
        // 霍勇教授|和|方唯一
        let joined = JOINS.strip_suffix(near).unwrap_or(near);
        let first = self.tokens.partition_point(|token| token.range.end <= range.start);
        let last = self.tokens.partition_point(|token| token.range.end < range.end);
        let name = &self.text[range.clone()];
        let place = Place {
            text: self.text,
            range: range.clone(),
            name,
            given,
            compound,
            three: name.chars().count() >= 3,
            words: self.tokens.get(first..=last).unwrap_or_default(),
            led: ends(&[&OFFICES, &TITLES, &ROLES, &HARDSHIP, &LABELS, &LED], near)
                || ends(&[&OFFICES, &TITLES, &ADDRESS], joined),
            // 院长高峰。
            alone: ends(&[&OFFICES, &TITLES], before) && !self.text[range.end..].starts_with(is_han),
        };
        let words = match place.words {
            [word] if word.range == *range => place.as_word(word),
            _ => place.words.iter().map(|word| place.over(word)).sum::<i32>() + place.parted(),
        };
        let is_short = !place.three && self.tail(range.end) || self.goes_on(range.end);
        let is_cut = matches!(place.words, [head, _] if head.class == Class::Person && head.range.start == range.start);
        let is_whole =
            place.three && is_cut && !compound && self.tail(range.end - given.chars().last().map_or(0, char::len_utf8));
        let joins = JOINS.begins(name).is_some() && before.ends_with(is_han);
        place.characters() + words + place.head() + place.end(is_whole) + if is_whole { 10 } else { 0 }
            - if is_short { 16 } else { 0 }
            - if joins { 30 } else { 0 }
    }

    /// Whether a single character follows that ends what is said, so that it is the
    /// last of a name: 吴成|跃|等, 王才|有|，.
    fn tail(&self, at: usize) -> bool {
        self.token_at(at).is_some_and(|next| {
            let (word, after) = (&self.text[next.range.clone()], &self.text[next.range.end..]);
            let is_one = word.chars().count() == 1 && word.starts_with(is_han);
            let is_other = [&AFTER, &ACTS, &OFFICES, &ADDRESS].iter().any(|list| list.has(word));
            let is_plain = || {
                SELDOM_LAST.ends(word).is_none()
                    && !matches!(next.class, Class::Adverb | Class::Function | Class::Verb)
                    && (AFTER.begins(after).is_some() || ACTS.begins(after).is_some_and(|act| act.chars().count() > 1))
            };
            is_one && !is_other && (!after.starts_with(is_han) || ROW_ENDS.begins(after).is_some() || is_plain())
        })
    }

    /// Whether the word after a name was guessed, so that the name may go on: 闫立|波为.
    fn goes_on(&self, at: usize) -> bool {
        self.token_at(at).is_some_and(|next| {
            let word = &self.text[next.range.clone()];
            word.chars().all(is_han) && word.len() == 6 && !token::is_known(word) && next.class != Class::Person
        })
    }
}

impl Place<'_> {
    fn is_known(&self, word: &Token) -> bool {
        token::is_known(&self.text[word.range.clone()])
    }

    /// What the characters say by themselves.
    fn characters(&self) -> i32 {
        let is_listed =
            matches!(self.words, [word] if self.three && word.class == Class::Person && self.is_known(word));
        let mut weight = if self.three { 8 } else { 0 };
        if self.compound {
            weight += 8;
        } else if !is_listed {
            weight -= if self.name.starts_with(surname::may_be_verb) { 6 } else { 0 };
            weight -= if self.name.starts_with(surname::is_rare) { 8 } else { 0 };
        }
        weight
    }

    /// Where the name is just one word of the text.
    fn as_word(&self, word: &Token) -> i32 {
        match word.class {
            Class::Person if is_ordinary(self.name) => -12,
            Class::Person if self.three => 26,
            Class::Person => 18,
            _ if !self.is_known(word) => 8,
            _ if words::is_word(self.name) => -40,
            _ if self.alone => -10,
            _ => -30,
        }
    }

    /// What one of several words says, or one that is longer than the name.
    fn over(&self, word: &Token) -> i32 {
        let (cut_head, cut_tail) = (word.range.start < self.range.start, word.range.end > self.range.end);
        let known = self.is_known(word);
        let text = &self.text[word.range.clone()];
        // The words were guessed: 成刚作|述职, 人冉|大海.
        if !known
            && cut_tail
            && !cut_head
            && word.class == Class::Person
            && self.words.len() == 1
            && ends_seldom(text)
            && self.text[self.range.end..word.range.end].chars().count() == 1
        {
            return if self.three { 26 } else { 18 };
        }
        if !known && cut_head && self.led {
            return 4;
        }
        if !(cut_head || cut_tail) || text.chars().count() < 2 {
            return 0;
        }
        // 陈|思雨 may be cut wrongly only where the dictionary has no such word.
        let cut = match (known, word.class) {
            (true, Class::Person) => 12,
            (true, _) => 30,
            (false, Class::Person) if !cut_head => 2,
            (false, Class::Person) => 8,
            (false, _) if !cut_head => 4,
            (false, _) => 12,
        };
        -cut - if cut_head { 6 } else { 0 }
    }

    /// Where the name is just some words of the text: 陈|思雨.
    fn parted(&self) -> i32 {
        let (Some(first), Some(last)) = (self.words.first(), self.words.last()) else { return 0 };
        let begins = first.range.start == self.range.start && first.range.end < self.range.end;
        if !begins || last.range.end != self.range.end {
            return 0;
        }
        let one = self.given.chars().count() == 1;
        // 和|锦旗
        let mut weight = if first.class == Class::Function { -14 } else { 0 };
        weight += if self.words.len() > 2 || one { 8 } else { 4 };
        // 于|会议: a surname before an ordinary word of two characters.
        if self.words.len() == 2 && self.given.chars().count() == 2 {
            let is_given = matches!(last.class, Class::Person | Class::Place)
                || last.class == Class::Time && first.class == Class::Person;
            weight += match (is_given, words::is_word(self.given), first.class) {
                (true, ..) => 12,
                (_, true, Class::Person) => -4,
                // 任|执行
                (_, true, _) if self.name.starts_with(surname::may_be_verb) && last.class == Class::Verb => -44,
                (_, true, _) => -18,
                _ => 0,
            };
        }
        weight
    }

    /// Whether it begins with another word: 高峰 in 高峰期.
    fn head(&self) -> i32 {
        let head = &self.name[..end_of(self.name, 2).unwrap_or(self.name.len())];
        let is_parted = self.words.len() > 1
            && self
                .words
                .first()
                .is_some_and(|word| word.range.len() < head.len() && word.range.start == self.range.start);
        if self.compound || !words::is_word(head) && (is_parted || !is_ordinary(head)) {
            return 0;
        }
        match (self.three, self.alone) {
            (true, true) => -8,
            (true, false) => -22,
            _ => -30,
        }
    }

    /// Whether it is a word, a place, or ends as names do not.
    fn end(&self, is_whole: bool) -> i32 {
        let mut weight = 0;
        weight -= if self.three && is_ordinary(self.name) { 30 } else { 0 };
        weight -= if place::is_place(self.name) { 40 } else { 0 };
        weight -= if SELDOM_LAST.ends(self.name).is_some() && !is_whole { 30 } else { 0 };
        // 宣传|科
        let is_office = || words::is_word(&self.name[..end_of(self.name, 2).unwrap_or(self.name.len())]);
        weight -= match RARELY.ends(self.name) {
            Some(_) if is_office() => 40,
            Some(_) => 8,
            None => 0,
        };
        // 唐山|大
        let head = &self.name[..end_of(self.name, 2).unwrap_or(self.name.len())];
        let is_first = self.words.first().is_some_and(|word| self.text.get(word.range.clone()) == Some(head));
        weight -= if self.three && !self.alone && is_first && place::is_place(head) { 12 } else { 0 };
        weight
    }
}
