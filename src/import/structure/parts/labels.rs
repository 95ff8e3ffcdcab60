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

/// （盖章）, behind whoever signs.
static SEALS: List = List::new(&lexicon::LINE_WORDS, "seal");
/// 发表于, before the day a page shows.
static POSTED: List = List::new(&lexicon::LINE_WORDS, "posted");
/// 版 of 第06版.
static EDITION: List = List::new(&lexicon::LINE_WORDS, "edition");
/// 今天, before the day on which a page was saved.
static NOW: List = List::new(&lexicon::LINE_WORDS, "now");

/// A signature and the note of a seal behind it: 某某医院（盖章）.
pub fn sealed(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_end().strip_suffix(['）', ')'])?;
    let (signer, note) = inner.split_at(inner.rfind(['（', '('])?);
    let is_seal = SEALS.has(note.trim_start_matches(['（', '(']).trim());
    (is_seal && !signer.trim().is_empty()).then_some((signer.trim_end(), note))
}

/// The day that a page shows beside its text: 发表于 2021-7-2 10:33, and 2021年7月2日
/// 星期五 第03版 of a newspaper.
pub fn posted(text: &str) -> Option<&str> {
    let is_edition = |at: usize| text[..at].trim_end().ends_with(|c: char| c.is_ascii_digit());
    let is_of_paper = EDITION.iter().any(|word| text.match_indices(*word).any(|(at, _)| is_edition(at)));
    if NOW.is_in(text) || !is_of_paper && !POSTED.is_in(text) {
        return None;
    }
    let day = timex::moments(text).into_iter().find(|moment| moment.year.is_some() && moment.day.is_some())?;
    text.get(day.range)
}

/// Whether a line is a person's name, a day and a time, as chats have it above what is said.
pub fn names_speaker(line: &str) -> bool {
    let is_short = line.chars().take(SPEAKER + 1).count() <= SPEAKER;
    let has_time = || line.as_bytes().windows(2).any(|pair| pair[0].is_ascii_digit() && pair[1] == b':');
    let is_one = |(people, _): (names::Byline, String)| people.persons.len() == 1 && people.units.is_empty();
    is_short && has_time() && names::dated_byline(line).is_some_and(is_one)
}

/// The longest line that names who speaks, in characters.
const SPEAKER: usize = 32;

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
