//! Reading one number, at the place where its first digit stands.

use std::ops::Range;

use crate::language::amount::arabic::{arabic, is_code_before, is_digit, is_latin_after};
use crate::language::amount::counter::counter;
use crate::language::amount::han::{han, is_han_numeral};
use crate::language::amount::{Amount, Claim, Nature, ONE};
use crate::language::numeral;

/// What stands right before a number and makes it inexact; a longer word
/// stands before one that it ends with.
#[rustfmt::skip] // a table
const BEFORE: [(&str, Claim); 27] = [
    ("不少于", Claim::Over), ("不低于", Claim::Over), ("不超过", Claim::Under), ("不多于", Claim::Under), ("不足", Claim::Under),
    ("不到", Claim::Under), ("低于", Claim::Under), ("少于", Claim::Under), ("小于", Claim::Under), ("至多", Claim::Under),
    ("最多", Claim::Under), ("将近", Claim::Under), ("接近", Claim::Under), ("近", Claim::Under),
    ("超过", Claim::Over), ("多于", Claim::Over), ("大于", Claim::Over), ("高于", Claim::Over), ("至少", Claim::Over),
    ("最少", Claim::Over), ("突破", Claim::Over), ("超", Claim::Over), ("逾", Claim::Over),
    ("大约", Claim::About), ("大概", Claim::About), ("约", Claim::About), ("上", Claim::Over),
];

/// What ends in 近, 约 or 上 and is another word: 附近3名, 预约300人.
const NOT_BEFORE: [&str; 25] = [
    "附近", "最近", "临近", "邻近", "靠近", "就近", "远近", "预约", "签约", "节约", "履约", "特约", "条约", "公约",
    "违约", "契约", "邀约", "合约", "高超", "赶超", "反超", "以上", "线上", "会上", "网上",
];

/// What stands after a number or its counter and makes it inexact.
const AFTER: [(&str, Claim); 7] = [
    ("左右", Claim::About),
    ("上下", Claim::About),
    ("不等", Claim::About),
    ("以上", Claim::Over),
    ("及以上", Claim::Over),
    ("以下", Claim::Under),
    ("以内", Claim::Under),
];

/// After 一, only these are counters: 一起, 一面, 一路 and 一层 are words.
const COUNTED_BY_ONE: &str = "人名位个次项场期篇份支家所件批例类种倍天年";

/// Whether a number may begin with a character.
pub fn may_begin(character: char) -> bool {
    matches!(character, '0'..='9' | '０'..='９' | '几' | '数') || is_han_numeral(character)
}

/// Reads the number that begins at `start`, if it is one; what stands before
/// `floor` belongs to the number before. Gives the place to read on from.
pub fn number(text: &str, start: usize, floor: usize) -> (usize, Option<Amount<'_>>) {
    let before = &text[floor..start];
    let first = text[start..].chars().next().unwrap_or(' ');
    let read = if is_digit(first) { arabic(text, start, before) } else { han(text, start, before) };
    let mut numeral = match read {
        Ok(numeral) => numeral,
        Err(end) => return (end, None),
    };
    if numeral.nature == Nature::Code {
        let range = start..numeral.end;
        return (numeral.end, Some(numeral.amount(range.clone(), range, "", Claim::Exact)));
    }
    if numeral.nature == Nature::Share {
        percent_range(text, &mut numeral);
        let (range, claim) = around(text, floor, start..numeral.end, numeral.claim);
        let end = range.end;
        return (end, Some(numeral.amount(range, start..end, "", claim)));
    }
    whole(text, floor, start, numeral)
}

/// A numeral as it was read, before anything around it.
#[derive(Clone, Debug)]
pub struct Numeral {
    pub end: usize,
    pub value: u64,
    pub high: Option<u64>,
    /// The worth of its last digit that is not nought.
    pub step: u64,
    pub places: u32,
    pub digits: usize,
    pub claim: Claim,
    pub nature: Nature,
    pub is_han: bool,
}

impl Numeral {
    /// Digits that count nothing.
    pub fn code(end: usize) -> Numeral {
        Numeral {
            end,
            value: 0,
            high: None,
            step: 0,
            places: 0,
            digits: 0,
            claim: Claim::Exact,
            nature: Nature::Code,
            is_han: false,
        }
    }

    fn amount<'a>(&self, range: Range<usize>, numeral: Range<usize>, counter: &'a str, claim: Claim) -> Amount<'a> {
        let (value, step) = (self.value, self.step);
        let tenth = value / 10;
        let (low, high) = match claim {
            Claim::Exact => (value, value),
            Claim::Rounded => (value.saturating_sub(step / 2), value.saturating_add(step / 2)),
            // 100余 is below 200, 超过100 has no end.
            Claim::Over => (value, if self.claim == Claim::Over { value.saturating_add(step) } else { u64::MAX }),
            Claim::Under => (0, value),
            Claim::About => (value.saturating_sub(tenth), value.saturating_add(tenth)),
            Claim::Between => (value, value),
        };
        // Of a range, the ends are said.
        let (low, high) = self.high.map_or((low, high), |high| (value, high));
        Amount { range, numeral, value, low, high, claim, places: self.places, nature: self.nature, counter }
    }
}

/// Reads on from a numeral: 余, 万, the other end of a range, the counter.
fn whole(text: &str, floor: usize, start: usize, mut numeral: Numeral) -> (usize, Option<Amount<'_>>) {
    let before = &text[floor..start];
    let had_scale = more(text, &mut numeral);
    // 第三届, 第 3 名
    let is_ordinal = before.trim_end().ends_with('第');
    let mut end = numeral.end;
    let mut found = counter_at(text, end);
    if let Some((other, after)) = other_end(text, &numeral, found.map(|(_, counter, _)| counter)) {
        // The first may leave its scale to the second: 3—5万.
        if other.value > numeral.value {
            numeral.high = Some(other.value);
            numeral.claim = Claim::Between;
            found = counter_at(text, after);
        } else {
            numeral = Numeral { end: after, ..Numeral::code(after) };
            found = None;
        }
        end = after;
        numeral.end = after;
    }
    let numeral_range = start..end;
    if numeral.nature == Nature::Code {
        return (end, Some(numeral.amount(numeral_range.clone(), numeral_range, "", Claim::Exact)));
    }
    match found {
        Some((at, counter, nature)) => {
            let single = numeral.is_han && numeral.value == ONE;
            let refused = single && !counter.chars().next().is_some_and(|first| COUNTED_BY_ONE.contains(first));
            if refused && !is_ordinal {
                return (end, None);
            }
            numeral.nature = if is_ordinal { Nature::Ordinal } else { nature };
            // A year by position is no number of years; 5年 is a time too.
            let counter = &text[at..at + counter.len()];
            let (range, mut claim) = around(text, floor, start..at + counter.len(), numeral.claim);
            if claim == Claim::Exact && had_scale {
                claim = Claim::Rounded;
            }
            (range.end, Some(numeral.amount(range, numeral_range, counter, claim)))
        }
        // Han numerals without a counter are parts of words.
        None if numeral.is_han && !is_ordinal => (end, None),
        None => {
            if is_ordinal {
                numeral.nature = Nature::Ordinal;
            } else if is_code_before(before) || numeral.digits >= 7 && !had_scale || is_latin_after(text, end) {
                numeral.nature = Nature::Code;
            }
            let (range, mut claim) = around(text, floor, numeral_range.clone(), numeral.claim);
            if claim == Claim::Exact && had_scale {
                claim = Claim::Rounded;
            }
            (range.end, Some(numeral.amount(range, numeral_range, "", claim)))
        }
    }
}

/// Takes 余, 多, 来, 几 and 万, 亿, 百, 千 after a numeral; tells whether there
/// was a scale.
fn more(text: &str, numeral: &mut Numeral) -> bool {
    let mut had_scale = false;
    for _ in 0..3 {
        let rest = &text[numeral.end..];
        let Some(next) = rest.chars().next() else { break };
        let length = next.len_utf8();
        let follows = |after: &str| {
            let after = after.trim_start_matches(' ');
            after.starts_with(['万', '亿', '个']) || counter(after).is_some()
        };
        match next {
            '余' | '多' | '来' | '几' if numeral.claim == Claim::Exact && follows(&rest[length..]) => {
                numeral.claim = Claim::Over;
                numeral.end += length;
            }
            '万' | '亿' | '千' | '百' => {
                let factor = numeral::unit(next).unwrap_or(1);
                // 3百, but not 三百百: a Han numeral has its own below 万.
                if numeral.is_han && factor < 10_000 {
                    break;
                }
                let high = numeral.high.map(|high| high.checked_mul(factor));
                let (Some(value), Some(step), Some(high)) = (
                    numeral.value.checked_mul(factor),
                    numeral.step.checked_mul(factor),
                    high.map_or(Some(None), |high| high.map(Some)),
                ) else {
                    break;
                };
                (numeral.value, numeral.step, numeral.high) = (value, step, high);
                numeral.end += length;
                had_scale = true;
            }
            _ => break,
        }
    }
    had_scale
}

/// The counter at a place, spaces before it passed over.
fn counter_at(text: &str, at: usize) -> Option<(usize, &str, Nature)> {
    let rest = text.get(at..)?;
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    let (counter, nature) = counter(&rest[gap..])?;
    Some((at + gap, counter, nature))
}

/// The other end of a range that begins with a numeral, perhaps with its
/// counter: 3—5名, 3至5名, 3名至5名. Gives the end of its numeral.
fn other_end(text: &str, first: &Numeral, counter_of_first: Option<&str>) -> Option<(Numeral, usize)> {
    if first.claim != Claim::Exact {
        return None;
    }
    let own = |at: usize| {
        let rest = &text[at..];
        let joiner =
            ["——", "—", "–", "～", "~", "-", "至", "到"].into_iter().find(|joiner| rest.starts_with(joiner))?;
        let begin = at + joiner.len();
        let next = text[begin..].chars().next()?;
        let mut other = if is_digit(next) && !first.is_han {
            arabic(text, begin, "").ok()?
        } else if is_han_numeral(next) && first.is_han {
            han(text, begin, "").ok()?
        } else {
            return None;
        };
        if !matches!(other.nature, Nature::Count) {
            return Some((Numeral::code(other.end), other.end));
        }
        more(text, &mut other);
        (other.claim == Claim::Exact).then(|| (other.clone(), other.end))
    };
    if let Some(found) = own(first.end) {
        return Some(found);
    }
    // 3名至5名: the same counter twice.
    let word = counter_of_first?;
    let at = first.end + word.len();
    if !text.get(first.end..at)?.eq(word) {
        return None;
    }
    let (other, end) = own(at)?;
    (counter_at(text, end)?.1 == word && other.nature == Nature::Count).then_some((other, end))
}

/// A second share after a first: 30%～40%.
fn percent_range(text: &str, first: &mut Numeral) {
    let rest = &text[first.end..];
    let Some(joiner) = ["——", "—", "–", "～", "~", "-", "至", "到"].into_iter().find(|joiner| rest.starts_with(joiner))
    else {
        return;
    };
    let begin = first.end + joiner.len();
    if let Some(next) = text[begin..].chars().next()
        && is_digit(next)
        && let Ok(other) = arabic(text, begin, "")
        && other.nature == Nature::Share
    {
        first.high = Some(other.value.max(first.value));
        first.claim = Claim::Between;
        first.end = other.end;
    }
}

/// Widens the place of a number by the words before and after it that make it
/// inexact, and says what they make of it.
fn around(text: &str, floor: usize, range: Range<usize>, claim: Claim) -> (Range<usize>, Claim) {
    let (mut range, mut claim) = (range, claim);
    let before = text[floor..range.start].trim_end_matches(' ');
    if !NOT_BEFORE.iter().any(|word| before.ends_with(word))
        && let Some((word, said)) = BEFORE.iter().find(|(word, _)| before.ends_with(word))
    {
        let hundreds = text[range.start..].starts_with(['百', '千', '万']);
        if *word != "上" || hundreds {
            range.start = floor + before.len() - word.len();
            claim = if claim == Claim::Exact || hundreds { *said } else { Claim::About };
        }
    }
    if let Some((word, said)) = AFTER.iter().find(|(word, _)| text[range.end..].starts_with(word)) {
        range.end += word.len();
        claim = if claim == Claim::Exact { *said } else { Claim::About };
    }
    (range, claim)
}
