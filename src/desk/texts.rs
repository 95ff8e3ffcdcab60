//! Texts: what all reports say, as a search compares it, so that the list finds words in them.
//!
//! In: the files of a state. Out: which of them have a phrase, by the rules of the site's
//! own search (`search::fold`). They are folded once, before anybody types, and again
//! when they change.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use memchr::memmem::Finder;
use rayon::prelude::*;

use crate::disk::Folder;
use crate::search::fold::fold;
use crate::source::{Files, VPath};

/// The folded texts that are known by now, by their files.
#[derive(Default)]
pub struct Texts(RwLock<HashMap<VPath, Arc<str>>>);

impl Texts {
    /// Forgets files that have changed.
    pub fn forget<'p>(&self, changed: impl Iterator<Item = &'p VPath>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        changed.for_each(|path| drop(known.remove(path)));
    }

    /// Reads the files that are not known yet. Whoever forgets one that changes meanwhile
    /// waits, so that no text stays that was read before.
    pub fn prepare(&self, folder: &Folder, files: &[&VPath]) {
        let is_known = |known: &HashMap<VPath, Arc<str>>| files.iter().all(|path| known.contains_key(*path));
        if is_known(&self.0.read().unwrap_or_else(PoisonError::into_inner)) {
            return;
        }
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let wanted: Vec<&&VPath> = files.iter().filter(|path| !known.contains_key(**path)).collect();
        let read = |path: &&&VPath| {
            let bytes = folder.read(path).unwrap_or_default();
            ((**path).clone(), fold(&String::from_utf8_lossy(&bytes)).into())
        };
        let read: Vec<(VPath, Arc<str>)> = wanted.par_iter().map(read).collect();
        known.extend(read);
    }

    /// Which of some files have a phrase; none of them if nothing of it is left by folding.
    pub fn having(&self, phrase: &str, files: &[&VPath]) -> Vec<bool> {
        let phrase = fold(phrase);
        if phrase.is_empty() {
            return vec![false; files.len()];
        }
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let finder = Finder::new(&phrase);
        let has = |path: &&VPath| known.get(*path).is_some_and(|text| finder.find(text.as_bytes()).is_some());
        files.par_iter().map(has).collect()
    }
}
