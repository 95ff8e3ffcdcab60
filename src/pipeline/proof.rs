//! Proof: reports and pages are read once more, by the proofreader.
//!
//! In: a session and a file of it, or all of them. Out: what the rules find in
//! the file, without what it waives. Texts are read from the files when asked
//! for and dropped again.

use std::sync::Arc;

use rayon::prelude::*;

use crate::check::{self, Check, Front, Subject};
use crate::diag::{self, Diagnostic, Severity, Waived};
use crate::model::Settings;
use crate::parse::markdown::{Block, prose};
use crate::parse::{self, ReportDraft};
use crate::pipeline::Session;
use crate::render;
use crate::source::{Tree, VPath};

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What is wrong.
    pub found: Vec<Diagnostic>,
    /// What would be, but is waived.
    pub waived: Vec<Waived>,
}

impl Session {
    /// Everything found wrong with the files `within`: in reading them, in
    /// putting them together, in their bodies, by the proofreader, and waivers
    /// that waive nothing. `listed` is what was found in listing the files;
    /// `done` is told of each text.
    pub fn check(
        &self,
        listed: &[Diagnostic],
        within: &(dyn Fn(&VPath) -> bool + Sync),
        done: &(dyn Fn() + Sync),
    ) -> Checked {
        let texts: Vec<&VPath> = self.texts().filter(|path| within(path)).collect();
        let in_texts: Vec<Vec<Diagnostic>> = texts
            .par_iter()
            .map(|path| {
                let found = self.text_findings(path, &|_| true);
                done();
                found
            })
            .collect();
        let files: Vec<&VPath> = self.plan.texts.attachments.keys().filter(|path| within(path)).collect();
        let in_files: Vec<Vec<Diagnostic>> =
            files.par_iter().map(|path| render::attached(&*self.files, path).diagnostics).collect();
        let in_texts = in_texts.into_iter().chain(in_files);
        let (mut waived, mut found) = (self.waived.clone(), self.diagnostics.clone());
        for finding in listed.iter().cloned().chain(in_texts.flatten()) {
            if self.waives(&finding) { waived.push(finding) } else { found.push(finding) }
        }
        found.retain(|finding| within(&finding.span.file));
        // What `site.yaml` waives for all is of use if it is for any; that is
        // known only if all were looked at. A text that is not published was
        // not looked at.
        let all = self.texts().all(within);
        let is_known = |path: &VPath| match path.extension().as_str() {
            "md" => self.route_of(path).is_some(),
            _ => all,
        };
        found.append(&mut self.waivers.unused(&waived, &|path| within(path) && is_known(path)));
        diag::sort(&mut found);
        waived.retain(|finding| within(&finding.span.file));
        diag::sort(&mut waived);
        let waived = waived.into_iter().filter_map(|finding| self.waivers.waived(finding)).collect();
        Checked { found, waived }
    }

    /// Whether a finding is waived.
    pub fn waives(&self, finding: &Diagnostic) -> bool {
        self.waivers.cover(finding)
    }

    /// What the rules that `wanted` takes find in a report or page. Nothing in
    /// a file that cannot be read, about which there is a finding already.
    pub fn proof(&self, path: &VPath, wanted: &dyn Fn(&Check) -> bool) -> Vec<Diagnostic> {
        let mut findings = self.proof_findings(path, wanted);
        findings.retain(|finding| !self.waives(finding));
        findings
    }

    /// The same of a text that a file of the session is known to hold, and of
    /// all rules.
    pub fn proof_text(&self, path: &VPath, text: &str) -> Vec<Diagnostic> {
        let mut findings = self.proofread(
            path,
            text,
            &prose(text, parse::body_of(path, text), &self.publication.site.limits),
            &|_| true,
        );
        findings.retain(|finding| !self.waives(finding));
        findings
    }

    fn proof_findings(&self, path: &VPath, wanted: &dyn Fn(&Check) -> bool) -> Vec<Diagnostic> {
        let Ok(bytes) = self.files.read(path) else { return Vec::new() };
        let Ok(text) = simdutf8::basic::from_utf8(&bytes) else { return Vec::new() };
        self.proofread(path, text, &prose(text, parse::body_of(path, text), &self.publication.site.limits), wanted)
    }

    /// Reads a text whose words are known, since it is being rendered.
    pub(super) fn proofreader(
        &self,
        wanted: &dyn Fn(&Check) -> bool,
    ) -> impl Fn(&VPath, &str, &[Block]) -> Vec<Diagnostic> {
        move |path, text, blocks| self.proofread(path, text, blocks, wanted)
    }

    fn proofread(
        &self,
        path: &VPath,
        text: &str,
        blocks: &[Block],
        wanted: &dyn Fn(&Check) -> bool,
    ) -> Vec<Diagnostic> {
        let page = self.plan.texts.pages.get(path).map(|&id| self.publication[id].language);
        let subject = Subject {
            language: page.unwrap_or(self.publication.site.language),
            path,
            text,
            front: Front::new(self.draft(path)),
            report: self.plan.texts.reports.get(path).map(|&id| &self.publication[id]),
            blocks,
            publication: &self.publication,
            index: &self.index,
            terms: &self.terms,
        };
        check::check(&subject, wanted)
    }

    /// A report as its file has it, published or not, if that was kept.
    fn draft(&self, path: &VPath) -> Option<&ReportDraft> {
        let at = self.drafts.binary_search_by(|draft| draft.path.cmp(path)).ok()?;
        Some(&self.drafts[at])
    }
}

/// Whether a build says what a rule finds.
///
/// A preview keeps it until the text, a registry or `site.yaml` is edited
/// (`Checks`): a rule whose findings are errors must not look at what other
/// reports say. One that does can be a warning.
pub(super) fn is_error(check: &Check) -> bool {
    check.rule.severity == Severity::Error
}

/// What stands before a sample that is only a body.
const HEAD: &str = "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\n---\n\n";

/// A sample of a rule as a publication, and what the rule finds in its report.
pub fn sample(check: &Check, text: &str) -> (Session, Vec<Diagnostic>) {
    let text = if text.starts_with("---\n") { text.to_owned() } else { format!("{HEAD}{text}") };
    let path = "content/reports/2021/a.md";
    // Other files follow after a line `=== path`.
    let mut parts = text.split("=== ");
    let mut texts = vec![("content/site.yaml", "title: 汇编\n"), (path, parts.next().unwrap_or_default())];
    texts.extend(parts.filter_map(|part| part.split_once('\n')));
    let session = Session::open(Arc::new(Tree::of_texts(texts)), &Settings::default());
    let path = crate::pipeline::reading::path(path);
    let found = session.proof(&path, &|other| other.rule == check.rule);
    (session, found)
}
