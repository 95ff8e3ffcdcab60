//! Parts beside the text: notes, comments, page headers, properties.
//!
//! In: parts of the package. Out: notes as paragraphs, comments as words for
//! remarks, page headers and footers as properties and remarks if they hold words,
//! and what else the file says of itself.

use std::collections::{BTreeSet, HashMap};

use crate::diag::Words;
use crate::import::document::{Inline, Paragraph, Properties};
use crate::import::docx::body::{Reader, words_in};
use crate::import::docx::package::Package;
use crate::import::docx::xml::{self, Element, Ns};
use crate::import::docx::{limits, refuse};
use crate::import::{Refusal, RemarkKind};

/// The words of comments by their identifiers (§17.13.4), their authors first.
pub fn comments(text: &str) -> Result<HashMap<String, String>, Refusal> {
    let mut comments = HashMap::new();
    xml::children(text, &[(Ns::W, "comments")], |element| {
        if comments.len() >= limits::DEFINITIONS {
            return Err(refuse::too_large());
        }
        if let Some(id) = element.value("id") {
            let author = element.value("author").unwrap_or_default();
            let words = words_in(element);
            let words = if author.is_empty() { words } else { format!("{author}：{words}") };
            comments.insert(id.into_owned(), words);
        }
        Ok(())
    })?;
    Ok(comments)
}

/// What `docProps/core.xml` says (ECMA-376 part 2, §11).
pub fn properties(text: &str) -> Result<Properties, Refusal> {
    let mut properties = Properties::default();
    xml::children(text, &[(Ns::Core, "coreProperties")], |element| {
        let value = element.text().trim().chars().take(1_000).collect();
        match element.name() {
            (Ns::Dc, "title") => properties.title = value,
            (Ns::Dc, "creator") => properties.author = value,
            (Ns::Dc, "created") => properties.created = value,
            (Ns::Dc, "modified") => properties.modified = value,
            _ => {}
        }
        Ok(())
    })?;
    Ok(properties)
}

impl Reader<'_, '_> {
    /// Reads the notes that were referred to, each from its part.
    pub fn read_notes(&mut self, main: &str) -> Result<(), Refusal> {
        let count = self.note_index.len();
        let mut notes: Vec<Option<Vec<Paragraph>>> = Vec::new();
        notes.resize_with(count, || None);
        let relations = self.package.relations(main)?;
        for (end, kind, names) in
            [(false, "footnotes", ("footnotes", "footnote")), (true, "endnotes", ("endnotes", "endnote"))]
        {
            if !self.note_index.keys().any(|(is_end, _)| *is_end == end) {
                continue;
            }
            let Some(part) = relations.first(kind) else { continue };
            let text = self.package.side_xml(part);
            let Some(text) = self.tolerated(part, text)?.flatten() else { continue };
            self.relations = self.package.relations(part)?;
            let read = xml::children(&text, &[(Ns::W, names.0)], |element| {
                let id = element.value("id").unwrap_or_default().into_owned();
                let Some(&index) = self.note_index.get(&(end, id)) else { return Ok(()) };
                if element.is(Ns::W, names.1) && notes[index].is_none() {
                    notes[index] = Some(self.note(element, index)?);
                }
                Ok(())
            });
            self.tolerated(part, read)?;
        }
        for (index, note) in notes.into_iter().enumerate() {
            self.note = Some(u32::try_from(index + 1).unwrap_or(u32::MAX));
            if note.is_none() {
                self.remark_at_place(RemarkKind::Doubt, NO_NOTE, "", "");
            }
            self.document.notes.push(note.unwrap_or_default());
        }
        self.note = None;
        Ok(())
    }

    /// Reads a note.
    fn note(&mut self, element: Element<'_, '_>, index: usize) -> Result<Vec<Paragraph>, Refusal> {
        self.note = Some(u32::try_from(index + 1).unwrap_or(u32::MAX));
        self.fields.clear();
        let counted = self.used.counted;
        let blocks = self.story(element)?;
        let mut paragraphs = self.flattened(blocks);
        self.used.counted = counted;
        self.note = None;
        // Word sets a blank between the mark of the note and its words.
        if let Some(Inline::Text { text, .. }) = paragraphs.first_mut().and_then(|first| first.content.first_mut()) {
            *text = text.trim_start().to_owned();
        }
        Ok(paragraphs)
    }

    /// Says which page headers and footers held words.
    pub fn drop_margins(&mut self) -> Result<(), Refusal> {
        let mut said = BTreeSet::new();
        for part in std::mem::take(&mut self.margins) {
            let text = self.package.side_xml(&part);
            let Some(text) = self.tolerated(&part, text)?.flatten() else { continue };
            for (root, what) in [("hdr", HEADER), ("ftr", FOOTER)] {
                let mut words = String::new();
                let read = xml::children(&text, &[(Ns::W, root)], |element| {
                    words.push_str(&words_in(element));
                    words.push(' ');
                    Ok(())
                });
                self.tolerated(&part, read)?;
                if words.contains(char::is_alphanumeric) && said.insert(words.trim().to_owned()) {
                    self.remark_at_place(RemarkKind::Dropped, what, &words, "");
                    self.document.properties.margins.push(words.trim().chars().take(LONGEST).collect());
                }
            }
        }
        // They stand nowhere in the text.
        for remark in &mut self.document.remarks {
            if remark.what == HEADER || remark.what == FOOTER {
                remark.place = None;
            }
        }
        Ok(())
    }
}

impl Package<'_> {
    /// The text of a part beside the document's, which may be missing or
    /// damaged without harm to the rest; never more than the limits.
    pub fn side_xml(&mut self, part: &str) -> Result<Option<String>, Refusal> {
        self.part(part, limits::SIDE_XML)?.map(xml::decode).transpose()
    }
}

/// How much of a header or footer is kept, in characters.
const LONGEST: usize = 200;

const NO_NOTE: Words = Words { zh: "文件里缺少这条注释", en: "the note is missing from the file" };
const HEADER: Words = Words { zh: "页眉未导入", en: "a page header was left out" };
const FOOTER: Words = Words { zh: "页脚未导入", en: "a page footer was left out" };
