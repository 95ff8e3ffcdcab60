//! Blocks of a body, as an editor shows and changes them.
//!
//! In: the text of a file and the range of its body. Out: the blocks that stand in
//! no other, each with its range in the file and, where an editor may show it as
//! more than its source, its model. There is a model only where `write` makes just
//! the block's bytes of it: what nobody changed never changes. What stands between
//! blocks (empty lines, definitions of links) is in none of them.

pub mod write;

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, LinkType, Tag, TagEnd};
use serde::{Deserialize, Serialize};

use crate::parse::Limits;
use crate::parse::markdown::emphasis::shield;
use crate::parse::markdown::script::Script;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PieceKind {
    /// 标题
    Heading,
    /// 段落
    Paragraph,
    /// 列表
    List,
    /// 表格
    Table,
    /// 图片 A paragraph that is one picture.
    Picture,
    /// 注释 The definition of a note or reference.
    Note,
    /// 引文
    Quote,
    /// Words as they are typed.
    Code,
    /// HTML; mostly a comment, such as a permit.
    Html,
    /// Anything else.
    Opaque,
}

/// A block that stands in no other.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// The level of a heading in the source, from 1.
    pub level: Option<u8>,
    /// Where it stands in the file, without white space around it.
    pub range: Range<usize>,
    /// What an editor shows.
    pub model: Option<Model>,
    /// The pictures in it.
    pub pictures: Vec<Image>,
}

/// A picture in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Its address, as written.
    pub path: String,
    /// Its description.
    pub alt: String,
    /// Where the description stands in the file.
    pub at: Range<usize>,
}

/// A block as an editor shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Model {
    /// 段落
    #[serde(rename = "p")]
    Paragraph {
        /// Its words.
        spans: Vec<Span>,
    },
    /// 标题
    #[serde(rename = "h")]
    Heading {
        /// As many `#`.
        level: u8,
        /// Its words.
        spans: Vec<Span>,
    },
    /// 列表
    List {
        /// Whether its items have numbers.
        ordered: bool,
        /// The number of the first.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        start: u64,
        /// Its items: words, and a list below them.
        items: Vec<Vec<Part>>,
    },
    /// 表格
    Table {
        /// The cells of its first row.
        head: Vec<Vec<Span>>,
        /// Those of the others.
        rows: Vec<Vec<Vec<Span>>>,
        /// How columns stand: `left`, `center`, `right`, or nothing.
        align: Vec<Align>,
    },
    /// 图片
    Picture {
        /// Its address, as written.
        src: String,
        /// Its description.
        alt: String,
        /// The caption below it.
        #[serde(default)]
        caption: String,
    },
    /// 引文
    Quote {
        /// What is quoted.
        blocks: Vec<Model>,
    },
}

/// Words that are set alike. A line break in them is one of the source, which no
/// reader sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span(pub String, pub Mark);

/// How words are set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Mark {
    /// Nothing, `b`, `i`, `bi`; `br` is a break of the line.
    Letters(String),
    /// A link.
    Link {
        /// Where it leads, as written.
        link: String,
    },
    /// The mark of a note, which has no words.
    Note {
        /// The note's label.
        note: String,
    },
}

/// A part of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Part {
    /// Words.
    Span(Span),
    /// A list.
    List(Model),
}

/// How a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// As the page has it.
    #[serde(rename = "")]
    None,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

fn one() -> u64 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_one(number: &u64) -> bool {
    *number == 1
}

/// The blocks of the body that stands at `range`.
pub fn pieces(text: &str, range: Range<usize>, limits: &Limits) -> Vec<Piece> {
    let start = range.start;
    let body = text.get(range).unwrap_or_default();
    let shielded = shield(body, limits.nesting);
    let script = Script::read(&shielded);
    let mut pieces: Vec<Piece> = Vec::new();
    for &at in &script.blocks {
        let span = &script.spans[at];
        let Range { start: from, end: to } = shielded.source(span.start)..shielded.source(span.end);
        // The blanks before a block are its own: four of them make code.
        let line = body.get(..from).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        let is_indent =
            body.get(line..from).is_some_and(|indent| indent.bytes().all(|byte| matches!(byte, b' ' | b'\t')));
        let from = if is_indent { line } else { from };
        let Some(source) = body.get(from..to).map(str::trim_end) else { continue };
        let range = start + from..start + from + source.len();
        let last = pieces.last().map_or(start, |piece| piece.range.end);
        if source.is_empty() || range.start < last {
            continue;
        }
        let (kind, level) = kind(&script, at);
        let model = read(&script, at).filter(|model| write::Style::of(model, &source.replace("\r\n", "\n")).is_some());
        let place = |offset| start + shielded.source(offset);
        let pictures = pictures(&script, at, &place);
        pieces.push(Piece { kind, level, range, model, pictures });
    }
    pieces
}

/// What the block is that begins at an event.
fn kind(script: &Script<'_>, at: usize) -> (PieceKind, Option<u8>) {
    let kind = match script.tag(at) {
        Some(Tag::Heading { level, .. }) => return (PieceKind::Heading, Some(*level as u8)),
        Some(Tag::Paragraph) => match picture(script, at) {
            Some(_) => PieceKind::Picture,
            None => PieceKind::Paragraph,
        },
        Some(Tag::List(_)) => PieceKind::List,
        Some(Tag::Table(_)) => PieceKind::Table,
        Some(Tag::FootnoteDefinition(_)) => PieceKind::Note,
        Some(Tag::BlockQuote(_)) => PieceKind::Quote,
        Some(Tag::CodeBlock(_)) => PieceKind::Code,
        Some(Tag::HtmlBlock) => PieceKind::Html,
        _ => PieceKind::Opaque,
    };
    (kind, None)
}

/// The pictures in a block.
fn pictures(script: &Script<'_>, at: usize, place: &dyn Fn(usize) -> usize) -> Vec<Image> {
    let images = (at..script.closes[at]).filter_map(|at| match script.tag(at) {
        Some(Tag::Image { dest_url, .. }) => {
            let inside = script.inside(at);
            let alt = script.words(inside.clone());
            let at = match script.spans[inside].split_first() {
                Some((first, rest)) => first.start..rest.last().unwrap_or(first).end,
                None => script.spans[at].start + 2..script.spans[at].start + 2,
            };
            Some(Image { path: dest_url.to_string(), alt, at: place(at.start)..place(at.end) })
        }
        _ => None,
    });
    images.collect()
}

/// The image that is all of a paragraph.
fn picture(script: &Script<'_>, at: usize) -> Option<usize> {
    let inside = script.inside(at);
    let is_image = matches!(script.tag(inside.start), Some(Tag::Image { .. }));
    (is_image && script.closes[inside.start] + 1 == inside.end).then_some(inside.start)
}

/// The model of the block that begins at an event.
fn read(script: &Script<'_>, at: usize) -> Option<Model> {
    match script.tag(at)? {
        Tag::Paragraph => match picture(script, at) {
            Some(image) => {
                let Tag::Image { link_type: LinkType::Inline, dest_url, title, .. } = script.tag(image)? else {
                    return None;
                };
                let is_plain = script.events[script.inside(image)].iter().all(|event| matches!(event, Event::Text(_)));
                let alt = script.words(script.inside(image));
                is_plain.then(|| Model::Picture { src: dest_url.to_string(), alt, caption: title.to_string() })
            }
            None => Some(Model::Paragraph { spans: spans(script, script.inside(at))? }),
        },
        Tag::Heading { level, id: None, classes, attrs } if classes.is_empty() && attrs.is_empty() => {
            Some(Model::Heading { level: *level as u8, spans: spans(script, script.inside(at))? })
        }
        Tag::List(_) => list(script, at, 0),
        Tag::Table(align) => {
            let align = align.iter().map(|align| match align {
                Alignment::None => Align::None,
                Alignment::Left => Align::Left,
                Alignment::Center => Align::Center,
                Alignment::Right => Align::Right,
            });
            let align = align.collect();
            let mut rows = children(script, at).map(|row| {
                let cells = children(script, row).map(|cell| spans(script, script.inside(cell)));
                cells.collect::<Option<Vec<_>>>()
            });
            let head = rows.next()??;
            Some(Model::Table { head, rows: rows.collect::<Option<_>>()?, align })
        }
        Tag::BlockQuote(None) => {
            let blocks = children(script, at).map(|block| match script.tag(block) {
                // Quotations of quotations are rare enough to be typed.
                Some(Tag::BlockQuote(_)) => None,
                _ => read(script, block),
            });
            Some(Model::Quote { blocks: blocks.collect::<Option<_>>()? })
        }
        _ => None,
    }
}

/// How deep lists stand in lists that an editor shows.
const LEVELS: usize = 8;

fn list(script: &Script<'_>, at: usize, depth: usize) -> Option<Model> {
    let Tag::List(start) = script.tag(at)? else { return None };
    let item = |item: usize| {
        let inside = script.inside(item);
        let below = children(script, item).find(|&child| matches!(script.tag(child), Some(Tag::List(_))));
        let words = match script.tag(inside.start) {
            Some(Tag::Paragraph) => {
                let rest = script.closes[inside.start] + 1;
                if rest != below.unwrap_or(inside.end) {
                    return None;
                }
                script.inside(inside.start)
            }
            _ => inside.start..below.unwrap_or(inside.end),
        };
        let mut parts: Vec<Part> = spans(script, words)?.into_iter().map(Part::Span).collect();
        if let Some(below) = below {
            if script.closes[below] + 1 != inside.end || depth == LEVELS {
                return None;
            }
            parts.push(Part::List(list(script, below, depth + 1)?));
        }
        Some(parts)
    };
    let items = children(script, at).map(item).collect::<Option<_>>()?;
    Some(Model::List { ordered: start.is_some(), start: start.unwrap_or(1), items })
}

/// The starts right below a start.
fn children<'s>(script: &'s Script<'_>, at: usize) -> impl Iterator<Item = usize> + 's {
    let inside = script.inside(at);
    let mut next = inside.start;
    std::iter::from_fn(move || {
        while next < inside.end {
            let at = next;
            next = script.closes[at].max(at) + 1;
            if script.tag(at).is_some() {
                return Some(at);
            }
        }
        None
    })
}

/// The words of some events; none if something in them cannot be shown so.
fn spans(script: &Script<'_>, range: Range<usize>) -> Option<Vec<Span>> {
    let mut spans: Vec<Span> = Vec::new();
    let (mut bold, mut italic) = (false, false);
    let mut at = range.start;
    while at < range.end {
        let letters = match (bold, italic) {
            (false, false) => "",
            (true, false) => "b",
            (false, true) => "i",
            (true, true) => "bi",
        };
        match &script.events[at] {
            Event::Text(text) => push(&mut spans, text, letters),
            Event::SoftBreak => push(&mut spans, "\n", letters),
            Event::HardBreak if letters.is_empty() => push(&mut spans, "", "br"),
            Event::InlineHtml(html) if letters.is_empty() && html.starts_with("<br") => push(&mut spans, "", "br"),
            Event::Start(Tag::Strong) if !bold => bold = true,
            Event::End(TagEnd::Strong) => bold = false,
            Event::Start(Tag::Emphasis) if !italic => italic = true,
            Event::End(TagEnd::Emphasis) => italic = false,
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, .. })
                if title.is_empty() && letters.is_empty() =>
            {
                let mut text = String::new();
                for event in &script.events[script.inside(at)] {
                    match event {
                        Event::Text(words) => text.push_str(words),
                        _ => return None,
                    }
                }
                spans.push(Span(text, Mark::Link { link: dest_url.to_string() }));
                at = script.closes[at];
            }
            Event::FootnoteReference(label) if letters.is_empty() => {
                spans.push(Span(String::new(), Mark::Note { note: label.to_string() }));
            }
            _ => return None,
        }
        at += 1;
    }
    Some(spans)
}

/// Adds words to those before, if they are set alike.
fn push(spans: &mut Vec<Span>, words: &str, letters: &str) {
    if let Some(Span(text, Mark::Letters(last))) = spans.last_mut()
        && last == letters
        && letters != "br"
    {
        text.push_str(words);
        return;
    }
    spans.push(Span(words.to_owned(), Mark::Letters(letters.to_owned())));
}
