//! New entries in the text of `organizations.yaml`.
//!
//! In: the text and the entries. Out: the text with them: those of the topmost
//! level behind the last one, others below their parent, in the shape and the
//! language of keys that the file has. Every byte that was there stays. The new
//! text is read again and must say what the old one said and the entries, and
//! nothing else; where it does not, there is none.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::diag::Severity;
use crate::import::register::{Above, Body};
use crate::parse::front::keys::{self, ORGANIZATION, ORGANIZATIONS, PARENT, Table};
use crate::parse::front::organizations;
use crate::parse::yaml::write::{flow, scalar};
use crate::parse::yaml::{self, Node, NodeKind};
use crate::parse::{OrganizationDraft, Parsed};
use crate::source::VPath;

/// The text with the clear ones of some bodies; none if it cannot be changed so.
pub fn with_entries(path: &VPath, text: &str, bodies: &[Body]) -> Option<String> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let tree = yaml::read(path, text, start..text.len(), keys::known, &mut Vec::new()).filter(|tree| !tree.damaged)?;
    let file = File::of(text, &tree.root)?;
    let mut additions: BTreeMap<(usize, Reverse<usize>), String> = BTreeMap::new();
    for (at, body) in bodies.iter().enumerate().filter(|(_, body)| body.is_clear()) {
        let place = match &body.parent {
            Some(Above::New(_)) => continue,
            Some(Above::Registered(id)) => file.below(id),
            None => None,
        };
        let stray = match &body.parent {
            Some(Above::Registered(id)) if place.is_none() => Some(id.as_str()),
            _ => None,
        };
        let place = place.unwrap_or_else(|| file.end.clone());
        let addition = additions.entry((place.at, Reverse(place.indent))).or_insert(place.opening);
        file.write(bodies, at, place.indent, stray, addition);
    }
    let made = file.with(&additions);
    is_meant(path, text, &made, bodies).then_some(made)
}

/// A place for entries.
#[derive(Clone)]
struct Place {
    /// Where, at the beginning of a line or the end of the text.
    at: usize,
    /// The column of their dashes.
    indent: usize,
    /// A line before them: `children:`.
    opening: String,
}

/// The file as it is.
struct File<'t> {
    text: &'t str,
    records: Vec<&'t Node<'t>>,
    end: Place,
    /// Whether it has the Chinese names of keys.
    is_chinese: bool,
    line_break: &'static str,
}

impl<'t> File<'t> {
    /// None if its list stands in brackets.
    fn of(text: &'t str, root: &'t Node<'t>) -> Option<File<'t>> {
        let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut file = File {
            text,
            records: Vec::new(),
            end: Place { at: text.len(), indent: 0, opening: String::new() },
            is_chinese: false,
            line_break,
        };
        let list = match &root.kind {
            NodeKind::Mapping(entries) => {
                let is_list = |key: &str| ORGANIZATIONS.find(key) == ORGANIZATIONS.index("organizations");
                let (key, list) = entries.iter().find(|(key, _)| is_list(&key.value))?;
                if list.is_empty() {
                    file.end = Place { at: file.line_end(key.at.end as usize), indent: 2, ..file.end };
                }
                list
            }
            _ => root,
        };
        match &list.kind {
            NodeKind::Sequence(items) if file.is_block(list, '-') => {
                let indent = file.column(list.at.start as usize);
                file.end = Place { at: file.behind(end(list), indent), indent, opening: String::new() };
                items.iter().for_each(|item| file.take(item));
            }
            _ if list.is_empty() => {}
            _ => return None,
        }
        Some(file)
    }

    /// Takes in an entry and those below it.
    fn take(&mut self, record: &'t Node<'t>) {
        let NodeKind::Mapping(entries) = &record.kind else { return };
        self.records.push(record);
        for (key, value) in entries {
            let field = ORGANIZATION.find(&key.value);
            self.is_chinese |= field == ORGANIZATION.index("id") && !key.value.is_ascii();
            if let (true, NodeKind::Sequence(items)) = (field == ORGANIZATION.index("children"), &value.kind) {
                items.iter().for_each(|item| self.take(item));
            }
        }
    }

    /// Where children of a registered organisation go.
    fn below(&self, id: &str) -> Option<Place> {
        let field = |record: &'t Node<'t>, name: &str| match &record.kind {
            NodeKind::Mapping(entries) => {
                entries.iter().find(|(key, _)| ORGANIZATION.find(&key.value) == ORGANIZATION.index(name))
            }
            _ => None,
        };
        let is_it = |record: &&&'t Node<'t>| {
            field(record, "id").is_some_and(
                |(_, value)| matches!(&value.kind, NodeKind::Scalar { text, .. } if text.eq_ignore_ascii_case(id)),
            )
        };
        let record = *self.records.iter().find(is_it)?;
        let NodeKind::Mapping(entries) = &record.kind else { return None };
        let (first, _) = entries.first()?;
        if self.text.get(record.at.start as usize..)?.starts_with('{') {
            return None;
        }
        let column = self.column(first.at.start as usize);
        match field(record, "children") {
            Some((key, list)) if list.is_empty() => {
                Some(Place { at: self.line_end(key.at.end as usize), indent: column + 2, opening: String::new() })
            }
            Some((_, list)) if self.is_block(list, '-') => {
                let indent = self.column(list.at.start as usize);
                Some(Place { at: self.behind(end(list), indent), indent, opening: String::new() })
            }
            Some(_) => None,
            None => {
                let opening =
                    format!("{}{}:{}", " ".repeat(column), self.key(&ORGANIZATION, "children"), self.line_break);
                Some(Place { at: self.behind(end(record), column), indent: column + 2, opening })
            }
        }
    }

    fn is_block(&self, node: &Node<'_>, mark: char) -> bool {
        self.text.get(node.at.start as usize..).is_some_and(|text| text.starts_with(mark))
    }

    /// In which column a place is.
    fn column(&self, at: usize) -> usize {
        let line = self.text[..at].rfind('\n').map_or(0, |at| at + 1);
        self.text[line..at].trim_start_matches('\u{feff}').chars().count()
    }

    /// Where the line ends in which a place is.
    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    /// Behind a line and the remarks that go with it.
    fn behind(&self, at: usize, indent: usize) -> usize {
        let mut at = if self.text[..at].ends_with('\n') { at } else { self.line_end(at) };
        loop {
            let end = self.line_end(at);
            let line = &self.text[at..end];
            let words = line.trim_start_matches(' ');
            if !words.starts_with('#') || line.len() - words.len() < indent {
                return at;
            }
            at = end;
        }
    }

    fn key(&self, table: &'static Table, name: &'static str) -> &'static str {
        let chinese = table.index(name).map(|index| table.zh(index));
        chinese.filter(|_| self.is_chinese).unwrap_or(name)
    }

    /// Writes an entry and those below it. `stray` is a parent that has no room for it.
    fn write(&self, bodies: &[Body], at: usize, indent: usize, stray: Option<&str>, text: &mut String) {
        let body = &bodies[at];
        let line = |text: &mut String, column: usize, key: &str, value: &str| {
            let gap = if value.is_empty() { "" } else { " " };
            text.push_str(&format!("{}{key}:{gap}{value}{}", " ".repeat(column), self.line_break));
        };
        let key = |name| self.key(&ORGANIZATION, name);
        line(text, indent, &format!("- {}", key("id")), &scalar(&body.id));
        line(text, indent + 2, key("name"), &scalar(&body.name));
        if let Some(full) = &body.full {
            line(text, indent + 2, key("full"), &scalar(full));
        }
        if !body.kind.is_empty() {
            line(text, indent + 2, key("kind"), &scalar(&body.kind));
        }
        if let Some(parent) = stray {
            let parent = format!("[{{{}: {}}}]", self.key(&PARENT, "id"), flow(parent));
            line(text, indent + 2, key("parents"), &parent);
        }
        if !body.aliases.is_empty() {
            let aliases: Vec<String> = body.aliases.iter().map(|alias| flow(alias)).collect();
            line(text, indent + 2, key("aliases"), &format!("[{}]", aliases.join(", ")));
        }
        let is_below = |(_, body): &(usize, &Body)| body.parent == Some(Above::New(at)) && body.is_clear();
        let mut below = bodies.iter().enumerate().filter(is_below).peekable();
        if below.peek().is_some() {
            line(text, indent + 2, key("children"), "");
        }
        for (child, _) in below {
            self.write(bodies, child, indent + 4, None, text);
        }
    }

    /// The text with what was added.
    fn with(&self, additions: &BTreeMap<(usize, Reverse<usize>), String>) -> String {
        let mut made = String::with_capacity(self.text.len() + 256 * additions.len());
        let mut done = 0;
        for ((at, _), addition) in additions {
            made.push_str(&self.text[done..*at]);
            done = *at;
            if !made.is_empty() && !made.ends_with(['\n', '\u{feff}']) {
                made.push_str(self.line_break);
            }
            made.push_str(addition);
        }
        made.push_str(&self.text[done..]);
        made
    }
}

/// Where what was written of a node ends. The place of an empty value may be far behind its key.
fn end(node: &Node<'_>) -> usize {
    match &node.kind {
        NodeKind::Sequence(items) => items.last().map_or(0, end).max(flow_end(node)),
        NodeKind::Mapping(entries) => entries.last().map_or(0, |(key, value)| {
            if value.is_empty() { key.at.end as usize + 1 } else { end(value) }.max(flow_end(node))
        }),
        NodeKind::Scalar { .. } => node.at.end as usize,
    }
}

/// Where brackets end; without them a node ends with what is in it.
fn flow_end(node: &Node<'_>) -> usize {
    let last = match &node.kind {
        NodeKind::Sequence(items) => items.last().map(|item| item.at.end),
        NodeKind::Mapping(entries) => entries.last().map(|(_, value)| value.at.end),
        NodeKind::Scalar { .. } => None,
    };
    if last.is_some_and(|last| last < node.at.end) { node.at.end as usize } else { 0 }
}

/// An entry as far as it matters.
type Said = (String, Vec<String>, [Option<String>; 2], Vec<String>, Vec<String>);

fn said(draft: &OrganizationDraft) -> Said {
    (
        draft.id.value.clone(),
        draft.names.iter().map(|name| name.name.value.clone()).collect(),
        [draft.full.clone(), draft.kind.clone()],
        draft.parents.iter().map(|parent| parent.id.value.to_ascii_lowercase()).collect(),
        draft.aliases.iter().map(|alias| alias.value.clone()).collect(),
    )
}

/// Whether a new text says what the old one said, and the bodies besides.
fn is_meant(path: &VPath, old: &str, new: &str, bodies: &[Body]) -> bool {
    let errors = |parsed: &Parsed<Vec<OrganizationDraft>>| {
        parsed.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).count()
    };
    let (old, new) = (organizations(path, old.as_bytes()), organizations(path, new.as_bytes()));
    if errors(&new) > errors(&old) {
        return false;
    }
    let all =
        |parsed: Parsed<Vec<OrganizationDraft>>| -> Vec<Said> { parsed.value.iter().flatten().map(said).collect() };
    let (old, mut new) = (all(old), all(new));
    let parent = |body: &Body| match &body.parent {
        Some(Above::Registered(id)) => vec![id.clone()],
        Some(Above::New(at)) => bodies.get(*at).map(|body| body.id.clone()).into_iter().collect(),
        None => Vec::new(),
    };
    let mut wanted: Vec<Said> = bodies
        .iter()
        .filter(|body| body.is_clear())
        .map(|body| {
            let kind = Some(body.kind.clone()).filter(|kind| !kind.is_empty());
            let more = [body.full.clone(), kind];
            (body.id.clone(), vec![body.name.clone()], more, parent(body), body.aliases.clone())
        })
        .collect();
    let mut added: Vec<Said> = Vec::new();
    new.retain(|entry| {
        let is_new = wanted.contains(entry) && !old.contains(entry);
        if is_new {
            added.push(entry.clone());
        }
        !is_new
    });
    wanted.sort();
    added.sort();
    new == old && added == wanted
}
