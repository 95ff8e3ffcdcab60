//! Honours by level and year, and whose they are.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::aggregate::Level;
use crate::aggregate::tally::{self, same};
use crate::index::Item;
use crate::model::OrganizationId;
use crate::render::chart::bar;
use crate::render::pages;
use crate::render::pages::overview::levels;
use crate::render::view::honours::{HonourCell, HonourGroup, HonourYear, Honoured, HonoursView};
use crate::render::world::{RenderContext, legend, level};

/// How many organisations are ranked, and how many honours of a level stand there.
const RANKED: usize = 12;
const LISTED: usize = 30;

/// `honours`
pub fn honours(world: &RenderContext) -> HonoursView {
    let publication = world.publication;
    let items: Vec<Item> = world.index.years.values().flat_map(|year| &year.honours).copied().collect();
    let whole = tally::levels(publication, items.iter().copied());
    let mut of_year: BTreeMap<i32, Vec<Item>> = BTreeMap::new();
    for item in &items {
        of_year.entry(publication.honour(*item).year).or_default().push(*item);
    }
    let counted = of_year.into_iter().rev().map(|(year, items)| (year, tally::levels(publication, items.into_iter())));
    let by_year: Vec<(i32, BTreeMap<Level, usize>)> = counted.filter(|(_, counts)| !counts.is_empty()).collect();
    let shades = legend(by_year.iter().flat_map(|(_, counts)| counts.values().copied()));
    let years: Vec<HonourYear> = by_year
        .iter()
        .map(|(year, counts)| HonourYear {
            year: world.year(*year),
            cells: whole
                .keys()
                .map(|of| {
                    let count = counts.get(of).copied().unwrap_or(0);
                    HonourCell { count, level: level(count, &shades) }
                })
                .collect(),
            total: counts.values().sum(),
        })
        .collect();
    let (ranking, more) = ranking(world, &items);
    HonoursView {
        total: whole.values().sum(),
        levels: levels(&whole),
        most: years.iter().max_by_key(|year| year.total).filter(|_| years.len() > 2).cloned(),
        chart: pages::levels::chart(world, &by_year.iter().cloned().collect()),
        groups: whole.iter().map(|(level, count)| group(world, *level, *count, &items)).collect(),
        years,
        ranking,
        more,
    }
}

/// Topmost organisations by their honours, those of the highest level first.
fn ranking(world: &RenderContext, items: &[Item]) -> (Vec<Honoured>, usize) {
    let mut roots: BTreeMap<OrganizationId, Vec<Item>> = BTreeMap::new();
    for item in items {
        roots.entry(world.publication.root(world.publication[item.report].branch)).or_default().push(*item);
    }
    let all = roots.len();
    let mut counted: Vec<(OrganizationId, BTreeMap<Level, usize>)> =
        roots.into_iter().map(|(id, items)| (id, tally::levels(world.publication, items.into_iter()))).collect();
    let rank = |counts: &BTreeMap<Level, usize>| Level::ALL.map(|level| counts.get(&level).copied().unwrap_or(0));
    counted.sort_by_key(|(id, counts)| (std::cmp::Reverse(rank(counts)), *id));
    counted.truncate(RANKED);
    let total = |counts: &BTreeMap<Level, usize>| counts.values().sum::<usize>();
    let most = counted.iter().map(|(_, counts)| total(counts)).max().unwrap_or(1).max(1);
    let view = |(id, counts): &(OrganizationId, BTreeMap<Level, usize>)| Honoured {
        organization: world.organization(*id),
        levels: levels(counts),
        total: total(counts),
        bar_html: bar(total(counts) as f64 / most as f64, false),
    };
    let ranking: Vec<Honoured> = counted.iter().map(view).collect();
    (if all > 1 { ranking } else { Vec::new() }, all.saturating_sub(RANKED))
}

/// The newest honours of a level, each once.
fn group(world: &RenderContext, of: Level, count: usize, items: &[Item]) -> HonourGroup {
    let mut known = HashSet::new();
    let mut own: BTreeSet<(std::cmp::Reverse<i32>, Item)> = BTreeSet::new();
    for item in items {
        let honour = world.publication.honour(*item);
        if Level::of(&honour.level) == of && known.insert(same(honour)) {
            own.insert((std::cmp::Reverse(honour.year), *item));
        }
    }
    HonourGroup {
        level: of.name(),
        more: count.saturating_sub(LISTED),
        honours: own
            .into_iter()
            .take(LISTED)
            .map(|(_, item)| world.honour(item.report, world.publication.honour(item)))
            .collect(),
    }
}
