//! Organisations: one, and all of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::aggregate::tally::{self, Counted, Level, tally};
use crate::index::{Item, Stated};
use crate::language::place;
use crate::model::{MetricId, Name, OrganizationId, ReportId};
use crate::parse::MetricKind;
use crate::plan;
use crate::plan::data::{DataFile, Slice};
use crate::render::chart::{Frame, bar};
use crate::render::pages::overview::{self, Topics};
use crate::render::pages::provinces::{self, Places};
use crate::render::pages::summed::{metric_line, moved};
use crate::render::pages::{dated, levels, units};
use crate::render::view::card::{AchievementView, HonourView, Link, PostView};
use crate::render::view::editorial::EditorialView;
use crate::render::view::home::Way;
use crate::render::view::metric::{MetricLine, MetricMoves};
use crate::render::view::organization::{
    BranchLead, BranchYear, Fact, KindGroup, OrganizationView, OrganizationsView, Position, Series, TimelineYear,
    TreeNode, YearReports,
};
use crate::render::view::overview::{RootCount, TopicShare};
use crate::render::world::RenderContext;
use crate::text::width;

/// How many organisations stand in the ranking of all.
const BUSIEST: usize = 12;

/// How many children a node of a tree shows on pages other than its own.
const CHILDREN: usize = 60;

/// How many metrics the page of an organisation draws.
const SERIES: usize = 12;

/// How many metrics of all below it.
const METRICS: usize = 16;

/// How many topics.
const TOPICS: usize = 10;

/// How many honours; the index of names has all.
const HONOURS: usize = 24;

/// How many posts of those below it.
const POSTS: usize = 60;

/// Over how many years it is said of which there is no report, and how many years the
/// table of metrics has where it has those without a value too.
const LONGEST: i32 = 40;
const COLUMNS: usize = 24;

/// How many reports make shares of them worth saying.
const LEAST: usize = 10;

/// A node of the tree with what is below it, some levels deep.
pub fn node(world: &RenderContext, id: OrganizationId, depth: usize) -> TreeNode {
    let organization = &world.publication[id];
    let branch = &world.index.branches[id.index()];
    let children = if depth > 1 { organization.children.as_slice() } else { &[] };
    TreeNode {
        name: organization.name().to_owned(),
        href: world.organization_href(id),
        reports: branch.all.len(),
        achievements: branch.achievements,
        years: branch.years.map_or(String::new(), |(first, last)| world.say.span(first, last)),
        region: "",
        children: children.iter().take(CHILDREN).map(|&child| node(world, child, depth - 1)).collect(),
    }
}

/// `organizations`
pub fn organizations(world: &RenderContext, cut: Option<usize>) -> OrganizationsView {
    let cuts = &world.plan.standing.organizations;
    let roots: &[OrganizationId] = match cut {
        Some(place) => &world.plan.standing.roots[cuts[place].range.clone()],
        None if cuts.is_empty() => &world.plan.standing.roots,
        None => &[],
    };
    let own = plan::organizations_route(None);
    let mut groups: Vec<KindGroup> = Vec::new();
    let mut regions = BTreeSet::new();
    for &id in roots {
        let kind = &world.publication[id].kind;
        let region = place::province(world.publication[id].name()).filter(|region| regions.insert(*region));
        let node = TreeNode { region: region.unwrap_or_default(), ..node(world, id, 4) };
        match groups.iter_mut().find(|group| group.kind == *kind) {
            Some(group) => group.nodes.push(node),
            None => groups.push(KindGroup { kind: kind.clone(), nodes: vec![node] }),
        }
    }
    let overview = cut.is_none() && !cuts.is_empty();
    let counted = world.plan.standing.roots.iter().filter(|_| overview).map(|&id| {
        let branch = world.index.branches.get(id.index());
        let (reports, achievements) = branch.map_or((0, 0), |branch| (branch.all.len(), branch.achievements));
        (id, (reports, achievements), world.organization_href(id))
    });
    OrganizationsView {
        groups,
        regions: overview::regions(world, counted),
        provinces: match cut {
            None => provinces::of_reports(
                world,
                (0..world.publication.reports.len()).map(ReportId::at),
                &Places { on: &own, at: &own },
            ),
            Some(_) => None,
        },
        busiest: if cut.is_none() { busiest(world) } else { Vec::new() },
        kinds: if overview { kinds(world) } else { Vec::new() },
        cuts: world.cuts(cuts, cut, |cut| plan::organizations_route(Some(cut))),
        overview,
        total: world.publication.organizations.len(),
        writers: world.index.branches.iter().filter(|branch| !branch.own.is_empty()).count(),
        roots: world.plan.standing.roots.len(),
    }
}

/// The topmost organisations with the most reports.
fn busiest(world: &RenderContext) -> Vec<RootCount> {
    let mut roots: Vec<OrganizationId> = world.plan.standing.roots.to_vec();
    if roots.len() <= BUSIEST {
        return Vec::new();
    }
    let count = |id: OrganizationId| {
        let branch = world.index.branches.get(id.index());
        branch.map_or((0, 0), |branch| (branch.all.len(), branch.achievements))
    };
    // Stable: equals stay in the order of the tree.
    roots.sort_by_key(|&id| std::cmp::Reverse(count(id)));
    let most = roots.first().map_or(0, |&id| count(id).0).max(1);
    let root = |&id: &OrganizationId| {
        let (reports, achievements) = count(id);
        RootCount {
            name: world.publication[id].name().to_owned(),
            href: world.organization_href(id),
            reports,
            achievements,
            bar_html: bar(reports as f64 / most as f64, false),
        }
    };
    roots.iter().take(BUSIEST).map(root).collect()
}

/// How many topmost organisations there are of each kind, the most first.
fn kinds(world: &RenderContext) -> Vec<Way> {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for &id in &world.plan.standing.roots {
        *kinds.entry(&world.publication[id].kind).or_default() += 1;
    }
    if kinds.len() < 2 {
        return Vec::new();
    }
    let mut kinds: Vec<Way> = kinds
        .into_iter()
        .filter(|(kind, _)| !kind.is_empty())
        .map(|(kind, count)| Way { name: kind.to_owned(), href: None, count, unit: "organizations" })
        .collect();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.count));
    kinds
}

/// `organization`
pub fn organization(
    world: &RenderContext,
    id: OrganizationId,
    cut: Option<usize>,
    before: Option<EditorialView>,
) -> OrganizationView {
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
    let silent = uncollected(world, id, own);
    let (series, series_years) = series(world, id, own, &silent);
    let all = if first_page { world.index.all_reports(id) } else { &[] };
    let whole = tally(world.publication, all);
    let honoured = honours(world, all);
    let metrics = if all.len() > own.len() { metrics(world, id, all) } else { Vec::new() };
    let (units, more_units) = if first_page { units::units(world, id) } else { (Vec::new(), 0) };
    let achievements = || all.iter().flat_map(|&id| &world.publication[id].achievements);
    // Of a parent without reports of its own, those in office below it.
    let in_office = if own.is_empty() { all } else { own };
    OrganizationView {
        before,
        name: world.publication.full_name(id, None),
        kind: organization.kind.clone(),
        description: organization.description.clone(),
        facts: facts(world, id, &uncollected(world, id, all)),
        position: Position {
            ancestors: world.path(id, None).into_iter().rev().skip(1).rev().collect(),
            name: organization.name().to_owned(),
            children: organization.children.iter().take(CHILDREN).map(|&child| node(world, child, 1)).collect(),
        },
        timeline: timeline(world, own, &silent),
        below: by_year(world, shown),
        cuts: world.cuts(cuts, cut, |cut| plan::organization_route(world.publication, id, Some(cut))),
        posts: posts(world, id, in_office),
        lead: first_page.then(|| lead(world, all, &whole, moved(&metrics))),
        metrics: metrics.into_iter().take(METRICS).collect(),
        years: if all.len() > own.len() { years(world, id, all, &whole) } else { Vec::new() },
        shares: if all.len() >= LEAST { shares(world, all) } else { Vec::new() },
        unit_years: units::years(world, id).filter(|_| !units.is_empty()),
        units,
        more_units,
        dated: dated::dated(world, achievements().filter_map(|of| of.date)),
        level_chart: levels::chart(world, &whole.iter().map(|(year, of)| (*year, of.honours.clone())).collect()),
        photos: world.photos(all),
        all_honours: honoured.len(),
        honours: honoured.into_iter().take(HONOURS).collect(),
        series,
        series_years,
        uncollected: silent,
        own_reports: branch.own.len(),
        all_reports: branch.all.len(),
        achievements: branch.achievements,
        csv: match first_page && world.plan.metrics.organizations.contains(&id) {
            true => DataFile::Part(Slice::Organization(id)).route(world.publication),
            false => String::new(),
        },
    }
}

/// What an organisation and all below it come to.
fn lead(
    world: &RenderContext,
    all: &[ReportId],
    whole: &BTreeMap<i32, Counted>,
    moved: Option<MetricMoves>,
) -> BranchLead {
    let mut branches: Vec<OrganizationId> = all.iter().map(|&id| world.publication[id].branch).collect();
    branches.dedup();
    let years = all.iter().map(|&id| world.publication[id].years);
    let ends = years.fold(None, |ends: Option<(i32, i32)>, years| {
        let (first, last) = ends.unwrap_or((years.first, years.last));
        Some((first.min(years.first), last.max(years.last)))
    });
    let mut levels: BTreeMap<Level, usize> = BTreeMap::new();
    for (level, count) in whole.values().flat_map(|counted| &counted.honours) {
        *levels.entry(*level).or_default() += count;
    }
    BranchLead {
        organizations: branches.len(),
        years: ends.map_or(String::new(), |(first, last)| world.say.span(first, last)),
        honours: levels.values().sum(),
        levels: overview::levels(&levels),
        moved,
    }
}

/// The years without any of these reports of an organisation, from the first of them
/// to the latest that anybody reported on, or to its end.
fn uncollected(world: &RenderContext, id: OrganizationId, reports: &[ReportId]) -> Vec<i32> {
    let latest = world.index.years.iter().rev().find(|(_, year)| !year.reports.is_empty());
    let end = world.publication[id].closed.map(|date| date.year);
    let Some(last) = latest.map(|(year, _)| end.map_or(*year, |end| end.min(*year))) else { return Vec::new() };
    let known: BTreeSet<i32> =
        reports.iter().map(|&id| world.publication[id].years).flat_map(|years| years.first..=years.last).collect();
    let Some(first) = known.first().copied() else { return Vec::new() };
    (first.max(last - LONGEST + 1)..=last).filter(|year| !known.contains(year)).collect()
}

/// Years in words: `2017—2019、2023`.
fn spans(world: &RenderContext, years: &[i32]) -> String {
    let runs = years.chunk_by(|a, b| a + 1 == *b).filter_map(|run| Some(world.say.span(*run.first()?, *run.last()?)));
    world.say.list(&runs.collect::<Vec<_>>())
}

/// The metrics of an organisation and all below it, those of the most values first.
fn metrics(world: &RenderContext, id: OrganizationId, all: &[ReportId]) -> Vec<MetricLine> {
    let stated = all.iter().flat_map(|&id| {
        let report = &world.publication[id];
        report.metrics.iter().chain(report.achievements.iter().flat_map(|item| &item.figures))
    });
    let ids: BTreeSet<MetricId> = stated.map(|figure| figure.metric).collect();
    let mut lines: Vec<MetricLine> =
        ids.into_iter().filter_map(|metric| metric_line(world, metric, Some(id), None)).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.count));
    lines
}

/// What all did each year, also those years of which there is no report.
fn years(
    world: &RenderContext,
    id: OrganizationId,
    all: &[ReportId],
    whole: &BTreeMap<i32, Counted>,
) -> Vec<BranchYear> {
    let mut counted = whole.clone();
    for year in uncollected(world, id, all) {
        counted.entry(year).or_default();
    }
    overview::years(world, &counted, |of| of.achievements)
}

/// What they write about, beside the whole.
fn shares(world: &RenderContext, all: &[ReportId]) -> Vec<TopicShare> {
    let own = tally::topics(world.publication, all.iter().copied());
    let now = Topics { counts: &own, of: all.len() };
    let whole = Topics { counts: world.topics(), of: world.publication.reports.len() };
    overview::shares(world, &now, Some(&whole).filter(|whole| whole.of > now.of), TOPICS, |id| {
        Some(plan::topic_route(world.publication, id))
    })
}

/// What the registry says of an organisation, and how much is collected.
fn facts(world: &RenderContext, id: OrganizationId, uncollected: &[i32]) -> Vec<Fact> {
    let say = world.say;
    let organization = &world.publication[id];
    let plain = |name: String| Link { name, href: None };
    let mut facts = Vec::new();
    let mut fact = |term: &str, parts: Vec<Link>| {
        if !parts.is_empty() {
            facts.push(Fact { term: term.to_owned(), parts });
        }
    };
    fact(
        say.word("organization.founded"),
        organization.founded.map(|date| plain(say.date(date).text)).into_iter().collect(),
    );
    fact(
        say.word("organization.closed"),
        organization.closed.map(|date| plain(say.date(date).text)).into_iter().collect(),
    );
    fact(
        say.word("organization.merged_into"),
        organization.merged_into.map(|heir| world.organization(heir)).into_iter().collect(),
    );
    let former = organization.names.split_last().map_or(&[][..], |(_, former)| former);
    fact(say.word("organization.formerly"), former.iter().map(|name| plain(former_name(world, name))).collect());
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
                link.name += &say.with("paren", &detail);
            }
            link
        };
        organization.parents.iter().map(edge).collect()
    };
    fact(say.word("organization.under"), parents);
    let branch = &world.index.branches[id.index()];
    let (reports, achievements) = (branch.all.len().to_string(), branch.achievements.to_string());
    let collected = say.phrase("organization.collection", &[("reports", &reports), ("achievements", &achievements)]);
    fact(say.word("organization.collected"), vec![plain(collected)]);
    if !uncollected.is_empty() {
        let years = say.with("organization.years", &spans(world, uncollected));
        fact(say.word("organization.uncollected"), vec![plain(years)]);
    }
    facts
}

fn former_name(world: &RenderContext, name: &Name) -> String {
    let until = match (name.from, name.to) {
        (None, None) => return name.name.clone(),
        (from, to) => world.say.held(from, to, 0),
    };
    name.name.clone() + &world.say.with("paren", &until)
}

/// The years of an organisation, newest first: its reports, what they tell of other
/// years, and of which there is no report.
fn timeline(world: &RenderContext, own: &[ReportId], silent: &[i32]) -> Vec<TimelineYear> {
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
    let silent: Vec<i32> = silent.iter().copied().filter(|year| !years.contains_key(year)).collect();
    let gap = |run: &[i32]| TimelineYear {
        year: run.last().copied().unwrap_or_default(),
        years: spans(world, run),
        reports: Vec::new(),
        events: Vec::new(),
    };
    let mut line: Vec<TimelineYear> = silent.chunk_by(|a, b| a + 1 == *b).map(gap).collect();
    line.extend(years.into_iter().map(|(year, (reports, mut events))| {
        events.sort_by_key(|&item| (world.publication.achievement(item).date, item));
        TimelineYear {
            year,
            years: year.to_string(),
            reports: reports.into_iter().map(|id| world.card(id)).collect(),
            events: events.into_iter().map(event).collect(),
        }
    }));
    line.sort_by_key(|of| std::cmp::Reverse(of.year));
    line
}

fn by_year(world: &RenderContext, reports: &[ReportId]) -> Vec<YearReports> {
    let year = |id: &ReportId| world.publication[*id].years.last;
    reports
        .chunk_by(|a, b| year(a) == year(b))
        .map(|run| YearReports { year: year(&run[0]), reports: run.iter().map(|&id| world.card(id)).collect() })
        .collect()
}

/// Posts, newest report first; a post that stays is named once. The unit is
/// said only where it is not the organisation itself.
fn posts(world: &RenderContext, id: OrganizationId, own: &[ReportId]) -> Vec<PostView> {
    let names = world.publication[id].names.iter().flat_map(|name| [Some(&name.name), name.short.as_ref()]).flatten();
    let own_names: BTreeSet<String> =
        names.chain([&world.publication.full_name(id, None)]).map(|name| width::key(name)).collect();
    let mut seen = BTreeSet::new();
    let mut posts = Vec::new();
    let mut newest: Vec<ReportId> = own.to_vec();
    newest.reverse();
    newest.sort_by_key(|&id| std::cmp::Reverse(world.publication[id].years.last));
    for &report_id in &newest {
        let report = &world.publication[report_id];
        for person in &report.people {
            if seen.insert((&person.name, &person.role)) {
                let mut post = world.post(person, report.years.last);
                if own_names.contains(&width::key(&post.unit)) {
                    post.unit.clear();
                }
                if post.unit.is_empty() && !post.role.is_empty() && report.branch != id {
                    post.unit = world.publication.short_name(report.branch, report.years.last);
                }
                posts.push(post);
            }
        }
    }
    posts.truncate(POSTS);
    posts
}

/// Honours, newest first.
fn honours(world: &RenderContext, own: &[ReportId]) -> Vec<HonourView> {
    let mut honours: Vec<_> =
        own.iter().flat_map(|&id| world.publication[id].honours.iter().map(move |honour| (id, honour))).collect();
    honours.sort_by_key(|(id, honour)| (std::cmp::Reverse((honour.year, honour.date)), std::cmp::Reverse(*id)));
    honours.into_iter().map(|(id, honour)| world.honour(id, honour)).collect()
}

/// The metrics of an organisation over its years: those with several values
/// first, at most a dozen.
fn series(world: &RenderContext, id: OrganizationId, own: &[ReportId], silent: &[i32]) -> (Vec<Series>, Vec<i32>) {
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
    let told: BTreeSet<i32> =
        all.iter().flat_map(|(_, _, values)| world.by_year(values)).map(|(year, _)| year).collect();
    let collected = own.iter().map(|&id| world.publication[id].years.last);
    let every: BTreeSet<i32> = told.iter().copied().chain(collected).chain(silent.iter().copied()).collect();
    // All lines are drawn over the same years, that they can be held beside each other.
    let drawn = all.iter().map(|(_, _, values)| world.by_year(values)).filter(|known| known.len() > 1).flatten();
    let span = drawn.map(|(year, _)| year).fold(None, |span: Option<(i32, i32)>, year| {
        Some(span.map_or((year, year), |(first, last)| (first.min(year), last.max(year))))
    });
    let span = span.filter(|(first, last)| ((last - first) as usize) < COLUMNS);
    // Of many years only those with values.
    let years = if told.is_empty() || every.len() > COLUMNS { told } else { every };
    let years: Vec<i32> = years.into_iter().rev().collect();
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
            chart: world.chart_beside(values, unit, Frame::Full, span, silent),
            change: match known.as_slice() {
                [.., (before, earlier), (now, latest)] if before + 1 == *now => {
                    let rate = world.publication[*metric].kind == Some(MetricKind::Rate) || *unit == "%";
                    world.say.change(earlier, latest, rate)
                }
                _ => String::new(),
            },
            values: years.iter().map(value).collect(),
        }
    };
    (all.iter().map(view).collect(), years)
}
