//! T03: a passage that stands twice.

use std::collections::HashMap;
use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::language::sentence;
use crate::parse::markdown::{Block, ProseKind};
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7603",
        name: "repeated-text",
        severity: Severity::Warning,
        message: Words { zh: "“{text}”重复了", en: "“{text}” stands twice" },
        help: Words { zh: "核对后删去多余的一处", en: "check, and delete one of the two" },
    },
    group: Group::Expressions,
    about: Words {
        zh: "重复粘贴的文字。两种情形：同一段话（有句末标点、15字以上）在一个文件里出现两次；一段之内，从分句开头起有12字以上在200字内又出现一次，其中要有括号、分号或句号，或者有20字以上而中间有逗号。单位名称、口号和排比因此不算（它们短，或者中间没有这些标点）；照片说明与正文重复的（中间有“某某 摄”）不算；引文、书名里的，参考文献和表格不看。一段只报一处，另一处也指给你看。",
        en: "Text pasted twice: a paragraph (with a full stop, 15 characters or more) that stands twice in a file; or, within a paragraph, 12 characters or more from the beginning of a clause that come again within 200 and have a bracket, semicolon or full stop inside, or 20 or more with a comma inside. Names of units, slogans and parallels are shorter or have no such marks in them and are left alone, as are captions told again behind their 摄, quotations, titles, references and tables. One finding a paragraph, with the other place.",
    },
    wrong: "选举结果：李明（甲医院，副主任医师）当选为宣传委员，李明（甲医院，副主任医师）当选为纪检委员。\n",
    right: "张华（甲医院，副主任医师）当选为组织委员，李明（甲医院，副主任医师）当选为宣传委员。某省中西医结合学会心血管病分会党小组学习，某省中西医结合学会心血管病分会党小组义诊。\n",
    fix: Fix::None,
    find,
};

/// What stands behind the name of whoever took a picture.
static CREDITS: List = List::new(&lexicon::BYLINE_WORDS, "closing-apart");
const OTHER: Words = Words { zh: "另一处在这里", en: "the other is here" };
/// How many characters a repetition has at least.
const SHORTEST: usize = 12;
/// The same where only a comma is inside.
const LONG: usize = 20;
/// How far apart the two begin at most, in characters.
const NEAR: usize = 200;
/// How long a paragraph is at least to be told from a line.
const PARAGRAPH: usize = 15;
/// What of a repetition is shown.
const SHOWN: usize = 16;

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let any_twice = any_twice(subject.blocks);
    for (number, block) in subject.blocks.iter().enumerate().filter(|(_, block)| is_wanted(block)) {
        // Nearly all are told from others by a few of their bytes.
        if !any_twice && !block.signs.has(Sign::Echo) {
            continue;
        }
        let text = block.text.trim();
        let is_sentence = text.ends_with(['。', '！', '？', '”', '）', '!', '?', ')']);
        if is_sentence && let Some(&first) = seen.get(text) {
            let Some(other) = subject.blocks.get(first) else { continue };
            let start = block.text.len() - block.text.trim_start().len();
            let at = start..start + text.len();
            let finding = Diagnostic::new(&CHECK.rule, subject.span(block, at)).with("text", shown(text));
            findings.push(finding.label(subject.span(other, 0..other.text.len()), OTHER));
            continue;
        }
        seen.insert(text, number);
        if block.signs.has(Sign::Echo)
            && let Some((first, second)) = repetition(&block.text)
            && !block.is_foreign(&second)
        {
            let finding = Diagnostic::new(&CHECK.rule, subject.span(block, second.clone()))
                .with("text", shown(&block.text[second]));
            findings.push(finding.label(subject.span(block, first), OTHER));
        }
    }
}

/// Whether a block is a paragraph, and not a line. Three bytes a character: a
/// cheap question.
fn is_wanted(block: &Block) -> bool {
    matches!(block.kind, ProseKind::Paragraph | ProseKind::Item) && block.text.trim().len() >= PARAGRAPH * 3
}

/// Whether two blocks are the same by their length and a few of their bytes, so
/// that it is worth comparing all.
fn any_twice(blocks: &[Block]) -> bool {
    let few = |block: &Block| {
        let text = block.text.trim().as_bytes();
        let part = |at: usize| text.get(at..at + 8).and_then(|part| part.first_chunk::<8>()).copied();
        (text.len(), part(0), part(text.len() / 3), part(text.len() / 2))
    };
    let mut all: Vec<_> = blocks.iter().filter(|block| is_wanted(block)).map(few).collect();
    all.sort_unstable();
    all.windows(2).any(|pair| pair[0] == pair[1])
}

/// The beginning of a long text.
fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}……", &text[..end]),
        None => text.to_owned(),
    }
}

/// The first passage of a text that comes again soon, and where it does.
fn repetition(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut seen: HashMap<&str, (usize, usize)> = HashMap::new();
    let mut clause = true;
    for (number, (at, character)) in text.char_indices().enumerate() {
        if clause && !is_mark(character) && !character.is_whitespace() {
            clause = false;
            if let Some(head) = head(text, at)
                && let Some((first, before)) = seen.insert(head, (at, number))
                && number - before <= NEAR
                && let Some(found) = extend(text, first, at)
            {
                return Some(found);
            }
        } else if is_mark(character) {
            clause = true;
        }
    }
    None
}

/// The characters by which a repetition is noticed.
fn head(text: &str, at: usize) -> Option<&str> {
    let rest = &text[at..];
    // Most clauses end sooner than the shortest repetition does.
    let (end, _) = rest.char_indices().nth(SHORTEST)?;
    Some(&rest[..end])
}

fn extend(text: &str, first: usize, second: usize) -> Option<(Range<usize>, Range<usize>)> {
    let pairs = text[first..second].chars().zip(text[second..].chars());
    let same: String = pairs.take_while(|(one, other)| one == other).map(|(one, _)| one).collect();
    let trimmed = same.trim_end_matches(|c: char| is_mark(c) || c.is_whitespace());
    let han = trimmed.chars().filter(|&c| is_han(c)).count();
    let strong = trimmed.contains(['（', '）', '(', ')', '；', ';', '。']);
    let weak = trimmed.contains(['，', ',']);
    // What a picture shows is told again below it.
    let between = text[first + trimmed.len()..second.max(first + trimmed.len())].trim();
    let is_caption = between.split(|c: char| is_mark(c) || c.is_whitespace()).any(|part| CREDITS.ends(part).is_some());
    let long_enough = !is_caption && (strong && han + 2 >= SHORTEST || weak && han >= LONG);
    long_enough.then(|| (first..first + trimmed.len(), second..second + trimmed.len()))
}

/// Whether a clause ends at a mark. Brackets do not part what is repeated: one
/// unit and office in them follows many names.
fn is_mark(character: char) -> bool {
    sentence::is_mark(character) && !matches!(character, '（' | '(' | '）' | ')' | '…')
}

#[cfg(test)]
mod tests {
    use super::repetition;

    #[test]
    fn repetitions_are_found() {
        let found = |text: &str| repetition(text).map(|(_, second)| text[second].to_owned());
        let twice = "李明（甲医院，副主任医师）当选为宣传委员，李明（甲医院，副主任医师）当选为纪检委员";
        assert_eq!(found(twice).as_deref(), Some("李明（甲医院，副主任医师）当选为"));
        let far = format!("李明（甲医院，副主任医师）到，{}，李明（甲医院，副主任医师）到", "甲".repeat(200));
        assert_eq!(found(&far), None);
        for text in ["", "，，，", "甲", "学史明理、学史增信、学史崇德，学史明理、学史增信、学史崇德"]
        {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
