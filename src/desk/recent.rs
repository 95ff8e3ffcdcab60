//! Recent: the publications that were open, the last first, kept in the user's
//! own settings. What stands in that file is only shown and offered.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::disk::{Dir, author};

/// How many are kept.
const MOST: usize = 20;
/// How large the file may be that is read.
const LARGEST: u64 = 1 << 20;

/// The publications that were open.
pub struct Recent {
    /// Where they are kept; nowhere if this user has no place for settings.
    file: Option<PathBuf>,
    /// Held while that is read and written.
    lock: Mutex<()>,
}

/// One of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Known {
    /// Its title.
    pub title: String,
    /// Its folder.
    pub path: PathBuf,
}

impl Recent {
    /// Those that a file has.
    pub fn at(file: Option<PathBuf>) -> Recent {
        Recent { file, lock: Mutex::default() }
    }

    /// The last first.
    pub fn all(&self) -> Vec<Known> {
        let read = || {
            let file = self.file.as_ref()?;
            let bytes = Dir::hold(file.parent()?).ok()?.read(Path::new(file.file_name()?), LARGEST).ok()?;
            serde_json::from_slice::<Vec<Known>>(&bytes).ok()
        };
        read().unwrap_or_default()
    }

    /// Puts one first. That it cannot be kept is no reason not to open it.
    pub fn add(&self, path: &Path, title: &str) {
        let (Some(file), Ok(path)) = (&self.file, std::path::absolute(path)) else { return };
        let _lock = self.lock.lock();
        let mut all = self.all();
        all.retain(|known| known.path != path);
        all.insert(0, Known { title: title.to_owned(), path });
        all.truncate(MOST);
        if let (Some(folder), Ok(bytes)) = (file.parent(), serde_json::to_vec_pretty(&all)) {
            let _ = author::make_folder(folder).and_then(|()| author::put(file, &bytes));
        }
    }
}

/// Where a user's settings lie on this system.
pub fn place() -> Option<PathBuf> {
    let named = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let settings = if cfg!(windows) {
        named("APPDATA")
    } else {
        named("XDG_CONFIG_HOME").or_else(|| {
            let home = std::env::home_dir()?;
            Some(home.join(if cfg!(target_os = "macos") { "Library/Application Support" } else { ".config" }))
        })
    };
    Some(settings?.join("huibian").join("recent.json"))
}
