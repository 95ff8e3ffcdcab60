//! The words of a body as a proofreader reads them.
//!
//! In: the Markdown of a body. Out: its blocks as plain text, markup gone, and
//! for every character the place in the file where it stands; and what in them
//! is not the author's own wording: quotations, titles of documents in 《》,
//! code, addresses. Lines that a program wrapped are kept apart by their line
//! break, since broken lines are something to be found.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag};

use crate::language::sentence;
use crate::parse::Limits;
use crate::parse::markdown::caption::{self, Of};
use crate::parse::markdown::emphasis::{Shielded, shield};
use crate::parse::markdown::script::Script;
use crate::parse::markdown::sign;
use crate::source::{Span, VPath};
use crate::text::address::addresses;
use crate::text::signs::{Sign, Signs};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProseKind {
    /// A heading of a level, 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A paragraph in a list.
    Item,
    /// A cell of a table.
    Cell,
    /// A paragraph in a block quotation.
    Quotation,
    /// The caption of a table or picture.
    Caption,
    /// A note at the foot.
    Note,
    /// A line of the signature.
    Signature,
}

/// A block of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: ProseKind,
    /// Its words; a line break of the source is a line break here.
    pub text: String,
    /// What is not the author's own wording: ranges of `text`, ascending.
    pub foreign: Vec<Range<usize>>,
    /// For each of them, how far it or any before it reaches: there may be many,
    /// one in another.
    reach: Vec<usize>,
    /// What is worth looking for in `text`.
    pub signs: Signs,
    /// Where pieces of `text` stand in the file: a piece begins at the first
    /// offset and stands at the second; if it is verbatim it runs on as there.
    places: Vec<SourceMap>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct SourceMap {
    at: usize,
    source: Range<usize>,
    verbatim: bool,
}

impl Block {
    /// Where a range of the text stands in the file.
    pub fn span(&self, path: &VPath, range: Range<usize>) -> Span {
        Span::new(path, self.source(range.start, false)..self.source(range.end, true))
    }

    /// A value of the front matter as words; `start` is where it stands in the
    /// file, letter for letter.
    pub fn of_value(kind: ProseKind, value: &str, start: usize) -> Block {
        let places = vec![SourceMap { at: 0, source: start..start + value.len(), verbatim: true }];
        let (text, signs) = (value.to_owned(), Signs::of(value));
        let mut block = Block { kind, text, foreign: Vec::new(), reach: Vec::new(), signs, places };
        block.find_foreign();
        block
    }

    /// Marks quotations, titles and addresses as foreign.
    fn find_foreign(&mut self) {
        if self.signs.has(Sign::Quote) {
            self.foreign.extend(sentence::quotations(&self.text));
        }
        if self.signs.has_any(&[Sign::Address, Sign::At, Sign::Do]) {
            self.foreign.extend(addresses(&self.text));
        }
        self.foreign.sort_by_key(|range| range.start);
        self.find_reach();
    }

    fn find_reach(&mut self) {
        let ends = self.foreign.iter().scan(0, |reach, range| {
            *reach = range.end.max(*reach);
            Some(*reach)
        });
        self.reach = ends.collect();
    }

    /// Whether a range of the text has anything in it that is not the author's
    /// own wording.
    pub fn is_foreign(&self, range: &Range<usize>) -> bool {
        let before = self.foreign.partition_point(|foreign| foreign.start < range.end);
        before.checked_sub(1).and_then(|last| self.reach.get(last)).is_some_and(|&reach| range.start < reach)
    }

    /// The place in the file of an offset; of one between two pieces the end of
    /// the first if it `closes` a range, else the start of the second.
    fn source(&self, offset: usize, closes: bool) -> usize {
        let after = self.places.partition_point(|piece| if closes { piece.at < offset } else { piece.at <= offset });
        let Some(piece) = self.places.get(after.saturating_sub(1)) else { return 0 };
        match (piece.verbatim, closes) {
            (true, _) => (piece.source.start + offset.saturating_sub(piece.at)).min(piece.source.end),
            (false, true) if offset > piece.at => piece.source.end,
            (false, _) => piece.source.start,
        }
    }

    /// The sentences, see [`sentence::sentences`].
    pub fn sentences(&self) -> Vec<Range<usize>> {
        sentence::sentences(&self.text)
    }
}

/// Reads the body that stands at `range` in the text of a file.
pub fn prose(text: &str, range: Range<usize>, limits: &Limits) -> Vec<Block> {
    let start = range.start;
    let shielded = shield(text.get(range).unwrap_or_default(), limits.nesting);
    blocks(&Script::read(&shielded), &shielded, start)
}

/// The blocks of a body that was parsed; `start` is where it stands in its file.
pub(super) fn blocks(script: &Script<'_>, shielded: &Shielded<'_>, start: usize) -> Vec<Block> {
    let signature = sign::find(script).map(|signature| signature.events);
    let mut reader = ProseCollector { start, shielded, blocks: Vec::new(), open: None };
    let mut containers: Vec<ProseKind> = Vec::new();
    let mut addressed = 0_usize;
    for (index, event) in script.events.iter().enumerate() {
        let span = script.spans[index].clone();
        match event {
            Event::Start(Tag::Heading { level, .. }) => reader.begin(ProseKind::Heading(depth(*level))),
            Event::Start(Tag::BlockQuote(_)) => containers.push(ProseKind::Quotation),
            Event::Start(Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition) => {
                containers.push(ProseKind::Item);
                reader.begin(ProseKind::Item);
            }
            Event::Start(Tag::FootnoteDefinition(_)) => containers.push(ProseKind::Note),
            Event::Start(Tag::TableCell) => reader.begin(ProseKind::Cell),
            Event::Start(Tag::Paragraph) => {
                let is_caption =
                    || [Of::Table, Of::Figure].iter().any(|&of| caption::paragraph(script, index, of).is_some());
                let kind = match containers.last() {
                    Some(&kind) => kind,
                    None if signature.as_ref().is_some_and(|events| events.contains(&index)) => ProseKind::Signature,
                    None if is_caption() => ProseKind::Caption,
                    None => ProseKind::Paragraph,
                };
                reader.begin(kind);
            }
            Event::End(end) => {
                use pulldown_cmark::TagEnd;
                match end {
                    TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::TableCell => reader.finish(),
                    TagEnd::Item | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => {
                        containers.pop();
                        reader.finish();
                    }
                    TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => {
                        containers.pop();
                    }
                    _ => {}
                }
            }
            Event::Text(words) => {
                // Where a link shows its own address, its words are no wording.
                let is_address = addressed > index && looks_like_address(words);
                reader.words(words, span, is_address);
            }
            Event::Code(words) => {
                // Its place has the backticks around it.
                let within = script.source[span.clone()].find(&**words).map(|at| span.start + at);
                reader.words(words, within.map_or(span, |start| start..start + words.len()), true);
            }
            Event::SoftBreak | Event::HardBreak => reader.words("\n", span, false),
            Event::Start(Tag::Link { .. }) => addressed = script.closes[index],
            _ => {}
        }
    }
    reader.finish();
    reader.blocks
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}

fn looks_like_address(words: &str) -> bool {
    words.contains("://") || words.starts_with("www.") || words.contains('@')
}

/// Gathers blocks.
struct ProseCollector<'a> {
    start: usize,
    shielded: &'a Shielded<'a>,
    blocks: Vec<Block>,
    open: Option<Block>,
}

impl ProseCollector<'_> {
    fn begin(&mut self, kind: ProseKind) {
        self.finish();
        let (foreign, reach, signs) = (Vec::new(), Vec::new(), Signs::default());
        self.open = Some(Block { kind, text: String::new(), foreign, reach, signs, places: Vec::new() });
    }

    fn words(&mut self, words: &str, span: Range<usize>, is_foreign: bool) {
        let Some(block) = &mut self.open else { return };
        let source = self.start + self.shielded.source(span.start)..self.start + self.shielded.source(span.end);
        let at = block.text.len();
        block.places.push(SourceMap { at, verbatim: source.len() == words.len(), source });
        block.text.push_str(words);
        if is_foreign {
            block.foreign.push(at..block.text.len());
        }
    }

    fn finish(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        if block.text.trim().is_empty() {
            return;
        }
        block.signs = Signs::of(&block.text);
        if block.kind == ProseKind::Quotation {
            block.foreign = std::iter::once(0..block.text.len()).collect();
            block.find_reach();
        } else {
            block.find_foreign();
        }
        self.blocks.push(block);
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, ProseKind, prose};
    use crate::parse::Limits;
    use crate::source::VPath;

    #[test]
    fn every_word_knows_its_place() {
        let text = "---\n\n## 一、学 &amp; 习\n\n开头**“要点。”**后，见[链接](x.md)与`代码`。\n续行。\n\n- 甲\n  乙\n\n> 引文\n\n| 表 | 头 |\n|--|--|\n| 格 | 子 |\n";
        let path = VPath::new("a.md").unwrap();
        let blocks = prose(text, 5..text.len(), &Limits::default());
        let kinds: Vec<(ProseKind, &str)> = blocks.iter().map(|block| (block.kind, block.text.as_str())).collect();
        assert_eq!(
            kinds,
            [
                (ProseKind::Heading(2), "一、学 & 习"),
                (ProseKind::Paragraph, "开头“要点。”后，见链接与代码。\n续行。"),
                (ProseKind::Item, "甲\n乙"),
                (ProseKind::Quotation, "引文"),
                (ProseKind::Cell, "表"),
                (ProseKind::Cell, "头"),
                (ProseKind::Cell, "格"),
                (ProseKind::Cell, "子"),
            ]
        );
        let at = |block: usize, part: &str| {
            let start = blocks[block].text.find(part).unwrap();
            &text[blocks[block].span(&path, start..start + part.len()).range()]
        };
        assert_eq!(at(0, "习"), "习");
        assert_eq!(at(0, "学 & 习"), "学 &amp; 习");
        for part in ["要点", "链接", "代码", "续行", "后，见"] {
            assert_eq!(at(1, part), part);
        }
        assert_eq!(at(2, "乙"), "乙");
        assert_eq!(at(7, "子"), "子");
    }

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        for (text, expected) in [
            ("链接:https://a.cn/b(c)?d=1,2,见", "https://a.cn/b(c)?d=1,2"),
            ("(见www.a.cn)", "www.a.cn"),
            ("(https://a.cn)", "(https://a.cn)"),
            ("信箱a@b.cn.", "a@b.cn"),
            ("@@@", "@@@"),
            ("://", "//"),
        ] {
            let block = Block::of_value(ProseKind::Paragraph, text, 0);
            assert_eq!(block.foreign.first().map(|range| &text[range.clone()]), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_others_said_is_foreign() {
        let text = "他说“甲。”，见《乙》与www.a.com/b、`丙`，自己说丁，半边“戊。";
        let block = &prose(text, 0..text.len(), &Limits::default())[0];
        let foreign = |part: &str| {
            let start = block.text.find(part).unwrap();
            block.is_foreign(&(start..start + part.len()))
        };
        assert!(["甲", "乙", "a.com", "丙"].iter().all(|part| foreign(part)));
        assert!(!["他说", "丁", "戊"].iter().any(|part| foreign(part)));
        let sentences: Vec<&str> = block.sentences().into_iter().map(|range| &block.text[range]).collect();
        assert_eq!(sentences.len(), 1, "{sentences:?}");
    }
}
