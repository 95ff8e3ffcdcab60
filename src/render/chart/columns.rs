//! Columns: a sum a year, from zero, with what stands behind each.

use crate::render::chart::drawing::{CROWD, Chart, Drawing, has_year};
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
    /// The same in few characters, where the chart is narrow.
    pub brief: String,
    /// On how many it rests, below the year.
    pub of: Option<usize>,
    /// Whether it is only about or at least so much.
    pub approximate: bool,
}

/// Where columns begin and end, down from the top.
const TOP: f64 = 24.0;
const GROUND: f64 = 146.0;

/// Draws columns; the last of them is marked. `note` says on how many one rests.
pub fn columns(columns: &[Column], label: &str, note: impl Fn(usize) -> String) -> Option<Chart> {
    let values: Vec<Option<f64>> = columns.iter().map(|column| column.value).collect();
    let last = values.iter().rposition(Option::is_some)?;
    let scale = Scale::from_zero(values.iter().flatten().copied());
    let notes = columns.iter().any(|column| column.of.is_some());
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
        let place = (across(at), down(value).min(zero) - 7.0);
        if always.contains(&at) {
            drawing.amount("t", place, &column.text, &column.brief);
        } else if columns.len() <= CROWD {
            drawing.word("t ol", place, &column.text);
        }
    }
    let years: Vec<i32> = columns.iter().map(|column| column.year).collect();
    drawing.years(163.0, &years, across);
    for (at, column) in columns.iter().enumerate().filter(|(at, _)| has_year(columns.len(), *at)) {
        if let Some(of) = column.of {
            drawing.amount("u", (across(at), 181.0), &note(of), &of.to_string());
        }
    }
    Some(drawing.done())
}

/// A year of a chart of stacked columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// The year.
    pub year: i32,
    /// Its parts, from the ground; each is of one kind throughout the chart.
    pub parts: Vec<usize>,
}

/// Draws columns of parts that add up, at most five, with the sum on top.
pub fn stacked(stacks: &[Stack], label: &str) -> Option<Chart> {
    let sum = |stack: &Stack| stack.parts.iter().sum::<usize>();
    let values: Vec<Option<f64>> = stacks.iter().map(|stack| Some(sum(stack) as f64)).collect();
    stacks.iter().find(|stack| sum(stack) > 0)?;
    let scale = Scale::from_zero(values.iter().flatten().copied());
    let mut drawing = Drawing::said("pc", 170.0, label);
    let band = 100.0 / stacks.len() as f64;
    let width = (band * 0.72).min(12.0);
    let across = |at: usize| band * (at as f64 + 0.5);
    let down = |value: f64| GROUND - (GROUND - TOP) * scale.at(value);
    for (at, stack) in stacks.iter().enumerate() {
        let mut below = 0;
        for (kind, &part) in stack.parts.iter().enumerate().filter(|(_, part)| **part > 0) {
            let (bottom, top) = (down(below as f64), down((below + part) as f64));
            drawing.bar(&format!("p{}", kind + 1), across(at) - width / 2.0, top, width, bottom - top);
            below += part;
        }
    }
    drawing.line("ax", (0.0, GROUND), (100.0, GROUND));
    let always = labelled(&values, down);
    for (at, stack) in stacks.iter().enumerate().filter(|(_, stack)| sum(stack) > 0) {
        let class = if always.contains(&at) { "t" } else { "t ol" };
        if always.contains(&at) || stacks.len() <= CROWD {
            drawing.word(class, (across(at), down(sum(stack) as f64) - 7.0), &sum(stack).to_string());
        }
    }
    let years: Vec<i32> = stacks.iter().map(|stack| stack.year).collect();
    drawing.years(163.0, &years, across);
    Some(drawing.done())
}

/// The square that says in a legend which part of a stack is which, from 0.
pub fn swatch(kind: usize) -> String {
    let mut drawing = Drawing::silent("sw", 12.0);
    drawing.bar(&format!("p{}", kind + 1), 0.0, 0.0, 100.0, 12.0);
    drawing.done().svg_html
}

/// How far from the ends of a small chart a year does not touch those that stand there.
const APART: f64 = 24.0;

/// Draws one of several small charts of columns, from zero to its own highest
/// value, with that and the last one in words. Fewer than two values are none.
pub fn small_columns(values: &[(i32, Option<f64>, String)], label: &str) -> Option<Chart> {
    let known: Vec<Option<f64>> = values.iter().map(|(_, value, _)| *value).collect();
    let last = known.iter().rposition(Option::is_some).filter(|_| known.iter().flatten().count() > 1)?;
    let scale = Scale::from_zero(known.iter().flatten().copied());
    let mut drawing = Drawing::said("pc", 96.0, label);
    let band = 100.0 / values.len() as f64;
    let across = |at: usize| band * (at as f64 + 0.5);
    let down = |value: f64| 74.0 - 52.0 * scale.at(value);
    for (at, value) in known.iter().enumerate() {
        match value {
            Some(value) => {
                let height = (74.0 - down(*value)).max(1.0);
                let class = if at == last { "bl" } else { "b" };
                drawing.bar(class, across(at) - band * 0.36, 74.0 - height, band * 0.72, height);
            }
            None => drawing.line("mv", (across(at) - band * 0.2, 74.0), (across(at) + band * 0.2, 74.0)),
        }
    }
    drawing.line("ax", (0.0, 74.0), (100.0, 74.0));
    let always = labelled(&known, down);
    for (at, (_, value, text)) in values.iter().enumerate() {
        let highest = value.is_some_and(|value| scale.at(value) >= 1.0);
        let named = highest && always.contains(&at);
        if let Some(value) = value.filter(|_| at == last || named) {
            drawing.word("t", (across(at), down(value) - 6.0), text);
        }
        // Those at the ends have theirs below.
        if named && (APART..=100.0 - APART).contains(&across(at)) {
            drawing.word("", (across(at), 91.0), &values[at].0.to_string());
        }
    }
    for (at, (year, ..)) in values.iter().enumerate().filter(|(at, _)| *at == 0 || *at + 1 == values.len()) {
        drawing.word("", (across(at), 91.0), &year.to_string());
    }
    Some(drawing.done())
}

#[cfg(test)]
mod tests {
    use super::{Column, Stack, columns, small_columns, stacked};

    #[test]
    fn parts_stand_on_each_other_and_the_sum_on_top() {
        let stack = |year, parts: &[usize]| Stack { year, parts: parts.to_vec() };
        let chart = stacked(&[stack(2020, &[1, 3]), stack(2021, &[0, 2])], "说明").unwrap();
        let svg = &chart.svg_html;
        // Four make 122 pixels.
        assert!(svg.contains("<rect class=\"p1\" x=\"19%\" y=\"115.5\" width=\"12%\" height=\"30.5\"/>"), "{svg}");
        assert!(svg.contains("<rect class=\"p2\" x=\"19%\" y=\"24\" width=\"12%\" height=\"91.5\"/>"), "{svg}");
        assert_eq!((svg.matches("class=\"p1\"").count(), svg.matches(">4</text>").count()), (1, 1), "{svg}");
        assert!(stacked(&[stack(2020, &[0])], "").is_none());
    }

    #[test]
    fn a_small_chart_says_its_highest_and_its_last_value() {
        let value = |year, value: f64| (year, Some(value), format!("{value}%"));
        let values = [value(2019, 40.0), value(2020, 20.0), (2021, None, String::new()), value(2022, 10.0)];
        let svg = small_columns(&values, "").unwrap().svg_html;
        assert!(svg.contains("y=\"22\" width=\"18%\" height=\"52\"") && svg.contains("height=\"13\""), "{svg}");
        assert!(svg.contains(">40%<") && svg.contains(">10%<") && !svg.contains(">20%<"), "{svg}");
        assert_eq!((svg.matches("<rect").count(), svg.matches("class=\"mv\"").count()), (3, 1), "{svg}");
        assert!(small_columns(&values[1..3], "").is_none(), "one value is no course");
    }

    #[test]
    fn columns_begin_at_zero_and_a_missing_year_has_none() {
        let column = |year, value: Option<f64>, approximate| Column {
            year,
            value,
            text: value.map_or(String::new(), |value| value.to_string()),
            brief: String::new(),
            of: Some(3),
            approximate,
        };
        let drawn = [column(2019, Some(50.0), false), column(2020, None, false), column(2021, Some(100.0), true)];
        let chart = columns(&drawn, "合计", |of| format!("{of}家")).unwrap();
        let svg = &chart.svg_html;
        // Half of 122 pixels.
        assert!(svg.contains("<rect class=\"b\" x=\"10.7%\" y=\"85\" width=\"12%\" height=\"61\"/>"), "{svg}");
        assert!(svg.contains("<rect class=\"hol\" x=\"77.3%\" y=\"24\" width=\"12%\" height=\"122\"/>"), "{svg}");
        assert_eq!((svg.matches("<rect").count(), svg.matches("class=\"mv\"").count()), (2, 1), "{svg}");
        assert!(
            svg.contains("<text class=\"u w\" x=\"50%\" y=\"181\">3家<")
                && svg.contains("<text class=\"u nw\" x=\"50%\" y=\"181\">3<"),
            "{svg}"
        );
        assert!(chart.hollow);
        assert!(columns(&[column(2020, None, false)], "", |of| of.to_string()).is_none());
    }
}
