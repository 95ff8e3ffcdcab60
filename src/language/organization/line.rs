//! Lines that name an organisation: a signature, a by-line, the head of a title.
//!
//! In: a line. Out: how much of it is the name that it begins with. A line is not
//! prose: what stands at its beginning and ends like a name is one, without a place
//! before it (内科, 党建办), with every part of a body down to the smallest.

use crate::language::Known;
use crate::language::lexicon::{self, List};
use crate::language::organization::find::{Finder, parted};
use crate::language::organization::{
    DETERMINERS, JOINS, LONGEST, MARKS, MEMBERS, NONE, PART, PARTS, QUANTIFIERS, STRONG, WEAK, WITHIN, is_body,
};
use crate::language::person::{MASKS, OFFICES, ROLES, TITLES};
use crate::language::timex;
use crate::language::token::{self, Class, tokens};
use crate::text::han::is_han;

/// What names end with in lines of their own only: 骨科, 桃花村.
static ALONE: List = List::new(&lexicon::UNIT_SUFFIXES, "alone");
/// Words that end like a name and are none: 党史.
static NO_NAMES: List = List::new(&lexicon::BYLINE_WORDS, "no-name");
/// How headings begin: 围绕中心, 服务大局.
static DEEDS: List = List::new(&lexicon::BYLINE_WORDS, "deed");

/// What a line or a word alone ends with that names of organisations end with.
pub fn line_end(text: &str) -> Option<&'static str> {
    [&STRONG, &WEAK, &ALONE].into_iter().filter_map(|list| list.ends(text)).max_by_key(|end| end.len())
}

/// Whether a whole line is the name of an organisation.
pub fn is_whole(line: &str, known: &Known<'_>) -> bool {
    let bare = line.trim_end_matches(['）', ')']);
    let closing = line.len() - bare.len();
    leading(line, known).is_some_and(|length| length + closing >= line.len())
}

/// How long the name is with which a line begins.
pub fn leading(line: &str, known: &Known<'_>) -> Option<usize> {
    let most = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
    let line = &line[..most];
    // 甲县教育局|2021年政府信息公开
    let year = timex::years(line).into_iter().map(|(range, _)| range.start).find(|start| *start > 0);
    let line = &line[..year.unwrap_or(line.len())];
    // 某 of 某市 stands for a name; what 某医院 is, is seen below.
    if DEEDS.begins(line).is_some() || QUANTIFIERS.begins(line).is_some_and(|word| !MASKS.has(word)) {
        return None;
    }
    let words = parted(line, &tokens(line), false);
    let finder = Finder { text: line, tokens: &words, units: known.units };
    let last = (0..words.len()).take_while(|&index| is_part(&finder, index)).count();
    (0..last).rev().find_map(|index| {
        let end = words[index].range.end;
        is_name(&finder, &line[..end], index).then_some(end)
    })
}

/// Whether a word may stand in the name that begins its line.
fn is_part(line: &Finder<'_>, index: usize) -> bool {
    let word = line.word(index);
    let next = line.word(index + 1);
    if word.chars().all(|c| matches!(c, '（' | '(' | '）' | ')' | '·' | '“' | '”')) {
        return index > 0 || word == "“";
    }
    if !word.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric()) {
        return false;
    }
    if JOINS.has(word) {
        // 市工会和|市妇联
        return index > 0 && !is_body(line.word(index - 1));
    }
    if WITHIN.contains(word) || STRONG.has(word) {
        return true;
    }
    let is_office = [&OFFICES, &TITLES, &ROLES].iter().any(|list| list.has(word)) && !MEMBERS.has(word);
    let is_suffix = |word: &str| line_end(word).or_else(|| PART.ends(word)) == Some(word);
    // 离退休工作处, 澜原|市
    let may_be = WITHIN.contains(next)
        || is_suffix(next) && (line.class(index) == Class::Nominal || STRONG.has(next))
        || MARKS.begins(next).is_some() && word.chars().count() == 1;
    let is_border = PARTS.contains(word) && index > 0 && !may_be;
    // 图书馆|参考|咨询部: only after whose part it is.
    let is_deed = word.chars().count() > 1
        && token::is_known(word)
        && line.class(index) == Class::Verb
        && !(0..index).any(|before| is_body(line.word(before)) || MARKS.ends(line.word(before)).is_some());
    let is_particle = index > 0 && matches!(line.class(index), Class::Function | Class::Pronoun);
    !(is_office || is_border || is_deed || is_particle)
}

/// Whether the first words of a line, up to one of them, are a name.
fn is_name(line: &Finder<'_>, name: &str, index: usize) -> bool {
    let count = name.chars().count();
    let of_publication = line.units.iter().copied().find(|unit| name.ends_with(unit));
    let suffixes = [line_end(name), PART.ends(name), of_publication].into_iter().flatten();
    let Some(suffix) = suffixes.max_by_key(|suffix| suffix.len()) else { return false };
    let own = &name[..name.len() - suffix.len()];
    // 图书室 is a room, 文化馆图书室 a part of the body.
    let is_within = (0..index).any(|before| is_body(line.word(before)));
    let is_other =
        !is_within && NONE.ends(name).is_some_and(|other| other.len() > suffix.len()) || NO_NAMES.ends(name).is_some();
    let word = line.word(index);
    let is_deed = suffix.len() < word.len()
        && token::is_known(word)
        && (matches!(line.class(index), Class::Verb | Class::Adverb)
            || suffix.len() == 3 && line.class(index) == Class::Phrase);
    let first = line.class(0);
    let opens = line.word(0).chars().count() == 1
        || !matches!(first, Class::Adverb | Class::Function | Class::Pronoun) && !PARTS.contains(line.word(0));
    // 某市 is a place whose name is left out.
    let is_anybodys = DETERMINERS.strip_prefix(own).is_some_and(|rest| MARKS.begins(rest).is_none());
    (3..=LONGEST).contains(&count) && !own.is_empty() && opens && !is_other && !is_deed && !is_anybodys
}

#[cfg(test)]
mod tests {
    use super::{is_whole, leading};
    use crate::language::Known;

    #[test]
    fn a_line_begins_with_a_name_down_to_its_smallest_part() {
        for (line, expected) in [
            ("市第一医院骨科工作总结", "市第一医院骨科"),
            ("江城县文化馆图书室2022年度工作述评", "江城县文化馆图书室"),
            ("江城镇桃花村党支部", "江城镇桃花村党支部"),
            ("江城市人力资源和社会保障局", "江城市人力资源和社会保障局"),
            ("江城市图书馆主任谈服务", "江城市图书馆"),
            ("江城县教育局2021年政府信息公开工作年度报告", "江城县教育局"),
            ("围绕中心，服务大局", ""),
            ("各支部工作总结", ""),
            ("强化责任意识", ""),
        ] {
            assert_eq!(leading(line, &Known::default()).unwrap_or(0), expected.len(), "{line}");
        }
    }

    #[test]
    fn a_publication_adds_endings_of_its_own() {
        let known = Known { units: &["先锋岗"], ..Known::default() };
        assert!(is_whole("内科先锋岗", &known) && !is_whole("内科先锋岗", &Known::default()));
    }
}
