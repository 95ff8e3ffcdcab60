//! Word documents (`.docx`).
//!
//! In: the bytes of a file as Word, WPS or LibreOffice wrote it (ECMA-376,
//! strict or transitional). Out: a [`Document`] in the order of reading: what
//! paragraphs are by style and outline level, automatic numbers as text,
//! changes accepted, fields with their results. What a report cannot hold is
//! left out or made simpler, and each time a remark says so.
//!
//! The file is a stranger's. Parts are unpacked within the limits of
//! [`limits`] and read block by block; nothing of it is fetched, executed or
//! expanded, and no bytes make the reader panic (`tests/import_docx.rs`,
//! `tests/fuzz.rs`).
//!
//! Not read: page layout, colours, drawings without words, what formulas in
//! tables would compute, styles of tables, macros, `.doc` and encrypted files,
//! which are refused with what to do.

mod body;
mod chunk;
mod drawings;
mod equations;
mod fields;
mod formats;
pub mod limits;
mod numbering;
mod package;
mod parts;
mod refuse;
mod runs;
mod styles;
mod symbols;
mod tables;
mod traces;
mod xml;

use crate::diag::Words;
use crate::import::document::Document;
use crate::import::docx::body::Reader;
use crate::import::docx::numbering::Numbering;
use crate::import::docx::package::Package;
use crate::import::docx::styles::Styles;
use crate::import::docx::xml::Ns;
use crate::import::{Refusal, RemarkKind};

pub use traces::{Traces, traces};

/// Reads a Word document.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Refusal> {
    read_within(name, bytes, 0)
}

/// Reads a Word document that stands in so many others.
fn read_within(name: &str, bytes: &[u8], depth: u8) -> Result<Document, Refusal> {
    let mut package = Package::open(bytes)?;
    let main = package.main()?;
    let text = package.xml(&main)?.ok_or_else(refuse::no_document)?;
    let relations = package.relations(&main)?;
    let root = package.relations("")?;
    let [styles, numbering, comments] = ["styles", "numbering", "comments"].map(|kind| relations.first(kind));
    let [styles, numbering, comments] = [styles, numbering, comments].map(|part| part.map(str::to_owned));
    let core = root.first("core-properties").map(str::to_owned);
    let mut reader = Reader::new(&mut package, relations);
    reader.document.name = name.to_owned();
    reader.depth = depth;
    // A damaged part beside the text costs what it holds, not the document.
    reader.styles = reader.side(styles.as_deref(), Styles::read)?;
    reader.numbering = reader.side(numbering.as_deref(), Numbering::read)?;
    reader.comments = reader.side(comments.as_deref(), parts::comments)?;
    reader.document.properties = reader.side(core.as_deref(), parts::properties)?;

    // A document without a body is an empty one. The second reading is for that
    // case only: it would hold a whole body as one block.
    let found = xml::children(&text, &[(Ns::W, "document"), (Ns::W, "body")], |block| reader.block(block))?
        || xml::children(&text, &[(Ns::W, "document")], |_| Ok(()))?;
    if !found {
        return Err(refuse::no_document());
    }
    drop(text);
    let mut blocks = reader.take_blocks()?;
    // The last paragraph is often there only because Word needs one.
    while matches!(blocks.last(), Some(crate::import::document::Block::Paragraph(last)) if last.is_empty()) {
        blocks.pop();
    }
    reader.fields.clear();
    reader.read_notes(&main)?;
    reader.drop_margins()?;
    let mut document = reader.document;
    document.blocks = blocks;
    Ok(document)
}

impl Reader<'_, '_> {
    /// Reads a part beside the text; what cannot be read is empty, with a
    /// remark. What breaks a limit still refuses the file.
    fn side<T: Default>(
        &mut self,
        part: Option<&str>,
        read: impl Fn(&str) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let Some(part) = part else { return Ok(T::default()) };
        let value = match self.package.side_xml(part) {
            Ok(Some(text)) => read(&text),
            Ok(None) => return Ok(T::default()),
            Err(refusal) => Err(refusal),
        };
        Ok(self.tolerated(part, value)?.unwrap_or_default())
    }

    /// What was read of a part beside the text; none, with a remark, if it is
    /// damaged.
    pub(crate) fn tolerated<T>(&mut self, part: &str, value: Result<T, Refusal>) -> Result<Option<T>, Refusal> {
        match value {
            Err(refusal) if refusal == refuse::damaged() => {
                self.remark_at_place(RemarkKind::Doubt, DAMAGED_PART, part, "");
                Ok(None)
            }
            value => value.map(Some),
        }
    }
}

const DAMAGED_PART: Words = Words {
    zh: "文件的这一部分已损坏，其中的内容未导入",
    en: "this part of the file is damaged; what it holds was left out",
};
