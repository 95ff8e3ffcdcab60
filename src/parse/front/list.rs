//! Lists of texts and lists of records.
//!
//! In: a record and the canonical name of a field. Out: its items. One item
//! may stand without a list, and several joined by `、` or `，`, in some
//! fields by spaces too, are taken apart with a warning. Empty and repeated items are reported and dropped.

use std::ops::Range;

use crate::diag::rules::front::{ITEM_EMPTY, ITEM_REPEATED, LIST_OF_TEXTS_EXPECTED, LIST_SEPARATOR, TEXT_EXPECTED};
use crate::diag::{Argument, Words};
use crate::parse::front::keys::Table;
use crate::parse::front::record::{Record, RecordReader, Slot, found};
use crate::parse::yaml::{Node, NodeKind};
use crate::source::Spanned;
use crate::text::han;

/// What people put between items where no list is.
const SEPARATORS: &[char] = &['、', '，', ',', '；', ';'];

/// What divides an item of a real list; 、 is part of many names there
/// (不忘初心、牢记使命).
const WITHIN_LIST: &[char] = &['，', '；'];

/// What divides the names of people.
const BETWEEN_PEOPLE: &[char] = &['、', '，'];

/// Fields whose items are words, so that a space stands between two of them.
/// Offices and books have spaces in their names.
const WORDS_IN_A_ROW: [&str; 2] = ["topics", "keywords"];

const SPACE: Words = Words { zh: "空格", en: "a space" };

/// The longest name of a person in a row of names: `张三 第一党支部书记` is
/// one person.
const LONGEST_NAME: usize = 4;

impl RecordReader<'_> {
    /// A list of short texts, such as topics.
    pub fn texts(&mut self, record: &Record<'_>, name: &str) -> Vec<Spanned<String>> {
        let Some(slot) = record.slot(name) else { return Vec::new() };
        let mut texts = Vec::new();
        match &slot.node.kind {
            NodeKind::Scalar { .. } if WORDS_IN_A_ROW.contains(&name) && in_a_row(slot.node).is_some() => {
                let parts = in_a_row(slot.node).unwrap_or_default();
                self.apart(slot, SPACE, &parts, &mut texts);
            }
            NodeKind::Scalar { .. } => self.item(slot, slot.node, true, &mut texts),
            NodeKind::Sequence(items) => {
                texts.reserve(items.len());
                for item in items {
                    self.item(slot, item, false, &mut texts);
                }
            }
            kind @ NodeKind::Mapping(_) => {
                let finding = self.finding(&LIST_OF_TEXTS_EXPECTED, &slot.node.at).with("key", slot.key);
                self.report(finding.with("found", found(kind)));
            }
        }
        self.drop_repeated(slot.key, &mut texts);
        texts
    }

    /// The same without places.
    pub fn names(&mut self, record: &Record<'_>, name: &str) -> Vec<String> {
        self.texts(record, name).into_iter().map(|text| text.value).collect()
    }

    /// Lines of running text, in which commas mean nothing.
    pub fn lines(&mut self, record: &Record<'_>, name: &str) -> Vec<String> {
        let Some(slot) = record.slot(name) else { return Vec::new() };
        let nodes = match &slot.node.kind {
            NodeKind::Sequence(items) => items.as_slice(),
            _ => std::slice::from_ref(slot.node),
        };
        let mut lines = Vec::new();
        for node in nodes {
            if let Some(text) = self.scalar(Slot { key: slot.key, node }) {
                lines.extend(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
            }
        }
        lines
    }

    /// One item, taken apart if it is several.
    fn item(&mut self, slot: Slot<'_>, node: &Node<'_>, alone: bool, texts: &mut Vec<Spanned<String>>) {
        let NodeKind::Scalar { text, .. } = &node.kind else {
            let rule = if alone { &TEXT_EXPECTED } else { &LIST_OF_TEXTS_EXPECTED };
            let finding = self.finding(rule, &node.at).with("key", slot.key).with("found", found(&node.kind));
            self.report(finding);
            return;
        };
        let text = self.clean(node, text);
        if text.is_empty() || node.is_empty() {
            let finding = self.finding(&ITEM_EMPTY, &node.at).with("key", slot.key);
            self.report(finding);
            return;
        }
        let separators = if alone { SEPARATORS } else { WITHIN_LIST };
        let Some(mark) = text.chars().find(|character| separators.contains(character)) else {
            texts.push(Spanned { value: text.into_owned(), at: node.at.clone() });
            return;
        };
        let parts: Vec<&str> = text.split(separators).map(str::trim).filter(|part| !part.is_empty()).collect();
        let mended = if alone { format!("[{}]", parts.join(", ")) } else { parts.join(", ") };
        let finding = self.finding(&LIST_SEPARATOR, &node.at).with("key", slot.key).with("mark", mark.to_string());
        self.report(if self.in_brackets(slot) || alone { finding.suggest(mended) } else { finding });
        texts.extend(parts.iter().map(|part| Spanned { value: (*part).to_owned(), at: self.part(node, part) }));
    }

    /// Takes apart what stands without a list.
    fn apart(&mut self, slot: Slot<'_>, mark: impl Into<Argument>, parts: &[&str], texts: &mut Vec<Spanned<String>>) {
        let finding = self.finding(&LIST_SEPARATOR, &slot.node.at).with("key", slot.key).with("mark", mark);
        self.report(finding.suggest(format!("[{}]", parts.join(", "))));
        texts.extend(parts.iter().map(|part| Spanned { value: (*part).to_owned(), at: self.part(slot.node, part) }));
    }

    /// Whether a list stands in brackets, where several items fit one line.
    fn in_brackets(&self, slot: Slot<'_>) -> bool {
        self.text.get(slot.node.at.start as usize..).is_some_and(|rest| rest.starts_with('['))
    }

    /// Where a part of a text stands; the whole text if its spelling differs.
    fn part(&self, node: &Node<'_>, part: &str) -> Range<u32> {
        let source = self.text.get(node.at.start as usize..node.at.end as usize).unwrap_or("");
        match source.find(part).and_then(|offset| u32::try_from(offset).ok().zip(u32::try_from(part.len()).ok())) {
            Some((offset, length)) => node.at.start + offset..node.at.start + offset + length,
            None => node.at.clone(),
        }
    }

    fn drop_repeated(&mut self, key: &str, texts: &mut Vec<Spanned<String>>) {
        // A list has a handful of items; a list of thousands is no one's.
        let mut index = 1;
        while index < texts.len().min(500) {
            let (before, rest) = texts.split_at(index);
            if rest.first().is_some_and(|text| before.iter().any(|other| other.value == text.value)) {
                let repeated = texts.remove(index);
                let finding = self.finding(&ITEM_REPEATED, &repeated.at).with("key", key).with("text", repeated.value);
                self.report(finding);
            } else {
                index += 1;
            }
        }
    }

    /// A list of people; several names may stand in one text.
    pub fn people<'n>(&mut self, record: &Record<'n>, name: &str, table: &'static Table) -> Vec<Record<'n>> {
        let Some(slot) = record.slot(name) else { return Vec::new() };
        let is_name = |part: &&str| part.chars().count() <= LONGEST_NAME && part.chars().all(han::is_han);
        let mut names = Vec::new();
        if let NodeKind::Scalar { text, plain: true } = &slot.node.kind {
            let marked: Vec<&str> = text.split(BETWEEN_PEOPLE).map(str::trim).filter(|part| !part.is_empty()).collect();
            let mark = text.chars().find(|character| BETWEEN_PEOPLE.contains(character));
            if let Some(mark) = mark.filter(|_| marked.iter().all(is_name)) {
                self.apart(slot, mark.to_string(), &marked, &mut names);
            } else if let Some(parts) = in_a_row(slot.node).filter(|parts| parts.iter().all(is_name)) {
                self.apart(slot, SPACE, &parts, &mut names);
            }
        }
        if names.is_empty() {
            return self.records(record, name, table);
        }
        self.drop_repeated(slot.key, &mut names);
        names.into_iter().map(|name| Record::of_text(table, name)).collect()
    }

    /// A list of records; one record or short form may stand alone.
    pub fn records<'n>(&mut self, record: &Record<'n>, name: &str, table: &'static Table) -> Vec<Record<'n>> {
        let Some(slot) = record.slot(name) else { return Vec::new() };
        match &slot.node.kind {
            NodeKind::Sequence(items) => self.items(items, slot.key, table),
            _ => self.record(slot.node, table, slot.node.at.clone()).into_iter().collect(),
        }
    }

    /// The records of a list.
    pub fn items<'n>(&mut self, items: &'n [Node<'n>], key: &str, table: &'static Table) -> Vec<Record<'n>> {
        let mut records = Vec::with_capacity(items.len());
        for item in items {
            if item.is_empty() {
                let finding = self.finding(&ITEM_EMPTY, &item.at).with("key", key);
                self.report(finding);
            } else if let Some(record) = self.record(item, table, item.at.clone()) {
                records.push(record);
            }
        }
        records
    }
}

/// The words of a text such as `党建 学习`, if it is nothing but Han words
/// with spaces between them. `王 芳` is one name, spread to align with others;
/// quotes say that the spaces are meant.
fn in_a_row<'n>(node: &'n Node<'_>) -> Option<Vec<&'n str>> {
    let NodeKind::Scalar { text, plain: true } = &node.kind else { return None };
    let words: Vec<&str> = text.split_whitespace().collect();
    let all = words.iter().all(|word| word.chars().count() > 1 && word.chars().all(han::is_han));
    (words.len() > 1 && all && !text.contains('\n')).then_some(words)
}
