//! Two versions of a text that were made from the same third.
//!
//! In: the text as it was, mine, and theirs. Out: one text with both changes, or the
//! places where both have changed the same lines in different ways. Lines are told
//! apart as `import::merge` does it.

use serde::Serialize;

use crate::import::merge::{Stretch, stretches};

/// What came of putting two versions together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Merged {
    /// The text with both; none where someone has to choose.
    pub text: Option<String>,
    /// The places where someone has to.
    pub spots: Vec<Spot>,
    /// The whole text, in pieces, of which some are to be chosen.
    pub pieces: Vec<Piece>,
}

/// A piece of a text that is put together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Piece {
    /// Both agree, or only one has changed it.
    Agreed {
        /// The lines.
        same: String,
    },
    /// Someone has to choose.
    Choice {
        /// The lines as they were.
        base: String,
        /// My lines.
        mine: String,
        /// Theirs.
        theirs: String,
        /// Both, where both were only put in.
        both: Option<String>,
    },
}

/// A place that was changed in two ways.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// The lines as they were.
    pub base: String,
    /// My lines.
    pub mine: String,
    /// Theirs.
    pub theirs: String,
    /// On which of my lines they begin, from 1.
    pub line: usize,
}

/// Puts two versions of a text together.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Merged {
    let (mut text, mut spots, mut pieces) = (String::new(), Vec::new(), Vec::new());
    let mut line = 1;
    for stretch in stretches(base, mine, theirs, key) {
        match stretch {
            Stretch::Agreed { text: agreed, lines } => {
                text.push_str(&agreed);
                line += lines;
                pieces.push(Piece::Agreed { same: agreed });
            }
            Stretch::Clash { base, mine, theirs } => {
                let lines = mine.lines().count();
                let both = base.is_empty().then(|| format!("{mine}{theirs}"));
                let choice = (base.clone(), mine.clone(), theirs.clone());
                pieces.push(Piece::Choice { base: choice.0, mine: choice.1, theirs: choice.2, both });
                spots.push(Spot { base, mine, theirs, line });
                line += lines;
            }
        }
    }
    Merged { text: spots.is_empty().then_some(text), spots, pieces }
}

/// A line as it is compared: blanks at its end may be a break.
fn key(line: &str) -> &str {
    line.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n'])
}
