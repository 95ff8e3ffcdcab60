//! Text as characters: what a plain string library does not know about it.
//!
//! Strings come in, strings, numbers and keys go out. The parts: [`han`] tells
//! which characters are written without spaces and counts them; [`width`] folds
//! full-width forms and makes comparison keys; [`address`] finds addresses;
//! [`signs`] says what it is worth looking for; [`size`] reads sizes of files;
//! [`near`] finds what was meant. What words mean is [`crate::language`]'s.
//!
//! Nothing here knows of files, reports or messages: errors are typed values,
//! and their words are made by the caller. No function panics on any input,
//! and none reads the clock or the locale of the machine.

pub mod address;
pub mod color;
pub mod han;
pub mod near;
pub mod signs;
pub mod size;
pub mod width;
