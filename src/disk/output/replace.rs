//! Comparing a file with new bytes, and replacing it in one step.
//!
//! In: a path and bytes or another file. Out: whether they are the same; or a
//! file that readers see whole, the old one until the moment of renaming.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// How much of a file is compared at a time.
const PIECE: u64 = 64 * 1024;

/// Whether the file at `path` has exactly these bytes. What cannot be read
/// counts as different, so that it is replaced.
pub fn holds(path: &Path, bytes: &[u8]) -> bool {
    // The length first: one cheap call settles most changes, and opening what
    // is no plain file might wait for ever.
    let length = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len());
    length == Some(bytes.len() as u64)
        && File::open(path).and_then(|file| same(file, bytes, bytes.len() as u64)).unwrap_or(false)
}

/// Whether the file at `path` is a copy of the file `from`.
pub fn holds_copy(path: &Path, from: &Path) -> bool {
    let (Ok(there), Ok(here)) = (fs::symlink_metadata(path), fs::metadata(from)) else { return false };
    let compare = || same(File::open(path)?, File::open(from)?, here.len());
    there.is_file() && there.len() == here.len() && compare().unwrap_or(false)
}

/// Fills the file `staged`, then renames it to `path`.
///
/// Not `tempfile`'s `persist`: its files are private to the user (mode 0600),
/// have random names where a counter will do, and a kill leaves them lying.
pub fn replace(staged: &Path, path: &Path, fill: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    let replaced = fill(staged).and_then(|()| fs::rename(staged, path));
    if replaced.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(staged);
    }
    replaced
}

/// Whether two readings of the given length agree.
fn same(mut one: impl Read, mut other: impl Read, length: u64) -> io::Result<bool> {
    let piece = PIECE.min(length) as usize;
    let (mut mine, mut theirs) = (vec![0; piece], vec![0; piece]);
    let mut rest = length;
    while rest > 0 {
        let piece = PIECE.min(rest) as usize;
        one.read_exact(&mut mine[..piece])?;
        other.read_exact(&mut theirs[..piece])?;
        if mine[..piece] != theirs[..piece] {
            return Ok(false);
        }
        rest -= piece as u64;
    }
    Ok(true)
}
