//! Text: what of a report, or of what an editor wrote, can be found, in the order
//! of its page.
//!
//! In: a report and its file. Out: its texts, which are both what the index is
//! made of and what a page verifies and quotes, so the two cannot differ. A
//! file that cannot be read has no body; who builds the page says so.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::editorial::{Editorial, Subject};
use crate::index::Item;
use crate::model::{Figure, Report, ReportId};
use crate::parse;
use crate::parse::markdown::{Part, passages};
use crate::plan;
use crate::render::RenderContext;
use crate::search::gram::Weight;
use crate::search::{facets, fold};
use crate::source::{Files, VPath};

/// The texts of a report, by the names that the script reads.
#[derive(Default, Serialize, Deserialize)]
pub struct Texts {
    #[serde(rename = "u")]
    route: String,
    #[serde(rename = "t")]
    title: String,
    #[serde(rename = "s")]
    subtitle: String,
    #[serde(rename = "y")]
    years: String,
    #[serde(rename = "d")]
    date: String,
    #[serde(rename = "g")]
    full_name: String,
    #[serde(rename = "o")]
    path: Vec<String>,
    #[serde(rename = "p")]
    topics: Vec<String>,
    #[serde(rename = "h")]
    traditional: u8,
    #[serde(rename = "b")]
    entries: Vec<TextEntry>,
}

/// A text with where it stands, unless it stands where the one before does.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum TextEntry {
    Text(String),
    At(u8, String, String),
}

/// The first text of the body where it stands under no heading.
const BODY: u8 = 1;
const SUMMARY: u8 = 10;
const KEYWORDS: u8 = 11;
const FIGURE: u8 = 12;
const HONOUR: u8 = 13;
const ACHIEVEMENT: u8 = 14;
const NOTE: u8 = 15;
const REFERENCE: u8 = 16;
const AUTHORS: u8 = 17;
const PERSON: u8 = 18;

/// Between what stands in one entry and is not one phrase: a break.
const APART: &str = "；";

impl Texts {
    /// The texts of a report.
    pub fn of(world: &RenderContext, files: &dyn Files, id: ReportId) -> Texts {
        let report = &world.publication[id];
        let metadata = world.metadata(report);
        let year = Some(report.years.last);
        let topics = facets::all_topics(report);
        let name = |link: crate::render::view::card::Link| link.name;
        let mut texts = Texts {
            route: plan::report_route(world.publication, id),
            title: metadata.title.clone(),
            subtitle: metadata.subtitle.clone(),
            years: world.say.years(report.years),
            date: report.date.map(|date| date.iso()).unwrap_or_default(),
            full_name: world.publication.full_name(report.branch, year),
            path: world.path(report.branch, year).into_iter().map(name).collect(),
            topics: topics.into_iter().map(|topic| world.publication[topic].name.clone()).collect(),
            traditional: 0,
            entries: Vec::new(),
        };
        texts.front(world, id, report);
        texts.body(files, &report.path, &report.body);
        texts.back(world, id, report);
        texts.folded()
    }

    /// What editors put before pages, each as the text of its page.
    pub fn of_editorials(world: &RenderContext, files: &dyn Files) -> Vec<Texts> {
        world
            .editorials
            .all()
            .map(|(subject, editorial)| Texts::of_editorial(world, files, subject, editorial))
            .collect()
    }

    fn of_editorial(world: &RenderContext, files: &dyn Files, subject: Subject, editorial: &Editorial) -> Texts {
        let publication = world.publication;
        let mut texts = match subject {
            Subject::Year(year) => {
                let title = world.say.phrase("year.title", &[("year", &year.to_string())]);
                Texts { route: plan::year_route(year, None), title, years: year.to_string(), ..Texts::default() }
            }
            Subject::Organization(id) => Texts {
                route: plan::organization_route(publication, id, None),
                title: publication.full_name(id, None),
                path: world.path(id, None).into_iter().map(|link| link.name).collect(),
                ..Texts::default()
            },
            Subject::Topic(id) => Texts {
                route: plan::topic_route(publication, id),
                title: publication[id].name.clone(),
                topics: vec![publication[id].name.clone()],
                ..Texts::default()
            },
        };
        texts.add(BODY, "", editorial.caption.clone());
        texts.body(files, &editorial.path, &editorial.body);
        texts.folded()
    }

    /// With a note whether folding any of it needs the traditional characters.
    fn folded(mut self) -> Texts {
        let mut folded = Vec::new();
        let mut traditional = false;
        self.each(|text, _| {
            folded.clear();
            traditional |= fold::append(text, &mut folded);
        });
        self.traditional = u8::from(traditional);
        self
    }

    /// Calls for every text that can be found.
    pub fn each<'t>(&'t self, mut take: impl FnMut(&'t str, Weight)) {
        take(&self.title, Weight::Title);
        take(&self.subtitle, Weight::Title);
        for text in std::iter::once(&self.full_name).chain(&self.path).chain(&self.topics) {
            take(text, Weight::Strong);
        }
        // A note has paragraphs after its first, all of the body.
        for entry in &self.entries {
            match entry {
                TextEntry::At(BODY | NOTE | REFERENCE, _, text) | TextEntry::Text(text) => take(text, Weight::Body),
                TextEntry::At(_, _, text) => take(text, Weight::Strong),
            }
        }
    }

    /// What stands before the body.
    fn front(&mut self, world: &RenderContext, id: ReportId, report: &Report) {
        let metadata = world.metadata(report);
        self.add(AUTHORS, "", report.authors.join(APART));
        self.add(SUMMARY, "", metadata.summary.clone());
        self.add(KEYWORDS, "", metadata.keywords.join(APART));
        for figure in &report.metrics {
            self.add(FIGURE, "figures", self::figure(world, figure));
        }
        for honour in &report.honours {
            let honour = world.honour(id, honour);
            self.add(HONOUR, "honours", phrases(&[&honour.name, &honour.detail]));
        }
    }

    /// The body with its notes. Before its first heading it stands at the top.
    fn body(&mut self, files: &dyn Files, path: &VPath, body: &Range<u32>) {
        let Ok(bytes) = files.read(path) else { return };
        let text = match simdutf8::basic::from_utf8(&bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(&bytes),
        };
        // A preview may be asked while the file is being changed.
        let range = body.start as usize..body.end as usize;
        let range = if range.end == text.len() { range } else { parse::body_of(path, &text) };
        let mut at_top = true;
        for passage in passages(path, &text, range) {
            let kind = match passage.part {
                Part::Text if at_top && !self.entries.is_empty() => {
                    // Not under the last anchor of the front.
                    at_top = false;
                    self.entries.push(TextEntry::At(BODY, String::new(), passage.text));
                    continue;
                }
                Part::Text => {
                    self.entries.push(TextEntry::Text(passage.text));
                    continue;
                }
                Part::Heading(level) => level,
                Part::Note => NOTE,
                Part::Reference => REFERENCE,
            };
            at_top = false;
            self.entries.push(TextEntry::At(kind, passage.anchor, passage.text));
        }
    }

    /// What stands after the body.
    fn back(&mut self, world: &RenderContext, id: ReportId, report: &Report) {
        for place in 0..report.achievements.len() {
            let achievement = world.achievement(Item { report: id, place: place as u32 });
            self.add(ACHIEVEMENT, &achievement.anchor, achievement.text);
            for figure in &report.achievements[place].figures {
                self.add(FIGURE, &achievement.anchor, self::figure(world, figure));
            }
        }
        let metadata = world.metadata(report);
        self.add(AUTHORS, "colophon", metadata.editors.join(APART));
        for contributor in &metadata.contributors {
            self.add(AUTHORS, "colophon", phrases(&[&contributor.role, &contributor.name]));
        }
        for (_, text) in metadata.details.iter() {
            self.add(AUTHORS, "colophon", text.to_owned());
        }
        for person in &report.people {
            let text = phrases(&[&person.name, &person.role, &person.unit, &person.title]);
            self.add(PERSON, "colophon", text);
        }
    }

    fn add(&mut self, kind: u8, anchor: &str, text: String) {
        if !text.is_empty() {
            self.entries.push(TextEntry::At(kind, anchor.to_owned(), text));
        }
    }
}

/// A figure as its page shows it: `会员总数 474名`.
fn figure(world: &RenderContext, figure: &Figure) -> String {
    let value = world.say.whole_quantity(&figure.value, &figure.unit);
    phrases(&[&format!("{} {value}", world.publication[figure.metric].name), &figure.note])
}

fn phrases(phrases: &[&str]) -> String {
    let said: Vec<&str> = phrases.iter().copied().filter(|phrase| !phrase.is_empty()).collect();
    said.join(APART)
}
