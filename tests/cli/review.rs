//! 待核: what nobody has decided yet is shown to whoever writes, and to no reader.

use std::fs;
use std::sync::Arc;

use huibian::diag::Language;
use huibian::disk::Folder;
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::serve::http::{Content, SiteSource, Visitor};
use huibian::serve::{Editor, Preview};
use huibian::source::VPath;

use crate::desk::Desk;

const REPORT: &str = "x/content/reports/2021/a.md";

/// A front matter with a point of each kind; no word of `review` stands
/// elsewhere.
const OPEN: &str = "---
title: 年度总结
branch: 甲医院/第一党支部
year: 2021
topics: [组织建设]
review:
  - field: honours
    proposal: {name: 麒麟奖状, level: 市, recipient: 凤凰小组}
    alternatives: [{name: 貔貅奖状}]
    evidence: 荣获饕餮称号
    place: 第7788段
  - field: people
    proposal: 穷奇明
  - {field: date, proposal: 2021-09-13, evidence: 混沌}
  - 梼杌年份问一下
---

一年来，支部做了以下工作。
";

const SECRETS: [&str; 8] = ["麒麟", "凤凰", "貔貅", "饕餮", "7788", "穷奇", "混沌", "梼杌"];

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("x/content/site.yaml", "title: 汇编\n");
    desk.write(REPORT, OPEN);
    desk
}

#[test]
fn a_build_counts_open_points_and_publishes_none() {
    let desk = desk();
    desk.write("x/content/reports/2021/b.md", OPEN);
    let answer = desk.run("x", &["build"]).is(0).says("没有发现问题");
    let answer = answer.tells("2 篇里还有 8 处待核（不会公开），见 huibian check");
    assert!(!answer.told.contains("麒麟"), "{}", answer.told);
    desk.run("x", &["build", "--lang", "en"]).is(0).tells("8 points to be reviewed in 2 reports (never published)");
    desk.run("x", &["build", "--strict"]).is(1).tells("8 处待核");
    let files = walkdir::WalkDir::new(desk.path("x/public")).into_iter().filter_map(Result::ok);
    let files: Vec<_> = files.filter(|entry| entry.file_type().is_file()).collect();
    assert!(files.len() > 20, "{}", files.len());
    for file in files {
        let bytes = fs::read(file.path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret} in {}", file.path().display());
            assert!(!file.path().to_string_lossy().contains(secret));
        }
    }
    // The search index is packed: with the points gone it is the same.
    let index = |desk: &Desk| {
        let files = walkdir::WalkDir::new(desk.path("x/public")).sort_by_file_name().into_iter();
        let files = files.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
        files.map(|entry| (entry.path().to_owned(), fs::read(entry.path()).unwrap())).collect::<Vec<_>>()
    };
    desk.run("x", &["build"]).is(0);
    let with = index(&desk);
    let (head, rest) = OPEN.split_once("review:").unwrap();
    let without = format!("{head}{}", &rest[rest.find("---").unwrap()..]);
    for name in [REPORT, "x/content/reports/2021/b.md"] {
        desk.write(name, &without);
    }
    let answer = desk.run("x", &["build"]).is(0).tells_nothing();
    assert!(answer.said.contains("写入 0 个文件"), "{}", answer.said);
    assert_eq!(index(&desk), with);
}

#[test]
fn a_preview_lists_open_points_beside_the_page_and_not_in_it() {
    let desk = desk();
    let folder = Arc::new(Folder::open(&desk.path("x")).unwrap());
    let session = Arc::new(Session::open(folder.clone(), &Settings::default()));
    let route = session.route_of(&VPath::new("content/reports/2021/a.md").unwrap()).unwrap();
    let editor = Editor::parse("none").unwrap();
    let preview = Preview::new(session, folder, Language::Chinese, editor, "run".to_owned());
    let list = String::from_utf8(preview.findings(Visitor::Here)).unwrap();
    assert_eq!(list.matches("\"HB2212\"").count(), 4, "{list}");
    assert!(list.contains("待核：people: 穷奇明") && list.contains("\"line\":12"), "{list}");
    for route in [route.as_str(), "index.html"] {
        let Content::Bytes { bytes, .. } = preview.get(route).content else { panic!("{route}") };
        let page = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(page.contains("年度总结"), "{route}");
        assert!(SECRETS.iter().all(|secret| !page.contains(secret)), "{page}");
    }
}

#[test]
fn a_check_shows_every_open_point_and_what_to_do() {
    let desk = desk();
    let answer = desk.run("x", &["check"]).is(0);
    let answer = answer.says("提示[HB2212 review-open]").says("待核：people: 穷奇明").says("待核：梼杌年份问一下");
    let answer = answer.says("待核：date: 2021-09-13 ← “混沌”").says("huibian import --review");
    assert_eq!(answer.said.matches("HB2212").count(), 4, "{}", answer.said);
    // Of forty a file shows a few.
    let many: String = (0..40).map(|number| format!("  - field: topics\n    proposal: 主题{number}\n")).collect();
    desk.write(REPORT, &OPEN.replace("review:\n", &format!("review:\n{many}")));
    let answer = desk.run("x", &["check"]).is(0).says("另有 39 处同类（review-open），加 -v 全部列出");
    assert!(answer.said.matches("HB2212").count() <= 6, "{}", answer.said);
}
