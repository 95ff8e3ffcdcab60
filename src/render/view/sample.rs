//! Sample views: one of each kind of page, filled with the prototype's facts.
//!
//! In: a language. Out: a page view and a context for every template, so that
//! the built-in theme can be rendered and looked at without a publication.
//! Lists are long enough to show their form and no longer; what may be absent
//! is present in one page and absent in another (`report` and `report-bare`).

mod card;
mod home;
mod names;
mod organization;
mod report;
mod topic;

#[cfg(test)]
mod tests;

use tera::{Context, Value};

use crate::diag::Language;
use crate::render::view::card::Link;
use crate::render::view::home::YearsView;
use crate::render::view::sample::card::{link, text, value};
use crate::render::view::sample::home::{find, home, shelf};
use crate::render::view::sample::names::{metric, metrics, names};
use crate::render::view::sample::organization::{organization, organizations, roof};
use crate::render::view::sample::report::{report, text_page};
use crate::render::view::sample::topic::{cell, topic, topics, year};
use crate::render::view::site::{Counts, PageView, SiteView};

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
        custom_style: Some("custom.css?v=0123abcd".to_owned()),
        script: "hui.js?v=1".to_owned(),
        search: "search.js?v=1".to_owned(),
        search_style: "search.css?v=1".to_owned(),
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
    (bare.contributors, bare.published, bare.funding) = Default::default();
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
