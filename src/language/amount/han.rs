//! Han numerals, exact and vague: 三百, 百余, 两三, 数十, 百分之五.

use crate::language::amount::arabic::{arabic, is_digit};
use crate::language::amount::read::Numeral;
use crate::language::amount::{Claim, Nature, ONE};
use crate::language::numeral;

/// Characters that make a word with a 一 after them: 统一, 万一.
const CLOSED_BY_ONE: &str = "统唯惟同专单划归如逐合万进每";

/// Whether a character may stand in a Han numeral.
pub fn is_han_numeral(character: char) -> bool {
    matches!(
        character,
        '〇' | '零'
            | '一'
            | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
    )
}

/// Reads a Han numeral. An error is the place to go on from.
pub fn han(text: &str, start: usize, before: &str) -> Result<Numeral, usize> {
    let rest = &text[start..];
    let vague = rest.strip_prefix(['几', '数']);
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
        let unit = match run {
            "十" => 10,
            "百" => 100,
            "千" => 1_000,
            "万" => 10_000,
            "十万" => 100_000,
            "百万" => 1_000_000,
            _ => return skip,
        };
        if rest.starts_with('数')
            && before.ends_with(['人', '次', '总', '件', '个', '例', '户', '期', '倍', '分', '少', '多', '无'])
        {
            return Err(start + '数'.len_utf8());
        }
        return made(2 * unit * ONE, Some(10 * unit * ONE - ONE), unit * ONE, Claim::About);
    }
    if let Some(after) = text[end..].strip_prefix("分之") {
        return share(text, run, text.len() - after.len(), end);
    }
    if run == "一" && text[end..].starts_with('半') {
        let mut half = made(50 * ONE, None, ONE, Claim::About)?;
        half.nature = Nature::Share;
        half.end += '半'.len_utf8();
        return Ok(half);
    }
    if run.starts_with('一') && before.ends_with(|last: char| CLOSED_BY_ONE.contains(last)) {
        return skip;
    }
    // 百名, 千余人: about so many.
    let alone = match run {
        "百" => 100,
        "千" => 1_000,
        "万" => 10_000,
        "百万" => 1_000_000,
        _ => 0,
    };
    if alone > 0 {
        if before.ends_with(|last: char| "老几数一".contains(last)) {
            return skip;
        }
        return made(alone * ONE, None, alone * ONE, Claim::Exact).map(|numeral| {
            let over = text[end..].starts_with(['余', '多']);
            Numeral { claim: if over { Claim::Exact } else { Claim::About }, ..numeral }
        });
    }
    let units = run.contains(['十', '百', '千', '万', '亿']);
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
        if let Some(after) = rest[length..].strip_prefix('点') {
            let digits: Vec<u64> = after.chars().map_while(numeral::digit).take(6).collect();
            let mut worth = ONE;
            for digit in &digits {
                worth /= 10;
                numeral.value = numeral.value.checked_add(digit * worth).ok_or(skip)?;
            }
            let bytes: usize = after.chars().take(digits.len()).map(char::len_utf8).sum();
            if bytes > 0 {
                numeral.end += '点'.len_utf8() + bytes;
                numeral.places = u32::try_from(digits.len()).unwrap_or(0);
            }
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
