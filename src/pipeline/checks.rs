//! Checks: what rendering would find, without rendering.
//!
//! In: a session. Out: the findings that a build would make while it renders
//! every page. A preview renders only what is looked at, and yet shows them
//! all. They come from bodies, which are read for it and whose findings are
//! kept while they hold, and from templates; those of the built-in theme suit
//! every page, so only for a theme of the publication's own all are rendered.

use std::collections::HashMap;

use crate::diag::{Diagnostic, Language};
use crate::pipeline::{Changes, Session};
use crate::source::VPath;

/// What the bodies of a publication were found to have.
#[derive(Default)]
pub struct Checks {
    /// By file, those without findings too.
    known: HashMap<VPath, Vec<Diagnostic>>,
    /// The files that had a page.
    published: Vec<VPath>,
    /// The language they were read in.
    language: Option<Language>,
}

impl Checks {
    /// Forgets what an edit may have changed.
    pub fn forget(&mut self, session: &Session, changes: &Changes) {
        let language = Some(session.publication().site.language);
        let published: Vec<VPath> = session.texts().cloned().collect();
        // Links lead to other files, and pictures are measured.
        let elsewhere = changes.listing || !changes.others.is_empty() || self.published != published;
        if elsewhere || self.language != language {
            self.known.clear();
        }
        for path in &changes.texts {
            self.known.remove(path);
        }
        self.language = language;
        self.published = published;
    }

    /// What the bodies of a session have, in the order of its texts. None if
    /// `late` says, after some of the work, that nobody waits for it any more;
    /// what was done until then is kept.
    pub fn bodies(&mut self, session: &Session, late: &dyn Fn() -> bool) -> Option<Vec<Diagnostic>> {
        for path in session.texts() {
            if !self.known.contains_key(path) {
                if late() {
                    return None;
                }
                self.known.insert(path.clone(), session.check_text(path));
            }
        }
        Some(session.texts().filter_map(|path| self.known.get(path)).flatten().cloned().collect())
    }
}

/// What all pages of a session have, in the order of the routes: their bodies,
/// and their templates where these are the publication's own. None as above.
pub fn pages(session: &Session, late: &dyn Fn() -> bool) -> Option<Vec<Diagnostic>> {
    let mut findings = Vec::new();
    for (route, _) in session.routes() {
        if late() {
            return None;
        }
        findings.extend(session.render(route).diagnostics);
    }
    Some(findings)
}
