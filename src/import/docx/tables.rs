//! Tables (ECMA-376 part 1, §17.4).
//!
//! In: a `w:tbl`. Out: rows that all have as many cells as the table has
//! columns; a merged cell says how many it takes, and those it covers are
//! empty. A table within a table becomes paragraphs of its cell.

use crate::diag::Words;
use crate::import::document::{Block, Cell, Paragraph, Table, Within};
use crate::import::docx::body::Reader;
use crate::import::docx::styles::on;
use crate::import::docx::xml::{Element, Ns};
use crate::import::docx::{limits, refuse};
use crate::import::{Refusal, RemarkKind};

/// A table while it is read.
#[derive(Default)]
struct Grid {
    rows: Vec<Vec<Cell>>,
    /// How many rows are its head, while no other row was met.
    head: usize,
    body: bool,
    /// For each column the row and column of the cell that a vertical merge
    /// would go on with.
    open: Vec<Option<(usize, usize)>>,
    /// The column of the last cell of the row that nothing covers.
    last: usize,
    merged: bool,
}

impl Reader<'_, '_> {
    /// Reads a table; `None` if nothing is in it.
    pub fn table(&mut self, element: Element<'_, '_>) -> Result<Option<Table>, Refusal> {
        let place = self.place();
        let mut grid = Grid::default();
        self.rows(element, &mut grid)?;
        let columns = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return Ok(None);
        }
        for row in &mut grid.rows {
            self.used.cells += columns - row.len();
            row.resize_with(columns, || Cell::single(Vec::new()));
        }
        if self.used.cells > limits::CELLS {
            return Err(refuse::too_large());
        }
        if grid.merged {
            self.remark_once(RemarkKind::Simplified, MERGED, "");
        }
        Ok(Some(Table { head: grid.head.min(grid.rows.len()), rows: grid.rows, place }))
    }

    /// Reads rows and what wraps them.
    fn rows(&mut self, element: Element<'_, '_>, grid: &mut Grid) -> Result<(), Refusal> {
        for child in element.children() {
            match child.name() {
                (Ns::W, "tr") => self.row(child, grid)?,
                (Ns::W, "sdt") => {
                    if let Some(content) = self.content_of(child) {
                        self.rows(content, grid)?;
                    }
                }
                (Ns::W, "customXml" | "ins" | "moveTo") | (Ns::Other, _) => self.rows(child, grid)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads a row.
    fn row(&mut self, element: Element<'_, '_>, grid: &mut Grid) -> Result<(), Refusal> {
        let properties = element.own("trPr");
        let property = |name| properties.and_then(|properties| properties.own(name));
        if property("del").is_some() {
            let words = crate::import::docx::body::words_in(element);
            self.remark_at_place(RemarkKind::Dropped, ROW_DELETED, &words, "");
            return Ok(());
        }
        let is_head = property("tblHeader").is_some_and(|it| it.value("val").as_deref().is_none_or(on));
        if is_head && !grid.body {
            grid.head += 1;
        } else {
            grid.body = true;
        }
        let before = property("gridBefore").and_then(|it| it.number("val")).unwrap_or(0);
        let before = usize::try_from(before).unwrap_or(0).min(limits::COLUMNS - 1);
        let mut row = Vec::new();
        row.resize_with(before, || Cell::single(Vec::new()));
        grid.rows.push(row);
        grid.last = 0;
        for open in grid.open.iter_mut().take(before) {
            *open = None;
        }
        self.cells(element, grid)?;
        let row = grid.rows.len() - 1;
        let width = grid.rows[row].len();
        self.used.cells += width;
        if self.used.cells > limits::CELLS {
            return Err(refuse::too_large());
        }
        for open in grid.open.iter_mut().skip(width) {
            *open = None;
        }
        Ok(())
    }

    /// Reads the cells of a row and what wraps them.
    fn cells(&mut self, element: Element<'_, '_>, grid: &mut Grid) -> Result<(), Refusal> {
        for child in element.children() {
            match child.name() {
                (Ns::W, "tc") => self.cell(child, grid)?,
                (Ns::W, "sdt") => {
                    if let Some(content) = self.content_of(child) {
                        self.cells(content, grid)?;
                    }
                }
                (Ns::W, "customXml") | (Ns::Other, _) => self.cells(child, grid)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads a cell.
    fn cell(&mut self, element: Element<'_, '_>, grid: &mut Grid) -> Result<(), Refusal> {
        let properties = element.own("tcPr");
        let property = |name| properties.and_then(|properties| properties.own(name));
        let row = grid.rows.len() - 1;
        let column = grid.rows[row].len();
        let room = limits::COLUMNS.saturating_sub(column);
        let content = self.cell_content(element)?;
        if room == 0 {
            return Err(refuse::too_large());
        }
        let span = property("gridSpan").and_then(|span| span.number("val")).unwrap_or(1);
        let span = usize::try_from(span).unwrap_or(1).clamp(1, room);
        let continues =
            |name| property(name).is_some_and(|merge| merge.value("val").is_none_or(|value| value != "restart"));
        if grid.open.len() < column + span {
            grid.open.resize(column + span, None);
        }
        // §17.4.22: an older way to merge with the cell to the left.
        if continues("hMerge") && column > 0 {
            let left = grid.last;
            grid.open[column..column + span].fill(None);
            grid.rows[row][left].columns += span;
            grid.merged = true;
            self.put_covered(&mut grid.rows[row], span, content);
            return Ok(());
        }
        // §17.4.84: without `restart` it goes on with the cell above.
        if continues("vMerge")
            && let Some((top, at)) = grid.open[column]
            && at == column
            && grid.rows[top][at].columns == span
        {
            grid.rows[top][at].rows = row - top + 1;
            grid.merged = true;
            self.put_covered(&mut grid.rows[row], span, content);
            return Ok(());
        }
        let merges = property("vMerge").is_some();
        for open in &mut grid.open[column..column + span] {
            *open = merges.then_some((row, column));
        }
        grid.merged |= span > 1;
        grid.last = column;
        grid.rows[row].push(Cell { content, columns: span, rows: 1 });
        for _ in 1..span {
            grid.rows[row].push(Cell::single(Vec::new()));
        }
        Ok(())
    }

    /// Puts down covered cells. Word does not show what stands in one.
    fn put_covered(&mut self, row: &mut Vec<Cell>, span: usize, content: Vec<Paragraph>) {
        let words: String = content.iter().map(Paragraph::text).collect();
        if !words.trim().is_empty() {
            self.remark_at_place(RemarkKind::Dropped, COVERED, &words, "");
        }
        row.extend((0..span).map(|_| Cell::single(Vec::new())));
    }

    /// Reads what stands in a cell, tables as paragraphs.
    fn cell_content(&mut self, element: Element<'_, '_>) -> Result<Vec<Paragraph>, Refusal> {
        let blocks = self.story(element)?;
        Ok(self.flattened(blocks))
    }

    /// Blocks as paragraphs.
    pub fn flattened(&mut self, blocks: Vec<Block>) -> Vec<Paragraph> {
        let mut paragraphs = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => paragraphs.push(paragraph),
                Block::Table(table) => {
                    self.remark_at_place(RemarkKind::Simplified, NESTED, "", "");
                    for (row, cells) in table.rows.into_iter().enumerate() {
                        for (column, cell) in cells.into_iter().enumerate() {
                            let within = Within { table: table.place, row, column };
                            let content = cell.content.into_iter();
                            paragraphs.extend(
                                content.map(|paragraph| Paragraph {
                                    within: paragraph.within.or(Some(within)),
                                    ..paragraph
                                }),
                            );
                        }
                    }
                }
                Block::Divider => {}
            }
        }
        paragraphs
    }
}

const MERGED: Words =
    Words { zh: "表格里有合并的单元格，请核对", en: "a table has merged cells; please check it" };
const NESTED: Words = Words { zh: "表格中的表格已改成段落", en: "a table within a table became paragraphs" };
const COVERED: Words =
    Words { zh: "被合并单元格遮住的文字未导入", en: "words covered by a merged cell were left out" };
const ROW_DELETED: Words =
    Words { zh: "修订中删除的表格行未导入", en: "a table row deleted in a tracked change was left out" };
