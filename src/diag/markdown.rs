//! Findings as Markdown, for the page of a CI job or a comment in a review.
//!
//! In: findings in their order, the files they are about, the publication's
//! folder as seen from the repository's root, and what is to be said first.
//! Out: GitHub Flavored Markdown, which GitLab and Gitee read too: a table of
//! what each file has of each rule, then the places. Of either there are at
//! most so many, since a page of a job has a limit (a mebibyte on GitHub).
//! Every text may be the author's: nothing in it is obeyed as Markdown or HTML.

use std::fmt::Write;

use crate::diag::position::Extent;
use crate::diag::tally::tallies;
use crate::diag::terminal::severity;
use crate::diag::texts::{Guide, Texts};
use crate::diag::{Diagnostic, Language, Words};
use crate::source::Files;

/// The most rows of the table, and the most places.
const MOST: usize = 50;
/// The most lines that a row names.
const LINES: usize = 5;
/// The most characters of a message or a help.
const LONGEST: usize = 300;

const PLACES: Words = Words { zh: "逐处", en: "Places" };
const RULES: Words = Words { zh: "按规则合计：", en: "By rule: " };
const HEAD: Words = Words {
    zh: "| 文件 | 级别 | 规则 | 处数 | 行 |\n| --- | --- | --- | ---: | --- |\n",
    en: "| File | Level | Rule | Findings | Lines |\n| --- | --- | --- | ---: | --- |\n",
};

/// The findings as Markdown. `folder` is empty or ends in a slash; `told` is a
/// heading and the paragraph below it, in our own words.
pub fn render(
    findings: &[Diagnostic],
    files: &dyn Files,
    guide: &dyn Guide,
    folder: &str,
    told: [&str; 2],
    language: Language,
) -> String {
    let word = |words: Words| words.in_language(language);
    let mut texts = Texts::new(files);
    let [heading, paragraph] = told;
    let mut text = format!("## {heading}\n\n{paragraph}\n");
    if findings.is_empty() {
        return text;
    }
    let rows = rows(findings);
    text.push('\n');
    text.push_str(word(HEAD));
    for row in rows.iter().take(MOST) {
        let first = row[0];
        let lines: Vec<String> =
            row.iter().take(LINES).map(|finding| texts.extent(&finding.span).line.to_string()).collect();
        let mut lines = lines.join(", ");
        if row.len() > LINES {
            lines.push_str(", …");
        }
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| {} | {} | {} `{}` | {} | {lines} |",
            escaped(&format!("{folder}{}", first.span.file), usize::MAX),
            word(severity(first.severity)),
            first.rule.code,
            first.rule.name,
            row.len(),
        );
    }
    text.push_str(&more(rows.len(), ["行", "row"], language));
    let _ = write!(text, "\n### {}\n\n", word(PLACES));
    for finding in findings.iter().take(MOST) {
        let Extent { line, column, .. } = texts.extent(&finding.span);
        let at = format!("{folder}{}:{line}:{column}", finding.span.file);
        let _ = write!(text, "- **{}** {}", word(severity(finding.severity)), escaped(&at, usize::MAX));
        if let Some(place) = guide.place(&finding.span) {
            let between = word(Words { zh: "，", en: ", " });
            let _ = write!(text, "{between}{}", escaped(&place, LONGEST));
        }
        let _ = write!(text, "{}{}", word(Words { zh: "：", en: ": " }), escaped(&finding.message(language), LONGEST));
        let help = finding.help(language);
        if !help.is_empty() {
            let between = if language == Language::Chinese { "；" } else { "; " };
            let _ = write!(text, "{between}{}", escaped(&help, LONGEST));
        }
        let _ = writeln!(text, " ({})", finding.rule.code);
    }
    text.push_str(&more(findings.len(), ["处", "place"], language));
    let tallies = tallies(findings, |_| false);
    let counted = tallies.iter().map(|tally| format!("{} `{}` {}", tally.rule.code, tally.rule.name, tally.findings));
    let counted: Vec<String> = counted.collect();
    let _ = writeln!(text, "\n{}{}", word(RULES), counted.join(word(Words { zh: "、", en: ", " })));
    text
}

/// The findings of each rule in each file, in their order; of one rule and file
/// those that weigh the same.
fn rows(findings: &[Diagnostic]) -> Vec<Vec<&Diagnostic>> {
    let mut rows: Vec<Vec<&Diagnostic>> = Vec::new();
    for file in findings.chunk_by(|a, b| a.span.file == b.span.file) {
        let mut sorted: Vec<&Diagnostic> = file.iter().collect();
        sorted.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.rule.code));
        rows.extend(sorted.chunk_by(|a, b| a.rule.code == b.rule.code && a.severity == b.severity).map(<[_]>::to_vec));
    }
    rows
}

/// How many are not shown; empty if all are.
fn more(count: usize, [zh, en]: [&str; 2], language: Language) -> String {
    match (count.saturating_sub(MOST), language) {
        (0, _) => String::new(),
        (more, Language::Chinese) => format!("\n另有 {more} {zh}。\n"),
        (1, Language::English) => format!("\nand 1 more {en}.\n"),
        (more, Language::English) => format!("\nand {more} more {en}s.\n"),
    }
}

/// A text as plain text of one line: a backslash before all that Markdown may
/// obey, and nothing that turns the direction of what follows.
fn escaped(text: &str, most: usize) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (index, character) in text.chars().enumerate() {
        match character {
            _ if index >= most => {
                escaped.push('…');
                break;
            }
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => escaped.push(' '),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            // A name after it would be told, a number would be taken for an issue's.
            '@' | '#' => {
                escaped.push('\\');
                escaped.push(character);
                escaped.push('\u{2060}');
            }
            // These mean something at the start of a line only, or after one of the others.
            ',' | '-' | '/' | ';' | '%' | '=' | '"' | '\'' | '?' => escaped.push(character),
            c if c.is_ascii_punctuation() => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}
