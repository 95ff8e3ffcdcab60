//! WebP (RFC 9649): chunks of a RIFF file.
//!
//! In: a file. Out: its parts without Exif, XMP and chunks that are not known.
//! Of Exif the way up stays. The flags of `VP8X` and the size at the beginning
//! say what is there then.

use crate::attachment::exif;
use crate::attachment::pieces::Pieces;

/// The chunks of the picture.
const SEEN: [&[u8; 4]; 6] = [b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"];

/// The flags of `VP8X` for Exif and XMP.
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;

/// The parts that stay; none if the file is not built as it should be.
pub fn pieces(bytes: &[u8]) -> Option<Pieces<'_>> {
    let mut pieces = Pieces::default();
    let size = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    let end = size.checked_add(8)?;
    let riff = bytes.get(..end)?;
    pieces.keep(riff.get(..12)?);
    let mut at = 12;
    let (mut extended, mut has_image, mut has_exif) = (None, false, false);
    while at < end {
        let kind: &[u8; 4] = riff.get(at..at + 4)?.try_into().ok()?;
        let length = u32::from_le_bytes(riff.get(at + 4..at + 8)?.try_into().ok()?) as usize;
        let content = riff.get(at + 8..at.checked_add(8)?.checked_add(length)?)?;
        // The byte that makes the length even is sometimes missing at the end.
        let next = (at + 8 + length + length % 2).min(end);
        let chunk = riff.get(at..next)?;
        at = next;
        match kind {
            b"VP8X" if extended.is_none() && at == 12 + chunk.len() => {
                extended = Some(chunk);
                pieces.keep(chunk);
            }
            b"VP8X" => return None,
            b"EXIF" => match exif::upright(content).filter(|_| extended.is_some() && !has_exif) {
                Some(block) => {
                    has_exif = true;
                    let mut short = b"EXIF".to_vec();
                    short.extend(u32::try_from(block.len()).ok()?.to_le_bytes());
                    short.extend(block);
                    pieces.replace(chunk, short);
                }
                None => pieces.drop(chunk),
            },
            kind if SEEN.contains(&kind) => {
                has_image |= kind != b"ICCP";
                pieces.keep(chunk);
            }
            _ => pieces.drop(chunk),
        }
    }
    pieces.drop(bytes.get(end..)?);
    if let Some(chunk) = extended {
        let mut chunk = chunk.to_vec();
        let flags = chunk.get_mut(8)?;
        *flags = (*flags & !(EXIF | XMP)) | if has_exif { EXIF } else { 0 };
        pieces.change(1, chunk);
    }
    let mut head = b"RIFF".to_vec();
    head.extend(u32::try_from(pieces.len() - 8).ok()?.to_le_bytes());
    head.extend(b"WEBP");
    pieces.change(0, head);
    has_image.then_some(pieces)
}
