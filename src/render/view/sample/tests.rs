//! The built-in theme with the sample views: every page of every kind, in both
//! languages, is sound HTML that a strict content security policy lets pass.

use std::collections::BTreeSet;

use crate::diag::Language;
use crate::parse::Limits;
use crate::render::view::sample::{Sample, pages, site};
use crate::source::{Span, Tree, VPath};
use crate::theme::{AssetContent, BUILT_IN, Theme};

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

/// Elements without an end tag.
const VOID: [&str; 11] = ["!doctype", "meta", "link", "br", "hr", "img", "input", "wbr", "path", "circle", "rect"];

fn theme(language: Language) -> Theme {
    let at = Span::whole(&VPath::new("content/site.yaml").unwrap());
    let (theme, findings) = Theme::load(&Tree::default(), BUILT_IN, &at, 0);
    assert_eq!(findings, []);
    theme.of_site(&site(language))
}

fn each(check: impl Fn(&Sample, &str)) {
    for language in LANGUAGES {
        let theme = theme(language);
        for page in pages(language) {
            let rendered = theme.render(page.template, language, &page.context, &Limits::default());
            let html = rendered.unwrap_or_else(|finding| {
                panic!("{}: {} at {:?}", page.href, finding.message(Language::English), finding.span)
            });
            check(&page, &String::from_utf8(html).unwrap());
        }
    }
}

/// The tags of a page: their names, and what stands in them.
fn tags(html: &str) -> Vec<(&str, &str)> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let close = open + rest[open..].find('>').expect("a tag is closed");
        let tag = &rest[open + 1..close];
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        tags.push((name.trim_end_matches('/'), tag));
        rest = &rest[close + 1..];
    }
    tags
}

/// The values of an attribute in a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn tags_are_balanced_and_there_is_one_h1() {
    each(|page, html| {
        let mut open = Vec::new();
        for (name, tag) in tags(html) {
            if let Some(name) = name.strip_prefix('/') {
                assert_eq!(open.pop(), Some(name), "{}: </{name}>", page.href);
            } else if !VOID.contains(&name) && !tag.ends_with('/') {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{}: {open:?} is open", page.href);
        assert_eq!(html.matches("<h1").count(), 1, "{}", page.href);
        assert_eq!(html.matches("<main").count(), 1, "{}", page.href);
    });
}

#[test]
fn a_strict_policy_finds_nothing_inline() {
    each(|page, html| {
        for (name, tag) in tags(html) {
            let inline = tag.contains(" style=")
                || tag.split(['"', '\'']).step_by(2).any(|outside| outside.contains(" on"))
                || name == "style"
                || (name == "script" && !tag.contains("src=") && !tag.contains("application/ld+json"));
            assert!(!inline, "{}: <{tag}>", page.href);
        }
        assert!(!html.contains("javascript:") && !html.contains("data:"), "{}", page.href);
    });
}

#[test]
fn ids_are_unique_and_whatever_names_one_finds_it() {
    each(|page, html| {
        let ids = values(html, "id");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{}: {ids:?}", page.href);
        let jumps = values(html, "href").into_iter().filter_map(|href| href.strip_prefix('#'));
        let labels = values(html, "aria-labelledby").into_iter().chain(values(html, "data-copy"));
        for id in jumps.chain(labels) {
            assert!(known.contains(id), "{}: nothing has the id {id}", page.href);
        }
    });
}

#[test]
fn links_lead_somewhere_and_climb_from_the_page() {
    each(|page, html| {
        let root = "../".repeat(page.href.matches('/').count());
        for href in values(html, "href").into_iter().chain(values(html, "src")) {
            assert!(!href.is_empty(), "{}", page.href);
            let below = href.strip_prefix(&root).unwrap_or("../");
            let away = href.starts_with('#') || href.starts_with("https://");
            assert!(away || !below.starts_with("../"), "{}: {href}", page.href);
        }
    });
}

#[test]
fn nothing_is_left_to_fill_and_nothing_is_empty() {
    each(|page, html| {
        let body = html.split("<script type=\"application/ld+json\">").next().unwrap().to_owned()
            + html.split("</script>").last().unwrap();
        // The words of the search are filled by its script.
        let body = ["{q}", "{n}", "{to}", "{of}", "{year}"].iter().fold(body, |body, word| body.replace(word, ""));
        assert!(!body.contains(['{', '}']), "{}: braces are left", page.href);
        for empty in [
            "<p></p>",
            "<ul></ul>",
            "<ol></ol>",
            "<dl></dl>",
            "<td></td><td></td>",
            "<dd></dd>",
            "<small></small>",
            "\"\"",
        ] {
            let left = html.replace("alt=\"\"", "");
            assert!(!left.contains(empty), "{}: {empty}", page.href);
        }
        assert!(!html.contains("\n\n\n"), "{}: empty lines", page.href);
        assert!(!html.contains(" \n"), "{}: spaces at the end of a line", page.href);
    });
}

// What scripts and styles may weigh is said where they are built: `src/web/build.mjs`.
#[test]
fn the_theme_loads_nothing_from_elsewhere_and_its_pages_are_small() {
    for asset in &theme(Language::Chinese).assets {
        let AssetContent::BuiltIn(bytes) = &asset.content else { panic!("{} is embedded", asset.name) };
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(!text.contains("url(") && !text.contains("@import") && !text.contains("innerHTML"), "{}", asset.name);
    }
    each(|page, html| assert!(html.len() < 22_000, "{} has {} bytes", page.href, html.len()));
}

#[test]
fn every_class_of_the_templates_has_a_style() {
    let theme = theme(Language::Chinese);
    let style: String = ["style.css", "search.css", "overview.css"]
        .map(|name| {
            let asset = theme.assets.iter().find(|asset| asset.name == name).unwrap();
            let AssetContent::BuiltIn(bytes) = &asset.content else { panic!("it is embedded") };
            std::str::from_utf8(bytes).unwrap()
        })
        .concat();
    // `k1` is a spine without extra width; the rest mark parts for other themes.
    let bare = ["k1", "language-sh", "note", "one", "more"];
    each(|page, html| {
        for class in values(html, "class").into_iter().flat_map(str::split_whitespace) {
            let known = style
                .split(&format!(".{class}"))
                .skip(1)
                .any(|rest| !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '-'));
            assert!(known || bare.contains(&class), "{}: .{class}", page.href);
        }
    });
}
