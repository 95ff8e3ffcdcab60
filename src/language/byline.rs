//! By-lines and signatures: persons, units, and dates beside them.
//!
//! In: a line above or below a text. Out: whom it names, and when; nothing if it is
//! no such line.

use std::ops::Range;

use crate::language::date::PartialDate;
use crate::language::lexicon::{self, List};
pub use crate::language::person::is_whole as is_person;
use crate::language::person::{self, OFFICES, is_only_name};
use crate::language::timex::moments;
use crate::language::{Known, organization};
use crate::text::han::is_han;

/// 本报记者 before a name.
static TITLES: List = List::new(&lexicon::BYLINE_WORDS, "title");
/// 原创 before a name, 发布于 before a date.
static MARKS: List = List::new(&lexicon::BYLINE_WORDS, "mark");
/// 由 right before a name, wherever it stands in a line.
static BY: List = List::new(&lexicon::BYLINE_WORDS, "by");
/// 供稿 behind a name.
static CLOSINGS: List = List::new(&lexicon::BYLINE_WORDS, "closing");
/// 文 on its own behind a name.
static APART: List = List::new(&lexicon::BYLINE_WORDS, "closing-apart");
/// 于 before the place where something was written.
static AT: List = List::new(&lexicon::BYLINE_WORDS, "written-at");
/// 电话: how to reach somebody.
static CONTACTS: List = List::new(&lexicon::BYLINE_WORDS, "contact");
/// 等 behind the last of several names.
static ALSO: List = List::new(&lexicon::BYLINE_WORDS, "also");
/// 文 of 王五/文, and what others did: 图.
static WROTE: List = List::new(&lexicon::LABELS, "author");
/// 本文作者系 before who that is.
static AUTHOR_IS: List = List::new(&lexicon::BYLINE_WORDS, "author-is");
/// 讯, with which the head of a piece of news ends.
static WIRES: List = List::new(&lexicon::BYLINE_WORDS, "wire");
/// 摄影 and 审核: whoever stands behind them wrote nothing.
static OTHERS: [List; 2] = [List::new(&lexicon::LABELS, "contribution"), List::new(&lexicon::LABELS, "editor")];
/// 管理员, who is nobody.
static NOBODY: List = List::new(&lexicon::BYLINE_WORDS, "nobody");
/// 团委, which each body has.
static GENERAL: List = List::new(&lexicon::UNIT_SUFFIXES, "general");
/// 价格司, a part of a unit.
static PART: List = List::new(&lexicon::UNIT_SUFFIXES, "part");

/// Whom a line names as those who wrote a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    /// Persons.
    pub persons: Vec<String>,
    /// Units: whose text it is, or that of the persons.
    pub units: Vec<String>,
}

/// Whether a text is the name of a unit.
pub fn is_unit(text: &str) -> bool {
    organization::is_whole(text, &Known::default())
}

/// Whether a word of a by-line names a unit: 团委, 儿科, 市学会学术部.
pub fn is_unit_word(word: &str) -> bool {
    let ends = || organization::line_end(word).or_else(|| PART.ends(word)).is_some();
    let is_part = || organization::leading(word, &Known::default()).is_some();
    is_unit(word) || GENERAL.has(word) || ends() && (is_part() || !is_person(word) && word.chars().count() <= 6)
}

/// What parts the words of a by-line besides blanks.
fn is_parting(character: char) -> bool {
    matches!(character, '、' | '，' | ',' | '；' | ';' | '/' | '／' | '\u{4e28}' | '｜' | '|')
}

/// What stands around the words of a by-line or before them: brackets, bullets.
fn is_frame(character: char) -> bool {
    "【】[]［］〔〕（）()□■◆▲●◎◇○△☆★·—-".contains(character)
}

/// The persons and units that a label names: 作者：王五（市医院）. What is no name of a
/// unit may be a person's, if it is short or not in Han characters.
pub fn people(value: &str) -> Byline {
    let value = bare_value(value.get(..foreign_label(value)).unwrap_or(value));
    let value = without_contact(&value);
    // 王五、赵六等
    let is_name = |rest: &&str| rest.rsplit(is_parting).next().is_some_and(|name| is_person(name.trim()));
    let value = ALSO.strip_suffix(value).filter(is_name).unwrap_or(value);
    if let Some(known) = byline(value).or_else(|| dated_byline(value).map(|(known, _)| known)) {
        return known;
    }
    let mut found = Byline::default();
    let value = without_brackets(value, &mut found.units);
    for part in value.split(is_parting) {
        let words: Vec<&str> = part.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
        // 甲医院 王五 is a list, New York is none.
        let is_list = words.iter().all(|word| is_person(word) || is_unit(word) || word.chars().count() == 1);
        let names = if is_list { joined(&words) } else { vec![words.join(" ")] };
        for name in names {
            let list = match () {
                () if name.is_empty() || is_nobody(&name) => continue,
                () if is_unit_word(&name) => &mut found.units,
                () if may_be_person(&name) => &mut found.persons,
                () => continue,
            };
            list.push(name);
        }
    }
    found
}

/// Whether all words of a value are in the names that [`people`] finds there, or stand
/// beside names as by-lines have them.
pub fn names_all(value: &str) -> bool {
    let value = bare_value(value.get(..foreign_label(value)).unwrap_or(value));
    let is_byline = |value: &str| byline(value).or_else(|| dated_byline(value).map(|(known, _)| known)).is_some();
    let Byline { persons, units } = people(&value);
    let rest = persons.iter().chain(&units).fold(value.clone(), |rest, name| rest.replacen(name.as_str(), "", 1));
    is_byline(&value) || NOBODY.has(&value.to_lowercase()) || !rest.contains(is_han)
}

/// How many Han characters the name of a person has at most that is not known to be one.
const UNKNOWN: usize = 4;

/// Whether a word may be a person's name or pen name.
fn may_be_person(word: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() || matches!(c, '·' | '•' | '.' | '-' | ' ' | '\'');
    let is_short = word.chars().count() <= UNKNOWN || word.contains(['·', '•']) || !word.contains(is_han);
    is_person(word) || is_short && word.chars().all(is_letter)
}

/// A value before where whoever it names can be reached: 王五 ☎ 0712-2863017.
fn without_contact(value: &str) -> &str {
    let is_mark = |c: char| c.is_whitespace() || is_parting(c) || matches!(c, '（' | '(');
    let at = CONTACTS.iter().filter_map(|word| value.find(word)).min();
    at.map_or(value, |at| value[..at].trim_end_matches(is_mark))
}

/// A value without what stands in brackets; units in them are kept.
fn without_brackets(value: &str, units: &mut Vec<String>) -> String {
    let mut bare = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once(['（', '(']) {
        bare.push_str(before);
        let (inner, after) = after.split_once(['）', ')']).unwrap_or((after, ""));
        units.extend(inner.split(is_parting).map(str::trim).filter(|part| is_unit(part)).map(str::to_owned));
        bare.push(' ');
        rest = after;
    }
    bare + rest
}

/// Whether a word names nobody: 管理员, or an account (xmgl2019, editor).
fn is_nobody(word: &str) -> bool {
    let is_account = || {
        word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
            && (!word.starts_with(|c: char| c.is_ascii_uppercase()) || word.contains(|c: char| c.is_ascii_digit()))
    };
    NOBODY.has(&word.to_lowercase()) || is_account()
}

/// Where what a label says ends before another label: 王五|　转贴自：本站.
pub fn foreign_label(value: &str) -> usize {
    let Some(before) = value.find([':', '：']).map(|colon| &value[..colon]) else { return value.len() };
    let before = before.trim_end();
    let own = before.trim_end_matches(is_han);
    // The colon of 10:30 stands behind no label.
    if own.is_empty() || own.len() == before.len() { value.len() } else { own.len() }
}

/// What a label says, without addresses of mail and quotation marks.
fn bare_value(value: &str) -> String {
    let mut rest = value.trim();
    let mut bare = String::new();
    while let Some((before, after)) = rest.split_once('<') {
        bare.push_str(before);
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare.trim_matches(|c: char| c.is_whitespace() || is_parting(c) || matches!(c, '"' | '“' | '”')).to_owned()
}

/// Words, with those of one letter put together that are one name: 王 五.
fn joined(words: &[&str]) -> Vec<String> {
    let mut names = Vec::new();
    let mut apart = String::new();
    for word in words {
        if word.chars().count() == 1 {
            apart.push_str(word);
        } else {
            names.append(&mut parted(&std::mem::take(&mut apart)));
            names.push((*word).to_owned());
        }
    }
    names.append(&mut parted(&apart));
    names
}

/// The names of letters that were set apart: 王五张三 is two, 王小五 one.
fn parted(letters: &str) -> Vec<String> {
    let count = letters.chars().count();
    if count <= 3 || is_person(letters) {
        return if letters.is_empty() { Vec::new() } else { vec![letters.to_owned()] };
    }
    let at = letters.char_indices().nth(2).map_or(letters.len(), |(at, _)| at);
    let (first, rest) = letters.split_at(at);
    let mut names = vec![first.to_owned()];
    names.append(&mut parted(rest));
    names
}

/// A name without marks that lead to a note: 王五¹, 王五*.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '*' | '＊' | '△' | '▲' | '#' | '¹' | '²' | '³' | '⁴' | '①' | '②' | '③')
    })
}

/// Keywords, each.
pub fn keywords(value: &str) -> Vec<String> {
    let marks = ['；', ';', '，', ',', '、', '|', '｜'];
    let by_marks = value.contains(marks);
    let part = |c: char| if by_marks { marks.contains(&c) } else { c.is_whitespace() };
    let words = value.split(part).map(|word| word.trim().trim_end_matches(['。', '.']).to_owned());
    words.filter(|word| !word.is_empty()).collect()
}

/// What a line says of those who wrote the text; none if it says something else.
/// 本报记者 王五, 市医院　王五, 会长　王 五, （团委　王五供稿）.
pub fn byline(line: &str) -> Option<Byline> {
    let line = line.trim();
    if line.chars().count() > 60 || line.contains(['。', '！', '？', '：', '《']) {
        return None;
    }
    // 王五（市医院） ends with no name.
    if is_unit(line) && !line.ends_with(['）', ')']) {
        return Some(Byline { units: vec![line.to_owned()], ..Byline::default() });
    }
    if let Some(known) = described(line).or_else(|| credited(line)).or_else(|| told_author(line)) {
        return Some(known);
    }
    let mut found = Byline::default();
    for part in line.split(is_parting) {
        let words: Vec<&str> = part.split(|c: char| c.is_whitespace() || is_frame(c)).map(bare).collect();
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty() && !MARKS.has(word)).collect();
        // 撰文 王五　摄影 张三
        let own = words.iter().position(|word| OTHERS.iter().any(|list| list.has(word))).unwrap_or(words.len());
        let mut words = &words[..own];
        // 王五 文, but 王 文 is a name.
        while let [.., before, last] = words
            && APART.has(last)
            && before.chars().count() > 1
        {
            words = &words[..words.len() - 1];
        }
        joined(words).iter().filter(|word| !APART.has(word)).try_for_each(|word| found.add(word))?;
    }
    // 学习在前，服务在后 is no list of names.
    let is_clear = !line.contains(['，', ',']) || found.units.is_empty();
    // ● 社区服务站 is an item of a list, 服务大局 a heading.
    let is_item = line.starts_with(['□', '■', '◆', '▲', '●', '·', '-']);
    let are_units = || found.units.iter().all(|unit| is_unit(unit) || GENERAL.has(unit));
    let is_byline = !found.persons.is_empty() || !found.units.is_empty() && !is_item && are_units();
    (is_clear && is_byline).then_some(found)
}

/// A person and in brackets who that is: 王五（市医院，主任医师）, 王五（本刊特约撰稿人）.
fn described(line: &str) -> Option<Byline> {
    let (name, inner) = line.strip_suffix(['）', ')'])?.split_once(['（', '('])?;
    let unit = inner.split(is_parting).next().map(str::trim)?;
    let parts = inner.split(is_parting).count();
    let is_unit = parts > 1 && is_unit(unit);
    let is_described = is_unit || TITLES.ends(inner).is_some();
    let units = if is_unit { vec![unit.to_owned()] } else { Vec::new() };
    (is_only_name(name.trim()) && is_described).then(|| Byline { persons: vec![name.trim().to_owned()], units })
}

/// The person of （本文作者为市医院院长王五）.
fn told_author(line: &str) -> Option<Byline> {
    let inner = line.trim_matches(|c: char| is_frame(c) || c.is_whitespace());
    AUTHOR_IS.iter().find_map(|words| byline(inner.strip_prefix(*words)?)).filter(|known| !known.persons.is_empty())
}

/// Persons, each with what that one did behind a bar: 王五/文　赵六/图.
pub fn credited(line: &str) -> Option<Byline> {
    let inner = line.trim_matches(|c: char| is_frame(c) || c.is_whitespace());
    let mut persons = Vec::new();
    for word in
        inner.split(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | '；')).filter(|word| !word.is_empty())
    {
        let (name, deed) = word.split_once(['/', '／', '｜', '|'])?;
        let wrote = WROTE.has(deed);
        if !is_person(name) || !wrote && !OTHERS.iter().any(|list| list.has(deed)) {
            return None;
        }
        persons.extend(wrote.then(|| name.to_owned()));
    }
    (!persons.is_empty()).then(|| Byline { persons, ..Byline::default() })
}

impl Byline {
    /// Adds what a word of a by-line names; none if it is no such word.
    fn add(&mut self, word: &str) -> Option<()> {
        let word = CLOSINGS.strip_suffix(word).unwrap_or(word);
        let word = TITLES.strip_prefix(word).unwrap_or(word);
        if word.is_empty() || NOBODY.has(&word.to_lowercase()) {
            return Some(());
        }
        // 方志办 is no person though 方 is a surname.
        if is_unit_word(word) {
            self.units.push(word.to_owned());
        } else if is_person(word) {
            self.persons.push(word.to_owned());
        } else if let Some(unit) = without_office(word) {
            self.units.extend((!unit.is_empty()).then(|| unit.to_owned()));
        } else {
            // 馆长王五, 团委王五
            let (unit, name) = [2, 3, 4].iter().find_map(|length| with_name(word, *length))?;
            self.units.extend((!unit.is_empty()).then(|| unit.to_owned()));
            self.persons.push(name.to_owned());
        }
        Some(())
    }
}

/// What stands before the office with which a word ends, if that is a unit or
/// nothing: 市医院|院长, 工会|主席, 会长.
fn without_office(word: &str) -> Option<&str> {
    let unit = OFFICES.strip_suffix(word).or_else(|| person::TITLES.strip_suffix(word))?;
    // 县教育工会|工会主席
    let twice = GENERAL.ends(unit).and_then(|part| unit.strip_suffix(part).filter(|unit| unit.ends_with(part)));
    let unit = twice.unwrap_or(unit);
    (unit.is_empty() || is_unit(unit) || GENERAL.has(unit)).then_some(unit)
}

/// The unit and the name of so many characters that make up a word.
fn with_name(word: &str, length: usize) -> Option<(&str, &str)> {
    let at = word.char_indices().rev().nth(length - 1)?.0;
    let (before, name) = word.split_at_checked(at).filter(|(before, name)| !before.is_empty() && is_only_name(name))?;
    let unit = if is_unit(before) || GENERAL.has(before) { before } else { without_office(before)? };
    Some((unit, name))
}

/// A by-line with a date: 原创 王五 市医院 2021-07-02 10:30, 发布于 2021年7月2日 由 王五.
pub fn dated_byline(line: &str) -> Option<(Byline, String)> {
    let line = line.trim();
    if line.chars().count() > 80 {
        return None;
    }
    let date = moments(line).pop().filter(|date| date.year.is_some() && date.month.is_some())?;
    let day = line.get(date.range.clone())?.to_owned();
    let (before, after) = (line.get(..date.range.start)?, line.get(date.range.end..)?);
    // 10:30 goes with the day.
    // 2021年7月2日于江城, but 2021年7月2日 于明
    let after = if AT.begins(after).is_some() { "" } else { after };
    let after = after.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '：');
    let names = format!("{before} {after}");
    let known = byline(&names).or_else(|| after_by(&names)).or_else(|| signed_first(before))?;
    Some((known, day))
}

/// The person right after 由, by or the like in a line that tells other things too:
/// 市医院·通知公告 by 王五.
fn after_by(names: &str) -> Option<Byline> {
    let words: Vec<&str> = names
        .split(|c: char| c.is_whitespace() || is_parting(c) || is_frame(c))
        .filter(|word| !word.is_empty())
        .collect();
    let name = words.windows(2).find(|pair| BY.has(pair[0]) && is_person(pair[1])).map(|pair| pair[1])?;
    Some(Byline { persons: vec![name.to_owned()], ..Byline::default() })
}

/// The person with whom a line begins, before the account that published it: 原创 王五
/// 某某发布.
fn signed_first(names: &str) -> Option<Byline> {
    let words: Vec<&str> = names.split_whitespace().collect();
    let is_marked = words.first().is_some_and(|word| MARKS.has(word));
    let (name, account) = match words.as_slice() {
        [_, name, account] if is_marked => (*name, *account),
        [name, account] => (*name, *account),
        _ => return None,
    };
    let is_account = account.chars().count() <= 16 && account.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric());
    (is_only_name(name) && is_account && (is_marked || name.chars().count() > 2))
        .then(|| Byline { persons: vec![name.to_owned()], units: vec![account.to_owned()] })
}

/// The persons in running text that the report is by: 本报讯（记者 王五 通讯员 赵六）,
/// □ 本报记者 王五, and behind the text （王五　供稿）. The words around them are
/// where they stand.
pub fn reporters(text: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let opens = text.char_indices().filter(|(_, c)| matches!(c, '（' | '('));
    for (open, bracket) in opens.take(MOST) {
        let start = open + bracket.len_utf8();
        let Some(length) = text[start..].find(['）', ')']).filter(|length| *length <= LONGEST) else { continue };
        let inner = text[start..start + length].trim();
        // 本网讯（王五）, at the very beginning.
        let is_head = text[..open].chars().count() <= WIRE && WIRES.ends(text[..open].trim_end()).is_some();
        let is_theirs = is_head || TITLES.begins(inner).is_some() || CLOSINGS.ends(inner).is_some();
        // 本文由王五执笔
        let told = || {
            let names = CLOSINGS.strip_suffix(inner)?;
            let name = BY.iter().find_map(|by| names.strip_prefix(*by)).filter(|name| is_person(name))?;
            Some(Byline { persons: vec![name.to_owned()], ..Byline::default() })
        };
        let named = || told_author(inner).or_else(|| credited(inner));
        let known = byline(inner).filter(|_| is_theirs).or_else(told).or_else(named).unwrap_or_default();
        found.extend(known.persons.into_iter().map(|name| (name, open..start + length)));
    }
    if found.is_empty() {
        let begin = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || is_frame(c)).len();
        let mut end = begin;
        let mut known = Byline::default();
        // The words up to the last that is a name.
        for (at, word) in words(text, begin).take(MOST) {
            let is_next = TITLES.begins(word).is_some() || end > begin;
            if !is_next || known.add(word).is_none() {
                break;
            }
            end = at + word.len();
        }
        if known.units.is_empty() {
            found.extend(known.persons.into_iter().map(|name| (name, begin..end)));
        }
    }
    found
}

/// The day in the head of a piece of news: 本报江城2024年1月8日讯.
pub fn wire_day(text: &str) -> Option<&str> {
    let head = text.get(..text.char_indices().nth(WIRE).map_or(text.len(), |(at, _)| at))?;
    let is_wired = |end: usize| WIRES.begins(&text[end..]).is_some();
    let moment = moments(head).into_iter().find(|moment| moment.day.is_some() && is_wired(moment.range.end))?;
    text.get(moment.range)
}

/// How long the head of a piece of news is at most, in characters: 本报江城7月2日讯.
const WIRE: usize = 20;

/// How many brackets and words are looked at.
const MOST: usize = 8;
/// The longest by-line in brackets, in bytes.
const LONGEST: usize = 90;

/// The words of a text from a place on, with where each begins.
fn words(text: &str, begin: usize) -> impl Iterator<Item = (usize, &str)> {
    let is_blank = |c: char| c.is_whitespace() || is_parting(c);
    text[begin..].split_inclusive(is_blank).scan(begin, move |at, piece| {
        let start = *at;
        *at += piece.len();
        Some((start, piece.trim_end_matches(is_blank)))
    })
}

/// A line that is nothing but a date with a month.
pub fn date(line: &str) -> Option<String> {
    let line = line.trim();
    let inner = line.strip_prefix(['（', '(']).and_then(|inner| inner.strip_suffix(['）', ')'])).unwrap_or(line).trim();
    let date = inner.split_whitespace().collect::<String>();
    // 2021-07-02 10:30, 2021年7月2日 星期五
    let day = inner.split_whitespace().next().unwrap_or_default();
    let is_time = |word: &str| MARKS.has(word) || word.chars().all(|c| c.is_ascii_digit() || c == ':');
    let is_full = |text: &str| PartialDate::parse(text).is_ok_and(|date| date.month.is_some());
    if inner.chars().count() > 24 {
        None
    } else if is_full(&date) {
        Some(inner.to_owned())
    } else {
        (is_full(day) && inner.split_whitespace().skip(1).all(is_time)).then(|| day.to_owned())
    }
}

/// A signature of a unit or persons with a date after it, on one line.
pub fn signature(line: &str) -> Option<(String, String)> {
    let line = line.trim();
    if line.chars().count() > 80 || line.contains('。') {
        return None;
    }
    let last = moments(line).pop().filter(|date| date.range.end == line.len() && date.year.is_some())?;
    let signer = line.get(..last.range.start)?.trim_end_matches(|c: char| c.is_whitespace() || "，,、".contains(c));
    let parts: Vec<&str> = signer.split_whitespace().collect();
    let is_signer = is_unit(signer) || !parts.is_empty() && parts.iter().all(|part| is_unit(part) || is_person(part));
    is_signer.then(|| (signer.to_owned(), line[last.range].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{byline, date, dated_byline, people, reporters, signature};

    #[test]
    fn persons_and_units_are_told_apart() {
        for (text, persons, units) in [
            ("李明 张华", vec!["李明", "张华"], vec![]),
            ("李 明", vec!["李明"], vec![]),
            ("李 小 明", vec!["李小明"], vec![]),
            ("李 明　张 华", vec!["李明", "张华"], vec![]),
            ("李明¹、张华²*", vec!["李明", "张华"], vec![]),
            ("市医院第一党支部", vec![], vec!["市医院第一党支部"]),
            ("市医院 李明", vec!["李明"], vec!["市医院"]),
            ("李明（市医院）", vec!["李明"], vec!["市医院"]),
            ("会长　李 明", vec!["李明"], vec![]),
            ("江城县图书馆馆长　李明", vec!["李明"], vec!["江城县图书馆"]),
            ("江城县图书馆馆长李明", vec!["李明"], vec!["江城县图书馆"]),
            ("党支部书记、院长　李明", vec!["李明"], vec!["党支部"]),
            ("（团委　李明供稿）", vec!["李明"], vec!["团委"]),
            ("李明　张华　供稿", vec!["李明", "张华"], vec![]),
            ("李明（记者）", vec!["李明"], vec![]),
            ("□ 本报记者 李明 通讯员 张华", vec!["李明", "张华"], vec![]),
            ("李明 <lm@example.org>", vec!["李明"], vec![]),
            ("李明　转贴自：本站原创", vec!["李明"], vec![]),
            ("管理员", vec![], vec![]),
            ("editor", vec![], vec![]),
            ("李明　摄影 张华", vec!["李明"], vec![]),
            ("记者 李明 通讯员 张华 文/图", vec!["李明", "张华"], vec![]),
            ("王 文", vec!["王文"], vec![]),
            ("李明（江城县图书馆，馆员）", vec!["李明"], vec!["江城县图书馆"]),
            ("李明（本刊特约撰稿人）", vec!["李明"], vec![]),
            ("李明 · 昨天修改", vec!["李明"], vec![]),
            ("xmgl2019", vec![], vec![]),
            ("◎ 李明", vec!["李明"], vec![]),
            ("李明 ☎ 0712-2863017", vec!["李明"], vec![]),
            ("李明，联系电话0712-2863017，手机13900000000", vec!["李明"], vec![]),
            ("李明 QQ：1234567", vec!["李明"], vec![]),
            ("李明，系市医院办公室主任", vec!["李明"], vec![]),
            ("李明、张华等", vec!["李明", "张华"], vec![]),
            ("李明，张华 （市医院，江城 430000）", vec!["李明", "张华"], vec!["市医院"]),
            ("李明/文 张华/图", vec!["李明"], vec![]),
        ] {
            let found = people(text);
            assert_eq!(
                (found.persons, found.units),
                (
                    persons.iter().map(|name| (*name).to_owned()).collect(),
                    units.iter().map(|name| (*name).to_owned()).collect()
                ),
                "{text}"
            );
        }
    }

    #[test]
    fn reporters_are_found_in_running_text() {
        for (text, expected) in [
            ("江城网讯（记者 李明 通讯员 张华）今年以来，各项工作顺利。", vec!["李明", "张华"]),
            ("□ 本报记者 李明　今年以来，各项工作顺利。", vec!["李明"]),
            ("本网讯（李明 张华）今年以来，各项工作顺利。", vec!["李明", "张华"]),
            ("【江城日报讯】（李明）今年以来，各项工作顺利。", vec!["李明"]),
            ("（本文由李明执笔）", vec!["李明"]),
            ("（团委　李明供稿）", vec!["李明"]),
            ("会议（李明主持）研究了今年的工作。", vec![]),
            ("记者从会上了解到，今年进展顺利。", vec![]),
        ] {
            let found: Vec<String> = reporters(text).into_iter().map(|(name, _)| name).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn dates_stand_anywhere_in_a_byline() {
        for (line, expected, day) in [
            ("原创 李明 江城发布 2021-07-02 10:30", "李明", "2021-07-02"),
            ("发布于 2021年7月2日 由 李明", "李明", "2021年7月2日"),
            ("江城县图书馆  李 明  （2021年7月2日）", "李明", "2021年7月2日"),
            ("江城县图书馆·馆内要闻 by 李明 · 2021年7月2日 10:30", "李明", "2021年7月2日"),
        ] {
            let (found, date) = dated_byline(line).unwrap();
            assert_eq!((found.persons, date.as_str()), (vec![expected.to_owned()], day), "{line}");
        }
        assert_eq!(dated_byline("会议于2021年7月2日召开"), None);
    }

    #[test]
    fn lines_below_a_title_are_told_from_text() {
        for line in ["李明", "李 明", "本报记者 李明 通讯员 张华", "某市中心医院第一党支部"] {
            assert!(byline(line).is_some(), "{line}");
        }
        for line in ["围绕中心，服务大局", "党建", "结语", "强化责任意识", "全年召开会议。", "各位代表："]
        {
            assert!(byline(line).is_none(), "{line}");
        }
    }

    #[test]
    fn dates_and_signatures() {
        for line in [
            "2020年11月20日",
            "二〇一八年一月八日",
            "（2021年7月2日）",
            "2021-07-02 10:30",
            "2021年12月",
            "2021年7月2日 星期五 21:05",
        ] {
            assert!(date(line).is_some(), "{line}");
        }
        for line in ["2020年", "2020年11月20日召开会议", "会议"] {
            assert!(date(line).is_none(), "{line}");
        }
        let (signer, day) = signature("市医院第一党支部 2020年11月20日").unwrap();
        assert_eq!((signer.as_str(), day.as_str()), ("市医院第一党支部", "2020年11月20日"));
        assert_eq!(signature("支部书记会议定于2020年11月20日"), None);
    }
}
