//! Topics: all against the years, one, one in one year; and a year.

use crate::render::view::card::{AchievementView, ReportCard};
use crate::render::view::sample::card::{achievements, cards, cuts, honours, link, strip_figures, text, value};
use crate::render::view::topic::{Cell, CellView, Entry, ReportGroup, TopicRow, TopicView, TopicYear, TopicsView};
use crate::render::view::year::{Event, TopicCount, YearGroup, YearView};

pub const TOPICS: [(&str, &str, &str, [u8; 10], usize); 4] = [
    (
        "zuzhi",
        "组织建设",
        "机构设立、换届与选举，支部标准化，发展党员，积分与考核。",
        [1, 0, 0, 0, 1, 1, 1, 1, 2, 5],
        12,
    ),
    ("kepu", "科普培训", "面向居民的科普节目与讲座，面向基层医务人员的培训与考核。", [0, 1, 0, 0, 0, 1, 2, 2, 1, 1], 8),
    ("yizhen", "义诊志愿", "下乡与社区义诊、无偿献血宣传、志愿服务。", [0, 0, 0, 0, 0, 0, 0, 0, 4, 3], 7),
    ("fuwu", "会员与患者", "会员需求调查、患者就医体验、建议与提案。", [0, 0, 0, 0, 0, 0, 0, 2, 1, 1], 4),
];

fn cells(counts: &[u8; 10]) -> Vec<Cell> {
    let cell = |(at, &count): (usize, &u8)| Cell {
        year: 2012 + at as i32,
        count: count.into(),
        level: count.min(5),
        href: (count > 0).then(|| "topics/zuzhi/2020.html".to_owned()),
    };
    counts.iter().enumerate().map(cell).collect()
}

pub fn topics() -> TopicsView {
    let row = |&(id, name, scope, counts, total): &(&str, &str, &str, [u8; 10], usize)| TopicRow {
        id: id.to_owned(),
        name: name.to_owned(),
        href: format!("topics/{id}.html"),
        scope: scope.to_owned(),
        synonyms: if id == "zuzhi" { vec!["支部建设".to_owned()] } else { Vec::new() },
        cells: cells(&counts),
        total,
        years: cells(&counts).iter().filter(|cell| cell.count > 0).map(|cell| cell.year).collect(),
    };
    TopicsView {
        years: (2012..2022)
            .map(|year| {
                if year == 2014 || year == 2015 {
                    text(&year.to_string())
                } else {
                    link(&year.to_string(), "years/2020.html")
                }
            })
            .collect(),
        rows: TOPICS.iter().map(row).collect(),
        totals: vec![1, 1, 0, 0, 1, 2, 4, 7, 21, 19],
        total: 56,
        several: true,
        untagged: 2,
        legend: ["1", "2", "3", "4", "5+"].map(str::to_owned).to_vec(),
    }
}

fn groups() -> Vec<ReportGroup> {
    let entry = |achievement: AchievementView| Entry {
        text: achievement.text,
        href: achievement.href,
        topic: achievement.topic,
        date: achievement.date,
    };
    let group = |card: &ReportCard| ReportGroup {
        card: value(card),
        achievements: achievements().into_iter().map(entry).collect(),
    };
    cards()[1..3].iter().map(group).collect()
}

pub fn topic() -> TopicView {
    TopicView {
        name: "组织建设".to_owned(),
        scope: TOPICS[0].2.to_owned(),
        synonyms: vec!["支部建设".to_owned()],
        cells: cells(&TOPICS[0].3),
        total: 12,
        years: vec![
            TopicYear { year: 2021, href: "topics/zuzhi/2021.html".to_owned(), count: 5, groups: groups() },
            TopicYear { year: 2020, href: "topics/zuzhi/2020.html".to_owned(), count: 2, groups: Vec::new() },
        ],
    }
}

pub fn cell() -> CellView {
    CellView {
        topic: "组织建设".to_owned(),
        topic_href: "topics/zuzhi.html".to_owned(),
        year: 2020,
        year_href: "years/2020.html".to_owned(),
        count: 8,
        groups: groups(),
        cuts: cuts(),
        previous: Some(link("2019", "topics/zuzhi/2019.html")),
        next: None,
    }
}

pub fn year() -> YearView {
    let event = |day: &str, iso: &str, at: usize| Event {
        day: day.to_owned(),
        iso: iso.to_owned(),
        achievement: achievements()[at].clone(),
        source: link("上锦机关后勤党支部", "reports/bare.html"),
    };
    YearView {
        year: 2020,
        han: "二〇二〇".to_owned(),
        reports: 3,
        organizations: 3,
        achievements: 21,
        groups: vec![
            YearGroup {
                kind: "全国性学会".to_owned(), ordinal: "一".to_owned(), reports: groups()[..1].to_vec()
            },
            YearGroup { kind: String::new(), ordinal: "二".to_owned(), reports: groups()[1..].to_vec() },
        ],
        cuts: Vec::new(),
        overview: false,
        chronicle: vec![event("1月24日", "2020-01-24", 0), event("3月27日", "2020-03-27", 1), event("年内", "", 2)],
        figures: strip_figures()[..4].to_vec(),
        honours: honours(),
        topics: vec![
            TopicCount { name: "义诊志愿".to_owned(), href: "topics/yizhen/2020.html".to_owned(), count: 4 },
            TopicCount { name: "政治学习".to_owned(), href: "topics/xuexi/2020.html".to_owned(), count: 3 },
        ],
        previous: Some(link("2019", "years/2019.html")),
        next: None,
    }
}
