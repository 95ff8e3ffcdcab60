//! Mend: the fixes of the proofreader, until there are none.
//!
//! In: a desk, its files and which texts have something to fix. Out: how these
//! texts should be, and the session that they make. Nothing is written. After
//! each round the texts are read anew, since a fix may make room for another;
//! what comes out has no fix left, so fixing it once more changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::check::{Check, Fix, fix};
use crate::diag::Diagnostic;
use crate::diag::rules::yaml::ENCODING_READ;
use crate::parse;
use crate::pipeline::{Touched, Workspace};
use crate::source::{Files, Overlay, VPath};

/// How many rounds there are at most; two rules that undo each other would
/// need more than any number.
const ROUNDS: usize = 8;

/// A text that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// Its file.
    pub path: VPath,
    /// What the file held.
    pub before: Vec<u8>,
    /// What it should hold.
    pub after: Vec<u8>,
}

/// The mended texts, and how many places were changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mending {
    /// The texts, in the order of their paths.
    pub texts: Vec<Mended>,
    /// How many changes were made.
    pub count: usize,
}

impl Workspace {
    /// Applies the fixes of all findings in these texts that `wanted` takes.
    /// The session afterwards is that of the mended texts.
    pub fn mend(
        &mut self,
        files: &Arc<dyn Files>,
        paths: BTreeSet<VPath>,
        wanted: &dyn Fn(&Diagnostic) -> bool,
        unsafely: bool,
    ) -> Mending {
        let mut held: BTreeMap<VPath, Vec<u8>> = BTreeMap::new();
        let mut pending = paths;
        for path in &pending {
            // From here on the text is the one held, whatever becomes of the
            // file: a fix is never applied to another text than it was made for.
            if let Ok(bytes) = files.read(path) {
                held.insert(path.clone(), bytes);
            }
        }
        let before = held.clone();
        let mut count = 0;
        for _ in 0..ROUNDS {
            let overlay = Overlay::new(files.clone(), held.clone());
            self.update(Arc::new(overlay), &Touched::Some(pending.clone()));
            pending.retain(|path| {
                let Some(bytes) = held.get(path) else { return false };
                let about = self.session().diagnostics().iter().filter(|finding| finding.span.file == *path);
                let mut findings: Vec<Diagnostic> = about.cloned().collect();
                findings.retain(wanted);
                // In another encoding: what else there is to mend comes then.
                if let Some((converted, _)) = parse::converted(bytes) {
                    if !findings.iter().any(|finding| *finding.rule == ENCODING_READ) {
                        return false;
                    }
                    count += 1;
                    held.insert(path.clone(), converted.into_bytes());
                    return true;
                }
                let Ok(text) = std::str::from_utf8(bytes) else { return false };
                let may = |check: &Check| check.fix == Fix::Safe || unsafely && check.fix == Fix::Unsafe;
                let mut proofread = self.session().proof_text(path, text, &may);
                proofread.retain(wanted);
                findings.append(&mut proofread);
                let Some((mended, changes)) = fix::apply(path, text, &findings, unsafely) else { return false };
                count += changes;
                held.insert(path.clone(), mended.into_bytes());
                true
            });
            if pending.is_empty() {
                break;
            }
        }
        if !pending.is_empty() {
            let overlay = Overlay::new(files.clone(), held.clone());
            self.update(Arc::new(overlay), &Touched::Some(pending));
        }
        let texts = before.into_iter().filter_map(|(path, before)| {
            let after = held.remove(&path)?;
            (after != before).then_some(Mended { path, before, after })
        });
        Mending { texts: texts.collect(), count }
    }
}
