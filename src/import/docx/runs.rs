//! What stands in a paragraph: words, breaks, links, notes.
//!
//! In: the elements of a paragraph. Out: a [`Line`] of atoms in order, each
//! with its form and the link it stands in, and beside it the words that were
//! left out, so that the paragraph can say so. Changes are accepted, fields
//! show their results, hidden words vanish.

use std::collections::BTreeMap;

use crate::diag::Words;
use crate::import::document::{Face, Form, Inline, Look};
use crate::import::docx::body::{Reader, words_in};
use crate::import::docx::styles::Letters;
use crate::import::docx::xml::{Element, Ns};
use crate::import::docx::{limits, refuse, symbols};
use crate::import::{Refusal, RemarkKind};

/// A paragraph while it is read.
#[derive(Default)]
pub struct Line {
    /// What stands in it, each with the number of its link.
    pub atoms: Vec<(u32, Inline)>,
    /// The atom from which on words may be joined to words.
    pub floor: usize,
    /// Which paragraph it is, in the order of reading.
    pub number: usize,
    /// The letters of its style.
    pub letters: Letters,
    /// The link of an element around the words; 0 is none.
    pub link: u32,
    /// Whether it is read within something deleted.
    pub deleting: bool,
    /// Whether it is read within something inserted.
    pub inserting: bool,
    /// Words that were deleted.
    pub deleted: String,
    /// Words that were inserted, as far as a remark can show.
    pub inserted: String,
    /// Words that are hidden.
    pub hidden: String,
    /// Readings above words.
    pub ruby: String,
    /// Whether something that filled it was left out on purpose.
    pub dropped: bool,
    /// Whether a text box hangs on it.
    pub boxes: bool,
    /// Whether a line across was drawn in it.
    pub rule: bool,
    /// The words of charts and diagrams, which follow it as paragraphs.
    pub following: Vec<String>,
    /// How many letters have which size.
    sizes: Vec<(u16, usize)>,
    /// How many letters have each face.
    faces: BTreeMap<Option<Face>, usize>,
    /// How many letters there are, and how many of them are bold.
    letter_count: (usize, usize),
}

impl Line {
    /// Its words so far.
    pub fn words(&self) -> String {
        let texts = self.atoms.iter().filter_map(|(_, inline)| match inline {
            Inline::Text { text, .. } => Some(text.as_str()),
            _ => None,
        });
        texts.collect()
    }

    /// Counts letters for the look.
    fn tally(&mut self, text: &str, bold: bool, size: Option<u16>, face: Option<Face>) {
        let count = text.chars().filter(|c| !c.is_whitespace()).count();
        self.letter_count.0 += count;
        if bold {
            self.letter_count.1 += count;
        }
        *self.faces.entry(face).or_default() += count;
        let Some(size) = size else { return };
        match self.sizes.iter().position(|(known, _)| *known == size) {
            Some(known) => self.sizes[known].1 += count,
            None if self.sizes.len() < 32 => self.sizes.push((size, count)),
            None => {}
        }
    }

    /// What stands in it, with links put together, and what its letters look
    /// like. Bold that the style brings to all of it is its look, not emphasis
    /// on words.
    pub fn content(&mut self, targets: &[String], style_is_bold: bool) -> (Vec<Inline>, Look) {
        let mut content: Vec<Inline> = Vec::new();
        let mut last_link = 0;
        let bold = self.letter_count.0 > 0 && self.letter_count.0 == self.letter_count.1;
        for (link, mut inline) in std::mem::take(&mut self.atoms) {
            if let Inline::Text { form, .. } = &mut inline
                && bold
                && style_is_bold
            {
                form.bold = false;
            }
            let target = targets.get(link as usize).filter(|target| !target.is_empty());
            match (target, content.last_mut()) {
                (Some(_), Some(Inline::Link { content, .. })) if link == last_link => join(content, inline),
                (Some(target), _) => content.push(Inline::Link { target: target.clone(), content: vec![inline] }),
                (None, _) => join(&mut content, inline),
            }
            last_link = link;
        }
        let is_break = |inline: Option<&Inline>| matches!(inline, Some(Inline::Break));
        while is_break(content.last()) {
            content.pop();
        }
        let leading = content.iter().take_while(|inline| is_break(Some(inline))).count();
        content.drain(..leading);
        let size = self.sizes.iter().max_by_key(|(_, letters)| *letters).map(|(size, _)| *size);
        let face = self.faces.iter().max_by_key(|(_, letters)| **letters).and_then(|(face, _)| *face);
        let indented = matches!(content.first(), Some(Inline::Text { text, .. })
            if text.starts_with(['\u{3000}', '\t', '\u{2003}']) || text.starts_with("  ") || text.starts_with("\u{A0}\u{A0}"));
        (content, Look { bold, size, indented, face, ..Look::default() })
    }
}

/// Puts an inline at the end, words to words of the same form.
fn join(content: &mut Vec<Inline>, inline: Inline) {
    if let (Some(Inline::Text { text, form }), Inline::Text { text: more, form: other }) = (content.last_mut(), &inline)
        && form == other
    {
        text.push_str(more);
    } else {
        content.push(inline);
    }
}

impl Reader<'_, '_> {
    /// Reads what stands in an element of a paragraph.
    pub fn inlines(&mut self, element: Element<'_, '_>) -> Result<(), Refusal> {
        element.children().try_for_each(|child| self.inline(child))
    }

    /// Reads an element that stands in a paragraph.
    fn inline(&mut self, child: Element<'_, '_>) -> Result<(), Refusal> {
        match child.name() {
            (Ns::W, "r") => self.run(child)?,
            (Ns::W, "hyperlink") => {
                let link = self.link_of(child);
                let outer = std::mem::replace(&mut self.line.link, link);
                self.inlines(child)?;
                self.line.link = outer;
            }
            (Ns::W, "ins" | "moveTo") => {
                let inserts = child.is(Ns::W, "ins");
                let outer = self.line.inserting;
                self.line.inserting |= inserts;
                self.inlines(child)?;
                self.line.inserting = outer;
            }
            (Ns::W, "del") => {
                let outer = std::mem::replace(&mut self.line.deleting, true);
                self.inlines(child)?;
                self.line.deleting = outer;
                self.line.dropped = true;
            }
            // What was moved stands where it was moved to.
            (Ns::W, "moveFrom") => self.line.dropped = true,
            (Ns::W, "fldSimple") => self.simple_field(child)?,
            (Ns::W, "sdt") => {
                if let Some(content) = self.content_of(child) {
                    self.inlines(content)?;
                } else {
                    self.line.dropped = true;
                }
            }
            (Ns::M, "oMath" | "oMathPara") => self.equation(child)?,
            (Ns::W, "smartTag" | "customXml" | "dir" | "bdo" | "rubyBase") | (Ns::Other, _) => {
                self.inlines(child)?;
            }
            (Ns::W, "subDoc") => self.block(child)?,
            _ => {}
        }
        Ok(())
    }

    /// The link of a `w:hyperlink` (§17.16.22).
    fn link_of(&mut self, element: Element<'_, '_>) -> u32 {
        let target = element.value_of(Ns::R, "id").and_then(|id| Some(self.relations.by_id(&id)?.target.clone()));
        let anchor = element.value("anchor");
        self.link_to(target.unwrap_or_default(), anchor.as_deref())
    }

    /// The number of a link to a target and a place in it.
    pub fn link_to(&mut self, mut target: String, anchor: Option<&str>) -> u32 {
        if let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) {
            target.push('#');
            target.push_str(anchor);
        }
        self.used.targets = self.used.targets.saturating_add(target.len());
        // `_Toc…` and `_Ref…` are marks that Word sets for itself.
        if target.is_empty() || target.starts_with("#_") || self.used.targets > limits::TARGETS {
            return 0;
        }
        let number = u32::try_from(self.targets.len()).unwrap_or(0);
        self.targets.push(target);
        number
    }

    /// Reads a `w:r`.
    fn run(&mut self, element: Element<'_, '_>) -> Result<(), Refusal> {
        let own = element.own("rPr").map(Letters::read).unwrap_or_default();
        let character = own.style.as_deref().map(|id| self.styles.letters(id)).unwrap_or_default();
        let letters = own.within(&character, &self.line.letters, &self.styles.defaults);
        for child in element.children() {
            let (ns, name) = child.name();
            if ns != Ns::W {
                if let (Ns::M, "oMath" | "oMathPara") = (ns, name) {
                    self.equation(child)?;
                }
                continue;
            }
            match name {
                "t" => {
                    let text = child.text();
                    let kept = child.value_of(Ns::Xml, "space").is_some_and(|space| space == "preserve");
                    let blank = [' ', '\t', '\n', '\r'];
                    self.words(if kept { &text } else { text.trim_matches(blank) }, &letters)?;
                }
                "delText" => {
                    let text = child.text();
                    self.line.deleted.push_str(&text);
                }
                "instrText" if !self.line.deleting => self.instruct(&child.text()),
                "fldChar" if !self.line.deleting => self.field_mark(child)?,
                "tab" | "ptab" => self.words("\t", &letters)?,
                "br" | "cr" => self.push(Inline::Break)?,
                "noBreakHyphen" => self.words("-", &letters)?,
                "sym" => {
                    let font = child.value("font").unwrap_or_default().to_lowercase();
                    let code = child.value("char").and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
                    self.sign(&font, code.unwrap_or(0), &letters)?;
                }
                "footnoteReference" | "endnoteReference" => {
                    if let Some(id) = child.value("id") {
                        self.note_mark(name == "endnoteReference", &id)?;
                    }
                }
                "commentReference" => {
                    if let Some(id) = child.value("id") {
                        let words = self.comments.get(id.as_ref()).cloned().unwrap_or_default();
                        self.remark_at_place(RemarkKind::Dropped, COMMENT, &words, "");
                    }
                }
                "drawing" | "pict" | "object" if !self.line.deleting => self.drawing(child)?,
                // No schema allows these here, and programs write them (pdf2docx).
                "hyperlink" | "r" | "ins" | "smartTag" | "sdt" => self.inline(child)?,
                "ruby" => {
                    if let Some(reading) = child.own("rt") {
                        let words = words_in(reading);
                        self.line.ruby.push_str(&words);
                        self.line.ruby.push(' ');
                    }
                    if let Some(base) = child.own("rubyBase") {
                        self.inlines(base)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Puts down words.
    pub fn words(&mut self, text: &str, letters: &Letters) -> Result<(), Refusal> {
        if text.is_empty() || self.in_instruction() {
            return Ok(());
        }
        if self.line.deleting {
            self.line.deleted.push_str(text);
            return Ok(());
        }
        if letters.hidden == Some(true) {
            self.line.hidden.push_str(text);
            self.line.dropped = true;
            return Ok(());
        }
        if self.line.inserting && self.line.inserted.len() < limits::QUOTE * 4 {
            self.line.inserted.push_str(text);
        }
        let mut cleaned = String::with_capacity(text.len());
        let signs = letters.signs.as_deref().unwrap_or_default();
        for character in text.chars() {
            match character {
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => cleaned.push(' '),
                // A font of signs in the private area (§17.3.3.30).
                '\u{F020}'..='\u{F0FF}' => cleaned.push(self.meaning(signs, u32::from(character))),
                character if character.is_control() && character != '\t' => {}
                character if symbols::is_sign_font(signs) && character.is_ascii_graphic() => {
                    cleaned.push(symbols::meaning(signs, u32::from(character)).unwrap_or(character));
                }
                character => cleaned.push(character),
            }
        }
        self.line.tally(&cleaned, letters.bold == Some(true), letters.size, letters.face);
        let form = Form {
            bold: letters.bold == Some(true),
            italic: letters.italic == Some(true) || letters.marked == Some(true),
            struck: letters.struck == Some(true),
            superscript: letters.raised == Some(1),
            subscript: letters.raised == Some(-1),
        };
        let link = self.current_link();
        if self.line.atoms.len() > self.line.floor
            && let Some((last_link, Inline::Text { text, form: last })) = self.line.atoms.last_mut()
            && *last == form
            && *last_link == link
        {
            text.push_str(&cleaned);
            return Ok(());
        }
        self.push(Inline::Text { text: cleaned, form })
    }

    /// Puts down words without form.
    pub fn plain_words(&mut self, text: &str) -> Result<(), Refusal> {
        let letters = self.line.letters.clone();
        self.words(text, &letters)
    }

    /// Puts down a sign of a font of signs.
    pub fn sign(&mut self, font: &str, code: u32, letters: &Letters) -> Result<(), Refusal> {
        let character = self.meaning(font, code);
        let mut letters = letters.clone();
        letters.signs = None;
        self.words(character.encode_utf8(&mut [0; 4]), &letters)
    }

    /// What a sign means; 〓, the printers' mark for a missing sort, if nobody
    /// knows.
    fn meaning(&mut self, font: &str, code: u32) -> char {
        if let Some(character) = symbols::meaning(font, code) {
            return character;
        }
        self.remark_at_place(RemarkKind::Doubt, SIGN, &format!("{font} {code:04X}"), "〓");
        '〓'
    }

    /// Puts down the mark of a note (§17.11).
    fn note_mark(&mut self, end: bool, id: &str) -> Result<(), Refusal> {
        if self.line.deleting || self.in_instruction() || self.note.is_some() {
            return Ok(());
        }
        // A note that is referred to again is not repeated.
        let known = self.note_index.get(&(end, id.to_owned())).copied();
        let index = known.unwrap_or_else(|| {
            let index = self.note_index.len();
            self.note_index.insert((end, id.to_owned()), index);
            index
        });
        self.push(Inline::Note(index))
    }

    /// Puts down an inline.
    pub fn push(&mut self, inline: Inline) -> Result<(), Refusal> {
        if self.line.deleting || self.in_instruction() {
            return Ok(());
        }
        self.used.inlines += 1;
        if self.used.inlines > limits::INLINES {
            return Err(refuse::too_large());
        }
        let link = self.current_link();
        self.line.atoms.push((link, inline));
        Ok(())
    }
}

const COMMENT: Words = Words { zh: "批注未导入", en: "a comment was left out" };
const SIGN: Words = Words { zh: "不认识的符号，请核对", en: "a sign that is not known; please look it up" };
