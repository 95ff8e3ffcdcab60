//! Editorial: what an editor puts before a year, an organisation or a topic.
//!
//! In: the files of `content/years`, `content/orgs` and `content/topics`, the
//! publication and its index. Out: for each subject its text, picture, chosen
//! reports and pinned metrics, every name resolved, and what could not be. A
//! subject without such a file needs none: its page stands by itself.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diag::rules::editorial as rules;
use crate::diag::rules::markdown::IMAGE_MISSING;
use crate::diag::{Diagnostic, Words};
use crate::index::Index;
use crate::model::addresses::is_image;
use crate::model::{MetricId, OrganizationId, Publication, ReportId, TopicId, reports};
use crate::parse::EditorialDraft;
use crate::source::{Files, Span, Spanned, VPath};
use crate::text::near::nearest;
use crate::text::width;

/// What a text is put before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The volume of a year.
    Year(i32),
    /// An organisation.
    Organization(OrganizationId),
    /// A topic.
    Topic(TopicId),
}

/// What an editor puts before a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editorial {
    /// The file.
    pub path: VPath,
    /// Where the Markdown stands in it, in bytes.
    pub body: Range<u32>,
    /// 题图 A picture that goes out.
    pub picture: Option<VPath>,
    /// 图注 Empty if there is none.
    pub caption: String,
    /// 要闻 Chosen reports, or an achievement of one, by its place.
    pub highlights: Vec<(ReportId, Option<u32>)>,
    /// 指标 Metrics that stand first.
    pub metrics: Vec<MetricId>,
}

/// All of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editorials {
    subjects: BTreeMap<Subject, Editorial>,
    paths: BTreeMap<VPath, Subject>,
}

impl Editorials {
    /// Resolves the drafts, with what is wrong with them.
    pub fn resolve(
        drafts: &[Arc<EditorialDraft>],
        publication: &Publication,
        index: &Index,
        files: &dyn Files,
    ) -> (Editorials, Vec<Diagnostic>) {
        let mut all = Editorials::default();
        let mut findings = Vec::new();
        for draft in drafts {
            let Some(subject) = subject(draft, publication, index, &mut findings) else { continue };
            if let Some(other) = all.subjects.get(&subject) {
                let finding = Diagnostic::new(&rules::EDITORIAL_TWICE, Span::whole(&draft.path));
                findings.push(finding.with("other", other.path.as_str()));
                continue;
            }
            all.paths.insert(draft.path.clone(), subject);
            all.subjects.insert(subject, editorial(draft, publication, files, &mut findings));
        }
        (all, findings)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty()
    }

    /// All of them, with what each stands before.
    pub fn all(&self) -> impl Iterator<Item = (Subject, &Editorial)> {
        self.subjects.iter().map(|(&subject, editorial)| (subject, editorial))
    }

    /// What stands before a subject.
    pub fn of(&self, subject: Subject) -> Option<&Editorial> {
        self.subjects.get(&subject)
    }

    /// The subject of a file.
    pub fn subject(&self, path: &VPath) -> Option<Subject> {
        self.paths.get(path).copied()
    }

    /// The files, in the order of their paths.
    pub fn paths(&self) -> impl Iterator<Item = &VPath> {
        self.paths.keys()
    }
}

/// The subject that a file is named after: by its id, or by a name that no other has.
fn subject(
    draft: &EditorialDraft,
    publication: &Publication,
    index: &Index,
    findings: &mut Vec<Diagnostic>,
) -> Option<Subject> {
    let stem = draft.path.stem();
    let below = |folder: &str| draft.path.below(folder).is_some();
    let (kind, known): (Words, Vec<SubjectNames<'_>>) = match () {
        () if below(reports::YEARS) => (
            Words { zh: "年度", en: "year" },
            index.years.keys().rev().map(|&year| (Subject::Year(year), year.to_string(), Vec::new())).collect(),
        ),
        () if below(reports::ORGANIZATIONS) => {
            let known = publication.organizations.iter().enumerate().map(|(at, it)| {
                let names = it.names.iter().flat_map(|name| [Some(&name.name), name.short.as_ref()]);
                let names = names.chain([it.full.as_ref()]).flatten().chain(&it.aliases);
                (Subject::Organization(OrganizationId::at(at)), it.id.clone(), names.map(String::as_str).collect())
            });
            (Words { zh: "组织", en: "organization" }, known.collect())
        }
        () => {
            let known = publication.topics.iter().enumerate().map(|(at, it)| {
                let names = [&it.name].into_iter().chain(&it.synonyms);
                (Subject::Topic(TopicId::at(at)), it.id.clone(), names.map(String::as_str).collect())
            });
            (Words { zh: "主题", en: "topic" }, known.collect())
        }
    };
    if let Some((subject, ..)) = known.iter().find(|(_, id, _)| id.eq_ignore_ascii_case(stem)) {
        return Some(*subject);
    }
    let key = width::key(stem);
    let called: Vec<&SubjectNames> =
        known.iter().filter(|(_, _, names)| names.iter().any(|name| width::key(name) == key)).collect();
    if let [(subject, ..)] = called[..] {
        return Some(*subject);
    }
    let finding = Diagnostic::new(&rules::EDITORIAL_SUBJECT_UNKNOWN, Span::whole(&draft.path));
    let finding = finding.with("name", stem).with("kind", kind);
    let is_near = |(_, id, names): &&SubjectNames| nearest(stem, names.iter().copied().chain([id.as_str()])).is_some();
    let offered: Vec<&SubjectNames> = match called.is_empty() {
        true => known.iter().filter(is_near).collect(),
        false => called,
    };
    let offered = if offered.is_empty() { known.iter().collect() } else { offered };
    let files: Vec<String> = offered.iter().take(OFFERED).map(|(_, id, _)| format!("{id}.md")).collect();
    findings.push(match files.is_empty() {
        true => finding.with("known", Words { zh: "还一个也没有", en: "none yet" }),
        false => finding.with("known", files.join(", ")),
    });
    None
}

/// What a file may be named after, with its id and its names.
type SubjectNames<'a> = (Subject, String, Vec<&'a str>);

/// How many names are offered in place of one that nothing has.
const OFFERED: usize = 5;

fn place<T>(list: &[T], is: impl Fn(&T) -> bool) -> Option<usize> {
    list.iter().position(is)
}

fn editorial(
    draft: &EditorialDraft,
    publication: &Publication,
    files: &dyn Files,
    findings: &mut Vec<Diagnostic>,
) -> Editorial {
    let path = &draft.path;
    let mut highlights = Vec::with_capacity(draft.highlights.len());
    for named in &draft.highlights {
        match highlight(publication, &named.value) {
            Some(found) => highlights.push(found),
            None => findings.push(unknown(
                &rules::HIGHLIGHT_UNKNOWN,
                path,
                named,
                highlight_near(publication, &named.value),
            )),
        }
    }
    let mut metrics = Vec::with_capacity(draft.metrics.len());
    for named in &draft.metrics {
        let key = width::key(&named.value);
        let is = |name: &String| width::key(name) == key;
        match place(&publication.metrics, |it| is(&it.id) || is(&it.name) || it.synonyms.iter().any(is)) {
            Some(at) => metrics.push(MetricId::at(at)),
            None => {
                let names = publication.metrics.iter().map(|it| it.name.as_str());
                findings.push(unknown(
                    &rules::PINNED_UNKNOWN,
                    path,
                    named,
                    nearest(&named.value, names).map(str::to_owned),
                ));
            }
        }
    }
    Editorial {
        path: path.clone(),
        body: draft.body.clone(),
        picture: draft.picture.as_ref().and_then(|picture| shown(publication, path, picture, files, findings)),
        caption: draft.caption.clone().unwrap_or_default(),
        highlights,
        metrics,
    }
}

fn unknown(
    rule: &'static crate::diag::Rule,
    path: &VPath,
    named: &Spanned<String>,
    near: Option<String>,
) -> Diagnostic {
    let mut finding = Diagnostic::new(rule, named.span(path)).with("name", named.value.as_str());
    finding.suggestion = near;
    finding
}

/// A report by its address (`2020/xueye`), or an achievement of it (`2020/xueye#a3`).
fn highlight(publication: &Publication, named: &str) -> Option<(ReportId, Option<u32>)> {
    let (report, anchor) = named.split_once('#').map_or((named, None), |(report, anchor)| (report, Some(anchor)));
    let slug = report.trim_start_matches('/').trim_start_matches("reports/");
    let slug = slug.strip_suffix(".md").or(slug.strip_suffix(".html")).unwrap_or(slug);
    let at = place(&publication.reports, |it| {
        it.slug == slug || it.path.below(reports::REPORTS).and_then(|own| own.strip_suffix(".md")) == Some(slug)
    })?;
    let id = ReportId::at(at);
    match anchor {
        None => Some((id, None)),
        Some(anchor) => {
            let number: u32 = anchor.strip_prefix('a')?.parse().ok()?;
            let place = number.checked_sub(1)?;
            ((place as usize) < publication[id].achievements.len()).then_some((id, Some(place)))
        }
    }
}

fn highlight_near(publication: &Publication, named: &str) -> Option<String> {
    let (report, anchor) = named.split_once('#').map_or((named, ""), |(report, anchor)| (report, anchor));
    if highlight(publication, report).is_some() {
        return None;
    }
    let near = nearest(report, publication.reports.iter().map(|it| it.slug.as_str()))?;
    let whole = if anchor.is_empty() { near.to_owned() } else { format!("{near}#{anchor}") };
    highlight(publication, &whole).map(|_| whole)
}

/// The picture, if it is there and goes out.
fn shown(
    publication: &Publication,
    path: &VPath,
    picture: &Spanned<String>,
    files: &dyn Files,
    findings: &mut Vec<Diagnostic>,
) -> Option<VPath> {
    let found = path.resolve(&picture.value).filter(|file| files.holds(file));
    let shown = found.filter(|file| publication.attachments.iter().any(|it| it.path == *file && it.image));
    if shown.is_none() {
        let mut finding = Diagnostic::new(&IMAGE_MISSING, picture.span(path)).with("path", picture.value.as_str());
        let beside = files.paths().iter().filter(|file| file.folder() == path.folder() && is_image(&file.extension()));
        finding.suggestion = nearest(&picture.value, beside.map(VPath::file_name)).map(str::to_owned);
        findings.push(finding);
    }
    shown
}
