//! Spaces between Chinese characters.
//!
//! Conversion from PDF leaves them in the middle of words. Those that tear a word
//! of the dictionary apart go; in titles, slogans, lines of details, between
//! names and after a dateline they mean something and stay, each with a doubt.

use std::collections::HashMap;
use std::ops::Range;

use crate::diag::Words;
use crate::import::RemarkKind;
use crate::import::document::{Document, Paragraph, Role};
use crate::import::mend::runs::{Edit, around, flat};
use crate::import::mend::{Log, each};
use crate::language::enumerator;
use crate::language::label::{self, details};
use crate::language::reference::is_reference;
use crate::language::words;
use crate::text::han::{is_han, is_wide};

const REMOVED: Words = Words { zh: "删去汉字之间的空格", en: "spaces between Chinese characters are removed" };
const LEFT: Words = Words {
    zh: "汉字之间的空格不知是有意还是多余，没有删",
    en: "a space between Chinese characters may be meant; it was left",
};

/// Takes out the spaces that tear a word apart or stand beside a mark.
pub fn mend(document: &mut Document, log: &mut Log) {
    each(document, &mut |paragraph| {
        let text = flat(&paragraph.content);
        let mut edits = Vec::new();
        // What is quoted is looked at once, however many spaces it has.
        let mut slogans: HashMap<usize, bool> = HashMap::new();
        for space in found(paragraph, &text) {
            let in_slogan = space
                .within
                .as_ref()
                .is_some_and(|within| *slogans.entry(within.start).or_insert_with(|| is_slogan(&text[within.clone()])));
            if !space.is_han || !in_slogan && words::is_torn(&text, &space.at) {
                edits.push(Edit::delete(space.at));
            } else if !in_slogan {
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
    let label = label::end(text).unwrap_or(0);
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
        None => enumerator::leading(text)?.end,
    };
    let rest = text.get(start..)?;
    let words = rest.trim_start_matches(is_blank);
    let at = words.find(is_blank)?;
    let head = words.get(..at)?;
    let is_heading = head.chars().count() <= 24 && head.chars().all(|c| is_han(c) || matches!(c, '“' | '”' | '、'));
    is_heading.then_some(text.len() - words.len() + at)
}

/// Whether what is quoted has parts of one length: 奋斗百年路 启航新征程.
fn is_slogan(inside: &str) -> bool {
    let inside = inside.trim_end_matches(['。', '！']);
    let mut lengths = inside.split(is_blank).map(|part| part.chars().count());
    let first = lengths.next().unwrap_or(0);
    let is_sentence = inside.contains(['，', '。', '；', '！', '？', '：', ',']);
    !is_sentence && inside.len() <= 120 && first >= 3 && lengths.all(|length| length == first)
}
