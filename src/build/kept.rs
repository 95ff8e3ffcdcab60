//! Kept: what earlier builds into the same folder left in the cache.
//!
//! In: the publication on the disk and where its site goes. Out: the memo of the
//! last build that ended well, if the same program made it; whether anything has
//! changed since; and, after a build, its own memo in that place.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;

use crate::build::memo::{Entry, Memo, Source};
use crate::build::{Destination, Made, Summary, findings};
use crate::diag::fault::Fault;
use crate::disk::stamp::since_1970;
use crate::disk::{Finished, Folder, Output, Print, Stamp, stamp};
use crate::model::Settings;
use crate::pipeline::{Mentioned, Session};
use crate::source::{Digest, Digester, Files, VPath};

/// What is known before a build.
pub struct Kept {
    /// What the last build left; empty if it left nothing that is of use.
    pub memo: Memo,
    /// Where the memo of this build goes.
    name: Digest,
    /// What this build is made by and with, beside files.
    request: Digest,
    /// When it began, before anything was looked at.
    began: SystemTime,
    /// What the system says of each file of the publication; none if nothing.
    stamps: Vec<Option<Stamp>>,
}

impl Kept {
    /// Looks what there is. None if the program cannot tell which one it is.
    pub fn of(folder: &Folder, settings: &Settings, destination: &Destination) -> Option<Kept> {
        let mut request = Digester::default();
        request.part(crate::disk::program()?.as_bytes());
        request.part(format!("{settings:?}").as_bytes());
        request.part(format!("{:?}", folder.diagnostics()).as_bytes());
        let request = request.end();
        // The same folder, wherever the publication was moved to with it.
        let output = destination.output.strip_prefix(folder.root()).unwrap_or(&destination.output);
        let name = Digest::of(format!("build {}", output.display()).as_bytes());
        let began = SystemTime::now();
        let places: Vec<&Path> = folder.paths().iter().map(|path| folder.place(path)).collect();
        let stamps = folder.dir().stamps(&places);
        let memo = || Memo::read(&String::from_utf8(folder.memo(name)?).ok()?);
        let memo = memo().filter(|memo| memo.request == Some(request)).unwrap_or_default();
        Some(Kept { memo, name, request, began, stamps })
    }

    /// The build again, if no file of the publication and none of the site has
    /// changed since.
    pub fn unchanged(&self, folder: &Folder, destination: &Destination) -> Result<Option<Summary>, Fault> {
        let memo = &self.memo;
        if memo.request.is_none() || memo.sources.len() != folder.paths().len() {
            return Ok(None);
        }
        let held: Option<Vec<Print>> =
            (0..memo.sources.len()).into_par_iter().map(|at| self.held(folder, at)).collect();
        let (Some(held), Some(diagnostics)) = (held, findings::read(&memo.findings)) else { return Ok(None) };
        let system = folder.dir().system();
        let routes = memo.files.keys().map(|route| &**route);
        let output = Output::open_with(system, &destination.output, folder.root(), routes, destination.strangers)?
            .against(destination.against.clone());
        let there = self.there(&output);
        let look = |route: &str, entry: &Entry| {
            Some((route.into(), output.holds(route, &entry.print, there.get(route).copied())?))
        };
        let there = memo.files.par_iter().map(|(route, entry)| look(route, entry));
        let Some(there) = there.collect::<Option<Vec<(Box<str>, Print)>>>() else { return Ok(None) };
        let mut moved = memo.sources.iter().zip(&held).any(|(source, print)| source.print != *print);
        moved |= there.iter().any(|(route, print)| memo.files[route].print != *print);
        there.iter().for_each(|(route, print)| output.keep(route, *print));
        if moved {
            // The same bytes with other times: the next look shall be quick again.
            let mut memo = memo.clone();
            memo.began = since_1970(self.began);
            memo.sources.iter_mut().zip(held).for_each(|(source, print)| source.print = print);
            for (route, print) in there {
                memo.files.entry(route).and_modify(|entry| entry.print = print);
            }
            folder.put_memo(self.name, memo.write().as_bytes());
        }
        let Finished { tally, changes, .. } = output.finish()?;
        let contradicted = Vec::new();
        Ok(Some(Summary {
            counts: memo.counts(),
            tally,
            changes,
            made: 0,
            contradicted,
            diagnostics,
            timings: Vec::new(),
        }))
    }

    /// What the system says of the files of the site that are there.
    pub fn there(&self, output: &Output) -> HashMap<&str, Stamp> {
        let mut routes: Vec<&str> = self.memo.files.keys().map(|route| &**route).collect();
        // Those of one folder together.
        routes.sort_unstable_by_key(|route| (route.rsplit_once('/').map(|(folder, _)| folder), *route));
        let stamps = output.stamps(&routes);
        routes.into_iter().zip(stamps).filter_map(|(route, stamp)| Some((route, stamp?))).collect()
    }

    /// Leaves the memo of a build that ended well. Which files an earlier build
    /// made otherwise from the same, if that is to be known.
    pub fn leave(
        self,
        folder: &Folder,
        session: &Session,
        made: Vec<Made>,
        prints: Vec<(Box<str>, Print)>,
        summary: &Summary,
    ) -> Vec<String> {
        let mut made: HashMap<String, Made> =
            made.into_iter().map(|made| (made.route.as_str().to_owned(), made)).collect();
        let mut contradicted = Vec::new();
        let mut files = HashMap::with_capacity(prints.len());
        for (route, print) in prints {
            let entry = match made.remove(&*route) {
                Some(Made { key, texts, mentioned, findings, .. }) => {
                    let said = session.said_by(&mentioned);
                    Entry { key, texts, mentioned, said, findings: findings::write(&findings).into(), print }
                }
                None => Entry {
                    key: None,
                    texts: Vec::new(),
                    mentioned: Mentioned::All,
                    said: None,
                    findings: "".into(),
                    print,
                },
            };
            let earlier = self.memo.files.get(&route);
            let same = |earlier: &&Entry| {
                entry.key.is_some()
                    && earlier.key == entry.key
                    && earlier.texts == entry.texts
                    && (&earlier.mentioned, earlier.said) == (&entry.mentioned, entry.said)
            };
            if earlier.filter(same).is_some_and(|earlier| earlier.print.digest != print.digest) {
                contradicted.push(route.to_string());
            }
            files.insert(route, entry);
        }
        contradicted.sort_unstable();
        let sources = folder.paths().par_iter().enumerate();
        let sources: Option<Vec<Source>> = sources.map(|(at, path)| self.source(folder, session, at, path)).collect();
        let Some(sources) = sources else { return contradicted };
        let memo = Memo {
            request: Some(self.request),
            began: since_1970(self.began),
            counts: (summary.counts.reports, summary.counts.pages),
            findings: findings::write(&summary.diagnostics).into(),
            sources,
            files,
        };
        folder.put_memo(self.name, memo.write().as_bytes());
        contradicted
    }

    /// A file of the publication as this build found it.
    fn source(&self, folder: &Folder, session: &Session, at: usize, path: &VPath) -> Option<Source> {
        let stamp = self.stamps.get(at).copied().flatten()?;
        let digest = match session.content(path) {
            Some(content) => content,
            None => self.earlier(path, stamp).or_else(|| stamp::digest(&folder.open_file(path).ok()?).ok())?,
        };
        Some(Source { path: path.clone(), print: Print { digest, stamp } })
    }

    /// What a file held in the last build, if it was not changed since.
    fn earlier(&self, path: &VPath, stamp: Stamp) -> Option<Digest> {
        let at = self.memo.sources.binary_search_by(|source| source.path.cmp(path)).ok()?;
        let print = &self.memo.sources[at].print;
        (print.stamp == stamp && stamp.is_settled_at(self.last())).then_some(print.digest)
    }

    /// What a file of the publication holds, if that is what it held in the last build.
    fn held(&self, folder: &Folder, at: usize) -> Option<Print> {
        let (source, path) = (&self.memo.sources[at], &folder.paths()[at]);
        let stamp = self.stamps.get(at).copied().flatten()?;
        if source.path != *path {
            return None;
        }
        let settled = source.print.stamp == stamp && stamp.is_settled_at(self.last());
        let same = || {
            stamp.length == source.print.stamp.length
                && folder.open_file(path).and_then(|file| stamp::digest(&file)).ok() == Some(source.print.digest)
        };
        (settled || same()).then_some(Print { stamp, digest: source.print.digest })
    }

    /// When the last build began.
    fn last(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_nanos(self.memo.began)
    }
}
