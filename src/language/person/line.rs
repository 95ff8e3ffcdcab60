//! What stands by itself and is a person's name: a cell, an entry of a list, a line.
//!
//! In: a text that is nothing else, or a row of such. Out: whether it is a name, and
//! where the names are. Nothing beside it shows it to be one, so what looks like a
//! name counts; running text is [`super::persons`]' business.

use std::ops::Range;

use crate::language::lexicon::{self, List};
use crate::language::{surname, words};
use crate::text::han::is_han;

/// Words that begin as names do: 党建, 和谐.
static NO_NAMES: List = List::new(&lexicon::BYLINE_WORDS, "no-name");
/// What leads to a row of names: 向.
static LEADS: List = List::new(&lexicon::PERSON_CONTEXT, "row-lead");
/// What ends a row of names: 等.
static ENDS: List = List::new(&lexicon::PERSON_CONTEXT, "row-end");

/// Whether a whole text looks like a name: 张三, 欧阳小明.
pub fn is_whole(text: &str) -> bool {
    surname::is_name(text) && !NO_NAMES.has(text)
}

/// Whether a whole text looks like a name and is no common word.
pub fn is_only_name(text: &str) -> bool {
    surname::is_name(text) && !words::is_word(text)
}

/// A name of two characters at the head of a text, set to the width of three
/// (张　三), and its length.
pub fn spread(text: &str) -> Option<(String, usize)> {
    let mut characters = text.char_indices();
    let (_, first) = characters.next()?;
    let (_, blank) = characters.next()?;
    let (at, last) = characters.find(|(_, c)| !matches!(c, ' ' | '\u{3000}'))?;
    let name: String = [first, last].into_iter().collect();
    let end = at + last.len_utf8();
    let alone = !text[end..].starts_with(is_han);
    (matches!(blank, ' ' | '\u{3000}') && surname::is_name(&name) && alone).then_some((name, end))
}

/// The first row of at least so many names with nothing but 、 between them. A third
/// of them have three characters, which rows of places and drugs do not.
pub fn row(text: &str, least: usize) -> Option<Vec<Range<usize>>> {
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let marks = text.char_indices().filter(|(_, mark)| !is_han(*mark));
    for (at, mark) in marks.chain(std::iter::once((text.len(), '\n'))) {
        match entry(text, start..at, names.is_empty(), mark != '、') {
            Some(name) => names.push(name),
            None => names.clear(),
        }
        if mark != '、' {
            let long = names.iter().filter(|name| text[(*name).clone()].chars().count() >= 3).count();
            if names.len() >= least && long * 3 >= names.len() {
                return Some(names);
            }
            names.clear();
        }
        start = at + mark.len_utf8();
    }
    None
}

/// The name in one place of a row: 向 before the first and 等 after the last are no
/// part of it.
fn entry(text: &str, mut place: Range<usize>, is_first: bool, is_last: bool) -> Option<Range<usize>> {
    if is_last && let Some(of) = ENDS.iter().filter_map(|end| text[place.clone()].find(end)).min() {
        place.end = place.start + of;
    }
    let words = &text[place.clone()];
    if is_first
        && words.chars().count() == 4
        && let Some(lead) = LEADS.begins(words)
    {
        place.start += lead.len();
    }
    surname::is_name(&text[place.clone()]).then_some(place)
}
