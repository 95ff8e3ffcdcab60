//! Baseline: the old findings that a publication knows of.
//!
//! In: the entries of `content/baseline.yaml`, and what was found. Out: what is
//! new, how many findings are old, how many entries are found no more; and the
//! text of the file as it should be. A finding is known by its file, its rule
//! and the words around its place, never by a line: edits elsewhere do not
//! bring it back. A rule that gives one finding for many places is known by
//! their number too, so a new place is told and a mended one is not. Findings
//! that are always errors are never old: something is missing from the site.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use crate::diag::Diagnostic;
use crate::diag::texts::Texts;
use crate::parse::OldFinding;
use crate::pipeline::reading;
use crate::source::{Files, VPath};

/// Where it is written, as a person reads it.
pub const BASELINE: &str = "content/baseline.yaml";

const HEAD: &str = "\
# 旧问题清单，由 huibian check --baseline write 写成。列在这里的问题，检查和生成时不再提；
# 认的是文件、规则和原文，与行号无关。改好了的，下次写清单时去掉。
# Old findings, written by huibian check --baseline write: check and build pass over them.
";

/// 旧问题清单 The old findings of a publication.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    entries: Vec<OldFinding>,
}

/// What was found, the old apart.
#[derive(Clone, Debug, Default)]
pub struct Sifted {
    /// What is new.
    pub fresh: Vec<Diagnostic>,
    /// How many findings are old.
    pub old: usize,
    /// The entries that nothing was found for.
    pub gone: Vec<OldFinding>,
}

/// A baseline to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Old {
    /// The text of the file.
    pub text: String,
    /// How many findings it has.
    pub count: usize,
    /// How many findings are errors that are never old.
    pub grave: usize,
}

/// Where it is written.
pub fn path() -> VPath {
    reading::path(BASELINE)
}

impl Baseline {
    /// These entries.
    pub fn new(entries: &[OldFinding]) -> Baseline {
        Baseline { entries: entries.to_vec() }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Parts old findings from new ones.
    pub fn sift(&self, findings: Vec<Diagnostic>, files: &dyn Files) -> Sifted {
        if self.is_empty() {
            return Sifted { fresh: findings, ..Sifted::default() };
        }
        let mut left: Vec<usize> = self.entries.iter().map(|entry| entry.count).collect();
        let mut by_place: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        for (index, entry) in self.entries.iter().enumerate() {
            by_place.entry((&entry.file, &entry.rule)).or_default().push(index);
        }
        let mut texts = Texts::new(files);
        let mut known = Sifted::default();
        for finding in findings {
            let place = (finding.span.file.as_str(), finding.rule.name);
            let entries = by_place.get(&place).filter(|_| !finding.rule.is_grave());
            let is_old = entries.is_some_and(|entries| self.takes(entries, &mut left, &finding, &mut texts));
            if is_old { known.old += 1 } else { known.fresh.push(finding) }
        }
        let unfound = self.entries.iter().zip(&left).filter(|(entry, left)| entry.count == **left);
        known.gone = unfound.map(|(entry, _)| entry.clone()).collect();
        known
    }

    /// Whether one of some entries has room for a finding; takes it from there.
    fn takes(&self, entries: &[usize], left: &mut [usize], finding: &Diagnostic, texts: &mut Texts<'_>) -> bool {
        let weight = weight(finding);
        let text = texts.around(&finding.span);
        let has_room = |index: &&usize, left: &[usize]| left.get(**index).is_some_and(|left| *left >= weight);
        let same = |index: &&usize| self.entries.get(**index).is_some_and(|entry| entry.text == text);
        let exact = entries.iter().filter(same).find(|index| has_room(index, left));
        // The first of many places was mended, and it is known by the second now.
        let moved = || {
            let is_whole =
                |index: &&usize| self.entries.get(**index).map(|entry| entry.count) == left.get(**index).copied();
            entries.iter().filter(is_whole).find(|index| has_room(index, left))
        };
        let taken = match finding.place_count() {
            Some(_) => exact.or_else(moved),
            None => exact,
        };
        if let Some(left) = taken.and_then(|index| left.get_mut(*index)) {
            *left -= weight;
        }
        taken.is_some()
    }

    /// The file as it should be: what was found, and the entries that `stays`
    /// says nothing was found out about.
    pub fn renewed(&self, found: &[Diagnostic], files: &dyn Files, stays: &dyn Fn(&OldFinding) -> bool) -> Old {
        let mut texts = Texts::new(files);
        let mut counts: BTreeMap<(String, &str, String), usize> = BTreeMap::new();
        let mut count = 0;
        for entry in self.entries.iter().filter(|entry| stays(entry)) {
            *counts.entry((entry.file.clone(), &entry.rule, entry.text.clone())).or_default() += entry.count;
            count += 1;
        }
        let (grave, old): (Vec<_>, Vec<_>) = found.iter().partition(|finding| finding.rule.is_grave());
        for finding in &old {
            let text = texts.around(&finding.span);
            *counts.entry((finding.span.file.to_string(), finding.rule.name, text)).or_default() += weight(finding);
        }
        Old { text: file(&counts), count: count + old.len(), grave: grave.len() }
    }
}

/// The text of the file.
fn file(counts: &BTreeMap<(String, &str, String), usize>) -> String {
    let mut text = HEAD.to_owned();
    let mut last = None;
    for ((file, rule, words), count) in counts {
        // Writing to a string cannot fail.
        if last != Some(file) {
            let _ = write!(text, "- file: {}\n  findings:\n", scalar(file));
            last = Some(file);
        }
        let _ = write!(text, "    - {{rule: {rule}");
        if !words.is_empty() {
            let _ = write!(text, ", text: {}", scalar(words));
        }
        if *count > 1 {
            let _ = write!(text, ", count: {count}");
        }
        text.push_str("}\n");
    }
    text
}

/// A text as YAML.
fn scalar(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-');
    let bare = text.starts_with(char::is_alphabetic) && text.contains('/') && text.chars().all(is_plain);
    if bare { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

/// How many places a finding stands for.
fn weight(finding: &Diagnostic) -> usize {
    finding.place_count().unwrap_or(1).max(1)
}
