//! Sites that are published over a network: against small servers of our own, which
//! speak as much WebDAV and S3 as is needed, and may stop answering.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "another test uses the rest")]
mod desk;
#[path = "faults/reached.rs"]
mod reached;

use desk::{Answer, Desk, answer};

/// What a server has, and how often it still does what it is asked.
#[derive(Default)]
struct Held {
    files: BTreeMap<String, Vec<u8>>,
    folders: Vec<String>,
    /// Requests so far, the methods only.
    asked: Vec<String>,
    /// After so many it refuses.
    cut: usize,
}

/// A server that knows files by paths, and one user.
struct Server {
    address: String,
    held: Arc<Mutex<Held>>,
}

impl Server {
    fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let held = Arc::new(Mutex::new(Held { folders: vec!["/dav".to_owned()], cut: usize::MAX, ..Held::default() }));
        let own = held.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let held = own.clone();
                std::thread::spawn(move || drop(talk(stream, &held)));
            }
        });
        Server { address, held }
    }

    /// Lets it do so much more, and forgets what it was asked.
    fn cut(&self, after: usize) {
        let mut held = self.held.lock().unwrap();
        (held.cut, held.asked) = (after, Vec::new());
    }

    fn asked(&self) -> Vec<String> {
        self.held.lock().unwrap().asked.clone()
    }

    /// The site below a path, put into a folder, to be looked at as a reader does.
    fn site(&self, below: &str) -> BTreeMap<String, String> {
        let held = self.held.lock().unwrap();
        let files = held.files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(below)?, bytes)));
        let files = files.filter(|(path, _)| !path.starts_with(".huibian/"));
        files.map(|(path, bytes)| (path.to_owned(), String::from_utf8_lossy(bytes).into_owned())).collect()
    }
}

/// Answers the requests of one connection.
fn talk(stream: TcpStream, held: &Mutex<Held>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let mut parts = line.split(' ');
        let (method, target) = (parts.next().unwrap().to_owned(), parts.next().unwrap_or_default().to_owned());
        let mut headers = BTreeMap::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.insert(name.to_lowercase(), value.to_owned());
        }
        let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let (status, answer) = respond(&method, &target, &headers, body, &mut held.lock().unwrap());
        write!(stream, "HTTP/1.1 {status} x\r\nContent-Length: {}\r\n\r\n", answer.len())?;
        stream.write_all(&answer)?;
    }
}

fn respond(
    method: &str,
    target: &str,
    headers: &BTreeMap<String, String>,
    body: Vec<u8>,
    held: &mut Held,
) -> (u16, Vec<u8>) {
    held.asked.push(method.to_owned());
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = decoded(path);
    let is_store = path.starts_with("/bucket/");
    // `me:geheim`, and a signature whose form is looked at; `publish/s3` proves the rest.
    let who = headers.get("authorization").map_or("", String::as_str);
    let signed = who.starts_with("AWS4-HMAC-SHA256 Credential=AKIA/") && headers.contains_key("x-amz-date");
    if !(if is_store { signed } else { who == "Basic bWU6Z2VoZWlt" }) {
        return (401, b"who are you".to_vec());
    }
    if held.asked.len() > held.cut {
        return (403, b"no more".to_vec());
    }
    let folder = path.trim_end_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let is_folder = |held: &Held, folder: &str| is_store || held.folders.iter().any(|known| known == folder);
    match method {
        "GET" if query.starts_with("list-type=2") => {
            let key = held.files.keys().find_map(|path| path.strip_prefix("/bucket/"));
            (200, key.map_or(String::new(), |key| format!("<Contents><Key>{key}</Key></Contents>")).into_bytes())
        }
        "GET" => held.files.get(&path).map_or((404, Vec::new()), |bytes| (200, bytes.clone())),
        "PUT" if !is_folder(held, &folder) => (409, b"no such folder".to_vec()),
        "PUT" => {
            assert!(!is_store || headers.contains_key("content-type"));
            held.files.insert(path, body);
            (201, Vec::new())
        }
        "MKCOL" if held.folders.contains(&path.trim_end_matches('/').to_owned()) => (405, Vec::new()),
        "MKCOL" if !is_folder(held, &folder) => (409, Vec::new()),
        "MKCOL" => {
            held.folders.push(path.trim_end_matches('/').to_owned());
            (201, Vec::new())
        }
        "MOVE" => {
            let to = headers["destination"].split_once("//").unwrap().1.split_once('/').unwrap().1;
            let bytes = held.files.remove(&path).unwrap();
            held.files.insert(format!("/{}", decoded(to)), bytes);
            (204, Vec::new())
        }
        "DELETE" if path.ends_with('/') => {
            held.files.retain(|file, _| !file.starts_with(&path));
            held.folders.retain(|folder| !format!("{folder}/").starts_with(&path));
            (204, Vec::new())
        }
        "DELETE" => (if held.files.remove(&path).is_some() { 204 } else { 404 }, Vec::new()),
        "PROPFIND" => {
            let names = held.files.keys().filter(|file| file.starts_with(&path));
            let hrefs = names.map(|name| format!("<d:response><d:href>{name}</d:href></d:response>"));
            let own = format!("<d:response><d:href>{path}</d:href></d:response>");
            (
                207,
                format!("<d:multistatus xmlns:d='DAV:'>{own}{}</d:multistatus>", hrefs.collect::<String>())
                    .into_bytes(),
            )
        }
        _ => (405, Vec::new()),
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).unwrap()
}

/// Two sites, one after the other, and how to publish one of them.
struct Sites {
    desk: Desk,
    old: BTreeMap<String, String>,
    new: BTreeMap<String, String>,
    server: Server,
    target: Vec<String>,
}

impl Sites {
    fn new(target: &dyn Fn(&str) -> Vec<String>) -> Sites {
        let desk = Desk::with_publication();
        let report = "x/content/reports/a.md";
        desk.write(report, "---\ntitle: 甲年总结\nbranch: 甲医院\nyear: 2020\n---\n\n下乡义诊三场。\n");
        desk.run("x", &["build", "--output", "../old"]).is(0);
        desk.write(report, &desk.read(report).replace("三场", "四场"));
        desk.write("x/content/reports/b.md", "---\ntitle: 乙年总结\nbranch: 乙医院\nyear: 2021\n---\n\n文。\n");
        desk.run("x", &["build", "--output", "../new"]).is(0);
        let site = |name: &str| reached::files(&desk.path(name));
        let (old, new) = (site("old"), site("new"));
        let server = Server::start();
        let target = target(&server.address);
        Sites { desk, old, new, server, target }
    }

    fn publish(&self, site: &str) -> Answer {
        let mut arguments = vec!["publish", "--site", site];
        arguments.extend(self.target.iter().map(String::as_str));
        let mut command: Command = self.desk.command(".", &arguments);
        command.env("HUIBIAN_PASSWORD", "geheim").env("AWS_ACCESS_KEY_ID", "AKIA").env("AWS_SECRET_ACCESS_KEY", "x");
        answer(command)
    }

    /// Cuts the publishing of the second site over the first everywhere.
    fn hold_whatever_is_cut(&self, below: &str) {
        self.publish("old").is(0).says("已发布：新增");
        assert_eq!(self.server.site(below), self.old);
        self.server.cut(usize::MAX);
        self.publish("old").is(0).says("新增 0 个文件，改动 0，清除 0，");
        assert!(self.server.asked().len() <= 3, "only the ledgers are read: {:?}", self.server.asked());
        self.server.cut(usize::MAX);
        self.publish("new").is(0);
        assert_eq!(self.server.site(below), self.new);
        let whole = self.server.asked().len();
        assert!(whole < self.new.len() * 2, "what is the same is not sent: {whole} requests");
        let mut left = whole;
        for cut in (1..whole).step_by(3) {
            self.server.cut(usize::MAX);
            self.publish("old").is(0);
            self.server.cut(cut);
            self.publish("new").is(3);
            let there = self.desk.path("there");
            drop(fs::remove_dir_all(&there));
            for (name, text) in self.server.site(below) {
                write(&there.join(name), &text);
            }
            reached::hangs_together(&there, &self.old, &self.new, &format!("cut after {cut} requests"));
            self.server.cut(usize::MAX);
            self.publish("new").is(0);
            assert_eq!(self.server.site(below), self.new, "cut after {cut} requests");
            left = self.server.asked().len();
        }
        assert!(left * 2 < whole, "what had arrived is not sent again: {left} of {whole}");
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn what_is_cut_on_the_way_to_a_webdav_server_hangs_together() {
    let sites = Sites::new(&|address| vec![format!("dav://me@{address}/dav/我 的")]);
    sites.hold_whatever_is_cut("/dav/我 的/");
}

#[test]
fn what_is_cut_on_the_way_to_a_store_hangs_together() {
    let store = |address: &str| {
        let endpoint = format!("http://{address}");
        ["s3://bucket/汇 编", "--endpoint", &endpoint, "--region", "cn-north"].map(str::to_owned).to_vec()
    };
    Sites::new(&store).hold_whatever_is_cut("/bucket/汇 编/");
}

#[test]
fn what_others_have_and_a_wrong_password_stop_it_before_anything_is_sent() {
    let sites = Sites::new(&|address| vec![format!("dav://me@{address}/dav")]);
    sites.server.held.lock().unwrap().files.insert("/dav/mine.txt".to_owned(), b"mine".to_vec());
    sites.publish("old").is(3).tells("mine.txt").tells("--force");
    let mut command = sites.desk.command(".", &["publish", "--site", "old", &sites.target[0]]);
    command.env("HUIBIAN_PASSWORD", "wrong");
    answer(command).is(3).tells("不认用户名和密码");
    assert_eq!(sites.server.held.lock().unwrap().files.len(), 1);
}
