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
use crate::plan::PageKind;
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
    /// Whether all rules of the proofreader are asked, and not only those that a
    /// build asks.
    all_rules: bool,
}

impl Checks {
    /// Those for who writes: what `check` says of bodies. Of the rules that
    /// compare reports those findings are kept that were made when their own
    /// report was last touched.
    pub fn of_all_rules() -> Checks {
        Checks { all_rules: true, ..Checks::default() }
    }

    /// Forgets what an edit may have changed.
    pub fn forget(&mut self, session: &Session, changes: &Changes) {
        let language = Some(session.publication().site.language);
        let published: Vec<VPath> = session.texts().cloned().collect();
        // Links lead to other files, and pictures are measured.
        let elsewhere = changes.listing || !changes.others.is_empty() || self.published != published;
        // The proofreader knows the registries, and `site.yaml` waives for all.
        let foundations = changes.texts.iter().chain(&changes.gone).any(|path| path.extension() == "yaml");
        // A rule that is an error here alone may look at other reports.
        let looked = session.levels.looks_elsewhere() && !changes.texts.is_empty();
        if elsewhere || foundations || looked || self.language != language {
            self.known.clear();
        }
        for path in &changes.texts {
            self.known.remove(path);
        }
        self.language = language;
        self.published = published;
    }

    /// What the bodies of a session have, in the order of its texts, and the
    /// files beside them that go out, in the order of their names. None if
    /// `late` says, after some of the work, that nobody waits for it any more;
    /// what was done until then is kept.
    pub fn bodies(&mut self, session: &Session, late: &dyn Fn() -> bool) -> Option<Vec<Diagnostic>> {
        let files = || session.plan().texts.attachments.keys();
        let texts = session.texts().map(|path| (path, true));
        for (path, is_text) in texts.chain(files().map(|path| (path, false))) {
            if !self.known.contains_key(path) {
                if late() {
                    return None;
                }
                let found = match is_text {
                    true => session.check_text(path, self.all_rules),
                    false => session.check_attachment(path),
                };
                self.known.insert(path.clone(), found);
            }
        }
        Some(session.texts().chain(files()).filter_map(|path| self.known.get(path)).flatten().cloned().collect())
    }
}

/// What all pages of a session have, in the order of the routes: their bodies,
/// and their templates where these are the publication's own; files of the
/// search have none. None as above.
pub fn pages(session: &Session, late: &dyn Fn() -> bool) -> Option<Vec<Diagnostic>> {
    let mut findings = Vec::new();
    let routes = session.plan().routes().into_iter();
    for (route, _) in routes.filter(|(_, make)| !matches!(make, PageKind::Search(_))) {
        if late() {
            return None;
        }
        findings.extend(session.render(route).diagnostics);
    }
    Some(findings)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Checks;
    use crate::model::Settings;
    use crate::pipeline::{Changes, Touched, Workspace};
    use crate::source::{Tree, VPath};

    #[test]
    fn a_rule_that_the_site_makes_an_error_sees_edits_of_other_reports() {
        let report = |year: u32, figure: &str| {
            format!(
                "---\ntitle: 总结\nbranch: 甲医院\nyear: {year}\nmetrics:\n  - {{name: 党员, unit: 名, {figure}}}\n---\n\n正文。\n"
            )
        };
        let tree = |before: &str| {
            Arc::new(Tree::of_texts([
                ("content/site.yaml", "title: 汇编\nchecks: {base-unlike-last-year: error}\n"),
                ("content/metrics.yaml", "- {id: members, name: 党员, unit: 名, kind: stock}\n"),
                ("content/reports/2020.md", &*report(2020, before)),
                ("content/reports/2021.md", &*report(2021, "value: 46, base: 42")),
            ]))
        };
        let mut desk = Workspace::open(tree("value: 43"), Settings::default());
        let mut checks = Checks::default();
        checks.forget(desk.session(), &Changes::default());
        assert_eq!(checks.bodies(desk.session(), &|| false).unwrap().len(), 1);
        let edited = VPath::new("content/reports/2020.md").unwrap();
        let changes = desk.update(tree("value: 42"), &Touched::Some([edited].into()));
        checks.forget(desk.session(), &changes);
        assert_eq!(checks.bodies(desk.session(), &|| false).unwrap(), []);
    }

    #[test]
    fn what_the_site_waives_is_waived_in_texts_that_were_checked_before() {
        let tree = |site| {
            let report = "---\ntitle: 甲\nbranch: 学会\nyear: 2020\n---\n\n20xx年义诊。\n";
            Arc::new(Tree::of_texts([("content/site.yaml", site), ("content/reports/a.md", report)]))
        };
        let mut desk = Workspace::open(tree("title: 汇编\n"), Settings::default());
        let mut checks = Checks::default();
        checks.forget(desk.session(), &Changes::default());
        assert_eq!(checks.bodies(desk.session(), &|| false).unwrap().len(), 1);
        let site = VPath::new("content/site.yaml").unwrap();
        let changes = desk.update(tree("title: 汇编\nallow: [placeholder]\n"), &Touched::Some([site].into()));
        checks.forget(desk.session(), &changes);
        assert_eq!(checks.bodies(desk.session(), &|| false).unwrap(), []);
    }
}
