//! Honours without a verb, as lists and tables have them: a name with who gave
//! it, when, and who got it, in any order.
//!
//! In: a line, or a row of a table as its cells. Out: the honour that it tells,
//! if every part of it is accounted for.

use crate::import::facts::honours::phrase::{are_bodies, is_opening, last_quotation, lead, listed};
use crate::import::facts::honours::words::{is_award, is_bare, verb};
use crate::language::amount::{Nature, amounts};
use crate::language::date::{DAY, MONTH, PartialDate, YEAR};
use crate::language::lexicon::{self, List};
use crate::language::person::is_whole as is_person;
use crate::language::{enumerator, label};
use crate::text::han::is_han;

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
/// Labels of parts of a line, as heads of columns.
static NAMES: List = List::new(&lexicon::TABLE_WORDS, "honour");
static GIVERS: List = List::new(&lexicon::TABLE_WORDS, "giver");
static DATES: List = List::new(&lexicon::TABLE_WORDS, "when");
static HOLDERS: List = List::new(&lexicon::TABLE_WORDS, "holder");
static LEVELS: List = List::new(&lexicon::TABLE_WORDS, "level");
/// Marks between the parts of a line, as in Chinese and otherwise.
const MARKS: [(char, char); 8] =
    [('，', ','), ('：', ':'), ('（', '('), ('）', ')'), ('—', '–'), ('；', ';'), ('|', '/'), ('·', '・')];
/// What a list is marked with.
const BULLETS: [char; 14] = ['•', '·', '★', '☆', '■', '□', '◆', '◇', '●', '○', '➢', '▲', '-', '*'];

/// A part of a line, by what it may be.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    /// When.
    Date(Option<PartialDate>),
    /// A name in quotation marks, or one by its end; whether by the marks.
    Name(String, bool),
    /// A body that may give honours, or get them; whether it says that it gave it.
    Body(String, bool),
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
    let line = if is_listed { without_row(line) } else { line };
    let line = line.trim_end_matches(['。', '；', ';', '.', '，']);
    if line.is_empty() || line.chars().count() > 80 || line.contains(['！', '？', '。']) {
        return None;
    }
    let parts = split(line);
    // 单位：甲医院 is a field of a form.
    if !is_listed && parts.first().is_some_and(|(_, first)| label::begins(first).is_some()) {
        return None;
    }
    // The heads of columns whose cells only blanks part.
    if parts.iter().filter(|(_, part)| is_label(part)).count() > 1 && parts.iter().all(|(_, part)| date(part).is_none())
    {
        let is_said = |pair: &[Marked<'_>]| is_label(pair[0].1) && pair[1].0 == '：';
        if !parts.windows(2).any(is_said) {
            return None;
        }
    }
    // 市总工会授予, alone or before “…”, is who gave it; any other verb begins a sentence,
    // before the name or behind what got it: “春风”小组获….
    let is_told = |part: &str| {
        let (open, close) = last_quotation(part).unwrap_or((part.len(), part.len()));
        let giver = without_giving(&part[..open]);
        // 我院被市总工会授予“…”
        let is_passive = giver.len() < part[..open].trim().len() && lead(part).grantor.is_empty();
        verb(giver).is_some() || verb(&part[close..]).is_some() || close > open && is_passive
    };
    if parts.iter().any(|(_, part)| !is_label(part) && is_told(part)) {
        return None;
    }
    of_parts(&parts, is_listed)
}

/// Whether words are the label of a part: 荣誉名称, 获奖者.
pub fn is_label(words: &str) -> bool {
    [&NAMES, &GIVERS, &HOLDERS, &DATES, &LEVELS].iter().any(|list| list.has(words.trim()))
}

/// What brackets after a name say, if all of it is who gave it, when and to whom.
pub fn note(text: &str) -> Option<Entry> {
    let mut entry = Entry::default();
    let parts = labelled(&split(text), &mut entry);
    for (_, text) in &parts {
        match part(text, &mut Entry::default()) {
            Part::Date(date) => entry.date = entry.date.or(date),
            Part::Body(name, _) if entry.grantor.is_empty() => entry.grantor = name,
            Part::Other(name) if is_person(&name) && entry.recipient.is_empty() => entry.recipient = name,
            _ => return None,
        }
    }
    Some(entry)
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
    // 1⇥文明单位, a row of a table that lost its lines.
    let apart = line[digits(line)..].strip_prefix('\t').filter(|_| (1..=2).contains(&digits(line)));
    mark.map_or(apart.unwrap_or(line), |mark| line[mark.end..].trim_start())
}

/// A line without the number of its row, which nothing parts from its words: 1文明单位.
fn without_row(line: &str) -> &str {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_row = (1..=2).contains(&(line.len() - rest.len())) && rest.starts_with(is_han);
    let counts = || amounts(line).first().is_some_and(|first| first.range.start == 0 && first.nature == Nature::Count);
    if is_row && !counts() { rest } else { line }
}

/// A part of a line with the mark before it.
pub type Marked<'p> = (char, &'p str);

/// Reads the parts of a line, or the cells of a row.
pub fn of_parts(parts: &[Marked<'_>], is_listed: bool) -> Option<Entry> {
    let mut entry = Entry { certain: true, ..Entry::default() };
    let parts = labelled(parts, &mut entry);
    if parts.is_empty() || parts.len() > 6 {
        return None;
    }
    let is_marked = |mark: char| parts.iter().skip(1).any(|part| part.0 == mark);
    let has_mark = ['—', '：', '（', '·'].into_iter().any(is_marked) || !entry.grantor.is_empty();
    let (mut names, mut bodies, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let (mut dates, mut is_quoted) = (0, false);
    for (place, (_, text)) in parts.iter().enumerate() {
        match part(text, &mut entry) {
            Part::Date(date) => (dates, entry.date) = (dates + 1, entry.date.or(date)),
            Part::Name(name, quoted) => {
                is_quoted |= quoted;
                names.push((place, name, if quoted { 2 } else { u8::from(SIGNS.is_in(text)) }));
            }
            Part::Body(name, is_giver) => bodies.push((place, name, is_giver)),
            Part::Other(name) => others.push((place, name)),
        }
    }
    if dates > 1 || bodies.len() > 3 || others.len() > 2 || bodies.len() + others.len() + names.len() > 3 {
        return None;
    }
    // A party branch got it where a name in quotation marks is an honour.
    names.sort_by_key(|(place, _, rank)| (*rank, *place));
    let name = names.pop();
    others.extend(names.into_iter().map(|(place, name, _)| (place, name)));
    // 市总工会颁发 gave it, else the last body; one before a dash got it, where nobody else did.
    let got = |bodies: &[(usize, String, bool)]| {
        bodies.len() == 1 && bodies[0].0 == 0 && parts.get(1).is_some_and(|part| part.0 == '—') && !bodies[0].2
    };
    if entry.grantor.is_empty() && !got(&bodies) {
        // 区民政局·幸福社区: the one before the dot, whatever the name ends with.
        let first = (is_marked('·') && !bodies.is_empty()).then_some(0);
        let giver = bodies.iter().position(|body| body.2).or(first);
        // 我院 gave nothing to itself.
        let giver = giver.or_else(|| bodies.iter().rposition(|body| !OWN.has(&body.1)));
        if let Some(giver) = giver {
            entry.grantor = bodies.remove(giver).1;
        }
    }
    others.extend(bodies.into_iter().map(|(place, name, _)| (place, name)));
    others.sort();
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
    (is_told && (2..=30).contains(&count) && !entry.name.contains(['，', '：', '。', '、', ' '])).then_some(entry)
}

/// Takes out of the parts what has a label: 授予单位：市总工会, 获奖者：李四.
fn labelled<'p>(parts: &[Marked<'p>], entry: &mut Entry) -> Vec<Marked<'p>> {
    let mut rest = Vec::new();
    let mut parts = parts.iter().peekable();
    while let Some(&(mark, text)) = parts.next() {
        let label = text.trim();
        let Some(&&(_, value)) = parts.peek() else {
            rest.push((mark, text));
            continue;
        };
        let value = value.trim();
        match date(value) {
            _ if HOLDERS.has(label) => value.clone_into(&mut entry.recipient),
            _ if GIVERS.has(label) => value.clone_into(&mut entry.grantor),
            _ if LEVELS.has(label) => value.clone_into(&mut entry.scope),
            Some(date) if DATES.has(label) => entry.date = date,
            // The name follows its label.
            _ if NAMES.has(label) => continue,
            _ => {
                rest.push((mark, text));
                continue;
            }
        }
        parts.next();
    }
    rest
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
    let bare = without_giving(text);
    if are_bodies(bare) {
        return Part::Body(bare.to_owned(), bare.len() < text.len());
    }
    let holder = HOLDERS.strip_prefix(text).filter(|name| is_person(name)).unwrap_or(text);
    Part::Other(COMRADE.strip_suffix(holder).unwrap_or(holder).to_owned())
}

/// Who gave it without the verb: 由市总工会颁发.
fn without_giving(text: &str) -> &str {
    let text = text.trim();
    GIVING.strip_suffix(text).map_or(text, |who| BY.strip_prefix(who).unwrap_or(who).trim())
}

/// The date that a text is; a month without a year is none that can be written.
fn date(text: &str) -> Option<Option<PartialDate>> {
    let bare = text.strip_suffix('度').unwrap_or(text);
    if !bare.starts_with(|c: char| c.is_ascii_digit()) && !bare.ends_with([YEAR, MONTH, DAY]) {
        return None;
    }
    if let Ok(date) = PartialDate::parse(bare) {
        return Some(Some(date));
    }
    let is_month = bare.ends_with([MONTH, DAY]) && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, MONTH | DAY));
    is_month.then_some(None)
}

/// The parts of a line, each with the mark before it.
fn split(line: &str) -> Vec<Marked<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut is_quoted) = (0, false);
    let (mut before, mut last) = (' ', ' ');
    for (at, mark) in line.char_indices() {
        match mark {
            '"' => is_quoted = !is_quoted,
            _ if is_opening(mark) => is_quoted = true,
            '”' | '」' | '’' => is_quoted = false,
            _ => {}
        }
        let after = &line[at + mark.len_utf8()..];
        let is_number = last.is_ascii_alphanumeric() && after.starts_with(|c: char| c.is_ascii_alphanumeric());
        let parts_here =
            mark.is_whitespace() && !is_number || MARKS.iter().any(|(one, other)| mark == *one || mark == *other);
        if !is_quoted && parts_here {
            parts.push((before, &line[start..at]));
            let plain = MARKS.iter().find(|(_, other)| mark == *other).map_or(mark, |(one, _)| *one);
            // A blank beside a mark says nothing.
            before = if plain.is_whitespace() && line[start..at].is_empty() { before } else { plain };
            start = at + mark.len_utf8();
        }
        last = mark;
    }
    parts.push((before, &line[start..]));
    parts.retain(|(_, part)| !part.trim().is_empty());
    parts
}
