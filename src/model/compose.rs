//! Composing: everything that was read becomes a publication, again and again.
//!
//! In: the drafts. Out: the publication and the findings that only all files
//! together can show. A preview composes after every edit, and one edit among
//! ten thousand reports changes little; so a lasting composer compares what
//! each step was given last time and hands on the same value (`Arc`) where the
//! step could only make it again. What comes out does not depend on what came
//! before: `tests/edits.rs` holds it against a first composing.

use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::{Diagnostic, Language};
use crate::model::addresses::{self, Addresses, Asked};
use crate::model::vocabulary::{Stale, Vocabulary};
use crate::model::{Drafts, Publication, Registries, Registry, Report, Settings, Site, reports};
use crate::parse::{Limits, LookDraft, ReportDraft, SiteDraft, Status};

/// Composes a publication.
#[derive(Default)]
pub struct Composer {
    /// Whether it will compose again.
    lasting: bool,
    last: Option<Last>,
}

/// What was made last time, with what it was made from.
struct Last {
    language: Language,
    /// How many levels the tree of organisations could have.
    levels: usize,
    registries: Registries,
    vocabulary: Vocabulary,
    addresses: Arc<Addresses>,
    reports: Vec<Resolved>,
}

/// A report with its names resolved.
#[derive(Clone)]
struct Resolved {
    /// What it was made from, if that may be asked for again.
    draft: Option<Arc<ReportDraft>>,
    /// The report; none if it has no address.
    report: Option<Arc<Report>>,
    findings: Vec<Diagnostic>,
}

impl Composer {
    /// A composer for a single time, which uses up what it is given.
    pub fn once() -> Composer {
        Composer::default()
    }

    /// A composer that remembers, for the next time.
    pub fn lasting() -> Composer {
        Composer { lasting: true, last: None }
    }

    /// Puts the drafts together.
    pub fn compose(&mut self, drafts: Drafts, settings: &Settings) -> (Publication, Vec<Diagnostic>) {
        let last = self.last.take();
        let site = site(drafts.site.as_deref(), settings);
        let mut built = drafts.reports;
        built.retain(|draft| match draft.status {
            Status::Published => true,
            Status::Withdrawn => false,
            _ => settings.drafts,
        });
        let before = forerunners(&built, last.as_ref().map_or(&[], |last| &last.reports));
        let kept = last.as_ref().map(|last| (&last.vocabulary, last.stale(&drafts.registries, &before, &built, &site)));
        let vocabulary = Vocabulary::gather(&drafts.registries, &built, site.language, site.limits.levels, kept);
        let same_names = last.as_ref().is_some_and(|last| last.vocabulary.holds_in(&vocabulary));
        let asked = Asked {
            reports: built.iter().map(|draft| draft.path.clone()).collect(),
            pages: drafts.pages.iter().map(|draft| draft.path.clone()).collect(),
            others: addresses::named(drafts.others, &built, &drafts.pages, &drafts.editorials),
        };
        let addresses = match &last {
            Some(last) if last.addresses.asked == asked => last.addresses.clone(),
            _ => Arc::new(Addresses::give(asked)),
        };

        let lasting = self.lasting;
        let resolved: Vec<Resolved> = built
            .into_par_iter()
            .zip(before)
            .zip(&addresses.reports)
            .map(|((draft, before), slug)| match before {
                Some(before) if same_names && before.was_made_of(&draft, slug.as_deref()) => before.clone(),
                _ => Resolved::make(draft, slug.as_deref(), &vocabulary, lasting),
            })
            .collect();
        let mut reports: Vec<Arc<Report>> = resolved.iter().filter_map(|resolved| resolved.report.clone()).collect();
        reports::sort(&mut reports);
        let addressed = drafts.pages.iter().zip(&addresses.pages);
        let pages = addressed.filter_map(|(draft, slug)| Some((draft.as_ref(), slug.as_deref()?)));

        let mut findings: Vec<Diagnostic> = vocabulary.findings().cloned().collect();
        findings.extend_from_slice(&addresses.findings);
        findings.extend(resolved.iter().flat_map(|resolved| resolved.findings.iter().cloned()));
        let publication = Publication {
            organizations: vocabulary.organizations.list.clone(),
            topics: vocabulary.topics.list().clone(),
            topic_order: vocabulary.topics.order().clone(),
            metrics: vocabulary.metrics.list().clone(),
            reports,
            pages: reports::pages(pages, site.language),
            attachments: addresses.attachments.clone(),
            words: drafts.words,
            site,
        };
        if lasting {
            self.last = Some(Last {
                language: publication.site.language,
                levels: publication.site.limits.levels,
                registries: drafts.registries,
                vocabulary,
                addresses,
                reports: resolved,
            });
        }
        (publication, findings)
    }
}

impl Resolved {
    fn make(draft: Arc<ReportDraft>, slug: Option<&str>, vocabulary: &Vocabulary, lasting: bool) -> Resolved {
        let kept = lasting.then(|| draft.clone());
        let mut findings = Vec::new();
        let report = slug.and_then(|slug| {
            // A draft that nobody else holds is used up and not copied.
            reports::report(Arc::unwrap_or_clone(draft), slug, vocabulary, &mut findings).map(Arc::new)
        });
        Resolved { draft: kept, report, findings }
    }

    fn was_made_of(&self, draft: &Arc<ReportDraft>, slug: Option<&str>) -> bool {
        self.draft.as_ref().is_some_and(|own| Arc::ptr_eq(own, draft))
            && self.report.as_ref().map(|report| report.slug.as_str()) == slug
    }
}

/// For each draft, what was made of the one that its file gave last time. Both
/// stand in the order of the paths.
fn forerunners<'l>(drafts: &[Arc<ReportDraft>], last: &'l [Resolved]) -> Vec<Option<&'l Resolved>> {
    let mut last = last.iter().filter_map(|resolved| Some((&resolved.draft.as_ref()?.path, resolved))).peekable();
    let forerunner = |draft: &Arc<ReportDraft>| {
        while last.next_if(|(path, _)| **path < draft.path).is_some() {}
        last.next_if(|(path, _)| **path == draft.path).map(|(_, resolved)| resolved)
    };
    drafts.iter().map(forerunner).collect()
}

impl Last {
    /// Which parts of the vocabulary these drafts may have changed.
    fn stale(
        &self,
        registries: &Registries,
        before: &[Option<&Resolved>],
        drafts: &[Arc<ReportDraft>],
        site: &Site,
    ) -> Stale {
        fn same<T>(a: &Registry<T>, b: &Registry<T>) -> bool {
            match (a, b) {
                (Some((_, a)), Some((_, b))) => Arc::ptr_eq(a, b),
                (None, None) => true,
                _ => false,
            }
        }
        let mut stale = Stale {
            organizations: !same(&self.registries.organizations, &registries.organizations)
                || self.levels != site.limits.levels,
            topics: !same(&self.registries.topics, &registries.topics) || self.language != site.language,
            metrics: !same(&self.registries.metrics, &registries.metrics),
        };
        if self.reports.len() != drafts.len() {
            return Stale::ALL;
        }
        for (draft, before) in drafts.iter().zip(before) {
            match before.and_then(|before| before.draft.as_ref()) {
                Some(before) if Arc::ptr_eq(before, draft) => {}
                Some(before) => stale.take(registries, &self.vocabulary, before, draft),
                None => return Stale::ALL,
            }
        }
        stale
    }
}

/// The site as set, or with its defaults where `site.yaml` could not be read:
/// the finding about it has been made, and the reports still deserve pages.
fn site(draft: Option<&SiteDraft>, settings: &Settings) -> Site {
    let mut site = match draft {
        Some(draft) => Site {
            title: draft.title.clone(),
            seal: draft.seal.clone().unwrap_or_default(),
            base_url: draft.base_url.clone(),
            language: draft.language,
            theme: draft.theme.value.clone(),
            description: draft.description.clone().unwrap_or_default(),
            introduction: draft.introduction.clone().unwrap_or_default(),
            publisher: draft.publisher.clone().unwrap_or_default(),
            footer: draft.footer.clone(),
            look: draft.look.clone(),
            offline: draft.offline,
            llms: draft.llms,
            page_size: draft.page_size as usize,
            limits: draft.limits,
        },
        None => Site {
            title: "工作总结汇编".to_owned(),
            seal: String::new(),
            base_url: None,
            language: Language::Chinese,
            theme: "default".to_owned(),
            description: String::new(),
            introduction: String::new(),
            publisher: String::new(),
            footer: Vec::new(),
            look: LookDraft::default(),
            offline: true,
            llms: false,
            page_size: 100,
            limits: Limits::default(),
        },
    };
    if let Some(base_url) = &settings.base_url {
        site.base_url = Some(if base_url.ends_with('/') { base_url.clone() } else { format!("{base_url}/") });
    }
    site
}
