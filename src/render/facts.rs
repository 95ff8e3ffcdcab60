//! Facts: all facts of the front matter in one document, for programs.
//!
//! In: the publication. Out: `reports.json`, written report by report, in a shape that is versioned: fields are
//! added, never changed in meaning. Names are resolved: organisations, topics
//! and metrics appear with their ids.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use crate::model::{Achievement, Figure, Honour, OrganizationId, Person, Publication, ReportId, TopicId};
use crate::parse::Precision;
use crate::plan;
use crate::render::world::RenderContext;

/// The version of the shape.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Data<'a, 'w> {
    version: u32,
    title: &'a str,
    organizations: Vec<OrganizationData<'a>>,
    topics: Vec<TopicData<'a>>,
    reports: Reports<'a, 'w>,
}

/// All reports, each made when it is written, so that they are never in memory
/// together.
struct Reports<'a, 'w>(&'w RenderContext<'a>);

impl Serialize for Reports<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ids = (0..self.0.publication.reports.len()).map(ReportId::at);
        serializer.collect_seq(ids.map(|id| report(self.0, id)))
    }
}

#[derive(Serialize)]
struct OrganizationData<'a> {
    id: &'a str,
    name: &'a str,
    full_name: String,
    kind: &'a str,
    parent: Option<&'a str>,
    url: String,
}

#[derive(Serialize)]
struct TopicData<'a> {
    id: &'a str,
    name: &'a str,
    synonyms: &'a [String],
    url: String,
}

#[derive(Serialize)]
struct ReportData<'a> {
    url: String,
    file: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    subtitle: &'a str,
    organization: &'a str,
    year: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    genre: &'a str,
    topics: Vec<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    authors: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    editors: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contributors: Vec<ContributorData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(flatten)]
    details: BTreeMap<&'static str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceData<'a>>,
    #[serde(skip_serializing_if = "str::is_empty", rename = "abstract")]
    summary: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    keywords: &'a [String],
    #[serde(skip_serializing_if = "str::is_empty")]
    doi: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    achievements: Vec<AchievementData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    honours: Vec<HonourData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    metrics: Vec<FigureData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    people: Vec<PersonData<'a>>,
    status: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    approvals: Vec<ApprovalData<'a>>,
    characters: u32,
}

#[derive(Serialize)]
struct ApprovalData<'a> {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<String>,
}

#[derive(Serialize)]
struct ContributorData<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    role: &'a str,
}

#[derive(Serialize)]
struct SourceData<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issue: Option<&'a str>,
}

/// An achievement of a report, as programs read it.
#[derive(Serialize)]
pub struct AchievementData<'a> {
    text: &'a str,
    /// None where the document says them.
    #[serde(skip_serializing_if = "Option::is_none")]
    topics: Option<Vec<&'a str>>,
    /// Likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figures: Vec<FigureData<'a>>,
}

/// An honour of a report, as programs read it.
#[derive(Serialize)]
pub struct HonourData<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    level: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    grantor: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    recipient: &'a str,
    /// None where the document says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

#[derive(Serialize)]
struct FigureData<'a> {
    metric: &'a str,
    name: &'a str,
    value: Json,
    text: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    scale: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    unit: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
}

/// A person of a report, as programs read it.
#[derive(Serialize)]
pub struct PersonData<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    role: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    unit: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
}

impl<'a> From<&'a Person> for PersonData<'a> {
    fn from(person: &'a Person) -> PersonData<'a> {
        PersonData {
            name: &person.name,
            role: &person.role,
            unit: &person.unit,
            title: &person.title,
            from: person.from.map(|date| date.iso()),
            to: person.to.map(|date| date.iso()),
        }
    }
}

impl<'a> AchievementData<'a> {
    /// An achievement without its figures, with its year unless that is known.
    pub fn of(achievement: &'a Achievement, topics: Option<Vec<&'a str>>, known: Option<i32>) -> AchievementData<'a> {
        AchievementData {
            text: &achievement.text,
            topics,
            year: Some(achievement.year).filter(|year| known != Some(*year)),
            date: achievement.date.map(|date| date.iso()),
            figures: Vec::new(),
        }
    }
}

impl<'a> HonourData<'a> {
    /// An honour, with its year unless that is known.
    pub fn of(honour: &'a Honour, known: Option<i32>) -> HonourData<'a> {
        HonourData {
            name: &honour.name,
            level: &honour.level,
            grantor: &honour.grantor,
            recipient: &honour.recipient,
            year: Some(honour.year).filter(|year| known != Some(*year)),
            date: honour.date.map(|date| date.iso()),
        }
    }
}

/// All facts in one document.
pub fn write(world: &RenderContext, out: &mut dyn Write) -> io::Result<()> {
    let publication = world.publication;
    let data = Data {
        version: VERSION,
        title: &publication.site.title,
        organizations: (0..publication.organizations.len())
            .map(OrganizationId::at)
            .map(|id| organization(publication, id))
            .collect(),
        topics: publication.topic_order.iter().map(|&id| topic(publication, id)).collect(),
        reports: Reports(world),
    };
    serde_json::to_writer(&mut *out, &data)?;
    out.write_all(b"\n")
}

fn organization(publication: &Publication, id: OrganizationId) -> OrganizationData<'_> {
    let organization = &publication[id];
    OrganizationData {
        id: &organization.id,
        name: organization.name(),
        full_name: publication.full_name(id, None),
        kind: &organization.kind,
        parent: organization.parent.map(|parent| publication[parent].id.as_str()),
        url: plan::organization_route(publication, id, None),
    }
}

fn topic(publication: &Publication, id: TopicId) -> TopicData<'_> {
    let topic = &publication[id];
    TopicData { id: &topic.id, name: &topic.name, synonyms: &topic.synonyms, url: plan::topic_route(publication, id) }
}

fn report<'a>(world: &RenderContext<'a>, id: ReportId) -> ReportData<'a> {
    let publication = world.publication;
    let report = &publication[id];
    let metadata = world.metadata(report);
    let topics = |ids: &[TopicId]| ids.iter().map(|&id| publication[id].id.as_str()).collect::<Vec<_>>();
    ReportData {
        url: plan::report_route(publication, id),
        file: report.path.as_str(),
        title: &metadata.title,
        subtitle: &metadata.subtitle,
        organization: &publication[report.branch].id,
        year: report.years.last,
        first_year: (report.years.first != report.years.last).then_some(report.years.first),
        date: report.date.map(|date| date.iso()),
        genre: &metadata.genre,
        topics: topics(&report.topics),
        authors: &report.authors,
        editors: &metadata.editors,
        contributors: metadata
            .contributors
            .iter()
            .map(|contributor| ContributorData { name: &contributor.name, role: &contributor.role })
            .collect(),
        published: metadata.published.map(|date| date.iso()),
        details: metadata.details.iter().filter(|(_, text)| !text.is_empty()).collect(),
        source: metadata.source.as_ref().filter(|source| source.is_published()).map(|source| SourceData {
            name: source.name.as_deref(),
            url: source.url.as_deref(),
            issn: source.issn.as_deref(),
            issue: source.issue.as_deref(),
        }),
        summary: &metadata.summary,
        keywords: &metadata.keywords,
        doi: &metadata.doi,
        achievements: report
            .achievements
            .iter()
            .map(|achievement| AchievementData {
                figures: achievement.figures.iter().map(|figure| self::figure(publication, figure)).collect(),
                ..AchievementData::of(achievement, Some(topics(&achievement.topics)), None)
            })
            .collect(),
        honours: report.honours.iter().map(|honour| HonourData::of(honour, None)).collect(),
        metrics: report.metrics.iter().map(|figure| self::figure(publication, figure)).collect(),
        people: report.people.iter().map(PersonData::from).collect(),
        status: report.status.name(),
        approvals: metadata
            .approvals
            .iter()
            .map(|approval| ApprovalData {
                state: approval.state.name(),
                by: approval.by.as_deref(),
                on: approval.on.map(|date| date.iso()),
            })
            .collect(),
        characters: metadata.characters,
    }
}

fn figure<'a>(publication: &'a Publication, figure: &'a Figure) -> FigureData<'a> {
    let metric = &publication[figure.metric];
    FigureData {
        metric: &metric.id,
        name: &metric.name,
        value: number(figure.value.number),
        text: &figure.value.digits,
        scale: &figure.value.scale,
        unit: &figure.unit,
        precision: match figure.value.precision {
            Precision::Exact => None,
            Precision::Over => Some("over"),
            Precision::Many => Some("many"),
            Precision::Nearly => Some("nearly"),
            Precision::About => Some("about"),
        },
        base: figure.base.as_ref().map(|base| number(base.number)),
        as_of: figure.as_of.map(|date| date.iso()),
        note: &figure.note,
    }
}

/// A number as people write it: 32, not 32.0.
fn number(value: f64) -> Json {
    const EXACT: f64 = 9_007_199_254_740_992.0; // 2^53, up to which a float holds every integer
    if value.fract() == 0.0 && value.abs() <= EXACT { Json::from(value as i64) } else { Json::from(value) }
}
