//! What an editor puts before a year, an organisation or a topic.

use serde::Serialize;

use super::card::{Link, PhotoView};
use super::metric::MetricLine;
use super::report::Note;

/// `before` of a year, an organisation and a topic.
#[derive(Clone, Debug, Serialize)]
pub struct EditorialView {
    /// The text; may be empty.
    pub body_html: String,
    /// Its notes.
    pub notes: Vec<Note>,
    /// Its references.
    pub references: Vec<Note>,
    /// Its picture; none if it has none.
    pub picture: Option<PhotoView>,
    /// What is below the picture; may be empty.
    pub caption: String,
    /// Chosen reports and achievements.
    pub highlights: Vec<Highlight>,
    /// Metrics that stand first, as of the subject.
    pub metrics: Vec<MetricLine>,
}

/// A chosen report, or an achievement of it.
#[derive(Clone, Debug, Serialize)]
pub struct Highlight {
    /// What it says.
    pub text: String,
    /// Its place: the report's page, with the achievement's anchor.
    pub href: String,
    /// Whose it is, and of which year.
    pub source: Link,
}
