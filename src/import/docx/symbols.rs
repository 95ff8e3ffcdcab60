//! Fonts of signs, whose letters are not what they look like (ECMA-376 part 1,
//! §17.3.3.30).
//!
//! In: the name of a font and a code, with or without Word's offset of F000.
//! Out: the character that means the same. The tables hold what reports use:
//! bullets, boxes, arrows, circled figures, Greek and signs of arithmetic.

/// Whether a font, named in lower case, has signs in place of letters.
pub fn is_sign_font(font: &str) -> bool {
    matches!(font, "wingdings" | "wingdings 2" | "wingdings 3" | "webdings" | "symbol")
}

/// The character that means what a sign shows; `None` if it is not known.
pub fn meaning(font: &str, code: u32) -> Option<char> {
    let low = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    if low > 0xFF {
        // A code beyond the font's own range is a plain character.
        return char::from_u32(low).filter(|character| !character.is_control() && !is_private(*character));
    }
    match font {
        "wingdings" => wingdings(low),
        "wingdings 2" => wingdings_2(low),
        "wingdings 3" => wingdings_3(low),
        "webdings" => webdings(low),
        "symbol" => symbol(low),
        _ if code < 0x100 => char::from_u32(low).filter(|character| !character.is_control()),
        // Word writes bullets of fonts it does not name with the offset.
        _ => wingdings(low).or_else(|| symbol(low)),
    }
}

fn is_private(character: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&character) || character >= '\u{F0000}'
}

/// The character at a code's place in a row that begins at a code.
fn in_row(code: u32, first: u32, row: &str) -> Option<char> {
    row.chars().nth(code.checked_sub(first)? as usize).filter(|character| *character != ' ')
}

fn wingdings(code: u32) -> Option<char> {
    Some(match code {
        0x20 => ' ',
        0x21 => '✎',
        0x22 => '✂',
        0x28 => '☎',
        0x2A => '✉',
        0x36 => '⌛',
        0x46 => '☞',
        0x4A => '☺',
        0x4C => '☹',
        0x4E => '☠',
        0x52 => '☼',
        0x6C | 0x9F => '●',
        0x6D | 0xA1 => '○',
        0x6E => '■',
        0x6F | 0x70 | 0x71 | 0x72 | 0xA8 => '□',
        0x73 | 0x77 => '◆',
        0x74 => '◆',
        0x75 => '◆',
        0x76 => '❖',
        0x80 => '⓪',
        0x81..=0x8A => char::from_u32(0x2460 + code - 0x81)?,
        0x8B => '⓿',
        0x8C..=0x95 => char::from_u32(0x2776 + code - 0x8C)?,
        0x9E => '·',
        0xA0 | 0xA7 => '▪',
        0xAB => '★',
        0xAA => '✦',
        0xB2 => '✧',
        0xB6 => '☆',
        0xD8 => '➢',
        0xDF => '←',
        0xE0 | 0xE8 => '→',
        0xE1 => '↑',
        0xE2 => '↓',
        0xEF => '⇦',
        0xF0 => '⇨',
        0xF1 => '⇧',
        0xF2 => '⇩',
        0xFB => '✗',
        0xFC => '✓',
        0xFD => '☒',
        0xFE => '☑',
        _ => return None,
    })
}

fn wingdings_2(code: u32) -> Option<char> {
    Some(match code {
        0x20 => ' ',
        0x4F => '✗',
        0x50 => '✓',
        0x51 | 0x53 | 0x54 => '☒',
        0x52 => '☑',
        0x6A..=0x73 => char::from_u32(0x2460 + code - 0x6A)?,
        0x97 | 0x98 => '●',
        0x99 | 0x9A => '○',
        0xA0..=0xA2 => '■',
        0xA3 => '□',
        0xE7 | 0xE8 => '★',
        _ => return None,
    })
}

fn wingdings_3(code: u32) -> Option<char> {
    in_row(code, 0x66, "←→↑↓↖↗↙↘↔↕").or(match code {
        0x20 => Some(' '),
        0x70 | 0x7D => Some('▲'),
        0x71 => Some('▼'),
        0x74 | 0x7B => Some('◀'),
        0x75 | 0x7C => Some('▶'),
        _ => None,
    })
}

fn webdings(code: u32) -> Option<char> {
    Some(match code {
        0x20 => ' ',
        0x33 => '◀',
        0x34 => '▶',
        0x35 => '▲',
        0x36 => '▼',
        0x61 => '✓',
        0x63 => '□',
        0x67 => '■',
        0x6E => '●',
        0x72 => '✗',
        0xC8 => '☎',
        _ => return None,
    })
}

fn symbol(code: u32) -> Option<char> {
    match code {
        0x20..=0x3F => in_row(code, 0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?").or((code == 0x20).then_some(' ')),
        0x40..=0x5F => in_row(code, 0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
        0x60..=0x7E => in_row(code, 0x60, "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
        0xA0..=0xBF => in_row(code, 0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵"),
        0xC0..=0xDF => in_row(code, 0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"),
        0xE0..=0xE5 => in_row(code, 0xE0, "◊〈®©™∑"),
        0xF1 => Some('〉'),
        0xF2 => Some('∫'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::import::docx::symbols::meaning;

    #[test]
    fn signs_are_known_with_and_without_the_offset() {
        for (font, code, expected) in [
            ("wingdings", 0xF0FC, Some('✓')),
            ("wingdings", 0xFE, Some('☑')),
            ("wingdings", 0xF06C, Some('●')),
            ("wingdings", 0xF082, Some('②')),
            ("wingdings 2", 0xF052, Some('☑')),
            ("symbol", 0xF0B7, Some('•')),
            ("symbol", 0x61, Some('α')),
            ("symbol", 0xB3, Some('≥')),
            ("symbol", 0xF0D6, Some('√')),
            ("", 0xF0B7, Some('•')),
            ("宋体", 0x2605, Some('★')),
            ("wingdings", 0xF001, None),
            ("wingdings", 0x11_0000, None),
        ] {
            assert_eq!(meaning(font, code), expected, "{font} {code:X}");
        }
    }
}
