//! A document as it was read, whatever wrote it.
//!
//! In: nothing. Out: the values that readers make and later steps mend and
//! interpret. Text is kept as it stands; what a program computed (an automatic
//! number, a field) is text here already.

use crate::diag::{Language, Words};
use crate::import::Remark;
use crate::language::lexicon;
use crate::source::Digest;

/// A document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The file's name, with its extension.
    pub name: String,
    /// What stands in it, in reading order.
    pub blocks: Vec<Block>,
    /// Footnotes and endnotes, by [`Inline::Note`].
    pub notes: Vec<Vec<Paragraph>>,
    /// Pictures, by [`Inline::Picture`]; equal ones once.
    pub pictures: Vec<Picture>,
    /// What the file says of itself.
    pub properties: Properties,
    /// What readers and later steps did to it.
    pub remarks: Vec<Remark>,
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph, heading or item.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// A line across.
    Divider,
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// What the file says it is.
    pub role: Role,
    /// Its automatic number or bullet as text: `一、`, `（一）`, `1.`, `①`; for
    /// a bullet `•`; else empty. Not part of `content`.
    pub label: String,
    /// Its words.
    pub content: Vec<Inline>,
    /// What it looks like.
    pub look: Look,
    /// Where it stands.
    pub place: Place,
    /// Where in a table within its cell it stood.
    pub within: Option<Within>,
}

/// A cell of a table that stood in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Within {
    /// Where the table begins.
    pub table: Place,
    /// The row, from 0.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
}

/// What a paragraph is, as far as the file says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Running text, or unknown.
    #[default]
    Body,
    /// A heading by style, outline level or element, of level 1 to 9.
    Heading(u8),
    /// The title, by style.
    Title,
    /// The subtitle, by style.
    Subtitle,
    /// An item of a list, `depth` from 0.
    Item {
        /// How deep the list is nested.
        depth: u8,
        /// Whether it is numbered.
        ordered: bool,
    },
    /// A quotation.
    Quotation,
    /// The caption of a picture or table.
    Caption,
    /// Text set as it stands (program text).
    Preformatted,
}

/// What a paragraph looks like, for guesses about what it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// All its letters are bold.
    pub bold: bool,
    /// It is centred.
    pub centered: bool,
    /// It is set flush right.
    pub right: bool,
    /// The size of most of its letters in half points, where it is known.
    pub size: Option<u16>,
    /// Its first line is indented, by the file's word or by blanks.
    pub indented: bool,
    /// The face of most of its letters, where it is known.
    pub face: Option<Face>,
}

/// Kinds of faces, as GB/T 9704 tells titles, headings and text by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// 小标宋, of titles.
    BigSong,
    /// 黑体, of headings.
    Hei,
    /// 楷体, of headings below them.
    Kai,
    /// 仿宋, of text.
    Fang,
    /// 宋体.
    Song,
}

impl Face {
    /// The classes of `lexicon/fonts.tsv`.
    const CLASSES: [(&str, Face); 5] = [
        ("big-song", Face::BigSong),
        ("hei", Face::Hei),
        ("kai", Face::Kai),
        ("fang", Face::Fang),
        ("song", Face::Song),
    ];

    /// The face that a font's name tells.
    pub fn of(font: &str) -> Option<Face> {
        let font = font.to_lowercase();
        let row = lexicon::FONTS.rows().filter(|row| font.contains(row.word())).max_by_key(|row| row.word().len())?;
        Face::CLASSES.iter().find(|(class, _)| *class == row.get("class")).map(|(_, face)| *face)
    }
}

/// Words and what stands among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words. Never has a line break.
    Text {
        /// The words.
        text: String,
        /// How they are set.
        form: Form,
    },
    /// A line break within the paragraph.
    Break,
    /// A link.
    Link {
        /// Where it leads, as written.
        target: String,
        /// Its words.
        content: Vec<Inline>,
    },
    /// The mark of a note, an index into [`Document::notes`].
    Note(usize),
    /// A picture.
    Picture {
        /// An index into [`Document::pictures`].
        picture: usize,
        /// Its description, empty if there is none.
        alternative: String,
    },
}

/// How words are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Bold.
    pub bold: bool,
    /// Italic, or with a mark of emphasis under it.
    pub italic: bool,
    /// Struck through.
    pub struck: bool,
    /// Raised.
    pub superscript: bool,
    /// Lowered.
    pub subscript: bool,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Rows of cells, as many in each as there are columns: what is covered by
    /// a merged cell is an empty one.
    pub rows: Vec<Vec<Cell>>,
    /// How many rows are its head, as the file says; 0 if it does not.
    pub head: usize,
    /// Where it stands.
    pub place: Place,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it. A table within a table has become paragraphs that know where they stood.
    pub content: Vec<Paragraph>,
    /// How many columns it takes, at least 1.
    pub columns: usize,
    /// How many rows it takes, at least 1.
    pub rows: usize,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its extension by its content, lower case: `png`, `jpg`, `gif`, `webp`,
    /// `emf` and so on.
    pub extension: String,
    /// What tells it from others.
    pub digest: Digest,
}

/// What a file says of itself; empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties {
    /// Its title.
    pub title: String,
    /// Its author.
    pub author: String,
    /// When it was made, `2021-12-05` or longer.
    pub created: String,
    /// When it was last changed.
    pub modified: String,
    /// The address of a saved page.
    pub address: String,
    /// What stands in the headers and footers of its pages, each once.
    pub margins: Vec<String>,
}

/// Where something stands in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Nowhere in particular.
    #[default]
    Document,
    /// The paragraph, from 1, as a person would count the paragraphs that are
    /// not empty (Word, web pages).
    Paragraph(u32),
    /// The line, from 1 (plain text, Markdown).
    Line(u32),
    /// The note, from 1.
    Note(u32),
}

/// A kind of place, and what such a place is called; `{}` is its number.
type Named = (fn(u32) -> Place, Words);

const PLACES: [Named; 3] = [
    (Place::Paragraph, Words { zh: "第{}段", en: "paragraph {}" }),
    (Place::Line, Words { zh: "第{}行", en: "line {}" }),
    (Place::Note, Words { zh: "注{}", en: "note {}" }),
];

impl Place {
    /// What it is called, 第3段; nothing if it is nowhere in particular.
    pub fn shown(self, language: Language) -> String {
        let number = match self {
            Place::Document => return String::new(),
            Place::Paragraph(number) | Place::Line(number) | Place::Note(number) => number,
        };
        let words = PLACES.iter().find(|(of, _)| of(number) == self).map(|(_, words)| words.in_language(language));
        words.unwrap_or_default().replace("{}", &number.to_string())
    }

    /// The place that is called so in either language.
    pub fn parse(text: &str) -> Option<Place> {
        PLACES.iter().find_map(|(of, words)| {
            [words.zh, words.en].into_iter().find_map(|words| {
                let (before, after) = words.split_once("{}")?;
                text.trim().strip_prefix(before)?.strip_suffix(after)?.parse().ok().map(of)
            })
        })
    }
}

impl Document {
    /// Whether there is a letter or digit anywhere: a scan has only pictures.
    pub fn has_words(&self) -> bool {
        let any = |paragraph: &Paragraph| paragraph.text().contains(char::is_alphanumeric);
        self.notes.iter().flatten().any(any)
            || self.blocks.iter().any(|block| match block {
                Block::Paragraph(paragraph) => any(paragraph),
                Block::Table(table) => table.rows.iter().flatten().flat_map(|cell| &cell.content).any(any),
                Block::Divider => false,
            })
    }

    /// Gives each line the number that it has in the text which this one was made of.
    pub fn place_lines(&mut self, origin: &dyn Fn(u32) -> u32) {
        let moved = |place: &mut Place| {
            if let Place::Line(line) = place {
                *line = origin(*line);
            }
        };
        for block in &mut self.blocks {
            match block {
                Block::Paragraph(paragraph) => moved(&mut paragraph.place),
                Block::Table(table) => {
                    moved(&mut table.place);
                    let cells = table.rows.iter_mut().flatten();
                    cells.flat_map(|cell| &mut cell.content).for_each(|paragraph| moved(&mut paragraph.place));
                }
                Block::Divider => {}
            }
        }
        self.notes.iter_mut().flatten().for_each(|paragraph| moved(&mut paragraph.place));
        self.remarks.iter_mut().filter_map(|remark| remark.place.as_mut()).for_each(moved);
    }

    /// How many paragraphs and cells there are, and how many bytes of words in them.
    pub fn extent(&self) -> (usize, usize) {
        fn bytes(content: &[Inline]) -> usize {
            let length = |inline: &Inline| match inline {
                Inline::Text { text, .. } => text.len(),
                Inline::Link { content, .. } => bytes(content),
                _ => 1,
            };
            content.iter().map(length).sum()
        }
        let mut extent = (0, 0);
        let mut add = |paragraph: &Paragraph| {
            extent.0 += 1;
            extent.1 += bytes(&paragraph.content);
        };
        let mut cells = 0;
        for block in &self.blocks {
            match block {
                Block::Paragraph(paragraph) => add(paragraph),
                Block::Table(table) => {
                    for cell in table.rows.iter().flatten() {
                        cells += 1;
                        cell.content.iter().for_each(&mut add);
                    }
                }
                Block::Divider => {}
            }
        }
        self.notes.iter().flatten().for_each(&mut add);
        (extent.0 + cells, extent.1)
    }
}

impl Paragraph {
    /// A paragraph of plain words; a line break in them becomes a space.
    pub fn of_text(text: &str, place: Place) -> Paragraph {
        let content = vec![Inline::Text { text: text.replace(['\n', '\r'], " "), form: Form::default() }];
        Paragraph { content, place, ..Paragraph::default() }
    }

    /// Its words without form, its label before them; a break is `\n`.
    pub fn text(&self) -> String {
        let mut text = self.label.clone();
        append(&self.content, &mut text);
        text
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        fn blank(content: &[Inline]) -> bool {
            content.iter().all(|inline| match inline {
                Inline::Text { text, .. } => text.trim().is_empty(),
                Inline::Break => true,
                Inline::Link { content, .. } => blank(content),
                Inline::Note(_) | Inline::Picture { .. } => false,
            })
        }
        self.label.trim().is_empty() && blank(&self.content)
    }
}

/// Appends the words of inlines.
fn append(content: &[Inline], text: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text: words, .. } => text.push_str(words),
            Inline::Break => text.push('\n'),
            Inline::Link { content, .. } => append(content, text),
            Inline::Note(_) | Inline::Picture { .. } => {}
        }
    }
}

impl Cell {
    /// A cell of its own width and height.
    pub fn single(content: Vec<Paragraph>) -> Cell {
        Cell { content, columns: 1, rows: 1 }
    }
}
