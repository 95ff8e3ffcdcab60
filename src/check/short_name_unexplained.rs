//! O02: a short name used before it is introduced, or introduced for nothing.

use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::parse::markdown::{Block, ProseKind};
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7502",
        name: "short-name-unexplained",
        severity: Severity::Warning,
        message: Words { zh: "简称“{name}”{what}", en: "the short name “{name}” {what}" },
        help: Words {
            zh: "在全称第一次出现处写“（以下简称“某某”）”，此后用简称",
            en: "introduce it with 以下简称 where the full name first stands, and use it from there on",
        },
    },
    group: Group::Organizations,
    about: Words {
        zh: "用“（以下简称……）”“（下称……）”交代的简称，应在交代之后用，不在之前用，也不白交代。只查文中自己交代过的简称，三个字以上的才查先后；标题、表格里的不算。通行的简称（省卫生健康委）不必交代，不查；但报告所属的组织和它的上级，登记表里有简称，而标题、正文从头到尾只用简称、没有一处全称的，标出。每个简称报一次。",
        en: "A short name introduced by 以下简称 or 下称 is used after that place, not before, and not introduced for nothing. Only names that the report itself introduces are looked at, and for use before that place only those of three characters or more, outside headings and tables. Current short names need no introduction; but where the register has a short name of the report's own organisation, or one above it, and the report uses that alone from beginning to end, it is marked. Each once.",
    },
    wrong: "骨科分会开会12次。某省医师协会骨科分会（以下简称“骨科分会”）成立于2018年，骨科分会有党员19名。\n",
    right: "某省医师协会骨科分会（以下简称“骨科分会”）成立于2018年。骨科分会有党员19名，省卫生健康委发来贺信。\n",
    fix: Fix::None,
    find,
};

const EARLY: Words = Words { zh: "在交代之前就用了", en: "is used before it is introduced" };
const UNKNOWN: Words = Words {
    zh: "没有交代，全文也没有出现全称",
    en: "is not introduced, and the full name is nowhere in the text",
};
const IDLE: Words = Words { zh: "交代之后没有用过", en: "is introduced but never used" };

/// Words that a short name follows.
static INTRODUCTIONS: List = List::new(&lexicon::SHORT_NAMES, "introduces");
/// Words by which a short name is explained.
static SAID: List = List::new(&lexicon::SHORT_NAMES, "says");
/// How many introductions are looked into; for each the whole text is searched.
const MOST: usize = 100;

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    registered(subject, findings);
    let mut budget = MOST;
    for (place, block) in subject.blocks.iter().enumerate().filter(|(_, block)| block.signs.has(Sign::Short)) {
        // Every word of the list ends with this one.
        for (at, last) in block.text.match_indices('称') {
            let at = at + last.len();
            let Some(word) = INTRODUCTIONS.ends(&block.text[..at]).filter(|_| budget > 0) else { continue };
            budget -= 1;
            let Some(name) = introduced(&block.text, at) else { continue };
            let text = &block.text[name.clone()];
            let is_prose = |block: &Block| matches!(block.kind, ProseKind::Paragraph | ProseKind::Item);
            // Before its introduction the full name may hold the short one.
            let full = block.text[..at - word.len()].trim_end_matches(['（', '(']);
            let early = subject.blocks[..place].iter().filter(|block| is_prose(block)).find_map(|earlier| {
                let at = earlier.text.find(text)?;
                let range = at..at + text.len();
                (!earlier.is_foreign(&range)).then_some((earlier, range))
            });
            let here = full.find(text).filter(|at| at + text.len() < full.len()).map(|at| (block, at..at + text.len()));
            let here = here.filter(|(block, range)| !block.is_foreign(range));
            let used = block.text[name.end..].contains(text)
                || subject.blocks[place + 1..].iter().any(|block| block.text.contains(text));
            let mut report = |block: &Block, range: Range<usize>, what: Words| {
                let finding = Diagnostic::new(&CHECK.rule, subject.span(block, range));
                findings.push(finding.with("name", text).with("what", what));
            };
            match early.or(here).filter(|_| text.chars().count() >= 3) {
                Some((earlier, range)) if !is_within(earlier, &range) => report(earlier, range, EARLY),
                _ if !used => report(block, name, IDLE),
                _ => {}
            }
        }
    }
}

/// Short names in the register of the report's own organisation and those above
/// it, where the report never says the full name.
fn registered(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let (Some(report), Some(draft)) = (subject.report, subject.draft()) else { return };
    let year = report.years.last;
    for id in subject.publication.path(report.branch) {
        let organization = &subject.publication[id];
        let name = organization.names.iter().find(|name| name.name == organization.name_in(year));
        let Some((name, short)) = name.and_then(|name| Some((&name.name, name.short.as_deref()?))) else { continue };
        let is_shorter = short.chars().count() >= 2 && short.chars().count() < name.chars().count();
        // What the register has as another name is in the page's head anyway.
        let is_said = |text: &str| {
            text.contains(name.as_str()) || organization.full.as_ref().is_some_and(|full| text.contains(full))
        };
        let heads = [Some(&draft.title.value), draft.subtitle.as_ref()].into_iter().flatten();
        if !is_shorter
            || !subject.text.contains(short)
            || heads.chain(subject.blocks.iter().map(|block| &block.text)).any(|text| is_said(text) || SAID.is_in(text))
        {
            continue;
        }
        let prose = subject.blocks.iter().filter(|block| matches!(block.kind, ProseKind::Paragraph | ProseKind::Item));
        let found = prose.into_iter().find_map(|block| {
            let places = block.text.match_indices(short).map(|(at, _)| at..at + short.len());
            places.into_iter().find(|range| !block.is_foreign(range)).map(|range| (block, range))
        });
        if let Some((block, range)) = found {
            let finding = Diagnostic::new(&CHECK.rule, subject.span(block, range));
            findings.push(finding.with("name", short).with("what", UNKNOWN));
        }
    }
}

/// Whether a name is part of a longer one: Han characters stand before it.
fn is_within(block: &Block, range: &Range<usize>) -> bool {
    block.text[..range.start].chars().next_back().is_some_and(crate::text::han::is_han)
}

/// The name after 以下简称, with or without quotation marks.
fn introduced(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    // 简称为, and whatever mark.
    let name = rest.trim_start_matches(['为', '：', ':', '“', '"', '「', '《']);
    let start = text.len() - name.len();
    let length = name.find(['”', '"', '」', '》', '）', ')', '，', '。', ',', '、', '“'])?;
    let name = &name[..length];
    let count = name.chars().count();
    ((2..=12).contains(&count) && name.chars().all(char::is_alphanumeric)).then_some(start..start + length)
}
