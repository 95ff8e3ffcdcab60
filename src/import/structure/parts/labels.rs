//! Labels that no list has, and what stands behind them; words that sign.
//!
//! In: a line. Out: the label and what is said, or who signs and when; whether it is
//! a year alone.

use crate::language::byline as names;
use crate::language::date::Years;
use crate::language::label::{self, Field};
use crate::language::lexicon::{self, List};
use crate::language::person;
use crate::language::timex;
use crate::text::han::has_han;

/// Labels of whoever signs: 签名.
static SIGNS: List = List::new(&lexicon::SIGNERS, "signs");

/// 负责人, who did not write what he answers for.
static NO_SPEAKERS: List = List::new(&lexicon::BYLINE_WORDS, "no-speaker");

/// A few words with a date after them, as signatures are.
pub fn signed(line: &str) -> Option<(String, String)> {
    let last = timex::moments(line).pop().filter(|date| date.range.end == line.len() && date.month.is_some())?;
    let (signer, date) = line.split_at_checked(last.range.start)?;
    let signer = signer.trim();
    let is_name = (2..=30).contains(&signer.chars().count()) && !signer.contains(['。', '，', '：', '、', '；']);
    (last.year.is_some() && is_name).then(|| (signer.to_owned(), date.to_owned()))
}

/// Whether a line can be the day of signing: 海上明月共潮生 cannot.
pub fn tells_day(line: &str) -> bool {
    line.contains(char::is_numeric) || names::date(line.trim()).is_some() || label::read(line).is_some()
}

/// Whether the person behind a label signs the report: 签名, 院长. No label is one too.
pub fn signs(label: &str) -> bool {
    let in_office = || person::OFFICES.ends(label).is_some() && NO_SPEAKERS.ends(label).is_none();
    label.is_empty() || SIGNS.has(label) || in_office()
}

/// A label that no list has, and what is said.
pub fn said(text: &str) -> Option<(&str, &str)> {
    text.split_once(['：', ':', '=', '＝', '\t']).filter(|(name, value)| is_label(name) && !value.trim().is_empty())
}

/// Whether words before a colon are a label.
pub fn is_label(name: &str) -> bool {
    (1..=8).contains(&name.chars().filter(|c| !c.is_whitespace()).count()) && has_han(name)
}

/// Whether a line below a title is the year reported on and nothing else:
/// （二〇二三年度）.
pub fn is_period(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| "（）()[]〔〕【】—-".contains(c) || c.is_whitespace());
    let dense: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(timex::years(&dense).as_slice(), [(range, _)] if range.start == 0)
        && Years::parse(&dense).is_ok_and(|years| years.first == years.last)
}

/// Whether a line begins with the label of keywords and a blank: 关键词　党建　学习.
pub fn names_keywords(text: &str) -> bool {
    let label = label::begins(text).filter(|label| text[label.len()..].starts_with([' ', '\u{3000}', '\t']));
    label.and_then(label::field) == Some(Field::Keywords) && !text.contains('。')
}
