//! `years`: all years; `year`: the volume of one.

use serde::Serialize;

use super::card::{AchievementView, Chart, CutView, FigureView, HonourView, Link, PhotoLink};
use super::editorial::EditorialView;
use super::home::{Spine, Way};
use super::metric::{MetricLine, MetricMoves};
use super::overview::{LevelCount, Provinces, Region, TopicShare};
use super::topic::{Most, ReportGroup};

/// `years`
#[derive(Clone, Debug, Serialize)]
pub struct YearsView {
    /// The years, oldest first.
    pub shelf: Vec<Spine>,
    /// Reports by year as columns, with how many organisations wrote them; none of
    /// fewer than three years.
    pub chart: Option<Chart>,
    /// The year with most reports; none where several have as many.
    pub most: Option<MostYear>,
    /// What each year comes to, newest first.
    pub volumes: Vec<Volume>,
}

/// The year with most reports.
#[derive(Clone, Debug, Serialize)]
pub struct MostYear {
    /// The year.
    pub year: i32,
    /// How many reports.
    pub reports: usize,
}

/// What a year comes to.
#[derive(Clone, Debug, Serialize)]
pub struct Volume {
    /// The year, with its page.
    pub year: Link,
    /// How many reports; there may be none.
    pub reports: usize,
    /// How many reports the year before has; none if it is not collected.
    pub before: Option<usize>,
    /// How many organisations wrote them.
    pub organizations: usize,
    /// How many achievements.
    pub achievements: usize,
    /// How many honours, each once.
    pub honours: usize,
    /// The topic that most of its reports are about; none of few reports.
    pub topic: Option<Most>,
    /// How many metrics rose among those that reported it and the year before.
    pub up: usize,
    /// How many fell.
    pub down: usize,
    /// Both as bars to the right and to the left.
    pub moves_html: String,
}

/// `year`
#[derive(Clone, Debug, Serialize)]
pub struct YearView {
    /// What an editor puts first; none on further pages, or if there is no such text.
    pub before: Option<EditorialView>,
    /// The year.
    pub year: i32,
    /// In Han numerals.
    pub han: String,
    /// How many reports in the whole volume.
    pub reports: usize,
    /// How many branches.
    pub organizations: usize,
    /// How many achievements.
    pub achievements: usize,
    /// How it compares with the year before; none on further pages.
    pub lead: Option<YearLead>,
    /// Which metrics rose and which fell against the year before; none where nothing
    /// is comparable.
    pub moves: Option<MetricMoves>,
    /// Metrics that several organisations reported, those of the most first; none
    /// on further pages.
    pub metrics: Vec<MetricLine>,
    /// Topics by how many reports are about them; none on further pages, nor in
    /// a volume of few reports.
    pub shares: Vec<TopicShare>,
    /// Its honours by level; none on further pages.
    pub levels: Vec<LevelCount>,
    /// A few achievements that stand for a volume whose reports have a line each.
    pub notable: Vec<ReportGroup>,
    /// Reports by province; none on further pages, or of few provinces.
    pub provinces: Option<Provinces>,
    /// Topmost organisations by region, in place of the contents of a cut volume.
    pub regions: Vec<Region>,
    /// Whether there are so many reports that each is one line.
    pub compact: bool,
    /// Photographs of its reports, a few; none on further pages.
    pub photos: Vec<PhotoLink>,
    /// Its contents by kind of the topmost organisation; for a page of a cut
    /// volume, that page's.
    pub groups: Vec<YearGroup>,
    /// The pages when it was cut by letter and number; empty otherwise.
    pub cuts: Vec<CutView>,
    /// Whether this is the first page of a cut volume, which has no contents
    /// of its own.
    pub overview: bool,
    /// Dated achievements, earliest first; none on further pages.
    pub chronicle: Vec<Event>,
    /// Figures; none on further pages.
    pub figures: Vec<FigureView>,
    /// Honours; none on further pages.
    pub honours: Vec<HonourView>,
    /// Topics with achievements in this year, most first.
    pub topics: Vec<Way>,
    /// The year before that is collected.
    pub previous: Option<Link>,
    /// The year after that is collected.
    pub next: Option<Link>,
    /// What its metrics come to, as CSV; from the root, empty if nothing is told.
    pub csv: String,
}

/// How a year compares with the one before.
#[derive(Clone, Debug, Serialize)]
pub struct YearLead {
    /// How many reports the year before has; none if it is not collected.
    pub before: Option<usize>,
    /// How many metrics rose among those that reported both years.
    pub up: usize,
    /// How many fell.
    pub down: usize,
    /// How many can be compared.
    pub comparable: usize,
}

/// Reports of organisations of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct YearGroup {
    /// The kind; may be empty.
    pub kind: String,
    /// Its number in Han numerals: 一, 二.
    pub ordinal: String,
    /// Its reports.
    pub reports: Vec<ReportGroup>,
}

/// Something that happened on a day.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    /// The day without its year: `1月24日`, `24 January`; 年内 for the year alone.
    pub day: String,
    /// For machines; empty for the year alone.
    pub iso: String,
    /// What happened.
    pub achievement: AchievementView,
    /// Who tells it.
    pub source: Link,
}
