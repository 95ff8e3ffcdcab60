//! Watch: what changes in a publication's folder, in batches that have settled.
//!
//! In: the system's notices of changes. Out: batches of paths at which the
//! caller must look again, each when what happens to it seems to be over. What
//! changed there, and whether it matters, only the disk can tell; here nothing
//! is read but the names of files and, where the system tells nothing, their
//! times.
//!
//! `pending` decides when a path has settled and knows no clock; `notice`
//! reads the system's notices; `names` knows where folders really lie;
//! `system` and `poll` are the two ways to learn of changes. This file is the
//! thin shell around them.
//!
//! `notify-debouncer-full` would be a library for this. It wakes up at every
//! tick, whether anything happens or not, and the tick must be short to be
//! quick; and it holds all changes equally long, whereas a file that has been
//! closed may be read at once and one that is half written not at all. Here a
//! thread sleeps until there is something to do.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::watched;

use names::PublicationNames;
use notice::Notice;
use pending::{Pending, Settled};
use poll::Poll;
use system::System;

mod names;
mod notice;
mod pending;
mod poll;
mod system;

/// When a folder that is new here is looked at once more: on Linux files may
/// be made in it before the system's watch of it stands.
const SECOND_LOOK: Duration = Duration::from_millis(150);

/// Paths that have changed and settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Paths below the root as `disk::Folder` spells it. A folder stands for
    /// all that is below it; what is there no longer has been removed.
    pub touched: BTreeSet<PathBuf>,
    /// Whether notices were lost, so that all must be read again.
    pub everything: bool,
}

/// A watch of a publication: an iterator over batches that blocks until
/// something has settled, and ends only when it is stopped.
#[derive(Debug)]
pub struct Watch {
    /// The folder that holds `content/`, absolute.
    root: PathBuf,
    /// What is called how.
    names: PublicationNames,
    /// What tells of changes.
    source: NoticeSource,
    /// What has not settled yet.
    pending: Pending,
    /// For those who have something to tell.
    sender: Sender<Message>,
    /// What they tell.
    receiver: Receiver<Message>,
    /// Whether it was stopped.
    stopped: bool,
}

/// What tells of changes.
#[derive(Debug)]
enum NoticeSource {
    /// The system does.
    System(System),
    /// We look for ourselves; the value is only held.
    Poll { _poll: Poll },
}

/// What a watch is told.
#[derive(Debug)]
enum Message {
    /// Something happened at some moment.
    Notice(Instant, Notice),
    /// It shall end.
    Stop,
}

/// Ends a watch from another thread.
#[derive(Clone, Debug)]
pub struct Stopper(Sender<Message>);

impl Stopper {
    /// Ends the watch: it gives no more batches.
    pub fn stop(&self) {
        // A watch that is gone already needs no stopping.
        let _ = self.0.send(Message::Stop);
    }
}

impl Watch {
    /// Watches the publication in `root`: what is in `content/` and `themes/`,
    /// and whether these are there. Whoever reads the publication first and
    /// watches it then may miss a change in between.
    pub fn start(root: &Path) -> Result<Watch, Fault> {
        let fault = |error| Fault::system(Words { zh: "监视", en: "watch" }, root, error);
        let absolute = std::path::absolute(root).map_err(fault)?;
        let names = PublicationNames::survey(&absolute).map_err(fault)?;
        let (sender, receiver) = mpsc::channel();
        let source = match System::start(&names.watches(), &sender) {
            Ok(system) => NoticeSource::System(system),
            // Too many folders or programs that watch, or a folder that may
            // not be watched: whatever the reason, looking works.
            Err(_) => NoticeSource::Poll { _poll: Poll::start(&absolute, &sender).map_err(fault)? },
        };
        let pending = Pending::default();
        Ok(Watch { root: absolute, names, source, pending, sender, receiver, stopped: false })
    }

    /// The folder that holds `content/`, absolute, as all paths begin.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether changes are looked for once a second since the system does not
    /// tell of them all; it may become so while watching.
    pub fn polls(&self) -> bool {
        matches!(self.source, NoticeSource::Poll { .. })
    }

    /// A handle that ends the watch from another thread.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.sender.clone())
    }

    /// Asks for these paths to be in a batch after a while whatever happens to
    /// them, such as a file that was empty or could not be read.
    pub fn again(&mut self, paths: impl IntoIterator<Item = PathBuf>, after: Duration) {
        let at = Instant::now() + after;
        paths.into_iter().for_each(|path| self.pending.look_again(path, at));
    }

    /// Hears a message, and then all that lie there: after a long pause of the
    /// caller what was first may long be settled otherwise.
    fn hear(&mut self, message: Message) {
        let mut next = Some(message);
        while let Some(message) = next {
            match message {
                Message::Stop => self.stopped = true,
                Message::Notice(at, notice) => self.note(notice, at),
            }
            next = self.receiver.try_recv().ok();
        }
    }

    /// Notes what happened, under the names of the publication.
    fn note(&mut self, notice: Notice, at: Instant) {
        match notice {
            Notice::Changed(paths, change) => {
                let names = paths.iter().filter_map(|path| self.names.of(path));
                names.for_each(|name| self.pending.feed(&name, change, at));
            }
            Notice::Moved(from, to) => {
                let (from, to) = (self.names.of(&from), self.names.of(&to));
                self.pending.feed_move(from.as_deref(), to.as_deref(), at);
            }
            Notice::Lost => self.pending.feed_loss(at),
            Notice::Full => self.look_ourselves(),
        }
    }

    /// Makes a batch of what has settled, after whatever it means to the watch
    /// itself: that stands again when the caller looks at the disk.
    fn batch(&mut self, settled: Settled) -> Batch {
        let Settled { batch, reshaped } = settled;
        if batch.everything {
            // New folders may be among what was lost, and moved ones are
            // watched under their old names: only a new watch is right.
            self.restart();
            return batch;
        }
        let folders: Vec<PathBuf> = reshaped.iter().filter(|path| watched::is_folder(path)).cloned().collect();
        if !folders.is_empty() || reshaped.iter().any(|path| self.names.is_part(path)) {
            self.renew(&reshaped);
        }
        self.again(folders, SECOND_LOOK);
        batch
    }

    /// Watches what is there now, and anew what stands where something else stood.
    fn renew(&mut self, reshaped: &BTreeSet<PathBuf>) {
        if let Ok(names) = PublicationNames::survey(&self.root) {
            self.names = names;
        }
        let NoticeSource::System(system) = &mut self.source else { return };
        let stale = |watched: &Path| {
            self.names.of(watched).is_some_and(|name| name.ancestors().any(|above| reshaped.contains(above)))
        };
        if system.renew(&self.names.watches(), stale).is_err() {
            self.look_ourselves();
        }
    }

    /// Watches everything anew.
    fn restart(&mut self) {
        if let Ok(names) = PublicationNames::survey(&self.root) {
            self.names = names;
        }
        if !self.polls() {
            match System::start(&self.names.watches(), &self.sender) {
                Ok(system) => self.source = NoticeSource::System(system),
                Err(_) => self.look_ourselves(),
            }
        }
    }

    /// Goes over to looking once a second; what happened before is lost.
    fn look_ourselves(&mut self) {
        // Without a thread there is nothing better than what there is.
        if !self.polls()
            && let Ok(poll) = Poll::start(&self.root, &self.sender)
        {
            self.source = NoticeSource::Poll { _poll: poll };
            self.pending.feed_loss(Instant::now());
        }
    }
}

impl Iterator for Watch {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        loop {
            if let Ok(message) = self.receiver.try_recv() {
                self.hear(message);
            }
            if self.stopped {
                return None;
            }
            if let Some(settled) = self.pending.take(Instant::now()) {
                return Some(self.batch(settled));
            }
            let heard = match self.pending.due() {
                None => self.receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => self.receiver.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match heard {
                Ok(message) => self.hear(message),
                Err(RecvTimeoutError::Timeout) => {}
                // It cannot be, since a sender is held here.
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Instant;

    use super::{Message, Notice, Watch};

    /// A publication of one file, and its watch.
    fn watched() -> (tempfile::TempDir, Watch) {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("content")).unwrap();
        let watch = Watch::start(root.path()).unwrap();
        (root, watch)
    }

    /// Changes a file and takes batches until it has come.
    fn changes(watch: &mut Watch) {
        let path = watch.root().join("content/a.md");
        fs::write(&path, "一").unwrap();
        assert!(watch.any(|batch| batch.touched.contains(&path)));
    }

    #[test]
    fn it_looks_for_itself_when_the_system_watches_no_more() {
        let (_root, mut watch) = watched();
        watch.sender.send(Message::Notice(Instant::now(), Notice::Full)).unwrap();
        assert!(watch.next().unwrap().everything);
        assert!(watch.polls());
        changes(&mut watch);
    }

    #[test]
    fn it_watches_anew_when_notices_were_lost() {
        let (_root, mut watch) = watched();
        watch.sender.send(Message::Notice(Instant::now(), Notice::Lost)).unwrap();
        assert!(watch.next().unwrap().everything);
        assert!(!watch.polls());
        changes(&mut watch);
    }
}
