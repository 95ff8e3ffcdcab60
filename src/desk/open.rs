//! Open: the publication that is being written.
//!
//! In: its folder, what the page writes into it, and what the watch says others
//! have. Out: one state after another, each with its session. A writer has the
//! state that follows from his writing when `write` returns: he does not wait for
//! the watch, which finds nothing new in it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use crate::desk::Desk;
use crate::desk::answer::Trouble;
use crate::desk::asked;
use crate::desk::findings::{self, Found, Reading};
use crate::desk::rows::Rows;
use crate::desk::texts::Texts;
use crate::desk::writing::{Writer, Written};
use crate::diag::fault::Fault;
use crate::disk::{Folder, Note, Transaction};
use crate::edits::{Edit, Edits, Present};
use crate::import::batch::report::is_report;
use crate::model::Settings;
use crate::model::reports::REPORTS;
use crate::pipeline::{Changes, Session};
use crate::serve::http::Pages;
use crate::serve::{Editor, Preview};
use crate::source::{Digest, Files, VPath};
use crate::watch::Stopper;

/// A publication that is open.
pub struct Open {
    /// Its files and session, for who changes them.
    present: Present,
    /// What is shown of it now.
    shown: RwLock<Arc<Shown>>,
    /// Its pages as the site would have them, drafts too.
    preview: Arc<Preview>,
    /// The same, to be asked for.
    pages: Pages,
    /// Ends the watch.
    stopper: Stopper,
    /// Held while files are changed, so that no writer sees half of what another
    /// does.
    writing: Mutex<()>,
    /// Where the proofreader waits.
    proofreader: Mutex<Sender<Reading>>,
    /// The texts that pages know, the last first: what they bring is changes of
    /// these.
    known: Mutex<VecDeque<(Digest, Vec<u8>)>>,
    /// What its reports say, to be searched.
    texts: Texts,
}

/// How many texts that pages know are remembered, and how many bytes of them.
const KNOWN: usize = 256;
const KNOWN_BYTES: usize = 32 << 20;

/// A publication at one time.
pub struct Shown {
    /// What a page knows this state by.
    pub version: u64,
    /// The number of the edit that led to it.
    number: u64,
    /// The number of the edit that the proofreader has read last.
    checked: Option<u64>,
    /// Its session.
    pub session: Arc<Session>,
    /// Its files.
    pub folder: Arc<Folder>,
    /// What the bodies of its reports were last found to have.
    pub found: Arc<Found>,
    /// When the files of reports were changed.
    times: Arc<Times>,
    /// The list of reports, once it was asked for.
    rows: OnceLock<Rows>,
}

/// When files were changed, in nanoseconds since 1970.
#[derive(Clone, Default)]
pub struct Times(BTreeMap<VPath, u64>);

impl Times {
    /// When a file was; 0 if nobody knows.
    pub fn of(&self, path: &VPath) -> u64 {
        self.0.get(path).copied().unwrap_or(0)
    }

    /// Looks at files anew.
    fn look<'p>(&mut self, folder: &Folder, paths: impl Iterator<Item = &'p VPath>) {
        let paths: Vec<&VPath> = paths.collect();
        let places: Vec<&Path> = paths.iter().map(|path| folder.place(path)).collect();
        for (path, stamp) in paths.into_iter().zip(folder.dir().stamps(&places)) {
            match stamp {
                Some(stamp) => self.0.insert(path.clone(), stamp.modified),
                None => self.0.remove(path),
            };
        }
    }
}

impl Shown {
    /// Whether the proofreader is still at work on it.
    pub fn is_checking(&self) -> bool {
        self.checked != Some(self.number)
    }

    /// The list of reports.
    pub fn rows(&self) -> &Rows {
        self.rows.get_or_init(|| Rows::of(&self.session, self.reports(), &self.found, &self.times))
    }

    /// The file that a page names by an id.
    pub fn report(&self, id: &str) -> Result<VPath, Trouble> {
        let mut reports = self.reports();
        reports.find(|path| asked::id(path) == id).cloned().ok_or_else(Trouble::missing)
    }

    /// The files of all reports, read or not.
    pub fn reports(&self) -> impl Iterator<Item = &VPath> {
        reports(&self.folder)
    }

    /// The same publication, some time later.
    fn later(&self, version: u64) -> Shown {
        Shown {
            version,
            number: self.number,
            checked: self.checked,
            session: self.session.clone(),
            folder: self.folder.clone(),
            found: self.found.clone(),
            times: self.times.clone(),
            rows: OnceLock::new(),
        }
    }
}

/// The files of all reports of a folder.
fn reports(folder: &Folder) -> impl Iterator<Item = &VPath> {
    folder.paths().iter().filter(|path| is_report(path))
}

impl Desk {
    /// Opens the publication in a folder, in place of the one that is open.
    pub fn begin(&self, root: &Path) -> Result<(), Fault> {
        let edits = Edits::with(self.0.system, root, Settings { drafts: true, base_url: None })?;
        let (session, folder) = (edits.session(), edits.folder());
        let editor = Editor::none();
        let preview = Preview::new(session.clone(), folder.clone(), self.0.language, editor, String::new());
        let preview = Arc::new(preview.without_script());
        let mut times = Times::default();
        times.look(&folder, reports(&folder));
        let shown = Shown {
            version: 0,
            number: 0,
            checked: None,
            session: session.clone(),
            folder,
            found: Arc::default(),
            times: Arc::new(times),
            rows: OnceLock::new(),
        };
        let (proofreader, waiting) = mpsc::channel();
        let _ = proofreader.send(Reading { number: 0, session, changes: Changes::default() });
        let open = Arc::new(Open {
            present: edits.present(),
            shown: RwLock::new(Arc::new(shown)),
            pages: Pages::new(preview.clone()),
            preview,
            stopper: edits.stopper(),
            writing: Mutex::new(()),
            proofreader: Mutex::new(proofreader),
            known: Mutex::default(),
            texts: Texts::default(),
        });
        let (desk, own) = (self.clone(), Arc::downgrade(&open));
        edits.present().follow(move |edit| {
            if let Some(open) = own.upgrade() {
                open.show(&desk, edit);
            }
        });
        // What comes of them was told. A fault concerns one edit, which comes again.
        std::thread::spawn(move || edits.for_each(drop));
        let (desk, own) = (self.clone(), Arc::downgrade(&open));
        std::thread::spawn(move || findings::read(&waiting, &desk, &own));
        // Read before somebody types what to search for.
        let own = Arc::downgrade(&open);
        std::thread::spawn(move || {
            if let Some(open) = own.upgrade() {
                let shown = open.shown();
                open.texts.prepare(&shown.folder, &shown.reports().collect::<Vec<_>>());
            }
        });
        self.0.recent.add(root, &open.shown().session.publication().site.title);
        self.lay(Some(open));
        Ok(())
    }
}

impl Open {
    /// What is shown now.
    pub fn shown(&self) -> Arc<Shown> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What its reports say, to be searched.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Its pages.
    pub fn pages(&self) -> &Pages {
        &self.pages
    }

    /// Takes in reports that another program has just changed, before the watch
    /// tells of it: what a page is told of them, and does to them, is about the
    /// bytes that are there.
    pub fn agree<'p>(&self, reports: impl IntoIterator<Item = &'p VPath>) -> Result<(), Trouble> {
        let shown = self.shown();
        let is_other = |path: &&VPath| {
            // One that is empty is being written, as the watch believes too.
            let bytes = shown.folder.read(path).unwrap_or_default();
            !bytes.is_empty() && !shown.session.is_of(path, &bytes)
        };
        let places: BTreeSet<_> = reports.into_iter().filter(is_other).map(|path| shown.folder.real(path)).collect();
        if !places.is_empty() {
            self.present.take(&places)?;
        }
        Ok(())
    }

    /// Changes files: `work` does it, in a transaction of the publication as it
    /// is when nobody else writes, and what it did is taken back if it fails. What
    /// it leads to is shown when this returns.
    pub fn write<T>(
        &self,
        desk: &Desk,
        note: Note,
        work: impl FnOnce(&mut Writer) -> Result<T, Trouble>,
    ) -> Result<Written<T>, Trouble> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let shown = self.shown();
        let mut transaction = Transaction::begin(shown.folder.dir())?;
        transaction.note(note);
        let mut writer = Writer::new(&mut transaction, &shown);
        let made = work(&mut writer);
        if made.is_err() {
            writer.take_back();
        }
        let places = writer.written().map(|path| shown.folder.real(path)).collect();
        let undo = writer.keep(desk);
        let finished = transaction.finish();
        // What was written is there, even if the folder has gone from where it was and
        // cannot be read anew: the watch says so when it comes back.
        drop(self.present.take(&places));
        let value = made?;
        finished?;
        Ok(Written { value, undo })
    }

    /// Shows what came of an edit.
    fn show(&self, desk: &Desk, edit: &Edit) {
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        self.preview.show(edit.session.clone(), edit.folder.clone(), &edit.changes);
        self.texts.forget(edit.changes.texts.iter().chain(&edit.changes.gone));
        let mut times = Times::clone(&shown.times);
        let texts = edit.changes.texts.iter().chain(&edit.changes.gone);
        times.look(&edit.folder, texts.filter(|path| path.below(REPORTS).is_some()));
        desk.news().changed(changed(&edit.changes), |version| {
            let later = Shown {
                number: edit.number,
                session: edit.session.clone(),
                folder: edit.folder.clone(),
                times: Arc::new(times),
                ..shown.later(version)
            };
            *shown = Arc::new(later);
        });
        let reading = Reading { number: edit.number, session: edit.session.clone(), changes: edit.changes.clone() };
        // It reads as long as the publication is open.
        let _ = self.proofreader.lock().unwrap_or_else(PoisonError::into_inner).send(reading);
    }

    /// The number of the edit that is shown.
    pub fn number(&self) -> u64 {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).number
    }

    /// Shows what the bodies of a session were found to have, unless another is
    /// shown by now.
    pub fn found(&self, desk: &Desk, number: u64, found: Found) {
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        if shown.number == number {
            desk.news().changed(Some(BTreeSet::new()), |version| {
                let found = Arc::new(found);
                *shown = Arc::new(Shown { found, checked: Some(number), ..shown.later(version) });
            });
        }
    }

    /// Takes the version under which it is opened; `lay` puts it in its place.
    pub fn begin(&self, desk: &Desk, lay: impl FnOnce()) {
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        desk.news().changed(None, |version| {
            *shown = Arc::new(shown.later(version));
            lay();
        });
    }

    /// Remembers a text that a page gets to know.
    pub fn remember(&self, text: Vec<u8>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let digest = Digest::of(&text);
        known.retain(|(other, _)| *other != digest);
        known.push_front((digest, text));
        let mut bytes = 0;
        let fits = known.iter().take(KNOWN).take_while(|(_, text)| {
            bytes += text.len();
            bytes <= KNOWN_BYTES
        });
        let fits = fits.count().max(1);
        known.truncate(fits);
    }

    /// The text of a digest, if it is remembered.
    pub fn remembered(&self, digest: Digest) -> Option<Vec<u8>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().find(|(other, _)| *other == digest).map(|(_, text)| text.clone())
    }

    /// Ends the watch.
    pub fn end(&self) {
        self.stopper.stop();
    }
}

/// The ids of the reports that an edit changed; none if any may be another, since
/// a registry is.
fn changed(changes: &Changes) -> Option<BTreeSet<String>> {
    let paths = || changes.texts.iter().chain(&changes.gone);
    let own = paths().all(|path| path.extension() == "md");
    own.then(|| paths().filter(|path| path.below(REPORTS).is_some()).map(asked::id).collect())
}
