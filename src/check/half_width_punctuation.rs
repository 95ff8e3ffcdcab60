//! P01: half-width punctuation in Chinese text.

use crate::check::passages::{context, in_one_piece, passages_with, replace};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::punctuation::width::{is_half, marks};
use crate::language::reference::is_reference;
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7701",
        name: "half-width-punctuation",
        severity: Severity::Warning,
        message: Words {
            zh: "中文里用了半角标点，共 {count} 处，第一处是“{mark}”，在“{text}”中",
            en: "there is half-width punctuation in Chinese text, {count} in all; the first is “{mark}” in “{text}”",
        },
        help: Words { zh: "改为全角，如“{wide}”", en: "use the full-width form, such as “{wide}”" },
    },
    group: Group::Punctuation,
    about: Words {
        zh: "汉字旁边的逗号、分号、冒号、叹号、问号和括号应当用全角（GB/T 15834 的标点各占一字）。括号成对判断：里面有汉字，或紧挨着汉字的，两个一起改。网址、DOI、时间（10:30）、比例（1:3）、千分位（1,080）、公式（f(x)）、参考文献条目、引文、书名和代码里的不算。一个文件只报一次，修改时全部改掉，标点后面多余的空格一并删去。",
        en: "Next to Chinese characters, commas, semicolons, colons, exclamation and question marks and brackets are full-width (in GB/T 15834 each takes a full square). Brackets are judged in pairs: those with Chinese in them or right beside them change together. Left alone: addresses, DOI, times (10:30), ratios (1:3), thousands (1,080), formulas (f(x)), entries of a list of references, quotations, titles and code. Reported once a file; a fix mends all and takes the spaces after the marks with it.",
    },
    wrong: "全年发展党员3名,培训12人次(其中骨干5人);上午10:30开会.\n",
    right: "上午10:30开会，男女比例1:3，捐款1,080元，按f(x)计算；详见https://a.cn/b?c=1,2。\n\n[1]李明. 论文[J]. 学报,2021,37(3):39-44.\n",
    fix: Fix::Safe,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |text: &str| text.bytes().any(is_half) && text.chars().any(is_han) && !is_reference(text);
    let blocks = passages_with(subject, |signs| signs.has(Sign::HalfMark) && signs.has(Sign::Han), may);
    let mut found = Vec::new();
    for block in &blocks {
        for mark in marks(&block.text) {
            if !block.is_foreign(&mark.at) {
                found.push((block, mark));
            }
        }
    }
    let Some((block, first)) = found.first() else { return };
    let finding = Diagnostic::new(&CHECK.rule, subject.span(block, first.at.clone()))
        .with("count", found.len())
        .with("mark", &block.text[first.at.clone()])
        .with("wide", first.wide)
        .with("text", context(&block.text, &first.at));
    let edits = found.iter().map(|(block, mark)| {
        let loose = Some(mark.loose.clone()).filter(|loose| {
            loose.len() > mark.at.len() && in_one_piece(subject, block, loose) && !block.is_foreign(loose)
        });
        replace(subject, block, loose.unwrap_or(mark.at.clone()), mark.wide)
    });
    let edits: Vec<_> = edits.collect();
    findings.push(finding.mend(edits));
}
