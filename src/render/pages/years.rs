//! The volume of a year.

use crate::index::Item;
use crate::language::numeral;
use crate::model::{ReportId, TopicId};
use crate::plan;
use crate::render::pages::topics::report_group;
use crate::render::view::year::{Event, TopicCount, YearGroup, YearView};
use crate::render::world::World;

/// How many figures stand at the side of a volume.
const FIGURES: usize = 8;

/// How many honours do; the index of names has all.
const HONOURS: usize = 40;

/// `year`
pub fn year(world: &World, year: i32, cut: Option<usize>) -> Option<YearView> {
    let volume = world.index.years.get(&year)?;
    let cuts = world.plan.standing.years.get(&year).map_or(&[][..], Vec::as_slice);
    let first_page = cut.is_none();
    let shown = match cut {
        Some(place) => &volume.reports[cuts.get(place)?.range.clone()],
        None if cuts.is_empty() => &volume.reports[..],
        None => &[],
    };
    let mut branches: Vec<_> = volume.reports.iter().map(|&id| world.publication[id].branch).collect();
    branches.dedup();
    let event = |&item: &Item| {
        let date = world.publication.achievement(item).date;
        Event {
            day: world.say.day(date),
            iso: date.filter(|date| date.month.is_some()).map_or(String::new(), |date| date.iso()),
            achievement: world.achievement(item),
            source: world.source(item.report),
        }
    };
    let beside = |year: Option<i32>| year.map(|year| world.year(year));
    let limit = world.publication.site.page_size;
    Some(YearView {
        year,
        han: numeral::digits(year.unsigned_abs()),
        reports: volume.reports.len(),
        organizations: branches.len(),
        achievements: volume.achievements,
        groups: groups(world, year, shown),
        cuts: world.cuts(cuts, cut, |cut| plan::year_route(year, Some(cut))),
        overview: first_page && !cuts.is_empty(),
        chronicle: if first_page { volume.chronicle.iter().take(limit).map(event).collect() } else { Vec::new() },
        figures: if first_page { world.figures_in_turn(&volume.reports, FIGURES) } else { Vec::new() },
        honours: if first_page {
            let honour = |&item: &Item| world.honour(item.report, world.publication.honour(item));
            volume.honours.iter().take(HONOURS).map(honour).collect()
        } else {
            Vec::new()
        },
        topics: topics(world, year),
        previous: beside(world.index.years.range(..year).next_back().map(|(&year, _)| year)),
        next: beside(world.index.years.range(year + 1..).next().map(|(&year, _)| year)),
    })
}

/// The reports by the kind of their topmost organisation, in the order in which
/// the kinds first come.
fn groups(world: &World, year: i32, reports: &[ReportId]) -> Vec<YearGroup> {
    let mut groups: Vec<(String, Vec<ReportId>)> = Vec::new();
    for &id in reports {
        let kind = &world.publication[world.publication.root(world.publication[id].branch)].kind;
        match groups.iter_mut().find(|(known, _)| known == kind) {
            Some((_, reports)) => reports.push(id),
            None => groups.push((kind.clone(), vec![id])),
        }
    }
    let view = |(index, (kind, reports)): (usize, (String, Vec<ReportId>))| YearGroup {
        kind,
        ordinal: numeral::ordinal(index as u32 + 1),
        reports: reports.into_iter().map(|id| report_group(world, id, year)).collect(),
    };
    groups.into_iter().enumerate().map(view).collect()
}

/// The topics of a year, most achievements first.
fn topics(world: &World, year: i32) -> Vec<TopicCount> {
    let count = |&id: &TopicId| Some((id, world.index.topics[id.index()].get(&year)?.len()));
    let mut counts: Vec<(TopicId, usize)> = world.publication.topic_order.iter().filter_map(count).collect();
    // Stable: equals stay in the order of the topics.
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    counts
        .into_iter()
        .filter_map(|(id, count)| {
            let first = world.plan.topics.cells.get(&(id, year))?.first()?;
            Some(TopicCount {
                name: world.publication[id].name.clone(),
                href: plan::cell_route(world.publication, id, year, first),
                count,
            })
        })
        .collect()
}
