//! Headings and lists among the paragraphs of an article.
//!
//! In: the blocks of a text. Out: the same with headings marked and levelled,
//! run-in headings parted from their text, numbered and bulleted lines made
//! items. What makes a heading: a style, a number, a look, or standing alone
//! before text; [`crate::import::structure::levels`] ranks them. Marks that
//! count within a text (①, 一是, 第一) are no headings, unless ① stands before
//! text on a line of its own.

use std::collections::HashMap;

use crate::diag::Words;
use crate::import::document::{Block, Form, Inline, Look, Paragraph, Role};
use crate::import::mend::runs::{Edit, apply, flat, split_off};
use crate::import::structure::levels::{self, Style};
use crate::import::structure::names;
use crate::import::{Remark, RemarkKind};
use crate::language::enumerator::{self, Mark, Shape, is_numeral};
use crate::language::label;
use crate::language::lexicon::{self, List, Map};
use crate::language::reference;
use crate::text::han::{has_han, is_han};

const PARTED: Words =
    Words { zh: "把写在一行里的标题和正文分开", en: "a heading and the text on its line are parted" };
const UNNUMBERED: Words = Words {
    zh: "小标题没有编号，级别是推测的，请核对",
    en: "these headings have no numbers; their levels are a guess",
};
const NOT_HEADING: Words = Words {
    zh: "用了标题样式，却是一段话，按正文处理",
    en: "it has the style of a heading but is a paragraph, and was taken for one",
};

static FIGURES: List = List::new(&lexicon::CAPTIONS, "figure");
static TABLES: List = List::new(&lexicon::CAPTIONS, "table");
static ATTACHED: List = List::new(&lexicon::CAPTIONS, "attached");
/// 部分 of 第一部分, and how high it ranks.
static PARTS: List = List::new(&lexicon::SECTIONS, "part");
static RANKS: Map = Map::new(&lexicon::SECTIONS, "rank");
/// What sentences begin with, and no heading.
static NO_STARTS: List = List::new(&lexicon::SECTIONS, "no-start");

/// The longest heading, and the longest that has nothing to tell it but its
/// being short.
const LONGEST: usize = 60;
const SHORT: usize = 26;
/// The longest heading on one line with its text.
const RUN_IN: usize = 26;

/// What a paragraph looks like it is.
#[derive(Clone, Debug, Default)]
struct Sign {
    style: Option<Style>,
    /// Where a run-in heading ends and where its text begins.
    run_in: Option<(usize, usize)>,
    /// The number it begins with.
    mark: Option<Mark>,
    /// Whether it is running text: something a heading stands above.
    is_text: bool,
}

/// Finds headings and lists.
pub fn find(mut blocks: Vec<Block>, remarks: &mut Vec<Remark>) -> Vec<Block> {
    let body = body_size(&blocks);
    let mut signs: Vec<Sign> = blocks.iter().map(|block| sign(block, body)).collect();
    settle_numbers(&mut signs);
    let numbered = signs.iter().filter(|sign| matches!(sign.style, Some(Style::Numbered(_) | Style::Part(_)))).count();
    let styled = signs.iter().filter(|sign| matches!(sign.style, Some(Style::Styled(_)))).count();
    settle_looks(&blocks, &mut signs);
    let looks = signs.iter().any(|sign| matches!(sign.style, Some(Style::Look(_))));
    if numbered == 0 && styled == 0 && !looks {
        unnumbered(&blocks, &mut signs, remarks);
    }
    entries(&blocks, &mut signs);
    fixed(&blocks, &mut signs);
    let levels = levels::levels(&signs.iter().map(|sign| sign.style).collect::<Vec<_>>());
    let mut result = Vec::with_capacity(blocks.len());
    for ((block, sign), level) in blocks.drain(..).zip(&signs).zip(levels) {
        match (block, level) {
            (Block::Paragraph(paragraph), Some(level)) => heading(paragraph, sign, level, &mut result, remarks),
            (Block::Paragraph(mut paragraph), None) => {
                if matches!(paragraph.role, Role::Heading(_) | Role::Title | Role::Subtitle) {
                    paragraph.role = Role::Body;
                    let words: String = paragraph.text().chars().take(24).collect();
                    remarks.push(Remark::new(RemarkKind::Doubt, NOT_HEADING, paragraph.place, &words, ""));
                }
                result.push(Block::Paragraph(paragraph));
            }
            (block, _) => result.push(block),
        }
    }
    items(&mut result);
    result
}

/// The size of most letters of the text, in half points.
fn body_size(blocks: &[Block]) -> Option<u16> {
    let mut sizes: HashMap<u16, usize> = HashMap::new();
    for block in blocks {
        if let Block::Paragraph(paragraph) = block
            && let Some(size) = paragraph.look.size
        {
            *sizes.entry(size).or_default() += paragraph.text().len();
        }
    }
    sizes.into_iter().max_by_key(|&(size, letters)| (letters, size)).map(|(size, _)| size)
}

fn sign(block: &Block, body: Option<u16>) -> Sign {
    let Block::Paragraph(paragraph) = block else {
        return Sign { is_text: matches!(block, Block::Table(_)), ..Sign::default() };
    };
    // Offsets are those of the content with the label in it.
    let text = format!("{}{}", paragraph.label, flat(&paragraph.content));
    let count = text.chars().count();
    let mark = enumerator::leading(&text).filter(|mark| !mark.is_doubtful);
    let is_text = count >= 40 || text.ends_with(['。', '！', '？', '；', '：', '…', '”']) && count > 12;
    let mut sign = Sign { style: None, run_in: None, mark, is_text };
    match paragraph.role {
        Role::Heading(level) if count <= 100 && !is_sentences(&text) => sign.style = Some(Style::Styled(level)),
        // By style a heading, with its text on the line.
        Role::Heading(level) => {
            sign.run_in = run_in(&text, sign.mark.as_ref());
            sign.style = sign.run_in.map(|_| Style::Styled(level));
        }
        Role::Title => sign.style = Some(Style::Styled(0)),
        Role::Body | Role::Item { .. } => {
            let shape = sign.mark.as_ref().map(|mark| mark.shape);
            // Automatic numbers of lists are headings only in their shapes.
            let may = paragraph.role == Role::Body
                || !paragraph.label.is_empty() && matches!(shape, Some(Shape::Han | Shape::HanInBrackets));
            if let Some(shape) = shape.filter(|_| may) {
                if is_line(&text) {
                    sign.style = Some(Style::Numbered(shape));
                } else if let Some(at) = run_in(&text, sign.mark.as_ref()) {
                    sign.run_in = Some(at);
                    sign.style = Some(Style::Numbered(shape));
                }
            } else if let Some(rank) = part(&text).filter(|_| paragraph.role == Role::Body) {
                sign.style = Some(Style::Part(rank));
            } else if paragraph.role == Role::Body && stands_out(paragraph, &text, body) {
                let Look { bold, centered, size, .. } = paragraph.look;
                sign.style = Some(Style::Look((size.unwrap_or(0), centered, bold)));
            }
        }
        _ => {}
    }
    sign.is_text &= sign.style.is_none() || sign.run_in.is_some();
    sign
}

/// Whether a text is more than one sentence, or a whole one.
fn is_sentences(text: &str) -> bool {
    text.trim_end_matches('。').contains('。') || text.ends_with('。') && text.chars().count() > 40
}

/// Whether a text with a number is a line of its own.
fn is_line(text: &str) -> bool {
    let is_ended = text.ends_with(['。', '；', '，', '、', '！', '？', ';', ',', '…']);
    let is_slogan = text.ends_with('！') && text.chars().count() <= SHORT;
    text.chars().count() <= LONGEST && (!is_ended || is_slogan) && !text.contains(['。', '；'])
}

/// Whether a line looks unlike the text: bold all over, larger, centred.
fn stands_out(paragraph: &Paragraph, text: &str, body: Option<u16>) -> bool {
    let look = paragraph.look;
    let is_larger = look.size.zip(body).is_some_and(|(size, body)| size > body);
    let count = text.chars().count();
    (2..=40).contains(&count)
        && (look.bold || is_larger)
        && has_han(text)
        && !text.contains(['。', '；', '！', '？'])
        && !text.ends_with(['，', '、', '：', ':', '…', '”'].as_slice().get(..5).unwrap_or_default())
        && names::date(text).is_none()
        && label::read(text).is_none()
        && !(look.right)
        && !is_caption(text)
}

/// Whether a line names a figure or a table.
fn is_caption(text: &str) -> bool {
    let rest = FIGURES.strip_prefix(text).or(TABLES.strip_prefix(text)).unwrap_or_default().trim_start();
    rest.starts_with(|c: char| c.is_ascii_digit() || is_numeral(c)) || ATTACHED.begins(text).is_some()
}

/// Whether a line is the heading of a part (0), a chapter (1) or a section (2):
/// 第一部分 2021年工作总结.
fn part(text: &str) -> Option<u8> {
    // 第 is to an ordinal what a full stop is to a number.
    let rest = text.strip_prefix('第')?;
    let end = rest.find(|c: char| !is_numeral(c) && !c.is_ascii_digit()).filter(|end| *end > 0)?;
    let rest = rest[end..].trim_start();
    let name = PARTS.begins(rest)?;
    let (rank, rest) = (RANKS.get(name)?.parse().ok()?, &rest[name.len()..]);
    let is_parted = rest.is_empty() || rest.starts_with([' ', '\u{3000}', '\u{a0}', '\t', '：', '、']);
    (is_parted && text.chars().count() <= 40 && is_line(text) && !text.contains('，')).then_some(rank)
}

/// Where a heading ends that stands on one line with its text.
fn run_in(text: &str, mark: Option<&Mark>) -> Option<(usize, usize)> {
    let mark = mark?;
    if !matches!(mark.shape, Shape::Han | Shape::HanInBrackets | Shape::Arabic) {
        return None;
    }
    let rest = text.get(mark.end..)?;
    let words = rest.trim_start();
    let start = text.len() - words.len();
    let is_blank = |c: char| matches!(c, ' ' | '\u{3000}' | '\u{a0}' | '\t' | '\n');
    let (end, after) = words.char_indices().find_map(|(at, character)| match character {
        '。' | '：' => Some((at, at + character.len_utf8())),
        _ if is_blank(character) => Some((at, at + character.len_utf8())),
        _ => None,
    })?;
    let head = words.get(..end)?;
    let body = words.get(after..)?.trim_start();
    let count = head.chars().count();
    let commas = head.matches(['，', '、']).count();
    // A sentence that tells something has figures, or more than one comma.
    let tells = head.chars().any(|c| c.is_ascii_digit()) || commas > 1 || head.contains(['；', '！', '？']);
    let by_blank = words.get(end..).is_some_and(|rest| rest.starts_with(is_blank));
    let is_heading = (4..=RUN_IN).contains(&count) && !tells && head.chars().any(is_han);
    let is_followed = body.chars().count() >= 12 && body.contains(['。', '；', '，']) && (!by_blank || commas == 0);
    (is_heading && is_followed && NO_STARTS.begins(head).is_none()).then_some((start + end, text.len() - body.len()))
}

/// Numbers 1., （1）, ① are headings only where text stands below them, and a
/// run-in number is one only among its like; 一是 and 第一 never are.
fn settle_numbers(signs: &mut [Sign]) {
    for shape in
        [Shape::Han, Shape::HanInBrackets, Shape::Arabic, Shape::ArabicInBrackets, Shape::Decimal, Shape::Circled]
    {
        let is_of = |sign: &Sign| sign.style == Some(Style::Numbered(shape));
        let places: Vec<usize> = (0..signs.len()).filter(|&at| is_of(&signs[at])).collect();
        // A series is what counts on from 1.
        let mut series: Vec<Vec<usize>> = Vec::new();
        for at in places {
            let number = signs[at].mark.as_ref().map_or(0, |mark| mark.number);
            match series.last_mut() {
                Some(last) if number > 1 => last.push(at),
                _ => series.push(vec![at]),
            }
        }
        for members in series {
            let has_text = |at: usize| {
                signs[at].run_in.is_some()
                    || signs.get(at + 1).is_some_and(|next| {
                        next.is_text && next.mark.as_ref().is_none_or(|mark| mark.shape != shape)
                            || next.style.is_some() && !is_of(next)
                    })
            };
            let with_text = members.iter().filter(|&&at| has_text(at)).count();
            let run_in = members.iter().filter(|&&at| signs[at].run_in.is_some()).count();
            let first = members.first().is_some_and(|&at| has_text(at));
            let is_series = match shape {
                Shape::Han => with_text > 0,
                Shape::HanInBrackets => with_text * 2 >= members.len(),
                _ => first && with_text * 2 >= members.len() && (members.len() > 1 || run_in == 0),
            };
            let is_mixed = shape == Shape::Arabic && run_in > 0 && run_in < members.len();
            if !is_series || is_mixed && run_in * 2 < members.len() {
                for at in members {
                    signs[at].style = None;
                    signs[at].run_in = None;
                    signs[at].is_text = true;
                }
            }
        }
    }
    for sign in signs.iter_mut() {
        if matches!(sign.style, Some(Style::Numbered(Shape::Said | Shape::Ordinal))) {
            sign.style = None;
            sign.run_in = None;
            sign.is_text = true;
        }
    }
}

/// Lines that only look like headings are some if text stands below them.
fn settle_looks(blocks: &[Block], signs: &mut [Sign]) {
    for at in (0..signs.len()).rev() {
        if !matches!(signs[at].style, Some(Style::Look(_))) {
            continue;
        }
        let next = signs.get(at + 1);
        let is_above = next.is_some_and(|next| next.is_text || next.style.is_some())
            || matches!(blocks.get(at + 1), Some(Block::Paragraph(next)) if next.text().chars().count() > 12);
        if !is_above {
            signs[at].style = None;
        }
    }
}

/// Short lines before text, where nothing else is a heading.
fn unnumbered(blocks: &[Block], signs: &mut [Sign], remarks: &mut Vec<Remark>) {
    let text = |at: usize| match blocks.get(at) {
        Some(Block::Paragraph(paragraph)) if paragraph.role == Role::Body => Some(paragraph.text()),
        _ => None,
    };
    let is_short = |text: &str| {
        let count = text.chars().count();
        (2..=SHORT).contains(&count)
            && text.chars().filter(|c| is_han(*c)).count() * 2 > count
            && !text.contains(['。', '！', '？', '；', '：', ':', '\n', '…'])
            && !text.ends_with(['，', ',', '、', '）', ')', '-', '—'])
            && names::date(text).is_none()
            && label::read(text).is_none()
            && !is_caption(text)
            && enumerator::leading(text).is_none()
    };
    let mut found: Vec<usize> = Vec::new();
    let mut ended = true;
    for at in 0..blocks.len() {
        let Some(words) = text(at) else {
            ended = true;
            continue;
        };
        let short = |at: usize| text(at).is_some_and(|words| is_short(&words));
        let long = |at: usize| signs.get(at).is_some_and(|sign| sign.is_text);
        let is_above = long(at + 1) || short(at + 1) && long(at + 2);
        if is_short(&words) && ended && is_above {
            found.push(at);
        } else {
            ended = words.ends_with(['。', '！', '？', '”', '…', '）', '；', '》', ')']);
        }
    }
    // Lines of verse stand in a row; headings stand above text.
    let above_text = found.iter().filter(|&&at| signs.get(at + 1).is_some_and(|sign| sign.is_text)).count();
    if above_text < 2 {
        return;
    }
    let lines: Vec<String> = found.iter().filter_map(|&at| text(at)).collect();
    let ranks = levels::by_rhythm(&lines);
    for (&at, rank) in found.iter().zip(&ranks) {
        signs[at].style = Some(Style::Plain(*rank));
        signs[at].is_text = false;
    }
    if let Some(Block::Paragraph(first)) = found.first().and_then(|&at| blocks.get(at)) {
        remarks.push(Remark::new(RemarkKind::Doubt, UNNUMBERED, first.place, &first.text(), ""));
    }
}

/// 【条目】, alone or before its text, where there are two or more.
fn entries(blocks: &[Block], signs: &mut [Sign]) {
    let mut found: Vec<(usize, Option<(usize, usize)>)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let Block::Paragraph(paragraph) = block else { continue };
        if signs[at].style.is_some() || paragraph.role != Role::Body || !paragraph.label.is_empty() {
            continue;
        }
        let text = flat(&paragraph.content);
        let Some(end) = text.strip_prefix('【').and_then(|inner| inner.find('】')).map(|end| end + 6) else {
            continue;
        };
        let inner = text[3..end - 3].chars().count();
        let rest = text[end..].trim_start();
        if (2..=20).contains(&inner) && (rest.is_empty() || rest.chars().count() > 12) {
            found.push((at, (!rest.is_empty()).then_some((end, text.len() - rest.len()))));
        }
    }
    if found.len() > 1 {
        for (at, run_in) in found {
            signs[at].style = Some(Style::Entry);
            signs[at].run_in = run_in;
        }
    }
}

/// Lines that are headings by their words.
fn fixed(blocks: &[Block], signs: &mut [Sign]) {
    let has_headings = signs.iter().any(|sign| sign.style.is_some());
    for (at, block) in blocks.iter().enumerate() {
        let Block::Paragraph(paragraph) = block else { continue };
        let text = paragraph.text();
        if signs[at].style.is_some() || paragraph.role != Role::Body || text.chars().count() > 12 {
            continue;
        }
        let words: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if at + 1 < blocks.len() && (reference::is_head(&text) || has_headings && levels::CLOSINGS.has(&words)) {
            signs[at].style = Some(Style::Top);
        }
    }
}

/// Makes a paragraph a heading; what stands on its line follows as text.
fn heading(mut paragraph: Paragraph, sign: &Sign, level: u8, blocks: &mut Vec<Block>, remarks: &mut Vec<Remark>) {
    // The number of Word becomes words of the heading.
    if !paragraph.label.is_empty() {
        let label = std::mem::take(&mut paragraph.label);
        paragraph.content.insert(0, Inline::Text { text: label, form: Form::default() });
    }
    let rest = sign.run_in.map(|(end, start)| {
        let rest = split_off(&mut paragraph.content, start);
        let text = flat(&paragraph.content);
        apply(&mut paragraph.content, &[Edit::delete(end..text.len())]);
        let head = flat(&paragraph.content);
        let next: String = flat(&rest).chars().take(8).collect();
        let (before, after) = (format!("{text}{next}…"), format!("{head} ⏎ {next}…"));
        remarks.push(Remark::new(RemarkKind::Mended, PARTED, paragraph.place, &before, &after));
        Paragraph { role: Role::Body, label: String::new(), content: rest, ..paragraph.clone() }
    });
    if sign.style == Some(Style::Top) {
        let text = flat(&paragraph.content);
        let end = text.trim_end_matches(['：', ':']).len();
        if end < text.len() {
            apply(&mut paragraph.content, &[Edit::delete(end..text.len())]);
        }
    }
    paragraph.role = Role::Heading(level);
    blocks.push(Block::Paragraph(paragraph));
    blocks.extend(rest.map(Block::Paragraph));
}

/// Makes items of lines with bullets, and of lines that count 1. 2. 3., where
/// two or more follow each other.
fn items(blocks: &mut [Block]) {
    let kinds: Vec<Option<(bool, usize)>> = blocks.iter().map(item).collect();
    for at in 0..blocks.len() {
        let Some((ordered, length)) = kinds[at] else { continue };
        let is_like = |other: Option<&Option<(bool, usize)>>| {
            other.is_some_and(|other| other.is_some_and(|(other, _)| other == ordered))
        };
        let before = at.checked_sub(1).and_then(|before| kinds.get(before));
        if !is_like(before) && !is_like(kinds.get(at + 1)) {
            continue;
        }
        if let Some(Block::Paragraph(paragraph)) = blocks.get_mut(at) {
            let text = flat(&paragraph.content);
            let label = text[..length].trim().to_owned();
            apply(&mut paragraph.content, &[Edit::delete(0..length)]);
            paragraph.label = if ordered { label } else { "•".to_owned() };
            paragraph.role = Role::Item { depth: 0, ordered };
        }
    }
}

/// Whether a block is a line of a list: whether it counts, and how long its
/// mark is.
fn item(block: &Block) -> Option<(bool, usize)> {
    let Block::Paragraph(paragraph) = block else { return None };
    if paragraph.role != Role::Body || !paragraph.label.is_empty() {
        return None;
    }
    let text = flat(&paragraph.content);
    let blanks = |rest: &str| rest.len() - rest.trim_start().len();
    if let Some(rest) = text.strip_prefix(['•', '●', '■', '◆', '▪', '◇', '▲', '★', '☆', '◎', '√', '✓', '·', '\u{f06c}'])
        && !rest.trim().is_empty()
    {
        return Some((false, text.len() - rest.len() + blanks(rest)));
    }
    if let Some(rest) = text.strip_prefix(['-', '*', '+', '–']) {
        let is_words = rest.trim_start().starts_with(|c: char| is_han(c) || "“《".contains(c));
        return is_words.then_some((false, text.len() - rest.len() + blanks(rest)));
    }
    let mark = enumerator::leading(&text).filter(|mark| mark.shape == Shape::Arabic && !mark.is_doubtful)?;
    let rest = text.get(mark.end..).filter(|rest| !rest.trim().is_empty())?;
    Some((true, mark.end + blanks(rest)))
}
