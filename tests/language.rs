//! Ordinary sentences: what the proofreader says of what is right.
//!
//! `tests/language/` has lists of sentences in which nothing is wrong, one a
//! line. Each is made the body of a report. None may be an error; how many are
//! warned of is kept in `tests/language/figures.md`, which
//! `HUIBIAN_BLESS=1 cargo test --test language` makes anew.
//!
//! `regression/` was written by somebody who had not seen the rules, and has been
//! read here since; `tuning/` was written to find classes of wrong alarms. Both keep
//! what works, and neither says how often a sentence that nobody here has read is
//! marked (`tests/language/README.md`). Such a list is counted, without being shown, by
//! `HUIBIAN_SENTENCES=list.txt cargo test --test language -- --nocapture`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use huibian::diag::Severity;
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::source::{Tree, VPath};

/// What is found in a list: for each rule, how much it weighs and how many
/// sentences it marks.
struct Counts {
    sentences: usize,
    marked: BTreeMap<(&'static str, Severity), usize>,
    errors: Vec<String>,
}

impl Counts {
    fn of(list: &str) -> Counts {
        let lines: Vec<&str> = list.lines().filter(|line| !line.trim().is_empty()).collect();
        let path = |number: usize| format!("content/reports/2024/{number}.md");
        let report = |number: usize, line: &str| {
            format!("---\ntitle: 第{number}号材料\nbranch: 甲医院/第一党支部\nyear: 2024\n---\n\n{line}\n")
        };
        let mut files = vec![("content/site.yaml".to_owned(), "title: 汇编\n".to_owned())];
        files.extend(lines.iter().enumerate().map(|(number, line)| (path(number), report(number, line))));
        let files = Tree::of_texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let session = Session::open(Arc::new(files), &Settings::default());
        let mut counts = Counts { sentences: lines.len(), marked: BTreeMap::new(), errors: Vec::new() };
        for (number, line) in lines.iter().enumerate() {
            let mut rules: Vec<_> = session.proof(&VPath::new(&path(number)).unwrap(), &|_| true);
            rules.retain(|finding| finding.rule.severity > Severity::Note);
            rules.dedup_by_key(|finding| finding.rule.code);
            for finding in rules {
                let (name, severity) = (finding.rule.name, finding.rule.severity);
                *counts.marked.entry((name, severity)).or_default() += 1;
                if severity == Severity::Error {
                    counts.errors.push(format!("{name}: {line}"));
                }
            }
        }
        counts
    }

    fn of_severity(&self, wanted: Severity) -> usize {
        self.marked.iter().filter(|((_, severity), _)| *severity == wanted).map(|(_, count)| count).sum()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language")
}

#[test]
fn no_ordinary_sentence_is_an_error() {
    let mut table = String::from(
        "# Ordinary sentences\n\nMade by `tests/language.rs`: findings in sentences in which nothing is wrong.\n\n\
         | list | sentences | errors | warnings | by rule |\n| --- | --- | --- | --- | --- |\n",
    );
    let mut errors = Vec::new();
    for list in ["regression/ordinary.txt", "tuning/ordinary.txt"] {
        let counts = Counts::of(&fs::read_to_string(folder().join(list)).unwrap());
        assert!(counts.sentences >= 200, "{list} has its sentences");
        let (wrong, warned) = (counts.of_severity(Severity::Error), counts.of_severity(Severity::Warning));
        let rules: Vec<String> = counts.marked.iter().map(|((name, _), count)| format!("{name} {count}")).collect();
        writeln!(table, "| {list} | {} | {wrong} | {warned} | {} |", counts.sentences, rules.join(", ")).unwrap();
        errors.extend(counts.errors);
    }
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    let kept = folder().join("figures.md");
    if std::env::var_os("HUIBIAN_BLESS").is_some() {
        fs::write(&kept, &table).unwrap();
    }
    assert_eq!(fs::read_to_string(kept).unwrap_or_default(), table);
}

#[test]
fn a_list_that_is_given_is_counted() {
    let given = std::env::var_os("HUIBIAN_SENTENCES");
    let list =
        given.map_or_else(|| "支部布署工作。\n支部开会12次。\n".to_owned(), |path| fs::read_to_string(path).unwrap());
    let counts = Counts::of(&list);
    for ((name, severity), count) in &counts.marked {
        println!("{severity:?} {name}: {count} of {}", counts.sentences);
    }
    assert!(counts.errors.len() <= counts.sentences * 4, "findings are of sentences");
    if list.starts_with("支部布署") {
        let marked: Vec<_> = counts.marked.iter().map(|((name, _), count)| (*name, *count)).collect();
        assert_eq!(marked, [("wrong-word", 1)]);
    }
}
