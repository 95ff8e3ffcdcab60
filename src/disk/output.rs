//! The folder of the finished site: written whole or not at all, file by file.
//!
//! In: a target, the routes of the build and, from many threads, their bytes.
//! Out: a folder in which readers at any moment find old files or new files,
//! never half of one, and in which nothing that huibian did not write has
//! been touched.
//!
//! A first build fills a folder beside the target and renames it into place.
//! A rebuild compares each file with the one that is there and replaces it by
//! a rename only if it differs. All routes are told at the beginning, so
//! that a stranger's file in the way is found before anything is changed, all
//! folders are made once, and the ledger lists every file before it exists.
//!
//! Nothing is flushed to the medium file by file: a page can be built again,
//! and twenty thousand flushes take minutes on a hard disk.

mod claim;
mod ledger;
pub(crate) mod replace;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crate::diag::Words;
use crate::diag::fault::Fault;

use claim::Claim;
use ledger::Ledger;

/// huibian's own folder in the output.
const OWN: &str = ".huibian";
/// Files on their way to their place. In `OWN` and not beside their place, so
/// that what a killed build leaves behind is never served and easily swept.
const STAGING: &str = ".huibian/new";

const WRITE: Words = Words { zh: "写入", en: "write" };
const READ: Words = Words { zh: "读取", en: "read" };
const REMOVE: Words = Words { zh: "清除", en: "remove" };

/// What to do with files that huibian did not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strangers {
    /// Refuse to write where one is in the way.
    Keep,
    /// Overwrite those in the way; leave all others.
    Replace,
}

/// What became of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new or its bytes differed.
    Written,
    /// The same bytes were there.
    Unchanged,
}

/// What became of all files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// 写入 Files that are new or whose bytes differed.
    pub written: usize,
    /// 未变 Files left as they were.
    pub unchanged: usize,
    /// 清除 Files of an earlier build that this one does not have.
    pub pruned: usize,
}

/// A folder being written. Dropped without `finish`, it leaves a rebuilt
/// folder consistent and removes an unfinished new one.
#[derive(Debug)]
pub struct Output {
    /// The folder and our lock on it.
    claim: Claim,
    /// The routes of this build.
    routes: Ledger,
    /// Files of earlier builds that this one does not have.
    gone: Ledger,
    /// How many of those are removed already.
    pruned: usize,
    /// How many files were written.
    written: AtomicUsize,
    /// How many files were left as they were.
    unchanged: AtomicUsize,
    /// How many files were staged, for their temporary names.
    staged: AtomicU64,
}

impl Output {
    /// Takes hold of `target` for a build of the publication in `source` that
    /// will put exactly these routes.
    pub fn open<'r>(
        target: &Path,
        source: &Path,
        routes: impl IntoIterator<Item = &'r str>,
        strangers: Strangers,
    ) -> Result<Output, Fault> {
        let routes: Vec<&str> = routes.into_iter().collect();
        if let Some(route) = routes.iter().find(|route| !ledger::is_route(route)) {
            let cause = Words {
                zh: "“{name}”不是可用的输出路径", en: "“{name}” is no path for an output file"
            };
            return Err(Fault::known(WRITE, target, cause).naming(*route));
        }
        let routes = Ledger::new(routes);
        let (claim, old) = claim::claim(target, source, strangers)?;
        let gone = old.without(&routes);
        let mut output = Output {
            claim,
            routes,
            gone,
            pruned: 0,
            written: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
            staged: AtomicU64::new(0),
        };
        output.prepare(&old, strangers)?;
        Ok(output)
    }

    /// Puts a file at a route.
    pub fn put(&self, route: &str, bytes: &[u8]) -> Result<Outcome, Fault> {
        let path = self.path(route)?;
        let same = || replace::holds(&path, bytes);
        self.write(&path, same, |path| File::create(path)?.write_all(bytes))
            .map_err(|error| Fault::system(WRITE, &path, error))
    }

    /// Puts a copy of the file `from` at a route.
    pub fn copy(&self, route: &str, from: &Path) -> Result<Outcome, Fault> {
        let path = self.path(route)?;
        // Opened before anything else, so that an asset that cannot be read
        // is told apart from a place that cannot be written.
        let mut source = File::open(from).map_err(|error| Fault::system(READ, from, error))?;
        let same = || replace::holds_copy(&path, from);
        // Not `fs::copy`, which would copy the mode too: a private or
        // read-only original must not make an unreadable page.
        self.write(&path, same, |path| io::copy(&mut source, &mut File::create(path)?).map(drop))
            .map_err(|error| Fault::system(WRITE, &path, error))
    }

    /// Prunes what earlier builds left and shows the result to readers.
    pub fn finish(mut self) -> Result<Tally, Fault> {
        let gone = std::mem::take(&mut self.gone);
        let changed = !gone.is_empty() || self.pruned > 0;
        self.prune(&gone)?;
        if self.claim.fresh || changed {
            self.record(&self.routes, false)?;
        }
        let staging = self.claim.folder.join(STAGING);
        fs::remove_dir(&staging).map_err(|error| Fault::system(REMOVE, &staging, error))?;
        self.claim.show()?;
        Ok(Tally {
            written: self.written.load(Ordering::Relaxed),
            unchanged: self.unchanged.load(Ordering::Relaxed),
            pruned: self.pruned,
        })
    }

    /// Does all that must come before the first file: looks for strangers,
    /// records the routes, clears the way and makes the folders.
    fn prepare(&mut self, old: &Ledger, strangers: Strangers) -> Result<(), Fault> {
        let new = self.routes.without(old);
        if !self.claim.fresh {
            self.refuse_strangers(&new, strangers)?;
        }
        let staging = self.claim.folder.join(STAGING);
        make_folder(&staging)?;
        sweep(&staging)?;
        // Old and new together, until the old are pruned: whenever the build
        // is killed, every file of ours is on the list. A new folder needs
        // none, for a killed first build is thrown away as a whole.
        if !self.claim.fresh && !new.is_empty() {
            self.record(&old.with(&self.routes), true)?;
        }
        let folders = self.routes.folders();
        self.clear_way(&folders)?;
        folders.iter().try_for_each(|folder| make_folder(&self.claim.folder.join(folder)))
    }

    /// Refuses a build that would replace what it did not write.
    fn refuse_strangers(&self, new: &Ledger, strangers: Strangers) -> Result<(), Fault> {
        for route in new.routes() {
            let path = self.claim.folder.join(route);
            let Ok(metadata) = fs::symlink_metadata(&path) else { continue };
            // A folder may be one of ours that is about to be pruned.
            let refused = if metadata.is_dir() { !self.gone.has_below(route) } else { strangers == Strangers::Keep };
            if refused {
                let cause = if metadata.is_dir() {
                    Words {
                        zh: "这里有一个同名的文件夹。请先把它移走",
                        en: "a folder of that name is there; move it away first",
                    }
                } else {
                    Words {
                        zh: "这里已有一个不是 huibian 写的文件。请把它移走；确实要覆盖它，就加 --force",
                        en: "a file is there that huibian did not write; move it away, or add --force to overwrite it",
                    }
                };
                return Err(Fault::known(WRITE, path, cause));
            }
        }
        Ok(())
    }

    /// Prunes at once what stands where this build needs a folder instead of
    /// a file, or a file instead of a folder.
    fn clear_way(&mut self, folders: &BTreeSet<String>) -> Result<(), Fault> {
        let in_the_way =
            |route: &str| folders.contains(route) || ledger::folders_above(route).any(|folder| self.routes.has(folder));
        let blocking = Ledger::new(self.gone.routes().filter(|route| in_the_way(route)));
        self.gone = self.gone.without(&blocking);
        self.prune(&blocking)
    }

    /// Removes files of earlier builds, then the folders that this empties.
    fn prune(&mut self, gone: &Ledger) -> Result<(), Fault> {
        let mut folders = BTreeSet::new();
        for route in gone.routes() {
            // Through a link that someone has put in place of a folder of
            // ours we would remove a stranger's file.
            let real = |folder: &str| is_folder(&self.claim.folder.join(folder));
            if !ledger::folders_above(route).all(|folder| folders.contains(folder) || real(folder)) {
                continue;
            }
            folders.extend(ledger::folders_above(route).map(str::to_owned));
            let path = self.claim.folder.join(route);
            if !fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file()) {
                continue;
            }
            fs::remove_file(&path).map_err(|error| Fault::system(REMOVE, &path, error))?;
            self.pruned += 1;
        }
        // Deepest first: a folder comes after the one that holds it. One that
        // is not empty has other files; that is no trouble.
        for folder in folders.iter().rev() {
            let _ = fs::remove_dir(self.claim.folder.join(folder));
        }
        Ok(())
    }

    /// Where a route lies in the folder being written.
    fn path(&self, route: &str) -> Result<PathBuf, Fault> {
        if self.routes.has(route) {
            return Ok(self.claim.folder.join(route));
        }
        let cause =
            Words { zh: "“{name}”不在输出计划里", en: "“{name}” is not among the planned files" };
        Err(Fault::known(WRITE, &self.claim.target, cause).naming(route))
    }

    /// Writes one file unless the same bytes are there.
    fn write(
        &self,
        path: &Path,
        same: impl FnOnce() -> bool,
        fill: impl FnOnce(&Path) -> io::Result<()>,
    ) -> io::Result<Outcome> {
        if self.claim.fresh {
            // Nobody reads here yet: no need to stage.
            fill(path)?;
        } else if same() {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
            return Ok(Outcome::Unchanged);
        } else {
            let number = self.staged.fetch_add(1, Ordering::Relaxed);
            replace::replace(&self.claim.folder.join(STAGING).join(number.to_string()), path, fill)?;
        }
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(Outcome::Written)
    }

    /// Writes the ledger. `durably` puts it on the medium before going on.
    fn record(&self, ledger: &Ledger, durably: bool) -> Result<(), Fault> {
        let path = self.claim.folder.join(ledger::PLACE);
        let staged = self.claim.folder.join(STAGING).join("ledger");
        replace::replace(&staged, &path, |staged| {
            let mut file = File::create(staged)?;
            file.write_all(ledger.text().as_bytes())?;
            if durably { file.sync_data() } else { Ok(()) }
        })
        .map_err(|error| Fault::system(WRITE, path, error))
    }
}

/// Makes a folder unless it is there; a link to one does not count, for what
/// lies behind it is not ours.
fn make_folder(path: &Path) -> Result<(), Fault> {
    if is_folder(path) {
        return Ok(());
    }
    match fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let cause = Words {
                zh: "这里要放文件夹，却已有同名的文件或链接。请先把它移走",
                en: "a folder must go where a file or link of that name is; move it away first",
            };
            Err(Fault::known(WRITE, path, cause))
        }
        made => made.map_err(|error| Fault::system(WRITE, path, error)),
    }
}

/// Whether a folder itself, and not a link to one, is at the path.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Removes the files that a killed build left on their way.
fn sweep(staging: &Path) -> Result<(), Fault> {
    let fault = |error| Fault::system(REMOVE, staging, error);
    for entry in fs::read_dir(staging).map_err(fault)? {
        fs::remove_file(entry.map_err(fault)?.path()).map_err(fault)?;
    }
    Ok(())
}
