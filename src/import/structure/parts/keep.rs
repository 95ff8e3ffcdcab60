//! What is left of the blocks of a document.
//!
//! In: blocks, the roles of their lines, and which lines stay. Out: blocks with
//! these lines and the role of the first of each; headings and numbered lines
//! stand alone.

use crate::import::document::{Block, Inline, Paragraph};
use crate::import::mend::runs::split_off;
use crate::import::structure::line::Line;
use crate::import::structure::role::{LineRole, State};
use crate::language::enumerator::{self, Shape};

/// The blocks without the lines that were taken, and their roles.
pub fn keep(blocks: Vec<Block>, lines: &[Line], found: &[State], is_kept: &[bool]) -> (Vec<Block>, Vec<LineRole>) {
    let (mut kept, mut roles) = (Vec::with_capacity(blocks.len()), Vec::with_capacity(blocks.len()));
    let mut rest = lines.iter().zip(found).zip(is_kept).peekable();
    for (at, block) in blocks.into_iter().enumerate() {
        let mut own = Vec::new();
        while let Some(((line, state), is_kept)) = rest.next_if(|((line, _), _)| line.block == at) {
            own.push((line, state.role, *is_kept));
        }
        match block {
            Block::Paragraph(paragraph)
                if own.iter().any(|(line, role, is_kept)| {
                    !is_kept || own.len() > 1 && (*role == LineRole::Heading || line.continues && begins(&line.text))
                }) =>
            {
                for (paragraph, role) in parts_of(paragraph, &own) {
                    kept.push(Block::Paragraph(paragraph));
                    roles.push(role);
                }
            }
            // A line across at the edge of the text belongs to what was taken.
            Block::Divider if kept.is_empty() => {}
            block => {
                kept.push(block);
                roles.push(own.first().map_or(LineRole::Text, |(_, role, _)| *role));
            }
        }
    }
    while matches!(kept.last(), Some(Block::Divider)) {
        kept.pop();
        roles.pop();
    }
    (kept, roles)
}

/// Whether a line begins with a number that parts of a text have: a paragraph of
/// its own, though a soft break stands before it.
fn begins(text: &str) -> bool {
    let mark = enumerator::leading(text).filter(|mark| !mark.is_doubtful);
    mark.is_some_and(|mark| !matches!(mark.shape, Shape::Said | Shape::Ordinal | Shape::Circled))
}

/// What is left of a paragraph of which some lines were taken.
fn parts_of(mut paragraph: Paragraph, own: &[(&Line, LineRole, bool)]) -> Vec<(Paragraph, LineRole)> {
    let mut parts: Vec<(Paragraph, LineRole)> = Vec::new();
    let mut follows = false;
    for (line, role, is_kept) in own.iter().rev() {
        let mut content = split_off(&mut paragraph.content, line.range.start);
        if *is_kept {
            // The break before the line that follows; a heading stands alone.
            if follows
                && *role != LineRole::Heading
                && let Some((next, _)) = parts.last_mut()
            {
                content.append(&mut next.content);
                next.content = content;
            } else {
                parts.push((Paragraph { content, label: String::new(), ..paragraph.clone() }, *role));
            }
            if let Some((part, known)) = parts.last_mut() {
                *known = *role;
                if line.range.start == 0 {
                    part.label.clone_from(&paragraph.label);
                }
            }
        }
        follows = *is_kept && *role != LineRole::Heading && !begins(&line.text);
    }
    parts.reverse();
    for (part, _) in &mut parts {
        while matches!(part.content.last(), Some(Inline::Break)) {
            part.content.pop();
        }
    }
    parts.retain(|(paragraph, _)| !paragraph.is_empty());
    parts
}
