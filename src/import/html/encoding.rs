//! The encoding of a page.
//!
//! In: bytes, and what a carrier says of them. Out: text. Bytes that are UTF-8
//! are read as such whatever the page says, since GB18030 text of more than a
//! few characters never is, and programs that save pages often change the
//! encoding but not the declaration.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a page its declaration is looked for, in bytes.
const HEAD: usize = 8192;

/// The text of a page, and whether some bytes could not be read.
pub fn decode<'a>(bytes: &'a [u8], carrier: Option<&str>) -> (Cow<'a, str>, bool) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]);
    }
    // UTF-16 without a mark shows in the zero bytes of its markup.
    match bytes {
        [b'<', 0, _, 0, ..] => return UTF_16LE.decode_without_bom_handling(bytes),
        [0, b'<', 0, _, ..] => return UTF_16BE.decode_without_bom_handling(bytes),
        _ => {}
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return (Cow::Borrowed(text), false);
    }
    let label = carrier.map(str::to_owned).or_else(|| declared(bytes));
    let said = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    match said {
        Some(said) if said != UTF_8 => said.decode_without_bom_handling(bytes),
        _ => {
            let (chinese, damaged) = GB18030.decode_without_bom_handling(bytes);
            if damaged { UTF_8.decode_without_bom_handling(bytes) } else { (chinese, false) }
        }
    }
}

/// The encoding that a page names: `charset=gb2312`, `encoding="gbk"`.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let after = head.split("charset").nth(1).or_else(|| {
        let xml = head.split("<?xml").nth(1)?;
        xml.split('>').next()?.split("encoding").nth(1)
    })?;
    let value = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label: String = value.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect();
    (!label.is_empty()).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn the_bytes_decide_before_the_page_does() {
        let check = |bytes: &[u8], expected: &str| assert_eq!(decode(bytes, None).0, expected);
        let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
        check("<meta charset=gb2312>总结".as_bytes(), "<meta charset=gb2312>总结");
        check(&gbk("<meta charset=gb2312>总结"), "<meta charset=gb2312>总结");
        check(
            &gbk("<meta http-equiv=a content='text/html; charset=GBK'>总结"),
            "<meta http-equiv=a content='text/html; charset=GBK'>总结",
        );
        check(&gbk("<p>总结"), "<p>总结");
        check(&gbk("<meta charset=utf-8><p>总结"), "<meta charset=utf-8><p>总结");
        check(&[0xFF, 0xFE, b'<', 0, 0x3B, 0x60], "<总");
    }
}
