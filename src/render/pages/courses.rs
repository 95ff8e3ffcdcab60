//! Courses: the share of each topic in each year, as small charts.

use std::collections::BTreeMap;

use crate::aggregate::tally;
use crate::model::TopicId;
use crate::render::amounts::percent;
use crate::render::chart::small_columns;
use crate::render::view::topic::{Course, Courses};
use crate::render::world::RenderContext;

/// How many topics are drawn, and over how many years.
const TOPICS: usize = 12;
const YEARS: i32 = 12;

/// How many reports of a year make shares worth saying, and how many such years
/// a course.
const LEAST: usize = 10;
const LEAST_YEARS: usize = 3;

/// The topics that most reports are about, with the share of each year; none
/// where few years have enough reports.
pub fn courses(world: &RenderContext) -> Option<Courses> {
    let mut years: BTreeMap<i32, (usize, BTreeMap<TopicId, usize>)> = BTreeMap::new();
    for report in &world.publication.reports {
        let (reports, topics) = years.entry(report.years.last).or_default();
        *reports += 1;
        for topic in tally::about(report) {
            *topics.entry(topic).or_default() += 1;
        }
    }
    years.retain(|_, (reports, _)| *reports >= LEAST);
    let last = years.keys().next_back().copied()?;
    years.retain(|year, _| *year > last - YEARS);
    let first = years.keys().next().copied()?;
    let mut topics: Vec<TopicId> = world.publication.topic_order.to_vec();
    topics.sort_by_key(|id| std::cmp::Reverse(world.topics().get(id).copied().unwrap_or(0)));
    topics.retain(|id| years.values().any(|(_, topics)| topics.contains_key(id)));
    topics.truncate(TOPICS);
    if years.len() < LEAST_YEARS || topics.len() < 2 {
        return None;
    }
    let count = |id: &TopicId, year: i32| {
        let (of, topics) = years.get(&year)?;
        Some((topics.get(id).copied().unwrap_or(0), *of))
    };
    let share = |id: &TopicId, year: i32| count(id, year).map(|(on, of)| on as f64 / of as f64 * 100.0);
    let course = |id: &TopicId| {
        let said: Vec<String> =
            (first..=last).map(|year| count(id, year).map_or(String::new(), |(on, of)| percent(on, of))).collect();
        let values: Vec<(i32, Option<f64>, String)> =
            (first..=last).zip(&said).map(|(year, said)| (year, share(id, year), said.clone())).collect();
        let known = values.iter().filter(|(_, value, _)| value.is_some());
        let label: Vec<String> = known.map(|(year, _, said)| world.say.in_year(*year, Some(said))).collect();
        let chart = small_columns(&values, &label.join(world.say.word("comma")))?;
        Some(Course { topic: world.topic(*id), chart, shares: said })
    };
    Some(Courses { years: (first..=last).collect(), topics: topics.iter().filter_map(course).collect() })
}
