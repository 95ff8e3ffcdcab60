//! Parts: what the metrics that are parts of one come to, beside it.
//!
//! Only organisations that state both enter, once for each part, for those that
//! state the one are not those that state the other. So parts need not add up to
//! the whole, and where they overlap they do not.

use crate::aggregate::summary::taken;
use crate::aggregate::{Amount, Measure, Value};
use crate::language::metric;
use crate::render::amounts::rounded;
use crate::render::chart::bar;
use crate::render::view::card::Link;
use crate::render::view::metric::{PartLine, Parts};
use crate::render::world::RenderContext;

/// The parts in the latest year in which the whole and any of them are known.
pub fn parts(world: &RenderContext, whole: &Measure) -> Option<Parts> {
    if !whole.adds {
        return None;
    }
    let of_year = |measure: &Measure, year: i32| -> Vec<Value> {
        measure.values.iter().filter(|value| value.year == year).copied().collect()
    };
    let measures: Vec<&Measure> = world.publication[whole.metric]
        .parts
        .iter()
        .filter_map(|id| {
            world
                .aggregates
                .of(*id)
                .iter()
                .find(|part| part.adds && metric::base(&part.unit) == metric::base(&whole.unit))
        })
        .collect();
    let year = measures.iter().flat_map(|part| &part.values).map(|value| value.year).max()?;
    let all = of_year(whole, year);
    let line = |part: &Measure| -> Option<(f64, PartLine)> {
        let known = of_year(part, year);
        let of = |value: &Value| known.binary_search_by_key(&value.organization, |part| part.organization).ok();
        let both = taken(world.publication, all.iter().filter(|value| of(value).is_some()).copied());
        let parts: Amount = both.iter().filter_map(|one| Some(known.get(of(&one.value)?)?.amount)).sum();
        let total: Amount = both.iter().map(|one| one.value.amount).sum();
        let share = parts.number(1) / total.number(1);
        if both.is_empty() || total.0 <= 0 {
            return None;
        }
        let named = &world.publication[part.metric];
        Some((
            share,
            PartLine {
                id: named.id.clone(),
                metric: Link { name: named.name.clone(), href: world.metric_href(part.metric) },
                share: rounded(share * 100.0, 0) + "%",
                bar_html: bar(share, false),
                part: world.say.amount(parts, part),
                whole: world.say.amount(total, whole),
                organizations: both.len(),
            },
        ))
    };
    let mut lines: Vec<(f64, PartLine)> = measures.into_iter().filter_map(line).collect();
    // Stable: equals stay in the order in which they are registered.
    lines.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let rows: Vec<PartLine> = lines.into_iter().map(|(_, line)| line).collect();
    (!rows.is_empty()).then_some(Parts { year, rows })
}
