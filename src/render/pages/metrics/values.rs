//! Values: who reported how much of a metric.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::aggregate::{Measure, Summary, Value};
use crate::index::Stated;
use crate::model::{MetricId, OrganizationId};
use crate::parse::Precision;
use crate::plan;
use crate::plan::cut::ListPage;
use crate::render::chart::{bar, place};
use crate::render::pages::summed;
use crate::render::view::card::{CutView, Link};
use crate::render::view::metric::{Cell, MetricRow, MetricView, RankLine};
use crate::render::world::RenderContext;

/// An organisation without the name of its root, and that name; the root itself
/// has its own name and no second one.
pub fn below_root(world: &RenderContext, id: OrganizationId) -> (Link, String) {
    let full = world.organization(id);
    let root = world.publication.full_name(world.publication.root(id), None);
    match full.name.strip_prefix(root.as_str()).map(str::trim) {
        Some(rest) if !rest.is_empty() => (Link { name: rest.to_owned(), href: full.href }, root),
        _ => (full, String::new()),
    }
}

/// The values of a year, largest first, and how many more there are.
pub fn ranking(
    world: &RenderContext,
    measure: &Measure,
    summaries: &[Summary],
    last: &Summary,
    most: usize,
) -> (Vec<RankLine>, usize) {
    let mut values: Vec<Value> = last.taken.iter().map(|taken| taken.value).collect();
    values.sort_by_key(|value| (std::cmp::Reverse(value.amount), value.organization));
    let before = summed::find(summaries, last.year - 1).map_or(&[][..], |of| of.taken.as_slice());
    let (largest, smallest) = (last.most.amount.number(1), last.least.amount.number(1));
    let line = |value: &Value| {
        let (organization, root) = below_root(world, value.organization);
        let earlier = before.binary_search_by_key(&value.organization, |taken| taken.value.organization);
        let earlier = earlier.ok().and_then(|at| before.get(at));
        let amount = value.amount.number(1);
        // Rates lie close together far from zero: bars of them would all look alike.
        let bar_html = match measure.adds {
            true if largest > 0.0 => bar(amount / largest, value.precision != Precision::Exact),
            true => bar(0.0, value.precision != Precision::Exact),
            false if largest > smallest => place((amount - smallest) / (largest - smallest)),
            false => place(0.5),
        };
        RankLine {
            organization,
            root,
            value: world.say.amount(value.amount, measure).digits,
            href: plan::report_route(world.publication, value.stated.report),
            bar_html,
            before: earlier.map_or(String::new(), |taken| world.say.amount(taken.value.amount, measure).digits),
        }
    };
    (values.iter().take(most).map(line).collect(), values.len().saturating_sub(most))
}

/// The pages of the table of values, called after the first and last
/// organisation that each has.
pub fn pages(world: &RenderContext, id: MetricId, cuts: &[ListPage], page: Option<usize>) -> Vec<CutView> {
    let values = world.index.metrics.get(id.index()).map_or(&[][..], Vec::as_slice);
    let mut views = world.cuts(cuts, page, |cut| plan::metric_route(world.publication, id, Some(cut)));
    for (view, cut) in views.iter_mut().zip(cuts) {
        let name = |value: Option<&Stated>| {
            let root = value.map(|value| world.publication.root(value.organization));
            root.map_or("", |root| world.publication[root].name())
        };
        let shown = values.get(cut.range.clone()).unwrap_or_default();
        view.name = world.say.between(name(shown.first()), name(shown.last()));
        let organizations: BTreeSet<OrganizationId> = shown.iter().map(|value| value.organization).collect();
        view.count = organizations.len();
    }
    views
}

/// Fills in the table of values.
pub fn fill(world: &RenderContext, id: MetricId, range: Range<usize>, view: &mut MetricView) {
    let values = world.index.metrics.get(id.index()).map_or(&[][..], Vec::as_slice);
    let years: BTreeSet<i32> = values.iter().map(|value| value.year).collect();
    // On a narrow screen the first columns are seen.
    view.row_years = years.into_iter().rev().collect();
    let shown = values.get(range).unwrap_or_default();
    for run in shown.chunk_by(|a, b| a.organization == b.organization) {
        rows(world, run, view);
    }
}

/// A row for each unit of an organisation: values in different units are never
/// in one row.
fn rows(world: &RenderContext, run: &[Stated], view: &mut MetricView) {
    let Some(organization) = run.first().map(|value| value.organization) else { return };
    let mut units: Vec<&str> = Vec::new();
    for value in run {
        let unit = world.publication.figure(*value).unit.as_str();
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    let reported: BTreeSet<i32> =
        world.index.own_reports(organization).iter().map(|&id| world.publication[id].years.last).collect();
    for unit in units {
        let cell = |year: &i32| {
            let of_year = |value: &&Stated| value.year == *year && world.publication.figure(**value).unit == unit;
            match run.iter().rev().find(of_year) {
                Some(value) => Cell {
                    text: world.say.whole_quantity(&world.publication.figure(*value).value, ""),
                    href: Some(plan::report_route(world.publication, value.report)),
                    silent: false,
                },
                None => Cell { silent: reported.contains(year), ..Cell::default() },
            }
        };
        let (organization, root) = below_root(world, organization);
        view.rows.push(MetricRow {
            organization,
            root,
            unit: unit.to_owned(),
            values: view.row_years.iter().map(cell).collect(),
        });
    }
}
