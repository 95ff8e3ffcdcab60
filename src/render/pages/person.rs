//! A person: the offices over time, and the reports that say so.
//!
//! A name is a name: nothing tells two persons of one name apart, so the page
//! says of how many organisations the reports are.

use std::collections::{BTreeMap, BTreeSet};

use crate::aggregate::tally;
use crate::index::Item;
use crate::model::{OrganizationId, Person, ReportId, TopicId};
use crate::plan;
use crate::render::chart::{BarMark, band};
use crate::render::view::card::{HonourView, Link};
use crate::render::view::home::Way;
use crate::render::view::honours::{Mention, Office, PersonView};
use crate::render::world::RenderContext;

/// How many years a band shows, and how many reports and honours there are.
const YEARS: i32 = 24;
const REPORTS: usize = 60;
const HONOURS: usize = 12;

/// How many topics of these reports.
const TOPICS: usize = 8;

/// `person`: the one at a place of the index of names.
pub fn person(world: &RenderContext, place: usize) -> Option<PersonView> {
    let entry = world.index.names.get(place)?;
    let year = |item: &Item| world.publication[item.report].years.last;
    let last = entry.mentions.iter().map(year).max()?;
    let first = entry.mentions.iter().map(year).min()?;
    let from = first.max(last - YEARS + 1);
    let branches: BTreeSet<OrganizationId> =
        entry.mentions.iter().map(|item| world.publication[item.report].branch).collect();
    let reports: BTreeSet<_> = entry.mentions.iter().map(|item| item.report).collect();
    Some(PersonView {
        name: entry.name.to_string(),
        reports: reports.len(),
        organizations: branches.len(),
        span: world.say.span(first, last),
        band_years: (last > from).then_some((from, last)),
        offices: offices(world, &entry.mentions, from..=last),
        honours: honours(world, &entry.name, &branches),
        topics: topics(world, &reports),
        mentions: entry.mentions.iter().take(REPORTS).filter_map(|item| mention(world, *item)).collect(),
        entry: world.plan.names.href(world.index, place),
        find: format!("find.html?q={}", encoded(&entry.name)),
    })
}

/// What the reports are about, what most are about first.
fn topics(world: &RenderContext, reports: &BTreeSet<ReportId>) -> Vec<Way> {
    let mut counts: Vec<_> = tally::topics(world.publication, reports.iter().copied()).into_iter().collect();
    counts.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    let way = |(id, count): (TopicId, usize)| {
        let link = world.topic(id);
        Way { name: link.name, href: link.href, count, unit: "pieces" }
    };
    counts.into_iter().take(TOPICS).map(way).collect()
}

/// A name as part of an address.
fn encoded(name: &str) -> String {
    let byte = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    name.bytes().map(byte).collect()
}

fn named<'w>(world: &'w RenderContext<'_>, item: &Item) -> Option<&'w Person> {
    world.publication[item.report].people.get(item.place as usize)
}

/// An organisation, a role and a unit, as reports say them.
type Post<'w> = (OrganizationId, &'w str, &'w str);

/// Who is said to have it, each time with the year.
type Holders<'w> = Vec<(i32, &'w Person)>;

/// The offices, the latest first: what the reports of an organisation say alike
/// is one.
fn offices(world: &RenderContext, mentions: &[Item], years: std::ops::RangeInclusive<i32>) -> Vec<Office> {
    let mut known: BTreeMap<Post<'_>, Holders<'_>> = BTreeMap::new();
    for item in mentions {
        let report = &world.publication[item.report];
        if let Some(person) = named(world, item) {
            let key = (report.branch, person.role.as_str(), person.unit.as_str());
            known.entry(key).or_default().push((report.years.last, person));
        }
    }
    let mut offices: Vec<_> = known.into_iter().collect();
    let latest = |told: &[(i32, &Person)]| told.iter().map(|(year, _)| *year).max();
    offices.sort_by_key(|(key, told)| (std::cmp::Reverse(latest(told)), *key));
    let view = |((branch, role, unit), told): &(Post<'_>, Holders<'_>)| {
        let said = told.iter().map(|(year, _)| *year);
        let (first, last) = (said.clone().min().unwrap_or(0), said.clone().max().unwrap_or(0));
        let dated = told.iter().find(|(_, person)| person.from.is_some() || person.to.is_some());
        let own = world.index.own_reports(*branch);
        let mark = |year: i32| match told.iter().any(|(known, _)| *known == year) {
            true => BarMark::Full,
            false if own.iter().any(|&id| world.publication[id].years.contains(year)) => BarMark::Empty,
            false => BarMark::None,
        };
        let marks: Vec<BarMark> = years.clone().map(mark).collect();
        Office {
            role: (*role).to_owned(),
            unit: (*unit).to_owned(),
            organization: world.organization(*branch),
            title: told
                .iter()
                .map(|(_, person)| person.title.as_str())
                .find(|title| !title.is_empty())
                .unwrap_or_default()
                .to_owned(),
            time: match dated {
                Some((year, person)) => world.say.held(person.from, person.to, *year),
                None => world.say.span(first, last),
            },
            band_html: band(&marks),
        }
    };
    offices.iter().map(view).collect()
}

/// Honours that the same organisations tell of this name, newest first.
fn honours(world: &RenderContext, name: &str, branches: &BTreeSet<OrganizationId>) -> Vec<HonourView> {
    let mut own: Vec<_> = branches
        .iter()
        .flat_map(|&id| world.index.own_reports(id))
        .flat_map(|&id| world.publication[id].honours.iter().map(move |honour| (id, honour)))
        .filter(|(_, honour)| honour.recipient == name)
        .collect();
    own.sort_by_key(|(id, honour)| (std::cmp::Reverse(honour.year), *id));
    own.truncate(HONOURS);
    own.into_iter().map(|(id, honour)| world.honour(id, honour)).collect()
}

fn mention(world: &RenderContext, item: Item) -> Option<Mention> {
    let report = &world.publication[item.report];
    let person = named(world, &item)?;
    Some(Mention {
        year: world.say.years(report.years),
        report: Link {
            name: world.metadata(report).title.clone(),
            href: Some(plan::report_route(world.publication, item.report)),
        },
        organization: world.publication.short_name(report.branch, report.years.last),
        role: world.say.phrases(&[&person.unit, &person.role]),
    })
}
