//! Writer: what sentences are made with.
//!
//! In: facts and a stream of numbers. Out: words, and figures that are right
//! because they are worked out here. A figure or word that a careless writer
//! could get wrong is set in a slot, `⟦name|text⟧`, which is taken out again
//! when the report is finished and leaves its place behind.

use std::fmt::Display;

use super::facts::Facts;
use super::random::Random;

/// A pattern of a sentence.
pub type Pattern = fn(&mut Writer<'_>) -> String;

/// Text that a careless writer could get wrong.
pub fn slot(name: &str, text: impl Display) -> String {
    format!("⟦{name}|{text}⟧")
}

/// A small number in Chinese.
pub fn han(number: usize) -> &'static str {
    ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"][number]
}

/// An ordinal in Chinese.
pub fn ordinal(number: usize) -> &'static str {
    ["", "一", "二", "三", "四", "五", "六", "七", "八"][number]
}

/// What writes a report.
pub struct Writer<'a> {
    /// What it is about.
    pub facts: &'a Facts,
    /// Choices.
    pub random: &'a mut Random,
}

impl Writer<'_> {
    /// One of several words.
    pub fn pick(&mut self, words: &[&'static str]) -> &'static str {
        self.random.pick(words)
    }

    /// A number.
    pub fn number(&mut self, from: u32, to: u32) -> u32 {
        self.random.within(from..=to)
    }

    /// A number of its people, well below all.
    pub fn group(&mut self) -> u32 {
        let all = self.facts.members;
        self.random.within(all / 5..=all * 3 / 5)
    }

    /// Whom it counts.
    pub fn people(&self) -> &'static str {
        self.facts.kind.people
    }

    /// How it speaks of itself.
    pub fn unit(&self) -> &'static str {
        self.facts.kind.unit
    }

    /// Whom it serves.
    pub fn served(&self) -> &'static str {
        self.facts.kind.served
    }

    /// Where it works.
    pub fn place(&mut self) -> &'static str {
        self.random.pick(self.facts.kind.places)
    }

    /// A share in per cent, as people write it.
    pub fn share(&mut self, part: u32, whole: u32) -> String {
        let exact = f64::from(part) * 100.0 / f64::from(whole);
        let digits = self.random.pick(&[1, 1, 1, 2]);
        let text = format!("{exact:.digits$}");
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        slot("share", format!("{text}%"))
    }

    /// A day of the year, without the year.
    pub fn day(&mut self) -> String {
        let month = self.number(2, 10);
        let day = self.number(2, 27);
        slot("month-day", format!("{month}月{day}日"))
    }

    /// A day of the year, with the year.
    pub fn dated(&mut self) -> String {
        let month = self.number(2, 10);
        let day = self.number(2, 27);
        slot("date", format!("{}年{month}月{day}日", self.facts.year))
    }

    /// Some days on end.
    pub fn days(&mut self) -> String {
        let month = self.number(3, 10);
        let from = self.number(2, 14);
        let to = from + self.number(2, 9);
        slot("days", format!("{month}月{from}—{to}日"))
    }

    /// Things that are counted and then named: the count, and the things with
    /// `、` between.
    pub fn listed(&mut self, things: &[&'static str]) -> (String, String) {
        let count = self.number(3, 4) as usize;
        let chosen = self.random.some(things, count);
        let things: Vec<String> = chosen.iter().map(|thing| slot("item", thing)).collect();
        (slot("count", han(count)), things.join("、"))
    }

    /// The same with 等: there may be more than are named, but not fewer.
    pub fn listed_among(&mut self, things: &[&'static str]) -> (String, String) {
        let (count, things) = self.listed(things);
        (count.replace("⟦count|", "⟦count-at-least|"), things.replace("⟦item|", "⟦item-of-some|"))
    }

    /// Parts that add up: each with its number, then the sum.
    pub fn parts(&mut self, count: usize, from: u32, to: u32) -> (Vec<String>, String) {
        let numbers: Vec<u32> = (0..count).map(|_| self.number(from, to)).collect();
        let sum: u32 = numbers.iter().sum();
        (numbers.iter().map(|number| slot("part", number)).collect(), slot("sum", sum))
    }

    /// The same where a sum may be more than the parts that are told of it.
    pub fn parts_of_more(&mut self, count: usize, from: u32, to: u32) -> (Vec<String>, String) {
        let (parts, sum) = self.parts(count, from, to);
        (parts, sum.replace("⟦sum|", "⟦sum-at-least|"))
    }

    /// Arabic figures of which a PDF would make a row of single digits.
    pub fn figure(&mut self, from: u32, to: u32) -> String {
        slot("figure", self.random.within(from..=to))
    }
}
