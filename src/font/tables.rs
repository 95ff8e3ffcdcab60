//! The tables of a font, whatever they are packed in.
//!
//! In: a font, a collection of fonts or a WOFF file. Out: its tables by tag, of a
//! collection those of the face for simplified Chinese if one is named so, and
//! from tables a font again.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;

use crate::font::{Unusable, names};

/// What a table is called.
pub type Tag = [u8; 4];

/// How many tables a font and how many fonts a collection may have.
const MOST: usize = 256;

/// The most that the tables of a font may come to, unpacked, in bytes.
const MOST_BYTES: u64 = 128 << 20;

/// The tables that cutting keeps something of.
const KEPT: [&Tag; 12] =
    [b"CFF ", b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name", b"post", b"prep"];

/// The tables of one face.
#[derive(Debug, Default)]
pub struct Tables<'a>(BTreeMap<Tag, Cow<'a, [u8]>>);

impl<'a> Tables<'a> {
    /// Reads the directory of a font.
    pub fn read(bytes: &'a [u8]) -> Result<Tables<'a>, Unusable> {
        match bytes.get(..4) {
            Some(b"OTTO" | b"true" | b"\0\x01\0\0") => font(bytes, 0).ok_or(Unusable::Damaged),
            Some(b"ttcf") => collection(bytes).ok_or(Unusable::Damaged),
            Some(b"wOFF") => packed(bytes).ok_or(Unusable::Damaged),
            Some(b"wOF2") => Err(Unusable::Woff2),
            _ => Err(Unusable::Damaged),
        }
    }

    /// A table; none if there is no such.
    pub fn get(&self, tag: &Tag) -> Option<&[u8]> {
        self.0.get(tag).map(|table| &**table)
    }

    /// Puts a table in place of any other with its tag.
    pub fn put(&mut self, tag: &Tag, table: Vec<u8>) {
        self.0.insert(*tag, Cow::Owned(table));
    }

    /// Whether the outlines are those of PostScript.
    pub fn is_cff(&self) -> bool {
        self.0.contains_key(b"CFF ")
    }

    /// A font with the tables that cutting needs, none of them too short.
    pub fn sfnt(&self) -> Option<Vec<u8>> {
        let mut kept = Tables::default();
        for tag in KEPT {
            if let Some(table) = self.0.get(tag) {
                kept.0.insert(*tag, Cow::Borrowed(table));
            }
        }
        for (tag, least) in [(b"head", 54), (b"hhea", 36), (b"hmtx", 4), (b"maxp", 6), (b"post", 32)] {
            kept.get(tag).filter(|table| table.len() >= least)?;
        }
        // No longer than the format has it.
        let head = kept.get(b"head")?.get(..54)?.to_vec();
        kept.put(b"head", head);
        // Without the names of glyphs.
        let mut post = kept.get(b"post")?.get(..32)?.to_vec();
        post.get_mut(..4)?.copy_from_slice(&[0, 3, 0, 0]);
        kept.put(b"post", post);
        let names = names::trimmed(kept.get(b"name").unwrap_or_default());
        kept.put(b"name", names);
        kept.written()
    }

    /// The tables as a font.
    fn written(&self) -> Option<Vec<u8>> {
        let count = u16::try_from(self.0.len()).ok()?;
        let mut offset = 12 + 16 * self.0.len();
        let mut bytes = if self.is_cff() { b"OTTO".to_vec() } else { vec![0, 1, 0, 0] };
        bytes.extend(count.to_be_bytes());
        // How to search the directory by halves, which nobody here does.
        bytes.extend([0; 6]);
        for (tag, table) in &self.0 {
            bytes.extend(tag);
            bytes.extend([0; 4]);
            bytes.extend(u32::try_from(offset).ok()?.to_be_bytes());
            bytes.extend(u32::try_from(table.len()).ok()?.to_be_bytes());
            offset += table.len().next_multiple_of(4);
        }
        for table in self.0.values() {
            bytes.extend_from_slice(table);
            bytes.resize(bytes.len().next_multiple_of(4), 0);
        }
        Some(bytes)
    }
}

/// The tables of the font whose directory stands at `at`.
fn font(bytes: &[u8], at: usize) -> Option<Tables<'_>> {
    let count = usize::from(u16_at(bytes, at.checked_add(4)?)?);
    if count > MOST {
        return None;
    }
    let mut tables = BTreeMap::new();
    for number in 0..count {
        let record = bytes.get(at.checked_add(12 + 16 * number)?..)?.get(..16)?;
        let tag: Tag = record.get(..4)?.try_into().ok()?;
        let start = u32_at(record, 8)? as usize;
        let end = start.checked_add(u32_at(record, 12)? as usize)?;
        tables.insert(tag, Cow::Borrowed(bytes.get(start..end)?));
    }
    Some(Tables(tables))
}

/// The tables of the face for simplified Chinese, else of the first.
fn collection(bytes: &[u8]) -> Option<Tables<'_>> {
    let count = (u32_at(bytes, 8)? as usize).min(MOST);
    let face = |number: usize| font(bytes, u32_at(bytes, 12 + 4 * number)? as usize);
    let simplified = |tables: &Tables<'_>| {
        tables.get(b"name").and_then(names::family).is_some_and(|family| family.split(' ').any(|word| word == "SC"))
    };
    (0..count).filter_map(face).find(simplified).or_else(|| face(0))
}

/// The tables of a WOFF file.
fn packed(bytes: &[u8]) -> Option<Tables<'_>> {
    let count = usize::from(u16_at(bytes, 12)?);
    if count > MOST {
        return None;
    }
    let mut left = MOST_BYTES;
    let mut tables = BTreeMap::new();
    for number in 0..count {
        let record = bytes.get(44 + 20 * number..)?.get(..20)?;
        let tag: Tag = record.get(..4)?.try_into().ok()?;
        let start = u32_at(record, 4)? as usize;
        let (length, whole) = (u32_at(record, 8)?, u32_at(record, 12)?);
        let table = bytes.get(start..start.checked_add(length as usize)?)?;
        left = left.checked_sub(u64::from(whole))?;
        tables.insert(tag, if length < whole { Cow::Owned(unpacked(table, whole)?) } else { Cow::Borrowed(table) });
    }
    Some(Tables(tables))
}

/// A table that must come to `length` bytes.
fn unpacked(table: &[u8], length: u32) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(table).take(u64::from(length) + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() == length as usize).then_some(bytes)
}

/// The number of two bytes at a place.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..)?.get(..2)?.try_into().ok()?))
}

/// The number of four bytes at a place.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..)?.get(..4)?.try_into().ok()?))
}
