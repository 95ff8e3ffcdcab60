//! T12: the title of a well-known document, one or two characters away.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon;
use crate::language::sentence::quotations;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7612",
        name: "misquoted-title",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”与“{right}”只差一两个字",
            en: "“{text}” is a character or two away from “{right}”",
        },
        help: Words {
            zh: "引的是这份文件，就改为“{right}”；不是，写进 content/terms.yaml 的“例外”",
            en: "if this document is meant, write “{right}”; if another, put it into “例外” of content/terms.yaml",
        },
    },
    group: Group::Expressions,
    about: Words {
        zh: "书名号里的文件名称，与通行的法律、党内法规、标准的全称只差一两个字（错、漏、多、颠倒），又不是另一份文件的名称：《中国共产党纪律处份条例》。名称和施行时间见词表 document-titles.tsv；前面带“中华人民共和国”的简称、名称后面的“（试行）”和年份不计较；六个字以下的名称、汇编自己 terms.yaml 里写着的不看。",
        en: "A title in 《》 that is one or two characters away (wrong, missing, too many, exchanged) from that of a well-known law, party regulation or standard, and is no other document's: 《中国共产党纪律处份条例》. The titles and when they came into force are in document-titles.tsv. A law's name without 中华人民共和国, and （试行） or a year behind a name, do not count; titles under six characters and what terms.yaml has are left alone.",
    },
    wrong: "组织学习《中国共产党纪律处份条例》。\n",
    right: "组织学习《中国共产党纪律处分条例》《中国共产党章程》和《甲医院党员积分条例》。\n",
    fix: Fix::Unsafe,
    find,
};

/// The shortest title that is compared, in characters.
const SHORTEST: usize = 6;

/// Titles by how many characters they have, each as its characters.
static TITLES: LazyLock<HashMap<usize, Vec<Vec<char>>>> = LazyLock::new(|| {
    let mut titles: HashMap<usize, Vec<Vec<char>>> = HashMap::new();
    for row in lexicon::DOCUMENT_TITLES.rows() {
        for name in [row.word(), short(row.word())] {
            let characters: Vec<char> = name.chars().collect();
            let of_length = titles.entry(characters.len()).or_default();
            if characters.len() >= SHORTEST && !of_length.contains(&characters) {
                of_length.push(characters);
            }
        }
    }
    titles
});

/// The name of a law without that of the state.
fn short(name: &str) -> &str {
    name.strip_prefix("中华人民共和国").unwrap_or(name)
}

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for block in subject.blocks.iter().filter(|block| block.signs.has(Sign::Quote) && block.text.contains('《')) {
        for title in quotations(&block.text).into_iter().filter(|range| block.text[range.clone()].starts_with('《')) {
            let own = title.start + '《'.len_utf8()..title.end - '》'.len_utf8();
            let text = &block.text[own.clone()];
            let name = text.split(['（', '(']).next().unwrap_or_default();
            let own: Range<usize> = own.start..own.start + name.len();
            if subject.terms.is_right(&block.text, &own) || subject.terms.writes(name) {
                continue;
            }
            if let Some(right) = nearest(name) {
                let finding = Diagnostic::new(&CHECK.rule, subject.span(block, own)).with("text", name);
                findings.push(finding.with("right", &*right).suggest(right));
            }
        }
    }
}

/// The one title that a name nearly is, if it is none itself.
fn nearest(name: &str) -> Option<String> {
    let name: Vec<char> = name.chars().collect();
    if name.len() < SHORTEST || TITLES.get(&name.len()).is_some_and(|titles| titles.contains(&name)) {
        return None;
    }
    let may = |length: usize| if length >= 10 { 2 } else { 1 };
    let lengths = name.len().saturating_sub(2)..=name.len() + 2;
    let titles = lengths.filter_map(|length| TITLES.get(&length)).flatten();
    let near = titles.filter_map(|title| {
        let distance = distance(&name, title);
        (distance <= may(title.len())).then_some((distance, title))
    });
    let mut near: Vec<_> = near.collect();
    near.sort_by_key(|(distance, title)| (*distance, title.len()));
    // Between two that are as near nobody can choose.
    match near[..] {
        [(least, title), (other, _), ..] if least < other => Some(title.iter().collect()),
        [(_, title)] => Some(title.iter().collect()),
        _ => None,
    }
}

/// How many characters must be changed, added, dropped or exchanged with the next.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for (at, character) in one.iter().enumerate() {
        let mut row = vec![at + 1];
        for (place, expected) in other.iter().enumerate() {
            let change = rows[at][place] + usize::from(character != expected);
            let mut least = change.min(rows[at][place + 1] + 1).min(row[place] + 1);
            if at > 0 && place > 0 && one[at - 1] == *expected && *character == other[place - 1] {
                least = least.min(rows[at - 1][place - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn titles_are_known_when_a_character_is_wrong() {
        for (name, expected) in [
            ("中国共产党纪律处份条例", "中国共产党纪律处分条例"),
            ("中国共产党纪律处分条列", "中国共产党纪律处分条例"),
            ("中国共产党纪处分条例", "中国共产党纪律处分条例"),
            ("中国共产党纪律处分条例", ""),
            ("中国共产党党员教育管理工作条例", ""),
            ("甲医院党员积分条例", ""),
            ("民法典", ""),
            ("", ""),
        ] {
            assert_eq!(nearest(name).unwrap_or_default(), expected, "{name}");
        }
    }
}
