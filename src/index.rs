//! Index: every cross-index and neighbour relation, computed once.
//!
//! In: the publication. Out: who published what, by organisation, topic, year,
//! person, honour and figure, and which report stands next to which. Only
//! numbers that point into the publication are kept, so the index of a million
//! reports stays small. Everything here is linear in what was read; nothing
//! compares all reports of a topic with each other.

pub mod names;
mod related;
mod same;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::language::collate::Collation;
use crate::model::reports::newest_first;
use crate::model::{Achievement, Figure, Honour, MetricId, OrganizationId, Publication, Report, ReportId, TopicId};

pub use names::{NameEntry, NameIndex, NameKind};
pub use related::Related;
use same::Same;

/// One of the things that a report lists, by its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Item {
    /// The report.
    pub report: ReportId,
    /// The place in its list.
    pub place: u32,
}

/// Where a report states a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stated {
    /// The organisation whose figure it is.
    pub organization: OrganizationId,
    /// The year it is of.
    pub year: i32,
    /// The report.
    pub report: ReportId,
    /// The achievement that holds it; none for the report's own metrics.
    pub achievement: Option<u32>,
    /// The place among the figures there.
    pub place: u32,
}

/// A report that is about a topic in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The report.
    pub report: ReportId,
    /// Whether it is about the topic as a whole; then this is its last year.
    pub whole: bool,
    /// Its achievements of the year that name the topic themselves, by their places.
    pub achievements: Vec<u32>,
}

/// What is known of one organisation.
#[derive(Clone, Debug, Default)]
pub struct Branch {
    /// Its own reports, as a range of `Index::by_branch`.
    pub own: Range<usize>,
    /// Its own reports and those of all below it, likewise.
    pub all: Range<usize>,
    /// Achievements of it and all below it.
    pub achievements: usize,
    /// The first and last year that its reports, or those below it, are on.
    pub years: Option<(i32, i32)>,
}

/// What is known of one year.
#[derive(Clone, Debug, Default)]
pub struct Year {
    /// The reports on it, in the order of the organisations.
    pub reports: Vec<ReportId>,
    /// How many achievements fall into it.
    pub achievements: usize,
    /// Achievements of this year with a day or month of their own, or told by
    /// a report on another year; by date, those of the year alone last.
    pub chronicle: Vec<Item>,
    /// Honours of this year, and those of a year without a volume that its reports tell of, in
    /// the order of the organisations.
    pub honours: Vec<Item>,
}

/// Every cross-index.
#[derive(Clone, Debug)]
pub struct Index {
    /// Reports by organisation, within one by year.
    pub by_branch: Arc<Vec<ReportId>>,
    /// For each organisation, what is known of it.
    pub branches: Arc<Vec<Branch>>,
    /// For each year with a report or an achievement, what is known of it: dates of honours
    /// make no volume of their own.
    pub years: Arc<BTreeMap<i32, Year>>,
    /// For each report, the branch's report before and after it.
    pub neighbours: Arc<Vec<Neighbours>>,
    /// All reports, newest first.
    pub newest: Arc<Vec<ReportId>>,
    /// For each topic, the reports about it by year, oldest first.
    pub topics: Arc<Vec<ByYear>>,
    /// For each report, those of other branches on the same topics.
    pub related: Arc<Vec<Vec<Related>>>,
    /// For each metric, its values by organisation and year.
    pub metrics: Arc<Vec<Vec<Stated>>>,
    /// People, posts and honours in the order of pinyin.
    pub names: Arc<NameIndex>,
}

/// The reports about a topic, by year.
pub type ByYear = BTreeMap<i32, Vec<About>>;

/// The branch's report before and after one.
pub type Neighbours = (Option<ReportId>, Option<ReportId>);

/// Computes the index. `last` is the publication before this one with its
/// index, of which every part is kept that would come out the same.
pub fn index(publication: &Publication, last: Option<(&Publication, &Index)>) -> Index {
    let same = last.map(|(before, index)| (Same::of(before, publication), before, index));
    let kept = |part: fn(&Same) -> bool| same.as_ref().filter(|(same, ..)| part(same)).map(|(.., index)| *index);
    // Where few reports are about something else, only what is near them.
    let about = same.as_ref().and_then(|(same, before, index)| {
        let changed = same.topics.as_ref().filter(|changed| changed.len() <= FEW)?;
        Some(Changed { reports: changed, before, index })
    });
    // The indexes do not know each other; the longest run beside the rest.
    let ((related, names), (topics, (standing, metrics))) = rayon::join(
        || {
            let related = match &about {
                Some(changed) if changed.reports.is_empty() => changed.index.related.clone(),
                Some(changed) => Arc::new(related::again(publication, changed)),
                None => Arc::new(related::related(publication)),
            };
            let names = match kept(|same| same.names) {
                Some(index) => index.names.clone(),
                None => Arc::new(NameIndex::gather(publication, &Collation::new())),
            };
            (related, names)
        },
        || {
            let topics = || match &about {
                Some(changed)
                    if changed.reports.is_empty() && changed.index.topics.len() == publication.topics.len() =>
                {
                    changed.index.topics.clone()
                }
                Some(changed) => Arc::new(topics_again(publication, changed)),
                None => Arc::new(topics(publication)),
            };
            let rest = || {
                let metrics = match kept(|same| same.figures) {
                    Some(index) => index.metrics.clone(),
                    None => Arc::new(metrics(publication)),
                };
                (kept(|same| same.standing).map_or_else(|| standing(publication), Standing::of), metrics)
            };
            rayon::join(topics, rest)
        },
    );
    let Standing { by_branch, branches, years, neighbours, newest } = standing;
    Index { by_branch, branches, years, neighbours, newest, topics, related, metrics, names }
}

/// How many reports may be about something else before all is done anew.
const FEW: usize = 64;

/// Reports that are about other topics than in the publication before.
struct Changed<'a> {
    reports: &'a [ReportId],
    before: &'a Publication,
    /// Its index.
    index: &'a Index,
}

impl Changed<'_> {
    /// The topics that reports, or achievements of theirs, had or have now.
    fn topics(&self, publication: &Publication) -> BTreeSet<TopicId> {
        let of = |report: &Report| -> Vec<TopicId> {
            report.topics.iter().chain(report.achievements.iter().flat_map(|item| &item.topics)).copied().collect()
        };
        self.reports.iter().flat_map(|&id| [of(&self.before[id]), of(&publication[id])]).flatten().collect()
    }
}

/// Where reports stand: the parts of an index that are made together.
struct Standing {
    by_branch: Arc<Vec<ReportId>>,
    branches: Arc<Vec<Branch>>,
    years: Arc<BTreeMap<i32, Year>>,
    neighbours: Arc<Vec<Neighbours>>,
    newest: Arc<Vec<ReportId>>,
}

impl Standing {
    fn of(index: &Index) -> Standing {
        Standing {
            by_branch: index.by_branch.clone(),
            branches: index.branches.clone(),
            years: index.years.clone(),
            neighbours: index.neighbours.clone(),
            newest: index.newest.clone(),
        }
    }
}

fn standing(publication: &Publication) -> Standing {
    let ids = || (0..publication.reports.len()).map(ReportId::at);
    let mut by_branch: Vec<ReportId> = ids().collect();
    by_branch.sort_by_key(|&id| (publication[id].branch, id));
    let mut newest: Vec<ReportId> = ids().collect();
    newest.sort_by_cached_key(|&id| newest_first(&publication[id]));
    Standing {
        branches: Arc::new(branches(publication, &by_branch)),
        years: Arc::new(years(publication)),
        neighbours: Arc::new(neighbours(publication, &by_branch)),
        by_branch: Arc::new(by_branch),
        newest: Arc::new(newest),
    }
}

/// How many years a span may cover before only its last is indexed; a report
/// on “1949—2019” belongs to no single year.
const LONGEST_SPAN: i32 = 10;

/// The years in whose volumes a report stands.
fn volumes(first: i32, last: i32) -> std::ops::RangeInclusive<i32> {
    if last - first < LONGEST_SPAN { first..=last } else { last..=last }
}

fn branches(publication: &Publication, by_branch: &[ReportId]) -> Vec<Branch> {
    let mut branches = vec![Branch::default(); publication.organizations.len()];
    let start = |organization: u32| by_branch.partition_point(|&id| publication[id].branch.0 < organization);
    for (index, branch) in branches.iter_mut().enumerate() {
        let subtree = &publication.organizations[index].subtree;
        branch.own = start(subtree.start)..start(subtree.start + 1);
        branch.all = start(subtree.start)..start(subtree.end);
    }
    for report in &publication.reports {
        let mut above = Some(report.branch);
        while let Some(id) = above {
            let branch = &mut branches[id.index()];
            branch.achievements += report.achievements.len();
            let (first, last) = branch.years.unwrap_or((report.years.first, report.years.last));
            branch.years = Some((first.min(report.years.first), last.max(report.years.last)));
            above = publication[id].parent;
        }
    }
    branches
}

fn years(publication: &Publication) -> BTreeMap<i32, Year> {
    let mut years: BTreeMap<i32, Year> = BTreeMap::new();
    for (index, report) in publication.reports.iter().enumerate() {
        let id = ReportId::at(index);
        for year in volumes(report.years.first, report.years.last) {
            years.entry(year).or_default().reports.push(id);
        }
        for (place, achievement) in report.achievements.iter().enumerate() {
            let year = years.entry(achievement.year).or_default();
            year.achievements += 1;
            let told = achievement.date.is_some_and(|date| date.month.is_some());
            let elsewhere = !volumes(report.years.first, report.years.last).contains(&achievement.year);
            if told || elsewhere {
                year.chronicle.push(Item { report: id, place: place as u32 });
            }
        }
    }
    // What was granted in a year that has no volume stands in that of its report.
    for (index, report) in publication.reports.iter().enumerate() {
        let id = ReportId::at(index);
        for (place, honour) in report.honours.iter().enumerate() {
            let year = if years.contains_key(&honour.year) { honour.year } else { report.years.last };
            years.entry(year).or_default().honours.push(Item { report: id, place: place as u32 });
        }
    }
    for year in years.values_mut() {
        year.reports.sort_by_key(|&id| (publication[id].branch, id));
        year.honours.sort_by_key(|item| (publication[item.report].branch, *item));
        year.chronicle.sort_by_key(|&item| {
            let date = publication.achievement(item).date;
            let day = date.and_then(|date| date.month.map(|month| (month, date.day.unwrap_or(32))));
            (day.is_none(), day, item)
        });
    }
    years
}

fn topics(publication: &Publication) -> Vec<ByYear> {
    let topics = vec![ByYear::new(); publication.topics.len()];
    fill_topics(publication, topics, |_| true)
}

/// The same as `topics`, made of what there was.
fn topics_again(publication: &Publication, changed: &Changed) -> Vec<ByYear> {
    let concerned = changed.topics(publication);
    let mut topics = changed.index.topics.to_vec();
    topics.resize(publication.topics.len(), ByYear::new());
    concerned.iter().for_each(|topic| topics[topic.index()].clear());
    fill_topics(publication, topics, |topic| concerned.contains(&topic))
}

/// Fills in the reports about the topics that are wanted.
fn fill_topics(publication: &Publication, mut topics: Vec<ByYear>, wanted: impl Fn(TopicId) -> bool) -> Vec<ByYear> {
    for (index, report) in publication.reports.iter().enumerate() {
        let id = ReportId::at(index);
        for &topic in report.topics.iter().filter(|&&topic| wanted(topic)) {
            about(&mut topics[topic.index()], report.years.last, id, |about| about.whole = true);
        }
        for (place, achievement) in report.achievements.iter().enumerate() {
            for &topic in achievement.topics.iter().filter(|&&topic| wanted(topic)) {
                about(&mut topics[topic.index()], achievement.year, id, |about| about.achievements.push(place as u32));
            }
        }
    }
    // From the oldest on, so that what is added later is added at the end and
    // the pages before it stay as they are.
    let written = |about: &About| {
        let report = &publication[about.report];
        (
            report.date.map_or((report.years.last, 12, 31), |date| {
                (date.year, date.month.unwrap_or(12), date.day.unwrap_or(31))
            }),
            about.report,
        )
    };
    for (place, years) in topics.iter_mut().enumerate() {
        if wanted(TopicId::at(place)) {
            years.values_mut().for_each(|reports| reports.sort_by_cached_key(written));
        }
    }
    topics
}

/// Takes in what a report says of a topic in a year; the reports come in order.
fn about(years: &mut ByYear, year: i32, report: ReportId, note: impl FnOnce(&mut About)) {
    let reports = years.entry(year).or_default();
    if reports.last().is_none_or(|last| last.report != report) {
        reports.push(About { report, whole: false, achievements: Vec::new() });
    }
    if let Some(last) = reports.last_mut() {
        note(last);
    }
}

fn metrics(publication: &Publication) -> Vec<Vec<Stated>> {
    let mut metrics: Vec<Vec<Stated>> = vec![Vec::new(); publication.metrics.len()];
    let mut state = |report: ReportId, achievement: Option<u32>, place: usize, figure: &Figure, year: i32| {
        metrics[figure.metric.index()].push(Stated {
            organization: publication[report].branch,
            year: figure.as_of.map_or(year, |date| date.year),
            report,
            achievement,
            place: place as u32,
        });
    };
    for (index, report) in publication.reports.iter().enumerate() {
        let id = ReportId::at(index);
        for (place, figure) in report.metrics.iter().enumerate() {
            state(id, None, place, figure, report.years.last);
        }
        for (at, achievement) in report.achievements.iter().enumerate() {
            for (place, figure) in achievement.figures.iter().enumerate() {
                state(id, Some(at as u32), place, figure, achievement.year);
            }
        }
    }
    for values in &mut metrics {
        values.sort();
        // A figure told both among the metrics and in an achievement is one figure.
        values.dedup_by(|later, earlier| {
            let (a, b) = (publication.figure(*earlier), publication.figure(*later));
            (earlier.organization, earlier.year, &a.unit, &a.value.digits)
                == (later.organization, later.year, &b.unit, &b.value.digits)
        });
    }
    metrics
}

fn neighbours(publication: &Publication, by_branch: &[ReportId]) -> Vec<Neighbours> {
    let mut neighbours = vec![(None, None); publication.reports.len()];
    for pair in by_branch.windows(2) {
        let (before, after) = (pair[0], pair[1]);
        if publication[before].branch == publication[after].branch {
            neighbours[before.index()].1 = Some(after);
            neighbours[after.index()].0 = Some(before);
        }
    }
    neighbours
}

impl Index {
    /// The reports of an organisation itself, by year.
    pub fn own_reports(&self, id: OrganizationId) -> &[ReportId] {
        &self.by_branch[self.branches[id.index()].own.clone()]
    }

    /// The reports of an organisation and all below it, by organisation and year.
    pub fn all_reports(&self, id: OrganizationId) -> &[ReportId] {
        &self.by_branch[self.branches[id.index()].all.clone()]
    }

    /// The values of a metric that one organisation states in one unit, by year;
    /// of two in one year, the later report's.
    pub fn series(&self, publication: &Publication, metric: MetricId, of: OrganizationId, unit: &str) -> Vec<Stated> {
        let values = &self.metrics[metric.index()];
        let start = values.partition_point(|value| value.organization < of);
        let mut series: Vec<Stated> = Vec::new();
        for &value in values[start..].iter().take_while(|value| value.organization == of) {
            if publication.figure(value).unit != unit {
                continue;
            }
            match series.last_mut() {
                Some(last) if last.year == value.year => *last = value,
                _ => series.push(value),
            }
        }
        series
    }

    /// The reports about a topic in a year.
    pub fn about(&self, id: TopicId, year: i32) -> &[About] {
        self.topics.get(id.index()).and_then(|years| years.get(&year)).map_or(&[], Vec::as_slice)
    }
}

impl Publication {
    /// The achievement that an item points at.
    pub fn achievement(&self, item: Item) -> &Achievement {
        &self[item.report].achievements[item.place as usize]
    }

    /// The honour that an item points at.
    pub fn honour(&self, item: Item) -> &Honour {
        &self[item.report].honours[item.place as usize]
    }

    /// The figure that is stated at a place.
    pub fn figure(&self, at: Stated) -> &Figure {
        let report = &self[at.report];
        match at.achievement {
            Some(achievement) => &report.achievements[achievement as usize].figures[at.place as usize],
            None => &report.metrics[at.place as usize],
        }
    }
}
