//! A regression test of the proofreader: mistakes in the rules' own vocabulary, which
//! say nothing of how much it finds in texts of others (`tests/language/README.md`).
//!
//! Reports are composed from a grammar (`checks_regression/sentences.rs`) and facts that
//! agree with one another (`checks_regression/facts.rs`); nothing in them is wrong. Each
//! is then spoilt in one place, as an unfortunate writer would
//! (`checks_regression/plants.rs`). A plant is found if its rule marks one of the places
//! at which a reader would point. All comes from fixed seeds.
//!
//! The figures are kept in `checks_regression/figures.md`: a worse detector shows in the
//! difference. After a change of a rule or a plant run
//! `HUIBIAN_BLESS=1 cargo test --test checks_regression` and read it line by line.

mod checks_regression {
    pub mod facts;
    pub mod figures;
    pub mod plants;
    pub mod publication;
    pub mod random;
    pub mod report;
    pub mod sentences;
    pub mod writer;
}

use std::fs;
use std::path::Path;

use huibian::check::Group;
use huibian::diag::{Language, Severity};

use checks_regression::figures::{Figures, Outcome};
use checks_regression::plants::Plant;
use checks_regression::publication::proofread;
use checks_regression::random::Random;
use checks_regression::report::Document;

/// How many reports each plant is set in.
const ROUNDS: usize = 2;

/// Every plant in reports that have a place for it: the report as it was, and
/// with the mistake.
fn corpus() -> Vec<(&'static Plant, Document, checks_regression::plants::Planted)> {
    let mut corpus = Vec::new();
    for round in 0..ROUNDS {
        for plant in Plant::all() {
            let number = corpus.len();
            let set = (0..1000).find_map(|attempt| {
                let seed = (round * 1_000_000 + number * 1_000 + attempt) as u64;
                let document = Document::of(number, seed);
                let planted = plant.plant(&mut Random::new(seed + 1), &document)?;
                assert!(planted.text != document.text, "{} {} changes nothing", plant.rule, plant.what);
                Some((document, planted))
            });
            let (document, planted) = set.unwrap_or_else(|| panic!("no report has a place for {}", plant.what));
            corpus.push((plant, document, planted));
        }
    }
    corpus
}

#[test]
fn planted_mistakes_are_found_and_clean_reports_left_alone() {
    let corpus = corpus();
    let clean = proofread(corpus.iter().map(|(_, document, _)| (document, document.text.as_str())));
    let spoilt = proofread(corpus.iter().map(|(_, document, planted)| (document, planted.text.as_str())));

    let mut figures = Figures::new(corpus.len());
    for ((_, document, _), found) in corpus.iter().zip(&clean) {
        let marks: Vec<String> = found
            .iter()
            .filter(|finding| finding.severity != Severity::Note)
            .map(|finding| {
                let said = document.text.get(finding.span.range()).unwrap_or_default();
                format!("{}: {said}: {}", finding.rule.name, finding.message(Language::Chinese))
            })
            .collect();
        if !marks.is_empty() {
            figures.alarms.push(marks.join("; "));
        }
    }
    for ((plant, _, planted), found) in corpus.iter().zip(&spoilt) {
        let is_found = found.iter().any(|finding| {
            let range = finding.span.range();
            let is_rule = finding.rule.name == plant.rule || plant.or.contains(&finding.rule.name);
            is_rule
                && planted
                    .wrong
                    .iter()
                    .any(|wrong| range.start < wrong.end && wrong.start < range.end.max(range.start + 1))
        });
        figures.outcomes.push(Outcome { plant, is_found, place: planted.place() });
    }

    let table = figures.to_string();
    println!("{table}");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks_regression/figures.md");
    if std::env::var_os("HUIBIAN_BLESS").is_some() {
        fs::write(&file, &table).unwrap();
    }

    let (found, planted) = figures.of(|_| true);
    assert!(planted >= 300, "{planted} plants");
    assert!(found * 100 >= planted * 95, "{found} of {planted} found");
    for group in Group::ALL {
        let (found, planted) = figures.of(|plant| plant.group() == group);
        assert!(found * 100 >= planted * 85, "{group:?}: {found} of {planted} found");
    }
    let alarms = figures.alarms.len();
    assert!(alarms * 100 <= corpus.len() * 2, "{alarms} clean reports of {} are marked", corpus.len());
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == table, "the figures changed; see the head of tests/checks_regression.rs");
}
