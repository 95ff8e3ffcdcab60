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
use crate::import::structure::run_in::{End, Lead, RUN_IN, lead, run_in};
use crate::import::structure::sense::{self, Sense};
use crate::import::{Remark, RemarkKind};
use crate::language::enumerator::{self, Mark, Shape, is_numeral};
use crate::language::label::{self, Field};
use crate::language::lexicon::{self, List, Map};
use crate::language::numeral;
use crate::language::reference;
use crate::language::title;
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
const ORNAMENT: Words = Words { zh: "删去标题前后的装饰符号", en: "ornaments about a heading are left out" };
const HINT: Words = Words {
    zh: "标题后面括号里是填写要求，不留在标题里",
    en: "a form's hint in brackets after a heading is left out",
};

/// 部分 of 第一部分, and how high it ranks.
static PARTS: List = List::new(&lexicon::SECTIONS, "part");
/// 上篇, 下篇.
static VOLUMES: List = List::new(&lexicon::SECTIONS, "volume");
/// 月 of 一月.
static MONTHS: List = List::new(&lexicon::SECTIONS, "month");
static RANKS: Map = Map::new(&lexicon::SECTIONS, "rank");

/// Labels of forms: 填报单位.
static LABELS: List = List::new(&lexicon::FORM_LABELS, "label");
/// How names of honours end.
static AWARDS: List = List::new(&lexicon::HONOUR_WORDS, "end");

/// The longest heading, and the longest that has nothing to tell it but its
/// being short.
const LONGEST: usize = 60;
const SHORT: usize = 26;

/// Among how many lists a number is looked for that another goes on with.
const RECENT: usize = 32;

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
    let mut roles = roles.to_vec();
    join_parts(&mut blocks, &mut roles);
    let roles = roles.as_slice();
    let body = body_size(&blocks);
    let mut signs: Vec<Sign> = blocks.iter().zip(roles).map(|(block, role)| sign(block, *role, body)).collect();
    translations(&blocks, &mut signs);
    months(&blocks, &mut signs);
    named_parts(&blocks, &mut signs);
    fixed(&blocks, &mut signs, body);
    by_look(&blocks, roles, &mut signs, body);
    settle_runs(&blocks, &mut signs, body);
    told_lines(&blocks, &mut signs);
    above_first(&blocks, &mut signs, body);
    entries(&mut blocks, roles, &mut signs);
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

/// 第一部分 on a line of its own and the name of the part below it are one heading.
fn join_parts(blocks: &mut Vec<Block>, roles: &mut Vec<LineRole>) {
    let words = |block: Option<&Block>| match block {
        Some(Block::Paragraph(paragraph)) if paragraph.label.is_empty() => Some(paragraph.text().trim().to_owned()),
        _ => None,
    };
    let is_heading = |at: usize, roles: &[LineRole]| roles.get(at) == Some(&LineRole::Heading);
    for at in (1..blocks.len()).rev() {
        let (Some(above), Some(name)) = (words(blocks.get(at - 1)), words(blocks.get(at))) else { continue };
        let is_named = part(&name).is_none() && enumerator::of_heading(&name).is_none() && is_line(&name);
        if !is_part_alone(&above)
            || !is_named
            || !is_heading(at - 1, roles)
            || !is_heading(at, roles)
            || above.chars().count() + name.chars().count() > SHORT * 2
        {
            continue;
        }
        let Block::Paragraph(number) = blocks.remove(at - 1) else { continue };
        roles.remove(at - 1);
        if let Some(Block::Paragraph(paragraph)) = blocks.get_mut(at - 1) {
            let gap = Inline::Text { text: "\u{3000}".to_owned(), form: Form::default() };
            paragraph.content.splice(0..0, number.content.into_iter().chain([gap]));
            if !matches!(paragraph.role, Role::Heading(_)) {
                (paragraph.role, paragraph.look) = (number.role, number.look);
            }
        }
    }
}

/// Whether a line only counts a part: 第一部分.
fn is_part_alone(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('第') else { return false };
    let name = rest.trim_start_matches(|c: char| is_numeral(c) || c.is_ascii_digit());
    name.len() < rest.len() && PARTS.has(name.trim())
}

/// What the levels of headings depend on.
fn headings(signs: &[Sign]) -> Vec<Option<Heading>> {
    let of = |(at, sign): (usize, &Sign)| {
        Some(Heading {
            style: sign.style?,
            mark: sign.mark.as_ref().map(|mark| (mark.shape, mark.number)),
            sense: sign.sense,
            is_bare: sign.run_in.is_none() && signs.get(at + 1).is_some_and(|next| next.style.is_some())
                || holds_others(at, signs),
        })
    };
    signs.iter().enumerate().map(of).collect()
}

/// Whether a heading without a number is one that others like it stand below, though it
/// has a text: 主要工作, then what was done, then 存在问题.
fn holds_others(at: usize, signs: &[Sign]) -> bool {
    let Some(sign) = signs.get(at).filter(|sign| sign.sense == Sense::Around && sign.mark.is_none()) else {
        return false;
    };
    let others = signs[at + 1..].iter().filter(|other| other.style.is_some());
    let mut alike = others.take_while(|other| other.style == sign.style && other.mark.is_none());
    let held = alike.by_ref().take_while(|other| other.sense == Sense::Any).count();
    let is_closed = signs[at + 1..].iter().any(|other| other.style == sign.style && other.sense == Sense::Outer);
    held > 1 && is_closed
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
    let mark = mark.or_else(|| enumerator::before_year(&text).filter(|_| is_line(&text)));
    let may_be = mark.is_some() || !text.ends_with('。');
    let is_counted = mark.as_ref().is_some_and(|mark| {
        mark.shape == Shape::Said || mark.shape == Shape::Ordinal && (!is_line(&text) || text.chars().count() > RUN_IN)
    });
    let is_heading = role == LineRole::Heading
        && may_be
        && !is_counted
        && text.chars().count() <= LONGEST
        && !is_sentences(&text, mark.as_ref())
        && !is_question(&text)
        && !is_won(&text, mark.as_ref())
        && !is_filled_in(&text);
    let sense = sense::of_line(&text);
    let style = is_heading.then(|| style(paragraph, &text, mark.as_ref(), body));
    let mut sign = Sign { style, mark, sense, ..Sign::default() };
    // 科教工作：获批课题11项 is a heading and what it tells.
    let tells =
        is_heading && text.split_once('：').is_some_and(|(_, rest)| rest.contains(|c: char| c.is_ascii_digit()));
    // （一）补欠账. 把未完的事办结，年内见效。
    let stopped = || {
        let end = run_in(&text, sign.mark.as_ref(), false).map(|(end, _)| &text[end..]);
        is_heading && sign.mark.is_some() && end.is_some_and(|rest| rest.starts_with(['.', '．', '\u{3000}']))
    };
    let tells = tells || stopped();
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
fn is_sentences(text: &str, mark: Option<&Mark>) -> bool {
    let count = text.chars().count();
    // 2. 走访职工，送去慰问品20份。
    let is_low = mark.is_none_or(|mark| !matches!(mark.shape, Shape::Formal | Shape::Han | Shape::HanInBrackets));
    let tells = is_low && count > 16 && text.contains(['，', ',']);
    text.trim_end_matches('。').contains('。') || text.ends_with('。') && (count > 40 || tells)
}

/// Whether a line is one of a form: 法定代表人：王五.
fn is_filled_in(text: &str) -> bool {
    let told = text.split_once(['：', ':']).filter(|(_, value)| !value.trim().is_empty());
    told.is_some_and(|(name, _)| {
        LABELS.has(name.trim()) || matches!(label::field(name.trim()), Some(Field::Detail | Field::Author))
    })
}

/// Whether a numbered line is an honour of a list: 2. 全市知识竞赛金奖（2023年）.
fn is_won(text: &str, mark: Option<&Mark>) -> bool {
    let Some((name, note)) = text.strip_suffix(['）', ')']).and_then(|inner| inner.split_once(['（', '('])) else {
        return false;
    };
    let name = name.trim_end().trim_end_matches(['”', '"', '」']);
    mark.is_some() && AWARDS.ends(name).is_some() && note.contains(|c: char| c.is_ascii_digit())
}

/// Whether somebody asks: 记者：有没有遗憾？ is part of a conversation.
fn is_question(text: &str) -> bool {
    let speaker = text.split_once(['：', ':']).filter(|(speaker, _)| speaker.chars().count() <= 8);
    speaker.is_some() && text.ends_with(['？', '?'])
}

/// Whether a mark stands between two months.
fn is_until(mark: char) -> bool {
    matches!(mark, '—' | '–' | '-' | '－' | '~' | '～')
}

/// The months of a chronicle, each on a line of its own: 一月, 2月份, 1—3月.
fn months(blocks: &[Block], signs: &mut [Sign]) {
    let is_number = |text: &str| numeral::parse(text.trim()).is_some_and(|number| (1..=12).contains(&number));
    let is_month = |block: &Block| {
        let Block::Paragraph(paragraph) = block else { return false };
        let text = paragraph.text();
        // 1—3月, 一月—三月
        let are_all = |months: &str| {
            months.splitn(2, is_until).all(|month| is_number(MONTHS.strip_suffix(month).unwrap_or(month)))
        };
        paragraph.role == Role::Body && MONTHS.strip_suffix(text.trim()).is_some_and(are_all)
    };
    let found: Vec<usize> = (0..blocks.len()).filter(|at| blocks.get(*at).is_some_and(is_month)).collect();
    if found.len() > 2 {
        let known = found.iter().find_map(|at| signs[*at].style).unwrap_or(Style::Plain(0));
        found.into_iter().for_each(|at| signs[at].style = Some(known));
    }
}

/// 项目一：社区课堂, 第二部分　下一步打算: what counts so, twice or more, are headings.
fn named_parts(blocks: &[Block], signs: &mut [Sign]) {
    let rank = |block: &Block| {
        let Block::Paragraph(paragraph) = block else { return None };
        let text = paragraph.text();
        let is_named = sense::named_part(text.trim()).is_some_and(|name| !name.is_empty());
        part(text.trim()).filter(|_| is_named || paragraph.role == Role::Body && text.trim().starts_with('第'))
    };
    let found: Vec<(usize, u8)> =
        blocks.iter().enumerate().filter_map(|(at, block)| Some((at, rank(block)?))).collect();
    if found.len() > 1 {
        found.into_iter().for_each(|(at, rank)| {
            let style = signs[at].style.unwrap_or(Style::Part(rank));
            signs[at] = Sign { style: Some(style), ..Sign::default() };
        });
    }
}

/// Short lines right above text that are set in a face of their own, or bold, as nothing
/// but such lines is, are headings where they are several.
fn by_look(blocks: &[Block], roles: &[LineRole], signs: &mut [Sign], body: Option<u16>) {
    let strength = |look: &Look| (look.face.filter(|face| matches!(face, Face::Hei | Face::Kai)), look.bold);
    let is_told = |block: Option<&Block>| matches!(block, Some(Block::Paragraph(next)) if next.role == Role::Body && next.text().contains('。'));
    let is_picture = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.content.iter().any(|one| matches!(one, Inline::Picture { .. })),
        _ => true,
    };
    let is_other = |at: usize| match roles.get(at) {
        Some(LineRole::Caption) => at.checked_sub(1).and_then(|above| blocks.get(above)).is_some_and(is_picture),
        role => matches!(role, Some(LineRole::Note | LineRole::Reference | LineRole::Addressee)),
    };
    // Of each look: lines that may be headings, and all that have it.
    let mut alike: BTreeMap<(Option<Face>, bool), (Vec<usize>, usize)> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate() {
        let Block::Paragraph(paragraph) = block else { continue };
        let key = strength(&paragraph.look);
        if key == (None, false) || paragraph.role != Role::Body {
            continue;
        }
        let text = paragraph.text();
        let count = text.trim().chars().count();
        let known = alike.entry(key).or_default();
        known.1 += 1;
        let is_head = (2..=SHORT).contains(&count)
            && text.contains(is_han)
            && is_line(text.trim())
            && !text.contains(['：', ':'])
            && !is_other(at);
        let is_above = is_told(blocks.get(at + 1)) || signs.get(at + 1).is_some_and(|next| next.style.is_some());
        if is_head && is_above || signs[at].style.is_some() {
            known.0.push(at);
        }
    }
    for (lines, _) in alike.into_values().filter(|(lines, all)| lines.len() > 1 && lines.len() == *all) {
        for at in lines {
            if signs[at].style.is_none()
                && let Some(Block::Paragraph(paragraph)) = blocks.get(at)
            {
                let text = paragraph.text();
                let mark = enumerator::of_heading(&text);
                signs[at].style = Some(style(paragraph, &text, mark.as_ref(), body));
                signs[at].mark = mark;
            }
        }
    }
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
    if let Some(rest) = sense::named_part(text) {
        return (text.chars().count() <= 40 && is_line(text) && !rest.is_empty()).then_some(1);
    }
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
    (is_parted && text.chars().count() <= 40 && is_line(text)).then_some(rank)
}

/// Which marks count on from one another, as a number for each line with a mark:
/// 1. begins anew, 2. goes on with the last 1. of its shape.
fn runs(signs: &[Sign]) -> Vec<Option<usize>> {
    let mut open: Vec<(Shape, u32, usize)> = Vec::new();
    let mut count = 0;
    let of = |sign: &Sign| {
        let mark = sign.mark.as_ref()?;
        let recent = open.len().saturating_sub(RECENT);
        let goes_on = |(shape, last, _): &(Shape, u32, usize)| {
            *shape == mark.shape && (last.saturating_add(1) == mark.number || mark.shape == Shape::Decimal)
        };
        let known = open.iter().skip(recent).rposition(goes_on).map(|at| recent + at);
        match known.filter(|_| mark.number != 1 || mark.shape == Shape::Decimal).and_then(|at| open.get_mut(at)) {
            Some((_, last, run)) => {
                *last = mark.number;
                Some(*run)
            }
            None => {
                count += 1;
                open.push((mark.shape, mark.number, count));
                Some(count)
            }
        }
    };
    signs.iter().map(of).collect()
}

/// A heading on one line with its text is one only among its like: where most that
/// counts on with it is a heading; and there a short line is one too. 一是 and 第一
/// never are.
fn settle_runs(blocks: &[Block], signs: &mut [Sign], body: Option<u16>) {
    let runs = runs(signs);
    // Of each run: its lines, those that are headings, those that may be sentences.
    let mut counts: BTreeMap<usize, (usize, usize, usize)> = BTreeMap::new();
    for (sign, run) in signs.iter().zip(&runs) {
        let Some(run) = run else { continue };
        let count = counts.entry(*run).or_default();
        count.0 += 1;
        count.1 += usize::from(sign.style.is_some() && !sign.is_weak);
        count.2 += usize::from(sign.style.is_some() && sign.is_weak);
    }
    for ((sign, run), block) in signs.iter_mut().zip(&runs).zip(blocks) {
        let (Some(mark), Some(run)) = (&sign.mark, run) else { continue };
        let (all, strong, weak) = counts.get(run).copied().unwrap_or_default();
        let headings = if strong > 0 { strong + weak } else { 0 };
        let is_high = matches!(mark.shape, Shape::Han | Shape::HanInBrackets | Shape::Formal);
        let is_counted = matches!(mark.shape, Shape::Said | Shape::Ordinal);
        let are_headings = headings * 2 >= all && headings >= if is_high { 1 } else { 2 } && !is_counted;
        if sign.run_in.is_some() && !are_headings {
            sign.run_in = None;
            sign.style = None;
        }
        if let Block::Paragraph(paragraph) = block
            && sign.style.is_none()
            && are_headings
            && headings >= 2
            && !matches!(mark.shape, Shape::Circled | Shape::ArabicInBrackets | Shape::HalfBracket)
        {
            let text = format!("{}{}", paragraph.label, flat(&paragraph.content));
            let words = text.trim_end_matches(['：', ':', '。']);
            let tells = words.contains(|c: char| c.is_ascii_digit() && !is_high)
                && !words.starts_with(|c: char| c.is_ascii_digit());
            if is_line(words) && words.chars().count() <= RUN_IN && !tells && !is_won(words, Some(mark)) {
                sign.style = Some(style(paragraph, &text, Some(mark), body));
            }
        }
    }
}

/// Numbered lines of a few words, each with its text below it, are headings however
/// they are numbered: ①集体协商, then a paragraph.
fn told_lines(blocks: &[Block], signs: &mut [Sign]) {
    let text = |at: usize| match blocks.get(at) {
        Some(Block::Paragraph(paragraph)) if paragraph.role == Role::Body => {
            format!("{}{}", paragraph.label, flat(&paragraph.content))
        }
        _ => String::new(),
    };
    let is_head = |at: usize, sign: &Sign, next: Option<&Sign>| {
        let line = text(at);
        let line = line.trim_end_matches('。');
        let counts = sign.mark.as_ref().is_some_and(|mark| !matches!(mark.shape, Shape::Said | Shape::Ordinal));
        let is_told = || next.is_some_and(|next| next.mark.is_none()) && text(at + 1).contains('。');
        let is_short = (3..=SHORT).contains(&line.chars().count()) && line.matches(['，', '：', ':']).count() < 2;
        counts && is_short && is_line(line) && is_told()
    };
    let runs = runs(signs);
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (at, run) in runs.iter().enumerate() {
        let Some(run) = run else { continue };
        let count = counts.entry(*run).or_default();
        count.0 += 1;
        count.1 += usize::from(is_head(at, &signs[at], signs.get(at + 1)));
    }
    let is_whole = |run: &usize| counts.get(run).is_some_and(|(all, heads)| all == heads);
    let is_new = |at: &usize| signs[*at].style.is_none() && runs[*at].as_ref().is_some_and(is_whole);
    let found: Vec<usize> = (0..signs.len()).filter(is_new).collect();
    // One alone may be an item.
    if found.len() > 1 {
        for at in found {
            signs[at].style = signs[at].mark.as_ref().map(|mark| numbered(&text(at), mark));
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

/// Headings that lines begin with, where several begin so, alone or before their
/// text; items with bold words too.
fn entries(blocks: &mut [Block], roles: &[LineRole], signs: &mut [Sign]) {
    let mut found: BTreeMap<Lead, Vec<(usize, End)>> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate() {
        let Block::Paragraph(paragraph) = block else { continue };
        let is_known = signs[at].style.is_some_and(|style| !matches!(style, Style::Plain(_)));
        let is_bullet = matches!(paragraph.role, Role::Item { .. }) && !paragraph.label.contains(char::is_alphanumeric);
        if is_known || !(is_bullet || paragraph.role == Role::Body && paragraph.label.is_empty()) {
            continue;
        }
        // An item is one with text, a line alone is one if it is none of a picture or table.
        let may_be = |(lead, run_in): &(Lead, End)| match run_in {
            Some(_) => !is_bullet || *lead == Lead::Bold,
            None => !is_bullet && !matches!(roles.get(at), Some(LineRole::Caption | LineRole::Note)),
        };
        if let Some((lead, run_in)) = lead(paragraph).filter(may_be) {
            found.entry(lead).or_default().push((at, run_in));
        }
    }
    // Where nearly all is bold it tells nothing.
    let is_alone = |(_, end): &&(usize, End)| end.is_none();
    if found.get(&Lead::Bold).is_some_and(|all| all.iter().filter(is_alone).count() * 2 > blocks.len()) {
        found.remove(&Lead::Bold);
    }
    let several = found.into_iter().filter(|(lead, all)| all.len() >= lead.fewest());
    for (lead, at, run_in) in
        several.flat_map(|(lead, all)| all.into_iter().map(move |(at, run_in)| (lead, at, run_in)))
    {
        let (Some(Block::Paragraph(paragraph)), Some(sign)) = (blocks.get_mut(at), signs.get_mut(at)) else { continue };
        paragraph.label.clear();
        let text = flat(&paragraph.content);
        sign.mark = enumerator::of_heading(&text);
        sign.style = Some(match (&sign.mark, run_in) {
            (Some(mark), _) => numbered(&text, mark),
            (None, None) if lead == Lead::Bold => style(paragraph, &text, None, None),
            (None, _) => Style::Entry,
        });
        sign.run_in = run_in;
    }
}

/// A heading in Latin letters right below one in Chinese says the same: it is the
/// first line of its text.
fn translations(blocks: &[Block], signs: &mut [Sign]) {
    let has_han = |at: usize| match blocks.get(at) {
        Some(Block::Paragraph(paragraph)) => paragraph.text().contains(is_han),
        _ => true,
    };
    for at in 1..signs.len() {
        if signs[at].style.is_some() && signs[at - 1].style.is_some() && !has_han(at) && has_han(at - 1) {
            signs[at] = Sign::default();
        }
    }
}

/// Lines that are headings by their words.
fn fixed(blocks: &[Block], signs: &mut [Sign], body: Option<u16>) {
    let headings = signs.iter().filter(|sign| sign.style.is_some()).count();
    let has_headings = headings > 0;
    for (at, block) in blocks.iter().enumerate() {
        let Block::Paragraph(paragraph) = block else { continue };
        let text = paragraph.text();
        // 2021年度工作回顾 is nothing else; 2021年度工作总结 may be the title once more.
        if paragraph.role == Role::Body
            && signs[at].style.is_none()
            && headings > 1
            && signs[at].sense != Sense::Any
            && signs[at].mark.is_none()
            && is_line(&text)
            && !title::is_of_report(&text)
            && matches!(blocks.get(at + 1), Some(Block::Paragraph(_)))
        {
            signs[at].style = Some(style(paragraph, &text, None, body));
        }
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
    if sign.run_in.is_some() {
        without_ornaments(&mut paragraph, remarks);
    }
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
