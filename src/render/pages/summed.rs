//! Summed: what the years of a metric come to, as lines and as charts.

use std::collections::BTreeMap;

use crate::aggregate::summary::collected;
use crate::aggregate::{Amount, Claim, Measure, Summary};
use crate::model::{MetricId, OrganizationId};
use crate::plan;
use crate::render::chart::{self, Column, Ground, Spread, coverage, times};
use crate::render::view::card::{Chart, Link};
use crate::render::view::metric::{AmountView, ChangeView, Ends, MetricLine, MetricMove, MetricMoves, YearLine};
use crate::render::world::RenderContext;

/// Of fewer organisations each is named with its value, for their sum says little.
pub const FEW: usize = 5;

/// How many metrics have a row among those that rose and fell: half of them from either end.
const MOVED: usize = 20;

/// The most years that charts of a whole show; the table has all.
const YEARS: usize = 12;

/// The years of a metric, the missing ones between them too.
pub struct Charted<'w, 'p> {
    world: &'w RenderContext<'p>,
    measure: &'w Measure,
    summaries: &'w [Summary],
    first: i32,
    last: i32,
}

impl<'w, 'p> Charted<'w, 'p> {
    /// The charts of summaries in the order of their years.
    pub fn new(world: &'w RenderContext<'p>, measure: &'w Measure, summaries: &'w [Summary]) -> Charted<'w, 'p> {
        let ends = summaries.first().zip(summaries.last()).map_or((0, -1), |(first, last)| (first.year, last.year));
        Charted { world, measure, summaries, first: ends.0.max(ends.1 - YEARS as i32 + 1), last: ends.1 }
    }

    /// The first year that is shown, if earlier ones are not.
    pub fn from(&self) -> Option<i32> {
        self.summaries.first().filter(|first| first.year < self.first).map(|_| self.first)
    }

    fn years(&self) -> impl Iterator<Item = (i32, Option<&'w Summary>)> {
        (self.first..=self.last).map(|year| (year, find(self.summaries, year)))
    }

    /// The summaries that are shown.
    fn shown(&self) -> impl Iterator<Item = &'w Summary> {
        self.years().filter_map(|(_, of)| of)
    }

    /// Sums as columns.
    pub fn columns(&self) -> Option<Chart> {
        let say = self.world.say;
        let column = |(year, of): (i32, Option<&Summary>)| Column {
            year,
            value: of.and_then(|of| of.total).map(|total| total.number(self.measure.worth)),
            text: of.and_then(|of| of.total).map_or(String::new(), |total| {
                let amount = say.headline(total, self.measure);
                // The unit stands in the caption; only 万 and 亿 belong to the digits.
                amount.digits
                    + amount.unit.strip_suffix(&self.measure.unit).filter(|_| self.measure.worth == 1).unwrap_or("")
            }),
            brief: of.and_then(|of| of.total).map_or(String::new(), |total| say.short(total.number(1))),
            of: of.map(|of| of.taken.len()),
            approximate: of.is_some_and(|of| of.claim == Claim::About),
        };
        let columns: Vec<Column> = self.years().map(column).collect();
        let label = self.sentence(|of| of.total.map(|total| say.amount(total, self.measure)));
        chart::columns(&columns, &label, |of| say.reporters(of))
    }

    /// All values as dots.
    pub fn dots(&self) -> Option<(Chart, Ground)> {
        let (say, worth) = (self.world.say, self.measure.worth);
        let spread = |(year, of): (i32, Option<&Summary>)| {
            let mut values: Vec<f64> =
                of.map_or(Vec::new(), |of| of.taken.iter().map(|taken| taken.value.amount.number(worth)).collect());
            values.sort_by(f64::total_cmp);
            Spread {
                year,
                values,
                median: of.map(|of| of.median.number(worth)),
                text: of.map_or(String::new(), |of| say.amount(of.median, self.measure).digits),
                brief: of.map_or(String::new(), |of| say.short(of.median.number(1))),
            }
        };
        let years: Vec<Spread> = self.years().map(spread).collect();
        let ground = Ground::of(years.iter().flat_map(|year| year.values.iter().copied()), self.measure.adds);
        let label = self.sentence(|of| Some(say.amount(of.median, self.measure)));
        Some((chart::dots(&years, ground, &label, |value| say.tick(value))?, ground))
    }

    /// A small line of what stands for each year.
    pub fn spark(&self) -> Option<Chart> {
        if self.summaries.len() < 2 {
            return None;
        }
        let say = self.world.say;
        let stands = |of: &Summary| of.total.unwrap_or(of.median);
        let values: Vec<(i32, Option<f64>)> =
            self.years().map(|(year, of)| (year, of.map(|of| stands(of).number(self.measure.worth)))).collect();
        chart::spark(&values, &self.sentence(|of| Some(say.amount(stands(of), self.measure))))
    }

    /// Whether sums of several years can be seen as a course: sums of a few, one
    /// year these and one year those, make none.
    fn runs(&self) -> bool {
        let organizations = || self.measure.values.iter().map(|value| value.organization);
        organizations().all(|id| organizations().next() == Some(id))
            || self.summaries.iter().any(|of| of.taken.len() >= FEW)
    }

    fn sentence(&self, value: impl Fn(&Summary) -> Option<AmountView>) -> String {
        let say = self.world.say;
        let said = self.years().map(|(year, of)| {
            let text = of.and_then(&value).map(|amount| amount.text);
            say.in_year(year, text.as_deref())
        });
        said.collect::<Vec<_>>().join(say.word("comma"))
    }

    /// The years with the highest and lowest sum.
    pub fn ends(&self) -> Option<Ends> {
        self.ends_of(|of| of.total)
    }

    /// The years with the highest and lowest middle.
    pub fn spread_ends(&self) -> Option<Ends> {
        self.ends_of(|of| Some(of.median))
    }

    fn ends_of(&self, value: impl Fn(&Summary) -> Option<Amount>) -> Option<Ends> {
        let known: Vec<_> = self.shown().filter_map(|of| Some((value(of)?, of.year))).collect();
        let (high, low) = (known.iter().max()?, known.iter().min_by_key(|(amount, year)| (*amount, -*year))?);
        let said = |amount| self.world.say.headline(amount, self.measure);
        (known.len() > 2 && high.0 > low.0).then(|| Ends {
            high_year: high.1,
            high: said(high.0),
            low_year: low.1,
            low: said(low.0),
        })
    }
}

/// A metric in a list: of an organisation with all below it or of the whole, in
/// a year or the latest; none that nobody reported there and then.
pub fn metric_line(
    world: &RenderContext,
    id: MetricId,
    of: Option<OrganizationId>,
    year: Option<i32>,
) -> Option<MetricLine> {
    let metric = &world.publication[id];
    let measure = world.aggregates.of(id).first()?;
    let mut summaries = measure.summaries(world.publication, world.index, of);
    if let Some(year) = year {
        summaries.retain(|of| of.year <= year);
    }
    let (first, last) =
        (summaries.first()?, summaries.last().filter(|last| year.is_none_or(|year| last.year == year))?);
    let charted = Charted::new(world, measure, &summaries);
    Some(MetricLine {
        id: metric.id.clone(),
        name: metric.name.clone(),
        href: world.metric_href(id),
        kind: metric.kind.map_or(String::new(), |kind| world.say.kind(kind).to_owned()),
        definition: metric.definition.clone(),
        count: summaries.iter().map(|of| of.reporters()).sum(),
        years: world.say.span(first.year, last.year),
        chart: if of.is_some() || charted.runs() { charted.spark() } else { None },
        latest: year_line(world, measure, last),
    })
}

/// The metrics of a year that so many reported that a sum says something, those
/// of the most organisations first.
pub fn reported(world: &RenderContext, year: i32) -> Vec<MetricLine> {
    let all = (0..world.publication.metrics.len()).map(MetricId::at);
    let mut lines: Vec<MetricLine> = all.filter_map(|id| metric_line(world, id, None, Some(year))).collect();
    lines.retain(|line| line.latest.reporters >= FEW);
    // Stable: equals stay in the order of the metrics.
    lines.sort_by_key(|line| std::cmp::Reverse(line.latest.reporters));
    lines
}

/// Of each year how many metrics that are `reported` rose and how many fell against the
/// year before.
pub fn each_year(world: &RenderContext) -> BTreeMap<i32, (usize, usize)> {
    let mut years: BTreeMap<i32, (usize, usize)> = BTreeMap::new();
    for measure in world.aggregates.metrics.iter().filter_map(|measures| measures.first()) {
        let summaries = measure.summaries(world.publication, world.index, None);
        for of in summaries.iter().filter(|of| of.taken.len() >= FEW) {
            let (up, down) = years.entry(of.year).or_default();
            match of.change.as_ref().map_or("", |change| world.say.change_of(change, measure).course) {
                "up" | "times" => *up += 1,
                "down" => *down += 1,
                _ => {}
            }
        }
    }
    years
}

/// Which metrics rose and which fell in the latest year of any of them; of many those
/// have a row that changed most.
pub fn moved(lines: &[MetricLine]) -> Option<MetricMoves> {
    let year = lines.iter().map(|line| line.latest.year).max()?;
    let latest = lines.iter().filter(|line| line.latest.year == year);
    let known = latest.filter_map(|line| Some((line, line.latest.change.as_ref()?)));
    let mut known: Vec<_> = known.filter(|(_, change)| !change.course.is_empty()).collect();
    // Stable: rates, which have no bar, stay in their order behind all others.
    known.sort_by(|(_, a), (_, b)| b.times.unwrap_or(-1.0).total_cmp(&a.times.unwrap_or(-1.0)));
    let count = |courses: &[&str]| known.iter().filter(|(_, change)| courses.contains(&change.course)).count();
    let drawn = || known.iter().filter(|(_, change)| change.times.is_some());
    let rose = drawn().next().filter(|(_, change)| ["up", "times"].contains(&change.course));
    let fell = drawn().next_back().filter(|(_, change)| change.course == "down");
    let row = |&(line, change): &(&MetricLine, &ChangeView)| MetricMove {
        id: line.id.clone(),
        metric: Link { name: line.name.clone(), href: line.href.clone() },
        change: change.short.clone(),
        points: change.share,
        pairs: change.pairs,
        bar_html: change.times.map_or(String::new(), times),
    };
    (!known.is_empty()).then(|| MetricMoves {
        year,
        comparable: known.len(),
        up: count(&["up", "times"]),
        down: count(&["down"]),
        rose: rose.map(row),
        fell: fell.map(row),
        more: known.len().saturating_sub(MOVED),
        rows: match known.len().checked_sub(MOVED / 2).filter(|_| known.len() > MOVED) {
            Some(last) => known[..MOVED / 2].iter().chain(&known[last..]).map(row).collect(),
            None => known.iter().map(row).collect(),
        },
    })
}

/// The summary of a year.
pub fn find(summaries: &[Summary], year: i32) -> Option<&Summary> {
    summaries.binary_search_by_key(&year, |of| of.year).ok().and_then(|at| summaries.get(at))
}

/// Every year, newest first. Of a long gap that nobody reported one line stands
/// for all.
pub fn year_lines(world: &RenderContext, measure: &Measure, summaries: &[Summary]) -> Vec<YearLine> {
    let mut lines: Vec<YearLine> = Vec::with_capacity(summaries.len());
    let mut before: Option<i32> = None;
    for of in summaries {
        let gap = before.map_or(of.year, |before| before + 1)..of.year;
        if gap.len() <= 3 {
            lines.extend(gap.map(|year| YearLine {
                year,
                collected: collected(world.publication, world.index, &(0..u32::MAX), year, &[]),
                ..YearLine::default()
            }));
        }
        lines.push(year_line(world, measure, of));
        before = Some(of.year);
    }
    lines.reverse();
    lines
}

/// What one year comes to.
pub fn year_line(world: &RenderContext, measure: &Measure, of: &Summary) -> YearLine {
    let say = world.say;
    let single = of.taken.first().filter(|_| of.taken.len() == 1);
    YearLine {
        year: of.year,
        reporters: of.taken.len(),
        covered: of.covered,
        short: of.short,
        collected: of.collected,
        coverage_html: coverage(of.reporters(), of.collected),
        total: of.total.map(|total| say.amount(total, measure)),
        claim: match of.claim {
            Claim::Exact => "",
            Claim::AtLeast => "least",
            Claim::About => "about",
        },
        median: Some(say.amount(of.median, measure)),
        least: say.amount(of.least.amount, measure),
        most: say.amount(of.most.amount, measure),
        most_of: world.organization(of.most.organization),
        source: single.map(|taken| plan::report_route(world.publication, taken.value.stated.report)),
        change: of.change.as_ref().map(|change| say.change_of(change, measure)),
    }
}
