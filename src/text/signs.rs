//! What characters a text has, and which stand side by side: asked before
//! anything is looked for in it.
//!
//! In: a text. Out: a set of signs, all found in one pass, so that a rule about
//! percentages need not look at a paragraph that has no per cent sign. A sign
//! that is missing is surely missing; one that is there says only that it is
//! worth looking. Forty rules that each looked for themselves took as long as
//! everything else in a build.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use crate::text::han::is_han;
use crate::text::width::fold_char;

/// A character of a kind, or two side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Sign {
    /// A digit, half or full width.
    Digit,
    /// A Han numeral, 几 or 数: whatever else a number may begin with.
    Numeral,
    /// % ％ 分
    Percent,
    /// 占 比
    Ratio,
    /// 共 计
    Total,
    /// 其
    Which,
    /// 、
    Pause,
    /// （ (
    Opening,
    /// ） )
    Closing,
    /// ： :
    Colon,
    /// “ ” 《 》 「 」 『 』
    Quote,
    /// 等, then a number; blanks may stand between.
    AndMany,
    /// 月
    Month,
    /// 年
    Year,
    /// X x × and their full-width forms.
    Cross,
    /// @
    At,
    /// Q q
    Q,
    /// 支
    Branch,
    /// 组
    Group,
    /// 称, as in 简称 and 下称
    Short,
    /// A half-width mark: , ; : ! ? ( )
    HalfMark,
    /// " ＂
    StraightQuote,
    /// A full-width digit or letter.
    WideLatin,
    /// A stroke or dot: - — ― ─ – － … .
    Stroke,
    /// 名 人 位
    People,
    /// 党
    Party,
    /// A Han character.
    Han,
    /// A space, a tab or U+00A0.
    Blank,
    /// A space, then an ASCII digit.
    SpaceDigit,
    /// An ASCII digit, then a space.
    DigitSpace,
    /// A space or hyphen, then an ASCII digit.
    GapDigit,
    /// An ASCII digit, then a space or hyphen.
    DigitGap,
    /// `-`, `/` or `.`, then an ASCII digit.
    PointDigit,
    /// Just four ASCII digits, then `-`, `/` or `.`.
    YearPoint,
    /// A dash, 至, 到, then a digit of any kind.
    DashDigit,
    /// 年, then an ASCII digit.
    YearDigit,
    /// An ASCII digit, then 日.
    DigitDay,
    /// `do` as in DOI, in any case.
    Do,
    /// 一是
    FirstIs,
    /// A comma or opening bracket, then 共, 合, 总 or 一; blanks may stand between.
    TotalAhead,
    /// What an ordinal begins with, at the beginning or after a mark after
    /// which one may stand; blanks may stand between.
    Ordinal,
    /// Seven or more ASCII digits in a row.
    LongDigits,
    /// An ASCII digit, then a letter that a scan may have put for one: O o l I.
    DigitLetter,
    /// A character twice in a row.
    Doubled,
    /// Two clauses that begin with the same characters.
    Echo,
    /// What an address of the web has, or a DOI: ://, ww, 0. and the like.
    Address,
    /// A character without width.
    Unseen,
    /// What text in a wrong encoding has: U+FFFD, what decoding made of it, Latin
    /// letters of two bytes.
    Misread,
}

/// The signs that a text has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u64);

impl Signs {
    /// Finds the signs of a text.
    pub fn of(text: &str) -> Signs {
        let classes = &*CLASSES;
        let bytes = text.as_bytes();
        let mut found = 0_u64;
        // What the characters before make of the next one.
        let mut ahead = classes.start;
        let (mut run, mut longest) = (0_u32, 0_u32);
        let mut before = '\0';
        let mut begins = true;
        let mut heads = [0_u64; HEADS / 64];
        for (at, character) in text.char_indices() {
            let code = character as usize;
            let class = &classes.kinds[usize::from(classes.of.get(code).copied().unwrap_or(0))];
            found |= class.own | class.takes & ahead | u64::from(character == before) << Sign::Doubled as u8;
            ahead = class.opens | ahead & class.keeps;
            before = character;
            found |= class.takes & (bit(Sign::YearPoint) * u64::from(run == 4));
            run = (run + 1) & class.digit;
            longest = longest.max(run);
            match class.clause {
                Clause::Word if begins => {
                    begins = false;
                    // Shorter ones are no echo of anything.
                    if let Some(head) = bytes.get(at..at + HEAD).and_then(|head| head.first_chunk::<HEAD>()) {
                        let place = place(head);
                        let bit = 1 << (place % 64);
                        let seen = &mut heads[place / 64 % (HEADS / 64)];
                        found |= u64::from(*seen & bit != 0) << Sign::Echo as u8;
                        *seen |= bit;
                    }
                }
                Clause::Mark => begins = true,
                _ => {}
            }
        }
        found |= u64::from(longest >= 7) << Sign::LongDigits as u8;
        found |= u64::from(found & ORDINALS != 0) << Sign::Ordinal as u8;
        Signs(found & !ORDINALS)
    }

    /// Whether a sign is there.
    pub fn has(self, sign: Sign) -> bool {
        self.0 & bit(sign) != 0
    }

    /// Whether one of these signs is there.
    pub fn has_any(self, signs: &[Sign]) -> bool {
        signs.iter().any(|&sign| self.has(sign))
    }

    /// Whether a number is there, or what a number may begin with.
    pub fn has_number(self) -> bool {
        self.has_any(&[Sign::Digit, Sign::Numeral])
    }
}

/// How many bytes of a clause are compared: four characters.
const HEAD: usize = 12;
/// How many places there are for the heads of clauses.
const HEADS: usize = 1024;

/// The place of the head of a clause among `HEADS`.
fn place(head: &[u8; HEAD]) -> usize {
    let part =
        |range: std::ops::Range<usize>| head[range].iter().fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
    let mixed = (part(0..8) ^ part(8..12).rotate_left(40)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 54) as usize
}

const fn bit(sign: Sign) -> u64 {
    1 << sign as u8
}

/// What a character is to clauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Clause {
    /// It stands in one.
    Word,
    /// It ends one.
    Mark,
    /// It is white space.
    Blank,
}

/// What a character of a kind says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct CharacterClass {
    /// The signs that it is itself.
    own: u64,
    /// The signs that it makes with one before it that opens them.
    takes: u64,
    /// The signs that it makes with the next.
    opens: u64,
    /// Of those that were open, which it leaves open.
    keeps: u64,
    /// All ones for an ASCII digit.
    digit: u32,
    clause: Clause,
}

/// The kind of every character of the first plane.
struct Classes {
    of: Box<[u8]>,
    kinds: Box<[CharacterClass; 256]>,
    /// What is open at the beginning of a text.
    start: u64,
}

static CLASSES: LazyLock<Classes> = LazyLock::new(|| {
    // Beyond the first plane are rare Han characters, and much else.
    let other = CharacterClass { own: bit(Sign::Han), ..kind('\u{10FFFF}') };
    // Most characters are of two kinds; to ask for the kind of each took longer than
    // to read a thousand reports.
    let mut known = vec![other, kind('\u{E000}'), kind('\u{4E02}')];
    let mut of: Box<[u8]> = (0..0x1_0000_u32)
        .map(|code| char::from_u32(code).map_or(0, |character| if is_han(character) { 2 } else { 1 }))
        .collect();
    let signed = SIGNED_RANGES.iter().cloned().flatten().chain(SIGNED.chars());
    for (character, kind) in signed.map(|character| (character, kind(character))) {
        let at = known.iter().position(|other| *other == kind).unwrap_or(known.len());
        if at == known.len() {
            known.push(kind);
        }
        // There are far fewer kinds than this; one too many would be seen as
        // any other character, and a test would fail.
        if let (Ok(number), Some(place)) = (u8::try_from(at), of.get_mut(character as usize)) {
            *place = number;
        }
    }
    let mut kinds = Box::new([other; 256]);
    kinds.iter_mut().zip(known).for_each(|(place, kind)| *place = kind);
    Classes { of, kinds, start: AT_START }
});

/// Where characters stand that are no Han and may have a kind of their own.
const SIGNED_RANGES: [RangeInclusive<char>; 7] = [
    '\0'..='\u{13F}',
    '\u{1680}'..='\u{1680}',
    '\u{2000}'..='\u{206F}',
    '\u{2460}'..='\u{2500}',
    '\u{3000}'..='\u{303F}',
    '\u{3250}'..='\u{32BF}',
    '\u{FE00}'..='\u{FFFF}',
];
/// The Han characters that have one.
const SIGNED: &str = "一二三四五六七八九十零两百千万亿几数分占比共计合总其月年日支组称名人位党等至到是第锟";

/// What else a number may begin with.
const OTHER_NUMERALS: &str = "〇零两百千万亿几数";

/// Open at the beginning of a text, where any ordinal may stand; becomes
/// `Sign::Ordinal` as do the next two.
const AT_START: u64 = 1 << 63;
/// Open after a mark that ends something: no plain digits.
const AFTER_END: u64 = 1 << 62;
/// Open after a comma: no brackets either.
const AFTER_COMMA: u64 = 1 << 61;
const ORDINALS: u64 = AT_START | AFTER_END | AFTER_COMMA;
/// What white space between two characters leaves open.
const OVER_BLANKS: u64 = ORDINALS | bit(Sign::TotalAhead) | bit(Sign::AndMany);

// The characters are no list of words: each is the definition of the sign beside
// it, and a rule that asks for the sign looks for the same one.
fn kind(c: char) -> CharacterClass {
    let mut kind = CharacterClass { own: 0, takes: 0, opens: 0, keeps: 0, digit: 0, clause: Clause::Word };
    let ascii_digit = c.is_ascii_digit();
    let numeral = "一二三四五六七八九十".contains(c);
    let is = [
        (Sign::Digit, ascii_digit || matches!(c, '０'..='９')),
        (Sign::Numeral, numeral || OTHER_NUMERALS.contains(c)),
        (Sign::Percent, "%％分".contains(c)),
        (Sign::Ratio, "占比".contains(c)),
        (Sign::Total, "共计".contains(c)),
        (Sign::Which, c == '其'),
        (Sign::Pause, c == '、'),
        (Sign::Opening, "（(".contains(c)),
        (Sign::Closing, "）)".contains(c)),
        (Sign::Colon, "：:".contains(c)),
        (Sign::Quote, "“”《》「」『』".contains(c)),
        (Sign::Month, c == '月'),
        (Sign::Year, c == '年'),
        (Sign::Cross, "Xx×Ｘｘ".contains(c)),
        (Sign::At, c == '@'),
        (Sign::Q, "Qq".contains(c)),
        (Sign::Branch, c == '支'),
        (Sign::Group, c == '组'),
        (Sign::Short, c == '称'),
        (Sign::HalfMark, ",;:!?()".contains(c)),
        (Sign::StraightQuote, "\"＂".contains(c)),
        (Sign::WideLatin, fold_char(c) != c),
        (Sign::Stroke, "-—―─–－….".contains(c)),
        (Sign::People, "名人位".contains(c)),
        (Sign::Party, c == '党'),
        (Sign::Han, is_han(c)),
        (Sign::Blank, " \t\u{a0}".contains(c)),
        (Sign::Unseen, "\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{ad}".contains(c)),
        (Sign::Misread, matches!(c, '\u{80}'..='\u{13f}' | '\u{fffd}' | '锟')),
    ];
    let takes = [
        (Sign::SpaceDigit, ascii_digit),
        (Sign::DigitSpace, c == ' '),
        (Sign::GapDigit, ascii_digit),
        (Sign::DigitGap, " -".contains(c)),
        (Sign::PointDigit, ascii_digit),
        (Sign::YearPoint, "-/.".contains(c)),
        (Sign::AndMany, fold_char(c).is_ascii_digit() || numeral || OTHER_NUMERALS.contains(c)),
        (Sign::DashDigit, numeral || "〇零".contains(c) || fold_char(c).is_ascii_digit()),
        (Sign::YearDigit, ascii_digit),
        (Sign::DigitDay, c == '日'),
        (Sign::Do, "oO".contains(c)),
        (Sign::DigitLetter, "OolI".contains(c)),
        (Sign::FirstIs, c == '是'),
        (Sign::TotalAhead, "共合总一".contains(c)),
        (Sign::Address, "/w.".contains(c)),
    ];
    let opens = [
        (Sign::SpaceDigit, c == ' '),
        (Sign::DigitSpace, ascii_digit),
        (Sign::GapDigit, " -".contains(c)),
        (Sign::DigitGap, ascii_digit),
        (Sign::PointDigit, "-/.".contains(c)),
        (Sign::AndMany, c == '等'),
        (Sign::DashDigit, "—–－~～至到-".contains(c)),
        (Sign::YearDigit, c == '年'),
        (Sign::DigitDay, ascii_digit),
        (Sign::Do, "dD".contains(c)),
        (Sign::DigitLetter, ascii_digit),
        (Sign::FirstIs, c == '一'),
        (Sign::TotalAhead, "，,（(".contains(c)),
        (Sign::Address, ":w0".contains(c)),
    ];
    let set = |table: &[(Sign, bool)]| {
        table.iter().filter(|(_, holds)| *holds).fold(0, |signs, (sign, _)| signs | bit(*sign))
    };
    (kind.own, kind.takes, kind.opens) = (set(&is), set(&takes), set(&opens));
    if numeral || c == '第' || matches!(c, '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿') {
        kind.takes |= AT_START | AFTER_END | AFTER_COMMA;
    } else if "（(".contains(c) {
        kind.takes |= AT_START | AFTER_END;
    } else if ascii_digit {
        kind.takes |= AT_START;
    }
    kind.opens |= match c {
        '：' | '；' | '。' | '！' | '？' | ':' | ';' => AFTER_END,
        '，' | ',' => AFTER_COMMA,
        _ => 0,
    };
    kind.keeps = if c.is_whitespace() { OVER_BLANKS } else { 0 };
    kind.digit = if ascii_digit { u32::MAX } else { 0 };
    kind.clause = match c {
        '，' | '。' | '；' | '：' | '！' | '？' | ',' | ';' | ':' | '!' | '?' | '\n' => Clause::Mark,
        _ if c.is_whitespace() => Clause::Blank,
        _ => Clause::Word,
    };
    kind
}

#[cfg(test)]
mod tests {
    use super::{CLASSES, Sign, Signs, kind};

    #[test]
    fn every_character_has_its_own_kind() {
        for character in '\0'..='\u{FFFF}' {
            let known = CLASSES.kinds[usize::from(CLASSES.of[character as usize])];
            assert_eq!(known, kind(character), "{character}");
        }
    }

    #[test]
    fn signs_are_seen_and_only_they() {
        for (text, sign, expected) in [
            ("甲12%", Sign::Percent, true),
            ("甲12", Sign::Percent, false),
            ("一、甲", Sign::Ordinal, true),
            (" 1.甲", Sign::Ordinal, true),
            ("甲。 （一）乙", Sign::Ordinal, true),
            ("甲，第一，乙", Sign::Ordinal, true),
            ("甲，（一）乙", Sign::Ordinal, false),
            ("甲。1.乙", Sign::Ordinal, false),
            ("甲一是", Sign::Ordinal, false),
            ("甲一是", Sign::FirstIs, true),
            ("是一", Sign::FirstIs, false),
            ("1 2", Sign::SpaceDigit, true),
            ("1 甲2", Sign::SpaceDigit, false),
            ("甲， 共3人", Sign::TotalAhead, true),
            ("中共", Sign::TotalAhead, false),
            ("1234567", Sign::LongDigits, true),
            ("123456甲7", Sign::LongDigits, false),
            ("139OO", Sign::DigitLetter, true),
            ("O139", Sign::DigitLetter, false),
            ("的的", Sign::Doubled, true),
            ("的地的", Sign::Doubled, false),
            ("甲乙丙丁戊，甲乙丙丁己", Sign::Echo, true),
            ("甲乙丙丁戊，甲乙丙戊己", Sign::Echo, false),
            ("见https://a", Sign::Address, true),
            ("2021-12", Sign::YearPoint, true),
            ("12021.1", Sign::YearPoint, false),
            ("甲、乙等 六个县", Sign::AndMany, true),
            ("甲、乙等县6个", Sign::AndMany, false),
            ("DoI", Sign::Do, true),
            ("", Sign::Han, false),
            ("𠮷", Sign::Han, true),
        ] {
            assert_eq!(Signs::of(text).has(sign), expected, "{text} {sign:?}");
        }
    }
}
