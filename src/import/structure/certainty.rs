//! How sure it is that a title is one.
//!
//! In: what speaks for a title and against it, by name: the features of its line, how much the
//! lines lose by their weights if another were the title, what the file says. Out: a sum of
//! weights; from [`SURE`] on a title stands as a fact, below it is proposed. The weights are
//! learnt by `tests/line_model.rs` from titles in families of documents that the model of lines
//! had not seen, right ones and wrong ones, by logistic regression.

use std::collections::HashMap;
use std::sync::OnceLock;

/// What a title needs to stand as a fact. In families of documents that were withheld, which are
/// worse than most, 3 of 100 titles from here on are wrong (`HUIBIAN_RELIABILITY=1` of
/// `tests/line_model.rs`). At 750 it would be 2, and 7 more of 100 right titles proposals.
pub const SURE: i32 = 500;

/// Margins of the model of lines, in the units of its weights, and what a margin of at least so
/// much is called.
const MARGINS: [(i32, &str); 8] = [
    (100, "margin=100"),
    (200, "margin=200"),
    (300, "margin=300"),
    (400, "margin=400"),
    (600, "margin=600"),
    (800, "margin=800"),
    (1200, "margin=1200"),
    (1600, "margin=1600"),
];

/// The names of what a margin comes to: every step that it reaches is one.
pub fn of_margin(margin: i32) -> impl Iterator<Item = &'static str> {
    MARGINS.iter().filter(move |(least, _)| margin >= *least).map(|(_, name)| *name)
}

/// Weights by name.
#[derive(Debug, Default)]
pub struct Certainty {
    /// What each name weighs.
    pub weights: HashMap<&'static str, i32>,
}

impl Certainty {
    /// That of the program.
    pub fn learnt() -> &'static Certainty {
        static LEARNT: OnceLock<Certainty> = OnceLock::new();
        LEARNT.get_or_init(|| Certainty::read(include_str!("certainty.tsv")))
    }

    /// Reads rows of a name and its weight; lines that are none are skipped.
    pub fn read(text: &'static str) -> Certainty {
        let row = |line: &'static str| {
            let (name, weight) = line.split_once('\t')?;
            Some((name, weight.parse().ok()?))
        };
        Certainty { weights: text.lines().filter_map(row).collect() }
    }

    /// The sum for a title of which these hold.
    pub fn of(&self, traits: &[&'static str]) -> i32 {
        traits.iter().filter_map(|name| self.weights.get(name)).sum()
    }
}
