//! Paper: a body as someone counts in it who has it before them as a document.
//!
//! In: the Markdown of a body. Out: its headings, paragraphs, items, cells and notes in the
//! order of the text, each with its number there, its words as runs of one look, and where
//! these stand in the file. Unlike `prose`, nothing is left out that is printed, and empty
//! cells are cells.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::parse::Limits;
use crate::parse::markdown::caption::{self, Of};
use crate::parse::markdown::emphasis::shield;
use crate::parse::markdown::script::Script;
use crate::parse::markdown::sign;

/// What a part is. Paragraphs, lists and tables are counted anew below each heading, all
/// numbers from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// A heading of a level of the source, 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph(usize),
    /// An item of a list, or a further paragraph of one.
    Item {
        /// Which list.
        list: usize,
        /// Which item.
        number: usize,
        /// How deep it stands, from 1.
        depth: usize,
        /// What is printed before it; nothing before a further paragraph.
        mark: String,
    },
    /// A cell of a table; its head is the first row.
    Cell {
        /// Which table.
        table: usize,
        /// Which row.
        row: usize,
        /// Which column.
        column: usize,
    },
    /// A paragraph of a quotation.
    Quotation,
    /// The caption of a table or picture.
    Caption,
    /// A note, by its label.
    Note(String),
    /// A paragraph of the signature.
    Signature,
    /// Lines of code.
    Code,
}

/// A part of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub stand: Stand,
    /// The heading that it stands below, as a place among the parts.
    pub heading: Option<usize>,
    /// Its words.
    pub runs: Vec<Run>,
    /// Where it begins in the file.
    pub start: usize,
}

impl Part {
    /// Its words.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Words of one look. A break that the author wants is `\n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// How they look.
    pub look: Look,
    /// Where they stand in the file, letter for letter if it is as long.
    pub at: Range<usize>,
}

/// How words look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// 加粗
    pub strong: bool,
    /// 斜体
    pub slanted: bool,
    /// 删除线
    pub struck: bool,
    /// The mark of a note.
    pub raised: bool,
    /// 代码
    pub code: bool,
}

/// Reads the body that stands at `range` in the text of a file.
pub fn paper(text: &str, range: Range<usize>, limits: &Limits) -> Vec<Part> {
    let start = range.start;
    let shielded = shield(text.get(range).unwrap_or_default(), limits.nesting);
    let script = Script::read(&shielded);
    let signature = sign::find(&script).map(|signature| signature.events);
    let place = |span: &Range<usize>| start + shielded.source(span.start)..start + shielded.source(span.end);
    let mut reader = PartCollector::default();
    for (index, event) in script.events.iter().enumerate() {
        let at = place(&script.spans[index]);
        match event {
            Event::Start(Tag::Paragraph) if reader.within.is_empty() => {
                let is_caption =
                    [Of::Table, Of::Figure].iter().any(|&of| caption::paragraph(&script, index, of).is_some());
                let is_signed = signature.as_ref().is_some_and(|events| events.contains(&index));
                match (is_signed, is_caption) {
                    (true, _) => reader.begin(Stand::Signature, at.start),
                    (_, true) => reader.begin(Stand::Caption, at.start),
                    _ => {
                        reader.counts[PARAGRAPHS] += 1;
                        reader.begin(Stand::Paragraph(reader.counts[PARAGRAPHS]), at.start);
                    }
                }
            }
            Event::Start(tag) => reader.start(tag, at.start),
            Event::End(end) => reader.end(*end),
            Event::Text(words) => reader.words(words, at, Look::default()),
            Event::Code(words) => {
                let within = script.source[script.spans[index].clone()].find(&**words);
                let within = within.map(|found| script.spans[index].start + found);
                let at = within.map_or(at, |found| place(&(found..found + words.len())));
                reader.words(words, at, Look { code: true, ..Look::default() });
            }
            Event::FootnoteReference(label) => {
                reader.words(&format!("[{label}]"), at, Look { raised: true, ..Look::default() });
            }
            Event::SoftBreak => reader.soft_break(),
            Event::HardBreak => reader.words("\n", at, Look::default()),
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => {
                reader.words("\n", at, Look::default());
            }
            _ => {}
        }
    }
    reader.parts
}

const PARAGRAPHS: usize = 0;
const LISTS: usize = 1;
const TABLES: usize = 2;

/// What parts may stand in.
enum Within {
    List {
        mark: Option<u64>,
        number: usize,
    },
    Item,
    Quotation,
    Note(String),
    Table {
        row: usize,
        column: usize,
    },
    /// What is neither counted nor shown by itself.
    Other,
}

/// Gathers parts.
#[derive(Default)]
struct PartCollector {
    parts: Vec<Part>,
    within: Vec<Within>,
    /// Paragraphs, lists and tables below the heading.
    counts: [usize; 3],
    heading: Option<usize>,
    look: Look,
    /// Whether words go into the last part.
    is_open: bool,
    /// Whether lines were broken before the words to come.
    is_broken: bool,
}

impl PartCollector {
    fn begin(&mut self, stand: Stand, start: usize) {
        self.parts.push(Part { stand, heading: self.heading, runs: Vec::new(), start });
        (self.is_open, self.is_broken) = (true, false);
    }

    fn start(&mut self, tag: &Tag<'_>, start: usize) {
        match tag {
            Tag::Heading { level, .. } => {
                (self.counts, self.heading) = ([0; 3], None);
                self.begin(Stand::Heading(*level as u8), start);
                self.heading = Some(self.parts.len() - 1);
            }
            Tag::List(mark) => {
                let is_outer = !self.within.iter().any(|within| matches!(within, Within::List { .. }));
                self.counts[LISTS] += usize::from(is_outer);
                self.within.push(Within::List { mark: *mark, number: 0 });
            }
            Tag::Item => {
                if let Some(Within::List { number, .. }) = self.within.last_mut() {
                    *number += 1;
                }
                self.within.push(Within::Item);
                let stand = self.item(true);
                self.begin(stand, start);
            }
            Tag::Paragraph => {
                let is_first = self.is_open && self.parts.last().is_some_and(|part| part.runs.is_empty());
                match self.within.last() {
                    _ if is_first && matches!(self.within.last(), Some(Within::Item)) => {}
                    Some(Within::Item) => {
                        let stand = self.item(false);
                        self.begin(stand, start);
                    }
                    Some(Within::Note(label)) => self.begin(Stand::Note(label.clone()), start),
                    _ => self.begin(Stand::Quotation, start),
                }
            }
            Tag::BlockQuote(_) => self.within.push(Within::Quotation),
            Tag::FootnoteDefinition(label) => self.within.push(Within::Note(label.to_string())),
            Tag::Table(_) => {
                self.counts[TABLES] += 1;
                self.within.push(Within::Table { row: 0, column: 0 });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(Within::Table { row, column }) = self.within.last_mut() {
                    (*row, *column) = (*row + 1, 0);
                }
            }
            Tag::TableCell => {
                let table = self.counts[TABLES];
                if let Some(Within::Table { row, column }) = self.within.last_mut() {
                    *column += 1;
                    let stand = Stand::Cell { table, row: *row, column: *column };
                    self.begin(stand, start);
                }
            }
            Tag::CodeBlock(_) => self.begin(Stand::Code, start),
            Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.within.push(Within::Other);
                self.counts[PARAGRAPHS] += 1;
                self.begin(Stand::Paragraph(self.counts[PARAGRAPHS]), start);
            }
            Tag::HtmlBlock => self.is_open = false,
            Tag::Strong => self.look.strong = true,
            Tag::Emphasis => self.look.slanted = true,
            Tag::Strikethrough => self.look.struck = true,
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::Table
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {
                self.within.pop();
                self.is_open = false;
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.is_open = false;
            }
            TagEnd::Strong => self.look.strong = false,
            TagEnd::Emphasis => self.look.slanted = false,
            TagEnd::Strikethrough => self.look.struck = false,
            _ => {}
        }
    }

    /// The item that is being read.
    fn item(&self, is_new: bool) -> Stand {
        let lists = self.within.iter().filter_map(|within| match within {
            Within::List { mark, number } => Some((*mark, *number)),
            _ => None,
        });
        let lists: Vec<(Option<u64>, usize)> = lists.collect();
        let (mark, number) = lists.last().copied().unwrap_or_default();
        let mark = match mark {
            _ if !is_new => String::new(),
            Some(first) => format!("{}. ", first.saturating_add(number as u64).saturating_sub(1)),
            None => "• ".to_owned(),
        };
        Stand::Item { list: self.counts[LISTS], number, depth: lists.len(), mark }
    }

    fn words(&mut self, words: &str, at: Range<usize>, look: Look) {
        let mine = Look { code: look.code, raised: look.raised, ..self.look };
        let is_broken = std::mem::take(&mut self.is_broken);
        let Some(part) = self.parts.last_mut().filter(|_| self.is_open) else { return };
        if is_broken
            && let Some(last) = part.runs.last()
            && let (Some(before), Some(after)) = (last.text.chars().next_back(), words.chars().next())
            && !crate::text::han::joins(before, after)
        {
            let here = last.at.end..at.start;
            part.runs.push(Run { text: " ".to_owned(), look: self.look, at: here });
        }
        part.runs.push(Run { text: words.to_owned(), look: mine, at });
    }

    fn soft_break(&mut self) {
        self.is_broken = true;
    }
}

#[cfg(test)]
mod tests {
    use super::{Stand, paper};
    use crate::parse::Limits;

    #[test]
    fn parts_are_counted_as_a_reader_counts_them() {
        let text = "开头。\n\n## 一、**主要**工作\n\n第一段\n续行[^a]。\n\n- 甲\n- 乙\n\n  乙的第二段\n\n  1. 乙一\n\n> 引文\n\n第二段`x`。\n\n3. 丙\n\n表1　收支\n\n| 表 | 头 |\n|--|--|\n|  | 子 |\n\n[^a]: 注文\n";
        let parts = paper(text, 0..text.len(), &Limits::default());
        let item = |list, number, depth, mark: &str| Stand::Item { list, number, depth, mark: mark.to_owned() };
        let cell = |row, column| Stand::Cell { table: 1, row, column };
        let stands: Vec<(Stand, String)> = parts.iter().map(|part| (part.stand.clone(), part.text())).collect();
        let expected = [
            (Stand::Paragraph(1), "开头。"),
            (Stand::Heading(2), "一、主要工作"),
            (Stand::Paragraph(1), "第一段续行[a]。"),
            (item(1, 1, 1, "• "), "甲"),
            (item(1, 2, 1, "• "), "乙"),
            (item(1, 2, 1, ""), "乙的第二段"),
            (item(1, 1, 2, "1. "), "乙一"),
            (Stand::Quotation, "引文"),
            (Stand::Paragraph(2), "第二段x。"),
            (item(2, 1, 1, "3. "), "丙"),
            (Stand::Caption, "表1　收支"),
            (cell(1, 1), "表"),
            (cell(1, 2), "头"),
            (cell(2, 1), ""),
            (cell(2, 2), "子"),
            (Stand::Note("a".to_owned()), "注文"),
        ];
        assert_eq!(stands, expected.map(|(stand, text)| (stand, text.to_owned())));
        assert_eq!((parts[0].heading, parts[1].heading, parts[15].heading), (None, None, Some(1)));
        for run in parts.iter().flat_map(|part| &part.runs).filter(|run| !run.look.raised) {
            assert_eq!(&text[run.at.clone()], run.text);
        }
        let looks: Vec<bool> = parts[1].runs.iter().map(|run| run.look.strong).collect();
        assert_eq!(looks, [false, true, false]);
    }
}
