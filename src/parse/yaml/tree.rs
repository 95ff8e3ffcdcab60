//! The events of the YAML parser become a tree.
//!
//! In: a piece of YAML and where it begins in its file. Out: its root and
//! whether something in it looks mistyped, or where the parser stopped. A
//! stack of open lists and mappings stands in for recursion, so that depth
//! costs no call stack; references are copied with a budget, so that a few
//! lines cannot become gigabytes.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, options};

use crate::diag::rules::yaml::{DOCUMENT_SECOND, KEY_NOT_TEXT, KEY_REPEATED, NESTING_TOO_DEEP, REFERENCE_TOO_LONG};
use crate::diag::{Diagnostic, Words};
use crate::parse::yaml::{DEPTH, Key, NODES, Node, NodeKind};
use crate::source::{Span, Spanned, VPath};

/// Why a tree was not finished.
#[derive(Clone, Debug)]
pub enum Stop {
    /// The parser could not go on at this byte of the piece.
    At(usize, ErrorKind),
    /// The reason is among the findings already.
    Said,
}

const FIRST: Words = Words { zh: "第一次写在这里", en: "first written here" };

/// An open list or mapping.
enum Open<'a> {
    Sequence { at: Range<u32>, anchor: usize, items: Vec<Node<'a>> },
    Mapping { at: Range<u32>, anchor: usize, entries: Vec<(Key<'a>, Node<'a>)>, pending: Pending<'a> },
}

/// The key whose value comes next.
enum Pending<'a> {
    None,
    Key(Key<'a>),
    /// A key that is no text was reported; its value is dropped.
    Dropped,
}

/// Builds the tree of a piece of YAML that begins at `base` in its file.
pub fn build<'a>(
    path: &VPath,
    yaml: &'a str,
    base: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(Node<'a>, bool), Stop> {
    let parser = Parser::new_from_str_with_options(
        yaml,
        options! { emit_comments: false, flow_nesting_limit: DEPTH, block_nesting_limit: DEPTH },
    );
    let mut builder = Builder {
        path,
        yaml,
        base,
        diagnostics,
        open: Vec::new(),
        anchors: Vec::new(),
        copied: 0,
        root: None,
        suspicious: false,
    };
    let mut documents = 0;
    for next in parser {
        let (event, span) = match next {
            Ok(next) => next,
            Err(error) => {
                let offset = error.marker().byte_offset().unwrap_or(yaml.len()).min(yaml.len());
                return Err(builder.stop(offset, error.kind().clone()));
            }
        };
        let range = span.byte_range().unwrap_or(0..0);
        if let Event::DocumentStart(..) = event {
            documents += 1;
            if documents > 1 {
                let at = builder.span(&builder.place(&range));
                builder.diagnostics.push(Diagnostic::new(&DOCUMENT_SECOND, at));
                break;
            }
        }
        builder.event(event, range)?;
    }
    let root = builder.root.unwrap_or_else(|| Node { at: offset(base)..offset(base), kind: nothing() });
    let suspicious = builder.suspicious || builder.anchors.iter().any(|(_, _, used)| !used);
    Ok((root, suspicious))
}

struct Builder<'a, 'd> {
    path: &'d VPath,
    yaml: &'a str,
    base: usize,
    diagnostics: &'d mut Vec<Diagnostic>,
    open: Vec<Open<'a>>,
    anchors: Vec<(usize, Node<'a>, bool)>,
    copied: usize,
    root: Option<Node<'a>>,
    suspicious: bool,
}

impl<'a> Builder<'a, '_> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) -> Result<(), Stop> {
        let at = self.place(&range);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                // The parser writes `~` where nothing stands.
                let text = if plain && range.is_empty() { Cow::Borrowed("") } else { text };
                // A tag of one's own is a text that began with `!`.
                self.suspicious |= tag.is_some_and(|tag| tag.is_custom()) || (plain && self.odd(&text, &range));
                self.close(Node { at, kind: NodeKind::Scalar { text, plain } }, anchor)?;
            }
            Event::SequenceStart(_, anchor, _) => self.open.push(Open::Sequence { at, anchor, items: Vec::new() }),
            Event::MappingStart(_, anchor, _) => {
                self.open.push(Open::Mapping { at, anchor, entries: Vec::new(), pending: Pending::None });
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::Sequence { at: start, anchor, items }) => {
                    let end = items.last().map_or(at.end, |item| item.at.end).max(flow_end(self.yaml, &range, at.end));
                    self.close(Node { at: start.start..end, kind: NodeKind::Sequence(items) }, anchor)?;
                }
                Some(Open::Mapping { at: start, anchor, mut entries, .. }) => {
                    let end = entries
                        .last()
                        .map_or(at.end, |(_, value)| value.at.end)
                        .max(flow_end(self.yaml, &range, at.end));
                    self.drop_repeated(&mut entries);
                    self.close(Node { at: start.start..end, kind: NodeKind::Mapping(entries) }, anchor)?;
                }
                None => {}
            },
            Event::Alias(id) => {
                let found = self.anchors.iter_mut().rfind(|(anchor, ..)| *anchor == id);
                let Some((_, node, used)) = found else {
                    return Err(Stop::At(range.start, ErrorKind::UnknownAnchor));
                };
                *used = true;
                let (nodes, depth) = measure(node);
                self.copied += nodes;
                if self.copied > NODES || depth + self.open.len() > DEPTH * 2 {
                    let span = self.span(&at);
                    self.diagnostics.push(Diagnostic::new(&REFERENCE_TOO_LONG, span));
                    return Err(Stop::Said);
                }
                let kind = node.kind.clone();
                self.close(Node { at, kind }, 0)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts a finished node where it belongs: into what is open around it.
    fn close(&mut self, node: Node<'a>, anchor: usize) -> Result<(), Stop> {
        self.copied += 1;
        if self.copied > NODES {
            let span = self.span(&node.at);
            self.diagnostics.push(Diagnostic::new(&REFERENCE_TOO_LONG, span));
            return Err(Stop::Said);
        }
        if anchor != 0 {
            self.copied += measure(&node).0;
            self.anchors.push((anchor, node.clone(), false));
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence { items, .. }) => items.push(node),
            Some(Open::Mapping { entries, pending, .. }) => {
                match (std::mem::replace(pending, Pending::None), node.kind) {
                    (Pending::Key(key), kind) => entries.push((key, Node { at: node.at, kind })),
                    (Pending::Dropped, _) => {}
                    (Pending::None, NodeKind::Scalar { text, .. }) => {
                        self.suspicious |= text.contains(['：', ':', '\u{3000}', '，']) || text.starts_with('-');
                        *pending = Pending::Key(Spanned { value: text, at: node.at });
                    }
                    (Pending::None, _) => {
                        *pending = Pending::Dropped;
                        let span = self.span(&node.at);
                        self.diagnostics.push(Diagnostic::new(&KEY_NOT_TEXT, span));
                    }
                }
            }
        }
        Ok(())
    }

    /// Reports keys that stand twice and keeps the first of each. Digits
    /// without a value are pieces of numbers: `{value: 2,000, base: 1,000}`.
    fn drop_repeated(&mut self, entries: &mut Vec<(Key<'a>, Node<'a>)>) {
        // Most mappings are small, where comparing beats hashing.
        let repeated = if entries.len() <= 24 {
            entries.iter().enumerate().any(|(index, (key, value))| {
                !is_piece(key, value) && entries[..index].iter().any(|(other, _)| other.value == key.value)
            })
        } else {
            let mut seen = HashSet::new();
            !entries.iter().all(|(key, value)| is_piece(key, value) || seen.insert(&*key.value))
        };
        if !repeated {
            return;
        }
        let mut seen: std::collections::HashMap<Cow<'a, str>, Range<u32>> = std::collections::HashMap::new();
        let mut kept = Vec::with_capacity(entries.len());
        for (key, value) in entries.drain(..) {
            if is_piece(&key, &value) {
                kept.push((key, value));
            } else if let Some(first) = seen.get(&key.value) {
                let finding = Diagnostic::new(&KEY_REPEATED, self.span(&key.at))
                    .with("key", &*key.value)
                    .label(self.span(first), FIRST);
                self.diagnostics.push(finding);
            } else {
                seen.insert(key.value.clone(), key.at.clone());
                kept.push((key, value));
            }
        }
        *entries = kept;
    }

    /// Whether a text without quotes looks as if it had swallowed something,
    /// or been swallowed: by the lines around it or by the sign of a remark.
    fn odd(&self, text: &str, range: &Range<usize>) -> bool {
        if text.is_empty() {
            let Some(Open::Mapping { pending: Pending::Key(key), .. }) = self.open.last() else { return false };
            return glued_remark(self.yaml.get(key.at.end as usize - self.base..).unwrap_or(""));
        }
        let source = self.yaml.get(range.clone()).unwrap_or("");
        self.open.is_empty()
            || text.starts_with(['｛', '［', '－', '—', '–', '−', '•', '·', '●', '■', '◆'])
            || source.contains('\n')
            || glued_remark(self.yaml.get(range.end..).unwrap_or(""))
    }

    fn stop(&mut self, at: usize, kind: ErrorKind) -> Stop {
        if kind == ErrorKind::RecursionLimitExceeded {
            let place = self.place(&(at..at));
            let span = self.span(&place);
            self.diagnostics.push(Diagnostic::new(&NESTING_TOO_DEEP, span).with("limit", DEPTH));
            return Stop::Said;
        }
        Stop::At(at, kind)
    }

    /// A range of the piece as a range of the file.
    fn place(&self, range: &Range<usize>) -> Range<u32> {
        offset(range.start.min(self.yaml.len()) + self.base)..offset(range.end.min(self.yaml.len()) + self.base)
    }

    fn span(&self, at: &Range<u32>) -> Span {
        Span { file: self.path.clone(), start: at.start, end: at.end }
    }
}

/// Whether an entry may be what a comma cut off a number in braces.
fn is_piece(key: &Key<'_>, value: &Node<'_>) -> bool {
    value.at.is_empty() && key.value.starts_with(|first: char| first.is_ascii_digit())
}

/// Whether the rest of the line is a remark without a space after its sign.
fn glued_remark(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t', ':']);
    rest.strip_prefix('#').is_some_and(|remark| !remark.starts_with([' ', '#', '!', '\r', '\n']) && !remark.is_empty())
}

/// Where a list or mapping in brackets ends; one without ends with its items.
fn flow_end(yaml: &str, range: &Range<usize>, end: u32) -> u32 {
    match yaml.get(range.clone()) {
        Some("]" | "}") => end,
        _ => 0,
    }
}

/// How many nodes a node is made of, and how deep it is.
fn measure(node: &Node<'_>) -> (usize, usize) {
    let children = |(nodes, depth): (usize, usize), child: &Node<'_>| {
        let (more, deeper) = measure(child);
        (nodes + more, depth.max(deeper + 1))
    };
    match &node.kind {
        NodeKind::Scalar { .. } => (1, 1),
        NodeKind::Sequence(items) => items.iter().fold((1, 1), children),
        NodeKind::Mapping(entries) => entries.iter().map(|(_, value)| value).fold((1, 1), children),
    }
}

fn nothing<'a>() -> NodeKind<'a> {
    NodeKind::Scalar { text: Cow::Borrowed(""), plain: true }
}

fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}
