//! The writer's part for blocks: headings, lists, alerts, code, the signature.
//!
//! In: a block of the script. Out: its HTML; where the block is written whole,
//! the index of the event to go on with. Blocks of HTML come here to be turned
//! into text.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event};

use crate::diag::Diagnostic;
use crate::diag::rules::markdown::HTML_REFUSED;
use crate::language::enumerator::is_numeral;
use crate::parse::markdown::Heading;
use crate::parse::markdown::html::{attribute, escape};
use crate::parse::markdown::script::without_comments;
use crate::parse::markdown::writer::Writer;

impl Writer<'_> {
    /// Writes the signature; gives the index to go on with.
    pub fn sign(&mut self) -> Option<usize> {
        let signature = self.signature.take()?;
        self.open("<p class=\"sign\">");
        for (index, line) in signature.lines.iter().enumerate() {
            self.html.push_str(if index == 0 { "" } else { "<br>" });
            escape(&mut self.html, line);
        }
        self.html.push_str("</p>\n");
        Some(signature.events.end)
    }

    /// Writes a heading and takes it down for the outline.
    pub fn heading(&mut self, at: usize) -> usize {
        let close = self.script.closes[at];
        let Some(entry) = self.headings.find(at) else {
            // Without words it would be a gap in the contents.
            self.open("<p>");
            self.run(at + 1..close);
            self.close_paragraph();
            return close + 1;
        };
        let (level, id, text, is_outer) = (entry.level, entry.id.clone(), entry.text.clone(), entry.is_outer);
        self.open(&format!("<h{level}"));
        attribute(&mut self.html, "id", &id);
        self.html.push('>');
        self.run(at + 1..close);
        self.html.push_str(&format!("</h{level}>\n"));
        if is_outer && level <= 3 {
            self.is_bare = true;
            let html = self.apart(at + 1..close);
            self.is_bare = false;
            self.outline.push(Heading { level, id, html, text, children: Vec::new() });
        }
        close + 1
    }

    /// Opens a list; `marked` tells the theme that the author numbers it by hand.
    pub fn list(&mut self, at: usize, start: Option<u64>) {
        let first = (at + 2..at + 4).find_map(|index| match self.script.events.get(index) {
            Some(Event::Text(text)) => Some(text.trim_start()),
            _ => None,
        });
        let is_marked = first.is_some_and(|text| {
            text.starts_with(|first: char| ('\u{2460}'..='\u{249B}').contains(&first))
                || text
                    .strip_prefix('（')
                    .is_some_and(|rest| rest.starts_with(|c: char| c.is_numeric() || is_numeral(c)))
        });
        self.open(if start.is_some() { "<ol" } else { "<ul" });
        if let Some(start) = start.filter(|&start| start != 1) {
            attribute(&mut self.html, "start", &start.to_string());
        }
        self.html.push_str(if is_marked { " class=\"marked\">\n" } else { ">\n" });
    }

    /// Opens an alert with its word.
    pub fn alert(&mut self, kind: BlockQuoteKind) {
        let (class, word) = match kind {
            BlockQuoteKind::Note => ("note", self.say("说明", "Note")),
            BlockQuoteKind::Tip => ("tip", self.say("提示", "Tip")),
            BlockQuoteKind::Important => ("important", self.say("重要", "Important")),
            BlockQuoteKind::Warning => ("warning", self.say("警告", "Warning")),
            BlockQuoteKind::Caution => ("caution", self.say("注意", "Caution")),
        };
        self.open(&format!("<div role=\"note\" class=\"alert {class}\">\n<p class=\"alert-head\">{word}</p>\n"));
    }

    /// Writes a block of code.
    pub fn code_block(&mut self, at: usize, kind: &CodeBlockKind<'_>) -> usize {
        // Code may be wider than the page, so the keyboard must reach it.
        self.open("<pre tabindex=\"0\"><code");
        if let CodeBlockKind::Fenced(info) = kind
            && let Some(name) = info.split_whitespace().next()
        {
            attribute(&mut self.html, "class", &format!("language-{name}"));
        }
        self.html.push('>');
        let script = self.script;
        for event in &script.events[script.inside(at)] {
            if let Event::Text(text) = event {
                escape(&mut self.html, text);
            }
        }
        self.html.push_str("</code></pre>\n");
        script.closes[at] + 1
    }

    /// Writes a block of HTML as a paragraph of text.
    pub fn html_block(&mut self, at: usize) -> usize {
        let script = self.script;
        let html: String = script.events[script.inside(at)]
            .iter()
            .filter_map(|event| match event {
                Event::Html(html) | Event::Text(html) => Some(&**html),
                _ => None,
            })
            .collect();
        let shown = without_comments(&html);
        let shown = shown.as_deref().unwrap_or(&html).trim();
        if !shown.is_empty() {
            let span = script.spans[at].clone();
            let length = script.source[span.clone()].trim_end().len();
            self.refuse_html(span.start..span.start + length, shown);
            self.open("<p>");
            escape(&mut self.html, shown);
            self.close_paragraph();
        }
        script.closes[at] + 1
    }

    /// Tells that a block has HTML, once.
    pub fn refuse_html(&mut self, range: Range<usize>, html: &str) {
        if self.html_told != Some(self.block) {
            self.html_told = Some(self.block);
            let mut code: String = html.lines().next().unwrap_or_default().chars().take(30).collect();
            if code.len() < html.len() {
                code.push('…');
            }
            self.find(|span| Diagnostic::new(&HTML_REFUSED, span).with("code", code), range);
        }
    }
}
