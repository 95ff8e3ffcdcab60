//! H05: short lines that look like headings in a report without any.

use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::label;
use crate::parse::markdown::{Block, ProseKind};

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7405",
        name: "unmarked-headings",
        severity: Severity::Note,
        message: Words {
            zh: "有{count}个短行像是小标题，第一个是“{text}”，却没有标成标题",
            en: "{count} short lines look like headings but are not marked as such; the first is “{text}”",
        },
        help: Words {
            zh: "是标题的，在行首加“## ”，并确认级别",
            en: "begin those that are headings with ##, and see that their levels are right",
        },
    },
    group: Group::Headings,
    about: Words {
        zh: "从 Word 或网页转来的稿子，标题常成了普通段落，页面上就没有目录。全文没有标题（重写一遍的题目不算），又有三个以上的短行（二十个字以内，整行加粗的三十个字以内，没有句末标点），后面跟着三十个字以上的文字，提示一次；独立成段的、夹在段落里另起一行的、加粗的都算。已有标题的文件、落款、诗句、列表和摘要前面的署名不算。",
        en: "In texts from Word or the web headings are often plain paragraphs, and the page has no contents. A file without headings (its title apart) and with three or more short lines (up to twenty characters, or thirty where the line is bold, no final mark), each followed by thirty characters or more, is noted once, whether the lines are paragraphs, lines of one, or bold. Not files with headings, signatures, verse, lists, nor the line of authors above an abstract.",
    },
    wrong: "学习拆成小块\n\n大家分散在门诊、病房和药房，班次不同，聚齐不易，支部便把学习拆成小块，每周一次，轮流在各科室里开。\n\n清单落到个人\n\n每月初列出清单，谁去社区、谁管器材、谁写简报，一项一项落到人，月底在会上逐条对账，没做完的说明原因。\n\n邻里一起商量\n\n同街道的两个支部约好每季见一次面，带着各自的难题来，能当场办的当场办，办不了的记下来下次再议。\n",
    right: "## 学习拆成小块\n\n大家分散在门诊、病房和药房，班次不同，聚齐不易，支部便把学习拆成小块，每周一次，轮流在各科室里开。\n",
    fix: Fix::None,
    find,
};

/// How many there are at least.
const LEAST: usize = 3;
/// How long the text below one is at least, in characters.
const LONG: usize = 30;

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    // The title of the report, written again as a heading, makes no contents.
    let has_headings = subject.blocks.iter().any(|block| matches!(block.kind, ProseKind::Heading(level) if level > 1));
    let titles = subject.blocks.iter().filter(|block| block.kind == ProseKind::Heading(1)).count();
    if subject.draft().is_none() || has_headings || titles > 1 {
        return;
    }
    let mut lines: Vec<Line<'_>> = Vec::new();
    for block in subject.blocks {
        let mut at = 0;
        for part in block.text.split_inclusive('\n') {
            let text = part.trim();
            let start = at + part.len() - part.trim_start().len();
            if !text.is_empty() {
                lines.push(Line { block, range: start..start + text.len(), is_first: at == 0 });
            }
            at += part.len();
        }
    }
    let mut found: Vec<&Line<'_>> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let before = number.checked_sub(1).and_then(|before| lines.get(before));
        if let Some(next) = lines.get(number + 1)
            && line.is_heading(subject, before, next)
        {
            found.push(line);
        }
    }
    if let Some(first) = found.first().filter(|_| found.len() >= LEAST) {
        let span = subject.span(first.block, first.range.clone());
        let finding = Diagnostic::new(&CHECK.rule, span).with("count", found.len());
        findings.push(finding.with("text", first.text()));
    }
}

/// A line of a block.
struct Line<'a> {
    block: &'a Block,
    range: Range<usize>,
    /// Whether it is the first of its block.
    is_first: bool,
}

impl Line<'_> {
    fn text(&self) -> &str {
        &self.block.text[self.range.clone()]
    }

    /// Whether it looks like a heading of what follows.
    fn is_heading(&self, subject: &Subject<'_>, before: Option<&Line<'_>>, next: &Line<'_>) -> bool {
        let text = self.text();
        let is_bold = || {
            let span = subject.span(self.block, self.range.clone()).range();
            let around = |marks| {
                subject.text.get(..span.start).is_some_and(|head| head.ends_with(marks))
                    && subject.text.get(span.end..).is_some_and(|tail| tail.starts_with(marks))
            };
            around("**") || around("__")
        };
        let count = text.chars().count();
        let bare = text.trim_end_matches(['：', ':']);
        let is_short = (4..=20).contains(&count) && bare == text || (4..=30).contains(&count) && is_bold();
        // 夯实“一个基础” is a heading, “说得对” is not.
        let closes = bare.ends_with('”') && (bare.starts_with('“') || !bare.contains('“'));
        // A line in the middle of a paragraph follows a whole sentence.
        let follows = self.is_first
            || before.is_some_and(|before| before.text().ends_with(['。', '！', '？', '”', '…', '!', '?']));
        let head = next.text().trim_start_matches(['[', '［', '【', '〔', '（', '(']);
        let is_abstract = label::SUMMARIES.begins(head).is_some();
        is_short
            && follows
            && !closes
            && !is_abstract
            && self.block.kind == ProseKind::Paragraph
            && next.block.kind == ProseKind::Paragraph
            && !bare.contains(['。', '！', '？', '：', '；', ':', ';', '.'])
            && !bare.ends_with(['，', ',', '）', ')', '、'])
            && next.text().chars().nth(LONG - 1).is_some()
    }
}
