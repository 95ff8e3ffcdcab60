//! Several articles in one document.
//!
//! In: a document. Out: its parts, each with one article. Where one ends and
//! another begins is part of the decision on what its lines are ([`model`]).
//!
//! [`model`]: crate::import::structure::model

use std::collections::{BTreeSet, HashMap};

use crate::diag::Words;
use crate::import::document::{Block, Document, Inline, Place, Role};
use crate::import::structure::line::{self, Line};
use crate::import::structure::model::{Model, Reports};
use crate::import::structure::role::{LineRole, State, Zone, states};
use crate::import::structure::shapes::{self, Around};
use crate::import::{Remark, RemarkKind};
use crate::language::enumerator::{self, Shape};
use crate::language::label;
use crate::language::title;
use crate::text::near::alike;

const CUT: Words = Words {
    zh: "文件里有几篇，从这里起是另一篇",
    en: "the document holds several reports; another begins here",
};

const MANY: Words = Words {
    zh: "像是有几百篇连在一起，没有拆开；请分成几个文件再导入",
    en: "there seem to be hundreds of reports in it, which were not parted; split the file and import the parts",
};

/// How many articles a document is cut into at most.
const MOST: usize = 300;

/// How much better several reports must explain the lines than one, for each
/// cut, in the units of weights.
const GAIN: usize = 20;

/// How many lines below a title the first number stands.
const REACH: usize = 8;

/// How many characters a sentence of a text has.
const TOLD: usize = 24;

/// How many last lines of a report may hold its signature.
const END: usize = 6;

/// How many lines the text of a report has at least.
const TEXT: usize = 4;

/// Cuts a document into parts with one article each. `joined` are the parts, counted as
/// they are found, that belong to the one before.
pub fn cut(mut document: Document, joined: &BTreeSet<usize>, model: &Model) -> Vec<Document> {
    let known = document.remarks.len();
    let (starts, mut remarks): (Vec<usize>, Vec<Remark>) = (1..)
        .zip(starts(&document, model))
        .filter_map(|(part, found)| (!joined.contains(&part)).then_some(found))
        .unzip();
    document.remarks.append(&mut remarks);
    if starts.len() >= MOST {
        document.remarks.truncate(known);
        document.remarks.push(Remark::new(RemarkKind::Doubt, MANY, Place::Document, "", ""));
        return vec![document];
    }
    if starts.is_empty() {
        return vec![document];
    }
    let mut parts = Vec::with_capacity(starts.len() + 1);
    let mut blocks = std::mem::take(&mut document.blocks);
    for start in starts.into_iter().rev() {
        parts.push(blocks.split_off(start));
    }
    parts.push(blocks);
    parts.reverse();
    let first_places: Vec<Place> = parts.iter().map(|part| first_place(part)).collect();
    let mut remarks: Vec<Vec<Remark>> = parts.iter().map(|_| Vec::new()).collect();
    for remark in std::mem::take(&mut document.remarks) {
        let part = remark.place.map_or(0, |place| first_places.iter().rposition(|first| *first <= place).unwrap_or(0));
        if let Some(remarks) = remarks.get_mut(part) {
            remarks.push(remark);
        }
    }
    parts.into_iter().zip(remarks).map(|(blocks, remarks)| part(blocks, remarks, &document)).collect()
}

/// A part of a document, with the notes and pictures that its blocks refer to.
fn part(blocks: Vec<Block>, remarks: Vec<Remark>, whole: &Document) -> Document {
    let mut part = Document {
        name: whole.name.clone(),
        properties: whole.properties.clone(),
        blocks,
        remarks,
        ..Document::default()
    };
    let mut kept = References::default();
    for block in &mut part.blocks {
        match block {
            Block::Paragraph(paragraph) => kept.renumber(&mut paragraph.content),
            Block::Table(table) => {
                for paragraph in table.rows.iter_mut().flatten().flat_map(|cell| &mut cell.content) {
                    kept.renumber(&mut paragraph.content);
                }
            }
            Block::Divider => {}
        }
    }
    // A note may refer to others.
    while let Some(&note) = kept.notes.order.get(part.notes.len()) {
        let mut paragraphs = whole.notes.get(note).cloned().unwrap_or_default();
        paragraphs.iter_mut().for_each(|paragraph| kept.renumber(&mut paragraph.content));
        part.notes.push(paragraphs);
    }
    part.pictures = kept.pictures.order.iter().filter_map(|&picture| whole.pictures.get(picture)).cloned().collect();
    part
}

/// What a part refers to.
#[derive(Default)]
struct References {
    notes: Kept,
    pictures: Kept,
}

impl References {
    /// Takes in what inlines refer to and gives it its number in the part.
    fn renumber(&mut self, content: &mut [Inline]) {
        for inline in content {
            match inline {
                Inline::Note(note) => *note = self.notes.place(*note),
                Inline::Picture { picture, .. } => *picture = self.pictures.place(*picture),
                Inline::Link { content, .. } => self.renumber(content),
                Inline::Text { .. } | Inline::Break => {}
            }
        }
    }
}

/// Which of a document's notes or pictures a part keeps.
#[derive(Default)]
struct Kept {
    /// Their numbers in the document.
    order: Vec<usize>,
    /// For each of these its number in the part.
    places: HashMap<usize, usize>,
}

impl Kept {
    /// The number in the part.
    fn place(&mut self, number: usize) -> usize {
        let order = &mut self.order;
        *self.places.entry(number).or_insert_with(|| {
            order.push(number);
            order.len() - 1
        })
    }
}

/// Where the first of some blocks stands.
pub fn first_place(blocks: &[Block]) -> Place {
    let place = blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.place),
        Block::Table(table) => Some(table.place),
        Block::Divider => None,
    });
    place.unwrap_or_default()
}

/// Lines that are named as reports and below which numbers begin again.
fn restarts(lines: &[Line]) -> Vec<usize> {
    let marks: Vec<Option<u32>> = lines
        .iter()
        .map(|line| {
            let mark = enumerator::leading(&line.text).filter(|mark| !mark.is_doubtful);
            mark.filter(|mark| matches!(mark.shape, Shape::Han | Shape::Arabic)).map(|mark| mark.number)
        })
        .collect();
    let mut found = Vec::new();
    let mut counted = false;
    for (at, line) in lines.iter().enumerate() {
        counted |= marks[at].is_some_and(|number| number > 1);
        let is_named = marks[at].is_none() && line.text.chars().count() <= 60 && title::is_of_report(&line.text);
        let begins = || marks[at + 1..].iter().take(REACH).flatten().next() == Some(&1);
        if counted && is_named && !line.continues && label::read(&line.text).is_none() && begins() {
            found.push(at);
            counted = false;
        }
    }
    found
}

/// Whether what is above a line goes on below it: the next number of its kind is
/// the one after the last one above, as on the next page of a copy.
fn goes_on(lines: &[Line], start: usize, at: usize) -> bool {
    let number = |line: &Line| {
        let mark = enumerator::of_heading(&line.text).filter(|mark| mark.shape == Shape::Han && !mark.is_doubtful);
        mark.map(|mark| mark.number)
    };
    let last = lines[start..at].iter().rev().find_map(number);
    let next = lines[at..].iter().find_map(number);
    last.zip(next).is_some_and(|(last, next)| next == last + 1)
}

/// Whether a line tells something, as text does.
fn is_told(line: &Line) -> bool {
    line.text.contains('。') && line.text.chars().nth(TOLD).is_some()
}

/// Whether the title of what begins at a line stands above it already, with no text of
/// its own: reports of one title may follow each other.
fn is_copy(lines: &[Line], path: &[State], start: usize, at: usize) -> bool {
    let title = path[at..].iter().position(|state| state.zone == Zone::Title).map_or(at, |offset| at + offset);
    lines[start..at].iter().filter(|line| is_told(line)).count() < TEXT
        && lines[start..at].iter().any(|line| alike(line.text.chars(), lines[title].text.chars()))
}

/// Whether lines end with who signs, or with what follows that.
fn is_signed(path: &[State]) -> bool {
    let signs = |role| matches!(role, LineRole::Signature | LineRole::SigningDate | LineRole::CopyTo);
    path.iter().rev().take(END).any(|state| signs(state.role))
}

/// Whether the first title in some lines, or its subtitle, is that of a report: what only
/// looks like a title may be a heading without a number.
fn is_named(lines: &[Line], path: &[State]) -> bool {
    let is_its = |state: &State| matches!(state.role, LineRole::Title | LineRole::Subtitle);
    let above = path.iter().take_while(|state| !is_its(state)).count();
    let its = lines[above..].iter().zip(&path[above..]).take_while(|(_, state)| is_its(state));
    let mut whole = String::new();
    its.into_iter().any(|(line, _)| {
        whole.push_str(line.text.trim());
        title::is_of_report(&line.text) || title::is_of_report(&whole) || line.role == Role::Title
    })
}

/// Where articles after the first begin: where the lines say that a report has
/// ended and another begins, which has a title too; each with a remark that says so.
fn starts(document: &Document, model: &Model) -> Vec<(usize, Remark)> {
    let lines = line::lines(&document.blocks);
    let emissions = model.emissions(&shapes::features(&lines, Around::of(document)));
    let (path, several) = model.decode(&emissions, Reports::Any);
    let path: Vec<State> = path.into_iter().map(|state| states()[state]).collect();
    let is_end = |at: &usize| path[at - 1].zone.ends_before(path[*at].zone) && !lines[*at].continues;
    let ends: Vec<usize> = (1..lines.len()).filter(is_end).collect();
    // What has no title of its own or hardly any text is no report: a notice before
    // one, a form behind it.
    let is_report = |part: &[State]| {
        let has_title = part.iter().any(|state| state.zone == Zone::Title);
        has_title && part.iter().filter(|state| state.zone == Zone::Body).count() >= TEXT
    };
    let named = restarts(&lines);
    let mut found = Vec::new();
    let mut start = 0;
    for end in (1..lines.len()).filter(|end| named.contains(end) || ends.contains(end)) {
        // A cover with contents is no report, nor is what stands below its title once more.
        if !lines[start..end].iter().any(is_told) || is_copy(&lines, &path, start, end) {
            continue;
        }
        if named.contains(&end) {
            found.push(end);
            start = end;
            continue;
        }
        if is_report(&path[start..end])
            && is_report(&path[end..])
            && (is_signed(&path[start..end]) || is_named(&lines[end..], &path[end..]))
            && !goes_on(&lines, start, end)
        {
            found.push(end);
            start = end;
        }
    }
    let (_, one) = model.decode(&emissions, Reports::One);
    let gain = several.saturating_sub(one);
    if usize::try_from(gain).unwrap_or(0) < found.len() * GAIN {
        found.retain(|at| named.contains(at));
    }
    let start = |line: &Line| {
        let words: String = line.text.chars().take(30).collect();
        (line.block, Remark::new(RemarkKind::Simplified, CUT, line.place, &words, ""))
    };
    found.into_iter().map(|at| start(&lines[at])).collect()
}
