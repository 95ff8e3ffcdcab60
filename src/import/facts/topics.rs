//! Topics: which terms of the vocabulary an article is about.
//!
//! A term in the title says most, then one among the keywords or in a heading,
//! least one in running text. What is only mentioned is left out; what is
//! weakly supported comes as uncertain.

use crate::import::document::Place;
use crate::import::facts::Proposed;
use crate::import::facts::reading::{Kind, Passage};
use crate::import::structure::Article;
use crate::model::Publication;

/// No report is about more.
const MOST: usize = 5;
/// What a term's mentions in running text may come to.
const PER_TERM: u32 = 4;
/// Less than this is a mention.
const LEAST: u32 = 3;
/// From here on there is no doubt.
const CERTAIN: u32 = 6;

/// A topic so far.
struct Weighed {
    score: u32,
    evidence: String,
    place: Place,
    best: u32,
}

impl Weighed {
    fn take(&mut self, score: u32, evidence: impl FnOnce() -> String, place: Place) {
        self.score += score;
        if score > self.best {
            (self.evidence, self.place, self.best) = (evidence(), place, score);
        }
    }
}

/// The topics of an article, the main one first.
pub fn propose(article: &Article, passages: &[Passage], publication: &Publication) -> Vec<Proposed<String>> {
    let mut found = Vec::new();
    for &id in publication.topic_order.iter() {
        let topic = &publication[id];
        let mut weighed = Weighed { score: 0, evidence: String::new(), place: Place::Document, best: 0 };
        let terms = std::iter::once(&topic.name).chain(&topic.synonyms).filter(|term| term.chars().count() >= 2);
        for term in terms {
            weigh(term, article, passages, &mut weighed);
        }
        if weighed.score >= LEAST {
            found.push((topic.name.clone(), weighed));
        }
    }
    found.sort_by_key(|(_, weighed)| std::cmp::Reverse(weighed.score));
    let strongest = found.first().map_or(0, |(_, first)| first.score);
    found
        .into_iter()
        .take(MOST)
        .filter(|(_, weighed)| weighed.score * 6 >= strongest)
        .map(|(value, weighed)| Proposed {
            value,
            evidence: weighed.evidence,
            place: weighed.place,
            certain: weighed.score >= CERTAIN,
        })
        .collect()
}

/// Adds what a term says for its topic.
fn weigh(term: &str, article: &Article, passages: &[Passage], weighed: &mut Weighed) {
    let quoted = |text: &str| crate::import::facts::reading::cut(text.trim(), 30).to_owned();
    for (line, score) in [(&article.title, 8), (&article.subtitle, 6)] {
        if let Some(line) = line.as_ref().filter(|line| line.text.contains(term)) {
            weighed.take(score, || quoted(&line.text), line.place);
        }
    }
    for keyword in article.keywords.iter().filter(|keyword| keyword.text.contains(term)) {
        weighed.take(4, || quoted(&keyword.text), keyword.place);
    }
    let mut in_text = 0;
    for passage in passages {
        let Some(at) = passage.text.find(term) else { continue };
        let (score, all) = match passage.kind {
            Kind::Heading => (4, 1),
            Kind::Summary => (2, 1),
            Kind::Body => (1, passage.text.matches(term).count()),
        };
        if passage.kind == Kind::Body {
            let room = PER_TERM - in_text;
            let taken = u32::try_from(all).unwrap_or(PER_TERM).min(room);
            in_text += taken;
            for _ in 0..taken {
                weighed.take(score, || passage.evidence(&(at..at + term.len())), passage.place);
            }
        } else {
            weighed.take(score, || passage.evidence(&(at..at + term.len())), passage.place);
        }
    }
}
