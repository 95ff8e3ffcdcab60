//! The calls of the operating system that the file layer is made of.
//!
//! In: a folder that is held open and a path below it. Out: what the system
//! answers. No call follows a link in any part of a path below a held folder,
//! and none leaves the folder: a name in a publication that somebody else has
//! written leads nowhere but where it says.
//!
//! `unix` holds folders by their descriptors, so that a folder that is swapped
//! for a link between two calls changes nothing; where Linux has it, `openat2`
//! resolves a path in one call. `portable` knows paths only and looks at each
//! part before it calls: a program that swaps a folder at the same moment is
//! not noticed there (Windows).
//!
//! A trait, so that tests can let any call fail or end the process there.

use std::fmt;
use std::fs::{File, Permissions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::disk::stamp::Stamp;
use crate::source::Refusal;

mod portable;
#[cfg(unix)]
mod unix;

pub use portable::Portable;

/// The system that this program runs on.
#[cfg(unix)]
pub static NATIVE: &dyn System = &unix::Unix;
/// The system that this program runs on.
#[cfg(not(unix))]
pub static NATIVE: &dyn System = &Portable;

/// A file that `Dir` has opened, for who only hands it on.
pub type Handle = File;

/// What stands at a path; a link is a link, whatever it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link or a junction.
    Link,
    /// A pipe, a socket, a device.
    Special,
}

/// What a rename does if its target is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renaming {
    /// It fails with `AlreadyExists`.
    New,
    /// It replaces the file.
    Replace,
    /// Both change places, in one step. `Unsupported` where the system or the
    /// file system cannot.
    Exchange,
}

/// An operating system's calls on files. Paths are relative, of normal parts
/// only. What changes something is a method of its own, so that each can fail.
pub trait System: fmt::Debug + Send + Sync {
    /// Holds the folder at a path of the machine. Links in it are followed: it
    /// is a person who named it.
    fn hold(&'static self, path: &Path) -> io::Result<Dir>;

    /// Holds a folder below one that is held.
    fn hold_below(&'static self, dir: &Dir, path: &Path) -> io::Result<Dir>;

    /// Opens a regular file for reading; anything else is refused and not
    /// waited for.
    fn open(&self, dir: &Dir, path: &Path) -> io::Result<File>;

    /// Makes a new file with this mode and opens it for writing.
    /// `AlreadyExists` if anything stands there, a link too.
    fn create(&self, dir: &Dir, path: &Path, mode: Mode) -> io::Result<File>;

    /// Opens a file for locking, which is made if it is not there.
    fn open_lock(&self, dir: &Dir, path: &Path) -> io::Result<File>;

    /// Opens a regular file for writing at its end; it is made if it is not there.
    fn append(&self, dir: &Dir, path: &Path) -> io::Result<File>;

    /// What stands at a path.
    fn kind(&self, dir: &Dir, path: &Path) -> io::Result<FileKind>;

    /// What is known of a regular file without reading it.
    fn stamp(&self, dir: &Dir, path: &Path) -> io::Result<Stamp> {
        Stamp::of(&self.open(dir, path)?)
    }

    /// The names in a folder, in no order.
    fn names(&self, dir: &Dir, path: &Path) -> io::Result<Vec<String>>;

    /// Makes a folder in one that is there.
    fn make_folder(&self, dir: &Dir, path: &Path) -> io::Result<()>;

    /// Gives a file another name.
    fn rename(&self, dir: &Dir, from: &Path, to: &Path, renaming: Renaming) -> io::Result<()>;

    /// Removes a file, or a link itself.
    fn remove_file(&self, dir: &Dir, path: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    fn remove_folder(&self, dir: &Dir, path: &Path) -> io::Result<()>;

    /// Puts the names in a folder on the medium.
    fn sync_folder(&self, dir: &Dir, path: &Path) -> io::Result<()>;

    /// Writes all bytes at the end of what was written.
    fn write(&self, mut file: &File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    /// Writes what is left to read in another file.
    fn copy(&self, mut from: &File, mut to: &File) -> io::Result<u64> {
        io::copy(&mut from, &mut to)
    }

    /// Puts the bytes of a file on the medium.
    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    /// Gives a file rights, and the owner of another file where the system
    /// allows that.
    fn set_rights(&self, file: &File, rights: &Rights) -> io::Result<()> {
        rights.give_owner(file);
        file.set_permissions(rights.permissions.clone())
    }
}

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The user alone.
    Private,
    /// Whoever the system's usual rights let.
    Usual,
}

/// Who may do what with a file.
#[derive(Clone, Debug)]
pub struct Rights {
    permissions: Permissions,
    #[cfg(unix)]
    owner: (u32, u32),
}

impl Rights {
    /// The rights of an open file.
    pub fn of(file: &File) -> io::Result<Rights> {
        let metadata = file.metadata()?;
        #[cfg(unix)]
        let owner = {
            use std::os::unix::fs::MetadataExt;
            (metadata.uid(), metadata.gid())
        };
        Ok(Rights {
            permissions: metadata.permissions(),
            #[cfg(unix)]
            owner,
        })
    }

    /// Whether nobody may write it.
    pub fn readonly(&self) -> bool {
        self.permissions.readonly()
    }

    /// Gives a file the owner. Only an administrator may give files away; for
    /// anybody else the file is their own, as it would be in any editor.
    fn give_owner(&self, file: &File) {
        #[cfg(unix)]
        drop(std::os::unix::fs::fchown(file, Some(self.owner.0), Some(self.owner.1)));
        #[cfg(not(unix))]
        let _ = file;
    }
}

/// A folder that is held: everything below it is reached from here.
#[derive(Debug)]
pub struct Dir {
    system: &'static dyn System,
    /// Its path, absolute, for messages.
    path: PathBuf,
    /// The folder itself, where the system can hold one.
    handle: Option<File>,
}

/// How many files a thread looks at before it takes others.
const STAMPED: usize = 512;

/// The path of the held folder itself.
const HERE: &str = "";

impl Dir {
    /// Holds a folder of this machine.
    pub fn hold(path: &Path) -> io::Result<Dir> {
        NATIVE.hold(path)
    }

    /// A held folder as a system makes it. Holding nothing, a system goes by
    /// the path.
    pub fn new(system: &'static dyn System, path: PathBuf, handle: Option<File>) -> Dir {
        Dir { system, path, handle }
    }

    /// The same folder, reached by another system that has the same handles.
    pub fn with_system(self, system: &'static dyn System) -> Dir {
        Dir { system, ..self }
    }

    /// Its path, absolute.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path of the machine of something below it, for messages.
    pub fn join(&self, path: &Path) -> PathBuf {
        if path.as_os_str().is_empty() { self.path.clone() } else { self.path.join(path) }
    }

    /// Holds a folder below this one.
    pub fn below(&self, path: &Path) -> io::Result<Dir> {
        self.system.hold_below(self, path)
    }

    /// Opens a regular file for reading.
    pub fn open(&self, path: &Path) -> io::Result<File> {
        self.system.open(self, path)
    }

    /// The bytes of a regular file, unless it has more than `most`.
    pub fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        read(&self.open(path)?, most)
    }

    /// What stands at a path; nothing if the path leads nowhere.
    pub fn kind(&self, path: &Path) -> io::Result<Option<FileKind>> {
        match self.system.kind(self, path) {
            Ok(kind) => Ok(Some(kind)),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether a regular file stands at a path.
    pub fn is_file(&self, path: &Path) -> bool {
        matches!(self.kind(path), Ok(Some(FileKind::File)))
    }

    /// Whether a folder itself, and not a link to one, stands at a path.
    pub fn is_folder(&self, path: &Path) -> bool {
        matches!(self.kind(path), Ok(Some(FileKind::Folder)))
    }

    /// What is known of regular files without reading them, in the order of their
    /// paths; none of anything else. A folder is gone to once for all files that
    /// follow one another in it.
    pub fn stamps(&self, paths: &[&Path]) -> Vec<Option<Stamp>> {
        let in_one = |paths: &[&Path]| -> Vec<Option<Stamp>> {
            let folder = paths[0].parent().filter(|folder| !folder.as_os_str().is_empty());
            let held = folder.map(|folder| self.below(folder)).transpose();
            let stamp = |path: &&Path| {
                let folder = held.as_ref().ok()?.as_ref().unwrap_or(self);
                self.system.stamp(folder, Path::new(path.file_name()?)).ok()
            };
            paths.iter().map(stamp).collect()
        };
        let pieces = paths.par_chunks(STAMPED);
        pieces.flat_map_iter(|piece| piece.chunk_by(|a, b| a.parent() == b.parent()).flat_map(in_one)).collect()
    }

    /// The names in a folder, in order.
    pub fn names(&self, path: &Path) -> io::Result<Vec<String>> {
        let mut names = self.system.names(self, path)?;
        names.sort_unstable();
        Ok(names)
    }

    /// The names in the held folder itself, in order.
    pub fn own_names(&self) -> io::Result<Vec<String>> {
        self.names(Path::new(HERE))
    }

    /// Makes a new file and opens it for writing.
    pub fn create(&self, path: &Path, mode: Mode) -> io::Result<File> {
        self.system.create(self, path, mode)
    }

    /// Opens a file for writing at its end.
    pub fn append(&self, path: &Path) -> io::Result<File> {
        self.system.append(self, path)
    }

    /// Makes a folder and those above it, unless they are there.
    pub fn make_folders(&self, path: &Path) -> io::Result<()> {
        if path.as_os_str().is_empty() || self.is_folder(path) {
            return Ok(());
        }
        if let Some(parent) = path.parent() {
            self.make_folders(parent)?;
        }
        match self.system.make_folder(self, path) {
            // Another thread or program was quicker, unless it is no folder.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && self.is_folder(path) => Ok(()),
            made => made,
        }
    }

    /// The system, for calls on open files.
    pub fn system(&self) -> &'static dyn System {
        self.system
    }

    /// Gives a file another name.
    pub fn rename(&self, from: &Path, to: &Path, renaming: Renaming) -> io::Result<()> {
        self.system.rename(self, from, to, renaming)
    }

    /// Removes a file.
    pub fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.system.remove_file(self, path)
    }

    /// Removes an empty folder.
    pub fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.system.remove_folder(self, path)
    }

    /// Removes a folder with all that is in it; a link in it is removed itself.
    pub fn remove_tree(&self, path: &Path) -> io::Result<()> {
        for name in self.names(path)? {
            let path = path.join(name);
            match self.system.kind(self, &path)? {
                FileKind::Folder => self.remove_tree(&path)?,
                _ => self.remove_file(&path)?,
            }
        }
        self.remove_folder(path)
    }

    /// Puts the names in the folder that holds a file on the medium.
    pub fn sync_folder_of(&self, path: &Path) -> io::Result<()> {
        self.system.sync_folder(self, path.parent().unwrap_or(Path::new(HERE)))
    }

    /// Takes the lock that a file stands for; none if another process has it.
    /// Some network drives know no locks; then nobody is kept out.
    pub fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        let file = self.system.open_lock(self, path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(Some(file)),
            Err(std::fs::TryLockError::Error(error)) => Err(error),
        }
    }
}

/// The bytes of an open file, unless it has more than `most`.
pub fn read(file: &File, most: u64) -> io::Result<Vec<u8>> {
    let length = file.metadata()?.len();
    if length > most {
        return Err(Refusal::TooLarge.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0).saturating_add(1));
    // It may grow while it is read.
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(Refusal::TooLarge.into());
    }
    Ok(bytes)
}

/// Whether a path has normal parts only, so that it stays below what it is
/// joined to.
fn is_below(path: &Path) -> bool {
    path.components().all(|part| matches!(part, std::path::Component::Normal(_)))
}

#[cfg(test)]
mod tests;
