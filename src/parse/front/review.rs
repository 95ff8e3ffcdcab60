//! 待核: what a person still has to decide.
//!
//! In: a record with the field `review`. Out: its points. Each names a key and
//! proposes a value in the shape that the key takes, with the words that speak
//! for it; or it is a sentence that someone wrote down, and names nothing.
//!
//! Nothing of it is published, so nothing that is wrong with it keeps a report
//! from being built: it is a warning, and the point stays open.

use crate::diag::rules::front::{REVIEW_OPEN, REVIEW_UNCLEAR};
use crate::diag::{Diagnostic, Severity, Words};
use crate::parse::front::keys::{REPORT, REVIEW};
use crate::parse::front::record::{Record, RecordReader};
use crate::parse::front::report;
use crate::parse::yaml::{Node, NodeKind, Value};
use crate::parse::{OpenPoint, front};
use crate::source::VPath;

/// The fields that hold several values; a proposal is one of them.
pub const LISTS: [&str; 9] =
    ["topics", "authors", "editors", "contributors", "keywords", "achievements", "honours", "metrics", "people"];

/// How much of a value and of its evidence a finding quotes, in characters.
const QUOTED: usize = 60;

const NO_FIELD: Words = Words {
    zh: "没有写明是哪一项（“项目”，field）",
    en: "it does not say which key it is about (field)",
};
const NOT_A_FIELD: Words =
    Words { zh: "“项目”（field）写的不是报告的一项", en: "its field is no key of a report" };
const NOT_A_VALUE: Words = Words { zh: "那一项不能写成这样", en: "its key does not take what is proposed" };
const A_LIST: Words = Words { zh: "这里是一个列表", en: "a list stands here" };

/// The open points of a report, as its text has them.
pub fn open_points(path: &VPath, text: &str) -> Vec<OpenPoint> {
    let parsed =
        front::with_front_matter(path, text.as_bytes(), &REPORT, |reader, record, _| Some(read(reader, record)));
    parsed.value.unwrap_or_default()
}

/// Whether a key of a report, by its canonical name, takes a value; of a list as
/// one of its values.
pub fn takes(field: &str, value: &Value) -> bool {
    let Some(path) = VPath::new("report.md") else { return false };
    let text = format!("---\nreview: [{{field: {field}, proposal: {}}}]\n---\n", value.flow());
    let parsed =
        front::with_front_matter(&path, text.as_bytes(), &REPORT, |reader, record, _| Some(read(reader, record)));
    parsed.value.is_some_and(|points| points.len() == 1)
        && parsed.diagnostics.iter().all(|finding| *finding.rule != REVIEW_UNCLEAR)
}

/// Reads the open points of a report; each is a finding.
pub fn read(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Vec<OpenPoint> {
    let Some(slot) = record.slot("review") else { return Vec::new() };
    let nodes = match &slot.node.kind {
        NodeKind::Sequence(items) => items.as_slice(),
        _ => std::slice::from_ref(slot.node),
    };
    let before = reader.diagnostics.len();
    let points = nodes.iter().filter(|node| !node.is_empty()).map(|node| point(reader, node)).collect();
    for finding in reader.diagnostics.iter_mut().skip(before) {
        finding.severity = finding.severity.min(Severity::Warning);
    }
    points
}

fn point(reader: &mut RecordReader<'_>, node: &Node<'_>) -> OpenPoint {
    let mut point = OpenPoint { at: node.at.clone(), ..OpenPoint::default() };
    let unclear = match &node.kind {
        NodeKind::Sequence(_) => Some((A_LIST, node)),
        _ => match reader.record(node, &REVIEW, node.at.clone()) {
            Some(record) => fill(&mut point, reader, &record).map(|what| (what, node)),
            None => None,
        },
    };
    let finding = match unclear {
        Some((what, node)) => reader.finding(&REVIEW_UNCLEAR, &node.at).with("what", what),
        None => told(&point, reader.finding(&REVIEW_OPEN, &node.at)),
    };
    reader.report(finding);
    point
}

/// Reads a point; what is unclear in it.
fn fill(point: &mut OpenPoint, reader: &mut RecordReader<'_>, record: &Record<'_>) -> Option<Words> {
    let field = reader.words(record, "field");
    point.evidence = reader.text(record, "evidence").map(|text| text.value).unwrap_or_default();
    point.place = reader.words(record, "place").unwrap_or_default();
    let proposal = record.slot("proposal").map(|slot| slot.node);
    point.proposal = proposal.map(Value::of);
    point.alternatives = match record.slot("alternatives").map(|slot| &slot.node.kind) {
        Some(NodeKind::Sequence(items)) => items.iter().filter(|item| !item.is_empty()).map(Value::of).collect(),
        Some(_) => record.slot("alternatives").map(|slot| Value::of(slot.node)).into_iter().collect(),
        None => Vec::new(),
    };
    let Some(field) = field else {
        let proposes = point.proposal.is_some() || !point.alternatives.is_empty();
        return proposes.then_some(NO_FIELD);
    };
    let index = REPORT.find(&field);
    point.field = index.and_then(|index| Some(REPORT.fields.get(index)?.name)).filter(|name| *name != "review");
    let Some(name) = point.field else { return Some(NOT_A_FIELD) };
    proposal.filter(|node| !fits(reader, name, node)).map(|_| NOT_A_VALUE)
}

/// Whether a field takes a value: it is read as the field's own value is.
fn fits(reader: &RecordReader<'_>, field: &'static str, node: &Node<'_>) -> bool {
    let list = Node { at: node.at.clone(), kind: NodeKind::Sequence(vec![node.clone()]) };
    let node = if LISTS.contains(&field) { &list } else { node };
    let Some(record) = Record::of_field(&REPORT, field, node) else { return false };
    let mut probe = RecordReader::new(reader.path, reader.text, false, Vec::new());
    report::draft(&mut probe, &record, 0..0);
    probe.diagnostics.iter().all(|finding| finding.severity < Severity::Error)
}

/// Says what is open: `date: 2021-07`, and the words that speak for it.
fn told(point: &OpenPoint, finding: Diagnostic) -> Diagnostic {
    let proposal = point.proposal.as_ref().map(|value| cut(&value.shown()));
    let evidence = cut(&point.evidence);
    let what = match (point.field, proposal) {
        (Some(field), Some(proposal)) => format!("{field}: {proposal}"),
        (Some(field), None) => field.to_owned(),
        (None, _) => evidence.clone(),
    };
    let mut basis = String::new();
    if point.field.is_some() && !evidence.is_empty() {
        basis.push_str(&format!("“{evidence}”"));
    }
    if !point.place.is_empty() {
        basis.push_str(&format!("（{}）", cut(&point.place)));
    }
    let space = if basis.is_empty() { "" } else { " ← " };
    finding.with("what", format!("{what}{space}{basis}"))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}……", &text[..end]),
        None => text.to_owned(),
    }
}
