//! Trash: reports that were taken away, kept so that they can come back.
//!
//! In: a report that is not wanted any more. Out: a key to have it back by. Its
//! text lies in our own folder, not in the history, which forgets the oldest.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::desk::answer::{Json, Say, Trouble};
use crate::desk::asked::{self, Path};
use crate::diag::fault::Fault;
use crate::diag::{Language, Words};
use crate::disk::Own;
use crate::import::batch::report::is_report;
use crate::manuscript::Manuscript;
use crate::source::VPath;

/// Where they lie.
const TRASH: &str = "desk/trash";
/// How many are kept.
const MOST: usize = 2000;
/// How large one may be.
const LARGEST: u64 = 64 << 20;

/// A report that was taken away.
#[derive(Serialize, Deserialize)]
struct Gone {
    path: String,
    at: String,
    /// Its bytes, in base64: a file that is no UTF-8 may be taken away too.
    bytes: String,
}

/// The addresses of the trash.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/desk/api/reports/{id}/remove", post(remove))
        .route("/desk/api/trash", get(list))
        .route("/desk/api/trash/restore", post(restore))
}

/// How many are listed, the last first.
const LISTED: usize = 200;

async fn list(State(desk): State<Desk>, language: Language) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let shown = desk.open()?.shown();
        let own = Own::at(shown.folder.dir(), TRASH);
        let known = |key: &String| {
            let gone: Gone = serde_json::from_slice(&own.read(key, LARGEST).ok()?).ok()?;
            let path = VPath::new(&gone.path)?;
            let title = Manuscript::read(&path, &STANDARD.decode(&gone.bytes).ok()?, language).title;
            Some(json!({ "key": key, "title": title, "file": gone.path, "at": gone.at }))
        };
        let items: Vec<Value> = own.names().iter().rev().filter_map(known).take(LISTED).collect();
        Ok(Json(json!({ "items": items })))
    })
    .await
}

/// What a page believes to take away.
#[derive(Deserialize)]
struct Believed {
    hash: String,
}

async fn remove(
    State(desk): State<Desk>,
    language: Language,
    Path(id): Path<String>,
    Json(Believed { hash }): Json<Believed>,
) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let open = desk.open()?;
        let path = open.shown().report(&id)?;
        let note = desk.note(Some(REMOVED.in_language(language).to_owned()));
        let written = open.write(desk, note, |writer| {
            let bytes = writer.known(&path, &hash, language)?;
            let gone = Gone { path: path.to_string(), at: desk.time(), bytes: STANDARD.encode(&bytes) };
            let own = Own::at(writer.shown.folder.dir(), TRASH);
            let key = own.next_name(desk.now(), &hash[..8.min(hash.len())]);
            let bytes_of_gone = serde_json::to_vec(&gone).map_err(|_| Trouble::broken())?;
            let fault = |error| Fault::system(KEEP, writer.shown.folder.real(&path), error);
            own.put(&key, &bytes_of_gone).map_err(fault)?;
            writer.remove(&path, &bytes).inspect_err(|_| drop(own.remove(&key)))?;
            own.keep_last(MOST);
            Ok(key)
        })?;
        Ok(Json(json!({ "trashed": written.value, "undo": written.undo })))
    })
    .await
}

/// What a page wants back.
#[derive(Deserialize)]
struct Wanted {
    key: String,
}

async fn restore(
    State(desk): State<Desk>,
    language: Language,
    Json(Wanted { key }): Json<Wanted>,
) -> Result<Json<Value>, Trouble> {
    if key.len() > 64 || !key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Trouble::missing());
    }
    desk.work(move |desk| {
        let open = desk.open()?;
        let note = desk.note(Some(RESTORED.in_language(language).to_owned()));
        let written = open.write(desk, note, |writer| {
            let own = Own::at(writer.shown.folder.dir(), TRASH);
            let bytes = own.read(&key, LARGEST).map_err(|_| Trouble::missing())?;
            let gone: Gone = serde_json::from_slice(&bytes).map_err(|_| Trouble::missing())?;
            let path = VPath::new(&gone.path).filter(is_report);
            let path = path.ok_or_else(Trouble::missing)?;
            let bytes = STANDARD.decode(&gone.bytes).map_err(|_| Trouble::missing())?;
            if !writer.create(&path, &bytes)? {
                let say = Say {
                    zh: format!("{path} 已经有了，没有动它。"),
                    en: format!("{path} is there already and was left alone."),
                };
                return Err(Trouble::conflict(say));
            }
            // It is there again: what stays in the trash is a nuisance, no loss.
            drop(own.remove(&key));
            Ok(path)
        })?;
        Ok(Json(json!({ "id": asked::id(&written.value), "undo": written.undo })))
    })
    .await
}

const REMOVED: Words = Words { zh: "移走", en: "Removed" };
const RESTORED: Words = Words { zh: "放回", en: "Put back" };
const KEEP: Words = Words { zh: "移走", en: "remove" };
