//! A font as browsers load it: WOFF2.
//!
//! In: tables. Out: the file, its tables in one stream of Brotli. Outlines are
//! packed as they are: what the format does to them before would spare a tenth.

use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;

use crate::font::tables::{Tables, Tag};

/// The tables that a file may have, in the order in which they stand, with the
/// number that the format has for each.
const TABLES: [(u8, &Tag); 14] = [
    (0, b"cmap"),
    (1, b"head"),
    (2, b"hhea"),
    (3, b"hmtx"),
    (4, b"maxp"),
    (5, b"name"),
    (6, b"OS/2"),
    (7, b"post"),
    (8, b"cvt "),
    (9, b"fpgm"),
    (10, b"glyf"),
    (11, b"loca"),
    (12, b"prep"),
    (13, b"CFF "),
];

/// Says that outlines are as they are.
const AS_IT_IS: u8 = 3 << 6;

/// How hard it is tried to make a file short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Not at all; that is no file for browsers.
    None,
    /// In a twentieth of the time.
    Hasty,
    /// As far as it goes.
    Thorough,
}

/// Packs a font.
pub fn written(tables: &Tables<'_>, packing: Packing) -> Option<Vec<u8>> {
    let (mut directory, mut data) = (Vec::new(), Vec::new());
    let (mut count, mut unpacked) = (0_u16, 12_usize);
    for (number, tag) in TABLES {
        let Some(table) = tables.get(tag) else { continue };
        directory.push(if matches!(tag, b"glyf" | b"loca") { number | AS_IT_IS } else { number });
        directory.extend(variable(u32::try_from(table.len()).ok()?));
        data.extend_from_slice(table);
        if tag == b"head" {
            is_changed(&mut data)?;
        }
        count += 1;
        unpacked += 16 + table.len().next_multiple_of(4);
    }
    if packing == Packing::None {
        return Some(data);
    }
    let mut packed = Vec::new();
    let parameters = BrotliEncoderParams {
        mode: BrotliEncoderMode::BROTLI_MODE_FONT,
        quality: if packing == Packing::Hasty { 5 } else { 11 },
        size_hint: data.len(),
        ..BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut &*data, &mut packed, &parameters).ok()?;
    let length = (48 + directory.len() + packed.len()).next_multiple_of(4);
    let number = |length: usize| u32::try_from(length).ok().map(u32::to_be_bytes);
    let mut file = b"wOF2".to_vec();
    file.extend(if tables.is_cff() { *b"OTTO" } else { [0, 1, 0, 0] });
    file.extend(number(length)?);
    file.extend(count.to_be_bytes());
    file.extend([0; 2]);
    file.extend(number(unpacked)?);
    file.extend(number(packed.len())?);
    // Its version; neither metadata nor private data.
    file.extend([0, 1, 0, 0]);
    file.resize(48, 0);
    file.extend(directory);
    file.extend(packed);
    file.resize(length, 0);
    Some(file)
}

/// Notes in `head`, the last table of `data`, that the file is no longer that of
/// its maker, as the format wants.
fn is_changed(data: &mut [u8]) -> Option<()> {
    let start = data.len().checked_sub(54)?;
    let head = data.get_mut(start..)?;
    head.get_mut(8..12)?.fill(0);
    *head.get_mut(16)? |= 0x08;
    Some(())
}

/// A number in as many bytes as it needs, seven bits in each.
fn variable(number: u32) -> Vec<u8> {
    let mut bytes = vec![(number & 0x7f) as u8];
    let mut rest = number >> 7;
    while rest > 0 {
        bytes.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    bytes.reverse();
    bytes
}
