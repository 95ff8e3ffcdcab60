//! HTML by hand: escaping, attributes, addresses, the language of Latin words.
//!
//! In: text. Out: HTML that means the same text. Everything an author wrote
//! passes through here, so that nothing in a body can open a tag. Control
//! characters, which HTML forbids, are dropped.

/// What a byte becomes in text; `None` if it stays.
fn escaped(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\t' | b'\n' => None,
        0..0x20 | 0x7F => Some(""),
        _ => None,
    }
}

/// Whether one of the bytes is in question. Looks at all of them without
/// stopping, for then the compiler looks at sixteen at a time: most texts have
/// none, and a look at each in turn took a tenth of the time of a body.
fn any(text: &str, in_question: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |found, byte| found | in_question(byte))
}

/// Appends text, for use between tags or in a quoted attribute.
pub(super) fn escape(html: &mut String, text: &str) {
    let may_be_escaped =
        |byte: u8| (byte < 0x20) | (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == 0x7F);
    if !any(text, may_be_escaped) {
        return html.push_str(text);
    }
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(entity) = escaped(byte) {
            html.push_str(&text[copied..at]);
            html.push_str(entity);
            copied = at + 1;
        }
    }
    html.push_str(&text[copied..]);
}

/// Appends an attribute with its value: ` name="value"`.
pub(super) fn attribute(html: &mut String, name: &str, value: &str) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    escape(html, value);
    html.push('"');
}

/// Appends text, and says of three and more Latin words that they are English.
pub(super) fn escape_chinese(html: &mut String, text: &str) {
    if !any(text, |byte| byte.is_ascii_alphabetic()) {
        return escape(html, text);
    }
    let mut rest = text;
    while !rest.is_empty() {
        let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let (run, after) = rest.split_at(ascii);
        let other = after.bytes().position(|byte| byte.is_ascii()).unwrap_or(after.len());
        match english(run) {
            Some((start, end)) => {
                escape(html, &run[..start]);
                html.push_str("<span lang=\"en\">");
                escape(html, &run[start..end]);
                html.push_str("</span>");
                escape(html, &run[end..]);
            }
            None => escape(html, run),
        }
        escape(html, &after[..other]);
        rest = &after[other..];
    }
}

/// From the first letter to the last letter or digit of an ASCII text, if it
/// has three words.
fn english(run: &str) -> Option<(usize, usize)> {
    let is_word =
        |word: &&str| word.trim_start_matches(['(', '"', '\'', '[']).starts_with(|c: char| c.is_ascii_alphabetic());
    if run.split_ascii_whitespace().filter(is_word).take(3).count() < 3 {
        return None;
    }
    let start = run.bytes().position(|byte| byte.is_ascii_alphabetic())?;
    let end = run.bytes().rposition(|byte| byte.is_ascii_alphanumeric())? + 1;
    Some((start, end))
}

/// Makes the `href` that leads to an id on the same page.
///
/// The id is percent-encoded throughout, so that it also works from a disk.
pub fn anchor(id: &str) -> String {
    let mut href = String::with_capacity(id.len() * 3 + 1);
    href.push('#');
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            href.push(char::from(byte));
        } else {
            push_percent(&mut href, byte);
        }
    }
    href
}

/// Percent-encodes what may not stand in an address; letters of any script may.
pub(super) fn address(text: &str) -> String {
    let mut address = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' | '"' | '<' | '>' | '`' | '\\' | '{' | '}' | '|' | '^' => push_percent(&mut address, character as u8),
            character if character.is_control() => {}
            character => address.push(character),
        }
    }
    address
}

fn push_percent(text: &mut String, byte: u8) {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    text.push('%');
    text.push(DIGITS[usize::from(byte >> 4)]);
    text.push(DIGITS[usize::from(byte & 15)]);
}

#[cfg(test)]
mod tests {
    use super::{address, anchor, escape, escape_chinese};

    #[test]
    fn nothing_opens_a_tag_or_ends_an_attribute() {
        let mut html = String::new();
        escape(&mut html, "<b a=\"1\">&\0汇\u{7f}编");
        assert_eq!(html, "&lt;b a=&quot;1&quot;&gt;&amp;汇编");
    }

    #[test]
    fn three_latin_words_are_english() {
        let check = |text: &str, expected: &str| {
            let mut html = String::new();
            escape_chinese(&mut html, text);
            assert_eq!(html, expected);
        };
        check("见 The Lancet Oncology。", "见 <span lang=\"en\">The Lancet Oncology</span>。");
        check("CT、MRI 与 COVID-19 检查", "CT、MRI 与 COVID-19 检查");
        check("(World Health Organization)，即世卫", "(<span lang=\"en\">World Health Organization</span>)，即世卫");
        check("Open day，12 34 56", "Open day，12 34 56");
    }

    #[test]
    fn addresses_are_encoded() {
        assert_eq!(anchor("一-a b"), "#%E4%B8%80-a%20b");
        assert_eq!(address("https://例.cn/a b\u{1}\"?x=1&y"), "https://例.cn/a%20b%22?x=1&y");
    }
}
