//! Pictures: dropped or pasted into a report, they are put beside its file.
//!
//! In: bytes and a name that the page gives. Out: the path that the report's text
//! names. What the first bytes say a picture is counts, not its name; its file is
//! named by its digest, so that the same one is there once; where and when it was
//! taken does not go along.

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use serde_json::{Value, json};

use crate::attachment;
use crate::desk::Desk;
use crate::desk::answer::{Json, Trouble};
use crate::desk::asked::{Upload, too_large};
use crate::diag::{Language, Words};
use crate::source::{Digest, VPath};

/// How large a picture may be, in bytes.
const LARGEST: usize = 32 << 20;

/// The address of pictures.
pub fn routes() -> Router<Desk> {
    Router::new().route("/desk/api/pictures", post(add))
}

async fn add(State(desk): State<Desk>, language: Language, upload: Upload) -> Result<Json<Value>, Trouble> {
    if upload.bytes.len() > LARGEST {
        return Err(too_large(LARGEST));
    }
    desk.work(move |desk| {
        let extension = extension(&upload.bytes).ok_or_else(|| Trouble::impossible(NO_PICTURE).help(KINDS))?;
        let cleaned = attachment::without_metadata(&upload.bytes).map_err(|_| Trouble::impossible(DAMAGED))?;
        let bytes = cleaned.unwrap_or(upload.bytes);
        let open = desk.open()?;
        let report = open.shown().report(upload.report.as_deref().unwrap_or_default())?;
        let name = format!("{:.16}.{extension}", Digest::of(&bytes).to_string());
        let path = VPath::new(&format!("{}/{name}", report.folder())).ok_or_else(Trouble::broken)?;
        let note = desk.note(Some(ADDED.in_language(language).to_owned()));
        // One of that name has the same bytes.
        open.write(desk, note, |writer| writer.create(&path, &bytes))?;
        Ok(Json(json!({ "path": name })))
    })
    .await
}

/// What kind of picture it is, by its first bytes.
fn extension(bytes: &[u8]) -> Option<&'static str> {
    Some(match bytes {
        [0xff, 0xd8, 0xff, ..] => "jpg",
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => "png",
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => "gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "webp",
        _ => return None,
    })
}

const NO_PICTURE: Words =
    Words { zh: "这不是能放进报告的图片。", en: "This is no picture that a report can have." };
const KINDS: Words = Words { zh: "可以用 JPG、PNG、GIF、WebP。", en: "It may be a JPEG, PNG, GIF or WebP." };
const DAMAGED: Words =
    Words { zh: "图片文件已损坏，读不出来。", en: "The picture is damaged and cannot be read." };
const ADDED: Words = Words { zh: "放进图片", en: "Added a picture" };
