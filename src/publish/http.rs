//! Requests to servers that sites are published to. No other module knows a network.
//!
//! A request is tried again where the line, and not the server, said no. Redirects
//! are not followed: what is published goes where a person said, and a password with
//! it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ureq::http::{Request, Response};
use ureq::{Agent, Body};

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::publish::PUBLISH;

/// How many files are on their way at once.
const AT_ONCE: usize = 6;
/// How often a request is tried.
const TRIES: u32 = 4;
/// How long a request may take.
const LIMIT: Duration = Duration::from_secs(600);
/// How long it may take to reach the server.
const CONNECT: Duration = Duration::from_secs(20);
/// The most that an answer may have, in bytes: a ledger.
const LARGEST: u64 = 256 << 20;

const UNREACHED: Words = Words { zh: "连不上服务器：{name}", en: "the server was not reached: {name}" };
const REFUSED: Words = Words { zh: "服务器报告：{name}", en: "the server says: {name}" };
const DENIED: Words = Words {
    zh: "服务器不认用户名和密码（{name}）",
    en: "the server does not accept the user and password ({name})",
};

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// What came with it.
    pub body: Vec<u8>,
}

/// Who makes requests.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    /// The address that is said in messages.
    shown: String,
}

impl Client {
    /// For a server with this address.
    pub fn new(shown: &str) -> Client {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(LIMIT))
            .user_agent("huibian")
            .build();
        Client { agent: config.into(), shown: shown.to_owned() }
    }

    /// Makes a request; `make` is asked for it at every try.
    pub fn ask(&self, make: &dyn Fn() -> Request<Vec<u8>>) -> Result<Answer, Fault> {
        for attempt in 1.. {
            let answered = self.agent.run(make()).and_then(read);
            match answered {
                // 429: it is asked too much.
                Ok(answer) if (answer.status < 500 && answer.status != 429) || attempt == TRIES => return Ok(answer),
                Err(error) if attempt == TRIES => return Err(self.fault(UNREACHED).naming(error.to_string())),
                _ => std::thread::sleep(Duration::from_millis(250) * 2_u32.pow(attempt)),
            }
        }
        Err(self.fault(UNREACHED))
    }

    /// Takes an answer whose status is one of these; says what another one means.
    pub fn expect(&self, answer: Answer, good: &[u16]) -> Result<Answer, Fault> {
        if good.contains(&answer.status) {
            return Ok(answer);
        }
        let said = String::from_utf8_lossy(&answer.body);
        let said: String = said.chars().filter(|c| !c.is_control()).take(200).collect();
        let words = if matches!(answer.status, 401 | 403) { DENIED } else { REFUSED };
        Err(self.fault(words).naming(format!("{} {said}", answer.status).trim_end().to_owned()))
    }

    /// Trouble with the server.
    pub fn fault(&self, cause: Words) -> Fault {
        Fault::known(PUBLISH, &self.shown, cause)
    }
}

fn read(mut response: Response<Body>) -> Result<Answer, ureq::Error> {
    let status = response.status().as_u16();
    let body = response.body_mut().with_config().limit(LARGEST).read_to_vec()?;
    Ok(Answer { status, body })
}

/// Does something for each item, a few at once; stops at the first that fails.
pub fn each<T: Sync>(
    items: &[T],
    work: impl Fn(&T) -> Result<(), Fault> + Sync,
    arrived: &dyn Fn(usize),
) -> Result<(), Fault> {
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(None));
    let (told, done) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(items.len()) {
            let (told, next, failed, work) = (told.clone(), &next, &failed, &work);
            scope.spawn(move || {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(fault) = work(item) {
                        next.store(items.len(), Ordering::Relaxed);
                        failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_or_insert(fault);
                        return;
                    }
                    // Who listens ends with the others.
                    let _ = told.send(());
                }
            });
        }
        drop(told);
        for (number, ()) in (1..).zip(done) {
            arrived(number);
        }
    });
    failed.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).map_or(Ok(()), Err)
}

/// Text in an address: all but letters, digits and a few marks as bytes, `/` as it is.
pub fn encoded(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => made.push(char::from(byte)),
            _ => made.push_str(&format!("%{byte:02X}")),
        }
    }
    made
}
