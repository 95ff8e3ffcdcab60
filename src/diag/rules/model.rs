//! Rules about  organisations, topics, routes (HB3…).

use crate::diag::Rule;

/// The rules of this family, in the order of their codes.
pub static RULES: &[&Rule] = &[];
