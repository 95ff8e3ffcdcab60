//! Exif, of which only the way up is kept.
//!
//! In: a block of TIFF as cameras write it (CIPA DC-008, JEITA CP-3451). Out:
//! which side of the picture is up, and a block that says that and no more.

/// The tag of the orientation.
const ORIENTATION: u16 = 0x0112;

/// What stands before the TIFF in JPEG, and by mistake in WebP too.
pub const HEAD: &[u8] = b"Exif\0\0";

/// A block with the orientation alone; none if the picture stands upright
/// anyway, or the block does not say.
pub fn upright(exif: &[u8]) -> Option<Vec<u8>> {
    let tiff = exif.strip_prefix(HEAD).unwrap_or(exif);
    let orientation = orientation(tiff).filter(|orientation| (2..=8).contains(orientation))?;
    let mut block = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    block.extend([orientation, 0, 0, 0, 0, 0, 0]);
    Some(block)
}

fn orientation(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let offset: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let offset = if little { u32::from_le_bytes(offset) } else { u32::from_be_bytes(offset) } as usize;
    let count = usize::from(short(offset)?);
    (0..count).find_map(|entry| {
        let at = offset.checked_add(2 + 12 * entry)?;
        (short(at)? == ORIENTATION && short(at + 2)? == 3).then(|| u8::try_from(short(at + 8)?).ok()).flatten()
    })
}
