//! A system that fails at the call it is told to, or ends the process there.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use huibian::disk::system::{FileKind, Mode, Renaming, Rights};
use huibian::disk::{Dir, NATIVE, System};

/// What happens at a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The process ends: nothing is tidied up.
    Kill,
    /// This call fails and no other.
    Once(i32),
    /// This call fails and all after it.
    Always(i32),
}

/// `ENOSPC`, `EIO`, `EACCES`, as Linux and macOS number them.
const ERRORS: [i32; 3] = [28, 5, 13];

/// All faults that are tried.
pub fn faults() -> impl Iterator<Item = Fault> {
    let errors = ERRORS.into_iter().flat_map(|error| [Fault::Once(error), Fault::Always(error)]);
    std::iter::once(Fault::Kill).chain(errors)
}

impl Fault {
    pub fn text(self) -> String {
        match self {
            Fault::Kill => "kill".to_owned(),
            Fault::Once(error) => format!("once:{error}"),
            Fault::Always(error) => format!("always:{error}"),
        }
    }

    fn parse(text: &str) -> Fault {
        match text.split_once(':') {
            Some(("once", error)) => Fault::Once(error.parse().unwrap()),
            Some((_, error)) => Fault::Always(error.parse().unwrap()),
            None => Fault::Kill,
        }
    }
}

/// This machine's system, until its call number `at`.
#[derive(Debug)]
pub struct Faulty {
    at: u64,
    fault: Fault,
    calls: AtomicU64,
}

impl Faulty {
    /// From a text such as `17 once:28`.
    pub fn parse(text: &str) -> &'static Faulty {
        let (at, fault) = text.split_once(' ').unwrap();
        let fault = Fault::parse(fault);
        Box::leak(Box::new(Faulty { at: at.parse().unwrap(), fault, calls: AtomicU64::new(0) }))
    }

    /// Whether the call that was to fail has been made.
    pub fn has_struck(&self) -> bool {
        self.calls.load(Ordering::Relaxed) >= self.at
    }

    /// Counts a call that changes something. `half` is done before it fails.
    fn call(&self, half: impl FnOnce()) -> io::Result<()> {
        let number = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        match self.fault {
            Fault::Kill if number == self.at => {
                half();
                std::process::abort();
            }
            Fault::Once(error) if number == self.at => {
                half();
                Err(io::Error::from_raw_os_error(error))
            }
            Fault::Always(error) if number >= self.at => {
                half();
                Err(io::Error::from_raw_os_error(error))
            }
            _ => Ok(()),
        }
    }
}

impl System for Faulty {
    fn hold(&'static self, path: &Path) -> io::Result<Dir> {
        Ok(NATIVE.hold(path)?.with_system(self))
    }

    fn hold_below(&'static self, dir: &Dir, path: &Path) -> io::Result<Dir> {
        Ok(NATIVE.hold_below(dir, path)?.with_system(self))
    }

    fn open(&self, dir: &Dir, path: &Path) -> io::Result<File> {
        NATIVE.open(dir, path)
    }

    fn create(&self, dir: &Dir, path: &Path, mode: Mode) -> io::Result<File> {
        self.call(|| {})?;
        NATIVE.create(dir, path, mode)
    }

    fn open_lock(&self, dir: &Dir, path: &Path) -> io::Result<File> {
        self.call(|| {})?;
        NATIVE.open_lock(dir, path)
    }

    fn append(&self, dir: &Dir, path: &Path) -> io::Result<File> {
        self.call(|| {})?;
        NATIVE.append(dir, path)
    }

    fn kind(&self, dir: &Dir, path: &Path) -> io::Result<FileKind> {
        NATIVE.kind(dir, path)
    }

    fn names(&self, dir: &Dir, path: &Path) -> io::Result<Vec<String>> {
        NATIVE.names(dir, path)
    }

    fn make_folder(&self, dir: &Dir, path: &Path) -> io::Result<()> {
        self.call(|| {})?;
        NATIVE.make_folder(dir, path)
    }

    fn rename(&self, dir: &Dir, from: &Path, to: &Path, renaming: Renaming) -> io::Result<()> {
        self.call(|| {})?;
        NATIVE.rename(dir, from, to, renaming)
    }

    fn remove_file(&self, dir: &Dir, path: &Path) -> io::Result<()> {
        self.call(|| {})?;
        NATIVE.remove_file(dir, path)
    }

    fn remove_folder(&self, dir: &Dir, path: &Path) -> io::Result<()> {
        self.call(|| {})?;
        NATIVE.remove_folder(dir, path)
    }

    fn sync_folder(&self, dir: &Dir, path: &Path) -> io::Result<()> {
        self.call(|| {})?;
        NATIVE.sync_folder(dir, path)
    }

    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<()> {
        self.call(|| drop(NATIVE.write(file, &bytes[..bytes.len() / 2])))?;
        NATIVE.write(file, bytes)
    }

    fn copy(&self, from: &File, to: &File) -> io::Result<u64> {
        self.call(|| drop(NATIVE.write(to, b"half")))?;
        NATIVE.copy(from, to)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.call(|| {})?;
        NATIVE.sync(file)
    }

    fn set_rights(&self, file: &File, rights: &Rights) -> io::Result<()> {
        self.call(|| {})?;
        NATIVE.set_rights(file, rights)
    }
}
