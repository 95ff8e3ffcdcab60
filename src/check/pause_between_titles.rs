//! P08: an enumeration comma between quotations or titles.

use std::ops::Range;

use crate::check::passages::{context, passages_with, replace};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Edit, Rule, Severity, Words};
use crate::language::reference::is_reference;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7708",
        name: "pause-between-titles",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”中并列的引号、书名号之间不用顿号，共 {count} 处",
            en: "no 、 stands between quotation or title marks set side by side, as in “{text}”; {count} in all",
        },
        help: Words { zh: "删去顿号", en: "delete the 、" },
    },
    group: Group::Punctuation,
    about: Words {
        zh: "标有引号、书名号的并列成分之间通常不用顿号：《章程》《准则》、“两个确立”“四个意识”（GB/T 15834—2011，4.5.3.5）。引号、书名号之间还有别的成分的（括注、没有标号的并列项），用顿号是对的，不报；引文里的、参考文献条目不看。一个文件只报一次，修改时全部改掉。",
        en: "Between items that all have quotation or title marks no enumeration comma is used: 《章程》《准则》 (GB/T 15834-2011, 4.5.3.5). Where something else stands between them (a note in brackets, an item without marks) the comma is right and left alone, as are quotations and references. Reported once a file; a fix mends all.",
    },
    wrong: "组织学习《甲条例》、《乙准则》。\n",
    right: "组织学习《甲条例》《乙准则》，读“甲”、乙和“丙”，读《丁》（修订版）、《戊》。\n",
    fix: Fix::Safe,
    find,
};

/// What closes an item and opens the next, with the pause between.
const PAIRS: [(&str, char, char); 2] = [("”、“", '“', '”'), ("》、《", '《', '》')];

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let signs = |signs: crate::text::signs::Signs| signs.has(Sign::Quote) && signs.has(Sign::Pause);
    let may = |text: &str| PAIRS.iter().any(|(between, ..)| text.contains(between)) && !is_reference(text);
    let blocks = passages_with(subject, signs, may);
    let mut edits: Vec<Edit> = Vec::new();
    let mut first = None;
    for block in &blocks {
        for at in pauses(&block.text).into_iter().filter(|at| !block.is_foreign(at)) {
            let edit = replace(subject, block, at.clone(), "");
            first.get_or_insert_with(|| (edit.span.clone(), context(&block.text, &at).to_owned()));
            edits.push(edit);
        }
    }
    let Some((span, text)) = first else { return };
    let finding = Diagnostic::new(&CHECK.rule, span).with("text", text).with("count", edits.len());
    findings.push(finding.mend(edits));
}

/// The pauses of rows in which every item has marks.
fn pauses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (between, open, close) in PAIRS {
        for (at, _) in text.match_indices(between) {
            let pause = at + close.len_utf8()..at + close.len_utf8() + '、'.len_utf8();
            if is_pure(text, &pause, open, close) {
                found.push(pause);
            }
        }
    }
    found.sort_by_key(|at| at.start);
    found
}

/// Whether the row around a pause has no other item: before it stands an item that
/// no pause leads to but from another such item, and so behind it.
fn is_pure(text: &str, pause: &Range<usize>, open: char, close: char) -> bool {
    let mut head = &text[..pause.start];
    while let Some(start) = head.strip_suffix(close).and_then(|inner| inner.rfind(open)) {
        head = &head[..start];
        match head.strip_suffix('、') {
            Some(rest) if rest.ends_with(close) => head = rest,
            Some(_) => return false,
            None => break,
        }
    }
    let mut tail = &text[pause.end..];
    while let Some(end) = tail.strip_prefix(open).and_then(|inner| inner.find(close)) {
        tail = &tail[open.len_utf8() + end + close.len_utf8()..];
        match tail.strip_prefix('、') {
            Some(rest) if rest.starts_with(open) => tail = rest,
            Some(_) => return false,
            None => break,
        }
    }
    true
}
