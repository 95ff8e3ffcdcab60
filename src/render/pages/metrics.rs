//! Metrics: all by name, and one over years and branches.

use std::collections::BTreeSet;

use crate::index::Stated;
use crate::model::MetricId;
use crate::plan;
use crate::render::chart::Frame;
use crate::render::view::card::Link;
use crate::render::view::metric::{MetricLine, MetricRow, MetricView, MetricsView};
use crate::render::world::World;

/// `metrics`
pub fn metrics(world: &World, page: Option<usize>) -> MetricsView {
    let cuts = &world.plan.metrics.cuts;
    let all = world.publication.metrics.len();
    let range = match page {
        Some(place) => cuts[place].range.clone(),
        None if cuts.is_empty() => 0..all,
        None => 0..0,
    };
    MetricsView {
        metrics: range.map(MetricId::at).filter_map(|id| line(world, id)).collect(),
        cuts: world.cuts(cuts, page, |cut| plan::metrics_route(Some(cut))),
        overview: page.is_none() && !cuts.is_empty(),
        total: world.index.metrics.iter().filter(|values| !values.is_empty()).count(),
        values: world.index.metrics.iter().map(Vec::len).sum(),
    }
}

/// A metric in the list; none if no report states it.
fn line(world: &World, id: MetricId) -> Option<MetricLine> {
    let metric = &world.publication[id];
    let values = &world.index.metrics[id.index()];
    let latest = values.iter().max_by_key(|value| (value.year, value.report))?;
    let first = values.iter().map(|value| value.year).min()?;
    Some(MetricLine {
        id: metric.id.clone(),
        name: metric.name.clone(),
        href: world.metric_href(id),
        definition: metric.definition.clone(),
        count: values.len(),
        years: world.say.span(first, latest.year),
        latest: world.stated(*latest, None),
    })
}

/// `metric`
pub fn metric(world: &World, id: MetricId, page: usize) -> Option<MetricView> {
    let metric = &world.publication[id];
    let values = &world.index.metrics[id.index()];
    let cuts = world.plan.metrics.series.get(&id)?;
    let shown = &values[cuts.get(page)?.range.clone()];
    let years: BTreeSet<i32> = values.iter().map(|value| value.year).collect();
    let years: Vec<i32> = years.into_iter().collect();
    let mut units: Vec<String> = Vec::new();
    for value in values {
        let unit = &world.publication.figure(*value).unit;
        if !unit.is_empty() && !units.contains(unit) {
            units.push(unit.clone());
        }
    }
    let one_branch = values.windows(2).all(|pair| pair[0].organization == pair[1].organization) && units.len() < 2;
    let chart = one_branch.then(|| world.chart(values, units.first().map_or("", String::as_str), Frame::Full));
    Some(MetricView {
        name: metric.name.clone(),
        kind: metric.kind.map_or(String::new(), |kind| world.say.kind(kind).to_owned()),
        definition: metric.definition.clone(),
        rows: rows(world, shown, &years),
        units,
        years,
        chart: chart.flatten(),
        cuts: if cuts.len() > 1 {
            world.cuts(cuts, Some(page), |cut| plan::metric_route(world.publication, id, cut))
        } else {
            Vec::new()
        },
    })
}

/// A row for each branch and unit: values in different units are never in one row.
fn rows(world: &World, shown: &[Stated], years: &[i32]) -> Vec<MetricRow> {
    let mut rows = Vec::new();
    for run in shown.chunk_by(|a, b| a.organization == b.organization) {
        let mut units: Vec<&str> = Vec::new();
        for value in run {
            let unit = world.publication.figure(*value).unit.as_str();
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        for unit in units {
            let value = |year: &i32| {
                let of_year = |value: &&Stated| value.year == *year && world.publication.figure(**value).unit == unit;
                run.iter().rev().find(of_year).map_or(Link::default(), |value| Link {
                    name: world.say.whole_quantity(&world.publication.figure(*value).value, ""),
                    href: Some(plan::report_route(world.publication, value.report)),
                })
            };
            rows.push(MetricRow {
                organization: world.organization(run[0].organization),
                unit: unit.to_owned(),
                values: years.iter().map(value).collect(),
            });
        }
    }
    rows
}
