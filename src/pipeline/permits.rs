//! Permits: what comments in a body waive for the block after them.
//!
//! In: a text, and what is found in it. Out: what remains, what is waived with
//! its reason, and which comments waived nothing. A rule that gives one finding
//! for many places is asked again without the blocks that it is to leave alone,
//! so that one place that is right does not hide the others.

use std::ops::Range;

use crate::check::{self, Check};
use crate::diag::rules::model::{WAIVER_UNKNOWN, WAIVER_UNUSED};
use crate::diag::{Diagnostic, Rule, Waived};
use crate::parse::markdown::{self, Block};
use crate::parse::{self, Limits};
use crate::source::{Span, VPath};

/// How many comments of a text are heeded: each is held against each block. The
/// findings of what comes after stay.
const MOST: usize = 500;

/// 准许 What comments of one text waive.
#[derive(Debug, Default)]
pub struct Permits {
    entries: Vec<CommentWaiver>,
    /// Comments that name no rule.
    unknown: Vec<Diagnostic>,
    /// What was waived so far.
    waived: Vec<Waived>,
}

/// A rule that a comment waives.
#[derive(Debug)]
struct CommentWaiver {
    rule: &'static Rule,
    /// As it is written.
    name: String,
    /// Where.
    span: Span,
    reason: Option<String>,
    /// The block, in the file.
    covers: Range<usize>,
    used: bool,
}

impl Permits {
    /// What the comments of a text say.
    pub fn of(path: &VPath, text: &str, limits: &Limits) -> Permits {
        let mut permits = Permits::default();
        if !text.contains("<!--") {
            return permits;
        }
        for permit in markdown::permits(text, parse::body_of(path, text), limits).into_iter().take(MOST) {
            let rules: Vec<_> = permit.rules.iter().map(|(name, _)| check::choice::rule(name)).collect();
            let is_meant = |(name, rule): (&(String, _), &Result<_, Option<_>>)| {
                rule.as_ref().map_or_else(|near| near.is_some() || name.0.is_ascii() && name.0.contains('-'), |_| true)
            };
            // A remark to oneself may begin with the same word.
            if !permit.rules.iter().zip(&rules).any(is_meant) {
                continue;
            }
            for ((name, at), rule) in permit.rules.into_iter().zip(rules) {
                let span = Span::new(path, at);
                match rule {
                    Ok(rule) => permits.entries.push(CommentWaiver {
                        rule,
                        name,
                        span,
                        reason: permit.reason.clone(),
                        covers: permit.covers.clone(),
                        used: false,
                    }),
                    Err(near) => {
                        let finding = Diagnostic::new(&WAIVER_UNKNOWN, span).with("name", name);
                        permits.unknown.push(near.into_iter().fold(finding, Diagnostic::suggest));
                    }
                }
            }
        }
        permits
    }

    /// What is wrong with the comments themselves.
    pub fn take_unknown(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.unknown)
    }

    /// What was waived.
    pub fn waived(&mut self) -> Vec<Waived> {
        std::mem::take(&mut self.waived)
    }

    /// Takes what lies in blocks that comments cover out of findings.
    pub fn settle(&mut self, findings: &mut Vec<Diagnostic>) {
        if self.entries.is_empty() {
            return;
        }
        findings.retain(|finding| {
            let here = |entry: &&mut CommentWaiver| {
                let start = finding.span.range().start;
                entry.rule.code == finding.rule.code
                    && entry.covers.contains(&start)
                    && finding.span.file == entry.span.file
            };
            let Some(entry) = self.entries.iter_mut().find(here) else { return true };
            entry.used = true;
            self.waived.push(Waived { finding: finding.clone(), by: entry.span.clone(), reason: entry.reason.clone() });
            false
        });
    }

    /// Does the same for the rules of the proofreader. `again` asks one of them
    /// about some blocks alone.
    pub fn settle_checks(
        &mut self,
        path: &VPath,
        blocks: &[Block],
        findings: &mut Vec<Diagnostic>,
        again: &dyn Fn(&Check, &[Block]) -> Vec<Diagnostic>,
    ) {
        let mut codes: Vec<&'static str> = self.entries.iter().map(|entry| entry.rule.code).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            let is_many = |finding: &Diagnostic| finding.rule.code == code && finding.place_count().is_some();
            let Some(check) = check::CHECKS.iter().find(|check| check.rule.code == code) else { continue };
            if !findings.iter().any(is_many) {
                continue;
            }
            let of_rule: Vec<&mut CommentWaiver> =
                self.entries.iter_mut().filter(|entry| entry.rule.code == code).collect();
            let is_covered = |block: &&Block| of_rule.iter().any(|entry| entry.covers.contains(&start(path, block)));
            let others: Vec<Block> = blocks.iter().filter(|block| !is_covered(block)).cloned().collect();
            let remaining = again(check, &others);
            for entry in of_rule {
                let covers = |block: &&Block| entry.covers.contains(&start(path, block));
                let covered: Vec<Block> = blocks.iter().filter(covers).cloned().collect();
                let mut waived = again(check, &covered);
                waived.retain(|finding| entry.covers.contains(&finding.span.range().start));
                entry.used |= !waived.is_empty();
                let (by, reason) = (&entry.span, &entry.reason);
                let excused = |finding| Waived { finding, by: by.clone(), reason: reason.clone() };
                self.waived.extend(waived.into_iter().map(excused));
            }
            findings.retain(|finding| finding.rule.code != code);
            findings.extend(remaining);
        }
        self.settle(findings);
    }

    /// The comments that waived nothing of all that was found.
    pub fn unused(&self) -> Vec<Diagnostic> {
        let unused = self.entries.iter().filter(|entry| !entry.used);
        unused
            .map(|entry| Diagnostic::new(&WAIVER_UNUSED, entry.span.clone()).with("name", entry.name.as_str()))
            .collect()
    }
}

/// Where a block begins in its file.
fn start(path: &VPath, block: &Block) -> usize {
    block.span(path, 0..0).range().start
}
