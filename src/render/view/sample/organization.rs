//! Organisations: one with reports, one above many, all of them.

use crate::render::view::card::{AchievementView, Chart, ReportCard};
use crate::render::view::organization::{
    Fact, KindGroup, OrganizationView, OrganizationsView, Position, Series, TimelineYear, TreeNode, YearReports,
};
use crate::render::view::sample::card::{achievements, cards, chart, cuts, honours, link, people, text, value};

fn node(name: &str, years: &str, children: Vec<TreeNode>) -> TreeNode {
    TreeNode {
        name: name.to_owned(),
        href: "orgs/xueyebing.html".to_owned(),
        reports: 1,
        years: years.to_owned(),
        children,
    }
}

pub fn forest() -> Vec<TreeNode> {
    vec![
        node("中华中医药学会", "", vec![node("血液病分会", "", vec![node("党小组", "2018—2021", Vec::new())])]),
        node("天津市医学会", "", vec![node("党委", "2012—2020", vec![node("专科分会党支部", "", Vec::new())])]),
        node("慈溪市中西医结合医疗健康集团", "", vec![node("党委", "2021", Vec::new())]),
        node("江西省血液中心", "", vec![node("中心党委", "", vec![node("第一党支部", "2021", Vec::new())])]),
        node("独立的一个组织", "2021", Vec::new()),
    ]
}

pub fn organization() -> OrganizationView {
    let series = |name: &str, unit: &str, chart: Option<Chart>, values: [&str; 4]| Series {
        name: name.to_owned(),
        unit: unit.to_owned(),
        href: Some("metrics/dangyuan.html".to_owned()),
        chart,
        values: values.map(str::to_owned).to_vec(),
    };
    let year = |year, reports: &[ReportCard], events: &[AchievementView]| TimelineYear {
        year,
        reports: reports.iter().map(value).collect(),
        events: events.to_vec(),
    };
    let all = achievements();
    OrganizationView {
        name: "血液病分会党小组".to_owned(),
        kind: "党小组".to_owned(),
        description: "中华中医药学会专科分会的基层党组织，2018年由224名党员选举产生。".to_owned(),
        facts: vec![
            Fact {
                term: "成立".to_owned(), parts: vec![text("2018年11月2日，北京，时称“功能型党支部”")]
            },
            Fact {
                term: "上级".to_owned(), parts: vec![link("中华中医药学会血液病分会", "orgs/xyb.html")]
            },
            Fact {
                term: "收录".to_owned(),
                parts: vec![text("总结1篇，条目13条，"), link("2020年", "years/2020.html"), text("为主")],
            },
        ],
        position: Position {
            ancestors: vec![link("中华中医药学会", "orgs/cacm.html"), link("血液病分会", "orgs/xyb.html")],
            name: "党小组".to_owned(),
            children: Vec::new(),
        },
        timeline: vec![
            year(2021, &[], &all[2..3]),
            year(2020, &cards()[1..2], &[]),
            year(2019, &[], &all[..1]),
            year(2018, &cards()[2..3], &[]),
        ],
        below: Vec::new(),
        cuts: Vec::new(),
        posts: people(),
        honours: honours(),
        series: vec![
            series("帮扶县", "个", Some(chart()), ["", "6", "6", "约5"]),
            series("集体学习", "次", Some(chart()), ["2", "6", "4", "7"]),
            series("捐药", "批", None, ["", "", "1", ""]),
        ],
        series_years: vec![2018, 2019, 2020, 2021],
        own_reports: 1,
        all_reports: 1,
        achievements: 13,
    }
}

/// An organisation with much below it and nothing of its own.
pub fn roof() -> OrganizationView {
    let children = (1..=30).map(|number| node(&format!("第{number}分会"), "2020—2021", Vec::new())).collect();
    OrganizationView {
        name: "中华中医药学会".to_owned(),
        kind: "全国性学会".to_owned(),
        description: String::new(),
        facts: Vec::new(),
        position: Position { ancestors: Vec::new(), name: "中华中医药学会".to_owned(), children },
        timeline: Vec::new(),
        below: vec![
            YearReports { year: 2021, reports: cards()[..2].iter().map(value).collect() },
            YearReports { year: 2020, reports: cards()[2..].iter().map(value).collect() },
        ],
        cuts: cuts(),
        posts: Vec::new(),
        honours: Vec::new(),
        series: Vec::new(),
        series_years: Vec::new(),
        own_reports: 0,
        all_reports: 4,
        achievements: 13,
    }
}

pub fn organizations() -> OrganizationsView {
    OrganizationsView {
        groups: vec![
            KindGroup { kind: "学会".to_owned(), nodes: forest()[..2].to_vec() },
            KindGroup { kind: String::new(), nodes: forest()[2..].to_vec() },
        ],
        cuts: Vec::new(),
        overview: false,
        total: 12,
    }
}
