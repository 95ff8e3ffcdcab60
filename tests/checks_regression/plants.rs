//! Plants: what an unfortunate writer gets wrong.
//!
//! In: a document without a mistake. Out: its text with one, the places at
//! which a reader would point, and the rule that should. The plants are
//! written from what an editor expects, not from what a rule does; one that
//! no rule finds stays, and shows in the figures.

mod dates;
mod documents;
mod expressions;
mod numbers;
mod organizations;
mod punctuation;
mod residue;

use std::ops::Range;

use huibian::check::{CHECKS, Group};

use super::random::Random;
use super::report::Document;

/// A mistake.
pub struct Plant {
    /// The rule that should find it.
    pub rule: &'static str,
    /// Rules that may find it as well: the same mistake seen from elsewhere.
    pub or: &'static [&'static str],
    /// What goes wrong.
    pub what: &'static str,
    /// How it is made.
    make: Make,
}

/// How a mistake is made. In texts that are put in, `⟦⟧` marks what is wrong,
/// and `{people}`, `{unit}`, `{year}` and the like stand for those of the
/// report.
enum Make {
    /// What stands in a slot is changed; the whole of an extent is then wrong.
    Slot(&'static str, Extent, Change),
    /// A word is written for another.
    Word(&'static str, &'static str),
    /// A sentence comes in addition.
    Sentence(&'static str),
    /// A paragraph or several come in addition.
    Paragraphs(&'static str),
    /// Something else.
    Otherwise(fn(&mut Random, &Document) -> Option<Planted>),
}

/// How what stands in a slot is changed.
type Change = fn(&mut Random, &str) -> String;

/// How much a reader would call wrong.
#[derive(Clone, Copy)]
enum Extent {
    Slot,
    Sentence,
    Block,
}

/// A text with a mistake.
pub struct Planted {
    /// The whole file.
    pub text: String,
    /// What is wrong in it: any of these.
    pub wrong: Vec<Range<usize>>,
}

impl Plant {
    /// Every one, in the order of the groups.
    pub fn all() -> impl Iterator<Item = &'static Plant> {
        [
            numbers::PLANTS,
            dates::PLANTS,
            documents::PLANTS,
            organizations::PLANTS,
            expressions::PLANTS,
            punctuation::PLANTS,
            residue::PLANTS,
        ]
        .into_iter()
        .flatten()
    }

    /// The group in whose figures it counts.
    pub fn group(&self) -> Group {
        match CHECKS.iter().find(|check| check.rule.name == self.rule) {
            Some(check) => check.group,
            // Rules of other stages that do what the proofreader's table asks for.
            None => match self.rule {
                "key-missing" | "value-empty" => Group::Completeness,
                "day-impossible" | "month-impossible" => Group::Dates,
                "organization-unknown" => Group::Organizations,
                "link-missing" | "image-missing" | "anchor-missing" | "doi-form" | "note-undefined" | "note-unused" => {
                    Group::References
                }
                other => panic!("no group has {other}"),
            },
        }
    }

    /// The document with the mistake; none if it has no place for it.
    pub fn plant(&self, random: &mut Random, document: &Document) -> Option<Planted> {
        match &self.make {
            Make::Slot(name, extent, change) => {
                let range = one(random, document.slots(name))?;
                let changed = change(random, &document.text[range.clone()]);
                let around = extent.of(document, &range);
                Some(rewrite(document, range, &changed, around))
            }
            Make::Word(right, wrong) => {
                let mut places = document.finds(right);
                // What is quoted is left as it is written.
                places.retain(|place| {
                    let before = &document.text[document.block(place).start..place.start];
                    before.matches('“').count() == before.matches('”').count()
                });
                let range = one(random, places)?;
                Some(rewrite(document, range.clone(), wrong, range))
            }
            Make::Sentence(text) => {
                let paragraph = one(random, document.paragraphs())?;
                Some(insert(document, paragraph.end, &filled(document, text)))
            }
            Make::Paragraphs(text) => {
                // Below a heading: some bring headings of their own.
                let first = document.headings(2).first()?.start;
                let mut below = document.paragraphs();
                below.retain(|paragraph| paragraph.start > first);
                let paragraph = one(random, below)?;
                Some(insert(document, paragraph.end, &format!("\n\n{}", filled(document, text))))
            }
            Make::Otherwise(make) => make(random, document),
        }
    }

    /// With rules that may find it as well.
    const fn or(mut self, rules: &'static [&'static str]) -> Plant {
        self.or = rules;
        self
    }
}

impl Extent {
    fn of(self, document: &Document, range: &Range<usize>) -> Range<usize> {
        match self {
            Extent::Slot => range.clone(),
            Extent::Sentence => document.sentence(range),
            Extent::Block => document.block(range),
        }
    }
}

/// One of several places.
fn one(random: &mut Random, places: Vec<Range<usize>>) -> Option<Range<usize>> {
    (!places.is_empty()).then(|| places[random.below(places.len())].clone())
}

/// Puts a text in the place of another; `around` it a reader would point.
fn rewrite(document: &Document, range: Range<usize>, with: &str, around: Range<usize>) -> Planted {
    let mut text = document.text.clone();
    text.replace_range(range.clone(), with);
    let end = (around.end + with.len()).saturating_sub(range.len()).max(around.start + 1);
    // Whole characters.
    let from = (0..=around.start).rev().find(|&at| text.is_char_boundary(at)).unwrap();
    let end = (end..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap();
    Planted::at(from..end, text)
}

/// Puts in a text in which `⟦⟧` marks what is wrong.
fn insert(document: &Document, at: usize, marked: &str) -> Planted {
    let (mut text, mut wrong) = (document.text[..at].to_owned(), Vec::new());
    for part in marked.split_inclusive(['⟦', '⟧']) {
        let from = text.len();
        text.push_str(part.trim_end_matches(['⟦', '⟧']));
        if part.ends_with('⟧') {
            wrong.push(from..text.len());
        }
    }
    assert!(!wrong.is_empty(), "marks nothing: {marked}");
    text.push_str(&document.text[at..]);
    Planted { text, wrong }
}

/// A text with the report's own words and figures.
fn filled(document: &Document, text: &str) -> String {
    let facts = &document.facts;
    text.replace("{people}", facts.kind.people)
        .replace("{unit}", facts.kind.unit)
        .replace("{name}", facts.name)
        .replace("{served}", facts.kind.served)
        .replace("{leader}", facts.kind.leader)
        .replace("{year}", &facts.year.to_string())
        .replace("{members}", &facts.members.to_string())
        .replace("{more}", &(facts.members + 7).to_string())
}

impl Planted {
    /// A text that is wrong in one place.
    fn at(wrong: Range<usize>, text: String) -> Planted {
        Planted { text, wrong: Vec::from([wrong]) }
    }

    /// The first wrong place with some words around it, to be read.
    pub fn place(&self) -> String {
        let range = &self.wrong[0];
        let before: Vec<char> = self.text[..range.start].chars().rev().take(12).collect();
        let after = self.text[range.end.min(self.text.len())..].chars().take(12);
        let wrong: String = self.text[range.clone()].chars().take(90).collect();
        let place: String =
            before.into_iter().rev().chain("⟦".chars()).chain(wrong.chars()).chain("⟧".chars()).chain(after).collect();
        place.replace('\n', "⏎").replace('`', "'")
    }
}

const fn slot(rule: &'static str, what: &'static str, slot: &'static str, extent: Extent, change: Change) -> Plant {
    Plant { rule, or: &[], what, make: Make::Slot(slot, extent, change) }
}

const fn word(rule: &'static str, right: &'static str, wrong: &'static str) -> Plant {
    Plant { rule, or: &[], what: wrong, make: Make::Word(right, wrong) }
}

const fn sentence(rule: &'static str, what: &'static str) -> Plant {
    Plant { rule, or: &[], what, make: Make::Sentence(what) }
}

const fn paragraphs(rule: &'static str, what: &'static str) -> Plant {
    Plant { rule, or: &[], what, make: Make::Paragraphs(what) }
}

const fn otherwise(
    rule: &'static str,
    what: &'static str,
    make: fn(&mut Random, &Document) -> Option<Planted>,
) -> Plant {
    Plant { rule, or: &[], what, make: Make::Otherwise(make) }
}
