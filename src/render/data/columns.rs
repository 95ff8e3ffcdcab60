//! Columns: what each table has.
//!
//! A key means the same in every table. What a column is called and what it
//! means is said by the theme's phrases `data.column` and `data.means`.

use std::sync::LazyLock;

use crate::parse::front::keys::DETAILS;
use crate::plan::data::Table;

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Words, also dates, which may lack day or month.
    Text,
    /// Several words: with semicolons between them in CSV, a list in JSON.
    List,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A year.
    Year,
    /// `true` or `false`.
    Boolean,
}

impl ColumnType {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            ColumnType::Text => "text",
            ColumnType::List => "list",
            ColumnType::Integer => "integer",
            ColumnType::Number => "number",
            ColumnType::Year => "year",
            ColumnType::Boolean => "boolean",
        }
    }
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its key in JSON.
    pub key: &'static str,
    /// What its values are.
    pub kind: ColumnType,
}

const fn text(key: &'static str) -> Column {
    Column { key, kind: ColumnType::Text }
}

const fn list(key: &'static str) -> Column {
    Column { key, kind: ColumnType::List }
}

const fn whole(key: &'static str) -> Column {
    Column { key, kind: ColumnType::Integer }
}

const fn number(key: &'static str) -> Column {
    Column { key, kind: ColumnType::Number }
}

const fn year(key: &'static str) -> Column {
    Column { key, kind: ColumnType::Year }
}

const fn is(key: &'static str) -> Column {
    Column { key, kind: ColumnType::Boolean }
}

/// The columns of a table, in the order in which `rows` makes their cells.
pub fn columns(table: Table) -> &'static [Column] {
    match table {
        Table::Reports => &REPORTS,
        Table::Achievements => &ACHIEVEMENTS,
        Table::Honours => &HONOURS,
        Table::Figures => &FIGURES,
        Table::People => &PEOPLE,
        Table::Organizations => &ORGANIZATIONS,
        Table::Topics => &TOPICS,
        Table::Metrics => &METRICS,
        Table::Totals => &TOTALS,
        Table::Counts => &COUNTS,
        Table::TopicCounts => &TOPIC_COUNTS,
    }
}

/// The columns that tell the rows of a table apart; none where there are no such.
pub fn key(table: Table) -> &'static [&'static str] {
    match table {
        Table::Reports | Table::Organizations | Table::Topics | Table::Metrics => &["id"],
        Table::Achievements | Table::Honours => &["report", "number"],
        // The whole has no id, and keys may not be empty.
        _ => &[],
    }
}

/// The columns that name a row of another table by its id, with that table.
pub fn named(table: Table) -> impl Iterator<Item = (&'static str, Table)> {
    let names = [
        ("report", Table::Reports),
        ("organization", Table::Organizations),
        ("parent", Table::Organizations),
        ("merged_into", Table::Organizations),
        ("metric", Table::Metrics),
        ("topic", Table::Topics),
    ];
    let has = move |(key, _): &(&str, Table)| columns(table).iter().any(|column| column.key == *key);
    names.into_iter().filter(has)
}

static REPORTS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let before = [
        text("id"),
        text("url"),
        text("title"),
        text("subtitle"),
        text("organization"),
        year("first_year"),
        year("year"),
        text("date"),
        text("genre"),
        list("topics"),
        list("authors"),
        list("editors"),
        list("contributors"),
        text("published"),
    ];
    let after = [
        text("source"),
        text("source_url"),
        text("issn"),
        text("issue"),
        text("doi"),
        text("abstract"),
        list("keywords"),
        text("status"),
        whole("achievements"),
        whole("honours"),
        whole("figures"),
        whole("people"),
        whole("characters"),
    ];
    [&before[..], &DETAILS.map(text), &after].concat()
});

static ACHIEVEMENTS: [Column; 9] = [
    text("report"),
    whole("number"),
    text("organization"),
    year("year"),
    text("date"),
    list("topics"),
    text("text"),
    whole("figures"),
    text("url"),
];

static HONOURS: [Column; 11] = [
    text("report"),
    whole("number"),
    text("organization"),
    year("year"),
    text("date"),
    text("name"),
    text("level"),
    text("rank"),
    text("grantor"),
    text("recipient"),
    whole("same"),
];

static FIGURES: [Column; 13] = [
    text("metric"),
    text("organization"),
    year("year"),
    number("value"),
    text("unit"),
    text("precision"),
    text("written"),
    is("restated"),
    is("stands"),
    text("report"),
    whole("achievement"),
    text("as_of"),
    text("note"),
];

static PEOPLE: [Column; 9] = [
    text("report"),
    text("organization"),
    year("year"),
    text("name"),
    text("role"),
    text("workplace"),
    text("professional_title"),
    text("since"),
    text("until"),
];

static ORGANIZATIONS: [Column; 13] = [
    text("id"),
    text("name"),
    text("full_name"),
    list("former_names"),
    list("aliases"),
    text("kind"),
    text("region"),
    text("parent"),
    text("founded"),
    text("closed"),
    text("merged_into"),
    text("description"),
    text("url"),
];

static TOPICS: [Column; 5] = [text("id"), text("name"), list("synonyms"), text("definition"), text("url")];

static METRICS: [Column; 8] = [
    text("id"),
    text("name"),
    list("synonyms"),
    text("unit"),
    text("counted_as"),
    is("adds"),
    text("definition"),
    text("url"),
];

static TOTALS: [Column; 19] = [
    text("metric"),
    text("organization"),
    year("year"),
    text("unit"),
    is("adds"),
    number("total"),
    text("claim"),
    whole("reporters"),
    whole("covered"),
    whole("short"),
    whole("collected"),
    number("median"),
    number("least"),
    number("most"),
    whole("comparable"),
    number("before"),
    number("now"),
    is("enough"),
    number("change"),
];

static COUNTS: [Column; 11] = [
    text("organization"),
    year("year"),
    whole("reports"),
    whole("achievements"),
    whole("honours"),
    whole("nation"),
    whole("province"),
    whole("city"),
    whole("county"),
    whole("own"),
    whole("unsaid"),
];

static TOPIC_COUNTS: [Column; 5] =
    [text("topic"), text("organization"), year("year"), whole("reports"), whole("achievements")];
