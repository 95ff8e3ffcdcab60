//! Connections: who is here, what they do, and who has to go.
//!
//! In: news from each connection, from `Answering` and from its `Line`. Out: a
//! seat for every newcomer as long as anybody can spare one. Browsers open
//! connections and leave them idle, and other programs may open thousands;
//! the one that has waited longest goes, so that nobody keeps a reader out.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// Waiting for a request.
const IDLE: u8 = 0;
/// In the middle of an answer.
const ANSWERING: u8 = 1;
/// The answer is made; its end may still be with us.
const ANSWERED: u8 = 2;

/// What one connection does.
#[derive(Debug)]
pub struct Presence {
    /// `IDLE`, `ANSWERING` or `ANSWERED`.
    state: AtomicU8,
    /// Whether the client does not take what is sent.
    blocked: AtomicBool,
    /// When it became what it is, in ticks of `clock`.
    since: AtomicU64,
    /// Counts changes in all connections: only their order matters.
    clock: Arc<AtomicU64>,
}

impl Presence {
    /// Whether it waits for a request and has nothing left to send.
    pub fn is_idle(&self) -> bool {
        self.state.load(Ordering::SeqCst) == IDLE
    }

    /// Notes that the system takes no more bytes, or does again.
    pub fn block(&self, blocked: bool) {
        if self.blocked.swap(blocked, Ordering::SeqCst) != blocked {
            self.stamp();
        }
    }

    /// Notes that nothing is left to send for now.
    pub fn flushed(&self) {
        if self.state.compare_exchange(ANSWERED, IDLE, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
            self.stamp();
        }
    }

    fn stamp(&self) {
        self.since.store(self.clock.fetch_add(1, Ordering::SeqCst), Ordering::SeqCst);
    }

    /// How readily it is closed, the least first; `None` if it is not. A
    /// client that takes nothing of its answer goes only where none is idle.
    fn spared(&self) -> Option<(bool, u64)> {
        let blocked = self.blocked.load(Ordering::SeqCst);
        (blocked || self.is_idle()).then(|| (blocked, self.since.load(Ordering::SeqCst)))
    }
}

/// An answer under way: it is over when this is dropped.
#[derive(Debug)]
pub struct Answering(Arc<Presence>);

impl Answering {
    /// Notes that a request has come.
    pub fn new(presence: &Arc<Presence>) -> Answering {
        presence.state.store(ANSWERING, Ordering::SeqCst);
        Answering(Arc::clone(presence))
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.state.store(ANSWERED, Ordering::SeqCst);
    }
}

/// Those who have a seat: what each does, and what it is told to go by.
type Seated = BTreeMap<u64, (Arc<Presence>, oneshot::Sender<Infallible>)>;

/// All open connections.
#[derive(Debug)]
pub struct Connections {
    /// Those who have a seat.
    seated: Arc<Mutex<Seated>>,
    /// The seats that are free.
    free: Arc<Semaphore>,
    /// See `Presence`; numbers the seats too.
    clock: Arc<AtomicU64>,
}

impl Connections {
    /// Room for so many.
    pub fn new(most: usize) -> Connections {
        let free = Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS)));
        Connections { seated: Arc::default(), free, clock: Arc::default() }
    }

    /// A seat for a newcomer, and what becomes ready when it has to go; `None`
    /// if all others are being answered.
    pub async fn seat(&self) -> Option<(Seat, oneshot::Receiver<Infallible>)> {
        let free = match Arc::clone(&self.free).try_acquire_owned() {
            Ok(free) => free,
            Err(_) if self.close_longest_idle() => Arc::clone(&self.free).acquire_owned().await.ok()?,
            Err(_) => return None,
        };
        let number = self.clock.fetch_add(1, Ordering::SeqCst);
        let presence = Arc::new(Presence {
            state: AtomicU8::new(IDLE),
            blocked: AtomicBool::new(false),
            since: AtomicU64::new(number),
            clock: Arc::clone(&self.clock),
        });
        let (close, closed) = oneshot::channel();
        lock(&self.seated).insert(number, (Arc::clone(&presence), close));
        Some((Seat { number, presence, seated: Arc::clone(&self.seated), _free: free }, closed))
    }

    /// Closes the connection that has waited longest; whether there is one.
    pub fn close_longest_idle(&self) -> bool {
        let mut seated = lock(&self.seated);
        let spared = seated.iter().filter_map(|(number, (presence, _))| Some((presence.spared()?, *number)));
        let number = spared.min().map(|(_, number)| number);
        // Dropping the sender is the sign.
        number.is_some_and(|number| seated.remove(&number).is_some())
    }
}

/// A connection's seat; free again when dropped.
#[derive(Debug)]
pub struct Seat {
    /// Which one.
    number: u64,
    /// What the connection does.
    presence: Arc<Presence>,
    /// Where it is listed.
    seated: Arc<Mutex<Seated>>,
    /// Given back on dropping.
    _free: OwnedSemaphorePermit,
}

impl Seat {
    /// What the connection does.
    pub fn presence(&self) -> Arc<Presence> {
        Arc::clone(&self.presence)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        lock(&self.seated).remove(&self.number);
    }
}

/// The list is whole at any time, also after a panic elsewhere.
fn lock(seated: &Mutex<Seated>) -> MutexGuard<'_, Seated> {
    seated.lock().unwrap_or_else(PoisonError::into_inner)
}
