//! How well an import understands documents that nobody here has written: a
//! score by field and family, never the words.
//!
//! `HUIBIAN_FRAMES=folder cargo test --test import_frames -- --nocapture` reads
//! `truth.jsonl` in the folder (a document a line: `file`, `family` and what it
//! says; `null` is what it does not have, and a key that is not there is not counted) and imports each into a publication without registries. The half is
//! `dev` unless `HUIBIAN_HALF=test`. `HUIBIAN_SHOW=title` lists what is wrong in
//! a field, `all` in every one, `roles` what each line is taken for, `grounds` what titles rest on; the test half shows nothing (`tests/language/README.md`).
//! `HUIBIAN_DRAW=200` draws so many figures at random as the front matter of a draft has
//! them, facts and open points, with the words that each was read from, for somebody to
//! judge; `HUIBIAN_SEED` draws others.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use huibian::import::document::{Block, Document, Role};
use huibian::import::facts::{Branch, Facts};
use huibian::import::mend;
use huibian::import::structure::Article;
use huibian::import::structure::certainty::Certainty;
use huibian::import::structure::line::lines;
use huibian::import::structure::model::{Model, Reports};
use huibian::import::structure::role::{State, states};
use huibian::import::structure::shapes::{Around, features};
use huibian::import::write::{self, write};
use huibian::import::{Candidate, candidates, read};
use huibian::language::byline::is_person;
use huibian::language::{enumerator, reference};
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::source::{Digest, Tree};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Of what there is to find: stated rightly, stated wrongly, proposed rightly,
/// proposed wrongly or not found.
#[derive(Clone, Copy, Default)]
struct Score {
    right: usize,
    wrong: usize,
    proposed: usize,
    missed: usize,
}

impl Score {
    fn add(&mut self, other: Score) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.proposed += other.proposed;
        self.missed += other.missed;
    }

    fn all(self) -> usize {
        self.right + self.wrong + self.proposed + self.missed
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = |count: usize| 100.0 * count as f64 / self.all().max(1) as f64;
        write!(
            formatter,
            "{:5.1} right {:5.1} wrong {:5.1} proposed {:5.1} missed (of {})",
            percent(self.right),
            percent(self.wrong),
            percent(self.proposed),
            percent(self.missed),
            self.all()
        )
    }
}

/// How a value differs from the right one: a class that may be looked at where the value may not.
fn difference(said: &str, truth: Option<&str>) -> &'static str {
    let Some(truth) = truth.map(squeezed) else { return "there is none" };
    let said = squeezed(said);
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    match () {
        () if letters(&said) == letters(&truth) => "other marks",
        () if said.starts_with(&truth) => "more behind",
        () if said.ends_with(&truth) => "more before",
        () if truth.starts_with(&said) => "cut off behind",
        () if truth.ends_with(&said) => "cut off before",
        () if said.contains(&truth) || truth.contains(&said) => "more or less on both sides",
        () => "another text",
    }
}

/// Whether the truth does not say what a field should be, because editors would differ. What is
/// `null` or empty is not there in the document.
fn is_left_open(document: &Value, field: &str) -> bool {
    let key = match field {
        "year" => "years",
        "honour names" => "honours",
        field => field,
    };
    key != "reports" && document.get(key).is_none()
}

/// How one of several values differs from the right ones: by the first that it is like.
fn difference_of_several(field: &str, said: &str, truths: &[String]) -> &'static str {
    // A heading begins with its level, an honour's name ends before its giver.
    let words = |value: &str| match field {
        "headings" => value.chars().skip(1).collect(),
        _ => value.split('|').next().unwrap_or_default().to_owned(),
    };
    let said = words(&squeezed(said));
    if field == "authors" && !is_person(&said) {
        return "no name of a person";
    }
    let truths: Vec<String> = truths.iter().map(|truth| words(&squeezed(truth))).collect();
    let differences = truths.iter().map(|truth| difference(&said, Some(truth)));
    match differences.into_iter().find(|difference| *difference != "another text") {
        Some("other marks") if field == "headings" => "another level",
        Some("other marks") if field == "honours" => "another giver or year",
        Some(difference) => difference,
        None if truths.is_empty() => "there is none",
        None => "another text",
    }
}

/// Where a person stands who was not found as an author.
fn place_of(name: &str, Candidate { article, facts, .. }: &Candidate) -> &'static str {
    let holds = |text: &str| squeezed(text).contains(name);
    let holds_block = |block: &Block| matches!(block, Block::Paragraph(paragraph) if holds(&paragraph.text()));
    let blocks = &article.blocks;
    match () {
        () if facts.contributors.iter().any(|one| holds(&one.value.name)) => "missed, a contributor",
        () if facts.editors.iter().any(|one| holds(&one.value)) => "missed, an editor",
        () if article.details.iter().any(|(_, found)| holds(&found.text)) => "missed, in a detail",
        () if article.signer.iter().any(|found| holds(&found.text)) => "missed, in the signature",
        () if article.title.iter().chain(&article.subtitle).any(|found| holds(&found.text)) => "missed, in the title",
        () if blocks.iter().take(3).any(holds_block) => "missed, in the first lines of the text",
        () if blocks.iter().rev().take(3).any(holds_block) => "missed, in the last lines of the text",
        () if blocks.iter().any(holds_block) => "missed, in the text",
        () if article.remarks.iter().any(|remark| holds(&remark.before)) => "missed, in what was left out",
        () => "missed, in no line",
    }
}

/// Scores by field and family.
#[derive(Default)]
struct Table {
    scores: BTreeMap<(&'static str, String), Score>,
    show: String,
    /// How wrong values differ from the right ones, and where missed ones stand, by field and family.
    differences: BTreeMap<(&'static str, String, &'static str), usize>,
    /// Each figure of a front matter, a line each.
    figures: Vec<String>,
}

impl Table {
    fn score(&mut self, field: &'static str, family: &str, score: Score) {
        self.scores.entry((field, family.to_owned())).or_default().add(score);
    }

    /// One value: what is said, whether it is certain, and what is so.
    fn value(&mut self, field: &'static str, document: &Value, said: Option<(String, bool)>, truth: Option<String>) {
        if is_left_open(document, field) {
            return;
        }
        let is_right = |said: &str| truth.as_deref().is_some_and(|truth| squeezed(truth) == squeezed(said));
        let one = match &said {
            Some((said, true)) if is_right(said) => Score { right: 1, ..Score::default() },
            Some((_, true)) => Score { wrong: 1, ..Score::default() },
            Some((said, false)) if is_right(said) => Score { proposed: 1, ..Score::default() },
            _ if truth.is_none() => Score { right: 1, ..Score::default() },
            _ => Score { missed: 1, ..Score::default() },
        };
        if let (1, Some((said, _))) = (one.wrong, &said) {
            let family = document["family"].as_str().unwrap().to_owned();
            *self.differences.entry((field, family, difference(said, truth.as_deref()))).or_default() += 1;
        }
        if self.shows(field) && one.right == 0 {
            println!("{field}: {}: said {said:?}, so {truth:?}", document["file"].as_str().unwrap());
        }
        self.score(field, document["family"].as_str().unwrap(), one);
    }

    /// Several values: those said as facts, those proposed, and what is so.
    fn values(&mut self, field: &'static str, document: &Value, said: &[(String, bool)], truth: &[String]) {
        if is_left_open(document, field) {
            return;
        }
        let family = document["family"].as_str().unwrap();
        let mut open: Vec<String> = truth.iter().map(|truth| squeezed(truth)).collect();
        let mut one = Score::default();
        let mut strange = Vec::new();
        for (said, certain) in said {
            match open.iter().position(|truth| *truth == squeezed(said)) {
                Some(at) => {
                    open.remove(at);
                    *(if *certain { &mut one.right } else { &mut one.proposed }) += 1;
                }
                None if *certain => {
                    one.wrong += 1;
                    strange.push(said);
                }
                None => {}
            }
        }
        one.missed = open.len().saturating_sub(one.wrong);
        for said in &strange {
            let difference = difference_of_several(field, said, truth);
            *self.differences.entry((field, family.to_owned(), difference)).or_default() += 1;
        }
        if self.shows(field) && (one.missed > 0 || one.wrong > 0) {
            println!("{field}: {}: wrong {strange:?}, missed {open:?}", document["file"].as_str().unwrap());
        }
        self.score(field, family, one);
    }

    /// Keeps the figures that a draft has.
    fn keep_figures(&mut self, file: &str, facts: &Facts) {
        for metric in &facts.metrics {
            let standing = if metric.certain { "fact" } else { "open" };
            let evidence = metric.evidence.split_whitespace().collect::<Vec<_>>().join(" ");
            self.figures.push(format!("{file}\t{standing}\t{}\t{evidence}", write::metric(&metric.value)));
        }
    }

    /// Prints some figures, drawn at random.
    fn draw(&mut self, count: usize, seed: &str) {
        self.figures.sort_by_cached_key(|figure| {
            (Digest::of(format!("{seed}{figure}").as_bytes()).to_string(), figure.clone())
        });
        println!("of {} figures {count}:", self.figures.len());
        self.figures.iter().take(count).for_each(|figure| println!("{figure}"));
    }

    fn shows(&self, field: &str) -> bool {
        self.show == field || self.show == "all"
    }

    fn print(&self) {
        let mut totals: BTreeMap<&str, Score> = BTreeMap::new();
        for ((field, _), score) in &self.scores {
            totals.entry(field).or_default().add(*score);
        }
        for (field, total) in totals {
            println!("{field:13} {total}");
            let differing = self.differences.iter().filter(|((of, ..), _)| *of == field);
            for ((_, family, difference), count) in differing {
                println!("    {family:22} {count:3} × {difference}");
            }
            let mut families: Vec<_> = self.scores.iter().filter(|((of, _), _)| *of == field).collect();
            let rate = |score: &Score| score.right * 1000 / score.all().max(1);
            families.sort_by_key(|(_, score)| rate(score));
            let limit = if std::env::var_os("HUIBIAN_FAMILIES").is_some() { families.len() } else { 3 };
            for ((_, family), score) in families.into_iter().take(limit).filter(|(_, score)| score.right < score.all())
            {
                println!("    {family:22} {score}");
            }
        }
    }
}

/// A text without blanks and differences of width.
fn squeezed(text: &str) -> String {
    text.nfkc().filter(|character| !character.is_whitespace()).collect()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().map(|all| all.iter().filter_map(text).collect()).unwrap_or_default()
}

fn headings(article: &Article) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for block in &article.blocks {
        if let Block::Paragraph(paragraph) = block
            && let Role::Heading(level) = paragraph.role
        {
            let words = paragraph.text();
            let words = words.trim();
            let mark = enumerator::of_heading(words).or_else(|| enumerator::before_year(words));
            let end = mark.map_or(0, |mark| mark.end);
            // 第一部分　回顾, 上篇：回顾, 第一章　回顾
            let is_part = |part: &str| {
                part.ends_with(['篇', '分']) || part.starts_with('第') && part.ends_with(['章', '节', '编', '项', '件'])
            };
            let part = words.split_once(['：', '\u{3000}', ' ']).filter(|(part, _)| is_part(part));
            let bare = part
                .map_or(&words[end..], |(_, rest)| rest)
                .trim()
                .trim_start_matches(['【', '［', '['])
                .trim_end_matches(['】', '］', ']', '。', '：', ':', '.']);
            found.push((format!("{level} {bare}"), true));
        }
    }
    found
}

fn branch(facts: &Facts) -> Option<(String, bool)> {
    let branch = facts.branch.as_ref()?;
    let path = match &branch.value {
        Branch::Known(name) => name.clone(),
        Branch::New(path) => path.concat(),
    };
    Some((path, branch.certain))
}

fn score(table: &mut Table, document: &Value, found: &Candidate) {
    let Candidate { article, facts, .. } = found;
    let copied = |found: &Option<_>| {
        let found: &Option<huibian::import::facts::Proposed<String>> = found;
        found.as_ref().map(|found| (found.value.clone(), found.certain))
    };
    // A notice that forwards a summary: either of their titles will do.
    let inner = text(&document["inner_title"]);
    let is_inner =
        facts.title.as_ref().zip(inner.as_ref()).is_some_and(|(said, inner)| squeezed(&said.value) == squeezed(inner));
    let title = if is_inner { inner } else { text(&document["title"]) };
    let (mut said, mut subtitle) = (copied(&facts.title), copied(&facts.subtitle));
    // A title on one line with a dash in it may be told as a title and its subtitle.
    if let (Some(title), Some((line, _)), Some((below, _))) = (&title, &mut said, &subtitle)
        && squeezed(&title.replace('—', "")) == squeezed(&format!("{line}{below}"))
    {
        (*line, subtitle) = (title.clone(), None);
    }
    if table.show == "grounds" {
        let is_right = said.as_ref().zip(title.as_ref()).is_some_and(|((said, _), so)| squeezed(said) == squeezed(so));
        let sum = Certainty::learnt().of(&article.grounds.traits);
        println!("{is_right} {sum} {:?} {:?}", article.grounds, document["file"]);
    }
    table.value("title", document, said, title);
    table.value("subtitle", document, subtitle, text(&document["subtitle"]));
    let years: Vec<i64> = document["years"].as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
    let years = years
        .first()
        .zip(years.last())
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") });
    let said = facts.years.as_ref().map(|years| (years.value.ascii(), years.certain));
    table.value("year", document, said, years);
    let said = facts.date.as_ref().map(|date| (date.value.iso(), date.certain));
    table.value("date", document, said, text(&document["date"]));
    let said = branch(facts);
    let path = texts(&document["organisation"]);
    table.value("organisation", document, said, (!path.is_empty()).then(|| path.concat()));
    // An organisation that signs its own report is no author.
    let own = path.concat();
    let mut truth = texts(&document["authors"]);
    truth.retain(|author| !own.ends_with(author.as_str()));
    let authors: Vec<_> = facts.authors.iter().map(|author| (author.value.clone(), author.certain)).collect();
    // Where whoever made the document was in doubt too, nobody need be named.
    if document["authors_unsure"] == true && authors.iter().all(|(_, certain)| !certain) {
        truth.clear();
    }
    for name in truth.iter().filter(|name| authors.iter().all(|(author, _)| squeezed(author) != squeezed(name))) {
        let family = document["family"].as_str().unwrap().to_owned();
        *table.differences.entry(("authors", family, place_of(&squeezed(name), found))).or_default() += 1;
    }
    table.values("authors", document, &authors, &truth);
    let truth: Vec<String> = document["headings"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|heading| format!("{} {}", heading[0], heading[1].as_str().unwrap()))
        .collect();
    // The head of a list of references is one, whether the truth counts it or not.
    let is_known = |heading: &String| truth.iter().any(|known| squeezed(known) == squeezed(heading));
    let mut said = headings(article);
    said.retain(|(heading, _)| !reference::is_head(&heading[2..]) || is_known(heading));
    table.values("headings", document, &said, &truth);
    let honour = |name: &str, giver: &str, year: &str| {
        // A front matter has the name without quotation marks, those within it too.
        let name = name.replace(['“', '”'], "");
        let name = name.trim_start_matches(year).trim_start_matches('年').trim_start_matches('度');
        format!("{name}|{giver}|{year}")
    };
    let said: Vec<_> = facts
        .honours
        .iter()
        .map(|won| {
            // An honour without a year of its own is of the report's.
            let own = won.value.date.map(|date| date.year);
            let year = own.or(facts.years.as_ref().map(|years| years.value.last));
            let year = year.map_or(String::new(), |year| year.to_string());
            (honour(&won.value.name, &won.value.grantor, &year), won.certain)
        })
        .collect();
    let truth: Vec<String> = document["honours"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|won| {
            let own = won["year"].as_i64().map(|year| year.to_string());
            let year = own.or(facts.years.as_ref().map(|years| years.value.last.to_string())).unwrap_or_default();
            // A prize is named with its contest.
            let name = format!("{}{}", won["contest"].as_str().unwrap_or_default(), won["name"].as_str().unwrap());
            honour(&name, won["giver"].as_str().unwrap_or_default(), &year)
        })
        .collect();
    table.values("honours", document, &said, &truth);
    let names = |all: &[(String, bool)]| -> Vec<(String, bool)> {
        all.iter().map(|(text, certain)| (text.split('|').next().unwrap().to_owned(), *certain)).collect()
    };
    let truth: Vec<(String, bool)> = truth.into_iter().map(|truth| (truth, true)).collect();
    let truth: Vec<String> = names(&truth).into_iter().map(|(name, _)| name).collect();
    table.values("honour names", document, &names(&said), &truth);
    // The truth has eight figures at most: what is said beyond them may be right, and be
    // of the same amount.
    let value = |value: f64| format!("{value:.4}");
    let said: Vec<(String, bool)> = facts
        .metrics
        .iter()
        .filter_map(|metric| {
            let amount = &metric.value.value;
            let bare = amount.trim_end_matches(['万', '亿']);
            let factor = if amount.ends_with('万') {
                1e4
            } else if amount.ends_with('亿') {
                1e8
            } else {
                1.0
            };
            let unit = metric.value.unit.as_str();
            let unit_factor = if unit.starts_with('万') {
                1e4
            } else if unit.starts_with('亿') {
                1e8
            } else {
                1.0
            };
            Some((value(bare.parse::<f64>().ok()? * factor * unit_factor), metric.certain))
        })
        .collect();
    let truth: Vec<String> = document["figures"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|figure| {
            let unit = figure["unit"].as_str().unwrap_or_default();
            let factor = if unit.starts_with('万') {
                1e4
            } else if unit.starts_with('亿') {
                1e8
            } else {
                1.0
            };
            value(figure["value"].as_f64().unwrap() * factor)
        })
        .collect();
    let mut open = truth.clone();
    let mut is_of_truth =
        |said: &String| open.iter().position(|known| known == said).map(|at| open.swap_remove(at)).is_some();
    let said: Vec<_> = said.into_iter().filter(|(said, _)| is_of_truth(said)).collect();
    table.values("figures", document, &said, &truth);
}

/// Prints what each line is taken for.
fn show_roles(mut document: Document) {
    mend::mend(&mut document);
    let lines = lines(&document.blocks);
    let emissions = Model::learnt().emissions(&features(&lines, Around::of(&document)));
    println!("== {}", document.name);
    for (line, state) in lines.iter().zip(Model::learnt().decode(&emissions, Reports::Any).0) {
        let State { zone, role } = states()[state];
        println!("{zone:?}/{:12} {}", role.name(), line.text.chars().take(46).collect::<String>());
    }
}

#[test]
fn documents_of_strangers_are_understood() {
    let Some(folder) = std::env::var_os("HUIBIAN_FRAMES") else { return };
    let folder = Path::new(&folder);
    let half = std::env::var("HUIBIAN_HALF").unwrap_or_else(|_| "dev".to_owned());
    let show = std::env::var("HUIBIAN_SHOW").ok().filter(|_| half == "dev").unwrap_or_default();
    let only = std::env::var("HUIBIAN_FAMILY").unwrap_or_default();
    let session = Session::open(Arc::new(Tree::of_texts([("site.yaml", "title: 试\n")])), &Settings::default());
    let mut table = Table { show, ..Table::default() };
    let (mut documents, mut articles, mut aside, mut left_out) = (0, 0, 0, 0);
    for line in std::fs::read_to_string(folder.join("truth.jsonl")).unwrap().lines() {
        let document: Value = serde_json::from_str(line).unwrap();
        let file = document["file"].as_str().unwrap();
        if !file.starts_with(&half) || !file.contains(&only) {
            continue;
        }
        documents += 1;
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let name = Path::new(file).file_name().unwrap().to_str().unwrap();
        if table.show == "roles" {
            show_roles(read(name, &bytes, &|_| None).unwrap());
        }
        let found = candidates(read(name, &bytes, &|_| None).unwrap(), session.publication());
        articles += found.len();
        for candidate in &found {
            let account = write(candidate, "report", None).account;
            aside += account.lost_count;
            left_out += account.left_out;
            table.keep_figures(file, &candidate.facts);
        }
        let stated = document["reports"].as_u64().map(|count| count as usize);
        let reports = document["parts"].as_array().map_or(stated.unwrap_or(1), Vec::len);
        let is_so = (found.len().to_string(), true);
        table.value("reports", &document, Some(is_so), Some(reports.to_string()));
        if let Some(parts) = document["parts"].as_array() {
            let is_found = |part: &&Value| {
                let title = text(&part["title"]).unwrap_or_default();
                let is_of = |facts: &Facts| {
                    facts.title.as_ref().is_some_and(|found| squeezed(&found.value) == squeezed(&title))
                };
                found.iter().any(|candidate| is_of(&candidate.facts))
            };
            let right = parts.iter().filter(is_found).count();
            let one = Score { right, missed: parts.len() - right, ..Score::default() };
            table.score("parts", document["family"].as_str().unwrap(), one);
        } else if let Some(first) = found.first().filter(|_| reports == 1) {
            score(&mut table, &document, first);
        }
    }
    if let Some(count) = std::env::var("HUIBIAN_DRAW").ok().filter(|_| half == "dev") {
        table.draw(count.parse().unwrap(), &std::env::var("HUIBIAN_SEED").unwrap_or_default());
    }
    table.print();
    println!("{documents} documents, {articles} reports; characters that fit no place {aside}, left out {left_out}");
    assert!(documents > 0);
}
