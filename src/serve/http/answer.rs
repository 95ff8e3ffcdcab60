//! Answers: from the head of a request to a response.
//!
//! In: a request, whose body is never read, and the source. Out: a response
//! with all its headers. First it is asked whether the request is one for us,
//! then where it leads, then what the client has of it already.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use tokio::sync::Semaphore;
use tokio_stream::StreamExt;

use crate::diag::Words;
use crate::serve::http::address::Address;
use crate::serve::http::events::{Event, Streams};
use crate::serve::http::{Content, Peer, Served, SiteSource, Status, Visitor, host, media};
use crate::source::Digest;

mod content;

use content::{CachePolicy, RequestPreferences};

/// A preview: the pages of a site, and what its script asks for.
struct Site {
    /// What the preview shows.
    pages: Pages,
    /// Where we listen.
    bound: SocketAddr,
    /// How often a stream with no news says that it is still there.
    heartbeat: Duration,
    /// Those who listen for events.
    streams: Streams,
}

/// The pages of a site.
pub struct Pages {
    /// What stands at a route.
    source: Arc<dyn SiteSource>,
    /// How many pages may be made at once: more would only wait for a core,
    /// each with its memory.
    makers: Arc<Semaphore>,
}

/// Answers from `source` to those who mean `bound`.
pub fn router(source: Arc<dyn SiteSource>, bound: SocketAddr, heartbeat: Duration, streams: Streams) -> Router {
    let site = Site { pages: Pages::new(source), bound, heartbeat, streams };
    Router::new().fallback(answer).with_state(Arc::new(site))
}

impl Pages {
    /// The pages of `source`.
    pub fn new(source: Arc<dyn SiteSource>) -> Pages {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Pages { source, makers: Arc::new(Semaphore::new(2 * cores)) }
    }

    /// What stands at a path of the site, as a request with these headers asks
    /// for it.
    pub async fn at(&self, path: &str, query: Option<&str>, method: &Method, headers: &HeaderMap) -> Response {
        let Some(asked) = Address::read(path) else { return mistyped() };
        self.find(asked, query, RequestPreferences::of(method, headers)).await
    }

    /// What stands at an address.
    async fn find(&self, asked: Address, query: Option<&str>, wishes: RequestPreferences) -> Response {
        let base = Address::read(&self.source.base_path());
        match self.make(move |source| find(source, &asked, base.as_ref())).await {
            Some(Destination::Elsewhere(reference)) => redirect(&reference, query),
            Some(Destination::Here(found)) => served(self, Some(found), wishes).await,
            None => served(self, None, wishes).await,
        }
    }

    /// Makes something where it may take its time; `None` if that broke.
    async fn make<T: Send + 'static>(&self, make: impl FnOnce(&dyn SiteSource) -> T + Send + 'static) -> Option<T> {
        let permit = Arc::clone(&self.makers).acquire_owned().await.ok()?;
        let source = Arc::clone(&self.source);
        let made = tokio::task::spawn_blocking(move || {
            // Not given back when the client goes, but when the work is done.
            let _permit = permit;
            make(&*source)
        });
        made.await.ok()
    }
}

/// Answers a request.
async fn answer(State(site): State<Arc<Site>>, request: Request) -> Response {
    let (request, body) = request.into_parts();
    let has_body = request.headers.contains_key(header::TRANSFER_ENCODING) || body.size_hint().exact() != Some(0);
    let mut response = match refusal(&site, &request, has_body) {
        Some(response) => response,
        None => respond(&site, &request).await,
    };
    let headers = response.headers_mut();
    if has_body {
        // What follows is not looked at, so that it is never taken for the
        // next request.
        set(headers, header::CONNECTION, "close");
    }
    // Nobody guesses types, no other site may embed what is here, and no link
    // tells other sites which report is being written. Nobody puts it into a
    // frame either, above which a reader would click links to his editor without
    // knowing. What a page may load it says itself, here as on the built site:
    // to say it here once more would hide what a theme's own policy forgot.
    set(headers, header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'");
    set(headers, header::X_FRAME_OPTIONS, "DENY");
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(headers, header::REFERRER_POLICY, "same-origin");
    response
}

/// Why a page of another site gets no answer.
const STRANGERS: Words = Words { zh: "别的网站不能读取这里。", en: "Other sites cannot read this." };

/// Why a request is not answered, whatever it asks for.
fn refusal(site: &Site, request: &Parts, has_body: bool) -> Option<Response> {
    if let Err(misdirected) = host::check(site.bound, &request.uri, &request.headers) {
        return Some(refuse(misdirected.status(), misdirected.words()));
    }
    if host::is_foreign(&request.headers) {
        return Some(refuse(StatusCode::FORBIDDEN, STRANGERS));
    }
    if !matches!(request.method, Method::GET | Method::HEAD) {
        let mut response = refuse(
            StatusCode::METHOD_NOT_ALLOWED,
            Words {
                zh: "预览只能看，不能改：只接受 GET 和 HEAD。",
                en: "A preview is for looking: GET and HEAD only.",
            },
        );
        set(response.headers_mut(), header::ALLOW, "GET, HEAD");
        return Some(response);
    }
    has_body.then(|| {
        let words = Words { zh: "这里的请求不能带内容。", en: "Requests here have no content." };
        refuse(StatusCode::BAD_REQUEST, words)
    })
}

/// Answers a request that is one for us.
async fn respond(site: &Site, request: &Parts) -> Response {
    let Some(asked) = Address::read(request.uri.path()) else { return mistyped() };
    let base = Address::read(&site.pages.source.base_path());
    let wishes = RequestPreferences::of(&request.method, &request.headers);
    // No route of a site is hidden, so nothing of it is lost to us.
    let own = readings(&asked, base.as_ref()).into_iter().find_map(|address| {
        let route = address.route();
        route.strip_prefix(".huibian/").map(str::to_owned)
    });
    if let Some(own) = own {
        return self_made(site, request, &own, wishes).await;
    }
    site.pages.find(asked, request.uri.query(), wishes).await
}

/// Answers with what the preview has beside the site.
async fn self_made(site: &Site, request: &Parts, name: &str, wishes: RequestPreferences) -> Response {
    if is_strangers(&request.headers) {
        return refuse(StatusCode::FORBIDDEN, STRANGERS);
    }
    match name {
        "events" => events(site, &request.method, request.uri.query()),
        "findings" => findings(site, visitor(request)).await,
        "preview.js" => script(site, &wishes),
        _ => missing(&site.pages, &wishes).await,
    }
}

/// Where an address leads.
enum Destination {
    /// To this.
    Here(Served),
    /// To nothing, but this reference does.
    Elsewhere(String),
}

/// How an address may be read: as it is, and without the path of the site's
/// base address.
fn readings(address: &Address, base: Option<&Address>) -> Vec<Address> {
    let short = base.and_then(|base| address.below(base));
    [Some(address.clone()), short].into_iter().flatten().collect()
}

/// Asks the source what stands at an address. Who types one forgets its end;
/// that is made good.
fn find(source: &dyn SiteSource, asked: &Address, base: Option<&Address>) -> Destination {
    let look = |address: &Address| {
        let mut served = readings(address, base).into_iter().map(|address| source.get(&address.route()));
        served.find(|served| served.status == Status::Found)
    };
    if let Some(here) = look(asked) {
        return Destination::Here(here);
    }
    if !asked.is_folder() {
        for ending in [asked.as_folder(), asked.as_page()] {
            if look(&ending).is_some() {
                return Destination::Elsewhere(ending.reference_from(asked));
            }
        }
    }
    Destination::Here(source.get(&asked.route()))
}

/// Answers with what the source served.
async fn served(pages: &Pages, served: Option<Served>, wishes: RequestPreferences) -> Response {
    let Some(Served { status, content, name }) = served else { return broken() };
    let status = if status == Status::Found { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let media_type = media::media_type(&name);
    match content {
        Content::Bytes { bytes, etag } if content::may_be_zipped(media_type, &bytes, &wishes) => {
            let made = pages.make(move |_| content::of_bytes(status, media_type, bytes, &etag, &wishes)).await;
            made.unwrap_or_else(broken)
        }
        Content::Bytes { bytes, etag } => content::of_bytes(status, media_type, bytes, &etag, &wishes),
        Content::File(file) => match content::of_file(status, media_type, file, &wishes).await {
            Ok(response) => response,
            // The disk fails.
            Err(_) => missing(pages, &wishes).await,
        },
    }
}

/// Answers with the site's page for what it has not.
async fn missing(pages: &Pages, wishes: &RequestPreferences) -> Response {
    match pages.make(|source| source.get("404.html")).await {
        Some(Served { content: Content::Bytes { bytes, .. }, .. }) => {
            content::of_bytes(StatusCode::NOT_FOUND, media::media_type(".html"), bytes, "", wishes)
        }
        _ => refuse(StatusCode::NOT_FOUND, Words { zh: "找不到。", en: "Not found." }),
    }
}

/// Lets a page listen.
fn events(site: &Site, method: &Method, query: Option<&str>) -> Response {
    let mut response = Response::new(Body::empty());
    if method == Method::GET {
        let since = query.and_then(since);
        let events = site.pages.source.events(since);
        let news = events.map(|data| Event { name: "site", id: None, data });
        *response.body_mut() = Body::from_stream(site.streams.listen(Box::pin(news), site.heartbeat));
    }
    set(response.headers_mut(), header::CONTENT_TYPE, "text/event-stream");
    set(response.headers_mut(), header::CACHE_CONTROL, CachePolicy::No.header());
    response
}

/// What is wrong with the site.
async fn findings(site: &Site, visitor: Visitor) -> Response {
    let Some(findings) = site.pages.make(move |source| source.findings(visitor)).await else { return broken() };
    content::plain(StatusCode::OK, media::media_type(".json"), findings, CachePolicy::No)
}

/// The script of the preview.
fn script(site: &Site, wishes: &RequestPreferences) -> Response {
    let script = site.pages.source.script();
    let etag = Digest::of(script).to_string();
    content::of_bytes(StatusCode::OK, media::media_type(".js"), Bytes::from_static(script), &etag, wishes)
}

/// The version in the query `since=12`.
fn since(query: &str) -> Option<u64> {
    query.split('&').find_map(|part| part.strip_prefix("since="))?.parse().ok()
}

/// Sends the client on, with the query that it came with.
fn redirect(reference: &str, query: Option<&str>) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    let whole = query.map_or(reference.to_owned(), |query| format!("{reference}?{query}"));
    set(response.headers_mut(), header::LOCATION, &whole);
    set(response.headers_mut(), header::CACHE_CONTROL, CachePolicy::No.header());
    response
}

/// The answer to an address that no link of a site has.
fn mistyped() -> Response {
    refuse(StatusCode::BAD_REQUEST, Words { zh: "网址写得不对。", en: "This address is mistyped." })
}

/// Says in both languages why there is no answer: who reads it may be anybody.
fn refuse(status: StatusCode, words: Words) -> Response {
    let text = format!("{}\n{}\n", words.zh, words.en);
    content::plain(status, media::media_type(".txt"), text, CachePolicy::No)
}

/// The answer when the source broke.
fn broken() -> Response {
    let words = Words {
        zh: "生成这一页时出错了，这是 huibian 的毛病。",
        en: "This page could not be made; the fault is huibian's.",
    };
    refuse(StatusCode::INTERNAL_SERVER_ERROR, words)
}

/// Whether a browser says that the page asking is not one of ours. Other ports
/// of this machine are the same site to it, but not the same origin.
pub fn is_strangers(headers: &HeaderMap) -> bool {
    let from = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    !matches!(from, None | Some(b"same-origin" | b"none"))
}

/// Who reads the answer: behind a proxy of this computer it is anybody.
fn visitor(request: &Parts) -> Visitor {
    let passed_on =
        ["forwarded", "via", "x-forwarded-for", "x-real-ip"].iter().any(|name| request.headers.contains_key(*name));
    match request.extensions.get::<Peer>() {
        Some(Peer(peer)) if !passed_on => Visitor::at(peer.ip()),
        _ => Visitor::Elsewhere,
    }
}

/// Sets a header to a text; one that cannot stand in a header is left out.
fn set(headers: &mut HeaderMap, name: HeaderName, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        headers.insert(name, value);
    }
}
