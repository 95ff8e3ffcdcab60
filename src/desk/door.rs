//! The door: who is let in.
//!
//! In: the head of every request. Out: the request, or why not. The address of a
//! start holds a secret behind `#`, which no log and no `Referer` has; the page
//! changes it once for a cookie that no script reads and no other site's request
//! carries, and a pass that its own scripts send along. Any page that the reader's browser shows can send requests here:
//! `Host` tells whom it means, `Origin` and `Sec-Fetch-Site` where it is from,
//! and what writes must be of a type that no form and no simple request has.

use std::io;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::json;

use crate::desk::answer::{Json, Trouble};
use crate::desk::{Clock, Desk, asked};
use crate::diag::Words;
use crate::disk::neighbour::is_anothers;
use crate::serve::http::Peer;
use crate::serve::http::host;
use crate::serve::http::is_strangers;
use crate::source::Digest;

/// The cookie, with the port behind it: a browser has one box of cookies for all
/// ports of this machine, and another desk may be open in it.
const COOKIE: &str = "huibian-desk";
/// The header that has the pass.
const PASS: &str = "x-huibian-desk";
/// How long a start address works.
const START: Duration = Duration::from_secs(60);

/// How large the request may be that brings its secret, in bytes.
const LARGEST_KEY: usize = 1024;

/// What the page itself may load and do.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; \
                      frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/// What a page of the site may do that is shown in it: be looked at. No script of
/// a theme or a report runs where the desk's cookie is.
const SHOWN: &str = "sandbox allow-same-origin; script-src 'none'; frame-ancestors 'self'";

/// Who is let in.
pub struct Door {
    /// Where we listen.
    bound: SocketAddr,
    /// What time it is.
    clock: Clock,
    /// The start address, as long as it was not used.
    start: Mutex<Option<Start>>,
    /// What the cookie holds. Only digests are compared: how long that takes
    /// tells nothing of the secret.
    token: Digest,
    /// The same as it is handed out.
    cookie: String,
    /// The pass of the page's scripts. The cookie goes to every port of this machine,
    /// so to other programs too; this one is sent by pages of this desk only.
    pass: String,
}

/// A start address.
struct Start {
    /// The digest of its secret.
    secret: Digest,
    /// When it was made.
    since: SystemTime,
}

impl Door {
    /// A door with the secret that opens it once.
    pub fn new(bound: SocketAddr, clock: Clock) -> io::Result<(Door, String)> {
        let (secret, token, pass) = (secret()?, secret()?, secret()?);
        let start = Start { secret: Digest::of(secret.as_bytes()), since: clock() };
        let cookie = format!("{COOKIE}-{}={token}; HttpOnly; SameSite=Strict; Path=/desk", bound.port());
        let token = Digest::of(token.as_bytes());
        Ok((Door { bound, clock, start: Mutex::new(Some(start)), token, cookie, pass }, secret))
    }

    /// Takes the secret of the start address, once.
    fn enter(&self, key: &str) -> Result<HeaderValue, Trouble> {
        let mut start = self.start.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = start.as_ref().is_some_and(|start| {
            // A clock that was set back tells nothing of its age.
            let age = (self.clock)().duration_since(start.since);
            age.is_ok_and(|age| age <= START) && start.secret == Digest::of(key.as_bytes())
        });
        if !fits {
            return Err(Trouble::new(StatusCode::UNAUTHORIZED, STALE));
        }
        *start = None;
        HeaderValue::from_str(&self.cookie).map_err(|_| Trouble::broken())
    }

    /// Whether a request has the cookie.
    fn knows(&self, headers: &HeaderMap) -> bool {
        let port = self.bound.port().to_string();
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut tokens = cookies.flat_map(|value| value.split(';')).filter_map(|cookie| {
            let (name, value) = cookie.trim().split_once('=')?;
            (name.strip_prefix(COOKIE)?.strip_prefix('-')? == port).then_some(value)
        });
        tokens.any(|token| Digest::of(token.as_bytes()) == self.token)
    }

    /// Whether a request has the pass.
    fn is_ours(&self, headers: &HeaderMap) -> bool {
        let pass = headers.get(PASS).map(|pass| Digest::of(pass.as_bytes()));
        pass == Some(Digest::of(self.pass.as_bytes()))
    }

    /// Why a request is not let in.
    fn check(&self, request: &Request) -> Result<(), Trouble> {
        let (headers, path) = (request.headers(), request.uri().path());
        host::check(self.bound, request.uri(), headers)
            .map_err(|misdirected| Trouble::new(misdirected.status(), MISDIRECTED))?;
        let api = path.strip_prefix("/desk/api/");
        let private = api.is_some_and(|route| route != "session") || path.starts_with("/desk/preview/");
        // Who types an address or opens a bookmark may see the page, no more.
        let typed = headers.get("sec-fetch-site").is_some_and(|site| site == "none");
        if host::is_foreign(headers) || is_strangers(headers) || typed && (private || api.is_some()) {
            return Err(Trouble::new(StatusCode::FORBIDDEN, STRANGERS));
        }
        let writes = !matches!(*request.method(), Method::GET | Method::HEAD);
        if writes && !headers.contains_key(header::ORIGIN) {
            return Err(Trouble::new(StatusCode::FORBIDDEN, STRANGERS));
        }
        // What listens to events can send no header, and hears only that something changed.
        let needs_pass = api.is_some_and(|route| !matches!(route, "session" | "events"));
        if private && !self.knows(headers) || needs_pass && !self.is_ours(headers) {
            return Err(Trouble::new(StatusCode::UNAUTHORIZED, STALE));
        }
        let is_json = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
        let is_file = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/octet-stream")
            && headers.contains_key("x-huibian-name");
        if writes && !is_json && !is_file {
            return Err(Trouble::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, NO_FORM));
        }
        Ok(())
    }
}

/// 256 bits that nobody can know.
fn secret() -> io::Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Lets a request in or not, and gives the answer its headers and its language.
pub async fn guard(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let language = asked::language(request.headers()).unwrap_or(desk.0.language);
    let shown = request.uri().path().starts_with("/desk/preview/");
    let mut response = match desk.0.door.check(&request) {
        Ok(()) => next.run(request).await,
        Err(trouble) => trouble.into_response(),
    };
    if let Some(trouble) = response.extensions_mut().remove::<Trouble>() {
        response = trouble.told(language);
    }
    let headers = response.headers_mut();
    let mut set = |name, value| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_SECURITY_POLICY, if shown { SHOWN } else { POLICY });
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if !shown {
        set(header::X_FRAME_OPTIONS, "DENY");
        set(header::CACHE_CONTROL, "no-store");
    }
    response
}

/// What the page sends to be let in.
#[derive(Deserialize)]
struct Key {
    key: String,
}

/// The address at which the secret is taken.
pub fn routes() -> Router<Desk> {
    Router::new().route("/desk/api/session", post(enter))
}

async fn enter(State(desk): State<Desk>, request: Request) -> Result<Response, Trouble> {
    let peer = request.extensions().get::<Peer>();
    if peer.is_some_and(|Peer(peer)| is_anothers(desk.0.door.bound, *peer)) {
        return Err(Trouble::new(StatusCode::FORBIDDEN, STRANGERS));
    }
    // Anybody may send this: no more than a secret has.
    let bytes = asked::bytes(request.into_body(), LARGEST_KEY).await?;
    let Key { key } = serde_json::from_slice(&bytes).map_err(|_| Trouble::new(StatusCode::UNAUTHORIZED, STALE))?;
    let cookie = desk.0.door.enter(&key)?;
    let pass = Json(json!({ "pass": desk.0.door.pass }));
    Ok(([(header::SET_COOKIE, cookie)], pass).into_response())
}

const STALE: Words = Words {
    zh: "这个窗口没有通行证，或者已经过期。请关掉写作台，再打开一次。",
    en: "This window has no pass, or an old one. Close the writing desk and open it again.",
};
const MISDIRECTED: Words = Words {
    zh: "写作台只在本机，地址是 127.0.0.1 加端口。请用程序打开的那一页。",
    en: "The writing desk is on this computer only, at 127.0.0.1 and its port. Use the page that the program opened.",
};
const STRANGERS: Words =
    Words { zh: "别的网站不能使用写作台。", en: "Other sites cannot use the writing desk." };
const NO_FORM: Words = Words {
    zh: "写作台只接受自己页面发来的内容。",
    en: "The writing desk takes only what its own page sends.",
};
