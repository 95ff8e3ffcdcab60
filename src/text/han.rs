//! Han characters and the spaces that are not there.
//!
//! Chinese is written without spaces, so a line break in a source file means
//! nothing between two Chinese characters and a space between two words. This
//! file says which is which ([`joins`]), applies it ([`join_lines`],
//! [`unfold`]) and counts characters as Chinese word processors do.
//!
//! It does not add or remove the gap between Han and Latin letters: that is
//! the style sheet's (`text-autospace`). It does not mend punctuation either;
//! that is a check with a fix, never a silent edit.

/// Characters read aloud per minute, after the usual rate of Chinese readers.
const PER_MINUTE: usize = 300;

/// Tells whether a character is a Han character (汉字), 々 and 〇 included.
pub fn is_han(character: char) -> bool {
    matches!(u32::from(character),
        0x2E80..=0x2FDF | 0x3005 | 0x3007 | 0x3021..=0x3029 | 0x3038..=0x303B
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFD)
}

/// Whether a text has a Han character.
pub fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

/// Tells whether a character takes a full square and needs no space beside it.
///
/// Han, kana, bopomofo, CJK punctuation (U+3000–303F), the full-width forms.
/// Hangul is left out: Korean puts spaces between words.
pub fn is_wide(character: char) -> bool {
    is_han(character)
        || matches!(u32::from(character),
            0x3000..=0x312F | 0x3190..=0x33FF | 0xFE30..=0xFE4F | 0xFF01..=0xFF60
            | 0xFFE0..=0xFFE6)
}

/// Tells whether Chinese and Latin text share this mark: “ ” ‘ ’ — … · and kin.
///
/// Unicode gives them one code for both scripts, so only the neighbours tell.
fn is_shared(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '—' | '–' | '…' | '·' | '‧' | '•' | '※' | '→')
}

/// Tells whether this is ASCII punctuation that stands in for the Chinese mark.
///
/// Many sources have lost their full-width commas; a break after such a comma
/// is no more a space than after `，`. The full stop is left out, since it
/// closes Latin abbreviations.
fn is_stand_in(character: char) -> bool {
    matches!(character, ',' | ';' | ':' | '!' | '?' | '(' | ')' | '"' | '\'')
}

/// Tells whether a line break between these two characters vanishes.
///
/// It does between two wide characters, and between a wide character and a
/// mark that both scripts share (“ ” — … and ASCII commas and brackets).
/// Between two shared marks (`……` over `——`) it vanishes as well. Between Han
/// and a Latin letter or digit it stays a space, as CSS Text has it.
pub fn joins(before: char, after: char) -> bool {
    let (wide_before, wide_after) = (is_wide(before), is_wide(after));
    match (wide_before, wide_after) {
        (true, true) => true,
        (true, false) => is_shared(after) || is_stand_in(after),
        (false, true) => is_shared(before) || is_stand_in(before),
        (false, false) => is_shared(before) && is_shared(after),
    }
}

/// Joins the lines of a paragraph: a break becomes a space or nothing.
///
/// White space around a break goes with it, also U+3000 and U+00A0 used as an
/// indent. One or more empty lines stay one empty line. Spaces inside a line
/// are the author's and are kept. Idempotent.
pub fn join_lines(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut empty_lines = false;
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            empty_lines = true;
            continue;
        }
        match (joined.chars().next_back(), line.chars().next()) {
            (Some(_), Some(_)) if empty_lines => joined.push_str("\n\n"),
            (Some(before), Some(after)) if !joins(before, after) => joined.push(' '),
            _ => {}
        }
        joined.push_str(line);
        empty_lines = false;
    }
    joined
}

/// Takes out the spaces that YAML folding put where Chinese lines were broken.
///
/// A folded scalar (`>`) or a plain scalar over several lines arrives with
/// every break turned into one space. Each single ASCII space whose
/// neighbours join goes; two spaces or more stay, and so do line breaks,
/// which in a folded scalar are paragraphs.
///
/// It cannot tell a folded break from a space that the author typed (创新理念
/// 求真务实), so call it only on scalars that really span lines, or better,
/// [`join_lines`] on their source.
pub fn unfold(text: &str) -> String {
    let mut unfolded = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut before = None;
    while let Some(character) = rest.next() {
        let folded = character == ' '
            && match (before, rest.peek()) {
                (Some(before), Some(&after)) => joins(before, after),
                _ => false,
            };
        if !folded {
            unfolded.push(character);
        }
        before = Some(character);
    }
    unfolded
}

/// Counts characters as Chinese word processors do (字数).
///
/// Each Han character and each Chinese mark is one; each unbroken run of
/// anything else (`COVID-19`, `62.39%`, `2021-12-05`) is one; white space and
/// invisible characters are none. Marks that both scripts share are one each,
/// save inside a Latin word (don’t).
pub fn characters(text: &str) -> usize {
    let mut count = 0;
    let mut in_run = false;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        // Nearly all of a Chinese text, before the slower questions.
        if matches!(character, '\u{4E00}'..='\u{9FFF}') {
            count += 1;
            in_run = false;
        } else if character.is_whitespace() {
            in_run = false;
        } else if is_invisible(character) {
            continue;
        } else if is_wide(character) {
            count += 1;
            in_run = false;
        } else if is_shared(character) {
            let word_goes_on = in_run && rest.peek().is_some_and(char::is_ascii_alphanumeric);
            if !word_goes_on {
                count += 1;
                in_run = false;
            }
        } else if !in_run {
            count += 1;
            in_run = true;
        }
    }
    count
}

/// Estimates the minutes that a text of so many characters takes to read.
pub fn minutes(characters: usize) -> u32 {
    u32::try_from(characters.div_ceil(PER_MINUTE)).unwrap_or(u32::MAX).max(1)
}

/// Tells whether a character is never seen: joiners, variation selectors, BOM.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(u32::from(character),
        0x00AD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0xFE00..=0xFE0F
        | 0xFEFF | 0xE0100..=0xE01EF)
}

#[cfg(test)]
mod tests {
    use crate::text::han::{characters, is_han, is_wide, join_lines, joins, minutes, unfold};

    #[test]
    fn han_and_wide_characters() {
        for character in "汇编〇々㐂𠮷龥".chars() {
            assert!(is_han(character), "{character}");
            assert!(is_wide(character), "{character}");
        }
        for character in "，。、（）《》【】！ａ１あア　￥".chars() {
            assert!(!is_han(character), "{character}");
            assert!(is_wide(character), "{character}");
        }
        for character in "aZ0é “”—,.①한".chars() {
            assert!(!is_wide(character), "{character}");
        }
    }

    #[test]
    fn a_break_vanishes_only_where_chinese_meets_chinese() {
        for (before, after) in
            [('液', '病'), ('，', '党'), ('”', '党'), ('党', '“'), ('—', '记'), ('…', '—'), (',', '全')]
        {
            assert!(joins(before, after), "{before}{after}");
        }
        for (before, after) in [('a', 'b'), ('党', 'C'), ('9', '批'), (',', 'a'), ('”', 'a'), ('.', '全')] {
            assert!(!joins(before, after), "{before}{after}");
        }
    }

    #[test]
    fn lines_of_a_paragraph_join() {
        assert_eq!(
            join_lines("中华中医药学会血\n  液病分会党小组，\n\u{3000}\u{3000}开展“医\n疗扶贫”\n——记 CT\nScan"),
            "中华中医药学会血液病分会党小组，开展“医疗扶贫”——记 CT Scan"
        );
        assert_eq!(join_lines("一段\r\n完。\r\n\r\n \r\n二段"), "一段完。\n\n二段");
        assert_eq!(join_lines("创新理念 求真务实\n"), "创新理念 求真务实");
        assert_eq!(join_lines("\n \n"), "");
    }

    #[test]
    fn folding_is_undone_between_chinese_characters_only() {
        assert_eq!(unfold("高知群 体入党， 共 25 名 “先锋” 党员"), "高知群体入党，共 25 名“先锋”党员");
        assert_eq!(unfold("奋斗百年路  启航新征程\n第二段"), "奋斗百年路  启航新征程\n第二段");
        assert_eq!(unfold(" 党 "), " 党 ");
    }

    #[test]
    fn characters_are_counted_as_in_a_word_processor() {
        assert_eq!(characters("党员474名，增至495名。"), 4 + 2 + 2 + 1 + 1);
        assert_eq!(characters("占比62.39% (COVID-19)"), 4);
        assert_eq!(characters("“两学一做”——don’t stop"), 6 + 2 + 2);
        assert_eq!(characters(" \u{3000}\n\u{FEFF}"), 0);
    }

    #[test]
    fn reading_takes_at_least_a_minute() {
        assert_eq!((minutes(0), minutes(300), minutes(301), minutes(usize::MAX)), (1, 1, 2, u32::MAX));
    }
}
