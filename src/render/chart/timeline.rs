//! Timeline: how many things have a date in each month of some years.

use crate::render::chart::drawing::{Chart, Drawing};

/// A year with how many things each of its months has.
pub type Months = (i32, [usize; 12]);

/// How high the row of a year is, and the radii of a dot of one and of the most.
const ROW: f64 = 24.0;
const RADII: (f64, f64) = (3.0, 9.0);

/// Draws a row a year, in the order given, with a dot in each month that has
/// something; its area grows with how much. `month` names a month below.
pub fn timeline(years: &[Months], label: &str, month: impl Fn(usize) -> String) -> Option<Chart> {
    let most = years.iter().flat_map(|(_, months)| months).copied().max().filter(|most| *most > 0)?;
    let bottom = ROW * years.len() as f64;
    let mut drawing = Drawing::said("pc gut", bottom + 22.0, label);
    let across = |month: usize| 100.0 * (month as f64 + 0.5) / 12.0;
    for (row, (year, months)) in years.iter().enumerate() {
        let y = ROW * (row as f64 + 0.5);
        drawing.line("ax", (0.0, y), (100.0, y));
        drawing.word("y", (0.0, y + 4.5), &year.to_string());
        for (at, &count) in months.iter().enumerate().filter(|(_, count)| **count > 0) {
            drawing.dot("dt", (across(at), y), radius(count, most));
        }
    }
    for at in 0..12 {
        drawing.word(if at % 3 == 0 { "mo" } else { "mo ol" }, (across(at), bottom + 16.0), &month(at + 1));
    }
    Some(drawing.done())
}

/// The radius of a dot: its area is in proportion, but one is always seen.
fn radius(count: usize, most: usize) -> f64 {
    if most == 1 { RADII.0 } else { (RADII.1 * (count as f64 / most as f64).sqrt()).max(RADII.0) }
}

#[cfg(test)]
mod tests {
    use super::timeline;

    #[test]
    fn a_month_with_more_has_a_larger_dot_and_one_without_has_none() {
        let mut months = [0; 12];
        (months[0], months[11]) = (9, 1);
        let chart = timeline(&[(2021, months), (2020, [0; 12])], "说明", |month| format!("{month}月")).unwrap();
        let svg = &chart.svg_html;
        assert!(
            svg.contains("cx=\"4.2%\" cy=\"12\" r=\"9\"") && svg.contains("cx=\"95.8%\" cy=\"12\" r=\"3\""),
            "{svg}"
        );
        assert_eq!((svg.matches("<circle").count(), svg.matches("月</text>").count()), (2, 12), "{svg}");
        assert!(timeline(&[(2020, [0; 12])], "", |_| String::new()).is_none());
    }
}
