//! What the system's notices mean to a publication.
//!
//! In: an event of `notify`, whose kinds differ between systems. Out: what it
//! says, or nothing if it is of no interest. Above all reading is: the system
//! tells of the files that huibian itself opens, and whoever answers that by
//! opening them again never ends.

use std::path::PathBuf;

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, MetadataKind, ModifyKind, RenameMode};
use notify::{ErrorKind, Event};

use crate::watch::pending::PathChange;

/// What a notice says; paths are as the system gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Something happened to these paths.
    Changed(Vec<PathBuf>, PathChange),
    /// The first was moved to the second.
    Moved(PathBuf, PathBuf),
    /// Notices were lost.
    Lost,
    /// The system watches no more folders than it does.
    Full,
}

/// Reads notices in the order in which they come.
#[derive(Debug, Default)]
pub struct NoticeReader {
    /// The last path that was moved away, and the mark of its move.
    left: Option<(Option<usize>, PathBuf)>,
}

impl NoticeReader {
    /// Reads a notice; `None` if it is of no interest.
    ///
    /// A move is told as leaving and then as coming; Linux marks both alike
    /// and tells once more of both together. They are put together as soon as
    /// the second is known, lest it settle alone before the third has come.
    pub fn read(&mut self, event: notify::Result<Event>) -> Option<Notice> {
        let known = event.as_ref().ok();
        let mark = known.and_then(Event::tracker);
        let leaves = known.is_some_and(|event| event.kind == EventKind::Modify(ModifyKind::Name(RenameMode::From)));
        let notice = read(event)?;
        // Without marks, as on Windows, only neighbours belong together.
        let left = self.left.take_if(|(left, _)| left.is_none() || leaves || *left == mark);
        match (notice, left) {
            (Notice::Changed(mut paths, PathChange::Arrived), Some((left, from)))
                if left == mark && paths.len() == 1 =>
            {
                Some(Notice::Moved(from, paths.remove(0)))
            }
            (notice, _) => {
                if let Notice::Changed(paths, _) = &notice
                    && leaves
                {
                    self.left = paths.first().map(|path| (mark, path.clone()));
                }
                Some(notice)
            }
        }
    }
}

/// Reads a notice by itself; `None` if it is of no interest.
fn read(event: notify::Result<Event>) -> Option<Notice> {
    let event = match event {
        Ok(event) => event,
        Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => return Some(Notice::Full),
        // Notices that could not be fetched are notices lost.
        Err(error) if matches!(error.kind, ErrorKind::Io(_)) && error.paths.is_empty() => return Some(Notice::Lost),
        Err(_) => return None,
    };
    if event.need_rescan() {
        return Some(Notice::Lost);
    }
    let change = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => PathChange::Closed,
        EventKind::Access(_) => return None,
        // Where reading leaves its time on a file.
        EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => return None,
        EventKind::Create(CreateKind::Folder) => PathChange::MadeFolder,
        EventKind::Create(_) => PathChange::Made,
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => {
            if let Ok([from, to]) = <[PathBuf; 2]>::try_from(event.paths) {
                return Some(Notice::Moved(from, to));
            }
            return None;
        }
        EventKind::Modify(ModifyKind::Name(RenameMode::From)) => PathChange::Gone,
        EventKind::Modify(ModifyKind::Name(RenameMode::To)) => PathChange::Arrived,
        EventKind::Modify(ModifyKind::Name(_)) => PathChange::Moved,
        EventKind::Modify(ModifyKind::Metadata(_)) => PathChange::Marked,
        EventKind::Remove(_) => PathChange::Gone,
        // Systems that only tell that something was modified mean its bytes.
        EventKind::Modify(_) | EventKind::Any | EventKind::Other => PathChange::Written,
    };
    (!event.paths.is_empty()).then_some(Notice::Changed(event.paths, change))
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, AccessMode, EventKind, Flag, ModifyKind, RemoveKind, RenameMode};
    use notify::{Error, Event};

    use super::{Notice, NoticeReader, read};
    use crate::watch::pending::PathChange;

    fn of(kind: EventKind, paths: &[&str]) -> Option<Notice> {
        read(Ok(paths.iter().fold(Event::new(kind), |event, path| event.add_path(path.into()))))
    }

    #[test]
    fn reading_is_of_no_interest_but_closing_after_writing_is() {
        for kind in [AccessKind::Open(AccessMode::Any), AccessKind::Read, AccessKind::Close(AccessMode::Read)] {
            assert_eq!(of(EventKind::Access(kind), &["/a"]), None);
        }
        let closed = Notice::Changed(vec!["/a".into()], PathChange::Closed);
        assert_eq!(of(EventKind::Access(AccessKind::Close(AccessMode::Write)), &["/a"]), Some(closed));
    }

    #[test]
    fn a_move_has_two_ends_or_is_none() {
        let both = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        assert_eq!(of(both, &["/a", "/b"]), Some(Notice::Moved("/a".into(), "/b".into())));
        assert_eq!(of(both, &["/a"]), None);
    }

    #[test]
    fn two_ends_with_one_mark_are_one_move() {
        let end = |mode, path: &str, mark: Option<usize>| {
            let event = Event::new(EventKind::Modify(ModifyKind::Name(mode))).add_path(path.into());
            Ok(mark.iter().fold(event, |event, mark| event.set_tracker(*mark)))
        };
        let gone = |path: &str| Some(Notice::Changed(vec![path.into()], PathChange::Gone));
        let moved = Some(Notice::Moved("/a".into(), "/b".into()));
        let arrived = Some(Notice::Changed(vec!["/b".into()], PathChange::Arrived));
        for (from, to, expected) in
            [(Some(1), Some(1), &moved), (None, None, &moved), (Some(1), Some(2), &arrived), (None, Some(2), &arrived)]
        {
            let mut reader = NoticeReader::default();
            assert_eq!(reader.read(end(RenameMode::From, "/a", from)), gone("/a"));
            assert_eq!(&reader.read(end(RenameMode::To, "/b", to)), expected);
        }
        // Another change may come between the two if they have a mark.
        for (mark, expected) in [(Some(1), &moved), (None, &arrived)] {
            let mut reader = NoticeReader::default();
            assert_eq!(reader.read(end(RenameMode::From, "/a", mark)), gone("/a"));
            let removed = Event::new(EventKind::Remove(RemoveKind::File)).add_path("/c".into());
            assert_eq!(reader.read(Ok(removed)), gone("/c"));
            assert_eq!(&reader.read(end(RenameMode::To, "/b", mark)), expected);
        }
    }

    #[test]
    fn losses_are_told() {
        assert_eq!(read(Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan))), Some(Notice::Lost));
        assert_eq!(read(Err(Error::new(notify::ErrorKind::MaxFilesWatch))), Some(Notice::Full));
    }
}
