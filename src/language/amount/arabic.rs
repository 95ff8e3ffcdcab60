//! Arabic digits, half or full width, and what in them is no number.

use crate::language::amount::read::Numeral;
use crate::language::amount::{Claim, Nature, ONE};
use crate::text::width::fold_char;

/// Whether a character is an Arabic digit.
pub fn is_digit(character: char) -> bool {
    matches!(character, '0'..='9' | '０'..='９')
}

/// Whether digits go on something that is no number: COVID-19, 2021/3, 12:30.
pub fn is_code_before(before: &str) -> bool {
    let mut back = before.chars().rev();
    match back.next() {
        Some(last) if last.is_ascii_alphabetic() || last == '_' => true,
        Some('-' | '.' | '/' | ':' | '－' | '．') => back.next().is_some_and(|c| c.is_ascii_alphanumeric()),
        _ => false,
    }
}

pub fn is_latin_after(text: &str, end: usize) -> bool {
    text[end..].starts_with(|next: char| next.is_ascii_alphabetic() || next == '_')
}

/// Reads Arabic digits. An error is the place to go on from.
pub fn arabic(text: &str, start: usize, before: &str) -> Result<Numeral, usize> {
    let mut reader = Digits { text, at: start, value: 0, digits: 0, step: 1, overflow: false };
    reader.run();
    let leading = reader.digits > 1 && matches!(text[start..].chars().next(), Some('0' | '０'));
    if reader.digits <= 3 && reader.value > 0 {
        reader.groups();
    }
    let whole_digits = reader.digits;
    let (mut value, mut step) = (reader.value.checked_mul(ONE), reader.step.saturating_mul(ONE));
    let mut places = 0;
    let rest = &text[reader.at..];
    if rest.starts_with(['.', '．']) && rest.chars().nth(1).is_some_and(is_digit) {
        let point = if rest.starts_with('.') { 1 } else { '．'.len_utf8() };
        let mut decimals = Digits { text, at: reader.at + point, value: 0, digits: 0, step: 1, overflow: false };
        decimals.run();
        places = decimals.digits;
        let worth = u32::try_from(places).ok().and_then(|places| ONE.checked_div(10_u64.checked_pow(places)?));
        match worth {
            Some(worth @ 1..) => {
                value = value.and_then(|value| value.checked_add(decimals.value.checked_mul(worth)?));
                step = worth;
            }
            _ => value = None,
        }
        reader.at = decimals.at;
    }
    let mut end = reader.at;
    // Dates, versions, addresses, times: 2021.12.05, 2021-12-05, 12:30, 3/5.
    let mut chained = is_code_before(before);
    loop {
        let rest = &text[end..];
        let mut next = rest.chars();
        let joins = match (next.next(), next.next()) {
            (Some('.' | '/' | ':' | '：' | '．'), Some(after)) => is_digit(after),
            (Some('-'), Some(after)) => chained && is_digit(after),
            _ => false,
        };
        if !joins {
            break;
        }
        chained = true;
        let joint = rest.chars().next().map_or(0, char::len_utf8);
        let mut further = Digits { text, at: end + joint, value: 0, digits: 0, step: 1, overflow: false };
        further.run();
        end = further.at;
    }
    // 2021-12-05
    if !chained && let Some(after) = hyphened(text, end) {
        return Ok(Numeral::code(after));
    }
    let (Some(value), false) = (value, reader.overflow) else { return Ok(Numeral::code(end)) };
    if chained || leading || whole_digits >= 11 || is_latin_after(text, end) && is_code_before(before) {
        return Ok(Numeral::code(end));
    }
    let places = u32::try_from(places).unwrap_or(u32::MAX);
    let mut numeral = Numeral {
        end,
        value,
        high: None,
        step,
        places,
        digits: whole_digits,
        claim: Claim::Exact,
        nature: Nature::Count,
        is_han: false,
    };
    let rest = text[end..].trim_start_matches(' ');
    if let Some(after) = rest.strip_prefix(['%', '％']) {
        numeral.end = text.len() - after.len();
        numeral.nature = Nature::Share;
    } else if let Some(after) = rest.strip_prefix('‰') {
        (numeral.end, numeral.nature) = (text.len() - after.len(), Nature::Share);
        (numeral.value, numeral.step, numeral.places) = (numeral.value / 10, numeral.step / 10, numeral.places + 1);
    }
    Ok(numeral)
}

/// The end of further digits joined by two hyphens: a date, a telephone number.
fn hyphened(text: &str, end: usize) -> Option<usize> {
    let mut at = end;
    for _ in 0..2 {
        let rest = text[at..].strip_prefix('-')?;
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if digits == 0 {
            return None;
        }
        at += 1 + digits;
    }
    Some(at)
}

/// Walks over Arabic digits.
struct Digits<'a> {
    text: &'a str,
    at: usize,
    value: u64,
    digits: usize,
    step: u64,
    overflow: bool,
}

impl Digits<'_> {
    fn run(&mut self) {
        for character in self.text[self.at..].chars() {
            let Some(digit) = fold_char(character).to_digit(10).filter(|_| is_digit(character)) else { break };
            match self.value.checked_mul(10).and_then(|value| value.checked_add(u64::from(digit))) {
                Some(value) => self.value = value,
                None => self.overflow = true,
            }
            self.step = if digit == 0 { self.step.saturating_mul(10) } else { 1 };
            self.digits += 1;
            self.at += character.len_utf8();
        }
    }

    /// Groups of three after a comma or a space: 1,080 and 1 080.
    fn groups(&mut self) {
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let is_group = matches!(rest.first(), Some(b',' | b' '))
                && rest.len() >= 4
                && rest[1..4].iter().all(u8::is_ascii_digit)
                && !rest.get(4).is_some_and(u8::is_ascii_digit);
            if !is_group {
                return;
            }
            self.at += 1;
            self.run();
        }
    }
}
