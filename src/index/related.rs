//! Related reports: other branches on the same topics.
//!
//! In: the publication. Out: for each report at most three others, those that
//! share most topics first, then the nearest in time. Candidates are only the
//! neighbours in each topic's list, which is in the order of time, so the work
//! grows with the number of reports and not with its square.

use crate::model::{Publication, ReportId, TopicId};

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
    let distance = |a: ReportId, b: ReportId| publication[a].years.last.abs_diff(publication[b].years.last);
    let mut candidates: Vec<ReportId> = Vec::new();
    (0..publication.reports.len())
        .map(ReportId::at)
        .map(|id| {
            candidates.clear();
            for topic in topics_of(id) {
                let list = &lists[topic.index()];
                let at = list.partition_point(|&other| other < id);
                candidates.extend_from_slice(&list[at.saturating_sub(REACH)..(at + REACH).min(list.len())]);
            }
            candidates.sort_unstable();
            candidates.dedup();
            let mut ranked: Vec<(usize, u32, ReportId)> = candidates
                .iter()
                .filter(|&&other| publication[other].branch != publication[id].branch)
                .map(|&other| {
                    let shared = topics_of(other).iter().filter(|topic| topics_of(id).contains(topic)).count();
                    (shared, distance(id, other), other)
                })
                .collect();
            ranked.sort_by(|a, b| (b.0, a.1, a.2).cmp(&(a.0, b.1, b.2)));
            ranked.truncate(KEPT);
            ranked
                .into_iter()
                .map(|(_, _, report)| Related {
                    report,
                    shared: topics_of(id).iter().copied().filter(|topic| topics_of(report).contains(topic)).collect(),
                })
                .collect()
        })
        .collect()
}
