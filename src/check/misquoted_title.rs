//! T12: the title of a well-known document, one or two characters away.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon;
use crate::language::numeral::is_han_numeral;
use crate::language::sentence::quotations;
use crate::language::spelling::are_alike;
use crate::language::token;
use crate::text::han::is_han;
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
            if let Some(right) = nearest(name).or_else(|| elsewhere(subject.text, name)) {
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
    // Another session's or plan's document has another number: 第十二个五年规划.
    let near = titles.filter(|title| numbers(title).eq(numbers(&name))).filter_map(|title| {
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

/// The title of another place of the text that a name is, but for a character that sounds or
/// looks like it or is lost; the one that was written oftener, or first, is taken for right.
fn elsewhere(text: &str, name: &str) -> Option<String> {
    let own: Vec<char> = name.chars().collect();
    if own.len() < SHORTEST || TITLES.get(&own.len()).is_some_and(|titles| titles.contains(&own)) {
        return None;
    }
    let place = |title: &str| {
        let title = format!("《{title}》");
        (std::cmp::Reverse(text.matches(&title).count()), text.find(&title))
    };
    quotations(text)
        .into_iter()
        .filter_map(|range| text[range].strip_prefix('《')?.strip_suffix('》'))
        .find(|other| is_slip(&own, other) && place(other) < place(name))
        .map(str::to_owned)
}

/// Whether two titles are one but for a slip.
fn is_slip(own: &[char], other: &str) -> bool {
    let other: Vec<char> = other.chars().collect();
    if own.len() == other.len() {
        let mut differ = (0..own.len()).filter(|at| own[*at] != other[*at]);
        // 免税证明 and 完税证明 are two: a slip makes no word with what stands beside it.
        let in_word = |at: usize| {
            let is_word = |pair: Option<&[char]>| pair.is_some_and(|pair| token::is_known(&String::from_iter(pair)));
            at > 0 && is_word(own.get(at - 1..=at)) || is_word(own.get(at..at + 2))
        };
        let slip = differ.next().filter(|at| are_alike(own[*at], other[*at]) && !in_word(*at));
        return slip.is_some() && differ.next().is_none() && numbers(own).eq(numbers(&other));
    }
    let (short, long) = if own.len() < other.len() { (own, &other[..]) } else { (&other[..], own) };
    let head = short.iter().zip(long).take_while(|(one, other)| one == other).count();
    // At its ends a title has more or less of it: 关于…, …办法（试行）.
    long.len() == short.len() + 1
        && head > 1
        && head + 1 < short.len()
        && short[head..] == long[head + 1..]
        && is_han(long[head])
        && numbers(own).eq(numbers(&other))
}

/// The digits of a title.
fn numbers(title: &[char]) -> impl Iterator<Item = char> {
    title.iter().copied().filter(|c| is_han_numeral(*c) || c.is_ascii_digit())
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
    use super::{elsewhere, nearest};

    #[test]
    fn titles_of_one_text_are_compared() {
        for (text, name, expected) in [
            ("印发《甲院考勤管理办法》，执行《甲院考勤管里办法》。", "甲院考勤管里办法", "甲院考勤管理办法"),
            ("印发《甲院考勤管理办法》，执行《甲院考勤管理方法》。", "甲院考勤管理方法", ""),
            ("印发《甲院考勤管理办法》，执行《甲院考勤管办法》。", "甲院考勤管办法", "甲院考勤管理办法"),
            ("印发《甲院考勤管理办法》，执行《甲院考勤管办法》。", "甲院考勤管理办法", ""),
            ("学习《甲院第三次会议纪要》《甲院第二次会议纪要》", "甲院第二次会议纪要", ""),
            ("学习《甲院考勤管理办法》《乙院考勤管理办法》", "乙院考勤管理办法", ""),
        ] {
            assert_eq!(elsewhere(text, name).unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn titles_are_known_when_a_character_is_wrong() {
        for (name, expected) in [
            ("中国共产党纪律处份条例", "中国共产党纪律处分条例"),
            ("中国共产党纪律处分条列", "中国共产党纪律处分条例"),
            ("中国共产党纪处分条例", "中国共产党纪律处分条例"),
            ("中国共产党纪律处分条例", ""),
            ("中国共产党党员教育管理工作条例", ""),
            ("甲医院党员积分条例", ""),
            ("中共中央关于制定国民经济和社会发展第十二个五年规划的建议", ""),
            (
                "中共中央关于制定国民经济和社会发展第十五个五年规化的建议",
                "中共中央关于制定国民经济和社会发展第十五个五年规划的建议",
            ),
            ("民法典", ""),
            ("", ""),
        ] {
            assert_eq!(nearest(name).unwrap_or_default(), expected, "{name}");
        }
    }
}
