//! Reports, pages and the files beside them: names resolved, addresses given.
//!
//! In: the drafts and what names mean. Out: reports in the order of year,
//! organisation and path; pages in the order of folder and place; attachments
//! by path. A file whose address another has is left out with a finding;
//! nothing else is.

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::diag::rules::model as rules;
use crate::diag::{Diagnostic, Language};
use crate::model::organizations::Branches;
use crate::model::slug::{Places, slug_path};
use crate::model::vocabulary::{Metrics, Topics};
use crate::model::{Achievement, Attachment, Figure, Honour, OrganizationId, Page, Person, Report};
use crate::parse::{AchievementDraft, FigureDraft, HonourDraft, PageDraft, PersonDraft, ReportDraft};
use crate::source::{Span, VPath};

/// Where reports lie.
pub const REPORTS: &str = "content/reports";

/// Where other pages lie.
pub const PAGES: &str = "content/pages";

/// Extensions of pictures that browsers show and that cannot carry scripts.
const IMAGES: [&str; 6] = ["jpg", "jpeg", "png", "gif", "webp", "avif"];

/// Extensions of attachments that are offered for download. SVG and HTML are
/// not among them: opened by themselves they run scripts in the site's name.
const ATTACHMENTS: [&str; 19] = [
    "pdf", "doc", "docx", "wps", "odt", "xls", "xlsx", "et", "ods", "csv", "ppt", "pptx", "dps", "odp", "txt", "zip",
    "mp3", "mp4", "ofd",
];

/// Makes the reports.
pub fn reports(
    drafts: Vec<ReportDraft>,
    branches: &Branches,
    topics: &Topics,
    metrics: &Metrics,
    places: &mut Places,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Report> {
    // Addresses are given in the order of the paths; the rest in parallel.
    let mut placed = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let slug = slug_below(&draft.path, REPORTS);
        match places.take(&format!("reports/{slug}.html"), &draft.path) {
            Ok(()) => placed.push((draft, slug)),
            Err(finding) => findings.push(finding),
        }
    }
    let made: Vec<(Option<Report>, Vec<Diagnostic>)> = placed
        .into_par_iter()
        .map(|(draft, slug)| {
            let mut found = Vec::new();
            // Every branch was resolved from these very drafts.
            let branch = branches.of(&draft.branch.value);
            (branch.map(|branch| report(draft, slug, branch, topics, metrics, &mut found)), found)
        })
        .collect();
    let mut reports = Vec::with_capacity(made.len());
    for (report, mut found) in made {
        reports.extend(report);
        findings.append(&mut found);
    }
    reports.sort_by(|a, b| (a.years.last, a.branch, &a.slug).cmp(&(b.years.last, b.branch, &b.slug)));
    reports
}

fn report(
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
            topics: if draft.topics.is_empty() { own_topics.clone() } else { named },
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
        title: draft.title.value,
        subtitle: draft.subtitle.unwrap_or_default(),
        branch,
        years: draft.year.value,
        date: draft.date.map(|date| date.value),
        genre: draft.genre.unwrap_or_default(),
        topics: own_topics,
        authors: draft.authors,
        editors: draft.editors,
        source: draft.source,
        summary: draft.summary.unwrap_or_default(),
        keywords: draft.keywords,
        doi: draft.doi.unwrap_or_default(),
        status: draft.status,
        body: draft.body,
        excerpt: draft.excerpt,
        characters: draft.characters,
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

/// Makes the pages.
pub fn pages(
    drafts: Vec<PageDraft>,
    language: Language,
    places: &mut Places,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Page> {
    let mut pages = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let slug = slug_below(&draft.path, PAGES);
        if let Err(finding) = places.take_free(&format!("{slug}.html"), &draft.path) {
            findings.push(finding);
            continue;
        }
        // A page right in the folder, or the first of a folder of its own, is
        // one that readers look for.
        let nav = draft.nav.unwrap_or(draft.path.folder() == PAGES || draft.path.stem() == "index");
        pages.push(Page {
            path: draft.path,
            slug,
            title: draft.title.value,
            language: draft.language.unwrap_or(language),
            order: draft.order.unwrap_or(i64::MAX),
            nav,
            description: draft.description.unwrap_or_default(),
            body: draft.body,
        });
    }
    pages.sort_by(|a, b| (a.path.folder(), a.order, &a.slug).cmp(&(b.path.folder(), b.order, &b.slug)));
    pages
}

/// Gives the other files their addresses; those of kinds that are not published
/// are left out with a finding.
pub fn attachments(paths: Vec<VPath>, places: &mut Places, findings: &mut Vec<Diagnostic>) -> Vec<Attachment> {
    let mut attachments = Vec::new();
    for path in paths {
        let extension = path.extension();
        let image = IMAGES.contains(&extension.as_str());
        if !image && !ATTACHMENTS.contains(&extension.as_str()) {
            findings.push(
                Diagnostic::new(&rules::ATTACHMENT_KIND, Span::whole(&path)).with("extension", extension.as_str()),
            );
            continue;
        }
        let (route, taken) = match path.below(REPORTS) {
            Some(_) => {
                let route = format!("reports/{}.{extension}", slug_below(&path, REPORTS));
                let taken = places.take(&route, &path);
                (route, taken)
            }
            None => {
                let route = format!("{}.{extension}", slug_below(&path, PAGES));
                let taken = places.take_free(&route, &path);
                (route, taken)
            }
        };
        match taken {
            Ok(()) => attachments.push(Attachment { path, route, image }),
            Err(finding) => findings.push(finding),
        }
    }
    attachments
}

/// The address of a file below a folder, without its extension.
fn slug_below(path: &VPath, folder: &str) -> String {
    let below = path.below(folder).unwrap_or(path.as_str());
    let stem = match below.rsplit_once('/') {
        Some((folders, _)) => format!("{folders}/{}", path.stem()),
        None => path.stem().to_owned(),
    };
    slug_path(&stem)
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
