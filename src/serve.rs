//! Serve: the publication in a browser, as it is being written.

pub mod editor;
mod findings;
pub mod http;
mod preview;

pub use preview::{Preview, Tally};
