//! Findings in every format: places that are hard to count, and what others
//! make of them.
//!
//! After a change run `INSTA_UPDATE=always cargo test --test formats`, then read
//! the difference line by line.

use huibian::check::{self, fix};
use huibian::diag::rules::front::{KEY_IN_TWO_LANGUAGES, YEAR_UNREADABLE};
use huibian::diag::rules::yaml::COLON_WIDE;
use huibian::diag::{
    Diagnostic, Edit, Language, Rule, Severity, Waived, Words, github, html, json, sarif, short, terminal,
};
use huibian::source::{Span, Tree, VPath};
use serde_json::Value;

/// A byte order mark, CRLF, tabs, an emoji of four bytes, and no last newline.
const TEXT: &str = "\u{feff}---\r\n标题：年度总结\r\n\t年度: 二零🎉二零\r\n---\r\n\r\n🎉\t医 疗,𠮷 祥。\r\n两行\r\n跨过。<b>&\u{1b}[31m";
const PATH: &str = "content/reports/2021/甲 乙,丙:50%#?.md";

fn span(part: &str) -> Span {
    let start = TEXT.find(part).unwrap();
    Span::new(&VPath::new(PATH).unwrap(), start..start + part.len())
}

fn files() -> Tree {
    Tree::of_texts([(PATH, TEXT), ("content/site.yaml", "title: 汇编\n")])
}

fn findings() -> Vec<Diagnostic> {
    let rule = |code: &str| check::every_rule().find(|rule| rule.code == code).unwrap();
    let edit = |part: &str, inner: &str| {
        let (outer, within) = (span(part), part.find(inner).unwrap());
        let start = outer.start as usize + within;
        Edit { span: Span::new(&outer.file, start..start + inner.len()), text: String::new() }
    };
    let spaces = [edit("医 疗", " "), edit("𠮷 祥", " ")];
    let site = VPath::new("content/site.yaml").unwrap();
    let mut findings = vec![
        Diagnostic::new(&COLON_WIDE, span("：")).with("key", "标题").suggest(": "),
        Diagnostic::new(&YEAR_UNREADABLE, span("二零🎉二零")).with("text", "二零🎉二零"),
        Diagnostic::new(rule("HB7703"), spaces[0].span.clone())
            .with("count", 2_usize)
            .with("text", "医 疗")
            .mend(spaces.clone()),
        Diagnostic::new(rule("HB8103"), span("两行\r\n跨过")).with("text", "两行\r\n跨过，100%"),
        Diagnostic::new(&KEY_IN_TWO_LANGUAGES, span("<b>&\u{1b}"))
            .with("key", "<b>")
            .with("first", "year")
            .label(span("二零🎉"), Words { zh: "第一次写在这里", en: "first written here" })
            .label(Span::whole(&site), Words { zh: "还有这里", en: "and here" }),
        Diagnostic::new(rule("HB3002"), Span::whole(&site)).with("cause", "x"),
        Diagnostic::new(rule("HB3002"), Span::whole(&VPath::new("content/没有.md").unwrap())).with("cause", "x"),
    ];
    huibian::diag::sort(&mut findings);
    findings
}

/// The same of what is waived: once in the file with a reason, once for all.
fn waived() -> Vec<Waived> {
    let rule = check::every_rule().find(|rule| rule.code == "HB8103").unwrap();
    let finding = Diagnostic::new(rule, span("祥")).with("text", "祥");
    let site = Span::new(&VPath::new("content/site.yaml").unwrap(), 0..5);
    let reason = Some("表格的\n样张，\u{1b}[31m本来就空着".to_owned());
    vec![Waived { finding: finding.clone(), by: span("年度"), reason }, Waived { finding, by: site, reason: None }]
}

fn about(rule: &Rule) -> Option<Words> {
    check::of(rule).map(|check| check.about)
}

#[test]
fn every_format_shows_the_places() {
    let (findings, files) = (findings(), files());
    let version = |text: String| text.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    insta::with_settings!({ snapshot_path => "formats", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("terminal", terminal::render(&findings, &files, Language::Chinese, false));
        insta::assert_snapshot!("short", short::render(&findings, &files, Language::Chinese));
        insta::assert_snapshot!("waived", short::waived(&waived(), &files, Language::Chinese));
        insta::assert_snapshot!("json", version(json::render(&findings, &waived(), &files, Language::Chinese)));
        insta::assert_snapshot!("github", github::render(&findings, &files, "汇 编/", Language::Chinese));
        let log = sarif::render(&findings, &waived(), &files, "汇 编/", &about, Language::Chinese);
        insta::assert_snapshot!("sarif", version(log));
        insta::assert_snapshot!("html", version(html::render(&findings, &files, Language::Chinese)));
    });
}

#[test]
fn sarif_is_what_its_schema_asks_for() {
    // One pattern has a bracket too many, which only lenient readers pass over.
    let schema = include_str!("formats/sarif-schema-2.1.0.json").replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    for language in [Language::Chinese, Language::English] {
        for (findings, waived) in [(findings(), waived()), (findings(), Vec::new()), (Vec::new(), Vec::new())] {
            let log: Value =
                serde_json::from_str(&sarif::render(&findings, &waived, &files(), "", &about, language)).unwrap();
            let errors: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:#?}");
            assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), findings.len() + waived.len());
        }
    }
    // The schema is one that says no.
    let wrong = serde_json::json!({"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]});
    assert!(!validator.is_valid(&wrong));
}

/// The text with some changes, each the offsets in code points without the byte
/// order mark, found by line and column as others find them.
fn changed(mut changes: Vec<(usize, usize, String)>) -> String {
    changes.sort();
    let mut characters: Vec<char> = TEXT.chars().collect();
    for (start, end, text) in changes.into_iter().rev() {
        characters.splice(start..end, text.chars());
    }
    characters.into_iter().collect()
}

/// The offset in characters of a line and a column.
fn offset(line: &Value, column: &Value) -> usize {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let before: usize = TEXT.split_inclusive('\n').take(number(line) - 1).map(|line| line.chars().count()).sum();
    let mark = usize::from(number(line) == 1);
    before + mark + number(column) - 1
}

#[test]
fn what_others_apply_is_what_we_apply() {
    let path = VPath::new(PATH).unwrap();
    let fixable: Vec<Diagnostic> = findings().into_iter().filter(|finding| finding.rule.code == "HB7703").collect();
    let (ours, count) = fix::apply(&path, TEXT, &fixable, false).unwrap();
    assert_eq!(count, 2);
    assert!(ours.contains("🎉\t医疗,𠮷祥。\r\n") && ours.starts_with("\u{feff}---\r\n"), "{ours:?}");

    let log: Value =
        serde_json::from_str(&sarif::render(&fixable, &[], &files(), "", &about, Language::Chinese)).unwrap();
    let replacements = &log["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"];
    let changes = replacements.as_array().unwrap().iter().map(|replacement| {
        let region = &replacement["deletedRegion"];
        let start = offset(&region["startLine"], &region["startColumn"]);
        let end = offset(&region["endLine"], &region["endColumn"]);
        (start, end, replacement["insertedContent"]["text"].as_str().unwrap().to_owned())
    });
    assert_eq!(changed(changes.collect()), ours);

    let answer: Value = serde_json::from_str(&json::render(&fixable, &[], &files(), Language::Chinese)).unwrap();
    let edits = answer["findings"][0]["edits"].as_array().unwrap();
    let changes = edits.iter().map(|edit| {
        let (start, end) = (offset(&edit["line"], &edit["column"]), offset(&edit["end_line"], &edit["end_column"]));
        (start, end, edit["text"].as_str().unwrap().to_owned())
    });
    assert_eq!(changed(changes.collect()), ours);
    let mut bytes = TEXT.as_bytes().to_vec();
    for edit in edits.iter().rev() {
        let at = |name: &str| usize::try_from(edit[name].as_u64().unwrap()).unwrap();
        bytes.splice(at("start")..at("end"), edit["text"].as_str().unwrap().bytes());
    }
    assert_eq!(bytes, ours.as_bytes());
}

#[test]
fn a_page_obeys_no_author() {
    let page = html::render(&findings(), &files(), Language::English);
    assert!(!page.contains("<b>&") && !page.contains('\u{1b}') && !page.contains("<script"), "{page}");
    assert!(!page.contains("http"), "nothing comes from elsewhere");
    for weight in [Severity::Error, Severity::Warning] {
        assert!(page.contains(&format!("<article class=\"{}\">", weight.name())));
    }
    assert!(html::render(&[], &files(), Language::English).contains("No problems found."));
    // Spans that do not fit the text are shown where they can be.
    let path = VPath::new(PATH).unwrap();
    for (start, end) in [(0, 1), (1, 2), (9, 10), (9999, 99999), (40, 3), (0, 9999)] {
        let finding = [Diagnostic::new(&YEAR_UNREADABLE, Span { file: path.clone(), start, end }).suggest("x")];
        for text in [
            html::render(&finding, &files(), Language::Chinese),
            json::render(&finding, &[], &files(), Language::Chinese),
            github::render(&finding, &files(), "", Language::Chinese),
            sarif::render(&finding, &[], &files(), "", &about, Language::Chinese),
        ] {
            assert!(!text.is_empty());
        }
    }
}
