//! X01: what a web page left behind: breadcrumbs, counters, links to neighbours.

use crate::check::{Check, Fix, Group, Subject, place};
use crate::diag::{Diagnostic, Edit, Rule, Severity, Words};
use crate::parse::markdown::{Block, Kind};

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

/// Beginnings; those without a mark after them need one of [`AFTER`].
const BEGINNINGS: [&str; 40] = [
    "当前位置",
    "您的位置",
    "你的位置",
    "您现在的位置",
    "您当前的位置",
    "所在位置",
    "首页>",
    "首页›",
    "首页»",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "浏览次数",
    "浏览量",
    "点击数",
    "点击次数",
    "点击量",
    "点击率",
    "阅读次数",
    "阅读量",
    "访问量",
    "访问次数",
    "分享到",
    "分享至",
    "转发到",
    "扫一扫",
    "扫描二维码",
    "打印本页",
    "关闭窗口",
    "关闭本页",
    "返回顶部",
    "返回首页",
    "返回列表",
    "字体",
    "字号",
    "加入收藏",
    "收藏本页",
    "相关链接",
    "版权声明",
];

/// What the buttons of a page say.
const BUTTONS: [&str; 12] = [
    "打印本页",
    "打印",
    "关闭窗口",
    "关闭本页",
    "关闭",
    "返回顶部",
    "返回首页",
    "返回列表",
    "返回",
    "加入收藏",
    "收藏本页",
    "收藏",
];

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
    matches!(block.kind, Kind::Paragraph | Kind::Item | Kind::Heading(_)) && is_line_of_page(&block.text)
}

/// Whether a line came with a web page: a breadcrumb, a counter, a button.
pub(crate) fn is_line_of_page(line: &str) -> bool {
    if line.len() > 240 {
        return false;
    }
    let text = line.trim_start_matches(['【', '[', '［', ' ', '\u{3000}', '\u{a0}', '|', '>']);
    // Few blocks begin so: the first character decides.
    let is_possible = text.starts_with([
        '当', '您', '你', '所', '首', '上', '下', '浏', '点', '阅', '访', '分', '转', '扫', '打', '关', '返', '字',
        '加', '收', '相', '版',
    ]);
    if !is_possible || line.contains(['。', '！', '？']) {
        return false;
    }
    if text.starts_with("扫一扫") && ["手机", "微信", "二维码", "打开"].iter().any(|word| text.contains(word))
    {
        return true;
    }
    // Several buttons in a row: 打印本页 关闭窗口.
    let words = text.split_whitespace();
    if words.clone().count() > 1
        && words.clone().all(|word| BUTTONS.contains(&word.trim_end_matches(['】', ']', '］'])))
    {
        return true;
    }
    let squeezed: String = text.chars().take(12).filter(|c| !c.is_whitespace()).collect();
    BEGINNINGS.iter().any(|beginning| {
        squeezed.strip_prefix(beginning).is_some_and(|rest| {
            let next = rest.chars().next();
            match *beginning {
                "首页>" | "首页›" | "首页»" => true,
                "打印本页" | "关闭窗口" | "关闭本页" | "返回顶部" | "返回首页" | "返回列表" | "加入收藏"
                | "收藏本页" => !next.is_some_and(|c| c.is_alphanumeric()),
                "字体" | "字号" => {
                    next.is_some_and(|c| matches!(c, ':' | '：')) && rest.contains('大') && rest.contains('小')
                }
                _ => next.is_some_and(|c| matches!(c, ':' | '：')),
            }
        })
    })
}
