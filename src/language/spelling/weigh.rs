//! How sure a candidate is: the sum of small trees of questions about its traits.
//!
//! `data/weights.tsv` has a node a row; `tests/language/spelling-train.py` makes it.

use std::sync::LazyLock;

use super::Trait;
use super::tables::WEIGHTS;

/// A question, or an answer.
enum Node {
    /// Whether a trait is at most a number: the node if so, and if not.
    Ask { of: usize, most: i16, yes: usize, no: usize },
    /// What it adds.
    Add(i32),
}

static TREES: LazyLock<Vec<Vec<Node>>> = LazyLock::new(|| trees(WEIGHTS));

/// The logarithm of the odds that a candidate is right, in thousandths.
pub(super) fn odds(traits: &Trait) -> i32 {
    TREES.iter().map(|tree| answer(tree, traits)).sum()
}

fn answer(tree: &[Node], traits: &Trait) -> i32 {
    let mut at = 0;
    // A tree has no way back, so it ends after as many steps as it has nodes.
    for _ in 0..tree.len() {
        match tree.get(at) {
            Some(Node::Ask { of, most, yes, no }) => {
                at = if traits.get(*of).is_some_and(|value| value <= most) { *yes } else { *no };
            }
            Some(Node::Add(value)) => return *value,
            None => return 0,
        }
    }
    0
}

/// Rows are `tree`, `trait`, `most`, `yes`, `no`; an answer has its value in `most`
/// and no trait.
fn trees(text: &str) -> Vec<Vec<Node>> {
    let mut trees: Vec<Vec<Node>> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let number = |at: usize| cells.get(at).and_then(|cell| cell.parse::<i32>().ok());
        let place = |at: usize| number(at).and_then(|number| usize::try_from(number).ok());
        let (Some(tree), Some(most)) = (place(0), number(2)) else { continue };
        let ask = |of| Some(Node::Ask { of, most: i16::try_from(most).ok()?, yes: place(3)?, no: place(4)? });
        let node = place(1).and_then(ask).unwrap_or(Node::Add(most));
        if trees.len() == tree {
            trees.push(Vec::new());
        }
        if let Some(last) = trees.last_mut() {
            last.push(node);
        }
    }
    trees
}
