//! Columns: a sum a year, from zero, with what stands behind each.

use crate::render::chart::drawing::{Chart, Drawing};
use crate::render::chart::labelled;
use crate::render::chart::scale::Scale;

/// A year of a chart of columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The year.
    pub year: i32,
    /// How high it is; none where nothing is known.
    pub value: Option<f64>,
    /// The value in words, on top of the column.
    pub text: String,
    /// What it rests on, below the year; may be empty.
    pub note: String,
    /// Whether it is only about or at least so much.
    pub approximate: bool,
}

/// Where columns begin and end, down from the top.
const TOP: f64 = 24.0;
const GROUND: f64 = 146.0;

/// Draws columns; the last of them is marked.
pub fn columns(columns: &[Column], label: &str) -> Option<Chart> {
    let values: Vec<Option<f64>> = columns.iter().map(|column| column.value).collect();
    let last = values.iter().rposition(Option::is_some)?;
    let scale = Scale::from_zero(values.iter().flatten().copied());
    let notes = columns.iter().any(|column| !column.note.is_empty());
    let mut drawing = Drawing::said("pc", if notes { 188.0 } else { 170.0 }, label);
    let band = 100.0 / columns.len() as f64;
    let width = (band * 0.72).min(12.0);
    let across = |at: usize| band * (at as f64 + 0.5);
    let down = |value: f64| GROUND - (GROUND - TOP) * scale.at(value);
    let zero = down(0.0);
    for (at, column) in columns.iter().enumerate() {
        let left = across(at) - width / 2.0;
        let Some(value) = column.value else {
            drawing.line("mv", (across(at) - width / 4.0, zero), (across(at) + width / 4.0, zero));
            continue;
        };
        drawing.hollow |= column.approximate;
        let class = match (column.approximate, at == last) {
            (true, _) => "hol",
            (_, true) => "bl",
            _ => "b",
        };
        let (top, bottom) = (down(value).min(zero), down(value).max(zero));
        drawing.bar(class, left, top, width, (bottom - top).max(1.0));
    }
    drawing.line("ax", (0.0, zero), (100.0, zero));
    let always = labelled(&values, down);
    for (at, column) in columns.iter().enumerate() {
        let Some(value) = column.value else { continue };
        let class = if always.contains(&at) { "t" } else { "t ol" };
        drawing.word(class, (across(at), down(value).min(zero) - 7.0), &column.text);
    }
    let years: Vec<i32> = columns.iter().map(|column| column.year).collect();
    drawing.years(163.0, &years, across);
    for (at, column) in columns.iter().enumerate() {
        let class = if at == 0 || always.contains(&at) { "u" } else { "u w" };
        if !column.note.is_empty() {
            drawing.word(class, (across(at), 181.0), &column.note);
        }
    }
    Some(drawing.done())
}

#[cfg(test)]
mod tests {
    use super::{Column, columns};

    #[test]
    fn columns_begin_at_zero_and_a_missing_year_has_none() {
        let column = |year, value: Option<f64>, approximate| Column {
            year,
            value,
            text: value.map_or(String::new(), |value| value.to_string()),
            note: "3家".to_owned(),
            approximate,
        };
        let drawn = [column(2019, Some(50.0), false), column(2020, None, false), column(2021, Some(100.0), true)];
        let chart = columns(&drawn, "合计").unwrap();
        let svg = &chart.svg_html;
        // Half of 122 pixels.
        assert!(svg.contains("<rect class=\"b\" x=\"10.7%\" y=\"85\" width=\"12%\" height=\"61\"/>"), "{svg}");
        assert!(svg.contains("<rect class=\"hol\" x=\"77.3%\" y=\"24\" width=\"12%\" height=\"122\"/>"), "{svg}");
        assert_eq!((svg.matches("<rect").count(), svg.matches("class=\"mv\"").count()), (2, 1), "{svg}");
        assert!(chart.hollow);
        assert!(columns(&[column(2020, None, false)], "").is_none());
    }
}
