//! L02: a DOI in the text that has not the form of one.

use std::collections::HashSet;
use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::text::signs::Sign;
use crate::text::width::fold_char;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB8002",
        name: "doi-broken",
        severity: Severity::Warning,
        message: Words { zh: "“{text}”不像 DOI", en: "“{text}” is not the form of a DOI" },
        help: Words {
            zh: "DOI 以“10.”和至少四位数字开头，其后是斜杠，如 10.12345/j.issn.1234-5678.2021.01.001",
            en: "a DOI begins with 10. and four digits or more, then a slash: 10.12345/j.issn.1234-5678.2021.01.001",
        },
    },
    group: Group::References,
    about: Words {
        zh: "正文和参考文献里写在“DOI”或 doi.org/ 后面的号码，应是 10.四位以上数字/后缀（GB/T 36369）。标出缺斜杠、全角斜杠、位数不足、字母O当作0的；“DOI”后面不是号码的不算。前置信息里的 doi 另有规则。同一号码一个文件报一次。",
        en: "What stands after DOI or doi.org/ in the text or its references should be 10., four digits or more, a slash and a suffix (GB/T 36369). A missing or full-width slash, too few digits and the letter O for a nought are marked; DOI followed by no number is not. The doi of the front matter has a rule of its own. Each is reported once a file.",
    },
    wrong: "全文见 DOI：10.122/j.issn.1234。\n",
    right: "全文见 DOI：10.12345/j.issn.1234-5678.2021.01.001，登记了 DOI 的论文有3篇，DOI 10.5 分。\n",
    fix: Fix::None,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut said: HashSet<&str> = HashSet::new();
    for block in subject.blocks.iter().filter(|block| block.signs.has(Sign::Do)) {
        for range in broken(&block.text) {
            let text = &block.text[range.clone()];
            if said.insert(text) {
                findings.push(Diagnostic::new(&CHECK.rule, subject.span(block, range)).with("text", text));
            }
        }
    }
}

/// Finds what stands for a DOI and is none.
fn broken(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at + 3 <= bytes.len() {
        if !bytes[at..at + 3].eq_ignore_ascii_case(b"doi") {
            at += 1;
            continue;
        }
        let is_word = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        at += 3;
        let rest = &text[at..];
        let number = rest.strip_prefix(".org/").unwrap_or_else(|| {
            rest.trim_start_matches(|c: char| {
                // 为 and 是 are the verb “is”.
                c.is_whitespace() || matches!(c, ':' | '：' | '】' | ']' | '）' | '为' | '是')
            })
        });
        if !is_word || !number.starts_with(['1', '１']) {
            continue;
        }
        let start = text.len() - number.len();
        let range = start..start + length(number);
        // With no slash it may be a figure: DOI 10.5 分.
        if looks_meant(&text[range.clone()]) && !is_doi(&text[range.clone()]) {
            at = range.end;
            found.push(range);
        }
    }
    found
}

/// How long a number is at most, in bytes; one that goes on is cut, lest a text
/// that is all one be read to its end from every place in it.
const LONGEST: usize = 512;

/// How long a number is, closing punctuation left out.
fn length(number: &str) -> usize {
    let number = &number[..number.floor_char_boundary(LONGEST)];
    let is_part = |c: char| c.is_ascii_graphic() || matches!(c, '／' | '．') || fold_char(c).is_ascii_alphanumeric();
    let end = number.find(|c| !is_part(c)).unwrap_or(number.len());
    number[..end].trim_end_matches(['.', ',', ';', ')', ']', '．']).len()
}

/// Whether an author meant a DOI: it is long enough.
fn looks_meant(number: &str) -> bool {
    number.len() >= 8
        && number.chars().filter(|c| fold_char(*c).is_ascii_digit()).count() >= 4
        && number.contains(['.', '/', '．', '／'])
}

fn is_doi(number: &str) -> bool {
    let Some((registrant, suffix)) = number.strip_prefix("10.").and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    let mut parts = registrant.split('.');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_registrant = parts.next().is_some_and(|first| first.len() >= 4 && is_number(first)) && parts.all(is_number);
    is_registrant && !suffix.is_empty()
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn what_is_no_doi_is_found() {
        for (text, expected) in [
            ("【DOI】10.12345/j.issn.1234-5678.2021.01.001", vec![]),
            ("https://doi.org/10.1000/182", vec![]),
            ("DOI:10.1000.10/a(b)c.", vec![]),
            ("DOI:10.12345j.issn.1234", vec!["10.12345j.issn.1234"]),
            ("doi: 10.12345／j.issn", vec!["10.12345／j.issn"]),
            ("DOI：1O.12345/j.issn。", vec!["1O.12345/j.issn"]),
            ("https://doi.org/10.12/abcdef", vec!["10.12/abcdef"]),
            ("doing 10.12/abcdef，DOI 号，DOI", vec![]),
        ] {
            let found: Vec<&str> = broken(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
