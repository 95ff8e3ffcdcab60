//! Cache: what is costly to make, kept between builds.
//!
//! In: bytes, each under the digest of all that they were made of. Out: the same
//! bytes, later, or nothing. They lie in `.huibian/cache/`, each with its own
//! digest at the end, so that a file that was cut off is none. The cache may be
//! deleted whenever one likes, and a publication that cannot be written to has
//! none.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::disk::history::{IGNORE, OWN};
use crate::disk::system::{Dir, Mode, Renaming};
use crate::source::Digest;

const FOLDER: &str = ".huibian/cache";
/// How long a digest is that stands at the end of a file, in bytes.
const SEAL: usize = 32;
/// The largest file that is read back, in bytes.
const LARGEST: u64 = 64 << 20;

/// What was put under a digest.
pub fn get(dir: &Dir, key: Digest) -> Option<Vec<u8>> {
    let mut bytes = dir.read(&place(key), LARGEST).ok()?;
    let seal = bytes.split_off(bytes.len().checked_sub(SEAL)?);
    (seal == self::seal(key, &bytes).as_bytes()).then_some(bytes)
}

/// Puts bytes under a digest. What cannot be kept is made again the next time.
pub fn put(dir: &Dir, key: Digest, bytes: &[u8]) {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let passing = Path::new(FOLDER).join(format!("{}-{number}", std::process::id()));
    if write(dir, &passing, key, bytes).is_err() {
        drop(dir.remove_file(&passing));
    }
}

fn write(dir: &Dir, passing: &Path, key: Digest, bytes: &[u8]) -> io::Result<()> {
    dir.make_folders(Path::new(FOLDER))?;
    if !dir.is_file(Path::new(IGNORE)) {
        // Version control that takes our folder in is a nuisance, no loss.
        drop(dir.create(Path::new(IGNORE), Mode::Usual).and_then(|file| dir.system().write(&file, b"*\n")));
    }
    let file = dir.create(passing, Mode::Usual)?;
    dir.system().write(&file, &[bytes, seal(key, bytes).as_bytes()].concat())?;
    dir.rename(passing, &place(key), Renaming::Replace)
}

/// Removes all but what lies under these digests.
pub fn keep_only(dir: &Dir, keys: &BTreeSet<Digest>) {
    if !dir.is_folder(Path::new(OWN)) {
        return;
    }
    let kept: BTreeSet<String> = keys.iter().map(Digest::to_string).collect();
    for name in dir.names(Path::new(FOLDER)).unwrap_or_default() {
        if !kept.contains(&name) {
            drop(dir.remove_file(&Path::new(FOLDER).join(name)));
        }
    }
}

fn place(key: Digest) -> PathBuf {
    Path::new(FOLDER).join(key.to_string())
}

/// What stands at the end of a file: it holds these bytes under this digest.
fn seal(key: Digest, bytes: &[u8]) -> String {
    Digest::of(&[key.to_string().as_bytes(), Digest::of(bytes).to_string().as_bytes()].concat()).to_string()
}
