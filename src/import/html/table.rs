//! Tables of a page.
//!
//! In: a table's element. Out: its rows as a grid, or nothing if it only lays
//! out text. A table within a cell becomes paragraphs of the cell.

use crate::diag::Words;
use crate::import::document::{Block, Cell, Paragraph, Place, Role, Table};
use crate::import::html::content::Measures;
use crate::import::html::flow::{Context, Flow, Gathered};
use crate::import::html::style::{self, Style};
use crate::import::html::tree::{Kind, Tree, is_silent};
use crate::import::{Remark, RemarkKind};

/// How many columns a table may have.
const COLUMNS: usize = 100;

/// How many cells a table may have, merged ones counted out.
const CELLS: usize = 100_000;

/// A cell with more letters is text, if it stands nearly alone.
const LONG: usize = 300;

const UNWRAPPED: Words =
    Words { zh: "套在单元格里的表格改成了段落", en: "a table within a cell became paragraphs" };

/// The parts of a table that has data.
pub struct Shape {
    /// The caption's element.
    caption: Option<usize>,
    /// Rows of cells, by element, and whether the page says the row is head.
    rows: Vec<(Vec<usize>, bool)>,
    /// What stands in it outside of cells.
    loose: Vec<usize>,
    has_inner: bool,
}

impl Shape {
    /// The parts of a table; none if it only lays out.
    pub fn of(tree: &Tree, measures: &Measures, node: usize) -> Option<Shape> {
        let mut shape = Shape { caption: None, rows: Vec::new(), loose: Vec::new(), has_inner: false };
        let mut said = tree.attribute(node, "border").is_some_and(|border| border.trim() != "0");
        let (mut inner_letters, mut longest) = (0, 0);
        let (mut at, mut head_end) = (node + 1, 0);
        while at < tree.end(node) {
            let name = tree.name(at);
            match name {
                "tbody" | "tfoot" => at += 1,
                "thead" => {
                    head_end = tree.end(at);
                    at += 1;
                }
                "tr" => {
                    shape.rows.push((Vec::new(), at < head_end));
                    at += 1;
                }
                "td" | "th" => {
                    if let Some((row, _)) = shape.rows.last_mut() {
                        row.push(at);
                    }
                    said |= name == "th"
                        || style::declarations(tree.attribute(at, "style").unwrap_or_default())
                            .any(|(key, value)| key.starts_with("border") && value.contains("solid"));
                    longest = longest.max(measures.letters(tree, at));
                    let inner: usize = inner_tables(tree, at).map(|table| measures.letters(tree, table)).sum();
                    shape.has_inner |= inner > 0;
                    inner_letters += inner;
                    at = tree.end(at);
                }
                "caption" => {
                    shape.caption = Some(at);
                    at = tree.end(at);
                }
                _ => {
                    let has_words = measures.letters(tree, at) > 0
                        || matches!(&tree.nodes[at].kind, Kind::Text(text) if !text.trim().is_empty());
                    if has_words && !is_silent(name) {
                        shape.loose.push(at);
                    }
                    at = tree.end(at);
                }
            }
        }
        shape.rows.retain(|(row, _)| !row.is_empty());
        let columns = shape.rows.iter().map(|(row, _)| row.len()).max().unwrap_or(0);
        let rows = shape.rows.len();
        let role = tree.attribute(node, "role").unwrap_or_default();
        let all = measures.letters(tree, node);
        let lays_out = matches!(role, "presentation" | "none")
            || columns < 2
            || (rows < 2 && !said)
            || inner_letters * 2 > all
            || (longest > LONG && longest * 2 > all && rows * columns <= 8);
        (!lays_out).then_some(shape)
    }
}

/// The tables in a cell.
fn inner_tables(tree: &Tree, cell: usize) -> impl Iterator<Item = usize> {
    let end = tree.end(cell);
    let mut at = cell + 1;
    std::iter::from_fn(move || {
        while at < end {
            let node = at;
            if tree.name(node) == "table" {
                at = tree.end(node);
                return Some(node);
            }
            at += 1;
        }
        None
    })
}

/// Reads a table: its caption and what is astray in it, then its grid.
pub fn read(
    context: &Context<'_>,
    gathered: &mut Gathered<'_>,
    shape: &Shape,
    around: Style,
    place: Place,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    for node in shape.loose.iter().chain(&shape.caption) {
        for mut paragraph in Flow::new(context, gathered).cell_or_words(*node, around) {
            if shape.caption == Some(*node) {
                paragraph.role = Role::Caption;
            }
            blocks.push(Block::Paragraph(paragraph));
        }
    }
    if shape.has_inner {
        gathered.document.remarks.push(Remark::new(RemarkKind::Simplified, UNWRAPPED, place, "", ""));
    }
    let empty = || Cell::single(Vec::new());
    let span = |cell: usize, key: &str| {
        context.tree.attribute(cell, key).and_then(|value| value.trim().parse::<usize>().ok()).unwrap_or(1)
    };
    let count = shape.rows.len();
    // For each column how many more rows the cell above covers.
    let mut covered: Vec<usize> = Vec::new();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut widest = 0;
    for (index, (elements, _)) in shape.rows.iter().enumerate() {
        let mut row: Vec<Cell> = Vec::new();
        for element in elements {
            let has_room = widest * (rows.len() + 1) <= CELLS;
            while has_room && covered.get(row.len()).is_some_and(|left| *left > 0) {
                covered[row.len()] -= 1;
                row.push(empty());
            }
            let is_full = row.len() >= COLUMNS || !has_room;
            let content = Flow::new(context, gathered).cell(*element, around);
            if is_full {
                // No words are lost of a table that is too large for one.
                if let Some(last) = row.last_mut().or_else(|| rows.last_mut().and_then(|row| row.last_mut())) {
                    last.content.extend(content);
                }
                continue;
            }
            let columns = span(*element, "colspan").clamp(1, COLUMNS - row.len());
            // 0 is “to the end”.
            let below = match span(*element, "rowspan") {
                0 => count - index,
                rows => rows.min(count - index),
            };
            let at = row.len();
            row.push(Cell { content, columns, rows: below });
            row.extend((1..columns).map(|_| empty()));
            if covered.len() < row.len() {
                covered.resize(row.len(), 0);
            }
            covered[at..row.len()].fill(below - 1);
        }
        if widest * (rows.len() + 1) > CELLS {
            continue;
        }
        while covered.get(row.len()).is_some_and(|left| *left > 0) {
            covered[row.len()] -= 1;
            row.push(empty());
        }
        widest = widest.max(row.len());
        rows.push(row);
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in &mut rows {
        row.resize_with(width, empty);
    }
    let is_head = |(row, head): &(Vec<usize>, bool)| *head || row.iter().all(|cell| context.tree.name(*cell) == "th");
    let head = shape.rows.iter().take_while(|row| is_head(row)).count();
    blocks.push(Block::Table(Table { rows, head: if head == count { 1 } else { head }, place }));
    blocks
}

/// The paragraphs of blocks, tables among them cell by cell.
pub fn paragraphs(blocks: Vec<Block>) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => paragraphs.push(paragraph),
            Block::Table(table) => paragraphs.extend(table.rows.into_iter().flatten().flat_map(|cell| cell.content)),
            Block::Divider => {}
        }
    }
    paragraphs
}
