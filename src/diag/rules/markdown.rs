//! Rules about the body of a report (HB4…).

use crate::diag::Rule;

/// The rules of this family, in the order of their codes.
pub static RULES: &[&Rule] = &[];
