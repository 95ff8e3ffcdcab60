//! What a page with a template of its own sees of the publication.

use crate::aggregate::tally;
use crate::index::Item;
use crate::model::{MetricId, ReportId};
use crate::plan;
use crate::render::chart::{self, Chart, Column};
use crate::render::pages::overview::{self, Topics};
use crate::render::pages::summed::{Charted, metric_line};
use crate::render::view::whole::{WholeMetric, WholeView};
use crate::render::world::RenderContext;

/// How many metrics, topics, reports and years there are.
const METRICS: usize = 60;
const TOPICS: usize = 60;
const NEWEST: usize = 100;
const YEARS: usize = 24;

/// `whole`
pub fn whole(world: &RenderContext) -> WholeView {
    let all: Vec<ReportId> = (0..world.publication.reports.len()).map(ReportId::at).collect();
    let counted = tally::tally(world.publication, &all);
    let columns: Vec<Column> = counted
        .iter()
        .rev()
        .take(YEARS)
        .map(|(&year, of)| Column {
            year,
            value: Some(of.reports as f64),
            text: of.reports.to_string(),
            brief: String::new(),
            of: None,
            approximate: false,
        })
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let said = columns.iter().map(|column| world.say.in_year(column.year, Some(&column.text)));
    let label = said.collect::<Vec<_>>().join(world.say.word("comma"));
    let shares = Topics { counts: world.topics(), of: all.len() };
    let honours = world.index.years.values().flat_map(|year| &year.honours).copied().collect::<Vec<Item>>();
    let roots = world
        .plan
        .standing
        .roots
        .iter()
        .map(|&id| (id, (world.index.all_reports(id).len(), 0), world.organization_href(id)));
    WholeView {
        years: overview::years(world, &counted, |of| of.reports),
        years_chart: if columns.len() > 1 { chart::columns(&columns, &label, |of| of.to_string()) } else { None },
        topics: overview::shares(world, &shares, None, TOPICS, |id| Some(plan::topic_route(world.publication, id))),
        regions: overview::regions(world, roots),
        metrics: metrics(world),
        levels: overview::levels(&tally::levels(world.publication, honours.into_iter())),
        newest: world.index.newest.iter().take(NEWEST).map(|&id| world.card(id)).collect(),
    }
}

fn metrics(world: &RenderContext) -> Vec<WholeMetric> {
    let all = (0..world.publication.metrics.len()).map(MetricId::at);
    let mut metrics: Vec<(MetricId, WholeMetric)> = all
        .filter_map(|id| Some((id, WholeMetric { line: metric_line(world, id, None, None)?, columns: None })))
        .collect();
    // Stable: equals stay in the order of the metrics.
    metrics.sort_by_key(|(_, metric)| std::cmp::Reverse(metric.line.count));
    metrics.truncate(METRICS);
    let drawn = |(id, metric): (MetricId, WholeMetric)| WholeMetric { columns: columns(world, id), ..metric };
    metrics.into_iter().map(drawn).collect()
}

fn columns(world: &RenderContext, id: MetricId) -> Option<Chart> {
    let measure = world.aggregates.of(id).first().filter(|measure| measure.adds)?;
    let summaries = measure.summaries(world.publication, world.index, None);
    if summaries.len() < 2 {
        return None;
    }
    Charted::new(world, measure, &summaries).columns()
}
