//! Automatic numbers (ECMA-376 part 1, §17.9).
//!
//! In: `numbering.xml`, then the numbered paragraphs in their order. Out: the
//! label of each, 一、 or （一） or 1.1, as Word shows it. Numberings of one
//! abstract definition count together; an override of the start (§17.9.26)
//! begins anew where its numbering is first met.

use std::collections::{HashMap, HashSet};

use crate::import::Refusal;
use crate::import::docx::styles::{Styles, on};
use crate::import::docx::xml::{self, Element, Ns};
use crate::import::docx::{formats, limits, refuse};

/// How many levels a list has (§17.9.6).
const LEVELS: usize = 9;

/// Numberings and how far they have counted.
#[derive(Default)]
pub struct Numbering {
    definitions: HashMap<u32, Definition>,
    numberings: HashMap<u32, Instance>,
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Levels of numberings whose overridden start was used.
    begun: HashSet<(u32, usize)>,
}

/// What a paragraph's number looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The number with what stands around it; `•` for a bullet.
    pub text: String,
    /// Whether it counts.
    pub ordered: bool,
}

/// `w:abstractNum`.
#[derive(Default)]
struct Definition {
    levels: [Option<Level>; LEVELS],
    /// The style of lists whose numbering holds the levels instead.
    link: Option<String>,
}

/// `w:num`.
#[derive(Default)]
struct Instance {
    definition: u32,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// `w:lvl`.
#[derive(Clone, Default)]
struct Level {
    start: Option<u32>,
    format: String,
    text: String,
    /// The level from 1 whose use begins this one anew; 0 for none.
    restart: Option<usize>,
    legal: bool,
    style: Option<String>,
    picture: bool,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read(text: &str) -> Result<Numbering, Refusal> {
        let mut numbering = Numbering::default();
        xml::children(text, &[(Ns::W, "numbering")], |element| {
            if numbering.definitions.len() + numbering.numberings.len() >= limits::DEFINITIONS {
                return Err(refuse::too_large());
            }
            let id = |name| element.number(name).and_then(|id| u32::try_from(id).ok());
            match element.name() {
                (Ns::W, "abstractNum") => {
                    let Some(id) = id("abstractNumId") else { return Ok(()) };
                    numbering.definitions.entry(id).or_insert_with(|| Definition::read(element));
                }
                (Ns::W, "num") => {
                    let Some(id) = id("numId") else { return Ok(()) };
                    numbering.numberings.entry(id).or_insert_with(|| Instance::read(element));
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(numbering)
    }

    /// The level of a numbering that a style is linked to (§17.9.23).
    pub fn level_of_style(&self, numbering: u32, style: &str) -> Option<u8> {
        let definition = self.definitions.get(&self.numberings.get(&numbering)?.definition)?;
        let linked = |level: &Option<Level>| level.as_ref().and_then(|level| level.style.as_deref()) == Some(style);
        definition.levels.iter().position(linked).and_then(|level| u8::try_from(level).ok())
    }

    /// Counts a paragraph and says its label; `None` if there is no such
    /// numbering.
    pub fn count(&mut self, numbering: u32, level: u8, styles: &mut Styles) -> Option<Label> {
        let at = usize::from(level).min(LEVELS - 1);
        let id = self.definition_of(numbering, styles)?;
        let instance = self.numberings.get(&numbering)?;
        let definition = self.definitions.get(&id)?;
        let level_at = |at: usize| instance.levels[at].as_ref().or(definition.levels[at].as_ref());
        let start_at = |at: usize| {
            instance.starts[at].or_else(|| level_at(at).and_then(|level| level.start)).unwrap_or(match level_at(at) {
                // Without `w:start` a level begins at 0 (§17.9.25).
                Some(_) => 0,
                None => 1,
            })
        };
        let counters = self.counters.entry(id).or_default();
        let overridden = instance.starts[at].is_some() && self.begun.insert((numbering, at));
        let value = match counters[at] {
            Some(value) if !overridden => value.saturating_add(1),
            _ => start_at(at),
        };
        counters[at] = Some(value);
        for (below, counter) in counters.iter_mut().enumerate().skip(at + 1) {
            // §17.9.10: by default every higher level begins this one anew.
            let restarts = match level_at(below).and_then(|level| level.restart) {
                Some(level) => at < level,
                None => true,
            };
            if restarts {
                *counter = None;
            }
        }
        let Some(own) = level_at(at) else { return Some(Label { text: value.to_string() + ".", ordered: true }) };
        if own.picture || own.format == "bullet" {
            let text = if own.text.is_empty() && !own.picture { String::new() } else { "•".to_owned() };
            return Some(Label { text, ordered: false });
        }
        let text = own.fill(|level| {
            let format = match level_at(level) {
                Some(_) if own.legal => "decimal",
                Some(level) => level.format.as_str(),
                None => "decimal",
            };
            formats::written(counters[level].unwrap_or_else(|| start_at(level)), format).unwrap_or_default()
        });
        Some(Label { text, ordered: true })
    }

    /// The definition that holds a numbering's levels.
    fn definition_of(&self, numbering: u32, styles: &mut Styles) -> Option<u32> {
        let mut id = self.numberings.get(&numbering)?.definition;
        // A link leads to a style, its numbering and that one's definition,
        // which may be a link again, in a circle even.
        for _ in 0..4 {
            let Some(link) = self.definitions.get(&id)?.link.as_deref() else { break };
            let Some(other) = styles.numbering(link).and_then(|other| self.numberings.get(&other)) else { break };
            id = other.definition;
        }
        Some(id)
    }
}

impl Definition {
    fn read(element: Element<'_, '_>) -> Definition {
        let mut definition = Definition::default();
        for child in element.children().filter(|child| child.is(Ns::W, "lvl")) {
            if let Some(level) = definition.levels.get_mut(index(child)) {
                *level = Some(Level::read(child));
            }
        }
        definition.link =
            element.own("numStyleLink").and_then(|link| link.value("val")).map(|style| style.into_owned());
        definition
    }
}

impl Instance {
    fn read(element: Element<'_, '_>) -> Instance {
        let definition = element.own("abstractNumId").and_then(|id| id.number("val"));
        let mut instance = Instance {
            definition: definition.and_then(|id| u32::try_from(id).ok()).unwrap_or(u32::MAX),
            ..Instance::default()
        };
        for child in element.children().filter(|child| child.is(Ns::W, "lvlOverride")) {
            let at = index(child);
            let (Some(start), Some(level)) = (instance.starts.get_mut(at), instance.levels.get_mut(at)) else {
                continue;
            };
            *start = child.own("startOverride").and_then(start_of);
            *level = child.own("lvl").map(Level::read);
        }
        instance
    }
}

impl Level {
    fn read(element: Element<'_, '_>) -> Level {
        let value = |name| Some(element.own(name)?.value("val")?.into_owned());
        let custom = element.own("numFmt").and_then(|format| format.value("format"));
        Level {
            start: element.own("start").and_then(start_of),
            format: match custom {
                // `custom` with `01, 02, 03, …` is the one that Word writes.
                Some(custom) if custom.starts_with('0') => "decimalZero".to_owned(),
                _ => value("numFmt").unwrap_or_else(|| "decimal".to_owned()),
            },
            text: value("lvlText").unwrap_or_default().chars().take(limits::LABEL).collect(),
            restart: element
                .own("lvlRestart")
                .and_then(|restart| restart.number("val"))
                .map(|level| usize::try_from(level).unwrap_or(0)),
            legal: element.own("isLgl").is_some_and(|legal| legal.value("val").as_deref().is_none_or(on)),
            style: value("pStyle"),
            picture: element.own("lvlPicBulletId").is_some(),
        }
    }

    /// Puts numbers for `%1` to `%9`.
    fn fill(&self, number: impl Fn(usize) -> String) -> String {
        let mut label = String::new();
        let mut rest = self.text.chars().peekable();
        while let Some(character) = rest.next() {
            let level = if character == '%' { rest.peek().and_then(|digit| digit.to_digit(10)) } else { None };
            match level.and_then(|level| usize::try_from(level).ok()?.checked_sub(1)) {
                Some(level) => {
                    rest.next();
                    label.push_str(&number(level));
                }
                None => label.push(character),
            }
        }
        let mut label: String = label.trim().chars().take(limits::LABEL).collect();
        // Word sets a gap between a number and the words.
        if label.ends_with(char::is_alphanumeric) {
            label.push(' ');
        }
        label
    }
}

/// Which level an element is of; beyond all if it does not say.
fn index(element: Element<'_, '_>) -> usize {
    element.number("ilvl").and_then(|level| usize::try_from(level).ok()).unwrap_or(LEVELS)
}

/// A start, within what formats can write.
fn start_of(element: Element<'_, '_>) -> Option<u32> {
    element.number("val").map(|start| u32::try_from(start.max(0)).unwrap_or(u32::MAX))
}
