//! A site on the disk held against its ledger.
//!
//! In: a folder that a build has written, and perhaps somebody else since. Out:
//! which files are not there, which hold something else, which are nobody's.
//! Nothing is changed and no link is followed; only folders that the ledger
//! names are looked into, however many there are besides.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::disk::output::claim::is_known;
use crate::disk::output::ledger::{Ledger, Seal};
use crate::disk::output::{OWN, STAGING};
use crate::disk::stamp;
use crate::disk::system::Dir;

/// What was found of a site, by routes in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many files the ledger has.
    pub files: usize,
    /// 缺 Files that are not there.
    pub missing: Vec<String>,
    /// 改 Files that hold something else, or are links.
    pub changed: Vec<String>,
    /// 残 Files that have fewer bytes than were written.
    pub short: Vec<String>,
    /// 外 Files and folders that huibian did not write; a folder ends in a slash.
    pub foreign: Vec<String>,
    /// Files of which the ledger does not say what they held.
    pub unsealed: Vec<String>,
    /// Whether a build was cut short here, or has not ended yet.
    pub unfinished: bool,
}

impl Verified {
    /// Whether the site is what was written; strangers' files may be let pass.
    pub fn is_whole(&self, with_foreign: bool) -> bool {
        let Verified { missing, changed, short, foreign, unsealed, unfinished, .. } = self;
        [missing, changed, short, unsealed].iter().all(|list| list.is_empty())
            && !unfinished
            && (with_foreign || foreign.is_empty())
    }
}

/// How one file is.
enum State {
    Whole,
    Missing,
    Changed,
    Short,
    Unsealed,
}

/// Holds a folder against its ledger.
pub fn verify(dir: &Dir, ledger: &Ledger) -> Verified {
    let mut verified = Verified {
        foreign: foreign(dir, ledger),
        unfinished: !matches!(dir.kind(Path::new(STAGING)), Ok(None)),
        ..Verified::default()
    };
    let routes: Vec<&str> = ledger.routes().collect();
    verified.files = routes.len();
    let states: Vec<State> = routes.par_iter().map(|route| state(dir, route, ledger.seal(route))).collect();
    for (route, state) in routes.iter().zip(states) {
        let list = match state {
            State::Whole => continue,
            State::Missing => &mut verified.missing,
            State::Changed => &mut verified.changed,
            State::Short => &mut verified.short,
            State::Unsealed => &mut verified.unsealed,
        };
        list.push((*route).to_owned());
    }
    verified
}

fn state(dir: &Dir, route: &str, seal: Option<Seal>) -> State {
    let path = Path::new(route);
    if matches!(dir.kind(path), Ok(None)) {
        return State::Missing;
    }
    // What cannot be read does not hold what was written, for any reader.
    let Ok(file) = dir.open(path) else { return State::Changed };
    let Some(seal) = seal else { return State::Unsealed };
    match file.metadata().map(|metadata| metadata.len()) {
        Ok(length) if length < seal.length => State::Short,
        Ok(length) if length == seal.length && stamp::digest(&file).is_ok_and(|digest| digest == seal.digest) => {
            State::Whole
        }
        _ => State::Changed,
    }
}

/// What lies in the folders of the site and is not the site's.
fn foreign(dir: &Dir, ledger: &Ledger) -> Vec<String> {
    let folders = ledger.folders();
    let mut foreign = Vec::new();
    for folder in std::iter::once("").chain(folders.iter().map(String::as_str)) {
        for name in dir.names(Path::new(folder)).unwrap_or_default() {
            let path = PathBuf::from(folder).join(&name);
            let route = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            if ledger.has(&route) || is_known(&name) && (name != OWN || folder.is_empty()) {
                continue;
            }
            match dir.is_folder(&path) {
                true if folders.contains(&route) => {}
                true => foreign.push(format!("{route}/")),
                false => foreign.push(route),
            }
        }
    }
    foreign.sort_unstable();
    foreign
}
