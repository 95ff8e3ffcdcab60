//! H01: numbers of headings and of lists in the text that do not go 1, 2, 3.

use std::collections::HashMap;
use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::enumerator::{self, Mark, Shape, is_numeral};
use crate::language::lexicon::{self, List};
use crate::parse::markdown::{Block, ProseKind};
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7401",
        name: "numbering-broken",
        severity: Severity::Warning,
        message: Words {
            zh: "编号“{found}”接不上，这里应是“{expected}”",
            en: "“{found}” does not follow; “{expected}” should stand here",
        },
        help: Words {
            zh: "核对是漏了一项，还是编号写错",
            en: "find out whether an item is missing or the number is wrong",
        },
    },
    group: Group::Headings,
    about: Words {
        zh: "同一上级标题之下，同一种编号（一、 （一） 1. （1） ① 第一， 一是）应从头依次排下来，不缺、不重。标题里的编号逐级核对；正文里核对段首和标点后的编号，列表里套列表，里层可以另从一排起。缺的编号写在段首、没有作标题的，也算有；同一节里先后两串“一是……二是……”各自数；通篇连续编号的（各章之下接着往下排）不算错；只有一个编号、从几开始看不出来的不算；“一、二级医院”“第（2）项”和引文、书名里的不算。每一串编号只报第一处。层次序数依 GB/T 9704。",
        en: "Below one heading, numbers of one shape (一、 （一） 1. （1） ① 第一， 一是) go on from the first without gap or repetition. Those of headings are followed level by level; in the text those at the beginning of a paragraph or after punctuation, and a list within a list may begin anew. A number that a paragraph begins with, where the others are headings, is not missing; two lists 一是……二是…… in one section are counted each for itself. Numbers that run on through all chapters are fine; a single number is no sequence; 一、二级医院, 第（2）项 and quotations are left alone. Of each sequence the first fault is reported. Shapes after GB/T 9704.",
    },
    wrong: "主要做法：①开展义诊。③每次义诊都有党员参加。\n",
    right: "## 一、学习\n\n### （一）制度\n\n一是集中学；二是自学，其中：（1）读书；（2）写笔记；三是网上学。\n\n### （二）一、二级医院\n\n①义诊。②送药。\n\n## 二、作风\n\n### （一）调研\n\n按第（2）项办。\n",
    fix: Fix::None,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    headings(subject, findings);
    let mut lists = Lists::default();
    for block in subject.blocks {
        match block.kind {
            ProseKind::Heading(_) => lists = Lists::default(),
            ProseKind::Paragraph | ProseKind::Item => {
                let found = if block.signs.has(Sign::Ordinal) { marks(block) } else { Vec::new() };
                for mark in found {
                    if mark.is_doubtful && mark.number != 1 && !lists.goes_on(mark.shape, mark.number) {
                        continue;
                    }
                    if let Some(expected) = lists.step(mark.shape, mark.number) {
                        report(subject, block, &mark, expected, findings);
                    }
                }
            }
            _ => {}
        }
    }
}

fn report(subject: &Subject<'_>, block: &Block, mark: &Mark, expected: u32, findings: &mut Vec<Diagnostic>) {
    let span = subject.span(block, mark.start..mark.delimiter);
    let expected = enumerator::write(mark.shape, expected);
    let finding = Diagnostic::new(&CHECK.rule, span).with("found", mark.bare(&block.text));
    findings.push(finding.with("expected", expected));
}

/// A sequence of headings of one shape below one parent.
struct Run {
    level: u8,
    shape: Shape,
    last: u32,
    is_broken: bool,
    /// How many marks of paragraphs stood before its last heading.
    since: usize,
}

/// The marks with which paragraphs begin, in their order. What should be a
/// heading may be one: an import takes 二、 for a paragraph where it runs long.
#[derive(Default)]
struct Loose {
    marks: Vec<(Shape, u32)>,
    /// How many there were at the last heading above each level.
    above: [usize; LEVELS],
}

/// Levels of headings, and one above them all.
const LEVELS: usize = 8;
/// More numbers in a row than these are lacking for another reason.
const MOST_LOOSE: u32 = 5;

impl Loose {
    fn heading(&mut self, level: u8) {
        self.above.iter_mut().skip(usize::from(level) + 1).for_each(|above| *above = self.marks.len());
    }

    /// Whether paragraphs have all the numbers between two.
    fn fill(&self, since: usize, shape: Shape, after: u32, before: u32) -> bool {
        let marks = self.marks.get(since..).unwrap_or_default();
        let gap = after.saturating_add(1)..before;
        (1..=MOST_LOOSE).contains(&before.saturating_sub(gap.start))
            && gap.into_iter().all(|number| marks.contains(&(shape, number)))
    }
}

fn headings(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut open: Vec<Run> = Vec::new();
    // The last number of a level and shape anywhere, for those that run on.
    let mut before: Vec<(u8, Shape, u32)> = Vec::new();
    // A first heading whose number is not 1, until a second shows a sequence.
    let mut waiting: Option<(u8, &Block, Mark)> = None;
    let mut loose = Loose::default();
    for block in subject.blocks {
        let ProseKind::Heading(level) = block.kind else {
            let may_begin =
                matches!(block.kind, ProseKind::Paragraph | ProseKind::Item) && block.signs.has(Sign::Ordinal);
            loose
                .marks
                .extend(enumerator::leading(&block.text).filter(|_| may_begin).map(|mark| (mark.shape, mark.number)));
            continue;
        };
        let since = loose.above.get(usize::from(level)).copied().unwrap_or(0);
        loose.heading(level);
        open.retain(|run| run.level <= level);
        if waiting.as_ref().is_some_and(|(deep, ..)| *deep > level) {
            waiting = None;
        }
        let Some(mark) = enumerator::leading(&block.text) else { continue };
        if block.is_foreign(&(mark.start..mark.end)) || mark.shape == Shape::Said {
            continue;
        }
        let in_run = |run: &Run| run.level == level && run.shape == mark.shape;
        let follows = open.iter().any(|run| in_run(run) && run.last.saturating_add(1) == mark.number);
        if mark.is_doubtful && mark.number != 1 && !follows {
            continue;
        }
        let earlier = before.iter_mut().find(|(l, shape, _)| *l == level && *shape == mark.shape);
        let runs_on = earlier.as_ref().is_some_and(|(.., last)| last.saturating_add(1) == mark.number);
        match earlier {
            Some((.., last)) => *last = mark.number,
            None => before.push((level, mark.shape, mark.number)),
        }
        match open.iter_mut().find(|run| in_run(run)) {
            Some(run) => {
                // 二、二、三 and 二、三 both lack their first number.
                let first = waiting.take().filter(|(_, _, first)| first.shape == mark.shape);
                if let Some((_, block, first)) = first.filter(|(.., first)| follows || first.number == mark.number) {
                    report(subject, block, &first, 1, findings);
                    run.is_broken = true;
                }
                let is_told = || loose.fill(run.since, mark.shape, run.last, mark.number);
                if !follows && !run.is_broken && !is_told() {
                    report(subject, block, &mark, run.last.saturating_add(1), findings);
                    run.is_broken = true;
                }
                (run.last, run.since) = (mark.number, loose.marks.len());
            }
            None => {
                let is_told = loose.fill(since, mark.shape, 0, mark.number);
                let since = loose.marks.len();
                open.push(Run { level, shape: mark.shape, last: mark.number, is_broken: false, since });
                waiting = (mark.number != 1 && !runs_on && !is_told).then_some((level, block, mark));
            }
        }
    }
}

/// Sequences in the text below one heading. A sequence that begins anew may lie
/// within another of its shape, which goes on after it.
///
/// There may be as many open as there are numbers, so they are looked up by
/// shape and number, never one by one.
#[derive(Default)]
struct Lists {
    /// The shape, the last number, and whether a fault was told of.
    open: Vec<(Shape, u32, bool)>,
    /// Which are of a shape, ascending.
    of_shape: HashMap<Shape, Vec<usize>>,
    /// Which are of a shape and have a last number, ascending.
    at: HashMap<(Shape, u32), Vec<usize>>,
    /// How many steps were taken and sequences closed: what the work is.
    #[cfg(test)]
    work: usize,
}

impl Lists {
    /// Whether a number goes on with some sequence.
    fn goes_on(&self, shape: Shape, number: u32) -> bool {
        self.last_before(shape, number).is_some()
    }

    /// Takes the next number: what should stand there instead, if it is wrong.
    fn step(&mut self, shape: Shape, number: u32) -> Option<u32> {
        #[cfg(test)]
        (self.work += 1);
        if number == 1 {
            self.of_shape.entry(shape).or_default().push(self.open.len());
            self.at.entry((shape, 1)).or_default().push(self.open.len());
            self.open.push((shape, 1, false));
            return None;
        }
        if let Some(at) = self.last_before(shape, number) {
            self.close_above(at);
            self.renumber(at, number);
            return None;
        }
        let at = *self.of_shape.get(&shape)?.last()?;
        // 首先……；二是……: another list, whose first was told in other words. A
        // slip writes 二是 twice in a row, not after 三是.
        if number == 2 && self.open.get(at).is_some_and(|(_, last, _)| *last > 2) && is_run_in(shape) {
            self.renumber(at, number);
            return None;
        }
        let expected = self.renumber(at, number)?.saturating_add(1);
        let (.., is_broken) = self.open.get_mut(at)?;
        let is_first = !*is_broken;
        *is_broken = true;
        is_first.then_some(expected)
    }

    /// The innermost sequence that a number goes on with.
    fn last_before(&self, shape: Shape, number: u32) -> Option<usize> {
        self.at.get(&(shape, number.checked_sub(1)?))?.last().copied()
    }

    /// Closes what was opened after a sequence.
    fn close_above(&mut self, at: usize) {
        for (shape, last, _) in self.open.drain(at + 1..).rev() {
            #[cfg(test)]
            (self.work += 1);
            // The innermost of all is the innermost of its shape and number.
            self.of_shape.get_mut(&shape).and_then(Vec::pop);
            self.at.get_mut(&(shape, last)).and_then(Vec::pop);
        }
    }

    /// Gives the innermost sequence of its shape another last number; tells
    /// which it had.
    fn renumber(&mut self, at: usize, number: u32) -> Option<u32> {
        let (shape, last, _) = self.open.get_mut(at)?;
        let (shape, before) = (*shape, std::mem::replace(last, number));
        self.at.get_mut(&(shape, before)).and_then(Vec::pop);
        self.at.entry((shape, number)).or_default().push(at);
        Some(before)
    }
}

/// Whether a list of a shape runs within sentences.
fn is_run_in(shape: Shape) -> bool {
    matches!(shape, Shape::Said | Shape::Ordinal)
}

/// Words that end in 一 before 是 and begin no list: 唯一是, 之一是.
static NO_FIRST: List = List::new(&lexicon::NUMBERING, "no-first");

/// The marks at the beginning of a block and after punctuation in it.
fn marks(block: &Block) -> Vec<Mark> {
    let text = &block.text;
    let mut marks = Vec::new();
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        let begins = is_beginning(character);
        let previous = if character.is_whitespace() { before } else { before.replace(character) };
        if !begins {
            continue;
        }
        let is_start = previous.is_none();
        let closes = previous.is_some_and(|c| matches!(c, '：' | '；' | '。' | '！' | '？' | ':' | ';'));
        let pauses = previous.is_some_and(|c| matches!(c, '，' | ','));
        if !is_start && !closes && !pauses {
            // 一是 is the first mark of its shape. 问题一是人手少，二是经费少: no mark stands before the first.
            let is_first = text[at..].starts_with("一是") && !previous.is_some_and(|c| NO_FIRST.has_char(c));
            if is_first && !block.is_foreign(&(at..at + "一是".len())) {
                marks.extend(enumerator::leading(&text[at..]).map(|mark| moved(mark, at)));
            }
            continue;
        }
        let Some(mark) = enumerator::leading(&text[at..]) else { continue };
        let fits = match mark.shape {
            Shape::Circled => is_start || closes || pauses,
            Shape::Said | Shape::Ordinal => is_start || closes || pauses,
            Shape::HanInBrackets | Shape::ArabicInBrackets | Shape::HalfBracket => is_start || closes,
            Shape::Han | Shape::Arabic | Shape::Decimal | Shape::Formal | Shape::Roman | Shape::Letter => {
                is_start && block.kind == ProseKind::Paragraph
            }
        };
        let range: Range<usize> = at + mark.start..at + mark.end;
        if fits && mark.shape != Shape::Decimal && !block.is_foreign(&range) {
            marks.push(moved(mark, at));
        }
    }
    marks
}

/// A mark whose places count from another beginning.
fn moved(mark: Mark, by: usize) -> Mark {
    Mark { start: mark.start + by, delimiter: mark.delimiter + by, end: mark.end + by, ..mark }
}

/// Whether a mark may begin with a character; the text is read once for this.
fn is_beginning(character: char) -> bool {
    is_numeral(character) || matches!(character, '（' | '(' | '第' | '0'..='9' | '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿')
}

#[cfg(test)]
mod tests {
    use super::Lists;
    use crate::language::enumerator::Shape;

    #[test]
    fn a_thousand_lists_that_only_begin_are_no_work() {
        let mut lists = Lists::default();
        for number in [1, 1, 3].into_iter().cycle().take(3_000).chain([2; 1_000]) {
            lists.step(Shape::Said, number);
        }
        assert!(lists.work <= 2 * 4_000, "{}", lists.work);
    }

    #[test]
    fn a_list_may_lie_within_a_list() {
        for (numbers, wrong) in [
            (vec![1, 2, 3], vec![]),
            (vec![1, 3, 4], vec![(3, 2)]),
            (vec![1, 2, 2, 3], vec![(2, 3)]),
            (vec![1, 1, 2, 2, 3], vec![]),
            (vec![1, 2, 1, 2, 3, 3], vec![]),
            (vec![2, 3], vec![]),
            (vec![1, 4, 9], vec![(4, 2)]),
            (vec![1, 2, 3, 2, 3], vec![]),
            (vec![1, 2, 3, 5], vec![(5, 4)]),
        ] {
            let mut lists = Lists::default();
            let found: Vec<(u32, u32)> = numbers
                .iter()
                .filter_map(|&number| lists.step(Shape::Said, number).map(|expected| (number, expected)))
                .collect();
            assert_eq!(found, wrong, "{numbers:?}");
        }
    }
}
