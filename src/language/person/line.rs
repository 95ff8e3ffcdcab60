//! What stands by itself and is a person's name: a cell, an entry of a list, a line.
//!
//! In: a text that is nothing else, or a row of such. Out: whether it is a name, and
//! where the names are. Nothing beside it shows it to be one, so what looks like a
//! name counts; running text is [`super::persons`]' business.

use std::ops::Range;

use crate::language::lexicon::{self, List};
use crate::language::person::{ADDRESS, GOES_ON, HARDSHIP, OFFICES, ROLES, TITLES};
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

/// Whether an entry of a list of persons looks like a name: 张三, 张 三, 约翰·史密斯.
pub fn is_entry(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    is_whole(&text) || text.contains('·') && text.chars().all(|c| is_han(c) || c == '·')
}

/// Whether something in a text stands as names do: begins with a surname and is
/// no word, between what names stand between. A cheap question before
/// [`super::persons`], which needs the words of the text.
pub fn may_name(text: &str) -> bool {
    text.char_indices().any(|(at, first)| {
        let (before, rest) = (&text[..at], &text[at..]);
        let compound = surname::compound(rest).is_some();
        if !compound && !surname::is_single(first) {
            return false;
        }
        let ends = || rest.char_indices().map(|(end, _)| end).chain([rest.len()]).skip(2).take(3);
        let opens = || {
            !before.ends_with(is_han)
                || [&HARDSHIP, &ROLES, &OFFICES, &TITLES].iter().any(|list| list.ends(before).is_some())
        };
        let goes = |end: usize| {
            let after = &rest[end..];
            ADDRESS.begins(after).is_some()
                || opens() && (!after.starts_with(is_han) || GOES_ON.begins(after).is_some())
        };
        ends().next().is_some_and(|end| compound || !words::is_word(&rest[..end])) && ends().any(goes)
    })
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
