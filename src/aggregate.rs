//! Aggregate: what the figures of all reports come to.
//!
//! In: the publication and its index. Out: for each metric and unit the one
//! value of every organisation in every year, from which any organisation with
//! all below it, or the whole, has its sums ([`summary`]); and how many reports,
//! achievements, honours and topics there are ([`tally()`]). Nothing is shown here.
//!
//! **One value.** What an organisation states of a metric in a year is one
//! value, however often it is told: its report's own metrics come before the
//! figures of achievements, what a report says of its own year before what the
//! next report says of the year before (`base`), a later day before an earlier
//! one, a later report before an earlier one, the larger before the smaller.
//!
//! **Unit.** 万人次 and 人次 are one unit, and so are 名, 位 and 人; other units
//! of one metric are apart, each with its own values. Amounts are whole
//! millionths of the unit, so that a sum does not depend on its order.
//!
//! **Kind.** What is registered as 存量 or 流量 has sums within a year; a rate
//! has none, nor has anything in per cent. Of an unregistered metric its unit
//! and name tell (`language::metric`). Nothing is ever summed over years.
//!
//! **Missing is missing.** An organisation that states nothing is in no sum, no
//! median and no comparison, and counts as nobody's zero.

pub mod amount;
pub mod summary;
pub mod tally;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::index::{Index, Stated};
use crate::language::metric;
use crate::model::{MetricId, OrganizationId, Publication};
use crate::parse::{MetricKind, Precision, Quantity};

pub use amount::Amount;
pub use summary::{Claim, ComparableChange, Summary, Taken};
pub use tally::{Counted, Level, tally};

/// What all figures come to.
#[derive(Clone, Debug)]
pub struct Aggregates {
    /// For each metric its measures, that of the most values first.
    pub metrics: Arc<Vec<Vec<Measure>>>,
}

/// The values of a metric in one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The metric.
    pub metric: MetricId,
    /// The unit in which amounts are: 人次.
    pub unit: String,
    /// The unit in which most values are written: 万人次.
    pub written: String,
    /// How many times `unit` that is.
    pub worth: u64,
    /// The most decimals that a value has in the written unit.
    pub decimals: usize,
    /// Whether its values have a sum; otherwise only a median.
    pub adds: bool,
    /// One value an organisation and year, in the order of organisations and
    /// then of years.
    pub values: Vec<Value>,
}

/// What an organisation states of a metric in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// The organisation.
    pub organization: OrganizationId,
    /// The year.
    pub year: i32,
    /// How much.
    pub amount: Amount,
    /// How exact it claims to be.
    pub precision: Precision,
    /// Where it is stated.
    pub stated: Stated,
    /// Whether it is only what the next report says of the year before.
    pub restated: bool,
}

/// Computes the aggregates. `last` is what there was before, which is kept if
/// figures and organisations are as they were.
pub fn aggregate(publication: &Publication, index: &Index, last: Option<(&Index, &Aggregates)>) -> Aggregates {
    // An index keeps its figures only where all that they refer to is the same.
    if let Some((before, made)) = last
        && Arc::ptr_eq(&before.metrics, &index.metrics)
    {
        return made.clone();
    }
    let of = |place: usize| measures(publication, index, MetricId::at(place));
    Aggregates { metrics: Arc::new((0..index.metrics.len()).into_par_iter().map(of).collect()) }
}

impl Aggregates {
    /// The measures of a metric; none that no report states.
    pub fn of(&self, id: MetricId) -> &[Measure] {
        self.metrics.get(id.index()).map_or(&[], Vec::as_slice)
    }
}

impl Measure {
    /// The values of an organisation and all below it.
    pub fn within(&self, subtree: &Range<u32>) -> &[Value] {
        let place = |organization: u32| self.values.partition_point(|value| value.organization.0 < organization);
        self.values.get(place(subtree.start)..place(subtree.end)).unwrap_or_default()
    }
}

/// The measures of a metric.
fn measures(publication: &Publication, index: &Index, id: MetricId) -> Vec<Measure> {
    let mut units: BTreeMap<&str, Vec<(Value, &str)>> = BTreeMap::new();
    for (value, unit) in index.metrics.get(id.index()).into_iter().flatten().flat_map(|at| told(publication, *at)) {
        units.entry(metric::base(unit)).or_default().push((value, unit));
    }
    let registered = publication[id].unit.as_str();
    let mut measures: Vec<Measure> = units
        .into_iter()
        .map(|(base, told)| {
            let (written, worth) = most_written(&told, registered);
            let mut values: Vec<Value> = told.into_iter().map(|(value, _)| value).collect();
            one_each(publication, &mut values);
            // A unit without 万 in it is as it is written: 名, not 人.
            let unit = metric::worth(&written).1.to_owned();
            let decimals = values.iter().map(|value| value.amount.decimals(worth)).max().unwrap_or(0);
            Measure { metric: id, adds: adds(publication, id, base), unit, written, worth, decimals, values }
        })
        .collect();
    measures.sort_by_key(|measure| std::cmp::Reverse(measure.values.len()));
    measures
}

/// What a figure tells: the value of its year, and that of the year before if
/// it has one. With the unit as written, 万 before it.
pub fn told(publication: &Publication, at: Stated) -> impl Iterator<Item = (Value, &str)> {
    let figure = publication.figure(at);
    let value = |quantity: &Quantity, year: i32, restated: bool| {
        let value = Value {
            organization: at.organization,
            year,
            amount: Amount::of(quantity.number, scale(&quantity.scale) * metric::worth(&figure.unit).0),
            precision: quantity.precision,
            stated: at,
            restated,
        };
        (value, figure.unit.as_str())
    };
    let before = before(publication, at).map(|base| value(base, at.year - 1, true));
    [Some(value(&figure.value, at.year, false)), before].into_iter().flatten()
}

/// The years that a figure tells of.
pub fn years_told(publication: &Publication, at: Stated) -> impl Iterator<Item = i32> {
    [Some(at.year), before(publication, at).map(|_| at.year - 1)].into_iter().flatten()
}

/// What a figure says of the year before.
fn before(publication: &Publication, at: Stated) -> Option<&Quantity> {
    let figure = publication.figure(at);
    let compared = matches!(publication[figure.metric].kind, Some(MetricKind::Stock | MetricKind::Flow));
    figure.base.as_ref().filter(|_| compared)
}

/// How much 万 or 亿 behind a number makes of it.
fn scale(scale: &str) -> u64 {
    if scale.is_empty() { 1 } else { metric::worth(scale).0 }
}

/// The unit that most values are written in, the registered one if there are as
/// many, and how many times the plain unit it is.
fn most_written(told: &[(Value, &str)], registered: &str) -> (String, u64) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, unit) in told {
        *counts.entry(unit).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(unit, count)| (*count, *unit == registered, std::cmp::Reverse(*unit)));
    let unit = most.map_or("", |(unit, _)| unit);
    (unit.to_owned(), metric::worth(unit).0)
}

/// Whether the values of a metric in a unit have a sum.
fn adds(publication: &Publication, id: MetricId, unit: &str) -> bool {
    match publication[id].kind {
        Some(MetricKind::Rate) => false,
        Some(MetricKind::Stock | MetricKind::Flow) => !metric::is_share(unit),
        None => !metric::is_rate(&publication[id].name, unit),
    }
}

/// Leaves one value of each organisation and year.
fn one_each(publication: &Publication, values: &mut Vec<Value>) {
    // The best first, so that it is the one that stays.
    values.sort_by_cached_key(|value| {
        let figure = publication.figure(value.stated);
        let day = figure.as_of.map_or((12, 31), |date| (date.month.unwrap_or(12), date.day.unwrap_or(31)));
        let better = (
            value.stated.achievement.is_none(),
            !value.restated,
            day,
            value.stated.report,
            value.amount,
            std::cmp::Reverse(value.stated.place),
        );
        (value.organization, value.year, std::cmp::Reverse(better))
    });
    values.dedup_by_key(|value| (value.organization, value.year));
}
