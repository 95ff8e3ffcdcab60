//! Drawing: marks on a picture, as SVG.
//!
//! Places across are hundredths of the width, down pixels. A mark has a class
//! of the theme and nothing else that says how it looks. What authors wrote
//! (units, names) comes in as text and is escaped here.

use std::fmt::Write as _;

/// A picture that is being drawn.
pub struct Drawing {
    svg: String,
    /// Whether a mark is hollow.
    pub hollow: bool,
}

/// How near to an end of the picture a word begins or ends with its column, and
/// which part of that distance lies before the column.
const EDGE: f64 = 6.5;
const BEFORE: f64 = 0.28;

/// Of more years than these some are passed over below a chart.
pub const CROWD: usize = 12;

/// Whether a year of so many stands below a chart, of which the last always does.
pub fn has_year(years: usize, at: usize) -> bool {
    let every = years.div_ceil(CROWD).max(1);
    let last = years.saturating_sub(1);
    at == last || (at.is_multiple_of(every) && last - at >= every)
}

/// A chart as pages have it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Chart {
    /// The picture.
    pub svg_html: String,
    /// Whether some of its marks are hollow, for they are approximate.
    pub hollow: bool,
}

impl Drawing {
    /// A picture that says its values to those who don't see it.
    pub fn said(class: &str, height: f64, label: &str) -> Drawing {
        let mut drawing = Drawing::begun(class, height);
        drawing.svg.push_str(" role=\"img\" aria-label=\"");
        escape(&mut drawing.svg, label);
        drawing.svg.push_str("\">");
        drawing
    }

    /// The same, with marks that lead somewhere: what is within is no part of an image.
    pub fn of_links(class: &str, height: f64, label: &str) -> Drawing {
        let mut drawing = Drawing::begun(class, height);
        drawing.svg.push_str(" role=\"group\" aria-label=\"");
        escape(&mut drawing.svg, label);
        drawing.svg.push_str("\">");
        drawing
    }

    /// A picture in a line of a table that says the same in words.
    pub fn silent(class: &str, height: f64) -> Drawing {
        let mut drawing = Drawing::begun(class, height);
        drawing.svg.push_str(" aria-hidden=\"true\">");
        drawing
    }

    fn begun(class: &str, height: f64) -> Drawing {
        let mut svg = String::with_capacity(1024);
        let _ = write!(svg, "<svg class=\"{class}\" width=\"100%\" height=\"{}\"", tenth(height));
        Drawing { svg, hollow: false }
    }

    /// The picture, done.
    pub fn done(mut self) -> Chart {
        self.svg.push_str("</svg>");
        Chart { svg_html: self.svg, hollow: self.hollow }
    }

    /// What is drawn until [`Drawing::end_link`] leads there.
    pub fn link(&mut self, href: &str) {
        self.svg.push_str("<a href=\"");
        escape(&mut self.svg, href);
        self.svg.push_str("\">");
    }

    /// Ends a link.
    pub fn end_link(&mut self) {
        self.svg.push_str("</a>");
    }

    /// A bar: left, top, width, height.
    pub fn bar(&mut self, class: &str, x: f64, y: f64, width: f64, height: f64) {
        let (x, y, width, height) = (tenth(x), tenth(y), tenth(width.max(0.0)), tenth(height.max(0.0)));
        let _ =
            write!(self.svg, "<rect class=\"{class}\" x=\"{x}%\" y=\"{y}\" width=\"{width}%\" height=\"{height}\"/>");
    }

    /// A line from one place to another.
    pub fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let (x1, y1, x2, y2) = (tenth(from.0), tenth(from.1), tenth(to.0), tenth(to.1));
        let _ = write!(self.svg, "<line class=\"{class}\" x1=\"{x1}%\" y1=\"{y1}\" x2=\"{x2}%\" y2=\"{y2}\"/>");
    }

    /// A dot.
    pub fn dot(&mut self, class: &str, at: (f64, f64), radius: f64) {
        let _ = write!(
            self.svg,
            "<circle class=\"{class}\" cx=\"{}%\" cy=\"{}\" r=\"{}\"/>",
            tenth(at.0),
            tenth(at.1),
            tenth(radius)
        );
    }

    /// A word above or below a mark: in its middle, but near the ends of the
    /// picture within them, for paper ends there.
    pub fn word(&mut self, class: &str, at: (f64, f64), word: &str) {
        let (x, side) = match at.0 {
            x if x > 0.0 && x < EDGE => (x * BEFORE, "s"),
            x if x < 100.0 && x > 100.0 - EDGE => (100.0 - (100.0 - x) * BEFORE, "e"),
            x => (x, ""),
        };
        let class = [class, side].into_iter().filter(|class| !class.is_empty()).collect::<Vec<_>>().join(" ");
        self.svg.push_str("<text");
        if !class.is_empty() {
            let _ = write!(self.svg, " class=\"{class}\"");
        }
        let _ = write!(self.svg, " x=\"{}%\" y=\"{}\">", tenth(x), tenth(at.1));
        escape(&mut self.svg, word);
        self.svg.push_str("</text>");
    }

    /// An amount, of which a narrow picture has a brief form.
    pub fn amount(&mut self, class: &str, at: (f64, f64), full: &str, brief: &str) {
        if brief.is_empty() || full.chars().count() <= brief.chars().count() {
            return self.word(class, at, full);
        }
        self.word(format!("{class} w").trim_start(), at, full);
        self.word(format!("{class} nw").trim_start(), at, brief);
    }

    /// The years below a chart: all of them in full where there is room, else
    /// the first in full and the last two digits of the others, without the second
    /// where it would touch the first. Of very many only some, in a narrow picture half of these.
    pub fn years(&mut self, y: f64, years: &[i32], across: impl Fn(usize) -> f64) {
        let (every, last) = (years.len().div_ceil(CROWD).max(1), years.len().saturating_sub(1));
        for (at, year) in years.iter().enumerate().filter(|(at, _)| has_year(years.len(), *at)) {
            let place = (across(at), y);
            let full = year.to_string();
            let crowded = years.len() > CROWD;
            let touches = match crowded {
                true => at / every % 2 == 1 || last - at < 2 * every,
                false => at == 1 && years.len() > 8,
            };
            if touches && at > 0 && at != last {
                self.word("w", place, &full);
            } else if at == 0 || years.len() <= 5 || crowded {
                self.word("", place, &full);
            } else {
                let short = full.char_indices().rev().nth(1).map_or(full.as_str(), |(start, _)| &full[start..]);
                self.amount("", place, &full, short);
            }
        }
    }
}

/// A coordinate to a tenth: finer is not seen, and the same on every machine.
fn tenth(value: f64) -> f64 {
    let rounded = (value * 10.0).round() / 10.0;
    // There is no minus nothing.
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Puts a text into an attribute or an element.
fn escape(svg: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => svg.push_str("&amp;"),
            '<' => svg.push_str("&lt;"),
            '>' => svg.push_str("&gt;"),
            '"' => svg.push_str("&quot;"),
            '\'' => svg.push_str("&#39;"),
            other => svg.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Drawing;

    #[test]
    fn what_authors_wrote_is_text() {
        let mut drawing = Drawing::said("pc", 10.0, "\"><script>");
        drawing.word("t", (-0.01, 1.0), "<b>&");
        assert_eq!(
            drawing.done().svg_html,
            "<svg class=\"pc\" width=\"100%\" height=\"10\" role=\"img\" aria-label=\"&quot;&gt;&lt;script&gt;\">\
             <text class=\"t\" x=\"0%\" y=\"1\">&lt;b&gt;&amp;</text></svg>"
        );
    }

    #[test]
    fn words_stay_within_the_picture() {
        let mut drawing = Drawing::silent("pc", 10.0);
        for x in [4.2, 50.0, 95.8] {
            drawing.word("t", (x, 1.0), "309.1万");
        }
        let svg = drawing.done().svg_html;
        let places = ["class=\"t s\" x=\"1.2%\"", "class=\"t\" x=\"50%\"", "class=\"t e\" x=\"98.8%\""];
        assert!(places.iter().all(|place| svg.contains(place)), "{svg}");
    }

    #[test]
    fn a_narrow_picture_has_brief_amounts_where_they_are_shorter() {
        let mut drawing = Drawing::silent("pc", 10.0);
        drawing.amount("t", (50.0, 1.0), "38,394", "3.8亿");
        drawing.amount("t", (50.0, 1.0), "935", "935万");
        let svg = drawing.done().svg_html;
        let words = ["class=\"t w\" x=\"50%\" y=\"1\">38,394<", "class=\"t nw\" x=\"50%\" y=\"1\">3.8亿<"];
        assert!(words.iter().all(|word| svg.contains(word)) && svg.matches("<text").count() == 3, "{svg}");
    }

    #[test]
    fn years_are_shortened_and_thinned() {
        let mut drawing = Drawing::silent("pc", 10.0);
        drawing.years(9.0, &(1952..=2025).collect::<Vec<_>>(), |at| at as f64);
        let svg = drawing.done().svg_html;
        assert_eq!(svg.matches("<text").count(), 11, "{svg}");
        assert!(svg.contains("1952") && svg.contains("2025") && !svg.contains("2022"), "{svg}");
    }
}
