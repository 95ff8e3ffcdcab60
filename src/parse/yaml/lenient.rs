//! What was evidently meant: YAML with the slips of a hand mended.
//!
//! In: a piece of YAML in which slips were found that have one remedy each (a
//! wide colon, a tab). Out: its tree as if they were mended, every value with
//! its place in the piece as the author wrote it, and what was found. The file
//! stays as it is. If what comes out depends on how a slip is mended (a tab may
//! stand for two columns or for eight), nothing comes out: nobody's text is read
//! by a guess.

use std::borrow::Cow;
use std::ops::Range;

use crate::diag::rules::yaml::{FORM, INDENT_TAB, INDENT_WIDE};
use crate::diag::{Diagnostic, Rule};
use crate::parse::yaml::{Node, NodeKind, attempt, reason};
use crate::source::VPath;

/// How often a piece is mended: a slip may hide the next.
const ROUNDS: usize = 12;

/// How many columns a tab and a full-width space may stand for.
#[derive(Clone, Copy)]
struct Columns {
    tab: usize,
    wide: usize,
}

/// What is tried first.
const USUAL: Columns = Columns { tab: 2, wide: 2 };
const TABS: [Columns; 2] = [Columns { tab: 4, wide: 2 }, Columns { tab: 8, wide: 2 }];
const WIDE: Columns = Columns { tab: 2, wide: 1 };

/// A piece as it was meant.
pub struct Meant {
    /// Its tree; none if it cannot be read, or in more than one way.
    pub root: Option<Node<'static>>,
    /// What was found, with at least one error if there is no tree.
    pub findings: Vec<Diagnostic>,
}

/// Reads a piece with its slips mended.
pub fn read(path: &VPath, yaml: &str, base: usize, known: fn(&str) -> bool) -> Meant {
    let way = |columns| mended(path, yaml, base, known, columns);
    let usual = way(USUAL);
    let has = |rule: &Rule| usual.findings.iter().any(|finding| finding.rule == rule);
    let (tabs, wide) = (has(&INDENT_TAB), has(&INDENT_WIDE));
    let mut ways = vec![usual];
    ways.extend(TABS.into_iter().filter(|_| tabs).map(way));
    ways.extend(Some(WIDE).filter(|_| wide).map(way));
    let readable = |way: &&Meant| way.root.is_some();
    let first = ways.iter().position(|way| way.root.is_some()).unwrap_or(0);
    let same = ways.iter().filter(readable).all(|way| match (&way.root, &ways[first].root) {
        (Some(one), Some(other)) => says_the_same(one, other),
        _ => false,
    });
    let mut meant = ways.swap_remove(first);
    if !same {
        meant.root = None;
        // No remedy is offered, lest it be applied unseen.
        let columns = |finding: &&mut Diagnostic| [&INDENT_TAB, &INDENT_WIDE].contains(&finding.rule);
        meant.findings.iter_mut().filter(columns).for_each(|finding| finding.suggestion = None);
    }
    if meant.root.is_none() && !meant.findings.iter().any(is_error) {
        let at = meant.findings.first().map_or(0, |finding| finding.span.range().start.saturating_sub(base));
        meant.findings.insert(
            0,
            reason::general(path, yaml, base, at.min(yaml.len()), &granit_parser::ErrorKind::InvalidIndentation),
        );
    }
    meant
}

fn is_error(finding: &Diagnostic) -> bool {
    finding.rule.severity == crate::diag::Severity::Error
}

/// Mends with so many columns to a tab until nothing is left to mend.
fn mended(path: &VPath, yaml: &str, base: usize, known: fn(&str) -> bool, columns: Columns) -> Meant {
    let mut text = yaml.to_owned();
    let mut steps: Vec<Step> = Vec::new();
    let mut findings: Vec<Diagnostic> = Vec::new();
    for round in 0..=ROUNDS {
        let mut found = Vec::new();
        let (root, _) = attempt(path, &text, 0, known, &mut found);
        let (mut slips, others): (Vec<_>, Vec<_>) = found.into_iter().partition(is_slip);
        for slip in &mut slips {
            widen(slip, &text, columns);
        }
        let step = Step::of(&slips);
        let placed = |finding: Diagnostic| back_in_file(finding, &steps, base);
        if step.edits.is_empty() || round == ROUNDS {
            findings.extend(others.into_iter().chain(slips).map(placed));
            let root = root.filter(|_| step.edits.is_empty()).map(|root| owned(&root, &steps, base));
            return Meant { root, findings };
        }
        findings.extend(slips.into_iter().filter(|slip| step.mends(slip)).map(placed));
        text = step.applied(&text);
        steps.push(step);
    }
    Meant { root: None, findings }
}

/// Whether a finding has one remedy.
pub fn is_slip(finding: &Diagnostic) -> bool {
    finding.suggestion.is_some() && FORM.contains(&finding.rule)
}

/// Gives the tabs and wide spaces of a slip so many columns.
fn widen(slip: &mut Diagnostic, text: &str, columns: Columns) {
    if [&INDENT_TAB, &INDENT_WIDE].contains(&slip.rule) {
        let odd = text.get(slip.span.range()).unwrap_or("");
        let widths = odd.chars().map(|character| match character {
            '\t' => columns.tab,
            '\u{3000}' => columns.wide,
            _ => 1,
        });
        slip.suggestion = Some(" ".repeat(widths.sum()));
    }
}

/// What one round replaced, in order and apart.
struct Step {
    edits: Vec<(Range<usize>, String)>,
}

impl Step {
    fn of(slips: &[Diagnostic]) -> Step {
        let mut all: Vec<(Range<usize>, String)> =
            slips.iter().map(|slip| (slip.span.range(), slip.suggestion.clone().unwrap_or_default())).collect();
        all.sort_by_key(|(range, _)| range.start);
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        for edit in all {
            if edits.last().is_none_or(|(last, _)| last.end <= edit.0.start && last.start < edit.0.start) {
                edits.push(edit);
            }
        }
        Step { edits }
    }

    fn mends(&self, slip: &Diagnostic) -> bool {
        self.edits.iter().any(|(range, _)| *range == slip.span.range())
    }

    fn applied(&self, text: &str) -> String {
        let mut mended = String::with_capacity(text.len() + 16);
        let mut at = 0;
        for (range, new) in &self.edits {
            mended.push_str(text.get(at..range.start).unwrap_or(""));
            mended.push_str(new);
            at = range.end;
        }
        mended.push_str(text.get(at..).unwrap_or(""));
        mended
    }

    /// Where a place of the mended text stood before; what lies within a remedy
    /// stood at the end of what it replaced.
    fn back(&self, place: usize) -> usize {
        let mut shift = 0_isize;
        for (range, new) in &self.edits {
            let start = range.start.saturating_add_signed(shift);
            if place <= start {
                break;
            }
            if place < start + new.len() {
                return range.end;
            }
            shift += new.len() as isize - range.len() as isize;
        }
        place.saturating_add_signed(-shift)
    }
}

/// Where a place of the mended text stands in the file.
fn back(place: usize, steps: &[Step], base: usize) -> usize {
    base + steps.iter().rev().fold(place, |place, step| step.back(place))
}

fn back_in_file(mut finding: Diagnostic, steps: &[Step], base: usize) -> Diagnostic {
    let place = |place: u32| u32::try_from(back(place as usize, steps, base)).unwrap_or(u32::MAX);
    for span in std::iter::once(&mut finding.span).chain(finding.labels.iter_mut().map(|label| &mut label.span)) {
        (span.start, span.end) = (place(span.start), place(span.end));
    }
    finding
}

/// A tree with nothing borrowed, and its places in the file.
fn owned(node: &Node<'_>, steps: &[Step], base: usize) -> Node<'static> {
    let place = |at: &Range<u32>| {
        let place = |place: u32| u32::try_from(back(place as usize, steps, base)).unwrap_or(u32::MAX);
        place(at.start)..place(at.end)
    };
    let kind = match &node.kind {
        NodeKind::Scalar { text, plain } => NodeKind::Scalar { text: Cow::Owned(text.to_string()), plain: *plain },
        NodeKind::Sequence(items) => NodeKind::Sequence(items.iter().map(|item| owned(item, steps, base)).collect()),
        NodeKind::Mapping(entries) => {
            let entry = |(key, value): &(crate::parse::yaml::Key<'_>, Node<'_>)| {
                let name: Cow<'static, str> = Cow::Owned(key.value.to_string());
                (crate::source::Spanned { value: name, at: place(&key.at) }, owned(value, steps, base))
            };
            NodeKind::Mapping(entries.iter().map(entry).collect())
        }
    };
    Node { at: place(&node.at), kind }
}

/// Whether two trees hold the same, wherever it stands.
fn says_the_same(one: &Node<'_>, other: &Node<'_>) -> bool {
    match (&one.kind, &other.kind) {
        (NodeKind::Scalar { text: a, .. }, NodeKind::Scalar { text: b, .. }) => a == b,
        (NodeKind::Sequence(a), NodeKind::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| says_the_same(a, b))
        }
        (NodeKind::Mapping(a), NodeKind::Mapping(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|((key, a), (other, b))| key.value == other.value && says_the_same(a, b))
        }
        _ => false,
    }
}
