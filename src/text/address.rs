//! Addresses in running text: of the web, of mail, and DOI.
//!
//! In: a text. Out: where addresses stand in it. What they lead to, and
//! whether it is there, is not asked. Takes time in proportion to the text.

use std::ops::Range;

/// Addresses of the web and of mail written as plain text, and DOI; they may
/// overlap.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
    let mut addresses = Vec::new();
    for mark in ["://", "www.", "@", "doi.org/", "10."] {
        let mut end = 0;
        for (at, _) in text.match_indices(mark) {
            if at < end {
                continue;
            }
            let start = text[end..at]
                .char_indices()
                .rev()
                .take_while(|(_, c)| is_part(*c))
                .last()
                .map_or(at, |(at, _)| end + at);
            end = text[at..].find(|c| !is_part(c)).map_or(text.len(), |length| at + length);
            // `10.5%` is a figure, `10.1000/x` a DOI.
            if mark != "10." || text[at..end].contains('/') {
                addresses.push(bare_address(text, start..end));
            }
        }
    }
    addresses
}

/// An address without the marks of the sentence around it: `(见www.a.cn),`.
fn bare_address(text: &str, mut range: Range<usize>) -> Range<usize> {
    let count = |bracket| text[range.clone()].matches(bracket).count();
    let (mut open, mut closed) = (count('('), count(')'));
    loop {
        let words = &text[range.clone()];
        let (unclosed, unopened) = (open > closed, closed > open);
        if words.starts_with([',', ';', ':', '!', '?', '.', '\'']) || words.starts_with('(') && unclosed {
            open -= usize::from(words.starts_with('('));
            range.start += 1;
        } else if words.ends_with([',', ';', ':', '!', '?', '.', '\'']) || words.ends_with(')') && unopened {
            closed -= usize::from(words.ends_with(')'));
            range.end -= 1;
        } else {
            return range;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (text, expected) in [
            ("链接:https://a.cn/b(c)?d=1,2,见", vec!["https://a.cn/b(c)?d=1,2"]),
            ("(见www.a.cn),信箱a@b.cn.", vec!["www.a.cn", "a@b.cn"]),
            ("增长10.5%,见10.1000/x;。", vec!["10.1000/x"]),
            ("((((((((@", vec!["@"]),
        ] {
            let found: Vec<&str> = addresses(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
