//! Font: the face of headings, cut down to the letters that a site sets in it.
//!
//! In: the bytes of a font (TrueType or CFF outlines; alone, as one of a collection
//! or packed as WOFF) and letters in the order of their weight. Out: a WOFF2 file
//! with the glyphs of those letters that the face has, at most `LARGEST` bytes:
//! the last ones stay away if it would be longer. Bytes may be anybody's: each
//! offset is looked at before it is followed, and what is none is `Unusable`.
//! What a font says of its glyphs' neighbours (kerning, vertical forms) is dropped.

mod cmap;
mod names;
mod outlines;
mod tables;
mod woff2;

use std::collections::BTreeMap;

use subsetter::GlyphRemapper;

use crate::font::tables::Tables;
use crate::font::woff2::Packing;
use crate::source::{Digest, VPath};
use crate::text::han::is_han;

/// The most that a face may weigh, in bytes.
pub const LARGEST: usize = 300 * 1024;

/// The most that the outlines of a cut face may come to before they are packed, in
/// bytes: more than is ever packed into `LARGEST`.
const MOST_OUTLINES: usize = 4 * LARGEST;

/// Changes when the same face and letters are made into other bytes than before.
pub const VERSION: u8 = 1;

/// Why a file is no face for headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is no font, or its parts are not where it says.
    Damaged,
    /// It is WOFF2, which is not unpacked.
    Woff2,
    /// Its weight is to be chosen, or its outlines are of a kind that is not cut.
    Variable,
    /// It has none of the Han characters that are asked for.
    NoHan,
    /// Its license does not allow to embed it.
    Embedding,
    /// Its license does not allow to cut it.
    Subsetting,
}

/// A font whose parts are known.
#[derive(Debug)]
pub struct Face {
    /// The tables that a cut face is made of, as a font of their own.
    sfnt: Vec<u8>,
    /// The table of metrics that systems ask for.
    os2: Vec<u8>,
    /// The glyph of each letter that is asked for and is there.
    glyphs: BTreeMap<char, u16>,
}

/// A face that a site wants for its headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The file.
    pub path: VPath,
    /// The digest of what it holds.
    pub digest: Digest,
    /// The letters that are set in it, the weightiest first.
    pub letters: Vec<char>,
}

impl Wanted {
    /// The digest of all that the cut face is made of.
    pub fn key(&self) -> Digest {
        let letters: String = self.letters.iter().collect();
        Digest::of(format!("font {VERSION} {} {letters}", self.digest).as_bytes())
    }
}

/// A face cut down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subset {
    /// The file.
    pub woff2: Vec<u8>,
    /// How many letters it has.
    pub kept: usize,
    /// How many of those asked for the whole face has.
    pub known: usize,
}

/// Whether a file can be such a face, as far as is seen without cutting it.
pub fn inspect(bytes: &[u8]) -> Result<(), Unusable> {
    // Han that no face without them has: one, year, work, state, meeting, of.
    Face::read(bytes, &['\u{4e00}', '\u{5e74}', '\u{5de5}', '\u{56fd}', '\u{4f1a}', '\u{7684}']).map(drop)
}

impl Face {
    /// Reads a font; `letters` are those that are asked for.
    pub fn read(bytes: &[u8], letters: &[char]) -> Result<Face, Unusable> {
        let tables = Tables::read(bytes)?;
        let os2 = tables.get(b"OS/2").filter(|os2| os2.len() >= 68).ok_or(Unusable::Damaged)?;
        may_be_cut(os2)?;
        if tables.get(b"fvar").is_some() || tables.get(b"CFF2").is_some() {
            return Err(Unusable::Variable);
        }
        let glyphs = cmap::glyphs(tables.get(b"cmap").ok_or(Unusable::Damaged)?, letters).ok_or(Unusable::Damaged)?;
        if !glyphs.keys().any(|&letter| is_han(letter)) {
            return Err(Unusable::NoHan);
        }
        if tables.get(b"CFF ").is_some_and(|table| !outlines::are_few(table, glyphs.values().copied())) {
            return Err(Unusable::Damaged);
        }
        let os2 = os2.to_vec();
        let sfnt = tables.sfnt().ok_or(Unusable::Damaged)?;
        Ok(Face { sfnt, os2, glyphs })
    }

    /// Cuts it down to letters, the weightiest first.
    pub fn subset(&self, letters: &[char]) -> Result<Subset, Unusable> {
        let known: Vec<char> = letters.iter().copied().filter(|letter| self.glyphs.contains_key(letter)).collect();
        let mut kept = known.len();
        // As few letters as the size of their outlines, then of a hasty packing,
        // makes likely; so the thorough packing, which is slow, is done once or twice.
        for (packing, most) in
            [(Packing::None, MOST_OUTLINES), (Packing::Hasty, LARGEST * 17 / 16), (Packing::Thorough, LARGEST)]
        {
            loop {
                let cut = self.cut(known.get(..kept).unwrap_or(&known), packing).ok_or(Unusable::Damaged)?;
                if cut.len() <= most {
                    if packing == Packing::Thorough {
                        return Ok(Subset { woff2: cut, kept, known: known.len() });
                    }
                    break;
                }
                // A little less than the share, so that few rounds are needed.
                let fewer = kept * (most - most / 64) / cut.len();
                if fewer == 0 || fewer >= kept {
                    return Err(Unusable::Damaged);
                }
                kept = fewer;
            }
        }
        Err(Unusable::Damaged)
    }

    fn cut(&self, letters: &[char], packing: Packing) -> Option<Vec<u8>> {
        let glyphs: BTreeMap<char, u16> =
            letters.iter().filter_map(|letter| Some((*letter, *self.glyphs.get(letter)?))).collect();
        // In the order of the letters, so that neighbours have neighbouring glyphs.
        let mut remapper = GlyphRemapper::new();
        let cut: BTreeMap<char, u16> = glyphs.iter().map(|(&letter, &glyph)| (letter, remapper.remap(glyph))).collect();
        let sfnt = subsetter::subset(&self.sfnt, 0, &remapper).ok()?;
        let cmap = cmap::written(&cut);
        let mut tables = Tables::read(&sfnt).ok()?;
        tables.put(b"cmap", cmap);
        tables.put(b"OS/2", self.os2.clone());
        woff2::written(&tables, packing)
    }
}

/// What the license flags of a font (`fsType`) forbid.
fn may_be_cut(os2: &[u8]) -> Result<(), Unusable> {
    let flags = tables::u16_at(os2, 8).ok_or(Unusable::Damaged)?;
    // Where several are set, the least strict holds; the last allows bitmaps only.
    if (flags & 0x2 != 0 && flags & 0xc == 0) || flags & 0x200 != 0 {
        return Err(Unusable::Embedding);
    }
    if flags & 0x100 != 0 { Err(Unusable::Subsetting) } else { Ok(()) }
}
