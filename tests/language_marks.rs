//! How well the layers of a text agree with texts that were marked by hand.
//!
//! `tests/language/tuning/` has our own, which thresholds and classes were chosen
//! on: they must not get worse. Texts of others are measured, without being shown,
//! by `HUIBIAN_MARKS=folder cargo test --test language_marks -- --nocapture`; the
//! names of the files are those of the layers. What these score is what may be
//! quoted (`tests/language/README.md`). `HUIBIAN_LABELLED=folder` measures persons and
//! organisations in corpora with a label for each character, `HUIBIAN_FOUND=folder`
//! prints those found in texts without marks.

mod marks;

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use huibian::language::organization::Organization;
use huibian::language::person::Name;
use huibian::language::{Known, annotate};
use marks::{Paragraph, Score, labelled, paragraphs};

/// The layers: the file, the kind of its marks, and what is found.
type Layer = (&'static str, char, fn(&str) -> Vec<Range<usize>>);

const LAYERS: [Layer; 4] = [
    ("amounts", 'A', amounts),
    ("amounts", 'D', dates),
    ("persons", 'P', persons),
    ("organisations", 'O', organizations),
];

fn amounts(text: &str) -> Vec<Range<usize>> {
    annotate(text, &Known::default()).amounts().iter().map(|amount| amount.range.clone()).collect()
}

fn dates(text: &str) -> Vec<Range<usize>> {
    annotate(text, &Known::default()).dates().iter().map(|date| date.range.clone()).collect()
}

fn persons(text: &str) -> Vec<Range<usize>> {
    annotate(text, &Known::default()).persons().iter().map(|name| name.range.clone()).collect()
}

fn organizations(text: &str) -> Vec<Range<usize>> {
    annotate(text, &Known::default()).organizations().iter().map(|body| body.range.clone()).collect()
}

fn titles(text: &str) -> Vec<Range<usize>> {
    annotate(text, &Known::default()).titles().iter().map(|name| name.range.clone()).collect()
}

fn relatives(text: &str) -> Vec<Range<usize>> {
    annotate(text, &Known::default()).relatives().iter().map(|date| date.range.clone()).collect()
}

/// What stands around a border, without its words: a class of fault.
fn around(text: &str, at: usize) -> String {
    let class = |character: char| match character {
        '\u{4e00}'..='\u{9fff}' => '字',
        'a'..='z' | 'A'..='Z' => 'a',
        '0'..='9' => '0',
        ' ' | '\n' => '_',
        other => other,
    };
    let before: Vec<char> = text[..at].chars().rev().take(3).map(class).collect();
    before.into_iter().rev().chain(['‖']).chain(text[at..].chars().take(3).map(class)).collect()
}

/// The sentences of paragraphs: how many are marked, how many of them are found
/// with both borders, and the classes of borders that are missed or false.
fn sentences(all: &[Paragraph]) -> (usize, usize, BTreeMap<String, usize>) {
    let (mut marked, mut right) = (0, 0);
    let mut faults = BTreeMap::new();
    for paragraph in all {
        let trimmed = |range: Range<usize>| {
            let words = &paragraph.text[range.clone()];
            let start = range.start + words.len() - words.trim_start().len();
            start..start + words.trim().len()
        };
        let found: Vec<Range<usize>> =
            annotate(&paragraph.text, &Known::default()).sentences().iter().cloned().map(trimmed).collect();
        let mut start = 0;
        for end in paragraph.ends.iter().copied().chain([paragraph.text.len()]) {
            marked += 1;
            right += usize::from(found.contains(&trimmed(start..end)));
            start = end;
        }
        let ends: Vec<usize> = found.iter().map(|range| range.end).collect();
        let wanted: Vec<usize> = paragraph.ends.iter().map(|&end| trimmed(0..end).end).collect();
        let missed = wanted.iter().filter(|end| !ends.contains(end)).map(|&end| ("missed", end));
        let last = trimmed(0..paragraph.text.len()).end;
        let wrong = ends.iter().filter(|end| **end != last && !wanted.contains(end)).map(|&end| ("false", end));
        for (what, end) in missed.chain(wrong) {
            *faults.entry(format!("{what} {}", around(&paragraph.text, end))).or_default() += 1;
        }
    }
    (marked, right, faults)
}

fn read(folder: &Path, layer: &str) -> Option<Vec<Paragraph>> {
    Some(paragraphs(&fs::read_to_string(folder.join(format!("{layer}.txt"))).ok()?))
}

#[test]
fn texts_of_others_are_measured() {
    let Some(folder) = std::env::var_os("HUIBIAN_MARKS").map(PathBuf::from) else { return };
    if let Some(all) = read(&folder, "sentences") {
        let (marked, right, faults) = sentences(&all);
        println!("sentences: {right} of {marked}, {:.1} %", right as f64 * 100.0 / marked as f64);
        faults.iter().for_each(|(class, count)| println!("    {class}: {count}"));
    }
    for (layer, kind, find) in LAYERS {
        if let Some(all) = read(&folder, layer) {
            let mut score = Score::default();
            all.iter().for_each(|paragraph| score.add(paragraph, kind, &find(&paragraph.text)));
            println!("{layer} {kind}: {score}");
            let mut forms: BTreeMap<String, usize> = BTreeMap::new();
            score.faults.iter().for_each(|fault| *forms.entry(form(fault)).or_default() += 1);
            forms.iter().for_each(|(form, count)| println!("    {form}: {count}"));
        }
    }
}

/// How many sentences of a labelled corpus follow each other in one of its halves: those
/// of a document stay together.
const BLOCK: usize = 40;

/// Corpora of others with a label for each character, `HUIBIAN_LABELLED` the folder of
/// their files: precision and recall of both halves of each, and of the half that may be
/// read the faults, the most frequent first. `HUIBIAN_SHOW=O` prints the organisations
/// found there, right (+) and wrong (-), `P` the persons.
#[test]
fn labelled_corpora_are_measured() {
    let Some(folder) = std::env::var_os("HUIBIAN_LABELLED") else { return };
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let measured = std::thread::scope(|scope| {
        let threads: Vec<_> = files.iter().map(|file| scope.spawn(|| measured(file))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    measured.iter().for_each(|told| println!("{told}"));
}

/// What is found in a labelled corpus.
fn measured(file: &Path) -> String {
    let (read, counted): (Vec<_>, Vec<_>) = labelled(&fs::read_to_string(file).unwrap())
        .into_iter()
        .enumerate()
        .partition(|(at, _)| (at / BLOCK).is_multiple_of(2));
    let shown = std::env::var("HUIBIAN_SHOW").ok();
    let mut told = format!("{}\n", file.display());
    for (kind, find) in [('P', named as fn(&str) -> Vec<Found>), ('O', bodies)] {
        for (half, all) in [("read", &read), ("counted", &counted)] {
            let mut score = Score::default();
            let mut evidence: BTreeMap<String, [usize; 2]> = BTreeMap::new();
            for (_, paragraph) in all {
                let mut found = find(&paragraph.text);
                // A museum that the corpus calls a sight is neither right nor wrong.
                found.retain(|(range, _)| !paragraph.marks.contains(&('l', range.clone())));
                score.add(paragraph, kind, &found.iter().map(|(range, _)| range.clone()).collect::<Vec<_>>());
                for (range, shows) in found {
                    let right = paragraph.marks.contains(&(kind, range.clone()));
                    evidence.entry(shows.clone()).or_default()[usize::from(!right)] += 1;
                    if half == "read" && shown.as_ref().is_some_and(|shown| shown.contains(kind)) {
                        let marked = paragraph
                            .marks
                            .iter()
                            .filter(|(other, mark)| *other == kind && mark.start < range.end && range.start < mark.end);
                        let marked: Vec<&str> = marked.map(|(_, mark)| &paragraph.text[mark.clone()]).collect();
                        let around = around_name(&paragraph.text, &range);
                        let verdict = if right { '+' } else { '-' };
                        told.push_str(&format!("{kind}\t{verdict}\t{shows}\t{around}\t{}\n", marked.join(" ")));
                    }
                }
            }
            told.push_str(&format!("{kind} {half}: {score}\n"));
            for (shows, [right, wrong]) in evidence {
                told.push_str(&format!("    {shows}: {right} right, {wrong} wrong\n"));
            }
            let mut classes: Vec<_> = score.classes.iter().filter(|(_, count)| **count > 2).collect();
            classes.sort_by_key(|(class, count)| (std::cmp::Reverse(**count), class.as_str()));
            for (class, count) in classes.into_iter().take(if half == "read" { 40 } else { 0 }) {
                told.push_str(&format!("    {class}: {count}\n"));
            }
        }
    }
    told
}

/// A name and what shows it to be one.
type Found = (Range<usize>, String);

fn named(text: &str) -> Vec<Found> {
    let annotated = annotate(text, &Known::default());
    let told = |name: &Name| {
        let certain = if name.certain { "certain" } else { "possible" };
        let length = text[name.range.clone()].chars().count().min(4);
        (name.range.clone(), format!("{:?} {certain} {length}", name.evidence))
    };
    annotated.persons().iter().map(told).collect()
}

fn bodies(text: &str) -> Vec<Found> {
    let annotated = annotate(text, &Known::default());
    let told = |body: &Organization| {
        let certain = if body.certain { "certain" } else { "possible" };
        (body.range.clone(), format!("{:?} {certain}", body.evidence))
    };
    annotated.organizations().iter().map(told).collect()
}

/// How many characters around a name are printed with it.
const AROUND: usize = 25;

/// Prints the organisations and persons of others' texts, of which a sample is judged:
/// `O` or `P`, file, name, and the name within its line. `HUIBIAN_FOUND` is the folder
/// of the texts.
#[test]
fn names_in_texts_of_others_are_printed() {
    let Some(folder) = std::env::var_os("HUIBIAN_FOUND").map(PathBuf::from) else { return };
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt" || extension == "md"));
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy();
        for line in text.lines() {
            for (kind, found) in [('O', organizations(line)), ('P', persons(line))] {
                for range in found {
                    let found = &line[range.clone()];
                    println!("{kind}\t{name}\t{found}\t{}", around_name(line, &range));
                }
            }
        }
    }
}

/// A name within its line.
fn around_name(line: &str, name: &Range<usize>) -> String {
    let before = line[..name.start].char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let after = line[name.end..].char_indices().nth(AROUND).map_or(line.len(), |(at, _)| name.end + at);
    format!("{}【{}】{}", &line[before..name.start], &line[name.clone()], &line[name.end..after])
}

/// The form of a fault, so that a text can be judged without being shown.
fn form(fault: &str) -> String {
    let mut form = String::new();
    for character in fault.split(" in ").next().unwrap_or_default().chars() {
        let class = match character {
            '0'..='9' | '０'..='９' => '0',
            '〇' | '○' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {
                '一'
            }
            other => other,
        };
        if !(matches!(class, '0' | '一') && form.ends_with(class)) {
            form.push(class);
        }
    }
    form
}

/// What was once found wrongly, a paragraph a class: every name is found just so.
#[test]
fn classes_of_names_that_were_mended_are_held() {
    let all = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language/regression"), "names").unwrap();
    for (kind, find) in [('P', persons as fn(&str) -> Vec<Range<usize>>), ('O', organizations)] {
        let mut score = Score::default();
        all.iter().for_each(|paragraph| score.add(paragraph, kind, &find(&paragraph.text)));
        let is_whole = score.precision() >= 1.0 && score.recall() >= 1.0;
        assert!(is_whole, "{kind}: {score}\n{}", score.faults.join("\n"));
    }
}

/// Our own texts: how many are marked at least, and the least precision and recall.
#[test]
fn what_our_own_texts_say_is_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language/tuning");
    for (layer, kind, find, least, precision, recall) in [
        ("dates", 'D', dates as fn(&str) -> Vec<Range<usize>>, 150, 0.98, 0.95),
        ("amounts", 'A', amounts, 250, 0.98, 0.98),
        ("persons", 'P', persons, 150, 0.98, 0.75),
        ("organizations", 'O', organizations, 170, 0.98, 0.94),
        ("titles", 'T', titles, 28, 0.95, 0.95),
        ("relatives", 'R', relatives, 18, 0.95, 0.95),
    ] {
        let all = read(&folder, layer).unwrap();
        let mut score = Score::default();
        all.iter().for_each(|paragraph| score.add(paragraph, kind, &find(&paragraph.text)));
        println!("{layer}: {score}");
        let marked: usize = all.iter().flat_map(|paragraph| &paragraph.marks).filter(|(of, _)| *of == kind).count();
        assert!(marked >= least, "{layer}: {marked} are marked");
        let is_held = score.precision() >= precision && score.recall() >= recall;
        assert!(is_held, "{layer}: {score}\n{}", score.faults.join("\n"));
    }
}
