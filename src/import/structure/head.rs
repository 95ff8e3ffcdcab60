//! The lines above the text: title, subtitle, by-line, details, abstract.

use crate::import::document::{Block, Inline, Paragraph, Role};
use crate::import::structure::names;
use crate::import::structure::{Article, Found};
use crate::language::label::{self, Field};
use crate::language::{enumerator, title};
use crate::text::han::{has_han, is_han};

/// How many paragraphs are looked at for a title.
const REACH: usize = 8;

// Labels that lines without one get, as the report shows them.
const EYEBROW: &str = "眉题";
const COLUMN: &str = "栏目";
const DATE: &str = "日期";

const DASHES: [char; 6] = ['—', '-', '–', '－', '―', '─'];

/// Takes the head of an article out of its blocks.
pub fn take(blocks: &mut Vec<Block>, article: &mut Article) {
    let mut at = 0;
    if let Some(title) = title_at(blocks) {
        for block in &blocks[..title] {
            before_title(block, article);
        }
        at = title + title_lines(blocks, title, article);
    }
    let mut open: Option<Field> = None;
    while let Some(block) = blocks.get(at) {
        let is_taken = match block {
            Block::Divider => true,
            Block::Paragraph(paragraph) => line(paragraph, article, &mut open),
            Block::Table(_) => false,
        };
        if !is_taken {
            break;
        }
        at += 1;
    }
    // A line across belongs to the text if the text goes on above it.
    blocks.drain(..at);
}

/// The paragraph of a block if it can be a line of the head.
fn plain(block: &Block) -> Option<&Paragraph> {
    match block {
        Block::Paragraph(paragraph) if !paragraph.content.iter().any(|i| matches!(i, Inline::Picture { .. })) => {
            Some(paragraph)
        }
        _ => None,
    }
}

/// Where the title stands, if there is one.
fn title_at(blocks: &[Block]) -> Option<usize> {
    let mut best: Option<(usize, (bool, u16, bool))> = None;
    let topmost = blocks.iter().filter_map(plain).filter(|paragraph| paragraph.role == Role::Heading(1)).count();
    for (at, block) in blocks.iter().take(REACH).enumerate() {
        if matches!(block, Block::Divider) {
            continue;
        }
        let Some(paragraph) = plain(block) else { break };
        let text = paragraph.text();
        if label::read(&text).is_some() {
            continue;
        }
        if paragraph.role == Role::Title {
            return Some(at);
        }
        if !is_title_like(paragraph, &text) {
            break;
        }
        // The one heading of the first level is the title; the first of several
        // may be a chapter.
        let look = paragraph.look;
        let is_topmost = paragraph.role == Role::Heading(1);
        if matches!(paragraph.role, Role::Heading(_)) && !(is_topmost && topmost == 1) && !heads(blocks, at, &text) {
            break;
        }
        let weight = (is_topmost && topmost == 1, look.size.unwrap_or(0), look.centered);
        let is_better = best.as_ref().is_none_or(|(_, known)| weight > *known);
        if is_better && (best.is_none() || names::byline(&text).is_none()) {
            best = Some((at, weight));
        }
        if look.size.is_none() && !look.centered && paragraph.role == Role::Body && topmost != 1 {
            break;
        }
    }
    best.map(|(at, _)| at)
}

/// Whether a line in the style of a heading is the title and no chapter: it is
/// centred, named like one, or no text stands right below it.
fn heads(blocks: &[Block], at: usize, text: &str) -> bool {
    let Some(paragraph) = blocks.get(at).and_then(plain) else { return false };
    let next = blocks.get(at + 1).and_then(plain);
    let is_above_head = next.is_some_and(|next| {
        let words = next.text();
        matches!(next.role, Role::Heading(_) | Role::Subtitle)
            || words.trim().starts_with(DASHES)
            || label::read(&words).is_some()
            || names::byline(&words).is_some()
            || names::date(&words).is_some()
    });
    paragraph.look.centered || is_above_head || title::is_of_report(text)
}

/// Whether a paragraph may be a title: short, no sentence, no heading.
fn is_title_like(paragraph: &Paragraph, text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().count();
    let may = matches!(paragraph.role, Role::Body | Role::Heading(_) | Role::Subtitle);
    let is_open = text.ends_with(['：', ':', '，', ',', '、', '；', ';', '…', '。']);
    let is_spoken = text.starts_with('“') && text.ends_with('”') && count > 40;
    may && (3..=100).contains(&count)
        && has_han(text)
        && !is_open
        && !is_spoken
        && !text.contains(['。', '；'])
        && (paragraph.label.is_empty() && enumerator::leading(text).is_none())
        && names::date(text).is_none()
}

/// What stands above the title: details, or a line such as the name of a
/// column.
fn before_title(block: &Block, article: &mut Article) {
    let Some(paragraph) = plain(block) else { return };
    let text = paragraph.text();
    match label::read(&text) {
        Some(items) => items.into_iter().for_each(|item| article.file(item, paragraph.place)),
        None => {
            let found = Found { text: text.trim().to_owned(), place: paragraph.place, certain: false };
            article.details.push((EYEBROW.to_owned(), found));
        }
    }
}

/// Reads the title and what belongs to it; says how many blocks that took.
fn title_lines(blocks: &[Block], at: usize, article: &mut Article) -> usize {
    let Some(paragraph) = blocks.get(at).and_then(plain) else { return 0 };
    let place = paragraph.place;
    // Whoever reads the report sees at once if this is no title.
    let found = |text: &str| Found { text: text.trim().to_owned(), place, certain: true };
    let mut text = String::new();
    let mut subtitle = String::new();
    for line in paragraph.text().lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !text.is_empty() && line.starts_with(DASHES) {
            append(&mut subtitle, line.trim_start_matches(DASHES).trim());
        } else {
            append(&mut text, line);
        }
    }
    let mut count = 1;
    // A title may be set on two lines of one look.
    while let Some(next) = blocks.get(at + count).and_then(plain).filter(|_| count < 3 && subtitle.is_empty()) {
        let words = next.text();
        let is_styled = next.role == Role::Title && paragraph.role == Role::Title;
        let is_like = next.role == paragraph.role
            && next.look == paragraph.look
            && next.look.centered
            && next.look.size.is_some()
            && is_title_like(next, &words);
        let is_other = words.trim().starts_with(DASHES)
            || words.trim().starts_with(['（', '('])
            || names::byline(&words).is_some()
            || label::read(&words).is_some();
        // The unit on one line, what the text is on the next.
        let is_told = names::is_unit(&text) && is_title_like(next, &words) && title::is_of_report(&words);
        if !(is_styled || is_like || is_told) || is_other {
            break;
        }
        append(&mut text, words.trim());
        count += 1;
    }
    // 【栏目】题目
    for (open, close) in [('【', '】'), ('［', '］'), ('[', ']'), ('〔', '〕')] {
        if let Some((column, rest)) = text.strip_prefix(open).and_then(|inner| inner.split_once(close))
            && rest.trim().chars().count() >= 3
        {
            article.details.push((COLUMN.to_owned(), found(column)));
            text = rest.trim().to_owned();
            break;
        }
    }
    if let Some((title, rest)) = text.split_once("——")
        && title.chars().filter(|c| is_han(*c)).count() >= 3
        && rest.chars().filter(|c| is_han(*c)).count() >= 3
        && !rest.contains("——")
        && subtitle.is_empty()
    {
        subtitle = rest.trim().to_owned();
        text = title.trim().to_owned();
    }
    article.title = Some(found(&text));
    if !subtitle.is_empty() {
        article.subtitle = Some(Found { certain: true, ..found(&subtitle) });
    } else if let Some(next) = blocks.get(at + count).and_then(plain) {
        let words = next.text();
        let words = words.trim();
        let bare = words.trim_start_matches(DASHES).trim();
        let is_dashed = bare.len() < words.len() && (3..=80).contains(&bare.chars().count()) && !bare.contains('。');
        let is_bracketed = words.starts_with(['（', '('])
            && words.ends_with(['）', ')'])
            && words.chars().count() <= 30
            && names::date(words).is_none()
            && label::read(words).is_none();
        if is_dashed || next.role == Role::Subtitle || is_bracketed {
            let certain = is_dashed || next.role == Role::Subtitle;
            article.subtitle = Some(Found { text: bare.to_owned(), place: next.place, certain });
            count += 1;
        }
    }
    count
}

/// Appends a line of a title: slogans of one length keep a space between them.
fn append(text: &mut String, line: &str) {
    if let (Some(before), Some(after)) = (text.chars().next_back(), line.chars().next()) {
        let is_slogan = text.chars().count() == line.chars().count() && text.chars().chain(line.chars()).all(is_han);
        let is_latin = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
        if is_slogan || is_latin {
            text.push(' ');
        }
    }
    text.push_str(line);
}

/// Reads a line between the title and the text; says whether it was one.
fn line(paragraph: &Paragraph, article: &mut Article, open: &mut Option<Field>) -> bool {
    let has_picture = paragraph.content.iter().any(|inline| matches!(inline, Inline::Picture { .. }));
    let text = paragraph.text();
    let text = text.trim();
    // 摘要 on a line of its own: what follows is it.
    if let Some(field) = open.take() {
        let value = text.to_owned();
        if enumerator::leading(text).is_none() && !has_picture {
            article.file(label::Labelled { field, label: String::new(), value }, paragraph.place);
            return true;
        }
        return false;
    }
    if has_picture || !matches!(paragraph.role, Role::Body | Role::Subtitle | Role::Heading(_)) {
        return false;
    }
    let bare = text.trim_matches(['[', ']', '【', '】', '［', '］', '：', ':', ' ']);
    let squeezed: String = bare.split_whitespace().collect();
    if label::is_summary(&squeezed) {
        *open = Some(Field::Summary);
        return true;
    }
    if matches!(paragraph.role, Role::Heading(_)) {
        return false;
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let is_head = |line: &&str| {
        label::read(line).is_some()
            || names::date(line).is_some()
            || article.title.is_some() && (names::byline(line).is_some() || names::dated_byline(line).is_some())
    };
    if lines.is_empty() || !lines.iter().all(is_head) {
        return false;
    }
    for line in lines {
        let found = |text: &str, certain| Found { text: text.to_owned(), place: paragraph.place, certain };
        if let Some(items) = label::read(line) {
            items.into_iter().for_each(|item| article.file(item, paragraph.place));
        } else if let Some(date) = names::date(line) {
            if article.published.is_none() {
                article.published = Some(found(&date, true));
            } else {
                article.details.push((DATE.to_owned(), found(&date, false)));
            }
        } else if let Some((people, date)) = names::dated_byline(line) {
            article.authors.extend(people.iter().map(|name| found(name, true)));
            article.published.get_or_insert(found(&date, true));
        } else if let Some(people) = names::byline(line) {
            article.authors.extend(people.iter().map(|name| found(name, true)));
        }
    }
    true
}
