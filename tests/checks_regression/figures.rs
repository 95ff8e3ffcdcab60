//! Figures: what was found of what was planted, as a page.

use std::fmt;

use huibian::check::Group;

use super::plants::Plant;

/// What came of a plant.
pub struct Outcome {
    /// The plant.
    pub plant: &'static Plant,
    /// Whether its rule marks the place.
    pub is_found: bool,
    /// The place, to be read.
    pub place: String,
}

/// What came of all.
pub struct Figures {
    /// How many clean reports there are.
    pub reports: usize,
    /// What came of each plant, in order.
    pub outcomes: Vec<Outcome>,
    /// What is said of clean reports above a note, one a report.
    pub alarms: Vec<String>,
}

impl Figures {
    /// None yet, of so many reports.
    pub fn new(reports: usize) -> Figures {
        Figures { reports, outcomes: Vec::new(), alarms: Vec::new() }
    }

    /// How many are found of those that are wanted, and how many there are.
    pub fn of(&self, wanted: impl Fn(&Plant) -> bool) -> (usize, usize) {
        let of: Vec<_> = self.outcomes.iter().filter(|outcome| wanted(outcome.plant)).collect();
        (of.iter().filter(|outcome| outcome.is_found).count(), of.len())
    }

    fn row(&self, out: &mut fmt::Formatter<'_>, name: &str, wanted: impl Fn(&Plant) -> bool) -> fmt::Result {
        let (found, planted) = self.of(wanted);
        let share = found as f64 * 100.0 / planted.max(1) as f64;
        writeln!(out, "| {name} | {planted} | {found} | {share:.1}% |")
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "# Planted mistakes\n")?;
        writeln!(
            out,
            "Made by `tests/checks_regression.rs`. {} mistakes, each in a report of its own;",
            self.outcomes.len()
        )?;
        writeln!(out, "of the same {} reports without them, {} are marked.\n", self.reports, self.alarms.len())?;
        let head = "| planted | found | share |\n| --- | --- | --- | --- |";
        writeln!(out, "| group {head}")?;
        for group in Group::ALL {
            self.row(out, group.words().en, |plant| plant.group() == group)?;
        }
        self.row(out, "all", |_| true)?;
        writeln!(out, "\n| rule {head}")?;
        for group in Group::ALL {
            let mut rules: Vec<&str> = Vec::new();
            for plant in Plant::all().filter(|plant| plant.group() == group) {
                if !rules.contains(&plant.rule) {
                    rules.push(plant.rule);
                }
            }
            for rule in rules {
                self.row(out, rule, |plant| plant.rule == rule)?;
            }
        }
        writeln!(out, "\n## Missed\n")?;
        for outcome in self.outcomes.iter().filter(|outcome| !outcome.is_found) {
            writeln!(out, "- {}, {}: `{}`", outcome.plant.rule, outcome.plant.what, outcome.place)?;
        }
        writeln!(out, "\n## Marked in clean reports\n")?;
        for alarm in &self.alarms {
            writeln!(out, "- {alarm}")?;
        }
        Ok(())
    }
}
