//! Headings and lists among the paragraphs of an article.
//!
//! In: the blocks of a text, and which of them are headings. Out: the same with
//! headings levelled, run-in headings parted from their text, numbered and
//! bulleted lines made items. How a heading is made (a style, a number, a look,
//! or nothing), its number and its words say how high it stands;
//! [`crate::import::structure::levels`] ranks them. Marks that count within a text (一是, 第一) part no heading from
//! its text.

use std::collections::{BTreeMap, HashMap};

use crate::diag::Words;
use crate::import::document::{Block, Face, Form, Inline, Look, Paragraph, Role};
use crate::import::mend::runs::{Edit, apply, flat, split_off};
use crate::import::structure::levels::{self, Heading, Style};
use crate::import::structure::role::LineRole;
use crate::import::structure::sense::{self, Sense};
use crate::import::{Remark, RemarkKind};
use crate::language::byline;
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
const ORNAMENT: Words = Words {
    zh: "删去标题前后的装饰符号",
    en: "ornaments about a heading are left out",
};
const HINT: Words = Words {
    zh: "标题后面括号里是填写要求，不留在标题里",
    en: "a form's hint in brackets after a heading is left out",
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
    /// What its words say of its place.
    sense: Sense,
    /// Whether a run-in heading may as well be a sentence.
    is_weak: bool,
}

/// Finds headings and lists. `roles` are those of the blocks' first lines.
pub fn find(mut blocks: Vec<Block>, roles: &[LineRole], remarks: &mut Vec<Remark>) -> Vec<Block> {
    for (block, role) in blocks.iter_mut().zip(roles) {
        if let Block::Paragraph(paragraph) = block
            && *role == LineRole::Heading
        {
            without_ornaments(paragraph, remarks);
        }
    }
    let body = body_size(&blocks);
    let mut signs: Vec<Sign> = blocks.iter().zip(roles).map(|(block, role)| sign(block, *role, body)).collect();
    fixed(&blocks, &mut signs);
    settle_run_in(&mut signs);
    above_first(&blocks, &mut signs, body);
    entries(&mut blocks, &mut signs);
    plain(&blocks, &mut signs, remarks);
    let levels = levels::levels(&headings(&signs));
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

/// What the levels of headings depend on.
fn headings(signs: &[Sign]) -> Vec<Option<Heading>> {
    let of = |(at, sign): (usize, &Sign)| {
        Some(Heading {
            style: sign.style?,
            mark: sign.mark.as_ref().map(|mark| (mark.shape, mark.number)),
            sense: sign.sense,
            is_bare: sign.run_in.is_none() && signs.get(at + 1).is_some_and(|next| next.style.is_some()),
        })
    };
    signs.iter().enumerate().map(of).collect()
}

/// Deletes ornaments at the beginning of a heading, and those like them at its end.
fn without_ornaments(paragraph: &mut Paragraph, remarks: &mut Vec<Remark>) {
    let text = flat(&paragraph.content);
    let length = sense::ornament(&text);
    let words = text[length..].trim_end_matches(|c: char| sense::is_ornament(c) || c.is_whitespace());
    if length == 0 || words.is_empty() {
        return;
    }
    let end = length + words.len();
    apply(&mut paragraph.content, &[Edit::delete(0..length), Edit::delete(end..text.len())]);
    remarks.push(Remark::new(RemarkKind::Mended, ORNAMENT, paragraph.place, &text, words));
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
    let sense = own_words(&text, mark.as_ref());
    let style = is_heading.then(|| style(paragraph, &text, mark.as_ref(), body));
    let mut sign = Sign { style, mark, sense, ..Sign::default() };
    // 科教工作：获批课题11项 is a heading and what it tells.
    let tells =
        is_heading && text.split_once('：').is_some_and(|(_, rest)| rest.contains(|c: char| c.is_ascii_digit()));
    if (!is_heading || tells) && matches!(paragraph.role, Role::Body | Role::Heading(_) | Role::Item { .. }) {
        sign.run_in = run_in(&text, sign.mark.as_ref(), tells);
        sign.is_weak = sign.run_in.is_some_and(|(end, _)| text[..end].matches(['，', '、', ',']).count() > 1);
        sign.style = match (sign.run_in, paragraph.role, &sign.mark) {
            // By style a heading, with its text on the line.
            (Some(_), Role::Heading(level), _) => Some(Style::Styled(level)),
            (Some(_), _, Some(mark)) => Some(numbered(&text, mark)),
            _ => sign.style,
        };
    }
    sign
}

/// What the words of a heading say, without number and the hint of a form.
fn own_words(text: &str, mark: Option<&Mark>) -> Sense {
    let words = text.get(mark.map_or(0, |mark| mark.end)..).unwrap_or_default();
    let end = sense::hint(words).map_or(words.len(), |hint| hint.start);
    sense::of(words[..end].trim())
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
                let weight = match face {
                    Some(Face::Hei) => 3,
                    Some(Face::Kai) => 1,
                    _ => 2 * u8::from(bold),
                };
                Style::Look((size.unwrap_or(0), centered, weight))
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

/// Where a heading ends that stands on one line with its text. Without a number
/// it is only one if the line is known to be a heading.
fn run_in(text: &str, mark: Option<&Mark>, is_known: bool) -> Option<(usize, usize)> {
    let begin = match mark {
        Some(Mark { shape: Shape::Said | Shape::Ordinal | Shape::Circled | Shape::Letter, .. }) => return None,
        Some(mark) => mark.end,
        None if is_known => 0,
        None => return None,
    };
    let rest = text.get(begin..)?;
    let words = rest.trim_start();
    let start = text.len() - words.len();
    let (end, after) = end_of_heading(words)?;
    let head = words.get(..end)?;
    let body = words.get(after..)?.trim_start();
    let count = head.chars().count();
    let commas = head.matches(['，', '、', ',']).count();
    // A sentence that tells something has figures, or many commas.
    let tells = head.chars().any(|c| c.is_ascii_digit()) || commas > 2 || head.contains(['；', '！', '？']);
    let by_blank = words.get(end..).is_some_and(|rest| rest.starts_with(is_blank));
    let is_heading = (2..=RUN_IN).contains(&count) && !tells && head.chars().any(is_han);
    let is_followed = body.chars().count() >= 12 && body.contains(['。', '；', '，']) && (!by_blank || commas == 0);
    (is_heading && is_followed && NO_STARTS.begins(head).is_none()).then_some((start + end, text.len() - body.len()))
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{3000}' | '\u{a0}' | '\t' | '\n')
}

/// Where the heading ends that words begin with, and where what parts it from its
/// text does: 。 ： . —— or a blank.
fn end_of_heading(words: &str) -> Option<(usize, usize)> {
    let (end, after) = words.char_indices().find_map(|(at, character)| {
        let next = at + character.len_utf8();
        let rest = words.get(next..).unwrap_or_default();
        let parts = match character {
            '。' | '：' | ':' => true,
            '.' => rest.starts_with(|c: char| is_blank(c) || is_han(c) || c == '“'),
            _ => is_blank(character),
        };
        let is_dash = character == '—' && rest.starts_with('—');
        if is_dash { Some((at, next + '—'.len_utf8())) } else { parts.then_some((at, next)) }
    })?;
    // 队伍建设：师徒结对，共同成长。: a heading in two halves.
    let rest = words.get(after..)?;
    let half = rest.find('。').filter(|_| words[end..].starts_with('：')).and_then(|stop| rest.get(..stop));
    let is_half = |half: &&str| {
        (2..=14).contains(&half.chars().count()) && !half.contains(|c: char| c.is_ascii_digit() || "；：".contains(c))
    };
    match half.filter(is_half) {
        Some(half) => Some((after + half.len(), after + half.len() + '。'.len_utf8())),
        None => Some((end, after)),
    }
}

/// A heading on one line with its text is one only among its like: where most
/// that is numbered so is a heading. 一是 and 第一 never are.
fn settle_run_in(signs: &mut [Sign]) {
    let mut counts: BTreeMap<Shape, (usize, usize, usize)> = BTreeMap::new();
    for sign in signs.iter() {
        if let Some(mark) = &sign.mark {
            let count = counts.entry(mark.shape).or_default();
            count.0 += 1;
            count.1 += usize::from(sign.style.is_some() && !sign.is_weak);
            count.2 += usize::from(sign.style.is_some() && sign.is_weak);
        }
    }
    for sign in signs.iter_mut().filter(|sign| sign.run_in.is_some()) {
        let Some(mark) = &sign.mark else { continue };
        let (all, strong, weak) = counts.get(&mark.shape).copied().unwrap_or_default();
        let headings = if strong > 0 { strong + weak } else { 0 };
        let fewest = if matches!(mark.shape, Shape::Han | Shape::HanInBrackets) { 1 } else { 2 };
        if headings * 2 < all || headings < fewest || matches!(mark.shape, Shape::Said | Shape::Ordinal) {
            sign.run_in = None;
            sign.style = None;
        }
    }
}

/// A short line right above a heading that begins to count is one too if it is
/// numbered or says that others stand below it: 1 学习 above 1.1 集中学习, 2021年
/// 工作回顾 above 一、.
fn above_first(blocks: &[Block], signs: &mut [Sign], body: Option<u16>) {
    for at in (1..signs.len()).rev() {
        let (before, after) = signs.split_at_mut(at);
        let (Some(sign), Some(next)) = (before.last_mut(), after.first()) else { continue };
        let Some(Block::Paragraph(paragraph)) = blocks.get(at - 1) else { continue };
        let text = format!("{}{}", paragraph.label, flat(&paragraph.content));
        if sign.style.is_some() || !is_line(&text) || text.chars().count() > RUN_IN {
            continue;
        }
        let mark = enumerator::of_heading(&text);
        let shape = mark.as_ref().map(|mark| mark.shape);
        let begins = next.style.is_some()
            && next.mark.as_ref().is_some_and(|next| next.number == 1 && Some(next.shape) != shape);
        match mark {
            Some(mark) if begins && !matches!(mark.shape, Shape::Said | Shape::Ordinal) => {
                sign.style = Some(numbered(&text, &mark));
                sign.mark = Some(mark);
            }
            None if begins && sign.sense != Sense::Any && paragraph.role == Role::Body => {
                sign.style = Some(style(paragraph, &text, None, body));
            }
            _ => {}
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
    if let [only] = found.as_slice()
        && signs[*only].sense == Sense::Any
    {
        signs[*only].style = None;
        return;
    }
    if let Some(Block::Paragraph(first)) = found.first().and_then(|at| blocks.get(*at)) {
        remarks.push(Remark::new(RemarkKind::Doubt, UNNUMBERED, first.place, &first.text(), ""));
    }
}

/// Where words end that are bold before others that are not, and where these
/// begin: a heading on one line with its text.
fn bold_lead(content: &[Inline]) -> Option<(usize, usize)> {
    let [Inline::Text { text, form }, Inline::Text { text: next, form: plain }, ..] = content else { return None };
    let is_stop = |c: char| matches!(c, '。' | '：' | '.' | ':');
    let head = text.trim_end().trim_end_matches(is_stop);
    let rest = next.trim_start_matches(|c: char| is_stop(c) || is_blank(c) || c == '—');
    let count = head.trim().chars().count();
    let is_parted = head.len() < text.trim_end().len() || next.starts_with(|c: char| is_stop(c) || c == '—');
    let is_lead = form.bold && !plain.bold && is_parted && (2..=RUN_IN).contains(&count);
    let is_followed = next.chars().count() >= 10 && head.contains(is_han) && !head.contains(['。', '；', '！', '？']);
    (is_lead && is_followed).then_some((head.len(), text.len() + next.len() - rest.len()))
}

/// What a line begins with that is a heading where several lines begin so.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lead {
    /// Bold words.
    Bold,
    /// 【条目】
    Square,
    /// An ornament before words, with a wide gap or a stop after them: ■概况　　
    Ornament(char),
    /// The name of a unit with a colon: 护理部：
    Unit,
}

impl Lead {
    /// How many lines must begin so.
    fn fewest(self) -> usize {
        if self == Lead::Unit { 3 } else { 2 }
    }
}

/// What a paragraph begins with; where the heading ends and its text begins, if
/// there is text.
fn lead(paragraph: &Paragraph) -> Option<(Lead, Option<(usize, usize)>)> {
    let text = flat(&paragraph.content);
    if let Some(end) = text.strip_prefix('【').and_then(|inner| inner.find('】')).map(|end| end + 6) {
        let inner = text[3..end - 3].chars().count();
        let rest = text[end..].trim_start();
        let is_entry = (2..=20).contains(&inner) && (rest.is_empty() || rest.chars().count() > 12);
        return is_entry
            .then(|| (Lead::Square, (!rest.is_empty()).then_some((end, text.len() - rest.len()))));
    }
    if let Some(lead) = bold_lead(&paragraph.content) {
        return Some((Lead::Bold, Some(lead)));
    }
    let ornament = text.chars().next().filter(|c| sense::is_ornament(*c));
    let start = sense::ornament(&text);
    let words = text.get(start..)?;
    let (end, after) = end_of_heading(words)?;
    let rest = words.get(after..)?.trim_start();
    let head = words.get(..end)?;
    let tells = head.contains(|c: char| c.is_ascii_digit() || "；！？".contains(c));
    if !(2..=RUN_IN).contains(&head.chars().count()) || tells || rest.chars().count() < 12 || !rest.contains(['。', '，'])
    {
        return None;
    }
    let found = Some((start + end, text.len() - rest.len()));
    match ornament {
        Some(ornament) => Some((Lead::Ornament(ornament), found)),
        None if words[end..].starts_with('：') && byline::is_unit(head) => Some((Lead::Unit, found)),
        None => None,
    }
}

/// Headings that lines begin with, where several begin so, alone or before their
/// text; items with bold words too.
fn entries(blocks: &mut [Block], signs: &mut [Sign]) {
    let mut found: BTreeMap<Lead, Vec<(usize, Option<(usize, usize)>)>> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate() {
        let Block::Paragraph(paragraph) = block else { continue };
        let is_known = signs[at].style.is_some_and(|style| !matches!(style, Style::Plain(_)));
        let is_bullet = matches!(paragraph.role, Role::Item { .. }) && !paragraph.label.contains(char::is_alphanumeric);
        if is_known || !(is_bullet || paragraph.role == Role::Body && paragraph.label.is_empty()) {
            continue;
        }
        if let Some((lead, run_in)) = lead(paragraph).filter(|(lead, _)| !is_bullet || *lead == Lead::Bold) {
            found.entry(lead).or_default().push((at, run_in));
        }
    }
    for (at, run_in) in found.into_iter().filter(|(lead, all)| all.len() >= lead.fewest()).flat_map(|(_, all)| all) {
        let (Some(Block::Paragraph(paragraph)), Some(sign)) = (blocks.get_mut(at), signs.get_mut(at)) else { continue };
        paragraph.label.clear();
        let text = flat(&paragraph.content);
        sign.mark = enumerator::of_heading(&text);
        sign.style = Some(sign.mark.as_ref().map_or(Style::Entry, |mark| numbered(&text, mark)));
        sign.run_in = run_in;
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
    let text = flat(&paragraph.content);
    if let Some(hint) = sense::hint(&text).filter(|_| sign.run_in.is_none()) {
        remarks.push(Remark::new(RemarkKind::Dropped, HINT, paragraph.place, &text[hint.clone()], ""));
        apply(&mut paragraph.content, &[Edit::delete(hint)]);
    }
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
