//! What a web page left around a text: breadcrumbs, counters, buttons, a line
//! of fused details, the title a second time.

use crate::diag::Words;
use crate::import::RemarkKind;
use crate::import::document::{Block, Paragraph, Role};
use crate::import::mend::Log;
use crate::import::mend::runs::{flat, split_off};
use crate::language::enumerator;
use crate::language::furniture::{is_frame, is_line_of_page};
use crate::language::label::{self, details};
use crate::text::near::alike;

const PAGE: Words = Words {
    zh: "删去网页上的栏目、计数或按钮",
    en: "a breadcrumb, counter or button of a web page is left out",
};
const FUSED: Words = Words { zh: "把连在一起的说明项分开", en: "details that had run together are parted" };
const REPEATED: Words = Words { zh: "删去重复的题目", en: "a second copy of the title is left out" };

/// How far from the beginning and the end a page has its frame.
const HEAD: usize = 12;
const FOOT: usize = 16;

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

/// Drops the lines of a page's frame. What such a line says of the text (来源：…
/// after a breadcrumb) stays.
pub fn drop(blocks: &mut Vec<Block>, log: &mut Log) {
    let count = blocks.len();
    let mut at = 0;
    blocks.retain_mut(|block| {
        let is_edge = at < HEAD || at + FOOT >= count;
        at += 1;
        let Block::Paragraph(paragraph) = block else { return true };
        if !matches!(paragraph.role, Role::Body | Role::Heading(_) | Role::Item { .. } | Role::Title) {
            return true;
        }
        let text = paragraph.text();
        if !(is_line_of_page(&text) || is_edge && is_frame(&text)) {
            return true;
        }
        let words = flat(&paragraph.content);
        let Some(said) = label::position(&words) else {
            log.note(RemarkKind::Dropped, PAGE, paragraph.place, &text, "");
            return false;
        };
        if said > 0 {
            log.note(RemarkKind::Dropped, PAGE, paragraph.place, words[..said].trim(), "");
            paragraph.content = split_off(&mut paragraph.content, said);
        }
        true
    });
}

/// Drops the title's second copy: a line in the same words, with nothing but the
/// subtitle, labelled lines and one paragraph of lead between them.
pub fn drop_repeated_title(blocks: &mut Vec<Block>, log: &mut Log) {
    let Some((title, paragraph)) = first_line(blocks) else { return };
    let words = paragraph.text();
    if !may_be_title(&words) {
        return;
    }
    let mut subtitled = words.clone();
    let mut has_lead = false;
    for at in title + 1..blocks.len().min(HEAD) {
        let Some(Block::Paragraph(paragraph)) = blocks.get(at) else { return };
        let text = paragraph.text();
        if text.trim().is_empty() {
            continue;
        }
        if alike(text.chars(), words.chars()) || alike(text.chars(), subtitled.chars()) {
            log.note(RemarkKind::Dropped, REPEATED, paragraph.place, &text, "");
            blocks.remove(at);
            return;
        }
        let is_subtitle = at == title + 1 && text.trim().starts_with(['—', '-', '–', '－', '―', '─', '（', '(']);
        if is_subtitle {
            subtitled = format!("{words}{text}");
        } else if label::read(&text).is_none() {
            if has_lead || !text.contains('。') {
                return;
            }
            has_lead = true;
        }
    }
}

/// The first line of a text that is not labelled.
fn first_line(blocks: &[Block]) -> Option<(usize, &Paragraph)> {
    for (at, block) in blocks.iter().enumerate().take(3) {
        let Block::Paragraph(paragraph) = block else { return None };
        let text = paragraph.text();
        if !text.trim().is_empty() && label::read(&text).is_none() {
            return Some((at, paragraph));
        }
    }
    None
}

/// Whether a line may be a title: short, no sentence, no number before it.
fn may_be_title(text: &str) -> bool {
    (4..=60).contains(&text.chars().count())
        && !text.contains(['。', '！', '？', '；', ':', '：'])
        && enumerator::leading(text).is_none()
}

/// The beginning of a text.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
