//! Sample views: one of each kind of page, filled with the prototype's facts.
//!
//! In: a language. Out: a page view and a context for every template, so that
//! the built-in theme can be rendered and looked at without a publication.
//! Lists are long enough to show their form and no longer; what may be absent
//! is present in one page and absent in another (`report` and `report-bare`).
//! It is one table of facts, and as long as that takes.

#[cfg(test)]
mod tests;

use serde::Serialize;
use tera::{Context, Value};

use crate::diag::Language;
use crate::render::view::card::{
    AchievementView, Chart, CutView, DateView, FigureView, HonourView, Link, Point, PostView, ReportCard, Strip,
};
use crate::render::view::home::{FindView, HomeView, Spine, TextView, TopicLine, Translation, Way, YearsView};
use crate::render::view::index::{LetterSection, NameEntry, NamesView};
use crate::render::view::metric::{MetricLine, MetricRow, MetricView, MetricsView};
use crate::render::view::organization::{
    Fact, KindGroup, OrganizationView, OrganizationsView, Position, Series, TimelineYear, TreeNode, YearReports,
};
use crate::render::view::report::{Heading, Neighbour, Note, Related, ReportView, SourceView};
use crate::render::view::site::{Counts, PageView, SiteView};
use crate::render::view::topic::{Cell, CellView, Entry, ReportGroup, TopicRow, TopicView, TopicYear, TopicsView};
use crate::render::view::year::{Event, TopicCount, YearGroup, YearView};

/// A page to render.
pub struct Sample {
    /// The template.
    pub template: &'static str,
    /// Where the page goes.
    pub href: &'static str,
    /// Everything but `site`.
    pub context: Context,
}

/// The publication.
pub fn site(language: Language) -> SiteView {
    let english = language == Language::English;
    SiteView {
        lang: if english { "en" } else { "zh-CN" },
        title: if english { "Work Summaries in Health" } else { "医卫基层工作汇编" }.to_owned(),
        seal: "工作汇编".to_owned(),
        description: "收五家医疗卫生组织的工作总结。".to_owned(),
        introduction: "收五家医疗卫生组织的工作总结，逐篇校订、分条编目。时间自2012年至2021年，从学会到支部，从经费审核到下乡义诊，各有出处可查。"
            .to_owned(),
        publisher: "汇编编辑部".to_owned(),
        footer: vec!["版式样张。事实取自公开发表的工作总结，文字经重新撰写。".to_owned()],
        pages: vec![link("关于", "about.html"), link("手册", "manual/kuaisu.html")],
        feed: Some("feed.xml".to_owned()),
        style: "style.css?v=1".to_owned(),
        script: "hui.js?v=1".to_owned(),
        latest_year: Some(link("2021", "years/2021.html")),
        counts: Counts {
            reports: 5,
            organizations: 5,
            topics: 9,
            years: 8,
            achievements: 56,
            people: 13,
            honours: 10,
            figures: 40,
        },
    }
}

/// One page of each kind, and some kinds twice.
pub fn pages(language: Language) -> Vec<Sample> {
    let mut bare = report();
    bare.title = "监督、下乡、学习、传统".to_owned();
    for list in [&mut bare.keywords, &mut bare.authors, &mut bare.editors] {
        list.clear();
    }
    (bare.subtitle, bare.summary, bare.doi, bare.genre) = Default::default();
    (bare.figures, bare.honours, bare.achievements, bare.people) = Default::default();
    (bare.notes, bare.references, bare.related, bare.outline) = Default::default();
    (bare.source, bare.date, bare.draft) = (None, None, true);
    bare.body_html = "<h2 id=\"jian\">监督保证</h2>\n<p>党小组把监督保证列为当年的重点。</p>\n".to_owned();
    let mut empty = home();
    (empty.shelf, empty.newest, empty.figures, empty.tree, empty.topics) = Default::default();
    (empty.lead, empty.strip_years) = (None, None);
    let mut overview = names();
    (overview.sections, overview.overview) = (Vec::new(), true);
    let sample = |template: &'static str, href: &'static str, page: PageView, variable: &'static str, view: Value| {
        let mut context = Context::new();
        context.insert("page", &page);
        context.insert_value(variable, view);
        Sample { template, href, context }
    };
    let page = |kind, title: &str, href: &str, section, crumbs| page(language, kind, title, href, section, crumbs);
    let root = link("中华中医药学会", "orgs/cacm.html");
    let group = link("慈溪市中西医结合医疗健康集团", "orgs/cixi-jituan.html");
    vec![
        sample(
            "home.html",
            "index.html",
            page("home", "医卫基层工作汇编", "index.html", "", &[]),
            "home",
            value(&home()),
        ),
        sample(
            "home.html",
            "empty.html",
            page("home", "医卫基层工作汇编", "empty.html", "", &[]),
            "home",
            value(&empty),
        ),
        sample(
            "report.html",
            "reports/cixi-2021.html",
            page(
                "report",
                "学习、管理、廉洁三线并进（2021年度）",
                "reports/cixi-2021.html",
                "years",
                &[group.clone(), link("党委", "orgs/cixi.html"), text("2021年度")],
            ),
            "report",
            value(&report()),
        ),
        sample(
            "report.html",
            "reports/bare.html",
            page(
                "report",
                "监督、下乡、学习、传统（2020年度）",
                "reports/bare.html",
                "years",
                &[root.clone(), text("2020年度")],
            ),
            "report",
            value(&bare),
        ),
        sample(
            "organization.html",
            "orgs/xueyebing.html",
            page(
                "organization",
                "血液病分会党小组",
                "orgs/xueyebing.html",
                "organizations",
                &[root.clone(), link("血液病分会", "orgs/xyb.html"), text("党小组")],
            ),
            "organization",
            value(&organization()),
        ),
        sample(
            "organization.html",
            "orgs/cacm.html",
            page("organization", "中华中医药学会", "orgs/cacm.html", "organizations", &[text("中华中医药学会")]),
            "organization",
            value(&roof()),
        ),
        sample(
            "organizations.html",
            "orgs.html",
            page("organizations", "组织", "orgs.html", "organizations", &[text("组织")]),
            "organizations",
            value(&organizations()),
        ),
        sample(
            "topics.html",
            "topics.html",
            page("topics", "主题与年度对照", "topics.html", "topics", &[text("主题与年度")]),
            "topics",
            value(&topics()),
        ),
        sample(
            "topic.html",
            "topics/zuzhi.html",
            page("topic", "组织建设", "topics/zuzhi.html", "topics", &[link("主题", "topics.html"), text("组织建设")]),
            "topic",
            value(&topic()),
        ),
        sample(
            "cell.html",
            "topics/zuzhi/2020.html",
            page(
                "cell",
                "组织建设，2020",
                "topics/zuzhi/2020.html",
                "topics",
                &[link("主题", "topics.html"), link("组织建设", "topics/zuzhi.html"), text("2020")],
            ),
            "cell",
            value(&cell()),
        ),
        sample(
            "year.html",
            "years/2020.html",
            page("year", "2020年卷", "years/2020.html", "years", &[link("年卷", "years.html"), text("2020")]),
            "year",
            value(&year()),
        ),
        sample(
            "years.html",
            "years.html",
            page("years", "年卷", "years.html", "years", &[text("年卷")]),
            "years",
            value(&YearsView { shelf: shelf() }),
        ),
        sample(
            "names.html",
            "names.html",
            page("names", "人物与荣誉索引", "names.html", "names", &[text("索引")]),
            "names",
            value(&names()),
        ),
        sample(
            "names.html",
            "names/overview.html",
            page("names", "人物与荣誉索引", "names/overview.html", "names", &[text("索引")]),
            "names",
            value(&overview),
        ),
        sample(
            "metrics.html",
            "metrics.html",
            page("metrics", "数字", "metrics.html", "", &[text("数字")]),
            "metrics",
            value(&metrics()),
        ),
        sample(
            "metric.html",
            "metrics/dangyuan.html",
            page("metric", "党员总数", "metrics/dangyuan.html", "", &[link("数字", "metrics.html"), text("党员总数")]),
            "metric",
            value(&metric()),
        ),
        sample(
            "find.html",
            "find.html",
            page("find", "查找", "find.html", "find", &[text("查找")]),
            "find",
            value(&find()),
        ),
        sample(
            "text.html",
            "manual/kuaisu.html",
            page("text", "快速入门", "manual/kuaisu.html", "", &[link("手册", "manual/kuaisu.html"), text("快速入门")]),
            "text",
            value(&text_page()),
        ),
        sample("404.html", "404.html", page("404", "未入编", "404.html", "", &[]), "lost", Value::none()),
    ]
}

fn page(
    language: Language,
    kind: &'static str,
    title: &str,
    href: &str,
    section: &'static str,
    way: &[Link],
) -> PageView {
    let mut crumbs = Vec::new();
    if !way.is_empty() {
        crumbs.push(link("首页", "index.html"));
        crumbs.extend_from_slice(way);
    }
    PageView {
        kind,
        title: title.to_owned(),
        description: format!("{title}：样页。"),
        href: href.to_owned(),
        root: "../".repeat(href.matches('/').count()),
        lang: match language {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        },
        section,
        section_start: way.len() == 1,
        crumbs,
        canonical: Some(format!("https://example.org/huibian/{href}")),
        feed: (kind == "organization").then(|| href.replace(".html", ".xml")),
        json_ld_html: r#"{"@context":"https://schema.org","@type":"WebPage"}"#.to_owned(),
        og_type: if kind == "report" { "article" } else { "website" },
    }
}

fn value(view: &impl Serialize) -> Value {
    Value::from_serializable(view)
}

fn link(name: &str, href: &str) -> Link {
    Link { name: name.to_owned(), href: Some(href.to_owned()) }
}

fn text(name: &str) -> Link {
    Link { name: name.to_owned(), href: None }
}

fn date(iso: &str, text: &str) -> DateView {
    DateView { iso: iso.to_owned(), text: text.to_owned() }
}

fn card(path: &[&str], year: &str, title: &str, summary: &str) -> ReportCard {
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

const CIXI: &[&str] = &["慈溪市中西医结合医疗健康集团", "党委"];
const XUEYE: &[&str] = &["中华中医药学会", "血液病分会", "党小组"];
const TIANJIN: &[&str] = &["天津市医学会", "党委"];
const SHANGJIN: &[&str] = &["四川大学华西上锦院区", "机关后勤党支部"];

fn cards() -> Vec<ReportCard> {
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

fn figure(name: &str, digits: &str, unit: &str, note: &str, change: &str) -> FigureView {
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

fn strip_figures() -> Vec<FigureView> {
    vec![
        figure("参与抗疫", "953", "人次", "支部党员59名", ""),
        figure("集团党员", "495", "名", "较上年增21名", ""),
        figure("分会委员中的党员", "1080", "名", "占62.39%", ""),
        figure("全年录制“健康直播间”", "157", "期", "", ""),
        figure("街头免费检测血型", "2300", "余人次", "", ""),
        figure("两年对口帮扶投入", "80", "余万元", "", ""),
    ]
}

fn spark() -> Chart {
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
        label: "2017至2021年党员总数：438、451、462、474、495".to_owned(),
    }
}

fn chart() -> Chart {
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
        label: "帮扶县数：2018年未报，2019年6，2020年6，2021年5".to_owned(),
    }
}

fn shelf() -> Vec<Spine> {
    let years = [
        (2012, "二〇一二", 1, 1),
        (2013, "二〇一三", 1, 1),
        (2016, "二〇一六", 1, 1),
        (2017, "二〇一七", 2, 1),
        (2018, "二〇一八", 4, 2),
        (2019, "二〇一九", 7, 3),
        (2020, "二〇二〇", 21, 9),
        (2021, "二〇二一", 19, 9),
    ];
    let spine = |&(year, han, achievements, level): &(i32, &str, usize, u8)| Spine {
        year,
        han: han.to_owned(),
        href: format!("years/{year}.html"),
        achievements,
        reports: 3,
        level,
        latest: year == 2021,
    };
    years.iter().map(spine).collect()
}

fn node(name: &str, years: &str, children: Vec<TreeNode>) -> TreeNode {
    TreeNode {
        name: name.to_owned(),
        href: "orgs/xueyebing.html".to_owned(),
        reports: 1,
        years: years.to_owned(),
        children,
    }
}

fn forest() -> Vec<TreeNode> {
    vec![
        node("中华中医药学会", "", vec![node("血液病分会", "", vec![node("党小组", "2018—2021", Vec::new())])]),
        node("天津市医学会", "", vec![node("党委", "2012—2020", vec![node("专科分会党支部", "", Vec::new())])]),
        node("慈溪市中西医结合医疗健康集团", "", vec![node("党委", "2021", Vec::new())]),
        node("江西省血液中心", "", vec![node("中心党委", "", vec![node("第一党支部", "2021", Vec::new())])]),
        node("独立的一个组织", "2021", Vec::new()),
    ]
}

const TOPICS: [(&str, &str, &str, [u8; 10], usize); 4] = [
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

fn home() -> HomeView {
    let line = |&(id, name, _, levels, count): &(&str, &str, &str, [u8; 10], usize)| TopicLine {
        name: name.to_owned(),
        href: format!("topics/{id}.html"),
        count,
        strip: Strip { levels: levels.to_vec() },
    };
    HomeView {
        shelf: shelf(),
        lead: Some(value(&card(
            CIXI,
            "2021",
            "学习、管理、廉洁三线并进",
            "医共体建设、支部星级评定与清廉医院创建，是这一年的三个支点。党员由474名增至495名，新发展的25名党员中有13名出自高知群体；一百多名党员医务人员在防疫一线工作，集团先后获“宁波市五星级基层党组织”“慈溪市先进基层党组织”称号。",
        ))),
        lead_figures: vec![
            figure("党员总数", "495", "名", "", "上年474，增21，+4.4%"),
            figure("新党员中的高知群体", "52", "%", "25名中13名", ""),
        ],
        newest: cards().iter().map(value).collect(),
        figures: strip_figures(),
        tree: forest(),
        tree_cut: false,
        topics: TOPICS.iter().map(line).collect(),
        strip_years: Some((2012, 2021)),
    }
}

fn heading(id: &str, html: &str, children: Vec<Heading>) -> Heading {
    Heading { id: id.to_owned(), anchor: format!("#{id}"), text_html: html.to_owned(), children }
}

fn honours() -> Vec<HonourView> {
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

fn achievements() -> Vec<AchievementView> {
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

fn people() -> Vec<PostView> {
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

fn report() -> ReportView {
    let mut members = figure("党员总数", "495", "名", "", "上年474名，增21名，+4.4%");
    members.chart = Some(spark());
    let mut share = figure("其中高知群体", "52", "%", "25名中13名", "");
    share.share = Some(52.0);
    let note = |id: &str, mark: &str, html: &str, back: &[&str]| Note {
        id: id.to_owned(),
        mark: mark.to_owned(),
        body_html: html.to_owned(),
        backlinks: back.iter().map(|&back| back.to_owned()).collect(),
    };
    ReportView {
        title: "学习、管理、廉洁三线并进".to_owned(),
        subtitle: "慈溪市中西医结合医疗健康集团党委2021年度工作总结".to_owned(),
        year: "2021".to_owned(),
        year_han: "二〇二一".to_owned(),
        path: vec![link("慈溪市中西医结合医疗健康集团", "orgs/cixi-jituan.html"), link("党委", "orgs/cixi.html")],
        authors: vec!["集团党委办公室".to_owned()],
        editors: vec!["汇编编辑部".to_owned()],
        date: Some(date("2021-12", "2021年12月")),
        length: "约1000字".to_owned(),
        reading: "4分钟".to_owned(),
        outline: vec![
            heading("s1", "一、学习：排进日历的组织生活", vec![heading("s1-1", "（一）一张按月铺开的日程", Vec::new()), heading("s1-2", "（二）党史学习教育", Vec::new())]),
            heading("s2", "二、管理：小积分，大队伍", vec![heading("s2-1", "（一）岗位与队伍", Vec::new())]),
        ],
        summary: "2021年，集团党委以医共体建设、支部星级规范化和清廉医院创建为支点，把疫情防控与全年任务并在一起推进。党员队伍净增21名，一百多名党员医务人员在防疫一线工作；集团先后获宁波、慈溪两级基层党组织荣誉。".to_owned(),
        keywords: vec!["党建".to_owned(), "疫情防控".to_owned(), "清廉医院".to_owned(), "积分管理".to_owned()],
        charted: true,
        hollow: true,
        figures: vec![members, figure("发展党员", "25", "名", "", "上年未报"), share, figure("旧址参观学习", "329", "人", "", "首次填报")],
        honours: honours(),
        achievements: achievements(),
        people: people(),
        body_html: include_str!("sample/body.html").to_owned(),
        notes: vec![note("n1", "①", "支部党员大会、支部委员会会议、党小组会，以及党课。", &["r1"]), note("n2", "②", "把业务骨干培养成党员，把党员培养成业务骨干。", &["r2", "r2-2"])],
        references: vec![note("ref1", "[1]", "张三. 示例文献题名[J]. 示例学报, 2021, 1(1): 1-6.", &[])],
        cite_before: "慈溪市中西医结合医疗健康集团党委. 学习、管理、廉洁三线并进：2021年度工作总结[R/OL]//医卫基层工作汇编. (2021-12)[".to_owned(),
        cite_after: "]. https://example.org/huibian/reports/cixi-jituan-2021.html.".to_owned(),
        previous: Neighbour { year: 2020, title: "2020年度工作总结".to_owned(), href: Some("reports/bare.html".to_owned()) },
        next: Neighbour { year: 2022, title: String::new(), href: None },
        related: cards()[1..3].iter().map(|card| Related { card: value(card), shared: vec!["廉洁监督".to_owned(), "政治学习".to_owned()] }).collect(),
        genre: "工作总结".to_owned(),
        year_href: "years/2021.html".to_owned(),
        topics: vec![link("组织建设", "topics/zuzhi.html"), link("政治学习", "topics/xuexi.html"), link("主题教育", "topics/jiaoyu.html")],
        source: Some(SourceView { name: "中国农村卫生事业管理".to_owned(), url: "https://example.org/".to_owned(), issue: "2021年第12期".to_owned(), issn: "2096-6261".to_owned() }),
        doi: "10.12252/j.issn.2096-6261.2021.12.879".to_owned(),
        draft: false,
    }
}

fn organization() -> OrganizationView {
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
fn roof() -> OrganizationView {
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

fn cuts() -> Vec<CutView> {
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

fn organizations() -> OrganizationsView {
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

fn cells(counts: &[u8; 10]) -> Vec<Cell> {
    let cell = |(at, &count): (usize, &u8)| Cell {
        year: 2012 + at as i32,
        count: count.into(),
        level: count.min(5),
        href: (count > 0).then(|| "topics/zuzhi/2020.html".to_owned()),
    };
    counts.iter().enumerate().map(cell).collect()
}

fn topics() -> TopicsView {
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
        legend: vec![1, 2, 3, 4, 5],
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

fn topic() -> TopicView {
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

fn cell() -> CellView {
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

fn year() -> YearView {
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

fn names() -> NamesView {
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

fn metrics() -> MetricsView {
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

fn metric() -> MetricView {
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

fn find() -> FindView {
    let way = |name: &str, href: &str, count| Way { name: name.to_owned(), href: Some(href.to_owned()), count };
    FindView {
        years: vec![way("2021", "years/2021.html", 2), way("2020", "years/2020.html", 3)],
        organizations: vec![
            way("中华中医药学会血液病分会党小组", "orgs/xueyebing.html", 1),
            way("天津市医学会党委", "orgs/tianjin.html", 1),
        ],
        topics: vec![way("组织建设", "topics/zuzhi.html", 12), way("科普培训", "topics/kepu.html", 8)],
        genres: vec![Way { name: "工作总结".to_owned(), href: None, count: 5 }],
    }
}

fn text_page() -> TextView {
    TextView {
        title: "快速入门".to_owned(),
        body_html: include_str!("sample/manual.html").to_owned(),
        outline: vec![
            heading("zhuang", "安装", Vec::new()),
            heading("xie", "写第一篇总结", vec![heading("tou", "文件开头", Vec::new())]),
        ],
        notes: Vec::new(),
        references: Vec::new(),
        siblings: vec![text("快速入门"), link("写总结", "manual/xie.html"), link("外观", "manual/waiguan.html")],
        previous: None,
        next: Some(link("写总结", "manual/xie.html")),
        translation: Some(Translation { lang: "en", name: "English", href: "en/manual/kuaisu.html".to_owned() }),
    }
}
