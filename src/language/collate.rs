//! The order of Chinese names: numbers as numbers, then pinyin, then strokes.
//!
//! [`Collation`] is built once and passed to whoever sorts. It turns a name
//! into a [`SortKey`]; keys compare byte by byte. Piece by piece:
//!
//! 1. The index letter ([`crate::language::pinyin::letter`]); names without one
//!    come last. So the names of a letter are always together.
//! 2. Numbers by size (第二 before 第十; which count, says
//!    [`crate::language::count`]) before Latin letters before Han, as Chinese
//!    indexes have them. Punctuation and spaces weigh nothing here.
//! 3. Han character by character: syllable, tone, then the place of the
//!    character in CLDR's pinyin order, which is by strokes. Character by
//!    character, not sound by sound, so all 张 stand together and 章 after.
//! 4. Ties (第6 and 第六, width, punctuation) by the CLDR collator, at last by
//!    code points: two names that differ never compare equal.
//!
//! The registry's rank comes before all this and is the caller's. Keys hold
//! for one run of one version; never store them.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

use crate::language::pinyin::{Piece, Reading, letter_of, pieces};

// Classes of pieces, in their order. Zero ends a key's first part, so that a
// name comes before the names that go on after it.
const END: u8 = 0;
const NUMBER: u8 = 1;
const LATIN: u8 = 2;
const HAN: u8 = 3;
const OTHER: u8 = 4;

/// The header of names without a letter: after `Z`.
const NO_LETTER: u8 = b'~';

/// The order of names.
///
/// Holds references to compiled data only; cheap to build, free to share
/// between threads.
pub struct Collation {
    // Both are `None` only if the collator's own data were broken; sorting
    // then falls back on code points instead of failing.
    characters: Option<CollatorBorrowed<'static>>,
    whole: Option<CollatorBorrowed<'static>>,
}

/// A name made ready for sorting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey {
    bytes: Box<[u8]>,
}

impl SortKey {
    /// Returns the index letter of the name, `A` to `Z`.
    pub fn letter(&self) -> Option<char> {
        self.bytes.first().map(|&byte| char::from(byte)).filter(char::is_ascii_uppercase)
    }
}

impl Default for Collation {
    fn default() -> Collation {
        Collation::new()
    }
}

impl Collation {
    /// Builds the order; takes well under a millisecond.
    pub fn new() -> Collation {
        let of = |strength| {
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            Collator::try_new(locale!("zh").into(), options).ok()
        };
        Collation { characters: of(Strength::Primary), whole: of(Strength::Tertiary) }
    }

    /// Compares two names of one kind.
    ///
    /// Makes both keys; to sort more than a few names, use
    /// [`Collation::key`] with `sort_by_cached_key`.
    pub fn compare(&self, left: &str, right: &str, reading: Reading) -> Ordering {
        self.key(left, reading).cmp(&self.key(right, reading))
    }

    /// Makes the key of a name.
    pub fn key(&self, name: &str, reading: Reading) -> SortKey {
        let pieces = pieces(name, reading);
        let mut bytes = Vec::with_capacity(name.len() * 8);
        bytes.push(letter_of(&pieces).and_then(|letter| u8::try_from(letter).ok()).unwrap_or(NO_LETTER));
        for piece in &pieces {
            self.write_piece(&mut bytes, piece);
        }
        bytes.push(END);
        write_collation(&mut bytes, self.whole.as_ref(), name);
        bytes.push(END);
        bytes.extend_from_slice(name.as_bytes());
        SortKey { bytes: bytes.into() }
    }

    fn write_piece(&self, bytes: &mut Vec<u8>, piece: &Piece) {
        match piece {
            Piece::Number(number) => {
                // The longer is the greater, and its length comes first.
                let length = u32::try_from(number.digits.len()).unwrap_or(u32::MAX);
                bytes.push(NUMBER);
                bytes.extend_from_slice(&length.to_be_bytes());
                bytes.extend_from_slice(number.digits.as_bytes());
            }
            Piece::Latin(letter) => {
                bytes.push(LATIN);
                bytes.extend(u8::try_from(*letter));
            }
            Piece::Han(character, syllable) => {
                bytes.push(HAN);
                bytes.extend_from_slice(syllable.letters.as_bytes());
                bytes.extend_from_slice(&[END, syllable.tone]);
                write_collation(bytes, self.characters.as_ref(), character.encode_utf8(&mut [0; 4]));
                bytes.push(END);
            }
            Piece::Other(character) => {
                bytes.push(OTHER);
                write_collation(bytes, self.characters.as_ref(), character.encode_utf8(&mut [0; 4]));
                bytes.push(END);
            }
            Piece::Gap => {}
        }
    }
}

/// Appends the collator's own key of a text, which never holds a zero byte.
fn write_collation(bytes: &mut Vec<u8>, collator: Option<&CollatorBorrowed<'static>>, text: &str) {
    match collator {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(text, bytes);
        }
        None => bytes.extend_from_slice(text.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;
    use std::collections::BTreeSet;

    use crate::language::collate::Collation;
    use crate::language::pinyin::{Reading, letter};

    /// Sorts the names backwards first, so that the order is the key's alone.
    fn sorted<'a>(names: &[&'a str], reading: Reading) -> Vec<&'a str> {
        let collation = Collation::new();
        let mut names: Vec<&str> = names.iter().rev().copied().collect();
        names.sort_by_cached_key(|name| collation.key(name, reading));
        names
    }

    fn check(expected: &[&str], reading: Reading) {
        assert_eq!(sorted(expected, reading), expected);
    }

    #[test]
    fn numbers_in_names_of_units_are_numbers() {
        check(
            &[
                "第一党支部",
                "第二党支部",
                "第三党支部",
                "第十党支部",
                "第十一党支部",
                "第二十党支部",
                "第一百零二党支部",
            ],
            Reading::Text,
        );
        check(&["2号楼", "9号楼", "10号楼", "１００号楼"], Reading::Text);
        check(&["骨一科", "骨二科", "骨三科", "骨十科"], Reading::Text);
        check(&["第2届", "第三届", "第10届", "第十一届"], Reading::Text);
        check(&["一支部", "二支部", "三支部", "四支部", "十支部"], Reading::Text);
    }

    #[test]
    fn numerals_that_are_words_sort_by_sound() {
        check(&["单一来源", "第一支部", "九三学社", "三甲医院", "统一战线", "唯一", "一支部"], Reading::Text);
        check(&["安建国", "万建国", "张三", "章建国"], Reading::Person);
    }

    #[test]
    fn names_sort_by_their_own_reading() {
        check(&["安徽", "北京", "长春", "重庆", "大连", "厦门", "银川", "郑州", "重症医学科"], Reading::Text);
        check(&["葛优", "盖叫天", "仇英", "单卫国", "解缙", "尉迟恭", "曾国藩", "查良镛", "张勇"], Reading::Person);
    }

    #[test]
    fn one_surname_stands_together_by_tone_and_strokes() {
        check(&["张安", "张伟", "张勇", "章安", "章勇", "长孙安", "赵一"], Reading::Person);
        // In a unit's name 一 before 科 is a number, in a person's it is not.
        check(&["李一科", "李二科", "李三科"], Reading::Text);
        check(&["李二科", "李三科", "李一科"], Reading::Person);
        check(&["西安", "先锋"], Reading::Text);
        check(&["路", "吕", "律"], Reading::Text);
    }

    #[test]
    fn letters_keep_together_and_the_rest_is_last() {
        let names = [
            "AED 培训",
            "B超室",
            "安徽",
            "北京",
            "CT室",
            "重庆",
            "“两学一做”",
            "理论学习",
            "2号楼",
            "二支部",
            "Ωμ",
            "",
            "éclair",
            "儿科",
            "zebra",
            "郑州",
            "①组",
            "한국",
            "Ａ组",
            "第二党支部",
            "大连",
        ];
        let letters: Vec<Option<char>> =
            sorted(&names, Reading::Text).iter().map(|name| letter(name, Reading::Text)).collect();
        let mut runs = letters.clone();
        runs.dedup();
        assert_eq!(runs.len(), letters.iter().collect::<BTreeSet<_>>().len(), "{letters:?}");
        assert_eq!(runs.last(), Some(&None));
        check(&["AED 培训", "Ａ组", "安徽", "B超室", "北京", "CT室", "重庆", "郑州", "2号楼", "二支部"], Reading::Text);
        let collation = Collation::new();
        for name in names {
            assert_eq!(collation.key(name, Reading::Text).letter(), letter(name, Reading::Text));
        }
    }

    #[test]
    fn the_order_is_total() {
        let collation = Collation::new();
        for (left, right) in [
            ("第6党支部", "第六党支部"),
            ("血液（筹）", "血液(筹)"),
            ("A组", "Ａ组"),
            ("血 液", "血液"),
            ("é", "e\u{301}"),
        ] {
            assert_ne!(collation.compare(left, right, Reading::Text), Ordering::Equal);
            assert_eq!(
                collation.compare(left, right, Reading::Text),
                collation.compare(right, left, Reading::Text).reverse()
            );
        }
        check(&["血液病分会", "血液病分会党小组"], Reading::Text);
        check(&["血液", "“血液”病", "血液科"], Reading::Text);
    }

    #[test]
    fn a_given_reading_moves_a_name() {
        let collation = Collation::new();
        let tan = collation.key("覃琴", Reading::Given("tan qin"));
        let qin = collation.key("覃琴", Reading::Person);
        assert_eq!((tan.letter(), qin.letter()), (Some('T'), Some('Q')));
        assert!(qin < tan);
    }
}
