//! B02: labels that run into each other.

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Edit, Rule, Severity, Words};
use crate::language::label::details;
use crate::parse::markdown::{Block, ProseKind};
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7802",
        name: "fused-labels",
        severity: Severity::Warning,
        message: Words {
            zh: "“{label}”与前面的内容连在一起，这一行有 {count} 项",
            en: "“{label}” runs into what is before it; there are {count} labels in this line",
        },
        help: Words {
            zh: "分行写，或者写进篇首（成文日期、来源、作者、编辑）",
            en: "write them on lines of their own, or in the front matter (date, source, authors, editors)",
        },
    },
    group: Group::Lines,
    about: Words {
        zh: "从网页粘贴来的说明行，如“时间：2021-07-02来源：血液中心作者：办公室”，原来分开的几项连成了一串。一段以“时间”“来源”“作者”“编辑”“审核”“浏览”等带冒号的标签开头，短、没有句号，而后面又有这样的标签紧接着前一项的内容，才算。用空格隔开的不算。修改时每项另起一段。",
        en: "A line of details pasted from a web page, such as “时间：2021-07-02来源：血液中心作者：办公室”, in which what stood apart has run together. Marked where a short paragraph without a full stop begins with such a label (时间, 来源, 作者, 编辑, 审核, 浏览 and the like) and a colon, and another follows right after what the one before says. Those with a space between them are left alone. A fix begins a new paragraph with each.",
    },
    wrong: "时间：2021年7月2日来源：省血液中心作者：党委办公室\n",
    right: "作者：第一党支部 编辑：李明 来源：省血液中心\n\n时间：2021年7月2日\n\n来源：作者投稿。时间：待定。\n",
    fix: Fix::Safe,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let kinds = |kind| matches!(kind, ProseKind::Paragraph | ProseKind::Signature);
    for block in subject.blocks.iter().filter(|block| kinds(block.kind) && block.signs.has(Sign::Colon)) {
        let mut start = 0;
        for line in block.text.split('\n') {
            findings.extend(fused(subject, block, start, line));
            start += line.len() + 1;
        }
    }
}

/// What is wrong with the line of a block that begins at an offset.
fn fused(subject: &Subject<'_>, block: &Block, start: usize, line: &str) -> Option<Diagnostic> {
    let labels = details(line)?;
    let is_fused = |&&(at, _): &&(usize, &str)| {
        line[..at].chars().next_back().is_some_and(|c| !c.is_whitespace() && !"、|｜丨/／".contains(c))
    };
    let &(at, label) = labels.iter().skip(1).find(is_fused)?;
    let finding = Diagnostic::new(&CHECK.rule, subject.span(block, start + at..start + at + label.len()))
        .with("label", label)
        .with("count", labels.len());
    let edits = labels.iter().skip(1).map(|&(at, _)| {
        let blank = line[..at].len() - line[..at].trim_end().len();
        Edit { span: subject.span(block, start + at - blank..start + at), text: "\n\n".to_owned() }
    });
    Some(finding.mend(edits))
}
