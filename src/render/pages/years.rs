//! Years: all of them, and the volume of one.

use std::collections::HashSet;

use crate::aggregate::tally;
use crate::index::Item;
use crate::language::numeral;
use crate::model::{OrganizationId, ReportId, TopicId};
use crate::plan;
use crate::plan::cut::ListPage;
use crate::plan::data::{DataFile, Slice};
use crate::render::chart::{self, Chart, Column, sides};
use crate::render::pages::home::{shelf, topic_unit};
use crate::render::pages::notable::{Candidate, notable};
use crate::render::pages::overview::{self, Topics};
use crate::render::pages::provinces::{self, Places};
use crate::render::pages::summed::{each_year, moved, reported};
use crate::render::pages::topics::{most_of, report_group};
use crate::render::view::editorial::EditorialView;
use crate::render::view::home::Way;
use crate::render::view::overview::{Region, TopicShare};
use crate::render::view::topic::ReportGroup;
use crate::render::view::year::{Event, MostYear, Volume, YearGroup, YearLead, YearView, YearsView};
use crate::render::world::RenderContext;

/// How many figures stand at the side of a volume.
const FIGURES: usize = 8;

/// How many honours do; the index of names has all.
const HONOURS: usize = 40;

/// How many reports make shares of them worth saying.
const LEAST: usize = 10;

/// More reports on a page are a line each, and a few achievements stand for them.
pub const COMPACT: usize = 24;

/// How many achievements stand for a long volume.
const CHOSEN: usize = 6;

/// How many metrics and topics stand in a volume.
const MOST: usize = 20;

/// How many years are drawn, and how few of them are no course.
const YEARS: usize = 12;
const LEAST_YEARS: usize = 3;

/// `years`
pub fn years(world: &RenderContext) -> YearsView {
    let moves = each_year(world);
    let widest = moves.values().map(|(up, down)| *up.max(down)).max().unwrap_or(0);
    let volume = |(&year, volume): (&i32, &crate::index::Year)| {
        let reports = &volume.reports;
        let (up, down) = moves.get(&year).copied().unwrap_or_default();
        let about = tally::topics(world.publication, reports.iter().copied());
        Volume {
            year: world.year(year),
            reports: reports.len(),
            before: world.index.years.get(&(year - 1)).map(|volume| volume.reports.len()).filter(|before| *before > 0),
            organizations: writers(world, reports),
            achievements: volume.achievements,
            honours: tally::levels(world.publication, volume.honours.iter().copied()).values().sum(),
            topic: if reports.len() < LEAST { None } else { most_of(world, &about, reports.len()) },
            up,
            down,
            moves_html: sides(up, down, widest),
        }
    };
    YearsView {
        shelf: shelf(world),
        chart: columns(world),
        most: most(world),
        volumes: world.index.years.iter().rev().map(volume).collect(),
    }
}

/// How many organisations wrote some reports, which stand in the order of these.
fn writers(world: &RenderContext, reports: &[ReportId]) -> usize {
    reports.chunk_by(|a, b| world.publication[*a].branch == world.publication[*b].branch).count()
}

/// The reports of each of the latest years, with how many organisations wrote them.
fn columns(world: &RenderContext) -> Option<Chart> {
    let (last, _) = world.index.years.iter().next_back()?;
    let first = world.index.years.keys().next()?.max(&(last - YEARS as i32 + 1)).to_owned();
    let column = |year: i32| {
        let reports = world.index.years.get(&year).map(|volume| &volume.reports).filter(|reports| !reports.is_empty());
        Column {
            year,
            value: reports.map(|reports| reports.len() as f64),
            text: reports.map_or(String::new(), |reports| reports.len().to_string()),
            brief: String::new(),
            of: reports.map(|reports| writers(world, reports)),
            approximate: false,
        }
    };
    let columns: Vec<Column> = (first..=*last).map(column).collect();
    let known = columns.iter().filter(|column| column.value.is_some());
    let said = known.map(|column| world.say.in_year(column.year, Some(&column.text)));
    let said: Vec<String> = said.collect();
    if said.len() < LEAST_YEARS {
        return None;
    }
    chart::columns(&columns, &said.join(world.say.word("comma")), |of| world.say.reporters(of))
}

/// The year with most reports.
fn most(world: &RenderContext) -> Option<MostYear> {
    let mut known: Vec<(usize, i32)> =
        world.index.years.iter().map(|(year, volume)| (volume.reports.len(), *year)).collect();
    known.sort_unstable();
    match known.as_slice() {
        [.., before, most] if before.0 < most.0 && known.len() >= LEAST_YEARS => {
            Some(MostYear { year: most.1, reports: most.0 })
        }
        _ => None,
    }
}

/// `year`
pub fn year(world: &RenderContext, year: i32, cut: Option<usize>, before: Option<EditorialView>) -> Option<YearView> {
    let volume = world.index.years.get(&year)?;
    let cuts = world.plan.standing.years.get(&year).map_or(&[][..], Vec::as_slice);
    let first_page = cut.is_none();
    let shown = match cut {
        Some(place) => &volume.reports[cuts.get(place)?.range.clone()],
        None if cuts.is_empty() => &volume.reports[..],
        None => &[],
    };
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
    let few = volume.reports.len() < LEAST;
    let (own, all) = (plan::year_route(year, None), plan::organizations_route(None));
    let places = Places { on: &own, at: if cuts.is_empty() { &all } else { &own } };
    let mut metrics = if first_page { reported(world, year) } else { Vec::new() };
    let moves = moved(&metrics);
    metrics.truncate(MOST);
    Some(YearView {
        year,
        before,
        lead: first_page.then(|| YearLead {
            before: world.index.years.get(&(year - 1)).map(|volume| volume.reports.len()).filter(|before| *before > 0),
            up: moves.as_ref().map_or(0, |moves| moves.up),
            down: moves.as_ref().map_or(0, |moves| moves.down),
            comparable: moves.as_ref().map_or(0, |moves| moves.comparable),
        }),
        moves,
        shares: if first_page && !few { shares(world, year, &volume.reports) } else { Vec::new() },
        levels: if first_page {
            overview::levels(&tally::levels(world.publication, volume.honours.iter().copied()))
        } else {
            Vec::new()
        },
        regions: if first_page && !cuts.is_empty() { regions(world, year, &volume.reports, cuts) } else { Vec::new() },
        notable: if first_page && volume.reports.len() > COMPACT {
            chosen(world, year, &volume.reports)
        } else {
            Vec::new()
        },
        provinces: match first_page && !few {
            true => provinces::of_reports(world, volume.reports.iter().copied(), &places),
            false => None,
        },
        photos: if first_page { world.photos(&volume.reports) } else { Vec::new() },
        compact: shown.len() > COMPACT,
        han: numeral::digits(year.unsigned_abs()),
        reports: volume.reports.len(),
        organizations: writers(world, &volume.reports),
        achievements: volume.achievements,
        groups: groups(world, year, shown),
        cuts: world.cuts(cuts, cut, |cut| plan::year_route(year, Some(cut))),
        overview: first_page && !cuts.is_empty(),
        chronicle: if first_page { volume.chronicle.iter().take(limit).map(event).collect() } else { Vec::new() },
        figures: if first_page && metrics.is_empty() {
            world.figures_in_turn(&volume.reports, FIGURES)
        } else {
            Vec::new()
        },
        honours: if first_page {
            let honour = |&item: &Item| world.honour(item.report, world.publication.honour(item));
            volume.honours.iter().take(HONOURS).map(honour).collect()
        } else {
            Vec::new()
        },
        topics: topics(world, year),
        metrics,
        previous: beside(world.index.years.range(..year).next_back().map(|(&year, _)| year)),
        next: beside(world.index.years.range(year + 1..).next().map(|(&year, _)| year)),
        csv: match first_page && world.plan.metrics.years.contains(&year) {
            true => DataFile::Part(Slice::Year(year)).route(world.publication),
            false => String::new(),
        },
    })
}

/// A few achievements of the year.
pub fn chosen(world: &RenderContext, year: i32, reports: &[ReportId]) -> Vec<ReportGroup> {
    let of = |&report: &ReportId| {
        let achievements = world.publication[report].achievements.iter().enumerate();
        let of_year = achievements.filter(move |(_, achievement)| achievement.year == year);
        of_year.map(move |(place, _)| Candidate { report, place: place as u32, named: false })
    };
    let told: Vec<Candidate> = reports.iter().flat_map(of).collect();
    notable(world, &told, CHOSEN, &mut HashSet::new())
}

/// Topics by the share of the reports that are about them, beside that of the
/// year before.
fn shares(world: &RenderContext, year: i32, reports: &[ReportId]) -> Vec<TopicShare> {
    let now = tally::topics(world.publication, reports.iter().copied());
    let earlier = world.index.years.get(&(year - 1)).map_or(&[][..], |volume| volume.reports.as_slice());
    let before = tally::topics(world.publication, earlier.iter().copied());
    let now = Topics { counts: &now, of: reports.len() };
    let before = Topics { counts: &before, of: earlier.len() };
    overview::shares(world, &now, Some(&before).filter(|before| before.of >= LEAST), MOST, |id| {
        let first = world.plan.topics.cells.get(&(id, year)).and_then(|cuts| cuts.first());
        first.map(|first| plan::cell_route(world.publication, id, year, first))
    })
}

/// Topmost organisations by region, each with the page that has its reports.
fn regions(world: &RenderContext, year: i32, reports: &[ReportId], cuts: &[ListPage]) -> Vec<Region> {
    let mut roots: Vec<(OrganizationId, (usize, usize), String)> = Vec::new();
    for cut in cuts {
        for &id in reports.get(cut.range.clone()).unwrap_or_default() {
            let root = world.publication.root(world.publication[id].branch);
            match roots.last_mut() {
                Some((last, (count, _), _)) if *last == root => *count += 1,
                _ => roots.push((root, (1, 0), plan::year_route(year, Some(cut)))),
            }
        }
    }
    overview::regions(world, roots.into_iter())
}

/// The reports by the kind of their topmost organisation, in the order in which
/// the kinds first come.
fn groups(world: &RenderContext, year: i32, reports: &[ReportId]) -> Vec<YearGroup> {
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
fn topics(world: &RenderContext, year: i32) -> Vec<Way> {
    let count = |&id: &TopicId| (id, world.topic_amount(id, year));
    let mut counts: Vec<(TopicId, usize)> = world.publication.topic_order.iter().map(count).collect();
    // Stable: equals stay in the order of the topics.
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    counts
        .into_iter()
        .filter_map(|(id, count)| {
            let first = world.plan.topics.cells.get(&(id, year))?.first()?;
            Some(Way {
                name: world.publication[id].name.clone(),
                href: Some(plan::cell_route(world.publication, id, year, first)),
                count,
                unit: topic_unit(world),
            })
        })
        .collect()
}
