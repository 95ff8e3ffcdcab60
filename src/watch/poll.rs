//! Looking for changes once a second, where the system does not tell of them.
//!
//! In: the folder that holds `content/`. Out: notices of files that are new,
//! gone, or of another time or length, and of folders that are new or gone,
//! through the sender.
//!
//! The watcher of this kind that `notify` brings compares times in whole
//! seconds and only if they grow: it misses the second of two quick saves and
//! a file put back from a copy. Here any other time is a change.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::disk::watched::{Stamp, stamps};
use crate::watch::Message;
use crate::watch::notice::Notice;
use crate::watch::pending::PathChange;

/// How long from one look to the next.
const INTERVAL: Duration = Duration::from_secs(1);

/// A thread that looks; it ends soon after this is dropped.
#[derive(Debug)]
pub struct Poll {
    /// Kept for its end: when it is dropped the thread stops waiting.
    _end: Sender<()>,
}

/// What one look saw, by the names of the publication.
type Seen = HashMap<PathBuf, Stamp>;

impl Poll {
    /// Looks for the first time, so that every change from now on is seen, and
    /// then every second; an error if no thread can be had.
    pub fn start(root: &Path, sender: &Sender<Message>) -> std::io::Result<Poll> {
        let (end, ended) = mpsc::channel::<()>();
        let (root, sender) = (root.to_owned(), sender.clone());
        let mut seen = stamps(&root);
        thread::Builder::new().name("watch".into()).spawn(move || {
            while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(INTERVAL) {
                let new = stamps(&root);
                for (path, change) in compare(&seen, &new) {
                    let notice = Notice::Changed(vec![path], change);
                    if sender.send(Message::Notice(Instant::now(), notice)).is_err() {
                        return;
                    }
                }
                seen = new;
            }
        })?;
        Ok(Poll { _end: end })
    }
}

/// What has changed from one look to the next.
fn compare(old: &Seen, new: &Seen) -> Vec<(PathBuf, PathChange)> {
    let here = new.iter().filter_map(|(path, stamp)| {
        let change = match (old.get(path), stamp) {
            (Some(before), now) if before == now => return None,
            (Some(Stamp::File(..)), Stamp::File(..)) => PathChange::Written,
            (_, Stamp::File(..) | Stamp::Link) => PathChange::Made,
            (_, Stamp::Folder) => PathChange::MadeFolder,
        };
        Some((path.clone(), change))
    });
    let gone = old.keys().filter(|path| !new.contains_key(*path)).map(|path| (path.clone(), PathChange::Gone));
    here.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::time::{Duration, UNIX_EPOCH};

    use super::{compare, stamps};
    use crate::watch::pending::PathChange;

    #[test]
    fn any_other_time_or_length_is_a_change() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join("content").join(name);
        fs::create_dir(at("")).unwrap();
        for name in ["older.md", "longer.md", "same.md", "gone.md"] {
            fs::write(at(name), "一").unwrap();
        }
        let old = stamps(root.path());
        assert_eq!(compare(&old, &stamps(root.path())), [], "nothing has changed");

        let stamp = |name, time| File::options().append(true).open(at(name)).unwrap().set_modified(time).unwrap();
        stamp("older.md", UNIX_EPOCH + Duration::from_secs(1));
        let time = fs::metadata(at("longer.md")).unwrap().modified().unwrap();
        fs::write(at("longer.md"), "一二").unwrap();
        stamp("longer.md", time);
        fs::remove_file(at("gone.md")).unwrap();
        fs::create_dir(at("new")).unwrap();
        fs::write(at("new/a.md"), "").unwrap();
        fs::write(at("~$a.docx"), "").unwrap();

        let mut changes = compare(&old, &stamps(root.path()));
        changes.sort_by(|one, other| one.0.cmp(&other.0));
        let expected = [
            ("gone.md", PathChange::Gone),
            ("longer.md", PathChange::Written),
            ("new", PathChange::MadeFolder),
            ("new/a.md", PathChange::Made),
            ("older.md", PathChange::Written),
        ];
        assert_eq!(changes, expected.map(|(name, change)| (at(name), change)));
    }
}
