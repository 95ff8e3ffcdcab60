//! A report's front matter, changed at one place.
//!
//! In: the text of a file, and a value for one of its keys, or one of its open
//! points. Out: the text in which that value stands under its key, or without
//! that point; every other byte is as it was. Where a change cannot be made so,
//! as in a front matter that is one mapping in braces, there is none: the new
//! text is read again, and must say what was meant and nothing else.

use std::ops::Range;

use crate::parse::OpenPoint;
use crate::parse::front::keys::{self, ACHIEVEMENT, CONTRIBUTOR, FIGURE, HONOUR, PERSON, REPORT, SOURCE, Table};
use crate::parse::front::review::LISTS;
use crate::parse::yaml::{self, Cut, Key, Kind, Node, Value};
use crate::source::VPath;

/// The lists that stand on one line.
const ON_A_LINE: [&str; 4] = ["topics", "authors", "editors", "keywords"];

/// What joins several values of a list in one text; it is not taken apart here.
const JOINS: &[char] = &['、', '，', ',', '；', ';', ' ', '\u{3000}'];

/// A change: what is replaced, and what stands there then.
type Change = (Range<usize>, String);

/// Puts values under a key, by its canonical name: in a list behind what is
/// there, else the last of them in its place.
pub fn put(path: &VPath, text: &str, field: &str, values: &[Value]) -> Option<String> {
    let front = Front::read(path, text)?;
    let entry = front.entry(field);
    let old = entry.map(|(_, node)| Value::of(node));
    let wanted = values.iter().fold(old.clone(), |old, value| Some(wanted(field, old, value)))?;
    if old.as_ref() == Some(&wanted) {
        return Some(text.to_owned());
    }
    let changes = match entry {
        Some((key, node)) if node.is_empty() => vec![front.fill(key, &line(field, &wanted))?],
        Some((_, node)) if LISTS.contains(&field) => vec![front.add(node, &wanted)?],
        Some((_, node)) if field == "source" => front.merge(node, values)?,
        Some((key, node)) => vec![(front.whole(key, node), line(field, &wanted))],
        None => return front.insert(path, field, &wanted),
    };
    front.made(path, changes, field, Some(&wanted))
}

/// Takes open points away, and the key with the last of them.
pub fn settle(path: &VPath, text: &str, points: &[&OpenPoint]) -> Option<String> {
    let front = Front::read(path, text)?;
    let (key, node) = front.entry("review")?;
    let items = match &node.kind {
        Kind::Sequence(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let goes = |item: &&Node<'_>| points.iter().any(|point| point.at == item.at);
    let (gone, left): (Vec<&Node<'_>>, Vec<&Node<'_>>) = items.iter().partition(goes);
    let wanted = Value::List(left.iter().map(|item| Value::of(item)).collect());
    match left.is_empty() {
        true => front.made(path, front.without_key(key, node, &gone), "review", None),
        false => front.made(path, front.without(items, &gone, &left)?, "review", Some(&wanted)),
    }
}

/// Whether a key of a record is what the record is called by.
pub fn is_name(key: &str) -> bool {
    let tables = [&CONTRIBUTOR, &SOURCE, &ACHIEVEMENT, &HONOUR, &FIGURE, &PERSON];
    let names = |table: &&Table| table.index("name").or_else(|| table.index("text"));
    tables.iter().any(|table| names(table).is_some() && table.find(key) == names(table))
}

/// What a key says once a value is put there.
fn wanted(field: &str, old: Option<Value>, value: &Value) -> Value {
    if field == "source" {
        return Value::Record(merged(old.as_ref(), value));
    }
    if !LISTS.contains(&field) {
        return value.clone();
    }
    let mut items = match old {
        Some(Value::List(items)) => items,
        Some(Value::Text(text)) if text.is_empty() => Vec::new(),
        old => old.into_iter().collect(),
    };
    if !items.contains(value) {
        items.push(value.clone());
    }
    Value::List(items)
}

/// The parts of a source with those of another one.
fn merged(old: Option<&Value>, value: &Value) -> Vec<(String, Value)> {
    let mut parts = old.map(parts).unwrap_or_default();
    for (key, value) in self::parts(value) {
        match parts.iter_mut().find(|(other, _)| SOURCE.find(other) == SOURCE.find(&key)) {
            Some(part) => part.1 = value,
            None => parts.insert(0, (key, value)),
        }
    }
    parts
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

/// What stands after a key and its colon.
fn line(field: &str, value: &Value) -> String {
    match value {
        // Without brackets around it nothing but its own line bounds it.
        Value::Text(_) if !LISTS.contains(&field) => value.line(),
        value => value.flow(),
    }
}

/// A text with its front matter.
struct Front<'a> {
    text: &'a str,
    cut: Cut,
    root: Node<'a>,
}

impl<'a> Front<'a> {
    fn read(path: &VPath, text: &'a str) -> Option<Front<'a>> {
        let mut findings = Vec::new();
        let cut = yaml::cut(path, text, keys::known, &mut findings)?;
        let tree = yaml::read(path, text, cut.yaml.clone(), keys::known, &mut findings)?;
        (!tree.damaged).then_some(Front { text, cut, root: tree.root })
    }

    fn entries(&self) -> &[(Key<'a>, Node<'a>)] {
        match &self.root.kind {
            Kind::Mapping(entries) => entries,
            _ => &[],
        }
    }

    fn entry(&self, field: &str) -> Option<&(Key<'a>, Node<'a>)> {
        let index = REPORT.index(field);
        self.entries().iter().find(|(key, _)| REPORT.find(&key.value) == index)
    }

    /// Where a value stands, without the line break that ends a text of several
    /// lines.
    fn inside(&self, node: &Node<'_>) -> Range<usize> {
        let at = node.at.start as usize..node.at.end as usize;
        let length = self.text.get(at.clone()).map_or(0, |source| source.trim_end().len());
        at.start..at.start + length
    }

    /// The same with the `|` or `>` before a text of several lines.
    fn whole(&self, key: &Key<'_>, node: &Node<'_>) -> Range<usize> {
        let Range { start, end } = self.inside(node);
        let before = self.text.get(key.at.end as usize..start).unwrap_or_default();
        before.find(['|', '>']).map_or(start, |sign| key.at.end as usize + sign)..end
    }

    /// The end of the line on which something ends, its line break included.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find('\n').map_or(self.text.len(), |newline| at + newline + 1)
    }

    fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
    }

    fn line_break(&self) -> &'static str {
        let first = self.text.get(..self.line_end(self.cut.opening.start)).unwrap_or_default();
        if first.ends_with("\r\n") { "\r\n" } else { "\n" }
    }

    /// A value for a key that has none.
    fn fill(&self, key: &Key<'_>, value: &str) -> Option<Change> {
        let after = key.at.end as usize;
        let rest = self.text.get(after..)?;
        let colon = rest.find(|c: char| c != ' ' && c != '"' && c != '\'').filter(|at| rest[*at..].starts_with(':'))?;
        let at = after + colon + 1;
        // `~` says nothing too.
        let nothing = self.text.get(at..)?.lines().next()?.trim_start_matches(' ');
        let length = ["~", "null", "Null", "NULL", "''", "\"\""].into_iter().find(|word| nothing.starts_with(word));
        let end = length.map_or(at, |word| at + self.text[at..].find(word).unwrap_or(0) + word.len());
        Some((at..end, format!(" {value}")))
    }

    /// A list that begins as it did and goes on.
    fn add(&self, node: &Node<'_>, wanted: &Value) -> Option<Change> {
        let at = self.inside(node);
        let source = self.text.get(at.clone())?;
        let (Kind::Sequence(items), Value::List(all)) = (&node.kind, wanted) else {
            let is_several =
                matches!(&node.kind, Kind::Scalar { text, .. } if text.contains(JOINS) || text.contains('\n'));
            let is_block = matches!(node.kind, Kind::Mapping(_)) && !source.starts_with('{');
            return (!is_several && !is_block).then(|| (at, wanted.flow()));
        };
        let new = all.iter().skip(items.len()).map(Value::flow);
        if source.starts_with('[') {
            let last = items.last().map_or(at.start + 1, |item| item.at.end as usize);
            let comma = if items.is_empty() { "" } else { ", " };
            return Some((last..last, format!("{comma}{}", new.collect::<Vec<_>>().join(", "))));
        }
        let start = self.dash(items.first()?)?;
        let indent = self.text.get(self.line_start(start)..start)?;
        let end = self.line_end(self.inside(items.last()?).end);
        let lines: Vec<String> = new.map(|value| format!("{indent}- {value}")).collect();
        Some(self.lines(end, &lines.join(self.line_break())))
    }

    /// Where the `-` before an item of a list stands, first on its line.
    fn dash(&self, item: &Node<'_>) -> Option<usize> {
        let at = item.at.start as usize;
        let before = self.text.get(self.line_start(at)..at)?;
        let indent = before.len() - before.trim_start_matches(' ').len();
        let is_dash = before.trim_matches(' ') == "-";
        is_dash.then(|| self.line_start(at) + indent)
    }

    /// Lines put in at the end of a line, which may lack its line break.
    fn lines(&self, at: usize, lines: &str) -> Change {
        let line_break = self.line_break();
        let is_open = at > 0 && !self.text.get(..at).is_some_and(|before| before.ends_with('\n'));
        (at..at, if is_open { format!("{line_break}{lines}") } else { format!("{lines}{line_break}") })
    }

    /// The parts of a source that it has not, or has otherwise.
    fn merge(&self, node: &Node<'_>, values: &[Value]) -> Option<Vec<Change>> {
        let at = self.inside(node);
        let merge = |old: Vec<_>, value: &Value| merged(Some(&Value::Record(old)), value);
        let Kind::Mapping(entries) = &node.kind else {
            return Some(vec![(at, Value::Record(values.iter().fold(parts(&Value::of(node)), merge)).flow())]);
        };
        let is_flow = self.text.get(at.clone())?.starts_with('{');
        let first = entries.first().map_or(at.start, |(key, _)| key.at.start as usize);
        let indent = self.text.get(self.line_start(first)..first)?;
        let change = |(key, value): (String, Value)| {
            let old = entries.iter().find(|(other, _)| SOURCE.find(&other.value) == SOURCE.find(&key));
            match old {
                Some((key, node)) if node.is_empty() => self.fill(key, &value.flow()),
                Some((_, node)) => Some((self.inside(node), value.flow())),
                None if is_flow => Some((first..first, format!("{key}: {}, ", value.flow()))),
                None => Some((first..first, format!("{key}: {}{}{indent}", value.flow(), self.line_break()))),
            }
        };
        values.iter().fold(Vec::new(), merge).into_iter().map(change).collect()
    }

    /// The text with a key that it had not: behind those that come before it in
    /// the manual, else at the end.
    fn insert(&self, path: &VPath, field: &str, value: &Value) -> Option<String> {
        let index = REPORT.index(field)?;
        let is_chinese = self.entries().first().is_some_and(|(key, _)| !key.value.is_ascii());
        let key = if is_chinese { REPORT.zh(index) } else { field };
        let lines = match value {
            Value::List(items) if !ON_A_LINE.contains(&field) => {
                let items: Vec<String> =
                    items.iter().map(|item| format!("{}  - {}", self.line_break(), item.flow())).collect();
                format!("{key}:{}", items.concat())
            }
            value => format!("{key}: {}", line(field, value)),
        };
        let before = |(key, _): &&(Key<'_>, Node<'_>)| REPORT.find(&key.value).is_some_and(|other| other < index);
        let behind = self.entries().iter().rfind(before).map(|(key, node)| {
            let end = if node.is_empty() { key.at.end as usize } else { self.inside(node).end };
            self.line_end(end)
        });
        [behind.unwrap_or(self.cut.yaml.start), self.cut.yaml.end]
            .into_iter()
            .find_map(|at| self.made(path, vec![self.lines(at, &lines)], field, Some(value)))
    }

    /// The list of open points without some of its items.
    fn without(&self, items: &[Node<'_>], gone: &[&Node<'_>], left: &[&Node<'_>]) -> Option<Vec<Change>> {
        let last = self.inside(left.last()?);
        if self.dash(items.first()?).is_some() {
            return gone.iter().map(|item| self.lines_of(item)).collect();
        }
        // Between brackets an item goes with the comma behind it, and those at
        // the end with the comma before them.
        let next = |item: &&Node<'_>| items.iter().find(|other| other.at.start > item.at.start);
        let inner = gone.iter().filter(|item| (item.at.start as usize) < last.start);
        let inner = inner.filter_map(|item| Some(item.at.start as usize..next(item)?.at.start as usize));
        let end = self.inside(items.last()?).end;
        Some(inner.chain((end > last.end).then_some(last.end..end)).map(|range| (range, String::new())).collect())
    }

    /// The lines of an item of a list.
    fn lines_of(&self, item: &Node<'_>) -> Option<Change> {
        let start = self.line_start(self.dash(item)?);
        Some((start..self.line_end(self.inside(item).end), String::new()))
    }

    /// The text without a key whose items go. Remarks between them stay.
    fn without_key(&self, key: &Key<'_>, node: &Node<'_>, items: &[&Node<'_>]) -> Vec<Change> {
        let start = self.line_start(key.at.start as usize);
        let first = self.line_end(key.at.end as usize);
        let value = self.inside(node);
        let end = self.line_end(value.end.max(key.at.end as usize));
        let lines: Option<Vec<Change>> = items.iter().map(|item| self.lines_of(item)).collect();
        let rest = match lines {
            Some(lines) => lines,
            None => vec![(self.line_start(value.start).max(first)..end.max(first), String::new())],
        };
        std::iter::once((start..first, String::new())).chain(rest).collect()
    }

    /// The text with changes, if it then says what it said, but for one key.
    fn made(&self, path: &VPath, mut changes: Vec<Change>, field: &str, wanted: Option<&Value>) -> Option<String> {
        changes.sort_by_key(|(range, _)| (range.start, range.end));
        let mut made = String::with_capacity(self.text.len() + 64);
        let mut at = 0;
        for (range, text) in &changes {
            made.push_str(self.text.get(at..range.start)?);
            made.push_str(text);
            at = range.end;
        }
        made.push_str(self.text.get(at..)?);
        let index = REPORT.index(field);
        let is_other = |(key, _): &&(Key<'_>, Node<'_>)| REPORT.find(&key.value) != index;
        let others = |front: &Front<'_>| -> Vec<(String, Value)> {
            let entries = front.entries().iter().filter(is_other);
            entries.map(|(key, node)| (key.value.to_string(), Value::of(node))).collect()
        };
        let new = Front::read(path, &made)?;
        let found = new.entry(field).map(|(_, node)| Value::of(node));
        let body = |front: &Front<'_>| front.text.get(front.cut.body.clone()).map(str::to_owned);
        let is_meant = found.as_ref() == wanted && others(&new) == others(self) && body(&new) == body(self);
        is_meant.then_some(made)
    }
}

#[cfg(test)]
mod tests;
