//! Web archives (`.mht`, `.mhtml`): a page with its pictures as one message.
//!
//! In: the bytes of the message. Out: the page, and its companions by their
//! addresses. Only what browsers and Word write is read: multipart bodies,
//! base64 and quoted-printable.

use std::collections::HashMap;

use crate::import::html::address;
use crate::import::html::transfer;

/// How many parts are read.
const PARTS: usize = 2000;

/// How many bytes the parts may become together.
const TOTAL: usize = 128 << 20;

/// A page and what was saved with it.
#[derive(Default)]
pub struct Parts {
    /// The page.
    pub page: Vec<u8>,
    /// The encoding that the message gives for it.
    pub charset: Option<String>,
    /// Where the page was.
    pub address: String,
    /// The plain text of a letter and its encoding.
    pub text: Option<(Vec<u8>, Option<String>)>,
    /// The headers of the whole message, by name in lower case.
    pub told: HashMap<String, String>,
    companions: HashMap<String, Vec<u8>>,
}

/// Whether a file is a message in parts.
pub fn is_mhtml(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    if !head.trim_ascii_start().first().is_some_and(u8::is_ascii_alphabetic) {
        return false;
    }
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let headers = head.find("\r\n\r\n").or_else(|| head.find("\n\n")).map_or(head.as_str(), |end| &head[..end]);
    headers.contains("content-type:") && (headers.contains("multipart/") || headers.contains("mime-version:"))
}

impl Parts {
    /// Reads a message; none if it has neither page nor text.
    pub fn read(bytes: &[u8]) -> Option<Parts> {
        let mut parts = Parts::default();
        let mut found = false;
        let mut total = 0_usize;
        // Messages within the message wait here; there is no recursion.
        let mut waiting = vec![bytes];
        let (mut count, mut scanned) = (0, 0_usize);
        while let Some(message) = waiting.pop() {
            count += 1;
            scanned = scanned.saturating_add(message.len());
            // Nested messages would be read once for each level.
            if count > PARTS || total > TOTAL || scanned > bytes.len().saturating_mul(8) {
                break;
            }
            let (headers, body) = headers(message);
            if count == 1 {
                parts.told.clone_from(&headers);
            }
            let kind = headers.get("content-type").cloned().unwrap_or_default();
            let lower = kind.to_ascii_lowercase();
            if parts.address.is_empty()
                && let Some(place) = headers.get("snapshot-content-location")
            {
                parts.address = place.clone();
            }
            if lower.starts_with("multipart/") {
                if let Some(boundary) = parameter(&kind, "boundary") {
                    let inner = split(body, &boundary);
                    waiting.extend(inner.into_iter().rev().take(PARTS));
                }
                continue;
            }
            let body = match headers.get("content-transfer-encoding").map(|value| value.to_ascii_lowercase()) {
                Some(value) if value.contains("base64") => transfer::base64(body),
                Some(value) if value.contains("quoted-printable") => transfer::quoted_printable(body),
                _ => body.to_vec(),
            };
            total += body.len();
            let place = headers.get("content-location").cloned().unwrap_or_default();
            if !found && (lower.starts_with("text/html") || lower.starts_with("application/xhtml")) {
                found = true;
                parts.page = body;
                parts.charset = parameter(&kind, "charset");
                if parts.address.is_empty() {
                    parts.address = place;
                }
                continue;
            }
            if parts.text.is_none() && (lower.is_empty() || lower.starts_with("text/plain")) && place.is_empty() {
                parts.text = Some((body, parameter(&kind, "charset")));
                continue;
            }
            if let Some(id) = headers.get("content-id") {
                let id = id.trim_matches(['<', '>']);
                parts.companions.insert(format!("cid:{id}"), body.clone());
            }
            if !place.is_empty() {
                parts.companions.entry(place).or_insert(body);
            }
        }
        (found || parts.text.is_some()).then_some(parts)
    }

    /// A companion by its address as the page writes it.
    pub fn find(&self, reference: &str) -> Option<Vec<u8>> {
        let direct = self.companions.get(reference);
        let resolved = || self.companions.get(&address::resolve(&self.address, reference)?);
        // Word gives companions addresses on a disk beside the page's.
        let beside = || {
            let folder = self.address.rsplit_once('/')?.0;
            self.companions.get(&format!("{folder}/{reference}"))
        };
        direct.or_else(resolved).or_else(beside).cloned()
    }
}

/// The headers of a message, by name in lower case, and its body.
fn headers(message: &[u8]) -> (HashMap<String, String>, &[u8]) {
    let mut headers = HashMap::new();
    let mut last: Option<String> = None;
    let mut rest = message;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let line = String::from_utf8_lossy(&rest[..end]);
        let line = line.trim_end_matches('\r');
        rest = &rest[end + 1..];
        if line.is_empty() {
            // Empty lines before the first header are passed over.
            if headers.is_empty() {
                continue;
            }
            break;
        }
        if line.starts_with([' ', '\t']) {
            if let Some(value) = last.as_ref().and_then(|name| headers.get_mut(name)) {
                let value: &mut String = value;
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':')
            && headers.len() < 100
        {
            let name = name.trim().to_ascii_lowercase();
            headers.insert(name.clone(), value.trim().to_owned());
            last = Some(name);
        } else {
            last = None;
        }
    }
    (headers, rest)
}

/// A parameter of a header: `boundary="..."`.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// The parts between the lines of a boundary.
fn split<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mark = format!("--{boundary}");
    let (mut parts, mut start) = (Vec::new(), None);
    let mut at = 0;
    while at < body.len() {
        let end = body[at..].iter().position(|byte| *byte == b'\n').map_or(body.len(), |end| at + end + 1);
        if body[at..end].starts_with(mark.as_bytes()) {
            if let Some(start) = start.replace(end) {
                parts.push(&body[start..at]);
            }
            if body[at + mark.len()..end].starts_with(b"--") {
                start = None;
            }
        }
        at = end;
    }
    // A message that was cut off: what there is of its last part.
    parts.extend(start.map(|start| &body[start..]));
    parts
}
