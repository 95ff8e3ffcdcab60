//! Saved web pages become documents.
//!
//! In: the bytes of a page (`.html`, or `.mht` with its pictures in it), and a
//! way to read files that were saved beside it. Out: a [`Document`]: the title,
//! the lines with date and source, then the text; what the page has around
//! them is left out, with a remark each. Nothing is ever fetched from the
//! network, and style sheets and scripts are not run.
//!
//! ```text
//! bytes ─ encoding, mhtml ─▶ text ─ tree ─▶ Tree ─ content ─▶ roots ─ page, flow ─▶ Document
//! ```
//!
//! All walks are loops and all work is in proportion to the page's length; a
//! page beyond the limits is refused or cut with a remark.

mod address;
mod content;
mod encoding;
mod flow;
mod mail;
mod mhtml;
mod names;
mod notes;
mod page;
mod picture;
mod style;
mod table;
mod transfer;
pub mod tree;

use crate::diag::Words;
use crate::import::document::{Block, Document, Place};
use crate::import::{Refusal, Remark, RemarkKind, plain};

pub use mhtml::is_mhtml;
pub use picture::{extension, picture_at};

/// How large a page may be with its pictures, in mebibytes.
pub const LIMIT: usize = 64;

/// How long the markup of a page may be, in mebibytes, pictures in it counted.
const MARKUP: usize = 48;

/// How many quotation marks a page may have.
const MARKS: usize = 200_000;

/// How many need no stack of their own.
const FEW: usize = 1_000;

const DEEP: Words = Words {
    zh: "网页的标记嵌套太深，深处只取了文字",
    en: "the page is nested too deep; of what is deepest only the words were taken",
};
const CUT: Words = Words { zh: "网页太长，后面的没有读", en: "the page is too long; its end was not read" };
const DAMAGED: Words = Words {
    zh: "有些字不合编码，认不出来",
    en: "some characters do not fit the encoding and could not be read",
};

/// The words of a piece of markup.
pub fn words(markup: &str) -> String {
    read_tree(markup).map_or_else(String::new, |tree| tree.text(0, markup.len()))
}

/// Reads a page, with the pictures that are in it.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Refusal> {
    read_with(name, bytes, &|_| None)
}

/// Reads a page; `fetch` gives the files beside it, by their path from its
/// folder, and goes nowhere else.
pub fn read_with(name: &str, bytes: &[u8], fetch: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Document, Refusal> {
    if bytes.len() > LIMIT << 20 {
        return Err(too_large());
    }
    if !mhtml::is_mhtml(bytes) {
        return from_markup(name, bytes, None, "", fetch);
    }
    let Some(parts) = mhtml::Parts::read(bytes) else {
        return Err(Refusal {
            what: Words {
                zh: "网页归档里没有网页，文件可能不完整",
                en: "there is no page in the web archive; the file may be incomplete",
            },
            help: Words {
                zh: "在浏览器里打开原来的网页，再保存一次",
                en: "open the page in a browser and save it again",
            },
        });
    };
    if parts.page.is_empty()
        && let Some((text, damaged)) = mail::text(&parts)
    {
        let remarks = damaged.then(|| Remark::new(RemarkKind::Doubt, DAMAGED, Place::Document, "", ""));
        return plain::document(name, &text, remarks.into_iter().collect());
    }
    let companion = |address: &str| parts.find(address).or_else(|| fetch(address));
    from_markup(name, &parts.page, parts.charset.as_deref(), &parts.address, &companion)
}

/// The tree of a page; none if it has more quotation marks than a page can.
///
/// The tokenizer calls itself once for every quoted attribute of a tag, so that
/// a tag with some ten thousand would end the program. It gets a stack that
/// holds the worst that the page can ask for; of that only what is used costs
/// memory.
fn read_tree(text: &str) -> Option<tree::Tree> {
    let marks = memchr::memchr2_iter(b'"', b'\'', text.as_bytes()).count();
    if marks > MARKS {
        return None;
    }
    if marks <= FEW {
        return Some(tree::Tree::read(text));
    }
    std::thread::scope(|scope| {
        // Frames are larger where nothing is optimized.
        let frame = if cfg!(debug_assertions) { 16 << 10 } else { 2 << 10 };
        let builder = std::thread::Builder::new().stack_size(marks * frame + (4 << 20));
        let reading = builder.spawn_scoped(scope, || tree::Tree::read(text)).ok()?;
        reading.join().ok()
    })
}

fn too_large() -> Refusal {
    Refusal {
        what: Words { zh: "网页太大", en: "the page is too large" },
        help: Words {
            zh: "多半不是一篇总结；在浏览器里另存为“仅网页”，或把正文复制到 Word 再导入",
            en: "it is hardly one report; save it from a browser without pictures, or copy its text into Word",
        },
    }
}

fn from_markup(
    name: &str,
    bytes: &[u8],
    charset: Option<&str>,
    address: &str,
    fetch: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<Document, Refusal> {
    if bytes.len() > MARKUP << 20 {
        return Err(too_large());
    }
    let (text, damaged) = encoding::decode(bytes, charset);
    let tree = read_tree(&text).ok_or_else(too_large)?;
    let measures = content::Measures::of(&tree);
    let roots = content::find(&tree, &measures);
    let page = page::Page::read(&tree, &text, &measures, &roots, address);
    drop(text);
    let mut document = Document { name: name.to_owned(), properties: page.properties.clone(), ..Document::default() };
    let doubts = [(damaged, DAMAGED), (tree.deep, DEEP), (tree.cut, CUT)];
    let doubts = doubts.into_iter().filter(|(is_so, _)| *is_so);
    document.remarks.extend(doubts.map(|(_, what)| Remark::new(RemarkKind::Doubt, what, Place::Document, "", "")));
    flow::write(&tree, &measures, &page, &roots, fetch, &mut document);
    if document.blocks.iter().all(|block| matches!(block, Block::Divider)) {
        return Err(Refusal {
            what: Words { zh: "网页里没有找到文字", en: "no words were found in the page" },
            help: Words {
                zh: "正文可能要等网页运行后才有：在浏览器里打开，看到正文后再保存",
                en: "its text may appear only when the page runs: open it in a browser and save it when you see the text",
            },
        });
    }
    Ok(document)
}
