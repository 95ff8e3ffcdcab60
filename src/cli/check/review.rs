//! `huibian check --review`: finding by finding, with the sentence, and what becomes of it.
//!
//! Each answer is written at once, as the desk writes it: whoever stops has lost nothing.
//! After a change the findings behind it in the file are moved with their words.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::ops::Range;

use crate::check;
use crate::cli::Trouble;
use crate::cli::asking::{clean, line, unread};
use crate::cli::check::CheckResult;
use crate::cli::shell::Shell;
use crate::diag::position::{floor, position};
use crate::diag::terminal::severity;
use crate::diag::texts::Guide;
use crate::diag::{Diagnostic, Language, Words};
use crate::disk::{FileChange, Folder};
use crate::language::sentence::sentences;
use crate::manuscript::place::Places;
use crate::manuscript::{Manuscript, Op, Refusal, apply};
use crate::parse::front::choices::{ANSWER, choice};
use crate::registers::{self, Kind};
use crate::source::{Files, Span, Tree, VPath};
use crate::text::width::fold;

const MEND: Words = Words { zh: "y 照改　", en: "y mend, " };
const ALL: Words = Words { zh: "a 这条规则以后都照改　", en: "a mend all of this rule, " };
const WRITE: Words = Words { zh: "e 自己改写　", en: "e write it myself, " };
const WAIVE: Words = Words { zh: "n 没有错，写明理由　", en: "n it is right, for a reason, " };
const ALWAYS: Words = Words { zh: "t 这样写一律算对　", en: "t always right here, " };
const LATER: Words = Words { zh: "回车 以后再说　q 停下", en: "Enter later, q stop" };
const WHAT: Words = Words { zh: "怎么办？", en: "What now? " };
const REASON: Words = Words { zh: "  理由（回车作罢）：", en: "  The reason (Enter: never mind): " };
const INSTEAD: Words = Words { zh: "  改成（回车作罢）：", en: "  Write (Enter: never mind): " };
const RIGHT: Words = Words { zh: "  哪几个字一律算对", en: "  Which words are always right" };
const NOT_AROUND: Words = Words {
    zh: "要包含标出的字，照原文写，至少两个字",
    en: "it must have the marked words in it as the text has them, two characters or more",
};
const HELP: Words = Words { zh: "改法：", en: "help: " };
const MENDED: Words = Words { zh: "已改", en: "mended" };
const CHANGED: Words = Words {
    zh: "这个文件在检查以后变了，没有动它；请再运行一次",
    en: "this file was changed since it was checked and is left alone; run this again",
};

/// What became of findings.
#[derive(Default)]
pub struct Review {
    mended: usize,
    waived: usize,
    right: usize,
    /// The findings that nothing became of.
    pub left: Vec<Diagnostic>,
    /// Words that are right from now on.
    words: Vec<String>,
    /// Rules whose findings are mended without a question.
    all: BTreeSet<&'static str>,
    ended: bool,
}

/// What is done about a finding.
enum Deed {
    Mend(Op),
    Waive(String),
    Right(String),
    Leave,
}

/// Asks about all that was found in reports and pages.
pub fn review(
    found: &CheckResult,
    folder: &Folder,
    shell: &Shell,
    answers: &mut dyn BufRead,
) -> Result<Review, Trouble> {
    let mut review = Review::default();
    let total = found.known.fresh.len();
    let mut number = 0;
    for file in found.known.fresh.chunk_by(|a, b| a.span.file == b.span.file) {
        let path = &file[0].span.file;
        let text = folder.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let is_asked = path.extension() == "md" && folder.holds(path);
        let Some(text) = text.filter(|_| is_asked && !review.ended) else {
            review.left.extend_from_slice(file);
            number += file.len();
            continue;
        };
        if found.files.read(path).is_ok_and(|read| read != text.as_bytes()) {
            shell.tell(&format!("\n{path}\n  {}\n", shell.word(CHANGED)));
            review.left.extend_from_slice(file);
            number += file.len();
            continue;
        }
        let mut open = Open { path, text, waiting: file.to_vec(), folder, shell };
        while !open.waiting.is_empty() {
            let finding = open.waiting.remove(0);
            number += 1;
            if review.ended || review.is_right(&finding, &open.text) {
                review.left.extend((review.ended).then_some(finding));
                continue;
            }
            if let Some(op) = Op::mending(&finding).filter(|_| review.all.contains(finding.rule.code)) {
                let words = Op::mending_words(&finding, &open.text, shell.language).unwrap_or_default();
                let is_done = open.change(&op)?;
                if is_done {
                    review.mended += 1;
                    shell.tell(&format!("  {} {}：{}\n", shell.word(MENDED), finding.rule.name, clean(&words)));
                } else {
                    review.left.push(finding);
                }
                continue;
            }
            shell.tell(&open.question(&finding, number, total));
            review.answer(&mut open, finding, answers)?;
        }
    }
    Ok(review)
}

impl Review {
    fn answer(&mut self, open: &mut Open<'_>, finding: Diagnostic, answers: &mut dyn BufRead) -> Result<(), Trouble> {
        let deed = self.deed(open, &finding, answers).map_err(unread)?;
        let is_done = match &deed {
            Deed::Mend(op) => open.change(op)?,
            Deed::Waive(why) => {
                let manuscript = Manuscript::read(open.path, open.text.as_bytes(), open.shell.language);
                match Op::waiving(&manuscript, &open.text, &finding, why) {
                    Some(op) => open.change(&op)?,
                    None => false,
                }
            }
            Deed::Right(word) => open.except(word)?,
            Deed::Leave => false,
        };
        match deed {
            _ if !is_done => self.left.push(finding),
            Deed::Mend(_) => self.mended += 1,
            Deed::Waive(_) => self.waived += 1,
            Deed::Right(word) => {
                self.right += 1;
                self.words.push(word);
            }
            Deed::Leave => {}
        }
        Ok(())
    }

    /// What somebody wants done. An answer that is none is asked for again.
    fn deed(&mut self, open: &Open<'_>, finding: &Diagnostic, answers: &mut dyn BufRead) -> std::io::Result<Deed> {
        let shell = open.shell;
        let mending = Op::mending(finding);
        let is_place = !finding.span.range().is_empty();
        let can_waive = check::choice::rule(finding.rule.name).is_ok();
        let can_except = check::has_exceptions(finding.rule) && is_place;
        let ways = [
            (mending.is_some(), MEND),
            (mending.is_some(), ALL),
            (is_place, WRITE),
            (can_waive, WAIVE),
            (can_except, ALWAYS),
        ];
        let ways: String = ways.into_iter().filter(|(can, _)| *can).map(|(_, words)| shell.word(words)).collect();
        let question = format!("  {}{ways}{} > ", shell.word(WHAT), shell.word(LATER));
        loop {
            let Some(said) = line(&question, shell, answers)? else {
                self.ended = true;
                return Ok(Deed::Leave);
            };
            if said.is_empty() {
                return Ok(Deed::Leave);
            }
            match (choice(&ANSWER, &fold(&said)), &mending) {
                (Some(0), Some(op)) => return Ok(Deed::Mend(op.clone())),
                (Some(4), Some(op)) => {
                    self.all.insert(finding.rule.code);
                    return Ok(Deed::Mend(op.clone()));
                }
                (Some(1), _) if can_waive => {
                    if let Some(why) = line(shell.word(REASON), shell, answers)?.filter(|why| !why.is_empty()) {
                        return Ok(Deed::Waive(why));
                    }
                }
                (Some(2), _) if is_place => {
                    if let Some(text) = line(shell.word(INSTEAD), shell, answers)?.filter(|text| !text.is_empty()) {
                        return Ok(Deed::Mend(Op::Edits { edits: vec![(finding.span.range(), text)] }));
                    }
                }
                (Some(6), _) if can_except => {
                    if let Some(word) = open.word(finding, answers)? {
                        return Ok(Deed::Right(word));
                    }
                }
                (Some(3), _) => {
                    self.ended = true;
                    return Ok(Deed::Leave);
                }
                _ => {}
            }
        }
    }

    /// Whether words that are right from now on make a finding none.
    fn is_right(&self, finding: &Diagnostic, text: &str) -> bool {
        let is_in = |word: &String| stands_in(text, &finding.span.range(), word);
        check::has_exceptions(finding.rule) && self.words.iter().any(is_in)
    }

    /// What was done, in a line.
    pub fn told(&self, language: Language) -> String {
        let Review { mended, waived, right, left, .. } = self;
        let left = left.len();
        match language {
            Language::Chinese => {
                format!("改了 {mended} 处，豁免 {waived} 处，记入用语表 {right} 条，还有 {left} 处没有处理。\n")
            }
            Language::English => {
                format!("{mended} mended, {waived} waived, {right} put among the terms, {left} left.\n")
            }
        }
    }
}

/// A file under review.
struct Open<'a> {
    path: &'a VPath,
    /// As it is by now.
    text: String,
    /// The findings to come, where they stand by now.
    waiting: Vec<Diagnostic>,
    folder: &'a Folder,
    shell: &'a Shell,
}

impl Open<'_> {
    /// What a finding says, its sentence, and what may be done.
    fn question(&self, finding: &Diagnostic, number: usize, total: usize) -> String {
        let (shell, language) = (self.shell, self.shell.language);
        let tree = Tree::of_texts([(self.path.as_str(), self.text.as_str())]);
        let (row, column) = position(&self.text, finding.span.range().start);
        let place = Places::new(&tree, language).place(&finding.span).map_or(String::new(), |place| clean(&place));
        let (path, rule) = (self.path, finding.rule);
        let weight = shell.word(severity(finding.severity));
        let mut text = match language {
            Language::Chinese => format!("\n{path}:{row}:{column}　{place}（第 {number} 处，共 {total} 处）\n"),
            Language::English => format!("\n{path}:{row}:{column}  {place} ({number} of {total})\n"),
        };
        text.push_str(&format!("  {weight}[{} {}] {}\n", rule.code, rule.name, clean(&finding.message(language))));
        let sentence = sentence(&self.text, finding.span.range());
        if !sentence.concat().trim().is_empty() {
            let [before, marked, after] = sentence.map(|words| clean(&words));
            let (on, off) = if shell.color { ("\x1b[7m", "\x1b[0m") } else { ("【", "】") };
            text.push_str(&format!("  {before}{on}{marked}{off}{after}\n"));
        }
        let help = finding.help(language);
        if !help.is_empty() {
            text.push_str(&format!("  {}{}\n", shell.word(HELP), clean(&help)));
        }
        if let Some(words) = Op::mending_words(finding, &self.text, language) {
            text.push_str(&format!("  → {}\n", clean(&words)));
        }
        text
    }

    /// Words that are to be right wherever they stand; nothing if there are none after all.
    fn word(&self, finding: &Diagnostic, answers: &mut dyn BufRead) -> std::io::Result<Option<String>> {
        let range = finding.span.range();
        let own = self.text.get(range.clone()).unwrap_or_default();
        let own = if own.chars().count() > 1 && !own.contains('\n') { own } else { "" };
        let preset = if own.is_empty() { String::new() } else { format!(" [{own}]") };
        let colon = self.shell.word(Words { zh: "：", en: ": " });
        let question = format!("{}{preset}{colon}", self.shell.word(RIGHT));
        let Some(said) = line(&question, self.shell, answers)? else { return Ok(None) };
        let word = if said.is_empty() { own.to_owned() } else { said };
        if word.chars().count() > 1 && stands_in(&self.text, &range, &word) {
            return Ok(Some(word));
        }
        if !word.is_empty() {
            self.shell.tell(&format!("  {}\n", self.shell.word(NOT_AROUND)));
        }
        Ok(None)
    }

    /// Does something to the file, and moves what is waiting. Whether it was done.
    fn change(&mut self, op: &Op) -> Result<bool, Trouble> {
        let after = match apply(self.path, self.text.as_bytes(), std::slice::from_ref(op)) {
            Ok(bytes) => String::from_utf8(bytes).unwrap_or_default(),
            Err(refusal) => return Ok(self.refused(&refusal)),
        };
        let mut transaction = self.shell.begin(self.folder.dir())?;
        let change =
            FileChange { path: self.folder.place(self.path), before: self.text.as_bytes(), after: after.as_bytes() };
        let done: Result<(), _> = transaction.change(&[change]).into_iter().collect();
        done.and(transaction.finish())?;
        let edits = match op {
            Op::Edits { edits } => edits.iter().map(|(range, text)| (range.clone(), text.len())).collect(),
            _ => vec![difference(&self.text, &after)],
        };
        self.waiting.retain_mut(|finding| moved(finding, &edits));
        self.text = after;
        Ok(true)
    }

    /// Puts words among the exceptions of `terms.yaml`.
    fn except(&mut self, word: &str) -> Result<bool, Trouble> {
        let path = Kind::Terms.path();
        let before = self.folder.read(&path).ok();
        let after = match registers::except(before.as_deref().unwrap_or_default(), word) {
            Ok(after) => after,
            Err(refusal) => return Ok(self.refused(&refusal)),
        };
        let mut transaction = self.shell.begin(self.folder.dir())?;
        let place = self.folder.place(&path);
        match &before {
            Some(before) => {
                let changes = [FileChange { path: place, before, after: &after }];
                transaction.change(&changes).into_iter().collect::<Result<(), _>>()?;
            }
            None => {
                transaction.create(place, &after)?;
            }
        }
        transaction.finish()?;
        Ok(true)
    }

    fn refused(&self, refusal: &Refusal) -> bool {
        self.shell.tell(&format!("  {}\n", clean(&refusal.text(self.shell.language))));
        false
    }
}

/// The sentence around a range, in three pieces: before it, it, behind it. Of a range of
/// several lines the first.
fn sentence(text: &str, range: Range<usize>) -> [String; 3] {
    let start = floor(text, range.start);
    let end = floor(text, range.end).max(start);
    let head = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let tail = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = end.min(tail);
    let row = &text[head..tail];
    let (from, to) = (start - head, (end - head).max(start - head + 1));
    let around = sentences(row).into_iter().filter(|sentence| sentence.start < to && from < sentence.end);
    let around = around.reduce(|one, next| one.start..next.end).unwrap_or(0..row.len());
    let (from, to) = (head + around.start.min(start - head), head + around.end.max(end - head));
    [&text[from..start], &text[start..end], &text[end..to]].map(str::to_owned)
}

/// Where two texts differ: the range in the first, and how long it is in the second.
fn difference(before: &str, after: &str) -> (Range<usize>, usize) {
    let (one, other) = (before.as_bytes(), after.as_bytes());
    let head = floor(before, one.iter().zip(other).take_while(|(a, b)| a == b).count());
    let mut tail = one[head..].iter().rev().zip(other[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    while !before.is_char_boundary(one.len() - tail) {
        tail -= 1;
    }
    (head..one.len() - tail, other.len() - tail - head)
}

/// Moves a finding with its words. Whether they are still what they were.
fn moved(finding: &mut Diagnostic, edits: &[(Range<usize>, usize)]) -> bool {
    let file = finding.span.file.clone();
    let labels = finding.labels.iter_mut().map(|label| &mut label.span);
    let own = finding.edits.iter_mut().map(|edit| &mut edit.span);
    let spans = std::iter::once(&mut finding.span).chain(labels).chain(own).filter(|span| span.file == file);
    for span in spans {
        let Range { mut start, mut end } = span.range();
        for (range, length) in edits.iter().rev() {
            if range.end <= span.range().start {
                (start, end) = (start + length - range.len(), end + length - range.len());
            } else if range.start < span.range().end {
                return false;
            }
        }
        *span = Span::new(&file, start..end);
    }
    true
}

/// Whether a range is part of words that stand there.
fn stands_in(text: &str, range: &Range<usize>, word: &str) -> bool {
    let Some(own) = text.get(range.clone()).filter(|own| !own.is_empty()) else { return false };
    word.match_indices(own).any(|(offset, _)| {
        range.start.checked_sub(offset).and_then(|start| text.get(start..)).is_some_and(|rest| rest.starts_with(word))
    })
}

#[cfg(test)]
mod tests {
    use super::{difference, moved, sentence, stands_in};
    use crate::diag::Diagnostic;
    use crate::diag::rules::front::YEAR_UNREADABLE;
    use crate::source::{Span, VPath};

    #[test]
    fn the_sentence_is_shown_around_its_words() {
        let text = "甲。乙丙丁，戊。己\n庚";
        let of = |word: &str| {
            let at = text.find(word).unwrap();
            sentence(text, at..at + word.len())
        };
        assert_eq!(of("丙"), ["乙", "丙", "丁，戊。"].map(str::to_owned));
        assert_eq!(of("。乙"), ["甲", "。乙", "丙丁，戊。"].map(str::to_owned));
        assert_eq!(of("己\n庚"), ["", "己", ""].map(str::to_owned));
        assert_eq!(sentence("", 0..9).concat(), "");
    }

    #[test]
    fn findings_move_with_their_words() {
        let file = VPath::new("content/a.md").unwrap();
        let at = |start, end| Diagnostic::new(&YEAR_UNREADABLE, Span::new(&file, start..end)).suggest("x");
        let check =
            |edits: &[(std::ops::Range<usize>, usize)], before: (usize, usize), after: Option<(usize, usize)>| {
                let mut finding = at(before.0, before.1);
                let stays = moved(&mut finding, edits);
                assert_eq!(stays.then(|| (finding.span.range().start, finding.span.range().end)), after);
            };
        check(&[(2..4, 1)], (4, 6), Some((3, 5)));
        check(&[(2..4, 9)], (0, 2), Some((0, 2)));
        check(&[(2..4, 9)], (3, 6), None);
        check(&[(2..2, 5), (8..9, 0)], (4, 6), Some((9, 11)));
        check(&[(2..2, 5), (8..9, 0)], (9, 10), Some((13, 14)));
        assert_eq!(difference("甲乙丙", "甲丁乙丙"), (3..3, 3));
    }

    #[test]
    fn words_stand_in_longer_ones() {
        let text = "修建长赣铁路";
        let at = text.find("长赣").unwrap()..text.find("铁").unwrap();
        assert!(stands_in(text, &at, "长赣铁路") && stands_in(text, &at, "长赣"));
        assert!(!stands_in(text, &at, "长沙") && !stands_in(text, &at, "建长") && !stands_in(text, &(0..0), "长赣"));
    }
}
