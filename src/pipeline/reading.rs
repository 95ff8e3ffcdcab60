//! Reading: what came of every file, kept so that an edit reads only what it
//! touched.
//!
//! In: the files, and later which of them were touched. Out: the drafts, the
//! findings about each file by itself, and what has changed. Texts are dropped
//! when their draft is made, so memory grows with the number of reports and not
//! with their length.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::diag::fault;
use crate::diag::rules::model as rules;
use crate::diag::rules::yaml::ENCODING_READ;
use crate::model::addresses::is_image;
use crate::model::reports::{self, FONTS, PAGES, REPORTS, STATIC};
use crate::model::{Beside, Drafts, Registries, Registry};
use crate::parse::{
    self, EditorialDraft, MetricDraft, OldFinding, OrganizationDraft, PageDraft, Parsed, ReportDraft, SiteDraft,
    TermsDraft, TopicDraft, Waiver,
};
use crate::picture::{self, Measure};
use crate::pipeline::baseline::BASELINE;
use crate::pipeline::earlier::{self, Earlier};
use crate::pipeline::inputs::{self, Inputs, Shared};
use crate::pipeline::strays::{Named, Strays};
use crate::source::{Digest, Files, Span, VPath};

/// Where the site is described.
pub const SITE: &str = "content/site.yaml";
const ORGANIZATIONS: &str = "content/organizations.yaml";
const TOPICS: &str = "content/topics.yaml";
const METRICS: &str = "content/metrics.yaml";
const TERMS: &str = "content/terms.yaml";

/// What came of every file.
#[derive(Default)]
pub struct Reading {
    /// Every file there was, in the order of the paths.
    listing: Vec<VPath>,
    site: Sheet<SiteDraft>,
    organizations: Sheet<Vec<OrganizationDraft>>,
    topics: Sheet<Vec<TopicDraft>>,
    metrics: Sheet<Vec<MetricDraft>>,
    terms: Sheet<TermsDraft>,
    baseline: Sheet<Vec<OldFinding>>,
    reports: BTreeMap<VPath, Sheet<ReportDraft>>,
    pages: BTreeMap<VPath, Sheet<PageDraft>>,
    editorials: BTreeMap<VPath, Sheet<EditorialDraft>>,
    /// What files of themes held when they were last touched.
    themes: BTreeMap<VPath, Digest>,
    /// The pictures beside texts whose size could be told.
    measures: BTreeMap<VPath, Measure>,
    strays: Strays,
    /// What an earlier run left; nothing after the first look.
    earlier: Earlier,
}

/// What came of one file; nothing if it is not there.
struct Sheet<T> {
    /// What was in it, if it could be read.
    digest: Option<Digest>,
    /// Changes with all that other pages than its own may take from it.
    shared: Digest,
    draft: Option<Arc<T>>,
    diagnostics: Vec<Diagnostic>,
    allow: Vec<Waiver>,
}

impl<T> Default for Sheet<T> {
    fn default() -> Sheet<T> {
        Sheet { digest: None, shared: Digest::of(b""), draft: None, diagnostics: Vec::new(), allow: Vec::new() }
    }
}

impl Sheet<ReportDraft> {
    /// What is left of it for the next run.
    fn kept<'s>(&'s self, path: &'s VPath) -> Option<earlier::Report<'s>> {
        let draft = self.draft.as_deref().filter(|_| self.diagnostics.is_empty())?;
        Some(earlier::Report { path, content: self.digest?, draft, allow: &self.allow })
    }
}

/// Which files may have another content than when they were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// Any.
    All,
    /// These at most.
    Some(BTreeSet<VPath>),
}

/// What an edit changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Reports, pages and registries that are new or have another content.
    pub texts: BTreeSet<VPath>,
    /// Those that are gone.
    pub gone: BTreeSet<VPath>,
    /// Reports and pages that were given another path, with the new one.
    pub moved: Vec<(VPath, VPath)>,
    /// Pictures and other files beside them, and those that are copied as they
    /// are, that were touched, are new or gone.
    pub others: BTreeSet<VPath>,
    /// Files of themes that were touched, are new or gone.
    pub themes: BTreeSet<VPath>,
    /// Whether there are other files than before.
    pub listing: bool,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }
}

/// What a file is for, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Site,
    Organizations,
    Topics,
    Metrics,
    Terms,
    Baseline,
    Report,
    Page,
    Editorial,
    /// Something beside a report or page.
    Other,
    /// What is copied as it is.
    Static,
    Theme,
    /// Nothing that is read.
    None,
}

fn role(path: &VPath) -> Role {
    let beside = |text| if path.extension() == "md" { text } else { Role::Other };
    match path.as_str() {
        SITE => Role::Site,
        ORGANIZATIONS => Role::Organizations,
        TOPICS => Role::Topics,
        METRICS => Role::Metrics,
        TERMS => Role::Terms,
        BASELINE => Role::Baseline,
        _ if path.below(REPORTS).is_some() => beside(Role::Report),
        _ if path.below(PAGES).is_some() => beside(Role::Page),
        _ if [reports::YEARS, reports::ORGANIZATIONS, reports::TOPICS]
            .iter()
            .any(|folder| path.below(folder).is_some()) =>
        {
            beside(Role::Editorial)
        }
        _ if path.below(STATIC).is_some() || path.below(FONTS).is_some() => Role::Static,
        _ if path.below("themes").is_some() => Role::Theme,
        _ => Role::None,
    }
}

/// A file that was read.
enum Read {
    Site(Sheet<SiteDraft>),
    Organizations(Sheet<Vec<OrganizationDraft>>),
    Topics(Sheet<Vec<TopicDraft>>),
    Metrics(Sheet<Vec<MetricDraft>>),
    Terms(Sheet<TermsDraft>),
    Baseline(Sheet<Vec<OldFinding>>),
    Report(Sheet<ReportDraft>),
    Page(Sheet<PageDraft>),
    Editorial(Sheet<EditorialDraft>),
    /// With its size, if it is a picture.
    Other(Option<Measure>),
    /// With the digest of what it holds, if it could be read.
    Theme(Option<Digest>),
    /// As it was.
    Same,
}

impl Reading {
    /// Reads every file, reports as an earlier run left them where they hold the same.
    pub fn of(files: &dyn Files) -> Reading {
        Reading::first(files).0
    }

    /// The same, and beside it what is to be left for the next run, if that is not there.
    pub fn leaving(files: &dyn Files) -> (Reading, Option<Vec<u8>>) {
        let (reading, earlier) = Reading::first(files);
        let reports = reading.reports.iter().filter_map(|(path, sheet)| sheet.kept(path));
        let left = earlier.write(&reports.collect::<Vec<_>>());
        (reading, left)
    }

    /// Reads every file.
    pub fn anew(files: &dyn Files) -> Reading {
        let mut reading = Reading::default();
        reading.update(files, &Touched::All);
        reading
    }

    fn first(files: &dyn Files) -> (Reading, Earlier) {
        let left = || Earlier::read(files.cache()?.left(earlier::NAME)?);
        let mut reading = Reading { earlier: left().unwrap_or_default(), ..Reading::default() };
        reading.update(files, &Touched::All);
        let earlier = std::mem::take(&mut reading.earlier);
        (reading, earlier)
    }

    /// Takes in which files there are now and reads those that are new or were
    /// touched.
    pub fn update(&mut self, files: &dyn Files, touched: &Touched) -> Changes {
        let listing = files.paths();
        let (wanted, gone) = match touched {
            // The usual edit: the same files as before.
            Touched::Some(touched) if listing == self.listing => {
                (touched.iter().filter(|path| files.holds(path)).collect(), Vec::new())
            }
            touched => compare(&self.listing, listing, touched),
        };
        // In parallel, gathered in the order of the paths.
        let read: Vec<(&VPath, Read)> = wanted.par_iter().map(|&path| (path, self.read(files, path))).collect();
        let mut changes = Changes { listing: listing != self.listing, ..Changes::default() };
        let mut left: Vec<(VPath, Option<Digest>)> = Vec::new();
        for path in gone {
            left.extend(self.forget(&path, &mut changes).map(|digest| (path, digest)));
        }
        let mut come: Vec<(VPath, Option<Digest>)> = Vec::new();
        for (path, read) in read {
            come.extend(self.keep(path, read, &mut changes).map(|digest| (path.clone(), digest)));
        }
        changes.moved = moves(left, come);
        if !files.holds(&path(SITE)) {
            self.site.diagnostics = vec![Diagnostic::new(&rules::SITE_MISSING, Span::whole(&path(SITE)))];
        }
        if changes.listing {
            self.listing = listing.to_vec();
            self.strays.list(listing, |path| role(path) == Role::Other);
        }
        if !changes.is_empty() {
            changes.others.iter().for_each(|path| self.strays.forget(path));
            self.look_for_strays(files);
        }
        changes
    }

    fn look_for_strays(&mut self, files: &dyn Files) {
        let mut strays = std::mem::take(&mut self.strays);
        let reports = self.reports.iter().filter(|(_, sheet)| sheet.draft.is_none()).map(|(path, _)| path.folder());
        let pages = self.pages.iter().filter(|(_, sheet)| sheet.draft.is_none()).map(|(path, _)| path.folder());
        let named = Named {
            unread: reports.chain(pages).collect(),
            reports: self.reports.values().filter_map(|sheet| sheet.draft.as_deref()).collect(),
            pages: self.pages.values().filter_map(|sheet| sheet.draft.as_deref()).collect(),
            editorials: self.editorials.values().filter_map(|sheet| sheet.draft.as_deref()).collect(),
        };
        strays.look(files, &named);
        self.strays = strays;
    }

    fn read(&self, files: &dyn Files, path: &VPath) -> Read {
        let source = ReadingTask { files, path };
        match role(path) {
            Role::Site => source.sheet(parse::site, Some(&self.site)).map_or(Read::Same, Read::Site),
            Role::Organizations => {
                source.sheet(parse::organizations, Some(&self.organizations)).map_or(Read::Same, Read::Organizations)
            }
            Role::Topics => source.sheet(parse::topics, Some(&self.topics)).map_or(Read::Same, Read::Topics),
            Role::Metrics => source.sheet(parse::metrics, Some(&self.metrics)).map_or(Read::Same, Read::Metrics),
            Role::Terms => source.sheet(parse::terms, Some(&self.terms)).map_or(Read::Same, Read::Terms),
            Role::Baseline => source.sheet(parse::baseline, Some(&self.baseline)).map_or(Read::Same, Read::Baseline),
            Role::Report => {
                if let Some(sheet) = files.content(path).and_then(|content| self.again(path, content)) {
                    return Read::Report(sheet);
                }
                let again = |path: &VPath, bytes: &[u8], content| match self.earlier.report(path, content) {
                    Some((draft, allow)) => Parsed { value: Some(draft), diagnostics: Vec::new(), allow },
                    None => parse::report(path, bytes),
                };
                source.sheet_by(again, self.reports.get(path)).map_or(Read::Same, Read::Report)
            }
            Role::Page => source.sheet(parse::page, self.pages.get(path)).map_or(Read::Same, Read::Page),
            Role::Editorial => {
                source.sheet(parse::editorial, self.editorials.get(path)).map_or(Read::Same, Read::Editorial)
            }
            Role::Other => Read::Other(measure(files, path)),
            Role::Static => Read::Other(None),
            Role::Theme => {
                let digest = files.read(path).ok().map(|bytes| Digest::of(&bytes));
                let same = digest.is_some() && self.themes.get(path) == digest.as_ref();
                if same { Read::Same } else { Read::Theme(digest) }
            }
            Role::None => Read::Same,
        }
    }

    /// What an earlier run read in a report that is known to hold this.
    fn again(&self, path: &VPath, content: Digest) -> Option<Sheet<ReportDraft>> {
        let (draft, allow) = self.earlier.report(path, content)?;
        let (shared, diagnostics) = (draft.shared(&[]), Vec::new());
        Some(Sheet { digest: Some(content), shared, draft: Some(Arc::new(draft)), diagnostics, allow })
    }

    /// Puts what was read in its place. For a report or page that is new, its
    /// digest.
    fn keep(&mut self, path: &VPath, read: Read, changes: &mut Changes) -> Option<Option<Digest>> {
        let mut new = None;
        match read {
            Read::Same => return None,
            Read::Other(measure) => {
                match measure {
                    Some(measure) => self.measures.insert(path.clone(), measure),
                    None => self.measures.remove(path),
                };
                changes.others.insert(path.clone());
                return None;
            }
            Read::Theme(digest) => {
                match digest {
                    Some(digest) => self.themes.insert(path.clone(), digest),
                    None => self.themes.remove(path),
                };
                changes.themes.insert(path.clone());
                return None;
            }
            Read::Site(sheet) => self.site = sheet,
            Read::Organizations(sheet) => self.organizations = sheet,
            Read::Topics(sheet) => self.topics = sheet,
            Read::Metrics(sheet) => self.metrics = sheet,
            Read::Terms(sheet) => self.terms = sheet,
            Read::Baseline(sheet) => self.baseline = sheet,
            Read::Report(sheet) => {
                let digest = sheet.digest;
                new = self.reports.insert(path.clone(), sheet).is_none().then_some(digest);
            }
            Read::Page(sheet) => {
                let digest = sheet.digest;
                new = self.pages.insert(path.clone(), sheet).is_none().then_some(digest);
            }
            Read::Editorial(sheet) => {
                self.editorials.insert(path.clone(), sheet);
            }
        }
        changes.texts.insert(path.clone());
        new
    }

    /// Forgets a file that is gone. For a report or page, its digest.
    fn forget(&mut self, path: &VPath, changes: &mut Changes) -> Option<Option<Digest>> {
        let mut digest = None;
        match role(path) {
            Role::None => return None,
            Role::Other | Role::Static => {
                self.measures.remove(path);
                changes.others.insert(path.clone());
                return None;
            }
            Role::Theme => {
                self.themes.remove(path);
                changes.themes.insert(path.clone());
                return None;
            }
            Role::Site => self.site = Sheet::default(),
            Role::Organizations => self.organizations = Sheet::default(),
            Role::Topics => self.topics = Sheet::default(),
            Role::Metrics => self.metrics = Sheet::default(),
            Role::Terms => self.terms = Sheet::default(),
            Role::Baseline => self.baseline = Sheet::default(),
            Role::Report => digest = self.reports.remove(path).map(|sheet| sheet.digest),
            Role::Page => digest = self.pages.remove(path).map(|sheet| sheet.digest),
            Role::Editorial => drop(self.editorials.remove(path)),
        }
        changes.gone.insert(path.clone());
        digest
    }

    /// Whether a report, page or registry had anything in it.
    pub fn has_text(&self, path: &VPath) -> bool {
        let digest = match role(path) {
            Role::Site => self.site.digest,
            Role::Organizations => self.organizations.digest,
            Role::Topics => self.topics.digest,
            Role::Metrics => self.metrics.digest,
            Role::Terms => self.terms.digest,
            Role::Baseline => self.baseline.digest,
            Role::Report => self.reports.get(path).and_then(|sheet| sheet.digest),
            Role::Page => self.pages.get(path).and_then(|sheet| sheet.digest),
            Role::Editorial => self.editorials.get(path).and_then(|sheet| sheet.digest),
            Role::Other | Role::Static | Role::Theme | Role::None => None,
        };
        digest.is_some_and(|digest| digest != Digest::of(b""))
    }

    /// How the site is described, if it can be read.
    pub fn site(&self) -> Option<&SiteDraft> {
        self.site.draft.as_deref()
    }

    /// How words are written, if the publication says so.
    pub fn terms(&self) -> Option<&Arc<TermsDraft>> {
        self.terms.draft.as_ref()
    }

    /// The old findings that the publication knows of.
    pub fn baseline(&self) -> &[OldFinding] {
        self.baseline.draft.as_ref().map_or(&[], |old| old.as_slice())
    }

    /// The drafts, which stay here too.
    pub fn drafts(&self) -> Drafts {
        Drafts {
            reports: self.reports(),
            pages: self.pages.values().filter_map(|sheet| sheet.draft.clone()).collect(),
            editorials: self.editorials(),
            ..self.other_drafts()
        }
    }

    /// The drafts of the reports, in the order of their paths.
    pub fn reports(&self) -> Vec<Arc<ReportDraft>> {
        self.reports.values().filter_map(|sheet| sheet.draft.clone()).collect()
    }

    /// What stood in the files of reports, in the order of their paths.
    pub fn digests(&self) -> Vec<(VPath, Digest)> {
        self.reports.iter().filter_map(|(path, sheet)| Some((path.clone(), sheet.digest?))).collect()
    }

    /// What editors put before pages, in the order of the paths.
    pub fn editorials(&self) -> Vec<Arc<EditorialDraft>> {
        self.editorials.values().filter_map(|sheet| sheet.draft.clone()).collect()
    }

    /// The drafts, which nobody else holds afterwards.
    pub fn into_drafts(mut self) -> Drafts {
        let reports = std::mem::take(&mut self.reports).into_values();
        let pages = std::mem::take(&mut self.pages).into_values();
        Drafts {
            reports: reports.filter_map(|sheet| sheet.draft).collect(),
            pages: pages.filter_map(|sheet| sheet.draft).collect(),
            editorials: self.editorials(),
            ..self.other_drafts()
        }
    }

    fn other_drafts(&self) -> Drafts {
        fn registered<T>(at: &str, sheet: &Sheet<Vec<T>>) -> Registry<T> {
            sheet.draft.as_ref().map(|draft| (path(at), draft.clone()))
        }
        let others = self.listing.iter().filter(|path| role(path) == Role::Other);
        Drafts {
            site: self.site.draft.clone(),
            registries: Registries {
                organizations: registered(ORGANIZATIONS, &self.organizations),
                topics: registered(TOPICS, &self.topics),
                metrics: registered(METRICS, &self.metrics),
            },
            reports: Vec::new(),
            pages: Vec::new(),
            editorials: Vec::new(),
            words: self.terms().map(|terms| terms.words.clone()).unwrap_or_default(),
            others: others
                .map(|path| Beside { path: path.clone(), measure: self.measures.get(path).copied() })
                .collect(),
        }
    }

    /// Everything found wrong with a file by itself.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let registries = [
            &self.site.diagnostics,
            &self.organizations.diagnostics,
            &self.topics.diagnostics,
            &self.metrics.diagnostics,
            &self.terms.diagnostics,
            &self.baseline.diagnostics,
        ];
        let reports = self.reports.values().map(|sheet| &sheet.diagnostics);
        let pages = self.pages.values().map(|sheet| &sheet.diagnostics);
        let editorials = self.editorials.values().map(|sheet| &sheet.diagnostics);
        let sheets = registries.into_iter().chain(reports).chain(pages).chain(editorials);
        sheets.flatten().chain(&self.strays.findings).cloned().collect()
    }

    /// What pages are made from.
    pub fn inputs(&self) -> Inputs {
        let mut inputs = inputs::Taking::default();
        for path in &self.listing {
            let role = role(path);
            if role != Role::Theme {
                inputs.path(path);
            }
            match role {
                Role::Site => inputs.sheet(path, self.site.digest, self.site.shared),
                Role::Organizations => inputs.sheet(path, self.organizations.digest, self.organizations.shared),
                Role::Topics => inputs.sheet(path, self.topics.digest, self.topics.shared),
                Role::Metrics => inputs.sheet(path, self.metrics.digest, self.metrics.shared),
                Role::Terms => inputs.sheet(path, self.terms.digest, self.terms.shared),
                Role::Baseline => inputs.sheet(path, self.baseline.digest, self.baseline.shared),
                Role::Report => {
                    let Some(sheet) = self.reports.get(path) else { continue };
                    inputs.sheet(path, sheet.digest, sheet.shared);
                }
                Role::Page => {
                    let Some(sheet) = self.pages.get(path) else { continue };
                    inputs.sheet(path, sheet.digest, sheet.shared);
                }
                Role::Editorial => {
                    let Some(sheet) = self.editorials.get(path) else { continue };
                    inputs.sheet(path, sheet.digest, sheet.shared);
                }
                Role::Other => inputs.measure(self.measures.get(path)),
                Role::Theme => inputs.theme(path, self.themes.get(path).copied()),
                Role::Static | Role::None => {}
            }
        }
        inputs.end()
    }

    /// The rules that files waive, by name or code.
    pub fn waivers(&self) -> impl Iterator<Item = (VPath, &[Waiver])> + '_ {
        let registries = [
            (SITE, &self.site.allow),
            (ORGANIZATIONS, &self.organizations.allow),
            (TOPICS, &self.topics.allow),
            (METRICS, &self.metrics.allow),
            (TERMS, &self.terms.allow),
        ];
        let registries = registries.into_iter().map(|(at, allow)| (path(at), allow.as_slice()));
        let reports = self.reports.iter().map(|(path, sheet)| (path.clone(), sheet.allow.as_slice()));
        let pages = self.pages.iter().map(|(path, sheet)| (path.clone(), sheet.allow.as_slice()));
        let editorials = self.editorials.iter().map(|(path, sheet)| (path.clone(), sheet.allow.as_slice()));
        registries.chain(reports).chain(pages).chain(editorials).filter(|(_, allow)| !allow.is_empty())
    }
}

/// How large a picture is; none if it is none that is known.
fn measure(files: &dyn Files, path: &VPath) -> Option<Measure> {
    if !is_image(&path.extension()) {
        return None;
    }
    let head = files.read_head(path, picture::HEAD).ok()?;
    // Much may stand before what tells it.
    Measure::read(&head)
        .or_else(|| if head.len() < picture::HEAD { None } else { Measure::read(&files.read(path).ok()?) })
}

/// The path of a file that every publication has at one place.
pub fn path(path: &str) -> VPath {
    VPath::new(path).expect("a constant relative path")
}

/// A file to be read.
struct ReadingTask<'a> {
    files: &'a dyn Files,
    path: &'a VPath,
}

impl ReadingTask<'_> {
    /// Reads and parses it; none if it is as it was.
    fn sheet<T: Shared>(&self, parse: fn(&VPath, &[u8]) -> Parsed<T>, before: Option<&Sheet<T>>) -> Option<Sheet<T>> {
        self.sheet_by(|path, bytes, _| parse(path, bytes), before)
    }

    /// The same, by what is told the digest too.
    fn sheet_by<T: Shared>(
        &self,
        parse: impl Fn(&VPath, &[u8], Digest) -> Parsed<T>,
        before: Option<&Sheet<T>>,
    ) -> Option<Sheet<T>> {
        let (bytes, encoding) = match self.files.read_text(self.path) {
            Ok(read) => read,
            Err(unreadable) => {
                let finding = Diagnostic::new(&rules::FILE_UNREADABLE, Span::whole(self.path))
                    .with("cause", fault::cause(&unreadable));
                return Some(Sheet { diagnostics: vec![finding], ..Sheet::default() });
            }
        };
        // The same text in another encoding has another finding.
        let content = match encoding {
            Some(encoding) => Digest::of(&[&bytes, encoding.as_bytes()].concat()),
            None => Digest::of(&bytes),
        };
        let digest = Some(content);
        if before.is_some_and(|before| before.digest == digest) {
            return None;
        }
        let Parsed { value, mut diagnostics, allow } = parse(self.path, &bytes, content);
        if let Some(encoding) = encoding {
            let finding = Diagnostic::new(&ENCODING_READ, Span::whole(self.path)).with("encoding", encoding);
            diagnostics.insert(0, finding);
        }
        let shared = value.as_ref().map_or_else(|| Digest::of(&bytes), |draft| draft.shared(&bytes));
        Some(Sheet { digest, shared, draft: value.map(Arc::new), diagnostics, allow })
    }
}

/// Which files of a listing are new or touched, and which of the one before are
/// gone. Both are in order.
fn compare<'l>(before: &[VPath], now: &'l [VPath], touched: &Touched) -> (Vec<&'l VPath>, Vec<VPath>) {
    let (mut wanted, mut gone) = (Vec::new(), Vec::new());
    let mut before = before.iter().peekable();
    for path in now {
        while let Some(left) = before.next_if(|left| *left < path) {
            gone.push(left.clone());
        }
        let new = before.next_if(|left| *left == path).is_none();
        let touched = match touched {
            Touched::All => true,
            Touched::Some(touched) => touched.contains(path),
        };
        if new || touched {
            wanted.push(path);
        }
    }
    gone.extend(before.cloned());
    (wanted, gone)
}

/// Pairs files that are gone with new ones: those of the same content, and if
/// then one of each is left, these.
fn moves(gone: Vec<(VPath, Option<Digest>)>, mut come: Vec<(VPath, Option<Digest>)>) -> Vec<(VPath, VPath)> {
    let mut moves = Vec::new();
    let mut left = Vec::new();
    for (from, digest) in gone {
        let mut same = come.iter().enumerate().filter(|(_, (_, other))| digest.is_some() && *other == digest);
        match (same.next(), same.next()) {
            (Some((at, _)), None) => moves.push((from, come.remove(at).0)),
            _ => left.push(from),
        }
    }
    if let ([from], [(to, _)]) = (left.as_slice(), come.as_slice()) {
        moves.push((from.clone(), to.clone()));
    }
    moves
}
