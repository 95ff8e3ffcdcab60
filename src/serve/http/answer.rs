//! Answers: from the head of a request to a response.
//!
//! In: a request, whose body is never read, and the source. Out: a response
//! with all its headers. First it is asked whether the request is one for us,
//! then where it leads, then what the client has of it already.

use std::net::SocketAddr;
use std::sync::Arc;

use hyper::body::{Body as HttpBody, Bytes};
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use tokio::sync::Semaphore;

use crate::diag::Words;
use crate::serve::http::address::Address;
use crate::serve::http::body::Body;
use crate::serve::http::events::Streams;
use crate::serve::http::{Content, Limits, Served, Source, Status, Visitor, host, media};
use crate::source::Digest;

mod content;

use content::{Kept, Wishes};

/// What answers need to know.
pub struct Site {
    /// What the preview shows.
    source: Arc<dyn Source>,
    /// Where we listen.
    bound: SocketAddr,
    /// What is too much.
    pub limits: Limits,
    /// Those who listen for events.
    pub streams: Streams,
    /// How many pages may be made at once: more would only wait for a core,
    /// each with its memory.
    makers: Arc<Semaphore>,
}

impl Site {
    /// Answers from `source` to those who mean `bound`.
    pub fn new(source: Arc<dyn Source>, bound: SocketAddr, limits: Limits) -> Site {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let makers = Arc::new(Semaphore::new(2 * cores));
        Site { source, bound, streams: Streams::new(limits.streams), limits, makers }
    }

    /// Makes something where it may take its time; `None` if that broke.
    async fn make<T: Send + 'static>(&self, make: impl FnOnce(&dyn Source) -> T + Send + 'static) -> Option<T> {
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
pub async fn answer<B: HttpBody>(site: &Site, request: &Request<B>, visitor: Visitor) -> Response<Body> {
    let has_body =
        request.headers().contains_key(header::TRANSFER_ENCODING) || request.body().size_hint().exact() != Some(0);
    let mut response = match refusal(site, request, has_body) {
        Some(response) => response,
        None => respond(site, request, behind(request.headers(), visitor)).await,
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
fn refusal<B>(site: &Site, request: &Request<B>, has_body: bool) -> Option<Response<Body>> {
    if let Err(misdirected) = host::check(site.bound, request.uri(), request.headers()) {
        return Some(refuse(misdirected.status(), misdirected.words()));
    }
    if host::is_foreign(request.headers()) {
        return Some(refuse(StatusCode::FORBIDDEN, STRANGERS));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
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
async fn respond<B>(site: &Site, request: &Request<B>, visitor: Visitor) -> Response<Body> {
    let Some(asked) = Address::read(request.uri().path()) else {
        let words = Words { zh: "网址写得不对。", en: "This address is mistyped." };
        return refuse(StatusCode::BAD_REQUEST, words);
    };
    let base = Address::read(&site.source.base_path());
    let wishes = Wishes::of(request.method(), request.headers());
    // No route of a site is hidden, so nothing of it is lost to us.
    let own = readings(&asked, base.as_ref()).into_iter().find_map(|address| {
        let route = address.route();
        route.strip_prefix(".huibian/").map(str::to_owned)
    });
    if let Some(own) = own {
        return self_made(site, request, visitor, &own, wishes).await;
    }
    let query = request.uri().query().map(str::to_owned);
    match site.make(move |source| find(source, &asked, base.as_ref())).await {
        Some(Found::Elsewhere(reference)) => redirect(&reference, query.as_deref()),
        Some(Found::Here(found)) => served(site, Some(found), wishes).await,
        None => served(site, None, wishes).await,
    }
}

/// Answers with what the preview has beside the site.
async fn self_made<B>(
    site: &Site,
    request: &Request<B>,
    visitor: Visitor,
    name: &str,
    wishes: Wishes,
) -> Response<Body> {
    if is_strangers(request.headers()) {
        return refuse(StatusCode::FORBIDDEN, STRANGERS);
    }
    match name {
        "events" => events(site, request.method(), request.uri().query()),
        "findings" => findings(site, visitor).await,
        "preview.js" => script(site, &wishes),
        _ => missing(site, &wishes).await,
    }
}

/// Where an address leads.
enum Found {
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
fn find(source: &dyn Source, asked: &Address, base: Option<&Address>) -> Found {
    let look = |address: &Address| {
        let mut served = readings(address, base).into_iter().map(|address| source.get(&address.route()));
        served.find(|served| served.status == Status::Found)
    };
    if let Some(here) = look(asked) {
        return Found::Here(here);
    }
    if !asked.is_folder() {
        for ending in [asked.as_folder(), asked.as_page()] {
            if look(&ending).is_some() {
                return Found::Elsewhere(ending.reference_from(asked));
            }
        }
    }
    Found::Here(source.get(&asked.route()))
}

/// Answers with what the source served.
async fn served(site: &Site, served: Option<Served>, wishes: Wishes) -> Response<Body> {
    let Some(Served { status, content, name }) = served else { return broken() };
    let status = if status == Status::Found { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let media_type = media::media_type(&name);
    match content {
        Content::Bytes { bytes, etag } if content::may_be_zipped(media_type, &bytes, &wishes) => {
            let made = site.make(move |_| content::of_bytes(status, media_type, bytes, &etag, &wishes)).await;
            made.unwrap_or_else(broken)
        }
        Content::Bytes { bytes, etag } => content::of_bytes(status, media_type, bytes, &etag, &wishes),
        Content::File(file) => match content::of_file(status, media_type, file, &wishes).await {
            Ok(response) => response,
            // The disk fails.
            Err(_) => missing(site, &wishes).await,
        },
    }
}

/// Answers with the site's page for what it has not.
async fn missing(site: &Site, wishes: &Wishes) -> Response<Body> {
    match site.make(|source| source.get("404.html")).await {
        Some(Served { content: Content::Bytes { bytes, .. }, .. }) => {
            content::of_bytes(StatusCode::NOT_FOUND, media::media_type(".html"), bytes, "", wishes)
        }
        _ => refuse(StatusCode::NOT_FOUND, Words { zh: "找不到。", en: "Not found." }),
    }
}

/// Lets a page listen.
fn events(site: &Site, method: &Method, query: Option<&str>) -> Response<Body> {
    let mut response = Response::new(Body::bytes(""));
    if method == Method::GET {
        let since = query.and_then(since);
        *response.body_mut() = Body::events(site.streams.listen(site.source.events(since), site.limits.heartbeat));
    }
    set(response.headers_mut(), header::CONTENT_TYPE, "text/event-stream");
    set(response.headers_mut(), header::CACHE_CONTROL, Kept::No.header());
    response
}

/// What is wrong with the site.
async fn findings(site: &Site, visitor: Visitor) -> Response<Body> {
    let Some(findings) = site.make(move |source| source.findings(visitor)).await else { return broken() };
    content::plain(StatusCode::OK, media::media_type(".json"), findings, Kept::No)
}

/// The script of the preview.
fn script(site: &Site, wishes: &Wishes) -> Response<Body> {
    let script = site.source.script();
    let etag = Digest::of(script).to_string();
    content::of_bytes(StatusCode::OK, media::media_type(".js"), Bytes::from_static(script), &etag, wishes)
}

/// The version in the query `since=12`.
fn since(query: &str) -> Option<u64> {
    query.split('&').find_map(|part| part.strip_prefix("since="))?.parse().ok()
}

/// Sends the client on, with the query that it came with.
fn redirect(reference: &str, query: Option<&str>) -> Response<Body> {
    let mut response = Response::new(Body::bytes(""));
    *response.status_mut() = StatusCode::FOUND;
    let whole = query.map_or(reference.to_owned(), |query| format!("{reference}?{query}"));
    set(response.headers_mut(), header::LOCATION, &whole);
    set(response.headers_mut(), header::CACHE_CONTROL, Kept::No.header());
    response
}

/// Says in both languages why there is no answer: who reads it may be anybody.
fn refuse(status: StatusCode, words: Words) -> Response<Body> {
    let text = format!("{}\n{}\n", words.zh, words.en);
    content::plain(status, media::media_type(".txt"), text, Kept::No)
}

/// The answer when the source broke.
fn broken() -> Response<Body> {
    let words = Words {
        zh: "生成这一页时出错了，这是 huibian 的毛病。",
        en: "This page could not be made; the fault is huibian's.",
    };
    refuse(StatusCode::INTERNAL_SERVER_ERROR, words)
}

/// Whether a browser says that the page asking is not one of ours. Other ports
/// of this machine are the same site to it, but not the same origin.
fn is_strangers(headers: &HeaderMap) -> bool {
    let from = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    !matches!(from, None | Some(b"same-origin" | b"none"))
}

/// Who reads the answer: behind a proxy of this computer it is anybody.
fn behind(headers: &HeaderMap, visitor: Visitor) -> Visitor {
    let passed_on = ["forwarded", "via", "x-forwarded-for", "x-real-ip"].iter().any(|name| headers.contains_key(*name));
    if passed_on { Visitor::Elsewhere } else { visitor }
}

/// Sets a header to a text; one that cannot stand in a header is left out.
fn set(headers: &mut HeaderMap, name: HeaderName, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        headers.insert(name, value);
    }
}
