//! `data`: the tables that everybody may use, with what their columns mean.

use serde::Serialize;

/// `data`
#[derive(Clone, Debug, Serialize)]
pub struct DataView {
    /// The tables: what was told, what it is about, what it comes to.
    pub tables: Vec<TableView>,
    /// Their description for programs, from the root.
    pub package: String,
}

/// A table.
#[derive(Clone, Debug, Serialize)]
pub struct TableView {
    /// Its name for programs, by which the phrases know it: `reports`.
    pub name: &'static str,
    /// The table as CSV, from the root.
    pub csv: String,
    /// The table as JSON, from the root.
    pub json: String,
    /// Its columns, in their order.
    pub columns: Vec<ColumnView>,
}

/// A column.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnView {
    /// Its key in JSON, by which the phrases know it: `first_year`.
    pub key: &'static str,
    /// What its values are: `text`, `list`, `number`, `integer`, `year` or `boolean`.
    pub kind: &'static str,
}
