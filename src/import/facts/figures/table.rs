//! Figures in tables: what is counted in the rows, years or units in the columns.
//!
//! In: a table and the short lines above it. Out: a figure for each row, of the
//! year reported on, with the year before as its base. Columns of growth, of
//! targets and of notes count nothing. The unit stands in the label's brackets,
//! in a column of its own, in the head, or in the line 单位：万元 above the table.
//! A table whose rows are years is turned first.

use crate::import::document::Table;
use crate::import::facts::figures::SCALES;
use crate::import::facts::reading::cells;
use crate::import::facts::{Metric, Proposed};
use crate::language::amount::{Kind, any_counter, kin, kind};
use crate::language::date::PartialDate;
use crate::language::lexicon::{self, List};
use crate::model::Publication;

/// Heads of columns.
static THIS: List = List::new(&lexicon::TABLE_WORDS, "this-year");
static LAST: List = List::new(&lexicon::TABLE_WORDS, "last-year");
static GROWTH: List = List::new(&lexicon::TABLE_WORDS, "growth");
static TARGETS: List = List::new(&lexicon::TABLE_WORDS, "target");
static UNITS: List = List::new(&lexicon::TABLE_WORDS, "unit-column");
static NOT_COUNTED: List = List::new(&lexicon::TABLE_WORDS, "not-counted");
/// What stands before the unit of a whole table.
static UNIT_LABELS: List = List::new(&lexicon::TABLE_WORDS, "unit-label");
/// What a row is headed with that is a part of the one above.
static PARTS: List = List::new(&lexicon::TABLE_WORDS, "part");
/// How many rows a head may stand below.
const ABOVE: usize = 3;
/// The longest label, in characters.
const LONGEST: usize = 20;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Label,
    Unit,
    /// Figures of a year; none if it is the one reported on.
    Year(Option<i32>),
    /// Figures of the year before the one reported on.
    Before,
    Other,
}

/// The figures of a table; nothing if it is a table of something else.
pub fn figures(table: &Table, above: &[String], publication: &Publication, year: Option<i32>) -> Vec<Proposed<Metric>> {
    let cells = turned(cells(table));
    let Some((head, columns)) = columns(&cells) else { return Vec::new() };
    let Some(label) = columns.iter().position(|column| *column == Column::Label) else { return Vec::new() };
    let Some((value, base, as_of)) = chosen(&columns, year) else { return Vec::new() };
    let unit_column = columns.iter().position(|column| *column == Column::Unit);
    let all_units = cells[..head].iter().flatten().chain(above).find_map(|words| unit_above(words));
    let head_unit = in_brackets(&cells[head][value]).1;
    let mut found = Vec::new();
    for row in &cells[head + 1..] {
        let (Some(name), Some(cell)) = (row.get(label), row.get(value)) else { continue };
        let (name, own_unit) = in_brackets(name);
        let Some((digits, written)) = number(cell) else { continue };
        let units = [written, own_unit, unit_column.and_then(|at| row.get(at)).map_or("", String::as_str), head_unit];
        let unit = units.into_iter().map(str::trim).find(|unit| !unit.is_empty()).or(all_units).unwrap_or_default();
        let base = base.and_then(|at| Some(scaled(number(row.get(at)?)?.0, unit).0));
        let (bare, is_part) = (PARTS.trim_start(name), PARTS.begins(name).is_some());
        let count = bare.chars().count();
        if !(2..=LONGEST).contains(&count) || bare.contains(|c: char| c.is_ascii_digit()) && count < 4 {
            continue;
        }
        let certain = is_unit(unit) && !is_part;
        let (value, unit) = scaled(digits, unit);
        let metric = Metric {
            name: registered(bare, &unit, publication),
            value,
            unit,
            base,
            as_of: as_of.and_then(|year| PartialDate::new(year, None, None).ok()),
            is_tabled: true,
            ..Metric::default()
        };
        let evidence = format!("{name}：{cell}");
        found.push(Proposed { value: metric, evidence, place: table.place, certain });
    }
    // One number is no statistics.
    if found.len() > 1 { found } else { Vec::new() }
}

/// Whether a table is read as one of years.
pub fn is_one(table: &Table) -> bool {
    let cells = turned(cells(table));
    let Some((head, columns)) = columns(&cells) else { return false };
    let Some((value, ..)) = chosen(&columns, None) else { return false };
    let numbers = cells[head + 1..].iter().filter(|row| row.get(value).is_some_and(|cell| number(cell).is_some()));
    numbers.count() > 1
}

/// A table whose rows are years, as one whose columns are.
fn turned(cells: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let is_year_row = |row: &Vec<String>| row.first().is_some_and(|cell| year_of(cell).is_some());
    let body = cells.get(1..).unwrap_or_default();
    if body.is_empty() || !body.iter().all(is_year_row) {
        return cells;
    }
    let width = cells.iter().map(Vec::len).max().unwrap_or_default();
    let cell = |row: usize, column: usize| cells.get(row).and_then(|row| row.get(column)).cloned();
    // 年度 heads no labels.
    let turn = |column: usize| {
        (0..cells.len())
            .map(move |row| if row + column == 0 { String::new() } else { cell(row, column).unwrap_or_default() })
    };
    (0..width).map(|column| turn(column).collect()).collect()
}

/// The row that heads a table, and what its columns hold.
fn columns(cells: &[Vec<String>]) -> Option<(usize, Vec<Column>)> {
    cells.iter().take(ABOVE).enumerate().find_map(|(head, row)| {
        let columns = heads(row, &cells[head + 1..]);
        let counts = columns.iter().any(|column| matches!(column, Column::Year(_)));
        let has_head = row.iter().filter(|cell| !cell.is_empty()).count() > 1;
        (counts && has_head && columns.contains(&Column::Label)).then_some((head, columns))
    })
}

fn heads(row: &[String], body: &[Vec<String>]) -> Vec<Column> {
    let mut has_label = false;
    let mut columns = Vec::new();
    for (at, head) in row.iter().enumerate() {
        let words: String = in_brackets(head).0.chars().filter(|c| !c.is_whitespace()).collect();
        let is = |list: &List| list.is_in(&words);
        let column = match () {
            () if is(&GROWTH) || is(&TARGETS) => Column::Other,
            () if is(&LAST) => Column::Before,
            () if year_of(&words).is_some() => Column::Year(year_of(&words)),
            () if is(&THIS) => Column::Year(None),
            () if UNITS.has(&words) => Column::Unit,
            () if is(&NOT_COUNTED) => Column::Other,
            () if !has_label && is_label(body, at) => Column::Label,
            () => Column::Other,
        };
        has_label |= column == Column::Label;
        columns.push(column);
    }
    columns
}

/// Whether a column has words in most of its cells.
fn is_label(body: &[Vec<String>], at: usize) -> bool {
    let words = body.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty());
    let (mut count, mut labels) = (0, 0);
    for cell in words {
        count += 1;
        labels += usize::from(number(cell).is_none() && cell.chars().count() >= 2);
    }
    labels > 0 && labels * 2 >= count
}

/// The column of the figures, that of their bases, and when they held if that is
/// not the year reported on.
fn chosen(columns: &[Column], year: Option<i32>) -> Option<(usize, Option<usize>, Option<i32>)> {
    let at = |wanted: Column| columns.iter().position(|column| *column == wanted);
    let years = columns.iter().filter_map(|column| match column {
        Column::Year(year) => *year,
        _ => None,
    });
    let years: Vec<i32> = years.collect();
    let last = years.iter().copied().max();
    let told = year.filter(|year| years.contains(year));
    // 2021年 beside 本年: the year before beside the one reported on.
    if let (None, Some(value)) = (told, at(Column::Year(None))) {
        return Some((value, at(Column::Before).or_else(|| at(Column::Year(Some(last?)))), None));
    }
    let told = told.or(last)?;
    let before = at(Column::Year(Some(told - 1))).or_else(|| at(Column::Before));
    Some((at(Column::Year(Some(told)))?, before, Some(told).filter(|told| Some(*told) != year)))
}

/// The year that a head names and nothing else: 2023年, 2023年度, 2023年末.
fn year_of(words: &str) -> Option<i32> {
    let digits: String = words.chars().take_while(char::is_ascii_digit).collect();
    let rest = words.get(digits.len()..)?;
    let year: i32 = digits.parse().ok().filter(|year| (1900..=2100).contains(year))?;
    (rest.is_empty() || rest.starts_with('年') && rest.chars().count() <= 5).then_some(year)
}

/// Words, and what stands in the brackets that they end with.
fn in_brackets(words: &str) -> (&str, &str) {
    let words = words.trim();
    let inner = words.strip_suffix(['）', ')']).and_then(|words| {
        let open = words.rfind(['（', '('])?;
        let inner = words[open..].trim_start_matches(['（', '(']);
        Some((words[..open].trim_end(), inner))
    });
    match inner {
        Some((words, unit)) if is_unit(unit) => (words, unit),
        _ => (words, ""),
    }
}

/// The unit of the whole table: 单位：万元.
fn unit_above(words: &str) -> Option<&str> {
    let words = words.trim().trim_matches(['（', '）', '(', ')']);
    let at = UNIT_LABELS.rfind(words)?;
    let unit = UNIT_LABELS.strip_prefix(&words[at..])?.trim_start_matches(['：', ':']).trim();
    is_unit(unit).then_some(unit)
}

/// Whether words are a unit: 张, 万人次, %.
fn is_unit(words: &str) -> bool {
    let bare = words.trim_start_matches(is_scale);
    matches!(words, "%" | "％" | "‰")
        || !bare.is_empty() && any_counter(bare, true).is_some_and(|(unit, ..)| unit.len() == bare.len())
}

/// A cell that is a number, without thousands, and the unit written with it.
fn number(cell: &str) -> Option<(&str, &str)> {
    let cell = cell.trim();
    let end = cell.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '，')).unwrap_or(cell.len());
    let (digits, unit) = (cell[..end].trim_end_matches(['.', ',']), cell[end..].trim());
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit()) && digits.matches('.').count() <= 1;
    (is_number && (unit.is_empty() || is_unit(unit) || SCALES.iter().any(|(scale, _)| unit == *scale)))
        .then_some((digits, unit))
}

/// Digits without the marks of thousands.
fn plain(digits: &str) -> String {
    digits.chars().filter(|c| !matches!(c, ',' | '，')).collect()
}

/// A number and its unit as a front matter takes them: 26.4 万元, 1.2万 人次.
fn scaled(digits: &str, unit: &str) -> (String, String) {
    let value = plain(digits);
    let unit = if unit == "％" { "%" } else { unit };
    match unit.chars().next().filter(|first| is_scale(*first)) {
        Some(scale) if kind(&unit[scale.len_utf8()..]) != Kind::Money => {
            (format!("{value}{scale}"), unit[scale.len_utf8()..].to_owned())
        }
        _ => (value, unit.to_owned()),
    }
}

/// The name of a registered metric that is called so, else the label.
fn registered(label: &str, unit: &str, publication: &Publication) -> String {
    let same = publication.metrics.iter().find(|metric| {
        metric.kind.is_some()
            && (metric.unit == unit || kin(&metric.unit) == kin(unit))
            && std::iter::once(&metric.name).chain(&metric.synonyms).any(|known| known == label)
    });
    same.map_or(label, |metric| &metric.name).to_owned()
}

/// 万 or 亿.
fn is_scale(character: char) -> bool {
    SCALES.iter().any(|(scale, _)| scale.starts_with(character))
}
