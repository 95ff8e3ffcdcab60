//! A second build: what is left, what is made again, and what is told of it.

use std::fs;
use std::time::SystemTime;

use huibian::source::Digest;

use crate::desk::Desk;

/// A publication of three reports that was built once.
fn desk() -> Desk {
    let desk = Desk::with_publication();
    // More than the excerpt that other pages show.
    let long: String = (11..40).map(|batch| format!("第{batch}批义诊服务群众{}人。", batch * 7)).collect();
    for (name, year) in [("a", "2020"), ("b", "2021")] {
        desk.write(
            &format!("x/content/reports/{name}.md"),
            &format!("---\ntitle: {year}年总结\nbranch: 甲医院\nyear: {year}\n---\n\n## 一、学习\n\n{long}\n\n## 三、服务\n\n下乡三场。\n"),
        );
    }
    desk.run("x", &["build"]).is(0);
    desk
}

/// How many files a build says that it made.
fn made(desk: &Desk) -> usize {
    let answer = desk.run("x", &["build", "-v"]).is(0);
    answer.told.lines().find_map(|line| line.strip_prefix("重做的文件：")).unwrap().parse().unwrap()
}

/// The memo of a build, with its name.
fn memo(desk: &Desk) -> (Vec<u8>, String) {
    let entries = fs::read_dir(desk.path("x/.huibian/cache")).unwrap().map(|entry| entry.unwrap());
    let name = entries.map(|entry| entry.file_name().into_string().unwrap()).find(|name| name.starts_with("build-"));
    let name = name.unwrap();
    (fs::read(desk.path(&format!("x/.huibian/cache/{name}"))).unwrap(), name)
}

#[test]
fn what_has_not_changed_is_not_made_again_and_its_findings_are_told() {
    let desk = desk();
    let first = desk.run("x", &["build", "--verify"]).is(0).told;
    assert!(first.contains("校对意见"), "{first}");
    assert_eq!(made(&desk), 0);
    assert_eq!(desk.run("x", &["build"]).is(0).says("写入 0 个文件").told, first);
    // Other times are no other content.
    let path = desk.path("x/content/reports/a.md");
    fs::File::options().write(true).open(&path).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
    assert_eq!(made(&desk), 0);
    // A text: its page, its Markdown, the tables with its length, the search.
    let text = desk.read("x/content/reports/a.md");
    desk.write("x/content/reports/a.md", &text.replace("三场", "四场"));
    let all = desk.read("x/public/.huibian/ledger").lines().count() - 1;
    let some = made(&desk);
    assert!(some > 0 && some * 2 < all, "{some} of {all}");
    assert_eq!(desk.run("x", &["build"]).is(0).told, first);
}

#[test]
fn a_new_title_or_beginning_remakes_the_pages_that_show_it() {
    let desk = desk();
    let all = desk.read("x/public/.huibian/ledger").lines().count() - 1;
    let edit = |from: &str, to: &str| {
        let text = desk.read("x/content/reports/a.md");
        assert!(text.contains(from), "{text}");
        desk.write("x/content/reports/a.md", &text.replacen(from, to, 1));
    };
    for (from, to) in
        [("2020年总结", "2020年工作的总结"), ("第11批", "第十一批"), ("year: 2020", "year: 2020\nsummary: 新写的摘要")]
    {
        edit(from, to);
        let some = made(&desk);
        assert!(some > 0 && some * 2 < all, "{from}: {some} of {all}");
        // No page was left that shows what was there before.
        desk.run("x", &["build", "--verify"]).is(0).says("写入 0 个文件");
    }
    assert!(desk.read("x/public/index.html").contains("2020年工作的总结"));
    // What is counted may be on any page.
    edit("year: 2020", "year: 2020\nhonours: [{name: 先进集体}]");
    let some = made(&desk);
    assert!(some * 2 > all, "{some} of {all}");
}

#[test]
fn changes_are_listed_for_who_uploads_them() {
    let desk = desk();
    let changes = || -> serde_json::Value {
        desk.run("x", &["build", "--changes", "变动.json"]).is(0);
        serde_json::from_str(&desk.read("x/变动.json")).unwrap()
    };
    let nothing: [&str; 0] = [];
    assert_eq!(
        changes(),
        serde_json::json!({ "version": 1, "added": nothing, "changed": nothing, "removed": nothing })
    );
    fs::remove_file(desk.path("x/content/reports/b.md")).unwrap();
    desk.write("x/content/reports/c.md", "---\ntitle: 新\nbranch: 甲医院\nyear: 2021\n---\n\n正文。\n");
    let found = changes();
    let has = |list: &str, route: &str| found[list].as_array().unwrap().iter().any(|own| own == route);
    assert!(has("added", "reports/c.html") && has("removed", "reports/b.html"), "{found}");
    assert!(has("changed", "index.html") && !has("changed", "style.css"), "{found}");
    desk.run("x", &["build", "--changes", "无/变动.json"]).is(3).tells("变动.json");
}

#[test]
fn a_cache_that_is_cut_off_is_none_and_one_that_is_wrong_is_told() {
    let desk = desk();
    let (bytes, name) = memo(&desk);
    let path = desk.path(&format!("x/.huibian/cache/{name}"));
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    assert!(made(&desk) > 0);
    assert_eq!(made(&desk), 0);
    // What somebody has written who knows the form: behind the route stands the digest.
    let (mut bytes, _) = memo(&desk);
    bytes.truncate(bytes.len() - 32);
    let route = b"\x0aindex.html";
    let at = bytes.windows(route.len()).position(|window| window == route).unwrap() + route.len();
    bytes[at] ^= 1;
    let key = name.strip_prefix("build-").unwrap();
    let seal = Digest::of(format!("{key}{}", Digest::of(&bytes)).as_bytes());
    fs::write(&path, [bytes, seal.to_string().into_bytes()].concat()).unwrap();
    assert_eq!(made(&desk), 0);
    desk.run("x", &["build", "--verify"]).is(1).tells("缓存有错：index.html");
    desk.run("x", &["build", "--verify"]).is(0);
}
