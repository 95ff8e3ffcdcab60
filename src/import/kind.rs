//! What a file is.
//!
//! In: a name and bytes. Out: the kind of file, by what is in it and only then
//! by its name, and for kinds that cannot be read what to do instead.

use crate::diag::Words;
use crate::import::Refusal;
use crate::import::html;

/// Kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Word since 2007.
    Docx,
    /// A web page.
    Html,
    /// A web page with its pictures in one file.
    Mhtml,
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// An archive of documents.
    Zip,
    /// Word before 2007.
    OldWord,
    /// WPS 文字.
    Wps,
    /// Rich Text Format.
    Rtf,
    /// OpenDocument.
    Odt,
    /// PDF.
    Pdf,
    /// A picture.
    Image,
    /// A spreadsheet.
    Sheet,
    /// Slides.
    Slides,
    /// A document with a password.
    Encrypted,
    /// A document that an organisation's rights management has locked.
    Managed,
    /// A file that a security program of an office has encrypted.
    Sealed,
    /// A pointer to a file that Git LFS keeps elsewhere.
    Pointer,
    /// What a program leaves beside a document while it is open (`~$…`), or a
    /// system beside any file (`._…`).
    Companion,
    /// Nothing at all, or nothing but zeros.
    Empty,
    /// Anything else.
    Other,
}

impl Kind {
    /// Whether another program has to make a Word document of it first.
    pub fn needs_conversion(self) -> bool {
        matches!(self, Kind::OldWord | Kind::Wps | Kind::Rtf | Kind::Odt)
    }
}

/// Whether a file of a name is written by a word processor: its text has nothing of a web page.
pub fn is_of_office(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    matches!(extension.as_str(), "docx" | "docm" | "dotx" | "doc" | "wps" | "rtf" | "odt")
}

/// Whether files of an extension are taken from a folder that is imported:
/// those that can be read, and those that someone may expect to be (a PDF), who
/// is then told why not.
pub fn is_document(extension: &str) -> bool {
    let extension = extension.to_ascii_lowercase();
    matches!(
        extension.as_str(),
        "docx"
            | "docm"
            | "dotx"
            | "doc"
            | "wps"
            | "rtf"
            | "odt"
            | "txt"
            | "html"
            | "htm"
            | "mht"
            | "mhtml"
            | "eml"
            | "md"
            | "markdown"
            | "zip"
            | "pdf"
            | "ofd"
            | "caj"
            | "rar"
            | "7z"
    )
}

/// How much of a file is looked at, in bytes.
const HEAD: usize = 4096;

/// Tells what a file is.
pub fn of(name: &str, bytes: &[u8]) -> Kind {
    let extension = name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase());
    let head = &bytes[..bytes.len().min(HEAD)];
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if ["~$", ".~lock.", "._"].iter().any(|start| base.starts_with(start)) {
        return Kind::Companion;
    }
    if bytes.iter().all(|byte| *byte == 0) {
        return Kind::Empty;
    }
    if head.starts_with(b"%TSD-Header-") {
        return Kind::Sealed;
    }
    if head.starts_with(b"version https://git-lfs.github.com/spec/") {
        return Kind::Pointer;
    }
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => return zipped(&extension, bytes),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => return compound(&extension, bytes),
        [b'{', b'\\', b'r', b't', b'f', ..] => return Kind::Rtf,
        _ => {}
    }
    // PDF readers allow some bytes before the mark.
    if contains(&head[..head.len().min(1024)], b"%PDF-") {
        return Kind::Pdf;
    }
    if html::extension(head).is_some() {
        return Kind::Image;
    }
    let is_web = matches!(extension.as_str(), "html" | "htm" | "xhtml" | "shtml");
    let is_archive = matches!(extension.as_str(), "mht" | "mhtml");
    if html::is_mhtml(head) && !matches!(extension.as_str(), "txt" | "md" | "markdown") {
        return Kind::Mhtml;
    }
    let start = opening(head);
    let is_markup =
        ["<!doctype html", "<html", "<head", "<body", "<!-- saved from url"].iter().any(|tag| start.starts_with(tag))
            || (start.starts_with("<?xml") && start.contains("<html"));
    if is_markup && !matches!(extension.as_str(), "md" | "markdown") {
        return Kind::Html;
    }
    // One file of XML that a word processor writes.
    if start.contains("progid=\"word.document\"") || start.contains("<w:worddocument") {
        return Kind::OldWord;
    }
    if start.contains("<office:document") {
        return Kind::Odt;
    }
    match extension.as_str() {
        _ if is_web => Kind::Html,
        _ if is_archive => Kind::Mhtml,
        "md" | "markdown" | "mkd" => Kind::Markdown,
        "txt" | "text" | "eml" => Kind::Text,
        "" | "log" | "asc" if is_text(head) => Kind::Text,
        // A page or text under the name of Word, as some systems export them.
        "doc" | "wps" | "docx" if start.starts_with('<') => Kind::Html,
        "doc" | "wps" | "docx" if is_text(head) => Kind::Text,
        _ => Kind::Other,
    }
}

/// Why a kind cannot be read here; none if it can be. Old formats can, once
/// LibreOffice has converted them.
pub fn refusal(kind: Kind) -> Option<Refusal> {
    let (what, help) = match kind {
        Kind::Pdf => (
            Words {
                zh: "这是 PDF，不能准确地取出文字", en: "this is a PDF; its text cannot be taken out faithfully"
            },
            Words { zh: "请找原来的 Word 文件再导入", en: "please find the Word file that it was made from" },
        ),
        Kind::Image => (
            Words {
                zh: "这是图片或扫描件，里面没有文字", en: "this is a picture or a scan; there is no text in it"
            },
            Words {
                zh: "请找原来的 Word 文件；没有的话，先用文字识别软件转成文字，核对后再导入",
                en: "please find the Word file; if there is none, have the text recognized, proofread it and import that",
            },
        ),
        Kind::OldWord | Kind::Wps | Kind::Rtf | Kind::Odt => (
            Words { zh: "这种格式要先转换成 .docx", en: "this format has to be converted to .docx first" },
            Words {
                zh: "请用 Word 或 WPS 另存为 .docx，或者安装 LibreOffice 后再导入",
                en: "save it as .docx in Word or WPS, or install LibreOffice and import it again",
            },
        ),
        Kind::Sheet => (
            Words { zh: "这是电子表格，不是文章", en: "this is a spreadsheet and no text" },
            Words {
                zh: "把要用的表复制到 Word 里，连同文字一起导入",
                en: "copy the tables that are needed into a Word file and import that",
            },
        ),
        Kind::Slides => (
            Words { zh: "这是演示文稿，不是文章", en: "these are slides and no text" },
            Words {
                zh: "请找文字稿；没有的话，把文字复制到 Word 里再导入",
                en: "please find the text, or copy the words into a Word file and import that",
            },
        ),
        Kind::Encrypted => (
            Words { zh: "文件设了打开密码", en: "the file is protected by a password" },
            Words {
                zh: "用密码在 Word 或 WPS 里打开，去掉密码（文件—信息—保护文档），保存后再导入",
                en: "open it in Word or WPS, take the password away (File, Info, Protect Document), save it and import it again",
            },
        ),
        Kind::Managed => (
            Words {
                zh: "文件受单位的权限管理保护，离开授权的账号打不开",
                en: "the file is locked by the rights management of an organisation",
            },
            Words {
                zh: "请有权限的人在 Word 里取消限制，另存一份再导入",
                en: "have someone with the rights lift the restriction in Word and save a copy",
            },
        ),
        Kind::Sealed => (
            Words {
                zh: "文件被单位的加密软件加了密",
                en: "the file was encrypted by the security program of an office",
            },
            Words {
                zh: "请在装有这个软件的电脑上解密，或请管理员外发一份，再导入",
                en: "decrypt it on a computer that has the program, or ask its administrator for an open copy",
            },
        ),
        Kind::Pointer => (
            Words {
                zh: "这只是 Git LFS 的占位文件，文件本身还没有下载",
                en: "this only stands for a file of Git LFS that was not downloaded",
            },
            Words { zh: "运行 git lfs pull，再导入", en: "run git lfs pull and import it again" },
        ),
        Kind::Companion => (
            Words {
                zh: "这是 Word 或系统留下的临时文件，里面没有文章",
                en: "this is a temporary file of Word or of the system; there is no text in it",
            },
            Words {
                zh: "导入名字前面没有“~$”“._”的那个文件；这个可以删去",
                en: "import the file of that name without “~$” or “._”; this one can be deleted",
            },
        ),
        Kind::Empty => (
            Words { zh: "文件是空的", en: "the file is empty" },
            Words {
                zh: "可能没有下载完或没有保存成功，请重新下载，或请对方重新发送",
                en: "its download or its saving may have failed; get it again",
            },
        ),
        Kind::Other => (
            Words { zh: "这种文件不能导入", en: "this kind of file cannot be imported" },
            Words {
                zh: "能导入的有 Word（.docx）、网页、纯文本、Markdown，以及装着这些文件的 .zip",
                en: "Word (.docx), web pages, plain text and Markdown can be, and .zip files of these",
            },
        ),
        Kind::Docx | Kind::Html | Kind::Mhtml | Kind::Text | Kind::Markdown | Kind::Zip => return None,
    };
    Some(Refusal { what, help })
}

/// Tells archives that are documents from others, by the names in them.
fn zipped(extension: &str, bytes: &[u8]) -> Kind {
    // The list of names stands at the end, the first name at the beginning.
    let tail = &bytes[bytes.len().saturating_sub(256 << 10)..];
    let has = |name: &[u8]| contains(tail, name);
    if has(b"word/document") || has(b"word\\document") {
        return Kind::Docx;
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    if contains(head, b"application/vnd.oasis.opendocument.text") {
        return Kind::Odt;
    }
    if has(b"xl/workbook") || contains(head, b"application/vnd.oasis.opendocument.spreadsheet") {
        return Kind::Sheet;
    }
    if has(b"ppt/presentation") || contains(head, b"application/vnd.oasis.opendocument.presentation") {
        return Kind::Slides;
    }
    if contains(head, b"application/vnd.oasis.opendocument") || has(b"OFD.xml") {
        return Kind::Other;
    }
    // An archive of documents that was given the name of one.
    if has(b".docx") || has(b".DOCX") {
        return Kind::Zip;
    }
    match extension {
        // Truncated or odd files keep what their name says, so that their
        // reader can tell what is wrong.
        "docx" | "docm" => Kind::Docx,
        "odt" => Kind::Odt,
        _ => Kind::Zip,
    }
}

/// Tells the formats in Microsoft's compound files by the streams in them.
fn compound(extension: &str, bytes: &[u8]) -> Kind {
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let has = |name: &str| contains(bytes, &wide(name));
    if has("WordDocument") {
        return if matches!(extension, "wps" | "wpt") { Kind::Wps } else { Kind::OldWord };
    }
    // [MS-OFFCRYPTO] 2.3.4: the document itself is in one stream, how it was
    // encrypted in another, or, for rights management, in a storage.
    if has("EncryptedPackage") {
        return if has("EncryptionInfo") { Kind::Encrypted } else { Kind::Managed };
    }
    if has("Workbook") {
        return Kind::Sheet;
    }
    if has("PowerPoint Document") {
        return Kind::Slides;
    }
    match extension {
        "wps" | "wpt" => Kind::Wps,
        "doc" | "dot" => Kind::OldWord,
        _ => Kind::Other,
    }
}

/// How a page begins: lower case, without mark, blanks and comments.
fn opening(head: &[u8]) -> String {
    let text = match head {
        [0xFF, 0xFE, rest @ ..] | [0xFE, 0xFF, rest @ ..] => String::from_utf8_lossy(rest).replace('\0', ""),
        head => String::from_utf8_lossy(head).into_owned(),
    };
    let text = text.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    match text.strip_prefix("<!--") {
        Some(rest) if !text.starts_with("<!-- saved from url") => {
            rest.split_once("-->").map_or(String::new(), |(_, rest)| rest.trim_start().to_owned())
        }
        _ => text,
    }
}

/// Whether bytes may be text: no control characters but those of lines.
fn is_text(head: &[u8]) -> bool {
    matches!(head, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..])
        || head.iter().all(|byte| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B))
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    memchr::memmem::find(bytes, wanted).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Kind, of, refusal};

    #[test]
    fn contents_come_before_names() {
        let check = |name: &str, bytes: &[u8], expected| assert_eq!(of(name, bytes), expected, "{name}");
        check("总结.docx", b"PK\x03\x04.....word/document.xml....", Kind::Docx);
        check("总结.zip", b"PK\x03\x04.....word/document.xml....", Kind::Docx);
        check("总结.docx", b"PK\x03\x04", Kind::Docx);
        check("总结.odt", b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", Kind::Odt);
        check("表.xlsx", b"PK\x03\x04...xl/workbook.xml", Kind::Sheet);
        check("总结.docx", b"PK\x03\x04...xl/workbook.xml", Kind::Sheet);
        check("总结.docx", b"PK\x03\x04...ppt/presentation.xml", Kind::Slides);
        check("总结.docx", b"PK\x03\x04...1.docx...2.docx", Kind::Zip);
        check("全部.zip", b"PK\x03\x04a.docx", Kind::Zip);
        let ole = |stream: &str| {
            let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
            bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        check("总结.doc", &ole("WordDocument"), Kind::OldWord);
        check("总结.docx", &ole("WordDocument"), Kind::OldWord);
        check("总结.wps", &ole("WordDocument"), Kind::Wps);
        check("表.xls", &ole("Workbook"), Kind::Sheet);
        check("总结.docx", &[ole("EncryptionInfo"), ole("EncryptedPackage")].concat(), Kind::Encrypted);
        check("总结.docx", &ole("EncryptedPackage"), Kind::Managed);
        check("总结.docx", b"%TSD-Header-###%\x01\x02", Kind::Sealed);
        check("总结.docx", b"version https://git-lfs.github.com/spec/v1\noid sha256:0", Kind::Pointer);
        check("~$结.docx", b"\x05user", Kind::Companion);
        check("报告/._总结.docx", b"\0\x05\x16\x07", Kind::Companion);
        check("总结.docx", b"\0\0\0\0", Kind::Empty);
        check("总结.docx", "总结".as_bytes(), Kind::Text);
        check("总结.docx", b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?>", Kind::OldWord);
        check("总结.docx", b"<?xml version=\"1.0\"?><office:document xmlns:office=\"urn\">", Kind::Odt);
        check("总结.doc", b"{\\rtf1\\ansi", Kind::Rtf);
        check("总结.doc", b"<html xmlns:o=\"urn\">", Kind::Html);
        check("总结.doc", "<!-- a --><!DOCTYPE html>".as_bytes(), Kind::Html);
        check("总结", "\u{feff}<!DOCTYPE HTML>".as_bytes(), Kind::Html);
        check("总结.htm", "总结".as_bytes(), Kind::Html);
        check("总结.mht", b"From: <a>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", Kind::Mhtml);
        check("总结.txt", "总结".as_bytes(), Kind::Text);
        check("总结", "总结".as_bytes(), Kind::Text);
        check("总结.md", "# 总结".as_bytes(), Kind::Markdown);
        check("总结.pdf", b"%PDF-1.7", Kind::Pdf);
        check("总结.docx", b"\n%PDF-1.7", Kind::Pdf);
        check("照片.txt", b"\x89PNG\r\n", Kind::Image);
        check("程序.exe", b"MZ\x90\0", Kind::Other);
        check("", b"", Kind::Empty);
    }

    #[test]
    fn what_cannot_be_read_says_what_to_do() {
        let old = [Kind::OldWord, Kind::Wps, Kind::Rtf, Kind::Odt];
        let foreign = [Kind::Pdf, Kind::Image, Kind::Sheet, Kind::Slides, Kind::Other];
        let closed = [Kind::Encrypted, Kind::Managed, Kind::Sealed, Kind::Pointer, Kind::Companion, Kind::Empty];
        for kind in old.into_iter().chain(foreign).chain(closed) {
            let refusal = refusal(kind).unwrap();
            assert!(!refusal.what.zh.is_empty() && !refusal.help.en.is_empty());
        }
        assert_eq!(refusal(Kind::Docx), None);
    }
}
