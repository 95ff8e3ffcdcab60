//! Waivers: the rules that files waive for themselves.

use std::collections::HashMap;

use crate::diag::rules::{self, model as model_rules};
use crate::diag::{self, Diagnostic};
use crate::source::{Spanned, VPath};

/// 勘误豁免 For each file the codes of the rules that it waives.
#[derive(Debug, Default)]
pub struct Waivers(HashMap<VPath, Vec<&'static str>>);

impl Waivers {
    /// Looks the rules up; a name that is none is a finding.
    pub fn new<'a>(
        allowed: impl Iterator<Item = (VPath, &'a [Spanned<String>])>,
        findings: &mut Vec<Diagnostic>,
    ) -> Waivers {
        let mut waivers: HashMap<VPath, Vec<&'static str>> = HashMap::new();
        for (path, names) in allowed {
            for name in names {
                let known = |rule: &&diag::Rule| rule.name == name.value || rule.code.eq_ignore_ascii_case(&name.value);
                match rules::all().find(known) {
                    Some(rule) => waivers.entry(path.clone()).or_default().push(rule.code),
                    None => findings.push(
                        Diagnostic::new(&model_rules::WAIVER_UNKNOWN, name.span(&path))
                            .with("name", name.value.as_str()),
                    ),
                }
            }
        }
        Waivers(waivers)
    }

    /// Whether the file of a finding waives its rule.
    pub fn cover(&self, finding: &Diagnostic) -> bool {
        self.0.get(&finding.span.file).is_some_and(|codes| codes.contains(&finding.rule.code))
    }
}
