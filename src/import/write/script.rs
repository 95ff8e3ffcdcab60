//! Raised and lowered letters that Unicode has: m², CO₂.

/// The digits and marks, and their raised and lowered forms.
const FORMS: [(char, char, char); 15] = [
    ('0', '⁰', '₀'),
    ('1', '¹', '₁'),
    ('2', '²', '₂'),
    ('3', '³', '₃'),
    ('4', '⁴', '₄'),
    ('5', '⁵', '₅'),
    ('6', '⁶', '₆'),
    ('7', '⁷', '₇'),
    ('8', '⁸', '₈'),
    ('9', '⁹', '₉'),
    ('+', '⁺', '₊'),
    ('-', '⁻', '₋'),
    ('=', '⁼', '₌'),
    ('(', '⁽', '₍'),
    (')', '⁾', '₎'),
];

/// Raised or lowered words as letters; none if Unicode lacks one. Blanks and
/// the marks of references, `[1]`, stay as they are.
pub fn write(words: &str, raised: bool) -> Option<String> {
    if words.starts_with('[') && words.ends_with(']') && words[1..words.len() - 1].bytes().all(is_of_references) {
        return Some(words.to_owned());
    }
    words
        .chars()
        .map(|letter| match FORMS.iter().find(|form| form.0 == letter) {
            Some(&(_, up, down)) => Some(if raised { up } else { down }),
            None => letter.is_whitespace().then_some(letter),
        })
        .collect()
}

/// `[1]`, `[2-4]`, `[1,3]`
fn is_of_references(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b',' | b'-')
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn what_unicode_has_is_written_with_it() {
        assert_eq!(write("2", true).as_deref(), Some("²"));
        assert_eq!(write("-1", true).as_deref(), Some("⁻¹"));
        assert_eq!(write("2", false).as_deref(), Some("₂"));
        assert_eq!(write("[3-5]", true).as_deref(), Some("[3-5]"));
        assert_eq!(write("注", true), None);
        assert_eq!(write("[", true), None);
    }
}
