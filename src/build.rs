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
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::diag::fault::Fault;
use crate::diag::{self, Diagnostic, Words};
use crate::disk::{Changes, Finished, Folder, Ledger, Output, Print, Stamp, Strangers, Tally};
use crate::model::{Attachment, Settings};
use crate::pipeline::{Counts, Mentioned, Session, Texts};
use crate::plan::{Piece, Rank, Route};
use crate::render::Content;
use crate::search::Left;
use crate::source::{Digest, VPath};

use kept::Kept;
use memo::Entry;
use part::{Part, Share};

/// The order of making, which is that of changing: `Output` gives new files
/// their places before changed ones.
const RANKS: [Rank; 5] = [Rank::Asset, Rank::Search, Rank::Report, Rank::Index, Rank::Home];

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
    Rank(Rank, usize),
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
    // A part is made where nothing was before, most often.
    let kept = if destination.share.is_some() { None } else { Kept::of(folder, settings, destination) };
    if let Some(kept) = kept.as_ref().filter(|_| !destination.verify)
        && let Some(mut summary) = kept.unchanged(folder, destination)?
    {
        clock.end(Stage::Read);
        summary.timings = clock.timings;
        return Ok((summary, None));
    }
    let session = Session::brief(folder.clone(), settings);
    clock.end(Stage::Read);
    let mut summary = write_beside(&session, folder, destination, Some(settings), kept, progress)?;
    summary.timings.insert(0, clock.timings[0]);
    Ok((summary, Some(session)))
}

/// Writes the site of a session. `progress` is told of each step.
pub fn write(
    session: &Session,
    folder: &Folder,
    destination: &Destination,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Summary, Fault> {
    write_beside(session, folder, destination, None, None, progress)
}

/// Writes the site of a session beside what earlier builds left.
fn write_beside(
    session: &Session,
    folder: &Folder,
    destination: &Destination,
    settings: Option<&Settings>,
    kept: Option<Kept>,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Summary, Fault> {
    let mut clock = Clock::start();
    let mut diagnostics = session.remaining(folder.diagnostics());
    diagnostics.extend_from_slice(session.diagnostics());
    let share = destination.share;
    let is_ours = |route: &Route| share.is_none_or(|share| share.owns(session.piece(route)));
    let ours: Vec<(&Route, Rank)> = session.routes().filter(|(route, _)| is_ours(route)).collect();
    let routes = ours.iter().map(|(route, _)| route.as_str());
    let system = folder.dir().system();
    let output = Output::open_with(system, &destination.output, folder.root(), routes, destination.strangers)?
        .against(destination.against.clone());
    progress(Step::Planned(ours.len()));
    let there = kept.as_ref().map(|kept| kept.there(&output)).unwrap_or_default();
    let (kept_files, verify) = (kept.as_ref(), destination.verify);
    let site = Site { session, folder, output: &output, kept: kept_files, there, verify, share, progress };
    let mut made: Vec<Made> = Vec::new();
    for rank in RANKS {
        let mut routes: Vec<&Route> = ours.iter().filter(|(_, own)| *own == rank).map(|(route, _)| *route).collect();
        let count = routes.len();
        if rank == Rank::Asset {
            diagnostics.extend(site.write_pictures()?);
            routes.retain(|route| !session.is_rendition(route));
        }
        if rank == Rank::Search {
            made.extend(site.write_search(&routes)?);
        } else {
            // The long pieces of work, all facts as data, begin first, so that no
            // thread is left alone with one at the end.
            routes.sort_by_key(|route| !session.is_streamed(route));
            // Collected in the order of the routes, whichever thread ends first.
            made.extend(routes.par_iter().map(|route| site.place(route)).collect::<Result<Vec<_>, Fault>>()?);
        }
        clock.end(Stage::Rank(rank, count));
    }
    diagnostics.extend(made.iter().flat_map(|made| made.findings.iter().cloned()));
    let part = share.zip(settings).map(|(share, settings)| {
        let unknown = Words {
            zh: "汇编里有读不了的文件，不能分片生成",
            en: "a file of the publication cannot be read, so it cannot be built in parts",
        };
        let part = Part::of(share, session, folder, settings);
        part.ok_or_else(|| Fault::known(Words { zh: "生成", en: "build" }, folder.root(), unknown))
    });
    let part = part.transpose()?.map(|part| part.text());
    let Finished { tally, changes, prints } = output.finish_as(part.as_deref())?;
    diag::sort(&mut diagnostics);
    let diagnostics = session.baseline().sift(diagnostics, &Texts(folder)).fresh;
    let (counts, count) = (session.counts(), made.iter().filter(|made| !made.left).count());
    let mut summary =
        Summary { counts, tally, changes, made: count, contradicted: Vec::new(), diagnostics, timings: Vec::new() };
    if let Some(kept) = kept {
        summary.contradicted = kept.leave(folder, session, made, prints, &summary);
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
    kept: Option<&'a Kept>,
    /// What the system says of the files that it left.
    there: HashMap<&'a str, Stamp>,
    /// Whether all is made.
    verify: bool,
    /// Which part is made.
    share: Option<Share>,
    progress: &'a (dyn Fn(Step) + Sync),
}

impl Site<'_> {
    /// Whether a piece is made by this build.
    fn owns(&self, piece: Piece<'_>) -> bool {
        self.share.is_none_or(|share| share.owns(piece))
    }

    /// Puts one file in its place, unless it is there.
    fn place(&self, route: &Route) -> Result<Made, Fault> {
        let made = match self.left(route) {
            Some((made, print)) => {
                self.output.keep(route.as_str(), print);
                made
            }
            None => self.make(route)?,
        };
        (self.progress)(Step::Placed);
        Ok(made)
    }

    /// A file that an earlier build made from the same and that is still there.
    fn left(&self, route: &Route) -> Option<(Made, Print)> {
        let entry = self.kept.filter(|_| !self.verify)?.memo.files.get(route.as_str())?;
        let key = self.session.key(route)?;
        let findings = entry.holds_in(key, self.session)?;
        let print = self.output.holds(route.as_str(), &entry.print, self.there.get(route.as_str()).copied())?;
        let Entry { texts, mentioned, .. } = entry.clone();
        Some((Made { route: route.clone(), key: Some(key), texts, mentioned, findings, left: true }, print))
    }

    /// Makes one file and puts it in its place.
    fn make(&self, route: &Route) -> Result<Made, Fault> {
        let key = self.session.key(route);
        let (texts, mentioned, findings) = (Vec::new(), Mentioned::All, Vec::new());
        let mut made = Made { route: route.clone(), key, texts, mentioned, findings, left: false };
        if self.session.is_streamed(route) {
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
        // Of what could not be read nothing is known.
        made.mentioned = self.session.mentioned(&asked.metadata);
        match asked.texts.into_iter().map(|(path, content)| Some((path, content?))).collect() {
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
    fn write_search(&self, routes: &[&Route]) -> Result<Vec<Made>, Fault> {
        let earlier = self.kept.filter(|_| !self.verify);
        let left = earlier.map(|earlier| SearchLeft::of(self, earlier, routes));
        let fault = Mutex::new(None);
        let first = || fault.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |left: &SearchLeft| routes.iter().all(|route| left.same(route.as_str()).is_some());
        if let Some(left) = left.as_ref().filter(|left| same(left)) {
            routes.iter().for_each(|route| left.keep(route.as_str()));
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
        let made = |route: &&Route| Made {
            key: self.session.key(route),
            route: (*route).clone(),
            texts: Vec::new(),
            mentioned: Mentioned::These(Vec::new()),
            findings: Vec::new(),
            left: kept.contains(route.as_str()),
        };
        Ok(routes.iter().map(made).collect())
    }
}

/// What an earlier build left of the search.
struct SearchLeft<'s> {
    site: &'s Site<'s>,
    /// The files that are there as it left them, with whether they would be made
    /// from the same again.
    there: HashMap<&'s str, (Print, bool)>,
    /// What is left as it is.
    kept: Mutex<HashSet<String>>,
}

impl<'s> SearchLeft<'s> {
    /// Looks at files of the search.
    fn of(site: &'s Site<'s>, earlier: &'s Kept, routes: &[&'s Route]) -> SearchLeft<'s> {
        let manifest = site.session.plan().search.form.route("manifest");
        let manifest = earlier.memo.files.get_key_value(manifest.as_str()).map(|(route, _)| &**route);
        let routes: Vec<&str> = routes.iter().map(|route| route.as_str()).chain(manifest).collect();
        let look = |route: &&'s str| {
            let entry = earlier.memo.files.get(*route)?;
            let print = site.output.holds(route, &entry.print, site.there.get(route).copied())?;
            let key = site.session.key(&Route::new((*route).to_owned()));
            Some((*route, (print, key.is_some() && entry.key == key)))
        };
        SearchLeft { site, there: routes.par_iter().filter_map(look).collect(), kept: Mutex::default() }
    }
}

impl Left for SearchLeft<'_> {
    fn same(&self, route: &str) -> Option<Digest> {
        self.there.get(route).filter(|(_, same)| *same).map(|(print, _)| print.digest)
    }

    fn there(&self, route: &str) -> Option<Digest> {
        Some(self.there.get(route)?.0.digest)
    }

    fn read(&self, route: &str) -> Option<Vec<u8>> {
        self.site.output.read(route, &self.there.get(route)?.0)
    }

    fn keep(&self, route: &str) {
        if let Some((print, _)) = self.there.get(route) {
            self.site.output.keep(route, *print);
            (self.site.progress)(Step::Placed);
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(route.to_owned());
        }
    }
}

/// A file of the site that is in its place.
struct Made {
    route: Route,
    /// What it was made from, but for what was read for it; none if that is not
    /// known.
    key: Option<Digest>,
    /// The texts that were read for it.
    texts: Vec<(VPath, Digest)>,
    /// The reports that it mentions.
    mentioned: Mentioned,
    /// What was found in making it.
    findings: Vec<Diagnostic>,
    /// Whether it was there.
    left: bool,
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
