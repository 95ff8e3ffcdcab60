//! The marks of lists.
//!
//! In: a list's element. Out: the mark of each item as text.

use crate::import::html::style;
use crate::import::html::tree::Tree;
use crate::language::numeral;

/// A list that is open.
pub struct List {
    ordered: Option<Numbers>,
    next: i64,
}

/// How items are numbered.
#[derive(Clone, Copy)]
enum Numbers {
    Arabic,
    Letters(char),
    Roman(bool),
    Han,
    /// The page says that there is no mark.
    None,
}

impl List {
    /// A list that begins.
    pub fn of(tree: &Tree, at: usize, is_ordered: bool) -> List {
        let kind = tree.attribute(at, "type").unwrap_or_default();
        let styled = style::declarations(tree.attribute(at, "style").unwrap_or_default())
            .find(|(key, _)| matches!(*key, "list-style-type" | "list-style"))
            .map_or(kind, |(_, value)| value);
        let start = tree.attribute(at, "start").and_then(|start| start.trim().parse().ok());
        let ordered = match styled.trim() {
            "a" | "lower-alpha" | "lower-latin" => Some(Numbers::Letters('a')),
            "A" | "upper-alpha" | "upper-latin" => Some(Numbers::Letters('A')),
            "i" | "lower-roman" => Some(Numbers::Roman(false)),
            "I" | "upper-roman" => Some(Numbers::Roman(true)),
            "decimal" => Some(Numbers::Arabic),
            "none" => Some(Numbers::None),
            "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal" | "simp-chinese-formal" => {
                Some(Numbers::Han)
            }
            "disc" | "circle" | "square" => None,
            _ => is_ordered.then_some(Numbers::Arabic),
        };
        List { ordered, next: start.unwrap_or(1) }
    }
}

impl List {
    /// Whether its items are numbered.
    pub fn is_ordered(&self) -> bool {
        self.ordered.is_some()
    }

    /// The mark of the next item, which may say its number; empty if items
    /// have no marks.
    pub fn mark(&mut self, value: Option<i64>) -> String {
        let Some(numbers) = self.ordered else { return "•".to_owned() };
        let number = value.unwrap_or(self.next);
        self.next = number.saturating_add(1);
        numbers.write(number)
    }
}

impl Numbers {
    fn write(self, number: i64) -> String {
        let small = u32::try_from(number).ok().filter(|number| (1..1000).contains(number));
        match (self, small) {
            (Numbers::None, _) => String::new(),
            (Numbers::Han, Some(number)) => format!("{}、", numeral::ordinal(number)),
            (Numbers::Letters(first), Some(number)) if number <= 26 => {
                let letter = char::from_u32(u32::from(first) + number - 1).unwrap_or(first);
                format!("{letter}.")
            }
            (Numbers::Roman(upper), Some(number)) => {
                let lower = format!("{}.", numeral::roman(number));
                if upper { lower.to_uppercase() } else { lower }
            }
            _ => format!("{number}."),
        }
    }
}
