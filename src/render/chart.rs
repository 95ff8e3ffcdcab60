//! Charts: values over years as coordinates of a small line.
//!
//! In: years with their values. Out: paths and points for an SVG of a fixed
//! view box. A year without a value breaks the line and says 未报; a rounded
//! value is a hollow point on dashed lines. Nothing is smoothed or invented.

use crate::parse::{Precision, Quantity};
use crate::render::view::card::{Chart, Point};
use crate::render::words::Say;

/// The size of a chart and where its line runs.
#[derive(Clone, Copy, Debug)]
pub enum Frame {
    /// In a card: 120 × 36, the values from lowest to highest.
    Spark,
    /// By itself: 240 × 132, from zero up, labels below 108.
    Full,
}

/// The most years a chart shows; earlier ones are left out.
const MOST: usize = 12;

/// Draws the values by year; `None` for a year without one. Fewer than two
/// values are no line.
pub fn chart(values: &[(i32, Option<&Quantity>)], unit: &str, frame: Frame, say: Say) -> Option<Chart> {
    let values = &values[values.len().saturating_sub(MOST)..];
    let known: Vec<f64> = values.iter().filter_map(|(_, value)| value.map(scaled)).collect();
    if known.len() < 2 {
        return None;
    }
    let highest = known.iter().copied().fold(f64::MIN, f64::max);
    let lowest = known.iter().copied().fold(f64::MAX, f64::min);
    let (left, right, top, bottom, floor) = match frame {
        Frame::Spark => (3.0, 116.0, 5.0, 32.0, lowest),
        Frame::Full => (20.0, 220.0, 34.0, 108.0, 0.0_f64.min(lowest)),
    };
    let across = |index: usize| left + (right - left) * index as f64 / (values.len() - 1).max(1) as f64;
    let down = |value: f64| {
        let height = highest - floor;
        if height <= 0.0 { bottom } else { bottom - (bottom - top) * (value - floor) / height }
    };
    let last = values.iter().rposition(|(_, value)| value.is_some());
    let points: Vec<Point> = values
        .iter()
        .enumerate()
        .map(|(index, (year, value))| Point {
            x: tenth(across(index)),
            y: tenth(value.map_or(bottom, |value| down(scaled(value)))),
            year: *year,
            text: value.map_or_else(|| say.pick("未报", "n/a").to_owned(), |value| say.whole_quantity(value, "")),
            known: value.is_some(),
            approximate: value.is_some_and(|value| value.precision != Precision::Exact),
            last: Some(index) == last,
        })
        .collect();
    let mut lines = Vec::new();
    let mut dashes = Vec::new();
    for pair in points.windows(2).filter(|pair| pair[0].known && pair[1].known) {
        let path = format!("M{} {}L{} {}", pair[0].x, pair[0].y, pair[1].x, pair[1].y);
        if pair.iter().any(|point| point.approximate) { dashes.push(path) } else { lines.push(path) }
    }
    let said: Vec<String> = points
        .iter()
        .map(|point| match say.pick("zh", "en") {
            "zh" if point.known => format!("{}年{}{unit}", point.year, point.text),
            "zh" => format!("{}年{}", point.year, point.text),
            _ if point.known => format!("{}: {}{unit}", point.year, point.text),
            _ => format!("{}: {}", point.year, point.text),
        })
        .collect();
    let label = said.join(say.pick("，", ", "));
    let hollow = points.iter().any(|point| point.approximate);
    Some(Chart { lines, dashes, points, hollow, label })
}

/// The value with its scale.
fn scaled(value: &Quantity) -> f64 {
    value.number
        * match value.scale.as_str() {
            "万" => 1e4,
            "亿" => 1e8,
            _ => 1.0,
        }
}

/// A coordinate to a tenth: finer is not seen, and the same on every machine.
fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::{Frame, chart};
    use crate::diag::Language;
    use crate::parse::{Precision, Quantity};
    use crate::render::words::Say;

    fn quantity(number: f64, precision: Precision) -> Quantity {
        Quantity { number, digits: number.to_string(), scale: String::new(), precision }
    }

    #[test]
    fn a_gap_breaks_the_line_and_a_rounded_value_is_dashed() {
        let (a, b, c) =
            (quantity(2.0, Precision::Exact), quantity(6.0, Precision::Exact), quantity(4.0, Precision::Over));
        let values = [(2018, Some(&a)), (2019, Some(&b)), (2020, Some(&c)), (2021, None), (2022, Some(&a))];
        let chart = chart(&values, "次", Frame::Full, Say(Language::Chinese)).unwrap();
        assert_eq!(chart.lines, ["M20 83.3L70 34"]);
        assert_eq!(chart.dashes, ["M70 34L120 58.7"]);
        assert_eq!(chart.label, "2018年2次，2019年6次，2020年4余次，2021年未报，2022年2次");
        assert!(chart.points[4].last && !chart.points[3].known && chart.points[2].approximate);
    }

    #[test]
    fn one_value_is_no_line() {
        let one = quantity(2.0, Precision::Exact);
        assert!(chart(&[(2020, Some(&one)), (2021, None)], "", Frame::Spark, Say(Language::English)).is_none());
    }
}
