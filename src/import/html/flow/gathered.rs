//! What comes of a page's elements: the document so far, its pictures, and what
//! was left out.
//!
//! In: paragraphs, pictures and elements that are left out, in reading order.
//! Out: the document with its remarks. What could grow without end is counted
//! here.

use crate::diag::Words;
use crate::import::document::{Document, Place};
use crate::import::html::flow::Context;
use crate::import::html::picture::Gallery;
use crate::import::html::tree::Kind;
use crate::import::{Remark, RemarkKind};

/// How many remarks name what was left out one by one; the others share one.
const REMARKS: usize = 40;

/// How much longer addresses may become than the page has them, all together,
/// in bytes: by the page's own address before them, and by standing in each of
/// the paragraphs that a link goes on in. A page of a megabyte could otherwise
/// become one of a gigabyte.
const REPEATED: usize = 16 << 20;

/// How much is quoted, in characters.
pub(super) const QUOTED: usize = 30;

/// What comes out.
pub struct Gathered<'d> {
    pub document: &'d mut Document,
    pub(super) gallery: Gallery,
    pub(super) number: u32,
    dropped: usize,
    /// What is left of [`REPEATED`].
    room: usize,
}

impl<'d> Gathered<'d> {
    /// Nothing yet.
    pub(super) fn new(document: &'d mut Document) -> Gathered<'d> {
        Gathered { document, gallery: Gallery::default(), number: 0, dropped: 0, room: REPEATED }
    }

    /// Whether there is room for so many more bytes of addresses.
    pub(super) fn has_room(&mut self, bytes: usize) -> bool {
        let left = self.room.checked_sub(bytes);
        self.room = left.unwrap_or(self.room);
        left.is_some()
    }

    /// The place of the next paragraph.
    pub(super) fn count(&mut self) -> Place {
        self.number += 1;
        Place::Paragraph(self.number)
    }

    /// A remark on an element that is left out, if it has words.
    pub(super) fn drop(&mut self, context: &Context<'_>, node: usize, what: Words, place: Place) {
        let text = match &context.tree.nodes[node].kind {
            Kind::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Kind::Element { .. } => context.tree.text(node, usize::MAX),
        };
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        self.dropped += 1;
        match self.document.remarks.last_mut() {
            Some(last) if self.dropped > REMARKS && last.kind == RemarkKind::Dropped => {
                last.before.push_str(" / ");
                last.before.push_str(&text);
            }
            _ => self.document.remarks.push(Remark::new(RemarkKind::Dropped, what, place, &text, "")),
        }
    }
}
