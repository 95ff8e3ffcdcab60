//! A publication on the disk: which files it has, and how to read them.
//!
//! In: the folder that holds `content/`. Out: the files below `content/` and
//! `themes/` as `Files`, in the order of their paths whatever order the system
//! lists them in, and findings about what had to be left out. Contents are
//! read when asked for and not kept. Hidden files and what office programs
//! and desktops leave behind are no part of a publication.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::diag::fault::{self, Fault};
use crate::diag::rules::disk as rules;
use crate::diag::{self, Argument, Diagnostic, Rule, Words};
use crate::source::{Files, Span, Unreadable, VPath};

/// The folders below the root that hold a publication.
pub(crate) const PARTS: [&str; 2] = ["content", "themes"];

/// A publication on the disk.
#[derive(Debug)]
pub struct Folder {
    /// The folder that holds `content/`, absolute.
    root: PathBuf,
    /// Every file, in order.
    paths: Vec<VPath>,
    /// The real place of each file whose name is not spelt as in its `VPath`.
    spelt_otherwise: BTreeMap<VPath, PathBuf>,
    /// What was left out and why.
    diagnostics: Vec<Diagnostic>,
}

impl Folder {
    /// Lists the publication in `root`.
    ///
    /// Only a root that cannot be listed is a fault; trouble deeper down is a
    /// finding, so that one locked folder does not keep the rest from building.
    pub fn open(root: &Path) -> Result<Folder, Fault> {
        let fault = |error| Fault::system(Words { zh: "读取", en: "read" }, root, error);
        let absolute = std::path::absolute(root).map_err(fault)?;
        fs::read_dir(&absolute).map_err(fault)?;
        let inside = fs::canonicalize(&absolute).map_err(fault)?;

        let mut scan = Scan { root: &absolute, found: Vec::new(), diagnostics: Vec::new() };
        for part in PARTS {
            scan.walk(part, &inside);
        }
        let Scan { found, diagnostics, .. } = scan;
        let mut folder = Folder { root: absolute, paths: Vec::new(), spelt_otherwise: BTreeMap::new(), diagnostics };
        folder.take(found);
        diag::sort(&mut folder.diagnostics);
        Ok(folder)
    }

    /// The folder that holds `content/`, absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What was left out and why.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Where a listed file really lies.
    pub fn real(&self, path: &VPath) -> PathBuf {
        self.spelt_otherwise.get(path).cloned().unwrap_or_else(|| self.root.join(path.as_str()))
    }

    /// Orders what was found. Of two namesakes the one spelt in normal form
    /// stays, so that the choice does not depend on the order of listing.
    fn take(&mut self, mut found: Vec<(VPath, PathBuf)>) {
        found.sort_by_cached_key(|(path, real)| (path.clone(), *real != self.root.join(path.as_str()), real.clone()));
        for (path, real) in found {
            if self.paths.last() == Some(&path) {
                let name = path.file_name().to_owned();
                self.diagnostics.push(Diagnostic::new(&rules::NAME_TWICE, Span::whole(&path)).with("name", name));
                continue;
            }
            if real != self.root.join(path.as_str()) {
                self.spelt_otherwise.insert(path.clone(), real);
            }
            self.paths.push(path);
        }
    }
}

impl Files for Folder {
    fn paths(&self) -> &[VPath] {
        &self.paths
    }

    fn read(&self, path: &VPath) -> Result<Vec<u8>, Unreadable> {
        fs::read(self.real(path)).map_err(|error| Unreadable::from(&error))
    }
}

/// A listing under way.
struct Scan<'a> {
    /// The folder that holds `content/`.
    root: &'a Path,
    /// The files so far, with where they really lie.
    found: Vec<(VPath, PathBuf)>,
    /// The findings so far.
    diagnostics: Vec<Diagnostic>,
}

impl Scan<'_> {
    /// Lists what lies below one part of the root, whose true place is `inside`.
    fn walk(&mut self, part: &str, inside: &Path) {
        let top = self.root.join(part);
        // `content` itself may be a link to elsewhere: that is plainly meant.
        let Ok(true_top) = fs::canonicalize(&top) else { return };
        let leads_out = |entry: &DirEntry| {
            entry.path_is_symlink()
                && entry.depth() > 0
                && fs::canonicalize(entry.path())
                    .is_ok_and(|end| !end.starts_with(inside) && !end.starts_with(&true_top))
        };
        let mut entries = WalkDir::new(&top).follow_links(true).into_iter();
        // A loop over the iterator itself, since a folder once listed by
        // `filter_entry` could not be reported.
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.trouble(&top, &error);
                    continue;
                }
            };
            let unwanted = entry.depth() > 0 && is_no_content(&entry.file_name().to_string_lossy());
            let outside = !unwanted && leads_out(&entry);
            if outside {
                self.find(&rules::LINK_OUTSIDE, entry.path());
            }
            if unwanted || outside {
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
                continue;
            }
            match self.path(entry.path()) {
                None => {
                    self.find(&rules::NAME_UNUSABLE, entry.path());
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                }
                Some(path) if entry.file_type().is_file() => self.found.push((path, entry.into_path())),
                Some(_) => {}
            }
        }
    }

    /// Reports what could not be listed.
    fn trouble(&mut self, top: &Path, error: &walkdir::Error) {
        let path = error.path().unwrap_or(top);
        if path.file_name().is_some_and(|name| is_no_content(&name.to_string_lossy())) {
            return; // Such as the dangling link that Emacs locks a file with.
        }
        if error.loop_ancestor().is_some() {
            return self.find(&rules::LINK_LOOP, path);
        }
        let cause =
            error.io_error().map_or_else(|| Argument::from(error.to_string()), |error| fault::cause(&error.into()));
        let finding = self.finding(&rules::PATH_UNREADABLE, path).with("cause", cause);
        self.diagnostics.push(finding);
    }

    /// Reports a path that is left out.
    fn find(&mut self, rule: &'static Rule, path: &Path) {
        let finding = self.finding(rule, path);
        self.diagnostics.push(finding);
    }

    /// A finding about a path, which stands at the nearest folder that has a
    /// path of the publication if it has none itself.
    fn finding(&self, rule: &'static Rule, path: &Path) -> Diagnostic {
        let place = path.ancestors().find_map(|path| self.path(path));
        let place = place.expect("every path listed lies below the root, whose own path is the empty one");
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Diagnostic::new(rule, Span::whole(&place)).with("name", name)
    }

    /// The path within the publication; `None` if the name has no place there.
    fn path(&self, real: &Path) -> Option<VPath> {
        let mut parts = Vec::new();
        for part in real.strip_prefix(self.root).ok()?.components() {
            let part = part.as_os_str().to_str()?;
            // `VPath` reads a backslash as trouble; line breaks would spoil
            // every message that names the file.
            if part.contains(|c: char| c == '\\' || c.is_control()) {
                return None;
            }
            parts.push(part);
        }
        VPath::new(&parts.join("/"))
    }
}

/// Whether a name is one that the author did not give: a hidden file, the
/// lock of an open Word document, the notes of Windows Explorer.
pub(crate) fn is_no_content(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
}

mod refresh;

#[cfg(test)]
mod tests;
