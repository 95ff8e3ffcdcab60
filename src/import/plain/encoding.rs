//! The encoding of a text that does not say it.
//!
//! In: bytes. Out: their text, with a remark where the encoding was guessed or
//! some bytes made no sense; or a refusal, if they are no text at all. UTF-8 is
//! known by its form and UTF-16 by its mark or by making nothing but Chinese;
//! what is left is GB18030, which covers GBK and GB 2312, or Big5.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::diag::Words;
use crate::import::document::Place;
use crate::import::{Refusal, Remark, RemarkKind};
use crate::text::han::{is_han, is_wide};

const BIG5_GUESSED: Words = Words {
    zh: "文字编码是推测的（Big5，繁体字），请看看有没有乱码",
    en: "the encoding is a guess (Big5, traditional characters); look for garbled text",
};
const UTF16_GUESSED: Words = Words {
    zh: "文字编码是推测的（UTF-16，没有标记），请看看有没有乱码",
    en: "the encoding is a guess (UTF-16 without its mark); look for garbled text",
};
const BROKEN: Words = Words {
    zh: "有几个字节读不出来，换成了“�”", en: "some bytes make no character and became “�”"
};
const NO_TEXT: Refusal = Refusal {
    what: Words { zh: "不是文本文件", en: "it is not a text" },
    help: Words {
        zh: "用能打开它的程序打开，另存为 .docx 或 .txt 再导入",
        en: "open it in its own program and save it as .docx or .txt",
    },
};
const UNKNOWN: Refusal = Refusal {
    what: Words {
        zh: "认不出文字编码，读出来是乱码", en: "its encoding is unknown and its text garbled"
    },
    help: Words {
        zh: "用记事本打开，另存为，编码选 UTF-8", en: "open it in an editor and save it as UTF-8"
    },
};

const SAVE_TEXT: Words = Words {
    zh: "图片和扫描件要先识别成文字；有原稿的，导入原稿",
    en: "text in pictures has to be recognised first; import the original if there is one",
};
const RENAME: Words = Words {
    zh: "按它的类型改正扩展名（如 .docx、.zip）再导入",
    en: "give it the extension of its kind (.docx, .zip) and import it again",
};
const IMAGE: Words = Words { zh: "这是一张图片，不是文本", en: "it is an image, not a text" };
const PACKED: Words = Words { zh: "这是一个压缩文件，不是文本", en: "it is an archive, not a text" };
const UNPACK: Words = Words { zh: "解压以后导入里面的文件", en: "unpack it and import the files in it" };
const MEDIA: Words = Words { zh: "这是音频或视频，不是文本", en: "it is sound or video, not a text" };
const OTHER: Words = Words { zh: "确认选对了文件", en: "see that it is the right file" };

/// How files begin that are sometimes given for texts.
const MAGIC: [(&[u8], Words, Words); 15] = [
    (b"%PDF", Words { zh: "这是一个 PDF 文件，不是文本", en: "it is a PDF, not a text" }, SAVE_TEXT),
    (
        b"PK\x03\x04",
        Words {
            zh: "这是一个压缩包（Word 的 .docx 也是），不是文本", en: "it is a zip (as a .docx is), not a text"
        },
        RENAME,
    ),
    (
        b"\xD0\xCF\x11\xE0",
        Words {
            zh: "这是旧版 Word 或 WPS 文件，不是文本", en: "it is a file of old Word or WPS, not a text"
        },
        Words { zh: "改扩展名为 .doc，或者另存为 .docx", en: "name it .doc, or save it as .docx" },
    ),
    (
        b"{\\rtf",
        Words { zh: "这是一个 RTF 文件，不是纯文本", en: "it is an RTF file, not a plain text" },
        Words { zh: "用 Word 打开，另存为 .docx", en: "open it in Word and save it as .docx" },
    ),
    (b"\x89PNG", IMAGE, SAVE_TEXT),
    (b"\xFF\xD8\xFF", IMAGE, SAVE_TEXT),
    (b"GIF8", IMAGE, SAVE_TEXT),
    (b"II*\0", IMAGE, SAVE_TEXT),
    (b"MM\0*", IMAGE, SAVE_TEXT),
    (b"RIFF", Words { zh: "这是图片、音频或视频，不是文本", en: "it is an image, sound or video, not a text" }, OTHER),
    (b"ID3", MEDIA, OTHER),
    (b"Rar!", PACKED, UNPACK),
    (b"7z\xBC\xAF", PACKED, UNPACK),
    (b"\x1F\x8B", PACKED, UNPACK),
    (b"MZ\x90", Words { zh: "这是一个程序，不是文本", en: "it is a program, not a text" }, OTHER),
];

/// How many bytes the guess of an encoding looks at.
const SAMPLE: usize = 1 << 20;

/// The text of a file, and remarks on its encoding.
pub fn decode(bytes: &[u8]) -> Result<(String, Vec<Remark>), Refusal> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return read(encoding, &bytes[length..], None);
    }
    if let Some((_, what, help)) = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Err(Refusal { what: *what, help: *help });
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes)
        && !text.contains('\0')
    {
        return Ok((text.to_owned(), Vec::new()));
    }
    if let Some(encoding) = utf16(bytes) {
        return read(encoding, bytes, Some(UTF16_GUESSED));
    }
    if bytes.contains(&0) {
        return Err(NO_TEXT);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // A UTF-8 text with a few broken bytes, often the last ones.
    if is_mostly_sound(&String::from_utf8_lossy(sample)) {
        return read(UTF_8, bytes, None);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    let order = if guess == BIG5 { [BIG5, GB18030] } else { [GB18030, BIG5] };
    for encoding in order {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        if is_mostly_sound(&text) {
            return read(encoding, bytes, (encoding == BIG5).then_some(BIG5_GUESSED));
        }
    }
    Err(UNKNOWN)
}

fn read(encoding: &'static Encoding, bytes: &[u8], doubt: Option<Words>) -> Result<(String, Vec<Remark>), Refusal> {
    let (text, is_broken) = encoding.decode_without_bom_handling(bytes);
    if text.contains('\0') {
        return Err(NO_TEXT);
    }
    let mut remarks = Vec::new();
    if let Some(what) = doubt {
        remarks.push(Remark::new(RemarkKind::Doubt, what, Place::Document, "", ""));
    }
    if is_broken {
        let lines = |at: usize| text[..at].bytes().filter(|&byte| byte == b'\n').count() + 1;
        let at = text.find('\u{fffd}').unwrap_or(0);
        let place = Place::Line(u32::try_from(lines(at)).unwrap_or(u32::MAX));
        let before: String = text[..at].chars().rev().take_while(|c| *c != '\n').take(6).collect();
        let before: String = before.chars().rev().chain(['\u{fffd}']).collect();
        remarks.push(Remark::new(RemarkKind::Doubt, BROKEN, place, &before, ""));
    }
    Ok((text.into_owned(), remarks))
}

/// The form of UTF-16 in which bytes without a mark are a Chinese text.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        let (mut usual, mut han, mut all) = (0_usize, 0_usize, 0_usize);
        for character in text.chars() {
            all += 1;
            let is_plain = character == '\n' || character == '\r' || character == '\t' || !character.is_control();
            han += usize::from(matches!(character, '\u{4e00}'..='\u{9fff}'));
            usual += usize::from(
                character.is_ascii() && is_plain
                    || is_wide(character) && !matches!(character, '\u{3400}'..='\u{4dbf}')
                    || matches!(character, '\u{2010}'..='\u{2027}' | '\u{a0}' | '\u{2460}'..='\u{2473}'),
            );
        }
        han > 0 && usual * 20 >= all * 19
    })
}

/// Whether a text has characters of Chinese and few that make no sense.
fn is_mostly_sound(text: &str) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for character in text.chars() {
        sound += usize::from(is_han(character) || is_wide(character));
        broken += usize::from(
            character == '\u{fffd}'
                || matches!(character, '\u{e000}'..='\u{f8ff}')
                || character.is_control() && !character.is_ascii(),
        );
    }
    sound > broken * 20
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GB18030};

    use super::decode;

    const TEXT: &str = "第一党支部2021年度工作总结\r\n全年召开会议12次，党员都参加了，没有缺席的。\r\n";

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn chinese_encodings_are_told_apart() {
        let marked = format!("\u{feff}{TEXT}");
        let (gb, _, _) = GB18030.encode(TEXT);
        for (name, bytes, doubts) in [
            ("UTF-8", TEXT.as_bytes().to_vec(), 0),
            ("UTF-8 with a mark", marked.as_bytes().to_vec(), 0),
            ("GB18030", gb.to_vec(), 0),
            ("UTF-16LE with a mark", utf16(&marked, u16::to_le_bytes), 0),
            ("UTF-16BE with a mark", utf16(&marked, u16::to_be_bytes), 0),
            ("UTF-16LE", utf16(TEXT, u16::to_le_bytes), 1),
            ("UTF-16BE", utf16(TEXT, u16::to_be_bytes), 1),
        ] {
            let (text, remarks) = decode(&bytes).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"));
            assert_eq!((text.as_str(), remarks.len()), (TEXT, doubts), "{name}");
        }
        let rare = "㐂𠮷同志获评先进，大家向他学习。";
        assert_eq!(decode(&GB18030.encode(rare).0).unwrap().0, rare);
        let traditional = "第一黨支部年度工作總結。全年召開會議十二次，黨員們都參加了學習，並且寫下心得體會。";
        let (text, remarks) = decode(&BIG5.encode(traditional).0).unwrap();
        assert_eq!((text.as_str(), remarks.len()), (traditional, 1));
    }

    #[test]
    fn a_text_cut_short_is_read_with_a_doubt() {
        let (text, remarks) = decode(&TEXT.as_bytes()[..TEXT.len() - 4]).unwrap();
        assert!(text.starts_with("第一党支部"));
        assert_eq!(remarks.len(), 1);
        let (gb, _, _) = GB18030.encode(TEXT);
        assert!(decode(&gb[..gb.len() - 5]).unwrap().0.starts_with("第一党支部"));
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        for (bytes, word) in [
            (&b"%PDF-1.7\n"[..], "PDF"),
            (b"PK\x03\x04\x14\0", "压缩包"),
            (b"\x89PNG\r\n", "图片"),
            (b"\xD0\xCF\x11\xE0\xA1", "旧版 Word"),
            (b"{\\rtf1", "RTF"),
            (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0", "不是文本文件"),
            (b"\xff\xff\xff\x80\x80\x81\x82\x80\x80", "编码"),
        ] {
            let refusal = decode(bytes).unwrap_err();
            assert!(refusal.what.zh.contains(word), "{word}: {}", refusal.what.zh);
        }
    }
}
