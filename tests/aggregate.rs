//! What figures come to, held against plain arithmetic over random
//! publications: an organisation has its own value or the sum of those right
//! below it; order, files and units change nothing; a report that moves to
//! another year takes its values along.

#[path = "edits/random.rs"]
mod random;

use std::collections::BTreeMap;
use std::sync::Arc;

use huibian::aggregate::{Amount, Claim, Level, Measure, Summary, tally};
use huibian::model::{OrganizationId, Publication, ReportId, Settings};
use huibian::pipeline::Session;
use huibian::source::{Tree, VPath};

use random::Random;

const METRICS: &str = "- {id: served, name: 服务人次, unit: 人次, kind: flow}
- {id: members, name: 会员, unit: 名, kind: stock}
- {id: content, name: 满意度, unit: \"%\", kind: rate}
";

/// A report as the tests think of it.
#[derive(Clone)]
struct Report {
    branch: String,
    year: i32,
    /// Front matter below `metrics:`.
    metrics: Vec<String>,
}

impl Report {
    fn new(branch: &str, year: i32, metrics: &[&str]) -> Report {
        Report { branch: branch.to_owned(), year, metrics: metrics.iter().map(|line| (*line).to_owned()).collect() }
    }
}

fn open_with(reports: &[Report], registry: &str) -> Session {
    let mut files = vec![("content/site.yaml".to_owned(), "title: 汇编\n".to_owned())];
    if !registry.is_empty() {
        files.push(("content/metrics.yaml".to_owned(), registry.to_owned()));
    }
    for (number, Report { branch, year, metrics }) in reports.iter().enumerate() {
        let lines: String = metrics.iter().map(|line| format!("  - {line}\n")).collect();
        let metrics = if lines.is_empty() { lines } else { format!("metrics:\n{lines}") };
        let text = format!("---\ntitle: 总结\nyear: {year}\nbranch: {branch}\n{metrics}---\n\n正文。\n");
        files.push((format!("content/reports/r{number}.md"), text));
    }
    let files = files.into_iter().map(|(path, text)| (VPath::new(&path).unwrap(), text.into_bytes().into()));
    let session = Session::open(Arc::new(Tree::new(files)), &Settings::default());
    assert_eq!(session.diagnostics(), []);
    session
}

fn open(reports: &[Report]) -> Session {
    open_with(reports, METRICS)
}

fn organization(publication: &Publication, path: &str) -> OrganizationId {
    let ids = (0..publication.organizations.len()).map(OrganizationId::at);
    let name = |id: OrganizationId| {
        let names: Vec<&str> = publication.path(id).into_iter().map(|id| publication[id].name()).collect();
        names.join("/")
    };
    ids.into_iter().find(|&id| name(id) == path).unwrap_or_else(|| panic!("no {path}"))
}

fn measure<'s>(session: &'s Session, name: &str) -> &'s Measure {
    let measures = session.aggregates().metrics.iter().flatten();
    measures.into_iter().find(|measure| session.publication()[measure.metric].name == name).unwrap()
}

/// The summaries of a metric, of a branch or the whole.
fn summaries(session: &Session, name: &str, branch: Option<&str>) -> Vec<Summary> {
    let publication = session.publication();
    let of = branch.map(|branch| organization(publication, branch));
    measure(session, name).summaries(publication, session.index(), of)
}

/// Year, total, median, most, and how many are taken, covered and comparable.
type Row = (i32, Option<Amount>, Amount, Amount, usize, usize, usize);

/// What does not depend on how organisations and reports are numbered.
fn figures(session: &Session, name: &str) -> Vec<Row> {
    let figure = |of: Summary| {
        (
            of.year,
            of.total,
            of.median,
            of.most.amount,
            of.taken.len(),
            of.covered,
            of.change.map_or(0, |c| c.pairs.len()),
        )
    };
    summaries(session, name, None).into_iter().map(figure).collect()
}

fn whole(number: i64) -> Amount {
    Amount::of(number as f64, 1)
}

/// Branches of three levels, each with a report on some of four years, which
/// states the metric more often than not.
fn random_reports(random: &mut Random) -> Vec<Report> {
    let mut reports = Vec::new();
    for root in ["甲会", "乙会", "丙院"] {
        for branch in ["", "/一分会", "/一分会/支部", "/二分会", "/二分会/支部"] {
            for year in 2018..2022 {
                if random.below(10) < 3 {
                    continue;
                }
                let value = random.below(9_000) + 1;
                let line = format!("{{name: 服务人次, value: {value}, unit: 人次}}");
                let metrics = if random.below(10) < 6 { vec![line] } else { Vec::new() };
                reports.push(Report { branch: format!("{root}{branch}"), year, metrics });
            }
        }
    }
    reports
}

/// The seeds of the publications.
const SEEDS: std::ops::Range<u64> = 1..9;

#[test]
fn an_organization_has_its_own_value_or_the_sum_of_those_below_it() {
    for seed in SEEDS {
        let session = open(&random_reports(&mut Random::new(seed)));
        let publication = session.publication();
        let measure = measure(&session, "服务人次");
        let totals = |id: Option<OrganizationId>| -> BTreeMap<i32, Amount> {
            let summaries = measure.summaries(publication, session.index(), id);
            summaries.into_iter().map(|summary| (summary.year, summary.total.unwrap())).collect()
        };
        let mut roots: BTreeMap<i32, Amount> = BTreeMap::new();
        for id in (0..publication.organizations.len()).map(OrganizationId::at) {
            let mut expected: BTreeMap<i32, Amount> = BTreeMap::new();
            for &child in &publication[id].children {
                for (year, total) in totals(Some(child)) {
                    *expected.entry(year).or_default() = expected.get(&year).copied().unwrap_or_default() + total;
                }
            }
            expected.extend(measure.values.iter().filter(|v| v.organization == id).map(|v| (v.year, v.amount)));
            assert_eq!(totals(Some(id)), expected, "seed {seed}: {}", publication.full_name(id, None));
            if publication[id].parent.is_none() {
                for (year, total) in expected {
                    *roots.entry(year).or_default() = roots.get(&year).copied().unwrap_or_default() + total;
                }
            }
        }
        assert_eq!(totals(None), roots, "seed {seed}: the whole");
    }
}

#[test]
fn counts_of_a_year_hold_together() {
    for seed in SEEDS {
        let reports = random_reports(&mut Random::new(seed));
        let session = open(&reports);
        for of in summaries(&session, "服务人次", None) {
            let stated = reports.iter().filter(|report| report.year == of.year && !report.metrics.is_empty()).count();
            let collected = reports.iter().filter(|report| report.year == of.year).count();
            assert_eq!((of.reporters(), of.collected), (stated, collected), "seed {seed}, {}", of.year);
            assert!(of.least.amount <= of.median && of.median <= of.most.amount);
            assert!(of.taken.iter().any(|taken| taken.value == of.most));
        }
    }
}

#[test]
fn the_order_of_files_changes_nothing() {
    for seed in SEEDS {
        let mut random = Random::new(seed);
        let mut reports = random_reports(&mut random);
        let before = figures(&open(&reports), "服务人次");
        for place in (1..reports.len()).rev() {
            reports.swap(place, random.below(place + 1));
        }
        assert_eq!(figures(&open(&reports), "服务人次"), before, "seed {seed}");
    }
}

#[test]
fn the_unit_in_which_it_is_written_changes_nothing() {
    for seed in SEEDS {
        let mut random = Random::new(seed);
        let reports = random_reports(&mut random);
        let before = figures(&open(&reports), "服务人次");
        let mut rewritten = reports;
        for line in rewritten.iter_mut().flat_map(|report| &mut report.metrics) {
            let number: f64 = line.split("value: ").nth(1).unwrap().split(',').next().unwrap().parse().unwrap();
            *line = match random.below(3) {
                0 => format!("{{name: 服务人次, value: {}, unit: 万人次}}", number / 1e4),
                1 => format!("{{name: 服务人次, value: {}万, unit: 人次}}", number / 1e4),
                _ => line.clone(),
            };
        }
        assert_eq!(figures(&open(&rewritten), "服务人次"), before, "seed {seed}");
    }
}

#[test]
fn a_report_that_moves_to_another_year_takes_its_values_along() {
    for seed in SEEDS {
        let mut reports = random_reports(&mut Random::new(seed));
        // One that no other covers, and that covers none.
        reports.push(Report::new("丁站", 2018, &["{name: 服务人次, value: 700, unit: 人次}"]));
        let totals = |reports: &[Report]| -> BTreeMap<i32, Amount> {
            let summaries = summaries(&open(reports), "服务人次", None);
            summaries.into_iter().map(|summary| (summary.year, summary.total.unwrap())).collect()
        };
        let mut expected = totals(&reports);
        reports.last_mut().unwrap().year = 2021;
        *expected.get_mut(&2018).unwrap() = expected[&2018] - whole(700);
        *expected.entry(2021).or_default() = expected.get(&2021).copied().unwrap_or_default() + whole(700);
        expected.retain(|_, total| *total != whole(0));
        assert_eq!(totals(&reports), expected, "seed {seed}");
    }
}

#[test]
fn rates_have_a_middle_and_no_sum() {
    let report = |branch: &str, year, value: &str| {
        Report::new(branch, year, &[&format!("{{name: 满意度, value: {value}, unit: \"%\"}}")])
    };
    let session = open(&[
        report("甲", 2020, "90"),
        report("乙", 2020, "98.5"),
        report("甲", 2021, "92"),
        report("乙", 2021, "97"),
        report("丙", 2021, "80"),
    ]);
    let of = summaries(&session, "满意度", None);
    assert_eq!((of[0].total, of[0].median), (None, Amount::of(94.25, 1)));
    let change = of[1].change.as_ref().unwrap();
    // Over the two that state both years: from 94.25 to 94.5, although the median of all fell to 92.
    assert_eq!((of[1].median, change.before, change.after), (whole(92), Amount::of(94.25, 1), Amount::of(94.5, 1)));
    assert!(!change.enough, "two of three are too few");
}

#[test]
fn only_those_that_state_both_years_are_compared() {
    let report = |branch: usize, year, value: i64| {
        Report::new(&format!("第{branch}院"), year, &[&format!("{{name: 会员, value: {value}, unit: 名}}")])
    };
    let mut reports: Vec<Report> =
        (1..=5).flat_map(|branch| [report(branch, 2020, 100), report(branch, 2021, 110)]).collect();
    reports.push(report(6, 2020, 5_000));
    reports.push(report(7, 2021, 1));
    let session = open(&reports);
    let of = summaries(&session, "会员", None);
    let change = of[1].change.as_ref().unwrap();
    assert_eq!((of[0].total, of[1].total), (Some(whole(5_500)), Some(whole(551))));
    assert_eq!((change.pairs.len(), change.before, change.after), (5, whole(500), whole(550)));
    assert!(change.enough && (change.percent().unwrap() - 10.0).abs() < 1e-9);
    assert_eq!(of[0].change, None);
    // A single organisation in both years is all there is, and is compared.
    let of = summaries(&session, "会员", Some("第1院"));
    assert!(of[1].change.as_ref().unwrap().enough);
}

#[test]
fn the_upper_one_is_taken_and_it_is_said_which() {
    let report =
        |branch: &str, value: i64| Report::new(branch, 2021, &[&format!("{{name: 会员, value: {value}, unit: 名}}")]);
    let session = open(&[
        report("学会", 900),
        report("学会/一分会", 300),
        report("学会/一分会/支部", 50),
        report("学会/二分会", 700),
    ]);
    let of = summaries(&session, "会员", None);
    let taken = &of[0].taken[0];
    // 300 and 700 lie below; the 50 are in the 300.
    assert_eq!((taken.value.amount, taken.covered, taken.below), (whole(900), 3, whole(1_000)));
    assert_eq!((of[0].total, of[0].covered, of[0].short), (Some(whole(900)), 3, 1));
    assert_eq!(summaries(&session, "会员", Some("学会/一分会"))[0].total, Some(whole(300)));
}

#[test]
fn one_organization_has_one_value_a_year() {
    let session = open(&[
        Report::new(
            "甲",
            2021,
            &["{name: 会员, value: 90, unit: 名, base: 80}", "{name: 会员, value: 95, unit: 人, as_of: 2021-06}"],
        ),
        Report::new("甲", 2022, &["{name: 会员, value: 100余, unit: 位, base: 91}"]),
    ]);
    let measure = measure(&session, "会员");
    let values: Vec<(i32, Amount, bool)> =
        measure.values.iter().map(|value| (value.year, value.amount, value.restated)).collect();
    // 2020 is known by the base of 2021; what 2021 says of itself stands against the base of 2022.
    assert_eq!(values, [(2020, whole(80), true), (2021, whole(90), false), (2022, whole(100), false)]);
    assert_eq!(measure.written, "名", "the registered unit");
    let claims: Vec<Claim> = summaries(&session, "会员", None).into_iter().map(|of| of.claim).collect();
    assert_eq!(claims, [Claim::Exact, Claim::Exact, Claim::AtLeast]);
}

#[test]
fn without_a_registry_unit_and_name_tell_what_adds() {
    let session = open_with(
        &[Report::new(
            "甲",
            2021,
            &[
                "{name: 义诊, value: 3, unit: 场}",
                "{name: 参学率, value: 98, unit: \"%\"}",
                "{name: 平均年龄, value: 45, unit: 岁}",
            ],
        )],
        "",
    );
    let adds = ["义诊", "参学率", "平均年龄"].map(|name| measure(&session, name).adds);
    assert_eq!(adds, [true, false, false]);
}

#[test]
fn different_units_of_one_metric_are_apart() {
    let session = open(&[
        Report::new("甲", 2021, &["{name: 服务人次, value: 30, unit: 人次}"]),
        Report::new("乙", 2021, &["{name: 服务人次, value: 4, unit: 小时}"]),
    ]);
    let measures: Vec<&Measure> = session.aggregates().metrics.iter().flatten().collect();
    let mut units: Vec<&str> = measures.iter().map(|measure| measure.unit.as_str()).collect();
    units.sort_unstable();
    assert_eq!(units, ["人次", "小时"]);
}

#[test]
fn achievements_and_honours_count_once() {
    let text = |branch: &str, rest: &str| {
        format!("---\ntitle: 总结\nyear: 2021\nbranch: {branch}\ntopics: [党建, 防疫]\n{rest}---\n\n正文。\n")
    };
    let honour = "honours:\n  - {name: 先进集体, level: 省级, recipient: 一分会}\n";
    let upper =
        text("学会", &format!("achievements:\n  - {{text: 办成一件事, topics: [党建, 防疫]}}\n  - 又一件\n{honour}"));
    let lower = text("学会/一分会", honour);
    let files = Tree::of_texts([
        ("content/site.yaml", "title: 汇编\n"),
        ("content/reports/a.md", upper.as_str()),
        ("content/reports/b.md", lower.as_str()),
    ]);
    let session = Session::open(Arc::new(files), &Settings::default());
    let all: Vec<ReportId> = (0..2).map(ReportId::at).collect();
    let counted = &tally(session.publication(), &all)[&2021];
    assert_eq!((counted.reports, counted.achievements), (2, 2));
    assert_eq!(counted.honours.clone().into_iter().collect::<Vec<_>>(), [(Level::Province, 1)]);
    assert_eq!(counted.topics.values().copied().collect::<Vec<_>>(), [2, 2]);
}
