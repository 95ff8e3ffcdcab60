//! Fold: what is the same to a reader who searches becomes the same.
//!
//! In: a text. Out: the characters that are compared, by the rules that the
//! head of `search` gives. One table serves all: what vanishes is frozen here
//! and not asked of Unicode, so that a script in a browser with other tables
//! folds the same; it is told the table by the manifest.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// A place where no phrase goes on.
pub const BREAK: u32 = '\n' as u32;

/// What vanishes: first and last of each range. Letters and digits of all
/// scripts stay, `.` and `%` too, without which 3.5% would be 35.
pub const DROP: [(u32, u32); 29] = [
    (0x0000, 0x0024),
    (0x0026, 0x002d),
    (0x002f, 0x002f),
    (0x003a, 0x0040),
    (0x005b, 0x0060),
    (0x007b, 0x00b4),
    (0x00b6, 0x00bf),
    (0x00d7, 0x00d7),
    (0x00f7, 0x00f7),
    (0x02b0, 0x036f),
    (0x1ab0, 0x1aff),
    (0x1dc0, 0x1dff),
    (0x2000, 0x2bff),
    (0x2e00, 0x2e7f),
    (0x2ff0, 0x2fff),
    (0x3000, 0x3004),
    (0x3008, 0x3020),
    (0x302a, 0x3030),
    (0x303d, 0x303f),
    (0x3099, 0x309c),
    (0x30a0, 0x30a0),
    (0x30fb, 0x30fb),
    (0xd800, 0xf8ff),
    (0xfe00, 0xfe6f),
    (0xfeff, 0xfeff),
    (0xff00, 0xff0f),
    (0xffe0, 0xffff),
    (0x1f000, 0x1faff),
    (0xe0000, 0x10ffff),
];

/// Traditional characters with their simplified ones, two a line.
const PAIRS: &str = include_str!("fold/t2s.txt");

static SIMPLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| pairs().collect());

/// What each character of the first plane becomes: a code point, with
/// `TRADITIONAL` where a simplified one stands in; 0 for nothing; `LONG` where
/// it is more than one.
static FIRST_PLANE: LazyLock<Vec<u32>> = LazyLock::new(|| (0..0x10000).map(entry).collect());

const TRADITIONAL: u32 = 1 << 30;
const LONG: u32 = 1 << 31;

/// The traditional characters with the simplified ones, in order.
pub fn pairs() -> impl Iterator<Item = (char, char)> {
    PAIRS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut characters = line.chars();
        Some((characters.next()?, characters.next()?))
    })
}

/// The fold of a text.
pub fn fold(text: &str) -> String {
    let mut folded = Vec::new();
    append(text, &mut folded);
    folded.into_iter().filter_map(char::from_u32).collect()
}

/// Appends the fold of a text; whether it has traditional characters.
pub fn append(text: &str, folded: &mut Vec<u32>) -> bool {
    let start = folded.len();
    let mut traditional = false;
    for character in text.chars() {
        match FIRST_PLANE.get(character as usize) {
            Some(0) => {}
            Some(&entry) if entry & LONG == 0 => {
                traditional |= entry & TRADITIONAL != 0;
                push(entry & !TRADITIONAL, start, folded);
            }
            _ => each(character, |point, changed| {
                traditional |= changed;
                push(point, start, folded);
            }),
        }
    }
    if folded.len() > start && folded.last() == Some(&BREAK) {
        folded.pop();
    }
    traditional
}

/// Adds a character; a break neither at the start nor after another.
fn push(point: u32, start: usize, folded: &mut Vec<u32>) {
    if point != BREAK || (folded.len() > start && folded.last() != Some(&BREAK)) {
        folded.push(point);
    }
}

/// The entry of a character of the first plane.
fn entry(point: u32) -> u32 {
    let Some(character) = char::from_u32(point) else { return 0 };
    let (mut entry, mut count) = (0, 0);
    each(character, |point, changed| {
        entry = point | if changed { TRADITIONAL } else { 0 };
        count += 1;
    });
    if count > 1 { LONG } else { entry }
}

/// Calls for each character that one becomes, and whether that is a simplified
/// one in the place of a traditional one.
fn each(character: char, mut take: impl FnMut(u32, bool)) {
    if matches!(character, '…' | '‥' | '⋯') {
        return;
    }
    for part in std::iter::once(character).nfkd().flat_map(char::to_lowercase) {
        match part {
            '。' | '!' | '?' | ';' => take(BREAK, false),
            _ if drops(part as u32) => {}
            _ => match SIMPLE.get(&part) {
                Some(&simple) => take(simple as u32, true),
                None => take(part as u32, false),
            },
        }
    }
}

fn drops(point: u32) -> bool {
    let after = DROP.partition_point(|&(first, _)| first <= point);
    after > 0 && DROP.get(after - 1).is_some_and(|&(_, last)| point <= last)
}

#[cfg(test)]
mod tests {
    use super::{DROP, drops, fold, pairs};

    #[test]
    fn what_is_the_same_to_a_reader_is_the_same() {
        for (text, expected) in [
            ("党　支 部", "党支部"),
            ("“四个意识”、坚定……自信", "四个意识坚定自信"),
            ("２０２０年３．５％", "2020年3.5%"),
            ("①㎡Ⅲ Ｃovid-19", "1m2iiicovid19"),
            ("café cafe\u{301} ÉTÉ", "cafecafeete"),
            ("。！甲。！？乙；丙！", "甲\n乙\n丙"),
            ("黨支部、乾隆、著名", "党支部干隆著名"),
            ("㑇\u{2bb5f}〇々ー", "㑇\u{2bb5f}〇々ー"),
            ("😀<script>\u{2028}", "script"),
            ("……", ""),
        ] {
            assert_eq!(fold(text), expected, "{text}");
        }
    }

    #[test]
    fn a_fold_stays_as_it_is() {
        for character in (0..=0x10ffff).filter_map(char::from_u32) {
            let once = fold(&character.to_string());
            assert_eq!(fold(&once), once, "U+{:04X}", character as u32);
        }
    }

    #[test]
    fn the_tables_are_in_order() {
        assert!(DROP.windows(2).all(|pair| pair[0].1 < pair[1].0));
        assert!(drops(' ' as u32) && !drops('.' as u32) && !drops('一' as u32) && drops(0x10ffff));
        let pairs: Vec<_> = pairs().collect();
        assert!(pairs.len() > 3000 && pairs.windows(2).all(|two| two[0].0 < two[1].0));
    }
}
