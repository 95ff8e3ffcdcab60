//! Operations on a report's file.
//!
//! In: the bytes, and operations as the page sends them. Out: the bytes in which
//! all of them are done and nothing else, or why none is. Those on blocks and by
//! ranges are done first, all at once, by the places in the bytes that came in;
//! those on the front matter then one after another.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde_json::Value as Json;

use crate::check::choice;
use crate::diag::{Diagnostic, Language, Words};
use crate::import::settle::replaced;
use crate::import::write::paragraphs;
use crate::language::lexicon;
use crate::manuscript::refusal::{self, Refusal};
use crate::manuscript::{Manuscript, body};
use crate::parse::front::choices::PERMIT;
use crate::parse::front::edit::{self, Cell, Sheet};
use crate::parse::front::keys::{APPROVAL, FIGURE, REPORT, Table, WAIVER};
use crate::parse::front::outline::{FieldValue, JOINT, OutlineField, Shape, outline, shape};
use crate::parse::front::{LEFT_OUT, left_out, open_points, takes};
use crate::parse::markdown::model::{Model, Piece, PieceKind, pieces, write};
use crate::parse::markdown::permits;
use crate::parse::yaml::edit::Extent;
use crate::parse::yaml::write::one_line;
use crate::parse::yaml::{self, Value};
use crate::parse::{Limits, Status};
use crate::source::VPath;
use crate::text::han;

/// An operation. Blocks and points are named as in the manuscript of the bytes that
/// it is applied to; rows are counted as they are after the operations before it.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "op", rename_all = "lowercase")]
pub enum Op {
    /// Lets a field say a value; `null` takes its key away.
    Set {
        /// The field.
        field: String,
        /// A text, a list of texts, or the cells of a record.
        value: Json,
    },
    /// Changes cells of a row; those that are not named stay.
    Row {
        /// The field.
        field: String,
        /// Which row.
        at: usize,
        /// The cells.
        value: Json,
    },
    /// Puts in a row.
    Add {
        /// The field.
        field: String,
        /// Before which row; none for the end.
        #[serde(default)]
        at: Option<usize>,
        /// Its cells.
        value: Json,
    },
    /// Takes a row away.
    Drop {
        /// The field.
        field: String,
        /// Which row.
        at: usize,
    },
    /// Moves a row.
    Move {
        /// The field.
        field: String,
        /// Which row.
        from: usize,
        /// Where it is then.
        to: usize,
    },
    /// Writes a block anew.
    Block {
        /// The block.
        id: String,
        /// Its source.
        #[serde(default)]
        text: Option<String>,
        /// Or its model.
        #[serde(default)]
        model: Option<Model>,
    },
    /// Puts in a block.
    Insert {
        /// Behind which block; none for the beginning.
        #[serde(default)]
        after: Option<String>,
        /// Its source.
        #[serde(default)]
        text: Option<String>,
        /// Or its model.
        #[serde(default)]
        model: Option<Model>,
    },
    /// Takes a block away, with the permits that are about it.
    Delete {
        /// The block.
        id: String,
    },
    /// Writes the whole body anew.
    Body {
        /// Its source.
        text: String,
    },
    /// Writes the whole file anew.
    Text {
        /// Its source.
        text: String,
    },
    /// Decides on an open point.
    Point {
        /// The point.
        key: String,
        /// How.
        act: Act,
        /// Which of the alternatives.
        #[serde(default)]
        choice: Option<usize>,
        /// What instead.
        #[serde(default)]
        text: Option<String>,
    },
    /// Decides on the lines of the document that were left out: they go into the text or are
    /// forgotten.
    #[serde(rename = "left")]
    LeftOut {
        /// How: taken or dropped.
        act: Act,
        /// Behind which block each of them goes; where nobody knows, at the beginning.
        #[serde(skip)]
        behind: Vec<Option<String>>,
    },
    /// Brings the report to a state.
    State {
        /// The state.
        to: String,
        /// Who does it.
        #[serde(default)]
        by: String,
        /// The day.
        #[serde(default)]
        on: String,
    },
    /// Changes ranges of the bytes; what a finding suggests. Never from outside.
    #[serde(skip)]
    Edits {
        /// The ranges, and what stands there then.
        edits: Vec<(Range<usize>, String)>,
    },
    /// Waives a rule. Never from outside.
    #[serde(skip)]
    Allow {
        /// The rule.
        rule: String,
        /// The reason.
        why: String,
        /// Only for this block.
        block: Option<String>,
    },
}

impl Op {
    /// Mends a finding; nothing if nobody knows how, or if it is in another file.
    pub fn mending(finding: &Diagnostic) -> Option<Op> {
        let changes = finding.changes();
        if changes.is_empty() || changes.iter().any(|edit| edit.span.file != finding.span.file) {
            return None;
        }
        Some(Op::Edits { edits: changes.into_iter().map(|edit| (edit.span.range(), edit.text)).collect() })
    }

    /// Keeps silent about a finding: in its block, or in the whole file where it is in none;
    /// nothing if a file may not ask for that.
    pub fn waiving(manuscript: &Manuscript, text: &str, finding: &Diagnostic, why: &str) -> Option<Op> {
        let rule = choice::rule(finding.rule.name).ok()?;
        let block = manuscript.block_at(text, &finding.span.range()).map(|(block, _)| block.id.clone());
        Some(Op::Allow { rule: rule.name.to_owned(), why: why.trim().to_owned(), block })
    }

    /// What `mending` does, in the words of whoever is asked.
    pub fn mending_words(finding: &Diagnostic, text: &str, language: Language) -> Option<String> {
        let Op::Edits { edits } = Op::mending(finding)? else { return None };
        let [(range, new)] = &edits[..] else { return Some(AS_SAID.in_language(language).to_owned()) };
        let old = text.get(range.clone()).unwrap_or_default();
        Some(match (language, old.is_empty(), new.is_empty()) {
            (Language::Chinese, _, true) => format!("删去“{old}”"),
            (Language::Chinese, true, _) => format!("加上“{new}”"),
            (Language::Chinese, ..) => format!("改为“{new}”"),
            (Language::English, _, true) => format!("Delete “{old}”"),
            (Language::English, true, _) => format!("Insert “{new}”"),
            (Language::English, ..) => format!("Change to “{new}”"),
        })
    }

    /// Whether it is done by ranges of the bytes, and not in the front matter.
    fn is_by_range(&self) -> bool {
        match self {
            Op::Block { .. }
            | Op::Insert { .. }
            | Op::Delete { .. }
            | Op::Body { .. }
            | Op::LeftOut { .. }
            | Op::Edits { .. } => true,
            Op::Allow { block, .. } => block.is_some(),
            _ => false,
        }
    }
}

/// How an open point is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// What is proposed is right.
    Take,
    /// Nothing of it is.
    Drop,
    /// One of the alternatives is.
    Choose,
    /// Something else is.
    Replace,
}

const AS_SAID: Words = Words { zh: "按提示改", en: "Change as suggested" };

/// How large a text may be.
const LARGEST: usize = 16 << 20;

/// Does operations on a report's file: all or none.
pub fn apply(path: &VPath, bytes: &[u8], ops: &[Op]) -> Result<Vec<u8>, Refusal> {
    let refuse = |say: Words| Refusal::new(say, "");
    let text = std::str::from_utf8(bytes).map_err(|_| refuse(refusal::ENCODING))?;
    if let Some(Op::Text { text: whole }) = ops.iter().find(|op| matches!(op, Op::Text { .. })) {
        if ops.len() > 1 {
            return Err(refuse(refusal::ALONE));
        }
        // A browser shows no mark before a text, and sends none.
        let mark = if text.starts_with('\u{feff}') && !whole.starts_with('\u{feff}') { "\u{feff}" } else { "" };
        return fitting(format!("{mark}{}", keeping_breaks(text, whole)));
    }
    let edited = match ops.iter().any(Op::is_by_range) {
        true => Ranges::of(path, text, ops)?.done(path, text)?,
        false => text.to_owned(),
    };
    let mut front =
        Front { sheet: Sheet::new(path, &edited, Extent::Front), path, points: Vec::new(), read: RefCell::default() };
    front.points = (0..open_points(path, text).len()).collect();
    for op in ops {
        front.apply(op)?;
    }
    fitting(front.sheet.text)
}

fn fitting(text: String) -> Result<Vec<u8>, Refusal> {
    match text.len() > LARGEST {
        true => Err(Refusal::new(refusal::TOO_LONG, "")),
        false => Ok(text.into_bytes()),
    }
}

/// How the lines of a text end.
fn line_break(text: &str) -> &'static str {
    let is_wide = text.find('\n').is_some_and(|newline| text[..newline].ends_with('\r'));
    if is_wide { "\r\n" } else { "\n" }
}

/// A text that knows one end of lines only, as a browser sends it, with those of
/// the text that it is in place of: a line that is as it was ends as it did.
fn keeping_breaks(old: &str, new: &str) -> String {
    let line_break = line_break(old);
    if !old.replace("\r\n", "").contains('\n') || !old.contains('\r') {
        return with_breaks(new, line_break);
    }
    let new = with_breaks(new, "\n");
    let old: Vec<&str> = old.trim_start_matches('\u{feff}').split_inclusive('\n').collect();
    let folded: Vec<String> = old.iter().map(|line| with_breaks(line, "\n")).collect();
    let folded: Vec<&str> = folded.iter().map(String::as_str).collect();
    let lines: Vec<&str> = new.split_inclusive('\n').collect();
    let mut made = String::with_capacity(new.len() + lines.len());
    for step in similar::capture_diff_slices(similar::Algorithm::Myers, &folded, &lines) {
        match step {
            similar::DiffOp::Equal { old_index, len, .. } => {
                made.extend(old[old_index..old_index + len].iter().copied())
            }
            step => made.extend(lines[step.new_range()].iter().map(|line| with_breaks(line, line_break))),
        }
    }
    made
}

/// A text with such ends of lines.
fn with_breaks(text: &str, line_break: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if line_break == "\n" { text } else { text.replace('\n', line_break) }
}

/// Operations by ranges of the bytes.
struct Ranges<'t> {
    pieces: Vec<Piece>,
    body: Range<usize>,
    line_break: &'static str,
    /// What is replaced, and what stands there then.
    edits: Vec<(Range<usize>, String)>,
    /// The blocks that change or go.
    touched: Vec<usize>,
    /// What operations are about that may spill over.
    place: &'t str,
    is_whole: bool,
    has_edits: bool,
}

impl<'t> Ranges<'t> {
    fn of(path: &VPath, text: &str, ops: &'t [Op]) -> Result<Ranges<'t>, Refusal> {
        let body = body(path, text);
        let mut ranges = Ranges {
            pieces: pieces(text, body.clone(), &Limits::default()),
            body,
            line_break: line_break(text),
            edits: Vec::new(),
            touched: Vec::new(),
            place: "",
            is_whole: false,
            has_edits: false,
        };
        // What comes behind the same block stands in the order it was sent.
        let mut behind: BTreeMap<Option<usize>, Vec<String>> = BTreeMap::new();
        for op in ops {
            match op {
                Op::Block { id, text: words, model } => {
                    let at = ranges.find(id)?;
                    let piece = &ranges.pieces[at];
                    let old = text.get(piece.range.clone()).unwrap_or_default().replace("\r\n", "\n");
                    let own = piece.model.as_ref().map(|own| (own, old.as_str()));
                    let new = written(id, words.as_deref(), model.as_ref(), own)?;
                    ranges.touched.push(at);
                    ranges.place = id;
                    if new.is_empty() {
                        ranges.delete(text, at);
                    } else if new != old {
                        let range = ranges.pieces[at].range.clone();
                        ranges.edits.push((range, with_breaks(&new, ranges.line_break)));
                    }
                }
                Op::Insert { after, text: words, model } => {
                    let at = after.as_deref().map(|id| ranges.find(id)).transpose()?;
                    let new = written(after.as_deref().unwrap_or_default(), words.as_deref(), model.as_ref(), None)?;
                    ranges.place = after.as_deref().unwrap_or_default();
                    if !new.is_empty() {
                        behind.entry(at).or_default().push(with_breaks(&new, ranges.line_break));
                    }
                }
                Op::Delete { id } => {
                    let at = ranges.find(id)?;
                    ranges.place = id;
                    ranges.touched.push(at);
                    ranges.delete(text, at);
                }
                Op::Body { text: words } => {
                    ranges.is_whole = true;
                    let words = with_breaks(words, ranges.line_break);
                    ranges.edits.push((ranges.body.clone(), words));
                }
                Op::Allow { rule, why, block: Some(id) } => {
                    let at = ranges.find(id)?;
                    let keyword = PERMIT.spellings().find(|word| han::has_han(word)).filter(|_| han::has_han(text));
                    let keyword = keyword.unwrap_or(PERMIT.names[0]);
                    let why = one_line(why);
                    if why.is_empty() || why.contains("--") || why.contains('>') {
                        return Err(Refusal::new(refusal::WHY, rule));
                    }
                    let permit = format!("<!-- {keyword} {rule}: {why} -->{0}{0}", ranges.line_break);
                    let start = ranges.pieces[at].range.start;
                    ranges.edits.push((start..start, permit));
                }
                Op::LeftOut { act, behind: places } => {
                    // Their lines go with the front matter.
                    let lines = left_out(text, ranges.body.start).filter(|_| *act == Act::Take);
                    for (at, line) in lines.enumerate() {
                        let words = paragraphs(std::iter::once(text[line].trim_start_matches(LEFT_OUT).trim_end()));
                        let place = places.get(at).and_then(Option::as_deref).map(|id| ranges.find(id)).transpose()?;
                        if !words.is_empty() {
                            behind.entry(place).or_default().push(with_breaks(words.trim_end(), ranges.line_break));
                        }
                    }
                }
                Op::Edits { edits } => {
                    ranges.has_edits = true;
                    for (range, new) in edits {
                        if text.get(range.clone()).is_none() {
                            return Err(Refusal::new(refusal::NO_BLOCK, ""));
                        }
                        ranges.edits.push((range.clone(), new.clone()));
                    }
                }
                _ => {}
            }
        }
        for (at, texts) in behind {
            ranges.insert(text, at, &texts);
        }
        let is_mixed = ranges.is_whole && ranges.edits.len() > 1;
        if is_mixed { Err(Refusal::new(refusal::ALONE, "")) } else { Ok(ranges) }
    }

    fn find(&self, id: &str) -> Result<usize, Refusal> {
        let at = id.strip_prefix('b').and_then(|number| number.parse::<usize>().ok());
        at.filter(|&at| at < self.pieces.len()).ok_or_else(|| Refusal::new(refusal::NO_BLOCK, id))
    }

    /// Takes a block away with the empty lines behind it, and the permits before it.
    fn delete(&mut self, text: &str, at: usize) {
        let range = self.pieces[at].range.clone();
        let about: Vec<Range<usize>> = permits(text, self.body.clone(), &Limits::default())
            .into_iter()
            .filter(|permit| permit.covers.start == range.start && !permit.covers.is_empty())
            .filter_map(|permit| permit.rules.first().map(|(_, place)| place.clone()))
            .collect();
        let mut first = at;
        while let Some(before) = first.checked_sub(1) {
            let piece = &self.pieces[before];
            let is_permit =
                piece.kind == PieceKind::Html && about.iter().any(|place| piece.range.contains(&place.start));
            if !is_permit {
                break;
            }
            first = before;
        }
        for gone in first..at {
            self.touched.push(gone);
        }
        let start = self.pieces[first].range.start;
        let gap = |range: Range<usize>| text.get(range).unwrap_or_default();
        let next = self.pieces.get(at + 1).map(|piece| piece.range.start);
        let blank = |text: &str| text.trim().is_empty();
        let goes = match next {
            Some(next) if blank(gap(range.end..next)) => start..next,
            None if blank(gap(range.end..self.body.end)) => {
                let before = first.checked_sub(1).map_or(self.body.start, |before| self.pieces[before].range.end);
                let is_first = first == 0 || !blank(gap(before..start));
                if is_first { start..self.body.end } else { before..range.end }
            }
            // Something else stands there; its lines stay.
            _ => start..range.end,
        };
        self.edits.push((goes, String::new()));
    }

    fn insert(&mut self, text: &str, after: Option<usize>, texts: &[String]) {
        let gap = self.line_break.repeat(2);
        let joined = texts.join(&gap);
        if let Some(after) = after {
            let end = self.pieces[after].range.end;
            self.edits.push((end..end, format!("{gap}{joined}")));
            return;
        }
        match self.pieces.first() {
            Some(first) => self.edits.push((first.range.start..first.range.start, format!("{joined}{gap}"))),
            None => {
                let (head, inside) = (&text[..self.body.start], &text[self.body.clone()]);
                let line = |is_needed: bool| if is_needed { self.line_break } else { "" };
                let open = line(!head.trim_start_matches('\u{feff}').is_empty() && !head.ends_with('\n'));
                let apart = line(!head.is_empty() && !inside.starts_with(['\n', '\r']));
                let end = self.body.end;
                self.edits.push((end..end, format!("{open}{apart}{joined}{}", self.line_break)));
            }
        }
    }

    /// The text with all edits, if blocks that nobody named are as they were.
    fn done(mut self, path: &VPath, text: &str) -> Result<String, Refusal> {
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut made = String::with_capacity(text.len() + 64);
        let mut at = 0;
        for (range, new) in &self.edits {
            if range.start < at {
                // A block goes with what another has taken already.
                if new.is_empty() && range.end >= at {
                    at = range.end;
                    continue;
                }
                return Err(Refusal::new(refusal::OVERLAP, self.place));
            }
            made.push_str(text.get(at..range.start).unwrap_or_default());
            made.push_str(new);
            at = range.end;
        }
        made.push_str(text.get(at..).unwrap_or_default());
        if self.edits.is_empty() || self.is_whole || self.has_edits {
            return Ok(made);
        }
        let body = body(path, &made);
        let now = pieces(&made, body.clone(), &Limits::default());
        let is_kept = made.get(..body.start) == text.get(..self.body.start) && self.is_kept(text, &made, &now);
        if is_kept { Ok(made) } else { Err(Refusal::new(refusal::SPILLS, self.place)) }
    }

    /// Whether every block that nobody named is there as it was, at its place.
    fn is_kept(&self, text: &str, made: &str, now: &[Piece]) -> bool {
        let mut shift: isize = 0;
        let mut edits = self.edits.iter().peekable();
        let mut next = 0;
        for (at, piece) in self.pieces.iter().enumerate() {
            while let Some((range, new)) =
                edits.next_if(|(range, _)| range.start <= piece.range.start && range.end <= piece.range.start)
            {
                shift += new.len().cast_signed() - range.len().cast_signed();
            }
            if self.touched.contains(&at) {
                continue;
            }
            while let Some((range, new)) = edits.next_if(|(range, _)| range.end <= piece.range.start) {
                shift += new.len().cast_signed() - range.len().cast_signed();
            }
            let Some(start) = piece.range.start.checked_add_signed(shift) else { return false };
            let Some(found) = now[next..].iter().position(|other| other.range.start == start) else { return false };
            next += found;
            let other = &now[next];
            let is_same = other.kind == piece.kind
                && other.level == piece.level
                && made.get(other.range.clone()) == text.get(piece.range.clone());
            if !is_same {
                return false;
            }
        }
        true
    }
}

/// What is to stand in a block.
fn written(
    id: &str,
    text: Option<&str>,
    model: Option<&Model>,
    old: Option<(&Model, &str)>,
) -> Result<String, Refusal> {
    let is_empty = |text: &str| text.trim().is_empty();
    match (model, text) {
        (Some(Model::Paragraph { spans }), _) if spans.iter().all(|span| is_empty(&span.0) && is_letters(span)) => {
            Ok(String::new())
        }
        (Some(model), _) => write::write(model, old).ok_or_else(|| Refusal::new(refusal::NOT_MARKDOWN, id)),
        (None, Some(text)) => {
            let text = text.replace("\r\n", "\n");
            Ok(text.trim_matches('\n').trim_end().to_owned())
        }
        (None, None) => Err(Refusal::new(refusal::VALUE, id)),
    }
}

fn is_letters(span: &crate::parse::markdown::model::Span) -> bool {
    matches!(span.1, crate::parse::markdown::model::Mark::Letters(_))
}

/// Operations on the front matter.
struct Front<'p> {
    sheet: Sheet<'p>,
    path: &'p VPath,
    /// The open points that are left, by their first numbers.
    points: Vec<usize>,
    /// What was read of a text last.
    read: RefCell<(String, Vec<OutlineField>)>,
}

impl Front<'_> {
    fn apply(&mut self, op: &Op) -> Result<(), Refusal> {
        match op {
            Op::Set { field, value } => {
                self.field(field)?;
                self.set(field, value)
            }
            Op::Row { field, at, value } => {
                self.field(field)?;
                self.row(field, *at, value)
            }
            Op::Add { field, at, value } => {
                self.field(field)?;
                self.add(field, *at, value)
            }
            Op::Drop { field, at } => {
                self.field(field)?;
                let rows = self.rows(field);
                if *at >= rows {
                    return Err(Refusal::new(refusal::NO_ROW, label(field)));
                }
                self.listed(field)?;
                let done = self.sheet.drop(field, &[*at]);
                self.done(field, done)
            }
            Op::Move { field, from, to } => {
                self.field(field)?;
                let rows = self.rows(field);
                if *from >= rows || *to >= rows {
                    return Err(Refusal::new(refusal::NO_ROW, label(field)));
                }
                self.listed(field)?;
                let done = self.sheet.shift(field, *from, *to);
                self.done(field, done)
            }
            Op::LeftOut { .. } => {
                let text = &mut self.sheet.text;
                let lines: Vec<Range<usize>> = left_out(text, body(self.path, text).start).collect();
                lines.into_iter().rev().for_each(|line| text.replace_range(line, ""));
                Ok(())
            }
            Op::Point { key, act, choice, text } => self.point(key, *act, *choice, text.as_deref()),
            Op::State { to, by, on } => self.state(to, by, on),
            Op::Allow { rule, why, block: None } => {
                let why = one_line(why);
                if why.is_empty() {
                    return Err(Refusal::new(refusal::WHY, rule.as_str()));
                }
                let is_zh = self.is_chinese();
                let cells: [Cell<'_>; 2] =
                    [("rule", Some(Value::Text(rule.clone()))), ("reason", Some(Value::Text(why)))];
                let done = self.sheet.add("allow", usize::MAX, &edit::record(&WAIVER, &cells, is_zh));
                self.done("allow", done)
            }
            _ => Ok(()),
        }
    }

    /// Refuses what is no field.
    fn field(&self, field: &str) -> Result<(), Refusal> {
        match REPORT.index(field) {
            Some(_) if field != "review" => Ok(()),
            _ => Err(Refusal::new(refusal::NO_FIELD, field)),
        }
    }

    /// What came of a step.
    fn done(&self, field: &str, done: Option<()>) -> Result<(), Refusal> {
        let is_broken = || outline(self.path, &self.sheet.text).broken.is_some();
        done.ok_or_else(|| {
            let say = if is_broken() { refusal::BROKEN } else { refusal::NOT_HERE };
            Refusal::new(say, label(field))
        })
    }

    fn is_chinese(&self) -> bool {
        self.sheet.document().is_some_and(|document| edit::is_chinese(&document, &[]))
    }

    fn set(&mut self, field: &str, value: &Json) -> Result<(), Refusal> {
        let wrong = || Refusal::new(refusal::VALUE, label(field));
        let done = match (shape(field), value) {
            (_, Json::Null) => self.sheet.field(field, None),
            (Shape::Text, value) => {
                let text = scalar(value).ok_or_else(wrong)?;
                // A text that is not there and stays empty needs no key.
                self.sheet.field(field, Some(&Value::Text(text)))
            }
            (Shape::List, value) => {
                let texts = texts(value).ok_or_else(wrong)?;
                if self.texts(field).as_deref() == Some(texts.as_slice()) {
                    return Ok(());
                }
                self.sheet.field(field, Some(&Value::List(texts.into_iter().map(Value::Text).collect())))
            }
            (Shape::Record(table), Json::Object(_)) => {
                let cells = self.cells(field, table, 0, value)?;
                let done = self.sheet.record_of(field, table, &cells);
                if done.is_some() && self.is_bare(field, 0) { self.sheet.field(field, None) } else { done }
            }
            (Shape::Records(_), Json::Array(rows)) => return self.set_rows(field, rows),
            _ => return Err(wrong()),
        };
        self.done(field, done)
    }

    /// Lets a field have these rows: those that are there change, more are put in or
    /// taken away at the end.
    fn set_rows(&mut self, field: &str, rows: &[Json]) -> Result<(), Refusal> {
        let Shape::Records(table) = shape(field) else { return Err(Refusal::new(refusal::VALUE, label(field))) };
        let old = self.written(field);
        // A row that says nothing is none.
        let says =
            |cell: &Json| !matches!(cell, Json::Null) && cell.as_str().is_none_or(|text| !text.trim().is_empty());
        let rows: Vec<&Json> =
            rows.iter().filter(|row| row.as_object().is_none_or(|cells| cells.values().any(says))).collect();
        if rows.is_empty() {
            let done = self.sheet.field(field, None);
            return self.done(field, done);
        }
        if old.is_empty() {
            let rows =
                rows.iter().map(|row| Ok(self.new_row(field, table, 0, &self.cells(field, table, usize::MAX, row)?)));
            let rows = rows.collect::<Result<Vec<Value>, Refusal>>()?;
            let done = self.sheet.field(field, Some(&Value::List(rows)));
            return self.done(field, done);
        }
        for (at, row) in rows.iter().enumerate() {
            match old.get(at) {
                Some(cells) => {
                    // What a row no longer has goes.
                    let mut all = serde_json::Map::new();
                    all.extend(cells.iter().map(|(key, _)| ((*key).to_owned(), Json::Null)));
                    all.extend(row.as_object().cloned().ok_or_else(|| Refusal::new(refusal::VALUE, label(field)))?);
                    self.row(field, at, &Json::Object(all))?;
                }
                None => self.add(field, None, row)?,
            }
        }
        if old.len() > rows.len() {
            self.listed(field)?;
            let gone: Vec<usize> = (rows.len()..old.len()).collect();
            let done = self.sheet.drop(field, &gone);
            return self.done(field, done);
        }
        Ok(())
    }

    fn row(&mut self, field: &str, at: usize, value: &Json) -> Result<(), Refusal> {
        if at >= self.rows(field) {
            return Err(Refusal::new(refusal::NO_ROW, label(field)));
        }
        let table = match shape(field) {
            Shape::Records(table) => table,
            Shape::Record(_) => return self.set(field, value),
            Shape::List => {
                let mut texts = self.texts(field).unwrap_or_default();
                let text = scalar(value).ok_or_else(|| Refusal::new(refusal::VALUE, label(field)))?;
                texts[at] = text;
                return self.set(field, &Json::from(texts));
            }
            Shape::Text => return Err(Refusal::new(refusal::VALUE, label(field))),
        };
        let cells = self.cells(field, table, at, value)?;
        if cells.is_empty() {
            return Ok(());
        }
        let place = match self.place(field) {
            Some((entry, true)) => Some(vec![entry, at]),
            // One row alone stands for the list, unless it is several in a text.
            Some((entry, false)) if self.rows(field) == 1 => Some(vec![entry]),
            _ => {
                self.listed(field)?;
                self.place(field).map(|(entry, _)| vec![entry, at])
            }
        };
        let done = place.and_then(|place| self.sheet.cells(&place, table, &cells));
        self.done(field, done)?;
        if cells.iter().any(|(_, value)| value.is_none()) && self.is_bare(field, at) {
            self.listed(field)?;
            let done = self.sheet.drop(field, &[at]);
            return self.done(field, done);
        }
        Ok(())
    }

    fn add(&mut self, field: &str, at: Option<usize>, value: &Json) -> Result<(), Refusal> {
        let rows = self.rows(field);
        let at = at.unwrap_or(rows);
        if at > rows {
            return Err(Refusal::new(refusal::NO_ROW, label(field)));
        }
        let table = match shape(field) {
            Shape::Records(table) => table,
            Shape::List => {
                let mut texts = self.texts(field).unwrap_or_default();
                texts.insert(at, scalar(value).ok_or_else(|| Refusal::new(refusal::VALUE, label(field)))?);
                return self.set(field, &Json::from(texts));
            }
            _ => return Err(Refusal::new(refusal::VALUE, label(field))),
        };
        let cells = self.cells(field, table, usize::MAX, value)?;
        let new = self.new_row(field, table, at, &cells);
        if matches!(&new, Value::Record(cells) if cells.is_empty()) {
            return Err(Refusal::new(refusal::VALUE, label(field)));
        }
        if rows > 0 {
            self.listed(field)?;
        }
        let done = self.sheet.add(field, at, &new);
        self.done(field, done)
    }

    /// A new row, in the short form if it says nothing more and its neighbours have it.
    fn new_row(&self, field: &str, table: &'static Table, at: usize, cells: &[Cell<'_>]) -> Value {
        let document = self.sheet.document();
        let entry = document.as_ref().and_then(|document| edit::entry(document, field));
        let list = document.as_ref().zip(entry).and_then(|(document, entry)| document.node(&[entry]));
        let beside = list.and_then(|list| match &list.kind {
            yaml::NodeKind::Sequence(items) => items.get(at.saturating_sub(1)).or(items.first()),
            _ => Some(list).filter(|list| !list.is_empty()),
        });
        let is_short = match beside {
            Some(beside) => matches!(beside.kind, yaml::NodeKind::Scalar { .. }),
            // An achievement is mostly a sentence.
            None => table.short == Some("text"),
        };
        let place: Vec<usize> = entry.into_iter().collect();
        let is_zh = document.as_ref().is_some_and(|document| edit::is_chinese(document, &place));
        let full: Vec<&Cell<'_>> = cells.iter().filter(|(_, value)| value.is_some()).collect();
        match full.as_slice() {
            [(name, Some(text @ Value::Text(_)))] if is_short && table.short == Some(*name) => text.clone(),
            _ => edit::record(table, cells, is_zh),
        }
    }

    /// The cells that a row of JSON names, as they are written. A cell that says what
    /// it said is not among them.
    fn cells(
        &self,
        field: &str,
        table: &'static Table,
        at: usize,
        value: &Json,
    ) -> Result<Vec<Cell<'static>>, Refusal> {
        let Json::Object(cells) = value else { return Err(Refusal::new(refusal::VALUE, label(field))) };
        let old = self.written_at(field, at).unwrap_or_default();
        let mut changed = Vec::new();
        for (key, value) in cells {
            let Some(index) = table.index(key) else { return Err(Refusal::new(refusal::NO_COLUMN, key.as_str())) };
            let name = table.fields[index].name;
            let wrong = || Refusal::new(refusal::VALUE, format!("{} {}", label(field), table.zh(index)));
            let new = match value {
                Json::Null => String::new(),
                Json::Array(_) => texts(value).ok_or_else(wrong)?.join(JOINT),
                value => scalar(value).ok_or_else(wrong)?,
            };
            let before = old.iter().find(|(other, _)| *other == name).map_or("", |(_, text)| text.as_str());
            if new.trim() == before.trim() {
                continue;
            }
            let value = match name {
                _ if new.trim().is_empty() => None,
                "topics" => Some(parts(&new)),
                "figures" => Some(figures(&new).ok_or_else(wrong)?),
                _ => Some(Value::Text(new)),
            };
            changed.push((name, value));
        }
        Ok(changed)
    }

    /// The place of a field's entry, and whether it is a list in the file.
    fn place(&self, field: &str) -> Option<(usize, bool)> {
        let document = self.sheet.document()?;
        let at = edit::entry(&document, field)?;
        Some((at, matches!(document.node(&[at])?.kind, yaml::NodeKind::Sequence(_))))
    }

    /// Makes a list of a field that has its rows in one text.
    fn listed(&mut self, field: &str) -> Result<(), Refusal> {
        let Shape::Records(table) = shape(field) else { return Ok(()) };
        let rows = self.written(field);
        if rows.len() < 2 || self.place(field).is_some_and(|(_, is_list)| is_list) {
            return Ok(());
        }
        let short = table.short;
        let texts = rows.iter().map(|row| match row.as_slice() {
            [(name, text)] if Some(*name) == short => Some(Value::Text(text.clone())),
            _ => None,
        });
        let texts: Option<Vec<Value>> = texts.collect();
        let done = texts.and_then(|texts| self.sheet.field(field, Some(&Value::List(texts))));
        self.done(field, done)
    }

    /// What is written in a field. The text is read anew only when it has changed.
    fn read<T>(&self, field: &str, of: impl FnOnce(Option<&FieldValue>) -> T) -> T {
        let mut read = self.read.borrow_mut();
        if read.0 != self.sheet.text {
            *read = (self.sheet.text.clone(), outline(self.path, &self.sheet.text).fields);
        }
        of(read.1.iter().find(|entry| entry.name == field).map(|entry| &entry.value))
    }

    /// The rows of a field as they are written.
    fn written(&self, field: &str) -> Vec<Vec<(&'static str, String)>> {
        self.read(field, |written| match written {
            Some(FieldValue::Rows(rows)) => rows.clone(),
            _ => Vec::new(),
        })
    }

    /// One of them.
    fn written_at(&self, field: &str, at: usize) -> Option<Vec<(&'static str, String)>> {
        self.read(field, |written| match written {
            Some(FieldValue::Rows(rows)) => rows.get(at).cloned(),
            _ => None,
        })
    }

    fn texts(&self, field: &str) -> Option<Vec<String>> {
        self.read(field, |written| match written {
            Some(FieldValue::List(texts)) => Some(texts.clone()),
            _ => None,
        })
    }

    fn rows(&self, field: &str) -> usize {
        self.read(field, |written| match written {
            Some(FieldValue::Rows(rows)) => rows.len(),
            Some(FieldValue::List(texts)) => texts.len(),
            _ => 0,
        })
    }

    /// Whether a row has no cells any more.
    fn is_bare(&self, field: &str, at: usize) -> bool {
        self.written_at(field, at).is_some_and(|cells| cells.iter().all(|(_, text)| text.is_empty()))
    }

    fn point(&mut self, key: &str, act: Act, choice: Option<usize>, text: Option<&str>) -> Result<(), Refusal> {
        let number = key.strip_prefix('p').and_then(|number| number.parse::<usize>().ok());
        let missing = || Refusal::new(refusal::NO_POINT, key);
        let at = number.and_then(|number| self.points.iter().position(|&point| point == number)).ok_or_else(missing)?;
        let points = open_points(self.path, &self.sheet.text);
        let point = points.get(at).ok_or_else(missing)?;
        let value = match act {
            Act::Drop => None,
            // A remark is no value: whoever takes it has seen to it.
            _ if point.field.is_none() => None,
            Act::Take => Some(point.proposal.clone().ok_or_else(missing)?),
            Act::Choose => Some(choice.and_then(|at| point.alternatives.get(at).cloned()).ok_or_else(missing)?),
            Act::Replace => Some(replaced(point.proposal.as_ref(), text.unwrap_or_default().trim())),
        };
        if let (Some(field), Some(value)) = (point.field, value) {
            if !takes(field, &value) {
                return Err(Refusal::new(refusal::NOT_TAKEN, label(field)));
            }
            let put = edit::put(self.path, &self.sheet.text, field, std::slice::from_ref(&value));
            let done = put.map(|text| self.sheet.text = text);
            self.done(field, done)?;
        }
        // It stands elsewhere now, at the same place among its like.
        let done = self.sheet.drop("review", &[at]);
        self.done("review", done)?;
        self.points.remove(at);
        Ok(())
    }

    fn state(&mut self, to: &str, by: &str, on: &str) -> Result<(), Refusal> {
        let Some(state) = Status::ALL.into_iter().find(|state| state.name() == to) else {
            return Err(Refusal::new(refusal::STATE, to));
        };
        let is_zh = self.is_chinese();
        let word = match lexicon::CHOICES.of("status").find(|row| row.word() == to) {
            Some(row) if is_zh => row.parts("also").next().unwrap_or(state.name()),
            _ => state.name(),
        };
        if outline(self.path, &self.sheet.text).status != Some(state) {
            let done = self.sheet.field("status", Some(&Value::Text(word.to_owned())));
            self.done("status", done)?;
        }
        let cell = |text: &str| Some(Value::Text(one_line(text))).filter(|_| !text.trim().is_empty());
        let cells: [Cell<'_>; 3] = [("state", Some(Value::Text(word.to_owned()))), ("by", cell(by)), ("on", cell(on))];
        let rows = self.written("approvals").len();
        let new = self.new_row("approvals", &APPROVAL, rows, &cells);
        let done = self.sheet.add("approvals", rows, &new);
        self.done("approvals", done)
    }
}

/// What a field is called in a sentence.
fn label(field: &str) -> &'static str {
    REPORT.index(field).map_or("", |index| REPORT.zh(index))
}

/// A text, or a number as a text.
fn scalar(value: &Json) -> Option<String> {
    match value {
        Json::Null => Some(String::new()),
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The texts of a list, or those that one text joins.
fn texts(value: &Json) -> Option<Vec<String>> {
    let texts: Vec<String> = match value {
        Json::Array(items) => items.iter().map(scalar).collect::<Option<_>>()?,
        value => vec![scalar(value)?],
    };
    Some(texts.iter().map(|text| one_line(text)).filter(|text| !text.is_empty()).collect())
}

/// The texts that a cell joins.
fn parts(cell: &str) -> Value {
    let texts = cell.split(['；', ';', '、', '，', ',']).map(one_line).filter(|text| !text.is_empty());
    Value::List(texts.map(Value::Text).collect())
}

/// The figures that a cell joins, each a record as YAML has it.
pub fn figures(cell: &str) -> Option<Value> {
    let path = VPath::new("figures.yaml")?;
    let text = format!("[{}]", cell.replace(JOINT, ", "));
    let mut findings = Vec::new();
    let tree = yaml::read(&path, &text, 0..text.len(), crate::parse::front::keys::known, &mut findings)?;
    let value = Value::of(&tree.root);
    let is_figure = |value: &Value| match value {
        Value::Record(cells) => cells.iter().all(|(key, _)| FIGURE.find(key).is_some()),
        _ => false,
    };
    match &value {
        Value::List(items) if !tree.damaged && !items.is_empty() && items.iter().all(is_figure) => Some(value),
        _ => None,
    }
}
