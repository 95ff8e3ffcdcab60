//! Findings in every format: places that are hard to count, and what others
//! make of them.
//!
//! After a change run `INSTA_UPDATE=always cargo test --test formats`, then read
//! the difference line by line.

use huibian::check::{self, fix};
use huibian::diag::rules::front::{KEY_IN_TWO_LANGUAGES, YEAR_UNREADABLE};
use huibian::diag::rules::yaml::COLON_WIDE;
use huibian::diag::{
    Diagnostic, Edit, Language, Rule, Severity, Waived, Words, codequality, github, html, json, markdown, sarif, short,
    terminal,
};
use huibian::manuscript::place::Places;
use huibian::source::{Span, Tree, VPath};
use pulldown_cmark::{Event, Options, Parser, Tag};
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
    let guide = Places::new(&files, Language::Chinese);
    let version = |text: String| text.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    insta::with_settings!({ snapshot_path => "formats", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("terminal", terminal::render(&findings, &files, &guide, Language::Chinese, false));
        insta::assert_snapshot!("short", short::render(&findings, &files, Language::Chinese));
        insta::assert_snapshot!("waived", short::waived(&waived(), &files, Language::Chinese));
        insta::assert_snapshot!("json", version(json::render(&findings, &waived(), &files, &guide, None, Language::Chinese)));
        insta::assert_snapshot!("github", github::render(&findings, &files, "汇 编/", Language::Chinese));
        let issues = codequality::render(&findings, &files, "汇 编/", Language::Chinese);
        insta::assert_snapshot!("codequality", issues);
        let told = ["检查结果", "已检查 2 篇。"];
        insta::assert_snapshot!("markdown", markdown::render(&findings, &files, &guide, "汇 编/", told, Language::Chinese));
        let log = sarif::render(&findings, &waived(), &files, "汇 编/", &about, Language::Chinese);
        insta::assert_snapshot!("sarif", version(log));
        insta::assert_snapshot!("html", version(html::render(&findings, &files, &guide, Language::Chinese)));
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

    let answer: Value =
        serde_json::from_str(&json::render(&fixable, &[], &files(), &(), None, Language::Chinese)).unwrap();
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
    let page = html::render(&findings(), &files(), &(), Language::English);
    assert!(!page.contains("<b>&") && !page.contains('\u{1b}') && !page.contains("<script"), "{page}");
    assert!(!page.contains("http"), "nothing comes from elsewhere");
    for weight in [Severity::Error, Severity::Warning] {
        assert!(page.contains(&format!("<article class=\"{}\">", weight.name())));
    }
    assert!(html::render(&[], &files(), &(), Language::English).contains("No problems found."));
    // Spans that do not fit the text are shown where they can be.
    let path = VPath::new(PATH).unwrap();
    for (start, end) in [(0, 1), (1, 2), (9, 10), (9999, 99999), (40, 3), (0, 9999)] {
        let finding = [Diagnostic::new(&YEAR_UNREADABLE, Span { file: path.clone(), start, end }).suggest("x")];
        for text in [
            html::render(&finding, &files(), &(), Language::Chinese),
            json::render(&finding, &[], &files(), &(), None, Language::Chinese),
            github::render(&finding, &files(), "", Language::Chinese),
            sarif::render(&finding, &[], &files(), "", &about, Language::Chinese),
        ] {
            assert!(!text.is_empty());
        }
    }
}

#[test]
fn markdown_obeys_no_author() {
    let path = VPath::new("content/reports/a`b|c_d_[x](y).md").unwrap();
    let hostile = "<script>alert(1)</script> **x** [甲](http://example.org) ![](x) `|` | @someone #1 \u{202e}<!-- \n\n# 题\n| - |";
    let finding = |start| Diagnostic::new(&YEAR_UNREADABLE, Span { file: path.clone(), start, end: start + 1 });
    let findings = [finding(0).with("text", hostile), finding(1).with("text", "x".repeat(9999))];
    let text =
        markdown::render(&findings, &Tree::of_texts([(path.as_str(), "xx")]), &(), "", ["题", "话"], Language::English);
    let mut words = String::new();
    let mut tables = 0;
    for event in Parser::new_ext(&text, Options::all()) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::Code(code) => assert_eq!(&*code, "year-unreadable"),
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                panic!("{event:?} in {text}")
            }
            Event::Start(Tag::Table(_)) => tables += 1,
            _ => {}
        }
    }
    assert_eq!(tables, 1, "{text}");
    assert_eq!(text.matches("\n#").count(), 1, "one heading below the first: {text}");
    assert!(words.contains("a`b|c_d_[x](y).md:1:1"), "{words}");
    assert!(words.contains("<script>alert(1)</script> **x** [甲](http://example.org)"), "{words}");
    assert!(!text.contains('\u{202e}') && text.len() < 3000, "{text}");
}

#[test]
fn a_summary_fits_on_the_page_of_a_job() {
    let file = |number: usize| VPath::new(&format!("content/reports/{number:03}.md")).unwrap();
    let finding =
        |number| Diagnostic::new(&YEAR_UNREADABLE, Span::new(&file(number), 0..1)).with("text", "字".repeat(999));
    let findings: Vec<Diagnostic> = (0..151).map(finding).collect();
    let files = Tree::of_texts([("content/reports/000.md", "x")]);
    let text = markdown::render(&findings, &files, &(), "", ["x", "y"], Language::English);
    assert!(text.contains("and 101 more rows.") && text.contains("and 101 more places."), "{text}");
    assert!(text.len() < 200_000, "{}", text.len());
    let chinese = markdown::render(&findings[..51], &files, &(), "", ["x", "y"], Language::Chinese);
    assert!(chinese.contains("另有 1 行。") && chinese.contains("另有 1 处。"), "{chinese}");
    assert_eq!(markdown::render(&[], &files, &(), "", ["x", "y"], Language::English), "## x\n\ny\n");
}

#[test]
fn gitlab_knows_a_finding_again_when_its_line_has_moved() {
    let path = VPath::new("content/a.md").unwrap();
    let report = |text: &str| -> Vec<Value> {
        let found: Vec<Diagnostic> = text
            .match_indices("坏")
            .map(|(at, word)| {
                Diagnostic::new(&YEAR_UNREADABLE, Span::new(&path, at..at + word.len())).with("text", word)
            })
            .collect();
        let files = Tree::of_texts([("content/a.md", text)]);
        serde_json::from_str(&codequality::render(&found, &files, "", Language::Chinese)).unwrap()
    };
    let prints = |issues: &[Value]| issues.iter().map(|issue| issue["fingerprint"].clone()).collect::<Vec<_>>();
    let before = report("甲坏乙\n\n甲坏乙\n丙坏\n");
    let after = report("新的一段\n\n甲坏乙\n\n甲坏乙\n丙坏\n");
    assert_eq!(prints(&before), prints(&after));
    assert_ne!(before[0]["location"], after[0]["location"]);
    let mut all = prints(&before);
    all.dedup();
    assert_eq!(all.len(), 3, "each has its own");
    for issue in &before {
        assert_eq!(issue["severity"], "major");
        assert!(issue["description"].is_string() && issue["check_name"] == "year-unreadable", "{issue}");
        assert_eq!(issue["location"]["path"], "content/a.md");
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() > 0);
    }
}
