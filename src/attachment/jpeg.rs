//! JPEG (ITU-T T.81, annex B): segments, between which stands the image.
//!
//! In: a file. Out: its parts without application segments and comments. What
//! a decoder needs stays: JFIF without its small copy of the picture, the ICC
//! profile, Adobe's note on colors, and which side is up. What follows the end
//! of the image (a video, a second picture with metadata of its own) goes.

use crate::attachment::exif;
use crate::attachment::pieces::Pieces;

/// The parts that stay; none if the file is not built as it should be.
pub fn pieces(bytes: &[u8]) -> Option<Pieces<'_>> {
    let mut pieces = Pieces::default();
    pieces.keep(bytes.get(..2)?);
    let mut at = 2;
    let mut has_image = false;
    while at < bytes.len() {
        let start = at;
        if bytes[at] != 0xff {
            return None;
        }
        // Any number of these may stand before a marker.
        while *bytes.get(at)? == 0xff {
            at += 1;
        }
        let marker = *bytes.get(at)?;
        at += 1;
        if marker == 0xd9 {
            pieces.keep(bytes.get(start..at)?);
            pieces.drop(bytes.get(at..)?);
            return has_image.then_some(pieces);
        }
        if matches!(marker, 0x01 | 0xd0..=0xd7) {
            pieces.keep(bytes.get(start..at)?);
            continue;
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
        let content = bytes.get(at + 2..at.checked_add(length)?)?;
        at += length;
        if marker == 0xda {
            has_image = true;
            at = end_of_scan(bytes, at);
        }
        segment(marker, bytes.get(start..at)?, content, &mut pieces)?;
    }
    // Cut short: browsers show what there is.
    has_image.then_some(pieces)
}

fn segment<'a>(marker: u8, whole: &'a [u8], content: &'a [u8], pieces: &mut Pieces<'a>) -> Option<()> {
    match marker {
        0xe0 if content.starts_with(b"JFIF\0") => match content.get(..12) {
            Some(head) if content.len() > 14 => {
                // With a small copy of the picture, perhaps before it was cut.
                let mut short = vec![0xff, 0xe0, 0, 16];
                short.extend(head);
                short.extend([0, 0]);
                pieces.replace(whole, short);
            }
            _ => pieces.keep(whole),
        },
        0xe1 if content.starts_with(exif::HEAD) => match exif::upright(content) {
            Some(block) => {
                let length = u16::try_from(2 + exif::HEAD.len() + block.len()).ok()?;
                let mut short = vec![0xff, 0xe1];
                short.extend(length.to_be_bytes());
                short.extend(exif::HEAD);
                short.extend(block);
                pieces.replace(whole, short);
            }
            None => pieces.drop(whole),
        },
        0xe2 if content.starts_with(b"ICC_PROFILE\0") => pieces.keep(whole),
        0xee if content.starts_with(b"Adobe") => pieces.keep(whole),
        0xe0..=0xef | 0xfe => pieces.drop(whole),
        _ => pieces.keep(whole),
    }
    Some(())
}

/// Where the next marker stands after the data of a scan.
fn end_of_scan(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(offset) = bytes.get(at..).and_then(|rest| memchr::memchr(0xff, rest)) {
        at += offset;
        match bytes.get(at + 1) {
            // An escaped byte of the data, or a place to begin anew.
            Some(0x00 | 0xd0..=0xd7) => at += 2,
            Some(0xff) => at += 1,
            Some(_) => return at,
            None => break,
        }
    }
    bytes.len()
}
