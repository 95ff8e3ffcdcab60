//! The folder of the finished site: written whole or not at all, file by file.
//!
//! In: a target, the routes of the build and, from many threads, their bytes.
//! Out: a folder in which readers at any moment find old files or new files,
//! never half of one, and in which nothing that huibian did not write has
//! been touched.
//!
//! A first build fills a folder beside the target and renames it into place.
//! A rebuild compares each file with the one that is there; what differs waits
//! in a folder of ours until all is made, and is renamed then: first what is
//! new, which no page links to yet, then what is changed, in the order in which
//! it was put; last what is gone, which no page links to any more, is removed.
//! So at every moment all that a page links to is there, and a build that fails
//! has changed nothing. All routes are told at the beginning, so that a
//! stranger's file in the way is found before anything is changed, all folders
//! are made once, and the ledger lists every file before it exists.
//!
//! Everything below the folder is reached from its handle and through no link
//! (`system`).
//!
//! Nothing is flushed to the medium file by file: a page can be built again,
//! and twenty thousand flushes take minutes on a hard disk.

pub mod claim;
pub mod ledger;
mod stream;
pub mod verify;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::stamp::{self, Stamp};
use crate::disk::system::{Dir, FileKind, Mode, NATIVE, Renaming, System};
use crate::source::{Digest, Digester};

use claim::Claim;
use ledger::{Ledger, Seal};
use stream::{Digesting, Forked, Pieces};

/// huibian's own folder in the output.
const OWN: &str = ".huibian";
/// Files on their way to their place. In `OWN` and not beside their place, so
/// that what a killed build leaves behind is never served and easily swept.
const STAGING: &str = ".huibian/new";
/// What a folder says of itself that is a part of a site.
pub const PART: &str = ".huibian/part";
/// How much of a file is compared at a time.
const PIECE: usize = 64 * 1024;

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

/// What a build changed, by routes in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were not there.
    pub added: Vec<String>,
    /// Files that held something else.
    pub changed: Vec<String>,
    /// Files that are gone.
    pub removed: Vec<String>,
}

/// What a file held when it was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// The digest of its bytes.
    pub digest: Digest,
    /// What the system said of it then.
    pub stamp: Stamp,
}

impl Print {
    /// What the ledger says of it.
    fn seal(&self) -> Seal {
        Seal { digest: self.digest, length: self.stamp.length }
    }
}

/// What became of a folder.
#[derive(Debug)]
pub struct Finished {
    /// In numbers.
    pub tally: Tally,
    /// By routes.
    pub changes: Changes,
    /// What was put and what was left, in no order.
    pub prints: Vec<(Box<str>, Print)>,
}

/// A folder being written. Dropped without `finish`, it leaves a rebuilt
/// folder consistent and removes an unfinished new one.
#[derive(Debug)]
pub struct Output {
    /// The folder and our lock on it.
    claim: Claim,
    /// The routes of this build.
    routes: Ledger,
    /// What is recorded of earlier builds.
    recorded: Ledger,
    /// Files of a published site, which are not written if they are the same.
    against: Option<Ledger>,
    /// Files of earlier builds that this one does not have.
    gone: Ledger,
    /// Those of them that are removed already.
    pruned: Vec<String>,
    /// How many files were written.
    written: AtomicUsize,
    /// How many files were left as they were.
    unchanged: AtomicUsize,
    /// How many files were staged, for their temporary names.
    staged: AtomicU64,
    /// The files that wait to be renamed, in the order in which they were put.
    waiting: Mutex<Vec<Waiting>>,
    /// What was put and what was left.
    prints: Mutex<Vec<(Box<str>, Print)>>,
}

/// A file that is made and waits for its place.
#[derive(Debug)]
struct Waiting {
    /// Its temporary name.
    number: u64,
    route: Box<str>,
    /// Whether nothing stood there when it was put.
    new: bool,
}

/// A folder in which nobody else writes, before it is known what goes there.
pub struct Claimed {
    claim: Claim,
    /// What is recorded of earlier builds.
    old: Ledger,
    strangers: Strangers,
}

impl Claimed {
    /// Takes hold of `target` for a build of the publication in `source`.
    pub fn of(
        system: &'static dyn System,
        target: &Path,
        source: &Path,
        strangers: Strangers,
    ) -> Result<Claimed, Fault> {
        let (claim, old) = claim::claim(system, target, source, strangers)?;
        Ok(Claimed { claim, old, strangers })
    }

    /// What the system says now of files that were put earlier, in the order of their
    /// routes; none of what is no file.
    pub fn stamps(&self, routes: &[&str]) -> Vec<Option<Stamp>> {
        if self.claim.fresh {
            return vec![None; routes.len()];
        }
        let paths: Vec<&Path> = routes.iter().map(Path::new).collect();
        self.claim.dir.stamps(&paths)
    }

    /// Makes way for exactly these routes.
    pub fn open<'r>(self, routes: impl IntoIterator<Item = &'r str>) -> Result<Output, Fault> {
        let Claimed { claim, old, strangers } = self;
        let routes: Vec<&str> = routes.into_iter().collect();
        if let Some(route) = routes.iter().find(|route| !ledger::is_route(route)) {
            let cause = Words {
                zh: "“{name}”不是可用的输出路径", en: "“{name}” is no path for an output file"
            };
            return Err(Fault::known(WRITE, &claim.target, cause).naming(*route));
        }
        let routes = Ledger::new(routes);
        let gone = old.without(&routes);
        let mut output = Output {
            claim,
            routes,
            recorded: Ledger::default(),
            against: None,
            gone,
            pruned: Vec::new(),
            written: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
            staged: AtomicU64::new(0),
            waiting: Mutex::default(),
            prints: Mutex::default(),
        };
        output.prepare(&old, strangers)?;
        output.recorded = old;
        Ok(output)
    }
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
        Claimed::of(NATIVE, target, source, strangers)?.open(routes)
    }

    /// Writes only what differs from a published site, of which this is the ledger.
    /// The folder should be a new one.
    pub fn against(mut self, published: Option<Ledger>) -> Output {
        self.against = published;
        self
    }

    /// Puts a file at a route.
    pub fn put(&self, route: &str, bytes: &[u8]) -> Result<Outcome, Fault> {
        let path = self.path(route)?;
        let (length, digest) = (bytes.len() as u64, Digest::of(bytes));
        if self.is_published(route, Seal { digest, length }) {
            return Ok(Outcome::Unchanged);
        }
        let (outcome, stamp) = self
            .write(path, &mut |there, create| {
                let same = there.is_some_and(|there| same(there, &mut &*bytes, length).unwrap_or(false));
                if same { Ok(None) } else { filled(create, &|file| self.system().write(file, bytes)) }
            })
            .map_err(|error| Fault::system(WRITE, self.claim.dir.join(path), error))?;
        self.remember(route, Print { digest, stamp });
        Ok(outcome)
    }

    /// Whether a file that was put earlier is still there as it was, by what the
    /// system says of it now. Another stamp is no other file: then its bytes are
    /// read.
    pub fn holds(&self, route: &str, print: &Print, stamp: Option<Stamp>) -> Option<Print> {
        if let Some(published) = &self.against {
            return (published.seal(route) == Some(print.seal())).then_some(*print);
        }
        let stamp = stamp?;
        let same = || {
            let there = self.claim.dir.open(self.path(route).ok()?).ok()?;
            stamp::digest(&there).ok().filter(|digest| *digest == print.digest)
        };
        let holds = stamp == print.stamp || stamp.length == print.stamp.length && same().is_some();
        holds.then_some(Print { stamp, ..*print })
    }

    /// The bytes of a file, if they are those that were put earlier.
    pub fn read(&self, route: &str, print: &Print) -> Option<Vec<u8>> {
        let path = self.path(route).ok().filter(|_| !self.claim.fresh)?;
        let bytes = self.claim.dir.read(path, print.stamp.length).ok()?;
        (Digest::of(&bytes) == print.digest).then_some(bytes)
    }

    /// Leaves a file as it is, which `holds` has looked at.
    pub fn keep(&self, route: &str, print: Print) {
        self.unchanged.fetch_add(1, Ordering::Relaxed);
        self.remember(route, print);
    }

    /// Whether the published site has these bytes; then they are not written.
    fn is_published(&self, route: &str, seal: Seal) -> bool {
        let is_there = self.against.as_ref().is_some_and(|published| published.seal(route) == Some(seal));
        if is_there {
            let stamp = Stamp { length: seal.length, ..Stamp::default() };
            self.keep(route, Print { digest: seal.digest, stamp });
        }
        is_there
    }

    fn remember(&self, route: &str, print: Print) {
        self.prints.lock().unwrap_or_else(PoisonError::into_inner).push((route.into(), print));
    }

    /// Puts a copy of an open file at a route. Its mode is not copied: a private
    /// or read-only original must not make an unreadable page.
    pub fn copy(&self, route: &str, from: &File) -> Result<Outcome, Fault> {
        let path = self.path(route)?;
        let copy = |to: &File| {
            let mut from = from;
            // It may have been read, to be compared.
            from.rewind()?;
            self.system().copy(from, to).map(drop)
        };
        let length = from.metadata().map_err(|error| Fault::system(READ, path, error))?.len();
        let mut bytes = from;
        let digest = stamp::digest(from).and_then(|digest| bytes.rewind().map(|()| digest));
        let digest = digest.map_err(|error| Fault::system(READ, path, error))?;
        if self.is_published(route, Seal { digest, length }) {
            return Ok(Outcome::Unchanged);
        }
        let (outcome, stamp) = self
            .write(path, &mut |there, create| {
                let same = there.is_some_and(|there| same(there, &mut bytes, length).unwrap_or(false));
                if same { Ok(None) } else { filled(create, &copy) }
            })
            .map_err(|error| Fault::system(WRITE, self.claim.dir.join(path), error))?;
        self.remember(route, Print { digest, stamp });
        Ok(outcome)
    }

    /// Puts at a route what `make` writes, piece by piece.
    pub fn stream(&self, route: &str, make: &dyn Fn(&mut dyn Write) -> io::Result<()>) -> Result<Outcome, Fault> {
        let path = self.path(route)?;
        let failed = |error| Fault::system(WRITE, self.claim.dir.join(path), error);
        if self.against.is_some() {
            let mut counted = stream::Counted::default();
            make(&mut counted).map_err(failed)?;
            if self.is_published(route, counted.end()) {
                return Ok(Outcome::Unchanged);
            }
        }
        let digester = RefCell::new(Digester::default());
        let system = self.system();
        let fill = |out: &mut dyn Write| {
            digester.replace(Digester::default());
            let mut pieces = BufWriter::with_capacity(PIECE, out);
            make(&mut Digesting { out: &mut pieces, digester: &digester })?;
            pieces.flush()
        };
        let write = &mut |there: Option<&File>, create: Create<'_>| {
            if let Some(there) = there {
                let mut forked = Forked::new(system, there, create);
                let made = fill(&mut forked).and_then(|()| forked.end());
                if made.is_ok() || forked.has_begun() {
                    return made.map(|()| forked.into_new());
                }
            }
            filled(create, &|to| fill(&mut Pieces { system, to }))
        };
        let (outcome, stamp) = self.write(path, write).map_err(failed)?;
        self.remember(route, Print { digest: digester.into_inner().end(), stamp });
        Ok(outcome)
    }

    /// Gives what was put its place, prunes what earlier builds left, and shows
    /// the result to readers.
    pub fn finish(self) -> Result<Finished, Fault> {
        self.finish_as(None)
    }

    /// The same of a folder that is a part of a site, with what it says of itself.
    pub fn finish_as(mut self, part: Option<&str>) -> Result<Finished, Fault> {
        let waiting = std::mem::take(self.waiting.get_mut().unwrap_or_else(PoisonError::into_inner));
        let (new, changed): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|waiting| waiting.new);
        let routes = |list: &[Waiting]| list.iter().map(|waiting| waiting.route.to_string()).collect();
        let mut changes = Changes { added: routes(&new), changed: routes(&changed), removed: Vec::new() };
        if self.claim.fresh {
            changes.added = self.routes.routes().map(str::to_owned).collect();
        }
        for Waiting { number, route, .. } in new.iter().chain(&changed) {
            let route = Path::new(&**route);
            self.claim
                .dir
                .rename(&staged(*number), route, Renaming::Replace)
                .map_err(|error| Fault::system(WRITE, self.claim.dir.join(route), error))?;
        }
        let gone = std::mem::take(&mut self.gone);
        self.prune(&gone)?;
        changes.removed = std::mem::take(&mut self.pruned);
        let prints = std::mem::take(self.prints.get_mut().unwrap_or_else(PoisonError::into_inner));
        let seals = prints.iter().map(|(route, print)| (route.clone(), Some(print.seal())));
        let mut ledger = Ledger::sealed(seals);
        if ledger.len() < self.routes.len() {
            ledger = ledger.with(&self.routes);
        }
        if let Some(published) = &self.against {
            changes = published.changes(&ledger);
            self.remove_empty_folders();
        }
        [&mut changes.added, &mut changes.changed, &mut changes.removed].into_iter().for_each(|list| list.sort());
        if self.claim.fresh || ledger != self.recorded {
            self.record(&ledger, false)?;
        }
        if let Some(part) = part {
            // With the ledger that it is about, so that none of an earlier build is
            // taken for that of this one.
            let digest = Digest::of(ledger.text().as_bytes());
            self.note(PART, &format!("{digest}\n{part}"), false)?;
        }
        let staging = Path::new(STAGING);
        self.claim
            .dir
            .remove_folder(staging)
            .map_err(|error| Fault::system(REMOVE, self.claim.dir.join(staging), error))?;
        self.claim.show()?;
        let tally = Tally {
            written: self.written.load(Ordering::Relaxed),
            unchanged: self.unchanged.load(Ordering::Relaxed),
            pruned: changes.removed.len(),
        };
        Ok(Finished { tally, changes, prints })
    }

    /// Removes the folders for which there was nothing to write.
    fn remove_empty_folders(&self) {
        for folder in self.routes.folders().iter().rev() {
            drop(self.claim.dir.remove_folder(Path::new(folder)));
        }
    }

    fn system(&self) -> &'static dyn System {
        self.claim.dir.system()
    }

    /// Does all that must come before the first file: looks for strangers,
    /// records the routes, clears the way and makes the folders.
    fn prepare(&mut self, old: &Ledger, strangers: Strangers) -> Result<(), Fault> {
        let new = self.routes.without(old);
        if !self.claim.fresh {
            self.refuse_strangers(&new, strangers)?;
        }
        make_folder(&self.claim.dir, Path::new(STAGING))?;
        self.sweep()?;
        // Old and new together, until the old are pruned: whenever the build
        // is killed, every file of ours is on the list. A new folder needs
        // none, for a killed first build is thrown away as a whole.
        if !self.claim.fresh && !new.is_empty() {
            self.record(&old.with(&self.routes), true)?;
        }
        let folders = self.routes.folders();
        self.clear_way(&folders)?;
        folders.iter().try_for_each(|folder| make_folder(&self.claim.dir, Path::new(folder)))
    }

    /// Removes the files that a killed build left on their way.
    fn sweep(&self) -> Result<(), Fault> {
        let dir = &self.claim.dir;
        let staging = Path::new(STAGING);
        let failed = |error| Fault::system(REMOVE, dir.join(staging), error);
        for name in dir.names(staging).map_err(failed)? {
            dir.remove_file(&staging.join(name)).map_err(failed)?;
        }
        Ok(())
    }

    /// Refuses a build that would replace what it did not write.
    fn refuse_strangers(&self, new: &Ledger, strangers: Strangers) -> Result<(), Fault> {
        for route in new.routes() {
            let path = Path::new(route);
            let Ok(Some(kind)) = self.claim.dir.kind(path) else { continue };
            // A folder may be one of ours that is about to be pruned.
            let refused =
                if kind == FileKind::Folder { !self.gone.has_below(route) } else { strangers == Strangers::Keep };
            if refused {
                let cause = if kind == FileKind::Folder {
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
                return Err(Fault::known(WRITE, self.claim.dir.join(path), cause));
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
    /// Where someone has put a link in place of a folder or file of ours,
    /// nothing of ours is left.
    fn prune(&mut self, gone: &Ledger) -> Result<(), Fault> {
        let dir = &self.claim.dir;
        let mut folders = BTreeSet::new();
        for route in gone.routes() {
            let path = Path::new(route);
            if !dir.is_file(path) {
                continue;
            }
            folders.extend(ledger::folders_above(route).map(str::to_owned));
            dir.remove_file(path).map_err(|error| Fault::system(REMOVE, dir.join(path), error))?;
            self.pruned.push(route.to_owned());
        }
        // Deepest first: a folder comes after the one that holds it. One that
        // is not empty has other files; that is no trouble.
        for folder in folders.iter().rev() {
            drop(dir.remove_folder(Path::new(folder)));
        }
        Ok(())
    }

    /// A route as a path below the folder.
    fn path<'r>(&self, route: &'r str) -> Result<&'r Path, Fault> {
        if self.routes.has(route) {
            return Ok(Path::new(route));
        }
        let cause =
            Words { zh: "“{name}”不在输出计划里", en: "“{name}” is not among the planned files" };
        Err(Fault::known(WRITE, &self.claim.target, cause).naming(route))
    }

    /// Writes one file unless the same bytes are there. `write` is given the file
    /// that is there and what makes a new one; it returns that, filled, if it made it.
    fn write(&self, path: &Path, write: &mut Writing<'_>) -> io::Result<(Outcome, Stamp)> {
        let dir = &self.claim.dir;
        if self.claim.fresh {
            // Nobody reads here yet: no need to stage.
            let file = write(None, &|| dir.create(path, Mode::Usual))?;
            self.written.fetch_add(1, Ordering::Relaxed);
            return Ok((Outcome::Written, file.map_or_else(|| Ok(Stamp::default()), |file| Stamp::of(&file))?));
        }
        let there = dir.open(path);
        let new = there.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        // What cannot be read counts as different, so that it is replaced.
        let there = there.ok();
        let number = self.staged.fetch_add(1, Ordering::Relaxed);
        let create = || dir.create(&staged(number), Mode::Usual);
        let Some(file) = write(there.as_ref(), &create)? else {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
            return Ok((Outcome::Unchanged, there.map_or_else(|| Ok(Stamp::default()), |there| Stamp::of(&there))?));
        };
        let stamp = Stamp::of(&file)?;
        let route = path.to_string_lossy().into();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(Waiting { number, route, new });
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok((Outcome::Written, stamp))
    }

    /// Writes the ledger. `durably` puts it on the medium before going on.
    fn record(&self, ledger: &Ledger, durably: bool) -> Result<(), Fault> {
        self.note(ledger::PLACE, &ledger.text(), durably)
    }

    /// Writes a file of our own.
    fn note(&self, place: &str, text: &str, durably: bool) -> Result<(), Fault> {
        let dir = &self.claim.dir;
        let staged = Path::new(STAGING).join("note");
        let written = dir.create(&staged, Mode::Usual).and_then(|file| {
            self.system().write(&file, text.as_bytes())?;
            if durably { self.system().sync(&file) } else { Ok(()) }
        });
        let written = written.and_then(|()| dir.rename(&staged, Path::new(place), Renaming::Replace));
        written.map_err(|error| Fault::system(WRITE, dir.join(Path::new(place)), error))
    }
}

/// Makes a new file, of nothing.
type Create<'c> = &'c dyn Fn() -> io::Result<File>;

/// Given the file that is there, makes a new one where that has other bytes.
type Writing<'w> = dyn FnMut(Option<&File>, Create<'_>) -> io::Result<Option<File>> + 'w;

/// A new file that is filled.
fn filled(create: Create<'_>, fill: &dyn Fn(&File) -> io::Result<()>) -> io::Result<Option<File>> {
    let new = create()?;
    fill(&new)?;
    Ok(Some(new))
}

/// Where a file waits.
fn staged(number: u64) -> PathBuf {
    Path::new(STAGING).join(number.to_string())
}

/// Makes a folder unless it is there; a link to one does not count, for what
/// lies behind it is not ours.
fn make_folder(dir: &Dir, path: &Path) -> Result<(), Fault> {
    dir.make_folders(path).map_err(|error| {
        if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory) {
            let cause = Words {
                zh: "这里要放文件夹，却已有同名的文件或链接。请先把它移走",
                en: "a folder must go where a file or link of that name is; move it away first",
            };
            return Fault::known(WRITE, dir.join(path), cause);
        }
        Fault::system(WRITE, dir.join(path), error)
    })
}

/// Whether a file holds what there is to read, so many bytes.
fn same(mut file: &File, bytes: &mut dyn Read, length: u64) -> io::Result<bool> {
    if file.metadata()?.len() != length {
        return Ok(false);
    }
    let piece = PIECE.min(usize::try_from(length).unwrap_or(PIECE));
    let (mut mine, mut theirs) = (vec![0; piece], vec![0; piece]);
    let mut rest = length;
    while rest > 0 {
        let piece = piece.min(usize::try_from(rest).unwrap_or(piece));
        file.read_exact(&mut mine[..piece])?;
        bytes.read_exact(&mut theirs[..piece])?;
        if mine[..piece] != theirs[..piece] {
            return Ok(false);
        }
        rest -= piece as u64;
    }
    Ok(true)
}
