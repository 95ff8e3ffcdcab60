//! `theme.yaml`: what a theme says of itself.
//!
//! In: the bytes of the file. Out: its values, all of which may lack, and
//! findings about keys and values that are not understood.

use crate::diag::rules::theme::{THEME_KEY_UNKNOWN, THEME_VALUE_MISTYPED};
use crate::diag::{Diagnostic, Words};
use crate::parse::yaml::{self, Node, NodeKind};
use crate::source::{Span, VPath};
use crate::text::near::nearest;

/// The keys that the file may have.
const KEYS: [&str; 5] = ["name", "version", "description", "authors", "license"];

const TEXT: Words = Words { zh: "一段文字", en: "a text" };
const TEXTS: Words = Words { zh: "一段文字或一列文字", en: "a text or a list of texts" };
const MAPPING: Words = Words { zh: "“项: 值”的形式", en: "of the form “key: value”" };

/// What a theme says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Its name for people; may be empty.
    pub name: String,
    /// Its version; may be empty.
    pub version: String,
    /// One sentence about it; may be empty.
    pub description: String,
    /// Who made it.
    pub authors: Vec<String>,
    /// Its licence, as an SPDX expression; may be empty.
    pub license: String,
}

impl Manifest {
    /// Reads the file.
    pub fn read(path: &VPath, bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> Manifest {
        let mut manifest = Manifest::default();
        let Some(text) = yaml::decode(path, bytes, diagnostics) else { return manifest };
        let known = |key: &str| KEYS.contains(&key);
        let Some(tree) = yaml::read(path, text, 0..text.len(), known, diagnostics) else { return manifest };
        let mistyped = |node: &Node<'_>, key: &str, kind: Words| {
            let span = Span { file: path.clone(), start: node.at.start, end: node.at.end };
            Diagnostic::new(&THEME_VALUE_MISTYPED, span).with("key", key).with("kind", kind)
        };
        let entries = match &tree.root.kind {
            NodeKind::Mapping(entries) => entries.as_slice(),
            _ if tree.root.is_empty() => &[],
            _ => {
                diagnostics.push(mistyped(&tree.root, "theme.yaml", MAPPING));
                &[]
            }
        };
        for (key, node) in entries {
            let name: &str = &key.value;
            let place = match name {
                "name" => &mut manifest.name,
                "version" => &mut manifest.version,
                "description" => &mut manifest.description,
                "license" => &mut manifest.license,
                "authors" => {
                    match texts(node) {
                        Some(authors) => manifest.authors = authors,
                        None => diagnostics.push(mistyped(node, name, TEXTS)),
                    }
                    continue;
                }
                _ => {
                    let finding = Diagnostic::new(&THEME_KEY_UNKNOWN, key.span(path)).with("key", name);
                    let mut finding = finding.with("known", KEYS.join(", "));
                    finding.suggestion = nearest(name, KEYS).map(str::to_owned);
                    diagnostics.push(finding);
                    continue;
                }
            };
            match &node.kind {
                NodeKind::Scalar { text, .. } => *place = text.clone().into_owned(),
                _ => diagnostics.push(mistyped(node, name, TEXT)),
            }
        }
        manifest
    }
}

/// The texts of a list of texts, or of one.
fn texts(node: &Node<'_>) -> Option<Vec<String>> {
    match &node.kind {
        _ if node.is_empty() => Some(Vec::new()),
        NodeKind::Scalar { text, .. } => Some(vec![text.clone().into_owned()]),
        NodeKind::Sequence(items) => items
            .iter()
            .map(|item| match &item.kind {
                NodeKind::Scalar { text, .. } => Some(text.clone().into_owned()),
                _ => None,
            })
            .collect(),
        NodeKind::Mapping(_) => None,
    }
}
