//! `metrics`: all figures by name; `metric`: one over years and branches.

use serde::Serialize;

use super::card::{Chart, CutView, FigureView, Link};

/// `metrics`
#[derive(Clone, Debug, Serialize)]
pub struct MetricsView {
    /// The metrics, in the order of the registry and then of pinyin.
    pub metrics: Vec<MetricLine>,
    /// Pages by letter and number when there are many; empty otherwise.
    pub cuts: Vec<CutView>,
    /// Whether this is the first page of a cut list.
    pub overview: bool,
    /// How many metrics in all.
    pub total: usize,
    /// How many values in all.
    pub values: usize,
}

/// A metric in the list.
#[derive(Clone, Debug, Serialize)]
pub struct MetricLine {
    /// Its anchor.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its page, if it has more than one value.
    pub href: Option<String>,
    /// How it is counted; may be empty.
    pub definition: String,
    /// How many values.
    pub count: usize,
    /// The years of its values, such as `2018—2021`.
    pub years: String,
    /// Its latest value.
    pub latest: FigureView,
}

/// `metric`
#[derive(Clone, Debug, Serialize)]
pub struct MetricView {
    /// Its name.
    pub name: String,
    /// Its units; more than one where branches differ.
    pub units: Vec<String>,
    /// 存量, 流量 or 比率 in the reader's words; empty for an unregistered one.
    pub kind: String,
    /// How it is counted; may be empty.
    pub definition: String,
    /// The years, oldest first.
    pub years: Vec<i32>,
    /// A row a branch (of this page).
    pub rows: Vec<MetricRow>,
    /// The line, if only one branch reports it.
    pub chart: Option<Chart>,
    /// Pages by letter and number when there are many branches.
    pub cuts: Vec<CutView>,
}

/// The values of one branch.
#[derive(Clone, Debug, Serialize)]
pub struct MetricRow {
    /// The branch, with its page.
    pub organization: Link,
    /// The unit of its values; may be empty.
    pub unit: String,
    /// A value a year, with the report it is from; an empty name where there is none.
    pub values: Vec<Link>,
}
