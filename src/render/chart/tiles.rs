//! Tiles: a value a province, each where it lies among its neighbours.

use crate::language::place;
use crate::render::chart::drawing::{Chart, Drawing};

/// A province with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile<'a> {
    /// Its name as `language::place` says it: 湖北.
    pub name: &'a str,
    /// How much it is.
    pub value: f64,
    /// The same in so few characters that a tile of a narrow screen holds them.
    pub text: String,
    /// Where it leads, as the page refers to it.
    pub href: String,
}

/// Of fewer provinces a ranking says more than a map.
pub const LEAST: usize = 8;

/// How many tiles there are across and down, and how high one is.
const ACROSS: f64 = 7.0;
const DOWN: f64 = 7.0;
const HEIGHT: f64 = 44.0;

/// What lies between two tiles, in hundredths of the width and in pixels.
const GAP: (f64, f64) = (0.8, 3.0);

/// Draws a tile for every province, darker where the value is greater, each a link;
/// pale ones have none. Fewer than eight values are no map.
pub fn tiles(values: &[Tile<'_>], label: &str) -> Option<Chart> {
    let known = |name: &str| values.iter().find(|tile| tile.name == name);
    if place::tiles().keys().filter(|name| known(name).is_some()).count() < LEAST {
        return None;
    }
    let shades = shades(values);
    let mut drawing = Drawing::of_links("pc tm", HEIGHT * DOWN, label);
    let width = 100.0 / ACROSS;
    for (name, &(down, across)) in place::tiles() {
        let (x, y) = (width * (f64::from(across) - 1.0), HEIGHT * (f64::from(down) - 1.0));
        let tile = known(name);
        let shade = tile.map_or(0, |tile| shades.iter().filter(|least| tile.value >= **least).count());
        let class = format!("q{shade}");
        if let Some(tile) = tile {
            drawing.link(&tile.href);
        }
        drawing.bar(&class, x + GAP.0 / 2.0, y, width - GAP.0, HEIGHT - GAP.1);
        let (name_class, text_class) = match (tile, shade) {
            (None, _) => ("n0", ""),
            (_, 4..) => ("on", "t on"),
            _ => ("n1", "t"),
        };
        let middle = x + width / 2.0;
        drawing.word(name_class, (middle, y + if tile.is_some() { 16.0 } else { 25.0 }), name);
        if let Some(tile) = tile {
            drawing.word(text_class, (middle, y + 33.0), &tile.text);
            drawing.end_link();
        }
    }
    Some(drawing.done())
}

/// The least value of each of five shades, each with as many values as another
/// where they differ.
fn shades(values: &[Tile<'_>]) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().map(|tile| tile.value).collect();
    sorted.sort_by(f64::total_cmp);
    let mut shades: Vec<f64> = (0..5).filter_map(|fifth| sorted.get(sorted.len() * fifth / 5).copied()).collect();
    shades.dedup();
    shades
}

#[cfg(test)]
mod tests {
    use super::{Tile, tiles};

    #[test]
    fn a_map_has_every_province_and_is_darkest_where_most_is() {
        let names = ["北京", "湖北", "湖南", "广东", "四川", "浙江", "云南", "西藏"];
        let of = |count: usize| -> Vec<Tile<'static>> {
            let tile = |(at, name): (usize, &&'static str)| Tile {
                name,
                value: (at * 10) as f64,
                text: format!("{}", at * 10),
                href: format!("#{name}"),
            };
            names.iter().take(count).enumerate().map(tile).collect()
        };
        let chart = tiles(&of(8), "说明").unwrap();
        let svg = &chart.svg_html;
        assert_eq!((svg.matches("<rect").count(), svg.matches("class=\"q0\"").count()), (34, 26), "{svg}");
        // 西藏, the first of the fourth row.
        assert!(svg.contains("<rect class=\"q5\" x=\"0.4%\" y=\"132\" width=\"13.5%\" height=\"41\"/>"), "{svg}");
        assert!(svg.contains(">70</text></a>") && svg.contains(">台湾</text>"), "{svg}");
        assert_eq!(svg.matches("<a href=").count(), 8, "{svg}");
        assert!(tiles(&of(7), "").is_none(), "seven provinces are no map");
    }
}
