//! Moves: who rose and who fell against the year before, of those that reported both.

use std::cmp::Ordering;

use crate::aggregate::{Claim, ComparableChange, Measure, Summary, Value};
use crate::render::chart::{TIMES, diverging};
use crate::render::pages::metrics::values::below_root;
use crate::render::pages::summed::FEW;
use crate::render::view::metric::{MoveLine, Moves};
use crate::render::world::RenderContext;

/// How many organisations are shown: half of them from either end.
const SHOWN: usize = 12;

/// An organisation's two values and how far they are apart.
struct Pair {
    before: Value,
    now: Value,
    /// Of what adds the logarithm of how many times, so that twice and half lie
    /// equally far from the middle; of a rate the difference.
    moved: f64,
}

/// The latest year that enough organisations reported together with the one before.
pub fn moves(world: &RenderContext, measure: &Measure, summaries: &[Summary]) -> Option<Moves> {
    let known = summaries.iter().rev().filter_map(|of| Some((of.year, of.change.as_ref()?)));
    let (year, change) = known.into_iter().find(|(_, change)| change.pairs.len() >= FEW)?;
    let mut pairs: Vec<Pair> = change.pairs.iter().map(|&(before, now)| pair(measure, before, now)).collect();
    pairs.sort_by(|a, b| b.moved.total_cmp(&a.moved).then(a.now.organization.cmp(&b.now.organization)));
    let widest = pairs.iter().map(|pair| pair.moved.abs()).filter(|moved| moved.is_finite()).fold(0.0, f64::max);
    let end = if measure.adds { TIMES.ln() } else { widest.max(f64::MIN_POSITIVE) };
    let line = |pair: &Pair| {
        let (organization, root) = below_root(world, pair.now.organization);
        MoveLine {
            organization,
            root,
            now: world.say.amount(pair.now.amount, measure).digits,
            before: world.say.amount(pair.before.amount, measure).digits,
            change: said(world, measure, pair),
            bar_html: diverging(pair.moved / end),
        }
    };
    let more = pairs.len().saturating_sub(SHOWN);
    let half = if more > 0 { SHOWN / 2 } else { pairs.len() };
    let shown = pairs.iter().take(half).chain(pairs.iter().skip((half + more).max(half)));
    let count =
        |course: Ordering| pairs.iter().filter(|pair| pair.now.amount.cmp(&pair.before.amount) == course).count();
    let first = pairs.iter().find(|pair| pair.moved.is_finite()).filter(|pair| pair.moved > 0.0);
    Some(Moves {
        year,
        pairs: pairs.len(),
        up: count(Ordering::Greater),
        down: count(Ordering::Less),
        before: world.say.amount(change.before, measure),
        after: world.say.amount(change.after, measure),
        first: first.map_or(String::new(), |pair| world.publication.full_name(pair.now.organization, Some(year))),
        first_change: first.map_or(String::new(), |pair| said(world, measure, pair)),
        rows: shown.map(line).collect(),
        more,
    })
}

fn pair(measure: &Measure, before: Value, now: Value) -> Pair {
    let (from, to) = (before.amount.number(measure.worth), now.amount.number(measure.worth));
    let moved = match measure.adds {
        false => to - from,
        // From nothing to something is more than any number of times.
        true if from <= 0.0 => {
            if to > from {
                f64::INFINITY
            } else {
                0.0
            }
        }
        true if to <= 0.0 => f64::NEG_INFINITY,
        true => (to / from).ln(),
    };
    Pair { before, now, moved }
}

/// How a value changed, as the change of many is said.
fn said(world: &RenderContext, measure: &Measure, pair: &Pair) -> String {
    let change = ComparableChange {
        pairs: Vec::new(),
        before: pair.before.amount,
        after: pair.now.amount,
        claim: Claim::Exact,
        enough: true,
    };
    world.say.change_of(&change, measure).short
}
