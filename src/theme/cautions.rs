//! Cautions: what a template of a publication says in vain, though it can be read.
//!
//! In: the text of a template. Out: findings about markup that would be shown as
//! text, for want of `| safe`, and about styles and scripts in the page itself, which
//! the policy of pages keeps browsers from using. Whatever stands in a comment is
//! nobody's mistake.

use std::ops::Range;

use crate::diag::Diagnostic;
use crate::diag::rules::theme::{TEMPLATE_BLOCKED, TEMPLATE_MARKUP_ESCAPED};
use crate::source::Span;
use crate::theme::templates::Template;

/// The cautions about the publication's templates.
pub fn cautions(templates: &[Template]) -> Vec<Diagnostic> {
    let own = || templates.iter().filter(|template| template.own);
    // Whoever states another policy knows what it lets pass.
    let frame = |template: &Template| template.name == "layout.html" || template.text.contains("block policy");
    let usual_policy = !own().any(frame);
    own().flat_map(|template| of(template, usual_policy)).collect()
}

fn of(template: &Template, usual_policy: bool) -> Vec<Diagnostic> {
    let text = without_comments(&template.text);
    let span =
        |range: Range<usize>| Span::new(&template.path, range.start + template.before..range.end + template.before);
    let escaped = text.match_indices("{{").filter_map(|(at, open)| {
        let inner = text[at + open.len()..].split("}}").next()?;
        let value = inner.trim_matches(|c: char| c == '-' || c.is_whitespace());
        let is_path = value.contains('.') && value.chars().all(|c| c.is_alphanumeric() || "._[]?".contains(c));
        let start = at + open.len() + inner.find(value)?;
        (is_path && value.ends_with("_html")).then(|| {
            let mut finding = Diagnostic::new(&TEMPLATE_MARKUP_ESCAPED, span(start..start + value.len()));
            finding.suggestion = Some(format!("{value} | safe"));
            finding.with("value", value)
        })
    });
    let blocked = text.match_indices('<').filter(|_| usual_policy).filter_map(|(at, _)| {
        let tag = text[at..].split('>').next()?;
        let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric()).next()?.to_ascii_lowercase();
        let (start, what) = match name.as_str() {
            "script" if !tag.contains("src=") && !tag.contains("json") => (0, "<script>".to_owned()),
            "style" => (0, "<style>".to_owned()),
            "" => return None,
            _ => attribute(tag)?,
        };
        let end = if start == 0 { 1 + name.len() } else { start + what.len() };
        Some(Diagnostic::new(&TEMPLATE_BLOCKED, span(at + start..at + end)).with("what", what))
    });
    let escaped: Vec<Diagnostic> = escaped.collect();
    escaped.into_iter().chain(blocked).collect()
}

/// The first attribute of a tag that is a style or a script, with its place.
fn attribute(tag: &str) -> Option<(usize, String)> {
    tag.match_indices(char::is_whitespace).find_map(|(at, blank)| {
        let rest = &tag[at + blank.len()..];
        let (name, value) = rest.split_once('=')?;
        let handles = name.strip_prefix("on").is_some_and(|rest| rest.len() > 2);
        let counts = name.bytes().all(|byte| byte.is_ascii_lowercase()) && value.starts_with(['"', '\'']);
        (counts && (name == "style" || handles)).then(|| (at + blank.len(), name.to_owned()))
    })
}

/// A text with blanks for its comments, each byte in its place.
fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    let ends = [("{#", "#}"), ("<!--", "-->")];
    while let Some((at, end)) = ends.iter().filter_map(|(open, end)| Some((rest.find(open)?, *end))).min() {
        plain.push_str(&rest[..at]);
        let close = rest[at..].find(end).map_or(rest.len(), |close| at + close + end.len());
        plain.extend(std::iter::repeat_n(' ', close - at));
        rest = &rest[close..];
    }
    plain + rest
}
