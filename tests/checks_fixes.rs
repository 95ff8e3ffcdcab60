//! What fixes do: each clears its finding, a second time changes nothing, and a
//! safe one leaves every character that bears meaning where it was.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use huibian::check::{CHECKS, Check, Fix, fix};
use huibian::diag::Diagnostic;
use huibian::model::Settings;
use huibian::pipeline::{Session, Workspace};
use huibian::source::{Files, Tree, VPath};
use huibian::text::width::fold_char;

const HEAD: &str = "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\n---\n\n";
const PATH: &str = "content/reports/2021/a.md";

/// Safe fixes that take away whole lines, which the rules' words say: what a
/// web page left behind, and a title that stands there twice.
const TAKE_LINES: [&str; 2] = ["page-residue", "heading-repeated"];

fn path() -> VPath {
    VPath::new(PATH).unwrap()
}

/// A sample as files, and the text of its report.
fn files(sample: &str) -> (Arc<dyn Files>, String) {
    let text = if sample.starts_with("---\n") { sample.to_owned() } else { format!("{HEAD}{sample}") };
    let mut texts = vec![("content/site.yaml", "title: 汇编\n")];
    // Other files follow after a line `=== path`.
    let mut parts = text.split("=== ");
    let report = parts.next().unwrap_or_default();
    texts.push((PATH, report));
    texts.extend(parts.filter_map(|part| part.split_once('\n')));
    (Arc::new(Tree::of_texts(texts)), report.to_owned())
}

/// The same files with another text of the report.
fn with_report(files: &Arc<dyn Files>, text: &str) -> Arc<dyn Files> {
    let others: Vec<(String, String)> = files
        .paths()
        .iter()
        .filter(|other| **other != path())
        .map(|other| (other.to_string(), String::from_utf8(files.read(other).unwrap()).unwrap()))
        .collect();
    let texts = others.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    Arc::new(Tree::of_texts(texts.chain([(PATH, text)])))
}

fn found(files: &Arc<dyn Files>, wanted: &dyn Fn(&Check) -> bool) -> Vec<Diagnostic> {
    Session::open(files.clone(), &Settings::default()).proof(&path(), wanted)
}

/// A report after the safe fixes that are wanted, until there are none.
fn mended(files: &Arc<dyn Files>, text: &str, wanted: &dyn Fn(&Diagnostic) -> bool) -> String {
    let mut desk = Workspace::open(files.clone(), Settings::default());
    let mending = desk.mend(files, BTreeSet::from([path()]), wanted, false);
    mending.texts.first().map_or(text.to_owned(), |text| String::from_utf8(text.after.clone()).unwrap())
}

/// Blanks written as references, which are no letters.
const BLANKS: [&str; 5] = ["&emsp;", "&ensp;", "&nbsp;", "&#160;", "&#12288;"];

/// The letters and digits of a text, in one width.
fn meaning(text: &str) -> String {
    let text = BLANKS.iter().fold(text.to_owned(), |text, blank| text.replace(blank, " "));
    text.chars().map(fold_char).filter(|character| character.is_alphanumeric()).collect()
}

#[test]
fn a_safe_fix_clears_its_finding_and_no_other_thing() {
    for check in CHECKS.iter().filter(|check| check.fix == Fix::Safe) {
        let name = check.rule.name;
        let (files, text) = files(check.wrong);
        let only = |other: &Check| other.rule.code == check.rule.code;
        let findings = found(&files, &only);
        let (once, _) = fix::apply(&path(), &text, &findings, false).unwrap_or_else(|| panic!("{name} mends nothing"));
        let after = with_report(&files, &once);
        let left = found(&after, &only);
        assert_eq!(left, [], "{name} is cleared by its fix: {once}");
        assert_eq!(fix::apply(&path(), &once, &left, false), None, "{name} twice is once");
        // What was right before is right still.
        let before: BTreeSet<&str> = found(&files, &|_| true).iter().map(|finding| finding.rule.name).collect();
        let now: BTreeSet<&str> = found(&after, &|_| true).iter().map(|finding| finding.rule.name).collect();
        assert!(now.is_subset(&before), "{name} makes {now:?} of {before:?}");
    }
}

/// The cases of all tables, without their marks.
fn cases() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks");
    let mut cases = Vec::new();
    for table in fs::read_dir(folder).unwrap() {
        let table = fs::read_to_string(table.unwrap().path()).unwrap();
        let mut lines = table.lines();
        while let Some(line) = lines.next() {
            let Some(fence) = line.strip_suffix("wrong").or(line.strip_suffix("right")) else { continue };
            if fence.len() < 3 || !fence.bytes().all(|byte| byte == b'`') {
                continue;
            }
            let body: String =
                lines.by_ref().take_while(|line| *line != fence).map(|line| format!("{line}\n")).collect();
            let is_wrong = line.ends_with("wrong");
            cases.push(if is_wrong { body.replace(['【', '】'], "") } else { body });
        }
    }
    cases
}

#[test]
fn safe_fixes_leave_every_letter_and_digit_and_come_to_an_end() {
    let cases = cases();
    assert!(cases.len() > 500, "{}", cases.len());
    let mut mends = 0;
    for case in &cases {
        let (files, text) = files(case);
        if !found(&files, &|check| check.fix == Fix::Safe).iter().any(|finding| fix::applies(finding, false)) {
            continue;
        }
        mends += 1;
        let once = mended(&files, &text, &|_| true);
        let again = with_report(&files, &once);
        let left = found(&again, &|check| check.fix == Fix::Safe);
        assert_eq!(fix::apply(&path(), &once, &left, false), None, "twice is once: {text}");
        // Some lines may be taken away; what is left was there, in this order.
        let (all, kept) = (meaning(&text), meaning(&once));
        let mut rest = all.chars();
        assert!(kept.chars().all(|character| rest.any(|other| other == character)), "{text}\n{once}");
        let harmless = |finding: &Diagnostic| !TAKE_LINES.contains(&finding.rule.name);
        if kept != all {
            assert_eq!(meaning(&mended(&files, &text, &harmless)), all, "{text}");
        }
    }
    assert!(mends > 50, "{mends}");
}
