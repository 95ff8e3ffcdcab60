//! Numbers as reports give them: 62.39%, 80余万元, 约300, 三百余人.
//!
//! In: a text and the unit given beside it. Out: the number, its digits as
//! written, its scale, how exact it claims to be, and the unit that stood
//! after it. Thousands separators and full-width forms are taken away.
//! Ranges, fractions and formulas are no numbers here.

use crate::language::lexicon::{self, List, Map};
use crate::language::numeral;
use crate::language::numeral::is_han_numeral;
use crate::parse::{Precision, Quantity};
use crate::text::width::fold;

/// What is said before a number that is not exact, or after it.
pub static BEFORE: List = List::new(&lexicon::APPROXIMATIONS, "before");
static AFTER: List = List::new(&lexicon::APPROXIMATIONS, "after");

/// What a word says of a number beside it.
fn precision(word: &str) -> Precision {
    static PRECISIONS: Map = Map::new(&lexicon::APPROXIMATIONS, "precision");
    match PRECISIONS.get(word) {
        Some("about") => Precision::About,
        Some("nearly") => Precision::Nearly,
        Some("over") => Precision::Over,
        Some("many") => Precision::Many,
        _ => Precision::Exact,
    }
}

/// Reads a number; the unit written after it comes with it.
pub fn parse(text: &str, unit: Option<&str>) -> Option<(Quantity, Option<String>)> {
    let folded = fold(text.trim()).replace('．', ".").replace('％', "%").replace('，', ",");
    let mut rest = folded.trim();
    let mut exactness = Precision::Exact;
    if let Some(word) = BEFORE.begins(rest) {
        exactness = precision(word);
        rest = rest.get(word.len()..)?.trim_start();
    }
    let (mut number, digits, after) =
        if rest.starts_with(|first: char| first.is_ascii_digit() || "+-－−".contains(first)) {
            arabic(rest)?
        } else {
            han(rest)?
        };
    rest = after.trim_start();
    rest = take_precision(rest, &mut exactness);
    // Han numerals are the grammar of numbers, as digits are.
    // A unit given as 万元 holds the scale itself.
    let mut scale = "";
    if unit.is_none_or(|unit| unit != rest) {
        for (word, factor, kept) in
            [("万亿", 1e4, "亿"), ("亿", 1.0, "亿"), ("千万", 1e3, "万"), ("百万", 1e2, "万"), ("万", 1.0, "万")]
        {
            if let Some(after) = rest.strip_prefix(word) {
                (number, scale, rest) = (number * factor, kept, after);
                break;
            }
        }
        rest = take_precision(rest.trim_start(), &mut exactness);
    }
    let rest = rest.trim();
    let written = rest.chars().count() <= 4
        && !rest.contains(|character: char| character.is_ascii_digit() || "-~～—、，,/:：（(".contains(character));
    if !written || !number.is_finite() {
        return None;
    }
    let quantity = Quantity { number, digits, scale: scale.to_owned(), precision: exactness };
    Some((quantity, Some(rest.to_owned()).filter(|rest| !rest.is_empty())))
}

/// Takes 余, 多 and their like from the front.
fn take_precision<'a>(rest: &'a str, exactness: &mut Precision) -> &'a str {
    let Some(word) = AFTER.begins(rest) else { return rest };
    *exactness = precision(word);
    rest[word.len()..].trim_start()
}

/// A number in Arabic digits: its value, its digits, the rest.
fn arabic(text: &str) -> Option<(f64, String, &str)> {
    let signless = text.trim_start_matches(['+', '-', '－', '−']);
    let negative = text.starts_with(['-', '－', '−']);
    let length = signless.find(|character: char| !(character.is_ascii_digit() || ".,".contains(character)));
    let (digits, rest) = signless.split_at(length.unwrap_or(signless.len()));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = whole.contains(',');
    if first.is_empty() || (grouped && first.len() > 3) || groups.any(|group| group.len() != 3) || digits.len() > 24 {
        return None;
    }
    if fraction.is_some_and(|fraction| fraction.is_empty() || fraction.contains(['.', ','])) {
        return None;
    }
    let mut plain = if negative { "-".to_owned() } else { String::new() };
    plain.extend(digits.chars().filter(|&character| character != ','));
    Some((plain.parse().ok()?, plain, rest))
}

/// A number in Han numerals; 万 or 亿 at its end stays for the scale.
fn han(text: &str) -> Option<(f64, String, &str)> {
    let is_numeral = |character: char| numeral::parse(&character.to_string()).is_some() || is_han_numeral(character);
    let length = text.find(|character| !is_numeral(character)).unwrap_or(text.len());
    let (run, rest) = text.split_at(length);
    let bare = run.trim_end_matches(numeral::SCALES);
    let (digits, rest) = if bare.len() < run.len() && !bare.contains(numeral::SCALES) {
        (bare, text.get(bare.len()..)?)
    } else {
        (run, rest)
    };
    let number = numeral::parse(digits)?;
    // Beyond 2^53 a number of a report is a slip of the pen.
    let number = u32::try_from(number).map(f64::from).ok()?;
    Some((number, digits.to_owned(), rest))
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::parse::Precision;

    /// The quantity as `number|digits|scale|precision|unit`.
    fn check(text: &str, unit: Option<&str>, expected: Option<&str>) {
        let read = parse(text, unit).map(|(quantity, unit)| {
            let precision = match quantity.precision {
                Precision::Exact => "=",
                Precision::Over => "余",
                Precision::Many => "多",
                Precision::Nearly => "近",
                Precision::About => "约",
            };
            format!(
                "{}|{}|{}|{precision}|{}",
                quantity.number,
                quantity.digits,
                quantity.scale,
                unit.unwrap_or_default()
            )
        });
        assert_eq!(read.as_deref(), expected, "{text}");
    }

    #[test]
    fn numbers_are_read_as_reports_give_them() {
        for (text, expected) in [
            ("495", "495|495||=|"),
            ("1,731", "1731|1731||=|"),
            ("1，731人", "1731|1731||=|人"),
            ("６２.３９%", "62.39|62.39||=|%"),
            ("６２．３９％", "62.39|62.39||=|%"),
            ("80余万", "80|80|万|余|"),
            ("80余万元", "80|80|万|余|元"),
            ("3万多", "3|3|万|多|"),
            ("100多名", "100|100||多|名"),
            ("约300", "300|300||约|"),
            ("约 300 人次", "300|300||约|人次"),
            ("三百余", "300|三百||余|"),
            ("三百余人", "300|三百||余|人"),
            ("八十余万元", "80|八十|万|余|元"),
            ("三万五千", "35000|三万五千||=|"),
            ("三万", "3|三|万|=|"),
            ("-5.2", "-5.2|-5.2||=|"),
            ("1.2亿", "1.2|1.2|亿|=|"),
        ] {
            check(text, None, Some(expected));
        }
        for text in [
            "",
            "若干",
            "近千",
            "3-5",
            "1/3",
            "1,73",
            "1.2.3",
            "五六十人左右吧",
            "495名党员同志",
            "abc",
            "12：30",
            "1e9",
        ] {
            check(text, None, None);
        }
        check("80余万元", Some("万元"), Some("80|80||余|万元"));
        check("62.39%", Some("%"), Some("62.39|62.39||=|%"));
    }
}
