//! Facets: what narrows a list of hits, and what each report has of it.
//!
//! In: the publication. Out: the organisations and topics with their names, and
//! for the reports of a segment their year, organisation and topics in few
//! bytes: reports stand by year and organisation, so most of it is runs. What is
//! not needed for the first answer stands in files of its own.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::Serialize;

use crate::model::{Organization, Report, Topic, TopicId};
use crate::plan::search::{Segment, TOGETHER};
use crate::render::RenderContext;
use crate::search::bits::Bits;

/// The organisations and topics, by the names that the script reads.
#[derive(Serialize)]
pub struct Facets<'a> {
    #[serde(rename = "o")]
    organizations: Vec<&'a str>,
    #[serde(rename = "d")]
    depths: Vec<usize>,
    #[serde(rename = "t")]
    topics: Vec<(&'a str, &'a str, &'a [String])>,
}

/// What there is to narrow by.
pub fn facets<'a>(world: &RenderContext<'a>) -> Facets<'a> {
    let organizations = &world.publication.organizations;
    let mut depths: Vec<usize> = Vec::with_capacity(organizations.len());
    for organization in organizations.iter() {
        let above = organization.parent.and_then(|parent| depths.get(parent.index()));
        depths.push(above.map_or(0, |depth| depth + 1));
    }
    let topic = |topic: &'a Topic| (topic.name.as_str(), topic.id.as_str(), topic.synonyms.as_slice());
    Facets {
        organizations: organizations.iter().map(Organization::name).collect(),
        depths,
        topics: topics(world).map(topic).collect(),
    }
}

/// The ids of some organisations, which a page needs only where it links to
/// one, and which are twice as long as the names.
pub fn ids<'a>(world: &RenderContext<'a>, file: usize) -> Vec<&'a str> {
    let some = world.publication.organizations.chunks(TOGETHER).nth(file).unwrap_or_default();
    some.iter().map(|organization| organization.id.as_str()).collect()
}

fn topics<'a>(world: &RenderContext<'a>) -> impl Iterator<Item = &'a Topic> {
    let publication = world.publication;
    publication.topic_order.iter().map(|&id| &publication[id])
}

/// The runs of years and organisations among the reports of a segment.
pub fn runs(world: &RenderContext, segment: &Segment) -> String {
    let reports = &world.publication.reports[segment.reports.clone()];
    let runs: Vec<_> = reports.chunk_by(|a, b| (a.years.last, a.branch) == (b.years.last, b.branch)).collect();
    let mut bytes = Vec::new();
    varint(&mut bytes, runs.len() as u64);
    let (mut year, mut organization) = (-1, 0);
    for run in runs {
        zigzag(&mut bytes, i64::from(run[0].years.last) - year);
        zigzag(&mut bytes, run[0].branch.index() as i64 - organization);
        varint(&mut bytes, run.len() as u64);
        (year, organization) = (i64::from(run[0].years.last), run[0].branch.index() as i64);
    }
    STANDARD_NO_PAD.encode(bytes)
}

/// The reports of each topic among those of a segment.
pub fn by_topic(world: &RenderContext, segment: &Segment) -> Vec<String> {
    let reports = &world.publication.reports[segment.reports.clone()];
    let mut ids: HashMap<TopicId, Vec<u32>> = HashMap::new();
    for (place, report) in reports.iter().enumerate() {
        for topic in all_topics(report) {
            ids.entry(topic).or_default().push(place as u32);
        }
    }
    let list = |topic| encode(ids.get(topic).map_or(&[], Vec::as_slice), reports.len());
    world.publication.topic_order.iter().map(list).collect()
}

/// The reports of the topic at a place of the order.
pub fn of_topic(world: &RenderContext, segment: &Segment, place: usize) -> String {
    let Some(topic) = world.publication.topic_order.get(place) else { return String::new() };
    let reports = &world.publication.reports[segment.reports.clone()];
    let has = |report: &Report| {
        let mut achievements = report.achievements.iter();
        report.topics.contains(topic) || achievements.any(|achievement| achievement.topics.contains(topic))
    };
    let ids: Vec<u32> = (0..).zip(reports).filter(|(_, report)| has(report)).map(|(place, _)| place).collect();
    encode(&ids, reports.len())
}

fn encode(ids: &[u32], reports: usize) -> String {
    let mut bits = Bits::default();
    bits.gamma(ids.len() as u32 + 1);
    bits.ascending(ids.iter().copied(), reports, ids.len());
    STANDARD_NO_PAD.encode(bits.finish())
}

/// The topics of a report and of its achievements, each once.
pub fn all_topics(report: &Report) -> Vec<TopicId> {
    let mut topics = report.topics.clone();
    for &topic in report.achievements.iter().flat_map(|achievement| &achievement.topics) {
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    topics
}

/// Seven bits a byte, lowest first.
fn varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 128 {
        bytes.push(number as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// A number that may be negative: 0, -1, 1, -2, 2…
fn zigzag(bytes: &mut Vec<u8>, number: i64) {
    varint(bytes, (number << 1 ^ number >> 63) as u64);
}
