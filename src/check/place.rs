//! Places that rules point at outside a body's words: values of the front
//! matter, whole lines.

use std::ops::Range;

use crate::check::Subject;
use crate::source::{Span, Spanned};

/// The front matter, fences included; empty for a page.
pub fn front<'a>(subject: &Subject<'a>) -> &'a str {
    let published = subject.report.map(|report| report.body.start);
    let end = published.or_else(|| subject.draft().map(|draft| draft.body.start)).unwrap_or(0) as usize;
    subject.text.get(..end).unwrap_or_default()
}

/// The title and subtitle of a report; none for a page.
pub fn titles<'s>(subject: &'s Subject<'_>) -> Option<(&'s str, &'s str)> {
    let published = subject.metadata.map(|metadata| (metadata.title.as_str(), metadata.subtitle.as_str()));
    let said = || {
        let draft = subject.draft()?;
        Some((draft.title.value.as_str(), draft.subtitle.as_deref().unwrap_or_default()))
    };
    published.or_else(said)
}

/// A part of a value, if the file has the value as it is; else all of it.
pub fn within(subject: &Subject<'_>, value: &Spanned<String>, part: Range<usize>) -> Span {
    let whole = value.span(subject.path);
    let written = subject.text.get(whole.range()).unwrap_or_default();
    match written.find(&value.value) {
        Some(at) if part.end <= value.value.len() => {
            let start = whole.range().start + at;
            Span::new(subject.path, start + part.start..start + part.end)
        }
        _ => whole,
    }
}

/// Where the front matter has a text that was kept without its place, after
/// one of the keys; the title where it cannot be found.
pub fn written(subject: &Subject<'_>, keys: &[&str], text: &str) -> Option<Span> {
    let draft = subject.draft()?;
    let front = front(subject);
    let key =
        keys.iter().filter_map(|key| front.find(&format!("\n{key}:")).or(front.find(&format!("\n{key}：")))).min();
    let from = key.unwrap_or(0);
    Some(match front[from..].find(text).filter(|_| !text.is_empty()) {
        Some(at) => Span::new(subject.path, from + at..from + at + text.len()),
        None => draft.title.span(subject.path),
    })
}

/// The lines that a span touches, with the break after the last.
pub fn lines(subject: &Subject<'_>, span: &Span) -> Span {
    let range = span.range();
    let start = subject.text.get(..range.start).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
    let tail = subject.text.get(range.end..).unwrap_or_default();
    let end = tail.find('\n').map_or(subject.text.len(), |at| range.end + at + 1);
    Span::new(subject.path, start..end)
}
