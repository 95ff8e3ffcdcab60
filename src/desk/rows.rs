//! Rows: the list of reports, with what can be asked of it.
//!
//! In: a state of the publication. Out: a row for every file of a report, made
//! once for each version; those that a query wants, in the order that it wants;
//! how many there are by state, year and organisation. A file that cannot be read
//! has a row too, for it is there to be mended.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::desk::asked::{self, Query};
use crate::desk::findings::{self, Found};
use crate::desk::open::Times;
use crate::diag::rules::markdown::IMAGE_ALT;
use crate::diag::{Diagnostic, Severity};
use crate::language::collate::Collation;
use crate::language::date::Years;
use crate::language::pinyin::Reading;
use crate::model::{OrganizationId, Publication};
use crate::pipeline::Session;
use crate::source::VPath;
use crate::text::width;

/// The reports of one version.
pub struct Rows {
    rows: Vec<Row>,
    /// The organisations of these reports and all above them, in the order of the
    /// tree.
    organizations: Vec<Branch>,
    /// The places of rows in each order, as it was first asked for.
    orders: [OnceLock<Vec<usize>>; ORDERS.len()],
}

/// A row as a page gets it.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    id: String,
    file: String,
    title: String,
    org: Option<Org>,
    years: String,
    state: &'static str,
    open: usize,
    errors: usize,
    warnings: usize,
    alt: usize,
    changed: String,
    broken: bool,
    draft: bool,
    /// What was asked for and stands in the text alone, with what is around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Value>,
    /// What was asked for and does not stand in this row.
    #[serde(skip)]
    pub sought: Option<String>,
    /// Its file.
    #[serde(skip)]
    pub path: VPath,
    /// What stands behind `org`.
    #[serde(skip)]
    branch: Option<OrganizationId>,
    /// What stands behind `years`.
    #[serde(skip)]
    span: Option<Years>,
    /// What stands behind `changed`.
    #[serde(skip)]
    time: u64,
    /// What a search looks into.
    #[serde(skip)]
    key: String,
}

/// An organisation, as a page names it.
#[derive(Clone, Debug, Serialize)]
pub struct Org {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl Org {
    /// An organisation of a publication.
    pub fn of(publication: &Publication, id: OrganizationId) -> Org {
        let organization = &publication[id];
        Org { id: organization.id.clone(), name: organization.name().to_owned() }
    }
}

/// An organisation that reports are of.
struct Branch {
    org: Org,
    depth: usize,
    subtree: Range<u32>,
}

/// The orders in which the list may stand.
const ORDERS: [&str; 5] = ["changed", "title", "year", "org", "open"];

/// What is asked of the list.
#[derive(Default)]
pub struct Filter {
    words: Vec<String>,
    state: Option<String>,
    year: Option<i32>,
    org: Option<String>,
}

impl Filter {
    /// What a query asks.
    pub fn of(query: &Query) -> Filter {
        Filter {
            words: query.text("q").unwrap_or_default().split_whitespace().map(width::key).collect(),
            state: query.text("state").map(str::to_owned),
            year: query.text("year").and_then(|year| year.parse().ok()),
            org: query.text("org").map(str::to_owned),
        }
    }
}

/// A part of the list.
#[derive(Serialize)]
pub struct List {
    version: u64,
    total: usize,
    /// The rows that are shown.
    pub items: Vec<Row>,
    facets: Facets,
}

/// How many reports there are of each, if all else that is asked stays.
#[derive(Serialize)]
struct Facets {
    state: Vec<(&'static str, usize)>,
    year: Vec<(String, usize)>,
    org: Vec<(String, String, usize, usize)>,
}

/// How many there are of each kind of thing to do.
#[derive(Serialize)]
pub struct Counts {
    /// Reports.
    pub reports: usize,
    /// Things that a person has to decide.
    pub open: usize,
    /// Findings but those about descriptions of pictures.
    pub findings: usize,
    /// Pictures without a description.
    pub alt: usize,
}

/// Says which files have a phrase in their text.
pub type Says<'a> = &'a dyn Fn(&str, &[&VPath]) -> Vec<bool>;

impl Rows {
    /// The rows of a session. `found` is what its bodies were found to have, as
    /// far as that is known, `times` when files were changed.
    pub fn of<'p>(session: &Session, reports: impl Iterator<Item = &'p VPath>, found: &Found, times: &Times) -> Rows {
        let publication = session.publication();
        let own = by_file(session.diagnostics());
        let rows: Vec<Row> = reports
            .map(|path| {
                let findings = own.get(path).into_iter().flatten().copied().chain(found.of(path));
                row(session, path, findings, times.of(path))
            })
            .collect();
        let mut wanted = BTreeSet::new();
        for branch in rows.iter().filter_map(|row| row.branch) {
            wanted.extend(publication.path(branch));
        }
        let organizations = wanted
            .into_iter()
            .map(|id| Branch {
                org: Org::of(publication, id),
                depth: publication.path(id).len() - 1,
                subtree: publication[id].subtree.clone(),
            })
            .collect();
        Rows { rows, organizations, orders: Default::default() }
    }

    /// How much there is to do.
    pub fn counts(&self) -> Counts {
        let sum = |count: fn(&Row) -> usize| self.rows.iter().map(count).sum();
        Counts {
            reports: self.rows.len(),
            open: sum(|row| row.open),
            findings: sum(|row| row.errors + row.warnings),
            alt: sum(|row| row.alt),
        }
    }

    /// The rows of some reports.
    pub fn of_files(&self, files: &BTreeSet<VPath>) -> Vec<Row> {
        let files: BTreeSet<&str> = files.iter().map(VPath::as_str).collect();
        self.rows.iter().filter(|row| files.contains(row.file.as_str())).cloned().collect()
    }

    /// What a query asks of the list. `drafts` are the ids of those of which an
    /// unsaved text is kept.
    pub fn list(&self, version: u64, query: &Query, drafts: &BTreeSet<String>, says: Says<'_>) -> List {
        let filter = Filter::of(query);
        let files: Vec<&VPath> = self.rows.iter().map(|row| &row.path).collect();
        let said: Vec<Vec<bool>> = filter.words.iter().map(|word| says(word, &files)).collect();
        let subtree = filter.org.as_ref().map(|id| {
            self.organizations.iter().find(|branch| branch.org.id == *id).map_or(0..0, |branch| branch.subtree.clone())
        });
        let mut states: BTreeMap<&'static str, usize> = BTreeMap::new();
        let mut years: BTreeMap<i32, usize> = BTreeMap::new();
        let mut branches: BTreeMap<u32, usize> = BTreeMap::new();
        let mut chosen = vec![false; self.rows.len()];
        let mut total = 0;
        for (at, (row, chosen)) in self.rows.iter().zip(&mut chosen).enumerate() {
            if !filter.words.iter().zip(&said).all(|(word, said)| row.key.contains(word) || said[at]) {
                continue;
            }
            let state = filter.state.as_ref().is_none_or(|state| row.state == state);
            let year =
                filter.year.is_none_or(|year| row.span.is_some_and(|span| span.first <= year && year <= span.last));
            let org = subtree.as_ref().is_none_or(|all| row.branch.is_some_and(|branch| all.contains(&branch.0)));
            if year && org && !row.state.is_empty() {
                *states.entry(row.state).or_default() += 1;
            }
            if state
                && org
                && let Some(span) = row.span
            {
                // A span that nobody means would be a list without end.
                (span.first..=span.last).take(50).for_each(|year| *years.entry(year).or_default() += 1);
            }
            if state
                && year
                && let Some(branch) = row.branch
            {
                *branches.entry(branch.0).or_default() += 1;
            }
            *chosen = state && year && org;
            total += usize::from(*chosen);
        }
        let (from, count) = (query.number("from", 0), query.number("count", 100).min(1000));
        let order = self.order(query.text("sort").unwrap_or_default());
        let items = order.iter().filter(|place| chosen[**place]).skip(from).take(count);
        let items = items.map(|&place| {
            let row = self.rows[place].clone();
            let word = filter.words.iter().find(|word| !row.key.contains(*word));
            Row { draft: drafts.contains(&row.id), sought: word.cloned(), ..row }
        });
        let org = self.organizations.iter().filter_map(|branch| {
            let n: usize = branches.range(branch.subtree.clone()).map(|(_, n)| n).sum();
            (n > 0).then(|| (branch.org.id.clone(), branch.org.name.clone(), branch.depth, n))
        });
        let facets = Facets {
            state: states.into_iter().collect(),
            year: years.into_iter().rev().map(|(year, n)| (year.to_string(), n)).collect(),
            org: org.collect(),
        };
        List { version, total, items: items.collect(), facets }
    }

    /// The places of all rows in an order; the last changed first, if it is none
    /// that there is.
    fn order(&self, name: &str) -> &[usize] {
        let which = ORDERS.iter().position(|order| *order == name).unwrap_or(0);
        self.orders[which].get_or_init(|| {
            let mut places: Vec<usize> = (0..self.rows.len()).collect();
            let row = |place: &usize| &self.rows[*place];
            let newest = |place: &usize| std::cmp::Reverse(row(place).span.map(|span| (span.last, span.first)));
            match ORDERS[which] {
                "title" => {
                    let collation = Collation::new();
                    places.sort_by_cached_key(|place| collation.key(&row(place).title, Reading::Text));
                }
                "year" => places.sort_by_key(|place| (newest(place), row(place).branch)),
                "org" => places.sort_by_key(|place| (row(place).branch.is_none(), row(place).branch, newest(place))),
                "open" => places.sort_by_key(|place| {
                    let row = row(place);
                    std::cmp::Reverse((row.broken, row.open + row.errors + row.warnings + row.alt))
                }),
                _ => places.sort_by_key(|place| std::cmp::Reverse(row(place).time)),
            }
            places
        })
    }
}

/// The row of one report.
fn row<'f>(session: &Session, path: &VPath, findings: impl Iterator<Item = &'f Diagnostic>, time: u64) -> Row {
    let publication = session.publication();
    let draft = session.draft(path);
    let branch = session.report(path).map(|id| publication[id].branch);
    let (mut errors, mut warnings, mut alt) = (0, 0, 0);
    for finding in findings.filter(|finding| findings::counts(finding)) {
        match finding.severity {
            _ if finding.rule == &IMAGE_ALT => alt += 1,
            Severity::Error => errors += 1,
            _ => warnings += 1,
        }
    }
    let title = draft.map_or(path.file_name(), |draft| &draft.title.value).to_owned();
    let org = branch.map(|branch| Org::of(publication, branch));
    let span = draft.map(|draft| draft.year.value);
    let name = org.as_ref().map_or("", |org| &org.name);
    let years = span.map_or(String::new(), |span| span.ascii());
    let seconds = i64::try_from(time / 1_000_000_000).unwrap_or(0);
    Row {
        id: asked::id(path),
        file: path.to_string(),
        key: width::key(&format!("{title}\n{name}\n{years}\n{}", path.as_str())),
        title,
        org,
        years,
        state: draft.map_or("", |draft| draft.status.name()),
        open: draft.map_or(0, |draft| draft.review.len() + usize::from(draft.left_out > 0)),
        errors,
        warnings,
        alt,
        changed: Timestamp::from_second(seconds).unwrap_or_default().to_string(),
        broken: draft.is_none(),
        draft: false,
        found: None,
        sought: None,
        path: path.clone(),
        branch,
        span,
        time,
    }
}

/// Findings by their files.
pub type ByFile<'f> = BTreeMap<&'f VPath, Vec<&'f Diagnostic>>;

/// Parts findings by their files.
pub fn by_file(findings: &[Diagnostic]) -> ByFile<'_> {
    let mut files = ByFile::new();
    for finding in findings {
        files.entry(&finding.span.file).or_default().push(finding);
    }
    files
}
