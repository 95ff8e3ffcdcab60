//! What has changed and is not settled yet: one deadline for each path.
//!
//! In: changes with the moment at which they were noticed, and moments at
//! which to look. Out: the moment at which something will have settled, and
//! batches of what has. There is no clock, no thread and no file here, so that
//! tests decide what the time is.
//!
//! What happened last to a path decides how long it must be left alone: a file
//! that was closed after writing is whole, one that was only written to may be
//! half a file, and one that has gone is often put back by its editor. When
//! very many paths change together, as when a folder is copied or a branch is
//! checked out, all of them wait until it is quiet, for one batch.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::watch::Batch;

/// Closed after writing, or moved here whole; not nothing, since editors often
/// follow a save with another change at once.
const WHOLE: Duration = Duration::from_millis(3);
/// Only its rights or its time have changed.
const MARKED: Duration = Duration::from_millis(20);
/// Both ends of a move, so that they come together and a file that is written
/// anew under the old name joins them.
const MOVED: Duration = Duration::from_millis(20);
/// Written and not closed; also the whole wait on systems that tell of no closing.
const WRITTEN: Duration = Duration::from_millis(50);
/// Gone, perhaps to be put back.
const GONE: Duration = Duration::from_millis(60);
/// What comes due so soon is taken along.
const SLACK: Duration = Duration::from_millis(2);

/// How many paths are a crowd, changed one after the other with no `QUIET`
/// between. Not how many are pending: files written one by one settle about as
/// fast as they come, and 5,000 of them would be as many batches. And different
/// paths, since one that is saved at every key is to be seen at once each time.
const CROWD: usize = 30;
/// How long it must be quiet before a crowd has settled.
const QUIET: Duration = Duration::from_millis(100);
/// How long a crowd waits for quiet.
const MOST: Duration = Duration::from_secs(2);

/// What happened to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathChange {
    /// A file was made and is not closed yet, or nobody tells what was made.
    Made,
    /// A folder was made.
    MadeFolder,
    /// Bytes of a file were changed.
    Written,
    /// A file was closed after writing.
    Closed,
    /// Rights, times or owner were changed.
    Marked,
    /// It was removed, or moved away to where nobody knows.
    Gone,
    /// It was moved here from where nobody knows.
    Arrived,
    /// It was moved; whether away or here is not told.
    Moved,
}

/// What has settled.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// What to hand out.
    pub batch: Batch,
    /// Those of its paths at which another file or folder may stand now, and
    /// not just other bytes in the same file.
    pub reshaped: BTreeSet<PathBuf>,
}

/// Paths that have changed and are not settled yet.
#[derive(Debug, Default)]
pub struct Pending {
    /// Changed paths.
    changed: HashMap<PathBuf, PendingPath>,
    /// Paths to look at again, and when. They are apart since no change delays
    /// them, they delay nothing, and many of them are no crowd.
    again: HashMap<PathBuf, Instant>,
    /// Whether changes were lost.
    lost: bool,
    /// When the present crowd was noticed, if there is one.
    crowd: Option<Instant>,
    /// When something changed last.
    last: Option<Instant>,
    /// The paths that have changed since it was quiet; no more of them than
    /// it takes to be a crowd.
    run: HashSet<PathBuf>,
}

/// What is known of a changed path.
#[derive(Debug)]
struct PendingPath {
    /// When it will have settled.
    due: Instant,
    /// Whether it was not there when the last batch was taken.
    born: bool,
    /// Whether another thing may stand there now.
    reshaped: bool,
}

impl Pending {
    /// Notes a change.
    pub fn feed(&mut self, path: &Path, change: PathChange, now: Instant) {
        let wait = match change {
            PathChange::MadeFolder | PathChange::Closed | PathChange::Arrived => WHOLE,
            PathChange::Marked => MARKED,
            PathChange::Moved => MOVED,
            PathChange::Made | PathChange::Written => WRITTEN,
            PathChange::Gone => GONE,
        };
        let mut due = now + wait;
        // Other rights do not make a half-written file whole.
        if change == PathChange::Marked
            && let Some(mark) = self.changed.get(path)
        {
            due = due.max(mark.due);
        }
        let reshaped = !matches!(change, PathChange::Written | PathChange::Closed | PathChange::Marked);
        self.mark(path, due, matches!(change, PathChange::Made | PathChange::MadeFolder), reshaped, now);
    }

    /// Notes a move of which both ends are known; an end that is outside the
    /// publication has no path.
    pub fn feed_move(&mut self, from: Option<&Path>, to: Option<&Path>, now: Instant) {
        let (Some(from), Some(to)) = (from, to) else {
            from.into_iter().for_each(|path| self.feed(path, PathChange::Gone, now));
            to.into_iter().for_each(|path| self.feed(path, PathChange::Arrived, now));
            return;
        };
        // A file that was made a moment ago and moved at once is how many
        // programs save: the old name was never seen by anyone.
        let saved = self.changed.get(from).is_some_and(|mark| mark.born);
        let due = now + if saved { WHOLE } else { MOVED };
        [from, to].into_iter().for_each(|path| self.mark(path, due, false, true, now));
    }

    /// Notes that changes were lost, so that anything may have changed.
    pub fn feed_loss(&mut self, now: Instant) {
        self.lost = true;
        self.last = Some(now);
        self.crowd.get_or_insert(now);
    }

    /// Asks for a path to be in a batch at some moment whatever happens to it.
    pub fn look_again(&mut self, path: PathBuf, at: Instant) {
        self.again.insert(path, at);
    }

    /// When something will have settled; `None` if nothing is pending.
    pub fn due(&self) -> Option<Instant> {
        let changed = self.crowd_due().or_else(|| self.changed.values().map(|mark| mark.due).min());
        changed.into_iter().chain(self.again.values().copied().min()).min()
    }

    /// Takes what has settled, with what is just about to; `None` if nothing has.
    pub fn take(&mut self, now: Instant) -> Option<Settled> {
        self.due().filter(|due| *due <= now)?;
        let soon = now + SLACK;
        let mut settled = Settled::default();
        settled.batch.touched.extend(self.again.extract_if(|_, at| *at <= soon).map(|(path, _)| path));
        if self.crowd_due().is_some_and(|due| due > now) {
            return Some(settled);
        }
        for (path, mark) in self.changed.extract_if(|_, mark| mark.due <= soon) {
            if mark.reshaped {
                settled.reshaped.insert(path.clone());
            }
            settled.batch.touched.insert(path);
        }
        settled.batch.everything = std::mem::take(&mut self.lost);
        // What a crowd that was never quiet leaves behind is still a crowd.
        self.crowd = self.crowd.filter(|_| !self.changed.is_empty()).map(|_| now);
        Some(settled)
    }

    /// Gives a path its deadline.
    fn mark(&mut self, path: &Path, due: Instant, born: bool, reshaped: bool, now: Instant) {
        self.count(path, now);
        match self.changed.get_mut(path) {
            // Made again is not born: the last batch may have had it.
            Some(mark) => {
                mark.due = due;
                mark.reshaped |= reshaped;
            }
            None => {
                self.changed.insert(path.to_owned(), PendingPath { due, born, reshaped });
            }
        }
    }

    /// Counts a path that changes and notices a crowd.
    fn count(&mut self, path: &Path, now: Instant) {
        if self.last.is_some_and(|last| now.saturating_duration_since(last) >= QUIET) {
            self.run.clear();
        }
        self.last = Some(now);
        if self.run.len() <= CROWD && !self.run.contains(path) {
            self.run.insert(path.to_owned());
        }
        if self.run.len() > CROWD {
            self.crowd.get_or_insert(now);
        }
    }

    /// When the crowd will have settled, if there is one.
    fn crowd_due(&self) -> Option<Instant> {
        let noticed = self.crowd?;
        Some((self.last.unwrap_or(noticed) + QUIET).min(noticed + MOST))
    }
}

#[cfg(test)]
mod tests;
