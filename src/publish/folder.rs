//! A folder of this machine, such as one on a USB stick or a network drive.
//!
//! A file is written under a passing name in a folder of ours and gets its place by
//! being renamed, so that none is ever half there. Everything is reached from the held
//! folder and through no link.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::author;
use crate::disk::output::ledger::folders_above;
use crate::disk::system::{Dir, Handle, Mode, Renaming, System};
use crate::publish::place::{Place, Sent};

/// Our own folder there.
const OWN: &str = ".huibian";
/// Where files wait for their places.
const STAGING: &str = ".huibian/new";
/// The file on which the lock is.
const LOCK: &str = ".huibian/lock";
/// How many files are written together.
const TOGETHER: usize = 64;
/// The largest ledger, in bytes.
const LARGEST: u64 = 1 << 30;

const WRITE: Words = Words { zh: "写入", en: "write" };
const READ: Words = Words { zh: "读取", en: "read" };
const REMOVE: Words = Words { zh: "清除", en: "remove" };
const BUSY: Words = Words {
    zh: "另一个 huibian 正在往这里写。请等它结束，再运行一次",
    en: "another huibian is writing here; wait for it to end and run this again",
};

/// A folder.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    system: &'static dyn System,
    /// None while it is not there.
    dir: Option<Dir>,
    /// The folders that are known to be there.
    made: BTreeSet<String>,
    /// Keeps another huibian out.
    lock: Option<Handle>,
}

impl Folder {
    /// The folder at a path, which is made when the first file comes.
    pub fn at(system: &'static dyn System, path: &Path) -> Result<Folder, Fault> {
        let dir = match system.hold(path) {
            Ok(dir) => Some(dir),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Fault::system(WRITE, path, error)),
        };
        Ok(Folder { path: path.to_owned(), system, dir, made: BTreeSet::new(), lock: None })
    }

    /// The folder, made if it is not there.
    fn hold(&mut self) -> Result<&Dir, Fault> {
        if self.dir.is_none() {
            author::make_folder(&self.path)?;
            let held = self.system.hold(&self.path).map_err(|error| Fault::system(WRITE, &self.path, error))?;
            self.dir = Some(held);
        }
        Ok(self.dir.as_ref().expect("it is held now"))
    }

    /// Writes a few files and gives them their places once they are on the medium: a
    /// stick may be drawn out as soon as it says that it is done. Together they cost
    /// little more than one of them alone.
    fn write(&mut self, files: &[Sent<'_>]) -> Result<(), Fault> {
        let mut made = std::mem::take(&mut self.made);
        let dir = self.hold()?;
        let failed = |route: &str, error| Fault::system(WRITE, dir.join(Path::new(route)), error);
        let mut staged = Vec::with_capacity(files.len());
        for (number, sent) in files.iter().enumerate() {
            let bytes = sent.bytes()?;
            let name = Path::new(STAGING).join(number.to_string());
            let filled = create(dir, &name).and_then(|file| dir.system().write(&file, &bytes).map(|()| file));
            staged.push((name, filled.map_err(|error| failed(sent.route, error))?));
        }
        for ((name, file), sent) in staged.into_iter().zip(files) {
            let folder = folders_above(sent.route).next().unwrap_or_default();
            let placed = dir.system().sync(&file).and_then(|()| {
                // Windows renames no file that is open.
                drop(file);
                if !made.contains(folder) {
                    dir.make_folders(Path::new(folder))?;
                    made.insert(folder.to_owned());
                }
                dir.rename(&name, Path::new(sent.route), Renaming::Replace)
            });
            placed.map_err(|error| failed(sent.route, error))?;
        }
        self.made = made;
        Ok(())
    }
}

/// Makes a file that waits for its place; one that a run before this has left goes.
fn create(dir: &Dir, name: &Path) -> io::Result<Handle> {
    match dir.create(name, Mode::Usual) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            dir.remove_file(name)?;
            dir.create(name, Mode::Usual)
        }
        created => created,
    }
}

impl Place for Folder {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(dir) = &self.dir else { return Ok(None) };
        match dir.read(Path::new(path), LARGEST) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(Fault::system(READ, dir.join(Path::new(path)), error)),
        }
    }

    fn stranger(&mut self, new: &[&str], is_ours: bool) -> Result<Option<String>, Fault> {
        let Some(dir) = &self.dir else { return Ok(None) };
        let failed = |error| Fault::system(READ, dir.path(), error);
        if !is_ours {
            // What systems leave on every stick is nobody's.
            let is_seen = |name: &String| !name.starts_with('.') && name != "System Volume Information";
            return Ok(dir.own_names().map_err(failed)?.into_iter().find(is_seen));
        }
        for route in new {
            if dir.is_file(Path::new(route)) {
                return Ok(Some((*route).to_owned()));
            }
        }
        Ok(None)
    }

    fn put(&mut self, files: &[Sent<'_>], _: bool, arrived: &dyn Fn(usize)) -> Result<(), Fault> {
        if self.lock.is_none() {
            let dir = self.hold()?;
            let failed = |error| Fault::system(WRITE, dir.join(Path::new(OWN)), error);
            dir.make_folders(Path::new(STAGING)).map_err(failed)?;
            let lock = dir.lock(Path::new(LOCK)).map_err(failed)?;
            self.lock = Some(lock.ok_or_else(|| self.fault(WRITE, BUSY))?);
        }
        for (number, files) in files.chunks(TOGETHER).enumerate() {
            self.write(files)?;
            arrived(number * TOGETHER + files.len());
        }
        Ok(())
    }

    fn remove(&mut self, routes: &[String]) -> Result<(), Fault> {
        let Some(dir) = &self.dir else { return Ok(()) };
        let mut folders: BTreeSet<&str> = BTreeSet::new();
        for route in routes {
            match dir.remove_file(Path::new(route)) {
                Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
                removed => removed.map_err(|error| Fault::system(REMOVE, dir.join(Path::new(route)), error))?,
            }
            folders.extend(folders_above(route).filter(|folder| *folder != OWN));
        }
        // Deepest first; one that has other files stays.
        for folder in folders.into_iter().rev() {
            if dir.remove_folder(Path::new(folder)).is_ok() {
                self.made.remove(folder);
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        let Some(dir) = self.dir.as_ref().filter(|dir| dir.is_folder(Path::new(STAGING))) else { return Ok(()) };
        dir.remove_tree(Path::new(STAGING)).map_err(|error| Fault::system(REMOVE, dir.join(Path::new(STAGING)), error))
    }

    fn fault(&self, doing: Words, cause: Words) -> Fault {
        Fault::known(doing, &self.path, cause)
    }
}
