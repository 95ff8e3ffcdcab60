//! Summary: the sum, the middle and the ends of a metric in one year.
//!
//! In: a measure and an organisation (or the whole). Out: a summary a year.
//!
//! * `taken`: the values that enter. **Nothing is counted twice**: where an
//!   organisation and one above it state the metric in the same year, the upper
//!   one is taken, for it speaks for all below it, and the lower one is
//!   `covered`. Where the upper one is less than the sum of those it covers it
//!   can hardly do so; such a year is marked (`short`), not mended.
//! * `total` = Σ amount over `taken`; none of a rate.
//! * `median` = the middle one of `taken`; of an even number the mean of the two
//!   in the middle.
//! * `collected`: organisations with a report on the year, or a value of it;
//!   coverage = (`taken` + `covered`) ÷ `collected`.
//! * `change`: this year against the year before **only over those that state
//!   both** (可比), again nothing counted twice. Of what adds, sum against sum:
//!   (after − before) ÷ before; of a rate, median against median, in points.
//!   It is worth saying (`enough`) of five pairs, or where the very same
//!   organisations state both years.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::aggregate::{Amount, Measure, Value};
use crate::index::Index;
use crate::model::{OrganizationId, Publication};
use crate::parse::Precision;

/// How many organisations must be comparable for a change to be said.
pub const ENOUGH: usize = 5;

/// How exact an amount is that several values were put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Claim {
    /// All values are.
    Exact,
    /// Those that are not are somewhat more than they say (余, 多).
    AtLeast,
    /// Some are only near.
    About,
}

/// A value that enters a sum, and what lies below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The value.
    pub value: Value,
    /// How many values below it do not enter.
    pub covered: usize,
    /// What those come to, counted in the same way.
    pub below: Amount,
}

/// A metric in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The year.
    pub year: i32,
    /// The values that enter, in the order of the organisations; never empty.
    pub taken: Vec<Taken>,
    /// The sum; none of a rate.
    pub total: Option<Amount>,
    /// How exact the sum is.
    pub claim: Claim,
    /// The middle one.
    pub median: Amount,
    /// The smallest value.
    pub least: Value,
    /// The largest value.
    pub most: Value,
    /// How many values do not enter, being below one that does.
    pub covered: usize,
    /// How many of those taken are less than what they cover.
    pub short: usize,
    /// How many organisations have a report on the year, or a value of it.
    pub collected: usize,
    /// Against the year before; none where nobody states both.
    pub change: Option<ComparableChange>,
}

/// How a metric changed among those that state two years in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparableChange {
    /// Both values of each, the year before first.
    pub pairs: Vec<(Value, Value)>,
    /// The sum, or of a rate the median, of the year before.
    pub before: Amount,
    /// That of the year.
    pub after: Amount,
    /// How exact both are.
    pub claim: Claim,
    /// Whether there are so many that it is worth saying.
    pub enough: bool,
}

impl ComparableChange {
    /// By how many hundredths it rose or fell; none from nothing.
    pub fn percent(&self) -> Option<f64> {
        let before = self.before.number(1);
        (before > 0.0).then(|| (self.after - self.before).number(1) / before * 100.0)
    }
}

impl Summary {
    /// How many organisations are known, be it through one above them.
    pub fn reporters(&self) -> usize {
        self.taken.len() + self.covered
    }
}

impl Claim {
    /// The claim of values together.
    pub fn of(values: impl Iterator<Item = Precision>) -> Claim {
        values.fold(Claim::Exact, |claim, precision| match (claim, precision) {
            (claim, Precision::Exact) => claim,
            (Claim::Exact | Claim::AtLeast, Precision::Over | Precision::Many) => Claim::AtLeast,
            _ => Claim::About,
        })
    }
}

impl Measure {
    /// The summaries of an organisation with all below it, or of the whole, by
    /// year; no year without a value.
    pub fn summaries(&self, publication: &Publication, index: &Index, of: Option<OrganizationId>) -> Vec<Summary> {
        let whole = 0..u32::MAX;
        let subtree = of.map_or(whole, |id| publication[id].subtree.clone());
        let mut years: BTreeMap<i32, Vec<Value>> = BTreeMap::new();
        for value in self.within(&subtree) {
            years.entry(value.year).or_default().push(*value);
        }
        let summary = |(&year, values): (&i32, &Vec<Value>)| {
            let before = years.get(&(year - 1)).map_or(&[][..], Vec::as_slice);
            self.summary(publication, index, &subtree, before, year, values)
        };
        years.iter().filter_map(summary).collect()
    }

    fn summary(
        &self,
        publication: &Publication,
        index: &Index,
        subtree: &Range<u32>,
        before: &[Value],
        year: i32,
        values: &[Value],
    ) -> Option<Summary> {
        let taken = taken(publication, values.iter().copied());
        let mut amounts: Vec<Amount> = taken.iter().map(|taken| taken.value.amount).collect();
        amounts.sort_unstable();
        let entering = || taken.iter().map(|taken| taken.value);
        Some(Summary {
            year,
            total: self.adds.then(|| amounts.iter().copied().sum()),
            claim: Claim::of(entering().map(|value| value.precision)),
            median: Amount::median(&amounts)?,
            // Of equals the first, whichever end it is.
            least: entering().min_by_key(|value| value.amount)?,
            most: entering().rev().max_by_key(|value| value.amount)?,
            covered: taken.iter().map(|taken| taken.covered).sum(),
            short: taken.iter().filter(|taken| self.adds && taken.below > taken.value.amount).count(),
            collected: collected(publication, index, subtree, year, values),
            change: self.change(publication, before, values),
            taken,
        })
    }

    /// The change from one year's values to the next year's.
    fn change(&self, publication: &Publication, before: &[Value], after: &[Value]) -> Option<ComparableChange> {
        let of = |value: &Value| before.binary_search_by_key(&value.organization, |earlier| earlier.organization);
        let both = after.iter().filter(|value| of(value).is_ok()).copied();
        let pairs: Vec<(Value, Value)> = taken(publication, both)
            .iter()
            .filter_map(|now| Some((*before.get(of(&now.value).ok()?)?, now.value)))
            .collect();
        if pairs.is_empty() {
            return None;
        }
        let claim = Claim::of(pairs.iter().flat_map(|(before, after)| [before.precision, after.precision]));
        let (earlier, later): (Vec<Amount>, Vec<Amount>) =
            pairs.iter().map(|(before, after)| (before.amount, after.amount)).unzip();
        let same = before.len() == after.len() && after.iter().all(|value| of(value).is_ok());
        let (before, after) = (self.whole(earlier)?, self.whole(later)?);
        Some(ComparableChange { enough: same || pairs.len() >= ENOUGH, before, after, claim, pairs })
    }

    /// What stands for several amounts: their sum, or of a rate their median.
    fn whole(&self, mut amounts: Vec<Amount>) -> Option<Amount> {
        if self.adds {
            return Some(amounts.into_iter().sum());
        }
        amounts.sort_unstable();
        Amount::median(&amounts)
    }
}

/// Of values of one year in the order of the organisations those that enter a
/// sum: an upper one covers all below it. Organisations stand in the order of
/// their tree, so what is below one follows it.
pub fn taken(publication: &Publication, values: impl Iterator<Item = Value>) -> Vec<Taken> {
    let mut taken: Vec<Taken> = Vec::new();
    let (mut end, mut inner) = (0, 0);
    for value in values {
        let subtree = &publication[value.organization].subtree;
        match taken.last_mut() {
            Some(upper) if value.organization.0 < end => {
                upper.covered += 1;
                if value.organization.0 >= inner {
                    upper.below = upper.below + value.amount;
                    inner = subtree.end;
                }
            }
            _ => {
                taken.push(Taken { value, covered: 0, below: Amount::default() });
                (end, inner) = (subtree.end, 0);
            }
        }
    }
    taken
}

/// How many organisations have a report on a year or are among `values`.
pub fn collected(publication: &Publication, index: &Index, subtree: &Range<u32>, year: i32, values: &[Value]) -> usize {
    let reports = index.years.get(&year).map_or(&[][..], |year| year.reports.as_slice());
    let place = |organization: u32| reports.partition_point(|&id| publication[id].branch.0 < organization);
    let reports = reports.get(place(subtree.start)..place(subtree.end)).unwrap_or_default();
    let mut writing: Vec<OrganizationId> = reports.iter().map(|&id| publication[id].branch).collect();
    writing.dedup();
    let silent = values.iter().filter(|value| writing.binary_search(&value.organization).is_err()).count();
    writing.len() + silent
}
