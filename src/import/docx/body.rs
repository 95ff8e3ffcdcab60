//! The text: blocks, paragraphs and what they are.
//!
//! In: the elements of a story (the body, a note, a text box, a cell). Out:
//! paragraphs and tables in reading order, with labels counted and changes
//! accepted. What stands in a paragraph is read by [`super::runs`]'s functions
//! on the same [`Reader`], tables by those of `tables`, drawings by those of
//! `drawings`.
//!
//! A reader recurses as deep as elements are nested, which `xml` bounds.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::diag::Words;
use crate::import::account;
use crate::import::document::{Block, Document, Look, Paragraph, Place, Role};
use crate::import::docx::fields::Field;
use crate::import::docx::numbering::Numbering;
use crate::import::docx::package::{Package, Relations};
use crate::import::docx::runs::Line;
use crate::import::docx::styles::{Kind, Layout, Style, Styles, on};
use crate::import::docx::xml::{Element, Ns};
use crate::import::docx::{limits, refuse};
use crate::import::{Refusal, Remark, RemarkKind};

/// A document while it is read.
pub struct Reader<'p, 'b> {
    /// Where parts come from.
    pub package: &'p mut Package<'b>,
    /// What the part that is being read refers to.
    pub relations: Relations,
    /// The styles.
    pub styles: Styles,
    /// The numberings and how far they have counted.
    pub numbering: Numbering,
    /// What was read so far, but for the blocks.
    pub document: Document,
    /// The words of comments, by their identifiers.
    pub comments: HashMap<String, String>,
    /// The notes that were referred to, numbered in this order: whether it is
    /// an endnote, and its identifier.
    pub note_index: HashMap<(bool, String), usize>,
    /// Where pictures of a part went, so that each is unpacked once.
    pub pictures: HashMap<String, Option<usize>>,
    /// Page headers and page footers that sections refer to.
    pub margins: BTreeSet<String>,
    /// The fields that are open.
    pub fields: Vec<Field>,
    /// The paragraph that is being read.
    pub line: Line,
    /// Where links lead, by number; 0 is none.
    pub targets: Vec<String>,
    /// What was used up of the limits.
    pub used: Used,
    /// The blocks of the story or cell that is being read.
    flow: Flow,
    /// How many stories and cells are open around it.
    pub nesting: usize,
    /// In how many documents this one stands.
    pub depth: u8,
    /// The note that is being read.
    pub note: Option<u32>,
    /// Remarks that are made once.
    said: HashSet<&'static str>,
}

/// What was used up of the limits.
#[derive(Default)]
pub struct Used {
    /// Paragraphs.
    pub paragraphs: usize,
    /// Paragraphs that are not empty.
    pub counted: u32,
    /// Runs, links, pictures and notes.
    pub inlines: usize,
    /// Cells.
    pub cells: usize,
    /// Bytes of pictures.
    pub pictures: u64,
    /// Bytes of links' targets.
    pub targets: usize,
    /// Charts and diagrams.
    pub side_parts: usize,
    /// Which paragraph it is, in the order of reading.
    pub lines: usize,
}

/// Blocks that follow each other.
#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    /// A paragraph whose end was deleted: it goes on in the next one.
    open: Option<Line>,
}

impl<'p, 'b> Reader<'p, 'b> {
    /// A reader that has read nothing.
    pub fn new(package: &'p mut Package<'b>, relations: Relations) -> Reader<'p, 'b> {
        Reader {
            package,
            relations,
            styles: Styles::default(),
            numbering: Numbering::default(),
            document: Document::default(),
            comments: HashMap::new(),
            note_index: HashMap::new(),
            pictures: HashMap::new(),
            margins: BTreeSet::new(),
            fields: Vec::new(),
            line: Line::default(),
            targets: vec![String::new()],
            used: Used::default(),
            flow: Flow::default(),
            nesting: 0,
            depth: 0,
            note: None,
            said: HashSet::new(),
        }
    }

    /// Reads what stands in an element as a story of its own.
    pub fn story(&mut self, element: Element<'_, '_>) -> Result<Vec<Block>, Refusal> {
        let outer = std::mem::take(&mut self.flow);
        let line = std::mem::take(&mut self.line);
        self.nesting += 1;
        self.blocks(element)?;
        self.nesting -= 1;
        let blocks = self.take_blocks()?;
        self.line = line;
        self.flow = outer;
        Ok(blocks)
    }

    /// The blocks that were read, a paragraph without an end among them.
    pub fn take_blocks(&mut self) -> Result<Vec<Block>, Refusal> {
        if let Some(line) = self.flow.open.take() {
            self.line = line;
            self.finish(&Layout::default(), &Style::default(), false)?;
        }
        Ok(std::mem::take(&mut self.flow.blocks))
    }

    /// Reads the blocks in an element.
    pub fn blocks(&mut self, element: Element<'_, '_>) -> Result<(), Refusal> {
        for child in element.children() {
            self.block(child)?;
        }
        Ok(())
    }

    /// Reads a block.
    pub fn block(&mut self, element: Element<'_, '_>) -> Result<(), Refusal> {
        match element.name() {
            (Ns::W, "p") => self.paragraph(element),
            (Ns::W, "tbl") => {
                if let Some(table) = self.table(element)? {
                    self.flow.blocks.push(Block::Table(table));
                }
                Ok(())
            }
            (Ns::W, "sdt") => match self.content_of(element) {
                Some(content) => self.blocks(content),
                None => Ok(()),
            },
            (Ns::W, "del" | "moveFrom") => {
                self.drop_deleted(element);
                Ok(())
            }
            (Ns::W, "altChunk" | "subDoc") => self.chunk(element),
            (Ns::W, "sectPr") => {
                self.section(element);
                Ok(())
            }
            (Ns::M, "oMath" | "oMathPara") => {
                self.begin_line();
                self.equation(element)?;
                self.finish(&Layout::default(), &Style::default(), false)
            }
            // Changes, custom XML, smart tags and what nobody knows are
            // wrappers of blocks.
            (Ns::W, "ins" | "moveTo" | "customXml" | "smartTag" | "txbxContent") | (Ns::Other, _) => {
                self.blocks(element)
            }
            _ => Ok(()),
        }
    }

    /// The content of a structured document tag (§17.5.2); `None` if it is a
    /// table of contents or a prompt to write something.
    pub fn content_of<'t, 'a>(&mut self, element: Element<'t, 'a>) -> Option<Element<'t, 'a>> {
        let content = element.own("sdtContent")?;
        let Some(properties) = element.own("sdtPr") else { return Some(content) };
        let gallery = properties.own("docPartObj").and_then(|part| part.own("docPartGallery")?.value("val"));
        if gallery.is_some_and(|gallery| gallery.eq_ignore_ascii_case("Table of Contents")) {
            self.drop_contents(&words_in(content));
            return None;
        }
        if properties.own("showingPlcHdr").is_some_and(|it| it.value("val").as_deref().is_none_or(on)) {
            let words = words_in(content);
            self.remark_at_place(RemarkKind::Dropped, PROMPT, &words, "");
            return None;
        }
        Some(content)
    }

    /// Remembers the page headers and page footers of a section.
    fn section(&mut self, element: Element<'_, '_>) {
        for child in element.children() {
            if let (Ns::W, "headerReference" | "footerReference") = child.name()
                && let Some(id) = child.value_of(Ns::R, "id")
                && self.margins.len() < limits::SIDE_PARTS
                && let Some(relation) = self.relations.by_id(&id).filter(|relation| !relation.external)
            {
                self.margins.insert(relation.target.clone());
            }
        }
    }

    /// Starts a paragraph, or goes on with one whose end was deleted.
    fn begin_line(&mut self) {
        self.line = self.flow.open.take().unwrap_or_default();
        self.used.lines += 1;
        self.line.number = self.used.lines;
    }

    /// Reads a `w:p`.
    fn paragraph(&mut self, element: Element<'_, '_>) -> Result<(), Refusal> {
        self.begin_line();
        let properties = element.own("pPr");
        let mut layout = properties.map(Layout::read).unwrap_or_default();
        let id = properties.and_then(|properties| properties.own("pStyle")?.value("val"));
        let style = self.styles.paragraph(id.as_deref());
        self.line.letters = style.letters.clone();
        self.inlines(element)?;
        let mut divider = false;
        let mut ends = true;
        for child in properties.into_iter().flat_map(Element::children) {
            match child.name() {
                (Ns::W, "sectPr") => self.section(child),
                (Ns::W, "pBdr") => divider |= has_line(child),
                (Ns::W, "rPr") => ends = child.own("del").is_none() && child.own("moveFrom").is_none(),
                _ => {}
            }
        }
        if !ends {
            // §17.13.5.15: the mark at the end is deleted, so what follows
            // belongs to this paragraph and says what it is.
            self.flow.open = Some(std::mem::take(&mut self.line));
            return Ok(());
        }
        // A direct level without a numbering is one of the style's.
        if layout.numbering.is_none() && layout.level.is_none() && style.layout.numbering.is_some() {
            let by = style.numbered_by.as_deref().unwrap_or_default();
            layout.level = self.numbering.level_of_style(style.layout.numbering.unwrap_or(0), by);
        }
        let boxes = self.line.boxes;
        let following = std::mem::take(&mut self.line.following);
        self.finish(&layout, &style, divider)?;
        for words in following {
            self.add_paragraph(&words);
        }
        if boxes {
            self.text_boxes(element)?;
        }
        Ok(())
    }

    /// Reads the text boxes of a paragraph; they follow it.
    fn text_boxes(&mut self, element: Element<'_, '_>) -> Result<(), Refusal> {
        let mut open = vec![element];
        while let Some(element) = open.pop() {
            match element.name() {
                (Ns::W, "txbxContent") => {
                    let fields = std::mem::take(&mut self.fields);
                    self.blocks(element)?;
                    self.fields = fields;
                }
                (Ns::W, "del" | "moveFrom") => {}
                _ => {
                    let place = open.len();
                    open.extend(element.children());
                    open[place..].reverse();
                }
            }
        }
        Ok(())
    }

    /// Ends the paragraph: says what it is and puts it down.
    fn finish(&mut self, direct: &Layout, style: &Style, divider: bool) -> Result<(), Refusal> {
        let mut line = std::mem::take(&mut self.line);
        self.used.paragraphs += 1;
        if self.used.paragraphs > limits::PARAGRAPHS {
            return Err(refuse::too_large());
        }
        if style.kind == Kind::Contents && direct.outline.is_none() {
            let words = line.words();
            if !words.trim().is_empty() {
                self.drop_contents(&words);
            }
            return Ok(());
        }
        let mut layout = direct.clone();
        layout.rest_from(&style.layout);
        let (content, mut look) = line.content(&self.targets, style.letters.bold == Some(true));
        look.centered = layout.alignment == Some(0);
        look.right = layout.alignment == Some(1);
        look.indented |= layout.indented == Some(true);
        let label = match layout.numbering {
            Some(numbering) if numbering > 0 && !(content.is_empty() && line.dropped) => {
                self.numbering.count(numbering, layout.level.unwrap_or(0), &mut self.styles)
            }
            _ => None,
        };
        self.remark_line(&line);
        if content.is_empty() && label.as_ref().is_none_or(|label| label.text.is_empty()) {
            if divider || line.rule {
                self.flow.blocks.push(Block::Divider);
            } else if !line.dropped && self.nesting == 0 {
                let look = Look::default();
                let place = self.place();
                self.flow.blocks.push(Block::Paragraph(Paragraph { look, place, ..Paragraph::default() }));
            }
            return Ok(());
        }
        let place = self.place();
        self.used.counted = self.used.counted.saturating_add(1);
        let depth = layout.level.unwrap_or(0);
        let role = match (direct.outline, style.kind) {
            (Some(level @ 0..=8), _) => Role::Heading(level + 1),
            (_, Kind::Heading(level)) => Role::Heading(level),
            (_, Kind::Title) => Role::Title,
            (_, Kind::Subtitle) => Role::Subtitle,
            (_, Kind::Caption) => Role::Caption,
            (_, Kind::Preformatted) => Role::Preformatted,
            (_, kind) => match (&label, kind) {
                (Some(label), _) if !label.text.is_empty() => Role::Item { depth, ordered: label.ordered },
                (_, Kind::Item(ordered)) => Role::Item { depth, ordered },
                (_, Kind::Quotation) => Role::Quotation,
                _ => Role::Body,
            },
        };
        let label = label.map(|label| label.text).unwrap_or_default();
        self.flow.blocks.push(Block::Paragraph(Paragraph { role, label, content, look, place, within: None }));
        Ok(())
    }

    /// How many blocks there are in this story or cell.
    pub fn length(&self) -> usize {
        self.flow.blocks.len()
    }

    /// Drops blocks from a place on; their words come back, a line each.
    pub fn truncate(&mut self, length: usize) -> String {
        let dropped =
            Document { blocks: self.flow.blocks.split_off(length.min(self.flow.blocks.len())), ..Document::default() };
        account::pieces(&dropped).into_iter().map(|piece| piece.text + "\n").collect()
    }

    /// Puts a paragraph of plain words after what was read.
    pub fn add_paragraph(&mut self, words: &str) {
        let place = self.place();
        self.used.counted = self.used.counted.saturating_add(1);
        self.used.paragraphs += 1;
        self.flow.blocks.push(Block::Paragraph(Paragraph::of_text(words, place)));
    }

    /// Puts blocks after what was read.
    pub fn add_blocks(&mut self, blocks: Vec<Block>) {
        self.flow.blocks.extend(blocks);
    }

    /// Drops a line of a table of contents.
    pub fn drop_contents(&mut self, words: &str) {
        self.remark_at_place(RemarkKind::Dropped, CONTENTS, words, "");
    }

    /// Where the paragraph stands that is being read.
    pub fn place(&self) -> Place {
        match self.note {
            Some(note) => Place::Note(note),
            None => Place::Paragraph(self.used.counted.saturating_add(1)),
        }
    }

    /// Says something about the place that is being read. What is left out is
    /// quoted whole; beyond so many remarks, several share one.
    pub fn remark_at_place(&mut self, kind: RemarkKind, what: Words, before: &str, after: &str) {
        let before = if kind == RemarkKind::Dropped { in_line(before) } else { quoted(before) };
        let remarks = &mut self.document.remarks;
        if remarks.len() >= limits::REMARKS {
            if kind == RemarkKind::Dropped
                && let Some(last) = remarks.iter_mut().rev().find(|remark| remark.what == what)
            {
                last.before.push_str(" / ");
                last.before.push_str(&before);
                return;
            }
            if kind != RemarkKind::Dropped {
                if remarks.len() == limits::REMARKS {
                    remarks.push(Remark::of_all(RemarkKind::Doubt, TOO_MANY));
                }
                return;
            }
        }
        let place = self.place();
        self.document.remarks.push(Remark::new(kind, what, place, &before, &quoted(after)));
    }

    /// Says something once in a document.
    pub fn remark_once(&mut self, kind: RemarkKind, what: Words, before: &str) {
        if self.said.insert(what.en) {
            self.remark_at_place(kind, what, before, "");
        }
    }

    /// Says what happened to the words of a paragraph.
    fn remark_line(&mut self, line: &Line) {
        for (words, what) in [(&line.deleted, DELETED), (&line.hidden, HIDDEN), (&line.ruby, RUBY)] {
            if !words.trim().is_empty() {
                self.remark_at_place(RemarkKind::Dropped, what, words, "");
            }
        }
        if !line.inserted.trim().is_empty() {
            self.remark_once(RemarkKind::Simplified, INSERTED, &line.inserted);
        }
    }

    /// Says what was deleted as a block.
    fn drop_deleted(&mut self, element: Element<'_, '_>) {
        if element.is(Ns::W, "del") {
            let words = words_in(element);
            self.remark_at_place(RemarkKind::Dropped, DELETED, &words, "");
        }
    }
}

/// The words below an element, as far as a remark can show.
pub fn words_in(element: Element<'_, '_>) -> String {
    let mut words = String::new();
    for element in element.descendants() {
        match element.name() {
            (Ns::W, "t" | "delText") | (Ns::M | Ns::A, "t") => words.push_str(&element.text()),
            (Ns::W, "p") | (Ns::A, "p") if !words.is_empty() => words.push(' '),
            _ => {}
        }
    }
    words.trim().to_owned()
}

/// Words in one line.
fn in_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words in one line, short.
fn quoted(words: &str) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in words.split_whitespace() {
        if length > 0 {
            line.push(' ');
        }
        for character in word.chars() {
            if length == limits::QUOTE {
                line.push('…');
                return line;
            }
            line.push(character);
            length += 1;
        }
        length += 1;
    }
    line
}

/// Whether a border is a line across, above or below.
fn has_line(borders: Element<'_, '_>) -> bool {
    let sides = borders.children().filter(|side| matches!(side.name(), (Ns::W, "top" | "bottom" | "between")));
    let mut kinds = sides.filter_map(|side| side.value("val"));
    kinds.any(|kind| kind != "none" && kind != "nil")
}

const CONTENTS: Words = Words {
    zh: "目录未导入，网站会自动生成",
    en: "the table of contents was left out; the site makes its own",
};
const PROMPT: Words =
    Words { zh: "未填写的占位提示已删去", en: "a prompt that nobody filled in was left out" };
const DELETED: Words =
    Words { zh: "修订中删除的文字未导入", en: "words deleted in a tracked change were left out" };
const INSERTED: Words =
    Words { zh: "修订中插入的文字已按接受处理", en: "words inserted in tracked changes were accepted" };
const HIDDEN: Words = Words { zh: "隐藏文字未导入", en: "hidden words were left out" };
const RUBY: Words = Words { zh: "文字上方的注音未导入", en: "the reading above words was left out" };
const TOO_MANY: Words =
    Words { zh: "提示太多，其余从略", en: "there are too many remarks; the rest are left out" };
