//! After any edits the preview shows what a clean build would.
//!
//! Random publications are edited at random; after every step the session
//! that the edits led to is held against one made from nothing: the same
//! files, routes, bytes and findings. What is shared from one session to the
//! next (`model/compose`, `index/same`, `Cards`, `Checks`, `Folder::refresh`)
//! has no other proof than this.
//!
//! A sequence is known by its seed. `cargo test` runs a few; all of them run by
//!
//! ```text
//! HUIBIAN_SEQUENCES=1000 cargo test --release --test edits -- --nocapture
//! ```
//!
//! and one that failed, whose seed and steps are printed, runs again by
//! `HUIBIAN_SEED=… cargo test --test edits` and the name of the test.

#[path = "edits/choices.rs"]
mod choices;
#[path = "edits/clean.rs"]
mod clean;
#[path = "edits/disk.rs"]
mod disk;
#[path = "edits/manuscript.rs"]
mod manuscript;
#[path = "edits/pools.rs"]
mod pools;
#[path = "edits/random.rs"]
mod random;
#[path = "edits/rebuilt.rs"]
mod rebuilt;
#[path = "search/reader.rs"]
mod reader;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tokio_stream::StreamExt;

use huibian::diag::{self, Diagnostic, Language, Severity};
use huibian::disk::Folder;
use huibian::edits::Edits;
use huibian::model::Settings;
use huibian::pipeline::checks::{self, Checks};
use huibian::pipeline::{Changes, Touched, Workspace};
use huibian::plan::Route;
use huibian::render;
use huibian::serve::http::{Content, SiteSource, Status, Visitor};
use huibian::serve::{Editor, Preview};
use huibian::source::{Files, VPath};

use clean::Clean;
use disk::Disk;
use manuscript::{METRICS, Manuscript, ORGANIZATIONS, Operation, SITE, TOPICS, Text, Thing};
use random::Random;
use reader::Reader;
use rebuilt::Rebuilt;

/// How long the watch may take before a test fails; it never ends one that
/// would succeed.
const PATIENCE: Duration = Duration::from_secs(10);

/// A manuscript that is edited, and what was done to it.
struct Writing {
    random: Random,
    settings: Settings,
    manuscript: Manuscript,
    disk: Disk,
    before: Vec<Manuscript>,
    /// What was done, for the one who has to read of a failure.
    said: Arc<Mutex<Vec<String>>>,
}

impl Writing {
    /// A random publication.
    fn random(seed: u64, said: &Arc<Mutex<Vec<String>>>) -> Writing {
        let mut random = Random::new(seed);
        let manuscript = Manuscript::random(&mut random);
        let settings = Settings { drafts: random.once_in(3), base_url: None };
        let writing = Writing::of(manuscript, random, settings);
        Writing { said: said.clone(), ..writing }
    }

    fn of(manuscript: Manuscript, mut random: Random, settings: Settings) -> Writing {
        let mut disk = Disk::new();
        disk.make(&manuscript.things(), &[], &mut random);
        Writing { random, settings, manuscript, disk, before: Vec::new(), said: Arc::default() }
    }

    /// Edits at random; the real paths that were touched, and what was asked
    /// of the disk.
    fn step(&mut self) -> (BTreeSet<PathBuf>, Vec<Operation>) {
        let last = self.manuscript.clone();
        let (said, operations) = self.manuscript.edit(&mut self.random);
        let undone = operations.iter().any(|operation| matches!(operation, Operation::Undo));
        match self.before.pop().filter(|_| undone) {
            Some(before) => self.manuscript = before,
            None => self.before.push(last),
        }
        self.said.lock().unwrap().push(said);
        (self.disk.make(&self.manuscript.things(), &operations, &mut self.random), operations)
    }

    fn clean(&self) -> Clean {
        Clean::of(&self.disk.root, &self.settings)
    }
}

/// A desk that is told of edits as `Edits` would tell it.
struct Told {
    folder: Arc<Folder>,
    desk: Workspace,
    checks: Checks,
}

impl Told {
    fn open(root: &Path, settings: &Settings) -> Told {
        let folder = Arc::new(Folder::open(root).unwrap());
        let desk = Workspace::open(folder.clone(), settings.clone());
        Told { folder, desk, checks: Checks::default() }
    }

    fn tell(&mut self, touched: &BTreeSet<PathBuf>) -> Changes {
        let (folder, files) = self.folder.refresh(touched).unwrap();
        self.take(folder, &Touched::Some(files))
    }

    fn take(&mut self, folder: Arc<Folder>, touched: &Touched) -> Changes {
        self.folder = folder;
        let changes = self.desk.update(self.folder.clone(), touched);
        if !changes.is_empty() {
            self.checks.forget(self.desk.session(), &changes);
        }
        changes
    }

    /// What the pages were found to have, as `serve` asks for it.
    fn in_pages(&mut self) -> Vec<Diagnostic> {
        let session = self.desk.session();
        let bodies = self.checks.bodies(session, &|| false).unwrap();
        if session.theme().is_own() { checks::pages(session, &|| false).unwrap() } else { bodies }
    }

    /// Everything found, as the preview puts it together.
    fn findings(&mut self) -> Vec<Diagnostic> {
        let in_pages = self.in_pages();
        let mut findings = [self.folder.diagnostics(), self.desk.session().diagnostics(), &in_pages].concat();
        diag::sort(&mut findings);
        findings
    }

    fn difference(&mut self, clean: &Clean) -> Option<String> {
        clean.difference(&self.folder, self.desk.session()).or_else(|| {
            let findings = self.findings();
            (findings != clean.findings).then(|| clean::list("all findings", &findings, &clean.findings))
        })
    }
}

/// What was compared.
#[derive(Default)]
struct Tally {
    steps: AtomicUsize,
    pages: AtomicUsize,
    /// Steps while the preview was blocked, and renamed reports.
    blocked: AtomicUsize,
    moved: AtomicUsize,
    /// What searches found.
    hits: AtomicUsize,
}

/// Runs sequences on every core; `most` of them, or as many in a hundred of
/// those asked for as `share` says.
fn sequences(name: &str, most: usize, share: usize, run: impl Fn(Writing, &Tally) + Sync) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seeds: Vec<u64> = match (number("HUIBIAN_SEED"), number("HUIBIAN_SEQUENCES")) {
        (Some(seed), _) => vec![seed],
        (None, Some(count)) => (1..=(count * share as u64).div_ceil(100)).collect(),
        (None, None) => (1..=most as u64).collect(),
    };
    let start = Instant::now();
    let (next, tally) = (AtomicUsize::new(0), Tally::default());
    let work = || {
        while let Some(&seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed)) {
            let said = Arc::<Mutex<Vec<String>>>::default();
            let outcome = panic::catch_unwind(AssertUnwindSafe(|| run(Writing::random(seed, &said), &tally)));
            if let Err(failure) = outcome {
                next.store(seeds.len(), Ordering::Relaxed);
                let mut steps = String::new();
                for (place, step) in said.lock().unwrap().iter().enumerate() {
                    writeln!(steps, "{}. {step}", place + 1).unwrap();
                }
                println!("HUIBIAN_SEED={seed} {name}, after these steps:\n{steps}");
                panic::resume_unwind(failure);
            }
        }
    };
    let failed = thread::scope(|threads| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let working: Vec<_> = (0..cores).map(|_| threads.spawn(work)).collect();
        working.into_iter().filter_map(|thread| thread.join().err()).next()
    });
    if let Some(failure) = failed {
        panic::resume_unwind(failure);
    }
    let count = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
    println!(
        "{name}: {} sequences, {} steps, {} pages compared, {} steps blocked, {} reports moved, {} hits, {:.1?}",
        seeds.len(),
        count(&tally.steps),
        count(&tally.pages),
        count(&tally.blocked),
        count(&tally.moved),
        count(&tally.hits),
        start.elapsed()
    );
}

#[test]
fn each_session_equals_a_clean_one() {
    sequences("each_session_equals_a_clean_one", 10, 100, |mut writing, tally| {
        let mut told = Told::open(&writing.disk.root, &writing.settings);
        for _ in 0..8 + writing.random.below(5) {
            let (mut touched, _) = writing.step();
            tell(&mut writing, &mut told, &mut touched);
            let clean = writing.clean();
            tally.steps.fetch_add(1, Ordering::Relaxed);
            tally.pages.fetch_add(clean.pages.len(), Ordering::Relaxed);
            if let Some(difference) = told.difference(&clean) {
                panic!("the session differs from a clean one in {difference}");
            }
        }
    });
}

/// Tells a desk of what was touched, in one of the ways that a watch may have.
fn tell(writing: &mut Writing, told: &mut Told, touched: &mut BTreeSet<PathBuf>) {
    let random = &mut writing.random;
    match random.below(10) {
        // More than was touched: what was written and is as it was.
        0..3 => {
            let listed = told.folder.paths();
            let more: Vec<PathBuf> = (0..2)
                .filter(|_| !listed.is_empty())
                .map(|_| told.folder.real(&listed[random.below(listed.len())]))
                .chain([writing.disk.root.join("content/reports/2019/nowhere.md")])
                .collect();
            touched.extend(more);
        }
        3 => {
            let folders: Vec<PathBuf> = touched.iter().filter_map(|path| path.parent()).map(Path::to_owned).collect();
            touched.extend(folders.into_iter().filter(|folder| folder.starts_with(&writing.disk.root)));
        }
        // In two batches, the second of which finds the folder as the first did.
        4 => {
            let (now, later): (BTreeSet<_>, BTreeSet<_>) = touched.iter().cloned().partition(|_| random.once_in(2));
            told.tell(&now);
            // What is checked in between may be broken off.
            let calls = Cell::new(0);
            let _ = told.checks.bodies(told.desk.session(), &|| calls.replace(calls.get() + 1) > 2);
            *touched = later;
        }
        // The watch lost its way.
        5 if random.once_in(3) => {
            let folder = Arc::new(Folder::open(&writing.disk.root).unwrap());
            told.take(folder, &Touched::All);
            return;
        }
        _ => {}
    }
    told.tell(touched);
}

#[test]
fn each_build_beside_earlier_ones_equals_a_clean_one() {
    sequences("each_build_beside_earlier_ones_equals_a_clean_one", 6, 100, |mut writing, tally| {
        for _ in 0..6 + writing.random.below(5) {
            let (root, settings) = (writing.disk.root.clone(), writing.settings.clone());
            let rebuilt = Rebuilt { root: &root, settings: &settings };
            if let Some(difference) = rebuilt.difference() {
                panic!("the site differs from a clean one: {difference}");
            }
            tally.steps.fetch_add(1, Ordering::Relaxed);
            let disturbed = rebuilt.disturb(&mut writing.random);
            writing.said.lock().unwrap().push(disturbed.to_owned());
            if !writing.random.once_in(4) {
                writing.step();
            }
        }
    });
}

#[test]
fn the_watch_leads_to_a_clean_session() {
    sequences("the_watch_leads_to_a_clean_session", 2, 10, |mut writing, tally| {
        let edits = Edits::of(&writing.disk.root, writing.settings.clone()).unwrap();
        let stopper = edits.stopper();
        let (mut folder, mut session) = (edits.folder(), edits.session());
        let (sender, come) = mpsc::channel();
        thread::scope(|threads| {
            threads.spawn(move || {
                for edit in edits {
                    let edit = edit.unwrap();
                    if sender.send((edit.folder, edit.session)).is_err() {
                        break;
                    }
                }
            });
            let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
                for _ in 0..8 + writing.random.below(5) {
                    writing.step();
                    let clean = writing.clean();
                    tally.steps.fetch_add(1, Ordering::Relaxed);
                    tally.pages.fetch_add(clean.pages.len(), Ordering::Relaxed);
                    let start = Instant::now();
                    while let Some(difference) = clean.difference(&folder, &session) {
                        let left = PATIENCE.saturating_sub(start.elapsed());
                        match come.recv_timeout(left) {
                            Ok(newer) => (folder, session) = newer,
                            Err(_) => panic!("the watch never led to a clean session, which differs in {difference}"),
                        }
                    }
                }
            }));
            stopper.stop();
            if let Err(failure) = outcome {
                panic::resume_unwind(failure);
            }
        });
    });
}

#[test]
fn the_preview_shows_a_clean_site_or_the_last_good_one() {
    sequences("the_preview_shows_a_clean_site_or_the_last_good_one", 3, 100, |mut writing, tally| {
        let mut told = Told::open(&writing.disk.root, &writing.settings);
        let editor = Editor::parse("none").unwrap();
        let preview =
            Preview::new(told.desk.session().clone(), told.folder.clone(), Language::Chinese, editor, "run".to_owned());
        let mut good = Good::default();
        good.take(writing.clean(), &BTreeSet::new());
        for _ in 0..8 + writing.random.below(5) {
            let (touched, operations) = writing.step();
            let (folder, before, version) = (told.folder.clone(), told.desk.session().clone(), preview.version());
            let changes = told.tell(&touched);
            // As `Edits` decides.
            if !changes.is_empty() || folder.diagnostics() != told.folder.diagnostics() {
                preview.show(told.desk.session().clone(), told.folder.clone(), &changes);
            }
            // Among other edits a file that is changed too may be any other's.
            let alone = !writing.said.lock().unwrap().last().unwrap().starts_with("at once");
            if let [Operation::Rename(from, to)] = operations.as_slice()
                && alone
                && let Some(from) = VPath::new(from).and_then(|from| before.route_of(&from))
                && let Some(to) = VPath::new(to).and_then(|to| told.desk.session().route_of(&to))
            {
                let moved = moved(&preview, version);
                assert!(moved.contains(&(from.to_string(), to.to_string())), "{from} moved to {to}, not {moved:?}");
                tally.moved.fetch_add(1, Ordering::Relaxed);
            }
            let clean = writing.clean();
            tally.steps.fetch_add(1, Ordering::Relaxed);
            let blocked = clean.folder.diagnostics().iter().chain(clean.session.diagnostics()).any(blocks);
            if good.take(clean, &touched) {
                tally.blocked.fetch_add(usize::from(blocked), Ordering::Relaxed);
            }
            tally.pages.fetch_add(good.compare(&preview, &told.folder), Ordering::Relaxed);
            tally.hits.fetch_add(good.search(&preview, &mut writing.random), Ordering::Relaxed);
            // In pages nobody has looked at.
            let in_pages = told.in_pages();
            assert!(preview.checked(preview.version(), &in_pages, false));
            let findings = &good.newest.as_ref().unwrap().findings;
            assert!(*preview.found() == *findings, "{}", clean::list("findings", &preview.found(), findings));
        }
    });
}

/// A template that failed and was mended is told of no more, though something else
/// keeps the site from being shown anew. What still fails is found by the check of
/// all pages of the newest session.
#[test]
fn what_was_mended_is_not_told_of_while_another_mistake_stays() {
    let folder = tempfile::tempdir().unwrap();
    let root = fs::canonicalize(folder.path()).unwrap();
    let (site, template) = (root.join("content/site.yaml"), root.join("themes/default/templates/404.html"));
    for path in [&site, &template] {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
    }
    fs::write(&site, "title: 汇编\n").unwrap();
    fs::write(&template, "好").unwrap();
    let mut told = Told::open(&root, &Settings::default());
    let editor = Editor::parse("none").unwrap();
    let preview =
        Preview::new(told.desk.session().clone(), told.folder.clone(), Language::Chinese, editor, "run".to_owned());
    let mut edit = |path: &Path, text: &str| {
        fs::write(path, text).unwrap();
        let changes = told.tell(&[path.to_owned()].into());
        preview.show(told.desk.session().clone(), told.folder.clone(), &changes);
        let shown = preview.get("404.html");
        let findings: serde_json::Value = serde_json::from_slice(&preview.findings(Visitor::Here)).unwrap();
        let codes = findings["findings"].as_array().unwrap().iter().map(|finding| finding["code"].clone());
        let Content::Bytes { bytes, .. } = shown.content else { panic!("a page") };
        (String::from_utf8_lossy(&bytes).starts_with("好"), codes.collect::<Vec<_>>())
    };
    assert_eq!(edit(&template, "{{ page.crumbs[9] }}"), (true, vec!["HB5106".into()]));
    assert_eq!(edit(&site, "title: [汇编\n"), (true, vec!["HB1315".into()]));
    assert_eq!(edit(&template, "更好"), (true, vec!["HB1315".into()]));
    // What the look cannot be stops nothing.
    assert_eq!(edit(&site, "title: 汇编\nlogo: biao.png\n"), (false, vec!["HB5203".into()]));
}

/// A file that is left out is a finding and no page: nothing else changes.
#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_told_though_no_page_changes() {
    let report = Text::new(&[("title", "第一年"), ("branch", "zhibu"), ("year", "2019")], "义诊两场。");
    let path = "content/reports/2019/a.md".to_owned();
    let manuscript = Manuscript { texts: [(path, report)].into(), ..Manuscript::default() };
    let mut writing = Writing::of(manuscript, Random::new(0), Settings::default());
    let mut edits = Edits::of(&writing.disk.root, Settings::default()).unwrap();
    let stopper = edits.stopper();
    let (sender, come) = mpsc::channel();
    thread::spawn(move || {
        let found = edits.next().map(|edit| edit.unwrap().folder.diagnostics().to_vec());
        sender.send(found)
    });
    writing.manuscript.others.insert("content/reports/2019/b.md".to_owned(), Thing::Link("nowhere.md"));
    writing.disk.make(&writing.manuscript.things(), &[], &mut writing.random);
    let found = come.recv_timeout(PATIENCE);
    stopper.stop();
    assert_eq!(found.unwrap().unwrap(), writing.clean().folder.diagnostics());
    assert_eq!(writing.clean().folder.diagnostics().len(), 1);
}

/// Whether a finding is about what all pages stand on: a theme, or a registry. A look
/// that cannot be is left out.
fn blocks(finding: &Diagnostic) -> bool {
    let foundations = [SITE, ORGANIZATIONS, TOPICS, METRICS];
    let file = finding.span.file.as_str();
    let is_look = finding.rule.code.starts_with("HB52");
    finding.severity == Severity::Error && !is_look && (file.starts_with("themes/") || foundations.contains(&file))
}

/// What a preview should show.
#[derive(Default)]
struct Good {
    newest: Option<Clean>,
    /// The last site whose foundations were good, if the newest's are not.
    last: Option<Clean>,
    /// Whether other files than registries and themes were touched since.
    written: bool,
}

impl Good {
    /// Takes in the next site; false if it is as good as the one before.
    fn take(&mut self, clean: Clean, touched: &BTreeSet<PathBuf>) -> bool {
        let blocked = |clean: &Clean| clean.folder.diagnostics().iter().chain(clean.session.diagnostics()).any(blocks);
        let before = self.newest.take();
        if !blocked(&clean) {
            (self.last, self.written) = (None, false);
        } else if self.last.is_none() {
            self.last = before.filter(|before| !blocked(before));
        }
        let root = clean.folder.root().to_owned();
        let foundation = |path: &PathBuf| {
            let below = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            below.starts_with("themes") || [SITE, ORGANIZATIONS, TOPICS, METRICS].contains(&below.as_str())
        };
        self.written |= self.last.is_some() && !touched.iter().all(foundation);
        self.newest = Some(clean);
        self.last.is_some()
    }

    /// Holds every page that a preview shows against what it should be; how
    /// many there were.
    fn compare(&self, preview: &Preview, folder: &Folder) -> usize {
        let newest = self.newest.as_ref().unwrap();
        let clean = self.last.as_ref().unwrap_or(newest);
        let texts: BTreeSet<Route> = clean.session.texts().filter_map(|text| clean.session.route_of(text)).collect();
        let mut compared = 0;
        let mut failed = false;
        // The index is that of an earlier session, with what was edited since.
        for (route, (content, findings)) in clean.pages.iter().filter(|(route, _)| !is_of_search(route)) {
            let served = preview.get(route.as_str());
            assert!(served.status == Status::Found, "{route} is found");
            // The body of a page that a browser asks for is read then.
            if self.last.is_some()
                && self.written
                && (texts.contains(route) || matches!(content, render::Content::Copy(_)))
            {
                continue;
            }
            if findings.iter().any(blocks) {
                // The page as it was before the theme was touched, or the words
                // that stand in its place.
                failed = true;
                continue;
            }
            same(route.as_str(), &served.content, content, folder);
            compared += 1;
        }
        let nowhere = Route::new("reports/no/such.html");
        let served = preview.get(nowhere.as_str());
        assert!(served.status == Status::NotFound);
        let lost = clean.session.render(&nowhere);
        if !lost.diagnostics.iter().any(blocks) {
            same("404.html", &served.content, &lost.content, folder);
        }
        let told: serde_json::Value = serde_json::from_slice(&preview.findings(Visitor::Here)).unwrap();
        assert!(!(failed || self.last.is_some()) || told["blocked"] == true, "it says that it is blocked");
        compared
    }
}

impl Good {
    /// Searches a preview for what stands in the site that it should show; how
    /// many reports were found.
    fn search(&self, preview: &Preview, random: &mut Random) -> usize {
        let newest = self.newest.as_ref().unwrap();
        // What a blocked preview reads of texts is their present state.
        if self.last.is_some() {
            return 0;
        }
        let bytes = |content: &render::Content| match content {
            render::Content::Bytes(bytes) => bytes.clone(),
            render::Content::Copy(path) => panic!("{path} is no file of the search"),
        };
        let clean = Reader::new(|route| newest.pages.get(&Route::new(route)).map(|(content, _)| bytes(content)));
        let shown = Reader::new(|route| match preview.get(route) {
            served if served.status != Status::Found => None,
            served => match served.content {
                Content::Bytes { bytes, .. } => Some(bytes.to_vec()),
                Content::File(_) => panic!("{route} is no file of the search"),
            },
        });
        let texts: Vec<String> = newest
            .pages
            .keys()
            .filter_map(|route| route.as_str().strip_prefix("search/f/")?.strip_suffix(".js"))
            .flat_map(|key| {
                reader::texts(&clean.file(&format!("f/{key}"))).into_iter().map(str::to_owned).collect::<Vec<_>>()
            })
            .collect();
        let mut hits = 0;
        for _ in 0..8.min(texts.len()) {
            let text: Vec<char> = clean.fold(&texts[random.below(texts.len())]).chars().collect();
            let start = random.below(text.len().max(1));
            let query: String = text.into_iter().skip(start).take(2 + random.below(6)).collect();
            let found = shown.search(&query).0;
            assert_eq!(found, clean.search(&query).0, "for “{query}”");
            hits += found.len();
        }
        hits
    }
}

/// Whether a route is a file of the search.
fn is_of_search(route: &Route) -> bool {
    route.as_str().starts_with("search/")
}

/// A served content is the clean one, a page with the script and nothing else.
fn same(route: &str, served: &Content, clean: &render::Content, folder: &Folder) {
    match (served, clean) {
        (Content::File(served), render::Content::Copy(path)) => {
            let mut bytes = Vec::new();
            (&*served).read_to_end(&mut bytes).unwrap();
            assert_eq!(bytes, folder.read(path).unwrap(), "{route}");
        }
        (Content::Bytes { bytes, .. }, render::Content::Bytes(clean)) if route.ends_with(".html") => {
            let bare = without_script(bytes).unwrap_or_else(|| panic!("{route} has the script at its end, once"));
            assert!(bare == *clean, "{route}: {}", clean::bytes(&bare, clean));
        }
        (Content::Bytes { bytes, .. }, render::Content::Bytes(clean)) => {
            assert!(*bytes == clean[..], "{route}: {}", clean::bytes(bytes, clean));
        }
        _ => panic!("{route}: {served:?} and not {clean:?}"),
    }
}

/// A page without the script of the preview; none if that does not stand before
/// the last end tag, or at the end of a page without one.
fn without_script(page: &[u8]) -> Option<Vec<u8>> {
    let page = std::str::from_utf8(page).ok()?;
    let start = page.rfind("<script src=\"/.huibian/preview.js\" defer data-etag=\"")?;
    let end = start + page[start..].find("></script>")? + "></script>".len();
    let rest = &page[end..];
    let stands = (rest.is_empty() && !page.contains("</body>"))
        || (rest.starts_with("</body>") && !rest[1..].contains("</body>"));
    stands.then(|| [&page[..start], rest].concat().into_bytes())
}

/// The routes that a preview says were moved since a version.
fn moved(preview: &Preview, since: u64) -> Vec<(String, String)> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let event = runtime.block_on(preview.events(Some(since)).next()).unwrap();
    let event: serde_json::Value = serde_json::from_str(&event).unwrap();
    serde_json::from_value(event["moved"].clone()).unwrap()
}
