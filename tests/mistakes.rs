//! Seeded mistakes and what is said of them.
//!
//! The tables in `tests/mistakes/*.md` hold prose, a file with a mistake in a
//! fence, and the findings that must come of it, in a fence `text`: line and
//! column, code, the Chinese sentence and its help, and after `→` what is
//! suggested for the text at the place. After a change of words run
//! `HUIBIAN_BLESS=1 cargo test --test mistakes`, then read the difference line
//! by line.

use std::fs;
use std::path::Path;

use huibian::diag::position::position;
use huibian::diag::{self, Diagnostic, Language};
use huibian::parse;
use huibian::source::VPath;

const HEALTHY: &str = include_str!("mistakes/healthy.txt");

/// One case of a table.
struct Case {
    title: String,
    /// The fence's info string: `markdown`, or `yaml` and a file's name.
    info: String,
    input: String,
    expected: String,
}

fn findings(info: &str, input: &[u8]) -> Vec<Diagnostic> {
    let name = info.split_whitespace().nth(1).unwrap_or("reports/2021/总结.md");
    let path = VPath::new(&format!("content/{name}")).unwrap();
    let mut findings = match name {
        "organizations.yaml" => parse::organizations(&path, input).diagnostics,
        "topics.yaml" => parse::topics(&path, input).diagnostics,
        "metrics.yaml" => parse::metrics(&path, input).diagnostics,
        "site.yaml" => parse::site(&path, input).diagnostics,
        _ => parse::report(&path, input).diagnostics,
    };
    diag::sort(&mut findings);
    findings
}

/// The findings as the tables have them.
fn shown(findings: &[Diagnostic], input: &str) -> String {
    let mut lines = String::new();
    for finding in findings {
        let (line, column) = position(input, finding.span.range().start);
        let (message, help) = (finding.message(Language::Chinese), finding.help(Language::Chinese));
        lines += &format!("{line}:{column} {} {message}；{help}\n", finding.rule.code);
        if let Some(suggestion) = &finding.suggestion {
            lines += &format!("    “{}” → “{}”\n", &input[finding.span.range()], suggestion.replace('\n', "⏎"));
        }
    }
    lines
}

fn cases(table: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut lines = table.lines();
    let (mut title, mut input) = (String::new(), None);
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            title = heading.to_owned();
        } else if let Some(info) = line.strip_prefix("```") {
            let text: String = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
            if info == "text" {
                let (info, input) = input.take().expect("a file stands before its findings");
                cases.push(Case { title: title.clone(), info, input, expected: text });
            } else {
                input = Some((info.to_owned(), text));
            }
        }
    }
    cases
}

/// Words that only programmers know; whole words for the English ones.
fn is_plain(sentence: &str) -> Result<(), String> {
    let words: Vec<&str> = sentence.split(|character: char| !character.is_ascii_alphanumeric() && character != '_').collect();
    for jargon in [
        "i32", "u32", "i64", "u64", "f64", "usize", "String", "str", "Option", "None", "Some", "struct", "serde", "expected",
        "invalid", "Vec", "bool", "boolean", "enum", "null", "map", "mapping", "sequence", "scalar", "parser", "token", "EOF",
        "byte_offset", "unwrap", "panicked", "integer", "float", "tuple",
    ] {
        if words.contains(&jargon) {
            return Err(format!("“{jargon}” in: {sentence}"));
        }
    }
    for jargon in ["映射", "序列", "标量", "字符串", "布尔", "枚举", "结构体", "浮点", "解析", "语法", "类型错误"] {
        if sentence.contains(jargon) {
            return Err(format!("“{jargon}” in: {sentence}"));
        }
    }
    Ok(())
}

fn check_table(name: &str) -> usize {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes").join(name);
    let mut table = fs::read_to_string(&path).unwrap();
    let bless = std::env::var_os("HUIBIAN_BLESS").is_some();
    let mut wrong = String::new();
    let cases = cases(&table);
    for case in &cases {
        let findings = findings(&case.info, case.input.as_bytes());
        let found = shown(&findings, &case.input);
        assert!(!findings.is_empty(), "{name}: {}: nothing found", case.title);
        for finding in &findings {
            for language in [Language::Chinese, Language::English] {
                // The author's own words may be anything; the rule's may not.
                let words = finding.rule;
                is_plain(words.message.in_language(language)).unwrap();
                is_plain(words.help.in_language(language)).unwrap();
                for (_, argument) in &finding.arguments {
                    if let diag::Argument::Term(term) = argument {
                        is_plain(term.in_language(language)).unwrap();
                    }
                }
                let said = finding.message(language) + &finding.help(language);
                assert!(!said.contains("{}") && !said.contains('\n'), "{said}");
            }
        }
        // A healthy report beside it is read all the same.
        let healthy = VPath::new("content/reports/2021/beside.md").unwrap();
        assert!(parse::report(&healthy, HEALTHY.as_bytes()).value.is_some());
        if found != case.expected {
            if bless {
                let old = format!("```{}\n{}```\n\n```text\n{}```\n", case.info, case.input, case.expected);
                let new = format!("```{}\n{}```\n\n```text\n{found}```\n", case.info, case.input);
                table = table.replacen(&old, &new, 1);
            } else {
                wrong += &format!("## {}\n{}\nexpected:\n{}found:\n{found}\n", case.title, case.input, case.expected);
            }
        }
    }
    if bless {
        fs::write(&path, table).unwrap();
    }
    assert!(wrong.is_empty(), "{name}:\n{wrong}");
    cases.len()
}

#[test]
fn every_mistake_is_explained_at_its_place() {
    let tables = ["punctuation.md", "fences.md", "keys.md", "values.md", "registries.md"];
    let count: usize = tables.into_iter().map(check_table).sum();
    assert!(count >= 90, "{count} cases");
}

#[test]
fn a_healthy_report_is_read_in_full_without_a_word() {
    let path = VPath::new("content/reports/2021/healthy.md").unwrap();
    let parsed = parse::report(&path, HEALTHY.as_bytes());
    assert_eq!(shown(&parsed.diagnostics, HEALTHY), "");
    insta::assert_debug_snapshot!("healthy", (parsed.value.unwrap(), parsed.allow));
}

/// A generator of numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below.max(1)).unwrap()).unwrap()
    }
}

/// A file with a few random changes, as a slip of a hand or a disk makes them.
fn mutated(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    const PIECES: [&str; 24] = [
        "：", "\t", "　", "---\n", "- ", "-", "\"", "'", "[", "]", "{", "}", "，", "、", ": ", "#", "&a ", "*a", "|\n", "? ",
        "\r", "\u{feff}", "! ", "】",
    ];
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + random.next(4) {
        let at = random.next(bytes.len());
        match random.next(6) {
            0 => bytes.truncate(at),
            1 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.next(8);
                }
            }
            2 => {
                let line_start = bytes[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
                let line_end = bytes[at..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |newline| at + newline + 1);
                let line = bytes[line_start..line_end].to_vec();
                let to = random.next(bytes.len());
                bytes.splice(to..to, line);
            }
            3 => {
                let end = (at + random.next(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            // Whole characters keep the file UTF-8, so that the parser is met.
            _ => {
                let boundary = (0..=at).rev().find(|&at| bytes.get(at).is_none_or(|byte| byte & 0xc0 != 0x80)).unwrap_or(0);
                let piece = PIECES[random.next(PIECES.len())].bytes();
                bytes.splice(boundary..boundary, piece);
            }
        }
    }
    bytes
}

#[test]
fn no_file_causes_a_panic_and_spans_stay_inside() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let mut samples = vec![("markdown".to_owned(), HEALTHY.to_owned())];
    for table in ["punctuation.md", "fences.md", "keys.md", "values.md", "registries.md"] {
        let table = fs::read_to_string(folder.join(table)).unwrap();
        samples.extend(cases(&table).into_iter().map(|case| (case.info, case.input)));
    }
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..8000 {
        // Every other time the long and healthy file.
        let (info, sample) = &samples[if round % 2 == 0 { 0 } else { random.next(samples.len()) }];
        let bytes = mutated(sample.as_bytes(), &mut random);
        for finding in findings(info, &bytes) {
            let range = finding.span.range();
            assert!(range.start <= range.end && range.end <= bytes.len(), "{finding:?} in {}", bytes.len());
            for span in finding.labels.iter().map(|label| &label.span).chain([&finding.span]) {
                if let Ok(text) = std::str::from_utf8(&bytes) {
                    assert!(text.get(span.range()).is_some(), "{finding:?} in\n{text}");
                }
            }
            for language in [Language::Chinese, Language::English] {
                finding.message(language);
                finding.help(language);
            }
        }
        if let Some(draft) = parse::report(&VPath::new("a.md").unwrap(), &bytes).value {
            let text = std::str::from_utf8(&bytes).unwrap();
            assert!(text.get(draft.body.start as usize..draft.body.end as usize).is_some());
            assert!(text.get(draft.title.at.start as usize..draft.title.at.end as usize).is_some());
        }
    }
}
