//! Proof: reports and pages are read once more, by the proofreader.
//!
//! In: a session and a file of it, or all of them. Out: what the rules find in
//! the file, without what it waives. Texts are read from the files when asked
//! for and dropped again.

use std::cell::RefCell;
use std::sync::Arc;

use rayon::prelude::*;

use crate::check::{self, Check, Front, Subject};
use crate::diag::{self, Diagnostic, Waived};
use crate::model::{MetadataReads, Settings};
use crate::parse::markdown::{Block, prose};
use crate::parse::{self, ReportDraft};
use crate::pipeline::Session;
use crate::pipeline::permits::Permits;
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
        self.check_by(&|_| true, listed, within, done)
    }

    /// The same by the rules that `wanted` takes alone. Waivers of others seem to waive
    /// nothing then.
    pub fn check_by(
        &self,
        wanted: &(dyn Fn(&Check) -> bool + Sync),
        listed: &[Diagnostic],
        within: &(dyn Fn(&VPath) -> bool + Sync),
        done: &(dyn Fn() + Sync),
    ) -> Checked {
        let texts: Vec<&VPath> = self.texts().filter(|path| within(path)).collect();
        let in_texts: Vec<(Vec<Diagnostic>, Permits)> = texts
            .par_iter()
            .map(|path| {
                let found = self.text_findings(path, &|check| !self.levels.is_off(check) && wanted(check));
                done();
                found
            })
            .collect();
        let files: Vec<&VPath> = self.plan.texts.attachments.keys().filter(|path| within(path)).collect();
        let mut in_files: Vec<Diagnostic> =
            files.par_iter().flat_map_iter(|path| render::attached(&*self.files, path).diagnostics).collect();
        self.levels.weigh(&mut in_files);
        let (mut waived, mut found) = (self.waived.clone(), self.diagnostics.clone());
        let (in_texts, permits): (Vec<_>, Vec<_>) = in_texts.into_iter().unzip();
        let mut in_texts: Vec<Diagnostic> = in_texts.into_iter().flatten().collect();
        check::settle(&mut in_texts);
        let mut listed = listed.to_vec();
        self.levels.weigh(&mut listed);
        for finding in listed.into_iter().chain(in_texts).chain(in_files) {
            if self.waives(&finding) { waived.push(finding) } else { found.push(finding) }
        }
        let mut unused: Vec<Diagnostic> = permits.iter().flat_map(Permits::unused).collect();
        found.retain(|finding| within(&finding.span.file));
        // What `site.yaml` waives for all is of use if it is for any; that is
        // known only if all were looked at. A text that is not published was
        // not looked at.
        let all = self.texts().all(within);
        let is_known = |path: &VPath| match path.extension().as_str() {
            "md" => self.route_of(path).is_some(),
            _ => all,
        };
        unused.append(&mut self.waivers.unused(&waived, &|path| within(path) && is_known(path)));
        self.levels.weigh(&mut unused);
        found.extend(unused.into_iter().filter(|finding| !self.waives(finding)));
        diag::sort(&mut found);
        waived.retain(|finding| within(&finding.span.file));
        let mut waived: Vec<Waived> = waived.into_iter().filter_map(|finding| self.waivers.waived(finding)).collect();
        waived.extend(permits.into_iter().flat_map(|mut permits| permits.waived()));
        waived.sort_by(|a, b| (&a.finding.span, a.finding.rule.code).cmp(&(&b.finding.span, b.finding.rule.code)));
        waived.dedup();
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

    /// The same of a text that a file of the session is known to hold.
    pub fn proof_text(&self, path: &VPath, text: &str, wanted: &dyn Fn(&Check) -> bool) -> Vec<Diagnostic> {
        let blocks = prose(text, parse::body_of(path, text), &self.publication.site.limits);
        let mut findings = self.proofread(path, text, &blocks, wanted, &mut Permits::default());
        self.levels.weigh(&mut findings);
        findings.retain(|finding| !self.waives(finding));
        findings
    }

    fn proof_findings(&self, path: &VPath, wanted: &dyn Fn(&Check) -> bool) -> Vec<Diagnostic> {
        let Ok(bytes) = self.files.read(path) else { return Vec::new() };
        let Ok(text) = simdutf8::basic::from_utf8(&bytes) else { return Vec::new() };
        let blocks = prose(text, parse::body_of(path, text), &self.publication.site.limits);
        let mut findings = self.proofread(path, text, &blocks, wanted, &mut Permits::default());
        self.levels.weigh(&mut findings);
        findings
    }

    /// Reads a text whose words are known, since it is being rendered. What its
    /// comments say of it goes into `permits`.
    pub(super) fn proofreader(
        &self,
        wanted: &dyn Fn(&Check) -> bool,
        permits: &RefCell<Permits>,
    ) -> impl Fn(&VPath, &str, &[Block]) -> Vec<Diagnostic> {
        move |path, text, blocks| self.proofread(path, text, blocks, wanted, &mut permits.borrow_mut())
    }

    fn proofread(
        &self,
        path: &VPath,
        text: &str,
        blocks: &[Block],
        wanted: &dyn Fn(&Check) -> bool,
        permits: &mut Permits,
    ) -> Vec<Diagnostic> {
        *permits = Permits::of(path, text, &self.publication.site.limits);
        let page = self.plan.texts.pages.get(path).map(|&id| self.publication[id].language);
        let report = self.plan.texts.reports.get(path).map(|&id| &self.publication[id]);
        // Its own metadata stands in the text that it is asked about.
        let metadata = report.map(|report| report.metadata(&MetadataReads::default()));
        let subject = |blocks: &'_ [Block], wanted: &dyn Fn(&Check) -> bool| {
            let subject = Subject {
                language: page.unwrap_or(self.publication.site.language),
                path,
                text,
                front: Front::new(self.draft(path)),
                report,
                metadata,
                blocks,
                publication: &self.publication,
                index: &self.index,
                terms: &self.terms,
            };
            check::check(&subject, wanted)
        };
        let mut found = subject(blocks, wanted);
        permits.settle_checks(path, blocks, &mut found, &|check, blocks| {
            subject(blocks, &|other| other.rule == check.rule)
        });
        found
    }

    /// A report as its file has it, published or not, if that was kept.
    pub fn draft(&self, path: &VPath) -> Option<&ReportDraft> {
        let at = self.drafts.binary_search_by(|draft| draft.path.cmp(path)).ok()?;
        Some(&self.drafts[at])
    }
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
