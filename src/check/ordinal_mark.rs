//! P11: the mark after an ordinal.

use std::ops::Range;

use crate::check::passages::{context, passages_with, replace};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::language::numeral::is_han_numeral;
use crate::language::reference::is_reference;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7711",
        name: "ordinal-mark",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”里的序次语“{wrong}”后面标点不对",
            en: "the mark after the ordinal “{wrong}” in “{text}” is another",
        },
        help: Words { zh: "改为“{right}”", en: "write “{right}”" },
    },
    group: Group::Punctuation,
    about: Words {
        zh: "序次语后面的标点（GB/T 15834—2011，4.4.3.3、4.5.3.6、附录 B.2）：“第一”“首先”“其一”后面用逗号，不用顿号；带括号的“（一）”“（1）”和“①”后面不再用顿号、逗号。“一、”是对的；“第一、第二党支部”“第一、二季度”是并列，不算。引文、书名、参考文献、代码里的不看。",
        en: "The mark after an ordinal (GB/T 15834-2011, 4.4.3.3, 4.5.3.6, annex B.2): a comma after 第一, 首先 and 其一, no 、; nothing after an ordinal in brackets (（一）, （1）) and after ①. 一、 is right, and 第一、第二党支部 is an enumeration. Quotations, titles, references and code are left alone.",
    },
    wrong: "第一、抓好学习；第二，抓好服务。\n",
    right: "第一，抓好学习；首先，抓好服务。一、概况。（一）学习。第一、第二党支部和第一、二季度。\n",
    fix: Fix::Safe,
    find,
};

/// Ordinals that a comma follows.
static WORDS: List = List::new(&lexicon::NUMBERING, "comma-after");

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |text: &str| text.contains(['、', '，']) && !is_reference(text);
    for block in passages_with(subject, |signs| signs.has_any(&[Sign::Pause, Sign::Closing, Sign::Ordinal]), may) {
        for (at, ordinal, right) in wrong_marks(&block.text) {
            if block.is_foreign(&at) {
                continue;
            }
            let edit = replace(subject, &block, at.clone(), right);
            let finding = Diagnostic::new(&CHECK.rule, edit.span.clone())
                .with("text", context(&block.text, &at))
                .with("wrong", &block.text[ordinal.start..at.end])
                .with("right", format!("{}{right}", &block.text[ordinal]));
            findings.push(finding.mend([edit]));
        }
    }
}

/// The marks after ordinals that are wrong, with the ordinal and what is right.
fn wrong_marks(text: &str) -> Vec<(Range<usize>, Range<usize>, &'static str)> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices(['、', '，']) {
        let (head, tail) = (&text[..at], &text[at + mark.len()..]);
        // Only at the beginning of what is numbered.
        let begins = |start: usize| {
            let before = text[..start].trim_end();
            before.is_empty() || before.ends_with(['。', '；', '：', '！', '？', '\n'])
        };
        let place = at..at + mark.len();
        if let Some(word) = WORDS.ends(head).filter(|word| mark == "、" && begins(at - word.len())) {
            // 第一、第二党支部, 第一、二季度
            if !tail.starts_with(|next: char| next == '第' || is_han_numeral(next)) && WORDS.begins(tail).is_none() {
                // 一是、抓好学习: it goes on at once.
                found.push((place, at - word.len()..at, if word.ends_with('是') { "" } else { "，" }));
            }
            continue;
        }
        let bracketed = head.strip_suffix('）').and_then(|inner| {
            let open = inner.rfind('（')?;
            let number = &inner[open + '（'.len_utf8()..];
            let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || is_han_numeral(c));
            (is_number && number.chars().count() <= 3).then_some(open)
        });
        let circled = head.chars().next_back().filter(|c| matches!(c, '①'..='⑳')).map(|c| at - c.len_utf8());
        if let Some(start) = bracketed.or(circled).filter(|start| begins(*start)) {
            found.push((place, start..at, ""));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::wrong_marks;

    #[test]
    fn ordinals_have_their_mark() {
        for (text, expected) in [
            ("第一、抓好学习；首先、抓好服务", "、→，|、→，"),
            ("一是、抓好学习；二是、抓好服务", "、→|、→"),
            ("（一）、学习。①、服务", "、→|、→"),
            ("第一，学习。一、概况。第一、第二党支部，第一、二季度，甲、乙", ""),
        ] {
            let found: Vec<String> =
                wrong_marks(text).into_iter().map(|(at, _, right)| format!("{}→{right}", &text[at])).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
