//! Metrics: all by name, and one over years and organisations.

mod moves;
mod parts;
mod values;

use std::collections::BTreeSet;

use crate::aggregate::{Amount, Measure, Summary, Taken};
use crate::model::{MetricId, OrganizationId};
use crate::plan;
use crate::plan::data::{DataFile, Slice};
use crate::render::amounts::{rounded, unbroken};
use crate::render::chart::{Frame, Ground};
use crate::render::pages::provinces::{self, Places};
use crate::render::pages::summed::{Charted, FEW, metric_line, year_line, year_lines};
use crate::render::view::card::Chart;
use crate::render::view::metric::{Lead, MetricView, MetricsView, NamedAmount, OwnLine, YearRanking};
use crate::render::world::RenderContext;

/// How many organisations a ranking shows.
const RANKED: usize = 12;

/// How many years before the latest have a ranking.
const EARLIER: usize = 24;

/// How many organisations have a line of their own where few reported.
const LINES: usize = 8;

/// `metrics`
pub fn metrics(world: &RenderContext, page: Option<usize>) -> MetricsView {
    let cuts = &world.plan.metrics.cuts;
    let all = world.publication.metrics.len();
    let range = match page {
        Some(place) => cuts.get(place).map_or(0..0, |cut| cut.range.clone()),
        None if cuts.is_empty() => 0..all,
        None => 0..0,
    };
    MetricsView {
        metrics: range.map(MetricId::at).filter_map(|id| metric_line(world, id, None, None)).collect(),
        cuts: world.cuts(cuts, page, |cut| plan::metrics_route(Some(cut))),
        overview: page.is_none() && !cuts.is_empty(),
        total: world.index.metrics.iter().filter(|values| !values.is_empty()).count(),
        values: world.index.metrics.iter().map(Vec::len).sum(),
    }
}

/// `metric`: what it comes to, or a page of its values.
pub fn metric(world: &RenderContext, id: MetricId, page: Option<usize>) -> Option<MetricView> {
    let metric = &world.publication[id];
    let measures = world.aggregates.of(id);
    let measure = measures.first()?;
    let cuts = world.plan.metrics.series.get(&id)?;
    let organizations: BTreeSet<OrganizationId> = measure.values.iter().map(|value| value.organization).collect();
    let mut view = MetricView {
        name: metric.name.clone(),
        units: measures.iter().map(|measure| measure.written.clone()).filter(|unit| !unit.is_empty()).collect(),
        kind: metric.kind.map_or(String::new(), |kind| world.say.kind(kind).to_owned()),
        adds: measure.adds,
        definition: metric.definition.clone(),
        organizations: organizations.len(),
        lead: None,
        chart: None,
        ends: None,
        spread: None,
        spread_ends: None,
        ground: "zero",
        charts_from: None,
        series: Vec::new(),
        years: Vec::new(),
        ranking: Vec::new(),
        more: 0,
        earlier: Vec::new(),
        moves: None,
        parts: None,
        provinces: None,
        row_years: Vec::new(),
        rows: Vec::new(),
        cuts: if cuts.len() > 1 { values::pages(world, id, cuts, page) } else { Vec::new() },
        totals_csv: DataFile::Part(Slice::Metric(id)).route(world.publication),
        figures_csv: DataFile::Part(Slice::Figures(id)).route(world.publication),
    };
    match page {
        Some(page) => values::fill(world, id, cuts.get(page)?.range.clone(), &mut view),
        None => {
            fill(world, measure, &organizations, &mut view);
            // One organisation's values are those of the years.
            if cuts.len() == 1 && (organizations.len() > 1 || measures.len() > 1) {
                values::fill(world, id, cuts.first()?.range.clone(), &mut view);
            }
        }
    }
    Some(view)
}

/// Fills in what a metric comes to.
fn fill(world: &RenderContext, measure: &Measure, organizations: &BTreeSet<OrganizationId>, view: &mut MetricView) {
    let summaries = measure.summaries(world.publication, world.index, None);
    let Some(last) = summaries.last() else { return };
    let charted = Charted::new(world, measure, &summaries);
    let most = summaries.iter().map(|of| of.taken.len()).max().unwrap_or(0);
    if organizations.len() == 1 {
        view.chart = own_line(world, measure, last.most.organization);
    } else if most >= FEW && summaries.len() > 1 {
        view.charts_from = charted.from();
        if measure.adds {
            view.chart = charted.columns();
            view.ends = charted.ends();
        }
        (view.spread, view.ground) = match charted.dots() {
            Some((chart, ground)) => (Some(chart), ground_name(ground)),
            None => (None, "zero"),
        };
        view.spread_ends = charted.spread_ends();
    } else {
        let own = |&id: &OrganizationId| {
            Some(OwnLine { organization: world.organization(id), chart: own_line(world, measure, id)? })
        };
        view.series = organizations.iter().filter_map(own).take(LINES).collect();
    }
    view.years = year_lines(world, measure, &summaries);
    view.lead = Some(lead(world, measure, last));
    let mut rankings = summaries.iter().rev().filter(|of| of.taken.len() > 1);
    let ranked = |of: &Summary| values::ranking(world, measure, &summaries, of, RANKED);
    if last.taken.len() > 1 {
        (view.ranking, view.more) = rankings.next().map(ranked).unwrap_or_default();
    }
    let year = |of: &Summary| {
        let (rows, more) = ranked(of);
        YearRanking { year: of.year, reporters: of.taken.len(), rows, more }
    };
    view.earlier = rankings.take(EARLIER).map(year).collect();
    view.moves = moves::moves(world, measure, &summaries);
    view.parts = parts::parts(world, measure);
    let (own, all) = (plan::metric_route(world.publication, measure.metric, None), plan::organizations_route(None));
    let places = Places { on: &own, at: &all };
    view.provinces = provinces::of_year(world, measure, last, &places);
}

fn ground_name(ground: Ground) -> &'static str {
    match ground {
        Ground::Zero => "zero",
        Ground::Cut => "cut",
        Ground::Tens => "tens",
    }
}

/// The line of one organisation.
fn own_line(world: &RenderContext, measure: &Measure, id: OrganizationId) -> Option<Chart> {
    // A value that is only restated stands beside the one that restates it.
    let own = measure.within(&(id.0..id.0 + 1)).iter().filter(|value| !value.restated);
    let stated: Vec<_> = own.map(|value| value.stated).collect();
    world.chart(&stated, &measure.written, Frame::Full)
}

fn lead(world: &RenderContext, measure: &Measure, last: &Summary) -> Lead {
    let few = if last.taken.len() < FEW { last.taken.as_slice() } else { &[] };
    let named = |taken: &Taken| {
        let figure = world.publication.figure(taken.value.stated);
        NamedAmount {
            name: world.publication.short_name(taken.value.organization, last.year),
            text: unbroken(&world.say.whole_quantity(&figure.value, &figure.unit)),
        }
    };
    let mut amounts: Vec<_> = last.taken.iter().map(|taken| taken.value.amount).collect();
    amounts.sort_unstable_by_key(|amount| std::cmp::Reverse(*amount));
    let five = last.total.filter(|total| amounts.len() >= 2 * FEW && total.0 > 0).map(|total| {
        let five: Amount = amounts.iter().take(FEW).copied().sum();
        rounded(five.number(1) / total.number(1) * 100.0, 0)
    });
    Lead {
        of: year_line(world, measure, last),
        headline: world.say.headline(last.total.unwrap_or(last.median), measure),
        few: few.iter().map(named).collect(),
        five,
    }
}
