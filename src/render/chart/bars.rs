//! Bars: small marks in the cells of a table, which says the same in words.

use crate::render::chart::drawing::Drawing;

/// A bar of so large a part, 0 to 1.
pub fn bar(part: f64, hollow: bool) -> String {
    let mut drawing = Drawing::silent("hb", 12.0);
    drawing.bar(if hollow { "hol" } else { "b" }, 0.0, 1.0, (part * 100.0).clamp(0.5, 100.0), 10.0);
    drawing.done().svg_html
}

/// How many of all there are, as a part of a pale bar.
pub fn coverage(of: usize, all: usize) -> String {
    let mut drawing = Drawing::silent("cov", 4.0);
    drawing.bar("miss", 0.0, 0.0, 100.0, 4.0);
    drawing.bar("ink", 0.0, 0.0, 100.0 * of as f64 / all.max(1) as f64, 4.0);
    drawing.done().svg_html
}

/// A year of a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarMark {
    /// There is something.
    Full,
    /// There could be, but is not.
    Empty,
    /// Nothing is known.
    None,
}

/// Years as a band of squares: full, empty, or a speck where nothing is known.
pub fn band(years: &[BarMark]) -> String {
    let mut drawing = Drawing::silent("hb", 12.0);
    let step = 100.0 / years.len().max(1) as f64;
    let width = step * 0.72;
    for (at, year) in years.iter().enumerate() {
        let left = step * at as f64;
        match year {
            BarMark::Full => drawing.bar("ink", left, 1.0, width, 10.0),
            BarMark::Empty => drawing.bar("hol", left, 1.0, width, 10.0),
            BarMark::None => drawing.dot("k", (left + width / 2.0, 6.0), 1.0),
        }
    }
    drawing.done().svg_html
}

/// A value as a dot between the ends of a scale that need not begin at zero.
pub fn place(part: f64) -> String {
    let mut drawing = Drawing::silent("hb", 12.0);
    drawing.line("ax", (0.0, 6.0), (100.0, 6.0));
    drawing.dot("pt", (3.0 + 94.0 * part.clamp(0.0, 1.0), 6.0), 4.0);
    drawing.done().svg_html
}

/// A value now, a dot, and before, a tick; as parts of the largest, 0 to 1.
pub fn now_and_before(now: f64, before: f64) -> String {
    let mut drawing = Drawing::silent("hb", 16.0);
    // Dots at the ends stay within.
    let across = |part: f64| 3.0 + 94.0 * part.clamp(0.0, 1.0);
    drawing.line("ax", (0.0, 8.0), (100.0, 8.0));
    drawing.line("ln", (across(before), 8.0), (across(now), 8.0));
    drawing.line("ln", (across(before), 2.0), (across(before), 14.0));
    drawing.dot("pt", (across(now), 8.0), 4.0);
    drawing.done().svg_html
}

/// A rise, to the right of the middle, or a fall, to the left of it: from −1 to
/// 1. What goes beyond has a gap in its bar, as a sign that it was cut.
pub fn diverging(part: f64) -> String {
    let mut drawing = Drawing::silent("hb", 12.0);
    let (class, side) = if part < 0.0 { ("b", -1.0) } else { ("ink", 1.0) };
    let length = 48.0 * part.abs().min(1.0);
    let mut mark = |from: f64, to: f64| {
        let (from, to) = (50.0 + side * from, 50.0 + side * to);
        drawing.bar(class, from.min(to), 1.0, (to - from).abs(), 10.0);
    };
    if part.abs() > 1.0 {
        mark(0.0, 38.0);
        mark(41.0, length);
    } else {
        mark(0.0, length.max(0.5));
    }
    drawing.line("ax", (50.0, 0.0), (50.0, 12.0));
    drawing.done().svg_html
}

/// How many rose, to the right of the middle, and how many fell, to the left of it, of
/// at most so many on a side.
pub fn sides(up: usize, down: usize, most: usize) -> String {
    let mut drawing = Drawing::silent("hb", 12.0);
    let length = |count: usize| 48.0 * count.min(most) as f64 / most.max(1) as f64;
    for (class, left, width) in [("b", 50.0 - length(down), length(down)), ("ink", 50.0, length(up))] {
        if width > 0.0 {
            drawing.bar(class, left, 1.0, width, 10.0);
        }
    }
    drawing.line("ax", (50.0, 0.0), (50.0, 12.0));
    drawing.done().svg_html
}

/// How many times as much is the longest diverging bar of what adds.
pub const TIMES: f64 = 2.6;

/// So many times as much, as a diverging bar: twice and half lie equally far from
/// the middle.
pub fn times(times: f64) -> String {
    diverging(times.max(f64::MIN_POSITIVE).ln() / TIMES.ln())
}

#[cfg(test)]
mod tests {
    use super::{BarMark, band, bar, coverage, diverging, now_and_before, place, sides, times};

    #[test]
    fn a_fall_lies_left_of_the_middle_and_what_is_cut_has_a_gap() {
        assert!(diverging(-0.5).contains("class=\"b\" x=\"26%\" y=\"1\" width=\"24%\""), "{}", diverging(-0.5));
        assert!(diverging(0.5).contains("class=\"ink\" x=\"50%\" y=\"1\" width=\"24%\""), "{}", diverging(0.5));
        assert_eq!(diverging(3.0).matches("<rect").count(), 2);
        assert!(diverging(0.0).contains("width=\"0.5%\""));
        assert!(times(2.0).contains("x=\"50%\" y=\"1\" width=\"34.8%\""), "{}", times(2.0));
        assert!(times(0.5).contains("width=\"34.8%\"") && times(0.0).matches("<rect").count() == 2);
    }

    #[test]
    fn what_rose_and_what_fell_stand_back_to_back() {
        let both = sides(3, 6, 6);
        assert!(both.contains("class=\"b\" x=\"2%\" y=\"1\" width=\"48%\""), "{both}");
        assert!(both.contains("class=\"ink\" x=\"50%\" y=\"1\" width=\"24%\""), "{both}");
        assert_eq!(sides(1, 0, 0).matches("<rect").count(), 0, "none of no most");
    }

    #[test]
    fn marks_stay_within_their_cell() {
        assert!(bar(7.0, false).contains("width=\"100%\" height=\"10\""), "no bar is longer than its cell");
        assert!(bar(0.0, true).contains("class=\"hol\" x=\"0%\" y=\"1\" width=\"0.5%\""), "nothing is seen too");
        assert!(coverage(0, 0).contains("class=\"ink\" x=\"0%\" y=\"0\" width=\"0%\""));
        assert!(now_and_before(1.0, 0.0).contains("cx=\"97%\""));
        assert!(place(-1.0).contains("cx=\"3%\""));
        let years = band(&[BarMark::Full, BarMark::Empty, BarMark::None]);
        assert!(years.contains("class=\"ink\" x=\"0%\"") && years.contains("class=\"hol\""), "{years}");
        assert_eq!(years.matches("<circle").count(), 1, "{years}");
    }
}
