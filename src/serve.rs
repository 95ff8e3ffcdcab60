//! Serve: the publication in a browser, as it is being written.
//!
//! In: a publication's folder, an address to listen on, and who wants to hear
//! the news. Out: the site on that address until told to stop. An edit is read,
//! becomes the next session and is told to every open page; what bodies and
//! templates of pages nobody looks at were found to have follows a moment
//! later, from a thread that works on it beside. Nothing is written to the disk.

// Only here is the network used, and only to listen. The files that are served
// were opened by `disk`.
#![allow(clippy::disallowed_types)]

pub mod editor;
mod findings;
pub mod http;
mod preview;
mod searched;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::diag::fault::Fault;
use crate::diag::{Diagnostic, Language, Words};
use crate::disk::Folder;
use crate::edits::Edits;
use crate::pipeline::checks::{self, Checks};
use crate::pipeline::{Changes, Session};

pub use editor::Editor;
use http::{Limits, Server};
pub use preview::{Preview, Tally};

/// Where and how it is served.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address to listen on.
    pub host: IpAddr,
    /// The port, or the first of those to try.
    pub port: u16,
    /// The language of our own words in the pages.
    pub language: Language,
    /// What opens a file at a finding.
    pub editor: Editor,
}

/// What happens while it is served.
pub enum News<'a> {
    /// Pages can be asked for.
    Ready {
        /// Where.
        address: SocketAddr,
        /// The port that was asked for, if another program has it.
        taken: Option<u16>,
        /// What there is.
        session: &'a Session,
        /// Whether changes are looked for only once a second.
        polls: bool,
    },
    /// An edit is shown.
    Changed {
        /// What changed.
        changes: &'a Changes,
        /// How long it took to make the session.
        elapsed: Duration,
    },
    /// All findings, where they are others than before.
    Found {
        /// The findings.
        findings: &'a [Diagnostic],
        /// The files that they are about.
        folder: &'a Arc<Folder>,
    },
    /// From now on changes are looked for only once a second.
    Polls,
    /// An edit could not be read.
    Trouble(Fault),
}

/// Serves the publication until `stop` is ready.
pub fn run(
    mut edits: Edits,
    options: Options,
    stop: impl Future<Output = ()>,
    tell: &(dyn Fn(News) + Sync),
) -> Result<(), Fault> {
    let fault = |error| Fault { doing: START, path: None, cause: crate::diag::fault::Cause::System(error), name: None };
    // Work that takes its time is let in a few at a time (`http`), but threads for
    // it would be made by the dozen, and each keeps memory that it once needed.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(2 * cores + 2)
        .build()
        .map_err(fault)?;
    let server = runtime.block_on(async { Server::bind(options.host, options.port) })?;
    let preview = Arc::new(Preview::new(edits.session(), edits.folder(), options.language, options.editor, run_name()));
    let (address, taken) = (server.address(), server.taken());
    tell(News::Ready { address, taken, session: &edits.session(), polls: edits.polls() });

    let stopper = edits.stopper();
    let stopped = AtomicBool::new(false);
    let (jobs, waiting) = mpsc::channel();
    let first = Job { version: 1, session: edits.session(), folder: edits.folder(), changes: Changes::default() };
    std::thread::scope(|threads| {
        let (preview, stopped) = (&preview, &stopped);
        threads.spawn(move || check(&waiting, preview, stopped, tell));
        threads.spawn(move || {
            // The one who listens ends only after the one who speaks.
            let _ = jobs.send(first);
            let mut polls = edits.polls();
            while let Some(edit) = edits.next() {
                if edits.polls() && !polls {
                    polls = true;
                    tell(News::Polls);
                }
                match edit {
                    Err(fault) => tell(News::Trouble(fault)),
                    Ok(edit) => {
                        let version = preview.show(edit.session.clone(), edit.folder.clone(), &edit.changes);
                        tell(News::Changed { changes: &edit.changes, elapsed: edit.elapsed });
                        let job = Job { version, session: edit.session, folder: edit.folder, changes: edit.changes };
                        let _ = jobs.send(job);
                    }
                }
            }
        });
        runtime.block_on(server.run(preview.clone(), Limits::of_machine(), stop));
        stopped.store(true, Ordering::Relaxed);
        stopper.stop();
    });
    // A page that is still being made concerns nobody any more.
    runtime.shutdown_background();
    Ok(())
}

const START: Words = Words { zh: "启动预览", en: "start the preview" };

/// A session whose pages are to be checked.
struct Job {
    version: u64,
    session: Arc<Session>,
    folder: Arc<Folder>,
    changes: Changes,
}

/// How long nobody may have edited before all pages are rendered for the sake
/// of what their templates may have.
const QUIET: Duration = Duration::from_secs(1);

/// How long a start belongs to those who ask for the first pages.
const START_UP: Duration = Duration::from_millis(500);

/// Checks the pages of the newest session, as long as it is that.
fn check(waiting: &Receiver<Job>, preview: &Preview, stopped: &AtomicBool, tell: &dyn Fn(News)) {
    let mut checks = Checks::default();
    let mut told: Arc<Vec<Diagnostic>> = Arc::default();
    let mut next = waiting.recv().ok();
    let mut ahead = waiting.recv_timeout(START_UP).ok();
    while let Some(mut job) = next.take() {
        checks.forget(&job.session, &job.changes);
        while let Some(newer) = ahead.take().or_else(|| waiting.try_recv().ok()) {
            checks.forget(&newer.session, &newer.changes);
            job = newer;
        }
        let late = || preview.version() != job.version || stopped.load(Ordering::Relaxed);
        let mut show = |found: Option<Vec<Diagnostic>>, whole: bool| {
            // If it is late, the next job is on its way.
            if found.is_some_and(|found| preview.checked(job.version, &found, whole)) {
                let found = preview.found();
                if *found != *told {
                    tell(News::Found { findings: &found, folder: &job.folder });
                }
                told = found;
            }
        };
        show(checks.bodies(&job.session, &late), false);
        if job.session.theme().is_own() {
            next = match waiting.recv_timeout(QUIET) {
                Ok(job) => Some(job),
                Err(RecvTimeoutError::Disconnected) => None,
                Err(RecvTimeoutError::Timeout) => {
                    show(checks::pages(&job.session, &late), true);
                    // Nothing is held while nobody edits.
                    drop(job);
                    waiting.recv().ok()
                }
            };
        } else {
            drop(job);
            next = waiting.recv().ok();
        }
    }
}

/// A name that no other run has, so that a page that outlived one notices.
fn run_name() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("{:x}-{:x}", std::process::id(), now.as_nanos())
}
