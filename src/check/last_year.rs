//! What last year's report of the same organisation says: for the rules that
//! compare with it.
//!
//! In: a report. Out: the metrics that it has in common with the report on the
//! year before, where both are on a single year. Only stocks and flows of
//! registered metrics are compared; a rate has no base of its own.

use crate::check::Subject;
use crate::check::figure_unlike_metric::exact;
use crate::language::amount::kin;
use crate::model::{Figure, Report};
use crate::parse::{FigureDraft, MetricKind};

/// A metric with what was published of it last year.
pub struct Metric<'a> {
    /// As its file has it.
    pub draft: &'a FigureDraft,
    /// The figure.
    pub figure: &'a Figure,
    /// Its registered name.
    pub name: &'a str,
    /// The values published last year, in millionths, each with the report.
    pub before: Vec<(u64, &'a Report)>,
}

/// The metrics of a report that last year's report has too.
pub fn metrics<'s>(subject: &'s Subject<'_>) -> Vec<Metric<'s>> {
    let (Some(draft), Some(report)) = (subject.draft(), subject.report) else { return Vec::new() };
    let year = report.years.first;
    if draft.metrics.is_empty() || draft.metrics.len() != report.metrics.len() || report.years.last != year {
        return Vec::new();
    }
    let publication = subject.publication;
    let reports: Vec<&Report> = subject
        .index
        .own_reports(report.branch)
        .iter()
        .map(|&id| &publication[id])
        .filter(|other: &&Report| other.years.first == year - 1 && other.years.last == year - 1)
        .collect();
    let mut metrics = Vec::new();
    for (draft, figure) in draft.metrics.iter().zip(&report.metrics) {
        let metric = &publication[figure.metric];
        if !matches!(metric.kind, Some(MetricKind::Stock | MetricKind::Flow)) {
            continue;
        }
        let is_same = |other: &&Figure| {
            other.metric == figure.metric
                && kin(&other.unit) == kin(&figure.unit)
                && other.as_of.is_none_or(|date| date.year == year - 1)
        };
        let mut before = Vec::new();
        for &other in &reports {
            let all =
                other.metrics.iter().chain(other.achievements.iter().flat_map(|achievement| &achievement.figures));
            before.extend(all.filter(is_same).filter_map(|figure| exact(&figure.value)).map(|value| (value, other)));
        }
        if !before.is_empty() && figure.as_of.is_none_or(|date| date.year == year) {
            metrics.push(Metric { draft, figure, name: &metric.name, before });
        }
    }
    metrics
}
