//! Chinese text: what a plain string library does not know about it.
//!
//! Strings come in, strings, numbers, dates and keys go out. The parts:
//! [`han`] tells which characters are written without spaces and counts them;
//! [`width`] folds full-width forms and makes comparison keys; [`numeral`]
//! reads and writes Han numerals, [`count`] says which of them in a name are
//! meant as numbers; [`amount`] reads the numbers in prose; [`date`] reads the
//! dates and years that people write, [`moment`] finds them in running text,
//! [`mark`] the numbers of headings; [`surname`] tells names of persons;
//! [`address`] finds addresses, [`signs`] what it is worth looking for;
//! [`size`] reads sizes of files; [`pinyin`] spells, [`collate`] sorts, [`near`] finds what was meant;
//! [`words`] knows common words.
//!
//! Nothing here knows of files, reports or messages: errors are typed values,
//! and their words are made by the caller. No function panics on any input,
//! and none reads the clock or the locale of the machine.

pub mod address;
pub mod amount;
pub mod collate;
pub mod count;
pub mod date;
pub mod han;
pub mod mark;
pub mod moment;
pub mod near;
pub mod numeral;
pub mod pinyin;
pub mod signs;
pub mod size;
pub mod surname;
pub mod title;
pub mod width;
pub mod words;
