//! Formats of automatic numbers (ECMA-376 part 1, §17.18.59 ST_NumberFormat).
//!
//! In: a number and the name of a format. Out: the number as Word shows it.
//! Where a sequence ends (甲 to 癸, ① to ㊿), figures follow. Formats of
//! languages that no report is numbered in are written in figures.

use crate::language::numeral;

/// The ten stems and the twelve branches.
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// Writes a number; `None` if the format shows none.
pub fn written(number: u32, format: &str) -> Option<String> {
    Some(match format {
        "none" | "bullet" => return None,
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => numeral::roman(number).to_uppercase(),
        "lowerRoman" => numeral::roman(number),
        "upperLetter" => letters(number, 'A'),
        "lowerLetter" => letters(number, 'a'),
        "ordinal" => ordinal(number),
        "chineseCountingThousand" | "taiwaneseCountingThousand" | "koreanCounting" => numeral::ordinal(number),
        "chineseCounting" | "taiwaneseCounting" => {
            if number < 100 {
                numeral::ordinal(number)
            } else {
                numeral::digits(number)
            }
        }
        "japaneseCounting" => japanese(number),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital2" => {
            numeral::digits(number)
        }
        "chineseLegalSimplified" => formal(number, "零壹贰叁肆伍陆柒捌玖拾佰仟万亿"),
        "ideographLegalTraditional" | "japaneseLegal" => formal(number, "零壹貳參肆伍陸柒捌玖拾佰仟萬億"),
        "ideographTraditional" => of_sequence(number, STEMS),
        "ideographZodiac" => of_sequence(number, BRANCHES),
        "ideographZodiacTraditional" => sexagenary(number),
        "ideographEnclosedCircle" => of_sequence(number, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => numeral::circled(number),
        "decimalEnclosedParen" => of_sequence(number, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        "decimalEnclosedFullstop" => of_sequence(number, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
        "decimalFullWidth" | "decimalFullWidth2" => {
            number.to_string().chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c)).collect()
        }
        "numberInDash" => format!("-{number}-"),
        "hex" => format!("{number:X}"),
        _ => number.to_string(),
    })
}

/// The character of a sequence, from 1; figures beyond.
fn of_sequence(number: u32, sequence: &str) -> String {
    let character = number.checked_sub(1).and_then(|index| sequence.chars().nth(index as usize));
    character.map_or_else(|| number.to_string(), String::from)
}

/// a … z, aa, bb … as Word counts, not ab.
fn letters(number: u32, first: char) -> String {
    let Some(index) = number.checked_sub(1).filter(|index| *index < 780) else { return number.to_string() };
    let letter = char::from_u32(u32::from(first) + index % 26).unwrap_or(first);
    std::iter::repeat_n(letter, (index / 26 + 1) as usize).collect()
}

/// 1st, 2nd, 3rd.
fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

// The signs of a format of numbers are that format; none is a word of reports.

/// Japanese: no 一 before 十, 百 and 千 and no 零 between.
fn japanese(number: u32) -> String {
    let text = numeral::ordinal(number);
    if number == 0 {
        return "〇".to_owned();
    }
    text.replace(numeral::ZERO, "").replace("一千", "千").replace("一百", "百").replace("一十", "十")
}

/// Formal figures (the signs are those of the numbering format itself), with 壹 also before 拾.
fn formal(number: u32, signs: &str) -> String {
    let mut text = numeral::ordinal(number);
    if text.starts_with(numeral::TEN) {
        text.insert(0, '一');
    }
    let plain = "零一二三四五六七八九十百千万亿";
    let sign = |c| plain.chars().position(|known| known == c).and_then(|index| signs.chars().nth(index)).unwrap_or(c);
    text.chars().map(sign).collect()
}

/// 甲子, 乙丑 … 癸亥.
fn sexagenary(number: u32) -> String {
    if number == 0 || number > 60 {
        return number.to_string();
    }
    of_sequence((number - 1) % 10 + 1, STEMS) + &of_sequence((number - 1) % 12 + 1, BRANCHES)
}

#[cfg(test)]
mod tests {
    use crate::import::docx::formats::written;

    #[test]
    fn numbers_are_written_as_word_shows_them() {
        for (format, expected) in [
            ("decimal", ["1", "2", "11", "27", "103"]),
            ("decimalZero", ["01", "02", "11", "27", "103"]),
            ("upperRoman", ["I", "II", "XI", "XXVII", "CIII"]),
            ("lowerLetter", ["a", "b", "k", "aa", "yyyy"]),
            ("chineseCountingThousand", ["一", "二", "十一", "二十七", "一百零三"]),
            ("chineseCounting", ["一", "二", "十一", "二十七", "一〇三"]),
            ("japaneseCounting", ["一", "二", "十一", "二十七", "百三"]),
            ("ideographDigital", ["一", "二", "一一", "二七", "一〇三"]),
            ("chineseLegalSimplified", ["壹", "贰", "壹拾壹", "贰拾柒", "壹佰零叁"]),
            ("ideographTraditional", ["甲", "乙", "11", "27", "103"]),
            ("ideographZodiac", ["子", "丑", "戌", "27", "103"]),
            ("ideographZodiacTraditional", ["甲子", "乙丑", "甲戌", "庚寅", "103"]),
            ("ideographEnclosedCircle", ["㊀", "㊁", "11", "27", "103"]),
            ("decimalEnclosedCircleChinese", ["①", "②", "⑪", "㉗", "(103)"]),
            ("decimalEnclosedParen", ["⑴", "⑵", "⑾", "27", "103"]),
            ("decimalFullWidth", ["１", "２", "１１", "２７", "１０３"]),
            ("ordinal", ["1st", "2nd", "11th", "27th", "103rd"]),
            ("thaiLetters", ["1", "2", "11", "27", "103"]),
        ] {
            let shown = [1, 2, 11, 27, 103].map(|number| written(number, format).unwrap());
            assert_eq!(shown, expected, "{format}");
        }
        assert_eq!(written(3, "none"), None);
        for format in
            ["upperRoman", "upperLetter", "ideographTraditional", "japaneseCounting", "chineseLegalSimplified"]
        {
            for number in [0, u32::MAX] {
                assert!(written(number, format).unwrap().len() < 80, "{format} {number}");
            }
        }
    }
}
