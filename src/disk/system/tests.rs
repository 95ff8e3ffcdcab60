//! What every system promises, on this one and by the standard library alone.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::{Dir, FileKind, Mode, NATIVE, Portable, Renaming, System, read};
use crate::source::Refusal;

static PORTABLE: Portable = Portable;

/// Runs a test with each system, in a folder of its own.
fn each(test: impl Fn(&Dir, &Path)) {
    for system in [NATIVE, &PORTABLE as &dyn System] {
        let folder = tempfile::tempdir().unwrap();
        test(&system.hold(folder.path()).unwrap(), folder.path());
    }
}

fn at(path: &str) -> &Path {
    Path::new(path)
}

#[test]
fn a_new_file_takes_no_name_that_is_taken() {
    each(|dir, root| {
        let file = dir.create(at("a"), Mode::Private).unwrap();
        dir.system().write(&file, "一".as_bytes()).unwrap();
        assert_eq!(dir.create(at("a"), Mode::Usual).unwrap_err().kind(), ErrorKind::AlreadyExists);
        fs::write(root.join("b"), "二").unwrap();
        assert_eq!(dir.rename(at("b"), at("a"), Renaming::New).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(dir.read(at("a"), 3).unwrap(), "一".as_bytes());
        dir.rename(at("b"), at("c"), Renaming::New).unwrap();
        dir.rename(at("c"), at("a"), Renaming::Replace).unwrap();
        assert_eq!(dir.own_names().unwrap(), ["a"]);
        assert_eq!(dir.read(at("a"), 3).unwrap(), "二".as_bytes());
    });
}

#[test]
fn an_exchange_is_one_step_or_refused() {
    each(|dir, root| {
        fs::write(root.join("a"), "一").unwrap();
        fs::write(root.join("b"), "二").unwrap();
        match dir.rename(at("a"), at("b"), Renaming::Exchange) {
            Ok(()) => assert_eq!(fs::read_to_string(root.join("a")).unwrap(), "二"),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Unsupported),
        }
    });
}

#[test]
fn too_much_is_not_read() {
    each(|dir, root| {
        fs::write(root.join("a"), "12345").unwrap();
        assert_eq!(Refusal::of(&dir.read(at("a"), 4).unwrap_err()), Some(Refusal::TooLarge));
        assert_eq!(read(&dir.open(at("a")).unwrap(), 5).unwrap(), b"12345");
    });
}

#[test]
fn no_path_leaves_the_folder() {
    each(|dir, root| {
        fs::create_dir(root.join("in")).unwrap();
        fs::write(root.join("out"), "x").unwrap();
        let inner = dir.below(at("in")).unwrap();
        for path in ["../out", "/etc/passwd", "a/../../out", ""] {
            assert!(inner.open(at(path)).is_err(), "{path}");
            assert!(inner.create(at(path), Mode::Usual).is_err(), "{path}");
        }
    });
}

#[test]
fn folders_are_made_and_removed_with_what_is_in_them() {
    each(|dir, root| {
        dir.make_folders(at("a/b/c")).unwrap();
        dir.make_folders(at("a/b/c")).unwrap();
        assert_eq!(dir.kind(at("a/b/c")).unwrap(), Some(FileKind::Folder));
        fs::write(root.join("a/b/c/d"), "x").unwrap();
        dir.sync_folder_of(at("a/b/c/d")).unwrap();
        dir.remove_tree(at("a")).unwrap();
        assert_eq!(dir.kind(at("a")).unwrap(), None);
        assert_eq!(dir.kind(at("a/b")).unwrap(), None);
    });
}

#[test]
fn a_lock_is_held_by_one() {
    each(|dir, _| {
        let held = dir.lock(at("lock")).unwrap();
        assert!(held.is_some() && dir.lock(at("lock")).unwrap().is_none());
        drop(held);
        assert!(dir.lock(at("lock")).unwrap().is_some());
    });
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_refused_and_not_waited_for() {
    use std::os::unix::fs::symlink;
    each(|dir, root| {
        fs::create_dir_all(root.join("in/real")).unwrap();
        fs::write(root.join("secret"), "x").unwrap();
        fs::write(root.join("in/real/a"), "x").unwrap();
        symlink("../secret", root.join("in/link")).unwrap();
        symlink("real", root.join("in/folder")).unwrap();
        rustix::fs::mknodat(rustix::fs::CWD, root.join("in/pipe"), rustix::fs::FileType::Fifo, 0o600.into(), 0)
            .unwrap();
        let dir = dir.below(at("in")).unwrap();
        assert_eq!(Refusal::of(&dir.open(at("link")).unwrap_err()), Some(Refusal::Link));
        assert_eq!(Refusal::of(&dir.open(at("pipe")).unwrap_err()), Some(Refusal::Special));
        assert_eq!(Refusal::of(&dir.open(at("folder/a")).unwrap_err()), Some(Refusal::Link));
        assert_eq!(dir.open(at("real")).unwrap_err().kind(), ErrorKind::IsADirectory);
        assert!(dir.create(at("link"), Mode::Usual).is_err());
        assert!(dir.create(at("folder/b"), Mode::Usual).is_err());
        assert!(dir.make_folders(at("folder/b")).is_err());
        assert!(dir.lock(at("link")).is_err());
        assert!(dir.remove_file(at("folder/a")).is_err());
        assert!(dir.rename(at("folder/a"), at("b"), Renaming::Replace).is_err());
        assert!(dir.names(at("folder")).is_err());
        assert!(dir.below(at("folder")).is_err());
        assert_eq!(dir.kind(at("link")).unwrap(), Some(FileKind::Link));
        // A tree is removed, and what links in it lead to is not.
        symlink(root, root.join("in/real/up")).unwrap();
        dir.remove_tree(at("real")).unwrap();
        assert_eq!(fs::read_to_string(root.join("secret")).unwrap(), "x");
    });
}
