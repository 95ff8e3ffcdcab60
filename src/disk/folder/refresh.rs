//! A folder after an edit.
//!
//! In: a listing and the places below it that the system says were touched.
//! Out: the listing as it is now, and which of its files may have another
//! content. Most edits write a file that is listed already; then the listing
//! is the same value. For any other the folder is listed anew, so that what
//! came before has no say in what is listed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Folder, SITE, is_left_out};
use crate::diag::fault::Fault;
use crate::disk::system::FileKind;
use crate::source::{Files, VPath};

impl Folder {
    /// The folder as it is now, and the listed files that may have changed
    /// since: those at these places or below them. The places are real paths
    /// below the root.
    pub fn refresh(self: &Arc<Folder>, places: &BTreeSet<PathBuf>) -> Result<(Arc<Folder>, BTreeSet<VPath>), Fault> {
        let places: Vec<DiskPath> = places.iter().filter_map(|real| self.placed(real)).collect();
        let folder = if places.iter().all(|place| self.lists(place)) {
            self.clone()
        } else {
            Arc::new(Folder::open_with(self.dir.system(), self.root())?)
        };
        let mut touched = BTreeSet::new();
        for place in &places {
            touched.extend(folder.at_or_below(&place.path).cloned());
            // And those that a link leads to from another name.
            let linked = folder.elsewhere.iter().filter(|(_, real)| real.starts_with(&place.real));
            touched.extend(linked.map(|(path, _)| path.clone()));
        }
        Ok((folder, touched))
    }

    /// A place as the listing would name it; none if it is no content.
    fn placed(&self, real: &Path) -> Option<DiskPath> {
        let below = real.strip_prefix(self.root()).ok()?;
        let mut parts = Vec::new();
        if is_left_out(below) {
            return None;
        }
        for part in below.components() {
            parts.push(part.as_os_str().to_string_lossy());
        }
        // A name that has no place in a publication is reported at its folder.
        let path = VPath::new(&parts.join("/")).or_else(|| VPath::new(""))?;
        Some(DiskPath { path, real: below.to_owned() })
    }

    /// Whether the listing says of a place what the disk says.
    fn lists(&self, place: &DiskPath) -> bool {
        // What the site lets be opened may be another now.
        if place.path.as_str() == SITE {
            return false;
        }
        match self.dir.kind(&place.real) {
            Ok(Some(FileKind::File)) => self.holds(&place.path) && self.place(&place.path) == place.real,
            // A folder may have gained and lost files, a link may lead elsewhere.
            Ok(Some(_)) => false,
            Ok(None) | Err(_) => self.at_or_below(&place.path).next().is_none() && !self.reports(&place.path),
        }
    }

    /// Whether something at a place was left out with a finding.
    fn reports(&self, path: &VPath) -> bool {
        self.diagnostics.iter().any(|finding| within(&finding.span.file, path) || within(path, &finding.span.file))
    }

    fn at_or_below<'a>(&'a self, path: &'a VPath) -> impl Iterator<Item = &'a VPath> {
        let start = self.paths.partition_point(|listed| listed < path);
        // Between a folder and what is below it stand names that only begin
        // alike, such as `a-b` and `a.md` between `a` and `a/b`.
        self.paths[start..]
            .iter()
            .take_while(move |listed| listed.as_str().starts_with(path.as_str()))
            .filter(move |listed| within(listed, path))
    }
}

/// A place on the disk.
struct DiskPath {
    path: VPath,
    /// Below the root.
    real: PathBuf,
}

/// Whether a path is another or lies below it; all lie below the empty one.
fn within(path: &VPath, other: &VPath) -> bool {
    path == other || other.as_str().is_empty() || path.below(other.as_str()).is_some()
}
