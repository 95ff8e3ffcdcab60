//! Memo: what a build leaves for the next one.
//!
//! In: what a build read and made. Out: bytes, and from them the same again by the
//! same program. A file of the site need not be made again if all that it is made
//! from is as it was (its key, the texts that were read for it, what the reports that
//! it mentions say of themselves), and if what was made of it is still in the output.
//! If no file of the publication has changed, nothing is made at all.
//!
//! Files of the publication and reports are named by their places in the memo, so
//! that each is compared with what there is now but once.
//!
//! The bytes are the length of the head, the head (`Head`), and pieces of so many
//! files of the site, all as postcard writes them. Bytes that are cut off, or of
//! another program, are none, and the cache seals them. Whoever can write into the
//! cache can change the site, as they could in the theme.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::disk::Print;
use crate::pipeline::{Counts, Mentioned};
use crate::source::{Digest, VPath};

/// How many files of the site are in a piece.
const PIECE: usize = 2048;

/// What an earlier build left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memo {
    /// What is said first.
    pub head: Head,
    /// The files of the site, in the order of their routes.
    pub files: Vec<OutputFile>,
}

/// What it says of the build and of the publication.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// What a build is made by and with, beside files.
    pub request: Option<Digest>,
    /// When it began, in nanoseconds since 1970.
    pub began: u64,
    /// How many reports there were.
    pub reports: usize,
    /// How many pages.
    pub pages: usize,
    /// Its findings, as `findings` writes them.
    pub findings: Box<str>,
    /// The files of the publication, in the order of their paths.
    pub sources: Vec<SourceFile>,
    /// The reports with what they say of themselves, in the same order.
    pub metadata: Vec<(VPath, Digest)>,
    /// How long each piece is.
    pub pieces: Vec<u32>,
}

/// A file of the publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Its path.
    pub path: VPath,
    /// What was in it.
    pub print: Print,
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputFile {
    /// Where it stands.
    pub route: Box<str>,
    /// What it held.
    pub print: Print,
    /// What it was made from, but for what was read for it; none if that is not known.
    pub key: Option<Digest>,
    /// The texts that were read for it, by their places among the sources.
    pub texts: Vec<u32>,
    /// The reports that it mentions, by their places in `Head::metadata`.
    pub mentioned: Mentioned,
    /// What was found in making it, as `findings` writes it.
    pub findings: Box<str>,
}

impl Memo {
    /// How much there was.
    pub fn counts(&self) -> Counts {
        Counts { reports: self.head.reports, pages: self.head.pages }
    }

    /// The place of a file of the site.
    pub fn place(&self, route: &str) -> Option<usize> {
        self.files.binary_search_by(|entry| (*entry.route).cmp(route)).ok()
    }

    /// The bytes of it; none of what has too many.
    pub fn write(&self) -> Option<Vec<u8>> {
        let written = |files: &[OutputFile]| postcard::to_stdvec(files).ok();
        let pieces: Vec<Vec<u8>> = self.files.par_chunks(PIECE).map(written).collect::<Option<_>>()?;
        let lengths = pieces.iter().map(|piece| u32::try_from(piece.len()).ok());
        let head = postcard::to_stdvec(&Head { pieces: lengths.collect::<Option<_>>()?, ..self.head.clone() }).ok()?;
        let mut bytes = u32::try_from(head.len()).ok()?.to_le_bytes().to_vec();
        bytes.reserve_exact(head.len() + pieces.iter().map(Vec::len).sum::<usize>());
        bytes.extend_from_slice(&head);
        pieces.iter().for_each(|piece| bytes.extend_from_slice(piece));
        Some(bytes)
    }

    /// Reads what `write` wrote, if it is of this request.
    pub fn read(bytes: &[u8], request: Digest) -> Option<Memo> {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let (head, mut rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let mut head: Head = postcard::from_bytes(head).ok().filter(|head: &Head| head.request == Some(request))?;
        let mut pieces = Vec::new();
        for length in std::mem::take(&mut head.pieces) {
            let piece;
            (piece, rest) = rest.split_at_checked(length as usize)?;
            pieces.push(piece);
        }
        let read = |piece: &[u8]| postcard::from_bytes::<Vec<OutputFile>>(piece).ok();
        let files: Vec<Vec<OutputFile>> = pieces.into_par_iter().map(read).collect::<Option<_>>()?;
        let files: Vec<OutputFile> = files.into_iter().flatten().collect();
        let in_order = files.is_sorted_by(|a, b| a.route < b.route)
            && head.sources.is_sorted_by(|a, b| a.path < b.path)
            && head.metadata.is_sorted_by(|a, b| a.0 < b.0);
        (rest.is_empty() && in_order).then_some(Memo { head, files })
    }
}

#[cfg(test)]
mod tests {
    use super::{Head, Memo, OutputFile, SourceFile};
    use crate::disk::{Print, Stamp};
    use crate::pipeline::Mentioned;
    use crate::source::{Digest, VPath};

    fn memo() -> Memo {
        let path = VPath::new("content/reports/甲 乙.md").unwrap();
        let print = |text: &str| Print {
            digest: Digest::of(text.as_bytes()),
            stamp: Stamp { length: text.len() as u64, modified: 7, serial: 9 },
        };
        let key = Digest::of(b"key");
        let entry = |route: &str, key: Option<Digest>, findings: &str| OutputFile {
            route: route.into(),
            key,
            texts: vec![0; usize::from(key.is_some())],
            mentioned: if key.is_some() { Mentioned::These(vec![0, 12]) } else { Mentioned::All },
            findings: findings.into(),
            print: print("丙"),
        };
        Memo {
            head: Head {
                request: Some(key),
                began: 12,
                reports: 1,
                pages: 2,
                findings: "[1]".into(),
                sources: vec![SourceFile { path: path.clone(), print: print("丁") }],
                metadata: vec![(path, key)],
                pieces: Vec::new(),
            },
            files: vec![entry("a.html", Some(key), "[2]"), entry("b.png", None, "")],
        }
    }

    #[test]
    fn a_memo_survives_writing() {
        let memo = memo();
        let bytes = memo.write().unwrap();
        assert_eq!(Memo::read(&bytes, Digest::of(b"key")), Some(memo));
        assert_eq!(Memo::read(&bytes, Digest::of(b"another")), None);
    }

    #[test]
    fn half_a_memo_is_none_and_no_bytes_make_it_panic() {
        let bytes = memo().write().unwrap();
        for length in 0..bytes.len() {
            assert_eq!(Memo::read(&bytes[..length], Digest::of(b"key")), None, "cut off at {length}");
        }
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0x55;
            assert_ne!(Memo::read(&bytes, Digest::of(b"key")), Some(memo()), "another byte at {at}");
        }
    }
}
