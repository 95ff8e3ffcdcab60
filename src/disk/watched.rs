//! What whoever watches a publication needs to know of the disk.
//!
//! In: paths. Out: where they really lie and what tells one state of them from
//! another. No link below the root is followed.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

use crate::disk::folder::{PARTS, is_left_out};

/// The real place of a publication's folder; an error if it cannot be listed.
pub fn true_place(root: &Path) -> io::Result<PathBuf> {
    fs::read_dir(root)?;
    fs::canonicalize(root)
}

/// Whether a folder, and no link to one, is at a path.
pub fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// What tells one state of a file or folder from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// A folder; its time says nothing that its files do not.
    Folder,
    /// A link, which is not followed.
    Link,
    /// A file with its time and its length.
    File(Option<SystemTime>, u64),
}

/// The stamps of all that is in a publication, by path; what cannot be read is
/// passed over.
pub fn stamps(root: &Path) -> HashMap<PathBuf, Stamp> {
    let mut stamps = HashMap::new();
    for part in PARTS {
        let entries = WalkDir::new(root.join(part)).follow_root_links(false).into_iter();
        let entries =
            entries.filter_entry(|entry| !is_left_out(entry.path().strip_prefix(root).unwrap_or(entry.path())));
        for entry in entries.filter_map(Result::ok) {
            let stamp = match entry.metadata() {
                Ok(link) if link.is_symlink() => Stamp::Link,
                Ok(file) if file.is_file() => Stamp::File(file.modified().ok(), file.len()),
                Ok(folder) if folder.is_dir() => Stamp::Folder,
                _ => continue,
            };
            stamps.insert(entry.into_path(), stamp);
        }
    }
    stamps
}
