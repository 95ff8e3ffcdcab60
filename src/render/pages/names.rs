//! The index of names: people, posts and honours.

use std::collections::BTreeSet;

use crate::index::{self, Item, NameKind};
use crate::model::ReportId;
use crate::plan::{self, cut};
use crate::render::view::card::{CutView, Link};
use crate::render::view::home::Way;
use crate::render::view::index::{LetterSection, NameEntry, NamesView};
use crate::render::world::RenderContext;

/// How many people the index begins with, and how many posts stand beside a name.
const MOST: usize = 24;
const ROLES: usize = 3;

/// `names`
pub fn names(world: &RenderContext, page: Option<usize>) -> NamesView {
    let entries = &world.index.names;
    let cuts = &world.plan.names.cuts;
    let range = match page {
        Some(place) => cuts[place].range.clone(),
        None if cuts.is_empty() => 0..entries.len(),
        None => 0..0,
    };
    let letter = page.map(|place| cuts[place].letter.as_str());
    let same_letter = cuts.iter().enumerate().filter(|(_, cut)| letter == Some(&cut.letter));
    let siblings: Vec<CutView> = same_letter
        .map(|(place, cut)| CutView {
            name: cut.name.clone(),
            href: Some(plan::names_route(Some(cut))),
            count: cut.range.len(),
            current: page == Some(place),
        })
        .collect();
    let count = |kind: NameKind| entries.iter().filter(|entry| entry.kind == kind).count();
    let shown = &entries[range];
    NamesView {
        letters: letters(world, letter),
        cuts: if siblings.len() > 1 { siblings } else { Vec::new() },
        sections: sections(world, shown),
        overview: page.is_none() && !cuts.is_empty(),
        count: shown.len(),
        people: count(NameKind::Person),
        roles: count(NameKind::Role),
        honours: count(NameKind::Honour),
        most: if page.is_none() { most(world) } else { Vec::new() },
        initials: if page.is_none() && !cuts.is_empty() { initials(world) } else { Vec::new() },
    }
}

/// The people whom most reports name, each with a page.
fn most(world: &RenderContext) -> Vec<Way> {
    let person = |entry: &index::NameEntry| {
        let reports: BTreeSet<ReportId> = entry.mentions.iter().map(|item| item.report).collect();
        Some(Way {
            name: entry.name.to_string(),
            href: Some(plan::person_route(entry)?),
            count: reports.len(),
            unit: "pieces",
        })
    };
    let mut people: Vec<Way> =
        world.index.names.iter().filter(|entry| entry.kind == NameKind::Person).filter_map(person).collect();
    // Stable: equals stay in the order of the index.
    people.sort_by_key(|way| std::cmp::Reverse(way.count));
    people.truncate(MOST);
    people
}

/// The letters, each with the first and the last name that begins with it.
fn initials(world: &RenderContext) -> Vec<Way> {
    let entries = &world.index.names;
    let way = |letter: CutView| {
        let mut own = entries.iter().filter(|entry| letter.name.starts_with(entry.letter));
        let first = own.next()?;
        let last = own.next_back().unwrap_or(first);
        let names = world.say.between(&first.name, &last.name);
        Some(Way {
            name: format!("{}　{names}", letter.name), href: letter.href, count: letter.count, unit: "entries"
        })
    };
    letters(world, None).into_iter().filter_map(way).collect()
}

/// The alphabet. No Chinese syllable begins with I, U or V; they are shown only
/// if a Latin name needs them.
fn letters(world: &RenderContext, current: Option<&str>) -> Vec<CutView> {
    let entries = &world.index.names;
    ('A'..='Z')
        .chain(std::iter::once('#'))
        .filter_map(|letter| {
            let start = entries.iter().position(|entry| entry.letter == letter);
            let count = entries.iter().filter(|entry| entry.letter == letter).count();
            if count == 0 && matches!(letter, 'I' | 'U' | 'V' | '#') {
                return None;
            }
            let href = start.map(|start| match world.plan.names.cuts.iter().find(|cut| cut.range.contains(&start)) {
                Some(cut) => plan::names_route(Some(cut)),
                None => format!("{}#{}", plan::names_route(None), cut::letter_slug(letter)),
            });
            Some(CutView {
                name: letter.to_string(),
                href,
                count,
                current: current == Some(letter.to_string().as_str()),
            })
        })
        .collect()
}

fn sections(world: &RenderContext, entries: &[index::NameEntry]) -> Vec<LetterSection> {
    entries
        .chunk_by(|a, b| a.letter == b.letter)
        .map(|run| LetterSection {
            letter: run[0].letter.to_string(),
            id: cut::letter_slug(run[0].letter),
            entries: run.iter().map(|entry| self::entry(world, entry)).collect(),
        })
        .collect()
}

fn entry(world: &RenderContext, entry: &index::NameEntry) -> NameEntry {
    let mut mentions: Vec<Link> = Vec::with_capacity(entry.mentions.len());
    for &item in &entry.mentions {
        let mention = mention(world, entry.kind, item);
        if !mentions.contains(&mention) {
            mentions.push(mention);
        }
    }
    NameEntry {
        id: entry.anchor.clone(),
        name: entry.name.to_string(),
        href: plan::person_route(entry),
        kind: match entry.kind {
            NameKind::Person => "person",
            NameKind::Role => "role",
            NameKind::Honour => "honour",
        },
        roles: match entry.kind {
            NameKind::Person => roles(world, entry),
            _ => String::new(),
        },
        mentions,
    }
}

/// The posts of a person, the latest first, each once.
fn roles(world: &RenderContext, entry: &index::NameEntry) -> String {
    let mut posts: Vec<_> = entry
        .mentions
        .iter()
        .filter_map(|item| {
            let report = &world.publication[item.report];
            Some((report.years.last, report.people.get(item.place as usize)?.role.clone()))
        })
        .filter(|(_, role)| !role.is_empty())
        .collect();
    posts.sort_by_key(|(year, _)| std::cmp::Reverse(*year));
    let mut roles: Vec<String> = Vec::new();
    for (_, role) in posts {
        if roles.len() < ROLES && !roles.contains(&role) {
            roles.push(role);
        }
    }
    world.say.list(&roles)
}

/// Where a name is found: the branch, the post and the year.
fn mention(world: &RenderContext, kind: NameKind, item: Item) -> Link {
    let report = &world.publication[item.report];
    let say = world.say;
    let branch = world.publication.short_name(report.branch, report.years.last);
    let year = report.years.last;
    let name = match kind {
        NameKind::Honour => {
            let honour = &report.honours[item.place as usize];
            say.phrases(&[&branch, &honour.year.to_string()])
        }
        NameKind::Person | NameKind::Role => {
            let person = &report.people[item.place as usize];
            let unit = if person.unit.is_empty() { branch } else { person.unit.clone() };
            let role = if kind == NameKind::Person { person.role.as_str() } else { "" };
            let gap = if role.is_ascii() && !role.is_empty() { " " } else { "" };
            say.phrases(&[&format!("{unit}{gap}{role}"), &say.held(person.from, person.to, year)])
        }
    };
    Link { name, href: Some(plan::report_route(world.publication, item.report)) }
}
