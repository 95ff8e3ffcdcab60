//! Documents that the reports of a publication came from.
//!
//! In: the texts of its reports. Out: which report a document became, by the digest
//! of its bytes, and which one was made of an earlier state of it. Names of files say little,
//! as every office calls its own 工作总结.docx: a third of the clauses of an earlier
//! state stand in the new one, and neither another organisation nor another year. Texts are asked, not reports: one
//! that lacks a year is no report yet.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::import::Candidate;
use crate::import::batch::report::{is_report, kept_name};
use crate::import::document::Block;
use crate::import::facts::{Branch, Facts};
use crate::language::sentence;
use crate::model::Publication;
use crate::parse::front::keys::{self, REPORT, SOURCE};
use crate::parse::yaml::{self, Node, NodeKind};
use crate::source::{Digest, Files, VPath};

/// The documents of reports.
#[derive(Clone, Debug, Default)]
pub struct Known {
    by_digest: BTreeMap<Digest, VPath>,
    /// By the names of their files; those of one name together.
    by_name: BTreeMap<String, Vec<Earlier>>,
}

/// A report and the document that it was made of.
#[derive(Clone, Debug)]
struct Earlier {
    report: VPath,
    digest: Digest,
    /// The clauses of its text, as [`clauses`] knows them.
    clauses: BTreeSet<u64>,
}

impl Known {
    /// Those of a publication, by their digests.
    pub fn of(files: &dyn Files) -> Known {
        Known::read(files, false)
    }

    /// The same by their names too, so that one that has changed is known again.
    pub fn with_names(files: &dyn Files) -> Known {
        Known::read(files, true)
    }

    fn read(files: &dyn Files, wants_names: bool) -> Known {
        let mut known = Known::default();
        for (path, text) in reports(files) {
            for key in SOURCE.index("digest").map_or(&[][..], |digest| SOURCE.spellings(digest)) {
                let values = text.match_indices(key).filter_map(|(at, _)| text.get(at + key.len()..));
                let values = values.filter_map(|rest| rest.strip_prefix([':', '：']));
                let digests = values.filter_map(|rest| Digest::parse(rest.trim_start().get(..32)?));
                known.by_digest.extend(digests.map(|digest| (digest, path.clone())));
            }
            let is_sound = wants_names && !text.contains(char::REPLACEMENT_CHARACTER);
            if let Some((name, digest, clauses)) = is_sound.then(|| origin(&path, &text)).flatten() {
                known.by_name.entry(name).or_default().push(Earlier { report: path, digest, clauses });
            }
        }
        known
    }

    /// Looks anew at which documents are reports; names and words stay as they were read,
    /// since that takes long.
    pub fn renew(&mut self, files: &dyn Files) {
        self.by_digest = Known::of(files).by_digest;
    }

    /// Takes in what a document became.
    pub fn add(&mut self, digest: Digest, report: &VPath) {
        self.by_digest.entry(digest).or_insert_with(|| report.clone());
    }

    /// The report that was made of these very bytes.
    pub fn report(&self, digest: Digest) -> Option<&VPath> {
        self.by_digest.get(&digest)
    }

    /// The one report that was made of an earlier state of a document, and the digest
    /// that the document had then.
    pub fn earlier(&self, name: &str, candidate: &Candidate, publication: &Publication) -> Option<(VPath, Digest)> {
        let found = [name, &kept_name(name)].into_iter().find_map(|name| self.by_name.get(name))?;
        let clauses: BTreeSet<u64> =
            candidate.article.blocks.iter().flat_map(|block| clauses(&text_of(block)).collect::<Vec<_>>()).collect();
        let mut alike = found.iter().filter(|earlier| {
            3 * earlier.clauses.intersection(&clauses).count() >= earlier.clauses.len()
                && !contradicts(&earlier.report, &candidate.facts, publication)
        });
        let earlier = alike.next().filter(|_| alike.next().is_none())?;
        Some((earlier.report.clone(), earlier.digest))
    }
}

/// Whether a report is of another organisation or year than a document.
fn contradicts(path: &VPath, facts: &Facts, publication: &Publication) -> bool {
    let Some(report) = publication.reports.iter().find(|report| report.path == *path) else { return false };
    let years = facts.years.as_ref().filter(|years| years.certain);
    let name = facts.branch.as_ref().filter(|branch| branch.certain).map(|branch| match &branch.value {
        Branch::Known(name) => name.clone(),
        Branch::New(path) => path.concat(),
    });
    let organization = &publication[report.branch];
    let full = publication.full_name(report.branch, None);
    let is_other = |name: String| {
        let name = name.replace('/', "");
        let own = organization.names.iter().map(|own| &own.name).chain(&organization.aliases);
        name != organization.id && !full.contains(&name) && !own.into_iter().any(|own| name.contains(own.as_str()))
    };
    years.is_some_and(|years| years.value != report.years) || name.is_some_and(is_other)
}

fn text_of(block: &Block) -> String {
    match block {
        Block::Paragraph(paragraph) => paragraph.text(),
        _ => String::new(),
    }
}

/// How many characters a clause has at least that tells texts apart.
const LEAST: usize = 8;

/// What the clauses of a line say, without marks and blanks, but for the short ones.
fn clauses(line: &str) -> impl Iterator<Item = u64> + '_ {
    sentence::clauses(line, 0..line.len()).into_iter().filter_map(|clause| {
        let said: String = line[clause.range].chars().filter(|character| character.is_alphanumeric()).collect();
        let mut hasher = DefaultHasher::new();
        said.hash(&mut hasher);
        (said.chars().count() >= LEAST).then(|| hasher.finish())
    })
}

/// The texts of the reports, one after another.
fn reports(files: &dyn Files) -> impl Iterator<Item = (VPath, String)> {
    let reports = files.paths().iter().filter(|path| is_report(path));
    reports.filter_map(|path| Some((path.clone(), String::from_utf8_lossy(&files.read(path).ok()?).into_owned())))
}

/// The name and the digest of the document that a report came from, and the report's clauses.
fn origin(path: &VPath, text: &str) -> Option<(String, Digest, BTreeSet<u64>)> {
    let cut = yaml::cut(path, text, keys::known, &mut Vec::new())?;
    let tree = yaml::read(path, text, cut.yaml, keys::known, &mut Vec::new())?;
    let NodeKind::Mapping(entries) = &tree.root.kind else { return None };
    let (_, source) = entries.iter().find(|(key, _)| REPORT.find(&key.value) == REPORT.index("source"))?;
    let NodeKind::Mapping(entries) = &source.kind else { return None };
    let part = |name: &str| {
        let is_it = |(key, _): &&(yaml::Key<'_>, Node<'_>)| SOURCE.find(&key.value) == SOURCE.index(name);
        match &entries.iter().find(is_it)?.1.kind {
            NodeKind::Scalar { text, .. } => Some(text.to_string()),
            _ => None,
        }
    };
    let file = part("file")?;
    let name = file.rsplit('/').next().unwrap_or(&file).to_owned();
    let clauses = text.get(cut.body)?.lines().flat_map(clauses).collect();
    Some((name, Digest::parse(part("digest")?.trim())?, clauses))
}
