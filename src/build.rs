//! Build: a publication on the disk becomes a site on the disk.
//!
//! In: the scanned folder, the session's settings and the output folder. Out:
//! the files, in the order in which they may be seen, and a summary with every
//! finding. Pages are rendered in parallel and written as they are made, so
//! that only as many are in memory as there are threads. Findings never stop
//! a build; a fault does, at once, and leaves the output as `Output` promises.
//!
//! What an earlier build made from the same is left (`memo`, `kept`).

mod findings;
mod kept;
mod memo;
pub mod part;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use rayon::prelude::*;

use crate::diag::fault::Fault;
use crate::diag::{self, Diagnostic, Words};
use crate::disk::{Changes, Claimed, Finished, Folder, Ledger, Output, Print, Stamp, Strangers, Tally};
use crate::model::{Attachment, Settings};
use crate::pipeline::{Counts, Mentioned, Session, Texts};
use crate::plan::{PageKind, Piece, Route, WritePhase};
use crate::render::{self, Content};
use crate::search::Left;
use crate::source::{Digest, Files, VPath};

use kept::{Earlier, PreviousBuild};
use part::{PartRecord, Share};

/// The order of making, which is that of changing: `Output` gives new files
/// their places before changed ones.
const RANKS: [WritePhase; 5] =
    [WritePhase::Asset, WritePhase::Search, WritePhase::Report, WritePhase::Index, WritePhase::Home];

/// Where the site goes.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The output folder.
    pub output: PathBuf,
    /// What to do with files there that huibian did not write.
    pub strangers: Strangers,
    /// Whether everything is made, though an earlier build made the same.
    pub verify: bool,
    /// Which part of it is written, if several builds share the work.
    pub share: Option<Share>,
    /// A published site, if only what differs from it is to be written.
    pub against: Option<Ledger>,
}

/// How far a build has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The plan is made: so many files will be rendered.
    Planned(usize),
    /// One more file is in its place. Told from several threads.
    Placed,
}

/// A finished build.
#[derive(Debug)]
pub struct Summary {
    /// How many reports and pages the publication has.
    pub counts: Counts,
    /// What became of the files.
    pub tally: Tally,
    /// Which of them are others than before.
    pub changes: Changes,
    /// How many files were made, to be written or compared; the others were left.
    pub made: usize,
    /// Files that an earlier build made otherwise from the same, of which only
    /// a build that verifies knows: its cache was wrong.
    pub contradicted: Vec<String>,
    /// Every finding, in the order for showing.
    pub diagnostics: Vec<Diagnostic>,
    /// How long each stage took, in their order.
    pub timings: Vec<(Stage, Duration)>,
}

/// A part of a build that is timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Parsing, modelling, indexing and planning.
    Read,
    /// Rendering and writing so many files of one rank.
    Rank(WritePhase, usize),
    /// Pruning and showing.
    Finish,
}

/// Builds the publication, once. `progress` is told of each step. Beside the summary
/// the session of which the site was made, if one was needed: to free it, string by
/// string, takes 3 % of a build of 10,000 reports, and a process that ends after a
/// build had better leave that to the system.
pub fn run(
    folder: &Arc<Folder>,
    settings: &Settings,
    destination: &Destination,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<(Summary, Option<Session>), Fault> {
    let mut clock = Clock::start();
    let began = SystemTime::now();
    // A part is made where nothing was before, most often.
    let kept = if destination.share.is_some() { None } else { PreviousBuild::of(folder, settings, destination, began) };
    if let Some(kept) = kept.as_ref().filter(|_| !destination.verify)
        && let Some(mut summary) = kept.unchanged(folder, destination)?
    {
        clock.end(Stage::Read);
        summary.timings = clock.timings;
        return Ok((summary, None));
    }
    let files = match &kept {
        Some(kept) if !destination.verify => kept.known(folder),
        _ => folder.clone(),
    };
    // What an earlier build left is looked at while the publication is read.
    let (looked, session) = rayon::join(
        || look(folder, destination, kept.as_ref()),
        || Session::brief(files, settings, destination.verify),
    );
    let (claimed, there) = looked?;
    let earlier = Earlier::of(kept, there, &session);
    clock.end(Stage::Read);
    let mut summary = write_beside(&session, folder, destination, Some(settings), claimed, earlier, progress)?;
    summary.timings.insert(0, clock.timings[0]);
    Ok((summary, Some(session)))
}

/// Writes the site of a session of which is known what its files are made from, and
/// none of whose files was read before `since`. `progress` is told of each step.
pub fn write(
    session: &Session,
    folder: &Folder,
    since: SystemTime,
    settings: &Settings,
    destination: &Destination,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Summary, Fault> {
    let kept = PreviousBuild::of(folder, settings, destination, since);
    let (claimed, there) = look(folder, destination, kept.as_ref())?;
    let earlier = Earlier::of(kept, there, session);
    write_beside(session, folder, destination, None, claimed, earlier, progress)
}

/// Takes hold of the output folder. Beside it what the system says of the files that an
/// earlier build left there.
fn look(
    folder: &Folder,
    destination: &Destination,
    kept: Option<&PreviousBuild>,
) -> Result<(Claimed, Vec<Option<Stamp>>), Fault> {
    let system = folder.dir().system();
    let claimed = Claimed::of(system, &destination.output, folder.root(), destination.strangers)?;
    let there = kept.map(|kept| kept.there(&claimed)).unwrap_or_default();
    Ok((claimed, there))
}

/// Writes the site of a session beside what earlier builds left.
fn write_beside(
    session: &Session,
    folder: &Folder,
    destination: &Destination,
    settings: Option<&Settings>,
    claimed: Claimed,
    earlier: Option<Earlier>,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Summary, Fault> {
    let mut clock = Clock::start();
    let mut diagnostics = session.remaining(folder.diagnostics());
    diagnostics.extend_from_slice(session.diagnostics());
    let share = destination.share;
    let is_ours = |route: &Route| share.is_none_or(|share| share.owns(session.piece(route)));
    let mut ours = session.plan().routes();
    ours.retain(|(route, _)| is_ours(route));
    let routes = ours.iter().map(|(route, _)| route.as_str());
    let output = claimed.open(routes)?.against(destination.against.clone());
    progress(Step::Planned(ours.len()));
    let left = earlier.as_ref().filter(|_| !destination.verify);
    let site = Site { session, folder, output: &output, earlier: left, share, progress };
    let planned = site.planned(&ours);
    let mut made: Vec<Made> = Vec::new();
    for rank in RANKS {
        let mut planned: Vec<&Planned> = planned.iter().filter(|planned| planned.make.rank() == rank).collect();
        let count = planned.len();
        if rank == WritePhase::Asset {
            diagnostics.extend(site.write_pictures()?);
            planned.retain(|planned| !matches!(planned.make, PageKind::Rendition(..)));
        }
        if rank == WritePhase::Search {
            made.extend(site.write_search(&planned)?);
        } else {
            // The long pieces of work, all facts as data, begin first, so that no
            // thread is left alone with one at the end.
            planned.sort_by_key(|planned| !render::is_streamed(planned.make));
            // Collected in the order of the routes, whichever thread ends first.
            made.extend(planned.par_iter().map(|planned| site.place(planned)).collect::<Result<Vec<_>, Fault>>()?);
        }
        clock.end(Stage::Rank(rank, count));
    }
    diagnostics.extend(made.iter().flat_map(|made| made.findings.iter().cloned()));
    let part = share.zip(settings).map(|(share, settings)| {
        let unknown = Words {
            zh: "汇编里有读不了的文件，不能分片生成",
            en: "a file of the publication cannot be read, so it cannot be built in parts",
        };
        let part = PartRecord::of(share, session, folder, settings);
        part.ok_or_else(|| Fault::known(Words { zh: "生成", en: "build" }, folder.root(), unknown))
    });
    let part = part.transpose()?.map(|part| part.text());
    let Finished { tally, changes, prints } = output.finish_as(part.as_deref())?;
    diag::sort(&mut diagnostics);
    let diagnostics = session.baseline().sift(diagnostics, &Texts(folder)).fresh;
    let (counts, count) = (session.counts(), made.iter().filter(|made| made.left.is_none()).count());
    let mut summary =
        Summary { counts, tally, changes, made: count, contradicted: Vec::new(), diagnostics, timings: Vec::new() };
    if let Some(Earlier { kept, same, .. }) = earlier {
        summary.contradicted = kept.leave(folder, session, &same, made, prints, &summary);
    }
    folder.sweep_cache();
    clock.end(Stage::Finish);
    summary.timings = clock.timings;
    Ok(summary)
}

/// A site that is being written.
struct Site<'a> {
    session: &'a Session,
    folder: &'a Folder,
    output: &'a Output,
    /// What an earlier build left, unless all is made.
    earlier: Option<&'a Earlier>,
    /// Which part is made.
    share: Option<Share>,
    progress: &'a (dyn Fn(Step) + Sync),
}

/// A file of the site that is to be.
struct Planned<'p> {
    route: &'p Route,
    make: &'p PageKind,
    /// Its place in the memo, if an earlier build left it.
    earlier: Option<usize>,
}

impl Site<'_> {
    /// Whether a piece is made by this build.
    fn owns(&self, piece: Piece<'_>) -> bool {
        self.share.is_none_or(|share| share.owns(piece))
    }

    /// Routes in order, with what an earlier build left at each.
    fn planned<'p>(&self, routes: &[(&'p Route, &'p PageKind)]) -> Vec<Planned<'p>> {
        let left = self.earlier.map_or(&[][..], |earlier| &earlier.kept.memo.files);
        let mut left = left.iter().enumerate().peekable();
        let planned = |&(route, make): &(&'p Route, &'p PageKind)| {
            while left.next_if(|(_, entry)| *entry.route < *route.as_str()).is_some() {}
            let earlier = left.next_if(|(_, entry)| *entry.route == *route.as_str());
            Planned { route, make, earlier: earlier.map(|(place, _)| place) }
        };
        routes.iter().map(planned).collect()
    }

    /// Puts one file in its place, unless it is there.
    fn place<'p>(&self, planned: &Planned<'p>) -> Result<Made<'p>, Fault> {
        let key = self.session.key(planned.make);
        let made = match self.left(planned, key) {
            Some((made, print)) => {
                self.output.keep(planned.route.as_str(), print);
                made
            }
            None => self.make(planned, key)?,
        };
        (self.progress)(Step::Placed);
        Ok(made)
    }

    /// A file that an earlier build made from the same and that is still there.
    fn left<'p>(&self, planned: &Planned<'p>, key: Option<Digest>) -> Option<(Made<'p>, Print)> {
        let (earlier, place) = self.earlier.zip(planned.earlier)?;
        let entry = earlier.kept.memo.files.get(place).filter(|entry| earlier.same.holds(entry, key))?;
        let findings = findings::read(&entry.findings)?;
        let print = self.output.holds(&entry.route, &entry.print, earlier.there[place])?;
        Some((Made { findings, left: Some(place), ..Made::of(planned.route, key) }, print))
    }

    /// Makes one file and puts it in its place.
    fn make<'p>(&self, planned: &Planned<'p>, key: Option<Digest>) -> Result<Made<'p>, Fault> {
        let route = planned.route;
        let mut made = Made::of(route, key);
        if render::is_streamed(planned.make) {
            let asked = Mutex::default();
            self.output.stream(route.as_str(), &|out| {
                *asked.lock().unwrap_or_else(PoisonError::into_inner) = self.session.stream(route, out)?;
                Ok(())
            })?;
            let asked = asked.into_inner().unwrap_or_else(PoisonError::into_inner);
            made.mentioned = self.session.mentioned(&asked);
            return Ok(made);
        }
        let (rendered, asked) = self.session.render_noting(route);
        match rendered.content {
            Content::Bytes(bytes) => self.output.put(route.as_str(), &bytes)?,
            Content::Copy(path) => {
                let reading = |error| Fault::system(Words { zh: "读取", en: "read" }, self.folder.real(&path), error);
                self.output.copy(route.as_str(), &self.folder.open_file(&path).map_err(reading)?)?
            }
        };
        made.findings = rendered.diagnostics;
        made.mentioned = self.session.mentioned(&asked.metadata);
        // Of what could not be read, or is not what the publication was made of, nothing is known.
        let place = |(path, content): (VPath, Option<Digest>)| {
            let place = self.folder.paths().binary_search(&path).ok()?;
            (content.is_some() && content == self.session.content(&path)).then_some(u32::try_from(place).ok()?)
        };
        match asked.texts.into_iter().map(place).collect() {
            Some(texts) => made.texts = texts,
            None => made.key = None,
        }
        Ok(made)
    }

    /// Writes the smaller ones of pictures, those of one picture together.
    fn write_pictures(&self) -> Result<Vec<Diagnostic>, Fault> {
        let write = |picture: &&Attachment| {
            let (files, diagnostics) = self.session.renditions(picture);
            for (route, bytes) in files {
                self.output.put(&route, &bytes)?;
                (self.progress)(Step::Placed);
            }
            Ok(diagnostics)
        };
        let mut pictures = self.session.pictures();
        pictures.retain(|picture| self.owns(Piece::Named(picture.path.as_str())));
        let found: Vec<Vec<Diagnostic>> = pictures.par_iter().map(write).collect::<Result<_, Fault>>()?;
        Ok(found.concat())
    }

    /// Writes the files of the search that are made together, each when it is
    /// made, and leaves those that are there.
    fn write_search<'p>(&self, planned: &[&Planned<'p>]) -> Result<Vec<Made<'p>>, Fault> {
        let left = self.earlier.map(|earlier| SearchLeft::of(self, earlier, planned));
        let fault = Mutex::new(None);
        let first = || fault.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |left: &SearchLeft| planned.iter().all(|planned| left.same(planned.route.as_str()).is_some());
        if let Some(left) = left.as_ref().filter(|left| same(left)) {
            planned.iter().for_each(|planned| left.keep(planned.route.as_str()));
        } else {
            let left = left.as_ref().map(|left| left as &dyn Left);
            self.session.write_search(left, &|place| self.owns(Piece::Segment(place)), &|route, bytes| {
                // After a fault nothing more is written.
                if first().is_some() {
                    return;
                }
                match self.output.put(route, bytes) {
                    Ok(_) => (self.progress)(Step::Placed),
                    Err(fault) => *first() = Some(fault),
                }
            });
        }
        if let Some(fault) = first().take() {
            return Err(fault);
        }
        let kept = left.map(|left| left.kept.into_inner().unwrap_or_else(PoisonError::into_inner)).unwrap_or_default();
        let made = |planned: &&Planned<'p>| Made {
            mentioned: Mentioned::These(Vec::new()),
            left: planned.earlier.filter(|place| kept.contains(place)),
            ..Made::of(planned.route, self.session.key(planned.make))
        };
        Ok(planned.iter().map(made).collect())
    }
}

/// What an earlier build left of the search.
struct SearchLeft<'s> {
    site: &'s Site<'s>,
    earlier: &'s Earlier,
    /// The files that are made together and are there as it left them.
    there: HashMap<&'s str, ExistingFile>,
    /// What is left as it is, by places in the memo.
    kept: Mutex<HashSet<usize>>,
}

/// A file that is there as an earlier build left it.
#[derive(Clone, Copy)]
struct ExistingFile {
    /// Its place in the memo.
    place: usize,
    print: Print,
    /// Whether it would be made from the same again.
    same: bool,
}

impl<'s> SearchLeft<'s> {
    /// Looks at files of the search.
    fn of(site: &'s Site<'s>, earlier: &'s Earlier, planned: &[&Planned<'s>]) -> SearchLeft<'s> {
        let mut left = SearchLeft { site, earlier, there: HashMap::new(), kept: Mutex::default() };
        let look =
            |planned: &&Planned<'s>| Some((planned.route.as_str(), left.look(planned.earlier?, Some(planned.make))?));
        left.there = planned.par_iter().filter_map(look).collect();
        left
    }

    /// Looks at what the memo has at a place.
    fn look(&self, place: usize, make: Option<&PageKind>) -> Option<ExistingFile> {
        let Earlier { kept, same, there } = self.earlier;
        let entry = &kept.memo.files[place];
        let print = self.site.output.holds(&entry.route, &entry.print, there[place])?;
        let key = make.and_then(|make| self.site.session.key(make));
        Some(ExistingFile { place, print, same: same.holds(entry, key) })
    }

    fn find(&self, route: &str) -> Option<ExistingFile> {
        let other =
            || self.look(self.earlier.kept.memo.place(route)?, self.site.session.plan().make(&Route::new(route)));
        self.there.get(route).copied().or_else(other)
    }
}

impl Left for SearchLeft<'_> {
    fn same(&self, route: &str) -> Option<Digest> {
        self.find(route).filter(|found| found.same).map(|found| found.print.digest)
    }

    fn there(&self, route: &str) -> Option<Digest> {
        Some(self.find(route)?.print.digest)
    }

    fn read(&self, route: &str) -> Option<Vec<u8>> {
        self.site.output.read(route, &self.find(route)?.print)
    }

    fn keep(&self, route: &str) {
        if let Some(ExistingFile { place, print, .. }) = self.find(route) {
            self.site.output.keep(route, print);
            (self.site.progress)(Step::Placed);
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(place);
        }
    }
}

/// A file of the site that is in its place.
struct Made<'a> {
    route: &'a Route,
    /// What it was made from, but for what was read for it; none if that is not
    /// known.
    key: Option<Digest>,
    /// The texts that were read for it, by their places among the files of the publication.
    texts: Vec<u32>,
    /// The reports that it mentions.
    mentioned: Mentioned,
    /// What was found in making it.
    findings: Vec<Diagnostic>,
    /// Its place in the memo, if it was there; then that knows what it was made from.
    left: Option<usize>,
}

impl<'a> Made<'a> {
    /// One of which nothing is known but its key.
    fn of(route: &'a Route, key: Option<Digest>) -> Made<'a> {
        Made { route, key, texts: Vec::new(), mentioned: Mentioned::All, findings: Vec::new(), left: None }
    }
}

/// Takes the time between the ends of stages.
struct Clock {
    /// When the last stage ended.
    last: Instant,
    /// How long each took.
    timings: Vec<(Stage, Duration)>,
}

impl Clock {
    /// Begins.
    fn start() -> Clock {
        Clock { last: Instant::now(), timings: Vec::new() }
    }

    /// Ends a stage.
    fn end(&mut self, stage: Stage) {
        let now = Instant::now();
        self.timings.push((stage, now - self.last));
        self.last = now;
    }
}
