//! Small views that pages of years, organisations and the whole share.

use serde::Serialize;

use super::card::{Chart, Link};

/// A topic by how many reports are about it.
#[derive(Clone, Debug, Serialize)]
pub struct TopicShare {
    /// The topic, with its page (of the year, if it is a year's).
    pub topic: Link,
    /// How many reports are about it.
    pub reports: usize,
    /// Their share of all: `40%`.
    pub share: String,
    /// The share with which it is compared, of the year before or of the whole;
    /// empty if there is none.
    pub before: String,
    /// Both as a dot and a tick.
    pub bar_html: String,
}

/// How many honours of a level there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LevelCount {
    /// The level: `nation`, `province`, `city`, `county`, `own` or `unsaid`.
    pub level: &'static str,
    /// How many.
    pub count: usize,
}

/// Topmost organisations of a region.
#[derive(Clone, Debug, Serialize)]
pub struct Region {
    /// Its name, such as 湖北; empty for those whose name begins with none.
    pub name: String,
    /// How many reports they have together.
    pub reports: usize,
    /// How many achievements; 0 where they are not counted.
    pub achievements: usize,
    /// Them, each with how many reports it has.
    pub roots: Vec<RootCount>,
}

/// A topmost organisation.
#[derive(Clone, Debug, Serialize)]
pub struct RootCount {
    /// Its name.
    pub name: String,
    /// The page that has its reports.
    pub href: String,
    /// How many it has.
    pub reports: usize,
    /// How many achievements; 0 where they are not counted.
    pub achievements: usize,
    /// The reports as a bar, beside those of the others.
    pub bar_html: String,
}

/// What provinces come to: as tiles, or of fewer than eight as a ranking.
#[derive(Clone, Debug, Serialize)]
pub struct Provinces {
    /// The tiles.
    pub chart: Option<Chart>,
    /// The provinces, the largest first.
    pub rows: Vec<Province>,
    /// How many organisations they have together.
    pub organizations: usize,
    /// How much is of organisations whose names say no province: reports, or of a
    /// metric organisations.
    pub other: usize,
}

/// A province with what it comes to.
#[derive(Clone, Debug, Serialize)]
pub struct Province {
    /// Its name: 湖北.
    pub name: String,
    /// Where its organisations are listed.
    pub href: String,
    /// What it comes to: `1164`.
    pub value: String,
    /// The same with its unit: `1164人次`; of reports without.
    pub text: String,
    /// Of how many organisations.
    pub organizations: usize,
    /// The value as a bar.
    pub bar_html: String,
}

/// In which months the achievements were that have a date.
#[derive(Clone, Debug, Serialize)]
pub struct Dated {
    /// A row a year, a dot a month.
    pub chart: Chart,
    /// How many they are.
    pub total: usize,
    /// The first and the last year that are shown.
    pub span: String,
    /// The month with most; empty where several have as many.
    pub month: String,
    /// How many that has.
    pub most: usize,
    /// The names of the months.
    pub months: Vec<String>,
    /// The years, newest first.
    pub years: Vec<DatedYear>,
}

/// A year with how many dated achievements each month has.
#[derive(Clone, Debug, Serialize)]
pub struct DatedYear {
    /// The year.
    pub year: i32,
    /// A number a month.
    pub months: Vec<usize>,
    /// Their sum.
    pub total: usize,
}

/// Honours by level and year.
#[derive(Clone, Debug, Serialize)]
pub struct LevelChart {
    /// A column a year, a part a level.
    pub chart: Chart,
    /// The first and the last year that are shown.
    pub span: String,
    /// The levels, the highest first.
    pub parts: Vec<LevelPart>,
    /// The years, newest first.
    pub years: Vec<LevelYear>,
}

/// A level as a part of columns.
#[derive(Clone, Debug, Serialize)]
pub struct LevelPart {
    /// The level.
    pub level: &'static str,
    /// Its square in the legend.
    pub swatch_html: String,
}

/// The honours of a year.
#[derive(Clone, Debug, Serialize)]
pub struct LevelYear {
    /// The year.
    pub year: i32,
    /// How many of each level of `parts`.
    pub counts: Vec<usize>,
    /// How many in all.
    pub total: usize,
}

/// An organisation below another one, with its years.
#[derive(Clone, Debug, Serialize)]
pub struct Unit {
    /// The organisation.
    pub organization: Link,
    /// How far below it is, from 1.
    pub depth: usize,
    /// Which years it and all below it have reports on, as a band.
    pub band_html: String,
    /// How many reports they have.
    pub reports: usize,
    /// How many achievements.
    pub achievements: usize,
}
