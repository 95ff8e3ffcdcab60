//! Levels: how much a publication lets each rule weigh.
//!
//! In: `checks` in `site.yaml`. Out: findings with the weight that the site
//! gives their rules, those of rules that it switches off left out. Rules that
//! tell of what is missing or must not be published keep their weight.

use std::collections::HashMap;

use crate::check::{self, Check};
use crate::diag::rules::model::{LEVEL_FIXED, LEVEL_UNKNOWN};
use crate::diag::{Diagnostic, Severity};
use crate::parse::RuleLevel;
use crate::pipeline::reading::{SITE, path};

/// What rules weigh that do not weigh what they say.
#[derive(Debug, Default)]
pub struct Levels {
    /// By code; none is off.
    set: HashMap<&'static str, Option<Severity>>,
}

impl Levels {
    /// Looks the rules up; what is none, or cannot be changed, is a finding.
    pub fn new(written: &[RuleLevel], findings: &mut Vec<Diagnostic>) -> Levels {
        let mut levels = Levels::default();
        let site = path(SITE);
        for RuleLevel { rule, severity } in written {
            let span = rule.span(&site);
            match check::choice::rule(&rule.value) {
                Ok(known) if known.is_grave() => {
                    // To say what is so anyway does no harm.
                    if *severity != Some(Severity::Error) {
                        findings.push(Diagnostic::new(&LEVEL_FIXED, span).with("name", known.name));
                    }
                }
                Ok(known) => {
                    levels.set.insert(known.code, *severity);
                }
                Err(near) => {
                    let finding = Diagnostic::new(&LEVEL_UNKNOWN, span).with("name", rule.value.as_str());
                    findings.push(near.into_iter().fold(finding, Diagnostic::suggest));
                }
            }
        }
        levels
    }

    /// Gives findings their weight; those that are off go.
    pub fn weigh(&self, findings: &mut Vec<Diagnostic>) {
        if self.set.is_empty() {
            return;
        }
        findings.retain_mut(|finding| match self.set.get(finding.rule.code) {
            Some(Some(severity)) => {
                finding.severity = *severity;
                true
            }
            Some(None) => false,
            None => true,
        });
    }

    /// Whether a rule is off.
    pub fn is_off(&self, check: &Check) -> bool {
        self.set.get(check.rule.code) == Some(&None)
    }

    /// Whether a build and a preview ask a rule: the few that they always ask,
    /// and those that are errors here.
    pub fn in_build(&self, check: &Check) -> bool {
        match self.set.get(check.rule.code) {
            Some(None) => false,
            Some(Some(Severity::Error)) => true,
            _ => check.in_build(),
        }
    }

    /// Whether a build asks a rule that may look at what other reports say.
    pub fn looks_elsewhere(&self) -> bool {
        check::CHECKS.iter().any(|check| !check.in_build() && self.in_build(check))
    }
}
