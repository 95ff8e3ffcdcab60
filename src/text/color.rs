//! Colours: reading them, how well one is read on another, mixing.
//!
//! Contrast is that of WCAG 2: from 1, the same, to 21, black on white.

use crate::text::width;

/// A colour, opaque.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub u8, pub u8, pub u8);

/// White.
pub const WHITE: Color = Color(255, 255, 255);

/// Black.
pub const BLACK: Color = Color(0, 0, 0);

/// The names that people write in place of digits, in both languages.
const NAMED: [(&str, Color); 22] = [
    ("black", Color(0, 0, 0)),
    ("blue", Color(0, 0, 255)),
    ("brown", Color(165, 42, 42)),
    ("darkblue", Color(0, 0, 139)),
    ("darkgreen", Color(0, 100, 0)),
    ("darkred", Color(139, 0, 0)),
    ("gray", Color(128, 128, 128)),
    ("green", Color(0, 128, 0)),
    ("grey", Color(128, 128, 128)),
    ("maroon", Color(128, 0, 0)),
    ("navy", Color(0, 0, 128)),
    ("orange", Color(255, 165, 0)),
    ("purple", Color(128, 0, 128)),
    ("red", Color(255, 0, 0)),
    ("teal", Color(0, 128, 128)),
    ("橙", Color(255, 165, 0)),
    ("灰", Color(128, 128, 128)),
    ("紫", Color(128, 0, 128)),
    ("红", Color(255, 0, 0)),
    ("绿", Color(0, 128, 0)),
    ("蓝", Color(0, 0, 255)),
    ("黑", Color(0, 0, 0)),
];

impl Color {
    /// Reads `#0b5a8a` or `#05a`; the sign may be left out.
    pub fn parse(text: &str) -> Option<Color> {
        let digits = text.trim().strip_prefix('#').unwrap_or(text.trim());
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let part = |shift: u32, bits: u32| ((number >> shift) & ((1 << bits) - 1)) as u8;
        match digits.len() {
            6 => Some(Color(part(16, 8), part(8, 8), part(0, 8))),
            3 => Some(Color(part(8, 4) * 17, part(4, 4) * 17, part(0, 4) * 17)),
            _ => None,
        }
    }

    /// The colour that something else than digits says: `blue`, `rgb(1, 2, 3)`,
    /// `#0b5a8aff`, `0x0b5a8a`, full-width signs.
    pub fn meant(text: &str) -> Option<Color> {
        let written = text.trim().to_ascii_lowercase();
        let text = width::key(text);
        if let Some(&(_, color)) = NAMED.iter().find(|(name, _)| *name == text.trim_end_matches('色')) {
            return Some(color);
        }
        if let Some(inner) = written.strip_prefix("rgb") {
            let parts = inner.trim_start_matches('a').split(|c: char| "(), /".contains(c));
            let parts: Vec<u8> = parts.filter(|part| !part.is_empty()).map_while(|part| part.parse().ok()).collect();
            return match parts[..] {
                [red, green, blue, ..] => Some(Color(red, green, blue)),
                _ => None,
            };
        }
        let digits = text.trim_start_matches("0x").trim_start_matches('#');
        match digits.len() {
            // What follows six digits, or three, says how opaque it is.
            8 => Color::parse(digits.get(..6)?),
            4 => Color::parse(digits.get(..3)?),
            _ => Color::parse(digits),
        }
    }

    /// As style sheets have it.
    pub fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// This with so large a part of another, 0 to 1.
    pub fn mixed(self, other: Color, part: f64) -> Color {
        let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round().clamp(0.0, 255.0) as u8;
        Color(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// How well it is read on another, or another on it.
    pub fn contrast(self, other: Color) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The nearest mixture with another that is read on all of these.
    pub fn readable(self, towards: Color, on: &[Color], least: f64) -> Color {
        let mut steps = (0..=50).map(|step| self.mixed(towards, f64::from(step) / 50.0));
        let reads = |color: &Color| on.iter().all(|ground| color.contrast(*ground) >= least);
        steps.find(reads).unwrap_or(towards)
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::{BLACK, Color, WHITE};

    #[test]
    fn what_is_meant_by_other_words_is_known() {
        let same = ["#0B5A8A80", "0x0b5a8a", "＃０ｂ５ａ８ａ", "rgb(11, 90, 138)", "rgba(11 90 138 / 50)"];
        for written in same {
            assert_eq!(Color::meant(written), Some(Color(11, 90, 138)), "{written}");
        }
        assert_eq!((Color::meant("Blue"), Color::meant("rgb(1,2)")), (Some(Color(0, 0, 255)), None));
        assert_eq!((Color::meant("#0b5a8g"), Color::meant("")), (None, None));
    }

    #[test]
    fn colours_are_read_and_compared() {
        assert_eq!(Color::parse("#0b5a8a"), Some(Color(11, 90, 138)));
        assert_eq!(Color::parse("05A"), Some(Color(0, 85, 170)));
        for wrong in ["", "red", "#12", "#1234567", "#ééé"] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 1e-9);
        let yellow = Color(255, 230, 0);
        let read = yellow.readable(BLACK, &[WHITE], 4.5);
        assert!(yellow.contrast(WHITE) < 2.0 && read.contrast(WHITE) >= 4.5, "{read:?}");
    }
}
