//! XML parts as trees of one block each.
//!
//! In: the bytes of a part. Out: its text, and for each child of an element
//! (the blocks of `w:body`, the styles of `w:styles`) a tree that borrows from
//! that text; the tree is gone when the next one comes, so a long document
//! costs no more than its longest table. Names are matched by namespace, not by
//! prefix, strict and transitional alike. Of alternate contents only the one
//! that is understood is ever seen (ECMA-376 part 3, §9.3).
//!
//! Document type declarations are refused, and with them every entity but the
//! five of XML itself.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::import::Refusal;
use crate::import::docx::limits;
use crate::import::docx::refuse;

/// A vocabulary, whatever its version and prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ns {
    /// No namespace.
    None,
    /// WordprocessingML.
    W,
    /// References to relationships.
    R,
    /// DrawingML.
    A,
    /// Drawings in Word.
    Wp,
    /// Pictures.
    Pic,
    /// Charts.
    C,
    /// Diagrams (SmartArt).
    Dgm,
    /// Markup compatibility.
    Mc,
    /// VML.
    V,
    /// Office's additions to VML.
    O,
    /// Equations.
    M,
    /// Shapes, groups and canvases of Word 2010.
    Wps,
    /// Newer vocabularies of Word that change nothing for a reader.
    Newer,
    /// `[Content_Types].xml`.
    Types,
    /// Relationships.
    Rels,
    /// Core properties.
    Core,
    /// Dublin Core elements and terms.
    Dc,
    /// The `xml:` attributes.
    Xml,
    /// Any other.
    Other,
}

impl Ns {
    /// The vocabulary that an address names.
    fn of(address: &str) -> Ns {
        if let Some(rest) = address.strip_prefix("http://schemas.openxmlformats.org/") {
            return match rest {
                "wordprocessingml/2006/main" => Ns::W,
                "officeDocument/2006/relationships" => Ns::R,
                "drawingml/2006/main" => Ns::A,
                "drawingml/2006/wordprocessingDrawing" => Ns::Wp,
                "drawingml/2006/picture" => Ns::Pic,
                "drawingml/2006/chart" => Ns::C,
                "drawingml/2006/diagram" => Ns::Dgm,
                "markup-compatibility/2006" => Ns::Mc,
                "officeDocument/2006/math" => Ns::M,
                "package/2006/content-types" => Ns::Types,
                "package/2006/relationships" => Ns::Rels,
                "package/2006/metadata/core-properties" => Ns::Core,
                _ => Ns::Other,
            };
        }
        if let Some(rest) = address.strip_prefix("http://purl.oclc.org/ooxml/") {
            return match rest {
                "wordprocessingml/main" => Ns::W,
                "officeDocument/relationships" => Ns::R,
                "drawingml/main" => Ns::A,
                "drawingml/wordprocessingDrawing" => Ns::Wp,
                "drawingml/picture" => Ns::Pic,
                "drawingml/chart" => Ns::C,
                "drawingml/diagram" => Ns::Dgm,
                "officeDocument/math" => Ns::M,
                _ => Ns::Other,
            };
        }
        match address {
            "urn:schemas-microsoft-com:vml" => Ns::V,
            "urn:schemas-microsoft-com:office:office" => Ns::O,
            "http://purl.org/dc/elements/1.1/" | "http://purl.org/dc/terms/" => Ns::Dc,
            "" => Ns::None,
            _ => match address.strip_prefix("http://schemas.microsoft.com/office/") {
                Some(
                    "word/2010/wordprocessingShape"
                    | "word/2010/wordprocessingGroup"
                    | "word/2010/wordprocessingCanvas",
                ) => Ns::Wps,
                Some("word/2010/wordprocessingInk") => Ns::Other,
                Some("drawing/2010/main") => Ns::Newer,
                Some(rest) if rest.starts_with("word/20") => Ns::Newer,
                _ => Ns::Other,
            },
        }
    }
}

/// A part's text. The encoding is that of its mark, its first bytes or its
/// declaration, in this order.
pub fn decode(bytes: Vec<u8>) -> Result<String, Refusal> {
    let encoding = match bytes.as_slice() {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] | [0, b'<', ..] => UTF_16BE,
        _ => UTF_8,
    };
    if encoding == UTF_8 {
        return match String::from_utf8(bytes) {
            Ok(text) if text.starts_with('\u{FEFF}') => Ok(text['\u{FEFF}'.len_utf8()..].to_owned()),
            Ok(text) => Ok(text),
            Err(error) => other_encoding(error.as_bytes()),
        };
    }
    let (text, _) = encoding.decode_with_bom_removal(&bytes);
    Ok(text.into_owned())
}

/// The text of a part that declares an encoding other than UTF-8.
fn other_encoding(bytes: &[u8]) -> Result<String, Refusal> {
    let head = &bytes[..bytes.len().min(200)];
    let head = String::from_utf8_lossy(head.split(|&byte| byte == b'>').next().unwrap_or_default());
    let label = head.split_once("encoding=").and_then(|(_, rest)| rest.get(1..)?.split(['"', '\'']).next());
    match label.and_then(|label| Encoding::for_label(label.as_bytes())) {
        Some(encoding) if encoding != UTF_8 => Ok(encoding.decode(bytes).0.into_owned()),
        _ => Err(refuse::damaged()),
    }
}

/// A block and what stands in it.
pub struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    attributes: Vec<Attribute<'a>>,
}

/// An element or a text.
struct Node<'a> {
    content: Content<'a>,
    /// The first child; 0 for none, which no child is.
    child: u32,
    /// The next sibling; 0 for none.
    next: u32,
}

/// What a node is.
#[derive(Clone, Copy)]
enum Content<'a> {
    Element { ns: Ns, name: &'a str, attributes: (u32, u32) },
    Text(&'a str),
    Character(char),
}

/// An attribute, its value as it was written.
struct Attribute<'a> {
    ns: Ns,
    name: &'a str,
    value: &'a str,
}

/// An element of a tree.
#[derive(Clone, Copy)]
pub struct Element<'t, 'a> {
    tree: &'t Tree<'a>,
    index: u32,
}

impl<'t, 'a> Element<'t, 'a> {
    /// Its vocabulary and local name.
    pub fn name(self) -> (Ns, &'a str) {
        match self.content() {
            Content::Element { ns, name, .. } => (ns, name),
            Content::Text(_) | Content::Character(_) => (Ns::None, ""),
        }
    }

    /// Whether it has this name.
    pub fn is(self, ns: Ns, name: &str) -> bool {
        self.name() == (ns, name)
    }

    /// The elements in it.
    pub fn children(self) -> impl Iterator<Item = Element<'t, 'a>> {
        self.all().filter(|node| matches!(node.content(), Content::Element { .. }))
    }

    /// Its first child of a name.
    pub fn child(self, ns: Ns, name: &str) -> Option<Element<'t, 'a>> {
        self.children().find(|child| child.is(ns, name))
    }

    /// Its first child of a name in its own vocabulary.
    pub fn own(self, name: &str) -> Option<Element<'t, 'a>> {
        self.child(self.name().0, name)
    }

    /// It and all elements below it, in order.
    pub fn descendants(self) -> impl Iterator<Item = Element<'t, 'a>> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            let element = open.pop()?;
            let place = open.len();
            open.extend(element.children());
            open[place..].reverse();
            Some(element)
        })
    }

    /// An attribute that has no vocabulary or its element's.
    pub fn value(self, name: &str) -> Option<Cow<'a, str>> {
        let own = self.name().0;
        self.attribute(|attribute| attribute.name == name && (attribute.ns == own || attribute.ns == Ns::None))
    }

    /// An attribute of a vocabulary.
    pub fn value_of(self, ns: Ns, name: &str) -> Option<Cow<'a, str>> {
        self.attribute(|attribute| attribute.name == name && attribute.ns == ns)
    }

    /// A number in an attribute.
    pub fn number(self, name: &str) -> Option<i64> {
        let value = self.value(name)?;
        let value = value.trim();
        // Measures may have decimals or a unit in strict documents; the
        // whole part is as near as anything here needs.
        let digits = value.len() - value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '+').len();
        value[..digits].parse().ok()
    }

    /// The texts directly in it.
    pub fn text(self) -> String {
        let mut text = String::new();
        for node in self.all() {
            match node.content() {
                Content::Text(words) => text.push_str(words),
                Content::Character(character) => text.push(character),
                Content::Element { .. } => {}
            }
        }
        text
    }

    fn attribute(self, wanted: impl Fn(&Attribute<'a>) -> bool) -> Option<Cow<'a, str>> {
        let Content::Element { attributes: (from, to), .. } = self.content() else { return None };
        let attribute = self.tree.attributes.get(from as usize..to as usize)?.iter().find(|it| wanted(it))?;
        Some(quick_xml::escape::unescape(attribute.value).unwrap_or(Cow::Borrowed(attribute.value)))
    }

    fn content(self) -> Content<'a> {
        self.tree.nodes[self.index as usize].content
    }

    fn all(self) -> impl Iterator<Item = Element<'t, 'a>> {
        let tree = self.tree;
        let mut next = tree.nodes[self.index as usize].child;
        std::iter::from_fn(move || {
            let index = (next != 0).then_some(next)?;
            next = tree.nodes[index as usize].next;
            Some(Element { tree, index })
        })
    }
}

/// A tree while it grows.
struct Builder<'a> {
    tree: Tree<'a>,
    /// The open elements, each with its last child so far.
    open: Vec<(u32, u32)>,
}

impl<'a> Builder<'a> {
    fn new() -> Builder<'a> {
        Builder { tree: Tree { nodes: Vec::new(), attributes: Vec::new() }, open: Vec::new() }
    }

    fn push(&mut self, content: Content<'a>) -> Result<u32, Refusal> {
        let index = self.tree.nodes.len();
        if index + self.tree.attributes.len() >= limits::NODES {
            return Err(refuse::too_large());
        }
        self.tree.nodes.push(Node { content, child: 0, next: 0 });
        let index = index as u32;
        if let Some((parent, last)) = self.open.last_mut() {
            if *last == 0 {
                self.tree.nodes[*parent as usize].child = index;
            } else {
                self.tree.nodes[*last as usize].next = index;
            }
            *last = index;
        }
        Ok(index)
    }
}

/// What an open element is to the walk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// An ordinary one.
    Plain,
    /// `mc:AlternateContent`, and whether one of its branches was taken.
    Alternates(bool),
    /// The branch that was taken.
    Branch,
    /// An element whose content is passed over.
    Skipped,
}

/// Gives each child of the element at `path`, which begins at the root.
/// Returns whether there is such an element.
pub fn children<'a>(
    text: &'a str,
    path: &[(Ns, &str)],
    mut each: impl FnMut(Element<'_, 'a>) -> Result<(), Refusal>,
) -> Result<bool, Refusal> {
    let mut reader = Reader::from_str(text);
    let mut names = Namespaces::default();
    let mut frames: Vec<(Frame, usize)> = Vec::new();
    let mut matched = 0; // how much of the path is open
    let mut found = false;
    let mut builder = Builder::new();
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let event = reader.read_event().map_err(|_| refuse::damaged())?;
        let after = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let skipping = matches!(frames.last(), Some((Frame::Skipped, _)));
        match event {
            Event::Start(_) | Event::Empty(_) => {
                let empty = matches!(event, Event::Empty(_));
                if frames.len() >= limits::DEPTH {
                    return Err(refuse::too_deep());
                }
                let declared = names.bindings.len();
                if skipping {
                    if !empty {
                        frames.push((Frame::Skipped, declared));
                    }
                    continue;
                }
                let tag = text.get(before..after).unwrap_or_default().trim_start_matches('<');
                let tag = tag.strip_suffix('>').unwrap_or(tag);
                let tag = if empty { tag.strip_suffix('/').unwrap_or(tag) } else { tag };
                let end = tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
                let (qualified, rest) = tag.split_at(end);
                names.declare(rest)?;
                let (ns, name) = names.resolve(qualified, true);
                let frame = match (ns, name, frames.last().map(|(frame, _)| *frame)) {
                    (Ns::Mc, "AlternateContent", _) => Frame::Alternates(false),
                    (Ns::Mc, "Choice" | "Fallback", Some(Frame::Alternates(taken))) => {
                        let takes = !taken && (name == "Fallback" || names.understands(rest)?);
                        if takes && let Some((frame, _)) = frames.last_mut() {
                            *frame = Frame::Alternates(true);
                        }
                        if takes { Frame::Branch } else { Frame::Skipped }
                    }
                    (_, _, Some(Frame::Alternates(_))) => Frame::Skipped,
                    _ => Frame::Plain,
                };
                if frame == Frame::Plain {
                    if matched < path.len() {
                        if path[matched] == (ns, name) {
                            matched += 1;
                            found |= matched == path.len();
                            if empty {
                                matched -= 1;
                            } else {
                                frames.push((Frame::Plain, declared));
                            }
                        } else if !empty {
                            frames.push((Frame::Skipped, declared));
                        }
                        if empty {
                            names.bindings.truncate(declared);
                        }
                        continue;
                    }
                    let from = builder.tree.attributes.len();
                    names.attributes(rest, &mut builder.tree)?;
                    let attributes = (from as u32, builder.tree.attributes.len() as u32);
                    let index = builder.push(Content::Element { ns, name, attributes })?;
                    if !empty {
                        builder.open.push((index, 0));
                    } else if builder.open.is_empty() {
                        each(Element { tree: &builder.tree, index: 0 })?;
                        builder = Builder::new();
                    }
                }
                if empty {
                    names.bindings.truncate(declared);
                } else {
                    frames.push((frame, declared));
                }
            }
            Event::End(_) => {
                let Some((frame, declared)) = frames.pop() else { return Err(refuse::damaged()) };
                names.bindings.truncate(declared);
                if frame != Frame::Plain {
                    continue;
                }
                if builder.open.pop().is_none() {
                    matched = matched.saturating_sub(1);
                } else if builder.open.is_empty() {
                    each(Element { tree: &builder.tree, index: 0 })?;
                    builder = Builder::new();
                }
            }
            Event::Text(_) if !skipping && !builder.open.is_empty() => {
                let words = text.get(before..after).unwrap_or_default();
                builder.push(Content::Text(words))?;
            }
            Event::CData(data) if !skipping && !builder.open.is_empty() => {
                if let Cow::Borrowed(words) = data.into_inner() {
                    builder.push(Content::Text(words))?;
                }
            }
            Event::GeneralRef(reference) => {
                let character = match &*reference {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => match reference.resolve_char_ref() {
                        Ok(Some(character)) => character,
                        Ok(None) => return Err(refuse::entities()),
                        Err(_) => char::REPLACEMENT_CHARACTER,
                    },
                };
                if !skipping && !builder.open.is_empty() {
                    builder.push(Content::Character(character))?;
                }
            }
            Event::DocType(_) => return Err(refuse::entities()),
            Event::Eof if frames.is_empty() => return Ok(found),
            Event::Eof => return Err(refuse::damaged()),
            _ => {}
        }
    }
}

/// What prefixes mean here.
#[derive(Default)]
struct Namespaces<'a> {
    /// Prefixes in the order of their declaration; the last one counts.
    bindings: Vec<(&'a str, Ns)>,
}

impl<'a> Namespaces<'a> {
    /// Takes the declarations among attributes.
    fn declare(&mut self, attributes: &'a str) -> Result<(), Refusal> {
        if !attributes.contains("xmlns") {
            return Ok(());
        }
        each_attribute(attributes, |name, value| {
            let prefix = match name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => return Ok(()),
            };
            if self.bindings.len() >= limits::NAMESPACES {
                return Err(refuse::damaged());
            }
            self.bindings.push((prefix, Ns::of(value.trim())));
            Ok(())
        })
    }

    /// The vocabulary of a prefix.
    fn of(&self, prefix: &str) -> Ns {
        match self.bindings.iter().rev().find(|(known, _)| *known == prefix) {
            Some((_, ns)) => *ns,
            None if prefix == "xml" => Ns::Xml,
            None if prefix.is_empty() => Ns::None,
            None => Ns::Other,
        }
    }

    /// The vocabulary and local part of a name.
    fn resolve(&self, qualified: &'a str, element: bool) -> (Ns, &'a str) {
        match qualified.split_once(':') {
            Some((prefix, name)) => (self.of(prefix), name),
            None if element => (self.of(""), qualified),
            None => (Ns::None, qualified),
        }
    }

    /// Whether all that a branch requires is understood.
    fn understands(&self, attributes: &'a str) -> Result<bool, Refusal> {
        let mut understood = false;
        each_attribute(attributes, |name, value| {
            if name == "Requires" {
                understood = value.split_ascii_whitespace().all(|prefix| self.of(prefix) != Ns::Other);
            }
            Ok(())
        })?;
        Ok(understood)
    }

    /// Keeps attributes, but for declarations and the marks of editing
    /// sessions, which are half of a document's bytes.
    fn attributes(&self, attributes: &'a str, tree: &mut Tree<'a>) -> Result<(), Refusal> {
        each_attribute(attributes, |name, value| {
            let (ns, local) = self.resolve(name, false);
            if name.starts_with("xmlns") || local.starts_with("rsid") || ns == Ns::Newer {
                return Ok(());
            }
            if tree.nodes.len() + tree.attributes.len() >= limits::NODES {
                return Err(refuse::too_large());
            }
            tree.attributes.push(Attribute { ns, name: local, value });
            Ok(())
        })
    }
}

/// Gives the names and raw values of a tag's attributes. quick-xml's own
/// iterator borrows from its event, not from the text, and a tree outlives the
/// event.
fn each_attribute<'a>(
    text: &'a str,
    mut each: impl FnMut(&'a str, &'a str) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut rest = text.trim_ascii_start();
    while !rest.is_empty() {
        let (name, value) = rest.split_once('=').ok_or_else(refuse::damaged)?;
        let value = value.trim_ascii_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or_else(refuse::damaged)?;
        let (value, after) = value[1..].split_once(quote).ok_or_else(refuse::damaged)?;
        each(name.trim_ascii_end(), value)?;
        rest = after.trim_ascii_start();
    }
    Ok(())
}
