//! Emphasis beside Chinese punctuation: `**中文。**后` is bold.
//!
//! CommonMark lets `**` close only where a space or a punctuation mark
//! follows, if a punctuation mark stands inside it; that suits languages with
//! spaces and leaves Chinese with bare asterisks. pulldown-cmark 0.13.6 has no
//! remedy, so a marker that counts as punctuation is put outside such a run,
//! and taken out again of whatever the parser says. The outcome is that of the
//! “CJK-friendly emphasis” rule. Once a release of pulldown-cmark has the rule
//! (its pull request 1059) this file can go.
//!
//! In: Markdown. Out: Markdown, borrowed where nothing had to be done, with a
//! map back to the source. Code and addresses get markers too, which does no
//! harm as they lose them again: knowing where code is would be half a parser.
//! Underscores are left alone; nobody writes them between Han characters.

use std::borrow::Cow;

use pulldown_cmark::CowStr;

use crate::parse::markdown::nesting::{self, Deep};
use crate::text::han::is_wide;

/// Punctuation that nobody types; the first that the text lacks is used.
const MARKERS: [char; 5] = ['\u{1BC9F}', '\u{16E97}', '\u{11FFF}', '\u{12470}', '\u{1E95E}'];

/// Markdown that the parser reads as a Chinese reader would.
#[derive(Debug)]
pub(super) struct Shielded<'a> {
    /// The Markdown, perhaps with markers.
    pub text: Cow<'a, str>,
    marker: char,
    /// Where the markers stand in `text`, ascending.
    markers: Vec<usize>,
    /// The first line that opens too many quotations and lists, if there is one.
    pub deep: Option<Deep>,
}

impl Shielded<'_> {
    /// The place in the source of a place in `text`.
    pub fn source(&self, offset: usize) -> usize {
        let before = self.markers.partition_point(|&marker| marker < offset);
        offset - (before * self.marker.len_utf8()).min(offset)
    }

    /// Whether anything was put in.
    pub fn has_markers(&self) -> bool {
        !self.markers.is_empty()
    }

    /// Takes the markers out of a piece of `text`.
    pub fn strip<'t>(&self, piece: CowStr<'t>) -> CowStr<'t> {
        if piece.contains(self.marker) { CowStr::from(piece.replace(self.marker, "")) } else { piece }
    }
}

/// Puts markers where emphasis would be missed, and where more than `nesting`
/// quotations and lists would stand in one another.
pub(super) fn shield(markdown: &str, nesting: usize) -> Shielded<'_> {
    let bytes = markdown.as_bytes();
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| matches!(byte, b'*' | b'~')) {
        let mut start = at + found;
        let length = bytes[start..].iter().take_while(|&&byte| byte == bytes[start]).count();
        at = start + length;
        if is_escaped(bytes, start) {
            start += 1;
        }
        if start < at {
            places.extend(place(markdown, start, at));
        }
    }
    let deep = nesting::deep(markdown, nesting);
    if !deep.is_empty() {
        places.extend(deep.iter().map(|deep| deep.at));
        places.sort_unstable();
    }
    let deep = deep.first().copied();
    let marker = MARKERS.into_iter().find(|&marker| !places.is_empty() && !markdown.contains(marker));
    let Some(marker) = marker else {
        return Shielded { text: Cow::Borrowed(markdown), marker: MARKERS[0], markers: Vec::new(), deep };
    };
    let mut text = String::with_capacity(markdown.len() + places.len() * marker.len_utf8());
    let mut markers = Vec::with_capacity(places.len());
    let mut copied = 0;
    for place in places {
        text.push_str(&markdown[copied..place]);
        markers.push(text.len());
        text.push(marker);
        copied = place;
    }
    text.push_str(&markdown[copied..]);
    Shielded { text: Cow::Owned(text), marker, markers, deep }
}

/// Where a run of delimiters wants a marker.
fn place(markdown: &str, start: usize, end: usize) -> Option<usize> {
    let before = markdown[..start].chars().next_back()?;
    let after = markdown[end..].chars().next()?;
    match (is_punctuation(before), is_punctuation(after)) {
        (false, true) => is_outside(before, after).then_some(start),
        (true, false) => is_outside(after, before).then_some(end),
        _ => None,
    }
}

/// Whether a letter outside a run needs a marker, given the mark inside it.
fn is_outside(letter: char, mark: char) -> bool {
    !letter.is_whitespace() && (is_wide(letter) || is_wide(mark))
}

/// Whether an odd number of backslashes stands before a place.
fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
}

/// What pulldown-cmark takes for punctuation, symbols included.
///
/// It has a table of all of Unicode, which it keeps to itself. This one has
/// what appears in Chinese texts, and must name nothing that the other lacks:
/// a mark too few leaves emphasis as it was, a mark too many would break it.
fn is_punctuation(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_punctuation();
    }
    matches!(u32::from(character),
        0xA1..=0xA9 | 0xAB..=0xAC | 0xAE..=0xB1 | 0xB4 | 0xB6..=0xB8 | 0xBB | 0xBF | 0xD7 | 0xF7
        | 0x2010..=0x2027 | 0x2030..=0x205E | 0x207A..=0x207E | 0x208A..=0x208E | 0x20A0..=0x20C0
        | 0x2100..=0x2101 | 0x2103..=0x2106 | 0x2108..=0x2109 | 0x2116..=0x2118 | 0x211E..=0x2123
        | 0x2190..=0x2426 | 0x249C..=0x24E9 | 0x2500..=0x2775 | 0x2794..=0x2B73
        | 0x3001..=0x3004 | 0x3008..=0x3020 | 0x3030 | 0x3036..=0x3037 | 0x303D..=0x303F
        | 0x309B..=0x309C | 0x30A0 | 0x30FB | 0x3190..=0x3191 | 0x3196..=0x319F | 0x3200..=0x321E
        | 0x322A..=0x3247 | 0x3250 | 0x3260..=0x327F | 0x328A..=0x32B0 | 0x32C0..=0x33FF
        | 0xFE10..=0xFE19 | 0xFE30..=0xFE52 | 0xFE54..=0xFE66 | 0xFE68..=0xFE6B
        | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20 | 0xFF3B..=0xFF40 | 0xFF5B..=0xFF65
        | 0xFFE0..=0xFFE6 | 0xFFE8..=0xFFEE)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use pulldown_cmark::{Event, Parser, Tag};

    use super::{MARKERS, is_punctuation, shield};

    #[test]
    fn every_mark_here_is_one_for_the_parser() {
        for character in ('\u{80}'..='\u{FFFF}').filter(|&character| is_punctuation(character)) {
            let text = format!("a*{character}b*");
            let opens = Parser::new(&text).any(|event| event == Event::Start(Tag::Emphasis));
            assert!(!opens, "U+{:04X} is no punctuation to pulldown-cmark", u32::from(character));
        }
    }

    #[test]
    fn a_marker_stands_outside_the_run() {
        let check = |markdown: &str, expected: &str| {
            assert_eq!(shield(markdown, 100).text.replace(MARKERS[0], "|"), expected);
        };
        check("**中文。**后", "**中文。**|后");
        check("他说**“好”**了", "他说|**“好”**|了");
        check("abc**（中）**1", "abc|**（中）**|1");
        check("abc**(x)**def", "abc**(x)**def");
        check("\\**。**中", "\\**。**|中");
        check("**中文**后 * 列表\n* 项", "**中文**后 * 列表\n* 项");
    }

    #[test]
    fn what_needs_nothing_is_borrowed() {
        for markdown in ["**中文**后", "没有强调。", "", "*", "~~~\n"] {
            assert!(matches!(shield(markdown, 100).text, Cow::Borrowed(_)), "{markdown}");
        }
    }

    #[test]
    fn places_are_mapped_back_and_markers_in_the_source_survive() {
        let markdown = "甲\u{1BC9F}**乙。**丙**“丁”**戊";
        let shielded = shield(markdown, 100);
        assert_eq!(shielded.text.chars().filter(|&character| character == MARKERS[1]).count(), 3);
        let source: Vec<usize> = ["甲", "乙", "丙", "丁", "戊"]
            .iter()
            .map(|word| shielded.source(shielded.text.find(word).unwrap()))
            .collect();
        let expected: Vec<usize> =
            ["甲", "乙", "丙", "丁", "戊"].iter().map(|word| markdown.find(word).unwrap()).collect();
        assert_eq!(source, expected);
        let all: String = MARKERS.iter().collect();
        assert!(matches!(shield(&format!("{all}**乙。**丙"), 100).text, Cow::Borrowed(_)));
    }
}
