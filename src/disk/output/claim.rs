//! Taking hold of an output folder: where it is, whether we may, and the lock.
//!
//! In: the target that the author named. Out: a locked folder to write in and
//! the ledger of the files that are ours in it; or a fault that says why this
//! folder is not for us. Nothing of an existing folder is changed here but
//! that huibian's own `.huibian/` is made.

use std::fs::{self, File};
use std::path::{Component, Path, PathBuf};

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::output::ledger::{self, Ledger};
use crate::disk::output::{OWN, REMOVE, Strangers, WRITE, make_folder};
use crate::disk::system::{Dir, FileKind, Renaming, System};

/// The file on which the lock is.
const LOCK: &str = ".huibian/lock";
/// What a first build's folder beside the target is called after its name.
const FRESH: &str = ".huibian-new";

/// A folder that no other huibian writes in while this lives.
#[derive(Debug)]
pub struct Claim {
    /// Where readers will look.
    pub target: PathBuf,
    /// Where we write: the target, or a new folder beside it.
    pub dir: Dir,
    /// Whether that is a new one that nobody reads yet.
    pub fresh: bool,
    /// The folder that holds the target.
    parent: Dir,
    /// The names in it of where we write and of the target.
    names: [PathBuf; 2],
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
            let [from, to] = &self.names;
            self.parent.rename(from, to, Renaming::New).map_err(|error| Fault::system(WRITE, &self.target, error))?;
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
            drop(self.parent.remove_tree(&self.names[0]));
        }
    }
}

/// Takes hold of `target`, or of a new folder beside it.
pub fn claim(
    system: &'static dyn System,
    target: &Path,
    source: &Path,
    strangers: Strangers,
) -> Result<(Claim, Ledger), Fault> {
    let target = settled(target)?;
    refuse_precious(&target, &settled(source)?)?;
    let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
        return Err(Fault::known(WRITE, target, Words { zh: "这是整个磁盘", en: "it is a whole disk" }));
    };
    let name = Path::new(name);
    fs::create_dir_all(parent).map_err(|error| Fault::system(WRITE, parent, error))?;
    let parent = system.hold(parent).map_err(|error| Fault::system(WRITE, parent, error))?;
    // More than once, since another build may show the folder between our
    // look at it and our lock on it.
    for _ in 0..8 {
        match parent.kind(name).map_err(|error| Fault::system(WRITE, &target, error))? {
            Some(FileKind::Folder) => return existing(parent, name, strangers),
            Some(_) => {
                let cause = Words { zh: "这是文件，不是文件夹", en: "it is a file, not a folder" };
                return Err(Fault::known(WRITE, target, cause));
            }
            None => {}
        }
        if let Some((dir, lock, hidden)) = fresh(&parent, name)? {
            let names = [hidden, name.to_owned()];
            return Ok((Claim { target, dir, fresh: true, parent, names, lock: Some(lock) }, Ledger::default()));
        }
    }
    Err(busy(&target))
}

/// Takes hold of a folder that is there.
///
/// An empty one is filled in place, not replaced: it may be a mount point, or
/// have an owner and a mode that someone chose for it.
fn existing(parent: Dir, name: &Path, strangers: Strangers) -> Result<(Claim, Ledger), Fault> {
    let target = parent.join(name);
    let dir = parent.below(name).map_err(|error| Fault::system(WRITE, &target, error))?;
    let bytes = || Ledger::bytes_of(&dir, Path::new(ledger::PLACE)).unwrap_or_default();
    let before = bytes();
    let known = Ledger::in_bytes(&before);
    if known.is_none()
        && strangers == Strangers::Keep
        && let Some(stranger) = stranger(&dir)?
    {
        let cause = Words {
            zh: "里面有不是 huibian 写的文件（如“{name}”）。请换一个文件夹；确实要写在这里，就加 --force（只覆盖同名文件，其余不动）",
            en: "it has files that huibian did not write (such as “{name}”); choose another folder, or add --force \
                 to write here (only files of the same name are overwritten)",
        };
        return Err(Fault::known(WRITE, target, cause).naming(stranger));
    }
    let lock = lock(&dir)?.ok_or_else(|| busy(&target))?;
    // Read again under the lock: another build may have ended meanwhile.
    let now = bytes();
    let ledger = if now == before { known } else { Ledger::in_bytes(&now) }.unwrap_or_default();
    let names = [name.to_owned(), name.to_owned()];
    Ok((Claim { target, dir, fresh: false, parent, names, lock: Some(lock) }, ledger))
}

/// Makes a new folder beside the target, with the lock on it and its name;
/// `None` if the target has appeared.
fn fresh(parent: &Dir, name: &Path) -> Result<Option<(Dir, File, PathBuf)>, Fault> {
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(FRESH);
    let hidden = PathBuf::from(hidden);
    let folder = parent.join(&hidden);
    make_folder(parent, &hidden)?;
    let dir = parent.below(&hidden).map_err(|error| Fault::system(WRITE, &folder, error))?;
    // The lock file is the mark of our own: what has none we did not make.
    if !dir.is_file(Path::new(LOCK))
        && let Some(stranger) = stranger(&dir)?
    {
        let cause = Words {
            zh: "首次生成要用这个文件夹，可是里面有不是 huibian 写的文件（如“{name}”）。请把它移走",
            en: "a first build needs this folder, but it has files that huibian did not write (such as “{name}”); \
                 move it away",
        };
        return Err(Fault::known(WRITE, folder, cause).naming(stranger));
    }
    let Some(lock) = lock(&dir)? else { return Err(busy(&parent.join(name))) };
    if parent.kind(name).is_ok_and(|kind| kind.is_some()) || !parent.is_file(&hidden.join(LOCK)) {
        return Ok(None); // The other build renamed it before we had the lock.
    }
    empty(&dir).map_err(|error| Fault::system(REMOVE, &folder, error))?;
    Ok(Some((dir, lock, hidden)))
}

/// Locks a folder; `None` if another huibian has it.
fn lock(dir: &Dir) -> Result<Option<File>, Fault> {
    make_folder(dir, Path::new(OWN))?;
    dir.lock(Path::new(LOCK)).map_err(|error| Fault::system(WRITE, dir.join(Path::new(LOCK)), error))
}

/// Removes what a killed first build left in its folder, but for the lock.
fn empty(dir: &Dir) -> std::io::Result<()> {
    let own = Path::new(OWN);
    for name in dir.own_names()?.into_iter().map(PathBuf::from).filter(|name| name != own) {
        remove(dir, &name)?;
    }
    for path in dir.names(own)?.into_iter().map(|name| own.join(name)).filter(|path| path != Path::new(LOCK)) {
        remove(dir, &path)?;
    }
    Ok(())
}

/// Removes whatever stands at a path.
fn remove(dir: &Dir, path: &Path) -> std::io::Result<()> {
    if dir.is_folder(path) { dir.remove_tree(path) } else { dir.remove_file(path) }
}

/// Whether a name in the output is ours or the desktop's.
pub fn is_known(name: &str) -> bool {
    matches!(name, OWN | ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

/// The first name in a folder that is neither ours nor the desktop's.
fn stranger(dir: &Dir) -> Result<Option<String>, Fault> {
    let names = dir.own_names().map_err(|error| Fault::system(WRITE, dir.path(), error))?;
    Ok(names.into_iter().find(|name| !is_known(name)))
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
pub fn settled(path: &Path) -> Result<PathBuf, Fault> {
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
