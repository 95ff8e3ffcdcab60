//! Events: what is new on the site, told to every page that listens.
//!
//! In: the states of the site. Out: server-sent events (HTML §9.2) named
//! `site`, and a comment now and then so that nobody takes the silence for the
//! end. There is room for so many listeners; the oldest goes first, for its
//! browser comes back by itself.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::Bytes;
use tokio::sync::oneshot;
use tokio::time::{Instant, Interval, interval_at};

use crate::serve::http::Events;

/// Those who listen, in the order in which they came.
#[derive(Debug)]
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
    pub fn listen(&self, events: Events, heartbeat: Duration) -> Announcements {
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

    /// Ends all, also those to come.
    pub fn close(&self) {
        let mut listeners = lock(&self.listeners);
        listeners.closed = true;
        listeners.open.clear();
    }
}

/// What one listener is told.
pub struct Announcements {
    /// The states of the site.
    events: Events,
    /// When to say that we are still here.
    heartbeat: Interval,
    /// Ready when the listener has to go.
    closed: oneshot::Receiver<Infallible>,
    /// Its number.
    number: u64,
    /// Where it is listed.
    listeners: Arc<Mutex<Listeners>>,
}

impl Announcements {
    /// The next bytes to send; `None` at the end.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if Pin::new(&mut self.closed).poll(context).is_ready() {
            return Poll::Ready(None);
        }
        if let Poll::Ready(text) = self.events.as_mut().poll_next(context) {
            return Poll::Ready(text.map(|text| event(&text)));
        }
        self.heartbeat.poll_tick(context).map(|_| Some(Bytes::from_static(b":\n\n")))
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

/// An event as it is sent. A text of several lines stays one event.
fn event(text: &str) -> Bytes {
    let mut event = String::with_capacity(text.len() + 32);
    // A server that comes back after a second is met by its readers.
    event.push_str("event: site\nretry: 1000\n");
    for line in text.split(['\n', '\r']) {
        event.push_str("data: ");
        event.push_str(line);
        event.push('\n');
    }
    event.push('\n');
    event.into()
}

/// The list is whole at any time, also after a panic elsewhere.
fn lock(listeners: &Mutex<Listeners>) -> MutexGuard<'_, Listeners> {
    listeners.lock().unwrap_or_else(PoisonError::into_inner)
}
