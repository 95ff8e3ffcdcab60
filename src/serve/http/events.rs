//! Events: what is new on the site, told to every page that listens.
//!
//! In: what there is to tell. Out: server-sent events (HTML §9.2), and a comment now and then so that nobody takes the silence for the
//! end. There is room for so many listeners; the oldest goes first, for its
//! browser comes back by itself.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Bytes;
use tokio::sync::oneshot;
use tokio::time::{Instant, Interval, interval_at};
use tokio_stream::Stream;

/// One thing to tell.
#[derive(Clone, Debug)]
pub struct Event {
    /// What kind of thing.
    pub name: &'static str,
    /// What a listener says that it knows, if it was cut off after this.
    pub id: Option<u64>,
    /// What to tell; one line.
    pub data: String,
}

/// All there is to tell, as it comes.
pub type News = Pin<Box<dyn Stream<Item = Event> + Send>>;

/// Those who listen, in the order in which they came.
#[derive(Clone, Debug)]
pub struct Streams {
    /// The most there may be.
    most: usize,
    /// Those who are there.
    listeners: Arc<Mutex<Listeners>>,
}

/// Those who are there.
#[derive(Debug, Default)]
struct Listeners {
    /// What each is told to go by.
    open: BTreeMap<u64, oneshot::Sender<Infallible>>,
    /// The number of the next.
    next: u64,
    /// Whether nobody is let in any more.
    closed: bool,
}

impl Streams {
    /// Room for so many.
    pub fn new(most: usize) -> Streams {
        Streams { most, listeners: Arc::default() }
    }

    /// Lets a listener in, for whom the oldest may have to go.
    pub fn listen(&self, events: News, heartbeat: Duration) -> Announcements {
        let (close, closed) = oneshot::channel();
        let mut listeners = lock(&self.listeners);
        let number = listeners.next;
        listeners.next += 1;
        // Whoever is not listed has been told to go.
        if !listeners.closed {
            listeners.open.insert(number, close);
        }
        while listeners.open.len() > self.most.max(1) {
            listeners.open.pop_first();
        }
        drop(listeners);
        let heartbeat = interval_at(Instant::now() + heartbeat, heartbeat.max(Duration::from_millis(1)));
        Announcements { events, heartbeat, closed, number, listeners: Arc::clone(&self.listeners) }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        lock(&self.listeners).open.len()
    }

    /// Ends all, also those to come.
    pub fn close(&self) {
        let mut listeners = lock(&self.listeners);
        listeners.closed = true;
        listeners.open.clear();
    }
}

/// What one listener is told.
pub struct Announcements {
    /// What there is to tell.
    events: News,
    /// When to say that we are still here.
    heartbeat: Interval,
    /// Ready when the listener has to go.
    closed: oneshot::Receiver<Infallible>,
    /// Its number.
    number: u64,
    /// Where it is listed.
    listeners: Arc<Mutex<Listeners>>,
}

/// The bytes to send, until the listener has to go.
impl Stream for Announcements {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        if Pin::new(&mut self.closed).poll(context).is_ready() {
            return Poll::Ready(None);
        }
        if let Poll::Ready(news) = self.events.as_mut().poll_next(context) {
            return Poll::Ready(news.map(|event| Ok(sent(&event))));
        }
        self.heartbeat.poll_tick(context).map(|_| Some(Ok(Bytes::from_static(b":\n\n"))))
    }
}

impl Drop for Announcements {
    fn drop(&mut self) {
        lock(&self.listeners).open.remove(&self.number);
    }
}

impl fmt::Debug for Announcements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Announcements").field("number", &self.number).finish_non_exhaustive()
    }
}

/// An event as it is sent. A text of several lines stays one event. A server
/// that comes back after a second is met by its readers.
fn sent(event: &Event) -> Bytes {
    let mut text = format!("event: {}\nretry: 1000\n", event.name);
    if let Some(id) = event.id {
        text.push_str(&format!("id: {id}\n"));
    }
    for line in event.data.split(['\n', '\r']) {
        text.push_str("data: ");
        text.push_str(line);
        text.push('\n');
    }
    text.push('\n');
    text.into()
}

/// The list is whole at any time, also after a panic elsewhere.
fn lock(listeners: &Mutex<Listeners>) -> MutexGuard<'_, Listeners> {
    listeners.lock().unwrap_or_else(PoisonError::into_inner)
}
