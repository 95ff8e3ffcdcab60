//! Honours without a verb, as lists and tables have them: a name with who gave
//! it, when, and who got it, in any order.
//!
//! In: a line, or a row of a table as its cells. Out: the honour that it tells,
//! if every part of it is accounted for.

use crate::import::facts::honours::phrase::{are_bodies, is_opening, last_quotation, listed};
use crate::import::facts::honours::words::{is_award, is_bare};
use crate::language::date::PartialDate;
use crate::language::lexicon::{self, List};
use crate::language::person::is_whole as is_person;
use crate::language::{enumerator, label};

/// What stands after the body that gave an honour: 市总工会颁发.
static GIVING: List = List::new(&lexicon::HONOUR_CONTEXT, "giving");
/// What stands before it.
static BY: List = List::new(&lexicon::HONOUR_CONTEXT, "by");
/// What names of honours have, and no name of a body.
static SIGNS: List = List::new(&lexicon::HONOUR_WORDS, "name-sign");
/// What stands after the name of a person.
static COMRADE: List = List::new(&lexicon::HONOUR_CONTEXT, "comrade");
/// How a report calls those whose it is.
static OWN: List = List::new(&lexicon::HONOUR_CONTEXT, "own");
/// What a list is marked with.
const BULLETS: [char; 14] = ['•', '·', '★', '☆', '■', '□', '◆', '◇', '●', '○', '➢', '▲', '-', '*'];

/// A part of a line, by what it may be.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    /// When.
    Date(Option<PartialDate>),
    /// A name in quotation marks, or one by its end; whether by the marks.
    Name(String, bool),
    /// A body that may give honours, or get them.
    Body(String),
    /// Who got it, or a name that is not known.
    Other(String),
}

/// An honour of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Who gave it.
    pub grantor: String,
    /// When.
    pub date: Option<PartialDate>,
    /// Among whom it is given: 全市.
    pub scope: String,
    /// Who got it; empty if the branch itself.
    pub recipient: String,
    /// Whether nothing in it is a guess.
    pub certain: bool,
}

/// Reads a line. `is_listed` says that it stands in a list of honours.
pub fn read(line: &str, is_listed: bool) -> Option<Entry> {
    let line = line.trim().trim_start_matches(BULLETS).trim_start();
    let line = unnumbered(line);
    let line = line.trim_end_matches(['。', '；', ';', '.', '，']);
    if line.is_empty() || line.chars().count() > 80 || line.contains(['！', '？', '。']) {
        return None;
    }
    let (parts, marks) = split(line);
    // 单位：甲医院 is a field of a form.
    if !is_listed && parts.first().is_some_and(|first| label::begins(first).is_some()) {
        return None;
    }
    of_parts(&parts, &marks, is_listed)
}

/// A line without its number: 1.2024年6月 has one, 2023.11 is none.
fn unnumbered(line: &str) -> &str {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    if let Some((_, rest)) =
        line.split_once(['.', '．']).filter(|(mark, rest)| digits(mark) == mark.len() && digits(rest) == 4)
        && digits(line) <= 2
    {
        return rest;
    }
    let mark = enumerator::leading(line).filter(|_| digits(line) != 4);
    mark.map_or(line, |mark| line[mark.end..].trim_start())
}

/// Reads the parts of a line with the marks between them, or the cells of a row.
pub fn of_parts(parts: &[&str], marks: &str, is_listed: bool) -> Option<Entry> {
    if parts.is_empty() || parts.len() > 6 {
        return None;
    }
    let has_mark = marks.contains(['—', '：', ':', '（', '(']);
    let has_dash = marks.contains('—');
    let mut entry = Entry { certain: true, ..Entry::default() };
    let (mut names, mut bodies, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let (mut dates, mut is_quoted) = (0, false);
    for (place, text) in parts.iter().enumerate() {
        match part(text, &mut entry) {
            Part::Date(date) => (dates, entry.date) = (dates + 1, entry.date.or(date)),
            Part::Name(name, quoted) => {
                is_quoted |= quoted;
                names.push((place, name, if quoted { 2 } else { u8::from(SIGNS.is_in(text)) }));
            }
            Part::Body(name) => bodies.push((place, name)),
            Part::Other(name) => others.push((place, name)),
        }
    }
    if dates > 1 || bodies.len() > 2 || others.len() > 2 || bodies.len() + others.len() + names.len() > 3 {
        return None;
    }
    // A party branch got it where a name in quotation marks is an honour.
    names.sort_by_key(|(place, _, rank)| (*rank, *place));
    let name = names.pop();
    others.extend(names.into_iter().map(|(place, name, _)| (place, name)));
    // Of two bodies, and of one before a dash, the first got it.
    if bodies.len() == 2 || bodies.len() == 1 && has_dash && bodies[0].0 == 0 {
        entry.recipient = bodies.remove(0).1;
    }
    if let Some((_, body)) = bodies.pop() {
        if entry.grantor.is_empty() { entry.grantor = body } else { return None }
    }
    entry.name = match name {
        Some((_, name, _)) => name,
        // 卫生村（市爱卫办）: what is neither body nor date, where one is listed.
        None if is_listed && !entry.grantor.is_empty() && (has_mark || dates > 0) => others.pop()?.1,
        None => return None,
    };
    if let Some((_, holder)) = others.pop() {
        let is_sure = is_listed && (dates > 0 || !entry.grantor.is_empty());
        if !others.is_empty() || !entry.recipient.is_empty() || !is_holder(&holder) && !is_sure {
            return None;
        }
        entry.recipient = holder;
    }
    let is_told = is_listed || !entry.grantor.is_empty() && (dates > 0 || is_quoted && parts.len() > 1);
    if OWN.has(&entry.recipient) {
        entry.recipient.clear();
    }
    let count = entry.name.chars().count();
    (is_told && (2..=30).contains(&count) && !entry.name.contains(['，', '：', '。'])).then_some(entry)
}

/// Whether words may name who got an honour.
fn is_holder(words: &str) -> bool {
    OWN.has(words) || is_person(words) || are_bodies(words)
}

/// What a part is; a giver within it goes to the entry.
fn part(text: &str, entry: &mut Entry) -> Part {
    let text = text.trim();
    if let Some(date) = date(text) {
        return Part::Date(date);
    }
    let may_be_name = last_quotation(text).is_some() || is_award(text) || SIGNS.is_in(text);
    if may_be_name && let Some(listed) = listed(text).filter(|listed| listed.is_titled || !is_bare(&listed.name)) {
        if entry.grantor.is_empty() {
            entry.grantor = listed.lead.grantor;
        }
        entry.scope = listed.lead.scope;
        entry.date = entry.date.or(listed.lead.date);
        // 村“两委” is somebody, 市文明办“文明单位” something.
        let is_quoted = last_quotation(text).is_some();
        let begins = text[listed.lead.end..].trim_start().starts_with(is_opening);
        if is_quoted && !begins && !is_award(&listed.name) {
            return Part::Other(text.to_owned());
        }
        return Part::Name(listed.name, is_quoted);
    }
    let bare = GIVING.strip_suffix(text).unwrap_or(text).trim();
    let bare = if bare.len() < text.len() { BY.strip_prefix(bare).unwrap_or(bare).trim() } else { bare };
    if are_bodies(bare) {
        return Part::Body(bare.to_owned());
    }
    Part::Other(COMRADE.strip_suffix(text).unwrap_or(text).to_owned())
}

/// The date that a text is; a month without a year is none that can be written.
fn date(text: &str) -> Option<Option<PartialDate>> {
    let bare = text.strip_suffix('度').unwrap_or(text);
    if !bare.starts_with(|c: char| c.is_ascii_digit()) && !bare.ends_with(['年', '月', '日']) {
        return None;
    }
    if let Ok(date) = PartialDate::parse(bare) {
        return Some(Some(date));
    }
    let is_month = bare.ends_with(['月', '日']) && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '月' | '日'));
    is_month.then_some(None)
}

/// The parts of a line, and the marks between them.
fn split(line: &str) -> (Vec<&str>, String) {
    let mut parts = Vec::new();
    let mut marks = String::new();
    let (mut start, mut is_quoted) = (0, false);
    let mut last = ' ';
    for (at, mark) in line.char_indices() {
        match mark {
            '"' => is_quoted = !is_quoted,
            _ if is_opening(mark) => is_quoted = true,
            '”' | '」' | '’' => is_quoted = false,
            _ => {}
        }
        let blank = mark.is_whitespace() && !last.is_ascii_alphanumeric();
        let parts_here =
            matches!(mark, '，' | ',' | '：' | ':' | '（' | '）' | '(' | ')' | '—' | '；' | ';' | '|' | '/');
        if !is_quoted && (blank || parts_here) {
            marks.push(mark);
            parts.push(&line[start..at]);
            start = at + mark.len_utf8();
        }
        last = mark;
    }
    parts.push(&line[start..]);
    parts.retain(|part| !part.trim().is_empty());
    (parts, marks)
}
