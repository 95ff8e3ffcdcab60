//! Forms: tables in which a label stands before what is filled in.
//!
//! In: the blocks of a document. Out: the same with forms unfolded: a label and
//! a short value are one line (单位：某某), a label before a text stands above it
//! as a line of its own. So are tables of one or two cells, which only place
//! words. Tables of data stay, parted where a row across names what follows; those that
//! stood in a cell of a form are tables again.

use crate::diag::Words;
use crate::import::document::{Block, Cell, Document, Form, Inline, Look, Paragraph, Place, Role, Table};
use crate::import::structure::sense::{self, Sense};
use crate::import::{Remark, RemarkKind};
use crate::language::enumerator::{self, Shape};
use crate::language::label;
use crate::language::lexicon::{self, List};
use crate::text::han::is_han;

/// Labels of forms: 填报单位, 姓名.
static LABELS: List = List::new(&lexicon::FORM_LABELS, "label");
/// Labels before the text of a report: 工作总结.
static TEXTS: List = List::new(&lexicon::FORM_LABELS, "text");
/// Labels that say no more than that the text stands there: 总结内容.
static CONTENTS: List = List::new(&lexicon::FORM_LABELS, "content");
/// Labels before its title: 题目.
static TITLES: List = List::new(&lexicon::FORM_LABELS, "title");

/// The longest value that stands on one line with its label, in characters.
const SHORT: usize = 60;

/// The longest label of a pair that no list knows, in characters.
const PAIR: usize = 8;

/// The level of style that the name of a text in a form has: the first level may be
/// that of a title.
const LEVEL: u8 = 2;

/// The longest label of a text, and the longest row across a table that names
/// what follows, in characters.
const LABEL: usize = 16;
const ACROSS: usize = 40;

/// How many cells a row has at most that only places words.
const LINE: usize = 4;

const PARTED: Words = Words {
    zh: "表格里横贯全表的一行是小标题，表格从这里分开",
    en: "a row across the table is a heading; the table is parted there",
};

const CONTENT: Words = Words {
    zh: "表格里正文一栏的名目不作标题",
    en: "the name of the form's only text is no heading and is left out",
};

/// Unfolds the forms of a document.
pub fn unfold(document: &mut Document) {
    let blocks = std::mem::take(&mut document.blocks);
    let mut result = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Table(table) if is_form(&table) || has_side_heads(&table) => {
                lines(table, &mut result, &mut document.remarks)
            }
            Block::Table(table) if across(&table).len() > 1 => part(table, &mut result, &mut document.remarks),
            Block::Table(table) if is_layout(&table) => {
                let cells = table.rows.into_iter().flatten().flat_map(|cell| cell.content);
                result.extend(with_tables(cells.filter(|paragraph| !paragraph.is_empty())));
            }
            other => result.push(other),
        }
    }
    document.blocks = result;
}

/// The rows across a table that name what follows: 一、党建工作.
fn across(table: &Table) -> Vec<usize> {
    let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let is_across = |row: &Vec<Cell>| {
        let mut filled = row.iter().filter(|cell| !squeezed(cell).is_empty());
        let (Some(cell), None) = (filled.next(), filled.next()) else { return false };
        let text = squeezed(cell);
        let is_short = text.chars().count() <= ACROSS && !text.contains(['。', '；']) && cell.content.len() == 1;
        is_short && (cell.columns >= width || enumerator::of_heading(&text).is_some() && row.len() == width)
    };
    let found = (0..table.rows.len()).filter(|at| table.rows.get(*at).is_some_and(is_across));
    // The first row names the table, the last sums it up or says what it is.
    let found: Vec<usize> = found.filter(|at| (1..table.rows.len().saturating_sub(1)).contains(at)).collect();
    if width > 2 { found } else { Vec::new() }
}

/// Parts a table at the rows across it. Each part has its head.
fn part(mut table: Table, result: &mut Vec<Block>, remarks: &mut Vec<Remark>) {
    let mut parts = Vec::new();
    let starts = across(&table);
    // The row above the first of them, if it names columns.
    let above = starts.first().and_then(|first| table.rows.get(first.checked_sub(1)?));
    let is_head = |row: &&Vec<Cell>| row.iter().filter(|cell| !squeezed(cell).is_empty()).count() > 1;
    let head: Vec<Vec<Cell>> = above.filter(is_head).into_iter().cloned().collect();
    for start in starts.into_iter().rev() {
        let mut rows = table.rows.split_off(start);
        let name = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        let heading = name.into_iter().flat_map(|cell| cell.content).find(|paragraph| !paragraph.is_empty());
        if !rows.is_empty() {
            rows.splice(0..0, head.iter().cloned());
            parts.push(Block::Table(Table { rows, head: head.len(), place: table.place }));
        }
        if let Some(mut heading) = heading {
            remarks.push(Remark::new(RemarkKind::Simplified, PARTED, heading.place, &heading.text(), ""));
            heading.look = Look { bold: true, ..heading.look };
            parts.push(Block::Paragraph(heading));
        }
    }
    if table.rows.len() > head.len() {
        parts.push(Block::Table(table));
    }
    result.extend(parts.into_iter().rev());
}

/// Whether a table only puts a few words side by side: the number of a document
/// and who signs it.
fn is_layout(table: &Table) -> bool {
    let filled = || {
        let cells = table.rows.iter().flatten();
        cells.filter(|cell| cell.content.iter().any(|paragraph| !paragraph.is_empty()))
    };
    // A single row has no head: 2023年第5期 | 某某办公室编 | 2023年3月1日.
    let is_line = || table.rows.len() == 1 && filled().all(|cell| !is_text(cell));
    let count = filled().count();
    count <= 2 || count <= LINE && is_line()
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

/// Whether a cell names the text right of it or below it: 个人总结（可附页）, or
/// what a report begins or ends with.
fn is_part(text: &str) -> bool {
    let bare = text.trim_end_matches(['：', ':']);
    let head = bare.split(['（', '(']).next().unwrap_or_default();
    TEXTS.has(head) || head.chars().count() <= LABEL && sense::of(head) != Sense::Any
}

/// Whether a row across a form is a heading by its number: 一、开展活动情况.
fn is_numbered(text: &str) -> bool {
    let mark = enumerator::leading(text).filter(|mark| matches!(mark.shape, Shape::Han | Shape::HanInBrackets));
    mark.is_some_and(|mark| !mark.is_doubtful && mark.end < text.len())
        && text.chars().count() <= ACROSS
        && !text.contains(['。', '；'])
}

/// Whether what is filled in is text and no short value.
fn is_text(cell: &Cell) -> bool {
    let filled = cell.content.iter().filter(|paragraph| !paragraph.is_empty());
    let text = squeezed(cell);
    filled.count() > 1 || text.chars().count() > SHORT || text.contains('。')
}

/// Whether a row is a short name and a text.
fn is_named_text(row: &[Cell]) -> bool {
    let filled: Vec<&Cell> = row.iter().filter(|cell| !squeezed(cell).is_empty()).collect();
    let [name, text] = filled.as_slice() else { return false };
    let name = squeezed(name);
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_name = !name.is_empty()
        && name.chars().count() <= LABEL
        && !name.contains(|c: char| c.is_ascii_digit() || "。，；".contains(c));
    is_name && is_text(text)
}

/// How many headings stand in a column of their own at least.
const SIDE_HEADS: usize = 3;

/// Whether a table has headings in its left column and sentences right of them.
fn has_side_heads(table: &Table) -> bool {
    let is_told = |row: &Vec<Cell>| is_named_text(row) && row.last().is_some_and(|text| squeezed(text).contains('。'));
    table.rows.len() >= SIDE_HEADS && table.rows.iter().all(is_told)
}

/// Whether most cells that are filled in stand right of a label, and some labels
/// are those of forms.
fn is_form(table: &Table) -> bool {
    let (mut pairs, mut known, mut others) = (0, 0, 0);
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(squeezed).filter(|text| !text.is_empty()).collect();
        if let [name, _] = cells.as_slice()
            && is_named_text(row)
            && (is_part(name) || pairs > 0)
        {
            (pairs, known) = (pairs + 1, known + 1);
            continue;
        }
        // A row of labels is the head of a table.
        if cells.len() > 2 && cells.iter().all(|cell| is_label(cell)) {
            return false;
        }
        let labels = labels(&cells);
        let said = cells.iter().filter(|cell| is_said(cell)).count();
        known += said + labels.iter().filter(|at| is_label(&cells[**at])).count();
        pairs += said + labels.len();
        // A title or a text stands alone in its row.
        others += if cells.len() == 1 { 0 } else { (cells.len() - 2 * labels.len()).saturating_sub(said) };
    }
    known >= 2 && known * 4 >= pairs && pairs > others
}

/// Which cells of a row are labels with their values right of them. In a row of
/// pairs what no list knows is a label if one before it or behind it is.
fn labels(cells: &[String]) -> Vec<usize> {
    let mut labels = Vec::new();
    let mut at = 0;
    while at + 1 < cells.len() {
        if is_said(&cells[at]) {
            at += 1;
            continue;
        }
        let is_pair =
            is_label(&cells[at]) || cells.len().is_multiple_of(2) && at.is_multiple_of(2) && is_short(&cells[at]);
        if is_pair {
            labels.push(at);
        }
        at += 1 + usize::from(is_pair);
    }
    labels
}

/// Whether a cell has a label and its value: 编号：2023-17.
fn is_said(text: &str) -> bool {
    text.split_once(['：', ':']).is_some_and(|(name, value)| is_label(name) && !value.is_empty())
}

/// Whether words may be a label that no list knows.
fn is_short(text: &str) -> bool {
    let bare = text.trim_end_matches(['：', ':']);
    (2..=PAIR).contains(&bare.chars().count()) && bare.chars().all(|c| is_han(c) || "（）()/、".contains(c))
}

/// Whether a form has no more than one text, by its labels.
fn is_only_text(table: &Table) -> bool {
    let names = table.rows.iter().flatten().map(squeezed);
    let names = names.filter(|text| TEXTS.has(text.trim_end_matches(['：', ':'])) || CONTENTS.has(text)).count();
    let parts = table.rows.iter().filter(|row| is_named_text(row));
    names <= 1 && parts.filter(|row| row.iter().any(|cell| is_part(&squeezed(cell)))).count() <= 1
}

/// Whether words say no more than that the text stands there: 总结内容, 主要工作情况.
fn is_content(words: &str) -> bool {
    CONTENTS.has(words) || TEXTS.has(words) || sense::of(words) == Sense::Around
}

/// Paragraphs of a cell as blocks: what stood in a table of rows and columns is one again.
fn with_tables(paragraphs: impl Iterator<Item = Paragraph>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Vec<Paragraph> = Vec::new();
    let table_of = |paragraph: &Paragraph| paragraph.within.map(|within| within.table);
    for paragraph in paragraphs {
        if open.first().is_some_and(|first| table_of(first) != table_of(&paragraph)) {
            blocks.extend(table_again(std::mem::take(&mut open)));
        }
        match paragraph.within {
            Some(_) => open.push(paragraph),
            None => blocks.push(Block::Paragraph(paragraph)),
        }
    }
    blocks.extend(table_again(open));
    blocks
}

/// The table that paragraphs stood in.
fn table_again(paragraphs: Vec<Paragraph>) -> Vec<Block> {
    let places = || paragraphs.iter().filter_map(|paragraph| paragraph.within);
    let (height, width) =
        places().fold((0, 0), |(height, width), within| (height.max(within.row + 1), width.max(within.column + 1)));
    let Some(first) = places().next().filter(|_| height > 1 && width > 1) else {
        return paragraphs.into_iter().map(Block::Paragraph).collect();
    };
    let mut rows = vec![vec![Cell::single(Vec::new()); width]; height];
    for paragraph in paragraphs {
        if let Some(within) = paragraph.within {
            rows[within.row][within.column].content.push(Paragraph { within: None, ..paragraph });
        }
    }
    // Rows without a word are no rows of data.
    rows.retain(|row| row.iter().any(|cell| !cell.content.is_empty()));
    vec![Block::Table(Table { rows, head: 0, place: first.table })]
}

/// How many rows the name stands beside that a row begins with, if rows of data stand right of it:
/// 主要指标, merged over 展览（个） | 12 | 11 and more.
fn side_name(row: &[Cell], below: &[(usize, Vec<Cell>)]) -> Option<usize> {
    let name = row.first()?;
    let (height, words) = (name.rows, squeezed(name));
    let is_data = |row: &[Cell]| {
        let mut cells = row.iter().skip(1).map(squeezed).filter(|text| !text.is_empty());
        let has_figure = row.iter().skip(1).any(|cell| squeezed(cell).starts_with(|c: char| c.is_ascii_digit()));
        cells.by_ref().nth(1).is_some() && has_figure
    };
    let rest = below.get(..height.checked_sub(1)?)?;
    let is_side = height > 1
        && !words.is_empty()
        && words.chars().count() <= LABEL
        && is_data(row)
        && rest.iter().all(|(_, row)| row.first().is_some_and(|cell| squeezed(cell).is_empty()) && is_data(row));
    is_side.then_some(height)
}

fn lines(table: Table, result: &mut Vec<Block>, remarks: &mut Vec<Remark>) {
    let is_only = is_only_text(&table);
    let at = table.place;
    let mut rows = table.rows.into_iter().enumerate().collect::<Vec<_>>().into_iter();
    while let Some((place, mut row)) = rows.next() {
        if let Some(height) = side_name(&row, rows.as_slice()) {
            let name = std::mem::take(&mut row[0].content);
            let named = name.into_iter().filter(|paragraph| !paragraph.is_empty());
            result.extend(named.map(|paragraph| {
                Block::Paragraph(Paragraph { role: Role::Heading(LEVEL), label: String::new(), ..paragraph })
            }));
            let below = rows.by_ref().take(height - 1).map(|(_, row)| row);
            let rows: Vec<Vec<Cell>> = std::iter::once(row).chain(below).map(|mut row| row.split_off(1)).collect();
            result.push(Block::Table(Table { rows, head: 0, place: at }));
            continue;
        }
        let is_named = is_named_text(&row);
        let row: Vec<Cell> = row.into_iter().filter(|cell| !squeezed(cell).is_empty()).collect();
        let labels = labels(&row.iter().map(squeezed).collect::<Vec<_>>());
        let mut cells = row.into_iter().enumerate().peekable();
        while let Some((at, cell)) = cells.next() {
            let text = squeezed(&cell);
            let bare = text.trim_end_matches(['：', ':']).to_owned();
            let mut names_text = || is_part(&text) && cells.peek().is_some_and(|(_, next)| is_text(next));
            let is_label = is_named || labels.contains(&at) || names_text();
            let value = if is_label { cells.next().map(|(_, value)| value) } else { None };
            let Some(value) = value else {
                // The first row of a form is its title: 全年工作总结.
                let is_name = place > 0
                    && (is_part(&text) || CONTENTS.has(&bare) || is_numbered(&text))
                    && cells.peek().is_none()
                    && cell.content.len() == 1;
                if is_name && is_only && is_content(&bare) {
                    let at = cell.content.first().map_or(Place::Document, |paragraph| paragraph.place);
                    remarks.push(Remark::new(RemarkKind::Dropped, CONTENT, at, &bare, ""));
                    continue;
                }
                let filled = cell.content.into_iter().filter(|paragraph| !paragraph.is_empty());
                result.extend(with_tables(filled.map(|mut paragraph| {
                    if is_name && paragraph.role == Role::Body {
                        paragraph.role = Role::Heading(LEVEL);
                    }
                    paragraph
                })));
                continue;
            };
            let is_text = is_text(&value);
            let mut filled: Vec<Paragraph> =
                value.content.into_iter().filter(|paragraph| !paragraph.is_empty()).collect();
            let is_short = filled.len() == 1 && filled[0].text().chars().count() <= SHORT;
            let first = cell.content.into_iter().next().unwrap_or_default();
            if TITLES.has(&bare) && is_short {
                filled[0].role = Role::Title;
                result.extend(filled.into_iter().map(Block::Paragraph));
            } else if is_short && !TEXTS.has(&bare) && !(is_text && is_part(&bare)) {
                let mut content = vec![Inline::Text { text: format!("{bare}："), form: Form::default() }];
                content.append(&mut filled[0].content);
                let label = std::mem::take(&mut filled[0].label);
                if !label.is_empty() {
                    content.insert(1, Inline::Text { text: label, form: Form::default() });
                }
                result.push(Block::Paragraph(Paragraph { content, ..first }));
            } else if is_only && is_content(&bare) {
                remarks.push(Remark::new(RemarkKind::Dropped, CONTENT, first.place, &bare, ""));
                result.extend(with_tables(filled.into_iter()));
            } else {
                let content = vec![Inline::Text { text: bare, form: Form::default() }];
                let heading = Paragraph { content, role: Role::Heading(LEVEL), label: String::new(), ..first };
                result.push(Block::Paragraph(heading));
                result.extend(with_tables(filled.into_iter()));
            }
        }
    }
}
