//! Notable: which of many achievements stand for a year, and why they do.
//!
//! In: achievements, and the forms of sentence that the page has already. Out: a
//! few of them: one that is the first of its kind, one that tells of an honour,
//! the largest of those that differ in their numbers only, the one that most
//! topmost organisations tell, and then others with numbers. No form stands on a
//! page twice and no topmost organisation twice in a year; where there is nothing
//! new, nothing is chosen.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::language::amount::{Amount, Nature, amounts};
use crate::language::lexicon::{self, List};
use crate::model::{OrganizationId, ReportId};
use crate::render::pages::topics::group;
use crate::render::view::topic::ReportGroup;
use crate::render::world::RenderContext;

static FIRST: List = List::new(&lexicon::ACHIEVEMENT_WORDS, "first");
static HONOURED: List = List::new(&lexicon::HONOUR_WORDS, "verb");

/// Of fewer nothing is the largest or told by most.
const LEAST: usize = 3;

/// An achievement that may be chosen.
pub struct Candidate {
    /// The report.
    pub report: ReportId,
    /// Its place among the report's achievements.
    pub place: u32,
    /// Whether it names what the page is about.
    pub named: bool,
}

/// What is known of one.
struct CandidateFacts<'a> {
    told: &'a Candidate,
    text: &'a str,
    form: String,
    /// The first number that counts something, in millionths.
    number: Option<u64>,
    /// How many there are.
    numbers: usize,
    root: OrganizationId,
}

/// The lines of one form.
#[derive(Default)]
struct Form {
    lines: usize,
    roots: BTreeSet<OrganizationId>,
    largest: u64,
    /// How many lines have that number.
    equals: usize,
}

/// At most so many of `told`; `forms` are the forms that the page has.
pub fn notable(
    world: &RenderContext,
    told: &[Candidate],
    most: usize,
    forms: &mut HashSet<String>,
) -> Vec<ReportGroup> {
    let lines: Vec<CandidateFacts> = told.iter().map(|told| line(world, told)).collect();
    let mut known: HashMap<&str, Form> = HashMap::new();
    for line in &lines {
        let form = known.entry(&line.form).or_default();
        form.lines += 1;
        form.roots.insert(line.root);
        match line.number {
            Some(number) if number > form.largest => (form.largest, form.equals) = (number, 1),
            Some(number) if number == form.largest => form.equals += 1,
            _ => {}
        }
    }
    let of = |line: &CandidateFacts| known.get(line.form.as_str());
    let lines_of = |line: &CandidateFacts| of(line).map_or(0, |form| form.lines);
    let roots_of = |line: &CandidateFacts| of(line).map_or(0, |form| form.roots.len());
    let is_largest = |line: &CandidateFacts| {
        of(line).is_some_and(|form| form.lines >= LEAST && form.equals == 1 && line.number == Some(form.largest))
    };
    // Those that name it first, then those that say more.
    let weight = |line: &CandidateFacts| (line.told.named, line.numbers.min(2), line.text.chars().count().min(48));
    let mut order: Vec<&CandidateFacts> = lines.iter().collect();
    order.sort_by_cached_key(|line| (std::cmp::Reverse(weight(line)), line.told.report, line.told.place));
    let mut choice = Choice { world, most, forms, roots: BTreeSet::new(), groups: Vec::new() };
    choice.take("first", 0, order.iter().find(|line| FIRST.is_in(line.text)));
    choice.take("honour", 0, order.iter().find(|line| HONOURED.is_in(line.text)));
    let largest = order.iter().filter(|line| is_largest(line)).max_by_key(|line| lines_of(line));
    choice.take("largest", largest.map_or(0, |line| lines_of(line)), largest);
    let widest =
        order.iter().filter(|line| roots_of(line) >= LEAST && choice.is_new(line)).max_by_key(|line| roots_of(line));
    choice.take("widest", widest.map_or(0, |line| roots_of(line)), widest);
    for line in &order {
        choice.take("", 0, Some(line));
    }
    choice.groups
}

/// What was chosen so far.
struct Choice<'a, 'w, 'p> {
    world: &'w RenderContext<'p>,
    most: usize,
    forms: &'a mut HashSet<String>,
    roots: BTreeSet<OrganizationId>,
    groups: Vec<ReportGroup>,
}

impl Choice<'_, '_, '_> {
    fn is_new(&self, line: &CandidateFacts) -> bool {
        !self.forms.contains(&line.form) && !self.roots.contains(&line.root)
    }

    fn take(&mut self, why: &'static str, of: usize, line: Option<&&CandidateFacts>) {
        let Some(line) = line.filter(|line| self.groups.len() < self.most && self.is_new(line)) else { return };
        self.forms.insert(line.form.clone());
        self.roots.insert(line.root);
        let mut group = group(self.world, line.told.report, [line.told.place].into_iter());
        for entry in &mut group.achievements {
            (entry.why, entry.why_of) = (why, of);
        }
        self.groups.push(group);
    }
}

fn line<'a>(world: &RenderContext<'a>, told: &'a Candidate) -> CandidateFacts<'a> {
    let report = &world.publication.reports[told.report.index()];
    let text = report.achievements.get(told.place as usize).map_or("", |of| of.text.as_str());
    let amounts = amounts(text);
    let mut counts = amounts.iter().filter(|amount| matches!(amount.nature, Nature::Count | Nature::Share));
    let number = counts.next().map(|amount| amount.value);
    let numbers = usize::from(number.is_some()) + counts.count();
    let root = world.publication.root(report.branch);
    CandidateFacts { told, text, form: form(text, &amounts), number, numbers, root }
}

/// The form of a sentence: its words without numbers.
fn form(text: &str, amounts: &[Amount]) -> String {
    let mut form = String::with_capacity(text.len());
    let mut from = 0;
    let ends = amounts.iter().map(|amount| (amount.numeral.start, amount.numeral.end));
    for (start, end) in ends.chain([(text.len(), text.len())]) {
        let between = text.get(from..start).unwrap_or_default();
        // What counts nothing, a year or a code, is no part of it either.
        form.extend(between.chars().filter(|character| !character.is_ascii_digit() && !matches!(character, '.' | ',')));
        from = end;
    }
    form
}

#[cfg(test)]
mod tests {
    use super::form;
    use crate::language::amount::amounts;

    #[test]
    fn sentences_that_differ_in_numbers_have_one_form() {
        let form = |text| form(text, &amounts(text));
        assert_eq!(form("23名党员驰援，用时1.5天"), form("7名党员驰援，用时12天"));
        assert_eq!(form("义诊服务1.2万人次"), form("义诊服务9,000人次"));
        assert_ne!(form("义诊3场"), form("讲座3场"));
    }
}
