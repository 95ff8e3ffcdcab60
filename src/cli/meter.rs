//! The progress bar: only for someone who waits at a terminal.
//!
//! In: the steps of a build or check, from many threads. Out: a bar on standard error
//! once the work has lasted half a second, gone without a trace at the end.

use std::io::{self, IsTerminal};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::build::Step;
use crate::cli::shell::{Shell, Verbosity};
use crate::diag::Words;

/// How long a person waits without asking what is going on.
const PATIENCE: Duration = Duration::from_millis(500);

/// A progress bar that may never be seen.
pub struct Meter {
    /// When the work began.
    start: Instant,
    /// Whether anybody watches.
    watched: bool,
    /// What the bar says.
    template: String,
    /// How many files there will be.
    planned: AtomicU64,
    /// How many files are done.
    placed: AtomicU64,
    /// The bar, once it is shown.
    bar: OnceLock<ProgressBar>,
}

impl Meter {
    /// A bar for work that begins now, and what the work is.
    pub fn new(shell: &Shell, work: Words) -> Meter {
        let words = shell.word(work);
        Meter {
            start: Instant::now(),
            watched: shell.verbosity != Verbosity::Quiet && io::stderr().is_terminal(),
            template: format!("{words} {{bar:32}} {{pos}}/{{len}}"),
            planned: AtomicU64::new(0),
            placed: AtomicU64::new(0),
            bar: OnceLock::new(),
        }
    }

    /// Takes note of a step.
    pub fn note(&self, step: Step) {
        match step {
            Step::Planned(files) => self.plan(files),
            Step::Placed => self.step(),
        }
    }

    /// So many files there will be.
    pub fn plan(&self, files: usize) {
        self.planned.store(files as u64, Ordering::Relaxed);
        self.placed.store(0, Ordering::Relaxed);
    }

    /// One more is done. From any thread.
    pub fn step(&self) {
        let placed = self.placed.fetch_add(1, Ordering::Relaxed) + 1;
        if self.watched && self.start.elapsed() > PATIENCE {
            self.bar.get_or_init(|| self.show()).set_position(placed);
        }
    }

    /// How long the work has taken.
    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    fn show(&self) -> ProgressBar {
        let planned = Some(self.planned.load(Ordering::Relaxed));
        let bar = ProgressBar::with_draw_target(planned, ProgressDrawTarget::stderr());
        match ProgressStyle::with_template(&self.template) {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
