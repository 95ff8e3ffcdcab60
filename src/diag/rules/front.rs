//! Rules about the keys and values of front matter and registries (HB2…).

use crate::diag::Rule;

/// The rules of this family, in the order of their codes.
pub static RULES: &[&Rule] = &[];
