//! The addresses of pages: what stands where, from the root.
//!
//! In: what a page is about, and which part of a list that was cut. Out: its
//! route. Nothing here knows which of them there are.

use crate::index::{Index, NameEntry, NameKind};
use crate::model::{MetricId, OrganizationId, PageId, Publication, ReportId, TopicId};
use crate::plan::cut::ListPage;

/// The page of a report.
pub fn report_route(publication: &Publication, id: ReportId) -> String {
    format!("reports/{}.html", publication[id].slug)
}

/// A report as Markdown.
pub fn twin_route(publication: &Publication, id: ReportId) -> String {
    format!("reports/{}.md", publication[id].slug)
}

/// The page of a page.
pub fn page_route(publication: &Publication, id: PageId) -> String {
    format!("{}.html", publication[id].slug)
}

/// The page of a year, or of a part of it.
pub fn year_route(year: i32, cut: Option<&ListPage>) -> String {
    match cut {
        Some(cut) => format!("years/{year}/{}.html", cut.slug),
        None => format!("years/{year}.html"),
    }
}

/// The list of organisations, or a part of it.
pub fn organizations_route(cut: Option<&ListPage>) -> String {
    match cut {
        Some(cut) => format!("orgs/list/{}.html", cut.slug),
        None => "orgs.html".to_owned(),
    }
}

/// The page of an organisation, or of the reports below it in a year.
pub fn organization_route(publication: &Publication, id: OrganizationId, cut: Option<&ListPage>) -> String {
    match cut {
        Some(cut) => format!("orgs/{}/{}.html", publication[id].id, cut.slug),
        None => format!("orgs/{}.html", publication[id].id),
    }
}

/// The feed of an organisation.
pub fn organization_feed_route(publication: &Publication, id: OrganizationId) -> String {
    format!("orgs/{}.xml", publication[id].id)
}

/// The page of a topic.
pub fn topic_route(publication: &Publication, id: TopicId) -> String {
    format!("topics/{}.html", publication[id].id)
}

/// The page of a topic in a year.
pub fn cell_route(publication: &Publication, id: TopicId, year: i32, cut: &ListPage) -> String {
    match cut.slug.as_str() {
        "1" => format!("topics/{}/{year}.html", publication[id].id),
        number => format!("topics/{}/{year}-{number}.html", publication[id].id),
    }
}

/// The index of names, or a part of it.
pub fn names_route(cut: Option<&ListPage>) -> String {
    match cut {
        Some(cut) => format!("names/{}.html", cut.slug),
        None => "names.html".to_owned(),
    }
}

/// The page of a person; none of one that a single report names.
pub fn person_route(entry: &NameEntry) -> Option<String> {
    let first = entry.mentions.first()?.report;
    let several = entry.kind == NameKind::Person && entry.mentions.iter().any(|item| item.report != first);
    // A name may have no letter: “-”.
    let name = entry.anchor.strip_prefix("p-").filter(|name| !name.is_empty()).unwrap_or(&entry.anchor);
    several.then(|| format!("people/{name}.html"))
}

/// The list of metrics, or a part of it.
pub fn metrics_route(cut: Option<&ListPage>) -> String {
    match cut {
        Some(cut) => format!("metrics/list/{}.html", cut.slug),
        None => "metrics.html".to_owned(),
    }
}

/// The page of a metric, or a page of its values.
pub fn metric_route(publication: &Publication, id: MetricId, cut: Option<&ListPage>) -> String {
    match cut {
        Some(cut) => format!("metrics/{}-{}.html", publication[id].id, cut.slug),
        None => format!("metrics/{}.html", publication[id].id),
    }
}

/// The reports below an organisation, newest year first, in each by organisation.
pub fn below(publication: &Publication, index: &Index, id: OrganizationId) -> Vec<ReportId> {
    let own = index.branches[id.index()].own.end;
    let mut below = index.by_branch[own..index.branches[id.index()].all.end].to_vec();
    below.sort_by_key(|&id| (std::cmp::Reverse(publication[id].years.last), publication[id].branch, id));
    below
}
