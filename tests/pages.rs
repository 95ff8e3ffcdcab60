//! Snapshots of a small publication in which every way of writing stands once:
//! one page of each kind, the feed, the site map and the data, whole. Look at
//! each line of a change before you accept it (`INSTA_UPDATE=always`).

use std::fs;
use std::path::Path;
use std::sync::Arc;

use huibian::diag::Language;
use huibian::disk::Folder;
use huibian::model::Settings;
use huibian::model::addresses::Places;
use huibian::parse::markdown::{Picture, Resolve, Target, body};
use huibian::pipeline::Session;
use huibian::plan::{Route, WritePhase};
use huibian::render::Content;
use huibian::source::VPath;

/// One of each kind.
const PAGES: [&str; 24] = [
    "404.html",
    "about.html",
    "data.html",
    "data/datapackage.json",
    "data/totals.csv",
    "feed.xml",
    "find.html",
    "index.html",
    "metrics.html",
    "metrics/members.html",
    "names.html",
    "orgs.html",
    "orgs/yi-yuan-zhibu.html",
    "orgs/yi-yuan.html",
    "orgs/yi-yuan.xml",
    "reports.json",
    "reports/2019/zhibu.html",
    "reports/2020/zhibu.html",
    "robots.txt",
    "sitemap.xml",
    "topics.html",
    "topics/outreach.html",
    "topics/outreach/2020.html",
    "years/2020.html",
];

#[test]
fn every_kind_of_page_is_as_it_was() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/publication");
    let folder = Folder::open(&root).unwrap();
    let session = Session::open(Arc::new(folder), &Settings::default());
    assert_eq!(session.diagnostics(), [], "the publication is clean");
    let routes: Vec<Route> = session.routes().map(|(route, _)| route.clone()).collect();
    let listed: Vec<&str> = routes.iter().map(Route::as_str).collect();
    insta::assert_snapshot!("routes", listed.join("\n"));
    for page in PAGES {
        let rendered = session.render(routes.iter().find(|route| route.as_str() == page).expect(page));
        assert_eq!(rendered.diagnostics, [], "{page} is clean");
        let Content::Bytes(bytes) = rendered.content else { panic!("{page} is no page") };
        insta::assert_snapshot!(page.replace(['/', '.'], "-"), unversioned(&String::from_utf8(bytes).unwrap()));
    }
}

#[test]
fn no_text_of_an_author_takes_the_place_of_a_page_that_is_made() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/publication");
    let session = Session::open(Arc::new(Folder::open(&root).unwrap()), &Settings::default());
    let text = VPath::new("content/pages/text.md").unwrap();
    for (route, rank) in session.routes() {
        // What authors write has the rank of reports.
        let is_made = route.as_str().ends_with(".html") && rank != WritePhase::Report;
        let is_free = Places::default().take_free(route.as_str(), &text).is_ok();
        assert!(!(is_made && is_free), "{} is not in RESERVED of model/addresses.rs", route.as_str());
    }
}

/// A page without the versions of style and script, which change with them.
fn unversioned(page: &str) -> String {
    let mut parts = page.split("?v=");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |page, rest| page + "?v=…" + rest.trim_start_matches(|digit: char| digit.is_ascii_hexdigit()))
}

/// Knows no other file.
struct Nothing;

impl Resolve for Nothing {
    fn link(&self, _: &str) -> Target {
        Target::Missing { nearest: None }
    }

    fn image(&self, _: &str) -> Picture {
        Picture::Missing { nearest: None }
    }
}

#[test]
fn no_heading_takes_an_id_of_its_page() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates");
    let mut ids = Vec::new();
    for name in ["layout.html", "report.html", "text.html"] {
        let template = fs::read_to_string(templates.join(name)).unwrap();
        let found = template.split(" id=\"").skip(1).filter_map(|rest| rest.split_once('"'));
        ids.extend(found.map(|(id, _)| id.to_owned()).filter(|id| !id.contains('{')));
    }
    assert!(ids.len() > 6, "the ids were read: {ids:?}");
    let path = VPath::new("content/reports/a.md").unwrap();
    for id in ids {
        let text = format!("## {id}\n");
        let (body, _) =
            body(&path, &text, 0..text.len(), Language::Chinese, &huibian::parse::Limits::default(), &Nothing);
        assert_ne!(body.outline[0].id, id, "a heading may take the id “{id}” of the page");
    }
}
