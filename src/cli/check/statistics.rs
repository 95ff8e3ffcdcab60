//! How many findings each rule has: a table in place of a long list.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::check::fix;
use crate::diag::tally::tallies;
use crate::diag::{Diagnostic, Language, Words, terminal};

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
    let word = |words: Words| words.in_language(language);
    let mut cells = vec![HEAD.map(|words| word(words).to_owned())];
    cells.extend(tallies(findings, |finding| fix::applies(finding, false)).iter().map(|tally| {
        let rule = tally.rule;
        let [findings, files, fixable] = [tally.findings, tally.files, tally.fixable].map(|number| number.to_string());
        let level = word(terminal::severity(tally.severity)).to_owned();
        let name = format!("{} {}", rule.code, rule.name);
        [findings, files, fixable, level, name, rule.in_general(rule.message, language)]
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
