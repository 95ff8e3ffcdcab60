//! Twin: a report as Markdown beside its page, for programs and for people who
//! read in an editor; and `llms.txt`, which lists all of them.
//!
//! In: the world, the files, which report. Out: a YAML header of its facts, in
//! the keys of a front matter but with all names as readers see them, then its
//! text (`parse::markdown::twin`). What a page does not show is not here either.

use std::fmt::Write as _;

use serde::Serialize;

use crate::model::{Figure, Report, ReportId, TopicId};
use crate::parse::Quantity;
use crate::plan;
use crate::render::facts::{AchievementData, HonourData, PersonData};
use crate::render::world::RenderContext;

/// The header.
#[derive(Serialize)]
struct Header<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    subtitle: &'a str,
    branch: String,
    year: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    genre: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topics: Vec<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    authors: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    editors: &'a [String],
    #[serde(skip_serializing_if = "str::is_empty", rename = "abstract")]
    summary: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    keywords: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    metrics: Vec<Stated<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    achievements: Vec<AchievementData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    honours: Vec<HonourData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    people: Vec<PersonData<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    doi: &'a str,
    #[serde(skip_serializing_if = "is_false")]
    draft: bool,
    page: String,
}

#[derive(Serialize)]
struct Stated<'a> {
    name: &'a str,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
}

fn is_false(holds: &bool) -> bool {
    !holds
}

/// The twin of a report with a body.
pub fn twin(world: &RenderContext, id: ReportId, body: &str) -> String {
    // Structs of plain values serialise without fail.
    let header = serde_yaml::to_string(&header(world, id)).unwrap_or_default();
    let body = body.trim_start_matches(['\r', '\n']);
    let mut text = format!("---\n{header}---\n\n{body}");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn header<'a>(world: &RenderContext<'a>, id: ReportId) -> Header<'a> {
    let publication = world.publication;
    let report: &'a Report = &publication.reports[id.index()];
    let metadata = world.metadata(report);
    let topics = |ids: &[TopicId]| ids.iter().map(|&id| publication[id].name.as_str()).collect::<Vec<_>>();
    let page = plan::report_route(publication, id);
    Header {
        title: &metadata.title,
        subtitle: &metadata.subtitle,
        branch: publication.full_name(report.branch, Some(report.years.last)),
        year: match report.years.first == report.years.last {
            true => report.years.last.to_string(),
            false => format!("{}-{}", report.years.first, report.years.last),
        },
        date: report.date.map(|date| date.iso()),
        genre: &metadata.genre,
        topics: topics(&report.topics),
        authors: &report.authors,
        editors: &metadata.editors,
        summary: &metadata.summary,
        keywords: &metadata.keywords,
        metrics: report.metrics.iter().map(|figure| stated(world, figure)).collect(),
        achievements: report
            .achievements
            .iter()
            .map(|achievement| {
                let own = achievement.topics != report.topics && !achievement.topics.is_empty();
                let known = achievement.date.map_or(report.years.last, |date| date.year);
                AchievementData::of(achievement, own.then(|| topics(&achievement.topics)), Some(known))
            })
            .collect(),
        honours: report
            .honours
            .iter()
            .map(|honour| HonourData::of(honour, Some(honour.date.map_or(report.years.last, |date| date.year))))
            .collect(),
        people: report.people.iter().map(PersonData::from).collect(),
        doi: &metadata.doi,
        draft: report.status.is_draft(),
        page: match &publication.site.base_url {
            Some(base) => format!("{base}{page}"),
            // From the twin, which stands beside it.
            None => page.rsplit('/').next().unwrap_or_default().to_owned(),
        },
    }
}

fn stated<'a>(world: &RenderContext<'a>, figure: &'a Figure) -> Stated<'a> {
    let amount = |quantity: &Quantity| world.say.whole_quantity(quantity, &figure.unit);
    Stated {
        name: &world.publication[figure.metric].name,
        value: amount(&figure.value),
        base: figure.base.as_ref().map(amount),
        as_of: figure.as_of.map(|date| date.iso()),
        note: &figure.note,
    }
}

/// `llms.txt`: what there is, for language models, in the form of llmstxt.org.
/// `names` are what the theme calls the page of open data and the years.
pub fn llms(world: &RenderContext, data: &str, volume: &dyn Fn(i32) -> String) -> String {
    let site = &world.publication.site;
    let base = site.base_url.as_deref().unwrap_or_default();
    let mut text = format!("# {}\n", line(&site.title));
    if !site.description.is_empty() {
        let _ = write!(text, "\n> {}\n", line(&site.description));
    }
    if !site.introduction.is_empty() {
        let _ = write!(text, "\n{}\n", line(&site.introduction));
    }
    let _ = write!(text, "\n- [{}]({base}data.html)\n", line(data));
    for (&year, _) in world.index.years.iter().rev() {
        let reports = world.publication.reports.iter().enumerate().filter(|(_, report)| report.years.last == year);
        let mut reports = reports.peekable();
        if reports.peek().is_some() {
            let _ = write!(text, "\n## {}\n\n", volume(year));
        }
        for (place, report) in reports {
            let route = plan::twin_route(world.publication, ReportId::at(place));
            let branch = world.publication.full_name(report.branch, Some(year));
            let _ = writeln!(
                text,
                "- [{}]({base}{route}){}{}",
                line(&world.metadata(report).title),
                world.say.word("colon"),
                line(&branch)
            );
        }
    }
    text
}

/// A text in one line that cannot end a link.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('[', "\\[").replace(']', "\\]")
}
