//! HTTP: what a browser may ask of the preview.
//!
//! In: a `SiteSource`, which knows what stands at a route. Out: answers on a port
//! of this machine, until told to stop. It never looks for a file itself, so
//! that no address, however it is spelt, leads to one that is not of the site;
//! and it knows nothing of publications.
//!
//! A preview has one reader, but any page that this reader's browser shows can
//! send requests here. Hence the care: names of other machines are refused
//! (`host`), paths are read strictly (`address`), a client that is slow to ask is
//! closed, and no header lets another site read along.

mod address;
mod answer;
mod coding;
mod conditions;
mod events;
mod file;
pub mod host;
pub mod media;
mod port;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::Request;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_stream::Stream;
use tower_service::Service;

use crate::diag::Words;
use crate::diag::fault::Fault;

pub use address::decoded;
pub use answer::{Pages, is_strangers};
pub use events::{Event, News, Streams};

/// The state of the site as it changes: each item is the text of one event, of
/// one line, and the first comes at once.
pub type Events = Pin<Box<dyn Stream<Item = String> + Send>>;

/// What the preview shows. The methods that make something are called on
/// threads where they may take their time.
pub trait SiteSource: Send + Sync + 'static {
    /// What stands at a route such as `reports/2020/a.html`: decoded, with no
    /// slash in front and never empty. A folder is asked for as its
    /// `index.html`. For an unknown route it is the site's page that says so.
    fn get(&self, route: &str) -> Served;

    /// The path of the site's base address, such as `/huibian/`; `/` if it has
    /// none. Since `404.html` has its links from there, a path below it is
    /// answered as if it were without it.
    fn base_path(&self) -> String;

    /// The findings, as JSON, for whom they are.
    fn findings(&self, visitor: Visitor) -> Vec<u8>;

    /// The states of the site from now on, for a page that knows of those up to
    /// the version `since`.
    fn events(&self, since: Option<u64>) -> Events;

    /// The script that the preview puts into every page.
    fn script(&self) -> &'static [u8];
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visitor {
    /// Somebody at this computer: may know where files lie on it, and open them.
    Here,
    /// Somebody elsewhere, or nobody can tell.
    Elsewhere,
}

/// Where a request came from, in its extensions.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

impl Visitor {
    /// Who asks from an address.
    pub fn at(peer: IpAddr) -> Visitor {
        // Who listens on `::` sees those who come by IPv4 as `::ffff:127.0.0.1`.
        if peer.to_canonical().is_loopback() { Visitor::Here } else { Visitor::Elsewhere }
    }
}

/// What stands at a route.
#[derive(Debug)]
pub struct Served {
    /// Whether it is what was asked for.
    pub status: Status,
    /// What it is.
    pub content: Content,
    /// A file name, whose extension says the type.
    pub name: String,
}

/// Whether a route is one of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The site has it.
    Found,
    /// It has not; what is served says so.
    NotFound,
}

/// The bytes that are served.
#[derive(Debug)]
pub enum Content {
    /// Made by us.
    Bytes {
        /// The bytes.
        bytes: Bytes,
        /// A name that other bytes do not have, of visible ASCII and without
        /// quotes. One that is not of this form is not used.
        etag: String,
    },
    /// An open file of the author's, sent as it is and read in parts.
    File(std::fs::File),
}

/// How much is too much.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The most bytes that the head of a request may have; 8 KiB at least.
    pub head: usize,
    /// How long a client may take to send one, or to think of the next.
    pub head_time: Duration,
    /// The most connections at once.
    pub connections: usize,
    /// The most of them that may be streams of events.
    pub streams: usize,
    /// How often a stream with no news says that it is still there.
    pub heartbeat: Duration,
    /// How long answers under way have when the server stops.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            head: 16 * 1024,
            head_time: Duration::from_secs(10),
            connections: 512,
            streams: 256,
            heartbeat: Duration::from_secs(15),
            farewell: Duration::from_secs(2),
        }
    }
}

impl Limits {
    /// The limits that this machine can keep: a connection may need a second
    /// file, and the watch and the build need some too.
    pub fn of_machine() -> Limits {
        let usual = Limits::default();
        // A limit that cannot be asked for is one that must not be relied on.
        let files = rlimit::increase_nofile_limit(4096).unwrap_or(256);
        let most = usize::try_from(files.saturating_sub(128) / 2).unwrap_or(usize::MAX);
        let connections = usual.connections.min(most).max(16);
        Limits { connections, streams: usual.streams.min(connections / 2), ..usual }
    }
}

/// A port that is ours, not yet served.
#[derive(Debug)]
pub struct Server {
    /// Where we listen.
    listener: TcpListener,
    /// Its address, with the port that it got.
    address: SocketAddr,
    /// The port that was asked for, where another program has it.
    taken: Option<u16>,
}

impl Server {
    /// Takes a port of an address of this machine: the one asked for, or the
    /// next that is free. Port 0 is any that is free. To be called in the
    /// runtime that will run the server.
    pub fn bind(host: IpAddr, port: u16) -> Result<Server, Fault> {
        port::bind(host, port).map(|(listener, address)| {
            let taken = Some(port).filter(|&port| port != 0 && port != address.port());
            Server { listener, address, taken }
        })
    }

    /// The address, with the port that it got.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The port that was asked for, if another program has it.
    pub fn taken(&self) -> Option<u16> {
        self.taken
    }

    /// Shows what `source` has until `stop` is ready.
    pub async fn run(self, source: Arc<dyn SiteSource>, limits: Limits, stop: impl Future<Output = ()>) {
        let streams = Streams::new(limits.streams);
        let router = answer::router(source, self.address, limits.heartbeat, streams.clone());
        self.serve(router, &streams, limits, stop).await;
    }

    /// Answers until `stop` is ready: then streams of events end at once, and
    /// other answers under way as `limits` allows.
    ///
    /// Where there are as many connections as may be, newcomers wait until one is
    /// closed; those that ask for nothing soon are. A machine that is short of files
    /// is no reason to end.
    pub async fn serve(self, router: Router, streams: &Streams, limits: Limits, stop: impl Future<Output = ()>) {
        let (ending, ended) = watch::channel(());
        let mut tasks = JoinSet::new();
        let mut stop = pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => break,
                Some(_) = tasks.join_next(), if !tasks.is_empty() => {}
                accepted = self.listener.accept(), if tasks.len() < limits.connections => match accepted {
                    Ok((stream, peer)) => {
                        tasks.spawn(converse(stream, peer, router.clone(), limits.clone(), ended.clone()));
                    }
                    Err(error) if is_of_one_client(&error) => {}
                    Err(_) => tokio::time::sleep(SHORTAGE).await,
                }
            }
        }
        drop(self.listener);
        streams.close();
        drop(ending);
        let all = async { while tasks.join_next().await.is_some() {} };
        // Whoever is not through by then is cut off with the set of tasks.
        let _ = tokio::time::timeout(limits.farewell, all).await;
    }
}

/// How long to wait where the machine has no file for another connection.
const SHORTAGE: Duration = Duration::from_millis(50);

/// What is done with a port.
const LISTEN: Words = Words { zh: "使用地址", en: "use the address" };

/// Whether an error of accepting concerns a client that has gone, so that the
/// next may be fine; all others are a shortage of the machine.
fn is_of_one_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionReset | Interrupted)
}

/// Answers the requests of one connection, one after another.
async fn converse(stream: TcpStream, peer: SocketAddr, router: Router, limits: Limits, mut ended: watch::Receiver<()>) {
    // An answer is written at once and whole: nothing is gained by waiting.
    let _ = stream.set_nodelay(true);
    let asked = AtomicBool::new(false);
    let service = service_fn(|request: Request<Incoming>| {
        asked.store(true, Ordering::Relaxed);
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer));
        // A router is always ready.
        router.clone().call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(limits.head.max(8192))
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    // How it ended concerns nobody: the client knows, or has gone.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = ended.changed() => {}
    }
    // hyper would wait for the first request of a connection that has had none.
    if asked.load(Ordering::Relaxed) {
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    }
}
