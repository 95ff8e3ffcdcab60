//! Contents: how bytes and files are sent to a client that has some of them.
//!
//! In: a content with its entity tag, and what the client wishes. Out: 200,
//! 206, 304 or 416. Everything is asked for again each time, since it may
//! have changed, but what has not changed is not sent again.

use std::fs::File;
use std::io;

use axum::body::{Body, Bytes};
use axum::http::header::{self, HeaderMap};
use axum::http::{Method, StatusCode};
use axum::response::Response;

use super::set;
use crate::serve::http::coding;
use crate::serve::http::conditions::{Conditions, Selection};
use crate::serve::http::file::Opened;
use crate::serve::http::media;

/// What a client wishes of any content.
#[derive(Debug)]
pub struct RequestPreferences {
    /// Whether it takes gzip.
    gzip: bool,
    /// What it has, and which part it wants.
    conditions: Conditions,
}

impl RequestPreferences {
    /// The wishes that stand in a request's headers.
    pub fn of(method: &Method, headers: &HeaderMap) -> RequestPreferences {
        let conditions = Conditions::of(method, headers);
        // Parts of compressed bytes could not be put together with others.
        RequestPreferences { gzip: coding::takes_gzip(headers) && !conditions.want_part(), conditions }
    }
}

/// Whether a client may keep an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachePolicy {
    /// As long as it asks whether it is still right.
    Asking,
    /// It may not.
    No,
}

impl CachePolicy {
    /// The value of `Cache-Control`.
    pub fn header(self) -> &'static str {
        match self {
            CachePolicy::Asking => "no-cache",
            CachePolicy::No => "no-store",
        }
    }
}

/// Whether answering may mean work for the processor.
pub fn may_be_zipped(media_type: &str, bytes: &Bytes, wishes: &RequestPreferences) -> bool {
    wishes.gzip && is_zippable(media_type, bytes)
}

fn is_zippable(media_type: &str, bytes: &Bytes) -> bool {
    media::is_text(media_type) && bytes.len() >= coding::LEAST
}

/// Answers with bytes that are sent whole and as they are.
pub fn plain(status: StatusCode, media_type: &str, bytes: impl Into<Bytes>, kept: CachePolicy) -> Response {
    let bytes = bytes.into();
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    set(headers, header::CONTENT_TYPE, media_type);
    set(headers, header::CONTENT_LENGTH, &bytes.len().to_string());
    set(headers, header::CACHE_CONTROL, kept.header());
    *response.body_mut() = Body::from(bytes);
    response
}

/// Answers with bytes; conditions hold only for what was asked for itself.
pub fn of_bytes(
    status: StatusCode,
    media_type: &str,
    bytes: Bytes,
    etag: &str,
    wishes: &RequestPreferences,
) -> Response {
    let zippable = is_zippable(media_type, &bytes);
    let gzip = zippable && wishes.gzip;
    let sound = !etag.is_empty() && etag.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"');
    let mut forms = Vec::new();
    if sound && status == StatusCode::OK {
        // Other bytes are another form, with another tag (RFC 9110 §8.8.3);
        // who takes gzip may have either.
        forms.extend(gzip.then(|| format!("{etag}-gzip")));
        forms.push(etag.to_owned());
    }
    let mut response = match judged(&forms, wishes) {
        Some(response) => response,
        None => {
            let zipped = gzip.then(|| coding::gzip(&bytes)).flatten();
            let is_zipped = zipped.is_some();
            let bytes = zipped.map_or(bytes, Bytes::from);
            // Where gzip was asked for but failed, the plain form is sent.
            let form = if is_zipped { forms.first() } else { forms.last() };
            let selection = match status {
                StatusCode::OK if !is_zipped => wishes.conditions.part(form, bytes.len() as u64),
                _ => Selection::Whole,
            };
            let mut response = selected(status, &selection, bytes.len() as u64, form);
            *response.body_mut() = match selection {
                Selection::Whole => Body::from(bytes),
                Selection::Part(range) => Body::from(slice(&bytes, range)),
                Selection::Beyond => Body::empty(),
            };
            set(response.headers_mut(), header::CONTENT_TYPE, media_type);
            if is_zipped {
                set(response.headers_mut(), header::CONTENT_ENCODING, "gzip");
            }
            response
        }
    };
    if zippable {
        set(response.headers_mut(), header::VARY, "Accept-Encoding");
    }
    response
}

/// Answers with a file, or with why it cannot be opened.
pub async fn of_file(
    status: StatusCode,
    media_type: &'static str,
    file: File,
    wishes: &RequestPreferences,
) -> io::Result<Response> {
    let mut opened = Opened::of(file)?;
    let forms = if status == StatusCode::OK { vec![opened.etag.clone()] } else { Vec::new() };
    if let Some(response) = judged(&forms, wishes) {
        return Ok(response);
    }
    let is_other_text = media::is_text(media_type) && !opened.is_utf8().await;
    let media_type = if is_other_text { media::without_encoding(media_type) } else { media_type };
    let length = opened.length;
    let selection = match status {
        StatusCode::OK => wishes.conditions.part(forms.first(), length),
        _ => Selection::Whole,
    };
    let mut response = selected(status, &selection, length, forms.first());
    *response.body_mut() = match selection {
        Selection::Whole => Body::from_stream(opened.extract(0..length).await?),
        Selection::Part(range) => Body::from_stream(opened.extract(range).await?),
        Selection::Beyond => Body::empty(),
    };
    set(response.headers_mut(), header::CONTENT_TYPE, media_type);
    Ok(response)
}

/// The answer if the client has it already.
fn judged(forms: &[String], wishes: &RequestPreferences) -> Option<Response> {
    let form = wishes.conditions.known(forms)?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    set(response.headers_mut(), header::CACHE_CONTROL, CachePolicy::Asking.header());
    set(response.headers_mut(), header::ETAG, &format!("\"{form}\""));
    Some(response)
}

/// The head of an answer that sends a selection of so many bytes.
fn selected(status: StatusCode, selection: &Selection, length: u64, form: Option<&String>) -> Response {
    let mut response = Response::new(Body::empty());
    let (status, sent, range) = match selection {
        Selection::Whole => (status, length, None),
        Selection::Part(part) => {
            let range = format!("bytes {}-{}/{length}", part.start, part.end.saturating_sub(1));
            (StatusCode::PARTIAL_CONTENT, part.end.saturating_sub(part.start), Some(range))
        }
        Selection::Beyond => (StatusCode::RANGE_NOT_SATISFIABLE, 0, Some(format!("bytes */{length}"))),
    };
    *response.status_mut() = status;
    let headers = response.headers_mut();
    set(headers, header::CONTENT_LENGTH, &sent.to_string());
    set(headers, header::CACHE_CONTROL, CachePolicy::Asking.header());
    if status != StatusCode::NOT_FOUND {
        set(headers, header::ACCEPT_RANGES, "bytes");
    }
    if let Some(range) = range {
        set(headers, header::CONTENT_RANGE, &range);
    }
    if let Some(form) = form {
        set(headers, header::ETAG, &format!("\"{form}\""));
    }
    response
}

/// A range of bytes; none if they are not so many.
fn slice(bytes: &Bytes, range: std::ops::Range<u64>) -> Bytes {
    let end = |offset: u64| usize::try_from(offset).map_or(bytes.len(), |offset| offset.min(bytes.len()));
    let (start, end) = (end(range.start), end(range.end));
    bytes.slice(start.min(end)..end)
}
