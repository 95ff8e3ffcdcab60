//! `home`: the first page; `find`: the ways in;
//! `text`: a page that is no report.

use serde::Serialize;
use tera::Value;

use super::card::{FigureView, Link, Strip};
use super::metric::{MetricLine, MetricMoves};
use super::organization::TreeNode;
use super::overview::Provinces;
use super::report::Heading;
use super::topic::{Most, ReportGroup};

/// `home`
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The publication's title in the pieces between which a line may break.
    pub title: Vec<String>,
    /// The years as book spines, oldest first.
    pub shelf: Vec<Spine>,
    /// The newest report as a [`super::card::ReportCard`]; none in an empty publication.
    pub lead: Option<Value>,
    /// The first figures of the newest report.
    pub lead_figures: Vec<FigureView>,
    /// The next newest reports, as `ReportCard`s.
    pub newest: Vec<Value>,
    /// Metrics of the latest year that several organisations reported, at most six.
    pub metrics: Vec<MetricLine>,
    /// Figures from the newest reports, at most six; none if there are `metrics`.
    pub figures: Vec<FigureView>,
    /// Which metrics of that year rose and which fell; none where none is comparable.
    pub moves: Option<MetricMoves>,
    /// Achievements that stand for the latest year; none of few reports.
    pub notable: Vec<ReportGroup>,
    /// The organisations from the top; none if there are `provinces`.
    pub tree: Vec<TreeNode>,
    /// How many roots `tree` leaves out.
    pub tree_more: usize,
    /// Reports by province, in place of many roots.
    pub provinces: Option<Provinces>,
    /// What `topics` count: `achievements` or `reports`.
    pub topic_counts: &'static str,
    /// The topic that most reports are about; none of few reports.
    pub most: Option<Most>,
    /// The topics with the most achievements first.
    pub topics: Vec<TopicLine>,
    /// The first and last year of the strips.
    pub strip_years: Option<(i32, i32)>,
}

/// A year on the shelf.
#[derive(Clone, Debug, Serialize)]
pub struct Spine {
    /// The year.
    pub year: i32,
    /// In Han numerals: 二〇二〇.
    pub han: String,
    /// Its page.
    pub href: String,
    /// How many achievements.
    pub achievements: usize,
    /// How many reports.
    pub reports: usize,
    /// Whether it is the latest.
    pub latest: bool,
}

/// A topic in a list.
#[derive(Clone, Debug, Serialize)]
pub struct TopicLine {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// How many achievements.
    pub count: usize,
    /// Its achievements by year.
    pub strip: Strip,
}

/// `find`: every way into the publication, with counts.
#[derive(Clone, Debug, Serialize)]
pub struct FindView {
    /// Years, newest first.
    pub years: Vec<Way>,
    /// Organisations with the most reports.
    pub organizations: Vec<Way>,
    /// Topics with the most achievements.
    pub topics: Vec<Way>,
    /// Genres with their number of reports; they have no page.
    pub genres: Vec<Way>,
}

/// One way in.
#[derive(Clone, Debug, Serialize)]
pub struct Way {
    /// Its name.
    pub name: String,
    /// Its page; none if it has none.
    pub href: Option<String>,
    /// How many it leads to.
    pub count: usize,
    /// Of what, by the name of its phrase in `count`: `pieces` (reports), `lines`
    /// (achievements), `entries` or `organizations`.
    pub unit: &'static str,
}

/// `text`: a page that is no report, such as “About”.
#[derive(Clone, Debug, Serialize)]
pub struct TextView {
    /// Its title.
    pub title: String,
    /// Its body.
    pub body_html: String,
    /// Its headings.
    pub outline: Vec<Heading>,
    /// Its notes.
    pub notes: Vec<super::report::Note>,
    /// Its references.
    pub references: Vec<super::report::Note>,
    /// The pages of the same folder in their order, for a list at the side;
    /// empty if it stands alone. Its own entry has no address.
    pub siblings: Vec<Link>,
    /// The page before it in that order.
    pub previous: Option<Link>,
    /// The page after it.
    pub next: Option<Link>,
    /// The same page in the other language, if there is one.
    pub translation: Option<Translation>,
}

/// A page's twin in another language.
#[derive(Clone, Debug, Serialize)]
pub struct Translation {
    /// The language's tag: `en`.
    pub lang: &'static str,
    /// The language's own name: English.
    pub name: &'static str,
    /// Its page.
    pub href: String,
}
