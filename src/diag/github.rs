//! Findings as workflow commands, which GitHub shows beside the lines of a
//! change.
//!
//! In: findings, the files they are about, and the publication's folder as seen
//! from where the program runs, which in a workflow is the repository's root.
//! Out: lines such as `::error file=…,line=3,…,title=HB7703 han-space::…`.

use std::fmt::Write;

use crate::diag::position::Extent;
use crate::diag::texts::Texts;
use crate::diag::{Diagnostic, Language, Severity};
use crate::source::Files;

/// The findings as commands, one a line. `folder` is empty or ends in a slash.
pub fn render(findings: &[Diagnostic], files: &dyn Files, folder: &str, language: Language) -> String {
    let mut texts = Texts::new(files);
    let mut lines = String::new();
    for finding in findings {
        let extent = texts.extent(&finding.span);
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let file = property(&format!("{folder}{}", finding.span.file));
        let title = property(&format!("{} {}", finding.rule.code, finding.rule.name));
        let Extent { line, column, end_line, end_column } = extent;
        // GitHub drops columns that span lines, with a warning of its own.
        let columns = if line == end_line { format!(",col={column},endColumn={end_column}") } else { String::new() };
        let (message, help) = (finding.message(language), finding.help(language));
        let sentences = if help.is_empty() { message } else { format!("{message}\n{help}") };
        // Writing to a string cannot fail.
        let _ = writeln!(
            lines,
            "::{command} file={file},line={line},endLine={end_line}{columns},title={title}::{}",
            data(&sentences)
        );
    }
    lines
}

/// A text behind the second pair of colons. Other control characters would be
/// obeyed by whoever shows the log.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    text.replace(char::is_control, " ")
}

/// A text as the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
