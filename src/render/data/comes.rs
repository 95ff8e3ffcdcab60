//! Comes: the rows of what everything comes to, of the whole first, which has
//! no id, and then of each organisation with all below it.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use crate::aggregate::{Claim, Measure, Summary, tally};
use crate::model::{OrganizationId, Publication, Report, ReportId, TopicId};
use crate::plan::data::Slice;
use crate::render::amounts::rounded;
use crate::render::data::Take;
use crate::render::data::written::Cell;
use crate::render::world::RenderContext;

/// An organisation with all below it, or the whole.
type Of = Option<OrganizationId>;

fn of_cell(publication: &Publication, of: Of) -> Cell<'_> {
    of.map_or(Cell::None, |id| Cell::text(publication[id].id.as_str()))
}

fn year_cell<'a>(year: i32) -> Cell<'a> {
    Cell::Whole(i64::from(year))
}

/// What metrics come to: all, or those that a page says.
pub fn totals(world: &RenderContext, slice: Option<Slice>, take: &mut Take) -> io::Result<()> {
    let all = world.aggregates.metrics.iter().flatten();
    let mut of = |measure: &Measure, of: Of, year: Option<i32>| {
        let summaries = measure.summaries(world.publication, world.index, of);
        let wanted = summaries.iter().filter(|summary| year.is_none_or(|year| summary.year == year));
        wanted.into_iter().try_for_each(|summary| total(world, measure, of, summary, take))
    };
    match slice {
        Some(Slice::Organization(id)) => all.into_iter().try_for_each(|measure| of(measure, Some(id), None)),
        Some(Slice::Year(year)) => all.into_iter().try_for_each(|measure| of(measure, None, Some(year))),
        Some(Slice::Metric(id)) => measured(world, world.aggregates.of(id), of),
        _ => world.aggregates.metrics.iter().try_for_each(|measures| measured(world, measures, &mut of)),
    }
}

/// The measures of a metric, each of the whole and of every organisation.
fn measured(
    world: &RenderContext,
    measures: &[Measure],
    mut of: impl FnMut(&Measure, Of, Option<i32>) -> io::Result<()>,
) -> io::Result<()> {
    for measure in measures {
        of(measure, None, None)?;
        for id in above(world.publication, measure) {
            of(measure, Some(id), None)?;
        }
    }
    Ok(())
}

/// The organisations that have values of a measure, be it below them.
fn above(publication: &Publication, measure: &Measure) -> BTreeSet<OrganizationId> {
    let mut known = BTreeSet::new();
    for value in &measure.values {
        let mut above = Some(value.organization);
        // Whatever is above one that is known is known too.
        while let Some(id) = above.filter(|id| known.insert(*id)) {
            above = publication[id].parent;
        }
    }
    known
}

fn total(world: &RenderContext, measure: &Measure, of: Of, summary: &Summary, take: &mut Take) -> io::Result<()> {
    let amount = |amount: crate::aggregate::Amount| Cell::Number(amount.exact(measure.worth));
    let change = summary.change.as_ref();
    let by = change.filter(|change| change.enough).and_then(|change| match measure.adds {
        true => change.percent().map(|percent| rounded(percent, 2)),
        false => Some((change.after - change.before).exact(measure.worth)),
    });
    take(&[
        Cell::text(world.publication[measure.metric].id.as_str()),
        of_cell(world.publication, of),
        year_cell(summary.year),
        Cell::text(measure.written.as_str()),
        Cell::Is(measure.adds),
        summary.total.map_or(Cell::None, amount),
        Cell::text(match summary.claim {
            Claim::Exact => "exact",
            Claim::AtLeast => "at-least",
            Claim::About => "about",
        }),
        Cell::count(summary.taken.len()),
        Cell::count(summary.covered),
        Cell::count(summary.short),
        Cell::count(summary.collected),
        amount(summary.median),
        amount(summary.least.amount),
        amount(summary.most.amount),
        Cell::count(change.map_or(0, |change| change.pairs.len())),
        change.map_or(Cell::None, |change| amount(change.before)),
        change.map_or(Cell::None, |change| amount(change.after)),
        change.map_or(Cell::None, |change| Cell::Is(change.enough)),
        by.map_or(Cell::None, Cell::Number),
    ])
}

/// The whole and every organisation, each with its reports.
fn each<'w>(world: &'w RenderContext) -> impl Iterator<Item = (Of, &'w [ReportId])> {
    let ids = (0..world.publication.organizations.len()).map(OrganizationId::at);
    let branches = ids.map(|id| (Some(id), world.index.all_reports(id)));
    std::iter::once((None, world.index.by_branch.as_slice())).chain(branches).filter(|(_, reports)| !reports.is_empty())
}

/// How many reports, achievements and honours there are.
pub fn counts(world: &RenderContext, take: &mut Take) -> io::Result<()> {
    for (of, reports) in each(world) {
        for (year, counted) in tally::tally(world.publication, reports) {
            let level = |level| Cell::count(counted.honours.get(&level).copied().unwrap_or(0));
            let [nation, province, city, county, own, unsaid] = tally::Level::ALL.map(level);
            take(&[
                of_cell(world.publication, of),
                year_cell(year),
                Cell::count(counted.reports),
                Cell::count(counted.achievements),
                Cell::count(counted.honours.values().sum()),
                nation,
                province,
                city,
                county,
                own,
                unsaid,
            ])?;
        }
    }
    Ok(())
}

/// How many reports and achievements.
type Both = (usize, usize);

fn topic_row(world: &RenderContext, topic: TopicId, of: Of, year: i32, both: Both, take: &mut Take) -> io::Result<()> {
    take(&[
        Cell::text(world.publication[topic].id.as_str()),
        of_cell(world.publication, of),
        year_cell(year),
        Cell::count(both.0),
        Cell::count(both.1),
    ])
}

/// How many reports and achievements are about each topic.
pub fn topics(world: &RenderContext, take: &mut Take) -> io::Result<()> {
    for (of, reports) in each(world) {
        let mut counts: BTreeMap<TopicId, BTreeMap<i32, Both>> = BTreeMap::new();
        for &id in reports {
            let report = &world.publication[id];
            for topic in tally::about(report) {
                counts.entry(topic).or_default().entry(report.years.last).or_default().0 += 1;
            }
            for achievement in &report.achievements {
                for &topic in &achievement.topics {
                    counts.entry(topic).or_default().entry(achievement.year).or_default().1 += 1;
                }
            }
        }
        for topic in world.publication.topic_order.iter() {
            for (&year, &both) in counts.get(topic).into_iter().flatten() {
                topic_row(world, *topic, of, year, both, take)?;
            }
        }
    }
    Ok(())
}

/// The same of one topic.
pub fn topic(world: &RenderContext, topic: TopicId, take: &mut Take) -> io::Result<()> {
    let mut counts: BTreeMap<(Of, i32), Both> = BTreeMap::new();
    let mut count = |report: &Report, year: i32, add: &dyn Fn(&mut Both)| {
        add(counts.entry((None, year)).or_default());
        for id in world.publication.path(report.branch) {
            add(counts.entry((Some(id), year)).or_default());
        }
    };
    for report in &world.publication.reports {
        let of = |topics: &[TopicId]| topics.iter().filter(|of| **of == topic).count();
        let told = || report.achievements.iter().filter(|achievement| of(&achievement.topics) > 0);
        if of(&report.topics) > 0 || told().next().is_some() {
            count(report, report.years.last, &|both| both.0 += 1);
        }
        for achievement in told() {
            let times = of(&achievement.topics);
            count(report, achievement.year, &|both| both.1 += times);
        }
    }
    counts.into_iter().try_for_each(|((of, year), both)| topic_row(world, topic, of, year, both, take))
}
