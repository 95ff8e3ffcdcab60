//! New files among the author's own, and where the author stands.
//!
//! In: a folder and texts. Out: files that were not there before. Nothing here
//! overwrites, renames or removes: a name that is taken is refused.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diag::Words;
use crate::diag::fault::Fault;

const READ: Words = Words { zh: "读取", en: "read" };
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
pub fn create(path: &Path, text: &str) -> Result<bool, Fault> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Fault::system(CREATE, folder, error))?;
    }
    let mut file = match File::create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        file => file.map_err(|error| Fault::system(CREATE, path, error))?,
    };
    file.write_all(text.as_bytes()).map_err(|error| Fault::system(CREATE, path, error))?;
    Ok(true)
}
