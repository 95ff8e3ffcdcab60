//! Plan: what will exist, and what makes each.
//!
//! In: the publication, its index and the files that are copied as they are. Out: every route of
//! the site with what is to be made there, how long lists were cut into pages, and which assets have
//! no place because something else has it. Routes are flat, relative and ASCII, and name their file,
//! so that a site works from a disk, any folder and any server.
//!
//! **Cuts are stable.** A long list is cut by year, by letter and first syllable, or by number from
//! the oldest on; never into “the next hundred” from the newest, where each new report would change every page.

pub mod assets;
pub mod cut;
pub mod data;
mod routes;
pub mod search;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::sync::Arc;

use crate::editorial::Editorials;
use crate::font::Wanted;
use crate::index::Index;
use crate::language::pinyin::{self, Reading};
use crate::model::{MetricId, OrganizationId, Page, PageId, Publication, ReportId, TopicId};
use crate::picture::Rendition;
use crate::plan::assets::{Assets, Offer};
use crate::plan::cut::{ListPage, by_letter, by_number};
use crate::plan::data::{DataFile, Slice};
use crate::plan::search::{Search, SearchFile};
use crate::source::VPath;

pub use routes::{
    below, cell_route, metric_route, metrics_route, names_route, organization_feed_route, organization_route,
    organizations_route, page_route, person_route, report_route, topic_route, twin_route, year_route,
};

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
pub enum PageKind {
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
    /// Honours by level and year.
    Honours,
    /// A person, by the place in the index of names.
    Person(usize),
    /// All metrics.
    Metrics(Option<usize>),
    /// A metric: what it comes to, or a page of its values.
    Metric(MetricId, Option<usize>),
    /// The page that explains the tables.
    Tables,
    /// The ways in.
    Find,
    /// A report.
    Report(ReportId),
    /// A report as Markdown.
    Twin(ReportId),
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
    /// The file for language models.
    Llms,
    /// The style that the site's colour and font make.
    Accent,
    /// The font of headings.
    Face(Arc<Wanted>),
    /// All facts in one document.
    Facts,
    /// A file of open data.
    Data(DataFile),
    /// A file beside a report or page.
    Attachment(VPath),
    /// A smaller one of a picture beside a report or page.
    Rendition(VPath, Rendition),
    /// A file of the theme, by its name.
    ThemeAsset(String),
    /// A file of `content/static/`.
    Static(VPath),
    /// A file of the search.
    Search(SearchFile),
}

/// What is no page of a template.
macro_rules! no_page {
    () => {
        PageKind::Twin(_)
            | PageKind::Feed
            | PageKind::OrganizationFeed(_)
            | PageKind::Sitemap
            | PageKind::Robots
            | PageKind::Llms
            | PageKind::Accent
            | PageKind::Face(_)
            | PageKind::Facts
            | PageKind::Data(_)
            | PageKind::Attachment(_)
            | PageKind::Rendition(..)
            | PageKind::ThemeAsset(_)
            | PageKind::Static(_)
            | PageKind::Search(_)
    };
}
pub(crate) use no_page;

/// When a file is written: what others refer to comes first, so that a reader
/// in the middle of a rebuild meets no link to a page that is not there yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WritePhase {
    /// Style, script, images, attachments.
    Asset,
    /// The shards of the search and the texts of the reports. Nothing refers to
    /// them but what there is to search, which comes last.
    Search,
    /// Reports and other pages.
    Report,
    /// Lists, feeds and data.
    Index,
    /// The first page, and what there is to search.
    Home,
}

/// What is made at once, by one of several builds that share the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'p> {
    /// All that is made of the segment of the search at this place.
    Segment(usize),
    /// What is found by its name: a file by its route, and all smaller ones of a
    /// picture by its path.
    Named(&'p str),
    /// What nobody can make who has not made all segments.
    Joined,
}

impl PageKind {
    /// When it is written.
    pub fn rank(&self) -> WritePhase {
        match self {
            PageKind::Attachment(_) | PageKind::Rendition(..) => WritePhase::Asset,
            PageKind::ThemeAsset(_) | PageKind::Static(_) | PageKind::Accent | PageKind::Face(_) => WritePhase::Asset,
            PageKind::Report(_) | PageKind::Twin(_) | PageKind::Page(_) | PageKind::NotFound => WritePhase::Report,
            PageKind::Search(SearchFile::Shard(..) | SearchFile::Report(_)) => WritePhase::Search,
            PageKind::Home | PageKind::Search(SearchFile::Manifest) => WritePhase::Home,
            _ => WritePhase::Index,
        }
    }

    /// Whether it is a page that a reader opens.
    pub fn is_page(&self) -> bool {
        !matches!(
            self,
            PageKind::Attachment(_)
                | PageKind::Rendition(..)
                | PageKind::ThemeAsset(_)
                | PageKind::Static(_)
                | PageKind::Accent
                | PageKind::Face(_)
                | PageKind::Feed
                | PageKind::OrganizationFeed(_)
                | PageKind::Sitemap
                | PageKind::Robots
                | PageKind::Llms
                | PageKind::Twin(_)
                | PageKind::Facts
                | PageKind::Data(_)
                | PageKind::Search(_)
        )
    }
}

/// What will exist: parts that do not know each other, each with its routes.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The pages of reports and other texts, what lies beside them, and what
    /// every site has.
    pub texts: Arc<Texts>,
    /// The pages of years and organisations.
    pub standing: Arc<Standing>,
    /// The pages of topics.
    pub topics: Arc<Topics>,
    /// The index of names.
    pub names: Arc<NamePagination>,
    /// The pages of metrics.
    pub metrics: Arc<Metrics>,
    /// The files of the search.
    pub search: Arc<Search>,
    /// The files of the theme.
    pub assets: Arc<Assets>,
}

/// Routes with what makes them, in order.
type Routes = BTreeMap<Route, PageKind>;

/// Where texts and what lies beside them stand.
#[derive(Clone, Debug)]
pub struct Texts {
    routes: Routes,
    /// The reports by their source.
    pub reports: BTreeMap<VPath, ReportId>,
    /// The pages by their source.
    pub pages: BTreeMap<VPath, PageId>,
    /// The attachments by their source.
    pub attachments: BTreeMap<VPath, Route>,
}

/// How the lists of years and organisations were cut.
#[derive(Clone, Debug)]
pub struct Standing {
    routes: Routes,
    /// How each year's contents were cut: ranges of its reports.
    pub years: BTreeMap<i32, Vec<ListPage>>,
    /// How the list of organisations was cut: ranges of `roots`.
    pub organizations: Vec<ListPage>,
    /// The topmost organisations, in the order of the list.
    pub roots: Vec<OrganizationId>,
    /// How the reports below each organisation were cut: ranges of
    /// `plan::below`. Empty for most.
    pub branches: BTreeMap<OrganizationId, Vec<ListPage>>,
}

/// How the lists of topics were cut.
#[derive(Clone, Debug)]
pub struct Topics {
    routes: Routes,
    /// How each cell was cut: ranges of its achievements, oldest first.
    pub cells: BTreeMap<(TopicId, i32), Vec<ListPage>>,
}

/// How the index of names was cut.
#[derive(Clone, Debug)]
pub struct NamePagination {
    routes: Routes,
    /// Ranges of `Index::names`.
    pub cuts: Vec<ListPage>,
}

/// How the lists of metrics were cut.
#[derive(Clone, Debug)]
pub struct Metrics {
    routes: Routes,
    /// Ranges of the publication's metrics.
    pub cuts: Vec<ListPage>,
    /// How the branches of each metric were cut: ranges of `Index::metrics`.
    pub series: BTreeMap<MetricId, Vec<ListPage>>,
    /// The years that figures are of.
    pub years: BTreeSet<i32>,
    /// The organisations that have figures, be it below them.
    pub organizations: BTreeSet<OrganizationId>,
}

/// A plan with what it was made from.
#[derive(Clone, Copy)]
pub struct Last<'a> {
    /// The publication.
    pub publication: &'a Publication,
    /// Its index.
    pub index: &'a Index,
    /// Its plan.
    pub plan: &'a Plan,
}

/// Lays out the site. Of the plan before this one every part is kept that
/// would come out the same.
pub fn plan(
    publication: &Publication,
    index: &Index,
    editorials: &Editorials,
    offers: &[Offer],
    last: Option<Last>,
) -> Plan {
    let same_site = |last: &Last| {
        let (before, now) = (&last.publication.site, &publication.site);
        (before.base_url.is_some(), before.page_size, before.llms) == (now.base_url.is_some(), now.page_size, now.llms)
    };
    let last = last.filter(same_site);
    let same_standing = |last: &Last| {
        Arc::ptr_eq(&last.index.by_branch, &index.by_branch)
            && Arc::ptr_eq(&last.publication.organizations, &publication.organizations)
    };
    let same_texts = |last: &Last| {
        let placed = |page: &Page| (page.path.clone(), page.slug.clone());
        same_standing(last)
            && Arc::ptr_eq(&last.publication.attachments, &publication.attachments)
            && last.publication.pages.iter().map(placed).eq(publication.pages.iter().map(placed))
    };
    let same_topics = |last: &Last| {
        Arc::ptr_eq(&last.index.topics, &index.topics)
            && Arc::ptr_eq(&last.publication.topics, &publication.topics)
            && Arc::ptr_eq(&last.publication.topic_order, &publication.topic_order)
    };
    let same_names = |last: &Last| Arc::ptr_eq(&last.index.names, &index.names);
    let same_metrics = |last: &Last| {
        Arc::ptr_eq(&last.index.metrics, &index.metrics) && Arc::ptr_eq(&last.publication.metrics, &publication.metrics)
    };
    let before = last.map(|last| last.plan);
    let texts = || match last.filter(same_texts) {
        Some(last) => last.plan.texts.clone(),
        None => Arc::new(Texts::lay(publication)),
    };
    let standing = || match last.filter(same_standing) {
        Some(last) => last.plan.standing.clone(),
        None => Arc::new(Standing::lay(publication, index)),
    };
    let topics = || match last.filter(same_topics) {
        Some(last) => last.plan.topics.clone(),
        None => Arc::new(Topics::lay(publication, index)),
    };
    let names = || match last.filter(same_names) {
        Some(last) => last.plan.names.clone(),
        None => Arc::new(NamePagination::lay(publication, index)),
    };
    let metrics = || match last.filter(same_metrics) {
        Some(last) => last.plan.metrics.clone(),
        None => Arc::new(Metrics::lay(publication, index)),
    };
    let search = || match last.filter(|last| last.plan.search.suits(publication, index, editorials)) {
        Some(last) => last.plan.search.clone(),
        None => Arc::new(Search::lay(publication, index, editorials)),
    };
    // The search has half of all routes.
    let others = || (texts(), standing(), topics(), names(), metrics());
    let (search, (texts, standing, topics, names, metrics)) = rayon::join(search, others);
    let mut plan = Plan { texts, standing, topics, names, metrics, search, assets: Arc::default() };
    plan.assets = match before.filter(|before| before.assets.offers == offers && before.made_as(&plan)) {
        Some(before) => before.assets.clone(),
        None => Arc::new(Assets::lay(offers, &plan)),
    };
    plan
}

impl Plan {
    /// The parts; no two of them have the same route.
    fn parts(&self) -> [&Routes; 7] {
        [
            &self.texts.routes,
            &self.standing.routes,
            &self.topics.routes,
            &self.names.routes,
            &self.metrics.routes,
            &self.search.routes,
            &self.assets.routes,
        ]
    }

    /// Whether all parts but the files of the theme are those of another plan.
    fn made_as(&self, other: &Plan) -> bool {
        Arc::ptr_eq(&self.texts, &other.texts)
            && Arc::ptr_eq(&self.standing, &other.standing)
            && Arc::ptr_eq(&self.topics, &other.topics)
            && Arc::ptr_eq(&self.names, &other.names)
            && Arc::ptr_eq(&self.metrics, &other.metrics)
            && Arc::ptr_eq(&self.search, &other.search)
    }

    /// What makes a route, if there is such a route.
    pub fn make(&self, route: &Route) -> Option<&PageKind> {
        self.parts().into_iter().find_map(|routes| routes.get(route))
    }

    /// Every route with what makes it, in order.
    pub fn routes(&self) -> Vec<(&Route, &PageKind)> {
        let mut all: Vec<(&Route, &PageKind)> = self.parts().into_iter().flatten().collect();
        // Quick with parts that are in order.
        all.sort_by_key(|(route, _)| *route);
        all
    }
}

fn add(routes: &mut Routes, route: impl Into<Arc<str>>, make: PageKind) {
    routes.insert(Route::new(route), make);
}

fn add_slice(routes: &mut Routes, publication: &Publication, slice: Slice) {
    let file = DataFile::Part(slice);
    add(routes, file.route(publication), PageKind::Data(file));
}

impl Texts {
    fn lay(publication: &Publication) -> Texts {
        let mut routes = Routes::new();
        for (route, make) in [
            ("index.html", PageKind::Home),
            ("years.html", PageKind::Years),
            ("orgs.html", PageKind::Organizations(None)),
            ("topics.html", PageKind::Topics),
            ("names.html", PageKind::Names(None)),
            ("honours.html", PageKind::Honours),
            ("metrics.html", PageKind::Metrics(None)),
            ("find.html", PageKind::Find),
            ("404.html", PageKind::NotFound),
            ("robots.txt", PageKind::Robots),
            ("reports.json", PageKind::Facts),
            ("data.html", PageKind::Tables),
        ] {
            add(&mut routes, route, make);
        }
        for file in DataFile::whole() {
            add(&mut routes, file.route(publication), PageKind::Data(file));
        }
        if publication.site.base_url.is_some() {
            add(&mut routes, "feed.xml", PageKind::Feed);
            add(&mut routes, "sitemap.xml", PageKind::Sitemap);
        }
        if publication.site.llms {
            add(&mut routes, "llms.txt", PageKind::Llms);
        }
        let (mut reports, mut pages, mut attachments) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (place, report) in publication.reports.iter().enumerate() {
            let id = ReportId::at(place);
            reports.insert(report.path.clone(), id);
            add(&mut routes, report_route(publication, id), PageKind::Report(id));
            add(&mut routes, twin_route(publication, id), PageKind::Twin(id));
        }
        for (place, page) in publication.pages.iter().enumerate() {
            let id = PageId::at(place);
            pages.insert(page.path.clone(), id);
            add(&mut routes, page_route(publication, id), PageKind::Page(id));
        }
        for attachment in publication.attachments.iter() {
            let route = Route::new(attachment.route.as_str());
            attachments.insert(attachment.path.clone(), route.clone());
            for rendition in attachment.renditions() {
                let route = Route::new(attachment.rendition_route(rendition));
                routes.insert(route, PageKind::Rendition(attachment.path.clone(), rendition));
            }
            routes.insert(route, PageKind::Attachment(attachment.path.clone()));
        }
        Texts { routes, reports, pages, attachments }
    }
}

impl Standing {
    fn lay(publication: &Publication, index: &Index) -> Standing {
        let mut routes = Routes::new();
        let size = publication.site.page_size;
        let mut years = BTreeMap::new();
        let mut readings: HashMap<OrganizationId, (char, String)> = HashMap::new();
        for (&year, volume) in index.years.iter() {
            add(&mut routes, year_route(year, None), PageKind::Year(year, None));
            // Reports of one topmost organisation stay together under its letter.
            let keys = volume.reports.iter().map(|&id| {
                let root = publication.root(publication[id].branch);
                readings.entry(root).or_insert_with(|| reading(publication, root)).clone()
            });
            let cuts = by_letter(keys, size);
            for (place, cut) in cuts.iter().enumerate() {
                add(&mut routes, year_route(year, Some(cut)), PageKind::Year(year, Some(place)));
            }
            years.insert(year, cuts);
        }
        let ids = || (0..publication.organizations.len()).map(OrganizationId::at);
        let roots: Vec<OrganizationId> = ids().filter(|&id| publication[id].parent.is_none()).collect();
        let organizations = by_letter(roots.iter().map(|&id| reading(publication, id)), size);
        for (place, cut) in organizations.iter().enumerate() {
            add(&mut routes, organizations_route(Some(cut)), PageKind::Organizations(Some(place)));
        }
        let mut branches = BTreeMap::new();
        for id in ids() {
            add(&mut routes, organization_route(publication, id, None), PageKind::Organization(id, None));
            let below = below(publication, index, id);
            if below.len() > size {
                let cuts = cut::by_year(below.iter().map(|&id| publication[id].years.last), size);
                for (place, cut) in cuts.iter().enumerate() {
                    let route = organization_route(publication, id, Some(cut));
                    add(&mut routes, route, PageKind::Organization(id, Some(place)));
                }
                branches.insert(id, cuts);
            }
            if publication.site.base_url.is_some() && !index.all_reports(id).is_empty() {
                add(&mut routes, organization_feed_route(publication, id), PageKind::OrganizationFeed(id));
            }
        }
        Standing { routes, years, organizations, roots, branches }
    }
}

impl Topics {
    fn lay(publication: &Publication, index: &Index) -> Topics {
        let mut routes = Routes::new();
        let mut cells = BTreeMap::new();
        for &id in publication.topic_order.iter() {
            add(&mut routes, topic_route(publication, id), PageKind::Topic(id));
            add_slice(&mut routes, publication, Slice::Topic(id));
            for (&year, items) in &index.topics[id.index()] {
                let cuts = by_number(items.len(), publication.site.page_size);
                for (page, cut) in cuts.iter().enumerate() {
                    add(&mut routes, cell_route(publication, id, year, cut), PageKind::Cell(id, year, page));
                }
                cells.insert((id, year), cuts);
            }
        }
        Topics { routes, cells }
    }
}

impl NamePagination {
    fn lay(publication: &Publication, index: &Index) -> NamePagination {
        let mut routes = Routes::new();
        let size = publication.site.page_size;
        let keys = index.names.iter().map(|entry| (entry.letter, entry.syllable.clone()));
        // What fills a page is the places where names are found, a few words
        // each; so many entries fit as have five pages' worth of them.
        let mentions: usize = index.names.iter().map(|entry| entry.mentions.len()).sum();
        let entries = (size * 5 * index.names.len()) / mentions.max(1);
        let cuts = by_letter(keys, entries.max(size / 2).max(1));
        for (place, cut) in cuts.iter().enumerate() {
            add(&mut routes, names_route(Some(cut)), PageKind::Names(Some(place)));
        }
        for (place, entry) in index.names.iter().enumerate() {
            if let Some(route) = person_route(entry) {
                add(&mut routes, route, PageKind::Person(place));
            }
        }
        NamePagination { routes, cuts }
    }

    /// The page and anchor of an entry of the index of names, by its place.
    pub fn href(&self, index: &Index, place: usize) -> String {
        let anchor = &index.names[place].anchor;
        match self.cuts.iter().find(|cut| cut.range.contains(&place)) {
            Some(cut) => format!("{}#{anchor}", names_route(Some(cut))),
            None => format!("{}#{anchor}", names_route(None)),
        }
    }
}

impl Metrics {
    fn lay(publication: &Publication, index: &Index) -> Metrics {
        let mut routes = Routes::new();
        let size = publication.site.page_size;
        let keys = publication.metrics.iter().map(|metric| letter_and_syllable(&metric.name, Reading::Text));
        let cuts = by_letter(keys, size * 2);
        for (place, cut) in cuts.iter().enumerate() {
            add(&mut routes, metrics_route(Some(cut)), PageKind::Metrics(Some(place)));
        }
        let mut series = BTreeMap::new();
        for (place, values) in index.metrics.iter().enumerate() {
            if values.len() < 2 {
                continue;
            }
            let id = MetricId::at(place);
            let cuts = cut::by_group(values.iter().map(|value| value.organization), size);
            add(&mut routes, metric_route(publication, id, None), PageKind::Metric(id, None));
            for (page, cut) in cuts.iter().enumerate().filter(|_| cuts.len() > 1) {
                add(&mut routes, metric_route(publication, id, Some(cut)), PageKind::Metric(id, Some(page)));
            }
            for slice in [Slice::Metric(id), Slice::Figures(id)] {
                add_slice(&mut routes, publication, slice);
            }
            series.insert(id, cuts);
        }
        let (years, organizations) = data::told(publication, index);
        let slices = years.iter().map(|&year| Slice::Year(year));
        for slice in slices.chain(organizations.iter().map(|&id| Slice::Organization(id))) {
            add_slice(&mut routes, publication, slice);
        }
        Metrics { routes, cuts, series, years, organizations }
    }
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
