//! Checks: what rendering would find, without rendering.
//!
//! In: a session. Out: the findings that a build would make while it renders
//! every page. A preview renders only what is looked at, and yet shows them
//! all. They come from bodies, which are read for it and whose findings are
//! kept while they hold, and from templates; those of the built-in theme suit
//! every page, so only a theme of the publication's own costs a full rendering.

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

    /// The findings of a session, in the order of its texts or routes. None if `cancelled`
    /// says, after some of the work, that nobody waits for them any more; what
    /// was done until then is kept.
    pub fn run(&mut self, session: &Session, cancelled: &dyn Fn() -> bool) -> Option<Vec<Diagnostic>> {
        if session.theme().is_own() {
            let mut findings = Vec::new();
            for (route, _) in session.routes() {
                if cancelled() {
                    return None;
                }
                findings.extend(session.render(route).diagnostics);
            }
            return Some(findings);
        }
        for path in session.texts() {
            if !self.known.contains_key(path) {
                if cancelled() {
                    return None;
                }
                self.known.insert(path.clone(), session.check_text(path));
            }
        }
        Some(session.texts().filter_map(|path| self.known.get(path)).flatten().cloned().collect())
    }
}
