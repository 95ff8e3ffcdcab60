//! Charts: numbers as small pictures, drawn when the page is made.
//!
//! In: values with their years and words. Out: SVG that needs no script. All
//! charts are made of one small grammar: a scale says where a value lies
//! ([`scale`]), marks are put on a drawing ([`drawing`]), and each form below is
//! a page of code that does both. Across they are drawn in hundredths of the
//! width and down in pixels, without a view box: text and dots keep their size
//! from 320 to 1,920 pixels.
//!
//! **Honest.** Columns and lines begin at zero; dots may not, and their caption
//! says so. A year without a value breaks the line and has a pale dash on the
//! ground; a rounded value is hollow, and lines to it are dashed. Nothing is
//! smoothed or invented. Colour is never the only sign, and all colours are
//! classes of the theme: on paper, in the dark and in forced colours it decides.

pub mod bars;
pub mod columns;
pub mod dots;
pub mod drawing;
pub mod line;
pub mod scale;
pub mod tiles;
pub mod timeline;

pub use bars::{BarMark, TIMES, band, bar, coverage, diverging, now_and_before, place, sides, times};
pub use columns::{Column, Stack, columns, small_columns, stacked, swatch};
pub use dots::{Ground, Spread, dots};
pub use drawing::Chart;
pub use line::{Frame, line, spark};
pub use tiles::{Tile, tiles};
pub use timeline::{Months, timeline};

/// How wide the narrowest chart is, and how much of that a label takes.
const NARROW: usize = 240;
const LABEL: usize = 46;

/// Of more values than these only some have a label in every chart.
const FEW: usize = 6;

/// Which of the values of a chart have room for a label when it is narrow: the
/// last, the highest and the lowest, of a few all, unless one would touch another.
fn labelled(values: &[Option<f64>], down: impl Fn(f64) -> f64) -> Vec<usize> {
    let known: Vec<(usize, f64)> = values.iter().enumerate().filter_map(|(at, value)| Some((at, (*value)?))).collect();
    let Some(&last) = known.last() else { return Vec::new() };
    let highest = known.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1));
    let lowest = known.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1));
    let mut chosen = vec![last];
    let others = known.iter().copied().filter(|_| known.len() <= FEW);
    for (at, value) in [highest, lowest].into_iter().flatten().chain(others) {
        let touches = |&(other, there): &(usize, f64)| {
            at.abs_diff(other) * NARROW < LABEL * values.len() && (down(value) - down(there)).abs() < 18.0
        };
        if !chosen.iter().any(touches) {
            chosen.push((at, value));
        }
    }
    chosen.into_iter().map(|(at, _)| at).collect()
}
