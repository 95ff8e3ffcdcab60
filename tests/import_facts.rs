//! How well the facts of real reports are found: a truth table by hand against
//! what is proposed, for five texts that are not in the repository. They are
//! looked for where `HUIBIAN_SEEDS` says, else in `../shared/seeds`; where they
//! are not, there is nothing to score.

#[path = "import_facts/truth.rs"]
mod truth;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use huibian::import::facts::{Branch, Facts, Proposed, propose};
use huibian::import::structure::{self, Article};
use huibian::import::{mend, plain};
use huibian::language::amount::kin;
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::source::Tree;
use truth::{TRUTH, Truth};

/// What was found of what there is, and what was proposed beyond it.
#[derive(Default)]
struct Score {
    marked: usize,
    found: usize,
    missed: Vec<String>,
    /// Certain proposals, and those of them that are in the truth.
    certain: usize,
    right: usize,
    beyond: Vec<String>,
}

impl Score {
    fn mark(&mut self, what: String, is_found: bool) {
        self.marked += 1;
        self.found += usize::from(is_found);
        if !is_found {
            self.missed.push(what);
        }
    }

    fn proposal<T>(&mut self, proposed: &Proposed<T>, is_true: bool, what: String) {
        self.certain += usize::from(proposed.certain);
        self.right += usize::from(proposed.certain && is_true);
        if !is_true {
            let doubt = if proposed.certain { "" } else { "待核 " };
            self.beyond.push(format!("{doubt}{what}"));
        }
    }

    fn add(&mut self, other: &Score) {
        self.marked += other.marked;
        self.found += other.found;
        self.certain += other.certain;
        self.right += other.right;
    }

    fn report(&self, name: &str) {
        println!("  {name}: {}/{} found; certain {}/{} right", self.found, self.marked, self.right, self.certain);
        for missed in &self.missed {
            println!("    missed {missed}");
        }
        for beyond in &self.beyond {
            println!("    beyond {beyond}");
        }
    }
}

/// The article in a file.
fn article(name: &str, text: &str) -> Article {
    let mut document = plain::read(name, text.as_bytes()).unwrap();
    mend::mend(&mut document);
    structure::articles(document).swap_remove(0)
}

fn seeds() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::env::var_os("HUIBIAN_SEEDS").map_or_else(|| root.join("../shared/seeds"), PathBuf::from)
}

/// The registries of our own publication.
fn session() -> Session {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let names = ["site.yaml", "organizations.yaml", "topics.yaml", "metrics.yaml"];
    let texts: Vec<(String, String)> = names
        .into_iter()
        .map(|name| (format!("content/{name}"), std::fs::read_to_string(root.join(name)).unwrap()))
        .collect();
    let files = Tree::of_texts(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    Session::open(Arc::new(files), &Settings::default())
}

fn digest(name: &str) -> String {
    blake3::hash(name.as_bytes()).to_hex()[..8].to_owned()
}

/// Branch, year, date and genre.
fn frame(truth: &Truth, facts: &Facts) -> Score {
    let mut score = Score::default();
    let mut check = |what: &str, expected: &str, found: Option<(String, bool)>| {
        let (value, certain) = found.unwrap_or_default();
        let right = value == expected;
        score.mark(format!("{what} {expected}, found {value}"), right);
        let proposed = Proposed { value: (), evidence: String::new(), place: Default::default(), certain };
        if !value.is_empty() {
            score.proposal(&proposed, right, format!("{what} {value}"));
        }
    };
    let branch = facts.branch.as_ref().map(|branch| match &branch.value {
        Branch::Known(id) => (id.clone(), branch.certain),
        Branch::New(path) => (path.join("/"), branch.certain),
    });
    check("branch", truth.branch, branch);
    let years = facts.years.as_ref().map(|years| (years.value.ascii(), years.certain));
    check("year", &truth.year.to_string(), years);
    check("date", truth.date, facts.date.as_ref().map(|date| (date.value.iso(), date.certain)));
    check("genre", truth.genre, facts.genre.as_ref().map(|genre| (genre.value.clone(), genre.certain)));
    score
}

fn honours(truth: &Truth, facts: &Facts) -> Score {
    let mut score = Score::default();
    let written = |honour: &huibian::import::facts::Honour| {
        let date = honour.date.map(|date| date.iso()).unwrap_or_default();
        [honour.name.clone(), honour.level.clone(), honour.grantor.clone(), date, honour.recipient.clone()]
    };
    let is = |expected: &[&str; 5], found: &[String; 5]| {
        // A date that the text does not give may be left out or be inferred.
        (0..5).all(|part| expected[part] == found[part] || part == 3 && expected[3].is_empty())
    };
    let found: Vec<_> = facts.honours.iter().map(|honour| written(&honour.value)).collect();
    for expected in truth.honours {
        let near = found.iter().find(|found| found[0] == expected[0]);
        score.mark(format!("{expected:?}, found {near:?}"), found.iter().any(|found| is(expected, found)));
    }
    for (honour, found) in facts.honours.iter().zip(&found) {
        let is_true = truth.honours.iter().any(|expected| is(expected, found));
        score.proposal(honour, is_true, format!("{found:?}"));
    }
    score
}

fn figures(truth: &Truth, facts: &Facts) -> Score {
    let mut score = Score::default();
    let is = |expected: &truth::Figure, found: &huibian::import::facts::Metric| {
        expected.0 == found.value
            && kin(expected.1) == kin(&found.unit)
            && expected.2.split('|').any(|term| found.name.contains(term))
            && (expected.4.is_empty() || found.base.as_deref() == Some(expected.4))
    };
    for expected in truth.figures.iter().filter(|expected| expected.3) {
        let near: Vec<_> = facts
            .metrics
            .iter()
            .filter(|metric| metric.value.value == expected.0)
            .map(|metric| &metric.value)
            .collect();
        score.mark(
            format!("{expected:?}, near {near:?}"),
            facts.metrics.iter().any(|metric| is(expected, &metric.value)),
        );
    }
    for metric in &facts.metrics {
        let is_true = truth.figures.iter().any(|expected| is(expected, &metric.value));
        let value = &metric.value;
        score.proposal(metric, is_true, format!("{} {}{} {:?}", value.name, value.value, value.unit, value.as_of));
    }
    score
}

fn people(truth: &Truth, facts: &Facts) -> Score {
    let mut score = Score::default();
    let is = |expected: &(&str, &str), found: &huibian::import::facts::Person| {
        expected.0 == digest(&found.name) && expected.1 == found.role
    };
    for expected in truth.people {
        score.mark(format!("{expected:?}"), facts.people.iter().any(|person| is(expected, &person.value)));
    }
    for person in &facts.people {
        let is_true = truth.people.iter().chain(truth.also).any(|expected| is(expected, &person.value));
        let value = &person.value;
        // Names of persons are not printed.
        score.proposal(person, is_true, format!("{} {} {}", digest(&value.name), value.role, value.unit));
    }
    score
}

#[test]
fn facts_of_real_reports_are_found() {
    let folder = seeds();
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("no texts to score: {} is not there", folder.display());
        return;
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let session = session();
    let mut totals: [Score; 4] = Default::default();
    for truth in &TRUTH {
        let file = files
            .iter()
            .find(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(truth.file)));
        let file = file.expect("all five texts are there");
        let text = std::fs::read_to_string(file).unwrap();
        let facts = propose(&article(truth.file, &text), session.publication());
        println!("{}", truth.file);
        let scores = [frame(truth, &facts), honours(truth, &facts), figures(truth, &facts), people(truth, &facts)];
        for ((score, total), name) in scores.iter().zip(&mut totals).zip(["frame", "honours", "figures", "people"]) {
            score.report(name);
            total.add(score);
        }
        let topics: Vec<_> = facts.topics.iter().map(|topic| (&topic.value, topic.certain)).collect();
        println!("  topics: {topics:?}");
        assert!((3..=5).contains(&facts.achievements.len()), "{}: {}", truth.file, facts.achievements.len());
        for achievement in &facts.achievements {
            if std::env::var_os("HUIBIAN_SHOW").is_some() {
                println!("  + {} {}", achievement.certain, achievement.value.text);
            }
            assert!(achievement.value.text.chars().count() <= 60);
        }
        if std::env::var_os("HUIBIAN_SHOW").is_some() {
            for metric in &facts.metrics {
                println!("  # {} {:?} « {} »", metric.certain, metric.value, metric.evidence);
            }
            for honour in &facts.honours {
                println!("  * {} {:?} « {} »", honour.certain, honour.value, honour.evidence);
            }
            println!(
                "  branch {:?}\n  years {:?}\n  date {:?}\n genre {:?}",
                facts.branch, facts.years, facts.date, facts.genre
            );
        }
    }
    println!("all");
    for (total, name) in totals.iter().zip(["frame", "honours", "figures", "people"]) {
        total.report(name);
    }
    let [frame, honours, figures, people] = &totals;
    assert_eq!(frame.found, frame.marked, "branch, year, date, genre");
    assert_eq!(honours.found, honours.marked, "honours");
    assert!(figures.found * 10 >= figures.marked * 9, "figures");
    assert_eq!(people.found, people.marked, "people");
    let (certain, right) = totals.iter().fold((0, 0), |(certain, right), s| (certain + s.certain, right + s.right));
    assert!(right * 5 >= certain * 4, "precision of what is certain: {right}/{certain}");
}
