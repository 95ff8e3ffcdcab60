//! What of a real folder is listed, under which names, and what is reported.

use std::fs;
use std::path::Path;

use crate::disk::Folder;
use crate::source::{Files, VPath};

/// Lists a folder of empty files made by `prepare`; paths, then findings.
fn check(files: &[&str], prepare: impl Fn(&Path), listed: &[&str], found: &[(&str, &str)]) {
    let root = tempfile::tempdir().unwrap();
    for file in files {
        let path = root.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, file).unwrap();
    }
    prepare(root.path());
    let folder = Folder::open(root.path()).unwrap();
    let paths: Vec<&str> = folder.paths().iter().map(VPath::as_str).collect();
    assert_eq!(paths, listed);
    let findings: Vec<(&str, &str)> =
        folder.diagnostics().iter().map(|finding| (finding.rule.name, finding.span.file.as_str())).collect();
    assert_eq!(findings, found);
    for path in folder.paths() {
        assert!(!folder.read(path).unwrap().is_empty());
    }
}

#[test]
fn only_content_and_themes_are_listed_in_order() {
    check(
        &["content/b.md", "content/a/c.md", "content/a.md", "themes/x/page.html", "public/index.html", "readme.md"],
        |_| {},
        &["content/a.md", "content/a/c.md", "content/b.md", "themes/x/page.html"],
        &[],
    );
}

#[test]
fn what_programs_leave_behind_is_no_content() {
    check(
        &["content/.git/x", "content/.DS_Store", "content/~$总结.docx", "content/Thumbs.db", "content/总结.md"],
        |_| {},
        &["content/总结.md"],
        &[],
    );
}

#[test]
fn a_decomposed_name_is_composed_and_still_read() {
    check(&["content/cafe\u{301}.md"], |_| {}, &["content/café.md"], &[]);
}

#[test]
fn an_empty_or_missing_content_is_no_fault_but_a_missing_root_is() {
    check(&["themes/a"], |_| {}, &["themes/a"], &[]);
    assert!(Folder::open(Path::new("/nowhere/at/all")).is_err());
}

#[cfg(target_os = "linux")]
#[test]
fn namesakes_after_normalisation_are_reported() {
    check(
        &["content/cafe\u{301}.md", "content/café.md"],
        |_| {},
        &["content/café.md"],
        &[("name-twice", "content/café.md")],
    );
}

#[cfg(target_os = "linux")]
#[test]
fn odd_names_are_reported_at_their_folder() {
    use std::os::unix::ffi::OsStrExt;
    let gbk = std::ffi::OsStr::from_bytes(b"content/a/\xd7\xdc.md");
    check(
        &["content/a/b.md", "content/back\\slash.md"],
        |root| fs::write(root.join(gbk), "x").unwrap(),
        &["content/a/b.md"],
        &[("name-unusable", "content"), ("name-unusable", "content/a")],
    );
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_only() {
    use std::os::unix::fs::symlink;
    check(
        &["content/a/b.md", "themes/t.css"],
        |root| {
            symlink(root.join("themes/t.css"), root.join("content/t.css")).unwrap();
            symlink("..", root.join("content/a/up")).unwrap();
            symlink("/usr", root.join("content/usr")).unwrap();
            symlink("missing", root.join("content/z")).unwrap();
            symlink("me@host", root.join("content/.#b.md")).unwrap();
        },
        &["content/a/b.md", "content/t.css", "themes/t.css"],
        &[("link-loop", "content/a/up"), ("link-outside", "content/usr"), ("path-unreadable", "content/z")],
    );
}
