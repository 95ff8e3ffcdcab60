//! Files: attachments of the author's, sent in parts as they are.
//!
//! In: a file that the source opened. Out: its
//! size and an entity tag, and its bytes, never more of them in memory than a
//! part. A file that is cut short while it is sent ends the connection, so
//! that no client takes what it got for the whole.

use std::fs::Metadata;
use std::io::{self, ErrorKind, SeekFrom};
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::UNIX_EPOCH;

use axum::body::Bytes;
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncSeekExt, ReadBuf};
use tokio_stream::Stream;

/// How much is read at once.
const PART: usize = 64 * 1024;

/// An open file.
#[derive(Debug)]
pub struct Opened {
    /// The file.
    file: File,
    /// How long it is.
    pub length: u64,
    /// A tag that it has only as long as nobody writes to it.
    pub etag: String,
}

impl Opened {
    /// Takes a regular file that is open.
    pub fn of(file: std::fs::File) -> io::Result<Opened> {
        let metadata = file.metadata()?;
        Ok(Opened { file: File::from_std(file), length: metadata.len(), etag: etag(&metadata) })
    }

    /// Whether its beginning is UTF-8.
    pub async fn is_utf8(&mut self) -> bool {
        let mut start = vec![0; PART];
        let mut read = 0;
        while read < PART {
            match self.file.read(&mut start[read..]).await {
                Ok(0) => break,
                Ok(more) => read += more,
                Err(_) => return false,
            }
        }
        match std::str::from_utf8(&start[..read]) {
            Ok(_) => true,
            // The last character may go on beyond what was read.
            Err(error) => read == PART && error.error_len().is_none(),
        }
    }

    /// A part of it, which has to lie in it.
    pub async fn extract(mut self, range: Range<u64>) -> io::Result<Extract> {
        self.file.seek(SeekFrom::Start(range.start)).await?;
        Ok(Extract { file: self.file, left: range.end.saturating_sub(range.start), part: Box::default() })
    }
}

/// The time of the last change, to the nanosecond where the system knows it,
/// the size, and which file it is, for one may take another's place.
fn etag(metadata: &Metadata) -> String {
    let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let changed = changed.map_or(0, |since| since.as_nanos());
    #[cfg(unix)]
    let which = std::os::unix::fs::MetadataExt::ino(metadata);
    #[cfg(not(unix))]
    let which = 0;
    format!("{:x}-{changed:x}-{which:x}", metadata.len())
}

/// A part of a file, while it is sent.
#[derive(Debug)]
pub struct Extract {
    /// The file, at the next byte.
    file: File,
    /// How many bytes are still to be sent.
    left: u64,
    /// Where they are read to; of no size before the first.
    part: Box<[u8]>,
}

impl Stream for Extract {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let Extract { file, left, part } = &mut *self;
        if *left == 0 {
            return Poll::Ready(None);
        }
        let size = usize::try_from(*left).map_or(PART, |left| left.min(PART));
        if part.is_empty() {
            *part = vec![0; size].into();
        }
        let size = size.min(part.len());
        let mut part = ReadBuf::new(&mut part[..size]);
        if let Err(error) = ready!(Pin::new(file).poll_read(context, &mut part)) {
            return Poll::Ready(Some(Err(error)));
        }
        let read = part.filled();
        *left = left.saturating_sub(read.len() as u64);
        let bytes = Bytes::copy_from_slice(read);
        Poll::Ready(Some(if bytes.is_empty() { Err(ErrorKind::UnexpectedEof.into()) } else { Ok(bytes) }))
    }
}
