//! Findings between builds: as JSON and back.
//!
//! In: findings. Out: a text from which the same findings are read again by the
//! same program. Rules are named by their codes; words that come with a finding
//! are kept in both languages.

use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::check::choice;
use crate::diag::{Argument, Diagnostic, Edit, Label, Severity, Words};
use crate::source::{Span, VPath};

#[derive(Serialize, Deserialize)]
struct Stored {
    code: String,
    severity: u8,
    at: SpanKey,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    arguments: Vec<(String, Value)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    labels: Vec<(SpanKey, String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    suggestion: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    edits: Vec<(SpanKey, String)>,
}

/// File, first byte, byte after the last.
type SpanKey = (String, u32, u32);

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Term(String, String),
}

/// Writes findings; nothing if there are none.
pub fn write(findings: &[Diagnostic]) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let stored: Vec<Stored> = findings.iter().map(store).collect();
    serde_json::to_string(&stored).unwrap_or_default()
}

/// Reads what `write` wrote; none if any of it is not understood.
pub fn read(text: &str) -> Option<Vec<Diagnostic>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let stored: Vec<Stored> = serde_json::from_str(text).ok()?;
    stored.into_iter().map(restore).collect()
}

fn store(finding: &Diagnostic) -> Stored {
    let value = |argument: &Argument| match argument {
        Argument::Text(text) => Value::Text(text.clone()),
        Argument::Term(words) => Value::Term(words.zh.to_owned(), words.en.to_owned()),
    };
    let label = |label: &Label| (place(&label.span), label.words.zh.to_owned(), label.words.en.to_owned());
    Stored {
        code: finding.rule.code.to_owned(),
        severity: finding.severity as u8,
        at: place(&finding.span),
        arguments: finding.arguments.iter().map(|(name, argument)| ((*name).to_owned(), value(argument))).collect(),
        labels: finding.labels.iter().map(label).collect(),
        suggestion: finding.suggestion.clone(),
        edits: finding.edits.iter().map(|edit| (place(&edit.span), edit.text.clone())).collect(),
    }
}

fn place(span: &Span) -> SpanKey {
    (span.file.to_string(), span.start, span.end)
}

fn restore(stored: Stored) -> Option<Diagnostic> {
    let rule = choice::by_code(&stored.code)?;
    let mut finding = Diagnostic::new(rule, span(&stored.at)?);
    finding.severity =
        [Severity::Note, Severity::Warning, Severity::Error].into_iter().find(|own| *own as u8 == stored.severity)?;
    for (name, value) in stored.arguments {
        let argument = match value {
            Value::Text(text) => Argument::Text(text),
            Value::Term(zh, en) => Argument::Term(Words { zh: constant(zh), en: constant(en) }),
        };
        finding.arguments.push((constant(name), argument));
    }
    for (at, zh, en) in stored.labels {
        finding = finding.label(span(&at)?, Words { zh: constant(zh), en: constant(en) });
    }
    finding.suggestion = stored.suggestion;
    let edit = |(at, text): (SpanKey, String)| Some(Edit { span: span(&at)?, text });
    finding.edits = stored.edits.into_iter().map(edit).collect::<Option<_>>()?;
    Some(finding)
}

fn span((file, start, end): &SpanKey) -> Option<Span> {
    Some(Span { file: VPath::new(file)?, start: *start, end: *end })
}

/// The text as one that lives as long as the program. Each is kept once; they
/// are words of the program itself, of which there are some hundred.
fn constant(text: String) -> &'static str {
    static KNOWN: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    match known.get(text.as_str()) {
        Some(&text) => text,
        None => {
            let text: &'static str = Box::leak(text.into_boxed_str());
            known.insert(text);
            text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::diag::rules::model::{FILE_UNREADABLE, SITE_MISSING};
    use crate::diag::{Diagnostic, Edit, Severity, Words};
    use crate::source::{Span, VPath};

    #[test]
    fn findings_are_the_same_when_they_are_read_again() {
        let path = VPath::new("content/a\tb\n.md").unwrap();
        let span = Span::new(&path, 3..9);
        let words = Words { zh: "甲“乙”", en: "a \"b\"" };
        let rich = Diagnostic::new(&FILE_UNREADABLE, span.clone())
            .with("cause", words)
            .with("name", "丙\u{2028}")
            .with("count", 3)
            .label(span.clone(), words)
            .suggest("丁\n")
            .mend([Edit { span: span.clone(), text: String::new() }])
            .weighing(Severity::Note);
        let findings = vec![rich, Diagnostic::new(&SITE_MISSING, Span::whole(&path))];
        let text = write(&findings);
        assert!(!text.contains(['\n', '\t']), "one line: {text}");
        assert_eq!(read(&text), Some(findings));
        assert_eq!((write(&[]).as_str(), read("")), ("", Some(Vec::new())));
    }

    #[test]
    fn what_is_not_understood_is_nothing() {
        for text in ["[", "{}", "[{\"code\":\"HB0000\",\"severity\":0,\"at\":[\"a\",0,0]}]", "[{\"code\":1}]"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
