//! A mapping read by the table of its keys.
//!
//! In: a node and the table of the record that it should be. Out: the nodes
//! by field, and findings about keys: missing, unknown, misspelt, misplaced,
//! written in two languages. What the values say is read in `value`.

use std::ops::Range;

use crate::diag::rules::front::{
    ITEM_SPLIT_BY_COLON, KEY_IN_TWO_LANGUAGES, KEY_MISPLACED, KEY_MISSING, KEY_MISSPELT, KEY_UNKNOWN, KEYS_UNKNOWN,
    NUMBER_SPLIT_BY_COMMA, RECORD_EXPECTED, VALUE_EMPTY,
};
use crate::diag::{Diagnostic, Rule, Words};
use crate::language::pinyin::{Reading, syllables};
use crate::parse::front::keys::{self, Table};
use crate::parse::front::status::{may_doubt, speaks_of_status};
use crate::parse::yaml::{Key, Node, NodeKind};
use crate::source::{Span, Spanned, VPath};
use crate::text::{han, near};

/// The most unknown keys of a record that are told one by one: a record that has
/// more is something else than was meant.
const UNKNOWN: usize = 100;

/// The most fields that a record has; a table with more does not compile.
pub const SLOTS: usize = 32;

const FIRST: Words = Words { zh: "第一次写在这里", en: "first written here" };
const EXAMPLE: Words = Words { zh: "{名称: ……}", en: "{name: …}" };
const EXAMPLE_FIGURE: Words =
    Words { zh: "{名称: 党员, 数值: 495, 单位: 名}", en: "{name: members, value: 495}" };
const EXAMPLE_LIMITS: Words = Words { zh: "{文本: 32 MB}", en: "{text: 32 MB}" };
const EXAMPLE_TERM: Words = Words { zh: "{错: 台帐, 对: 台账}", en: "{wrong: 台帐, right: 台账}" };
const EXAMPLE_SEARCH: Words = Words { zh: "{离线: 否}", en: "{offline: false}" };
const EXAMPLE_FONTS: Words = Words { zh: "{标题: song.woff}", en: "{heading: song.woff}" };
const EXAMPLE_FILE: Words = Words { zh: "标题: ……", en: "title: …" };

/// Reads the values of one file and collects what is wrong with them.
pub struct RecordReader<'a> {
    /// The file.
    pub path: &'a VPath,
    /// Its text.
    pub text: &'a str,
    /// Whether lines were left out that could not be read, so that nothing
    /// can be said of what is missing.
    pub damaged: bool,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// The nodes of a mapping by the fields of its table.
pub struct Record<'n> {
    /// The table.
    pub table: &'static Table,
    /// The place to point at when something is missing.
    pub at: Range<u32>,
    slots: [Option<Slot<'n>>; SLOTS],
    /// A text that a colon had divided, or a part of one; it stands for the
    /// short form.
    joined: Option<Spanned<String>>,
    /// The keys that the table does not have, with their values.
    pub unknown: Vec<(&'n Key<'n>, &'n Node<'n>)>,
    /// The second keys of fields that were written twice.
    pub twice: Vec<&'n str>,
}

/// A key as written, and its value.
#[derive(Clone, Copy)]
pub struct Slot<'n> {
    /// The key as the author wrote it; the Chinese name for a short form.
    pub key: &'n str,
    /// The value.
    pub node: &'n Node<'n>,
}

impl<'n> Record<'n> {
    /// A record in its short form whose text is a part of a value.
    pub fn of_text(table: &'static Table, text: Spanned<String>) -> Record<'n> {
        Record {
            table,
            at: text.at.clone(),
            slots: [None; SLOTS],
            joined: Some(text),
            unknown: Vec::new(),
            twice: Vec::new(),
        }
    }

    /// A record of one field, by its canonical name.
    pub fn of_field(table: &'static Table, name: &'static str, node: &'n Node<'n>) -> Option<Record<'n>> {
        let index = table.index(name)?;
        let mut slots = [None; SLOTS];
        *slots.get_mut(index)? = Some(Slot { key: table.zh(index), node });
        Some(Record { table, at: node.at.clone(), slots, joined: None, unknown: Vec::new(), twice: Vec::new() })
    }

    /// The value of a field, by its canonical name, if one was written.
    pub fn slot(&self, name: &str) -> Option<Slot<'n>> {
        let index = self.table.index(name);
        debug_assert!(index.is_some(), "the table has no “{name}”");
        self.slots.get(index?).copied().flatten().filter(|slot| !slot.node.is_empty())
    }

    /// The text put together again, if `name` is the short form.
    pub fn joined(&self, name: &str) -> Option<&Spanned<String>> {
        self.joined.as_ref().filter(|_| self.table.short == Some(name))
    }
}

impl<'a> RecordReader<'a> {
    /// A reader that goes on with the findings so far.
    pub fn new(path: &'a VPath, text: &'a str, damaged: bool, diagnostics: Vec<Diagnostic>) -> RecordReader<'a> {
        RecordReader { path, text, damaged, diagnostics }
    }

    /// Reports something at a place.
    pub fn report(&mut self, finding: Diagnostic) {
        self.diagnostics.push(finding);
    }

    /// A finding at a place, to be filled and reported.
    pub fn finding(&self, rule: &'static Rule, at: &Range<u32>) -> Diagnostic {
        Diagnostic::new(rule, Span { file: self.path.clone(), start: at.start, end: at.end })
    }

    /// Reads a node as a record; `at` is where to point if keys are missing.
    ///
    /// A record that lacks a required key comes back all the same: the caller
    /// sees it when reading that field.
    pub fn record<'n>(&mut self, node: &'n Node<'n>, table: &'static Table, at: Range<u32>) -> Option<Record<'n>> {
        let mut record =
            Record { table, at, slots: [None; SLOTS], joined: None, unknown: Vec::new(), twice: Vec::new() };
        match &node.kind {
            NodeKind::Mapping(entries) => {
                if let Some(joined) = self.divided(entries, node, table) {
                    record.joined = Some(joined);
                } else {
                    self.sort_entries(entries, &mut record);
                }
            }
            NodeKind::Scalar { .. } if node.is_empty() => {}
            NodeKind::Scalar { .. } if table.short.is_some() => {
                let index = table.short.and_then(|short| table.index(short));
                if let Some((index, slot)) = index.and_then(|index| Some((index, record.slots.get_mut(index)?))) {
                    *slot = Some(Slot { key: table.zh(index), node });
                }
            }
            // A wide colon after the only key made a text of it, and was said.
            _ if self.damaged => return None,
            kind => {
                let example = match table.fields.first().map(|field| field.name) {
                    Some("title") => EXAMPLE_FILE,
                    _ if table.index("value").is_some() => EXAMPLE_FIGURE,
                    _ if table.index("levels").is_some() => EXAMPLE_LIMITS,
                    Some("wrong") => EXAMPLE_TERM,
                    Some("offline") => EXAMPLE_SEARCH,
                    Some("heading") => EXAMPLE_FONTS,
                    _ => EXAMPLE,
                };
                let finding = self.finding(&RECORD_EXPECTED, &node.at).with("record", table.words);
                self.report(finding.with("found", found(kind)).with("example", example));
                return None;
            }
        }
        self.missing(&record);
        Some(record)
    }

    fn sort_entries<'n>(&mut self, entries: &'n [(Key<'n>, Node<'n>)], record: &mut Record<'n>) {
        let mut places: [Option<&Range<u32>>; SLOTS] = [None; SLOTS];
        let mut split: Vec<(&str, &Node<'n>)> = Vec::new();
        let mut unknown: Vec<(&Key<'n>, &Node<'n>)> = Vec::new();
        for (position, (key, node)) in entries.iter().enumerate() {
            if self.is_piece(entries, position) {
                // Only the first piece is a value; the next ones were said with it.
                if !self.is_piece(entries, position - 1) {
                    self.split_number(entries, position - 1);
                    split.push((&entries[position - 1].0.value, node));
                }
                continue;
            }
            let Some(index) = record.table.find(&key.value) else {
                unknown.push((key, node));
                continue;
            };
            let (Some(slot), Some(place)) = (record.slots.get_mut(index), places.get_mut(index)) else { continue };
            match (&slot, &place) {
                (Some(first), Some(first_at)) => {
                    let label = Span { file: self.path.clone(), start: first_at.start, end: first_at.end };
                    let finding = self
                        .finding(&KEY_IN_TWO_LANGUAGES, &key.at)
                        .with("key", &*key.value)
                        .with("first", first.key)
                        .label(label, FIRST);
                    self.report(finding);
                    record.twice.push(&key.value);
                }
                _ => {
                    *slot = Some(Slot { key: &key.value, node });
                    *place = Some(&key.at);
                }
            }
        }
        // What speaks of the status is told of with the status.
        let told = |(key, node): &(&Key<'_>, &Node<'_>)| may_doubt(record) && speaks_of_status(&key.value, node);
        let untold: Vec<_> = unknown.iter().take(UNKNOWN).filter(|entry| !told(entry)).collect();
        let untold: Vec<(&Key<'n>, &Node<'n>)> = untold.into_iter().copied().collect();
        for (key, node) in untold {
            let meant = meant(&key.value, record.table).filter(|(index, _)| {
                // What is written twice is not guessed at.
                record.slots.get(*index).is_some_and(Option::is_none)
            });
            let Some((index, near)) = meant else {
                self.unknown(key, record.table);
                continue;
            };
            if let (Some(slot), Some(place)) = (record.slots.get_mut(index), places.get_mut(index)) {
                *slot = Some(Slot { key: &key.value, node });
                *place = Some(&key.at);
            }
            let finding = self.finding(&KEY_MISSPELT, &key.at).with("key", &*key.value).with("near", near);
            self.report(finding.suggest(near));
        }
        if let Some((key, _)) = unknown.get(UNKNOWN) {
            let finding = self.finding(&KEYS_UNKNOWN, &key.at).with("record", record.table.words);
            self.report(finding.with("count", unknown.len() - UNKNOWN));
        }
        record.unknown = unknown;
        for (index, _) in record.table.fields.iter().enumerate().filter(|(_, field)| field.required) {
            if let (Some(Some(slot)), Some(Some(at))) = (record.slots.get(index), places.get(index))
                && slot.node.is_empty()
                && !self.said_at(at)
            {
                let finding = self.finding(&VALUE_EMPTY, at).with("key", slot.key);
                self.report(finding);
            }
        }
        // A number that a comma split is no number: the piece after it, which
        // is empty, takes its place, and no one wonders that it is missing.
        for (key, empty) in split {
            let slot = record.table.find(key).and_then(|index| record.slots.get_mut(index));
            if let Some(Some(slot)) = slot.filter(|slot| slot.is_some_and(|slot| slot.key == key)) {
                slot.node = empty;
            }
        }
    }

    /// Whether an entry is what follows the comma of `{value: 1,731}`: digits
    /// without a value right after digits.
    fn is_piece(&self, entries: &[(Key<'_>, Node<'_>)], position: usize) -> bool {
        let Some((key, node)) = entries.get(position).filter(|_| position > 0) else { return false };
        if !node.at.is_empty() || !node.is_empty() || !key.value.starts_with(|first: char| first.is_ascii_digit()) {
            return false;
        }
        let (before_key, before) = &entries[position - 1];
        let end = if before.at.is_empty() { before_key.at.end } else { before.at.end };
        let digits =
            self.text.get(..end as usize).is_some_and(|text| text.ends_with(|last: char| last.is_ascii_digit()));
        let between = self.text.get(end as usize..key.at.start as usize);
        digits && between.is_some_and(|text| text.trim_end() == ",")
    }

    /// Reports the number whose first piece is the value of an entry.
    fn split_number(&mut self, entries: &[(Key<'_>, Node<'_>)], first: usize) {
        let mut last = first + 1;
        while self.is_piece(entries, last + 1) {
            last += 1;
        }
        let at = entries[first].1.at.start..entries[last].0.at.end;
        let text = self.text.get(at.start as usize..at.end as usize).unwrap_or("").to_owned();
        let joined: String = text.chars().filter(|&character| character != ',' && character != ' ').collect();
        let finding = self.finding(&NUMBER_SPLIT_BY_COMMA, &at).with("joined", joined.as_str());
        // `12,34` may have been meant for a fraction.
        let thousands = text.split(',').skip(1).all(|group| {
            group.trim_start().find(|c: char| !c.is_ascii_digit()).unwrap_or(group.trim_start().len()) == 3
        });
        let finding = if thousands { finding.suggest(joined) } else { finding };
        self.report(finding.with("text", text));
    }

    /// Whether the line was reported already: a `#` after the colon may be
    /// why nothing is there.
    fn said_at(&self, at: &Range<u32>) -> bool {
        let line = self.text.get(at.end as usize..).and_then(|rest| rest.split('\n').next()).unwrap_or("");
        let end = at.end as usize + line.len();
        self.damaged
            && self.diagnostics.iter().any(|finding| (at.start as usize..=end).contains(&finding.span.range().start))
    }

    /// Reports required keys that were not written at all.
    fn missing(&mut self, record: &Record<'_>) {
        if self.damaged {
            return;
        }
        for (index, field) in record.table.fields.iter().enumerate().filter(|(_, field)| field.required) {
            let written = matches!(record.slots.get(index), Some(Some(_)));
            if !written && record.joined(field.name).is_none() {
                let finding = self.finding(&KEY_MISSING, &record.at).with("record", record.table.words);
                self.report(finding.with("zh", record.table.zh(index)).with("key", field.name));
            }
        }
    }

    /// Says what is known of a key that the table does not have.
    fn unknown(&mut self, key: &Key<'_>, table: &'static Table) {
        // Keys with a colon or a wide space in them, or with the dash of a
        // list, were explained already.
        if self.damaged && (key.value.contains(['：', ':', '\u{3000}', '，']) || key.value.starts_with('-')) {
            return;
        }
        let name = &*key.value;
        let finding = if let Some(near) = near_key(name, table).filter(|_| !keys::known(name)) {
            self.finding(&KEY_UNKNOWN, &key.at).with("record", table.words).suggest(near)
        } else if keys::known(name) {
            let finding = self.finding(&KEY_MISPLACED, &key.at).with("record", table.words);
            finding.with("owner", keys::owner(name))
        } else {
            self.finding(&KEY_UNKNOWN, &key.at).with("record", table.words)
        };
        self.report(finding.with("key", name));
    }

    /// A text that `: ` made a mapping of: one key, unknown, near to none.
    fn divided(
        &mut self,
        entries: &[(Key<'_>, Node<'_>)],
        node: &Node<'_>,
        table: &'static Table,
    ) -> Option<Spanned<String>> {
        table.short?;
        let [(key, value)] = entries else { return None };
        let NodeKind::Scalar { text, .. } = &value.kind else { return None };
        let name = &*key.value;
        if self.text.get(node.at.start as usize..)?.starts_with('{')
            || keys::known(name)
            || name.contains('：')
            || near_key(name, table).is_some()
        {
            return None;
        }
        let joined = format!("{name}：{text}");
        let at = key.at.start..value.at.end.max(key.at.end);
        let finding = self.finding(&ITEM_SPLIT_BY_COLON, &at).suggest(joined.as_str());
        self.report(finding);
        Some(Spanned { value: joined, at })
    }
}

/// What stands in place of what was expected.
pub fn found(kind: &NodeKind<'_>) -> Words {
    match kind {
        NodeKind::Scalar { .. } => Words { zh: "一段文字", en: "a text" },
        NodeKind::Sequence(_) => Words { zh: "一个列表", en: "a list" },
        NodeKind::Mapping(_) => Words { zh: "带名称的几项", en: "something with named parts" },
    }
}

/// The field that a key was evidently meant for, with its spelling: one letter
/// is wrong, or it sounds the same, and that is so of no other field. The status
/// is not guessed at.
fn meant(key: &str, table: &'static Table) -> Option<(usize, &'static str)> {
    let length = key.chars().count();
    if keys::known(key) || !(2..=16).contains(&length) {
        return None;
    }
    let is_han = key.chars().all(han::is_han);
    let sound = if is_han { syllables(key, Reading::Text) } else { Vec::new() };
    let is_near = |other: &&'static str| {
        let alike = is_han && other.chars().count() == length && syllables(other, Reading::Text) == sound;
        alike || length > if is_han { 2 } else { 3 } && near::is_one_off(key, other)
    };
    let near = |index| Some((index, table.spellings(index).iter().copied().find(is_near)?));
    let mut fields = (0..table.fields.len()).filter_map(near);
    let only = fields.next().filter(|_| fields.next().is_none());
    only.filter(|(index, _)| table.fields.get(*index).is_some_and(|field| field.name != "status"))
}

/// The spelling that a key was probably meant to be: one that sounds the
/// same, as a Pinyin keyboard offers them, or one that looks much like it.
fn near_key(key: &str, table: &'static Table) -> Option<&'static str> {
    let spellings = || (0..table.fields.len()).flat_map(|index| table.spellings(index).iter().copied());
    if key.chars().count() > 16 {
        return None;
    }
    if !key.is_empty() && key.chars().all(han::is_han) {
        let sound = syllables(key, Reading::Text);
        let mut alike = spellings().filter(|other| other.chars().count() == key.chars().count());
        if let Some(alike) = alike.find(|other| syllables(other, Reading::Text) == sound) {
            return Some(alike);
        }
    }
    near::nearest(key, spellings())
}
