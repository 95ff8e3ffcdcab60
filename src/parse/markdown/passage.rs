//! Passages: the words of a body as its page shows them, for a search.
//!
//! In: the Markdown of a body. Out: the text of every block in the order of the
//! page, with the ids of headings and notes. Unlike `prose`, for whom the page
//! does not matter: no spans, lines joined, code too, notes in the order of
//! their numbers and only those that are cited.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::parse::Limits;
use crate::parse::markdown::emphasis::shield;
use crate::parse::markdown::headings::Headings;
use crate::parse::markdown::notes::{self, Notes};
use crate::parse::markdown::script::{Script, without_comments};
use crate::parse::markdown::{BodyContext, headings};
use crate::source::VPath;
use crate::text::han::joins;

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading of a level on the page, 2 to 6.
    Heading(u8),
    /// A paragraph, item, cell, caption, quotation, code or signature.
    Text,
    /// The beginning of a note.
    Note,
    /// The beginning of a reference.
    Reference,
}

/// A block of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub part: Part,
    /// The id of a heading or of a note; empty for text.
    pub anchor: String,
    /// Its words.
    pub text: String,
}

/// Reads the body that stands at `range` in the text of a file.
pub fn passages(path: &VPath, text: &str, range: Range<usize>) -> Vec<Passage> {
    let start = range.start;
    // Who searches has no settings; what the site allows beyond the usual is of
    // no weight for words.
    let shielded = shield(text.get(range).unwrap_or_default(), Limits::default().nesting);
    let script = Script::read(&shielded);
    let place = BodyContext { path, start, shielded: &shielded };
    // Who builds the page says what is wrong.
    let mut findings = Vec::new();
    let headings = Headings::read(&script, &place, &mut findings);
    let notes = Notes::read(&script, &place, &mut findings);
    let mut reader = PassageCollector {
        script: &script,
        headings,
        notes,
        passages: Vec::new(),
        next: None,
        text: String::new(),
        is_new_line: true,
    };
    reader.run(0..script.events.len());
    // A note may mention others: the list grows while it is read.
    let (mut all, mut references) = (Vec::new(), Vec::new());
    let mut next = 0;
    std::mem::swap(&mut all, &mut reader.passages);
    while let Some((definition, kind, number)) =
        reader.notes.cited.get(next).map(|cited| (cited.definition, cited.kind, cited.number))
    {
        let part = if kind == notes::NoteKind::Note { Part::Note } else { Part::Reference };
        reader.next = Some((part, kind.id(number)));
        reader.run(script.inside(definition));
        reader.next = None;
        let list = if part == Part::Note { &mut all } else { &mut references };
        list.append(&mut reader.passages);
        next += 1;
    }
    all.append(&mut references);
    all
}

/// Gathers passages.
struct PassageCollector<'a> {
    script: &'a Script<'a>,
    headings: headings::Headings,
    notes: Notes,
    passages: Vec<Passage>,
    /// What the next passage begins.
    next: Option<(Part, String)>,
    text: String,
    is_new_line: bool,
}

impl PassageCollector<'_> {
    fn run(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            match &self.script.events[at] {
                Event::Start(Tag::FootnoteDefinition(_)) => {
                    self.finish();
                    at = self.script.closes[at];
                }
                Event::Start(tag) if is_block(tag) => {
                    self.finish();
                    if let (Tag::Heading { .. }, Some(heading)) = (tag, self.headings.find(at)) {
                        self.next = Some((Part::Heading(heading.level), heading.id.clone()));
                    }
                }
                Event::End(
                    TagEnd::Paragraph
                    | TagEnd::Heading(_)
                    | TagEnd::Item
                    | TagEnd::TableCell
                    | TagEnd::CodeBlock
                    | TagEnd::DefinitionListTitle
                    | TagEnd::DefinitionListDefinition
                    | TagEnd::HtmlBlock,
                ) => self.finish(),
                Event::Text(words) | Event::Code(words) => self.words(words),
                Event::Html(html) | Event::InlineHtml(html) => {
                    if html.trim_start().to_ascii_lowercase().starts_with("<br") {
                        self.is_new_line = true;
                    } else {
                        self.words(&without_comments(html).unwrap_or(Cow::Borrowed(html)));
                    }
                }
                Event::SoftBreak | Event::HardBreak => self.is_new_line = true,
                Event::FootnoteReference(label) => {
                    let _ = self.notes.cite(label);
                }
                _ => {}
            }
            at += 1;
        }
        self.finish();
    }

    /// Adds words, lines joined as Chinese wants it.
    fn words(&mut self, words: &str) {
        for (place, line) in words.split('\n').enumerate() {
            self.is_new_line |= place > 0;
            let line = if self.is_new_line { line.trim_start() } else { line };
            if line.is_empty() {
                continue;
            }
            if self.is_new_line
                && let (Some(before), Some(after)) = (self.text.chars().next_back(), line.chars().next())
                && !joins(before, after)
            {
                self.text.push(' ');
            }
            self.is_new_line = false;
            self.text.push_str(line);
        }
    }

    fn finish(&mut self) {
        self.is_new_line = true;
        if self.text.trim_end().is_empty() {
            return self.text.clear();
        }
        let (part, anchor) = self.next.take().unwrap_or((Part::Text, String::new()));
        let text = self.text.trim_end().to_owned();
        self.text.clear();
        self.passages.push(Passage { part, anchor, text });
    }
}

/// Whether words before a tag do not go on after it.
fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::{Part, passages};
    use crate::diag::Language;
    use crate::parse::Limits;
    use crate::parse::markdown::{Picture, Resolve, Target, body};
    use crate::source::VPath;

    /// Knows no other file.
    struct Nothing;

    impl Resolve for Nothing {
        fn link(&self, _: &str) -> Target {
            Target::Missing { nearest: None }
        }

        fn image(&self, _: &str) -> Picture {
            Picture::Missing { nearest: None }
        }
    }

    const TEXT: &str = "# 总题\n\n开头**“要点。”**后，见[链接](x.md)与`代码`[^ref-b]。\n　　续行 two\nwords[^1]<br>三\n\n## 一、学习\n\n- 甲\n  - 乙\n\n> 引文\n\n| 表 | 头 |\n|--|--|\n| 格 | 子 |\n\n    缩进代码\n\n![图](a.png)\n\n## 一、学习\n\n术语\n: 释义\n\n某支部\n\n2020年12月\n\n[^1]: 注[^2]一\n\n    注的第二段\n[^2]: 注二\n[^3]: 没人提到\n[^ref-b]: 文献\n";

    #[test]
    fn every_word_of_the_page_stands_once_in_its_order() {
        let path = VPath::new("a.md").unwrap();
        let read: Vec<String> = passages(&path, TEXT, 0..TEXT.len())
            .into_iter()
            .map(|passage| match passage.part {
                Part::Text => passage.text,
                part => format!("{part:?} {} {}", passage.anchor, passage.text),
            })
            .collect();
        assert_eq!(
            read,
            [
                "Heading(2) 总题 总题",
                "开头“要点。”后，见链接与代码。续行 two words 三",
                "Heading(3) 一-学习 一、学习",
                "甲",
                "乙",
                "引文",
                "表",
                "头",
                "格",
                "子",
                "缩进代码",
                "图",
                "Heading(3) 一-学习-2 一、学习",
                "术语",
                "释义",
                "某支部",
                "2020年12月",
                "Note n1 注一",
                "注的第二段",
                "Note n2 注二",
                "Reference ref1 文献",
            ]
        );
    }

    #[test]
    fn anchors_are_ids_of_the_page() {
        let path = VPath::new("a.md").unwrap();
        let (body, _) = body(&path, TEXT, 0..TEXT.len(), Language::Chinese, &Limits::default(), &Nothing);
        let notes = body.notes.iter().chain(&body.references).map(|note| format!(" id=\"{}\"", note.id));
        let page = body.html + &notes.collect::<String>();
        for passage in passages(&path, TEXT, 0..TEXT.len()) {
            assert!(page.contains(&format!(" id=\"{}\"", passage.anchor)) || passage.part == Part::Text, "{passage:?}");
        }
    }
}
