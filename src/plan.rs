//! Plan: what will exist, and what makes each.
//!
//! In: the publication, its index and the theme's assets. Out: every route of
//! the site with what is to be made there, and how long lists were cut into
//! pages. Routes are flat, relative and ASCII, and name their file, so that a
//! site works from a disk, any folder and any server.
//!
//! **Cuts are stable.** A long list is cut by year, by letter and first
//! syllable, or by number from the oldest on; never into “the next hundred”
//! from the newest, where each new report would change every page.

pub mod cut;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

use crate::index::Index;
use crate::model::{MetricId, OrganizationId, PageId, Publication, ReportId, TopicId};
use crate::plan::cut::{Cut, by_letter, by_number};
use crate::source::VPath;
use crate::text::pinyin::{self, Reading};

/// The place of a file in the site: relative, `/` between its parts, ASCII.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Arc<str>);

impl Route {
    /// A route that the plan makes from parts known to be ASCII and safe.
    pub fn new(route: impl Into<Arc<str>>) -> Route {
        Route(route.into())
    }

    /// The route as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What climbs from the folder of this route to the root: `../` for each
    /// folder.
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// What makes a route. A `usize` is a page of a list that was cut; `None` is
/// its first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Make {
    /// The first page.
    Home,
    /// All years.
    Years,
    /// The volume of a year.
    Year(i32, Option<usize>),
    /// All organisations.
    Organizations(Option<usize>),
    /// An organisation.
    Organization(OrganizationId, Option<usize>),
    /// Topics against years.
    Topics,
    /// A topic.
    Topic(TopicId),
    /// A topic in a year, with its page.
    Cell(TopicId, i32, usize),
    /// People, posts and honours.
    Names(Option<usize>),
    /// All metrics.
    Metrics(Option<usize>),
    /// A metric over years.
    Metric(MetricId, usize),
    /// The ways in.
    Find,
    /// A report.
    Report(ReportId),
    /// A page that is no report.
    Page(PageId),
    /// What a server shows for an address that is none.
    NotFound,
    /// The feed of the site.
    Feed,
    /// The feed of an organisation and all below it.
    OrganizationFeed(OrganizationId),
    /// The site map.
    Sitemap,
    /// The file for robots.
    Robots,
    /// All facts as data.
    Data,
    /// A file beside a report or page.
    Attachment(VPath),
    /// A file of the theme, by its name.
    ThemeAsset(String),
}

/// When a file is written: what others refer to comes first, so that a reader
/// in the middle of a rebuild meets no link to a page that is not there yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// Style, script, images, attachments.
    Asset,
    /// Reports and other pages.
    Report,
    /// Lists, feeds and data.
    Index,
    /// The first page.
    Home,
}

impl Make {
    /// When it is written.
    pub fn rank(&self) -> Rank {
        match self {
            Make::Attachment(_) | Make::ThemeAsset(_) => Rank::Asset,
            Make::Report(_) | Make::Page(_) | Make::NotFound => Rank::Report,
            Make::Home => Rank::Home,
            _ => Rank::Index,
        }
    }

    /// Whether it is a page that a reader opens.
    pub fn is_page(&self) -> bool {
        !matches!(
            self,
            Make::Attachment(_)
                | Make::ThemeAsset(_)
                | Make::Feed
                | Make::OrganizationFeed(_)
                | Make::Sitemap
                | Make::Robots
                | Make::Data
        )
    }
}

/// What will exist.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Every route, in order.
    pub routes: BTreeMap<Route, Make>,
    /// How each year's contents were cut: ranges of its reports.
    pub years: BTreeMap<i32, Vec<Cut>>,
    /// How the list of organisations was cut: ranges of `roots`.
    pub organizations: Vec<Cut>,
    /// The topmost organisations, in the order of the list.
    pub roots: Vec<OrganizationId>,
    /// How the reports below each organisation were cut: ranges of
    /// `Plan::below`. Empty for most.
    pub branches: BTreeMap<OrganizationId, Vec<Cut>>,
    /// How each cell was cut: ranges of its achievements, oldest first.
    pub cells: BTreeMap<(TopicId, i32), Vec<Cut>>,
    /// How the index of names was cut: ranges of `Index::names`.
    pub names: Vec<Cut>,
    /// How the list of metrics was cut: ranges of the publication's metrics.
    pub metrics: Vec<Cut>,
    /// How the branches of each metric were cut: ranges of `Index::metrics`.
    pub series: BTreeMap<MetricId, Vec<Cut>>,
    /// The attachments by their source.
    pub attachments: BTreeMap<VPath, Route>,
    /// The reports by their source.
    pub reports: BTreeMap<VPath, ReportId>,
    /// The pages by their source.
    pub pages: BTreeMap<VPath, PageId>,
}

/// Lays out the site.
pub fn plan(publication: &Publication, index: &Index, theme_assets: &[String]) -> Plan {
    let size = publication.site.page_size;
    let mut plan = Plan {
        routes: BTreeMap::new(),
        years: BTreeMap::new(),
        organizations: Vec::new(),
        roots: Vec::new(),
        branches: BTreeMap::new(),
        cells: BTreeMap::new(),
        names: Vec::new(),
        metrics: Vec::new(),
        series: BTreeMap::new(),
        attachments: BTreeMap::new(),
        reports: BTreeMap::new(),
        pages: BTreeMap::new(),
    };
    for (route, make) in [
        ("index.html", Make::Home),
        ("years.html", Make::Years),
        ("orgs.html", Make::Organizations(None)),
        ("topics.html", Make::Topics),
        ("names.html", Make::Names(None)),
        ("metrics.html", Make::Metrics(None)),
        ("find.html", Make::Find),
        ("404.html", Make::NotFound),
        ("robots.txt", Make::Robots),
        ("reports.json", Make::Data),
    ] {
        plan.add(route, make);
    }
    if publication.site.base_url.is_some() {
        plan.add("feed.xml", Make::Feed);
        plan.add("sitemap.xml", Make::Sitemap);
    }
    plan.lay_reports(publication);
    plan.lay_years(publication, index, size);
    plan.lay_organizations(publication, index, size);
    plan.lay_topics(publication, index, size);
    plan.lay_names(index, size);
    plan.lay_metrics(publication, index, size);
    for name in theme_assets {
        plan.add(name.as_str(), Make::ThemeAsset(name.clone()));
    }
    plan
}

impl Plan {
    fn add(&mut self, route: impl Into<Arc<str>>, make: Make) {
        self.routes.insert(Route::new(route), make);
    }

    fn lay_reports(&mut self, publication: &Publication) {
        for (place, report) in publication.reports.iter().enumerate() {
            self.reports.insert(report.path.clone(), ReportId::at(place));
            self.add(report_route(publication, ReportId::at(place)), Make::Report(ReportId::at(place)));
        }
        for (place, page) in publication.pages.iter().enumerate() {
            self.pages.insert(page.path.clone(), PageId::at(place));
            self.add(page_route(publication, PageId::at(place)), Make::Page(PageId::at(place)));
        }
        for attachment in publication.attachments.iter() {
            let route = Route::new(attachment.route.as_str());
            self.attachments.insert(attachment.path.clone(), route.clone());
            self.routes.insert(route, Make::Attachment(attachment.path.clone()));
        }
    }

    fn lay_years(&mut self, publication: &Publication, index: &Index, size: usize) {
        let mut readings: HashMap<OrganizationId, (char, String)> = HashMap::new();
        for (&year, volume) in index.years.iter() {
            self.add(year_route(year, None), Make::Year(year, None));
            // Reports of one topmost organisation stay together under its letter.
            let keys = volume.reports.iter().map(|&id| {
                let root = publication.root(publication[id].branch);
                readings.entry(root).or_insert_with(|| reading(publication, root)).clone()
            });
            let cuts = by_letter(keys, size);
            for (place, cut) in cuts.iter().enumerate() {
                self.add(year_route(year, Some(cut)), Make::Year(year, Some(place)));
            }
            self.years.insert(year, cuts);
        }
    }

    fn lay_organizations(&mut self, publication: &Publication, index: &Index, size: usize) {
        self.roots = (0..publication.organizations.len())
            .map(OrganizationId::at)
            .filter(|&id| publication[id].parent.is_none())
            .collect();
        let cuts = by_letter(self.roots.iter().map(|&id| reading(publication, id)), size);
        for (place, cut) in cuts.iter().enumerate() {
            self.add(organizations_route(Some(cut)), Make::Organizations(Some(place)));
        }
        self.organizations = cuts;
        for place in 0..publication.organizations.len() {
            let id = OrganizationId::at(place);
            self.add(organization_route(publication, id, None), Make::Organization(id, None));
            let below = below(publication, index, id);
            if below.len() > size {
                let cuts = cut::by_year(below.iter().map(|&id| publication[id].years.last), size);
                for (place, cut) in cuts.iter().enumerate() {
                    self.add(organization_route(publication, id, Some(cut)), Make::Organization(id, Some(place)));
                }
                self.branches.insert(id, cuts);
            }
            if publication.site.base_url.is_some() && !index.all_reports(id).is_empty() {
                self.add(organization_feed_route(publication, id), Make::OrganizationFeed(id));
            }
        }
    }

    fn lay_topics(&mut self, publication: &Publication, index: &Index, size: usize) {
        for place in 0..publication.topics.len() {
            let id = TopicId::at(place);
            self.add(topic_route(publication, id), Make::Topic(id));
            for (&year, items) in &index.topics[place] {
                let cuts = by_number(items.len(), size);
                for (page, cut) in cuts.iter().enumerate() {
                    self.add(cell_route(publication, id, year, cut), Make::Cell(id, year, page));
                }
                self.cells.insert((id, year), cuts);
            }
        }
    }

    fn lay_names(&mut self, index: &Index, size: usize) {
        let keys = index.names.iter().map(|entry| (entry.letter, entry.syllable.clone()));
        // What fills a page is the places where names are found, a few words
        // each; so many entries fit as have five pages' worth of them.
        let mentions: usize = index.names.iter().map(|entry| entry.mentions.len()).sum();
        let entries = (size * 5 * index.names.len()) / mentions.max(1);
        let cuts = by_letter(keys, entries.max(size / 2).max(1));
        for (place, cut) in cuts.iter().enumerate() {
            self.add(names_route(Some(cut)), Make::Names(Some(place)));
        }
        self.names = cuts;
    }

    fn lay_metrics(&mut self, publication: &Publication, index: &Index, size: usize) {
        let keys = publication.metrics.iter().map(|metric| letter_and_syllable(&metric.name, Reading::Text));
        let cuts = by_letter(keys, size * 2);
        for (place, cut) in cuts.iter().enumerate() {
            self.add(metrics_route(Some(cut)), Make::Metrics(Some(place)));
        }
        self.metrics = cuts;
        for (place, values) in index.metrics.iter().enumerate() {
            if values.len() < 2 {
                continue;
            }
            let id = MetricId::at(place);
            let cuts = cut::by_group(values.iter().map(|value| value.organization), size);
            for (page, cut) in cuts.iter().enumerate() {
                self.add(metric_route(publication, id, cut), Make::Metric(id, page));
            }
            self.series.insert(id, cuts);
        }
    }

    /// The page and anchor of an entry of the index of names, by its place.
    pub fn name_href(&self, index: &Index, place: usize) -> String {
        let anchor = &index.names[place].anchor;
        match self.names.iter().find(|cut| cut.range.contains(&place)) {
            Some(cut) => format!("{}#{anchor}", names_route(Some(cut))),
            None => format!("{}#{anchor}", names_route(None)),
        }
    }
}

/// The reports below an organisation, newest year first, in each by organisation.
pub fn below(publication: &Publication, index: &Index, id: OrganizationId) -> Vec<ReportId> {
    let own = index.branches[id.index()].own.end;
    let mut below = index.by_branch[own..index.branches[id.index()].all.end].to_vec();
    below.sort_by_key(|&id| (std::cmp::Reverse(publication[id].years.last), publication[id].branch, id));
    below
}

fn reading(publication: &Publication, id: OrganizationId) -> (char, String) {
    let organization = &publication[id];
    letter_and_syllable(organization.name(), organization.pinyin.as_deref().map_or(Reading::Text, Reading::Given))
}

/// The letter and first syllable by which a name is cut.
fn letter_and_syllable(name: &str, reading: Reading) -> (char, String) {
    let letter = pinyin::letter(name, reading).unwrap_or('#');
    let first = pinyin::syllables(name, reading).into_iter().next().unwrap_or_default();
    if first.len() <= 6 && first.starts_with(letter.to_ascii_lowercase()) {
        (letter, first)
    } else {
        (letter, cut::letter_slug(letter))
    }
}

/// The page of a report.
pub fn report_route(publication: &Publication, id: ReportId) -> String {
    format!("reports/{}.html", publication[id].slug)
}

/// The page of a page.
pub fn page_route(publication: &Publication, id: PageId) -> String {
    format!("{}.html", publication[id].slug)
}

/// The page of a year, or of a part of it.
pub fn year_route(year: i32, cut: Option<&Cut>) -> String {
    match cut {
        Some(cut) => format!("years/{year}/{}.html", cut.slug),
        None => format!("years/{year}.html"),
    }
}

/// The list of organisations, or a part of it.
pub fn organizations_route(cut: Option<&Cut>) -> String {
    match cut {
        Some(cut) => format!("orgs/list/{}.html", cut.slug),
        None => "orgs.html".to_owned(),
    }
}

/// The page of an organisation, or of the reports below it in a year.
pub fn organization_route(publication: &Publication, id: OrganizationId, cut: Option<&Cut>) -> String {
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
pub fn cell_route(publication: &Publication, id: TopicId, year: i32, cut: &Cut) -> String {
    match cut.slug.as_str() {
        "1" => format!("topics/{}/{year}.html", publication[id].id),
        number => format!("topics/{}/{year}-{number}.html", publication[id].id),
    }
}

/// The index of names, or a part of it.
pub fn names_route(cut: Option<&Cut>) -> String {
    match cut {
        Some(cut) => format!("names/{}.html", cut.slug),
        None => "names.html".to_owned(),
    }
}

/// The list of metrics, or a part of it.
pub fn metrics_route(cut: Option<&Cut>) -> String {
    match cut {
        Some(cut) => format!("metrics/list/{}.html", cut.slug),
        None => "metrics.html".to_owned(),
    }
}

/// The page of a metric.
pub fn metric_route(publication: &Publication, id: MetricId, cut: &Cut) -> String {
    match cut.slug.as_str() {
        "1" => format!("metrics/{}.html", publication[id].id),
        number => format!("metrics/{}-{number}.html", publication[id].id),
    }
}
