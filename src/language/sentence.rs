//! Sentences, clauses and quotations.
//!
//! In: a text. Out: ranges of it. A sentence ends as GB/T 15834—2011 has it: at
//! 。！？ and at the quotation marks and brackets that close with it. Marks
//! within brackets end nothing outside of them, nor do those of a quotation that
//! its sentence goes on after: 开展“学党史，跟党走！”主题活动；“好。”他说。
//! A line break ends none: in Markdown it is a blank.

use std::ops::Range;

use crate::language::lexicon::{self, List};
use crate::text::han::is_han;

/// Verbs of speaking that end what says whose a quotation was: 院长张三说。
static SPEECH: List = List::new(&lexicon::SPEECH, "last");

/// Those that a listener follows: 张三告诉记者。
static TELLING: List = List::new(&lexicon::SPEECH, "listener");

/// Words with which a sentence goes on after an ellipsis: 经费、场地……都落实了。
static GOING_ON: List = List::new(&lexicon::SPEECH, "goes-on");

/// How long the words may be that say whose a quotation was, in characters.
const SPEAKER: usize = 40;

/// How far the partner of a bracket is looked for, in bytes.
const BRACKET: usize = 1200;

/// The pairs of marks around what is quoted or named.
const QUOTES: [(char, char); 4] = [('“', '”'), ('《', '》'), ('「', '」'), ('『', '』')];

/// A part of a sentence between two marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Where it stands, blanks around it left out; never empty.
    pub range: Range<usize>,
    /// The mark before it; a blank at the beginning.
    pub opens: char,
    /// The mark after it; a blank if there is none.
    pub closes: char,
}

/// The sentences of a text, each with the marks that end it. What follows the
/// last of these marks is a sentence too, unless it is blank.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut brackets: Vec<Bracket> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '（' | '(' | '“' | '「' | '『' | '《' => {
                brackets.push(Bracket { at, mark: character, is_first: text[start..at].trim().is_empty() });
            }
            '）' | ')' | '”' | '」' | '』' | '》' => drop(close(&mut brackets, character)),
            _ => {}
        }
        if !is_end(text, start, at, character) {
            continue;
        }
        let mut end = at + character.len_utf8();
        let mut closed = None;
        while let Some((at, next)) = characters.next_if(|(_, next)| ends_more(*next)) {
            end = at + next.len_utf8();
            closed = close(&mut brackets, next).or(closed);
        }
        let holds = |bracket: &Bracket| {
            bracket.at > start
                && !bracket.is_first
                && matches!(bracket.mark, '（' | '(' | '《')
                && bracket.is_closed(text)
        };
        if brackets.iter().any(holds) || closed.is_some_and(|bracket| bracket.goes_on(text, start, end)) {
            continue;
        }
        // Where a text is from: ……。（记者张三）
        if let Some(note) = note(text, end) {
            while characters.next_if(|(at, _)| *at < note).is_some() {}
            end = note;
        }
        sentences.push(start..end);
        start = end;
    }
    if !text[start..].trim().is_empty() {
        sentences.push(start..text.len());
    }
    sentences
}

/// An opening bracket or quotation mark.
#[derive(Clone, Copy)]
struct Bracket {
    at: usize,
    mark: char,
    /// Whether its sentence begins with it.
    is_first: bool,
}

/// Takes the bracket that a mark closes off those that are open.
fn close(brackets: &mut Vec<Bracket>, mark: char) -> Option<Bracket> {
    let open = brackets.iter().rposition(|bracket| closes(bracket.mark, mark))?;
    let bracket = brackets[open];
    brackets.truncate(open);
    Some(bracket)
}

/// Whether one mark closes what another opened.
fn closes(open: char, mark: char) -> bool {
    matches!((open, mark), ('（' | '(', '）' | ')')) || QUOTES.contains(&(open, mark))
}

/// Where a bracket without an end of a sentence in it ends that follows a place.
fn note(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].strip_prefix(['（', '('])?;
    let end = rest.find(['）', ')', '。', '！', '？', '（', '('])?;
    let mark = rest[end..].chars().next().filter(|mark| matches!(mark, '）' | ')'))?;
    Some(text.len() - rest.len() + end + mark.len_utf8())
}

/// Whether a mark at a place ends the sentence that began at another.
fn is_end(text: &str, start: usize, at: usize, mark: char) -> bool {
    let after = text[at + mark.len_utf8()..].chars().next();
    let before = || text[..at].chars().next_back();
    match mark {
        '。' | '！' | '？' => true,
        // In an address or a formula a letter follows.
        '!' | '?' => !after.is_some_and(|after| after.is_ascii_alphanumeric() || matches!(after, '=' | '/')),
        // At the end of what is said, or of what is enumerated.
        '…' => {
            let rest = text[at..].trim_start_matches('…');
            let enumerates = || text[start..at].matches(['、', '，']).count() > 1;
            rest.starts_with(['”', '」', '』', '\n', ' ']) && after != Some('…')
                || rest.is_empty()
                || after != Some('…') && rest.starts_with(is_han) && enumerates() && GOING_ON.begins(rest).is_none()
        }
        // English: a word, a full stop, a blank and a capital.
        '.' => {
            let rest = text[at + 1..].trim_start_matches(' ');
            after == Some(' ')
                && rest.starts_with(|next: char| next.is_ascii_uppercase() || is_han(next))
                && text[..at].chars().rev().take_while(char::is_ascii_alphabetic).count() > 2
        }
        '．' => before().is_some_and(is_han) && after.is_none_or(is_han),
        _ => false,
    }
}

/// Whether a mark after the end of a sentence belongs to it.
fn ends_more(mark: char) -> bool {
    matches!(mark, '。' | '！' | '？' | '!' | '?' | '…' | '”' | '’' | '）' | ')' | '」' | '』' | '》' | '】' | '〕')
}

impl Bracket {
    /// Whether it has a partner not far behind it.
    fn is_closed(&self, text: &str) -> bool {
        let end = text.floor_char_boundary(text.len().min(self.at + BRACKET));
        text[self.at..end].chars().any(|mark| closes(self.mark, mark))
    }

    /// Whether the sentence that began at `start` goes on after this closed, at
    /// `end`, with a mark that would end it.
    fn goes_on(&self, text: &str, start: usize, end: usize) -> bool {
        let rest = text[end..].trim_start_matches(' ');
        let Some(next) = rest.chars().next().filter(|next| *next != '\n') else { return false };
        if self.mark == '《' || matches!(next, '，' | ',' | '、' | '；' | ';' | '：' | '—' | '的' | '等') {
            return true;
        }
        if matches!(self.mark, '（' | '(') {
            // A bracket that is no sentence of its own.
            return !self.is_first;
        }
        if self.is_first {
            let clause = rest.split(['，', '。', '！', '？', '：', '；', '\n']).next().unwrap_or_default();
            return clause.chars().count() <= SPEAKER && (SPEECH.ends(clause).is_some() || TELLING.is_in(clause));
        }
        // A name or a slogan within the sentence: nothing leads to it.
        text.get(start..self.at).is_some_and(|before| before.trim().ends_with(is_han)) && is_han(next)
    }
}

/// Whether a character parts clauses. 、 parts words, see [`items`].
pub fn is_mark(character: char) -> bool {
    matches!(
        character,
        '，' | ',' | '；' | ';' | '：' | ':' | '（' | '(' | '）' | ')' | '。' | '！' | '？' | '!' | '?' | '\n' | '…'
    )
}

/// The clauses of a part of a text.
pub fn clauses(text: &str, part: Range<usize>) -> Vec<Clause> {
    split(text, part, is_mark)
}

/// The clauses of a part of a text, those that enumerate cut at 、 too: the two
/// of 一等奖2项、二等奖3项.
pub fn items(text: &str, part: Range<usize>) -> Vec<Clause> {
    split(text, part, |mark| is_mark(mark) || mark == '、')
}

fn split(text: &str, part: Range<usize>, parts: impl Fn(char) -> bool) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let (mut start, mut opens) = (part.start, ' ');
    let mut close = |start: usize, end: usize, opens: char, closes: char| {
        let words = &text[start..end];
        let begin = start + words.len() - words.trim_start().len();
        let range = begin..begin + words.trim().len();
        if !range.is_empty() {
            clauses.push(Clause { range, opens, closes });
        }
    };
    for (at, character) in text[part.clone()].char_indices() {
        let at = part.start + at;
        if parts(character) && !is_within_number(text, at, character) {
            close(start, at, opens, character);
            (start, opens) = (at + character.len_utf8(), character);
        }
    }
    close(start, part.end, opens, ' ');
    clauses
}

/// The comma in 1,080 and the colon in 12:30.
fn is_within_number(text: &str, at: usize, mark: char) -> bool {
    matches!(mark, ',' | ':')
        && text[..at].ends_with(|before: char| before.is_ascii_digit())
        && text[at + 1..].starts_with(|after: char| after.is_ascii_digit())
}

/// What stands between quotation marks or title marks, marks included, in the
/// order of their ends. A mark without its partner encloses nothing.
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut quoted = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    // How many of each wait: for one that none waits for, none is looked for.
    let mut waiting = [0_usize; QUOTES.len()];
    for (at, character) in text.char_indices() {
        if let Some(pair) = QUOTES.iter().position(|(opening, _)| *opening == character) {
            waiting[pair] += 1;
            open.push((at, pair));
        } else if let Some(pair) = QUOTES.iter().position(|(_, close)| *close == character)
            && waiting[pair] > 0
        {
            while let Some((start, other)) = open.pop() {
                waiting[other] -= 1;
                if other == pair {
                    quoted.push(start..at + character.len_utf8());
                    break;
                }
            }
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::{clauses, items, quotations, sentences};

    /// The cases of a file, a line each; ‖ stands where a part ends.
    fn hold(cases: &str, parts: impl Fn(&str) -> Vec<std::ops::Range<usize>>) {
        for case in cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let text = case.replace('‖', "").replace("\\n", "\n");
            let found: Vec<&str> = parts(&text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found.join("‖").replace('\n', "\\n"), case);
        }
    }

    #[test]
    fn sentences_end_where_the_standard_ends_them() {
        hold(include_str!("../../tests/language/cases/sentences.txt"), sentences);
    }

    #[test]
    fn clauses_end_at_marks_but_not_within_numbers() {
        let text = "党员1,080人（其中女5人），12:30到会；一等奖2项、二等奖3项：完。";
        let words = |clauses: Vec<super::Clause>| -> Vec<&str> {
            clauses.into_iter().map(|clause| &text[clause.range]).collect()
        };
        let expected = ["党员1,080人", "其中女5人", "12:30到会", "一等奖2项、二等奖3项", "完"];
        assert_eq!(words(clauses(text, 0..text.len())), expected);
        assert_eq!(words(items(text, 0..text.len()))[3..], ["一等奖2项", "二等奖3项", "完"]);
    }

    #[test]
    fn quotations_nest_and_lone_marks_enclose_nothing() {
        let text = "说“甲《乙》丙”，半边“丁。》";
        let found: Vec<&str> = quotations(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["《乙》", "“甲《乙》丙”"]);
    }
}
