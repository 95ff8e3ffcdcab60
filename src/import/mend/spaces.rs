//! Spaces between Chinese characters.
//!
//! Conversion from PDF leaves them in the middle of words. In a sentence they
//! go; in titles, slogans, names that are listed and lines of details they
//! mean something and stay.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::check::fused_labels::details;
use crate::check::passages::is_reference;
use crate::diag::Words;
use crate::import::RemarkKind;
use crate::import::document::{Document, Paragraph, Role};
use crate::import::mend::runs::{Edit, around, flat};
use crate::import::mend::{Log, Written, each, texts};
use crate::import::structure::labels;
use crate::text::han::{is_han, is_wide};
use crate::text::mark;
use crate::text::surname;

const REMOVED: Words = Words { zh: "删去汉字之间的空格", en: "spaces between Chinese characters are removed" };
const LEFT: Words = Words {
    zh: "汉字之间的空格不知是有意还是多余，没有删",
    en: "a space between Chinese characters may be meant; it was left",
};

/// How many such spaces in a paragraph show that it was converted.
const CONVERTED: usize = 3;

/// Takes the spaces out of sentences.
pub fn mend(document: &mut Document, log: &mut Log) {
    let mut wanted = HashSet::new();
    each(document, &mut |paragraph| {
        let text = flat(&paragraph.content);
        for space in found(paragraph, &text) {
            wanted.extend(words_across(&text, &space.at).into_iter().flatten());
        }
    });
    let written = Written::find(&wanted, &if wanted.is_empty() { Vec::new() } else { texts(document) });
    each(document, &mut |paragraph| {
        let text = flat(&paragraph.content);
        let spaces = found(paragraph, &text);
        let plain = spaces.iter().filter(|space| space.within.is_none() && space.is_han).count();
        let mut edits = Vec::new();
        // What is quoted is looked at once, however many spaces it has.
        let mut quoted: HashMap<usize, Quoted> = HashMap::new();
        for space in spaces {
            let quoted = space
                .within
                .as_ref()
                .map(|within| *quoted.entry(within.start).or_insert_with(|| Quoted::of(&text[within.clone()])));
            if is_spurious(&text, &space, quoted, plain >= CONVERTED, &written) {
                edits.push(Edit::delete(space.at));
            } else if quoted != Some(Quoted::Slogan) {
                let (before, _) = around(&text, &Edit::delete(space.at));
                log.note(RemarkKind::Doubt, LEFT, paragraph.place, &before, "");
            }
        }
        log.edit(paragraph, &text, &edits, REMOVED);
    });
}

/// A space with Chinese on both sides.
struct Space {
    at: Range<usize>,
    /// Whether both neighbours are Han characters, none a mark.
    is_han: bool,
    /// What stands in the quotation or title marks around it.
    within: Option<Range<usize>>,
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\u{a0}' | '\u{3000}')
}

fn is_chinese(character: char) -> bool {
    is_han(character)
        || is_wide(character) && character != '\u{3000}'
        || matches!(character, '“' | '”' | '‘' | '’' | '…')
}

/// The spaces of a paragraph that is a sentence.
fn found(paragraph: &Paragraph, text: &str) -> Vec<Space> {
    let is_title = matches!(paragraph.role, Role::Heading(_) | Role::Title | Role::Subtitle | Role::Caption);
    let is_short = || text.chars().nth(40).is_none() && !text.contains(['。', '！', '？', '；']);
    if is_title
        || !text.contains(is_blank)
        || !text.contains(['。', '！', '？', '；', '，', ','])
        || is_short()
        || is_reference(text)
        || text.split('\n').any(|line| details(line).is_some())
    {
        return Vec::new();
    }
    let mut spaces: Vec<(Range<usize>, bool, Option<usize>)> = Vec::new();
    let mut closes: Vec<Option<usize>> = Vec::new();
    let mut opens: Vec<usize> = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let close = match character {
            '“' => Some('”'),
            '《' => Some('》'),
            '「' => Some('」'),
            _ => None,
        };
        if let Some(close) = close {
            open.push((opens.len(), close));
            opens.push(at + character.len_utf8());
            closes.push(None);
        } else if open.last().is_some_and(|(_, close)| *close == character) {
            if let Some(place) = open.pop().and_then(|(index, _)| closes.get_mut(index)) {
                *place = Some(at);
            }
        } else if is_blank(character) && before.is_some_and(is_chinese) {
            let mut end = at + character.len_utf8();
            while let Some((next, blank)) = characters.next_if(|(_, c)| is_blank(*c)) {
                end = next + blank.len_utf8();
            }
            if let Some((_, after)) = characters.peek().filter(|(_, after)| is_chinese(*after)) {
                let both = before.is_some_and(is_han) && is_han(*after);
                spaces.push((at..end, both, open.last().map(|(index, _)| *index)));
            }
        }
        before = Some(character);
    }
    let within = |index: Option<usize>| {
        let index = index?;
        Some(*opens.get(index)?..(*closes.get(index)?)?)
    };
    let first = lead(text);
    // 摘　要　近年来……
    let label = labels::end(text).unwrap_or(0);
    spaces
        .into_iter()
        .filter(|(at, ..)| Some(at.start) != first && at.start >= label)
        .map(|(at, is_han, index)| Space { at, is_han, within: within(index) })
        .collect()
}

/// Where the space stands that parts a run-in heading from its text, if there
/// is one: `（一）加强学习 支部组织……`.
fn lead(text: &str) -> Option<usize> {
    let start = match text.strip_prefix('【') {
        Some(_) => text.find('】')? + '】'.len_utf8(),
        None => mark::leading(text)?.end,
    };
    let rest = text.get(start..)?;
    let words = rest.trim_start_matches(is_blank);
    let at = words.find(is_blank)?;
    let head = words.get(..at)?;
    let is_heading = head.chars().count() <= 24 && head.chars().all(|c| is_han(c) || matches!(c, '“' | '”' | '、'));
    is_heading.then_some(text.len() - words.len() + at)
}

/// The two words of three characters that a space would have parted.
fn words_across(text: &str, at: &Range<usize>) -> [Option<[char; 3]>; 2] {
    let mut back = text[..at.start].chars().rev();
    let mut next = text[at.end..].chars();
    let (last, last_but_one) = (back.next(), back.next());
    let (first, second) = (next.next(), next.next());
    let word = |a: Option<char>, b: Option<char>, c: Option<char>| {
        let word = [a?, b?, c?];
        word.iter().all(|&c| is_han(c)).then_some(word)
    };
    [word(last_but_one, last, first), word(last, first, second)]
}

/// What stands in a pair of quotation or title marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quoted {
    /// A sentence or a part of one.
    Sentence,
    /// Parts of one length: 奋斗百年路 启航新征程.
    Slogan,
    /// Some words.
    Words,
}

impl Quoted {
    fn of(inside: &str) -> Quoted {
        let inside = inside.trim_end_matches(['。', '！']);
        if inside.contains(['，', '。', '；', '！', '？', '：', ',']) {
            return Quoted::Sentence;
        }
        let mut lengths = inside.split(is_blank).map(|part| part.chars().count());
        let first = lengths.next().unwrap_or(0);
        if inside.len() <= 120 && first >= 3 && lengths.all(|length| length == first) {
            return Quoted::Slogan;
        }
        Quoted::Words
    }
}

fn is_spurious(text: &str, space: &Space, quoted: Option<Quoted>, is_converted: bool, written: &Written) -> bool {
    if !space.is_han {
        return true;
    }
    let is_word = words_across(text, &space.at).into_iter().flatten().any(|word| written.0.contains(&word));
    match quoted {
        Some(Quoted::Sentence) => true,
        Some(Quoted::Slogan) => is_word,
        Some(Quoted::Words) => is_word || is_converted,
        None => is_word || !parts_names(text, &space.at),
    }
}

/// Whether a space stands between two names of persons.
fn parts_names(text: &str, at: &Range<usize>) -> bool {
    let is_name = |characters: &[char]| surname::is_name(&characters.iter().collect::<String>());
    let mut before: Vec<char> = text[..at.start].chars().rev().take_while(|c| is_han(*c)).take(5).collect();
    before.reverse();
    let after: Vec<char> = text[at.end..].chars().take_while(|c| is_han(*c)).take(5).collect();
    let bounds = |length: usize| text[at.end..].chars().nth(length).is_some_and(is_blank);
    let is_listed = text[..at.start].chars().rev().nth(before.len()).is_some_and(is_blank);
    // Of three names in a row only the one in the middle stands alone; those
    // beside it may run into the sentence.
    let ends = |length: usize| before.len().checked_sub(length).and_then(|at| before.get(at..)).is_some_and(is_name);
    let begins = |length: usize| after.get(..length).is_some_and(is_name);
    is_name(&before) && is_name(&after)
        || is_name(&after) && bounds(after.len()) && (ends(2) || ends(3))
        || is_name(&before) && is_listed && (begins(2) || begins(3))
}
