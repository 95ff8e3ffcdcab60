//! Where the author stands: which publication a path of the machine is in, and
//! where in it. Links in such a path are followed: a person has named it.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::history;
use crate::disk::system::{Dir, Renaming};
use crate::source::VPath;

const READ: Words = Words { zh: "读取", en: "read" };

/// The nearest folder from `start` upward below which the file `marker` lies.
pub fn nearest(start: &Path, marker: &str) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    start.ancestors().find(|folder| folder.join(marker).is_file()).map(Path::to_path_buf)
}

/// Whether something is at a path.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Whether a symbolic link is at a path.
pub fn is_link(path: &Path) -> bool {
    path.is_symlink()
}

/// Puts bytes at a path that a person names, in place of what stands there. A
/// reader finds the old or the new ones, never half of them.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let fault = |error| Fault::system(Words { zh: "写入", en: "write" }, path, error);
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().ok_or_else(|| fault(io::ErrorKind::InvalidInput.into()))?;
    let dir = Dir::hold(parent).map_err(fault)?;
    let passing = PathBuf::from(history::passing_name());
    let put = history::fill(&dir, &passing, bytes, None)
        .and_then(|()| dir.rename(&passing, Path::new(name), Renaming::Replace));
    put.map_err(|error| {
        drop(dir.remove_file(&passing));
        fault(error)
    })
}

/// Makes a folder and those above it.
pub fn make_folder(path: &Path) -> Result<(), Fault> {
    fs::create_dir_all(path).map_err(|error| Fault::system(Words { zh: "新建", en: "create" }, path, error))
}

/// The names in a folder, in order; none if the folder does not exist.
pub fn names(folder: &Path) -> Result<Vec<String>, Fault> {
    let fault = |error| Fault::system(READ, folder, error);
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(fault)?,
    };
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = names.collect::<io::Result<_>>().map_err(fault)?;
    names.sort();
    Ok(names)
}

/// The folders in a folder that a person may mean, in order: hidden ones not.
pub fn folders(folder: &Path) -> Result<Vec<String>, Fault> {
    let fault = |error| Fault::system(READ, folder, error);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        // Links are followed, as in all that a person names.
        if entry.path().is_dir()
            && let Ok(name) = entry.file_name().into_string()
            && !name.starts_with('.')
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Where below the folder `root` a path leads, as a path of the publication;
/// none if it leads elsewhere. The path must exist.
pub fn below(root: &Path, path: &Path) -> Option<VPath> {
    let inside = |root: PathBuf, path: PathBuf| {
        let parts = path.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str());
        VPath::new(&parts.collect::<Option<Vec<&str>>>()?.join("/"))
    };
    let plain = || inside(std::path::absolute(root).ok()?, clean(&std::path::absolute(path).ok()?));
    // Who stands in a folder that a link led to has another path to it.
    plain().or_else(|| inside(fs::canonicalize(root).ok()?, fs::canonicalize(path).ok()?))
}

/// A path without `..`.
fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(clean.pop()),
            part => clean.push(part),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::below;

    #[test]
    fn a_path_is_below_the_root_however_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("content/reports")).unwrap();
        let check = |path: &str, expected: Option<&str>| {
            let found = below(root, &root.join(path));
            assert_eq!(found.as_ref().map(|path| path.as_str()), expected, "{path}");
        };
        check("content/reports", Some("content/reports"));
        check("content/../content/./reports/", Some("content/reports"));
        check(".", Some(""));
        check("..", None);
    }
}
