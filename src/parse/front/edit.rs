//! A report's front matter, changed at one place.
//!
//! In: the text of a file, and what one of its keys, a row under it, or one of its
//! open points is to say. Out: the text in which that is so; every other byte is as
//! it was (`yaml::edit` sees to that). Where a change cannot be made so there is
//! none.
//!
//! `outline` says what stands there. [`Sheet`] is for whoever changes other YAML by the same tables.

use crate::parse::OpenPoint;
use crate::parse::front::keys::{self, ACHIEVEMENT, CONTRIBUTOR, FIGURE, HONOUR, PERSON, REPORT, SOURCE, Table};
use crate::parse::front::review::LISTS;
use crate::parse::yaml::edit::{Document, Extent};
use crate::parse::yaml::{self, Node, NodeKind, Value};
use crate::source::VPath;
use crate::text::han;

/// The lists that stand on one line.
const ON_A_LINE: [&str; 4] = ["topics", "authors", "editors", "keywords"];

/// What joins several values of a list in one text; it is not taken apart here.
const JOINS: &[char] = &['、', '，', ',', '；', ';', ' ', '\u{3000}'];

/// The name of a field of a record, and its new value; none takes it away.
pub type Cell<'a> = (&'a str, Option<Value>);

/// Puts values under a key, by its canonical name: in a list behind what is
/// there, else the last of them in its place.
pub fn put(path: &VPath, text: &str, field: &str, values: &[Value]) -> Option<String> {
    let mut sheet = Sheet::new(path, text, Extent::Front);
    let last = values.last()?;
    if field == "source" {
        for value in values {
            let parts = parts(value);
            let cells: Vec<Cell<'_>> = parts.iter().map(|(key, value)| (key.as_str(), Some(value.clone()))).collect();
            sheet.record_of(field, &SOURCE, &cells)?;
        }
    } else if !LISTS.contains(&field) {
        sheet.field(field, Some(last))?;
    } else {
        for value in values {
            let document = sheet.document()?;
            let is_there = match entry(&document, field).map(|at| &document.entries()[at].1) {
                Some(Node { kind: NodeKind::Sequence(items), .. }) => {
                    items.iter().any(|item| Value::of(item) == *value)
                }
                Some(node) if matches!(&node.kind, NodeKind::Scalar { text, .. } if text.contains(JOINS) || text.contains('\n')) =>
                {
                    return None;
                }
                Some(node) => Value::of(node) == *value,
                None => false,
            };
            if !is_there {
                sheet.add(field, usize::MAX, value)?;
            }
        }
    }
    Some(sheet.text)
}

/// Takes open points away, and the key with the last of them.
pub fn settle(path: &VPath, text: &str, points: &[&OpenPoint]) -> Option<String> {
    let mut sheet = Sheet::new(path, text, Extent::Front);
    let document = sheet.document()?;
    let node = &document.entries()[entry(&document, "review")?].1;
    let items = match &node.kind {
        NodeKind::Sequence(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let goes = |item: &Node<'_>| points.iter().any(|point| point.at == item.at);
    let gone: Vec<usize> = (0..items.len()).filter(|&at| goes(&items[at])).collect();
    sheet.drop("review", &gone)?;
    Some(sheet.text)
}

/// Whether a key of a record is what the record is called by.
pub fn is_name(key: &str) -> bool {
    let tables = [&CONTRIBUTOR, &SOURCE, &ACHIEVEMENT, &HONOUR, &FIGURE, &PERSON];
    let names = |table: &&Table| table.index("name").or_else(|| table.index("text"));
    tables.iter().any(|table| names(table).is_some() && table.find(key) == names(table))
}

/// A source by its parts; a text alone is its name or its address.
fn parts(value: &Value) -> Vec<(String, Value)> {
    match value {
        Value::Record(parts) => parts.clone(),
        Value::Text(text) if text.is_empty() => Vec::new(),
        Value::Text(text) => {
            let is_address = text.starts_with("https://") || text.starts_with("http://");
            vec![(if is_address { "url" } else { "name" }.to_owned(), value.clone())]
        }
        Value::List(_) => Vec::new(),
    }
}

/// The place of a report's key among the entries of its front matter.
pub fn entry(document: &Document<'_>, field: &str) -> Option<usize> {
    position(document.entries().iter().map(|(key, _)| &*key.value), &REPORT, REPORT.index(field)?)
}

/// The place of the first key that names a field.
fn position<'k>(mut keys: impl Iterator<Item = &'k str>, table: &Table, index: usize) -> Option<usize> {
    keys.position(|key| table.find(key) == Some(index))
}

/// A text whose YAML is changed step by step. A step that gives nothing has
/// changed nothing.
pub struct Sheet<'p> {
    path: &'p VPath,
    /// The text as it is by now.
    pub text: String,
    extent: Extent,
}

impl<'p> Sheet<'p> {
    /// A text as it is.
    pub fn new(path: &'p VPath, text: &str, extent: Extent) -> Sheet<'p> {
        Sheet { path, text: text.to_owned(), extent }
    }

    /// Its YAML.
    pub fn document(&self) -> Option<Document<'_>> {
        Document::read(self.path, &self.text, self.extent, keys::known)
    }

    /// Makes a step.
    pub fn step(&mut self, change: impl FnOnce(&Document<'_>) -> Option<String>) -> Option<()> {
        let text = change(&self.document()?)?;
        self.text = text;
        Some(())
    }

    /// Lets a report's key say a value; without one the key goes.
    pub fn field(&mut self, field: &str, value: Option<&Value>) -> Option<()> {
        if self.begin(field, value) {
            return Some(());
        }
        let document = self.document()?;
        match (entry(&document, field), value) {
            (Some(at), None) => self.step(|document| document.remove_entry(&[], at)),
            (Some(at), Some(Value::List(values))) if values.is_empty() => {
                self.step(|document| document.remove_entry(&[], at))
            }
            (Some(at), Some(Value::List(values))) => self.list(&[at], values),
            (Some(at), Some(value)) => self.step(|document| document.set(&[at], value)),
            (None, None) => Some(()),
            (None, Some(value)) if is_nothing(value) => Some(()),
            (None, Some(value)) => self.insert(field, value),
        }
    }

    /// Gives a report its front matter, if it has none, with this first value.
    fn begin(&mut self, field: &str, value: Option<&Value>) -> bool {
        let Some(value) = value.filter(|value| !is_nothing(value)) else { return false };
        let mut findings = Vec::new();
        let is_whole =
            self.extent == Extent::Whole || yaml::cut(self.path, &self.text, keys::known, &mut findings).is_some();
        let is_missing = findings.iter().any(|finding| *finding.rule == crate::diag::rules::yaml::FRONT_MATTER_MISSING);
        if is_whole || !is_missing {
            return false;
        }
        let body = self.text.strip_prefix('\u{feff}').unwrap_or(&self.text);
        let mark = &self.text[..self.text.len() - body.len()];
        let line_break = if body.contains("\r\n") { "\r\n" } else { "\n" };
        let key = if han::has_han(body) { REPORT.index(field).map_or(field, |at| REPORT.zh(at)) } else { field };
        let gap = if body.is_empty() { "" } else { line_break };
        let begun = format!("{mark}---{line_break}{key}:{line_break}---{line_break}{gap}{body}");
        let mut sheet = Sheet::new(self.path, &begun, self.extent);
        let is_done = sheet.field(field, Some(value)).is_some() && sheet.text.ends_with(&format!("{gap}{body}"));
        if is_done {
            self.text = sheet.text;
        }
        is_done
    }

    /// Puts in a report's key that it had not: behind those that come before it in
    /// the manual, else at the end.
    fn insert(&mut self, field: &str, value: &Value) -> Option<()> {
        let index = REPORT.index(field)?;
        let document = self.document()?;
        let is_before =
            |(key, _): &(yaml::Key<'_>, Node<'_>)| REPORT.find(&key.value).is_some_and(|other| other < index);
        let at = document.entries().iter().rposition(is_before).map_or(0, |at| at + 1);
        let end = document.entries().len();
        let key = if is_chinese(&document, &[]) { REPORT.zh(index) } else { field };
        let on_lines = !ON_A_LINE.contains(&field);
        let text = [at, end].into_iter().find_map(|at| document.add_entry(&[], at, key, value, on_lines))?;
        self.text = text;
        Some(())
    }

    /// Puts an item into the list under a report's key.
    pub fn add(&mut self, field: &str, at: usize, value: &Value) -> Option<()> {
        let document = self.document();
        let Some(node) = document.as_ref().and_then(|document| Some(&document.entries()[entry(document, field)?].1))
        else {
            return self.field(field, Some(&Value::List(vec![value.clone()])));
        };
        if node.is_empty() {
            return self.field(field, Some(&Value::List(vec![value.clone()])));
        }
        let place = self.as_list(field)?;
        let document = self.document()?;
        let NodeKind::Sequence(items) = &document.node(&place)?.kind else { return None };
        let at = at.min(items.len());
        self.step(|document| document.add_item(&place, at, value))
    }

    /// Takes items of the list under a report's key away, and the key with the last.
    pub fn drop(&mut self, field: &str, gone: &[usize]) -> Option<()> {
        let document = self.document()?;
        let at = entry(&document, field)?;
        let count = match &document.entries()[at].1.kind {
            NodeKind::Sequence(items) => items.len(),
            _ => 1,
        };
        let left = (0..count).filter(|at| !gone.contains(at)).count();
        if gone.iter().any(|&at| at >= count) {
            return None;
        }
        match left {
            0 => self.step(|document| document.remove_entry(&[], at)),
            _ => self.step(|document| document.remove_items(&[at], gone)),
        }
    }

    /// Moves an item of the list under a report's key.
    pub fn shift(&mut self, field: &str, from: usize, to: usize) -> Option<()> {
        let place = self.as_list(field)?;
        let document = self.document()?;
        let NodeKind::Sequence(items) = &document.node(&place)?.kind else { return None };
        let mut order: Vec<usize> = (0..items.len()).collect();
        if from >= order.len() || to >= order.len() {
            return None;
        }
        let item = order.remove(from);
        order.insert(to, item);
        self.step(|document| document.reorder(&place, &order))
    }

    /// The place of the list under a report's key; one value alone becomes a list.
    fn as_list(&mut self, field: &str) -> Option<Vec<usize>> {
        let document = self.document()?;
        let at = entry(&document, field)?;
        let node = &document.entries()[at].1;
        if !matches!(node.kind, NodeKind::Sequence(_)) {
            let only = Value::List(vec![Value::exact(node)]);
            self.step(|document| document.set(&[at], &only))?;
        }
        Some(vec![at])
    }

    /// Lets a report's key say a record with these cells.
    pub fn record_of(&mut self, field: &str, table: &'static Table, cells: &[Cell<'_>]) -> Option<()> {
        let document = self.document();
        let at = document.as_ref().and_then(|document| entry(document, field));
        if let Some(at) = at {
            return self.cells(&[at], table, cells);
        }
        let is_zh = document.is_some_and(|document| is_chinese(&document, &[]));
        let record = record(table, cells, is_zh);
        self.field(field, Some(&record))
    }

    /// Changes cells of the record at a place; the others stay. A record without any
    /// is taken away.
    pub fn cells(&mut self, place: &[usize], table: &'static Table, cells: &[Cell<'_>]) -> Option<()> {
        for (name, value) in cells {
            self.cell(place, table, table.find(name)?, value.as_ref().filter(|value| !is_nothing(value)))?;
        }
        Some(())
    }

    fn cell(&mut self, place: &[usize], table: &'static Table, index: usize, value: Option<&Value>) -> Option<()> {
        let document = self.document()?;
        let node = document.node(place)?;
        let key = |index: usize| match is_chinese(&document, place) {
            true => table.zh(index).to_owned(),
            false => table.fields[index].name.to_owned(),
        };
        let NodeKind::Mapping(entries) = &node.kind else {
            let old: Vec<(usize, Value)> = parts(&Value::exact(node))
                .into_iter()
                .map(|(name, value)| {
                    let own = table.short.and_then(|short| table.index(short)).unwrap_or(0);
                    (table.index(&name).filter(|_| std::ptr::eq(table, &SOURCE)).unwrap_or(own), value)
                })
                .collect();
            let is_alone = old.iter().all(|(at, _)| *at == index);
            let new = match value {
                Some(Value::Text(_)) if is_alone && !old.is_empty() => value?.clone(),
                None if is_alone => Value::Text(String::new()),
                None => return Some(()),
                Some(value) => {
                    let mut all: Vec<(usize, &Value)> = old.iter().map(|(at, value)| (*at, value)).collect();
                    all.retain(|(at, _)| *at != index);
                    all.push((index, value));
                    all.sort_by_key(|(at, _)| *at);
                    Value::Record(all.into_iter().map(|(at, value)| (key(at), value.clone())).collect())
                }
            };
            return self.step(|document| document.set(place, &new));
        };
        let found = position(entries.iter().map(|(key, _)| &*key.value), table, index);
        match (found, value) {
            (Some(at), Some(Value::List(values))) => {
                let place: Vec<usize> = place.iter().copied().chain([at]).collect();
                self.list(&place, values)
            }
            (Some(at), Some(value)) => {
                let place: Vec<usize> = place.iter().copied().chain([at]).collect();
                self.step(|document| document.set(&place, value))
            }
            (Some(at), None) if entries.len() > 1 || place.is_empty() => {
                self.step(|document| document.remove_entry(place, at))
            }
            (Some(at), None) => {
                let place: Vec<usize> = place.iter().copied().chain([at]).collect();
                self.step(|document| document.set(&place, &Value::Text(String::new())))
            }
            (None, None) => Some(()),
            (None, Some(value)) => {
                let is_before =
                    |(key, _): &(yaml::Key<'_>, Node<'_>)| table.find(&key.value).is_some_and(|other| other < index);
                let at = entries.iter().rposition(is_before).map_or(0, |at| at + 1);
                let text = document.add_entry(place, at, &key(index), value, false)?;
                self.text = text;
                Some(())
            }
        }
    }

    /// Lets the list at a place say these values, by as few changes as it takes.
    pub fn list(&mut self, place: &[usize], values: &[Value]) -> Option<()> {
        let document = self.document()?;
        let node = document.node(place)?;
        let NodeKind::Sequence(items) = &node.kind else {
            let value = match (&node.kind, values) {
                (NodeKind::Scalar { .. }, [value @ Value::Text(_)]) if !node.is_empty() => value.clone(),
                _ => Value::List(values.to_vec()),
            };
            return self.step(|document| document.set(place, &value));
        };
        let old: Vec<Value> = items.iter().map(Value::exact).collect();
        let new: Vec<Value> = values.iter().map(Value::normal).collect();
        if let Some(order) = order(&old, &new) {
            return self.step(|document| document.reorder(place, &order));
        }
        let same = |pairs: usize| old.iter().zip(&new).take(pairs).take_while(|(a, b)| a == b).count();
        let before = same(old.len().min(new.len()));
        let left = old.len().min(new.len()) - before;
        let behind = old.iter().rev().zip(new.iter().rev()).take(left).take_while(|(a, b)| a == b).count();
        let (from, to) = (old.len() - behind, new.len() - behind);
        let shared = from.min(to);
        for (at, value) in new.iter().enumerate().take(shared).skip(before) {
            let place: Vec<usize> = place.iter().copied().chain([at]).collect();
            self.step(|document| document.set(&place, value))?;
        }
        if from > to {
            let gone: Vec<usize> = (to..from).collect();
            self.step(|document| document.remove_items(place, &gone))?;
        }
        for (at, value) in new.iter().enumerate().take(to).skip(from) {
            self.step(|document| document.add_item(place, at, value))?;
        }
        Some(())
    }
}

/// In which order old values are the new ones, if they are the same.
fn order(old: &[Value], new: &[Value]) -> Option<Vec<usize>> {
    if old.len() != new.len() || old.len() > 200 {
        return None;
    }
    let mut free: Vec<Option<usize>> = (0..old.len()).map(Some).collect();
    let take = |value: &Value| {
        let at = free.iter_mut().find(|at| at.is_some_and(|at| old[at] == *value))?;
        at.take()
    };
    new.iter().map(take).collect()
}

/// A record of cells, in the order of its table.
pub fn record(table: &'static Table, cells: &[Cell<'_>], is_chinese: bool) -> Value {
    let mut cells: Vec<(usize, &Value)> = cells
        .iter()
        .filter_map(|(name, value)| Some((table.find(name)?, value.as_ref().filter(|value| !is_nothing(value))?)))
        .collect();
    cells.sort_by_key(|(index, _)| *index);
    let key = |index: usize| if is_chinese { table.zh(index) } else { table.fields[index].name };
    Value::Record(cells.into_iter().map(|(index, value)| (key(index).to_owned(), value.clone())).collect())
}

/// Whether keys near a place are Chinese: of the record there, else of one beside
/// it, else of the file.
pub fn is_chinese(document: &Document<'_>, place: &[usize]) -> bool {
    fn first<'n>(node: &'n Node<'_>) -> Option<&'n str> {
        match &node.kind {
            NodeKind::Mapping(entries) => entries.first().map(|(key, _)| &*key.value),
            NodeKind::Sequence(items) => items.iter().find_map(first),
            NodeKind::Scalar { .. } => None,
        }
    }
    let near = (0..=place.len()).rev().find_map(|depth| first(document.node(&place[..depth])?));
    near.is_some_and(|key| !key.is_ascii())
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.trim().is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Record(entries) => entries.is_empty(),
    }
}

#[cfg(test)]
mod tests;
