//! Lines and columns, worked out when a finding is shown.
//!
//! In: a text and a byte offset. Out: the line and the column, both counted
//! from one, the column in characters as an editor counts them. Offsets
//! outside the text or inside a character are taken back to the nearest
//! place before.

/// The line and the column of a byte offset.
///
/// A byte order mark before the first line takes no column.
pub fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..floor(text, offset)];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let column = before[line_start..].chars().filter(|&character| character != '\u{feff}').count() + 1;
    (line, column)
}

/// Where something begins and ends: lines and columns from one, the end being
/// the place after the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Extent {
    /// The line it begins on.
    pub line: usize,
    /// The column of its first character.
    pub column: usize,
    /// The line it ends on.
    pub end_line: usize,
    /// The column after its last character.
    pub end_column: usize,
}

/// The nearest character boundary at or before an offset.
pub fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn columns_count_characters() {
        let text = "\u{feff}---\r\n年度: 二零\n\n";
        assert_eq!(position(text, 0), (1, 1));
        assert_eq!(position(text, 3), (1, 1));
        assert_eq!(position(text, text.find("二").unwrap()), (2, 5));
        assert_eq!(position(text, text.find("二").unwrap() + 1), (2, 5));
        assert_eq!(position(text, usize::MAX), (4, 1));
    }
}
