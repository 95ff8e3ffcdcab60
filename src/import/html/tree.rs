//! A page as a tree.
//!
//! In: the text of a page. Out: its elements and words in reading order.
//! `html5gum` reads the tokens as browsers do; which element ends which is
//! decided here, by the rules that matter for reading (an item ends the item
//! before it, a block ends a paragraph, a cell keeps what is in it). The rules
//! of browsers for misnested letters are left out: they copy elements, so that
//! a page of a megabyte can become one of a gigabyte.
//!
//! Nodes lie in one list in the order of the page, and each knows where what
//! it holds ends. So every walk is a loop over numbers: there is no recursion
//! however deep a page is nested.

use std::collections::HashMap;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use crate::import::html::names::{ATTRIBUTES, BLOCKS, NAMES, SILENT, VOID};

/// How deep elements are nested; deeper ones leave only their words.
pub const DEPTH: usize = 256;

/// How many elements and texts a page may have.
pub const NODES: usize = 600_000;

/// How many tokens are read.
const TOKENS: usize = 3_000_000;

/// How long a value may be that is no picture, in bytes.
const VALUE: usize = 16 << 10;

/// A page.
#[derive(Debug, Default)]
pub struct Tree {
    /// What it holds, in its order. The first is the page itself.
    pub nodes: Vec<Node>,
    /// The comments that stand before its first element.
    pub comments: Vec<String>,
    /// Whether something was nested too deep.
    pub deep: bool,
    /// Whether it had more than is read.
    pub cut: bool,
    /// The words that are shown, in their order: which node, and whether a
    /// block, a cell or a line break stands between them and those before.
    words: Vec<(usize, bool)>,
}

/// An element or words.
#[derive(Debug)]
pub struct Node {
    /// Where the element stands that holds this; the page holds itself.
    pub parent: usize,
    /// The first place behind what this holds.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
}

/// What a node is.
#[derive(Debug)]
pub enum Kind {
    /// An element with its attributes.
    Element {
        /// Its name in lower case; empty if nothing depends on it.
        name: &'static str,
        /// Those of its attributes that are looked at.
        attributes: Vec<(&'static str, String)>,
    },
    /// Words, entities resolved.
    Text(String),
}

/// Whether an element is a block.
pub fn is_block(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok()
}

/// Whether an element's contents are no words of the page.
pub fn is_silent(name: &str) -> bool {
    SILENT.contains(&name)
}

impl Tree {
    /// Reads a page.
    pub fn read(text: &str) -> Tree {
        let mut builder = Builder::new();
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for (count, token) in Tokenizer::new_with_emitter(text, emitter).enumerate() {
            let Ok(token) = token;
            if count > TOKENS || builder.tree.nodes.len() >= NODES {
                builder.tree.cut = true;
                break;
            }
            match token {
                Token::StartTag(tag) => builder.start(tag),
                Token::EndTag(tag) => builder.finish(&tag.name),
                Token::String(words) => builder.words(&words),
                Token::Comment(comment) if builder.tree.nodes.len() < 3 && builder.tree.comments.len() < 8 => {
                    let comment = String::from_utf8_lossy(&comment).into_owned();
                    builder.tree.comments.push(comment.chars().take(2000).collect());
                }
                _ => {}
            }
        }
        builder.close(0);
        let end = builder.tree.nodes.len();
        if let Some(page) = builder.tree.nodes.first_mut() {
            page.end = end;
        }
        builder.tree.words = builder.tree.shown();
        builder.tree
    }

    /// The words outside of what is silent.
    fn shown(&self) -> Vec<(usize, bool)> {
        let (mut words, mut is_apart) = (Vec::new(), false);
        let mut at = 0;
        while let Some(node) = self.nodes.get(at) {
            match &node.kind {
                Kind::Text(_) => words.push((at, std::mem::take(&mut is_apart))),
                Kind::Element { name, .. } if is_silent(name) => {
                    at = node.end;
                    continue;
                }
                Kind::Element { name, .. } => is_apart |= matches!(*name, "br" | "td") || is_block(name),
            }
            at += 1;
        }
        words
    }

    /// The name of an element; empty for words.
    pub fn name(&self, node: usize) -> &'static str {
        match self.nodes.get(node).map(|node| &node.kind) {
            Some(Kind::Element { name, .. }) => name,
            _ => "",
        }
    }

    /// An attribute of an element.
    pub fn attribute(&self, node: usize, wanted: &str) -> Option<&str> {
        match self.nodes.get(node).map(|node| &node.kind) {
            Some(Kind::Element { attributes, .. }) => {
                attributes.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.as_str())
            }
            _ => None,
        }
    }

    /// Where what a node holds ends.
    pub fn end(&self, node: usize) -> usize {
        self.nodes.get(node).map_or(node + 1, |node| node.end)
    }

    /// The elements that hold a node, from the nearest, without the page.
    pub fn ancestors(&self, node: usize) -> impl Iterator<Item = usize> {
        let above = |node: usize| self.nodes.get(node).map(|node| node.parent).filter(|parent| *parent > 0);
        std::iter::successors(above(node), move |node| above(*node))
    }

    /// The words of a node, white space folded, blocks apart by a space; no
    /// more than about `limit` bytes. It takes no longer for a node that holds
    /// a hundred thousand elements without words.
    pub fn text(&self, node: usize, limit: usize) -> String {
        let mut text = String::new();
        let end = self.end(node);
        let first = self.words.partition_point(|(at, _)| *at < node);
        for &(at, is_apart) in self.words[first..].iter().take_while(|(at, _)| *at < end) {
            if is_apart && !text.ends_with(' ') {
                text.push(' ');
            }
            if text.len() >= limit {
                break;
            }
            if let Kind::Text(words) = &self.nodes[at].kind {
                let room = limit.saturating_add(64) - text.len();
                text.push_str(&words[..words.floor_char_boundary(room.min(words.len()))]);
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Kinds of elements that a tag looks for among those that are open, a bit each.
mod group {
    pub const PARAGRAPH: u16 = 1;
    pub const BLOCK: u16 = 1 << 1;
    pub const HEADING: u16 = 1 << 2;
    pub const LINK: u16 = 1 << 3;
    pub const ITEM: u16 = 1 << 4;
    pub const LIST: u16 = 1 << 5;
    pub const ENTRY: u16 = 1 << 6;
    pub const ENTRIES: u16 = 1 << 7;
    pub const OPTION: u16 = 1 << 8;
    pub const SELECT: u16 = 1 << 9;
    pub const TABLE: u16 = 1 << 10;
    pub const ROWS: u16 = 1 << 11;
    pub const ROW: u16 = 1 << 12;
    /// What of a table has words in it.
    pub const CELL: u16 = 1 << 13;
    /// What else keeps what is in it.
    pub const HOLDER: u16 = 1 << 14;
    /// How many there are.
    pub const COUNT: usize = 15;
}

/// The groups of an element.
fn groups(name: &str) -> u16 {
    let group = match name {
        "p" => group::PARAGRAPH,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => group::HEADING,
        "a" => group::LINK,
        "li" => group::ITEM,
        "ul" | "ol" | "menu" | "dir" => group::LIST,
        "dd" | "dt" => group::ENTRY,
        "dl" => group::ENTRIES,
        "option" => group::OPTION,
        "select" => group::SELECT,
        "table" => group::TABLE,
        "tbody" | "thead" | "tfoot" => group::ROWS,
        "tr" => group::ROW,
        "td" | "th" | "caption" => group::CELL,
        "button" | "object" => group::HOLDER,
        _ => 0,
    };
    if is_block(name) { group | group::BLOCK } else { group }
}

struct Builder {
    tree: Tree,
    /// The elements that are open, the innermost last.
    open: Vec<usize>,
    /// Where in `open` the elements of each name stand, and those of each
    /// group. Every tag asks for some; to go through all that is open for each
    /// takes seconds for a page of a megabyte.
    by_name: HashMap<&'static str, Vec<usize>>,
    by_group: [Vec<usize>; group::COUNT],
    /// How many start tags deeper than [`DEPTH`] were passed over.
    excess: usize,
}

impl Builder {
    fn new() -> Builder {
        let page = Node { parent: 0, end: 0, kind: Kind::Element { name: "", attributes: Vec::new() } };
        Builder {
            tree: Tree { nodes: vec![page], ..Tree::default() },
            open: Vec::new(),
            by_name: HashMap::new(),
            by_group: Default::default(),
            excess: 0,
        }
    }

    fn top(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    /// Opens an element.
    fn open(&mut self, node: usize) {
        let (place, name) = (self.open.len(), self.tree.name(node));
        self.open.push(node);
        self.by_name.entry(name).or_default().push(place);
        let groups = groups(name);
        for (number, places) in self.by_group.iter_mut().enumerate() {
            if groups & (1 << number) != 0 {
                places.push(place);
            }
        }
    }

    /// Closes all but the first `keep` open elements.
    fn close(&mut self, keep: usize) {
        let end = self.tree.nodes.len();
        while self.open.len() > keep {
            let Some(node) = self.open.pop() else { return };
            let name = self.tree.name(node);
            self.tree.nodes[node].end = end;
            if let Some(places) = self.by_name.get_mut(name) {
                places.pop();
            }
            let groups = groups(name);
            for (number, places) in self.by_group.iter_mut().enumerate() {
                if groups & (1 << number) != 0 {
                    places.pop();
                }
            }
        }
    }

    /// Where the innermost open element of a name stands.
    fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(name)?.last().copied()
    }

    /// Where the innermost open element of some groups stands.
    fn nearest(&self, groups: u16) -> Option<usize> {
        let of_group = |(number, places): (usize, &Vec<usize>)| {
            if groups & (1 << number) != 0 { places.last().copied() } else { None }
        };
        self.by_group.iter().enumerate().filter_map(of_group).max()
    }

    /// Closes the element that stands at a place, if there is one and nothing
    /// that `bars` stands within it.
    fn close_unless(&mut self, place: Option<usize>, bars: u16) {
        if let Some(place) = place
            && self.nearest(bars).is_none_or(|bar| bar <= place)
        {
            self.close(place);
        }
    }

    fn push(&mut self, kind: Kind) -> usize {
        let node = self.tree.nodes.len();
        self.tree.nodes.push(Node { parent: self.top(), end: node + 1, kind });
        node
    }

    fn words(&mut self, words: &[u8]) {
        let words = String::from_utf8_lossy(words);
        if words.is_empty() {
            return;
        }
        let blank = words.bytes().all(|byte| byte.is_ascii_whitespace());
        let top = self.top();
        if blank && matches!(self.tree.name(top), "" | "html" | "head" | "table" | "tbody" | "thead" | "tfoot" | "tr") {
            return;
        }
        if !blank && self.tree.name(top) == "head" {
            self.close(self.open.len() - 1);
        }
        let top = self.top();
        match self.tree.nodes.last_mut() {
            Some(Node { parent, kind: Kind::Text(text), .. }) if *parent == top => text.push_str(&words),
            _ => drop(self.push(Kind::Text(words.into_owned()))),
        }
    }

    fn start(&mut self, tag: StartTag<()>) {
        let name = known(NAMES, &tag.name).unwrap_or_default();
        if self.open.len() >= DEPTH {
            self.tree.deep = true;
            if !VOID.contains(&name) {
                self.excess += 1;
                return;
            }
        }
        self.make_room(name);
        if matches!(name, "html" | "body" | "head") && self.named(name).is_some() {
            return;
        }
        // A row without a table around it is no row.
        if matches!(name, "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption" | "col" | "colgroup") {
            if self.nearest(group::TABLE).is_none() {
                return;
            }
            if matches!(name, "td" | "th") && self.tree.name(self.top()) != "tr" {
                let row = self.push(Kind::Element { name: "tr", attributes: Vec::new() });
                self.open(row);
            }
        }
        let attributes = tag.attributes.into_iter().filter_map(|(key, value)| {
            let key = known(ATTRIBUTES, &key)?;
            let mut value = String::from_utf8_lossy(&value).into_owned();
            if value.len() > VALUE && !matches!(key, "src" | "data-src" | "data-original") {
                value.truncate(value.floor_char_boundary(VALUE));
            }
            Some((key, value))
        });
        let node = self.push(Kind::Element { name, attributes: attributes.collect() });
        let is_empty = VOID.contains(&name) || (tag.self_closing && name.is_empty());
        if !is_empty {
            self.open(node);
        }
    }

    /// Closes what a start tag ends.
    fn make_room(&mut self, name: &str) {
        let cell = group::CELL | group::TABLE | group::HOLDER;
        if self.tree.name(self.top()) == "head"
            && !matches!(name, "meta" | "link" | "title" | "base" | "script" | "style" | "noscript" | "template" | "")
        {
            self.close(self.open.len() - 1);
        }
        if is_block(name) {
            self.close_unless(self.nearest(group::PARAGRAPH), cell);
        }
        match name {
            "li" => self.close_unless(self.nearest(group::ITEM), group::LIST | cell),
            "dd" | "dt" => self.close_unless(self.nearest(group::ENTRY), group::ENTRIES | cell),
            "td" | "th" => self.close_to_table(group::ROW),
            "tr" => self.close_to_table(group::ROWS),
            "tbody" | "thead" | "tfoot" | "caption" | "colgroup" => self.close_to_table(0),
            "option" | "optgroup" => self.close_unless(self.nearest(group::OPTION), group::SELECT),
            "a" => self.close_unless(self.nearest(group::LINK), group::BLOCK | cell),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.close_unless(self.nearest(group::HEADING), group::BLOCK | cell);
            }
            _ => {}
        }
    }

    /// Closes what is open within the innermost table, or within one of
    /// `parts` in it.
    fn close_to_table(&mut self, parts: u16) {
        if let Some(place) = self.nearest(group::TABLE | parts) {
            self.close(place + 1);
        }
    }

    fn finish(&mut self, tag: &[u8]) {
        let Some(name) = known(NAMES, tag) else {
            if self.excess > 0 {
                self.excess -= 1;
            } else if !self.open.is_empty() && self.tree.name(self.top()).is_empty() {
                // An element without a meaning ends only where it is innermost.
                self.close(self.open.len() - 1);
            }
            return;
        };
        if name == "br" {
            self.push(Kind::Element { name: "br", attributes: Vec::new() });
            return;
        }
        if VOID.contains(&name) || matches!(name, "body" | "html") {
            return;
        }
        if self.excess > 0 {
            self.excess -= 1;
            return;
        }
        let of_table =
            matches!(name, "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption" | "colgroup");
        // Letters end within their block; a block, within its cell.
        let bars = match (of_table, is_block(name)) {
            (true, _) if name == "table" => 0,
            (true, _) => group::TABLE,
            (false, true) => group::CELL | group::TABLE,
            (false, false) => group::CELL | group::TABLE | group::BLOCK,
        };
        let is_heading = groups(name) & group::HEADING != 0;
        let place = if is_heading { self.nearest(group::HEADING) } else { self.named(name) };
        self.close_unless(place, bars);
    }
}

/// The entry of a sorted list that a name is.
fn known(list: &'static [&'static str], name: &[u8]) -> Option<&'static str> {
    list.binary_search_by(|entry| entry.as_bytes().cmp(name)).ok().and_then(|place| list.get(place)).copied()
}

#[cfg(test)]
mod tests {
    use super::{Kind, Tree};
    use crate::import::html::names::{ATTRIBUTES, BLOCKS, NAMES};

    fn shape(html: &str) -> String {
        let tree = Tree::read(html);
        let mut shape = String::new();
        let mut ends = Vec::new();
        for (at, node) in tree.nodes.iter().enumerate().skip(1) {
            while ends.last().is_some_and(|end| *end <= at) {
                ends.pop();
                shape.push(')');
            }
            match &node.kind {
                Kind::Element { name, .. } => {
                    shape.push_str(name);
                    shape.push('(');
                    ends.push(node.end);
                }
                Kind::Text(text) => shape.push_str(text.trim()),
            }
        }
        shape + &")".repeat(ends.len())
    }

    #[test]
    fn lists_of_names_are_sorted() {
        for list in [NAMES, ATTRIBUTES, BLOCKS] {
            assert!(list.is_sorted_by(|a, b| a < b));
        }
    }

    #[test]
    fn elements_end_as_in_browsers() {
        assert_eq!(shape("<p>甲<p>乙<div>丙</div>"), "p(甲)p(乙)div(丙)");
        assert_eq!(shape("<ul><li>甲<ul><li>乙</ul><li>丙</ul>"), "ul(li(甲ul(li(乙)))li(丙))");
        assert_eq!(shape("<table><td>甲<td>乙<tr><td>丙</div>丁</table>"), "table(tr(td(甲)td(乙))tr(td(丙丁)))");
        assert_eq!(shape("<p><b>甲</p>乙"), "p(b(甲))乙");
        assert_eq!(shape("<p>甲<br/>乙<img src=a></p>"), "p(甲br()乙img())");
    }

    #[test]
    fn depth_is_capped_without_losing_words() {
        let html = "<div>".repeat(100_000) + "深" + &"</div>".repeat(100_000) + "浅";
        let tree = Tree::read(&html);
        assert!(tree.deep && tree.nodes.len() < 1000);
        assert_eq!(tree.text(0, 100), "深 浅".replace(' ', ""));
    }
}
