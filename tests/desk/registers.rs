//! Registers as tables, and open points in the queue.

use std::fs;

use serde_json::{Value, json};

use crate::{Desk, write};

const ORGANIZATIONS: &str = "content/organizations.yaml";
const A: &str = "content/reports/2021/a.md";

#[test]
fn a_register_is_a_table_that_says_what_it_touches() {
    let desk = Desk::open();
    let register = desk.get("registers/organizations");
    let rows = register["rows"].as_array().unwrap();
    let shown: Vec<_> =
        rows.iter().map(|row| (row["key"].clone(), row["depth"].clone(), row["touches"].clone())).collect();
    assert_eq!(shown, [(json!("hospital"), json!(0), json!(0)), (json!("first"), json!(1), json!(2))]);
    let touched = desk.get("registers/organizations/first/touches");
    assert_eq!(touched.as_array().unwrap().len(), 2);
    assert_eq!(touched[0]["file"], A);
    for kind in ["topics", "metrics", "terms", "settings"] {
        assert!(desk.get(&format!("registers/{kind}"))["columns"].is_array(), "{kind}");
    }
    assert_eq!(desk.api("GET", "registers/reports", Value::Null).0, 404);
}

#[test]
fn a_name_is_changed_after_seeing_what_it_touches() {
    let desk = Desk::open();
    let hash = desk.get("registers/organizations")["hash"].clone();
    let before = desk.file(ORGANIZATIONS);
    let ops = json!([{ "op": "set", "key": "first", "column": "short", "value": "一支部" }]);
    let dry = desk.done("PUT", "registers/organizations", json!({ "hash": hash, "ops": ops, "dry": true }));
    assert_eq!(dry["touches"].as_array().unwrap().len(), 2);
    assert_eq!(desk.file(ORGANIZATIONS), before);
    let done = desk.done("PUT", "registers/organizations", json!({ "hash": hash, "ops": ops }));
    let after = desk.file(ORGANIZATIONS);
    assert!(after.contains("一支部") && after.starts_with("- id: hospital\n  name: 甲医院\n"), "{after}");
    assert_eq!(done["rows"][1]["values"]["short"], "一支部");
    // Who knows an older table gets the present one.
    let (status, answer) = desk.api("PUT", "registers/organizations", json!({ "hash": hash, "ops": ops }));
    assert_eq!((status, &answer["theirs"]["hash"]), (409, &done["hash"]));
    desk.done("POST", "undo", json!({ "token": done["undo"] }));
    assert_eq!(desk.file(ORGANIZATIONS), before);
}

#[test]
fn a_change_that_one_report_cannot_follow_changes_nothing() {
    let desk = Desk::open();
    let text = |n: usize| format!("---\ntitle: 第{n}篇\nbranch: first\nyear: 2023\n---\n\n正文。\n");
    let paths: Vec<String> = (0..3).map(|n| format!("content/reports/2023/{n}.md")).collect();
    for (n, path) in paths.iter().enumerate() {
        write(&desk.root().join(path), text(n).as_bytes());
    }
    let mut events = desk.listen(Some(1));
    while desk.get("reports?org=first")["total"] != 5 {
        events.next("changed");
    }
    let locked = desk.root().join(&paths[1]);
    let mut rights = fs::metadata(&locked).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&locked, rights).unwrap();
    let register = desk.file(ORGANIZATIONS);
    let hash = desk.get("registers/organizations")["hash"].clone();
    let ops = json!([{ "op": "merge", "key": "first", "into": "hospital" }]);
    let (status, said) = desk.api("PUT", "registers/organizations", json!({ "hash": hash, "ops": ops }));
    assert!(status >= 400 && said["error"]["say"].as_str().unwrap().contains("只读"), "{status} {said}");
    assert_eq!(desk.file(ORGANIZATIONS), register);
    for (n, path) in paths.iter().enumerate() {
        assert_eq!(desk.file(path), text(n));
    }
    assert_eq!(desk.get("registers/organizations")["hash"], hash);
}

#[test]
fn a_metric_that_is_merged_goes_from_achievements_too() {
    let desk = Desk::open();
    write(
        &desk.root().join("content/metrics.yaml"),
        "- id: yizhen\n  name: 义诊\n  unit: 次\n- id: zhenliao\n  name: 诊疗\n  unit: 次\n".as_bytes(),
    );
    let text = "---\ntitle: 一篇\nbranch: first\nyear: 2023\nachievements:\n  - text: 义诊多次\n    figures: [{name: zhenliao, value: 12}, {name: other, value: 3}]\n---\n\n正文。\n";
    let file = "content/reports/2023/m.md";
    let mut events = desk.listen(Some(1));
    write(&desk.root().join(file), text.as_bytes());
    loop {
        let register = desk.get("registers/metrics");
        if register["rows"][1]["touches"] == 1 {
            break;
        }
        events.next("changed");
    }
    let hash = desk.get("registers/metrics")["hash"].clone();
    let ops = json!([{ "op": "merge", "key": "zhenliao", "into": "yizhen" }]);
    desk.done("PUT", "registers/metrics", json!({ "hash": hash, "ops": ops }));
    assert_eq!(desk.file(file), text.replace("name: zhenliao", "name: yizhen"));
}

#[test]
fn an_answer_goes_to_the_point_that_was_shown() {
    let desk = Desk::open();
    let file = "content/reports/2023/c.md";
    let text = |others: &str, n: usize| {
        format!(
            "---\ntitle: 第{n}篇\nbranch: 甲医院/第一党支部\nyear: 2023\nreview:\n{others}  - {{field: topics, proposal: 志愿服务, evidence: 第{n}次}}\n---\n\n正文。\n"
        )
    };
    for n in 0..10 {
        write(&desk.root().join(file), text("", n).as_bytes());
        let id = desk.get("reports?count=1000")["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["file"] == file)
            .map(|row| row["id"].clone());
        let Some(id) = id else { continue };
        let shown = desk.get("queue?kind=open");
        let items =
            shown["groups"].as_array().unwrap().iter().flat_map(|group| group["items"].as_array().unwrap().clone());
        let Some(item) =
            items.into_iter().find(|item| item["report"] == id && item["quote"]["word"] == format!("第{n}次"))
        else {
            continue;
        };
        // Another program puts one above it; nobody waits for the watch.
        let theirs = text("  - {field: topics, proposal: 别人刚提的, evidence: 正文}\n", n);
        write(&desk.root().join(file), theirs.as_bytes());
        let op = json!({ "report": id, "key": item["key"], "act": "take" });
        desk.done("POST", "queue", json!({ "ops": [op] }));
        let now = desk.file(file);
        assert!(!now.contains("topics: [别人刚提的]"), "{now}");
    }
}

#[test]
fn a_register_that_is_not_there_is_made() {
    let desk = Desk::open();
    let metrics = desk.get("registers/metrics");
    assert_eq!(metrics["rows"], json!([]));
    let ops = json!([{ "op": "add", "values": { "name": "义诊", "unit": "次" } }]);
    let done = desk.done("PUT", "registers/metrics", json!({ "hash": metrics["hash"], "ops": ops }));
    assert_eq!(done["rows"][0]["values"]["unit"], "次");
    assert!(desk.file("content/metrics.yaml").contains("义诊"));
    desk.done("POST", "undo", json!({ "token": done["undo"] }));
    assert!(!desk.root().join("content/metrics.yaml").exists());
}

#[test]
fn the_settings_show_at_once() {
    let desk = Desk::open();
    let settings = desk.get("registers/settings");
    let key = settings["rows"][0]["key"].clone();
    let ops = json!([{ "op": "set", "key": key, "column": "title", "value": "新的名称" }]);
    desk.done("PUT", "registers/settings", json!({ "hash": settings["hash"], "ops": ops }));
    let home = desk.ask("GET", "/desk/preview/", &desk.own(), b"");
    assert!(home.text().contains("新的名称"));
    assert_eq!(desk.get("state")["open"]["title"], "新的名称");
}

#[test]
fn open_points_are_answered_one_after_another() {
    let desk = Desk::open();
    let file = "content/reports/2023/c.md";
    let text = "---\ntitle: 第一党支部2023年总结\nbranch: 甲医院/第一党支部\nyear: 2023\nreview:\n  - {field: topics, proposal: 志愿服务, evidence: 开展义诊}\n  - {field: date, proposal: 2023-12-20, evidence: 开展义诊}\n---\n\n全年开展义诊 20 次。\n";
    write(&desk.root().join(file), text.as_bytes());
    let mut events = desk.listen(Some(1));
    let queue = loop {
        let queue = desk.get("queue?kind=open");
        if queue["counts"]["open"] == 2 {
            break queue;
        }
        events.next("changed");
    };
    // Points are points and no findings.
    assert_eq!(desk.row(file)["open"], 2);
    let groups = queue["groups"].as_array().unwrap();
    let keys: Vec<&Value> = groups.iter().map(|group| &group["key"]).collect();
    assert_eq!(keys, ["date", "topics"]);
    let item = |at: usize| groups[at]["items"][0].clone();
    assert_eq!(item(0)["quote"], json!({ "before": "全年", "word": "开展义诊", "after": " 20 次。" }));
    assert_eq!(item(0)["value"], "2023-12-20");
    let answer = |item: &Value, act: &str| {
        let op = json!({ "report": item["report"], "key": item["key"], "act": act });
        desk.done("POST", "queue", json!({ "ops": [op] }))
    };
    let taken = answer(&item(0), "take");
    assert_eq!((&taken["done"], &taken["failed"]), (&json!(1), &json!([])));
    // The other is still known, though it has another place now.
    let dropped = answer(&item(1), "drop");
    assert_eq!((&dropped["done"], &dropped["failed"]), (&json!(1), &json!([])));
    let after = desk.file(file);
    assert!(after.contains("date: 2023-12-20\n") && !after.contains("review") && !after.contains("topics"), "{after}");
    // Undone from the last to the first.
    for undo in [&dropped["undo"], &taken["undo"]] {
        assert_eq!(desk.done("POST", "undo", json!({ "token": undo }))["done"], 1);
    }
    assert_eq!(desk.file(file), text);
}

#[test]
fn all_of_a_kind_are_answered_in_one_step() {
    let desk = Desk::open();
    for n in 0..3 {
        let text = format!(
            "---\ntitle: 第{n}篇\nbranch: 甲医院/第一党支部\nyear: 2023\nreview:\n  - {{field: topics, proposal: 志愿服务, evidence: 开展义诊}}\n---\n\n开展义诊 {n} 次。\n"
        );
        write(&desk.root().join(format!("content/reports/2023/{n}.md")), text.as_bytes());
    }
    let mut events = desk.listen(Some(1));
    let queue = loop {
        let queue = desk.get("queue?kind=open");
        if queue["counts"]["open"] == 3 {
            break queue;
        }
        events.next("changed");
    };
    let items = queue["groups"][0]["items"].as_array().unwrap();
    let mut ops: Vec<Value> =
        items.iter().map(|item| json!({ "report": item["report"], "key": item["key"], "act": "take" })).collect();
    ops.push(json!({ "report": items[0]["report"], "key": "none", "act": "take" }));
    ops.push(json!({ "report": "0000000000000000", "key": "none", "act": "take" }));
    let done = desk.done("POST", "queue", json!({ "ops": ops }));
    // What fits is done, what does not is said.
    assert_eq!((&done["done"], done["failed"].as_array().unwrap().len()), (&json!(3), 2));
    assert!(
        desk.file("content/reports/2023/2.md").contains("topics: [志愿服务]"),
        "{}",
        desk.file("content/reports/2023/2.md")
    );
    assert_eq!(desk.done("POST", "undo", json!({ "token": done["undo"] }))["done"], 3);
    assert!(desk.file("content/reports/2023/2.md").contains("review"));
}
