//! Rebuilt: what a build leaves from earlier ones is what it would make.
//!
//! In: a publication that is edited, with the output and the cache of builds
//! before. Out: the same files, bytes and findings as a build that makes all of
//! it, whatever was done to the output and the cache meanwhile.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use huibian::build::{self, Destination, Summary};
use huibian::disk::{Folder, Strangers};
use huibian::model::Settings;

use crate::random::Random;

/// A folder with its outputs.
pub struct Rebuilt<'a> {
    pub root: &'a Path,
    pub settings: &'a Settings,
}

impl Rebuilt<'_> {
    /// Builds into `public` beside what is there, and into another folder from
    /// nothing; how they differ.
    pub fn difference(&self) -> Option<String> {
        let beside = self.build("public", false);
        let whole = self.build("all", true);
        let (mine, theirs) = (files(&self.root.join("public")), files(&self.root.join("all")));
        for (path, bytes) in &theirs {
            match mine.get(path) {
                None => return Some(format!("{path} is missing")),
                Some(own) if own != bytes => return Some(format!("{path} differs")),
                Some(_) => {}
            }
        }
        if let Some(path) = mine.keys().find(|path| !theirs.contains_key(*path)) {
            return Some(format!("{path} should be gone"));
        }
        if beside.diagnostics != whole.diagnostics {
            return Some(format!("findings: {:?} and not {:?}", beside.diagnostics, whole.diagnostics));
        }
        if beside.counts != whole.counts {
            return Some(format!("counts: {:?} and not {:?}", beside.counts, whole.counts));
        }
        if !whole.contradicted.is_empty() {
            return Some(format!("made otherwise from the same: {:?}", whole.contradicted));
        }
        // Nothing has changed: nothing is made.
        let again = self.build("public", false);
        (again.made > 0 || again.tally.written > 0 || again.diagnostics != whole.diagnostics)
            .then(|| format!("a second build made {} files, wrote {}", again.made, again.tally.written))
    }

    /// Builds.
    pub fn build(&self, output: &str, verify: bool) -> Summary {
        let folder = Arc::new(Folder::open(self.root).unwrap());
        let destination = Destination {
            output: self.root.join(output),
            strangers: Strangers::Keep,
            verify,
            share: None,
            against: None,
        };
        build::run(&folder, self.settings, &destination, &|_| {}).unwrap().0
    }

    /// Does something to output or cache that nobody should; what it was.
    pub fn disturb(&self, random: &mut Random) -> &'static str {
        let outputs = paths(&self.root.join("public"));
        let any = |random: &mut Random, list: &[PathBuf]| list[random.below(list.len())].clone();
        let memos = paths(&self.root.join(".huibian/cache"));
        match random.below(8) {
            0 if !outputs.is_empty() => {
                fs::remove_file(any(random, &outputs)).unwrap();
                "a file of the site is removed"
            }
            1 if !outputs.is_empty() => {
                let path = any(random, &outputs);
                // As many bytes as before.
                let mut bytes = fs::read(&path).unwrap();
                bytes.iter_mut().for_each(|byte| *byte = byte.wrapping_add(1));
                fs::write(path, bytes).unwrap();
                "a file of the site is changed"
            }
            2 if !memos.is_empty() => {
                let path = any(random, &memos);
                let bytes = fs::read(&path).unwrap();
                fs::write(path, &bytes[..random.below(bytes.len() + 1)]).unwrap();
                "the cache is cut off"
            }
            3 if !memos.is_empty() => {
                let path = any(random, &memos);
                let mut bytes = fs::read(&path).unwrap();
                let at = random.below(bytes.len());
                bytes[at] ^= 1;
                fs::write(path, bytes).unwrap();
                "a bit of the cache is turned"
            }
            4 => {
                drop(fs::remove_dir_all(self.root.join(".huibian")));
                "the cache is removed"
            }
            5 => {
                let later = SystemTime::now() - Duration::from_secs(3600 + random.below(100) as u64);
                for path in paths(&self.root.join("content")).into_iter().chain(outputs) {
                    fs::File::options().write(true).open(path).unwrap().set_modified(later).unwrap();
                }
                "all times are others"
            }
            6 => {
                let settings = Settings { drafts: !self.settings.drafts, base_url: Some("https://a.cn/".to_owned()) };
                Rebuilt { settings: &settings, ..*self }.build("public", false);
                "another build with other settings"
            }
            _ => "nothing",
        }
    }
}

/// The files below a folder, but for huibian's own and those that are no files.
fn paths(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries.map(Result::unwrap) {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() && entry.file_name() != ".huibian" {
            found.append(&mut paths(&entry.path()));
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

/// The files of a site with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
    paths(folder).into_iter().map(|path| (name(&path), fs::read(&path).unwrap())).collect()
}
