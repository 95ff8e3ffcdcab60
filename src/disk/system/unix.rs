//! Linux, macOS and other Unixes: folders are descriptors.

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{self, AtFlags, FileType, OFlags};
use rustix::io::Errno;

use super::{Dir, FileKind, Mode, Renaming, System, is_below};
use crate::disk::stamp::Stamp;
use crate::source::Refusal;

/// The calls of this system.
#[derive(Debug)]
pub struct Unix;

/// How a folder is opened that is only to be gone through or held.
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

impl System for Unix {
    fn hold(&'static self, path: &Path) -> io::Result<Dir> {
        let path = std::path::absolute(path)?;
        let handle = fs::open(&path, FOLDER, fs::Mode::empty())?;
        Ok(Dir::new(self, path, Some(handle.into())))
    }

    fn hold_below(&'static self, dir: &Dir, path: &Path) -> io::Result<Dir> {
        let handle = open_below(dir, path, FOLDER, fs::Mode::empty())?;
        Ok(Dir::new(self, dir.join(path), Some(handle.into())))
    }

    fn open(&self, dir: &Dir, path: &Path) -> io::Result<File> {
        // Opening a pipe for reading would wait for its writer.
        let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY;
        regular(File::from(open_below(dir, path, flags, fs::Mode::empty())?))
    }

    fn create(&self, dir: &Dir, path: &Path, mode: Mode) -> io::Result<File> {
        let mode = match mode {
            Mode::Private => fs::Mode::RUSR | fs::Mode::WUSR,
            // Less what the process's mask takes away.
            Mode::Usual => fs::Mode::from_raw_mode(0o666),
        };
        Ok(open_below(dir, path, OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL, mode)?.into())
    }

    fn open_lock(&self, dir: &Dir, path: &Path) -> io::Result<File> {
        // Reading suffices for a lock, also where another user made the file.
        let flags = OFlags::RDONLY | OFlags::CREATE | OFlags::NONBLOCK;
        Ok(open_below(dir, path, flags, fs::Mode::from_raw_mode(0o666))?.into())
    }

    fn append(&self, dir: &Dir, path: &Path) -> io::Result<File> {
        let flags = OFlags::WRONLY | OFlags::APPEND | OFlags::CREATE | OFlags::NONBLOCK | OFlags::NOCTTY;
        let file = regular(File::from(open_below(dir, path, flags, fs::Mode::from_raw_mode(0o666))?))?;
        // Another name of it may be a file of somebody else's.
        if file.metadata()?.nlink() > 1 { Err(Refusal::Link.into()) } else { Ok(file) }
    }

    fn kind(&self, dir: &Dir, path: &Path) -> io::Result<FileKind> {
        let (parent, name) = parent(dir, path)?;
        let status = fs::statat(parent.fd(dir), name, AtFlags::SYMLINK_NOFOLLOW)?;
        Ok(match FileType::from_raw_mode(status.st_mode) {
            FileType::RegularFile => FileKind::File,
            FileType::Directory => FileKind::Folder,
            FileType::Symlink => FileKind::Link,
            _ => FileKind::Special,
        })
    }

    fn stamp(&self, dir: &Dir, path: &Path) -> io::Result<Stamp> {
        let (parent, name) = parent(dir, path)?;
        let status = fs::statat(parent.fd(dir), name, AtFlags::SYMLINK_NOFOLLOW)?;
        match FileType::from_raw_mode(status.st_mode) {
            FileType::RegularFile => Ok(Stamp::of_status(&status)),
            FileType::Directory => Err(io::ErrorKind::IsADirectory.into()),
            FileType::Symlink => Err(Refusal::Link.into()),
            _ => Err(Refusal::Special.into()),
        }
    }

    fn names(&self, dir: &Dir, path: &Path) -> io::Result<Vec<String>> {
        let folder = if path.as_os_str().is_empty() {
            fs::openat(handle(dir), ".", FOLDER, fs::Mode::empty())?
        } else {
            open_below(dir, path, FOLDER, fs::Mode::empty())?
        };
        let mut names = Vec::new();
        for entry in fs::Dir::read_from(folder)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name != "." && name != ".." {
                names.push(name);
            }
        }
        Ok(names)
    }

    fn make_folder(&self, dir: &Dir, path: &Path) -> io::Result<()> {
        let (parent, name) = parent(dir, path)?;
        Ok(fs::mkdirat(parent.fd(dir), name, fs::Mode::from_raw_mode(0o777))?)
    }

    fn rename(&self, dir: &Dir, from: &Path, to: &Path, renaming: Renaming) -> io::Result<()> {
        let ((from_parent, from), (to_parent, to)) = (parent(dir, from)?, parent(dir, to)?);
        let (from_parent, to_parent) = (from_parent.fd(dir), to_parent.fd(dir));
        if renaming == Renaming::Replace {
            return Ok(fs::renameat(from_parent, from, to_parent, to)?);
        }
        let unsupported = match rename_with(from_parent, from, to_parent, to, renaming) {
            Err(error @ (Errno::INVAL | Errno::NOSYS | Errno::NOTSUP | Errno::PERM)) => error,
            renamed => return Ok(renamed?),
        };
        if renaming == Renaming::Exchange {
            return Err(io::Error::new(io::ErrorKind::Unsupported, io::Error::from(unsupported)));
        }
        // A second name is given only where none stands; then the first goes.
        match fs::linkat(from_parent, from, to_parent, to, AtFlags::empty()) {
            // Memory sticks know no second names. Nobody else writes there at
            // the same moment, or at least no other huibian.
            Err(Errno::PERM | Errno::NOTSUP | Errno::NOSYS | Errno::INVAL) => {
                match fs::statat(to_parent, to, AtFlags::SYMLINK_NOFOLLOW) {
                    Err(Errno::NOENT) => Ok(fs::renameat(from_parent, from, to_parent, to)?),
                    Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
                    Err(error) => Err(error.into()),
                }
            }
            linked => {
                linked?;
                Ok(fs::unlinkat(from_parent, from, AtFlags::empty())?)
            }
        }
    }

    fn remove_file(&self, dir: &Dir, path: &Path) -> io::Result<()> {
        let (parent, name) = parent(dir, path)?;
        Ok(fs::unlinkat(parent.fd(dir), name, AtFlags::empty())?)
    }

    fn remove_folder(&self, dir: &Dir, path: &Path) -> io::Result<()> {
        let (parent, name) = parent(dir, path)?;
        Ok(fs::unlinkat(parent.fd(dir), name, AtFlags::REMOVEDIR)?)
    }

    fn sync_folder(&self, dir: &Dir, path: &Path) -> io::Result<()> {
        let synced = if path.as_os_str().is_empty() {
            fs::fsync(handle(dir))
        } else {
            fs::fsync(open_below(dir, path, FOLDER, fs::Mode::empty())?)
        };
        match synced {
            // Some file systems cannot, and need not.
            Err(Errno::INVAL | Errno::NOTSUP) => Ok(()),
            synced => Ok(synced?),
        }
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn rename_with(
    from_parent: &File,
    from: &Path,
    to_parent: &File,
    to: &Path,
    renaming: Renaming,
) -> rustix::io::Result<()> {
    let flags = match renaming {
        Renaming::Exchange => fs::RenameFlags::EXCHANGE,
        _ => fs::RenameFlags::NOREPLACE,
    };
    fs::renameat_with(from_parent, from, to_parent, to, flags)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn rename_with(_: &File, _: &Path, _: &File, _: &Path, _: Renaming) -> rustix::io::Result<()> {
    Err(Errno::NOSYS)
}

/// The descriptor of a held folder.
fn handle(dir: &Dir) -> &File {
    dir.handle.as_ref().expect("`hold` of this system gives a descriptor")
}

/// The folder that a file lies in.
enum Parent {
    /// The held folder itself.
    Held,
    /// One below it.
    Below(File),
}

impl Parent {
    fn fd<'a>(&'a self, dir: &'a Dir) -> &'a File {
        match self {
            Parent::Held => handle(dir),
            Parent::Below(folder) => folder,
        }
    }
}

/// A file, unless it is something else.
fn regular(file: File) -> io::Result<File> {
    let metadata = file.metadata()?;
    match metadata.is_file() {
        true => Ok(file),
        false if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        false => Err(Refusal::Special.into()),
    }
}

/// The folder that a path lies in, and its last part.
fn parent<'p>(dir: &Dir, path: &'p Path) -> io::Result<(Parent, &'p Path)> {
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    let parent = if parent.as_os_str().is_empty() {
        Parent::Held
    } else {
        Parent::Below(open_below(dir, parent, PASSAGE, fs::Mode::empty())?.into())
    };
    Ok((parent, Path::new(name)))
}

/// How a folder is opened that is on the way to a file: where the system tells
/// going through from listing, a folder that may not be listed will do.
#[cfg(any(target_os = "linux", target_os = "android"))]
const PASSAGE: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const PASSAGE: OFlags = FOLDER;

/// Opens what is at a path below a held folder, through folders only.
fn open_below(dir: &Dir, path: &Path, flags: OFlags, mode: fs::Mode) -> io::Result<OwnedFd> {
    if !is_below(path) || path.as_os_str().is_empty() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let flags = flags | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use rustix::fs::ResolveFlags;
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
        match fs::openat2(handle(dir), path, flags, mode, resolve) {
            // An old system, a sandbox that does not know the call, or a race.
            Err(Errno::NOSYS | Errno::PERM | Errno::AGAIN) => {}
            opened => return opened.map_err(refused),
        }
    }
    step_by_step(handle(dir), path, flags, mode)
}

/// The same by a call for each part.
fn step_by_step(handle: &File, path: &Path, flags: OFlags, mode: fs::Mode) -> io::Result<OwnedFd> {
    let mut parts: Vec<PathBuf> = path.components().map(|part| PathBuf::from(part.as_os_str())).collect();
    let last = parts.pop().unwrap_or_default();
    let mut folder: Option<OwnedFd> = None;
    for part in parts {
        let flags = PASSAGE | OFlags::NOFOLLOW;
        let next = match &folder {
            None => fs::openat(handle, &part, flags, fs::Mode::empty()),
            Some(folder) => fs::openat(folder, &part, flags, fs::Mode::empty()),
        };
        folder = Some(next.map_err(refused)?);
    }
    match &folder {
        None => fs::openat(handle, &last, flags, mode),
        Some(folder) => fs::openat(folder, &last, flags, mode),
    }
    .map_err(refused)
}

/// An error of opening, in our words where a link was met.
fn refused(error: Errno) -> io::Error {
    match error {
        Errno::LOOP | Errno::MLINK => Refusal::Link.into(),
        // A socket, or a device without a driver.
        Errno::NXIO | Errno::NODEV => Refusal::Special.into(),
        error => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use rustix::fs::OFlags;

    use super::{Refusal, step_by_step};

    /// Old systems open part by part, with the same refusals.
    #[test]
    fn no_link_is_followed_step_by_step() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("a/b")).unwrap();
        std::fs::write(root.path().join("a/b/c.md"), "c").unwrap();
        std::os::unix::fs::symlink("a/b", root.path().join("folder")).unwrap();
        std::os::unix::fs::symlink("b/c.md", root.path().join("a/file")).unwrap();
        let held = std::fs::File::open(root.path()).unwrap();
        let open =
            |path| step_by_step(&held, Path::new(path), OFlags::RDONLY | OFlags::NOFOLLOW, super::fs::Mode::empty());
        assert!(open("a/b/c.md").is_ok());
        assert_eq!(Refusal::of(&open("a/file").unwrap_err()), Some(Refusal::Link));
        assert!(open("folder/c.md").is_err());
    }
}
