//! Documents are uploaded, read, asked about and taken in; the site goes out.

use std::fs;
use std::io::Write;
use std::time::Duration;

use serde_json::{Value, json};

use crate::Desk;

fn report(unit: &str, year: i32) -> String {
    format!(
        "{unit}{year}年工作总结\n\n　　{year}年，{unit}开展了以下工作。\n\n一、学习\n　　全年组织学习12次。联系人手机13800138000。\n\n{unit}\n{year}年12月5日\n"
    )
}

const WARD: &str = "红安县春晖医院第一党支部";

fn send(desk: &Desk, name: &str, bytes: &[u8]) -> String {
    let (status, sent) = desk.upload("uploads", name, &[], bytes);
    assert_eq!(status, 200, "{sent}");
    sent["upload"].as_str().unwrap().to_owned()
}

/// Has documents read; the import's key and what is told of it.
fn read(desk: &Desk, uploads: &[String]) -> (String, Value) {
    let mut events = desk.listen(None);
    let key = desk.done("POST", "imports", json!({ "uploads": uploads, "keep_original": true }))["import"].clone();
    let key = key.as_str().unwrap().to_owned();
    loop {
        let told = desk.get(&format!("imports/{key}"));
        if told["state"] != "reading" {
            return (key, told);
        }
        // The last step is told twice, the second time when all is known.
        events.next("progress");
    }
}

fn two(desk: &Desk) -> Vec<String> {
    [2023, 2024].map(|year| send(desk, &format!("{year}.txt"), report(WARD, year).as_bytes())).to_vec()
}

#[test]
fn documents_are_read_asked_about_and_taken_in_and_that_is_undone() {
    let desk = Desk::open();
    let before = desk.file("content/organizations.yaml");
    let (key, told) = read(&desk, &two(&desk));
    assert_eq!((&told["state"], &told["n"], &told["of"]), (&json!("ready"), &json!(2), &json!(2)), "{told}");
    let file = &told["files"][0];
    assert_eq!((&file["file"], &file["name"], &file["known"]), (&json!("f0"), &json!("2023.txt"), &Value::Null));
    assert_eq!(file["report"]["year"]["value"], "2023");
    let org = &file["report"]["org"]["value"];
    let body = told["orgs"].as_array().unwrap().iter().find(|body| body["key"] == org["new"]).unwrap();
    assert_eq!((&body["new"], &body["keep"]), (&json!(true), &json!(true)), "{told}");
    assert!(told["orgs"].as_array().unwrap().iter().any(|body| body["id"] == "hospital"));
    let mobiles = told["questions"].as_array().unwrap().iter().find(|one| one["key"] == "mobiles").unwrap();
    assert_eq!(mobiles["files"], json!(["f0", "f1"]));
    // Answers are only laid over it.
    let answers = json!({ "mobiles": "mask", "status": "draft" });
    let answered = desk.done("POST", &format!("imports/{key}/answers"), json!({ "answers": answers }));
    assert_eq!(
        answered["questions"].as_array().unwrap().iter().find(|one| one["key"] == "mobiles").unwrap()["answer"],
        "mask"
    );
    assert_eq!(desk.file("content/organizations.yaml"), before);
    let files = json!([{ "file": "f0", "keep": true, "title": "改过的题目" }, { "file": "f1", "keep": true }]);
    let accept = json!({ "answers": answers, "files": files });
    let accepted = desk.done("POST", &format!("imports/{key}/accept"), accept.clone());
    let ids = accepted["reports"].as_array().unwrap();
    assert_eq!(ids.len(), 2, "{accepted}");
    let list = desk.get("reports?q=改过的题目");
    assert_eq!((&list["total"], &list["items"][0]["id"]), (&json!(1), &ids[0]), "{list}");
    assert_eq!(list["items"][0]["state"], "draft");
    let text = desk.file(list["items"][0]["file"].as_str().unwrap());
    assert!(text.contains(r"138\*\*\*\*8000") && text.contains("\nyear: 2023\n"), "{text}");
    assert_ne!(desk.file("content/organizations.yaml"), before);
    // Once is enough.
    assert_eq!(desk.api("POST", &format!("imports/{key}/accept"), accept).0, 409);
    // The same documents again are known.
    let (_, again) = read(&desk, &two(&desk));
    assert_eq!(again["files"][0]["known"], ids[0]);
    assert_eq!(again["files"][0]["report"], Value::Null);
    let undone = desk.done("POST", "undo", json!({ "token": accepted["undo"] }));
    assert_eq!(undone["failed"], json!([]));
    assert_eq!(desk.file("content/organizations.yaml"), before);
    assert_eq!(desk.get("reports?q=改过的题目")["total"], 0);
}

#[test]
fn a_figure_that_nobody_has_looked_at_is_proposed_and_follows_the_text_when_asked() {
    let desk = Desk::open();
    let (key, told) = read(&desk, &[send(&desk, "2023.txt", report(WARD, 2023).as_bytes())]);
    let questions = told["questions"].as_array().unwrap();
    assert!(questions.iter().any(|question| question["key"] == "lists"), "asked of a single report too: {told}");
    let answers = json!({ "mobiles": "mask", "lists": "leave" });
    let accepted = desk.done("POST", &format!("imports/{key}/accept"), json!({ "answers": answers, "files": [] }));
    let id = accepted["reports"][0].as_str().unwrap();
    let file = desk.get(&format!("reports/{id}"))["file"].as_str().unwrap().to_owned();
    let text = desk.file(&file);
    assert!(text.contains("field: metrics") && !text.contains("\nmetrics:"), "{text}");
    // All of a group in one answer.
    let queue = desk.get("queue?kind=open&group=metrics&count=10000");
    let items = queue["groups"][0]["items"].as_array().unwrap();
    let mine = items.iter().filter(|item| item["report"] == id);
    let ops: Vec<Value> = mine.map(|item| json!({ "report": id, "key": item["key"], "act": "take" })).collect();
    assert!(!ops.is_empty(), "{queue}");
    desk.done("POST", "queue", json!({ "ops": ops }));
    assert!(desk.file(&file).contains("\nmetrics:"));
    // The text is corrected: the figure says what it said.
    let change = |from: &str, to: &str| {
        let text = desk.file(&file).replace(from, to);
        let hash = desk.get(&format!("reports/{id}"))["hash"].clone();
        let ops = json!([{ "op": "text", "text": text }]);
        desk.done("PUT", &format!("reports/{id}"), json!({ "hash": hash, "ops": ops }))["outdated"].clone()
    };
    let old = json!([{ "field": "metrics", "at": 0, "column": "value", "was": "12", "now": "13" }]);
    assert_eq!(change("学习12次", "学习13次"), old);
    assert_eq!(desk.get(&format!("reports/{id}"))["outdated"], old, "as long as it is so");
    assert_eq!(change("value: 12", "value: 13"), json!([]));
}

#[test]
fn masked_numbers_stay_apart_and_can_be_edited() {
    let desk = Desk::open();
    let text = report(WARD, 2023).replace("联系人手机13800138000", "手机13800138000、13900139000");
    let (key, _) = read(&desk, &[send(&desk, "2023.txt", text.as_bytes())]);
    let accept = json!({ "answers": { "mobiles": "mask" }, "files": [] });
    let accepted = desk.done("POST", &format!("imports/{key}/accept"), accept);
    let told = desk.get(&format!("reports/{}", accepted["reports"][0].as_str().unwrap()));
    let block =
        told["blocks"].as_array().unwrap().iter().find(|block| block["text"].as_str().unwrap().contains("8000"));
    let block = block.unwrap_or_else(|| panic!("{told}"));
    assert!(block["html"].as_str().unwrap().contains("138****8000、139****9000"), "nothing is bold: {block}");
    assert_eq!(block["model"]["type"], "p", "edited as words, not as source: {block}");
}

#[test]
fn what_stands_in_no_part_of_a_report_is_shown_and_put_back() {
    let desk = Desk::open();
    let (key, _) = read(&desk, &[send(&desk, "2023.txt", report(WARD, 2023).as_bytes())]);
    let files = json!([{ "file": "f0", "keep": true, "title": "全年记事" }]);
    let accept = json!({ "answers": { "mobiles": "mask" }, "files": files });
    let accepted = desk.done("POST", &format!("imports/{key}/accept"), accept);
    let id = accepted["reports"][0].as_str().unwrap();
    let told = desk.get(&format!("reports/{id}"));
    let old = format!("{WARD}2023年工作总结");
    assert_eq!(told["left_out"], json!([old]), "{told}");
    let queue = desk.get("queue?kind=open");
    let group = queue["groups"].as_array().unwrap().iter().find(|group| group["key"] == "left").unwrap();
    assert_eq!((&group["items"][0]["report"], &group["items"][0]["lines"]), (&json!(id), &json!([old])));
    let file = told["file"].as_str().unwrap();
    let before = desk.file(file);
    let done = desk.done("POST", "queue", json!({ "ops": [{ "report": id, "key": "left", "act": "take" }] }));
    assert_eq!(done["done"], 1, "{done}");
    let line = format!("# 原文: {old}\n");
    assert_eq!(desk.file(file), before.replace(&line, "").replace("---\n\n2023年", &format!("---\n\n{old}\n\n2023年")));
    desk.done("POST", "undo", json!({ "token": done["undo"] }));
    assert_eq!(desk.file(file), before);
    let hash = desk.get(&format!("reports/{id}"))["hash"].clone();
    let told =
        desk.done("PUT", &format!("reports/{id}"), json!({ "hash": hash, "ops": [{ "op": "left", "act": "drop" }] }));
    assert_eq!(told["left_out"], json!([]));
    assert_eq!(desk.file(file), before.replace(&line, ""));
}

#[test]
fn what_was_left_out_goes_back_to_where_it_stood() {
    let desk = Desk::open();
    let (key, _) = read(&desk, &[send(&desk, "2023.txt", report(WARD, 2023).as_bytes())]);
    let accept = json!({ "answers": { "mobiles": "hide" }, "files": [] });
    let accepted = desk.done("POST", &format!("imports/{key}/accept"), accept);
    let id = accepted["reports"][0].as_str().unwrap();
    let told = desk.get(&format!("reports/{id}"));
    let file = told["file"].as_str().unwrap();
    let before = desk.file(file);
    let line = before.lines().find(|line| line.starts_with("全年组织学习")).unwrap().to_owned();
    assert!(!line.contains("138"), "{line}");
    // As an import writes a line that it left out: with its number masked.
    let without = before.replacen("\n---\n", &format!("\n# 原文: {}\n---\n", line.replace('\\', "")), 1);
    let without = without.replacen(&format!("\n{line}\n"), "\n尾段。\n", 1);
    let told = desk.done(
        "PUT",
        &format!("reports/{id}"),
        json!({ "hash": told["hash"], "ops": [{ "op": "text", "text": without }] }),
    );
    assert_eq!(told["left_out"].as_array().unwrap().len(), 1, "{told}");
    let ops = json!({ "hash": told["hash"], "ops": [{ "op": "left", "act": "take" }] });
    desk.done("PUT", &format!("reports/{id}"), ops);
    let after = desk.file(file);
    let place = |words: &str| after.rfind(words).unwrap_or_else(|| panic!("{words}\n{after}"));
    assert!(place("以下工作") < place("全年组织学习") && place("全年组织学习") < place("尾段"), "{after}");
    assert!(!after.contains("13800138000") && !after.contains("# 原文"), "{after}");
}

#[test]
fn the_name_before_is_said_when_two_are_put_together() {
    let desk = Desk::open();
    let (key, told) = read(&desk, &two(&desk));
    let orgs: Vec<Value> = told["orgs"].as_array().unwrap().iter().filter(|org| org["new"] == true).cloned().collect();
    let last = orgs.last().unwrap()["key"].clone();
    let with = |since: &str| {
        let orgs = orgs.iter().map(|org| {
            let mut org =
                json!({ "key": org["key"], "keep": true, "name": org["name"], "parent": org["parent"], "kind": "" });
            if org["key"] == last {
                org["former"] = json!({ "name": "从前的支部", "since": since });
            }
            org
        });
        json!({ "answers": {}, "files": [], "orgs": orgs.collect::<Vec<_>>() })
    };
    let accept = format!("imports/{key}/accept");
    let (status, said) = desk.api("POST", &accept, with("去年"));
    assert_eq!(status, 422, "{said}");
    desk.done("POST", &accept, with("2021-03"));
    let rows = desk.get("registers/organizations")["rows"].clone();
    let row = rows.as_array().unwrap().iter().find(|row| row["key"] == last).unwrap_or_else(|| panic!("{rows}"));
    assert_eq!(row["values"]["names"][0], json!({ "name": "从前的支部" }), "{row}");
    assert_eq!(row["values"]["names"][1]["from"], "2021-03", "{row}");
}

#[test]
fn of_a_row_only_the_number_goes_and_it_is_shown_before() {
    let desk = Desk::open();
    let rows =
        "| 姓名 | 身份证号 | 备注 |\n| --- | --- | --- |\n| 王小明 | 11010519491231002X | 队长。此条请勿外传。 |\n";
    let text = format!("---\ntitle: 名单\nbranch: hospital\nyear: 2023\n---\n\n{rows}");
    let made = desk.done("POST", "reports", json!({ "title": "名单", "org": "hospital", "year": "2023" }));
    let (id, hash) = (made["id"].as_str().unwrap(), made["hash"].clone());
    let ops = json!([{ "op": "text", "text": text }]);
    let told = desk.done("PUT", &format!("reports/{id}"), json!({ "hash": hash, "ops": ops }));
    let file = told["file"].as_str().unwrap();
    let mut events = desk.listen(None);
    while desk.get("state")["open"]["checking"] != false {
        events.next("changed");
    }
    let queue = desk.get("queue?kind=finding");
    let items: Vec<Value> = queue["groups"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|group| group["items"].as_array().unwrap().clone())
        .filter(|item| item["report"] == id && item["cut"].is_string())
        .collect();
    let mut goes: Vec<&str> = items.iter().map(|item| item["cut"].as_str().unwrap()).collect();
    goes.sort();
    assert_eq!(goes, ["11010519491231002X", "此条请勿外传。"], "{queue}");
    for item in &items {
        desk.done("POST", "queue", json!({ "ops": [{ "report": id, "key": item["key"], "act": "cut" }] }));
    }
    assert_eq!(desk.file(file), text.replace("11010519491231002X", "").replace("此条请勿外传。", ""));
}

#[test]
fn the_page_is_told_when_the_proofreader_is_done() {
    let desk = Desk::open();
    let mut events = desk.listen(Some(0));
    loop {
        let told = events.next("changed");
        if told["checking"] == false {
            assert_eq!(desk.get("state")["open"]["version"], told["version"]);
            break;
        }
    }
    assert_eq!(desk.get("state")["open"]["checking"], false);
}

#[test]
fn the_sentence_with_a_private_number_goes_and_no_other() {
    let desk = Desk::open();
    let (key, _) = read(&desk, &[send(&desk, "2023.txt", report(WARD, 2023).as_bytes())]);
    let accept = json!({ "answers": { "mobiles": "keep" }, "files": [] });
    let accepted = desk.done("POST", &format!("imports/{key}/accept"), accept);
    let id = accepted["reports"][0].as_str().unwrap();
    let told = desk.get(&format!("reports/{id}"));
    let findings = told["findings"].as_array().unwrap();
    let finding = findings.iter().find(|finding| finding["name"] == "private-number");
    let finding = finding.unwrap_or_else(|| panic!("{told}"));
    let before = desk.file(told["file"].as_str().unwrap());
    let ops = json!([{ "report": id, "key": finding["id"], "act": "cut" }]);
    assert_eq!(desk.done("POST", "queue", json!({ "ops": ops }))["done"], 1);
    let after = desk.file(told["file"].as_str().unwrap());
    assert_eq!(after, before.replace("联系人手机13800138000。", ""));
}

#[test]
fn an_archive_is_its_documents_and_what_cannot_be_read_is_said() {
    let desk = Desk::open();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("甲/a.txt", report(WARD, 2023)), ("甲/b.png", "x".to_owned())] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let zip = zip.finish().unwrap().into_inner();
    let uploads = [send(&desk, "a.zip", &zip), send(&desk, "c.pdf", b"%PDF-1.4\n"), send(&desk, "d.txt", b" \n")];
    let (_, told) = read(&desk, &uploads);
    let files = told["files"].as_array().unwrap();
    let reports = files.iter().filter(|file| file["report"].is_object()).count();
    let refused = files.iter().filter(|file| file["refused"].is_string()).count();
    assert_eq!((reports, refused >= 2), (1, true), "{told}");
}

#[test]
fn what_was_deleted_or_imported_meanwhile_is_not_passed_over_in_silence() {
    let desk = Desk::open();
    let name = "2023.txt";
    let first = send(&desk, name, report(WARD, 2023).as_bytes());
    let accept = |key: &str| desk.done("POST", &format!("imports/{key}/accept"), json!({ "answers": {}, "files": [] }));
    let one = accept(&read(&desk, &[first]).0);
    let id = one["reports"][0].as_str().unwrap();
    // The document has changed; while the table is looked at, the report is deleted.
    let changed = report(WARD, 2023).replace("学习12次", "学习13次");
    let sent = [send(&desk, name, changed.as_bytes())];
    let (key, told) = read(&desk, &sent);
    assert_eq!((&told["files"][0]["known"], &told["files"][0]["again"]), (&json!(id), &json!(true)), "{told}");
    let hash = desk.get(&format!("reports/{id}"))["hash"].clone();
    desk.done("POST", &format!("reports/{id}/remove"), json!({ "hash": hash }));
    let again = accept(&key);
    let made = again["reports"][0].as_str().unwrap_or_else(|| panic!("{again}"));
    assert!(desk.get(&format!("reports/{made}/text"))["text"].as_str().unwrap().contains("学习13次"));
    // Two tabs with one document: the second is told that it is there.
    let sent = [send(&desk, "2020.txt", report(WARD, 2020).as_bytes())];
    let (here, there) = (read(&desk, &sent).0, read(&desk, &sent).0);
    accept(&here);
    let second = accept(&there);
    assert_eq!((&second["reports"], &second["skipped"][0]["file"]), (&json!([]), &json!("2020.txt")), "{second}");
}

#[test]
fn two_desks_on_one_publication_keep_their_uploads_apart() {
    let one = Desk::open();
    let mut other = Desk::on(tempfile::tempdir().unwrap(), one.root().to_str());
    other.enter();
    let first = send(&one, "a.txt", report("甲单位", 2023).as_bytes());
    let second = send(&other, "b.txt", report("乙单位", 2023).as_bytes());
    assert_ne!(first, second);
    for (desk, upload, name, unit) in [(&one, first, "a.txt", "甲单位"), (&other, second, "b.txt", "乙单位")] {
        let (key, told) = read(desk, &[upload]);
        assert_eq!(told["files"][0]["name"], name, "{told}");
        let text = desk.get(&format!("imports/{key}/files/f0"))["text"].clone();
        assert!(text.as_str().unwrap().contains(unit), "{text}");
    }
}

#[test]
fn a_registry_that_changed_meanwhile_is_not_written_over() {
    let desk = Desk::open();
    let (key, _) = read(&desk, &two(&desk));
    let registry = desk.root().join("content/organizations.yaml");
    let changed = fs::read_to_string(&registry).unwrap() + "- id: third\n  name: 丙医院\n";
    let mut events = desk.listen(None);
    fs::write(&registry, &changed).unwrap();
    while !desk.get("reports?count=0")["facets"].to_string().contains("丙医院")
        && !desk.get(&format!("imports/{key}"))["orgs"].to_string().contains("丙医院")
    {
        let heard = events.next("changed");
        if heard["reports"].is_null() {
            break;
        }
    }
    let (status, said) = desk.api("POST", &format!("imports/{key}/accept"), json!({ "answers": {}, "files": [] }));
    assert_eq!(status, 409, "{said}");
    assert_eq!(fs::read_to_string(&registry).unwrap(), changed);
}

#[test]
fn what_makes_no_sense_is_said_with_the_row() {
    let desk = Desk::open();
    let (key, _) = read(&desk, &two(&desk));
    let files = json!([{ "file": "f1", "keep": true, "year": "去年" }]);
    let (status, said) = desk.api("POST", &format!("imports/{key}/accept"), json!({ "answers": {}, "files": files }));
    assert_eq!((status, &said["key"]), (422, &json!("f1")), "{said}");
    assert_eq!(desk.get("reports?count=0")["total"], 3);
    // It can be tried again.
    let accepted = desk.done("POST", &format!("imports/{key}/accept"), json!({ "answers": {}, "files": [] }));
    assert_eq!(accepted["reports"].as_array().unwrap().len(), 2);
}

#[test]
fn uploads_go_after_an_hour_and_when_they_are_given_up() {
    let desk = Desk::open();
    let kept = || fs::read_dir(desk.root().join(".huibian/desk/uploads")).map_or(0, |names| names.count());
    let old = send(&desk, "a.txt", b"x");
    *desk.clock.lock().unwrap() += Duration::from_secs(60 * 61);
    let uploads = two(&desk);
    assert_eq!(kept(), 2);
    assert_eq!(desk.api("POST", "imports", json!({ "uploads": [old] })).0, 409);
    let (key, _) = read(&desk, &uploads);
    desk.done("POST", &format!("imports/{key}/drop"), json!({}));
    assert_eq!((kept(), desk.api("GET", &format!("imports/{key}"), Value::Null).0), (0, 404));
}

/// Begins a job and waits for its end.
fn job(desk: &Desk, body: Value) -> Value {
    let mut events = desk.listen(None);
    let key = desk.done("POST", "publish", body)["job"].as_str().unwrap().to_owned();
    loop {
        let told = desk.get(&format!("jobs/{key}"));
        if told["state"] != "running" {
            return told;
        }
        events.next("progress");
    }
}

#[test]
fn the_site_goes_to_a_folder_and_into_an_archive() {
    let desk = Desk::open();
    let checked = desk.get("publish/check");
    // One report cannot be read.
    assert_eq!((checked["errors"].as_array().unwrap().len(), &checked["clear"]), (1, &json!(false)), "{checked}");
    assert!(checked["files"].as_u64().unwrap() > 20 && checked["bytes"].as_u64().unwrap() > 1000);
    let out = desk.folder.path().join("out");
    let folder = json!({ "kind": "folder", "path": out });
    let failed = job(&desk, json!({ "target": folder, "dry": false }));
    assert_eq!((&failed["state"], out.exists()), (&json!("failed"), false), "{failed}");
    fs::remove_file(desk.root().join("content/reports/2022/broken.md")).unwrap();
    let dry = job(&desk, json!({ "target": folder, "dry": true }));
    assert_eq!((&dry["state"], out.exists()), (&json!("done"), false), "{dry}");
    let done = job(&desk, json!({ "target": folder, "dry": false }));
    assert_eq!((&done["state"], &done["result"]["new"]), (&json!("done"), &dry["result"]["new"]), "{done}");
    assert!(
        out.join("index.html").is_file() && !fs::read_to_string(out.join("index.html")).unwrap().contains("2022年总结")
    );
    let again = job(&desk, json!({ "target": folder, "dry": false }));
    assert_eq!((&again["result"]["new"], &again["result"]["changed"]), (&json!(0), &json!(0)), "{again}");
    let zip = job(&desk, json!({ "target": { "kind": "zip", "path": desk.folder.path().join("zip") }, "dry": false }));
    assert_eq!(zip["result"]["digest"].as_str().unwrap().len(), 64, "{zip}");
    assert!(fs::exists(zip["result"]["path"].as_str().unwrap()).unwrap());
}

#[test]
fn a_place_that_is_taken_is_not_written_over() {
    let desk = Desk::open();
    fs::remove_file(desk.root().join("content/reports/2022/broken.md")).unwrap();
    let out = desk.folder.path().join("out");
    let folder = json!({ "kind": "folder", "path": out });
    assert_eq!(job(&desk, json!({ "target": folder }))["state"], "done");
    // Another publication, with other reports.
    let other = Desk::on(tempfile::tempdir().unwrap(), None);
    let root = other.folder.path().join("q");
    crate::write(&root.join("content/site.yaml"), "title: 另一部汇编\n".as_bytes());
    crate::write(
        &root.join("content/reports/2020/z.md"),
        "---\ntitle: 一篇\nbranch: 乙医院\nyear: 2020\n---\n\n正文。\n".as_bytes(),
    );
    let mut other = other;
    other.enter();
    other.done("POST", "open", json!({ "path": root }));
    let refused = job(&other, json!({ "target": folder }));
    assert!(refused["error"]["say"].as_str().is_some_and(|say| say.contains("某某学会工作汇编")), "{refused}");
    assert!(!fs::read_to_string(out.join("index.html")).unwrap().contains("另一部汇编"));
    // The first goes on as before, and under another title too.
    crate::write(&desk.root().join("content/site.yaml"), "title: 改了名的汇编\n".as_bytes());
    assert_eq!(job(&desk, json!({ "target": folder }))["state"], "done");
    // An archive of ours is replaced, another file is not.
    let zip = desk.folder.path().join("a.zip");
    let target = json!({ "kind": "zip", "path": zip });
    fs::write(&zip, "mine").unwrap();
    assert_eq!(job(&desk, json!({ "target": target }))["state"], "failed");
    assert_eq!(fs::read(&zip).unwrap(), b"mine");
    fs::remove_file(&zip).unwrap();
    for _ in 0..2 {
        assert_eq!(job(&desk, json!({ "target": target }))["state"], "done");
    }
}

#[test]
fn a_job_is_about_the_publication_that_was_open_when_it_began() {
    let desk = Desk::open();
    fs::remove_file(desk.root().join("content/reports/2022/broken.md")).unwrap();
    let root = desk.folder.path().join("q");
    crate::write(&root.join("content/site.yaml"), "title: 另一部汇编\n".as_bytes());
    let out = desk.folder.path().join("out");
    let mut events = desk.listen(None);
    let begun = json!({ "target": { "kind": "folder", "path": out } });
    let key = desk.done("POST", "publish", begun)["job"].as_str().unwrap().to_owned();
    desk.done("POST", "open", json!({ "path": root }));
    while desk.get(&format!("jobs/{key}"))["state"] == "running" {
        events.next("progress");
    }
    assert!(fs::read_to_string(out.join("index.html")).unwrap().contains("某某学会工作汇编"));
    assert_eq!(desk.get("targets")["last"], Value::Null);
    assert!(!root.join("public").exists());
    desk.done("POST", "open", json!({ "path": desk.root() }));
    assert_eq!(desk.get("targets")["last"]["path"], json!(out));
}

#[test]
fn targets_are_kept_without_a_password() {
    let desk = Desk::open();
    assert_eq!(desk.get("targets")["targets"], json!([]));
    let target = json!({ "kind": "webdav", "url": "https://nas.cn/dav", "user": "me", "secret": "geheim" });
    desk.done("PUT", "targets", json!({ "targets": [target] }));
    let kept = desk.get("targets");
    assert_eq!(kept["targets"], json!([{ "kind": "webdav", "url": "https://nas.cn/dav", "user": "me" }]));
    assert!(!desk.file(".huibian/desk/targets.json").contains("geheim"));
    // What has one in its address is not kept at all, and nothing goes there.
    for target in [
        json!({ "kind": "git", "remote": "https://u:S3CRET@host/r.git", "branch": "pages" }),
        json!({ "kind": "git", "remote": "https://ghp_S3CRET@github.com/a/b.git", "branch": "pages" }),
        json!({ "kind": "webdav", "url": "https://u:S3CRET@nas.cn/dav", "user": "" }),
        json!({ "kind": "webdav", "url": "https://nas.cn/dav", "user": "u:S3CRET" }),
        json!({ "kind": "sftp", "host": "u:S3CRET@host", "user": "", "path": "/a" }),
    ] {
        desk.done("PUT", "targets", json!({ "targets": [target] }));
        assert!(!desk.file(".huibian/desk/targets.json").contains("S3CRET"), "{target}");
        assert_eq!(desk.api("POST", "publish", json!({ "target": target, "dry": true })).0, 422, "{target}");
    }
    for target in [
        json!({ "kind": "folder", "path": "relative" }),
        json!({ "kind": "folder", "path": desk.root().join("content/static/site") }),
        json!({ "kind": "folder", "path": desk.root().join("public/sub") }),
        json!({ "kind": "folder", "path": desk.root() }),
        json!({ "kind": "folder", "path": desk.folder.path() }),
        json!({ "kind": "zip", "path": desk.root().join("content/reports") }),
        json!({ "kind": "folder", "path": "sftp://a/b" }),
        json!({ "kind": "sftp", "host": "-oProxyCommand=x", "user": "", "path": "/a" }),
        json!({ "kind": "git", "remote": "ext::sh -c x", "branch": "pages" }),
        json!({ "kind": "telepathy" }),
    ] {
        assert_eq!(desk.api("POST", "publish", json!({ "target": target, "dry": true })).0, 422, "{target}");
    }
}
