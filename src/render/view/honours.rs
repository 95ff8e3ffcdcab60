//! `honours`: honours by level and year, and whose; `person`: the offices of one person.

use serde::Serialize;

use super::card::{HonourView, Link};
use super::home::Way;
use super::overview::{LevelChart, LevelCount};

/// `honours`
#[derive(Clone, Debug, Serialize)]
pub struct HonoursView {
    /// How many there are, each once.
    pub total: usize,
    /// How many of each level, the highest first.
    pub levels: Vec<LevelCount>,
    /// The year with most; none where years say little.
    pub most: Option<HonourYear>,
    /// Years and levels as columns; none of few.
    pub chart: Option<LevelChart>,
    /// A row a year, newest first.
    pub years: Vec<HonourYear>,
    /// Whose they are: topmost organisations, those of the highest first.
    pub ranking: Vec<Honoured>,
    /// How many more organisations have honours.
    pub more: usize,
    /// Honours by level, in each the newest first.
    pub groups: Vec<HonourGroup>,
}

/// A year of honours.
#[derive(Clone, Debug, Serialize)]
pub struct HonourYear {
    /// The year, with its page.
    pub year: Link,
    /// How many of each level of `levels`, with a shade.
    pub cells: Vec<HonourCell>,
    /// How many in all.
    pub total: usize,
}

/// How many honours of a level a year has.
#[derive(Clone, Debug, Serialize)]
pub struct HonourCell {
    /// How many.
    pub count: usize,
    /// Its shade, 0 (none) to 5 (most).
    pub level: u8,
}

/// A topmost organisation with its honours and those of all below it.
#[derive(Clone, Debug, Serialize)]
pub struct Honoured {
    /// It.
    pub organization: Link,
    /// How many of each level.
    pub levels: Vec<LevelCount>,
    /// How many in all.
    pub total: usize,
    /// That as a bar.
    pub bar_html: String,
}

/// Honours of one level.
#[derive(Clone, Debug, Serialize)]
pub struct HonourGroup {
    /// The level.
    pub level: &'static str,
    /// The newest.
    pub honours: Vec<HonourView>,
    /// How many more there are; the index of names has all.
    pub more: usize,
}

/// `person`
#[derive(Clone, Debug, Serialize)]
pub struct PersonView {
    /// The name.
    pub name: String,
    /// How many reports name the person.
    pub reports: usize,
    /// How many organisations wrote them; of several it may not be one person.
    pub organizations: usize,
    /// The first and the last year: `2016—2021`.
    pub span: String,
    /// The years of the bands; none of one year.
    pub band_years: Option<(i32, i32)>,
    /// The offices, the latest first.
    pub offices: Vec<Office>,
    /// What the reports are about, with how many of them.
    pub topics: Vec<Way>,
    /// Honours whose recipient has this name, of the same organisations.
    pub honours: Vec<HonourView>,
    /// The reports, newest first.
    pub mentions: Vec<Mention>,
    /// Its entry in the index of names.
    pub entry: String,
    /// The search for the name.
    pub find: String,
}

/// An office of a person.
#[derive(Clone, Debug, Serialize)]
pub struct Office {
    /// The post; may be empty.
    pub role: String,
    /// The unit, if it is another than the organisation; may be empty.
    pub unit: String,
    /// Whose report says so.
    pub organization: Link,
    /// The professional title; may be empty.
    pub title: String,
    /// From and until when, else the years of the reports.
    pub time: String,
    /// The years of those reports as a band.
    pub band_html: String,
}

/// A report that names a person.
#[derive(Clone, Debug, Serialize)]
pub struct Mention {
    /// The year.
    pub year: String,
    /// The report.
    pub report: Link,
    /// The organisation that wrote it.
    pub organization: String,
    /// What it calls the person; may be empty.
    pub role: String,
}
