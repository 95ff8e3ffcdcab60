//! Honours in tables: columns for the name, who gave it, when and who got it.
//!
//! In: a table. Out: an honour for each row, with its cells as evidence
//! (`荣誉名称：文明单位；授予单位：市文明办`). Columns stand in any order; where
//! nothing heads them, a row is read by what its cells are.

use crate::import::document::Table;
use crate::import::facts::honours::entry::{self, Entry};
use crate::import::facts::honours::phrase::{is_quotation, listed};
use crate::import::facts::reading;
use crate::language::date::PartialDate;
use crate::language::lexicon::{self, List};
use crate::language::timex;

/// Heads of columns, by what stands below them.
static NAMES: List = List::new(&lexicon::TABLE_WORDS, "honour");
static PLAIN_NAMES: List = List::new(&lexicon::TABLE_WORDS, "name");
static GIVERS: List = List::new(&lexicon::TABLE_WORDS, "giver");
static DATES: List = List::new(&lexicon::TABLE_WORDS, "when");
static HOLDERS: List = List::new(&lexicon::TABLE_WORDS, "holder");
static CONTESTS: List = List::new(&lexicon::TABLE_WORDS, "contest");
static GRADES: List = List::new(&lexicon::TABLE_WORDS, "grade");
static LEVELS: List = List::new(&lexicon::TABLE_WORDS, "level");
/// Labels of rows of sums.
static SUMS: List = List::new(&lexicon::TABLE_WORDS, "counted");
/// 无.
static BLANKS: List = List::new(&lexicon::TABLE_WORDS, "blank");
/// How a report calls those whose it is.
static OWN: List = List::new(&lexicon::HONOUR_CONTEXT, "own");

/// How many rows a head may stand below.
const ABOVE: usize = 3;

/// What the columns of a table of honours hold.
#[derive(Debug, Default)]
struct Columns {
    head: usize,
    name: Option<usize>,
    giver: Option<usize>,
    date: Option<usize>,
    holder: Option<usize>,
    contest: Option<usize>,
    grade: Option<usize>,
    level: Option<usize>,
}

/// An honour and the cells that it was read from.
pub struct Row {
    /// What they say.
    pub entry: Entry,
    /// 国家级, as the cell of the level has it.
    pub level: String,
    /// Labels and values.
    pub evidence: String,
}

/// The honours of a table; nothing if it is a table of something else.
pub fn rows(table: &Table) -> Vec<Row> {
    let cells = reading::cells(table);
    let Some(columns) = columns(&cells) else { return by_themselves(&cells) };
    let head = &cells[columns.head];
    let mut found = Vec::new();
    for (at, row) in cells.iter().enumerate().skip(columns.head + 1) {
        let cell = |column: Option<usize>| {
            let words = column.and_then(|column| covering(table, &cells, at, column)).unwrap_or_default();
            if says_nothing(words) { "" } else { words }
        };
        if let Some(entry) = read(&columns, &cell) {
            let told = head.iter().zip(row).filter(|(_, value)| !value.is_empty());
            let told: Vec<String> = told.map(|(label, value)| format!("{label}：{value}")).collect();
            found.push(Row { entry, level: cell(columns.level).to_owned(), evidence: told.join("；") });
        }
    }
    found
}

/// Whether a table is one of honours.
pub fn is_one(table: &Table) -> bool {
    !rows(table).is_empty()
}

/// What the columns hold, if a row near the top says so.
fn columns(cells: &[Vec<String>]) -> Option<Columns> {
    cells.iter().take(ABOVE).enumerate().find_map(|(head, row)| {
        let mut columns = Columns { head, ..Columns::default() };
        for (column, label) in row.iter().enumerate() {
            let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
            let is = |list: &List| label.chars().count() <= 10 && list.is_in(&label);
            let place = match () {
                () if is(&GIVERS) => &mut columns.giver,
                () if is(&HOLDERS) => &mut columns.holder,
                () if is(&DATES) => &mut columns.date,
                () if is(&LEVELS) => &mut columns.level,
                () if is(&GRADES) => &mut columns.grade,
                () if is(&NAMES) => &mut columns.name,
                () if is(&CONTESTS) => &mut columns.contest,
                () if PLAIN_NAMES.has(&label) => &mut columns.name,
                () => continue,
            };
            place.get_or_insert(column);
        }
        // A name alone heads other tables too.
        let is_named = columns.name.is_some_and(|name| NAMES.is_in(&row[name]));
        let is_won = columns.grade.is_some() && columns.contest.is_some();
        let is_given = columns.giver.is_some() && columns.name.is_some();
        let is_known = is_named && (columns.date.is_some() || columns.holder.is_some() || columns.level.is_some());
        let is_head = row.iter().filter(|label| !label.is_empty()).count() > 1;
        (is_head && (is_won || is_given || is_known || is_named && row.len() <= 2)).then_some(columns)
    })
}

/// The words of a cell, or of the merged one that covers it.
fn covering<'c>(table: &Table, cells: &'c [Vec<String>], row: usize, column: usize) -> Option<&'c str> {
    (0..=row).rev().find_map(|above| {
        let words = cells.get(above)?.get(column)?;
        let reach = table.rows.get(above)?.get(column)?.rows;
        (above == row && !words.is_empty() || above < row && above + reach > row && !words.is_empty())
            .then_some(words.as_str())
    })
}

/// Whether a cell is filled in with no words: —, /, 无.
fn says_nothing(cell: &str) -> bool {
    !cell.contains(char::is_alphanumeric) || BLANKS.has(cell.trim())
}

/// The honour of a row.
fn read<'c>(columns: &Columns, cell: &impl Fn(Option<usize>) -> &'c str) -> Option<Entry> {
    let (name, grade, contest) = (cell(columns.name), cell(columns.grade), cell(columns.contest));
    let mut entry = Entry { certain: true, ..Entry::default() };
    if !name.is_empty() {
        if SUMS.has(name) || name.chars().all(|c| c.is_ascii_digit()) {
            return None;
        }
        let listed = listed(name)?;
        (entry.name, entry.date) = (listed.name, listed.lead.date);
        (entry.grantor, entry.scope) = (listed.lead.grantor, listed.lead.scope);
    }
    let contest: String = contest.chars().filter(|c| !is_quotation(*c)).collect();
    if !grade.is_empty() && !entry.name.contains(grade) {
        entry.name = format!("{contest}{}{grade}", entry.name);
    }
    let giver = cell(columns.giver);
    if !giver.is_empty() {
        entry.grantor = giver.to_owned();
    }
    let when = cell(columns.date);
    entry.date = date(when).or(entry.date);
    let holder = cell(columns.holder);
    if !OWN.has(holder) {
        entry.recipient = holder.to_owned();
    }
    let count = entry.name.chars().count();
    let is_bare = when.is_empty() && giver.is_empty() && holder.is_empty();
    entry.certain = count <= 30 && !entry.name.contains(['，', '。', '；']);
    (count >= 2 && (!is_bare || columns.giver.is_none() && columns.date.is_none())).then_some(entry)
}

/// The date of a cell: 2023年5月, 2023.5, 2023年度.
fn date(cell: &str) -> Option<PartialDate> {
    let cell = cell.trim().trim_end_matches('度');
    PartialDate::parse(cell).ok().or_else(|| {
        let moment = timex::moments(cell).pop()?;
        PartialDate::new(moment.year?, moment.month, moment.day).ok()
    })
}

/// Honours of a table that nothing heads: each row tells one, and nothing else.
fn by_themselves(cells: &[Vec<String>]) -> Vec<Row> {
    let read = |row: &Vec<String>| {
        let parts: Vec<&str> =
            row.iter().map(String::as_str).filter(|cell| !cell.is_empty() && !is_number(cell)).collect();
        let marked: Vec<_> = parts.iter().map(|part| (' ', *part)).collect();
        let entry = entry::of_parts(&marked, false).filter(|entry| !entry.grantor.is_empty())?;
        Some(Row { entry, level: String::new(), evidence: parts.join("；") })
    };
    let found: Vec<Row> = cells.iter().filter_map(read).collect();
    // One that does not may be the title of the table.
    if found.len() > 1 && found.len() + 1 >= cells.len() { found } else { Vec::new() }
}

/// The number of a row.
fn is_number(cell: &str) -> bool {
    cell.chars().count() <= 3 && cell.chars().all(|c| c.is_ascii_digit())
}
