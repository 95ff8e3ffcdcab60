//! Names and watches of a publication that is full of links.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use notify::RecursiveMode::{NonRecursive, Recursive};

use super::Names;

/// A publication whose root, `content` and one report are links, and its names.
fn linked() -> (tempfile::TempDir, PathBuf, Names) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in ["real/themes/x", "elsewhere/texts/2020", "real/shared", "disk"] {
        fs::create_dir_all(at(name)).unwrap();
    }
    fs::write(at("real/shared/a.md"), "").unwrap();
    symlink(at("real"), at("root")).unwrap();
    symlink(at("elsewhere/texts"), at("real/content")).unwrap();
    symlink("2020", at("elsewhere/texts/latest")).unwrap();
    symlink(at("real/shared/a.md"), at("elsewhere/texts/a.md")).unwrap();
    symlink(at("disk"), at("elsewhere/texts/disk")).unwrap();
    let names = Names::survey(&at("root")).unwrap();
    let real = fs::canonicalize(folder.path()).unwrap();
    (folder, real, names)
}

#[test]
fn a_real_path_has_all_its_names() {
    let (folder, real, names) = linked();
    let of = |path: &str| -> Vec<String> {
        let below = |name: &PathBuf| name.strip_prefix(folder.path().join("root")).unwrap().to_owned();
        names.of(&real.join(path)).iter().map(|name| below(name).display().to_string()).collect()
    };
    assert_eq!(of("elsewhere/texts/2020/b.md"), ["content/2020/b.md", "content/latest/b.md"]);
    assert_eq!(of("elsewhere/texts"), ["content"]);
    assert_eq!(of("real/shared/a.md"), ["content/a.md"]);
    assert_eq!(of("real/themes/x/page.html"), ["themes/x/page.html"]);
    assert_eq!(of("root/content/c.md"), ["content/c.md"], "a name of ours stays as it is");
    for path in ["real/public/a.html", "real/shared/b.md", "elsewhere", "disk/x", "real/themes/.git/x", "real"] {
        assert_eq!(of(path), [""; 0], "{path}");
    }
}

#[test]
fn each_real_folder_is_watched_once() {
    let (_folder, real, names) = linked();
    let expected = [
        ("elsewhere", NonRecursive),
        ("elsewhere/texts", Recursive),
        ("real", NonRecursive),
        ("real/shared", NonRecursive),
        ("real/themes", Recursive),
    ];
    let expected = expected.map(|(path, mode)| (real.join(path), mode));
    assert!(names.watches().into_iter().eq(expected), "{:?}", names.watches());
}

#[test]
fn a_root_that_is_no_folder_is_an_error() {
    assert!(Names::survey(Path::new("/nowhere/at/all")).is_err());
}
