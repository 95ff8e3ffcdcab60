//! Start: choosing a publication, or making one.
//!
//! Here alone a page names paths of the machine: those of folders that a person
//! chooses. They are listed and opened; nothing in them is read but whether they
//! hold a publication.

use std::path::{Path, PathBuf};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::desk::answer::{Json, Say, Trouble};
use crate::desk::asked::Query;
use crate::desk::{Desk, fresh};
use crate::diag::{Language, Words};
use crate::disk::{NATIVE, author};

/// The addresses of the start page.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/desk/api/state", get(state))
        .route("/desk/api/folders", get(folders).post(make_folder))
        .route("/desk/api/open", post(open))
        .route("/desk/api/create", post(create))
        .route("/desk/api/close", post(close))
}

async fn state(State(desk): State<Desk>, language: Language) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| Ok(Json(told(desk, language)))).await
}

async fn folders(State(desk): State<Desk>, query: Query) -> Result<Json<Value>, Trouble> {
    desk.work(move |_| {
        let path = query.text("path").map_or_else(home, PathBuf::from);
        let path = whole(&path)?;
        let names = author::folders(&path).map_err(|fault| Trouble::impossible(&fault))?;
        let folders: Vec<Value> = names
            .into_iter()
            .map(|name| {
                let path = path.join(&name);
                json!({ "name": name, "path": path, "publication": author::exists(&path.join(fresh::MARKER)) })
            })
            .collect();
        Ok(Json(json!({ "path": path, "parent": path.parent(), "folders": folders })))
    })
    .await
}

/// A folder that is chosen.
#[derive(Deserialize)]
struct Chosen {
    path: PathBuf,
}

/// Makes a folder in one that is there: of a longer path the most would be a slip.
async fn make_folder(State(desk): State<Desk>, Json(Chosen { path }): Json<Chosen>) -> Result<Json<Value>, Trouble> {
    desk.work(move |_| {
        let path = whole(&path)?;
        if !path.parent().is_some_and(author::exists) {
            return Err(Trouble::impossible(GONE).help(GONE_HELP));
        }
        author::make_folder(&path).map_err(|fault| Trouble::impossible(&fault))?;
        Ok(Json(json!({ "path": path })))
    })
    .await
}

async fn open(
    State(desk): State<Desk>,
    language: Language,
    Json(Chosen { path }): Json<Chosen>,
) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let path = whole(&path)?;
        if !author::exists(&path) {
            return Err(Trouble::impossible(GONE).help(GONE_HELP));
        }
        if !author::exists(&path.join(fresh::MARKER)) {
            return Err(Trouble::impossible(NO_PUBLICATION).help(NO_PUBLICATION_HELP));
        }
        desk.begin(&path).map_err(|fault| Trouble::impossible(&fault))?;
        Ok(Json(told(desk, language)))
    })
    .await
}

/// A publication to be made.
#[derive(Deserialize)]
struct New {
    title: String,
    path: PathBuf,
}

async fn create(
    State(desk): State<Desk>,
    language: Language,
    Json(New { title, path }): Json<New>,
) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let path = whole(&path)?;
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let standing = author::names(&path).map_err(|fault| Trouble::impossible(&fault))?;
        if let Some(name) = standing.iter().find(|name| !name.starts_with('.')) {
            let say = Say {
                zh: format!("这个文件夹里已经有“{name}”了。"),
                en: format!("This folder has “{name}” already."),
            };
            return Err(Trouble::new(StatusCode::UNPROCESSABLE_ENTITY, say).help(NOT_EMPTY_HELP));
        }
        fresh::make(NATIVE, &path, &title, language).map_err(|fault| Trouble::impossible(&fault))?;
        desk.begin(&path)?;
        Ok(Json(told(desk, language)))
    })
    .await
}

async fn close(State(desk): State<Desk>, language: Language) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        desk.lay(None);
        Ok(Json(told(desk, language)))
    })
    .await
}

/// What is open, and what could be.
fn told(desk: &Desk, language: Language) -> Value {
    let open = desk.opened().map(|open| {
        let shown = open.shown();
        let title = &shown.session.publication().site.title;
        let (root, counts) = (shown.folder.root(), shown.rows().counts());
        json!({ "title": title, "path": root, "counts": counts, "version": shown.version, "checking": shown.is_checking() })
    });
    let recent: Vec<Value> = desk
        .0
        .recent
        .all()
        .into_iter()
        .map(|known| {
            let there = author::exists(&known.path.join(fresh::MARKER));
            json!({ "title": known.title, "path": known.path, "there": there })
        })
        .collect();
    let language = match language {
        Language::Chinese => "zh",
        Language::English => "en",
    };
    json!({ "open": open, "recent": recent, "language": language, "home": home() })
}

/// Where choosing begins.
fn home() -> PathBuf {
    std::env::home_dir().filter(|home| home.is_absolute()).unwrap_or_else(|| PathBuf::from("/"))
}

/// A path from the root of a disk on, as every folder is named here.
fn whole(path: &Path) -> Result<PathBuf, Trouble> {
    match path.is_absolute() {
        true => Ok(path.to_owned()),
        false => Err(Trouble::impossible(NOT_WHOLE)),
    }
}

const GONE: Words = Words { zh: "找不到这个文件夹。", en: "This folder is not there." };
const GONE_HELP: Words = Words {
    zh: "它可能在没有插上的 U 盘里，或者被移走、改名了。",
    en: "It may be on a disk that is not connected, or was moved or renamed.",
};
const NO_PUBLICATION: Words = Words {
    zh: "这个文件夹不是一部汇编（没有 content/site.yaml）。",
    en: "This folder is not a publication (it has no content/site.yaml).",
};
const NO_PUBLICATION_HELP: Words = Words {
    zh: "请选有“汇编”字样的文件夹，或者在这里新建一部。",
    en: "Choose a folder that is marked as a publication, or make one.",
};
const NOT_EMPTY_HELP: Words =
    Words { zh: "请选一个新的或空的文件夹。", en: "Choose a new or an empty folder." };
const NOT_WHOLE: Words = Words { zh: "请写出完整的路径。", en: "Write the whole path of the folder." };
