//! Findings as a Code Quality report, which GitLab shows in merge requests.
//!
//! In: findings, the files they are about, and the publication's folder as seen
//! from the repository's root. Out: a list of objects with the fields that GitLab
//! reads: `description`, `check_name`, `fingerprint`, `severity`, and the path and
//! first line of `location`. By the fingerprint GitLab tells what a merge request
//! adds and what it mends, so it is made of file, rule and words and of no line;
//! two alike in a file are told apart by their order, since GitLab shows one of
//! each fingerprint only.

use std::collections::HashMap;

use serde::Serialize;

use crate::diag::texts::Texts;
use crate::diag::{Diagnostic, Language, Severity};
use crate::source::{Digest, Digester, Files};

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// The findings as a list, with a line break at its end. `folder` is empty or
/// ends in a slash.
pub fn render(findings: &[Diagnostic], files: &dyn Files, folder: &str, language: Language) -> String {
    let mut texts = Texts::new(files);
    let mut seen: HashMap<Digest, u32> = HashMap::new();
    let issues: Vec<Issue> = findings
        .iter()
        .map(|finding| {
            let path = format!("{folder}{}", finding.span.file);
            let known = known(finding, &path, &mut texts);
            let nth = seen.entry(known).or_default();
            let fingerprint = Digester::default().part(known.as_bytes()).part(&nth.to_le_bytes()).end();
            *nth += 1;
            let (message, help) = (finding.message(language), finding.help(language));
            let between = if language == Language::Chinese { "；" } else { "; " };
            let description = if help.is_empty() { message } else { format!("{message}{between}{help}") };
            Issue {
                description: description.replace(char::is_control, " "),
                check_name: finding.rule.name,
                fingerprint: fingerprint.to_string(),
                severity: match finding.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Note => "info",
                },
                location: Location { path, lines: Lines { begin: texts.extent(&finding.span).line } },
            }
        })
        .collect();
    // Numbers, strings and lists always have a JSON form.
    serde_json::to_string_pretty(&issues).unwrap_or_default() + "\n"
}

/// What a finding is known by: of a rule that speaks once a file, of all its
/// places, the file alone.
fn known(finding: &Diagnostic, path: &str, texts: &mut Texts<'_>) -> Digest {
    let words = if finding.place_count().is_some() { String::new() } else { texts.around(&finding.span) };
    Digester::default().part(path.as_bytes()).part(finding.rule.name.as_bytes()).part(words.as_bytes()).end()
}
