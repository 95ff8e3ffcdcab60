//! The list of reports, and what is done to one of them.

use std::collections::BTreeSet;
use std::fs;

use huibian::source::Digest;
use serde_json::{Value, json};

use crate::{Desk, write};

const A: &str = "content/reports/2021/a.md";
const B: &str = "content/reports/2022/b.md";

/// The whole text of a report with something replaced, as one operation.
fn replacing(desk: &Desk, file: &str, from: &str, to: &str) -> Value {
    let text = desk.file(file);
    assert!(text.contains(from), "{text}");
    json!([{ "op": "text", "text": text.replace(from, to) }])
}

#[test]
fn the_list_has_every_report_and_counts_them() {
    let desk = Desk::open();
    let list = desk.get("reports");
    assert_eq!(list["total"], 3);
    let row = desk.row(A);
    assert_eq!(row["org"], json!({ "id": "first", "name": "第一党支部" }));
    assert_eq!(
        (&row["title"], &row["years"], &row["state"]),
        (&json!("第一党支部2021年总结"), &json!("2021"), &json!("published"))
    );
    assert_eq!((&row["broken"], &row["draft"]), (&json!(false), &json!(false)));
    assert!(row["changed"].as_str().unwrap().ends_with('Z'));
    let broken = desk.row("content/reports/2022/broken.md");
    assert_eq!(
        (&broken["broken"], &broken["title"], &broken["state"]),
        (&json!(true), &json!("broken.md"), &json!(""))
    );
    assert_eq!(list["facets"]["state"], json!([["draft", 1], ["published", 1]]));
    assert_eq!(list["facets"]["year"], json!([["2022", 1], ["2021", 1]]));
    assert_eq!(list["facets"]["org"], json!([["hospital", "甲医院", 0, 2], ["first", "第一党支部", 1, 2]]));
}

#[test]
fn words_of_the_text_find_a_report_and_are_shown() {
    let desk = Desk::open();
    let list = desk.get("reports?q=三千人");
    assert_eq!((&list["total"], &list["items"][0]["file"]), (&json!(1), &json!(A)), "{list}");
    assert_eq!(list["items"][0]["found"]["word"], "三千人");
    // What a title has needs no words of the text beside it.
    assert_eq!(desk.get("reports?q=第一党支部2021年总结")["items"][0]["found"], Value::Null);
    let id = desk.id(A);
    let hash = desk.get(&format!("reports/{id}"))["hash"].clone();
    let ops = replacing(&desk, A, "三千人", "四千，又五人");
    desk.done("PUT", &format!("reports/{id}"), json!({ "hash": hash, "ops": ops }));
    let total = |q: &str| desk.get(&format!("reports?q={q}"))["total"].clone();
    assert_eq!((total("三千人"), total("四千又五人"), total("四千%20没有的")), (json!(0), json!(1), json!(0)));
}

#[test]
fn history_tells_fields_apart_from_the_text() {
    let desk = Desk::open();
    let id = desk.id(A);
    let report = desk.get(&format!("reports/{id}"));
    let ops = json!([
        { "op": "set", "field": "title", "value": "新题目" },
        { "op": "state", "to": "first-review", "by": "沈" },
    ]);
    desk.done("PUT", &format!("reports/{id}"), json!({ "hash": report["hash"], "ops": ops }));
    let first = desk.get(&format!("history/{id}/1"));
    let fields = first["fields"].as_array().unwrap();
    let field = |key: &str| fields.iter().find(|field| field["key"] == key).unwrap();
    assert_eq!(
        (&field("title")["before"], &field("title")["now"]),
        (&json!(["第一党支部2021年总结"]), &json!(["新题目"]))
    );
    assert_eq!(
        (&field("status")["before"], &field("status")["now"]),
        (&json!(["published"]), &json!(["first-review"]))
    );
    assert!(field("approvals")["now"][0].as_str().unwrap().starts_with("first-review 沈 "), "{first}");
    assert!(first["changes"].as_array().unwrap().iter().all(|change| change["kind"] == "same"), "{first}");
}

#[test]
fn a_fix_is_done_where_its_words_are_now() {
    let desk = Desk::open();
    let id = desk.id(A);
    for n in 1..20 {
        // Another program has just saved; nobody waits for the watch.
        let text = format!(
            "---\n# {}\ntitle: 第一党支部2021年总结\nbranch: 甲医院/第一党支部\nyear: 2021\ntopics: [volunteeer]\n---\n\n正文。\n",
            "丁".repeat(n * 7 % 23)
        );
        write(&desk.root().join(A), text.as_bytes());
        let report = desk.get(&format!("reports/{id}"));
        assert_eq!(report["hash"], Digest::of(text.as_bytes()).to_string());
        let findings = report["findings"].as_array().unwrap();
        let finding = findings.iter().find(|finding| finding["fixes"] != json!([]));
        let finding = finding.unwrap_or_else(|| panic!("what is wrong with the file as it is now: {report}"));
        let ops = json!([{ "op": "fix", "id": finding["id"] }]);
        desk.done("PUT", &format!("reports/{id}"), json!({ "hash": report["hash"], "ops": ops }));
        assert_eq!(desk.file(A), text.replace("volunteeer", "volunteer"));
    }
}

#[test]
fn each_window_has_a_draft_of_its_own_that_follows_a_renamed_file() {
    let desk = Desk::open();
    let id = desk.id(A);
    let hash = desk.get(&format!("reports/{id}"))["hash"].clone();
    for (window, text) in [("a1", "第一段"), ("b2", "第二段")] {
        let draft = json!({ "window": window, "hash": hash, "text": text });
        desk.done("PUT", &format!("drafts/{id}"), draft);
    }
    let drafts = |id: &str| desk.get(&format!("reports/{id}"))["drafts"].clone();
    let keys = |drafts: &Value| drafts.as_array().unwrap().iter().map(|one| one["key"].clone()).collect::<Vec<_>>();
    assert_eq!(drafts(&id)[0]["text"], "第一段");
    // One window has saved its words; the other's stay.
    desk.done("DELETE", &format!("drafts/{id}"), json!({ "keys": [format!("{id}-a1")] }));
    assert_eq!(keys(&drafts(&id)), [json!(format!("{id}-b2"))]);
    // The file gets another name outside: the words are offered there.
    let renamed = "content/reports/2021/renamed.md";
    let mut events = desk.listen(Some(1));
    fs::rename(desk.root().join(A), desk.root().join(renamed)).unwrap();
    let is_there = |list: &Value| list["items"].as_array().unwrap().iter().any(|row| row["file"] == renamed);
    while !is_there(&desk.get("reports")) {
        events.next("changed");
    }
    let now = desk.id(renamed);
    assert_eq!((keys(&drafts(&now)), &drafts(&now)[0]["text"]), (vec![json!(format!("{id}-b2"))], &json!("第二段")));
    desk.done("DELETE", &format!("drafts/{now}"), json!({ "keys": [format!("{id}-b2"), "../../x", ""] }));
    assert_eq!(drafts(&now), json!([]));
    for window in ["../x", "a/b", "é"] {
        let draft = json!({ "window": window, "hash": hash, "text": "x" });
        assert_eq!(desk.api("PUT", &format!("drafts/{now}"), draft).0, 404);
    }
}

#[test]
fn a_clock_that_was_set_back_makes_nothing_forgotten() {
    let desk = Desk::open();
    let later = desk.clock.lock().unwrap().duration_since(std::time::UNIX_EPOCH).unwrap()
        + std::time::Duration::from_secs(3600);
    for (folder, count) in [("undo", 500), ("trash", 2000)] {
        for n in 0..count {
            let name = format!("{:016x}00000000", later.as_nanos() + n);
            write(&desk.root().join(".huibian/desk").join(folder).join(name), b"[]");
        }
    }
    let id = desk.id(A);
    let before = desk.file(A);
    let report = desk.get(&format!("reports/{id}"));
    let ops = replacing(&desk, A, "三千人", "四千人");
    let saved = desk.done("PUT", &format!("reports/{id}"), json!({ "hash": report["hash"], "ops": ops }));
    assert_eq!(desk.done("POST", "undo", json!({ "token": saved["undo"] }))["done"], 1);
    let hash = desk.get(&format!("reports/{id}"))["hash"].clone();
    let removed = desk.done("POST", &format!("reports/{id}/remove"), json!({ "hash": hash }));
    desk.done("POST", "trash/restore", json!({ "key": removed["trashed"] }));
    assert_eq!(desk.file(A), before);
}

#[cfg(unix)]
#[test]
fn a_link_is_not_deleted_through() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("p");
    write(&root.join("content/site.yaml"), "title: 链接\nlinks: content\n".as_bytes());
    let text = "---\ntitle: 一篇\nbranch: 甲医院\nyear: 2021\n---\n\n正文。\n";
    write(&root.join(A), text.as_bytes());
    let second = "content/reports/2021/second.md";
    std::os::unix::fs::symlink("a.md", root.join(second)).unwrap();
    let mut desk = Desk::on(folder, Some("p"));
    desk.enter();
    let rows = desk.get("reports")["items"].clone();
    let Some(row) = rows.as_array().unwrap().iter().find(|row| row["file"] == second) else { panic!("{rows}") };
    let id = row["id"].as_str().unwrap();
    let hash = desk.get(&format!("reports/{id}"))["hash"].clone();
    let (status, said) = desk.api("POST", &format!("reports/{id}/remove"), json!({ "hash": hash }));
    assert!(status == 422 && said["error"]["say"].as_str().unwrap().contains("a.md"), "{said}");
    assert_eq!(desk.file(A), text);
    assert_eq!(desk.get("trash")["items"], json!([]));
}

#[test]
fn an_answer_that_fits_nothing_writes_nothing() {
    let desk = Desk::open();
    let id = desk.id(A);
    let ops = json!([{ "report": id, "key": "none", "act": "take" }]);
    let answer = desk.done("POST", "queue", json!({ "ops": ops }));
    assert_eq!((&answer["done"], &answer["undo"]), (&json!(0), &Value::Null), "{answer}");
    assert_eq!(answer["failed"].as_array().unwrap().len(), 1);
}

#[test]
fn a_history_that_is_too_large_goes_aside() {
    let desk = Desk::open();
    let log = desk.root().join(".huibian/history/log");
    write(&log, b"");
    fs::File::options().write(true).open(&log).unwrap().set_len((64 << 20) + 1).unwrap();
    let id = desk.id(A);
    let report = desk.get(&format!("reports/{id}"));
    let ops = replacing(&desk, A, "三千人", "四千人");
    desk.done("PUT", &format!("reports/{id}"), json!({ "hash": report["hash"], "ops": ops }));
    assert!(desk.get(&format!("history/{id}"))["versions"].as_array().unwrap().len() >= 2);
    let names = fs::read_dir(log.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(names.filter(|name| name.to_string_lossy().starts_with("log-")).count() == 1);
}

#[cfg(unix)]
#[test]
fn what_was_written_is_told_though_the_folder_was_moved() {
    let desk = Desk::open();
    let moved = desk.folder.path().join("moved");
    fs::rename(desk.root(), &moved).unwrap();
    // The folder is held, so the report is in it: a second try would make a second one.
    let made = desk.done("POST", "reports", json!({ "title": "一篇", "org": null, "year": "2024" }));
    assert!(moved.join(made["file"].as_str().unwrap()).is_file(), "{made}");
}

#[test]
fn a_new_report_without_an_organisation_can_be_read() {
    let desk = Desk::open();
    let made = desk.done("POST", "reports", json!({ "title": "还不知道是谁的", "org": null, "year": "2024" }));
    assert_eq!(made["broken"], Value::Null, "{made}");
    let row = desk.row(made["file"].as_str().unwrap());
    assert_eq!((&row["title"], &row["broken"]), (&json!("还不知道是谁的"), &json!(false)), "{row}");
}

#[test]
fn the_list_is_narrowed_and_facets_count_the_rest() {
    let desk = Desk::open();
    let titles = |query: &str| -> Vec<String> {
        let list = desk.get(&format!("reports?{query}"));
        let items = list["items"].as_array().unwrap();
        items.iter().map(|row| row["file"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()).collect()
    };
    assert_eq!(titles("state=draft"), ["b.md"]);
    assert_eq!(titles("year=2021"), ["a.md"]);
    assert_eq!(titles("org=hospital&sort=year"), ["b.md", "a.md"]);
    assert_eq!(titles("q=%E6%94%AF%E9%83%A8+2022"), ["b.md"]);
    assert_eq!(titles("sort=title"), ["broken.md", "a.md", "b.md"]);
    assert_eq!(titles("sort=title&from=1&count=1"), ["a.md"]);
    assert_eq!(titles("org=none"), Vec::<String>::new());
    let narrowed = desk.get("reports?state=draft");
    // Other states can still be chosen, other years cannot.
    assert_eq!(narrowed["facets"]["state"], json!([["draft", 1], ["published", 1]]));
    assert_eq!(narrowed["facets"]["year"], json!([["2022", 1]]));
}

#[test]
fn a_save_is_in_the_file_the_preview_and_the_list_at_once() {
    let desk = Desk::open();
    let id = desk.id(A);
    let report = desk.get(&format!("reports/{id}"));
    let save = json!({ "hash": report["hash"], "ops": replacing(&desk, A, "三千人", "四千人"), "say": "改正人数" });
    let saved = desk.done("PUT", &format!("reports/{id}"), save);
    assert!(desk.file(A).contains("四千人"));
    assert_ne!(saved["hash"], report["hash"]);
    let page = desk.ask("GET", &format!("/desk/preview/{}", saved["route"].as_str().unwrap()), &desk.own(), b"");
    assert!(page.text().contains("四千人"), "the session that follows is there already");
    // Back again.
    let undone = desk.done("POST", "undo", json!({ "token": saved["undo"] }));
    assert_eq!((&undone["done"], &undone["failed"]), (&json!(1), &json!([])));
    assert!(desk.file(A).contains("三千人"));
    let redone = desk.done("POST", "undo", json!({ "token": undone["undo"] }));
    assert_eq!(redone["done"], 1);
    assert!(desk.file(A).contains("四千人"));
}

#[test]
fn a_save_changes_only_what_it_names() {
    let desk = Desk::open();
    let id = desk.id(A);
    let report = desk.get(&format!("reports/{id}"));
    let before = desk.file(A);
    let ops = json!([{ "op": "set", "field": "title", "value": "第一党支部2021年工作总结" }]);
    let saved = desk.done("PUT", &format!("reports/{id}"), json!({ "hash": report["hash"], "ops": ops }));
    assert_eq!(desk.file(A), before.replace("2021年总结", "2021年工作总结"));
    assert_eq!(saved["title"], "第一党支部2021年工作总结");
    let branch = saved["fields"].as_array().unwrap().iter().find(|field| field["key"] == "branch").unwrap();
    assert_eq!(branch["value"], json!({ "id": "first", "name": "第一党支部" }));
    // An organisation is chosen by its id and written by its names.
    let ops = json!([{ "op": "set", "field": "branch", "value": { "id": "hospital" } }]);
    let saved = desk.done("PUT", &format!("reports/{id}"), json!({ "hash": saved["hash"], "ops": ops }));
    assert!(desk.file(A).contains("branch: 甲医院 # 党支部\n"), "{}", desk.file(A));
    // A paragraph is replaced by its block, the other stays.
    let block = saved["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|block| block["text"].as_str().unwrap().contains("义诊"))
        .unwrap();
    let ops = json!([{ "op": "block", "id": block["id"], "text": "全年开展义诊 13 次。" }]);
    desk.done("PUT", &format!("reports/{id}"), json!({ "hash": saved["hash"], "ops": ops }));
    assert!(desk.file(A).ends_with("\n全年开展义诊 13 次。\n\n服务群众三千人。\n"));
}

#[test]
fn what_was_changed_elsewhere_is_never_overwritten() {
    let desk = Desk::open();
    let id = desk.id(A);
    let report = desk.get(&format!("reports/{id}"));
    let theirs = desk.file(A).replace("12 次", "十二次");
    write(&desk.root().join(A), theirs.as_bytes());
    let save = json!({ "hash": report["hash"], "ops": replacing(&desk, A, "三千人", "四千人") });
    // The page knows the text of before.
    let save = json!({ "hash": save["hash"], "ops": [{ "op": "text", "text": save["ops"][0]["text"].as_str().unwrap().replace("十二次", "12 次") }] });
    let (status, answer) = desk.api("PUT", &format!("reports/{id}"), save);
    assert_eq!(status, 409, "{answer}");
    assert_eq!(desk.file(A), theirs);
    assert_eq!(answer["theirs"]["id"], json!(id));
    let merged = answer["merged"].as_str().unwrap();
    assert!(merged.contains("十二次") && merged.contains("四千人"), "{merged}");
    assert!(answer["error"]["say"].as_str().unwrap().contains("没有覆盖"), "{answer}");
    // What both put together is saved on top of theirs.
    let save = json!({ "hash": answer["theirs"]["hash"], "ops": [{ "op": "text", "text": merged }] });
    desk.done("PUT", &format!("reports/{id}"), save);
    assert_eq!(desk.file(A), merged);
}

#[test]
fn two_windows_do_not_overwrite_each_other() {
    let desk = Desk::open();
    let id = desk.id(A);
    let hash = desk.get(&format!("reports/{id}"))["hash"].clone();
    let mine = json!({ "hash": hash, "ops": replacing(&desk, A, "三千人", "四千人") });
    let other = json!({ "hash": hash, "ops": replacing(&desk, A, "三千人", "五千人") });
    desk.done("PUT", &format!("reports/{id}"), mine);
    let (status, answer) = desk.api("PUT", &format!("reports/{id}"), other);
    assert_eq!(status, 409);
    assert_eq!(answer["merged"], Value::Null);
    assert_eq!(answer["spots"].as_array().unwrap().len(), 1, "{answer}");
    assert!(desk.file(A).contains("四千人"));
}

#[test]
fn the_history_says_what_was_done_and_brings_it_back() {
    let desk = Desk::open();
    let id = desk.id(A);
    let first = desk.file(A);
    let mut hash = desk.get(&format!("reports/{id}"))["hash"].clone();
    for (from, to, say) in [("三千人", "四千人", "改正人数"), ("12 次", "13 次", "改正次数")] {
        let save = json!({ "hash": hash, "ops": replacing(&desk, A, from, to), "say": say });
        hash = desk.done("PUT", &format!("reports/{id}"), save)["hash"].clone();
    }
    let told = desk.get(&format!("history/{id}"));
    let versions = told["versions"].as_array().unwrap();
    let says: Vec<&Value> = versions.iter().map(|version| &version["say"]).collect();
    assert_eq!(says, [&json!("改正次数"), &json!("改正人数"), &Value::Null]);
    assert_eq!((&versions[0]["by"], &versions[0]["n"], &versions[0]["hash"]), (&json!("林编辑"), &json!(3), &hash));
    let version = desk.get(&format!("history/{id}/1"));
    assert_eq!(version["text"], json!(first));
    let kinds: Vec<&str> =
        version["changes"].as_array().unwrap().iter().map(|change| change["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["same", "old", "new", "same", "old", "new"]);
    // Another page saved meanwhile.
    let stale = desk.api("POST", &format!("history/{id}/restore"), json!({ "n": 1, "hash": "0" }));
    assert_eq!(stale.0, 409);
    desk.done("POST", &format!("history/{id}/restore"), json!({ "n": 1, "hash": hash }));
    assert_eq!(desk.file(A), first);
    // What was there before that is not lost, and what was done is said.
    let told = desk.get(&format!("history/{id}"));
    assert_eq!(told["versions"].as_array().unwrap().len(), 4);
    assert_eq!(told["versions"][0]["say"], "恢复第1版");
}

#[test]
fn a_report_is_made_taken_away_and_put_back() {
    let desk = Desk::open();
    let made = desk.done("POST", "reports", json!({ "title": "新的 总结", "org": { "id": "first" }, "year": 2023 }));
    let file = made["file"].as_str().unwrap();
    assert_eq!((file, &made["state"]), ("content/reports/2023/xinde-zongjie.md", &json!("draft")));
    assert!(desk.file(file).contains("甲医院/第一党支部"));
    assert_eq!(desk.row(file)["org"]["id"], "first");
    // One of the same name gets another file.
    let again = desk.done("POST", "reports", json!({ "title": "新的 总结", "org": "first", "year": "2023" }));
    assert_eq!(again["file"], "content/reports/2023/xinde-zongjie-2.md");
    let text = desk.file(file);
    let id = made["id"].as_str().unwrap();
    assert_eq!(desk.api("POST", &format!("reports/{id}/remove"), json!({ "hash": "0" })).0, 409);
    let gone = desk.done("POST", &format!("reports/{id}/remove"), json!({ "hash": made["hash"] }));
    assert!(!desk.root().join(file).exists());
    assert_eq!(desk.get("reports")["total"], 4);
    assert_eq!(desk.api("GET", &format!("reports/{id}"), Value::Null).0, 404);
    let trash = desk.get("trash");
    assert_eq!((&trash["items"][0]["key"], &trash["items"][0]["title"]), (&gone["trashed"], &json!("新的 总结")));
    let back = desk.done("POST", "trash/restore", json!({ "key": gone["trashed"] }));
    assert_eq!(desk.get("trash")["items"], json!([]));
    assert_eq!(back["id"], made["id"]);
    assert_eq!(desk.file(file), text);
    assert_eq!(desk.api("POST", "trash/restore", json!({ "key": gone["trashed"] })).0, 404);
    let (status, answer) = desk.api("POST", "reports", json!({ "title": "x", "org": null, "year": "去年" }));
    assert_eq!(status, 422, "{answer}");
}

#[test]
fn a_draft_is_kept_outside_of_the_publication() {
    let desk = Desk::open();
    let id = desk.id(A);
    let report = desk.get(&format!("reports/{id}"));
    let before = desk.file(A);
    desk.done("PUT", &format!("drafts/{id}"), json!({ "hash": report["hash"], "text": "[一半的话" }));
    assert_eq!(desk.file(A), before);
    assert_eq!(desk.row(A)["draft"], true);
    // The program is ended, and begun anew.
    let folder = desk.stop();
    let mut desk = Desk::on(folder, Some("p"));
    desk.enter();
    let draft = desk.get(&format!("reports/{id}"))["drafts"][0].clone();
    assert_eq!((&draft["hash"], &draft["text"]), (&report["hash"], &json!("[一半的话")));
    assert!(draft["at"].as_str().unwrap().starts_with("2027-01-15T"), "{draft}");
    desk.done("DELETE", &format!("drafts/{id}"), json!({ "keys": [draft["key"]] }));
    assert_eq!(desk.get(&format!("reports/{id}"))["drafts"], json!([]));
    assert_eq!(desk.row(A)["draft"], false);
    // A folder of ours is no business of version control.
    assert_eq!(desk.file(".huibian/.gitignore"), "*\n");
}

#[test]
fn undoing_outlives_the_program_and_never_takes_what_came_since() {
    let desk = Desk::open();
    let id = desk.id(A);
    let report = desk.get(&format!("reports/{id}"));
    let saved = desk.done(
        "PUT",
        &format!("reports/{id}"),
        json!({ "hash": report["hash"], "ops": replacing(&desk, A, "三千人", "四千人") }),
    );
    let folder = desk.stop();
    let mut desk = Desk::on(folder, Some("p"));
    desk.enter();
    let later = desk.file(A).replace("12 次", "13 次");
    write(&desk.root().join(A), later.as_bytes());
    let undone = desk.done("POST", "undo", json!({ "token": saved["undo"] }));
    assert_eq!((&undone["done"], undone["failed"].as_array().unwrap().len()), (&json!(0), 1));
    assert_eq!(desk.file(A), later);
    write(&desk.root().join(A), later.replace("13 次", "12 次").as_bytes());
    assert_eq!(desk.done("POST", "undo", json!({ "token": saved["undo"] }))["done"], 1);
    assert!(desk.file(A).contains("三千人"));
}

#[test]
fn a_picture_is_put_beside_the_report_once_and_without_its_metadata() {
    let desk = Desk::open();
    let id = desk.id(A);
    let mut told = crate::PNG.to_vec();
    // A comment before the end: `tEXt` with a place in it.
    let end = told.len() - 12;
    let chunk = [&b"\0\0\0\x0atEXtGPS\0Beijin"[..], &[0, 0, 0, 0]].concat();
    told.splice(end..end, chunk);
    let mut paths = BTreeSet::new();
    for _ in 0..2 {
        let (status, answer) = desk.upload("pictures", "a.png", &[("X-Huibian-Report", &id)], &told);
        assert_eq!(status, 200, "{answer}");
        paths.insert(answer["path"].as_str().unwrap().to_owned());
    }
    assert_eq!(paths.len(), 1);
    let kept = fs::read(desk.root().join("content/reports/2021").join(paths.first().unwrap())).unwrap();
    assert!(!String::from_utf8_lossy(&kept).contains("Beijin"));
    assert_eq!(desk.upload("pictures", "a.png", &[("X-Huibian-Report", "0123456789abcdef")], &told).0, 404);
}

#[test]
fn the_queue_is_emptied_where_it_stands() {
    let desk = Desk::open();
    let mut events = desk.listen(None);
    let queue = loop {
        let queue = desk.get("queue?kind=alt");
        if queue["counts"]["alt"] == 1 {
            break queue;
        }
        // The proofreader is still reading.
        events.next("changed");
    };
    let item = &queue["groups"][0]["items"][0];
    assert_eq!((&item["value"], &item["quote"]["word"]), (&json!("义诊现场"), &json!("b.png")));
    let answer =
        json!({ "ops": [{ "report": item["report"], "act": "alt", "key": item["key"], "text": "义诊现场[一]" }] });
    let done = desk.done("POST", "queue", answer.clone());
    assert_eq!((&done["done"], &done["failed"]), (&json!(1), &json!([])));
    assert!(desk.file(B).contains("![义诊现场\\[一\\]](b.png)"), "{}", desk.file(B));
    // Answered already.
    let again = desk.done("POST", "queue", answer);
    assert_eq!((&again["done"], again["failed"].as_array().unwrap().len()), (&json!(0), 1));
    desk.done("POST", "undo", json!({ "token": done["undo"] }));
    assert!(desk.file(B).contains("![](b.png)"));
    let broken = desk.get("queue?kind=broken");
    assert_eq!(broken["groups"][0]["items"][0]["file"], "content/reports/2022/broken.md");
}

#[test]
fn words_from_another_program_become_markdown() {
    let desk = Desk::open();
    let html = "<p class=MsoNormal>全年开展<b>义诊</b>12次。</p><table><tr><td>年度</td><td>次数</td></tr><tr><td>2021</td><td>12</td></tr></table>";
    let made = desk.done("POST", "convert", json!({ "html": html }));
    let text = made["text"].as_str().unwrap();
    assert!(text.contains("全年开展**义诊**12次。") && text.contains("| 2021 |"), "{text}");
    let kinds: Vec<&Value> = made["blocks"].as_array().unwrap().iter().map(|block| &block["kind"]).collect();
    assert_eq!(kinds, ["paragraph", "table"]);
    let (status, made) = desk.upload("convert", "a.txt", &[], "一、概况\n\n全年开展义诊。\n".as_bytes());
    assert_eq!(status, 200, "{made}");
    let (status, made) = desk.upload("convert", "a.pdf", &[], b"%PDF-1.7\n");
    assert_eq!(status, 422, "{made}");
}
