//! Any system that the standard library knows, by paths.
//!
//! Every part of a path is looked at before it is used. Between the look and
//! the use another program may put a link there; a system that can hold folders
//! has a file of its own.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::{Dir, FileKind, Mode, Renaming, System, is_below};
use crate::source::Refusal;

/// The calls of the standard library.
#[derive(Debug)]
pub struct Portable;

impl System for Portable {
    fn hold(&'static self, path: &Path) -> io::Result<Dir> {
        let path = std::path::absolute(path)?;
        if !fs::metadata(&path)?.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        Ok(Dir::new(self, path, None))
    }

    fn hold_below(&'static self, dir: &Dir, path: &Path) -> io::Result<Dir> {
        match self.kind(dir, path)? {
            FileKind::Folder => Ok(Dir::new(self, dir.join(path), None)),
            FileKind::Link => Err(Refusal::Link.into()),
            _ => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    fn open(&self, dir: &Dir, path: &Path) -> io::Result<File> {
        let path = plain(dir, path)?;
        match kind(&fs::symlink_metadata(&path)?) {
            FileKind::File => File::open(path),
            FileKind::Folder => Err(io::ErrorKind::IsADirectory.into()),
            FileKind::Link => Err(Refusal::Link.into()),
            FileKind::Special => Err(Refusal::Special.into()),
        }
    }

    fn create(&self, dir: &Dir, path: &Path, _: Mode) -> io::Result<File> {
        File::create_new(plain(dir, path)?)
    }

    fn open_lock(&self, dir: &Dir, path: &Path) -> io::Result<File> {
        let path = plain(dir, path)?;
        if fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink()) {
            return Err(Refusal::Link.into());
        }
        File::options().read(true).write(true).create(true).truncate(false).open(path)
    }

    fn append(&self, dir: &Dir, path: &Path) -> io::Result<File> {
        let path = plain(dir, path)?;
        match fs::symlink_metadata(&path).map(|metadata| kind(&metadata)) {
            Ok(FileKind::Folder) => Err(io::ErrorKind::IsADirectory.into()),
            Ok(FileKind::Link) => Err(Refusal::Link.into()),
            Ok(FileKind::Special) => Err(Refusal::Special.into()),
            Ok(FileKind::File) | Err(_) => File::options().append(true).create(true).open(path),
        }
    }

    fn kind(&self, dir: &Dir, path: &Path) -> io::Result<FileKind> {
        Ok(kind(&fs::symlink_metadata(plain(dir, path)?)?))
    }

    fn names(&self, dir: &Dir, path: &Path) -> io::Result<Vec<String>> {
        let path = plain(dir, path)?;
        if fs::symlink_metadata(&path)?.is_symlink() && path != dir.path() {
            return Err(Refusal::Link.into());
        }
        fs::read_dir(path)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    }

    fn make_folder(&self, dir: &Dir, path: &Path) -> io::Result<()> {
        fs::create_dir(plain(dir, path)?)
    }

    fn rename(&self, dir: &Dir, from: &Path, to: &Path, renaming: Renaming) -> io::Result<()> {
        let (from, to) = (plain(dir, from)?, plain(dir, to)?);
        match renaming {
            Renaming::Replace => fs::rename(from, to),
            Renaming::Exchange => Err(io::ErrorKind::Unsupported.into()),
            // A second name is given only where none stands; then the first
            // goes. Some file systems know no second names.
            Renaming::New => match fs::hard_link(&from, &to) {
                Ok(()) => fs::remove_file(from),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
                Err(_) if fs::symlink_metadata(&to).is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
                Err(_) => fs::rename(from, to),
            },
        }
    }

    fn remove_file(&self, dir: &Dir, path: &Path) -> io::Result<()> {
        fs::remove_file(plain(dir, path)?)
    }

    fn remove_folder(&self, dir: &Dir, path: &Path) -> io::Result<()> {
        fs::remove_dir(plain(dir, path)?)
    }

    /// Windows keeps the names in a folder by itself.
    fn sync_folder(&self, _: &Dir, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

/// The path of the machine, if no folder on the way to its last part is a link.
fn plain(dir: &Dir, path: &Path) -> io::Result<PathBuf> {
    if !is_below(path) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    if path.as_os_str().is_empty() {
        return Ok(dir.path().to_owned());
    }
    let mut whole = dir.path().to_owned();
    for part in path.parent().into_iter().flat_map(Path::components) {
        whole.push(part);
        if fs::symlink_metadata(&whole)?.is_symlink() {
            return Err(Refusal::Link.into());
        }
    }
    Ok(dir.path().join(path))
}

fn kind(metadata: &Metadata) -> FileKind {
    match metadata.file_type() {
        kind if kind.is_symlink() => FileKind::Link,
        kind if kind.is_dir() => FileKind::Folder,
        kind if kind.is_file() => FileKind::File,
        _ => FileKind::Special,
    }
}
