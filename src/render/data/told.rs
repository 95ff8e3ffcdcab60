//! Told: the rows of what reports tell, and of what they name.
//!
//! In: the world. Out: rows, in the order of the publication, each made when it
//! is taken.

use std::collections::HashMap;
use std::io;

use crate::aggregate::{self, Measure, Value, tally};
use crate::language::{metric, place};
use crate::model::{Metric, MetricId, OrganizationId, Publication, Report, ReportId, TopicId};
use crate::parse::{MetricKind, Precision, Quantity};
use crate::plan;
use crate::render::data::Take;
use crate::render::data::written::Cell;
use crate::render::world::RenderContext;

/// The reports with their numbers.
fn each(publication: &Publication) -> impl Iterator<Item = (ReportId, &Report)> {
    publication.reports.iter().enumerate().map(|(place, report)| (ReportId::at(place), &**report))
}

/// The place of an entry as people count.
fn number<'a>(place: usize) -> Cell<'a> {
    Cell::count(place + 1)
}

fn year<'a>(year: i32) -> Cell<'a> {
    Cell::Whole(i64::from(year))
}

fn date<'a>(date: Option<crate::language::date::PartialDate>) -> Cell<'a> {
    date.map_or(Cell::None, |date| Cell::text(date.iso()))
}

fn organization(publication: &Publication, id: OrganizationId) -> Cell<'_> {
    Cell::text(publication[id].id.as_str())
}

fn topic_ids<'p>(publication: &'p Publication, ids: &[TopicId]) -> Cell<'p> {
    Cell::list(ids.iter().map(|&id| publication[id].id.as_str()))
}

fn words(words: &[String]) -> Cell<'_> {
    Cell::list(words.iter().map(String::as_str))
}

pub fn reports(world: &RenderContext, take: &mut Take) -> io::Result<()> {
    let publication = world.publication;
    for (id, report) in each(publication) {
        let metadata = world.metadata(report);
        let source = metadata.source.as_ref().filter(|source| source.is_published());
        let told = |of: fn(&crate::parse::Source) -> &Option<String>| {
            source.and_then(|source| of(source).as_deref()).map_or(Cell::None, Cell::text)
        };
        let contributors = metadata.contributors.iter().map(|contributor| match contributor.role.is_empty() {
            true => contributor.name.clone(),
            false => format!("{}:{}", contributor.role, contributor.name),
        });
        let in_achievements: usize = report.achievements.iter().map(|achievement| achievement.figures.len()).sum();
        let mut cells = vec![
            Cell::text(report.slug.as_str()),
            Cell::text(plan::report_route(publication, id)),
            Cell::text(metadata.title.as_str()),
            Cell::text(metadata.subtitle.as_str()),
            organization(publication, report.branch),
            year(report.years.first),
            year(report.years.last),
            date(report.date),
            Cell::text(metadata.genre.as_str()),
            topic_ids(publication, &report.topics),
            words(&report.authors),
            words(&metadata.editors),
            Cell::list(contributors),
            date(metadata.published),
        ];
        cells.extend(metadata.details.iter().map(|(_, text)| Cell::text(text)));
        cells.extend([
            told(|source| &source.name),
            told(|source| &source.url),
            told(|source| &source.issn),
            told(|source| &source.issue),
            Cell::text(metadata.doi.as_str()),
            Cell::text(metadata.summary.as_str()),
            words(&metadata.keywords),
            Cell::text(report.status.name()),
            Cell::count(report.achievements.len()),
            Cell::count(report.honours.len()),
            Cell::count(report.metrics.len() + in_achievements),
            Cell::count(report.people.len()),
            Cell::Whole(i64::from(metadata.characters)),
        ]);
        take(&cells)?;
    }
    Ok(())
}

pub fn achievements(world: &RenderContext, take: &mut Take) -> io::Result<()> {
    let publication = world.publication;
    for (id, report) in each(publication) {
        let route = plan::report_route(publication, id);
        for (place, achievement) in report.achievements.iter().enumerate() {
            take(&[
                Cell::text(report.slug.as_str()),
                number(place),
                organization(publication, report.branch),
                year(achievement.year),
                date(achievement.date),
                topic_ids(publication, &achievement.topics),
                Cell::text(achievement.text.as_str()),
                Cell::count(achievement.figures.len()),
                Cell::text(format!("{route}#a{}", place + 1)),
            ])?;
        }
    }
    Ok(())
}

pub fn honours(world: &RenderContext, take: &mut Take) -> io::Result<()> {
    let publication = world.publication;
    let mut known = HashMap::new();
    for (_, report) in each(publication) {
        for (place, honour) in report.honours.iter().enumerate() {
            let next = known.len() + 1;
            let same = *known.entry(tally::same(honour)).or_insert(next);
            take(&[
                Cell::text(report.slug.as_str()),
                number(place),
                organization(publication, report.branch),
                year(honour.year),
                date(honour.date),
                Cell::text(honour.name.as_str()),
                Cell::text(honour.level.as_str()),
                Cell::text(tally::Level::of(&honour.level).name()),
                Cell::text(honour.grantor.as_str()),
                Cell::text(honour.recipient.as_str()),
                Cell::count(same),
            ])?;
        }
    }
    Ok(())
}

/// What reports tell of a metric, by organisation and year.
pub fn figures(world: &RenderContext, id: MetricId, take: &mut Take) -> io::Result<()> {
    let publication = world.publication;
    let measures = world.aggregates.of(id);
    for &at in world.index.metrics.get(id.index()).into_iter().flatten() {
        let figure = publication.figure(at);
        let unit = metric::base(&figure.unit);
        let Some(measure) = measures.iter().find(|measure| metric::base(&measure.unit) == unit) else { continue };
        for (value, _) in aggregate::told(publication, at) {
            let quantity = if value.restated { figure.base.as_ref() } else { Some(&figure.value) };
            take(&[
                Cell::text(publication[id].id.as_str()),
                organization(publication, value.organization),
                year(value.year),
                Cell::Number(value.amount.exact(measure.worth)),
                Cell::text(measure.written.as_str()),
                Cell::text(precision(value.precision)),
                Cell::text(quantity.map_or(String::new(), |quantity| written(quantity, &figure.unit))),
                Cell::Is(value.restated),
                Cell::Is(stands(measure, &value)),
                Cell::text(publication[at.report].slug.as_str()),
                at.achievement.map_or(Cell::None, |place| number(place as usize)),
                date(figure.as_of.filter(|_| !value.restated)),
                Cell::text(figure.note.as_str()),
            ])?;
        }
    }
    Ok(())
}

/// Whether a value is the one of its organisation and year.
fn stands(measure: &Measure, value: &Value) -> bool {
    let key = |value: &Value| (value.organization, value.year);
    let place = measure.values.binary_search_by_key(&key(value), key).ok();
    place.and_then(|place| measure.values.get(place)) == Some(value)
}

/// A number as its author wrote it.
fn written(quantity: &Quantity, unit: &str) -> String {
    format!("{}{}{unit}", quantity.digits, quantity.scale)
}

fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Exact => "",
        Precision::Over => "over",
        Precision::Many => "many",
        Precision::Nearly => "nearly",
        Precision::About => "about",
    }
}

pub fn people(world: &RenderContext, take: &mut Take) -> io::Result<()> {
    let publication = world.publication;
    for (_, report) in each(publication) {
        for person in &report.people {
            take(&[
                Cell::text(report.slug.as_str()),
                organization(publication, report.branch),
                year(report.years.last),
                Cell::text(person.name.as_str()),
                Cell::text(person.role.as_str()),
                Cell::text(person.unit.as_str()),
                Cell::text(person.title.as_str()),
                date(person.from),
                date(person.to),
            ])?;
        }
    }
    Ok(())
}

pub fn organizations(world: &RenderContext, take: &mut Take) -> io::Result<()> {
    let publication = world.publication;
    for id in (0..publication.organizations.len()).map(OrganizationId::at) {
        let this = &publication[id];
        let former = this.names.split_last().map_or(&[][..], |(_, former)| former);
        let named = |id: Option<OrganizationId>| id.map_or(Cell::None, |id| organization(publication, id));
        take(&[
            Cell::text(this.id.as_str()),
            Cell::text(this.name()),
            Cell::text(publication.full_name(id, None)),
            Cell::list(former.iter().map(|name| name.name.as_str())),
            words(&this.aliases),
            Cell::text(this.kind.as_str()),
            Cell::text(place::province(publication[publication.root(id)].name()).unwrap_or_default()),
            named(this.parent),
            date(this.founded),
            date(this.closed),
            named(this.merged_into),
            Cell::text(this.description.as_str()),
            Cell::text(plan::organization_route(publication, id, None)),
        ])?;
    }
    Ok(())
}

pub fn topics(world: &RenderContext, take: &mut Take) -> io::Result<()> {
    let publication = world.publication;
    for &id in publication.topic_order.iter() {
        let topic = &publication[id];
        take(&[
            Cell::text(topic.id.as_str()),
            Cell::text(topic.name.as_str()),
            words(&topic.synonyms),
            Cell::text(topic.scope.as_str()),
            Cell::text(plan::topic_route(publication, id)),
        ])?;
    }
    Ok(())
}

pub fn metrics(world: &RenderContext, take: &mut Take) -> io::Result<()> {
    for (place, metric) in world.publication.metrics.iter().enumerate() {
        let id = MetricId::at(place);
        let measure = world.aggregates.of(id).first();
        let unit = measure.map_or(metric.unit.as_str(), |measure| measure.written.as_str());
        take(&[
            Cell::text(metric.id.as_str()),
            Cell::text(metric.name.as_str()),
            words(&metric.synonyms),
            Cell::text(unit),
            Cell::text(kind(metric)),
            measure.map_or(Cell::None, |measure| Cell::Is(measure.adds)),
            Cell::text(metric.definition.as_str()),
            world.metric_href(id).map_or(Cell::None, Cell::text),
        ])?;
    }
    Ok(())
}

fn kind(metric: &Metric) -> &'static str {
    match metric.kind {
        Some(MetricKind::Stock) => "stock",
        Some(MetricKind::Flow) => "flow",
        Some(MetricKind::Rate) => "rate",
        None => "",
    }
}
