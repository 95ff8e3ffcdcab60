//! Lines: the values of one series over years.

use crate::parse::{Precision, Quantity};
use crate::render::chart::drawing::{Chart, Drawing};
use crate::render::chart::labelled;
use crate::render::chart::scale::Scale;
use crate::render::words::Say;

/// The size of a line and what stands about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// In a card: no words.
    Spark,
    /// By itself: with years and values.
    Full,
}

/// How many values a line has whose sentence says them all.
const SAID: usize = 16;

/// Draws the values by year; `None` for a year without one, which has a dash unless
/// it is `silent`. Fewer than two values are no line.
pub fn line(values: &[(i32, Option<&Quantity>)], unit: &str, frame: Frame, say: Say, silent: &[i32]) -> Option<Chart> {
    let heights: Vec<Option<f64>> = values.iter().map(|(_, value)| value.map(scaled)).collect();
    if heights.iter().flatten().count() < 2 {
        return None;
    }
    let scale = Scale::from_zero(heights.iter().flatten().copied());
    let (class, height, top, ground) = match frame {
        Frame::Spark => ("pc sp", 36.0, 5.0, 32.0),
        Frame::Full => ("pc ch", 132.0, 26.0, 108.0),
    };
    let edge = if frame == Frame::Spark { 3.0 } else { 6.0 };
    let across = |at: usize| edge + (100.0 - 2.0 * edge) * at as f64 / (values.len() - 1).max(1) as f64;
    let down = |value: f64| ground - (ground - top) * scale.at(value);
    let rounded = |at: usize| values[at].1.is_some_and(|value| value.precision != Precision::Exact);
    let mut drawing = Drawing::said(class, height, &sentence(values, unit, say, silent));
    if frame == Frame::Full {
        drawing.line("ax", (0.0, down(0.0)), (100.0, down(0.0)));
    }
    for at in 1..values.len() {
        if let (Some(before), Some(now)) = (heights[at - 1], heights[at]) {
            let class = if rounded(at - 1) || rounded(at) { "ln dash" } else { "ln" };
            drawing.line(class, (across(at - 1), down(before)), (across(at), down(now)));
        }
    }
    let last = heights.iter().rposition(Option::is_some);
    let crowded = values.len() > 24;
    for (at, value) in heights.iter().enumerate() {
        let Some(value) = value else {
            if !silent.contains(&values[at].0) {
                drawing.line("mv", (across(at) - 1.0, ground), (across(at) + 1.0, ground));
            }
            continue;
        };
        let is_last = Some(at) == last;
        drawing.hollow |= rounded(at);
        let class = match (rounded(at), is_last) {
            (true, _) => "po",
            (_, true) => "pl",
            _ => "pt",
        };
        let radius = match (frame, is_last) {
            _ if crowded && !is_last => 2.0,
            (Frame::Full, _) => 4.0,
            (Frame::Spark, true) => 3.5,
            (Frame::Spark, false) => 2.5,
        };
        drawing.dot(class, (across(at), down(*value)), radius);
    }
    if frame == Frame::Full {
        let years: Vec<i32> = values.iter().map(|(year, _)| *year).collect();
        drawing.years(127.0, &years, across);
        let always = labelled(&heights, down);
        for (at, (_, value)) in values.iter().enumerate() {
            let Some((quantity, height)) = value.zip(heights[at]) else { continue };
            if always.contains(&at) {
                drawing.word("t", (across(at), down(height) - 10.0), &say.whole_quantity(quantity, ""));
            }
        }
    }
    Some(drawing.done())
}

/// A small line of values that stand for many, without words; fewer than two
/// known ones are none.
pub fn spark(values: &[(i32, Option<f64>)], label: &str) -> Option<Chart> {
    let last = values.iter().rposition(|(_, value)| value.is_some())?;
    if values.iter().filter(|(_, value)| value.is_some()).count() < 2 {
        return None;
    }
    let scale = Scale::from_zero(values.iter().filter_map(|(_, value)| *value));
    let across = |at: usize| 3.0 + 94.0 * at as f64 / (values.len() - 1).max(1) as f64;
    let down = |value: f64| 25.0 - 20.0 * scale.at(value);
    let mut drawing = Drawing::said("pc", 28.0, label);
    drawing.line("ax", (0.0, down(0.0)), (100.0, down(0.0)));
    for (at, pair) in values.windows(2).enumerate() {
        if let [(_, Some(before)), (_, Some(now))] = pair {
            drawing.line("ln", (across(at), down(*before)), (across(at + 1), down(*now)));
        }
    }
    for (at, (_, value)) in values.iter().enumerate() {
        let Some(value) = value else { continue };
        let lonely = at.checked_sub(1).and_then(|before| values.get(before)).is_none_or(|(_, value)| value.is_none())
            && values.get(at + 1).is_none_or(|(_, value)| value.is_none());
        if at == last {
            drawing.dot("pl", (across(at), down(*value)), 3.0);
        } else if lonely {
            drawing.dot("pt", (across(at), down(*value)), 1.5);
        }
    }
    Some(drawing.done())
}

/// The value with its scale.
fn scaled(value: &Quantity) -> f64 {
    value.number * crate::language::metric::worth(&value.scale).0 as f64
}

/// All values in one sentence; of very many the ends.
fn sentence(values: &[(i32, Option<&Quantity>)], unit: &str, say: Say, silent: &[i32]) -> String {
    let chosen: Vec<&(i32, Option<&Quantity>)> = if values.len() <= SAID {
        values.iter().collect()
    } else {
        values.iter().take(1).chain(values.last()).collect()
    };
    let said: Vec<String> = chosen
        .into_iter()
        .filter(|(year, _)| !silent.contains(year))
        .map(|(year, value)| {
            let text = value.map(|value| say.whole_quantity(value, unit));
            say.in_year(*year, text.as_deref())
        })
        .collect();
    said.join(say.word("comma"))
}

#[cfg(test)]
mod tests {
    use super::{Frame, line};
    use crate::diag::Language;
    use crate::parse::{Precision, Quantity};
    use crate::render::words::tests::built_in;

    fn quantity(number: f64, precision: Precision) -> Quantity {
        Quantity { number, digits: number.to_string(), scale: String::new(), precision }
    }

    #[test]
    fn a_gap_breaks_the_line_and_a_rounded_value_is_dashed() {
        let (a, b, c) =
            (quantity(2.0, Precision::Exact), quantity(6.0, Precision::Exact), quantity(4.0, Precision::Over));
        let values =
            [(2017, None), (2018, Some(&a)), (2019, Some(&b)), (2020, Some(&c)), (2021, None), (2022, Some(&a))];
        let chart = line(&values, "次", Frame::Full, built_in(Language::Chinese), &[2017]).unwrap();
        let svg = &chart.svg_html;
        assert_eq!((svg.matches("class=\"ln\"").count(), svg.matches("class=\"ln dash\"").count()), (1, 1), "{svg}");
        assert!(svg.contains("aria-label=\"2018年2次，2019年6次，2020年4余次，2021年未报，2022年2次\""), "{svg}");
        assert_eq!((svg.matches("class=\"po\"").count(), svg.matches("class=\"mv\"").count()), (1, 1), "{svg}");
        assert!(chart.hollow);
    }

    #[test]
    fn a_line_begins_at_zero_and_ends_with_its_last_value() {
        let (a, b) = (quantity(474.0, Precision::Exact), quantity(495.0, Precision::Exact));
        let chart =
            line(&[(2020, Some(&a)), (2021, Some(&b))], "名", Frame::Full, built_in(Language::English), &[]).unwrap();
        // 495 is at the top; 474 lies at 96 of a hundred of the height.
        let places = ["<circle class=\"pt\" cx=\"6%\" cy=\"29.5\"", "<circle class=\"pl\" cx=\"94%\" cy=\"26\""];
        assert!(places.iter().all(|place| chart.svg_html.contains(place)), "{}", chart.svg_html);
    }

    #[test]
    fn one_value_is_no_line() {
        let one = quantity(2.0, Precision::Exact);
        assert!(
            line(&[(2020, Some(&one)), (2021, None)], "", Frame::Spark, built_in(Language::English), &[]).is_none()
        );
    }
}
