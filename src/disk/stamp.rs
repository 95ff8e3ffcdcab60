//! Stamps: whether a file is the one that was looked at before, without reading.
//!
//! In: an open file. Out: its length, its time of change and its number on the
//! device. A file with the stamp of an earlier look holds what it held then,
//! unless it was changed in the same instant of the clock or somebody set its
//! time back; a file with another stamp may hold the same, so then its bytes are
//! asked (`holds`).

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::source::{Digest, Digester};

/// How coarse the clock of a file system may be (FAT: two seconds).
const INSTANT: Duration = Duration::from_secs(2);
/// How much is read at a time, in bytes.
const PIECE: usize = 128 * 1024;

/// What the system says of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// In bytes.
    pub length: u64,
    /// When it was changed, in nanoseconds since 1970; 0 if that is not known.
    pub modified: u64,
    /// Its number on the device; 0 where there is none.
    pub serial: u64,
}

impl Stamp {
    /// That of an open file.
    pub fn of(file: &File) -> io::Result<Stamp> {
        Ok(Stamp::from(&file.metadata()?))
    }

    /// That which a Unix tells of a file.
    #[cfg(unix)]
    #[allow(clippy::unnecessary_cast, reason = "the types of these numbers differ from system to system")]
    pub fn of_status(status: &rustix::fs::Stat) -> Stamp {
        let (seconds, rest) = (status.st_mtime as i64, status.st_mtime_nsec as u64);
        let seconds = Duration::from_secs(u64::try_from(seconds).unwrap_or(0));
        let modified = if status.st_mtime < 0 { 0 } else { nanoseconds(seconds + Duration::from_nanos(rest)) };
        Stamp { length: u64::try_from(status.st_size).unwrap_or(0), modified, serial: status.st_ino as u64 }
    }

    /// Whether the file was left alone for a while before a moment, so that a
    /// later change has another time.
    pub fn is_settled_at(&self, moment: SystemTime) -> bool {
        self.modified > 0 && self.modified.saturating_add(nanoseconds(INSTANT)) < since_1970(moment)
    }
}

impl From<&Metadata> for Stamp {
    fn from(metadata: &Metadata) -> Stamp {
        #[cfg(unix)]
        let serial = std::os::unix::fs::MetadataExt::ino(metadata);
        #[cfg(not(unix))]
        let serial = 0;
        Stamp { length: metadata.len(), modified: metadata.modified().map_or(0, since_1970), serial }
    }
}

/// In nanoseconds.
pub fn since_1970(moment: SystemTime) -> u64 {
    moment.duration_since(UNIX_EPOCH).map_or(0, nanoseconds)
}

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// The digest of what is left to read in a file.
pub fn digest(mut file: &File) -> io::Result<Digest> {
    let mut digester = Digester::default();
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(digester.end()),
            read => digester.bytes(&piece[..read]),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::time::{Duration, SystemTime};

    use super::{Stamp, digest};
    use crate::disk::Dir;
    use crate::source::Digest;

    #[test]
    fn a_file_that_is_changed_has_another_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "甲").unwrap();
        let open = || fs::File::open(&path).unwrap();
        let stamp = Stamp::of(&open()).unwrap();
        assert_eq!(Stamp::of(&open()).unwrap(), stamp);
        assert_eq!(Dir::hold(folder.path()).unwrap().stamps(&[Path::new("a"), Path::new("b")]), [Some(stamp), None]);
        assert_eq!(digest(&open()).unwrap(), Digest::of("甲".as_bytes()));
        fs::File::options().write(true).open(&path).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
        assert_ne!(Stamp::of(&open()).unwrap(), stamp);
        assert!(!stamp.is_settled_at(SystemTime::now()), "it may be changed in the same instant");
        assert!(stamp.is_settled_at(SystemTime::now() + Duration::from_secs(10)));
    }
}
