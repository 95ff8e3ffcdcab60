//! Same input, same bytes: whatever the number of threads and the order in
//! which the disk hands out its files; and a second build writes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every file below a folder with its bytes, by relative path.
fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// The files of a site that a reader gets: not the ledger.
fn site(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = files(root);
    files.retain(|path, _| !path.starts_with(".huibian"));
    assert!(files.len() > 50, "the site was built: {}", files.len());
    files
}

/// Copies the sample publication, making its files in the given order: most
/// file systems list a folder by when or where its entries were made.
fn copy_sample(into: &Path, order: impl Fn(&mut Vec<(PathBuf, Vec<u8>)>)) {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut sample: Vec<(PathBuf, Vec<u8>)> = files(&content).into_iter().collect();
    order(&mut sample);
    for (path, bytes) in sample {
        let path = into.join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn build(source: &Path, threads: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_huibian"))
        .args(["build", "--lang", "en", "--source"])
        .arg(source)
        .env("RAYON_NUM_THREADS", threads)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    said
}

#[test]
fn threads_and_the_order_of_the_disk_leave_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    copy_sample(&one, |_| {});
    copy_sample(&two, |files| {
        // A fixed shuffle: every seventh file first, and so on.
        let mut shuffled = Vec::new();
        for start in 0..7 {
            shuffled.extend(files.iter().skip(start).step_by(7).rev().cloned());
        }
        *files = shuffled;
    });
    build(&one, "1");
    build(&two, "2");
    let (one, two) = (site(&one.join("public")), site(&two.join("public")));
    assert!(one.keys().eq(two.keys()), "the same files");
    let differing: Vec<&PathBuf> =
        one.iter().filter(|(path, bytes)| two[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn building_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    copy_sample(folder.path(), |_| {});
    build(folder.path(), "2");
    let before = files(&folder.path().join("public"));
    let said = build(folder.path(), "2");
    assert!(said.contains(": 0 files written, "), "{said}");
    assert_eq!(files(&folder.path().join("public")), before);
}
