//! What the head of a WebP file says of it.

use std::io::Cursor;

use image::ImageDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;

/// The flags of `VP8X` for Exif and for pictures that move.
const EXIF: u8 = 0x08;
const MOVES: u8 = 0x02;

/// Whether it is such a file.
pub fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
}

/// Whether it is one of a single image that stands upright. How it was held is
/// said at its end, so of a long file with Exif that is not known.
pub fn is_still(head: &[u8]) -> bool {
    let flags = match head.get(12..16) {
        Some(b"VP8X") => head.get(20).copied().unwrap_or(MOVES),
        _ => 0,
    };
    let upright = || WebPDecoder::new(Cursor::new(head)).and_then(|mut decoder| decoder.orientation());
    is(head) && flags & MOVES == 0 && (flags & EXIF == 0 || matches!(upright(), Ok(Orientation::NoTransforms)))
}

/// Whether nothing of the image was lost when it was packed, as of what is drawn.
pub fn is_lossless(bytes: &[u8]) -> bool {
    is(bytes) && bytes.get(12..16) == Some(b"VP8L")
}
