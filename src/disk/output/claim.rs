//! Taking hold of an output folder: where it is, whether we may, and the lock.
//!
//! In: the target that the author named. Out: a locked folder to write in and
//! the ledger of the files that are ours in it; or a fault that says why this
//! folder is not for us. Nothing of an existing folder is changed here but
//! that huibian's own `.huibian/` is made.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::output::ledger::{self, Ledger};
use crate::disk::output::{OWN, REMOVE, Strangers, WRITE, is_folder, make_folder};

/// The file in `OWN` on which the lock is.
const LOCK: &str = "lock";
/// What a first build's folder beside the target is called after its name.
const FRESH: &str = ".huibian-new";

/// A folder that no other huibian writes in while this lives.
#[derive(Debug)]
pub struct Claim {
    /// Where readers will look.
    pub target: PathBuf,
    /// Where we write: the target, or a new folder beside it.
    pub folder: PathBuf,
    /// Whether `folder` is a new one that nobody reads yet.
    pub fresh: bool,
    /// The lock; none once the folder is shown.
    lock: Option<File>,
}

impl Claim {
    /// Shows a new folder to readers.
    pub fn show(&mut self) -> Result<(), Fault> {
        if self.fresh {
            if cfg!(windows) {
                // A folder with an open file in it cannot be renamed there.
                self.lock = None;
            }
            fs::rename(&self.folder, &self.target).map_err(|error| Fault::system(WRITE, &self.target, error))?;
            self.fresh = false;
        }
        Ok(())
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if self.fresh {
            // Nobody has seen it; if it cannot be removed now, the next build
            // will find it and try again.
            self.lock = None;
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Takes hold of `target`, or of a new folder beside it.
pub fn claim(target: &Path, source: &Path, strangers: Strangers) -> Result<(Claim, Ledger), Fault> {
    let target = settled(target)?;
    refuse_precious(&target, &settled(source)?)?;
    // More than once, since another build may show the folder between our
    // look at it and our lock on it.
    for _ in 0..8 {
        if target.is_dir() {
            return existing(&target, strangers);
        }
        if fs::symlink_metadata(&target).is_ok() {
            let cause = Words { zh: "这是文件，不是文件夹", en: "it is a file, not a folder" };
            return Err(Fault::known(WRITE, target, cause));
        }
        if let Some(claim) = fresh(&target)? {
            return Ok((claim, Ledger::default()));
        }
    }
    Err(busy(&target))
}

/// Takes hold of a folder that is there.
///
/// An empty one is filled in place, not replaced: it may be a mount point, or
/// have an owner and a mode that someone chose for it.
fn existing(target: &Path, strangers: Strangers) -> Result<(Claim, Ledger), Fault> {
    let known = read_ledger(target).is_some();
    if !known
        && strangers == Strangers::Keep
        && let Some(stranger) = stranger(target)?
    {
        let cause = Words {
            zh: "里面有不是 huibian 写的文件（如“{name}”）。请换一个文件夹；确实要写在这里，就加 --force（只覆盖同名文件，其余不动）",
            en: "it has files that huibian did not write (such as “{name}”); choose another folder, or add --force \
                 to write here (only files of the same name are overwritten)",
        };
        return Err(Fault::known(WRITE, target, cause).naming(stranger));
    }
    let lock = lock(target)?.ok_or_else(|| busy(target))?;
    // Read again under the lock: another build may have ended meanwhile.
    let ledger = read_ledger(target).unwrap_or_default();
    let claim = Claim { target: target.to_path_buf(), folder: target.to_path_buf(), fresh: false, lock: Some(lock) };
    Ok((claim, ledger))
}

/// Makes a new folder beside the target; `None` if the target has appeared.
fn fresh(target: &Path) -> Result<Option<Claim>, Fault> {
    let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else { return Ok(None) };
    fs::create_dir_all(parent).map_err(|error| Fault::system(WRITE, parent, error))?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(FRESH);
    let folder = parent.join(hidden);
    make_folder(&folder)?;
    // The lock file is the mark of our own: what has none we did not make.
    if !folder.join(OWN).join(LOCK).is_file()
        && let Some(stranger) = stranger(&folder)?
    {
        let cause = Words {
            zh: "首次生成要用这个文件夹，可是里面有不是 huibian 写的文件（如“{name}”）。请把它移走",
            en: "a first build needs this folder, but it has files that huibian did not write (such as “{name}”); \
                 move it away",
        };
        return Err(Fault::known(WRITE, folder, cause).naming(stranger));
    }
    let Some(lock) = lock(&folder)? else { return Err(busy(target)) };
    if target.exists() || !folder.join(OWN).join(LOCK).is_file() {
        return Ok(None); // The other build renamed it before we had the lock.
    }
    empty(&folder)?;
    Ok(Some(Claim { target: target.to_path_buf(), folder, fresh: true, lock: Some(lock) }))
}

/// Locks a folder; `None` if another huibian has it.
fn lock(folder: &Path) -> Result<Option<File>, Fault> {
    make_folder(&folder.join(OWN))?;
    let path = folder.join(OWN).join(LOCK);
    let fault = |error| Fault::system(WRITE, &path, error);
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(fault)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        // Some network drives know no locks; a site can still be built there.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(Some(file)),
        Err(TryLockError::Error(error)) => Err(fault(error)),
    }
}

/// Removes what a killed first build left in its folder, but for the lock.
fn empty(folder: &Path) -> Result<(), Fault> {
    let own = folder.join(OWN);
    for (place, kept) in [(folder, OWN), (own.as_path(), LOCK)] {
        let fault = |error| Fault::system(REMOVE, place, error);
        for entry in fs::read_dir(place).map_err(fault)? {
            let entry = entry.map_err(fault)?;
            if entry.file_name() == kept {
                continue;
            }
            let is_folder = entry.file_type().map_err(fault)?.is_dir();
            if is_folder { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) }.map_err(fault)?;
        }
    }
    Ok(())
}

/// The ledger of a folder, if it has one that can be trusted.
fn read_ledger(folder: &Path) -> Option<Ledger> {
    if !is_folder(&folder.join(OWN)) {
        return None;
    }
    Ledger::parse(&fs::read_to_string(folder.join(ledger::PLACE)).ok()?)
}

/// The first name in a folder that is neither ours nor the desktop's.
fn stranger(folder: &Path) -> Result<Option<String>, Fault> {
    let fault = |error| Fault::system(WRITE, folder, error);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let name = entry.map_err(fault)?.file_name().to_string_lossy().into_owned();
        if !matches!(name.as_str(), OWN | ".DS_Store" | "Thumbs.db" | "desktop.ini") {
            names.push(name);
        }
    }
    Ok(names.into_iter().min())
}

/// Refuses a target whose overwriting would be a disaster.
fn refuse_precious(target: &Path, source: &Path) -> Result<(), Fault> {
    let refuse = |cause| Err(Fault::known(WRITE, target, cause));
    if target.parent().is_none() {
        return refuse(Words { zh: "这是整个磁盘", en: "it is a whole disk" });
    }
    if std::env::home_dir().and_then(|home| settled(&home).ok()).is_some_and(|home| home.starts_with(target)) {
        return refuse(Words {
            zh: "这是你的主文件夹或它的上级", en: "it is your home folder or holds it"
        });
    }
    if source.starts_with(target) {
        return refuse(Words {
            zh: "这是本刊自己的文件夹或它的上级。请用 --output 另选一个文件夹",
            en: "it is the publication's own folder or holds it; choose another with --output",
        });
    }
    for part in ["content", "themes"] {
        let part = settled(&source.join(part))?;
        if part.starts_with(target) || target.starts_with(&part) {
            return refuse(Words {
                zh: "这是本刊存放原稿的地方。请用 --output 另选一个文件夹",
                en: "the publication's sources are there; choose another with --output",
            });
        }
    }
    Ok(())
}

/// The absolute path with links followed, once: a target that is a link means
/// the folder behind it, and from here on that folder only, whatever becomes
/// of the link. Works for what does not exist yet, unlike `canonicalize`.
fn settled(path: &Path) -> Result<PathBuf, Fault> {
    let fault = |error| Fault::system(WRITE, path, error);
    let mut settled = PathBuf::new();
    for component in std::path::absolute(path).map_err(fault)?.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                settled.pop();
            }
            component => {
                settled.push(component);
                if fs::symlink_metadata(&settled).is_ok_and(|metadata| metadata.is_symlink()) {
                    settled = fs::canonicalize(&settled).map_err(fault)?;
                }
            }
        }
    }
    // Of an existing folder the system's own spelling, for comparing on
    // systems that do not tell `Content` from `content`.
    Ok(fs::canonicalize(&settled).unwrap_or(settled))
}

/// The fault of finding a folder locked.
fn busy(target: &Path) -> Fault {
    let cause = Words {
        zh: "另一个 huibian 正在写这个文件夹。请等它结束",
        en: "another huibian is writing this folder; wait for it to end",
    };
    Fault::known(WRITE, target, cause)
}
