//! News: what there is to tell to every page that listens.
//!
//! In: new versions of the publication, and how far work has come. Out: for each
//! listener what it has not heard. A version is told with the reports that are
//! others in it than in the last one that this listener knows; who slept too long
//! is told that any may be.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::json;
use tokio::sync::{broadcast, watch};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::{BroadcastStream, WatchStream};

use crate::desk::Desk;
use crate::serve::http;

/// How many versions back a page may come from and still be told what changed.
const REMEMBERED: usize = 1000;
/// How many steps of progress may wait for a page that is slow.
const WAITING: usize = 64;

/// What there is to tell.
pub struct News {
    /// What the last versions changed.
    steps: Mutex<VecDeque<Step>>,
    /// The newest version.
    version: watch::Sender<u64>,
    /// How far work has come.
    progress: broadcast::Sender<String>,
}

/// What one version changed.
struct Step {
    version: u64,
    /// The ids of reports; none if any may have changed.
    reports: Option<BTreeSet<String>>,
}

impl Default for News {
    fn default() -> News {
        News { steps: Mutex::default(), version: watch::channel(0).0, progress: broadcast::channel(WAITING).0 }
    }
}

impl News {
    /// The newest version.
    pub fn version(&self) -> u64 {
        *self.version.borrow()
    }

    /// Tells of a new version, in which these reports changed; none given if all
    /// may have. `show` puts it in its place before anybody is told.
    pub fn changed(&self, reports: Option<BTreeSet<String>>, show: impl FnOnce(u64)) {
        let mut steps = self.steps();
        let version = self.version() + 1;
        show(version);
        steps.push_back(Step { version, reports });
        if steps.len() > REMEMBERED {
            steps.pop_front();
        }
        self.version.send_replace(version);
    }

    /// Tells how far work has come: `kind` is `job` or `import`.
    pub fn progress(&self, kind: &str, key: &str, n: usize, of: usize) {
        // Nobody may be listening.
        let _ = self.progress.send(json!({ kind: key, "n": n, "of": of }).to_string());
    }

    /// What a listener is told that knows a version.
    fn since(&self, known: u64, is_checking: bool) -> String {
        let steps = self.steps();
        let version = self.version();
        let oldest = steps.front().map_or(version, |first| first.version - 1);
        let whole = (oldest..=version).contains(&known);
        let news: Option<BTreeSet<&String>> =
            steps.iter().filter(|step| step.version > known).try_fold(BTreeSet::new(), |mut all, step| {
                all.extend(step.reports.as_ref()?);
                Some(all)
            });
        json!({ "version": version, "reports": news.filter(|_| whole), "checking": is_checking }).to_string()
    }

    fn steps(&self) -> MutexGuard<'_, VecDeque<Step>> {
        self.steps.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// All that a listener is told from now on that knows a version; the present
    /// one if it knows none.
    pub fn tidings(&self, known: Option<u64>) -> http::News {
        let desk = self.clone();
        let mut known = known.unwrap_or_else(|| self.news().version());
        let versions = WatchStream::new(self.news().version.subscribe()).map(move |version| {
            let is_checking = desk.opened().is_some_and(|open| open.shown().is_checking());
            let data = desk.news().since(known, is_checking);
            known = version;
            http::Event { name: "changed", id: Some(version), data }
        });
        let steps = BroadcastStream::new(self.news().progress.subscribe());
        // Who missed a step of progress is told the next.
        let steps = steps.filter_map(Result::ok).map(|data| http::Event { name: "progress", id: None, data });
        Box::pin(versions.merge(steps))
    }
}
