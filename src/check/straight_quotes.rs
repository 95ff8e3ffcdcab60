//! P06: straight quotation marks in Chinese text.

use std::ops::Range;

use crate::check::passages::{context, passages_with, replace};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Edit, Rule, Severity, Words};
use crate::language::punctuation::quote::{beside_chinese, pairs, quotes};
use crate::language::reference::is_reference;
use crate::parse::markdown::Block;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7706",
        name: "straight-quotes",
        severity: Severity::Warning,
        message: Words {
            zh: "中文里用了直引号，共 {count} 个，第一个在“{text}”中",
            en: "there are straight quotation marks in Chinese text, {count} in all; the first is in “{text}”",
        },
        help: Words { zh: "改为“ ”，前一个用“，后一个用”", en: "write “ and ”" },
    },
    group: Group::Punctuation,
    about: Words {
        zh: "汉字旁边的引号应当是弯引号“ ”（GB/T 15834），不是直引号 \" 或 ＂。一段之内按先后配对，成对的才改；落单的、看不出是前引号还是后引号的只报不改。英文句子里的、数字后面表示英寸的、代码和参考文献条目里的不算。一个文件只报一次，修改时全部改掉。",
        en: "Beside Chinese characters quotation marks are curly “ ” (GB/T 15834), not the straight \" or ＂. They are paired in their order within a paragraph and only pairs are mended; a lone one, or one that could open as well as close, is reported only. Left alone are those in English sentences, inch marks after digits, code and references. Reported once a file; a fix mends all.",
    },
    wrong: "党员用好\"学习强国\"平台，恪守\"守正创新\"。\n",
    right: "党员用好“学习强国”平台。He said \"no\" to them. 屏幕为24\"，代码是`\"甲\"`。\n",
    fix: Fix::Safe,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let blocks = passages_with(
        subject,
        |signs| signs.has(Sign::StraightQuote),
        |text| text.contains(['"', '＂']) && !is_reference(text),
    );
    let mut count = 0;
    let mut first: Option<(&Block, Range<usize>)> = None;
    let mut edits: Vec<Edit> = Vec::new();
    for block in &blocks {
        let quotes = quotes(&block.text, |mark| block.is_foreign(mark));
        let pairs = pairs(&block.text, &quotes);
        let wanted: Vec<&Range<usize>> = match &pairs {
            Some(pairs) => pairs.iter().flat_map(|(open, close)| [open, close]).collect(),
            None => quotes.iter().filter(|at| beside_chinese(&block.text, at)).collect(),
        };
        count += wanted.len();
        if let (None, Some(at)) = (&first, wanted.first()) {
            first = Some((block, (*at).clone()));
        }
        for (open, close) in pairs.into_iter().flatten() {
            edits.push(replace(subject, block, open, "“"));
            edits.push(replace(subject, block, close, "”"));
        }
    }
    let Some((block, first)) = first else { return };
    let finding = Diagnostic::new(&CHECK.rule, subject.span(block, first.clone()))
        .with("count", count)
        .with("text", context(&block.text, &first));
    findings.push(finding.mend(edits));
}
