//! Words that show names: each row of their files is tried on its examples.

use std::collections::HashSet;

use huibian::language::lexicon;
use huibian::language::{Known, annotate};

/// The names of one kind in a text.
fn names(text: &str, kind: char) -> HashSet<String> {
    let annotated = annotate(text, &Known::default());
    let persons = annotated.persons().iter().filter(|_| kind == 'P').map(|name| name.range.clone());
    let bodies = annotated.organizations().iter().filter(|_| kind == 'O').map(|body| body.range.clone());
    persons.chain(bodies).map(|range| text[range].to_owned()).collect()
}

/// Every row of a file of words finds a name in one of its examples and none in
/// the other.
fn hold_rows(file: &'static lexicon::File, kind: char, wrong: impl Fn(lexicon::Row, &HashSet<String>, bool) -> bool) {
    let mut said = Vec::new();
    for row in file.rows().filter(|row| !row.get("yes").is_empty()) {
        for (column, expected) in [("yes", true), ("no", false)] {
            let names = names(row.get(column), kind);
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
