//! Lines of details that have run together in a web page.

use crate::diag::Words;
use crate::import::RemarkKind;
use crate::import::document::{Block, Paragraph, Role};
use crate::import::mend::Log;
use crate::import::mend::runs::{flat, split_off};
use crate::language::label::details;

const FUSED: Words = Words { zh: "把连在一起的说明项分开", en: "details that had run together are parted" };

/// Splits lines such as `时间:2021-07-02来源:血液中心作者:办公室` at their labels.
pub fn split_labels(blocks: &mut Vec<Block>, log: &mut Log) {
    let mut result = Vec::with_capacity(blocks.len());
    for block in std::mem::take(blocks) {
        match block {
            Block::Paragraph(paragraph) if paragraph.role != Role::Preformatted => {
                split(paragraph, &mut result, log);
            }
            other => result.push(other),
        }
    }
    *blocks = result;
}

fn split(mut paragraph: Paragraph, result: &mut Vec<Block>, log: &mut Log) {
    let text = flat(&paragraph.content);
    let labels = if text.contains('\n') { Vec::new() } else { details(&text).unwrap_or_default() };
    let is_fused = |at: usize| {
        text[..at].chars().next_back().is_some_and(|c| !c.is_whitespace() && !"、|｜\u{4e28}/／(（:：".contains(c))
    };
    if !labels.iter().skip(1).any(|&(at, _)| is_fused(at)) {
        result.push(Block::Paragraph(paragraph));
        return;
    }
    let mut parts = Vec::new();
    for &(at, _) in labels.iter().skip(1).rev() {
        let content = split_off(&mut paragraph.content, at);
        parts.push(Paragraph { content, label: String::new(), ..paragraph.clone() });
    }
    parts.push(paragraph);
    parts.reverse();
    let written: Vec<String> = parts.iter().map(|part| flat(&part.content).trim().to_owned()).collect();
    let place = parts.first().map(|part| part.place).unwrap_or_default();
    log.note(RemarkKind::Mended, FUSED, place, &short(&text), &short(&written.join(" ⏎ ")));
    result.extend(parts.into_iter().map(Block::Paragraph));
}

/// The beginning of a text.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
