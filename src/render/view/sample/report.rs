//! A report, and a page of text.

use crate::render::view::home::{TextView, Translation};
use crate::render::view::report::{ContributorView, Heading, Neighbour, Note, Related, ReportView, SourceView};
use crate::render::view::sample::card::{achievements, cards, date, figure, honours, link, people, spark, text, value};

fn heading(id: &str, html: &str, children: Vec<Heading>) -> Heading {
    Heading { id: id.to_owned(), anchor: format!("#{id}"), text_html: html.to_owned(), children }
}

pub fn report() -> ReportView {
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
        contributors: vec![
            ContributorView { name: "第三党支部".to_owned(), role: "供稿".to_owned() },
            ContributorView { name: "李四".to_owned(), role: String::new() },
        ],
        published: Some(date("2022-01-10", "2022年1月10日")),
        funding: "示例科研项目（2021A001）".to_owned(),
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
        body_html: include_str!("body.html").to_owned(),
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
        source: Some(SourceView { name: "中国农村卫生事业管理".to_owned(), url: "https://example.org/".to_owned(), issue: "2021年第12期".to_owned(), issn: "2096-6261".to_owned(), file: Some(link("2021.docx", "files/2021.docx")) }),
        doi: "10.12252/j.issn.2096-6261.2021.12.879".to_owned(),
        draft: false,
    }
}

pub fn text_page() -> TextView {
    TextView {
        title: "快速入门".to_owned(),
        body_html: include_str!("manual.html").to_owned(),
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
