//! Whether a GIF file moves, by its blocks.

/// Whether a second image, or a note on how often all are shown, stands in the
/// bytes, which may be the head of a file.
pub fn moves(bytes: &[u8]) -> bool {
    has_second(bytes).unwrap_or(false)
}

/// None where the bytes end before that is known.
fn has_second(bytes: &[u8]) -> Option<bool> {
    let mut at = 13 + colors(*bytes.get(10)?);
    let mut images = 0;
    loop {
        match *bytes.get(at)? {
            // An extension; that of programs which know loops has a name.
            0x21 => {
                let label = *bytes.get(at + 1)?;
                let name = bytes.get(at + 3..at + 14)?;
                if label == 0xff && matches!(name, b"NETSCAPE2.0" | b"ANIMEXTS1.0") {
                    return Some(true);
                }
                at = after(bytes, at + 2)?;
            }
            0x2c if images == 1 => return Some(true),
            0x2c => {
                images += 1;
                let colors = colors(*bytes.get(at + 9)?);
                at = after(bytes, at + 11 + colors)?;
            }
            _ => return Some(false),
        }
    }
}

/// How many bytes a table of colors has, by the flags that announce it.
fn colors(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// The place after a row of blocks, each with its length before it.
fn after(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match usize::from(*bytes.get(at)?) {
            0 => return Some(at + 1),
            length => at += 1 + length,
        }
    }
}
