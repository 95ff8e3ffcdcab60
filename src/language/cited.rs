//! What a text names: documents in 《》, and meetings (第二次支部党员大会).
//!
//! In: a text. Out: where each name stands, marks included. The name of a meeting
//! ends as meetings do and begins after a verb of meeting, a date or a mark; a
//! word alone (开会, 会议) is no name. Words are data (`lexicon/meeting-words.tsv`).

use std::ops::Range;

use crate::language::lexicon::{self, List};
use crate::language::sentence::quotations;
use crate::language::timex::dates;

/// How names of meetings end.
static MEETINGS: List = List::new(&lexicon::MEETING_WORDS, "meeting");
/// What stands before a name of a meeting.
static BORDERS: List = List::new(&lexicon::MEETING_WORDS, "meeting-border");

/// No meeting has a longer name, in characters.
const LONGEST: usize = 30;

/// A name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Where it stands.
    pub range: Range<usize>,
    /// Whether it is of a meeting; else of a document.
    pub is_meeting: bool,
}

/// The names of documents and meetings, in their order.
pub fn titles(text: &str) -> Vec<Cited> {
    let documents = quotations(text).into_iter().filter(|range| text[range.clone()].starts_with('《'));
    let mut found: Vec<Cited> = documents.map(|range| Cited { range, is_meeting: false }).collect();
    found.sort_by_key(|name| (name.range.start, std::cmp::Reverse(name.range.end)));
    found.dedup_by(|inner, outer| inner.range.end <= outer.range.end);
    // 2023年度组织生活会 has its year in its name, 5月8日职工大会 no day.
    let dates: Vec<usize> =
        dates(text).iter().filter(|date| date.from.month.is_some()).map(|date| date.range.end).collect();
    let mut at = 0;
    while let Some(next) = text[at..].find('会').map(|next| at + next) {
        at = next + '会'.len_utf8();
        let end = match text[at..].strip_prefix('议') {
            Some(rest) => text.len() - rest.len(),
            None => at,
        };
        let start = begin(text, end).filter(|start| !found.iter().any(|name| name.range.contains(start)));
        let Some(start) = start else { continue };
        let start = dates.iter().copied().filter(|date| (start..end).contains(date)).max().unwrap_or(start);
        let name = &text[start..end];
        if MEETINGS.ends(name).is_some_and(|word| word.len() < name.len()) {
            found.push(Cited { range: start..end, is_meeting: true });
            at = end;
        }
    }
    found.sort_by_key(|name| name.range.start);
    found
}

/// Where the name of a meeting begins that ends at a place.
fn begin(text: &str, end: usize) -> Option<usize> {
    let head = &text[..end];
    let ending = MEETINGS.ends(head)?;
    let mut start = end - ending.len();
    for (at, character) in head[..start].char_indices().rev().take(LONGEST) {
        let is_name = character.is_alphanumeric() || matches!(character, '“' | '”' | '·');
        if !is_name || BORDERS.ends(&head[..start]).is_some() {
            break;
        }
        start = at;
    }
    Some(start)
}

#[cfg(test)]
mod tests {
    use super::titles;
    use crate::language::lexicon;

    #[test]
    fn documents_and_meetings_are_found() {
        let text = "1月8日召开2023年度组织生活会，传达《关于〈守则〉的通知》，学会开会；3月参加全市党建工作座谈会。";
        let found: Vec<&str> = titles(text).into_iter().map(|name| &text[name.range]).collect();
        assert_eq!(found, ["2023年度组织生活会", "《关于〈守则〉的通知》", "全市党建工作座谈会"]);
    }

    #[test]
    fn rows_are_found_where_they_should_be() {
        for row in lexicon::MEETING_WORDS.rows().filter(|row| row.get("class") == "meeting") {
            let finds = |text: &str| titles(text).iter().any(|name| name.is_meeting);
            assert!(finds(row.get("yes")) && !finds(row.get("no")), "{}", row.word());
        }
    }
}
