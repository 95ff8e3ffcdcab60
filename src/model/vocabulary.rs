//! Vocabulary: what the names in reports mean.
//!
//! In: the registries, if there are such, and the names in reports. Out: the
//! organisations, topics and metrics, and which of them each name means. With a
//! vocabulary of topics a name outside it is a finding, since a second name for
//! one topic would tear its pages apart. A metric needs no registration: an
//! unregistered name is a metric of its own.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::diag::rules::model as rules;
use crate::diag::{Diagnostic, Language, Rule, Words};
use crate::language::collate::Collation;
use crate::language::pinyin::Reading;
use crate::model::organizations::{Branches, organizations};
use crate::model::{Metric, MetricId, Organization, Registries, Registry, Topic, TopicId, slug};
use crate::parse::{FigureDraft, MetricDraft, ReportDraft, TopicDraft};
use crate::source::{Spanned, VPath};
use crate::text::{near, width};

/// What the names of organisations, topics and metrics mean.
#[derive(Clone)]
pub struct Vocabulary {
    /// The organisations.
    pub organizations: Arc<Organizations>,
    /// The topics.
    pub topics: Arc<Topics>,
    /// The metrics.
    pub metrics: Arc<Metrics>,
}

/// The organisations and what branch texts mean.
#[derive(PartialEq)]
pub struct Organizations {
    /// The organisations in the order of the tree.
    pub list: Arc<Vec<Organization>>,
    /// Which of them each branch text means.
    pub branches: Branches,
    /// What was found wrong with them.
    findings: Vec<Diagnostic>,
}

/// Which parts of a vocabulary may be another than last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The organisations.
    pub organizations: bool,
    /// The topics.
    pub topics: bool,
    /// The metrics.
    pub metrics: bool,
}

impl Stale {
    /// Everything.
    pub const ALL: Stale = Stale { organizations: true, topics: true, metrics: true };

    /// Takes in that a report has another draft now. `last` is the vocabulary
    /// that was made with the draft before.
    pub fn take(&mut self, registries: &Registries, last: &Vocabulary, before: &ReportDraft, now: &ReportDraft) {
        fn names(list: &[Spanned<String>]) -> impl Iterator<Item = &str> {
            list.iter().map(|name| name.value.as_str())
        }
        fn figures(list: &[FigureDraft]) -> impl Iterator<Item = &str> {
            list.iter().map(|figure| figure.name.value.as_str())
        }
        fn topics(draft: &ReportDraft) -> impl Iterator<Item = &str> {
            names(&draft.topics).chain(draft.achievements.iter().flat_map(|achievement| names(&achievement.topics)))
        }
        fn metrics(draft: &ReportDraft) -> impl Iterator<Item = &str> {
            figures(&draft.metrics)
                .chain(draft.achievements.iter().flat_map(|achievement| figures(&achievement.figures)))
        }
        // A finding points into the text as it was.
        let pointed_at = || last.organizations.findings.iter().any(|finding| finding.touches(&now.path));
        self.organizations |= before.branch.value != now.branch.value || pointed_at();
        self.topics |= registries.topics.is_none() && !topics(before).eq(topics(now));
        self.metrics |= !metrics(before).eq(metrics(now));
    }
}

impl Vocabulary {
    /// Gathers it from the registries and the reports. What is not stale, or
    /// comes out equal, is what it was.
    pub fn gather(
        registries: &Registries,
        reports: &[Arc<ReportDraft>],
        language: Language,
        levels: usize,
        last: Option<(&Vocabulary, Stale)>,
    ) -> Vocabulary {
        fn part<T: PartialEq>(last: Option<(&Arc<T>, bool)>, make: impl FnOnce() -> T) -> Arc<T> {
            match last {
                Some((last, false)) => last.clone(),
                Some((last, true)) => Some(make()).filter(|made| *made != **last).map_or(last.clone(), Arc::new),
                None => Arc::new(make()),
            }
        }
        let collation = Collation::new();
        // What the reports name is gathered beside the tree of organisations.
        let (organizations, (topics, metrics)) = rayon::join(
            || {
                part(last.map(|(last, stale)| (&last.organizations, stale.organizations)), || {
                    let mut findings = Vec::new();
                    let (list, branches) =
                        organizations(&registries.organizations, reports, levels, &collation, &mut findings);
                    Organizations { list: Arc::new(list), branches, findings }
                })
            },
            || {
                let topics = part(last.map(|(last, stale)| (&last.topics, stale.topics)), || {
                    let mut topics = Topics::new(&registries.topics, language);
                    if registries.topics.is_none() {
                        topics.collect(reports, &collation, last.map(|(last, _)| &*last.topics));
                    }
                    topics
                });
                let metrics = part(last.map(|(last, stale)| (&last.metrics, stale.metrics)), || {
                    let mut metrics = Metrics::new(&registries.metrics);
                    metrics.collect(reports, &collation);
                    metrics
                });
                (topics, metrics)
            },
        );
        Vocabulary { organizations, topics, metrics }
    }

    /// Whether all that its names mean they mean in a later one too.
    pub fn holds_in(&self, later: &Vocabulary) -> bool {
        Arc::ptr_eq(&self.organizations, &later.organizations)
            && Arc::ptr_eq(&self.metrics, &later.metrics)
            && (Arc::ptr_eq(&self.topics, &later.topics) || self.topics.grows_into(&later.topics))
    }

    /// What was found wrong with it.
    pub fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.organizations.findings.iter().chain(&self.topics.findings).chain(&self.metrics.findings)
    }
}

/// What names mean: ids and names by their key, with the first place of each.
#[derive(PartialEq)]
struct Meanings {
    by_key: HashMap<String, (u32, Option<Spanned<String>>)>,
    /// The same by the text as written: nearly every mention is written alike,
    /// and making its key costs ten times the look-up.
    by_text: HashMap<String, u32>,
}

impl Meanings {
    fn new() -> Meanings {
        Meanings { by_key: HashMap::new(), by_text: HashMap::new() }
    }

    /// Lets a name that no registry has mean a place in the list.
    fn coin(&mut self, name: &str, place: u32) {
        self.by_text.insert(name.to_owned(), place);
        self.by_key.insert(width::key(name), (place, None));
    }

    /// Lets a name mean a place in the list unless it means another.
    fn call_too(&mut self, name: &str, place: u32) {
        if !self.by_key.contains_key(&width::key(name)) {
            self.coin(name, place);
        }
    }

    /// Lets a name mean a place in the list; a finding if it already means another.
    fn call(&mut self, rule: &'static Rule, path: &VPath, name: &Spanned<String>, place: u32) -> Option<Diagnostic> {
        match self.by_key.get(&width::key(&name.value)) {
            Some((taken, first)) if *taken != place => {
                let finding = Diagnostic::new(rule, name.span(path)).with("name", name.value.as_str());
                Some(match first {
                    Some(first) => {
                        finding.label(first.span(path), Words { zh: "第一次写在这里", en: "first given here" })
                    }
                    None => finding,
                })
            }
            Some(_) => None,
            None => {
                self.by_text.insert(name.value.clone(), place);
                self.by_key.insert(width::key(&name.value), (place, Some(name.clone())));
                None
            }
        }
    }

    fn of(&self, name: &str) -> Option<u32> {
        self.by_text.get(name).or_else(|| self.by_key.get(&width::key(name)).map(|(place, _)| place)).copied()
    }
}

/// The different names among mentions, each as it is first written.
fn first_spellings<'a>(mentions: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut texts: HashSet<&str> = HashSet::new();
    let mut keys: HashSet<String> = HashSet::new();
    mentions.filter(|text| texts.insert(text) && keys.insert(width::key(text))).collect()
}

/// The topics and what names of topics mean.
#[derive(PartialEq)]
pub struct Topics {
    /// Whether they are registered, and none but these are topics.
    registered: bool,
    list: Arc<Vec<Topic>>,
    order: Arc<Vec<TopicId>>,
    meanings: Meanings,
    findings: Vec<Diagnostic>,
    /// Every id, name and synonym as written, for “did you mean”.
    known: Vec<String>,
}

impl Topics {
    /// Takes in the vocabulary, if there is one.
    fn new(vocabulary: &Registry<TopicDraft>, language: Language) -> Topics {
        let mut topics = Topics {
            registered: vocabulary.is_some(),
            list: Arc::default(),
            order: Arc::default(),
            meanings: Meanings::new(),
            findings: Vec::new(),
            known: Vec::new(),
        };
        let Some((path, drafts)) = vocabulary else { return topics };
        // What readers see as a topic's name, writers may write.
        let mut seen = Vec::new();
        for draft in drafts.iter() {
            let place = topics.list.len() as u32;
            let taken = [&draft.id, &draft.name]
                .into_iter()
                .find_map(|name| topics.meanings.call(&rules::TOPIC_TWICE, path, name, place));
            if let Some(finding) = taken {
                topics.findings.push(finding);
                continue;
            }
            for synonym in &draft.synonyms {
                topics.findings.extend(topics.meanings.call(&rules::TOPIC_TWICE, path, synonym, place));
            }
            let mut synonyms: Vec<String> = draft.synonyms.iter().map(|synonym| synonym.value.clone()).collect();
            topics.known.extend([draft.name.value.clone(), draft.id.value.clone()]);
            topics.known.extend(synonyms.iter().cloned());
            let name = match (language, &draft.english) {
                (Language::English, Some(english)) => {
                    seen.push((english, place));
                    synonyms.insert(0, draft.name.value.clone());
                    english.clone()
                }
                _ => draft.name.value.clone(),
            };
            let id = draft.id.value.to_ascii_lowercase();
            let scope = draft.scope.clone().unwrap_or_default();
            Arc::make_mut(&mut topics.list).push(Topic { id, name, synonyms, scope });
        }
        seen.into_iter().for_each(|(name, place)| topics.meanings.call_too(name, place));
        topics.order = Arc::new((0..topics.list.len()).map(TopicId::at).collect());
        topics
    }

    /// Without a vocabulary: takes in what the reports name, in the order of
    /// pinyin. A topic that there was last time keeps its place in the list, so
    /// that one name more does not give every report another number; places of
    /// topics that are gone stay empty until they are the most.
    fn collect(&mut self, reports: &[Arc<ReportDraft>], collation: &Collation, last: Option<&Topics>) {
        let mentions = reports.iter().flat_map(|report| {
            let achievements = report.achievements.iter().flat_map(|achievement| &achievement.topics);
            report.topics.iter().chain(achievements).map(|topic| topic.value.as_str())
        });
        let mut names = first_spellings(mentions);
        names.sort_by_cached_key(|name| (collation.key(name, Reading::Text), (*name).to_owned()));
        let ids = slug::unique(names.iter().map(|name| (false, (*name).to_owned())));
        let last = last.filter(|last| !last.registered && last.list.len() < 2 * names.len() + 64);
        let mut list: Vec<Topic> = last.map_or(Vec::new(), |last| last.list.to_vec());
        let mut order = Vec::with_capacity(names.len());
        for (name, id) in names.into_iter().zip(ids) {
            let topic = Topic { id, name: name.to_owned(), synonyms: Vec::new(), scope: String::new() };
            let place = match last.and_then(|last| last.meanings.of(name)) {
                Some(place) => {
                    list[place as usize] = topic;
                    place
                }
                None => {
                    list.push(topic);
                    list.len() as u32 - 1
                }
            };
            self.meanings.coin(name, place);
            order.push(TopicId(place));
        }
        self.list = Arc::new(list);
        self.order = Arc::new(order);
    }

    /// Whether every topic has its place in a later list too.
    fn grows_into(&self, later: &Topics) -> bool {
        !self.registered && !later.registered && later.list.starts_with(&self.list)
    }

    /// The topics that names mean, each once; a finding for every other name.
    pub fn resolve(&self, path: &VPath, names: &[Spanned<String>], findings: &mut Vec<Diagnostic>) -> Vec<TopicId> {
        let mut topics = Vec::with_capacity(names.len());
        for name in names {
            match self.meanings.of(&name.value) {
                Some(place) if !topics.contains(&TopicId(place)) => topics.push(TopicId(place)),
                Some(_) => {}
                None => {
                    let finding =
                        Diagnostic::new(&rules::TOPIC_UNKNOWN, name.span(path)).with("name", name.value.as_str());
                    findings.push(match near::nearest(&name.value, self.known.iter().map(String::as_str)) {
                        Some(near) => finding.suggest(near),
                        None => finding,
                    });
                }
            }
        }
        topics
    }

    /// The topics that there are, in the order in which they are shown.
    pub fn order(&self) -> &Arc<Vec<TopicId>> {
        &self.order
    }

    /// The list.
    pub fn list(&self) -> &Arc<Vec<Topic>> {
        &self.list
    }
}

/// The metrics and what names of metrics mean.
#[derive(PartialEq)]
pub struct Metrics {
    list: Arc<Vec<Metric>>,
    meanings: Meanings,
    findings: Vec<Diagnostic>,
}

impl Metrics {
    /// Takes in the registry, if there is one.
    fn new(registry: &Registry<MetricDraft>) -> Metrics {
        let mut metrics = Metrics { list: Arc::default(), meanings: Meanings::new(), findings: Vec::new() };
        let Some((path, drafts)) = registry else { return metrics };
        for draft in drafts.iter() {
            let place = metrics.list.len() as u32;
            let taken = [&draft.id, &draft.name]
                .into_iter()
                .find_map(|name| metrics.meanings.call(&rules::METRIC_TWICE, path, name, place));
            if let Some(finding) = taken {
                metrics.findings.push(finding);
                continue;
            }
            for synonym in &draft.synonyms {
                metrics.findings.extend(metrics.meanings.call(&rules::METRIC_TWICE, path, synonym, place));
            }
            Arc::make_mut(&mut metrics.list).push(Metric {
                id: draft.id.value.to_ascii_lowercase(),
                name: draft.name.value.clone(),
                synonyms: draft.synonyms.iter().map(|synonym| synonym.value.clone()).collect(),
                unit: draft.unit.clone().unwrap_or_default(),
                kind: Some(draft.kind),
                definition: draft.definition.clone().unwrap_or_default(),
                parts: Vec::new(),
            });
        }
        for draft in drafts.iter() {
            let Some(whole) = metrics.meanings.of(&draft.id.value) else { continue };
            for name in &draft.parts {
                match metrics.meanings.of(&name.value).filter(|part| *part != whole) {
                    Some(part) => {
                        let list = Arc::make_mut(&mut metrics.list);
                        list.get_mut(whole as usize).into_iter().for_each(|metric| metric.parts.push(MetricId(part)));
                    }
                    None => {
                        let names =
                            drafts.iter().filter(|other| other.id != draft.id).map(|other| other.name.value.as_str());
                        let mut finding = Diagnostic::new(&rules::METRIC_PART_UNKNOWN, name.span(path));
                        finding.suggestion = near::nearest(&name.value, names).map(str::to_owned);
                        let finding = finding.with("name", name.value.as_str());
                        metrics.findings.push(finding.with("whole", draft.name.value.as_str()));
                    }
                }
            }
        }
        metrics
    }

    /// Takes in what the reports name beyond the registry, in the order of pinyin.
    fn collect(&mut self, reports: &[Arc<ReportDraft>], collation: &Collation) {
        let mentions = reports.iter().flat_map(|report| {
            let inner = report.achievements.iter().flat_map(|achievement| &achievement.figures);
            report.metrics.iter().chain(inner).map(|figure| figure.name.value.as_str())
        });
        let mut names = first_spellings(mentions);
        names.retain(|name| self.meanings.of(name).is_none());
        names.sort_by_cached_key(|name| (collation.key(name, Reading::Text), (*name).to_owned()));
        let fixed: Vec<(bool, String)> = self.list.iter().map(|metric| (true, metric.id.clone())).collect();
        let registered = fixed.len();
        let made = names.iter().map(|name| (false, (*name).to_owned()));
        let ids = slug::unique(fixed.into_iter().chain(made));
        for (name, id) in names.into_iter().zip(ids.into_iter().skip(registered)) {
            self.meanings.coin(name, self.list.len() as u32);
            Arc::make_mut(&mut self.list).push(Metric {
                id,
                name: name.to_owned(),
                synonyms: Vec::new(),
                unit: String::new(),
                kind: None,
                definition: String::new(),
                parts: Vec::new(),
            });
        }
    }

    /// The metric that a name means, and its registered unit.
    pub fn resolve(&self, name: &str) -> Option<(MetricId, &str)> {
        let place = self.meanings.of(name)?;
        Some((MetricId(place), &self.list[place as usize].unit))
    }

    /// The list.
    pub fn list(&self) -> &Arc<Vec<Metric>> {
        &self.list
    }
}
