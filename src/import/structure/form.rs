//! Forms: tables in which a label stands before what is filled in.
//!
//! In: the blocks of a document. Out: the same with forms unfolded: a label and
//! a short value are one line (单位：某某), a label before a text stands above it
//! as a line of its own. So are tables of one or two cells, which only place
//! words. Tables of data stay.

use crate::import::document::{Block, Cell, Form, Inline, Paragraph, Role, Table};
use crate::language::label;
use crate::language::lexicon::{self, List};
use crate::text::han::is_han;

/// Labels of forms: 填报单位, 姓名.
static LABELS: List = List::new(&lexicon::FORM_LABELS, "label");
/// Labels before the text of a report: 工作总结.
static TEXTS: List = List::new(&lexicon::FORM_LABELS, "text");
/// Labels before its title: 题目.
static TITLES: List = List::new(&lexicon::FORM_LABELS, "title");

/// The longest value that stands on one line with its label, in characters.
const SHORT: usize = 60;

/// The longest label that no list knows, in characters.
const LABEL: usize = 8;

/// Unfolds the forms among blocks.
pub fn unfold(blocks: Vec<Block>) -> Vec<Block> {
    let mut result = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Table(table) if is_form(&table) => lines(table, &mut result),
            Block::Table(table) if is_layout(&table) => {
                let cells = table.rows.into_iter().flatten().flat_map(|cell| cell.content);
                result.extend(cells.filter(|paragraph| !paragraph.is_empty()).map(Block::Paragraph));
            }
            other => result.push(other),
        }
    }
    result
}

/// Whether a table only puts a few words side by side: the number of a document
/// and who signs it.
fn is_layout(table: &Table) -> bool {
    let filled = table.rows.iter().flatten().filter(|cell| cell.content.iter().any(|paragraph| !paragraph.is_empty()));
    filled.count() <= 2
}

/// The words of a cell without blanks; a label may stand one letter a line.
fn squeezed(cell: &Cell) -> String {
    let text: String = cell.content.iter().map(Paragraph::text).collect();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn is_label(text: &str) -> bool {
    let bare = text.trim_end_matches(['：', ':']);
    let head = bare.split(['（', '(']).next().unwrap_or_default();
    LABELS.has(head) || TEXTS.has(head) || TITLES.has(head) || label::field(head).is_some()
}

/// Whether most cells that are filled in stand right of a label, and some labels
/// are those of forms.
fn is_form(table: &Table) -> bool {
    let (mut pairs, mut known, mut others) = (0, 0, 0);
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(squeezed).filter(|text| !text.is_empty()).collect();
        // A row of labels is the head of a table.
        if cells.len() > 2 && cells.iter().all(|cell| is_label(cell)) {
            return false;
        }
        let labels = labels(&cells);
        known += labels.iter().filter(|at| is_label(&cells[**at])).count();
        pairs += labels.len();
        // A title or a text stands alone in its row.
        others += if cells.len() == 1 { 0 } else { cells.len() - 2 * labels.len() };
    }
    known >= 2 && known * 4 >= pairs && pairs > others
}

/// Which cells of a row are labels with their values right of them. In a row of
/// pairs what no list knows is a label if one before it or behind it is.
fn labels(cells: &[String]) -> Vec<usize> {
    let mut labels = Vec::new();
    let mut at = 0;
    while at + 1 < cells.len() {
        let is_pair =
            is_label(&cells[at]) || cells.len().is_multiple_of(2) && at.is_multiple_of(2) && is_short(&cells[at]);
        if is_pair {
            labels.push(at);
        }
        at += 1 + usize::from(is_pair);
    }
    labels
}

/// Whether words may be a label that no list knows.
fn is_short(text: &str) -> bool {
    let bare = text.trim_end_matches(['：', ':']);
    (2..=LABEL).contains(&bare.chars().count()) && bare.chars().all(|c| is_han(c) || "（）()/、".contains(c))
}

fn lines(table: Table, result: &mut Vec<Block>) {
    for row in table.rows {
        let row: Vec<Cell> = row.into_iter().filter(|cell| !squeezed(cell).is_empty()).collect();
        let labels = labels(&row.iter().map(squeezed).collect::<Vec<_>>());
        let mut cells = row.into_iter().enumerate();
        while let Some((at, cell)) = cells.next() {
            let text = squeezed(&cell);
            let value = if labels.contains(&at) { cells.next().map(|(_, value)| value) } else { None };
            let Some(value) = value else {
                result.extend(cell.content.into_iter().filter(|paragraph| !paragraph.is_empty()).map(Block::Paragraph));
                continue;
            };
            let bare = text.trim_end_matches(['：', ':']);
            let mut filled: Vec<Paragraph> =
                value.content.into_iter().filter(|paragraph| !paragraph.is_empty()).collect();
            let is_short = filled.len() == 1 && filled[0].text().chars().count() <= SHORT;
            let first = cell.content.into_iter().next().unwrap_or_default();
            if TITLES.has(bare) && is_short {
                filled[0].role = Role::Title;
                result.extend(filled.into_iter().map(Block::Paragraph));
            } else if is_short && !TEXTS.has(bare) {
                let mut content = vec![Inline::Text { text: format!("{bare}："), form: Form::default() }];
                content.append(&mut filled[0].content);
                let label = std::mem::take(&mut filled[0].label);
                if !label.is_empty() {
                    content.insert(1, Inline::Text { text: label, form: Form::default() });
                }
                result.push(Block::Paragraph(Paragraph { content, ..first }));
            } else {
                let content = vec![Inline::Text { text: bare.to_owned(), form: Form::default() }];
                let mut heading = Paragraph { content, ..first };
                heading.look.bold = true;
                result.push(Block::Paragraph(heading));
                result.extend(filled.into_iter().map(Block::Paragraph));
            }
        }
    }
}
