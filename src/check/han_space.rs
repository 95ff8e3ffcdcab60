//! P03: a space between Han characters within a sentence.

use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Edit, Rule, Severity, Words};
use crate::language::label::details;
use crate::language::person::is_only_name;
use crate::language::words;
use crate::parse::markdown::ProseKind;
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7703",
        name: "han-space",
        severity: Severity::Warning,
        message: Words {
            zh: "汉字之间有空格，共 {count} 处，第一处是“{text}”",
            en: "there is a space between Chinese characters, {count} in all; the first is “{text}”",
        },
        help: Words { zh: "删去空格", en: "delete the space" },
    },
    group: Group::Punctuation,
    about: Words {
        zh: "从 PDF 或网页粘贴来的文字，常在一个词中间留下空格。句子里汉字与汉字之间、汉字与后面的标点之间的空格算错；标题、口号（没有句号的整段，如“奋斗百年路 启航新征程”）、引文和书名里的，“作者：甲 编辑：乙 丙”这样的说明行里的，隔开人名的，段首隔开电头、小标题与正文的，不算。一个文件只报一次；只有空格把词典里的一个词断开（医 疗）、或在标点前面时，才自动删去，其余留给人看。",
        en: "Text pasted from PDF or web pages often has spaces inside words. A space between two Chinese characters in a sentence is marked; in headings, slogans (a whole paragraph without a full stop), quotations, titles and lines of details (作者：甲 编辑：乙), between names, and where it parts a dateline or a heading from the text after it, it is not. Reported once a file; a fix deletes only those that tear a word of the dictionary apart (医 疗) or stand before a mark.",
    },
    wrong: "全年下乡开展医 疗扶贫 12 次。\n",
    right: "## 奋斗百年路 启航新征程\n\n奋斗百年路 启航新征程\n\n口号是“奋斗百年路 启航新征程”。全年下乡 12 次，用 AI 辅助。\n",
    fix: Fix::Safe,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut found = Vec::new();
    let kinds = |kind| matches!(kind, ProseKind::Paragraph | ProseKind::Item);
    for block in subject.blocks.iter().filter(|block| kinds(block.kind) && block.signs.has(Sign::Blank)) {
        // A slogan has no full stop.
        if !block.text.contains(['。', '！', '？', '；', '，']) {
            continue;
        }
        let spaces = spaces(&block.text);
        if spaces.is_empty() {
            continue;
        }
        let lines = lines_of_details(&block.text);
        let is_detail = |space: &Range<usize>| lines.iter().any(|line| line.contains(&space.start));
        found.extend(
            spaces
                .into_iter()
                .filter(|space| !block.is_foreign(space) && !is_detail(space))
                .filter(|space| is_sure(&block.text, space) || !parts(&block.text, space))
                .map(|space| (block, space)),
        );
    }
    let Some((block, first)) = found.first() else { return };
    let around = context(&block.text, first);
    let finding = Diagnostic::new(&CHECK.rule, subject.span(block, first.clone()))
        .with("count", found.len())
        .with("text", around);
    let edits: Vec<Edit> = found
        .iter()
        .filter(|(block, space)| is_sure(&block.text, space))
        .map(|(block, space)| Edit { span: subject.span(block, space.clone()), text: String::new() })
        .collect();
    findings.push(if edits.is_empty() { finding } else { finding.mend(edits) });
}

/// Whether a space is surely a slip: it tears one word apart, or stands before
/// a mark.
fn is_sure(text: &str, space: &Range<usize>) -> bool {
    let is_mark = |c: char| !is_han(c);
    text[space.end..].starts_with(is_mark) || words::is_torn(text, space)
}

/// How many characters on either side of a space are looked at.
const NEAR: usize = 40;

/// Whether a space may keep apart what stands on its sides: a name and what is
/// beside it, or the beginning of a line (a dateline, a heading that runs into
/// the text) and what follows.
fn parts(text: &str, space: &Range<usize>) -> bool {
    let is_open = |c: char| !is_han(c) && !matches!(c, ' ' | '\t' | '\u{a0}');
    let before = &text[..space.start];
    let near = before.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
    let open = before[near..].char_indices().rev().find(|(_, c)| is_open(*c));
    let start = open.map_or(near, |(at, c)| near + at + c.len_utf8());
    let begins_line = start == 0 || open.is_some() && before[..start].ends_with(['\n', '、', '）', '】', '.', '．']);
    let head: Vec<&str> = before[start..].split_whitespace().collect();
    let after = &text[space.end..];
    let roof = after.char_indices().nth(NEAR).map_or(after.len(), |(at, _)| at);
    let run = after[..roof].find(|c| !is_han(c)).unwrap_or(roof);
    let tail = &after[..run];
    let named = |word: &str, lengths: [usize; 2]| {
        let length = word.chars().count();
        lengths.into_iter().any(|wanted| {
            let from_end = word.char_indices().rev().nth(wanted - 1).map_or("", |(at, _)| &word[at..]);
            let from_start = word.char_indices().nth(wanted).map_or(word, |(at, _)| &word[..at]);
            length >= wanted && (is_only_name(from_end) || is_only_name(from_start))
        })
    };
    let last = head.last().copied().unwrap_or_default();
    // A list of names has names between blanks; one may run into the sentence.
    let alone = is_only_name(tail) && after[run..].starts_with([' ', '\t', '\u{a0}', '、', '，', '。', '）'])
        || is_only_name(last) && (head.len() > 1 || start > 0 || last.len() == before.len());
    begins_line || alone && (named(last, [2, 3]) || named(tail, [2, 3]))
}

/// Spaces and tabs with a Han character on either side, or with one before and
/// a mark that ends something after.
fn spaces(text: &str) -> Vec<Range<usize>> {
    let mut spaces = Vec::new();
    let mut characters = text.char_indices().peekable();
    let mut before = None;
    while let Some((at, character)) = characters.next() {
        if matches!(character, ' ' | '\t' | '\u{a0}') && before.is_some_and(is_han) {
            let mut end = at + character.len_utf8();
            while let Some((next, space)) = characters.next_if(|(_, c)| matches!(c, ' ' | '\t' | '\u{a0}')) {
                end = next + space.len_utf8();
            }
            if characters.peek().is_some_and(|(_, after)| is_han(*after) || "，。；：！？、".contains(*after)) {
                spaces.push(at..end);
            }
        }
        before = Some(character);
    }
    spaces
}

/// The lines such as “作者：甲 编辑：乙 丙”, in which spaces part what is said.
fn lines_of_details(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let lines = text.split('\n').map(|line| {
        let range = start..start + line.len();
        start = range.end + 1;
        (range, line)
    });
    lines.filter(|(_, line)| details(line).is_some()).map(|(range, _)| range).collect()
}

/// A few characters on both sides.
fn context<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    let start = text[..range.start].char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    let end = text[range.end..].char_indices().nth(2).map_or(text.len(), |(at, _)| range.end + at);
    &text[start..end]
}
