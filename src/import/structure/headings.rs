//! Headings and lists among the paragraphs of an article.
//!
//! In: the blocks of a text, and which of them are headings. Out: the same with
//! headings levelled, run-in headings parted from their text, numbered and
//! bulleted lines made items. How a heading is made (a style, a number, a look,
//! or nothing) says how high it stands; [`crate::import::structure::levels`]
//! ranks them. Marks that count within a text (一是, 第一) part no heading from
//! its text.

use std::collections::{BTreeMap, HashMap};

use crate::diag::Words;
use crate::import::document::{Block, Face, Form, Inline, Look, Paragraph, Role};
use crate::import::mend::runs::{Edit, apply, flat, split_off};
use crate::import::structure::levels::{self, Style};
use crate::import::structure::role::LineRole;
use crate::import::{Remark, RemarkKind};
use crate::language::enumerator::{self, Mark, Shape, is_numeral};
use crate::language::lexicon::{self, List, Map};
use crate::language::reference;
use crate::text::han::is_han;

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

/// 部分 of 第一部分, and how high it ranks.
static PARTS: List = List::new(&lexicon::SECTIONS, "part");
/// 上篇, 下篇.
static VOLUMES: List = List::new(&lexicon::SECTIONS, "volume");
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
}

/// Finds headings and lists. `roles` are those of the blocks' first lines.
pub fn find(mut blocks: Vec<Block>, roles: &[LineRole], remarks: &mut Vec<Remark>) -> Vec<Block> {
    let body = body_size(&blocks);
    let mut signs: Vec<Sign> = blocks.iter().zip(roles).map(|(block, role)| sign(block, *role, body)).collect();
    fixed(&blocks, &mut signs);
    settle_run_in(&mut signs);
    above_first(&blocks, &mut signs);
    entries(&blocks, &mut signs);
    plain(&blocks, &mut signs, remarks);
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

fn sign(block: &Block, role: LineRole, body: Option<u16>) -> Sign {
    let Block::Paragraph(paragraph) = block else { return Sign::default() };
    // Offsets are those of the content with the label in it.
    let text = format!("{}{}", paragraph.label, flat(&paragraph.content));
    let mark = if role == LineRole::Heading {
        enumerator::of_heading(&text)
    } else {
        enumerator::leading(&text).filter(|mark| !mark.is_doubtful)
    };
    let may_be = mark.is_some() || !text.ends_with('。');
    let is_counted = mark.as_ref().is_some_and(|mark| matches!(mark.shape, Shape::Said | Shape::Ordinal));
    let is_heading =
        role == LineRole::Heading && may_be && !is_counted && text.chars().count() <= LONGEST && !is_sentences(&text);
    let mut sign = Sign { style: is_heading.then(|| style(paragraph, &text, mark.as_ref(), body)), run_in: None, mark };
    // 科教工作：获批课题11项 is a heading and what it tells.
    let tells =
        is_heading && text.split_once('：').is_some_and(|(_, rest)| rest.contains(|c: char| c.is_ascii_digit()));
    if (!is_heading || tells) && matches!(paragraph.role, Role::Body | Role::Heading(_) | Role::Item { .. }) {
        sign.run_in = run_in(&text, sign.mark.as_ref());
        sign.style = match (sign.run_in, paragraph.role, &sign.mark) {
            // By style a heading, with its text on the line.
            (Some(_), Role::Heading(level), _) => Some(Style::Styled(level)),
            (Some(_), _, Some(mark)) => Some(numbered(&text, mark)),
            _ => sign.style,
        };
    }
    sign
}

/// How a heading is made.
fn style(paragraph: &Paragraph, text: &str, mark: Option<&Mark>, body: Option<u16>) -> Style {
    let Look { bold, centered, size, face, .. } = paragraph.look;
    let is_larger = size.zip(body).is_some_and(|(size, body)| size > body);
    match paragraph.role {
        Role::Heading(level) => Style::Styled(level),
        Role::Title => Style::Styled(0),
        _ => match (mark, part(text)) {
            (Some(mark), _) => numbered(text, mark),
            (None, Some(rank)) => Style::Part(rank),
            (None, None) if bold || is_larger || centered || matches!(face, Some(Face::Hei | Face::Kai)) => {
                Style::Look((size.unwrap_or(0), centered, bold || face == Some(Face::Hei)))
            }
            (None, None) => Style::Plain(0),
        },
    }
}

/// The style of a number: 1.1.1 stands below 1.1.
fn numbered(text: &str, mark: &Mark) -> Style {
    let points = mark.bare(text).matches(['.', '．']).count();
    match (mark.shape, points) {
        (Shape::Decimal, 2..) => Style::Decimal(u8::try_from(points).unwrap_or(u8::MAX)),
        (shape, _) => Style::Numbered(shape),
    }
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

/// Whether a line is the heading of a part (0), a chapter (1) or a section (2):
/// 第一部分 2021年工作总结.
fn part(text: &str) -> Option<u8> {
    // 第 is to an ordinal what a full stop is to a number.
    let rest = text.strip_prefix('第').or_else(|| VOLUMES.begins(text).map(|_| ""))?;
    if rest.is_empty() {
        return (text.chars().count() <= 40 && is_line(text)).then_some(0);
    }
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
    if !matches!(mark.shape, Shape::Han | Shape::HanInBrackets | Shape::Arabic | Shape::Decimal) {
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

/// A heading on one line with its text is one only among its like: where most
/// that is numbered so is a heading. 一是 and 第一 never are.
fn settle_run_in(signs: &mut [Sign]) {
    let mut counts: BTreeMap<Shape, (usize, usize)> = BTreeMap::new();
    for sign in signs.iter() {
        if let Some(mark) = &sign.mark {
            let count = counts.entry(mark.shape).or_default();
            count.0 += 1;
            count.1 += usize::from(sign.style.is_some());
        }
    }
    for sign in signs.iter_mut().filter(|sign| sign.run_in.is_some()) {
        let Some(mark) = &sign.mark else { continue };
        let (all, headings) = counts.get(&mark.shape).copied().unwrap_or_default();
        let fewest = if matches!(mark.shape, Shape::Han | Shape::HanInBrackets) { 1 } else { 2 };
        if headings * 2 < all || headings < fewest || matches!(mark.shape, Shape::Said | Shape::Ordinal) {
            sign.run_in = None;
            sign.style = None;
        }
    }
}

/// A short numbered line right above a heading that begins to count is one too:
/// 1 学习 above 1.1 集中学习.
fn above_first(blocks: &[Block], signs: &mut [Sign]) {
    for at in (1..signs.len()).rev() {
        let (before, after) = signs.split_at_mut(at);
        let (Some(sign), Some(next)) = (before.last_mut(), after.first()) else { continue };
        let Some(Block::Paragraph(paragraph)) = blocks.get(at - 1) else { continue };
        let text = format!("{}{}", paragraph.label, flat(&paragraph.content));
        let Some(mark) = enumerator::of_heading(&text).filter(|_| sign.style.is_none()) else { continue };
        let begins =
            next.style.is_some() && next.mark.as_ref().is_some_and(|next| next.number == 1 && next.shape != mark.shape);
        let is_counted = matches!(mark.shape, Shape::Said | Shape::Ordinal);
        if begins && !is_counted && is_line(&text) && text.chars().count() <= RUN_IN {
            sign.style = Some(numbered(&text, &mark));
            sign.mark = Some(mark);
        }
    }
}

/// Headings that nothing tells but their being short: their levels are a guess.
fn plain(blocks: &[Block], signs: &mut [Sign], remarks: &mut Vec<Remark>) {
    let text = |at: usize| match blocks.get(at) {
        Some(Block::Paragraph(paragraph)) => paragraph.text(),
        _ => String::new(),
    };
    let found: Vec<usize> = (0..signs.len()).filter(|at| signs[*at].style == Some(Style::Plain(0))).collect();
    let lines: Vec<String> = found.iter().map(|at| text(*at)).collect();
    for (at, rank) in found.iter().zip(levels::by_rhythm(&lines)) {
        signs[*at].style = Some(Style::Plain(rank));
    }
    // One alone is a slogan.
    if let [only] = found.as_slice() {
        signs[*only].style = None;
        return;
    }
    if let Some(Block::Paragraph(first)) = found.first().and_then(|at| blocks.get(*at)) {
        remarks.push(Remark::new(RemarkKind::Doubt, UNNUMBERED, first.place, &first.text(), ""));
    }
}

/// Where words end that are bold and end a sentence before others that are not:
/// a heading on one line with its text.
fn bold_lead(content: &[Inline]) -> Option<(usize, usize)> {
    let [Inline::Text { text, form }, Inline::Text { text: next, form: plain }, ..] = content else { return None };
    let words = text.trim_end();
    let head = words.trim_end_matches(['。', '：', '.', ':']);
    let count = head.trim().chars().count();
    let is_lead = form.bold && !plain.bold && head.len() < words.len() && (2..=RUN_IN).contains(&count);
    let is_followed = next.chars().count() >= 10 && head.contains(is_han) && !head.contains(['。', '；', '！', '？']);
    let start = text.len() + next.len() - next.trim_start().len();
    (is_lead && is_followed).then_some((head.len(), start))
}

/// 【条目】 and bold words, alone or before their text, where there are two or more.
fn entries(blocks: &[Block], signs: &mut [Sign]) {
    let mut found: Vec<(usize, Option<(usize, usize)>)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let Block::Paragraph(paragraph) = block else { continue };
        let is_known = signs[at].style.is_some_and(|style| !matches!(style, Style::Plain(_)));
        if is_known || paragraph.role != Role::Body || !paragraph.label.is_empty() {
            continue;
        }
        let text = flat(&paragraph.content);
        let Some(end) = text.strip_prefix('【').and_then(|inner| inner.find('】')).map(|end| end + 6) else {
            found.extend(bold_lead(&paragraph.content).map(|lead| (at, Some(lead))));
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
        if paragraph.role != Role::Body || text.chars().count() > 12 {
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
