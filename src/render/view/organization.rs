//! `organization`: one organisation; `organizations`: all of them.

use serde::Serialize;
use tera::Value;

use super::card::{AchievementView, Chart, CutView, HonourView, Link, PhotoLink, PostView};
use super::editorial::EditorialView;
use super::home::Way;
use super::metric::{MetricLine, MetricMoves};
use super::overview::{Dated, LevelChart, LevelCount, Provinces, Region, RootCount, TopicShare, Unit};

/// `organization`
#[derive(Clone, Debug, Serialize)]
pub struct OrganizationView {
    /// What an editor puts first; none on further pages, or if there is no such text.
    pub before: Option<EditorialView>,
    /// Its name in full.
    pub name: String,
    /// Its kind, such as 党支部; may be empty.
    pub kind: String,
    /// What it is; may be empty.
    pub description: String,
    /// Facts about it, each a term and what to say.
    pub facts: Vec<Fact>,
    /// Its place in the tree: its ancestors, itself, its siblings' number, its children.
    pub position: Position,
    /// Its years, newest first: its reports and dated achievements. For one
    /// page of a cut list, those of that page.
    pub timeline: Vec<TimelineYear>,
    /// Reports of the organisations below it, newest year first.
    pub below: Vec<YearReports>,
    /// Pages of `below` when it was cut by year; empty if it was not.
    pub cuts: Vec<CutView>,
    /// Posts.
    pub posts: Vec<PostView>,
    /// Honours, newest first.
    pub honours: Vec<HonourView>,
    /// Metrics reported in more than one year, or the latest single ones.
    pub series: Vec<Series>,
    /// The years of the table of metrics, newest first, also those without a value.
    pub series_years: Vec<i32>,
    /// The years without a report of its own, from its first to the latest of all.
    pub uncollected: Vec<i32>,
    /// What it and all below it come to; none on further pages.
    pub lead: Option<BranchLead>,
    /// Metrics of it and all below it, those of the most values first; none
    /// where nothing is below it.
    pub metrics: Vec<MetricLine>,
    /// What it and all below it did each year, newest first; likewise.
    pub years: Vec<BranchYear>,
    /// Topics by how many reports are about them, beside the share of the whole;
    /// none of few reports.
    pub shares: Vec<TopicShare>,
    /// The organisations below it, those below these where there is room; none on
    /// further pages.
    pub units: Vec<Unit>,
    /// The years of the bands of `units`.
    pub unit_years: Option<(i32, i32)>,
    /// How many right below it are not in `units`.
    pub more_units: usize,
    /// In which months the achievements were that have a date; none of few.
    pub dated: Option<Dated>,
    /// Honours by level and year; none of few.
    pub level_chart: Option<LevelChart>,
    /// Photographs of its newest reports and those below it, a few; none on
    /// further pages.
    pub photos: Vec<PhotoLink>,
    /// How many honours there are; `honours` has the newest.
    pub all_honours: usize,
    /// How many reports of its own.
    pub own_reports: usize,
    /// How many reports of it and all below it.
    pub all_reports: usize,
    /// How many achievements of it and all below it.
    pub achievements: usize,
    /// What its metrics come to, as CSV; from the root, empty if nothing is told.
    pub csv: String,
}

/// A term and what is said of it.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// The term: 成立, 上级, 曾用名, 收录.
    pub term: String,
    /// What is said, as parts, some of which lead somewhere.
    pub parts: Vec<Link>,
}

/// Where an organisation stands.
#[derive(Clone, Debug, Serialize)]
pub struct Position {
    /// Its ancestors, from the top.
    pub ancestors: Vec<Link>,
    /// Itself.
    pub name: String,
    /// Its children.
    pub children: Vec<TreeNode>,
}

/// A node of the tree of organisations.
#[derive(Clone, Debug, Serialize)]
pub struct TreeNode {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Reports of it and all below it.
    pub reports: usize,
    /// Achievements of it and all below it.
    pub achievements: usize,
    /// The years with reports, such as `2018—2021`; may be empty.
    pub years: String,
    /// The region that begins with it in a list of all; empty elsewhere.
    pub region: &'static str,
    /// The nodes below it.
    pub children: Vec<TreeNode>,
}

/// A year of an organisation.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineYear {
    /// The year.
    pub year: i32,
    /// The year, or several of which there is no report: `2017—2019`.
    pub years: String,
    /// Its own reports on that year, as `ReportCard`s.
    pub reports: Vec<Value>,
    /// Dated or other years' achievements that fall into this year and are told
    /// by a report of another year.
    pub events: Vec<AchievementView>,
}

/// Reports of one year.
#[derive(Clone, Debug, Serialize)]
pub struct YearReports {
    /// The year.
    pub year: i32,
    /// `ReportCard`s.
    pub reports: Vec<Value>,
}

/// What an organisation and all below it come to.
#[derive(Clone, Debug, Serialize)]
pub struct BranchLead {
    /// How many of them have reports.
    pub organizations: usize,
    /// The years of these: `2016—2025`.
    pub years: String,
    /// Their honours by level, each once.
    pub levels: Vec<LevelCount>,
    /// How many honours that is.
    pub honours: usize,
    /// Which metrics rose and fell in the latest year among those that
    /// reported it and the year before; none where nothing is comparable.
    pub moved: Option<MetricMoves>,
}

/// What an organisation and all below it did in a year.
#[derive(Clone, Debug, Serialize)]
pub struct BranchYear {
    /// The year, with its page.
    pub year: Link,
    /// How many reports.
    pub reports: usize,
    /// How many achievements.
    pub achievements: usize,
    /// How many honours, each once.
    pub honours: usize,
    /// The achievements, on a page of the whole the reports, as a bar.
    pub bar_html: String,
}

/// The values of one metric over years.
#[derive(Clone, Debug, Serialize)]
pub struct Series {
    /// The metric's name.
    pub name: String,
    /// Its unit; may be empty.
    pub unit: String,
    /// Its page, if it has one.
    pub href: Option<String>,
    /// The line, if there are at least two values.
    pub chart: Option<Chart>,
    /// How the latest value compares with that of the year before: `上年474，增21，+4.4%`;
    /// empty without one.
    pub change: String,
    /// A value a year of `series_years`; empty where there is none.
    pub values: Vec<String>,
}

/// `organizations`
#[derive(Clone, Debug, Serialize)]
pub struct OrganizationsView {
    /// Roots by kind, in the order of the registry.
    pub groups: Vec<KindGroup>,
    /// Pages by letter when there are many; empty otherwise.
    pub cuts: Vec<CutView>,
    /// Whether this is the first page of a cut list, which has `regions`.
    pub overview: bool,
    /// Roots by region, in place of the tree of a cut list.
    pub regions: Vec<Region>,
    /// Reports by province; none on further pages, or of few provinces.
    pub provinces: Option<Provinces>,
    /// The topmost organisations with the most reports; none on further pages, or
    /// where all can be seen at once.
    pub busiest: Vec<RootCount>,
    /// How many topmost organisations there are of each kind; none where there is one kind.
    pub kinds: Vec<Way>,
    /// How many organisations in all.
    pub total: usize,
    /// How many of them have reports of their own.
    pub writers: usize,
    /// How many are topmost.
    pub roots: usize,
}

/// Organisations of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct KindGroup {
    /// The kind; may be empty.
    pub kind: String,
    /// The roots with what is below them.
    pub nodes: Vec<TreeNode>,
}
