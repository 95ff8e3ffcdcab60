//! Findings as JSON, for programs.
//!
//! In: findings and the files they are about. Out: one object, whose form is a
//! promise:
//!
//! ```text
//! version    1; another number only if a field changes its meaning or goes.
//!            Fields may be added, so pass over those you do not know
//! tool       {name, version}
//! language   of the sentences: zh-CN or en
//! counts     {error, warning, note}
//! rules      {code, name, severity, findings, files} of each rule that found
//!            anything, the most findings first
//! findings   in the order of files and places, each:
//!   code       such as HB7703; never given to another rule
//!   name       such as han-space
//!   severity   error, warning or note
//!   message    what is wrong, without a full stop
//!   help       what to do; null if the message says it all
//!   file       path below the publication's folder, with /
//!   line, column, end_line, end_column
//!              from 1, in characters (Unicode code points, a byte order mark
//!              not counted); the end is the place after the last character
//!   start, end the same in bytes from 0, a byte order mark counted
//!   place      the same for someone without line numbers: which paragraph below
//!              which heading, which row or field, in the language; null if
//!              the file is no report or page
//!   labels     further places: message and the fields from file to end
//!   suggestion what to write in place of the text; null if nobody knows
//!   edits      all changes that mend it, those of the suggestion too: text
//!              and the fields from file to end of what it replaces
//! waived     what would be findings but for `allow`, not counted above; in the
//!            same order and with the same fields, and:
//!   reason     why the author waives it; null if that is not said
//!   by         where it is waived: the fields from file to end
//! build      of `huibian build` only: how many reports and pages there are, how
//!            many files were made, and written, unchanged and removed
//! ```
//!
//! A finding about a whole file has its place at the file's start, and both
//! offsets are 0.

use serde::Serialize;

use crate::diag::position::Extent;
use crate::diag::tally::{Tally, tallies};
use crate::diag::texts::{Guide, Texts};
use crate::diag::{Diagnostic, Language, Severity, Waived};
use crate::source::{Files, Span};

#[derive(Serialize)]
struct Answer<'a> {
    version: u32,
    tool: Tool,
    language: &'static str,
    counts: Counts,
    rules: Vec<Counted>,
    findings: Vec<Finding<'a>>,
    waived: Vec<Excused<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    build: Option<Build>,
}

/// What became of the files of a build.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Build {
    /// Reports of the publication.
    pub reports: usize,
    /// Pages of the site.
    pub pages: usize,
    /// Files that were made, to be written or compared.
    pub made: usize,
    /// Files that are new or changed.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files of an earlier build that are gone.
    pub removed: usize,
}

#[derive(Serialize)]
struct Excused<'a> {
    #[serde(flatten)]
    finding: Finding<'a>,
    reason: Option<&'a str>,
    by: Location<'a>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    note: usize,
}

#[derive(Serialize)]
struct Counted {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    findings: usize,
    files: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    #[serde(flatten)]
    extent: Location<'a>,
    place: Option<String>,
    labels: Vec<Label<'a>>,
    suggestion: Option<&'a str>,
    edits: Vec<Replacement>,
}

#[derive(Serialize)]
struct Label<'a> {
    message: &'static str,
    #[serde(flatten)]
    extent: Location<'a>,
}

#[derive(Serialize)]
struct Replacement {
    text: String,
    file: String,
    #[serde(flatten)]
    extent: Extent,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct Location<'a> {
    file: &'a str,
    #[serde(flatten)]
    extent: Extent,
    start: u32,
    end: u32,
}

/// The findings as an object, with a line break at its end.
pub fn render(
    findings: &[Diagnostic],
    waived: &[Waived],
    files: &dyn Files,
    guide: &dyn Guide,
    build: Option<Build>,
    language: Language,
) -> String {
    let mut texts = Texts::new(files);
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let answer = Answer {
        version: 1,
        tool: Tool { name: "huibian", version: env!("CARGO_PKG_VERSION") },
        language: language.tag(),
        counts: Counts {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            note: count(Severity::Note),
        },
        rules: tallies(findings, |_| false)
            .into_iter()
            .map(|Tally { rule, severity, findings, files, .. }| Counted {
                code: rule.code,
                name: rule.name,
                severity: severity.name(),
                findings,
                files,
            })
            .collect(),
        findings: findings.iter().map(|finding| in_full(finding, &mut texts, guide, language)).collect(),
        waived: waived
            .iter()
            .map(|waived| Excused {
                finding: in_full(&waived.finding, &mut texts, guide, language),
                reason: waived.reason.as_deref(),
                by: extent(&waived.by, &mut texts),
            })
            .collect(),
        build,
    };
    // Numbers, strings and lists always have a JSON form.
    let mut text = serde_json::to_string_pretty(&answer).unwrap_or_default();
    text.push('\n');
    text
}

fn in_full<'a>(finding: &'a Diagnostic, texts: &mut Texts<'_>, guide: &dyn Guide, language: Language) -> Finding<'a> {
    let labels = finding
        .labels
        .iter()
        .map(|label| Label { message: label.words.in_language(language), extent: extent(&label.span, texts) });
    let labels: Vec<Label<'a>> = labels.collect();
    let edits = finding.changes().into_iter().map(|edit| {
        let Location { extent, start, end, .. } = extent(&edit.span, texts);
        Replacement { file: edit.span.file.to_string(), extent, start, end, text: edit.text }
    });
    let edits = edits.collect();
    Finding {
        code: finding.rule.code,
        name: finding.rule.name,
        severity: finding.severity.name(),
        message: finding.message(language),
        help: Some(finding.help(language)).filter(|help| !help.is_empty()),
        extent: extent(&finding.span, texts),
        place: guide.place(&finding.span),
        labels,
        suggestion: finding.suggestion.as_deref(),
        edits,
    }
}

fn extent<'s>(span: &'s Span, texts: &mut Texts<'_>) -> Location<'s> {
    let extent = texts.extent(span);
    Location { file: span.file.as_str(), extent, start: span.start, end: span.end }
}
