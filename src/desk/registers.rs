//! Registers: organisations, topics, metrics, terms and the settings of the site,
//! as tables.
//!
//! In: operations on the rows that a page knows. Out: the register with just these
//! done, and in the same transaction the reports that must follow; before that, on
//! request, only which reports it would touch.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::desk::answer::{Json, Trouble};
use crate::desk::asked::{Path, id};
use crate::desk::open::Shown;
use crate::desk::report::refused;
use crate::desk::rows::Row;
use crate::diag::{Language, Words};
use crate::manuscript;
use crate::registers::{self, Kind, Op, Register};
use crate::source::{Digest, Files, VPath};

/// The addresses of registers.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/desk/api/registers/{kind}", get(read).put(save))
        .route("/desk/api/registers/{kind}/{key}/touches", get(touches))
}

async fn read(State(desk): State<Desk>, language: Language, Path(kind): Path<String>) -> Result<Json<Value>, Trouble> {
    let kind = kind_of(&kind)?;
    desk.work(move |desk| {
        let open = desk.open()?;
        let shown = open.shown();
        let bytes = bytes(&shown, kind);
        let told = told(&shown, kind, &bytes, language)?;
        open.remember(bytes);
        Ok(Json(told))
    })
    .await
}

async fn touches(
    State(desk): State<Desk>,
    Path((kind, key)): Path<(String, String)>,
) -> Result<Json<Vec<Row>>, Trouble> {
    let kind = kind_of(&kind)?;
    desk.work(move |desk| {
        let shown = desk.open()?.shown();
        let register = Register::read(kind, &bytes(&shown, kind), Language::Chinese).map_err(refused)?;
        let files = all_touched(&shown, kind, &register).remove(&key).unwrap_or_default();
        Ok(Json(shown.rows().of_files(&files.into_iter().collect())))
    })
    .await
}

/// What a page does to a register.
#[derive(Deserialize)]
struct Save {
    hash: String,
    ops: Vec<Op>,
    #[serde(default)]
    dry: bool,
}

async fn save(
    State(desk): State<Desk>,
    language: Language,
    Path(kind): Path<String>,
    Json(Save { hash, ops, dry }): Json<Save>,
) -> Result<Json<Value>, Trouble> {
    let kind = kind_of(&kind)?;
    desk.work(move |desk| {
        let open = desk.open()?;
        if dry {
            let shown = open.shown();
            let before = known(&shown, kind, &hash, language)?;
            let after = registers::apply(kind, &before, &ops).map_err(refused)?;
            let touched: Vec<String> = touched(&shown, kind, &before, &ops)?.iter().map(id).collect();
            let mut told = told(&shown, kind, &after, language)?;
            told["touches"] = touched.into();
            return Ok(Json(told));
        }
        // Which reports it is about is looked for before anybody has to wait for it.
        let shown = open.shown();
        let touched = touched(&shown, kind, &known(&shown, kind, &hash, language)?, &ops)?;
        let note = desk.note(Some(CHANGED.in_language(language).to_owned()));
        let written = open.write(desk, note, |writer| {
            let before = known(writer.shown, kind, &hash, language)?;
            let after = registers::apply(kind, &before, &ops).map_err(refused)?;
            // What reports say is worked out before anything is written.
            let mut reports: Vec<(VPath, Vec<u8>, Vec<u8>)> = Vec::new();
            let publication = writer.shown.session.publication();
            let rows = Register::read(kind, &before, language).map_err(refused)?.rows;
            for (path, ops) in registers::follow(publication, kind, &rows, &ops, &|path| text(writer.shown, path)) {
                let before = writer.read(&path)?;
                let after = manuscript::apply(&path, &before, &ops).map_err(refused)?;
                reports.push((path, before, after));
            }
            let path = kind.path();
            match writer.shown.folder.holds(&path) {
                _ if after == before => {}
                true => writer.change(&path, &before, &after)?,
                false => {
                    writer.create(&path, &after)?;
                }
            }
            let changes: Vec<(VPath, &[u8], &[u8])> =
                reports.iter().map(|(path, before, after)| (path.clone(), &before[..], &after[..])).collect();
            writer.change_all(&changes).into_iter().collect::<Result<(), Trouble>>()
        })?;
        let shown = open.shown();
        let bytes = bytes(&shown, kind);
        let mut told = told(&shown, kind, &bytes, language)?;
        told["touches"] = touched.iter().map(id).collect::<Vec<_>>().into();
        told["undo"] = written.undo.into();
        Ok(Json(told))
    })
    .await
}

/// The register that an address names.
fn kind_of(name: &str) -> Result<Kind, Trouble> {
    Kind::from_name(name).ok_or_else(Trouble::missing)
}

/// What a register holds; nothing if it is not there yet.
fn bytes(shown: &Shown, kind: Kind) -> Vec<u8> {
    shown.folder.read(&kind.path()).unwrap_or_default()
}

/// What a register holds, if that is what the page knows.
fn known(shown: &Shown, kind: Kind, hash: &str, language: Language) -> Result<Vec<u8>, Trouble> {
    let bytes = bytes(shown, kind);
    if Digest::of(&bytes).to_string() == hash {
        return Ok(bytes);
    }
    let theirs = told(shown, kind, &bytes, language).unwrap_or_default();
    let with = Some(Box::new(json!({ "theirs": theirs })));
    Err(Trouble { with, ..Trouble::conflict(OTHER).help(OTHER_HELP) })
}

/// A register as a page is told of it.
fn told(shown: &Shown, kind: Kind, bytes: &[u8], language: Language) -> Result<Value, Trouble> {
    let register = Register::read(kind, bytes, language).map_err(refused)?;
    let touches = all_touched(shown, kind, &register);
    let count = |key: &str| touches.get(key).map_or(0, Vec::len);
    let mut told = serde_json::to_value(&register).map_err(|_| Trouble::broken())?;
    for row in told["rows"].as_array_mut().into_iter().flatten() {
        row["touches"] = count(row["key"].as_str().unwrap_or_default()).into();
    }
    Ok(told)
}

/// The reports that each row is about.
fn all_touched(shown: &Shown, kind: Kind, register: &Register) -> BTreeMap<String, Vec<VPath>> {
    registers::touches(shown.session.publication(), kind, &register.rows, &|path| text(shown, path))
}

/// The reports that operations touch.
fn touched(shown: &Shown, kind: Kind, before: &[u8], ops: &[Op]) -> Result<BTreeSet<VPath>, Trouble> {
    let register = Register::read(kind, before, Language::Chinese).map_err(refused)?;
    let keys: BTreeSet<&String> = ops.iter().filter_map(Op::key).collect();
    let rows = register.rows.into_iter().filter(|row| keys.contains(&row.key)).collect();
    let touches = all_touched(shown, kind, &Register { rows, ..register });
    Ok(keys.into_iter().filter_map(|key| touches.get(key)).flatten().cloned().collect())
}

/// The text of a file, if it is one.
fn text(shown: &Shown, path: &VPath) -> Option<String> {
    String::from_utf8(shown.folder.read(path).ok()?).ok()
}

const CHANGED: Words = Words { zh: "改名册", en: "Changed a register" };
const OTHER: Words = Words {
    zh: "名册在别处刚被改过，没有覆盖它。",
    en: "This register was just changed elsewhere, so it was not overwritten.",
};
const OTHER_HELP: Words =
    Words { zh: "看一看现在的样子，再改一次。", en: "Look at it as it is now, and change it again." };
