//! The files of open data: which tables there are, and which parts of them.
//!
//! In: the publication and its figures. Out: the routes below `data/`. Each
//! table stands there whole, as CSV and as JSON; of those that overview pages
//! are made of there is a slice for each page, with the same columns, so that
//! what a reader downloads beside a page is what the page says.

use std::collections::BTreeSet;

use crate::aggregate;
use crate::index::Index;
use crate::model::{MetricId, OrganizationId, Publication, TopicId};

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// A report a row.
    Reports,
    /// An achievement a row.
    Achievements,
    /// An honour, as a report tells it, a row.
    Honours,
    /// What a report tells of a metric in a year.
    Figures,
    /// A post of a person, as a report tells it.
    People,
    /// An organisation a row.
    Organizations,
    /// A topic a row.
    Topics,
    /// A metric a row: what is counted, and how.
    Metrics,
    /// What a metric comes to in a year, of an organisation and all below it.
    Totals,
    /// How many reports, achievements and honours there are, likewise.
    Counts,
    /// How many of them are about a topic, likewise.
    TopicCounts,
}

impl Table {
    /// Every table: what was told, what it is about, what it comes to.
    pub const ALL: [Table; 11] = [
        Table::Reports,
        Table::Achievements,
        Table::Honours,
        Table::Figures,
        Table::People,
        Table::Organizations,
        Table::Topics,
        Table::Metrics,
        Table::Totals,
        Table::Counts,
        Table::TopicCounts,
    ];

    /// Its name for programs, and that of its file.
    pub fn name(self) -> &'static str {
        match self {
            Table::Reports => "reports",
            Table::Achievements => "achievements",
            Table::Honours => "honours",
            Table::Figures => "figures",
            Table::People => "people",
            Table::Organizations => "organizations",
            Table::Topics => "topics",
            Table::Metrics => "metrics",
            Table::Totals => "totals",
            Table::Counts => "counts",
            Table::TopicCounts => "topic-counts",
        }
    }
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, for spreadsheets.
    Csv,
    /// A list of objects, for programs.
    Json,
}

impl Format {
    /// Both.
    pub const ALL: [Format; 2] = [Format::Csv, Format::Json];

    /// What its files end with.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Json => "json",
        }
    }
}

/// The rows of a table that a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slice {
    /// What a metric comes to.
    Metric(MetricId),
    /// What reports tell of a metric.
    Figures(MetricId),
    /// What the metrics of an organisation and all below it come to.
    Organization(OrganizationId),
    /// What the metrics of the whole come to in a year.
    Year(i32),
    /// How many reports and achievements are about a topic.
    Topic(TopicId),
}

impl Slice {
    /// The table that it is a part of.
    pub fn table(self) -> Table {
        match self {
            Slice::Metric(_) | Slice::Organization(_) | Slice::Year(_) => Table::Totals,
            Slice::Figures(_) => Table::Figures,
            Slice::Topic(_) => Table::TopicCounts,
        }
    }
}

/// A file of open data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFile {
    /// What tables and columns there are, for programs.
    Package,
    /// A whole table.
    Whole(Table, Format),
    /// A part of one, as CSV.
    Part(Slice),
}

impl DataFile {
    /// Where it stands.
    pub fn route(self, publication: &Publication) -> String {
        match self {
            DataFile::Package => "data/datapackage.json".to_owned(),
            DataFile::Whole(table, format) => format!("data/{}.{}", table.name(), format.extension()),
            DataFile::Part(Slice::Metric(id)) => format!("data/metrics/{}.csv", publication[id].id),
            DataFile::Part(Slice::Figures(id)) => format!("data/figures/{}.csv", publication[id].id),
            DataFile::Part(Slice::Organization(id)) => format!("data/organizations/{}.csv", publication[id].id),
            DataFile::Part(Slice::Year(year)) => format!("data/years/{year}.csv"),
            DataFile::Part(Slice::Topic(id)) => format!("data/topics/{}.csv", publication[id].id),
        }
    }

    /// Those that every publication has.
    pub fn whole() -> impl Iterator<Item = DataFile> {
        let tables = Table::ALL.into_iter().flat_map(|table| Format::ALL.map(|format| DataFile::Whole(table, format)));
        std::iter::once(DataFile::Package).chain(tables)
    }
}

/// The years that figures are of, and the organisations that have some, be it
/// below them.
pub fn told(publication: &Publication, index: &Index) -> (BTreeSet<i32>, BTreeSet<OrganizationId>) {
    let (mut years, mut organizations) = (BTreeSet::new(), BTreeSet::new());
    for &at in index.metrics.iter().flatten() {
        years.extend(aggregate::years_told(publication, at));
        let mut above = Some(at.organization);
        // Whatever is above one that is known is known too.
        while let Some(id) = above.filter(|id| organizations.insert(*id)) {
            above = publication[id].parent;
        }
    }
    (years, organizations)
}
