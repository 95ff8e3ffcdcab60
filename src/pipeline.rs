//! Pipeline: the stages in order.
//!
//! In: files and settings. Out: a session, from which any route can be
//! rendered, and every finding so far. `build` renders all routes, a preview
//! only those asked for; both from here, so they cannot disagree.
//!
//! The first pass reads every file once, in parallel, and keeps only its draft;
//! texts are dropped at once, so memory grows with the number of reports and
//! not with their length.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::diag::fault;
use crate::diag::rules::{self, model as model_rules};
use crate::diag::{self, Diagnostic};
use crate::index::{self, Index};
use crate::model::reports::{PAGES, REPORTS};
use crate::model::{self, Drafts, Publication, Settings};
use crate::parse::{self, PageDraft, Parsed, ReportDraft};
use crate::plan::{self, Make, Plan, Rank, Route};
use crate::render::{self, Rendered, World};
use crate::source::{Files, Span, Spanned, Unreadable, VPath};
use crate::theme::{self, Theme};

/// Everything read and worked out, short of the pages themselves.
pub struct Session<'f> {
    files: &'f dyn Files,
    publication: Publication,
    index: Index,
    plan: Plan,
    theme: Theme,
    waivers: Waivers,
    diagnostics: Vec<Diagnostic>,
}

/// How much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Reports.
    pub reports: usize,
    /// Pages that a reader opens.
    pub pages: usize,
}

impl<'f> Session<'f> {
    /// Runs the stages up to the plan.
    pub fn open(files: &'f dyn Files, settings: &Settings) -> Session<'f> {
        let mut reading = Reading::default();
        let drafts = reading.read(files);
        let (name, named_at) = match &drafts.site {
            Some(site) => (site.theme.value.clone(), site.theme.span(&SITE.path())),
            None => (theme::BUILT_IN.to_owned(), Span::whole(&SITE.path())),
        };
        let (themed, modelled) = rayon::join(
            || Theme::load(files, &name, &named_at),
            || {
                let (publication, found) = model::publication(drafts, settings);
                let index = index::index(&publication);
                (publication, index, found)
            },
        );
        let (mut theme, mut found) = themed;
        reading.diagnostics.append(&mut found);
        let (publication, index, mut found) = modelled;
        reading.diagnostics.append(&mut found);
        let assets: Vec<String> = theme.assets.iter().map(|asset| asset.name.clone()).collect();
        let plan = plan::plan(&publication, &index, &assets);
        let site = tera::Value::from_serializable(&render::site(&publication, &index, &plan, &theme));
        for language in [diag::Language::Chinese, diag::Language::English] {
            theme.set_site(language, site.clone());
        }
        let waivers = Waivers::new(reading.waivers, &mut reading.diagnostics);
        let mut diagnostics = reading.diagnostics;
        diagnostics.retain(|finding| !waivers.cover(finding));
        diag::sort(&mut diagnostics);
        Session { files, publication, index, plan, theme, waivers, diagnostics }
    }

    /// What was found wrong in reading and putting together.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The publication.
    pub fn publication(&self) -> &Publication {
        &self.publication
    }

    /// Its index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Every route with its place in the order of writing.
    pub fn routes(&self) -> impl Iterator<Item = (&Route, Rank)> {
        self.plan.routes.iter().map(|(route, make)| (route, make.rank()))
    }

    /// How much there is.
    pub fn counts(&self) -> Counts {
        Counts {
            reports: self.publication.reports.len(),
            pages: self.plan.routes.values().filter(|make| make.is_page()).count(),
        }
    }

    /// What renders the routes of this session.
    pub fn renderer(&self) -> Renderer<'_> {
        Renderer { session: self, world: World::new(&self.publication, &self.index, &self.plan) }
    }
}

/// Renders routes; shared by all threads.
pub struct Renderer<'s> {
    session: &'s Session<'s>,
    world: World<'s>,
}

impl Renderer<'_> {
    /// Renders a route of the plan; any other shows what an unknown address does.
    pub fn render(&self, route: &Route) -> Rendered {
        let make = self.session.plan.routes.get(route).unwrap_or(&Make::NotFound);
        let mut rendered = render::render(&self.world, &self.session.theme, self.session.files, route, make);
        rendered.diagnostics.retain(|finding| !self.session.waivers.cover(finding));
        rendered
    }
}

/// A registry's place.
struct Registry(&'static str);

impl Registry {
    fn path(&self) -> VPath {
        VPath::new(self.0).expect("a constant relative path")
    }
}

const SITE: Registry = Registry("content/site.yaml");
const ORGANIZATIONS: Registry = Registry("content/organizations.yaml");
const TOPICS: Registry = Registry("content/topics.yaml");
const METRICS: Registry = Registry("content/metrics.yaml");

/// The first pass over the files.
#[derive(Default)]
struct Reading {
    diagnostics: Vec<Diagnostic>,
    waivers: Vec<(VPath, Vec<Spanned<String>>)>,
}

/// What a Markdown file gave.
enum Page {
    Report(Box<Parsed<ReportDraft>>),
    Other(Parsed<PageDraft>),
}

impl Reading {
    fn read(&mut self, files: &dyn Files) -> Drafts {
        let mut drafts = Drafts {
            site: self.registry(files, &SITE, parse::site),
            organizations: self
                .registry(files, &ORGANIZATIONS, parse::organizations)
                .map(|list| (ORGANIZATIONS.path(), list)),
            topics: self.registry(files, &TOPICS, parse::topics).map(|list| (TOPICS.path(), list)),
            metrics: self.registry(files, &METRICS, parse::metrics).map(|list| (METRICS.path(), list)),
            ..Drafts::default()
        };
        if !files.holds(&SITE.path()) {
            self.diagnostics.push(Diagnostic::new(&model_rules::SITE_MISSING, Span::whole(&SITE.path())));
        }
        let (texts, others): (Vec<&VPath>, Vec<&VPath>) = files
            .paths()
            .iter()
            .filter(|path| path.below(REPORTS).is_some() || path.below(PAGES).is_some())
            .partition(|path| path.extension() == "md");
        drafts.others = others.into_iter().cloned().collect();
        // In parallel, gathered in the order of the paths.
        let pages: Vec<(&VPath, Result<Page, Diagnostic>)> =
            texts.par_iter().map(|&path| (path, read_page(files, path))).collect();
        for (path, page) in pages {
            match page {
                Ok(Page::Report(parsed)) => drafts.reports.extend(self.keep(path, *parsed)),
                Ok(Page::Other(parsed)) => drafts.pages.extend(self.keep(path, parsed)),
                Err(finding) => self.diagnostics.push(finding),
            }
        }
        drafts
    }

    /// Reads a registry; none if there is no such file.
    fn registry<T>(
        &mut self,
        files: &dyn Files,
        registry: &Registry,
        parse: fn(&VPath, &[u8]) -> Parsed<T>,
    ) -> Option<T> {
        let path = registry.path();
        if !files.holds(&path) {
            return None;
        }
        match files.read(&path) {
            Ok(bytes) => self.keep(&path, parse(&path, &bytes)),
            Err(unreadable) => {
                self.diagnostics.push(self::unreadable(&path, &unreadable));
                None
            }
        }
    }

    fn keep<T>(&mut self, path: &VPath, parsed: Parsed<T>) -> Option<T> {
        self.diagnostics.extend(parsed.diagnostics);
        if !parsed.allow.is_empty() {
            self.waivers.push((path.clone(), parsed.allow));
        }
        parsed.value
    }
}

fn read_page(files: &dyn Files, path: &VPath) -> Result<Page, Diagnostic> {
    let bytes = files.read(path).map_err(|unreadable| self::unreadable(path, &unreadable))?;
    Ok(match path.below(REPORTS) {
        Some(_) => Page::Report(Box::new(parse::report(path, &bytes))),
        None => Page::Other(parse::page(path, &bytes)),
    })
}

fn unreadable(path: &VPath, unreadable: &Unreadable) -> Diagnostic {
    Diagnostic::new(&model_rules::FILE_UNREADABLE, Span::whole(path)).with("cause", fault::cause(unreadable))
}

/// 勘误豁免 The rules that files waive for themselves.
struct Waivers(HashMap<VPath, Vec<&'static str>>);

impl Waivers {
    /// Looks the rules up; a name that is none is a finding.
    fn new(allowed: Vec<(VPath, Vec<Spanned<String>>)>, findings: &mut Vec<Diagnostic>) -> Waivers {
        let mut waivers: HashMap<VPath, Vec<&'static str>> = HashMap::new();
        for (path, names) in allowed {
            for name in names {
                let known = |rule: &&diag::Rule| rule.name == name.value || rule.code.eq_ignore_ascii_case(&name.value);
                match rules::all().find(known) {
                    Some(rule) => waivers.entry(path.clone()).or_default().push(rule.code),
                    None => findings.push(
                        Diagnostic::new(&model_rules::WAIVER_UNKNOWN, name.span(&path))
                            .with("name", name.value.as_str()),
                    ),
                }
            }
        }
        Waivers(waivers)
    }

    /// Whether the file of a finding waives its rule.
    fn cover(&self, finding: &Diagnostic) -> bool {
        self.0.get(&finding.span.file).is_some_and(|codes| codes.contains(&finding.rule.code))
    }
}
