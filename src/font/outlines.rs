//! How much the outlines of PostScript come to, before anybody unfolds them.
//!
//! In: the table `CFF ` and glyphs. Out: whether their outlines, with all
//! subroutines that they call in place of the calls, stay below a border. A
//! subroutine may call others, each many times, so that a kilobyte unfolds to
//! more than any memory has; the crate that cuts them unfolds them all. What is
//! not understood here counts as too much. (Adobe Technical Notes 5176, 5177.)

use std::collections::BTreeMap;

use crate::font::tables::u16_at;

/// The most instructions that all outlines may come to: a thousand Han characters
/// have some two hundred thousand.
const MOST: u32 = 1 << 22;

/// How deep calls may go, and how many numbers may wait for an operator.
const DEEPEST: u32 = 64;
const MOST_NUMBERS: usize = 48;

/// Operators of dictionaries; those of two bytes are 256 and more.
const CHAR_STRINGS: u16 = 17;
const PRIVATE: u16 = 18;
const SUBROUTINES: u16 = 19;
const FONTS: u16 = 256 + 36;
const FONT_OF_GLYPH: u16 = 256 + 37;

/// Whether the outlines of these glyphs stay below the border.
pub fn are_few(table: &[u8], glyphs: impl Iterator<Item = u16>) -> bool {
    let walk = || {
        let font = Font::read(table)?;
        let mut left = MOST;
        for glyph in [0].into_iter().chain(glyphs) {
            let own = font.own.get(usize::from(font.font_of(glyph)?))?;
            let mut walk = Walk { global: &font.global, own, numbers: Vec::new(), hints: 0, mask: 0, left };
            walk.run(font.outlines.get(usize::from(glyph))?, 1)?;
            left = walk.left;
        }
        Some(())
    };
    walk().is_some()
}

/// A list of byte strings.
#[derive(Clone, Copy, Default)]
struct Index<'a> {
    count: usize,
    width: usize,
    offsets: &'a [u8],
    data: &'a [u8],
}

impl<'a> Index<'a> {
    /// The list at a place, and the place after it.
    fn read(table: &'a [u8], at: usize) -> Option<(Index<'a>, usize)> {
        let count = usize::from(u16_at(table, at)?);
        if count == 0 {
            return Some((Index::default(), at + 2));
        }
        let width = usize::from(*table.get(at + 2)?);
        let offsets = table.get(at + 3..at + 3 + width * (count + 1))?;
        let start = at + 3 + offsets.len();
        let mut index = Index { count, width, offsets, data: table.get(start..)? };
        let end = index.offset(count)?;
        index.data = index.data.get(..end)?;
        Some((index, start + end))
    }

    /// Where a string begins; they count from one.
    fn offset(&self, number: usize) -> Option<usize> {
        let bytes = self.offsets.get(number * self.width..)?.get(..self.width).filter(|bytes| bytes.len() <= 4)?;
        bytes.iter().fold(0, |offset, &byte| offset << 8 | usize::from(byte)).checked_sub(1)
    }

    fn get(&self, number: usize) -> Option<&'a [u8]> {
        if number >= self.count {
            return None;
        }
        self.data.get(self.offset(number)?..self.offset(number + 1)?)
    }

    /// A subroutine, by the number that calls it.
    fn called(&self, number: i32) -> Option<&'a [u8]> {
        let bias = match self.count {
            0..1240 => 107,
            1240..33_900 => 1131,
            _ => 32_768,
        };
        self.get(usize::try_from(number.checked_add(bias)?).ok()?)
    }
}

/// What outlines are made of.
struct Font<'a> {
    outlines: Index<'a>,
    global: Index<'a>,
    /// The subroutines of each font that the font is made of; of most there is one.
    own: Vec<Index<'a>>,
    /// Which of these a glyph belongs to.
    choice: Option<&'a [u8]>,
}

impl<'a> Font<'a> {
    fn read(table: &'a [u8]) -> Option<Font<'a>> {
        let (_, at) = Index::read(table, usize::from(*table.get(2)?))?;
        let (tops, at) = Index::read(table, at)?;
        let (_, at) = Index::read(table, at)?;
        let (global, _) = Index::read(table, at)?;
        let top = dictionary(tops.get(0)?)?;
        let place = |key: u16| usize::try_from(*top.get(&key)?.last()?).ok();
        let (outlines, _) = Index::read(table, place(CHAR_STRINGS)?)?;
        if !top.contains_key(&FONTS) {
            return Some(Font { outlines, global, own: vec![subroutines(table, &top)?], choice: None });
        }
        let (fonts, _) = Index::read(table, place(FONTS)?)?;
        let own = (0..fonts.count).map(|number| subroutines(table, &dictionary(fonts.get(number)?)?));
        let choice = Some(table.get(place(FONT_OF_GLYPH)?..)?);
        Some(Font { outlines, global, own: own.collect::<Option<_>>()?, choice })
    }

    /// The font that a glyph belongs to: a byte for each, or ranges.
    fn font_of(&self, glyph: u16) -> Option<u8> {
        let Some(choice) = self.choice else { return Some(0) };
        match choice.first()? {
            0 => choice.get(1 + usize::from(glyph)).copied(),
            3 => {
                let ranges = usize::from(u16_at(choice, 1)?);
                let after = (0..ranges).find(|range| u16_at(choice, 6 + 3 * range).is_none_or(|next| glyph < next))?;
                choice.get(5 + 3 * after).copied()
            }
            _ => None,
        }
    }
}

/// The subroutines that a dictionary of a font leads to, none if it has none.
fn subroutines<'a>(table: &'a [u8], font: &BTreeMap<u16, Vec<i32>>) -> Option<Index<'a>> {
    let Some(&[length, start]) = font.get(&PRIVATE).map(Vec::as_slice) else { return Some(Index::default()) };
    let start = usize::try_from(start).ok()?;
    let own = dictionary(table.get(start..)?.get(..usize::try_from(length).ok()?)?)?;
    match own.get(&SUBROUTINES) {
        Some(offset) => {
            let at = start.checked_add(usize::try_from(*offset.last()?).ok()?)?;
            Index::read(table, at).map(|(index, _)| index)
        }
        None => Some(Index::default()),
    }
}

/// The whole numbers of each key of a dictionary.
fn dictionary(bytes: &[u8]) -> Option<BTreeMap<u16, Vec<i32>>> {
    let mut entries = BTreeMap::new();
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            12 => {
                entries.insert(256 + u16::from(*bytes.get(at + 1)?), std::mem::take(&mut numbers));
                at += 2;
            }
            0..=21 => {
                entries.insert(u16::from(byte), std::mem::take(&mut numbers));
                at += 1;
            }
            29 => {
                numbers.push(i32::from_be_bytes(bytes.get(at + 1..at + 5)?.try_into().ok()?));
                at += 5;
            }
            // A decimal number, up to the half byte that ends it; no place is one.
            30 => {
                let digits = bytes.get(at + 1..)?;
                let last = digits.iter().position(|byte| byte & 0xf == 0xf || byte >> 4 == 0xf)?;
                numbers.push(-1);
                at += last + 2;
            }
            _ => {
                let (number, length) = whole(bytes.get(at..)?)?;
                numbers.push(number);
                at += length;
            }
        }
    }
    Some(entries)
}

/// A whole number of one to three bytes, and how many it has.
fn whole(bytes: &[u8]) -> Option<(i32, usize)> {
    let next = || bytes.get(1).map(|&byte| i32::from(byte));
    let first = *bytes.first()?;
    Some(match first {
        28 => (i32::from(u16_at(bytes, 1)?.cast_signed()), 3),
        32..=246 => (i32::from(first) - 139, 1),
        247..=250 => ((i32::from(first) - 247) * 256 + next()? + 108, 2),
        251..=254 => (-(i32::from(first) - 251) * 256 - next()? - 108, 2),
        _ => return None,
    })
}

/// A walk through an outline.
struct Walk<'a> {
    global: &'a Index<'a>,
    own: &'a Index<'a>,
    /// The numbers that wait; none for one with a fraction.
    numbers: Vec<Option<i32>>,
    hints: usize,
    /// How many bytes a mask of hints has, once it is known.
    mask: usize,
    /// How many instructions are left.
    left: u32,
}

impl Walk<'_> {
    /// Whether it ends here; none if it is too long or not understood.
    fn run(&mut self, outline: &[u8], depth: u32) -> Option<bool> {
        if depth > DEEPEST {
            return None;
        }
        let mut at = 0;
        while let Some(&byte) = outline.get(at) {
            self.left = self.left.checked_sub(1)?;
            match byte {
                255 => {
                    let number = i32::from_be_bytes(outline.get(at + 1..at + 5)?.try_into().ok()?);
                    self.push((number & 0xffff == 0).then_some(number >> 16))?;
                    at += 5;
                    continue;
                }
                28 | 32..=254 => {
                    let (number, length) = whole(outline.get(at..)?)?;
                    self.push(Some(number))?;
                    at += length;
                    continue;
                }
                10 | 29 => {
                    let list = if byte == 10 { self.own } else { self.global };
                    let called = list.called(self.numbers.pop()??)?;
                    if self.run(called, depth + 1)? {
                        return Some(true);
                    }
                }
                11 => return Some(false),
                14 => return Some(true),
                1 | 3 | 18 | 23 => self.hint(),
                19 | 20 => {
                    if self.mask == 0 {
                        self.hint();
                        self.mask = self.hints.div_ceil(8);
                    }
                    at += self.mask;
                }
                12 => {
                    at += 1;
                    self.numbers.clear();
                }
                _ => self.numbers.clear(),
            }
            at += 1;
        }
        Some(false)
    }

    fn push(&mut self, number: Option<i32>) -> Option<()> {
        self.numbers.push(number);
        (self.numbers.len() <= MOST_NUMBERS).then_some(())
    }

    fn hint(&mut self) {
        self.hints += self.numbers.len() / 2;
        self.numbers.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::are_few;

    /// A list of byte strings.
    fn index(strings: &[&[u8]]) -> Vec<u8> {
        let mut bytes = u16::try_from(strings.len()).unwrap().to_be_bytes().to_vec();
        if strings.is_empty() {
            return bytes;
        }
        bytes.push(2);
        let mut offset = 1_u16;
        bytes.extend(offset.to_be_bytes());
        for string in strings {
            offset += u16::try_from(string.len()).unwrap();
            bytes.extend(offset.to_be_bytes());
        }
        bytes.extend(strings.concat());
        bytes
    }

    /// A font of one glyph, with subroutines for all.
    fn font(outline: &[u8], global: &[&[u8]]) -> Vec<u8> {
        let head = [vec![1, 0, 4, 2], index(&[b"Boxes"])].concat();
        let rest = [index(&[]), index(global)].concat();
        // A dictionary that says where outlines stand, in six bytes.
        let place = head.len() + index(&[&[0; 6]]).len() + rest.len();
        let top = [&[29], &u32::try_from(place).unwrap().to_be_bytes()[..], &[17]].concat();
        [head, index(&[&top]), rest, index(&[outline])].concat()
    }

    #[test]
    fn what_unfolds_without_end_is_seen() {
        // Numbers that call the first and the second of few subroutines.
        let (first, second) = (139 - 107, 139 - 106);
        assert!(are_few(&font(&[first, 29, 14], &[&[139, 6, 11]]), [0].into_iter()));
        // One that calls itself, and one that calls another twice, twenty-five deep.
        assert!(!are_few(&font(&[first, 29, 14], &[&[first, 29, 11]]), [0].into_iter()));
        let calls: Vec<[u8; 5]> = (0..25).map(|deep| [second + deep, 29, second + deep, 29, 11]).collect();
        let mut global: Vec<&[u8]> = calls.iter().map(|call| &call[..]).collect();
        global.push(&[139, 6, 11]);
        assert!(!are_few(&font(&[first, 29, 14], &global), [0].into_iter()));
        // A glyph that there is not, a subroutine that there is not, and no font.
        assert!(!are_few(&font(&[14], &[]), [7].into_iter()));
        assert!(!are_few(&font(&[first, 29, 14], &[]), [0].into_iter()));
        assert!(!are_few(b"\x01\0\x04\x02", [0].into_iter()));
    }
}
