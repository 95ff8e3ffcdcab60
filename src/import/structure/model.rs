//! The most likely roles of a document's lines, all at once.
//!
//! In: the features of lines. Out: the sequence of roles with the greatest sum
//! of weights (Viterbi), and for any line how much less the best other sequence
//! has. A weight is a whole number and stands in `weights.tsv`: of a feature for
//! a role, and of a state after another. They are learnt by
//! `tests/line_model.rs` from documents that it makes; there is no chance in it,
//! so that the same program makes the same file.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::import::structure::role::{LineRole, State, Zone, may_begin, predecessors, states};
use crate::import::structure::shapes::{Feature, Slot};

/// Weights of features by role, and of states by the state before.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// For a feature, the weight for each role.
    pub features: HashMap<Feature, Vec<i32>>,
    /// For two states, the weight of the second after the first: `[first * states + second]`.
    pub moves: Vec<i32>,
}

/// How many reports a document may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reports {
    /// One.
    One,
    /// Any number, one after the other.
    Any,
}

impl Reports {
    /// The states that may stand right before a state.
    fn before(self, state: usize) -> impl DoubleEndedIterator<Item = usize> {
        let zone = states()[state].zone;
        let all = predecessors()[state].iter().copied();
        all.filter(move |first| self == Reports::Any || !states()[*first].zone.ends_before(zone))
    }
}

/// How many roles there are.
const ROLES: usize = LineRole::ALL.len();

/// What is never chosen.
const NEVER: i32 = i32::MIN / 4;

impl Model {
    /// A model without weights.
    pub fn empty() -> Model {
        Model { features: HashMap::new(), moves: vec![0; states().len() * states().len()] }
    }

    /// The model of the program.
    pub fn learnt() -> &'static Model {
        static LEARNT: OnceLock<Model> = OnceLock::new();
        LEARNT.get_or_init(|| Model::read(include_str!("weights.tsv")))
    }

    /// Reads what [`Model::write`] wrote; lines that it did not write are
    /// skipped.
    pub fn read(text: &'static str) -> Model {
        let mut model = Model::empty();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(owner), Some(name)) = (cells.next(), cells.next()) else { continue };
            let weights = cells.filter_map(|cell| {
                let (name, weight) = cell.split_once('=')?;
                Some((name, weight.parse::<i32>().ok()?))
            });
            if owner == "after" {
                let Some(first) = state_of(name) else { continue };
                for (name, weight) in weights {
                    if let Some(slot) = state_of(name).and_then(|second| model.moves.get_mut(move_of(first, second))) {
                        *slot = weight;
                    }
                }
            } else if let Some((slot, _)) = Slot::ALL.iter().find(|(_, known)| *known == owner) {
                let row = model.features.entry((*slot, name)).or_insert_with(|| vec![0; ROLES]);
                for (name, weight) in weights {
                    if let Some(role) = LineRole::of(name) {
                        row[role as usize] = weight;
                    }
                }
            }
        }
        model
    }

    /// The rows of a file of weights, sorted; weights of 0 are left out.
    pub fn write(&self) -> String {
        let mut rows = Vec::new();
        for ((slot, name), weights) in &self.features {
            let cells: String = LineRole::ALL
                .iter()
                .filter(|(role, _)| weights[*role as usize] != 0)
                .map(|(role, name)| format!("\t{name}={}", weights[*role as usize]))
                .collect();
            if !cells.is_empty() {
                rows.push(format!("{}\t{name}{cells}\n", Slot::ALL[*slot as usize].1));
            }
        }
        for (first, state) in states().iter().enumerate() {
            let weight = |second: usize| self.moves[move_of(first, second)];
            let cells: String = (0..states().len())
                .filter(|second| weight(*second) != 0)
                .map(|second| format!("\t{}={}", name_of(states()[second]), weight(second)))
                .collect();
            if !cells.is_empty() {
                rows.push(format!("after\t{}{cells}\n", name_of(*state)));
            }
        }
        rows.sort();
        rows.concat()
    }

    /// What each role weighs for a line with these features.
    fn weigh(&self, features: &[Feature]) -> [i32; ROLES] {
        let mut sums = [0; ROLES];
        for weights in features.iter().filter_map(|feature| self.features.get(feature)) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
        sums
    }

    /// What each state weighs for each line.
    pub fn emissions(&self, features: &[Vec<Feature>]) -> Vec<Vec<i32>> {
        let of = |features: &Vec<Feature>| {
            let sums = self.weigh(features);
            // A table or picture is part of the text or stands beside it.
            let is_object = features.contains(&(Slot::Own, "table")) || features.contains(&(Slot::Own, "picture"));
            let may_be = |role| !is_object || matches!(role, LineRole::Item | LineRole::Text | LineRole::Caption);
            let weight = |state: &State| if may_be(state.role) { sums[state.role as usize] } else { NEVER };
            states().iter().map(weight).collect()
        };
        features.iter().map(of).collect()
    }

    /// The best sequence of states, as indices into [`states`], and its weight.
    pub fn decode(&self, emissions: &[Vec<i32>], reports: Reports) -> (Vec<usize>, i32) {
        let forward = self.forward(emissions, reports);
        let Some(last) = forward.last() else { return (Vec::new(), 0) };
        let mut state = best(last);
        let weight = last[state];
        let mut path = vec![state];
        for at in (1..emissions.len()).rev() {
            let before = &forward[at - 1];
            let value = |first: usize| before[first] + self.moves[move_of(first, state)];
            state = reports.before(state).rev().max_by_key(|first| value(*first)).unwrap_or(0);
            path.push(state);
        }
        path.reverse();
        (path, weight)
    }

    /// The weight of the best sequence that ends with each state at each line.
    fn forward(&self, emissions: &[Vec<i32>], reports: Reports) -> Vec<Vec<i32>> {
        let mut forward: Vec<Vec<i32>> = Vec::with_capacity(emissions.len());
        for (at, emission) in emissions.iter().enumerate() {
            let row = (0..states().len()).map(|state| {
                let best = match at.checked_sub(1).map(|before| &forward[before]) {
                    None if may_begin(states()[state]) => 0,
                    None => NEVER,
                    Some(before) => reports
                        .before(state)
                        .map(|first| before[first].saturating_add(self.moves[move_of(first, state)]))
                        .max()
                        .unwrap_or(NEVER),
                };
                best.saturating_add(emission[state]).max(NEVER)
            });
            let row = row.collect();
            forward.push(row);
        }
        forward
    }

    /// How much the best sequence loses if a line were not in the zone that it
    /// has there: what speaks for its being there, and 0 at least.
    pub fn margin(&self, emissions: &[Vec<i32>], path: &[usize], at: usize) -> i32 {
        let mut other = emissions.to_vec();
        let Some((row, state)) = other.get_mut(at).zip(path.get(at)) else { return 0 };
        let zone = states()[*state].zone;
        for (index, state) in states().iter().enumerate() {
            if state.zone == zone {
                row[index] = NEVER;
            }
        }
        let best = |emissions: &[Vec<i32>]| {
            self.forward(emissions, Reports::One).last().and_then(|row| row.iter().max().copied()).unwrap_or(0)
        };
        best(emissions).saturating_sub(best(&other)).max(0)
    }
}

/// Where the weight of a state after another stands in [`Model::moves`].
pub fn move_of(first: usize, second: usize) -> usize {
    first * states().len() + second
}

/// The first of the largest.
fn best(row: &[i32]) -> usize {
    (0..row.len()).rev().max_by_key(|at| row[*at]).unwrap_or(0)
}

fn name_of(state: State) -> String {
    format!("{}/{}", Zone::ALL[state.zone as usize].1, state.role.name())
}

fn state_of(name: &str) -> Option<usize> {
    states().iter().position(|state| name_of(*state) == name)
}
