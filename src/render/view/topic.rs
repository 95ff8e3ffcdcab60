//! `topics`: topics against years; `topic`: one topic; `cell`: a topic in a year.

use serde::Serialize;
use tera::Value;

use super::card::{Chart, CutView, DateView, HonourView, Link};
use super::editorial::EditorialView;
use super::home::Way;
use super::metric::MetricLine;
use super::overview::{Dated, TopicShare};

/// `topics`: the matrix and what each topic means.
#[derive(Clone, Debug, Serialize)]
pub struct TopicsView {
    /// The years, oldest first, with their pages.
    pub years: Vec<Link>,
    /// A row a topic, in the order of the registry.
    pub rows: Vec<TopicRow>,
    /// The places in `rows`, that of the topic with most first.
    pub by_size: Vec<usize>,
    /// What cells count: `achievements` where most of them name their topics, else
    /// `reports`.
    pub counts: &'static str,
    /// The topic that most reports are about; none without topics.
    pub most: Option<Most>,
    /// What rose and fell against the year before; none where that says little.
    pub moved: Option<Moved>,
    /// The share of each topic in each year; none where few years have enough reports.
    pub courses: Option<Courses>,
    /// The topics of the second matrix, against organisations; empty where there
    /// are few of either.
    pub columns: Vec<Link>,
    /// Its rows.
    pub own: Vec<OwnRow>,
    /// The sum of each year; 0 for none.
    pub totals: Vec<usize>,
    /// All that is counted. What has two topics counts once here and in `totals`.
    pub total: usize,
    /// Whether some have several topics, so that rows add up to more.
    pub several: bool,
    /// How many have none, and so stand in the totals only.
    pub untagged: usize,
    /// The legend: the counts of each shade, 1 to 5, such as `1–495`; the last
    /// is open (`770+`).
    pub legend: Vec<String>,
}

/// The topic that most reports are about.
#[derive(Clone, Debug, Serialize)]
pub struct Most {
    /// The topic.
    pub topic: Link,
    /// How many reports.
    pub reports: usize,
    /// Their share of all: `42%`.
    pub share: String,
}

/// What rose and fell most against the year before, in shares of reports.
#[derive(Clone, Debug, Serialize)]
pub struct Moved {
    /// The later year.
    pub year: i32,
    /// What rose most; none if nothing did by two points.
    pub up: Option<Link>,
    /// By how many points.
    pub up_points: usize,
    /// What fell most.
    pub down: Option<Link>,
    /// By how many points.
    pub down_points: usize,
}

/// A topmost organisation against topics.
#[derive(Clone, Debug, Serialize)]
pub struct OwnRow {
    /// It.
    pub organization: Link,
    /// How many reports it and all below it have.
    pub reports: usize,
    /// How many of them are about each topic of `columns`.
    pub cells: Vec<OwnCell>,
}

/// A cell of the second matrix.
#[derive(Clone, Debug, Serialize)]
pub struct OwnCell {
    /// How many reports.
    pub count: usize,
    /// Its shade, 0 (none) to 5 (most).
    pub level: u8,
}

/// A topic's row.
#[derive(Clone, Debug, Serialize)]
pub struct TopicRow {
    /// Its id, for an anchor.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// What belongs to it; may be empty.
    pub scope: String,
    /// Other names for it.
    pub synonyms: Vec<String>,
    /// A cell a year.
    pub cells: Vec<Cell>,
    /// All that is counted of it.
    pub total: usize,
    /// The years in which it has some, in words: `2016—2025`; empty if there are none.
    pub seen: String,
}

/// One cell of the matrix.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// The year.
    pub year: i32,
    /// How many achievements, or reports; there may be none and still a page.
    pub count: usize,
    /// Its shade, 0 (none) to 5 (most).
    pub level: u8,
    /// Whether no other topic of the year has as many.
    pub most: bool,
    /// Its page; none if there is nothing.
    pub href: Option<String>,
}

/// `topic`
#[derive(Clone, Debug, Serialize)]
pub struct TopicView {
    /// What an editor puts first; none on further pages, or if there is no such text.
    pub before: Option<EditorialView>,
    /// Its name.
    pub name: String,
    /// What belongs to it; may be empty.
    pub scope: String,
    /// Other names for it.
    pub synonyms: Vec<String>,
    /// How many reports are about it, each once.
    pub reports: usize,
    /// Their share of all: `42%`; empty in a small publication.
    pub share: String,
    /// How many achievements are of it, each once.
    pub achievements: usize,
    /// How many organisations wrote those reports.
    pub organizations: usize,
    /// The first and the last year: `2016—2025`; empty if there is none.
    pub span: String,
    /// How many years of that span have some.
    pub in_years: usize,
    /// Whether no year of that span is without.
    pub unbroken: bool,
    /// The years with the greatest and the smallest share; none where that says little.
    pub ends: Option<TopicEnds>,
    /// The share of each year as columns; none where there are few reports.
    pub chart: Option<Chart>,
    /// The years of that span with reports, newest first.
    pub years: Vec<TopicYear>,
    /// Who wrote of it most; empty where there are few reports.
    pub ranking: Vec<TopicWriter>,
    /// The first and last year of their bands.
    pub band_years: Option<(i32, i32)>,
    /// How many more there are.
    pub more: usize,
    /// These, as many as have room, with how many reports each.
    pub others: Vec<Way>,
    /// Other topics of the same reports, beside their share of all reports; empty
    /// where there are few.
    pub beside: Vec<TopicShare>,
    /// Metrics of its achievements, or that say it by name; those of the most values first.
    pub metrics: Vec<MetricLine>,
    /// In which months its achievements were that have a date; none of few.
    pub dated: Option<Dated>,
    /// Honours that say it by name, newest first.
    pub honours: Vec<HonourView>,
    /// Whether years show some of what there is, and their pages all.
    pub chosen: bool,
    /// How many reports and achievements are about it, as CSV; from the root.
    pub csv: String,
}

/// The years in which most and fewest of the reports were about a topic.
#[derive(Clone, Debug, Serialize)]
pub struct TopicEnds {
    /// The year of the greatest share.
    pub high_year: i32,
    /// It.
    pub high: String,
    /// The year of the smallest.
    pub low_year: i32,
    /// It.
    pub low: String,
}

/// An organisation that wrote about a topic.
#[derive(Clone, Debug, Serialize)]
pub struct TopicWriter {
    /// It.
    pub organization: Link,
    /// The topmost organisation above it; empty if it is that itself.
    pub root: String,
    /// Its years as a band: full where it wrote about the topic, empty where it
    /// has a report that is not about it.
    pub band_html: String,
    /// How many of its reports are about the topic.
    pub reports: usize,
    /// How many it has.
    pub of: usize,
}

/// A year of a topic.
#[derive(Clone, Debug, Serialize)]
pub struct TopicYear {
    /// The year.
    pub year: i32,
    /// Its own page; none of a year without the topic.
    pub href: Option<String>,
    /// How many reports on the year, or with an achievement of it, are about the topic.
    pub reports: usize,
    /// How many reports on the year there are.
    pub of: usize,
    /// Their share: `42%`; empty where there are few.
    pub share: String,
    /// How many achievements.
    pub achievements: usize,
    /// The share as a bar.
    pub bar_html: String,
    /// All of it by report, or some of it where there is much.
    pub groups: Vec<ReportGroup>,
}

/// Achievements of one report.
#[derive(Clone, Debug, Serialize)]
pub struct ReportGroup {
    /// The report as a [`super::card::ReportCard`].
    pub card: Value,
    /// The achievements.
    pub achievements: Vec<Entry>,
}

/// An achievement in a list. Lists have more of these than of anything else,
/// so they hold only what a line shows.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// What was achieved.
    pub text: String,
    /// Its own place: the report's page and anchor.
    pub href: String,
    /// Its main topic's name; empty if it has none.
    pub topic: String,
    /// Its day or month, if it has one of its own; a year alone is not said.
    pub date: Option<DateView>,
    /// Why it was chosen: `first`, `honour`, `largest`, `widest`; empty if for
    /// nothing of these.
    pub why: &'static str,
    /// Of how many lines it is the largest, or how many topmost organisations tell
    /// the like; else 0.
    pub why_of: usize,
}

/// `cell`: a topic in a year.
#[derive(Clone, Debug, Serialize)]
pub struct CellView {
    /// The topic's name.
    pub topic: String,
    /// The topic's page.
    pub topic_href: String,
    /// The year.
    pub year: i32,
    /// The year's page.
    pub year_href: String,
    /// How many reports in all pages.
    pub reports: usize,
    /// How many achievements in all pages.
    pub count: usize,
    /// Those of this page, by report.
    pub groups: Vec<ReportGroup>,
    /// The pages when it was cut by number; empty otherwise.
    pub cuts: Vec<CutView>,
    /// The same topic in the year before that has some.
    pub previous: Option<Link>,
    /// The same topic in the year after that has some.
    pub next: Option<Link>,
}

/// The share of each topic in each year.
#[derive(Clone, Debug, Serialize)]
pub struct Courses {
    /// The years, oldest first.
    pub years: Vec<i32>,
    /// The topics, that of the most reports first.
    pub topics: Vec<Course>,
}

/// The share of a topic in each year.
#[derive(Clone, Debug, Serialize)]
pub struct Course {
    /// The topic.
    pub topic: Link,
    /// A column a year.
    pub chart: Chart,
    /// A share a year of `years`; empty where there are few reports.
    pub shares: Vec<String>,
}
