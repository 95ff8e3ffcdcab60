//! Related reports: other branches on the same topics.
//!
//! In: the publication. Out: for each report at most three others, those that
//! share most topics first, then the nearest in time. Candidates are only the
//! neighbours in each topic's list, which is in the order of time, so the work
//! grows with the number of reports and not with its square.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::index::Changed;
use crate::model::{OrganizationId, Publication, Report, ReportId, TopicId};

/// A related report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The report.
    pub report: ReportId,
    /// The topics that both are on.
    pub shared: Vec<TopicId>,
}

/// How many neighbours on each side in a topic's list are looked at.
const REACH: usize = 12;

/// How many related reports are kept.
const KEPT: usize = 3;

/// Finds the related reports of every report.
pub fn related(publication: &Publication) -> Vec<Vec<Related>> {
    let lists = lists(publication);
    // Whole reports are big and lie far apart; what is compared here is not.
    let keys: Vec<Key> = publication.reports.iter().map(|report| Key::of(report)).collect();
    (0..publication.reports.len()).into_par_iter().map(|index| of(ReportId::at(index), &keys, &lists)).collect()
}

/// The same, made of what there was: a report that is about something else
/// matters to those within reach in the lists of the topics that it had or has.
pub(super) fn again(publication: &Publication, changed: &Changed) -> Vec<Vec<Related>> {
    let lists = lists(publication);
    let keys: Vec<Key> = publication.reports.iter().map(|report| Key::of(report)).collect();
    let mut concerned: BTreeSet<ReportId> = BTreeSet::new();
    for &id in changed.reports {
        concerned.insert(id);
        for topic in changed.before[id].topics.iter().chain(&publication[id].topics) {
            let list = &lists[topic.index()];
            let at = list.partition_point(|&other| other < id);
            // Others that changed in the same edit may have stood between.
            let reach = REACH + changed.reports.len();
            concerned.extend(&list[at.saturating_sub(reach)..(at + reach + 1).min(list.len())]);
        }
    }
    let mut related = changed.index.related.to_vec();
    for id in concerned {
        related[id.index()] = of(id, &keys, &lists);
    }
    related
}

/// The reports on each topic, in the order of their years as all reports are.
fn lists(publication: &Publication) -> Vec<Vec<ReportId>> {
    let mut lists: Vec<Vec<ReportId>> = vec![Vec::new(); publication.topics.len()];
    for (index, report) in publication.reports.iter().enumerate() {
        for topic in &report.topics {
            lists[topic.index()].push(ReportId::at(index));
        }
    }
    lists
}

/// What reports are compared by.
struct Key<'a> {
    branch: OrganizationId,
    year: i32,
    topics: &'a [TopicId],
}

impl Key<'_> {
    fn of(report: &Report) -> Key<'_> {
        Key { branch: report.branch, year: report.years.last, topics: &report.topics }
    }
}

/// The reports related to one; `lists` has the reports on each topic.
fn of(id: ReportId, keys: &[Key], lists: &[Vec<ReportId>]) -> Vec<Related> {
    let own = &keys[id.index()];
    let mut candidates: Vec<ReportId> = Vec::with_capacity(own.topics.len() * REACH * 2);
    for topic in own.topics {
        let list = &lists[topic.index()];
        let at = list.partition_point(|&other| other < id);
        candidates.extend_from_slice(&list[at.saturating_sub(REACH)..(at + REACH).min(list.len())]);
    }
    candidates.sort_unstable();
    candidates.dedup();
    let shared = |other: &Key| own.topics.iter().copied().filter(|topic| other.topics.contains(topic)).collect();
    let rank = |&other: &ReportId| {
        let key = &keys[other.index()];
        let common = key.topics.iter().filter(|topic| own.topics.contains(topic)).count();
        (Reverse(common), own.year.abs_diff(key.year), other)
    };
    let mut ranked: Vec<_> =
        candidates.iter().filter(|other| keys[other.index()].branch != own.branch).map(rank).collect();
    if ranked.len() > KEPT {
        ranked.select_nth_unstable(KEPT);
        ranked.truncate(KEPT);
    }
    ranked.sort_unstable();
    let related = |(_, _, report): (_, _, ReportId)| Related { report, shared: shared(&keys[report.index()]) };
    ranked.into_iter().map(related).collect()
}
