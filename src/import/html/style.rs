//! What elements look like.
//!
//! In: an element and the look of what holds it. Out: its own look, from its
//! name, its old attributes and its `style`. Style sheets are not read.

use crate::import::document::Form;
use crate::import::html::tree::Tree;

/// The look of an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// How its words are set.
    pub form: Form,
    /// It is centred.
    pub centered: bool,
    /// It is set flush right.
    pub right: bool,
    /// Its size in half points.
    pub size: Option<u16>,
    /// Its first line is indented.
    pub indented: bool,
    /// White space in it is kept.
    pub kept: bool,
    /// It is the number that Word wrote before a paragraph.
    pub number: bool,
}

/// The look of an element within `around`.
pub fn style(tree: &Tree, node: usize, around: Style) -> Style {
    let mut style = around;
    match tree.name(node) {
        "b" | "strong" => style.form.bold = true,
        "i" | "em" => style.form.italic = true,
        "s" | "strike" | "del" => style.form.struck = true,
        "sup" => style.form.superscript = true,
        "sub" => style.form.subscript = true,
        "center" => (style.centered, style.right) = (true, false),
        "pre" | "listing" | "xmp" => style.kept = true,
        "font" => style.size = tree.attribute(node, "size").and_then(font_size).or(style.size),
        "td" | "th" | "table" => (style.centered, style.right, style.indented) = (false, false, false),
        _ => {}
    }
    if let Some(align) = tree.attribute(node, "align")
        && !matches!(tree.name(node), "img" | "table" | "td" | "th" | "tr" | "tbody")
    {
        aligned(&mut style, align);
    }
    for (key, value) in declarations(tree.attribute(node, "style").unwrap_or_default()) {
        match key {
            "font-weight" => {
                style.form.bold = match value.parse::<u32>() {
                    Ok(weight) => weight >= 600,
                    Err(_) => is(value, "bold") || is(value, "bolder") || (is(value, "inherit") && style.form.bold),
                }
            }
            "font-style" => style.form.italic = is(value, "italic") || is(value, "oblique"),
            "text-decoration" | "text-decoration-line" => {
                style.form.struck |= value.to_ascii_lowercase().contains("line-through");
            }
            "vertical-align" if is(value, "super") => style.form.superscript = true,
            "vertical-align" if is(value, "sub") => style.form.subscript = true,
            "text-align" => aligned(&mut style, value),
            "text-indent" => style.indented = length(value).is_some_and(|length| length > 0.0),
            "font-size" => style.size = size(value, style.size).or(style.size),
            "white-space" if value.to_ascii_lowercase().starts_with("pre-wrap") => {}
            "mso-list" if is(value, "ignore") => style.number = true,
            _ => {}
        }
    }
    style
}

/// Whether an element is not shown: `display: none`, `hidden`, `aria-hidden`.
///
/// `visibility: hidden` does not count: WeChat pages say so of their whole
/// text until a script has run.
pub fn is_hidden(tree: &Tree, node: usize) -> bool {
    tree.attribute(node, "hidden").is_some_and(|value| !is(value, "until-found"))
        || tree.attribute(node, "aria-hidden").is_some_and(|value| is(value, "true"))
        || tree.attribute(node, "style").is_some_and(|style| {
            declarations(style).any(|(key, value)| {
                (key == "display" && value.to_ascii_lowercase().starts_with("none"))
                    || (key == "mso-hide" && is(value, "all"))
            })
        })
}

/// The declarations of a `style`, names and values trimmed.
pub fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    style.split(';').filter_map(|declaration| {
        let (key, value) = declaration.split_once(':')?;
        let value = value.trim().trim_end_matches("!important").trim_end();
        Some((key.trim(), value))
    })
}

fn is(value: &str, word: &str) -> bool {
    value.trim().eq_ignore_ascii_case(word)
}

fn aligned(style: &mut Style, value: &str) {
    style.centered = is(value, "center") || is(value, "-webkit-center");
    style.right = is(value, "right") || is(value, "end");
}

/// A length's number, whatever its unit.
fn length(value: &str) -> Option<f32> {
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(value.len());
    value[..end].parse().ok()
}

/// A size in half points.
fn size(value: &str, around: Option<u16>) -> Option<u16> {
    let value = value.to_ascii_lowercase();
    let number = length(&value)?;
    let half_points = if value.ends_with("pt") {
        number * 2.0
    } else if value.ends_with("px") {
        number * 1.5
    } else if value.ends_with("em") {
        number * f32::from(around.unwrap_or(24))
    } else if value.ends_with('%') {
        number / 100.0 * f32::from(around.unwrap_or(24))
    } else {
        return None;
    };
    // A float too large for the type becomes its largest value.
    (1.0..=400.0).contains(&half_points).then_some(half_points.round() as u16)
}

/// The seven sizes of `<font size>`, in half points.
fn font_size(value: &str) -> Option<u16> {
    let relative = value.trim().starts_with(['+', '-']);
    let number: i32 = value.trim().trim_start_matches('+').parse().ok()?;
    let step = if relative { 3_i32.saturating_add(number) } else { number };
    let sizes = [15, 20, 24, 27, 36, 48, 72];
    sizes.get(usize::try_from(step.clamp(1, 7) - 1).ok()?).copied()
}
