//! Why a Word file cannot be read, in the writer's terms.
//!
//! In: nothing, or the bytes of something that is no Word file. Out: a
//! [`Refusal`] that says what is wrong and what to do.

use crate::diag::Words;
use crate::import::Refusal;

const SAVE_AS_DOCX: Words = Words {
    zh: "请用 Word 或 WPS 打开它，另存为 .docx，再导入",
    en: "open it in Word or WPS, save it as .docx, and import that",
};
const GET_AGAIN: Words = Words {
    zh: "请重新下载或请对方重新发送；如果 Word 或 WPS 还能打开，另存为 .docx 再导入",
    en: "fetch it again or ask for it again; if Word or WPS still opens it, save it as .docx and import that",
};
const SPLIT: Words = Words {
    zh: "请在 Word 或 WPS 里拆成几个文件，或另存为新的 .docx，再导入",
    en: "split it in Word or WPS, or save it as a new .docx, and import that",
};

const fn refusal(what: Words, help: Words) -> Refusal {
    Refusal { what, help }
}

/// The package cannot be opened.
pub fn incomplete() -> Refusal {
    refusal(
        Words {
            zh: "文件不完整，可能没有下载完",
            en: "the file is not complete; it may not have been downloaded to its end",
        },
        GET_AGAIN,
    )
}

/// A part cannot be read.
pub fn damaged() -> Refusal {
    refusal(Words { zh: "文件内部已损坏，不能读取", en: "the file is damaged inside and cannot be read" }, GET_AGAIN)
}

/// More than the limits allow.
pub fn too_large() -> Refusal {
    refusal(Words { zh: "文件的内容太多，超过了导入的上限", en: "the file holds more than an import may" }, SPLIT)
}

/// A part that is far larger than it is packed.
pub fn bomb() -> Refusal {
    refusal(
        Words {
            zh: "文件解压后大得异常，不像一份正常的文档",
            en: "the file unpacks to an abnormal size, unlike any ordinary document",
        },
        SPLIT,
    )
}

/// Elements in elements without end.
pub fn too_deep() -> Refusal {
    refusal(
        Words {
            zh: "文件内部的嵌套层数异常，不像一份正常的文档",
            en: "the file is nested abnormally deep, unlike any ordinary document",
        },
        SPLIT,
    )
}

/// A document type declaration or an entity of one.
pub fn entities() -> Refusal {
    refusal(
        Words {
            zh: "文件内部有 XML 实体定义，正常的 Word 文档没有这种内容，为安全起见不读取",
            en: "the file defines XML entities, which no ordinary Word document does; it is not read, for safety",
        },
        SAVE_AS_DOCX,
    )
}

/// An encrypted package.
pub fn encrypted() -> Refusal {
    refusal(
        Words { zh: "文件有打开密码", en: "the file is protected by a password" },
        Words {
            zh: "请用 Word 或 WPS 打开它，去掉密码，另存为 .docx，再导入",
            en: "open it in Word or WPS, remove the password, save it as .docx, and import that",
        },
    )
}

/// A package without a Word document.
pub fn no_document() -> Refusal {
    refusal(
        Words { zh: "压缩包里没有 Word 文档", en: "there is no Word document in the package" },
        Words {
            zh: "请确认文件没有选错；如果是一包文件，请解压后再导入",
            en: "check that it is the right file; if it is a bundle of files, unpack it and import those",
        },
    )
}

/// Why bytes that do not begin like a package are none.
pub fn other_file(bytes: &[u8]) -> Refusal {
    let start = &bytes[..bytes.len().min(1_024)];
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        compound(bytes)
    } else if bytes.is_empty() {
        refusal(Words { zh: "文件是空的", en: "the file is empty" }, GET_AGAIN)
    } else if text.starts_with("%PDF") {
        refusal(
            Words { zh: "这是 PDF 文件，不是 Word 文档", en: "this is a PDF, not a Word document" },
            Words {
                zh: "请找原来的 Word 文档导入",
                en: "find the Word document that it was made from and import that",
            },
        )
    } else if text.starts_with("{\\rtf") {
        refusal(Words { zh: "这是 RTF 文件，不是 .docx", en: "this is RTF, not .docx" }, SAVE_AS_DOCX)
    } else if text.contains("schemas.microsoft.com/office/2006/xmlPackage") || text.contains("progid=\"Word.Document\"")
    {
        refusal(
            Words {
                zh: "这是 Word 的单个 XML 文件，不是 .docx", en: "this is Word's single XML file, not .docx"
            },
            SAVE_AS_DOCX,
        )
    } else if text.starts_with("<!DOCTYPE html") || text.starts_with("<html") || text.starts_with("<HTML") {
        refusal(
            Words { zh: "这是网页，不是 Word 文档", en: "this is a web page, not a Word document" },
            Words { zh: "请把扩展名改为 .html 再导入", en: "give it the extension .html and import that" },
        )
    } else if bytes.starts_with(b"PK") {
        incomplete()
    } else {
        refusal(Words { zh: "这不是 Word 文档（.docx）", en: "this is not a Word document (.docx)" }, SAVE_AS_DOCX)
    }
}

/// What an OLE compound file is, by the names of its streams.
fn compound(bytes: &[u8]) -> Refusal {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if has("EncryptedPackage") || has("EncryptionInfo") {
        encrypted()
    } else if has("Workbook") || has("PowerPoint Document") {
        refusal(
            Words {
                zh: "这是旧格式的表格或演示文稿，不是 Word 文档",
                en: "this is an old spreadsheet or presentation, not a Word document",
            },
            SAVE_AS_DOCX,
        )
    } else {
        refusal(
            Words {
                zh: "这是旧格式的 Word 或 WPS 文档（.doc、.wps），不是 .docx",
                en: "this is an old Word or WPS document (.doc, .wps), not .docx",
            },
            SAVE_AS_DOCX,
        )
    }
}
