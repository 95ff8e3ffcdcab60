//! S01: numbers that belong to a person: identity card, mobile telephone, bank card.
//!
//! Addresses and other numbers that are found in the same pass are for
//! `private_contact` to report.

use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject, place};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::date::last_day;
use crate::language::lexicon::{self, List};
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
        zh: "公开发布的总结里不应有个人的证件号和手机号。标出：身份证号（18位，按 GB 11643 核对校验码和出生日期，校验不符的不算）、手机号（1开头11位）、银行卡号（62开头或写明卡号、账号，并通过 Luhn 校验）。引文里的也算。已经打码的、网址和 DOI 里的数字、带量词的数字、写明是热线或咨询投诉等公务电话的不算。每类一个文件报一次，报告里只显示头尾几位。邮箱、QQ号、家庭电话见 private-contact。",
        en: "A public report should hold no personal numbers. Marked: identity card numbers (18 digits, with the check digit and date of birth of GB 11643 right), mobile numbers (11 digits from 1), bank cards (from 62, or said to be a card or account, and right by Luhn), in quotations too. Masked numbers, digits in web addresses and DOIs, digits with a counter, and hotlines are left alone. Each kind is reported once a file, with its middle hidden. For mail addresses, QQ numbers and telephones at home see private-contact.",
    },
    wrong: "联系人：张三，手机13800138000。\n",
    right: "联系人手机138****8000，监督电话：010-12345678，义诊13800138000元。\n",
    fix: Fix::None,
    find,
};

const CARD: Words = Words { zh: "身份证号", en: "an identity card number" };
const MOBILE: Words = Words { zh: "手机号", en: "a mobile number" };
pub(super) const LAND_LINE: Words = Words { zh: "固定电话号码", en: "a telephone number" };
pub(super) const MAIL: Words = Words { zh: "电子邮箱", en: "a mail address" };
pub(super) const QQ: Words = Words { zh: "QQ号", en: "a QQ number" };
const BANK: Words = Words { zh: "银行卡号", en: "a bank card number" };

/// Words before a number that make it one of an office, and those before a mail address.
static PUBLIC: List = List::new(&lexicon::PRIVATE_NUMBERS, "office");
static OFFICES: List = List::new(&lexicon::PRIVATE_NUMBERS, "office-mail");
/// Words before the number of a bank card.
static BANKS: List = List::new(&lexicon::PRIVATE_NUMBERS, "bank");
/// Ends of what stands before the number of a certificate, and before telephones nevertheless.
static CODES: List = List::new(&lexicon::PRIVATE_NUMBERS, "code");
static TELEPHONES: List = List::new(&lexicon::PRIVATE_NUMBERS, "telephone");
/// Words before the telephone of somebody's home.
static HOMES: List = List::new(&lexicon::PRIVATE_NUMBERS, "home");
/// What makes an amount of the number before it.
static COUNTERS: List = List::new(&lexicon::PRIVATE_NUMBERS, "counter");
/// What stands between QQ and its number.
static QQ_WORDS: List = List::new(&lexicon::PRIVATE_NUMBERS, "qq");

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    report(subject, &CHECK.rule, &[CARD, MOBILE, BANK], findings);
}

/// Reports the numbers of some kinds, each kind once.
pub(super) fn report(subject: &Subject<'_>, rule: &'static Rule, kinds: &[Words], findings: &mut Vec<Diagnostic>) {
    let mut found: Vec<(Words, Span, String, usize)> = Vec::new();
    let mut add = |text: &str, kind: Words, range: Range<usize>, span: Span| match found
        .iter_mut()
        .find(|(known, ..)| *known == kind)
    {
        Some((.., count)) => *count += 1,
        None => found.push((kind, span, masked(&text[range]), 1)),
    };
    let front = place::front(subject);
    let worth = |signs: Signs| {
        signs.has_any(&[Sign::At, Sign::Q, Sign::LongDigits]) || signs.has(Sign::DigitGap) && signs.has(Sign::GapDigit)
    };
    let in_front = if worth(Signs::of(front)) { numbers(front) } else { Vec::new() };
    for (kind, range) in in_front.into_iter().filter(|(kind, _)| kinds.contains(kind)) {
        add(front, kind, range.clone(), Span::new(subject.path, range));
    }
    for block in subject.blocks.iter().filter(|block| worth(block.signs)) {
        for (kind, range) in numbers(&block.text).into_iter().filter(|(kind, _)| kinds.contains(kind)) {
            add(&block.text, kind, range.clone(), subject.span(block, range));
        }
    }
    findings.extend(found.into_iter().map(|(kind, span, number, count)| {
        Diagnostic::new(rule, span).with("number", number).with("kind", kind).with("count", count)
    }));
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

/// Finds every personal number.
fn numbers(text: &str) -> Vec<(Words, Range<usize>)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'0'..=b'9' => {
                let end = group_end(bytes, at);
                at = match number(text, at, end) {
                    Some((kind, range)) => {
                        let end = range.end;
                        found.push((kind, range));
                        end
                    }
                    None => end,
                };
            }
            b'@' => {
                if let Some(range) = mail(text, at) {
                    found.push((MAIL, range));
                }
                at += 1;
            }
            b'q' | b'Q' if bytes.get(at + 1).is_some_and(|next| matches!(next, b'q' | b'Q')) => {
                let free = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
                at += 2;
                if let Some(range) = qq(text, at).filter(|_| free) {
                    at = range.end;
                    found.push((QQ, range));
                }
            }
            _ => at += 1,
        }
    }
    found
}

fn group_end(bytes: &[u8], start: usize) -> usize {
    start + bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The number that begins with the digits at a range.
fn number(text: &str, start: usize, end: usize) -> Option<(Words, Range<usize>)> {
    let bytes = text.as_bytes();
    let is_joined = |byte: u8| byte.is_ascii_alphanumeric() || b"/=_&%#.-+$".contains(&byte);
    if start > 0 && is_joined(bytes[start - 1]) {
        return None;
    }
    if end - start < 3 {
        return None;
    }
    // Groups of digits with one space or hyphen between.
    let mut groups: Vec<Range<usize>> = Vec::with_capacity(6);
    groups.push(start..end);
    while groups.len() < 6 {
        let last = groups[groups.len() - 1].end;
        let is_gap = bytes.get(last).is_some_and(|byte| matches!(byte, b' ' | b'-'));
        if !is_gap || !bytes.get(last + 1).is_some_and(u8::is_ascii_digit) {
            break;
        }
        groups.push(last + 1..group_end(bytes, last + 1));
    }
    let single = digits(bytes, &groups[..1]);
    let all = digits(bytes, &groups);
    let lengths: Vec<usize> = groups.iter().map(Range::len).collect();
    let whole_end = groups[groups.len() - 1].end;
    let free = |end: usize| {
        let next = bytes.get(end);
        !next.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"/=_&%@*".contains(byte)) && !is_counted(&text[end..])
    };
    let before = context(text, start);
    // An identity card may end in X.
    let card_end = if bytes.get(end).is_some_and(|byte| matches!(byte, b'X' | b'x')) { end + 1 } else { end };
    if card_end - start == 18 && free(card_end) && is_card(&bytes[start..card_end]) {
        return Some((CARD, start..card_end));
    }
    if lengths == [6, 8, 4] && free(whole_end) && is_card(&all) {
        return Some((CARD, start..whole_end));
    }
    let said_bank = BANKS.is_in(before);
    if (16..=19).contains(&single.len()) && free(end) && is_bank(&single, said_bank) {
        return Some((BANK, start..end));
    }
    let by_four = lengths.len() >= 4 && lengths[..lengths.len() - 1].iter().all(|length| *length == 4);
    if by_four && (16..=19).contains(&all.len()) && free(whole_end) && is_bank(&all, said_bank) {
        return Some((BANK, start..whole_end));
    }
    let is_mobile = |digits: &[u8]| digits.len() == 11 && digits[0] == b'1' && (b'3'..=b'9').contains(&digits[1]);
    let is_code = CODES.ends(before).is_some() && TELEPHONES.ends(before).is_none();
    if is_mobile(&single) && (lengths.len() == 1 || lengths[1..] == [0]) && free(end) && !is_code {
        return is_private(before).then_some((MOBILE, start..end));
    }
    if lengths == [3, 4, 4] && is_mobile(&all) && free(whole_end) {
        return is_private(before).then_some((MOBILE, start..whole_end));
    }
    // Land lines are offices', but for those that are said to be of a home.
    if !at_home(before) || single[0] != b'0' {
        return None;
    }
    if lengths.len() == 2 && matches!(lengths[0], 3 | 4) && matches!(lengths[1], 7 | 8) {
        return free(whole_end).then_some((LAND_LINE, start..whole_end));
    }
    (lengths.len() == 1 && matches!(single.len(), 10..=12) && free(end)).then_some((LAND_LINE, start..end))
}

fn digits(bytes: &[u8], groups: &[Range<usize>]) -> Vec<u8> {
    groups.iter().flat_map(|group| bytes[group.clone()].iter().copied()).collect()
}

/// A dozen characters before a place, of the same line.
fn context(text: &str, at: usize) -> &str {
    let head = &text[..at];
    let start = head.char_indices().rev().take(12).take_while(|(_, c)| !matches!(c, '\n' | '。')).last();
    &head[start.map_or(at, |(at, _)| at)..]
}

/// Whether a number is said to be that of somebody's home.
fn at_home(before: &str) -> bool {
    HOMES.is_in(before)
}

fn is_private(before: &str) -> bool {
    !PUBLIC.is_in(before)
}

/// Whether a counter follows: an amount, no number of a person.
fn is_counted(after: &str) -> bool {
    COUNTERS.begins(after.trim_start_matches(' ')).is_some()
}

/// GB 11643: place, date of birth, and the check digit.
fn is_card(number: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let (Some(body), Some(last)) = (number.get(..17), number.get(17)) else { return false };
    if number.len() != 18 || !body.iter().all(u8::is_ascii_digit) || !(b'1'..=b'8').contains(&body[0]) {
        return false;
    }
    let value = |range: Range<usize>| body[range].iter().fold(0_i32, |sum, byte| sum * 10 + i32::from(byte - b'0'));
    let (year, month, day) = (value(6..10), value(10..12), value(12..14));
    let is_born = (1850..=2099).contains(&year)
        && u8::try_from(month)
            .is_ok_and(|month| (1..=12).contains(&month) && (1..=i32::from(last_day(year, month))).contains(&day));
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    is_born && CHECKS[sum as usize % 11] == last.to_ascii_uppercase()
}

/// Luhn's sum, and a beginning that banks of the mainland use.
fn is_bank(number: &[u8], is_said: bool) -> bool {
    let sum: u32 = number
        .iter()
        .rev()
        .enumerate()
        .map(|(place, byte)| match (u32::from(byte - b'0'), place % 2) {
            (digit, 0) => digit,
            (digit, _) if digit > 4 => digit * 2 - 9,
            (digit, _) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10) && (number.starts_with(b"62") || is_said) && number.iter().any(|byte| *byte != number[0])
}

/// The mail address around an @.
fn mail(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-+".contains(byte);
    let start = at - bytes[..at].iter().rev().take_while(|byte| is_name(byte)).count();
    let length = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte)).count();
    let host = text[at + 1..at + 1 + length].trim_end_matches(['.', '-']);
    let name = &text[start..at];
    let (_, top) = host.rsplit_once('.')?;
    let is_address = !name.is_empty() && top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_link = start > 0 && matches!(bytes[start - 1], b'/' | b':' | b'=');
    let is_office = ["info", "office", "admin", "service", "contact", "webmaster", "tougao", "editor", "bianji"]
        .iter()
        .any(|word| name.eq_ignore_ascii_case(word));
    let before = context(text, start);
    let is_private = is_private(before) && !OFFICES.is_in(before);
    (is_address && !is_office && is_private && (!is_link || bytes[start - 1] == b':'))
        .then_some(start..at + 1 + host.len())
}

/// The number after QQ.
fn qq(text: &str, at: usize) -> Option<Range<usize>> {
    let blanks = [':', '：', ' '];
    let mut rest = text[at..].trim_start_matches(blanks);
    while let Some(after) = QQ_WORDS.strip_prefix(rest) {
        rest = after.trim_start_matches(blanks);
    }
    let start = text.len() - rest.len();
    let end = group_end(text.as_bytes(), start);
    let is_free = !text.as_bytes().get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'*');
    ((5..=11).contains(&(end - start)) && is_free && !text[start..].starts_with('0') && !is_counted(&text[end..]))
        .then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::{is_card, masked, numbers};

    #[test]
    fn numbers_of_persons_are_found() {
        for (text, expected) in [
            ("身份证11010519491231002X", vec!["11010519491231002X"]),
            ("证号 110105 19491231 002x", vec![]),
            ("440524188001010014，", vec!["440524188001010014"]),
            ("440524188001010015，", vec![]),
            ("电话138-0013-8000或13900139000", vec!["138-0013-8000", "13900139000"]),
            ("家庭电话（010-62345678）", vec!["010-62345678"]),
            ("住宅电话01062345678。", vec!["01062345678"]),
            ("联系电话：0574-63801234，办公室电话：01062345678，传真010-62345678", vec![]),
            ("编辑部邮箱：bianji01@a.org.cn，报名邮箱wang@163.com", vec![]),
            ("邮箱zhang.san@qq.com，", vec!["zhang.san@qq.com"]),
            ("QQ：123456789", vec!["123456789"]),
            ("卡号6222 0212 3456 7894", vec!["6222 0212 3456 7894"]),
            ("卡号6222 0212 3456 7895", vec![]),
            ("卡号4111111111111111", vec!["4111111111111111"]),
            ("４４０，138****8000，info@a.cn", vec![]),
            ("10.12345/j.issn.1234-5678.2021.01.001", vec![]),
            ("https://a.cn/13800138000?x=13800138000", vec![]),
            ("证书编号13800138000", vec![]),
            ("QQ群讨论5次，20211205", vec![]),
            ("捐款13800138000元", vec![]),
            ("咨询电话：13800138000", vec![]),
            ("1@", vec![]),
            ("@a.cn", vec![]),
        ] {
            let found: Vec<&str> = numbers(text).into_iter().map(|(_, range)| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn the_middle_is_hidden() {
        assert_eq!(masked("13800138000"), "138****00");
        assert_eq!(masked("12345"), "1****45");
        assert_eq!(masked("zhang@a.cn"), "z***@a.cn");
        assert!(is_card(b"11010519491231002x") && !is_card(b"110105194912310021") && !is_card(b""));
    }
}
