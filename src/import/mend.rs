//! Raw text is mended.
//!
//! In: a document as it was read. Out: the same document with the damage of
//! copying undone: broken lines joined, spaces within words removed, folded
//! punctuation restored, what belonged to a web page dropped. The rules are
//! those of the proofreader (`crate::check`), applied before there is a report.
//!
//! Nothing is silent: every mend is a [`Remark`], and what is uncertain is left
//! as it stands, with a doubt. A document that has been mended, or that was
//! clean, comes out as it went in and without a remark more. Form, links and
//! notes stay where they were, also where a mend crosses them ([`runs`]).

mod blanks;
mod chrome;
mod join;
mod marks;
pub mod runs;
mod spaces;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use crate::diag::Words;
use crate::import::document::{Block, Document, Paragraph, Place, Role};
use crate::import::{Remark, RemarkKind};

/// Mends a document.
pub fn mend(document: &mut Document) {
    let mut log = Log::new(std::mem::take(&mut document.remarks));
    for _ in 0..ROUNDS {
        let before = log.remarks.len();
        pass(document, &mut log);
        // One mend may make way for another. Doubts are those of the last
        // round, when all that can be mended is.
        let is_done = log.remarks[before..].iter().all(|remark| remark.kind == RemarkKind::Doubt);
        if is_done {
            break;
        }
        log.forget_doubts(before);
    }
    document.remarks = log.remarks;
}

/// How often a document is gone through at most.
const ROUNDS: usize = 12;

fn pass(document: &mut Document, log: &mut Log) {
    join::wrapped(&mut document.blocks, log);
    each(document, &mut |paragraph| blanks::mend(paragraph, log));
    chrome::split_labels(&mut document.blocks, log);
    join::broken(document, log);
    marks::mend(document, log);
    spaces::mend(document, log);
}

/// How many remarks of one kind are worth reading.
const MANY: usize = 500;

const MORE: Words = Words {
    zh: "同类改动很多，以后的不再逐处列出",
    en: "there are many of these; those that follow are not listed one by one",
};

/// Remarks as they are made.
struct Log {
    remarks: Vec<Remark>,
    /// The doubts there are, since a second mending meets them again.
    doubts: HashSet<(&'static str, Option<Place>, String)>,
    counts: HashMap<&'static str, usize>,
}

impl Log {
    fn new(remarks: Vec<Remark>) -> Log {
        let doubt = |remark: &Remark| (remark.what.zh, remark.place, remark.before.clone());
        let doubts = remarks.iter().filter(|remark| remark.kind == RemarkKind::Doubt).map(doubt).collect();
        let mut counts: HashMap<&'static str, usize> = HashMap::new();
        for remark in &remarks {
            *counts.entry(remark.what.zh).or_default() += 1;
        }
        for remark in remarks.iter().filter(|remark| remark.what == MORE) {
            counts.iter_mut().filter(|(what, _)| **what == remark.before).for_each(|(_, count)| *count = MANY);
        }
        Log { remarks, doubts, counts }
    }

    /// Takes back the doubts among the remarks from `start` on.
    fn forget_doubts(&mut self, start: usize) {
        let tail = self.remarks.split_off(start);
        for remark in tail {
            if remark.kind != RemarkKind::Doubt {
                self.remarks.push(remark);
                continue;
            }
            if let Some(count) = self.counts.get_mut(remark.what.zh) {
                *count -= 1;
            }
            self.doubts.remove(&(remark.what.zh, remark.place, remark.before));
        }
    }

    fn note(&mut self, kind: RemarkKind, what: Words, place: Place, before: &str, after: &str) {
        if kind == RemarkKind::Doubt && !self.doubts.insert((what.zh, Some(place), before.to_owned())) {
            return;
        }
        // What is left out is quoted whole, however often.
        if kind == RemarkKind::Dropped {
            self.remarks.push(Remark::new(kind, what, place, before, after));
            return;
        }
        let count = self.counts.entry(what.zh).or_default();
        *count += 1;
        match (*count).cmp(&MANY) {
            std::cmp::Ordering::Less => self.remarks.push(Remark::new(kind, what, place, before, after)),
            std::cmp::Ordering::Equal => self.remarks.push(Remark::new(kind, MORE, place, what.zh, "")),
            std::cmp::Ordering::Greater => {}
        }
    }

    /// Applies edits to a paragraph and notes the first of them.
    fn edit(&mut self, paragraph: &mut Paragraph, text: &str, edits: &[runs::Edit], what: Words) {
        let Some(first) = edits.first() else { return };
        let (before, after) = runs::around(text, first);
        runs::apply(&mut paragraph.content, edits);
        self.note(RemarkKind::Mended, what, paragraph.place, &before, &after);
    }
}

/// Calls a function with every paragraph but those set as they stand.
fn each(document: &mut Document, act: &mut dyn FnMut(&mut Paragraph)) {
    let mut visit = |paragraph: &mut Paragraph| {
        if paragraph.role != Role::Preformatted {
            act(paragraph);
        }
    };
    for block in &mut document.blocks {
        match block {
            Block::Paragraph(paragraph) => visit(paragraph),
            Block::Table(table) => {
                table.rows.iter_mut().flatten().flat_map(|cell| &mut cell.content).for_each(&mut visit);
            }
            Block::Divider => {}
        }
    }
    document.notes.iter_mut().flatten().for_each(visit);
}

/// The texts of all paragraphs, as [`runs::flat`] gives them.
fn texts(document: &Document) -> Vec<String> {
    let mut texts = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => texts.push(runs::flat(&paragraph.content)),
            Block::Table(table) => texts.extend(
                table.rows.iter().flatten().flat_map(|cell| &cell.content).map(|cell| runs::flat(&cell.content)),
            ),
            Block::Divider => {}
        }
    }
    texts.extend(document.notes.iter().flatten().map(|paragraph| runs::flat(&paragraph.content)));
    texts
}

/// Which of some words of three characters are written in one somewhere.
struct Written(HashSet<[char; 3]>);

impl Written {
    /// Looks for the words that are asked for, in one pass over the texts.
    fn find(wanted: &HashSet<[char; 3]>, texts: &[String]) -> Written {
        let mut found = HashSet::new();
        if wanted.is_empty() {
            return Written(found);
        }
        for text in texts {
            let mut last = ['\0'; 3];
            for character in text.chars() {
                last = [last[1], last[2], character];
                if wanted.contains(&last) {
                    found.insert(last);
                }
            }
        }
        Written(found)
    }

    fn has(&self, word: &str) -> bool {
        triple(word).is_some_and(|word| self.0.contains(&word))
    }
}

/// A word of three characters.
fn triple(word: &str) -> Option<[char; 3]> {
    let mut characters = word.chars();
    Some([characters.next()?, characters.next()?, characters.next()?])
}
