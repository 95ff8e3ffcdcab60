//! `report`: one report.

use serde::Serialize;
use tera::Value;

use super::card::{AchievementView, DateView, FigureView, HonourView, Link, PostView};

/// `report`
#[derive(Clone, Debug, Serialize)]
pub struct ReportView {
    /// The report as Markdown; from the root.
    pub markdown: String,
    /// Its title.
    pub title: String,
    /// Its subtitle, without the dash; may be empty.
    pub subtitle: String,
    /// The year or years reported on: `2021`, `2019—2021`.
    pub year: String,
    /// The first of them in Han numerals, for the spine: 二〇二一.
    pub year_han: String,
    /// The path of its organisation from the top.
    pub path: Vec<Link>,
    /// Authors; may be empty.
    pub authors: Vec<String>,
    /// Editors; may be empty.
    pub editors: Vec<String>,
    /// Who else had a part in it.
    pub contributors: Vec<ContributorView>,
    /// When it was first published.
    pub published: Option<DateView>,
    /// What else is said of it in plain text, such as who paid for the work.
    pub details: Vec<DetailView>,
    /// When it was written.
    pub date: Option<DateView>,
    /// Its length in characters, rounded as readers say it: `约1000字`.
    pub length: String,
    /// How long reading takes: `4分钟`.
    pub reading: String,
    /// Its headings of two levels.
    pub outline: Vec<Heading>,
    /// Its abstract; may be empty.
    pub summary: String,
    /// Its keywords.
    pub keywords: Vec<String>,
    /// Its main figures.
    pub figures: Vec<FigureView>,
    /// Whether a chart has a rounded value, shown as a hollow point.
    pub hollow: bool,
    /// Its honours.
    pub honours: Vec<HonourView>,
    /// Its achievements.
    pub achievements: Vec<AchievementView>,
    /// People and their posts.
    pub people: Vec<PostView>,
    /// The body.
    pub body_html: String,
    /// Notes ①.
    pub notes: Vec<Note>,
    /// References `[1]`.
    pub references: Vec<Note>,
    /// How to cite it (GB/T 7714), before the date of reading: ends in `[`.
    pub cite_before: String,
    /// The rest of the citation, after the date of reading: begins with `]`.
    pub cite_after: String,
    /// The branch's report of the year before.
    pub previous: Neighbour,
    /// The branch's report of the year after.
    pub next: Neighbour,
    /// Reports of other branches on the same topics.
    pub related: Vec<Related>,
    /// Genre such as 工作总结; may be empty.
    pub genre: String,
    /// The year's page.
    pub year_href: String,
    /// Topics.
    pub topics: Vec<Link>,
    /// Where it was first published: its parts that are known.
    pub source: Option<SourceView>,
    /// DOI; may be empty.
    pub doi: String,
    /// Whether it is a draft, shown only with `--drafts`.
    pub draft: bool,
}

/// A plain text field of a report.
#[derive(Clone, Debug, Serialize)]
pub struct DetailView {
    /// Its key in the front matter; the phrase `report.KEY` names it.
    pub key: &'static str,
    /// What is said.
    pub text: String,
}

/// Who had a part in a report beside its authors and editors.
#[derive(Clone, Debug, Serialize)]
pub struct ContributorView {
    /// A person, several, or a unit.
    pub name: String,
    /// What they did; may be empty.
    pub role: String,
}

/// A heading in a table of contents.
#[derive(Clone, Debug, Serialize)]
pub struct Heading {
    /// Its id in the page.
    pub id: String,
    /// What leads to it from the same page: `#` and the id.
    pub anchor: String,
    /// Its words, with inline markup.
    pub text_html: String,
    /// The headings below it.
    pub children: Vec<Heading>,
}

/// A note or a reference.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    /// Its anchor.
    pub id: String,
    /// ① or `[1]`.
    pub mark: String,
    /// Its words.
    pub body_html: String,
    /// Anchors of the places that refer to it.
    pub backlinks: Vec<String>,
}

/// The report of the year before or after, if it is there.
#[derive(Clone, Debug, Serialize)]
pub struct Neighbour {
    /// The year.
    pub year: i32,
    /// Its title; empty if that year is not collected.
    pub title: String,
    /// Its page; none if that year is not collected.
    pub href: Option<String>,
}

/// A related report.
#[derive(Clone, Debug, Serialize)]
pub struct Related {
    /// The report as a [`super::card::ReportCard`].
    pub card: Value,
    /// The topics they share, by name.
    pub shared: Vec<String>,
}

/// Where a report was first published.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// Name; may be empty.
    pub name: String,
    /// Absolute address; may be empty.
    pub url: String,
    /// Volume and issue; may be empty.
    pub issue: String,
    /// ISSN; may be empty.
    pub issn: String,
    /// The document that the report was imported from, where it is kept.
    pub file: Option<Link>,
}
