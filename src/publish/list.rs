//! What a person should see before a site is published.
//!
//! In: what a build found, and what the proofreader finds in a session's reports. Out:
//! errors, how many points are open, personal data, each with its report. What is not
//! published (drafts, open points) is counted and no hindrance.

use crate::check::Group;
use crate::diag::rules::front::REVIEW_OPEN;
use crate::diag::{Diagnostic, Severity};

/// What there is to see.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Errors but those that are about personal data.
    pub errors: Vec<Diagnostic>,
    /// Personal data: numbers of identity cards, mobile telephones, bank cards.
    pub private: Vec<Diagnostic>,
    /// How many points nobody has decided on; they are not published.
    pub open: usize,
}

/// Whether a finding is about personal data.
pub fn is_private(finding: &Diagnostic) -> bool {
    crate::check::of(finding.rule).is_some_and(|check| check.group == Group::Privacy)
}

impl List {
    /// Sorts findings.
    pub fn of(findings: impl IntoIterator<Item = Diagnostic>) -> List {
        let mut list = List::default();
        for finding in findings {
            if *finding.rule == REVIEW_OPEN {
                list.open += 1;
            } else if is_private(&finding) {
                list.private.push(finding);
            } else if finding.severity == Severity::Error {
                list.errors.push(finding);
            }
        }
        list
    }

    /// Whether a person should look before it goes out.
    pub fn is_clear(&self) -> bool {
        self.errors.is_empty() && self.private.is_empty()
    }
}
