//! Preview: what the browser is shown while the files are edited.
//!
//! In: one session after another, and what was found in them. Out: pages with
//! the preview's script, findings and states, as `http` asks for them. Nothing
//! is rendered before it is asked for, and nothing rendered is kept.
//!
//! While a template or a registry is broken the last good session is shown,
//! and the state says `blocked`: one wrong line in the registry of organisations
//! must not turn ten thousand reports into errors in front of the reader.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use axum::body::Bytes;
use serde::Serialize;
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use crate::diag::rules::look;
use crate::diag::{self, Diagnostic, Language, Severity};
use crate::disk::Folder;
use crate::model::reports::STATIC;
use crate::pipeline::{Changes, Session, Texts};
use crate::plan::Route;
use crate::render::{self, Rendered};
use crate::serve::editor::Editor;
use crate::serve::findings;
use crate::serve::http::{Content, Events, Served, SiteSource, Status, Visitor};
use crate::serve::searched::Searched;
use crate::source::{Digest, Files, VPath};

/// The script that pages get.
const SCRIPT: &[u8] = include_bytes!("preview.js");

/// How many versions back a page may come from and still be told where it
/// moved; one that slept longer finds its page gone.
const REMEMBERED: usize = 1000;

/// Registries and the description of the site: where an error breaks all pages.
const FOUNDATIONS: [&str; 5] = [
    "content/site.yaml",
    "content/organizations.yaml",
    "content/topics.yaml",
    "content/metrics.yaml",
    "content/terms.yaml",
];

/// What is shown, to as many as look.
pub struct Preview {
    /// The present state; those who look at it are told of the next.
    state: watch::Sender<Arc<State>>,
    /// Which run of the server this is.
    run: String,
    language: Language,
    editor: Editor,
    /// Whether pages get the script.
    scripted: bool,
}

/// What is shown at one time.
#[derive(Clone)]
struct State {
    /// Grows with every change of the site.
    version: u64,
    /// The session that is shown: the newest, or the last good one.
    shown: Arc<Session>,
    /// Whether that is a good one.
    good: bool,
    /// Whether, being an earlier one, it has pages that fail.
    failing: bool,
    /// What answers a search in it.
    searched: Searched,
    /// What renders a page whose template fails: the session that was shown
    /// before the theme was last touched.
    fallback: Option<Arc<Session>>,
    /// Pages of reports that cannot be read for now, as they last could: a slip
    /// in the front matter must not take the page from under the writer.
    kept: BTreeMap<Route, LastReadable>,
    /// The newest session, which the findings are about.
    newest: Arc<Session>,
    folder: Arc<Folder>,
    /// What was found in it and in its pages as far as they are checked.
    findings: Arc<Vec<Diagnostic>>,
    /// What failed in rendering the pages that were asked for.
    failures: Vec<Diagnostic>,
    /// What happened in the last versions, oldest first.
    steps: VecDeque<Arc<Step>>,
}

/// The last readable state of a report.
#[derive(Clone)]
struct LastReadable {
    file: VPath,
    session: Arc<Session>,
}

/// What one version changed in the site.
struct Step {
    version: u64,
    /// Routes of pages, old and new.
    moved: Vec<(String, String)>,
    /// Routes of pictures, styles and scripts with another content.
    assets: Vec<String>,
}

/// A state as pages are told it; the names are those that `preview.js` reads.
#[derive(Serialize)]
struct StateMessage<'a> {
    server: &'a str,
    version: u64,
    moved: Vec<(&'a str, &'a str)>,
    assets: BTreeSet<&'a str>,
    findings: Tally,
    blocked: bool,
    /// Whether there was no good state to go back to.
    partial: bool,
}

/// How many findings there are of each weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// 错误
    pub error: usize,
    /// 警告
    pub warning: usize,
    /// 提示
    pub note: usize,
}

impl Tally {
    /// Counts.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Tally {
        let mut tally = Tally::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => tally.error += 1,
                Severity::Warning => tally.warning += 1,
                Severity::Note => tally.note += 1,
            }
        }
        tally
    }
}

impl Preview {
    /// Shows a first session. `language` is that of our own words, `run` a name
    /// that no other run of the server has.
    pub fn new(session: Arc<Session>, folder: Arc<Folder>, language: Language, editor: Editor, run: String) -> Preview {
        let findings = found(&session, &folder, &[]);
        let state = State {
            version: 1,
            good: !findings.iter().any(blocks),
            failing: false,
            searched: Searched::new(session.clone()),
            shown: session.clone(),
            fallback: None,
            kept: BTreeMap::new(),
            newest: session,
            folder,
            findings: Arc::new(findings),
            failures: Vec::new(),
            steps: VecDeque::new(),
        };
        Preview { state: watch::channel(Arc::new(state)).0, run, language, editor, scripted: true }
    }

    /// The same with pages as they are, for who tells them of edits himself.
    pub fn without_script(self) -> Preview {
        Preview { scripted: false, ..self }
    }

    fn state(&self) -> Arc<State> {
        self.state.borrow().clone()
    }

    /// The version that is shown.
    pub fn version(&self) -> u64 {
        self.state.borrow().version
    }

    /// Shows the session that came of an edit; its version.
    pub fn show(&self, session: Arc<Session>, folder: Arc<Folder>, changes: &Changes) -> u64 {
        let findings = found(&session, &folder, &[]);
        let before = self.state();
        let broken = findings.iter().any(blocks);
        let version = before.version + 1;
        let step = Step {
            version,
            moved: moved(&before.newest, &session, changes),
            assets: assets(&before.newest, &session, changes),
        };
        let mut steps = before.steps.clone();
        steps.push_back(Arc::new(step));
        if steps.len() > REMEMBERED {
            steps.pop_front();
        }
        let kept = kept(&before, &session, &folder, changes);
        // A session whose templates failed is nothing to fall back on.
        let failing = before.failing || Arc::ptr_eq(&before.shown, &before.newest) && before.blocked();
        let sound = before.good && !failing;
        let shown = if broken && before.good { before.shown.clone() } else { session.clone() };
        self.state.send_replace(Arc::new(State {
            version,
            searched: before.searched.after(&shown, changes),
            shown,
            good: !broken || before.good,
            failing: broken && before.good && failing,
            // The built-in templates suit every page.
            fallback: match (session.theme().is_own(), changes.themes.is_empty() || !sound) {
                (false, _) => None,
                (true, true) => before.fallback.clone(),
                (true, false) => Some(before.shown.clone()),
            },
            kept,
            newest: session,
            folder,
            findings: Arc::new(findings),
            failures: Vec::new(),
            steps,
        }));
        version
    }

    /// Adds what the pages of a version were found to have; `whole` if all were
    /// rendered for it. False if another version is shown by now.
    pub fn checked(&self, version: u64, in_pages: &[Diagnostic], whole: bool) -> bool {
        let mut timely = false;
        self.state.send_if_modified(|state| {
            timely = state.version == version;
            let findings = found(&state.newest, &state.folder, in_pages);
            let news = timely && *state.findings != findings;
            // Where every page can be made none falls back on the one before.
            let settled = timely && whole && state.fallback.is_some() && !findings.iter().any(blocks);
            if news || settled {
                let fallback = if settled { None } else { state.fallback.clone() };
                *state = Arc::new(State { findings: Arc::new(findings), fallback, ..State::clone(state) });
            }
            news
        });
        timely
    }

    /// Everything found in the version that is shown.
    pub fn found(&self) -> Arc<Vec<Diagnostic>> {
        self.state().findings.clone()
    }

    /// Renders a route; if its template fails, as it was before the theme was
    /// touched.
    fn render(&self, state: &State, route: &Route) -> Rendered {
        let kept = state.kept.get(route).filter(|_| state.shown.plan().make(route).is_none());
        let session = kept.map_or(&state.shown, |kept| &kept.session);
        let rendered = session.render(route);
        let failures: Vec<Diagnostic> =
            rendered.diagnostics.iter().filter(|finding| blocks(finding)).cloned().collect();
        if failures.is_empty() {
            return rendered;
        }
        // What an earlier session fails of may be mended by now.
        if Arc::ptr_eq(session, &state.newest) {
            self.fail(state.version, failures);
        }
        let before = state.fallback.as_ref().filter(|before| before.plan().make(route).is_some());
        match before.map(|before| before.render(route)) {
            Some(before) if !before.diagnostics.iter().any(blocks) => before,
            _ => rendered,
        }
    }

    /// Takes note of what failed in rendering a page.
    fn fail(&self, version: u64, failures: Vec<Diagnostic>) {
        self.state.send_if_modified(|state| {
            let is_new = |finding: &Diagnostic| !state.findings.contains(finding) && !state.failures.contains(finding);
            let new: Vec<Diagnostic> = failures.into_iter().filter(is_new).collect();
            if state.version != version || new.is_empty() {
                return false;
            }
            let mut failing = State::clone(state);
            failing.failures.extend(new);
            *state = Arc::new(failing);
            true
        });
    }
}

impl State {
    /// Every finding, those of pages that failed too.
    fn findings(&self) -> Vec<Diagnostic> {
        let mut findings = self.findings.to_vec();
        findings.extend(self.failures.iter().filter(|failure| !self.findings.contains(failure)).cloned());
        diag::sort(&mut findings);
        findings
    }

    fn blocked(&self) -> bool {
        self.findings.iter().chain(&self.failures).any(blocks)
    }

    /// The state as told to a page that knows of those up to `since`.
    fn told(&self, run: &str, since: u64) -> String {
        let news = || self.steps.iter().filter(|step| step.version > since);
        let mut moved: Vec<(&str, &str)> = Vec::new();
        for (from, to) in news().flat_map(|step| &step.moved) {
            // What moved twice is told once.
            match moved.iter_mut().find(|(_, at)| at == from) {
                Some((_, at)) => *at = to,
                None => moved.push((from, to)),
            }
        }
        let told = StateMessage {
            server: run,
            version: self.version,
            moved,
            assets: news().flat_map(|step| &step.assets).map(String::as_str).collect(),
            findings: Tally::of(self.findings.iter().chain(&self.failures)),
            blocked: self.blocked(),
            partial: !self.good,
        };
        // Numbers, strings and lists always have a JSON form.
        serde_json::to_string(&told).unwrap_or_default()
    }
}

impl SiteSource for Preview {
    fn get(&self, route: &str) -> Served {
        let state = self.state();
        let route = Route::new(route);
        if let Some(bytes) = state.searched.file(&state.shown, &route) {
            let etag = Digest::of(&bytes).to_string();
            let content = Content::Bytes { bytes: Bytes::from(bytes), etag };
            return Served { status: Status::Found, content, name: route.as_str().to_owned() };
        }
        let known = state.shown.plan().make(&route).is_some() || state.kept.contains_key(&route);
        let name = if known { route.as_str() } else { "404.html" };
        let content = match self.render(&state, &route).content {
            render::Content::Copy(path) => match state.folder.open_file(&path) {
                Ok(file) => Content::File(file),
                // It has gone since it was listed, or may not be read.
                Err(_) => return Served { status: Status::NotFound, ..self.get("404.html") },
            },
            render::Content::Bytes(bytes) => {
                // Of the page alone: it does not change with the version.
                let etag = Digest::of(&bytes).to_string();
                let bytes = if self.scripted && name.ends_with(".html") {
                    self.with_script(bytes, &etag, state.version)
                } else {
                    bytes
                };
                Content::Bytes { bytes: Bytes::from(bytes), etag }
            }
        };
        Served { status: if known { Status::Found } else { Status::NotFound }, content, name: name.to_owned() }
    }

    fn base_path(&self) -> String {
        let state = self.state();
        let base = state.shown.publication().site.base_url.as_deref().unwrap_or_default();
        let path = base.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
        path.unwrap_or("/").to_owned()
    }

    fn findings(&self, visitor: Visitor) -> Vec<u8> {
        let state = self.state();
        let none = Editor::none();
        // Where files lie on this computer is nobody else's business.
        let editor = if visitor == Visitor::Here { &self.editor } else { &none };
        findings::json(&state.findings(), &state.folder, state.version, state.blocked(), self.language, editor)
    }

    fn events(&self, since: Option<u64>) -> Events {
        let run = self.run.clone();
        let mut since = since.unwrap_or(u64::MAX);
        Box::pin(WatchStream::new(self.state.subscribe()).map(move |state| {
            let told = state.told(&run, since);
            since = state.version;
            told
        }))
    }

    fn script(&self) -> &'static [u8] {
        SCRIPT
    }
}

impl Preview {
    /// A page with the script of the preview at its end.
    fn with_script(&self, page: Vec<u8>, etag: &str, version: u64) -> Vec<u8> {
        const END: &[u8] = b"</body>";
        let language = match self.language {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        };
        let script = format!(
            "<script src=\"/.huibian/preview.js\" defer data-etag=\"{etag}\" data-version=\"{version}\" data-lang=\"{language}\"></script>"
        );
        // A template may leave the end tag out, as HTML allows.
        let at = page.windows(END.len()).rposition(|window| window == END).unwrap_or(page.len());
        [&page[..at], script.as_bytes(), &page[at..]].concat()
    }
}

/// Everything found in a session.
fn found(session: &Session, folder: &Folder, in_pages: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut findings = session.remaining(folder.diagnostics());
    findings.extend_from_slice(session.diagnostics());
    findings.extend_from_slice(in_pages);
    diag::sort(&mut findings);
    session.baseline().sift(findings, &Texts(folder)).fresh
}

/// Whether a finding is about what all pages stand on. What `site.yaml` says of the
/// look is left out where it cannot be, and the site stands.
fn blocks(finding: &Diagnostic) -> bool {
    let file = &finding.span.file;
    !look::RULES.contains(&finding.rule)
        && finding.severity == Severity::Error
        && (file.below("themes").is_some() || FOUNDATIONS.contains(&file.as_str()))
}

/// The pages of reports that are there but cannot be read, with the session
/// that last could.
fn kept(before: &State, now: &Session, folder: &Folder, changes: &Changes) -> BTreeMap<Route, LastReadable> {
    let is_broken = |path: &VPath| {
        let mut own = now.diagnostics().iter().filter(|finding| finding.span.file == *path);
        own.any(|finding| finding.severity == Severity::Error)
    };
    let mut kept = before.kept.clone();
    for file in &changes.texts {
        if let Some(route) = before.newest.route_of(file) {
            kept.insert(route, LastReadable { file: file.clone(), session: before.newest.clone() });
        }
    }
    // A file that is gone has no page, nor has one that is withdrawn; one that
    // can be read has its new one.
    kept.retain(|_, LastReadable { file, .. }| folder.holds(file) && now.route_of(file).is_none() && is_broken(file));
    kept
}

/// The routes of the pages whose files were given another path.
fn moved(before: &Session, now: &Session, changes: &Changes) -> Vec<(String, String)> {
    let routes =
        |(from, to): &(VPath, VPath)| Some((before.route_of(from)?.to_string(), now.route_of(to)?.to_string()));
    changes.moved.iter().filter_map(routes).collect()
}

/// The routes of the files that are served as they are and changed.
fn assets(before: &Session, now: &Session, changes: &Changes) -> Vec<String> {
    let attachment = |path: &VPath| {
        if let Some(name) = path.below(STATIC) {
            return vec![name.to_owned()];
        }
        let known = now.publication().attachment(path).or(before.publication().attachment(path));
        known.map_or(Vec::new(), |own| {
            let smaller = own.renditions().into_iter().map(|rendition| own.rendition_route(rendition));
            smaller.chain([own.route.clone()]).collect()
        })
    };
    let themed = |path: &VPath| {
        let (_, rest) = path.below("themes")?.split_once('/')?;
        Some(rest.strip_prefix("assets/")?.to_owned())
    };
    changes.others.iter().flat_map(attachment).chain(changes.themes.iter().filter_map(themed)).collect()
}
