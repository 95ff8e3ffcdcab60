//! Build: a publication on the disk becomes a site on the disk.
//!
//! In: the scanned folder, the session's settings and the output folder. Out:
//! the files, in the order in which they may be seen, and a summary with every
//! finding. Pages are rendered in parallel and written as they are made, so
//! that only as many are in memory as there are threads. Findings never stop
//! a build; a fault does, at once, and leaves the output as `Output` promises.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::diag::fault::Fault;
use crate::diag::{self, Diagnostic, Words};
use crate::disk::{Folder, Output, Strangers, Tally};
use crate::model::{Attachment, Settings};
use crate::pipeline::{Counts, Session, Texts};
use crate::plan::{Rank, Route};
use crate::render::Content;

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

/// Builds the publication, once, for a process that ends after it: what was
/// read is left to the system and not freed. `progress` is told of each step.
pub fn run(
    folder: &Arc<Folder>,
    settings: &Settings,
    destination: &Destination,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Summary, Fault> {
    let mut clock = Clock::start();
    let session = Session::brief(folder.clone(), settings);
    clock.end(Stage::Read);
    let mut summary = write(&session, folder, destination, progress)?;
    summary.timings.insert(0, clock.timings[0]);
    // The process ends after a build. To free what was read, string by string,
    // takes 3 % of a build of 10,000 reports; the system takes it back at once.
    std::mem::forget(session);
    Ok(summary)
}

/// Writes the site of a session. `progress` is told of each step.
pub fn write(
    session: &Session,
    folder: &Folder,
    destination: &Destination,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Summary, Fault> {
    let mut clock = Clock::start();
    let mut diagnostics = session.remaining(folder.diagnostics());
    diagnostics.extend_from_slice(session.diagnostics());
    let routes = session.routes().map(|(route, _)| route.as_str());
    let system = folder.dir().system();
    let output = Output::open_with(system, &destination.output, folder.root(), routes, destination.strangers)?;
    progress(Step::Planned(session.routes().count()));
    for rank in RANKS {
        let mut routes: Vec<&Route> =
            session.routes().filter(|(_, own)| *own == rank).map(|(route, _)| route).collect();
        let mut made = Vec::new();
        if rank == Rank::Asset {
            made = write_pictures(session, &output, progress)?;
            routes.retain(|route| !session.is_rendition(route));
        }
        if rank == Rank::Search {
            write_search(session, &output, progress)?;
            clock.end(Stage::Rank(rank, routes.len()));
            continue;
        }
        // The long pieces of work, all facts as data, begin first, so that no
        // thread is left alone with one at the end.
        routes.sort_by_key(|route| !session.is_streamed(route));
        // Collected in the order of the routes, whichever thread ends first.
        let found: Vec<Vec<Diagnostic>> = routes
            .par_iter()
            .map(|route| {
                let diagnostics = place(session, folder, &output, route)?;
                progress(Step::Placed);
                Ok(diagnostics)
            })
            .collect::<Result<_, Fault>>()?;
        diagnostics.extend(made.into_iter().chain(found).flatten());
        clock.end(Stage::Rank(rank, routes.len()));
    }
    let tally = output.finish()?;
    folder.sweep_cache();
    clock.end(Stage::Finish);
    diag::sort(&mut diagnostics);
    let diagnostics = session.baseline().sift(diagnostics, &Texts(folder)).fresh;
    Ok(Summary { counts: session.counts(), tally, diagnostics, timings: clock.timings })
}

/// Writes the smaller ones of pictures, those of one picture together.
fn write_pictures(
    session: &Session,
    output: &Output,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Vec<Vec<Diagnostic>>, Fault> {
    let write = |picture: &&Attachment| {
        let (files, diagnostics) = session.renditions(picture);
        for (route, bytes) in files {
            output.put(&route, &bytes)?;
            progress(Step::Placed);
        }
        Ok(diagnostics)
    };
    session.pictures().par_iter().map(write).collect()
}

/// Writes the files of the search that are made together, each when it is made.
fn write_search(session: &Session, output: &Output, progress: &(dyn Fn(Step) + Sync)) -> Result<(), Fault> {
    let fault = Mutex::new(None);
    let first = || fault.lock().unwrap_or_else(PoisonError::into_inner);
    session.write_search(&|route, bytes| {
        // After a fault nothing more is written.
        if first().is_some() {
            return;
        }
        match output.put(route, bytes) {
            Ok(_) => progress(Step::Placed),
            Err(fault) => *first() = Some(fault),
        }
    });
    let fault = first().take();
    fault.map_or(Ok(()), Err)
}

/// Renders one file and puts it in its place.
fn place(session: &Session, folder: &Folder, output: &Output, route: &Route) -> Result<Vec<Diagnostic>, Fault> {
    if session.is_streamed(route) {
        output.stream(route.as_str(), &|out| session.stream(route, out))?;
        return Ok(Vec::new());
    }
    let rendered = session.render(route);
    match rendered.content {
        Content::Bytes(bytes) => output.put(route.as_str(), &bytes)?,
        Content::Copy(path) => {
            let reading = |error| Fault::system(Words { zh: "读取", en: "read" }, folder.real(&path), error);
            output.copy(route.as_str(), &folder.open_file(&path).map_err(reading)?)?
        }
    };
    Ok(rendered.diagnostics)
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
