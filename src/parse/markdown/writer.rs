//! The writer: from the script of a body to its HTML, block by block.
//!
//! In: a script, the headings, notes and signature found in it. Out: the
//! `Body` and its findings. Containers are opened and closed as their events
//! come; a block that needs its surroundings (a paragraph that is a caption)
//! looks ahead in the script and says where to go on. Lines within blocks are
//! written in `inline`, tables in `table`, pictures in `picture`, all else that
//! is more than a tag in `block`.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diag::{Diagnostic, Language, Words};
use crate::parse::markdown::caption::{self, Caption, Of};
use crate::parse::markdown::headings::{self, Headings};
use crate::parse::markdown::notes::{NoteKind, Notes};
use crate::parse::markdown::script::Script;
use crate::parse::markdown::sign::{self, Signature};
use crate::parse::markdown::{Body, BodyContext, Heading, Note, Resolve};

/// Writes a body.
pub(super) fn write<'a>(
    script: &'a Script<'a>,
    place: BodyContext<'a>,
    language: Language,
    resolve: &'a dyn Resolve,
) -> (Body, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let headings = Headings::read(script, &place, &mut findings);
    let notes = Notes::read(script, &place, &mut findings);
    let mut writer = Writer {
        script,
        place,
        language,
        resolve,
        headings,
        notes,
        signature: sign::find(script),
        html: String::with_capacity(script.source.len() + script.source.len() / 8),
        findings,
        outline: Vec::new(),
        ends: Vec::new(),
        links: 0,
        depth: 0,
        last: None,
        is_line_start: true,
        is_bare: false,
        block: 0,
        html_told: None,
        caption: None,
        unnamed_tables: 0,
    };
    writer.run(0..script.events.len());
    let mut body = Body { html: std::mem::take(&mut writer.html), ..Body::default() };
    // A note may mention others: the list grows while it is written.
    let mut next = 0;
    while let Some(cited) = writer.notes.cited.get(next).cloned() {
        let html = writer.note(cited.definition);
        let list = if cited.kind == NoteKind::Note { &mut body.notes } else { &mut body.references };
        list.push(Note {
            number: cited.number,
            mark: cited.kind.mark(cited.number),
            id: cited.kind.id(cited.number),
            html,
            backlinks: Vec::new(),
        });
        next += 1;
    }
    // Marks in notes count as well, so the way back is known only now.
    for cited in &mut writer.notes.cited {
        if let (NoteKind::Note, Some(note)) = (cited.kind, body.notes.get_mut(cited.number - 1)) {
            note.backlinks = std::mem::take(&mut cited.marks);
        }
    }
    body.outline = headings::outline(std::mem::take(&mut writer.outline));
    let mut findings = std::mem::take(&mut writer.findings);
    writer.notes.find_unused(script, &place, &mut findings);
    crate::diag::sort(&mut findings);
    (body, findings)
}

/// The state of writing.
pub(super) struct Writer<'a> {
    /// What is being written.
    pub script: &'a Script<'a>,
    /// Where it stands in its file.
    pub place: BodyContext<'a>,
    /// The language of the page.
    pub language: Language,
    /// Who knows the other files.
    pub resolve: &'a dyn Resolve,
    /// The headings with their ids.
    pub headings: Headings,
    /// The notes with their numbers.
    pub notes: Notes,
    /// What is still to be signed.
    pub signature: Option<Signature>,
    /// What is written.
    pub html: String,
    /// What is wrong so far.
    pub findings: Vec<Diagnostic>,
    /// The headings written, without their order.
    pub outline: Vec<Heading>,
    /// How the open links and deletions end.
    pub ends: Vec<&'static str>,
    /// How many links are open.
    pub links: usize,
    /// How many elements are open within the line.
    depth: usize,
    /// The last character of the line being written.
    pub last: Option<char>,
    /// Whether nothing of the line is written, so that indents are dropped.
    pub is_line_start: bool,
    /// Whether links and notes are left out, for the outline.
    pub is_bare: bool,
    /// The block being written, by its start.
    pub block: usize,
    /// The last block of which it was told that it has HTML.
    pub html_told: Option<usize>,
    /// The caption being written.
    pub caption: Option<Caption>,
    /// How many tables without a caption were written.
    pub unnamed_tables: usize,
}

impl<'a> Writer<'a> {
    /// Writes some events.
    pub fn run(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            at = self.event(at);
        }
    }

    /// Writes some events apart.
    pub fn apart(&mut self, range: Range<usize>) -> String {
        let html = std::mem::take(&mut self.html);
        self.begin_line();
        self.run(range);
        std::mem::replace(&mut self.html, html)
    }

    /// Starts a line of text.
    pub fn begin_line(&mut self) {
        self.last = None;
        self.is_line_start = true;
    }

    /// Adds a finding about a range of the prepared text.
    pub fn find(&mut self, finding: impl FnOnce(crate::source::Span) -> Diagnostic, range: Range<usize>) {
        self.findings.push(finding(self.place.span(range)));
    }

    /// Words in the language of the page.
    pub fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        Words { zh, en }.in_language(self.language)
    }

    /// Writes the event at an index, or all that begins with it; gives the
    /// index to go on with.
    fn event(&mut self, at: usize) -> usize {
        let script = self.script;
        match &script.events[at] {
            Event::Start(tag) => return self.start(at, tag),
            Event::End(end) => self.end(*end),
            Event::Text(text) => self.text_event(at, text),
            Event::Code(code) => self.code_span(code),
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(at, html),
            Event::FootnoteReference(label) => self.note_mark(label),
            Event::SoftBreak => self.soft_break(at),
            Event::HardBreak => self.hard_break(at),
            Event::Rule => self.open("<hr>\n"),
            Event::TaskListMarker(is_done) => self.checkbox(*is_done),
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
        at + 1
    }

    fn start(&mut self, at: usize, tag: &Tag<'_>) -> usize {
        let close = self.script.closes[at];
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => self.depth += 1,
            // A table is told of once, not in every cell.
            Tag::Image { .. } | Tag::TableHead | Tag::TableRow | Tag::TableCell => {}
            _ => self.block = at,
        }
        match tag {
            Tag::Paragraph => return self.paragraph(at),
            Tag::Heading { .. } => return self.heading(at),
            Tag::Table(alignments) => return self.table(at, alignments, None),
            Tag::CodeBlock(kind) => return self.code_block(at, kind),
            Tag::HtmlBlock => return self.html_block(at),
            Tag::Link { .. } => self.link(at),
            Tag::Image { .. } => return self.image(at),
            Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) => return close + 1,
            Tag::BlockQuote(None) => self.open("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.alert(*kind),
            Tag::List(start) => self.list(at, *start),
            Tag::Item => {
                let is_task = matches!(self.script.events.get(at + 1), Some(Event::TaskListMarker(_)));
                self.open(if is_task { "<li class=\"task\">" } else { "<li>" });
            }
            Tag::DefinitionList => self.open("<dl>\n"),
            Tag::DefinitionListTitle => self.open("<dt>"),
            Tag::DefinitionListDefinition => self.open("<dd>"),
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Strikethrough => self.strikethrough(at),
            // Rows are written by their table; the rest is not read.
            Tag::TableHead | Tag::TableRow | Tag::TableCell | Tag::Subscript | Tag::Superscript => {}
        }
        at + 1
    }

    fn end(&mut self, end: TagEnd) {
        if matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) {
            self.depth = self.depth.saturating_sub(1);
        }
        self.html.push_str(match end {
            TagEnd::BlockQuote(None) => "</blockquote>\n",
            TagEnd::BlockQuote(Some(_)) => "</div>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::DefinitionList => "</dl>\n",
            TagEnd::DefinitionListTitle => "</dt>\n",
            TagEnd::DefinitionListDefinition => "</dd>\n",
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Link | TagEnd::Strikethrough => {
                let end = self.ends.pop().unwrap_or_default();
                self.links -= usize::from(end == "</a>").min(self.links);
                end
            }
            _ => "",
        });
    }

    /// Opens a block on a line of its own.
    pub fn open(&mut self, tag: &str) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
        self.html.push_str(tag);
        self.begin_line();
    }

    fn paragraph(&mut self, at: usize) -> usize {
        let close = self.script.closes[at];
        if self.signature.as_ref().is_some_and(|signature| signature.events.start == at) {
            return self.sign().unwrap_or(close + 1);
        }
        if let (Some(Tag::Table(alignments)), Some(caption)) =
            (self.script.tag(close + 1), caption::paragraph(self.script, at, Of::Table))
        {
            return self.table(close + 1, alignments, Some(caption));
        }
        if let Some(next) = self.figures(at) {
            return next;
        }
        self.open("<p>");
        self.run(at + 1..close);
        self.close_paragraph();
        close + 1
    }

    /// Ends a paragraph, which goes if nothing is in it.
    pub fn close_paragraph(&mut self) {
        if self.html.ends_with("<p>") {
            self.html.truncate(self.html.len() - 3);
        } else {
            self.html.push_str("</p>\n");
        }
    }

    /// Whether the line being written stands in a paragraph and in nothing
    /// within it.
    pub fn is_in_paragraph(&self) -> bool {
        self.depth == 0 && matches!(self.script.tag(self.block), Some(Tag::Paragraph))
    }

    /// The words of a note, whose only paragraph needs no tag.
    fn note(&mut self, definition: usize) -> String {
        let inside = self.script.inside(definition);
        let is_single = matches!(self.script.tag(inside.start), Some(Tag::Paragraph))
            && self.script.closes[inside.start] + 1 == inside.end;
        let range = if is_single { self.script.inside(inside.start) } else { inside };
        self.block = definition;
        let mut html = self.apart(range);
        html.truncate(html.trim_end().len());
        html
    }
}
