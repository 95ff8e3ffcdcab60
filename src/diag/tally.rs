//! How many findings each rule has.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Rule, Severity};

/// What is counted of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The rule.
    pub rule: &'static Rule,
    /// How much its findings weigh.
    pub severity: Severity,
    /// How many there are.
    pub findings: usize,
    /// In how many files.
    pub files: usize,
    /// How many of them `is_fixable` takes.
    pub fixable: usize,
}

/// The rules of findings, those with the most findings first; a rule whose findings weigh
/// differently once for each weight.
pub fn tallies(findings: &[Diagnostic], is_fixable: impl Fn(&Diagnostic) -> bool) -> Vec<Tally> {
    let mut rules: BTreeMap<(&str, Severity), (BTreeSet<&str>, Tally)> = BTreeMap::new();
    for finding in findings {
        let (rule, severity) = (finding.rule, finding.severity);
        let tally = Tally { rule, severity, findings: 0, files: 0, fixable: 0 };
        let (files, tally) = rules.entry((rule.code, severity)).or_insert_with(|| (BTreeSet::new(), tally));
        files.insert(finding.span.file.as_str());
        tally.findings += 1;
        tally.files = files.len();
        tally.fixable += usize::from(is_fixable(finding));
    }
    let mut tallies: Vec<Tally> = rules.into_values().map(|(_, tally)| tally).collect();
    tallies.sort_by(|a, b| (b.findings, a.rule.code).cmp(&(a.findings, b.rule.code)));
    tallies
}
