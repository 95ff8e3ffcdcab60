//! Review: a person decides on proposals, one by one.
//!
//! In: facts, and someone to ask. Out: facts of which those that were decided
//! are certain, changed or gone. The order is that of the front matter.

use crate::import::document::Place;
use crate::import::facts::{Achievement, Branch, Facts, Honour, Metric, Person, Proposed};
use crate::import::write::{achievement, contributor, honour, metric, person};
use crate::language::date::{PartialDate, Years};
use crate::parse::Contributor;

/// The key of points that are about no key: remarks of the authors.
pub const REMARKS: &str = "review";

/// A proposal, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The key in the front matter.
    pub key: &'static str,
    /// The value, as it would be written.
    pub value: String,
    /// What it may be instead.
    pub alternatives: Vec<String>,
    /// The words it was found in; may be empty.
    pub evidence: String,
    /// Where they stand.
    pub place: Place,
    /// Whether it is certain.
    pub certain: bool,
    /// Whether the answer before was none that the key takes.
    pub again: bool,
}

/// What a person says to a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It stays what it is.
    Leave,
    /// It is so.
    Take,
    /// It is not so.
    Drop,
    /// It is the alternative with this number, from 0.
    Choose(usize),
    /// It is this instead. Of honours, metrics and people this is the name.
    Replace(String),
}

/// Asks about every proposal.
pub fn review(facts: &mut Facts, ask: &mut dyn FnMut(&Point) -> Answer) {
    let alternatives = facts.alternatives.clone();
    let ask = &mut |point: &Point| {
        let others = alternatives.iter().filter(|(key, other)| *key == point.key && *other != point.value);
        let others: Vec<String> = others.map(|(_, other)| other.clone()).collect();
        match ask(&Point { alternatives: others.clone(), ..point.clone() }) {
            Answer::Choose(number) => others.get(number).cloned().map_or(Answer::Leave, Answer::Replace),
            answer => answer,
        }
    };
    one("title", &mut facts.title, ask);
    one("subtitle", &mut facts.subtitle, ask);
    one("branch", &mut facts.branch, ask);
    one("year", &mut facts.years, ask);
    one("date", &mut facts.date, ask);
    one("genre", &mut facts.genre, ask);
    many("topics", &mut facts.topics, ask);
    many("authors", &mut facts.authors, ask);
    many("editors", &mut facts.editors, ask);
    many("contributors", &mut facts.contributors, ask);
    one("published", &mut facts.published, ask);
    facts.details.retain_mut(|(key, said)| decide(key, said, ask));
    one("source", &mut facts.source, ask);
    one("source", &mut facts.address, ask);
    one("abstract", &mut facts.summary, ask);
    many("keywords", &mut facts.keywords, ask);
    one("doi", &mut facts.doi, ask);
    many("achievements", &mut facts.achievements, ask);
    many("honours", &mut facts.honours, ask);
    many("metrics", &mut facts.metrics, ask);
    many("people", &mut facts.people, ask);
}

/// Every proposal, as it is shown.
pub fn points(facts: &Facts) -> Vec<Point> {
    let mut points = Vec::new();
    review(&mut facts.clone(), &mut |point| {
        points.push(point.clone());
        Answer::Leave
    });
    points
}

fn one<T: Value>(key: &'static str, proposed: &mut Option<Proposed<T>>, ask: &mut dyn FnMut(&Point) -> Answer) {
    if proposed.as_mut().is_some_and(|proposed| !decide(key, proposed, ask)) {
        *proposed = None;
    }
}

fn many<T: Value>(key: &'static str, all: &mut Vec<Proposed<T>>, ask: &mut dyn FnMut(&Point) -> Answer) {
    all.retain_mut(|proposed| decide(key, proposed, ask));
}

/// Asks about a proposal. Whether it stays.
fn decide<T: Value>(key: &'static str, proposed: &mut Proposed<T>, ask: &mut dyn FnMut(&Point) -> Answer) -> bool {
    let mut point = Point {
        key,
        value: proposed.value.shown(),
        alternatives: Vec::new(),
        evidence: proposed.evidence.clone(),
        place: proposed.place,
        certain: proposed.certain,
        again: false,
    };
    loop {
        match ask(&point) {
            Answer::Leave => return true,
            Answer::Drop => return false,
            Answer::Choose(_) => point.again = true,
            Answer::Take => {
                proposed.certain = true;
                return true;
            }
            Answer::Replace(text) => {
                if let Some(value) = proposed.value.replaced(text.trim()) {
                    proposed.value = value;
                    proposed.certain = true;
                    return true;
                }
                point.again = true;
            }
        }
    }
}

/// A value that a person can see and replace.
trait Value: Sized {
    fn shown(&self) -> String;
    /// The value that a text stands for; none if it stands for none.
    fn replaced(&self, text: &str) -> Option<Self>;
}

impl Value for String {
    fn shown(&self) -> String {
        self.clone()
    }

    fn replaced(&self, text: &str) -> Option<String> {
        named(text)
    }
}

impl Value for Branch {
    fn shown(&self) -> String {
        match self {
            Branch::Known(name) => name.clone(),
            Branch::New(path) => path.join("/"),
        }
    }

    fn replaced(&self, text: &str) -> Option<Branch> {
        named(text).map(Branch::Known)
    }
}

impl Value for Years {
    fn shown(&self) -> String {
        self.ascii()
    }

    fn replaced(&self, text: &str) -> Option<Years> {
        Years::parse(text).ok()
    }
}

impl Value for PartialDate {
    fn shown(&self) -> String {
        self.iso()
    }

    fn replaced(&self, text: &str) -> Option<PartialDate> {
        PartialDate::parse(text).ok()
    }
}

impl Value for Achievement {
    fn shown(&self) -> String {
        achievement(self)
    }

    fn replaced(&self, text: &str) -> Option<Achievement> {
        named(text).map(|text| Achievement { text, ..self.clone() })
    }
}

impl Value for Honour {
    fn shown(&self) -> String {
        honour(self)
    }

    fn replaced(&self, text: &str) -> Option<Honour> {
        named(text).map(|name| Honour { name, ..self.clone() })
    }
}

impl Value for Metric {
    fn shown(&self) -> String {
        metric(self)
    }

    fn replaced(&self, text: &str) -> Option<Metric> {
        named(text).map(|name| Metric { name, ..self.clone() })
    }
}

impl Value for Contributor {
    fn shown(&self) -> String {
        contributor(self)
    }

    fn replaced(&self, text: &str) -> Option<Contributor> {
        named(text).map(|name| Contributor { name, ..self.clone() })
    }
}

impl Value for Person {
    fn shown(&self) -> String {
        person(self)
    }

    fn replaced(&self, text: &str) -> Option<Person> {
        named(text).map(|name| Person { name, ..self.clone() })
    }
}

fn named(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Answer, points, review};
    use crate::import::document::Place;
    use crate::import::facts::{Facts, Honour, Proposed};
    use crate::language::date::Years;

    #[test]
    fn what_a_person_says_holds() {
        let proposed = |text: &str, certain| Proposed {
            value: text.to_owned(),
            evidence: format!("……{text}……"),
            place: Place::Line(1),
            certain,
        };
        let mut facts = Facts {
            title: Some(proposed("总结", true)),
            years: Some(Proposed {
                value: Years::one(2020),
                evidence: String::new(),
                place: Place::Document,
                certain: false,
            }),
            topics: vec![proposed("义诊", false), proposed("学习", false), proposed("走访", false)],
            honours: vec![Proposed {
                value: Honour { name: "标兵".to_owned(), level: "市".to_owned(), ..Honour::default() },
                evidence: String::new(),
                place: Place::Document,
                certain: false,
            }],
            ..Facts::default()
        };
        let mut answers = vec![
            Answer::Leave,
            Answer::Replace("去年".to_owned()),
            Answer::Replace("2019-2020".to_owned()),
            Answer::Take,
            Answer::Drop,
            Answer::Leave,
            Answer::Replace("岗位标兵".to_owned()),
        ]
        .into_iter();
        let mut again = 0;
        review(&mut facts, &mut |point| {
            again += usize::from(point.again);
            answers.next().unwrap()
        });
        assert_eq!((again, answers.next()), (1, None));
        let shown: Vec<_> = points(&facts).into_iter().map(|point| (point.key, point.value, point.certain)).collect();
        let expected = [
            ("title", "总结", true),
            ("year", "2019-2020", true),
            ("topics", "义诊", true),
            ("topics", "走访", false),
            ("honours", "{name: 岗位标兵, level: 市}", true),
        ];
        assert_eq!(shown, expected.map(|(key, value, certain)| (key, value.to_owned(), certain)));
    }
}
