//! X03: a place that was left to be filled in.

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB8103",
        name: "placeholder",
        severity: Severity::Error,
        message: Words {
            zh: "“{text}”像是还没有填的空", en: "“{text}” looks like a blank still to be filled in"
        },
        help: Words { zh: "填上实际的内容，或删去", en: "fill it in or delete it" },
    },
    group: Group::Rubbish,
    about: Words {
        zh: "套用往年的稿子或模板时留下的空：XX、××、20xx年、数字位置上的**（**万元）、括号里的“此处……”“待补充”“人数待核”。“某某”前后的省略号，打了码的姓名、号码（张**、138****8000）不算。引文、书名、代码里的不算。",
        en: "Blanks left from a template or last year's text: XX, ××, 20xx年, ** for a number (**万元), （此处…）, （待补充） and （人数待核） in brackets. Not names and numbers that are masked (张**), not in quotations, titles or code.",
    },
    wrong: "20xx年，XX支部发展党员3名。\n",
    right: "2021年，支部发展党员3名，用 MAXX 软件登记。\n",
    fix: Fix::None,
    find,
};

/// What is counted: before one of these asterisks stand for a number.
static COUNTERS: List = List::new(&lexicon::BLANKS, "counter");
/// How notes of a writer to himself begin and end, and what those have that begin with 此处.
static NOTES: List = List::new(&lexicon::BLANKS, "note");
static NOTE_ENDS: List = List::new(&lexicon::BLANKS, "note-end");
static HERE: List = List::new(&lexicon::BLANKS, "here");
static HERE_WORDS: List = List::new(&lexicon::BLANKS, "here-word");

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for block in subject.blocks {
        let crosses = if block.signs.has(Sign::Cross) { blanks(&block.text) } else { Vec::new() };
        for blank in crosses.into_iter().chain(asterisks(&block.text)).chain(notes(&block.text)) {
            if !block.is_foreign(&blank) {
                let text = &block.text[blank.clone()];
                findings.push(Diagnostic::new(&CHECK.rule, subject.span(block, blank.clone())).with("text", text));
                return;
            }
        }
    }
}

/// Runs of two or more X or ×, alone or after digits.
fn blanks(text: &str) -> Vec<std::ops::Range<usize>> {
    let is_blank = |c: char| matches!(c, 'X' | 'x' | '×' | 'Ｘ' | 'ｘ');
    let mut blanks = Vec::new();
    let mut start = 0;
    while let Some(at) = text[start..].find(|c: char| is_blank(c) || c.is_ascii_alphanumeric()).map(|at| start + at) {
        let end = text[at..].find(|c: char| !is_blank(c) && !c.is_ascii_alphanumeric()).map_or(text.len(), |n| at + n);
        let word = &text[at..end];
        let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
        if letters.chars().count() >= 2 && letters.chars().all(is_blank) && word.len() - letters.len() <= 2 {
            blanks.push(at..end);
        }
        start = end;
    }
    blanks
}

/// Asterisks that stand for a number: before a counter, and not after what they
/// could mask.
fn asterisks(text: &str) -> Option<std::ops::Range<usize>> {
    // The first of a run stands for all of it.
    let mut runs = text.match_indices("**").map(|(at, _)| at).filter(|&at| !text[..at].ends_with('*'));
    runs.find_map(|start| {
        let end = start + text[start..].bytes().take_while(|byte| *byte == b'*').count();
        let before = text[..start].chars().next_back();
        let is_masking = before.is_some_and(|c| c.is_ascii_alphanumeric());
        let counts = COUNTERS.begins(&text[end..]).is_some();
        (counts && !is_masking).then_some(start..end)
    })
}

/// The longest note that a writer leaves to himself, in characters.
const LONGEST_NOTE: usize = 200;
/// The longest that only its end shows to be one: 人数待核.
const SHORT_NOTE: usize = 10;

/// What a writer notes to himself in brackets.
fn notes(text: &str) -> Option<std::ops::Range<usize>> {
    if !HERE.is_in(text) && !NOTES.is_in(text) && !NOTE_ENDS.is_in(text) {
        return None;
    }
    text.match_indices(['（', '(', '【', '[']).find_map(|(open, bracket)| {
        let start = open + bracket.len();
        // A note is short; its end is not looked for in all of the text.
        let mut near = text[start..].char_indices().take(LONGEST_NOTE);
        let end = start + near.find(|(_, letter)| matches!(letter, '）' | ')' | '】' | ']'))?.0;
        let note = &text[start..end];
        let is_note = HERE.begins(note).is_some() && HERE_WORDS.is_in(note)
            || NOTES.begins(note).is_some_and(|whole| note.chars().count() <= whole.chars().count() + 2)
            || NOTE_ENDS.ends(note).is_some() && note.chars().count() <= SHORT_NOTE;
        is_note.then_some(start..end)
    })
}
