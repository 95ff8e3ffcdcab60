//! The table that leads from letters to glyphs.
//!
//! In: the table of a font and letters. Out: their glyphs; and from such a list a
//! table again. Of the forms that such a table has two are read, those that all
//! fonts with Unicode have (4 and 12), and one is written (12).

use std::collections::{BTreeMap, BTreeSet};

use crate::font::tables::{u16_at, u32_at};

/// Platform and encoding of tables in Unicode, the best first.
const UNICODE: [(u16, u16); 7] = [(3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1)];

/// The glyphs of letters, of those that have one.
pub fn glyphs(table: &[u8], letters: &[char]) -> Option<BTreeMap<char, u16>> {
    let letters: BTreeSet<char> = letters.iter().copied().collect();
    let count = usize::from(u16_at(table, 2)?);
    let mut parts = BTreeMap::new();
    for number in 0..count {
        let record = table.get(4 + 8 * number..)?.get(..8)?;
        let key = (u16_at(record, 0)?, u16_at(record, 2)?);
        if let Some(place) = UNICODE.iter().position(|other| *other == key) {
            parts.entry(place).or_insert(table.get(u32_at(record, 4)? as usize..)?);
        }
    }
    parts.values().find_map(|part| match u16_at(part, 0)? {
        4 => Some(segments(part, &letters)),
        12 => Some(groups(part, &letters)),
        _ => None,
    })
}

/// Those of form 4: segments of the first 65,536 letters, in their order. Each
/// has its glyphs in one row, or in a list.
fn segments(part: &[u8], letters: &BTreeSet<char>) -> BTreeMap<char, u16> {
    let mut glyphs = BTreeMap::new();
    let double = usize::from(u16_at(part, 6).unwrap_or(0)) & !1;
    let mut segment = 0;
    for &letter in letters {
        let Ok(code) = u16::try_from(u32::from(letter)) else { break };
        // Letters and segments ascend together.
        while segment < double && u16_at(part, 14 + segment).is_some_and(|last| last < code) {
            segment += 2;
        }
        if segment >= double {
            break;
        }
        let glyph = || {
            let start = u16_at(part, 16 + double + segment)?;
            let delta = u16_at(part, 16 + 2 * double + segment)?;
            let at = 16 + 3 * double + segment;
            let inside = code.checked_sub(start)?;
            match u16_at(part, at)? {
                0 => Some(code.wrapping_add(delta)),
                offset => match u16_at(part, at + usize::from(offset) + 2 * usize::from(inside))? {
                    0 => None,
                    glyph => Some(glyph.wrapping_add(delta)),
                },
            }
        };
        glyphs.extend(glyph().filter(|&glyph| glyph != 0).map(|glyph| (letter, glyph)));
    }
    glyphs
}

/// Those of form 12: groups of letters in their order, with the first glyph of each.
fn groups(part: &[u8], letters: &BTreeSet<char>) -> BTreeMap<char, u16> {
    let mut glyphs = BTreeMap::new();
    let count = u32_at(part, 12).unwrap_or(0) as usize;
    let mut letters = letters.iter().copied().peekable();
    for number in 0..count {
        let group = |place: usize| u32_at(part, number.checked_mul(12)?.checked_add(16 + place)?);
        let (Some(first), Some(last), Some(glyph)) = (group(0), group(4), group(8)) else { break };
        while let Some(letter) = letters.next_if(|&letter| u32::from(letter) <= last) {
            let inside = u32::from(letter).checked_sub(first).and_then(|inside| glyph.checked_add(inside));
            let glyph = inside.and_then(|glyph| u16::try_from(glyph).ok()).filter(|&glyph| glyph != 0);
            glyphs.extend(glyph.map(|glyph| (letter, glyph)));
        }
        if letters.peek().is_none() {
            break;
        }
    }
    glyphs
}

/// A table for such a list.
pub fn written(glyphs: &BTreeMap<char, u16>) -> Vec<u8> {
    let mut groups: Vec<[u32; 3]> = Vec::new();
    for (&letter, &glyph) in glyphs {
        let (letter, glyph) = (u32::from(letter), u32::from(glyph));
        match groups.last_mut() {
            Some([first, last, start]) if *last + 1 == letter && *start + (letter - *first) == glyph => *last = letter,
            _ => groups.push([letter, letter, glyph]),
        }
    }
    let count = u32::try_from(groups.len()).unwrap_or(u32::MAX);
    let mut table = Vec::with_capacity(28 + 12 * groups.len());
    for number in [0, 1, 3, 10] {
        table.extend(u16::to_be_bytes(number));
    }
    table.extend(12_u32.to_be_bytes());
    table.extend([0, 12, 0, 0]);
    for number in [16 + 12 * count, 0, count] {
        table.extend(number.to_be_bytes());
    }
    table.extend(groups.into_iter().flatten().flat_map(u32::to_be_bytes));
    table
}
