//! Fonts that tests make: TrueType outlines of points, alone, in a collection or
//! packed as WOFF.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A font to be made.
pub struct Made {
    /// Its letters, in the order of their codes.
    pub letters: Vec<char>,
    /// How many points each has.
    pub points: u16,
    /// The flags of its license.
    pub license: u16,
    /// The name of its family.
    pub family: &'static str,
    /// A table more.
    pub extra: Option<[u8; 4]>,
}

impl Made {
    /// A font of boxes.
    pub fn boxes(letters: impl IntoIterator<Item = char>) -> Made {
        let mut letters: Vec<char> = letters.into_iter().collect();
        letters.sort_unstable();
        letters.dedup();
        Made { letters, points: 4, license: 0, family: "Boxes", extra: None }
    }

    /// Its tables, in the order of their tags.
    fn tables(&self) -> Vec<([u8; 4], Vec<u8>)> {
        let count = u16::try_from(self.letters.len() + 1).unwrap();
        let mut glyf = Vec::new();
        let mut loca = vec![0];
        for glyph in 0..u32::from(count) {
            self.outline(glyph, &mut glyf);
            loca.push(u32::try_from(glyf.len()).unwrap());
        }
        let mut head = words(&[1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, 1000]);
        head.extend([0; 16]);
        head.extend(words(&[0, 0, 1000, 1000, 1, 8, 2, 1, 0]));
        let hhea = words(&[1, 0, 880, 0xff88, 0, 2000, 0, 0, 2000, 1, 0, 0, 0, 0, 0, 0, 0, count]);
        let mut maxp = words(&[1, 0, count, self.points, 1]);
        maxp.resize(32, 0);
        let mut os2 = words(&[4, 1000, 700, 5, self.license]);
        os2.resize(96, 0);
        let family: Vec<u8> = self.family.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mut name = words(&[0, 1, 18, 3, 1, 0x409, 1, u16::try_from(family.len()).unwrap(), 0]);
        name.extend(family);
        let mut post = words(&[3, 0]);
        post.resize(32, 0);
        let mut tables = vec![
            (*b"OS/2", os2),
            (*b"cmap", self.cmap()),
            (*b"glyf", glyf),
            (*b"head", head),
            (*b"hhea", hhea),
            (*b"hmtx", (0..count).flat_map(|_| words(&[2000, 0])).collect()),
            (*b"loca", loca.into_iter().flat_map(u32::to_be_bytes).collect()),
            (*b"maxp", maxp),
            (*b"name", name),
            (*b"post", post),
        ];
        tables.extend(self.extra.map(|tag| (tag, vec![0; 16])));
        tables.sort();
        tables
    }

    /// One contour; more than four points stand where chance has them.
    fn outline(&self, glyph: u32, glyf: &mut Vec<u8>) {
        glyf.extend(words(&[1, 0, 0, 1000, 1000, self.points - 1, 0]));
        glyf.extend(std::iter::repeat_n(1, usize::from(self.points)));
        let mut state = glyph.wrapping_mul(0x9e37_79b9) | 1;
        for point in 0..2 * self.points {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let boxed = [0_u16, 900, 0, 0xfc7c, 0, 0, 900, 0];
            let far = u16::try_from(state >> 22).unwrap();
            glyf.extend(words(&[if self.points == 4 { boxed[usize::from(point)] } else { far }]));
        }
        glyf.resize(glyf.len().next_multiple_of(4), 0);
    }

    /// Form 4 for what it can have, and form 12.
    fn cmap(&self) -> Vec<u8> {
        let low: Vec<u16> = self.letters.iter().filter_map(|&letter| u16::try_from(u32::from(letter)).ok()).collect();
        let segments = u16::try_from(low.len() + 1).unwrap();
        let ends = low.iter().copied().chain([0xffff]);
        let deltas = low.iter().zip(1_u16..).map(|(code, glyph)| glyph.wrapping_sub(*code)).chain([1]);
        let length = 16 + 8 * u32::from(segments);
        // Form 4 says its length in two bytes; nobody looks at it.
        let mut four = words(&[4, length as u16, 0, 2 * segments, 0, 0, 0]);
        four.extend(ends.clone().flat_map(u16::to_be_bytes));
        four.extend([0; 2]);
        four.extend(ends.flat_map(u16::to_be_bytes));
        four.extend(deltas.flat_map(u16::to_be_bytes));
        four.resize(length as usize, 0);
        let mut twelve = words(&[12, 0]);
        let groups = u32::try_from(self.letters.len()).unwrap();
        for number in [16 + 12 * groups, 0, groups] {
            twelve.extend(number.to_be_bytes());
        }
        for (&letter, glyph) in self.letters.iter().zip(1_u32..) {
            for number in [u32::from(letter), u32::from(letter), glyph] {
                twelve.extend(number.to_be_bytes());
            }
        }
        let mut table = words(&[0, 2, 3, 1]);
        table.extend(20_u32.to_be_bytes());
        table.extend(words(&[3, 10]));
        table.extend((20 + length).to_be_bytes());
        [table, four, twelve].concat()
    }

    /// Alone.
    pub fn ttf(&self) -> Vec<u8> {
        font(&self.tables(), 0)
    }

    /// In a collection after another.
    pub fn collection(fonts: &[Made]) -> Vec<u8> {
        let mut bytes = b"ttcf\0\x01\0\0".to_vec();
        bytes.extend(u32::try_from(fonts.len()).unwrap().to_be_bytes());
        let first = bytes.len() + 4 * fonts.len();
        let mut made: Vec<u8> = Vec::new();
        for font in fonts {
            let start = first + made.len();
            bytes.extend(u32::try_from(start).unwrap().to_be_bytes());
            made.extend(self::font(&font.tables(), start));
        }
        [bytes, made].concat()
    }

    /// As WOFF.
    pub fn woff(&self) -> Vec<u8> {
        let tables = self.tables();
        let mut bytes = b"wOFF\0\x01\0\0".to_vec();
        bytes.extend([0; 4]);
        bytes.extend(words(&[u16::try_from(tables.len()).unwrap(), 0]));
        bytes.resize(44, 0);
        let mut packed: Vec<u8> = Vec::new();
        for (tag, table) in &tables {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(table).unwrap();
            let short = encoder.finish().unwrap();
            let held = if short.len() < table.len() { &short } else { table };
            let start = 44 + 20 * tables.len() + packed.len();
            bytes.extend(tag);
            for number in [start, held.len(), table.len(), 0] {
                bytes.extend(u32::try_from(number).unwrap().to_be_bytes());
            }
            packed.extend(held);
        }
        [bytes, packed].concat()
    }
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// A font of tables that stands at `start`.
fn font(tables: &[([u8; 4], Vec<u8>)], start: usize) -> Vec<u8> {
    let mut bytes = words(&[1, 0, u16::try_from(tables.len()).unwrap(), 0, 0, 0]);
    let mut held: Vec<u8> = Vec::new();
    for (tag, table) in tables {
        let at = start + 12 + 16 * tables.len() + held.len();
        bytes.extend(tag);
        for number in [0, at, table.len()] {
            bytes.extend(u32::try_from(number).unwrap().to_be_bytes());
        }
        held.extend(table);
        held.resize(held.len().next_multiple_of(4), 0);
    }
    [bytes, held].concat()
}
