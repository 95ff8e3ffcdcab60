//! Levels: honours by level and year, as columns of parts.

use std::collections::BTreeMap;

use crate::aggregate::Level;
use crate::render::chart::{Stack, stacked, swatch};
use crate::render::view::overview::{LevelChart, LevelPart, LevelYear};
use crate::render::world::RenderContext;

/// Fewer honours, years or levels say more as a list.
const HONOURS: usize = 6;
const LEAST_YEARS: usize = 3;

/// The most years that are shown.
const YEARS: i32 = 12;

/// Honours of each year by level, drawn; none where they are few.
pub fn chart(world: &RenderContext, counts: &BTreeMap<i32, BTreeMap<Level, usize>>) -> Option<LevelChart> {
    let known = || counts.iter().filter(|(_, of)| of.values().any(|count| *count > 0)).map(|(year, _)| *year);
    let last = known().next_back()?;
    let first = known().next()?.max(last - YEARS + 1);
    let shown: Vec<(i32, [usize; 6])> = (first..=last)
        .map(|year| {
            let of = counts.get(&year);
            (year, Level::ALL.map(|level| of.and_then(|of| of.get(&level)).copied().unwrap_or(0)))
        })
        .collect();
    let total: usize = shown.iter().flat_map(|(_, parts)| parts).sum();
    let sum = |kind: usize| shown.iter().map(|(_, parts)| parts[kind]).sum::<usize>();
    let kinds: Vec<usize> = (0..Level::ALL.len()).filter(|kind| sum(*kind) > 0).collect();
    if total < HONOURS || kinds.len() < 2 || known().filter(|year| *year >= first).count() < LEAST_YEARS {
        return None;
    }
    let stacks: Vec<Stack> = shown.iter().map(|(year, parts)| Stack { year: *year, parts: parts.to_vec() }).collect();
    let said =
        shown.iter().map(|(year, parts)| world.say.in_year(*year, Some(&parts.iter().sum::<usize>().to_string())));
    let label = said.collect::<Vec<_>>().join(world.say.word("comma"));
    Some(LevelChart {
        chart: stacked(&stacks, &label)?,
        span: world.say.span(first, last),
        parts: kinds
            .iter()
            .map(|&kind| LevelPart { level: Level::ALL[kind].name(), swatch_html: swatch(kind) })
            .collect(),
        years: shown
            .iter()
            .rev()
            .map(|(year, parts)| LevelYear {
                year: *year,
                counts: kinds.iter().map(|&kind| parts[kind]).collect(),
                total: parts.iter().sum(),
            })
            .collect(),
    })
}
