//! The law of every import: each run of letters, digits and Han characters of a
//! document stands in the report or is quoted whole in a remark.
//!
//! Told here without the program's own account of it. A label that became a key
//! and a date that became one may be told in the account instead.

use std::collections::HashSet;

use huibian::import::Candidate;
use huibian::import::write::{Made, Origin, write};
use unicode_normalization::UnicodeNormalization;

/// The runs of a text, in one form of width.
fn runs(text: &str) -> Vec<String> {
    let folded: String = text.nfkc().collect();
    folded.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()).map(str::to_owned).collect()
}

/// Markdown without the marks of notes, the brackets and the addresses of links
/// that part words.
fn unmarked(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown;
    while let Some(at) = rest.find(['[', ']']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let is_note = |end: usize| from[2..end].bytes().all(|byte| byte.is_ascii_digit());
        let end = match from.get(..2) {
            Some("[^") => from.find(']').filter(|&end| is_note(end)).map(|end| end + 1),
            Some("](") => from.find([')', '\n']),
            _ => None,
        };
        rest = &from[end.unwrap_or(1)..];
    }
    text + rest
}

/// What was said of a document and where its words went.
pub struct Told {
    runs: HashSet<String>,
    whole: String,
    lines: String,
}

impl Told {
    /// All that came of a document.
    pub fn of(candidates: &[Candidate], remarks: &[String]) -> Told {
        let origin = Origin { name: "a.docx", digest: "0".repeat(32) };
        let made: Vec<Made> = candidates.iter().map(|candidate| write(candidate, "bao-gao", Some(&origin))).collect();
        let mut said = remarks.to_vec();
        for (candidate, made) in candidates.iter().zip(&made) {
            // In code the marks are words.
            said.extend([unmarked(&made.text), made.text.clone()]);
            said.extend(candidate.article.remarks.iter().chain(&made.remarks).map(|remark| remark.before.clone()));
            said.extend(made.account.rewritten.iter().cloned());
        }
        let runs: Vec<String> = runs(&said.join("\n"));
        Told { whole: runs.concat(), lines: runs.join("\n"), runs: runs.into_iter().collect() }
    }

    /// The runs of a text that stand nowhere. Those that marks part (`甲**乙**`)
    /// stand together when all runs are put together.
    pub fn lost(&self, text: &str) -> Vec<String> {
        let is_told = |run: &String| {
            self.runs.contains(run)
                || self.lines.contains(run.as_str())
                || run.chars().count() > 3 && self.whole.contains(run.as_str())
        };
        let whole: String = runs(text).concat();
        if self.whole.contains(&whole) {
            return Vec::new();
        }
        runs(text).into_iter().filter(|run| !is_told(run)).collect()
    }
}
