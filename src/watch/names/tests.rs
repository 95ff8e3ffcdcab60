//! Names and watches of a publication that is reached through a link.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use notify::RecursiveMode::{NonRecursive, Recursive};

use super::PublicationNames;

/// A publication whose root is a link, with a link to elsewhere in it.
fn linked() -> (tempfile::TempDir, PathBuf, PublicationNames) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in ["real/content/2020", "elsewhere"] {
        fs::create_dir_all(at(name)).unwrap();
    }
    symlink(at("real"), at("root")).unwrap();
    symlink(at("elsewhere"), at("real/themes")).unwrap();
    symlink(at("elsewhere"), at("real/content/elsewhere")).unwrap();
    let names = PublicationNames::survey(&at("root")).unwrap();
    let real = fs::canonicalize(folder.path()).unwrap();
    (folder, real, names)
}

#[test]
fn a_real_path_has_its_name_in_the_publication() {
    let (folder, real, names) = linked();
    let of = |path: &str| {
        let name = names.of(&real.join(path))?;
        Some(name.strip_prefix(folder.path().join("root")).unwrap().display().to_string())
    };
    assert_eq!(of("real/content/2020/b.md").as_deref(), Some("content/2020/b.md"));
    assert_eq!(of("real/content").as_deref(), Some("content"));
    assert_eq!(of("root/content/c.md").as_deref(), Some("content/c.md"), "a name of ours stays as it is");
    for path in ["real/public/a.html", "real", "elsewhere/x", "real/content/.git/x"] {
        assert_eq!(of(path), None, "{path}");
    }
}

#[test]
fn no_link_is_watched() {
    let (_folder, real, names) = linked();
    let expected = [("real", NonRecursive), ("real/content", Recursive)];
    assert!(names.watches().into_iter().eq(expected.map(|(path, mode)| (real.join(path), mode))), "{names:?}");
}

#[test]
fn a_root_that_is_no_folder_is_an_error() {
    assert!(PublicationNames::survey(Path::new("/nowhere/at/all")).is_err());
}
