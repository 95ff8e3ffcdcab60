//! Sites that builds have left, to be looked at.
//!
//! In: a folder that a build has written, or the ledger of one by itself. Out:
//! what is in it by the ledger, and the bytes of its files. Nothing is changed,
//! and below the folder no link is followed.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::output::PART;
use crate::disk::output::ledger::{self, Ledger};
use crate::disk::output::verify::{self, Verified};
use crate::disk::system::{Dir, System};
use crate::source::Digest;

const READ: Words = Words { zh: "读取", en: "read" };

/// The largest page that is read, in bytes.
const LARGEST: u64 = 16 << 20;

/// A site on the disk, or what its ledger says of it.
#[derive(Debug)]
pub struct Site {
    /// Its folder; none where the ledger is all there is.
    dir: Option<Dir>,
    /// What is in it.
    pub ledger: Ledger,
}

/// Why something is no site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSite {
    /// Nothing is there.
    Nothing,
    /// A folder without a ledger.
    NoLedger,
    /// A ledger that is cut off or damaged, or a file that is none.
    Broken,
}

impl Site {
    /// A folder with a ledger, or a ledger.
    pub fn open(system: &'static dyn System, path: &Path) -> Result<Result<Site, NoSite>, Fault> {
        let failed = |error| Fault::system(READ, path, error);
        let Ok(metadata) = fs::metadata(path) else { return Ok(Err(NoSite::Nothing)) };
        if metadata.is_dir() {
            let dir = system.hold(path).map_err(failed)?;
            if !dir.is_file(Path::new(ledger::PLACE)) {
                return Ok(Err(NoSite::NoLedger));
            }
            return Ok(Ledger::read(&dir, Path::new(ledger::PLACE))
                .ok()
                .flatten()
                .map(|ledger| Site { dir: Some(dir), ledger })
                .ok_or(NoSite::Broken));
        }
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let Some(name) = path.file_name() else { return Ok(Err(NoSite::Nothing)) };
        let ledger = Ledger::read(&system.hold(parent).map_err(failed)?, Path::new(name)).map_err(failed)?;
        Ok(ledger.map(|ledger| Site { dir: None, ledger }).ok_or(NoSite::Broken))
    }

    /// Its folder; empty where the ledger is all there is.
    pub fn path(&self) -> &Path {
        self.dir.as_ref().map_or(Path::new(""), Dir::path)
    }

    /// The bytes of a file; none if it cannot be read or is larger than any page.
    pub fn read(&self, route: &str) -> Option<Vec<u8>> {
        self.dir.as_ref()?.read(Path::new(route), LARGEST).ok()
    }

    /// Opens a file.
    pub fn open_file(&self, route: &str) -> io::Result<File> {
        self.dir.as_ref().ok_or(io::ErrorKind::NotFound)?.open(Path::new(route))
    }

    /// What it says of itself as a part of a site; none if it is none, or its
    /// ledger has changed since that was written.
    pub fn part(&self) -> Option<String> {
        let bytes = self.dir.as_ref()?.read(Path::new(PART), LARGEST).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (digest, text) = text.split_once('\n')?;
        (Digest::parse(digest)? == Digest::of(self.ledger.text().as_bytes())).then(|| text.to_owned())
    }

    /// Holds its files against its ledger; none if it has no files.
    pub fn verify(&self) -> Option<Verified> {
        Some(verify::verify(self.dir.as_ref()?, &self.ledger))
    }
}
