//! Asking about uncertain points at the terminal.

use std::io::{self, BufRead};

use crate::cli::Trouble;
use crate::cli::shell::Shell;
use crate::diag::fault::Fault;
use crate::diag::{Language, Words};
use crate::import::facts::Facts;
use crate::import::review::{Answer, Point, points, review};
use crate::parse::front::choices::{ANSWER, choice};

const CHOICES: Words = Words {
    zh: "采用吗？y 采用　n 不要　e 改写　回车 以后再说　q 都以后再说",
    en: "Take it? y yes, n no, e write something else, Enter later, q all later",
};
const REPLACEMENT: Words = Words { zh: "改成：", en: "instead: " };
const AGAIN: Words = Words { zh: "这一项不能这样写", en: "this key does not take that" };

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
        let (mut number, mut trouble) = (0, None);
        review(facts, &mut |point| {
            if point.certain || self.ended {
                return Answer::Leave;
            }
            number += usize::from(!point.again);
            shell.tell(&question(shown, point, (number, total), shell));
            self.answer(shell, answers).unwrap_or_else(|error| {
                self.ended = true;
                trouble = Some(error);
                Answer::Leave
            })
        });
        let doing = Words { zh: "读取回答", en: "read the answers" };
        trouble.map_or(Ok(()), |error| Err(Fault::system(doing, "-", error).into()))
    }

    /// One answer. A word that is none is asked for again.
    fn answer(&mut self, shell: &Shell, answers: &mut dyn BufRead) -> io::Result<Answer> {
        loop {
            shell.tell(&format!("  {} > ", shell.word(CHOICES)));
            let mut line = String::new();
            if answers.read_line(&mut line)? == 0 {
                self.ended = true;
                shell.tell("\n");
                return Ok(Answer::Leave);
            }
            let line = line.trim();
            match choice(&ANSWER, line) {
                None if line.is_empty() => return Ok(Answer::Leave),
                Some(0) => return Ok(Answer::Take),
                Some(1) => return Ok(Answer::Drop),
                Some(3) => {
                    self.ended = true;
                    return Ok(Answer::Leave);
                }
                Some(2) => {
                    shell.tell(&format!("  {}", shell.word(REPLACEMENT)));
                    let mut text = String::new();
                    answers.read_line(&mut text)?;
                    return Ok(match text.trim() {
                        "" => Answer::Leave,
                        text => Answer::Replace(text.to_owned()),
                    });
                }
                _ => {}
            }
        }
    }
}

fn question(shown: &str, point: &Point, (number, total): (usize, usize), shell: &Shell) -> String {
    let mut text = String::new();
    if point.again {
        text.push_str(&format!("  {}\n", shell.word(AGAIN)));
    }
    let clean = |words: &str| words.replace(|c: char| c.is_control(), " ");
    text.push_str(&match shell.language {
        Language::Chinese => {
            format!("\n{shown}，第 {number} 处，共 {total} 处\n  {}：{}\n", point.key, clean(&point.value))
        }
        Language::English => format!("\n{shown}, {number} of {total}\n  {}: {}\n", point.key, clean(&point.value)),
    });
    if !point.evidence.is_empty() {
        let found = shell.word(Words { zh: "见", en: "found in " });
        text.push_str(&format!("  {found}“{}”\n", clean(&point.evidence)));
    }
    text
}
