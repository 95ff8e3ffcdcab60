//! Choosing a publication, making one, and being told what changes.

use std::fs;

use serde_json::{Value, json};

use crate::{Desk, write};

#[test]
fn a_publication_is_chosen_by_its_folders() {
    let mut desk = Desk::new(false);
    desk.enter();
    let state = desk.get("state");
    assert_eq!((&state["open"], &state["recent"]), (&Value::Null, &json!([])));
    assert!(state["home"].is_string());
    // Without one there is nothing to list.
    let (status, answer) = desk.api("GET", "reports", Value::Null);
    assert_eq!(status, 409);
    assert!(answer["error"]["say"].as_str().unwrap().contains("汇编"), "{answer}");
    fs::create_dir(desk.folder.path().join(".hidden")).unwrap();
    let path = desk.folder.path().to_str().unwrap();
    let folders = desk.get(&format!("folders?path={path}"));
    assert_eq!(folders["parent"], json!(desk.folder.path().parent()));
    let mut names: Vec<_> =
        folders["folders"].as_array().unwrap().iter().map(|f| (f["name"].clone(), f["publication"].clone())).collect();
    names.retain(|(name, _)| name != "settings");
    assert_eq!(names, [(json!("p"), json!(true))]);
    let state = desk.done("POST", "open", json!({ "path": folders["folders"][0]["path"] }));
    assert_eq!(state["open"]["title"], "某某学会工作汇编");
    assert_eq!(state["open"]["counts"]["reports"], 3);
    assert_eq!(state["recent"][0]["there"], true);
    let state = desk.done("POST", "close", json!({}));
    assert_eq!(state["open"], Value::Null);
    // A folder is made in one that is there, and nowhere else.
    let new = desk.folder.path().join("网站");
    assert_eq!(desk.done("POST", "folders", json!({ "path": new }))["path"], json!(new));
    assert!(new.is_dir());
    assert_eq!(desk.api("POST", "folders", json!({ "path": new.join("a/b") })).0, 422);
    assert!(!new.join("a").exists());
    // It is offered again, and that it is gone is said.
    fs::rename(desk.root(), desk.folder.path().join("q")).unwrap();
    assert_eq!(desk.get("state")["recent"][0]["there"], false);
    let (status, answer) = desk.api("POST", "open", json!({ "path": desk.root() }));
    assert_eq!(status, 422);
    assert!(answer["error"]["help"].as_str().unwrap().contains("U 盘"), "{answer}");
}

#[test]
fn a_folder_that_cannot_be_chosen_is_said_why() {
    let mut desk = Desk::new(false);
    desk.enter();
    let refused = |route: &str, body: Value| {
        let (status, answer) = desk.api("POST", route, body);
        assert_eq!(status, 422, "{answer}");
        answer["error"]["say"].as_str().unwrap().to_owned()
    };
    assert!(refused("open", json!({ "path": "p" })).contains("完整的路径"));
    assert!(refused("open", json!({ "path": desk.folder.path() })).contains("不是一部汇编"));
    assert!(refused("create", json!({ "title": "x", "path": desk.root() })).contains("content"));
    let (status, answer) = desk.api("GET", "folders?path=/no/such/folder", Value::Null);
    assert_eq!(status, 422);
    assert!(answer["error"]["say"].as_str().unwrap().contains("找不到"), "{answer}");
}

#[test]
fn a_publication_is_made_with_its_title() {
    let mut desk = Desk::new(false);
    desk.enter();
    let path = desk.folder.path().join("新的");
    let state = desk.done("POST", "create", json!({ "title": "2021: 汇编 #1", "path": path }));
    assert_eq!(state["open"]["title"], "2021: 汇编 #1");
    assert_eq!(state["open"]["counts"]["reports"], 0);
    let site = fs::read_to_string(path.join("content/site.yaml")).unwrap();
    // All else is what `huibian init` makes.
    let made =
        include_str!("../../src/desk/fresh/site.zh.yaml").replace("title: 工作总结汇编", "title: '2021: 汇编 #1'");
    assert_eq!(site, made);
    assert_eq!(desk.get("reports")["total"], 0);
    let report = desk.done("POST", "reports", json!({ "title": "第一篇", "org": null, "year": "2021" }));
    assert_eq!(report["file"], "content/reports/2021/diyipian.md");
    assert_eq!(desk.get("reports")["total"], 1);
}

#[test]
fn what_others_change_is_told() {
    let desk = Desk::open();
    let id = desk.id("content/reports/2021/a.md");
    let version = desk.get("reports")["version"].as_u64().unwrap();
    let mut events = desk.listen(Some(version));
    let text = desk.file("content/reports/2021/a.md").replace("2021年总结", "二〇二一年总结");
    write(&desk.root().join("content/reports/2021/a.md"), text.as_bytes());
    let mut told = events.next("changed");
    while !told["reports"].as_array().unwrap().contains(&json!(id)) {
        told = events.next("changed");
    }
    assert!(told["version"].as_u64().unwrap() > version);
    assert_eq!(desk.row("content/reports/2021/a.md")["title"], "第一党支部二〇二一年总结");
    // Who was away is told of all at once.
    let told = desk.listen(Some(version)).next("changed");
    assert!(told["reports"].as_array().unwrap().contains(&json!(id)), "{told}");
    // Of a register any report may be different.
    write(&desk.root().join("content/topics.yaml"), "- id: volunteer\n  name: 义诊\n".as_bytes());
    while !events.next("changed")["reports"].is_null() {}
}

#[test]
fn a_page_that_knows_a_version_of_another_start_is_told_that_all_may_differ() {
    let desk = Desk::open();
    assert_eq!(desk.listen(Some(1_000_000)).next("changed")["reports"], Value::Null);
}

#[test]
fn the_site_is_shown_with_drafts_and_without_scripts() {
    let desk = Desk::open();
    let id = desk.id("content/reports/2022/b.md");
    let route = desk.get(&format!("reports/{id}"))["route"].as_str().unwrap().to_owned();
    let page = desk.ask("GET", &format!("/desk/preview/{route}"), &desk.own(), b"");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("第一党支部2022年总结"));
    assert!(!page.text().contains("preview.js"), "nothing of `serve` is in it");
    let folder = route.rsplit_once('/').unwrap().0;
    let picture = desk.ask("GET", &format!("/desk/preview/{folder}/b.png"), &desk.own(), b"");
    assert_eq!(picture.header("content-type"), Some("image/png"));
    assert_eq!(desk.ask("GET", "/desk/preview/none.html", &desk.own(), b"").status, 404);
}

/// The program as a file manager starts it: no arguments, no terminal, a screen.
#[cfg(target_os = "linux")]
#[test]
fn a_double_click_opens_the_desk_in_the_browser() {
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Command, Stdio};

    let folder = tempfile::tempdir().unwrap();
    let told = folder.path().join("told");
    assert!(Command::new("mkfifo").arg(&told).status().unwrap().success());
    // The browser that the system opens says which address it got.
    let browser = folder.path().join("bin/xdg-open");
    write(&browser, format!("#!/bin/sh\necho \"$1\" > '{}'\n", told.display()).as_bytes());
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let null = || Stdio::null();
    let mut program = Command::new(env!("CARGO_BIN_EXE_huibian"))
        .current_dir(folder.path())
        .env("PATH", format!("{}:/usr/bin:/bin", folder.path().join("bin").display()))
        .env("DISPLAY", ":99")
        .env("XDG_CONFIG_HOME", folder.path())
        .stdin(null())
        .stdout(null())
        .stderr(null())
        .spawn()
        .unwrap();
    let (tell, address) = std::sync::mpsc::channel();
    std::thread::spawn(move || tell.send(fs::read_to_string(told)));
    let address = address.recv_timeout(crate::HANG).map(Result::unwrap);
    program.kill().unwrap();
    program.wait().unwrap();
    let address = address.unwrap();
    assert!(address.starts_with("http://127.0.0.1:") && address.contains("/desk/#k="), "{address}");
}

#[test]
fn a_desk_that_nobody_can_end_ends_when_its_pages_are_gone() {
    let options = huibian::desk::Options {
        port: 0,
        folder: None,
        language: huibian::diag::Language::English,
        clock: std::sync::Arc::new(std::time::SystemTime::now),
        alone: Some(std::time::Duration::from_millis(1)),
        user: None,
        recent: None,
        system: huibian::disk::NATIVE,
    };
    // Without being told to.
    huibian::desk::run(options, std::future::pending(), |_| ()).unwrap();
}
