//! X01: what a web page left behind: breadcrumbs, counters, links to neighbours.

use crate::check::{Check, Fix, Group, Subject, place};
use crate::diag::{Diagnostic, Edit, Rule, Severity, Words};
use crate::language::furniture::is_line_of_page;
use crate::parse::markdown::{Block, ProseKind};

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB8101",
        name: "page-residue",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”是从网页带来的，不属于正文，共 {count} 处",
            en: "“{text}” came with a web page and is not part of the report; {count} in all",
        },
        help: Words { zh: "整行删去", en: "delete the line" },
    },
    group: Group::Rubbish,
    about: Words {
        zh: "从网页复制时带进来的栏目导航、计数和分享按钮：整段以“当前位置：”“您的位置”“首页 >”“上一篇：”“下一篇：”“浏览次数”“点击数”“阅读量：”“分享到”“扫一扫”“打印本页”“【关闭窗口】”“字体：大 中 小”等开头，不长，没有句号。句子里说到这些词的不算。修改时整行删去。一个文件报一次。",
        en: "What is copied along from web pages: breadcrumbs, counters and buttons. A short paragraph without a full stop that begins with 当前位置：, 首页 >, 上一篇：, 浏览次数, 分享到, 打印本页 and the like is marked and a fix deletes its lines. Sentences that speak of such things are left alone. Once a file.",
    },
    wrong: "当前位置：首页 > 党建工作 > 内容\n\n全年开会12次。\n",
    right: "当前位置偏远的社区，由支部上门服务。网站浏览次数超过1万次。\n",
    fix: Fix::Safe,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let found: Vec<&Block> = subject.blocks.iter().filter(|block| is_residue(block)).collect();
    let Some(first) = found.first() else { return };
    let whole = |block: &Block| subject.span(block, 0..block.text.len());
    let text: String = first.text.trim().chars().take(16).collect();
    let edits: Vec<Edit> =
        found.iter().map(|block| Edit { span: place::lines(subject, &whole(block)), text: String::new() }).collect();
    let finding = Diagnostic::new(&CHECK.rule, whole(first)).with("text", text).with("count", edits.len());
    findings.push(finding.mend(edits));
}

/// Whether a block is what a web page left behind.
pub fn is_residue(block: &Block) -> bool {
    matches!(block.kind, ProseKind::Paragraph | ProseKind::Item | ProseKind::Heading(_)) && is_line_of_page(&block.text)
}
