//! Tally: how many reports, achievements, honours and topics there are.
//!
//! In: some reports, such as those of an organisation and all below it. Out:
//! for each year how many of each. An achievement counts once, of however many
//! topics it is, and for each of its topics once; what a topic's counts add up
//! to is therefore more than there is. An honour counts once, although a unit
//! and the one above it both tell of it: the same name, level, recipient and
//! year are the same honour.

use std::collections::{BTreeMap, HashSet};

use crate::index::Item;
use crate::language::lexicon::{self, List};
use crate::model::{Honour, Publication, Report, ReportId, TopicId};
use crate::text::width;

static NATION: List = List::new(&lexicon::AWARD_LEVELS, "nation");
static PROVINCE: List = List::new(&lexicon::AWARD_LEVELS, "province");
static CITY: List = List::new(&lexicon::AWARD_LEVELS, "city");
static COUNTY: List = List::new(&lexicon::AWARD_LEVELS, "county");

/// The level of an honour, the highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 国家级
    Nation,
    /// 省部级
    Province,
    /// 地市级
    City,
    /// 县区级
    County,
    /// 单位级: any other that is said.
    Own,
    /// Not said.
    Unsaid,
}

impl Level {
    /// Every level, the highest first.
    pub const ALL: [Level; 6] = [Level::Nation, Level::Province, Level::City, Level::County, Level::Own, Level::Unsaid];

    /// Its name for templates and programs.
    pub fn name(self) -> &'static str {
        match self {
            Level::Nation => "nation",
            Level::Province => "province",
            Level::City => "city",
            Level::County => "county",
            Level::Own => "own",
            Level::Unsaid => "unsaid",
        }
    }

    /// The level that an author wrote.
    pub fn of(written: &str) -> Level {
        match written {
            "" => Level::Unsaid,
            _ if NATION.is_in(written) => Level::Nation,
            _ if PROVINCE.is_in(written) => Level::Province,
            _ if CITY.is_in(written) => Level::City,
            _ if COUNTY.is_in(written) => Level::County,
            _ => Level::Own,
        }
    }
}

/// How much of a year there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Reports whose last year it is.
    pub reports: usize,
    /// Achievements of the year, each once.
    pub achievements: usize,
    /// Honours of the year by level, each once.
    pub honours: BTreeMap<Level, usize>,
    /// Of each topic, the reports that are about it or tell an achievement of it.
    pub topics: BTreeMap<TopicId, usize>,
}

/// Counts what some reports tell, by year.
pub fn tally(publication: &Publication, reports: &[ReportId]) -> BTreeMap<i32, Counted> {
    let mut years: BTreeMap<i32, Counted> = BTreeMap::new();
    let mut honours = HashSet::new();
    for &id in reports {
        let report = &publication[id];
        let counted = years.entry(report.years.last).or_default();
        counted.reports += 1;
        for topic in about(report) {
            *counted.topics.entry(topic).or_default() += 1;
        }
        for achievement in &report.achievements {
            years.entry(achievement.year).or_default().achievements += 1;
        }
        for honour in &report.honours {
            if honours.insert(same(honour)) {
                let counted = years.entry(honour.year).or_default();
                *counted.honours.entry(Level::of(&honour.level)).or_default() += 1;
            }
        }
    }
    years
}

/// How many of some reports are about each topic, or tell an achievement of it.
pub fn topics(publication: &Publication, reports: impl Iterator<Item = ReportId>) -> BTreeMap<TopicId, usize> {
    let mut topics = BTreeMap::new();
    for topic in reports.flat_map(|id| about(&publication[id])) {
        *topics.entry(topic).or_default() += 1;
    }
    topics
}

/// Honours by level, each once.
pub fn levels(publication: &Publication, honours: impl Iterator<Item = Item>) -> BTreeMap<Level, usize> {
    let (mut known, mut levels) = (HashSet::new(), BTreeMap::new());
    for honour in honours.map(|item| publication.honour(item)) {
        if known.insert(same(honour)) {
            *levels.entry(Level::of(&honour.level)).or_default() += 1;
        }
    }
    levels
}

/// The topics that a report is about as a whole or in an achievement, each once.
pub fn about(report: &Report) -> Vec<TopicId> {
    let own = report.topics.iter().chain(report.achievements.iter().flat_map(|item| &item.topics));
    let mut topics: Vec<TopicId> = own.copied().collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// What two honours have in common that are the same.
pub fn same(honour: &Honour) -> (i32, Level, String, String) {
    (honour.year, Level::of(&honour.level), width::key(&honour.name), width::key(&honour.recipient))
}

#[cfg(test)]
mod tests {
    use super::Level;

    #[test]
    fn levels_are_read_as_people_write_them() {
        for (written, level) in [
            ("国家级", Level::Nation),
            ("省部级", Level::Province),
            ("自治区级", Level::Province),
            ("市级", Level::City),
            ("区", Level::County),
            ("院级", Level::Own),
            ("", Level::Unsaid),
        ] {
            assert_eq!(Level::of(written), level, "{written}");
        }
    }
}
