//! H03: a number with the wrong mark after it: 一. 1、 （一）、

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Edit, Rule, Severity, Words};
use crate::language::enumerator::{self, Mark, Shape};
use crate::language::numeral;
use crate::parse::markdown::{Block, ProseKind};

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7403",
        name: "heading-mark-mixed",
        severity: Severity::Warning,
        message: Words {
            zh: "编号“{found}”一般写作“{expected}”，共 {count} 处",
            en: "“{found}” is usually written “{expected}”; {count} in all",
        },
        help: Words {
            zh: "汉字数字后用顿号，阿拉伯数字后用下脚点，括号后不加",
            en: "、 goes after a Chinese numeral, a full stop after an Arabic one, nothing after brackets",
        },
    },
    group: Group::Headings,
    about: Words {
        zh: "层次序数后的标点：“一、”用顿号，“1.”用下脚点，“（一）”“（1）”和“①”后面不加（GB/T 15834、GB/T 9704）。标出标题里的“一.”“一，”“1、”“（一）、”；段首的“1、”，只在别的段首又写“1.”时才算：通篇一律的，不在正文里逐条改。每种写法一个文件报一次。",
        en: "What stands after an ordinal: 、 after 一, a full stop after 1, nothing after （一）, （1） and ① (GB/T 15834, GB/T 9704). 一. and 一， and 1、 and （一）、 are marked in headings; at the beginning of paragraphs only where other paragraphs have the right form. Each form is reported once a file.",
    },
    wrong: "## 一.学习\n\n全年12次。\n\n## 二、作风\n\n全年2次。\n",
    right: "## 一、学习\n\n### （一）制度\n\n#### 1.例会\n\n1、每月一次。\n\n2、每季一次。\n\n一、二级医院不在此列。\n",
    fix: Fix::Unsafe,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    // By what is wrong: the first place, and every place to mend.
    let mut found: Vec<(Shape, &Block, Mark, Vec<Edit>, bool)> = Vec::new();
    // Paragraphs that have the right form.
    let mut right: Vec<Shape> = Vec::new();
    for block in subject.blocks {
        let is_heading = matches!(block.kind, ProseKind::Heading(_));
        if !is_heading && block.kind != ProseKind::Paragraph {
            continue;
        }
        let Some(mark) = enumerator::leading(&block.text).or_else(|| is_heading.then(|| with_comma(&block.text))?)
        else {
            continue;
        };
        let Some(expected) = delimiter(mark.shape) else { continue };
        let written = &block.text[mark.delimiter..mark.end];
        if written == expected || (expected == "." && (written == "．" || written.is_empty())) {
            if !is_heading {
                right.push(mark.shape);
            }
            continue;
        }
        if mark.is_doubtful || block.is_foreign(&(mark.start..mark.end)) {
            continue;
        }
        let edit = Edit { span: subject.span(block, mark.delimiter..mark.end), text: expected.to_owned() };
        match found.iter_mut().find(|(shape, .., in_heading)| *shape == mark.shape && *in_heading == is_heading) {
            Some((.., edits, _)) => edits.push(edit),
            None => found.push((mark.shape, block, mark, vec![edit], is_heading)),
        }
    }
    for (shape, block, mark, edits, in_heading) in found {
        if !in_heading && !right.contains(&shape) {
            continue;
        }
        let found = &block.text[mark.start..mark.end];
        let expected = format!("{}{}", mark.bare(&block.text), delimiter(shape).unwrap_or_default());
        let finding = Diagnostic::new(&CHECK.rule, subject.span(block, mark.start..mark.end));
        let finding = finding.with("found", found).with("expected", expected).with("count", edits.len());
        findings.push(finding.mend(edits));
    }
}

/// 一，学习: a numeral with a comma, which only a heading can be sure to mean so.
fn with_comma(text: &str) -> Option<Mark> {
    let end = text.find(['，', ','])?;
    let number = numeral::parse(&text[..end]).filter(|number| (1..=20).contains(number))?;
    let number = u32::try_from(number).ok().filter(|number| numeral::ordinal(*number) == text[..end])?;
    let after = end + text[end..].chars().next()?.len_utf8();
    Some(Mark { shape: Shape::Han, number, start: 0, delimiter: end, end: after, is_doubtful: false })
}

/// What stands after a mark by the book.
fn delimiter(shape: Shape) -> Option<&'static str> {
    match shape {
        Shape::Han => Some("、"),
        Shape::Arabic => Some("."),
        Shape::HanInBrackets | Shape::ArabicInBrackets => Some(""),
        _ => None,
    }
}
