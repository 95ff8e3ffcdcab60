//! Findings one a line, for editors and for `grep`.
//!
//! In: findings and the files they are about. Out: lines of the form
//! `path:line:column: 错误[HB2301]: message；help`. No colour, no snippet.

use std::fmt::Write;

use crate::diag::position::position;
use crate::diag::{Diagnostic, Language, terminal};
use crate::source::Files;

/// The findings as lines, each with its line break.
pub fn render(findings: &[Diagnostic], files: &dyn Files, language: Language) -> String {
    let mut texts = terminal::Texts::new(files);
    let mut lines = String::new();
    for finding in findings {
        let (line, column) =
            texts.text(&finding.span.file).map_or((1, 1), |text| position(text, finding.span.range().start));
        let severity = terminal::severity(finding.rule.severity).in_language(language);
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

/// A sentence without line breaks and other control characters, which an
/// author's text may bring in and a terminal would obey.
fn one_line(sentence: &str) -> String {
    sentence.replace(char::is_control, " ")
}
