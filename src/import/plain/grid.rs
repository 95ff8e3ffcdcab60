//! Tables and frames that are drawn with characters: ┌─┬─┐, │ │, +---+---+.
//!
//! In: the lines of a text. Out: which of them are of one drawing, and the blocks
//! it is: a table where lines have several cells, else a paragraph a line. Lines
//! between two rules are one row, and the pieces of a cell are joined.

use crate::import::document::{Block, Cell, Paragraph, Place, Table};
use crate::text::han::joins;

/// What stands between cells.
const BARS: [char; 5] = ['│', '┃', '║', '|', '｜'];

/// How few lines are no drawing.
const LEAST: usize = 3;

/// A drawing among lines.
pub struct Grid {
    /// How many lines it takes.
    pub lines: usize,
    /// What it shows.
    pub blocks: Vec<Block>,
}

/// The drawing with which lines begin; each comes with its number. None if they
/// begin with no rule, or no cells follow.
pub fn leading(lines: &[(u32, &str)]) -> Option<Grid> {
    let is_of = |line: &&(u32, &str)| is_rule(line.1) || is_row(line.1);
    let count = lines.iter().take_while(is_of).count();
    let drawn = lines.get(..count).filter(|drawn| drawn.len() >= LEAST && is_rule(drawn[0].1))?;
    // A line of hyphens is a rule across the page; a drawing has corners.
    let has_rows = drawn.iter().any(|(_, line)| is_row(line));
    if !has_rows || !drawn.iter().any(|(_, line)| is_rule(line) && has_corner(line)) {
        return None;
    }
    let rows: Vec<Row> =
        drawn.split(|(_, line)| is_rule(line)).filter(|lines| !lines.is_empty()).flat_map(rows).collect();
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let blocks =
        if columns > 1 { vec![table(rows, columns)] } else { rows.into_iter().flat_map(Row::paragraphs).collect() };
    Some(Grid { lines: count, blocks })
}

/// A row: the pieces of each cell.
struct Row {
    place: Place,
    cells: Vec<Vec<String>>,
}

impl Row {
    fn paragraphs(self) -> impl Iterator<Item = Block> {
        let place = self.place;
        let lines = self.cells.into_iter().flatten().filter(|line| !line.is_empty());
        lines.map(move |line| Block::Paragraph(Paragraph::of_text(&line, place)))
    }
}

/// What stands between two rules: one row, or several where every line has its
/// first cell filled in, as tables with one rule below their head have them.
fn rows(lines: &[(u32, &str)]) -> Vec<Row> {
    let cells: Vec<(u32, Vec<&str>)> = lines.iter().map(|(number, line)| (*number, cells(line))).collect();
    let columns = cells.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let is_whole = |cells: &[&str]| cells.len() == columns && cells.first().is_some_and(|first| !first.is_empty());
    let is_listed = columns > 1 && cells.len() > 2 && cells.iter().all(|(_, cells)| is_whole(cells));
    let row = |lines: &[(u32, Vec<&str>)]| {
        let mut pieces: Vec<Vec<String>> = vec![Vec::new(); columns];
        for (_, cells) in lines {
            for (piece, cell) in pieces.iter_mut().zip(cells) {
                piece.push((*cell).to_owned());
            }
        }
        Row { place: Place::Line(lines.first().map_or(1, |(number, _)| *number)), cells: pieces }
    };
    if is_listed { cells.iter().map(|line| row(std::slice::from_ref(line))).collect() } else { vec![row(&cells)] }
}

fn table(rows: Vec<Row>, columns: usize) -> Block {
    let place = rows.first().map_or(Place::Document, |row| row.place);
    let cell = |place: Place, pieces: Vec<String>| {
        let text = pieces.iter().fold(String::new(), |text, piece| joined(text, piece));
        let content = if text.is_empty() { Vec::new() } else { vec![Paragraph::of_text(&text, place)] };
        Cell { content, columns: 1, rows: 1 }
    };
    let filled = |row: Row| {
        let mut cells: Vec<Cell> = row.cells.into_iter().map(|pieces| cell(row.place, pieces)).collect();
        cells.resize_with(columns, || cell(row.place, Vec::new()));
        cells
    };
    Block::Table(Table { rows: rows.into_iter().map(filled).collect(), head: 0, place })
}

/// Words that a narrow cell broke.
fn joined(mut text: String, piece: &str) -> String {
    let ends = text.chars().next_back().zip(piece.chars().next());
    if ends.is_some_and(|(before, after)| {
        before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric() && !joins(before, after)
    }) {
        text.push(' ');
    }
    text.push_str(piece);
    text
}

/// The cells of a line between bars.
fn cells(line: &str) -> Vec<&str> {
    let inner = line.trim();
    let inner = inner.strip_prefix(BARS).unwrap_or(inner);
    let inner = inner.strip_suffix(BARS).unwrap_or(inner);
    inner.split(BARS).map(str::trim).collect()
}

/// Whether a line is one of cells: it begins and ends with a bar.
fn is_row(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() > 2 && line.starts_with(BARS) && line.ends_with(BARS) && !is_rule(line)
}

/// Whether a line is only drawn.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() >= 3
        && line.chars().all(|c| is_drawn(c) || c.is_whitespace())
        && !line.chars().all(|c| BARS.contains(&c) || c.is_whitespace())
}

fn is_drawn(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{257f}' | '+' | '-' | '=' | '|')
}

fn has_corner(line: &str) -> bool {
    line.chars().any(|c| matches!(c, '\u{250c}'..='\u{254b}' | '\u{2552}'..='\u{256c}' | '+'))
}

#[cfg(test)]
mod tests {
    use super::leading;
    use crate::import::document::Block;

    fn shown(text: &str) -> (usize, Vec<String>) {
        let lines: Vec<(u32, &str)> = (1..).zip(text.lines()).collect();
        let Some(grid) = leading(&lines) else { return (0, Vec::new()) };
        let block = |block: &Block| match block {
            Block::Paragraph(paragraph) => vec![paragraph.text()],
            Block::Table(table) => {
                let cell = |cell: &crate::import::document::Cell| {
                    cell.content.iter().map(|line| line.text()).collect::<String>()
                };
                table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("/")).collect()
            }
            Block::Divider => vec!["--".to_owned()],
        };
        (grid.lines, grid.blocks.iter().flat_map(block).collect())
    }

    #[test]
    fn drawn_lines_are_tables_or_paragraphs() {
        for (text, lines, expected) in [
            (
                "┌────┐\n│单位：江城医院  │\n├────┤\n│年度：2023      │\n└────┘\n正文",
                5,
                &["单位：江城医院", "年度：2023"][..],
            ),
            (
                "┌──┬──┐\n│单位│江城市第│\n│    │一医院  │\n├──┼──┤\n│年度│2023│\n└──┴──┘",
                6,
                &["单位/江城市第一医院", "年度/2023"],
            ),
            (
                "+----+----+\n| 项目 | 人次 |\n+----+----+\n| 义诊 | 320 |\n| 讲座 | 86 |\n| 走访 | 12 |\n+----+----+",
                7,
                &["项目/人次", "义诊/320", "讲座/86", "走访/12"],
            ),
            // A rule across the page, and a list of columns.
            ("----------\n正文一行\n----------", 0, &[]),
            ("│ 甲 │\n│ 乙 │\n│ 丙 │", 0, &[]),
        ] {
            let expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
            assert_eq!(shown(text), (lines, expected), "{text}");
        }
    }
}
