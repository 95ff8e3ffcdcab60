//! Which reports a row of a register is about (`touches`), and what has to change in
//! them when operations on rows are done (`follow`).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use crate::manuscript;
use crate::model::{Publication, Report};
use crate::parse::front::keys::FIGURE;
use crate::parse::front::outline::{FieldValue, JOINT, outline};
use crate::parse::yaml::Value;
use crate::registers::{Kind, Op};
use crate::source::VPath;

/// The reports that each row is about, by its key. Terms are looked for in the words
/// of the reports, which `read` gives; the settings are about all, and none is named.
pub fn touches(
    publication: &Publication,
    kind: Kind,
    rows: &[crate::registers::Row],
    read: &dyn Fn(&VPath) -> Option<String>,
) -> BTreeMap<String, Vec<VPath>> {
    let mut found: BTreeMap<String, Vec<VPath>> = BTreeMap::new();
    let mut add = |key: &str, report: &Report| {
        let reports = found.entry(key.to_owned()).or_default();
        if reports.last() != Some(&report.path) {
            reports.push(report.path.clone());
        }
    };
    let wrong = |row: &crate::registers::Row| -> Vec<String> {
        let texts = row.values.get("wrong").and_then(Json::as_array).cloned().unwrap_or_default();
        texts.iter().filter_map(|text| Some(text.as_str()?.to_owned())).collect()
    };
    for report in &publication.reports {
        match kind {
            Kind::Organizations => add(&publication[report.branch].id, report),
            Kind::Topics => {
                let own = report.achievements.iter().flat_map(|achievement| &achievement.topics);
                let topics: BTreeSet<&str> =
                    report.topics.iter().chain(own).map(|&topic| publication[topic].id.as_str()).collect();
                topics.into_iter().for_each(|topic| add(topic, report));
            }
            Kind::Metrics => {
                let own = report.achievements.iter().flat_map(|achievement| &achievement.figures);
                let metrics: BTreeSet<&str> =
                    report.metrics.iter().chain(own).map(|figure| publication[figure.metric].id.as_str()).collect();
                metrics.into_iter().for_each(|metric| add(metric, report));
            }
            Kind::Terms => {
                let Some(text) = read(&report.path) else { continue };
                let rows = rows.iter().filter(|row| wrong(row).iter().any(|word| text.contains(word.as_str())));
                rows.for_each(|row| add(&row.key, report));
            }
            Kind::Settings => return found,
        }
    }
    found
}

/// What reports need when operations on a register are done, as plain edits: where
/// they name a row that goes by its id, or by a path that leads there.
pub fn follow(
    publication: &Publication,
    kind: Kind,
    rows: &[crate::registers::Row],
    ops: &[Op],
    read: &dyn Fn(&VPath) -> Option<String>,
) -> Vec<(VPath, Vec<manuscript::Op>)> {
    let touched = touches(publication, kind, rows, &|_| None);
    let mut edits: BTreeMap<VPath, Vec<manuscript::Op>> = BTreeMap::new();
    for op in ops {
        let Op::Merge { key, into } = op else { continue };
        let Some(row) = rows.iter().find(|row| row.key == *key) else { continue };
        for path in touched.get(key).into_iter().flatten() {
            let Some(text) = read(path) else { continue };
            let own = edits.entry(path.clone()).or_default();
            for entry in outline(path, &text).fields {
                match (kind, entry.name, &entry.value) {
                    (Kind::Organizations, "branch", FieldValue::Text(branch)) if !is_named(row, branch) => {
                        own.push(set("branch", json!(into)));
                    }
                    (Kind::Topics, "topics", FieldValue::List(topics)) if topics.contains(key) => {
                        own.push(set("topics", json!(replaced(topics, key, into))));
                    }
                    (Kind::Topics, "achievements", FieldValue::Rows(rows)) => {
                        for (at, cells) in rows.iter().enumerate() {
                            let topics = cells.iter().find(|(name, _)| *name == "topics").map(|(_, text)| text);
                            let topics: Vec<String> =
                                topics.into_iter().flat_map(|text| text.split(JOINT)).map(str::to_owned).collect();
                            if topics.contains(key) {
                                let value = json!({ "topics": replaced(&topics, key, into).join(JOINT) });
                                own.push(manuscript::Op::Row { field: "achievements".to_owned(), at, value });
                            }
                        }
                    }
                    (Kind::Metrics, "achievements", FieldValue::Rows(rows)) => {
                        for (at, cells) in rows.iter().enumerate() {
                            let figures = cells.iter().find(|(name, _)| *name == "figures").map(|(_, text)| text);
                            if let Some(value) = figures.and_then(|figures| renamed(figures, key, into)) {
                                let value = json!({ "figures": value });
                                own.push(manuscript::Op::Row { field: "achievements".to_owned(), at, value });
                            }
                        }
                    }
                    (Kind::Metrics, "metrics", FieldValue::Rows(rows)) => {
                        for (at, cells) in rows.iter().enumerate() {
                            if cells.iter().any(|(name, text)| *name == "name" && text == key) {
                                let value = json!({ "name": into });
                                own.push(manuscript::Op::Row { field: "metrics".to_owned(), at, value });
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    edits.into_iter().filter(|(_, ops)| !ops.is_empty()).collect()
}

/// Figures in a cell with another metric in place of one; none if it is in none.
fn renamed(cell: &str, key: &str, into: &str) -> Option<String> {
    let Value::List(mut figures) = manuscript::figures(cell)? else { return None };
    let mut found = false;
    for figure in &mut figures {
        let Value::Record(parts) = figure else { continue };
        for (name, value) in parts {
            if FIGURE.find(name) == FIGURE.index("name") && value.shown() == key {
                *value = Value::Text(into.to_owned());
                found = true;
            }
        }
    }
    found.then(|| figures.iter().map(Value::flow).collect::<Vec<_>>().join(JOINT))
}

fn set(field: &str, value: Json) -> manuscript::Op {
    manuscript::Op::Set { field: field.to_owned(), value }
}

/// Whether a text is one of a row's names, which the other row then has.
fn is_named(row: &crate::registers::Row, text: &str) -> bool {
    let names = row.values.get("names").and_then(Json::as_array).cloned().unwrap_or_default();
    let names = names.iter().flat_map(|name| [name.get("name").cloned(), name.get("short").cloned()]).flatten();
    let others = row.values.get("aliases").and_then(Json::as_array).cloned().unwrap_or_default();
    names.chain(others).chain(row.values.get("short").cloned()).any(|name| name.as_str() == Some(text))
}

fn replaced(texts: &[String], old: &str, new: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for text in texts {
        let text = if text == old { new } else { text };
        if !all.iter().any(|other| other == text) {
            all.push(text.to_owned());
        }
    }
    all
}
