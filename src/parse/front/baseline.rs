//! `baseline.yaml`: the old findings that a publication does not mend at once.
//!
//! In: the bytes of the file, as `huibian check --baseline write` makes it. Out:
//! its entries. Whether they are still found is not asked here.

use crate::parse::front::keys::{BASELINE, BASELINE_FILE, BASELINE_FINDING};
use crate::parse::front::with_yaml;
use crate::parse::yaml::NodeKind;
use crate::parse::{OldFinding, Parsed};
use crate::source::VPath;

/// Reads `baseline.yaml`.
pub fn baseline(path: &VPath, bytes: &[u8]) -> Parsed<Vec<OldFinding>> {
    with_yaml(path, bytes, |reader, root, _| {
        let records = match &root.kind {
            NodeKind::Sequence(items) => reader.items(items, "文件", &BASELINE_FILE),
            NodeKind::Scalar { .. } if root.is_empty() => Vec::new(),
            _ => {
                let record = reader.record(root, &BASELINE, 0..0)?;
                reader.records(&record, "files", &BASELINE_FILE)
            }
        };
        let mut old = Vec::new();
        for record in records {
            let Some(file) = reader.words(&record, "file") else { continue };
            for finding in reader.records(&record, "findings", &BASELINE_FINDING) {
                let Some(rule) = reader.words(&finding, "rule") else { continue };
                let text = reader.words(&finding, "text").unwrap_or_default();
                let count = reader.whole(&finding, "count").and_then(|count| usize::try_from(count).ok());
                old.push(OldFinding { file: file.clone(), rule, text, count: count.unwrap_or(1) });
            }
        }
        Some(old)
    })
}
