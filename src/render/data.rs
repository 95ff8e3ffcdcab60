//! Data: all that was told and what it comes to, as tables for everybody.
//!
//! In: the world, the words of the theme, which file. Out: its bytes, a piece at
//! a time, so that no table is ever in memory whole. `columns` says what a table
//! has, `told` makes the rows of what reports tell and of what they name,
//! `comes` those of what it comes to, `written` puts rows into CSV or JSON, and
//! `package` describes all of it for programs (Frictionless Data Package).
//!
//! Columns of CSV files have names in the site's language, since people open
//! them; keys in JSON are the same in every site, since programs do.

mod columns;
mod comes;
mod package;
mod told;
mod written;

use std::io::{self, Write};

use crate::plan::data::{DataFile, Format, Slice, Table};
use crate::render::view::data::{ColumnView, DataView, TableView};
use crate::render::world::RenderContext;
use crate::theme::Phrases;

use columns::columns;
use written::{Cell, Csv, Json};

/// Takes rows as they are made.
type Take<'t> = dyn FnMut(&[Cell]) -> io::Result<()> + 't;

/// Writes a file of open data.
pub fn write(world: &RenderContext, phrases: &Phrases, file: DataFile, out: &mut dyn Write) -> io::Result<()> {
    match file {
        DataFile::Package => package::write(world, phrases, out),
        DataFile::Whole(table, Format::Csv) => csv(world, phrases, table, None, out),
        DataFile::Whole(table, Format::Json) => {
            let mut json = Json::new(columns(table), out)?;
            rows(world, table, None, &mut |cells| json.row(cells))?;
            json.end()
        }
        DataFile::Part(slice) => csv(world, phrases, slice.table(), Some(slice), out),
    }
}

fn csv(
    world: &RenderContext,
    phrases: &Phrases,
    table: Table,
    slice: Option<Slice>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let names: Vec<String> = columns(table).iter().map(|column| name(phrases, column.key)).collect();
    let mut csv = Csv::new(&names, out)?;
    rows(world, table, slice, &mut |cells| csv.row(cells))
}

/// What a column is called in CSV files.
fn name(phrases: &Phrases, key: &str) -> String {
    phrases.say(&format!("data.column.{key}"), &[]).unwrap_or_else(|| key.to_owned())
}

/// Makes the rows of a table, or of a part of it.
fn rows(world: &RenderContext, table: Table, slice: Option<Slice>, take: &mut Take) -> io::Result<()> {
    match table {
        Table::Reports => told::reports(world, take),
        Table::Achievements => told::achievements(world, take),
        Table::Honours => told::honours(world, take),
        Table::Figures => match slice {
            Some(Slice::Figures(id)) => told::figures(world, id, take),
            _ => (0..world.publication.metrics.len())
                .try_for_each(|place| told::figures(world, crate::model::MetricId::at(place), take)),
        },
        Table::People => told::people(world, take),
        Table::Organizations => told::organizations(world, take),
        Table::Topics => told::topics(world, take),
        Table::Metrics => told::metrics(world, take),
        Table::Totals => comes::totals(world, slice, take),
        Table::Counts => comes::counts(world, take),
        Table::TopicCounts => match slice {
            Some(Slice::Topic(id)) => comes::topic(world, id, take),
            _ => comes::topics(world, take),
        },
    }
}

/// `data`: the page that explains the tables.
pub fn page(world: &RenderContext) -> DataView {
    let column = |column: &columns::Column| ColumnView { key: column.key, kind: column.kind.name() };
    let route = |table, format| DataFile::Whole(table, format).route(world.publication);
    let table = |table: Table| TableView {
        name: table.name(),
        csv: route(table, Format::Csv),
        json: route(table, Format::Json),
        columns: columns(table).iter().map(column).collect(),
    };
    DataView {
        tables: Table::ALL.into_iter().map(table).collect(),
        package: DataFile::Package.route(world.publication),
    }
}
