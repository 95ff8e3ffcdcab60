//! Topics: against years, one by itself, one in a year.

use crate::index::Item;
use crate::model::{ReportId, TopicId};
use crate::plan;
use crate::render::view::card::Link;
use crate::render::view::topic::{Cell, CellView, Entry, ReportGroup, TopicRow, TopicView, TopicYear, TopicsView};
use crate::render::world::{World, level};

/// Achievements of one year that one report tells.
pub fn report_group(world: &World, id: ReportId, year: i32) -> ReportGroup {
    let achievements = &world.publication[id].achievements;
    let of_year = achievements.iter().enumerate().filter(|(_, achievement)| achievement.year == year);
    group(world, id, of_year.map(|(place, _)| Item { report: id, place: place as u32 }))
}

fn group(world: &World, id: ReportId, items: impl Iterator<Item = Item>) -> ReportGroup {
    let route = plan::report_route(world.publication, id);
    let entry = |item: Item| {
        let achievement = world.publication.achievement(item);
        Entry {
            text: achievement.text.clone(),
            href: format!("{route}#a{}", item.place + 1),
            topic: achievement.topics.first().map_or(String::new(), |&topic| world.publication[topic].name.clone()),
            date: achievement.date.filter(|date| date.month.is_some()).map(|date| world.say.date(date)),
        }
    };
    ReportGroup { card: world.card(id), achievements: items.map(entry).collect() }
}

fn groups(world: &World, items: &[Item]) -> Vec<ReportGroup> {
    items.chunk_by(|a, b| a.report == b.report).map(|run| group(world, run[0].report, run.iter().copied())).collect()
}

/// The years of the matrix: all from the first to the last, or only those with
/// something if they lie far apart.
fn matrix_years(world: &World) -> Vec<i32> {
    let years: Vec<i32> = world.index.years.keys().copied().collect();
    match (years.first(), years.last()) {
        (Some(&first), Some(&last)) if last - first < 30 => (first..=last).collect(),
        _ => years,
    }
}

fn cells(world: &World, id: TopicId, years: &[i32]) -> Vec<Cell> {
    let items = &world.index.topics[id.index()];
    let cell = |&year: &i32| {
        let count = items.get(&year).map_or(0, Vec::len);
        let cut = world.plan.topics.cells.get(&(id, year)).and_then(|cuts| cuts.first());
        let href = cut.map(|cut| plan::cell_route(world.publication, id, year, cut));
        Cell { year, count, level: level(count, world.shades()), href }
    };
    years.iter().map(cell).collect()
}

/// `topics`
pub fn topics(world: &World) -> TopicsView {
    let years = matrix_years(world);
    let rows = world.publication.topic_order.iter().map(|&id| {
        let topic = &world.publication[id];
        TopicRow {
            id: topic.id.clone(),
            name: topic.name.clone(),
            href: plan::topic_route(world.publication, id),
            scope: topic.scope.clone(),
            synonyms: topic.synonyms.clone(),
            cells: cells(world, id, &years),
            total: world.index.topic_total(id),
            years: world.index.topics[id.index()].keys().copied().collect(),
        }
    });
    let count = |year: &i32| world.index.years.get(year).map_or(0, |volume| volume.achievements);
    let topics = |id: &ReportId| world.publication[*id].achievements.iter().map(|achievement| achievement.topics.len());
    let reports: Vec<ReportId> = (0..world.publication.reports.len()).map(ReportId::at).collect();
    TopicsView {
        rows: rows.collect(),
        several: reports.iter().flat_map(topics).any(|topics| topics > 1),
        untagged: reports.iter().flat_map(topics).filter(|&topics| topics == 0).count(),
        totals: years.iter().map(count).collect(),
        total: world.index.years.values().map(|volume| volume.achievements).sum(),
        years: years.iter().map(|&year| world.year(year)).collect(),
        legend: ranges(world.shades()),
    }
}

/// The counts of each shade as a reader says them, from the lowest of each.
fn ranges(lowest: &[usize]) -> Vec<String> {
    let range = |(place, &low): (usize, &usize)| match lowest.get(place + 1) {
        Some(&next) if next > low + 1 => format!("{low}–{}", next - 1),
        Some(_) => low.to_string(),
        None => format!("{low}+"),
    };
    lowest.iter().enumerate().map(range).collect()
}

/// `topic`: its years newest first, as many whole ones as fit one page.
pub fn topic(world: &World, id: TopicId) -> TopicView {
    let topic = &world.publication[id];
    let mut room = world.publication.site.page_size;
    let mut years = Vec::new();
    for (&year, items) in world.index.topics[id.index()].iter().rev() {
        let Some(cut) = world.plan.topics.cells.get(&(id, year)).and_then(|cuts| cuts.first()) else { continue };
        let fits = items.len() <= room;
        room = if fits { room - items.len() } else { 0 };
        years.push(TopicYear {
            year,
            href: plan::cell_route(world.publication, id, year, cut),
            count: items.len(),
            groups: if fits { groups(world, items) } else { Vec::new() },
        });
    }
    TopicView {
        name: topic.name.clone(),
        scope: topic.scope.clone(),
        synonyms: topic.synonyms.clone(),
        cells: cells(world, id, &matrix_years(world)),
        total: world.index.topic_total(id),
        years,
    }
}

/// `cell`
pub fn cell(world: &World, id: TopicId, year: i32, page: usize) -> Option<CellView> {
    let items = world.index.topics[id.index()].get(&year)?;
    let cuts = world.plan.topics.cells.get(&(id, year))?;
    let route = |cut: &plan::cut::Cut| plan::cell_route(world.publication, id, year, cut);
    let beside = |year: Option<i32>| {
        let year = year?;
        let cut = world.plan.topics.cells.get(&(id, year))?.first()?;
        Some(Link { name: year.to_string(), href: Some(plan::cell_route(world.publication, id, year, cut)) })
    };
    let years = &world.index.topics[id.index()];
    Some(CellView {
        topic: world.publication[id].name.clone(),
        topic_href: plan::topic_route(world.publication, id),
        year,
        year_href: plan::year_route(year, None),
        count: items.len(),
        groups: groups(world, &items[cuts.get(page)?.range.clone()]),
        cuts: if cuts.len() > 1 { world.cuts(cuts, Some(page), route) } else { Vec::new() },
        previous: beside(years.range(..year).next_back().map(|(&year, _)| year)),
        next: beside(years.range(year + 1..).next().map(|(&year, _)| year)),
    })
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn a_legend_says_ranges() {
        assert_eq!(ranges(&[1, 496, 548, 549, 770]), ["1–495", "496–547", "548", "549–769", "770+"]);
        assert_eq!(ranges(&[1, 2, 3, 4, 5]), ["1", "2", "3", "4", "5+"]);
    }
}
