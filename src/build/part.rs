//! Parts: several builds that share the work of one site, and what joins them.
//!
//! In: which of how many parts, and the session that all of them have alike. Out:
//! which files are its own, and a note in its folder by which `join` knows that
//! parts belong together: what they were made from and by, and which files the
//! whole site has. A file has one owner, by its name; so nobody has to agree with
//! anybody, and the same part is the same wherever it is made.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::site::NoSite;
use crate::disk::{Claimed, Finished, Folder, Ledger, Site, Strangers, System, stamp};
use crate::model::Settings;
use crate::pipeline::Session;
use crate::plan::Piece;
use crate::plan::search::Form;
use crate::render::Content;
use crate::search;
use crate::source::{Digest, Digester, Files};

/// Which part of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// From 0.
    pub index: u32,
    /// At least 1.
    pub count: u32,
}

impl Share {
    /// Whether a piece is made by this part.
    pub fn owns(self, piece: Piece<'_>) -> bool {
        let number = match piece {
            // In turn, for they are few and large.
            Piece::Segment(place) => place as u64,
            Piece::Named(name) => {
                let mut number = [0; 8];
                number.copy_from_slice(&Digest::of(name.as_bytes()).as_bytes()[..8]);
                u64::from_le_bytes(number)
            }
            Piece::Joined => return false,
        };
        number % u64::from(self.count) == u64::from(self.index)
    }
}

/// What the folder of a part says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRecord {
    version: u32,
    /// From 1, as people count.
    index: u32,
    count: u32,
    /// The digest of all that the site is made from and by.
    state: String,
    /// The digest of the routes of the whole site.
    routes: String,
    /// Where what joins the search goes, and what this part knows of it.
    search: Option<(String, String)>,
}

impl PartRecord {
    /// What is to be said of a part whose files are made. None if not all of the
    /// publication can be read, or the program does not know which one it is.
    pub fn of(share: Share, session: &Session, folder: &Folder, settings: &Settings) -> Option<PartRecord> {
        let joined = session.routes().map(|(route, _)| route).find(|route| session.piece(route) == Piece::Joined);
        let search = joined.and_then(|route| match session.render(route).content {
            Content::Bytes(bytes) => Some((route.as_str().to_owned(), String::from_utf8(bytes).ok()?)),
            Content::Copy(_) => None,
        });
        Some(PartRecord {
            version: 1,
            index: share.index + 1,
            count: share.count,
            state: state(session, folder, settings)?.to_string(),
            routes: routes(&Ledger::new(session.routes().map(|(route, _)| route.as_str()))).to_string(),
            search,
        })
    }

    /// As it is written.
    pub fn text(&self) -> String {
        // Numbers and strings always have a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The digest of the program, of what it was asked for and of all files.
fn state(session: &Session, folder: &Folder, settings: &Settings) -> Option<Digest> {
    let digest = |path| session.content(path).or_else(|| stamp::digest(&folder.open_file(path).ok()?).ok());
    let files: Vec<Digest> = folder.paths().par_iter().map(digest).collect::<Option<_>>()?;
    let mut state = Digester::default();
    state.part(crate::disk::program()?.as_bytes());
    state.part(format!("{settings:?}{:?}", folder.diagnostics()).as_bytes());
    for (path, digest) in folder.paths().iter().zip(files) {
        state.part(path.as_str().as_bytes()).part(digest.as_bytes());
    }
    Some(state.end())
}

fn routes(ledger: &Ledger) -> Digest {
    let mut text = String::new();
    for route in ledger.routes() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{route}");
    }
    Digest::of(text.as_bytes())
}

/// Why parts do not make a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// This folder is no site.
    NoSite(PathBuf, NoSite),
    /// This folder is no part, or was built again since.
    NoPart(PathBuf),
    /// Files of this folder are not as they were written.
    Damaged(PathBuf),
    /// These were not made from the same files by the same program.
    Unlike(PathBuf, PathBuf),
    /// These are the same part.
    Twice(PathBuf, PathBuf),
    /// These parts are missing.
    Missing(Vec<u32>),
    /// Two have this file.
    Shared(String),
    /// They do not come to all files of the site.
    Incomplete,
}

/// Joins parts to the site that one build would have written.
pub fn join(
    system: &'static dyn System,
    folders: &[PathBuf],
    output: &Path,
    strangers: Strangers,
) -> Result<Result<Finished, Unfit>, Fault> {
    let mut parts = Vec::new();
    for folder in folders {
        match open(system, folder)? {
            Ok((site, part)) => parts.push((folder, site, part)),
            Err(unfit) => return Ok(Err(unfit)),
        }
    }
    if let Some(unfit) = unlike(&parts) {
        return Ok(Err(unfit));
    }
    let Some((first, _, PartRecord { search, routes: all, .. })) = parts.first() else {
        return Ok(Err(Unfit::Incomplete));
    };
    let mut files: Vec<(&Site, &str)> =
        parts.iter().flat_map(|(_, site, _)| site.ledger.routes().map(move |route| (site, route))).collect();
    files.sort_by_key(|(_, route)| *route);
    if let Some(pair) = files.windows(2).find(|pair| pair[0].1 == pair[1].1) {
        return Ok(Err(Unfit::Shared(pair[0].1.to_owned())));
    }
    let manifests: Vec<&[u8]> =
        parts.iter().filter_map(|(_, _, part)| Some(part.search.as_ref()?.1.as_bytes())).collect();
    let manifest = match search {
        None => None,
        Some((route, _)) => match search::joined(form(route), &manifests) {
            Some(bytes) if manifests.len() == parts.len() => Some((route.as_str(), bytes)),
            _ => return Ok(Err(Unfit::Incomplete)),
        },
    };
    let names = files.iter().map(|(_, route)| *route).chain(manifest.as_ref().map(|(route, _)| *route));
    let whole = Ledger::new(names.clone());
    if routes(&whole).to_string() != *all {
        return Ok(Err(Unfit::Incomplete));
    }
    let output = Claimed::of(system, output, first, strangers)?.open(names)?;
    files.par_iter().try_for_each(|(site, route)| {
        let file = site.open_file(route).map_err(|error| Fault::system(READ, Path::new(route), error))?;
        output.copy(route, &file).map(drop)
    })?;
    if let Some((route, bytes)) = manifest {
        output.put(route, &bytes)?;
    }
    output.finish().map(Ok)
}

const READ: Words = Words { zh: "读取", en: "read" };

/// The form of the search, by the route of its manifest.
fn form(route: &str) -> Form {
    if route.ends_with(".json") { Form::Data } else { Form::Script }
}

/// A folder with what it says of its part, every file as it was written.
fn open(system: &'static dyn System, folder: &Path) -> Result<Result<(Site, PartRecord), Unfit>, Fault> {
    let site = match Site::open(system, folder)? {
        Ok(site) => site,
        Err(why) => return Ok(Err(Unfit::NoSite(folder.to_owned(), why))),
    };
    let part = site.part().and_then(|text| serde_json::from_str::<PartRecord>(&text).ok());
    let Some(part) = part.filter(|part| part.version == 1) else { return Ok(Err(Unfit::NoPart(folder.to_owned()))) };
    // Strangers' files are not copied.
    if !site.verify().is_some_and(|verified| verified.is_whole(true)) {
        return Ok(Err(Unfit::Damaged(folder.to_owned())));
    }
    Ok(Ok((site, part)))
}

/// Why parts do not belong together, if they do not.
fn unlike(parts: &[(&PathBuf, Site, PartRecord)]) -> Option<Unfit> {
    let (first, _, same) = parts.first()?;
    let is_unlike =
        |part: &PartRecord| (part.count, &part.state, &part.routes) != (same.count, &same.state, &same.routes);
    if let Some((folder, ..)) = parts.iter().find(|(_, _, part)| is_unlike(part)) {
        return Some(Unfit::Unlike((*first).clone(), (*folder).clone()));
    }
    let mut sorted: Vec<_> = parts.iter().map(|(folder, _, part)| (part.index, *folder)).collect();
    sorted.sort();
    if let Some(pair) = sorted.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return Some(Unfit::Twice(pair[0].1.clone(), pair[1].1.clone()));
    }
    let missing: Vec<u32> =
        (1..=same.count).filter(|index| sorted.binary_search_by_key(index, |(index, _)| *index).is_err()).collect();
    (!missing.is_empty()).then_some(Unfit::Missing(missing))
}
