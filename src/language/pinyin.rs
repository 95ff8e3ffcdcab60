//! Pinyin: names for files, letters for indexes, syllables for sorting.
//!
//! Text comes in with a [`Reading`] that says what kind of text it is; ASCII
//! comes out. Each Han character has one syllable: the author's own, else
//! that of a surname, else of a word in [`polyphones`], else the commonest
//! that the `pinyin` crate knows. Text is read after NFKC, so that full-width
//! letters and compatibility characters are spelled like the plain ones.
//!
//! There is no segmentation into words, hence no separators between them
//! (`xueyebingfenhui`), and no tones in what comes out. A table cannot know
//! every name: authors have a 拼音 field for the rest. A slug once published
//! must not change when the table grows, so a caller keeps old slugs.

mod polyphones;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use pinyin::{ToPinyin, ToPinyinMulti};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::language::count::{Number, number_at};
use crate::text::han::{is_han, is_invisible};

/// How a text is to be read aloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Reading<'a> {
    /// Ordinary text: names of units, titles, topics.
    #[default]
    Text,
    /// The name of a person: 单 is Shàn, 曾 Zēng, 仇 Qiú.
    Person,
    /// As the author spells it: `shan wei guo` or `Shàn Wèiguó`. One that
    /// does not fit the text (see [`fits`]) counts as [`Reading::Text`].
    Given(&'a str),
}

/// One piece of a text as it is read, for sorting and spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// A numeral that is meant as a number.
    Number(Number),
    /// A Latin letter or digit, lower case, without marks.
    Latin(char),
    /// A Han character and its syllable.
    Han(char, Syllable<'a>),
    /// A letter of another script, or a Han character nobody can read.
    Other(char),
    /// Punctuation and white space.
    Gap,
}

/// One syllable, in ASCII with `v` for ü.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Syllable<'a> {
    /// The letters.
    pub(crate) letters: Cow<'a, str>,
    /// The tone, 1 to 4, or 5 where it is light or unknown.
    pub(crate) tone: u8,
}

/// Makes an ASCII name for files and addresses: `2021-niangongzuozongjie`.
///
/// Lower case; Latin words and digits as they are, Han as pinyin with `v` for
/// ü, all else and every change between the two a single `-`. A text with
/// nothing to spell gives an empty string: the caller must find a name.
pub fn slug(text: &str, reading: Reading) -> String {
    let mut slug = String::new();
    let mut han_before = None;
    let mut gap = false;
    let mut push = |text: &str, han: bool, gap: &mut bool| {
        if !slug.is_empty() && (*gap || han_before != Some(han)) {
            slug.push('-');
        }
        slug.push_str(text);
        han_before = Some(han);
        *gap = false;
    };
    for character in characters(text, reading) {
        match character {
            Spelled::Han(_, syllable) => push(&syllable.letters, true, &mut gap),
            Spelled::Plain(character) => match latin(character) {
                Some(letter) => push(letter.encode_utf8(&mut [0; 4]), false, &mut gap),
                None => gap = true,
            },
        }
    }
    slug
}

/// Returns the syllables of the Han characters, without tones; others are skipped.
pub fn syllables(text: &str, reading: Reading) -> Vec<String> {
    characters(text, reading)
        .into_iter()
        .filter_map(|character| match character {
            Spelled::Han(_, syllable) => Some(syllable.letters.into_owned()),
            Spelled::Plain(_) => None,
        })
        .collect()
}

/// Returns the Han characters with their syllables, without tones.
pub fn spelled(text: &str, reading: Reading) -> Vec<(char, String)> {
    characters(text, reading)
        .into_iter()
        .filter_map(|character| match character {
            Spelled::Han(character, syllable) => Some((character, syllable.letters.into_owned())),
            Spelled::Plain(_) => None,
        })
        .collect()
}

/// Returns the usual syllables of a character by itself, the commonest first.
pub fn readings(character: char) -> Vec<String> {
    let mut readings: Vec<String> = Vec::new();
    for pinyin in character.to_pinyin_multi().into_iter().flatten() {
        let letters = ascii(pinyin.plain()).into_owned();
        if !letters.is_empty() && !readings.contains(&letters) && readings.len() < 3 {
            readings.push(letters);
        }
    }
    readings
}

/// Returns the first letters of the syllables, Latin words and digits whole: `xybfh`.
pub fn initials(text: &str, reading: Reading) -> String {
    characters(text, reading)
        .into_iter()
        .filter_map(|character| match character {
            Spelled::Han(_, syllable) => syllable.letters.chars().next(),
            Spelled::Plain(character) => latin(character),
        })
        .collect()
}

/// Returns the letter under which an index files a name, `A` to `Z`.
///
/// Quotes and brackets at the start are passed over (“两学一做” is under L).
/// A name that begins with a number (2号楼, 二支部, by the rule of
/// [`crate::language::count`]) or with another script has none; an index
/// has those under `#`, last. [`crate::language::collate`] keeps the names of one letter together.
pub fn letter(text: &str, reading: Reading) -> Option<char> {
    letter_of(&pieces(text, reading))
}

/// Tells whether an author's pinyin can be read as a syllable for each Han character.
pub fn fits(text: &str, given: &str) -> bool {
    let characters: Vec<char> = text.nfkc().collect();
    spelling(&characters, given).is_some()
}

/// Cuts a text into the pieces that sorting compares.
pub(crate) fn pieces<'a>(text: &str, reading: Reading<'a>) -> Vec<Piece<'a>> {
    let spelled = characters(text, reading);
    let plain: Vec<char> = spelled
        .iter()
        .map(|character| match *character {
            Spelled::Han(character, _) | Spelled::Plain(character) => character,
        })
        .collect();
    let mut pieces = Vec::with_capacity(spelled.len());
    let mut covered = 0;
    for (at, character) in spelled.into_iter().enumerate() {
        if at < covered {
            continue;
        }
        let number = number_at(&plain, at).filter(|_| {
            // Nobody's name is a number; digits in it still are.
            reading == Reading::Text || matches!(character, Spelled::Plain(_))
        });
        if let Some(number) = number {
            covered = at + number.length;

            pieces.push(Piece::Number(number));
            continue;
        }
        pieces.push(match character {
            Spelled::Han(character, syllable) => Piece::Han(character, syllable),
            Spelled::Plain(character) => match latin(character) {
                Some(letter) => Piece::Latin(letter),
                None if character.is_alphanumeric() => Piece::Other(character),
                None => Piece::Gap,
            },
        });
    }
    pieces
}

/// Returns the index letter of a text cut into pieces.
pub(crate) fn letter_of(pieces: &[Piece]) -> Option<char> {
    let first = pieces.iter().find(|piece| **piece != Piece::Gap)?;
    let letter = match first {
        Piece::Latin(letter) => *letter,
        Piece::Han(_, syllable) => syllable.letters.chars().next()?,
        Piece::Number(..) | Piece::Other(_) | Piece::Gap => return None,
    };
    Some(letter.to_ascii_uppercase()).filter(char::is_ascii_uppercase)
}

/// A character of the text after NFKC, read if it is Han.
enum Spelled<'a> {
    Han(char, Syllable<'a>),
    Plain(char),
}

/// Reads the text character by character.
fn characters<'a>(text: &str, reading: Reading<'a>) -> Vec<Spelled<'a>> {
    let characters: Vec<char> =
        text.nfkc().filter(|&character| !is_invisible(character) && !is_combining_mark(character)).collect();
    let (mut given, reading) = match reading {
        Reading::Given(given) => match spelling(&characters, given) {
            Some(spelling) => (spelling.into_iter(), Reading::Text),
            None => (Vec::new().into_iter(), Reading::Text),
        },
        other => (Vec::new().into_iter(), other),
    };
    let surname = match reading {
        Reading::Person => polyphones::surname(&characters),
        Reading::Text | Reading::Given(_) => &[],
    };
    characters
        .iter()
        .enumerate()
        .map(|(at, &character)| {
            if !is_han(character) {
                return Spelled::Plain(character);
            }
            if let Some(letters) = given.next() {
                let tone = tone(character, &letters);
                return Spelled::Han(character, Syllable { letters: Cow::Owned(letters), tone });
            }
            let known = surname.get(at).copied().or_else(|| polyphones::word(&characters, at));
            match known {
                Some(letters) => {
                    let tone = tone(character, letters);
                    Spelled::Han(character, Syllable { letters: Cow::Borrowed(letters), tone })
                }
                None => match commonest(character) {
                    Some(syllable) => Spelled::Han(character, syllable),
                    None => Spelled::Plain(character),
                },
            }
        })
        .collect()
}

/// Returns the reading that the crate puts first.
fn commonest(character: char) -> Option<Syllable<'static>> {
    let pinyin = character.to_pinyin()?;
    let letters = ascii(pinyin.plain());
    if letters.is_empty() { None } else { Some(Syllable { letters, tone: final_digit(pinyin.with_tone_num_end()) }) }
}

/// Finds the tone of a reading of a character.
fn tone(character: char, letters: &str) -> u8 {
    character
        .to_pinyin_multi()
        .into_iter()
        .flatten()
        .find(|pinyin| ascii(pinyin.plain()) == letters)
        .map_or(5, |pinyin| final_digit(pinyin.with_tone_num_end()))
}

fn final_digit(pinyin: &str) -> u8 {
    match pinyin.bytes().last() {
        Some(digit @ b'1'..=b'4') => digit - b'0',
        _ => 5,
    }
}

/// Writes ü as v and drops what is left of marks.
fn ascii(letters: &'static str) -> Cow<'static, str> {
    if letters.is_ascii() {
        return Cow::Borrowed(letters);
    }
    Cow::Owned(letters.chars().filter_map(|letter| if letter == 'ü' { Some('v') } else { latin(letter) }).collect())
}

/// Takes an author's pinyin apart, a syllable for each Han character.
///
/// As many words as characters are taken as they are, so that an author may
/// give a reading that no table has. Fewer (Zēng Guófān) are cut where the
/// readings of the characters allow it.
fn spelling(characters: &[char], given: &str) -> Option<Vec<String>> {
    let words: Option<Vec<String>> = given
        .split(|letter: char| {
            letter.is_whitespace() || letter.is_ascii_digit() || matches!(letter, '-' | '\'' | '’' | ',' | '·')
        })
        .filter(|word| !word.is_empty())
        .map(plain_letters)
        .collect();
    let words = words?;
    let han: Vec<char> = characters.iter().copied().filter(|&character| is_han(character)).collect();
    if han.is_empty() {
        None
    } else if words.len() == han.len() {
        Some(words)
    } else {
        cut(&han, &words.concat())
    }
}

/// Cuts joined pinyin into one known reading of each character.
fn cut(han: &[char], joined: &str) -> Option<Vec<String>> {
    // For each character, the ends its reading can have, each with its start;
    // a table, not a recursion, so that no input takes long.
    let mut ends: Vec<BTreeMap<usize, usize>> = Vec::with_capacity(han.len());
    let mut starts = BTreeSet::from([0]);
    for character in han {
        let readings: Vec<_> =
            character.to_pinyin_multi().into_iter().flatten().map(|pinyin| ascii(pinyin.plain())).collect();
        let mut here = BTreeMap::new();
        for &start in &starts {
            let rest = joined.get(start..)?;
            for reading in readings.iter().filter(|reading| !reading.is_empty() && rest.starts_with(reading.as_ref())) {
                here.entry(start + reading.len()).or_insert(start);
            }
        }
        starts = here.keys().copied().collect();
        ends.push(here);
    }
    let mut end = joined.len();
    let mut syllables = Vec::with_capacity(han.len());
    for here in ends.iter().rev() {
        let start = *here.get(&end)?;
        syllables.push(joined.get(start..end)?.to_owned());
        end = start;
    }
    syllables.reverse();
    Some(syllables)
}

/// Takes tone marks and capitals from pinyin: `Lǚ` is `lv`.
fn plain_letters(word: &str) -> Option<String> {
    let mut letters = String::new();
    for letter in word.nfd().flat_map(char::to_lowercase) {
        if letter == '\u{308}' && letters.ends_with('u') {
            letters.pop();
            letters.push('v');
        } else if letter.is_ascii_alphabetic() {
            letters.push(letter);
        } else if !is_combining_mark(letter) {
            return None;
        }
    }
    Some(letters).filter(|letters| !letters.is_empty())
}

/// Returns a Latin letter or digit in lower case without its marks.
fn latin(character: char) -> Option<char> {
    let base = if character.is_ascii() { character } else { character.nfd().next()? };
    base.is_ascii_alphanumeric().then(|| base.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use crate::language::pinyin::{Reading, fits, initials, letter, slug, syllables};

    fn text(name: &str) -> String {
        slug(name, Reading::Text)
    }

    #[test]
    fn slugs_of_reports_and_units() {
        for (name, expected) in [
            ("血液病分会党小组", "xueyebingfenhuidangxiaozu"),
            ("2021年度工作总结（节选）", "2021-niandugongzuozongjie-jiexuan"),
            ("学习、管理、廉洁三线并进", "xuexi-guanli-lianjiesanxianbingjin"),
            ("CT室 COVID-19 Ａ组", "ct-shi-covid-19-a-zu"),
            ("——“吕梁”女", "lvliang-nv"),
            ("Müller Café", "muller-cafe"),
            ("……", ""),
            ("", ""),
            ("한국", ""),
        ] {
            assert_eq!(text(name), expected, "{name}");
        }
    }

    #[test]
    fn words_with_a_reading_of_their_own() {
        for (name, expected) in [
            ("重庆", "chongqing"),
            ("长春市", "changchunshi"),
            ("院长", "yuanzhang"),
            ("秘书长", "mishuzhang"),
            ("院长期间", "yuanzhangqijian"),
            ("厦门", "xiamen"),
            ("大厦", "dasha"),
            ("六安", "luan"),
            ("蚌埠", "bengbu"),
            ("银行行长", "yinhanghangzhang"),
            ("行业", "hangye"),
            ("行动", "xingdong"),
            ("会计", "kuaiji"),
            ("分会计划", "fenhuijihua"),
            ("重症医学科", "zhongzhengyixueke"),
            ("重阳", "chongyang"),
            ("严重复发", "yanzhongfufa"),
            ("调研", "diaoyan"),
            ("调查", "diaocha"),
            ("调解", "tiaojie"),
            ("音乐", "yinyue"),
            ("乐清", "yueqing"),
            ("乐山", "leshan"),
            ("铅山", "yanshan"),
            ("番禺", "panyu"),
            ("浚县", "xunxian"),
            ("大夫", "daifu"),
            ("首都", "shoudu"),
            ("成都", "chengdu"),
            ("三审三校", "sanshensanjiao"),
            ("学校对口", "xuexiaoduikou"),
            ("效率先锋", "xiaolvxianfeng"),
            ("率先垂范", "shuaixianchuifan"),
            ("西藏", "xizang"),
            ("太子参", "taizishen"),
            ("工人参加", "gongrencanjia"),
            ("肺栓塞", "feishuanse"),
            ("疑似病例", "yisibingli"),
            ("着力", "zhuoli"),
            ("角色", "juese"),
            ("出差", "chuchai"),
            ("畜牧", "xumu"),
            ("呼吁", "huyu"),
            ("佛山", "foshan"),
            ("脊椎", "jizhui"),
            ("朝气", "zhaoqi"),
            ("朝阳", "chaoyang"),
            ("丽水台州", "lishuitaizhou"),
            ("成长", "chengzhang"),
            ("增长期", "zengzhangqi"),
            ("长期", "changqi"),
            ("湖南省长沙市", "hunanshengchangshashi"),
            ("武汉市长江新区", "wuhanshichangjiangxinqu"),
            ("执行情况", "zhixingqingkuang"),
            ("执行长效机制", "zhixingchangxiaojizhi"),
            ("银行业务", "yinhangyewu"),
            ("为了解决", "weilejiejue"),
            ("了解", "liaojie"),
            ("找出差距", "zhaochuchaju"),
            ("强调理论", "qiangdiaolilun"),
            ("来自省委", "laizishengwei"),
            ("亲自传达", "qinzichuanda"),
            ("本着实事求是", "benzheshishiqiushi"),
            ("重合同守信用", "zhonghetongshouxinyong"),
            ("没落实", "meiluoshi"),
            ("全国都", "quanguodou"),
            ("尊重建议", "zunzhongjianyi"),
            ("下沉一线下调研", "xiachenyixianxiadiaoyan"),
        ] {
            assert_eq!(text(name), expected, "{name}");
        }
    }

    #[test]
    fn surnames_are_read_as_surnames_in_names_of_persons_only() {
        for (name, person, plain) in [
            ("单卫国", "shanweiguo", "danweiguo"),
            ("曾国藩", "zengguofan", "cengguofan"),
            ("仇英", "qiuying", "chouying"),
            ("解放", "xiefang", "jiefang"),
            ("区少梅", "oushaomei", "qushaomei"),
            ("查良镛", "zhaliangyong", "chaliangyong"),
            ("任长春", "renchangchun", "renchangchun"),
            ("朴槿", "piaojin", "pujin"),
            ("盖叫天", "gejiaotian", "gaijiaotian"),
            ("乐嘉", "yuejia", "lejia"),
            ("尉迟恭", "yuchigong", "weichigong"),
            ("万俟", "moqi", "wansi"),
            ("万建国", "wanjianguo", "wanjianguo"),
            ("尹力", "yinli", "yinli"),
            ("翟志刚", "zhaizhigang", "dizhigang"),
            ("吕布", "lvbu", "lvbu"),
            ("长孙无忌", "zhangsunwuji", "zhangsunwuji"),
            ("张单", "zhangdan", "zhangdan"),
        ] {
            assert_eq!(slug(name, Reading::Person), person, "{name}");
            assert_eq!(text(name), plain, "{name}");
        }
    }

    #[test]
    fn the_author_has_the_last_word() {
        for given in ["yuè yún péng", "Yue Yun-Peng", "yue4 yun2 peng2"] {
            assert_eq!(slug("乐云鹏", Reading::Given(given)), "yueyunpeng", "{given}");
        }
        assert_eq!(slug("吕绿", Reading::Given("lǚ Lü4")), "lvlv");
        for (name, given, expected) in [
            ("曾国藩", "Zēng Guófān", "zengguofan"),
            ("单卫国", "shanweiguo", "shanweiguo"),
            ("西安", "Xī'ān", "xian"),
            ("中国", "zhong1guo2", "zhongguo"),
            // It does not fit: ordinary text.
            ("解放军医院", "Xiefang", "jiefangjunyiyuan"),
        ] {
            assert_eq!(slug(name, Reading::Given(given)), expected, "{given}");
        }
        assert!(fits("单卫国", "shan wei guo") && fits("单卫国（大）", "Shan Weiguo Da"));
        assert!(!fits("单卫国", "shan weigou") && !fits("单", "单") && !fits("A", "a") && !fits("单", ""));
        assert_eq!(letter("覃琴", Reading::Given("tan qin")), Some('T'));
    }

    #[test]
    fn letters_of_an_index() {
        for (name, expected) in [
            ("重庆市", Some('C')),
            ("“两学一做”", Some('L')),
            ("《汇编》", Some('H')),
            ("CT室", Some('C')),
            ("éclair", Some('E')),
            ("第二党支部", Some('D')),
            ("三甲医院", Some('S')),
            ("十堰市", Some('S')),
            ("二十大精神", Some('E')),
            ("二支部", None),
            ("2号楼", None),
            ("①组", None),
            ("Ωμ", None),
            ("", None),
            ("（）", None),
            ("厦门", Some('X')),
        ] {
            assert_eq!(letter(name, Reading::Text), expected, "{name}");
        }
        assert_eq!(letter("单卫国", Reading::Person), Some('S'));
        assert_eq!(letter("一科", Reading::Person), Some('Y'));
    }

    #[test]
    fn syllables_and_initials() {
        assert_eq!(syllables("第2党支部A", Reading::Text), ["di", "dang", "zhi", "bu"]);
        assert_eq!(initials("血液病分会", Reading::Text), "xybfh");
        assert_eq!(initials("重庆CT 室", Reading::Text), "cqcts");
    }

    #[test]
    fn every_common_character_is_spelled_in_ascii() {
        for code in 0x4E00..=0x9FA5 {
            let character = char::from_u32(code).unwrap();
            let slug = slug(&character.to_string(), Reading::Text);
            assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase()), "{character} {slug}");
        }
    }
}
