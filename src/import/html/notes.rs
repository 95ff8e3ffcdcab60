//! Notes of a page.
//!
//! In: a page. Out: which links are marks of notes, and which elements hold
//! their words. A link is a mark if it looks like one (`[1]`, ①), leads to a
//! place further on in the page, and the words there lead back to it.

use std::collections::{HashMap, HashSet};

use crate::import::html::tree::{Kind, Tree, is_block};

/// How many links within the page are looked at.
const MOST: usize = 5000;

/// The notes of a page.
#[derive(Default)]
pub struct Notes {
    /// Which note an element is the mark of.
    pub marks: HashMap<usize, usize>,
    /// The elements that hold the notes, in the order of the notes.
    pub bodies: Vec<usize>,
    /// Links from notes back to their marks.
    pub back: HashSet<usize>,
    /// The elements of `bodies`.
    pub held: HashSet<usize>,
}

impl Notes {
    /// Finds the notes.
    pub fn find(tree: &Tree) -> Notes {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut links = Vec::new();
        for (at, node) in tree.nodes.iter().enumerate() {
            let Kind::Element { name, .. } = &node.kind else { continue };
            for attribute in ["id", "name"] {
                if let Some(value) = tree.attribute(at, attribute)
                    && (attribute == "id" || *name == "a")
                {
                    places.entry(value).or_insert(at);
                }
            }
            if *name == "a"
                && let Some((_, target)) = tree.attribute(at, "href").and_then(|href| href.split_once('#'))
                && links.len() < MOST
            {
                links.push((at, target));
            }
        }
        let mut notes = Notes::default();
        let mut by_body: HashMap<usize, usize> = HashMap::new();
        for &(link, target) in &links {
            let Some(&place) = places.get(target) else { continue };
            if place <= link || !is_mark(&tree.text(link, 40)) {
                continue;
            }
            let Some(body) =
                std::iter::once(place).chain(tree.ancestors(place)).find(|node| is_block(tree.name(*node)))
            else {
                continue;
            };
            if body <= link || tree.end(body) - body > 2000 {
                continue;
            }
            let within = links.partition_point(|(at, _)| *at < body);
            let own = |name: &str| {
                let marked =
                    |node: usize| [tree.attribute(node, "id"), tree.attribute(node, "name")].contains(&Some(name));
                marked(link) || tree.ancestors(link).take(3).any(marked)
            };
            let back = links[within..].iter().take_while(|(at, _)| *at < tree.end(body)).find(|(_, name)| own(name));
            if let Some((back, _)) = back {
                let number = *by_body.entry(body).or_insert_with(|| {
                    notes.bodies.push(body);
                    notes.held.insert(body);
                    notes.bodies.len() - 1
                });
                notes.marks.insert(link, number);
                notes.back.insert(*back);
            }
        }
        notes
    }
}

/// Whether words look like the mark of a note: `[1]`, `（2）`, ③, `*`, and 注4, in which
/// 注 is part of the mark.
fn is_mark(words: &str) -> bool {
    let bare: String = words.chars().filter(|c| !c.is_whitespace() && !"[]［］()（）〔〕【】".contains(*c)).collect();
    let bare = bare.strip_prefix('注').unwrap_or(&bare);
    !bare.is_empty() && bare.chars().count() <= 4 && bare.chars().all(|c| c.is_numeric() || "*†‡＊".contains(c))
}
