//! Organisations: one, and all of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::index::{Item, Stated};
use crate::model::{MetricId, Name, OrganizationId, ReportId};
use crate::plan;
use crate::render::chart::Frame;
use crate::render::view::card::{AchievementView, HonourView, Link, PostView};
use crate::render::view::organization::{
    Fact, KindGroup, OrganizationView, OrganizationsView, Position, Series, TimelineYear, TreeNode, YearReports,
};
use crate::render::world::World;
use crate::text::width;

/// How many children a node of a tree shows on pages other than its own.
const CHILDREN: usize = 60;

/// How many metrics the page of an organisation draws.
const SERIES: usize = 12;

/// A node of the tree with what is below it, some levels deep.
pub fn node(world: &World, id: OrganizationId, depth: usize) -> TreeNode {
    let organization = &world.publication[id];
    let branch = &world.index.branches[id.index()];
    let children = if depth > 1 { organization.children.as_slice() } else { &[] };
    TreeNode {
        name: organization.name().to_owned(),
        href: world.organization_href(id),
        reports: branch.all.len(),
        years: branch.years.map_or(String::new(), |(first, last)| world.say.span(first, last)),
        children: children.iter().take(CHILDREN).map(|&child| node(world, child, depth - 1)).collect(),
    }
}

/// `organizations`
pub fn organizations(world: &World, cut: Option<usize>) -> OrganizationsView {
    let cuts = &world.plan.standing.organizations;
    let roots: &[OrganizationId] = match cut {
        Some(place) => &world.plan.standing.roots[cuts[place].range.clone()],
        None if cuts.is_empty() => &world.plan.standing.roots,
        None => &[],
    };
    let mut groups: Vec<KindGroup> = Vec::new();
    for &id in roots {
        let kind = &world.publication[id].kind;
        let node = node(world, id, 4);
        match groups.iter_mut().find(|group| group.kind == *kind) {
            Some(group) => group.nodes.push(node),
            None => groups.push(KindGroup { kind: kind.clone(), nodes: vec![node] }),
        }
    }
    OrganizationsView {
        groups,
        cuts: world.cuts(cuts, cut, |cut| plan::organizations_route(Some(cut))),
        overview: cut.is_none() && !cuts.is_empty(),
        total: world.publication.organizations.len(),
    }
}

/// `organization`
pub fn organization(world: &World, id: OrganizationId, cut: Option<usize>) -> OrganizationView {
    let organization = &world.publication[id];
    let branch = &world.index.branches[id.index()];
    let below = plan::below(world.publication, world.index, id);
    let cuts = world.plan.standing.branches.get(&id).map_or(&[][..], Vec::as_slice);
    let first_page = cut.is_none();
    let shown = match cut {
        Some(place) => &below[cuts[place].range.clone()],
        None if cuts.is_empty() => &below[..],
        None => &[],
    };
    let own = if first_page { world.index.own_reports(id) } else { &[] };
    let (series, series_years) = series(world, id, own);
    OrganizationView {
        name: world.publication.full_name(id, None),
        kind: organization.kind.clone(),
        description: organization.description.clone(),
        facts: facts(world, id),
        position: Position {
            ancestors: world.path(id, None).into_iter().rev().skip(1).rev().collect(),
            name: organization.name().to_owned(),
            children: organization.children.iter().take(CHILDREN).map(|&child| node(world, child, 1)).collect(),
        },
        timeline: timeline(world, own),
        below: by_year(world, shown),
        cuts: world.cuts(cuts, cut, |cut| plan::organization_route(world.publication, id, Some(cut))),
        posts: posts(world, id, own),
        honours: honours(world, own),
        series,
        series_years,
        own_reports: branch.own.len(),
        all_reports: branch.all.len(),
        achievements: branch.achievements,
    }
}

/// What the registry says of an organisation, and how much is collected.
fn facts(world: &World, id: OrganizationId) -> Vec<Fact> {
    let say = world.say;
    let organization = &world.publication[id];
    let plain = |name: String| Link { name, href: None };
    let mut facts = Vec::new();
    let mut fact = |chinese: &str, english: &str, parts: Vec<Link>| {
        if !parts.is_empty() {
            facts.push(Fact { term: say.pick(chinese, english).to_owned(), parts });
        }
    };
    fact("成立", "Founded", organization.founded.map(|date| plain(say.date(date).text)).into_iter().collect());
    fact("撤销", "Closed", organization.closed.map(|date| plain(say.date(date).text)).into_iter().collect());
    fact("并入", "Merged into", organization.merged_into.map(|heir| world.organization(heir)).into_iter().collect());
    let former = organization.names.split_last().map_or(&[][..], |(_, former)| former);
    fact("曾用名", "Formerly", former.iter().map(|name| plain(former_name(world, name))).collect());
    let parents = if organization.parents.is_empty() {
        organization.parent.map(|parent| world.organization(parent)).into_iter().collect()
    } else {
        let edge = |parent: &crate::model::Parent| {
            let mut link = world.organization(parent.id);
            let time = match (parent.from, parent.to) {
                (None, None) => String::new(),
                (from, to) => say.held(from, to, 0),
            };
            let detail = say.phrases(&[&parent.relation, &time]);
            if !detail.is_empty() {
                link.name = match say.pick("zh", "en") {
                    "zh" => format!("{}（{detail}）", link.name),
                    _ => format!("{} ({detail})", link.name),
                };
            }
            link
        };
        organization.parents.iter().map(edge).collect()
    };
    fact("上级", "Under", parents);
    let branch = &world.index.branches[id.index()];
    let collected = match say.pick("zh", "en") {
        "zh" => format!("总结{}篇，成效{}条", branch.all.len(), branch.achievements),
        _ => format!("{} reports, {} achievements", branch.all.len(), branch.achievements),
    };
    fact("收录", "Collected", vec![plain(collected)]);
    facts
}

fn former_name(world: &World, name: &Name) -> String {
    let until = match (name.from, name.to) {
        (None, None) => return name.name.clone(),
        (from, to) => world.say.held(from, to, 0),
    };
    match world.say.pick("zh", "en") {
        "zh" => format!("{}（{until}）", name.name),
        _ => format!("{} ({until})", name.name),
    }
}

/// The years of an organisation, newest first: its reports, and what they tell
/// of other years.
fn timeline(world: &World, own: &[ReportId]) -> Vec<TimelineYear> {
    let mut years: BTreeMap<i32, (Vec<ReportId>, Vec<Item>)> = BTreeMap::new();
    for &id in own {
        let report = &world.publication[id];
        years.entry(report.years.last).or_default().0.push(id);
        for (place, achievement) in report.achievements.iter().enumerate() {
            if !report.years.contains(achievement.year) {
                years.entry(achievement.year).or_default().1.push(Item { report: id, place: place as u32 });
            }
        }
    }
    let event = |item: Item| -> AchievementView { world.achievement(item) };
    years
        .into_iter()
        .rev()
        .map(|(year, (reports, mut events))| {
            events.sort_by_key(|&item| (world.publication.achievement(item).date, item));
            TimelineYear {
                year,
                reports: reports.into_iter().map(|id| world.card(id)).collect(),
                events: events.into_iter().map(event).collect(),
            }
        })
        .collect()
}

fn by_year(world: &World, reports: &[ReportId]) -> Vec<YearReports> {
    let year = |id: &ReportId| world.publication[*id].years.last;
    reports
        .chunk_by(|a, b| year(a) == year(b))
        .map(|run| YearReports { year: year(&run[0]), reports: run.iter().map(|&id| world.card(id)).collect() })
        .collect()
}

/// Posts, newest report first; a post that stays is named once. The unit is
/// said only where it is not the organisation itself.
fn posts(world: &World, id: OrganizationId, own: &[ReportId]) -> Vec<PostView> {
    let names = world.publication[id].names.iter().flat_map(|name| [Some(&name.name), name.short.as_ref()]).flatten();
    let own_names: BTreeSet<String> =
        names.chain([&world.publication.full_name(id, None)]).map(|name| width::key(name)).collect();
    let mut seen = BTreeSet::new();
    let mut posts = Vec::new();
    for &id in own.iter().rev() {
        let report = &world.publication[id];
        for person in &report.people {
            if seen.insert((&person.name, &person.role)) {
                let mut post = world.post(person, report.years.last);
                if own_names.contains(&width::key(&post.unit)) {
                    post.unit.clear();
                }
                posts.push(post);
            }
        }
    }
    posts
}

/// Honours, newest first.
fn honours(world: &World, own: &[ReportId]) -> Vec<HonourView> {
    let mut honours: Vec<_> =
        own.iter().flat_map(|&id| world.publication[id].honours.iter().map(move |honour| (id, honour))).collect();
    honours.sort_by_key(|(id, honour)| (std::cmp::Reverse((honour.year, honour.date)), std::cmp::Reverse(*id)));
    honours.into_iter().map(|(id, honour)| world.honour(id, honour)).collect()
}

/// The metrics of an organisation over its years: those with several values
/// first, at most a dozen.
fn series(world: &World, id: OrganizationId, own: &[ReportId]) -> (Vec<Series>, Vec<i32>) {
    let mut keys: Vec<(MetricId, &str)> = Vec::new();
    for &report in own {
        for figure in &world.publication[report].metrics {
            if !keys.contains(&(figure.metric, &figure.unit)) {
                keys.push((figure.metric, &figure.unit));
            }
        }
    }
    let mut all: Vec<(MetricId, &str, Vec<Stated>)> = keys
        .into_iter()
        .map(|(metric, unit)| (metric, unit, world.index.series(world.publication, metric, id, unit)))
        .collect();
    all.sort_by_key(|(metric, _, values)| (std::cmp::Reverse(world.by_year(values).len().min(2)), *metric));
    all.truncate(SERIES);
    let years: BTreeSet<i32> =
        all.iter().flat_map(|(_, _, values)| world.by_year(values)).map(|(year, _)| year).collect();
    let years: Vec<i32> = years.into_iter().collect();
    let view = |(metric, unit, values): &(MetricId, &str, Vec<Stated>)| {
        let known = world.by_year(values);
        let value = |year: &i32| {
            let found = known.iter().find(|(known, _)| known == year);
            found.map_or(String::new(), |(_, value)| world.say.whole_quantity(value, ""))
        };
        Series {
            name: world.publication[*metric].name.clone(),
            unit: (*unit).to_owned(),
            href: world.metric_href(*metric),
            chart: world.chart(values, unit, Frame::Full),
            values: years.iter().map(value).collect(),
        }
    };
    (all.iter().map(view).collect(), years)
}
