//! Choices: one of a list by chance.

use crate::random::Random;

impl Random {
    /// One of a list.
    pub fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}
