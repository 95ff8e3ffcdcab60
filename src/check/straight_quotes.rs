//! P06: straight quotation marks in Chinese text.

use std::ops::Range;

use crate::check::passages::{context, is_reference, passages_with, replace};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Edit, Rule, Severity, Words};
use crate::parse::markdown::Block;
use crate::text::han::{is_han, is_wide};
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

/// The straight quotation marks of a text that are no inch marks and not
/// foreign, as those in code or a quotation are.
pub(crate) fn quotes(text: &str, is_foreign: impl Fn(&Range<usize>) -> bool) -> Vec<Range<usize>> {
    let marks = text.match_indices(['"', '＂']).map(|(at, mark)| at..at + mark.len());
    let mut open = false;
    let mut quotes = Vec::new();
    for mark in marks.filter(|mark| !is_foreign(mark)) {
        // After a digit it is an inch mark, unless a quotation is open.
        let is_inch = !open && text[..mark.start].ends_with(|c: char| c.is_ascii_digit());
        if !is_inch {
            open = !open;
            quotes.push(mark);
        }
    }
    quotes
}

/// The marks in pairs, those of Chinese text only; none if they do not pair.
pub(crate) fn pairs(text: &str, quotes: &[Range<usize>]) -> Option<Vec<(Range<usize>, Range<usize>)>> {
    if !quotes.len().is_multiple_of(2) {
        return None;
    }
    let mut pairs = Vec::new();
    for pair in quotes.chunks_exact(2) {
        let [open, close] = pair else { continue };
        let inside = &text[open.end..close.start];
        let blank = |c: char| c.is_whitespace();
        if inside.is_empty() || inside.starts_with(blank) || inside.ends_with(blank) {
            return None;
        }
        if inside.chars().any(is_han) || beside_chinese(text, open) || beside_chinese(text, close) {
            pairs.push((open.clone(), close.clone()));
        }
    }
    Some(pairs)
}

/// Whether Chinese stands right beside a range.
pub(crate) fn beside_chinese(text: &str, at: &Range<usize>) -> bool {
    let is_chinese = |c: char| is_han(c) || is_wide(c);
    text[..at.start].ends_with(is_chinese) || text[at.end..].starts_with(is_chinese)
}
