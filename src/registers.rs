//! Registers: organisations, topics, metrics, terms and the settings of the site, as
//! tables that an editor changes.
//!
//! In: the bytes of a register. Out: its rows, and, of operations on them, the bytes
//! in which they are done and nothing else (`parse::front::edit::Sheet`). `touches`
//! says which reports a row is about, and `follow` what has to change in reports.
//!
//! An organisation stands below another one where it is written below it, or names
//! it as its parent; what is moved stays in the manner of the file.

mod apply;
mod exceptions;
mod rows;
mod touch;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use crate::diag::Language;
use crate::language::lexicon;
use crate::manuscript::Refusal;
use crate::manuscript::label;
use crate::parse::front::choices::{Choices, HOME, LANGUAGE, LINKS, MENU, METRIC_KIND, TERM_LEVEL, TRUTH};
use crate::parse::front::keys::{
    METRIC, METRICS, ORGANIZATION, ORGANIZATIONS, SITE, TERM, TERMS, TOPIC, TOPICS, Table,
};
use crate::source::{Digest, VPath};

pub use apply::{Op, apply};
pub use exceptions::except;
pub use touch::{follow, touches};

/// A register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 组织名录
    Organizations,
    /// 主题词表
    Topics,
    /// 指标表
    Metrics,
    /// 用语表
    Terms,
    /// 站点
    Settings,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 5] = [Kind::Organizations, Kind::Topics, Kind::Metrics, Kind::Terms, Kind::Settings];

    /// The word for it in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Organizations => "organizations",
            Kind::Topics => "topics",
            Kind::Metrics => "metrics",
            Kind::Terms => "terms",
            Kind::Settings => "settings",
        }
    }

    /// The register that a word names.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its file.
    pub fn path(self) -> VPath {
        let name = if self == Kind::Settings { "site" } else { self.name() };
        VPath::new(&format!("content/{name}.yaml")).expect("the path is inside")
    }

    /// The tables of the file as a mapping, and of a row.
    fn tables(self) -> (&'static Table, &'static Table) {
        match self {
            Kind::Organizations => (&ORGANIZATIONS, &ORGANIZATION),
            Kind::Topics => (&TOPICS, &TOPIC),
            Kind::Metrics => (&METRICS, &METRIC),
            Kind::Terms => (&TERMS, &TERM),
            Kind::Settings => (&SITE, &SITE),
        }
    }

    /// The columns of a row and what they take.
    fn columns(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Kind::Organizations => &[
                ("name", "text"),
                ("names", "records"),
                ("short", "text"),
                ("full", "text"),
                ("kind", "text"),
                ("aliases", "list"),
                ("founded", "date"),
                ("closed", "date"),
                ("merged_into", "org"),
                ("rank", "text"),
                ("description", "long"),
                ("pinyin", "text"),
            ],
            Kind::Topics => &[("name", "text"), ("english", "text"), ("synonyms", "list"), ("scope", "long")],
            Kind::Metrics => {
                &[("name", "text"), ("unit", "text"), ("kind", "choice"), ("definition", "long"), ("synonyms", "list")]
            }
            Kind::Terms => &[
                ("right", "text"),
                ("wrong", "list"),
                ("except", "list"),
                ("level", "choice"),
                ("note", "long"),
                ("source", "text"),
            ],
            Kind::Settings => &[
                ("title", "text"),
                ("seal", "text"),
                ("base_url", "text"),
                ("language", "choice"),
                ("theme", "text"),
                ("accent", "text"),
                ("logo", "text"),
                ("fonts", "text"),
                ("menu", "list"),
                ("home", "list"),
                ("description", "long"),
                ("introduction", "long"),
                ("publisher", "text"),
                ("footer", "list"),
                ("llms", "choice"),
                ("page_size", "text"),
                ("links", "choice"),
            ],
        }
    }
}

/// The words that a column takes, if it takes only some.
fn choices(kind: Kind, column: &str) -> Option<&'static Choices> {
    match (kind, column) {
        (Kind::Metrics, "kind") => Some(&METRIC_KIND),
        (Kind::Terms, "level") => Some(&TERM_LEVEL),
        (Kind::Settings, "language") => Some(&LANGUAGE),
        (Kind::Settings, "menu") => Some(&MENU),
        (Kind::Settings, "home") => Some(&HOME),
        (Kind::Settings, "llms") => Some(&TRUTH),
        (Kind::Settings, "links") => Some(&LINKS),
        _ => None,
    }
}

/// A register as a table.
#[derive(Clone, Debug, Serialize)]
pub struct Register {
    /// The digest of its bytes.
    pub hash: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; organisations in the order of the tree.
    pub rows: Vec<Row>,
    /// What may be done.
    pub can: Can,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its canonical name.
    pub key: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What it takes.
    pub kind: &'static str,
    /// The words that it takes, each with what it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choices: Option<Vec<(String, String)>>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Its id; its number where it has none.
    pub key: String,
    /// How deep it stands below others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depth: Option<usize>,
    /// What is written in its columns; those without anything are left out.
    pub values: BTreeMap<&'static str, Json>,
}

/// What may be done to the rows of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Can {
    /// Whether there may be more.
    pub add: bool,
    /// Or fewer.
    pub drop: bool,
    /// Whether they stand below each other.
    pub r#move: bool,
}

impl Register {
    /// Reads a register; a file that is not there has no bytes.
    pub fn read(kind: Kind, bytes: &[u8], language: Language) -> Result<Register, Refusal> {
        let found = rows::read(kind, rows::text(bytes)?)?;
        let column = |(key, takes): &(&'static str, &'static str)| {
            let table = kind.tables().1;
            // The history of names has no key of its own.
            let index = table.index(key).or_else(|| table.index("name")).unwrap_or(0);
            Column {
                key,
                label: label(table, index, language),
                kind: takes,
                choices: choices(kind, key).map(|choices| words(choices, language)),
            }
        };
        let is_table = kind != Kind::Settings;
        Ok(Register {
            hash: Digest::of(bytes).to_string(),
            columns: kind.columns().iter().map(column).collect(),
            rows: rows::tree(found),
            can: Can { add: is_table, drop: is_table, r#move: kind == Kind::Organizations },
        })
    }
}

/// The words that a field takes, each with what it is called.
fn words(choices: &'static Choices, language: Language) -> Vec<(String, String)> {
    let called = |name: &str| {
        let row = lexicon::CHOICES.of(choices.class()).find(|row| row.word() == name);
        let chinese = row.and_then(|row| row.parts("also").find(|word| crate::text::han::has_han(word)));
        match (language, chinese) {
            (Language::Chinese, Some(word)) => word.to_owned(),
            _ => name.replace('_', " "),
        }
    };
    choices.names.iter().map(|name| ((*name).to_owned(), called(name))).collect()
}
