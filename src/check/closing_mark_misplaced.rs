//! P09: a mark on the wrong side of a closing quotation mark, title mark or bracket.

use std::ops::Range;

use crate::check::passages::{context, passages_with};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::language::reference::is_reference;
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7709",
        name: "closing-mark-misplaced",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”中的标点“{marks}”{fault}", en: "“{marks}” in “{text}”: {fault}"
        },
        help: Words { zh: "改为“{right}”", en: "write “{right}”" },
    },
    group: Group::Punctuation,
    about: Words {
        zh: "后引号、后书名号、后括号旁边的句末点号（GB/T 15834—2011，附录 A.4、A.5、B.2）。“指出：”“强调：”后面独立的引语，句号在引号里，外面不再用（：“……”。和 ：“……。”。都不对）；句子里的一部分加引号的，点号在引号外（做到“学深悟透。”不对）；书名号里末尾不用点号；句内的括注末尾不用句号，括注前面不用逗号、顿号。引号前面不是汉字、看不出是不是独立引语的，只看叠用的；参考文献、代码里的不看。",
        en: "Where marks stand beside closing quotation marks, title marks and brackets (GB/T 15834-2011, annexes A.4, A.5, B.2). A quotation by itself after 指出： has its full stop inside and none outside; words of a sentence that are quoted have the mark outside; no mark ends a title; a note in brackets within a sentence ends without a full stop and no comma stands before it. Where the words before do not tell, only doubled marks are looked at. References and code are left alone.",
    },
    wrong: "会议指出：“要把制度落到实处”。\n",
    right: "会议指出：“要把制度落到实处。”要做到“学深悟透”。他问：“到了吗？”会后讨论（见附件）。（附件从略。）\n",
    fix: Fix::Unsafe,
    find,
};

const INSIDE: Words = Words { zh: "应放在引号里面", en: "the mark belongs inside the quotation marks" };
const OUTSIDE: Words = Words { zh: "应放在引号外面", en: "the mark belongs outside of the quotation marks" };
const TWICE: Words = Words { zh: "里外重复了", en: "the mark stands inside and outside" };
const TITLE: Words = Words { zh: "不应在书名号里面", en: "no mark ends a title" };
const NOTE: Words = Words { zh: "不应在括注里面", en: "a note within a sentence has no full stop" };
const BEFORE: Words = Words { zh: "应放在括注后面", en: "the mark belongs behind the note" };

/// What says that somebody's words follow.
static SPEECH: List = List::new(&lexicon::SPEECH, "last");
/// The least characters of a quotation that is a sentence.
const SENTENCE: usize = 6;

/// A mark that stands wrongly, and how it should.
struct Wrong {
    at: Range<usize>,
    right: String,
    fault: Words,
}

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |text: &str| text.contains(['”', '》', '）']) && !is_reference(text);
    for block in passages_with(subject, |signs| signs.has_any(&[Sign::Quote, Sign::Closing]), may) {
        for wrong in wrong_marks(&block.text) {
            // The marks belong to a quotation or title; code and addresses are no wording.
            let is_other = |foreign: &Range<usize>| {
                foreign.start <= wrong.at.start
                    && wrong.at.end <= foreign.end
                    && !block.text[foreign.clone()].starts_with(['“', '《', '「', '『'])
            };
            if block.foreign.iter().any(is_other) {
                continue;
            }
            findings.push(
                Diagnostic::new(&CHECK.rule, subject.span(&block, wrong.at.clone()))
                    .with("text", context(&block.text, &wrong.at))
                    .with("marks", &block.text[wrong.at])
                    .with("fault", wrong.fault)
                    .with("right", &*wrong.right)
                    .suggest(wrong.right),
            );
        }
    }
}

fn wrong_marks(text: &str) -> Vec<Wrong> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (at, character) in text.char_indices() {
        match character {
            '“' => open = Some(at),
            '”' => found.extend(open.take().and_then(|open| quoted(text, open, at))),
            '》' => found.extend(in_title(text, at)),
            '（' => found.extend(before_note(text, at)),
            '）' => found.extend(in_note(text, at)),
            _ => {}
        }
    }
    found
}

/// What is wrong about the marks at the end of a quotation.
fn quoted(text: &str, open: usize, close: usize) -> Option<Wrong> {
    let inner = &text[open + '“'.len_utf8()..close];
    // “。”, “，”: the marks themselves are spoken of.
    if !inner.contains(char::is_alphanumeric) {
        return None;
    }
    let (before, after) = (&text[..open], &text[close + '”'.len_utf8()..]);
    let last = inner.chars().next_back()?;
    let next = after.chars().next();
    let stop = |mark: char| matches!(mark, '。' | '！' | '？');
    let told = before.strip_suffix('：').is_some_and(|lead| SPEECH.ends(lead).is_some());
    let to = close + '”'.len_utf8() + next.map_or(0, char::len_utf8);
    if stop(last) && next == Some('。') && (last == '。' || told) {
        let at = close - last.len_utf8()..to;
        return Some(Wrong { at, right: format!("{last}”"), fault: TWICE });
    }
    if last == '。' && next == Some('，') {
        return Some(Wrong { at: close - last.len_utf8()..to, right: "”，".to_owned(), fault: TWICE });
    }
    if told && next == Some('。') && is_han(last) && inner.chars().count() >= SENTENCE {
        return Some(Wrong { at: close..to, right: "。”".to_owned(), fault: INSIDE });
    }
    // Words of a sentence: a Han character stands before, and no full stop within.
    let is_part = before.ends_with(is_han) && !inner.trim_end_matches(last).contains(['。', '！', '？']);
    let fits = match last {
        '。' => next.is_none_or(|next| next == '\n'),
        '，' | '、' | '；' => true,
        _ => false,
    };
    if is_part && fits {
        let at = close - last.len_utf8()..close + '”'.len_utf8();
        return Some(Wrong { at, right: format!("”{last}"), fault: OUTSIDE });
    }
    None
}

/// 《甲条例。》
fn in_title(text: &str, close: usize) -> Option<Wrong> {
    let last = text[..close].chars().next_back().filter(|mark| matches!(mark, '。' | '，' | '、' | '；'))?;
    let at = close - last.len_utf8()..close + '》'.len_utf8();
    Some(Wrong { at, right: format!("》{last}"), fault: TITLE })
}

/// 会后讨论（见附件。）。
fn in_note(text: &str, close: usize) -> Option<Wrong> {
    let inner = text[..close].strip_suffix('。')?;
    let open = inner.rfind('（')?;
    let note = &inner[open + '（'.len_utf8()..];
    let is_single = !note.contains(['。', '！', '？', '；', '\n', '”', '）']);
    let goes_on = text[close + '）'.len_utf8()..].starts_with(['。', '，', '；', '、']);
    if !(is_single && text[..open].ends_with(is_han) && goes_on) {
        return None;
    }
    Some(Wrong { at: close - '。'.len_utf8()..close + '）'.len_utf8(), right: "）".to_owned(), fault: NOTE })
}

/// 学习，（含自学）讨论
fn before_note(text: &str, open: usize) -> Option<Wrong> {
    let mark = text[..open].chars().next_back().filter(|mark| matches!(mark, '，' | '、'))?;
    let rest = &text[open + '（'.len_utf8()..];
    let end = rest.find('）')?;
    let note = &rest[..end];
    // （一）, （1） number what follows.
    let numbers = note.chars().count() < 3 || note.contains(['。', '\n', '，']);
    let next = rest[end + '）'.len_utf8()..].chars().next();
    // What follows without a mark goes on from the note.
    if numbers || !note.chars().all(|c| is_han(c) || c.is_ascii_digit()) || !next.is_some_and(is_han) {
        return None;
    }
    let at = open - mark.len_utf8()..open + '（'.len_utf8() + end + '）'.len_utf8();
    Some(Wrong { right: format!("（{note}）{mark}"), at, fault: BEFORE })
}

#[cfg(test)]
mod tests {
    use super::wrong_marks;

    #[test]
    fn marks_stand_on_the_right_side() {
        for (text, expected) in [
            ("会议指出：“制度要落到实处”。", "”。→。”"),
            ("会议指出：“制度要落到实处。”。", "。”。→。”"),
            ("会议指出：“制度要落到实处。”", ""),
            ("会议指出：“制度要落到实处。”，大家赞同。", "。”，→”，"),
            ("要做到“学深悟透。”", "。”→”。"),
            ("要做到“学深悟透，”见行动。", "，”→”，"),
            ("“好。”他说。", ""),
            ("学习《甲条例。》", "。》→》。"),
            ("会后讨论（见附件。）。", "。）→）"),
            ("会后讨论。（见附件。）", ""),
            ("组织学习，（含自学）讨论三次。", "，（含自学）→（含自学），"),
            ("一是学习，（二）讨论", ""),
            ("”）》", ""),
        ] {
            let found: Vec<String> =
                wrong_marks(text).iter().map(|wrong| format!("{}→{}", &text[wrong.at.clone()], wrong.right)).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
