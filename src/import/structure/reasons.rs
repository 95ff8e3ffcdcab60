//! Why a line is taken for what it is, in words.
//!
//! In: the features of a line and the role it was given. Out: the features that
//! spoke most for it, as a person would name them (`reasons.tsv`).

use std::sync::OnceLock;

use crate::diag::Words;
use crate::import::structure::model::Model;
use crate::import::structure::role::LineRole;
use crate::import::structure::shapes::{Feature, Slot};

/// How many reasons are named.
const MOST: usize = 3;

/// What spoke for the role of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Of which line it holds.
    pub line: Which,
    /// What holds: 居中.
    pub what: Words,
}

/// A line beside the one that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The line itself.
    Own,
    /// The one above it.
    Above,
    /// The one below it.
    Below,
}

impl Reason {
    /// The reason as a clause in both languages: 下一行是署名.
    pub fn clause(self) -> (String, String) {
        let line = match self.line {
            Which::Own => Words { zh: "", en: "" },
            Which::Above => Words { zh: "上一行", en: "line above: " },
            Which::Below => Words { zh: "下一行", en: "line below: " },
        };
        (format!("{}{}", line.zh, self.what.zh), format!("{}{}", line.en, self.what.en))
    }
}

/// The strongest reasons for a role, the strongest first: by how much more each
/// feature weighs for it than for the role that the line would else have.
pub fn reasons(model: &Model, features: &[Feature], role: LineRole) -> Vec<Reason> {
    let rows: Vec<(&Feature, &Vec<i32>)> =
        features.iter().filter_map(|feature| Some((feature, model.features.get(feature)?))).collect();
    let weight = |role: LineRole| rows.iter().map(|(_, row)| row[role as usize]).sum::<i32>();
    let others = LineRole::ALL.iter().map(|(other, _)| *other).filter(|other| *other != role);
    let Some(rival) = others.max_by_key(|other| weight(*other)) else { return Vec::new() };
    // A feature counts by itself and with its place: both are one reason.
    let mut found: Vec<(i32, Reason)> = Vec::new();
    for ((slot, name), row) in rows {
        let Some(what) = words(name) else { continue };
        let line = match slot {
            Slot::Previous => Which::Above,
            Slot::Next => Which::Below,
            Slot::Own | Slot::Top | Slot::Middle | Slot::Bottom => Which::Own,
        };
        let (reason, gain) = (Reason { line, what }, row[role as usize] - row[rival as usize]);
        match found.iter_mut().find(|(_, known)| *known == reason) {
            Some((sum, _)) => *sum += gain,
            None => found.push((gain, reason)),
        }
    }
    found.retain(|(gain, _)| *gain > 0);
    found.sort_by_key(|(gain, _)| -gain);
    found.into_iter().take(MOST).map(|(_, reason)| reason).collect()
}

/// How a person names a feature.
fn words(name: &str) -> Option<Words> {
    static ROWS: OnceLock<Vec<(&'static str, Words)>> = OnceLock::new();
    let rows = ROWS.get_or_init(|| {
        let row = |line: &'static str| {
            let mut cells = line.split('\t');
            Some((cells.next()?, Words { zh: cells.next()?, en: cells.next()? }))
        };
        include_str!("reasons.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
    });
    rows.binary_search_by_key(&name, |(name, _)| name).ok().and_then(|at| rows.get(at)).map(|(_, words)| *words)
}

#[cfg(test)]
mod tests {
    use super::{Which, reasons, words};
    use crate::import::structure::model::Model;
    use crate::import::structure::role::LineRole;
    use crate::import::structure::shapes::Slot;

    #[test]
    fn every_row_names_a_feature() {
        let rows: Vec<&str> = include_str!("reasons.tsv").lines().filter(|line| !line.starts_with('#')).collect();
        let names: Vec<&str> = rows.iter().filter_map(|row| row.split('\t').next()).collect();
        assert!(names.is_sorted(), "sorted by bytes");
        let known = |name: &str| {
            Slot::ALL
                .iter()
                .any(|(slot, _)| Model::learnt().features.keys().any(|(of, feature)| of == slot && *feature == name))
        };
        for (row, name) in rows.iter().zip(names) {
            assert_eq!(row.split('\t').filter(|cell| !cell.is_empty()).count(), 3, "{row}");
            assert!(known(name), "{name} is no feature of weights.tsv");
            assert!(words(name).is_some(), "{name}");
        }
    }

    #[test]
    fn what_speaks_most_for_a_role_comes_first() {
        let features = [(Slot::Own, "any"), (Slot::Own, "is-page-line"), (Slot::Top, "is-page-line")];
        let found = reasons(Model::learnt(), &features, LineRole::Furniture);
        assert_eq!(
            found.first().map(|reason| (reason.line, reason.what.en)),
            Some((Which::Own, "is a line of web pages"))
        );
        assert_eq!(found.len(), 1);
    }
}
