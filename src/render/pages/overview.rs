//! What pages of years, organisations and the whole conclude alike.

use std::collections::BTreeMap;

use crate::aggregate::{Counted, Level};
use crate::language::place;
use crate::model::{OrganizationId, TopicId};
use crate::render::amounts::percent;
use crate::render::chart::{bar, now_and_before};
use crate::render::view::card::Link;
use crate::render::view::organization::BranchYear;
use crate::render::view::overview::{LevelCount, Region, RootCount, TopicShare};
use crate::render::world::RenderContext;

/// How many regions there must be for a list by region.
const REGIONS: usize = 3;

/// Reports by topic, of so many.
pub struct Topics<'a> {
    /// How many reports are about each topic.
    pub counts: &'a BTreeMap<TopicId, usize>,
    /// How many reports there are.
    pub of: usize,
}

/// Topics by how many reports are about them, with what their share is compared
/// with; `href` is the page of a topic.
pub fn shares(
    world: &RenderContext,
    now: &Topics,
    before: Option<&Topics>,
    most: usize,
    href: impl Fn(TopicId) -> Option<String>,
) -> Vec<TopicShare> {
    let count = |id: &TopicId| now.counts.get(id).copied().filter(|count| *count > 0);
    let order = world.publication.topic_order.iter();
    let mut counts: Vec<(TopicId, usize)> = order.filter_map(|id| Some((*id, count(id)?))).collect();
    // Stable: equals stay in the order of the topics.
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.truncate(most);
    let part = |(count, of): (usize, usize)| count as f64 / of.max(1) as f64;
    let earlier = |id: &TopicId| before.map(|before| (before.counts.get(id).copied().unwrap_or(0), before.of));
    let parts = counts.iter().flat_map(|(id, count)| [Some((*count, now.of)), earlier(id)]).flatten().map(part);
    let widest = parts.fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let view = |&(id, count): &(TopicId, usize)| {
        let drawn = part((count, now.of));
        TopicShare {
            topic: Link { name: world.publication[id].name.clone(), href: href(id) },
            reports: count,
            share: percent(count, now.of),
            before: earlier(&id).map_or(String::new(), |(count, of)| percent(count, of)),
            bar_html: now_and_before(drawn / widest, earlier(&id).map_or(drawn, part) / widest),
        }
    };
    counts.iter().map(view).collect()
}

/// What some organisations did each year, newest first; `drawn` is what the bars show.
pub fn years(
    world: &RenderContext,
    counted: &BTreeMap<i32, Counted>,
    drawn: impl Fn(&Counted) -> usize,
) -> Vec<BranchYear> {
    let most = counted.values().map(&drawn).max().unwrap_or(0).max(1);
    let year = |(&year, of): (&i32, &Counted)| BranchYear {
        year: world.year(year),
        reports: of.reports,
        achievements: of.achievements,
        honours: of.honours.values().sum(),
        bar_html: bar(drawn(of) as f64 / most as f64, false),
    };
    counted.iter().rev().map(year).collect()
}

/// Honours by level, the highest first; no level without one.
pub fn levels(counts: &BTreeMap<Level, usize>) -> Vec<LevelCount> {
    counts
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(&level, &count)| LevelCount { level: level.name(), count })
        .collect()
}

/// Topmost organisations by region, each with how many reports and achievements it
/// has and the page that has them, in their order; in one list where there are few
/// regions.
pub fn regions(
    world: &RenderContext,
    roots: impl Iterator<Item = (OrganizationId, (usize, usize), String)>,
) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    let roots: Vec<_> = roots.collect();
    let most = roots.iter().map(|(_, (reports, _), _)| *reports).max().unwrap_or(0).max(1);
    for (id, (reports, achievements), href) in roots {
        let name = world.publication[id].name();
        let region = place::province(name).unwrap_or_default();
        let bar_html = bar(reports as f64 / most as f64, false);
        let root = RootCount { name: name.to_owned(), href, reports, achievements, bar_html };
        match regions.iter_mut().find(|known| known.name == region) {
            Some(known) => {
                known.reports += reports;
                known.achievements += achievements;
                known.roots.push(root);
            }
            None => regions.push(Region { name: region.to_owned(), reports, achievements, roots: vec![root] }),
        }
    }
    if regions.iter().filter(|region| !region.name.is_empty()).count() < REGIONS {
        let reports = regions.iter().map(|region| region.reports).sum();
        let achievements = regions.iter().map(|region| region.achievements).sum();
        let roots: Vec<RootCount> = regions.into_iter().flat_map(|region| region.roots).collect();
        return if roots.is_empty() {
            Vec::new()
        } else {
            vec![Region { name: String::new(), reports, achievements, roots }]
        };
    }
    // Those of no region last.
    regions.sort_by_key(|region| region.name.is_empty());
    regions
}
