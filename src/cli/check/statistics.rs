//! How many findings each rule has: a table in place of a long list.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::check::fix;
use crate::diag::{Diagnostic, Language, Words, terminal};

/// What is counted of a rule.
#[derive(Default)]
struct Tally<'a> {
    findings: usize,
    files: BTreeSet<&'a str>,
    fixable: usize,
}

const HEAD: [Words; 6] = [
    Words { zh: "处数", en: "findings" },
    Words { zh: "文件", en: "files" },
    Words { zh: "可直接改", en: "fixable" },
    Words { zh: "级别", en: "level" },
    Words { zh: "规则", en: "rule" },
    Words { zh: "说的是", en: "about" },
];

/// A row for each rule, the most findings first; empty if there are none.
pub fn table(findings: &[Diagnostic], language: Language) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let mut tallies: BTreeMap<(&str, _), (Tally<'_>, &Diagnostic)> = BTreeMap::new();
    for finding in findings {
        let key = (finding.rule.code, finding.severity);
        let (tally, _) = tallies.entry(key).or_insert_with(|| (Tally::default(), finding));
        tally.findings += 1;
        tally.files.insert(finding.span.file.as_str());
        tally.fixable += usize::from(fix::applies(finding, false));
    }
    let mut rows: Vec<(Tally<'_>, &Diagnostic)> = tallies.into_values().collect();
    rows.sort_by(|(a, first), (b, second)| (b.findings, first.rule.code).cmp(&(a.findings, second.rule.code)));
    let word = |words: Words| words.in_language(language);
    let mut cells = vec![HEAD.map(|words| word(words).to_owned())];
    cells.extend(rows.iter().map(|(tally, finding)| {
        let rule = finding.rule;
        let numbers = [tally.findings, tally.files.len(), tally.fixable].map(|number| number.to_string());
        let [findings, files, fixable] = numbers;
        let level = word(terminal::severity(finding.severity)).to_owned();
        [
            findings,
            files,
            fixable,
            level,
            format!("{} {}", rule.code, rule.name),
            rule.in_general(rule.message, language),
        ]
    }));
    let mut widths = [0; 6];
    for row in &cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let mut text = String::new();
    for row in &cells {
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            let blank = " ".repeat(width.saturating_sub(cell.width()));
            // Numbers end in one column; writing to a string cannot fail.
            let _ = match column {
                0..=2 => write!(text, "{blank}{cell}  "),
                5 => write!(text, "{cell}"),
                _ => write!(text, "{cell}{blank}  "),
            };
        }
        text.push('\n');
    }
    text
}
