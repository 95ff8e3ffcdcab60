//! What an article tells, as values for a front matter.
//!
//! In: an article and the publication it joins. Out: proposals, each with the
//! words that it was found in. Nothing is read but the article; what a value
//! means is looked up among the registries of the publication.
//!
//! A proposal is certain only if a careful editor would sign it as it stands;
//! everything else is shown with its words and left to a person. Words that
//! are quoted at length, titles in 《》 and sections on plans give no facts.

mod achievements;
mod authors;
mod branch;
mod figures;
mod genre;
mod honours;
pub mod names;
mod naming;
mod people;
mod reading;
pub mod time;
mod topics;
mod years;

use crate::import::document::Place;
use crate::import::structure::{Article, Found};
use crate::language::date::{PartialDate, Years};
use crate::language::label::{self, Field};
use crate::model::Publication;
use crate::parse::Contributor;
use crate::parse::front::keys::DETAILS;

/// A value, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed<T> {
    /// The value.
    pub value: T,
    /// The words it was found in, short; empty if it was not found in words.
    pub evidence: String,
    /// Where they stand.
    pub place: Place,
    /// Whether it may stand as a fact; else it is a point to review, with its
    /// evidence.
    pub certain: bool,
}

/// Proposes what a report's front matter may say.
pub fn propose(article: &Article, publication: &Publication) -> Facts {
    let passages = reading::passages(article);
    let names = names::Names::of(publication);
    let branch = branch::propose(article, &passages, publication, &names);
    let branch::Found { branch, others } = branch;
    let authors = authors::propose(article, &passages, branch.as_ref().map(|branch| &branch.value));
    let (years, other_years) = years::propose(article, &passages);
    let other_titles = article.other_titles.iter().map(|title| ("title", title.clone()));
    let other_years = other_years.iter().map(|years| ("year", years.ascii()));
    let alternatives = other_titles.chain(others.into_iter().map(|path| ("branch", path))).chain(other_years).collect();
    let year = years.as_ref().map(|years| years.value.last);
    let world =
        honours::World { names: &names, publication, branch: branch.as_ref().map(|branch| &branch.value), year };
    let honours = honours::propose(article, &passages, &world);
    let figures = figures::propose(article, &passages, publication, year);
    let people = people::propose(&passages, &world);
    let in_text = figures.iter().filter(|figure| !figure.range.is_empty());
    let mut told: Vec<_> = in_text.map(|figure| (figure.passage, figure.range.clone(), false)).collect();
    told.extend(honours.iter().filter_map(|won| Some((won.passage, won.range.clone()?, true))));
    told.sort_by_key(|(passage, range, _)| (*passage, range.start));
    let terms = topics::Terms::of(publication);
    Facts {
        title: article.title.as_ref().map(copied),
        subtitle: article.subtitle.as_ref().map(copied),
        date: time::date(article, years.as_ref()),
        genre: genre::propose(article, &passages),
        topics: topics::propose(article, &passages, &terms),
        authors,
        editors: article.editors.iter().map(copied).collect(),
        contributors: article.details.iter().filter_map(contributor).collect(),
        published: time::published(article),
        details: DETAILS.into_iter().filter_map(|key| Some((key, detail(article, key)?))).collect(),
        source: article.source.as_ref().map(copied),
        address: None,
        summary: article.summary.as_ref().map(copied),
        keywords: article.keywords.iter().map(copied).collect(),
        doi: article.doi.as_ref().map(copied),
        achievements: achievements::propose(&passages, &told, &terms),
        branch,
        years,
        honours: honours.into_iter().map(|won| won.proposed).collect(),
        metrics: figures.into_iter().filter(|figure| figure.is_named).map(|figure| figure.proposed).collect(),
        people,
        alternatives,
    }
}

/// A plain text field by the first line with a label of it: 基金项目：….
fn detail(article: &Article, key: &'static str) -> Option<Proposed<String>> {
    let labelled = article.details.iter().find(|(label, _)| label::field(label) == Some(Field::Plain(key)));
    labelled.map(|(_, found)| copied(found))
}

/// Who had a part in it by a labelled line: 审核：李四.
fn contributor((label, found): &(String, Found)) -> Option<Proposed<Contributor>> {
    if label::field(label) != Some(Field::Contribution) {
        return None;
    }
    let Proposed { value: name, evidence, place, certain } = copied(found);
    Some(Proposed { value: Contributor { name, role: label.clone() }, evidence, place, certain })
}

/// What the structure found, as it stands.
fn copied(found: &Found) -> Proposed<String> {
    let value = found.text.trim().to_owned();
    Proposed { evidence: value.clone(), value, place: found.place, certain: found.certain }
}

/// What a report's front matter may say.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Title and subtitle.
    pub title: Option<Proposed<String>>,
    /// The subtitle.
    pub subtitle: Option<Proposed<String>>,
    /// The organisation.
    pub branch: Option<Proposed<Branch>>,
    /// The year or years reported on.
    pub years: Option<Proposed<Years>>,
    /// When it was written.
    pub date: Option<Proposed<PartialDate>>,
    /// The genre (工作总结, 先进事迹).
    pub genre: Option<Proposed<String>>,
    /// Topics of the vocabulary, the main one first, by name.
    pub topics: Vec<Proposed<String>>,
    /// Authors.
    pub authors: Vec<Proposed<String>>,
    /// Editors.
    pub editors: Vec<Proposed<String>>,
    /// Who else had a part in it.
    pub contributors: Vec<Proposed<Contributor>>,
    /// When it was published, if that is not its date.
    pub published: Option<Proposed<PartialDate>>,
    /// The plain text fields that it has, in the order of [`DETAILS`].
    pub details: Vec<(&'static str, Proposed<String>)>,
    /// Where it was published.
    pub source: Option<Proposed<String>>,
    /// The address of the page.
    pub address: Option<Proposed<String>>,
    /// The abstract.
    pub summary: Option<Proposed<String>>,
    /// Keywords.
    pub keywords: Vec<Proposed<String>>,
    /// The DOI.
    pub doi: Option<Proposed<String>>,
    /// Three to five statements of what was achieved, in the report's words.
    pub achievements: Vec<Proposed<Achievement>>,
    /// Honours.
    pub honours: Vec<Proposed<Honour>>,
    /// Figures.
    pub metrics: Vec<Proposed<Metric>>,
    /// People in their offices.
    pub people: Vec<Proposed<Person>>,
    /// What else a key of one value may say if it is not certain, as a person
    /// would write it there. The likeliest come first.
    pub alternatives: Vec<(&'static str, String)>,
}

impl Facts {
    /// Keeps so many entries of each list. Whether any was longer.
    pub fn shorten(&mut self, longest: usize) -> bool {
        fn cut<T>(all: &mut Vec<T>, longest: usize) -> bool {
            let is_longer = all.len() > longest;
            all.truncate(longest);
            is_longer
        }
        let texts = [&mut self.topics, &mut self.authors, &mut self.editors, &mut self.keywords];
        let mut is_longer = false;
        for all in texts {
            is_longer |= cut(all, longest);
        }
        is_longer |= cut(&mut self.contributors, longest);
        is_longer |= cut(&mut self.honours, longest);
        is_longer |= cut(&mut self.metrics, longest);
        is_longer | cut(&mut self.people, longest)
    }
}

/// The organisation that a report belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Branch {
    /// A registered one, by the name that `branch` takes.
    Known(String),
    /// One that is not registered: its name, its parents before it.
    New(Vec<String>),
}

/// 成效
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Achievement {
    /// What was achieved, in the report's words.
    pub text: String,
    /// The topics that these words name.
    pub topics: Vec<String>,
}

/// 荣誉
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Honour {
    /// Its name.
    pub name: String,
    /// 国家, 省, 市, 县 or 单位; empty if unknown.
    pub level: String,
    /// Who gave it; empty if unknown.
    pub grantor: String,
    /// When.
    pub date: Option<PartialDate>,
    /// Who got it; empty if the branch itself.
    pub recipient: String,
}

/// 指标
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metric {
    /// What is counted.
    pub name: String,
    /// The value as a front matter takes it: `495`, `62.39`, `1.2万`.
    pub value: String,
    /// The unit, a counter.
    pub unit: String,
    /// 余, 多, 近, 约; empty if exact.
    pub approx: String,
    /// What it was before.
    pub base: Option<String>,
    /// When it held.
    pub as_of: Option<PartialDate>,
    /// Whether the head of a table says what it is.
    pub is_tabled: bool,
}

/// 人物
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The office.
    pub role: String,
    /// The unit; empty if the branch itself.
    pub unit: String,
}
