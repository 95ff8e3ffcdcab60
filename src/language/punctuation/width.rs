//! Half-width marks of Chinese text.

use std::ops::Range;

use crate::text::han::{is_han, is_wide};

/// Whether a byte is a half-width mark that has a full-width form.
pub fn is_half(byte: u8) -> bool {
    matches!(byte, b',' | b';' | b':' | b'!' | b'?' | b'(' | b')')
}

/// A half-width mark that should be wide.
pub struct Mark {
    /// Where it stands.
    pub at: Range<usize>,
    /// The mark with the spaces that a wide one does not need.
    pub loose: Range<usize>,
    /// What it should be.
    pub wide: &'static str,
}

impl Mark {
    fn new(text: &str, at: usize, wide: &'static str) -> Mark {
        let space = |c: &char| matches!(c, ' ' | '\t' | '\u{a0}');
        let mut loose = at..at + 1;
        if wide == "（" {
            let spaces: usize = text[..at].chars().rev().take_while(space).map(char::len_utf8).sum();
            let before = text[..at - spaces].chars().next_back();
            if before.is_some_and(is_chinese) {
                loose.start -= spaces;
            }
        } else {
            let spaces: usize = text[at + 1..].chars().take_while(space).map(char::len_utf8).sum();
            // At the end of a line two spaces are a line break.
            if !matches!(text[at + 1 + spaces..].chars().next(), None | Some('\n')) {
                loose.end += spaces;
            }
        }
        Mark { at: at..at + 1, loose, wide }
    }
}

/// Han, or a mark of Chinese text.
fn is_chinese(character: char) -> bool {
    is_han(character) || is_wide(character) && character != '\u{3000}' || matches!(character, '“' | '”' | '‘' | '’')
}

/// The half-width marks of Chinese text, in their order.
pub fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    // With each open bracket, how much Chinese stands before it.
    let mut open: Vec<(usize, char, usize)> = Vec::new();
    let mut chinese = 0_usize;
    let mut before = None;
    for (at, character) in text.char_indices() {
        match character {
            ',' | ';' | ':' | '!' | '?' => {
                let wide = match character {
                    ',' => "，",
                    ';' => "；",
                    ':' => "：",
                    '!' => "！",
                    _ => "？",
                };
                if stands_in_chinese(before, &text[at + 1..]) {
                    marks.push(Mark::new(text, at, wide));
                }
            }
            '(' | '（' => {
                open.push((at, character, chinese));
                chinese += usize::from(character == '（');
            }
            ')' | '）' => {
                chinese += usize::from(character == '）');
                if let Some((start, opening, before)) = open.pop()
                    && (opening == '(' || character == ')')
                    && (chinese > before || is_chinese_pair(text, start..at + 1))
                {
                    marks.extend((opening == '(').then(|| Mark::new(text, start, "（")));
                    marks.extend((character == ')').then(|| Mark::new(text, at, "）")));
                }
            }
            _ => chinese += usize::from(is_han(character)),
        }
        before = Some(character);
    }
    marks.sort_by_key(|mark| mark.at.start);
    marks
}

/// Whether a mark with this before and after it is one of a Chinese sentence.
fn stands_in_chinese(before: Option<char>, after: &str) -> bool {
    let next = after.chars().next();
    let word = after.trim_start_matches([' ', '\u{a0}']).chars().next();
    if next == Some('=') {
        return false;
    }
    // `https:，` names a mark, as does any before a wide one.
    let goes_on = |c: char| is_han(c) || matches!(c, '“' | '《' | '（' | '‘');
    before.is_some_and(is_chinese) || word.is_some_and(goes_on) && before.is_some_and(|c| !c.is_whitespace())
}

/// Whether brackets, the range with both, without Chinese inside, belong to
/// Chinese text.
fn is_chinese_pair(text: &str, pair: Range<usize>) -> bool {
    let before = text[..pair.start].trim_end_matches(' ').chars().next_back();
    let after = text[pair.end..].chars().next();
    // `37(3)`, `f(x)`
    if text[..pair.start].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    before.is_some_and(is_chinese) || after.is_some_and(is_chinese)
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn marks_of_chinese_sentences_are_found() {
        for (text, expected) in [
            ("甲,乙", ","),
            ("甲(乙)丙", "()"),
            ("甲（乙)", ")"),
            ("(一) 甲", "()"),
            ("甲62.39%,乙", ","),
            ("AI, 乙", ","),
            ("甲(PLT)", "()"),
            ("10:30,1:3 1,080", ""),
            ("f(x)的值", ""),
            ("a, b", ""),
            ("1)甲", ""),
            ("甲:\n", ":"),
            (" ,甲", ""),
            (")(", ""),
            ("缺少https:，只显示", ""),
            ("甲 != 乙", ""),
            ("", ""),
        ] {
            let found: String = marks(text).iter().map(|mark| &text[mark.at.clone()]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
