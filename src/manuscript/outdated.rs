//! Outdated: facts whose number the text has no more.
//!
//! In: the text as it was when its facts were read out of it, and the report now. Out: the
//! cells of its figures and achievements that still have a number which was corrected
//! in the text since, and what they would say with the new one. Numbers that stand elsewhere
//! in the text are left alone, and those of which nobody can tell what they became.

use serde::Serialize;
use serde_json::Value as Json;
use similar::{DiffOp, TextDiff};

use crate::language::amount::{Amount, amounts, kin, plain};
use crate::manuscript::Manuscript;
use crate::parse::body_of;
use crate::source::VPath;
use crate::text::width;

/// A cell that says what the text said before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outdated {
    /// The field.
    pub field: &'static str,
    /// The row, from 0.
    pub at: usize,
    /// The column.
    pub column: &'static str,
    /// What it says.
    pub was: String,
    /// What it would say.
    pub now: String,
}

/// A number that became another: both as they are written, with their units.
struct Changed {
    value: u64,
    counter: String,
    was: String,
    now: String,
    /// The new one in figures.
    numeral: String,
}

/// The cells of a report that a change of its body left behind. `before` and `now` are the
/// bytes of its file.
pub fn outdated(path: &VPath, before: &[u8], now: &[u8], manuscript: &Manuscript) -> Vec<Outdated> {
    let (Ok(before), Ok(now)) = (std::str::from_utf8(before), std::str::from_utf8(now)) else { return Vec::new() };
    let (before, now) = (&before[body_of(path, before)], &now[body_of(path, now)]);
    let changed = changed(before, now);
    if changed.is_empty() {
        return Vec::new();
    }
    let rows = |key: &str| {
        let field = manuscript.fields.iter().find(|field| field.key == key);
        field.and_then(|field| field.value.as_ref()).and_then(Json::as_array).into_iter().flatten().enumerate()
    };
    let cell = |row: &Json, column: &str| row[column].as_str().unwrap_or_default().to_owned();
    let figures = rows("metrics").filter_map(|(at, row)| {
        let (was, unit) = (cell(row, "value"), cell(row, "unit"));
        let written = format!("{was}{unit}");
        let all = amounts(&written);
        let amount = all.first()?;
        let change =
            changed.iter().find(|change| change.value == amount.value && change.counter == kin(amount.counter))?;
        let now = in_unit(&change.numeral, &unit)?;
        Some(Outdated { field: "metrics", at, column: "value", was, now })
    });
    let achievements = rows("achievements").filter_map(|(at, row)| {
        let was = cell(row, "text");
        if now.contains(&was) {
            return None;
        }
        let change = changed.iter().find(|change| was.matches(&change.was).count() == 1)?;
        let now = was.replace(&change.was, &change.now);
        Some(Outdated { field: "achievements", at, column: "text", was, now })
    });
    figures.chain(achievements).collect()
}

/// A new number as the cell of an old one is written, with what of the scale its unit lacks:
/// 1.2万 for 人次, 80 for 万元.
fn in_unit(numeral: &str, unit: &str) -> Option<String> {
    let scales = ['万', '亿'];
    let bare = numeral.trim_end_matches(scales);
    match unit.chars().next().filter(|first| scales.contains(first)) {
        _ if bare.is_empty() || !bare.chars().all(|c| c.is_ascii_digit() || c == '.') => None,
        Some(scale) => numeral[bare.len()..].eq(&scale.to_string()).then(|| bare.to_owned()),
        None => Some(numeral.to_owned()),
    }
}

/// The numbers that stood where others stand now, and nowhere else.
fn changed(before: &str, now: &str) -> Vec<Changed> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), now.lines().collect());
    let still: Vec<(u64, String)> = amounts(now).iter().map(known).collect();
    let mut changed = Vec::new();
    for op in TextDiff::from_slices(&old, &new).ops() {
        let DiffOp::Replace { old_index, old_len, new_index, new_len } = *op else { continue };
        let old = old[old_index..old_index + old_len].join("\n");
        let new = new[new_index..new_index + new_len].join("\n");
        let (before, after) = (amounts(&old), amounts(&new));
        let gone: Vec<&Amount> = before.iter().filter(|amount| !still.contains(&known(amount))).collect();
        let fresh: Vec<&Amount> =
            after.iter().filter(|amount| !before.iter().any(|other| known(other) == known(amount))).collect();
        for amount in &gone {
            let alike = |other: &&&Amount| kin(other.counter) == kin(amount.counter);
            let (was, now): (Vec<_>, Vec<_>) =
                (gone.iter().filter(alike).collect(), fresh.iter().filter(alike).collect());
            let place = was.iter().position(|other| other.range == amount.range);
            // As many of a kind as before stand in the same order.
            let Some(now) = place.filter(|_| was.len() == now.len()).and_then(|place| now.get(place)) else { continue };
            let numeral = width::fold(&new[now.numeral.clone()]).replace([',', ' '], "");
            let is_figures = numeral.chars().any(|c| c.is_ascii_digit());
            changed.push(Changed {
                value: amount.value,
                counter: kin(amount.counter).to_owned(),
                was: old[amount.measured.clone()].to_owned(),
                now: new[now.measured.clone()].to_owned(),
                numeral: if is_figures { numeral } else { plain(now.value) },
            });
        }
    }
    changed
}

/// What tells one amount from another.
fn known(amount: &Amount<'_>) -> (u64, String) {
    (amount.value, kin(amount.counter).to_owned())
}
