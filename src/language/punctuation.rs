//! Punctuation that a page or a converter took away.
//!
//! In: a text. Out: the marks that stand for proper ones, and what those are.
//! GB/T 15834 says what is proper.

pub mod quote;
pub mod stroke;
pub mod width;
