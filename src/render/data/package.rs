//! Package: `datapackage.json`, which says what tables and columns there are.
//!
//! A Frictionless Data Package. Besides what the standard asks for, each field
//! has the key under which the JSON files have it, in `key`.

use std::io::{self, Write};

use serde::Serialize;

use crate::plan::data::{DataFile, Format, Table};
use crate::render::data::columns::{Column, ColumnType, columns, key, named};
use crate::render::data::name;
use crate::render::world::RenderContext;
use crate::theme::Phrases;

#[derive(Serialize)]
struct Package<'a> {
    profile: &'static str,
    name: String,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    homepage: Option<&'a str>,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Resource {
    name: &'static str,
    path: String,
    profile: &'static str,
    title: String,
    description: String,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    dialect: Dialect,
    schema: Schema,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: &'static str,
    line_terminator: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    header: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Field>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    primary_key: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Serialize)]
struct Field {
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    key: &'static str,
    description: String,
}

#[derive(Serialize)]
struct ForeignKey {
    fields: [String; 1],
    reference: Reference,
}

#[derive(Serialize)]
struct Reference {
    resource: &'static str,
    fields: [String; 1],
}

/// Writes it.
pub fn write(world: &RenderContext, phrases: &Phrases, out: &mut dyn Write) -> io::Result<()> {
    let site = &world.publication.site;
    let package = Package {
        profile: "data-package",
        name: package_name(&site.title),
        title: &site.title,
        description: if site.description.is_empty() { &site.introduction } else { &site.description },
        homepage: site.base_url.as_deref(),
        resources: Table::ALL.into_iter().map(|table| resource(world, phrases, table)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &package)?;
    out.write_all(b"\n")
}

/// A name of small letters, digits and hyphens, which is all that may be in one.
fn package_name(title: &str) -> String {
    let mut name = crate::model::slug_path(title).to_ascii_lowercase();
    name.retain(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if name.is_empty() { "huibian".to_owned() } else { name }
}

fn resource(world: &RenderContext, phrases: &Phrases, table: Table) -> Resource {
    let said = |group: &str, key: &str| phrases.say(&format!("data.{group}.{key}"), &[]).unwrap_or_default();
    let route = DataFile::Whole(table, Format::Csv).route(world.publication);
    let field = |column: &Column| Field {
        name: name(phrases, column.key),
        kind: kind(column.kind),
        key: column.key,
        description: said("means", column.key),
    };
    let foreign = |(column, table): (&str, Table)| ForeignKey {
        fields: [name(phrases, column)],
        reference: Reference { resource: table.name(), fields: [name(phrases, "id")] },
    };
    Resource {
        name: table.name(),
        // Beside this file.
        path: route.strip_prefix("data/").unwrap_or(&route).to_owned(),
        profile: "tabular-data-resource",
        title: said("table", table.name()),
        description: said("row", table.name()),
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        dialect: Dialect {
            delimiter: ",",
            line_terminator: "\r\n",
            quote_char: "\"",
            double_quote: true,
            header: true,
        },
        schema: Schema {
            fields: columns(table).iter().map(field).collect(),
            missing_values: [""],
            primary_key: key(table).iter().map(|column| name(phrases, column)).collect(),
            foreign_keys: named(table).map(foreign).collect(),
        },
    }
}

fn kind(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Text | ColumnType::List => "string",
        ColumnType::Integer => "integer",
        ColumnType::Number => "number",
        ColumnType::Year => "year",
        ColumnType::Boolean => "boolean",
    }
}
