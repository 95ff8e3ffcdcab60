//! Kept: what earlier builds into the same folder left in the cache.
//!
//! In: the publication on the disk and where its site goes. Out: the memo of the
//! last build that ended well, if the same program made it; whether anything has
//! changed since; and, after a build, its own memo in that place.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;

use crate::build::memo::{Head, Memo, OutputFile, SourceFile};
use crate::build::{Destination, Made, Summary, findings};
use crate::diag::fault::Fault;
use crate::disk::stamp::since_1970;
use crate::disk::{Claimed, Finished, Folder, Print, Stamp, stamp};
use crate::model::Settings;
use crate::pipeline::{Mentioned, Session};
use crate::source::{Cache, Digest, Digester, Files, Unreadable, VPath};

/// What is known before a build.
pub struct PreviousBuild {
    /// What the last build left; empty if it left nothing that is of use.
    pub memo: Memo,
    /// Where the memo of this build goes.
    name: Digest,
    /// What this build is made by and with, beside files.
    request: Digest,
    /// When it began, before anything was read.
    began: SystemTime,
    /// What the system says of each file of the publication; none if nothing.
    stamps: Vec<Option<Stamp>>,
}

impl PreviousBuild {
    /// Looks what there is, for a build that `began` before it read anything. None if the
    /// program cannot tell which one it is.
    pub fn of(
        folder: &Folder,
        settings: &Settings,
        destination: &Destination,
        began: SystemTime,
    ) -> Option<PreviousBuild> {
        // The same folder, wherever the publication was moved to with it.
        let output = destination.output.strip_prefix(folder.root()).unwrap_or(&destination.output);
        let name = Digest::of(format!("build {}", output.display()).as_bytes());
        let places: Vec<&Path> = folder.paths().iter().map(|path| folder.place(path)).collect();
        let left = || (folder.memo(name), folder.dir().stamps(&places));
        let (program, (memo, stamps)) = rayon::join(crate::disk::program, left);
        let mut request = Digester::default();
        request.part(program?.as_bytes());
        request.part(format!("{settings:?}").as_bytes());
        request.part(format!("{:?}", folder.diagnostics()).as_bytes());
        let request = request.end();
        let memo = memo.and_then(|bytes| Memo::read(&bytes, request)).unwrap_or_default();
        Some(PreviousBuild { memo, name, request, began, stamps })
    }

    /// The build again, if no file of the publication and none of the site has
    /// changed since.
    pub fn unchanged(&self, folder: &Folder, destination: &Destination) -> Result<Option<Summary>, Fault> {
        let Memo { head, files } = &self.memo;
        if head.request.is_none() || head.sources.len() != folder.paths().len() {
            return Ok(None);
        }
        let held: Option<Vec<Print>> =
            (0..head.sources.len()).into_par_iter().map(|at| self.held(folder, at)).collect();
        let Some(held) = held else { return Ok(None) };
        let Some(diagnostics) = findings::read(&head.findings) else { return Ok(None) };
        let system = folder.dir().system();
        let routes = files.iter().map(|entry| &*entry.route);
        let claimed = Claimed::of(system, &destination.output, folder.root(), destination.strangers)?;
        let there = self.there(&claimed);
        let output = claimed.open(routes)?.against(destination.against.clone());
        let look = |(entry, stamp): (&OutputFile, Option<Stamp>)| output.holds(&entry.route, &entry.print, stamp);
        let there: Option<Vec<Print>> = files.par_iter().zip(there).map(look).collect();
        let Some(there) = there else { return Ok(None) };
        let mut moved = head.sources.iter().zip(&held).any(|(source, print)| source.print != *print);
        moved |= files.iter().zip(&there).any(|(entry, print)| entry.print != *print);
        files.iter().zip(&there).for_each(|(entry, print)| output.keep(&entry.route, *print));
        if moved {
            // The same bytes with other times: the next look shall be quick again.
            let mut memo = self.memo.clone();
            memo.head.began = since_1970(self.began);
            memo.head.sources.iter_mut().zip(held).for_each(|(source, print)| source.print = print);
            memo.files.iter_mut().zip(there).for_each(|(entry, print)| entry.print = print);
            self.put(folder, &memo);
        }
        let Finished { tally, changes, .. } = output.finish()?;
        let contradicted = Vec::new();
        Ok(Some(Summary {
            counts: self.memo.counts(),
            tally,
            changes,
            made: 0,
            contradicted,
            diagnostics,
            timings: Vec::new(),
        }))
    }

    /// The files of the publication, of which is known what those hold that have not
    /// changed since the last build.
    pub fn known(&self, folder: &Arc<Folder>) -> Arc<dyn Files> {
        let content = |(path, stamp): (&VPath, &Option<Stamp>)| self.earlier(path, (*stamp)?);
        let contents = folder.paths().iter().zip(&self.stamps).map(content).collect();
        Arc::new(KnownPublication { folder: folder.clone(), contents })
    }

    /// What the system says of each file of the site that an earlier build left.
    pub fn there(&self, claimed: &Claimed) -> Vec<Option<Stamp>> {
        let routes: Vec<&str> = self.memo.files.iter().map(|entry| &*entry.route).collect();
        claimed.stamps(&routes)
    }

    fn put(&self, folder: &Folder, memo: &Memo) {
        if let Some(bytes) = memo.write() {
            folder.put_memo(self.name, &bytes);
        }
    }

    /// Leaves the memo of a build that ended well. Which files an earlier build
    /// made otherwise from the same, if that is to be known.
    pub fn leave(
        mut self,
        folder: &Folder,
        session: &Session,
        same: &Same,
        made: Vec<Made<'_>>,
        mut prints: Vec<(Box<str>, Print)>,
        summary: &Summary,
    ) -> Vec<String> {
        let sources = folder.paths().par_iter().enumerate();
        let sources: Option<Vec<SourceFile>> =
            sources.map(|(at, path)| self.source(folder, session, at, path)).collect();
        let places = self.places(folder);
        let mut is_left = vec![false; self.memo.files.len()];
        made.iter().filter_map(|made| made.left).for_each(|place| is_left[place] = true);
        let made = made.into_iter().filter(|made| made.left.is_none());
        let mut made: HashMap<&str, Made> = made.map(|made| (made.route.as_str(), made)).collect();
        let mut contradicted = Vec::new();
        prints.par_sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let mut files = Vec::with_capacity(prints.len());
        let mut earlier = std::mem::take(&mut self.memo.files).into_iter().zip(is_left).peekable();
        for (route, print) in prints {
            while earlier.next_if(|(entry, _)| entry.route < route).is_some() {}
            let earlier = earlier.next_if(|(entry, _)| entry.route == route);
            let entry = match (made.remove(&*route), earlier) {
                (None, Some((earlier, true))) => {
                    let texts = earlier
                        .texts
                        .iter()
                        .map(|&place| places.get(place as usize).copied().flatten())
                        .collect::<Option<_>>();
                    let key = earlier.key.filter(|_| texts.is_some());
                    OutputFile { key, texts: texts.unwrap_or_default(), print, ..earlier }
                }
                (None, _) => {
                    let (texts, mentioned) = (Vec::new(), Mentioned::All);
                    OutputFile { route, print, key: None, texts, mentioned, findings: "".into() }
                }
                (Some(Made { key, texts, mentioned, findings, .. }), earlier) => {
                    let entry =
                        OutputFile { route, print, key, texts, mentioned, findings: findings::write(&findings).into() };
                    let differs = |earlier: &OutputFile| {
                        let texts = earlier.texts.iter().map(|&place| places.get(place as usize).copied().flatten());
                        same.holds(earlier, entry.key)
                            && texts.eq(entry.texts.iter().map(|&place| Some(place)))
                            && earlier.mentioned == entry.mentioned
                            && earlier.print.digest != print.digest
                    };
                    if earlier.is_some_and(|(earlier, _)| differs(&earlier)) {
                        contradicted.push(entry.route.to_string());
                    }
                    entry
                }
            };
            files.push(entry);
        }
        let Some(sources) = sources else { return contradicted };
        let head = Head {
            request: Some(self.request),
            began: since_1970(self.began),
            reports: summary.counts.reports,
            pages: summary.counts.pages,
            findings: findings::write(&summary.diagnostics).into(),
            sources,
            metadata: session.metadata().to_vec(),
            ..Head::default()
        };
        self.put(folder, &Memo { head, files });
        contradicted
    }

    /// Where each file of the publication that the memo names stands now.
    fn places(&self, folder: &Folder) -> Vec<Option<u32>> {
        let mut paths = folder.paths().iter().enumerate().peekable();
        let place = |source: &SourceFile| {
            while paths.next_if(|(_, path)| **path < source.path).is_some() {}
            u32::try_from(paths.next_if(|(_, path)| **path == source.path)?.0).ok()
        };
        self.memo.head.sources.iter().map(place).collect()
    }

    /// A file of the publication as this build found it.
    fn source(&self, folder: &Folder, session: &Session, at: usize, path: &VPath) -> Option<SourceFile> {
        let stamp = self.stamps.get(at).copied().flatten()?;
        let digest = match session.content(path) {
            Some(content) => content,
            None => self.earlier(path, stamp).or_else(|| {
                let file = folder.open_file(path).ok()?;
                let digest = stamp::digest(&file).ok()?;
                // Of one that was changed meanwhile nobody knows what was copied.
                (Stamp::of(&file).ok()? == stamp).then_some(digest)
            })?,
        };
        Some(SourceFile { path: path.clone(), print: Print { digest, stamp } })
    }

    /// What a file held in the last build, if it was not changed since.
    fn earlier(&self, path: &VPath, stamp: Stamp) -> Option<Digest> {
        let sources = &self.memo.head.sources;
        let print = &sources[sources.binary_search_by(|source| source.path.cmp(path)).ok()?].print;
        (print.stamp == stamp && stamp.is_settled_at(self.last())).then_some(print.digest)
    }

    /// What a file of the publication holds, if that is what it held in the last build.
    fn held(&self, folder: &Folder, at: usize) -> Option<Print> {
        let (source, path) = (&self.memo.head.sources[at], &folder.paths()[at]);
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
        UNIX_EPOCH + Duration::from_nanos(self.memo.head.began)
    }
}

/// What an earlier build left, and what of it still holds.
pub struct Earlier {
    /// What it left.
    pub kept: PreviousBuild,
    /// What of that it made its files from is as it was.
    pub same: Same,
    /// What the system says of its files, by their places in the memo.
    pub there: Vec<Option<Stamp>>,
}

impl Earlier {
    /// Compares with what a publication is now.
    pub fn of(kept: Option<PreviousBuild>, there: Vec<Option<Stamp>>, session: &Session) -> Option<Earlier> {
        kept.map(|kept| Earlier { same: Same::of(&kept.memo, session), kept, there })
    }
}

/// What in the publication is as an earlier build found it.
pub struct Same {
    /// Which texts, by their places among the sources of the memo.
    texts: Vec<bool>,
    /// Of which reports what they say of themselves, by their places there.
    metadata: Vec<bool>,
    /// Whether that is so of all, and there are no others.
    all: bool,
}

impl Same {
    fn of(memo: &Memo, session: &Session) -> Same {
        let Head { sources, metadata, .. } = &memo.head;
        let text = |source: &SourceFile| session.content(&source.path) == Some(source.print.digest);
        let now = session.metadata();
        let is_said = |(place, said): (usize, &(VPath, Digest))| now.get(place) == Some(said);
        Same {
            texts: sources.iter().map(text).collect(),
            metadata: metadata.iter().enumerate().map(is_said).collect(),
            all: metadata == now,
        }
    }

    /// Whether a file of which this is the key now would be made from the same again.
    pub fn holds(&self, entry: &OutputFile, key: Option<Digest>) -> bool {
        let is = |list: &[bool], place: &u32| list.get(*place as usize).is_some_and(|same| *same);
        key.is_some()
            && entry.key == key
            && entry.texts.iter().all(|place| is(&self.texts, place))
            && match &entry.mentioned {
                Mentioned::All => self.all,
                Mentioned::These(places) => places.iter().all(|place| is(&self.metadata, place)),
            }
    }
}

/// A publication of which is known what some of its files hold.
struct KnownPublication {
    folder: Arc<Folder>,
    /// By the places of the files.
    contents: Vec<Option<Digest>>,
}

impl Files for KnownPublication {
    fn paths(&self) -> &[VPath] {
        self.folder.paths()
    }

    fn read(&self, path: &VPath) -> Result<Vec<u8>, Unreadable> {
        self.folder.read(path)
    }

    fn read_head(&self, path: &VPath, length: usize) -> Result<Vec<u8>, Unreadable> {
        self.folder.read_head(path, length)
    }

    fn cache(&self) -> Option<&dyn Cache> {
        self.folder.cache()
    }

    fn content(&self, path: &VPath) -> Option<Digest> {
        self.contents[self.folder.paths().binary_search(path).ok()?]
    }
}
