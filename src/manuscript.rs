//! Manuscript: a report's file as an editor sees and changes it.
//!
//! In: the bytes of a file. Out: the fields of its form with what is written in
//! each, its open points, and the blocks of its body with their places; and, of
//! operations on these, the bytes in which they are done and nothing else.
//!
//! The file is the truth and stays plain text. An operation changes the bytes of
//! what it is about (`parse::front::edit`, ranges of blocks); what comes of it is
//! read again and must say what was asked. `apply` does the operations, `merge`
//! puts two versions together. What needs other files (names of organisations,
//! findings, addresses) is not known here.

mod apply;
pub mod commented;
mod fields;
mod merge;
mod outdated;
pub mod place;
pub mod refusal;

use std::ops::Range;

use serde::Serialize;
use serde_json::Value as Json;

use crate::diag::{Language, position::position};
use crate::parse::front::outline::{Outline, outline};
use crate::parse::front::{LEFT_OUT, left_out};
use crate::parse::markdown::model::{Model, Piece, PieceKind, pieces};
use crate::parse::markdown::{self, Resolve, Target};
use crate::parse::yaml::Value;
use crate::parse::{Limits, Status, body_of};
use crate::source::{Digest, VPath};

pub use apply::{Act, Op, apply, figures};
pub use fields::label;
pub use merge::{Merged, Piece as Part, Spot, merge};
pub use outdated::{Outdated, outdated};
pub use refusal::Refusal;

/// A report's file.
#[derive(Clone, Debug, Serialize)]
pub struct Manuscript {
    /// Its path.
    pub file: String,
    /// The digest of its bytes.
    pub hash: String,
    /// 标题 What it calls itself; its file's name if it does not.
    pub title: String,
    /// 审核状态 The word that huibian writes.
    pub state: &'static str,
    /// Why its fields are not there.
    pub broken: Option<Broken>,
    /// Every field of the form, in its order.
    pub fields: Vec<Field>,
    /// 待核 What is still to be decided.
    pub points: Vec<Point>,
    /// Lines of the document that it was imported from that stand in none of these.
    pub left_out: Vec<String>,
    /// The blocks of its body.
    pub blocks: Vec<Block>,
    /// 勘误豁免 What it is to be silent about.
    pub allowed: Vec<Allowed>,
    /// The document that it was imported from.
    pub source: Option<Origin>,
    /// 审核记录
    pub approvals: Vec<Approval>,
    /// The pictures in it.
    pub pictures: Vec<Picture>,
}

/// Why a front matter cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// What is wrong.
    pub say: String,
    /// On which line, from 1.
    pub line: usize,
}

/// A field of the form.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// Its canonical name.
    pub key: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What it takes: `text`, `long`, `year`, `date`, `list`, `org`, `topics`,
    /// `records`, `record`.
    pub kind: &'static str,
    /// Whether a report needs it.
    pub required: bool,
    /// What is written, as texts; nothing if nothing is.
    pub value: Option<Json>,
    /// Whether its key is there.
    pub said: bool,
    /// The cells of its rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<Column>>,
    /// Where its key and value stand in the file, in bytes.
    #[serde(skip)]
    pub at: Range<usize>,
}

/// A cell of every row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its canonical name.
    pub key: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What it takes.
    pub kind: &'static str,
}

/// 待核 Something that is still to be decided.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// `p0`, `p1`, …
    pub key: String,
    /// The field that it is about; none for a remark.
    pub field: Option<&'static str>,
    /// What that is called.
    pub label: &'static str,
    /// What is open.
    pub say: String,
    /// What the field may say: a text, or the cells of a row.
    pub value: Option<Json>,
    /// What it may say instead.
    pub alternatives: Vec<Json>,
    /// The words that speak for it.
    pub evidence: String,
    /// Where these stand in the body.
    pub quote: Option<Quote>,
    /// Where they stand in the document that was imported.
    pub place: String,
}

/// Words in a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The block.
    pub block: String,
    /// Where in its text, in units of UTF-16.
    pub at: [usize; 2],
}

/// A block of the body.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Block {
    /// `b0`, `b1`, …
    pub id: String,
    /// What it is.
    pub kind: PieceKind,
    /// The level of a heading, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// Where it stands in the file, in bytes.
    pub range: [usize; 2],
    /// Its source; lines end in `\n`.
    pub text: String,
    /// How a page shows it.
    pub html: String,
    /// What the body editor shows; nothing if it is edited as its source.
    pub model: Option<Model>,
}

/// 勘误豁免 A rule that the file or a block of it waives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Allowed {
    /// Its name, as written.
    pub rule: String,
    /// How the block begins that it is about; nothing for the whole file.
    pub words: String,
    /// The reason.
    pub why: String,
}

/// The document that a report was imported from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// Its file.
    pub name: String,
    /// Its digest.
    pub digest: String,
}

/// 审核记录 Who brought the report to a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Approval {
    /// The state.
    pub state: &'static str,
    /// Who.
    pub by: String,
    /// When, as huibian writes dates.
    pub on: String,
}

/// A picture in the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// Its address, as written.
    pub path: String,
    /// Its description.
    pub alt: String,
    /// The block that it stands in.
    pub block: String,
    /// Where the description stands in the file, in bytes.
    #[serde(skip)]
    pub at: Range<usize>,
}

/// Shows files where the source says they are.
struct AsWritten;

impl Resolve for AsWritten {
    fn link(&self, path: &str) -> Target {
        Target::Internal { href: path.to_owned() }
    }

    fn image(&self, path: &str) -> markdown::Picture {
        markdown::Picture::Found { src: path.to_owned(), size: None, smaller: Vec::new() }
    }
}

impl Manuscript {
    /// Reads a file. What cannot be read is said in `broken`.
    pub fn read(path: &VPath, bytes: &[u8], language: Language) -> Manuscript {
        let hash = Digest::of(bytes).to_string();
        let Ok(text) = std::str::from_utf8(bytes) else {
            let say = refusal::ENCODING.in_language(language).to_owned();
            return Manuscript::empty(path, hash, Some(Broken { say, line: 1 }));
        };
        let outline = outline(path, text);
        let broken = outline.broken.as_ref().map(|finding| Broken {
            say: finding.message(language),
            line: position(text, finding.span.range().start.min(text.len())).0,
        });
        let blocks = blocks(path, text, language);
        let pictures = blocks
            .iter()
            .flat_map(|(block, piece)| piece.pictures.iter().map(move |picture| (block, picture)))
            .map(|(block, image)| Picture {
                path: image.path.clone(),
                alt: image.alt.clone(),
                block: block.id.clone(),
                at: image.at.clone(),
            })
            .collect();
        let blocks: Vec<Block> = blocks.into_iter().map(|(block, _)| block).collect();
        let fields = fields::form(&outline, language);
        let text_of = |key: &str| {
            let field = fields.iter().find(|field| field.key == key)?;
            field.value.as_ref()?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let title = text_of("title").unwrap_or_else(|| path.stem().to_owned());
        let cell = |key: &str| {
            let source = fields.iter().find(|field| field.key == "source")?.value.as_ref()?;
            source.get(key)?.as_str().map(str::to_owned)
        };
        let source = cell("file").map(|name| Origin { name, digest: cell("digest").unwrap_or_default() });
        Manuscript {
            title,
            state: outline.status.unwrap_or(Status::Draft).name(),
            points: outline
                .review
                .iter()
                .enumerate()
                .map(|(at, point)| fields::point(at, point, &blocks, language))
                .collect(),
            allowed: allowed(&outline, text, body(path, text)),
            source,
            left_out: left_out(text, body(path, text).start)
                .map(|line| text[line].trim_start_matches(LEFT_OUT).trim_end().to_owned())
                .collect(),
            approvals: outline
                .approvals
                .iter()
                .map(|approval| Approval {
                    state: approval.state.name(),
                    by: approval.by.clone().unwrap_or_default(),
                    on: approval.on.map(|on| on.iso()).unwrap_or_default(),
                })
                .collect(),
            fields,
            blocks,
            pictures,
            ..Manuscript::empty(path, hash, broken)
        }
    }

    fn empty(path: &VPath, hash: String, broken: Option<Broken>) -> Manuscript {
        Manuscript {
            file: path.as_str().to_owned(),
            hash,
            title: path.stem().to_owned(),
            state: Status::Draft.name(),
            broken,
            fields: Vec::new(),
            points: Vec::new(),
            left_out: Vec::new(),
            blocks: Vec::new(),
            allowed: Vec::new(),
            source: None,
            approvals: Vec::new(),
            pictures: Vec::new(),
        }
    }

    /// The block in which a range of the file begins, and where in its text, in units
    /// of UTF-16; the latter only of a text that is in the block as a whole.
    pub fn block_at(&self, text: &str, range: &Range<usize>) -> Option<(&Block, Option<[usize; 2]>)> {
        let block = self.blocks.iter().find(|block| (block.range[0]..block.range[1]).contains(&range.start))?;
        let before = text.get(block.range[0]..range.start);
        let inside = text.get(range.clone()).filter(|_| range.end <= block.range[1]);
        let at = before.zip(inside).map(|(before, inside)| {
            let start = units(before);
            [start, start + units(inside)]
        });
        Some((block, at))
    }

    /// The field in which a range of the file begins.
    pub fn field_at(&self, range: &Range<usize>) -> Option<&Field> {
        self.fields.iter().find(|field| field.said && field.at.contains(&range.start))
    }
}

/// A new report, a draft without text; what is not given is not there yet.
pub fn create(title: &str, branch: &str, year: &str) -> Vec<u8> {
    let fields = [("title", title), ("branch", branch), ("year", year), ("status", Status::Draft.name())];
    let given = fields.iter().filter(|(_, text)| !text.trim().is_empty());
    let lines: String =
        given.map(|(key, text)| format!("{key}: {}\n", Value::Text((*text).to_owned()).line())).collect();
    format!("---\n{lines}---\n").into_bytes()
}

/// A description as it stands in Markdown.
pub fn alternative(words: &str) -> String {
    let mut text = String::new();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    markdown::plain::escape(&words, &markdown::plain::Busy::ALL, &mut text);
    text
}

/// How long a text is for a browser, with lines that end in `\n`.
fn units(text: &str) -> usize {
    text.encode_utf16().count() - text.matches("\r\n").count()
}

/// The blocks of a body.
fn blocks(path: &VPath, text: &str, language: Language) -> Vec<(Block, Piece)> {
    let limits = Limits::default();
    let pieces = pieces(text, body(path, text), &limits);
    let block = |(at, piece): (usize, Piece)| {
        let source = &text[piece.range.clone()];
        let (body, _) = markdown::body(path, text, piece.range.clone(), language, &limits, &AsWritten);
        let block = Block {
            id: format!("b{at}"),
            kind: piece.kind,
            level: piece.level,
            range: [piece.range.start, piece.range.end],
            text: source.replace("\r\n", "\n"),
            html: body.html,
            model: piece.model.clone(),
        };
        (block, piece)
    };
    pieces.into_iter().enumerate().map(block).collect()
}

/// Where the Markdown of a file stands.
fn body(path: &VPath, text: &str) -> Range<usize> {
    let body = body_of(path, text);
    let mark = if body.start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    body.start + mark..body.end
}

/// The rules that a file and its blocks waive.
fn allowed(outline: &Outline, text: &str, body: Range<usize>) -> Vec<Allowed> {
    let whole = outline.allow.iter().map(|waiver| Allowed {
        rule: waiver.rule.value.clone(),
        words: String::new(),
        why: waiver.reason.clone().unwrap_or_default(),
    });
    let permits = markdown::permits(text, body, &Limits::default());
    let of_blocks = permits.iter().flat_map(|permit| {
        let words: String = text.get(permit.covers.clone()).unwrap_or_default().chars().take(30).collect();
        let words = words.trim().to_owned();
        permit.rules.iter().map(move |(rule, _)| Allowed {
            rule: rule.clone(),
            words: words.clone(),
            why: permit.reason.clone().unwrap_or_default(),
        })
    });
    whole.chain(of_blocks).collect()
}
