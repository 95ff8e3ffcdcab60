//! Rules about the encoding of a file and YAML itself (HB1…).

use crate::diag::Rule;

/// The rules of this family, in the order of their codes.
pub static RULES: &[&Rule] = &[];
