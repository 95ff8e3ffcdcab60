//! Pipeline: the stages in order.
//!
//! In: files and settings. Out: a session, from which any route can be
//! rendered, and every finding so far. `build` renders all routes, a preview
//! only those asked for; both from here, so they cannot disagree.
//!
//! A `Desk` makes one session after another while the files are edited. Every
//! stage is gone through each time; a stage that is given the same as before
//! hands on the same value (`Arc`), and none knows whether it is the first.

mod baseline;
pub mod checks;
mod clashes;
mod earlier;
mod inputs;
mod levels;
mod mend;
mod permits;
mod proof;
mod reading;
mod strays;
mod texts;
mod unicode;
mod waivers;

use std::cell::RefCell;
use std::io::{self, Write};
use std::sync::{Arc, OnceLock};

use crate::aggregate::{self, Aggregates};
use crate::check::Check;
use crate::check::terms::Terms;
use crate::diag::{self, Diagnostic};
use crate::editorial::{Editorials, Subject};
use crate::font::Wanted;
use crate::index::{self, Index};
use crate::look;
use crate::model::reports::STATIC;
use crate::model::{Attachment, Composer, Drafts, Publication, ReportId, Settings};
use crate::parse::{Limits, ReportDraft, SiteDraft};
use crate::plan::assets::Offer;
use crate::plan::search::SearchFile;
use crate::plan::{self, PageKind, Piece, Plan, Route, WritePhase};
use crate::render::view::site::SiteView;
use crate::render::{self, Content, RenderContext, RenderInputs, Rendered, Shared};
use crate::search::{self, Search};
use crate::source::{Digest, Files, Span, VPath};
use crate::theme::{self, Theme};

pub use baseline::{BASELINE, Baseline, Old, Sifted, path as baseline_path};
pub use inputs::Mentioned;
use inputs::{Inputs, Noted};
use levels::Levels;
pub use mend::{Mended, Mending};
use permits::Permits;
pub use proof::{Checked, sample};
use reading::Reading;
pub use reading::{Changes, Touched};
pub use texts::Texts;
use unicode::Unicode;
use waivers::Waivers;

/// Everything read and worked out, short of the pages themselves.
pub struct Session {
    files: Arc<dyn Files>,
    publication: Publication,
    index: Index,
    editorials: Editorials,
    aggregates: Aggregates,
    plan: Plan,
    theme: Arc<Theme>,
    site: SiteView,
    shared: Shared,
    search: Search,
    /// What its files are made from; not in a preview.
    inputs: OnceLock<Inputs>,
    /// The reports as their files have them, by path; none in a build.
    drafts: Vec<Arc<ReportDraft>>,
    /// What stood in the files of reports, readable or not, by path.
    read: Vec<(VPath, Digest)>,
    /// How words are written.
    terms: Terms,
    waivers: Waivers,
    levels: Levels,
    baseline: Baseline,
    /// What is known of the font of headings.
    inspected: Option<look::Inspected>,
    diagnostics: Vec<Diagnostic>,
    /// What was found too, but is waived.
    waived: Vec<Diagnostic>,
}

/// What was asked in making a file of the site.
#[derive(Clone, Debug, Default)]
pub struct ReadingLog {
    /// The texts that were read, with what stood in them; none where one could not
    /// be read, or not as a whole.
    pub texts: Vec<(VPath, Option<Digest>)>,
    /// The reports that were asked for their metadata, in order.
    pub metadata: Vec<VPath>,
}

/// How much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Reports.
    pub reports: usize,
    /// Pages that a reader opens.
    pub pages: usize,
}

impl Session {
    /// Runs the stages up to the plan, once.
    pub fn open(files: Arc<dyn Files>, settings: &Settings) -> Session {
        Session::once(files, settings, |files| (Reading::of(files), None), SourceFacts::by)
    }

    /// The same for a build. What reports say of themselves is used up for the
    /// publication and not kept beside it, which for 10,000 reports would be
    /// 40 MB; of the few of which a rule asks for it, it is read again.
    ///
    /// Nothing is taken from an earlier run if all is to be read `anew`.
    pub fn brief(files: Arc<dyn Files>, settings: &Settings, anew: bool) -> Session {
        let read = |files: &dyn Files| if anew { (Reading::anew(files), None) } else { Reading::leaving(files) };
        Session::once(files, settings, read, |reading| SourceFacts { drafts: Vec::new(), ..SourceFacts::by(reading) })
    }

    fn once(
        files: Arc<dyn Files>,
        settings: &Settings,
        read: impl FnOnce(&dyn Files) -> (Reading, Option<Vec<u8>>),
        said: impl FnOnce(&Reading) -> SourceFacts,
    ) -> Session {
        let files = Unicode::of(files);
        let (reading, left) = read(&*files);
        let asked = asked_theme(reading.site());
        let said = said(&reading);
        let inputs = reading.inputs();
        let load = || Arc::new(LoadedTheme::load(&*files, asked));
        let drafts = reading.into_drafts();
        let assemble = || assemble(&files, settings, &mut Composer::once(), drafts, said, load, None).0;
        let leave = || {
            if let Some((cache, left)) = files.cache().zip(left) {
                cache.leave(earlier::NAME, &left);
            }
        };
        let ((), session) = rayon::join(leave, assemble);
        session.inputs.get_or_init(|| inputs.of(settings, &session.publication, &session.site));
        session
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

    /// What its figures come to.
    pub fn aggregates(&self) -> &Aggregates {
        &self.aggregates
    }

    /// Its plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What its pages are made with.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// The old findings that the publication knows of.
    pub fn baseline(&self) -> &Baseline {
        &self.baseline
    }

    /// The files it was made from.
    pub fn files(&self) -> &Arc<dyn Files> {
        &self.files
    }

    /// Every route with its place in the order of writing.
    pub fn routes(&self) -> impl Iterator<Item = (&Route, WritePhase)> {
        self.plan.routes().into_iter().map(|(route, make)| (route, make.rank()))
    }

    /// How much there is.
    pub fn counts(&self) -> Counts {
        Counts {
            reports: self.publication.reports.len(),
            pages: self.plan.routes().into_iter().filter(|(_, make)| make.is_page()).count(),
        }
    }

    /// Renders a route of the plan; any other shows what an unknown address
    /// does. From as many threads as there are.
    pub fn render(&self, route: &Route) -> Rendered {
        self.render_in(&self.world(), route, &*self.files)
    }

    /// The same, with what was asked for it.
    pub fn render_noting(&self, route: &Route) -> (Rendered, ReadingLog) {
        let files = Noted::new(&*self.files);
        let world = self.world();
        let rendered = self.render_in(&world, route, &files);
        (rendered, ReadingLog { texts: files.into_read(), metadata: world.into_read() })
    }

    /// What a file of the site is made from, but for what is read for it; none if that is
    /// not known.
    pub fn key(&self, make: &PageKind) -> Option<Digest> {
        let inputs = self.inputs.get()?;
        match make {
            PageKind::Search(SearchFile::Report(id)) => inputs.text_key(&self.publication[*id].path),
            make => inputs.key(make),
        }
    }

    /// Reports, by their files, as what a file of the site mentions.
    pub fn mentioned(&self, reports: &[VPath]) -> Mentioned {
        self.inputs.get().map_or(Mentioned::All, |inputs| inputs.mentioned(reports))
    }

    /// What each report says of itself, in the order of their paths; nothing in a preview.
    pub fn metadata(&self) -> &[(VPath, Digest)] {
        self.inputs.get().map_or(&[], |inputs| &inputs.metadata)
    }

    /// What stands in a text; none of other files.
    pub fn content(&self, path: &VPath) -> Option<Digest> {
        self.inputs.get()?.content(path)
    }

    /// Whether the file of a report held these very bytes when it was read: whether
    /// the places of its findings and open points are places in them.
    pub fn is_of(&self, report: &VPath, bytes: &[u8]) -> bool {
        let at = self.read.binary_search_by(|(path, _)| path.cmp(report));
        at.is_ok_and(|at| self.read[at].1 == Digest::of(bytes))
    }

    fn render_in(&self, world: &RenderContext, route: &Route, files: &dyn Files) -> Rendered {
        let make = self.plan.make(route).unwrap_or(&PageKind::NotFound);
        if let PageKind::Search(file) = make {
            let content = Content::Bytes(self.search.file(world, &*self.files, file));
            return Rendered { content, diagnostics: Vec::new() };
        }
        let permits = RefCell::new(Permits::default());
        let wanted = |check: &Check| self.levels.in_build(check);
        let proof = self.proofreader(&wanted, &permits);
        let mut rendered = render::render(world, &self.theme, files, route, make, &proof);
        self.settle(&mut rendered.diagnostics, &mut permits.borrow_mut());
        rendered.diagnostics.retain(|finding| !self.waives(finding));
        rendered
    }

    /// What a file is made together with.
    pub fn piece<'p>(&'p self, route: &'p Route) -> Piece<'p> {
        match self.plan.make(route) {
            Some(PageKind::Rendition(path, _)) => Piece::Named(path.as_str()),
            Some(PageKind::Search(SearchFile::Shard(place, _))) => Piece::Segment(*place),
            Some(PageKind::Search(SearchFile::Report(id))) => {
                self.plan.search.place_of(*id).map_or(Piece::Named(route.as_str()), |(place, _)| Piece::Segment(place))
            }
            Some(PageKind::Search(SearchFile::Manifest)) => Piece::Joined,
            _ => Piece::Named(route.as_str()),
        }
    }

    /// Writes a route that is streamed piece by piece, so that it is never in memory whole. Which
    /// reports were asked for their metadata.
    pub fn stream(&self, route: &Route, out: &mut dyn Write) -> io::Result<Vec<VPath>> {
        let world = self.world();
        self.plan.make(route).map_or(Ok(()), |make| render::stream(&world, &self.theme, make, out))?;
        Ok(world.into_read())
    }

    /// Makes the index of the search, which is else made when the first of its
    /// files is rendered.
    pub fn prepare_search(&self) {
        self.search.prepare(&self.world(), &*self.files);
    }

    /// Makes that index and gives away the files of the rank `Search`, which are
    /// then not to be rendered. For who writes all files once, where an earlier
    /// build may have left some. Only those segments are made that are `wanted`.
    pub fn write_search(&self, left: Option<&dyn search::Left>, wanted: &dyn Fn(usize) -> bool, take: &search::Take) {
        self.search.write(&self.world(), &*self.files, left, wanted, take);
    }

    /// Whether that index is made.
    pub fn is_searched(&self) -> bool {
        self.search.is_made()
    }

    /// What there is to search, after some edits.
    pub fn search_manifest(&self, edited: search::Edited) -> Vec<u8> {
        self.search.manifest(&self.world(), &*self.files, edited)
    }

    /// The texts of a report, for a search, under a key.
    pub fn search_text(&self, id: ReportId, key: &str) -> Vec<u8> {
        search::text(&self.world(), &*self.files, id, key)
    }

    /// The pictures of which there are smaller ones.
    pub fn pictures(&self) -> Vec<&Attachment> {
        self.publication.attachments.iter().filter(|attachment| !attachment.renditions().is_empty()).collect()
    }

    /// The smaller ones of a picture with their routes, all at once, which are
    /// then not to be rendered; and what was found wrong.
    pub fn renditions(&self, picture: &Attachment) -> (Vec<(String, Vec<u8>)>, Vec<Diagnostic>) {
        let (bytes, found) = render::renditions(&*self.files, picture);
        let routes = picture.renditions().into_iter().map(|rendition| picture.rendition_route(rendition));
        (routes.zip(bytes).collect(), self.remaining(&found))
    }

    /// The reports and pages that are published, and what stands before pages, by
    /// their files.
    pub fn texts(&self) -> impl Iterator<Item = &VPath> {
        self.plan.texts.pages.keys().chain(self.editorials.paths()).chain(self.plan.texts.reports.keys())
    }

    /// The report that a file holds, if it is published.
    pub fn report(&self, path: &VPath) -> Option<ReportId> {
        self.plan.texts.reports.get(path).copied()
    }

    /// Whether a file holds what an editor put before a page.
    pub fn is_editorial(&self, path: &VPath) -> bool {
        self.editorials.subject(path).is_some()
    }

    /// The route of the page made from a report or page.
    pub fn route_of(&self, text: &VPath) -> Option<Route> {
        let report = || self.plan.texts.reports.get(text).map(|&id| plan::report_route(&self.publication, id));
        let page = || self.plan.texts.pages.get(text).map(|&id| plan::page_route(&self.publication, id));
        let before = || {
            Some(match self.editorials.subject(text)? {
                Subject::Year(year) => plan::year_route(year, None),
                Subject::Organization(id) => plan::organization_route(&self.publication, id, None),
                Subject::Topic(id) => plan::topic_route(&self.publication, id),
            })
        };
        report().or_else(page).or_else(before).map(Route::new)
    }

    /// What rendering the page of a report or page would find; and, if `all_rules`
    /// are asked, what those find too that a build does not ask.
    fn check_text(&self, text: &VPath, all_rules: bool) -> Vec<Diagnostic> {
        let wanted = |check: &Check| if all_rules { !self.levels.is_off(check) } else { self.levels.in_build(check) };
        let (mut found, _) = self.text_findings(text, &wanted);
        found.retain(|finding| !self.waives(finding));
        found
    }

    /// What goes out with a file beside the texts and should not.
    fn check_attachment(&self, path: &VPath) -> Vec<Diagnostic> {
        self.remaining(&render::attached(&*self.files, path).diagnostics)
    }

    /// What is wrong with the body of a report or page, and what the rules that
    /// `wanted` takes find in it, waived for a file or not; and what comments in
    /// it waive.
    fn text_findings(&self, text: &VPath, wanted: &dyn Fn(&Check) -> bool) -> (Vec<Diagnostic>, Permits) {
        let permits = RefCell::new(Permits::default());
        let make = self.route_of(text).and_then(|route| Some((self.plan.make(&route)?, route)));
        let Some((make, route)) = make else { return (Vec::new(), Permits::default()) };
        let proof = self.proofreader(wanted, &permits);
        let mut found = render::check(&self.world(), &*self.files, &route, make, &proof);
        drop(proof);
        let mut permits = permits.into_inner();
        self.settle(&mut found, &mut permits);
        (found, permits)
    }

    /// What remains of findings about a text beside its permits, with the
    /// weight that the site gives them.
    fn settle(&self, found: &mut Vec<Diagnostic>, permits: &mut Permits) {
        permits.settle(found);
        found.append(&mut permits.take_unknown());
        self.levels.weigh(found);
    }

    /// What remains of findings that were made elsewhere: not waived, and with
    /// the weight that the site gives them.
    pub fn remaining(&self, found: &[Diagnostic]) -> Vec<Diagnostic> {
        let mut remaining: Vec<Diagnostic> = found.iter().filter(|finding| !self.waives(finding)).cloned().collect();
        self.levels.weigh(&mut remaining);
        remaining
    }

    fn world(&self) -> RenderContext<'_> {
        let phrases = self.theme.phrases(self.publication.site.language);
        let told =
            RenderInputs { index: &self.index, aggregates: &self.aggregates, editorials: &self.editorials, phrases };
        RenderContext::new(&self.publication, told, &self.plan, &self.shared)
    }
}

/// Makes one session after another.
pub struct Workspace {
    settings: Settings,
    reading: Reading,
    composer: Composer,
    bare: Arc<LoadedTheme>,
    session: Arc<Session>,
}

impl Workspace {
    /// Reads everything.
    pub fn open(files: Arc<dyn Files>, settings: Settings) -> Workspace {
        let files = Unicode::of(files);
        let reading = Reading::of(&*files);
        let asked = asked_theme(reading.site());
        let said = SourceFacts::by(&reading);
        let mut composer = Composer::lasting();
        let load = || Arc::new(LoadedTheme::load(&*files, asked));
        let (session, bare) = assemble(&files, &settings, &mut composer, reading.drafts(), said, load, None);
        Workspace { settings, reading, composer, bare, session: Arc::new(session) }
    }

    /// The present session.
    pub fn session(&self) -> &Arc<Session> {
        &self.session
    }

    /// The same, of which is known what its files are made from.
    pub fn session_for_build(&self) -> &Arc<Session> {
        let Session { inputs, publication, site, .. } = &*self.session;
        inputs.get_or_init(|| self.reading.inputs().of(&self.settings, publication, site));
        &self.session
    }

    /// Whether a report, page or registry had anything in it when it was read.
    pub fn has_text(&self, path: &VPath) -> bool {
        self.reading.has_text(path)
    }

    /// Makes the next session from the files as they are now. Only those that
    /// are new or were touched are read; if all are as they were, the present
    /// session stays.
    pub fn update(&mut self, files: Arc<dyn Files>, touched: &Touched) -> Changes {
        let files = Unicode::of(files);
        let changes = self.reading.update(&*files, touched);
        if changes.is_empty() {
            return changes;
        }
        let asked = asked_theme(self.reading.site());
        let same_theme = changes.themes.is_empty() && asked == self.bare.asked;
        let load = || if same_theme { self.bare.clone() } else { Arc::new(LoadedTheme::load(&*files, asked)) };
        let said = SourceFacts::by(&self.reading);
        let before = Some((&*self.session, &self.bare));
        let (session, bare) =
            assemble(&files, &self.settings, &mut self.composer, self.reading.drafts(), said, load, before);
        self.session = Arc::new(session);
        self.bare = bare;
        changes
    }
}

/// A theme as its files make it, before it knows the site.
struct LoadedTheme {
    asked: AskedTheme,
    theme: Theme,
    diagnostics: Vec<Diagnostic>,
}

impl LoadedTheme {
    fn load(files: &dyn Files, asked: AskedTheme) -> LoadedTheme {
        let (theme, diagnostics) = Theme::load(files, &asked.name, &asked.at, asked.largest);
        LoadedTheme { asked, theme, diagnostics }
    }
}

/// A theme that the site asks for.
#[derive(PartialEq)]
struct AskedTheme {
    name: String,
    /// Where it is asked for.
    at: Span,
    /// What its templates may have together, in bytes.
    largest: u64,
}

/// The theme that the site asks for.
fn asked_theme(site: Option<&SiteDraft>) -> AskedTheme {
    let (name, at, limits) = match site {
        Some(site) => (site.theme.value.clone(), site.theme.span(&reading::path(reading::SITE)), site.limits),
        None => (theme::BUILT_IN.to_owned(), Span::whole(&reading::path(reading::SITE)), Limits::default()),
    };
    AskedTheme { name, at, largest: limits.templates }
}

/// What the files say by themselves of what is wrong, of how words are written,
/// and of what to keep silent.
struct SourceFacts {
    drafts: Vec<Arc<ReportDraft>>,
    read: Vec<(VPath, Digest)>,
    terms: Terms,
    diagnostics: Vec<Diagnostic>,
    waivers: Waivers,
    levels: Levels,
    baseline: Baseline,
}

impl SourceFacts {
    fn by(reading: &Reading) -> SourceFacts {
        let mut diagnostics = reading.diagnostics();
        let waivers = Waivers::new(reading.waivers(), &mut diagnostics);
        let written = reading.site().map_or(&[][..], |site| &site.checks);
        let levels = Levels::new(written, &mut diagnostics);
        let baseline = Baseline::new(reading.baseline());
        let terms = Terms::new(reading.terms().cloned());
        SourceFacts {
            drafts: reading.reports(),
            read: reading.digests(),
            terms,
            diagnostics,
            waivers,
            levels,
            baseline,
        }
    }
}

/// What is copied as it is, the theme's files first, and before them what the
/// look makes.
fn offers(theme: &Theme, files: &dyn Files, publication: &Publication, face: Option<Wanted>) -> Vec<Offer> {
    let style = look::accent(publication).is_some() || face.is_some();
    let style = style.then(|| Offer { name: look::ACCENT.to_owned(), make: PageKind::Accent });
    let face = face.map(|face| Offer { name: plan::assets::FACE.to_owned(), make: PageKind::Face(Arc::new(face)) });
    let themed = |name: &String| Offer { name: name.clone(), make: PageKind::ThemeAsset(name.clone()) };
    let own = |path: &VPath| Some(Offer { name: path.below(STATIC)?.to_owned(), make: PageKind::Static(path.clone()) });
    let assets = theme.assets.iter().map(|asset| themed(&asset.name)).chain(files.paths().iter().filter_map(own));
    style.into_iter().chain(face).chain(assets).collect()
}

/// Everything after reading. `before` is the session that this one follows,
/// with its theme.
fn assemble(
    files: &Arc<dyn Files>,
    settings: &Settings,
    composer: &mut Composer,
    drafts: Drafts,
    said: SourceFacts,
    load: impl FnOnce() -> Arc<LoadedTheme> + Send,
    before: Option<(&Session, &Arc<LoadedTheme>)>,
) -> (Session, Arc<LoadedTheme>) {
    let last = before.map(|(session, _)| session);
    let texts = drafts.editorials.clone();
    let (bare, (publication, mut found, index, aggregates)) = rayon::join(load, || {
        let (publication, found) = composer.compose(drafts, settings);
        let index = index::index(&publication, last.map(|last| (&last.publication, &last.index)));
        let before = last.map(|last| (&last.index, &last.aggregates));
        let aggregates = aggregate::aggregate(&publication, &index, before);
        (publication, found, index, aggregates)
    });
    let (editorials, mut untold) = Editorials::resolve(&texts, &publication, &index, &**files);
    let phrases = bare.theme.phrases(publication.site.language);
    let known = last.and_then(|last| last.inspected);
    let face = look::face(&publication, &index, phrases, &**files, &reading::path(reading::SITE), known);
    let offers = offers(&bare.theme, &**files, &publication, face.wanted);
    let earlier = last.map(|last| plan::Last { publication: &last.publication, index: &last.index, plan: &last.plan });
    let plan = plan::plan(&publication, &index, &editorials, &offers, earlier);
    let told = RenderInputs { index: &index, aggregates: &aggregates, editorials: &editorials, phrases };
    let same = last.filter(|last| last.theme.phrases(publication.site.language) == phrases);
    let shared = Shared::make(&publication, told, &plan, same.map(|last| (&last.publication, &last.shared)));
    let (look, mut unmet) = look::resolve(&publication, &plan, &reading::path(reading::SITE));
    let (own, built_in) = (bare.theme.own_templates(), bare.theme.built_in_templates());
    unmet.extend(look::templates(&publication, &own, &built_in, |name| bare.theme.is_named(name)));
    let site = render::site(told.index, &publication, &plan, &bare.theme, &look, &**files);
    let theme = match before.filter(|(last, theme)| Arc::ptr_eq(theme, &bare) && last.site == site) {
        Some((last, _)) => last.theme.clone(),
        None => Arc::new(bare.theme.of_site(&site)),
    };
    let SourceFacts { drafts, read, terms, mut diagnostics, waivers, levels, baseline } = said;
    diagnostics.extend_from_slice(&bare.diagnostics);
    diagnostics.extend(clashes::findings(&publication, &plan, &theme));
    diagnostics.append(&mut found);
    diagnostics.append(&mut untold);
    diagnostics.append(&mut unmet);
    diagnostics.extend(face.finding);
    levels.weigh(&mut diagnostics);
    diag::sort(&mut diagnostics);
    let (waived, diagnostics) = diagnostics.into_iter().partition(|finding| waivers.cover(finding));
    let files = files.clone();
    let session = Session {
        files,
        publication,
        index,
        editorials,
        aggregates,
        plan,
        theme,
        site,
        shared,
        search: Search::default(),
        inputs: OnceLock::new(),
        drafts,
        read,
        terms,
        waivers,
        levels,
        baseline,
        inspected: face.inspected,
        diagnostics,
        waived,
    };
    (session, bare)
}
