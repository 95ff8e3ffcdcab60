//! HTTP: what the preview answers, and to whom. The site is held in memory,
//! the clients are bare sockets: what a browser would never send is the point.

use std::collections::BTreeMap;
use std::fs;
use std::future::pending;
use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use huibian::diag::Language;
use huibian::diag::fault::Fault;
use huibian::serve::http::{Content, Events, Limits, Served, Server, SiteSource, Status, Visitor};
use tokio::sync::{oneshot, watch};
use tokio_stream::wrappers::WatchStream;

#[path = "http/connections.rs"]
mod connections;

/// After which a test fails instead of hanging; nothing here should take a
/// hundredth of it.
const HANG: Duration = Duration::from_secs(60);

const LOCALHOST: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

/// A site in memory.
struct Site {
    pages: BTreeMap<String, Page>,
    base: &'static str,
    state: watch::Receiver<String>,
}

enum Page {
    Text(String),
    File(PathBuf),
    Broken,
}

impl SiteSource for Site {
    fn get(&self, route: &str) -> Served {
        let served = |status, content, name: &str| Served { status, content, name: name.to_owned() };
        let bytes = |text: &str| Content::Bytes { bytes: text.to_owned().into(), etag: format!("v{}", text.len()) };
        match self.pages.get(route) {
            Some(Page::Text(text)) => served(Status::Found, bytes(text), route),
            Some(Page::File(path)) => served(Status::Found, Content::File(fs::File::open(path).unwrap()), route),
            Some(Page::Broken) => panic!("a template went wrong"),
            None => served(Status::NotFound, bytes("没有这一页"), "404.html"),
        }
    }

    fn base_path(&self) -> String {
        self.base.to_owned()
    }

    fn findings(&self, visitor: Visitor) -> Vec<u8> {
        match visitor {
            Visitor::Here => b"[\"vscode://file/a.md\"]".to_vec(),
            Visitor::Elsewhere => b"[]".to_vec(),
        }
    }

    fn events(&self, _: Option<u64>) -> Events {
        Box::pin(WatchStream::new(self.state.clone()))
    }

    fn script(&self) -> &'static [u8] {
        b"'use strict';"
    }
}

/// A server at work, which stops when it is dropped.
struct Preview {
    address: SocketAddr,
    state: watch::Sender<String>,
    stop: Option<oneshot::Sender<()>>,
    /// Hears when the server has stopped.
    stopped: mpsc::Receiver<()>,
    folder: tempfile::TempDir,
}

impl Preview {
    fn new() -> Preview {
        Preview::with(Limits::default())
    }

    fn with(limits: Limits) -> Preview {
        Preview::at(LOCALHOST, limits, "/")
    }

    fn at(host: IpAddr, limits: Limits, base: &'static str) -> Preview {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            Page::File(path)
        };
        let large = folder.path().join("large.zip");
        fs::File::create(&large).unwrap().set_len(64 << 20).unwrap();
        let text = |text: &str| Page::Text(text.to_owned());
        let pages = [
            ("index.html", text("home")),
            ("404.html", text("没有这一页")),
            ("style.css", text(&"p { color: red }\n".repeat(100))),
            ("reports/index.html", text("all reports")),
            ("reports/2020/a.html", text("0123456789")),
            ("reports/2020/雪 夜.html", text("snow")),
            ("data.json", text("{}")),
            ("broken.html", Page::Broken),
            ("a.docx", file("a.docx", b"0123456789")),
            ("utf8.txt", file("utf8.txt", "雪夜".as_bytes())),
            ("gbk.txt", file("gbk.txt", b"\xb9\xa4\xd7\xf7")),
            ("large.zip", Page::File(large)),
        ];
        let pages = pages.into_iter().map(|(route, page)| (route.to_owned(), page)).collect();
        let (state, receiver) = watch::channel("{\"build\":1}".to_owned());
        let source = Arc::new(Site { pages, base, state: receiver });
        let (stop, stopping) = oneshot::channel::<()>();
        let (tell, told) = mpsc::channel();
        let (done, stopped) = mpsc::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async {
                let server = Server::bind(host, 0).unwrap();
                tell.send(server.address()).unwrap();
                let stopping = async {
                    if stopping.await.is_err() {
                        pending::<()>().await;
                    }
                };
                server.run(source, limits, stopping).await;
            });
            let _ = done.send(());
        });
        let address = told.recv_timeout(HANG).unwrap();
        Preview { address, state, stop: Some(stop), stopped, folder }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((LOCALHOST, self.address.port())).unwrap();
        stream.set_read_timeout(Some(HANG)).unwrap();
        stream.set_write_timeout(Some(HANG)).unwrap();
        stream
    }

    /// The name by which we are known.
    fn host(&self) -> String {
        format!("localhost:{}", self.address.port())
    }

    /// Sends bytes on a connection of their own and reads until it is closed.
    fn raw(&self, bytes: impl AsRef<[u8]>) -> Reply {
        let mut stream = self.connect();
        // A server that has heard enough may close before all is sent.
        let _ = stream.write_all(bytes.as_ref());
        Reply::until_closed(&mut stream)
    }

    fn ask(&self, method: &str, target: &str, headers: &[(&str, &str)]) -> Reply {
        self.raw(request(method, target, &self.host(), headers))
    }

    fn get(&self, target: &str) -> Reply {
        self.ask("GET", target, &[])
    }

    fn stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        self.stopped.recv_timeout(HANG).unwrap();
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

fn request(method: &str, target: &str, host: &str, headers: &[(&str, &str)]) -> String {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n")
}

#[derive(Debug)]
struct Reply {
    /// 0 if nothing came.
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Reply {
    fn until_closed(stream: &mut TcpStream) -> Reply {
        let mut bytes = Vec::new();
        match stream.read_to_end(&mut bytes) {
            Err(error) if !is_closed(&error) => panic!("{error}"),
            _ => Reply::parse(&bytes),
        }
    }

    fn parse(bytes: &[u8]) -> Reply {
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            assert!(bytes.is_empty(), "{}", bytes.escape_ascii());
            return Reply { status: 0, headers: Vec::new(), body: Vec::new() };
        };
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.map(|line| line.split_once(": ").unwrap());
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Reply { status, headers, body: bytes[end + 4..].to_vec() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let value = values.next();
        assert_eq!(values.next(), None, "{name} twice");
        value
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn etag(&self) -> &str {
        let etag = self.header("etag").unwrap();
        assert!(etag.starts_with('"'), "a strong tag: {etag}");
        etag
    }
}

fn is_closed(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe)
}

#[test]
fn a_page_is_served() {
    let preview = Preview::new();
    let page = preview.get("/reports/2020/a.html?v=3");
    assert_eq!((page.status, page.text()), (200, "0123456789"));
    for (name, value) in [
        ("content-type", "text/html; charset=utf-8"),
        ("content-length", "10"),
        ("cache-control", "no-cache"),
        ("etag", "\"v10\""),
        ("accept-ranges", "bytes"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("referrer-policy", "same-origin"),
    ] {
        assert_eq!(page.header(name), Some(value), "{name}");
    }
    assert_eq!(page.header("access-control-allow-origin"), None);
    assert_eq!(page.header("vary"), None, "too short to be compressed");
    assert_eq!(preview.get("/").text(), "home");
    assert_eq!(preview.get("/reports/").text(), "all reports");
    assert_eq!(preview.get("/reports/2020/%E9%9b%AA%20%E5%A4%9C.html").text(), "snow");
    assert_eq!(preview.get("/data.json").header("content-type"), Some("application/json; charset=utf-8"));
}

#[test]
fn what_the_site_has_not_is_not_found() {
    let preview = Preview::new();
    for path in ["/x.html", "/reports/2020/", "/.huibian/x", "/.git/config"] {
        let page = preview.ask("GET", path, &[("If-None-Match", "*"), ("Range", "bytes=0-1")]);
        assert_eq!((page.status, page.text()), (404, "没有这一页"), "{path}");
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert_eq!(page.header("etag"), None, "{path}");
    }
    assert_eq!(preview.get("/broken.html").status, 500);
    assert_eq!(preview.get("/").status, 200, "one broken page breaks no other");
}

#[test]
fn who_forgets_the_end_of_an_address_is_sent_there() {
    let preview = Preview::new();
    let check = |path, reference| {
        let reply = preview.get(path);
        assert_eq!((reply.status, reply.header("location")), (302, Some(reference)), "{path}");
    };
    check("/reports", "./reports/");
    check("/index", "./index.html");
    check("/reports/2020/a?q=%E9%9B%AA", "./a.html?q=%E9%9B%AA");
    check("/reports/2020/%e9%9b%aa%20夜", "./%E9%9B%AA%20%E5%A4%9C.html");
}

#[test]
fn a_path_that_no_link_has_is_refused() {
    let preview = Preview::new();
    for path in [
        "/../Cargo.toml",
        "/reports/../index.html",
        "/%2e%2e/index.html",
        "/reports/%2e%2E/index.html",
        "/.%2e/index.html",
        "/./index.html",
        "/%2e/index.html",
        "/reports%2findex.html",
        "/reports%5Cindex.html",
        "/reports\\index.html",
        "/..%5Cindex.html",
        "/index.html%00",
        "/index.html%0a",
        "/%ff.html",
        "/%c0%ae%c0%ae/index.html",
        "/%zz",
        "/%",
        "//index.html",
        "/reports//index.html",
        "//evil.example/",
        "*",
    ] {
        let reply = preview.get(path);
        assert_eq!(reply.status, 400, "{path}");
        assert_ne!(reply.text(), "home", "{path}");
    }
}

#[test]
fn the_path_of_the_base_address_may_stand_in_front() {
    let preview = Preview::at(LOCALHOST, Limits::default(), "/huibian/");
    for prefix in ["", "/huibian"] {
        assert_eq!(preview.get(&format!("{prefix}/")).text(), "home");
        assert_eq!(preview.get(&format!("{prefix}/reports/2020/a.html")).text(), "0123456789");
        assert_eq!(preview.get(&format!("{prefix}/reports")).header("location"), Some("./reports/"));
        assert_eq!(preview.get(&format!("{prefix}/.huibian/preview.js")).text(), "'use strict';");
        assert_eq!(preview.get(&format!("{prefix}/x.html")).status, 404);
    }
    assert_eq!(preview.get("/huibian").header("location"), Some("./huibian/"));
    assert_eq!(preview.get("/huibian/huibian/").status, 404);
}

#[test]
fn only_looking_is_allowed() {
    let preview = Preview::new();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let reply = preview.ask(method, "/", &[]);
        assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")), "{method}");
        assert_eq!(reply.header("access-control-allow-origin"), None, "{method}");
        assert!(reply.text().contains("GET 和 HEAD") && reply.text().contains("GET and HEAD"), "{method}");
    }
}

#[test]
fn what_follows_a_request_with_a_body_is_no_request() {
    let preview = Preview::new();
    let host = preview.host();
    let smuggled = format!("GET /data.json HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let check = |method: &str, headers: &str, body: &str, allowed: &[u16]| {
        let bytes = format!("{method} / HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n\r\n{body}{smuggled}");
        let mut stream = preview.connect();
        stream.write_all(bytes.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        if let Err(error) = stream.read_to_end(&mut bytes) {
            assert!(is_closed(&error), "{method} {headers}: {error}");
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert_eq!(text.matches("HTTP/1.1 ").count(), 1, "{method} {headers}: {text}");
        assert!(allowed.contains(&Reply::parse(&bytes).status), "{method} {headers}: {text}");
    };
    check("POST", "Content-Length: 5", "a=b&c", &[405]);
    check("GET", "Content-Length: 5", "a=b&c", &[400]);
    check("GET", "Transfer-Encoding: chunked", "5\r\na=b&c\r\n0\r\n\r\n", &[400]);
    check("GET", "Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n", &[400]);
    check("GET", "Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n", &[400]);
    check("GET", "Content-Length: 5\r\nContent-Length: 6", "a=b&c", &[400]);
    check("GET", "Content-Length: -1", "", &[400]);
    check("GET", "Transfer-Encoding: gzip", "", &[400]);
    check("GET", "Transfer-Encoding : chunked", "0\r\n\r\n", &[400]);
}

#[test]
fn a_request_to_somebody_else_is_refused() {
    let preview = Preview::new();
    let port = preview.address.port();
    let ours = [format!("127.0.0.1:{port}"), format!("LocalHost:{port}"), format!("[::1]:{port}")];
    for host in &ours {
        assert_eq!(preview.raw(request("GET", "/", host, &[])).status, 200, "{host}");
    }
    let theirs = ["evil.example", "localhost", "localhost:1", "", "127.0.0.1", "192.0.2.1", "a b"].map(str::to_owned);
    for host in theirs.into_iter().chain([format!("evil.example:{port}"), format!("localhost.evil.example:{port}")]) {
        let reply = preview.raw(request("GET", "/", &host, &[]));
        assert_eq!(reply.status, 421, "{host}");
        assert!(reply.text().contains("本机") && reply.text().contains("this computer"), "{host}");
    }
    let none = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
    let two = format!("GET / HTTP/1.1\r\nHost: {0}\r\nHost: {0}\r\nConnection: close\r\n\r\n", preview.host());
    for request in [none.to_owned(), two, none.replace("1.1", "1.0")] {
        assert_eq!(preview.raw(&request).status, 400, "{request}");
    }
}

#[test]
fn a_whole_address_as_target_must_be_ours_too() {
    let preview = Preview::new();
    let host = preview.host();
    assert_eq!(preview.get(&format!("http://{host}/data.json")).text(), "{}");
    for target in
        ["http://evil.example/".to_owned(), format!("http://{host}@evil.example/"), format!("https://{host}/")]
    {
        assert_eq!(preview.get(&target).status, 421, "{target}");
    }
    assert_eq!(preview.get(&format!("http://{host}/../a")).status, 400);
    let reply = preview.raw(request("GET", &format!("http://{host}/"), "evil.example", &[]));
    assert_eq!(reply.status, 421, "the header counts as well");
}

#[test]
fn on_all_addresses_those_in_digits_are_ours() {
    let preview = Preview::at(IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), Limits::default(), "/");
    for (host, status) in
        [("192.0.2.1:4321", 200), ("[2001:db8::1]", 200), ("localhost:80", 200), ("desktop:4321", 421)]
    {
        assert_eq!(preview.raw(request("GET", "/", host, &[])).status, status, "{host}");
    }
}

#[test]
fn what_is_beside_the_site_is_for_our_pages() {
    let preview = Preview::new();
    let findings = preview.ask("GET", "/.huibian/findings", &[("Sec-Fetch-Site", "same-origin")]);
    assert_eq!((findings.status, findings.text()), (200, "[\"vscode://file/a.md\"]"));
    assert_eq!(findings.header("cache-control"), Some("no-store"));
    assert_eq!(findings.header("content-type"), Some("application/json; charset=utf-8"));
    let script = preview.ask("GET", "/.huibian/preview.js", &[("Sec-Fetch-Site", "none")]);
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(preview.ask("GET", "/.huibian/preview.js", &[("If-None-Match", script.etag())]).status, 304);
    for site in ["cross-site", "same-site", "x"] {
        for path in ["/.huibian/events", "/.huibian/findings", "/.huibian/preview.js"] {
            assert_eq!(preview.ask("GET", path, &[("Sec-Fetch-Site", site)]).status, 403, "{site} {path}");
        }
        assert_eq!(preview.ask("GET", "/", &[("Sec-Fetch-Site", site)]).status, 200, "a link from elsewhere");
    }
}

#[test]
fn a_page_of_another_site_is_refused_whatever_it_asks_for() {
    let preview = Preview::new();
    let port = preview.address.port();
    let paths = ["/", "/style.css", "/a.docx", "/x.html", "/.huibian/events", "/.huibian/findings", "/%zz"];
    let foreign = [
        "http://evil.example".to_owned(),
        format!("http://evil.example:{port}"),
        format!("http://localhost:{}", port - 1),
        "http://localhost".to_owned(),
        // Another name of ours is another origin.
        format!("http://127.0.0.1:{port}"),
        format!("https://localhost:{port}"),
        format!("http://localhost:{port}.evil.example"),
        format!("http://localhost:{port}@evil.example"),
        "null".to_owned(),
        String::new(),
    ];
    for (origin, path) in foreign.iter().flat_map(|origin| paths.map(|path| (origin, path))) {
        for method in ["GET", "HEAD", "POST"] {
            let reply = preview.ask(method, path, &[("Origin", origin)]);
            assert_eq!(reply.status, 403, "{origin} {method} {path}");
            assert_eq!(reply.header("access-control-allow-origin"), None, "{origin}");
            if method == "GET" {
                assert!(reply.text().contains("别的网站") && reply.text().contains("Other sites"), "{origin} {path}");
            }
        }
    }
    let own = format!("http://LocalHost:{port}");
    assert_eq!(preview.ask("GET", "/.huibian/findings", &[("Origin", &own)]).status, 200);
    let two = [("Origin", own.as_str()), ("Origin", "http://evil.example")];
    assert_eq!(preview.ask("GET", "/", &two).status, 403);
    let everywhere = Preview::at(IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), Limits::default(), "/");
    for (host, origin, status) in [
        ("192.0.2.1:4321", "http://192.0.2.1:4321", 200),
        ("192.0.2.1", "http://192.0.2.1:80", 200),
        ("[2001:db8::1]:8080", "http://[2001:DB8::1]:8080", 200),
        ("192.0.2.1:4321", "http://192.0.2.2:4321", 403),
        ("192.0.2.1:4321", "http://192.0.2.1:4322", 403),
    ] {
        let reply = everywhere.raw(request("GET", "/.huibian/findings", host, &[("Origin", origin)]));
        assert_eq!(reply.status, status, "{origin} at {host}");
    }
}

#[test]
fn nobody_puts_the_preview_into_a_frame() {
    let preview = Preview::new();
    let targets = ["/", "/x.html", "/style.css", "/a.docx", "/gone.pdf", "/broken.html", "/reports", "/%zz"];
    let own = ["/.huibian/findings", "/.huibian/preview.js"];
    let mut replies: Vec<Reply> = targets.iter().chain(&own).map(|path| preview.get(path)).collect();
    replies.push(preview.ask("HEAD", "/.huibian/events", &[]));
    replies.push(preview.ask("POST", "/", &[]));
    replies.push(preview.ask("GET", "/", &[("Origin", "null")]));
    replies.push(preview.ask("GET", "/", &[("If-None-Match", "*")]));
    replies.push(preview.raw(request("GET", "/", "evil.example", &[])));
    for reply in &replies {
        assert_eq!(reply.header("content-security-policy"), Some("frame-ancestors 'none'"), "{reply:?}");
        assert_eq!(reply.header("x-frame-options"), Some("DENY"), "{reply:?}");
    }
    let statuses: std::collections::BTreeSet<u16> = replies.iter().map(|reply| reply.status).collect();
    assert_eq!(statuses.into_iter().collect::<Vec<_>>(), [200, 302, 304, 400, 403, 404, 405, 421, 500]);
}

#[test]
fn only_at_this_computer_is_told_where_files_lie() {
    for (peer, visitor) in [
        ("127.0.0.1", Visitor::Here),
        ("127.8.8.8", Visitor::Here),
        ("::1", Visitor::Here),
        ("::ffff:127.0.0.1", Visitor::Here),
        ("192.0.2.1", Visitor::Elsewhere),
        ("::ffff:192.0.2.1", Visitor::Elsewhere),
        ("2001:db8::1", Visitor::Elsewhere),
        ("0.0.0.0", Visitor::Elsewhere),
        ("::", Visitor::Elsewhere),
    ] {
        assert_eq!(Visitor::at(peer.parse().unwrap()), visitor, "{peer}");
    }
    // Decided by who asks, not by where we listen.
    for host in ["127.0.0.1", "0.0.0.0"] {
        let preview = Preview::at(host.parse().unwrap(), Limits::default(), "/");
        assert_eq!(preview.get("/.huibian/findings").text(), "[\"vscode://file/a.md\"]", "{host}");
        for name in ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"] {
            assert_eq!(preview.ask("GET", "/.huibian/findings", &[(name, "x")]).text(), "[]", "{host} {name}");
        }
    }
}

#[test]
fn what_the_client_has_is_not_sent_again() {
    let preview = Preview::new();
    for path in ["/reports/2020/a.html", "/a.docx"] {
        let etag = preview.get(path).etag().to_owned();
        for value in [etag.clone(), format!("W/{etag}"), format!("\"x y\", {etag}"), "*".to_owned()] {
            let reply = preview.ask("GET", path, &[("If-None-Match", &value)]);
            assert_eq!((reply.status, reply.text()), (304, ""), "{path} {value}");
            assert_eq!((reply.etag(), reply.header("cache-control")), (etag.as_str(), Some("no-cache")));
        }
        assert_eq!(preview.ask("GET", path, &[("If-None-Match", "\"x\"")]).status, 200);
        assert_eq!(preview.ask("HEAD", path, &[("If-None-Match", &etag)]).status, 304);
    }
}

#[test]
fn a_changed_file_has_another_tag() {
    let preview = Preview::new();
    let first = preview.get("/a.docx").etag().to_owned();
    let path = preview.folder.path().join("a.docx");
    fs::write(&path, "9876543210").unwrap();
    // The same second, another moment.
    let changed = fs::metadata(&path).unwrap().modified().unwrap() + Duration::from_nanos(1000);
    fs::File::options().write(true).open(&path).unwrap().set_modified(changed).unwrap();
    let second = preview.ask("GET", "/a.docx", &[("If-None-Match", &first)]);
    assert_eq!((second.status, second.text()), (200, "9876543210"));
    assert_ne!(second.etag(), first);
}

#[test]
fn a_part_is_sent_of_a_page_and_of_a_file() {
    let preview = Preview::new();
    for path in ["/reports/2020/a.html", "/a.docx"] {
        let part = |range: &str, more: &[(&str, &str)]| {
            preview.ask("GET", path, &[&[("Range", range), ("Accept-Encoding", "gzip")], more].concat())
        };
        for (range, text, said) in [
            ("bytes=0-0", "0", "bytes 0-0/10"),
            ("bytes=7-", "789", "bytes 7-9/10"),
            ("bytes=-2", "89", "bytes 8-9/10"),
            ("bytes=2-99", "23456789", "bytes 2-9/10"),
        ] {
            let reply = part(range, &[]);
            assert_eq!((reply.status, reply.text()), (206, text), "{path} {range}");
            assert_eq!(reply.header("content-range"), Some(said), "{path} {range}");
            assert_eq!(reply.header("content-length"), Some(text.len().to_string().as_str()), "{path} {range}");
        }
        let beyond = part("bytes=10-", &[]);
        assert_eq!((beyond.status, beyond.header("content-range")), (416, Some("bytes */10")), "{path}");
        for range in ["bytes=0-1,3-4", "bytes=5-2", "lines=1-2", "bytes=x"] {
            assert_eq!((part(range, &[]).status, part(range, &[]).text()), (200, "0123456789"), "{path} {range}");
        }
        let etag = preview.get(path).etag().to_owned();
        assert_eq!(part("bytes=0-0", &[("If-Range", &etag)]).status, 206);
        assert_eq!(part("bytes=0-0", &[("If-Range", "\"x\"")]).status, 200);
        assert_eq!(preview.ask("HEAD", path, &[("Range", "bytes=0-0")]).header("content-length"), Some("10"));
    }
}

#[test]
fn a_head_is_that_of_the_page() {
    let preview = Preview::new();
    for path in ["/", "/style.css", "/a.docx", "/large.zip", "/x.html", "/.huibian/findings"] {
        for coding in ["gzip", "identity"] {
            let whole = preview.ask("GET", path, &[("Accept-Encoding", coding)]);
            let head = preview.ask("HEAD", path, &[("Accept-Encoding", coding)]);
            assert_eq!((head.status, head.body.len()), (whole.status, 0), "{path}");
            let told = |reply: &Reply| -> Vec<_> {
                reply.headers.iter().filter(|(name, _)| name != "date").cloned().collect()
            };
            assert_eq!(told(&head), told(&whole), "{path}");
            assert_eq!(head.header("content-length"), Some(whole.body.len().to_string().as_str()), "{path}");
        }
    }
    let events = preview.ask("HEAD", "/.huibian/events", &[]);
    assert_eq!((events.status, events.header("content-type")), (200, Some("text/event-stream")));
}

#[test]
fn text_is_compressed_for_those_who_take_it() {
    let preview = Preview::new();
    let style = |coding, more: &[(&str, &str)]| {
        preview.ask("GET", "/style.css", &[&[("Accept-Encoding", coding)], more].concat())
    };
    let (plain, zipped) = (style("br", &[]), style("br, gzip", &[]));
    assert_eq!((plain.header("content-encoding"), zipped.header("content-encoding")), (None, Some("gzip")));
    let mut text = String::new();
    flate2::read::GzDecoder::new(zipped.body.as_slice()).read_to_string(&mut text).unwrap();
    assert_eq!(text, plain.text());
    assert!(zipped.body.len() < plain.body.len());
    assert_ne!(zipped.etag(), plain.etag());
    for reply in [&plain, &zipped, &style("gzip", &[("If-None-Match", "*")])] {
        assert_eq!(reply.header("vary"), Some("Accept-Encoding"));
    }
    assert_eq!(style("gzip;q=0, *", &[]).header("content-encoding"), None);
    // Who takes gzip may have either form from before.
    for form in [&plain, &zipped] {
        let reply = style("gzip", &[("If-None-Match", form.etag())]);
        assert_eq!((reply.status, reply.etag()), (304, form.etag()));
    }
    assert_eq!(style("br", &[("If-None-Match", zipped.etag())]).status, 200);
    // Parts are always plain.
    let part = style("gzip", &[("Range", "bytes=0-0")]);
    assert_eq!((part.status, part.text(), part.header("content-encoding")), (206, "p", None));
    assert_eq!(style("gzip", &[("Range", "bytes=0-0"), ("If-Range", zipped.etag())]).status, 200);
    let short = preview.ask("GET", "/", &[("Accept-Encoding", "gzip")]);
    assert_eq!((short.text(), short.header("vary")), ("home", None));
}

#[test]
fn an_attachment_is_sent_as_it_is() {
    let preview = Preview::new();
    let document = preview.get("/a.docx");
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    assert_eq!((document.text(), document.header("content-type")), ("0123456789", Some(word)));
    assert_eq!(preview.get("/utf8.txt").header("content-type"), Some("text/plain; charset=utf-8"));
    let gbk = preview.get("/gbk.txt");
    assert_eq!((gbk.header("content-type"), gbk.body.as_slice()), (Some("text/plain"), &b"\xb9\xa4\xd7\xf7"[..]));
    assert_eq!(preview.get("/large.zip").body.len(), 64 << 20);
}
