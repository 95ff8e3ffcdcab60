//! Full width and half width: folding, comparison keys, columns.
//!
//! [`fold`] is for reading what a writer typed with a Chinese input method
//! (`２０２１`); [`key`] is for comparing names; [`columns`] is for lining up
//! text in a terminal.
//!
//! Neither fold nor key is for text that is shown: NFKC turns `，` into `,`
//! and `……` into six dots, so a key never leaves the program.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthStr;

use crate::text::han::is_invisible;

/// How far the full-width forms stand from ASCII.
const OFFSET: u32 = 0xFEE0;

/// Folds full-width digits and letters to ASCII; leaves all else alone.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.chars().any(|character| fold_char(character) != character) {
        Cow::Owned(text.chars().map(fold_char).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Folds one full-width digit or letter to ASCII; returns any other unchanged.
pub fn fold_char(character: char) -> char {
    match character {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(u32::from(character) - OFFSET).unwrap_or(character)
        }
        _ => character,
    }
}

/// Makes the key under which two spellings of one name are the same.
///
/// NFKC, lower case; white space and invisible characters dropped; brackets,
/// quotation marks, dashes and middle dots of every shape alike.
pub fn key(text: &str) -> String {
    text.nfkc()
        .filter(|&character| !character.is_whitespace() && !is_invisible(character))
        .flat_map(char::to_lowercase)
        .map(|character| match character {
            '[' | '【' | '〔' | '〖' => '(',
            ']' | '】' | '〕' | '〗' => ')',
            '“' | '”' | '「' | '」' | '『' | '』' => '"',
            '‘' | '’' => '\'',
            '–' | '—' | '―' | '‐' | '−' => '-',
            '•' | '‧' | '・' => '·',
            other => other,
        })
        .collect()
}

/// Measures the columns that a text takes in a terminal.
pub fn columns(text: &str) -> usize {
    text.width()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use crate::text::width::{columns, fold, key};

    #[test]
    fn digits_and_letters_fold_but_punctuation_stays() {
        assert_eq!(fold("２０２１年，ＣＴ检查（ａｚ）：＠"), "2021年，CT检查（az）：＠");
        assert!(matches!(fold("二〇二一年，"), Cow::Borrowed(_)));
    }

    #[test]
    fn spellings_of_one_name_share_a_key() {
        let expected = key("血液病分会(筹)");
        for name in ["血液病分会（筹）", "血液病 分会【筹】", "血液病\u{3000}分会〔筹〕", "血液病分会[筹]\u{200B}"]
        {
            assert_eq!(key(name), expected, "{name}");
        }
        assert_eq!(key("ＣＯＶＩＤ—１９"), "covid-19");
        assert_eq!(key("“两柱三心”计划"), key("\"两柱三心\"计划"));
        assert_ne!(key("第一支部"), key("一支部"));
    }

    #[test]
    fn columns_count_han_twice() {
        assert_eq!((columns("汇编ab"), columns("，"), columns("")), (6, 2, 0));
    }
}
