//! Desk: the publication is written, imported and published in a browser.
//!
//! In: a port of this machine, and a publication's folder or none. Out: a page
//! on that port, to whoever has the secret of this start, until told to stop.
//! Every change goes through `disk::Transaction` and becomes the next session at
//! once; what others change in the folder is brought by the watch.
//!
//! `door` says who is let in, `routes` where each address leads; a file for each
//! part of the page holds what that part asks for. What a file of the author's
//! becomes is decided above, in values; here it is read, written and told.

mod answer;
mod asked;
mod assets;
mod door;
mod drafts;
mod events;
mod findings;
pub mod fresh;
mod history;
mod imports;
mod jobs;
mod news;
mod open;
mod original;
mod pictures;
mod preview;
mod publishing;
mod queue;
mod recent;
mod registers;
mod report;
mod reports;
mod routes;
mod rows;
mod start;
mod texts;
mod trash;
mod writing;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use tokio::sync::Semaphore;

use crate::diag::fault::{Cause, Fault};
use crate::diag::{Language, Words};
use crate::disk::System;
use crate::serve::http::{Limits, Server, Streams};

use answer::Trouble;
use door::Door;
use imports::Imports;
use jobs::Jobs;
use news::News;
use open::Open;
use recent::Recent;
pub use recent::place as recent_place;

/// What tells the time; another one in tests.
pub type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// How the desk is set up.
pub struct Options {
    /// The port, or the first of those to try.
    pub port: u16,
    /// The publication to begin with.
    pub folder: Option<PathBuf>,
    /// The language of a page that asks for none.
    pub language: Language,
    /// What time it is.
    pub clock: Clock,
    /// After how long without any page it ends by itself; never, if it is not said.
    pub alone: Option<Duration>,
    /// Who writes, as histories shall say it.
    pub user: Option<String>,
    /// The file in which the publications are kept that were open, if any.
    pub recent: Option<PathBuf>,
    /// The calls by which files are read and written; those that fail in tests.
    pub system: &'static dyn System,
}

/// Where a desk is.
pub struct Ready {
    /// Its address.
    pub address: SocketAddr,
    /// The port that was asked for, if another program has it.
    pub taken: Option<u16>,
    /// The address to open in a browser. It holds the secret, and works once.
    pub start: String,
}

/// Serves the desk until `stop` is ready.
pub fn run(options: Options, stop: impl Future<Output = ()>, tell: impl FnOnce(&Ready)) -> Result<(), Fault> {
    let fault = |error| Fault { doing: START, path: None, cause: Cause::System(error), name: None };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(2 * cores + 2)
        .build()
        .map_err(fault)?;
    let server = runtime.block_on(async { Server::bind(IpAddr::V4(Ipv4Addr::LOCALHOST), options.port) })?;
    let limits = Limits::of_machine();
    let (port, folder, alone) = (server.address().port(), options.folder.clone(), options.alone);
    let (door, secret) = Door::new(server.address(), options.clock.clone()).map_err(fault)?;
    let desk = Desk::new(options, door, &limits);
    if let Some(folder) = folder {
        desk.begin(&folder)?;
    }
    let start = format!("http://127.0.0.1:{port}/desk/#k={secret}");
    tell(&Ready { address: server.address(), taken: server.taken(), start });
    let stop = async {
        tokio::select! {
            () = stop => {}
            () = desk.left_alone(alone) => {}
        }
    };
    let streams = desk.0.streams.clone();
    runtime.block_on(server.serve(routes::router(desk.clone()), &streams, limits, stop));
    desk.end();
    // What is still being worked at concerns nobody any more.
    runtime.shutdown_background();
    Ok(())
}

const START: Words = Words { zh: "启动写作台", en: "start the writing desk" };

/// The desk, for all who answer for it.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

/// What a desk has.
struct Inner {
    /// The language of a page that asks for none.
    language: Language,
    /// What time it is.
    clock: Clock,
    /// Who writes.
    user: Option<String>,
    /// The calls by which files are read and written.
    system: &'static dyn System,
    /// Who is let in.
    door: Door,
    /// The publication that is open.
    open: RwLock<Option<Arc<Open>>>,
    /// Those that were.
    recent: Recent,
    /// What there is to tell.
    news: News,
    /// Work that takes its time.
    jobs: Jobs,
    /// Documents that are read.
    imports: Imports,
    /// Held while the site is built: two builds into one folder would be refused.
    building: Mutex<()>,
    /// Held while it is sent: two jobs may have one target.
    sending: Mutex<()>,
    /// Those who listen.
    streams: Streams,
    /// How much is too much.
    limits: Limits,
    /// How much may be worked at at once.
    workers: Arc<Semaphore>,
}

impl Desk {
    fn new(options: Options, door: Door, limits: &Limits) -> Desk {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let recent = Recent::at(options.recent);
        Desk(Arc::new(Inner {
            language: options.language,
            clock: options.clock,
            user: options.user,
            system: options.system,
            door,
            open: RwLock::default(),
            recent,
            news: News::default(),
            jobs: Jobs::default(),
            imports: Imports::default(),
            building: Mutex::default(),
            sending: Mutex::default(),
            streams: Streams::new(limits.streams),
            limits: limits.clone(),
            workers: Arc::new(Semaphore::new(2 * cores)),
        }))
    }

    /// Documents that are read.
    pub fn imports(&self) -> &Imports {
        &self.0.imports
    }

    /// The right to build the site; who comes second waits.
    pub fn building(&self) -> MutexGuard<'_, ()> {
        self.0.building.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The right to send it.
    pub fn sending(&self) -> MutexGuard<'_, ()> {
        self.0.sending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What time it is.
    pub fn now(&self) -> SystemTime {
        (self.0.clock)()
    }

    /// What there is to tell to the pages.
    pub fn news(&self) -> &News {
        &self.0.news
    }

    /// Work that takes its time.
    pub fn jobs(&self) -> &Jobs {
        &self.0.jobs
    }

    /// The publication that is open; without one there is no answer.
    pub fn open(&self) -> Result<Arc<Open>, Trouble> {
        self.opened().ok_or_else(|| Trouble::conflict(NONE_OPEN))
    }

    /// The publication that is open, if one is.
    pub fn opened(&self) -> Option<Arc<Open>> {
        self.0.open.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts another publication in the place of the one that is open.
    fn lay(&self, open: Option<Arc<Open>>) {
        let mut place = self.0.open.write().unwrap_or_else(PoisonError::into_inner);
        // What is shown is locked before the news, here as everywhere.
        let before = match &open {
            Some(next) => {
                let mut before = None;
                next.begin(self, || before = place.replace(next.clone()));
                before
            }
            None => {
                self.news().changed(None, |_| {});
                place.take()
            }
        };
        if let Some(before) = before {
            before.end();
        }
    }

    /// Does something where it may take its time, a few at once.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let permit = Arc::clone(&self.0.workers).acquire_owned().await;
        let desk = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            // Not given back when the page goes, but when the work is done.
            let _permit = permit;
            work(&desk)
        });
        done.await.unwrap_or_else(|_| Err(Trouble::broken()))
    }

    /// Ready when no page has listened for so long; who has no terminal cannot end
    /// the program otherwise than by closing its pages.
    async fn left_alone(&self, alone: Option<Duration>) {
        let Some(alone) = alone else { return std::future::pending().await };
        let mut since = tokio::time::Instant::now();
        while since.elapsed() < alone {
            tokio::time::sleep(alone.min(LOOK)).await;
            if self.0.streams.count() > 0 {
                since = tokio::time::Instant::now();
            }
        }
    }

    /// Lets nobody wait any more.
    fn end(&self) {
        self.0.streams.close();
        self.lay(None);
    }
}

/// How often it is looked whether any page is there.
const LOOK: Duration = Duration::from_secs(15);

const NONE_OPEN: Words =
    Words { zh: "还没有打开汇编。请先选一部。", en: "No publication is open. Choose one first." };
