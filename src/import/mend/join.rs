//! Paragraphs and lines that were broken within a sentence.

use std::cell::RefCell;
use std::collections::HashSet;

use crate::diag::Words;
use crate::import::RemarkKind;
use crate::import::document::{Block, Document, Inline, Paragraph, Place, Role};
use crate::import::mend::runs::{Edit, flat};
use crate::import::mend::{Log, Written, each, texts, triple};
use crate::import::wrap::{self, Line};
use crate::language::line_break::{goes_on, is_open, is_proven};

const JOINED: Words =
    Words { zh: "接上被断成两段的句子", en: "a sentence that was broken into two paragraphs is joined" };
const WRAPPED: Words =
    Words { zh: "接上按固定宽度折断的行", en: "lines broken at a fixed width are joined" };
const UNBROKEN: Words = Words { zh: "删去句子中间的换行", en: "a line break within a sentence is removed" };
const OPEN: Words = Words {
    zh: "这一段没有句末标点，也许与下一段是一句话，没有接",
    en: "this paragraph lacks its final mark and may go on in the next; they were left apart",
};

/// Whether a paragraph is plain running text.
fn is_running(paragraph: &Paragraph) -> bool {
    paragraph.role == Role::Body && paragraph.label.is_empty() && !paragraph.look.centered && !paragraph.look.right
}

/// Joins paragraphs each of which is a line of a page. Plain text has been
/// looked at by its reader, which knows the empty lines.
pub fn wrapped(blocks: &mut Vec<Block>, log: &mut Log) {
    let texts: Vec<Option<(String, bool)>> = blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) if is_running(paragraph) && !matches!(paragraph.place, Place::Line(_)) => {
                Some((flat(&paragraph.content), paragraph.look.indented))
            }
            _ => None,
        })
        .collect();
    let lines: Vec<Line<'_>> = texts
        .iter()
        .flatten()
        .map(|(text, indented)| {
            let line = Line::new(text, false);
            Line { indent: line.indent.max(if *indented { 4 } else { 0 }), ..line }
        })
        .collect();
    let mut goes_on = wrap::continuations(&lines).into_iter();
    let mut before = false;
    let joins: Vec<bool> = texts
        .iter()
        .map(|text| {
            let is_joined = text.is_some() && goes_on.next().unwrap_or(false) && before;
            before = text.is_some();
            is_joined
        })
        .collect();
    join(blocks, &joins, WRAPPED, log);
}

/// Joins sentences that were broken into paragraphs, or within one.
pub fn broken(document: &mut Document, log: &mut Log) {
    let candidates = pairs(&document.blocks);
    let wanted: RefCell<HashSet<[char; 3]>> = RefCell::new(HashSet::new());
    let ask = |word: &str| {
        wanted.borrow_mut().extend(triple(word));
        false
    };
    for (before, after) in candidates.iter().flatten() {
        is_proven(before, after, &ask);
    }
    let mut lines = Vec::new();
    each(document, &mut |paragraph| lines.extend(breaks(paragraph)));
    for (before, after) in &lines {
        is_proven(before, after, &ask);
    }
    let written = Written::find(&wanted.borrow(), &texts(document));
    let is_word = |word: &str| written.has(word);

    each(document, &mut |paragraph| unbreak(paragraph, &is_word, log));
    let mut joins = Vec::with_capacity(candidates.len());
    for (at, candidate) in candidates.iter().enumerate() {
        let proven = candidate.as_ref().is_some_and(|(before, after)| is_proven(before, after, &is_word));
        if let (Some((before, after)), false) = (candidate, proven)
            && let Some(Block::Paragraph(paragraph)) = document.blocks.get(at)
        {
            let words = format!("{}⏎{}", tail(before), head(after));
            log.note(RemarkKind::Doubt, OPEN, paragraph.place, &words, "");
        }
        joins.push(proven);
    }
    join(&mut document.blocks, &joins, JOINED, log);
}

/// For each block, its predecessor's text and its own if one sentence may go
/// on in the other.
fn pairs(blocks: &[Block]) -> Vec<Option<(String, String)>> {
    let mut before: Option<String> = None;
    let mut pairs = Vec::with_capacity(blocks.len());
    for block in blocks {
        let text = match block {
            Block::Paragraph(paragraph) if is_running(paragraph) => Some(flat(&paragraph.content)),
            _ => None,
        };
        let pair = before.take().zip(text.as_ref());
        let pair = pair.filter(|(before, after)| is_open(before.trim_end()) && goes_on(after));
        pairs.push(pair.map(|(before, after)| (before, after.clone())));
        before = text;
    }
    pairs
}

/// The lines before and after each break of a paragraph where a sentence may
/// go on.
fn breaks(paragraph: &Paragraph) -> Vec<(String, String)> {
    let text = flat(&paragraph.content);
    let lines: Vec<&str> = text.split('\n').collect();
    let may = |pair: &&[&str]| matches!(pair, [before, after] if is_open(before) && goes_on(after));
    lines.windows(2).filter(may).map(|pair| (pair[0].to_owned(), pair[1].to_owned())).collect()
}

fn unbreak(paragraph: &mut Paragraph, is_word: &dyn Fn(&str) -> bool, log: &mut Log) {
    let text = flat(&paragraph.content);
    let lines: Vec<&str> = text.split('\n').collect();
    let shapes: Vec<Line<'_>> = lines.iter().map(|line| Line::new(line, false)).collect();
    let wrapped = wrap::continuations(&shapes);
    let mut edits = Vec::new();
    let mut start = 0;
    for (pair, is_wrapped) in lines.windows(2).zip(wrapped.into_iter().skip(1)) {
        let [before, after] = pair else { continue };
        start += before.len();
        if is_wrapped || is_open(before) && goes_on(after) && is_proven(before, after, is_word) {
            edits.push(Edit::delete(start..start + 1));
        }
        start += 1;
    }
    log.edit(paragraph, &text, &edits, UNBROKEN);
}

/// Joins each block for which `joins` holds to the one before it.
fn join(blocks: &mut Vec<Block>, joins: &[bool], what: Words, log: &mut Log) {
    if !joins.contains(&true) {
        return;
    }
    let mut result: Vec<Block> = Vec::with_capacity(blocks.len());
    for (block, &is_joined) in std::mem::take(blocks).into_iter().zip(joins) {
        match (result.last_mut(), block) {
            (Some(Block::Paragraph(before)), Block::Paragraph(paragraph)) if is_joined => {
                let tail = before.content.last().map(|inline| tail(&flat(std::slice::from_ref(inline))));
                let tail = tail.unwrap_or_default();
                let text = flat(&paragraph.content);
                let head = head(&text);
                let is_latin =
                    tail.ends_with(|c: char| c.is_ascii_graphic()) && head.starts_with(|c: char| c.is_ascii_graphic());
                let space = if is_latin { " " } else { "" };
                if is_latin {
                    before.content.push(Inline::Text { text: space.to_owned(), form: Default::default() });
                }
                let (old, new) = (format!("{tail}⏎{head}"), format!("{tail}{space}{head}"));
                log.note(RemarkKind::Mended, what, paragraph.place, &old, &new);
                before.content.extend(paragraph.content);
            }
            (_, block) => result.push(block),
        }
    }
    *blocks = result;
}

fn tail(text: &str) -> String {
    let start = text.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    text[start..].to_owned()
}

fn head(text: &str) -> String {
    text.trim_start().chars().take(4).collect()
}
