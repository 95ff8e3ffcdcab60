//! The first page, the shelf of years and the ways in.

use std::collections::BTreeMap;

use crate::language::{numeral, title};
use crate::model::{OrganizationId, ReportId, TopicId};
use crate::plan;
use crate::render::chart::Frame;
use crate::render::pages::organizations::node;
use crate::render::pages::provinces::{self, Places};
use crate::render::pages::summed::{moved, reported};
use crate::render::pages::topics::most;
use crate::render::pages::years::{COMPACT, chosen};
use crate::render::view::card::Strip;
use crate::render::view::home::{FindView, HomeView, Spine, TopicLine, Way};
use crate::render::world::{RenderContext, legend, level};

/// How many of the newest reports stand below the lead.
const NEWEST: usize = 4;

/// How many figures stand in the strip.
const FIGURES: usize = 6;

/// How many reports make shares of them worth saying.
const LEAST: usize = 10;

/// How many topmost organisations the first page shows.
const ROOTS: usize = 15;

/// How many topics the first page shows.
const TOPICS: usize = 15;

/// How many years a strip shows.
const STRIP: i32 = 10;

/// `home`
pub fn home(world: &RenderContext) -> HomeView {
    let newest = &world.index.newest;
    let lead = newest.first().copied();
    let lead_figures = lead.map_or(Vec::new(), |id| {
        let report = &world.publication[id];
        let view = |figure| world.figure(id, figure, report.years.last, Some(Frame::Spark));
        report.metrics.iter().take(2).map(view).collect()
    });
    let roots = &world.plan.standing.roots;
    let mut order: Vec<TopicId> = world.publication.topic_order.to_vec();
    order.sort_by_key(|&id| std::cmp::Reverse(world.topic_total(id)));
    let strip_years = strip_years(world);
    let latest = world.index.years.iter().rev().find(|(_, year)| !year.reports.is_empty());
    let mut metrics = latest.map_or(Vec::new(), |(year, _)| reported(world, *year));
    let moves = moved(&metrics);
    metrics.truncate(FIGURES);
    let all = || (0..world.publication.reports.len()).map(ReportId::at);
    let places = Places { on: "index.html", at: &plan::organizations_route(None) };
    let provinces = if roots.len() > ROOTS { provinces::of_reports(world, all(), &places) } else { None };
    HomeView {
        title: title::pieces(&world.publication.site.title).into_iter().map(str::to_owned).collect(),
        shelf: shelf(world),
        lead: lead.map(|id| world.card(id)),
        lead_figures,
        newest: newest.iter().skip(1).take(NEWEST).map(|&id| world.card(id)).collect(),
        figures: if metrics.is_empty() {
            world.figures_in_turn(&newest[..newest.len().min(FIGURES)], FIGURES)
        } else {
            Vec::new()
        },
        metrics,
        moves,
        notable: latest
            .filter(|(_, volume)| volume.reports.len() > COMPACT)
            .map_or(Vec::new(), |(year, volume)| chosen(world, *year, &volume.reports)),
        tree: match provinces {
            Some(_) => Vec::new(),
            None => roots.iter().take(ROOTS).map(|&id| node(world, id, 3)).collect(),
        },
        tree_more: roots.len().saturating_sub(ROOTS),
        provinces,
        topic_counts: if world.by_achievement() { "achievements" } else { "reports" },
        most: most(world).filter(|_| world.publication.reports.len() >= LEAST),
        topics: topic_lines(world, &order, strip_years),
        strip_years,
    }
}

fn strip_years(world: &RenderContext) -> Option<(i32, i32)> {
    let last = *world.index.years.keys().next_back()?;
    let first = *world.index.years.keys().next()?;
    Some((first.max(last - STRIP + 1), last))
}

fn topic_lines(world: &RenderContext, order: &[TopicId], years: Option<(i32, i32)>) -> Vec<TopicLine> {
    let Some((first, last)) = years else { return Vec::new() };
    let count = |id: TopicId, year: i32| world.topic_amount(id, year);
    let shades = legend(order.iter().flat_map(|&id| (first..=last).map(move |year| count(id, year))));
    order
        .iter()
        .filter(|&&id| world.topic_total(id) > 0)
        .take(TOPICS)
        .map(|&id| TopicLine {
            name: world.publication[id].name.clone(),
            href: plan::topic_route(world.publication, id),
            count: world.topic_total(id),
            strip: Strip { levels: (first..=last).map(|year| level(count(id, year), &shades)).collect() },
        })
        .collect()
}

/// The years as book spines.
pub fn shelf(world: &RenderContext) -> Vec<Spine> {
    let years = &world.index.years;
    let latest = years.keys().next_back();
    years
        .iter()
        .map(|(&year, volume)| Spine {
            year,
            han: numeral::digits(year.unsigned_abs()),
            href: plan::year_route(year, None),
            achievements: volume.achievements,
            reports: volume.reports.len(),
            latest: latest == Some(&year),
        })
        .collect()
}

/// How many organisations the page of ways in names.
const BUSIEST: usize = 50;

/// What topics count.
pub fn topic_unit(world: &RenderContext) -> &'static str {
    if world.by_achievement() { "lines" } else { "pieces" }
}

/// `find`
pub fn find(world: &RenderContext) -> FindView {
    let publication = world.publication;
    let years = world.index.years.iter().rev().map(|(&year, volume)| Way {
        name: year.to_string(),
        href: Some(plan::year_route(year, None)),
        count: volume.achievements,
        unit: "lines",
    });
    let mut organizations: Vec<OrganizationId> = (0..publication.organizations.len())
        .map(OrganizationId::at)
        .filter(|&id| !world.index.own_reports(id).is_empty())
        .collect();
    organizations.sort_by_key(|&id| std::cmp::Reverse(world.index.own_reports(id).len()));
    let organizations = organizations.into_iter().take(BUSIEST).map(|id| Way {
        name: publication.full_name(id, None),
        href: Some(world.organization_href(id)),
        count: world.index.own_reports(id).len(),
        unit: "pieces",
    });
    let topics = publication.topic_order.iter().map(|&id| Way {
        name: publication[id].name.clone(),
        href: Some(plan::topic_route(publication, id)),
        count: world.topic_total(id),
        unit: topic_unit(world),
    });
    let mut genres: BTreeMap<&str, usize> = BTreeMap::new();
    let told = publication.reports.iter().map(|report| world.metadata(report));
    for metadata in told.filter(|metadata| !metadata.genre.is_empty()) {
        *genres.entry(&metadata.genre).or_default() += 1;
    }
    let mut genres: Vec<Way> = genres
        .into_iter()
        .map(|(genre, count)| Way { name: genre.to_owned(), href: None, count, unit: "pieces" })
        .collect();
    genres.sort_by_key(|way| std::cmp::Reverse(way.count));
    FindView { years: years.collect(), organizations: organizations.collect(), topics: topics.collect(), genres }
}
