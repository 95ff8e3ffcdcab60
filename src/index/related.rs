//! Related reports: other branches on the same topics.
//!
//! In: the publication. Out: for each report at most three others, those that
//! share most topics first, then the nearest in time. Candidates are only the
//! neighbours in each topic's list, which is in the order of time, so the work
//! grows with the number of reports and not with its square.

use std::cmp::Reverse;

use rayon::prelude::*;

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
    let topics_of = |id: ReportId| &publication[id].topics;
    let mut lists: Vec<Vec<ReportId>> = vec![Vec::new(); publication.topics.len()];
    // Reports stand in the order of their years, and so do the lists.
    for index in 0..publication.reports.len() {
        for topic in topics_of(ReportId::at(index)) {
            lists[topic.index()].push(ReportId::at(index));
        }
    }
    // Whole reports are big and lie far apart; what is compared here is not.
    let keys: Vec<Key> = publication.reports.iter().map(|report| Key::of(report)).collect();
    (0..publication.reports.len()).into_par_iter().map(|index| of(ReportId::at(index), &keys, &lists)).collect()
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
