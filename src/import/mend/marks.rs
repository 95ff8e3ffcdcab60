//! Punctuation that a page or a converter took away: folded marks, straight
//! quotation marks, dashes of hyphens, numbers with spaces inside.

use std::ops::Range;

use crate::diag::Words;
use crate::import::RemarkKind;
use crate::import::document::{Block, Document, Paragraph, Place, Role};
use crate::import::mend::runs::{Edit, around, flat};
use crate::import::mend::{Log, each};
use crate::language::amount::spaced::spaced;
use crate::language::label::details;
use crate::language::punctuation::{quote, stroke, width};
use crate::language::reference::is_reference;
use crate::text::address::addresses;

const QUOTES: Words = Words { zh: "直引号改为“ ”", en: "straight quotation marks become “ and ”" };
const LONE_QUOTE: Words =
    Words { zh: "直引号不成对，没有改", en: "straight quotation marks do not pair; they were left" };
const WIDE: Words = Words { zh: "半角标点恢复为全角", en: "folded punctuation becomes full-width again" };
const MIXED: Words = Words {
    zh: "全角、半角标点混用，没有改",
    en: "half-width and full-width punctuation are mixed; nothing was changed",
};
const STROKES: Words =
    Words { zh: "破折号、省略号改为规范的写法", en: "makeshift dashes and ellipses become proper ones" };
const DIGITS: Words = Words { zh: "接上被空格隔开的数字", en: "digits that stood apart are joined" };
const RANGE: Words = Words {
    zh: "数字中间有空格，可能是一个数，也可能掉了连接号，没有改",
    en: "two digits stand apart: one number, or a range without its dash; they were left",
};

/// Mends the punctuation of a document.
pub fn mend(document: &mut Document, log: &mut Log) {
    each(document, &mut |paragraph| quotes(paragraph, log));
    widths(document, log);
    let dashed = subtitle(&document.blocks);
    each(document, &mut |paragraph| strokes(paragraph, dashed, log));
    each(document, &mut |paragraph| digits(paragraph, log));
}

/// The ranges of a text that are no wording, ascending.
fn foreign(text: &str) -> Vec<Range<usize>> {
    if !text.contains(['.', '@', '/']) {
        return Vec::new();
    }
    let mut foreign = addresses(text);
    foreign.sort_by_key(|range| range.start);
    foreign
}

/// Takes out of ascending ranges those that lie in foreign ones.
fn own<T>(found: Vec<T>, foreign: &[Range<usize>], range: impl Fn(&T) -> Range<usize>) -> Vec<T> {
    let mut next = 0;
    let mut covered = 0;
    found
        .into_iter()
        .filter(|item| {
            let range = range(item);
            while let Some(ahead) = foreign.get(next).filter(|ahead| ahead.start < range.end) {
                covered = covered.max(ahead.end);
                next += 1;
            }
            covered <= range.start
        })
        .collect()
}

fn quotes(paragraph: &mut Paragraph, log: &mut Log) {
    let text = flat(&paragraph.content);
    if !text.contains(['"', '＂']) || is_reference(&text) {
        return;
    }
    let quotes = quote::quotes(&text, |_| false);
    let Some(pairs) = quote::pairs(&text, &quotes) else {
        if let Some(first) = quotes.iter().find(|at| quote::beside_chinese(&text, at)) {
            let (before, _) = around(&text, &Edit::delete(first.clone()));
            log.note(RemarkKind::Doubt, LONE_QUOTE, paragraph.place, &before, "");
        }
        return;
    };
    let edits: Vec<Edit> = pairs
        .into_iter()
        .flat_map(|(open, close)| [Edit { at: open, text: "“".to_owned() }, Edit { at: close, text: "”".to_owned() }])
        .collect();
    log.edit(paragraph, &text, &edits, QUOTES);
}

/// The half-width marks of a paragraph that should be wide.
fn folded(text: &str) -> Vec<width::Mark> {
    if !text.bytes().any(width::is_half) || is_reference(text) {
        return Vec::new();
    }
    own(width::marks(text), &foreign(text), |mark| mark.at.clone())
}

/// Restores folded marks where the file shows that they were folded: it has
/// hardly any wide ones. A file with both was written so.
fn widths(document: &mut Document, log: &mut Log) {
    let (mut half, mut wide) = (0_usize, 0_usize);
    let mut first: Option<(Place, String)> = None;
    each(document, &mut |paragraph| {
        let text = flat(&paragraph.content);
        // Pages write their details so whatever the text has.
        if details(&text).is_some() {
            return;
        }
        wide += text.chars().filter(|c| matches!(c, '，' | '；' | '：' | '！' | '？' | '（' | '）')).count();
        let marks = folded(&text);
        half += marks.len();
        if let (None, Some(mark)) = (&first, marks.first()) {
            first = Some((paragraph.place, around(&text, &Edit::delete(mark.at.clone())).0));
        }
    });
    let Some((place, words)) = first else { return };
    if wide * 4 > half {
        log.note(RemarkKind::Doubt, MIXED, place, &words, "");
        return;
    }
    each(document, &mut |paragraph| {
        let text = flat(&paragraph.content);
        let mut edits: Vec<Edit> = Vec::new();
        for mark in folded(&text) {
            // The spaces after one mark may be those before the next.
            let start = edits.last().map_or(0, |last| last.at.end).max(mark.loose.start);
            edits.push(Edit { at: start..mark.loose.end, text: mark.wide.to_owned() });
        }
        log.edit(paragraph, &text, &edits, WIDE);
    });
}

/// Where the subtitle with a hyphen for its dash stands. Several lines with a
/// hyphen are a list.
fn subtitle(blocks: &[Block]) -> Option<Place> {
    let mut dashed = blocks.iter().enumerate().filter_map(|(at, block)| match block {
        Block::Paragraph(paragraph) if paragraph.role == Role::Body || paragraph.role == Role::Subtitle => {
            flat(&paragraph.content).starts_with(['-', '－', '–']).then_some((at, paragraph.place))
        }
        _ => None,
    });
    let (at, place) = dashed.next()?;
    (at < 5 && dashed.next().is_none()).then_some(place)
}

fn strokes(paragraph: &mut Paragraph, dashed: Option<Place>, log: &mut Log) {
    let text = flat(&paragraph.content);
    let is_sign = |c: char| matches!(c, '-' | '—' | '―' | '─' | '–' | '－' | '…' | '.' | '。');
    if !text.contains(is_sign) || is_reference(&text) {
        return;
    }
    let marks = stroke::marks(&text, dashed == Some(paragraph.place));
    let edits: Vec<Edit> = own(marks, &foreign(&text), |mark| mark.at.clone())
        .into_iter()
        .map(|mark| Edit { at: mark.at, text: mark.proper.to_owned() })
        .collect();
    log.edit(paragraph, &text, &edits, STROKES);
}

fn digits(paragraph: &mut Paragraph, log: &mut Log) {
    let text = flat(&paragraph.content);
    if !text.contains(' ') || is_reference(&text) {
        return;
    }
    let mut edits = Vec::new();
    for spaced in spaced(&text) {
        if spaced.may_be_range {
            let (before, _) = around(&text, &Edit::delete(spaced.range));
            log.note(RemarkKind::Doubt, RANGE, paragraph.place, &before, "");
        } else {
            edits.push(Edit { at: spaced.cut, text: spaced.number });
        }
    }
    log.edit(paragraph, &text, &edits, DIGITS);
}
