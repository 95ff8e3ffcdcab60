//! Lines that say of themselves what they are: `作者：…`, `[摘要]…`, `文/…`.

use std::sync::OnceLock;

use crate::language::byline::{byline, dated_byline};
use crate::language::lexicon::{self, List};

/// 签名, in brackets behind a label.
static NOTES: List = List::new(&lexicon::SIGNERS, "note");

/// What a label stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Who wrote it.
    Author,
    /// Who edited it.
    Editor,
    /// Where it was published.
    Source,
    /// When it was published.
    Published,
    /// The abstract.
    Summary,
    /// Keywords.
    Keywords,
    /// The DOI.
    Doi,
    /// How often a page was seen, and what else is nobody's business.
    Counter,
    /// What others did for it: whoever is named had a part in it.
    Contribution,
    /// A plain text field of the front matter; its class is the field's key.
    Plain(&'static str),
    /// Something else.
    Detail,
}

/// A label and what stands after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// What it stands for.
    pub field: Field,
    /// The label without spaces.
    pub label: String,
    /// What is said; empty if nothing is.
    pub value: String,
}

/// The classes of `lexicon/labels.tsv` that have a meaning of their own.
const CLASSES: [(&str, Field); 10] = [
    ("author", Field::Author),
    ("contribution", Field::Contribution),
    ("counter", Field::Counter),
    ("detail", Field::Detail),
    ("doi", Field::Doi),
    ("editor", Field::Editor),
    ("keywords", Field::Keywords),
    ("published", Field::Published),
    ("source", Field::Source),
    ("summary", Field::Summary),
];

/// Every label and what it stands for, the longest first.
fn all() -> &'static [(&'static str, Field)] {
    static ALL: OnceLock<Vec<(&'static str, Field)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let rows = lexicon::LABELS.rows();
        let mut all: Vec<(&str, Field)> = rows.map(|row| (row.word(), of_class(row.get("class")))).collect();
        all.sort_by_key(|(label, _)| std::cmp::Reverse(label.len()));
        all
    })
}

/// What labels of a class stand for.
fn of_class(class: &'static str) -> Field {
    CLASSES.iter().find(|(name, _)| *name == class).map_or(Field::Plain(class), |(_, field)| *field)
}

/// The longest label that a text begins with.
pub fn begins(text: &str) -> Option<&'static str> {
    all().iter().map(|(label, _)| *label).find(|label| text.starts_with(label))
}

/// What a label stands for.
pub fn field(label: &str) -> Option<Field> {
    all().iter().find(|(known, _)| *known == label).map(|(_, field)| *field)
}

/// How long a line of details is at most, in bytes.
const LONGEST: usize = 600;

/// Reads a line of labelled details; none if it is something else.
pub fn read(line: &str) -> Option<Vec<Labelled>> {
    let line = unwrapped(line.trim());
    let (mut field, mut label, start) = first(line)?;
    let mut rest = line.get(start..)?;
    let mut items = Vec::new();
    if !is_of_journal(field) && !may_be_details(line, field) {
        return None;
    }
    // A line of a journal may go on: 中图分类号：… 文献标识码：….
    while is_of_journal(field) {
        let next = if field == Field::Summary { None } else { next_label(rest) };
        let next = next.filter(|(at, field, ..)| is_of_journal(*field) || may_be_details(&rest[*at..], *field));
        let end = next.as_ref().map_or(rest.len(), |(at, ..)| *at);
        items.push(Labelled { field, label, value: trimmed(&rest[..end]) });
        let Some((at, next_field, next_name, length)) = next else { return Some(items) };
        (field, label) = (next_field, next_name);
        rest = &rest[at + length..];
    }
    loop {
        let next = next_label(rest);
        let end = next.as_ref().map_or(rest.len(), |(at, ..)| *at);
        items.push(Labelled { field, label, value: trimmed(&rest[..end]) });
        let Some((at, next_field, next_name, length)) = next else { return Some(items) };
        (field, label) = (next_field, next_name);
        rest = &rest[at + length..];
    }
}

/// Whether a label is one of those that a journal gives a text of its own.
fn is_of_journal(field: Field) -> bool {
    matches!(field, Field::Summary | Field::Keywords | Field::Doi)
}

/// Whether a text that begins with a label may be a line of details.
fn may_be_details(text: &str, field: Field) -> bool {
    text.len() <= LONGEST
        && (matches!(field, Field::Contribution | Field::Plain(_) | Field::Detail) || !text.contains('。'))
}

/// Where the first label within a line stands that says something of the text,
/// and no count of readers.
pub fn position(line: &str) -> Option<usize> {
    let mut from = 0;
    while let Some((at, field, _, length)) = next_label(line.get(from..)?) {
        if field != Field::Counter {
            return Some(from + at);
        }
        from += at + length;
    }
    None
}

/// A line without its counters of readers: 王五　点击：33.
pub fn uncounted(line: &str) -> &str {
    match next_label(line) {
        Some((at, Field::Counter, ..)) => line.get(..at).unwrap_or(line),
        _ => line,
    }
}

/// The next label within a line: where it stands, what it is, how long.
fn next_label(rest: &str) -> Option<(usize, Field, String, usize)> {
    let mut before = ' ';
    for (at, character) in rest.char_indices() {
        if (before.is_whitespace() || "/／｜|\u{4e28}；;、】]〕".contains(before)) && !character.is_whitespace() {
            let found = first(&rest[at..]).filter(|(field, label, _)| {
                // One letter is a label only in a list of them.
                label.chars().count() > 1
                    || matches!(before, '/' | '／' | '｜' | '|' | '\u{4e28}')
                    || before.is_whitespace()
                    || *field == Field::Doi
            });
            if let Some((field, label, length)) = found {
                return Some((at, field, label, length));
            }
        }
        before = character;
    }
    None
}

/// Where the label ends, with its delimiter, that a text begins with.
pub fn end(text: &str) -> Option<usize> {
    first(text).map(|(.., end)| end)
}

/// The label at the beginning of a text, and where its value begins.
fn first(text: &str) -> Option<(Field, String, usize)> {
    let opening = text.chars().next()?;
    let (inner, close) = match opening {
        '[' | '［' => (&text[opening.len_utf8()..], Some([']', '］'])),
        '【' => (&text[opening.len_utf8()..], Some(['】', ']'])),
        '〔' => (&text[opening.len_utf8()..], Some(['〕', ')'])),
        _ => (text, None),
    };
    let skipped = text.len() - inner.len();
    let (field, label, length) =
        all().iter().find_map(|(label, field)| Some((*field, *label, spelt(inner, label)?)))?;
    let mut rest = &inner[length..];
    let blanks = |text: &str| text.len() - text.trim_start().len();
    let mut end = skipped + length;
    let mut delimited = false;
    if let Some(close) = close {
        let at = blanks(rest);
        let found = rest[at..].chars().next().filter(|c| close.contains(c))?;
        end += at + found.len_utf8();
        rest = &rest[at + found.len_utf8()..];
        delimited = true;
    }
    // 执笔人（签名）：
    let note = NOTES.iter().find_map(|note| rest.trim_start().strip_prefix(['（', '('])?.strip_prefix(*note));
    if let Some(after) = note.and_then(|after| after.strip_prefix(['）', ')'])).filter(|after| is_told(after)) {
        end += rest.len() - after.len();
        rest = after;
    }
    let at = blanks(rest);
    match rest[at..].chars().next() {
        Some(mark) if matches!(mark, ':' | '：' | '\u{4e28}' | '｜' | '|') => end += at + mark.len_utf8(),
        Some(mark @ ('/' | '／'))
            if label.chars().count() <= 2 && matches!(field, Field::Author | Field::Contribution | Field::Detail) =>
        {
            end += at + mark.len_utf8();
        }
        _ if delimited => end += at,
        // 报告人　王五
        Some(_) if at > 0 && field == Field::Author && is_byline(&rest[at..]) => end += at,
        // 摘要　近年来……, DOI 10.…
        Some(_) if at > 0 && matches!(field, Field::Summary | Field::Keywords | Field::Doi) => end += at,
        _ => return None,
    }
    Some((field, label.to_owned(), end))
}

/// Whether words name persons or units, perhaps with a date, and nothing else.
fn is_byline(words: &str) -> bool {
    let known = dated_byline(words).map(|(known, _)| known);
    known.or_else(|| byline(words).filter(|known| !known.persons.is_empty())).is_some()
}

/// How long a label is that a text begins with, blanks within it allowed.
fn spelt(text: &str, label: &str) -> Option<usize> {
    let mut wanted = label.chars();
    let mut next = wanted.next();
    for (at, character) in text.char_indices() {
        match next {
            None => return Some(at),
            Some(wanted_now) if wanted_now == character => next = wanted.next(),
            Some(_) if character.is_whitespace() && at > 0 => {}
            Some(_) => return None,
        }
    }
    next.is_none().then_some(text.len())
}

/// Whether a value follows a colon.
fn is_told(text: &str) -> bool {
    text.trim_start().starts_with(['：', ':'])
}

/// A line without the brackets around all of it: （文：甲/图：乙）, [作者：甲].
fn unwrapped(line: &str) -> &str {
    let is_one = |inner: &&str| !inner.contains(['（', '(', '[', '［', '【', ']', '］', '】']);
    let square = || {
        line.strip_prefix(['[', '［', '【'])?
            .strip_suffix([']', '］', '】'])
            .filter(|inner| inner.contains(['：', ':']))
    };
    let inner = line.strip_prefix(['（', '(']).and_then(|inner| inner.strip_suffix(['）', ')']));
    inner.filter(|inner| !inner.contains(['（', '('])).or_else(|| square().filter(is_one)).unwrap_or(line).trim()
}

/// What is said, without the bars (U+4E28 is a Han character that pages use for one)
/// and marks that part it from the next.
fn trimmed(value: &str) -> String {
    value.trim().trim_end_matches(['/', '／', '｜', '|', '\u{4e28}', '；', ';', '、']).trim_end().to_owned()
}

/// What abstracts are headed with.
pub static SUMMARIES: List = List::new(&lexicon::SECTIONS, "summary");

/// Whether a line without blanks says that the next one is the abstract.
pub fn is_summary(line: &str) -> bool {
    SUMMARIES.has(line)
}

/// How long a line of details is at most that may have run together, in bytes.
const LONGEST_DETAILS: usize = 400;

/// The labels of a line of details, with where they stand; none if the line is
/// something else.
pub fn details(line: &str) -> Option<Vec<(usize, &'static str)>> {
    if line.len() > LONGEST_DETAILS || !line.contains(['：', ':']) || line.contains(['。', '，', '；', '！', '？'])
    {
        return None;
    }
    let labels = labels(line);
    labels.first().is_some_and(|&(at, _)| line[..at].trim().is_empty()).then_some(labels)
}

/// The labels of a line, the longest where several would do.
fn labels(text: &str) -> Vec<(usize, &'static str)> {
    let mut labels = Vec::new();
    let mut end = 0;
    for (colon, _) in text.match_indices(['：', ':']) {
        let before = &text[end..colon];
        // One character ends many words: 地图, 短文.
        let is_label =
            |&&(label, field): &&(&str, Field)| label.len() > 3 && !is_of_journal(field) && before.ends_with(label);
        if let Some((label, _)) = all().iter().find(is_label) {
            labels.push((colon - label.len(), *label));
            end = colon;
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::{CLASSES, details, of_class, read};
    use crate::language::lexicon;

    #[test]
    fn every_class_has_labels() {
        for (class, _) in CLASSES {
            assert!(lexicon::LABELS.rows().any(|row| row.get("class") == class), "{class}");
        }
    }

    /// Each row is read as what its class says, and no word within a sentence is a label.
    #[test]
    fn every_label_is_read() {
        for row in lexicon::LABELS.rows() {
            let field = of_class(row.get("class"));
            let found = read(&format!("{}：甲乙丙", row.word())).unwrap_or_else(|| panic!("{}", row.word()));
            assert_eq!((found[0].field, found[0].value.as_str()), (field, "甲乙丙"), "{}", row.word());
            assert_eq!(read(&format!("关于{}的说明", row.word())), None, "{}", row.word());
        }
        assert_eq!(details("时间：2021年7月2日来源：护理部").map(|labels| labels.len()), Some(2));
    }
}
