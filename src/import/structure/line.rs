//! The lines of a document, and where each stands in it.
//!
//! In: blocks. Out: a line for every line of a paragraph, every table and every
//! picture. Lines across ([`Block::Divider`]) and empty lines are none.

use std::ops::Range;

use crate::import::document::{Block, Inline, Look, Paragraph, Place, Role};
use crate::import::mend::runs::flat;

/// A line of a document.
#[derive(Clone, Debug)]
pub struct Line {
    /// The block it stands in.
    pub block: usize,
    /// Its bytes among the words of its paragraph ([`flat`]); empty for a table.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// Its words, trimmed, an automatic number before them.
    pub text: String,
    /// What its paragraph looks like.
    pub look: Look,
    /// What its paragraph is by the file's word.
    pub role: Role,
    /// Whether it follows another line of its paragraph.
    pub continues: bool,
    /// Where it stands.
    pub place: Place,
}

/// Kinds of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Words,
    /// A table.
    Table,
    /// A picture without words.
    Picture,
}

/// The lines of blocks.
pub fn lines(blocks: &[Block]) -> Vec<Line> {
    let mut lines = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) => of_paragraph(at, paragraph, &mut lines),
            Block::Table(table) => lines.push(Line {
                block: at,
                range: 0..0,
                kind: Kind::Table,
                text: String::new(),
                look: Look::default(),
                role: Role::Body,
                continues: false,
                place: table.place,
            }),
            Block::Divider => {}
        }
    }
    lines
}

fn of_paragraph(block: usize, paragraph: &Paragraph, lines: &mut Vec<Line>) {
    let words = flat(&paragraph.content);
    let has_picture = paragraph.content.iter().any(|inline| matches!(inline, Inline::Picture { .. }));
    let first = lines.len();
    let mut start = 0;
    // Program text and what stands beside a picture are not taken apart.
    let is_whole = has_picture || paragraph.role == Role::Preformatted;
    while start <= words.len() {
        let end = if is_whole { words.len() } else { words[start..].find('\n').map_or(words.len(), |at| start + at) };
        let part = words[start..end].trim();
        let is_first = lines.len() == first;
        let label = if is_first { paragraph.label.as_str() } else { "" };
        let text = format!("{label}{part}");
        let is_words = text.contains(|c: char| !c.is_whitespace() && c != '\u{fffc}');
        if is_words || has_picture {
            lines.push(Line {
                block,
                range: start..end,
                kind: if is_words { Kind::Words } else { Kind::Picture },
                text,
                look: paragraph.look,
                role: paragraph.role,
                continues: !is_first,
                place: paragraph.place,
            });
        }
        start = end + 1;
    }
}
