//! B01: a paragraph broken in the middle of a sentence.

use std::cell::Cell;
use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Edit, Rule, Severity, Words};
use crate::language::line_break::{goes_on, is_open, is_proven};
use crate::language::token::{is_known, tokens};
use crate::parse::markdown::{Block, ProseKind};
use crate::source::Span;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7801",
        name: "broken-paragraph",
        severity: Severity::Warning,
        message: Words {
            zh: "一句话被断成两段：“{before}”后面接着“{after}”",
            en: "a sentence is broken into two paragraphs: “{before}” goes on as “{after}”",
        },
        help: Words { zh: "删去中间的空行，接成一段", en: "delete the empty line between them" },
    },
    group: Group::Lines,
    about: Words {
        zh: "从 PDF 或网页粘贴来的文字，常在换页处被空行断开。前一段20字以上、里面有逗号或句号、末尾没有句末标点，后一段以汉字开头、也是句子，并且至少有一条凭据，才算断开：前一段以逗号或顿号结尾；断口处是一个词（如“血液｜病”），三个字连着写在本文别处出现过；前一段以“的”结尾（“是……的”“目的”不算），后一段以不能开头的字起（的、们、者、体入……，或单独一个字就停顿）。标题、列表、口号、落款、图题，以及“一是”“第二”“（三）”等起头的段落不算。只忘了写句号的段落不接。",
        en: "Text pasted from PDF or web pages is often broken by an empty line where the page ended. The first paragraph has 20 characters or more, with a comma or full stop inside and no final mark; the next begins with a Chinese character and is a sentence too; and there is proof: the first ends in a comma or enumeration comma; or a word lies across the break (血液|病), and the three characters stand together elsewhere in the text; or the first ends in 的 (not in 是…的 or 目的); or the next begins with a character that begins no word (的, 们, 者), or with one alone before a pause. Headings, lists, slogans, signatures, captions and paragraphs that begin with an ordinal (一是, 第二, （三）) are left alone, as is a paragraph that only lacks its full stop.",
    },
    wrong: "医学会年会在省城召开，血液病组的党员都参加了，会后血液\n\n病组又办了义诊，受到好评。\n",
    right: "全年开展义诊12次，服务群众600人次，取得了良好的效果\n\n支部组织党员学习，大家受益。\n\n奋斗百年路 启航新征程\n\n一是加强学习，提高认识，联系实际，解决问题，\n\n二是改进作风，服务群众。\n",
    fix: Fix::Safe,
    find,
};

/// How often all of a report is searched for a word at most.
const SEARCHES: usize = 120;

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let searches = Cell::new(SEARCHES);
    for pair in subject.blocks.windows(2) {
        let [first, second] = pair else { continue };
        if first.kind != ProseKind::Paragraph || second.kind != ProseKind::Paragraph {
            continue;
        }
        let (before, after) = (first.text.trim_end(), second.text.trim_start());
        let is_word = |word: &str| {
            if searches.get() == 0 {
                return false;
            }
            searches.set(searches.get() - 1);
            // 融合|党建 may stand together elsewhere too, and each is whole.
            subject.blocks.iter().any(|block| block.text.contains(word)) && is_cut(tail(before), head(after))
        };
        if !is_open(before) || !goes_on(after) || !is_proven(before, after, &is_word) {
            continue;
        }
        let Some(gap) = gap(subject, first, second, before, after) else { continue };
        let (last, next) = (tail(before), head(after));
        let at = before.len() - last.len()..before.len();
        let finding = Diagnostic::new(&CHECK.rule, subject.span(first, at)).with("before", last).with("after", next);
        findings.push(finding.mend([Edit { span: gap, text: String::new() }]));
    }
}

/// Whether a word goes over from one text into the other: one that the dictionary has,
/// or one that it makes of what stands there.
fn is_cut(before: &str, after: &str) -> bool {
    let cut = before.len();
    let text = [before, after].concat();
    let back = |count| before.char_indices().rev().nth(count).map_or(0, |(at, _)| at);
    let on = |count| after.char_indices().nth(count).map_or(after.len(), |(at, _)| at);
    [(0, 1), (1, 1), (0, 2)].iter().any(|&(left, right)| is_known(&text[back(left)..cut + on(right)]))
        || tokens(&text).iter().any(|word| word.range.start < cut && cut < word.range.end)
}

/// What stands between two paragraphs, if it is nothing but white space.
fn gap(subject: &Subject<'_>, first: &Block, second: &Block, before: &str, after: &str) -> Option<Span> {
    let skipped = second.text.len() - after.len();
    let start = subject.span(first, 0..before.len()).end;
    let end = subject.span(second, skipped..second.text.len()).start;
    let between = subject.text.get(start as usize..end as usize)?;
    let is_blank = between.chars().all(char::is_whitespace) && between.contains('\n');
    is_blank.then(|| Span::new(subject.path, start as usize..end as usize))
}

/// The last few characters.
fn tail(text: &str) -> &str {
    let line = text.rsplit('\n').next().unwrap_or_default();
    let start = line.char_indices().rev().nth(5).map_or(0, |(at, _)| at);
    &line[start..]
}

/// The first few characters.
fn head(text: &str) -> &str {
    let end: Range<usize> = 0..text.char_indices().nth(6).map_or(text.len(), |(at, _)| at);
    text[end].split('\n').next().unwrap_or_default()
}
