//! Sample views: one of each kind of page, filled with the prototype's facts.
//!
//! In: `sample/pages.yaml` and a language. Out: a page view and a context for
//! every template, so that the built-in theme can be rendered and looked at
//! without a publication. Lists are long enough to show their form and no longer;
//! what may be absent is present in one page and absent in another
//! (`reports/cixi-2021.html` and `reports/bare.html`).

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use serde_yaml::Value;
use tera::Context;

use crate::diag::Language;
use crate::render::view::card::Link;
use crate::render::view::site::{Counts, PageView, SiteView};

/// What stands in the file.
static DATA: LazyLock<Value> = LazyLock::new(|| serde_yaml::from_str(include_str!("sample/pages.yaml")).unwrap());

/// A page to render.
pub struct Sample {
    /// The template.
    pub template: &'static str,
    /// Where the page goes.
    pub href: &'static str,
    /// Everything but `site`.
    pub context: Context,
}

/// A text of a mapping.
fn text(value: &'static Value, key: &str) -> &'static str {
    value[key].as_str().unwrap()
}

fn link(name: &Value, href: &Value) -> Link {
    Link { name: name.as_str().unwrap().to_owned(), href: href.as_str().map(str::to_owned) }
}

fn code(language: Language) -> &'static str {
    if language == Language::English { "en" } else { "zh-CN" }
}

/// The publication.
pub fn site(language: Language) -> SiteView {
    let site = &DATA["site"];
    let text = |key| text(site, key).to_owned();
    let asset = |name: &str| format!("{name}?v=1");
    SiteView {
        lang: code(language),
        title: site["titles"][code(language)].as_str().unwrap().to_owned(),
        seal: text("seal"),
        description: text("description"),
        introduction: text("introduction"),
        publisher: text("publisher"),
        footer: vec![text("footer")],
        pages: site["pages"].as_mapping().unwrap().iter().map(|(name, href)| link(name, href)).collect(),
        feed: Some("feed.xml".to_owned()),
        style: asset("style.css"),
        custom_style: Some("custom.css?v=0123abcd".to_owned()),
        script: asset("hui.js"),
        search: asset("search.js"),
        search_style: asset("search.css"),
        overview_style: asset("overview.css"),
        accent_style: Some(asset("accent.css")),
        logo: None,
        menu: Vec::new(),
        home: vec![vec!["routes"], vec!["newest"], vec!["figures"], vec!["organizations", "topics"]],
        latest_year: Some(Link { name: "2021".to_owned(), href: Some("years/2021.html".to_owned()) }),
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
    DATA["pages"].as_sequence().unwrap().iter().map(|sample| page(sample, language)).collect()
}

fn page(sample: &'static Value, language: Language) -> Sample {
    let (template, href, title) = (text(sample, "template"), text(sample, "href"), text(sample, "title"));
    let kind = template.trim_end_matches(".html");
    let crumbs: Vec<Link> =
        sample["crumbs"].as_sequence().unwrap().iter().map(|crumb| link(&crumb["name"], &crumb["href"])).collect();
    let page = PageView {
        kind,
        title: title.to_owned(),
        description: title.to_owned(),
        href: href.to_owned(),
        root: "../".repeat(href.matches('/').count()),
        lang: code(language),
        section: text(sample, "section"),
        section_start: crumbs.len() == 2,
        crumbs,
        canonical: Some(format!("https://example.org/huibian/{href}")),
        feed: (kind == "organization").then(|| href.replace(".html", ".xml")),
        json_ld_html: r#"{"@context":"https://schema.org","@type":"WebPage"}"#.to_owned(),
        image: (kind == "report").then(|| "https://example.org/reports/2021/hezhao.jpg.1200.jpg".to_owned()),
        og_type: if kind == "report" { "article" } else { "website" },
    };
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert(kind, &sample["view"]);
    Sample { template, href, context }
}
