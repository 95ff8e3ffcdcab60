//! Which numerals in a name are numbers: 第十党支部 yes, 统一战线 no.
//!
//! Sorting needs 第二 before 第十 and 2号 before 10号, yet 一 in 统一, 三 in
//! 三甲, 八一 in 八一医院 and the surname 万 are words. [`number_at`] decides,
//! looking at the characters of a name and a place in them.
//!
//! The rule, exactly:
//!
//! 1. A run of Arabic digits, half or full width, is a number always.
//! 2. A Han numeral after 第 is a number.
//! 3. Any other Han numeral is a number if one of `lexicon/name-counters.tsv` follows and
//!    a) it is a single digit, or has units (十二, 一百零三), or is four
//!    digits by position (二〇二一); thus 八一, 二七, 九三 are names; and
//!    b) it is not the 一 that closes a word (统一, 唯一, 同一 …).
//! 4. 百, 千, 万, 亿 never begin a Han numeral, so 万 is a surname.
//!
//! Names of persons are not looked at: nobody called 张一科 is a number.

use std::sync::LazyLock;

use crate::language::amount::closes_with_one;
use crate::language::lexicon;
use crate::language::numeral::{is_han_numeral, parse, unit};
use crate::text::width::fold_char;

/// A counter and the characters that must not follow it. Those of everyday words
/// (一线, 一级预防, 二十大) are left out on purpose: a topic that begins with one
/// belongs under the letter it is spelled with.
type Counter = (Vec<char>, &'static str);

static COUNTERS: LazyLock<Vec<Counter>> = LazyLock::new(|| {
    let rows = lexicon::NAME_COUNTERS.rows();
    rows.map(|row| (row.word().chars().collect(), row.get("not"))).collect()
});

/// A number found in a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its decimal digits, without leading zeros (`0` itself has none).
    pub digits: String,
    /// How many characters it takes.
    pub length: usize,
}

/// Reads the number that begins at a place in a name, if one does.
///
/// A caller walks from the start and steps over each number found; from
/// within a run of Arabic digits the answer is the rest of that run.
pub fn number_at(name: &[char], at: usize) -> Option<Number> {
    let rest = name.get(at..)?;
    let arabic: String = rest.iter().map(|&character| fold_char(character)).take_while(char::is_ascii_digit).collect();
    if !arabic.is_empty() {
        let digits = arabic.trim_start_matches('0').to_owned();
        return Some(Number { digits, length: arabic.len() });
    }
    let length = rest.iter().take_while(|&&character| is_numeral(character)).count();
    let numeral = rest.get(..length)?;
    let first = *numeral.first()?;
    if unit(first).is_some_and(|size| size > 10) {
        return None;
    }
    let before = at.checked_sub(1).and_then(|index| name.get(index)).copied();
    if before.is_some_and(is_numeral) {
        return None; // the tail of a numeral that is a word: 一 in 八一医院
    }
    if before != Some('第') && !is_counted(numeral, before, rest.get(length..)?) {
        return None;
    }
    let value = parse(&numeral.iter().collect::<String>())?;
    let digits = if value == 0 { String::new() } else { value.to_string() };
    Some(Number { digits, length })
}

/// Applies rule 3 to a Han numeral, given its neighbours.
fn is_counted(numeral: &[char], before: Option<char>, after: &[char]) -> bool {
    let has_units = numeral.iter().any(|&character| unit(character).is_some());
    let shape_counts = has_units || numeral.len() == 1 || numeral.len() == 4;
    let closes_word = numeral == ['一'] && before.is_some_and(closes_with_one);
    shape_counts && !closes_word && COUNTERS.iter().any(|(counter, except)| follows(after, counter, except))
}

/// Tells whether a text begins with a counter that no excepted character follows.
fn follows(text: &[char], counter: &[char], except: &str) -> bool {
    text.starts_with(counter) && !text.get(counter.len()).is_some_and(|&next| except.contains(next))
}

/// Tells whether a Han numeral of a name may go on with this character: 两 begins
/// words there, and ○ is 〇.
fn is_numeral(character: char) -> bool {
    character == '○' || character != '两' && is_han_numeral(character)
}

#[cfg(test)]
mod tests {
    use crate::language::count::number_at;

    /// Lists the numbers that a walk over the name finds.
    fn numbers(name: &str) -> Vec<String> {
        let characters: Vec<char> = name.chars().collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < characters.len() {
            match number_at(&characters, at) {
                Some(number) => {
                    at += number.length;
                    found.push(number.digits);
                }
                None => at += 1,
            }
        }
        found
    }

    #[test]
    fn numerals_that_count() {
        for (name, expected) in [
            ("第二党支部", vec!["2"]),
            ("第十党支部", vec!["10"]),
            ("机关第一百零二支部", vec!["102"]),
            ("一支部", vec!["1"]),
            ("血液科二病区", vec!["2"]),
            ("骨三科", vec!["3"]),
            ("市二院", vec!["2"]),
            ("10号楼", vec!["10"]),
            ("０２号", vec!["2"]),
            ("第3人民医院十二病区", vec!["3", "12"]),
            ("二〇二一届", vec!["2021"]),
            ("第十三届三次会议", vec!["13"]),
            ("第二十一期", vec!["21"]),
            ("0号", vec![""]),
            ("第一组织科", vec!["1"]),
        ] {
            assert_eq!(numbers(name), expected, "{name}");
        }
    }

    #[test]
    fn numerals_that_are_words() {
        for name in [
            "统一战线",
            "统一组织",
            "统一支部",
            "唯一医院",
            "三甲医院",
            "三级医院",
            "万建国",
            "万医院",
            "千医院",
            "百医院",
            "八一医院",
            "二七支部",
            "九三学社",
            "五四支部",
            "一组织",
            "三门峡市",
            "十堰市",
            "四川省",
            "一线医务人员",
            "一科学",
            "陆医院",
            "二十大精神",
            "两学一做",
            "十大工程",
            "第",
            "",
        ] {
            assert!(numbers(name).is_empty(), "{name}: {:?}", numbers(name));
        }
    }

    #[test]
    fn figures_too_long_for_a_machine_word_are_kept() {
        assert_eq!(numbers("编号123456789012345678901234567890"), ["123456789012345678901234567890"]);
        assert!(numbers("第九亿九亿九亿").is_empty());
    }
}
