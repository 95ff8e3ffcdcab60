//! Topics: which terms of the vocabulary an article, and each statement of what
//! was achieved, is about.
//!
//! In: texts and the vocabulary. Out: its topics by name. Where one term lies in
//! another the longer counts. A term in the title says most, then one among the
//! keywords or in a heading, least one in running text; plans and quoted titles
//! say nothing. What is only mentioned is left out, and what is weakly supported
//! comes as uncertain.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::import::document::Place;
use crate::import::facts::Proposed;
use crate::import::facts::reading::{Kind, Passage, cut};
use crate::import::structure::Article;
use crate::language::{Known, annotate};
use crate::model::{Publication, TopicId};

/// No report is about more.
const MOST: usize = 5;
/// No statement is about more.
const MOST_OF_STATEMENT: usize = 3;
/// What a term's mentions in running text may come to.
const PER_TERM: u32 = 4;
/// Less than this is a mention.
const LEAST: u32 = 3;
/// From here on there is no doubt.
const CERTAIN: u32 = 5;

/// The names and synonyms of all topics, ready to be looked for.
pub struct Terms<'p> {
    publication: &'p Publication,
    /// By their first character, the longest first.
    by_first: BTreeMap<char, Vec<(&'p str, TopicId)>>,
}

impl<'p> Terms<'p> {
    /// The terms of a publication. One of a single character would be found everywhere.
    pub fn of(publication: &'p Publication) -> Terms<'p> {
        let mut by_first: BTreeMap<char, Vec<(&str, TopicId)>> = BTreeMap::new();
        for &id in publication.topic_order.iter() {
            let topic = &publication[id];
            for term in std::iter::once(&topic.name).chain(&topic.synonyms) {
                let mut characters = term.chars();
                if let (Some(first), Some(_)) = (characters.next(), characters.next()) {
                    by_first.entry(first).or_default().push((term, id));
                }
            }
        }
        for terms in by_first.values_mut() {
            terms.sort_by_key(|(term, _)| std::cmp::Reverse(term.len()));
        }
        Terms { publication, by_first }
    }

    /// The terms in a text, in its order, the longest at each place.
    fn mentions(&self, text: &str) -> Vec<(Range<usize>, TopicId)> {
        let mut mentions = Vec::new();
        let mut past = 0;
        for (at, first) in text.char_indices() {
            let terms = self.by_first.get(&first).filter(|_| at >= past);
            let longest = terms.and_then(|terms| terms.iter().find(|(term, _)| text[at..].starts_with(term)));
            if let Some((term, id)) = longest {
                past = at + term.len();
                mentions.push((at..past, *id));
            }
        }
        mentions
    }

    /// The topics that a statement names, the first named first. A part of an
    /// organisation's name is no topic: 继续教育学院.
    pub fn of_statement(&self, text: &str) -> Vec<String> {
        let mut topics: Vec<TopicId> = Vec::new();
        let annotated = annotate(text, &Known::default());
        for (range, id) in self.mentions(text) {
            let is_part =
                |name: &Range<usize>| name.start <= range.start && range.end <= name.end && range.len() < name.len();
            if !topics.contains(&id) && !annotated.organizations().iter().any(|name| is_part(&name.range)) {
                topics.push(id);
            }
        }
        topics.truncate(MOST_OF_STATEMENT);
        topics.into_iter().map(|id| self.publication[id].name.clone()).collect()
    }
}

/// A topic so far.
struct Weighed {
    score: u32,
    evidence: String,
    place: Place,
    best: u32,
}

/// What is said for each topic.
#[derive(Default)]
struct Scale(BTreeMap<TopicId, Weighed>);

impl Scale {
    fn take(&mut self, topic: TopicId, score: u32, place: Place, evidence: impl FnOnce() -> String) {
        let nothing = Weighed { score: 0, evidence: String::new(), place, best: 0 };
        let weighed = self.0.entry(topic).or_insert(nothing);
        weighed.score += score;
        if score > weighed.best {
            (weighed.evidence, weighed.place, weighed.best) = (evidence(), place, score);
        }
    }

    /// A line in which each term counts once.
    fn line(&mut self, terms: &Terms<'_>, text: &str, place: Place, score: u32) {
        let mut seen: Vec<&str> = Vec::new();
        for (range, topic) in terms.mentions(text) {
            let term = &text[range];
            if !seen.contains(&term) {
                seen.push(term);
                self.take(topic, score, place, || cut(text.trim(), 30).to_owned());
            }
        }
    }
}

/// The topics of an article, the main one first.
pub fn propose(article: &Article, passages: &[Passage], terms: &Terms<'_>) -> Vec<Proposed<String>> {
    let mut scale = Scale::default();
    let lines = article.title.iter().map(|line| (line, 8)).chain(article.subtitle.iter().map(|line| (line, 6)));
    for (line, score) in lines.chain(article.keywords.iter().map(|line| (line, 4))) {
        scale.line(terms, &line.text, line.place, score);
    }
    let mut in_text: BTreeMap<&str, u32> = BTreeMap::new();
    for passage in passages.iter().filter(|passage| !passage.hopes) {
        match passage.kind {
            Kind::Heading => scale.line(terms, &passage.text, passage.place, 4),
            Kind::Summary => scale.line(terms, &passage.text, passage.place, 2),
            Kind::Body => {
                let mentions = terms.mentions(&passage.text);
                for (range, topic) in mentions.into_iter().filter(|(range, _)| !passage.is_foreign(range)) {
                    let times = in_text.entry(&passage.text[range.clone()]).or_default();
                    *times += 1;
                    if *times <= PER_TERM {
                        scale.take(topic, 1, passage.place, || passage.evidence(&range));
                    }
                }
            }
        }
    }
    let order = terms.publication.topic_order.iter();
    let mut found: Vec<(TopicId, Weighed)> =
        order.filter_map(|id| Some((*id, scale.0.remove(id).filter(|weighed| weighed.score >= LEAST)?))).collect();
    found.sort_by_key(|(_, weighed)| std::cmp::Reverse(weighed.score));
    let strongest = found.first().map_or(0, |(_, first)| first.score);
    let clear = found.into_iter().take(MOST).filter(|(_, weighed)| weighed.score * 6 >= strongest);
    clear
        .map(|(id, weighed)| Proposed {
            value: terms.publication[id].name.clone(),
            evidence: weighed.evidence,
            place: weighed.place,
            certain: weighed.score >= CERTAIN,
        })
        .collect()
}
