//! Where the folders of a publication really lie, and what is called how.
//!
//! In: the folder that holds `content/`. Out: the real folders to be watched,
//! and for each path that the system names all the names that it has in the
//! publication. They differ wherever there are links: the root may be reached
//! through one, `content` and `themes` may be links to elsewhere, and so may
//! anything below that `disk::Folder` follows. Everything is watched at its
//! real place and so exactly once: Linux gives a folder that is watched under
//! two names only the second of them, and macOS always tells the real one.
//!
//! Links that `Folder` does not follow, since they lead out of the
//! publication, are not followed here: one may lead to a whole disk.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use notify::RecursiveMode;
use walkdir::{DirEntry, WalkDir};

use crate::disk::folder::{PARTS, is_no_content};

/// The names of a publication as they stand now.
#[derive(Debug)]
pub struct Names {
    /// The folder that holds `content/`, absolute.
    root: PathBuf,
    /// Its real place.
    real: PathBuf,
    /// The links that are followed.
    links: Vec<Link>,
}

/// A link that is followed.
#[derive(Debug)]
struct Link {
    /// Its name below the root.
    name: PathBuf,
    /// The real place it leads to.
    real: PathBuf,
    /// Whether that is a folder.
    folder: bool,
    /// Whether it is `content` or `themes` itself.
    top: bool,
}

impl Names {
    /// Looks for all links below `root`, which is absolute; an error if it is
    /// no folder that can be listed.
    pub fn survey(root: &Path) -> io::Result<Names> {
        fs::read_dir(root)?;
        let mut names = Names { root: root.to_owned(), real: fs::canonicalize(root)?, links: Vec::new() };
        for part in PARTS {
            let top = root.join(part);
            if top.is_symlink()
                && let Some(real) = end(&top)
            {
                names.links.push(Link { folder: true, top: true, name: top, real });
            }
        }
        let mut links = Vec::new();
        walk(root, |entry| {
            if entry.depth() > 0
                && entry.path_is_symlink()
                && let Ok(real) = fs::canonicalize(entry.path())
            {
                let folder = entry.file_type().is_dir();
                links.push(Link { folder, top: false, name: entry.path().to_owned(), real });
            }
        });
        names.links.extend(links);
        Ok(names)
    }

    /// The names below the root of a path that the system gives; none if it is
    /// no part of the publication.
    pub fn of(&self, path: &Path) -> Vec<PathBuf> {
        let direct = path.strip_prefix(&self.root).or_else(|_| path.strip_prefix(&self.real)).ok();
        let linked = self.links.iter().filter_map(|link| {
            let rest = path.strip_prefix(&link.real).ok()?;
            // A join with nothing would add a slash.
            Some(if rest.as_os_str().is_empty() { link.name.clone() } else { link.name.join(rest) })
        });
        let mut names: Vec<PathBuf> = direct.map(|rest| self.root.join(rest)).into_iter().chain(linked).collect();
        names.retain(|name| self.holds(name));
        names.sort();
        names.dedup();
        names
    }

    /// Whether a name is one of the tops or a link, or holds a link, so that
    /// what happens to it happens to what is watched.
    pub fn leads(&self, name: &Path) -> bool {
        name.parent() == Some(&self.root) || self.links.iter().any(|link| link.name.starts_with(name))
    }

    /// Whether a name is `content`, `themes` or below, with no part that is no
    /// content.
    fn holds(&self, name: &Path) -> bool {
        let Ok(rest) = name.strip_prefix(&self.root) else { return false };
        let mut parts = rest.components();
        let top = parts.next().is_some_and(|top| PARTS.iter().any(|part| top == Component::Normal(part.as_ref())));
        top && parts.all(|part| !is_no_content(&part.as_os_str().to_string_lossy()))
    }

    /// The real folders to be watched, none of them twice.
    pub fn watches(&self) -> BTreeMap<PathBuf, RecursiveMode> {
        let parts = PARTS.iter().map(|part| self.real.join(part)).filter(|part| !part.is_symlink());
        let ends = self.links.iter().filter(|link| link.folder).map(|link| link.real.clone());
        let mut whole: Vec<PathBuf> = parts.chain(ends).filter(|folder| folder.is_dir()).collect();
        whole.sort();
        whole.dedup_by(|folder, above| folder.starts_with(above));

        // What holds the end of a link to a file, and the end of a link that
        // is `content` itself, is watched to see that replaced.
        let holders = self.links.iter().filter(|link| link.top || !link.folder).filter_map(|link| link.real.parent());
        let mut watches: BTreeMap<PathBuf, RecursiveMode> = [self.real.as_path()]
            .into_iter()
            .chain(holders)
            .filter(|folder| !whole.iter().any(|above| folder.starts_with(above)))
            .map(|folder| (folder.to_owned(), RecursiveMode::NonRecursive))
            .collect();
        watches.extend(whole.into_iter().map(|folder| (folder, RecursiveMode::Recursive)));
        watches
    }
}

/// Visits all that `disk::Folder` lists, folders too, under the names that it
/// gives; what cannot be read is passed over.
pub fn walk(root: &Path, mut visit: impl FnMut(&DirEntry)) {
    let Ok(inside) = fs::canonicalize(root) else { return };
    for part in PARTS {
        let top = root.join(part);
        let Ok(true_top) = fs::canonicalize(&top) else { continue };
        let leads_out = |entry: &DirEntry| {
            entry.path_is_symlink()
                && fs::canonicalize(entry.path())
                    .is_ok_and(|end| !end.starts_with(&inside) && !end.starts_with(&true_top))
        };
        let is_content = |entry: &DirEntry| {
            entry.depth() == 0 || !is_no_content(&entry.file_name().to_string_lossy()) && !leads_out(entry)
        };
        let entries = WalkDir::new(&top).follow_links(true).into_iter().filter_entry(is_content);
        entries.filter_map(Result::ok).for_each(|entry| visit(&entry));
    }
}

/// Where a link leads to, even if nothing is there at the moment.
fn end(link: &Path) -> Option<PathBuf> {
    fs::canonicalize(link).ok().or_else(|| {
        let end = link.parent()?.join(fs::read_link(link).ok()?);
        Some(fs::canonicalize(end.parent()?).ok()?.join(end.file_name()?))
    })
}

#[cfg(test)]
mod tests;
