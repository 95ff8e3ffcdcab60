//! The rows of a register, with their places in the file.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value as Json};

use crate::manuscript::Refusal;
use crate::manuscript::refusal;
use crate::parse::front::choices::{Choices, choice};
use crate::parse::front::edit::Sheet;
use crate::parse::front::keys::{FONTS, NAME, Table};
use crate::parse::yaml::edit::{Document, Extent};
use crate::parse::yaml::{Node, NodeKind as Shape, Value};
use crate::registers::{Kind, Row, choices};

/// A row as it stands in the file.
pub struct Found {
    /// Its id, or `#` and its number.
    pub key: String,
    /// Its place in the tree of the file.
    pub place: Vec<usize>,
    /// The key of the row that it stands below.
    pub parent: Option<String>,
    /// Whether it stands there by its place and not by a name.
    pub is_nested: bool,
    /// What is written in its columns.
    pub values: BTreeMap<&'static str, Json>,
}

/// The text of a file.
pub fn text(bytes: &[u8]) -> Result<&str, Refusal> {
    std::str::from_utf8(bytes).map_err(|_| Refusal::new(refusal::ENCODING, ""))
}

/// Reads the rows of a text, in the order of the file.
pub fn read(kind: Kind, text: &str) -> Result<Vec<Found>, Refusal> {
    let path = kind.path();
    let sheet = Sheet::new(&path, text, Extent::Whole);
    let document = sheet.document().ok_or_else(|| Refusal::new(refusal::REGISTER, path.as_str()))?;
    let mut found = Vec::new();
    if kind == Kind::Settings {
        let values = values(kind, &document.root);
        return Ok(vec![Found { key: "site".to_owned(), place: Vec::new(), parent: None, is_nested: false, values }]);
    }
    if let Some((place, items)) = list(kind, &document) {
        walk(kind, items, &place, None, &mut found);
    }
    Ok(found)
}

/// The list of rows in a file, and its place.
pub fn list<'d>(kind: Kind, document: &'d Document<'_>) -> Option<(Vec<usize>, &'d [Node<'d>])> {
    match &document.root.kind {
        Shape::Sequence(items) => Some((Vec::new(), items)),
        Shape::Mapping(_) => {
            let at = column(kind.tables().0, &document.root, kind.name())?;
            match &document.node(&[at])?.kind {
                Shape::Sequence(items) => Some((vec![at], items)),
                _ => None,
            }
        }
        Shape::Scalar { .. } => None,
    }
}

/// The entry of a mapping that is a field, by its canonical name.
pub fn column(table: &Table, node: &Node<'_>, name: &str) -> Option<usize> {
    let index = table.index(name)?;
    match &node.kind {
        Shape::Mapping(entries) => entries.iter().position(|(key, _)| table.find(&key.value) == Some(index)),
        _ => None,
    }
}

/// The value of a field of a mapping.
fn field<'n>(table: &Table, node: &'n Node<'n>, name: &str) -> Option<&'n Node<'n>> {
    match &node.kind {
        Shape::Mapping(entries) => Some(&entries.get(column(table, node, name)?)?.1).filter(|node| !node.is_empty()),
        _ => None,
    }
}

fn walk(kind: Kind, items: &[Node<'_>], place: &[usize], parent: Option<&str>, found: &mut Vec<Found>) {
    let table = kind.tables().1;
    for (at, item) in items.iter().enumerate() {
        let place: Vec<usize> = place.iter().copied().chain([at]).collect();
        let id = field(table, item, "id").filter(|_| table.index("id").is_some()).map(cell);
        let key = id.filter(|id| !id.is_empty()).unwrap_or_else(|| format!("#{}", found.len()));
        // The first parent that is named; its id alone, or a record with it.
        let named = field(table, item, "parents").filter(|_| kind == Kind::Organizations).and_then(|parents| {
            let first = match &parents.kind {
                Shape::Sequence(parents) => parents.first()?,
                _ => parents,
            };
            match &first.kind {
                Shape::Mapping(_) => field(&crate::parse::front::keys::PARENT, first, "id").map(cell),
                _ => Some(cell(first)),
            }
        });
        found.push(Found {
            key: key.clone(),
            parent: parent.map(str::to_owned).or(named),
            is_nested: parent.is_some(),
            values: values(kind, item),
            place: place.clone(),
        });
        if kind == Kind::Organizations
            && let Some(at) = column(table, item, "children")
            && let Shape::Mapping(entries) = &item.kind
            && let Shape::Sequence(children) = &entries[at].1.kind
        {
            let place: Vec<usize> = place.iter().copied().chain([at]).collect();
            walk(kind, children, &place, Some(&key), found);
        }
    }
}

/// What is written in the columns of a row.
fn values(kind: Kind, item: &Node<'_>) -> BTreeMap<&'static str, Json> {
    let table = kind.tables().1;
    let mut values = BTreeMap::new();
    for (name, takes) in kind.columns() {
        let choices = choices(kind, name);
        let node = match *name {
            "names" => field(table, item, "name"),
            name => field(table, item, name),
        };
        let short = || matches!(item.kind, Shape::Scalar { .. }).then_some(item).filter(|_| table.short == Some(*name));
        let Some(node) = node.or_else(short) else { continue };
        let value = match (*name, *takes) {
            ("names", _) if kind == Kind::Organizations => Json::from(names(node)),
            ("name", _) if kind == Kind::Organizations => {
                let last = names(node).pop().and_then(|name| name.get("name").cloned());
                last.unwrap_or_default()
            }
            ("fonts", _) => Json::from(field(&FONTS, node, "heading").map_or_else(|| cell(node), cell)),
            (_, "list") => Json::from(texts(node, choices)),
            _ => Json::from(word(&cell(node), choices)),
        };
        values.insert(*name, value);
    }
    // The short name beside the names is that of the latest.
    if kind == Kind::Organizations && !values.contains_key("short") {
        let names = values.get("names").and_then(Json::as_array);
        if let Some(short) = names.and_then(|names| names.last()?.get("short").cloned()) {
            values.insert("short", short);
        }
    }
    values
}

/// The names of an organisation.
fn names(node: &Node<'_>) -> Vec<Json> {
    let nodes = match &node.kind {
        Shape::Sequence(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let record = |node: &Node<'_>| {
        let mut cells = Map::new();
        match &node.kind {
            Shape::Mapping(entries) => {
                for (key, value) in entries {
                    if let Some(index) = NAME.find(&key.value) {
                        cells.insert(NAME.fields[index].name.to_owned(), Json::from(cell(value)));
                    }
                }
            }
            _ => drop(cells.insert("name".to_owned(), Json::from(cell(node)))),
        }
        Json::Object(cells)
    };
    nodes.iter().map(record).collect()
}

/// The texts of a list; one text alone is taken apart as its reader does.
fn texts(node: &Node<'_>, choices: Option<&'static Choices>) -> Vec<String> {
    let texts: Vec<String> = match &node.kind {
        Shape::Sequence(items) => items.iter().map(cell).collect(),
        _ => cell(node).split(['、', '，', ',', '；', ';', '\n']).map(|text| text.trim().to_owned()).collect(),
    };
    texts.iter().filter(|text| !text.is_empty()).map(|text| word(text, choices)).collect()
}

/// The word that huibian writes for one of a few.
fn word(text: &str, choices: Option<&'static Choices>) -> String {
    let known = choices.and_then(|choices| choices.names.get(choice(choices, text)?).copied());
    known.unwrap_or(text).to_owned()
}

fn cell(node: &Node<'_>) -> String {
    match Value::exact(node) {
        Value::Text(_) if node.is_empty() => String::new(),
        Value::Text(text) => text.trim().to_owned(),
        value => value.flow(),
    }
}

/// Rows in the order of the tree, with their depth.
pub fn tree(found: Vec<Found>) -> Vec<Row> {
    let known: HashSet<String> = found.iter().map(|row| row.key.clone()).collect();
    let is_tree = found.iter().any(|row| row.parent.is_some());
    let mut below: HashMap<Option<String>, Vec<usize>> = HashMap::new();
    for (at, row) in found.iter().enumerate() {
        let parent = row.parent.clone().filter(|parent| known.contains(parent) && *parent != row.key);
        below.entry(parent).or_default().push(at);
    }
    let rank = |at: &usize| {
        let rank = found[*at].values.get("rank").and_then(Json::as_str);
        rank.and_then(|rank| rank.parse::<i64>().ok()).unwrap_or(i64::MAX)
    };
    if is_tree {
        below.values_mut().for_each(|rows| rows.sort_by_key(rank));
    }
    let mut order = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut seen = HashSet::new();
    let start = |rows: Option<&Vec<usize>>, depth: usize, open: &mut Vec<(usize, usize)>| {
        open.extend(rows.into_iter().flatten().rev().map(|&at| (at, depth)));
    };
    start(below.get(&None), 0, &mut open);
    loop {
        while let Some((at, depth)) = open.pop() {
            if seen.insert(at) {
                order.push((at, depth));
                start(below.get(&Some(found[at].key.clone())), depth + 1, &mut open);
            }
        }
        // Rows that stand below each other in a circle are not lost.
        match (0..found.len()).find(|at| !seen.contains(at)) {
            Some(at) => open.push((at, 0)),
            None => break,
        }
    }
    let mut rows: Vec<Option<Found>> = found.into_iter().map(Some).collect();
    let row = |(at, depth): (usize, usize)| {
        let row = rows[at].take()?;
        Some(Row { key: row.key, depth: is_tree.then_some(depth), values: row.values })
    };
    order.into_iter().filter_map(row).collect()
}
