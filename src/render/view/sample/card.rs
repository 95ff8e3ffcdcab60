//! The parts that several pages share: links, cards, figures, charts, achievements, honours, people, cuts.

use serde::Serialize;
use tera::Value;

use crate::render::view::card::{
    AchievementView, Chart, CutView, DateView, FigureView, HonourView, Link, Point, PostView, ReportCard,
};

pub fn value(view: &impl Serialize) -> Value {
    Value::from_serializable(view)
}

pub fn link(name: &str, href: &str) -> Link {
    Link { name: name.to_owned(), href: Some(href.to_owned()) }
}

pub fn text(name: &str) -> Link {
    Link { name: name.to_owned(), href: None }
}

pub fn date(iso: &str, text: &str) -> DateView {
    DateView { iso: iso.to_owned(), text: text.to_owned() }
}

pub fn card(path: &[&str], year: &str, title: &str, summary: &str) -> ReportCard {
    ReportCard {
        title: title.to_owned(),
        subtitle: String::new(),
        href: "reports/cixi-2021.html".to_owned(),
        year: year.to_owned(),
        path: path.iter().map(|name| link(name, "orgs/xueyebing.html")).collect(),
        organization: path.concat(),
        date: Some(date("2020-11-20", "2020年11月20日")),
        summary: summary.to_owned(),
        topics: vec![
            link("组织建设", "topics/zuzhi.html"),
            link("政治学习", "topics/xuexi.html"),
            link("廉洁监督", "topics/lianjie.html"),
        ],
        achievements: 4,
    }
}

const XUEYE: &[&str] = &["中华中医药学会", "血液病分会", "党小组"];
const TIANJIN: &[&str] = &["天津市医学会", "党委"];
const SHANGJIN: &[&str] = &["四川大学华西上锦院区", "机关后勤党支部"];

pub fn cards() -> Vec<ReportCard> {
    vec![
        card(
            &["江西省血液中心", "第一党支部"],
            "2021",
            "十九人支部的六件常事",
            "以行政科室党员为主的支部，上一年发放献血宣传单5000份，为2300余人次免费定血型，6月获省卫生健康委直属机关先进基层党组织。",
        ),
        card(
            XUEYE,
            "2020",
            "监督、下乡、学习、传统",
            "成立第三年的党小组，把年会经费审核、赠药监督、线上学习和旧址参观做成了固定动作。",
        ),
        card(
            SHANGJIN,
            "2020",
            "一块示范岗铭牌与953人次",
            "59名党员编为5个党小组，截至3月底953人次参与抗疫，其中12名进入感染病区。",
        ),
        card(
            TIANJIN,
            "2020",
            "两柱三心：支部建在专科分会上",
            "81个专科分会、1731名委员，党员占62.39%。两年间9批58名专家赴甘南与和田。",
        ),
    ]
}

pub fn figure(name: &str, digits: &str, unit: &str, note: &str, change: &str) -> FigureView {
    FigureView {
        name: name.to_owned(),
        digits: digits.to_owned(),
        unit: unit.to_owned(),
        approximate: unit.starts_with('余'),
        note: note.to_owned(),
        change: change.to_owned(),
        as_of: None,
        metric: Some("metrics/dangyuan.html".to_owned()),
        chart: None,
        share: None,
        source: link("上锦机关后勤 2020", "reports/bare.html"),
    }
}

pub fn strip_figures() -> Vec<FigureView> {
    vec![
        figure("参与抗疫", "953", "人次", "支部党员59名", ""),
        figure("集团党员", "495", "名", "较上年增21名", ""),
        figure("分会委员中的党员", "1080", "名", "占62.39%", ""),
        figure("全年录制“健康直播间”", "157", "期", "", ""),
        figure("街头免费检测血型", "2300", "余人次", "", ""),
        figure("两年对口帮扶投入", "80", "余万元", "", ""),
    ]
}

pub fn spark() -> Chart {
    let point = |x, y, year, text: &str, approximate| Point {
        x,
        y,
        year,
        text: text.to_owned(),
        known: true,
        approximate,
        last: year == 2021,
    };
    Chart {
        lines: vec!["M88 15L116 5".to_owned()],
        dashes: vec!["M3 32L32 26.5L60 22".to_owned(), "M60 22L88 15".to_owned()],
        points: vec![
            point(3.0, 32.0, 2017, "438", true),
            point(32.0, 26.5, 2018, "451", true),
            point(60.0, 22.0, 2019, "462", true),
            point(88.0, 15.0, 2020, "474", false),
            point(116.0, 5.0, 2021, "495", false),
        ],
        hollow: true,
        label: "2017至2021年党员总数：438、451、462、474、495".to_owned(),
    }
}

pub fn chart() -> Chart {
    let point = |x, y, year, text: &str, known, approximate| Point {
        x,
        y,
        year,
        text: text.to_owned(),
        known,
        approximate,
        last: year == 2021,
    };
    Chart {
        lines: vec!["M87 34L153 34".to_owned()],
        dashes: vec!["M153 34L220 45".to_owned()],
        points: vec![
            point(20.0, 100.0, 2018, "未报", false, false),
            point(87.0, 34.0, 2019, "6", true, false),
            point(153.0, 34.0, 2020, "6", true, false),
            point(220.0, 45.0, 2021, "5", true, true),
        ],
        hollow: true,
        label: "帮扶县数：2018年未报，2019年6，2020年6，2021年5".to_owned(),
    }
}

pub fn honours() -> Vec<HonourView> {
    let honour = |name: &str, detail: &str| HonourView {
        name: name.to_owned(),
        detail: detail.to_owned(),
        href: "names.html#n".to_owned(),
        source: link("慈溪集团党委，2021", "reports/cixi-2021.html"),
    };
    vec![
        honour("宁波市五星级基层党组织", "市级，集体"),
        honour("慈溪市先进基层党组织", "县级，集体"),
        honour("慈溪市第六届文艺党课三等奖", ""),
    ]
}

pub fn achievements() -> Vec<AchievementView> {
    let achievement = |number: usize, text: &str, topics: &[&str], at: Option<DateView>| AchievementView {
        text: text.to_owned(),
        href: format!("reports/cixi-2021.html#a{number}"),
        anchor: format!("a{number}"),
        topic: topics.first().map_or(String::new(), |&topic| topic.to_owned()),
        topics: topics.iter().map(|name| link(name, "topics/zuzhi.html")).collect(),
        date: at,
        year: 2021,
        figures: Vec::new(),
    };
    vec![
        achievement(
            1,
            "“三会一课”与双重组织生活排入固定周期，按月、按季、按年列明，领导干部每季讲一次党课。",
            &["政治学习"],
            None,
        ),
        achievement(2, "发展党员25名，其中高知群体13名，占52%；党员总数由上年的474名增至495名。", &["组织建设"], None),
        achievement(3, "329人分批到镇海口海防历史纪念馆参观。", &["主题教育"], Some(date("2021-06", "2021年6月"))),
        achievement(4, "疫情防控中，全院有100多名党员医务人员在第一线。", &["疫情防控", "组织建设"], None),
    ]
}

pub fn people() -> Vec<PostView> {
    let post = |role: &str, name: &str, title: &str, unit: &str| PostView {
        name: name.to_owned(),
        href: "names.html#z".to_owned(),
        role: role.to_owned(),
        unit: unit.to_owned(),
        title: title.to_owned(),
        time: "2018—".to_owned(),
    };
    vec![
        post("组长", "张三", "主任医师", ""),
        post("副组长", "李四", "主任医师", "血液科"),
        post("组织委员", "王五", "副教授", ""),
    ]
}

pub fn cuts() -> Vec<CutView> {
    let cut = |name: &str, current| CutView {
        name: name.to_owned(),
        href: Some("topics/zuzhi/2020.html".to_owned()),
        count: 3,
        current,
    };
    vec![
        cut("2021", true),
        cut("2020", false),
        CutView { name: "2019".to_owned(), href: None, count: 0, current: false },
    ]
}
