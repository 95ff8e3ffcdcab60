//! Snapshots of a small publication in which every way of writing stands once:
//! one page of each kind, the feed, the site map and the data, whole. Look at
//! each line of a change before you accept it (`INSTA_UPDATE=always`).

use std::path::Path;

use huibian::disk::Folder;
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::plan::Route;
use huibian::render::Content;

/// One of each kind.
const PAGES: [&str; 21] = [
    "404.html",
    "about.html",
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
    let session = Session::open(&folder, &Settings::default());
    assert_eq!(session.diagnostics(), [], "the publication is clean");
    let renderer = session.renderer();
    let routes: Vec<Route> = session.routes().map(|(route, _)| route.clone()).collect();
    let listed: Vec<&str> = routes.iter().map(Route::as_str).collect();
    insta::assert_snapshot!("routes", listed.join("\n"));
    for page in PAGES {
        let rendered = renderer.render(routes.iter().find(|route| route.as_str() == page).expect(page));
        assert_eq!(rendered.diagnostics, [], "{page} is clean");
        let Content::Bytes(bytes) = rendered.content else { panic!("{page} is no page") };
        insta::assert_snapshot!(page.replace(['/', '.'], "-"), String::from_utf8(bytes).unwrap());
    }
}
