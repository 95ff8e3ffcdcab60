//! N06: the digits of a number stand apart.

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Edit, Rule, Severity, Words};
use crate::language::amount::spaced::spaced;
use crate::parse::markdown::Block;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7106",
        name: "spaced-digits",
        severity: Severity::Warning,
        message: Words {
            zh: "数字“{text}”中间有空格，共 {count} 处",
            en: "the number “{text}” has spaces inside, {count} in all",
        },
        help: Words { zh: "应为“{number}”", en: "it should be “{number}”" },
    },
    group: Group::Numbers,
    about: Words {
        zh: "从 PDF 粘贴来的数字，各位数字之间常被加上空格，如“1 5 7 期”。几个单独的数字由空格隔开、后面又跟着量词或单位，才算错；三位一节的“1 080 人”是 GB/T 15835 许可的写法，不算。只有两位而前小后大的，如“3 5 名”，也可能是“3—5名”掉了连接号，只提示，不代改。引文、书名、代码里的不算，一个文件只报一次。",
        en: "Numbers pasted from PDF often have a space between their digits, as in “1 5 7 期”. Single digits parted by spaces are marked if a counter or unit follows; groups of three, as in “1 080 人”, are right by GB/T 15835. Two digits of which the second is greater, as in “3 5 名”, may be a range that lost its dash, so they are marked but not mended. Not in quotations, titles or code; reported once a file.",
    },
    wrong: "健康节目全年完成1 5 7 期。\n",
    right: "节目全年完成157 期，观众1 080 人。编号为 1 2 3，评分为3 名一组。\n",
    fix: Fix::Safe,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut found = Vec::new();
    let worth = |block: &&Block| block.signs.has(Sign::DigitSpace) && block.signs.has(Sign::SpaceDigit);
    for block in subject.blocks.iter().filter(worth) {
        for spaced in spaced(&block.text) {
            if !block.is_foreign(&spaced.range) {
                found.push((block, spaced));
            }
        }
    }
    // What is sure goes first, since it can be mended.
    let Some((block, first)) = found.iter().find(|(_, spaced)| !spaced.may_be_range).or(found.first()) else { return };
    let finding = Diagnostic::new(&CHECK.rule, subject.span(block, first.range.clone()))
        .with("text", &block.text[first.range.clone()])
        .with("number", first.number.as_str())
        .with("count", found.len());
    let edits = found
        .iter()
        .filter(|(_, spaced)| !spaced.may_be_range)
        .map(|(block, spaced)| Edit { span: subject.span(block, spaced.cut.clone()), text: spaced.number.clone() });
    findings.push(finding.mend(edits));
}
