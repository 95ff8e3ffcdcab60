//! Letters without a page (`.eml`): who wrote when about what, and the words.
//!
//! In: the bytes of a message. Out: plain text, as mail programs show it.

use crate::import::html::encoding;
use crate::import::html::mhtml::Parts;
use crate::import::html::transfer;

/// Which headers say something of the text.
const TOLD: [&str; 5] = ["From", "To", "Cc", "Date", "Subject"];

/// The text of a message, and whether some bytes of it could not be read; none if there is none.
pub fn text(parts: &Parts) -> Option<(String, bool)> {
    let (bytes, charset) = parts.text.as_ref()?;
    let (body, damaged) = encoding::decode(bytes, charset.as_deref());
    let mut text = String::new();
    for name in TOLD {
        if let Some(value) = parts.told.get(&name.to_ascii_lowercase()) {
            text.push_str(&format!("{name}: {}\n", words(value)));
        }
    }
    text.push('\n');
    text.push_str(&body);
    Some((text, damaged))
}

/// A header with its encoded words read: `=?utf-8?B?5oC757uT?=`.
fn words(value: &str) -> String {
    let mut text = String::new();
    let mut rest = value;
    while let Some((before, word, after)) = encoded(rest) {
        // Blanks between two encoded words are no part of either.
        if text.is_empty() || !before.trim().is_empty() {
            text.push_str(before);
        }
        text.push_str(&word);
        rest = after;
    }
    text + rest
}

/// The first encoded word, and what stands before and after it.
fn encoded(text: &str) -> Option<(&str, String, &str)> {
    let (before, rest) = text.split_once("=?")?;
    let mut parts = rest.splitn(4, '?');
    let (charset, kind, letters, after) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let bytes = match kind {
        "B" | "b" => transfer::base64(letters.as_bytes()),
        "Q" | "q" => transfer::quoted_printable(letters.replace('_', " ").as_bytes()),
        _ => return None,
    };
    Some((before, encoding::decode(&bytes, Some(charset)).0.into_owned(), after.strip_prefix('=')?))
}

#[cfg(test)]
mod tests {
    use super::{text, words};
    use crate::import::html::mhtml::Parts;

    #[test]
    fn headers_are_read() {
        assert_eq!(words("=?UTF-8?B?5oC757uT?="), "总结");
        assert_eq!(words("Re: =?utf-8?Q?=E6=80=BB?= =?utf-8?B?57uT?= a"), "Re: 总结 a");
        assert_eq!(words("a =?b"), "a =?b");
    }

    #[test]
    fn a_letter_is_its_headers_and_its_words() {
        let letter = "From: a@example.org\r\nSubject: =?UTF-8?B?5oC757uT?=\r\nMIME-Version: 1.0\r\n\
                      Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n5oC757uT\r\n";
        let parts = Parts::read(letter.as_bytes()).unwrap();
        assert!(parts.page.is_empty());
        assert_eq!(text(&parts).unwrap().0, "From: a@example.org\nSubject: 总结\n\n总结");
    }
}
