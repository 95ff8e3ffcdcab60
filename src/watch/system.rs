//! The system's own watch of folders.
//!
//! In: which real folders to watch. Out: notices, through the sender. It does
//! not know what the folders are to a publication.
//!
//! A watch that does not stand everywhere is an error: the caller then looks
//! for itself (`poll`), which is slower and misses nothing.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Instant;

use notify::{Config, ErrorKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::disk::watched;
use crate::watch::Message;
use crate::watch::notice::NoticeReader;

/// How often a folder is tried that loses one of its own while it is listed.
const TRIES: usize = 3;

/// The system's watch.
#[derive(Debug)]
pub struct System {
    /// What watches.
    watcher: RecommendedWatcher,
    /// What it watches.
    held: BTreeMap<PathBuf, RecursiveMode>,
}

impl System {
    /// Watches the wanted folders.
    pub fn start(wanted: &BTreeMap<PathBuf, RecursiveMode>, sender: &Sender<Message>) -> notify::Result<System> {
        let sender = sender.clone();
        let mut reader = NoticeReader::default();
        let tell = move |event| {
            if let Some(notice) = reader.read(event) {
                // Nobody listens any more only when the watch is being dropped.
                let _ = sender.send(Message::Notice(Instant::now(), notice));
            }
        };
        // No link is followed, wherever it leads.
        let watcher = RecommendedWatcher::new(tell, Config::default().with_follow_symlinks(false))?;
        let mut system = System { watcher, held: BTreeMap::new() };
        system.renew(wanted, |_| false)?;
        Ok(system)
    }

    /// Watches the wanted folders and no others; one that is stale is watched
    /// anew, since another folder may stand there now.
    pub fn renew(
        &mut self,
        wanted: &BTreeMap<PathBuf, RecursiveMode>,
        stale: impl Fn(&Path) -> bool,
    ) -> notify::Result<()> {
        let mut paths = self.watcher.paths_mut();
        self.held.retain(|path, mode| {
            let kept = wanted.get(path) == Some(mode) && !stale(path);
            if !kept {
                // It may be watched no longer, if it is gone.
                let _ = paths.remove(path);
            }
            kept
        });
        for (path, mode) in wanted {
            if self.held.contains_key(path) {
                continue;
            }
            let mut tries = 0;
            loop {
                tries += 1;
                match paths.add(path, *mode) {
                    Ok(()) => {
                        self.held.insert(path.clone(), *mode);
                        break;
                    }
                    // Gone since the survey: the notice of that is on its way.
                    Err(_) if !watched::is_folder(path) => break,
                    // Linux gives up the whole folder if one within it goes.
                    Err(error) if is_missing(&error) && tries < TRIES => {}
                    Err(error) => return Err(error),
                }
            }
        }
        paths.commit()
    }
}

/// Whether an error says that something is not there.
fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}
