//! Own: small files of ours in a publication, such as drafts and what can be undone.
//!
//! In: a name below `.huibian` and bytes. Out: a file that holds the old or the
//! new bytes, never half of them. They may have come with a publication of
//! somebody else: who reads one holds it against what it claims.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::disk::history::{self, IGNORE, OWN, passing_name};
use crate::disk::system::{Dir, Renaming};

/// A folder of ours in a publication.
#[derive(Debug)]
pub struct Own<'d> {
    dir: &'d Dir,
    folder: PathBuf,
}

impl<'d> Own<'d> {
    /// The folder `.huibian/NAME`, there or not.
    pub fn at(dir: &'d Dir, name: &str) -> Own<'d> {
        Own { dir, folder: Path::new(OWN).join(name) }
    }

    /// Where it is.
    pub fn path(&self) -> PathBuf {
        self.dir.join(&self.folder)
    }

    /// What a file holds, unless it is more than `most`.
    pub fn read(&self, name: &str, most: u64) -> io::Result<Vec<u8>> {
        self.dir.read(&self.folder.join(name), most)
    }

    /// The names of the files, in order; none if there is no such folder.
    pub fn names(&self) -> Vec<String> {
        self.dir.names(&self.folder).unwrap_or_default()
    }

    /// Puts bytes into a file.
    pub fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.dir.make_folders(&self.folder)?;
        if !self.dir.is_file(Path::new(IGNORE)) {
            // Version control that takes our folder in is a nuisance, no loss.
            drop(history::fill(self.dir, Path::new(IGNORE), b"*\n", None));
        }
        // Not in the folder for what a transaction stages, which it clears away.
        let passing = self.folder.join(format!(".{}", passing_name()));
        history::fill(self.dir, &passing, bytes, None)?;
        self.dir
            .rename(&passing, &self.folder.join(name), Renaming::Replace)
            .inspect_err(|_| drop(self.dir.remove_file(&passing)))
    }

    /// Removes a file; that it is gone already is as well.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        match self.dir.remove_file(&self.folder.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
    }

    /// Removes the files that were written longer ago than that.
    pub fn drop_older(&self, than: Duration) {
        let names = self.names();
        let places: Vec<PathBuf> = names.iter().map(|name| self.folder.join(name)).collect();
        let stamps = self.dir.stamps(&places.iter().map(PathBuf::as_path).collect::<Vec<_>>());
        let limit = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().saturating_sub(than);
        for (name, stamp) in names.iter().zip(stamps) {
            if stamp.is_some_and(|stamp| u128::from(stamp.modified) < limit.as_nanos()) {
                drop(self.remove(name));
            }
        }
    }

    /// A name behind all that are there, by the time, so that the order of the names is
    /// that in which the files were made, even where the clock was set back.
    pub fn next_name(&self, now: SystemTime, end: &str) -> String {
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        let last = self.names().pop().and_then(|name| u128::from_str_radix(name.get(..16)?, 16).ok());
        format!("{:016x}{end}", now.max(last.map_or(0, |last| last + 1)))
    }

    /// Keeps the last files in the order of their names.
    pub fn keep_last(&self, count: usize) {
        let names = self.names();
        let gone = names.len().saturating_sub(count);
        // What stays is a nuisance, no loss.
        names.iter().take(gone).for_each(|name| drop(self.remove(name)));
    }
}
