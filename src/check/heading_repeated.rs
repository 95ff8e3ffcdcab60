//! H04: a title or heading that stands there twice.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use crate::check::{Check, Fix, Group, Subject, place};
use crate::diag::{Diagnostic, Edit, Rule, Severity, Words};
use crate::language::enumerator;
use crate::parse::markdown::{Block, ProseKind};
use crate::text::near::alike;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7404",
        name: "heading-repeated",
        severity: Severity::Warning,
        message: Words { zh: "{what}“{text}”重复出现", en: "{what} “{text}” is repeated" },
        help: Words { zh: "保留一处，删去其余", en: "keep one and delete the others" },
    },
    group: Group::Headings,
    about: Words {
        zh: "页面上标题由网站排印，正文里不必再写。标出：正文里又写了一遍题目（或题目加副题）的标题和段落；同一上级之下两个同样的标题，编号不同也算。各章之下都有的“主要做法”之类不算，句子里提到题目不算。题目重复的，修改时删去那一行；标题重复而其间有正文的，不代改。一个文件每种报一次。",
        en: "The page prints the title, so a body need not. Marked are headings and paragraphs that are nothing but the title, or title and subtitle; and two headings alike below one parent, whatever their numbers. Headings such as 主要做法 below every chapter are fine, and so is a sentence that names the title. A repeated title is deleted by a fix; of two headings with text between, nothing is. Each kind once a file.",
    },
    wrong: "# 年度总结\n\n全年开会12次。\n",
    right: "年度总结写于年底，分三部分。\n\n## 一、学习\n\n### （一）主要做法\n\n甲。\n\n## 二、作风\n\n### （一）主要做法\n\n乙。\n",
    fix: Fix::Safe,
    find,
};

const TITLE: Words = Words { zh: "题目", en: "the title" };
const HEADING: Words = Words { zh: "标题", en: "the heading" };

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    titles(subject, findings);
    // By level and words, the headings seen since one of a higher level.
    let mut seen: [HashMap<u64, (usize, &Block)>; 7] = Default::default();
    for (place, block) in subject.blocks.iter().enumerate() {
        let ProseKind::Heading(level) = block.kind else { continue };
        let (here, below) = seen.split_at_mut(usize::from(level).min(6) + 1);
        below.iter_mut().filter(|seen| !seen.is_empty()).for_each(HashMap::clear);
        let Some(seen) = here.last_mut() else { continue };
        let first = seen.entry(fingerprint(words(block))).or_insert((place, block));
        let (at, other) = *first;
        if at < place && alike(words(other), words(block)) {
            let follows = at + 1 == place;
            let span = subject.span(block, 0..block.text.len());
            let edit = Edit { span: place::lines(subject, &span), text: String::new() };
            let finding = Diagnostic::new(&CHECK.rule, span).with("what", HEADING).with("text", shown(block));
            let first = subject.span(other, 0..other.text.len());
            let finding = finding.label(first, Words { zh: "第一处在这里", en: "the first is here" });
            findings.push(if follows { finding.mend([edit]) } else { finding });
            return;
        }
    }
}

/// Where the body has the title of the report again.
fn titles(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some((title, subtitle)) = place::titles(subject) else { return };
    if title.chars().count() < 3 {
        return;
    }
    let repeats = |block: &&Block| {
        let is_plain = matches!(block.kind, ProseKind::Heading(_) | ProseKind::Paragraph);
        let text = block.text.as_str();
        is_plain
            && text.len() <= (title.len() + subtitle.len() + 24) * 2
            && (alike(text.chars(), title.chars())
                || (!subtitle.is_empty() && alike(text.chars(), title.chars().chain(subtitle.chars()))))
            && !text.contains('。')
    };
    let found: Vec<&Block> = subject.blocks.iter().filter(repeats).collect();
    let Some(first) = found.first() else { return };
    let whole = |block: &Block| subject.span(block, 0..block.text.len());
    let edits = found.iter().map(|block| Edit { span: place::lines(subject, &whole(block)), text: String::new() });
    // Below a heading with a line under it, that line would be left.
    let is_underlined = |edit: &Edit| {
        let after = subject.text.get(edit.span.range().end..).unwrap_or_default();
        after.starts_with(['=', '-'])
    };
    let edits: Vec<Edit> = edits.collect();
    let finding = Diagnostic::new(&CHECK.rule, whole(first)).with("what", TITLE).with("text", shown(first));
    let is_safe = !edits.iter().any(is_underlined);
    findings.push(if is_safe { finding.mend(edits) } else { finding });
}

/// The characters of a heading after its number.
fn words(block: &Block) -> std::str::Chars<'_> {
    let start = enumerator::leading(&block.text).map_or(0, |mark| mark.end);
    block.text[start..].chars()
}

/// A number that texts with the same letters and digits share.
fn fingerprint(words: impl Iterator<Item = char>) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.filter(|c| c.is_alphanumeric()).for_each(|c| hasher.write_u32(c.into()));
    hasher.finish()
}

fn shown(block: &Block) -> String {
    let text: String = block.text.chars().take(24).collect();
    text.replace('\n', " ")
}
