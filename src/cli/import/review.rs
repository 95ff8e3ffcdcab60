//! Asking about uncertain points at the terminal.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use crate::cli::Trouble;
use crate::cli::asking::{self, clean};
use crate::cli::import::summary::place;
use crate::cli::shell::Shell;
use crate::diag::{Language, Words};
use crate::import::facts::Facts;
use crate::import::review::{Answer, Point, REMARKS, points, review};
use crate::import::settle::{Settled, settle};
use crate::parse::front::choices::{ANSWER, choice};
use crate::parse::front::open_points;
use crate::source::VPath;
use crate::text::width::fold;

const CHOICES: Words = Words {
    zh: "采用吗？y 采用　n 不要　e 改写　回车 以后再说；其余同此：a 这一项都采用　d 这一项都不要　q 都以后再说",
    en: "Take it? y yes, n no, e write something else, Enter later; the rest too: a take all of this key, d drop all of this key, q leave all",
};
const FILL: Words = Words {
    zh: "填什么？e 填写　n 不要了　回车 以后再说　q 都以后再说",
    en: "What is it? e write it, n never mind, Enter later, q all later",
};
const REMARK: Words = Words {
    zh: "办好了吗？y 办好了，删去　回车 以后再说　q 都以后再说",
    en: "Is it done? y yes, delete it, Enter later, q all later",
};
const OTHERS: Words = Words { zh: "填数字，选另一种：", en: "or by its number:" };
const REPLACEMENT: Words = Words { zh: "改成：", en: "instead: " };
const AGAIN: Words = Words { zh: "这一项不能这样写", en: "this key does not take that" };
const TAKEN: Words = Words { zh: "采用", en: "taken" };
const DROPPED: Words = Words { zh: "不要", en: "dropped" };

/// Someone who answers.
#[derive(Default)]
pub struct Review {
    /// Whether everything else is left for later.
    ended: bool,
}

impl Review {
    /// Asks about the uncertain points of a document. Who says nothing more
    /// leaves the rest as it is.
    pub fn ask(
        &mut self,
        shown: &str,
        facts: &mut Facts,
        shell: &Shell,
        answers: &mut dyn BufRead,
    ) -> Result<(), Trouble> {
        let total = points(facts).iter().filter(|point| !point.certain).count();
        let mut talk = Talk::new(self, shown, total, shell, answers);
        review(facts, &mut |point| if point.certain { Answer::Leave } else { talk.about(point) });
        talk.end()
    }

    /// Asks about the open points of a report that is there.
    pub fn settle(
        &mut self,
        shown: &str,
        (path, text): (&VPath, &str),
        shell: &Shell,
        answers: &mut dyn BufRead,
    ) -> Result<Settled, Trouble> {
        let total = open_points(path, text).len();
        let mut talk = Talk::new(self, shown, total, shell, answers);
        let settled = settle(path, text, &mut |point| talk.about(point));
        talk.end().map(|()| settled)
    }
}

/// Questions about one document, and what was said for all of a key.
struct Talk<'a> {
    review: &'a mut Review,
    shown: &'a str,
    number: usize,
    total: usize,
    /// What holds for the rest of a key: whether it is taken.
    rest: BTreeMap<&'static str, bool>,
    trouble: Option<io::Error>,
    shell: &'a Shell,
    answers: &'a mut dyn BufRead,
}

impl<'a> Talk<'a> {
    fn new(
        review: &'a mut Review,
        shown: &'a str,
        total: usize,
        shell: &'a Shell,
        answers: &'a mut dyn BufRead,
    ) -> Talk<'a> {
        Talk { review, shown, number: 0, total, rest: BTreeMap::new(), trouble: None, shell, answers }
    }

    /// The answer about a point. An answer for the whole key holds for every
    /// further point of it, unless the key does not take it.
    fn about(&mut self, point: &Point) -> Answer {
        if self.review.ended {
            return Answer::Leave;
        }
        self.number += usize::from(!point.again);
        if let Some(takes) = self.rest.get(point.key).copied().filter(|_| !point.again) {
            let what = self.shell.word(if takes { TAKEN } else { DROPPED });
            let value = if point.value.is_empty() { &point.evidence } else { &point.value };
            self.shell.tell(&format!("  {what} {}: {}\n", point.key, clean(value)));
            return if takes { Answer::Take } else { Answer::Drop };
        }
        let question = self.question(point);
        self.shell.tell(&question);
        self.answer(point).unwrap_or_else(|error| {
            self.review.ended = true;
            self.trouble = Some(error);
            Answer::Leave
        })
    }

    /// One answer. A word that is none is asked for again.
    fn answer(&mut self, point: &Point) -> io::Result<Answer> {
        loop {
            let choices = match point.key {
                REMARKS => REMARK,
                _ if point.value.is_empty() => FILL,
                _ => CHOICES,
            };
            let question = format!("  {} > ", self.shell.word(choices));
            let Some(line) = asking::line(&question, self.shell, self.answers)? else {
                self.review.ended = true;
                return Ok(Answer::Leave);
            };
            let line = fold(&line);
            let number = line.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            if let Some(number) = number.filter(|number| *number < point.alternatives.len()) {
                return Ok(Answer::Choose(number));
            }
            match choice(&ANSWER, &line) {
                None if line.is_empty() => return Ok(Answer::Leave),
                Some(0) => return Ok(Answer::Take),
                Some(1) => return Ok(Answer::Drop),
                Some(3) => {
                    self.review.ended = true;
                    return Ok(Answer::Leave);
                }
                Some(2) => {
                    let question = format!("  {}", self.shell.word(REPLACEMENT));
                    let text = asking::line(&question, self.shell, self.answers)?;
                    return Ok(text.filter(|text| !text.is_empty()).map_or(Answer::Leave, Answer::Replace));
                }
                Some(4) => {
                    self.rest.insert(point.key, true);
                    return Ok(Answer::Take);
                }
                Some(5) => {
                    self.rest.insert(point.key, false);
                    return Ok(Answer::Drop);
                }
                _ => {}
            }
        }
    }

    fn question(&self, point: &Point) -> String {
        let (shell, shown, number, total) = (self.shell, self.shown, self.number, self.total);
        let mut text = String::new();
        if point.again {
            text.push_str(&format!("  {}\n", shell.word(AGAIN)));
        }
        let value = clean(if point.key == REMARKS { &point.evidence } else { &point.value });
        text.push_str(&match shell.language {
            Language::Chinese => format!("\n{shown}，第 {number} 处，共 {total} 处\n  {}：{value}\n", point.key),
            Language::English => format!("\n{shown}, {number} of {total}\n  {}: {value}\n", point.key),
        });
        let place = place(point.place, shell.language);
        let is_said = point.evidence.is_empty() || point.key == REMARKS;
        let quotation = if is_said { String::new() } else { format!("“{}”", clean(&point.evidence)) };
        if !quotation.is_empty() || !place.is_empty() {
            let found = shell.word(Words { zh: "见", en: "found in " });
            text.push_str(&format!("  {found}{quotation}{place}\n"));
        }
        if !point.alternatives.is_empty() {
            text.push_str(&format!("  {}\n", shell.word(OTHERS)));
            for (number, other) in (1..).zip(&point.alternatives) {
                text.push_str(&format!("    {number}  {}\n", clean(other)));
            }
        }
        text
    }

    fn end(self) -> Result<(), Trouble> {
        self.trouble.map_or(Ok(()), |error| Err(asking::unread(error)))
    }
}
