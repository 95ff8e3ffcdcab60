//! Mending placeholder.
use crate::import::document::Document;
/// Mends.
pub fn mend(_document: &mut Document) {}
