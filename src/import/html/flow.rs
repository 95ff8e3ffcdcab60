//! A page's elements as blocks.
//!
//! In: a page, where its text stands and what is known of the rest. Out: the
//! blocks of the document, in reading order: title, details, text. What is
//! left out leaves a remark with its first words.
//!
//! Sites write paragraphs as `<p>`, as `<div>`, as lines between `<br>`s, with
//! an indent of blanks; `split` makes paragraphs of them all.

mod gathered;
mod list;
mod split;
mod whole;

use crate::diag::Words;
use crate::import::document::{Block, Inline, Look, Paragraph, Place, Role};
use crate::import::html::address;
use crate::import::html::content::{self, Measures};
use crate::import::html::flow::gathered::QUOTED;
use crate::import::html::flow::list::List;
use crate::import::html::notes::Notes;
use crate::import::html::page::Page;
use crate::import::html::picture::Sought;
use crate::import::html::style::{self, Style};
use crate::import::html::table;
use crate::import::html::tree::{Kind, Tree, is_block, is_silent};
use crate::import::{Remark, RemarkKind};
use crate::text::han::joins;

pub use gathered::Gathered;
pub use whole::write;

const HIDDEN: Words =
    Words { zh: "略去网页上不显示的文字", en: "words that the page does not show are left out" };
const NO_PICTURE: Words = Words {
    zh: "图片不在文件里，没有取到；需要的话请另存后补上",
    en: "the picture is not in the file and was not taken; save it yourself if it is needed",
};
const UNREADABLE: Words = Words {
    zh: "图片损坏或格式不认识，没有取到；需要的话请另存后补上",
    en: "the picture is damaged or of an unknown format and was not taken; save it yourself if it is needed",
};
const NO_LINK: Words = Words {
    zh: "链接的地址不完整，只留下文字",
    en: "the link's address is incomplete; only its words were kept",
};

/// What all parts of a page share.
pub struct Context<'a> {
    pub tree: &'a Tree,
    measures: &'a Measures,
    page: &'a Page,
    notes: &'a Notes,
    /// How many letters the text has.
    whole: usize,
    fetch: &'a dyn Fn(&str) -> Option<Vec<u8>>,
}

/// An element that is open.
struct Frame {
    end: usize,
    /// The look around it.
    around: Style,
    closes: Closes,
}

/// What the end of an element does.
enum Closes {
    Nothing,
    Block,
    /// A block that gave its paragraphs a role.
    Role(Role),
    List,
    Item(Role),
    Link,
    Number,
}

/// A run over one part of a page.
pub struct Flow<'a, 'c, 'd> {
    context: &'a Context<'c>,
    gathered: &'a mut Gathered<'d>,
    blocks: Vec<Block>,
    open: Vec<Frame>,
    lists: Vec<List>,
    style: Style,
    role: Role,
    /// The mark of the item that has begun.
    label: Option<String>,
    /// Inlines of the paragraph.
    content: Vec<Inline>,
    /// Inlines of the link that is open, and where it leads.
    link: Option<(String, Vec<Inline>)>,
    /// White space that waits for a word: whether it had a line break.
    gap: Option<bool>,
    last: Option<char>,
    /// The look of the paragraph.
    look: Look,
    /// Letters by size.
    sizes: Vec<(Option<u16>, usize)>,
    in_cell: bool,
    in_note: bool,
    /// In a line of details, where elements stand apart by their style.
    in_details: bool,
}

impl<'a, 'c, 'd> Flow<'a, 'c, 'd> {
    /// A run that has not begun.
    pub fn new(context: &'a Context<'c>, gathered: &'a mut Gathered<'d>) -> Flow<'a, 'c, 'd> {
        Flow {
            context,
            gathered,
            blocks: Vec::new(),
            open: Vec::new(),
            lists: Vec::new(),
            style: Style::default(),
            role: Role::Body,
            label: None,
            content: Vec::new(),
            link: None,
            gap: None,
            last: None,
            look: Look::default(),
            sizes: Vec::new(),
            in_cell: false,
            in_note: false,
            in_details: false,
        }
    }

    /// The paragraphs of a cell; tables in it are unwrapped.
    pub fn cell(mut self, node: usize, around: Style) -> Vec<Paragraph> {
        self.in_cell = true;
        self.style = style::style(self.context.tree, node, around);
        let end = self.context.tree.end(node);
        table::paragraphs(self.walk(node + 1, end))
    }

    /// The paragraphs of what stands astray in a table: an element or words.
    pub fn cell_or_words(mut self, node: usize, around: Style) -> Vec<Paragraph> {
        self.in_cell = true;
        self.style = around;
        let end = self.context.tree.end(node);
        table::paragraphs(self.walk(node, end))
    }

    fn note(mut self, node: usize) -> Vec<Block> {
        self.in_note = true;
        let end = self.context.tree.end(node);
        self.walk(node, end)
    }

    /// The blocks of a part. Only the text itself may have furniture in it.
    fn run(mut self, node: usize, is_text: bool) -> Vec<Block> {
        self.in_details = !is_text;
        // What holds the part says how it looks.
        let tree = self.context.tree;
        let above: Vec<usize> = tree.ancestors(node).collect();
        self.style = above.iter().rev().fold(Style::default(), |around, node| style::style(tree, *node, around));
        // A text that hides itself until a script runs is not hidden.
        let is_shown = is_text && !matches!(tree.name(node), "table" | "ul" | "ol");
        if is_shown {
            self.style = style::style(tree, node, self.style);
        }
        let start = if is_shown { node + 1 } else { node };
        self.walk(start, tree.end(node))
    }

    fn walk(mut self, start: usize, end: usize) -> Vec<Block> {
        let tree = self.context.tree;
        let mut at = start;
        while at < end {
            while self.open.last().is_some_and(|frame| frame.end <= at) {
                self.close();
            }
            at = match &tree.nodes[at].kind {
                Kind::Text(text) => {
                    self.words(text);
                    at + 1
                }
                Kind::Element { name, .. } => self.element(at, name),
            };
        }
        while !self.open.is_empty() {
            self.close();
        }
        self.flush();
        self.blocks
    }

    /// Reads an element; where to go on.
    fn element(&mut self, at: usize, name: &'static str) -> usize {
        let (tree, end) = (self.context.tree, self.context.tree.end(at));
        if is_silent(name) || matches!(name, "head" | "title" | "colgroup") {
            return end;
        }
        if self.leaves_out(at, name) {
            return end;
        }
        match name {
            "br" => {
                self.line_break();
                return end;
            }
            "hr" => {
                self.flush();
                if !self.in_cell {
                    self.blocks.push(Block::Divider);
                }
                return end;
            }
            "img" => {
                self.picture(at);
                return end;
            }
            "table" if !self.in_cell && !self.in_note => {
                let style = style::style(tree, at, self.style);
                if let Some(shape) = table::Shape::of(tree, self.context.measures, at) {
                    self.flush();
                    let place = Place::Paragraph(self.gathered.number + 1);
                    let read = table::read(self.context, self.gathered, &shape, style, place);
                    self.blocks.extend(read);
                    return end;
                }
            }
            _ => {}
        }
        let around = self.style;
        let mut closes = Closes::Nothing;
        let blocky = is_block(name) || (matches!(name, "td" | "th" | "tr" | "caption") && !self.in_details);
        if self.in_details && !blocky && self.gap.is_none() {
            self.gap = Some(false);
        }
        if blocky {
            self.flush();
            closes = Closes::Block;
        }
        self.style = style::style(tree, at, self.style);
        let has_class = |wanted: &str| {
            tree.attribute(at, "class")
                .is_some_and(|class| class.split_ascii_whitespace().any(|class| class.eq_ignore_ascii_case(wanted)))
        };
        let mut role = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => name[1..].parse().ok().map(Role::Heading),
            "blockquote" => Some(Role::Quotation),
            "pre" | "listing" | "xmp" => Some(Role::Preformatted),
            "figcaption" | "caption" => Some(Role::Caption),
            "p" if has_class("MsoTitle") => Some(Role::Title),
            "p" if has_class("MsoSubtitle") => Some(Role::Subtitle),
            "p" if has_class("MsoCaption") => Some(Role::Caption),
            _ => None,
        };
        if self.context.page.title_at == Some(at) {
            role = Some(Role::Title);
            self.flush();
        }
        if let Some(role) = role {
            closes = Closes::Role(std::mem::replace(&mut self.role, role));
        }
        match name {
            "ul" | "ol" | "menu" | "dir" => {
                self.lists.push(List::of(tree, at, name == "ol"));
                closes = Closes::List;
            }
            "li" if !self.lists.is_empty() => {
                let label = self.item(at);
                let nested = u8::try_from(self.lists.len() - 1).unwrap_or(u8::MAX);
                let list = tree.ancestors(at).find(|node| matches!(tree.name(*node), "ol" | "ul"));
                let depth = list.and_then(|list| exported_level(tree.attribute(list, "class")?)).unwrap_or(nested);
                let ordered = self.lists.last().is_some_and(|list| list.is_ordered());
                let role = if label.is_empty() { Role::Body } else { Role::Item { depth, ordered } };
                self.label = Some(label);
                closes = Closes::Item(std::mem::replace(&mut self.role, role));
            }
            "p" | "div" => {
                if let Some(level) = tree.attribute(at, "style").and_then(word_level) {
                    let role = Role::Item { depth: level, ordered: false };
                    closes = Closes::Role(std::mem::replace(&mut self.role, role));
                }
            }
            "a" if self.link.is_none() => {
                if let Some(note) = self.context.notes.marks.get(&at) {
                    self.fill_gap(None);
                    self.content.push(Inline::Note(*note));
                    self.last = None;
                    self.style = around;
                    return end;
                }
                if self.context.notes.back.contains(&at) {
                    self.style = around;
                    return end;
                }
                if self.open_link(at) {
                    closes = Closes::Link;
                }
            }
            "q" => self.words("“"),
            _ => {}
        }
        if self.style.number && !around.number {
            closes = Closes::Number;
            self.label = Some(String::new());
        }
        self.open.push(Frame { end, around, closes });
        at + 1
    }

    /// Leaves an element out if it is furniture, hidden or a note's words.
    fn leaves_out(&mut self, at: usize, name: &str) -> bool {
        let context = self.context;
        if !self.in_note && context.notes.held.contains(&at) {
            return true;
        }
        let place = Place::Paragraph(self.gathered.number + 1);
        if style::is_hidden(context.tree, at) {
            self.gathered.drop(context, at, HIDDEN, place);
            return true;
        }
        if let Some(what) = content::chrome(context.tree, context.measures, at, context.whole)
            && context.page.title_at != Some(at)
            && (name == "iframe"
                || name == "video"
                || name == "audio"
                || context.measures.letters(context.tree, at) > 0)
            && !context.page.details.contains(&at)
        {
            if !matches!(name, "iframe" | "video" | "audio" | "object" | "embed") {
                self.gathered.drop(context, at, what, place);
            } else {
                let address = context.tree.attribute(at, "src").unwrap_or_default();
                let address: String = address.chars().take(200).collect();
                self.gathered.document.remarks.push(Remark::new(RemarkKind::Dropped, what, place, &address, ""));
            }
            return true;
        }
        false
    }

    fn close(&mut self) {
        let Some(frame) = self.open.pop() else { return };
        match frame.closes {
            Closes::Nothing => {}
            Closes::Block => self.flush(),
            Closes::Role(role) => {
                self.flush();
                self.role = role;
            }
            Closes::List => {
                self.flush();
                self.lists.pop();
            }
            Closes::Item(role) => {
                self.flush();
                self.role = role;
                self.label = None;
            }
            Closes::Link => self.close_link(),
            Closes::Number => {}
        }
        self.style = frame.around;
    }

    /// The mark of the next item of the innermost list.
    fn item(&mut self, at: usize) -> String {
        let value = self.context.tree.attribute(at, "value").and_then(|value| value.trim().parse().ok());
        self.lists.last_mut().map(|list| list.mark(value)).unwrap_or_default()
    }

    fn open_link(&mut self, at: usize) -> bool {
        let Some(href) = self.context.tree.attribute(at, "href") else { return false };
        let target = address::resolve(&self.context.page.properties.address, href);
        let target = target.filter(|target| self.gathered.has_room(target.len().saturating_sub(href.len())));
        let Some(target) = target else {
            let bare = href.trim();
            let is_place =
                bare.is_empty() || bare.starts_with('#') || bare.to_ascii_lowercase().starts_with("javascript:");
            let words = self.context.tree.text(at, 2 * QUOTED);
            if !is_place && !words.is_empty() {
                let place = Place::Paragraph(self.gathered.number + 1);
                let short: String = bare.chars().take(100).collect();
                self.gathered.document.remarks.push(Remark::new(
                    RemarkKind::Simplified,
                    NO_LINK,
                    place,
                    &short,
                    &words,
                ));
            }
            return false;
        };
        self.fill_gap(None);
        self.link = Some((target, Vec::new()));
        true
    }

    fn close_link(&mut self) {
        if let Some((target, content)) = self.link.take()
            && !content.is_empty()
        {
            self.push_link(&target, content);
        }
    }

    /// Adds a link, or its words alone where its breaks would make too many of it.
    fn push_link(&mut self, target: &str, content: Vec<Inline>) {
        let breaks = content.iter().filter(|inline| **inline == Inline::Break).count();
        if self.gathered.has_room(breaks * target.len()) {
            self.content.push(Inline::Link { target: target.to_owned(), content });
        } else {
            self.content.extend(content);
        }
    }

    fn picture(&mut self, at: usize) {
        let tree = self.context.tree;
        let get = |key| tree.attribute(at, key).unwrap_or_default();
        let addresses: Vec<&str> =
            [get("src"), get("data-src"), get("data-original")].into_iter().filter(|a| !a.is_empty()).collect();
        let alternative = get("alt").split_whitespace().collect::<Vec<_>>().join(" ");
        let sought = self.gathered.gallery.seek(&addresses, self.context.fetch, &mut self.gathered.document.pictures);
        match sought {
            Sought::Found(picture) => {
                self.fill_gap(None);
                self.push(Inline::Picture { picture, alternative });
                self.last = None;
            }
            Sought::Missing(address) => {
                let place = Place::Paragraph(self.gathered.number + 1);
                self.gathered.document.remarks.push(Remark::new(RemarkKind::Dropped, NO_PICTURE, place, &address, ""));
            }
            Sought::Unreadable => {
                let place = Place::Paragraph(self.gathered.number + 1);
                let alternative: String = alternative.chars().take(QUOTED).collect();
                let remark = Remark::new(RemarkKind::Dropped, UNREADABLE, place, &alternative, "");
                self.gathered.document.remarks.push(remark);
            }
            Sought::Blank => {}
        }
    }

    fn push(&mut self, inline: Inline) {
        match &mut self.link {
            Some((_, content)) => content.push(inline),
            None => self.content.push(inline),
        }
    }

    fn line_break(&mut self) {
        self.gap = None;
        self.push(Inline::Break);
        self.last = None;
    }

    /// Writes the blank that waits, if one may stand before a character.
    fn fill_gap(&mut self, next: Option<char>) {
        let Some(broken) = self.gap.take() else { return };
        let Some(last) = self.last else { return };
        // A line break in the page's source is none between Chinese characters.
        if broken && next.is_some_and(|next| joins(last, next)) {
            return;
        }
        // The blank belongs to what is before it, not to the form that begins.
        let content = match &mut self.link {
            Some((_, content)) if !content.is_empty() => content,
            _ => &mut self.content,
        };
        match content.last_mut() {
            Some(Inline::Text { text, .. }) => text.push(' '),
            _ => self.letter(' '),
        }
    }

    fn words(&mut self, text: &str) {
        if self.style.number {
            if let Some(label) = &mut self.label {
                label.push_str(text);
            }
            return;
        }
        for character in text.chars() {
            match character {
                '\n' if self.style.kept => self.line_break(),
                '\r' if self.style.kept => {}
                ' ' | '\t' | '\n' | '\r' | '\u{c}' if !self.style.kept => {
                    self.gap = Some(self.gap.unwrap_or(false) || character == '\n' || character == '\r');
                }
                character => {
                    self.fill_gap(Some(character));
                    self.letter(character);
                    self.last = Some(character);
                }
            }
        }
    }

    fn letter(&mut self, character: char) {
        let form = self.style.form;
        if self.content.is_empty() && self.link.as_ref().is_none_or(|(_, content)| content.is_empty()) {
            let Style { centered, right, indented, .. } = self.style;
            self.look = Look { centered, right, indented, ..Look::default() };
        }
        if character.is_alphanumeric() {
            match self.sizes.iter_mut().find(|(size, _)| *size == self.style.size) {
                Some((_, count)) => *count += 1,
                None => self.sizes.push((self.style.size, 1)),
            }
        }
        let content = match &mut self.link {
            Some((_, content)) => content,
            None => &mut self.content,
        };
        match content.last_mut() {
            Some(Inline::Text { text, form: last }) if *last == form => text.push(character),
            _ => content.push(Inline::Text { text: character.to_string(), form }),
        }
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        if let Some((target, content)) = self.link.take() {
            let has_words = !content.is_empty();
            if has_words {
                self.push_link(&target, content);
            }
            // A link goes on in the next paragraph.
            if !has_words || self.gathered.has_room(target.len()) {
                self.link = Some((target, Vec::new()));
            }
        }
        (self.gap, self.last) = (None, None);
        let mut look = std::mem::take(&mut self.look);
        look.size = self.sizes.iter().max_by_key(|(_, count)| *count).and_then(|(size, _)| *size);
        self.sizes.clear();
        let content = std::mem::take(&mut self.content);
        if content.is_empty() {
            return;
        }
        let may_split = !self.in_cell && !self.in_note && matches!(self.role, Role::Body | Role::Quotation);
        for content in split::lines(content, may_split && !look.centered, self.role == Role::Preformatted) {
            let mut paragraph = Paragraph { role: self.role, content, look, ..Paragraph::default() };
            if let Some(label) = self.label.take() {
                paragraph.label = split::label(&label);
                if let Role::Item { depth, ordered: false } = paragraph.role {
                    let ordered = paragraph.label.chars().any(char::is_alphanumeric);
                    paragraph.role =
                        if paragraph.label.is_empty() { Role::Body } else { Role::Item { depth, ordered } };
                }
            } else if matches!(self.role, Role::Item { .. }) {
                // What follows in an item is no new item.
                paragraph.role = Role::Body;
            }
            if paragraph.is_empty() {
                continue;
            }
            paragraph.look.bold = split::is_all_bold(&paragraph.content);
            paragraph.look.indented |= split::is_indented(&paragraph.content);
            paragraph.place = self.gathered.count();
            self.blocks.push(Block::Paragraph(paragraph));
        }
    }
}

/// The level of Word's list that a paragraph is in, from 0.
/// The level of a list in a document that Google Docs exported, which has every item
/// in a list of its own: `lst-kix_abc-1`.
fn exported_level(class: &str) -> Option<u8> {
    let name = class.split_ascii_whitespace().find(|class| class.starts_with("lst-kix_"))?;
    name.rsplit_once('-')?.1.parse().ok().filter(|level| *level < 9)
}

fn word_level(style: &str) -> Option<u8> {
    let (_, value) = style::declarations(style).find(|(key, value)| *key == "mso-list" && value.contains("level"))?;
    let level: u8 =
        value.split_once("level")?.1.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()?;
    Some(level.saturating_sub(1))
}
