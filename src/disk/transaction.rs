//! Changes of the author's files: new ones, and others in place of old ones.
//!
//! In: a publication's folder, and what a file shall hold. Out: files that
//! hold it, or what they held before, whatever happens meanwhile: the process
//! is killed, the disk is full, a second huibian runs, an editor saves.
//!
//! One transaction at a time has the publication's lock. Every text is written
//! whole under a passing name in a folder of ours and put on the medium. A new
//! file then gets its name only if nothing has that name. For a changed one
//! both files change places in one step, and what came out is compared with
//! what was believed to be there: if an editor has saved meanwhile, its text
//! goes back. What was replaced is kept (`history`) before that. Where a system
//! cannot exchange files (Windows, some network drives), the file is compared
//! and then replaced: who saves between these two calls is overwritten.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::diag::Words;
use crate::diag::fault::{Cause, Fault};
use crate::disk::history::{self, History, LARGEST_TEXT, Note, OWN, Record, STAGING, passing_name};
use crate::disk::system::{Dir, FileKind, Renaming, Rights};
use crate::source::Digest;

const MEND: Words = Words { zh: "修改", en: "change" };
const CREATE: Words = Words { zh: "新建", en: "create" };
const REMOVE: Words = Words { zh: "移走", en: "remove" };
const LOCK: &str = ".huibian/lock";
/// What a passing name begins with beside the author's files: no listing of a
/// publication takes it in.
const BESIDE: &str = ".huibian-";

/// How long another transaction is waited for. One holds the lock for the time
/// of writing only.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often a text is put back if an editor saves again and again meanwhile.
const TRIES: usize = 16;

const BUSY: Words = Words {
    zh: "另一个 huibian 正在写这部汇编。请等它结束，再运行一次",
    en: "another huibian is writing in this publication; wait for it to end and run this again",
};
const NO_FOLDER: Words = Words {
    zh: "huibian 自己的文件夹要放在这里，可是已有同名的文件或链接。请先把它移走",
    en: "huibian's own folder must go here, but a file or link of that name is there; move it away first",
};
const CHANGED: Words = Words {
    zh: "它刚被别的程序改过，没有动它；请再运行一次",
    en: "another program has just changed it, so it was left alone; please run this again",
};
const READ_ONLY: Words = Words { zh: "文件是只读的", en: "the file is read-only" };

/// A file to be changed: what it holds, and what it shall hold.
#[derive(Clone, Copy, Debug)]
pub struct FileChange<'t> {
    /// Below the publication's folder.
    pub path: &'t Path,
    /// What it is believed to hold.
    pub before: &'t [u8],
    /// What it shall hold.
    pub after: &'t [u8],
}

/// Changes under way.
#[derive(Debug)]
pub struct Transaction<'d> {
    dir: &'d Dir,
    history: History<'d>,
    /// Held until the end.
    _lock: File,
    /// Folders whose names are to be put on the medium.
    folders: BTreeSet<PathBuf>,
    recovered: Vec<String>,
    /// What its history says of it.
    note: Note,
    /// Whether what is written is kept at once, and not only when it is replaced
    /// by us.
    keeps: bool,
}

impl<'d> Transaction<'d> {
    /// Takes the lock of a publication and clears away what a process has left
    /// that was killed.
    pub fn begin(dir: &'d Dir) -> Result<Transaction<'d>, Fault> {
        let own = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => Fault::known(CREATE, dir.join(Path::new(OWN)), NO_FOLDER),
            _ => Fault::system(CREATE, dir.join(Path::new(OWN)), error),
        };
        for folder in [STAGING, history::FOLDER] {
            dir.make_folders(Path::new(folder)).map_err(own)?;
        }
        let begun = Instant::now();
        let lock = loop {
            match dir.lock(Path::new(LOCK)).map_err(own)? {
                Some(lock) => break lock,
                None if begun.elapsed() > PATIENCE => return Err(Fault::known(MEND, dir.path(), BUSY)),
                None => std::thread::sleep(Duration::from_millis(20)),
            }
        };
        let mut transaction = Transaction {
            dir,
            history: History::of(dir),
            _lock: lock,
            folders: BTreeSet::new(),
            recovered: Vec::new(),
            note: Note::default(),
            keeps: false,
        };
        transaction.sweep().map_err(own)?;
        if !dir.is_file(Path::new(history::IGNORE)) {
            // Version control that takes our folder in is a nuisance, no loss.
            drop(history::fill(dir, Path::new(history::IGNORE), b"*\n", None));
        }
        Ok(transaction)
    }

    /// Files of which an earlier process was killed when an editor had just
    /// saved them: that text is in the history now.
    pub fn recovered(&self) -> &[String] {
        &self.recovered
    }

    /// Says what is done from now on, for the history, which then has every text
    /// that is written too: another program may replace it, and it was told to be
    /// safe.
    pub fn note(&mut self, note: Note) {
        (self.note, self.keeps) = (note, true);
    }

    /// Keeps what was written. It is in its place: that it is kept beside is more
    /// than was promised.
    fn keep_written(&self, path: &Path, text: &[u8]) {
        if self.keeps {
            let rights = self.dir.open(path).and_then(|file| Rights::of(&file)).ok();
            drop(self.history.keep(text, rights.as_ref()));
        }
    }

    /// Makes a new file and the folders above it. Whether it was made: not if
    /// something of that name is there already.
    pub fn create(&mut self, path: &Path, content: &[u8]) -> Result<bool, Fault> {
        self.try_create(path, content).map_err(|error| Fault::system(CREATE, self.dir.join(path), error))
    }

    fn try_create(&mut self, path: &Path, content: &[u8]) -> io::Result<bool> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let is_new = !folder.as_os_str().is_empty() && !self.dir.is_folder(folder);
        self.dir.make_folders(folder)?;
        let staged = self.history.stage(content, None)?;
        let mut made = self.dir.rename(&staged, path, Renaming::New);
        if let Err(error) = &made
            && error.kind() == io::ErrorKind::CrossesDevices
        {
            drop(self.dir.remove_file(&staged));
            let staged = self.stage_beside(path, None, content, None)?;
            made = self.dir.rename(&staged, path, Renaming::New).inspect_err(|_| drop(self.dir.remove_file(&staged)));
        } else if made.is_err() {
            drop(self.dir.remove_file(&staged));
        }
        match made {
            Ok(()) => {
                if self.keeps && matches!(path.extension().and_then(|name| name.to_str()), Some("md" | "yaml")) {
                    self.keep_written(path, content);
                    drop(self.history.log(&[Record::now(path, None, content, Path::new("")).noting(&self.note)]));
                }
                let folders = folder.ancestors().take(if is_new { usize::MAX } else { 1 });
                self.folders.extend(folders.map(Path::to_path_buf));
                Ok(true)
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Changes files, each for itself: what came of each, in their order. One
    /// that does not hold what it is believed to is left alone.
    pub fn change(&mut self, changes: &[FileChange]) -> Vec<Result<(), Fault>> {
        let mut prepared: Vec<io::Result<PathBuf>> = changes.iter().map(|change| self.prepare(change)).collect();
        let staged = changes.iter().zip(&prepared);
        let records: Vec<Record> = staged
            .filter_map(|(change, staged)| {
                let staged = staged.as_ref().ok()?;
                Some(Record::now(change.path, Some(change.before), change.after, staged).noting(&self.note))
            })
            .collect();
        if !records.is_empty()
            && let Err(error) = self.history.log(&records)
        {
            // Without a line that tells of it no file is touched.
            for place in &mut prepared {
                if let Ok(staged) = place {
                    drop(self.dir.remove_file(staged));
                    *place = Err(io::Error::new(error.kind(), error.to_string()));
                }
            }
        }
        let changed = changes.iter().zip(prepared).map(|(change, staged)| {
            let path = self.dir.join(change.path);
            let swapped = staged.and_then(|staged| self.swap(change, &staged));
            if swapped.is_ok() {
                self.keep_written(change.path, change.after);
                self.folders.extend(change.path.parent().map(Path::to_path_buf));
            }
            swapped.map_err(|error| fault(MEND, path, error))
        });
        changed.collect()
    }

    /// Removes a file. Its text is kept; one that does not hold what it is
    /// believed to is left alone.
    pub fn remove(&mut self, path: &Path, before: &[u8]) -> Result<(), Fault> {
        self.try_remove(path, before).map_err(|error| fault(REMOVE, self.dir.join(path), error))?;
        self.folders.extend(path.parent().map(Path::to_path_buf));
        Ok(())
    }

    fn try_remove(&self, path: &Path, before: &[u8]) -> io::Result<()> {
        let file = self.dir.open(path)?;
        if crate::disk::system::read(&file, LARGEST_TEXT)? != before {
            return Err(Untouched(CHANGED).into());
        }
        self.history.keep(before, Some(&Rights::of(&file)?))?;
        let staged = Path::new(STAGING).join(passing_name());
        self.history.log(&[Record::now(path, Some(before), &[], &staged).noting(&self.note)])?;
        match self.dir.rename(path, &staged, Renaming::New) {
            Ok(()) if self.holds(&staged, before) => {
                drop(self.history.take_in(&staged, before));
                Ok(())
            }
            // An editor has saved meanwhile: its text gets its place back, or is
            // kept if it saved once more.
            Ok(()) => {
                if self.dir.rename(&staged, path, Renaming::New).is_err() {
                    let text = self.dir.read(&staged, LARGEST_TEXT)?;
                    self.adopt(&path.to_string_lossy(), &staged, &text)?;
                }
                Err(Untouched(CHANGED).into())
            }
            Err(error) if error.kind() == io::ErrorKind::CrossesDevices => match self.holds(path, before) {
                true => self.dir.remove_file(path),
                false => Err(Untouched(CHANGED).into()),
            },
            Err(error) => Err(error),
        }
    }

    /// Puts the names of all files on the medium, and forgets what is too old.
    pub fn finish(mut self) -> Result<(), Fault> {
        for folder in std::mem::take(&mut self.folders) {
            let synced = self.dir.system().sync_folder(self.dir, &folder);
            synced.map_err(|error| Fault::system(MEND, self.dir.join(&folder), error))?;
        }
        // A history that grows is a nuisance, no loss.
        drop(self.history.prune());
        Ok(())
    }

    /// Keeps what will be replaced and stages what shall replace it.
    fn prepare(&self, change: &FileChange) -> io::Result<PathBuf> {
        let file = self.dir.open(change.path)?;
        let rights = Rights::of(&file)?;
        if rights.readonly() {
            return Err(Untouched(READ_ONLY).into());
        }
        if crate::disk::system::read(&file, LARGEST_TEXT)? != change.before {
            return Err(Untouched(CHANGED).into());
        }
        self.history.keep(change.before, Some(&rights))?;
        self.history.stage(change.after, Some(&rights))
    }

    /// Puts a staged text in its place.
    fn swap(&self, change: &FileChange, staged: &Path) -> io::Result<()> {
        match self.dir.rename(staged, change.path, Renaming::Exchange) {
            Ok(()) if self.holds(staged, change.before) => {
                // If it stays where it is, it is cleared away the next time.
                drop(self.history.take_in(staged, change.before));
                Ok(())
            }
            Ok(()) => {
                self.put_back(change, staged)?;
                Err(Untouched(CHANGED).into())
            }
            Err(error) if error.kind() == io::ErrorKind::CrossesDevices && is_ours(staged) => {
                let rights = Rights::of(&self.dir.open(change.path)?)?;
                drop(self.dir.remove_file(staged));
                let staged = self.stage_beside(change.path, Some(change.before), change.after, Some(&rights))?;
                self.swap(change, &staged)
            }
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                if self.holds(change.path, change.before) {
                    self.dir.rename(staged, change.path, Renaming::Replace)
                } else {
                    Err(Untouched(CHANGED).into())
                }
            }
            Err(error) => Err(error),
        }
        .inspect_err(|_| {
            // After `put_back` there is nothing to remove; else it is our text.
            if self.holds(staged, change.after) {
                drop(self.dir.remove_file(staged));
            }
        })
    }

    /// Gives an editor's text its place back, which came out of an exchange. If
    /// the editor saves again meanwhile, the newest text gets the place and the
    /// others are kept.
    fn put_back(&self, change: &FileChange, staged: &Path) -> io::Result<()> {
        let mut placed = change.after.to_vec();
        for _ in 0..TRIES {
            let held = self.dir.read(staged, LARGEST_TEXT);
            match self.dir.rename(staged, change.path, Renaming::Exchange) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return self.dir.rename(staged, change.path, Renaming::New);
                }
                exchanged => exchanged?,
            }
            if self.holds(staged, &placed) {
                break;
            }
            // What stood there instead of a text, such as a link, is back.
            placed = held.unwrap_or_default();
        }
        match self.dir.read(staged, LARGEST_TEXT) {
            Ok(text) if text == change.after => self.dir.remove_file(staged),
            Ok(text) => self.adopt(&change.path.to_string_lossy(), staged, &text),
            Err(error) => Err(error),
        }
    }

    /// Takes a text that lies under a passing name into the history of a file.
    fn adopt(&self, path: &str, staged: &Path, text: &[u8]) -> io::Result<()> {
        self.history.keep(text, None)?;
        self.history.log(&[Record::now(Path::new(path), Some(text), &[], Path::new(""))])?;
        self.dir.remove_file(staged)
    }

    fn holds(&self, path: &Path, bytes: &[u8]) -> bool {
        self.dir.read(path, LARGEST_TEXT).is_ok_and(|there| there == bytes)
    }

    /// Stages a text beside its place, where that is on another disk than our
    /// own folder. A line of the log tells of it, so that it is found again.
    fn stage_beside(
        &self,
        path: &Path,
        before: Option<&[u8]>,
        after: &[u8],
        rights: Option<&Rights>,
    ) -> io::Result<PathBuf> {
        let staged = path.with_file_name(format!("{BESIDE}{}", passing_name()));
        self.history.log(&[Record::now(path, before, after, &staged)])?;
        history::fill(self.dir, &staged, after, rights)?;
        Ok(staged)
    }

    /// Clears away what was left under passing names. Most of it is a text of
    /// ours that did not get its place, or one that was kept before it was
    /// replaced. What is neither was saved by an editor just when the process
    /// was killed: it is kept.
    fn sweep(&mut self) -> io::Result<()> {
        let mut left: Vec<PathBuf> =
            self.dir.names(Path::new(STAGING))?.into_iter().map(|name| Path::new(STAGING).join(name)).collect();
        let records = self.history.records()?;
        let beside = records.iter().map(|record| Path::new(&record.staged)).filter(|staged| is_beside(staged));
        left.extend(beside.filter(|staged| self.dir.is_file(staged)).map(Path::to_path_buf));
        for staged in left {
            match self.dir.kind(&staged)? {
                Some(FileKind::File) => {}
                None => continue,
                Some(FileKind::Folder) => {
                    self.dir.remove_tree(&staged)?;
                    continue;
                }
                Some(_) => {
                    self.dir.remove_file(&staged)?;
                    continue;
                }
            }
            // Without a line in the log it never took part in an exchange.
            let of = records.iter().rev().find(|record| Path::new(&record.staged) == staged);
            if let Some(record) = of {
                let text = self.dir.read(&staged, LARGEST_TEXT)?;
                let digest = Digest::of(&text).to_string();
                if digest != record.after && Some(&digest) != record.before.as_ref() && !is_beside(&staged) {
                    self.adopt(&record.path, &staged, &text)?;
                    self.recovered.push(record.path.clone());
                    continue;
                }
            }
            self.dir.remove_file(&staged)?;
        }
        Ok(())
    }
}

/// What is told of a file that could not be changed.
fn fault(doing: Words, path: PathBuf, error: io::Error) -> Fault {
    match error.get_ref().and_then(|error| error.downcast_ref::<Untouched>()) {
        Some(Untouched(words)) => Fault::known(doing, path, *words),
        None => Fault::system(doing, path, error),
    }
}

/// Whether a file was left alone since another program had just changed it.
pub fn is_changed(fault: &Fault) -> bool {
    matches!(fault.cause, Cause::Known(CHANGED))
}

/// Whether a passing name is one in our own folder.
fn is_ours(staged: &Path) -> bool {
    staged.starts_with(STAGING)
}

/// Whether a passing name is one beside the author's files.
fn is_beside(staged: &Path) -> bool {
    !is_ours(staged) && staged.file_name().is_some_and(|name| name.to_string_lossy().starts_with(BESIDE))
}

/// Why a file was left as it is.
#[derive(Debug)]
struct Untouched(Words);

impl std::fmt::Display for Untouched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.en)
    }
}

impl std::error::Error for Untouched {}

impl From<Untouched> for io::Error {
    fn from(untouched: Untouched) -> io::Error {
        io::Error::other(untouched)
    }
}

#[cfg(test)]
mod tests;
