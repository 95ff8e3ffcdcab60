//! N11: a number that says twice, or in two ways, that it is not exact.

use std::ops::Range;

use crate::check::passages::{context, passages_with};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::amount::{Amount, Nature, amounts};
use crate::language::lexicon::{self, List};
use crate::language::numeral::{self, is_han_numeral};
use crate::language::reference::is_reference;
use crate::text::signs::Signs;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7111",
        name: "approximation-miswritten",
        severity: Severity::Warning,
        message: Words { zh: "概数“{text}”{fault}", en: "“{text}”: {fault}" },
        help: Words { zh: "写作“{right}”", en: "write “{right}”" },
    },
    group: Group::Numbers,
    about: Words {
        zh: "概数的三种写法（GB/T 15834—2011，4.5.3.4；GB/T 15835—2011，4.2、5.2）：表示约数的词前后各用一次（大约30人左右、近百余人、超过90%以上、至少3人以上）；两个相邻的数连用表示概数，中间用了顿号或者用了阿拉伯数字（三、四十人，3、4个）；“几”“数”与阿拉伯数字混用（10几名、数10人）。表示次序的（三、四季度，第3、4名）不是概数，不报。引文、书名、参考文献、代码里的不看。",
        en: "Three ways in which approximate numbers go wrong (GB/T 15834-2011, 4.5.3.4; GB/T 15835-2011, 4.2, 5.2): a word for “about” or “more than” on both sides (大约30人左右, 近百余人, 超过90%以上); two neighbouring digits that mean “three or four”, with 、 between them or in Arabic digits (三、四十人, 3、4个); 几 or 数 beside Arabic digits (10几名). Ordinals (三、四季度, 第3、4名) are no approximations. Quotations, titles, references and code are left alone.",
    },
    wrong: "到会的大约30人左右。\n",
    right: "到会的大约30人，三四十人发言，十几名党员、数十名群众旁听，三、四季度各一次，第3、4名并列，超过90%。\n",
    fix: Fix::Unsafe,
    find,
};

const TWICE: Words = Words { zh: "前后两次说不是准数，留一个", en: "says twice that it is not exact" };
const PAUSE: Words = Words { zh: "中间不用顿号", en: "has a 、 between two neighbouring digits" };
const DIGITS: Words = Words { zh: "不用阿拉伯数字", en: "is not written in Arabic digits" };
const MIXED: Words = Words { zh: "汉字与阿拉伯数字混用", en: "mixes Han and Arabic digits" };

/// What says before, within or after a number that it is not exact.
static BEFORE: List = List::new(&lexicon::NUMBER_WORDS, "hedge-before");
static NOT_BEFORE: List = List::new(&lexicon::NUMBER_WORDS, "before-not");
static WITHIN: List = List::new(&lexicon::NUMBER_WORDS, "more");
static AFTER: List = List::new(&lexicon::NUMBER_WORDS, "hedge-after");
/// 近, and the counters of time with which it is “the last”.
const RECENT: &str = "近";
const SOME: char = '几';
static RECENT_COUNTERS: List = List::new(&lexicon::NUMBER_WORDS, "hedge-recent");
/// Counters with which two neighbouring digits are a number and no places in an order.
static COUNTED: List = List::new(&lexicon::NUMBER_WORDS, "about-counter");
/// What such a counter begins as well: 年级.
static NOT_COUNTED: List = List::new(&lexicon::NUMBER_WORDS, "about-counter-not");

/// A number that is written wrongly.
struct Wrong {
    at: Range<usize>,
    right: String,
    fault: Words,
}

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for block in passages_with(subject, Signs::has_number, |text| !is_reference(text)) {
        let mut wrong = doubled(&block.text);
        wrong.extend(neighbours(&block.text));
        wrong.extend(mixed(&block.text));
        for wrong in wrong {
            if block.is_foreign(&wrong.at) {
                continue;
            }
            let finding = Diagnostic::new(&CHECK.rule, subject.span(&block, wrong.at.clone()))
                .with("text", context(&block.text, &wrong.at))
                .with("fault", wrong.fault)
                .with("right", &*wrong.right);
            findings.push(finding.suggest(wrong.right));
        }
    }
}

/// 大约30人左右, 近百余人, 超过90%以上
fn doubled(text: &str) -> Vec<Wrong> {
    if !BEFORE.is_in(text) {
        return Vec::new();
    }
    let is_doubled = |amount: &Amount<'_>| {
        if !matches!(amount.nature, Nature::Count | Nature::Share) {
            return None;
        }
        // What the amount has of its words, or what stands right beside it.
        let head = text[..amount.numeral.start].trim_end();
        let before = BEFORE.ends(head).filter(|_| NOT_BEFORE.ends(head).is_none())?;
        // 近10余年: the last ten years and more.
        if before == RECENT && RECENT_COUNTERS.has(amount.counter) {
            return None;
        }
        let start = head.len() - before.len();
        let numeral = &text[amount.numeral.clone()];
        let tail = &text[amount.measured.end..];
        let vague = WITHIN.iter().find(|word| numeral.trim_end_matches(numeral::SCALES).ends_with(**word));
        let (end, right) = if let Some(vague) = vague {
            let exact = numeral.replacen(vague, "", 1);
            (amount.measured.end, format!("{before}{exact}{}", &text[amount.numeral.end..amount.measured.end]))
        } else {
            let after = AFTER.begins(tail)?;
            let end = amount.measured.end + after.len();
            (end, format!("{before}{}", &text[amount.numeral.start..amount.measured.end]))
        };
        Some(Wrong { at: start..end, right, fault: TWICE })
    };
    amounts(text).iter().filter_map(is_doubled).collect()
}

/// 三、四十人, 3、4个
fn neighbours(text: &str) -> Vec<Wrong> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('、') {
        let (head, tail) = (&text[..at], &text[at + '、'.len_utf8()..]);
        let (Some(one), Some(two)) = (head.chars().next_back(), tail.chars().next()) else { continue };
        let before = head[..head.len() - one.len_utf8()].chars().next_back();
        let (Some(first), Some(second)) = (digit(one), digit(two)) else { continue };
        let goes_on = before.is_some_and(|c| {
            c == numeral::ORDINAL || c == '、' || c.is_ascii_alphanumeric() || is_han_numeral(c) || c == '.'
        });
        if goes_on || first + 1 != second || one.is_ascii_digit() != two.is_ascii_digit() {
            continue;
        }
        let rest = &tail[two.len_utf8()..];
        let is_scale = !one.is_ascii_digit()
            && rest.starts_with(|c| numeral::unit(c).is_some())
            && !rest[rest.chars().next().map_or(0, char::len_utf8)..].starts_with('、');
        // 二、三件实事 begins with the number of a heading.
        let is_numbered = before.is_none_or(|c| c == '\n');
        let is_counted = !is_numbered && COUNTED.begins(rest).is_some() && NOT_COUNTED.begins(rest).is_none();
        if !is_scale && !is_counted {
            continue;
        }
        let start = at - one.len_utf8();
        let (fault, right) = if one.is_ascii_digit() {
            (DIGITS, numeral::ordinal(first) + &numeral::ordinal(second))
        } else {
            (PAUSE, format!("{one}{two}"))
        };
        found.push(Wrong { at: start..at + '、'.len_utf8() + two.len_utf8(), right, fault });
    }
    found
}

/// The value of one digit that counts, in Han or Arabic.
fn digit(character: char) -> Option<u32> {
    let is_digit = character.is_ascii_digit() || numeral::is_han_digit(character);
    let value = numeral::digit(character).filter(|value| is_digit && *value > 0)?;
    u32::try_from(value).ok()
}

/// 10几名, 数10人
fn mixed(text: &str) -> Vec<Wrong> {
    let mut found = Vec::new();
    for (at, vague) in text.match_indices([SOME, '数']) {
        let (head, tail) = (&text[..at], &text[at + vague.len()..]);
        let length = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let before = head[..head.len() - length].chars().next_back();
        let tens =
            |digits: &str| numeral_of(digits).filter(|_| !before.is_some_and(|c| c.is_ascii_alphabetic() || c == '.'));
        if vague.starts_with(SOME) && length == 2 && head.ends_with('0') && COUNTED.begins(tail).is_some() {
            if let Some(han) = tens(&head[head.len() - length..]) {
                found.push(Wrong { at: at - length..at + vague.len(), right: format!("{han}{SOME}"), fault: MIXED });
            }
            continue;
        }
        let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
        let is_round = matches!(&tail[..digits], "10" | "100" | "1000");
        // 人数10人: only where no word ends with 数.
        let alone = !head.ends_with(crate::text::han::is_han) || DEEDS.ends(head).is_some();
        if is_round && alone && COUNTED.begins(&tail[digits..]).is_some() {
            let scale = numeral::SMALL_UNITS[digits - 2];
            found.push(Wrong { at: at..at + vague.len() + digits, right: format!("{vague}{scale}"), fault: MIXED });
        }
    }
    found
}

/// Words after which 数 is “several”: 有数10人.
static DEEDS: List = List::new(&lexicon::NUMBER_WORDS, "several-after");

/// A round number below a hundred in Han.
fn numeral_of(digits: &str) -> Option<String> {
    let value: u32 = digits.parse().ok()?;
    (10..100).contains(&value).then(|| numeral::ordinal(value))
}

#[cfg(test)]
mod tests {
    use super::{doubled, mixed, neighbours};

    #[test]
    fn approximations_are_said_once() {
        for (text, expected) in [
            ("大约30人左右", "大约30人左右→大约30人"),
            ("近百余人，近100余名", "近百余人→近百人|近100余名→近100名"),
            ("超过90%以上", "超过90%以上→超过90%"),
            ("大约30人，30人左右，100余人，90%以上", ""),
            ("三、四十人，3、4个", "三、四→三四|3、4→三四"),
            ("三、四季度，第3、4名，3、5个，一、二、三个，二、三年级", ""),
            ("10几名党员，有数10人", "10几→十几|数10→数十"),
            ("人数10人，几10", ""),
        ] {
            let all = [doubled(text), neighbours(text), mixed(text)];
            let found: Vec<String> =
                all.iter().flatten().map(|wrong| format!("{}→{}", &text[wrong.at.clone()], wrong.right)).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
