//! Tables for programs: comma-separated values (RFC 4180).
//!
//! In: the world. Out: UTF-8 with a byte order mark, by which Excel and WPS know
//! it, lines ending in CR LF, the first of them the names of the columns. What
//! is missing is an empty cell. A text that a spreadsheet would take for a
//! formula has an apostrophe before it.

use crate::aggregate::{Amount, Measure, Summary};
use crate::model::MetricId;
use crate::parse::Precision;
use crate::plan::{self, MetricTable};
use crate::render::words::Say;
use crate::render::world::World;

/// A table that is being written.
struct Table(String);

impl Table {
    fn new(columns: &[&str]) -> Table {
        let mut table = Table("\u{feff}".to_owned());
        table.row(columns.iter().map(|column| (*column).to_owned()));
        table
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            if cell.contains([',', '"', '\n', '\r']) {
                self.0.push('"');
                self.0.push_str(&cell.replace('"', "\"\""));
                self.0.push('"');
            } else {
                self.0.push_str(&cell);
            }
        }
        self.0.push_str("\r\n");
    }
}

/// A text of an author.
fn text(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// An amount as a plain number in the written unit.
fn number(amount: Amount, measure: &Measure) -> String {
    let digits = amount.digits(measure.worth, 6);
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A table of a metric.
pub fn metric(world: &World, id: MetricId, table: MetricTable) -> String {
    match table {
        MetricTable::Years => years(world, id),
        MetricTable::Values => values(world, id),
    }
}

fn years(world: &World, id: MetricId) -> String {
    let say = world.say;
    let mut table = Table::new(&[
        say.pick("年度", "year"),
        say.pick("单位", "unit"),
        say.pick("合计", "total"),
        say.pick("填报家数", "reporters"),
        say.pick("含在上级数里的家数", "covered"),
        say.pick("收录家数", "collected"),
        say.pick("中位数", "median"),
        say.pick("最小", "least"),
        say.pick("最大", "most"),
        say.pick("可比家数", "comparable"),
        say.pick("可比上年", "comparable_before"),
        say.pick("可比本年", "comparable_now"),
    ]);
    for measure in world.aggregates.of(id) {
        for of in measure.summaries(world.publication, world.index, None) {
            let Summary { year, total, taken, covered, collected, median, least, most, change, .. } = &of;
            let amount = |amount: Amount| number(amount, measure);
            let change = change.as_ref();
            let cells = [
                year.to_string(),
                text(&measure.written),
                total.map_or(String::new(), amount),
                taken.len().to_string(),
                covered.to_string(),
                collected.to_string(),
                amount(*median),
                amount(least.amount),
                amount(most.amount),
                change.map_or(0, |change| change.pairs.len()).to_string(),
                change.map_or(String::new(), |change| amount(change.before)),
                change.map_or(String::new(), |change| amount(change.after)),
            ];
            table.row(cells.into_iter());
        }
    }
    table.0
}

fn values(world: &World, id: MetricId) -> String {
    let say = world.say;
    let mut table = Table::new(&[
        say.pick("组织", "organization"),
        say.pick("年度", "year"),
        say.pick("数值", "value"),
        say.pick("单位", "unit"),
        say.pick("约数", "precision"),
        say.pick("计入合计", "entered"),
        say.pick("取自下一年的总结", "restated"),
        say.pick("出处", "source"),
    ]);
    for measure in world.aggregates.of(id) {
        let summaries = measure.summaries(world.publication, world.index, None);
        for value in &measure.values {
            let of = summaries.binary_search_by_key(&value.year, |of| of.year).ok().and_then(|at| summaries.get(at));
            let place =
                |of: &Summary| of.taken.binary_search_by_key(&value.organization, |taken| taken.value.organization);
            let entered = of.is_some_and(|of| place(of).is_ok());
            let cells = [
                text(&world.publication.full_name(value.organization, None)),
                value.year.to_string(),
                number(value.amount, measure),
                text(&measure.written),
                precision(say, value.precision).to_owned(),
                yes(say, entered).to_owned(),
                yes(say, value.restated).to_owned(),
                plan::report_route(world.publication, value.stated.report),
            ];
            table.row(cells.into_iter());
        }
    }
    table.0
}

fn yes(say: Say, holds: bool) -> &'static str {
    if holds { say.pick("是", "yes") } else { say.pick("否", "no") }
}

fn precision(say: Say, precision: Precision) -> &'static str {
    match precision {
        Precision::Exact => "",
        Precision::Over => say.pick("余", "over"),
        Precision::Many => say.pick("多", "many"),
        Precision::Nearly => say.pick("近", "nearly"),
        Precision::About => say.pick("约", "about"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Table, text};

    #[test]
    fn cells_are_quoted_and_no_text_is_a_formula() {
        let mut table = Table::new(&["a", "b"]);
        table.row([text("=1+1"), text("一,\"二\"")].into_iter());
        assert_eq!(table.0, "\u{feff}a,b\r\n'=1+1,\"一,\"\"二\"\"\"\r\n");
    }
}
