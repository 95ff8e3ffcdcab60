//! `metrics`: all figures by name; `metric`: one over years and organisations.

use serde::Serialize;

use super::card::{Chart, CutView, Link};
use super::overview::Provinces;

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
    /// What kind of number, in the reader's words; empty for an unregistered one.
    pub kind: String,
    /// How it is counted; may be empty.
    pub definition: String,
    /// How many values.
    pub count: usize,
    /// The years of its values, such as `2018—2021`.
    pub years: String,
    /// Its latest year.
    pub latest: YearLine,
    /// Its sums, or of a rate its middles, over the years; none for fewer than two.
    pub chart: Option<Chart>,
}

/// `metric`
#[derive(Clone, Debug, Serialize)]
pub struct MetricView {
    /// Its name.
    pub name: String,
    /// Its units; the first is that of the page, the others are in the table only.
    pub units: Vec<String>,
    /// 存量, 流量 or 比率 in the reader's words; empty for an unregistered one.
    pub kind: String,
    /// Whether its values have a sum; otherwise the middle one stands for it.
    pub adds: bool,
    /// How it is counted; may be empty.
    pub definition: String,
    /// How many organisations ever reported it.
    pub organizations: usize,
    /// The latest year with its first sentences; none on a page of the table.
    pub lead: Option<Lead>,
    /// What stands for each year: columns of sums, or one organisation's line.
    pub chart: Option<Chart>,
    /// The years of that chart with the highest and lowest sum; none with fewer
    /// than three.
    pub ends: Option<Ends>,
    /// The values of each year, a dot each.
    pub spread: Option<Chart>,
    /// The years of that chart with the highest and lowest middle.
    pub spread_ends: Option<Ends>,
    /// What they stand on: `zero`, `cut` (not from zero) or `tens` (steps of ten).
    pub ground: &'static str,
    /// The first year of both charts; none if they show all years.
    pub charts_from: Option<i32>,
    /// Lines of organisations, where few reported it.
    pub series: Vec<OwnLine>,
    /// The years, newest first, also those that nobody reported between others.
    pub years: Vec<YearLine>,
    /// The organisations of the latest year, largest first.
    pub ranking: Vec<RankLine>,
    /// How many more there are than `ranking` has.
    pub more: usize,
    /// The rankings of the years before, newest first; of a year that one
    /// organisation reported there is none.
    pub earlier: Vec<YearRanking>,
    /// Who rose and who fell in the latest year that enough reported together with
    /// the one before; none where there is no such year.
    pub moves: Option<Moves>,
    /// What the metrics that are registered as parts of it come to; none without such,
    /// and of a rate.
    pub parts: Option<Parts>,
    /// What the latest year comes to by province; none of a rate or of few provinces.
    pub provinces: Option<Provinces>,
    /// The years of the table of values, newest first.
    pub row_years: Vec<i32>,
    /// A row an organisation (of this page).
    pub rows: Vec<MetricRow>,
    /// Pages of that table when there are many organisations; empty otherwise.
    pub cuts: Vec<CutView>,
    /// What each year comes to, of the whole and of every organisation, as CSV;
    /// from the root.
    pub totals_csv: String,
    /// What reports tell of it as CSV.
    pub figures_csv: String,
}

/// A number with what follows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AmountView {
    /// Its digits: `39,499`, `18.4`.
    pub digits: String,
    /// Its unit: `场`, `万人`; may be empty.
    pub unit: String,
    /// Both in a sentence: `39,499场`, `39,499 people`.
    pub text: String,
}

/// The latest year.
#[derive(Clone, Debug, Serialize)]
pub struct Lead {
    /// The year, with what it comes to.
    pub of: YearLine,
    /// The sum or middle as a headline says it.
    pub headline: AmountView,
    /// The values by themselves where so few reported that a sum says little.
    pub few: Vec<NamedAmount>,
    /// How much of the sum the five largest have, in hundredths; none for fewer
    /// than ten organisations or a rate.
    pub five: Option<String>,
}

/// An organisation's value.
#[derive(Clone, Debug, Serialize)]
pub struct NamedAmount {
    /// The organisation's name.
    pub name: String,
    /// Its value as written.
    pub text: String,
}

/// What a year comes to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct YearLine {
    /// The year.
    pub year: i32,
    /// How many values entered; 0 where nobody reported.
    pub reporters: usize,
    /// How many did not enter, since one above them did.
    pub covered: usize,
    /// How many of those above are less than what lies below them.
    pub short: usize,
    /// How many organisations have a report on the year.
    pub collected: usize,
    /// The share of those as a bar.
    pub coverage_html: String,
    /// The sum; none of a rate or where nobody reported.
    pub total: Option<AmountView>,
    /// How exact the sum is: empty, `least` (at least) or `about`.
    pub claim: &'static str,
    /// The middle one.
    pub median: Option<AmountView>,
    /// The smallest value as it is written.
    pub least: AmountView,
    /// The largest value as it is written.
    pub most: AmountView,
    /// Who has the largest.
    pub most_of: Link,
    /// The report, where there is one value.
    pub source: Option<String>,
    /// Against the year before; none where nobody reported both.
    pub change: Option<ChangeView>,
}

/// A change among those that reported both years.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChangeView {
    /// How many reported both.
    pub pairs: usize,
    /// `up`, `down`, `same`, `times` (twice as much or more); empty where they
    /// are too few to say.
    pub course: &'static str,
    /// By how many hundredths, points or how many times: `3.1`.
    pub digits: String,
    /// The same in short: `+3.1%`, `−4.3`, `2.6倍`; may be empty.
    pub short: String,
    /// Whether it is of hundredths, so that a difference is in points.
    pub share: bool,
    /// The sum or middle of those in the year before.
    pub before: AmountView,
    /// That of the year.
    pub after: AmountView,
    /// Whether all values are exact.
    pub exact: bool,
    /// How many times as much it is; none of a rate or from nothing. For charts.
    #[serde(skip)]
    pub times: Option<f64>,
}

/// The highest and the lowest year.
#[derive(Clone, Debug, Serialize)]
pub struct Ends {
    /// The year of the highest.
    pub high_year: i32,
    /// The highest.
    pub high: AmountView,
    /// The year of the lowest.
    pub low_year: i32,
    /// The lowest.
    pub low: AmountView,
}

/// The line of one organisation.
#[derive(Clone, Debug, Serialize)]
pub struct OwnLine {
    /// The organisation.
    pub organization: Link,
    /// Its values over the years.
    pub chart: Chart,
}

/// An organisation in a ranking.
#[derive(Clone, Debug, Serialize)]
pub struct RankLine {
    /// The organisation, without the name of its root.
    pub organization: Link,
    /// The name of its root; empty if it is one.
    pub root: String,
    /// Its value as written.
    pub value: String,
    /// The report that says it.
    pub href: String,
    /// How long it is beside the largest.
    pub bar_html: String,
    /// The value of the year before; empty if not reported.
    pub before: String,
}

/// Which metrics rose and which fell in a year, of those that are comparable.
#[derive(Clone, Debug, Serialize)]
pub struct MetricMoves {
    /// The year.
    pub year: i32,
    /// How many are comparable.
    pub comparable: usize,
    /// How many rose.
    pub up: usize,
    /// How many fell.
    pub down: usize,
    /// The one that rose most; none if none did, and never a rate.
    pub rose: Option<MetricMove>,
    /// The one that fell most; likewise.
    pub fell: Option<MetricMove>,
    /// The metrics, the one that rose most first, rates last; of many those that
    /// changed most.
    pub rows: Vec<MetricMove>,
    /// How many stand between them and are not shown.
    pub more: usize,
}

/// How a metric changed.
#[derive(Clone, Debug, Serialize)]
pub struct MetricMove {
    /// Its id.
    pub id: String,
    /// The metric, with its page.
    pub metric: Link,
    /// The change in short: `+12%`, of a rate `−4.3`.
    pub change: String,
    /// Whether that is in points.
    pub points: bool,
    /// How many organisations are compared.
    pub pairs: usize,
    /// The change as a bar to the right or the left; empty of a rate.
    pub bar_html: String,
}

/// The organisations of a year before the latest.
#[derive(Clone, Debug, Serialize)]
pub struct YearRanking {
    /// The year.
    pub year: i32,
    /// How many reported.
    pub reporters: usize,
    /// The largest, the largest first.
    pub rows: Vec<RankLine>,
    /// How many more there are than `rows` has.
    pub more: usize,
}

/// Who rose and who fell against the year before.
#[derive(Clone, Debug, Serialize)]
pub struct Moves {
    /// The year.
    pub year: i32,
    /// How many reported both years.
    pub pairs: usize,
    /// How many of these rose.
    pub up: usize,
    /// How many fell.
    pub down: usize,
    /// The sum or middle of those in the year before.
    pub before: AmountView,
    /// That of the year.
    pub after: AmountView,
    /// The one that rose most; empty if none did.
    pub first: String,
    /// How it changed: `+12%`, `2.6倍`.
    pub first_change: String,
    /// The organisations, from the greatest rise to the greatest fall; of many
    /// those that changed most.
    pub rows: Vec<MoveLine>,
    /// How many stand between them and are not shown.
    pub more: usize,
}

/// The parts of a metric in their latest year.
#[derive(Clone, Debug, Serialize)]
pub struct Parts {
    /// The year.
    pub year: i32,
    /// The parts, the largest share first.
    pub rows: Vec<PartLine>,
}

/// A part of a metric, among organisations that reported both.
#[derive(Clone, Debug, Serialize)]
pub struct PartLine {
    /// Its id.
    pub id: String,
    /// The metric that is the part, with its page.
    pub metric: Link,
    /// Its share of the whole: `43%`.
    pub share: String,
    /// The same as a bar.
    pub bar_html: String,
    /// What it comes to.
    pub part: AmountView,
    /// What the whole comes to.
    pub whole: AmountView,
    /// How many organisations reported both.
    pub organizations: usize,
}

/// How an organisation changed.
#[derive(Clone, Debug, Serialize)]
pub struct MoveLine {
    /// The organisation, without the name of its root.
    pub organization: Link,
    /// The name of its root; empty if it is one.
    pub root: String,
    /// Its value of the year.
    pub now: String,
    /// That of the year before.
    pub before: String,
    /// The change in short; empty from nothing.
    pub change: String,
    /// The change as a bar to the right or the left.
    pub bar_html: String,
}

/// The values of one organisation.
#[derive(Clone, Debug, Serialize)]
pub struct MetricRow {
    /// The organisation, without the name of its root.
    pub organization: Link,
    /// The name of its root; empty if it is one.
    pub root: String,
    /// The unit of its values; may be empty.
    pub unit: String,
    /// A value a year, with the report it is from; an empty name where there is none.
    pub values: Vec<Cell>,
}

/// A cell of the table of values.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Cell {
    /// The value as written; empty where there is none.
    pub text: String,
    /// The report it is from; none where there is none.
    pub href: Option<String>,
    /// Whether the organisation has a report on that year, though no value.
    pub silent: bool,
}
