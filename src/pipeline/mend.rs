//! Mend: the fixes of the proofreader, until there are none.
//!
//! In: a desk, its files and which texts have something to fix. Out: how these
//! texts should be, and the session that they make. Nothing is written. After
//! each round the texts are read anew, since a fix may make room for another;
//! what comes out has no fix left, so fixing it once more changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::check::fix;
use crate::diag::Diagnostic;
use crate::pipeline::{Desk, Touched};
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

impl Desk {
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
                let Some(text) = held.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok()) else { return false };
                let mut findings = self.session().proof_text(path, text);
                findings.retain(wanted);
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
