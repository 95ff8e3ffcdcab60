//! Render: a route of the plan becomes bytes.
//!
//! In: the world, the theme, the files, and which route. Out: the bytes of that
//! file, or which source file stands there as it is, and findings about what
//! was read on the way. A body is parsed here, once, when its page is made, and
//! dropped with it; nothing that is rendered is kept. No clock, no network, no
//! order of threads reaches a page: the same input gives the same bytes.

mod amounts;
mod attached;
mod chart;
mod data;
mod face;
mod facts;
mod feeds;
mod head;
mod links;
mod pages;
mod twin;
pub mod view;
mod words;
mod world;

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, Write};

use tera::{Context, Value};

use crate::diag::fault;
use crate::diag::rules::model as rules;
use crate::diag::{Diagnostic, Language};
use crate::editorial::Subject;
use crate::index::Index;
use crate::look::{self, Look};
use crate::model::{PageId, Publication, ReportId};
use crate::parse::markdown::Block;
use crate::parse::{self, markdown};
use crate::plan::search::Form;
use crate::plan::{PageKind, Plan, Route, no_page};
use crate::render::links::Links;
use crate::render::view::card::Link;
use crate::render::view::editorial::EditorialView;
use crate::render::view::site::{Counts, MenuEntry, SiteView};
use crate::source::{Digest, Files, Span, VPath};
use crate::theme::{AssetContent, Theme};

pub use attached::{attached, renditions};
pub use world::{RenderContext, RenderInputs, Shared};

/// What stands at a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What this source file holds.
    Copy(VPath),
}

/// A route, rendered.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// What stands there.
    pub content: Content,
    /// What was found wrong in making it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Who reads the words of a text when its body is parsed: given its file, all
/// of its text and the blocks of its body, says what is wrong.
pub type Proofreader<'p> = dyn Fn(&VPath, &str, &[Block]) -> Vec<Diagnostic> + 'p;

/// Renders one route.
pub fn render(
    world: &RenderContext,
    theme: &Theme,
    files: &dyn Files,
    route: &Route,
    make: &PageKind,
    proof: &Proofreader<'_>,
) -> Rendered {
    let bytes = |text: String| Rendered { content: Content::Bytes(text.into_bytes()), diagnostics: Vec::new() };
    match make {
        PageKind::Feed => bytes(feeds::site_feed(world)),
        PageKind::OrganizationFeed(id) => bytes(feeds::organization_feed(world, *id)),
        PageKind::Sitemap => bytes(feeds::sitemap(world)),
        PageKind::Robots => bytes(feeds::robots(world)),
        PageKind::Llms => {
            let phrases = theme.phrases(world.publication.site.language);
            let said = |key: &str, arguments: &[(&str, &str)]| phrases.say(key, arguments).unwrap_or_default();
            let volume = |year: i32| said("year.title", &[("year", &year.to_string())]);
            bytes(twin::llms(world, &said("data.title", &[]), &volume))
        }
        PageKind::Twin(id) => twin_of(world, files, route, *id),
        PageKind::Facts | PageKind::Data(_) => {
            let mut all = Vec::new();
            // Writing to memory does not fail.
            let _ = stream(world, theme, make, &mut all);
            Rendered { content: Content::Bytes(all), diagnostics: Vec::new() }
        }
        PageKind::Accent => bytes(look::style(look::accent(world.publication), world.plan.face())),
        PageKind::Face(wanted) => face::face(files, wanted),
        PageKind::Attachment(path) => attached::attached(files, path),
        PageKind::Rendition(path, rendition) => attached::rendition(world.publication, files, path, *rendition),
        PageKind::Static(path) => Rendered { content: Content::Copy(path.clone()), diagnostics: Vec::new() },
        PageKind::ThemeAsset(name) => {
            let content = match theme.assets.iter().find(|asset| asset.name == *name).map(|asset| &asset.content) {
                Some(AssetContent::BuiltIn(bytes)) => Content::Bytes(bytes.to_vec()),
                Some(AssetContent::File(path)) => Content::Copy(path.clone()),
                None => Content::Bytes(Vec::new()),
            };
            Rendered { content, diagnostics: Vec::new() }
        }
        // What is searched is made of all pages together; `search` makes it.
        PageKind::Search(_) => Rendered { content: Content::Bytes(Vec::new()), diagnostics: Vec::new() },
        page => render_page(world, theme, &TextSource { files, proof }, route, page),
    }
}

/// Whether `stream` writes it: what may be too long to be made whole.
pub fn is_streamed(make: &PageKind) -> bool {
    matches!(make, PageKind::Facts | PageKind::Data(_))
}

/// Writes such a route piece by piece; of any other nothing.
pub fn stream(world: &RenderContext, theme: &Theme, make: &PageKind, out: &mut dyn Write) -> io::Result<()> {
    match make {
        PageKind::Facts => facts::write(world, out),
        PageKind::Data(file) => data::write(world, theme.phrases(world.publication.site.language), *file, out),
        _ => Ok(()),
    }
}

/// What rendering a route would find in the body of a report or page.
pub fn check(
    world: &RenderContext,
    files: &dyn Files,
    route: &Route,
    make: &PageKind,
    proof: &Proofreader<'_>,
) -> Vec<Diagnostic> {
    let source = &TextSource { files, proof };
    let mut diagnostics = Vec::new();
    match make {
        PageKind::Report(id) => drop(report_body(world, source, route, *id, &mut diagnostics)),
        PageKind::Page(id) => drop(page_body(world, source, route, *id, &mut diagnostics)),
        _ => drop(before(world, source, route, make, &mut diagnostics)),
    }
    diagnostics
}

/// Where texts come from, and who reads them along.
struct TextSource<'a> {
    files: &'a dyn Files,
    proof: &'a Proofreader<'a>,
}

/// Renders a page through its template.
fn render_page(
    world: &RenderContext,
    theme: &Theme,
    source: &TextSource<'_>,
    route: &Route,
    make: &PageKind,
) -> Rendered {
    let mut diagnostics = Vec::new();
    let mut language = world.publication.site.language;
    let (name, value) = match make {
        PageKind::Home => ("home", Value::from_serializable(&pages::home::home(world))),
        PageKind::Years => ("years", Value::from_serializable(&pages::years::years(world))),
        PageKind::Find => ("find", Value::from_serializable(&pages::home::find(world))),
        PageKind::Year(year, cut) => {
            let before = before(world, source, route, make, &mut diagnostics);
            ("year", Value::from_serializable(&pages::years::year(world, *year, *cut, before)))
        }
        PageKind::Organizations(cut) => {
            ("organizations", Value::from_serializable(&pages::organizations::organizations(world, *cut)))
        }
        PageKind::Organization(id, cut) => {
            let before = before(world, source, route, make, &mut diagnostics);
            ("organization", Value::from_serializable(&pages::organizations::organization(world, *id, *cut, before)))
        }
        PageKind::Topics => ("topics", Value::from_serializable(&pages::topics::topics(world))),
        PageKind::Topic(id) => {
            let before = before(world, source, route, make, &mut diagnostics);
            ("topic", Value::from_serializable(&pages::topic::topic(world, *id, before)))
        }
        PageKind::Cell(id, year, page) => {
            ("cell", Value::from_serializable(&pages::topics::cell(world, *id, *year, *page)))
        }
        PageKind::Names(cut) => ("names", Value::from_serializable(&pages::names::names(world, *cut))),
        PageKind::Honours => ("honours", Value::from_serializable(&pages::honours::honours(world))),
        PageKind::Person(place) => ("person", Value::from_serializable(&pages::person::person(world, *place))),
        PageKind::Metrics(cut) => ("metrics", Value::from_serializable(&pages::metrics::metrics(world, *cut))),
        PageKind::Metric(id, page) => ("metric", Value::from_serializable(&pages::metrics::metric(world, *id, *page))),
        PageKind::Tables => ("data", Value::from_serializable(&data::page(world))),
        PageKind::Report(id) => {
            let body = report_body(world, source, route, *id, &mut diagnostics);
            ("report", Value::from_serializable(&pages::report::report(world, *id, body)))
        }
        PageKind::Page(id) => {
            language = world.publication[*id].language;
            let body = page_body(world, source, route, *id, &mut diagnostics);
            ("text", Value::from_serializable(&pages::text::text(world, *id, body)))
        }
        // Of what is no page, `render` has made something else.
        PageKind::NotFound | no_page!() => ("404", Value::none()),
    };
    let mut context = Context::new();
    let voice = head::Voice { language, phrases: theme.phrases(language) };
    context.insert("page", &head::page(world, route, make, name, voice));
    context.insert_value(name, value);
    // A template of the publication's own, of one page, sees the whole.
    let asked = match make {
        PageKind::Page(id) => world.publication[*id].template.as_ref().map(|template| template.value.as_str()),
        _ => None,
    };
    let template = asked.map(|name| name.strip_suffix(".html").unwrap_or(name)).filter(|name| theme.has_template(name));
    if template.is_some() {
        context.insert("whole", &pages::whole::whole(world));
    }
    let file = format!("{}.html", template.unwrap_or(name));
    let html = match theme.render(&file, language, &context, &world.publication.site.limits) {
        Ok(html) => html,
        Err(finding) => {
            diagnostics.push(finding);
            unmade(language, route).into_bytes()
        }
    };
    Rendered { content: Content::Bytes(html), diagnostics }
}

/// What stands in the place of a page whose template is broken. The finding
/// says why; a build that has it fails.
fn unmade(language: Language, route: &Route) -> String {
    let (tag, text, home) = match language {
        Language::Chinese => ("zh-CN", "外观的模板有错，这一页没有做成。", "回到卷首"),
        Language::English => ("en", "The theme's template is broken; this page was not made.", "To the first page"),
    };
    let root = "../".repeat(route.as_str().matches('/').count());
    format!(
        "<!doctype html>\n<html lang=\"{tag}\"><meta charset=\"utf-8\"><title>{text}</title><p>{text}</p>\
         <p><a href=\"{root}index.html\">{home}</a></p></html>\n"
    )
}

fn report_body(
    world: &RenderContext,
    source: &TextSource<'_>,
    route: &Route,
    id: ReportId,
    findings: &mut Vec<Diagnostic>,
) -> markdown::Body {
    let report = &world.publication[id];
    let language = world.publication.site.language;
    body(world, source, route, &report.path, report.body.start..report.body.end, language, findings)
}

fn page_body(
    world: &RenderContext,
    source: &TextSource<'_>,
    route: &Route,
    id: PageId,
    findings: &mut Vec<Diagnostic>,
) -> markdown::Body {
    let page = &world.publication[id];
    body(world, source, route, &page.path, page.body.start..page.body.end, page.language, findings)
}

/// What an editor put before the first page of a year, an organisation or a topic.
fn before(
    world: &RenderContext,
    source: &TextSource<'_>,
    route: &Route,
    make: &PageKind,
    findings: &mut Vec<Diagnostic>,
) -> Option<EditorialView> {
    let subject = match *make {
        PageKind::Year(year, None) => Subject::Year(year),
        PageKind::Organization(id, None) => Subject::Organization(id),
        PageKind::Topic(id) => Subject::Topic(id),
        _ => return None,
    };
    let editorial = world.editorials.of(subject)?;
    let language = world.publication.site.language;
    let range = editorial.body.clone();
    let body = body(world, source, route, &editorial.path, range, language, findings);
    Some(pages::editorial::editorial(world, editorial, subject, body))
}

/// A report as Markdown. What is wrong with its text is said with its page.
fn twin_of(world: &RenderContext, files: &dyn Files, route: &Route, id: ReportId) -> Rendered {
    let report = &world.publication[id];
    let bytes = files.read(&report.path).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let body = text.get(whole_body(&report.path, &text, report.body.start..report.body.end)).unwrap_or_default();
    let links = Links {
        publication: world.publication,
        plan: world.plan,
        files,
        path: &report.path,
        route,
        guesses: Cell::new(0),
    };
    let body = markdown::twin(body, world.publication.site.limits.nesting, &|path| links.beside(path));
    Rendered { content: Content::Bytes(twin::twin(world, id, &body).into_bytes()), diagnostics: Vec::new() }
}

/// Where the body of a text stands that was read again: a preview may be asked
/// for a page while its file is being changed.
fn whole_body(path: &VPath, text: &str, range: std::ops::Range<u32>) -> std::ops::Range<usize> {
    let range = range.start as usize..range.end as usize;
    if range.end == text.len() { range } else { parse::body_of(path, text) }
}

/// Reads the body of a file. A file that has gone since it was listed is a
/// finding and an empty body.
fn body(
    world: &RenderContext,
    source: &TextSource<'_>,
    route: &Route,
    path: &VPath,
    range: std::ops::Range<u32>,
    language: Language,
    findings: &mut Vec<Diagnostic>,
) -> markdown::Body {
    let bytes = match source.files.read(path) {
        Ok(bytes) => bytes,
        Err(unreadable) => {
            findings.push(
                Diagnostic::new(&rules::FILE_UNREADABLE, Span::whole(path)).with("cause", fault::cause(&unreadable)),
            );
            return markdown::Body::default();
        }
    };
    // The first pass took only valid UTF-8; a file that changed since is read
    // as far as it goes.
    let text = match simdutf8::basic::from_utf8(&bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(&bytes),
    };
    let range = whole_body(path, &text, range);
    let links = Links {
        publication: world.publication,
        plan: world.plan,
        files: source.files,
        path,
        route,
        guesses: Cell::new(links::GUESSES),
    };
    let limits = &world.publication.site.limits;
    let (body, blocks, mut found) = markdown::body_and_prose(path, &text, range, language, limits, &links);
    findings.append(&mut found);
    // Of a text that is not whole, only the damage is to be told.
    if let Cow::Borrowed(text) = text {
        findings.append(&mut (source.proof)(path, text, &blocks));
    }
    body
}

/// The style of the publication's own, which comes after the theme's.
const CUSTOM: &str = "custom.css";

/// What every page sees of the site.
pub fn site(
    index: &Index,
    publication: &Publication,
    plan: &Plan,
    theme: &Theme,
    look: &Look,
    files: &dyn Files,
) -> SiteView {
    let site = &publication.site;
    let version = |name: &str| {
        let asset = theme.assets.iter().find(|asset| asset.name == name);
        let digest = asset.map_or_else(|| Digest::of(b""), |asset| asset.digest).to_string();
        format!("{name}?v={}", &digest[..8])
    };
    let pages = publication.pages.iter().enumerate().filter(|(_, page)| page.nav && page.language == site.language);
    let latest = index.years.iter().rev().find(|(_, year)| !year.reports.is_empty());
    SiteView {
        lang: site.language.tag(),
        title: site.title.clone(),
        seal: site.seal.clone(),
        description: site.description.clone(),
        introduction: site.introduction.clone(),
        publisher: site.publisher.clone(),
        footer: site.footer.clone(),
        pages: pages
            .map(|(place, page)| Link {
                name: page.title.clone(),
                href: Some(crate::plan::page_route(publication, PageId::at(place))),
            })
            .collect(),
        feed: site.base_url.is_some().then(|| "feed.xml".to_owned()),
        style: version("style.css"),
        custom_style: match plan.make(&Route::new(CUSTOM)) {
            Some(PageKind::Static(path)) => {
                let digest = Digest::of(&files.read(path).unwrap_or_default()).to_string();
                Some(format!("{CUSTOM}?v={}", &digest[..8]))
            }
            Some(_) => Some(version(CUSTOM)),
            None => None,
        },
        script: version("hui.js"),
        // The script is told there what it is to load, so that templates need not.
        search: match plan.search.form {
            Form::Script => version("search.js"),
            Form::Data => version("search.js") + "&files=json",
        },
        search_style: version("search.css"),
        overview_style: version("overview.css"),
        accent_style: matches!(plan.make(&Route::new(look::ACCENT)), Some(PageKind::Accent)).then(|| {
            let style = look::style(look::accent(publication), plan.face());
            format!("{}?v={}", look::ACCENT, &Digest::of(style.as_bytes()).to_string()[..8])
        }),
        logo: look.logo.clone(),
        menu: look
            .menu
            .iter()
            .map(|entry| MenuEntry { part: entry.part, name: entry.name.clone(), href: entry.href.clone() })
            .collect(),
        home: look.home.clone(),
        latest_year: latest
            .map(|(&year, _)| Link { name: year.to_string(), href: Some(crate::plan::year_route(year, None)) }),
        counts: counts(publication, index, plan),
    }
}

/// How much there is of each thing.
fn counts(publication: &Publication, index: &Index, plan: &Plan) -> Counts {
    let honours = index.names.iter().filter(|entry| entry.kind == crate::index::NameKind::Honour).count();
    let branches = index.branches.iter().filter(|branch| !branch.own.is_empty()).count();
    Counts {
        reports: publication.reports.len(),
        organizations: branches,
        topics: index.topics.iter().filter(|years| !years.is_empty()).count(),
        years: plan.standing.years.len(),
        achievements: publication.reports.iter().map(|report| report.achievements.len()).sum(),
        people: index.names.len() - honours,
        honours,
        figures: index.metrics.iter().map(Vec::len).sum(),
    }
}
