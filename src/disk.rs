//! Disk: the only user of `std::fs`: scans, reads, replaces.
//!
//! `Folder` is a publication as it lies on the disk; it knows how each `VPath`
//! is really spelt. `Output` is the folder of the finished site, which overwrites and
//! removes only files that its ledger lists. `author` adds new files among the
//! author's own, and mends one that holds what it is thought to. `convert` has
//! LibreOffice, if it is installed, convert old documents. No
//! other module opens, creates, renames or removes a file.

pub mod author;
pub mod convert;
pub mod folder;
pub mod inputs;
pub mod output;

pub use folder::Folder;
pub use output::{Outcome, Output, Strangers, Tally};
