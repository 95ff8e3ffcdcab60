//! Han numerals, exact and vague: 三百, 百余, 两三, 数十, 百分之五.

use crate::language::amount::arabic::{arabic, is_digit};
use crate::language::amount::read::Numeral;
use crate::language::amount::{Claim, Nature, ONE};
use crate::language::lexicon::{self, List};
use crate::language::numeral::{self, HALF, is_han_numeral};

/// Characters that make a word with a 一 after them: 统一, 万一.
static CLOSED_BY_ONE: List = List::new(&lexicon::NUMBER_WORDS, "closed-by-one");
/// 几 and 数 before a unit: 几十, 数百.
static VAGUE: List = List::new(&lexicon::NUMBER_WORDS, "vague");
/// What makes a noun with 数 after it: 人数百余.
static BEFORE_VAGUE: List = List::new(&lexicon::NUMBER_WORDS, "vague-not");
/// What stands before 百, 千 or 万 where it is no number: 老百姓.
static BEFORE_UNIT: List = List::new(&lexicon::NUMBER_WORDS, "sum-unit-not");
/// What says that a number is more: 百余.
static MORE: List = List::new(&lexicon::NUMBER_WORDS, "more");
/// What makes Han digits after 点 decimals: 三点二亿.
static AFTER_DECIMALS: List = List::new(&lexicon::NUMBER_WORDS, "after-decimals");

/// Whether a character makes a word with a 一 after it.
pub fn closes_with_one(character: char) -> bool {
    CLOSED_BY_ONE.iter().any(|word| word.starts_with(character))
}

/// Reads a Han numeral. An error is the place to go on from.
pub fn han(text: &str, start: usize, before: &str) -> Result<Numeral, usize> {
    let rest = &text[start..];
    let vague = VAGUE.strip_prefix(rest);
    let body = vague.unwrap_or(rest);
    let length = body.find(|c| !is_han_numeral(c)).unwrap_or(body.len());
    let run = &body[..length];
    let end = start + rest.len() - body.len() + length;
    let skip = Err(end.max(start + rest.chars().next().map_or(1, char::len_utf8)));
    let made = |value: u64, high: Option<u64>, step: u64, claim: Claim| {
        Ok(Numeral { end, value, high, step, places: 0, digits: 0, claim, nature: Nature::Count, is_han: true })
    };
    if vague.is_some() {
        // 几十名, 数百人; 人数百余 is not 数百, and 几 alone says too little.
        let Some(unit) = units(run) else { return Err(end - length) };
        if rest.starts_with('数') && BEFORE_VAGUE.ends(before).is_some() {
            return Err(start + '数'.len_utf8());
        }
        return made(2 * unit * ONE, Some(10 * unit * ONE - ONE), unit * ONE, Claim::About);
    }
    if let Some(after) = text[end..].strip_prefix("分之") {
        return share(text, run, text.len() - after.len(), end);
    }
    if run == "一" && text[end..].starts_with(HALF) {
        let mut half = made(50 * ONE, None, ONE, Claim::About)?;
        half.nature = Nature::Share;
        half.end += HALF.len_utf8();
        return Ok(half);
    }
    if run.starts_with('一') && CLOSED_BY_ONE.ends(before).is_some() {
        return skip;
    }
    // 百名, 千余人: about so many.
    if let Some(alone) = units(run).filter(|_| !run.starts_with(numeral::TEN)) {
        if BEFORE_UNIT.ends(before).is_some() {
            return skip;
        }
        return made(alone * ONE, None, alone * ONE, Claim::Exact).map(|numeral| {
            let over = MORE.begins(&text[end..]).is_some();
            Numeral { claim: if over { Claim::Exact } else { Claim::About }, ..numeral }
        });
    }
    let units = run.contains(|character| numeral::unit(character).is_some());
    let count = run.chars().count();
    if !units && count > 1 {
        return match between(run) {
            Some((low, high)) => made(low * ONE, Some(high * ONE), ONE, Claim::Between),
            None => Ok(Numeral::code(end)),
        };
    }
    if let Some(value) = numeral::parse(run) {
        let Some(value) = value.checked_mul(ONE) else { return Ok(Numeral::code(end)) };
        let mut step = ONE;
        while value > 0 && value.is_multiple_of(step.saturating_mul(10)) {
            step *= 10;
        }
        // 三点二亿, 二点五倍; 三点二十 is a time.
        if let Some((parts, places, bytes)) = decimals(&text[end..])
            && AFTER_DECIMALS.begins(&text[end + bytes..]).is_some()
            && let Some(value) = value.checked_add(parts)
        {
            let numeral = made(value, None, ONE / 10_u64.pow(places), Claim::Exact)?;
            return Ok(Numeral { end: end + bytes, places, ..numeral });
        }
        return made(value, None, step, Claim::Exact);
    }
    match fuzzy(run) {
        Some((low, high)) => match (low.checked_mul(ONE), high.checked_mul(ONE)) {
            (Some(low), Some(high)) => made(low, Some(high), ONE, Claim::Between),
            _ => skip,
        },
        None => skip,
    }
}

/// What units of Han numerals alone are worth: 百, 十万; none where a digit stands
/// before them.
fn units(run: &str) -> Option<u64> {
    let worth = |worth: u64, character| worth.checked_mul(numeral::unit(character)?);
    (!run.is_empty()).then(|| run.chars().try_fold(1, worth)).flatten().filter(|worth| *worth <= 1_000_000_000_000)
}

/// Two digits side by side, the second greater: 三五, 两三.
fn between(run: &str) -> Option<(u64, u64)> {
    let mut digits = run.chars().map(numeral::digit);
    let (low, high) = (digits.next()??, digits.next()??);
    (digits.next().is_none() && low > 0 && low < high && high - low <= 2).then_some((low, high))
}

/// Two digits side by side within a numeral: 十七八, 三四十, 二三百.
fn fuzzy(run: &str) -> Option<(u64, u64)> {
    let characters: Vec<char> = run.chars().collect();
    let is_pair = |at: usize| numeral::digit(characters[at]).is_some() && numeral::digit(characters[at + 1]).is_some();
    let at = (0..characters.len().saturating_sub(1)).find(|&at| is_pair(at))?;
    let without = |place: usize| -> Option<u64> {
        let kept: String = characters
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != place)
            .map(|(_, &character)| character)
            .collect();
        numeral::parse(&kept)
    };
    let (low, high) = (without(at + 1)?, without(at)?);
    (low < high).then_some((low, high))
}

/// What 点三九 adds, in millionths; how many decimals it has, and its bytes.
fn decimals(text: &str) -> Option<(u64, u32, usize)> {
    let after = text.strip_prefix('点')?;
    let digits: Vec<u64> = after.chars().map_while(numeral::digit).take(6).collect();
    let bytes: usize = after.chars().take(digits.len()).map(char::len_utf8).sum();
    let parts = digits.iter().zip(1..).map(|(digit, place)| digit * (ONE / 10_u64.pow(place))).sum();
    let places = u32::try_from(digits.len()).ok().filter(|places| *places > 0)?;
    Some((parts, places, text.len() - after.len() + bytes))
}

/// A share in words: 百分之五十二, 百分之62.39, 三分之一.
fn share(text: &str, of: &str, begin: usize, skip: usize) -> Result<Numeral, usize> {
    let rest = &text[begin..];
    let next = rest.chars().next().ok_or(skip)?;
    let of = if of == "百" { 100 } else { numeral::parse(of).ok_or(skip)? };
    let mut part = if is_digit(next) {
        arabic(text, begin, "")?
    } else {
        let length = rest.find(|c| !is_han_numeral(c)).unwrap_or(rest.len());
        let value = if &rest[..length] == "百" { 100 } else { numeral::parse(&rest[..length]).ok_or(skip)? };
        let mut numeral = Numeral::code(begin + length);
        numeral.value = value.checked_mul(ONE).ok_or(skip)?;
        numeral.step = ONE;
        // 五十二点三九
        if let Some((parts, places, bytes)) = decimals(&rest[length..]) {
            numeral.value = numeral.value.checked_add(parts).ok_or(skip)?;
            (numeral.end, numeral.places) = (numeral.end + bytes, places);
        }
        numeral
    };
    (part.nature, part.is_han) = (Nature::Share, true);
    if of != 100 {
        // Thirds and quarters are said, not counted.
        part.claim = Claim::About;
        part.value = u64::try_from(u128::from(part.value) * 100 / u128::from(of.max(1))).map_err(|_| skip)?;
    }
    Ok(part)
}
