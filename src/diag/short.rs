//! Findings one a line, for editors and for `grep`.
//!
//! In: findings and the files they are about. Out: lines of the form
//! `path:line:column: 错误[HB2301]: message；help`. No colour, no snippet.

use std::fmt::Write;

use crate::diag::position::Extent;
use crate::diag::texts::Texts;
use crate::diag::{Diagnostic, Language, Waived, Words, terminal};
use crate::source::Files;

/// The findings as lines, each with its line break.
pub fn render(findings: &[Diagnostic], files: &dyn Files, language: Language) -> String {
    let mut texts = Texts::new(files);
    let mut lines = String::new();
    for finding in findings {
        let Extent { line, column, .. } = texts.extent(&finding.span);
        let severity = terminal::severity(finding.severity).in_language(language);
        let (message, help) = (finding.message(language), finding.help(language));
        let between = match language {
            Language::Chinese => "；",
            Language::English => "; ",
        };
        let between = if help.is_empty() { "" } else { between };
        // Writing to a string cannot fail.
        let _ = writeln!(
            lines,
            "{}:{line}:{column}: {severity}[{}]: {}{between}{}",
            finding.span.file,
            finding.rule.code,
            one_line(&message),
            one_line(&help),
        );
    }
    lines
}

/// What is waived, each finding a line with why and where it is waived.
pub fn waived(waived: &[Waived], files: &dyn Files, language: Language) -> String {
    let mut texts = Texts::new(files);
    let mut lines = String::new();
    for Waived { finding, by, reason } in waived {
        let Extent { line, column, .. } = texts.extent(&finding.span);
        let by_line = texts.extent(by).line;
        let word = |words: Words| words.in_language(language);
        let reason = reason.as_deref().map_or_else(
            || word(NO_REASON).to_owned(),
            |reason| match language {
                Language::Chinese => format!("理由：{reason}"),
                Language::English => format!("reason: {reason}"),
            },
        );
        let message = one_line(&finding.message(language));
        let why = match language {
            Language::Chinese => format!("{message}（{}；见 {}:{by_line}）", one_line(&reason), by.file),
            Language::English => format!("{message} ({}; see {}:{by_line})", one_line(&reason), by.file),
        };
        let (file, code) = (&finding.span.file, finding.rule.code);
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{file}:{line}:{column}: {}[{code}]: {why}", word(WAIVED));
    }
    lines
}

const WAIVED: Words = Words { zh: "已豁免", en: "waived" };
const NO_REASON: Words = Words { zh: "没有写理由", en: "no reason given" };

/// A sentence without line breaks and other control characters, which an
/// author's text may bring in and a terminal would obey.
fn one_line(sentence: &str) -> String {
    sentence.replace(char::is_control, " ")
}
