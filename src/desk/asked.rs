//! What is asked: the parts of a request, read with limits.
//!
//! In: a request that `door` let in. Out: its language, its query, its JSON or
//! its bytes, the file it names by an id. No path of a file comes from a page,
//! but where a person chooses a folder of this machine.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use tokio_stream::StreamExt;

use crate::desk::Desk;
use crate::desk::answer::{Json, Say, Trouble};
use crate::diag::{Language, Words};
use crate::serve::http::decoded;
use crate::source::{Digest, VPath};

/// How large a request in JSON may be, in bytes: a text of the largest size with
/// all its quotes escaped.
const LARGEST_JSON: usize = 40 << 20;
/// How large a file may be that is uploaded.
pub const LARGEST_UPLOAD: usize = 64 << 20;
/// How long a page may take to go on with what it sends.
const STALL: Duration = Duration::from_secs(30);
/// How long it may take in all.
const WHOLE: Duration = Duration::from_secs(5 * 60);

/// The language that a page asks for.
pub fn language(headers: &HeaderMap) -> Option<Language> {
    let asked = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    match asked.get(..2)? {
        "zh" => Some(Language::Chinese),
        "en" => Some(Language::English),
        _ => None,
    }
}

impl FromRequestParts<Desk> for Language {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Language, Trouble> {
        Ok(language(&parts.headers).unwrap_or(desk.0.language))
    }
}

/// The parts of an address. One that cannot be what is asked for is not here.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Desk> for Path<T> {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Path<T>, Trouble> {
        let path = axum::extract::Path::from_request_parts(parts, desk).await;
        path.map(|axum::extract::Path(path)| Path(path)).map_err(|_| Trouble::missing())
    }
}

/// The query of an address.
#[derive(Clone, Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// A value, if one is given that is not empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// A number; `usual` if none is given.
    pub fn number(&self, name: &str, usual: usize) -> usize {
        self.text(name).and_then(|value| value.parse().ok()).unwrap_or(usual)
    }
}

impl FromRequestParts<Desk> for Query {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _: &Desk) -> Result<Query, Trouble> {
        let pairs = parts.uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
        let read = pairs.map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            // As `URLSearchParams` writes it.
            Some((decoded(key)?, decoded(&value.replace('+', " "))?))
        });
        read.collect::<Option<_>>().map(Query).ok_or_else(|| Trouble::bad(MISTYPED))
    }
}

impl<T: DeserializeOwned> FromRequest<Desk> for Json<T> {
    type Rejection = Trouble;

    async fn from_request(request: Request, _: &Desk) -> Result<Json<T>, Trouble> {
        let bytes = bytes(request.into_body(), LARGEST_JSON).await?;
        serde_json::from_slice(&bytes).map(Json).map_err(|error| {
            let say = Say {
                zh: "写作台的页面发来的内容不对，请重新打开页面再试。".to_owned(),
                en: "What the page sent is not as it should be; reload the page and try again.".to_owned(),
            };
            Trouble::bad(say).help(Say { zh: error.to_string(), en: error.to_string() })
        })
    }
}

/// A file that is uploaded.
#[derive(Debug)]
pub struct Upload {
    /// Its name, without any folder: a name only to show and to tell the kind by.
    pub name: String,
    /// The report that it is for.
    pub report: Option<String>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl FromRequest<Desk> for Upload {
    type Rejection = Trouble;

    async fn from_request(request: Request, _: &Desk) -> Result<Upload, Trouble> {
        let (head, body) = request.into_parts();
        let text = |name| head.headers.get(name).and_then(|value| value.to_str().ok());
        let name = text("x-huibian-name").and_then(decoded);
        let report = text("x-huibian-report").map(str::to_owned);
        let name = name.filter(|name| is_name(name)).ok_or_else(|| Trouble::bad(NO_NAME))?;
        let bytes = bytes(body, LARGEST_UPLOAD).await?;
        Ok(Upload { name, report, bytes })
    }
}

/// Whether a text is the name of a file and nothing that could lead elsewhere.
fn is_name(name: &str) -> bool {
    let is_bad = |c: char| matches!(c, '/' | '\\' | ':') || c.is_control();
    !name.is_empty() && name.len() <= 1024 && !name.contains(is_bad) && !matches!(name, "." | "..")
}

/// All that a request sends, unless it is more than `most`.
pub async fn bytes(body: Body, most: usize) -> Result<Vec<u8>, Trouble> {
    let end = tokio::time::Instant::now() + WHOLE;
    let mut bytes = Vec::new();
    let mut parts = body.into_data_stream();
    loop {
        let stall = end.min(tokio::time::Instant::now() + STALL);
        match tokio::time::timeout_at(stall, parts.next()).await {
            Ok(None) => return Ok(bytes),
            Ok(Some(Ok(part))) if bytes.len() + part.len() <= most => bytes.extend_from_slice(&part),
            Ok(Some(Ok(_))) => return Err(too_large(most)),
            Ok(Some(Err(_))) | Err(_) => return Err(Trouble::bad(CUT)),
        }
    }
}

/// More was sent than may be.
pub fn too_large(most: usize) -> Trouble {
    let most = most >> 20;
    Trouble::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        Say { zh: format!("文件太大，最多 {most} MB。"), en: format!("This is too large; {most} MB at most.") },
    )
}

/// The id of a report: what the page knows it by.
pub fn id(path: &VPath) -> String {
    let mut digest = Digest::of(path.as_str().as_bytes()).to_string();
    digest.truncate(16);
    digest
}

const MISTYPED: Words = Words { zh: "网址写得不对。", en: "This address is mistyped." };
const NO_NAME: Words = Words {
    zh: "文件的名称不能用：不能含有 / \\ : 或控制字符。",
    en: "The file's name cannot be used: it may not have / \\ : or control characters.",
};
const CUT: Words =
    Words { zh: "没有收完整，请再试一次。", en: "It did not arrive whole; please try again." };
