//! P10: how an enumeration ends.

use std::ops::Range;

use crate::check::faults::apart;
use crate::check::passages::{context, passages_with, replace};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::language::reference::is_reference;
use crate::language::words::ended_after;
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7710",
        name: "enumeration-end",
        severity: Severity::Warning,
        message: Words { zh: "“{text}”中的“{wrong}”{fault}", en: "“{wrong}” in “{text}”: {fault}" },
        help: Words { zh: "改为“{right}”", en: "write “{right}”" },
    },
    group: Group::Punctuation,
    about: Words {
        zh: "列举的收尾（GB/T 15834—2011，4.5、4.11）：最后一项与“等”“和”“及”“以及”之间不用顿号（甲、乙、等；甲、乙、和丙）；省略号与“等”不并用（甲、乙等……）；“等等”不再加“等”。“、等级”“、和谐”这类以“等”“和”开头的词不算。引文、书名、参考文献、代码里的不看。",
        en: "How an enumeration ends (GB/T 15834-2011, 4.5 and 4.11): no 、 before 等, 和, 及, 以及; no ellipsis beside 等; no third 等. Words that begin with these characters (、等级, 、和谐) are left alone, as are quotations, titles, references and code.",
    },
    wrong: "购置桌椅、书架、等设备。\n",
    right: "购置桌椅、书架等设备，评定职称、等级，倡导文明、和谐，购置桌椅、书架和电脑。\n",
    fix: Fix::Unsafe,
    find,
};

const PAUSE: Words = Words { zh: "前面不用顿号", en: "no 、 stands before it" };
const BOTH: Words = Words { zh: "不与省略号并用", en: "it does not stand beside an ellipsis" };
const TWICE: Words = Words { zh: "重复了", en: "it is doubled" };

/// What ends an enumeration without a pause before it.
static ENDS: List = List::new(&lexicon::DOUBLED_WORDS, "enumeration-end");
/// What begins with one of them and is a word of its own, beside the common words.
static NO_ENDS: List = List::new(&lexicon::DOUBLED_WORDS, "enumeration-end-not");

/// What shows that it leads to an attribute within an item.
static WITHIN: List = List::new(&lexicon::DOUBLED_WORDS, "enumeration-within");
/// 等 beside an ellipsis, and more often than may be.
static BESIDE: List = List::new(&lexicon::DOUBLED_WORDS, "enumeration-ellipsis");
static OFTEN: List = List::new(&lexicon::DOUBLED_WORDS, "enumeration-doubled");

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |text: &str| (text.contains('、') || BESIDE.is_in(text) || OFTEN.is_in(text)) && !is_reference(text);
    for block in passages_with(subject, |signs| signs.has_any(&[Sign::Pause, Sign::Stroke, Sign::Doubled]), may) {
        for (at, right, fault) in wrong_ends(&block.text) {
            if block.is_foreign(&at) {
                continue;
            }
            let edit = replace(subject, &block, at.clone(), right);
            let finding = Diagnostic::new(&CHECK.rule, edit.span)
                .with("text", context(&block.text, &at))
                .with("wrong", &block.text[at])
                .with("fault", fault)
                .with("right", right);
            findings.push(finding.suggest(right));
        }
    }
}

fn wrong_ends(text: &str) -> Vec<(Range<usize>, &str, Words)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('、') {
        let start = at + '、'.len_utf8();
        let rest = &text[start..];
        let Some(word) = ENDS.begins(rest) else { continue };
        let end = start + word.len();
        let is_word = ended_after(text, start, end) || NO_ENDS.begins(rest).is_some();
        if !is_word
            && !is_item(rest)
            && !is_item_before(&text[..at])
            && text[..at].ends_with(|before: char| before.is_alphanumeric() || "”》）".contains(before))
        {
            found.push((at..end, &text[start..end], PAUSE));
        }
    }
    // 等等等 loses one 等, 等等…… all but one.
    let first = |word: &'static str| word.chars().next().map_or(0, char::len_utf8);
    let beside = BESIDE.iter().map(|word| (*word, word.trim_matches('…'), BOTH));
    let beside = beside.map(|(word, right, fault)| (word, &right[..first(right)], fault));
    let often = OFTEN.iter().map(|word| (*word, &word[first(word)..], TWICE));
    let doubles = beside.chain(often).flat_map(|(wrong, right, fault)| {
        text.match_indices(wrong).map(move |(at, _)| (at..at + wrong.len(), right, fault))
    });
    let mut doubles: Vec<_> = doubles.collect();
    apart(&mut doubles, |(at, ..)| at);
    found.extend(doubles);
    found
}

/// Whether what seems to join the last item begins an item itself: 第四通道、和若铁路、
/// 水利枢纽, 投入机制、与人口相匹配的资源.
fn is_item(rest: &str) -> bool {
    let item = rest.split(|c: char| !is_han(c)).next().unwrap_or_default();
    rest[item.len()..].starts_with('、') || WITHIN.is_in(item)
}

/// Whether the item before begins so, too: 与汉学结伴、和中国同行.
fn is_item_before(before: &str) -> bool {
    let item = before.rsplit(|c: char| !is_han(c)).next().unwrap_or_default();
    ENDS.begins(item).is_some()
}

#[cfg(test)]
mod tests {
    use super::wrong_ends;

    #[test]
    fn enumerations_end_without_pause_and_once() {
        for (text, expected) in [
            ("购置桌椅、书架、等设备", "、等→等"),
            ("购置桌椅、和书架", "、和→和"),
            ("与发展相协调、与气候相适应", ""),
            ("职称、等级，文明、和谐，交流、与会，准确、及时", ""),
            ("桌椅、书架等等等设备", "等等等→等等"),
            ("桌椅、书架等……", "等……→等"),
            ("、等", ""),
        ] {
            let found: Vec<String> =
                wrong_ends(text).iter().map(|(at, right, _)| format!("{}→{right}", &text[at.clone()])).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
