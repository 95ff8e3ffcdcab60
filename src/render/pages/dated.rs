//! Dated: in which months the achievements were that have a date.

use std::collections::BTreeMap;

use crate::language::date::PartialDate;
use crate::render::chart::{Months, timeline};
use crate::render::view::overview::{Dated, DatedYear};
use crate::render::world::RenderContext;

/// Fewer dates, or dates in fewer months, show no course.
const LEAST: usize = 5;
const LEAST_MONTHS: usize = 3;

/// The most years that are shown.
const YEARS: usize = 12;

/// The months of dates, of the newest years with some; none of few dates.
pub fn dated(world: &RenderContext, dates: impl Iterator<Item = PartialDate>) -> Option<Dated> {
    let mut years: BTreeMap<i32, [usize; 12]> = BTreeMap::new();
    for date in dates {
        let month = date.month.and_then(|month| usize::from(month).checked_sub(1));
        if let Some(count) = month.and_then(|month| years.entry(date.year).or_default().get_mut(month)) {
            *count += 1;
        }
    }
    let years: Vec<Months> = years.into_iter().rev().take(YEARS).collect();
    let total: usize = years.iter().flat_map(|(_, months)| months).sum();
    let (newest, oldest) = (years.first()?.0, years.last()?.0);
    let months = years.iter().flat_map(|(_, months)| months).filter(|count| **count > 0).count();
    if total < LEAST || months < LEAST_MONTHS {
        return None;
    }
    let of_month = |month: usize| years.iter().map(|(_, months)| months[month]).sum::<usize>();
    let sums: Vec<usize> = (0..12).map(of_month).collect();
    let most = sums.iter().copied().max().unwrap_or(0);
    let first =
        sums.iter().position(|sum| *sum == most).filter(|_| sums.iter().filter(|sum| **sum == most).count() == 1);
    let label =
        years.iter().map(|(year, months)| world.say.in_year(*year, Some(&months.iter().sum::<usize>().to_string())));
    let label = label.collect::<Vec<_>>().join(world.say.word("comma"));
    Some(Dated {
        chart: timeline(&years, &label, |month| world.say.month(month))?,
        total,
        span: world.say.span(oldest, newest),
        month: first.map_or(String::new(), |month| world.say.month(month + 1)),
        most,
        months: (1..=12).map(|month| world.say.month(month)).collect(),
        years: years
            .iter()
            .map(|(year, months)| DatedYear { year: *year, months: months.to_vec(), total: months.iter().sum() })
            .collect(),
    })
}
