//! World: what every view is made from, and the small views they share.
//!
//! In: the publication, its index and plan. Out: cards, links, figures. The
//! card of each report is built once and shared by every page that shows it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;
use tera::Value;

use crate::aggregate::{Aggregates, tally};
use crate::editorial::Editorials;
use crate::index::{About, Index, Item, NameKind, Stated};
use crate::model::{
    Figure, Honour, Metadata, MetadataReads, MetricId, OrganizationId, Person, Publication, Report, ReportId, TopicId,
};
use crate::parse::markdown::Illustration;
use crate::parse::{MetricKind, Precision, Quantity};
use crate::picture::Rendition;
use crate::plan::{self, Plan};
use crate::render::chart::{Frame, line};
use crate::render::view::card::{
    AchievementView, Chart, CutView, FigureView, HonourView, Link, PhotoLink, PhotoView, PhotoWidth, PostView,
    ReportCard,
};
use crate::render::words::Say;
use crate::source::VPath;
use crate::theme::Phrases;

/// What every view is made from.
pub struct RenderContext<'a> {
    /// The publication.
    pub publication: &'a Publication,
    /// Its index.
    pub index: &'a Index,
    /// What its figures come to.
    pub aggregates: &'a Aggregates,
    /// What editors put before pages.
    pub editorials: &'a Editorials,
    /// What will exist.
    pub plan: &'a Plan,
    /// The phrases of the site's language.
    pub say: Say<'a>,
    shared: &'a Shared,
    reader: MetadataReads,
}

/// How many photographs stand at the head of an overview.
const PHOTOS: usize = 4;

/// What is worked out from a publication before its pages are planned.
#[derive(Clone, Copy)]
pub struct RenderInputs<'a> {
    /// Its index.
    pub index: &'a Index,
    /// What its figures come to.
    pub aggregates: &'a Aggregates,
    /// What editors put before pages.
    pub editorials: &'a Editorials,
    /// The theme's phrases in the site's language.
    pub phrases: &'a Phrases,
}

/// What many pages share, ready made.
#[derive(Default)]
pub struct Shared {
    /// The card of each report, in their order.
    cards: Vec<Value>,
    /// The shades of the matrix of topics and years.
    shades: Vec<usize>,
    /// How many reports are about each topic.
    topics: BTreeMap<TopicId, usize>,
    /// Whether topics are counted in achievements.
    by_achievement: bool,
}

impl Shared {
    /// Makes all of it; the cards of the very reports that `before` had are
    /// taken from there.
    pub fn make(
        publication: &Publication,
        told: RenderInputs<'_>,
        plan: &Plan,
        before: Option<(&Publication, &Shared)>,
    ) -> Shared {
        // What a card says beside its report's own words is names and a picture.
        let before = before.filter(|(before, _)| {
            before.names_hold_in(publication)
                && before.site.language == publication.site.language
                && before.attachments == publication.attachments
        });
        let address = |report: &Arc<Report>| Arc::as_ptr(report) as usize;
        let made: HashMap<usize, &Value> =
            before.iter().flat_map(|(before, shared)| before.reports.iter().map(address).zip(&shared.cards)).collect();
        let none = Shared::default();
        let world = RenderContext::new(publication, told, plan, &none);
        let index = told.index;
        let by_achievement = by_achievement(publication);
        let card = |place: usize| match made.get(&address(&publication.reports[place])) {
            Some(&card) => card.clone(),
            None => Value::from_serializable(&world.report_card(ReportId::at(place))),
        };
        Shared {
            cards: (0..publication.reports.len()).into_par_iter().map(card).collect(),
            topics: tally::topics(publication, (0..publication.reports.len()).map(ReportId::at)),
            shades: legend(
                index.topics.iter().flat_map(|years| years.values().map(|about| amount(about, by_achievement))),
            ),
            by_achievement,
        }
    }
}

impl<'a> RenderContext<'a> {
    /// What views are made from.
    pub fn new(
        publication: &'a Publication,
        told: RenderInputs<'a>,
        plan: &'a Plan,
        shared: &'a Shared,
    ) -> RenderContext<'a> {
        let RenderInputs { index, aggregates, editorials, phrases } = told;
        let (say, reader) = (Say::new(publication.site.language, phrases), MetadataReads::default());
        RenderContext { publication, index, aggregates, editorials, plan, say, shared, reader }
    }

    /// What a report says of itself. Whoever makes a page of it asks here, which is
    /// noted.
    pub fn metadata(&self, report: &'a Report) -> &'a Metadata {
        report.metadata(&self.reader)
    }

    /// The reports that were asked for their metadata, by their files, in order.
    pub fn into_read(self) -> Vec<VPath> {
        self.reader.into_read()
    }

    /// The shared card of a report.
    pub fn card(&self, id: ReportId) -> Value {
        self.metadata(&self.publication[id]);
        self.shared.cards[id.index()].clone()
    }

    /// How many achievements of a topic in a year each shade of their matrix
    /// begins with.
    pub fn shades(&self) -> &'a [usize] {
        &self.shared.shades
    }

    /// How many reports of the whole are about each topic.
    pub fn topics(&self) -> &'a BTreeMap<TopicId, usize> {
        &self.shared.topics
    }

    /// Whether topics are counted in achievements, and not in reports: where most
    /// achievements say themselves which topics they are of.
    pub fn by_achievement(&self) -> bool {
        self.shared.by_achievement
    }

    /// How much there is of a topic in a year.
    pub fn topic_amount(&self, id: TopicId, year: i32) -> usize {
        amount(self.index.about(id, year), self.shared.by_achievement)
    }

    /// How much there is of a topic in all years.
    pub fn topic_total(&self, id: TopicId) -> usize {
        let years = self.index.topics.get(id.index()).into_iter().flat_map(BTreeMap::values);
        years.map(|about| amount(about, self.shared.by_achievement)).sum()
    }

    fn report_card(&self, id: ReportId) -> ReportCard {
        let report = &self.publication[id];
        let metadata = self.metadata(report);
        ReportCard {
            title: metadata.title.clone(),
            subtitle: metadata.subtitle.clone(),
            href: plan::report_route(self.publication, id),
            year: self.say.years(report.years),
            path: self.path(report.branch, Some(report.years.last)),
            organization: self.publication.full_name(report.branch, Some(report.years.last)),
            date: report.date.map(|date| self.say.date(date)),
            summary: metadata.told().to_owned(),
            topics: report.topics.iter().map(|&topic| self.topic(topic)).collect(),
            achievements: report.achievements.len(),
            photo: self.photo(id),
        }
    }

    /// The pictures that stand for the newest of some reports, a few.
    pub fn photos(&self, reports: &[ReportId]) -> Vec<PhotoLink> {
        let mut shown: Vec<ReportId> = reports
            .iter()
            .copied()
            .filter(|&id| !self.metadata(&self.publication[id]).illustrations.is_empty())
            .collect();
        shown.sort_by_key(|&id| std::cmp::Reverse(self.publication[id].years.last));
        let link = |id: ReportId| {
            let (title, href) =
                (self.metadata(&self.publication[id]).title.clone(), plan::report_route(self.publication, id));
            Some(PhotoLink { photo: self.photo(id)?, title, href })
        };
        shown.into_iter().filter_map(link).take(PHOTOS).collect()
    }

    /// The picture that stands for a report: the first of its pictures that is
    /// broader than high, or else the first; none that is small.
    pub fn photo(&self, id: ReportId) -> Option<PhotoView> {
        let illustrations = &self.metadata(&self.publication[id]).illustrations;
        let shown = |own: &Illustration| self.picture(&own.file, &own.description);
        let mut photos = illustrations.iter().filter_map(shown).filter(|photo| !photo.widths.is_empty());
        let first = photos.next()?;
        if first.width >= first.height {
            return Some(first);
        }
        Some(photos.find(|photo| photo.width >= photo.height).unwrap_or(first))
    }

    /// A picture that goes out, and the smaller ones of it that there are.
    pub fn picture(&self, file: &VPath, description: &str) -> Option<PhotoView> {
        let attachment = self.publication.attachment(file).filter(|attachment| attachment.image)?;
        let href = |rendition: Rendition| attachment.rendition_route(rendition);
        let mut renditions = attachment.renditions();
        let fallback = renditions.pop().map_or_else(|| attachment.route.clone(), href);
        let (width, height) = attachment.measure.map_or((0, 0), |measure| (measure.width, measure.height));
        Some(PhotoView {
            description: description.to_owned(),
            widths: renditions.into_iter().map(|own| PhotoWidth { href: href(own), width: own.width() }).collect(),
            href: fallback,
            width,
            height,
        })
    }

    /// The path of an organisation from the top, by the names of a year.
    pub fn path(&self, id: OrganizationId, year: Option<i32>) -> Vec<Link> {
        let name = |id: OrganizationId| {
            let organization = &self.publication[id];
            year.map_or(organization.name(), |year| organization.name_in(year)).to_owned()
        };
        let link = |id| Link { name: name(id), href: Some(self.organization_href(id)) };
        self.publication.path(id).into_iter().map(link).collect()
    }

    /// The page of an organisation.
    pub fn organization_href(&self, id: OrganizationId) -> String {
        plan::organization_route(self.publication, id, None)
    }

    /// An organisation by its full name.
    pub fn organization(&self, id: OrganizationId) -> Link {
        Link { name: self.publication.full_name(id, None), href: Some(self.organization_href(id)) }
    }

    /// A topic with its page.
    pub fn topic(&self, id: TopicId) -> Link {
        Link { name: self.publication[id].name.clone(), href: Some(plan::topic_route(self.publication, id)) }
    }

    /// A year with its page, if it has one.
    pub fn year(&self, year: i32) -> Link {
        let href = self.index.years.contains_key(&year).then(|| plan::year_route(year, None));
        Link { name: year.to_string(), href }
    }

    /// A report as a source: the branch and the year, with the report's page.
    pub fn source(&self, id: ReportId) -> Link {
        let report = &self.publication[id];
        let name = self.publication.short_name(report.branch, report.years.last);
        Link {
            name: format!("{name}{}{}", self.say.word("comma"), self.say.years(report.years)),
            href: Some(plan::report_route(self.publication, id)),
        }
    }

    /// An achievement.
    pub fn achievement(&self, item: Item) -> AchievementView {
        let achievement = self.publication.achievement(item);
        let anchor = format!("a{}", item.place + 1);
        let figures = achievement.figures.iter().map(|figure| self.figure(item.report, figure, achievement.year, None));
        AchievementView {
            text: achievement.text.clone(),
            href: format!("{}#{anchor}", plan::report_route(self.publication, item.report)),
            anchor,
            topic: achievement.topics.first().map_or(String::new(), |&topic| self.publication[topic].name.clone()),
            topics: achievement.topics.iter().map(|&topic| self.topic(topic)).collect(),
            date: achievement.date.map(|date| self.say.date(date)),
            year: achievement.year,
            figures: figures.collect(),
        }
    }

    /// A figure that a report states of a year; with a chart if a frame is given.
    pub fn figure(&self, report: ReportId, figure: &Figure, year: i32, frame: Option<Frame>) -> FigureView {
        let metric = &self.publication[figure.metric];
        let year = figure.as_of.map_or(year, |date| date.year);
        let (digits, unit) = self.say.quantity(&figure.value, &figure.unit);
        let branch = self.publication[report].branch;
        let percent = figure.unit == "%" && (0.0..=100.0).contains(&figure.value.number);
        let series = match frame {
            Some(_) => self.index.series(self.publication, figure.metric, branch, &figure.unit),
            None => Vec::new(),
        };
        FigureView {
            name: metric.name.clone(),
            digits,
            unit,
            approximate: figure.value.precision != Precision::Exact,
            note: figure.note.clone(),
            change: if frame.is_some() { self.change(branch, figure, year, &series) } else { String::new() },
            as_of: figure.as_of.map(|date| self.say.date(date)),
            metric: self.metric_href(figure.metric),
            chart: frame.and_then(|frame| {
                let upto = series.iter().filter(|value| value.year <= year).copied().collect::<Vec<_>>();
                self.chart(&upto, &figure.unit, frame)
            }),
            share: percent.then_some(figure.value.number),
            source: self.source(report),
        }
    }

    /// A few figures of reports, one of each in turn, so that no branch takes
    /// the whole strip.
    pub fn figures_in_turn(&self, reports: &[ReportId], most: usize) -> Vec<FigureView> {
        let deepest = reports.iter().map(|&id| self.publication[id].metrics.len()).max().unwrap_or(0);
        let in_turn = (0..deepest).flat_map(|depth| {
            reports.iter().filter_map(move |&id| Some((id, self.publication[id].metrics.get(depth)?)))
        });
        in_turn.take(most).map(|(id, figure)| self.figure(id, figure, self.publication[id].years.last, None)).collect()
    }

    /// The figure at a place of the index.
    pub fn stated(&self, at: Stated, frame: Option<Frame>) -> FigureView {
        self.figure(at.report, self.publication.figure(at), at.year, frame)
    }

    /// The page of a metric; none for one with a single value.
    pub fn metric_href(&self, id: MetricId) -> Option<String> {
        self.plan.metrics.series.contains_key(&id).then(|| plan::metric_route(self.publication, id, None))
    }

    /// How a figure compares: with its base, with the year before, or with nothing yet.
    fn change(&self, branch: OrganizationId, figure: &Figure, year: i32, series: &[Stated]) -> String {
        let kind = self.publication[figure.metric].kind;
        let rate = kind == Some(MetricKind::Rate) || figure.unit == "%";
        match (&figure.base, kind) {
            (Some(base), Some(MetricKind::Stock | MetricKind::Flow)) => {
                return self.say.change(base, &figure.value, false);
            }
            (Some(base), _) => {
                let unit = if rate { "" } else { &figure.unit };
                return self.say.base(base, unit);
            }
            (None, _) => {}
        }
        if let Some(before) = series.iter().find(|value| value.year == year - 1) {
            return self.say.change(&self.publication.figure(*before).value, &figure.value, rate);
        }
        let mut own = self.index.own_reports(branch).iter();
        if own.any(|&id| self.publication[id].years.contains(year - 1)) {
            return self.say.word("value.not_reported_before").to_owned();
        }
        if series.iter().all(|value| value.year >= year) {
            return self.say.word("value.first").to_owned();
        }
        String::new()
    }

    /// A line of values; a base of the year before stands in where that year has none.
    pub fn chart(&self, series: &[Stated], unit: &str, frame: Frame) -> Option<Chart> {
        self.chart_beside(series, unit, frame, None, &[])
    }

    /// The same over the years of lines beside it, if these are told; `silent` are years
    /// without a report.
    pub fn chart_beside(
        &self,
        series: &[Stated],
        unit: &str,
        frame: Frame,
        years: Option<(i32, i32)>,
        silent: &[i32],
    ) -> Option<Chart> {
        let values = self.by_year(series);
        let (first, last) = years.unwrap_or((values.first()?.0, values.last()?.0));
        let filled: Vec<(i32, Option<&Quantity>)> = (first..=last)
            .map(|year| (year, values.iter().find(|(known, _)| *known == year).map(|(_, value)| *value)))
            .collect();
        // A century of gaps is no line: then only the years with values stand.
        if years.is_none() && filled.len() > values.len() * 3 + 6 {
            let bare: Vec<_> = values.into_iter().map(|(year, value)| (year, Some(value))).collect();
            return line(&bare, unit, frame, self.say, silent);
        }
        line(&filled, unit, frame, self.say, silent)
    }

    /// The values of a series by year, with the base of a stock or flow as the
    /// value of the year before its first.
    pub fn by_year(&self, series: &[Stated]) -> Vec<(i32, &'a Quantity)> {
        let mut values: Vec<(i32, &Quantity)> = Vec::new();
        for &at in series {
            let figure = self.publication.figure(at);
            let compared = matches!(self.publication[figure.metric].kind, Some(MetricKind::Stock | MetricKind::Flow));
            if let (Some(base), true) = (&figure.base, compared)
                && values.last().is_none_or(|(year, _)| *year < at.year - 1)
            {
                values.push((at.year - 1, base));
            }
            values.push((at.year, &figure.value));
        }
        values
    }

    /// An entry of the index of names, by its page and anchor.
    pub fn name_href(&self, kind: NameKind, name: &str) -> String {
        match self.index.names.place_of(kind, name) {
            Some(place) => self
                .index
                .names
                .get(place)
                .and_then(plan::person_route)
                .unwrap_or_else(|| self.plan.names.href(self.index, place)),
            None => plan::names_route(None),
        }
    }

    /// An honour of a report.
    pub fn honour(&self, report: ReportId, honour: &Honour) -> HonourView {
        // 省 is 省级, and 省级 remains what it is.
        let after = self.say.word("value.level").rsplit('}').next().unwrap_or_default();
        let level = match honour.level.is_empty() || honour.level.ends_with(after) {
            true => honour.level.clone(),
            false => self.say.with("value.level", &honour.level),
        };
        let date = honour.date.map(|date| self.say.date(date).text).unwrap_or_default();
        HonourView {
            name: honour.name.clone(),
            detail: self.say.phrases(&[&level, &honour.recipient, &honour.grantor, &date]),
            href: self.name_href(NameKind::Honour, &honour.name),
            source: self.source(report),
        }
    }

    /// A person's post as a report of a year states it.
    pub fn post(&self, person: &Person, year: i32) -> PostView {
        PostView {
            name: person.name.clone(),
            href: self.name_href(NameKind::Person, &person.name),
            role: person.role.clone(),
            unit: person.unit.clone(),
            title: person.title.clone(),
            time: self.say.held(person.from, person.to, year),
        }
    }

    /// The pages of a cut list for showing, the current one marked.
    pub fn cuts(
        &self,
        cuts: &[plan::cut::ListPage],
        current: Option<usize>,
        route: impl Fn(&plan::cut::ListPage) -> String,
    ) -> Vec<CutView> {
        let view = |(place, cut): (usize, &plan::cut::ListPage)| CutView {
            name: cut.name.clone(),
            href: Some(route(cut)),
            count: cut.range.len(),
            current: current == Some(place),
        };
        cuts.iter().enumerate().map(view).collect()
    }
}

/// Whether at least half of all achievements name topics themselves.
fn by_achievement(publication: &Publication) -> bool {
    let achievements = || publication.reports.iter().flat_map(|report| &report.achievements);
    let named = achievements().filter(|achievement| !achievement.topics.is_empty()).count();
    named > 0 && named * 2 >= achievements().count()
}

fn amount(about: &[About], by_achievement: bool) -> usize {
    if by_achievement { about.iter().map(|about| about.achievements.len()).sum() } else { about.len() }
}

/// The shade of a count, 0 to 5: the count itself while counts are small, else
/// by fifths of the counts that there are.
pub fn level(count: usize, legend: &[usize]) -> u8 {
    legend.iter().filter(|&&lowest| count >= lowest).count().min(5) as u8
}

/// The lowest count of each of the five shades.
pub fn legend(counts: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut counts: Vec<usize> = counts.filter(|&count| count > 0).collect();
    counts.sort_unstable();
    match counts.last() {
        Some(&most) if most > 12 => {
            let mut legend = vec![1];
            for fifth in 1..5 {
                let lowest = counts[counts.len() * fifth / 5].max(legend[fifth - 1] + 1);
                legend.push(lowest);
            }
            legend
        }
        _ => vec![1, 2, 3, 4, 5],
    }
}

#[cfg(test)]
mod tests {
    use super::{legend, level};

    #[test]
    fn shades_are_counts_while_small_and_fifths_when_large() {
        let small = legend([1, 2, 5, 0].into_iter());
        assert_eq!(small, [1, 2, 3, 4, 5]);
        assert_eq!((level(0, &small), level(3, &small), level(9, &small)), (0, 3, 5));
        let large = legend((1..=100).map(|count| count * 7));
        assert_eq!(large, [1, 147, 287, 427, 567]);
        assert_eq!(level(300, &large), 3);
    }
}
