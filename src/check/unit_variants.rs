//! O01: one unit or post under too many names in one report.

use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::language::numeral;
use crate::parse::markdown::Block;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7501",
        name: "unit-variants",
        severity: Severity::Warning,
        message: Words {
            zh: "同一个名称有{count}种写法：{names}",
            en: "one and the same has {count} names here: {names}",
        },
        help: Words {
            zh: "第一次用全称，以后统一用一个简称", en: "use the full name first and one short name after"
        },
    },
    group: Group::Organizations,
    about: Words {
        zh: "同一支部在一篇里有两种以上的叫法，读者会当成几个支部。标出：报告所属支部（名称里有“第几党支部”的）在正文里除登记的名称、全称、简称外，还有一种以上叫法，而且总共超过两种的（如“第一党支部”“一支部”“中心第一党支部”）；“党小组长”与“党小组组长”、“党小组”与“党工作小组”并用的。引文、书名里的不算。每个名称一个文件报一次，标在第一处少见的写法上。",
        en: "Two or more names for one branch read like several branches. Marked: a report's own branch (with a number, as 第一党支部) that is called by more than two names, at least one of them not registered (第一党支部, 一支部, 中心第一党支部); 党小组长 beside 党小组组长, and 党小组 beside 党工作小组. Not in quotations and titles. Each once a file, at the first unusual name.",
    },
    wrong: "党小组长主持会议，党小组组长审核经费，开会12次。\n",
    right: "甲医院第一党支部有党员19人。第一党支部下设党小组，党小组组长主持会议，各党小组成员到会。\n",
    fix: Fix::None,
    find,
};

/// What makes 一支部 no first branch.
static NOT_ONE: List = List::new(&lexicon::UNIT_VARIANTS, "not-one");
/// What the names of branches end with.
const BRANCH: &str = "支部";

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for pair in lexicon::UNIT_VARIANTS.rows().filter(|row| row.get("class") == "pair") {
        let (usual, unusual) = (pair.get("usual"), pair.word());
        if let (Some(_), Some((block, range))) = (first(subject, usual), first(subject, unusual)) {
            let finding = Diagnostic::new(&CHECK.rule, subject.span(block, range)).with("count", 2_usize);
            findings.push(finding.with("names", format!("{usual}、{unusual}")));
        }
    }
    branch(subject, findings);
}

/// The first place of a name in the author's own words.
fn first<'a>(subject: &Subject<'a>, name: &str) -> Option<(&'a Block, Range<usize>)> {
    subject.blocks.iter().filter(|block| block.signs.has(Sign::Group)).find_map(|block| {
        let places = block.text.match_indices(name).map(|(at, _)| at..at + name.len());
        places.into_iter().find(|range| !block.is_foreign(range)).map(|range| (block, range))
    })
}

/// The names of the report's own branch.
fn branch(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(report) = subject.report else { return };
    let year = Some(report.years.last);
    let full = subject.publication.full_name(report.branch, year);
    let organization = &subject.publication[report.branch];
    let own = organization.name_in(report.years.last);
    let Some(number) = ordinal(own) else { return };
    // What stands before the branch in its full name, to be found in part.
    let above: Vec<char> = full.strip_suffix(own).unwrap_or_default().chars().collect();
    let mut known: Vec<&str> = vec![own, &full];
    known.extend(organization.names.iter().filter_map(|name| name.short.as_deref()));
    let mut found: Vec<(&Block, Range<usize>)> = Vec::new();
    for block in subject.blocks.iter().filter(|block| block.signs.has(Sign::Branch)) {
        for (at, _) in block.text.match_indices(BRANCH) {
            let end = at + BRANCH.len();
            let Some(range) = numbered(&block.text, at, end, number) else { continue };
            let range = lengthened(&block.text, &range, &above);
            if !block.is_foreign(&range)
                && !found.iter().any(|(other, place)| other.text[place.clone()] == block.text[range.clone()])
            {
                found.push((block, range));
            }
        }
    }
    let unusual = found.iter().find(|(block, range)| !known.contains(&&block.text[range.clone()]));
    if found.len() > 2
        && let Some((block, range)) = unusual
    {
        let names: Vec<&str> = found.iter().map(|(block, range)| &block.text[range.clone()]).take(6).collect();
        let finding = Diagnostic::new(&CHECK.rule, subject.span(block, range.clone()));
        findings.push(finding.with("count", found.len()).with("names", names.join("、")));
    }
}

/// The number of 第一党支部, 第1支部, 一支部.
fn ordinal(name: &str) -> Option<u64> {
    let range = number_before(name, name.strip_suffix(BRANCH)?.len())?;
    numeral::parse(&name[range])
}

/// Where the numeral stands that ends before 支部 or 党支部 at a place.
fn number_before(text: &str, at: usize) -> Option<Range<usize>> {
    let head = &text[..at];
    let head = head.strip_suffix('党').unwrap_or(head);
    let is_numeral = |c: char| c.is_ascii_digit() || numeral::is_han_numeral(c);
    let start = head.char_indices().rev().take_while(|(_, c)| is_numeral(*c)).last()?.0;
    Some(start..head.len())
}

/// The name of a branch of this number that ends in 支部 at a place.
fn numbered(text: &str, at: usize, end: usize, number: u64) -> Option<Range<usize>> {
    let numeral = number_before(text, at)?;
    if numeral::parse(&text[numeral.clone()])? != number {
        return None;
    }
    let head = &text[..numeral.start];
    match head.strip_suffix('第') {
        Some(head) => Some(head.len()..end),
        // 统一支部 is no first branch, nor a branch counted: 3支部.
        None if NOT_ONE.ends(head).is_some() => None,
        None => text[numeral.clone()].parse::<u64>().is_err().then_some(numeral.start..end),
    }
}

/// With what stands of the full name right before it: the longest end of the
/// text that is made of the last characters of some unit above.
fn lengthened(text: &str, range: &Range<usize>, above: &[char]) -> Range<usize> {
    let head = &text[..range.start];
    let mut start = range.start;
    let mut place = above.len();
    for (at, character) in head.char_indices().rev() {
        if place == 0 {
            break;
        }
        // The next character up; a jump over a unit in between is allowed: 中心第一党支部.
        match above[..place].iter().rposition(|known| *known == character) {
            Some(found) if found + 1 == place || start == range.start => {
                place = found;
                start = at;
            }
            _ => break,
        }
    }
    // One character by chance is no name.
    if head[start..].chars().count() < 2 { range.clone() } else { start..range.end }
}
