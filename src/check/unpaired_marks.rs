//! P04: quotation marks and brackets without their partner, or crossed.

use std::ops::Range;

use crate::check::passages::context;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::reference::is_reference;
use crate::parse::markdown::{Block, ProseKind};
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7704",
        name: "unpaired-marks",
        severity: Severity::Warning,
        message: Words { zh: "“{text}”中的 {mark} {trouble}", en: "{mark} in “{text}” {trouble}" },
        help: Words { zh: "{remedy}", en: "{remedy}" },
    },
    group: Group::Punctuation,
    about: Words {
        zh: "引号“”、书名号《》和括号（）应当成对（GB/T 15834）。标出缺一半的、方向用反的（“先锋队“）、交叉的（“《”》），以及引号里又用双引号（里层应当用单引号‘’）、书名号里又用双书名号（里层应当用〈〉）的。按段检查；一段没有完、下一段接着完的（引文分段，各段都以“开头的，或被断开的段落）不算，序号后面的半边括号（1）、a)）不算。代码、网址、引文段落和没有汉字的段落不看。一段只报一处。",
        en: "Quotation marks “”, title marks 《》 and brackets （） come in pairs (GB/T 15834). Marked are those without a partner, those typed the wrong way round (“先锋队“), crossed ones (“《”》), double quotation marks within double ones (inside they are single, ‘’), and title marks within title marks (inside they are 〈〉). Checked by paragraph; what one paragraph leaves open and the next closes is left alone (a quotation in paragraphs, each of which begins with “, or a broken paragraph), as is the half bracket after an ordinal: 1）, a). Code, addresses, block quotations and paragraphs without Chinese are not looked at. One finding a paragraph.",
    },
    wrong: "支部开展“党员先锋岗创建活动，党员都参加。\n",
    right: "支部开展“党员先锋岗”（含‘示范岗’）活动，学《条例》。\n\n1）学习；2)讨论。\n\n他说：“第一段。\n\n“第二段。”\n",
    fix: Fix::None,
    find,
};

const NO_CLOSE: Words = Words { zh: "没有后一半", en: "is never closed" };
const NO_OPEN: Words = Words { zh: "没有前一半", en: "was never opened" };
const CROSSED: Words = Words { zh: "与别的标点交叉了", en: "crosses another pair" };
const NESTED: Words = Words { zh: "用在了同样的标点里面", en: "stands within marks of the same kind" };
const PUT_CLOSE: Words = Words { zh: "补上后一半，或删去这一半", en: "close it, or delete it" };
const PUT_OPEN: Words = Words { zh: "补上前一半，或删去这一半", en: "open it, or delete it" };
const NOT_CLOSE: Words = Words { zh: "用成了前一半", en: "opens where it should close" };
const NOT_OPEN: Words = Words { zh: "用成了后一半", en: "closes where it should open" };
const TURN_CLOSE: Words = Words { zh: "这里应是后引号 ”", en: "write ” here" };
const TURN_OPEN: Words = Words { zh: "这里应是前引号 “", en: "write “ here" };
const SORT: Words = Words {
    zh: "先打开的后关上：里层的写完，再写外层的", en: "close the inner pair before the outer"
};
const SINGLE_QUOTES: Words = Words { zh: "里层改用单引号‘ ’", en: "use single marks ‘ ’ inside" };
const SINGLE_TITLE: Words = Words { zh: "里层改用单书名号〈 〉", en: "use single marks 〈 〉 inside" };

/// What is wrong with a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    Unclosed,
    Unopened,
    Crossed,
    Nested,
    /// “先锋队“: an opening mark where a closing one should stand.
    NotClosing,
    /// ”先锋队”: the other way round.
    NotOpening,
}

/// A mark that something is wrong with.
#[derive(Clone, Debug)]
struct Mark {
    at: Range<usize>,
    pair: usize,
    trouble: Trouble,
}

/// How many pairs there are: “”, 《》, （）.
const PAIRS: usize = 3;

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut all: Vec<(&Block, Vec<Mark>)> = Vec::new();
    for block in subject.blocks {
        let has_marks = block.signs.has_any(&[Sign::Quote, Sign::Opening, Sign::Closing]);
        let looked = block.kind != ProseKind::Quotation
            && has_marks
            && !is_reference(&block.text)
            && block.text.chars().any(is_han);
        all.push((block, if looked { marks(block) } else { Vec::new() }));
    }
    for at in 0..all.len() {
        // What this block leaves open and the next closes is no matter of marks.
        let Some((before, after)) = all.split_at_mut_checked(at + 1) else { break };
        if let (Some((block, open)), Some((next, close))) = (before.last_mut(), after.first_mut())
            && continues(block.kind, next.kind)
        {
            carry(open, close, &next.text);
        }
    }
    for (block, marks) in all {
        let Some(mark) = marks.first() else { continue };
        let (trouble, remedy) = match mark.trouble {
            Trouble::Unclosed => (NO_CLOSE, PUT_CLOSE),
            Trouble::Unopened => (NO_OPEN, PUT_OPEN),
            Trouble::NotClosing => (NOT_CLOSE, TURN_CLOSE),
            Trouble::NotOpening => (NOT_OPEN, TURN_OPEN),
            Trouble::Crossed => (CROSSED, SORT),
            Trouble::Nested => (NESTED, if mark.pair == 0 { SINGLE_QUOTES } else { SINGLE_TITLE }),
        };
        let finding = Diagnostic::new(&CHECK.rule, subject.span(block, mark.at.clone()))
            .with("text", context(&block.text, &mark.at))
            .with("mark", &block.text[mark.at.clone()])
            .with("trouble", trouble)
            .with("remedy", remedy);
        findings.push(finding);
    }
}

fn continues(kind: ProseKind, next: ProseKind) -> bool {
    matches!(kind, ProseKind::Paragraph | ProseKind::Item)
        && matches!(next, ProseKind::Paragraph | ProseKind::Item | ProseKind::Signature)
}

/// Takes out what is open at the end of one block and closed in the next, and
/// a quotation that goes on with another opening mark.
fn carry(open: &mut Vec<Mark>, close: &mut Vec<Mark>, next: &str) {
    if open.is_empty() {
        return;
    }
    let goes_on = next.trim_start().starts_with('“');
    let unopened = |pair: usize| move |mark: &Mark| mark.trouble == Trouble::Unopened && mark.pair == pair;
    let count = |pair: usize| close.iter().filter(|mark| unopened(pair)(mark)).count();
    // The last that is open is closed first, by the first that closes its pair.
    let mut left: [usize; PAIRS] = std::array::from_fn(count);
    let mut closed = [0_usize; PAIRS];
    let mut kept = Vec::new();
    while let Some(mark) = open.pop() {
        if mark.trouble != Trouble::Unclosed {
            kept.push(mark);
        } else if left[mark.pair] > 0 {
            left[mark.pair] -= 1;
            closed[mark.pair] += 1;
        } else if mark.pair != 0 || !goes_on {
            open.push(mark);
            break;
        }
    }
    open.extend(kept.into_iter().rev());
    close.retain(|mark| {
        let is_closed = unopened(mark.pair)(mark) && closed[mark.pair] > 0;
        closed[mark.pair] -= usize::from(is_closed);
        !is_closed
    });
}

fn pair_of(character: char) -> Option<(usize, bool)> {
    Some(match character {
        '“' => (0, true),
        '”' => (0, false),
        '《' => (1, true),
        '》' => (1, false),
        '（' | '(' => (2, true),
        '）' | ')' => (2, false),
        _ => return None,
    })
}

/// The marks of a block that something is wrong with, in their order.
fn marks(block: &Block) -> Vec<Mark> {
    let text = &block.text;
    // What is open, by pair; none is ever looked for among all.
    let mut open: [Vec<Range<usize>>; PAIRS] = Default::default();
    let mut code = code(block).peekable();
    let mut code_end = 0;
    let mut marks: Vec<Mark> = Vec::new();
    for (start, character) in text.char_indices() {
        let Some((pair, opens)) = pair_of(character) else { continue };
        let at = start..start + character.len_utf8();
        while let Some(range) = code.next_if(|range| range.start <= start) {
            code_end = range.end.max(code_end);
        }
        if start < code_end {
            continue;
        }
        if opens {
            if pair < 2 && !open[pair].is_empty() {
                marks.push(Mark { at: at.clone(), pair, trouble: Trouble::Nested });
            }
            open[pair].push(at);
            continue;
        }
        match open[pair].pop() {
            None => {
                if pair < 2 || !is_ordinal(&text[..start]) {
                    marks.push(Mark { at, pair, trouble: Trouble::Unopened });
                }
            }
            // Those in between are closed later, or never.
            Some(partner) => {
                let is_crossed = open.iter().filter_map(|open| open.last()).any(|last| last.start > partner.start);
                if is_crossed {
                    marks.push(Mark { at, pair, trouble: Trouble::Crossed });
                }
            }
        }
    }
    if let Some(turned) = turned(text, &open[0], &marks) {
        return vec![turned];
    }
    let unclosed = open.iter().any(|open| !open.is_empty());
    if unclosed {
        // The one left open is the cause; a crossing or nesting follows from it.
        marks.retain(|mark| mark.trouble == Trouble::Unopened);
        for (pair, open) in open.into_iter().enumerate() {
            marks.extend(open.into_iter().map(|at| Mark { at, pair, trouble: Trouble::Unclosed }));
        }
        marks.sort_by_key(|mark| mark.at.start);
    }
    marks
}

/// A quotation mark that was typed the wrong way round: of two in one clause that
/// both only open, the second; of two that both only close, the first.
fn turned(text: &str, open: &[Range<usize>], marks: &[Mark]) -> Option<Mark> {
    let near = |first: &Range<usize>, second: &Range<usize>| {
        let between = text.get(first.end..second.start).unwrap_or_default();
        !between.is_empty() && !between.contains(['。', '；', '！', '？', '\n', '：', '“', '”'])
    };
    let mark = |at: &Range<usize>, trouble| Some(Mark { at: at.clone(), pair: 0, trouble });
    let closing: Vec<&Range<usize>> =
        marks.iter().filter(|mark| mark.pair == 0 && mark.trouble == Trouble::Unopened).map(|mark| &mark.at).collect();
    match (open, closing.as_slice()) {
        ([first, second], []) if near(first, second) => mark(second, Trouble::NotClosing),
        ([], [first, second]) if near(first, second) => mark(first, Trouble::NotOpening),
        _ => None,
    }
}

/// Code and addresses, ascending; not quotations.
fn code(block: &Block) -> impl Iterator<Item = &Range<usize>> {
    let quotes = ['“', '《', '「', '『'];
    block.foreign.iter().filter(move |range| !block.text[(*range).clone()].starts_with(quotes))
}

/// Whether what stands before a closing bracket is an ordinal such as `1` or
/// 一, at the beginning of something, or the eyes of a smile.
fn is_ordinal(before: &str) -> bool {
    // The digits of ordinals: one, two or three of them.
    let is_part = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩".contains(c);
    let ordinal: usize = before.chars().rev().take_while(|&c| is_part(c)).map(char::len_utf8).sum();
    let rest = &before[..before.len() - ordinal];
    let starts = rest.chars().next_back().is_none_or(|c| c.is_whitespace() || "。；;，,：:、！？.".contains(c));
    ordinal > 0 && starts && before[rest.len()..].chars().count() <= 3 || before.ends_with([':', ';', '：', '；'])
}

#[cfg(test)]
mod tests {
    use super::{Trouble, marks};
    use crate::parse::markdown::{Block, ProseKind};

    #[test]
    fn troubles_are_told_apart() {
        for (text, expected) in [
            ("甲“乙丙", vec![("“", Trouble::Unclosed)]),
            ("甲“乙，“丙”", vec![("“", Trouble::Unclosed)]),
            ("设“先锋队“3支", vec![("“", Trouble::NotClosing)]),
            ("设“先锋队“3支、“示范岗”5个", vec![("“", Trouble::NotClosing)]),
            ("设”先锋队”3支", vec![("”", Trouble::NotOpening)]),
            ("他说：“先锋队。又说：“示范岗", vec![("“", Trouble::Unclosed), ("“", Trouble::Unclosed)]),
            ("甲”乙", vec![("”", Trouble::Unopened)]),
            ("甲（乙", vec![("（", Trouble::Unclosed)]),
            ("“甲《乙”丙》", vec![("”", Trouble::Crossed)]),
            ("“甲“乙”丙”", vec![("“", Trouble::Nested)]),
            ("《甲《乙》丙》", vec![("《", Trouble::Nested)]),
            ("（甲（乙）丙）", vec![]),
            ("“甲‘乙’丙”（丁)", vec![]),
            ("1）甲；2)乙", vec![]),
            ("甲:)", vec![]),
            ("", vec![]),
        ] {
            let block = Block::of_value(ProseKind::Paragraph, text, 0);
            let found: Vec<_> = marks(&block).into_iter().map(|mark| (&text[mark.at], mark.trouble)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
