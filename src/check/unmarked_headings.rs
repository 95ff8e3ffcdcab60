//! H05: short lines that look like headings in a report without any.

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::parse::markdown::{Block, Kind};

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
        zh: "从 Word 或网页转来的稿子，标题常成了普通段落，页面上就没有目录。全文没有一个标题，又有三个以上独立成段的短行（二十个字以内，没有句末标点），后面跟着长段的，提示一次。已有标题的文件、落款、诗句和列表不算。",
        en: "In texts from Word or the web headings are often plain paragraphs, and the page has no contents. A file without any heading and with three or more short paragraphs (up to twenty characters, no final mark), each followed by a long one, is noted once. Not files with headings, signatures, verse and lists.",
    },
    wrong: "学习拆成小块\n\n大家分散在门诊、病房和药房，班次不同，聚齐不易，支部便把学习拆成小块，每周一次，轮流在各科室里开。\n\n清单落到个人\n\n每月初列出清单，谁去社区、谁管器材、谁写简报，一项一项落到人，月底在会上逐条对账，没做完的说明原因。\n\n邻里一起商量\n\n同街道的两个支部约好每季见一次面，带着各自的难题来，能当场办的当场办，办不了的记下来下次再议。\n",
    right: "## 学习拆成小块\n\n大家分散在门诊、病房和药房，班次不同，聚齐不易，支部便把学习拆成小块，每周一次，轮流在各科室里开。\n",
    fix: Fix::None,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    if subject.draft().is_none() || subject.blocks.iter().any(|block| matches!(block.kind, Kind::Heading(_))) {
        return;
    }
    let looks_so = |pair: &&[Block]| {
        let [line, next] = pair else { return false };
        line.kind == Kind::Paragraph
            && next.kind == Kind::Paragraph
            && (4..=20).contains(&line.text.chars().count())
            && !line.text.contains(['\n', '。', '！', '？', '：', '；', ':', ';', '.'])
            && !line.text.ends_with(['，', ',', '”', '）', ')', '、'])
            && next.text.chars().nth(39).is_some()
    };
    let found: Vec<&[Block]> = subject.blocks.windows(2).filter(looks_so).collect();
    if let Some([first, ..]) = found.first().filter(|_| found.len() >= 3) {
        let span = subject.span(first, 0..first.text.len());
        let finding = Diagnostic::new(&CHECK.rule, span).with("count", found.len());
        findings.push(finding.with("text", first.text.as_str()));
    }
}
