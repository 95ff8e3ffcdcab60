//! Lines that a person has given another part: a title or subtitle that was corrected, and what
//! stands between reports that were made one.
//!
//! In: a report to be with what a person says, and what was found. Out: the same, where
//! lines that are no title any more are text again, at their place, and a line that became
//! one is text no longer. What somebody types that is no line of the document takes no
//! line's place; the words before it are then left out, and said to be.

use std::collections::BTreeSet;

use crate::import::account::Piece;
use crate::import::document::{Block, Paragraph, Place, Role};
use crate::import::facts::{Facts, Proposed};
use crate::import::structure::CONTENTS;
use crate::import::{Candidate, Remark, RemarkKind};
use crate::parse::yaml::write::one_line;

/// How many blocks from the beginning on a title is looked for.
const AHEAD: usize = 40;

/// How many lines behind those that are no title any more may belong to them.
const BEHIND: usize = 3;

/// Carries out what was said of the title and the subtitle. `left_out`: the lines of the
/// document that stand nowhere else; `is_said`: a person has said what the subtitle is.
pub fn retitle(candidate: &mut Candidate, found: &Facts, left_out: &[String], is_said: bool) {
    let Candidate { pieces, article, facts } = candidate;
    let value = |proposed: &Option<Proposed<String>>| proposed.as_ref().map(|proposed| proposed.value.clone());
    // The lines of the document that became a title.
    let mut made = Vec::new();
    for (now, was) in [(value(&facts.title), value(&found.title)), (value(&facts.subtitle), value(&found.subtitle))] {
        let Some(key) = now.as_deref().map(letters).filter(|key| !key.is_empty() && now != was) else { continue };
        made.extend(pieces.iter().position(|piece| letters(&piece.text) == key));
        let is_it = |block: &Block| matches!(block, Block::Paragraph(line) if letters(&line.text()) == key);
        if let Some(at) = article.blocks.iter().take(AHEAD).position(is_it) {
            article.blocks.remove(at);
        }
    }
    let title = value(&facts.title);
    // Who takes the line below for the title takes the title for the line above it.
    if !is_said && title.is_some() && title == value(&found.subtitle) {
        facts.subtitle.clone_from(&found.title);
    }
    // A title may have taken in what stood below it, or have been another line than that was below.
    let goes = |subtitle: &Proposed<String>| {
        let stood = !made.is_empty() && title != value(&found.title) && found.subtitle.as_ref() == Some(subtitle);
        stood && !is_said || title.as_ref().is_some_and(|title| title.contains(&subtitle.value))
    };
    facts.subtitle.take_if(|subtitle| goes(subtitle));
    let now = [title, value(&facts.subtitle)].iter().flatten().map(|text| letters(text)).collect::<String>();
    let mut lines: BTreeSet<usize> = BTreeSet::new();
    for (was, is_typed) in [(&found.title, true), (&found.subtitle, facts.subtitle.is_some())] {
        let was = was.as_ref().filter(|was| !now.contains(&letters(&was.value)));
        lines.extend(was.filter(|_| !made.is_empty() || !is_typed).into_iter().flat_map(|was| lines_of(was, pieces)));
    }
    // What stands among them and fitted nowhere goes with them.
    if let (Some(first), Some(last)) = (lines.iter().chain(&made).min(), lines.iter().chain(&made).max()) {
        let near = (*first..pieces.len().min(last + 1 + BEHIND)).filter(|at| !made.contains(at));
        let near: Vec<usize> = near.filter(|at| left_out.contains(&one_line(&pieces[*at].text))).collect();
        if !made.is_empty() {
            lines.extend(near);
        }
    }
    for Piece { text, place } in lines.into_iter().map(|at| &pieces[at]) {
        put(&mut article.blocks, Paragraph::of_text(text, *place));
    }
}

/// Of several reports that a person has made one no line is furniture, such as the title of
/// the second: what was left out as that is a heading again. A table of contents and the number
/// of a page stay out, whatever stands above them.
pub fn restore(Candidate { pieces, article, .. }: &mut Candidate) {
    let (dropped, kept): (Vec<Remark>, Vec<Remark>) =
        std::mem::take(&mut article.remarks).into_iter().partition(|remark| {
            let is_it =
                |piece: &Piece| Some(piece.place) == remark.place && letters(&piece.text) == letters(&remark.before);
            let is_aside = remark.what == CONTENTS || !remark.before.contains(char::is_alphabetic);
            remark.kind == RemarkKind::Dropped && !is_aside && pieces.iter().any(is_it)
        });
    article.remarks = kept;
    for Remark { before, place, .. } in dropped {
        let line = Paragraph::of_text(&before, place.unwrap_or_default());
        put(&mut article.blocks, Paragraph { role: Role::Heading(1), ..line });
    }
}

/// Puts a paragraph where it stood.
fn put(blocks: &mut Vec<Block>, paragraph: Paragraph) {
    let is_behind = |block: &Block| place_of(block).is_some_and(|other| other > paragraph.place);
    let at = blocks.iter().position(is_behind).unwrap_or(blocks.len());
    blocks.insert(at, Block::Paragraph(paragraph));
}

/// The lines of the document that a title was made of.
fn lines_of(was: &Proposed<String>, pieces: &[Piece]) -> Vec<usize> {
    let whole = letters(&was.value);
    let first = pieces.iter().position(|piece| piece.place == was.place).unwrap_or(pieces.len());
    let (mut rest, mut lines) = (whole.as_str(), Vec::new());
    for (at, piece) in pieces.iter().enumerate().skip(first) {
        let own = letters(&piece.text);
        match rest.strip_prefix(own.as_str()) {
            Some(after) if !own.is_empty() => rest = after,
            _ => break,
        }
        lines.push(at);
    }
    lines
}

/// Where a block stands.
fn place_of(block: &Block) -> Option<Place> {
    match block {
        Block::Paragraph(paragraph) => Some(paragraph.place),
        Block::Table(table) => Some(table.place),
        Block::Divider => None,
    }
}

/// What two wordings of a line have in common.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
