//! S01: numbers that belong to a person: identity card, mobile telephone, bank card.
//!
//! Addresses and other numbers that are found in the same pass are for
//! `private_contact` to report.

use std::cell::OnceCell;
use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject, place};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::personal::{
    Kind, broken, column_head, label_left, names_numbers, numbers, numbers_below, numbers_in_markdown,
};
use crate::parse::markdown;
use crate::source::Span;
use crate::text::signs::{Sign, Signs};

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7901",
        name: "private-number",
        severity: Severity::Error,
        message: Words {
            zh: "“{number}”是{kind}，属于个人信息，文中共 {count} 处",
            en: "“{number}” is {kind}, personal data; {count} in this file",
        },
        help: Words { zh: "公开的总结里请删去", en: "delete it from a report that is made public" },
    },
    group: Group::Privacy,
    about: Words {
        zh: "公开发布的总结里不应有个人的证件号和手机号。标出：身份证号（18位，按 GB 11643 核对校验码和出生日期，校验不符的不算）、手机号（1开头11位，扫描件里把0认成O、把1认成l的，断成两行的也算）、银行卡号（62开头或写明卡号，并通过 Luhn 校验；前面或左边一格写明是银行账号的，不看校验）。引文里的也算。已经打码的、网址和 DOI 里的数字、带量词的数字、写明是热线或咨询投诉等公务电话的不算，中间隔着人名的（投稿：张某某，后面是号码）算。每类一个文件报一次，报告里只显示头尾几位。邮箱、QQ号、家庭电话见 private-contact。",
        en: "A public report should hold no personal numbers. Marked: identity card numbers (18 digits, with the check digit and date of birth of GB 11643 right), mobile numbers (11 digits from 1, those too in which a scan has O for 0 or l for 1, or which it breaks into two lines), bank cards (from 62, or said to be a card, and right by Luhn; said to be an account, before it or in the cell to the left, whatever Luhn says), in quotations too. Masked numbers, digits in web addresses and DOIs, digits with a counter, and hotlines are left alone, unless a person’s name stands between (投稿：, a name, the number). Each kind is reported once a file, with its middle hidden. For mail addresses, QQ numbers and telephones at home see private-contact.",
    },
    wrong: "联系人：张三，手机13800138000。\n",
    right: "联系人手机138****8000，监督电话：010-12345678，义诊13800138000元。\n",
    fix: Fix::None,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    report(subject, &CHECK.rule, &[Kind::Card, Kind::Mobile, Kind::Bank], findings);
}

/// Reports the numbers of some kinds, each kind once.
pub(super) fn report(subject: &Subject<'_>, rule: &'static Rule, kinds: &[Kind], findings: &mut Vec<Diagnostic>) {
    let mut found: Vec<(Kind, Span, String, usize)> = Vec::new();
    let mut add = |text: &str, kind: Kind, range: Range<usize>, span: Span| match found
        .iter_mut()
        .find(|(known, ..)| *known == kind)
    {
        Some((.., count)) => *count += 1,
        None => found.push((kind, span, masked(&text[range]), 1)),
    };
    let front = place::front(subject);
    let worth = |signs: Signs| {
        signs.has_any(&[Sign::At, Sign::Q, Sign::LongDigits, Sign::WideLatin, Sign::DigitLetter])
            || signs.has(Sign::DigitGap) && signs.has(Sign::GapDigit)
    };
    let in_front = if worth(Signs::of(front)) { numbers(front) } else { Vec::new() };
    // What stands behind # is for those who write.
    let is_told = |at: usize| !front[..at].rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with('#'));
    let in_front = in_front.into_iter().filter(|(kind, range)| kinds.contains(kind) && is_told(range.start));
    for (kind, range) in in_front {
        add(front, kind, range.clone(), Span::new(subject.path, range));
    }
    let has_labels = OnceCell::new();
    for block in subject.blocks.iter().filter(|block| worth(block.signs)) {
        let labels = || {
            let at = subject.span(block, 0..0).start as usize;
            match *has_labels.get_or_init(|| names_numbers(subject.text)) {
                true => format!("{} {}", column_head(subject.text, at), label_left(subject.text, at)),
                false => String::new(),
            }
        };
        let labels = if block.kind == markdown::ProseKind::Cell { labels() } else { String::new() };
        for (kind, range) in numbers_below(&labels, &block.text).into_iter().filter(|(kind, _)| kinds.contains(kind)) {
            add(&block.text, kind, range.clone(), subject.span(block, range));
        }
    }
    let lines = subject.blocks.iter().filter(|block| block.kind != markdown::ProseKind::Cell).flat_map(|block| {
        let lines = block.text.split('\n');
        lines.map(move |line| (block, line, line.as_ptr() as usize - block.text.as_ptr() as usize))
    });
    let mut above: Option<(&markdown::Block, &str, usize)> = None;
    for (block, line, at) in lines {
        if let Some((before, first, start)) = above.replace((block, line, at))
            && let Some((kind, from, to)) = broken(first, line)
            && kinds.contains(&kind)
        {
            let begins = subject.span(before, start + from..start + first.trim_end().len());
            let span = Span::new(subject.path, begins.start as usize..subject.span(block, at..at + to).end as usize);
            let number: String = [&first[from..], &line[..to]].concat().split_whitespace().collect();
            add(&number, kind, 0..number.len(), span);
        }
    }
    findings.extend(found.into_iter().map(|(kind, span, number, count)| {
        Diagnostic::new(rule, span).with("number", number).with("kind", word(kind)).with("count", count)
    }));
}

/// The numbers of a file's text that are of the kind of one of them.
pub(super) fn all_like(text: &str, own: &Range<usize>) -> Vec<Range<usize>> {
    let all = numbers_in_markdown(text);
    let Some((kind, _)) = all.iter().find(|(_, range)| range == own).cloned() else { return Vec::new() };
    all.into_iter().filter(|(other, _)| *other == kind).map(|(_, range)| range).collect()
}

/// What it is called.
fn word(kind: Kind) -> Words {
    match kind {
        Kind::Card => Words { zh: "身份证号", en: "an identity card number" },
        Kind::Mobile => Words { zh: "手机号", en: "a mobile number" },
        Kind::Bank => Words { zh: "银行卡号", en: "a bank card number" },
        Kind::LandLine => Words { zh: "固定电话号码", en: "a telephone number" },
        Kind::Mail => Words { zh: "电子邮箱", en: "a mail address" },
        Kind::Qq => Words { zh: "QQ号", en: "a QQ number" },
    }
}

/// The first three and last two characters; of an address the first alone.
fn masked(number: &str) -> String {
    if let Some((name, host)) = number.split_once('@') {
        return format!("{}***@{host}", name.chars().next().unwrap_or('*'));
    }
    let characters: Vec<char> = number.chars().collect();
    let head = if characters.len() < 8 { 1 } else { 3 };
    let tail = characters.len().saturating_sub(2);
    let shown = characters.iter().take(head).collect::<String>();
    format!("{shown}****{}", characters[tail..].iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn the_middle_is_hidden() {
        assert_eq!(masked("13800138000"), "138****00");
        assert_eq!(masked("12345"), "1****45");
        assert_eq!(masked("zhang@a.cn"), "z***@a.cn");
    }
}
