//! The table of names.
//!
//! In: the table of a font. Out: the English name of its family, and the same
//! table with the names and the license only, in English.

use crate::font::tables::u16_at;

/// The names that are kept: copyright, family, style, whole name, version,
/// PostScript name, license and its address.
const KEPT: [u16; 8] = [0, 1, 2, 4, 5, 6, 13, 14];

/// The most bytes that a name may have.
const LONGEST: usize = 4096;

/// A name in the English of Windows, in UTF-16.
struct Name<'a> {
    id: u16,
    text: &'a [u8],
}

fn names(table: &[u8]) -> Vec<Name<'_>> {
    let count = u16_at(table, 2).unwrap_or(0);
    let name = |number: usize| {
        let record = table.get(6 + 12 * number..)?.get(..12)?;
        let is_english = record.get(..6)? == [0, 3, 0, 1, 4, 9];
        let start = usize::from(u16_at(table, 4)?) + usize::from(u16_at(record, 10)?);
        let text = table.get(start..)?.get(..usize::from(u16_at(record, 8)?))?;
        (is_english && text.len() <= LONGEST).then_some(Name { id: u16_at(record, 6)?, text })
    };
    (0..usize::from(count)).filter_map(name).collect()
}

/// The name of the family.
pub fn family(table: &[u8]) -> Option<String> {
    let name = names(table).into_iter().find(|name| name.id == 1)?;
    let units: Vec<u16> = (0..name.text.len() / 2).filter_map(|number| u16_at(name.text, 2 * number)).collect();
    String::from_utf16(&units).ok()
}

/// The table without names in other languages.
pub fn trimmed(table: &[u8]) -> Vec<u8> {
    let mut kept: Vec<Name<'_>> = Vec::new();
    for name in names(table) {
        if KEPT.contains(&name.id) && kept.iter().all(|other| other.id != name.id) {
            kept.push(name);
        }
    }
    kept.sort_by_key(|name| name.id);
    let (mut records, mut storage) = (Vec::new(), Vec::new());
    for name in &kept {
        for number in [3, 1, 0x409, name.id, length(name.text), length(&storage)] {
            records.extend(number.to_be_bytes());
        }
        storage.extend_from_slice(name.text);
    }
    // Eight names, each of a length that two bytes can say.
    let count = length(&kept);
    let head = [0, count, 6 + 12 * count];
    head.into_iter().flat_map(u16::to_be_bytes).chain(records).chain(storage).collect()
}

fn length<T>(slice: &[T]) -> u16 {
    u16::try_from(slice.len()).unwrap_or(u16::MAX)
}
