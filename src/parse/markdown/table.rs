//! The writer's part for tables.
//!
//! In: a table of the script and perhaps the caption before it. Out: a table
//! that scrolls by itself where it is wider than the page, hence can be reached
//! by keyboard and has a name; with a caption it is a figure. Alignment is a
//! class, as the pages allow no inline styles. An empty cell in the head is no
//! `th`, and a head of nothing but empty cells is left out.

use pulldown_cmark::{Alignment, Event, Tag};

use crate::diag::Diagnostic;
use crate::diag::rules::markdown::TABLE_CELLS;
use crate::parse::markdown::caption::{self, Caption, Of};
use crate::parse::markdown::html::attribute;
use crate::parse::markdown::writer::Writer;

impl Writer<'_> {
    /// Writes a table and its caption; gives the index to go on with.
    pub fn table(&mut self, at: usize, alignments: &[Alignment], above: Option<Caption>) -> usize {
        let script = self.script;
        let mut next = script.closes[at] + 1;
        let caption = above.or_else(|| {
            let caption = caption::paragraph(script, next, Of::Table)?;
            let close = script.closes[next];
            // It belongs to the table that it stands directly above.
            let is_above_another = matches!(script.tag(close + 1), Some(Tag::Table(_)));
            (!is_above_another).then(|| {
                next = close + 1;
                caption
            })
        });
        let name = match &caption {
            Some(caption) => {
                let after = script.words(caption.text + 1..caption.events.end);
                let text = match &script.events[caption.text] {
                    Event::Text(text) => &text[caption.rest..],
                    _ => "",
                };
                format!("{}{text}{after}", caption.head).trim().to_owned()
            }
            None => {
                self.unnamed_tables += 1;
                let word = self.say("表格", "Table");
                // Two regions of one page need two names.
                if self.unnamed_tables == 1 { word.to_owned() } else { format!("{word} {}", self.unnamed_tables) }
            }
        };
        let is_figure = caption.is_some();
        if let Some(caption) = caption {
            self.open("<figure>");
            self.figcaption(caption);
        }
        self.open("<div class=\"scroll\" tabindex=\"0\" role=\"region\"");
        attribute(&mut self.html, "aria-label", &name);
        self.html.push_str("><table class=\"grid\">");
        self.rows(at, alignments);
        self.html.push_str(if is_figure { "</table></div></figure>\n" } else { "</table></div>\n" });
        next
    }

    fn rows(&mut self, table: usize, alignments: &[Alignment]) {
        let script = self.script;
        let inside = script.inside(table);
        let mut row = inside.start;
        let mut has_body = false;
        while row < inside.end {
            let is_head = matches!(script.tag(row), Some(Tag::TableHead));
            let is_empty = || script.words(script.inside(row)).trim().is_empty() && !self.has_image(row);
            if !(is_head && is_empty()) {
                if !is_head && !has_body {
                    has_body = true;
                    self.html.push_str("<tbody>\n");
                }
                self.html.push_str(if is_head { "<thead><tr>" } else { "<tr>" });
                self.cells(row, is_head, alignments);
                self.html.push_str(if is_head { "</tr></thead>" } else { "</tr>\n" });
            }
            self.find_lost_cells(row);
            row = script.closes[row] + 1;
        }
        self.html.push_str(if has_body { "</tbody>" } else { "" });
    }

    fn cells(&mut self, row: usize, is_head: bool, alignments: &[Alignment]) {
        let script = self.script;
        let inside = script.inside(row);
        let mut cell = inside.start;
        let mut column = 0;
        while cell < inside.end {
            let content = script.inside(cell);
            let is_heading = is_head && (!script.words(content.clone()).trim().is_empty() || self.has_image(cell));
            let tag = if is_heading { "th" } else { "td" };
            self.html.push('<');
            self.html.push_str(tag);
            if is_heading {
                self.html.push_str(" scope=\"col\"");
            }
            match alignments.get(column) {
                Some(Alignment::Right) => self.html.push_str(" class=\"num\""),
                Some(Alignment::Center) => self.html.push_str(" class=\"mid\""),
                _ => {}
            }
            self.html.push('>');
            self.begin_line();
            self.run(content);
            self.html.push_str("</");
            self.html.push_str(tag);
            self.html.push('>');
            column += 1;
            cell = script.closes[cell] + 1;
        }
    }

    fn has_image(&self, at: usize) -> bool {
        self.script.inside(at).any(|index| matches!(self.script.tag(index), Some(Tag::Image { .. })))
    }

    /// Tells of cells that the parser drops as the head has no column for them.
    fn find_lost_cells(&mut self, row: usize) {
        let script = self.script;
        let Some(last) = script.inside(row).last() else { return };
        let (from, to) = (script.spans[last].end, script.spans[row].end);
        let Some(rest) = script.source.get(from..to) else { return };
        let lost = rest.trim_matches(|character: char| character.is_whitespace() || character == '|');
        if !lost.is_empty() && rest.trim_start().starts_with('|') {
            let start = from + rest.find(lost).unwrap_or_default();
            let text = self.place.shielded.strip(lost.into());
            self.find(|span| Diagnostic::new(&TABLE_CELLS, span).with("text", &*text), start..start + lost.len());
        }
    }
}
