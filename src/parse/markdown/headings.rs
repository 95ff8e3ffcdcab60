//! Headings: their levels, their ids, the outline.
//!
//! In: the script of a body. Out: for every heading its level on the page and
//! an id that no other has, known before anything is written, so that a link
//! may lead forward. The page's title is `h1`; if the body has headings of
//! that level, all move down by one. Skipped levels are the author's.
//!
//! An id is the heading's text with Han characters kept and everything that is
//! neither letter nor digit made `-`: `#一-学习-排进日历`. It changes with the
//! text, not with the place; namesakes get `-2`, `-3`. `{#id}` after a heading
//! sets it. Ids that the page itself uses (`notes`, `n1`, `cite-h`) get `s-`
//! before them.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{Event, Tag};

use crate::diag::rules::markdown::HEADING_ID_TWICE;
use crate::diag::{Diagnostic, Words};
use crate::parse::markdown::script::Script;
use crate::parse::markdown::{BodyContext, Heading};

/// The longest id made from a text, in characters.
const LONGEST: usize = 40;

/// One heading.
#[derive(Debug)]
pub(super) struct HeadingEntry {
    /// The index of its start in the script.
    pub at: usize,
    /// Its level on the page, 2 to 6.
    pub level: u8,
    /// Its id.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Whether it stands in no list, quotation or note.
    pub is_outer: bool,
}

/// All headings of a body in order.
#[derive(Debug)]
pub(super) struct Headings {
    entries: Vec<HeadingEntry>,
    ids: HashSet<String>,
    /// The id of the first heading with these words, read as an id is.
    words: HashMap<String, String>,
}

impl Headings {
    /// Reads the headings; those without words are left out.
    pub fn read(script: &Script<'_>, place: &BodyContext<'_>, findings: &mut Vec<Diagnostic>) -> Headings {
        let tags: Vec<(usize, u8, Option<&str>)> = script
            .events
            .iter()
            .enumerate()
            .filter_map(|(at, event)| match event {
                Event::Start(Tag::Heading { level, id, .. }) => Some((at, *level as u8, id.as_deref())),
                _ => None,
            })
            .collect();
        let shift = u8::from(tags.iter().any(|&(_, level, _)| level == 1));
        let mut names = GivenIds::default();
        let mut asked: HashMap<String, usize> = HashMap::new();
        let mut entries: Vec<HeadingEntry> = Vec::new();
        for &(at, level, id) in &tags {
            let text = script.words(script.inside(at)).trim().to_owned();
            if text.is_empty() {
                continue;
            }
            let id = id.map(|id| own(&slug(id, usize::MAX))).filter(|id| !id.is_empty()).unwrap_or_default();
            if !id.is_empty() {
                if let Some(&first) = asked.get(&id) {
                    findings.push(
                        Diagnostic::new(&HEADING_ID_TWICE, place.span(script.spans[at].clone()))
                            .with("id", id.as_str())
                            .label(
                                place.span(script.spans[first].clone()),
                                Words { zh: "第一个", en: "the first one" },
                            ),
                    );
                } else {
                    asked.insert(id.clone(), at);
                }
            }
            let is_outer = script.blocks.binary_search(&at).is_ok();
            entries.push(HeadingEntry { at, level: (level + shift).min(6), id, text, is_outer });
        }
        // What authors ask for they get, before names are made for the rest.
        let (with, without): (Vec<_>, Vec<_>) = entries.iter_mut().partition(|entry| !entry.id.is_empty());
        for entry in with {
            entry.id = names.new_name(std::mem::take(&mut entry.id));
        }
        for entry in without {
            let name = own(&slug(&entry.text, LONGEST));
            entry.id = names.new_name(if name.is_empty() { "s".to_owned() } else { name });
        }
        let mut words = HashMap::new();
        for entry in &entries {
            words.entry(own(&slug(&entry.text, LONGEST))).or_insert_with(|| entry.id.clone());
        }
        words.remove("");
        Headings { entries, ids: names.taken, words }
    }

    /// The heading that starts at an index, if it has words.
    pub fn find(&self, at: usize) -> Option<&HeadingEntry> {
        let index = self.entries.binary_search_by_key(&at, |entry| entry.at).ok()?;
        self.entries.get(index)
    }

    /// The id that an author means by what stands after `#` in a link: an id,
    /// or the text of a heading, which leads there even if the heading has
    /// another id.
    pub fn id(&self, anchor: &str) -> Option<String> {
        let slug = own(&slug(anchor, LONGEST));
        let of_body = [anchor, &slug].into_iter().find(|&id| self.ids.contains(id));
        let of_body = of_body.or_else(|| self.words.get(&slug).map(String::as_str));
        of_body.or(is_of_page(anchor).then_some(anchor)).map(str::to_owned)
    }
}

/// Names given so far.
#[derive(Default)]
struct GivenIds {
    taken: HashSet<String>,
    /// How often each was asked for, so that a thousand namesakes take a
    /// thousand steps.
    asked: HashMap<String, usize>,
}

impl GivenIds {
    fn new_name(&mut self, name: String) -> String {
        let count = self.asked.entry(name.clone()).or_insert(0);
        loop {
            *count += 1;
            let candidate = if *count == 1 { name.clone() } else { format!("{name}-{count}") };
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

/// Letters and digits of any script, with `-` for what stands between them.
fn slug(text: &str, longest: usize) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.chars() {
        if character.is_alphanumeric() || character == '_' {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            gap = false;
            slug.extend(character.to_lowercase());
        } else {
            gap = true;
        }
        if slug.len() >= longest && slug.chars().count() >= longest {
            break;
        }
    }
    slug
}

/// Puts `s-` before a name that the page uses for itself.
fn own(name: &str) -> String {
    if is_of_page(name) { format!("s-{name}") } else { name.to_owned() }
}

/// The ids that the pages of reports and texts use for their own parts.
/// `tests/pages.rs` holds them against the built-in theme.
const OF_THE_PAGE: [&str; 18] = [
    "main",
    "contents",
    "figures",
    "honours",
    "achievements",
    "notes",
    "refs",
    "cite",
    "related",
    "colophon",
    "more",
    "list",
    "site",
    "top",
    "toc",
    "q",
    "site-q",
    "site-q-list",
];

/// Whether the theme or the notes may give this id to something.
fn is_of_page(name: &str) -> bool {
    let numbered = |prefix: &str| {
        name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
    };
    OF_THE_PAGE.contains(&name)
        || name.starts_with("cite-")
        || name.ends_with("-h")
        || ["a", "n", "r", "ref", "y"].into_iter().any(numbered)
}

/// Makes the outline: second levels with the third levels below them.
pub(super) fn outline(headings: Vec<Heading>) -> Vec<Heading> {
    let mut outline: Vec<Heading> = Vec::new();
    for heading in headings {
        match outline.last_mut() {
            Some(parent) if parent.level < heading.level => parent.children.push(heading),
            _ => outline.push(heading),
        }
    }
    outline
}

#[cfg(test)]
mod tests {
    use super::{own, slug};

    #[test]
    fn ids_keep_letters_of_every_script() {
        assert_eq!(slug("一、学习：排进日历的组织生活", 40), "一-学习-排进日历的组织生活");
        assert_eq!(slug("（一）COVID-19 “两学一做”", 40), "一-covid-19-两学一做");
        assert_eq!(slug("……", 40), "");
        assert_eq!(slug(&"长".repeat(90), 40).chars().count(), 40);
    }

    #[test]
    fn ids_of_the_page_are_avoided() {
        for name in ["main", "notes", "n1", "ref12", "cite-h", "fig-h", "a1"] {
            assert_eq!(own(name), format!("s-{name}"));
        }
        for name in ["学习", "refer", "note", "s1", "year"] {
            assert_eq!(own(name), name);
        }
    }
}
