//! Waivers: the rules that files ask us to be silent about.
//!
//! In: what files say under `allow`. Out: whether a finding is waived, by its
//! own file or, for the whole publication, by `site.yaml`; and once everything
//! was checked, which waivers were of no use.

use std::collections::HashMap;

use crate::check;
use crate::diag::rules::model as model_rules;
use crate::diag::{Diagnostic, Rule, Waived};
use crate::parse::Waiver;
use crate::pipeline::reading::SITE;
use crate::source::{Span, VPath};

/// 勘误豁免 The rules that each file waives.
#[derive(Debug, Default)]
pub struct Waivers {
    by_file: HashMap<VPath, Vec<RuleWaiver>>,
    /// The codes that `site.yaml` waives.
    everywhere: Vec<&'static str>,
}

/// A rule that is waived.
#[derive(Debug)]
struct RuleWaiver {
    rule: &'static Rule,
    /// As it is written.
    name: String,
    /// Where.
    span: Span,
    /// Why.
    reason: Option<String>,
}

impl Waivers {
    /// Looks the rules up; a name that is none is a finding.
    pub fn new<'a>(allowed: impl Iterator<Item = (VPath, &'a [Waiver])>, findings: &mut Vec<Diagnostic>) -> Waivers {
        let mut waivers = Waivers::default();
        for (path, list) in allowed {
            for waiver in list {
                let (name, span) = (waiver.rule.value.clone(), waiver.rule.span(&path));
                match check::choice::rule(&name) {
                    Ok(rule) => {
                        if path.as_str() == SITE {
                            waivers.everywhere.push(rule.code);
                        }
                        let reason = waiver.reason.clone();
                        waivers.by_file.entry(path.clone()).or_default().push(RuleWaiver { rule, name, span, reason });
                    }
                    Err(near) => {
                        let finding = Diagnostic::new(&model_rules::WAIVER_UNKNOWN, span).with("name", name);
                        findings.push(near.into_iter().fold(finding, Diagnostic::suggest));
                    }
                }
            }
        }
        waivers
    }

    /// Whether the file of a finding, or the publication, waives its rule.
    pub fn cover(&self, finding: &Diagnostic) -> bool {
        let waives = |list: &Vec<RuleWaiver>| list.iter().any(|entry| entry.rule.code == finding.rule.code);
        self.everywhere.contains(&finding.rule.code) || self.by_file.get(&finding.span.file).is_some_and(waives)
    }

    /// A finding that is waived, with where and why: by its own file, else by
    /// `site.yaml`.
    pub fn waived(&self, finding: Diagnostic) -> Option<Waived> {
        let site = || self.by_file.iter().find(|(path, _)| path.as_str() == SITE).map(|(_, list)| list);
        let entry = |list: &'_ [RuleWaiver]| list.iter().position(|entry| entry.rule.code == finding.rule.code);
        let own = self.by_file.get(&finding.span.file);
        let entry =
            own.and_then(|list| list.get(entry(list)?)).or_else(|| site().and_then(|list| list.get(entry(list)?)))?;
        Some(Waived { by: entry.span.clone(), reason: entry.reason.clone(), finding })
    }

    /// The waivers of files `within` that covered none of all findings that
    /// were waived.
    pub fn unused(&self, waived: &[Diagnostic], within: &dyn Fn(&VPath) -> bool) -> Vec<Diagnostic> {
        let mut unused = Vec::new();
        for (path, list) in self.by_file.iter().filter(|(path, _)| within(path)) {
            for entry in list {
                let covers = |finding: &Diagnostic| {
                    finding.rule.code == entry.rule.code && (path.as_str() == SITE || finding.span.file == *path)
                };
                // Pages are not made for a check, so nothing is known of what
                // their templates may have; and no rule waives itself.
                let unknown = entry.rule.code.starts_with("HB5") || *entry.rule == model_rules::WAIVER_UNUSED;
                if !unknown && !waived.iter().any(covers) {
                    let finding = Diagnostic::new(&model_rules::WAIVER_UNUSED, entry.span.clone());
                    unused.push(finding.with("name", entry.name.as_str()));
                }
            }
        }
        unused.retain(|finding| !self.cover(finding));
        unused
    }
}
