//! GIF (89a): a screen, then images and extensions as they are shown.
//!
//! In: a file. Out: its parts without comments and without what programs wrote
//! for themselves (XMP); how often a moving picture is repeated stays.

use crate::attachment::pieces::Pieces;

/// Extensions of programs that change what is seen.
const SEEN: [&[u8]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

/// The parts that stay; none if the file is not built as it should be.
pub fn pieces(bytes: &[u8]) -> Option<Pieces<'_>> {
    let mut pieces = Pieces::default();
    let mut at = 13 + colors(*bytes.get(10)?);
    pieces.keep(bytes.get(..at)?);
    let mut has_image = false;
    while at < bytes.len() {
        let start = at;
        match bytes[at] {
            0x21 => {
                let label = *bytes.get(at + 1)?;
                at = end_of_blocks(bytes, at + 2)?;
                let whole = bytes.get(start..at)?;
                let name = whole.get(3..14).unwrap_or_default();
                match label {
                    0xf9 | 0x01 => pieces.keep(whole),
                    0xff if SEEN.contains(&name) => pieces.keep(whole),
                    _ => pieces.drop(whole),
                }
            }
            0x2c => {
                let palette = colors(*bytes.get(at + 9)?);
                at = end_of_blocks(bytes, at + 10 + palette + 1)?;
                has_image = true;
                pieces.keep(bytes.get(start..at)?);
            }
            0x3b => {
                pieces.keep(bytes.get(at..=at)?);
                pieces.drop(bytes.get(at + 1..)?);
                return has_image.then_some(pieces);
            }
            _ => return None,
        }
    }
    has_image.then_some(pieces)
}

/// How many bytes a palette has, by the flags before it.
fn colors(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Where a row of blocks ends.
fn end_of_blocks(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
