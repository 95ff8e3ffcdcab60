//! H02: a heading two levels below the one before it.

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::parse::markdown::ProseKind;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7402",
        name: "heading-level-skipped",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”是第 {level} 级标题，上面却只到第 {above} 级，跳了级",
            en: "“{text}” is a heading of level {level}, but the one above it is of level {above}",
        },
        help: Words {
            zh: "按层次少写几个 #，或补上中间一级的标题",
            en: "take away a #, or put in the heading between",
        },
    },
    group: Group::Headings,
    about: Words {
        zh: "标题应逐级往下：## 之下是 ###，不能直接到 ####。按 # 的个数数级，标出比前一个标题低两级以上的；往上回几级都可以。正文从哪一级开始不限。GB/T 9704 的层次（一、（一）1.（1））只有两层时可以从“一、”到“1.”，那是编号，不是级，不算错。一个文件报一次。",
        en: "Headings go down one level at a time: ### below ##, not ####. Levels are counted in #; a heading two or more levels below the one before it is marked, going up is free, and a body may begin at any level. That 1. follows 一、 where there are two levels only is a matter of numbers, not levels, and right by GB/T 9704. Once a file.",
    },
    wrong: "## 一、学习\n\n#### （一）制度\n\n全年集中学习12次。\n",
    right: "## 一、学习\n\n### 1.制度\n\n#### （1）例会\n\n全年12次。\n\n## 二、作风\n",
    fix: Fix::None,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut above: Option<u8> = None;
    for block in subject.blocks {
        let ProseKind::Heading(level) = block.kind else { continue };
        if let Some(above) = above.filter(|above| level > above.saturating_add(1)) {
            let text: String = block.text.chars().take(20).collect();
            let finding = Diagnostic::new(&CHECK.rule, subject.span(block, 0..block.text.len()));
            let finding = finding.with("text", text).with("level", u32::from(level));
            findings.push(finding.with("above", u32::from(above)));
            return;
        }
        above = Some(level);
    }
}
