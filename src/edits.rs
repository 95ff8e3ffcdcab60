//! Edits: what is done to the files becomes one session after another.
//!
//! In: a publication's folder. Out: its first session, and then one for every
//! edit that changes anything, in their order. A file that is empty or cannot
//! be read, though it could be before, is probably being written: it is let
//! lie for a moment, so that no reader sees a report vanish and come back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::diag::fault::Fault;
use crate::disk::Folder;
use crate::model::Settings;
use crate::pipeline::{Changes, Desk, Session, Touched};
use crate::source::{Files, VPath};
use crate::watch::{Batch, Stopper, Watch};

/// How long a file may take between being emptied and being written. A program
/// takes milliseconds, a network drive tenths of a second.
const WRITING: Duration = Duration::from_millis(300);

/// How long a folder that cannot be listed is let alone.
const RECOVERY: Duration = Duration::from_millis(500);

/// A publication that is being edited.
pub struct Edits {
    watch: Watch,
    folder: Arc<Folder>,
    desk: Desk,
    /// Files that are let lie.
    unfinished: BTreeSet<VPath>,
}

/// What came of an edit.
pub struct Edit {
    /// The files as they are now.
    pub folder: Arc<Folder>,
    /// What is made of them.
    pub session: Arc<Session>,
    /// What changed.
    pub changes: Changes,
    /// How long it took to make the session.
    pub elapsed: Duration,
}

impl Edits {
    /// Reads the publication in `root` and begins to watch it.
    pub fn of(root: &Path, settings: Settings) -> Result<Edits, Fault> {
        // First the watch, so that what changes while we read is not missed.
        let watch = Watch::start(root)?;
        let folder = Arc::new(Folder::open(root)?);
        let desk = Desk::open(folder.clone(), settings);
        Ok(Edits { watch, folder, desk, unfinished: BTreeSet::new() })
    }

    /// The files as they were last seen.
    pub fn folder(&self) -> &Arc<Folder> {
        &self.folder
    }

    /// The present session.
    pub fn session(&self) -> &Arc<Session> {
        self.desk.session()
    }

    /// A handle that ends the watch from another thread.
    pub fn stopper(&self) -> Stopper {
        self.watch.stopper()
    }

    /// Whether changes are looked for once a second, since the system does not
    /// tell of them all.
    pub fn polls(&self) -> bool {
        self.watch.polls()
    }

    /// Makes the session that a batch leads to.
    fn take(&mut self, batch: &Batch) -> Result<Changes, Fault> {
        if batch.everything {
            self.folder = Arc::new(Folder::open(self.folder.root())?);
            return Ok(self.desk.update(self.folder.clone(), &Touched::All));
        }
        let (folder, mut touched) = self.folder.refresh(&batch.touched)?;
        self.folder = folder;
        let again = self.let_lie(&mut touched);
        self.watch.again(again, WRITING);
        Ok(self.desk.update(self.folder.clone(), &Touched::Some(touched)))
    }

    /// Takes out the files that are probably being written; where they lie. A
    /// file that is still empty at the second look is meant to be.
    fn let_lie(&mut self, touched: &mut BTreeSet<VPath>) -> Vec<PathBuf> {
        let mut again = Vec::new();
        touched.retain(|path| {
            let being_written =
                self.desk.has_text(path) && self.folder.read(path).map_or(true, |bytes| bytes.is_empty());
            if being_written && self.unfinished.insert(path.clone()) {
                again.push(self.folder.real(path));
                return false;
            }
            self.unfinished.remove(path);
            true
        });
        again
    }
}

/// Waits for the next edit that changes anything; the end is when the watch is
/// stopped. A fault concerns one edit; what it would have brought comes with a
/// later one.
impl Iterator for Edits {
    type Item = Result<Edit, Fault>;

    fn next(&mut self) -> Option<Result<Edit, Fault>> {
        loop {
            let batch = self.watch.next()?;
            let start = Instant::now();
            match self.take(&batch) {
                Ok(changes) if changes.is_empty() => {}
                Ok(changes) => {
                    let (folder, session) = (self.folder.clone(), self.desk.session().clone());
                    return Some(Ok(Edit { folder, session, changes, elapsed: start.elapsed() }));
                }
                Err(fault) => {
                    self.watch.again(batch.touched, RECOVERY);
                    return Some(Err(fault));
                }
            }
        }
    }
}
