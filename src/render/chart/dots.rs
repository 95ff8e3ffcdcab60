//! Dots: every value of a year, and the middle one.

use crate::render::chart::drawing::{CROWD, Chart, Drawing};
use crate::render::chart::labelled;
use crate::render::chart::scale::Scale;

/// The values of one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// The year.
    pub year: i32,
    /// The values, smallest first; empty where nothing is known.
    pub values: Vec<f64>,
    /// The middle one; none where nothing is known.
    pub median: Option<f64>,
    /// The middle one in words.
    pub text: String,
    /// The same in few characters, where the chart is narrow.
    pub brief: String,
}

/// What the values lie on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// From zero.
    Zero,
    /// From a round number below them, which a caption has to say.
    Cut,
    /// Each step ten times the one before, which a caption has to say.
    Tens,
}

/// The most values that are drawn one by one; of more the middle half is a box
/// and all but the outer tenths a line.
const EACH: usize = 60;

/// How many characters of a middle there is room for in any case.
const SHORT: usize = 5;

/// Where values lie, down from the top.
const TOP: f64 = 12.0;
const BOTTOM: f64 = 152.0;

impl Ground {
    /// What suits amounts: steps of ten where the greatest is fifty times the
    /// smallest or more.
    pub fn of(values: impl Iterator<Item = f64>, adds: bool) -> Ground {
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
        match (adds, low > 0.0 && high / low >= 50.0) {
            (true, true) => Ground::Tens,
            (true, false) => Ground::Zero,
            (false, _) if low > 0.0 && low > high / 3.0 => Ground::Cut,
            (false, _) => Ground::Zero,
        }
    }
}

/// Draws the values of each year with the middle one; `tick` says a value of
/// the axis.
pub fn dots(years: &[Spread], ground: Ground, label: &str, tick: impl Fn(f64) -> String) -> Option<Chart> {
    let medians: Vec<Option<f64>> = years.iter().map(|year| year.median).collect();
    let last = medians.iter().rposition(Option::is_some)?;
    let all = || years.iter().flat_map(|year| year.values.iter().copied());
    let scale = match ground {
        Ground::Zero => Scale::from_zero(all()),
        Ground::Cut => Scale::around(all()),
        Ground::Tens => Scale::tens(all()),
    };
    let mut drawing = Drawing::said("pc gut", 178.0, label);
    let band = 100.0 / years.len() as f64;
    let across = |at: usize| band * (at as f64 + 0.5);
    let down = |value: f64| BOTTOM - (BOTTOM - TOP) * scale.at(value);
    for value in scale.ticks() {
        drawing.line("ax", (0.0, down(value)), (100.0, down(value)));
        drawing.word("y", (0.0, down(value) + 4.5), &tick(value));
    }
    for (at, year) in years.iter().enumerate() {
        spread(&mut drawing, &year.values, across(at), band, down);
    }
    let half = (band * 0.34).min(6.0);
    for (at, median) in medians.iter().enumerate() {
        let Some(median) = median else { continue };
        let class = if at == last { "md mdl" } else { "md" };
        drawing.line(class, (across(at) - half, down(*median)), (across(at) + half, down(*median)));
    }
    let always = labelled(&medians, down);
    for (at, year) in years.iter().enumerate() {
        let Some(median) = year.median else { continue };
        let place = (across(at), down(median) - 6.0);
        if always.contains(&at) {
            drawing.amount("t", place, &year.text, &year.brief);
        } else if years.len() <= CROWD {
            // Between the labels beside it, there is room for few characters.
            let text = if year.text.chars().count() > SHORT { &year.brief } else { &year.text };
            drawing.word("t ol", place, text);
        }
    }
    let shown: Vec<i32> = years.iter().map(|year| year.year).collect();
    drawing.years(171.0, &shown, across);
    Some(drawing.done())
}

/// The values of one year: side by side, so that equal ones are seen, always in
/// the same places.
fn spread(drawing: &mut Drawing, values: &[f64], middle: f64, band: f64, down: impl Fn(f64) -> f64) {
    if values.len() > EACH {
        let part = |part: usize| values.get(values.len() * part / 20).copied().unwrap_or_default();
        let half = (band * 0.2).min(3.0);
        drawing.line("wh", (middle, down(part(2))), (middle, down(part(18))));
        drawing.bar("iq", middle - half, down(part(15)), half * 2.0, down(part(5)) - down(part(15)));
        return;
    }
    let width = (band * 0.62).min(9.0);
    for (at, value) in values.iter().enumerate() {
        // The golden section parts neighbours as far as can be.
        let aside = if values.len() == 1 { 0.0 } else { (at as f64 * 0.618_034).fract() - 0.5 };
        drawing.dot("d", (middle + aside * width, down(*value)), 2.5);
    }
}

#[cfg(test)]
mod tests {
    use super::{Ground, Spread, dots};

    #[test]
    fn many_values_are_a_box() {
        let year = |values: Vec<f64>| Spread {
            year: 2021,
            median: Some(values[0]),
            text: String::new(),
            brief: String::new(),
            values,
        };
        let few = dots(&[year(vec![1.0, 2.0])], Ground::Zero, "", |value| value.to_string()).unwrap().svg_html;
        assert_eq!((few.matches("class=\"d\"").count(), few.matches("class=\"iq\"").count()), (2, 0));
        let many = (0..100).map(f64::from).collect();
        let many = dots(&[year(many)], Ground::Zero, "", |value| value.to_string()).unwrap().svg_html;
        assert_eq!((many.matches("class=\"d\"").count(), many.matches("class=\"iq\"").count()), (0, 1));
    }

    #[test]
    fn amounts_far_apart_stand_on_steps_of_ten() {
        let of = |values: &[f64], adds| Ground::of(values.iter().copied(), adds);
        assert_eq!(of(&[3.0, 4522.0], true), Ground::Tens);
        assert_eq!(of(&[0.0, 4522.0], true), Ground::Zero);
        assert_eq!(of(&[81.0, 99.0], false), Ground::Cut);
        assert_eq!(of(&[3.0, 99.0], false), Ground::Zero);
    }
}
