//! The writer's part within a line: text, breaks, links, notes, code.
//!
//! In: inline events. Out: HTML. Here lines are joined as Chinese wants it,
//! and here every address is looked at before it is written: one that may not
//! be followed leaves its words as text and a finding. Whether a file exists
//! is asked of `Resolve`.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::diag::rules::markdown::{
    ANCHOR_MISSING, LINK_BROKEN, LINK_DRAFT, LINK_EXCLUDED, LINK_MISSING, LINK_PROTOCOL, LINK_SCHEME,
};
use crate::diag::{Argument, Diagnostic, Language, Words};
use crate::parse::markdown::Target;
use crate::parse::markdown::address::Address;
use crate::parse::markdown::html::{anchor, attribute, escape, escape_chinese};
use crate::parse::markdown::notes::NoteKind;
use crate::parse::markdown::writer::Writer;
use crate::text::han::joins;

/// Spaces with which authors indent.
const INDENTS: [char; 4] = [' ', '\t', '\u{A0}', '\u{3000}'];

impl Writer<'_> {
    /// A text of the script, the number of a caption in its proper form.
    pub fn text_event(&mut self, at: usize, text: &str) {
        match self.caption.take_if(|caption| caption.text == at) {
            Some(caption) => {
                self.text(&caption.head);
                self.text(&text[caption.rest..]);
            }
            None => self.text(text),
        }
    }

    /// Writes text, without the indent at the start of a line.
    pub fn text(&mut self, text: &str) {
        let text = if self.is_line_start { text.trim_start_matches(INDENTS) } else { text };
        let Some(last) = text.chars().next_back() else { return };
        self.last = Some(last);
        self.is_line_start = false;
        match self.language {
            Language::Chinese => escape_chinese(&mut self.html, text),
            Language::English => escape(&mut self.html, text),
        }
    }

    /// Writes a code span.
    pub fn code_span(&mut self, code: &str) {
        self.html.push_str("<code>");
        escape(&mut self.html, code);
        self.html.push_str("</code>");
        self.last = code.chars().next_back();
        self.is_line_start = false;
    }

    /// A line break of the source: nothing between Chinese characters.
    pub fn soft_break(&mut self, at: usize) {
        if self.splits_paragraph(at) {
            return;
        }
        let is_joined = match (self.last, self.first_after(at)) {
            (Some(before), Some(after)) => joins(before, after),
            _ => self.is_line_start,
        };
        if !is_joined {
            self.html.push('\n');
        }
        self.is_line_start = true;
    }

    /// A line break that the author wants.
    pub fn hard_break(&mut self, at: usize) {
        if !self.splits_paragraph(at) {
            self.html.push_str("<br>\n");
            self.begin_line();
        }
    }

    /// Begins a new paragraph where a line begins with an indent of two
    /// characters, as every paragraph does that was pasted from Word.
    fn splits_paragraph(&mut self, at: usize) -> bool {
        let is_indented =
            matches!(self.script.events.get(at + 1), Some(Event::Text(text)) if text.starts_with("\u{3000}\u{3000}"));
        let splits = is_indented && self.is_in_paragraph();
        if splits {
            self.close_paragraph();
            self.open("<p>");
        }
        splits
    }

    /// The first character after a break in the same block.
    fn first_after(&self, at: usize) -> Option<char> {
        for event in &self.script.events[at + 1..] {
            match event {
                Event::Text(text) => match text.trim_start_matches(INDENTS).chars().next() {
                    Some(first) => return Some(first),
                    None => continue,
                },
                Event::Code(code) => return code.chars().next(),
                Event::InlineHtml(html) if !html.starts_with("<!--") => return Some('<'),
                Event::InlineHtml(_) | Event::FootnoteReference(_) => {}
                Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }) => {}
                Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
                _ => return None,
            }
        }
        None
    }

    /// HTML in a line: comments vanish, `<br>` breaks, the rest is text.
    pub fn inline_html(&mut self, at: usize, html: &str) {
        let name = html.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
        if html.starts_with("<!--") {
        } else if name.eq_ignore_ascii_case("br") {
            self.html.push_str("<br>\n");
            self.begin_line();
        } else {
            self.refuse_html(self.script.spans[at].clone(), html);
            self.is_line_start = false;
            self.last = Some('>');
            escape(&mut self.html, html);
        }
    }

    /// One tilde is a range in Chinese (3~5), never a deletion.
    pub fn strikethrough(&mut self, at: usize) {
        let is_double = self.script.source[self.script.spans[at].clone()].starts_with("~~");
        self.html.push_str(if is_double { "<del>" } else { "~" });
        self.ends.push(if is_double { "</del>" } else { "~" });
        self.is_line_start = false;
    }

    /// Writes the box of a task, which the reader cannot tick.
    pub fn checkbox(&mut self, is_done: bool) {
        self.html.push_str("<input type=\"checkbox\" disabled");
        self.html.push_str(if is_done { " checked" } else { "" });
        let label = if is_done { self.say("已完成", "Done") } else { self.say("未完成", "To do") };
        attribute(&mut self.html, "aria-label", label);
        self.html.push_str("> ");
    }

    /// The mark of a note.
    pub fn note_mark(&mut self, label: &str) {
        if self.is_bare {
            return;
        }
        let Some(cited) = self.notes.cite(label) else {
            return self.text(&format!("[^{label}]"));
        };
        let (kind, mark, id) = (cited.kind, cited.kind.mark(cited.number), cited.kind.id(cited.number));
        let place = cited.marks.last().cloned();
        let (role, name) = match kind {
            NoteKind::Note => ("doc-noteref", self.say("注", "Note ")),
            NoteKind::Reference => ("doc-biblioref", self.say("参考文献", "Reference ")),
        };
        // A link cannot hold a link.
        let tag = if self.links == 0 { "<sup><a" } else { "<sup" };
        self.html.push_str(tag);
        if let Some(place) = place {
            attribute(&mut self.html, "id", &place);
        }
        if self.links == 0 {
            attribute(&mut self.html, "href", &format!("#{id}"));
            attribute(&mut self.html, "role", role);
            attribute(&mut self.html, "aria-label", &format!("{name}{mark}"));
        }
        self.html.push('>');
        self.html.push_str(&mark);
        self.html.push_str(if self.links == 0 { "</a></sup>" } else { "</sup>" });
        self.is_line_start = false;
    }

    /// Opens a link, or nothing if it leads nowhere.
    pub fn link(&mut self, at: usize) {
        let script = self.script;
        let Some(Tag::Link { link_type, dest_url, title, .. }) = script.tag(at) else { return };
        let mailbox = (*link_type == LinkType::Email).then(|| format!("mailto:{dest_url}"));
        let destination = mailbox.as_deref().unwrap_or(dest_url);
        let target = if self.is_bare || self.links > 0 { None } else { self.target(at, destination) };
        match target {
            Some((href, download)) => {
                self.html.push_str("<a");
                attribute(&mut self.html, "href", &href);
                if let Some(download) = download {
                    attribute(&mut self.html, "download", &download);
                }
                if !title.is_empty() {
                    attribute(&mut self.html, "title", title);
                }
                self.html.push('>');
                self.links += 1;
                self.ends.push("</a>");
            }
            None => self.ends.push(""),
        }
        if script.inside(at).is_empty() {
            self.text(destination);
        }
    }

    /// Where a link leads, and the name to save it under.
    fn target(&mut self, at: usize, destination: &str) -> Option<(String, Option<String>)> {
        match Address::read(destination) {
            Address::Web(href) => Some((href, None)),
            Address::Anchor(id) => {
                let href = self.headings.id(&id).map(|id| anchor(&id));
                if href.is_none() {
                    let range = self.destination(at, destination);
                    self.find(|span| Diagnostic::new(&ANCHOR_MISSING, span).with("anchor", id.as_str()), range);
                }
                Some((href.unwrap_or_else(|| anchor(&id)), None))
            }
            Address::File { path, anchor: fragment } => {
                let fragment = fragment.map(|id| anchor(&id)).unwrap_or_default();
                match self.file(at, destination, &path)? {
                    (href, None) => Some((href + &fragment, None)),
                    attachment => Some(attachment),
                }
            }
            Address::Protocol => {
                let range = self.destination(at, destination);
                self.find(
                    |span| {
                        Diagnostic::new(&LINK_PROTOCOL, span)
                            .with("address", destination)
                            .suggest(format!("https://{}", destination.trim_start_matches(['/', '\\'])))
                    },
                    range,
                );
                None
            }
            Address::Broken(address) => {
                let range = self.destination(at, destination);
                self.find(|span| Diagnostic::new(&LINK_BROKEN, span).with("address", address), range);
                None
            }
            Address::Scheme(scheme) => {
                let range = self.destination(at, destination);
                self.find(|span| Diagnostic::new(&LINK_SCHEME, span).with("scheme", scheme), range);
                None
            }
        }
    }

    /// The address of a file, and the name to save it under.
    fn file(&mut self, at: usize, destination: &str, path: &str) -> Option<(String, Option<String>)> {
        let written = destination.split_once('#').map_or(destination, |(written, _)| written);
        let name: Argument =
            if path.is_empty() { Words { zh: "（空）", en: "(nothing)" }.into() } else { path.into() };
        let target = if path.is_empty() { Target::Missing { nearest: None } } else { self.resolve.link(path) };
        match target {
            Target::Internal { href } => Some((href, None)),
            Target::Attachment { href, download } => Some((href, Some(download))),
            Target::Missing { nearest } => {
                let range = self.destination(at, written);
                self.find(
                    |span| {
                        let finding = Diagnostic::new(&LINK_MISSING, span).with("path", name);
                        nearest.into_iter().fold(finding, Diagnostic::suggest)
                    },
                    range,
                );
                None
            }
            Target::Unpublished | Target::Excluded => {
                let rule = if target == Target::Unpublished { &LINK_DRAFT } else { &LINK_EXCLUDED };
                let range = self.destination(at, written);
                self.find(|span| Diagnostic::new(rule, span).with("path", name), range);
                None
            }
        }
    }

    /// Where the destination of a link or an image is written, or else all of
    /// it, as for `[text][label]`.
    pub fn destination(&self, at: usize, destination: &str) -> Range<usize> {
        let span = self.script.spans[at].clone();
        let tail = self.script.inside(at).last().map_or(span.start, |last| self.script.spans[last].end);
        let found = self.script.source.get(tail..span.end).and_then(|source| source.find(destination));
        match found {
            Some(found) if !destination.is_empty() => tail + found..tail + found + destination.len(),
            _ => span,
        }
    }
}
