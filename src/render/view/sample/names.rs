//! Indexes: names, metrics, one metric.

use crate::render::view::card::{CutView, FigureView, Link};
use crate::render::view::index::{LetterSection, NameEntry, NamesView};
use crate::render::view::metric::{MetricLine, MetricRow, MetricView, MetricsView};
use crate::render::view::sample::card::{chart, link, strip_figures};

pub fn names() -> NamesView {
    let entry = |id: &str, name: &str, kind: &'static str, mentions: &[&str]| NameEntry {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        mentions: mentions.iter().map(|name| link(name, "reports/cixi-2021.html")).collect(),
    };
    let letter = |letter: char| {
        let there = "CNZ".contains(letter);
        CutView {
            name: letter.to_string(),
            href: there.then(|| format!("names.html#{}", letter.to_ascii_lowercase())),
            count: usize::from(there),
            current: false,
        }
    };
    let section = |letter: &str, entries: Vec<NameEntry>| LetterSection {
        letter: letter.to_owned(),
        id: letter.to_lowercase(),
        entries,
    };
    NamesView {
        letters: "ABCDEFGHJKLMNOPQRSTWXYZ".chars().map(letter).collect(),
        cuts: Vec::new(),
        sections: vec![
            section(
                "C",
                vec![
                    entry("h1", "慈溪市第六届文艺党课三等奖", "honour", &["慈溪集团党委，2021"]),
                    entry("h2", "慈溪市先进基层党组织", "honour", &["慈溪集团党委，2021"]),
                ],
            ),
            section("N", vec![entry("h3", "宁波市五星级基层党组织", "honour", &["慈溪集团党委，2021"])]),
            section(
                "Z",
                vec![
                    entry("p1", "张三", "person", &["血液病分会党小组组长", "江西省血液中心第一党支部书记"]),
                    entry("r1", "组织委员", "role", &["血液病分会党小组，2018—"]),
                ],
            ),
        ],
        overview: false,
        count: 5,
        people: 6,
        roles: 7,
        honours: 10,
    }
}

pub fn metrics() -> MetricsView {
    let line = |(at, latest): (usize, FigureView)| MetricLine {
        id: format!("m{at}"),
        name: latest.name.clone(),
        href: (at < 2).then(|| "metrics/dangyuan.html".to_owned()),
        definition: String::new(),
        count: 5 - at / 2,
        years: "2018—2021".to_owned(),
        latest,
    };
    MetricsView {
        metrics: strip_figures().into_iter().enumerate().map(line).collect(),
        cuts: Vec::new(),
        overview: false,
        total: 6,
        values: 40,
    }
}

pub fn metric() -> MetricView {
    let row = |name: &str, unit: &str, values: [&str; 4]| MetricRow {
        organization: link(name, "orgs/cixi.html"),
        unit: unit.to_owned(),
        values: values
            .iter()
            .map(|value| if value.is_empty() { Link::default() } else { link(value, "reports/cixi-2021.html") })
            .collect(),
    };
    MetricView {
        name: "党员总数".to_owned(),
        units: vec!["名".to_owned(), "人".to_owned()],
        kind: "存量".to_owned(),
        definition: "年末在册的正式党员与预备党员。".to_owned(),
        years: vec![2018, 2019, 2020, 2021],
        rows: vec![
            row("慈溪市中西医结合医疗健康集团党委", "名", ["", "", "474", "495"]),
            row("江西省血液中心第一党支部", "人", ["", "", "", "19"]),
        ],
        chart: Some(chart()),
        cuts: Vec::new(),
    }
}
