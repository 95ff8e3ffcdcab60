//! `topics`: topics against years; `topic`: one topic; `cell`: a topic in a year.

use serde::Serialize;
use tera::Value;

use super::card::{CutView, DateView, Link};

/// `topics`: the matrix and what each topic means.
#[derive(Clone, Debug, Serialize)]
pub struct TopicsView {
    /// The years, oldest first, with their pages.
    pub years: Vec<Link>,
    /// A row a topic.
    pub rows: Vec<TopicRow>,
    /// The sum of each year; 0 for none.
    pub totals: Vec<usize>,
    /// All achievements. One with two topics counts once here and in `totals`.
    pub total: usize,
    /// Whether some have several topics, so that rows add up to more.
    pub several: bool,
    /// How many have none, and so stand in the totals only.
    pub untagged: usize,
    /// The legend: the counts of each shade, 1 to 5, such as `1–495`; the last
    /// is open (`770+`).
    pub legend: Vec<String>,
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
    /// All its achievements.
    pub total: usize,
    /// The years in which it has some.
    pub years: Vec<i32>,
}

/// One cell of the matrix.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// The year.
    pub year: i32,
    /// How many achievements.
    pub count: usize,
    /// Its shade, 0 (none) to 5 (most).
    pub level: u8,
    /// Its page; none if there is nothing.
    pub href: Option<String>,
}

/// `topic`
#[derive(Clone, Debug, Serialize)]
pub struct TopicView {
    /// Its name.
    pub name: String,
    /// What belongs to it; may be empty.
    pub scope: String,
    /// Other names for it.
    pub synonyms: Vec<String>,
    /// Its cells, oldest year first.
    pub cells: Vec<Cell>,
    /// All its achievements.
    pub total: usize,
    /// The years with achievements, newest first, each with its reports; where
    /// a year is too long for this page its `groups` are empty and its cell's
    /// page has them.
    pub years: Vec<TopicYear>,
}

/// A year of a topic.
#[derive(Clone, Debug, Serialize)]
pub struct TopicYear {
    /// The year.
    pub year: i32,
    /// Its own page.
    pub href: String,
    /// How many achievements.
    pub count: usize,
    /// Them, by report.
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
