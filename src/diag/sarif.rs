//! Findings in SARIF 2.1.0 (OASIS), which code hosts and editors read.
//!
//! In: findings, the files they are about, the publication's folder as seen
//! from the repository's root, and what more is known of rules. Out: a log with
//! one run. Columns are counted in Unicode code points, which is declared;
//! addresses of files are relative to `%SRCROOT%`. Only rules that something
//! was found by are described.

use serde_json::{Value, json};

use crate::diag::texts::Texts;
use crate::diag::{Diagnostic, Language, Rule, Waived, Words};
use crate::source::{Files, Span};

/// Where the form is defined.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const ROOT: Words = Words { zh: "仓库的根文件夹", en: "The root of the repository" };
const FIX: Words = Words { zh: "按提示修改", en: "Change as suggested" };

/// The findings as a log, with a line break at its end. `folder` is empty or
/// ends in a slash; `about` knows more of some rules than their help.
pub fn render(
    findings: &[Diagnostic],
    waived: &[Waived],
    files: &dyn Files,
    folder: &str,
    about: &dyn Fn(&Rule) -> Option<Words>,
    language: Language,
) -> String {
    let mut rules: Vec<&'static Rule> =
        findings.iter().chain(waived.iter().map(|waived| &waived.finding)).map(|finding| finding.rule).collect();
    rules.sort_by_key(|rule| rule.code);
    rules.dedup();
    let mut run = Run { texts: Texts::new(files), folder, rules: &rules, language };
    let mut results: Vec<Value> = findings.iter().map(|finding| run.result(finding)).collect();
    results.extend(waived.iter().map(|waived| run.suppressed(waived)));
    let rules: Vec<Value> = rules.iter().map(|rule| described(rule, about(rule), language)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "huibian",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "language": language.tag(),
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": ROOT.in_language(language)}}},
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// A rule for those who do not have the manual at hand.
fn described(rule: &Rule, about: Option<Words>, language: Language) -> Value {
    let stop = stop(language);
    let message = rule.in_general(rule.message, language) + stop;
    let help = match rule.in_general(rule.help, language) {
        help if help.is_empty() => message.clone(),
        help => help + stop,
    };
    let mut described = json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": message},
        "help": {"text": help},
        "defaultConfiguration": {"level": rule.severity.name()},
    });
    if let Some(about) = about {
        described["fullDescription"] = json!({"text": about.in_language(language)});
    }
    described
}

/// What ends a sentence.
fn stop(language: Language) -> &'static str {
    match language {
        Language::Chinese => "。",
        Language::English => ".",
    }
}

/// What results are made with.
struct Run<'a> {
    texts: Texts<'a>,
    folder: &'a str,
    rules: &'a [&'static Rule],
    language: Language,
}

impl Run<'_> {
    fn result(&mut self, finding: &Diagnostic) -> Value {
        let language = self.language;
        let stop = stop(language);
        let (message, help) = (finding.message(language), finding.help(language));
        let space = if language == Language::English { " " } else { "" };
        let text =
            if help.is_empty() { format!("{message}{stop}") } else { format!("{message}{stop}{space}{help}{stop}") };
        let mut result = json!({
            "ruleId": finding.rule.code,
            "ruleIndex": self.rules.iter().position(|rule| rule.code == finding.rule.code),
            "level": finding.severity.name(),
            "message": {"text": text},
            "locations": [{"physicalLocation": self.place(&finding.span)}],
            // All results say whether they are suppressed, or none does (3.27.23).
            "suppressions": [],
        });
        let related: Vec<Value> = finding
            .labels
            .iter()
            .enumerate()
            .map(|(index, label)| {
                json!({
                    "id": index + 1,
                    "message": {"text": label.words.in_language(language)},
                    "physicalLocation": self.place(&label.span),
                })
            })
            .collect();
        if !related.is_empty() {
            result["relatedLocations"] = Value::Array(related);
        }
        let mut changes: Vec<Value> = Vec::new();
        for edit in finding.changes() {
            let replacement = json!({"deletedRegion": self.region(&edit.span), "insertedContent": {"text": edit.text}});
            let file = self.file(&edit.span);
            // Edits of one file stand together, as all do.
            match changes.iter_mut().find(|change| change["artifactLocation"] == file) {
                Some(change) => {
                    if let Some(replacements) = change["replacements"].as_array_mut() {
                        replacements.push(replacement);
                    }
                }
                None => changes.push(json!({"artifactLocation": file, "replacements": [replacement]})),
            }
        }
        if !changes.is_empty() {
            let description = if help.is_empty() { FIX.in_language(language) } else { &help };
            result["fixes"] = json!([{"description": {"text": description}, "artifactChanges": changes}]);
        }
        result
    }

    /// A result that is waived (3.35): in its own file, or elsewhere for all.
    fn suppressed(&mut self, waived: &Waived) -> Value {
        let mut result = self.result(&waived.finding);
        let kind = if waived.by.file == waived.finding.span.file { "inSource" } else { "external" };
        let mut suppression = json!({
            "kind": kind,
            "status": "accepted",
            "location": {"physicalLocation": self.place(&waived.by)},
        });
        if let Some(reason) = &waived.reason {
            suppression["justification"] = json!(reason);
        }
        result["suppressions"] = json!([suppression]);
        result
    }

    fn place(&mut self, span: &Span) -> Value {
        json!({"artifactLocation": self.file(span), "region": self.region(span)})
    }

    fn file(&self, span: &Span) -> Value {
        json!({"uri": encoded(&format!("{}{}", self.folder, span.file)), "uriBaseId": "%SRCROOT%"})
    }

    fn region(&mut self, span: &Span) -> Value {
        let extent = self.texts.extent(span);
        json!({
            "startLine": extent.line,
            "startColumn": extent.column,
            "endLine": extent.end_line,
            "endColumn": extent.end_column,
        })
    }
}

/// A relative path as an address.
fn encoded(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                address.push(char::from(byte));
            }
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}
