//! Topics: against years and organisations, and one in a year.

use std::collections::BTreeMap;

use crate::index::{About, Item};
use crate::model::{OrganizationId, ReportId, TopicId};
use crate::plan;
use crate::render::amounts::percent;
use crate::render::pages::courses;
use crate::render::view::card::Link;
use crate::render::view::topic::{
    Cell, CellView, Entry, Most, Moved, OwnCell, OwnRow, ReportGroup, TopicRow, TopicsView,
};
use crate::render::world::{RenderContext, legend, level};
use crate::text::width;

/// How many topics and organisations the second matrix has.
const COLUMNS: usize = 8;
const ROWS: usize = 12;

/// How many reports on both years make a change of shares worth saying.
const LEAST: usize = 20;

/// Achievements of one year that one report tells.
pub fn report_group(world: &RenderContext, id: ReportId, year: i32) -> ReportGroup {
    let achievements = &world.publication[id].achievements;
    let of_year = achievements.iter().enumerate().filter(|(_, achievement)| achievement.year == year);
    group(world, id, of_year.map(|(place, _)| place as u32))
}

/// Some achievements of a report.
pub fn group(world: &RenderContext, id: ReportId, places: impl Iterator<Item = u32>) -> ReportGroup {
    let route = plan::report_route(world.publication, id);
    let entry = |place: u32| {
        let achievement = world.publication.achievement(Item { report: id, place });
        Entry {
            text: achievement.text.clone(),
            href: format!("{route}#a{}", place + 1),
            topic: achievement.topics.first().map_or(String::new(), |&topic| world.publication[topic].name.clone()),
            date: achievement.date.filter(|date| date.month.is_some()).map(|date| world.say.date(date)),
            why: "",
            why_of: 0,
        }
    };
    ReportGroup { card: world.card(id), achievements: places.map(entry).collect() }
}

/// The words by which a text says a topic: its name and its synonyms.
pub struct TopicWords {
    words: Vec<String>,
    latin: Vec<String>,
}

impl TopicWords {
    /// The words of a topic.
    pub fn of(world: &RenderContext, id: TopicId) -> TopicWords {
        let topic = &world.publication[id];
        let names = topic.synonyms.iter().chain([&topic.name]).filter(|name| name.chars().count() > 1);
        let (latin, words): (Vec<String>, Vec<String>) = names.cloned().partition(|name| name.is_ascii());
        TopicWords { words, latin: latin.iter().map(|name| width::key(name)).collect() }
    }

    /// Whether a text says one of them.
    pub fn is_in(&self, text: &str) -> bool {
        self.words.iter().any(|word| text.contains(word))
            || (!self.latin.is_empty() && {
                let key = width::key(text);
                self.latin.iter().any(|word| key.contains(word))
            })
    }
}

/// The achievements of a report that are of a topic in a year: those that name
/// it, and of those that name none the ones that say it. That the report as a
/// whole is about a topic makes none of its lines so.
pub fn lines(world: &RenderContext, said: &TopicWords, about: &About, year: i32) -> Vec<u32> {
    let achievements = world.publication[about.report].achievements.iter().enumerate();
    achievements
        .map(|(place, achievement)| (place as u32, achievement))
        .filter(|(place, achievement)| {
            about.achievements.contains(place)
                || (achievement.year == year && achievement.topics.is_empty() && said.is_in(&achievement.text))
        })
        .map(|(place, _)| place)
        .collect()
}

/// What reports tell of a topic in a year.
pub fn groups(world: &RenderContext, said: &TopicWords, about: &[About], year: i32) -> Vec<ReportGroup> {
    about.iter().map(|about| group(world, about.report, lines(world, said, about, year).into_iter())).collect()
}

/// The page of a topic in a year.
pub fn cell_href(world: &RenderContext, id: TopicId, year: i32) -> Option<String> {
    let cut = world.plan.topics.cells.get(&(id, year))?.first()?;
    Some(plan::cell_route(world.publication, id, year, cut))
}

/// The years of the matrix: all from the first to the last, or only those with
/// something if they lie far apart.
fn matrix_years(world: &RenderContext) -> Vec<i32> {
    let years: Vec<i32> = world.index.years.keys().copied().collect();
    match (years.first(), years.last()) {
        (Some(&first), Some(&last)) if last - first < 30 => (first..=last).collect(),
        _ => years,
    }
}

fn cells(world: &RenderContext, id: TopicId, years: &[i32]) -> Vec<Cell> {
    let cell = |&year: &i32| {
        let count = world.topic_amount(id, year);
        Cell { year, count, level: level(count, world.shades()), most: false, href: cell_href(world, id, year) }
    };
    years.iter().map(cell).collect()
}

/// `topics`
pub fn topics(world: &RenderContext) -> TopicsView {
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
            total: world.topic_total(id),
            seen: seen(world, id),
        }
    });
    let reports = || world.publication.reports.iter();
    let by_achievement = world.by_achievement();
    let total_of = |year: &i32| match by_achievement {
        true => world.index.years.get(year).map_or(0, |volume| volume.achievements),
        false => reports().filter(|report| report.years.last == *year).count(),
    };
    let counts: Vec<usize> = match by_achievement {
        true => reports().flat_map(|report| &report.achievements).map(|of| of.topics.len()).collect(),
        false => reports().map(|report| report.topics.len()).collect(),
    };
    let (columns, own) = by_organization(world);
    let mut rows: Vec<TopicRow> = rows.collect();
    let most_in_cell = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.count).max().unwrap_or(0);
    for at in 0..years.len() {
        mark_most(rows.iter_mut().filter_map(|row| row.cells.get_mut(at)).collect());
    }
    let mut by_size: Vec<usize> = (0..rows.len()).collect();
    // Stable: equals stay in the order of the topics.
    by_size.sort_by_key(|&at| std::cmp::Reverse(rows[at].total));
    TopicsView {
        by_size,
        counts: if by_achievement { "achievements" } else { "reports" },
        rows,
        most: most(world),
        moved: moved(world),
        courses: courses::courses(world),
        several: counts.iter().any(|topics| *topics > 1),
        untagged: counts.iter().filter(|topics| **topics == 0).count(),
        totals: years.iter().map(total_of).collect(),
        total: counts.len(),
        years: years.iter().map(|&year| world.year(year)).collect(),
        legend: ranges(world.shades(), most_in_cell),
        columns,
        own,
    }
}

/// Marks the cell of a year that has more than one and more than any other, if there is one.
fn mark_most(mut cells: Vec<&mut Cell>) {
    cells.sort_by_key(|cell| std::cmp::Reverse(cell.count));
    if let [first, rest @ ..] = cells.as_mut_slice()
        && first.count > rest.first().map_or(1, |second| second.count.max(1))
    {
        first.most = true;
    }
}

/// The years of a topic in words: from the first to the last, where none is missing.
fn seen(world: &RenderContext, id: TopicId) -> String {
    let years: Vec<i32> = world.index.topics[id.index()].keys().copied().collect();
    match (years.first(), years.last()) {
        (Some(&first), Some(&last)) if (last - first) as usize + 1 == years.len() => world.say.span(first, last),
        _ => world.say.list(&years.iter().map(i32::to_string).collect::<Vec<_>>()),
    }
}

/// The topic that most reports are about.
pub fn most(world: &RenderContext) -> Option<Most> {
    most_of(world, world.topics(), world.publication.reports.len())
}

/// The topic that most of so many reports are about, by how many are about each.
pub fn most_of(world: &RenderContext, about: &BTreeMap<TopicId, usize>, of: usize) -> Option<Most> {
    let counts = world.publication.topic_order.iter().filter_map(|id| Some((id, about.get(id)?)));
    // Of equals the first.
    let (&id, &reports) = counts.rev().max_by_key(|(_, count)| **count)?;
    Some(Most { topic: world.topic(id), reports, share: percent(reports, of) })
}

/// The topics whose share of the last year's reports rose and fell most against
/// the year before, by points; none of few reports, or of a small change.
fn moved(world: &RenderContext) -> Option<Moved> {
    let on = |year: i32| world.publication.reports.iter().filter(|report| report.years.last == year).count();
    let last = world.publication.reports.iter().map(|report| report.years.last).max()?;
    let (now, before) = (on(last), on(last - 1));
    if now < LEAST || before < LEAST {
        return None;
    }
    let share = |id: TopicId, year: i32, of: usize| {
        let about = world.index.about(id, year).iter();
        about.filter(|about| world.publication[about.report].years.last == year).count() as f64 / of as f64 * 100.0
    };
    let mut moves: Vec<(i64, TopicId)> = world
        .publication
        .topic_order
        .iter()
        .map(|&id| ((share(id, last, now) - share(id, last - 1, before)).round() as i64, id))
        .collect();
    moves.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    let far = |at: Option<&(i64, TopicId)>| {
        at.filter(|(points, _)| points.abs() >= 2)
            .map(|&(points, id)| (world.topic(id), points.unsigned_abs() as usize))
    };
    let up = far(moves.first().filter(|(points, _)| *points > 0));
    let down = far(moves.last().filter(|(points, _)| *points < 0));
    (up.is_some() || down.is_some()).then(|| Moved {
        year: last,
        up: up.as_ref().map(|(topic, _)| topic.clone()),
        up_points: up.map_or(0, |(_, points)| points),
        down: down.as_ref().map(|(topic, _)| topic.clone()),
        down_points: down.map_or(0, |(_, points)| points),
    })
}

/// The topmost organisations with the most reports against the topics that most
/// are about; none where there are few of either.
fn by_organization(world: &RenderContext) -> (Vec<Link>, Vec<OwnRow>) {
    let mut topics: Vec<TopicId> = world.publication.topic_order.iter().copied().collect();
    topics.sort_by_key(|id| std::cmp::Reverse(world.topics().get(id).copied().unwrap_or(0)));
    topics.retain(|id| world.topics().get(id).is_some_and(|count| *count > 0));
    topics.truncate(COLUMNS);
    let all = |id: OrganizationId| world.index.all_reports(id);
    let mut roots: Vec<OrganizationId> = world.plan.standing.roots.to_vec();
    roots.retain(|&id| !all(id).is_empty());
    roots.sort_by_key(|&id| std::cmp::Reverse(all(id).len()));
    roots.truncate(ROWS);
    if roots.len() < 3 || topics.len() < 2 {
        return (Vec::new(), Vec::new());
    }
    let counts: Vec<BTreeMap<TopicId, usize>> =
        roots.iter().map(|&id| crate::aggregate::tally::topics(world.publication, all(id).iter().copied())).collect();
    let shades = legend(counts.iter().flat_map(|counts| topics.iter().filter_map(|id| counts.get(id).copied())));
    let row = |(&id, counts): (&OrganizationId, &BTreeMap<TopicId, usize>)| OwnRow {
        organization: world.organization(id),
        reports: all(id).len(),
        cells: topics
            .iter()
            .map(|topic| {
                let count = counts.get(topic).copied().unwrap_or(0);
                OwnCell { count, level: level(count, &shades) }
            })
            .collect(),
    };
    (topics.iter().map(|&id| world.topic(id)).collect(), roots.iter().zip(&counts).map(row).collect())
}

/// The counts of each shade as a reader says them, from the lowest of each; `most` is
/// the greatest of all.
fn ranges(lowest: &[usize], most: usize) -> Vec<String> {
    let range = |(place, &low): (usize, &usize)| match lowest.get(place + 1) {
        Some(&next) if next > low + 1 => format!("{low}–{}", next - 1),
        None if most > low => format!("{low}–{most}"),
        _ => low.to_string(),
    };
    lowest.iter().enumerate().map(range).collect()
}

/// `cell`
pub fn cell(world: &RenderContext, id: TopicId, year: i32, page: usize) -> Option<CellView> {
    let about = world.index.about(id, year);
    let cuts = world.plan.topics.cells.get(&(id, year))?;
    let said = TopicWords::of(world, id);
    let route = |cut: &plan::cut::ListPage| plan::cell_route(world.publication, id, year, cut);
    let beside = |year: Option<i32>| {
        let year = year?;
        Some(Link { name: year.to_string(), href: Some(cell_href(world, id, year)?) })
    };
    let years = &world.index.topics[id.index()];
    Some(CellView {
        topic: world.publication[id].name.clone(),
        topic_href: plan::topic_route(world.publication, id),
        year,
        year_href: plan::year_route(year, None),
        reports: about.len(),
        count: about.iter().map(|about| lines(world, &said, about, year).len()).sum(),
        groups: groups(world, &said, about.get(cuts.get(page)?.range.clone())?, year),
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
        assert_eq!(ranges(&[1, 496, 548, 549, 770], 900), ["1–495", "496–547", "548", "549–769", "770–900"]);
        assert_eq!(ranges(&[1, 2, 3, 4, 5], 5), ["1", "2", "3", "4", "5"]);
    }
}
