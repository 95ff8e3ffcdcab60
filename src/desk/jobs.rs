//! Jobs: work that goes on while the page does something else.
//!
//! In: how far it has come and what came of it. Out: the same to whoever asks by
//! its key, and a word to all pages at each step.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::desk::answer::{Json, Say, Trouble};
use crate::desk::asked::Path;
use crate::diag::Language;

/// How many jobs are remembered; the oldest are forgotten.
const REMEMBERED: usize = 64;

/// All jobs.
#[derive(Default)]
pub struct Jobs(Mutex<BTreeMap<u64, Arc<Mutex<Stage>>>>);

/// A job.
#[derive(Clone)]
pub struct Job {
    desk: Desk,
    number: u64,
    state: Arc<Mutex<Stage>>,
}

/// How far a job has come.
#[derive(Default)]
struct Stage {
    n: usize,
    of: usize,
    say: Option<Say>,
    end: Option<Result<Value, Trouble>>,
}

impl Desk {
    /// Begins a job on a thread of its own.
    pub fn begin_job(&self, work: impl FnOnce(&Job) -> Result<Value, Trouble> + Send + 'static) -> Job {
        let state = Arc::<Mutex<Stage>>::default();
        let mut jobs = self.jobs().0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = jobs.last_key_value().map_or(1, |(last, _)| last + 1);
        jobs.insert(number, state.clone());
        while jobs.len() > REMEMBERED {
            jobs.pop_first();
        }
        drop(jobs);
        let job = Job { desk: self.clone(), number, state };
        let own = job.clone();
        std::thread::spawn(move || {
            let end = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&own)));
            own.state().end = Some(end.unwrap_or_else(|_| Err(Trouble::broken())));
            own.tell();
        });
        job
    }
}

impl Job {
    /// What a page knows it by.
    pub fn key(&self) -> String {
        self.number.to_string()
    }

    /// Tells how far it has come, and what is done now.
    pub fn progress(&self, n: usize, of: usize, say: impl Into<Say>) {
        let mut state = self.state();
        (state.n, state.of, state.say) = (n, of, Some(say.into()));
        drop(state);
        self.tell();
    }

    fn tell(&self) {
        let state = self.state();
        self.desk.news().progress("job", &self.key(), state.n, state.of);
    }

    fn state(&self) -> MutexGuard<'_, Stage> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a page is told of it.
    fn told(&self, language: Language) -> Value {
        let state = self.state();
        let mut told =
            json!({ "n": state.n, "of": state.of, "say": state.say.as_ref().map(|say| say.in_language(language)) });
        match &state.end {
            None => told["state"] = "running".into(),
            Some(Ok(result)) => {
                told["state"] = "done".into();
                told["result"] = result.clone();
            }
            Some(Err(trouble)) => {
                told["state"] = "failed".into();
                told["error"] = trouble.value(language);
            }
        }
        told
    }
}

/// The address of a job.
pub fn routes() -> Router<Desk> {
    Router::new().route("/desk/api/jobs/{key}", get(told))
}

async fn told(State(desk): State<Desk>, language: Language, Path(key): Path<String>) -> Result<Json<Value>, Trouble> {
    let number: u64 = key.parse().map_err(|_| Trouble::missing())?;
    let state = desk.jobs().0.lock().unwrap_or_else(PoisonError::into_inner).get(&number).cloned();
    let state = state.ok_or_else(Trouble::missing)?;
    Ok(Json(Job { desk: desk.clone(), number, state }.told(language)))
}
