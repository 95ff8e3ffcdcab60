//! Reports and pages: drafts with their names resolved.
//!
//! In: a draft, its address and what names mean. Out: a report, or the pages in
//! the order of folder and place.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::diag::{Diagnostic, Language};
use crate::model::vocabulary::{Metrics, Topics, Vocabulary};
use crate::model::{Achievement, Figure, Honour, Metadata, OrganizationId, Page, Person, Report};
use crate::parse::{AchievementDraft, FigureDraft, HonourDraft, PageDraft, PersonDraft, ReportDraft};

/// Where reports lie.
pub const REPORTS: &str = "content/reports";

/// Where other pages lie.
pub const PAGES: &str = "content/pages";

/// Where all texts lie.
pub const CONTENT: &str = "content";

/// Where editors write what stands before years, organisations and topics.
pub const YEARS: &str = "content/years";
/// Likewise of organisations.
pub const ORGANIZATIONS: &str = "content/orgs";
/// Likewise of topics.
pub const TOPICS: &str = "content/topics";

/// The folder of what is copied to the site as it is.
pub const STATIC: &str = "content/static";
/// The folder of the fonts that the site may name.
pub const FONTS: &str = "content/fonts";

/// Makes a report of its draft; none if its branch is not one of those that
/// the vocabulary was made for.
pub fn report(
    draft: ReportDraft,
    slug: &str,
    vocabulary: &Vocabulary,
    findings: &mut Vec<Diagnostic>,
) -> Option<Report> {
    let branch = vocabulary.organizations.branches.of(&draft.branch.value)?;
    Some(resolved(draft, slug.to_owned(), branch, &vocabulary.topics, &vocabulary.metrics, findings))
}

/// Puts reports in the order of year, organisation and path.
pub fn sort(reports: &mut [Arc<Report>]) {
    reports.sort_by(|a, b| (a.years.last, a.branch, &a.slug).cmp(&(b.years.last, b.branch, &b.slug)));
}

fn resolved(
    draft: ReportDraft,
    slug: String,
    branch: OrganizationId,
    topics: &Topics,
    metrics: &Metrics,
    findings: &mut Vec<Diagnostic>,
) -> Report {
    let path = &draft.path;
    let own_topics = topics.resolve(path, &draft.topics, findings);
    let last = draft.year.value.last;
    let achievement = |draft: AchievementDraft, findings: &mut Vec<Diagnostic>| {
        let named = topics.resolve(path, &draft.topics, findings);
        let date = draft.date.map(|date| date.value);
        Achievement {
            text: draft.text.value,
            topics: named,
            year: date.map_or(last, |date| date.year),
            date,
            figures: figures(draft.figures, metrics),
        }
    };
    Report {
        slug,
        achievements: draft.achievements.into_iter().map(|item| achievement(item, findings)).collect(),
        honours: draft.honours.into_iter().map(|honour| self::honour(honour, last)).collect(),
        metrics: figures(draft.metrics, metrics),
        people: draft.people.into_iter().map(person).collect(),
        path: draft.path,
        branch,
        years: draft.year.value,
        date: draft.date.map(|date| date.value),
        topics: own_topics,
        authors: draft.authors,
        status: draft.status,
        body: draft.body,
        metadata: Metadata {
            title: draft.title.value,
            subtitle: draft.subtitle.unwrap_or_default(),
            genre: draft.genre.unwrap_or_default(),
            editors: draft.editors,
            contributors: draft.contributors,
            published: draft.published,
            details: draft.details,
            source: draft.source,
            summary: draft.summary.unwrap_or_default(),
            keywords: draft.keywords,
            doi: draft.doi.unwrap_or_default(),
            approvals: draft.approvals,
            excerpt: draft.excerpt,
            characters: draft.characters,
            illustrations: draft.illustrations,
        },
    }
}

fn figures(drafts: Vec<FigureDraft>, metrics: &Metrics) -> Vec<Figure> {
    let figure = |draft: FigureDraft| {
        let (metric, unit) = metrics.resolve(&draft.name.value)?;
        Some(Figure {
            metric,
            unit: draft.unit.unwrap_or_else(|| unit.to_owned()),
            value: draft.value,
            base: draft.base,
            as_of: draft.as_of.map(|date| date.value),
            note: draft.note.unwrap_or_default(),
        })
    };
    drafts.into_iter().filter_map(figure).collect()
}

fn honour(draft: HonourDraft, last: i32) -> Honour {
    let date = draft.date.map(|date| date.value);
    Honour {
        name: draft.name.value,
        level: draft.level.unwrap_or_default(),
        grantor: draft.grantor.unwrap_or_default(),
        year: date.map_or(last, |date| date.year),
        date,
        recipient: draft.recipient.unwrap_or_default(),
    }
}

fn person(draft: PersonDraft) -> Person {
    Person {
        name: draft.name.value,
        role: draft.role.unwrap_or_default(),
        unit: draft.unit.unwrap_or_default(),
        title: draft.title.unwrap_or_default(),
        from: draft.from,
        to: draft.to,
    }
}

/// Makes the pages of those drafts that have an address, in the order of folder
/// and place.
pub fn pages<'a>(drafts: impl Iterator<Item = (&'a PageDraft, &'a str)>, language: Language) -> Vec<Page> {
    let page = |(draft, slug): (&PageDraft, &str)| Page {
        path: draft.path.clone(),
        slug: slug.to_owned(),
        title: draft.title.value.clone(),
        language: draft.language.unwrap_or(language),
        order: draft.order.unwrap_or(i64::MAX),
        // A page right in the folder, or the first of a folder of its own, is
        // one that readers look for.
        nav: draft.nav.unwrap_or(draft.path.folder() == PAGES || draft.path.stem() == "index"),
        description: draft.description.clone().unwrap_or_default(),
        template: draft.template.clone(),
        body: draft.body.clone(),
    };
    let mut pages: Vec<Page> = drafts.map(page).collect();
    pages.sort_by(|a, b| (a.path.folder(), a.order, &a.slug).cmp(&(b.path.folder(), b.order, &b.slug)));
    pages
}

/// Newest first: what lists of news and feeds are sorted by. A report without
/// a date counts as written at the end of the year it is on.
pub fn newest_first(report: &Report) -> impl Ord {
    let (year, month, day) = match report.date {
        Some(date) => (date.year, date.month.unwrap_or(12), date.day.unwrap_or(31)),
        None => (report.years.last, 12, 31),
    };
    (Reverse((year, month, day)), Reverse(report.years.last), report.branch)
}
