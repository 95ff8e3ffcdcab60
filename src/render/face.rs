//! The font of headings, cut down to what pages need of it.
//!
//! In: the files, and which font with which letters. Out: the bytes that browsers
//! load, from the cache if they were made before, and what is to be said of them.

use std::ops::Range;

use crate::diag::rules::look::{HEADING_FONT_CUT, HEADING_FONT_UNUSABLE};
use crate::diag::{Diagnostic, Words};
use crate::font::{Face, Subset, Wanted};
use crate::render::{Content, Rendered};
use crate::source::{Files, Span};

const UNDECODABLE: Words = Words { zh: "它的字形取不出来", en: "its outlines cannot be read" };

/// The font, cut down. One that cannot be cut is empty, and browsers go on to
/// the next in their list.
pub fn face(files: &dyn Files, wanted: &Wanted) -> Rendered {
    let said = |rule| Diagnostic::new(rule, Span::whole(&wanted.path)).with("name", wanted.path.file_name());
    match subset(files, wanted) {
        Some(Subset { woff2, kept, known }) => {
            let cut = || said(&HEADING_FONT_CUT).with("kept", kept.to_string()).with("known", known.to_string());
            let diagnostics = if kept < known { vec![cut()] } else { Vec::new() };
            Rendered { content: Content::Bytes(woff2), diagnostics }
        }
        None => Rendered {
            content: Content::Bytes(Vec::new()),
            diagnostics: vec![said(&HEADING_FONT_UNUSABLE).with("why", UNDECODABLE)],
        },
    }
}

fn subset(files: &dyn Files, wanted: &Wanted) -> Option<Subset> {
    let key = wanted.key();
    if let Some(kept) = files.cache().and_then(|cache| cache.get(key)).and_then(unpacked) {
        return Some(kept);
    }
    let bytes = files.read(&wanted.path).ok()?;
    let subset = Face::read(&bytes, &wanted.letters).ok()?.subset(&wanted.letters).ok()?;
    if let (Some(cache), Some(bytes)) = (files.cache(), packed(&subset)) {
        cache.put(key, &bytes);
    }
    Some(subset)
}

/// The font with the two counts before it, as the cache keeps it.
fn packed(subset: &Subset) -> Option<Vec<u8>> {
    let count = |number: usize| Some(u32::try_from(number).ok()?.to_be_bytes());
    Some([&count(subset.kept)?, &count(subset.known)?, &subset.woff2[..]].concat())
}

fn unpacked(bytes: Vec<u8>) -> Option<Subset> {
    let count = |range: Range<usize>| Some(u32::from_be_bytes(bytes.get(range)?.try_into().ok()?) as usize);
    let (kept, known) = (count(0..4)?, count(4..8)?);
    Some(Subset { woff2: bytes.get(8..)?.to_vec(), kept, known })
}
