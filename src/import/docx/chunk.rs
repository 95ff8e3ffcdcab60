//! Chunks: text in another format that a document takes in (§17.17.2.1), as
//! programs write that make documents of web pages.

use crate::diag::Words;
use crate::import::document::{Block, Document, Inline, Paragraph};
use crate::import::docx::body::Reader;
use crate::import::docx::xml::{Element, Ns};
use crate::import::docx::{limits, refuse};
use crate::import::kind::{self, Kind};
use crate::import::{Refusal, RemarkKind, docx, html, plain};

/// How deep documents may stand in one another.
const DEPTH: u8 = 2;

const EMBEDDED_FILE: Words = Words {
    zh: "这里嵌入了另一个文件，其内容未导入，请单独导入",
    en: "another file is embedded here; its content was not imported, import it by itself",
};
const CHUNK: Words = Words {
    zh: "正文里嵌着另一个文件，已经取出",
    en: "the text has another file in it, which was taken out",
};

impl Reader<'_, '_> {
    /// Takes in the text of a chunk; one that cannot be read is a doubt.
    pub fn chunk(&mut self, element: Element<'_, '_>) -> Result<(), Refusal> {
        let Some(document) = self.read_chunk(element)? else {
            self.remark_at_place(RemarkKind::Doubt, EMBEDDED_FILE, "", "");
            return Ok(());
        };
        let (paragraphs, _) = document.extent();
        self.used.paragraphs += paragraphs;
        if self.used.paragraphs > limits::PARAGRAPHS {
            return Err(refuse::too_large());
        }
        self.remark_once(RemarkKind::Simplified, CHUNK, "");
        let first = self.document.pictures.len();
        let mut blocks = document.blocks;
        blocks.extend(document.notes.into_iter().flatten().map(Block::Paragraph));
        for block in &mut blocks {
            match block {
                Block::Paragraph(paragraph) => settle(paragraph, first),
                Block::Table(table) => {
                    let cells = table.rows.iter_mut().flatten();
                    cells.flat_map(|cell| &mut cell.content).for_each(|paragraph| settle(paragraph, first));
                }
                Block::Divider => {}
            }
        }
        self.document.pictures.extend(document.pictures);
        self.document.remarks.extend(document.remarks);
        self.add_blocks(blocks);
        Ok(())
    }

    fn read_chunk(&mut self, element: Element<'_, '_>) -> Result<Option<Document>, Refusal> {
        let relation = element.value_of(Ns::R, "id").and_then(|id| self.relations.by_id(&id));
        let Some(part) = relation.filter(|relation| !relation.external).map(|relation| relation.target.clone()) else {
            return Ok(None);
        };
        let bytes = self.package.part(&part, limits::XML);
        let Some(bytes) = self.tolerated(&part, bytes)?.flatten() else { return Ok(None) };
        let document = match kind::of(&part, &bytes) {
            Kind::Html | Kind::Mhtml => html::read(&part, &bytes),
            Kind::Text => plain::read(&part, &bytes),
            Kind::Docx if self.depth < DEPTH => docx::read_within(&part, &bytes, self.depth + 1),
            _ => return Ok(None),
        };
        Ok(document.ok())
    }
}

/// Gives a paragraph's pictures their numbers in the whole document. Its notes
/// stand after the chunk, unmarked.
fn settle(paragraph: &mut Paragraph, first: usize) {
    fn inlines(content: &mut Vec<Inline>, first: usize) {
        content.retain(|inline| !matches!(inline, Inline::Note(_)));
        for inline in content {
            match inline {
                Inline::Picture { picture, .. } => *picture += first,
                Inline::Link { content, .. } => inlines(content, first),
                _ => {}
            }
        }
    }
    inlines(&mut paragraph.content, first);
}
