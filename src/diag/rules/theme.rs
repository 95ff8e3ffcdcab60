//! Rules about themes and templates (HB5…).

use crate::diag::Rule;

/// The rules of this family, in the order of their codes.
pub static RULES: &[&Rule] = &[];
