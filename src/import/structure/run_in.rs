//! Headings that stand on one line with their text.
//!
//! In: a paragraph or its words. Out: where the heading ends and where its text
//! begins: （一）加强学习。全年……, 【条目】……, bold words, ■概况　　, 护理部：.

use crate::import::document::{Inline, Paragraph};
use crate::import::mend::runs::flat;
use crate::import::structure::sense;
use crate::language::byline;
use crate::language::enumerator::{self, Mark, Shape};
use crate::language::lexicon::{self, List};
use crate::language::organization;
use crate::language::person;
use crate::language::reference;
use crate::text::han::is_han;

/// What sentences begin with, and no heading.
static NO_STARTS: List = List::new(&lexicon::SECTIONS, "no-start");

/// What people do who speak: 汇报.
static SAYING: List = List::new(&lexicon::SPEECH, "last");

/// The longest heading on one line with its text, the longest bold one alone, and
/// the longest that only its stop tells.
pub const RUN_IN: usize = 26;
const LONGEST: usize = 40;
const SHORT: usize = 10;

/// Where a heading ends that stands on one line with its text. Without a number
/// it is only one if the line is known to be a heading.
pub fn run_in(text: &str, mark: Option<&Mark>, is_known: bool) -> Option<(usize, usize)> {
    let begin = match mark {
        Some(Mark { shape: Shape::Said | Shape::Ordinal | Shape::Circled | Shape::Letter, .. }) => return None,
        Some(mark) => mark.end,
        None if is_known => 0,
        None => return None,
    };
    if reference::is_reference(text) {
        return None;
    }
    let rest = text.get(begin..)?;
    let words = rest.trim_start();
    let start = text.len() - words.len();
    let (end, after) = end_of_heading(words)?;
    let head = words.get(..end)?;
    let body = words.get(after..)?.trim_start();
    let count = head.chars().count();
    let commas = head.matches(['，', '、', ',']).count();
    // A sentence that tells something has figures, or many commas.
    let tells = head.chars().any(|c| c.is_ascii_digit()) || commas > 2 || head.contains(['；', '！', '？']);
    let by_blank = words.get(end..).is_some_and(|rest| rest.starts_with(is_blank));
    let is_heading = (2..=RUN_IN).contains(&count) && !tells && head.chars().any(is_han);
    let least = if mark.is_some() { 8 } else { 12 };
    let is_followed = body.chars().count() >= least && body.contains(['。', '；', '，']) && (!by_blank || commas == 0);
    (is_heading && is_followed && NO_STARTS.begins(head).is_none()).then_some((start + end, text.len() - body.len()))
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{3000}' | '\u{a0}' | '\t' | '\n')
}

/// Where the heading ends that words begin with, and where what parts it from its
/// text does: 。 ： . —— or a blank.
fn end_of_heading(words: &str) -> Option<(usize, usize)> {
    let (end, after) = words.char_indices().find_map(|(at, character)| {
        let next = at + character.len_utf8();
        let rest = words.get(next..).unwrap_or_default();
        let parts = match character {
            '。' | '：' | ':' => true,
            '.' => rest.starts_with(|c: char| is_blank(c) || is_han(c) || c == '“'),
            _ => is_blank(character),
        };
        let is_dash = character == '—' && rest.starts_with('—');
        if is_dash { Some((at, next + '—'.len_utf8())) } else { parts.then_some((at, next)) }
    })?;
    // 队伍建设：师徒结对，共同成长。…… has a heading in two halves before its text.
    let rest = words.get(after..)?;
    let goes_on = |stop: &usize| {
        words[end..].starts_with('：') && !rest[*stop..].trim_start_matches(['。', '.', '．']).trim().is_empty()
    };
    let half = rest.find(['。', '.', '．']).filter(goes_on).and_then(|stop| rest.get(..stop));
    let is_half = |half: &&str| {
        (2..=14).contains(&half.chars().count()) && !half.contains(|c: char| c.is_ascii_digit() || "；：".contains(c))
    };
    match half.filter(is_half) {
        Some(half) => {
            let stop = rest[half.len()..].chars().next().map_or(0, char::len_utf8);
            Some((after + half.len(), after + half.len() + stop))
        }
        None => Some((end, after)),
    }
}

/// Where words end that are bold before others that are not, and where these
/// begin: a heading on one line with its text.
fn bold_lead(content: &[Inline]) -> Option<(usize, usize)> {
    let [Inline::Text { text, form }, Inline::Text { text: next, form: plain }, ..] = content else { return None };
    let is_stop = |c: char| matches!(c, '。' | '：' | '.' | ':');
    let head = text.trim_end().trim_end_matches(is_stop);
    let rest = next.trim_start_matches(|c: char| is_stop(c) || is_blank(c) || c == '—');
    let count = head.trim().chars().count();
    let is_parted = head.len() < text.trim_end().len() || next.starts_with(|c: char| is_stop(c) || c == '—');
    let is_lead = form.bold && !plain.bold && is_parted && (2..=RUN_IN).contains(&count);
    let is_followed = next.chars().count() >= 10 && head.contains(is_han) && !head.contains(['。', '；', '！', '？']);
    (is_lead && is_followed).then_some((head.len(), text.len() + next.len() - rest.len()))
}

/// Where a heading ends on its line and where its text begins, if there is text.
pub type End = Option<(usize, usize)>;

/// What a line begins with that is a heading where several lines begin so.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lead {
    /// Bold words.
    Bold,
    /// 【条目】
    Square,
    /// An ornament before words, with a wide gap or a stop after them: ■概况
    Ornament(char),
    /// The name of a unit with a colon: 护理部：
    Unit,
    /// A few words with a full stop: 护理部。
    Short,
}

impl Lead {
    /// How many lines must begin so.
    pub fn fewest(self) -> usize {
        if matches!(self, Lead::Unit | Lead::Short) { 3 } else { 2 }
    }
}

/// Whether words name who speaks: 张三, 张三汇报.
fn is_speaker(words: &str) -> bool {
    let count = words.chars().count();
    count <= 6
        && [2, 3].iter().any(|length| {
            let name: String = words.chars().take(*length).collect();
            let verb = words.get(name.len()..).unwrap_or_default();
            person::is_whole(&name) && (verb.is_empty() || SAYING.has(verb))
        })
}

/// Whether all words of a paragraph are bold.
fn is_bold(content: &[Inline]) -> bool {
    !content.is_empty() && content.iter().all(|inline| matches!(inline, Inline::Text { form, .. } if form.bold))
}

/// Whether words are the name of a unit, or end as such names do.
fn is_unit(words: &str) -> bool {
    let is_short = words.chars().count() <= SHORT;
    byline::is_unit(words) || is_short && organization::line_end(words).is_some()
}

/// What a paragraph begins with; where the heading ends and its text begins, if
/// there is text.
pub fn lead(paragraph: &Paragraph) -> Option<(Lead, End)> {
    let text = flat(&paragraph.content);
    if let Some(end) = text.strip_prefix('【').and_then(|inner| inner.find('】')).map(|end| end + 6) {
        let inner = text[3..end - 3].chars().count();
        let rest = text[end..].trim_start();
        let is_entry = (2..=20).contains(&inner) && (rest.is_empty() || rest.chars().count() > 12);
        return is_entry.then(|| (Lead::Square, (!rest.is_empty()).then_some((end, text.len() - rest.len()))));
    }
    if let Some(lead) = bold_lead(&paragraph.content).filter(|(end, _)| !is_speaker(&text[..*end])) {
        return Some((Lead::Bold, Some(lead)));
    }
    if is_bold(&paragraph.content) && (2..=LONGEST).contains(&text.trim().chars().count()) {
        return (!text.contains(['。', '；', '\n'])).then_some((Lead::Bold, None));
    }
    let ornament = text.chars().next().filter(|c| sense::is_ornament(*c));
    let start = sense::ornament(&text);
    let words = text.get(start..)?;
    // 一是抓学习。…… counts what it tells.
    let mark = enumerator::leading(words);
    if mark.is_some_and(|mark| matches!(mark.shape, Shape::Said | Shape::Ordinal)) {
        return None;
    }
    let (end, after) = end_of_heading(words)?;
    let rest = words.get(after..)?.trim_start();
    let head = words.get(..end)?;
    let tells = head.contains(|c: char| c.is_ascii_digit() || "；！？".contains(c));
    if !(2..=RUN_IN).contains(&head.chars().count())
        || tells
        || rest.chars().count() < 12
        || !rest.contains(['。', '，'])
    {
        return None;
    }
    let found = Some((start + end, text.len() - rest.len()));
    match ornament {
        // ● 义诊：…… is an item of a list.
        Some(ornament) if words[end..].starts_with(is_blank) => Some((Lead::Ornament(ornament), found)),
        Some(_) => None,
        None if words[end..].starts_with('：') => (is_unit(head)).then_some((Lead::Unit, found)),
        None if words[end..].starts_with(['。', '.']) && head.chars().count() <= SHORT => {
            (!head.contains(['，', ',']) && NO_STARTS.begins(head).is_none()).then_some((Lead::Short, found))
        }
        None => None,
    }
}
