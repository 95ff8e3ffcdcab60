//! The five seed reports, held against what a reader found in them.
//!
//! The truth is in `tests/import_seeds/*.json`, written by hand from the texts;
//! the texts are not in the repository. They are looked for at `HUIBIAN_SEEDS`,
//! then at `../shared/seeds`; where they are not, the test says so and passes.
//! No sentence of theirs is in the truth: a title or heading is its first six
//! characters, its length and a hash, a name is a hash alone.
//!
//! `cargo test --test import_seeds -- --nocapture` prints the table.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use huibian::import::document::{Block, Document, Role};
use huibian::import::structure::{Article, Found, articles};
use huibian::import::{RemarkKind, mend::mend, plain};
use huibian::text::han::is_han;
use serde_json::Value;

/// The hash under which the truth has a text.
fn hash(text: &str) -> String {
    let salted = format!("huibian seed {text}");
    blake3::hash(salted.as_bytes()).to_hex()[..8].to_owned()
}

/// A text as the truth has it: `first six/length/hash`.
fn fact(text: &str) -> String {
    let start: String = text.chars().take(6).collect();
    format!("{start}/{}/{}", text.chars().count(), hash(text))
}

fn seeds() -> Option<PathBuf> {
    let given = std::env::var_os("HUIBIAN_SEEDS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    given.into_iter().chain([beside]).find(|folder| folder.is_dir())
}

/// What was compared, and how it came out.
#[derive(Default)]
struct Table {
    rows: Vec<(String, String, String)>,
    wrong: Vec<String>,
}

impl Table {
    fn row(&mut self, seed: &str, what: &str, expected: impl ToString, found: impl ToString) {
        let (expected, found) = (expected.to_string(), found.to_string());
        if expected != found {
            self.wrong.push(format!("{seed} {what}: expected {expected}, found {found}"));
        }
        let result = if expected == found { format!("✓ {expected}") } else { format!("✗ {found}, not {expected}") };
        self.rows.push((seed.to_owned(), what.to_owned(), result));
    }
}

fn list(value: &Value) -> Vec<String> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
}

fn one(found: &Option<Found>, say: fn(&str) -> String) -> String {
    found.as_ref().map_or("none".to_owned(), |found| say(&found.text))
}

fn several(found: &[Found], say: fn(&str) -> String) -> String {
    found.iter().map(|found| say(&found.text)).collect::<Vec<_>>().join(" ")
}

/// Han characters with how often they stand in a text.
fn count(text: &str, counts: &mut BTreeMap<char, i64>, by: i64) {
    for character in text.chars().filter(|c| is_han(*c)) {
        *counts.entry(character).or_default() += by;
    }
}

/// Everything an article says, for counting.
fn said(article: &Article) -> String {
    let mut text = String::new();
    let single = [&article.title, &article.subtitle, &article.source, &article.published, &article.signed];
    let single = single.into_iter().chain([&article.signer, &article.summary, &article.doi]).flatten();
    let lists = [&article.authors, &article.units, &article.editors, &article.keywords].into_iter().flatten();
    for found in single.chain(lists) {
        text.push_str(&found.text);
    }
    for (label, found) in &article.details {
        text.push_str(label);
        text.push_str(&found.text);
    }
    for block in &article.blocks {
        if let Block::Paragraph(paragraph) = block {
            text.push_str(&paragraph.text());
            text.push('\n');
        }
    }
    text
}

/// Spaces between Han characters in running text.
fn spaces(article: &Article) -> usize {
    let bodies = article.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) if paragraph.role == Role::Body => Some(paragraph.text()),
        _ => None,
    });
    let gaps = |text: String| {
        let characters: Vec<char> = text.chars().collect();
        characters.windows(3).filter(|three| is_han(three[0]) && three[1].is_whitespace() && is_han(three[2])).count()
    };
    bodies.map(gaps).sum()
}

fn compare(seed: &str, truth: &Value, bytes: &[u8], table: &mut Table) {
    let read: Document = plain::read(seed, bytes).unwrap();
    let mut document = read.clone();
    mend(&mut document);
    let mut again = document.clone();
    mend(&mut again);
    table.row(seed, "mended twice is mended once", true, again.blocks == document.blocks);
    table.row(seed, "no remark is made twice", document.remarks.len(), again.remarks.len());
    let mut found = articles(document);
    table.row(seed, "reports", 1, found.len());
    let Some(article) = found.pop() else { return };

    let text = |key: &str| truth[key].as_str().unwrap_or("none").to_owned();
    table.row(seed, "title", text("title"), one(&article.title, fact));
    table.row(seed, "subtitle", text("subtitle"), one(&article.subtitle, fact));
    table.row(
        seed,
        "authors",
        list(&truth["authors"]).join(" "),
        several(&[article.authors.clone(), article.units.clone()].concat(), hash),
    );
    table.row(seed, "editors", list(&truth["editors"]).join(" "), several(&article.editors, hash));
    table.row(seed, "source", text("source"), one(&article.source, hash));
    table.row(seed, "date of the page", text("published"), one(&article.published, str::to_owned));
    table.row(seed, "signer", text("signer"), one(&article.signer, hash));
    table.row(seed, "date of the signature", text("signed"), one(&article.signed, str::to_owned));
    table.row(seed, "abstract", text("abstract"), one(&article.summary, fact));
    table.row(seed, "keywords", list(&truth["keywords"]).join(" "), several(&article.keywords, str::to_owned));
    table.row(seed, "DOI", text("doi"), one(&article.doi, hash));
    let details: Vec<String> =
        article.details.iter().map(|(label, found)| format!("{label} {}", hash(&found.text))).collect();
    table.row(seed, "details", list(&truth["details"]).join(" "), details.join(" "));

    let mut headings = Vec::new();
    let mut paragraphs = 0;
    for block in &article.blocks {
        if let Block::Paragraph(paragraph) = block {
            match paragraph.role {
                Role::Heading(level) => headings.push(format!("{level} {}", fact(&paragraph.text()))),
                _ => paragraphs += 1,
            }
        }
    }
    let expected = list(&truth["headings"]);
    table.row(seed, "headings", expected.len(), headings.len());
    for (at, expected) in expected.iter().enumerate() {
        table.row(seed, "heading", expected, headings.get(at).map_or("none", String::as_str));
    }
    table.row(seed, "paragraphs", truth["paragraphs"].as_u64().unwrap(), paragraphs);

    let words = said(&article);
    let source = String::from_utf8(bytes.to_vec()).unwrap();
    for joined in list(&truth["joined"]) {
        let (before, after) = joined.split_once('|').unwrap();
        let is_broken = [" ", "\n\n"].iter().any(|gap| source.contains(&format!("{before}{gap}{after}")));
        assert!(is_broken, "the seed {seed} is broken at {joined}");
        let found = words.contains(&format!("{before}{after}"));
        table.row(seed, &format!("joined {joined}"), true, found);
    }
    table.row(seed, "Han–Han spaces, meant or left for a person", truth["spaces"].as_u64().unwrap(), spaces(&article));

    // Every Han character of the file is in the article, in a line that was
    // dropped, or in a label.
    let dropped: Vec<&str> = article
        .remarks
        .iter()
        .filter(|remark| remark.kind == RemarkKind::Dropped)
        .map(|remark| remark.before.as_str())
        .collect();
    table.row(seed, "lines dropped", truth["dropped"].as_u64().unwrap(), dropped.len());
    let mut counts = BTreeMap::new();
    count(&source, &mut counts, 1);
    count(&words, &mut counts, -1);
    count(&dropped.concat(), &mut counts, -1);
    count(&list(&truth["labels"]).concat(), &mut counts, -1);
    // The label of a detail is a word of ours where the page had none.
    count(&list(&truth["added"]).concat(), &mut counts, 1);
    counts.retain(|_, count| *count != 0);
    table.row(seed, "Han characters lost or added", "{}", format!("{counts:?}"));
}

#[test]
fn the_seeds_are_read_as_a_reader_reads_them() {
    let Some(folder) = seeds() else {
        println!("skipped: the seeds are not here (HUIBIAN_SEEDS, ../shared/seeds)");
        return;
    };
    let truths = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import_seeds");
    let mut truths: Vec<PathBuf> = fs::read_dir(truths).unwrap().map(|entry| entry.unwrap().path()).collect();
    truths.sort();
    assert_eq!(truths.len(), 5);
    let mut table = Table::default();
    for path in truths {
        let truth: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let bytes = fs::read(folder.join(truth["file"].as_str().unwrap())).unwrap();
        compare(path.file_stem().unwrap().to_str().unwrap(), &truth, &bytes, &mut table);
    }
    for (seed, what, result) in &table.rows {
        println!("{seed:<4} {what:<32} {result}");
    }
    println!("{} of {} right", table.rows.len() - table.wrong.len(), table.rows.len());
    assert!(table.wrong.is_empty(), "{}", table.wrong.join("\n"));
}
