//! One report, with its body read now.

use crate::index::Item;
use crate::model::{Report, ReportId};
use crate::parse::markdown;
use crate::parse::{Contributor, Source};
use crate::plan;
use crate::render::chart::Frame;
use crate::render::view::card::{FigureView, Link};
use crate::render::view::report::{
    ContributorView, DetailView, Heading, Neighbour, Note, Related, ReportView, SourceView,
};
use crate::render::world::RenderContext;

/// `report`
pub fn report(world: &RenderContext, id: ReportId, body: markdown::Body) -> ReportView {
    let report = &world.publication[id];
    let metadata = world.metadata(report);
    let say = world.say;
    let year = report.years.last;
    let achievements = 0..report.achievements.len();
    let cite = cite(world, id);
    let (before, after) = world.index.neighbours[id.index()];
    let view = |figure| world.figure(id, figure, year, Some(Frame::Spark));
    let figures: Vec<FigureView> = report.metrics.iter().map(view).collect();
    let charts = || figures.iter().filter_map(|figure| figure.chart.as_ref());
    ReportView {
        hollow: charts().any(|chart| chart.hollow),
        title: metadata.title.clone(),
        subtitle: metadata.subtitle.clone(),
        year: say.years(report.years),
        year_han: crate::language::numeral::digits(report.years.last.unsigned_abs()),
        path: world.path(report.branch, Some(year)),
        authors: report.authors.clone(),
        editors: metadata.editors.clone(),
        contributors: metadata.contributors.iter().map(contributor).collect(),
        published: metadata.published.map(|date| say.date(date)),
        details: metadata.details.iter().filter(|(_, text)| !text.is_empty()).map(detail).collect(),
        date: report.date.map(|date| say.date(date)),
        length: say.length(metadata.characters),
        reading: say.reading(metadata.characters),
        outline: body.outline.into_iter().map(heading).collect(),
        summary: metadata.summary.clone(),
        keywords: metadata.keywords.clone(),
        figures,
        honours: report.honours.iter().map(|honour| world.honour(id, honour)).collect(),
        achievements: achievements.map(|place| world.achievement(Item { report: id, place: place as u32 })).collect(),
        people: report.people.iter().map(|person| world.post(person, year)).collect(),
        body_html: body.html,
        notes: body.notes.into_iter().map(note).collect(),
        references: body.references.into_iter().map(note).collect(),
        cite_before: cite.0,
        cite_after: cite.1,
        previous: neighbour(world, before, report.years.first - 1),
        next: neighbour(world, after, report.years.last + 1),
        related: related(world, id),
        genre: metadata.genre.clone(),
        year_href: plan::year_route(year, None),
        topics: report.topics.iter().map(|&topic| world.topic(topic)).collect(),
        source: metadata.source.as_ref().and_then(|source| self::source(world, report, source)),
        doi: metadata.doi.clone(),
        draft: report.status.is_draft(),
        markdown: plan::twin_route(world.publication, id),
    }
}

fn detail((key, text): (&'static str, &str)) -> DetailView {
    DetailView { key, text: text.to_owned() }
}

fn contributor(contributor: &Contributor) -> ContributorView {
    ContributorView { name: contributor.name.clone(), role: contributor.role.clone() }
}

/// Where a report was first published; none if nothing of it is to be shown.
fn source(world: &RenderContext, report: &Report, source: &Source) -> Option<SourceView> {
    let file = source.file.as_ref().filter(|_| source.publish).and_then(|name| {
        let route = world.plan.texts.attachments.get(&report.path.resolve(name)?)?;
        Some(Link { name: name.clone(), href: Some(route.as_str().to_owned()) })
    });
    if !source.is_published() && file.is_none() {
        return None;
    }
    Some(SourceView {
        name: source.name.clone().unwrap_or_default(),
        url: source.url.clone().unwrap_or_default(),
        issue: source.issue.clone().unwrap_or_default(),
        issn: source.issn.clone().unwrap_or_default(),
        file,
    })
}

/// A heading of the outline.
pub fn heading(heading: markdown::Heading) -> Heading {
    Heading {
        // An id holds letters, digits and hyphens only, and browsers encode
        // Han themselves; spelt out by us it would be three times as long.
        anchor: format!("#{}", heading.id),
        id: heading.id,
        text_html: heading.html,
        children: heading.children.into_iter().map(self::heading).collect(),
    }
}

/// A note or reference.
pub fn note(note: markdown::Note) -> Note {
    Note { id: note.id, mark: note.mark, body_html: note.html, backlinks: note.backlinks }
}

fn neighbour(world: &RenderContext, id: Option<ReportId>, missing: i32) -> Neighbour {
    match id {
        Some(id) => Neighbour {
            year: world.publication[id].years.last,
            title: world.metadata(&world.publication[id]).title.clone(),
            href: Some(plan::report_route(world.publication, id)),
        },
        None => Neighbour { year: missing, title: String::new(), href: None },
    }
}

fn related(world: &RenderContext, id: ReportId) -> Vec<Related> {
    let related = &world.index.related[id.index()];
    let view = |related: &crate::index::Related| Related {
        card: world.card(related.report),
        shared: related.shared.iter().map(|&topic| world.publication[topic].name.clone()).collect(),
    };
    related.iter().map(view).collect()
}

/// How to cite a report after GB/T 7714—2025, 8.6 (electronic reports, R/OL):
/// the text before and after the date of reading. Without a base address the
/// report has no address to cite, and the date of reading falls away too.
fn cite(world: &RenderContext, id: ReportId) -> (String, String) {
    let report = &world.publication[id];
    let metadata = world.metadata(report);
    let title = match metadata.subtitle.as_str() {
        "" => metadata.title.clone(),
        subtitle => format!("{}：{subtitle}", metadata.title),
    };
    let host = &world.publication.site.title;
    let date = report.date.map_or_else(|| world.say.years(report.years), |date| date.iso());
    let by = responsible(world, report);
    match &world.publication.site.base_url {
        Some(base) => (
            format!("{by}. {title}[R/OL]//{host}. ({date})["),
            format!("]. {base}{}.", plan::report_route(world.publication, id)),
        ),
        None => (format!("{by}. {title}[R]//{host}. {date}."), String::new()),
    }
}

/// Who is responsible: the authors, of more than three the first three and
/// “等” (GB/T 7714, 8.1.2); the branch itself where none is named.
fn responsible(world: &RenderContext, report: &Report) -> String {
    match report.authors.as_slice() {
        [] => world.publication.full_name(report.branch, Some(report.years.last)),
        authors if authors.len() > 3 => format!("{}, {}", authors[..3].join(", "), world.say.word("report.et_al")),
        authors => authors.join(", "),
    }
}
