//! Sites after they were built: held against their ledger, compared, and built
//! again as what differs from one that is published.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::desk::Desk;

const REPORT: &str = "x/content/reports/a.md";

/// A publication that was built once, and its text.
fn desk() -> (Desk, String) {
    let desk = Desk::with_publication();
    let text = "---\ntitle: 甲年总结\nbranch: 甲医院\nyear: 2020\n---\n\n下乡义诊三场，党员38名。\n".to_owned();
    desk.write(REPORT, &text);
    desk.run("x", &["build"]).is(0);
    (desk, text)
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

/// All files of a site with their bytes, but for the lock.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("lock") {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    files
}

/// A copy of a site.
fn copy(desk: &Desk, to: &str) {
    for (name, bytes) in files(&desk.path("x/public")) {
        let path = desk.path(to).join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn a_site_is_held_against_its_ledger() {
    let (desk, text) = desk();
    desk.run("x", &["verify", "public"]).is(0).tells("与台账相符");
    let before = json(&desk.run("x", &["verify", "public", "--format", "json"]).is(0).said);
    assert_eq!((&before["whole"], &before["missing"]), (&true.into(), &serde_json::json!([])));

    fs::remove_file(desk.path("x/public/404.html")).unwrap();
    let home = desk.read("x/public/index.html");
    desk.write("x/public/index.html", home.split_once("<body").unwrap().0);
    desk.write("x/public/about.html", &desk.read("x/public/about.html").replacen("<html", "<htmL", 1));
    desk.write("x/public/reports/x.html", "x");
    desk.write("x/public/deep/er/x.html", "x");
    desk.write("x/public/.DS_Store", "x");
    let found = json(&desk.run("x", &["verify", "public", "--format", "json"]).is(1).said);
    let expected = [
        ("missing", vec!["404.html"]),
        ("short", vec!["index.html"]),
        ("changed", vec!["about.html"]),
        ("foreign", vec!["deep/", "reports/x.html"]),
        ("unsealed", vec![]),
    ];
    for (kind, routes) in expected {
        assert_eq!(found[kind], serde_json::json!(routes), "{kind}: {found}");
    }
    let told = desk.run("x", &["verify", "public"]).is(1).says("残缺（不够长）（1 个）\n  index.html\n").said;
    assert!(told.contains("  deep/\n"), "{told}");
    desk.run("x", &["verify", "public", "--lang", "en"]).is(1).says("missing (1)\n  404.html").tells("not as written");

    // A build makes good what is ours.
    desk.run("x", &["build"]).is(0);
    desk.run("x", &["verify", "public"]).is(1).says("reports/x.html");
    desk.run("x", &["verify", "public", "--allow-foreign"]).is(0);
    // A later build says what it wrote.
    desk.write(REPORT, &text.replace("三场", "四场"));
    desk.run("x", &["build"]).is(0);
    desk.run("x", &["verify", "public", "--allow-foreign", "-q"]).is(0).tells_nothing();
    // Where a build was cut short, it says so.
    fs::create_dir(desk.path("x/public/.huibian/new")).unwrap();
    desk.run("x", &["verify", "public", "--allow-foreign"]).is(1).says("有一次生成没有做完");
}

#[test]
fn what_is_no_site_is_told() {
    let (desk, _) = desk();
    desk.run("x", &["verify", "nowhere"]).is(2).tells("没有“nowhere”");
    desk.run("x", &["verify", "content"]).is(2).tells("没有台账");
    desk.run("x", &["verify", "public/.huibian/ledger"]).is(2).tells("网站的文件夹");
    desk.run("x", &["verify"]).is(2).tells("少了 <网站>");
    desk.run("x", &["diff", "public"]).is(2).tells("少了 <后来>");
    let ledger = desk.read("x/public/.huibian/ledger");
    desk.write("x/public/.huibian/ledger", &ledger[..ledger.len() - 10]);
    desk.run("x", &["verify", "public"]).is(2).tells("不完整");
    desk.run("x", &["build", "--against", "public/.huibian/ledger", "--output", "d"]).is(2).tells("不要写 --against");
    desk.run("x", &["build", "--against", "public"]).is(2).tells("--output");
}

#[cfg(unix)]
#[test]
fn a_link_in_a_site_is_not_followed() {
    let (desk, _) = desk();
    copy(&desk, "old");
    desk.write("secret/index.html", "<title>secret</title>");
    fs::remove_file(desk.path("x/public/index.html")).unwrap();
    std::os::unix::fs::symlink(desk.path("secret/index.html"), desk.path("x/public/index.html")).unwrap();
    std::os::unix::fs::symlink(desk.path("secret"), desk.path("x/public/secret")).unwrap();
    let found = json(&desk.run("x", &["verify", "public", "--format", "json"]).is(1).said);
    assert_eq!(
        (&found["changed"], &found["foreign"]),
        (&serde_json::json!(["index.html"]), &serde_json::json!(["secret"]))
    );
    // A ledger that differs, so that the page is asked for.
    let ledger = desk.read("x/public/.huibian/ledger");
    let forged = ledger.lines().map(|line| match line.ends_with(" index.html") {
        true => "- index.html\n".to_owned(),
        false => format!("{line}\n"),
    });
    desk.write("x/public/.huibian/ledger", &forged.collect::<String>());
    let said = desk.run(".", &["diff", "old", "x/public"]).is(1).said;
    assert!(said.contains("index.html") && !said.contains("secret"), "{said}");
}

#[test]
fn what_a_reader_sees_changed_is_told_page_by_page() {
    let (desk, text) = desk();
    copy(&desk, "old");
    desk.run(".", &["diff", "old", "x/public"]).is(0).tells("两个网站相同");
    desk.write(REPORT, &text.replace("38名", "39名"));
    desk.write("x/content/reports/b.md", &text.replace("甲年", "乙年"));
    desk.run("x", &["build"]).is(0);
    let answer = desk.run(".", &["diff", "old", "x/public", "-v"]).is(1).tells("新增 1，");
    assert!(answer.said.contains("  reports/b.html  乙年总结"), "{answer:?}");
    assert!(answer.said.contains("- 下乡义诊三场，党员38名。\n    + 下乡义诊三场，党员39名。\n"), "{answer:?}");
    let found = json(&desk.run(".", &["diff", "old", "x/public", "--format", "json"]).is(1).said);
    let page = found["pages"]["changed"].as_array().unwrap().iter().find(|page| page["route"] == "reports/a.html");
    assert_eq!(page.unwrap()["seen"], "words");
    assert!(found["files"]["changed"].as_array().unwrap().contains(&"reports.json".into()), "{found}");
    // Whether a page is more than its words is told too.
    fs::remove_dir_all(desk.path("old")).unwrap();
    copy(&desk, "old");
    let site = desk.read("x/content/site.yaml");
    desk.write("x/content/site.yaml", &format!("{site}\naccent: \"#1a5fb4\"\n"));
    desk.run("x", &["build"]).is(0);
    let found = json(&desk.run(".", &["diff", "old", "x/public", "--format", "json"]).is(1).said);
    for page in found["pages"]["changed"].as_array().unwrap() {
        assert_eq!(page["seen"], "markup", "{page}");
    }
    // By ledgers alone it is known which, not how.
    let ledgers = ["diff", "old/.huibian/ledger", "x/public/.huibian/ledger", "--lang", "en"];
    desk.run(".", &ledgers).is(1).says("(not compared)").tells("Pages: 0 added");
}

#[test]
fn only_what_differs_from_a_published_site_is_written() {
    let (desk, text) = desk();
    desk.write("x/content/reports/b.md", &text.replace("甲年", "乙年"));
    desk.run("x", &["build", "--output", "../site"]).is(0);
    desk.write("ledger", &desk.read("site/.huibian/ledger"));
    // One text is edited, one goes, one comes.
    desk.write(REPORT, &text.replace("38名", "39名"));
    fs::remove_file(desk.path("x/content/reports/b.md")).unwrap();
    desk.write("x/content/reports/c.md", &text.replace("甲年", "丙年"));
    let build = ["build", "--against", "../ledger", "--output", "../delta", "--changes", "../changes.json"];
    desk.run("x", &build).is(0);
    let changes = json(&desk.read("changes.json"));
    let list = |kind: &str| -> Vec<String> { serde_json::from_value(changes[kind].clone()).unwrap() };
    assert!(list("added").contains(&"reports/c.html".to_owned()), "{changes}");
    assert!(list("changed").contains(&"reports/a.html".to_owned()), "{changes}");
    assert!(list("removed").contains(&"reports/b.html".to_owned()), "{changes}");
    let delta = files(&desk.path("delta"));
    let mut routes = [list("added"), list("changed"), vec![".huibian/ledger".to_owned()]].concat();
    routes.sort();
    assert_eq!(delta.keys().cloned().collect::<Vec<_>>(), routes, "no other file, no empty folder");
    assert!(!desk.path("delta/fonts").exists());
    // Who uploads them and removes what is gone has the whole site.
    for (name, bytes) in &delta {
        let path = desk.path("site").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    list("removed").iter().for_each(|route| fs::remove_file(desk.path("site").join(route)).unwrap());
    desk.run("x", &["build", "--output", "../whole"]).is(0);
    assert_eq!(files(&desk.path("site")), files(&desk.path("whole")));
    desk.run(".", &["verify", "site"]).is(0);
    // There must be nothing else in it.
    desk.run("x", &build).is(2).tells("里已有文件");
    // Nothing differs: nothing is written, nor made again.
    desk.write("ledger", &desk.read("site/.huibian/ledger"));
    desk.run("x", &["build", "--against", "../ledger", "--output", "../none"]).is(0).says("写入 0 个文件");
    assert_eq!(files(&desk.path("none")).len(), 1);
}

#[test]
fn a_ledger_from_elsewhere_is_not_trusted() {
    let (desk, _) = desk();
    let ledger = "huibian-ledger 2 3\n- index.html\n- ../../etc/passwd\n- gone.html\n";
    desk.write("ledger", ledger);
    desk.run("x", &["build", "--against", "../ledger", "--output", "d", "--changes", "../c.json"]).is(0);
    let changes = json(&desk.read("c.json"));
    assert_eq!(
        (&changes["removed"], &changes["changed"]),
        (&serde_json::json!(["gone.html"]), &serde_json::json!(["index.html"]))
    );
    for hostile in ["", "<!doctype html>", "huibian-ledger 2 99999999999999999999\n", "huibian-ledger 2 1\nx"] {
        desk.write("ledger", hostile);
        desk.run("x", &["build", "--against", "../ledger", "--output", "e"]).is(2).tells("不完整");
    }
    assert!(!desk.path("x/e").exists());
}
