//! X04: several reports in one file.

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::{enumerator, title};
use crate::parse::markdown::{Block, ProseKind};

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB8104",
        name: "several-reports",
        severity: Severity::Warning,
        message: Words {
            zh: "这个文件里像是有 {count} 篇总结，第二篇从“{text}”开始",
            en: "this file seems to hold {count} reports, the second beginning with “{text}”",
        },
        help: Words { zh: "每篇总结放一个文件", en: "put every report into a file of its own" },
    },
    group: Group::Rubbish,
    about: Words {
        zh: "一个文件写一篇总结，检索和统计才对得上。标出有两个以上像题目的标题的文件：同在最高一级，没有编号，以“总结”“工作报告”“先进事迹”“纪实”“述职报告”“经验材料”结尾，各自下面都有正文。带编号的（一、全年工作总结）不算。",
        en: "One report a file, else search and counts are wrong. A file is marked that has two or more headings like titles: of the topmost level, without number, ending in 总结, 工作报告, 先进事迹, 纪实, 述职报告 or 经验材料, each with text below. Headings with a number are left alone.",
    },
    wrong: "# 第一党支部工作总结\n\n全年开会12次。\n\n# 第二党支部工作总结\n\n全年开会9次。\n",
    right: "## 一、上半年工作总结\n\n开会12次。\n\n## 二、下半年工作总结\n\n开会9次。\n\n## 附：先进事迹\n\n1件。\n",
    fix: Fix::None,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let level = |block: &Block| match block.kind {
        ProseKind::Heading(level) => Some(level),
        _ => None,
    };
    let Some(top) = subject.blocks.iter().filter_map(level).min() else { return };
    let is_title = |place: usize, block: &Block| {
        let text = title::bare(&block.text);
        let has_words = subject.blocks[place + 1..].iter().take_while(|next| level(next) != Some(top));
        level(block) == Some(top)
            && title::is_of_report(text)
            && text.chars().count() > 5
            && enumerator::leading(text).is_none()
            && has_words.into_iter().any(|next| next.kind == ProseKind::Paragraph)
    };
    let titles: Vec<&Block> =
        subject.blocks.iter().enumerate().filter(|(place, block)| is_title(*place, block)).map(|(_, b)| b).collect();
    if let Some(second) = titles.get(1) {
        let text: String = second.text.chars().take(24).collect();
        let span = subject.span(second, 0..second.text.len());
        findings.push(Diagnostic::new(&CHECK.rule, span).with("text", text).with("count", titles.len()));
    }
}
