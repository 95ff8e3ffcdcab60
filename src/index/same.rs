//! Same: which parts of an index two publications have in common.
//!
//! In: a publication and the one before it. Out: for each part of the index
//! whether what it is made from is the same in both. A preview asks this after
//! every edit; most change a text, which no index reads.

use std::sync::Arc;

use crate::model::{Achievement, Honour, Person, Publication, Report, ReportId};

/// What is the same in two publications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Same {
    /// Which reports there are, whose, and on which years, and when things
    /// happened. Without this nothing is the same, since all indexes refer to
    /// reports by number.
    pub standing: bool,
    /// Whether the topics before are topics still, be there more of them; and
    /// if so, the reports that are about others than before, or whose
    /// achievements are.
    pub topics: Option<Vec<ReportId>>,
    /// The figures they state.
    pub figures: bool,
    /// People, posts and honours.
    pub names: bool,
}

impl Same {
    const NOTHING: Same = Same { standing: false, topics: None, figures: false, names: false };

    /// Compares two publications.
    pub fn of(a: &Publication, b: &Publication) -> Same {
        if !Arc::ptr_eq(&a.organizations, &b.organizations) || a.reports.len() != b.reports.len() {
            return Same::NOTHING;
        }
        let mut same = Same {
            standing: true,
            topics: b.topics.starts_with(&a.topics).then(Vec::new),
            figures: Arc::ptr_eq(&a.metrics, &b.metrics),
            names: true,
        };
        for (place, (a, b)) in a.reports.iter().zip(&b.reports).enumerate() {
            if !Arc::ptr_eq(a, b) {
                same.narrow(ReportId::at(place), a, b);
                if !same.standing {
                    return Same::NOTHING;
                }
            }
        }
        same
    }

    /// Takes in two states of one report. Fields are named one by one, so that
    /// a new one has to be thought about here.
    fn narrow(&mut self, id: ReportId, a: &Report, b: &Report) {
        let Report {
            path,
            slug,
            branch,
            years,
            date,
            topics,
            achievements,
            honours,
            metrics,
            people,
            // Texts, which no index reads.
            authors: _,
            status: _,
            body: _,
            ..
        } = a;
        let happened = |achievement: &Achievement| (achievement.year, achievement.date);
        let granted = |honour: &Honour| honour.year;
        self.standing = self.standing
            && (path, slug, branch, years, date) == (&b.path, &b.slug, &b.branch, &b.years, &b.date)
            && achievements.iter().map(happened).eq(b.achievements.iter().map(happened))
            && honours.iter().map(granted).eq(b.honours.iter().map(granted));
        let same_topics = *topics == b.topics
            && achievements.iter().map(|item| &item.topics).eq(b.achievements.iter().map(|item| &item.topics));
        if let (Some(changed), false) = (&mut self.topics, same_topics) {
            changed.push(id);
        }
        self.figures = self.figures
            && *metrics == b.metrics
            && achievements.iter().map(|item| &item.figures).eq(b.achievements.iter().map(|item| &item.figures));
        fn named(person: &Person) -> (&str, &str) {
            (&person.name, &person.role)
        }
        self.names = self.names
            && people.iter().map(named).eq(b.people.iter().map(named))
            && honours.iter().map(|honour| &honour.name).eq(b.honours.iter().map(|honour| &honour.name));
    }
}
