//! Han numerals: reading and writing 一, 二十一, 二〇二一, ①.
//!
//! [`parse`] takes a whole string that is nothing but a numeral; which
//! numerals inside a name are meant as numbers is [`crate::language::count`]'s
//! affair. Writing is by the book: 一百一十, 一万零一十.
//!
//! Fractions, 负, 半 and fuzzy numbers (二三十, 十余) are not read.

use crate::text::width::fold_char;

// The numerals themselves are the grammar of this module, and no list of words.
const DIGITS: [char; 10] = characters("〇一二三四五六七八九");
/// The digits as said and as in formal figures.
const FORMAL: [char; 10] = characters("零壹贰叁肆伍陆柒捌玖");
/// 0 as said, and as it stands within a number.
pub const ZERO: char = '零';
/// 2 before a counter or a unit.
pub const BOTH: char = '两';
/// Half of what is counted.
pub const HALF: char = '半';
/// What makes an ordinal of a number.
pub const ORDINAL: char = '第';
/// 10.
pub const TEN: char = '十';
/// The units that a digit stands before.
pub const SMALL_UNITS: [char; 3] = [TEN, '百', '千'];
/// The units that a whole number stands before, in any digits.
pub const SCALES: [char; 2] = ['万', '亿'];
/// The units, their formal forms, and what they are worth.
const UNITS: [(char, char, u64); 5] = [
    (SMALL_UNITS[0], '拾', 10),
    (SMALL_UNITS[1], '佰', 100),
    (SMALL_UNITS[2], '仟', 1_000),
    (SCALES[0], '萬', 10_000),
    (SCALES[1], '億', 100_000_000),
];
/// What numerals of prose are made of; 陆 and 伍 are surnames.
const PROSE: [char; 17] = characters("〇零一二两三四五六七八九十百千万亿");

/// Whether a character is one that formal figures up to 99 are made of: 壹, 拾.
pub fn is_formal(character: char) -> bool {
    character == UNITS[0].1 || FORMAL.iter().skip(1).any(|formal| *formal == character)
}

/// Writes a number up to 99 with formal figures: 壹, 拾贰.
pub fn formal(number: u32) -> String {
    let formal = |digit: char| match DIGITS.iter().position(|known| *known == digit) {
        Some(at) => FORMAL.get(at).copied().unwrap_or(digit),
        None => UNITS.iter().find(|(unit, ..)| *unit == digit).map_or(digit, |(_, formal, _)| *formal),
    };
    ordinal(number).chars().map(formal).collect()
}

/// The characters of a text, of three bytes each.
const fn characters<const N: usize>(text: &str) -> [char; N] {
    let (bytes, mut found, mut at) = (text.as_bytes(), [' '; N], 0);
    while at < N {
        let (high, middle, low) = (bytes[3 * at] as u32, bytes[3 * at + 1] as u32, bytes[3 * at + 2] as u32);
        if let Some(character) = char::from_u32((high & 0xF) << 12 | (middle & 0x3F) << 6 | low & 0x3F) {
            found[at] = character;
        }
        at += 1;
    }
    found
}

/// Reads a numeral: `二十一`, `一百零二`, `两千`, `二〇二〇`, `10`, `１０`, `3万`.
///
/// The formal figures (壹拾) and 廿, 卅 are known; `三万五` is 35,000 as
/// spoken. Digits without units are read by position, so `一二` is 12. A unit
/// with nothing before it is no number, 十 excepted: 万 and 千 are surnames
/// and parts of words far more often.
pub fn parse(text: &str) -> Option<u64> {
    let characters: Vec<char> = text.trim().chars().map(fold_char).collect();
    if characters.is_empty() {
        return None;
    }
    let by_position = characters.len() == 1 || !characters.contains(&BOTH);
    if by_position && characters.iter().all(|&character| digit(character).is_some()) {
        return characters
            .iter()
            .try_fold(0_u64, |value, &character| value.checked_mul(10)?.checked_add(digit(character)?));
    }
    with_units(&characters)
}

/// Writes a number with Han digits one by one, as on a spine: 二〇二〇.
pub fn digits(number: u32) -> String {
    number.to_string().chars().filter_map(|digit| DIGITS.get(usize::try_from(digit.to_digit(10)?).ok()?)).collect()
}

/// Writes a number with Han units, as headings do: 一, 十, 十一, 一百零一.
pub fn ordinal(number: u32) -> String {
    if number == 0 {
        return ZERO.to_string();
    }
    let mut text = String::new();
    let mut skipped = false;
    for (scale, name) in [(100_000_000, Some(SCALES[1])), (10_000, Some(SCALES[0])), (1, None)] {
        let group = number / scale % 10_000;
        if group == 0 {
            skipped = true;
            continue;
        }
        write_group(&mut text, group, skipped);
        text.extend(name);
        skipped = false;
    }
    match text.strip_prefix(DIGITS[1]).filter(|rest| rest.starts_with(TEN)) {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// Writes a number in a circle: ① to ㊿, and `(51)` above.
pub fn circled(number: u32) -> String {
    let code = match number {
        0 => Some(0x24EA),
        1..=20 => Some(0x2460 + number - 1),
        21..=35 => Some(0x3251 + number - 21),
        36..=50 => Some(0x32B1 + number - 36),
        _ => None,
    };
    match code.and_then(char::from_u32) {
        Some(character) => character.to_string(),
        None => format!("({number})"),
    }
}

/// Reads one digit, Han, formal or Arabic.
pub(crate) fn digit(character: char) -> Option<u64> {
    if let Some(value) = fold_char(character).to_digit(10) {
        return Some(u64::from(value));
    }
    let place =
        |forms: &[char; 10]| forms.iter().zip(0..).find(|(form, _)| **form == character).map(|(_, value)| value);
    match character {
        '○' => Some(0),
        BOTH => Some(2),
        _ => place(&DIGITS).or_else(|| place(&FORMAL)),
    }
}

/// Whether a character is a Han digit from 〇 to 九, in its plain form.
pub(crate) fn is_han_digit(character: char) -> bool {
    DIGITS.contains(&character)
}

/// Whether numerals up to 99 may have this character: 一 to 十.
pub(crate) fn is_counting(character: char) -> bool {
    character == TEN || DIGITS[1..].contains(&character)
}

/// Whether a numeral of prose may have this character.
pub(crate) fn is_han_numeral(character: char) -> bool {
    PROSE.contains(&character)
}

/// Reads a unit of Han numerals.
pub(crate) fn unit(character: char) -> Option<u64> {
    let known = UNITS.iter().find(|(plain, formal, _)| *plain == character || *formal == character);
    known.map(|(.., worth)| *worth)
}

/// Reads numerals that have units, keeping them in falling order.
fn with_units(characters: &[char]) -> Option<u64> {
    let mut total: u64 = 0; // in units of 万 and 亿, closed
    let mut section: u64 = 0; // below 万, open
    let mut pending: Option<u64> = None; // digits that wait for their unit
    let mut small_limit = 10_000; // 十百千 must fall below the last one
    let mut big_limit = u64::MAX; // 亿 before 万
    let mut spoken = 0; // what a last digit counts in: 三万五 is 35,000
    let mut rest = characters.iter().copied().peekable();
    while let Some(character) = rest.next() {
        if character.is_ascii_digit() {
            let mut run = digit(character)?;
            while let Some(next) = rest.next_if(char::is_ascii_digit) {
                run = run.checked_mul(10)?.checked_add(digit(next)?)?;
            }
            if pending.replace(run).is_some() {
                return None;
            }
        } else if let Some(value) = digit(character) {
            if pending.is_some() {
                return None;
            }
            if value == 0 {
                spoken = 0;
            } else {
                pending = Some(value);
            }
        } else if let Some(tens) = match character {
            '廿' => Some(20),
            '卅' => Some(30),
            _ => None,
        } {
            if pending.is_some() || small_limit <= 10 {
                return None;
            }
            section += tens;
            (small_limit, spoken) = (10, 0);
        } else {
            let size = unit(character)?;
            if size < 10_000 {
                let factor = match pending.take() {
                    Some(factor @ 1..=9) => factor,
                    None if size == 10 => 1,
                    _ => return None,
                };
                if size >= small_limit {
                    return None;
                }
                section += factor * size;
                small_limit = size;
            } else {
                section = section.checked_add(pending.take().unwrap_or(0))?;
                let scaled = if size == 10_000 { section } else { total.checked_add(section)? };
                if scaled == 0 || size >= big_limit && big_limit != 10_000 || size == big_limit {
                    return None;
                }
                let scaled = scaled.checked_mul(size)?;
                total = if size == 10_000 { total.checked_add(scaled)? } else { scaled };
                section = 0;
                (small_limit, big_limit) = (10_000, size);
            }
            spoken = if size > 10 { size / 10 } else { 0 };
        }
    }
    let last = match pending {
        None => 0,
        Some(value @ 1..=9) if spoken > 0 => value * spoken,
        Some(value) if value < small_limit => value,
        Some(_) => return None,
    };
    total.checked_add(section)?.checked_add(last)
}

/// Writes one group of four digits; `skipped` says that zeros came before it.
fn write_group(text: &mut String, group: u32, skipped: bool) {
    let mut zero = skipped;
    let [ten, hundred, thousand] = SMALL_UNITS.map(Some);
    for (scale, name) in [(1_000, thousand), (100, hundred), (10, ten), (1, None)] {
        let value = group / scale % 10;
        if value == 0 {
            zero = true;
            continue;
        }
        if zero && !text.is_empty() {
            text.push(ZERO);
        }
        zero = false;
        text.extend(usize::try_from(value).ok().and_then(|value| DIGITS.get(value)));
        text.extend(name);
    }
}

/// Writes a number in Roman numerals, lower case: `iv`; from 4000 on, and for
/// 0, in figures.
pub fn roman(number: u32) -> String {
    if number == 0 || number >= 4_000 {
        return number.to_string();
    }
    let mut text = String::new();
    let mut rest = number;
    for (value, sign) in [
        (1_000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ] {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use crate::language::numeral::{circled, digits, ordinal, parse};

    #[test]
    fn numerals_are_read_and_what_is_none_is_refused() {
        let cases = include_str!("../../tests/language/cases/numerals.txt");
        for line in cases.lines().filter(|line| !line.starts_with('#')) {
            let (text, expected) = line.split_once('→').unwrap();
            assert_eq!(parse(text), expected.parse().ok(), "{text}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        for number in 0..=99_999_u32 {
            assert_eq!(parse(&ordinal(number)), Some(u64::from(number)), "{}", ordinal(number));
        }
        for number in [100_000_u32, 10_010_000, 100_000_000, 1_000_000_001, 1_200_000_000, u32::MAX] {
            assert_eq!(parse(&ordinal(number)), Some(u64::from(number)), "{}", ordinal(number));
        }
        for year in 1000..=2999 {
            assert_eq!(parse(&digits(year)), Some(u64::from(year)));
        }
    }

    #[test]
    fn headings_and_spines() {
        for (number, expected) in [
            (0, "零"),
            (9, "九"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (99, "九十九"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1_001, "一千零一"),
            (10_010, "一万零一十"),
            (100_000, "十万"),
            (100_010_000, "一亿零一万"),
            (1_200_000_000, "十二亿"),
        ] {
            assert_eq!(ordinal(number), expected);
        }
        assert_eq!(digits(2020), "二〇二〇");
    }

    #[test]
    fn circles_run_to_fifty() {
        let circles: Vec<String> = [1, 20, 21, 35, 36, 50, 51].map(circled).into();
        assert_eq!(circles, ["①", "⑳", "㉑", "㉟", "㊱", "㊿", "(51)"]);
    }
}
