//! By-lines and signatures: persons, units, and dates beside them.
//!
//! In: a line above or below a text. Out: whom it names, and when; nothing if it is
//! no such line.

use crate::language::date::PartialDate;
use crate::language::lexicon::{self, List};
use crate::language::person::is_whole as is_person;
use crate::language::timex::moments;
use crate::language::{Known, organization};

/// 本报记者 before a name.
static TITLES: List = List::new(&lexicon::BYLINE_WORDS, "title");
/// 原创 before a name.
static MARKS: List = List::new(&lexicon::BYLINE_WORDS, "mark");

/// Whether a text is the name of a unit.
pub fn is_unit(text: &str) -> bool {
    organization::is_whole(text, &Known::default())
}

/// The persons or units of a list.
pub fn people(value: &str) -> Vec<String> {
    let is_parting = |c: char| matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '／' | '\u{4e28}' | '｜' | '|');
    let mut people = Vec::new();
    for part in value.split(is_parting) {
        let words: Vec<&str> = part.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
        let is_list = words.iter().all(|word| is_person(word) || is_unit(word) || word.chars().count() == 1);
        if !is_list {
            // 甲医院 王五 is a list, New York is none.
            people.push(words.join(" "));
            continue;
        }
        // 王 五 is one name set apart.
        let mut pending = String::new();
        for word in words {
            if word.chars().count() == 1 {
                pending.push_str(word);
                if pending.chars().count() == 2 {
                    people.push(std::mem::take(&mut pending));
                }
            } else {
                if !pending.is_empty() {
                    people.push(std::mem::take(&mut pending));
                }
                people.push(word.to_owned());
            }
        }
        if !pending.is_empty() {
            people.push(pending);
        }
    }
    people.retain(|name| !name.is_empty());
    people
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

/// What a line below the title says of its authors; none if it says something
/// else.
pub fn byline(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    if line.chars().count() > 60 || line.contains(['。', '！', '？', '：', '“', '《']) {
        return None;
    }
    if is_unit(line) {
        return Some(vec![line.to_owned()]);
    }
    // 本报记者 王五 通讯员 赵六
    let mut rest = String::new();
    for word in line.split_whitespace() {
        let bare = TITLES.strip_prefix(word);
        rest.push_str(bare.unwrap_or(word));
        rest.push(' ');
    }
    let people = people(&rest);
    let all = people.iter().all(|name| is_person(name) || is_unit(name));
    // 学习在前，服务在后 is no list of names.
    let is_clear = !line.contains(['，', ',']) || people.iter().all(|name| is_person(name));
    (all && !people.is_empty() && is_clear).then_some(people)
}

/// A by-line with a date at its end: 原创 王五 市医院 2021-07-02 10:30.
pub fn dated_byline(line: &str) -> Option<(Vec<String>, String)> {
    let line = line.trim();
    let bare = line.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':');
    // 10:30 goes, the day of the date stays.
    let line = if line.len() - bare.len() <= 8 && line[bare.len()..].contains(':') { bare.trim_end() } else { line };
    let last = moments(line).pop().filter(|date| date.range.end == line.len() && date.year.is_some())?;
    let names = line.get(..last.range.start)?.trim();
    let names = MARKS.strip_prefix(names).unwrap_or(names).trim();
    Some((byline(names)?, line.get(last.range)?.to_owned()))
}

/// A line that is nothing but a date with a month.
pub fn date(line: &str) -> Option<String> {
    let line = line.trim();
    let inner = line.strip_prefix(['（', '(']).and_then(|inner| inner.strip_suffix(['）', ')'])).unwrap_or(line).trim();
    let date = inner.split_whitespace().collect::<String>();
    // 2021-07-02 10:30
    let day = inner.split_whitespace().next().unwrap_or_default();
    let is_full = |text: &str| PartialDate::parse(text).is_ok_and(|date| date.month.is_some());
    if inner.chars().count() > 24 {
        None
    } else if is_full(&date) {
        Some(inner.to_owned())
    } else {
        (is_full(day) && inner[day.len()..].chars().all(|c| c.is_ascii_digit() || c == ':' || c == ' '))
            .then(|| day.to_owned())
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
    use super::{byline, date, people, signature};

    #[test]
    fn lists_of_persons_are_read() {
        for (text, expected) in [
            ("李明 张华", vec!["李明", "张华"]),
            ("李 明", vec!["李明"]),
            ("李明¹、张华²*", vec!["李明", "张华"]),
            ("市医院第一党支部", vec!["市医院第一党支部"]),
            ("市医院 李明", vec!["市医院", "李明"]),
        ] {
            assert_eq!(people(text), expected, "{text}");
        }
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
        for line in ["2020年11月20日", "二〇一八年一月八日", "（2021年7月2日）", "2021-07-02 10:30", "2021年12月"]
        {
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
