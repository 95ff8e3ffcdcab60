//! PNG (W3C Recommendation, third edition): a row of chunks.
//!
//! In: a file. Out: its parts with only those chunks that tell how the picture
//! looks. Of Exif the way up stays. What follows the end goes: some programs
//! leave there what they cut off.

use crate::attachment::exif;
use crate::attachment::pieces::Pieces;

/// Chunks that a decoder may pass over, but that change what is seen.
const SEEN: [&[u8; 4]; 15] = [
    b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs",
    b"acTL", b"fcTL", b"fdAT",
];

/// The parts that stay; none if the file is not built as it should be.
pub fn pieces(bytes: &[u8]) -> Option<Pieces<'_>> {
    let mut pieces = Pieces::default();
    if bytes.get(..8)? != b"\x89PNG\r\n\x1a\n" {
        return None;
    }
    pieces.keep(bytes.get(..8)?);
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let kind: &[u8; 4] = bytes.get(at + 4..at + 8)?.try_into().ok()?;
        let end = at.checked_add(length)?.checked_add(12)?;
        let chunk = bytes.get(at..end)?;
        if !kind.iter().all(u8::is_ascii_alphabetic) || (at == 8) != (kind == b"IHDR") {
            return None;
        }
        at = end;
        match kind {
            b"eXIf" => match exif::upright(chunk.get(8..8 + length)?) {
                Some(block) => pieces.replace(chunk, made(b"eXIf", &block)),
                None => pieces.drop(chunk),
            },
            _ if kind[0].is_ascii_uppercase() || SEEN.contains(&kind) => pieces.keep(chunk),
            _ => pieces.drop(chunk),
        }
        if kind == b"IEND" {
            pieces.drop(bytes.get(at..)?);
            return Some(pieces);
        }
    }
}

/// A chunk.
fn made(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(content.len()).unwrap_or(0).to_be_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend(content);
    let mut sum = flate2::Crc::new();
    sum.update(&chunk[4..]);
    chunk.extend(sum.sum().to_be_bytes());
    chunk
}
