//! Inputs: the documents that an author names for import.
//!
//! In: paths of files and folders. Out: the files, those of a folder in the
//! order in which a person would list them, and their bytes.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::folder::is_no_content;
use crate::disk::system::{self, Dir};
use crate::import::batch::report::Stands;
use crate::language::collate::Collation;
use crate::language::pinyin::Reading;
use crate::source::Refusal;

const READ: Words = Words { zh: "读取", en: "read" };
/// The largest document, in bytes.
pub const LARGEST: u64 = 256 << 20;

/// The files among `paths`: a file as it is named, of a folder all at any
/// depth whose extension `wanted` takes. Hidden files and the lock files of
/// Word (`~$…`) are left out of folders.
pub fn list(paths: &[PathBuf], wanted: &dyn Fn(&str) -> bool) -> Result<Vec<PathBuf>, Fault> {
    let collation = Collation::new();
    let mut files = Vec::new();
    for path in paths {
        let metadata = fs::metadata(path).map_err(|error| Fault::system(READ, path, error))?;
        if !metadata.is_dir() {
            files.push(path.clone());
            continue;
        }
        let is_seen = |name: &str| !name.starts_with('.') && !name.starts_with("~$") && name != "__MACOSX";
        let mut found = Vec::new();
        let entries = WalkDir::new(path)
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || is_seen(&entry.file_name().to_string_lossy()));
        for entry in entries {
            let entry = entry.map_err(|error| {
                let place = error.path().unwrap_or(path).to_owned();
                Fault::system(READ, place, error.into())
            })?;
            let name = entry.file_name().to_string_lossy();
            let extension = name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_lowercase());
            if entry.file_type().is_file() && wanted(&extension) {
                found.push(entry.into_path());
            }
        }
        found.sort_by_cached_key(|path| collation.key(&path.to_string_lossy(), Reading::Text));
        files.append(&mut found);
    }
    Ok(files)
}

/// The bytes of a document. A link that a person names is followed.
pub fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    let fault = |error| Fault::system(READ, path, error);
    let path = fs::canonicalize(path).map_err(fault)?;
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(fault(io::ErrorKind::IsADirectory.into()));
    };
    let file = Dir::hold(folder).and_then(|folder| folder.open(Path::new(name))).map_err(fault)?;
    system::read(&file, LARGEST).map_err(|error| match Refusal::of(&error) {
        Some(Refusal::TooLarge) => {
            Fault::known(READ, &path, Words { zh: "文件超过 256 MB", en: "the file is larger than 256 MB" })
        }
        _ => fault(error),
    })
}

/// The bytes of a file that a document refers to, such as a picture of a saved
/// page; none unless it lies below the folder of the document, and no part of
/// its path is hidden or a link.
pub fn companion(document: &Path, reference: &str) -> Option<Vec<u8>> {
    let parts = Path::new(reference).components().filter(|part| *part != Component::CurDir);
    let path: PathBuf = parts.collect();
    if path.components().any(|part| is_no_content(&part.as_os_str().to_string_lossy())) {
        return None;
    }
    let folder = document.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Dir::hold(folder).ok()?.read(&path, LARGEST).ok()
}

/// What stands at a path of a publication.
pub fn stands(dir: &Dir, path: &str) -> Result<Stands, Fault> {
    let place = Path::new(path);
    let found = dir.kind(place).and_then(|kind| match kind {
        None => Ok(Stands::Nothing),
        Some(system::FileKind::Folder) => dir.names(place).map(Stands::Folder),
        Some(system::FileKind::File) => Ok(dir.read(place, LARGEST).map_or(Stands::Other, Stands::File)),
        Some(_) => Ok(Stands::Other),
    });
    found.map_err(|error| Fault::system(READ, dir.join(place), error))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{companion, list};

    #[test]
    fn a_folder_gives_its_documents_in_order() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["第十支部.docx", "第二支部.docx", "~$第二支部.docx", ".x.docx", "a.exe", "子/第一支部.TXT"]
        {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let files = list(&[folder.path().to_owned()], &|extension| matches!(extension, "docx" | "txt")).unwrap();
        let names: Vec<_> =
            files.iter().map(|path| path.strip_prefix(folder.path()).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["第二支部.docx", "第十支部.docx", "子/第一支部.TXT"]);
        assert!(list(&[folder.path().join("没有")], &|_| true).is_err());
    }

    #[test]
    fn what_a_page_refers_to_lies_below_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("页/a.html");
        fs::create_dir_all(folder.path().join("页/a_files")).unwrap();
        fs::write(folder.path().join("页/a_files/1.png"), "图").unwrap();
        fs::write(folder.path().join("外.png"), "外").unwrap();
        assert_eq!(companion(&page, "a_files/1.png").as_deref(), Some("图".as_bytes()));
        assert_eq!(companion(&page, "../外.png"), None);
        assert_eq!(companion(&page, folder.path().join("外.png").to_str().unwrap()), None);
        assert_eq!(companion(&page, "没有.png"), None);
    }
}
