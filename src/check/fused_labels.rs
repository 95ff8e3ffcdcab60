//! B02: labels that run into each other.

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Edit, Rule, Severity, Words};
use crate::parse::markdown::{Block, Kind};
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

const LABELS: &[&str] = &[
    "发布时间",
    "发布日期",
    "发表时间",
    "更新时间",
    "时间",
    "日期",
    "信息来源",
    "文章来源",
    "来源",
    "作者",
    "责任编辑",
    "编辑",
    "责编",
    "审核",
    "审核人",
    "发布者",
    "发布人",
    "供稿",
    "撰稿",
    "摄影",
    "浏览次数",
    "浏览量",
    "浏览",
    "点击数",
    "点击量",
    "点击",
    "阅读量",
    "阅读次数",
    "字号",
];
/// How long such a line is at most, in bytes.
const LONGEST: usize = 400;

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let kinds = |kind| matches!(kind, Kind::Paragraph | Kind::Signature);
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

/// The labels of a line of details, with where they stand; none if the line is
/// something else.
pub fn details(line: &str) -> Option<Vec<(usize, &'static str)>> {
    if line.len() > LONGEST || !line.contains(['：', ':']) || line.contains(['。', '，', '；', '！', '？']) {
        return None;
    }
    let labels = labels(line);
    labels.first().is_some_and(|&(at, _)| line[..at].trim().is_empty()).then_some(labels)
}

/// The labels of a line, the longest where several would do.
fn labels(text: &str) -> Vec<(usize, &'static str)> {
    let mut labels = Vec::new();
    let mut end = 0;
    for (colon, _) in text.match_indices(['：', ':']) {
        let before = &text[end..colon];
        let label = LABELS.iter().filter(|label| before.ends_with(**label)).max_by_key(|label| label.len());
        if let Some(label) = label {
            labels.push((colon - label.len(), *label));
            end = colon;
        }
    }
    labels
}
