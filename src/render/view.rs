//! Views: what a template is given. This is the theme author's reference.
//!
//! In: the publication and its index. Out: structs of plain values, one for
//! each kind of page, that serialise into a template's context. A template
//! reads nothing else: what it shows is here, worked out, in the reader's
//! words, never as HTML unless the field's name ends in `html`.
//!
//! Every template sees
//!
//! * `site`: [`site::SiteView`], the same for all pages;
//! * `page`: [`site::PageView`], about the page being made;
//! * one more variable named after the kind of page: `home`, `report`,
//!   `organization`, `organizations`, `topic`, `cell`, `topics`, `year`,
//!   `years`, `names`, `honours`, `person`, `metrics`, `metric`,
//!   `data`, `find`, `text`; `404` has none.
//!
//! **Addresses.** Every `href` is relative to the site's root, such as
//! `reports/2020/xueye.html`. Put `{{ page.root }}` before it: it climbs from
//! the page to the root, and with it a site works from any folder, server or
//! disk. Only `page.canonical` and what ends in `_url` are absolute.
//!
//! **Absence.** A field that may lack is `none`, an empty string or an empty
//! list, and is always defined: `{% if report.summary %}` is enough.

pub mod card;
pub mod data;
pub mod editorial;
pub mod home;
pub mod honours;
pub mod index;
pub mod metric;
pub mod organization;
pub mod overview;
pub mod report;
pub mod site;
pub mod topic;
pub mod whole;
pub mod year;

/// The values that templates are given, by the name of their page, as these files
/// describe them.
pub const DOCS: &[(&str, &str)] = &[
    ("card", include_str!("view/card.rs")),
    ("editorial", include_str!("view/editorial.rs")),
    ("home", include_str!("view/home.rs")),
    ("honours", include_str!("view/honours.rs")),
    ("names", include_str!("view/index.rs")),
    ("metric", include_str!("view/metric.rs")),
    ("organization", include_str!("view/organization.rs")),
    ("overview", include_str!("view/overview.rs")),
    ("report", include_str!("view/report.rs")),
    ("site", include_str!("view/site.rs")),
    ("topic", include_str!("view/topic.rs")),
    ("whole", include_str!("view/whole.rs")),
    ("year", include_str!("view/year.rs")),
];

/// What those files say of values, in Chinese: a line for each text, the English
/// as it stands there, a tab, the Chinese.
pub const CHINESE: &str = include_str!("view/zh.tsv");

/// The Chinese of what is said of a value.
pub fn in_chinese(english: &str) -> Option<&'static str> {
    let mut lines = CHINESE.lines().filter_map(|line| line.split_once('\t'));
    lines.find(|(other, _)| *other == english).map(|(_, chinese)| chinese)
}

#[cfg(test)]
mod sample;
