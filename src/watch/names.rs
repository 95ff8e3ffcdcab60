//! Where a publication really lies, and what is called how.
//!
//! In: the folder that holds `content/`. Out: the real folders to be watched,
//! and for each path that the system names the name that it has in the
//! publication. They differ where the folder is reached through a link: macOS
//! always tells the real path. Below the folder no link is followed, as in
//! `disk::Folder`; what a site lets links lead to lies in `content/` and is
//! watched there.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};

use notify::RecursiveMode;

use crate::disk::folder::{PARTS, is_left_out};
use crate::disk::watched;

/// The names of a publication as they stand now.
#[derive(Debug)]
pub struct PublicationNames {
    /// The folder that holds `content/`, absolute.
    root: PathBuf,
    /// Its real place.
    real: PathBuf,
}

impl PublicationNames {
    /// Looks where `root` lies, which is absolute; an error if it is no folder
    /// that can be listed.
    pub fn survey(root: &Path) -> io::Result<PublicationNames> {
        Ok(PublicationNames { root: root.to_owned(), real: watched::true_place(root)? })
    }

    /// The name below the root of a path that the system gives; none if it is
    /// no part of the publication.
    pub fn of(&self, path: &Path) -> Option<PathBuf> {
        let below = path.strip_prefix(&self.root).or_else(|_| path.strip_prefix(&self.real)).ok()?;
        let mut parts = below.components();
        let top = parts.next()?;
        let held = PARTS.iter().any(|part| top == Component::Normal(part.as_ref())) && !is_left_out(below);
        held.then(|| self.root.join(below))
    }

    /// Whether a name is one of the parts of a publication, so that what
    /// happens to it happens to what is watched.
    pub fn is_part(&self, name: &Path) -> bool {
        name.parent() == Some(&self.root)
    }

    /// The real folders to be watched, none of them twice.
    pub fn watches(&self) -> BTreeMap<PathBuf, RecursiveMode> {
        let parts = PARTS.iter().map(|part| self.real.join(part)).filter(|part| watched::is_folder(part));
        let mut watches: BTreeMap<PathBuf, RecursiveMode> =
            parts.map(|part| (part, RecursiveMode::Recursive)).collect();
        watches.insert(self.real.clone(), RecursiveMode::NonRecursive);
        watches
    }
}

#[cfg(test)]
mod tests;
