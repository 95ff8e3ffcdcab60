//! The registries: organisations, topics, metrics, terms.
//!
//! In: the bytes of a YAML file that is a list, or a mapping with the list in
//! it. Out: its entries in the order written; organisations nested under
//! `children` come after their parent, with an edge to it. An entry without an
//! id or a name is left out with a finding. An empty file is an empty list.

use std::sync::Arc;

use crate::diag::Words;
use crate::diag::rules::front::{RECORDS_EXPECTED, WORD_FORM};
use crate::language::lexicon::Own;
use crate::parse::front::choices::{METRIC_KIND, TERM_LEVEL};
use crate::parse::front::keys::{
    METRIC, METRICS, NAME, ORGANIZATION, ORGANIZATIONS, PARENT, TERM, TERMS, TOPIC, TOPICS, Table,
};
use crate::parse::front::record::{Record, RecordReader, found};
use crate::parse::front::with_yaml;
use crate::parse::yaml::{Node, NodeKind};
use crate::parse::{
    MetricDraft, MetricKind, NameDraft, OrganizationDraft, ParentDraft, Parsed, TermDraft, TermLevel, TermsDraft,
    TopicDraft,
};
use crate::source::{Spanned, VPath};

const LEVELS: Words = Words { zh: "警告、错误", en: "warning, error" };
const KINDS: Words = Words { zh: "存量、流量、比率", en: "stock, flow, rate" };

/// Reads `organizations.yaml`.
pub fn organizations(path: &VPath, bytes: &[u8]) -> Parsed<Vec<OrganizationDraft>> {
    with_yaml(path, bytes, |reader, root, parsed| {
        let records = entries(reader, root, &ORGANIZATIONS, &ORGANIZATION, parsed)?;
        let mut drafts = Vec::with_capacity(records.len());
        for record in &records {
            organization(reader, record, None, &mut drafts);
        }
        Some(drafts)
    })
}

/// Reads `topics.yaml`.
pub fn topics(path: &VPath, bytes: &[u8]) -> Parsed<Vec<TopicDraft>> {
    with_yaml(path, bytes, |reader, root, parsed| {
        let records = entries(reader, root, &TOPICS, &TOPIC, parsed)?;
        Some(records.iter().filter_map(|record| topic(reader, record)).collect())
    })
}

/// Reads `metrics.yaml`.
pub fn metrics(path: &VPath, bytes: &[u8]) -> Parsed<Vec<MetricDraft>> {
    with_yaml(path, bytes, |reader, root, parsed| {
        let records = entries(reader, root, &METRICS, &METRIC, parsed)?;
        Some(records.iter().filter_map(|record| metric(reader, record)).collect())
    })
}

/// Reads `terms.yaml`: a list of terms, or a mapping with terms, fixed
/// expressions and words of the publication's own.
pub fn terms(path: &VPath, bytes: &[u8]) -> Parsed<TermsDraft> {
    with_yaml(path, bytes, |reader, root, parsed| {
        let mut draft = TermsDraft::default();
        let records = match &root.kind {
            NodeKind::Mapping(_) => {
                let record = reader.record(root, &TERMS, 0..0)?;
                parsed.allow = reader.waivers(&record);
                draft.fixed = reader.texts(&record, "fixed");
                draft.words = Arc::new(own(reader, &record));
                reader.records(&record, "terms", &TERM)
            }
            _ => entries(reader, root, &TERMS, &TERM, parsed)?,
        };
        draft.terms = records.iter().filter_map(|record| term(reader, record)).collect();
        Some(draft)
    })
}

/// The words that a publication adds. One character alone would be found
/// everywhere; names have no marks in them.
fn own(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Own {
    let mut words = |name: &str| {
        let key = record.slot(name).map_or(name, |slot| slot.key);
        let mut texts = reader.texts(record, name);
        texts.retain(|text| {
            let is_plain = name == "exceptions" || text.value.chars().all(char::is_alphanumeric);
            let is_good = is_plain && text.value.chars().nth(1).is_some();
            if !is_good {
                let finding = reader.finding(&WORD_FORM, &text.at).with("text", text.value.as_str()).with("key", key);
                reader.report(finding);
            }
            is_good
        });
        let mut words: Vec<String> = texts.into_iter().map(|text| text.value).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        words
    };
    Own {
        units: words("units"),
        honours: words("honours"),
        not_names: words("not_names"),
        exceptions: words("exceptions"),
    }
}

/// The entries of a registry, whichever way it holds them.
fn entries<'n, T>(
    reader: &mut RecordReader<'_>,
    root: &'n Node<'n>,
    outer: &'static Table,
    inner: &'static Table,
    parsed: &mut Parsed<T>,
) -> Option<Vec<Record<'n>>> {
    let field = outer.fields.first()?;
    match &root.kind {
        NodeKind::Sequence(items) => Some(reader.items(items, outer.zh(0), inner)),
        NodeKind::Mapping(_) => {
            let record = reader.record(root, outer, 0..0)?;
            parsed.allow = reader.waivers(&record);
            Some(reader.records(&record, field.name, inner))
        }
        NodeKind::Scalar { .. } if root.is_empty() => Some(Vec::new()),
        kind => {
            if !reader.damaged {
                let finding = reader.finding(&RECORDS_EXPECTED, &root.at).with("found", found(kind));
                reader.report(finding);
            }
            None
        }
    }
}

fn organization(
    reader: &mut RecordReader<'_>,
    record: &Record<'_>,
    parent: Option<&Spanned<String>>,
    drafts: &mut Vec<OrganizationDraft>,
) {
    let id = reader.id(record, "id");
    let mut names = names(reader, record);
    // The short name beside the names is that of the latest.
    if let Some(short) = reader.text(record, "short")
        && let Some(last) = names.last_mut()
        && last.short.is_none()
    {
        last.short = Some(short);
    }
    let mut parents: Vec<ParentDraft> =
        parent.map(|id| ParentDraft { id: id.clone(), from: None, to: None, relation: None }).into_iter().collect();
    let records = reader.records(record, "parents", &PARENT);
    parents.extend(records.iter().filter_map(|record| edge(reader, record)));
    let full = reader.words(record, "full");
    let kind = reader.words(record, "kind");
    let rank = reader.whole(record, "rank");
    let aliases = reader.texts(record, "aliases");
    let founded = reader.any_date(record, "founded").map(|date| date.value);
    let closed = reader.any_date(record, "closed").map(|date| date.value);
    let merged_into = reader.text(record, "merged_into");
    let description = reader.words(record, "description");
    let pinyin = reader.words(record, "pinyin");
    let children = reader.records(record, "children", &ORGANIZATION);
    if let Some(id) = &id
        && !names.is_empty()
    {
        drafts.push(OrganizationDraft {
            id: id.clone(),
            names,
            full,
            kind,
            parents,
            rank,
            aliases,
            founded,
            closed,
            merged_into,
            description,
            pinyin,
        });
    }
    for child in &children {
        organization(reader, child, id.as_ref(), drafts);
    }
}

fn names(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Vec<NameDraft> {
    if let Some(joined) = record.joined("name") {
        return vec![NameDraft { name: joined.clone(), short: None, from: None, to: None }];
    }
    let records = reader.records(record, "name", &NAME);
    let name = |record: &Record<'_>| {
        let name = reader.text(record, "name");
        let short = reader.text(record, "short");
        let from = reader.any_date(record, "from").map(|date| date.value);
        let to = reader.any_date(record, "to").map(|date| date.value);
        Some(NameDraft { name: name?, short, from, to })
    };
    records.iter().filter_map(name).collect()
}

fn edge(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Option<ParentDraft> {
    let id = reader.text(record, "id");
    let from = reader.any_date(record, "from").map(|date| date.value);
    let to = reader.any_date(record, "to").map(|date| date.value);
    let relation = reader.words(record, "relation");
    Some(ParentDraft { id: id?, from, to, relation })
}

fn topic(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Option<TopicDraft> {
    let id = reader.id(record, "id");
    let name = reader.text(record, "name");
    let english = reader.words(record, "english");
    let synonyms = reader.texts(record, "synonyms");
    let scope = reader.words(record, "scope");
    Some(TopicDraft { id: id?, name: name?, english, synonyms, scope })
}

fn metric(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Option<MetricDraft> {
    let id = reader.id(record, "id");
    let name = reader.text(record, "name");
    let unit = reader.words(record, "unit").map(|unit| unit.replace('％', "%"));
    let kind = match reader.choice(record, "kind", &METRIC_KIND, KINDS) {
        Some(1) => MetricKind::Flow,
        Some(2) => MetricKind::Rate,
        Some(_) => MetricKind::Stock,
        // A percentage is a rate; a plain count holds at a moment.
        None if unit.as_deref() == Some("%") => MetricKind::Rate,
        None => MetricKind::Stock,
    };
    let definition = reader.words(record, "definition");
    let synonyms = reader.texts(record, "synonyms");
    let parts = reader.texts(record, "parts");
    Some(MetricDraft { id: id?, name: name?, unit, kind, definition, synonyms, parts })
}

fn term(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Option<TermDraft> {
    let wrong = reader.texts(record, "wrong");
    let right = reader.text(record, "right");
    let except = reader.texts(record, "except");
    let level = match reader.choice(record, "level", &TERM_LEVEL, LEVELS) {
        Some(1) => TermLevel::Error,
        _ => TermLevel::Warning,
    };
    let note = reader.words(record, "note");
    let source = reader.words(record, "source");
    (!wrong.is_empty()).then_some(())?;
    Some(TermDraft { wrong, right: right?, except, level, note, source })
}
