//! huibian 汇编: a static-site generator for work-summary publications.
//!
//! A publication is a value. Pure stages turn files into pages, each handing
//! on a complete new type; one thin edge does all reading and writing. The
//! modules stand below in the order in which data flows, and that order is a
//! law: a module uses only those above it (`tests/layers.rs` checks).
//! `src/README.md` is the map.

#![forbid(unsafe_code)]
#![warn(missing_docs)]
// What `clippy.toml` names: the file system and the network. Tests are free.
#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

// Vocabulary.
pub mod text;
pub mod language;
pub mod source;
pub mod diag;
pub mod picture;
pub mod font;
// The pipeline: values only.
pub mod parse;
pub mod theme;
pub mod model;
pub mod index;
pub mod editorial;
pub mod aggregate;
pub mod check;
pub mod import;
pub mod manuscript;
pub mod registers;
pub mod compare;
pub mod plan;
pub mod look;
pub mod attachment;
pub mod render;
pub mod search;
pub mod pipeline;
// The purity line: above, values; below, the world.
pub mod disk;
pub mod watch;
pub mod edits;
pub mod build;
pub mod publish;
pub mod serve;
pub mod desk;
pub mod cli;
