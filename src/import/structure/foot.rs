//! The lines below the text: signature, date, details of a page.

use crate::import::document::{Block, Inline, Paragraph, Role};
use crate::import::structure::names;
use crate::import::structure::{Article, Found};
use crate::language::label;
use crate::language::reference;

/// How many lines a foot has at most.
const REACH: usize = 16;

/// Takes the foot of an article out of its blocks.
pub fn take(blocks: &mut Vec<Block>, article: &mut Article) {
    // Details of the page stand last, read from below, filed from above.
    let mut details = Vec::new();
    while let Some(block) = blocks.last().filter(|_| details.len() < REACH) {
        let Some(paragraph) = line(block) else {
            if matches!(block, Block::Divider) {
                blocks.pop();
                continue;
            }
            break;
        };
        let Some(items) = label::read(&paragraph.text()) else { break };
        // A paragraph of the text may end the text with such words.
        if paragraph.text().contains('。') {
            break;
        }
        details.push((items, paragraph.place));
        blocks.pop();
    }
    for (items, place) in details.into_iter().rev() {
        items.into_iter().for_each(|item| article.file(item, place));
    }
    let end = before_references(blocks);
    let mut at = end;
    for _ in 0..4 {
        let Some(paragraph) = at.checked_sub(1).and_then(|at| blocks.get(at)).and_then(line) else { break };
        if !sign(paragraph, article) {
            break;
        }
        at -= 1;
    }
    blocks.drain(at..end);
    while matches!(blocks.last(), Some(Block::Divider)) {
        blocks.pop();
    }
}

/// The paragraph of a block if it can be a line of the foot.
fn line(block: &Block) -> Option<&Paragraph> {
    match block {
        Block::Paragraph(paragraph)
            if matches!(paragraph.role, Role::Body)
                && !paragraph.content.iter().any(|inline| matches!(inline, Inline::Picture { .. })) =>
        {
            Some(paragraph)
        }
        _ => None,
    }
}

/// Where a list of references at the end begins; the end if there is none.
fn before_references(blocks: &[Block]) -> usize {
    let mut start = blocks.len();
    for (at, block) in blocks.iter().enumerate().rev() {
        let Block::Paragraph(paragraph) = block else { break };
        let text = paragraph.text();
        if reference::is_head(&text) {
            return at;
        }
        if !reference::is_reference(&text) {
            break;
        }
        start = at;
    }
    start
}

/// Reads a line of the signature; says whether it was one.
fn sign(paragraph: &Paragraph, article: &mut Article) -> bool {
    let text = paragraph.text();
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let may_be_signer = article.signed.is_some() || paragraph.look.right || lines.len() > 1;
    let is_signer = |line: &str| names::is_unit(line) || names::byline(line).is_some();
    let fits = |line: &&str| {
        names::date(line).is_some() && article.signed.is_none()
            || names::signature(line).is_some() && article.signed.is_none()
            || may_be_signer && is_signer(line)
    };
    if lines.is_empty() || lines.len() > 4 || !lines.iter().all(fits) {
        return false;
    }
    let found = |text: &str| Found { text: text.to_owned(), place: paragraph.place, certain: true };
    for line in lines.into_iter().rev() {
        if let Some(date) = names::date(line) {
            article.signed = Some(found(&date));
        } else if let Some((signer, date)) = names::signature(line) {
            article.signed = Some(found(&date));
            article.signer = Some(found(&signer));
        } else if let Some(known) = &mut article.signer {
            known.text = format!("{line}、{}", known.text);
        } else {
            article.signer = Some(found(line));
        }
    }
    true
}
