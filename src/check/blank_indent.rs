//! P07: a paragraph indented with wide spaces.

use crate::check::passages::replace;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::parse::markdown::{Block, ProseKind};

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7707",
        name: "blank-indent",
        severity: Severity::Note,
        message: Words {
            zh: "行首用空格缩进，共 {count} 行",
            en: "lines are indented with wide spaces, {count} in all",
        },
        help: Words {
            zh: "删去行首的空格；首行缩进由网页样式来做",
            en: "delete the spaces; the style sheet indents paragraphs",
        },
    },
    group: Group::Punctuation,
    about: Words {
        zh: "从网页或文字处理软件粘贴来的段落，行首常有全角空格（U+3000）、不换行空格（U+00A0）等。首行缩进两字、落款靠右都由网页样式来做，这些空格会让版面错开。删去以后会变成列表或标题的行不动。一个文件只报一次。",
        en: "Paragraphs pasted from web pages or word processors often begin with ideographic (U+3000) or no-break (U+00A0) spaces. The style sheet indents paragraphs and sets signatures to the right; such spaces put the page out of line. Lines that would become a list or a heading without them are left alone. Reported once a file.",
    },
    wrong: "　　全年发展党员3名。\n\n　　培训12人次。\n",
    right: "全年发展党员3名。\n培训12人次。\n\n奋斗百年路　启航新征程\n",
    fix: Fix::Safe,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut found = Vec::new();
    let kinds =
        |kind| matches!(kind, ProseKind::Paragraph | ProseKind::Item | ProseKind::Heading(_) | ProseKind::Signature);
    for block in subject.blocks.iter().filter(|block| kinds(block.kind)) {
        found.extend(indents(block).map(|indent| (block, indent)));
    }
    let Some((block, first)) = found.first() else { return };
    let finding = Diagnostic::new(&CHECK.rule, subject.span(block, first.clone())).with("count", found.len());
    let edits: Vec<_> = found.iter().map(|(block, indent)| replace(subject, block, indent.clone(), "")).collect();
    findings.push(finding.mend(edits));
}

/// The wide spaces at the beginning of the lines of a block.
fn indents(block: &Block) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut start = 0;
    block.text.split('\n').filter_map(move |line| {
        let at = start;
        start += line.len() + 1;
        let first = line.chars().next().filter(|&c| is_blank(c) || c == ' ')?;
        let rest = line.trim_start_matches(|c| is_blank(c) || c == ' ' || c == '\t');
        let indent = at..at + line.len() - rest.len();
        let is_wide = is_blank(first) || block.text[indent.clone()].contains(is_blank);
        (is_wide && !rest.is_empty() && !means_something(rest) && !block.is_foreign(&indent)).then_some(indent)
    })
}

fn is_blank(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{3000}' | '\u{2002}' | '\u{2003}')
}

/// Whether Markdown would read a line that begins so as something else than a
/// paragraph.
fn means_something(line: &str) -> bool {
    let ordinal = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['#', '>', '-', '+', '*', '|', '=', '`', '~', '<', '[', ':', '_'])
        || ordinal.len() < line.len() && ordinal.starts_with(['.', ')'])
}
