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
use crate::disk::stamp::Stamp;
use crate::disk::system::{Dir, Mode, Renaming};
use crate::source::Digest;

const FOLDER: &str = ".huibian/cache";
/// How long a digest is that stands at the end of a file, in bytes.
const SEAL: usize = 32;
/// The largest file that is read back, in bytes: what a build leaves of 2 million
/// files of a site.
const LARGEST: u64 = 512 << 20;
/// What the names of these begin with.
const MEMO: &str = "build-";
/// For how many outputs of one publication they are kept.
const MEMOS: usize = 4;

/// What was put under a digest.
pub fn get(dir: &Dir, key: Digest) -> Option<Vec<u8>> {
    read(dir, &place(key), key)
}

/// Puts bytes under a digest. What cannot be kept is made again the next time.
pub fn put(dir: &Dir, key: Digest, bytes: &[u8]) {
    write(dir, &place(key), key, bytes);
}

/// What a build left under a name, which the next may replace.
pub fn memo(dir: &Dir, name: Digest) -> Option<Vec<u8>> {
    read(dir, &memo_place(name), name)
}

/// Leaves something under a name.
pub fn put_memo(dir: &Dir, name: Digest, bytes: &[u8]) {
    write(dir, &memo_place(name), name, bytes);
}

fn read(dir: &Dir, place: &Path, key: Digest) -> Option<Vec<u8>> {
    let mut bytes = dir.read(place, LARGEST).ok()?;
    let seal = bytes.split_off(bytes.len().checked_sub(SEAL)?);
    (seal == self::seal(key, &bytes).as_bytes()).then_some(bytes)
}

fn write(dir: &Dir, place: &Path, key: Digest, bytes: &[u8]) {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let passing = Path::new(FOLDER).join(format!("{}-{number}", std::process::id()));
    if try_write(dir, &passing, place, key, bytes).is_err() {
        drop(dir.remove_file(&passing));
    }
}

fn try_write(dir: &Dir, passing: &Path, place: &Path, key: Digest, bytes: &[u8]) -> io::Result<()> {
    dir.make_folders(Path::new(FOLDER))?;
    if !dir.is_file(Path::new(IGNORE)) {
        // Version control that takes our folder in is a nuisance, no loss.
        drop(dir.create(Path::new(IGNORE), Mode::Usual).and_then(|file| dir.system().write(&file, b"*\n")));
    }
    let file = dir.create(passing, Mode::Usual)?;
    dir.system().write(&file, bytes)?;
    dir.system().write(&file, seal(key, bytes).as_bytes())?;
    dir.rename(passing, place, Renaming::Replace)
}

/// Removes all but what lies under these digests, and what the last builds left.
pub fn keep_only(dir: &Dir, keys: &BTreeSet<Digest>) {
    if !dir.is_folder(Path::new(OWN)) {
        return;
    }
    let kept: BTreeSet<String> = keys.iter().map(Digest::to_string).collect();
    let names = dir.names(Path::new(FOLDER)).unwrap_or_default();
    let (mut memos, others): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| name.starts_with(MEMO));
    let age = |name: &String| dir.open(&Path::new(FOLDER).join(name)).and_then(|file| Stamp::of(&file)).ok();
    memos.sort_by_cached_key(|name| std::cmp::Reverse(age(name).map(|stamp| stamp.modified)));
    for name in others.iter().filter(|name| !kept.contains(*name)).chain(memos.iter().skip(MEMOS)) {
        drop(dir.remove_file(&Path::new(FOLDER).join(name)));
    }
}

fn place(key: Digest) -> PathBuf {
    Path::new(FOLDER).join(key.to_string())
}

fn memo_place(name: Digest) -> PathBuf {
    Path::new(FOLDER).join(format!("{MEMO}{name}"))
}

/// What stands at the end of a file: it holds these bytes under this digest.
fn seal(key: Digest, bytes: &[u8]) -> String {
    Digest::of(&[key.to_string().as_bytes(), Digest::of(bytes).to_string().as_bytes()].concat()).to_string()
}
