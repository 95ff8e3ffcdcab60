//! The author's own files: new ones, mended ones, and where the author stands.
//!
//! In: a folder and texts. Out: files that were not there before, and files
//! that hold something else. A new file never takes the name of another; a
//! file is mended only if it holds what we believe it to, and whoever reads it
//! sees the old one or the new one whole.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::output::replace::replace;
use crate::source::VPath;

const READ: Words = Words { zh: "读取", en: "read" };
const MEND: Words = Words { zh: "修改", en: "mend" };
const CREATE: Words = Words { zh: "新建", en: "create" };

/// The nearest folder from `start` upward below which the file `marker` lies.
pub fn nearest(start: &Path, marker: &str) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    start.ancestors().find(|folder| folder.join(marker).is_file()).map(Path::to_path_buf)
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

/// Makes a new file and the folders above it. Whether it was made: not if
/// something of that name is there already.
pub fn create(path: &Path, content: &[u8]) -> Result<bool, Fault> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Fault::system(CREATE, folder, error))?;
    }
    let mut file = match File::create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        file => file.map_err(|error| Fault::system(CREATE, path, error))?,
    };
    file.write_all(content).map_err(|error| {
        // Half a file would be taken for a whole one the next time.
        drop(fs::remove_file(path));
        Fault::system(CREATE, path, error)
    })?;
    Ok(true)
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

/// Puts other bytes into a file that holds `before`: in one step, with the
/// rights it has.
pub fn mend(path: &Path, before: &[u8], after: &[u8]) -> Result<(), Fault> {
    let fault = |error| Fault::system(MEND, path, error);
    // The file that a link leads to is mended, and the link stays.
    let real = fs::canonicalize(path).map_err(fault)?;
    let rights = fs::metadata(&real).map_err(fault)?.permissions();
    if rights.readonly() {
        return Err(Fault::known(MEND, path, Words { zh: "文件是只读的", en: "the file is read-only" }));
    }
    let name = real.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // A name that no listing of a publication takes in.
    let staged = real.with_file_name(format!(".{name}.huibian"));
    let fill = |staged: &Path| {
        let mut file = File::create(staged)?;
        file.write_all(after)?;
        file.set_permissions(rights.clone())?;
        file.sync_all()?;
        // As late as can be: an editor may have saved meanwhile.
        if fs::read(&real)? == before { Ok(()) } else { Err(io::Error::other("changed")) }
    };
    replace(&staged, &real, fill).map_err(|error| match error.kind() {
        io::ErrorKind::Other => {
            let cause = Words {
                zh: "它刚被别的程序改过，没有动它；请再运行一次",
                en: "another program has just changed it, so it was left alone; please run this again",
            };
            Fault::known(MEND, path, cause)
        }
        _ => fault(error),
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{below, mend};
    use crate::diag::Language;

    #[test]
    fn a_file_is_mended_whole_and_keeps_its_rights() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("总结.md");
        fs::write(&path, "甲").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        }
        mend(&path, "甲".as_bytes(), "乙".as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "乙");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        }
        // It is not what it was thought to be.
        let fault = mend(&path, "甲".as_bytes(), "丙".as_bytes()).unwrap_err();
        assert!(fault.message(Language::English).contains("another program"), "{fault:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "乙");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left lying");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_what_is_read_only_stays_so() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.md"), folder.path().join("b.md"));
        fs::write(&path, "甲").unwrap();
        std::os::unix::fs::symlink("a.md", &link).unwrap();
        mend(&link, "甲".as_bytes(), "乙".as_bytes()).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "乙");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert!(mend(&path, "乙".as_bytes(), "丙".as_bytes()).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "乙");
    }

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
