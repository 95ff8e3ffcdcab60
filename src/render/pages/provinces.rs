//! Provinces: what topmost organisations come to by the province whose name theirs
//! begins with.

use std::collections::BTreeMap;

use crate::aggregate::{Amount, Measure, Summary};
use crate::language::place;
use crate::model::{OrganizationId, ReportId};
use crate::render::chart::{Tile, bar, tiles};
use crate::render::links;
use crate::render::view::overview::{Province, Provinces};
use crate::render::world::RenderContext;

/// Of fewer provinces nothing is said.
const LEAST: usize = 3;

/// Where provinces stand, and the page that has a place for each of them.
pub struct Places<'a> {
    /// The page with the provinces.
    pub on: &'a str,
    /// The page that has the organisations of each below its name.
    pub at: &'a str,
}

/// An amount that is said by province.
struct ProvinceAmount {
    amount: f64,
    digits: String,
    text: String,
}

/// How many reports there are by province.
pub fn of_reports(
    world: &RenderContext,
    reports: impl Iterator<Item = ReportId>,
    places: &Places<'_>,
) -> Option<Provinces> {
    let mut roots: BTreeMap<OrganizationId, usize> = BTreeMap::new();
    for id in reports {
        *roots.entry(world.publication.root(world.publication[id].branch)).or_default() += 1;
    }
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut other = 0;
    for (root, reports) in roots {
        match place::province(world.publication[root].name()) {
            Some(name) => {
                let count = counts.entry(name).or_default();
                *count = (count.0 + reports, count.1 + 1);
            }
            None => other += reports,
        }
    }
    let say =
        |count: usize| ProvinceAmount { amount: count as f64, digits: count.to_string(), text: count.to_string() };
    let of = counts.into_iter().map(|(name, (reports, roots))| (name, say(reports), roots)).collect();
    provinces(world, of, other, places)
}

/// What a metric that adds comes to in a year by province.
pub fn of_year(world: &RenderContext, measure: &Measure, of: &Summary, places: &Places<'_>) -> Option<Provinces> {
    let mut sums: BTreeMap<&str, (Amount, usize)> = BTreeMap::new();
    let mut other = 0;
    for value in of.taken.iter().map(|taken| taken.value).filter(|_| measure.adds) {
        match place::province(world.publication[world.publication.root(value.organization)].name()) {
            Some(name) => {
                let sum = sums.entry(name).or_default();
                *sum = (sum.0 + value.amount, sum.1 + 1);
            }
            None => other += 1,
        }
    }
    let say = |sum: Amount| {
        let view = world.say.amount(sum, measure);
        ProvinceAmount { amount: sum.number(measure.worth), digits: view.digits, text: view.text }
    };
    let of = sums.into_iter().map(|(name, (sum, reporters))| (name, say(sum), reporters)).collect();
    provinces(world, of, other, places)
}

/// Provinces, the largest first; none of few, or of as many as there are organisations:
/// these stand by themselves.
fn provinces(
    world: &RenderContext,
    mut of: Vec<(&'static str, ProvinceAmount, usize)>,
    other: usize,
    places: &Places<'_>,
) -> Option<Provinces> {
    let organizations = of.iter().map(|(.., organizations)| organizations).sum();
    if of.len() < LEAST || organizations <= of.len() {
        return None;
    }
    // Stable: equals stay in the order of their names.
    of.sort_by(|(_, a, _), (_, b, _)| b.amount.total_cmp(&a.amount));
    let most = of.first().map_or(1.0, |(_, said, _)| said.amount).max(f64::MIN_POSITIVE);
    let page = links::relative(places.on, places.at);
    let tile = |(name, said, _): &(&'static str, ProvinceAmount, usize)| Tile {
        name,
        value: said.amount,
        text: world.say.short(said.amount),
        href: format!("{page}#{name}"),
    };
    let label = of.iter().map(|(name, said, _)| format!("{name}{}{}", world.say.word("value.gap"), said.text));
    let label = label.collect::<Vec<_>>().join(world.say.word("comma"));
    Some(Provinces {
        chart: tiles(&of.iter().map(tile).collect::<Vec<_>>(), &label),
        other,
        organizations,
        rows: of
            .into_iter()
            .map(|(name, said, organizations)| Province {
                name: name.to_owned(),
                href: format!("{}#{name}", places.at),
                bar_html: bar(said.amount / most, false),
                value: said.digits,
                text: said.text,
                organizations,
            })
            .collect(),
    })
}
