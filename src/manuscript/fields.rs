//! The form of a report, and its open points, as the page shows them.

use serde_json::{Map, Value as Json, json};

use crate::diag::{Language, Words};
use crate::language::lexicon;
use crate::manuscript::{Block, Column, Field, Point, Quote, units};
use crate::parse::OpenPoint;
use crate::parse::front::keys::{self, REPORT, Table};
use crate::parse::front::outline::{FieldValue, JOINT, Outline, Shape, shape};
use crate::parse::yaml::Value;

/// What is no field of the form: it has places of its own on the page.
const APART: [&str; 4] = ["review", "status", "approvals", "allow"];

/// What a remark is called that is about no field.
const REMARK: Words = Words { zh: "备忘", en: "Remark" };

/// The fields of the form.
pub fn form(outline: &Outline, language: Language) -> Vec<Field> {
    let fields = REPORT.fields.iter().enumerate().filter(|(_, field)| !APART.contains(&field.name));
    let field = |(index, field): (usize, &'static crate::parse::front::keys::Field)| {
        let entry = outline.fields.iter().find(|entry| entry.name == field.name);
        let columns = match shape(field.name) {
            Shape::Record(table) | Shape::Records(table) => Some(columns(table, language)),
            Shape::Text | Shape::List => None,
        };
        Field {
            key: field.name,
            label: label(&REPORT, index, language),
            kind: kind(field.name),
            required: field.required,
            value: entry.and_then(|entry| value(field.name, &entry.value)),
            said: entry.is_some(),
            columns,
            at: entry.map_or(0..0, |entry| entry.at.clone()),
        }
    };
    fields.map(field).collect()
}

/// What a field of a report takes, in the words of the page.
fn kind(field: &str) -> &'static str {
    match shape(field) {
        Shape::Record(_) => "record",
        Shape::Records(_) => "records",
        Shape::List if field == "topics" => "topics",
        Shape::List => "list",
        Shape::Text => match field {
            "abstract" => "long",
            "branch" => "org",
            "year" => "year",
            "date" | "published" => "date",
            _ => "text",
        },
    }
}

/// The columns of a record's table.
pub fn columns(table: &'static Table, language: Language) -> Vec<Column> {
    let column = |(index, field): (usize, &crate::parse::front::keys::Field)| {
        let kind = match field.name {
            "figures" => "records",
            "topics" => "topics",
            "text" | "note" => "long",
            "date" | "as_of" | "from" | "to" | "on" => "date",
            _ => "text",
        };
        Column { key: field.name, label: label(table, index, language), kind }
    };
    table.fields.iter().enumerate().map(column).collect()
}

/// What a field is called.
pub fn label(table: &'static Table, index: usize, language: Language) -> &'static str {
    match language {
        Language::Chinese => table.zh(index),
        Language::English => lexicon::KEYS
            .of(table.class())
            .find(|row| row.word() == table.fields[index].name)
            .map(|row| row.get("en"))
            .filter(|label| !label.is_empty())
            .unwrap_or(table.fields[index].name),
    }
}

/// What is written in a field; nothing if nothing is.
fn value(field: &str, written: &FieldValue) -> Option<Json> {
    match written {
        FieldValue::Text(text) if text.is_empty() => None,
        FieldValue::Text(text) => Some(Json::from(text.as_str())),
        FieldValue::List(texts) if texts.is_empty() => None,
        FieldValue::List(texts) => Some(Json::from(texts.clone())),
        FieldValue::Rows(rows) if rows.is_empty() => None,
        FieldValue::Rows(rows) => {
            let mut rows = rows.iter().map(|cells| {
                let cells = cells.iter().map(|(key, text)| ((*key).to_owned(), Json::from(text.as_str())));
                Json::Object(cells.collect::<Map<_, _>>())
            });
            match shape(field) {
                Shape::Record(_) => rows.next(),
                _ => Some(rows.collect()),
            }
        }
    }
}

/// An open point as the page shows it.
pub fn point(at: usize, point: &OpenPoint, blocks: &[Block], language: Language) -> Point {
    let index = point.field.and_then(|field| REPORT.index(field));
    let label = index.map_or(REMARK.in_language(language), |index| label(&REPORT, index, language));
    let shown = |value: &Value| point.field.map_or(Json::Null, |field| proposed(field, value));
    let colon = if language == Language::Chinese { "：" } else { ": " };
    let say = match (&point.proposal, point.field) {
        (Some(proposal), Some(field)) => {
            format!("{label}{colon}{}", plain(field, &proposed(field, proposal), language))
        }
        (None, Some(_)) => label.to_owned(),
        _ => point.evidence.clone(),
    };
    Point {
        key: format!("p{at}"),
        field: point.field,
        label,
        say,
        value: point.proposal.as_ref().map(shown),
        alternatives: point.alternatives.iter().map(shown).collect(),
        evidence: point.evidence.clone(),
        quote: quote(&point.evidence, blocks),
        place: point.place.clone(),
    }
}

/// A proposed value: of a field with rows the cells of one.
fn proposed(field: &str, value: &Value) -> Json {
    let table = match shape(field) {
        Shape::Record(table) | Shape::Records(table) => table,
        Shape::Text | Shape::List => return Json::from(text(value)),
    };
    match value {
        Value::Record(entries) => {
            let cells = entries.iter().filter_map(|(key, value)| {
                let index = table.find(key)?;
                Some((table.fields[index].name.to_owned(), Json::from(text(value))))
            });
            Json::Object(cells.collect())
        }
        value => json!({ (table.short.unwrap_or(table.fields[0].name)): text(value) }),
    }
}

/// A value as one text.
fn text(value: &Value) -> String {
    match value {
        Value::List(items) => items.iter().map(text).collect::<Vec<_>>().join(JOINT),
        // A person with a role in a list of names: a reader sees words, no keys.
        Value::Record(entries) => entries.iter().map(|(_, value)| text(value)).collect::<Vec<_>>().join(" "),
        value => value.shown(),
    }
}

/// Cells that say nothing without what they are called.
const CALLED: [&str; 2] = ["base", "as_of"];

/// What a person reads of a value; of a row its cells in the order of the form.
fn plain(field: &str, value: &Json, language: Language) -> String {
    let (Shape::Record(table) | Shape::Records(table)) = shape(field) else {
        return value.as_str().unwrap_or_default().to_owned();
    };
    let cell = |(index, field): (usize, &keys::Field)| {
        let text = value.get(field.name)?.as_str()?;
        let name = if CALLED.contains(&field.name) { label(table, index, language) } else { "" };
        Some(if name.is_empty() { text.to_owned() } else { format!("{name} {text}") })
    };
    table.fields.iter().enumerate().filter_map(cell).collect::<Vec<_>>().join(" ")
}

/// Where words stand in the blocks.
fn quote(words: &str, blocks: &[Block]) -> Option<Quote> {
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    blocks.iter().find_map(|block| {
        let at = block.text.find(words)?;
        let start = units(&block.text[..at]);
        Some(Quote { block: block.id.clone(), at: [start, start + units(words)] })
    })
}
