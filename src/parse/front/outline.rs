//! What a report's front matter says, for whoever edits it.
//!
//! In: the text of a file. Out: for each field of a report what is written there,
//! as texts, with its place; and the status, approvals, open points and waivers. A
//! value that no reader takes is here as it is: who edits it has to see it.

use std::ops::Range;

use crate::diag::Diagnostic;
use crate::diag::rules::yaml::FRONT_MATTER_MISSING;
use crate::parse::front::keys::{
    self, ACHIEVEMENT, APPROVAL, CONTRIBUTOR, FIGURE, HONOUR, PERSON, REPORT, SOURCE, Table,
};
use crate::parse::front::record::{Record, RecordReader, Slot};
use crate::parse::front::review;
use crate::parse::front::status::{approvals, status};
use crate::parse::yaml::{self, Node, NodeKind, Value};
use crate::parse::{Approval, OpenPoint, Status, Waiver};
use crate::source::VPath;

/// What joins the texts of a list in one cell.
pub const JOINT: &str = "；";

/// What a front matter says.
#[derive(Debug, Default)]
pub struct Outline {
    /// The fields that are written, in the order of the table of a report.
    pub fields: Vec<OutlineField>,
    /// 审核状态
    pub status: Option<Status>,
    /// 审核记录
    pub approvals: Vec<Approval>,
    /// 待核
    pub review: Vec<OpenPoint>,
    /// 勘误豁免
    pub allow: Vec<Waiver>,
    /// Why nothing of it can be read, or changed.
    pub broken: Option<Diagnostic>,
}

/// A field that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineField {
    /// The field, by its canonical name.
    pub name: &'static str,
    /// Its key and value in the file, in bytes.
    pub at: Range<usize>,
    /// What it says.
    pub value: FieldValue,
}

/// What a field says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// A text.
    Text(String),
    /// Texts.
    List(Vec<String>),
    /// Records; of a field that has one, that one.
    Rows(Vec<Vec<(&'static str, String)>>),
}

/// What a field takes.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A text.
    Text,
    /// Texts.
    List,
    /// One record.
    Record(&'static Table),
    /// Records.
    Records(&'static Table),
}

/// What a field of a report takes, by its canonical name.
pub fn shape(field: &str) -> Shape {
    match field {
        "topics" | "authors" | "editors" | "keywords" => Shape::List,
        "contributors" => Shape::Records(&CONTRIBUTOR),
        "source" => Shape::Record(&SOURCE),
        "achievements" => Shape::Records(&ACHIEVEMENT),
        "honours" => Shape::Records(&HONOUR),
        "metrics" => Shape::Records(&FIGURE),
        "people" => Shape::Records(&PERSON),
        "approvals" => Shape::Records(&APPROVAL),
        _ => Shape::Text,
    }
}

/// Reads the front matter of a text.
pub fn outline(path: &VPath, text: &str) -> Outline {
    let mut findings = Vec::new();
    let tree = yaml::cut(path, text, keys::known, &mut findings)
        .and_then(|cut| yaml::read(path, text, cut.yaml, keys::known, &mut findings));
    let worst = |findings: &[Diagnostic]| {
        let found = findings.iter().filter(|finding| *finding.rule != FRONT_MATTER_MISSING);
        found.max_by_key(|finding| (finding.severity, std::cmp::Reverse(finding.span.start))).cloned()
    };
    let Some(tree) = tree else {
        return Outline { broken: worst(&findings), ..Outline::default() };
    };
    let broken = if tree.damaged { worst(&findings) } else { None };
    let mut reader = RecordReader::new(path, text, tree.damaged, Vec::new());
    let is_records = matches!(tree.root.kind, NodeKind::Mapping(_)) || tree.root.is_empty();
    let Some(record) = reader.record(&tree.root, &REPORT, 0..0) else {
        let broken = broken.or_else(|| worst(&reader.diagnostics)).filter(|_| !is_records);
        return Outline { broken, ..Outline::default() };
    };
    let mut fields = Vec::new();
    if let NodeKind::Mapping(entries) = &tree.root.kind {
        for (index, field) in REPORT.fields.iter().enumerate() {
            let Some((key, node)) = entries.iter().find(|(key, _)| REPORT.find(&key.value) == Some(index)) else {
                continue;
            };
            let at = key.at.start as usize..key.at.end.max(node.at.end) as usize;
            fields.push(OutlineField { name: field.name, at, value: written(&mut reader, &record, field.name, node) });
        }
    }
    let review = review::read(&mut reader, &record);
    let allow = reader.waivers(&record);
    let (status, approvals) = (status(&mut reader, &record), approvals(&mut reader, &record));
    Outline { fields, status: Some(status), approvals, review, allow, broken }
}

fn written(reader: &mut RecordReader<'_>, record: &Record<'_>, name: &'static str, node: &Node<'_>) -> FieldValue {
    match shape(name) {
        Shape::Text => FieldValue::Text(cell(reader, node)),
        Shape::List if node.is_empty() => FieldValue::List(Vec::new()),
        Shape::List => FieldValue::List(reader.names(record, name)),
        Shape::Record(_) | Shape::Records(_) if node.is_empty() => FieldValue::Rows(Vec::new()),
        Shape::Record(table) => FieldValue::Rows(vec![row(reader, table, node)]),
        Shape::Records(table) => FieldValue::Rows(match &node.kind {
            NodeKind::Sequence(items) => items.iter().map(|item| row(reader, table, item)).collect(),
            NodeKind::Mapping(_) => vec![row(reader, table, node)],
            // Several names may stand in one text.
            NodeKind::Scalar { .. } => {
                let records = reader.people(record, name, table);
                let short = table.short.unwrap_or("name");
                let names = records.iter().filter_map(|record| reader.text(record, short));
                names.map(|name| vec![(short, name.value)]).collect()
            }
        }),
    }
}

/// The cells of a record that are written, in the order of its table.
fn row(reader: &mut RecordReader<'_>, table: &'static Table, node: &Node<'_>) -> Vec<(&'static str, String)> {
    match &node.kind {
        NodeKind::Mapping(entries) => {
            let mut cells = Vec::new();
            for (index, field) in table.fields.iter().enumerate() {
                if let Some((_, value)) = entries.iter().find(|(key, _)| table.find(&key.value) == Some(index)) {
                    cells.push((field.name, cell(reader, value)));
                }
            }
            cells
        }
        _ if node.is_empty() => Vec::new(),
        _ => {
            let text = cell(reader, node);
            let is_address =
                std::ptr::eq(table, &SOURCE) && (text.starts_with("http://") || text.starts_with("https://"));
            vec![(if is_address { "url" } else { table.short.unwrap_or(table.fields[0].name) }, text)]
        }
    }
}

/// A value as one text.
fn cell(reader: &mut RecordReader<'_>, node: &Node<'_>) -> String {
    match &node.kind {
        _ if node.is_empty() => String::new(),
        // Lines that the author parted stay apart.
        NodeKind::Scalar { text, .. } if text.trim().contains('\n') => text.trim().to_owned(),
        NodeKind::Scalar { .. } => {
            reader.scalar(Slot { key: "", node }).map(|text| text.into_owned()).unwrap_or_default()
        }
        NodeKind::Sequence(items) => items.iter().map(|item| cell(reader, item)).collect::<Vec<_>>().join(JOINT),
        NodeKind::Mapping(_) => Value::of(node).flow(),
    }
}
