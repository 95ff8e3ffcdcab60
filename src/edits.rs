//! Edits: what is done to the files becomes one session after another.
//!
//! In: a publication's folder. Out: its first session, and then one for every
//! edit that changes anything, be it only what is found wrong with the folder.
//! Who writes into the publication himself need not wait for the watch: he asks
//! `Present` for the session that his writing leads to.
//! A file that is empty or cannot be read, though it could be before, is
//! probably being written: it is let lie for a moment, so that no reader sees
//! a report vanish and come back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use crate::diag::fault::Fault;
use crate::disk::{Folder, NATIVE, System};
use crate::model::Settings;
use crate::pipeline::{Changes, Session, Touched, Workspace};
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
    present: Present,
    /// When nothing had been read yet.
    pub since: SystemTime,
}

/// A publication as it is now, for all who change it.
#[derive(Clone)]
pub struct Present(Arc<Mutex<State>>);

/// What is known of the files.
struct State {
    folder: Arc<Folder>,
    desk: Workspace,
    /// Files that are let lie.
    unfinished: BTreeSet<VPath>,
    /// How many edits there were.
    edits: u64,
    /// Who is told of each, one after another.
    show: Option<Show>,
}

/// What is told of an edit before anybody makes another.
type Show = Box<dyn FnMut(&Edit) + Send>;

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
    /// Its number: of two edits the later has the higher.
    pub number: u64,
}

impl Edits {
    /// Reads the publication in `root` and begins to watch it.
    pub fn of(root: &Path, settings: Settings) -> Result<Edits, Fault> {
        Edits::with(NATIVE, root, settings)
    }

    /// The same with another system, such as one that fails.
    pub fn with(system: &'static dyn System, root: &Path, settings: Settings) -> Result<Edits, Fault> {
        // First the watch, so that what changes while we read is not missed.
        let watch = Watch::start(root)?;
        let since = SystemTime::now();
        let folder = Arc::new(Folder::open_with(system, root)?);
        let desk = Workspace::open(folder.clone(), settings);
        let state = State { folder, desk, unfinished: BTreeSet::new(), edits: 0, show: None };
        Ok(Edits { watch, present: Present(Arc::new(Mutex::new(state))), since })
    }

    /// The files as they were last seen.
    pub fn folder(&self) -> Arc<Folder> {
        self.present.state().folder.clone()
    }

    /// The present session.
    pub fn session(&self) -> Arc<Session> {
        self.present.state().desk.session().clone()
    }

    /// The same with the files that it was made of, for who writes the whole site.
    pub fn for_build(&self) -> (Arc<Folder>, Arc<Session>) {
        let state = self.present.state();
        (state.folder.clone(), state.desk.session_for_build().clone())
    }

    /// The publication, for who changes its files.
    pub fn present(&self) -> Present {
        self.present.clone()
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
}

impl Present {
    /// Has every edit from now on told to `show`, whoever makes it, in their order
    /// and before `take` or `next` return: who writes may rely on it.
    pub fn follow(&self, show: impl FnMut(&Edit) + Send + 'static) {
        self.state().show = Some(Box::new(show));
    }

    /// Makes the session that follows when files at these places, real paths,
    /// were written by us.
    pub fn take(&self, places: &BTreeSet<PathBuf>) -> Result<(), Fault> {
        let edit = self.state().edit(|state| {
            let (folder, touched) = state.folder.refresh(places)?;
            state.folder = folder;
            Ok(state.desk.update(state.folder.clone(), &Touched::Some(touched)))
        });
        edit.map(drop)
    }

    /// Nothing panics while it is half changed but the making of a session,
    /// before which the present one stays.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// What comes of a change, if anything.
    fn edit(&mut self, make: impl FnOnce(&mut State) -> Result<Changes, Fault>) -> Result<Option<Edit>, Fault> {
        let start = Instant::now();
        let before = self.folder.clone();
        let changes = make(self)?;
        // What is left out of a folder, such as a link that leads nowhere, is
        // found although it changes nothing else.
        if changes.is_empty() && self.folder.diagnostics() == before.diagnostics() {
            return Ok(None);
        }
        self.edits += 1;
        let (folder, session) = (self.folder.clone(), self.desk.session().clone());
        let edit = Edit { folder, session, changes, elapsed: start.elapsed(), number: self.edits };
        if let Some(show) = &mut self.show {
            show(&edit);
        }
        Ok(Some(edit))
    }

    /// Makes the session that a batch leads to; what was let lie goes to `again`.
    fn take(&mut self, batch: &Batch, again: &mut Vec<PathBuf>) -> Result<Changes, Fault> {
        if batch.everything {
            self.folder = Arc::new(Folder::open(self.folder.root())?);
            return Ok(self.desk.update(self.folder.clone(), &Touched::All));
        }
        let (folder, mut touched) = self.folder.refresh(&batch.touched)?;
        self.folder = folder;
        *again = self.let_lie(&mut touched);
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
            let mut again = Vec::new();
            let edit = self.present.state().edit(|state| state.take(&batch, &mut again));
            self.watch.again(again, WRITING);
            match edit {
                Ok(None) => {}
                Ok(Some(edit)) => return Some(Ok(edit)),
                Err(fault) => {
                    self.watch.again(batch.touched, RECOVERY);
                    return Some(Err(fault));
                }
            }
        }
    }
}
