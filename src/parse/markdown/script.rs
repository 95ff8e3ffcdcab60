//! A body as a row of events that can be looked at from any side.
//!
//! In: Markdown from `emphasis`. Out: the events of pulldown-cmark in a
//! vector, each start with the place of its end, so that the writer can look
//! ahead (is the next block a table?) and skip (a note is written elsewhere)
//! without recursion: however deep the input nests, the stack stays flat.
//! Text that the parser cut at brackets is whole again, and markers are gone.
//! What the events mean is the writer's.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag};

use crate::parse::markdown::emphasis::Shielded;

/// What is read beyond CommonMark.
///
/// Left out: smart punctuation (it gets Chinese quotes wrong), mathematics
/// (`5$到10$` would be a formula), sub- and superscript (`3~5` would be one),
/// wiki links.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST);

/// The events of a body.
#[derive(Debug)]
pub(super) struct Script<'a> {
    /// The Markdown that was read; spans are places in it.
    pub source: &'a str,
    /// The events in order.
    pub events: Vec<Event<'a>>,
    /// The place of each event.
    pub spans: Vec<Range<usize>>,
    /// For a start, the index of its end; for others, their own.
    pub closes: Vec<usize>,
    /// The starts of blocks that stand in no other block.
    pub blocks: Vec<usize>,
}

impl<'a> Script<'a> {
    /// Reads Markdown.
    pub fn read(shielded: &'a Shielded<'_>) -> Script<'a> {
        let source: &'a str = &shielded.text;
        let mut script =
            Script { source, events: Vec::new(), spans: Vec::new(), closes: Vec::new(), blocks: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        let mut is_growing = false;
        for (event, span) in Parser::new_ext(source, OPTIONS).into_offset_iter() {
            let index = script.events.len();
            // A text that stands in the source as it is may grow.
            let is_verbatim = matches!(&event, Event::Text(text) if source.get(span.clone()) == Some(&**text));
            if is_growing && is_verbatim && script.grow(&span) {
                continue;
            }
            is_growing = is_verbatim;
            match &event {
                Event::Start(_) => {
                    if open.is_empty() {
                        script.blocks.push(index);
                    }
                    open.push(index);
                }
                Event::End(_) => {
                    if let Some(start) = open.pop() {
                        script.closes[start] = index;
                    }
                }
                Event::Rule if open.is_empty() => script.blocks.push(index),
                _ => {}
            }
            script.events.push(event);
            script.spans.push(span);
            script.closes.push(index);
        }
        if shielded.has_markers() {
            script.events.iter_mut().for_each(|event| strip(event, shielded));
        }
        script
    }

    /// Lengthens the last text, if this span begins where it ends.
    fn grow(&mut self, span: &Range<usize>) -> bool {
        let (Some(Event::Text(text)), Some(before)) = (self.events.last_mut(), self.spans.last_mut()) else {
            return false;
        };
        let is_next = before.end == span.start;
        if is_next {
            before.end = span.end;
            *text = CowStr::Borrowed(&self.source[before.clone()]);
        }
        is_next
    }

    /// The tag that starts at an index.
    pub fn tag(&self, index: usize) -> Option<&Tag<'a>> {
        match self.events.get(index) {
            Some(Event::Start(tag)) => Some(tag),
            _ => None,
        }
    }

    /// What stands between a start and its end.
    pub fn inside(&self, start: usize) -> Range<usize> {
        start + 1..self.closes[start].max(start + 1)
    }

    /// The words of some events, without notes, markup and line breaks.
    pub fn words(&self, range: Range<usize>) -> String {
        let mut words = String::new();
        let mut index = range.start;
        while index < range.end {
            match &self.events[index] {
                Event::Text(text) | Event::Code(text) => words.push_str(text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                Event::Start(Tag::FootnoteDefinition(_)) => index = self.closes[index],
                _ => {}
            }
            index += 1;
        }
        words
    }

    /// The text that some events begin with, be it emphasised.
    pub fn first_text(&self, mut range: Range<usize>) -> Option<(usize, &str)> {
        let first = range.find(|&index| !matches!(self.tag(index), Some(Tag::Emphasis | Tag::Strong)))?;
        match &self.events[first] {
            Event::Text(text) => Some((first, text)),
            _ => None,
        }
    }
}

/// The definitions of links (`[name]: address`), which are no events: their
/// places and addresses, in order.
pub(super) fn definitions(source: &str) -> Vec<(Range<usize>, String)> {
    if !source.contains("]:") {
        return Vec::new();
    }
    let parser = Parser::new_ext(source, OPTIONS);
    let known = parser.reference_definitions().iter();
    let mut found: Vec<_> = known.map(|(_, known)| (known.span.clone(), known.dest.to_string())).collect();
    found.sort_by_key(|(span, _)| span.start);
    found
}

/// Takes markers out of whatever an event says.
fn strip<'a>(event: &mut Event<'a>, shielded: &Shielded<'_>) {
    let clean = |text: &mut CowStr<'a>| *text = shielded.strip(std::mem::replace(text, CowStr::Borrowed("")));
    match event {
        Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => clean(text),
        Event::FootnoteReference(label) => clean(label),
        Event::Start(Tag::FootnoteDefinition(label)) => clean(label),
        Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => {
            clean(dest_url);
            clean(title);
        }
        Event::Start(Tag::Heading { id: Some(id), .. }) => clean(id),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => clean(info),
        _ => {}
    }
}

/// Takes HTML comments out; `None` if one of them is not closed.
pub(super) fn without_comments(html: &str) -> Option<Cow<'_, str>> {
    let mut kept = Cow::Borrowed("");
    let mut rest = html;
    while let Some(open) = rest.find("<!--") {
        kept += &rest[..open];
        let after = &rest[open + 4..];
        // `<!-->` and `<!--->` are comments too.
        let close = if after.starts_with('>') { 1 } else { after.find("-->")? + 3 };
        rest = &after[close.min(after.len())..];
    }
    kept += rest;
    Some(kept)
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Tag};

    use super::{Script, without_comments};
    use crate::parse::markdown::emphasis::shield;

    #[test]
    fn text_is_whole_and_starts_know_their_ends() {
        let shielded = shield("甲[乙]丙\\*丁**“戊”**\n\n- 己", 100);
        let script = Script::read(&shielded);
        assert_eq!(script.events[1], Event::Text("甲[乙]丙".into()));
        assert_eq!(script.words(script.inside(0)), "甲[乙]丙*丁“戊”");
        assert_eq!(script.blocks, [0, script.closes[0] + 1]);
        assert!(matches!(script.tag(script.blocks[1]), Some(Tag::List(None))));
        assert_eq!(script.closes[script.blocks[1]], script.events.len() - 1);
    }

    #[test]
    fn comments_vanish() {
        assert_eq!(without_comments("甲<!-- 乙 -->丙<!-->丁").as_deref(), Some("甲丙丁"));
        assert_eq!(without_comments("甲<!-- 乙"), None);
    }
}
