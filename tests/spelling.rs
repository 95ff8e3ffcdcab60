//! How many misspellings are found in sentences that others collected.
//!
//! `HUIBIAN_SPELLING=folder cargo test --test spelling -- --nocapture` reads `*.tsv`
//! with a sentence and its right form in each row, and prints counts, never a
//! sentence: of the rows with even numbers, on which the model and its threshold are
//! chosen, and of the others. `HUIBIAN_TRAITS=file` with the same rows writes the
//! traits of every candidate to `file.traits`, for `tests/language/spelling-train.py`.

use std::fmt::Write;
use std::fs;

use huibian::language::spelling::{candidates, slips_of};

/// The sentences and their right forms.
fn rows(text: &str) -> Vec<(&str, &str)> {
    text.lines().filter_map(|line| line.split_once('\t')).collect()
}

/// Whether a character of a sentence is wrong.
fn is_wrong(sentence: &str, right: &str, at: usize) -> bool {
    sentence.chars().count() == right.chars().count()
        && sentence.char_indices().zip(right.chars()).any(|((place, written), right)| place == at && written != right)
}

#[test]
fn sentences_of_others_are_scored() {
    let Ok(folder) = std::env::var("HUIBIAN_SPELLING") else { return };
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "tsv")) {
        let text = fs::read_to_string(file).unwrap();
        for half in [0, 1] {
            let own = rows(&text).into_iter().enumerate().filter(|(at, _)| at % 2 == half).map(|(_, row)| row);
            let (wrong, right): (Vec<_>, Vec<_>) = own.partition(|(sentence, right)| sentence != right);
            let mut told = String::new();
            for least in [-2000, -1000, 0, 500, 1000, 1500, 2000, 2500, 3000, 4000] {
                let found = wrong.iter().filter(|(sentence, right)| {
                    slips_of(sentence, least).iter().any(|slip| is_wrong(sentence, right, slip.range.start))
                });
                let alarms = right.iter().filter(|(sentence, _)| !slips_of(sentence, least).is_empty());
                let part = |count: usize, of: usize| 100.0 * count as f64 / of.max(1) as f64;
                let (found, alarms) = (found.count(), alarms.count());
                write!(told, "  {least}: {:.1}/{:.1}", part(found, wrong.len()), part(alarms, right.len())).unwrap();
            }
            println!("{} {half} ({}, {}){told}", file.file_name().unwrap().display(), wrong.len(), right.len());
        }
    }
}

#[test]
fn traits_are_written_for_training() {
    let Ok(file) = std::env::var("HUIBIAN_TRAITS") else { return };
    let text = fs::read_to_string(&file).unwrap();
    let mut out = String::new();
    for (row, (sentence, right)) in rows(&text).into_iter().enumerate() {
        let known: Vec<(usize, char)> =
            sentence.char_indices().zip(right.chars()).map(|((at, _), c)| (at, c)).collect();
        for (range, character, traits) in candidates(sentence) {
            let is_right = is_wrong(sentence, right, range.start) && known.contains(&(range.start, character));
            write!(out, "{row}\t{}\t{}", range.start, u8::from(is_right)).unwrap();
            for value in traits {
                write!(out, "\t{value}").unwrap();
            }
            out.push('\n');
        }
    }
    fs::write(format!("{file}.traits"), out).unwrap();
}
