//! Documents that are taken in at the writing desk, as its page does it, by a system
//! that fails at the call it is told to.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, mpsc};
use std::time::SystemTime;

use huibian::desk::{self, Options};
use huibian::diag::Language;
use huibian::disk::System;
use serde_json::{Value, json};

/// Why nothing came of it, as exit codes.
const REFUSED: u8 = 2;

/// Opens a desk on the folder that this process is in, and has the documents in `稿` read
/// and accepted.
pub fn run(system: &'static dyn System) -> u8 {
    let options = Options {
        port: 0,
        folder: std::env::current_dir().ok(),
        language: Language::Chinese,
        clock: Arc::new(SystemTime::now),
        alone: None,
        user: None,
        recent: None,
        system,
    };
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let ready = tell.clone();
        let opened = desk::run(options, std::future::pending(), move |desk| {
            let _ = ready.send(Some((desk.address, desk.start.clone())));
        });
        let _ = tell.send(opened.ok().and(None));
    });
    let Ok(Some((address, start))) = told.recv() else { return REFUSED };
    let mut page = Page { address, cookie: String::new(), pass: String::new() };
    page.taken_in(&start).map_or(REFUSED, |()| 0)
}

/// Who asks.
struct Page {
    address: SocketAddr,
    cookie: String,
    pass: String,
}

impl Page {
    /// All that a person does; nothing if some of it is refused.
    fn taken_in(&mut self, start: &str) -> Option<()> {
        let (_, key) = start.split_once("#k=")?;
        self.pass = self.json("POST", "session", &json!({ "key": key }))?["pass"].as_str()?.to_owned();
        let mut names: Vec<_> = std::fs::read_dir("稿").ok()?.flatten().map(|entry| entry.path()).collect();
        names.sort();
        let mut uploads = Vec::new();
        for path in names {
            let name: String = path.file_name()?.to_str()?.bytes().map(|byte| format!("%{byte:02x}")).collect();
            let name = format!("X-Huibian-Name: {name}\r\n");
            let sent = self.ask("POST", "uploads", "application/octet-stream", &name, &std::fs::read(path).ok()?)?;
            uploads.push(sent["upload"].clone());
        }
        let key =
            self.json("POST", "imports", &json!({ "uploads": uploads, "keep_original": true }))?["import"].clone();
        let key = key.as_str()?;
        while self.json("GET", &format!("imports/{key}"), &Value::Null)?["state"] == "reading" {}
        let decisions = json!({ "answers": { "status": "published" }, "files": [] });
        self.json("POST", &format!("imports/{key}/accept"), &decisions).map(drop)
    }

    fn json(&mut self, method: &str, route: &str, body: &Value) -> Option<Value> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.ask(method, route, "application/json", "", body.as_bytes())
    }

    fn ask(&mut self, method: &str, route: &str, kind: &str, more: &str, body: &[u8]) -> Option<Value> {
        let Page { address, cookie, pass } = &*self;
        let head = format!(
            "{method} /desk/api/{route} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nSec-Fetch-Site: same-origin\r\n\
             Cookie: {cookie}\r\nX-Huibian-Desk: {pass}\r\nContent-Type: {kind}\r\n{more}Content-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        let mut stream = TcpStream::connect(address).ok()?;
        stream.write_all(&[head.as_bytes(), body].concat()).ok()?;
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).ok()?;
        let reply = String::from_utf8_lossy(&reply);
        let (head, body) = reply.split_once("\r\n\r\n")?;
        if !head.starts_with("HTTP/1.1 2") {
            return None;
        }
        if let Some((_, cookie)) = head.split_once("set-cookie: ").or_else(|| head.split_once("Set-Cookie: ")) {
            self.cookie = cookie.split([';', '\r']).next()?.to_owned();
        }
        Some(serde_json::from_str(body).unwrap_or_default())
    }
}
