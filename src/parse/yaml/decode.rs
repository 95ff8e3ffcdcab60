//! Text or not: UTF-8 is read, all else is named.
//!
//! In: the bytes of a file. Out: its text, or a finding that says what the
//! file is and how to save it as UTF-8. A byte order mark stays in the text,
//! so that offsets into the text are offsets into the file. GB18030 and Big5
//! are told apart by the second bytes of their characters; the name is a help
//! to the author, not a promise.

use crate::diag::rules::yaml::{BYTES_BROKEN, ENCODING_FOREIGN, FILE_NOT_TEXT, FILE_TOO_LARGE};
use crate::diag::{Diagnostic, Words};
use crate::source::{Span, VPath};
use crate::text::han;

/// The largest file that is a text, in mebibytes, whatever the publication
/// allows: places in it are counted in 32 bits. What it allows is asked before
/// a file is read.
const LIMIT: usize = 1 << 10;

/// Files that people rename to `.md`, by their first bytes.
const MAGIC: &[(&[u8], Words)] = &[
    (b"PK\x03\x04", Words { zh: " Word 文档（docx）或压缩包", en: "a Word document (docx) or an archive" }),
    (b"\xD0\xCF\x11\xE0", Words { zh: "旧格式的 Word 或 WPS 文档", en: "an old Word or WPS document" }),
    (b"%PDF", Words { zh: " PDF 文档", en: "a PDF document" }),
    (b"{\\rtf", Words { zh: " RTF 文档", en: "an RTF document" }),
    (b"\x89PNG", Words { zh: "图片", en: "an image" }),
    (b"\xFF\xD8\xFF", Words { zh: "图片", en: "an image" }),
];

/// The text of a file, or nothing and a finding.
pub fn decode<'a>(path: &VPath, bytes: &'a [u8], diagnostics: &mut Vec<Diagnostic>) -> Option<&'a str> {
    if bytes.len() > LIMIT << 20 {
        diagnostics.push(Diagnostic::new(&FILE_TOO_LARGE, Span::whole(path)).with("limit", "1 GB"));
        return None;
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes)
        && !text.contains('\0')
        && !MAGIC.iter().any(|(magic, _)| bytes.starts_with(magic))
    {
        return Some(text);
    }
    diagnostics.push(explain(path, bytes));
    None
}

/// The text of a file in another encoding, with its name, if it can be no other:
/// UTF-16 that says so, or GBK that makes no sense as Big5.
pub fn converted(bytes: &[u8]) -> Option<(String, &'static str)> {
    if simdutf8::basic::from_utf8(bytes).is_ok() || MAGIC.iter().any(|(magic, _)| bytes.starts_with(magic)) {
        return None;
    }
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes.get(mark..)?)?;
        return Some((text.into_owned(), "UTF-16")).filter(|(text, _)| !text.contains('\0'));
    }
    if bytes.contains(&0) || !is_foreign(bytes) {
        return None;
    }
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    // Most pairs of bytes are a character in both.
    let big5 = encoding_rs::BIG5.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    let certain =
        !big5 || bytes.chunk_by(|a, b| (*a < 0x80) == (*b < 0x80)).all(|run| run[0] < 0x80 || run.len() % 2 == 0);
    (certain && !(big5 && seems_big5(bytes)) && is_gb2312(&text)).then(|| (text.into_owned(), "GBK"))
}

/// Whether most Han characters of a text are among the 3755 commonest, which
/// stand in the first level of GB 2312: those of Big5 read as GBK are not.
fn is_gb2312(text: &str) -> bool {
    let (mut all, mut common) = (0_usize, 0_usize);
    for character in text.chars().filter(|&character| han::is_han(character)) {
        let mut buffer = [0; 4];
        let (bytes, _, _) = encoding_rs::GB18030.encode(character.encode_utf8(&mut buffer));
        all += 1;
        common += usize::from(matches!(*bytes, [0xb0..=0xd7, 0xa1..=0xfe]));
    }
    all > 0 && common * 10 >= all * 9
}

/// Whether bytes are not UTF-8 with a few broken ones, in which the sound
/// characters prevail.
fn is_foreign(bytes: &[u8]) -> bool {
    let lossy = String::from_utf8_lossy(bytes);
    let broken = lossy.chars().filter(|&character| character == '\u{fffd}').count();
    let sound = lossy.chars().filter(|&character| character > '\u{7ff}' && character != '\u{fffd}').count();
    sound <= broken * 2
}

/// Says what bytes are that are not the text of a report.
fn explain(path: &VPath, bytes: &[u8]) -> Diagnostic {
    let foreign = |name: &str| Diagnostic::new(&ENCODING_FOREIGN, Span::whole(path)).with("encoding", name);
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Diagnostic::new(&FILE_NOT_TEXT, Span::whole(path)).with("kind", *kind);
    }
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes)
        && encoding != encoding_rs::UTF_8
    {
        return foreign("UTF-16");
    }
    if bytes.contains(&0) {
        // UTF-16 without its mark: every other byte of ASCII is zero.
        let zeros = |first: usize| bytes.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
        let (even, odd) = (zeros(0), zeros(1));
        if even.max(odd) >= 4 && even.max(odd) * 20 > bytes.len() && even.min(odd) * 10 <= even.max(odd) {
            return foreign("UTF-16");
        }
        let kind = Words { zh: "二进制文件", en: "a binary file" };
        return Diagnostic::new(&FILE_NOT_TEXT, Span::whole(path)).with("kind", kind);
    }
    if is_foreign(bytes)
        && let Some(name) = chinese_encoding(bytes)
    {
        return foreign(name);
    }
    let start = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let line = bytes[..start].iter().filter(|&&byte| byte == b'\n').count() + 1;
    Diagnostic::new(&BYTES_BROKEN, Span::new(path, start..start)).with("line", line)
}

/// The name of the Chinese encoding in which the bytes make sense.
fn chinese_encoding(bytes: &[u8]) -> Option<&'static str> {
    let gb = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    let big5 = encoding_rs::BIG5.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    match (gb, big5) {
        (true, true) => Some(if seems_big5(bytes) { "Big5" } else { "GBK" }),
        (true, false) => Some("GBK"),
        (false, true) => Some("Big5"),
        (false, false) => None,
    }
}

/// Whether pairs of bytes look like Big5: GB 2312 has no second byte below
/// 0xA1, while a third of the common characters of Big5 have one.
fn seems_big5(bytes: &[u8]) -> bool {
    let (mut pairs, mut low) = (0_usize, 0_usize);
    let mut rest = bytes.iter();
    while let Some(&first) = rest.next() {
        if first >= 0x80 {
            let Some(&second) = rest.next() else { break };
            pairs += 1;
            low += usize::from(second < 0x80);
        }
    }
    low * 8 > pairs
}

#[cfg(test)]
mod tests {
    use super::{converted, decode};
    use crate::diag::Language;
    use crate::source::VPath;

    fn words(bytes: &[u8]) -> String {
        let mut findings = Vec::new();
        let text = decode(&VPath::new("a.md").unwrap(), bytes, &mut findings);
        assert_eq!(text.is_none(), !findings.is_empty());
        findings.first().map_or(String::new(), |finding| finding.message(Language::Chinese))
    }

    #[test]
    fn other_encodings_are_named() {
        let simplified = "---\n标题: 二〇二〇年度党支部工作总结\n年度: 2020\n---\n";
        let traditional = "---\n標題: 二零二零年度黨支部工作總結的經驗與體會，以及學習的計劃\n---\n";
        assert_eq!(words(simplified.as_bytes()), "");
        assert_eq!(words(format!("\u{feff}{simplified}").as_bytes()), "");
        assert_eq!(words(&encoding_rs::GB18030.encode(simplified).0), "这个文件的编码是 GBK，不是 UTF-8");
        assert_eq!(words(&encoding_rs::BIG5.encode(traditional).0), "这个文件的编码是 Big5，不是 UTF-8");
        let utf16: Vec<u8> = simplified.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(words(&utf16), "这个文件的编码是 UTF-16，不是 UTF-8");
        let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16).collect();
        assert_eq!(words(&marked), "这个文件的编码是 UTF-16，不是 UTF-8");
    }

    #[test]
    fn an_encoding_beyond_doubt_is_read() {
        let simplified = "---\n标题: 二〇二〇年度党支部工作总结\n年度: 2020\n---\n\n一年来，支部开展义诊6场。\n";
        let traditional = "---\n標題: 二零二零年度黨支部工作總結的經驗與體會，以及學習的計劃\n---\n";
        let read = |bytes: &[u8]| converted(bytes).map(|(text, name)| (text == simplified, name));
        assert_eq!(read(&encoding_rs::GB18030.encode(simplified).0), Some((true, "GBK")));
        let utf16: Vec<u8> = simplified.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&[&[0xff, 0xfe][..], &utf16].concat()), Some((true, "UTF-16")));
        for bytes in [simplified.as_bytes(), &utf16, &encoding_rs::BIG5.encode(traditional).0, b"PK\x03\x04\xb0\xa1"] {
            assert_eq!(converted(bytes), None);
        }
        let mut broken = simplified.as_bytes().to_vec();
        broken[12] = 0xff;
        assert_eq!(converted(&broken), None);
    }

    #[test]
    fn what_is_no_text_is_said() {
        assert_eq!(words(b"PK\x03\x04abc"), "这个文件是 Word 文档（docx）或压缩包，不是纯文本");
        assert_eq!(words(b"abc\0def\x01\x02"), "这个文件是二进制文件，不是纯文本");
        let mut bytes = "---\n标题: 年度工作总结\n---\n".as_bytes().to_vec();
        bytes[12] = 0xff;
        assert_eq!(words(&bytes), "第 2 行有乱码：那里的字节不是 UTF-8 文字");
    }
}
