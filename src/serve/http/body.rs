//! Bodies: the bytes of an answer as they go out.
//!
//! In: bytes, an open file or a stream of events. Out: frames, made only as
//! fast as the client takes them. The answer is over when its body is dropped.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};

use crate::serve::http::connections::Answering;
use crate::serve::http::events::Announcements;
use crate::serve::http::file::Extract;

/// What is sent after the head of an answer.
#[derive(Debug)]
pub struct Body {
    /// Where it comes from.
    flow: Flow,
    /// Tells the connection when it is over.
    _answering: Option<Answering>,
}

/// Where the bytes come from.
#[derive(Debug)]
enum Flow {
    /// They are here, unless they have been sent.
    Bytes(Option<Bytes>),
    /// From a file.
    File(Extract),
    /// From the site, whenever it changes.
    Events(Announcements),
}

impl Body {
    /// Bytes that are all here.
    pub fn bytes(bytes: impl Into<Bytes>) -> Body {
        Body::of(Flow::Bytes(Some(bytes.into()).filter(|bytes| !bytes.is_empty())))
    }

    /// A part of a file.
    pub fn file(extract: Extract) -> Body {
        Body::of(Flow::File(extract))
    }

    /// A stream of events.
    pub fn events(announcements: Announcements) -> Body {
        Body::of(Flow::Events(announcements))
    }

    fn of(flow: Flow) -> Body {
        Body { flow, _answering: None }
    }

    /// Lets the answer last as long as its body.
    pub fn hold(&mut self, answering: Answering) {
        self._answering = Some(answering);
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let bytes = match &mut self.flow {
            Flow::Bytes(bytes) => bytes.take().map(Ok),
            Flow::File(extract) => ready!(extract.poll_read(context)),
            Flow::Events(announcements) => ready!(announcements.poll_next(context)).map(Ok),
        };
        Poll::Ready(bytes.map(|bytes| bytes.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        match &self.flow {
            Flow::Bytes(bytes) => bytes.is_none(),
            Flow::File(extract) => extract.left() == 0,
            Flow::Events(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        let exact = |length| SizeHint::with_exact(length);
        match &self.flow {
            Flow::Bytes(bytes) => exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Flow::File(extract) => exact(extract.left()),
            Flow::Events(_) => SizeHint::default(),
        }
    }
}
