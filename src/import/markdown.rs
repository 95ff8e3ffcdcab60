//! Markdown becomes a document.
//!
//! In: a `.md` file that is no report of huibian yet. Out: a [`Document`]. A
//! front matter of another program (Hexo, Jekyll, Hugo) becomes properties and
//! labelled lines; a file with one of ours is refused, since it needs no
//! import. HTML among the words is left out with a remark.

mod front;

use std::collections::HashMap;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::diag::Words;
use crate::import::document::{Block, Cell, Document, Form, Inline, Paragraph, Picture, Place, Role, Table};
use crate::import::html;
use crate::import::{Refusal, Remark, RemarkKind};
use crate::source::Digest;
use crate::text::han::joins;

/// How large a file may be, in mebibytes.
const LIMIT: usize = 4;

/// How many lines and marks there may be: pulldown-cmark remembers each.
const MARKS: usize = 500_000;

/// How many marks may stand before each other at the beginning of a line: what
/// is nested deeper is no text that a person wrote.
const NESTING: usize = 200;

const MARKUP: Words = Words { zh: "略去 HTML 标记", en: "HTML is left out" };
const NO_PICTURE: Words =
    Words { zh: "图片没有找到，没有导入", en: "the picture was not found and not imported" };

/// Reads a text in Markdown; `fetch` gives the files beside it, by their path
/// from its folder.
pub fn read_with(name: &str, text: &str, fetch: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Document, Refusal> {
    let text = text.trim_start_matches('\u{feff}');
    let marks = text.bytes().filter(|byte| b"[]*_<`!-+>\n".contains(byte)).count();
    if text.len() > LIMIT << 20 || marks > MARKS || text.lines().any(is_too_deep) {
        return Err(Refusal {
            what: Words { zh: "Markdown 文件太大或嵌套太深", en: "the file is too large or nested too deep" },
            help: Words {
                zh: "多半不是一篇总结；请检查文件", en: "it is hardly a report; look at the file"
            },
        });
    }
    let mut document = Document { name: name.to_owned(), ..Document::default() };
    let body = front::read(text, &mut document)?;
    let start = text.len() - body.len();
    let lines_before = text[..start].matches('\n').count();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut reading = Reading {
        fetch,
        document,
        role: vec![Role::Body],
        form: Vec::new(),
        lists: Vec::new(),
        label: None,
        content: vec![Vec::new()],
        targets: Vec::new(),
        table: None,
        note: None,
        notes: HashMap::new(),
        place: Place::Document,
        pictures: HashMap::new(),
        is_silent: false,
    };
    let (mut counted, mut line) = (0, lines_before + 1);
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        if range.start > counted {
            line += body[counted..range.start].matches('\n').count();
            counted = range.start;
        }
        reading.place = Place::Line(u32::try_from(line).unwrap_or(u32::MAX));
        reading.event(event);
    }
    if reading.document.blocks.is_empty() {
        return Err(Refusal {
            what: Words { zh: "文件里没有文字", en: "there are no words in the file" },
            help: Words { zh: "确认选对了文件", en: "see that it is the right file" },
        });
    }
    Ok(reading.document)
}

fn is_too_deep(line: &str) -> bool {
    line.chars().take_while(|c| c.is_whitespace() || ">-+*".contains(*c)).filter(|c| !c.is_whitespace()).count()
        > NESTING
        && line.contains('>')
}

struct Reading<'a> {
    fetch: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    document: Document,
    role: Vec<Role>,
    form: Vec<Form>,
    /// For each open list its next number, none for bullets.
    lists: Vec<Option<u64>>,
    label: Option<String>,
    /// The inlines of the paragraph, those of open links and pictures last.
    content: Vec<Vec<Inline>>,
    targets: Vec<String>,
    table: Option<Table>,
    /// The note that is open, by number.
    note: Option<usize>,
    notes: HashMap<String, usize>,
    place: Place,
    pictures: HashMap<Digest, usize>,
    /// Whether the markup that is open has no words of the text: a script, a comment.
    is_silent: bool,
}

/// How markup begins that has none.
const SILENT: [&str; 3] = ["<!--", "<script", "<style"];

impl Reading<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text)
            }
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.push(Inline::Break),
            Event::Rule => {
                self.flush();
                self.document.blocks.push(Block::Divider);
            }
            Event::FootnoteReference(label) => {
                let note = self.note_number(&label);
                self.push(Inline::Note(note));
            }
            Event::TaskListMarker(done) => self.text(if done { "☑ " } else { "☐ " }),
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => self.push(Inline::Break),
            Event::Html(html) if self.markup(&html) => {}
            Event::Html(html) | Event::InlineHtml(html) => {
                if !html.trim().is_empty() {
                    self.document.remarks.push(Remark::new(RemarkKind::Dropped, MARKUP, self.place, html.trim(), ""));
                }
            }
        }
    }

    /// Takes the words of a line of markup: <p align="right">某学会</p>. Whether there are any.
    fn markup(&mut self, line: &str) -> bool {
        let small = line.trim_start().to_ascii_lowercase();
        if SILENT.iter().any(|tag| small.starts_with(tag)) {
            self.is_silent = true;
        }
        let words = if self.is_silent { String::new() } else { html::words(line) };
        if words.is_empty() {
            return false;
        }
        self.flush();
        self.text(&words);
        self.flush();
        let aligned = |to: &str| {
            ["align=", "align: ", "align:"]
                .iter()
                .any(|at| small.split(at).skip(1).any(|value| value.trim_start_matches(['"', '\'']).starts_with(to)))
        };
        if let Some(Block::Paragraph(paragraph)) = self.document.blocks.last_mut() {
            (paragraph.look.centered, paragraph.look.right) = (aligned("center"), aligned("right"));
        }
        true
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::HtmlBlock => self.is_silent = false,
            Tag::Heading { level, .. } => {
                self.flush();
                let is_first = level == HeadingLevel::H1
                    && self.document.properties.title.is_empty()
                    && !self
                        .document
                        .blocks
                        .iter()
                        .any(|block| matches!(block, Block::Paragraph(p) if p.role == Role::Title));
                self.role.push(if is_first { Role::Title } else { Role::Heading(level as u8) });
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.role.push(Role::Quotation);
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.role.push(Role::Preformatted);
            }
            Tag::List(start) => {
                self.flush();
                self.lists.push(start);
            }
            Tag::Item => {
                self.flush();
                let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
                let (label, ordered) = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number = number.saturating_add(1);
                        (format!("{}.", *number - 1), true)
                    }
                    _ => ("•".to_owned(), false),
                };
                self.label = Some(label);
                self.role.push(Role::Item { depth, ordered });
            }
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.note = Some(self.note_number(&label));
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table { head: 1, place: self.place, ..Table::default() });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::Emphasis => self.formed(|form| form.italic = true),
            Tag::Strong => self.formed(|form| form.bold = true),
            Tag::Strikethrough => self.formed(|form| form.struck = true),
            Tag::Superscript => self.formed(|form| form.superscript = true),
            Tag::Subscript => self.formed(|form| form.subscript = true),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.targets.push(dest_url.into_string());
                self.content.push(Vec::new());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::CodeBlock => {
                self.flush();
                self.role.pop();
            }
            TagEnd::Item => {
                self.flush();
                self.label = None;
                self.role.pop();
            }
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.note = None;
            }
            TagEnd::TableCell => {
                let content = std::mem::take(self.content.last_mut().unwrap_or(&mut Vec::new()));
                let paragraph = Paragraph { content, place: self.place, ..Paragraph::default() };
                let cell = Cell::single(if paragraph.is_empty() { Vec::new() } else { vec![paragraph] });
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Table => self.document.blocks.extend(self.table.take().map(Block::Table)),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {
                self.form.pop();
            }
            TagEnd::Link => {
                if let (Some(content), Some(target)) = (self.content.pop(), self.targets.pop()) {
                    self.push(Inline::Link { target, content });
                }
            }
            TagEnd::Image => {
                if let (Some(content), Some(target)) = (self.content.pop(), self.targets.pop()) {
                    let alternative = Paragraph { content, ..Paragraph::default() }.text();
                    self.picture(&target, alternative);
                }
            }
            _ => {}
        }
    }

    fn formed(&mut self, change: impl Fn(&mut Form)) {
        let mut form = self.form.last().copied().unwrap_or_default();
        change(&mut form);
        self.form.push(form);
    }

    fn text(&mut self, text: &str) {
        let form = self.form.last().copied().unwrap_or_default();
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.push(Inline::Break);
            }
            match self.content.last_mut().and_then(|content| content.last_mut()) {
                Some(Inline::Text { text, form: last }) if *last == form => text.push_str(line),
                _ if line.is_empty() => {}
                _ => self.push(Inline::Text { text: line.to_owned(), form }),
            }
        }
    }

    /// The break of a line in the source, which is none in Chinese; the next
    /// line is not known yet, so a blank is taken back by `flush` if need be.
    fn soft_break(&mut self) {
        self.text(" \u{2}");
    }

    fn push(&mut self, inline: Inline) {
        if let Some(content) = self.content.last_mut() {
            content.push(inline);
        }
    }

    fn note_number(&mut self, label: &str) -> usize {
        if let Some(number) = self.notes.get(label) {
            return *number;
        }
        let number = self.document.notes.len();
        self.document.notes.push(Vec::new());
        self.notes.insert(label.to_owned(), number);
        number
    }

    fn picture(&mut self, target: &str, alternative: String) {
        let bytes = html::picture_at(target, self.fetch);
        let Some((bytes, extension)) = bytes else {
            let target: String = target.chars().take(200).collect();
            self.document.remarks.push(Remark::new(RemarkKind::Dropped, NO_PICTURE, self.place, &target, ""));
            return;
        };
        let digest = Digest::of(&bytes);
        let pictures = &mut self.document.pictures;
        let picture = *self.pictures.entry(digest).or_insert_with(|| {
            pictures.push(Picture { bytes, extension: extension.to_owned(), digest });
            pictures.len() - 1
        });
        self.push(Inline::Picture { picture, alternative });
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        let Some(mut content) = self.content.last_mut().map(std::mem::take) else { return };
        joined(&mut content);
        while content.last() == Some(&Inline::Break) {
            content.pop();
        }
        let role = self.role.last().copied().unwrap_or_default();
        let mut paragraph = Paragraph { role, content, place: self.place, ..Paragraph::default() };
        if paragraph.is_empty() {
            return;
        }
        if let Role::Item { .. } = role {
            match self.label.take() {
                Some(label) => paragraph.label = label,
                None => paragraph.role = Role::Body,
            }
        }
        match self.note {
            Some(note) => self.document.notes[note].push(paragraph),
            None => self.document.blocks.push(Block::Paragraph(paragraph)),
        }
    }
}

/// Resolves the marks of line breaks: a blank, or nothing in Chinese.
fn joined(content: &mut [Inline]) {
    for inline in content {
        match inline {
            Inline::Text { text, .. } if text.contains('\u{2}') => {
                let mut joined = String::with_capacity(text.len());
                let mut parts = text.split(" \u{2}");
                joined.push_str(parts.next().unwrap_or_default());
                for part in parts {
                    let neighbours = joined.chars().next_back().zip(part.chars().next());
                    if !neighbours.is_some_and(|(before, after)| joins(before, after)) {
                        joined.push(' ');
                    }
                    joined.push_str(part);
                }
                *text = joined;
            }
            Inline::Link { content, .. } => {
                // Links do not stand in links.
                for inline in content {
                    if let Inline::Text { text, .. } = inline {
                        *text = text.replace(" \u{2}", " ");
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read_with;
    use crate::import::document::{Block, Document, Role};

    fn read(text: &str) -> Document {
        read_with("a.md", text, &|path| (path == "图/1.png").then(|| b"\x89PNG".to_vec())).unwrap()
    }

    fn lines(document: &Document) -> Vec<String> {
        let line = |block: &Block| match block {
            Block::Paragraph(paragraph) => format!("{:?} {}", paragraph.role, paragraph.text()),
            Block::Table(table) => format!("Table {}×{}", table.rows.len(), table.rows[0].len()),
            Block::Divider => "Divider".to_owned(),
        };
        document.blocks.iter().map(line).collect()
    }

    #[test]
    fn markdown_is_read_into_blocks() {
        let document = read(
            "# 总结\n\n第一行，\n接着 **要点** 写[^a]。\n\n## 一、工作\n\n- 甲\n- 乙\n  1. 丙\n\n> 引文\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![图](图/1.png)\n\n[^a]: 注文。\n",
        );
        let expected = [
            "Title 总结",
            "Body 第一行，接着 要点 写。",
            "Heading(2) 一、工作",
            "Item { depth: 0, ordered: false } •甲",
            "Item { depth: 0, ordered: false } •乙",
            "Item { depth: 1, ordered: true } 1.丙",
            "Quotation 引文",
            "Table 2×2",
            "Body ",
        ];
        assert_eq!(lines(&document), expected);
        assert_eq!(document.notes[0][0].text(), "注文。");
        assert_eq!(document.pictures.len(), 1);
    }

    #[test]
    fn a_foreign_front_matter_becomes_lines() {
        let document = read(
            "---\ntitle: 年终总结\nauthor: 某某\ndate: 2021-12-05 10:00\ntags: [护理, 质控]\nlayout: post\n---\n正文。\n",
        );
        let expected = [
            "Title 年终总结",
            "Body 作者：某某",
            "Body 发布日期：2021-12-05 10:00",
            "Body 关键词：护理；质控",
            "Body 正文。",
        ];
        assert_eq!(lines(&document), expected);
        assert_eq!(document.properties.created, "2021-12-05");
        assert_eq!(document.remarks.len(), 1, "{:?}", document.remarks);
        let Block::Paragraph(last) = &document.blocks[4] else { panic!() };
        assert_eq!((last.role, last.place), (Role::Body, crate::import::document::Place::Line(8)));
    }

    #[test]
    fn markup_keeps_its_words_and_its_place() {
        let document = read(
            "正文。\n\n<p align=\"right\">某学会<br>秘书处</p>\n\n<!-- 备注 -->\n\n<script>\nalert('甲')\n</script>\n",
        );
        let [first, second] = document.blocks.as_slice() else { panic!("{:?}", lines(&document)) };
        let (Block::Paragraph(first), Block::Paragraph(second)) = (first, second) else { panic!() };
        assert_eq!((first.text().as_str(), first.look.right), ("正文。", false));
        assert_eq!((second.text().as_str(), second.look.right), ("某学会 秘书处", true));
    }

    #[test]
    fn a_report_of_ours_is_refused() {
        for front in ["title: 总结\nbranch: 办公室\nyear: 2020", "标题: 总结\n组织: 办公室\n年度: 2020"]
        {
            let refusal = read_with("a.md", &format!("---\n{front}\n---\n正文"), &|_| None).unwrap_err();
            assert!(refusal.help.zh.contains("content/reports"));
        }
    }

    #[test]
    fn hostile_markdown_is_refused_or_read() {
        assert!(read_with("a.md", &">".repeat(100_000), &|_| None).is_err());
        for text in [
            "",
            "---",
            "---\n---\n",
            "- ".repeat(5000).as_str(),
            "[".repeat(50_000).as_str(),
            "*a".repeat(50_000).as_str(),
        ] {
            let _ = read_with("a.md", text, &|_| None);
        }
    }
}
