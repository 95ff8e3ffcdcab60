//! Cases of the proofreader's rules.
//!
//! The tables in `tests/checks/*.md` have, under the name of a rule, bodies of
//! reports in fences: `wrong`, in which 【】 marks every place that the rule
//! points at, and `right`, in which it finds nothing. A body that begins with
//! `---` is a whole file.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use huibian::check::CHECKS;
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::source::{Tree, VPath};

const HEAD: &str = "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\n---\n\n";

/// A case: a rule, and a file with 【】 where the rule points.
struct Case {
    rule: String,
    expected: String,
    /// The file without 【】.
    input: String,
    /// Whether it is a body alone, below `HEAD`.
    is_body: bool,
}

/// What a rule makes of a file of its own publication.
fn alone(case: &Case) -> String {
    let path = "content/reports/2021/a.md";
    let mut texts = vec![("content/site.yaml", "title: 汇编\n")];
    // Other files follow after a line `=== path`.
    let mut parts = case.input.split("=== ");
    texts.extend(parts.next().map(|text| (path, text)));
    texts.extend(parts.filter_map(|part| part.split_once('\n')));
    let session = Session::open(Arc::new(Tree::of_texts(texts)), &Settings::default());
    marked(&session, path, case)
}

/// What rules make of bodies: all in one publication, since a session takes
/// longer than a hundred reports, and reports without metrics know nothing of
/// each other.
fn together(cases: &[&Case]) -> Vec<String> {
    let path = |number: usize| format!("content/reports/2021/{number}.md");
    let mut texts = vec![("content/site.yaml".to_owned(), "title: 汇编\n")];
    texts.extend(cases.iter().enumerate().map(|(number, case)| (path(number), case.input.as_str())));
    let tree = Tree::of_texts(texts.iter().map(|(path, text)| (path.as_str(), *text)));
    let session = Session::open(Arc::new(tree), &Settings::default());
    cases.iter().enumerate().map(|(number, case)| marked(&session, &path(number), case)).collect()
}

/// The places that a rule points at in a file, in 【】.
fn marked(session: &Session, path: &str, case: &Case) -> String {
    let mut findings = session.proof(&VPath::new(path).unwrap(), &|check| check.rule.name == case.rule);
    findings.sort_by_key(|finding| finding.span.range().end);
    let mut marked = case.input.clone();
    for finding in findings.iter().rev() {
        let range = finding.span.range();
        marked.insert(range.end, '】');
        marked.insert(range.start, '【');
    }
    marked
}

#[test]
fn rules_point_at_what_the_cases_mark() {
    let mut cases = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks");
    let mut tables: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    tables.sort();
    for table in tables {
        let table = fs::read_to_string(table).unwrap();
        let mut lines = table.lines();
        let mut rule = "";
        while let Some(line) = lines.next() {
            if let Some(heading) = line.strip_prefix("## ") {
                rule = heading.trim();
                assert!(CHECKS.iter().any(|check| check.rule.name == rule), "there is no rule {rule}");
            } else if let Some(fence) = line.strip_suffix("wrong").or(line.strip_suffix("right"))
                && fence.len() >= 3
                && fence.bytes().all(|byte| byte == b'`')
            {
                let body: String =
                    lines.by_ref().take_while(|line| *line != fence).map(|line| format!("{line}\n")).collect();
                let is_body = !body.starts_with("---\n") && !body.contains("=== ");
                let expected = if body.starts_with("---\n") { body } else { format!("{HEAD}{body}") };
                let is_wrong = line.ends_with("wrong");
                let input = if is_wrong { expected.replace(['【', '】'], "") } else { expected.clone() };
                assert_eq!(is_wrong, input != expected, "a wrong case marks something: {expected}");
                cases.push(Case { rule: rule.to_owned(), expected, input, is_body });
            }
        }
    }
    let (bodies, files): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(|case| case.is_body);
    let found = bodies.iter().copied().zip(together(&bodies)).chain(files.iter().map(|case| (*case, alone(case))));
    let failures: Vec<String> = found
        .filter(|(case, found)| *found != case.expected)
        .map(|(case, found)| format!("{}\n expected: {:?}\n found:    {found:?}", case.rule, case.expected))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn no_rule_on_numbers_breaks_on_hostile_text() {
    let parts = [
        "党员",
        "占",
        "共",
        "其中",
        "合计",
        "12",
        "９",
        "1 5 7",
        "三",
        "两",
        "百",
        "万",
        "名",
        "人次",
        "个",
        "%",
        "％",
        "百分之",
        "的",
        "、",
        "，",
        "：",
        "（",
        "）",
        "。",
        "等",
        "一是",
        "二是",
        "三是",
        "方面",
        "由",
        "增至",
        "转出",
        "净增",
        "年初",
        "现有",
        "男",
        "女",
        "一等奖",
        "党费",
        " ",
        "\n",
        "\n\n",
        "- ",
        "| 合计 | 3 |\n| --- | --- |\n",
        "“",
        "”",
        "《",
        "~",
        "—",
        "\t",
        "\u{a0}",
        "\u{301}",
        "🙂",
        "x",
        ".",
        "第",
    ];
    let mut seed = 11_u32;
    let mut files = vec![("content/site.yaml".to_owned(), "title: 汇编\n".to_owned())];
    for number in 0..400 {
        let mut text = HEAD.replace("---\n\n", "metrics:\n  - {name: 党员, value: 3, unit: 名, base: 2}\n---\n\n");
        for _ in 0..120 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(parts[(seed >> 16) as usize % parts.len()]);
        }
        files.push((format!("content/reports/2021/{number}.md"), text));
    }
    let tree = Tree::of_texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let session = Session::open(Arc::new(tree), &Settings::default());
    for (path, text) in &files[1..] {
        for finding in session.proof(&VPath::new(path).unwrap(), &|check| check.rule.code.starts_with("HB71")) {
            assert!(text.get(finding.span.range()).is_some(), "{path}: {finding:?}");
            finding.message(huibian::diag::Language::Chinese);
        }
    }
}
