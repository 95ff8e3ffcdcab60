//! Several articles in one document.
//!
//! In: a document. Out: its parts, each with one article. It is cut before a
//! line that is surely a title: a signature stands before it and it ends as
//! titles do, or numbers begin again below it. Where only some of that is so,
//! a doubt says so and nothing is cut.

use std::collections::HashMap;

use crate::diag::Words;
use crate::import::document::{Block, Document, Inline, Paragraph, Place, Role};
use crate::import::structure::names;
use crate::import::{Remark, RemarkKind};
use crate::language::enumerator::{self, Shape};
use crate::language::label;
use crate::language::title;

const MAYBE: Words = Words {
    zh: "这里也许是另一篇的开头，没有拆开",
    en: "another report may begin here; the document was not cut",
};
const CUT: Words = Words {
    zh: "文件里有几篇，从这里起是另一篇",
    en: "the document holds several reports; another begins here",
};

const MANY: Words = Words {
    zh: "像是有几百篇连在一起，没有拆开；请分成几个文件再导入",
    en: "there seem to be hundreds of reports in it, which were not parted; split the file and import the parts",
};

/// How many articles a document is cut into at most.
const MOST: usize = 300;

/// How many paragraphs below a title the first number stands.
const REACH: usize = 8;

/// Cuts a document into parts with one article each.
pub fn cut(mut document: Document) -> Vec<Document> {
    let known = document.remarks.len();
    let starts = starts(&document.blocks, &mut document.remarks);
    if starts.len() >= MOST {
        document.remarks.truncate(known);
        document.remarks.push(Remark::new(RemarkKind::Doubt, MANY, Place::Document, "", ""));
        return vec![document];
    }
    if starts.is_empty() {
        return vec![document];
    }
    let mut parts = Vec::with_capacity(starts.len() + 1);
    let mut blocks = std::mem::take(&mut document.blocks);
    for start in starts.into_iter().rev() {
        parts.push(blocks.split_off(start));
    }
    parts.push(blocks);
    parts.reverse();
    let first_places: Vec<Place> = parts.iter().map(|part| first_place(part)).collect();
    let mut remarks: Vec<Vec<Remark>> = parts.iter().map(|_| Vec::new()).collect();
    for remark in std::mem::take(&mut document.remarks) {
        let part = remark.place.map_or(0, |place| first_places.iter().rposition(|first| *first <= place).unwrap_or(0));
        if let Some(remarks) = remarks.get_mut(part) {
            remarks.push(remark);
        }
    }
    parts.into_iter().zip(remarks).map(|(blocks, remarks)| part(blocks, remarks, &document)).collect()
}

/// A part of a document, with the notes and pictures that its blocks refer to.
fn part(blocks: Vec<Block>, remarks: Vec<Remark>, whole: &Document) -> Document {
    let mut part = Document {
        name: whole.name.clone(),
        properties: whole.properties.clone(),
        blocks,
        remarks,
        ..Document::default()
    };
    let mut kept = References::default();
    for block in &mut part.blocks {
        match block {
            Block::Paragraph(paragraph) => kept.renumber(&mut paragraph.content),
            Block::Table(table) => {
                for paragraph in table.rows.iter_mut().flatten().flat_map(|cell| &mut cell.content) {
                    kept.renumber(&mut paragraph.content);
                }
            }
            Block::Divider => {}
        }
    }
    // A note may refer to others.
    while let Some(&note) = kept.notes.order.get(part.notes.len()) {
        let mut paragraphs = whole.notes.get(note).cloned().unwrap_or_default();
        paragraphs.iter_mut().for_each(|paragraph| kept.renumber(&mut paragraph.content));
        part.notes.push(paragraphs);
    }
    part.pictures = kept.pictures.order.iter().filter_map(|&picture| whole.pictures.get(picture)).cloned().collect();
    part
}

/// What a part refers to.
#[derive(Default)]
struct References {
    notes: Kept,
    pictures: Kept,
}

impl References {
    /// Takes in what inlines refer to and gives it its number in the part.
    fn renumber(&mut self, content: &mut [Inline]) {
        for inline in content {
            match inline {
                Inline::Note(note) => *note = self.notes.place(*note),
                Inline::Picture { picture, .. } => *picture = self.pictures.place(*picture),
                Inline::Link { content, .. } => self.renumber(content),
                Inline::Text { .. } | Inline::Break => {}
            }
        }
    }
}

/// Which of a document's notes or pictures a part keeps.
#[derive(Default)]
struct Kept {
    /// Their numbers in the document.
    order: Vec<usize>,
    /// For each of these its number in the part.
    places: HashMap<usize, usize>,
}

impl Kept {
    /// The number in the part.
    fn place(&mut self, number: usize) -> usize {
        let order = &mut self.order;
        *self.places.entry(number).or_insert_with(|| {
            order.push(number);
            order.len() - 1
        })
    }
}

pub fn first_place(blocks: &[Block]) -> Place {
    let place = blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.place),
        Block::Table(table) => Some(table.place),
        Block::Divider => None,
    });
    place.unwrap_or_default()
}

/// Where articles after the first begin.
fn starts(blocks: &[Block], remarks: &mut Vec<Remark>) -> Vec<usize> {
    let paragraph = |at: usize| match blocks.get(at) {
        Some(Block::Paragraph(paragraph)) if !paragraph.is_empty() => Some(paragraph),
        _ => None,
    };
    let title = (0..blocks.len().min(6)).find_map(paragraph);
    let mut starts: Vec<usize> = Vec::new();
    let mut doubts: Vec<usize> = Vec::new();
    // Whether the article so far has text and numbers of its own.
    let mut text = 0_usize;
    let mut counted = false;
    for at in 0..blocks.len() {
        let Some(candidate) = paragraph(at) else { continue };
        let words = candidate.text();
        let count = words.chars().count();
        if count >= 30 {
            text += 1;
        }
        let number = enumerator::leading(&words).filter(|mark| is_counting(mark.shape) && !mark.is_doubtful);
        counted |= number.is_some_and(|mark| mark.number > 1);
        if at == 0 || text == 0 || !is_title_like(candidate, &words) {
            continue;
        }
        let is_named = title::is_of_report(&words);
        let is_styled = candidate.role == Role::Title
            || title.is_some_and(|title| {
                let look = candidate.look;
                (look.centered && look.size.is_some() && look == title.look && candidate.role == title.role)
                    || candidate.role == Role::Heading(1) && title.role == Role::Heading(1) && is_named
            });
        let is_after_end = before(blocks, at).is_some_and(|before| match before {
            Block::Divider => true,
            Block::Paragraph(before) => {
                let words = before.text();
                names::date(&words).is_some() || names::signature(&words).is_some()
            }
            Block::Table(_) => false,
        });
        let restarts = counted && begins_counting(blocks, at + 1);
        let is_title = is_named || is_styled;
        let certain = is_title && is_after_end || is_named && restarts || is_styled && restarts;
        if certain {
            starts.push(at);
            (text, counted) = (0, false);
        } else if restarts && is_after_end || candidate.role == Role::Title {
            doubts.push(at);
        }
    }
    for (places, what, kind) in [(&starts, CUT, RemarkKind::Simplified), (&doubts, MAYBE, RemarkKind::Doubt)] {
        for paragraph in places.iter().filter_map(|&at| paragraph(at)) {
            let words: String = paragraph.text().chars().take(30).collect();
            remarks.push(Remark::new(kind, what, paragraph.place, &words, ""));
        }
    }
    starts
}

fn is_counting(shape: Shape) -> bool {
    matches!(shape, Shape::Han | Shape::Arabic)
}

fn is_title_like(paragraph: &Paragraph, words: &str) -> bool {
    let words = words.trim();
    matches!(paragraph.role, Role::Body | Role::Title | Role::Heading(1))
        && (4..=60).contains(&words.chars().count())
        && !words.contains(['。', '；', '，', '：', '！', '？'])
        && !words.ends_with(['、', '…'])
        && enumerator::leading(words).is_none()
        && paragraph.label.is_empty()
        && label::read(words).is_none()
        && names::date(words).is_none()
        && names::signature(words).is_none()
}

/// The block before a place, empty paragraphs passed over.
fn before(blocks: &[Block], at: usize) -> Option<&Block> {
    blocks[..at].iter().rev().find(|block| !matches!(block, Block::Paragraph(paragraph) if paragraph.is_empty()))
}

/// Whether numbers begin at 1 soon after a place.
fn begins_counting(blocks: &[Block], from: usize) -> bool {
    let paragraphs = blocks.iter().skip(from).take(REACH).filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text()),
        _ => None,
    });
    let mut marks = paragraphs.filter_map(|text| enumerator::leading(&text)).filter(|mark| is_counting(mark.shape));
    marks.next().is_some_and(|mark| mark.number == 1)
}
