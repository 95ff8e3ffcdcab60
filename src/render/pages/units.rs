//! Units: the organisations below one, each with the years that are collected.

use crate::model::OrganizationId;
use crate::render::chart::{BarMark, band};
use crate::render::view::overview::Unit;
use crate::render::world::RenderContext;

/// How many are shown, and how many years a band has.
const SHOWN: usize = 120;
const YEARS: i32 = 12;

/// The organisations right below one, with those below these where all have
/// room; and how many right below it are not shown.
pub fn units(world: &RenderContext, id: OrganizationId) -> (Vec<Unit>, usize) {
    let children = &world.publication[id].children;
    let Some((first, last)) = years(world, id).filter(|_| children.len() > 1) else { return (Vec::new(), 0) };
    let two = children.len() + children.iter().map(|&child| world.publication[child].children.len()).sum::<usize>();
    let mut units = Vec::new();
    for &child in children.iter().take(SHOWN) {
        units.push(unit(world, child, 1, first..=last));
        if two <= SHOWN {
            units.extend(world.publication[child].children.iter().map(|&below| unit(world, below, 2, first..=last)));
        }
    }
    (units, children.len().saturating_sub(SHOWN))
}

/// The first and the last year of the bands: those of its reports, at most twelve.
pub fn years(world: &RenderContext, id: OrganizationId) -> Option<(i32, i32)> {
    let (first, last) = world.index.branches.get(id.index())?.years?;
    Some((first.max(last - YEARS + 1), last))
}

fn unit(world: &RenderContext, id: OrganizationId, depth: usize, years: std::ops::RangeInclusive<i32>) -> Unit {
    let all = world.index.all_reports(id);
    let mark = |year: i32| match all.iter().any(|&report| world.publication[report].years.contains(year)) {
        true => BarMark::Full,
        false => BarMark::None,
    };
    let mut organization = world.organization(id);
    organization.name = world.publication[id].name().to_owned();
    Unit {
        organization,
        depth,
        band_html: band(&years.map(mark).collect::<Vec<_>>()),
        reports: all.len(),
        achievements: world.index.branches.get(id.index()).map_or(0, |branch| branch.achievements),
    }
}
