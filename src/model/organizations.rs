//! Organisations: the registry and the branches that reports name, as one tree.
//!
//! In: the drafts of `organizations.yaml`, if there is one, and the branch of
//! every report. Out: the organisations in the order of the tree, and which
//! one each branch text means. A registry is optional: without one a branch
//! `A/B/C` makes the tree. With one, a branch that is not in it is a finding,
//! and still gets its place in the tree, so that the report is not lost.
//!
//! The tree has as many levels as the site allows. Paths of names are walked
//! and put together for every organisation, which for a path of two thousand
//! names took eleven seconds; what lies deeper stands at the last level.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::diag::rules::model as rules;
use crate::diag::{Diagnostic, Words};
use crate::language::collate::Collation;
use crate::language::pinyin::Reading;
use crate::model::{Name, Organization, OrganizationId, Parent, Registry, join_names, slug};
use crate::parse::front::is_placeholder;
use crate::parse::{OrganizationDraft, ReportDraft};
use crate::source::{Span, Spanned, VPath};
use crate::text::{near, width};

/// Which organisation a branch text means.
#[derive(PartialEq)]
pub struct Branches(HashMap<String, OrganizationId>);

impl Branches {
    /// The organisation; every branch of the reports given to `organizations` has one.
    pub fn of(&self, branch: &str) -> Option<OrganizationId> {
        self.0.get(branch).copied()
    }
}

/// What separates the parts of a path of names.
const SEPARATORS: [char; 3] = ['/', '／', '›'];

/// Makes the tree of organisations.
pub fn organizations(
    registry: &Registry<OrganizationDraft>,
    reports: &[Arc<ReportDraft>],
    levels: usize,
    collation: &Collation,
    findings: &mut Vec<Diagnostic>,
) -> (Vec<Organization>, Branches) {
    let registered = registry.is_some();
    let mut growing = Growing { levels, ..Growing::default() };
    if let Some((path, drafts)) = registry {
        growing.register(path, drafts, findings);
    }
    // What the registry knows is looked up before anything is planted, so that
    // one mistyped branch never answers for another.
    let mut branches: HashMap<String, usize> = HashMap::new();
    let mut unknown: Vec<&str> = Vec::new();
    let mut asked: HashSet<&str> = HashSet::new();
    let mut clear: HashSet<&str> = HashSet::new();
    for report in reports {
        let text = &report.branch.value;
        let reach = upper_levels(text, levels);
        if reach.len() < text.len() {
            let count = parts(text).count();
            findings.push(too_deep(report.branch.span(&report.path), text, count, levels));
        }
        // Without a registry there is nothing to find fault with twice.
        if !asked.insert(text) && (!registered || clear.contains(text.as_str())) {
            continue;
        }
        match growing.find(reach) {
            BranchMatch::One(node) => {
                clear.insert(text);
                branches.insert(text.clone(), node);
            }
            BranchMatch::Several(candidates) => {
                findings.push(growing.ambiguous(report, &candidates));
                branches.insert(text.clone(), candidates[0]);
            }
            BranchMatch::None => {
                // What was never filled in is told of as that.
                if registered && !is_placeholder(&report.branch.value) {
                    findings.push(growing.unknown(report));
                }
                unknown.push(text);
            }
        }
    }
    for text in unknown {
        let reach = upper_levels(text, levels);
        let node = match growing.find(reach) {
            BranchMatch::One(node) => node,
            BranchMatch::Several(candidates) => candidates[0],
            BranchMatch::None => growing.plant(reach),
        };
        branches.insert(text.to_owned(), node);
    }
    growing.grown(branches, collation)
}

/// The names in a path of names.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty())
}

/// A path of names as far as the tree may reach.
fn upper_levels(text: &str, levels: usize) -> &str {
    match parts(text).nth(levels) {
        Some(deeper) => &text[..deeper.as_ptr() as usize - text.as_ptr() as usize],
        None => text,
    }
}

/// What is said of a path that is too deep.
fn too_deep(span: Span, name: &str, count: usize, levels: usize) -> Diagnostic {
    /// How much of it is quoted, in characters.
    const QUOTED: usize = 30;
    let name = match name.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}……", &name[..end]),
        None => name.to_owned(),
    };
    Diagnostic::new(&rules::ORGANIZATION_TOO_DEEP, span).with("name", name).with("count", count).with("limit", levels)
}

/// A node while the tree grows; `usize` is a place in `Growing::nodes`.
struct TreeNode {
    id: String,
    names: Vec<Name>,
    full: Option<String>,
    aliases: Vec<String>,
    kind: String,
    parent: Option<usize>,
    parents: Vec<(usize, Parent)>,
    rank: i64,
    /// Its place in the registry; those outside it come after.
    position: usize,
    founded: Option<crate::language::date::PartialDate>,
    closed: Option<crate::language::date::PartialDate>,
    merged_into: Option<usize>,
    description: String,
    reading: Option<String>,
}

#[derive(Default)]
struct Growing {
    /// How many levels the tree may have.
    levels: usize,
    nodes: Vec<TreeNode>,
    ids: BTreeMap<String, usize>,
    /// What each name, by its key, may mean.
    names: HashMap<String, Vec<usize>>,
    children: HashMap<usize, Vec<usize>>,
    roots: Vec<usize>,
}

/// What a branch text means.
enum BranchMatch {
    One(usize),
    Several(Vec<usize>),
    None,
}

impl Growing {
    /// Takes in the registry.
    fn register(&mut self, path: &VPath, drafts: &[OrganizationDraft], findings: &mut Vec<Diagnostic>) {
        let mut first: HashMap<String, Spanned<String>> = HashMap::new();
        let mut kept: Vec<&OrganizationDraft> = Vec::new();
        for draft in drafts {
            if let Some(earlier) = first.get(&draft.id.value) {
                findings.push(
                    Diagnostic::new(&rules::ORGANIZATION_TWICE, draft.id.span(path))
                        .with("id", draft.id.value.as_str())
                        .label(earlier.span(path), FIRST_HERE),
                );
                continue;
            }
            first.insert(draft.id.value.clone(), draft.id.clone());
            kept.push(draft);
        }
        for (position, draft) in kept.iter().enumerate() {
            // A name without an end holds until the next one begins.
            let next = draft.names.iter().skip(1).map(|name| name.from).chain([None]);
            let names = draft.names.iter().zip(next).map(|(name, next)| Name {
                name: name.name.value.clone(),
                short: name.short.as_ref().map(|short| short.value.clone()),
                from: name.from,
                to: name.to.or(next),
            });
            let node = self.nodes.len();
            self.ids.insert(draft.id.value.clone(), node);
            self.nodes.push(TreeNode {
                id: draft.id.value.clone(),
                names: names.collect(),
                full: draft.full.clone(),
                aliases: draft.aliases.iter().map(|alias| alias.value.clone()).collect(),
                kind: draft.kind.clone().unwrap_or_default(),
                parent: None,
                parents: Vec::new(),
                rank: draft.rank.unwrap_or(i64::MAX),
                position,
                founded: draft.founded,
                closed: draft.closed,
                merged_into: None,
                description: draft.description.clone().unwrap_or_default(),
                reading: draft.pinyin.clone(),
            });
            let spoken = draft.names.iter().flat_map(|name| std::iter::once(&name.name).chain(&name.short));
            for name in spoken.chain(&draft.aliases).map(|name| name.value.as_str()).chain(draft.full.as_deref()) {
                self.call(name, node);
            }
        }
        for (node, draft) in kept.iter().enumerate() {
            self.connect(path, node, draft, findings);
        }
        self.cut_cycles(path, &kept, findings);
        self.lift(path, &kept, findings);
        for node in 0..self.nodes.len() {
            match self.nodes[node].parent {
                Some(parent) => self.children.entry(parent).or_default().push(node),
                None => self.roots.push(node),
            }
        }
        // The path of names run together is a name too: 血液病分会党小组.
        for node in 0..self.nodes.len() {
            let full = self.full_name(node);
            self.call(&full, node);
        }
    }

    /// Resolves what the registry's entry says of others.
    fn connect(&mut self, path: &VPath, node: usize, draft: &OrganizationDraft, findings: &mut Vec<Diagnostic>) {
        let mut primary: Option<(usize, bool)> = None;
        for edge in &draft.parents {
            let Some(parent) = self.by_id_or_name(&edge.id.value) else {
                findings.push(self.unknown_parent(path, &edge.id));
                continue;
            };
            let holds = edge.to.is_none();
            if primary.is_none_or(|(_, held)| holds && !held) {
                primary = Some((parent, holds));
            }
            self.nodes[node].parents.push((
                parent,
                Parent {
                    id: OrganizationId(0),
                    from: edge.from,
                    to: edge.to,
                    relation: edge.relation.clone().unwrap_or_default(),
                },
            ));
        }
        self.nodes[node].parent = primary.map(|(parent, _)| parent);
        if let Some(heir) = &draft.merged_into {
            self.nodes[node].merged_into = self.by_id_or_name(&heir.value);
            if self.nodes[node].merged_into.is_none() {
                findings.push(self.unknown_parent(path, heir));
            }
        }
    }

    /// Cuts the edge that closes a circle of parents, with a finding.
    fn cut_cycles(&mut self, path: &VPath, drafts: &[&OrganizationDraft], findings: &mut Vec<Diagnostic>) {
        let mut sound = vec![false; self.nodes.len()];
        for start in 0..self.nodes.len() {
            let mut way = Vec::new();
            let mut seen = BTreeSet::new();
            let mut node = start;
            while !sound[node] {
                if !seen.insert(node) {
                    let last = way.last().copied().unwrap_or(node);
                    self.nodes[last].parent = None;
                    let place = drafts[last].parents.first().map_or(&drafts[last].id, |parent| &parent.id);
                    findings.push(
                        Diagnostic::new(&rules::ORGANIZATION_CYCLE, place.span(path))
                            .with("id", self.nodes[last].id.as_str()),
                    );
                    break;
                }
                way.push(node);
                match self.nodes[node].parent {
                    Some(parent) => node = parent,
                    None => break,
                }
            }
            way.into_iter().for_each(|node| sound[node] = true);
        }
    }

    /// Lifts what lies below the last level to it, with a finding for each
    /// entry that begins to be too deep.
    fn lift(&mut self, path: &VPath, drafts: &[&OrganizationDraft], findings: &mut Vec<Diagnostic>) {
        // The level of each node, from 1, as its parents were written, and the
        // node above it at the last level but one, if it is at the last or below.
        let mut depths: Vec<Option<(usize, usize)>> = vec![None; self.nodes.len()];
        for start in 0..self.nodes.len() {
            let mut way = Vec::new();
            let mut node = start;
            while depths[node].is_none() {
                way.push(node);
                let Some(parent) = self.nodes[node].parent else { break };
                node = parent;
            }
            while let Some(node) = way.pop() {
                let above = self.nodes[node].parent.and_then(|parent| Some((parent, depths[parent]?)));
                let Some((parent, (level, shelf))) = above else {
                    depths[node] = Some((1, node));
                    continue;
                };
                depths[node] = Some((level + 1, if level < self.levels { parent } else { shelf }));
                if level < self.levels {
                    continue;
                }
                self.nodes[node].parent = Some(shelf);
                if level == self.levels {
                    let id = &drafts[node].id;
                    findings.push(too_deep(id.span(path), &id.value, level + 1, self.levels));
                }
            }
        }
    }

    /// Lets a name mean a node.
    fn call(&mut self, name: &str, node: usize) {
        let meanings = self.names.entry(width::key(name)).or_default();
        if !meanings.contains(&node) {
            meanings.push(node);
        }
    }

    fn by_id_or_name(&self, text: &str) -> Option<usize> {
        self.ids.get(text).copied().or_else(|| match self.names.get(&width::key(text)).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            _ => None,
        })
    }

    /// What a branch text means: an id, a name, or a path of names.
    fn find(&self, text: &str) -> BranchMatch {
        if let Some(&node) = self.ids.get(text) {
            return BranchMatch::One(node);
        }
        if text.contains(SEPARATORS) {
            return match self.descend(text) {
                (Some(node), rest) if rest.is_empty() => BranchMatch::One(node),
                _ => BranchMatch::None,
            };
        }
        match self.names.get(&width::key(text)).map(Vec::as_slice) {
            Some([]) | None => BranchMatch::None,
            Some([one]) => BranchMatch::One(*one),
            Some(several) => BranchMatch::Several(several.to_vec()),
        }
    }

    /// Follows a path of names as far as it is known: where it got, and the rest.
    fn descend<'a>(&self, text: &'a str) -> (Option<usize>, Vec<&'a str>) {
        let parts: Vec<&str> = parts(text).collect();
        let mut at = None;
        for (index, part) in parts.iter().enumerate() {
            let key = width::key(part);
            let meanings = self.names.get(&key).map_or(&[][..], Vec::as_slice);
            let below = |node: &&usize| self.nodes[**node].parent == at;
            let step = meanings.iter().find(below).or(match (at, meanings) {
                (None, [one]) => Some(one),
                _ => None,
            });
            match step {
                Some(&node) => at = Some(node),
                None => return (at, parts[index..].to_vec()),
            }
        }
        (at, Vec::new())
    }

    /// Makes the nodes that a branch text needs.
    fn plant(&mut self, text: &str) -> usize {
        let (mut at, rest) = self.descend(text);
        // A path may begin at a name that stands deep in the registry itself.
        let above = std::iter::successors(at, |&node| self.nodes[node].parent).count();
        for part in rest.into_iter().take(self.levels.saturating_sub(above)) {
            let node = self.nodes.len();
            self.nodes.push(TreeNode {
                id: String::new(),
                names: vec![Name { name: part.to_owned(), short: None, from: None, to: None }],
                full: None,
                aliases: Vec::new(),
                kind: String::new(),
                parent: at,
                parents: Vec::new(),
                rank: i64::MAX,
                position: usize::MAX,
                founded: None,
                closed: None,
                merged_into: None,
                description: String::new(),
                reading: None,
            });
            self.call(part, node);
            match at {
                Some(parent) => self.children.entry(parent).or_default().push(node),
                None => self.roots.push(node),
            }
            at = Some(node);
        }
        // A text of nothing but separators has no parts.
        at.unwrap_or_else(|| self.plant("未写组织"))
    }

    fn name(&self, node: usize) -> &str {
        self.nodes[node].names.last().map_or("", |name| &name.name)
    }

    fn full_name(&self, node: usize) -> String {
        match (&self.nodes[node].full, self.nodes[node].parent) {
            (Some(full), _) => full.clone(),
            (None, Some(parent)) => join_names(&self.full_name(parent), self.name(node)),
            (None, None) => self.name(node).to_owned(),
        }
    }

    /// The path of names from the top, as an author may write it.
    fn written_path(&self, node: usize) -> String {
        match self.nodes[node].parent {
            Some(parent) => format!("{}/{}", self.written_path(parent), self.name(node)),
            None => self.name(node).to_owned(),
        }
    }

    fn unknown(&self, report: &ReportDraft) -> Diagnostic {
        let text = &report.branch.value;
        let finding =
            Diagnostic::new(&rules::ORGANIZATION_UNKNOWN, report.branch.span(&report.path)).with("name", text.as_str());
        let mut known: Vec<String> = self.ids.keys().cloned().collect();
        for node in 0..self.ids.len() {
            let spoken = |name: &Name| std::iter::once(name.name.clone()).chain(name.short.clone()).collect::<Vec<_>>();
            known.extend(self.nodes[node].names.iter().flat_map(spoken));
            known.push(self.full_name(node));
            known.push(self.written_path(node));
        }
        match near::nearest(text, known.iter().map(String::as_str)) {
            Some(near) => finding.suggest(near),
            None => finding,
        }
    }

    fn unknown_parent(&self, path: &VPath, id: &Spanned<String>) -> Diagnostic {
        let finding =
            Diagnostic::new(&rules::ORGANIZATION_PARENT_UNKNOWN, id.span(path)).with("name", id.value.as_str());
        let names = self.nodes.iter().flat_map(|node| &node.names).map(|name| name.name.as_str());
        match near::nearest(&id.value, self.ids.keys().map(String::as_str).chain(names)) {
            Some(near) => finding.suggest(near),
            None => finding,
        }
    }

    fn ambiguous(&self, report: &ReportDraft, candidates: &[usize]) -> Diagnostic {
        let paths: Vec<String> = candidates.iter().take(3).map(|&node| self.written_path(node)).collect();
        Diagnostic::new(&rules::ORGANIZATION_AMBIGUOUS, report.branch.span(&report.path))
            .with("name", report.branch.value.as_str())
            .with("count", candidates.len())
            .with("example", paths[0].as_str())
            .suggest(paths[0].as_str())
    }

    /// Puts the nodes in the order of the tree and numbers them so.
    fn grown(mut self, branches: HashMap<String, usize>, collation: &Collation) -> (Vec<Organization>, Branches) {
        let keys: Vec<_> = (0..self.nodes.len())
            .map(|node| {
                let reading = self.nodes[node].reading.as_deref().map_or(Reading::Text, Reading::Given);
                (self.nodes[node].rank, self.nodes[node].position, collation.key(self.name(node), reading))
            })
            .collect();
        let mut roots = std::mem::take(&mut self.roots);
        roots.sort_by(|a, b| keys[*a].cmp(&keys[*b]));
        let mut order = Vec::with_capacity(self.nodes.len());
        let mut waiting: Vec<usize> = roots.into_iter().rev().collect();
        while let Some(node) = waiting.pop() {
            order.push(node);
            let mut children = self.children.remove(&node).unwrap_or_default();
            children.sort_by(|a, b| keys[*b].cmp(&keys[*a]));
            waiting.extend(children);
        }
        let mut place = vec![OrganizationId(0); self.nodes.len()];
        for (index, &node) in order.iter().enumerate() {
            place[node] = OrganizationId::at(index);
        }
        let ids = slug::unique(order.iter().map(|&node| {
            let id = &self.nodes[node].id;
            if id.is_empty() { (false, self.written_path(node)) } else { (true, id.clone()) }
        }));
        let mut nodes: Vec<Option<TreeNode>> = self.nodes.into_iter().map(Some).collect();
        let mut organizations: Vec<Organization> = Vec::with_capacity(order.len());
        for (&node, id) in order.iter().zip(ids) {
            let Some(node) = nodes[node].take() else { continue };
            organizations.push(Organization {
                id,
                names: node.names,
                full: node.full,
                aliases: node.aliases,
                kind: node.kind,
                parent: node.parent.map(|parent| place[parent]),
                parents: node.parents.into_iter().map(|(id, parent)| Parent { id: place[id], ..parent }).collect(),
                children: Vec::new(),
                subtree: 0..0,
                founded: node.founded,
                closed: node.closed,
                merged_into: node.merged_into.map(|heir| place[heir]),
                description: node.description,
                pinyin: node.reading,
            });
        }
        number_subtrees(&mut organizations);
        let branches = branches.into_iter().map(|(text, node)| (text, place[node])).collect();
        (organizations, Branches(branches))
    }
}

/// Fills in children and ranges; the organisations stand parents first.
fn number_subtrees(organizations: &mut [Organization]) {
    for index in 0..organizations.len() {
        let id = OrganizationId::at(index);
        organizations[index].subtree = id.0..id.0 + 1;
        if let Some(parent) = organizations[index].parent {
            organizations[parent.index()].children.push(id);
        }
    }
    for index in (0..organizations.len()).rev() {
        let end = organizations[index].subtree.end;
        if let Some(parent) = organizations[index].parent {
            let range = &mut organizations[parent.index()].subtree;
            range.end = range.end.max(end);
        }
    }
}

const FIRST_HERE: Words = Words { zh: "第一次写在这里", en: "first given here" };
