//! What of a real folder is listed, under which names, and what is reported.

use std::fs;
use std::path::Path;

use crate::disk::Folder;
use crate::source::{Files, Refusal, VPath};

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
fn names_with_a_dot_are_listed_in_static_alone() {
    check(
        &[
            "content/.nojekyll",
            "content/static/.nojekyll",
            "content/static/.well-known/security.txt",
            "content/static/.DS_Store",
            "content/static/._x.txt",
            "content/static/.git/config",
            "content/static/.huibian/ledger",
            "content/static/a/.Git/config",
            "content/static/~$x.docx",
            "themes/x/.hidden",
        ],
        |_| {},
        &["content/static/.nojekyll", "content/static/.well-known/security.txt"],
        &[],
    );
}

#[cfg(unix)]
#[test]
fn no_link_leads_into_static_or_out_of_it() {
    use std::os::unix::fs::symlink;
    check(
        &["content/a.md", "content/site.yaml", "content/static/b.txt"],
        |root| {
            fs::write(root.join("content/site.yaml"), "title: 甲\nlinks: content\n").unwrap();
            symlink("../a.md", root.join("content/static/a.md")).unwrap();
            symlink("static/b.txt", root.join("content/b.txt")).unwrap();
        },
        &["content/a.md", "content/site.yaml", "content/static/b.txt"],
        &[("link-refused", "content/b.txt"), ("link-refused", "content/static/a.md")],
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
fn a_colon_has_no_place_in_a_theme_and_a_name_gives_no_commands_to_a_terminal() {
    check(
        &["content/a:b.md", "themes/x/assets/a:b.css"],
        |_| {},
        &["content/a:b.md"],
        &[("name-unusable", "themes/x/assets")],
    );
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    fs::write(root.path().join("content/a\u{9b}31m.md"), "x").unwrap();
    let folder = Folder::open(root.path()).unwrap();
    let message = folder.diagnostics()[0].message(crate::diag::Language::English);
    assert!(message.contains("a\u{FFFD}31m.md"), "{message:?}");
}

#[cfg(unix)]
#[test]
fn links_are_refused_and_not_opened() {
    use std::os::unix::fs::symlink;
    check(
        &["content/a/b.md", "elsewhere/t.css"],
        |root| {
            symlink(root.join("content/a/b.md"), root.join("content/c.md")).unwrap();
            symlink("..", root.join("content/a/up")).unwrap();
            symlink("/dev/zero", root.join("content/z.md")).unwrap();
            symlink(root.join("elsewhere"), root.join("themes")).unwrap();
            symlink("me@host", root.join("content/.#b.md")).unwrap();
        },
        &["content/a/b.md"],
        &["content/a/up", "content/c.md", "content/z.md", "themes"].map(|path| ("link-refused", path)),
    );
}

#[cfg(unix)]
#[test]
fn a_content_that_is_a_link_is_refused_too() {
    check(
        &["elsewhere/a.md", "themes/x/page.html"],
        |root| std::os::unix::fs::symlink("elsewhere", root.join("content")).unwrap(),
        &["themes/x/page.html"],
        &[("link-refused", "content")],
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_is_reported_and_not_waited_for() {
    let pipe = |root: &Path| {
        let path = root.join("content/p.md");
        rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
    };
    check(&["content/a.md"], pipe, &["content/a.md"], &[("path-unreadable", "content/p.md")]);
}

/// A site that allows links in its content has those that stay there.
#[cfg(unix)]
#[test]
fn a_site_may_allow_links_within_its_content() {
    use std::os::unix::fs::symlink;
    check(
        &["content/site.yaml", "content/2024/b.md", "content/.git/config", "themes/x/a.css", "secret.md"],
        |root| {
            fs::write(root.join("content/site.yaml"), "title: 甲\nlinks: content\n").unwrap();
            symlink("2024/b.md", root.join("content/b.md")).unwrap();
            symlink("2024", root.join("content/latest")).unwrap();
            symlink("..", root.join("content/2024/up")).unwrap();
            symlink("../secret.md", root.join("content/secret.md")).unwrap();
            symlink(".git/config", root.join("content/config.md")).unwrap();
            symlink("../themes/x", root.join("content/x")).unwrap();
            symlink("missing", root.join("content/z.md")).unwrap();
            symlink("../../content", root.join("themes/x/c")).unwrap();
        },
        &["content/2024/b.md", "content/b.md", "content/latest/b.md", "content/site.yaml", "themes/x/a.css"],
        &[
            ("link-loop", "content/2024/up"),
            ("link-refused", "content/config.md"),
            ("link-refused", "content/latest/up"),
            ("link-refused", "content/secret.md"),
            ("link-refused", "content/x"),
            ("path-unreadable", "content/z.md"),
            ("link-refused", "themes/x/c"),
        ],
    );
}

#[test]
fn a_text_that_is_too_large_is_not_read() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    let file = fs::File::create(root.path().join("content/a.md")).unwrap();
    file.set_len((16 << 20) + 1).unwrap();
    let folder = Folder::open(root.path()).unwrap();
    let unreadable = folder.read(&folder.paths()[0]).unwrap_err();
    assert_eq!(unreadable.refusal, Some(Refusal::TooLarge));
    assert_eq!(folder.read(&VPath::new("content/none.md").unwrap()).unwrap_err().kind, std::io::ErrorKind::NotFound);
}
