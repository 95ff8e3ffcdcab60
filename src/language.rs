//! Chinese: what a text says.
//!
//! Strings come in, spans, numbers, dates and keys go out. Everything that
//! proofreader, import, pages and search know about the language is here, once;
//! its words are data ([`lexicon`]), so that whoever knows Chinese and no Rust can
//! correct them. [`annotate()`] gives a text with its layers, each computed when it
//! is asked for:
//!
//! | layer | module |
//! | --- | --- |
//! | sentences, clauses, quotations | [`sentence`] |
//! | words and their classes | [`token`] |
//! | numbers with their units | [`amount`] |
//! | dates and years in prose | [`timex`] |
//! | plans and negations | [`modality`] |
//! | titles of documents, names of meetings | [`cited`] |
//! | numbers of headings and items | [`enumerator`] |
//! | entries of a list of references | [`mod@reference`] |
//! | names of persons | [`person`], by [`surname`] |
//! | names of organisations | [`organization`], by [`place`] |
//!
//! Besides, [`numeral`] reads and writes Han numerals, [`count`] says which of
//! them in a name are meant as numbers, [`date`] reads the dates that people
//! write as values, [`title`] breaks titles,
//! [`pinyin`] spells, [`spelling`] finds characters
//! that another should stand for, [`personal`] the numbers that belong to a person,
//! [`collate`] sorts, [`words`] knows common words and
//! [`metric`] which figures may be added.
//!
//! Of damaged texts [`line_break`] says whether a sentence goes on, [`punctuation`]
//! which marks stand for others, [`furniture`] what a web page left; [`label`] reads
//! the lines in which a text tells of itself (作者：…), [`byline`] those that name
//! who wrote or signed it.
//!
//! No function panics on any input, and none reads the clock or the locale of
//! the machine. Spans are ranges of bytes.

pub mod abbreviation;
pub mod amount;
mod annotate;
pub mod byline;
pub mod collate;
pub mod cited;
pub mod count;
pub mod date;
pub mod enumerator;
pub mod furniture;
pub mod label;
mod known;
pub mod lexicon;
pub mod line_break;
pub mod metric;
pub mod modality;
pub mod numeral;
pub mod organization;
pub mod person;
pub mod personal;
pub mod pinyin;
pub mod punctuation;
pub mod reference;
pub mod place;
pub mod sentence;
pub mod spelling;
pub mod surname;
pub mod timex;
pub mod title;
pub mod token;
pub mod words;

pub use annotate::{Annotated, annotate};
pub use known::Known;
