//! A publication on the disk: which files it has, and how to read them.
//!
//! In: the folder that holds `content/`. Out: the files below `content/` and
//! `themes/` as `Files`, in the order of their paths whatever order the system
//! lists them in, and findings about what had to be left out. Contents are
//! read when asked for and not kept. Hidden files and what office programs
//! and desktops leave behind are no part of a publication, but for hidden files
//! in `content/static/`.
//!
//! A publication may come from anybody, so a name in it is not trusted to lead
//! where it seems to: only what was listed is opened, from the handle of the
//! folder and through no link. Links are reported and not looked behind. A site
//! may allow those in `content/` that end there; such a file is listed under
//! both names and opened under its true one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use walkdir::{DirEntry, WalkDir};

use crate::diag::fault::{self, Fault};
use crate::diag::rules::disk as rules;
use crate::diag::{self, Argument, Diagnostic, Rule, Words};
use crate::disk::cache;
use crate::disk::system::{Dir, FileKind, NATIVE, System};
use crate::parse::{self, Access};
use crate::source::{Cache, Digest, Digester, Files, Refusal, Span, Unreadable, VPath};

/// The folders below the root that hold a publication.
pub const PARTS: [&str; 2] = [CONTENT, THEMES];
/// The one of them that the author writes in.
const CONTENT: &str = "content";
/// The one that themes lie in.
const THEMES: &str = "themes";
/// What is copied to the site as it is. Here alone names may begin with a dot.
const STATIC: &str = "content/static";
/// Where the site says what may be opened.
const SITE: &str = "content/site.yaml";

/// The largest `site.yaml` that is asked what may be opened, in bytes.
const LARGEST_SITE: u64 = 16 << 20;
/// The largest file that is no text, in bytes.
const LARGEST: u64 = 1 << 30;
/// How many files may be listed through links: each is one more page, though
/// it costs its author nothing.
const MOST_LINKED: usize = 10_000;

/// A publication on the disk.
#[derive(Debug)]
pub struct Folder {
    /// The folder that holds `content/`.
    dir: Dir,
    /// Every file, in order.
    paths: Vec<VPath>,
    /// Where below the folder each file lies whose place is not spelt as its
    /// `VPath`.
    elsewhere: BTreeMap<VPath, PathBuf>,
    /// What the site lets be opened.
    access: Access,
    /// What was left out and why.
    diagnostics: Vec<Diagnostic>,
    /// What of the cache was asked for or put there.
    cached: Mutex<BTreeSet<Digest>>,
}

/// A folder that holds itself, as a mount may.
const LOOP: Words = Words { zh: "文件夹绕成了一圈", en: "the folders go round in a circle" };

impl Folder {
    /// Lists the publication in `root`.
    ///
    /// Only a root that cannot be listed is a fault; trouble deeper down is a
    /// finding, so that one locked folder does not keep the rest from building.
    pub fn open(root: &Path) -> Result<Folder, Fault> {
        Folder::open_with(NATIVE, root)
    }

    /// The same with another system, such as one that fails.
    pub fn open_with(system: &'static dyn System, root: &Path) -> Result<Folder, Fault> {
        let fault = |error| Fault::system(Words { zh: "读取", en: "read" }, root, error);
        let dir = system.hold(root).map_err(fault)?;
        dir.own_names().map_err(fault)?;
        let site = VPath::new(SITE).expect("a constant relative path");
        let access = parse::access(&site, &dir.read(Path::new(SITE), LARGEST_SITE).unwrap_or_default());

        let mut scan = Scan { dir: &dir, links: access.links, found: Vec::new(), linked: 0, diagnostics: Vec::new() };
        PARTS.iter().for_each(|part| scan.part(Path::new(part)));
        let Scan { found, diagnostics, .. } = scan;
        let (elsewhere, cached) = (BTreeMap::new(), Mutex::default());
        let mut folder = Folder { dir, paths: Vec::new(), elsewhere, access, diagnostics, cached };
        folder.take(found);
        diag::sort(&mut folder.diagnostics);
        Ok(folder)
    }

    /// The folder that holds `content/`, absolute.
    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    /// The same, held.
    pub fn dir(&self) -> &Dir {
        &self.dir
    }

    /// What was left out and why.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Where below the root a file lies.
    pub fn place<'a>(&'a self, path: &'a VPath) -> &'a Path {
        self.elsewhere.get(path).map_or(Path::new(path.as_str()), PathBuf::as_path)
    }

    /// The path of the machine of a file, to show or to watch.
    pub fn real(&self, path: &VPath) -> PathBuf {
        self.dir.join(self.place(path))
    }

    /// Opens a listed file, whatever its length.
    pub fn open_file(&self, path: &VPath) -> io::Result<File> {
        match self.holds(path) {
            true => self.dir.open(self.place(path)),
            false => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Notes that something of the cache is in use.
    fn ask(&self, key: Digest) {
        self.cached.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
    }

    /// What a build left under a name.
    pub fn memo(&self, name: Digest) -> Option<Vec<u8>> {
        cache::memo(&self.dir, name)
    }

    /// Leaves something for the next build under a name.
    pub fn put_memo(&self, name: Digest, bytes: &[u8]) {
        cache::put_memo(&self.dir, name, bytes);
    }

    /// Removes from the cache what nobody has asked for.
    pub fn sweep_cache(&self) {
        cache::keep_only(&self.dir, &self.cached.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Orders what was found. Of two namesakes the one spelt in normal form
    /// stays, so that the choice does not depend on the order of listing.
    fn take(&mut self, mut found: Vec<ListedFile>) {
        found.sort_by_cached_key(|ListedFile { path, shown, .. }| {
            (path.clone(), *shown != Path::new(path.as_str()), shown.clone())
        });
        for ListedFile { path, real, .. } in found {
            if self.paths.last() == Some(&path) {
                let name = path.file_name().to_owned();
                self.diagnostics.push(Diagnostic::new(&rules::NAME_TWICE, Span::whole(&path)).with("name", name));
                continue;
            }
            if real != Path::new(path.as_str()) {
                self.elsewhere.insert(path.clone(), real);
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
        let is_text = matches!(path.extension().as_str(), "md" | "yaml" | "yml" | "html" | "xml" | "txt");
        let most = if is_text { self.access.largest_text } else { LARGEST };
        let bytes = self.open_file(path).and_then(|file| crate::disk::system::read(&file, most));
        bytes.map_err(|error| Unreadable::from(&error))
    }

    fn read_head(&self, path: &VPath, length: usize) -> Result<Vec<u8>, Unreadable> {
        let mut head = Vec::with_capacity(length);
        let read = self.open_file(path).and_then(|file| file.take(length as u64).read_to_end(&mut head));
        read.map(|_| head).map_err(|error| Unreadable::from(&error))
    }

    fn cache(&self) -> Option<&dyn Cache> {
        Some(self)
    }
}

impl Cache for Folder {
    fn get(&self, key: Digest) -> Option<Vec<u8>> {
        self.ask(key);
        cache::get(&self.dir, key)
    }

    fn put(&self, key: Digest, bytes: &[u8]) {
        self.ask(key);
        cache::put(&self.dir, key, bytes);
    }

    fn left(&self, name: &str) -> Option<Vec<u8>> {
        let key = of_program(name)?;
        self.ask(key);
        cache::get(&self.dir, key)
    }

    fn leave(&self, name: &str, bytes: &[u8]) {
        if let Some(key) = of_program(name) {
            self.ask(key);
            cache::put(&self.dir, key, bytes);
        }
    }
}

/// The key of what this program leaves under a name; none if it cannot tell which
/// one it is.
fn of_program(name: &str) -> Option<Digest> {
    let mut key = Digester::default();
    key.part(crate::disk::program()?.as_bytes()).part(name.as_bytes());
    Some(key.end())
}

/// A file that is listed.
struct ListedFile {
    path: VPath,
    /// Its name as it is spelt, below the root.
    shown: PathBuf,
    /// Where it lies, below the root: elsewhere if a link leads to it.
    real: PathBuf,
}

/// A listing under way.
struct Scan<'a> {
    /// The folder that holds `content/`.
    dir: &'a Dir,
    /// Whether links in `content/` may lead to `content/`.
    links: bool,
    /// The files so far.
    found: Vec<ListedFile>,
    /// How many of them were found through links.
    linked: usize,
    /// The findings so far.
    diagnostics: Vec<Diagnostic>,
}

impl Scan<'_> {
    /// Lists one part of the root. A part that is a link is no less a link: it
    /// may have come with the rest.
    fn part(&mut self, part: &Path) {
        match self.dir.kind(part) {
            Ok(Some(FileKind::Folder)) => self.list(part, part),
            Ok(Some(FileKind::Link)) => self.find(&rules::LINK_REFUSED, part),
            _ => {}
        }
    }

    /// Lists the folder that lies at `real` below the root under the name
    /// `shown`: another one if a link led there.
    fn list(&mut self, real: &Path, shown: &Path) {
        let top = self.dir.join(real);
        let mut entries = WalkDir::new(&top).follow_root_links(false).min_depth(1).into_iter();
        // A loop over the iterator itself, since a folder once listed by
        // `filter_entry` could not be reported.
        while let Some(entry) = entries.next() {
            let place = |path: &Path| path.strip_prefix(&top).unwrap_or(Path::new("")).to_owned();
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.trouble(&shown.join(error.path().map(place).unwrap_or_default()), &error);
                    continue;
                }
            };
            let below = place(entry.path());
            let listed = self.entry(&entry, real.join(&below), shown.join(&below), real != shown);
            if !listed && entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
        }
    }

    /// Takes in one entry of a folder; whether what is below it belongs to the
    /// publication.
    fn entry(&mut self, entry: &DirEntry, real: PathBuf, shown: PathBuf, linked: bool) -> bool {
        let kind = entry.file_type();
        if is_left_out(&shown) || is_left_out(&real) {
            return false;
        }
        let Some(path) = self.path(&shown) else {
            self.find(&rules::NAME_UNUSABLE, &shown);
            return false;
        };
        if kind.is_symlink() {
            self.link(path, real, shown, linked);
        } else if kind.is_file() {
            self.found.push(ListedFile { path, shown, real });
            self.linked += usize::from(linked);
        } else if !kind.is_dir() {
            self.cannot_read(&shown, fault::cause(&Unreadable::from(&Refusal::Special.into())));
        }
        true
    }

    /// Takes in what a link leads to, if the site wants that.
    fn link(&mut self, path: VPath, real: PathBuf, shown: PathBuf, linked: bool) {
        // A link behind a link could multiply files without end.
        // What is copied as it is, is what lies there.
        if !self.links
            || linked
            || shown.starts_with(STATIC)
            || !real.starts_with(CONTENT)
            || self.linked >= MOST_LINKED
        {
            return self.find(&rules::LINK_REFUSED, &shown);
        }
        let end = match self.end(&real) {
            Ok(Some(end)) => end,
            Ok(None) => return self.find(&rules::LINK_REFUSED, &shown),
            Err(error) => return self.cannot_read(&shown, fault::cause(&Unreadable::from(&error))),
        };
        match self.dir.kind(&end) {
            Ok(Some(FileKind::File)) => {
                self.linked += 1;
                self.found.push(ListedFile { path, shown, real: end });
            }
            Ok(Some(FileKind::Folder)) if real.starts_with(&end) => self.find(&rules::LINK_LOOP, &shown),
            Ok(Some(FileKind::Folder)) => self.list(&end, &shown),
            _ => self.find(&rules::LINK_REFUSED, &shown),
        }
    }

    /// Where below the root a link ends; none if that is not in `content/`, or
    /// hidden there.
    fn end(&self, link: &Path) -> io::Result<Option<PathBuf>> {
        let end = fs::canonicalize(self.dir.join(link))?;
        let Ok(below) = end.strip_prefix(fs::canonicalize(self.dir.path())?) else { return Ok(None) };
        let hidden = is_left_out(below) || below.starts_with(STATIC);
        Ok((below.starts_with(CONTENT) && !hidden).then(|| below.to_owned()))
    }

    /// Reports what could not be listed.
    fn trouble(&mut self, shown: &Path, error: &walkdir::Error) {
        let cause = error.io_error().map_or_else(|| Argument::from(LOOP), |error| fault::cause(&error.into()));
        self.cannot_read(shown, cause);
    }

    fn cannot_read(&mut self, shown: &Path, cause: Argument) {
        let finding = self.finding(&rules::PATH_UNREADABLE, shown).with("cause", cause);
        self.diagnostics.push(finding);
    }

    /// Reports a path that is left out.
    fn find(&mut self, rule: &'static Rule, shown: &Path) {
        let finding = self.finding(rule, shown);
        self.diagnostics.push(finding);
    }

    /// A finding about a path, which stands at the nearest folder that has a
    /// path of the publication if it has none itself.
    fn finding(&self, rule: &'static Rule, shown: &Path) -> Diagnostic {
        let place = shown.ancestors().find_map(|path| self.path(path));
        let place = place.expect("the empty path is one of the publication");
        let name = shown.file_name().unwrap_or_default().to_string_lossy();
        // A terminal would take them for commands.
        let name = name.replace(char::is_control, "\u{FFFD}");
        Diagnostic::new(rule, Span::whole(&place)).with("name", name)
    }

    /// The path within the publication; `None` if the name has no place there.
    fn path(&self, shown: &Path) -> Option<VPath> {
        let mut parts = Vec::new();
        for part in shown.components() {
            let part = part.as_os_str().to_str()?;
            // `VPath` reads a backslash as trouble; line breaks would spoil
            // every message that names the file.
            // Files that are copied as they are keep their names in the site,
            // where a colon has no place.
            let is_bad = |c: char| {
                c == '\\' || c.is_control() || c == ':' && [THEMES, STATIC].iter().any(|part| shown.starts_with(part))
            };
            if part.contains(is_bad) {
                return None;
            }
            parts.push(part);
        }
        VPath::new(&parts.join("/"))
    }
}

/// Whether a place below the root, or one that it lies in, is no part of the
/// publication.
pub fn is_left_out(place: &Path) -> bool {
    let mut so_far = PathBuf::new();
    place.components().any(|part| {
        let as_it_is = so_far.starts_with(STATIC);
        so_far.push(part);
        let name = part.as_os_str().to_string_lossy();
        if as_it_is { is_litter(&name) || is_of_tools(&name) } else { is_no_content(&name) }
    })
}

/// Whether a name is one that the author did not give: a hidden file, the
/// lock of an open Word document, the notes of Windows Explorer.
pub fn is_no_content(name: &str) -> bool {
    name.starts_with('.') || is_litter(name)
}

/// Whether a name with a dot in front is none of the author's, even where such
/// names are published: what a system or a version control keeps, and the place
/// of huibian's own.
fn is_of_tools(name: &str) -> bool {
    const NAMES: [&str; 6] = [".ds_store", ".git", ".hg", ".svn", ".huibian", ".trashes"];
    name.starts_with("._") || NAMES.contains(&name.to_lowercase().as_str())
}

/// Whether an office program or a desktop left a file behind.
fn is_litter(name: &str) -> bool {
    name.starts_with("~$") || name.eq_ignore_ascii_case("thumbs.db") || name.eq_ignore_ascii_case("desktop.ini")
}

mod refresh;

#[cfg(test)]
mod tests;
