//! `whole`: what a page with a template of its own sees of the publication.

use serde::Serialize;
use tera::Value;

use super::card::Chart;
use super::metric::MetricLine;
use super::organization::BranchYear;
use super::overview::{LevelCount, Region, TopicShare};

/// `whole`
#[derive(Clone, Debug, Serialize)]
pub struct WholeView {
    /// What all did each year, newest first.
    pub years: Vec<BranchYear>,
    /// Reports by year as columns; none of fewer than two years.
    pub years_chart: Option<Chart>,
    /// Topics by how many reports are about them.
    pub topics: Vec<TopicShare>,
    /// Topmost organisations by region.
    pub regions: Vec<Region>,
    /// Metrics, those of the most values first, with what the latest year comes to.
    pub metrics: Vec<WholeMetric>,
    /// Honours by level.
    pub levels: Vec<LevelCount>,
    /// The newest reports as `ReportCard`s, at most a hundred.
    pub newest: Vec<Value>,
}

/// A metric of the whole.
#[derive(Clone, Debug, Serialize)]
pub struct WholeMetric {
    /// What its latest year comes to.
    #[serde(flatten)]
    pub line: MetricLine,
    /// Its sums by year as columns; none of a rate, nor of a single year.
    pub columns: Option<Chart>,
}
