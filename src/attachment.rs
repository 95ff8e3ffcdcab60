//! Attachment: what goes out of a file that is published beside a text.
//!
//! In: the bytes of a picture, or of an Office file. Out: the picture without
//! what the camera or a program wrote into it (where and when it was taken, by
//! whom, what it showed before it was cut), its image data byte for byte as
//! they were; of an Office file, what in it readers may not be meant to see.
//! Nothing is decoded. A picture whose structure is not understood comes out as
//! it is, and the caller is told.

mod exif;
mod gif;
mod jpeg;
mod pieces;
mod png;
mod webp;

/// A picture that is not built as its kind should be, so that nothing was taken
/// out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// A picture without its metadata; none if it has none. What the first bytes
/// say it is counts, and not its name.
pub fn without_metadata(bytes: &[u8]) -> Result<Option<Vec<u8>>, Unreadable> {
    let pieces = match bytes {
        [0xff, 0xd8, ..] => jpeg::pieces(bytes),
        [0x89, b'P', b'N', b'G', ..] => png::pieces(bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp::pieces(bytes),
        [b'G', b'I', b'F', b'8', ..] => gif::pieces(bytes),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] if !has_items_of_metadata(bytes) => return Ok(None),
        _ => None,
    };
    pieces.map(pieces::Pieces::joined).ok_or(Unreadable)
}

/// Whether an AVIF picture has metadata. They are items among its data, to which
/// everything in it has offsets; they are found and not taken out.
fn has_items_of_metadata(bytes: &[u8]) -> bool {
    [b"Exif".as_slice(), b"application/rdf+xml"].iter().any(|word| memchr::memmem::find(bytes, word).is_some())
}

#[cfg(test)]
mod tests;
