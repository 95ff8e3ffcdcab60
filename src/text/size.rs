//! Sizes of files as people write them: `16 MB`, `500KB`, `65536`.
//!
//! A kilobyte is 1,024 bytes here, as file managers show it. Fractions are not
//! read: `1536 KB` can be written for `1.5 MB`.

use crate::text::width::fold;

/// The units with their powers of two; those that are shown come first.
const UNITS: [(&str, u32); 13] = [
    ("GB", 30),
    ("MB", 20),
    ("KB", 10),
    ("GIB", 30),
    ("MIB", 20),
    ("KIB", 10),
    ("G", 30),
    ("M", 20),
    ("K", 10),
    // Units of bytes, as KB is.
    ("兆", 20),
    ("字节", 0),
    ("B", 0),
    ("", 0),
];

/// The number of bytes that a text names.
pub fn parse(text: &str) -> Option<u64> {
    let text = fold(text).to_uppercase();
    let digits = text.trim_end_matches(|character: char| !character.is_ascii_digit());
    let unit = text[digits.len()..].trim();
    let (_, power) = UNITS.into_iter().find(|(name, _)| *name == unit)?;
    digits.parse::<u64>().ok()?.checked_mul(1 << power)
}

/// A number of bytes in the largest unit that is even, or in KB.
pub fn show(bytes: u64) -> String {
    let even = |power: u32| bytes >= 1 << power && bytes.trailing_zeros() >= power;
    match UNITS.into_iter().take(3).find(|&(_, power)| even(power)) {
        Some((unit, power)) => format!("{} {unit}", bytes >> power),
        None => format!("{} KB", bytes.div_ceil(1 << 10)),
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, show};

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for text in ["64MB", "64 MB", "64mb", "６４ＭＢ", "64 MiB", "64M", "64兆", "65536KB", "67108864"] {
            assert_eq!(parse(text), Some(64 << 20), "{text}");
        }
        for text in ["", "MB", "-1 MB", "1.5 MB", "64 TB", "64 MB 左右", "99999999999999999999", "17179869184 GB"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn sizes_are_shown_in_the_largest_even_unit() {
        for (bytes, shown) in [(1 << 30, "1 GB"), (16 << 20, "16 MB"), (1536 << 10, "1536 KB"), (1, "1 KB")] {
            assert_eq!(show(bytes), shown);
        }
    }
}
