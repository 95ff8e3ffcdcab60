//! Reading one number, at the place where its first digit stands.

use std::ops::Range;

use crate::language::amount::arabic::{arabic, is_code_before, is_digit, is_latin_after};
use crate::language::amount::counter::find;
use crate::language::amount::han::han;
use crate::language::amount::{Amount, Claim, Nature, ONE};
use crate::language::lexicon::{self, List};
use crate::language::numeral::{self, is_han_numeral};

/// A list of words that make a number inexact, and what they make of it.
type Hedge = (List, Claim);

/// What stands right before a number and makes it inexact.
static BEFORE: [Hedge; 3] = [
    (List::new(&lexicon::NUMBER_WORDS, "before-under"), Claim::Under),
    (List::new(&lexicon::NUMBER_WORDS, "before-over"), Claim::Over),
    (List::new(&lexicon::NUMBER_WORDS, "before-about"), Claim::About),
];
/// What ends in 近, 约 or 上 and is another word: 附近3名, 预约300人.
static NOT_BEFORE: List = List::new(&lexicon::NUMBER_WORDS, "before-not");
/// What stands after a number or its counter and makes it inexact.
static AFTER: [Hedge; 3] = [
    (List::new(&lexicon::NUMBER_WORDS, "after-about"), Claim::About),
    (List::new(&lexicon::NUMBER_WORDS, "after-over"), Claim::Over),
    (List::new(&lexicon::NUMBER_WORDS, "after-under"), Claim::Under),
];
/// After 一, only these are counters: 一起, 一面, 一路 and 一层 are words.
static COUNTED_BY_ONE: List = List::new(&lexicon::NUMBER_WORDS, "one-counter");
/// What joins the ends of a range: 3—5, 3至5.
static JOINERS: List = List::new(&lexicon::NUMBER_WORDS, "joiner");
/// What says that a number is more: 三十余, 百多.
static MORE: List = List::new(&lexicon::NUMBER_WORDS, "more");

/// Whether a number may begin with a character.
pub fn may_begin(character: char) -> bool {
    // The vague ones are asked of every character of a text, so they are no list.
    matches!(character, '0'..='9' | '０'..='９' | '几' | '数') || is_han_numeral(character)
}

/// Reads the number that begins at `start`, if it is one; what stands before
/// `floor` belongs to the number before. Gives the place to read on from.
pub fn number(text: &str, start: usize, floor: usize, prose: bool) -> (usize, Option<Amount<'_>>) {
    let before = &text[floor..start];
    let first = text[start..].chars().next().unwrap_or(' ');
    let read = if is_digit(first) { arabic(text, start, before) } else { han(text, start, before) };
    let mut numeral = match read {
        Ok(numeral) => numeral,
        Err(end) => return (end, None),
    };
    if numeral.nature == Nature::Code {
        let range = start..numeral.end;
        return (numeral.end, Some(numeral.code_at(range)));
    }
    if numeral.nature == Nature::Share {
        percent_range(text, &mut numeral);
        let (range, claim) = around(text, floor, start..numeral.end, numeral.claim);
        let end = range.end;
        let numeral_range = start..numeral.end;
        return (end, Some(numeral.amount(range, numeral_range.clone(), numeral_range, "", claim)));
    }
    whole(text, floor, start, numeral, prose)
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

    fn code_at<'a>(&self, range: Range<usize>) -> Amount<'a> {
        self.amount(range.clone(), range.clone(), range, "", Claim::Exact)
    }

    fn amount<'a>(
        &self,
        range: Range<usize>,
        measured: Range<usize>,
        numeral: Range<usize>,
        counter: &'a str,
        claim: Claim,
    ) -> Amount<'a> {
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
        let (places, nature) = (self.places, self.nature);
        Amount { range, measured, numeral, value, low, high, claim, places, nature, counter }
    }
}

/// Reads on from a numeral: 余, 万, the other end of a range, the counter.
fn whole(text: &str, floor: usize, start: usize, mut numeral: Numeral, prose: bool) -> (usize, Option<Amount<'_>>) {
    let before = &text[floor..start];
    let mut had_scale = more(text, &mut numeral, prose);
    // 第三届, 第 3 名
    let is_ordinal = before.trim_end().ends_with('第');
    let mut end = numeral.end;
    let mut found = counter_at(text, end, prose);
    if let Some((other, after)) = other_end(text, &numeral, found.map(|(_, counter, _)| counter), prose) {
        // The first may leave its scale to the second: 3—5万.
        if other.value > numeral.value {
            numeral.high = Some(other.value);
            numeral.claim = Claim::Between;
            numeral.nature = other.nature;
            had_scale |= prose && other.value >= 10_000 * ONE && other.step >= 10_000 * ONE;
            found = counter_at(text, after, prose);
        } else {
            numeral = Numeral { end: after, ..Numeral::code(after) };
            found = None;
        }
        end = after;
        numeral.end = after;
    }
    let numeral_range = start..end;
    if numeral.nature == Nature::Code {
        return (end, Some(numeral.code_at(numeral_range)));
    }
    let inexact = |numeral: &Numeral, range: Range<usize>| {
        let (range, claim) = around(text, floor, range, numeral.claim);
        (range, if claim == Claim::Exact && had_scale { Claim::Rounded } else { claim })
    };
    match found.filter(|_| numeral.nature == Nature::Count) {
        Some((at, counter, nature)) => {
            let single = numeral.is_han && numeral.value == ONE && numeral.high.is_none();
            if single && !is_ordinal && !prose && COUNTED_BY_ONE.begins(counter).is_none() {
                return (end, None);
            }
            numeral.nature = if is_ordinal { Nature::Ordinal } else { nature };
            // A year by position is no number of years; 5年 is a time too.
            let measured = start..at + counter.len();
            let (range, claim) = inexact(&numeral, measured.clone());
            (range.end, Some(numeral.amount(range, measured, numeral_range, counter, claim)))
        }
        // Han numerals without a counter are parts of words.
        None if numeral.is_han && !is_ordinal && !(prose && had_scale) => (end, None),
        None => {
            if is_ordinal {
                numeral.nature = Nature::Ordinal;
            } else if is_code_before(before) || numeral.digits >= 7 && !had_scale || is_latin_after(text, end) {
                numeral.nature = Nature::Code;
            }
            let (range, claim) = inexact(&numeral, numeral_range.clone());
            (range.end, Some(numeral.amount(range, numeral_range.clone(), numeral_range, "", claim)))
        }
    }
}

/// Takes 余, 多, 来, 几 and 万, 亿, 百, 千 after a numeral; tells whether there
/// was a scale.
fn more(text: &str, numeral: &mut Numeral, prose: bool) -> bool {
    let mut had_scale = false;
    for _ in 0..3 {
        let mut rest = &text[numeral.end..];
        // 10 万行, 15.3 万册次
        let is_scale = |after: &str| {
            let counted = || find(after['万'.len_utf8()..].trim_start_matches(' '), prose).is_some();
            begins_with_scale(after) && (prose || counted())
        };
        if !numeral.is_han && rest.strip_prefix(' ').is_some_and(is_scale) {
            numeral.end += 1;
            rest = &rest[1..];
        }
        let Some(next) = rest.chars().next() else { break };
        let length = next.len_utf8();
        let follows = |after: &str| {
            let after = after.trim_start_matches(' ');
            begins_with_scale(after) || find(after, prose).is_some()
        };
        match numeral::unit(next) {
            None if MORE.begins(rest).is_some() && numeral.claim == Claim::Exact && follows(&rest[length..]) => {
                numeral.claim = Claim::Over;
                numeral.end += length;
            }
            // 3百, but not 三百百: a Han numeral has its own below 万.
            Some(factor) if is_han_numeral(next) && factor >= if numeral.is_han { 10_000 } else { 100 } => {
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

/// Whether a text begins with 万 or 亿.
fn begins_with_scale(text: &str) -> bool {
    text.starts_with(|next| numeral::unit(next).is_some_and(|unit| unit >= 10_000))
}

/// The counter at a place, spaces before it passed over.
fn counter_at(text: &str, at: usize, prose: bool) -> Option<(usize, &str, Nature)> {
    let rest = text.get(at..)?;
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    let (counter, nature, _) = find(&rest[gap..], prose)?;
    Some((at + gap, counter, nature))
}

/// The other end of a range that begins with a numeral, perhaps with its
/// counter: 3—5名, 3至5名, 3名至5名. Gives the end of its numeral.
fn other_end(text: &str, first: &Numeral, counter_of_first: Option<&str>, prose: bool) -> Option<(Numeral, usize)> {
    if first.claim != Claim::Exact {
        return None;
    }
    let own = |at: usize| {
        let begin = joined(text, at, prose)?;
        let next = text[begin..].chars().next()?;
        let mut other = if is_digit(next) && !first.is_han {
            arabic(text, begin, "").ok()?
        } else if is_han_numeral(next) && first.is_han {
            han(text, begin, "").ok()?
        } else {
            return None;
        };
        if other.nature == Nature::Share && other.claim == Claim::Exact && prose {
            return Some((other.clone(), other.end));
        }
        if other.nature != Nature::Count {
            return Some((Numeral::code(other.end), other.end));
        }
        more(text, &mut other, prose);
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
    (counter_at(text, end, prose)?.1 == word && other.nature == Nature::Count).then_some((other, end))
}

/// Where the other end of a range begins whose first ends at a place; in prose
/// blanks may stand around what joins them.
fn joined(text: &str, at: usize, prose: bool) -> Option<usize> {
    let blank = |rest: &'_ str| if prose { rest.len() - rest.trim_start_matches(' ').len() } else { 0 };
    let at = at + blank(text.get(at..)?);
    let begin = at + JOINERS.begins(&text[at..])?.len();
    Some(begin + blank(&text[begin..]))
}

/// A second share after a first: 30%～40%.
fn percent_range(text: &str, first: &mut Numeral) {
    let Some(begin) = joined(text, first.end, false) else { return };
    if let Some(next) = text[begin..].chars().next()
        && let Ok(other) = if is_digit(next) { arabic(text, begin, "") } else { han(text, begin, "") }
        && other.nature == Nature::Share
        && other.is_han == first.is_han
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
    let hedges = BEFORE.iter().filter_map(|(words, said)| Some((words.ends(before)?, *said)));
    let hedge = hedges.max_by_key(|(word, _)| word.len());
    if let Some((word, said)) = hedge.filter(|_| NOT_BEFORE.ends(before).is_none()) {
        let hundreds = text[range.start..].starts_with(|first| numeral::unit(first).is_some_and(|unit| unit >= 100));
        // 上千人, but 网上3人
        if word != "上" || hundreds {
            range.start = floor + before.len() - word.len();
            claim = if claim == Claim::Exact || hundreds { said } else { Claim::About };
        }
    }
    let rest = &text[range.end..];
    if let Some((word, said)) = AFTER.iter().find_map(|(words, said)| Some((words.begins(rest)?, *said))) {
        range.end += word.len();
        claim = if claim == Claim::Exact { said } else { Claim::About };
    }
    (range, claim)
}
