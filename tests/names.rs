//! Names of persons and organisations: what is found of those that texts have.
//!
//! A list has a paragraph a line, the names in it marked: `⟦P:张三⟧`, `⟦O:甲医院⟧`.
//! The lists of `tests/language/tuning/` were written to choose weights, so what is
//! found in them says nothing of other texts. Another list is counted by
//! `HUIBIAN_NAMES=list.txt cargo test --test names -- --nocapture`; what is missed
//! and what is wrong is shown if `HUIBIAN_SHOW` is set too.

use std::collections::HashSet;
use std::fs;
use std::ops::Range;
use std::path::Path;

use huibian::language::lexicon;
use huibian::language::{Known, annotate};

/// What is found of one kind of names.
#[derive(Default)]
struct Score {
    marked: usize,
    found: usize,
    right: usize,
    missed: Vec<String>,
    wrong: Vec<String>,
}

impl Score {
    fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    fn recall(&self) -> f64 {
        share(self.right, self.marked)
    }

    fn line(&self, name: &str) -> String {
        let (precision, recall) = (self.precision(), self.recall());
        let Score { marked, found, right, .. } = self;
        format!("{name}: n {marked}, found {found}, right {right}, precision {precision:.1} %, recall {recall:.1} %")
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        100.0
    } else {
        100.0 * f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(whole).unwrap())
    }
}

/// A line without its marks, and where the names of one kind stand in it.
fn marks(line: &str, kind: char) -> (String, Vec<Range<usize>>) {
    let (mut text, mut marked, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, inner)) = rest.split_once('⟦') {
        let (mark, after) = inner.split_once('⟧').expect("a mark is closed");
        let (of, name) = mark.split_once([':', '：']).expect("a mark says its kind");
        text.push_str(before);
        let start = text.len();
        text.push_str(name);
        if of.trim().eq_ignore_ascii_case(&kind.to_string()) {
            marked.push(start..text.len());
        }
        rest = after;
    }
    text.push_str(rest);
    (text, marked)
}

/// The names of one kind in a text, all or those only that are certain.
fn names(text: &str, kind: char, certain: bool) -> Vec<Range<usize>> {
    let annotated = annotate(text, &Known::default());
    if kind == 'P' {
        let names = annotated.persons().iter().filter(|name| name.certain || !certain);
        names.map(|name| name.range.clone()).collect()
    } else {
        let names = annotated.organizations().iter().filter(|name| name.certain || !certain);
        names.map(|name| name.range.clone()).collect()
    }
}

fn score(list: &str, kind: char, certain: bool) -> Score {
    let mut score = Score::default();
    for line in list.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let (text, marked) = marks(line, kind);
        let found = names(&text, kind, certain);
        score.marked += marked.len();
        score.found += found.len();
        score.right += found.iter().filter(|range| marked.contains(range)).count();
        let only = |these: &[Range<usize>], those: &[Range<usize>]| -> Vec<String> {
            these.iter().filter(|range| !those.contains(range)).map(|range| text[range.clone()].to_owned()).collect()
        };
        score.missed.extend(only(&marked, &found));
        score.wrong.extend(only(&found, &marked));
    }
    score
}

fn tuning(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language/tuning").join(name)).unwrap()
}

#[test]
fn names_of_the_tuning_lists_are_found() {
    for (list, kind, recall) in [("persons.txt", 'P', 80.0), ("organizations.txt", 'O', 90.0)] {
        let score = score(&tuning(list), kind, false);
        println!("{}\n  missed {}\n  wrong {}", score.line(list), score.missed.join(" "), score.wrong.join(" "));
        assert!(score.precision() >= 97.0 && score.recall() >= recall, "{}", score.line(list));
    }
}

#[test]
fn a_list_that_is_given_is_counted() {
    let list = std::env::var_os("HUIBIAN_NAMES").map(|path| fs::read_to_string(path).unwrap());
    let list = list.unwrap_or_else(|| "⟦O:甲市人民医院⟧院长⟦P:张明远⟧介绍了情况。".to_owned());
    for (kind, name) in [('P', "persons"), ('O', "organizations")] {
        for (certain, which) in [(false, "all"), (true, "certain only")] {
            let score = score(&list, kind, certain);
            println!("{}", score.line(&format!("{name}, {which}")));
            if std::env::var_os("HUIBIAN_SHOW").is_some() {
                println!("  missed {}\n  wrong {}", score.missed.join(" "), score.wrong.join(" "));
            }
            assert!(score.right <= score.found.min(score.marked), "what is right is found and marked");
        }
    }
    assert!(score("⟦O:甲市人民医院⟧院长⟦P:张明远⟧介绍了情况。", 'P', true).right == 1);
}

/// Every row of a file of words finds a name in one of its examples and none in
/// the other.
fn hold_rows(file: &'static lexicon::File, kind: char, wrong: impl Fn(lexicon::Row, &HashSet<String>, bool) -> bool) {
    let found = |text: &str| names(text, kind, false).into_iter().map(|range| text[range].to_owned()).collect();
    let mut said = Vec::new();
    for row in file.rows().filter(|row| !row.get("yes").is_empty()) {
        for (column, expected) in [("yes", true), ("no", false)] {
            let names: HashSet<String> = found(row.get(column));
            if wrong(row, &names, expected) {
                said.push(format!("{}.tsv “{}” {column}：{}，找到 {names:?}", file.name, row.word(), row.get(column)));
            }
        }
    }
    assert!(said.is_empty(), "{}\n{}", said.len(), said.join("\n"));
}

#[test]
fn offices_and_forms_of_address_show_names() {
    hold_rows(&lexicon::OFFICES, 'P', |_, names, expected| names.len() != usize::from(expected));
}

#[test]
fn words_that_begin_as_names_do_are_none() {
    hold_rows(&lexicon::NOT_PERSONS, 'P', |row, names, expected| {
        names.iter().any(|name| name.starts_with(row.word())) || !expected && names.is_empty()
    });
}

#[test]
fn names_of_organizations_end_with_what_they_are() {
    hold_rows(&lexicon::UNIT_SUFFIXES, 'O', |row, names, expected| {
        names.iter().any(|name| name.ends_with(row.word())) != expected
    });
}
