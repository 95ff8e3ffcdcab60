//! Drafts: what a page has not saved yet, kept so that a crash loses none of it.
//!
//! In: whatever the page keeps of a report, and the digest of the file that it is
//! about. Out: the same, when the report is opened again. They lie in our own
//! folder and never in `content`.

use std::collections::BTreeSet;

use axum::Router;
use axum::extract::State;
use axum::routing::put;
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::desk::answer::{Done, Json, Trouble};
use crate::desk::asked::{self, Path};
use crate::desk::open::Shown;
use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::Own;
use crate::source::Digest;

/// Where drafts lie.
const DRAFTS: &str = "desk/drafts";
/// How large one may be.
const LARGEST: u64 = 48 << 20;

/// The address of a draft.
pub fn routes() -> Router<Desk> {
    Router::new().route("/desk/api/drafts/{id}", put(keep).delete(drop_drafts))
}

/// What a window keeps of a report.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Draft {
    /// What it is asked for by: the report's id and the window's.
    #[serde(default)]
    key: String,
    /// The digest of the file that it is about.
    hash: String,
    /// What the page makes of it; nobody else reads it.
    text: String,
    /// When it was kept.
    #[serde(default)]
    at: String,
}

impl Draft {
    /// The drafts of a report that holds these bytes, and those that are about the
    /// same bytes in a file that is there no more: it was given another name.
    pub fn of(shown: &Shown, id: &str, bytes: &[u8]) -> Vec<Draft> {
        let own = Own::at(shown.folder.dir(), DRAFTS);
        let names = own.names();
        let is_its = |name: &String| report(name) == id;
        let (its, others): (Vec<_>, Vec<_>) = names.iter().partition(|name| is_its(name));
        let read = |name: &&String| {
            serde_json::from_slice::<Draft>(&own.read(name, LARGEST).ok()?)
                .ok()
                .map(|draft| Draft { key: key(name).to_owned(), ..draft })
        };
        let mut drafts: Vec<Draft> = its.iter().filter_map(read).collect();
        if !others.is_empty() {
            let reports: BTreeSet<String> = shown.reports().map(asked::id).collect();
            let hash = Digest::of(bytes).to_string();
            let left = others.iter().filter(|name| !reports.contains(report(name)));
            drafts.extend(left.filter_map(read).filter(|draft| draft.hash == hash));
        }
        drafts
    }

    /// The ids of all reports that have one.
    pub fn ids(shown: &Shown) -> BTreeSet<String> {
        Own::at(shown.folder.dir(), DRAFTS).names().iter().map(|name| report(name).to_owned()).collect()
    }
}

/// What a window sends to be kept.
#[derive(Deserialize)]
struct Sent {
    /// Which window it is: two of them do not write over one another's words.
    #[serde(default)]
    window: String,
    #[serde(flatten)]
    draft: Draft,
}

async fn keep(State(desk): State<Desk>, Path(id): Path<String>, Json(sent): Json<Sent>) -> Result<Done, Trouble> {
    let Sent { window, mut draft } = sent;
    if !is_hex(&window) {
        return Err(Trouble::missing());
    }
    desk.work(move |desk| {
        let shown = desk.open()?.shown();
        shown.report(&id)?;
        draft.at = desk.time();
        let bytes = serde_json::to_vec(&draft).map_err(|_| Trouble::broken())?;
        let own = Own::at(shown.folder.dir(), DRAFTS);
        let put = own.put(&format!("{id}-{window}.json"), &bytes);
        put.map_err(|error| Fault::system(KEEP, own.path(), error))?;
        Ok(Done)
    })
    .await
}

/// The drafts that a window has done with: its own, and those that it has put back.
#[derive(Deserialize)]
struct Over {
    keys: Vec<String>,
}

async fn drop_drafts(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    Json(over): Json<Over>,
) -> Result<Done, Trouble> {
    desk.work(move |desk| {
        let shown = desk.open()?.shown();
        shown.report(&id)?;
        let own = Own::at(shown.folder.dir(), DRAFTS);
        for key in over.keys.iter().filter(|key| key.split('-').all(is_hex)) {
            own.remove(&format!("{key}.json")).map_err(|error| Fault::system(KEEP, own.path(), error))?;
        }
        Ok(Done)
    })
    .await
}

/// The key of a draft by the name of its file.
fn key(name: &str) -> &str {
    name.strip_suffix(".json").unwrap_or(name)
}

/// The id of its report.
fn report(name: &str) -> &str {
    key(name).split('-').next().unwrap_or_default()
}

fn is_hex(text: &str) -> bool {
    text.len() <= 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

const KEEP: Words = Words { zh: "暂存没写完的文字", en: "keep the unsaved text" };
