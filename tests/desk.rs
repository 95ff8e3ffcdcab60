//! The writing desk, as its page uses it: the real server on a port of this
//! machine, a publication in a folder of its own, and a client of bare sockets, so
//! that it can also send what no browser would.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use huibian::desk::{self, Options};
use huibian::diag::Language;
use serde_json::{Value, json};
use tokio::sync::oneshot;

#[path = "desk/attacks.rs"]
mod attacks;
#[path = "desk/imports.rs"]
mod imports;
#[path = "desk/registers.rs"]
mod registers;
#[path = "desk/reports.rs"]
mod reports;
#[path = "desk/sessions.rs"]
mod sessions;
#[path = "desk/start.rs"]
mod start;

/// After which a test fails instead of hanging.
const HANG: Duration = Duration::from_secs(60);

/// A desk at work, which stops when it is dropped.
struct Desk {
    address: SocketAddr,
    /// The secret of the start address.
    key: String,
    /// The cookie, once the page was let in.
    cookie: String,
    /// What its scripts send along.
    pass: String,
    clock: Arc<Mutex<SystemTime>>,
    folder: tempfile::TempDir,
    stop: Option<oneshot::Sender<()>>,
    stopped: mpsc::Receiver<()>,
}

/// The files of a small publication.
const FILES: [(&str, &str); 6] = [
    ("content/site.yaml", "title: 某某学会工作汇编\nlanguage: zh-CN\n"),
    (
        "content/organizations.yaml",
        "- id: hospital\n  name: 甲医院\n- id: first\n  name: 第一党支部\n  parent: hospital\n",
    ),
    ("content/topics.yaml", "- id: volunteer\n  name: 志愿服务\n"),
    (
        "content/reports/2021/a.md",
        "---\ntitle: 第一党支部2021年总结\nbranch: 甲医院/第一党支部 # 党支部\nyear: 2021\n---\n\n全年开展义诊 12 次。\n\n服务群众三千人。\n",
    ),
    (
        "content/reports/2022/b.md",
        "---\ntitle: 第一党支部2022年总结\nbranch: 甲医院/第一党支部\nyear: 2022\nstatus: draft\n---\n\n一张图：\n\n![](b.png)\n\n图1　义诊现场\n",
    ),
    ("content/reports/2022/broken.md", "---\ntitle: [\n---\n\n正文。\n"),
];

impl Desk {
    /// A desk on the small publication, whose page is in.
    fn open() -> Desk {
        let mut desk = Desk::new(true);
        desk.enter();
        desk
    }

    /// A desk on the small publication, or on none.
    fn new(with_publication: bool) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in FILES {
            write(&folder.path().join("p").join(path), text.as_bytes());
        }
        write(&folder.path().join("p/content/reports/2022/b.png"), PNG);
        Desk::on(folder, with_publication.then_some("p"))
    }

    fn on(folder: tempfile::TempDir, publication: Option<&str>) -> Desk {
        let clock = Arc::new(Mutex::new(UNIX_EPOCH + Duration::from_secs(1_800_000_000)));
        let own = clock.clone();
        let options = Options {
            port: 0,
            folder: publication.map(|name| folder.path().join(name)),
            language: Language::Chinese,
            clock: Arc::new(move || *own.lock().unwrap()),
            alone: None,
            user: Some("林编辑".to_owned()),
            recent: Some(folder.path().join("settings/recent.json")),
            system: huibian::disk::NATIVE,
        };
        let (stop, stopping) = oneshot::channel::<()>();
        let (tell, told) = mpsc::channel();
        let (done, stopped) = mpsc::channel();
        thread::spawn(move || {
            let stopping = async {
                let _ = stopping.await;
            };
            desk::run(options, stopping, |ready| tell.send((ready.address, ready.start.clone())).unwrap()).unwrap();
            let _ = done.send(());
        });
        let (address, start) = told.recv_timeout(HANG).unwrap();
        let key = start.split_once("#k=").unwrap().1.to_owned();
        Desk { address, key, cookie: String::new(), pass: String::new(), clock, folder, stop: Some(stop), stopped }
    }

    /// Changes the secret for the cookie.
    fn enter(&mut self) {
        let reply = self.post_key(&self.key);
        assert_eq!(reply.status, 200, "{}", reply.text());
        let told: Value = serde_json::from_slice(&reply.body).unwrap();
        self.pass = told["pass"].as_str().unwrap().to_owned();
        let cookie = reply.header("set-cookie").unwrap();
        self.cookie = cookie.split(';').next().unwrap().to_owned();
    }

    fn post_key(&self, key: &str) -> Reply {
        let body = json!({ "key": key }).to_string();
        self.ask("POST", "/desk/api/session", &self.own(), body.as_bytes())
    }

    /// The headers that the page sends.
    fn own(&self) -> Vec<(String, String)> {
        let pairs = [
            ("Origin", self.origin()),
            ("Sec-Fetch-Site", "same-origin".to_owned()),
            ("Content-Type", "application/json".to_owned()),
            ("Accept-Language", "zh".to_owned()),
            ("Cookie", self.cookie.clone()),
            ("X-Huibian-Desk", self.pass.clone()),
        ];
        pairs.map(|(name, value)| (name.to_owned(), value)).to_vec()
    }

    fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Sends a request on a connection of its own.
    fn ask(&self, method: &str, target: &str, headers: &[(String, String)], body: &[u8]) -> Reply {
        let host = self.address.to_string();
        let named = headers.iter().any(|(name, _)| name == "Host");
        let host = if named { String::new() } else { format!("Host: {host}\r\n") };
        let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length = if method == "GET" { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        let head = format!("{method} {target} HTTP/1.1\r\n{host}Connection: close\r\n{length}{lines}\r\n");
        self.raw(&[head.as_bytes(), body].concat())
    }

    fn raw(&self, bytes: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(HANG)).unwrap();
        // A server that has heard enough may close before all is sent.
        let _ = stream.write_all(bytes);
        let mut reply = Vec::new();
        let _ = stream.read_to_end(&mut reply);
        Reply::of(&reply)
    }

    /// Asks as the page does; the answer's status and JSON.
    fn api(&self, method: &str, route: &str, body: Value) -> (u16, Value) {
        let bytes = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        let reply = self.ask(method, &format!("/desk/api/{route}"), &self.own(), &bytes);
        let value = if reply.body.is_empty() { Value::Null } else { serde_json::from_slice(&reply.body).unwrap() };
        (reply.status, value)
    }

    /// The same for what must succeed.
    fn done(&self, method: &str, route: &str, body: Value) -> Value {
        let (status, value) = self.api(method, route, body);
        assert!(status < 300, "{method} {route}: {status} {value}");
        value
    }

    fn get(&self, route: &str) -> Value {
        self.done("GET", route, Value::Null)
    }

    /// Uploads a file.
    fn upload(&self, route: &str, name: &str, more: &[(&str, &str)], bytes: &[u8]) -> (u16, Value) {
        let mut headers: Vec<(String, String)> =
            self.own().into_iter().filter(|(name, _)| name != "Content-Type").collect();
        headers.push(("Content-Type".to_owned(), "application/octet-stream".to_owned()));
        headers.push(("X-Huibian-Name".to_owned(), name.to_owned()));
        headers.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let reply = self.ask("POST", &format!("/desk/api/{route}"), &headers, bytes);
        (reply.status, serde_json::from_slice(&reply.body).unwrap_or_default())
    }

    /// The publication's folder.
    fn root(&self) -> PathBuf {
        self.folder.path().join("p")
    }

    fn file(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap()
    }

    /// The row of a file.
    fn row(&self, file: &str) -> Value {
        let list = self.get("reports?count=1000");
        let rows = list["items"].as_array().unwrap().clone();
        rows.into_iter().find(|row| row["file"] == file).unwrap_or_else(|| panic!("{file} in {list}"))
    }

    fn id(&self, file: &str) -> String {
        self.row(file)["id"].as_str().unwrap().to_owned()
    }

    /// Listens to the events; the lines after the headers.
    fn listen(&self, since: Option<u64>) -> Events {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(HANG)).unwrap();
        let since = since.map_or(String::new(), |since| format!("Last-Event-ID: {since}\r\n"));
        let head = format!(
            "GET /desk/api/events HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nCookie: {}\r\n{since}\r\n",
            self.address, self.cookie
        );
        stream.write_all(head.as_bytes()).unwrap();
        Events { stream, text: String::new() }
    }

    /// Stops it, and gives the folder back for another.
    fn stop(mut self) -> tempfile::TempDir {
        self.stop.take().unwrap().send(()).unwrap();
        self.stopped.recv_timeout(HANG).unwrap();
        std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
            let _ = self.stopped.recv_timeout(HANG);
        }
    }
}

/// The events of a desk.
struct Events {
    stream: TcpStream,
    text: String,
}

impl Events {
    /// The data of the next event of a name.
    fn next(&mut self, name: &str) -> Value {
        loop {
            if let Some(end) =
                self.text.find("\n\n").filter(|_| self.text.contains("\r\n\r\n") || !self.text.starts_with("HTTP"))
            {
                let event: String = self.text.drain(..end + 2).collect();
                let line = |start: &str| {
                    event.lines().find_map(|line| line.trim_start().strip_prefix(start).map(str::to_owned))
                };
                if line("event: ").as_deref() == Some(name) {
                    return serde_json::from_str(&line("data: ").unwrap()).unwrap();
                }
                continue;
            }
            let mut part = [0; 4096];
            let read = self.stream.read(&mut part).unwrap();
            assert!(read > 0, "the stream ended: {}", self.text);
            self.text.push_str(&String::from_utf8_lossy(&part[..read]));
        }
    }
}

/// An answer.
#[derive(Debug)]
struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Reply {
    fn of(bytes: &[u8]) -> Reply {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("an answer with a head");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers =
            lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Reply { status, headers: headers.collect(), body: bytes[end + 4..].to_vec() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The smallest picture.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0,
    0xf0, 0x1f, 0, 5, 0, 1, 0xff, 0x56, 0xc7, 0x2f, 0x0d, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}
