//! A file put together of parts of another.

use std::borrow::Cow;

/// The parts, in order, and whether they are another file than the one they
/// were taken from.
#[derive(Default)]
pub struct Pieces<'a> {
    parts: Vec<Cow<'a, [u8]>>,
    changed: bool,
}

impl<'a> Pieces<'a> {
    /// Keeps a part.
    pub fn keep(&mut self, part: &'a [u8]) {
        self.parts.push(Cow::Borrowed(part));
    }

    /// Leaves a part out.
    pub fn drop(&mut self, part: &[u8]) {
        self.changed |= !part.is_empty();
    }

    /// Puts another part where one stood.
    pub fn replace(&mut self, part: &'a [u8], new: Vec<u8>) {
        if part == new {
            return self.keep(part);
        }
        self.changed = true;
        self.parts.push(Cow::Owned(new));
    }

    /// How many bytes the parts have.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.len()).sum()
    }

    /// Replaces the bytes at the start of a part that was kept.
    pub fn change(&mut self, at: usize, new: Vec<u8>) {
        if let Some(part) = self.parts.get_mut(at).filter(|part| ***part != *new) {
            self.changed = true;
            *part = Cow::Owned(new);
        }
    }

    /// The new file; none if it is the old one.
    pub fn joined(self) -> Option<Vec<u8>> {
        self.changed.then(|| self.parts.concat())
    }
}
