//! A topic: how much was written about it, when and by whom.
//!
//! A report is about a topic as a whole, or tells an achievement of it. Shares
//! are of the reports whose last year a year is. Where there is more than one
//! page holds, each year shows a few achievements ([`notable`](super::notable)).

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::aggregate::tally;
use crate::index::{About, NameKind};
use crate::language::date::PartialDate;
use crate::model::{MetricId, OrganizationId, ReportId, TopicId};
use crate::plan;
use crate::plan::data::{DataFile, Slice};
use crate::render::amounts::percent;
use crate::render::chart::{self, BarMark, Column, band, bar};
use crate::render::pages::dated;
use crate::render::pages::notable::{Candidate, notable};
use crate::render::pages::overview::{self, Topics};
use crate::render::pages::summed::metric_line;
use crate::render::pages::topics::{TopicWords, cell_href, group, groups, lines};
use crate::render::view::card::{Chart, HonourView};
use crate::render::view::editorial::EditorialView;
use crate::render::view::home::Way;
use crate::render::view::metric::MetricLine;
use crate::render::view::overview::TopicShare;
use crate::render::view::topic::{ReportGroup, TopicEnds, TopicView, TopicWriter, TopicYear};
use crate::render::world::RenderContext;

/// How many reports make shares of them worth saying.
const LEAST: usize = 10;

/// How many organisations, topics beside, metrics and honours there are.
const WRITERS: usize = 10;

/// How many more organisations stand below that ranking.
const OTHERS: usize = 300;
const BESIDE: usize = 8;
const METRICS: usize = 8;
const HONOURS: usize = 12;

/// How many achievements a year shows that is too long, and at most how many of
/// its reports where nothing says the topic.
const CHOSEN: usize = 3;

/// The most years of a chart and of a band.
const YEARS: i32 = 12;

/// The reports about a topic in one year.
struct Year<'a> {
    year: i32,
    about: &'a [About],
    /// Those whose last year it is.
    on: usize,
    /// All reports whose last year it is.
    of: usize,
    /// Of each of `about` the achievements that are of the topic.
    lines: Vec<Vec<u32>>,
}

impl Year<'_> {
    fn share(&self) -> f64 {
        self.on as f64 / self.of.max(1) as f64
    }
}

/// `topic`
pub fn topic(world: &RenderContext, id: TopicId, before: Option<EditorialView>) -> TopicView {
    let topic = &world.publication[id];
    let said = TopicWords::of(world, id);
    let years = years(world, id, &said);
    let reports: BTreeSet<ReportId> = years.iter().flat_map(|year| year.about).map(|about| about.report).collect();
    let branches: BTreeSet<OrganizationId> = reports.iter().map(|&id| world.publication[id].branch).collect();
    let ends = years.first().zip(years.last()).map(|(first, last)| (first.year, last.year));
    let in_years = years.iter().filter(|year| !year.about.is_empty()).count();
    let enough = reports.len() >= LEAST;
    let (ranking, others, band_years) = if enough { writers(world, &reports) } else { (Vec::new(), Vec::new(), None) };
    let held: usize = years.iter().flat_map(|year| &year.lines).map(|lines| lines.len().max(1)).sum();
    let chosen = held > world.publication.site.page_size;
    TopicView {
        before,
        name: topic.name.clone(),
        scope: topic.scope.clone(),
        synonyms: topic.synonyms.clone(),
        reports: reports.len(),
        share: if enough { percent(reports.len(), world.publication.reports.len()) } else { String::new() },
        achievements: years.iter().flat_map(|year| &year.lines).map(Vec::len).sum(),
        organizations: branches.len(),
        span: ends.map_or(String::new(), |(first, last)| world.say.span(first, last)),
        in_years,
        unbroken: ends.is_some_and(|(first, last)| (last - first) as usize + 1 == in_years),
        ends: self::ends(&years),
        chart: if enough { columns(world, &years) } else { None },
        years: year_views(world, id, &said, &years, chosen),
        more: branches.len().saturating_sub(ranking.len()),
        ranking,
        others,
        band_years,
        beside: if enough { beside(world, id, &reports) } else { Vec::new() },
        metrics: metrics(world, &said, &years),
        dated: dated::dated(world, dates(world, &years)),
        honours: honours(world, &said),
        chosen,
        csv: DataFile::Part(Slice::Topic(id)).route(world.publication),
    }
}

/// The years from the first to the last with something of the topic, those with
/// reports, oldest first.
fn years<'w>(world: &'w RenderContext<'_>, id: TopicId, said: &TopicWords) -> Vec<Year<'w>> {
    let mut of: BTreeMap<i32, usize> = BTreeMap::new();
    for report in &world.publication.reports {
        *of.entry(report.years.last).or_default() += 1;
    }
    let year = |year: i32| {
        let about = world.index.about(id, year);
        Year {
            year,
            about,
            on: about.iter().filter(|about| world.publication[about.report].years.last == year).count(),
            of: of.get(&year).copied().unwrap_or(0),
            lines: about.iter().map(|about| lines(world, said, about, year)).collect(),
        }
    };
    let own = world.index.topics.get(id.index()).into_iter().flat_map(BTreeMap::keys);
    let span = own.clone().next().zip(own.clone().next_back());
    // A year of the span with reports of other topics only is a year too.
    let silent = of.keys().filter(|year| span.is_some_and(|(first, last)| *year > first && *year < last));
    own.chain(silent).copied().collect::<BTreeSet<i32>>().into_iter().map(year).collect()
}

/// The years of the greatest and of the smallest share; none of fewer than three
/// years with enough reports.
fn ends(years: &[Year]) -> Option<TopicEnds> {
    let known: Vec<&Year> = years.iter().filter(|year| year.of >= LEAST).collect();
    let by_share = |a: &&&Year, b: &&&Year| a.share().total_cmp(&b.share());
    let (high, low) = (known.iter().max_by(by_share)?, known.iter().min_by(by_share)?);
    (known.len() > 2 && high.on > low.on).then(|| TopicEnds {
        high_year: high.year,
        high: percent(high.on, high.of),
        low_year: low.year,
        low: percent(low.on, low.of),
    })
}

/// The share of each year.
fn columns(world: &RenderContext, years: &[Year]) -> Option<Chart> {
    let last = years.last()?.year;
    let first = years.first()?.year.max(last - YEARS + 1);
    if last - first < 2 {
        return None;
    }
    let find = |year: i32| years.iter().find(|known| known.year == year).filter(|known| known.of >= LEAST);
    let column = |year: i32| {
        let known = find(year);
        Column {
            year,
            value: known.map(|known| known.share() * 100.0),
            text: known.map_or(String::new(), |known| percent(known.on, known.of)),
            brief: String::new(),
            of: known.map(|known| known.on),
            approximate: false,
        }
    };
    let columns: Vec<Column> = (first..=last).map(column).collect();
    let said = columns.iter().filter(|column| column.value.is_some());
    let said = said.map(|column| world.say.in_year(column.year, Some(&column.text)));
    let label = said.collect::<Vec<_>>().join(world.say.word("comma"));
    chart::columns(&columns, &label, |of| world.say.pieces(of))
}

/// The organisations that wrote about it most: by how many of their reports, then
/// by how large a part of them.
fn writers(world: &RenderContext, reports: &BTreeSet<ReportId>) -> (Vec<TopicWriter>, Vec<Way>, Option<(i32, i32)>) {
    let year = |id: &ReportId| world.publication[*id].years.last;
    let Some(last) = world.publication.reports.iter().map(|report| report.years.last).max() else {
        return (Vec::new(), Vec::new(), None);
    };
    let first = world.publication.reports.iter().map(|report| report.years.last).min().unwrap_or(last);
    let first = first.max(last - YEARS + 1);
    let mut written: BTreeMap<OrganizationId, usize> = BTreeMap::new();
    for &id in reports {
        *written.entry(world.publication[id].branch).or_default() += 1;
    }
    let mut order: Vec<(OrganizationId, usize, usize)> =
        written.into_iter().map(|(id, count)| (id, count, world.index.own_reports(id).len())).collect();
    order.sort_by_key(|&(id, count, of)| (std::cmp::Reverse(count), of, id));
    let other = |&(id, count, _): &(OrganizationId, usize, usize)| {
        let link = world.organization(id);
        Way { name: link.name, href: link.href, count, unit: "pieces" }
    };
    let others = order.iter().skip(WRITERS).take(OTHERS).map(other).collect();
    order.truncate(WRITERS);
    let view = |&(id, count, of): &(OrganizationId, usize, usize)| {
        let own = world.index.own_reports(id);
        let mark = |at: i32| {
            let on = || own.iter().filter(|report| year(report) == at);
            match on().next() {
                None => BarMark::None,
                Some(_) if on().any(|report| reports.contains(report)) => BarMark::Full,
                Some(_) => BarMark::Empty,
            }
        };
        let root = world.publication.root(id);
        let mut organization = world.organization(id);
        if let Some(below) =
            organization.name.strip_prefix(world.publication[root].name()).filter(|below| !below.is_empty())
        {
            organization.name = below.trim_start().to_owned();
        }
        TopicWriter {
            organization,
            root: if root == id { String::new() } else { world.publication[root].name().to_owned() },
            band_html: band(&(first..=last).map(mark).collect::<Vec<_>>()),
            reports: count,
            of,
        }
    };
    (order.iter().map(view).collect(), others, Some((first, last)))
}

/// Which other topics the same reports are about.
fn beside(world: &RenderContext, id: TopicId, reports: &BTreeSet<ReportId>) -> Vec<TopicShare> {
    let mut own = tally::topics(world.publication, reports.iter().copied());
    own.remove(&id);
    let now = Topics { counts: &own, of: reports.len() };
    let whole = Topics { counts: world.topics(), of: world.publication.reports.len() };
    overview::shares(world, &now, Some(&whole), BESIDE, |id| Some(plan::topic_route(world.publication, id)))
}

/// What the metrics of its achievements come to, and those that say it by name.
fn metrics(world: &RenderContext, said: &TopicWords, years: &[Year]) -> Vec<MetricLine> {
    let told = years.iter().flat_map(|year| year.about.iter().zip(&year.lines)).flat_map(|(about, lines)| {
        let achievements = &world.publication[about.report].achievements;
        lines.iter().filter_map(|place| achievements.get(*place as usize)).flat_map(|of| &of.figures)
    });
    let mut ids: BTreeSet<MetricId> = told.map(|figure| figure.metric).collect();
    let all = world.publication.metrics.iter().enumerate();
    ids.extend(all.filter(|(_, metric)| said.is_in(&metric.name)).map(|(place, _)| MetricId::at(place)));
    let mut lines: Vec<MetricLine> = ids.into_iter().filter_map(|id| metric_line(world, id, None, None)).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.count));
    lines.truncate(METRICS);
    lines
}

/// The dates of its achievements.
fn dates<'w>(world: &'w RenderContext<'_>, years: &'w [Year]) -> impl Iterator<Item = PartialDate> {
    years.iter().flat_map(|year| year.about.iter().zip(&year.lines)).flat_map(|(about, lines)| {
        let achievements = &world.publication[about.report].achievements;
        lines.iter().filter_map(|place| achievements.get(*place as usize)?.date)
    })
}

/// Honours that say it by name, each once.
fn honours(world: &RenderContext, said: &TopicWords) -> Vec<HonourView> {
    let entries = world.index.names.iter().filter(|entry| entry.kind == NameKind::Honour && said.is_in(&entry.name));
    let mut items: Vec<_> = entries.filter_map(|entry| entry.mentions.first().copied()).collect();
    items.sort_by_key(|&item| (std::cmp::Reverse(world.publication.honour(item).year), item));
    items.truncate(HONOURS);
    items.into_iter().map(|item| world.honour(item.report, world.publication.honour(item))).collect()
}

/// The years, newest first.
fn year_views(world: &RenderContext, id: TopicId, said: &TopicWords, years: &[Year], chosen: bool) -> Vec<TopicYear> {
    let widest = years.iter().map(Year::share).fold(f64::MIN_POSITIVE, f64::max);
    let mut forms = HashSet::new();
    let view = |year: &Year| TopicYear {
        year: year.year,
        href: cell_href(world, id, year.year),
        reports: year.about.len(),
        of: year.of,
        share: if year.of >= LEAST { percent(year.on, year.of) } else { String::new() },
        achievements: year.lines.iter().map(Vec::len).sum(),
        bar_html: bar(year.share() / widest, false),
        groups: if chosen { choose(world, year, &mut forms) } else { groups(world, said, year.about, year.year) },
    };
    years.iter().rev().map(view).collect()
}

/// A few achievements of a year; where none says the topic, a few reports.
/// `forms` are the sentences that stand on the page already.
fn choose(world: &RenderContext, year: &Year, forms: &mut HashSet<String>) -> Vec<ReportGroup> {
    let mut told: Vec<Candidate> = Vec::new();
    for (about, lines) in year.about.iter().zip(&year.lines) {
        let of =
            |place: &u32| Candidate { report: about.report, place: *place, named: about.achievements.contains(place) };
        told.extend(lines.iter().map(of));
    }
    if told.is_empty() {
        let reports = year.about.iter().rev().take(CHOSEN);
        return reports.map(|about| group(world, about.report, std::iter::empty())).collect();
    }
    notable(world, &told, CHOSEN, forms)
}
