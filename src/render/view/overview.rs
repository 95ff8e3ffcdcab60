//! Small views that pages of years, organisations and the whole share.

use serde::Serialize;

use super::card::Link;

/// A topic by how many reports are about it.
#[derive(Clone, Debug, Serialize)]
pub struct TopicShare {
    /// The topic, with its page (of the year, if it is a year's).
    pub topic: Link,
    /// How many reports are about it.
    pub reports: usize,
    /// Their share of all: `40%`.
    pub share: String,
    /// The share with which it is compared, of the year before or of the whole;
    /// empty if there is none.
    pub before: String,
    /// Both as a dot and a tick.
    pub bar_html: String,
}

/// How many honours of a level there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LevelCount {
    /// The level: `nation`, `province`, `city`, `county`, `own` or `unsaid`.
    pub level: &'static str,
    /// How many.
    pub count: usize,
}

/// Topmost organisations of a region.
#[derive(Clone, Debug, Serialize)]
pub struct Region {
    /// Its name, such as 湖北; empty for those whose name begins with none.
    pub name: String,
    /// How many reports they have together.
    pub reports: usize,
    /// Them, each with how many reports it has.
    pub roots: Vec<RootCount>,
}

/// A topmost organisation.
#[derive(Clone, Debug, Serialize)]
pub struct RootCount {
    /// Its name.
    pub name: String,
    /// The page that has its reports.
    pub href: String,
    /// How many it has.
    pub reports: usize,
}
